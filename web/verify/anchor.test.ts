// Against what a real node (anvil) and a real authority (openssl ts) gave once: fuzz/corpus/evidence_bundle/anchored.tgb.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { secp256k1 } from "@noble/curves/secp256k1";
import { kLargestBundle, read_bundle } from "./bundle";
import { type Cbor, of_array, of_bytes, of_integer, of_text, read_cbor, write_cbor } from "./cbor";
import { type Octets, big_endian, from_hex, joined } from "./octets";
import { parse_policy } from "./policy";
import { number_of, read_rlp, rlp_list, rlp_of } from "./rlp";
import { Fault } from "./text";
import { kSha256 } from "./tree";
import { type Verified, exit_of, verify_bundle } from "./verify";

const root = `${process.env.TIDEGATE_EXAMPLES}/..`;
const file = new Uint8Array(readFileSync(`${root}/fuzz/corpus/evidence_bundle/anchored.tgb`));
const trust = parse_policy(readFileSync(`${root}/tests/anchors/recorded-policy.txt`, "utf8"));
const verify = (octets: Octets): Verified => verify_bundle(octets, { trust, at_ms: 1_795_900_000_000n, asks_now: false });
const [chain, stamp] = read_bundle(file).anchors as [Octets, Octets];

const items_of = (value: Cbor | undefined): readonly Cbor[] => (value?.is === "array" ? value.items : []);
const octets_at = (value: Cbor | undefined): Octets => (value?.is === "bytes" ? value.octets : new Uint8Array());
const opened = (octets: Octets): readonly Cbor[] => items_of(read_cbor(octets, { octets: kLargestBundle, items: 200, depth: 5 }));
const replaced = <T>(list: readonly T[], at: number, one: T): T[] => list.map((old, i) => (i === at ? one : old));
const flipped = (octets: Octets, at: number): Octets => octets.map((octet, i) => (i === at ? octet ^ (1 << (at % 8)) : octet));
const changed = (anchor: Octets, at: number, one: Cbor): Octets => write_cbor(of_array(...replaced(opened(anchor), at, one)));
const held = (anchor: Octets, at: number, one: Cbor): Octets => changed(anchor, 4, of_array(...replaced(items_of(opened(anchor)[4]), at, one)));

// The bundle with these anchors, its checksum fit.
function bundle_with(...anchors: Octets[]): Octets {
  const [format, contents] = items_of(read_cbor(file, { octets: kLargestBundle, items: 4, depth: 1 })) as [Cbor, Cbor];
  const map = read_cbor(octets_at(contents), { octets: kLargestBundle, items: 200_000, depth: 6 });
  assert.ok(map.is === "map");
  const pairs = map.pairs.map(([key, value]) => [key, key.is === "integer" && key.value === 13n ? of_array(...anchors.map(of_bytes)) : value] as const);
  const octets = write_cbor({ is: "map", pairs });
  return write_cbor(of_array(format, of_bytes(octets), of_bytes(kSha256(octets))));
}
function step_with(...anchors: Octets[]) {
  const verified = verify(bundle_with(...anchors));
  const { state, says } = verified.steps.find(({ name }) => name === "anchors")!;
  assert.equal(exit_of(verified), state === "failed" ? 6 : 0);
  return { state, says: says.en, anchored: verified.anchored };
}
const fails = (why: RegExp, ...anchors: Octets[]): void => {
  const { state, says } = step_with(...anchors);
  assert.equal(state, "failed");
  assert.match(says, why);
};

test("anchors that hold are told as said, and prove nothing", () => {
  assert.deepEqual(bundle_with(chain, stamp), file);
  const verified = verify(file);
  assert.equal(exit_of(verified), 0);
  assert.equal(verified.steps.find(({ name }) => name === "anchors")?.state, "not_there");
  assert.deepEqual(
    verified.anchored.map(({ kind, by, time_ms }) => [kind, by, time_ms]),
    [
      ["evm", "chain 20200 block 2 contract 0x5fbdb2315678afecb367f032d93f642f64180aa3 account 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", 1_795_831_879_000n],
      ["rfc3161", "1.2.3.4.1 #02", 1_795_831_879_000n],
    ],
  );
  assert.deepEqual(step_with(), { state: "not_there", says: "the bundle holds no anchor", anchored: [] });
});

test("each octet of an anchor in a chain matters", () => {
  const account = "account 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  for (let at = 0; at < chain.length; at += 3) {
    const { state, anchored } = step_with(flipped(chain, at));
    // What is signed of fees and the like may change: then another account signed it, and is told.
    if (state === "failed") continue;
    assert.equal(anchored.length, 1, String(at));
    assert.ok(!anchored[0]!.by.endsWith(account), String(at));
  }
});

test("of a stamp matters what is stamped; who signed it is never said to be proven", () => {
  const token = octets_at(opened(stamp)[4]);
  for (let at = 0; at < token.length; at += 5) assert.notEqual(step_with(changed(stamp, 4, of_bytes(flipped(token, at)))).state, "ok", String(at));
  fails(/is no time stamp token/, changed(stamp, 4, of_bytes(joined(token, Uint8Array.of(0)))));
  fails(/is no time stamp token/, changed(stamp, 4, of_bytes(token.slice(0, -1))));
  const digest = kSha256(joined(new TextEncoder().encode(read_bundle(file).checkpoint.split("\n\n")[0]), Uint8Array.of(10)));
  const where = token.findIndex((_, i) => digest.every((octet, j) => token[i + j] === octet));
  assert.ok(where > 0);
  fails(/of another digest/, changed(stamp, 4, of_bytes(flipped(token, where))));
});

