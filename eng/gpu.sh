#!/usr/bin/env bash
# Usage: eng/gpu.sh pack              on a machine with .NET: packs runtime, build output, native source and golden data
#        eng/gpu.sh [--device NAME]   on a machine with a GPU: unpacks that, builds the native part, runs tests and benchmarks
#
# The second form needs Python's PyTorch (headers and libraries), cmake and a C++ compiler; no .NET and no network. It runs the
# whole suite on the machine's PyTorch, the tests of category Device on the GPU, and the benchmarks, and writes what it found to
# $OUT (default: .artifacts/gpu/figures): figures.txt, tests.txt, tests-device.txt, build.txt. Without a GPU that PyTorch can use
# it says so and stops with exit code 3. --device cpu goes through the same steps on the CPU, with the benchmarks in a small shape.
# Carry with the sources: .artifacts/gpu/carried.tar.xz (at most 60 MiB).
. "$(dirname "$0")/shell.sh"

carried=$root/.artifacts/gpu/carried.tar.xz
most=$((60 * 1024 * 1024))
tests=(TorchSharp.Contract.Tests Microsoft.ML.Reasoning.LanguageModels.Tests Microsoft.ML.Reasoning.LatentDynamics.Tests Microsoft.ML.Reasoning.Tests)

# A folder that goes with the script.
temporary() { stage=$(mktemp -d); trap 'rm -rf "$stage"' EXIT; }

pack() {
  "$root/eng/configure.sh" >&2
  [ "$(property ReasoningPackages)" = standin ] || die "only the stand-in world can be packed: the real TorchSharp brings its own libtorch, which is too large to carry"
  local output name runtime
  temporary; output=$stage/output
  for name in "${tests[@]}"; do
    say "building $name ..."
    build "$root/tests/$name" -p:TestsRunThemselves=true -p:ArtifactsPath="$output" -p:DebugType=none
  done
  say "building the benchmarks ..."
  build "$root/tests/Benchmarks" -p:ArtifactsPath="$output" -p:DebugType=none

  local to=$stage/carried
  mkdir -p "$to/tests" "$to/repository/eng/standins/TorchSharp" "$to/repository/examples" "$to/shared/golden" "$to/lib"
  for name in "${tests[@]}"; do cp -r "$output/bin/$name/release" "$to/tests/$name"; done
  cp -r "$output/bin/Benchmarks/release" "$to/benchmarks"
  # The native part is built over there; documentation and debug symbols help nobody there.
  find "$to" \( -name '*.pdb' -o -name 'libtorchdoor.so' -o -name 'Microsoft.ML*.xml' -o -name 'MSTest*.xml' \) -delete
  cp -r "$root/eng/standins/TorchSharp/native" "$to/repository/eng/standins/TorchSharp/native"
  cp -r "$root/examples/models" "$root/examples/data" "$to/repository/examples/"
  cp "$root/Microsoft.ML.Reasoning.sln" "$to/repository/"
  # Tokenizers need no GPU, and their files are large.
  for name in models effective-rank dsd led grpo verl-advantage pass-at-k; do
    [ -d "$root/../shared/golden/$name" ] && cp -rL "$root/../shared/golden/$name" "$to/shared/golden/"
  done

  local sdk; sdk=$(dirname "$(readlink -f "$(command -v dotnet)")")
  runtime=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \(10[^ ]*\) .*/\1/p' | tail -n 1)
  mkdir -p "$to/dotnet/shared/Microsoft.NETCore.App" "$to/dotnet/host/fxr"
  cp "$sdk/dotnet" "$to/dotnet/"
  cp -r "$sdk/host/fxr/$runtime" "$to/dotnet/host/fxr/"
  cp -r "$sdk/shared/Microsoft.NETCore.App/$runtime" "$to/dotnet/shared/Microsoft.NETCore.App/"
  # .NET wants ICU; a bare machine has none.
  for name in libicuuc libicui18n libicudata; do
    cp -L "$(find /usr/lib /lib -name "$name.so.[0-9]*" -not -name '*.*.*.*' 2>/dev/null | head -n 1)" "$to/lib/" || die "no $name on this machine to carry"
  done
  chmod -R u+w "$to"
  mkdir -p "$(dirname "$carried")"
  say "packing ..."
  tar -C "$stage" --sort=name --owner=0 --group=0 -cf - carried | xz -T0 -9 >"$carried.new"
  mv "$carried.new" "$carried"
  local size; size=$(stat -c %s "$carried")
  [ "$size" -le $most ] || die "$carried has $size bytes, more than the $most that can be carried"
  echo "packed: .artifacts/gpu/carried.tar.xz, $((size / 1024 / 1024)) MiB"
}

