#!/usr/bin/env python3
"""Journeys of the desk's evidence over HTTP: a case walked to its permit, its chain in the log, bundles that are verified offline, a witness
that is down, a server that is killed, a log that is not there.

usage: journeys_desk_evidence.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import hashlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import journeys_cases as cases
import journeys_server as server
from journeys_server import PASSWORD, Asker, Server, uscc

ORIGIN = "evidence.desk.example/2026"
PATIENCE = 90  # seconds


class Desk(cases.Desk):
    """A desk that keeps a log, with one witness whom a policy asks. Nothing of it listens until a test has it serve."""
    has_log = True

    @classmethod
    def setUpClass(cls):
        cls.port, cls.own = 9, None  # nobody listens there
        real = server.Server
        def with_log(folder, *words):
            if cls.has_log and not (folder / "evidence").exists():
                cls.make_log(folder)
            return real(folder, *words, "--evidence-each", "1")
        server.Server = with_log
        try:
            super().setUpClass()
        finally:
            server.Server = real
        cls.start = staticmethod(with_log)
        cls.addClassCleanup(shutil.rmtree, cls.root, True)

    @classmethod
    def make_log(cls, folder):
        folder.mkdir(mode=0o700, exist_ok=True)
        cls.witness = folder.parent / "witness"
        own = cls.run_it("witness", "init", cls.witness, "--name", "w.example", "--json")
        policy = folder.parent / "witnesses.txt"
        policy.write_text(f"witness w {json.loads(own)['verifier_keys'][0]} http://127.0.0.1:{cls.port}/\nquorum w\n")
        made = json.loads(cls.run_it("evidence", "init", "--log", folder / "evidence", "--origin", ORIGIN, "--witnesses", policy, "--json"))
        cls.trust = folder.parent / "trust.txt"
        cls.trust.write_text(made["trust"])
        cls.run_it("witness", "add-log", cls.witness, "--key", re.search(r"^log (\S+)", made["trust"], re.M)[1])

    @classmethod
    def run_it(cls, *words, code=0):
        done = subprocess.run([server.TIDEGATE, *map(str, words)], capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
        assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done.stdout or done.stderr

    def restart(self, kill=False):
        """The server anew, the askers at its new port."""
        if kill:
            self.server.process.kill()
            self.server.process.wait(30)
        code = self.server.stop()
        self.assertEqual(code, -signal.SIGKILL if kill else 0, (self.root / "serve.log").read_text()[-1000:])
        cls = type(self)
        cls.server = cls.start(cls.folder)
        for asker in vars(cls).values():
            if isinstance(asker, Asker):
                asker.port = cls.server.port

    def asked(self, path, asker=None, status=200):
        got, value, _ = (asker or self.ann).ask("GET", path)
        self.assertEqual(got, status, value)
        return value

    def until(self, what, how):
        """What `how` gives once it is something."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if (found := how()):
                return found
            time.sleep(0.2)
        self.fail(f"{what}: not within {PATIENCE} s: {self.asked('/v1/evidence', self.operator)}; " + (self.root / "serve.log").read_text()[-800:])

    def recorded(self, case, asker=None, state=("logged", "witnessed", "anchored")):
        """The chain, once all of it is that far, and can be proved."""
        def look():
            chain = self.asked(f"/v1/cases/{case}/evidence?limit=200", asker)
            rows = chain["rows"] + chain["permits"]
            return chain if all(row["state"] in state and row["is_provable"] for row in rows) else None
        return self.until(f"recorded as {state}", look)

    def passed(self):
        """A case that is walked to its permit."""
        _, case = self.hand_in("SC")
        self.clear(case)
        page = self.page(self.ann, case)
        self.decide(case, "passed", items=self.items(page))
        permits = [row for row in self.every(self.filer, "/v1/permits") if row["case"] == case]
        self.assertEqual(len(permits), 1)
        if permits[0]["state"] == "held":
            held = permits[0]
            got, value, _ = self.lead.ask("POST", f"/v1/permits/{held['id']}/release", {"persons": {"total": 100000}, "encryption": "tls1.2"},
                                          If_Match=f'"v{held["version"]}"')
            self.assertEqual(got, 201, (value, held))
            permits = [row for row in self.every(self.filer, "/v1/permits") if row["case"] == case and row["state"] != "released"]
        return case, permits[0]["id"]

    def fetched(self, path, name, asker=None):
        got, value, answer = (asker or self.ann).ask("GET", path)
        self.assertEqual(got, 200, value)
        self.assertTrue(answer.getheader("Content-Disposition").endswith('.tgb"'))
        (self.root / name).write_bytes(value)
        return self.root / name

    def verified(self, bundle, code=0, trust=None):
        return json.loads(self.run_it("evidence", "verify", bundle, "--trust", trust or self.trust, "--json", code=code))

    def counted(self, name):
        text = Asker(self.server.port).ask("GET", "/metrics")[1].decode()
        return int(re.search(rf"^tidegate_{name} (\d+)$", text, re.M)[1])

    def serve_witness(self):
        process = subprocess.Popen([server.TIDEGATE, "witness", "serve", self.witness, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.send_signal, signal.SIGTERM)
        for line in process.stderr:
            if found := re.search(r"listening .*port=(\d+)", line):
                return int(found[1])
        self.fail("the witness ended")


class Chain(Desk):
    def test_a_case_is_recorded_from_its_first_step_to_its_permit(self):
        case, permit = self.passed()
        chain = self.recorded(case)
        steps = self.every(self.ann, f"/v1/cases/{case}/steps?")
        self.assertEqual([(row["seq"], row["step"]) for row in chain["rows"]], [(row["seq"], row["step"]) for row in steps])
        self.assertEqual([row["kind"] for row in chain["permits"]], ["permit"])
        indexes = [row["index"] for row in chain["rows"]]
        self.assertEqual(indexes, sorted(set(indexes)))
        self.assertTrue(all(row["what"]["en"] and row["what"]["zh"] and row["logged_at"] for row in chain["rows"]))
        for row in chain["rows"] + chain["permits"]:
            said = self.verified(self.fetched(f"/v1/cases/{case}/evidence/{row['index']}/bundle", "one.tgb"), code=6)
            states = {step["step"]: step["state"] for step in said["steps"]}
            # Nobody has witnessed it yet, and all else holds: of the first step as of the last.
            self.assertEqual({name for name, state in states.items() if state == "failed"}, {"cosignatures"}, row)
            self.assertEqual((said["index"], said["kind"]), (row["index"], row["kind"]))
        shown = json.loads(self.run_it("evidence", "show", self.root / "one.tgb", "--json"))
        fields = {field["name"]: field["value"] for field in shown["disclosed"]}
        self.assertEqual((fields["permit"], fields["case"], fields["state"]), (permit, case, "active"))
        contents = base64.b64decode(json.loads(self.asked(f"/v1/permits/{permit}/file", self.filer))["payload"])
        self.assertEqual(fields["contents.sha256"], hashlib.sha256(contents).hexdigest())
        self.assertIn((self.asked(f"/v1/permits/{permit}/file", self.filer)), (self.root / "one.tgb").read_bytes())

    def test_each_side_sees_its_own_and_another_firm_nothing(self):
        case, permit = self.passed()
        chain = self.recorded(case)
        for_firm = self.asked(f"/v1/cases/{case}/evidence?limit=200", self.filer)
        hidden = {row["index"] for row in chain["rows"]} - {row["index"] for row in for_firm["rows"]}
        self.assertTrue(hidden)
        self.assertEqual([row["step"] for row in for_firm["rows"]], [row["step"] for row in self.every(self.filer, f"/v1/cases/{case}/steps?")])
        for index in hidden:
            self.asked(f"/v1/cases/{case}/evidence/{index}/bundle", self.filer, 404)
            self.asked(f"/v1/cases/{case}/evidence/{index}/verification", self.filer, 404)
        row = for_firm["rows"][0]
        self.fetched(f"/v1/cases/{case}/evidence/{row['index']}/bundle", "firm.tgb", self.filer)
        names = {f["name"] for f in json.loads(self.run_it("evidence", "show", self.root / "firm.tgb", "--json"))["disclosed"]}
        self.assertTrue({"case", "step", "at"} <= names)
        self.assertFalse({"lane", "sha256"} & names)
        if "strange" not in vars(type(self)):
            other = self.firm("示例零售（北京）有限公司", uscc(77))
            type(self).strange = self.made("strange.filer", "filer", tenant=other)[0]
        for path in (f"/v1/cases/{case}/evidence", f"/v1/cases/{case}/evidence/{row['index']}/bundle",
                     f"/v1/cases/{case}/evidence/{row['index']}/verification", f"/v1/permits/{permit}/evidence",
                     f"/v1/permits/{permit}/evidence/bundle"):
            self.asked(path, self.strange, 404)
        self.asked(f"/v1/cases/{case}/evidence", self.bank, 404)
        self.asked("/v1/evidence", self.filer, 403)
        # Another case's address does not lead to it either.
        _, second = self.hand_in("SC")
        self.asked(f"/v1/cases/{second}/evidence/{row['index']}/bundle", self.ann, 404)

    def test_the_desk_verifies_and_says_what_that_is_worth(self):
        _, case = self.hand_in("SC")
        row = self.recorded(case)["rows"][0]
        said = self.asked(f"/v1/cases/{case}/evidence/{row['index']}/verification", self.filer)
        self.assertFalse(said["holds"])  # no witness yet
        self.assertIn("less", said["says"]["en"])
        self.assertIn("自行核验", said["says"]["zh"])
        self.assertEqual(said["command"], "tidegate evidence verify FILE --trust POLICY")
        self.assertIn("inclusion", {step["step"] for step in said["verification"]["steps"] if step["state"] == "ok"})

    def test_others_watch_the_log_and_read_nothing_else(self):
        _, case = self.hand_in("SC")
        self.recorded(case)
        nobody = Asker(self.server.port)
        got, trust, answer = nobody.ask("GET", "/v1/evidence/trust")
        self.assertEqual((got, trust.decode()), (200, self.trust.read_text()))
        key = re.search(r"^log (\S+)", self.trust.read_text(), re.M)[1]
        said = json.loads(self.run_it("evidence", "monitor", f"http://127.0.0.1:{self.server.port}/evidence/log", "--key", key, "--state",
                                      self.root / "seen", "--json"))
        self.assertEqual((said["found"], said["checked"], said["false"]), ("first", "all", None))
        for path in ("segment", "../private/log.pem", "..%2fprivate%2flog.pem", "tile/../segment", "tile/..%2f..%2fsegment", "", "tile/0", "lock",
                     "tile/entries/000/../../../segment", "private/subjects"):
            got, value, _ = nobody.ask("GET", "/evidence/log/" + path)
            self.assertIn(got, (400, 404), (path, value))
        self.assertEqual(nobody.ask("POST", "/evidence/log/checkpoint", {})[0], 405)

    def test_who_reads_the_log_is_bounded_counted_and_logged_as_everybody_is(self):
        _, case = self.hand_in("SC")
        self.recorded(case)
        cls, start = type(self), type(self).start
        cls.start = staticmethod(lambda folder, *words: start(folder, "--rate", "2", *words))  # 40 files a second, 200 at once
        try:
            self.restart()
        finally:
            cls.start = staticmethod(start)
        nobody = Asker(self.server.port)
        self.until("served", lambda: nobody.ask("GET", "/evidence/log/checkpoint")[0] == 200)
        got, _, answer = nobody.ask("GET", "/evidence/log/checkpoint")
        self.assertEqual((got, answer.getheader("RateLimit-Policy")), (200, '"peer";q=200;w=5'))
        answers = [nobody.ask("GET", "/evidence/log/checkpoint") for _ in range(600)]
        self.assertGreater(sum(got == 200 for got, _, _ in answers), 150)
        got, value, answer = next(one for one in answers if one[0] == 429)
        self.assertEqual(value["code"], "too_many")
        self.assertGreaterEqual(int(answer.getheader("Retry-After")), 1)
        # It has a bucket of its own: the API is not shut to that peer.
        self.assertEqual(nobody.ask("GET", "/v1/evidence/trust")[0], 200)
        self.assertGreater(self.counted("requests_over_rate_total"), 0)
        shown = nobody.ask("GET", "/metrics")[1].decode()
        for status in (200, 429):
            self.assertIn(f'tidegate_requests_total{{route="GET /evidence/log/{{path}}",status="{status}"}}', shown)
            self.assertRegex((self.root / "serve.log").read_text(), rf"request method=GET route=/evidence/log/{{path}} status={status} us=\d+ account=-\n")
        self.assertNotIn("log/checkpoint", (self.root / "serve.log").read_text())
        self.restart()


class Permit(Desk):
    def test_a_permit_carries_its_proof_and_a_revocation_shows_in_it(self):
        case, permit = self.passed()
        self.recorded(case)
        port = self.serve_witness()
        kept = self.folder / "evidence/private/policy"
        kept.write_text(re.sub(r"127\.0\.0\.1:\d+/", f"127.0.0.1:{port}/", kept.read_text()))
        self.restart()
        self.recorded(case, state=("witnessed",))
        for name, path in (("p.tgp", "file"), ("s.tgs", "status")):
            (self.root / name).write_bytes(self.filer.ask("GET", f"/v1/permits/{permit}/{path}")[1])
        (self.root / "trust.json").write_text(json.dumps(self.asked("/v1/trust")))
        state = self.asked(f"/v1/permits/{permit}/evidence", self.filer)
        self.assertEqual((state["is_on"], state["state"]), (True, "witnessed"))
        bundle = self.fetched(f"/v1/permits/{permit}/evidence/bundle", "p.tgb", self.filer)
        said = self.verified(bundle)
        self.assertTrue(said["holds"])
        self.assertEqual((said["kind"], said["status"], len(said["witnessed"])), ("permit", "live", 1))
        words = ("permit", "verify", self.root / "p.tgp", "--trust", self.root / "trust.json", "--status", self.root / "s.tgs", "--evidence",
                 bundle, "--evidence-trust", self.trust, "--json")
        found = json.loads(self.run_it(*words))["evidence"]
        self.assertEqual((found["holds"], found["is_of_permit"], found["status"]), (True, True, "live"))
        # Suspended, the bundle of then still says what was so then; the one of now says what is so now.
        value = self.asked(f"/v1/permits/{permit}", self.lead)
        got, value, _ = self.lead.ask("POST", f"/v1/permits/{permit}/statements", {"state": "suspended", "reason": {"zh": "核查"}},
                                      If_Match=f'"v{value["version"]}"')
        self.assertEqual(got, 201, value)
        self.recorded(case, state=("witnessed",))
        bundle = self.fetched(f"/v1/permits/{permit}/evidence/bundle", "now.tgb", self.filer)
        self.assertEqual(self.verified(bundle)["status"], "suspended")
        issued = next(row for row in self.recorded(case)["permits"] if row["kind"] == "permit")
        old = self.verified(self.fetched(f"/v1/cases/{case}/evidence/{issued['index']}/bundle", "old.tgb"), code=6)
        self.assertIn("suspended", next(step["says"]["en"] for step in old["steps"] if step["step"] == "map"))
        # Of another permit it proves nothing.
        _, another = self.passed()
        (self.root / "p.tgp").write_bytes(self.filer.ask("GET", f"/v1/permits/{another}/file")[1])
        (self.root / "s.tgs").write_bytes(self.filer.ask("GET", f"/v1/permits/{another}/status")[1])
        self.run_it(*words, code=6)


class Trouble(Desk):
    def test_a_witness_that_is_down_is_told_and_later_caught_up(self):
        _, case = self.hand_in("SC")
        self.recorded(case, state=("logged",))
        said = self.until("lacking", lambda: (now := self.asked("/v1/evidence", self.operator))["unwitnessed_since"] and now)
        self.assertEqual((said["waiting"], said["why"], said["lacks"]), (0, None, ["w"]))
        self.assertEqual(said["witnesses"][0]["answer"], "down")
        self.assertEqual(Asker(self.server.port).ask("GET", "/readyz")[0], 200)
        port = self.serve_witness()
        kept = self.folder / "evidence/private/policy"
        kept.write_text(re.sub(r"127\.0\.0\.1:\d+/", f"127.0.0.1:{port}/", kept.read_text()))
        self.restart()
        chain = self.recorded(case, state=("witnessed",))
        self.assertIsNone(self.asked("/v1/evidence", self.operator)["unwitnessed_since"])
        row = chain["rows"][0]
        self.assertLessEqual(row["logged_at"], row["stated_at"])
        self.assertIsNone(row["anchored_at"])
        self.assertTrue(self.verified(self.fetched(f"/v1/cases/{case}/evidence/{row['index']}/bundle", "w.tgb"))["holds"])
        self.assertTrue(self.asked(f"/v1/cases/{case}/evidence/{row['index']}/verification", self.filer)["holds"])

    def test_a_server_that_is_killed_records_each_step_once(self):
        seen = []
        for _ in range(4):
            _, case = self.hand_in("SC")
            seen.append(case)
            time.sleep(0.25)
            self.restart(kill=True)
        entries = []
        for case in seen:
            chain = self.recorded(case)
            steps = self.every(self.ann, f"/v1/cases/{case}/steps?")
            self.assertEqual([row["seq"] for row in chain["rows"]], [row["seq"] for row in steps])
            entries += [row["index"] for row in chain["rows"]]
        self.assertEqual(len(entries), len(set(entries)))
        self.restart()
        # In the log itself: no subject twice.
        self.assertEqual(self.server.stop(), 0)
        status = json.loads(self.run_it("evidence", "status", "--log", self.folder / "evidence", "--json"))
        type(self).server = self.start(self.folder)
        for asker in vars(type(self)).values():
            if isinstance(asker, Asker):
                asker.port = self.server.port
        self.assertEqual(status["entries"], status["checkpoint"], "graceful stop signs what is there")

    def test_a_log_that_is_gone_stops_nobody_and_is_told(self):
        _, first = self.hand_in("SC")
        self.recorded(first)
        log = self.folder / "evidence/log"
        self.assertEqual(self.server.stop(), 0)
        log.rename(self.folder / "evidence/gone")
        log.write_text("no folder")  # as where a disk is not mounted
        type(self).server = self.start(self.folder)
        for asker in vars(type(self)).values():
            if isinstance(asker, Asker):
                asker.port = self.server.port
        _, second = self.hand_in("SC")
        self.clear(second)
        self.decide(second, "passed", items=self.items(self.page(self.ann, second)))
        said = self.until("told", lambda: (now := self.asked("/v1/evidence", self.operator))["waiting"] and now)
        self.assertTrue(said["waiting_since"] and said["why"]["en"] and said["why"]["zh"], said)
        self.assertEqual(Asker(self.server.port).ask("GET", "/readyz")[0], 200)
        self.assertGreater(self.counted("evidence_waiting"), 0)
        self.assertEqual(self.counted("evidence_failing"), 1)
        rows = self.asked(f"/v1/cases/{second}/evidence?limit=200", self.filer)["rows"]
        self.assertEqual({row["state"] for row in rows}, {"waiting"})
        log.unlink()
        (self.folder / "evidence/gone").rename(log)
        chain = self.recorded(second)
        self.assertEqual([row["seq"] for row in chain["rows"]], [row["seq"] for row in self.every(self.ann, f"/v1/cases/{second}/steps?")])
        self.assertIsNone(self.asked("/v1/evidence", self.operator)["why"])


class Hanging:
    """Takes what is asked and never answers. What happens is a list in order: "asked NAME", "given up NAME", by the path or line that was sent.
    `once` has, by name, what is called the next time that it is asked."""

    def __init__(self):
        self.events, self.once, self.lock = [], {}, threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.hang, args=(peer,), daemon=True).start()

    def hang(self, peer):
        with peer:
            sent = b""
            while b"\n" not in sent and (got := peer.recv(4096)):
                sent += got
            name = sent.split(b" HTTP")[0].split(b"/")[-1].decode().strip()
            with self.lock:
                self.events.append(f"asked {name}")
                self.once.pop(name, lambda: None)()
            try:
                while peer.recv(4096):
                    pass
            except ConnectionError:
                pass
            with self.lock:
                self.events.append(f"given up {name}")

    def close(self):
        self.socket.close()


