import assert from "node:assert/strict";
import { test } from "node:test";
import { FollowMode } from "./follow-mode";

function mode(): { follow: FollowMode; changes: boolean[] } {
  const changes: boolean[] = [];
  return { follow: new FollowMode((following) => changes.push(following)), changes };
}

test("scrolled_Upwards_LetsGo", () => {
  const { follow, changes } = mode();
  follow.placed(1000);
  follow.scrolled({ top: 990, max: 1000 });
  assert.equal(follow.following, false);
  assert.deepEqual(changes, [false]);
});

test("scrolled_BackToTheBottom_DoesNotFollowUnasked", () => {
  const { follow } = mode();
  follow.placed(1000);
  follow.scrolled({ top: 500, max: 1000 });
  follow.scrolled({ top: 1000, max: 1000 });
  assert.equal(follow.following, false);
  follow.follow();
  assert.equal(follow.following, true);
});

test("scrolled_ByTheViewItself_GoesOn", () => {
  const { follow } = mode();
  follow.placed(1000);
  follow.scrolled({ top: 1000, max: 1000 });
  follow.placed(1500);
  follow.scrolled({ top: 1500, max: 1500 });
  assert.equal(follow.following, true);
});

test("scrolled_ContentGrewMeanwhile_GoesOn", () => {
  const { follow } = mode();
  follow.placed(1000);
  follow.scrolled({ top: 1000, max: 4000 });
  assert.equal(follow.following, true);
});

test("scrolled_ViewportGrewOrContentShrank_GoesOn", () => {
  const { follow } = mode();
  follow.placed(1000);
  follow.scrolled({ top: 800, max: 800 });
  assert.equal(follow.following, true);
});

test("scrolled_HalfAPixel_GoesOn", () => {
  const { follow } = mode();
  follow.placed(1000);
  follow.scrolled({ top: 999.5, max: 1000.5 });
  assert.equal(follow.following, true);
});

test("pushedUp_SomethingAbove_LetsGoBeforeAnyScroll", () => {
  const { follow } = mode();
  follow.pushedUp({ top: 1000, max: 1000 });
  assert.equal(follow.following, false);
});

test("pushedUp_NothingToScroll_GoesOn", () => {
  const { follow } = mode();
  follow.pushedUp({ top: 0, max: 0 });
  assert.equal(follow.following, true);
});
