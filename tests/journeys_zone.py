#!/usr/bin/env python3
"""A desk that works by a zone's own data: gates, lanes, a calendar of 2027, template, form and fingerprints, put into the folder of a desk that
has cases already; and what a broken folder is told.

usage: journeys_zone.py PATH_TO_TIDEGATE [unittest arguments]
"""
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import unittest.mock

import journeys_cases as cases
import journeys_server as server
from journeys_server import Asker, Server

ROOT = pathlib.Path(__file__).resolve().parent.parent
HEAD = "year\tfrom\tto\tkind\tname_zh\tname_en\tsource\n"
SPRING = "2027\t2027-01-01\t2027-01-03\toff\t元旦\tNew Year\t国办发明电〔2026〕0号\n2027\t2027-02-06\t2027-02-12\toff\t春节\tSpring Festival\t国办发明电〔2026〕0号\n"
BODY = ["第一条 定义一", "第二条 义务二"]
PEOPLE = (("filer", "filer.one"), ("ann", "ann.officer"), ("lead", "lea.lead"), ("police", "pol.officer"), ("medicine", "med.officer"), ("auditor", "aud.itor"))


def sha256(data):
    return hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()


def shipped(name):
    return (ROOT / name).read_text()


def own_rules():
    """Public security is asked a second time, of the zone itself, in every lane, and nothing passes by one person."""
    rules = json.loads(shipped("desk/cn.json"))
    rules["id"] = "zone-7"
    rules["two_persons_from"] = "green"
    rules["working_days"]["supplement"] = 6
    rules["sampling"] = {"green_ppm": 0, "blue_ppm": 0, "blind_ppm": 0}
    rules["automatic"] = {"lanes": [], "routes": []}
    police = next(gate for gate in rules["gates"] if gate["id"] == "public_security")
    rules["gates"].append({**police, "id": "zone_police", "name": cases.zh("示范区公安"), "lanes": ["green", "blue", "yellow", "red"]})
    return json.dumps(rules, ensure_ascii=False)


