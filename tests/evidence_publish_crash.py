#!/usr/bin/env python3
"""Kills a process that records, publishes and destroys subjects, and holds what is left to what it had acknowledged.

    tests/evidence_publish_crash.py build/release/bin/evidence_publish_writer build/release/bin/tidegate [--kills 40] [--seed 1]

After each kill (SIGKILL), first a monitor looks at what is published, as it was left: it rebuilds the tree from the tiles, so that a
checkpoint ahead of its tiles, or of another tree than any before, is found; nothing was opened yet that could have mended it. Then the log
is opened: every checkpoint that was told is still one of it, each record's subject is there with its field and none is lost, each subject that was
destroyed stays so and takes no record any more, and the newest record under the checkpoint is proved. Then the monitor looks again.
Every 20 kills a new log is begun. What a power cut does, which no kill shows, is evidence/log_crash_test.cc's and store/evidence_subjects_test.cc's.
"""
import argparse
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

KILLS_A_LOG = 20


def written_until_killed(writer, folder, run, lines, seconds):
    """What it said: killed so long after so many lines (0: after it was started), on a slow machine too."""
    # Unbuffered: communicate reads the pipe itself, and what readline held back of it would be lost.
    process = subprocess.Popen([writer, "write", folder, run], stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
    said = b"".join(process.stdout.readline() for _ in range(lines))
    time.sleep(seconds)
    process.kill()
    rest, complained = process.communicate()
    if process.returncode != -9:
        sys.exit(f"the writer ended by itself: {complained.decode()}")
    said += rest
    return said[: said.rfind(b"\n") + 1]  # the last line may have been cut: what it said was not said


class Watch:
    """A monitor of one of the log's trees, with what it has seen."""

    def __init__(self, tidegate, folder, key, state, checkpoint):
        self.words = [tidegate, "evidence", "monitor", f"{folder}/log", "--key", key, "--state", state, "--json"]
        self.checkpoint = pathlib.Path(folder, "log", checkpoint)
        pathlib.Path(state).mkdir()

    def look(self, when):
        if not self.checkpoint.exists():
            return
        seen = subprocess.run(self.words, capture_output=True, text=True)
        if seen.returncode != 0:
            sys.exit(f"{when}: what is published does not hold, exit {seen.returncode}: {seen.stdout}{seen.stderr}")


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("writer")
    words.add_argument("tidegate")
    words.add_argument("--kills", type=int, default=40)
    words.add_argument("--seed", type=int, default=1)
    asked = words.parse_args()
    chance = random.Random(asked.seed)
    counts = dict.fromkeys((b"record ", b"erased ", b"checkpoint "), 0)
    for first in range(0, asked.kills, KILLS_A_LOG):
        with tempfile.TemporaryDirectory(prefix="tidegate-publish-crash-") as scratch:
            folder, told = f"{scratch}/log", pathlib.Path(scratch, "told")
            policy = subprocess.run([asked.writer, "make", folder], capture_output=True, text=True, check=True).stdout
            keys = re.findall(r"^log (\S+)", policy, re.M)
            watches = [Watch(asked.tidegate, folder, key, f"{scratch}/state-{i}", name)
                       for i, (key, name) in enumerate(zip(keys, ("checkpoint", "sm3/checkpoint")))]
            assert len(watches) == 2, policy
            with told.open("ab", buffering=0) as lines:
                for kill in range(first, min(first + KILLS_A_LOG, asked.kills)):
                    said = written_until_killed(asked.writer, folder, f"r{kill}", chance.randrange(60) if kill % 3 else 0, chance.uniform(0.002, 0.1))
                    lines.write(said)
                    for kind in counts:
                        counts[kind] += said.count(kind)
                    for watch in watches:
                        watch.look(f"after kill {kill}")
                    checked = subprocess.run([asked.writer, "check", folder, told], capture_output=True)
                    if checked.returncode != 0:
                        sys.exit(f"after kill {kill}: {checked.stderr.decode()}")
                    lines.write(checked.stdout)  # an erasure that took place, though nobody was told: it stays
                    for watch in watches:
                        watch.look(f"opened after kill {kill}")
    records, erased, checkpoints = counts.values()
    print(f"{asked.kills} kills: {records} records, {erased} erasures and {checkpoints} checkpoints acknowledged, none lost or taken back")
    if asked.kills >= 40 and not all(counts.values()):
        sys.exit("something was never acknowledged: the test tested nothing")


main()
