#!/usr/bin/env python3
"""Cases walked whole over HTTP: a security assessment with a supplement, clearances and two persons, and a standard contract; contests of all
four levels; two officers on one reading; what each side sees.

usage: journeys_cases.py PATH_TO_TIDEGATE [unittest arguments]
"""
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import unittest.mock

from journeys_server import GIVEN, TIDEGATE, Asker, Journey, Server

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "filings"))
import make  # noqa: E402

BLANKS = ("", "   ", "\n\t", "\u3000", "\u200b")  # nothing of them is seen
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def zh(text):
    return {"en": text, "zh": text}


def ago(days):
    return (TODAY - datetime.timedelta(days)).isoformat()


def filing_of(route, number):
    """A clean filing of today, and its papers."""
    case = make.Case(route, number)
    doc = case.doc
    doc["filing"]["date"] = TODAY.isoformat()
    doc["filing"]["assessed"] = {"from": ago(60), "to": ago(20)}
    doc["legal_documents"][0].update(signed_on=ago(10), effective_on=ago(5))
    papers = []
    for paper in doc.pop("attachments"):
        if paper["code"] == "A7":
            data = make.pdf(case.contract)
        elif paper["code"] == "A8":
            data = make.pdf([case.report[i:i + 50] for i in range(0, len(case.report), 50)])
        else:
            data = make.pdf([[f"材料 {paper['code']}", make.FIRM]])
        papers.append((paper, data))
    return doc, papers


class Desk(Journey):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_one = cls("made")
        cls.firm_id = make_one.firm(make.FIRM, make.USCC)
        cls.filer = make_one.made("filer.one", "filer", tenant=cls.firm_id)[0]
        cls.ann, cls.ann_account = make_one.made("ann.officer", "officer", agency="cyberspace")
        cls.bo, _ = make_one.made("bo.officer", "officer", agency="cyberspace")
        cls.lead, _ = make_one.made("lea.lead", "lead", agency="cyberspace")
        cls.police, _ = make_one.made("pol.officer", "officer", agency="public_security")
        cls.medicine, _ = make_one.made("med.officer", "officer", agency="sector_regulator", sector="pharmaceutical")
        cls.bank, _ = make_one.made("ban.officer", "officer", agency="sector_regulator", sector="banking")
        cls.auditor, _ = make_one.made("aud.itor", "auditor")
        cls.numbers = iter(range(1000))

    def ok(self, answer, *statuses):
        status, value, head = answer
        self.assertIn(status, statuses or (200, 201), value)
        return value, head

    def prepared(self, route, spoil=None):
        """A filing with its papers, ready to be handed in; its id and its ETag."""
        doc, papers = filing_of(route, next(self.numbers))
        if spoil:
            spoil(doc)
        filing, head = self.ok(self.filer.ask("POST", "/v1/filings", {"declaration": doc}), 201)
        for paper, data in papers:
            self.ok(self.filer.ask("POST", f"/v1/filings/{filing['id']}/papers?slot={paper['code']}&file_name={paper['file']}", data,
                                   Content_Type="application/pdf"), 201)
        filing, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing['id']}"))
        marks = {}
        for i, listed in enumerate(filing["declaration"].get("attachments", [])):
            for paper, _ in papers:
                if paper["file"] == pathlib.PurePosixPath(listed["file"]).name or paper["code"] == listed.get("code"):
                    marks.update({f"/attachments/{i}/{key}": True for key in ("sealed", "signed") if key in paper})
        filing, head = self.ok(self.filer.ask("PATCH", f"/v1/filings/{filing['id']}", {"set": marks}, If_Match=head.getheader("ETag")))
        return filing["id"], head.getheader("ETag")

    def hand_in(self, route, spoil=None):
        """A filing that is handed in; its id and its case."""
        filing, tag = self.prepared(route, spoil)
        return filing, self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=tag), 201)[0]["case"]

    def page(self, asker, case):
        return self.ok(asker.ask("GET", f"/v1/cases/{case}"))[0]

    def step(self, asker, case, at=None, **step):
        seq = at
        if seq is None:
            _, head = self.ok(asker.ask("GET", f"/v1/cases/{case}"))
            tag = head.getheader("ETag")
        else:
            tag = f'"v{seq}"'
        return asker.ask("POST", f"/v1/cases/{case}/steps", step, If_Match=tag)

    def must(self, asker, case, **step):
        return self.ok(self.step(asker, case, **step), 200)[0]

    def refused(self, asker, case, status, reason, **step):
        got, value, _ = self.step(asker, case, **step)
        self.assertEqual((got, value.get("reason")), (status, reason), value)
        self.assertTrue(value["text"]["en"] and value["text"]["zh"], value)
        return value

    def items(self, page, verdict="allowed", reason=None):
        return [{"item": i, "name": item["name"], "verdict": verdict, **({"reason": zh(reason)} if reason else {})}
                for i, item in enumerate(page["declaration"]["scenario"]["items"])]

    def every(self, who, path):
        """All rows of a list, page by page."""
        rows, after = [], ""
        while True:
            page, _ = self.ok(who.ask("GET", f"{path}{'&' if '?' in path else '?'}limit=200&after={after}"))
            rows += page["rows"]
            after = page.get("next")
            if not after:
                return rows

    def clear(self, case):
        """Whoever is asked clears."""
        for gate in self.page(self.ann, case)["gates"]:
            asker = {"cyberspace": self.ann, "public_security": self.police, "sector_regulator": self.medicine}[gate["agency"]]
            self.must(asker, case, name="gate_answered", gate=gate["id"], clears=True)

    def decide(self, case, kind, **more):
        """By two persons, where it takes two."""
        page = self.must(self.ann, case, name="decision_proposed", kind=kind, reasons=zh("经审查"), **more)
        if page["is_closed"]:
            return page
        self.assertEqual(page["waits_for"], "second_person")
        self.refused(self.ann, case, 403, "not_yours", name="decision_confirmed")
        return self.must(self.lead, case, name="decision_confirmed")


