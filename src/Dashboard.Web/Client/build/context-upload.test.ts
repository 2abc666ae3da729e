import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { Window } from "happy-dom";

const window = new Window();
Object.assign(globalThis, { document: window.document, HTMLElement: window.HTMLElement, Event: window.Event, customElements: window.customElements });
const { ContextUpload } = await import("./context-upload");
customElements.define("context-upload", ContextUpload as never);

function source(path: string, text: string): { path: string; file: File } {
  return { path, file: Object.assign(new Blob([text]), { name: path.split("/").at(-1)!, lastModified: 1_700_000_000_000 }) as unknown as File };
}

test("sendFolder_WithAnIgnoreFile_SendsWhatTheServerKeeps", async () => {
  const asked: unknown[] = [];
  globalThis.fetch = (async (url: string, init: { body: string }) => {
    asked.push([url, JSON.parse(init.body)]);
    return Response.json([1]);
  }) as never;
  const element = document.createElement("context-upload") as InstanceType<typeof ContextUpload>;
  element.setAttribute("url", "/contexts/1");
  element.setAttribute("selection", "/selection");
  const sent: { url: string; body: Blob }[] = [];
  element.send = (url, body) => {
    sent.push({ url, body });
    return { end: Promise.resolve(""), cancel: () => undefined };
  };
  document.body.append(element as never);
  let told = 0;
  element.addEventListener("change", () => told++);

  await element.sendFolder("my shop", [source(".dockerignore", "a.md"), source("a.md", "1"), source("src/run.sh", "echo")]);

  assert.deepEqual(asked, [["/selection", { ignore: "a.md", paths: [".dockerignore", "a.md", "src/run.sh"] }]]);
  assert.equal(sent[0]?.url, "/contexts/1?name=my%20shop");
  const listed = execFileSync("tar", ["-tv"], { input: new Uint8Array(await sent[0]!.body.arrayBuffer()), encoding: "utf8" });
  assert.match(listed, /-rwxr-xr-x.* src\/run\.sh/);
  assert.deepEqual(listed.trim().split("\n").map((l) => l.split(" ").at(-1)), [".dockerignore", "src/run.sh"]);
  assert.equal(told, 1);
  assert.equal(element.value, "my shop");
});

test("sendFolder_ThatIsRefused_SaysWhy", async () => {
  const element = document.createElement("context-upload") as InstanceType<typeof ContextUpload>;
  element.send = () => ({ end: Promise.resolve("kim lacks the right to build"), cancel: () => undefined });
  document.body.append(element as never);

  await element.sendFolder("x", [source("Dockerfile", "FROM a")]);

  assert.equal(element.querySelector("[role=status]")?.textContent, "kim lacks the right to build");
  assert.equal(element.value, "");
});
