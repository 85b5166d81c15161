#!/usr/bin/env python3
"""Journeys of filings over HTTP: a form filled in value by value, papers, documents, handing in, links of recipients, and what is refused.

usage: journeys_filings.py PATH_TO_TIDEGATE [unittest arguments]
"""
import concurrent.futures
import copy
import datetime
import hashlib
import io
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

import journeys_server as server
from journeys_server import Asker, Journey, uscc

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "filings"))
import make

NOBODY = "01ARYZ6S410000000000000000"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def leaves(value, pointer=""):
    """Every value of a declaration by its place, as a form that is saved as one goes sends them."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from leaves(member, f"{pointer}/{key}")
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        for number, member in enumerate(value):
            yield from leaves(member, f"{pointer}/{number}")
    else:
        yield pointer, value


def clean(number=1, route="SA"):
    case = make.Case(route, number)
    case.doc["filing"].pop("date")
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 8 * 3600))
    month = time.strftime("%Y-%m-%d", time.gmtime(time.time() - 30 * 86400))
    case.doc["filing"]["assessed"] = {"from": month, "to": today}
    return case


def octets(case, paper):
    if paper["code"] == "A7":
        return make.pdf(case.contract)
    if paper["code"] == "A8":
        return make.pdf([case.report[i:i + 50] for i in range(0, len(case.report), 50)])
    return make.pdf([[f"材料 {paper['code']}", make.FIRM]])


class Filings(Journey):
    numbers = iter(range(100, 999))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        status, firm, _ = cls.operator.ask("POST", "/v1/firms", {"uscc": make.USCC, "name": make.FIRM})
        assert status == 201, firm
        status, other, _ = cls.operator.ask("POST", "/v1/firms", {"uscc": uscc(77), "name": "另一示例企业"})
        assert status == 201, other
        cls.firm_id, cls.other_id = firm["id"], other["id"]
        cls.filer = cls.signed_in("filer.one", "filer", cls.firm_id)
        cls.stranger = cls.signed_in("filer.two", "filer", cls.other_id)
        cls.admin = cls.signed_in("admin.one", "firm_admin", cls.firm_id)

    @classmethod
    def signed_in(cls, login, role, tenant):
        status, value, _ = cls.operator.ask("POST", "/v1/accounts", {"login": login, "name": "A B", "role": role, "tenant": tenant,
                                                                     "password": server.GIVEN})
        assert status == 201, value
        return Asker(cls.server.port).come_in_first(login)

    def begun(self, body=None, asker=None):
        status, filing, answer = (asker or self.filer).ask("POST", "/v1/filings", body or {})
        self.assertEqual(status, 201, filing)
        self.assertEqual(answer.getheader("Location"), f"/v1/filings/{filing['id']}")
        self.assertEqual(answer.getheader("ETag"), f'"v{filing["version"]}"')
        return filing

    def patched(self, filing, expected=200, asker=None, version=None, **body):
        status, value, _ = (asker or self.filer).ask("PATCH", f"/v1/filings/{filing['id']}", body,
                                                     If_Match=f'"v{version or filing["version"]}"')
        self.assertEqual(status, expected, value)
        return value

    def checked(self, filing):
        status, check, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}/check")
        self.assertEqual(status, 200, check)
        return check

    def upload(self, filing, slot, name, data, media_type="application/pdf", asker=None, more=""):
        name = "".join(f"%{byte:02X}" for byte in name.encode())
        return (asker or self.filer).ask("POST", f"/v1/filings/{filing['id']}/papers?slot={slot}&file_name={name}{more}", data,
                                         Content_Type=media_type)

    def ready(self, number=1, route="SA"):
        """A filing with all its papers, begun from a whole declaration."""
        case = clean(number, route)
        declaration = copy.deepcopy(case.doc)
        papers = declaration.pop("attachments")
        filing = self.begun({"declaration": declaration})
        for paper in papers:
            status, value, _ = self.upload(filing, paper["code"], paper["file"], octets(case, paper))
            self.assertEqual(status, 201, value)
        status, filing, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        marks = {f"/attachments/{i}/{key}": True for i, paper in enumerate(papers) for key in ("sealed", "signed") if key in paper}
        return self.patched(filing, set=marks)

    def submitted(self, filing, expected=201, version=None):
        status, value, answer = self.filer.ask("POST", f"/v1/filings/{filing['id']}/submission", {},
                                               If_Match=f'"v{version or filing["version"]}"')
        self.assertEqual(status, expected, value)
        return value, answer

    def documents(self, filing, **body):
        status, operation, answer = self.filer.ask("POST", f"/v1/filings/{filing['id']}/documents", body)
        self.assertEqual(status, 202, operation)
        self.assertEqual(answer.getheader("Location"), f"/v1/operations/{operation['id']}")
        for _ in range(600):
            if operation["state"] != "running":
                return operation
            time.sleep(0.2)
            _, operation, _ = self.filer.ask("GET", f"/v1/operations/{operation['id']}")
        raise AssertionError("the documents are not made")


class Filling(Filings):
    def test_a_form_is_filled_in_value_by_value_and_handed_in(self):
        filing = self.begun()
        self.assertEqual((filing["state"], filing["can_edit"], filing["version"]), ("draft", True, 1))
        self.assertEqual(filing["declaration"]["processor"], {"name": make.FIRM, "uscc": make.USCC})
        check = self.checked(filing)
        self.assertFalse(check["can_submit"])
        self.assertIsNone(check["route"])
        self.assertTrue(check["missing"])
        self.assertEqual([row["pointer"] for row in check["missing"]], ["/scenario/items"])
        case = clean()
        declaration = copy.deepcopy(case.doc)
        papers = declaration.pop("attachments")
        sums = []
        for section in ("scenario", *(key for key in declaration if key not in ("scenario", "api_version", "kind"))):
            filing = self.patched(filing, set=dict(leaves(declaration[section], "/" + section)))
            check = self.checked(filing)
            if section == "scenario":
                self.assertIn("/processor/ciio", {row["pointer"] for row in check["missing"]})
            sums.append(sum(task["answered"] for task in check["tasks"]))
        self.assertEqual(sums, sorted(sums), "what is filled in is never counted back")
        for paper in papers:
            status, value, _ = self.upload(filing, paper["code"], paper["file"], octets(case, paper))
            self.assertEqual(status, 201, value)
            self.assertEqual((value["slot"], value["file_name"]), (paper["code"], paper["file"]))
        _, filing, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        self.assertEqual([row["code"] for row in filing["declaration"]["attachments"]], [row["code"] for row in papers])
        filing = self.patched(filing, set={f"/attachments/{i}/{key}": True for i, paper in enumerate(papers)
                                           for key in ("sealed", "signed") if key in paper})
        check = self.checked(filing)
        failing = [(f["rule"], f["pointer"], f["says"]["en"]) for f in check["findings"] if f["state"] == "fails"]
        self.assertEqual(check["gaps"]["blocks"] + check["gaps"]["returned"], 0, failing)
        self.assertTrue(check["can_submit"])
        self.assertEqual((check["route"], check["risk"]["lane"] in ("green", "blue", "yellow", "red")), ("SA", True))
        for task in check["tasks"]:
            self.assertEqual(task["state"], "done", (task, failing))
        _, page, _ = self.filer.ask("GET", "/v1/filings")
        line = next(row for row in page["rows"] if row["id"] == filing["id"])
        self.assertEqual((line["answered"], line["needed"], line["title"]),
                         (sum(t["answered"] for t in check["tasks"]), sum(t["needed"] for t in check["tasks"]),
                          case.doc["scenario"]["summary"]["zh"]))

        operation = self.documents(filing, english=True)
        self.assertEqual(operation["state"], "done", operation)
        status, listed, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}/documents")
        self.assertEqual((status, listed["rows"], listed["version"]), (200, operation["result"]["rows"], filing["version"]))
        names = {row["name"]: row for row in listed["rows"]}
        for name in ("02-申报表.docx", "filing.json", "90-批量上传.zip", "en/02-申报表.docx"):
            self.assertIn(name, names)
        self.assertEqual(listed["left_out"], [])
        self.signed_by_the_desk(filing, listed, names)
        form = names["02-申报表.docx"]
        status, data, answer = self.filer.ask("GET", f"/v1/filings/{filing['id']}/documents/{form['sha256']}")
        self.assertEqual((status, answer.getheader("Content-Type"), len(data)), (200, DOCX, form["size_bytes"]))
        self.assertIn("attachment", answer.getheader("Content-Disposition"))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.assertIn(make.FIRM, archive.read("word/document.xml").decode())
        self.assertNotIn("D", {paper["slot"][0] for paper in filing["papers"]})

        self.submitted(filing, 412, version=filing["version"] - 1)
        value, answer = self.submitted(filing)
        self.assertEqual((value["filing"], answer.getheader("Location")), (filing["id"], f"/v1/cases/{value['case']}"))
        self.submitted(filing, 412)  # the same again
        status, now, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        self.assertEqual((now["state"], now["case"], now["can_edit"]), ("submitted", value["case"], False))
        problem = self.patched(now, 409, set={"/scenario/purpose": "别的"})
        self.assertEqual(problem["code"], "conflict")
        self.assertEqual(self.upload(now, "A9", "late.pdf", b"%PDF-1.4")[0], 409)
        status, _, _ = self.filer.ask("DELETE", f"/v1/filings/{filing['id']}", If_Match=f'"v{now["version"]}"')
        self.assertEqual(status, 409)

    def signed_by_the_desk(self, filing, listed, names):
        """filing.json verifies by OpenSSL alone, under a key that the desk's trust policy names; a flipped octet does not."""
        signature = listed["signature"]
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.root))
        for part in ("file", "signature", "public_key"):
            row = names[signature[part]]
            value = self.filer.ask("GET", f"/v1/filings/{filing['id']}/documents/{row['sha256']}")[1]
            data = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
            self.assertEqual(hashlib.sha256(data).hexdigest(), row["sha256"], "the very octets that are listed")
            (folder / part).write_bytes(data)
        def verifies():
            return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", folder / "public_key", "-rawin", "-in", folder / "file",
                                   "-sigfile", folder / "signature"], capture_output=True, check=False).returncode == 0
        self.assertTrue(verifies())
        der = subprocess.run(["openssl", "pkey", "-pubin", "-in", folder / "public_key", "-outform", "DER"], capture_output=True, check=True).stdout
        self.assertEqual(signature["key_id"], "ed25519:" + hashlib.sha256(der).hexdigest())
        trust = self.filer.ask("GET", "/v1/trust")[1]
        self.assertIn(der[-32:].hex(), [key["public_key"] for key in trust["keys"]])
        octets_now = bytearray((folder / "file").read_bytes())
        octets_now[len(octets_now) // 2] ^= 1
        (folder / "file").write_bytes(octets_now)
        self.assertFalse(verifies())

    def test_an_archive_that_is_too_large_is_told_with_its_reason_and_the_rest_is_made(self):
        filing = self.begun()
        for i in range(2):
            data = make.pdf([[f"材料 {i}"]]) + b"\n%" + bytes([65 + i]) * (13 << 20)
            self.assertEqual(self.upload(filing, "A9", f"large-{i}.pdf", data)[0], 201)
        operation = self.documents(filing)
        self.assertEqual(operation["state"], "done", operation)
        _, listed, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}/documents")
        for told in (listed, operation["result"]):
            self.assertEqual([row["name"] for row in told["left_out"]], ["90-批量上传.zip"])
            for words in (told["left_out"][0]["reason"], told["left_out"][0]["fix"]):
                self.assertTrue(words["en"] and words["zh"], words)
        names = {row["name"] for row in listed["rows"]}
        self.assertIn("filing.json.sig", names)
        self.assertNotIn("90-批量上传.zip", names)

    def test_a_draft_of_a_standard_contract_stands_in_the_calendar_until_its_last_day(self):
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
        # A day that is set back or ahead changes nothing.
        for days, filed, is_late in ((3, 0, False), (60, 0, True), (60, 60, True), (3, -40, False)):
            filing = self.ready(next(self.numbers), "SC")
            effective = (today - datetime.timedelta(days)).isoformat()
            filing = self.patched(filing, set={"/legal_documents/0/kind": "standard_contract", "/legal_documents/0/signed_on": effective,
                                               "/legal_documents/0/effective_on": effective, "/filing/route": "SC", "/filing/date": (today - datetime.timedelta(filed)).isoformat()})
            check = self.checked(filing)
            self.assertEqual(check["route"], "SC")
            late = [f for f in check["findings"] if f["rule"] == "V22" and f["state"] == "fails" and f["pointer"].endswith("/effective_on")]
            self.assertEqual((bool(late), {f["severity"] for f in late}), (is_late, {"warns"} if is_late else set()), late)
            _, text, _ = self.filer.ask("GET", "/v1/calendar.ics")
            self.assertEqual(filing["id"].encode() in text, not is_late)
            case, _ = self.submitted(filing)
            _, page, _ = self.filer.ask("GET", f"/v1/cases/{case['case']}")
            late = [f for f in page["findings"] if f["rule"] == "V22" and f["state"] == "fails" and f["pointer"].endswith("/effective_on")]
            self.assertEqual(bool(late), is_late, "as it was handed in")

    def failing(self, filing, rule):
        return [f for f in self.checked(filing)["findings"] if f["rule"] == rule and f["state"] == "fails"]

    def test_the_assessment_is_held_against_the_day_of_the_hand_in_and_not_the_one_that_is_typed(self):
        today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
        def ago(days):
            return (today - datetime.timedelta(days)).isoformat()
        filing = self.ready(next(self.numbers))
        old = {"/filing/assessed/from": ago(200), "/filing/assessed/to": ago(150)}
        for filed in (0, 65, 140, -30):
            filing = self.patched(filing, set={**old, "/filing/date": ago(filed)})
            found = self.failing(filing, "V08")
            self.assertEqual([(f["pointer"], f["severity"]) for f in found], [("/filing/assessed/to", "returned")], filed)
        case, _ = self.submitted(filing)
        _, page, _ = self.filer.ask("GET", f"/v1/cases/{case['case']}")
        self.assertNotEqual(page["state"], "awaiting_acceptance", "the program passes no check that has a gap")
        # What lies ahead is no way round either, and what is in time is said to be.
        filing = self.patched(self.ready(next(self.numbers)), set={"/filing/date": ago(-30), "/filing/assessed/to": ago(-20)})
        self.assertEqual([f["severity"] for f in self.failing(filing, "V08")], ["returned"])
        filing = self.patched(filing, set={"/filing/date": ago(70), "/filing/assessed/from": ago(60), "/filing/assessed/to": ago(20)})
        self.assertEqual(self.failing(filing, "V08"), [])

    def test_an_answer_of_blanks_or_of_a_placeholder_is_none(self):
        places = ("/scenario/scope", "/scenario/necessity", "/scenario/legality", "/processor/office_address", "/processor/actual_controller",
                  "/processor/handler/title", "/processor/handler/phone", "/processor/legal_rep/name", "/scenario/recipients/0/address")
        clean = self.ready(next(self.numbers))
        self.assertTrue(self.checked(clean)["can_submit"])
        for text in (" ", "\u3000\u3000", "\u200b", "\t", "\n", "待填写", "TBD", "/", "略", "同上", "后补", "<填写此处>", "asdf", "不便提供"):
            filing = self.patched(clean, set={**dict.fromkeys(places, text), "/processor/nature": "other", "/processor/nature_other": text,
                                              **{f"/filing/third_party/{key}": text for key in ("name", "facts", "part")}})
            check = self.checked(filing)
            self.assertFalse(check["can_submit"], repr(text))
            self.assertLessEqual(set(places), {f["pointer"] for f in self.failing(filing, "V02")}, repr(text))
            self.assertEqual([f["pointer"] for f in self.failing(filing, "V03")], ["/processor/nature_other"])
            self.assertEqual(len(self.failing(filing, "V16")), 3)
            problem, _ = self.submitted(filing, 422)
            self.assertIn("/scenario/scope", problem["pointers"])
            clean = filing
        filing = self.patched(clean, set={"/processor/investments": "无"})
        self.assertNotIn("/processor/investments", {f["pointer"] for f in self.failing(filing, "V02")}, "none, said outright, is an answer")

    def test_an_edition_of_the_guide_that_is_in_force_no_more_is_returned(self):
        filing = self.ready(next(self.numbers))
        self.assertEqual(self.failing(filing, "V07"), [])
        filing = self.patched(filing, set={"/filing/edition": 1}, remove=["/filing/commitment"])
        found = self.failing(filing, "V07")
        self.assertEqual([(f["pointer"], f["severity"]) for f in found], [("/filing/edition", "returned")])
        self.assertTrue(found[0]["fix"]["en"] and found[0]["fix"]["zh"])
        self.assertRegex(found[0]["source"], "3rd edition|第三版")
        self.assertEqual([f["pointer"] for f in self.failing(filing, "V30")], ["/filing/commitment"], "the box of the third edition")

    def test_one_version_is_handed_in_once_however_often_it_is_sent(self):
        filing = self.ready(next(self.numbers))
        def once(_):
            return self.filer.ask("POST", f"/v1/filings/{filing['id']}/submission", {}, If_Match=f'"v{filing["version"]}"')[:2]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(once, range(16)))
        self.assertEqual(sorted(status for status, _ in answers), [201] + [412] * 15, answers)

    def test_what_blocks_comes_back_with_its_places(self):
        filing = self.begun()
        problem, _ = self.submitted(filing, 422)
        self.assertEqual(problem["code"], "out_of_range")
        self.assertIn("/filing/route", problem["pointers"])
        self.assertTrue(all(f["severity"] == "blocks" and f["state"] == "fails" for f in problem["findings"]))
        for finding in problem["findings"]:
            self.assertTrue(finding["says"]["en"] and finding["says"]["zh"] and finding["source"])

    def test_numbers_of_identity_papers_are_checked_and_never_come_back(self):
        filing = self.begun()
        problem = self.patched(filing, 422, set={"/processor/handler/id_no": "110105194912310021"})
        self.assertEqual(problem["pointers"], ["/processor/handler/id_no"])
        self.assertNotIn("194912", json.dumps(problem))
        filing = self.patched(filing, set={"/processor/handler/id_no": "11010519491231002X"})
        self.assertEqual(filing["declaration"]["processor"]["handler"]["id_no"], "withheld")
        for asked in (f"/v1/filings/{filing['id']}", f"/v1/filings/{filing['id']}/check", "/v1/filings"):
            self.assertNotIn("194912", json.dumps(self.filer.ask("GET", asked)[1]))

    def test_lists_grow_and_shrink_by_their_pointers(self):
        filing = self.begun()
        filing = self.patched(filing, set={f"/scenario/items/{i}/name": f"项{i}" for i in range(12)})
        filing = self.patched(filing, set={"/scenario/items/-": {"name": "末项"}, "/scenario/summary/zh": "一句话"})
        self.assertEqual([row["name"] for row in filing["declaration"]["scenario"]["items"]], [f"项{i}" for i in range(12)] + ["末项"])
        filing = self.patched(filing, set={"/scenario/items/0/name": "首项", "/scenario/purpose": None}, remove=["/scenario/items/2", "/scenario/items/10"])
        names = [row["name"] for row in filing["declaration"]["scenario"]["items"]]
        self.assertEqual(names, ["首项", "项1", "项3", "项4", "项5", "项6", "项7", "项8", "项9", "项11", "末项"])

    def test_a_whole_declaration_replaces_what_was_there(self):
        filing = self.begun()
        status, filing, _ = self.filer.ask("PUT", f"/v1/filings/{filing['id']}", {"declaration": {"scenario": {"purpose": "新"}}},
                                           If_Match='"v1"')
        self.assertEqual((status, filing["declaration"]["scenario"]), (200, {"purpose": "新"}))
        self.assertIn("filing", filing["declaration"])
        self.assertEqual(self.filer.ask("DELETE", f"/v1/filings/{filing['id']}", If_Match='"v1"')[0], 412)
        self.assertEqual(self.filer.ask("DELETE", f"/v1/filings/{filing['id']}", If_Match=f'"v{filing["version"]}"')[0], 204)
        self.assertEqual(self.filer.ask("GET", f"/v1/filings/{filing['id']}")[0], 404)

    def test_a_draft_begins_from_an_assessment_made_at_home(self):
        sample = pathlib.Path(__file__).resolve().parent.parent / "examples/crm-export/sample"
        done = subprocess.run([server.TIDEGATE, "assess", sample, "--to", "SG", "--json", "--no-record", "--home", self.root / "home"],
                              capture_output=True, check=False)
        assessment = json.loads(done.stdout)
        filing = self.begun({"assessment": assessment})
        scenario = filing["declaration"]["scenario"]
        self.assertEqual([row["region"] for row in scenario["recipients"]], ["SG"])
        columns = [column["name"] for file in assessment["profile"]["files"] for column in file["columns"]
                   if column["sensitivity"] != "none" and column["name"]]
        self.assertEqual([row["name"] for row in scenario["items"]], list(dict.fromkeys(columns)))
        self.assertEqual(filing["declaration"]["processor"]["uscc"], make.USCC, "the firm is the exporter, whatever was assessed")
        self.assertTrue(self.checked(filing)["findings"])
        persons, totals = scenario["persons"], assessment["profile"]["totals"]
        self.assertLessEqual(persons["pi"], totals["persons"])
        # Who is a child is not known of this sample: how many are sensitive is for the firm to say.
        self.assertIn(None, [row.get("under14") for row in assessment["transfer"]["data"]])
        self.assertNotIn("spi", persons)
        self.assertNotIn("counted_as", persons)

    def test_a_draft_begins_from_an_earlier_filing(self):
        first = self.ready(next(self.numbers))
        copied = self.begun({"copies": first["id"]})
        self.assertEqual(copied["declaration"]["scenario"], first["declaration"]["scenario"])
        self.assertNotIn("assessed", copied["declaration"]["filing"])
        self.assertEqual({paper["slot"] for paper in copied["papers"]}, {"A1", "A2", "A3", "A4", "A7"})
        self.assertEqual(len(copied["declaration"]["attachments"]), len(copied["papers"]))
        self.assertFalse([f for f in self.checked(copied)["findings"] if f["rule"] == "V06" and "not there" in f["says"]["en"]])
        for body in ({"copies": NOBODY}, {"extends": NOBODY}):
            self.assertEqual(self.filer.ask("POST", "/v1/filings", body)[0], 404)
        self.assertEqual(self.stranger.ask("POST", "/v1/filings", {"copies": first["id"]})[0], 404)

    def test_pdf_is_printed_where_the_program_is_there_and_else_told(self):
        operation = self.documents(self.begun(), pdf=True)
        if shutil.which("soffice"):
            self.assertEqual(operation["state"], "done", operation)
            self.assertIn("application/pdf", {row["media_type"] for row in operation["result"]["rows"]})
        else:
            self.assertEqual(operation["state"], "failed")
            self.assertIn("LibreOffice", operation["problem"]["detail"])

    def test_the_form_is_given_as_it_is_and_not_twice(self):
        status, form, answer = self.filer.ask("GET", "/v1/forms/current")
        self.assertEqual((status, form["format"]), (200, "tidegate-form/1"))
        self.assertEqual(self.filer.ask("GET", "/v1/forms/current", If_None_Match=answer.getheader("ETag"))[0], 304)


