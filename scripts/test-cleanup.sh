# Sourced. Takes away what one run of the tests left when its processes died before they could.
# Nothing is found by program name: a process belongs to the run by the run directory in its environment, or to one of its
# engines by its cgroup. The tests do the same when they end in order (EngineLeftovers, EngineNetwork).

# clean_run DIRECTORY
clean_run() {
  local run=$1 note id range sockets socket
  # What this function itself starts must not look like the run.
  unset DASHBOARD_TEST_RUN_DIR
  sockets=$(shim_sockets "$run")
  for note in "$run"/dbt-*/engine; do
    [ ! -e "$note" ] || thaw "dbt-$(sed -n 's/^id=//p' "$note")"
  done
  kill_run "$run"
  for note in "$run"/dbt-*/engine; do
    [ -e "$note" ] || continue
    id=$(sed -n 's/^id=//p' "$note")
    range=$(sed -n 's/^range=//p' "$note")
    remove_cgroups "dbt-$id"
    remove_network "$range"
  done
  for socket in $sockets; do
    rm -f "$socket"
  done
  unmount_below "$run"
  rm -rf "$run"
}

# A frozen process (docker pause) takes not even a SIGKILL. cgroup v1 has freezer.state, v2 has cgroup.freeze.
thaw() {
  local file
  while read -r file; do
    case $file in
      */freezer.state) echo THAWED >"$file" 2>/dev/null || true ;;
      */cgroup.freeze) echo 0 >"$file" 2>/dev/null || true ;;
    esac
  done < <(find /sys/fs/cgroup -path "*/$1/*" \( -name freezer.state -o -name cgroup.freeze \) 2>/dev/null)
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

# containerd keeps the sockets of all shims in one folder, and a killed shim leaves its own there.
shim_sockets() {
  local process
  while read -r process; do
    ss -xlpH 2>/dev/null | awk -v pid="pid=$process," 'index($0, pid) && $5 ~ "^/run/containerd/s/" { print $5 }'
  done < <(run_processes "$1")
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
