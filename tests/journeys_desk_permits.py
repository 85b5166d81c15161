#!/usr/bin/env python3
"""Journeys of permits at the desk over HTTP: signed files that verify offline, statements, the decision point, the map of flows.

usage: journeys_desk_permits.py PATH_TO_TIDEGATE PATH_TO_DECIDED_CASE [unittest arguments]
"""
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

DECIDED_CASE = pathlib.Path(sys.argv.pop(2)).resolve() if len(sys.argv) > 2 else None
import journeys_server as server
from journeys_server import PASSWORD, Asker, Journey, Server, uscc

CODE = "91110000MA0000000H"
DECLARATION = {
    "api_version": "tidegate/v1", "kind": "Transfer",
    "processor": {"uscc": CODE, "name": "示例医药（北京）有限公司"},
    "cumulative_before": {"pi_nonsensitive": 0, "pi_sensitive": 0},
    "scenario": {
        "id": "trial-2026", "summary": {"zh": "临床试验数据回传总部统计分析", "en": "trial data to headquarters"}, "industry": "pharmaceutical",
        "items": [{"name": "受试者编号", "class": "PI"}, {"name": "检验结果", "class": "PI"}],
        "persons": {"forecast": [3200, 5200, 6000]},
        "recipients": [{"name": "Example Pharma SE", "region": "DE"}],
        "links": [{"exporter": {"domain": "sftp.example.invalid"}, "recipient": {"domain": "in.example.invalid"}, "mode": "bulk_file",
                   "encryption": "tls1.3"}]}}


def flow(permit, **more):
    return {"format": "tidegate.flow/1", "permit": permit, "exporter": CODE, "recipient": {"name": "Example Pharma SE", "region": "DE"},
            "destination": "DE", "purpose": "trial-2026", "items": [{"name": "受试者编号"}],
            "persons": {"count": 1000, "new_this_year": 1000, "new_in_total": 1000}, "octets": 5000,
            "link": {"mode": "bulk_file", "encryption": "tls1.3", "from": {"domain": "sftp.example.invalid"},
                     "to": {"domain": "in.example.invalid"}}, **more}


class Desk(Journey):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.number = 0

    def decided(self, code, declared=DECLARATION):
        """A case of a new firm of that code, decided of a declaration under it."""
        declared = {**declared, "processor": {**declared["processor"], "uscc": code}}
        (self.root / "declaration.json").write_text(json.dumps(declared, ensure_ascii=False))
        return subprocess.run([DECIDED_CASE, self.folder, self.root / "declaration.json", code], capture_output=True, text=True)

    def setUp(self):
        """A firm whose filing passed, its filer, and the lead of the desk that it lies on."""
        global CODE  # of the firm at hand: flows name it as their exporter
        type(self).number += 1
        CODE = uscc(500 + self.number)
        done = self.decided(CODE)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.case = json.loads(done.stdout)
        self.permit = self.case["permit"]
        self.path = f"/v1/permits/{self.permit}"
        self.filer = self.made(f"filer.{self.id_of()}", "filer", tenant=self.case["firm"])[0]
        self.lead = self.made(f"lead.{self.id_of()}", "lead", agency="cyberspace")[0]

    def id_of(self):
        return f"{type(self).__name__.lower()}.{self.number}"

    def page(self, asker=None):
        status, value, answer = (asker or self.filer).ask("GET", self.path)
        self.assertEqual(status, 200, value)
        return value, answer.getheader("ETag")

    def state(self, state, reason=None, asker=None, tag=None):
        return (asker or self.lead).ask("POST", self.path + "/statements", {"state": state, **({"reason": reason} if reason else {})},
                                        If_Match=tag or self.page(self.lead)[1])

    def decide(self, asker=None, record=False, expect=200, headers=None, **more):
        status, value, answer = (asker or self.filer).ask("POST", "/v1/decisions" + ("?record=true" if record else ""),
                                                          flow(self.permit, **more), **(headers or {}))
        self.assertEqual(status, expect, value)
        return value

    def codes(self, answer):
        return [reason["code"] for reason in answer["reasons"]]

    def fetched(self):
        """The three files that somebody who verifies offline has."""
        for name, path in (("p.tgp", self.path + "/file"), ("s.tgs", self.path + "/status")):
            status, value, answer = self.filer.ask("GET", path)
            self.assertEqual(status, 200, value)
            self.assertEqual(answer.getheader("Content-Disposition"), f'attachment; filename="{self.permit}.{name[2:]}"')
            (self.root / name).write_bytes(value)
        status, value, _ = Asker(self.server.port).ask("GET", "/v1/trust")
        self.assertEqual(status, 200)
        (self.root / "trust.json").write_text(json.dumps(value))

    def verify(self, exit=0, permit="p.tgp", status="s.tgs"):
        done = subprocess.run([server.TIDEGATE, "permit", "verify", permit, "--trust", "trust.json", "--status", status, "--json"], cwd=self.root,
                              capture_output=True, text=True, env={**os.environ, "TIDEGATE_HOME": str(self.root / "home")})
        self.assertEqual(done.returncode, exit, done.stdout + done.stderr)
        return json.loads(done.stdout) if done.stdout else None


