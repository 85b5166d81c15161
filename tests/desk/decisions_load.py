#!/usr/bin/env python3
"""Load on the decision point over HTTP by wrk (one thread), under one permit of a desk of its own. No test: it measures.

usage: decisions_load.py PATH_TO_TIDEGATE PATH_TO_DECIDED_CASE [SECONDS [CONNECTIONS [A_SECOND]]]   A_SECOND: about that many; 0: as many as it can
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SECONDS = sys.argv.pop(3) if len(sys.argv) > 3 else "10"
CONNECTIONS = int(sys.argv.pop(3)) if len(sys.argv) > 3 else 8
A_SECOND = int(sys.argv.pop(3)) if len(sys.argv) > 3 else 0
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import journeys_desk_permits as journeys
import journeys_server as server

SCRIPT = """
wrk.method = "POST"
wrk.body = [==[%s]==]
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Cookie"] = "%s"
wrk.headers["X-CSRF-Token"] = "%s"
%sdone = function(summary, latency, requests)
  io.write(string.format("%%.0f a second; p50 %%d, p90 %%d, p99 %%d us; %%d refused by status\\n", summary.requests * 1e6 / summary.duration,
                         latency:percentile(50), latency:percentile(90), latency:percentile(99), summary.errors.status))
end
"""

# Milliseconds until a connection asks again: by chance, so that they do not ask all at once.
PACE = "delay = function() return math.random(0, %d) end\n"


def processor_ms(process):
    user, system = pathlib.Path(f"/proc/{process.pid}/stat").read_text().split()[13:15]
    return (int(user) + int(system)) * 1000 // os.sysconf("SC_CLK_TCK")


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-load-"))
    code = server.uscc(1)
    declared = {**journeys.DECLARATION, "processor": {**journeys.DECLARATION["processor"], "uscc": code}}
    for name, text in (("declaration.json", json.dumps(declared, ensure_ascii=False)), ("password", server.PASSWORD + "\n")):
        (root / name).write_text(text)
        (root / name).chmod(0o600)
    running = server.Server(root / "desk")
    try:
        subprocess.run([server.TIDEGATE, "admin", "init", "--data", root / "desk", "--login", "operator", "--password-file", root / "password"],
                       check=True, capture_output=True)
        case = json.loads(subprocess.run([journeys.DECIDED_CASE, root / "desk", root / "declaration.json", code], check=True,
                                         capture_output=True, text=True).stdout)
        operator, filer = server.Asker(running.port), server.Asker(running.port)
        operator.sign_in("operator")
        operator.ask("POST", "/v1/accounts", {"login": "filer.one", "name": "F", "role": "filer", "password": server.GIVEN, "tenant": case["firm"]})
        filer.come_in_first("filer.one")
        flow = journeys.flow(case["permit"], exporter=code)
        assert filer.ask("POST", "/v1/decisions", flow)[1]["verdict"] == "allowed"
        (root / "flow.lua").write_text(SCRIPT % (json.dumps(flow, ensure_ascii=False), filer.cookie, filer.csrf, PACE % (2000 * CONNECTIONS // A_SECOND) if A_SECOND else ""))
        before = processor_ms(running.process)
        done = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", root / "flow.lua", f"http://127.0.0.1:{running.port}/v1/decisions"],
                              check=True, capture_output=True, text=True).stdout
        answers = int(done.split(" requests in")[0].split()[-1])
        print(done.splitlines()[-1])
        print(f"{(processor_ms(running.process) - before) * 1000 // max(answers, 1)} us of processor an answer; load {os.getloadavg()[0]:.1f}")
    finally:
        running.stop()
        shutil.rmtree(root, True)


if __name__ == "__main__":
    main()
