#!/usr/bin/env bash
# Usage: eng/check-api.sh [--assembly FILE] [--copy]
#
# Compares every public signature of the stand-ins with the listings of the real packages: no member that the real package
# lacks (for TorchSharp: that either of two versions lacks), and every overload of each member name that is offered.
# Also looks through src/ for calls that the design forbids. Exit code 1 where something differs.
#   --assembly FILE  checks this one assembly only (its file name says which package it stands for)
#   --copy           writes the used part of the full listings (../shared/api) to eng/api
. "$(dirname "$0")/shell.sh"

assembly= copy=
while [ $# -gt 0 ]; do
  case $1 in
    --help|-h) help ;;
    --assembly) assembly=${2:-}; [ -f "$assembly" ] || die "no such assembly: '$assembly'"; shift 2 ;;
    --copy) copy=1; shift ;;
    *) die "unknown argument '$1' (see --help)" ;;
  esac
done

# The full listings where they are at hand, else the part that is kept here.
full=$root/../shared/api
listings=$root/eng/api; [ -d "$full" ] && listings=$full
[ -n "$copy" ] && { [ -d "$full" ] || die "--copy needs the full listings in ../shared/api"; mkdir -p "$root/eng/api"; }

build "$root/eng/tools/CheckApi"
tool=$root/.artifacts/bin/CheckApi/release/CheckApi.dll
failed=0

check() { # check ASSEMBLY-FILE
  local arguments=()
  [ -n "$copy" ] && arguments+=(--copy "$root/eng/api")
  case $(basename "$1" .dll) in
    TorchSharp) arguments+=(--complete "$1" "$listings/TorchSharp-0.102.7.txt" "$listings/TorchSharp-0.106.0.txt") ;;
    Microsoft.ML.Tokenizers) arguments+=(--complete "$1" "$listings/Microsoft.ML.Tokenizers.txt") ;;
    Microsoft.ML) arguments+=("$1" "$listings/Microsoft.ML.txt") ;;
    *) die "no listing for $(basename "$1")" ;;
  esac
  dotnet "$tool" "${arguments[@]}" || failed=1
}

if [ -n "$assembly" ]; then
  check "$assembly"
else
  for name in Microsoft.ML Microsoft.ML.Tokenizers TorchSharp; do
    build "$root/eng/standins/$name/$name.csproj"
    check "$root/.artifacts/bin/$name/release/$name.dll"
  done
  # matmul aborts the process on any error; reflection would reach what the packages do not promise.
  if grep -rnE --include='*.cs' '(\.|\b)matmul\(|UnsafeAccessor|System\.Reflection|\.GetType\(\)\.(Get|Invoke)|BindingFlags' "$root/src"; then
    say "src/ uses a call that the design forbids (above)"
    failed=1
  fi
fi
[ $failed = 0 ] && echo "check-api: no difference"
exit $failed
