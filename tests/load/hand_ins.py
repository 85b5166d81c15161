#!/usr/bin/env python3
"""How many drafts and how many hand-ins a second a server of this machine takes, durably: firms by turns, wrk as the client, the rows counted in the database afterwards.

usage: hand_ins.py PATH_TO_TIDEGATE [SECONDS [CONNECTIONS [FIRMS [CASES [WORDS_OF_SERVE ...]]]]]

CASES: so many each firm has before what is measured; all of them are handed in the same way first.
A hand-in is checked whole by law, risk and every rule, kept as a version with its assessment, opens its case and is taken on by the desk's rules, in one synced transaction.
"""
import copy
import json
import os
import pathlib
import resource
import sqlite3
import subprocess
import sys

SECONDS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 10
CONNECTIONS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 16
FIRMS = int(sys.argv.pop(2)) if len(sys.argv) > 2 else 8
CASES = int(sys.argv.pop(2)) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 0
WORDS = sys.argv[2:]
del sys.argv[2:]
from load_desk import LoadDesk, server  # noqa: E402

SCRIPT = """
local firms = {%s}
local drafts = {%s}
local turn = 0
local function of(firm, path, tag, body)
  local headers = {["Host"] = wrk.headers["Host"], ["Content-Type"] = "application/json", ["Cookie"] = firm.cookie, ["X-CSRF-Token"] = firm.csrf, ["If-Match"] = tag}
  return wrk.format("POST", path, headers, body)
end
local made = {}
init = function(args)
  for i, firm in ipairs(firms) do made[i] = of(firm, "/v1/filings", nil, firm.body) end
end
request = function()
  turn = turn + 1
  if #drafts == 0 then return made[turn %% #made + 1] end
  if turn > #drafts then
    wrk.thread:stop()
    turn = #drafts
  end
  return of(firms[drafts[turn][2]], "/v1/filings/" .. drafts[turn][1] .. "/submission", '"v1"', "{}")
end
done = function(summary, latency, requests)
  io.write(string.format("{\\"answers\\": %%d, \\"refused\\": %%d, \\"a_second\\": %%.1f, \\"p50_ms\\": %%.1f, \\"p99_ms\\": %%.1f}\\n",
    summary.requests, summary.errors.status + summary.errors.timeout + summary.errors.read,
    (summary.requests - summary.errors.status) * 1e6 / summary.duration, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
"""


class Firm:
    def __init__(self, desk, number):
        self.uscc = server.uscc(number)
        firm = desk.made("/v1/firms", {"uscc": self.uscc, "name": f"示例企业{number}"})["id"]
        desk.account(f"filer.{number}", "filer", tenant=firm)
        self.filer = desk.signed_in(f"filer.{number}")
        declaration = copy.deepcopy(desk.declaration)
        declaration["processor"]["uscc"] = self.uscc
        self.body = json.dumps({"declaration": declaration}, ensure_ascii=False)

    def lua(self):
        return f'{{cookie = "{self.filer.cookie}", csrf = "{self.filer.csrf}", body = [==[{self.body}]==]}}'


def seconds_of(process):
    user, system = pathlib.Path(f"/proc/{process.pid}/stat").read_text().split()[13:15]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def measured(desk, firms, drafts, seconds):
    script = desk.root / "hand_ins.lua"
    script.write_text(SCRIPT % (", ".join(firm.lua() for firm in firms), ", ".join(f'{{"{one}", {firm}}}' for one, firm in drafts)))
    before, own = seconds_of(desk.server.process), resource.getrusage(resource.RUSAGE_CHILDREN)
    said = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "60s", "-s", script, f"http://127.0.0.1:{desk.port}"],
                          check=True, capture_output=True, text=True).stdout
    row = json.loads(said.splitlines()[-1])
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    count = max(1, row["answers"])
    row["server_ms_each"] = round((seconds_of(desk.server.process) - before) * 1000 / count, 2)
    row["client_ms_each"] = round((now.ru_utime + now.ru_stime - own.ru_utime - own.ru_stime) * 1000 / count, 2)
    row["load"] = round(os.getloadavg()[0], 1)
    return row


def main():
    desk = LoadDesk(serve=WORDS)
    try:
        firms = [Firm(desk, number) for number in range(1, FIRMS + 1)]
        rows = {"connections": CONNECTIONS, "firms": FIRMS}
        while True:
            rows["drafts"] = measured(desk, firms, [], SECONDS)
            with sqlite3.connect(f"file:{desk.folder / 'desk.db'}?mode=ro", uri=True) as database:
                numbers = {firm.uscc: number for number, firm in enumerate(firms, 1)}
                drafts = [(one, numbers[uscc]) for one, uscc in
                          database.execute("SELECT filings.id, tenants.uscc FROM filings JOIN tenants ON tenants.id = filings.tenant "
                                           "WHERE filings.case_id = '' ORDER BY filings.id")]
                before = database.execute("SELECT count(*) FROM cases").fetchone()[0]
            rows["cases_of_each_before"] = before // FIRMS
            rows["hand_ins"] = measured(desk, firms, drafts, SECONDS)
            if rows["cases_of_each_before"] >= CASES:
                break
        with sqlite3.connect(f"file:{desk.folder / 'desk.db'}?mode=ro", uri=True) as database:
            rows["cases_kept"] = database.execute("SELECT count(*) FROM cases JOIN filing_versions ON filing_versions.filing = cases.filing").fetchone()[0]
        accepted = rows["hand_ins"]["answers"] - rows["hand_ins"]["refused"]
        print(json.dumps(rows))
        sys.exit(0 if rows["cases_kept"] - before >= accepted and not rows["hand_ins"]["refused"] else f"{accepted} accepted, {rows['cases_kept']} kept")
    finally:
        desk.end()


if __name__ == "__main__":
    main()