class Assessment(Desk):
    def test_a_security_assessment_is_walked_to_its_decision(self):
        filing, case = self.hand_in("SA")
        page = self.page(self.ann, case)
        self.assertEqual((page["route"], page["state"]), ("SA", "awaiting_acceptance"), page.get("gaps"))
        self.assertEqual({clock["kind"] for clock in page["clocks"]}, {"completeness", "acceptance"})
        self.assertIn(case, [row["id"] for row in self.ok(self.ann.ask("GET", "/v1/cases?limit=200"))[0]["rows"]])
        self.assertEqual(self.bank.ask("GET", f"/v1/cases/{case}")[0], 404)
        self.must(self.ann, case, name="assigned", account=self.ann_account["id"])
        mine, _ = self.ok(self.ann.ask("GET", "/v1/cases?assignee=me"))
        self.assertIn(case, [row["id"] for row in mine["rows"]])
        self.must(self.ann, case, name="accepted")

        # Ask once, precisely.
        draft, _ = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/gap-draft"))
        asks = draft["rows"][:2] + [{"pointer": "/scenario/necessity", "what": zh("请说明各数据项的必要性"), "why": zh("说明过于笼统"),
                                     "source": "CN-SAM-2022 art.5", "fix": zh("逐项说明")}]
        self.refused(self.ann, case, 422, "incomplete", name="supplement_asked", items=[])
        page = self.must(self.ann, case, name="supplement_asked", items=asks)
        self.assertEqual((page["state"], page["waits_for"]), ("assessment_supplement", "firm"))
        clock = next(clock for clock in page["clocks"] if clock["kind"] == "assessment")
        self.assertTrue(clock["is_stopped"])
        self.refused(self.filer, case, 422, "incomplete", name="supplement_handed_in")
        for blanks in BLANKS:
            said = self.refused(self.filer, case, 422, "incomplete", name="supplement_answered", item=0, answer=blanks)
            self.assertIn("names a document", said["text"]["en"])
        paper = page["papers"][0]
        for i in range(len(asks)):
            self.must(self.filer, case, name="supplement_answered", item=i, answer="已逐项说明", evidence=[paper["sha256"]])
        self.refused(self.filer, case, 422, "not_found", name="supplement_answered", item=0, answer="x", evidence=["0" * 64])
        page = self.must(self.filer, case, name="supplement_handed_in")
        self.assertEqual(page["state"], "under_assessment")
        status, octets, head = self.ann.ask("GET", f"/v1/cases/{case}/papers/{paper['id']}")
        self.assertEqual((status, octets[:5]), (200, b"%PDF-"))
        self.assertIn("attachment", head.getheader("Content-Disposition"))

        # Contests of a fact, a mapping and policy.
        for blanks in BLANKS:
            self.refused(self.filer, case, 422, "incomplete", name="contest_opened", level="fact", subject="/scenario/purpose", claim=blanks)
            self.refused(self.filer, case, 422, "incomplete", name="note_added", text=blanks)
        for nowhere in ("/nope/x", "/scenario/items/99/name", "/scenario/items/x", "scenario/purpose", "", "/"):
            said = self.refused(self.filer, case, 422, "not_found", name="contest_opened", level="fact", subject=nowhere, claim="有误")
            self.assertIn("/scenario/items/0/name", said["text"]["zh"])
        self.must(self.filer, case, name="contest_opened", level="fact", subject="/scenario/items/0/name", claim="名称已写明")
        self.must(self.filer, case, name="contest_opened", level="mapping", subject="N", wants_level=1, claim="人数等级偏高")
        self.must(self.ann, case, name="contest_opened", level="policy", subject="w.N", claim="权重偏高")
        self.refused(self.ann, case, 409, "law", name="decision_proposed", kind="passed", items=self.items(page))
        self.must(self.ann, case, name="contest_answered", contest=0, accepted=True, answer=zh("采纳"))
        self.refused(self.ann, case, 409, "same_person", name="contest_answered", contest=1, accepted=False, answer=zh("不采纳"))
        self.must(self.bo, case, name="contest_answered", contest=1, accepted=False, answer=zh("不采纳"))
        seen = self.page(self.operator, case)
        self.assertNotIn("declaration", seen)
        self.assertEqual([contest["level"] for contest in seen["contests"]], ["policy"])
        for who in (self.operator, self.auditor):
            listed = self.every(who, "/v1/contests?level=policy&state=open")
            self.assertEqual([(row["contest"], row["subject"], row["answer"]) for row in listed if row["case"] == case], [(2, "w.N", None)])
        self.assertEqual(self.ann.ask("GET", "/v1/contests")[0], 403)
        self.assertEqual(self.filer.ask("GET", "/v1/contests")[0], 403)
        self.assertEqual(self.operator.ask("GET", "/v1/contests?level=fact")[0], 400)
        self.must(self.operator, case, name="contest_answered", contest=2, accepted=False, answer=zh("不采纳"))
        self.assertNotIn(case, [row["case"] for row in self.every(self.operator, "/v1/contests")])
        answered = next(row for row in self.every(self.operator, "/v1/contests?state=answered") if row["case"] == case)
        self.assertEqual((answered["answer"]["accepted"], answered["answer"]["answer"]["zh"]), (False, "不采纳"))

        # Two persons; the firm sees nothing of it before it is decided.
        self.clear(case)
        page = self.must(self.ann, case, name="decision_proposed", kind="partly_passed", reasons=zh("部分数据项非必要"),
                         items=[{**item, **({"verdict": "refused", "reason": zh("非必要")} if item["item"] == 0 else {})} for item in self.items(page)])
        self.assertEqual(page["waits_for"], "second_person")
        firms = self.filer.ask("GET", f"/v1/cases/{case}")[1]
        text = json.dumps([firms, self.filer.ask("GET", f"/v1/cases/{case}/steps?limit=200")[1]], ensure_ascii=False)
        for trace in ("非必要", "ann.officer", "lane_detail", "draw_ppm", "w.N", '"gates"', "assigned"):
            self.assertNotIn(trace, text)
        self.must(self.lead, case, name="proposal_sent_back", reasons=zh("请再核对"))
        page = self.decide(case, "partly_passed", items=[{**item, **({"verdict": "refused", "reason": zh("非必要")} if item["item"] == 0 else {})}
                                                         for item in self.items(page)])
        self.assertEqual((page["state"], page["is_closed"]), ("partly_passed", True))
        decision = self.page(self.filer, case)["decisions"][0]
        self.assertEqual(decision["items"][0]["reason"]["zh"], "非必要")
        self.assertTrue(decision["valid_until"])

        # The contested outcome of an assessment is a review, by others. Blanks do not use the one review up.
        for blanks in BLANKS:
            self.refused(self.filer, case, 422, "incomplete", name="review_requested", grounds=blanks)
        page = self.must(self.filer, case, name="contest_opened", level="outcome", claim="请复评")
        self.assertEqual(page["state"], "under_review")
        self.refused(self.ann, case, 409, "same_person", name="decision_proposed", kind="passed", items=self.items(page), reasons=zh("经复评"))
        for asker, words in ((self.ann, "text/calendar"), (self.filer, "text/calendar")):
            status, text, head = asker.ask("GET", f"/v1/cases/{case}/calendar.ics")
            self.assertEqual((status, head.getheader("Content-Type").split(";")[0]), (200, words))
            self.assertTrue(text.startswith(b"BEGIN:VCALENDAR\r\n"))
        self.ok(self.filer.ask("GET", "/v1/calendar.ics"))
        explanation, _ = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/explanation"))
        self.assertTrue(explanation["opinions"][0]["proof"])
        steps, _ = self.ok(self.auditor.ask("GET", f"/v1/cases/{case}/steps?limit=200"))
        self.assertEqual([row["seq"] for row in steps["rows"]], list(range(1, len(steps["rows"]) + 1)))
        self.assertIn("decision_confirmed", [row["step"] for row in steps["rows"]])

    def test_an_accepted_level_scores_the_case_anew_and_both_sides_see_the_step(self):
        _, case = self.hand_in("SA")
        self.must(self.ann, case, name="assigned", account=self.ann_account["id"])
        self.must(self.ann, case, name="accepted")
        before = self.page(self.filer, case)  # the firm's: of a blind case the desk sees no score
        self.refused(self.filer, case, 409, "law", name="contest_opened", level="mapping", subject="D", wants_level=0, claim="目的地等级偏高")
        self.refused(self.filer, case, 422, "incomplete", name="contest_opened", level="mapping", subject="w.R", wants_level=0, claim="偏高")
        for part in ("NS", "PU", "IR"):
            self.must(self.filer, case, name="contest_opened", level="mapping", subject=part, wants_level=0, claim="不造成损害")
        self.must(self.bo, case, name="contest_answered", contest=0, accepted=False, answer=zh("不采纳"))
        self.assertEqual(len(self.page(self.ann, case)["versions"]), len(before["versions"]), "what is rejected changes nothing")
        self.must(self.bo, case, name="contest_answered", contest=1, accepted=True, answer=zh("采纳"))
        self.must(self.bo, case, name="contest_answered", contest=2, accepted=True, answer=zh("采纳"))
        after = self.page(self.filer, case)
        self.assertEqual(len(after["versions"]), len(before["versions"]) + 2)
        self.assertLess(after["risk"]["score"], before["risk"]["score"])
        explanation, _ = self.ok(self.filer.ask("GET", f"/v1/cases/{case}/explanation"))
        self.assertTrue("第 3 项异议" in json.dumps(explanation, ensure_ascii=False))
        steps, _ = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/steps?limit=200"))
        places = [i for i, row in enumerate(steps["rows"]) if row["step"] == "rescored"]
        self.assertEqual([steps["rows"][i]["detail"]["contests"] for i in places], [[1], [1, 2]])
        for i in places:
            answer = steps["rows"][i - 1]
            self.assertEqual(answer["step"], "contest_answered")
            self.assertTrue(answer["by"]["name"] and answer["detail"]["answer"]["zh"], answer)
        firms, _ = self.ok(self.filer.ask("GET", f"/v1/cases/{case}/steps?limit=200"))
        seen = [row for row in firms["rows"] if row["step"] == "rescored"]
        self.assertEqual(len(seen), 2)
        self.assertNotIn("risk_lane", json.dumps(seen))
        # Stricter by the same way; and who accepted it does not pass the case alone.
        self.must(self.ann, case, name="contest_opened", level="mapping", subject="NS", wants_level=4, claim="涉及国家安全")
        page = self.must(self.bo, case, name="contest_answered", contest=3, accepted=True, answer=zh("采纳"))
        self.assertGreater(self.page(self.filer, case)["risk"]["score"], after["risk"]["score"])
        self.clear(case)
        page = self.must(self.bo, case, name="decision_proposed", kind="passed", reasons=zh("经审查"), items=self.items(page))
        self.assertEqual((page["is_closed"], page["waits_for"]), (False, "second_person"))

    def test_of_two_officers_on_one_reading_one_is_told_to_read_again(self):
        _, case = self.hand_in("SA")
        seq = self.page(self.ann, case)["seq"]
        answers = []
        threads = [threading.Thread(target=lambda asker=asker: answers.append(self.step(asker, case, at=seq, name="accepted")[0]))
                   for asker in (self.ann, self.bo)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(answers), [200, 412])


