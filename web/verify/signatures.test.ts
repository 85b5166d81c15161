import assert from "node:assert/strict";
import test from "node:test";
import { sm2 } from "sm-crypto-v2";
import edges from "./ed25519_edges.json";
import { from_hex, hex, octets_of } from "./octets";
import { is_signed_by } from "./signatures";
import { Fault } from "./text";
import { kSha256, kSm3 } from "./tree";

test("Ed25519 holds where libsodium 1.0.18 holds, at every edge: small orders, unreduced numbers, the cofactor", () => {
  assert.ok(edges.length > 60);
  for (const { name, key, message, signature, holds } of edges)
    assert.equal(is_signed_by({ algorithm: "ed25519", octets: from_hex(key) }, from_hex(message), from_hex(signature)), holds, name);
});

test("Ed25519 takes what RFC 8032, 7.1, test 2 signs, and no other length", () => {
  const key = from_hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const signature = from_hex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  const signed = (octets: Uint8Array) => is_signed_by({ algorithm: "ed25519", octets: key }, Uint8Array.of(0x72), octets);
  assert.equal(signed(signature), true);
  assert.equal(signed(signature.slice(0, 63)), false);
  assert.equal(signed(new Uint8Array(65)), false);
});

const kPrivate = "3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8"; // GB/T 32918.5, A.2
const kPublic = "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
const key = { algorithm: "sm2", octets: from_hex(kPublic) } as const;
const message = octets_of("message digest");
// r and s of the standard's example.
const kSignature = "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa";

test("SM2 takes the example of GB/T 32918.5, with the id of GB/T 35276 and no other", () => {
  assert.equal(is_signed_by(key, message, from_hex(kSignature)), true);
  assert.equal(is_signed_by(key, octets_of("message digesT"), from_hex(kSignature)), false);
  const signed = (userId: string) => from_hex(sm2.doSignature(message, kPrivate, { hash: true, publicKey: kPublic, userId }));
  assert.equal(is_signed_by(key, message, signed("1234567812345678")), true);
  assert.equal(is_signed_by(key, message, signed("ALICE123@YAHOO.COM")), false);
});

test("SM2 refuses numbers outside 1 to n - 1, other lengths, and DER", () => {
  const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
  const of = (number: bigint) => number.toString(16).padStart(64, "0");
  const [r, s] = [BigInt(`0x${kSignature.slice(0, 64)}`), BigInt(`0x${kSignature.slice(64)}`)];
  for (const [one, two] of [[0n, s], [r, 0n], [r, order], [order, s], [r, order - r], [0n, 0n]] as const) assert.equal(is_signed_by(key, message, from_hex(of(one) + of(two))), false);
  for (const number of [r, s]) if (number + order < 1n << 256n) assert.equal(is_signed_by(key, message, from_hex(of(number === r ? r + order : r) + of(number === s ? s + order : s))), false);
  assert.equal(is_signed_by(key, message, from_hex(kSignature.slice(2))), false);
  assert.equal(is_signed_by(key, message, from_hex(sm2.doSignature(message, kPrivate, { hash: true, der: true, publicKey: kPublic }))), false);
});

test("octets that are no point of SM2 are no key", () => {
  for (const octets of [kPublic.slice(0, 128) + "14", "02" + kPublic.slice(2, 66), "00", "04" + "0".repeat(128), "04" + "f".repeat(128)])
    assert.throws(() => is_signed_by({ algorithm: "sm2", octets: from_hex(octets) }, message, from_hex(kSignature)), Fault, octets);
});

test("hashes are those of the standards", () => {
  assert.equal(hex(kSha256(octets_of("abc"))), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  assert.equal(hex(kSm3(octets_of("abc"))), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"); // GB/T 32905, A.1
  assert.equal(hex(kSm3(octets_of("abcd".repeat(16)))), "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"); // A.2
});
