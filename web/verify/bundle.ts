// A bundle of evidence (.tgb): docs/formats/evidence-bundle.md.
import { sha256 } from "@noble/hashes/sha2";
import { kLargestAnchor, kMostAnchors } from "./anchor";
import { type Cbor, of_array, of_bytes, of_text, read_cbor, write_cbor } from "./cbor";
import { CborReader, kLargest } from "./cbor_reader";
import { kLargestEntry, kMostFields, kStatuses, type Newest } from "./entry";
import type { Change, KeyHistory } from "./key_history";
import { type Octets, equal } from "./octets";
import { kMostMapHashes } from "./subject_map";
import { refuse } from "./text";
import { kMostProofHashes } from "./tree";

export const kLargestBundle = 4 << 20;
const kLargestStatement = 1 << 20;
const kLargestNote = 1 << 18;

export interface Disclosed {
  readonly name: string;
  readonly value: string;
  readonly salt: Octets;
  readonly place: bigint;
  readonly path: readonly Octets[];
}
export interface Bundle {
  readonly is_whole: boolean; // false: the contents do not fit their checksum
  readonly statement?: Octets;
  readonly entry: Octets;
  readonly index: bigint;
  readonly disclosed: readonly Disclosed[];
  readonly proof: readonly Octets[];
  readonly checkpoint: string;
  readonly state: Octets;
  readonly state_proof: readonly Octets[];
  readonly map?: { readonly newest: Newest; readonly path: readonly Octets[] };
  readonly sm3?: { readonly checkpoint: string; readonly proof: readonly Octets[]; readonly state_proof: readonly Octets[] };
  readonly history: KeyHistory;
  readonly receipt?: Octets;
  readonly anchors: readonly Octets[]; // octets of each (anchor.ts)
}

const kKeys = {
  statement: 0,
  entry: 1,
  index: 2,
  disclosed: 3,
  proof: 4,
  checkpoint: 5,
  state: 6,
  state_proof: 7,
  map: 8,
  sm3: 9,
  first_keys: 10,
  changes: 11,
  receipt: 12,
  anchors: 13,
  end: 14,
} as const;

const hashes_at = (at: CborReader, most = kMostProofHashes): Octets[] => at.items(0, most).map((item) => item.hash());

function disclosed_at(at: CborReader): Disclosed {
  const [name, value, salt, place, path] = at.items(5, 5) as [CborReader, CborReader, CborReader, CborReader, CborReader];
  return { name: name.text(1, 200), value: value.text(0, kLargestStatement), salt: salt.bytes(16, 16), place: place.integer(BigInt(kMostFields - 1)), path: hashes_at(path) };
}
function map_at(at: CborReader): NonNullable<Bundle["map"]> {
  const [newest, path] = at.items(2, 2) as [CborReader, CborReader];
  const [index, leaf, status] = newest.items(3, 3) as [CborReader, CborReader, CborReader];
  return { newest: { index: index.integer(kLargest), leaf: leaf.hash(), status: status.one_of(kStatuses) }, path: hashes_at(path, kMostMapHashes) };
}
function sm3_at(at: CborReader): NonNullable<Bundle["sm3"]> {
  const [checkpoint, proof, state_proof] = at.items(3, 3) as [CborReader, CborReader, CborReader];
  return { checkpoint: checkpoint.text(1, kLargestNote), proof: hashes_at(proof), state_proof: hashes_at(state_proof) };
}
function change_at(at: CborReader): Change {
  const [entry, index, proof] = at.items(3, 3) as [CborReader, CborReader, CborReader];
  return { entry: entry.bytes(1, kLargestEntry), index: index.integer(kLargest), proof: hashes_at(proof) };
}

function contents_at(at: CborReader): Omit<Bundle, "is_whole"> {
  at.only_below(kKeys.end);
  const part = <T>(key: number, read: (found: CborReader) => T): T | undefined => {
    const found = at.optional(key);
    return found && read(found);
  };
  return {
    statement: part(kKeys.statement, (found) => found.bytes(0, kLargestStatement)),
    entry: at.member(kKeys.entry).bytes(1, kLargestEntry),
    index: at.member(kKeys.index).integer(kLargest),
    disclosed: at.member(kKeys.disclosed).items(0, kMostFields).map(disclosed_at),
    proof: hashes_at(at.member(kKeys.proof)),
    checkpoint: at.member(kKeys.checkpoint).text(1, kLargestNote),
    state: at.member(kKeys.state).bytes(1, kLargestEntry),
    state_proof: hashes_at(at.member(kKeys.state_proof)),
    map: part(kKeys.map, map_at),
    sm3: part(kKeys.sm3, sm3_at),
    history: {
      first: at.member(kKeys.first_keys).items(1, 2).map((item) => item.text(1, 4_096)),
      changes: at.member(kKeys.changes).items(0, 256).map(change_at),
    },
    receipt: part(kKeys.receipt, (found) => found.bytes(64, 64)),
    anchors: at.member(kKeys.anchors).items(0, kMostAnchors).map((item) => item.bytes(1, kLargestAnchor)),
  };
}

const no_bundle = (): never => refuse("is no bundle of evidence (.tgb)", "不是证据包（.tgb）");

function parts_of(file: Octets): readonly Cbor[] {
  try {
    const outer = read_cbor(file, { octets: kLargestBundle, items: 4, depth: 1 });
    return outer.is === "array" ? outer.items : [];
  } catch {
    return [];
  }
}

// Throws Fault.
export function read_bundle(file: Octets): Bundle {
  if (file.length === 0) refuse("is empty", "内容为空");
  if (file.length > kLargestBundle) refuse(`is larger than ${kLargestBundle} octets`, `超过 ${kLargestBundle} 字节`);
  const [format, contents, checksum, ...rest] = parts_of(file);
  if (rest.length > 0 || format?.is !== "text" || format.text !== "tidegate.evidence-bundle/1" || contents?.is !== "bytes" || checksum?.is !== "bytes") return no_bundle();
  const value = read_cbor(contents.octets, { octets: kLargestBundle, items: 200_000, depth: 6 });
  return { ...contents_at(new CborReader(value)), is_whole: equal(sha256(contents.octets), checksum.octets) };
}

// What a field's commitment is the hash of.
export const commitment_octets = ({ name, value, salt }: Disclosed): Octets => write_cbor(of_array(of_text(name), of_text(value), of_bytes(salt)));