class Contract(Desk):
    def test_a_standard_contract_is_filed_and_leaves_precedents(self):
        _, case = self.hand_in("SC")
        page = self.page(self.ann, case)
        self.assertEqual((page["route"], page["state"]), ("SC", "filing_check"), page.get("gaps"))
        tag = self.ok(self.ann.ask("GET", f"/v1/cases/{case}"))[1].getheader("ETag")
        self.assertTrue(tag.startswith(f'"v{page["seq"]}-'), tag)
        status, body, head = self.ann.ask("GET", f"/v1/cases/{case}", If_None_Match=tag)
        self.assertEqual((status, body, head.getheader("ETag")), (304, b"", tag))
        for other in (self.filer, self.lead):  # what one was shown is not what another is shown
            self.assertEqual(other.ask("GET", f"/v1/cases/{case}", If_None_Match=tag)[0], 200)
        self.assertEqual(self.filer.ask("GET", f"/v1/cases/{case}", If_None_Match=f'"v{page["seq"]}"')[0], 200)
        self.clear(case)
        page = self.decide(case, "passed", items=self.items(page))
        self.assertEqual(page["state"], "filed")
        _, second = self.hand_in("SC")
        rows = self.ok(self.ann.ask("GET", f"/v1/cases/{second}/precedents"))[0]["rows"]
        self.assertTrue(any(row["case"] == case and row["outcome"] == "allowed" for row in rows), rows)
        self.assertEqual(self.filer.ask("GET", f"/v1/cases/{second}/precedents")[0], 403)

    def test_a_contract_is_not_used_beyond_the_number_of_a_year_that_it_is_lawful_for(self):
        def outgrow(doc):
            doc["scenario"]["persons"].update(spi=9000, year_current=9000, forecast=[9000, 9000000, 30000000])
            doc["data"][0]["counts"]["subjects"] = 9000
            doc["cumulative_before"]["pi_sensitive"] = 500

        _, case = self.hand_in("SC", outgrow)
        page = self.page(self.ann, case)
        told = [finding for finding in page["findings"] if finding["rule"] == "V27" and finding["state"] == "fails"]
        self.assertEqual([finding["pointer"] for finding in told], ["/scenario/persons/forecast/1"])
        self.clear(case)
        self.decide(case, "passed", items=self.items(page))
        permit = self.page(self.ann, case)["permits"][0]["id"]
        whole, _ = self.ok(self.filer.ask("GET", f"/v1/permits/{permit}"))
        year = {"per_year": 9499, "total": 30000000}  # 10,000 sensitive persons need an assessment, and 500 were counted before
        self.assertEqual((whole["permit"]["persons"], whole["permit"]["sensitive_persons"]), (year, year))

        def recorded(count):
            persons = {"count": count, "new_this_year": count, "new_in_total": count}
            flow = {**flow_of(whole["permit"]), "persons": persons, "sensitive_persons": persons}
            return self.ok(self.filer.ask("POST", "/v1/decisions?record=true", flow))[0]
        self.assertEqual(recorded(5000000)["verdict"], "refused")
        self.assertEqual(recorded(9000)["verdict"], "allowed")
        over = recorded(500)
        self.assertEqual((over["verdict"], {reason["code"] for reason in over["reasons"]}), ("refused", {"persons_over", "sensitive_persons_over"}))
        self.assertEqual(recorded(499)["left"]["sensitive_persons"]["per_year"], 0)

    def test_what_two_refused_two_take_back_and_the_page_says_who_is_wanted(self):
        lena = self.made("lena.lead", "lead", agency="cyberspace")[0]
        _, case = self.hand_in("SC")
        page = self.page(self.ann, case)
        self.assertEqual(self.decide(case, "refused", items=self.items(page, "refused", "非必要"))["state"], "refused")

        def wanted():
            told = [self.page(asker, case).get("outcome_contest") for asker in (self.filer, self.ann)]
            self.assertEqual(told[0], told[1])
            return told[0] and told[0]["wants"]

        def contested(*who):
            page = self.must(self.filer, case, name="contest_opened", level="outcome", claim="两项数据均为合同所必需")
            place = len(page["contests"]) - 1
            for asker in (self.ann, self.lead):
                self.refused(asker, case, 409, "same_person", name="contest_answered", contest=place, accepted=True, answer=zh("属实"))
            for asker in who:
                self.assertEqual(self.must(asker, case, name="contest_answered", contest=place, accepted=True, answer=zh("属实"))["state"], "refused")
        self.assertIsNone(wanted())
        contested(self.bo)
        self.assertEqual(wanted(), "lead")
        says = self.page(self.filer, case)["outcome_contest"]["says"]
        self.assertIn("a lead of the desk who had no part in the decision", says["en"])
        self.assertIn("尚须一名负责人", says["zh"])
        contested(self.bo)
        self.assertEqual(wanted(), "lead", "one person twice")
        contested(lena)
        self.assertIsNone(wanted())

    def test_formal_gaps_go_back_once_and_the_new_version_tells_what_changed(self):
        def spoil(doc):
            doc["filing"]["assessed"] = {"from": ago(300), "to": ago(250)}  # older than three months
        filing, case = self.hand_in("SC", spoil)
        page = self.page(self.filer, case)
        self.assertEqual(page["state"], "returned", page)
        self.assertTrue(all(gap["what"]["zh"] and gap["source"] for gap in page["gaps"]))
        kept, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        mended, head = self.ok(self.filer.ask("PATCH", f"/v1/filings/{filing}", {"set": {"/filing/assessed/from": ago(60), "/filing/assessed/to": ago(20)}},
                                              If_Match=head.getheader("ETag")))
        self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=head.getheader("ETag")), 201)
        page = self.page(self.ann, case)
        self.assertEqual((page["state"], page["version"]), ("filing_check", 2), page.get("gaps"))
        rows = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/differences?from=1&to=2"))[0]["rows"]
        self.assertEqual({row["pointer"] for row in rows}, {"/filing/assessed/from", "/filing/assessed/to"})
        self.assertTrue(all(row["label"]["zh"] and not row["label"]["zh"].startswith("/") for row in rows), rows)
        first, _ = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/versions/1"))
        self.assertEqual(first["declaration"]["filing"]["assessed"]["to"], ago(250))


