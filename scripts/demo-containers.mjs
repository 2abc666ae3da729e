// What `./run.sh --demo` starts. As PID 1 a shell ignores SIGTERM unless it traps it, and a stop would take 10 s.
const logger = String.raw`
trap 'exit 0' TERM
i=0
while :; do
  i=$((i + 1))
  case $((i % 10)) in
    3) printf '\033[33mWARN\033[0m  cache is %d%% full\n' $((60 + i % 40)) ;;
    7) printf '\033[31mERROR\033[0m upstream timed out after %d ms\n' $((3000 + i)) >&2 ;;
    9) printf '{"level":"info","request":%d,"path":"/orders","ms":%d}\n' "$i" $((i % 17)) ;;
    *) printf '\033[32mINFO\033[0m  request \033[1m#%d\033[0m answered in %d ms\n' "$i" $((i % 23)) ;;
  esac
  sleep 1 & wait $!
done`;

const idle = "trap 'exit 0' TERM; while :; do sleep 3600 & wait $!; done";

export const containers = [
  { name: "demo-web", says: "a web server", command: ["httpd", "-f", "-v", "-p", "80", "-h", "/www"], stopSignal: "SIGKILL", port: 8081 },
  { name: "demo-logger", says: "a line of log each second", command: ["sh", "-c", logger] },
  { name: "demo-shell", says: "to open a shell in", command: ["sh", "-c", idle] },
];
