// Parts of a CBOR value, each of the kind and within the range that its reader names. What differs throws Fault.
import type { Cbor } from "./cbor";
import type { Octets } from "./octets";
import { refuse } from "./text";

export const kLargest = (1n << 63n) - 1n;

export class CborReader {
  constructor(readonly value: Cbor) {}

  optional(key: number): CborReader | undefined {
    if (this.value.is !== "map") return undefined;
    const found = this.value.pairs.find(([name]) => name.is === "integer" && name.value === BigInt(key));
    return found && new CborReader(found[1]);
  }
  member(key: number): CborReader {
    const found = this.optional(key);
    if (found !== undefined) return found;
    if (this.value.is !== "map") return refuse("is not a map", "不是映射");
    return refuse(`lacks key ${key}`, `缺少键 ${key}`);
  }
  only_below(keys: number): void {
    if (this.value.is !== "map") return refuse("is not a map", "不是映射");
    const is_known = (key: Cbor) => key.is === "integer" && key.value < BigInt(keys);
    if (!this.value.pairs.every(([key]) => is_known(key))) refuse("has a key that this program does not know", "含有本程序不认识的键");
  }

  items(least: number, most: number): CborReader[] {
    if (this.value.is !== "array") return refuse("is not an array", "不是数组");
    const size = this.value.items.length;
    if (size < least || size > most) refuse(`has ${size} elements, not ${least} to ${most}`, `有 ${size} 个元素，应为 ${least} 至 ${most} 个`);
    return this.value.items.map((item) => new CborReader(item));
  }

  integer(most: bigint): bigint {
    if (this.value.is === "integer" && this.value.value <= most) return this.value.value;
    return refuse(`is not a whole number from 0 to ${most}`, `不是 0 至 ${most} 的整数`);
  }
  bytes(least: number, most: number): Octets {
    if (this.value.is === "bytes" && this.value.octets.length >= least && this.value.octets.length <= most) return this.value.octets;
    if (least === most) return refuse(`is not ${least} octets`, `不是 ${least} 字节`);
    return refuse(`is not ${least} to ${most} octets`, `不是 ${least} 至 ${most} 字节`);
  }
  hash(): Octets {
    return this.bytes(32, 32);
  }
  text(least: number, most: number): string {
    if (this.value.is === "text" && this.value.size >= least && this.value.size <= most) return this.value.text;
    return refuse(`is not a text of ${least} to ${most} octets`, `不是 ${least} 至 ${most} 字节的文本`);
  }
  one_of<Word extends string>(words: readonly Word[]): Word {
    const text = this.value.is === "text" ? this.value.text : undefined;
    const word = words.find((known) => known === text);
    return word ?? refuse("is a word that this program does not know", "本程序不认识的词");
  }
}
