import assert from "node:assert/strict";
import { test } from "node:test";
import { FakeHub, until } from "../wire/fake-hub.testing";
import { TerminalSession } from "./terminal-session";

interface Opened {
  hub: FakeHub;
  session: TerminalSession;
  events: string[];
  /** The emulator's callbacks of writes not yet taken in. */
  writes: (() => void)[];
}

async function open(hub = new FakeHub()): Promise<Opened> {
  const events: string[] = [];
  const writes: (() => void)[] = [];
  const session = new TerminalSession(hub.hub, {
    output: (bytes, done) => {
      events.push(`output ${Buffer.from(bytes).toString("latin1")}`);
      writes.push(done);
    },
    opened: (id) => events.push(`opened ${id}`),
    resized: (columns, rows) => events.push(`resized ${columns}x${rows}`),
    about: (state) => events.push(JSON.stringify(state)),
    ended: (end) => events.push(JSON.stringify(end)),
  });
  await session.start({ environment: "local", container: "web", command: ["sh", "-l"], user: "" }, 80, 24);
  return { hub, session, events, writes };
}

function frame(kind: number, payload: string | number[]): Uint8Array {
  return Uint8Array.from([kind, ...(typeof payload === "string" ? Buffer.from(payload) : payload)]);
}

function inputs(hub: FakeHub): Buffer[] {
  return hub.sent.filter(([method]) => method === "Input").map(([, bytes]) => Buffer.from(bytes as Uint8Array));
}

test("start_Connected_OpensWithTheScreensSize", async () => {
  const { hub } = await open();
  assert.deepEqual(hub.opened, ["Open", "local", "web", ["sh", "-l"], "", 80, 24]);
});

test("start_OfASessionThatIsThere_AttachesToIt", async () => {
  const hub = new FakeHub();
  const session = new TerminalSession(hub.hub, { output: () => undefined, opened: () => undefined, resized: () => undefined, about: () => undefined, ended: () => undefined });
  await session.start({ environment: "local", container: "web", command: [], user: "", session: "s1" }, 80, 24);
  assert.deepEqual(hub.opened, ["Attach", "s1", 80, 24]);
});

test("resized_ByAnotherBrowser_IsNotSentBack", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { hub, session, events } = await open();
  hub.give(frame(4, [100, 0, 30, 0]));
  session.resize(100, 30);
  t.mock.timers.tick(1000);
  assert.deepEqual([events, hub.sent], [["resized 100x30"], []]);
});

test("endProcess_OpenSession_AsksTheServerAndSaysWhyItEnded", async () => {
  const { hub, session, events } = await open();
  hub.give(frame(3, "s1"));
  session.endProcess();
  hub.give(frame(5, "closed"));
  assert.deepEqual([hub.sent, events], [[["End"]], ["opened s1", '{"why":"ended","message":"closed"}']]);
});

test("input_BeforeTheSessionIsThere_IsSentOnceItIs", async () => {
  const { hub, session } = await open();
  session.input(Buffer.from("ls"));
  session.input(Buffer.from("\r"));
  assert.deepEqual(inputs(hub), []);
  hub.give(frame(3, "s1"));
  session.input(Buffer.from("x"));
  assert.equal(Buffer.concat(inputs(hub)).toString(), "ls\rx");
});

test("input_PasteOfAMegabyte_ArrivesByteExactInSmallMessages", async () => {
  const { hub, session } = await open();
  hub.give(frame(3, "s1"));
  const paste = Buffer.alloc(1024 * 1024 + 7, "가나다라 paste ");
  session.input(paste);
  session.input(Buffer.from("!"));
  const sent = inputs(hub);
  assert.ok(sent.every((piece) => piece.length <= 16 * 1024));
  assert.ok(Buffer.concat(sent).equals(Buffer.concat([paste, Buffer.from("!")])));
});

test("output_TakenIn_IsAcknowledgedOnlyThen", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { hub, writes } = await open();
  hub.give(frame(0, "a".repeat(32 * 1024)));
  t.mock.timers.tick(1000);
  assert.deepEqual(hub.sent, []);
  writes.shift()!();
  assert.deepEqual(hub.sent, [["Ack", 32 * 1024]]);
});

test("resize_ManyChanges_SendsTheLastOnceAndOnlyIfNew", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { hub, session } = await open();
  session.resize(100, 30);
  session.resize(120, 40);
  t.mock.timers.tick(1000);
  session.resize(120, 40);
  t.mock.timers.tick(1000);
  session.resize(130, 40);
  session.resize(120, 40);
  t.mock.timers.tick(1000);
  assert.deepEqual(hub.sent, [["Resize", 120, 40]]);
});

test("take_Exited_EndsWithItsCodeOnly", async () => {
  const { hub, events } = await open();
  hub.give(frame(3, "s1"));
  hub.give(frame(1, [2, 0, 0, 0]));
  hub.drop();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(events, ["opened s1", '{"why":"exited","code":2}']);
  assert.equal(hub.stopped, true);
});

test("take_ErrorFrameOrHubError_EndsInWords", async () => {
  const first = await open();
  first.hub.give(frame(2, "no shell"));
  assert.deepEqual(first.events, ['{"why":"error","message":"no shell"}']);
  const second = await open();
  second.hub.refuse("not allowed");
  await until("it ended", () => second.events.length > 0);
  assert.deepEqual(second.events, ['{"why":"error","message":"not allowed"}']);
});

test("drop_OpenSession_IsLostNotRefused", async () => {
  const { hub, events } = await open();
  hub.drop();
  await until("it ended", () => events.length > 0);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(events, ['{"why":"lost","message":"WebSocket closed"}']);
});

test("start_ServerUnreachable_IsLost", async () => {
  const { events } = await open(new FakeHub("refused"));
  assert.deepEqual(events, ['{"why":"lost","message":"refused"}']);
});

test("close_ByTheView_SaysNothing", async () => {
  const { hub, session, events } = await open();
  session.close();
  hub.drop();
  hub.give(frame(0, "late"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([events, hub.stopped], [[], true]);
});
