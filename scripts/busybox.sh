# Sourced. Static busybox binaries: the root file systems of the demo and of the tests are made from one.

# Where Debian's packages keep the binary; later releases have it in /usr/bin.
BUSYBOX_PATHS=(bin/busybox usr/bin/busybox)

# is_static_busybox FILE: an ELF binary without a dynamic loader that runs here and lists its applets.
is_static_busybox() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  [ "$(head -c 4 "$1" | tail -c 3)" = ELF ] || return 1
  ! grep -q '/ld-' "$1" && "$1" --list-full 2>/dev/null | grep -qx 'bin/sh'
}

# find_static_busybox ROOT: prints the path of the one below ROOT; "" is this machine.
find_static_busybox() {
  local path
  for path in "${BUSYBOX_PATHS[@]}"; do
    if is_static_busybox "$1/$path"; then
      printf '%s\n' "$1/$path"
      return 0
    fi
  done
  return 1
}