class Own(cases.Clocked):
    """The desk begins under the program's own and goes on under the zone's."""

    def restarted(self, days=0):
        self.at(days * 86400)
        self.server.stop()
        with unittest.mock.patch.dict(os.environ, self.environment):
            type(self).server = Server(self.folder)
        for name, login in PEOPLE:
            asker = Asker(self.server.port)
            self.assertEqual(asker.sign_in(login)[0], 201)
            setattr(self, name, asker)
        return (self.root / "serve.log").read_text()

    def zone(self, **files):
        folder = self.folder / "zone"
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
            (folder / name).chmod(0o600)
        return folder

    def decided(self, case):
        """The hashes that the last decision names."""
        rows = self.every(self.ann, f"/v1/cases/{case}/steps")
        decision = [row for row in rows if row["step"] == "decided"][-1]["detail"]["decision"]
        return decision["rules_hash"], decision["calendar_hash"]

    def pass_it(self, case):
        page = self.page(self.ann, case)
        self.must(self.ann, case, name="decision_proposed", kind="passed", reasons=cases.zh("经审查"), items=self.items(page))
        return self.page(self.ann, case)

    def contract_of(self, filing, lines):
        """The draft's contract as text, in the place of the PDF."""
        rest = ["附录一", "接收方：Example Pharma SE", "附录二", "通知以书面方式送达"]
        draft, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        old = next(paper["id"] for paper in draft["papers"] if paper["slot"] == "A7")
        self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A7&file_name=A7.txt&replaces={old}", "\n".join(lines + rest), Content_Type="text/plain"), 201)

    def v22(self, filing):
        """What is said of the standard contract."""
        check, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}/check"))
        return [f["says"]["en"] for f in check["findings"] if f["rule"] == "V22"]

    def documents(self, filing):
        operation, _ = self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/documents", {}), 202)
        for _ in range(600):
            if operation["state"] != "running":
                listed, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}/documents"))
                return {file["name"] for file in listed["rows"]}
            time.sleep(0.1)
            operation, _ = self.ok(self.filer.ask("GET", f"/v1/operations/{operation['id']}"))
        raise AssertionError("the documents are not made")

    def test_a_desk_goes_on_under_the_zones_own_data(self):
        built_in = (sha256(shipped("desk/cn.json")), sha256(shipped("calendars/cn.tsv")))
        # Under the program's own: one case is decided, one is open, one filing is a draft.
        _, before = self.hand_in("SC")
        self.clear(before)
        self.decide(before, "passed", items=self.items(self.page(self.ann, before)))
        self.assertEqual(self.decided(before), built_in)
        _, live = self.hand_in("SC")
        self.assertNotIn("zone_police", [gate["id"] for gate in self.page(self.ann, live)["gates"]])
        draft, _ = self.prepared("SC")
        self.contract_of(draft, BODY)
        told = self.v22(draft)
        self.assertTrue(any("no fingerprints" in text for text in told), told)
        self.assertNotIn("02-本区申报表.docx", self.documents(draft))
        log = (self.root / "serve.log").read_text()
        self.assertIn(f"zone_file name=desk.json of=program id=cn-2026-11 from=2026-11-01 sha256={built_in[0]}", log)
        self.assertNotIn("zone_changed", log)

        rules = own_rules()
        whole = shipped("calendars/cn.tsv") + SPRING
        folder = self.zone(**{"desk.json": rules, "calendar.tsv": HEAD + SPRING,
                              "template.json": shipped("templates/cn-sa-3/template.json").replace('"02-申报表"', '"02-本区申报表"'),
                              "form.json": shipped("forms/cn-sa-3.json").replace('"id": "cn-sa-3"', '"id": "zone-form"'),
                              "standard-contract.sha256": "".join(sha256(line.replace(" ", "")) + "\n" for line in BODY)})
        tried = subprocess.run([server.TIDEGATE, "admin", "check-zone", folder, "--json"], capture_output=True, text=True, check=True)
        checked = json.loads(tried.stdout)
        own = (sha256(rules), sha256(whole))
        self.assertEqual((checked["rules_hash"], checked["calendar_hash"]), own)
        self.assertEqual({file["name"]: file["is_own"] for file in checked["files"]}["weights.json"], False)
        log = self.restarted()
        self.assertIn(f"zone_file name=desk.json of=zone id=zone-7 from=2026-11-01 sha256={own[0]}", log)
        self.assertIn("zone_file name=calendar.tsv of=zone id=2022-2027", log)
        self.assertIn('zone_changed before="" now="desk.json calendar.tsv template.json form.json standard-contract.sha256"', log)
        audited = self.ok(self.auditor.ask("GET", "/v1/audit?limit=200"))[0]["rows"]
        self.assertEqual([row["object"] for row in audited if row["action"] == "zone.files"], ["zone"])

        # Form, template and fingerprints: what a firm sees.
        self.assertEqual(self.ok(self.filer.ask("GET", "/v1/forms/current"))[0]["id"], "zone-form")
        self.assertIn("02-本区申报表.docx", self.documents(draft))
        told = self.v22(draft)
        self.assertFalse(any("no fingerprints" in text or "differ from the national text" in text for text in told), told)
        self.contract_of(draft, [BODY[0], "第二条 免责"])
        told = self.v22(draft)
        self.assertTrue(any("1 of 2 paragraphs differ from the national text, the first is no. 2" in text for text in told), told)

        # Gates, lanes and persons: what officers see. What was decided stays as it was.
        self.assertEqual(self.decided(before), built_in)
        self.assertEqual(self.page(self.ann, before)["state"], "filed")
        _, case = self.hand_in("SC")
        self.assertIn("zone_police", [gate["id"] for gate in self.page(self.ann, case)["gates"]])
        items = self.items(self.page(self.ann, case))
        self.refused(self.ann, case, 409, "law", name="decision_proposed", kind="passed", reasons=cases.zh("经审查"), items=items)
        self.clear(case)
        page = self.pass_it(case)
        self.assertEqual(page["waits_for"], "second_person", "nothing passes by one")
        self.must(self.lead, case, name="decision_confirmed")
        self.assertEqual(self.decided(case), own)

        # A case that was open meanwhile: its next step asks who is asked now.
        told = self.refused(self.ann, live, 409, "law", name="decision_proposed", kind="passed", reasons=cases.zh("经审查"), items=self.items(self.page(self.ann, live)))
        self.assertIn("asked with the case's next step", told["text"]["en"])
        self.must(self.ann, live, name="note_added", text="规则已变更")
        self.assertIn("zone_police", [gate["id"] for gate in self.page(self.ann, live)["gates"]])
        self.assertIn(live, [row["id"] for row in self.every(self.police, "/v1/cases")])
        self.clear(live)
        self.pass_it(live)
        self.must(self.lead, live, name="decision_confirmed")
        self.assertEqual(self.decided(live), own)

        # The calendar: terms that touch 2027 are no estimates, and the Spring Festival is no working day.
        at = datetime.date(2027, 2, 3)
        self.restarted((at - cases.TODAY).days)
        _, asked = self.hand_in("SC")
        self.must(self.ann, asked, name="supplement_asked", items=[{"pointer": "/scenario/necessity", "what": cases.zh("逐项说明"), "why": cases.zh("理由相同"),
                                                                    "source": "CN-SAM-2022 art.5", "fix": cases.zh("逐项写明")}])
        clock = self.page(self.ann, asked)["supplements"][-1]
        self.assertEqual((clock["due_day"], clock["is_estimated"]), ("2027-02-19", False), "6 days: 4 February, then 15 to 19; the eve of the festival is off by regulation")

        # Taken away, it is missed aloud; broken, nothing starts.
        for name in ("desk.json", "template.json"):
            (folder / name).unlink()
        log = self.restarted((at - cases.TODAY).days)
        self.assertIn("zone_gone file=desk.json", log)
        self.assertIn("zone_file name=desk.json of=program", log)


