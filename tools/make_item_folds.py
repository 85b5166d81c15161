#!/usr/bin/env python3
"""Writes tidegate/gate/item_folds.inc: traditional characters and what stands for each in simplified Chinese.

usage: make_item_folds.py [--check]

Every character of the block CJK Unified Ideographs that ICU's transform Hant-Hans (uconv, Debian package
icu-devtools) changes, in the order of code points. Nothing is chosen by hand.
"""
import pathlib
import subprocess
import sys

OUT = pathlib.Path(__file__).resolve().parents[1] / "tidegate/gate/item_folds.inc"
A_LINE = 34


def literal(name, characters):
    lines = [characters[i : i + A_LINE] for i in range(0, len(characters), A_LINE)]
    return f"constexpr std::u32string_view {name} =\n" + "\n".join(f'    U"{line}"' for line in lines) + ";\n"


def main():
    block = "".join(chr(c) for c in range(0x4E00, 0xA000))
    words = ["uconv", "-f", "utf8", "-t", "utf8", "-x", "Hant-Hans"]
    plain = subprocess.run(words, input=block.encode(), capture_output=True, check=True).stdout.decode()
    assert len(plain) == len(block)
    pairs = [(a, b) for a, b in zip(block, plain) if a != b]
    text = "// Written by tools/make_item_folds.py; do not edit.\n// clang-format off\n\n"
    text += literal("kTraditional", "".join(a for a, _ in pairs)) + "\n"
    text += literal("kSimplified", "".join(b for _, b in pairs))
    text += "\n// clang-format on\n"
    if "--check" in sys.argv[1:]:
        sys.exit(0 if OUT.read_text(encoding="utf-8") == text else f"{OUT.name} is stale")
    OUT.write_text(text, encoding="utf-8")
    print(f"{len(pairs)} characters")


if __name__ == "__main__":
    main()
