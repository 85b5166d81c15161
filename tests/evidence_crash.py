#!/usr/bin/env python3
"""Kills a process that writes an evidence log, again and again, and holds what is left to what it had acknowledged.

    tests/evidence_crash.py build/release/bin/evidence_crash_writer [--kills 100] [--seed 1]

Eight threads append and a ninth signs; after 2 to 150 ms the process is killed (SIGKILL), the log is opened and every entry
and every signed head that was ever acknowledged must be in it, unchanged. Every 25 kills a new log is begun, so that its
making is killed too. What a power cut does, which no kill shows, is evidence/log_crash_test.cc's.
"""
import argparse
import pathlib
import random
import subprocess
import sys
import tempfile
import time

KILLS_A_LOG = 25


def written_until_killed(writer, folder, run, seconds):
    process = subprocess.Popen([writer, "write", folder, run], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(seconds)
    process.kill()
    said, complained = process.communicate()
    if process.returncode != -9:
        sys.exit(f"the writer ended by itself: {complained.decode()}")
    # The last line may have been cut: what it said was not said.
    return said[: said.rfind(b"\n") + 1]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("writer")
    words.add_argument("--kills", type=int, default=100)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    chance = random.Random(asked.seed)
    acknowledged = signed = 0
    for first in range(0, asked.kills, KILLS_A_LOG):
        with tempfile.TemporaryDirectory(prefix="tidegate-evidence-crash-") as scratch:
            folder, told = f"{scratch}/log", pathlib.Path(scratch, "told")
            with told.open("ab", buffering=0) as lines:
                for kill in range(first, min(first + KILLS_A_LOG, asked.kills)):
                    said = written_until_killed(asked.writer, folder, f"r{kill}", chance.uniform(0.002, 0.15))
                    lines.write(said)
                    acknowledged += said.count(b"entry ")
                    signed += said.count(b"signed ")
                    checked = subprocess.run([asked.writer, "check", folder, told], capture_output=True, text=True)
                    if checked.returncode != 0:
                        sys.exit(f"after kill {kill}: {checked.stdout}{checked.stderr}")
    print(f"{asked.kills} kills: {acknowledged} entries and {signed} signed heads acknowledged, none lost")
    if asked.kills >= 100 and (acknowledged == 0 or signed == 0):
        sys.exit("nothing was acknowledged: the test tested nothing")


main()
