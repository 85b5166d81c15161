#!/usr/bin/env python3
"""Whole case pages read by wrk (one thread, 32 connections), the case of each request by turns, with an officer's session. It measures.

usage: page_reads.py PATH_TO_TIDEGATE FOLDER [SECONDS [RUNS]]   FOLDER: of `case_writer FOLDER 300 ASSESSMENT.json`
"""
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

from load_desk import Client, server

SCRIPT = """
local places = {%s}
local turn = 0
wrk.headers["Cookie"] = "%s"
request = function()
  turn = turn %% #places + 1
  return wrk.format("GET", places[turn])
end
done = function(summary, latency, requests)
  io.write(string.format("{\\"a_second\\": %%.0f, \\"p50_ms\\": %%.2f, \\"p99_ms\\": %%.2f, \\"octets\\": %%d, \\"failed\\": %%d}\\n",
    summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.bytes / math.max(summary.requests, 1), summary.errors.status + summary.errors.timeout + summary.errors.read))
end
"""


def ticks(process):
    user, system = pathlib.Path(f"/proc/{process.pid}/stat").read_text().split()[13:15]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def all_cases(officer):
    found, after = [], ""
    while True:
        status, page, _ = officer.ask("GET", f"/v1/cases?limit=200&after={after}")
        assert status == 200, page
        found += [row["id"] for row in page["rows"]]
        after = page.get("next", "")
        if not after:
            return found


def main():
    folder = pathlib.Path(sys.argv[1])
    seconds = sys.argv[2] if len(sys.argv) > 2 else "10"
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory(prefix="tidegate-reads-") as scratch:
        running = server.Server(folder.resolve())
        try:
            officer = Client(running.port).sign_in("officer")
            cases = all_cases(officer)
            script = pathlib.Path(scratch) / "pages.lua"
            script.write_text(SCRIPT % (", ".join(f'"/v1/cases/{case}"' for case in cases), officer.cookie))
            rows = []
            for _ in range(runs):
                before = ticks(running.process)
                said = subprocess.run(["wrk", "-t1", "-c32", f"-d{seconds}s", "-s", script, f"http://127.0.0.1:{running.port}"],
                                      check=True, capture_output=True, text=True).stdout
                row = json.loads(said.splitlines()[-1])
                answers = int(re.search(r"(\d+) requests in", said)[1])
                row |= {"us_an_answer": round((ticks(running.process) - before) * 1e6 / max(answers, 1)), "load": round(os.getloadavg()[0], 1)}
                rows.append(row)
            print(json.dumps({"cases": len(cases), "median_a_second": statistics.median(row["a_second"] for row in rows),
                              "best": max(rows, key=lambda row: row["a_second"]), "runs": rows}))
        finally:
            running.stop()


if __name__ == "__main__":
    main()