run() {
  local device=$1 python=${PYTHON:-python3} figures=${OUT:-$root/.artifacts/gpu/figures} found
  if [ "$device" = cuda ]; then
    found=$("$python" -c 'import torch; print(torch.cuda.get_device_name(0) if torch.cuda.is_available() else "")' 2>/dev/null || true)
    [ -n "$found" ] || { say "gpu.sh: this machine has no GPU that the PyTorch of '$python' can use; nothing was run (--device cpu tries the same without one)"; exit 3; }
  fi
  command -v cmake >/dev/null || die "cmake is needed"
  command -v c++ >/dev/null || die "a C++ compiler is needed"
  [ -f "$carried" ] || die "there is no .artifacts/gpu/carried.tar.xz: run 'eng/gpu.sh pack' on a machine with .NET and carry the file here"
  mkdir -p "$figures"
  temporary; local work=$stage
  "$python" -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$carried" "$work" 2>/dev/null || tar -C "$work" -xJf "$carried"
  work=$work/carried
  say "building the native part ..."
  "$work/repository/eng/standins/TorchSharp/native/build.sh" --python "$python" --output "$work/native" >"$figures/build.txt" 2>&1 \
    || { cat "$figures/build.txt" >&2; die "the native part does not build"; }
  export TORCHDOOR_LIBRARY=$work/native/libtorchdoor.so REASONING_ROOT=$work/repository DOTNET_ROOT=$work/dotnet DOTNET_gcServer=0
  ldconfig -p 2>/dev/null | grep -q libicuuc || export LD_LIBRARY_PATH=$work/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  local dotnet=$work/dotnet/dotnet
  {
    echo "machine: ${found:-CPU}, $(nproc) cores, $(sed -n 's/.*(\(libtorch .*\))/\1/p' "$figures/build.txt")"
    "$python" -c 'import torch; print("PyTorch", torch.__version__)'
  } >"$figures/figures.txt"

  local failed=0
  suite tests.txt || failed=1
  REASONING_DEVICE=$device suite tests-device.txt --filter TestCategory=Device || failed=1

  say "benchmarks ..."
  local shapes=(qwen2.5-1.5b qwen2.5-7b) shape
  [ "$device" = cuda ] || shapes=(tiny)
  for shape in "${shapes[@]}"; do
    "$dotnet" "$work/benchmarks/Microsoft.ML.Reasoning.Benchmarks.dll" decode-device --device "$device" --shape "$shape" >>"$figures/figures.txt" 2>&1 || failed=1
  done
  cat "$figures/figures.txt"
  say "written: ${OUT:+\$OUT/}figures.txt and the logs beside it"
  [ $failed = 0 ]
}

# suite LOG [FILTER...]: every test program; its summary goes to figures.txt, its failures to the log.
suite() {
  local log=$figures/$1 name good=0 summary
  : >"$log"
  for name in "${tests[@]}"; do
    say "$name ${*:2} ..."
    echo "== $name ${*:2}" >>"$log"
    # Exit code 8: the filter leaves no test of this program.
    "$dotnet" "$work/tests/$name/$name.dll" --no-ansi --no-progress --ignore-exit-code 8 "${@:2}" >>"$log" 2>&1 || good=1
  done
  summary=$(awk '/^ *total:/ {t+=$2} /^ *failed:/ {f+=$2} /^ *succeeded:/ {p+=$2} /^ *skipped:/ {s+=$2} END {print p+0 " passed, " f+0 " failed, " s+0 " skipped"}' "$log")
  echo "tests${2:+ on the device}: $summary" | tee -a "$figures/figures.txt" >&2
  return $good
}

case ${1:-} in
  --help|-h) help ;;
  pack) [ $# = 1 ] || die "pack takes no argument"; pack ;;
  --device) [ $# = 2 ] || die "--device needs a name (cuda, cpu)"; run "$2" ;;
  '') run cuda ;;
  *) die "unknown argument '$1' (see --help)" ;;
esac
