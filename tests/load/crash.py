#!/usr/bin/env python3
"""Kills the server with SIGKILL under mixed load, again and again: what it acknowledged is there after each start, nothing is there by halves.

usage: crash.py PATH_TO_TIDEGATE [--kills N] [--seed N] [--only sqlite|postgresql]
"""
import argparse
import http.client
import os
import random
import sys
import threading
import time
import unittest.mock

from load_desk import SAYS, LoadDesk, filings
from desk_databases import PostgresqlServer

KILLS_A_DESK = 25  # then a new one is begun
PAPER = filings.make.pdf([["材料 A1", filings.make.FIRM]])


class Writer:
    """One client that writes until nobody answers. What was answered, it keeps for the check."""

    def __init__(self, desk, chance):
        self.desk, self.chance, self.fault = desk, chance, None  # fault: an answer that no kill explains
        self.filer, self.admin = desk.filer.another(), desk.admin_one.another()

    def ok(self, answer, *expected):
        status, value, _ = answer
        if status not in expected:
            raise AssertionError(f"{status} {value}")
        return value

    def write(self):
        filing = self.ok(self.filer.ask("POST", "/v1/filings", {"declaration": self.desk.declaration}), 201)
        version, path = filing["version"], f"/v1/filings/{filing['id']}"
        self.desk.kept[path] = {"state": "draft", "purpose": None, "papers": [], "case": None, "version": version}
        kept = self.desk.kept[path]
        what = self.chance.random()
        if what < 0.5:
            kept["may"] = f"目的 {version} {self.chance.random()}"
            answer = self.ok(self.filer.ask("PATCH", path, {"set": {"/scenario/purpose": kept["may"]}}, If_Match=f'"v{version}"'), 200)
            kept["purpose"], version = kept["may"], answer["version"]
        if what < 0.3:
            paper = self.ok(self.filer.ask("POST", f"{path}/papers?slot=A1&file_name=a1.pdf", PAPER, Content_Type="application/pdf"), 201)
            kept["papers"].append(paper["sha256"])
            version = self.ok(self.filer.ask("GET", path), 200)["version"]
        if what > 0.2:
            done = self.ok(self.filer.ask("POST", f"{path}/submission", {}, If_Match=f'"v{version}"', Idempotency_Key=filing["id"]), 201)
            kept["case"], kept["key"] = done["case"], (version, done)
        if what > 0.7:
            case = f"/v1/cases/{kept['case']}"
            seq = self.ok(self.filer.ask("GET", case), 200)["seq"]
            kept["seq"] = seq
            kept["seq"] = self.ok(self.filer.ask("POST", f"{case}/steps", {"name": "withdrawn", "reasons": SAYS}, If_Match=f'"v{seq}"'), 200, 409).get("seq", seq)
        if what > 0.9 and len(self.desk.webhooks) < 4:
            hook = self.ok(self.admin.ask("POST", "/v1/webhooks", {"url": "https://example.invalid/hook", "events": ["case.step"]}), 201, 409, 422)
            if "id" in hook:
                self.desk.webhooks.append(hook["id"])

    def run(self):
        while True:
            try:
                self.write()
            except (OSError, http.client.HTTPException):
                return  # the kill
            except (AssertionError, KeyError, ValueError) as broken:
                self.fault = broken
                return


class KilledDesk(LoadDesk):
    def __init__(self, *words):
        super().__init__(*words)
        self.kept, self.webhooks = {}, []
        self.filer, self.admin_one = self.signed_in("filer.one"), self.signed_in("admin.one")

    def run_and_kill(self, seconds, chance):
        writers = [Writer(self, random.Random(chance.random())) for _ in range(3)]
        threads = [threading.Thread(target=writer.run) for writer in writers]
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        self.kill()
        for thread in threads:
            thread.join()
        for writer in writers:
            if writer.fault:
                raise writer.fault

    def verify(self, rows):
        """After the start: every acknowledged answer of these filings."""
        for client in (self.filer, self.admin_one):
            client.close()
            client.port = self.port
        for path, kept in rows:
            status, filing, _ = self.filer.ask("GET", path)
            assert status == 200, (path, filing)
            assert filing["version"] >= kept["version"], (path, filing["version"], kept)
            if "may" in kept and filing["declaration"]["scenario"]["purpose"] != kept["may"]:
                assert kept["purpose"] is None, (path, "the value that was kept is gone")
            held = {paper["sha256"] for paper in filing["papers"]}
            assert set(kept["papers"]) <= held, (path, kept["papers"], held)
            if kept["case"] is None:
                # Not acknowledged: then wholly there or not at all.
                assert (filing["state"] == "draft") == (filing.get("case") is None), (path, filing["state"], filing.get("case"))
                continue
            assert filing["state"] != "draft", path
            page = self.ok_get(f"/v1/cases/{kept['case']}")
            assert page["seq"] >= kept.get("seq", 1), (path, page["seq"], kept)
            version, done = kept["key"]
            status, again, head = self.filer.ask("POST", f"{path}/submission", {}, If_Match=f'"v{version}"', Idempotency_Key=path.split("/")[-1])
            assert (status, again, head.getheader("Idempotency-Replayed")) == (201, done, "true"), (path, status, again)
        if self.webhooks:
            held = {hook["id"] for hook in self.admin_one.ask("GET", "/v1/webhooks")[1]["rows"]}
            assert set(self.webhooks) <= held, "a webhook that was acknowledged is gone"

    def ok_get(self, path):
        status, value, _ = self.filer.ask("GET", path)
        assert status == 200, (path, value)
        return value


def campaign(name, words, kills, chance):
    desk, acknowledged = None, 0
    try:
        for kill in range(kills):
            if desk is None or kill % KILLS_A_DESK == 0:
                if desk is not None:
                    acknowledged += len(desk.kept)
                    desk.verify(list(desk.kept.items()))
                    desk.end()
                desk = KilledDesk(*words(kill))
            before = set(desk.kept)
            desk.run_and_kill(chance.uniform(0.05, 1.2), chance)
            desk.admin("check")  # hash chains, references, counts: nothing by halves
            desk.start()
            desk.verify([row for row in desk.kept.items() if row[0] not in before])
        desk.verify(list(desk.kept.items()))
        acknowledged += len(desk.kept)
        cases = sum(row["case"] is not None for row in desk.kept.values())
    finally:
        if desk is not None:
            desk.end()
    print(f"{name}: {kills} kills, {acknowledged} filings of which something was acknowledged ({cases} handed in on the last desk), none lost, none by halves",
          flush=True)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--kills", type=int, default=20)
    words.add_argument("--seed", type=int, default=int(time.time()))
    words.add_argument("--only", choices=("sqlite", "postgresql"))
    asked = words.parse_args()
    print(f"seed {asked.seed}", flush=True)
    chance = random.Random(asked.seed)
    if asked.only != "postgresql":
        campaign("SQLite", lambda _: (), asked.kills, chance)
    if asked.only != "sqlite":
        database = PostgresqlServer()
        try:
            with unittest.mock.patch.dict(os.environ, database.environment()):
                def fresh(kill):
                    database.sql(f"CREATE DATABASE served{kill}")
                    return "--database", database.url(f"served{kill}")

                campaign("PostgreSQL", fresh, asked.kills, chance)
        finally:
            database.end()


if __name__ == "__main__":
    sys.exit(main())
