#!/usr/bin/env python3
"""Append to witnessed checkpoint, all of three local witnesses: milliseconds, p50, p99, longest.

usage: bench/witnessed.py PATH_TO_TIDEGATE PATH_TO_GATE_WITNESSED [ROUNDS]

Each round: an entry and a state entry appended and synced, the checkpoint signed, three `tidegate witness serve` on
loopback asked; each syncs its line before it answers.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ORIGIN = "log.example/bench"


def main(tidegate, program, rounds):
    with tempfile.TemporaryDirectory(prefix="tidegate-witnessed-") as name:
        root = pathlib.Path(name)
        # A log's key is made as a witness's is; here it signs as a log.
        made = json.loads(subprocess.run([tidegate, "witness", "init", root / "key", "--name", ORIGIN, "--json"], check=True, capture_output=True).stdout)
        key = root / "key" / "witness.key"
        log_key = subprocess.run([program, "key", key, ORIGIN], check=True, capture_output=True, text=True).stdout.strip()
        assert made["name"] == ORIGIN
        policy, servers = f"log {log_key}\n", []
        try:
            for n in range(3):
                folder = root / f"w{n}"
                said = json.loads(subprocess.run([tidegate, "witness", "init", folder, "--name", f"w{n}", "--json"], check=True, capture_output=True).stdout)
                subprocess.run([tidegate, "witness", "add-log", folder, "--key", log_key], check=True, capture_output=True)
                errors = open(root / f"{n}.log", "w+")
                server = subprocess.Popen([tidegate, "witness", "serve", folder, "--listen", "127.0.0.1:0"], stderr=errors)
                servers.append(server)
                while not (found := re.search(r"port=(\d+)", (root / f"{n}.log").read_text())):
                    assert server.poll() is None
                policy += f"witness w{n} {said['verifier_keys'][0]} http://127.0.0.1:{found[1]}\n"
            (root / "policy").write_text(policy + "group all3 all w0 w1 w2\nquorum all3\n")
            done = subprocess.run([program, root / "log", key, ORIGIN, root / "policy", str(rounds)], check=True, capture_output=True, text=True)
        finally:
            for server in servers:
                server.kill()
                server.wait()
        spent = sorted(float(line) for line in done.stdout.split())
        print(f"{len(spent)} rounds: p50 {spent[len(spent) // 2]:.1f} ms, p99 {spent[int(len(spent) * 0.99)]:.1f} ms, longest {spent[-1]:.1f} ms")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve(), int(sys.argv[3]) if len(sys.argv) > 3 else 500)
