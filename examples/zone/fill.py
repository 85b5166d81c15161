#!/usr/bin/env python3
"""Fills a desk with the small zone of zone.py, the way people would: each step over HTTP, by whoever may take it.

usage: fill.py PATH_TO_TIDEGATE FOLDER [--listen ADDRESS:PORT] [--stay]

FOLDER must not exist. FOLDER/accounts.txt (mode 0600) says who may sign in and with which password, drawn for this zone. --stay leaves the
server running and writes its number to FOLDER/serve.pid.
"""
import argparse
import http.client
import json
import os
import pathlib
import secrets
import signal
import subprocess
import sys
import time

import zone

AGENCIES = [("officer", "officer", "cyberspace", ""), ("lead", "lead", "cyberspace", ""), ("police", "officer", "public_security", "")]
SECTORS = ["automotive", "pharmaceutical", "civil_aviation", "banking", "retail", "ai_training"]


def text(zh, en):
    return {"zh": zh, "en": en}


class Refused(Exception):
    pass


class Person:
    """Somebody who is signed in."""

    def __init__(self, address, login, password):
        self.address, self.csrf, self.cookie = address, "", ""
        answer = self.ask("POST", "/v1/session", {"login": login, "password": password})
        self.csrf = answer["csrf"]

    def ask(self, method, path, body=None, version=None, octets=None, media_type="application/json"):
        headers = {"Cookie": self.cookie, "X-CSRF-Token": self.csrf} if self.cookie else {}
        if version is not None:
            headers["If-Match"] = f'"v{version}"'
        data = octets if octets is not None else json.dumps(body).encode() if body is not None else None
        if data is not None:
            headers["Content-Type"] = media_type
        connection = http.client.HTTPConnection(self.address, timeout=30)
        try:
            connection.request(method, path, data, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
            if name.lower() == "x-csrf-token":
                self.csrf = value
        if answer.status == 429:  # sign-ins of one address are bounded
            time.sleep(int(answer.getheader("Retry-After")))
            return self.ask(method, path, body, version, octets, media_type)
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {content.decode(errors='replace')[:2000]}")
        return json.loads(content) if content else None


class Desk:
    """The people of the zone, and what they do with a case."""

    def __init__(self, address, people):
        self.address, self.people = address, people

    def take(self, who, case, step, **says):
        """One step of a case, on top of what is there now."""
        page = self.people[who].ask("GET", f"/v1/cases/{case}")
        return self.people[who].ask("POST", f"/v1/cases/{case}/steps", {"name": step, **says}, version=page["seq"])

    def wait(self, who, case, states):
        """The program's own steps come within seconds."""
        for _ in range(200):
            page = self.people[who].ask("GET", f"/v1/cases/{case}")
            if page["state"] in states:
                return page
            time.sleep(0.1)
        raise Refused(f"case {case} stays {page['state']}, not one of {states}")

    def answer_gates(self, case):
        for gate in self.people["lead"].ask("GET", f"/v1/cases/{case}")["gates"]:
            if gate.get("clears") is not None:
                continue
            who = {"cyberspace": "officer", "public_security": "police"}.get(gate["agency"], f"regulator of {gate.get('sector')}")
            self.take(who, case, "gate_answered", gate=gate["id"], clears=True, reasons=text("无异议", "no objection"))

    def propose(self, case, kind, items):
        outcomes = []
        for number, item in enumerate(items):
            refused = kind == "refused" or (kind == "partly_passed" and number == len(items) - 1)
            outcome = {"item": number, "name": item, "verdict": "refused" if refused else "allowed"}
            if refused:
                outcome["reason"] = text("该数据项超出业务目的所必需", "the item goes beyond what the purpose needs")
            outcomes.append(outcome)
        self.take("officer", case, "decision_proposed", kind=kind, items=outcomes,
                  reasons=text("依据申报材料、会商意见与风险评估结果", "by the filing, the clearances and the assessment of risk"))

    def confirm(self, case):
        """Whoever the two-person rule needs; where one person was enough the decision is there already."""
        page = self.people["lead"].ask("GET", f"/v1/cases/{case}")
        if page.get("proposal"):
            self.take("lead", case, "decision_confirmed")

    def finish(self, case, kind, items):
        self.answer_gates(case)
        self.propose(case, kind, items)
        self.confirm(case)

    def bring(self, flow, case):
        """The case from its filing to where the flow says that it ends."""
        ends, items = flow["ends"], [i[0] for i in flow["items"]]
        filer = flow["firm"]
        if ends == "withdrawn":
            self.take(filer, case, "withdrawn", reasons=text("业务方案调整", "the business plan has changed"))
            return
        if ends == "returned":
            self.wait("lead", case, ("returned",))
            return
        heavy = flow["route"] == "SA"
        page = self.wait("lead", case, ("awaiting_acceptance",) if heavy else ("filing_check", "filed"))
        if page["is_closed"] or ends == "submitted":
            return
        if heavy:
            self.take("officer", case, "accepted")
        if ends == "under_assessment":
            return
        if ends == "supplement":
            self.take("officer", case, "supplement_asked", items=[
                {"pointer": "/scenario/items/0/necessity", "what": text("说明该数据项与业务步骤的对应关系", "say which step of the business needs the item"),
                 "why": text("必要性说明过于笼统", "the reason given is general"), "source": "CN-SAM-2022 art.5(1)",
                 "fix": text("逐项写明所用的业务步骤", "name the step for each item")}])
            return
        if ends == "gates":
            return
        if ends == "second_person":
            self.answer_gates(case)
            self.propose(case, "refused", items)
            return
        kind = {"refused": "refused", "partly": "partly_passed"}.get(ends, "passed")
        self.finish(case, kind, items)
        if ends == "suspended":
            permit = self.people["lead"].ask("GET", f"/v1/cases/{case}")["permits"][0]["id"]
            version = self.people["lead"].ask("GET", f"/v1/permits/{permit}")["version"]
            self.people["lead"].ask("POST", f"/v1/permits/{permit}/statements", {
                "state": "suspended", "reason": text("监测到未申报的链路，待核实", "an undeclared link was seen and is being looked into")}, version=version)


def file_flow(desk, flow, folder, day):
    """One flow from an empty draft to its case; None where it ends as a draft."""
    filer = desk.people[flow["firm"]]
    made = zone.declaration(flow, day)
    made.write(folder)
    if flow["ends"] == "returned":
        made.doc["filing"]["third_party"]["sealed"] = False
    filing = filer.ask("POST", "/v1/filings", {"declaration": made.doc})
    for paper in made.doc["attachments"]:
        path = f"/v1/filings/{filing['id']}/papers?slot={paper['code']}&file_name={paper['file']}"
        filer.ask("POST", path, octets=(folder / paper["file"]).read_bytes(), media_type="application/pdf")
    if flow["ends"] == "draft":
        return None
    filing = filer.ask("GET", f"/v1/filings/{filing['id']}")
    return filer.ask("POST", f"/v1/filings/{filing['id']}/submission", {}, version=filing["version"])["case"]


def start(program, folder, listen):
    log = open(folder / "serve.log", "ab")  # noqa: SIM115  (the server's, which outlives this line)
    os.chmod(folder / "serve.log", 0o600)
    server = subprocess.Popen([program, "serve", "--data", str(folder / "desk"), "--listen", listen], stdout=log, stderr=log,
                              start_new_session=True)
    for _ in range(300):
        if server.poll() is not None:
            raise Refused(f"the server did not start; see {folder / 'serve.log'}")
        for line in (folder / "serve.log").read_text().splitlines():
            if "listening" in line:
                words = dict(w.split("=", 1) for w in line.split() if "=" in w)
                return server, f"{words['address']}:{words['port']}"
        time.sleep(0.05)
    server.kill()
    raise Refused("the server does not answer")


def people_of(address, folder, password):
    """Firms and accounts; what may sign in stands in accounts.txt."""
    operator = Person(address, "operator", password)
    people, lines = {"operator": operator}, [("operator", password, "runs the system 平台运营方")]

    def add(login, role, says, **more):
        given, own = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
        operator.ask("POST", "/v1/accounts", {"login": login, "name": login, "role": role, "password": given, **more})
        person = Person(address, login, given)
        person.ask("POST", "/v1/account/password", {"old": given, "new": own})
        lines.append((login, own, says))
        return person

    for key, (name, uscc, *_) in zone.FIRMS.items():
        firm = operator.ask("POST", "/v1/firms", {"uscc": uscc, "name": name})
        people[key] = add(f"{key}.filer", "filer", f"files for {name} 经办人", tenant=firm["id"])
        add(f"{key}.admin", "firm_admin", f"administers {name} 单位管理员", tenant=firm["id"])
    for login, role, agency, _ in AGENCIES:
        people[login] = add(f"zone.{login}", role, f"{role} of {agency} 经办或者复核", agency=agency)
    for sector in SECTORS:
        people[f"regulator of {sector}"] = add(f"zone.{sector}", "officer", f"officer of the regulator of {sector} 行业主管部门", agency="sector_regulator",
                             sector=sector)
    add("zone.auditor", "auditor", "reads every case and the audit trail, changes nothing 审计")
    file = folder / "accounts.txt"
    file.touch(mode=0o600)
    file.write_text("".join(f"{a:22} {b:18} {c}\n" for a, b, c in lines), encoding="utf-8")
    return people


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--listen", default="127.0.0.1:0")
    parser.add_argument("--stay", action="store_true")
    asked = parser.parse_args()
    program = str(pathlib.Path(asked.program).resolve())
    folder = asked.folder.resolve()
    folder.mkdir(mode=0o700)
    password = secrets.token_urlsafe(12)
    (folder / "first").touch(mode=0o600)
    (folder / "first").write_text(password + "\n")
    subprocess.run([program, "admin", "init", "--data", str(folder / "desk"), "--login", "operator", "--password-file", str(folder / "first")],
                   check=True, stdout=subprocess.DEVNULL)
    (folder / "first").unlink()
    # The desk records every step in the log that lies in its folder: without it a case has neither a chain nor a proof to verify.
    subprocess.run([program, "evidence", "init", "--log", str(folder / "desk" / "evidence"), "--origin", "zone.example.cn/demo"],
                   check=True, stdout=subprocess.DEVNULL)
    server, address = start(program, folder, asked.listen)
    try:
        desk = Desk(address, people_of(address, folder, password))
        day = zone.today()
        for flow in zone.FLOWS:
            case = file_flow(desk, flow, folder / "flows" / flow["id"], day)
            if case:
                desk.bring(flow, case)
            if sys.stderr.isatty():
                print(f"\r{zone.FLOWS.index(flow) + 1} of {len(zone.FLOWS)} flows", end="", file=sys.stderr)
        if sys.stderr.isatty():
            print(file=sys.stderr)
    except BaseException:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
        raise
    if asked.stay:
        (folder / "serve.pid").write_text(f"{server.pid}\n")
    else:
        server.send_signal(signal.SIGTERM)
        server.wait(30)
    print(json.dumps({"address": f"http://{address}/", "accounts": str(folder / "accounts.txt"), "flows": len(zone.FLOWS),
                      "firms": len(zone.FIRMS), "pid": server.pid if asked.stay else None}))


if __name__ == "__main__":
    try:
        main()
    except Refused as refused:
        sys.exit(f"fill.py: {refused}")
