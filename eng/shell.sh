# Sourced by the scripts beside it: the repository's root, and how they speak.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
# Two cores and one native thread pool: build servers that outlive the build only cost memory.
export MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n' "$*" >&2; }
die() { say "$(basename "$0"): $*"; exit 1; }

# The comment block at the head of the calling script is its help text.
help() { sed -n '2,/^[^#]/{/^#/!q;s/^# \{0,1\}//;p}' "$0"; exit 0; }

# property NAME: the value that eng/configure.sh wrote into eng/local.props.
property() { sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$root/eng/local.props"; }

build() { # build PROJECT-OR-SOLUTION: quiet where it goes well, everything where it fails
  local log; log=$(mktemp)
  if ! dotnet build "$1" -c Release --nologo -v quiet "${@:2}" >"$log" 2>&1; then
    cat "$log" >&2; rm -f "$log"; die "the build of $1 failed"
  fi
  rm -f "$log"
}
