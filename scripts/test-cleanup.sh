# Sourced. Takes away what one run of the tests left when its processes died before they could.
# Nothing is found by program name: a process belongs to the run by the run directory in its environment, or to one of its
# engines by its cgroup. The tests do the same when they end in order (EngineLeftovers, EngineNetwork).

# clean_run DIRECTORY
clean_run() {
  local run=$1 note id range
  # What this function itself starts must not look like the run.
  unset DASHBOARD_TEST_RUN_DIR
  kill_run "$run"
  for note in "$run"/dbt-*/engine; do
    [ -e "$note" ] || continue
    id=$(sed -n 's/^id=//p' "$note")
    range=$(sed -n 's/^range=//p' "$note")
    remove_shim_sockets "${note%/*}"
    remove_cgroups "dbt-$id"
    remove_network "$range"
  done
  unmount_below "$run"
  rm -rf "$run"
}

# Twice: a process can start another between the look and the kill.
kill_run() {
  local process
  for _ in 1 2; do
    while read -r process; do
      kill -KILL "$process" 2>/dev/null || true
    done < <(run_processes "$1")
  done
}

run_processes() {
  local run=$1 folder note ids=()
  for note in "$run"/dbt-*/engine; do
    [ ! -e "$note" ] || ids+=(-e "/dbt-$(sed -n 's/^id=//p' "$note")/")
  done
  for folder in /proc/[0-9]*; do
    if grep -qzxF "DASHBOARD_TEST_RUN_DIR=$run" "$folder/environ" 2>/dev/null \
      || { [ "${#ids[@]}" -gt 0 ] && grep -qF "${ids[@]}" "$folder/cgroup" 2>/dev/null; }; then
      printf '%s\n' "${folder##*/}"
    fi
  done
}

# containerd keeps its shims' sockets in one folder for all; each bundle names its own.
remove_shim_sockets() {
  local socket
  while read -r socket; do
    case $socket in unix:///run/containerd/s/*) rm -f "${socket#unix://}" ;; esac
  done < <(find "$1/shims" -name address -type f -exec sh -c 'for f; do cat "$f"; echo; done' sh {} + 2>/dev/null)
}

# rmdir needs the depth first order and a cgroup without tasks; what is busy for a moment longer is empty and harmless.
remove_cgroups() {
  find /sys/fs/cgroup -maxdepth 2 -type d -name "$1" -exec find {} -depth -type d \; 2>/dev/null | while read -r cgroup; do
    rmdir "$cgroup" 2>/dev/null || true
  done
}

# The rules that EngineNetwork adds, and every link with an address of the range.
remove_network() {
  local range=$1 link
  [ -n "$range" ] || return 0
  iptables -w -t nat -D POSTROUTING -s "$range" ! -d "$range" -j MASQUERADE 2>/dev/null || true
  iptables -w -D FORWARD -s "$range" -j ACCEPT 2>/dev/null || true
  iptables -w -D FORWARD -d "$range" -j ACCEPT 2>/dev/null || true
  while read -r link; do
    ip link del "$link" 2>/dev/null || true
  done < <(ip -4 -o addr show to "$range" 2>/dev/null | awk '{ print $2 }')
}

unmount_below() {
  local mount
  while read -r mount; do
    umount -l "$mount" 2>/dev/null || true
  done < <(awk -v below="$1/" 'index($2, below) == 1 { print $2 }' /proc/self/mounts | sort -r)
}