class Versions(Desk):
    """What was handed in stays as it was, whatever the firm writes meanwhile."""

    def asked(self, route="SA"):
        filing, case = self.hand_in(route)
        if route == "SA":
            self.must(self.ann, case, name="accepted")
        self.must(self.ann, case, name="supplement_asked",
                  items=[{"pointer": "/scenario/necessity", "what": zh("请说明必要性"), "why": zh("过于笼统"), "source": "CN-SAM-2022 art.5", "fix": zh("逐项说明")}])
        return filing, case

    def change(self, filing, **places):
        _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        return self.ok(self.filer.ask("PATCH", f"/v1/filings/{filing}", {"set": {pointer.replace("__", "/"): value for pointer, value in places.items()}},
                                      If_Match=head.getheader("ETag")))

    def submit(self, filing):
        _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        return self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=head.getheader("ETag"))

    def seen(self, case):
        page = self.page(self.ann, case)
        flows, _ = self.ok(self.ann.ask("GET", "/v1/flows"))
        rows = [row for row in self.ok(self.ann.ask("GET", "/v1/cases?limit=200"))[0]["rows"] if row["id"] == case]
        return page["declaration"], page["papers"], rows[0]["title"], [row for row in flows["rows"] if row.get("case") == case]

    def test_what_a_firm_writes_while_it_is_asked_is_not_the_desks(self):
        filing, case = self.asked()
        before = self.seen(case)
        old = next(paper for paper in before[1] if paper["slot"] == "A7")
        self.change(filing, __scenario__summary__zh="另一标题", __scenario__recipients__0__region="US", __scenario__recipients__0__name="Another Inc.")
        self.ok(self.filer.ask("DELETE", f"/v1/filings/{filing}/papers/{old['id']}"), 204)
        other, _ = self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A7&file_name={old['file_name']}", make.pdf([["另一份合同"]]),
                                          Content_Type="application/pdf"), 201)
        self.must(self.filer, case, name="supplement_answered", item=0, answer="已逐项说明")
        self.assertEqual(self.seen(case), before)
        self.assertEqual(self.ann.ask("GET", f"/v1/cases/{case}/papers/{other['id']}")[0], 404)
        self.assertEqual(self.ann.ask("GET", f"/v1/cases/{case}/papers/{old['id']}")[0], 200)
        draft, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        self.assertTrue(draft["is_changed"])
        self.assertEqual([paper["id"] for paper in draft["papers"] if paper["slot"] == "A7"], [other["id"]])
        refused = self.refused(self.filer, case, 422, "incomplete", name="supplement_handed_in")
        self.assertIn("提交新版本", refused["text"]["zh"])

    def test_a_paper_alone_makes_another_version_and_the_first_stays(self):
        filing, case = self.asked()
        old = next(paper for paper in self.page(self.ann, case)["papers"] if paper["slot"] == "A1")
        self.ok(self.filer.ask("DELETE", f"/v1/filings/{filing}/papers/{old['id']}"), 204)
        new, _ = self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A1&file_name={old['file_name']}", make.pdf([["营业执照", make.FIRM]]),
                                        Content_Type="application/pdf"), 201)
        draft, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        at = next(i for i, one in enumerate(draft["declaration"]["attachments"]) if one["file"] == old["file_name"])
        self.change(filing, **{f"__attachments__{at}__sealed": True, f"__attachments__{at}__signed": True})
        self.ok(self.submit(filing), 201)
        page = self.page(self.ann, case)
        self.assertEqual(page["version"], 2)
        self.assertEqual([paper["id"] for paper in page["papers"] if paper["slot"] == "A1"], [new["id"]])
        first, _ = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/versions/1"))
        self.assertEqual([paper["id"] for paper in first["papers"] if paper["slot"] == "A1"], [old["id"]])
        self.assertEqual(self.ann.ask("GET", f"/v1/cases/{case}/papers/{old['id']}")[0], 200)
        rows = self.ok(self.ann.ask("GET", f"/v1/cases/{case}/differences?from=1&to=2"))[0]["rows"]
        self.assertIn("/papers/A1", {row["pointer"] for row in rows})
        self.must(self.filer, case, name="supplement_answered", item=0, answer="见新材料", evidence=[new["sha256"]])
        self.assertEqual(self.must(self.filer, case, name="supplement_handed_in")["state"], "under_assessment")
        self.assertFalse(self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))[0]["is_changed"])

    def test_a_paper_that_an_answer_names_is_seen_and_stays(self):
        filing, case = self.asked()
        paper, _ = self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A9&file_name=extra.pdf", make.pdf([["补充说明"]]),
                                          Content_Type="application/pdf"), 201)
        self.assertEqual(self.ann.ask("GET", f"/v1/cases/{case}/papers/{paper['id']}")[0], 404)
        self.must(self.filer, case, name="supplement_answered", item=0, answer="见附件", evidence=[paper["sha256"]])
        self.assertEqual(self.ann.ask("GET", f"/v1/cases/{case}/papers/{paper['id']}")[0], 200)
        self.assertEqual(self.filer.ask("DELETE", f"/v1/filings/{filing}/papers/{paper['id']}")[0], 409)
        self.must(self.filer, case, name="supplement_answered", item=0, answer="不附材料")
        self.ok(self.filer.ask("DELETE", f"/v1/filings/{filing}/papers/{paper['id']}"), 204)
        self.assertEqual(self.must(self.filer, case, name="supplement_handed_in")["state"], "under_assessment")

    def test_an_extension_stands_on_what_was_passed(self):
        filing, case = self.hand_in("SA")
        self.must(self.ann, case, name="accepted")
        self.clear(case)
        page = self.page(self.ann, case)
        items = [{**item, **({"verdict": "refused", "reason": zh("非必要")} if item["item"] == 0 else {})} for item in self.items(page)]
        self.decide(case, "partly_passed", items=items)
        permit = self.page(self.ann, case)["permits"][0]
        whole, _ = self.ok(self.ann.ask("GET", f"/v1/permits/{permit['id']}"))
        made, _ = self.ok(self.filer.ask("POST", "/v1/filings", {"extends": permit["id"]}), 201)
        names = [item["name"] for item in made["declaration"]["scenario"]["items"]]
        self.assertEqual(names, [item["name"] for item in items if item["verdict"] == "allowed"])
        self.assertEqual(made["declaration"]["filing"]["last_pass"]["approved_persons"], whole["permit"]["persons"]["total"])
        # Years before its window opens: told at the draft, with the day.
        check, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{made['id']}/check"))
        early = [one for one in check["findings"] if one["rule"] == "V23" and one["severity"] == "blocks"]
        self.assertEqual([(one["state"], one["pointer"]) for one in early], [("fails", "/filing/last_pass")])
        self.assertRegex(early[0]["fix"]["en"], "hand it in from 20[0-9]{2}-[0-9]{2}-[0-9]{2} on")
        self.assertRegex(early[0]["fix"]["zh"], "请自 20[0-9]{2}-[0-9]{2}-[0-9]{2} 起提交")
        status, value, _ = self.submit(made["id"])
        self.assertEqual(status, 422, value)
        _, head = self.ok(self.ann.ask("GET", f"/v1/permits/{permit['id']}"))
        self.ok(self.lead.ask("POST", f"/v1/permits/{permit['id']}/statements", {"state": "revoked", "reason": zh("停止出境")}, If_Match=head.getheader("ETag")), 200, 201)
        status, value, _ = self.filer.ask("POST", "/v1/filings", {"extends": permit["id"]})
        self.assertEqual(status, 409, value)
        self.assertEqual(self.submit(made["id"])[0], 409)