class Offline(Desk):
    def test_a_permit_of_the_desk_verifies_with_its_trust_policy(self):
        self.fetched()
        said = self.verify()
        self.assertEqual(said["outcome"], "holds")
        value, _ = self.page()
        self.assertEqual((said["permit_sha256"], said["permit"]), (value["sha256"], value["permit"]))

    def test_a_flipped_octet_is_found_in_either_file(self):
        self.fetched()
        for name in ("p.tgp", "s.tgs"):
            good = (self.root / name).read_bytes()
            for at in range(0, len(good), max(1, len(good) // 12)):
                (self.root / "bad").write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
                words = ("bad", "s.tgs") if name == "p.tgp" else ("p.tgp", "bad")
                done = subprocess.run([server.TIDEGATE, "permit", "verify", words[0], "--trust", "trust.json", "--status", words[1]],
                                      cwd=self.root, capture_output=True)
                self.assertIn(done.returncode, (2, 6), (name, at))

    def test_what_is_revoked_does_not_hold_and_nothing_brings_it_back(self):
        self.assertEqual(self.state("revoked", {"zh": "数据用途与申报不符", "en": "used for something else"})[0], 201)
        self.fetched()
        self.assertEqual(self.verify(exit=4)["outcome"], "not_in_force")
        for state in ("active", "suspended", "revoked"):
            status, value, _ = self.state(state, {"zh": "x"})
            self.assertEqual((status, value["pointers"]), (422, ["/state"]), state)

    def test_a_key_that_is_changed_behind_the_server_signs_from_then_on(self):
        self.fetched()
        old = json.loads((self.root / "trust.json").read_text())
        done = subprocess.run([server.TIDEGATE, "admin", "rotate-permit-key", "--data", self.folder, "--format", "json"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.state("suspended", {"zh": "核查"})[0], 201)
        self.fetched()
        self.assertEqual(len(json.loads((self.root / "trust.json").read_text())["keys"]), len(old["keys"]) + 1)
        self.assertEqual(self.verify(exit=4)["outcome"], "not_in_force")
        (self.root / "trust.json").write_text(json.dumps(old))  # who has not fetched the policy again does not know the new key
        self.assertEqual(self.verify(exit=6)["outcome"], "status_not_genuine")


class Statements(Desk):
    def test_a_permit_is_suspended_resumed_and_told_of(self):
        status, value, answer = self.state("suspended", {"zh": "重新核查接收方"})
        self.assertEqual((status, value["state"], answer.getheader("ETag")), (201, "suspended", '"v2"'))
        self.assertEqual(value["statements"][-1]["reason"], {"zh": "重新核查接收方", "en": "重新核查接收方"})
        self.assertEqual(self.codes(self.decide()), ["suspended"])
        self.assertEqual(self.state("active")[0], 201)
        self.assertEqual(self.decide()["verdict"], "allowed")
        value, _ = self.page()
        self.assertEqual([(s["sequence"], s["state"]) for s in value["statements"]], [(1, "suspended"), (2, "active")])

    def test_a_change_needs_its_version_its_reason_and_a_lead(self):
        tag = self.page()[1]
        self.assertEqual(self.lead.ask("POST", self.path + "/statements", {"state": "suspended", "reason": {"zh": "x"}})[0], 428)
        self.assertEqual(self.state("suspended", {"zh": "x"}, tag='"v9"')[0], 412)
        for body, pointer in (({"state": "suspended"}, "/reason/zh"), ({"state": "suspended", "reason": {"zh": " \u3000 ", "en": "why"}}, "/reason/zh"), ({"state": "revoked", "reason": {"zh": "   ", "en": ""}}, "/reason/zh"), ({"state": "gone", "reason": {"zh": "x"}}, "/state"),
                              ({"state": "suspended", "reason": {"en": "english alone"}}, "/reason/zh"), ({"state": "active"}, "/state"),
                              ({"state": "suspended", "reason": {"zh": "字" * 1400}}, "/reason")):
            status, value, _ = self.lead.ask("POST", self.path + "/statements", body, If_Match=tag)
            self.assertEqual((status, value["pointers"]), (422, [pointer]), body)
        for body in ({"state": "suspended", "reason": "x"}, {"state": "suspended", "reason": {"zh": "x"}, "more": 1}, {}):
            self.assertEqual(self.lead.ask("POST", self.path + "/statements", body, If_Match=tag)[0], 400, body)
        officer = self.made(f"officer.{self.id_of()}", "officer", agency="cyberspace")[0]
        police = self.made(f"police.{self.id_of()}", "lead", agency="public_security")[0]
        for asker, expected in ((self.filer, 403), (officer, 403), (police, 404)):
            self.assertEqual(self.state("suspended", {"zh": "x"}, asker, tag)[0], expected)

    def test_of_two_leads_at_once_one_is_told_that_it_has_changed(self):
        tag = self.page()[1]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(lambda _: self.state("suspended", {"zh": "核查"}, tag=tag)[0], range(4)))
        self.assertEqual(sorted(answers), [201, 412, 412, 412])

    def test_the_statement_is_the_same_within_the_hour(self):
        first = self.filer.ask("GET", self.path + "/status")[1]
        self.assertEqual(self.filer.ask("GET", self.path + "/status")[1], first)
        self.assertRegex(self.page()[1], '^"v1-[0-9a-f]{16}"$')


class Held(Desk):
    def test_what_a_declaration_leaves_open_is_held_until_a_lead_closes_it(self):
        declared = json.loads(json.dumps(DECLARATION))
        declared["scenario"]["links"][0]["encryption"] = "own cipher"
        done = self.decided(uscc(700 + self.number), declared)
        case = json.loads(done.stdout)
        filer = self.made(f"held.{self.id_of()}", "filer", tenant=case["firm"])[0]
        path = f"/v1/permits/{case['permit']}"
        status, value, answer = filer.ask("GET", path)
        self.assertEqual((status, value["state"], "permit" in value), (200, "held", False))
        self.assertIn("/links/0/encryption", value["held_because"]["zh"])
        for missing in ("/file", "/status"):
            self.assertEqual(filer.ask("GET", path + missing)[0], 409)
        self.assertEqual(filer.ask("POST", "/v1/decisions", flow(case["permit"]))[0], 409)
        tag = answer.getheader("ETag")
        self.assertEqual(self.lead.ask("POST", path + "/statements", {"state": "revoked", "reason": {"zh": "x"}}, If_Match=tag)[0], 422)
        self.assertEqual(filer.ask("POST", path + "/release", {"encryption": "tls1.3"}, If_Match=tag)[0], 403)
        self.assertEqual(self.lead.ask("POST", path + "/release", {"encryption": "tls1.3"})[0], 428)
        for body, code in (({}, 422), ({"encryption": "rot13"}, 422), ({"persons": {"total": -1}}, 422), ({"persons": 5}, 400), ({"more": 1}, 400)):
            self.assertEqual(self.lead.ask("POST", path + "/release", body, If_Match=tag)[0], code, body)
        status, value, _ = self.lead.ask("POST", path + "/release", {"encryption": "tls1.3", "persons": {"per_year": 500}}, If_Match=tag)
        self.assertEqual((status, value["state"], value["permit"]["persons"]), (201, "active", {"per_year": 500, "total": 6000}))
        self.assertEqual(filer.ask("POST", "/v1/decisions", flow(value["id"], exporter=uscc(700 + self.number), persons={"count": 10}))[1]["verdict"], "allowed")
        self.assertEqual(self.lead.ask("POST", path + "/release", {"encryption": "tls1.3"}, If_Match=tag)[0], 412)


class Decisions(Desk):
    def test_a_flow_inside_the_permit_is_allowed_and_one_outside_is_refused_with_every_reason(self):
        answer = self.decide()
        self.assertEqual((answer["verdict"], answer["left"]["persons"]["total"]), ("allowed", 5000))
        answer = self.decide(destination="US", items=[{"name": "家庭住址"}])
        self.assertEqual((answer["verdict"], sorted(self.codes(answer))), ("refused", ["destination_outside", "item_outside"]))
        answer = self.decide(octets=None, persons=None)
        self.assertEqual((answer["verdict"], self.codes(answer)), ("held", ["persons_unknown"]))

    def test_what_is_recorded_is_counted_and_what_is_asked_is_not(self):
        self.decide()
        for _ in range(6):
            self.assertEqual(self.decide(record=True)["verdict"], "allowed")
        self.assertEqual(self.codes(self.decide(record=True)), ["persons_over"])
        value, tag = self.page()
        self.assertEqual(value["usage"]["persons"]["in_total"], {"used": 6000, "bound": 6000})
        self.assertEqual(value["usage"]["octets"]["in_total"], {"used": 30000, "bound": None})
        self.assertRegex(tag, '^"v1-[0-9a-f]{16}"$')

    def test_numbers_that_cannot_be_are_held_and_told_which(self):
        nobody_new = {"count": 1000, "new_this_year": 0, "new_in_total": 0}
        answer = self.decide(record=True, persons=nobody_new)
        self.assertEqual((answer["verdict"], [(r["code"], r["pointer"]) for r in answer["reasons"]]),
                         ("held", [("persons_impossible", "/persons/new_this_year"), ("persons_impossible", "/persons/new_in_total")]))
        self.assertEqual(self.page()[0]["usage"]["persons"]["in_total"]["used"], 0)
        self.decide(persons={"count": 10, "new_this_year": 11}, expect=422)  # no flow at all
        self.assertEqual(self.decide(record=True)["verdict"], "allowed")
        self.assertEqual(self.codes(self.decide(persons={"count": 10, "new_this_year": 0, "new_in_total": 5})), ["persons_impossible"])
        self.assertEqual(self.decide(record=True, persons=nobody_new)["verdict"], "allowed")
        self.assertEqual(self.page()[0]["usage"]["persons"]["in_total"]["used"], 1000)

    def test_a_record_that_is_sent_again_under_its_key_counts_once(self):
        key = {"Idempotency_Key": f'"{self.id_of()}"'}
        first = self.decide(record=True, headers=key)
        self.assertEqual(self.decide(record=True, headers=key), first)
        self.assertEqual(self.page()[0]["usage"]["persons"]["in_total"]["used"], 1000)
        status, value, _ = self.filer.ask("POST", "/v1/decisions?record=true", flow(self.permit, octets=1), **key)
        self.assertEqual((status, value["code"]), (422, "key_reused"))

    def test_many_at_once_do_not_go_beyond_the_bound(self):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.decide(record=True)["verdict"], range(16)))
        self.assertEqual(answers.count("allowed"), 6)
        self.assertEqual(self.page()[0]["usage"]["persons"]["in_total"]["used"], 6000)

    def test_who_may_not_ask_learns_nothing(self):
        other = self.decided(uscc(900 + self.number))
        stranger = self.made(f"stranger.{self.id_of()}", "filer", tenant=json.loads(other.stdout)["firm"])[0]
        nothing = stranger.ask("GET", "/v1/permits/P-0000000000000000")[:2]
        for path in ("", "/file", "/status"):
            self.assertEqual(stranger.ask("GET", self.path + path)[:2], nothing, path)
        self.assertEqual(self.decide(stranger, expect=404), nothing[1])
        self.assertEqual(self.decide(stranger, record=True, expect=404), nothing[1])
        self.assertNotIn(self.permit, json.dumps(stranger.ask("GET", "/v1/permits")[1]))
        self.assertNotIn(self.permit, json.dumps(stranger.ask("GET", "/v1/flows")[1]))
        self.assertEqual(self.decide(self.lead)["verdict"], "allowed")
        self.assertEqual(self.decide(self.lead, record=True, expect=403)["code"], "not_allowed")
        self.assertEqual(self.decide(self.made(f"auditor.{self.id_of()}", "auditor")[0], expect=403)["code"], "not_allowed")
        self.assertEqual(self.decide(Asker(self.server.port), expect=401)["code"], "not_signed_in")

    def test_a_flow_that_cannot_be_read_is_told_where(self):
        for body, code, pointers in ((flow(""), 422, ["/permit"]), (flow(self.permit, more=1), 400, [""]),
                                     (flow(self.permit, octets=-1), 422, ["/octets"]), (flow(self.permit, items={}), 400, ["/items"]),
                                     ({"format": "tidegate.flow/2"}, 400, ["/format"]), ([], 400, [""])):
            status, value, _ = self.filer.ask("POST", "/v1/decisions", body)
            self.assertEqual((status, value["pointers"]), (code, pointers), value)
        self.assertEqual(self.filer.ask("POST", "/v1/decisions?record=maybe", flow(self.permit))[0], 400)
        self.assertEqual(self.filer.ask("POST", "/v1/decisions", b"[" * 3000)[0], 400)
        self.assertEqual(self.filer.ask("POST", "/v1/decisions", "{}", Content_Type="text/plain")[0], 415)

    def test_the_audit_tells_of_permits_without_a_name(self):
        self.decide(record=True)
        self.state("suspended", {"zh": "核查示例"})
        auditor = self.made(f"auditor.{self.id_of()}", "auditor")[0]
        rows, after = [], 0
        while True:
            _, page, _ = auditor.ask("GET", f"/v1/audit?after={after}&limit=200")
            rows += page["rows"]
            if "next" not in page:
                break
            after = page["next"]
        mine = [row["action"] for row in rows if row["object"] == self.permit]
        self.assertEqual(mine, ["permit.issue", "permit.record_flow", "permit.suspend"])
        self.assertNotIn("示例", json.dumps(rows, ensure_ascii=False))


