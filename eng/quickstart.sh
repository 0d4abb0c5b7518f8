#!/usr/bin/env bash
# Usage: eng/quickstart.sh [--model DIR] [--problems FILE] [--limit N] [--samples N] [--output FILE] ...
#
# The main job: sets the machine up (eng/configure.sh), loads a language model, answers a file of problems several times
# each, checks the answers, and prints pass@k with intervals, tokens/s and three sample answers. Every sample goes to a
# JSONL file. Without arguments: the small model of this repository and its held-out problems.
# All arguments go to examples/00-Quickstart; '--' help of its own: eng/quickstart.sh --options
. "$(dirname "$0")/shell.sh"

case ${1:-} in --help|-h) help ;; --options) set -- --help ;; esac
"$root/eng/configure.sh"
say "building ..."
build "$root/examples/00-Quickstart"
exec dotnet "$root/.artifacts/bin/Quickstart/release/Quickstart.dll" "$@"
