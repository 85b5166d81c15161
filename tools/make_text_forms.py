#!/usr/bin/env python3
"""Writes tidegate/base/text_forms.inc: characters that are the same as others in a form or case of their own.

usage: make_text_forms.py [--check]

Every character that Unicode's NFKD and full case folding turn into others, in the order of code points, by the tables of Python's
standard library (its unidata_version stands in the file). Hangul syllables are left out: they are put together by a rule, and a
syllable that is written in parts is rare. Nothing is chosen by hand.
"""
import pathlib
import sys
import unicodedata

OUT = pathlib.Path(__file__).resolve().parents[1] / "tidegate/base/text_forms.inc"
A_LINE = 16


def plain(character):
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())


def numbers(kind, name, values):
    lines = [", ".join(f"0x{value:X}" for value in values[i:i + A_LINE]) for i in range(0, len(values), A_LINE)]
    return f"constexpr std::array<{kind}, {len(values)}> {name}{{\n" + ",\n".join(f"    {line}" for line in lines) + "};\n"


def main():
    codes = [c for c in range(0x41, 0x110000) if not 0xD800 <= c < 0xE000 and not 0xAC00 <= c < 0xD7A4]
    pairs = [(c, plain(chr(c))) for c in codes if plain(chr(c)) != chr(c)]
    ends = []
    for _, text in pairs:
        ends.append((ends[-1] if ends else 0) + len(text))
    text = f"// Written by tools/make_text_forms.py from Unicode {unicodedata.unidata_version}; do not edit.\n// clang-format off\n\n"
    text += numbers("char32_t", "kForms", [c for c, _ in pairs]) + "\n"
    text += numbers("char32_t", "kPlain", [ord(c) for _, out in pairs for c in out]) + "\n"
    text += numbers("std::uint16_t", "kPlainEnds", ends) + "\n// clang-format on\n"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if OUT.read_text(encoding="ascii") == text else f"{OUT.name} is stale")
    OUT.write_text(text, encoding="ascii")
    print(f"{len(pairs)} characters")


if __name__ == "__main__":
    main()
