#!/usr/bin/env python3
"""Journeys of credentials: a small authority, what it signs, what is verified, what is caught.

usage: journeys_credentials.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import datetime
import hashlib
import http.server
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import unittest

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
CASES = pathlib.Path(__file__).resolve().parent / "credentials" / "cases.jsonl"
FIRM = "91110108MA01ABCD0B"


class Lists(http.server.BaseHTTPRequestHandler):
    served, asked = {}, []

    def do_GET(self):
        self.asked.append(self.path)
        body = self.served.get(self.path)
        self.send_response(200 if body else 404)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *words):
        pass


class Journey(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-credential-"))
        self.addCleanup(shutil.rmtree, self.root, True)

    def run_words(self, *words, exit=0):
        done = subprocess.run([TIDEGATE, *map(str, words)], capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.assertEqual(done.returncode, exit, done.stdout + done.stderr)
        return done.stdout if exit in (0, 6) else done.stderr

    def write(self, name, value):
        path = self.root / name
        path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        return path

    def authority(self, algorithm="ed25519", address="https://cert.example/status/"):
        self.run_words("credential", "keygen", self.root / "issuer.pem", "--algorithm", algorithm)
        self.run_words("credential", "keygen", self.root / "owner.pem")
        today = datetime.date.today()
        good = {"by": "cnas", "number": "C001-P", "kinds": ["dsm"], "from": "2020-01-01"}
        self.write("trust.json", {
            "format": "tidegate.trust-list/1", "issued": "2020-01-01", "expires": str(today + datetime.timedelta(days=90)),
            "accreditors": [{"id": "cnas", "name": {"en": "accreditation body", "zh": "认可机构"}}],
            "issuers": [{"id": "https://cert.example/dsm", "name": {"en": "certification body", "zh": "认证机构"}, "kinds": ["dsm"],
                         "keys": [{"kid": "k1", "jwk": json.loads((self.root / "issuer.pem.jwk").read_text())}],
                         "accreditations": [good], "status_addresses": [address]}]})
        self.run_words("credential", "trust", self.root / "trust.json", "--key", self.root / "owner.pem", "--kid", "owner",
                       "--out", self.root / "trust.jwt")
        self.write("entries.json", {"format": "tidegate.status-entries/1", "uri": address + "1", "size": 64})
        self.contents = {"issuer": "https://cert.example/dsm", "issued": "2026-01-01T00:00:00Z", "expires": "2036-01-01T00:00:00Z",
                         "status": {"uri": address + "1", "index": 5}, "kind": "dsm", "holder": {"uscc": FIRM},
                         "scope": {"systems": ["crm"], "sites": ["Beijing"]}, "level": 2}
        self.sign_status()

    def signer(self):
        return "--key", self.root / "issuer.pem", "--kid", "k1"

    def sign_status(self, *words):
        self.run_words("credential", "status", self.root / "entries.json", *words, *self.signer(), "--out", self.root / "status.jwt")

    def issue(self, name="c.jwt", form="vc", **change):
        self.write("contents.json", {**self.contents, **change})
        self.run_words("credential", "issue", self.root / "contents.json", *self.signer(), "--form", form, "--out", self.root / name)
        return self.root / name

    def verify(self, file, *words, exit=0, statuses=True, lang="en", holder=FIRM):
        lists = ["--status", self.root / "status.jwt"] if statuses else []
        said = self.run_words("credential", "verify", file, "--trust", self.root / "trust.jwt", "--trust-key",
                              self.root / "owner.pem.jwk", "--holder", holder, "--system", "crm", "--site", "Beijing", *lists, *words,
                              "--format", "json", "--lang", lang, exit=exit)
        return json.loads(said)


class Authority(Journey):
    def test_what_is_signed_is_recorded_where_there_is_a_log(self):
        (self.root / "home").mkdir(mode=0o700)
        policy = json.loads(self.run_words("evidence", "init", "--origin", "cert.example/2026", "--json"))["trust"]
        self.write("policy", policy)
        self.authority()
        file = self.issue()
        self.run_words("evidence", "publish")
        for subject, statement in ((f"credential/{hashlib.sha256(file.read_bytes()).hexdigest()}", file),
                                   ("status-list/https://cert.example/status/1", self.root / "status.jwt")):
            out = self.root / f"{statement.name}.tgb"
            self.run_words("evidence", "bundle", "--subject", subject, "--statement", statement, "--out", out)
            self.run_words("evidence", "verify", out, "--trust", self.root / "policy")
        self.assertNotIn(FIRM.encode(), (self.root / "home/evidence/log/segment").read_bytes())

    def test_what_it_signs_is_verified_in_both_forms_and_algorithms(self):
        for algorithm in ("ed25519", "sm2"):
            for old in self.root.glob("*"):
                old.unlink()
            self.authority(algorithm)
            for form in ("vc", "sd-jwt"):
                said = self.verify(self.issue(form + ".jwt", form))
                self.assertEqual((said["grade"], said["why_not_higher"], said["status"]), ("E3", [], "valid"))
                self.assertEqual(said["accreditation"], ["cnas"])
                self.assertEqual(said["factors"], ["X"])

    def test_a_suspension_is_lifted_and_a_revocation_is_not(self):
        self.authority()
        file = self.issue()
        self.sign_status("--suspend", 5)
        self.assertEqual(self.verify(file, exit=6)["why_not_higher"][0]["reason"], "suspended")
        self.sign_status("--restore", 5)
        self.assertEqual(self.verify(file)["grade"], "E3")
        self.sign_status("--revoke", 5)
        self.assertEqual(self.verify(file, exit=6)["grade"], "E0")
        self.run_words("credential", "status", self.root / "entries.json", "--restore", 5, *self.signer(), "--out",
                       self.root / "status.jwt", exit=2)
        self.assertEqual(self.verify(file, exit=6)["why_not_higher"][0]["reason"], "revoked")

    def test_of_several_revocations_at_once_none_is_lost(self):
        self.authority()
        words = [TIDEGATE, "credential", "status", self.root / "entries.json", *self.signer(), "--out", self.root / "status.jwt"]
        runs = [subprocess.Popen([str(w) for w in [*words, "--revoke", n]], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                 env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"}) for n in range(12)]
        for run in runs:
            self.assertEqual((run.communicate(timeout=120)[1], run.returncode), (b"", 0))
        self.assertEqual(json.loads((self.root / "entries.json").read_text())["revoked"], list(range(12)))
        self.assertEqual(self.verify(self.issue(), exit=6)["why_not_higher"][0]["reason"], "revoked")

    def test_a_name_turns_no_terminal(self):
        self.authority()
        file = self.issue(scope={"systems": ["crm", "a\u202eb\u009bc"], "sites": ["Beijing"]})
        said = self.run_words("credential", "verify", file, "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk",
                              "--holder", FIRM, exit=6)
        self.assertIn("systems: crm, a", said)
        self.assertNotIn("\u202e", said)
        self.assertNotIn("\u009b", said)

    def test_other_entities_systems_and_no_status_stay_low(self):
        self.authority()
        file = self.issue()
        self.assertEqual(self.verify(file, exit=6, statuses=False)["grade"], "E1")
        self.assertEqual(self.verify(file, exit=6, holder="91310115MA1K0AAA1H")["why_not_higher"][0]["reason"], "other_entity")
        both = self.verify(file, "--system", "payroll", exit=6)
        self.assertEqual((both["grade"], both["why_not_higher"][0]["reason"]), ("E1", "system_uncovered"), "it covers one of two")
        self.assertEqual(self.verify(file, "--level", 3, exit=6)["grade"], "E1")
        self.assertEqual(self.verify(file, holder="91110108ma01abcd0b")["grade"], "E3")  # typed in small letters

    def test_a_holder_with_a_slip_is_refused_and_no_foreign_id_is(self):
        self.authority()
        file = self.issue()
        words = ["credential", "verify", file, "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk"]
        last = "A" if FIRM[-1] != "A" else "C"
        for typed, en, zh in ((FIRM[:-1] + last, "--holder: the check character of the unified social credit code does not fit (GB 32100); copy it from the business licence anew",
                               "校验码不符（GB 32100）；请按营业执照重新录入"),
                              (FIRM[:4] + "O" + FIRM[5:], "its 3rd to 8th are digits; copy it", "第 3 至 8 位为数字；请按营业执照"),
                              (f" {FIRM[:-1].lower()}{last} ", "does not fit", "不符")):
            self.assertIn(en, self.run_words(*words, "--holder", typed, "--lang", "en", exit=2))
            self.assertIn(zh, self.run_words(*words, "--holder", typed, "--lang", "zh", exit=2))
        for foreign in ("529900T8BM49AURSDO55", "DE123456789", "LEI:529900T8BM49AU", "ABCD910108MA01ABCD"):
            self.assertEqual(self.verify(file, holder=foreign, exit=6)["why_not_higher"][0]["reason"], "other_entity", foreign)

    def test_the_verdict_stands_first_and_times_say_whose_they_are(self):
        self.authority()
        file = self.issue()
        words = ["credential", "verify", file, "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk", "--holder", FIRM,
                 "--system", "crm", "--site", "Beijing", "--at", "2026-11-28T10:46:01Z"]
        status = ["--status", self.root / "status.jwt"]
        moments = {"en": "2026-11-28 10:46:01 UTC", "zh": "北京时间 2026-11-28 18:46:01"}
        for lang, lower in (("en", f"■ not as good as its kind allows: E1   {moments['en']} · exit 6"), ("zh", f"■ 未达该种类可达的最高等级：E1   {moments['zh']} · 退出码 6")):
            self.assertEqual(self.run_words(*words, "--lang", lang, exit=6).splitlines()[:2], [lower, ""])
        now = words[:-2] + status
        self.assertRegex(self.run_words(*now, "--lang", "en"), r"\A■ holds: E3, the best that its kind allows   \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? UTC · exit 0\n\n")
        english, chinese = (self.run_words(*now, "--lang", lang) for lang in ("en", "zh"))
        self.assertIn("■ 成立：E3，已达该种类可达的最高等级", chinese)
        self.assertIn("issued: 2026-01-01 00:00:00 UTC\n", english)
        self.assertNotRegex(english, r"\dT\d\d:\d\d")
        self.assertNotRegex(chinese, r"[\u4e00-\u9fff] ?[(,;:]|[)] ?[\u4e00-\u9fff]")

    def test_every_reason_is_told_in_both_languages(self):
        self.authority()
        words = ["credential", "verify", self.issue(), "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk",
                 "--holder", FIRM]
        english = self.run_words(*words, "--lang", "en", exit=6)
        chinese = self.run_words(*words, "--lang", "zh", exit=6)
        self.assertIn("why not higher: nobody knows whether it was revoked", english)
        self.assertIn("未能更高的原因：无从得知是否已被撤销", chinese)
        # What nobody said is named by the flag that says it, and a code by what it stands for.
        self.assertIn("nobody said what it must cover; --system NAME (other_system)", english)
        self.assertIn("; --site NAME (other_site)", english)
        self.assertIn("未说明须覆盖什么；--system NAME（other_system）", chinese)
        for said in (english, chinese):
            self.assertNotRegex(said, r"(?m)^(kind: dsm|种类：dsm|factors that it may support: X|可支持因素：X)$")
        self.assertRegex(english, r"(?m)^kind: dsm \(.+\)$")
        self.assertRegex(chinese, r"(?m)^种类：dsm（.+）$")

    def test_a_slip_is_told_with_its_value(self):
        self.authority()
        self.sign_status("--revoke", 5)
        for lang, words, says in (("en", ("--revoke", "x"), '--revoke: "x" is no number of an entry'), ("zh", ("--revoke", "x"), "“x”不是条目序号"),
                                  ("en", ("--restore", 5), "--restore: entry 5 is revoked, which stays"), ("zh", ("--restore", 5), "条目 5 已被撤销"),
                                  ("en", ("--suspend", 99), "99 is beyond the list's 64 entries"), ("zh", ("--suspend", 99), "99 超出列表的 64 个条目")):
            said = self.run_words("credential", "status", self.root / "entries.json", *words, *self.signer(), "--out", self.root / "status.jwt",
                                  "--lang", lang, exit=2)
            self.assertIn(says, said)
        for lang, private, wrong in (("en", "owner.pem.jwk (public)", "is a public key; the private one is needed"),
                                     ("zh", "owner.pem.jwk（公钥）", "是公钥；签名须用私钥")):
            (self.root / "owner.pem").unlink()
            (self.root / "owner.pem.jwk").unlink()
            self.assertIn(private, self.run_words("credential", "keygen", self.root / "owner.pem", "--lang", lang))
            self.write("contents.json", self.contents)
            self.assertIn(wrong, self.run_words("credential", "issue", self.root / "contents.json", "--key", self.root / "owner.pem.jwk", "--kid", "k1",
                                                "--out", self.root / "x", "--lang", lang, exit=2))

    def test_a_kind_that_nobody_knows_is_not_signed(self):
        self.authority()
        for kind in ("DSM", "", "passport"):
            self.write("contents.json", {**self.contents, "kind": kind})
            for lang, says in (("en", "is no known kind of credential: one of "), ("zh", "不是已知的资质种类，须为其中之一：")):
                said = self.run_words("credential", "issue", self.root / "contents.json", *self.signer(), "--out", self.root / "x", "--lang", lang, exit=2)
                self.assertIn(says, said)
                self.assertRegex(said, r"\bdsm\b")
        self.assertFalse((self.root / "x").exists())

    def test_files_that_cannot_be_used_are_errors(self):
        self.authority()
        file = self.issue()
        words = ["credential", "verify", file, "--trust", self.root / "trust.jwt", "--holder", FIRM]
        self.assertIn("needs --trust --trust-key --holder", self.run_words("credential", "verify", file, exit=2))
        self.assertIn("须给出 --trust-key", self.run_words(*words, "--lang", "zh", exit=2))
        self.run_words(*words, "--trust-key", self.root / "issuer.pem.jwk", exit=6)  # another key signed the list
        self.run_words(*words, "--trust-key", self.root / "none.jwk", exit=2)
        (self.root / "issuer.pem").chmod(0o644)
        self.run_words("credential", "issue", self.root / "contents.json", *self.signer(), "--out", self.root / "x", exit=2)
        self.assertFalse((self.root / "x").exists())


class Fetching(Journey):
    def setUp(self):
        super().setUp()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Lists)
        Lists.served, Lists.asked = {}, []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/status/"

    def test_asks_only_where_the_trust_list_says(self):
        self.authority(address=self.address)
        file = self.issue()
        Lists.served["/status/1"] = (self.root / "status.jwt").read_bytes()
        self.assertEqual(self.verify(file, exit=6, statuses=False)["grade"], "E1")
        self.assertEqual(Lists.asked, [])  # nobody asked for it
        self.assertEqual(self.verify(file, "--fetch", statuses=False)["grade"], "E3")
        self.assertEqual(Lists.asked, ["/status/1"])
        other = self.issue("other.jwt", status={"uri": self.address.replace("/status/", "/elsewhere/"), "index": 5})
        self.assertEqual(self.verify(other, "--fetch", exit=6, statuses=False)["grade"], "E1")
        self.assertEqual(Lists.asked, ["/status/1"])
        forged = self.write("forged.jwt", file.read_text().strip()[:-8] + "AAAAAAA_")
        self.verify(forged, "--fetch", exit=6, statuses=False)
        self.assertEqual(Lists.asked, ["/status/1"])  # before the signature holds nobody is asked
        Lists.served.clear()
        kept = self.verify(file, "--fetch")
        self.assertEqual(kept["grade"], "E3")  # by the list at hand, and it says so
        self.assertIn("404", kept["status_not_fetched"]["en"])
        self.assertIn("404", kept["status_not_fetched"]["zh"])
        self.run_words("credential", "verify", file, "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk",
                       "--holder", FIRM, "--fetch", exit=69)


class Assessing(Journey):
    """A declaration whose evidence is a credential, and a state folder with a trust list."""
    SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "examples" / "hr-to-headquarters" / "transfer.yaml"

    def declare(self, holder="91110108MA0000001D"):
        self.authority()
        text = self.SAMPLE.read_text()
        text = text.replace("  X: {level: 2, evidence: E1", "  X: {level: 0, evidence: E3").replace("  T: {level: 2, evidence: E1", "  T: {level: 2, evidence: E3")
        text = text.replace("mlps-2026.pdf, kind: mlps,", "dsm.jwt, kind: dsm,").replace('data:\n  - {item: 工资卡号, files: "*/employees.csv"}\n', "")
        self.declaration = self.write("transfer.yaml", text)
        self.issue("dsm.jwt", holder={"uscc": holder}, scope={"systems": ["北京人力资源系统"], "sites": ["北京"]})
        kept = self.root / "home" / "credentials"
        (kept / "status").mkdir(parents=True)
        (self.root / "home").chmod(0o700)
        shutil.copy(self.root / "trust.jwt", kept)
        shutil.copy(self.root / "owner.pem.jwk", kept / "trust-key.json")
        shutil.copy(self.root / "status.jwt", kept / "status")
        self.kept = kept

    def assess(self, lang="en"):
        done = subprocess.run([TIDEGATE, "assess", self.declaration, "--format", "json", "--lang", lang], capture_output=True, text=True,
                              timeout=120, env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.assertIn(done.returncode, (0, 3, 4, 5), done.stderr)
        return json.loads(done.stdout)

    def factor(self, answer, letter):
        return next(f for f in answer["risk"]["factors"] if f["factor"] == letter)

    def test_a_checked_credential_lifts_its_factor_alone_and_the_replay_needs_no_list(self):
        self.declare()
        answer = self.assess()
        self.assertEqual((self.factor(answer, "X")["level"], self.factor(answer, "X")["grade"]), (0, "E3"))
        self.assertEqual(self.factor(answer, "T")["grade"], "E1")
        notes = [note["en"] for note in answer["risk"]["notes"]]
        self.assertIn("Checked: dsm.jwt (dsm), E3.", notes)
        shutil.rmtree(self.kept)
        (self.root / "dsm.jwt").unlink()
        self.run_words("replay", answer["bundle_path"])
        self.assertEqual(self.factor(self.assess(), "X")["grade"], "E1")  # without a list all is as before

    def test_a_revoked_one_is_not_made_good_by_one_of_an_issuer_that_nobody_knows(self):
        self.declare()
        self.sign_status("--revoke", 5)
        shutil.copy(self.root / "status.jwt", self.kept / "status")
        alone = self.factor(self.assess(), "X")
        self.run_words("credential", "keygen", self.root / "mine.pem")
        self.signer = lambda: ("--key", self.root / "mine.pem", "--kid", "k1")
        self.contents = {name: value for name, value in self.contents.items() if name != "status"}
        self.issue("dsm2.jwt", issuer="https://mine.example/", holder={"uscc": "91110108MA0000001D"},
                   scope={"systems": ["北京人力资源系统"], "sites": ["北京"]})
        text = self.declaration.read_text()
        line = next(line for line in text.splitlines() if "dsm.jwt" in line)
        self.declaration.write_text(text.replace(line, line + "\n" + line.replace("dsm.jwt", "dsm2.jwt")))
        beside = self.factor(self.assess(), "X")
        self.assertEqual((beside["level"], beside["grade"]), (alone["level"], alone["grade"]))

    def test_a_revoked_one_is_no_evidence_and_the_report_says_why(self):
        self.declare()
        self.sign_status("--revoke", 5)
        shutil.copy(self.root / "status.jwt", self.kept / "status")
        answer = self.assess()
        self.assertEqual((self.factor(answer, "X")["level"], self.factor(answer, "X")["grade"]), (3, "E0"))
        self.assertIn("已核验：dsm.jwt (dsm)，E0：已被撤销。", [note["zh"] for note in answer["risk"]["notes"]])
        screen = subprocess.run([TIDEGATE, "assess", self.declaration, "--no-record", "--format", "md"], capture_output=True, text=True, timeout=120,
                                env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"}).stdout
        self.assertIn("it was revoked", " ".join(screen.split()))

    def test_what_an_older_list_revoked_stays_revoked_as_the_papers_fetch_lists(self):
        """The command of docs/credentials.md, with the folder and the address of this test: no list is written over."""
        self.declare()
        (self.kept / "status" / "status.jwt").unlink()
        papers = pathlib.Path(__file__).resolve().parent.parent / "docs" / "credentials.md"
        command, = (line for line in papers.read_text().splitlines() if line.startswith("    ") and "curl" in line)
        address = self.contents["status"]["uri"]
        self.assertIn("https://cert.example/status/1", command)
        command = command.replace("/var/lib/tidegate/credentials", str(self.kept)).replace(address, (self.root / "status.jwt").as_uri())

        def fetch():
            subprocess.run(["sh", "-c", command], check=True, timeout=60)
            return self.factor(self.assess(), "X")

        self.assertEqual(fetch()["level"], 0)
        for name, words in (("entries.json", ["--revoke", 5]), ("silent.json", [])):
            self.write("silent.json", {"format": "tidegate.status-entries/1", "uri": address, "size": 64})
            time.sleep(1.1)  # names, and the times of the lists, are of whole seconds
            self.run_words("credential", "status", self.root / name, *words, *self.signer(), "--out", self.root / "status.jwt")
            found = fetch()
            self.assertEqual((found["grade"], found["level"]), ("E0", 3), name)
        self.assertEqual(len(list((self.kept / "status").iterdir())), 3)
        # A server that fails leaves no file that stops everything.
        self.assertNotEqual(subprocess.run(["sh", "-c", command.replace(".jwt &&", ".no &&")], timeout=60).returncode, 0)
        self.assertEqual(self.factor(self.assess(), "X")["grade"], "E0")

    def test_another_firms_credential_lifts_nothing(self):
        self.declare(holder=FIRM)
        self.assertEqual(self.factor(self.assess(), "X")["grade"], "E0")

    SYSTEM, SECOND = "北京人力资源系统", "财务系统"

    def declared_anew(self, *files, systems=None):
        """The same with these documents, and these systems in the place of its one; None: as it was, (): none is named."""
        text = self.declaration.read_text()
        line = next(line for line in text.splitlines() if "file: dsm" in line)
        bare = line.replace(f" system: {self.SYSTEM},", "")  # what it covers is for the document itself to say
        text = text.replace(line + "\n", "".join(bare.replace("dsm.jwt", file) + "\n" for file in files))
        text = text if files else text.replace("\nevidence:\n", "\n")
        told = next(line for line in text.splitlines() if "domestic_systems: " in line)
        one = "{{name: {}, operator: 示例精密制造（北京）有限公司, city: {}, cloud: no}}"
        if systems is not None:
            text = text.replace(told + "\n", f"  domestic_systems: [{', '.join(one.format(*s) for s in systems)}]\n" if systems else "")
        self.write("transfer.yaml", text)
        answer = self.assess()
        self.write("transfer.yaml", self.was)
        x = self.factor(answer, "X")
        return (x["level"], x["grade"]), [note["en"] for note in answer["risk"]["notes"] if note["en"].startswith("Checked: ")], answer["risk"]["score"]

    def issued_of(self, name, index, *systems, city="北京"):
        self.issue(name, holder={"uscc": "91110108MA0000001D"}, status={**self.contents["status"], "index": index},
                   scope={"systems": list(systems), "sites": [city]})

    def test_each_system_may_have_a_credential_of_its_own(self):
        self.declare()
        self.was = self.declaration.read_text()
        two = [(self.SYSTEM, "北京"), (self.SECOND, "上海")]
        self.issued_of("dsm2.jwt", 6, self.SECOND, city="上海")
        proved, notes, score = self.declared_anew("dsm.jwt", "dsm2.jwt", systems=two)
        self.assertEqual((proved, notes), ((0, "E3"), ["Checked: dsm.jwt (dsm), E3.", "Checked: dsm2.jwt (dsm), E3."]))
        none, _, without = self.declared_anew(systems=two)
        self.assertEqual(none, (2, "E1"))
        self.assertLess(score, without)
        one, notes, alone = self.declared_anew("dsm.jwt", systems=two)
        self.assertEqual((one, alone), (none, without), "one that covers a part is no worse than none, and no better")
        self.assertEqual(notes, [f"Checked: dsm.jwt (dsm), E1: of 2 systems that must be covered 1 has no credential of this kind that is proven: {self.SECOND}."])
        self.issued_of("dsm3.jwt", 7, self.SECOND)
        self.assertEqual(self.declared_anew("dsm.jwt", "dsm3.jwt", systems=two)[0], none, "the right name at another place covers nothing")
        self.sign_status("--revoke", 6)
        shutil.copy(self.root / "status.jwt", self.kept / "status")
        worst, notes, _ = self.declared_anew("dsm.jwt", "dsm2.jwt", systems=two)
        self.assertGreaterEqual(worst[0], none[0], notes)
        self.assertIn(f"Checked: dsm.jwt (dsm), E1: of 2 systems that must be covered 1 has no credential of this kind that is proven: {self.SECOND}.", notes)

    def test_a_system_that_nobody_declares_raises_no_grade(self):
        self.declare()
        self.was = self.declaration.read_text()
        whole, self.contents = self.contents, {name: value for name, value in self.contents.items() if name != "scope"}
        self.issue("bare.jwt", holder={"uscc": "91110108MA0000001D"})
        self.contents = whole
        self.issue("no-site.jwt", holder={"uscc": "91110108MA0000001D"}, scope={"systems": [self.SYSTEM]})
        for file in ("bare.jwt", "no-site.jwt", "dsm.jwt"):
            full, _, score = self.declared_anew(file)
            self.assertEqual(full, (0, "E3") if file == "dsm.jwt" else (2, "E1"), file)
            for systems in ((), [("\"\"", "北京")], [(self.SYSTEM, "\"\"")]):
                less, notes, more = self.declared_anew(file, systems=systems)
                self.assertEqual(less, (2, "E1"), (file, systems, notes))
                self.assertGreaterEqual(more, score)

    def test_a_damaged_trust_list_is_an_error_not_an_answer(self):
        self.declare()
        damaged = (self.kept / "trust.jwt").read_text()
        (self.kept / "trust.jwt").write_text(damaged[:-8] + "AAAAAAA\n")
        self.run_words("assess", self.declaration, exit=6)


class Certificates(Journey):
    """A certification body with an authority of its own, by the openssl program."""

    def openssl(self, *words):
        subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True, cwd=self.root, timeout=120)

    def setUp(self):
        super().setUp()
        self.authority()
        self.write("ca.cnf", "[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=authority\n[root]\nbasicConstraints=critical,CA:true\n"
                   "keyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n[leaf]\nbasicConstraints=critical,CA:false\n"
                   "keyUsage=critical,digitalSignature\nextendedKeyUsage=1.3.6.1.5.5.7.3.36\n[ca]\ndefault_ca=own\n[own]\ndatabase=index\n"
                   "crlnumber=number\ndefault_md=sha256\ndefault_crl_days=7\ncertificate=root.pem\nprivate_key=root.key\n")
        self.write("index", "")
        self.write("number", "01\n")
        # A day back: the credential is issued now, and clocks are read to the second.
        key = "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "ca.cnf"
        self.faked("req", "-x509", *key, "-extensions", "root", "-keyout", "root.key", "-out", "root.pem", "-days", "30")
        self.faked("req", "-x509", *key, "-extensions", "leaf", "-subj", "/O=Body/CN=signer", "-CA", "root.pem", "-CAkey", "root.key",
                   "-keyout", "leaf.key", "-out", "leaf.pem", "-days", "20")
        self.crl()
        pem = (self.root / "root.pem").read_text()
        der = subprocess.run(["openssl", "x509", "-in", self.root / "root.pem", "-outform", "DER"], check=True, capture_output=True).stdout
        trust = json.loads((self.root / "trust.json").read_text())
        trust["issuers"][0]["certificates"] = [{"pem": pem, "sha256": hashlib.sha256(der).hexdigest(), "signers": [{"O": "Body"}]}]
        self.write("trust.json", trust)
        (self.root / "trust.jwt").unlink()
        self.run_words("credential", "trust", self.root / "trust.json", "--key", self.root / "owner.pem", "--kid", "owner", "--out", self.root / "trust.jwt")

    def faked(self, *words):
        subprocess.run(["faketime", "-f", "-1d", "openssl", *words], check=True, capture_output=True, cwd=self.root, timeout=120)

    def crl(self):
        self.openssl("ca", "-config", "ca.cnf", "-gencrl", "-out", "root.crl")

    def claims(self, **change):
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "DataSecurityCredential"],
                "issuer": "https://cert.example/dsm", "validFrom": now, "validUntil": "2036-01-01T00:00:00Z",
                "status": {"status_list": {"uri": "https://cert.example/status/1", "idx": 5}},
                "credentialSubject": {"kind": "dsm", "holder": {"uscc": FIRM}, "scope": {"systems": ["crm"], "sites": ["Beijing"]}, **change}}

    def sign(self, name, *words, **change):
        self.write("dsm.json", self.claims(**change))
        self.openssl("cms", "-sign", "-binary", "-in", "dsm.json", "-signer", "leaf.pem", "-inkey", "leaf.key", "-out", name, *words)
        return self.root / name

    def test_a_cms_is_verified_attached_detached_and_revoked(self):
        crl = "--status", self.root / "root.crl"
        for name, words in (("dsm.cms", ["-nodetach", "-outform", "DER"]), ("dsm.pem", ["-nodetach", "-outform", "PEM"]),
                            ("dsm.json.p7s", ["-outform", "DER"]), ("dsm.p7s", ["-outform", "PEM"])):
            said = self.verify(self.sign(name, *words), *crl)
            self.assertEqual((said["grade"], said["why_not_higher"], said["status"], said["factors"]), ("E3", [], "valid", ["X"]))
        self.assertEqual(self.verify(self.root / "dsm.cms", exit=6)["why_not_higher"][0]["reason"], "status_missing")
        self.write("dsm.json", self.claims(holder={"uscc": "91310115MA1K0AAA1H"}))
        self.assertEqual(self.verify(self.root / "dsm.p7s", *crl, exit=6)["why_not_higher"][0]["reason"], "bad_signature")
        self.openssl("ca", "-config", "ca.cnf", "-revoke", "leaf.pem")
        self.crl()
        said = self.verify(self.root / "dsm.cms", *crl, exit=6, lang="zh")
        self.assertEqual((said["grade"], said["why_not_higher"][0]["reason"], said["status"]), ("E0", "revoked", "revoked"))
        self.assertEqual(said["why_not_higher"][0]["says"]["zh"], "其签名所依据的证书已被撤销")

    def test_a_declared_cms_lifts_its_factor(self):
        kept = self.root / "home" / "credentials"
        (kept / "status").mkdir(parents=True)
        (self.root / "home").chmod(0o700)
        for name, to in (("trust.jwt", "trust.jwt"), ("owner.pem.jwk", "trust-key.json"), ("status.jwt", "status/a.jwt"), ("root.crl", "status/a.crl")):
            shutil.copy(self.root / name, kept / to)
        self.sign("dsm.json.p7s", "-outform", "DER", holder={"uscc": "91110108MA0000001D"}, scope={"systems": ["北京人力资源系统"], "sites": ["北京"]})
        text = Assessing.SAMPLE.read_text().replace("  X: {level: 2, evidence: E1", "  X: {level: 0, evidence: E3")
        text = text.replace("mlps-2026.pdf, kind: mlps,", "dsm.json.p7s, kind: dsm,").replace('data:\n  - {item: 工资卡号, files: "*/employees.csv"}\n', "")
        self.declaration = self.write("transfer.yaml", text)
        answer = Assessing.assess(self)
        self.assertEqual(Assessing.factor(self, answer, "X")["grade"], "E3")
        self.assertIn("Checked: dsm.json.p7s (dsm), E3.", [note["en"] for note in answer["risk"]["notes"]])


class Pdf(Journey):
    """What we say of a signed PDF, beside what poppler's pdfsig says of it."""
    FILE = CASES.parent / "certified" / "signed.pdf"

    def case(self, id):
        lines = (json.loads(line) for line in (CASES.parent / "certificate-cases.jsonl").read_text().splitlines())
        return next(line for line in lines if line["id"] == id)

    def pdfsig(self, octets):
        path = self.root / "x.pdf"
        path.write_bytes(octets)
        return subprocess.run(["pdfsig", path], capture_output=True, text=True, timeout=120).stdout

    def test_pdfsig_accepts_the_honest_and_sees_what_we_refuse(self):
        honest = self.FILE.read_bytes()
        for octets in (honest, *(base64.b64decode(self.case(id)["credential_base64"]) for id in ("pdf-honest-flate", "pdf-honest-cades"))):
            said = self.pdfsig(octets)
            self.assertIn("Signature is Valid", said)
            self.assertIn("Total document signed", said)
        self.assertNotIn("Signature is Valid", self.pdfsig(honest.replace(FIRM.encode(), b"91310115MA1K0AAA1H")))
        self.assertIn("Not total document signed", self.pdfsig(base64.b64decode(self.case("pdf-appended-comment")["credential_base64"])))

    def test_every_octet_of_it_counts(self):
        octets, changed = self.FILE.read_bytes(), []
        for name in ("trust-certificates.jwt", "trust-key.json"):
            shutil.copy(CASES.parent / name, self.root)
        case = {name: value for name, value in self.case("pdf-honest-plain").items() if name != "credential"}
        for i in range(len(octets)):
            other = octets[:i] + bytes([octets[i] ^ 1]) + octets[i + 1:]
            changed.append({**case, "id": f"{i}", "credential_base64": base64.b64encode(other).decode()})
        file = self.write("changed.jsonl", "".join(json.dumps(c) + "\n" for c in changed))
        score = json.loads(self.run_words("evaluate", "credentials", file, "--format", "json"))
        self.assertEqual(score["cases"], len(octets))
        held = set(range(len(octets))) - {int(e["id"]) for e in score["errors"]}
        gap = octets.index(b"<", octets.index(b"/Contents <")), octets.index(b">", octets.index(b"/Contents <"))
        self.assertTrue(all(gap[0] < i < gap[1] for i in held), held)  # in the CMS: of what nobody signs (ports' test says what that is)
        self.assertLess(len(held), 40)


