#!/usr/bin/env bash
# Builds and starts the dashboard; finds an engine for it, or gets one.
#   ./run.sh [--demo] [--no-engine] [arguments of the program: serve, admin create, token create, audit verify, --urls ...]
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/say.sh
. "$root/scripts/say.sh"
# shellcheck source=scripts/prerequisites.sh
. "$root/scripts/prerequisites.sh"
# shellcheck source=scripts/debian.sh
. "$root/scripts/debian.sh"
# shellcheck source=scripts/busybox.sh
. "$root/scripts/busybox.sh"
# shellcheck source=scripts/engine.sh
. "$root/scripts/engine.sh"
# shellcheck source=scripts/demo-image.sh
. "$root/scripts/demo-image.sh"

build() {
  local log
  log=$(mktemp)
  note "Building (the first time takes a minute or two) ..."
  # No build servers: they would outlive this script.
  if ! (cd "$root" && dotnet build src/Dashboard.Web -c Release --nologo -v quiet --disable-build-servers) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    die "the build failed"
  fi
  rm -f "$log"
}

start_demo() {
  local tar
  if [ -z "${DOCKER_HOST:-}" ]; then
    note "The demo needs an engine; the dashboard starts without it."
    return 0
  fi
  tar=$(mktemp)
  if node "$root/scripts/demo.mjs" "$DOCKER_HOST" >/dev/null 2>&1 || demo_rootfs "$tar"; then
    node "$root/scripts/demo.mjs" "$DOCKER_HOST" "$tar" >&2 || true
  fi
  rm -f "$tar"
}

main() {
  local demo=no may_install=yes arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      --demo) demo=yes ;;
      --no-engine) may_install=no ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done

  require_dotnet
  require_node
  export Dashboard__DataDirectory="${Dashboard__DataDirectory:-$root/data}"
  # A subcommand works on the data alone; only the server wants an engine.
  case ${arguments[0]:-serve} in
    serve | -*)
      ensure_engine "$may_install" "$Dashboard__DataDirectory/engine.log"
      [ "$demo" = no ] || start_demo ;;
  esac
  build
  # exec: Ctrl-C and a service manager's SIGTERM reach the program itself.
  exec dotnet "$root/src/Dashboard.Web/bin/Release/net10.0/Dashboard.Web.dll" "${arguments[@]}"
}

main "$@"
