#!/usr/bin/env python3
"""Writes tidegate/classify/cn_tables.inc: county codes ever in use, plate prefixes and mobile segments, as bitmaps.
usage: make_cn_tables.py GAZETTEERS > tidegate/classify/cn_tables.inc
GAZETTEERS holds cn_admin_codes_1980_now.csv and cn_plate_prefixes.csv (yescallop/areacodes, CC0), cn_admin_areas.csv
(modood/Administrative-divisions-of-China, WTFPL) and cn_mobile_prefixes.tsv."""
import collections
import csv
import pathlib
import re
import sys

folder = pathlib.Path(sys.argv[1])
rows = lambda name: csv.reader((folder / name).read_text(encoding="utf-8").splitlines())
codes = {r[0] for name in ("cn_admin_codes_1980_now.csv", "cn_admin_areas.csv") for r in rows(name) if re.fullmatch(r"\d{6}", r[0])}
counties = collections.defaultdict(int)
for code in codes:
    counties[int(code[:4])] |= 1 << int(code[4:])
print("// Written by tools/make_cn_tables.py; do not edit.\n")
print("// Prefecture (first four digits), then a bit for each county code 00..99 ever in use in it.")
print("constexpr CountyRow kCounties[] = {")
for prefecture, bits in sorted(counties.items()):
    print(f"    {{{prefecture}, 0x{bits & (2**64 - 1):x}, 0x{bits >> 64:x}}},")
print("};\n")
plates = collections.defaultdict(int)
for prefix, *_ in rows("cn_plate_prefixes.csv"):
    match = re.fullmatch(r"(\w)(?:([A-Z])|\[([A-Z]+)\]|\[([A-Z])-([A-Z])\])", prefix)
    if not match:
        continue
    letters = match[2] or match[3] or "".join(map(chr, range(ord(match[4]), ord(match[5]) + 1)))
    for letter in letters:
        plates[match[1]] |= 1 << (ord(letter) - ord("A"))
print("// Province character in UTF-8, then a bit for each letter A..Z issued there.")
print("constexpr PlateRow kPlates[] = {")
for province, bits in plates.items():
    print(f"    {{0x{province.encode().hex()}, 0x{bits:07x}}},  // {province}")
print("};\n")
segments = sorted(int(line.split("\t")[0]) for line in (folder / "cn_mobile_prefixes.tsv").read_text(encoding="utf-8").splitlines() if line.strip())
print("// First three digits of mobile numbers.")
print("constexpr std::uint16_t kMobileSegments[] = {")
for first in range(0, len(segments), 16):
    print("    " + ", ".join(map(str, segments[first : first + 16])) + ",")
print("};")
