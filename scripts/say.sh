# Sourced. Everything goes to stderr: what a subcommand prints (a token) stays alone on stdout.

note() { printf '%s\n' "$*" >&2; }

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}
