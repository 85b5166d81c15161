// Signed notes and verifier keys (C2SP signed-note), bounded as docs/formats/evidence-log.md says.
import { sha256 } from "@noble/hashes/sha2";
import { type Octets, equal, from_base64, hex, joined, octets_of, to_base64 } from "./octets";
import { type PublicKey, is_signed_by } from "./signatures";
import { refuse } from "./text";

const kLargestNote = 1 << 18;
const kMostSignatures = 64;
const kLargestSignature = 8_192;
const kLongestName = 255;
const kIdOctets = 4;
const kDash = "\u2014 ";

export type KeyUse = "note" | "cosignature";
export interface VerifierKey {
  readonly name: string;
  readonly use: KeyUse;
  readonly key: PublicKey;
  readonly id: Octets;
  readonly text: string; // name+id+base64
}
export interface NoteSignature {
  readonly name: string;
  readonly id: Octets;
  readonly octets: Octets;
}
export interface Note {
  readonly text: string; // what is signed
  readonly signatures: readonly NoteSignature[];
}

const kTypes = [
  { algorithm: "ed25519", use: "note", prefix: Uint8Array.of(1), size: 32 },
  { algorithm: "ed25519", use: "cosignature", prefix: Uint8Array.of(4), size: 32 },
  { algorithm: "sm2", use: "note", prefix: joined(Uint8Array.of(0xff), octets_of("oid/1.2.156.10197.1.501/note\n")), size: 65 },
  { algorithm: "sm2", use: "cosignature", prefix: joined(Uint8Array.of(0xff), octets_of("oid/1.2.156.10197.1.501/cosignature\n")), size: 65 },
] as const;

// Of Unicode, and all controls below it.
function is_space(c: number): boolean {
  return (
    c <= 0x20 || c === 0x7f || c === 0x85 || c === 0xa0 || c === 0x1680 || (c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029 || c === 0x202f || c === 0x205f || c === 0x3000
  );
}
export function is_key_name(name: string): boolean {
  const size = octets_of(name).length;
  return size > 0 && size <= kLongestName && Array.from(name).every((c) => c !== "+" && !is_space(c.codePointAt(0)!));
}

// Undefined: no verifier key of Ed25519 or SM2, or in another form than its own.
export function verifier_key(text: string): VerifierKey | undefined {
  const end = text.indexOf("+");
  if (end < 0 || !is_key_name(text.slice(0, end))) return undefined;
  const name = text.slice(0, end);
  const rest = text.slice(end + 1);
  if (rest.length <= 2 * kIdOctets || rest[2 * kIdOctets] !== "+") return undefined;
  const octets = from_base64(rest.slice(2 * kIdOctets + 1));
  if (octets === undefined) return undefined;
  const type = kTypes.find(({ prefix, size }) => octets.length === prefix.length + size && equal(octets.subarray(0, prefix.length), prefix));
  if (type === undefined) return undefined;
  const id = sha256(joined(octets_of(`${name}\n`), octets)).slice(0, kIdOctets);
  if (`${name}+${hex(id)}+${to_base64(octets)}` !== text) return undefined;
  return { name, use: type.use, key: { algorithm: type.algorithm, octets: octets.slice(type.prefix.length) }, id, text };
}
export function verifier_key_or_fault(text: string): VerifierKey {
  return verifier_key(text) ?? refuse("is no verifier key of Ed25519 or SM2: name+id+base64", "不是 Ed25519 或 SM2 的验证密钥（name+id+base64）");
}

const no_note = (): never => refuse("is no signed note", "不是已签名的 note");
function too_large(): never {
  return refuse(`is larger than a note may be: ${kLargestNote} octets, ${kMostSignatures} signatures`, `超出 note 的上限：${kLargestNote} 字节、${kMostSignatures} 个签名`);
}

function signature_of(line: string): NoteSignature {
  if (!line.startsWith(kDash)) no_note();
  const rest = line.slice(kDash.length);
  const space = rest.indexOf(" ");
  if (space < 0 || !is_key_name(rest.slice(0, space))) no_note();
  const octets = from_base64(rest.slice(space + 1));
  if (octets === undefined || octets.length <= kIdOctets) return no_note();
  if (octets.length > kIdOctets + kLargestSignature) too_large();
  return { name: rest.slice(0, space), id: octets.slice(0, kIdOctets), octets: octets.slice(kIdOctets) };
}

// Throws Fault.
export function parse_note(whole: string): Note {
  if (octets_of(whole).length > kLargestNote) too_large();
  const split = whole.lastIndexOf("\n\n");
  if (split < 0 || Array.from(whole).some((c) => c < " " && c !== "\n")) no_note();
  const lines = whole.slice(split + 2).split("\n");
  if (lines.length < 2 || lines.pop() !== "") no_note();
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    if (signatures.length === kMostSignatures) too_large();
    signatures.push(signature_of(line));
  }
  return { text: whole.slice(0, split + 1), signatures };
}

export const own_signatures = (note: Note, key: VerifierKey): readonly NoteSignature[] => note.signatures.filter(({ name, id }) => name === key.name && equal(id, key.id));

// One signature of the key that does not hold spoils the note. Throws Fault.
export function is_note_signed_by(note: Note, key: VerifierKey): boolean {
  if (key.use !== "note") return false;
  const own = own_signatures(note, key);
  for (const { octets } of own) {
    if (!is_signed_by(key.key, octets_of(note.text), octets)) refuse(`the signature of ${key.name} does not hold`, `${key.name} 的签名不成立`);
  }
  return own.length > 0;
}
