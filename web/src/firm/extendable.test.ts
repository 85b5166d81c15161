import assert from "node:assert/strict";
import { test } from "node:test";
import type { CaseSummary, PermitSummary } from "../api/types";
import { extendable, permits_of, result_ends_on } from "./extendable";

const permit = (more: Partial<PermitSummary>) => ({ id: "P1", case: "C1", state: "active", valid_until: "2027-01-15", ...more }) as PermitSummary;
const said = (more: Partial<PermitSummary>, route = "SA") => extendable({ permit: permit(more), title: "", route }, "2026-11-27");

test("the result of an assessment is offered near its last day, and told as later before", () => {
  assert.equal(said({}), "near");
  assert.equal(said({ valid_until: "2029-11-27" }), "later");
  assert.equal(said({ valid_until: "2026-11-27" }), "never");
});

test("a permit that ended with its purpose is the result's still, until that ends", () => {
  const short = { valid_from: "2026-11-29", valid_until: "2027-04-01" };
  const on = (day: string, more: Partial<PermitSummary> = {}) => extendable({ permit: permit({ ...short, ...more }), title: "", route: "SA" }, day);
  assert.equal(result_ends_on(permit(short)), "2029-11-29");
  assert.equal(on("2027-03-01"), "later");
  assert.equal(on("2029-09-01", { state: "expired" }), "near");
  assert.equal(on("2029-11-29", { state: "expired" }), "never");
});

test("what can never be extended is not offered: no result of an assessment, revoked, not signed", () => {
  assert.equal(said({}, "SC"), "never");
  assert.equal(said({ state: "revoked" }), "never");
  assert.equal(said({ state: "held", valid_until: undefined }), "never");
});

test("a permit has its case's title, and the nearest last day comes first", () => {
  const held = permits_of([permit({ id: "P2", valid_until: "2028-01-01" }), permit({})], [{ id: "C1", title: "trial data", route: "SA" } as CaseSummary]);
  assert.deepEqual(held.map((one) => [one.permit.id, one.title]), [["P1", "trial data"], ["P2", "trial data"]]);
});
