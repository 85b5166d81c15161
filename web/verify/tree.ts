// Merkle trees over leaves in the order they came (RFC 9162, 2.1), under SHA-256 or SM3.
import { sha256 } from "@noble/hashes/sha2";
import { sm3 } from "sm-crypto-v2";
import { type Octets, equal, from_hex, joined } from "./octets";

export type Digest = (octets: Octets) => Octets;
export const kSha256: Digest = (octets) => sha256(octets);
export const kSm3: Digest = (octets) => from_hex(sm3(octets));

const kLeaf = Uint8Array.of(0);
const kParent = Uint8Array.of(1);
export const kMostProofHashes = 64;

export const leaf = (digest: Digest, octets: Octets): Octets => digest(joined(kLeaf, octets));
export const parent = (digest: Digest, left: Octets, right: Octets): Octets => digest(joined(kParent, left, right));

// 2.1.3.2. A proof too long or too short, or of another leaf, index, size or root, is refused.
export function is_included(digest: Digest, index: bigint, leaf_hash: Octets, size: bigint, proof: readonly Octets[], root: Octets): boolean {
  if (index >= size || proof.length > kMostProofHashes) return false;
  let last = size - 1n;
  let hash = leaf_hash;
  for (const beside of proof) {
    if (last === 0n) return false;
    if ((index & 1n) === 1n || index === last) {
      hash = parent(digest, beside, hash);
      while ((index & 1n) === 0n && index !== 0n) {
        index >>= 1n;
        last >>= 1n;
      }
    } else {
      hash = parent(digest, hash, beside);
    }
    index >>= 1n;
    last >>= 1n;
  }
  return last === 0n && equal(hash, root);
}

// Beside the way of the last leaf stand the peaks of the tree before it.
export function root_before_last(digest: Digest, proof: readonly Octets[]): Octets {
  const [first, ...rest] = proof;
  if (first === undefined) return digest(new Uint8Array());
  return rest.reduce((root, beside) => parent(digest, beside, root), first);
}

// 2.1.4.2: that the tree of `to` leaves went on from the one of `from`.
export function is_consistent(digest: Digest, from: bigint, from_root: Octets, to: bigint, proof: readonly Octets[], to_root: Octets): boolean {
  if (from > to || proof.length > kMostProofHashes) return false;
  if (from === to) return proof.length === 0 && equal(from_root, to_root);
  if (from === 0n) return proof.length === 0 && equal(from_root, digest(new Uint8Array()));
  let [index, last] = [from - 1n, to - 1n];
  while ((index & 1n) === 1n) [index, last] = [index >> 1n, last >> 1n];
  // Where the old tree is a subtree of the new one, its root goes first and is not sent.
  const [first, ...rest] = (from & (from - 1n)) === 0n && proof.length > 0 ? [from_root, ...proof] : proof;
  if (first === undefined) return false;
  let [old_root, new_root] = [first, first];
  for (const beside of rest) {
    if (last === 0n) return false;
    if ((index & 1n) === 1n || index === last) {
      old_root = parent(digest, beside, old_root);
      new_root = parent(digest, beside, new_root);
      while ((index & 1n) === 0n && index !== 0n) [index, last] = [index >> 1n, last >> 1n];
    } else {
      new_root = parent(digest, new_root, beside);
    }
    [index, last] = [index >> 1n, last >> 1n];
  }
  return last === 0n && equal(old_root, from_root) && equal(new_root, to_root);
}