class Papers(Filings):
    def test_papers_are_given_back_as_they_came_and_taken_away(self):
        filing = self.begun()
        data = make.pdf([["营业执照", make.FIRM]])
        status, paper, answer = self.upload(filing, "A1", "执照 2026.pdf", data)
        self.assertEqual((status, paper["size_bytes"], paper["media_type"]), (201, len(data), "application/pdf"))
        status, back, answer = self.filer.ask("GET", f"/v1/filings/{filing['id']}/papers/{paper['id']}")
        self.assertEqual((status, back), (200, data))
        self.assertIn("filename*=UTF-8''%E6%89%A7", answer.getheader("Content-Disposition"))
        self.assertEqual(self.upload(filing, "A1", "执照 2026.pdf", data)[0], 409)
        self.assertEqual(self.filer.ask("DELETE", f"/v1/filings/{filing['id']}/papers/{paper['id']}")[0], 204)
        self.assertEqual(self.filer.ask("GET", f"/v1/filings/{filing['id']}/papers/{paper['id']}")[0], 404)
        _, now, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        self.assertEqual((now["papers"], now["declaration"].get("attachments", [])), ([], []))

    def test_a_paper_is_replaced_in_its_place_and_keeps_what_was_said_of_it(self):
        filing = self.begun()
        _, first, _ = self.upload(filing, "A1", "licence.pdf", make.pdf([["营业执照"]]))
        _, filing, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        filing = self.patched(filing, set={"/attachments/0/sealed": True, "/attachments/0/signed": True})
        before = filing["papers"][0]["id"]
        for name in ("licence.pdf", "licence 2026.pdf"):
            data = make.pdf([[f"营业执照 {name}"]])
            status, paper, _ = self.upload(filing, "A1", name, data, more=f"&replaces={before}")
            self.assertEqual((status, paper["file_name"]), (201, name))
            _, filing, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
            self.assertEqual(filing["declaration"]["attachments"], [{"code": "A1", "file": name, "sealed": True, "signed": True}])
            self.assertEqual([one["id"] for one in filing["papers"]], [paper["id"]])
            self.assertEqual(self.filer.ask("GET", f"/v1/filings/{filing['id']}/papers/{before}")[0], 404)
            before = paper["id"]
        self.assertEqual(self.upload(filing, "A2", "id.pdf", make.pdf([["证件"]]), more=f"&replaces={before}")[0], 422)
        self.assertEqual(self.upload(filing, "A1", "other.pdf", make.pdf([["执照"]]), more=f"&replaces={first['id']}")[0], 404)
        _, filing, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        self.assertEqual([one["id"] for one in filing["papers"]], [before])

    def test_what_is_wrong_with_a_paper_is_found_in_its_octets(self):
        filing = self.begun({"declaration": {"filing": {"route": "SA"}}})
        self.upload(filing, "A1", "cut.pdf", make.pdf([["x"]])[:200])
        self.upload(filing, "A2", "small.png", make.png(40, 40), "image/png")
        found = [f["pointer"] for f in self.checked(filing)["findings"] if f["rule"] == "V06" and f["state"] == "fails"]
        self.assertIn("/attachments/0/file", found)
        self.assertIn("/attachments/1/file", found)

    def test_papers_that_will_not_do_are_refused(self):
        filing = self.begun()
        for slot, name, media_type, expected in (("A0", "x.pdf", "application/pdf", 422), ("D", "x.pdf", "application/pdf", 422),
                                                 ("A1", "../x.pdf", "application/pdf", 422), ("A1", "", "application/pdf", 422),
                                                 ("A1", "a\u202efdp.exe", "application/pdf", 422), ("A1", "x.html", "application/pdf", 415),
                                                 ("A1", "x.json", "application/json", 415), ("A1", "rand.bin", "application/octet-stream", 415),
                                                 ("A1", "rand", "application/octet-stream", 415), ("A4", "rand.exe", "application/pdf", 415)):
            self.assertEqual(self.upload(filing, slot, name, b"%PDF-1.4", media_type)[0], expected, (slot, name, media_type))
        for name, why in (("a<b>.pdf", "< >"), ('a"b.pdf', "< >"), ("a\u202efdp.exe", "direction"), ("  ", "needed"), ("示" * 67 + ".pdf", "200 octets"),
                          (".pdf", "begins with a dot")):
            _, value, _ = self.upload(filing, "A1", name, b"%PDF-1.4")
            self.assertEqual(value["pointers"], ["/file_name"], name)
            self.assertRegex(value["text"]["en"], why)
        status, value, _ = self.upload(filing, "A1", "empty.pdf", b"")
        self.assertEqual(status, 422)
        self.assertIn("the file is empty", value["text"]["en"])
        self.assertIn("文件为空", value["text"]["zh"])
        # The name says of what kind it is, whatever its sender calls the octets.
        for name, media_type in (("a.p7s", "application/pkcs7-mime"), ("b.p7s", "application/x-pkcs7-signature"), ("c.p7s", "application/pkcs7-signature"),
                                 ("d.cms", "application/pkcs7-mime"), ("e.jwt", "text/plain"), ("f.pdf", "application/x-pdf"), ("g.pdf", "")):
            self.assertEqual(self.upload(filing, "A9", name, b"%PDF-1.4", media_type)[0], 201, (name, media_type))
        for size, expected in ((33 << 20, {413, 422}), (32 << 20, {201})):
            try:
                status, value, _ = self.upload(filing, "A9", f"{size}.pdf", b"%PDF-1.4\n" + bytes(size - 9))
            except ConnectionError:  # refused while it was still being sent
                continue
            self.assertIn(status, expected, value)
        # Elsewhere no body is that long.
        try:
            self.assertEqual(self.filer.ask("POST", f"/v1/filings/{filing['id']}/submission", b"x" * (9 << 20))[0], 413)
        except ConnectionError:
            pass


    def test_two_firms_with_the_same_octets_have_a_paper_each(self):
        mine, theirs = self.begun(), self.begun(asker=self.stranger)
        data = make.pdf([["同一文件", "两家企业"]])
        papers = [self.upload(filing, "A9", name, data, asker=asker)[1] for filing, name, asker in
                  ((mine, "本企业.pdf", self.filer), (theirs, "另一企业.pdf", self.stranger))]
        self.assertEqual(papers[0]["sha256"], papers[1]["sha256"])
        own = [f"/v1/filings/{filing['id']}/papers/{paper['id']}" for filing, paper in zip((mine, theirs), papers)]
        for asker, path in ((self.filer, own[1]), (self.stranger, own[0]), (self.filer, f"/v1/filings/{mine['id']}/papers/{papers[1]['id']}")):
            self.assertEqual(asker.ask("GET", path)[0], 404)
            self.assertEqual(asker.ask("DELETE", path)[0], 404)
        self.assertEqual(self.filer.ask("DELETE", own[0])[0], 204)
        self.assertEqual(self.filer.ask("GET", own[0])[0], 404)
        status, back, answer = self.stranger.ask("GET", own[1])
        self.assertEqual((status, back), (200, data))
        self.assertNotIn("%E6%9C%AC", answer.getheader("Content-Disposition"), "the other firm's name of it")

    def test_sixty_papers_are_the_most_and_each_may_be_replaced(self):
        filing = self.begun()
        papers = []
        for number in range(60):
            status, paper, _ = self.upload(filing, "A9", f"{number}.pdf", b"%PDF-1.4")
            self.assertEqual(status, 201, paper)
            papers.append(paper["id"])
        for _ in range(2):
            status, value, _ = self.upload(filing, "A9", "60.pdf", b"%PDF-1.4")
            self.assertEqual((status, value["text"]["en"]), (409, "60 papers are the most"))
            self.assertIn("60", value["text"]["zh"])
        for number, paper in enumerate(papers):
            self.assertEqual(self.filer.ask("DELETE", f"/v1/filings/{filing['id']}/papers/{paper}")[0], 204)
            self.assertEqual(self.upload(filing, "A9", f"{number}.pdf", b"%PDF-1.4 2")[0], 201)
        self.assertEqual(len(self.filer.ask("GET", f"/v1/filings/{filing['id']}")[1]["papers"]), 60)

    def test_a_filing_has_two_hundred_versions_and_six_hundred_files_at_most(self):
        filing = self.ready()
        with sqlite3.connect(self.folder / "desk.db") as database:
            database.executemany("INSERT INTO filing_versions VALUES (?, ?, ?, 1, 'x', '{}')", [(filing["id"], n, "a" * 64) for n in range(1, 201)])
            held, blob = database.execute("SELECT count(*), min(sha256) FROM filing_files WHERE filing = ?", (filing["id"],)).fetchone()
            database.executemany("INSERT INTO filing_files VALUES (?, ?, 'A9', ?, ?, 1)",
                                 [(f"{filing['id']}-{n}", filing["id"], blob, f"{n}.pdf") for n in range(held, 600)])
        database.close()
        value, _ = self.submitted(filing, 409)
        self.assertEqual(value["text"]["en"], "a filing has 200 versions at most: withdraw it and file anew")
        self.assertIn("200", value["text"]["zh"])
        status, value, _ = self.upload(filing, "A9", "more.pdf", b"%PDF-1.4")
        self.assertEqual((status, value["text"]["en"]), (409, "600 files over all versions are the most"))
        self.assertIn("600", value["text"]["zh"])
        self.assertEqual(self.filer.ask("GET", f"/v1/filings/{filing['id']}")[1]["version"], filing["version"], "nothing was kept")


