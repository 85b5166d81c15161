// A time stamp of RFC 3161, as far as no certificate is asked: a CMS token (DER) and what it says of which digest. Who signed it is not looked at.
import { type Octets, big_endian, equal, from_hex, hex, text_of } from "./octets";
import { refuse } from "./text";

export interface TimeStamp {
  readonly time_ms: bigint;
  readonly policy: string; // object identifier, in figures
  readonly serial: string; // hexadecimal
}

interface Der {
  readonly tag: number;
  readonly octets: Octets;
}

const kTags = { integer: 0x02, octets: 0x04, nothing: 0x05, identifier: 0x06, time: 0x18, sequence: 0x30, set: 0x31, first: 0xa0 } as const;
const kSignedData = from_hex("2a864886f70d010702");
const kStampInfo = from_hex("2a864886f70d0109100104");
const kSha256 = from_hex("608648016503040201");
const kLargestToken = 128 << 10;
const kDeepest = 32;
const kLongestSerial = 64;
const kLongestPolicy = 127;

const no_token = (): never => refuse("is no time stamp token", "不是时间戳令牌");
// As the program says it: one of another digest or version it cannot tell from the rest either.
const forged = (): never =>
  refuse(
    "does not hold: of another digest, nonce or policy, altered, or not signed by an authority that the certificates name for time stamping",
    "时间戳不成立：摘要、随机数或策略不符，已被改动，或并非由所给证书认可的时间戳机构签署",
  );

// One after another, without rest. Throws Fault: they are not DER.
function parts_of(octets: Octets): Der[] {
  const out: Der[] = [];
  for (let at = 0; at < octets.length; ) {
    const tag = octets[at++]!;
    let size = octets[at++] ?? 0x80;
    if ((tag & 0x1f) === 0x1f || size === 0x80) no_token(); // a long tag, no definite length, or the end
    if (size > 0x80) {
      const long = size & 0x7f;
      if (long > 3 || octets.length - at < long || octets[at] === 0) no_token();
      size = Number(big_endian(octets.subarray(at, at + long)));
      at += long;
      if (size < 0x80) no_token(); // a shorter head has it
    }
    if (octets.length - at < size) no_token();
    out.push({ tag, octets: octets.subarray(at, at + size) });
    at += size;
  }
  return out;
}
// What is made of parts is made of DER all the way down.
function look_through(octets: Octets, depth: number): void {
  if (depth > kDeepest) no_token();
  for (const part of parts_of(octets)) if ((part.tag & 0x20) !== 0) look_through(part.octets, depth + 1);
}

const is_a = (part: Der | undefined, tag: number): part is Der => part?.tag === tag;
function inside(part: Der | undefined, tag: number): Der[] {
  return is_a(part, tag) ? parts_of(part.octets) : no_token();
}
const is_named = (part: Der | undefined, name: Octets): boolean => is_a(part, kTags.identifier) && equal(part.octets, name);

// RFC 5652: SignedData whose contents are RFC 3161's TSTInfo.
function info_of(token: Octets): Der[] {
  if (token.length > kLargestToken) no_token();
  look_through(token, 0);
  const [outer, ...behind] = parts_of(token);
  const [type, held] = inside(outer, kTags.sequence);
  if (behind.length > 0 || !is_named(type, kSignedData)) no_token();
  const [version, digests, contents] = inside(inside(held, kTags.first)[0], kTags.sequence);
  const [kind, wrapped] = inside(contents, kTags.sequence);
  if (!is_a(version, kTags.integer) || !is_a(digests, kTags.set) || !is_named(kind, kStampInfo)) no_token();
  const [octets] = inside(wrapped, kTags.first);
  if (!is_a(octets, kTags.octets)) return no_token();
  return inside(parts_of(octets.octets)[0], kTags.sequence);
}

function identifier_text(octets: Octets): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const [place, octet] of octets.entries()) {
    if (arc === 0n && octet === 0x80) no_token();
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if ((octet & 0x80) !== 0) {
      if (place + 1 === octets.length) no_token();
      continue;
    }
    arcs.push(arc);
    arc = 0n;
  }
  const [first, ...rest] = arcs;
  if (first === undefined) return no_token();
  const root = first < 80n ? first / 40n : 2n;
  const out = [root, first - root * 40n, ...rest].join(".");
  return out.length <= kLongestPolicy ? out : no_token();
}

// Of a fraction of a second the program takes no notice.
function time_of(octets: Octets): bigint {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text_of(octets) ?? "");
  if (!found) return no_token();
  const [, year, month, day, hours, minutes, seconds] = found;
  const at = new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isNaN(at.getTime()) || at.getUTCDate() !== Number(day) || Number(hours) > 23 ? no_token() : BigInt(at.getTime());
}

// Its magnitude, without the octet that keeps it above zero.
function serial_of(octets: Octets): string {
  const is_padded = octets.length > 1 && octets[0] === 0;
  if (octets.length === 0 || octets[0]! > 0x7f || (is_padded && octets[1]! <= 0x7f)) no_token();
  const out = is_padded ? octets.subarray(1) : octets;
  return out.length <= kLongestSerial ? hex(out) : no_token();
}

// What the token says, if of this digest. Throws Fault.
export function read_time_stamp(token: Octets, digest: Octets): TimeStamp {
  const [version, policy, imprint, serial, time] = info_of(token);
  if (!is_a(version, kTags.integer) || !is_a(policy, kTags.identifier) || !is_a(serial, kTags.integer) || !is_a(time, kTags.time)) return no_token();
  const [algorithm, imprinted] = inside(imprint, kTags.sequence);
  if (!is_a(imprinted, kTags.octets)) return no_token();
  const out = { time_ms: time_of(time.octets), policy: identifier_text(policy.octets), serial: serial_of(serial.octets) };
  const [name, parameter] = inside(algorithm, kTags.sequence);
  const is_of_it = is_named(name, kSha256) && (parameter === undefined || is_a(parameter, kTags.nothing)) && equal(imprinted.octets, digest);
  return is_of_it && equal(version.octets, Uint8Array.of(1)) ? out : forged();
}
