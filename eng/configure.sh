#!/usr/bin/env bash
# Usage: eng/configure.sh [--packages auto|real|standin]
#
# Prepares this machine for building, and writes its choice to eng/local.props (untracked):
#   real     Microsoft.ML, Microsoft.ML.Tokenizers and TorchSharp are restored from the machine's package feeds
#   standin  our own source-compatible stand-ins in eng/standins take their place, on an installed libtorch
#   auto     looks once whether the feeds have the packages (the default; a choice made earlier is kept)
# In the stand-in world it also installs libtorch, an OpenMP build of OpenBLAS, cmake and a C++ compiler through the
# system's package manager (as root; otherwise it prints the command) and builds the binding of libtorch.
. "$(dirname "$0")/shell.sh"

packages=keep
while [ $# -gt 0 ]; do
  case $1 in
    --help|-h) help ;;
    --packages) packages=${2:-}; shift 2 || die "--packages needs auto, real or standin" ;;
    *) die "unknown argument '$1' (see --help)" ;;
  esac
done
case $packages in keep|auto|real|standin) ;; *) die "--packages needs auto, real or standin, not '$packages'" ;; esac

command -v dotnet >/dev/null || die "the .NET 10 SDK is needed ('dotnet' is not on the PATH); see https://dot.net"
dotnet --list-sdks | grep -qE '^1[0-9]\.' || die "the .NET 10 SDK is needed; installed: $(dotnet --list-sdks | tr '\n' ' ')"

local_props=$root/eng/local.props
if [ "$packages" = keep ]; then
  [ -f "$local_props" ] && packages=$(property ReasoningPackages)
  case $packages in real|standin) ;; *) packages=auto ;; esac
fi

if [ "$packages" = auto ]; then
  say "looking for Microsoft.ML, Microsoft.ML.Tokenizers and TorchSharp on this machine's package feeds ..."
  log=$(mktemp)
  if dotnet restore "$root/eng/tools/PackageProbe" -p:ReasoningPackages=real >"$log" 2>&1; then
    packages=real
  else
    packages=standin
    # Which package was not found is what a person wants to know; feed addresses are theirs, not ours, to print.
    sed -n 's/.*error NU110[123]: \([^.]*\.[A-Za-z.]*[A-Za-z]\).*/\1/p' "$log" | sort -u | head -n 3 >&2 || true
  fi
  rm -f "$log"
fi

new=$(printf '<Project>\n  <!-- Written by eng/configure.sh; delete it to look again. -->\n  <PropertyGroup>\n    <ReasoningPackages>%s</ReasoningPackages>\n  </PropertyGroup>\n</Project>' "$packages")
[ -f "$local_props" ] && [ "$(cat "$local_props")" = "$new" ] || printf '%s\n' "$new" >"$local_props"
echo "packages: $packages"
[ "$packages" = standin ] || exit 0

# --- the stand-in world: a native libtorch and the binding of it ---
native=(libtorch-dev libopenblas0-openmp cmake g++)
missing=()
for name in "${native[@]}"; do
  dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || missing+=("$name")
done
if [ ${#missing[@]} -gt 0 ] && [ -z "${TORCH_DIR:-}" ]; then
  command -v apt-get >/dev/null || die "libtorch (headers and libraries) is needed: install it and set TORCH_DIR to its folder"
  if [ "$(id -u)" != 0 ]; then
    say "some native packages are missing; run this, then try again:"
    say "  sudo apt-get update && sudo apt-get install --yes ${missing[*]}"
    exit 1
  fi
  say "installing ${missing[*]} ..."
  log=$(mktemp)
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 \
    || { tail -n 30 "$log" >&2; die "installing native packages failed"; }
  rm -f "$log"
fi

# Debian chooses one BLAS for all programs; its default and the pthread build are many times slower under libtorch.
for library in libblas.so.3 liblapack.so.3; do
  name=$library-$(gcc -print-multiarch 2>/dev/null || echo x86_64-linux-gnu)
  wanted=$(update-alternatives --list "$name" 2>/dev/null | grep openblas-openmp || true)
  [ -n "$wanted" ] || continue
  chosen=$(update-alternatives --query "$name" | sed -n 's/^Value: //p')
  [ "$chosen" = "$wanted" ] && continue
  if [ "$(id -u)" = 0 ]; then update-alternatives --set "$name" "$wanted" >/dev/null
  else say "slow BLAS: for full speed run 'sudo update-alternatives --set $name $wanted'"; fi
done

"$root/eng/standins/TorchSharp/native/build.sh"
