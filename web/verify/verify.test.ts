import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { kLargestBundle, read_bundle } from "./bundle";
import { of_array, of_bytes, of_text, read_cbor, write_cbor } from "./cbor";
import { equal } from "./octets";
import { parse_policy } from "./policy";
import { kSha256 } from "./tree";
import { exit_of, is_ahead, verify_bundle } from "./verify";

const folder = `${process.env.TIDEGATE_EXAMPLES}/evidence`;
const file = new Uint8Array(readFileSync(`${folder}/permit.tgb`));
const policy_text = readFileSync(`${folder}/policy.txt`, "utf8");
const trust = parse_policy(policy_text);
const question = { trust, at_ms: 1_795_100_000_000n, asks_now: false };
const failed = (octets: Uint8Array, asked: Partial<typeof question> = {}) =>
  verify_bundle(octets, { ...question, ...asked }).steps.filter(({ state }) => state === "failed").map(({ name }) => name);

// The same with a checksum that fits, where it is an array still.
function mended(octets: Uint8Array): Uint8Array {
  try {
    const outer = read_cbor(octets, { octets: kLargestBundle, items: 4, depth: 1 });
    const [format, contents] = outer.is === "array" ? outer.items : [];
    if (format?.is === "text" && contents?.is === "bytes") return write_cbor(of_array(of_text(format.text), of_bytes(contents.octets), of_bytes(kSha256(contents.octets))));
  } catch {
    // no longer a bundle
  }
  return octets;
}

function is_whole(octets: Uint8Array): boolean {
  try {
    return read_bundle(octets).is_whole;
  } catch {
    return false;
  }
}

test("the example holds", () => {
  const verified = verify_bundle(file, question);
  assert.equal(exit_of(verified), 0);
  assert.deepEqual(verified.steps.map(({ state }) => state), ["ok", "ok", "ok", "ok", "ok", "ok", "not_there", "ok", "ok", "ok", "not_there"]);
});

test("nobody is trusted by default", () => {
  assert.deepEqual(failed(file, { trust: undefined }), ["keys"]);
  const verified = verify_bundle(file, { ...question, trust: undefined });
  for (const { says } of verified.steps) assert.doesNotMatch(says.en, /your policy|--[a-z]/);
});

test("the moment asked of counts, and this machine's clock where none is", () => {
  assert.deepEqual(failed(file, { at_ms: 1_794_999_999_999n }), ["entry"]);
  assert.deepEqual(failed(file, { at_ms: 1_795_000_000_000n }), []);
  assert.deepEqual(failed(file, { at_ms: 1_794_990_000_000n, asks_now: true }), ["entry", "cosignatures", "map"]);
});

test("ten minutes ahead of this machine's clock are counted in whole seconds, as the program counts them", () => {
  assert.equal(is_ahead(1_795_000_600_999n, 1_795_000_000_000n), false);
  assert.equal(is_ahead(1_795_000_601_000n, 1_795_000_000_999n), true);
  assert.equal(is_ahead(1_795_000_600_000n, 1_794_999_999_999n), true);
});

test("a policy without the log's key is not satisfied", () => {
  assert.deepEqual(failed(file, { trust: parse_policy(policy_text.replace(/^log .*\n/, "")) }), ["keys"]);
});

test("each octet of a bundle matters, with its checksum mended too", () => {
  for (let at = 0; at < file.length; ++at) {
    const damaged = file.slice();
    damaged[at]! ^= 1 << (at % 8);
    const again = mended(damaged);
    if (!equal(again, file)) assert.notEqual(exit_of(verify_bundle(again, question)), 0, String(at));
    assert.equal(is_whole(damaged), false, String(at));
  }
});

test("what is cut, empty or too large is no bundle", () => {
  for (const size of [0, 1, 100, 3_000]) assert.equal(exit_of(verify_bundle(file.slice(0, size), question)), 2);
  assert.equal(exit_of(verify_bundle(new Uint8Array(kLargestBundle + 1), question)), 2);
});
