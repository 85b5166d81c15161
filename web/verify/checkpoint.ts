// Checkpoints (C2SP tlog-checkpoint) and cosignatures (tlog-cosignature).
import { kLargest } from "./cbor_reader";
import { type Note, type VerifierKey, is_key_name, own_signatures } from "./note";
import { type Octets, big_endian, from_base64, octets_of } from "./octets";
import { is_signed_by } from "./signatures";
import { refuse } from "./text";

const kMostExtensions = 16;
const kTimeOctets = 8;

export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Octets;
}

// Decimal, without a leading nought, of 2^63 - 1 at most. Undefined: no such number.
export function count_of(digits: string): bigint | undefined {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(digits)) return undefined;
  const count = BigInt(digits);
  return count <= kLargest ? count : undefined;
}

// Throws Fault.
export function parse_checkpoint(text: string): Checkpoint {
  const none = (): never => refuse("is no checkpoint: origin, size, root", "不是检查点（origin、大小、根哈希）");
  const [origin, digits, base64, ...rest] = text.split("\n");
  const end = rest.pop(); // behind the last line's end
  if (origin === undefined || digits === undefined || base64 === undefined || !is_key_name(origin)) return none();
  const size = count_of(digits);
  const root = from_base64(base64);
  if (size === undefined || root?.length !== 32 || end !== "") return none();
  if (rest.length > kMostExtensions || rest.includes("")) return none();
  return { origin, size, root };
}

// Clocks that are right differ by no more.
export const kSlackS = 600n;
const kLastS = 253_402_300_799n; // the end of the year 9999

// When a cosignature can have been made; until_s undefined: a moment gone by is asked of.
export interface CosigningWindow {
  readonly since_s: bigint;
  readonly until_s?: bigint;
}
// Undefined: it can be so.
export function time_fault({ since_s, until_s }: CosigningWindow, time_s: bigint): "early" | "ahead" | undefined {
  if (time_s < since_s - kSlackS) return "early";
  return until_s !== undefined && time_s - kSlackS > until_s ? "ahead" : undefined;
}
export const cosigned_ms = (time_s: bigint): bigint => (time_s < kLastS ? time_s : kLastS) * 1000n;

// The latest time at which the witness cosigned; undefined: it did not. Throws Fault: one of its cosignatures does not hold.
export function cosigned_at(note: Note, key: VerifierKey): bigint | undefined {
  if (key.use !== "cosignature") return undefined;
  const first = key.key.algorithm === "sm2" ? "cosignature/sm2/v1" : "cosignature/v1";
  let latest: bigint | undefined;
  for (const { octets } of own_signatures(note, key)) {
    const time_s = big_endian(octets.subarray(0, kTimeOctets));
    const is_time = octets.length >= kTimeOctets && time_s <= kLargest;
    if (!is_time || !is_signed_by(key.key, octets_of(`${first}\ntime ${time_s}\n${note.text}`), octets.subarray(kTimeOctets)))
      refuse(`the cosignature of ${key.name} does not hold`, `${key.name} 的见证签名不成立`);
    if (latest === undefined || time_s > latest) latest = time_s;
  }
  return latest;
}