class Declared(Desk):
    """What the filing declares beside its numbers is in the permit, and a flow states it."""

    def test_a_permit_is_no_wider_than_the_filing(self):
        today = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date()
        last, after = today + datetime.timedelta(120), str(today + datetime.timedelta(121))
        declared = json.loads(json.dumps(DECLARATION))
        declared["scenario"].update(purpose_ends=str(last), onward="none", retention={"to": str(last), "after": "delete"})
        declared["legal_documents"] = [{"kind": "standard_contract", "name": "标准合同", "expires_on": str(last + datetime.timedelta(30))}]
        for item in declared["scenario"]["items"]:
            item["pseudonymised"] = True
        done = self.decided(code := uscc(800 + self.number), declared)
        self.assertEqual(done.returncode, 0, done.stderr)
        case = json.loads(done.stdout)
        filer = self.made(f"declared.{self.id_of()}", "filer", tenant=case["firm"])[0]
        status, value, _ = filer.ask("GET", f"/v1/permits/{case['permit']}")
        self.assertEqual((status, value["state"], value["permit"]["valid"]["until"]), (200, "active", after), value)
        self.assertEqual([(c["kind"], c["item"], c["day"]) for c in value["permit"]["conditions"]],
                         [("pseudonymised", None, None), ("no_onward", None, None), ("delete_by", None, after)])

        def said(**more):
            answer = filer.ask("POST", "/v1/decisions", flow(case["permit"], exporter=code, **more))[1]
            return answer["verdict"], self.codes(answer)
        self.assertEqual(said(pseudonymised=True, onward=False), ("allowed", []))
        self.assertEqual(said(), ("held", ["condition_unknown"] * 2))
        self.assertEqual(said(pseudonymised=True), ("held", ["condition_unknown"]))
        self.assertEqual(said(pseudonymised=False, onward=True), ("refused", ["condition_broken"] * 2))


