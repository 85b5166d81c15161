#!/usr/bin/env python3
"""Writes tidegate/gate/item_folds.inc: traditional characters and what stands for each in simplified Chinese, and
characters that are another one in a form of their own.

usage: make_item_folds.py [--check]

Every character of the block CJK Unified Ideographs that ICU's transform Hant-Hans (uconv, Debian package
icu-devtools) changes, in the order of code points; and every character that NFKC makes one ASCII letter or one
character of that block (radicals, mathematical and circled letters). Nothing is chosen by hand.
"""
import pathlib
import subprocess
import sys

OUT = pathlib.Path(__file__).resolve().parents[1] / "tidegate/gate/item_folds.inc"
A_LINE = 34


def literal(name, characters):
    lines = [characters[i : i + A_LINE] for i in range(0, len(characters), A_LINE)]
    return f"constexpr std::u32string_view {name} =\n" + "\n".join(f'    U"{line}"' for line in lines) + ";\n"


def transformed(text, rule):
    words = ["uconv", "-f", "utf8", "-t", "utf8", "-x", rule]
    return subprocess.run(words, input=text.encode(), capture_output=True, check=True).stdout.decode()


def forms():
    """Full-width forms and superscripts of Latin-1 have rules of their own in item_text.cc, or mean something else."""
    others = [*range(0x100, 0x4E00), *range(0xA000, 0xD800), *range(0xE000, 0xFF00), *range(0x10000, 0x30000)]
    plain = transformed("\n".join(map(chr, others)), "NFKC").split("\n")
    assert len(plain) == len(others)
    for code, one in zip(others, plain):
        is_one = len(one) == 1 and (one.isascii() and one.isalpha() or 0x4E00 <= ord(one) <= 0x9FFF)
        if is_one and one != chr(code):
            yield chr(code), one


def main():
    block = "".join(chr(c) for c in range(0x4E00, 0xA000))
    plain = transformed(block, "Hant-Hans")
    assert len(plain) == len(block)
    pairs = [(a, b) for a, b in zip(block, plain) if a != b]
    text = "// Written by tools/make_item_folds.py; do not edit.\n// clang-format off\n\n"
    text += literal("kTraditional", "".join(a for a, _ in pairs)) + "\n"
    text += literal("kSimplified", "".join(b for _, b in pairs))
    others = list(forms())
    text += "\n" + literal("kForms", "".join(a for a, _ in others)) + "\n"
    text += literal("kPlainForms", "".join(b for _, b in others))
    text += "\n// clang-format on\n"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if OUT.read_text(encoding="utf-8") == text else f"{OUT.name} is stale")
    OUT.write_text(text, encoding="utf-8")
    print(f"{len(pairs)} characters, {len(others)} forms")


if __name__ == "__main__":
    main()
