// Octets and their texts.
export type Octets = Uint8Array;

const kUtf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const kEncoder = new TextEncoder();

export const octets_of = (text: string): Octets => kEncoder.encode(text);
// Undefined: no UTF-8.
export function text_of(octets: Octets): string | undefined {
  try {
    return kUtf8.decode(octets);
  } catch {
    return undefined;
  }
}

export function joined(...parts: readonly Octets[]): Octets {
  const out = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

// Below zero, zero, above: the order of the octets, a beginning before what goes on from it.
export function order(a: Octets, b: Octets): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; ++i) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}
export const equal = (a: Octets, b: Octets): boolean => order(a, b) === 0;

export const hex = (octets: Octets): string => Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
export const from_hex = (digits: string): Octets => Uint8Array.from(digits.match(/../g) ?? [], (two) => Number.parseInt(two, 16));

export function big_endian(octets: Octets): bigint {
  let out = 0n;
  for (const octet of octets) out = (out << 8n) | BigInt(octet);
  return out;
}

export const to_base64 = (octets: Octets): string => btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(""));
// Padded, without bits left over, nothing between: its one form. Undefined: another.
export function from_base64(text: string): Octets | undefined {
  try {
    const out = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return to_base64(out) === text ? out : undefined;
  } catch {
    return undefined;
  }
}
