// The map of subjects under a state's root: docs/formats/evidence-bundle.md.
import { type Newest, newest_octets } from "./entry";
import { type Octets, equal, joined, octets_of } from "./octets";
import { kSha256, leaf, parent } from "./tree";

export const kMostMapHashes = 256;

const bit = (key: Octets, depth: number): number => (key[depth >> 3]! >> (7 - (depth & 7))) & 1;

export function is_in_map(root: Octets, subject: Octets, newest: Newest, path: readonly Octets[]): boolean {
  if (path.length > kMostMapHashes) return false;
  const key = kSha256(joined(octets_of("tidegate map"), subject));
  const value = kSha256(newest_octets(newest));
  let hash = leaf(kSha256, joined(key, value));
  for (let depth = path.length - 1; depth >= 0; --depth) hash = bit(key, depth) === 1 ? parent(kSha256, path[depth]!, hash) : parent(kSha256, hash, path[depth]!);
  return equal(hash, root);
}