def flow_of(permit):
    """A flow that stays within a permit."""
    link = permit["links"][0]
    persons = {"count": 100, "new_this_year": 100, "new_in_total": 100}
    return {"format": "tidegate.flow/1", "permit": permit["id"], "exporter": permit["exporter"]["uscc"], "recipient": permit["recipients"][0],
            "destination": permit["destinations"][0], "purpose": permit["purposes"][0]["id"], "items": [{"name": permit["items"][0]["name"]}],
            "persons": persons, "sensitive_persons": persons, "octets": 5000, "pseudonymised": True, "onward": False,
            "link": {"mode": link["mode"], "encryption": link["encryption"], **{end: {"domain": link[end]["domains"][0], "address": link[end]["networks"][0].split("/")[0]} for end in ("from", "to")}}}


FAKETIME = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


@unittest.skipUnless(FAKETIME, "libfaketime is not here (Debian's faketime)")
class Clocked(Desk):
    """A server whose clock the test sets."""

    @classmethod
    def setUpClass(cls):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-clock-"))
        cls.addClassCleanup(shutil.rmtree, folder, True)
        cls.clock = folder / "clock"
        cls.clock.write_text("+0s\n")
        cls.environment = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(cls.clock), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        with unittest.mock.patch.dict(os.environ, cls.environment):
            super().setUpClass()

    def at(self, seconds):
        new = self.clock.with_suffix(".new")
        new.write_text(f"{seconds:+d}s\n")
        new.replace(self.clock)


class ClockBack(Clocked):
    def test_a_clock_set_back_between_papers_and_hand_in_hands_nothing_in(self):
        filing, tag = self.prepared("SA")
        for back in (-3600, -86400):
            self.at(back)
            self.assertEqual(self.filer.ask("GET", "/v1/session")[0], 401, "its session has not begun yet")
            self.assertEqual(self.filer.sign_in("filer.one")[0], 201)
            status, value, _ = self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=tag)
            self.assertEqual((status, value.get("code")), (409, "conflict"), value)
            self.assertIn("服务器时钟早于", value["text"]["zh"])
            kept, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
            self.assertEqual((kept["state"], kept.get("case"), f'"v{kept["version"]}"'), ("draft", None, tag))
        self.at(5)
        self.assertEqual(self.filer.sign_in("filer.one")[0], 201)
        handed, _ = self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=tag), 201)
        self.assertEqual(self.filer.ask("GET", f"/v1/cases/{handed['case']}")[0], 200)


