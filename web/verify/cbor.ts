// CBOR in its one deterministic form (RFC 8949, 4.2.1), as tidegate/base/cbor.h has it: shortest heads, definite lengths, keys ascending by
// their octets. Nothing else is read, so equal values have equal octets.
import { type Octets, joined, octets_of, order, text_of } from "./octets";
import { refuse } from "./text";

export type Cbor =
  | { readonly is: "integer"; readonly value: bigint }
  | { readonly is: "negative"; readonly value: bigint }
  | { readonly is: "bytes"; readonly octets: Octets }
  | { readonly is: "text"; readonly text: string; readonly size: number } // size in octets
  | { readonly is: "array"; readonly items: readonly Cbor[] }
  | { readonly is: "map"; readonly pairs: readonly (readonly [Cbor, Cbor])[] }
  | { readonly is: "tag"; readonly tag: bigint; readonly inner: Cbor }
  | { readonly is: "boolean"; readonly value: boolean }
  | { readonly is: "null" };

export interface Limits {
  readonly octets: number;
  readonly items: number;
  readonly depth: number;
}

const kMajor = { unsigned: 0, negative: 1, bytes: 2, text: 3, array: 4, map: 5, tag: 6, simple: 7 } as const;
const kFalse = 20n;
const kTrue = 21n;
const kNull = 22n;

function head(major: number, value: bigint): Octets {
  const first = major << 5;
  if (value < 24n) return Uint8Array.of(first | Number(value));
  const log = value <= 0xffn ? 0 : value <= 0xffffn ? 1 : value <= 0xffff_ffffn ? 2 : 3;
  const out = new Uint8Array(1 + (1 << log));
  out[0] = first | (24 + log);
  for (let at = out.length - 1; at > 0; --at, value >>= 8n) out[at] = Number(value & 0xffn);
  return out;
}

export function write_cbor(value: Cbor): Octets {
  switch (value.is) {
    case "integer":
      return head(kMajor.unsigned, value.value);
    case "negative":
      return head(kMajor.negative, -1n - value.value);
    case "bytes":
      return joined(head(kMajor.bytes, BigInt(value.octets.length)), value.octets);
    case "text": {
      const octets = octets_of(value.text);
      return joined(head(kMajor.text, BigInt(octets.length)), octets);
    }
    case "array":
      return joined(head(kMajor.array, BigInt(value.items.length)), ...value.items.map(write_cbor));
    case "map": {
      const pairs = value.pairs.map(([key, inner]) => [write_cbor(key), write_cbor(inner)] as const);
      pairs.sort((a, b) => order(a[0], b[0]));
      return joined(head(kMajor.map, BigInt(pairs.length)), ...pairs.flat());
    }
    case "tag":
      return joined(head(kMajor.tag, value.tag), write_cbor(value.inner));
    case "boolean":
      return head(kMajor.simple, value.value ? kTrue : kFalse);
    case "null":
      return head(kMajor.simple, kNull);
  }
}

export const of_bytes = (octets: Octets): Cbor => ({ is: "bytes", octets });
export const of_text = (text: string): Cbor => ({ is: "text", text, size: octets_of(text).length });
export const of_integer = (value: bigint): Cbor => ({ is: "integer", value });
export const of_array = (...items: Cbor[]): Cbor => ({ is: "array", items });

class Parser {
  private at = 0;
  private items_left: number;
  constructor(
    private readonly octets: Octets,
    private readonly limits: Limits,
  ) {
    this.items_left = limits.items;
  }

  whole(): Cbor {
    if (this.octets.length > this.limits.octets) refuse(`is larger than ${this.limits.octets} octets`, `超过 ${this.limits.octets} 字节`);
    const value = this.item(this.limits.depth);
    if (this.at !== this.octets.length) refuse("has octets behind its end", "结尾之后还有字节");
    return value;
  }