def zh(text):
    return {"en": text, "zh": text}


class Reading(Filings):
    """General data whose words are read as of persons: an officer and a lead decide whether it is of any."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_one = cls("made")
        cls.ann, cls.bo, cls.lead = (make_one.made(login, role, agency="cyberspace")[0]
                                     for login, role in (("ann.officer", "officer"), ("bo.officer", "officer"), ("lea.lead", "lead")))

    def general(self, content, name="振动频谱", industry=None, **more):
        """An exempt filing of general data that is handed in; its case. more: members of its declaration."""
        declaration = clean(1, "SC").doc
        declaration.pop("attachments")
        declaration["filing"].pop("applicability")
        declaration["filing"]["route"] = "EX"
        scenario = declaration["scenario"]
        scenario.pop("data_type")
        scenario.update(summary=zh("设备振动频谱回传维护方"), scope="振动频谱", purpose="设备维护", processing_by_recipient="频谱分析",
                        legality="依维护合同传输", legitimacy="设备维护合同", necessity="维护方须分析频谱", persons={},
                        items=[{"name": "振动频谱", "seq": 1, "class": "GENERAL", "content": content, "necessity": "频谱分析", "example": "12.5 Hz"}])
        scenario["items"][0]["name"] = name
        if industry:
            scenario.update(industry="other", industry_other=industry)
        declaration["data"] = []
        return self.submitted(self.begun({"declaration": {**declaration, **more}}))[0]["case"]

    def step(self, asker, case, **step):
        status, page, head = asker.ask("GET", f"/v1/cases/{case}")
        self.assertEqual(status, 200, page)
        status, page, _ = asker.ask("POST", f"/v1/cases/{case}/steps", step, If_Match=head.getheader("ETag"))
        self.assertEqual(status, 200, page)
        return page

    def passes(self, case):
        return self.step(self.ann, case, name="decision_proposed", kind="passed", reasons=zh("经审查不涉及个人信息"),
                         items=[{"item": 0, "name": "振动频谱", "verdict": "allowed"}])

    def split(self, draft):
        """What the pre-check of a draft says of the firm's other filings of this year."""
        return next(finding for finding in self.checked(draft)["findings"] if finding["rule"] == "V27")

    def test_words_that_are_read_as_of_persons_count_until_an_officer_and_a_lead_pass_them(self):
        draft = self.begun({"declaration": {name: part for name, part in clean(2, "SC").doc.items() if name != "attachments"}})
        self.assertEqual(self.split(draft)["state"], "not_checkable")
        case = self.general("员工姓名与班次")
        said = self.split(draft)
        self.assertEqual(said["state"], "fails")
        self.assertIn("1 other filing of the firm at the desk does not say of how many persons", said["says"]["en"])
        self.assertIn("未说明全部人数", said["says"]["zh"])
        self.assertNotIn("at least", said["says"]["en"])
        self.assertNotIn("至少", said["says"]["zh"])
        self.assertIn("one of them a lead", said["fix"]["en"])
        self.assertEqual(self.passes(case)["waits_for"], "second_person")
        self.assertEqual(self.split(draft)["state"], "fails", "one officer alone")
        self.assertEqual(self.step(self.lead, case, name="decision_confirmed")["state"], "filed")
        self.assertEqual(self.split(draft)["state"], "not_checkable", "two persons have passed it")
        contest = {"name": "contest_opened", "level": "fact", "subject": "/scenario/items/0/content", "claim": "涉及员工姓名"}
        self.step(self.ann, case, **contest)
        self.assertEqual(self.split(draft)["state"], "fails", "it is contested")
        self.step(self.bo, case, name="contest_answered", contest=0, accepted=False, answer=zh("不涉及"))
        self.assertEqual(self.split(draft)["state"], "not_checkable")
        self.step(self.ann, case, **contest)
        self.step(self.bo, case, name="contest_answered", contest=1, accepted=True, answer=zh("属实"))
        self.assertEqual(self.split(draft)["state"], "fails", "an official has shown that it was passed wrongly")