class Lists(Desk):
    def test_permits_are_listed_for_whom_they_concern(self):
        _, mine, _ = self.filer.ask("GET", "/v1/permits")
        self.assertEqual([row["id"] for row in mine["rows"]], [self.permit])
        row = mine["rows"][0]
        today = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date()
        self.assertEqual((row["state"], row["items"], row["destinations"], row["firm"]["uscc"]), ("active", 2, ["DE"], CODE))
        self.assertIn(row["valid_from"], (str(today), str(today - datetime.timedelta(days=1))))
        seen, after = [], ""
        while True:
            _, page, _ = self.lead.ask("GET", f"/v1/permits?limit=1&after={after}")
            seen += [row["id"] for row in page["rows"]]
            after = page.get("next", "")
            if not after:
                break
        self.assertIn(self.permit, seen)
        self.assertEqual(len(seen), len(set(seen)))
        self.assertEqual(self.filer.ask("GET", "/v1/permits?after=%21")[0], 400)

    def test_a_flow_goes_from_its_filing_to_its_permit(self):
        def mine():
            return [row for row in self.filer.ask("GET", "/v1/flows")[1]["rows"]]
        row = mine()[0]
        self.assertEqual({key: row[key] for key in ("case", "permit", "destination", "recipient", "kind", "persons", "state", "route")},
                         {"case": self.case["case"], "permit": self.permit, "destination": "DE", "recipient": "Example Pharma SE", "kind": "pi",
                          "persons": 6000, "state": "permitted", "route": "SC"})
        self.state("suspended", {"zh": "核查"})
        self.assertEqual(mine()[0]["state"], "suspended")
        self.state("revoked", {"zh": "撤销"})
        self.assertEqual(mine()[0]["state"], "ended")
        self.assertIn(row["id"], [one["id"] for one in self.lead.ask("GET", "/v1/flows")[1]["rows"]])


