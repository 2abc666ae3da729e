# Sourced after say.sh, debian.sh and busybox.sh. The root file system of the demo image, made from busybox-static: no registry is needed.

# demo_rootfs TAR: writes the tar, or says what is missing and fails.
demo_rootfs() {
  local work busybox applet
  work=$(mktemp -d)
  if ! busybox=$(static_busybox "$work"); then
    rm -rf "$work"
    return 1
  fi
  mkdir -p "$work/root"/{bin,sbin,usr/bin,usr/sbin,etc,tmp,root,www}
  cp "$busybox" "$work/root/bin/busybox"
  while read -r applet; do
    [ "$applet" = bin/busybox ] || ln -sf /bin/busybox "$work/root/$applet"
  done < <("$busybox" --list-full)
  printf 'root:x:0:0:root:/root:/bin/sh\n' >"$work/root/etc/passwd"
  printf 'root:x:0:\n' >"$work/root/etc/group"
  printf '<!doctype html><meta charset="utf-8"><title>demo-web</title><h1>It works.</h1><p>This page comes from the container demo-web.</p>\n' \
    >"$work/root/www/index.html"
  tar --owner=0 --group=0 --numeric-owner -C "$work/root" -cf "$1" .
  rm -rf "$work"
}

# Prints the path of a static busybox: this machine's, or that of Debian's package, unpacked into the folder.
static_busybox() {
  if find_static_busybox ""; then
    return 0
  fi
  if is_debian; then
    note "Fetching busybox-static for the demo ..."
    if apt_known busybox-static || ! can_install || apt_get update >/dev/null 2>&1; then
      # Unpacked, not installed: it would replace the machine's own busybox. apt's sandbox user must read the folder.
      chmod 755 "$1"
      if (cd "$1" && apt-get -qq download busybox-static && dpkg -x ./busybox-static_*.deb unpacked) >/dev/null 2>&1 \
        && find_static_busybox "$1/unpacked"; then
        return 0
      fi
    fi
  fi
  note "The demo needs a static busybox: install it with 'sudo apt-get install busybox-static' and run again."
  return 1
}