class Extending(Clocked):
    """From a pass to its extension."""

    def days_later(self, days):
        self.at(days * 86400)
        self.server.stop()  # a month's seed is made at the start
        with unittest.mock.patch.dict(os.environ, self.environment):
            type(self).server = Server(self.folder)
        for name, login in (("filer", "filer.one"), ("ann", "ann.officer"), ("lead", "lea.lead"), ("police", "pol.officer"), ("medicine", "med.officer")):
            asker = Asker(self.server.port)
            self.assertEqual(asker.sign_in(login)[0], 201)
            setattr(self, name, asker)
        return TODAY + datetime.timedelta(days)

    def passed(self):
        """The permit of an assessment that was passed."""
        _, case = self.hand_in("SA")
        self.must(self.ann, case, name="accepted")
        self.clear(case)
        self.decide(case, "passed", items=self.items(self.page(self.ann, case)))
        return self.page(self.ann, case)["permits"][0]["id"]

    def record(self, permit, verdict="allowed", **more):
        whole, _ = self.ok(self.filer.ask("GET", f"/v1/permits/{permit}"))
        recorded, _ = self.ok(self.filer.ask("POST", "/v1/decisions?record=true", {**flow_of(whole["permit"]), **more}))
        self.assertEqual(recorded["verdict"], verdict, recorded)

    def applied(self, permit, today, **more):
        """A draft that extends the permit, filled in but for what `more` says."""
        made, _ = self.ok(self.filer.ask("POST", "/v1/filings", {"extends": permit}), 201)
        day = today.isoformat()
        places = {"__filing__commitment": True, "__filing__date": day, "__filing__assessed__from": (today - datetime.timedelta(60)).isoformat(),
                  "__filing__assessed__to": (today - datetime.timedelta(20)).isoformat(), "__legal_documents__0__signed_on": day,
                  "__legal_documents__0__effective_on": day, **more}
        for paper, data in filing_of("SA", 0)[1]:
            if paper["code"] in ("A6", "A8"):
                self.ok(self.filer.ask("POST", f"/v1/filings/{made['id']}/papers?slot={paper['code']}&file_name=new-{paper['file']}", data, Content_Type="application/pdf"), 201)
        filing, head = self.ok(self.filer.ask("GET", f"/v1/filings/{made['id']}"))
        places.update({f"__attachments__{i}__{mark}": True for i in range(len(filing["declaration"]["attachments"])) for mark in ("sealed", "signed")})
        self.ok(self.filer.ask("PATCH", f"/v1/filings/{made['id']}", {"set": {key.replace("__", "/"): value for key, value in places.items()}}, If_Match=head.getheader("ETag")))
        return made["id"]

    def handed_in(self, filing):
        _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        return self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=head.getheader("ETag")), 201)[0]["case"]

    def accept(self, case):
        self.assertEqual(self.page(self.ann, case)["state"], "awaiting_acceptance", self.page(self.ann, case).get("gaps"))
        self.must(self.ann, case, name="accepted")
        self.clear(case)

    def extension(self, case, asker=None):
        """What the page says of it: whether it passes, and what of each line."""
        shown = self.page(asker or self.ann, case)["extension"]
        self.assertEqual(len(shown["lines"]), 10)
        self.assertTrue(all(line["says"]["zh"] and line["says"]["en"] and line["source"] for line in shown["lines"]), shown)
        return shown, {line["code"]: line["truth"] for line in shown["lines"]}

    def state(self, permit, state):
        _, head = self.ok(self.lead.ask("GET", f"/v1/permits/{permit}"))
        reason = {} if state == "active" else {"reason": zh("核查")}
        self.ok(self.lead.ask("POST", f"/v1/permits/{permit}/statements", {"state": state, **reason}, If_Match=head.getheader("ETag")), 200, 201)

    def passes(self, case):
        return {"name": "decision_proposed", "kind": "passed", "items": self.items(self.page(self.ann, case)), "reasons": zh("经审查")}


class Extension(Extending):
    def test_a_pass_is_extended_on_what_was_metered_and_declared(self):
        permit = self.passed()
        self.days_later(2)
        self.record(permit)
        made = self.applied(permit, self.days_later(1050))
        case = self.handed_in(made)
        # Nothing is declared of incidents yet: the test of an extension is unknown, and nobody passes it.
        self.accept(case)
        shown, lines = self.extension(case)
        self.assertEqual((shown["permit"], shown["permit_state"], shown["passes"]), (permit, "active", "no"))
        self.assertEqual({code for code, truth in lines.items() if truth != "true"}, {"no_major_incident"})
        self.assertEqual(self.extension(case, self.filer)[1], lines)
        told = self.refused(self.ann, case, 409, "law", **self.passes(case))
        self.assertIn("未说明是否发生重大网络和数据安全事件", told["text"]["zh"])
        self.must(self.ann, case, name="supplement_asked", items=[{"pointer": "/filing/last_pass/major_incidents", "what": zh("安全事件"), "why": zh("未声明"), "source": "V23", "fix": zh("请声明")}])
        _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{made}"))
        self.ok(self.filer.ask("PATCH", f"/v1/filings/{made}", {"set": {"/filing/last_pass/major_incidents": 0}}, If_Match=head.getheader("ETag")))
        self.assertEqual(self.handed_in(made), case)
        self.must(self.filer, case, name="supplement_answered", item=0, answer="未发生")
        self.must(self.filer, case, name="supplement_handed_in")
        found = [one for one in self.page(self.ann, case)["findings"] if one["rule"] == "V23"]
        self.assertIn("申报单位声明", found[0]["says"]["zh"])
        self.clear(case)
        self.assertEqual(self.extension(case)[0]["passes"], "yes")
        self.assertEqual(self.decide(case, "passed", items=self.items(self.page(self.ann, case)))["state"], "passed")
        self.assertEqual(self.extension(case)[0]["truth"], "true")  # as it stood when it was decided
        # What was extended is not extended again, and that is told before a draft is filled in.
        next_one = self.page(self.ann, case)["permits"][0]["id"]
        drafts = len(self.every(self.filer, "/v1/filings"))
        status, told, _ = self.filer.ask("POST", "/v1/filings", {"extends": permit})
        self.assertEqual(status, 409, told)
        self.assertIn(f"extended already by the permit {next_one}", told["text"]["en"])
        self.assertIn(f"已获延长，由许可 {next_one} 接续", told["text"]["zh"])
        self.assertEqual(len(self.every(self.filer, "/v1/filings")), drafts)
        self.it_begins_where_the_pass_ends(permit, self.page(self.ann, case)["permits"][0]["id"])

    def it_begins_where_the_pass_ends(self, permit, extension):
        """Two permits, one after the other: on no day both."""
        old, _ = self.ok(self.filer.ask("GET", f"/v1/permits/{permit}"))
        new, _ = self.ok(self.filer.ask("GET", f"/v1/permits/{extension}"))
        ends = old["permit"]["valid"]["until"]
        self.assertEqual((new["permit"]["replaces"], new["permit"]["valid"]["from"], new["state"]), (permit, ends, "not_yet"))
        self.record(extension, "refused")
        self.record(permit)
        self.assertIn(extension, old["statements"][-1]["reason"]["zh"])
        with tempfile.TemporaryDirectory() as folder:
            files = {}
            for name, path in (("p.tgp", f"/v1/permits/{permit}/file"), ("s.tgs", f"/v1/permits/{permit}/status"), ("trust.json", "/v1/trust")):
                files[name] = pathlib.Path(folder) / name
                status, octets, _ = self.filer.ask("GET", path)
                self.assertEqual(status, 200)
                files[name].write_bytes(octets if isinstance(octets, bytes) else json.dumps(octets).encode())
            at = (TODAY + datetime.timedelta(1050)).isoformat() + "T23:00:00+08:00"
            words = ["permit", "verify", files["p.tgp"], "--trust", files["trust.json"], "--status", files["s.tgs"], "--at", at, "--json"]
            told = subprocess.run([TIDEGATE, *words], capture_output=True, text=True, check=False, env={**os.environ, "TIDEGATE_HOME": folder})
            self.assertIn(extension, json.dumps(json.loads(told.stdout)["steps"]), told.stderr)
        self.days_later((datetime.date.fromisoformat(ends) - TODAY).days)
        recorded, _ = self.ok(self.filer.ask("POST", "/v1/decisions?record=true", flow_of(old["permit"])))
        self.assertEqual(recorded["verdict"], "refused")
        ended = next(reason for reason in recorded["reasons"] if reason["code"] == "expired")
        self.assertIn(extension, ended["says"]["zh"])
        self.record(extension)


