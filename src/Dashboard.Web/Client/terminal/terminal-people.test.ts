import "../wire/dom.testing";
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Sharing, TerminalState } from "./frames";
import { terminalLabels } from "./terminal-labels";
import { TerminalPeople } from "./terminal-people";

const kim = { name: "kim", isOwner: true, mayType: true };
const lee = { name: "lee", isOwner: false, mayType: false };
const state: TerminalState = { isRecorded: false, owner: "kim", isOwner: true, mayType: true, sharing: "watch", people: [kim, lee] };

function parts(people: TerminalPeople): { share: HTMLSelectElement; owner: HTMLElement; here: HTMLElement } {
  const [share, owner, here] = people.element.children as unknown as [HTMLSelectElement, HTMLElement, HTMLElement];
  return { share, owner, here };
}

test("about_Owner_ChoosesTheSharingAndSeesTheOthers", () => {
  const people = new TerminalPeople(terminalLabels, () => Promise.resolve());
  people.about(state);
  const { share, owner, here } = parts(people);
  assert.deepEqual([share.hidden, share.value, owner.hidden, here.hidden, here.textContent], [false, "watch", true, false, "lee"]);
  people.about({ ...state, sharing: "nobody", people: [kim] });
  assert.deepEqual([share.value, here.hidden], ["nobody", true]);
});

test("about_Guest_SeesWhoseItIsAndEverybody", () => {
  const people = new TerminalPeople(terminalLabels, () => Promise.resolve());
  people.about({ ...state, isOwner: false, mayType: false });
  const { share, owner, here } = parts(people);
  assert.deepEqual([share.hidden, owner.textContent, here.textContent], [true, "You watch kim's terminal", "kim ⌨, lee"]);
  people.about({ ...state, isOwner: false, mayType: true });
  assert.equal(owner.textContent, "You are in kim's terminal");
});

test("share_Refused_GoesBackAndSaysWhy", async () => {
  const asked: Sharing[] = [];
  const people = new TerminalPeople(terminalLabels, (sharing) => {
    asked.push(sharing);
    return Promise.reject(new Error("Only a session in a container can be shared."));
  });
  people.about({ ...state, sharing: "nobody", people: [kim] });
  const { share } = parts(people);
  share.value = "type";
  share.dispatchEvent(new (window as unknown as { Event: typeof Event }).Event("change"));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([asked, share.value, share.title], [["type"], "nobody", "Only a session in a container can be shared."]);
});
