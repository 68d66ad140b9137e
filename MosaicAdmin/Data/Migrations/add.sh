#!/usr/bin/env bash
# Adds a migration for every provider: MosaicAdmin/Data/Migrations/add.sh NAME (build first). Without a name, fails when a model change has none yet.
set -euo pipefail
cd "$(dirname "$0")/../../.."
dotnet tool restore >/dev/null
for provider in Sqlite SqlServer Postgres; do
  if [ $# -gt 0 ]; then
    dotnet ef migrations add "$1" --project MosaicAdmin --context "${provider}MosaicDb" --output-dir "Data/Migrations/$provider" --no-build
  else
    dotnet ef migrations has-pending-model-changes --project MosaicAdmin --context "${provider}MosaicDb" --no-build
  fi
done
