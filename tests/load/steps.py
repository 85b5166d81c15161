#!/usr/bin/env python3
"""How long a step of one case takes as the case grows, one after another: notes of an officer, in windows of a hundred, with the server's own time for each.

usage: steps.py PATH_TO_TIDEGATE [STEPS]
"""
import json
import os
import pathlib
import sys
import time

STEPS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 1000
from load_desk import LoadDesk  # noqa: E402


def seconds_of(process):
    user, system = pathlib.Path(f"/proc/{process.pid}/stat").read_text().split()[13:15]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def main():
    desk = LoadDesk()
    try:
        filer, officer = desk.signed_in("filer.one"), desk.signed_in("officer.one")
        path = f"/v1/cases/{desk.submit(filer, desk.draft(filer))}"
        tag = officer.ask("GET", path)[2].getheader("ETag")
        rows = []
        for first in range(0, STEPS, 100):
            begun, own = time.monotonic(), seconds_of(desk.server.process)
            for number in range(first, min(first + 100, STEPS)):
                status, value, headers = officer.ask("POST", f"{path}/steps", {"name": "note_added", "text": f"记录 {number}", "shown_to_firm": False}, If_Match=tag)
                assert status in (200, 201), value
                tag = headers.getheader("ETag")
            rows.append({"from": first, "ms_each": round((time.monotonic() - begun) * 10, 2), "server_ms_each": round((seconds_of(desk.server.process) - own) * 10, 2)})
        print(json.dumps(rows))
    finally:
        desk.end()


if __name__ == "__main__":
    main()