class Keys(unittest.TestCase):
    def test_a_server_whose_key_is_not_the_desks_does_not_start(self):
        import shutil
        import tempfile
        root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-keys-"))
        self.addCleanup(shutil.rmtree, root, True)
        self.assertEqual(Server(root / "desk").stop(), 0)
        self.assertEqual(os.stat(root / "desk/permit-key.pem").st_mode & 0o777, 0o600)
        for name in ("a", "b"):
            subprocess.run([server.TIDEGATE, "permit", "keygen", root / name], check=True, capture_output=True, env={**os.environ, "TIDEGATE_HOME": str(root)})
        words = [server.TIDEGATE, "serve", "--data", root / "desk", "--listen", "127.0.0.1:0", "--permit-key", root / "a/permit-key.pem"]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertIn("rotate-permit-key", done.stderr)
        subprocess.run([server.TIDEGATE, "admin", "rotate-permit-key", "--data", root / "desk", "--key", root / "a/permit-key.pem"], check=True, capture_output=True)
        self.assertEqual(Server(root / "desk", "--permit-key", str(root / "a/permit-key.pem")).stop(), 0)
        os.chmod(root / "a/permit-key.pem", 0o644)
        self.assertEqual(subprocess.run(words, capture_output=True, timeout=60).returncode, 2)


if __name__ == "__main__":
    unittest.main()
