# Sourced. The two things that have to be there before: a .NET 10 SDK and Node 20 or newer.

require_dotnet() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    die "the .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 and see that 'dotnet' is in PATH"
  fi
}

require_node() {
  local major=0
  if command -v node >/dev/null; then
    major=$(node -p 'process.versions.node.split(".")[0]')
  fi
  if [ "$major" -lt 20 ] || ! command -v npm >/dev/null; then
    die "Node.js 20 or newer with npm is missing: install it from https://nodejs.org and see that 'node' and 'npm' are in PATH"
  fi
}
