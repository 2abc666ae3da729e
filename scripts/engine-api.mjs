// The engine's HTTP API over its socket. Node is there anyway; neither a docker CLI nor curl has to be.
import http from "node:http";

/** unix:///path and tcp://host:port, as DOCKER_HOST names them. */
function connection(address) {
  const url = new URL(address);
  if (url.protocol === "unix:") {
    return { socketPath: decodeURIComponent(url.pathname) };
  }
  if (url.protocol === "tcp:" || url.protocol === "http:") {
    return { host: url.hostname, port: url.port || 2375 };
  }
  throw new Error(`${url.protocol}// is not spoken here`);
}

/**
 * One request. `body` is JSON when it is an object and sent as it is when it is a Buffer.
 * @returns {Promise<{status: number, body: any}>} the body parsed where it is JSON
 */
export function request(address, method, path, { body, timeout = 60000 } = {}) {
  const binary = Buffer.isBuffer(body);
  const payload = body === undefined || binary ? body : JSON.stringify(body);
  const headers = payload === undefined
    ? { Host: "engine" }
    : { Host: "engine", "Content-Type": binary ? "application/x-tar" : "application/json", "Content-Length": Buffer.byteLength(payload) };
  return new Promise((resolve, reject) => {
    const call = http.request({ ...connection(address), method, path, headers, timeout }, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, body: parse(Buffer.concat(chunks).toString()) }));
    });
    call.on("timeout", () => call.destroy(new Error(`no answer within ${timeout / 1000} s`)));
    call.on("error", reject);
    call.end(payload);
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
