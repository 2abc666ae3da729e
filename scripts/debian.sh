# Sourced after say.sh. Packages of Debian and Ubuntu; on other systems these only say what is wanted.

is_debian() { [ -e /etc/debian_version ] && command -v apt-get >/dev/null; }

can_install() { is_debian && [ "$(id -u)" = 0 ]; }

# apt_install PACKAGE...: quiet, output only on failure. The lists are fetched only when they do not know a package.
apt_install() {
  local log
  log=$(mktemp)
  note "Installing $* ..."
  if ! apt_known "$@"; then
    apt_get update >"$log" 2>&1 || note "apt-get update failed; trying with the lists that are here"
  fi
  if ! apt_get install -y --no-install-recommends "$@" >"$log" 2>&1; then
    # Lists can be older than the mirror: once more with fresh ones before giving up.
    if ! { apt_get update && apt_get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      rm -f "$log"
      die "apt-get install $* failed"
    fi
  fi
  rm -f "$log"
}

apt_known() {
  local package
  for package in "$@"; do
    apt-cache show "$package" >/dev/null 2>&1 || return 1
  done
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null; }