class Supplementing(Extending):
    """The day of filing is that of the hand-in that was taken: what was sent back comes in anew."""

    def patched(self, filing, **places):
        _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        self.ok(self.filer.ask("PATCH", f"/v1/filings/{filing}", {"set": {key.replace("__", "/"): value for key, value in places.items()}},
                               If_Match=head.getheader("ETag")))

    def check(self, filing):
        return self.ok(self.filer.ask("GET", f"/v1/filings/{filing}/check"))[0]["findings"]

    def fails(self, findings, rule):
        return [f["pointer"] for f in findings if f["rule"] == rule and f["state"] == "fails"]

    def assessed(self, filing, begins, ends):
        self.patched(filing, __filing__assessed__from=(TODAY + datetime.timedelta(begins)).isoformat(),
                     __filing__assessed__to=(TODAY + datetime.timedelta(ends)).isoformat())


class DayOfFiling(Supplementing):
    def test_an_assessment_ages_on_while_what_was_returned_is_not_handed_in(self):
        def gap(doc):
            doc["filing"]["assessed"] = {"from": ago(120), "to": ago(85)}
            doc["scenario"].pop("onward", None)
        filing, case = self.hand_in("SA", gap)
        self.assertEqual(self.page(self.ann, case)["state"], "returned")
        self.days_later(150)
        self.patched(filing, __scenario__onward="none")
        self.assertEqual(self.fails(self.check(filing), "V08"), ["/filing/assessed/to"])
        # Handed in as it is, the program finds the gap too, and passes no check.
        other, other_case = self.hand_in("SA", lambda doc: gap(doc))
        self.assertEqual(self.page(self.ann, other_case)["state"], "returned")
        self.patched(other, __scenario__onward="none")
        self.assertEqual(self.handed_in(other), other_case)
        page = self.page(self.ann, other_case)
        self.assertEqual(self.fails(page["findings"], "V08"), ["/filing/assessed/to"])
        self.assertNotEqual(page["state"], "awaiting_acceptance")

        self.assessed(filing, 100, 140)
        self.assertEqual(self.fails(self.check(filing), "V08"), [])
        self.assertEqual(self.handed_in(filing), case)
        page = self.page(self.ann, case)
        self.assertEqual((page["state"], self.fails(page["findings"], "V08")), ("awaiting_acceptance", []))
        # In a supplement the old one is as old as it was, and the new one keeps its day however long that takes.
        self.must(self.ann, case, name="supplement_asked",
                  items=[{"pointer": "/scenario/purpose", "what": zh("目的"), "why": zh("不清"), "source": "V17", "fix": zh("请说明")}])
        self.assessed(filing, -120, -85)
        self.assertEqual(self.fails(self.check(filing), "V08"), ["/filing/assessed/to"])
        self.assessed(filing, 100, 140)
        self.days_later(300)
        self.assertEqual(self.fails(self.check(filing), "V08"), [])


class DayOfAContract(Supplementing):
    def test_a_contract_is_late_by_the_hand_in_that_was_taken(self):
        def gap(doc):
            doc["scenario"].pop("onward", None)
            doc["legal_documents"][0].update(signed_on=ago(3), effective_on=ago(3))
        filing, case = self.hand_in("SC", gap)
        late = lambda findings: [p for p in self.fails(findings, "V22") if p.endswith("/effective_on")]
        self.assertEqual((self.page(self.ann, case)["state"], late(self.page(self.ann, case)["findings"])), ("returned", []))
        self.days_later(40)
        self.patched(filing, __scenario__onward="none")
        self.assertEqual(late(self.check(filing)), ["/legal_documents/0/effective_on"])
        self.assertEqual(self.handed_in(filing), case)
        self.assertEqual(late(self.page(self.ann, case)["findings"]), ["/legal_documents/0/effective_on"])


class ExtensionOfWhatChanged(Extending):
    def test_a_pass_that_is_gone_or_was_left_is_not_extended(self):
        tried, changed = self.passed(), self.passed()
        self.days_later(2)
        for permit in (tried, changed):
            self.record(permit)
        many = {"count": 10**9, "new_this_year": 10**9, "new_in_total": 10**9}
        for _ in range(2):
            self.record(tried, "refused", persons=many)
        whole, _ = self.ok(self.lead.ask("GET", f"/v1/permits/{tried}"))
        self.assertEqual((whole["refused_flows"]["count"], whole["refused_flows"]["reasons"]), (2, [{"code": "persons_over", "count": 2}]))
        self.assertNotIn("refused_flows", self.ok(self.lead.ask("GET", f"/v1/permits/{changed}"))[0])
        today = self.days_later(1050)

        # Other words for scope and method are another scope: the line names them, and nobody passes it.
        case = self.handed_in(self.applied(changed, today, __filing__last_pass__major_incidents=0, __scenario__scope="全部患者的全部病历",
                                           __scenario__method="境外人员远程访问"))
        self.accept(case)
        shown, lines = self.extension(case)
        self.assertEqual((lines["same_scope"], lines["same_purpose"], shown["passes"]), ("false", "true", "no"))
        told = self.refused(self.ann, case, 409, "law", **self.passes(case))
        for place in ("/scenario/scope", "/scenario/method"):
            self.assertIn(place, told["text"]["zh"])

        # Flows that the pass did not allow: a person settles it, with reasons.
        case = self.handed_in(self.applied(tried, today, __filing__last_pass__major_incidents=0))
        self.accept(case)
        shown, lines = self.extension(case)
        self.assertEqual((lines["within_pass"], shown["passes"]), ("unknown", "with_reasons"))
        self.assertIn("被拒绝的传输 2 次", next(line for line in shown["lines"] if line["code"] == "within_pass")["says"]["zh"])
        self.state(tried, "suspended")
        self.assertIn("暂停", self.refused(self.ann, case, 409, "law", **self.passes(case))["text"]["zh"])
        self.state(tried, "active")
        self.refused(self.ann, case, 422, "reasons_missing", **{**self.passes(case), "reasons": zh("")})
        self.must(self.ann, case, **self.passes(case))
        # What was revoked while the second person read is not extended.
        self.state(tried, "revoked")
        self.assertIn("撤销", self.refused(self.lead, case, 409, "law", name="decision_confirmed")["text"]["zh"])
        shown, _ = self.extension(case)
        self.assertEqual((shown["permit_state"], shown["truth"], shown["passes"]), ("revoked", "false", "no"))
        self.assertEqual(self.page(self.ann, case)["permits"], [])


