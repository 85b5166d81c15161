// Who signed? Ed25519 and SM2 by kept libraries; what they let pass and libsodium and Botan, by which the program checks, refuse, is refused here.
import { ed25519 } from "@noble/curves/ed25519";
import { sm2 } from "sm-crypto-v2";
import nacl from "tweetnacl";
import { type Octets, big_endian, hex } from "./octets";
import { refuse } from "./text";
import { kSha256 } from "./tree";

export type Algorithm = "ed25519" | "sm2";
export interface PublicKey {
  readonly algorithm: Algorithm;
  readonly octets: Octets;
}

const kSignature = 64;
const kSm2Order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const kSm2Id = "1234567812345678"; // GB/T 35276

// noble holds to the one spelling of key and number (RFC 8032, 5.1.7) but multiplies by the cofactor; tweetnacl does not, and looks at no spelling.
// libsodium does both, and takes no R of small order: so must both agree.
function is_signed_ed25519(key: Octets, message: Octets, signature: Octets): boolean {
  if (signature.length !== kSignature) return false;
  try {
    if (ed25519.Point.fromBytes(signature.subarray(0, 32)).isSmallOrder()) return false;
    return ed25519.verify(signature, message, key, { zip215: false }) && nacl.sign.detached.verify(message, signature, key);
  } catch {
    return false; // octets that are no point
  }
}

// r and s, 32 octets each, over SM3 with GB/T's id.
function is_signed_sm2(key: Octets, message: Octets, signature: Octets): boolean {
  const digits = hex(key);
  let is_key = false;
  try {
    is_key = key.length === 65 && key[0] === 4 && sm2.verifyPublicKey(digits);
  } catch {
    is_key = false;
  }
  if (!is_key) refuse("is no public key of SM2", "不是 SM2 公钥");
  if (signature.length !== kSignature) return false;
  const in_range = (number: bigint) => number > 0n && number < kSm2Order; // GB/T 32918.2, 7.1 B1 and B2: not looked at by the library
  if (!in_range(big_endian(signature.subarray(0, 32))) || !in_range(big_endian(signature.subarray(32)))) return false;
  try {
    return sm2.doVerifySignature(message, hex(signature), digits, { der: false, hash: true, userId: kSm2Id });
  } catch {
    return false;
  }
}

// What was asked before: a policy that is mended asks most of it again. Named by all that the answer depends on.
const kMostKept = 256;
const kept = new Map<string, boolean>();

// Throws Fault: the octets are no key.
export function is_signed_by(key: PublicKey, message: Octets, signature: Octets): boolean {
  const asked = [key.octets, message, signature].map((octets) => hex(kSha256(octets))).join(key.algorithm);
  const known = kept.get(asked);
  if (known !== undefined) return known;
  const holds = key.algorithm === "ed25519" ? is_signed_ed25519(key.octets, message, signature) : is_signed_sm2(key.octets, message, signature);
  if (kept.size >= kMostKept) kept.clear();
  kept.set(asked, holds);
  return holds;
}
