// RLP, the encoding of Ethereum's chains, in its one form: tidegate/evidence/rlp.h.
import { type Octets, big_endian, joined } from "./octets";
import { refuse } from "./text";

export interface Rlp {
  readonly is_list: boolean;
  readonly octets: Octets; // of no list
  readonly items: readonly Rlp[]; // of a list
}

const kShort = 0x80; // octets, up to 55 of them
const kList = 0xc0; // a list whose items have as many
const kMostShort = 55;
const kMostSizeOctets = 4;
const kMostItems = 4_096;
const kDeepest = 8;
const kNothing = new Uint8Array();

const spelled = (): never => refuse("is no RLP in its one form", "不是规范的 RLP 编码");
const limit = (): never => refuse("has too many items of RLP", "RLP 项过多");

class Parser {
  private items = 0;

  // What begins at `from`, and where it ends: at `to` or before.
  take(octets: Octets, from: number, to: number, depth: number): readonly [Rlp, number] {
    if (from >= to) return spelled();
    if (++this.items > kMostItems || depth > kDeepest) limit();
    const first = octets[from]!;
    if (first < kShort) return [{ is_list: false, octets: octets.subarray(from, from + 1), items: [] }, from + 1];
    const is_list = first >= kList;
    let size = first - (is_list ? kList : kShort);
    let at = from + 1;
    if (size > kMostShort) {
      const long = size - kMostShort;
      if (long > kMostSizeOctets) limit();
      if (to - at < long || octets[at] === 0) spelled();
      size = Number(big_endian(octets.subarray(at, at + long)));
      at += long;
      if (size <= kMostShort) spelled();
    }
    const end = at + size;
    if (end > to) spelled();
    if (!is_list) {
      if (size === 1 && octets[at]! < kShort) spelled();
      return [{ is_list, octets: octets.subarray(at, end), items: [] }, end];
    }
    const items: Rlp[] = [];
    while (at < end) {
      const [item, next] = this.take(octets, at, end, depth + 1);
      items.push(item);
      at = next;
    }
    return [{ is_list, octets: kNothing, items }, end];
  }
}

// Throws Fault: another form, octets behind it, or too much.
export function read_rlp(octets: Octets): Rlp {
  const [out, end] = new Parser().take(octets, 0, octets.length, 0);
  return end === octets.length ? out : spelled();
}

// Undefined: a list, more than eight octets, or leading zeros.
export function number_of({ is_list, octets }: Rlp): bigint | undefined {
  return is_list || octets.length > 8 || octets[0] === 0 ? undefined : big_endian(octets);
}

function least_octets(number: bigint): Octets {
  const out: number[] = [];
  for (; number > 0n; number >>= 8n) out.unshift(Number(number & 0xffn));
  return Uint8Array.from(out);
}
function headed(kind: number, content: Octets): Octets {
  if (content.length <= kMostShort) return joined(Uint8Array.of(kind + content.length), content);
  const size = least_octets(BigInt(content.length));
  return joined(Uint8Array.of(kind + kMostShort + size.length), size, content);
}

export const rlp_of = (octets: Octets): Octets => (octets.length === 1 && octets[0]! < kShort ? octets : headed(kShort, octets));
export const rlp_of_number = (number: bigint): Octets => rlp_of(least_octets(number));
export const rlp_list = (...items: readonly Octets[]): Octets => headed(kList, joined(...items)); // items as these functions write them