test("an anchor of another tree, or under another name, fails", () => {
  for (const anchor of [chain, stamp]) {
    fails(/not one that this log went on from/, changed(anchor, 1, of_integer(3n)));
    fails(/not one that this log went on from/, changed(anchor, 1, of_integer(0n)));
    fails(/not one that this log went on from/, changed(anchor, 2, of_bytes(new Uint8Array(32))));
    fails(/not one that this log went on from/, changed(anchor, 3, of_array(of_bytes(new Uint8Array(32)))));
    fails(/is not an array|has 10 elements/, changed(anchor, 0, of_text("deposit")));
    fails(/does not know/, changed(anchor, 0, of_text("blockchain")));
  }
  fails(/in another chain or contract/, held(chain, 0, of_integer(1n)));
  fails(/in another chain or contract/, held(chain, 1, of_bytes(new Uint8Array(20))));
  fails(/header is not that of the block/, held(chain, 5, of_integer(1n)));
  fails(/a part of the block's proof is lacking/, held(chain, 6, of_bytes(new Uint8Array())));
  fails(/no receipt in the block/, held(chain, 7, of_integer(1n)));
  fails(/no receipt in the block/, held(chain, 9, of_array()));
  fails(/is not an array|elements/, ...[chain, stamp].map((anchor) => write_cbor(of_array(...opened(anchor), of_integer(0n)))));
});

test("without header and receipt a node's word is left, and told so", () => {
  const nothing = of_bytes(new Uint8Array());
  const bare = [[6, nothing], [8, nothing], [9, of_array()]] as const;
  const { state, says, anchored } = step_with(bare.reduce<Octets>((anchor, [at, one]) => held(anchor, at, one), chain));
  assert.equal(state, "not_there");
  assert.match(says, /that it stands in a block of that chain is not proven here/);
  assert.equal(anchored.length, 1);
});

test("a transaction's signature has one form, and no other sender", () => {
  const transaction = read_rlp(octets_at(items_of(opened(chain)[4])[2]));
  const fields = transaction.items.map(({ octets }) => rlp_of(octets));
  const with_signature = (v: bigint, s: bigint) => {
    const number = (n: bigint) => rlp_of(from_hex(n.toString(16).replace(/^(.(..)*)$/, "0$1")));
    return held(chain, 2, of_bytes(rlp_list(...fields.slice(0, 6), number(v), fields[7]!, number(s))));
  };
  const [v, s] = [number_of(transaction.items[6]!)!, big_endian(transaction.items[8]!.octets)];
  assert.equal(step_with(with_signature(v, s)).state, "not_there");
  const other_v = v % 2n === 1n ? v + 1n : v - 1n; // chain id 20200: v is 40435 or 40436
  fails(/that no key made/, with_signature(other_v, secp256k1.CURVE.n - s)); // the same key's, with s high
  fails(/that no key made/, with_signature(v, secp256k1.CURVE.n));
});

test("a receipt of a notary is told by its name, and nothing of it is checked", () => {
  const deposit = (...parts: Cbor[]) => changed(changed(chain, 0, of_text("deposit")), 4, of_array(...parts));
  const { state, says, anchored } = step_with(deposit(of_text("Example Notary"), of_text("7"), of_integer(0n), of_bytes(Uint8Array.of(1))));
  assert.equal(state, "not_there");
  assert.equal(says, 'a receipt of "Example Notary", which that party checks; nothing is proven here');
  assert.deepEqual(anchored.map(({ by, time_ms }) => [by, time_ms]), [["Example Notary", 0n]]);
  fails(/is not a text of 1 to 200 octets/, deposit(of_text(""), of_text("7"), of_integer(0n), of_bytes(Uint8Array.of(1))));
});

test("anchors are sixteen at most, each of some octets", () => {
  assert.equal(step_with(...Array.from({ length: 16 }, () => stamp)).anchored.length, 16);
  assert.equal(exit_of(verify(bundle_with(...Array.from({ length: 17 }, () => stamp)))), 2);
  assert.equal(exit_of(verify(bundle_with(new Uint8Array()))), 2);
  assert.equal(exit_of(verify(bundle_with(new Uint8Array((192 << 10) + 1)))), 2);
});

// Of the specification of RLP, as tidegate/evidence/rlp_test.cc has them.
test("RLP is read in its one form", () => {
  assert.deepEqual(read_rlp(from_hex("c88363617483646f67")).items.map(({ octets }) => new TextDecoder().decode(octets)), ["cat", "dog"]);
  assert.deepEqual(rlp_list(rlp_of(from_hex("636174")), rlp_of(from_hex("646f67"))), from_hex("c88363617483646f67"));
  assert.equal(number_of(read_rlp(from_hex("80"))), 0n);
  assert.equal(number_of(read_rlp(from_hex("820400"))), 1_024n);
  assert.equal(number_of(read_rlp(from_hex("820001"))), undefined);
  assert.equal(read_rlp(from_hex("c7c0c1c0c3c0c1c0")).items.length, 3);
  for (const bad of ["", "8105", "8180ff", "b837", "b800", "bf0100000000000000", "b90038", "c180ff", "83646f", "c2", "f800", "c28363", "c1".repeat(20) + "c0", "fa001000" + "80".repeat(4_096)])
    assert.throws(() => read_rlp(from_hex(bad)), Fault, bad.slice(0, 20));
});
