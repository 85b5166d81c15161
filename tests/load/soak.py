#!/usr/bin/env python3
"""Mixed load at a steady rate, and what the server's memory does meanwhile: pages, queues, drafts, papers, submissions, steps.

usage: soak.py PATH_TO_TIDEGATE [MINUTES [A_SECOND]]

Prints JSON: resident memory of the first and of the last quarter (kB, medians of samples of each 10 s), requests, answers that failed.
"""
import json
import pathlib
import random
import statistics
import sys
import threading
import time

MINUTES = float(sys.argv.pop(2)) if len(sys.argv) > 2 else 30.0
A_SECOND = float(sys.argv.pop(2)) if len(sys.argv) > 2 else 20.0
from load_desk import SAYS, LoadDesk, filings  # noqa: E402

# What is asked and how often, of a hundred.
SHARES = (("page", 40), ("queue", 12), ("draft", 10), ("save", 12), ("paper", 6), ("submit", 5), ("step", 10), ("statement", 5))
PAPER = filings.make.pdf([["材料 A1", filings.make.FIRM]])
MOST_KEPT = 400  # drafts and cases that one hand goes on with


class Hand:
    """One thread's share of the load. It goes on with what it made itself."""

    def __init__(self, desk, number):
        self.desk, self.chance = desk, random.Random(number)
        self.filer, self.officer = desk.signed_in("filer.one"), desk.signed_in("officer.one")
        self.drafts, self.cases, self.done, self.failed = [], [], 0, {}
        self.opened()

    def opened(self):
        self.cases.append(self.desk.submit(self.filer, self.desk.draft(self.filer)))
        del self.cases[:-MOST_KEPT]

    def note(self, answer, *expected):
        status, value, _ = answer
        if status not in expected:
            key = f"{status} {value.get('code') if isinstance(value, dict) else ''}"
            self.failed[key] = self.failed.get(key, 0) + 1
        return status in expected

    def draft(self):
        self.drafts.append(self.desk.draft(self.filer))
        del self.drafts[:-MOST_KEPT]

    def act(self):
        what = self.chance.choices([name for name, _ in SHARES], [share for _, share in SHARES])[0]
        case = self.chance.choice(self.cases)
        if what in ("save", "paper", "submit") and not self.drafts:
            what = "draft"
        if what == "page":
            self.note(self.officer.ask("GET", f"/v1/cases/{case}"), 200)
        elif what == "queue":
            self.note(self.officer.ask("GET", "/v1/cases?limit=50"), 200)
        elif what == "statement":
            self.note(self.filer.ask("GET", f"/v1/cases/{case}/explanation"), 200)
        elif what == "draft":
            self.draft()
        elif what == "submit":
            self.cases.append(self.desk.submit(self.filer, self.drafts.pop()))
        elif what == "step":
            case = self.cases[-1]  # taken back once; asked again, that is refused
            seq = self.filer.ask("GET", f"/v1/cases/{case}")[1]["seq"]
            self.note(self.filer.ask("POST", f"/v1/cases/{case}/steps", {"name": "withdrawn", "reasons": SAYS}, If_Match=f'"v{seq}"'), 200, 409)
        else:
            filing = self.chance.choice(self.drafts)
            if what == "paper":
                path = f"/v1/filings/{filing['id']}/papers?slot=A1&file_name=a1.pdf"
                if not self.note(self.filer.ask("POST", path, PAPER, Content_Type="application/pdf"), 201, 409, 422):
                    return
                filing["version"] = self.filer.ask("GET", f"/v1/filings/{filing['id']}")[1]["version"]
            else:
                answer = self.filer.ask("PATCH", f"/v1/filings/{filing['id']}", {"set": {"/scenario/purpose": f"目的 {self.done}"}},
                                        If_Match=f'"v{filing["version"]}"')
                if self.note(answer, 200, 422):
                    filing["version"] = answer[1].get("version", filing["version"])

    def run(self, until, each):
        turn = time.monotonic()
        while time.monotonic() < until:
            try:
                self.act()
            except Exception as broken:  # one that the load must tell of, whatever it is
                self.failed[repr(broken)[:200]] = self.failed.get(repr(broken)[:200], 0) + 1
            self.done += 1
            turn = max(turn + each, time.monotonic() - 1)
            time.sleep(max(0.0, turn - time.monotonic()))


def resident_kb(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0])


def main():
    desk = LoadDesk()
    try:
        hands = [Hand(desk, number) for number in range(4)]
        begin = time.monotonic()
        until = begin + MINUTES * 60
        threads = [threading.Thread(target=hand.run, args=(until, len(hands) / A_SECOND)) for hand in hands]
        for thread in threads:
            thread.start()
        samples = []
        while any(thread.is_alive() for thread in threads):
            samples.append(resident_kb(desk.server.process))
            print(f"{time.monotonic() - begin:.0f} s {samples[-1]} kB {sum(hand.done for hand in hands)}", file=sys.stderr, flush=True)
            time.sleep(10)
        failed = {}
        for hand in hands:
            for key, count in hand.failed.items():
                failed[key] = failed.get(key, 0) + count
        quarter = max(1, len(samples) // 4)
        print(json.dumps({"minutes": MINUTES, "requests": sum(hand.done for hand in hands), "samples": len(samples),
                          "cases": sum(len(hand.cases) for hand in hands), "first_quarter_kb": statistics.median(samples[:quarter]),
                          "last_quarter_kb": statistics.median(samples[-quarter:]), "most_kb": max(samples), "failed": failed}, ensure_ascii=False))
    finally:
        desk.end()


if __name__ == "__main__":
    main()
