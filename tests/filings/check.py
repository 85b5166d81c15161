#!/usr/bin/env python3
"""Measures the check for formal gaps on the corpus of make.py: every planted defect found in one pass, nothing else said.

usage: check.py PATH_TO_TIDEGATE [COUNT]
"""
import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

import make


def run(program, folder):
    words = [program, "file", str(folder / "transfer.json"), "--out", str(folder / "out"), "--as-of", make.DAY, "--no-record", "--json",
             "--home", str(folder / "home"), "--notice", str(folder / "notice.txt")]
    if (folder / "previous.json").exists():
        words += ["--previous", str(folder / "previous.json")]
    done = subprocess.run(words, capture_output=True, timeout=120, check=False)
    if done.returncode not in (0, 3):
        return None, done.stderr.decode()
    found, said = {}, set()
    for finding in json.loads(done.stdout)["findings"]:
        if (same := json.dumps(finding)) in said:
            return None, f"{finding['rule']} says the same twice"
        said.add(same)
        if finding["state"] == "fails":
            found.setdefault(finding["rule"], []).append(finding["pointer"])
        for text in (finding["says"], finding["source"]):
            if not text["en"] or not text["zh"]:
                return None, f"{finding['rule']} lacks a language"
    return found, ""


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 360
    planted, found_of_planted, false_alarms, clean, faults, rules = 0, 0, 0, 0, [], {}
    with tempfile.TemporaryDirectory() as top:
        make.make(top, count)
        folders = sorted(pathlib.Path(top).iterdir())
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(lambda folder: run(program, folder), folders))
        for folder, (found, trouble) in zip(folders, answers):
            expected = json.loads((folder / "expected.json").read_text())
            if found is None:
                faults.append(f"{folder.name}: {trouble.strip()}")
                continue
            clean += not expected
            for rule, places in expected.items():
                planted += len(places)
                rules[rule] = rules.get(rule, 0) + 1
                for place in places:
                    if place in found.get(rule, []):
                        found_of_planted += 1
                    else:
                        faults.append(f"{folder.name}: {rule} at {place} was not found, but {found.get(rule)}")
            for rule, places in found.items():
                for place in places:
                    if place not in expected.get(rule, []):
                        false_alarms += 1
                        faults.append(f"{folder.name}: {rule} at {place} is a false alarm")
    print(json.dumps({"declarations": len(folders), "clean": clean, "rules": len(rules), "fewest_of_a_rule": min(rules.values(), default=0),
                      "planted": planted, "found": found_of_planted, "false_alarms": false_alarms}))
    for fault in faults[:60]:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
