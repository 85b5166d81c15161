#!/usr/bin/env python3
"""Writes tidegate/classify/secrets/letter_pairs.inc from the words of models/ and docs/."""
import collections
import math
import pathlib
import re
import string

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "models/header_vocabulary.tsv", ROOT / "models/lexicons/values.txt", ROOT / "README.md",
           *sorted((ROOT / "docs").rglob("*.md"))]
HEAD = """// Points of two letters that follow one another: 16ths of a nat by which words of models/ and docs/ (English and
// pinyin) hold the pair more often than chance. Made by train/secrets/letter_pairs.py.
constexpr std::int8_t kLetterPairs[26 * 26] = {
    // clang-format off
"""

words = set()
for path in SOURCES:
    words |= {w.lower() for w in re.findall(r"[A-Za-z]{3,}", path.read_text(errors="replace"))}
pairs = collections.Counter(a + b for w in words for a, b in zip(w, w[1:]))
total = sum(pairs.values()) + 2 * 676
rows = []
for a in string.ascii_lowercase:
    points = [round(16 * math.log((pairs[a + b] + 2) / total * 676)) for b in string.ascii_lowercase]
    rows.append("    " + ", ".join(str(max(-60, min(60, p))) for p in points) + f",  // {a}")
(ROOT / "tidegate/classify/secrets/letter_pairs.inc").write_text(HEAD + "\n".join(rows) + "\n    // clang-format on\n};\n")
