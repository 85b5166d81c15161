#!/usr/bin/env python3
"""Bad input and other firms' ids, over HTTP: what is too large, broken, out of order, sent twice, forged or expired is told in both languages and
changes nothing; clocks that jump; a database that goes away under load; and no id of another firm opens or changes anything.

What journeys_server.Hostile (slow peers, broken heads), journeys_machines.Tokens (assertions) and journeys_platform (keys, outages) hold is not
repeated here.

usage: journeys_bad_input.py PATH_TO_TIDEGATE PATH_TO_DECIDED_CASE [unittest arguments]
"""
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import unittest.mock

import described
import journeys_desk_permits as permits  # takes the second path
import journeys_cases as cases
import journeys_server as server
from desk_databases import PostgresqlServer
from journeys_server import NOBODYS, PASSWORD, Asker, uscc

FAKETIME = next(pathlib.Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
HOUR, DAY = 3600, 86400


def admin_check(folder, *words):
    return subprocess.run([server.TIDEGATE, "admin", "check", "--data", folder, *words], capture_output=True, text=True, check=False)


class Bad(cases.Desk):
    """A desk, two firms, and claims about problems."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls("ok")
        cls.admin = make.made("admin.one", "firm_admin", tenant=cls.firm_id)[0]
        cls.other_id = make.firm("另一示例企业", uscc(4711))
        cls.other = make.made("filer.two", "filer", tenant=cls.other_id)[0]
        cls.other_admin = make.made("admin.two", "firm_admin", tenant=cls.other_id)[0]

    @classmethod
    def tearDownClass(cls):
        done = admin_check(cls.folder)
        super().tearDownClass()
        assert done.returncode == 0, done.stdout + done.stderr

    def told(self, answered, status, code=None):
        """The problem, which both languages tell."""
        got, value, answer = answered
        self.assertEqual((got, value.get("code") if code else None), (status, code), value)
        self.assertEqual(answer.getheader("Content-Type"), "application/problem+json")
        self.assertTrue(value["text"]["en"], value)
        self.assertRegex(value["text"]["zh"], "[一-鿿]{2}")
        return value

    def raw(self, octets, more=(), seconds=20):
        """Status and problem of an answer to bytes that no client of good will sends; (0, None): the connection was ended."""
        with socket.create_connection(("127.0.0.1", self.server.port)) as peer:
            peer.settimeout(seconds)
            try:
                peer.sendall(octets)
                for piece in more:
                    peer.sendall(piece)
            except ConnectionError:
                pass  # it need not be read to its end
            try:
                answer = http.client.HTTPResponse(peer)
                answer.begin()
                return answer.status, json.loads(answer.read() or b"null")
            except (ConnectionError, http.client.HTTPException, ValueError):
                return 0, None

    def head(self, asker, method, path, *lines):
        return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: h", f"Cookie: {asker.cookie}", f"X-CSRF-Token: {asker.csrf}", *lines, "", ""]).encode()

    def draft(self, asker=None):
        value, _ = self.ok((asker or self.filer).ask("POST", "/v1/filings", {}), 201)
        return f"/v1/filings/{value['id']}", (asker or self.filer).ask("GET", f"/v1/filings/{value['id']}")[2].getheader("ETag")


class Bodies(Bad):
    def test_json_that_is_none_is_told_and_nothing_is_kept(self):
        path, tag = self.draft()
        for text in (b"", b"{", b"[1,", b"nul", b"{'set':{}}", b'{"set":{},}', b'{"set":{}} {}', b"\xff\xfe{}", b'{"set":"\xc3"}', b'{"set":{"/x":"\\ud800"}}',
                     b'{"set":{"/x":"a\0b"}}', b'{"set":{"/scenario/purpose":"a\\u0000b"}}', b"NaN", b'{"a":Infinity}', b'{"a":1e99999}', b'{"a":' + b"9" * 100_000 + b"}", b'{"a":-9223372036854775809}', b'{"a":01}',
                     b'{"set":{},"set":{"/scenario/purpose":"x"}}', b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000):
            problem = self.told(self.filer.ask("PATCH", path, text, If_Match=tag), 400, "malformed")
            self.assertNotEqual(problem["detail"], "The request cannot be read", text[:30])
        self.told(self.filer.ask("PATCH", path, b'{"set":{"/nothing/at/all":1}}', If_Match=tag), 422, "out_of_range")
        self.assertEqual(self.filer.ask("GET", path)[2].getheader("ETag"), tag)
        value, _ = self.ok(self.filer.ask("PATCH", path, b'{"set":{"/scenario/purpose":"\\\\u0000"}}', If_Match=tag))
        self.assertEqual(value["declaration"]["scenario"]["purpose"], "\\u0000", "a backslash is one")

    def test_content_of_another_kind_or_charset_is_refused(self):
        path, tag = self.draft()
        for kind in ("text/plain", "application/xml", "multipart/form-data; boundary=x", "", ";", "application/json; charset=utf-16", "application/json;charset=gb18030"):
            self.told(self.filer.ask("PATCH", path, '{"set":{}}', If_Match=tag, Content_Type=kind), 415, "unsupported_media_type")
        self.told(self.filer.ask("PATCH", path, '{"set":{"/scenario/purpose":"目的"}}'.encode("utf-16-le"), If_Match=tag), 400)
        self.told(self.filer.ask("PATCH", path, '{"set":{"/scenario/purpose":"目的"}}'.encode("gb18030"), If_Match=tag), 400)
        for kind in ("application/json", "Application/JSON", 'application/json; charset="UTF-8"'):
            self.ok(self.filer.ask("PATCH", path, '{"set":{}}', If_Match=self.filer.ask("GET", path)[2].getheader("ETag"), Content_Type=kind))

    def test_a_body_beyond_its_bound_is_refused_declared_or_not(self):
        json_head = ("Content-Type: application/json", 'If-Match: "v1"')
        path, tag = self.draft()
        for length in (9 << 20, 1 << 40, 2**63 - 1):
            status, problem = self.raw(self.head(self.filer, "PATCH", path, *json_head, f"Content-Length: {length}"))
            self.assertEqual(status, 413)
            self.assertRegex(problem["text"]["zh"], "[一-鿿]{2}")
        for length in ("99999999999999999999999", "-1", "1x", "1, 2"):
            self.assertIn(self.raw(self.head(self.filer, "PATCH", path, *json_head, f"Content-Length: {length}"), seconds=20)[0], (0, 400, 413), length)
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        status, problem = self.raw(self.head(self.filer, "PATCH", path, *json_head, "Transfer-Encoding: chunked"), (piece for _ in range(1000)))
        self.assertIn(status, (0, 413), "chunks without an end")
        self.told(self.filer.ask("PATCH", path, b'{"set":{"/scenario/purpose":"' + b"x" * (1 << 20) + b'"}}', If_Match=tag), 413, "too_large")
        self.assertEqual(self.filer.ask("GET", path)[2].getheader("ETag"), tag)
        self.told(self.filer.ask("POST", path + "/papers?slot=A1&file_name=x.pdf", b"%PDF-1.4" + bytes(33 << 20), Content_Type="application/pdf"), 413, "too_large")

    def test_heads_and_addresses_beyond_their_bound_are_refused(self):
        for line in ("X-Long: " + "x" * 40_000, "Cookie: " + "a=b; " * 10_000, "\r\n".join(f"X-{n}: y" for n in range(5_000))):
            self.assertIn(self.raw(self.head(self.filer, "GET", "/v1/filings", line))[0], (0, 413, 431), line[:20])
        for path in ("/v1/filings/" + "x" * 60_000, "/v1/filings?after=" + "x" * 60_000, "/v1/filings?" + "&".join(f"a{n}=" for n in range(9_000))):
            self.assertIn(self.raw(self.head(self.filer, "GET", path))[0], (0, 400, 414, 431), path[:30])
        for path in ("/v1/filings/%00", "/v1/filings/%zz", "/v1/filings?after=%00", "/v1/filings/%2e%2e%2faccounts", "/v1//filings", "/v1/filings/../accounts"):
            status, value, _ = self.filer.ask("GET", path)
            self.assertIn((status, value["code"]), ((400, "malformed"), (404, "not_found")), path)
            self.assertRegex(value["text"]["zh"], "[一-鿿]{2}")

    def test_two_ways_to_say_where_a_body_ends_are_not_read_as_two_requests(self):
        smuggled = b"0\r\n\r\nGET /v1/filings HTTP/1.1\r\nHost: h\r\n\r\n"
        for lines in (("Content-Length: 5", "Transfer-Encoding: chunked"), ("Content-Length: 5", "Content-Length: 50"), ("Transfer-Encoding: xchunked",),
                      ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"), ("Content-Length : 5",)):
            with socket.create_connection(("127.0.0.1", self.server.port)) as peer:
                peer.settimeout(3)
                peer.sendall(self.head(Asker(self.server.port), "POST", "/v1/session", "Content-Type: application/json", *lines) + smuggled)
                octets = b""
                try:
                    while piece := peer.recv(65536):
                        octets += piece
                except OSError:
                    pass
                self.assertEqual(octets.count(b"HTTP/1.1 "), 1, (lines, octets[:2000]))
                self.assertTrue(octets.startswith(b"HTTP/1.1 400 "), (lines, octets[:200]))


class Order(Bad):
    def test_steps_out_of_their_order_are_refused_with_the_reason(self):
        _, case = self.hand_in("SA")
        page = self.page(self.ann, case)
        whole = {"kind": "passed", "items": self.items(page), "reasons": cases.zh("经审查")}
        self.refused(self.ann, case, 409, "wrong_state", name="decision_proposed", **whole)
        self.refused(self.lead, case, 409, "wrong_state", name="decision_confirmed")
        self.refused(self.filer, case, 409, "wrong_state", name="supplement_handed_in")
        self.refused(self.filer, case, 409, "wrong_state", name="review_requested", grounds="先行")
        self.refused(self.ann, case, 409, "wrong_state", name="clock_extended", working_days=5, reasons=cases.zh("复杂"))
        self.must(self.ann, case, name="accepted")
        self.refused(self.ann, case, 409, "wrong_state", name="accepted")
        self.must(self.filer, case, name="withdrawn")
        for asker, step in ((self.filer, {"name": "supplement_handed_in"}), (self.filer, {"name": "withdrawn"}),
                            (self.ann, {"name": "supplement_asked", "items": [{"pointer": "", **{key: cases.zh("补充") for key in ("what", "why", "fix")}, "source": "x"}]}),
                            (self.ann, {"name": "decision_proposed", **whole})):
            self.refused(asker, case, 409, "wrong_state", **step)
        filing = self.page(self.filer, case)["filing"]
        _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        self.told(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=head.getheader("ETag")), 409)
        self.told(self.filer.ask("DELETE", f"/v1/filings/{filing}", If_Match=head.getheader("ETag")), 409)

    def test_a_version_that_is_not_the_last_changes_nothing(self):
        _, case = self.hand_in("SA")
        seq = self.page(self.ann, case)["seq"]
        path = f"/v1/cases/{case}/steps"
        for tag, status in (('"v1"', 412), (f'"v{seq + 1}"', 412), ('"v0"', 412), ('"v-1"', 400), ('"v99999999999999999999"', 400), ("*", 400), (f"v{seq}", 400), (f'W/"v{seq}"', 400)):
            got = self.ann.ask("POST", path, {"name": "accepted"}, If_Match=tag)
            self.assertEqual(got[0], status, (tag, got[1]))
            self.told(got, status)
        self.told(self.ann.ask("POST", path, {"name": "accepted"}), 428, "version_needed")
        self.assertEqual(self.page(self.ann, case)["seq"], seq)

    def test_a_step_or_a_hand_in_that_is_sent_again_is_done_once(self):
        filing, case = self.hand_in("SA")
        path, tag = f"/v1/cases/{case}/steps", f'"v{self.page(self.ann, case)["seq"]}"'
        first = self.ok(self.ann.ask("POST", path, {"name": "accepted"}, If_Match=tag, Idempotency_Key="step-1"))[0]
        again, head = self.ok(self.ann.ask("POST", path, {"name": "accepted"}, If_Match=tag, Idempotency_Key="step-1"))
        self.assertEqual((again["seq"], head.getheader("Idempotency-Replayed")), (first["seq"], "true"))
        self.told(self.ann.ask("POST", path, {"name": "note_added", "text": "另"}, If_Match=tag, Idempotency_Key="step-1"), 422, "key_reused")
        self.told(self.ann.ask("POST", path, {"name": "accepted"}, If_Match=tag), 412, "changed")
        self.assertEqual([row["step"] for row in self.ok(self.ann.ask("GET", f"{path}?limit=200"))[0]["rows"]].count("accepted"), 1)


class Tokens(Bad):
    def test_sessions_and_their_csrf_texts_are_not_made_up_and_not_mixed(self):
        asker, _ = self.made("one.more", "auditor")
        for cookie in ("", "tidegate=", "tidegate=x", asker.cookie[:-1], asker.cookie + "A", asker.cookie.swapcase(), "tidegate=" + "A" * 43, "tidegate=" + "é" * 20, asker.cookie.replace("tidegate", "Tidegate")):
            stranger = Asker(self.server.port)
            status, value, _ = stranger.ask("GET", "/v1/session", Cookie=cookie.encode())
            self.assertEqual((status, value["code"]), (401, "not_signed_in"), cookie)
        for csrf in ("", self.filer.csrf, asker.csrf[:-1], asker.csrf + "A", asker.csrf.lower()):
            self.told(asker.ask("DELETE", "/v1/session", X_CSRF_Token=csrf), 403, "csrf")
        self.assertEqual(asker.ask("DELETE", "/v1/session")[0], 204)
        self.told(asker.ask("GET", "/v1/session"), 401, "not_signed_in")

    def test_a_recipients_link_is_not_made_up_and_opens_nothing_else(self):
        value, _ = self.ok(self.filer.ask("POST", "/v1/filings", {"declaration": {"scenario": {"recipients": [{"name": "Example SE", "region": "DE"}]}}}))
        link, _ = self.ok(self.filer.ask("POST", f"/v1/filings/{value['id']}/recipient-links", {"recipient": 0}))
        token = link["token"]
        self.assertEqual(Asker(self.server.port).ask("GET", "/v1/recipient-part", Authorization="Bearer " + token)[0], 200)
        for forged in ("x", token[:-1], token + "A", token.swapcase(), "A" * len(token), token + "=", link["id"]):
            self.told(Asker(self.server.port).ask("GET", "/v1/recipient-part", Authorization="Bearer " + forged), 401)
        for path in ("/v1/session", "/v1/filings", f"/v1/filings/{value['id']}", "/v1/cases"):
            self.told(Asker(self.server.port).ask("GET", path, Authorization="Bearer " + token), 401)
        self.told(self.filer.ask("GET", "/v1/recipient-part", Authorization="Bearer " + self.filer.cookie.split("=")[1]), 401)


class Isolation(Bad):
    """Each operation of the description with ids of another firm, in its path and in each member of its body that names something: the answer is
    that of an id that nobody has, and what the other firm has stays as it was."""
    NAMES = {"extends": "permit", "copies": "filing", "permit": "permit", "tenant": "firm", "account": "account", "case": "case", "evidence": "sha256", "filing": "filing",
             "webhook": "webhook", "machine": "machine", "paper": "paper", "sha256": "document", "operation": "operation", "link": "link", "delivery": "delivery", "policy_hash": "sha256",
             "replay_hash": "sha256", "index": "number"}
    NOBODY = {"permit": "P-0000000000000000", "sha256": "0" * 64, "document": "0" * 64, "delivery": f"{NOBODYS}.{NOBODYS}"}
    WHOLE = {"password": PASSWORD, "old": PASSWORD, "new": PASSWORD, "login": "some.body", "name": "A B", "role": "filer", "format": "tidegate.flow/1", "state": "revoked", "recipient": 0,
             "declaration": {}, "url": "https://receiver.example/", "events": ["*"], "code": "000000", "uscc": uscc(99), "sector": "retail", "reasons": {"zh": "理由"}, "public_key": "x"}
    STEPS = ({"name": "assigned", "account": ""}, {"name": "supplement_answered", "item": 0, "answer": "x", "evidence": [""]},
             {"name": "contest_opened", "level": "fact", "subject": "/scenario/purpose", "claim": "x", "evidence": [""]})

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls("ok")
        filing, case = make.hand_in("SA")
        draft, head = make.ok(cls.filer.ask("POST", "/v1/filings", {"declaration": cases.filing_of("SA", 5)[0]}))
        make.ok(cls.filer.ask("POST", f"/v1/filings/{draft['id']}/papers?slot=A1&file_name=a.pdf", b"%PDF-1.4", Content_Type="application/pdf"))
        operation, _ = make.ok(cls.filer.ask("POST", f"/v1/filings/{filing}/documents", {}), 202)
        while make.ok(cls.filer.ask("GET", f"/v1/operations/{operation['id']}"))[0]["state"] == "running":
            time.sleep(0.1)
        page, _ = make.ok(cls.filer.ask("GET", f"/v1/filings/{draft['id']}"))
        webhook, _ = make.ok(cls.admin.ask("POST", "/v1/webhooks", {"url": "https://receiver.example/", "events": ["*"]}))
        delivery, _ = make.ok(cls.admin.ask("POST", f"/v1/webhooks/{webhook['id']}/test"), 202)
        declaration = cls.root / "declaration.json"
        declared = {**permits.DECLARATION, "processor": {**permits.DECLARATION["processor"], "uscc": uscc(500)}}
        declaration.write_text(json.dumps(declared, ensure_ascii=False))
        done = subprocess.run([permits.DECIDED_CASE, cls.folder, declaration, uscc(500)], capture_output=True, text=True, check=True)
        decided = json.loads(done.stdout)
        link, _ = make.ok(cls.filer.ask("POST", f"/v1/filings/{draft['id']}/recipient-links", {"recipient": 0}))
        cls.owner = make.made("filer.three", "filer", tenant=decided["firm"])[0]
        documents, _ = make.ok(cls.filer.ask("GET", f"/v1/filings/{filing}/documents"))
        machine = server.MachineKey(cls.root)
        made, _ = make.ok(cls.admin.ask("POST", "/v1/machines", {"name": "M", "public_key": machine.public}))
        cls.theirs = {"filing": draft["id"], "case": case, "permit": decided["permit"], "firm": cls.firm_id, "account": cls.filer.ask("GET", "/v1/session")[1]["account"]["id"],
                      "sha256": page["papers"][0]["sha256"], "document": documents["rows"][0]["sha256"], "paper": page["papers"][0]["id"], "webhook": webhook["id"],
                      "delivery": json.dumps(delivery) and cls.admin.ask("GET", f"/v1/webhooks/{webhook['id']}/deliveries")[1]["rows"][0]["id"],
                      "operation": operation["id"], "link": link["id"], "machine": made["id"], "number": "1", "sector": "retail"}
        cls.machine_two = make.machine(cls.other_admin)
        cls.description = described.Description()

    def everything(self):
        """What the first firm sees of its own, and who owns the permit of it."""
        paths = ("/v1/filings", "/v1/cases", "/v1/webhooks", "/v1/machines", "/v1/accounts", "/v1/flows", *(f"/v1/{kind}s/{self.theirs[kind]}" for kind in ("filing", "case", "account", "operation")))
        seen = [self.admin.ask("GET", path)[:2] for path in paths]
        return json.dumps([seen, self.owner.ask("GET", f"/v1/permits/{self.theirs['permit']}")[:2], self.owner.ask("GET", "/v1/flows")[1]], sort_keys=True)

    def path(self, operation, kind_of):
        return re.sub(r"\{(\w+)\}", lambda found: kind_of(found[1]), operation.path)

    def bodies(self, operation, theirs):
        """Bodies that name something; each with ids of somebody's, by theirs."""
        if operation.path.endswith("/steps"):
            for step in self.STEPS:
                yield {key: theirs(self.NAMES[key]) if value == "" else [theirs(self.NAMES[key])] if value == [""] else value for key, value in step.items()}
            return
        schema = self.description.schema(operation.body)
        properties = schema.get("properties", {})
        whole = {key: self.WHOLE[key] for key in schema.get("required", []) if key in self.WHOLE}
        yield whole
        for key in properties:
            if key in self.NAMES and key != "link":
                yield {**whole, key: theirs(self.NAMES[key])}

    def asked(self, asker, operation, path, body):
        query = "?slot=A1&file_name=x.pdf" if operation.path.endswith("/papers") else ""
        sent = {"If_Match": '"v1"'} if operation.takes_version else {}
        if operation.body is not None and operation.media_type != "application/json":
            return asker.ask(operation.method, path + query, b"%PDF-1.4", **sent, Content_Type="application/pdf")[:2]
        return asker.ask(operation.method, path + query, body, **sent)[:2]

    def test_the_ids_of_another_firm_are_as_ids_of_nobody(self):
        before, asked = self.everything(), 0
        nobodys = lambda kind: self.NOBODY.get(kind, "1" if kind == "number" else "retail" if kind == "sector" else NOBODYS)
        kinds = lambda get: lambda place: get(self.NAMES.get(place, place))
        for operation in self.description.operations:
            if operation.path in ("/v1/session", "/v1/machine-token", "/v1/account/password") or operation.path.startswith(("/v1/account/second", "/v1/oidc", "/v1/freezes")):
                continue  # they name nobody, or end what this asks with
            for asker in (self.other, self.other_admin, self.machine_two):
                mine = list(self.bodies(operation, self.theirs.get)) if operation.body is not None else [None]
                none = list(self.bodies(operation, nobodys)) if operation.body is not None else [None]
                for body, without in zip(mine, none):
                    if body == without and not operation.places:
                        continue
                    theirs = self.asked(asker, operation, self.path(operation, kinds(self.theirs.get)), body)
                    nothing = self.asked(asker, operation, self.path(operation, kinds(nobodys)), without)
                    asked += 1
                    self.assertEqual(theirs, nothing, (operation.method, operation.path, body))
                    self.assertGreaterEqual(theirs[0], 400, (operation.method, operation.path, body))
        self.assertGreater(asked, 120)
        self.assertEqual(self.everything(), before)

    def test_a_case_of_the_own_takes_no_paper_and_no_person_of_another_firm(self):
        self.filer, mine = self.other, self.filer
        try:
            _, case = self.hand_in("SC", lambda doc: doc["processor"].update(name="另一示例企业", uscc=uscc(4711)))
        finally:
            self.filer = mine
        answers = []
        for paper in (self.theirs["sha256"], "0" * 64):
            status, value, _ = self.step(self.other, case, name="contest_opened", level="fact", subject="/scenario/purpose", claim="x", evidence=[paper])
            answers.append((status, value))
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(answers[0][0], 422)
        for account in (self.theirs["account"], NOBODYS):
            answers.append(self.step(self.ann, case, name="assigned", account=account)[:2])
        self.assertEqual(answers[2], answers[3])
        self.assertEqual(answers[2][0], 422)

    def test_a_page_of_another_lists_place_shows_nothing_of_it(self):
        _, page, _ = self.filer.ask("GET", "/v1/filings?limit=1")
        for path in ("/v1/filings", "/v1/cases", "/v1/permits"):
            for after in (page.get("next", ""), self.theirs["filing"], self.theirs["case"]):
                status, value, _ = self.other.ask("GET", f"{path}?after={after}&limit=200")
                self.assertIn(status, (200, 400), value)
                for theirs in self.theirs.values():
                    self.assertNotIn(f'"{theirs}"' if len(theirs) > 10 else "\0", json.dumps(value))


@unittest.skipUnless(FAKETIME, "libfaketime is not here (Debian's faketime)")
class Clocks(unittest.TestCase):
    """One server whose clock the test sets, by libfaketime."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-clock-"))
        self.addCleanup(shutil.rmtree, self.root, True)
        (self.root / "password").write_text(PASSWORD + "\n")
        (self.root / "password").chmod(0o600)
        (self.root / "declaration.json").write_text(json.dumps(permits.DECLARATION, ensure_ascii=False))
        self.at(0)
        environment = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(self.root / "clock"), "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        with unittest.mock.patch.dict(os.environ, environment):
            self.server = server.Server(self.root / "desk")
        self.addCleanup(self.server.stop)
        subprocess.run([server.TIDEGATE, "admin", "init", "--data", self.root / "desk", "--login", "operator", "--password-file", self.root / "password"], check=True, capture_output=True)
        self.operator = self.come_in("operator")

    def at(self, seconds):
        new = self.root / "clock.new"
        new.write_text(f"{seconds:+d}s\n")
        new.replace(self.root / "clock")

    def come_in(self, login):
        asker = Asker(self.server.port)
        self.assertEqual(asker.sign_in(login)[0], 201)
        return asker

    def decided(self, number):
        declared = {**permits.DECLARATION, "processor": {**permits.DECLARATION["processor"], "uscc": uscc(number)}}
        (self.root / "declaration.json").write_text(json.dumps(declared, ensure_ascii=False))
        done = subprocess.run([permits.DECIDED_CASE, self.root / "desk", self.root / "declaration.json", uscc(number)], capture_output=True, text=True, check=True)
        made = json.loads(done.stdout)
        status, value, _ = self.operator.ask("POST", "/v1/accounts", {"login": f"filer.{number}", "name": "A", "role": "filer", "tenant": made["firm"], "password": server.GIVEN})
        self.assertEqual(status, 201, value)
        Asker(self.server.port).come_in_first(f"filer.{number}")
        self.codes = {**getattr(self, "codes", {}), made["permit"]: uscc(number)}
        return made["permit"]

    def asks(self, asker, permit, record=""):
        status, value, _ = asker.ask("POST", "/v1/decisions" + record, permits.flow(permit, exporter=self.codes[permit]))
        self.assertEqual(status, 200, value)
        self.assertTrue(all(reason["says"]["zh"] for reason in value["reasons"]))
        return value["verdict"], [reason["code"] for reason in value["reasons"]]

    def test_a_clock_that_jumps_ends_sessions_and_permits_and_never_makes_them_longer(self):
        permit = self.decided(1)
        filer = self.come_in("filer.1")
        self.assertEqual(self.asks(filer, permit), ("allowed", []))
        self.at(-HOUR)
        # Set back by an hour: a session that has not begun yet has ended, and no flow is decided by such a clock.
        status, value, _ = filer.ask("GET", "/v1/session")
        self.assertEqual((status, value["code"]), (401, "not_signed_in"))
        self.assertRegex(value["text"]["zh"], "[一-鿿]{2}")
        back = self.come_in("filer.1")
        # In the first hour of a day in China the permit has not begun by such a clock either, and that is no.
        is_yesterday = (time.time() + 8 * HOUR) % DAY < HOUR + 60
        told = [("refused", ["clock_back", "not_yet"])] if is_yesterday else []
        self.assertIn(self.asks(back, permit), [*told, ("held", ["clock_back"])])
        self.at(5)
        self.assertEqual(self.asks(self.come_in("filer.1"), permit), ("allowed", []), "it is set right: nothing was lost")
        late = self.come_in("filer.1")
        self.at(13 * HOUR)
        self.assertEqual(late.ask("GET", "/v1/session")[0], 401, "twelve hours in all")
        # A year ahead and more: the permit has ended, and does not begin again when the clock is set back.
        self.at(4 * 366 * DAY)
        verdict, codes = self.asks(self.come_in("filer.1"), permit)
        self.assertEqual(verdict, "refused", codes)
        self.assertEqual(Asker(self.server.port).ask("GET", "/v1/sampling")[0], 200)
        self.assertEqual(Asker(self.server.port).ask("GET", "/readyz")[0], 200)
        self.at(0)
        self.assertEqual(self.asks(self.come_in("filer.1"), permit), ("held", ["clock_back"]))
        self.assertEqual(self.server.stop(), 0)
        done = admin_check(self.root / "desk")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


class UnderLoad(unittest.TestCase):
    """A database that stops and starts while four clients write: each is told, each tries again under its key, and each thing is there once."""

    def test_a_database_that_goes_away_loses_nothing_and_doubles_nothing(self):
        root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-load-"))
        self.addCleanup(shutil.rmtree, root, True)
        (root / "password").write_text(PASSWORD + "\n")
        (root / "password").chmod(0o600)
        database = PostgresqlServer()
        self.addCleanup(database.end)
        self.enterContext(unittest.mock.patch.dict(os.environ, database.environment()))
        words = ("--database", database.url())
        desk = server.Server(root / "desk", *words)
        self.addCleanup(desk.stop)
        subprocess.run([server.TIDEGATE, "admin", "init", "--data", root / "desk", "--login", "operator", "--password-file", root / "password", *words], check=True, capture_output=True)
        operator = Asker(desk.port)
        self.assertEqual(operator.sign_in("operator")[0], 201)
        done, outages, over, lock = {}, [], threading.Event(), threading.Lock()

        def write(writer):
            number = 0
            while not over.is_set():
                number += 1
                body, key = {"uscc": uscc(writer * 10_000 + number), "name": f"示例 {writer} {number}"}, f"{writer}-{number}"
                for _ in range(200):
                    status, value, answer = operator.ask("POST", "/v1/firms", body, Idempotency_Key=key)
                    if status == 201:
                        with lock:
                            done[key] = value["id"]
                        break
                    with lock:
                        outages.append((status, value["code"], bool(re.search("[一-鿿]{2}", value["text"]["zh"])), bool(answer.getheader("Retry-After"))))
                    time.sleep(0.1)

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            writers = [pool.submit(write, writer) for writer in range(1, 5)]
            time.sleep(1)
            database.stop()
            time.sleep(1)
            database.start()
            time.sleep(2)
            over.set()
            for writer in writers:
                writer.result(60)
        self.assertTrue(outages, "nobody saw it")
        self.assertLessEqual(set(outages), {(503, "unavailable", True, True), (409, "still_running", True, True)})
        seen, after = [], ""
        while True:
            _, page, _ = operator.ask("GET", f"/v1/firms?limit=200&after={after}")
            seen += [row["id"] for row in page["rows"]]
            if not (after := page.get("next", "")):
                break
        self.assertEqual(sorted(seen), sorted(done.values()))
        self.assertEqual(desk.stop(), 0)
        checked = admin_check(root / "desk", *words)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)


if __name__ == "__main__":
    unittest.main()
