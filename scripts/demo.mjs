// node demo.mjs ADDRESS [ROOTFS.tar]: the demo image and its three containers; what is there already and works is kept and started.
// Without a tar it only tells by its exit code whether the image is there and a container of it starts.
import { readFileSync } from "node:fs";
import { request } from "./engine-api.mjs";
import { containers } from "./demo-containers.mjs";

const image = "dashboard-demo:latest";
const [address, rootfs] = process.argv.slice(2);

async function api(method, path, body, ...accepted) {
  const reply = await request(address, method, path, { body });
  if (reply.status >= 400 && !accepted.includes(reply.status)) {
    throw new Error(reply.body?.message ?? `${method} ${path}: HTTP ${reply.status}`);
  }
  return reply;
}

const imageId = async () => (await api("GET", `/images/${image}/json`, undefined, 404)).body?.Id;

/** Whether a container of the image starts and ends well: an image that an earlier run left broken is no image. */
async function imageWorks() {
  if (!(await imageId())) {
    return false;
  }
  const { body: probe } = await api("POST", "/containers/create", { Image: image, Cmd: ["sh", "-c", "exit 0"], Labels: { "dashboard.demo": "probe" } });
  try {
    if ((await api("POST", `/containers/${probe.Id}/start`, undefined, 400, 404, 500)).status >= 400) {
      return false;
    }
    const { body: end } = await api("POST", `/containers/${probe.Id}/wait`);
    return end.StatusCode === 0;
  } finally {
    await api("DELETE", `/containers/${probe.Id}?force=true`, undefined, 404, 409);
  }
}

async function importImage() {
  const changes = ['CMD ["sh"]', "LABEL dashboard.demo=true"].map((line) => `&changes=${encodeURIComponent(line)}`).join("");
  const reply = await api("POST", `/images/create?fromSrc=-&repo=dashboard-demo&tag=latest${changes}`, readFileSync(rootfs));
  // The status is 200 before the import ends: whether it worked shows afterwards.
  if (!(await imageId())) {
    throw new Error(`the image could not be imported: ${JSON.stringify(reply.body)}`);
  }
  if (!(await imageWorks())) {
    throw new Error("a container of the imported image does not start; the engine's log tells why");
  }
}

const create = (demo, port) => api("POST", `/containers/create?name=${demo.name}`, {
  Image: image,
  Cmd: demo.command,
  Labels: { "dashboard.demo": "true" },
  StopSignal: demo.stopSignal,
  ExposedPorts: demo.port && { "80/tcp": {} },
  HostConfig: demo.port && { PortBindings: { "80/tcp": [{ HostPort: String(port) }] } },
});

async function ensure(demo) {
  const found = await api("GET", `/containers/${demo.name}/json`, undefined, 404);
  if (found.status === 200 && found.body.Config.Labels?.["dashboard.demo"] !== "true") {
    console.log(`${demo.name}: a container of yours has this name; left alone`);
    return;
  }
  const isOfBrokenImage = found.status === 200 && found.body.Image !== await imageId();
  if (isOfBrokenImage) {
    await api("DELETE", `/containers/${demo.name}?force=true`);
  }
  if (found.status === 404 || isOfBrokenImage) {
    await create(demo, demo.port);
  }
  await start(demo);
  console.log(`${demo.name}: ${demo.says}${await publishedPort(demo)}`);
}

/** Starts it; where the port is taken, it is made anew with the next. */
async function start(demo) {
  for (let port = demo.port; ; port++) {
    try {
      await api("POST", `/containers/${demo.name}/start`);
      return;
    } catch (error) {
      const taken = /port is already allocated|address already in use/.test(error.message);
      if (!taken || port >= demo.port + 20) {
        throw error;
      }
    }
    await api("DELETE", `/containers/${demo.name}?force=true`);
    await create(demo, port + 1);
  }
}

async function publishedPort(demo) {
  if (!demo.port) {
    return "";
  }
  const { body } = await api("GET", `/containers/${demo.name}/json`);
  const port = body.NetworkSettings.Ports["80/tcp"]?.[0]?.HostPort;
  return port ? ` on port ${port}` : ", whose port this engine does not publish";
}

try {
  if (!rootfs) {
    process.exit((await imageWorks()) ? 0 : 1);
  }
  if (!(await imageWorks())) {
    await importImage();
  }
  for (const demo of containers) {
    await ensure(demo);
  }
} catch (error) {
  console.log(`The demo could not be started: ${error.message}`);
  process.exit(1);
}
