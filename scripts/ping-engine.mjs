// node ping-engine.mjs ADDRESS: exit code 0 when a Docker engine answers there, else one line with the reason and 1.
import { request } from "./engine-api.mjs";

const address = process.argv[2];
try {
  const reply = await request(address, "GET", "/_ping", { timeout: 3000 });
  if (reply.status !== 200) {
    throw new Error(`HTTP ${reply.status}`);
  }
} catch (error) {
  const reasons = { EACCES: "permission denied", ENOENT: "no such socket", ECONNREFUSED: "nobody listens" };
  console.log(reasons[error.code] ?? error.message);
  process.exit(1);
}
