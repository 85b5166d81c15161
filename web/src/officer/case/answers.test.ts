import assert from "node:assert/strict";
import { test } from "node:test";
import type { Difference, Paper } from "../../api/types";
import { changes_at, changes_beside, papers_beside, papers_named, versions_around } from "./answers";

const round = (handed_in_at?: string, ...pointers: string[]) => ({
  asked_at: "2026-11-02T08:00:00Z",
  handed_in_at,
  lines: pointers.map((pointer) => ({ ask: { pointer, what: { en: "", zh: "" }, why: { en: "", zh: "" }, source: "", fix: { en: "", zh: "" } } })),
});
const versions = ["2026-11-01T08:00:00Z", "2026-11-03T08:00:00.250Z", "2026-11-09T08:00:00Z"].map((at, place) => ({ number: place + 1, at }));
const changed = (...pointers: string[]): Difference[] => pointers.map((pointer) => ({ pointer, kind: "changed", label: { en: "", zh: "" } }));
const paper = (id: string, added_at: string) => ({ id, sha256: `hash of ${id}`, added_at, slot: "A1", file_name: id, media_type: "", size_bytes: 1 }) as Paper;
const places = (changes: Difference[]) => changes.map((change) => change.pointer);

test("a round lies between the version that was asked about and the newest that it was answered by", () => {
  assert.deepEqual(versions_around(round("2026-11-04T08:00:00Z"), versions), { from: 1, to: 2 }, "a version after the round is none of its answers");
  assert.deepEqual(versions_around(round(), versions), { from: 1, to: 3 }, "while it is open, the newest");
  assert.deepEqual(versions_around(round("2026-11-02T09:00:00Z"), versions), { from: 1, to: 1 }, "answered in words alone");
  assert.deepEqual(versions_around(round(), []), { from: 1, to: 1 });
});

test("a line is shown what changed at its place, inside it, or of what it lies in", () => {
  const changes = changed("/scenario/items/0/necessity", "/scenario/items/0", "/scenario/items/01/name", "/scenario/purpose", "/evidence");
  assert.deepEqual(places(changes_at("/scenario/items/0/necessity", changes)), ["/scenario/items/0/necessity", "/scenario/items/0"]);
  assert.deepEqual(places(changes_at("/scenario/items/0", changes)), ["/scenario/items/0/necessity", "/scenario/items/0"], "another row that begins alike is another");
  assert.deepEqual(changes_at("", changes), [], "the whole filing is no place");
  assert.deepEqual(places(changes_beside(round(undefined, "/scenario/items/0", "").lines, changes)), ["/scenario/items/01/name", "/scenario/purpose", "/evidence"]);
});

test("papers are told by name, those that came since it was asked apart, and those that no line names", () => {
  const papers = [paper("old", "2026-10-01T08:00:00Z"), paper("new", "2026-11-03T07:00:00Z"), paper("beside", "2026-11-03T07:00:01Z"), paper("later", "2026-11-08T08:00:00Z")];
  const asked = round("2026-11-04T08:00:00Z", "/a");
  const line = { ...asked.lines[0], evidence: ["hash of old", "hash of new", "hash of one that is gone"] };
  assert.deepEqual(
    papers_named(line, asked, papers).map((one) => [one.paper?.id, one.is_new]),
    [["old", false], ["new", true], [undefined, false]],
  );
  assert.deepEqual(papers_beside({ ...asked, lines: [line] }, papers).map((one) => one.id), ["beside"]);
});
