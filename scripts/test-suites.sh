# Sourced after say.sh. Runs suites and counts; PASSED, FAILED and SKIPPED are the sums over all.
PASSED=0 FAILED=0 SKIPPED=0
# What each failed test said, told again at the end.
FAILURES=
CHILD=
# A log file is read without colours.
COLOR=()
[ -t 1 ] || COLOR=(-noColor)

# In the background, with wait: so a SIGTERM to test.sh takes effect at once and not when the suite ends.
run_child() {
  local status=0
  "$@" </dev/null &
  CHILD=$!
  wait "$CHILD" || status=$?
  CHILD=
  return "$status"
}

# step NAME COMMAND...: not a test, but its failure is one.
step() {
  local name=$1 started=$SECONDS
  shift
  note "== $name"
  if ! run_child "$@"; then
    FAILED=$((FAILED + 1))
    note "FAILED: $name"
    return 1
  fi
  note "== $name took $((SECONDS - started)) s"
}

# count NAME STATUS PASSED FAILED SKIPPED: a suite that crashed or ran nothing has failed, whatever it says.
count() {
  local name=$1 status=$2 passed=$3 failed=$4 skipped=$5
  if [ "$failed" = 0 ] && { [ "$status" != 0 ] || [ "$passed" = 0 ]; }; then
    failed=1
    note "FAILED: $name ran $passed tests and ended with $status"
  fi
  PASSED=$((PASSED + passed))
  FAILED=$((FAILED + failed))
  SKIPPED=$((SKIPPED + skipped))
  note "== $name: $passed passed, $failed failed, $skipped skipped in $((SECONDS - STARTED)) s"
}

# What fails when a machine has a bad moment may run once more, alone; what is broken fails again, and more than so many are no bad moment.
MOST_AGAIN=4

# dotnet_suite NAME DLL REPORT ARGUMENTS...: a test project's own executable, with its counts in a file.
dotnet_suite() {
  local name=$1 dll=$2 report=$3 status=0 passed=0 failed=0 skipped=0
  shift 3
  STARTED=$SECONDS
  note "== $name"
  run_child timeout --kill-after=30 1200 dotnet "$dll" -noLogo "${COLOR[@]}" -result-ctrf "$report" "$@" || status=$?
  if [ -s "$report" ]; then
    read -r passed failed skipped < <(node scripts/test-report.mjs counts "$report")
    if [ "$failed" -gt 0 ] && [ "$failed" -le "$MOST_AGAIN" ]; then
      run_again "$dll" "$report"
    else
      tell FAILED "$report"
    fi
  fi
  count "$name" "$status" "$passed" "$failed" "$skipped"
}

# run_again DLL REPORT: the failed tests alone, for dotnet_suite, whose counts it corrects. What passes now is told by name all the same:
# a test that passes only sometimes is a fault, of itself or of the program.
run_again() {
  local dll=$1 report=$2 again=${2%.json}.again.json still=0 method methods=()
  while read -r method; do
    methods+=(-method "$method")
  done < <(node scripts/test-report.mjs methods "$report")
  note "== once more: ${methods[*]}"
  if run_child timeout --kill-after=30 600 dotnet "$dll" -noLogo "${COLOR[@]}" -result-ctrf "$again" "${methods[@]}"; then
    tell UNSTEADY "$report"
    passed=$((passed + failed)) failed=0 status=0
    return
  fi
  still=$failed
  if [ -s "$again" ]; then
    read -r _ still _ < <(node scripts/test-report.mjs counts "$again")
    tell FAILED "$again"
  fi
  tell FAILED "$report"
  # A run that ends badly without a failed test has lost them.
  if [ "$still" -gt 0 ] && [ "$still" -lt "$failed" ]; then
    passed=$((passed + failed - still)) failed=$still
  fi
}

# tell WORD REPORT: keeps what failed for the end of the output.
tell() {
  FAILURES+=$(node scripts/test-report.mjs failures "$2" "$1")
  FAILURES+=${FAILURES:+$'\n'}
}

# client_suite NAME OUTPUT COMMAND...: Node's test runner, in either of the summaries that it prints ("# pass 3", "ℹ pass 3").
client_suite() {
  local name=$1 output=$2 status=0
  shift 2
  STARTED=$SECONDS
  note "== $name"
  run_child "$@" >"$output" 2>&1 || status=$?
  if [ "$status" != 0 ]; then
    cat "$output" >&2
  fi
  count "$name" "$status" "$(node_count "$output" pass)" "$(($(node_count "$output" fail) + $(node_count "$output" cancelled)))" \
    "$(($(node_count "$output" skipped) + $(node_count "$output" todo)))"
}

node_count() { awk -v what="$2" '($1 == "#" || $1 == "ℹ") && $2 == what { n = $3 } END { print n + 0 }' "$1"; }
