// The draw of docs/formats/sampling.md, recomputed in the reader's own browser.
export type DrawKind = "lane" | "blind";

const octets_of = (text: string) => new TextEncoder().encode(text);
const hex_of = (octets: ArrayBuffer) => Array.from(new Uint8Array(octets), (octet) => octet.toString(16).padStart(2, "0")).join("");
const from_hex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export async function commitment_of(period: string, seed: string): Promise<string> {
  return hex_of(await crypto.subtle.digest("SHA-256", octets_of(`tidegate/sampling-seed/v1\n${period}\n${seed}\n`)));
}

// The case's number in [0, 1,000,000).
export async function number_of(seed: string, period: string, kind: DrawKind, id: string, hash: string): Promise<number> {
  const key = await crypto.subtle.importKey("raw", from_hex(seed), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const code = await crypto.subtle.sign("HMAC", key, octets_of(`tidegate/sampling-draw/v1\n${period}\n${kind}\n${id}\n${hash}\n`));
  const first = new DataView(code).getBigUint64(0);
  return Number((first * 1_000_000n) >> 64n);
}
