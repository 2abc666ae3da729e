import assert from "node:assert/strict";
import { test } from "node:test";
import { CastReader } from "./cast";

const HEADER = '{"version":3,"term":{"cols":80,"rows":24},"timestamp":1,"command":"docker exec -it web sh"}\n';

test("take_AnyPieces_GivesTheSameEventsWithTheirTimes", () => {
  const text = `${HEADER}# a note\n[0.248,"o","hi\\u001b[1m"]\n[1.001,"r","90x30"]\n[0,"m","closed"]\n[2,"i","typed"]\n[0.5,"x","137"]\n`;
  for (const size of [1, 7, 1000]) {
    const reader = new CastReader();
    for (let at = 0; at < text.length; at += size) reader.take(text.slice(at, at + size));
    assert.deepEqual(reader.cast, {
      columns: 80, rows: 24, command: "docker exec -it web sh", length: 3749,
      events: [
        { kind: "output", at: 248, text: "hi\x1b[1m" },
        { kind: "resized", at: 1249, columns: 90, rows: 30 },
        { kind: "marker", at: 1249, text: "closed" },
        { kind: "exited", at: 3749, code: 137 },
      ],
      keyframes: [],
    });
  }
});

test("take_Keyframes_AreKeptWithWhatIsBeforeThem", () => {
  const reader = new CastReader();
  reader.take(`${HEADER}[1,"o","abc"]\n[0,"k","\\u001bcabc"]\n[1,"r","90x30"]\n[0,"m","x"]\n[0,"o","de"]\n[0,"k","y"]\n`);
  assert.deepEqual(reader.cast!.keyframes, [
    { events: 1, output: 3, columns: 80, rows: 24, text: "\x1bcabc" },
    { events: 4, output: 5, columns: 90, rows: 30, text: "y" },
  ]);
  assert.equal(reader.cast!.events.length, 4);
});

test("take_TenThousandSmallSteps_DoesNotDrift", () => {
  const reader = new CastReader();
  reader.take(HEADER + '[0.001,"o","x"]\n'.repeat(10_000));
  assert.equal(reader.cast!.length, 10_000);
});

test("take_NoRecording_SaysWhatIsWrong", () => {
  assert.throws(() => new CastReader().take('{"version":2}\n'), /version 3/);
  assert.throws(() => new CastReader().take('{"version":3,"term":{"cols":80,"rows":99999}}\n'), /No size of a terminal: 99999/);
  const reader = new CastReader();
  reader.take(HEADER);
  assert.throws(() => reader.take('["a","o","b"]\n'), /No event/);
  assert.throws(() => reader.take('[1,"r","90"]\n'), /No size/);
});
