#!/usr/bin/env bash
# Generates a TypeScript client from the OpenAPI document of a host, compiles it strictly, and runs a journey with it.
#   tools/typescript-client/check.sh [http://localhost:5000]
# Without an address it starts the host with new data on a free port. Needs Node 20 and npm; CI does not run it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
address=${1:-}
if [ -z "$address" ]; then
  data=$(mktemp -d)
  Xela__DataDirectory=$data Xela__Metrics__Url=off dotnet run --project ../../src/ApiHost -- --urls http://127.0.0.1:0 >"$data/log" 2>&1 &
  host=$!
  trap 'kill $host 2>/dev/null || true; wait $host 2>/dev/null || true; rm -rf "$data"' EXIT
  for _ in $(seq 240); do
    address=$(sed -n 's/^XelaConnect  \(http[^ ]*\)$/\1/p' "$data/log" | head -1)
    [ -n "$address" ] && curl -sf "$address/health/ready" >/dev/null && break
    kill -0 $host 2>/dev/null || { cat "$data/log"; exit 1; }
    sleep 0.5
  done
fi
npm ci --silent --no-audit --no-fund
curl -sf "$address/openapi/v1.json" -o openapi.json
npx openapi-typescript openapi.json --output schema.d.ts
npx tsc
node out/journey.js "$address"