class ByRules(Filings):
    """Exempt filings of general data: rules finish those told in plain words of trade in things, and no other."""

    general = Reading.general

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann = cls("made").made("ann.officer", "officer", agency="cyberspace")[0]

    def outcome(self, *words, **more):
        """The state of a case of such a filing, and who decided it."""
        case = self.general(*words, industry="设备制造", **more)
        status, page, _ = self.ann.ask("GET", f"/v1/cases/{case}")
        self.assertEqual(status, 200, page)
        return page["state"], [step["by"]["role"] for decision in page["decisions"] for step in decision["steps"]]

    def test_what_is_of_things_alone_is_finished_and_words_that_are_not_known_wait_for_a_person(self):
        for _ in range(2):
            self.assertEqual(self.outcome("设备型号、采购单价", "物料编码"), ("filed", ["machine"]))
        flows = self.filer.ask("GET", "/v1/flows")[1]["rows"]
        self.assertEqual({flow["kind"] for flow in flows}, {"other"}, "nobody is in it")
        listed = {"foreign_party": True, "on_pipl42_prohibited_list": True}
        for words, more in ((("设备型号", "物料编码"), {"recipient": listed}), (("打车记录", "物料编码"), {}), (("设备型号、月经周期", "物料编码"), {}),
                            (("物料编码", "影像胶片"), {})):
            self.assertEqual(self.outcome(*words, **more), ("filing_check", []), words)


