#!/usr/bin/env bash
# Installs what the tests need (Debian, root) and runs them all. What could not be installed is reported as skipped, with the reason.
# Arguments go to the test runner: ./test.sh --filter-class "*WindowKeeperTests"
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

wanted=()
need() { command -v "$1" >/dev/null || wanted+=("$2"); }
need chromium chromium
need ffmpeg ffmpeg
need redis-server redis-server
[ -d /usr/lib/postgresql ] || wanted+=(postgresql)
fc-list 2>/dev/null | grep -qi 'noto.*cjk' || wanted+=(fontconfig fonts-noto-cjk)
if [ ${#wanted[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${wanted[*]}"
  apt-get update -qq >/dev/null 2>&1 || echo "The package lists could not be read." >&2
  for package in "${wanted[@]}"; do
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
      echo "$package could not be installed; tests that need it are skipped." >&2
  done
fi

dotnet build MosaicAdmin.sln -c Release --nologo -v quiet
results=$(mktemp)
trap 'rm -f "$results"' EXIT
status=0
# A test that fails is tried again, unless more than five do: one busy machine must not hide what the rest say. What failed is named below either way.
dotnet test --no-build -c Release --project MosaicAdmin.Tests --no-progress \
  --retry-failed-tests 2 --retry-failed-tests-max-tests 5 "$@" 2>&1 | tee "$results" || status=$?

count() { sed -nE "s/^ *$1: ([0-9]+).*/\1/p" "$results" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
sed -nE 's/^ *failed( \(try [0-9]+\))? (MosaicAdmin\..*)/failed\1: \2/p' "$results"
echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
[ "${passed:-0}" -gt 0 ] || status=1
exit "$status"
