// What the log signs for a COSE receipt (RFC 9942): the root that the proof leads to.
import { of_array, of_bytes, of_integer, of_text, write_cbor } from "./cbor";
import type { Octets } from "./octets";
import type { PublicKey } from "./signatures";
import { kSha256 } from "./tree";

export function receipt_signed(key: PublicKey, root: Octets): Octets {
  const header = write_cbor({
    is: "map",
    pairs: [
      [of_integer(1n), { is: "negative", value: -8n }], // alg: EdDSA
      [of_integer(4n), of_bytes(kSha256(key.octets))], // kid
      [of_integer(395n), of_integer(1n)], // RFC9162_SHA256
    ],
  });
  return write_cbor(of_array(of_text("Signature1"), of_bytes(header), of_bytes(new Uint8Array()), of_bytes(root)));
}