class Denying(Filings):
    general, split = Reading.general, Reading.split

    def test_a_denial_counts_where_nothing_follows_it(self):
        draft = self.begun({"declaration": {name: part for name, part in clean(3, "SC").doc.items() if name != "attachments"}})
        self.general("设备读数，不含个人信息")
        self.assertEqual(self.split(draft)["state"], "not_checkable", "it is of nobody")
        for words in ("设备读数，不含个人信息，用工号代替", "设备读数，不含姓名"):
            self.general(words)
            self.assertIn("say of how many persons", self.split(draft)["says"]["en"], words)


class Refused(Filings):
    def test_values_of_the_wrong_kind_and_places_that_are_none(self):
        filing = self.begun()
        for body, pointer in (({"set": {"/processor/employees": "many"}}, "/processor/employees"),
                              ({"set": {"/processor/employees": -1}}, "/processor/employees"),
                              ({"set": {"/filing/route": "XX"}}, "/filing/route"),
                              ({"set": {"/filing/commitment": "perhaps"}}, "/filing/commitment"),
                              ({"set": {"/scenario/items/0/name": ["x"]}}, "/scenario/items/0/name"),
                              ({"set": {"/scenario/items/0/name": "x" * 121}}, "/scenario/items/0/name"),
                              ({"set": {"/scenario/items/7/name": "x"}}, "/scenario/items/7/name"),
                              ({"set": {"/nothing": "x"}}, "/nothing"), ({"set": {"": {}}}, ""),
                              ({"remove": ["/scenario/nothing"]}, "/scenario/nothing"),
                              ({"set": {"/scenario/recipients/0/region": "Germany"}}, "/scenario/recipients/0/region"),
                              ({"set": {"/data/0": {"files": ["/etc/passwd"]}}}, "/data/0"),
                              ({"set": {"/api_version": "x"}}, "/api_version"), ({"set": {"/filing": "x"}}, "/filing")):
            problem = self.patched(filing, 422, **body)
            self.assertIn(pointer, problem["pointers"], (body, problem))
            self.assertTrue(all(p["says"]["en"] and p["says"]["zh"] for p in problem["problems"]))
        for body in ({"set": []}, {"set": {}, "more": 1}, {"remove": "x"}, []):
            status, _, _ = self.filer.ask("PATCH", f"/v1/filings/{filing['id']}", body, If_Match='"v1"')
            self.assertIn(status, (400, 422), body)
        for text in ('{"set": {"/scenario/purpose": ' + "[" * 300 + "]" * 300 + "}}", "{", '{"set": {"/processor/employees": 1.5}}'):
            self.assertEqual(self.filer.ask("PATCH", f"/v1/filings/{filing['id']}", text, If_Match='"v1"')[0], 400)
        deep = "x"
        for _ in range(150):
            deep = [deep]
        self.patched(filing, 422, set={"/scenario/purpose": deep})
        _, now, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        self.assertEqual(now["version"], 1, "nothing of it was kept")

    def test_a_change_needs_the_version_that_was_read(self):
        filing = self.begun()
        path = f"/v1/filings/{filing['id']}"
        self.assertEqual(self.filer.ask("PATCH", path, {"set": {}})[0], 428)
        self.patched(filing, set={"/scenario/purpose": "甲"})
        self.assertEqual(self.patched(filing, 412, set={"/scenario/purpose": "乙"})["code"], "changed")

    def test_a_new_filing_is_of_one_ground_and_well_formed(self):
        for body, expected in (({"declaration": {}, "copies": NOBODY}, 422), ({"declaration": []}, 422), ({"declaration": {"x": 1}}, 422),
                               ({"nothing": 1}, 400), ({"assessment": {"transfer": 7}}, 201), ({"assessment": {}}, 201),
                               ({"assessment": {"transfer": {"recipients": [{"region": "Mars"}]}}}, 422)):
            status, value, _ = self.filer.ask("POST", "/v1/filings", body)
            self.assertIn(status, {expected, 422 if expected == 400 else expected}, (body, value))
        self.assertEqual(self.filer.ask("POST", "/v1/filings", '{"declaration": {"scenario": {"persons": {"pi": 1.5}}}}')[0], 400)
        self.assertEqual(self.filer.ask("POST", "/v1/filings", "{}", Content_Type="text/plain")[0], 415)

    def test_another_firm_and_another_role_see_nothing(self):
        filing = self.begun()
        self.upload(filing, "A1", "x.pdf", b"%PDF-1.4")
        _, filing, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        tag = f'"v{filing["version"]}"'
        paths = [("GET", "", None), ("PATCH", "", {"set": {}}), ("PUT", "", {"declaration": {}}), ("DELETE", "", None), ("GET", "/check", None),
                 ("POST", "/submission", {}), ("GET", "/documents", None), ("POST", "/documents", {}),
                 ("GET", f"/papers/{filing['papers'][0]['id']}", None), ("DELETE", f"/papers/{filing['papers'][0]['id']}", None),
                 ("GET", "/documents/" + "0" * 64, None), ("GET", f"/documents/{filing['papers'][0]['sha256']}", None),
                 ("GET", "/recipient-links", None), ("POST", "/recipient-links", {"recipient": 0}), ("DELETE", f"/recipient-links/{NOBODY}", None)]
        for method, path, body in paths:
            status, value, _ = self.stranger.ask(method, f"/v1/filings/{filing['id']}{path}", body, If_Match=tag)
            nothing = self.stranger.ask(method, f"/v1/filings/{NOBODY}{path}", body, If_Match=tag)
            self.assertEqual((status, value), nothing[:2], (method, path))
            self.assertEqual(status, 404, (method, path))
        self.assertEqual(self.upload(filing, "A1", "y.pdf", b"%PDF-1.4", asker=self.stranger)[0], 404)
        self.assertEqual(self.stranger.ask("GET", "/v1/filings")[1]["rows"], [])
        self.assertEqual(self.admin.ask("GET", f"/v1/filings/{filing['id']}")[0], 200)
        self.assertEqual(self.admin.ask("PATCH", f"/v1/filings/{filing['id']}", {"set": {}}, If_Match=tag)[0], 403)
        self.assertEqual(self.operator.ask("GET", f"/v1/filings/{filing['id']}")[0], 403)
        # A document is no paper, and a paper no document.
        self.assertEqual(self.filer.ask("GET", f"/v1/filings/{filing['id']}/documents/{filing['papers'][0]['sha256']}")[0], 404)


