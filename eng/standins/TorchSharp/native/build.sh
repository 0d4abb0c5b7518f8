#!/usr/bin/env bash
# Builds libtorchdoor.so, the native half of the TorchSharp stand-in, against an installed libtorch.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: build.sh [--torch DIR] [--python EXE] [--output DIR]
  --torch DIR    a libtorch folder (include/ and lib/), such as the torch folder of a Python package
  --python EXE   the Python whose torch to use where --torch is not given (default: python3)
  --output DIR   where libtorchdoor.so goes (default: .artifacts/native in the repository)
Without --torch: a torch of that Python that has its headers, else Debian's libtorch-dev.
TEXT
}
fail() { echo "build.sh: $*" >&2; exit 1; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
output=$(cd "$here/../../../.." && pwd)/.artifacts/native
torch='' python=python3
while [ $# -gt 0 ]; do
  case "$1" in
    --torch) torch=${2:?--torch needs a folder}; shift 2 ;;
    --python) python=${2:?--python needs an executable}; shift 2 ;;
    --output) output=${2:?--output needs a folder}; shift 2 ;;
    -h|--help) usage; exit 0 ;;
    *) usage >&2; fail "unknown argument '$1'" ;;
  esac
done

command -v cmake >/dev/null || fail "no cmake (Debian: apt-get install cmake)"
command -v c++ >/dev/null || fail "no C++ compiler (Debian: apt-get install g++)"

if [ -z "$torch" ]; then
  # Looked up without importing torch, which takes seconds.
  torch=$("$python" -c 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")' 2>/dev/null || true)
  [ -f "$torch/include/ATen/core/Tensor.h" ] || torch=''
fi
if [ -n "$torch" ]; then
  include=$torch/include lib=$torch/lib
else
  include=/usr/include
  lib=$(dirname "$(find /usr/lib -maxdepth 2 -name libtorch_cpu.so -print -quit 2>/dev/null)")
fi
[ -f "$include/ATen/core/Tensor.h" ] || fail "no libtorch headers${torch:+ in $torch}: install libtorch-dev, or a Python torch, or give --torch DIR"
[ -f "$lib/libtorch_cpu.so" ] || fail "no libtorch_cpu.so in $lib"

build=$output/build
mkdir -p "$build"
rm -f "$build/CMakeCache.txt"  # it remembers the libtorch of the last time
log=$build/build.log
if ! { cmake -S "$here" -B "$build" -DCMAKE_BUILD_TYPE=Release -DTORCH_INCLUDE="$include" -DTORCH_LIB="$lib" \
       && cmake --build "$build"; } >"$log" 2>&1; then
  tail -40 "$log" >&2
  fail "the native build failed; the whole log: $log"
fi
# Replaced as one step, so that a running process keeps its copy.
cp "$build/libtorchdoor.so" "$output/libtorchdoor.so.new"
mv "$output/libtorchdoor.so.new" "$output/libtorchdoor.so"
echo "$output/libtorchdoor.so ($(grep -m1 -o 'libtorch [0-9.]* in .*' "$log"))"
