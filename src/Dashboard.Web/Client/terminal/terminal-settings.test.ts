import assert from "node:assert/strict";
import { test } from "node:test";
import { loadSettings, nextSize, saveSettings } from "./terminal-settings";

test("loadSettings_Saved_AreTheSame", () => {
  let kept = "";
  saveSettings({ setItem: (_, value) => { kept = value; } }, { fontSize: 18, theme: "light" });
  assert.deepEqual(loadSettings({ getItem: () => kept }), { fontSize: 18, theme: "light" });
});

for (const text of [null, "{", '{"fontSize":7,"theme":"pink"}']) {
  test(`loadSettings_${text}_AreTheDefaults`, () => {
    assert.deepEqual(loadSettings({ getItem: () => text }), { fontSize: 13, theme: "dark" });
  });
}

test("nextSize_AtTheEnds_Stays", () => {
  assert.deepEqual([nextSize(13, 1), nextSize(13, -1), nextSize(24, 1), nextSize(10, -1)], [14, 12, 24, 10]);
});