class Recipients(Filings):
    def link(self, filing, **body):
        status, link, answer = self.filer.ask("POST", f"/v1/filings/{filing['id']}/recipient-links", {"recipient": 0, **body})
        self.assertEqual(status, 201, link)
        self.assertEqual(link["path"], "/recipient#" + link["token"])
        return link

    def holder(self, method, path, token, body=None, **headers):
        return Asker(self.server.port).ask(method, "/v1/recipient-part" + path, body, Authorization="Bearer " + token, **headers)

    def begun_with_recipients(self):
        return self.begun({"declaration": {"scenario": {"summary": {"en": "trial results", "zh": "试验结果"},
                                                        "recipients": [{"name": "Example SE", "region": "DE"}, {"name": "Other Ltd", "region": "SG"}]}}})

    def test_a_recipient_fills_in_its_own_part_by_a_link(self):
        filing = self.begun_with_recipients()
        link = self.link(filing, days=3)
        status, part, answer = self.holder("GET", "", link["token"])
        self.assertEqual((status, part["exporter"], part["title"]["en"], part["language"]), (200, make.FIRM, "trial results", "en"))
        pointers = {field["pointer"] for task in part["tasks"] for field in task["fields"]}
        self.assertTrue(all(pointer.startswith("/scenario/recipients/0/") for pointer in pointers))
        self.assertEqual(part["values"], {"/scenario/recipients/0/name": "Example SE", "/scenario/recipients/0/region": "DE"})
        self.assertNotIn("Other Ltd", json.dumps(part))
        status, part, answer = self.holder("PATCH", "", link["token"], {"set": {"/scenario/recipients/0/address": "Berlin",
                                                                                "/scenario/recipients/0/audit_right": True}},
                                           If_Match=answer.getheader("ETag"))
        self.assertEqual((status, part["values"]["/scenario/recipients/0/address"]), (200, "Berlin"))
        for pointer in ("/scenario/recipients/1/address", "/scenario/recipients/-/name", "/scenario/recipients/0", "/scenario/purpose", "/filing/commitment"):
            status, problem, _ = self.holder("PATCH", "", link["token"], {"set": {pointer: "x"}}, If_Match=f'"v{part["version"]}"')
            self.assertEqual((status, problem["pointers"]), (422, [pointer]))
        status, problem, _ = self.holder("PATCH", "", link["token"], {"set": {"/scenario/recipients/0/email": "no mail"}},
                                         If_Match=f'"v{part["version"]}"')
        self.assertEqual((status, problem["pointers"]), (422, ["/scenario/recipients/0/email"]))
        tag = f'"v{part["version"]}"'
        for text in ("lost \ufffd here", "a\u0001b"):
            status, problem, _ = self.holder("PATCH", "", link["token"], {"set": {"/scenario/recipients/0/address": text}}, If_Match=tag)
            self.assertEqual((status, problem["pointers"]), (422, ["/scenario/recipients/0/address"]))
            self.assertRegex(problem["text"]["en"], "garbled")
        for body, why in ((b'{"set": {"/scenario/recipients/0/address": "\xb0\xd7"}}', "no UTF-8"), (b'{"set": {"/scenario/recipients/0/address": "\\ud800"}}', "half of a character"),
                          (b"{", "is not JSON")):
            status, problem, _ = self.holder("PATCH", "", link["token"], body, If_Match=tag, Content_Type="application/json")
            self.assertEqual((status, problem["code"]), (400, "malformed"))
            self.assertRegex(problem["text"]["en"], why)
        status, part, _ = self.holder("PATCH", "", link["token"], {"set": {"/scenario/recipients/0/phone": "1"}}, If_Match=tag)
        self.assertEqual(status, 200, part)
        status, part, _ = self.holder("PATCH", "", link["token"], {"set": {"/scenario/recipients/0/phone": None}}, If_Match=f'"v{part["version"]}"')
        self.assertEqual((status, "/scenario/recipients/0/phone" in part["values"]), (200, False), "null takes an answer back")
        self.assertEqual(self.holder("PATCH", "", link["token"], {"set": {}}, If_Match='"v1"')[0], 412)
        _, now, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}")
        self.assertEqual(now["declaration"]["scenario"]["recipients"][0]["address"], "Berlin")
        self.assertEqual(self.holder("POST", "/done", link["token"], {})[0], 204)
        status, part, _ = self.holder("GET", "", link["token"])
        self.assertEqual((status, part["is_done"], part["values"], part["tasks"]), (200, True, {}, []))
        self.assertEqual(self.holder("PATCH", "", link["token"], {"set": {}}, If_Match=f'"v{now["version"]}"')[0], 401)
        _, page, _ = self.filer.ask("GET", f"/v1/filings/{filing['id']}/recipient-links")
        self.assertEqual([(row["state"], "token" in row) for row in page["rows"]], [("done", False)])
        audit, _ = self.made("audit.links", "auditor")
        _, page, _ = audit.ask("GET", "/v1/audit?limit=200")
        self.assertIn(("filing.recipient.change", filing["id"]), {(row["action"], row["object"]) for row in page["rows"]})

    def test_a_link_ends_when_it_is_taken_back_or_the_list_moves(self):
        filing = self.begun_with_recipients()
        link = self.link(filing)
        self.assertEqual(self.filer.ask("DELETE", f"/v1/filings/{filing['id']}/recipient-links/{link['id']}")[0], 204)
        self.assertEqual(self.holder("GET", "", link["token"])[0], 401)
        link = self.link(filing)
        filing = self.patched(filing, set={"/scenario/recipients/0/name": "Example AG"})
        self.assertEqual(self.holder("GET", "", link["token"])[0], 200)
        filing = self.patched(filing, remove=["/scenario/recipients/0"])
        self.assertEqual(self.holder("GET", "", link["token"])[0], 401, "place 0 is another recipient now")
        status, problem, _ = self.filer.ask("POST", f"/v1/filings/{filing['id']}/recipient-links", {"recipient": 5})
        self.assertEqual((status, problem["pointers"]), (422, ["/recipient"]))
        for days in (0, 31):
            self.assertEqual(self.filer.ask("POST", f"/v1/filings/{filing['id']}/recipient-links", {"recipient": 0, "days": days})[0], 422)

    def test_a_link_ends_when_the_filing_is_handed_in(self):
        filing = self.ready(next(self.numbers))
        link = self.link(filing)
        self.submitted(filing)
        self.assertEqual(self.holder("GET", "", link["token"])[0], 401)

    def test_tokens_are_not_guessed(self):
        answers = [self.holder("GET", "", "A" * 42 + letter)[0] for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
        self.assertEqual(set(answers), {401, 429})
        self.assertEqual(Asker(self.server.port).ask("GET", "/v1/recipient-part")[0], 401)


if __name__ == "__main__":
    unittest.main()