  private get left(): number {
    return this.octets.length - this.at;
  }
  private ends_early(): never {
    return refuse("ends in the middle of a value", "在值的中间结束");
  }
  private no_such_value(): never {
    return refuse("holds a float or a simple value that this form has not", "含有本格式没有的浮点数或简单值");
  }

  private head(): { major: number; value: bigint } {
    if (this.left === 0) this.ends_early();
    const first = this.octets[this.at]!;
    const major = first >> 5;
    const info = first & 0x1f;
    if (info > 27) refuse("is CBOR of no definite length", "不是定长 CBOR");
    if (major === kMajor.simple && info > Number(kNull)) this.no_such_value();
    if (info < 24) {
      ++this.at;
      return { major, value: BigInt(info) };
    }
    const size = 1 << (info - 24);
    if (this.left - 1 < size) this.ends_early();
    let value = 0n;
    for (let i = 1; i <= size; ++i) value = (value << 8n) | BigInt(this.octets[this.at + i]!);
    const least = size === 1 ? 24n : 1n << BigInt(4 * size);
    if (value < least) refuse("is CBOR with a head that is not the shortest", "CBOR 头部不是最短写法");
    this.at += 1 + size;
    return { major, value };
  }

  private take(size: bigint): Octets {
    if (size > BigInt(this.left)) this.ends_early();
    const out = this.octets.subarray(this.at, this.at + Number(size));
    this.at += out.length;
    return out;
  }

  private map(count: bigint, depth: number): Cbor {
    if (count > BigInt(Math.floor(this.left / 2))) this.ends_early();
    const pairs: [Cbor, Cbor][] = [];
    let last: Octets | undefined;
    for (let i = 0n; i < count; ++i) {
      const from = this.at;
      const key = this.item(depth);
      const octets = this.octets.subarray(from, this.at);
      if (key.is !== "integer" && key.is !== "negative" && key.is !== "text") refuse("has a key that is neither integer nor text", "键既不是整数也不是文本");
      if (last !== undefined && order(last, octets) >= 0) refuse("has keys out of order, or one twice", "键的次序有误或重复");
      last = octets;
      pairs.push([key, this.item(depth)]);
    }
    return { is: "map", pairs };
  }

  // depth: levels that may still stand below.
  private item(depth: number): Cbor {
    if (this.items_left === 0) refuse("holds too many values", "值的数量过多");
    --this.items_left;
    const { major, value } = this.head();
    if ((major === kMajor.array || major === kMajor.map || major === kMajor.tag) && depth === 0) refuse("is nested too deeply", "嵌套过深");
    switch (major) {
      case kMajor.unsigned:
        return { is: "integer", value };
      case kMajor.negative:
        if (value >= 1n << 63n) refuse("holds an integer below -2^63", "含有小于 -2^63 的整数");
        return { is: "negative", value: -1n - value };
      case kMajor.bytes:
        return { is: "bytes", octets: this.take(value) };
      case kMajor.text: {
        const octets = this.take(value);
        const text = text_of(octets);
        if (text === undefined) return refuse("holds a text that is no UTF-8", "含有非 UTF-8 文本");
        return { is: "text", text, size: octets.length };
      }
      case kMajor.array: {
        if (value > BigInt(this.left)) this.ends_early();
        const items: Cbor[] = [];
        for (let i = 0n; i < value; ++i) items.push(this.item(depth - 1));
        return { is: "array", items };
      }
      case kMajor.map:
        return this.map(value, depth - 1);
      case kMajor.tag:
        return { is: "tag", tag: value, inner: this.item(depth - 1) };
    }
    if (value === kNull) return { is: "null" };
    if (value !== kTrue && value !== kFalse) this.no_such_value();
    return { is: "boolean", value: value === kTrue };
  }
}

// Throws Fault: not that form, or beyond the limits.
export const read_cbor = (octets: Octets, limits: Limits): Cbor => new Parser(octets, limits).whole();
