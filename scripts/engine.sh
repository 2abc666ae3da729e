# Sourced after say.sh and debian.sh. Finds the Docker engine that the dashboard starts with, or gets one.
scripts=${BASH_SOURCE[0]%/*}

engine_answers() { node "$scripts/ping-engine.mjs" "$1" >/dev/null 2>&1; }

# The usual places, in the order of what people mean: the system's engine, their own rootless one, Podman.
engine_candidates() {
  printf '%s\n' /var/run/docker.sock
  [ -z "${XDG_RUNTIME_DIR:-}" ] || printf '%s\n' "$XDG_RUNTIME_DIR/docker.sock"
  printf '%s\n' "${HOME:-/root}/.docker/run/docker.sock" /run/podman/podman.sock
  [ -z "${XDG_RUNTIME_DIR:-}" ] || printf '%s\n' "$XDG_RUNTIME_DIR/podman/podman.sock"
}

# Sets DOCKER_HOST to the first that answers.
find_engine() {
  local socket reason
  while read -r socket; do
    [ -S "$socket" ] || continue
    if reason=$(node "$scripts/ping-engine.mjs" "unix://$socket" 2>&1); then
      export DOCKER_HOST="unix://$socket"
      return 0
    fi
    note "No engine at $socket: $reason."
    [ "$reason" != "permission denied" ] || permission_advice "$socket"
  done < <(engine_candidates)
  return 1
}

# Whether an engine is there that this user may not use; permission_advice sets it.
ENGINE_DENIED=no

# permission_advice SOCKET: the line that lets this user in.
permission_advice() {
  local group user
  ENGINE_DENIED=yes
  group=$(stat -c %G "$1" 2>/dev/null) || { note "  A folder above it may not be entered; run as its owner."; return 0; }
  user=$(id -un)
  if [ "$group" = root ] || [ "$(stat -c %A "$1" | cut -c5-6)" != rw ]; then
    note "  Only its owner may use it. Type: sudo -u $(stat -c %U "$1") $0"
  elif id -nG "$user" | tr ' ' '\n' | grep -qxF "$group"; then
    note "  You are a member of the group $group, but not in this session. Type: newgrp $group"
  else
    note "  Type: sudo usermod -aG $group $user   and log out and in again (or at once: newgrp $group)"
  fi
}

# ensure_engine MAY_INSTALL LOG: the dashboard starts in any case, so this only ever says why there is none.
ensure_engine() {
  local may_install=$1 log=$2 reason
  if [ -n "${DOCKER_HOST:-}" ]; then
    case $DOCKER_HOST in
      unix://* | tcp://*)
        # A TLS engine is the program's business: it has the certificates.
        if [ -z "${DOCKER_TLS_VERIFY:-}" ] && ! reason=$(node "$scripts/ping-engine.mjs" "$DOCKER_HOST" 2>&1); then
          note "DOCKER_HOST=$DOCKER_HOST does not answer ($reason); the dashboard waits for it."
        fi ;;
    esac
    return 0
  fi
  find_engine && return 0
  if [ "$ENGINE_DENIED" = yes ]; then
    note "The dashboard starts, and waits until it may use the engine."
  elif [ "$may_install" = no ]; then
    note "No Docker engine answers; the dashboard waits for one."
  elif can_install; then
    install_engine "$log" || note "The engine does not answer (see $log); the dashboard waits for it."
  elif is_debian; then
    note "No Docker engine answers. Install one with 'sudo apt-get install docker.io', or set DOCKER_HOST; the dashboard waits for it."
  else
    note "No Docker engine answers. Install Docker (https://docs.docker.com/engine/install/) or Podman, or set DOCKER_HOST; the dashboard waits for it."
  fi
}

install_engine() {
  local answer
  if [ -t 0 ]; then
    read -r -p "No Docker engine answers. Install (where missing) and start Debian's docker.io? [Y/n] " answer
    case $answer in [Nn]*) note "The dashboard starts without an engine."; return 0 ;; esac
  fi
  # iptables is only recommended by some versions of docker.io, and without it no port is published.
  if ! command -v dockerd >/dev/null || ! command -v iptables >/dev/null; then
    apt_install docker.io iptables
  fi
  (umask 077 && mkdir -p "${1%/*}")
  start_engine "$1"
}

start_engine() {
  if [ -d /run/systemd/system ]; then
    systemctl start docker >>"$1" 2>&1 && wait_for_engine 30 && return 0
  elif [ -x /etc/init.d/docker ]; then
    service docker start >>"$1" 2>&1 && wait_for_engine 30 && return 0
  fi
  # No init system that could do it, as in a container.
  setsid dockerd >>"$1" 2>&1 </dev/null &
  wait_for_engine 30
}

wait_for_engine() {
  local deadline=$((SECONDS + $1))
  until engine_answers unix:///var/run/docker.sock; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.3
  done
  export DOCKER_HOST=unix:///var/run/docker.sock
}
