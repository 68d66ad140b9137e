#!/usr/bin/env bash
# Starts MosaicAdmin on embedded defaults: SQLite, in-process Redis, local disk, demo accounts. Needs only the .NET 10 SDK.
# Listens where ASPNETCORE_URLS says, else on http://127.0.0.1:5080. Everything it keeps is under data/.
set -euo pipefail
cd "$(dirname "$0")"

export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
export ASPNETCORE_URLS="${ASPNETCORE_URLS:-http://127.0.0.1:5080}"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if ! command -v dotnet >/dev/null; then
  echo "MosaicAdmin needs the .NET 10 SDK, and there is no dotnet on the PATH." >&2
  exit 1
fi

# ffprobe reads tags and covers out of audio files. Without it the app still runs and reads file names only.
if ! command -v ffprobe >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ffmpeg, to read tags and covers out of audio files."
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ffmpeg) >/dev/null 2>&1 ||
    echo "ffmpeg could not be installed; tags will be read from file names." >&2
fi

echo "MosaicAdmin is starting at $ASPNETCORE_URLS"
exec dotnet run --project MosaicAdmin --no-launch-profile