class OneAdministrator(Desk):
    def reset(self, account):
        """The operator sets a password, comes in with it and chooses another."""
        path = f"/v1/accounts/{account['id']}"
        tag = self.ok(self.operator.ask("GET", path))[1].getheader("ETag")
        self.ok(self.operator.ask("PATCH", path, {"password": GIVEN}, If_Match=tag))
        return Asker(self.server.port).come_in_first(account["login"])

    def test_who_set_both_passwords_is_not_both_persons(self):
        one, first = self.made("kit.officer", "officer", agency="cyberspace")
        _, second = self.made("kay.lead", "lead", agency="cyberspace")
        operator = self.ok(self.operator.ask("GET", "/v1/session"))[0]["account"]["id"]
        _, case = self.hand_in("SC")
        # Made together and reset by nobody: the zone works, and the trail tells.
        one, two = self.reset(first), self.reset(second)
        page = self.page(one, case)
        page = self.must(one, case, name="decision_proposed", kind="refused", reasons=zh("经审查"), items=self.items(page, "refused", "非必要"))
        self.assertEqual(page["waits_for"], "second_person")
        value = self.refused(two, case, 409, "same_person", name="decision_confirmed")
        self.assertRegex(value["text"]["zh"], "同一管理员.*20[0-9]{2}-")
        # A lead whose account was made, and not reset, is of the same administrator still.
        self.refused(self.lead, case, 409, "same_person", name="decision_confirmed")
        self.must(one, case, name="proposal_sent_back", reasons=zh("由他人办理"))
        page = self.must(self.ann, case, name="decision_proposed", kind="refused", reasons=zh("经审查"), items=self.items(page, "refused", "非必要"))
        self.assertTrue(self.must(self.lead, case, name="decision_confirmed")["is_closed"])
        rows = [row for row in self.trail(case) if row["action"] == "two_persons.one_administrator"]
        self.assertEqual([row["outcome"] for row in rows], ["refused", "refused", "done"])
        self.assertEqual([row["account"] for row in rows[:1]], [second["id"]])
        self.assertEqual(rows[0]["detail"], {"administrator": operator, "first": first["id"]})


class Steps(Desk):
    def test_a_step_that_cannot_be_says_why_and_where(self):
        _, case = self.hand_in("SA")
        for step, status in (({"name": "no_such_step"}, 422), ({}, 400), ({"name": "accepted", "colour": "red"}, 400),
                             ({"name": "note_added", "text": 7}, 400)):
            got, value, _ = self.ann.ask("POST", f"/v1/cases/{case}/steps", step, If_Match=f'"v{self.page(self.ann, case)["seq"]}"')
            self.assertIn(got, (400, 422), (step, value))
        self.assertEqual(self.ann.ask("POST", f"/v1/cases/{case}/steps", {"name": "accepted"})[0], 428)
        self.refused(self.ann, case, 422, "reasons_missing", name="not_accepted")
        self.refused(self.filer, case, 403, "not_yours", name="accepted")
        self.refused(self.filer, case, 403, "not_yours", name="submitted")
        self.refused(self.ann, case, 422, "not_found", name="assigned", account="01ARYZ6S410000000000000000")
        self.assertEqual(self.auditor.ask("POST", f"/v1/cases/{case}/steps", {"name": "accepted"}, If_Match='"v1"')[0], 403)
        self.must(self.filer, case, name="withdrawn")
        self.refused(self.ann, case, 409, "wrong_state", name="accepted")

    def test_sectors_are_frozen_by_a_lead_and_samples_are_published(self):
        status, value, _ = self.ann.ask("POST", "/v1/freezes", {"sector": "retail", "reasons": zh("漂移")})
        self.assertEqual(status, 403, value)
        self.ok(self.lead.ask("POST", "/v1/freezes", {"sector": "retail", "reasons": zh("漂移")}), 201)
        self.assertEqual(self.lead.ask("POST", "/v1/freezes", {"sector": "retail", "reasons": zh("漂移")})[0], 409)
        self.assertEqual([row["sector"] for row in self.ok(self.ann.ask("GET", "/v1/freezes"))[0]["rows"]], ["retail"])
        version = self.ok(self.lead.ask("GET", "/v1/freezes"))[0]["rows"][0]["version"]
        lift = lambda who, reasons, at=version: who.ask("POST", "/v1/freezes/retail/lifting", {"reasons": reasons}, If_Match=f'"v{at}"')
        self.assertEqual(self.lead.ask("POST", "/v1/freezes/retail/lifting", {"reasons": zh("误报")})[0], 428)
        self.assertEqual(lift(self.ann, zh("误报"))[0], 403)
        self.assertEqual(lift(self.lead, zh(" "))[0], 422)
        self.assertEqual(lift(self.lead, zh("误报"), version - 1)[0], 412)
        self.assertEqual(lift(self.lead, zh("误报"))[0], 204)
        self.assertEqual(lift(self.lead, zh("误报"))[0], 404)
        lifted = [row for row in self.ok(self.auditor.ask("GET", "/v1/audit?limit=200"))[0]["rows"] if row["action"] == "sector.unfreeze"]
        self.assertEqual([(row["detail"]["reasons"]["zh"], row["detail"]["frozen_reasons"]["zh"]) for row in lifted], [("误报", "漂移")])
        rows = self.ok(Asker(self.server.port).ask("GET", "/v1/sampling"))[0]["rows"]
        self.assertEqual(len(rows), 2)
        self.assertTrue(all(len(row["commitment"]) == 64 and "seed" not in row for row in rows))


if __name__ == "__main__":
    unittest.main()
