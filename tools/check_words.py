#!/usr/bin/env python3
"""Refuses what the house does not allow, naming the remedy: clocks, streams, floats in decisions, notes to self."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
rules = [
    # pattern, where it is refused, where it is allowed, remedy
    (r"system_clock::now|\btime\(nullptr\)|gettimeofday", "tidegate/", ("tidegate/base/clock.cc",), "take a Clock from the caller"),
    (r"std::cout|std::cerr|\bprintf\(", "tidegate/", ("tidegate/cli/", "tidegate/base/check.cc", "_test.cc"), "return the text; the door prints it"),
    (r"\b(float|double)\b", "tidegate/law/", (), "decisions use whole numbers"),
    (r"\b(float|double)\b", "tidegate/risk/", (), "scores use base/fixed.h"),
    (r"\b(float|double)\b", "tidegate/terms/", (), "publish permille or millionths"),
    (r"\brand\(\)|std::random_device|std::mt19937", "tidegate/", ("_test.cc", "tidegate/store/"), "randomness is handed in"),
    (r"std::(ifstream|ofstream|fstream)|\bfopen\(", "tidegate/",
     ("_test.cc", "/test_", "tidegate/ports/", "tidegate/store/", "tidegate/gate/", "tidegate/cli/"), "a stage is handed its bytes"),
    (r"\bTO" r"DO\b|\bFIX" r"ME\b|\bX" r"XX\b", "", (), "finish it, or say it in docs/"),
    (r"-march=native", "", ("tools/check_words.py", "docs/"), "choose instructions at run time"),
]
suffixes = {".cc", ".h", ".py", ".sh", ".cmake", ".txt", ".json"}
faults = []
for path in sorted(root.rglob("*")):
    name = path.relative_to(root).as_posix()
    if not path.is_file() or path.suffix not in suffixes or name.startswith(("build/", ".git/", "models/", "fuzz/corpus/")):
        continue
    for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
        code = re.sub(r"//.*|\".*?\"", "", line) if path.suffix in {".cc", ".h"} else line
        for pattern, where, allowed, remedy in rules:
            text = line if "DO" in pattern else code
            if name.startswith(where) and not any(a in name for a in allowed) and re.search(pattern, text):
                if name == "tools/check_words.py":
                    continue
                faults.append(f"{name}:{number}: {re.search(pattern, text)[0]}: {remedy}")
sys.exit("\n".join(faults) or 0)