class Anchored(Desk):
    def adapter(self, name, body):
        program = self.root / name
        program.write_text("#!/usr/bin/python3\nimport json, socket, sys\nask = json.load(sys.stdin)\n" + body)
        program.chmod(0o755)
        return program

    def test_targets_that_hang_hold_up_no_other_and_not_the_stop(self):
        log = self.folder / "evidence"
        hanging = Hanging()
        self.addCleanup(hanging.close)
        ca = self.root / "hanging-ca.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=tsa", "-keyout", self.root / "hanging-ca.key", "-out", ca],
                       check=True, capture_output=True)
        call = f"peer = socket.create_connection(('127.0.0.1', {hanging.port}))\npeer.sendall(b'NAME\\n')\n"
        never = self.adapter("never", call.replace("NAME", "never") + "peer.recv(1)\n")
        quick = self.adapter("quick", call.replace("NAME", "quick") + "print(json.dumps({'v': 1, 'state': 'done', 'id': 'tx-1'}))\n")
        # In this order, while nothing asks: what hangs stands before what does not.
        self.assertEqual(self.server.stop(), 0)
        self.run_it("anchor", "add", "node", "--log", log, "--kind", "rfc3161", "--url", f"http://127.0.0.1:{hanging.port}/node", "--tsa-ca", ca)
        self.run_it("anchor", "add", "never", "--log", log, "--kind", "adapter", "--command", never)
        self.run_it("anchor", "add", "quick", "--log", log, "--kind", "adapter", "--command", quick)
        stopping = threading.Event()
        def stop():
            self.server.process.send_signal(signal.SIGTERM)
            stopping.set()
        self.restart()
        self.addCleanup(self.without_targets, "node", "never", "quick")
        case, _ = self.passed()
        self.recorded(case)
        def anchored():
            held = {one["target"]: one for one in self.asked("/v1/evidence", self.operator)["anchors"]}
            return held if held.get("quick", {}).get("anchored") else None
        held = self.until("anchored", anchored)
        self.assertEqual((held["node"]["anchored"], held["never"]["anchored"]), (0, 0))
        with hanging.lock:
            before = hanging.events[:hanging.events.index("asked quick")]
            hanging.once["node"] = stop  # the next time, while it waits; the adapter is started with it
        self.assertNotIn("given up node", before)
        self.assertNotIn("given up never", before)
        self.assertTrue(stopping.wait(PATIENCE), hanging.events)
        self.server.process.wait(PATIENCE)
        self.assertEqual(self.server.process.returncode, 0)
        said = (self.root / "serve.log").read_text()
        self.assertLess(said.index("\nstopping\n"), said.index("\nstopped\n"))
        # It ended what ran, rather than waiting for the bounds of either; both are pending for the next start.
        status = {one["target"]: one["pending"] for one in json.loads(self.run_it("anchor", "status", "--log", log, "--json"))["anchors"]}
        self.assertEqual(status["node"]["says"]["en"], "interrupted while an answer was awaited")
        self.assertEqual(status["never"]["says"]["zh"], "程序运行时被中断")

    def without_targets(self, *names):
        # While it serves, a target that hangs keeps the anchors to itself.
        if self.server.process.poll() is None:
            self.server.stop()
        for name in names:
            self.run_it("anchor", "remove", name, "--log", self.folder / "evidence")
        self.restart()

    def test_an_authority_that_hangs_holds_up_nobody_and_a_notary_is_the_third_clock(self):
        log, notary = self.folder / "evidence", self.root / "notary"
        notary.mkdir()
        with socket.create_server(("127.0.0.1", 0)) as hanging:  # takes what is sent, and never answers
            ca = self.root / "ca.pem"
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ed25519", "-nodes", "-subj", "/CN=tsa", "-keyout", self.root / "ca.key", "-out", ca],
                           check=True, capture_output=True)
            # While it serves: they are asked from the next round on.
            self.run_it("anchor", "add", "stamp", "--log", log, "--kind", "rfc3161", "--url", f"http://127.0.0.1:{hanging.getsockname()[1]}/", "--tsa-ca", ca)
            self.run_it("anchor", "add", "notary", "--log", log, "--kind", "file", "--url", notary)
            case, _ = self.passed()
            self.recorded(case)
            self.assertEqual(Asker(self.server.port).ask("GET", "/readyz")[0], 200)
            def anchored():
                for file in notary.glob("*.txt"):
                    receipt = file.with_suffix(".receipt")
                    receipt.write_text("taken")
                    os.utime(receipt, (time.time() - 60, time.time() - 60))  # it must have lain still
                rows = (chain := self.asked(f"/v1/cases/{case}/evidence?limit=200"))["rows"] + chain["permits"]
                return chain if all(row["state"] == "anchored" for row in rows) else None
            chain = self.until("anchored", anchored)
            self.assertTrue(all(row["anchored_at"] >= row["stated_at"] for row in chain["rows"]))
            self.assertNotIn("anchors", chain["recording"])
            def pending():
                held = {one["target"]: one for one in self.asked("/v1/evidence", self.operator)["anchors"]}
                return held if held.get("stamp", {}).get("pending") else None
            held = self.until("pending", pending)
            self.assertGreater(held["notary"]["anchored"], 0)
            self.assertEqual((held["stamp"]["anchored"], bool(held["stamp"]["pending"]["since"])), (0, True))