class Broken(unittest.TestCase):
    def setUp(self):
        self.top = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="tidegate-zone-")))

    def run_it(self, *words):
        return subprocess.run([server.TIDEGATE, *words], capture_output=True, text=True, timeout=60, check=False)

    def test_a_broken_folder_starts_nothing_and_is_told_by_its_place_in_both_languages(self):
        zone = self.top / "desk" / "zone"
        zone.mkdir(parents=True, mode=0o700)
        (self.top / "desk").chmod(0o700)
        rules = shipped("desk/cn.json")
        for name, text, code, place, en, chinese in (
                ("desk.json", rules.replace('"review": 15', '"review": 0'), 2, "/working_days/review", "is outside 1..1000", "1..1000"),
                ("desk.json", rules.replace('"sector": "banking"', '"sector": "bank"'), 2, "/gates/6/sector", "is it banking?", "永不被征询"),
                ("desk.json", rules.replace('"from": "2026-11-01"', '"from": "2099-01-01"'), 2, "/from", "hold from 2099-01-01 on", "起生效"),
                ("desk.json", "[" * 10000, 7, "desk.json", "nested", "嵌套"),
                ("calendar.tsv", HEAD + SPRING + "2027\n", 2, "calendar.tsv:4", "1 columns instead of 7", "应为 7 列"),
                ("template.json", shipped("templates/cn-sa-3/template.json").replace("一、数据处理者情况", "一、处理者"), 6, "heading_sha256", "hash", "散列"),
                ("standard-contract.sha256", "abc\n", 2, "standard-contract.sha256:1", "64 hexadecimal digits", "64 位"),
                ("weights.json", "{}", 2, "weights.json", "", ""),
                ("packs/cn.json", "{}", 2, "packs/cn.json", "", ""),
                ("dsk.json", rules, 2, "dsk.json", "no file of a zone", "不是示范区数据文件")):
            (zone / name).parent.mkdir(exist_ok=True)
            (zone / name).write_text(text, encoding="utf-8")
            with self.subTest(name, place=place):
                for words in (("admin", "check-zone", zone), ("serve", "--data", self.top / "desk", "--listen", "127.0.0.1:0")):
                    said = self.run_it(*words)
                    self.assertEqual(said.returncode, code, said.stderr)
                    self.assertIn(place, said.stderr)
                    self.assertIn(en, said.stderr)
                    self.assertIn(chinese, self.run_it(*words, "--lang", "zh").stderr)
                self.assertFalse((self.top / "desk" / "desk.db").exists(), "nothing is made")
            (zone / name).unlink()
            if "/" in name:
                (zone / name).parent.rmdir()
        (zone / "desk.json").write_text(rules, encoding="utf-8")
        (zone / "desk.json").chmod(0o666)
        self.assertIn("chmod go-w", self.run_it("admin", "check-zone", zone).stderr)
        (zone / "desk.json").chmod(0o600)
        if os.geteuid() == 0:  # only root can give a file away
            os.chown(zone / "desk.json", 65534, -1)
            for words, said in (((), "belongs to another user (uid 65534)"), (("--lang", "zh"), "属于其他用户（uid 65534）")):
                told = self.run_it("admin", "check-zone", zone, *words)
                self.assertEqual(told.returncode, 2)
                self.assertIn(said, told.stderr)
            os.chown(zone / "desk.json", 0, -1)
        self.assertEqual(self.run_it("admin", "check-zone", zone).returncode, 0)

    def test_a_zone_begins_from_the_programs_own_files(self):
        made = self.run_it("admin", "new-zone", self.top / "own")
        self.assertEqual(made.returncode, 0, made.stderr)
        self.assertEqual((self.top / "own" / "desk.json").read_text(), shipped("desk/cn.json"))
        tried = self.run_it("admin", "check-zone", self.top / "own", "--lang", "zh")
        self.assertEqual(tried.returncode, 0, tried.stderr)
        self.assertIn("desk.json  本区  cn-2026-11，自 2026-11-01", tried.stdout)
        self.assertEqual(self.run_it("admin", "new-zone", self.top / "own").returncode, 69)
        self.assertIn(str(self.top / "nowhere"), self.run_it("admin", "check-zone", self.top / "nowhere").stderr)


if __name__ == "__main__":
    unittest.main(verbosity=1)
