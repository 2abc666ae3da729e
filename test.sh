#!/usr/bin/env bash
# All tests, with everything that they need; ends with "N passed, N failed, N skipped" alone on a line.
#   ./test.sh [--filter PART] [-- arguments of the test executables]
# PART picks suites by name: Client, Services, Web, Engine, Browser. Each test's result and time: artifacts/test-reports. DASHBOARD_TEST_ENGINE=unix:///... uses that engine.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$root"
# shellcheck source=scripts/say.sh
. scripts/say.sh
# shellcheck source=scripts/prerequisites.sh
. scripts/prerequisites.sh
# shellcheck source=scripts/debian.sh
. scripts/debian.sh
# shellcheck source=scripts/busybox.sh
. scripts/busybox.sh
# shellcheck source=scripts/test-packages.sh
. scripts/test-packages.sh
# shellcheck source=scripts/test-suites.sh
. scripts/test-suites.sh
# shellcheck source=scripts/test-cleanup.sh
. scripts/test-cleanup.sh

client=src/Dashboard.Web/Client
filter=
run=

# The summary is the last line on every way out, and whatever went wrong is at least one failure in it.
finish() {
  local status=$?
  trap - EXIT INT TERM HUP
  if [ -n "$CHILD" ]; then
    kill -TERM "$CHILD" 2>/dev/null || true
  fi
  if [ -n "$run" ]; then
    clean_run "$run"
  fi
  if [ "$status" != 0 ] && [ "$FAILED" = 0 ]; then
    FAILED=1
  fi
  if [ -n "$FAILURES" ]; then
    printf '%s' "$FAILURES"
  fi
  printf '%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  if [ "$status" = 0 ] && [ "$FAILED" != 0 ]; then
    status=1
  fi
  exit "$status"
}

wanted() { [[ $1 == *"$filter"* ]]; }

wanted_suites() {
  local project
  for project in tests/Dashboard.{Services,Web,Engine,Browser}.Tests; do
    if wanted "$project"; then
      printf '%s\n' "$project"
    fi
  done
}

test_client() {
  step "npm packages" dotnet msbuild src/Dashboard.Web -t:RestoreClient -nologo -v:quiet -nodeReuse:false || return 0
  step "TypeScript check" npm --prefix "$client" run --silent check || true
  client_suite Client "$run/client.log" npm --prefix "$client" test --silent
}

main() {
  local suites project name
  while [ $# -gt 0 ]; do
    case $1 in
      --filter) filter=${2:?"--filter wants a part of a suite's name"}; shift ;;
      --) shift; break ;;
      *) die "unknown argument $1; usage: ./test.sh [--filter PART] [-- arguments of the test executables]" ;;
    esac
    shift
  done
  require_dotnet
  require_node
  mapfile -t suites < <(wanted_suites)
  if [ "${#suites[@]}" = 0 ] && ! wanted Client; then
    die "no suite's name contains '$filter'"
  fi

  # Everything temporary goes here: what carries this folder in its environment belongs to this run.
  run=$(mktemp -d "${TMPDIR:-/tmp}/dbtest.XXXXXX")
  mkdir "$run/tmp"
  if [ "${#suites[@]}" -gt 0 ]; then
    ensure_test_packages
  fi
  export DASHBOARD_TEST_RUN_DIR=$run TMPDIR=$run/tmp
  if wanted Client; then
    test_client
  fi
  if [ "${#suites[@]}" = 0 ]; then
    return 0
  fi

  mkdir -p artifacts/test-reports
  rm -f artifacts/test-reports/*.json
  # No build servers: they would outlive this script.
  step build dotnet build Dashboard.sln -c Release --nologo -v quiet --disable-build-servers || return 1
  for project in "${suites[@]}"; do
    name=${project##*/}
    dotnet_suite "$name" "$project/bin/Release/net10.0/$name.dll" "$root/artifacts/test-reports/$name.json" "$@"
  done
}

trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
main "$@"
