#!/usr/bin/env bash
# Usage: eng/bench.sh NAME [ARGUMENTS]
#
# Runs one benchmark and prints its figures as lines 'name: number'; without NAME it lists the benchmarks.
# A figure that could not be measured is not printed, and the exit code is 1.
. "$(dirname "$0")/shell.sh"

case ${1:-} in --help|-h) help ;; esac
"$root/eng/configure.sh" >&2
build "$root/tests/Benchmarks"
exec dotnet "$root/.artifacts/bin/Benchmarks/release/Microsoft.ML.Reasoning.Benchmarks.dll" "$@"