class Misdated(Desk):
    def test_a_time_that_cannot_be_stands_on_no_entry(self):
        program = self.root / "adapter"
        program.write_text(f"#!{sys.executable}\nprint('{{\"v\": 1, \"state\": \"done\", \"id\": \"x\", \"time_ms\": 1000}}')\n")
        program.chmod(0o755)
        self.run_it("anchor", "add", "maker", "--log", self.folder / "evidence", "--kind", "adapter", "--command", program)
        case, _ = self.passed()
        def anchored():
            chain = self.asked(f"/v1/cases/{case}/evidence?limit=200")
            return chain if all(row["state"] == "anchored" for row in chain["rows"] + chain["permits"]) else None
        chain = self.until("anchored", anchored)
        self.assertEqual({row["anchored_at"] for row in chain["rows"] + chain["permits"]}, {None})
        held = self.asked("/v1/evidence", self.operator)["anchors"][0]
        self.assertEqual((held["anchored"] > 0, held["anchored_at"], held["is_time_believed"]), (True, None, False))


class NoLog(Desk):
    has_log = False

    def test_a_desk_without_a_log_works_as_before_and_says_so(self):
        case, permit = self.passed()
        self.assertEqual(self.asked("/v1/evidence", self.operator), {"is_on": False})
        chain = self.asked(f"/v1/cases/{case}/evidence", self.filer)
        self.assertEqual(chain["recording"], {"is_on": False})
        self.assertEqual({row["state"] for row in chain["rows"]}, {"waiting"})
        self.asked(f"/v1/cases/{case}/evidence/0/bundle", self.ann, 404)
        self.asked(f"/v1/permits/{permit}/evidence/bundle", self.filer, 404)
        self.assertIn("evidence outcome=not_logged", (self.root / "serve.log").read_text())
        self.assertNotIn("tidegate_evidence", Asker(self.server.port).ask("GET", "/metrics")[1].decode())
        # A log that is made later has what came before it.
        self.assertEqual(self.server.stop(), 0)
        type(self).has_log = True
        type(self).server = self.start(self.folder)
        for asker in vars(type(self)).values():
            if isinstance(asker, Asker):
                asker.port = self.server.port
        self.assertTrue(all(row["logged_at"] for row in self.recorded(case)["rows"]))

    def test_what_is_set_up_wrongly_is_told_when_it_starts(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([server.TIDEGATE, "serve", "--data", f"{folder}/desk", "--listen", "127.0.0.1:0", "--evidence", f"{folder}/nothing"],
                                  capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("evidence init", done.stderr)
            word = pathlib.Path(folder) / "word"
            word.write_text("a passphrase\n")
            word.chmod(0o600)
            self.run_it("evidence", "init", "--log", f"{folder}/log", "--origin", ORIGIN, "--passphrase-file", word)
            words = [server.TIDEGATE, "serve", "--data", f"{folder}/desk", "--listen", "127.0.0.1:0", "--evidence", f"{folder}/log"]
            done = subprocess.run(words, capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn("--evidence-passphrase-file", done.stderr)
            word.write_text("another\n")
            done = subprocess.run([*words, "--evidence-passphrase-file", word], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 2, done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