class Labelled(Journey):
    def test_every_case_signed_by_certificate_is_right_and_none_is_eased(self):
        score = json.loads(self.run_words("evaluate", "credentials", CASES.parent / "certificate-cases.jsonl", "--format", "json"))
        self.assertEqual((score["false_ease"], score["errors"]), (0, []))
        self.assertGreaterEqual(score["cases"], 190)

    def test_every_labelled_case_is_right_and_none_is_eased(self):
        score = json.loads(self.run_words("evaluate", "credentials", CASES, "--format", "json"))
        self.assertEqual(score["false_ease"], 0)
        self.assertEqual(score["errors"], [])
        self.assertGreaterEqual(score["cases"], 752)

    def test_every_octet_of_a_signed_part_counts(self):
        lines = [json.loads(line) for line in CASES.read_text().splitlines()]
        shutil.copy(CASES.parent / "trust.jwt", self.root)
        shutil.copy(CASES.parent / "trust-key.json", self.root)
        for id in ("honest-dsm-ES256-vc", "honest-dsm-SM2-vc", "honest-dsm-EdDSA-sd"):
            case = next(line for line in lines if line["id"] == id)
            text, changed = case["credential"], []
            for i in range(0, len(text), 3):
                other = text[:i] + ("A" if text[i] != "A" else "B") + text[i + 1:]
                changed.append({**case, "id": f"{i}", "credential": other, "expect": {"grade": "E0", "reason": "bad_signature"}})
            file = self.write("changed.jsonl", "".join(json.dumps(c) + "\n" for c in changed))
            score = json.loads(self.run_words("evaluate", "credentials", file, "--format", "json"))
            self.assertEqual(score["cases"], len(changed))
            eased = [e for e in score["errors"] if e["got"].startswith(("E2", "E3"))]
            self.assertEqual(eased, [])


if __name__ == "__main__":
    if TIDEGATE is None:
        sys.exit(__doc__)
    unittest.main(verbosity=2)
