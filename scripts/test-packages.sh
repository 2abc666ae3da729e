# Sourced after say.sh, debian.sh and busybox.sh. What the tests need of the system: installed where that is possible, else said in one line.
# A missing engine or browser is a failure, never a skip.

ensure_test_packages() {
  local missing
  if [ "$(id -u)" != 0 ] && [ -z "${DASHBOARD_TEST_ENGINE:-}" ]; then
    die "the tests start a Docker engine of their own, which takes root: run as root, or name one in DASHBOARD_TEST_ENGINE (unix:///...)"
  fi
  mapfile -t missing < <(missing_packages)
  if [ "${#missing[@]}" -gt 0 ]; then
    can_install || die "missing for the tests: ${missing[*]} (names of Debian's packages); install them and run again"
    apt_install "${missing[@]}"
  fi
  # Newer releases ship the CLI in a package of its own.
  command -v docker >/dev/null || apt_install docker-cli
}

missing_packages() {
  wants dockerd docker.io
  wants chromium chromium
  wants docker-registry docker-registry
  wants nginx nginx-light
  wants caddy caddy
  wants python3 python3-minimal
  wants ip iproute2
  wants mmdebstrap mmdebstrap
  wants iptables iptables
  has_compose || printf '%s\n' docker-compose
  find_static_busybox "" >/dev/null || printf '%s\n' busybox-static
  # Korean screens are looked at as pictures: without glyphs they would be boxes.
  [ -d /usr/share/fonts/opentype/noto ] || printf '%s\n' fonts-noto-cjk
}

wants() { command -v "$1" >/dev/null || printf '%s\n' "$2"; }

has_compose() { command -v docker-compose >/dev/null || { command -v docker >/dev/null && docker compose version >/dev/null 2>&1; }; }
