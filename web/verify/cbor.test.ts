import assert from "node:assert/strict";
import test from "node:test";
import { read_cbor, write_cbor } from "./cbor";
import { from_hex, hex } from "./octets";
import { Fault } from "./text";

const kLimits = { octets: 1 << 20, items: 1_000, depth: 4 };
const read = (digits: string) => read_cbor(from_hex(digits), kLimits);

test("what is read is written as it was", () => {
  for (const digits of ["00", "17", "1818", "18ff", "190100", "1a00010000", "1b0000000100000000", "1bffffffffffffffff", "20", "3b7fffffffffffffff", "40", "4101", "60", "63e4b8ad", "80", "820102", "a0",
    "a2000161610a", "c100", "f4", "f5", "f6"]) {
    assert.equal(hex(write_cbor(read(digits))), digits);
  }
});

test("another spelling, another kind, and what ends early is refused", () => {
  for (const digits of ["", "1817", "1900ff", "1a0000ffff", "1b00000000ffffffff", "5f40ff", "9fff", "bfff", "7f60ff", "f7", "f800", "f90000", "fa00000000", "fb0000000000000000", "3b8000000000000000",
    "61ff", "62c080", "63eda080", "6361", "42ff", "8201", "a100", "a201000000", "a200000000", "a1400", "a1f500", "a18000", "0000", "1c", "9b7fffffffffffffff", "bb7fffffffffffffff"])
    assert.throws(() => read(digits), Fault, digits);
});

test("what is too deep, too many or too large is refused before it is made", () => {
  assert.throws(() => read("8181818180"), Fault);
  read("81818180");
  assert.throws(() => read_cbor(new Uint8Array(1_002).fill(0x00).map((_, i) => (i === 0 ? 0x99 : i === 1 ? 0x03 : i === 2 ? 0xe7 : 0)), { ...kLimits, items: 500 }), Fault);
  assert.throws(() => read_cbor(new Uint8Array(11), { ...kLimits, octets: 10 }), Fault);
});
