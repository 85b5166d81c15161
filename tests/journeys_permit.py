#!/usr/bin/env python3
"""Journeys of permits: keys, drafts, signing, status, offline verification, the decision point.

usage: journeys_permit.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
ROOT = pathlib.Path(__file__).resolve().parent.parent

DECLARATION = {
    "api_version": "tidegate/v1", "kind": "Transfer",
    "processor": {"uscc": "91110000MA0000000H", "name": "示例医药（北京）有限公司", "ciio": False, "pi_scale": 84000},
    "scenario": {
        "id": "trial-2026", "summary": {"zh": "临床试验数据回传总部统计分析", "en": "trial data to headquarters"},
        "industry": "pharmaceutical",
        "items": [{"name": "受试者编号", "class": "PI", "sensitive": False, "necessity": "关联各访视记录", "example": "SUBJ-0001"},
                  {"name": "检验结果", "class": "PI", "sensitive": True, "necessity": "主要终点分析", "example": "ALT 23 U/L"},
                  {"name": "家庭住址", "class": "PI", "sensitive": False, "necessity": "无", "example": "某地"}],
        "persons": {"pi": 0, "spi_since_jan1": 3200, "forecast": [3200, 5200, 6000]},
        "recipients": [{"name": "Example Pharma SE", "region": "DE", "role": "independent", "email": "dpo@example.invalid"}],
        "links": [{"exporter": {"domain": "sftp.example.invalid", "ip": ["192.0.2.10"]},
                   "recipient": {"domain": "in.example.invalid", "ip": ["198.51.100.7"]},
                   "mode": "bulk_file", "encryption": "tls1.3+pgp", "keys": "exporter"}],
        "retention": {"to": "2098-12-31", "after": "delete"}}}
DECISION = {
    "case": "C-2026-0001", "filing_sha256": "a" * 64, "record": "", "kind": "partly_passed",
    "items": [{"item": 0, "name": "受试者编号", "verdict": "allowed", "conditions": [], "reason": {"en": "", "zh": ""}},
              {"item": 1, "name": "检验结果", "verdict": "allowed_on_conditions",
               "conditions": [{"en": "pseudonymised", "zh": "去标识化"}], "reason": {"en": "", "zh": ""}},
              {"item": 2, "name": "家庭住址", "verdict": "refused", "conditions": [], "reason": {"en": "not needed", "zh": "无必要"}}],
    "conditions": [{"en": "report each quarter", "zh": "每季度报告"}], "reasons": {"en": "", "zh": ""},
    "steps": [{"account": "acc-1", "role": "officer", "agency": "cyberspace", "sector": "", "step": "confirms",
               "at": "2026-01-05T01:00:00Z"}],
    "decided_on": "2026-01-05", "valid_until": "2099-01-05"}
FLOW = {
    "format": "tidegate.flow/1", "exporter": "91110000MA0000000H", "recipient": {"name": "Example Pharma SE", "region": "DE"},
    "destination": "DE", "purpose": "trial-2026", "items": [{"name": "受试者编号"}], "sensitive_persons": {"count": 0}, "persons": {"count": 10}, "octets": 1000,
    "link": {"mode": "bulk_file", "encryption": "end_to_end", "from": {"domain": "sftp.example.invalid", "address": "192.0.2.10"},
             "to": {"domain": "in.example.invalid", "address": "198.51.100.7"}}}


class Permits(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-permit-"))
        self.addCleanup(shutil.rmtree, self.folder, True)
        self.write("transfer.json", DECLARATION)
        self.write("decision.json", DECISION)
        self.write("flow.json", FLOW)

    def write(self, name, value):
        (self.folder / name).write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
        return name

    def run_it(self, *words, exit=0, lang="en"):
        done = subprocess.run([TIDEGATE, *map(str, words), "--lang", lang], cwd=self.folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, env={**os.environ, "TIDEGATE_HOME": str(self.folder / "home"), "NO_COLOR": "1"})
        if exit is not None:
            self.assertEqual(done.returncode, exit, f"{words}\n{done.stdout}\n{done.stderr}")
        return done.stdout or done.stderr

    def json(self, *words, exit=0):
        return json.loads(self.run_it(*words, "--json", exit=exit))

    def keygen(self, name, *more):
        return self.json("permit", "keygen", name, *more)

    def issued(self, *more):
        """A permit signed by the key of a, with a statement that it holds."""
        self.keygen("a")
        draft = self.run_it("permit", "draft", "transfer.json", "--decision", "decision.json", "--issuer", "Zone office",
                            "--issuer-zh", "示范区网信办")
        self.write("draft.json", draft)
        self.run_it("permit", "issue", "draft.json", "--key", "a/permit-key.pem", "--grace-hours", "0", "--out", "p.tgp", *more)
        self.run_it("permit", "resume", "p.tgp", "--key", "a/permit-key.pem", "--out", "1.tgs")
        return "p.tgp"

    def verify(self, file="p.tgp", status="1.tgs", exit=0, trust=("--key", "a/permit-key.pub.pem"), at=None):
        return self.json("permit", "verify", file, *trust, *(["--status", status] if status else []), *(["--at", at] if at else []),
                         exit=exit)

    def test_a_permit_is_verified_with_one_file_and_one_key(self):
        self.issued()
        said = self.verify()
        self.assertEqual(said["outcome"], "holds")
        self.assertEqual([s["state"] for s in said["steps"]], ["passed"] * 5)
        self.assertEqual([i["name"] for i in said["permit"]["items"]], ["受试者编号", "检验结果"])
        self.assertEqual(said["permit"]["persons"]["total"], 6000)

    def test_the_files_that_it_writes_have_the_modes_that_it_says(self):
        self.issued()
        self.assertEqual(stat.S_IMODE(os.stat(self.folder / "a/permit-key.pem").st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(os.stat(self.folder / "p.tgp").st_mode), 0o644)

    def test_a_flipped_byte_fails(self):
        self.issued()
        good = (self.folder / "p.tgp").read_bytes()
        for at in range(0, len(good), max(1, len(good) // 40)):
            (self.folder / "bad.tgp").write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1:])
            done = subprocess.run([TIDEGATE, "permit", "verify", "bad.tgp", "--key", "a/permit-key.pub.pem", "--status", "1.tgs"],
                                  cwd=self.folder, capture_output=True)
            self.assertIn(done.returncode, (2, 6), at)

    def test_exit_codes_say_what_is_wrong(self):
        self.issued()
        self.keygen("b")
        self.assertEqual(self.verify(status=None, exit=3)["outcome"], "status_unknown")
        self.assertEqual(self.verify(at="2098-01-01", exit=3)["outcome"], "status_unknown")
        self.assertEqual(self.verify(at="2099-01-05", exit=4)["outcome"], "not_in_force")
        self.assertEqual(self.verify(at="2026-01-05", exit=4)["outcome"], "not_in_force")
        self.assertEqual(self.verify(trust=("--key", "b/permit-key.pub.pem"), exit=6)["outcome"], "not_genuine")
        self.write("none.tgp", "{}")
        self.assertEqual(self.verify("none.tgp", exit=2)["outcome"], "malformed")
        for name, text in (("other.json", '{"a": 1}'), ("note.txt", "hello"), ("empty.tgp", "")):
            self.write(name, text)
            said = self.run_it("permit", "verify", name, "--key", "a/permit-key.pub.pem", exit=2)
            self.assertRegex(" ".join(said.split()), f"{name}: is neither a permit nor a statement of status")
            self.assertIn("既不是许可", self.run_it("permit", "verify", name, "--key", "a/permit-key.pub.pem", exit=2, lang="zh"))
        self.run_it("permit", "issue", "draft.json", "--key", "b/permit-key.pem", "--out", "q.tgp")
        self.run_it("permit", "resume", "q.tgp", "--key", "b/permit-key.pem", "--out", "q.tgs")
        self.assertEqual(self.verify(status="p.tgp", exit=2)["outcome"], "status_malformed")
        self.assertEqual(self.verify(status="q.tgs", exit=6)["outcome"], "status_not_genuine")
        for status, exit, lang, says in (("p.tgp", 2, "en", "genuine; its statement of status cannot be read"), ("p.tgp", 2, "zh", "许可真实，但状态声明无法读取"),
                                         ("q.tgs", 6, "en", "genuine; nobody trusted states this status of it"),
                                         ("q.tgs", 6, "zh", "许可真实，但其状态声明并非出自受信任者")):
            said = self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", status, exit=exit, lang=lang)
            self.assertTrue(said.startswith("■ " + says), said)
        self.assertIn("p.tgp: is a permit, not a statement of status",
                      " ".join(self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "p.tgp", exit=2).split()))
        said = " ".join(self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "note.txt", exit=2).split())
        self.assertIn("note.txt: is neither", said)
        self.assertIn("1.tgs: is a statement of status, not a permit",
                      " ".join(self.run_it("permit", "verify", "1.tgs", "--key", "a/permit-key.pub.pem", exit=2).split()))
        self.assertIn("--key FILE or --trust FILE", self.run_it("permit", "verify", "p.tgp", exit=2))
        self.assertIn("--at", self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--at", "noon", exit=2))

    def test_suspended_resumed_and_revoked_for_good(self):
        self.issued()
        why = ["--reason", "audit", "--reason-zh", "审计"]
        key = ["--key", "a/permit-key.pem"]
        self.run_it("permit", "suspend", "p.tgp", *key, *why, "--last", "1.tgs", "--out", "2.tgs")
        self.assertEqual(self.verify(status="2.tgs", exit=4)["status"]["state"], "suspended")
        self.run_it("permit", "resume", "p.tgp", *key, "--last", "2.tgs", "--out", "3.tgs")
        self.assertEqual(self.verify(status="3.tgs")["status"]["sequence"], 3)
        self.run_it("permit", "revoke", "p.tgp", *key, *why, "--last", "3.tgs", "--out", "4.tgs")
        self.assertEqual(self.verify(status="4.tgs", exit=4)["outcome"], "not_in_force")
        self.assertEqual(self.verify(status="4.tgs", at="2098-01-01", exit=4)["outcome"], "not_in_force")
        self.assertIn("stays so", self.run_it("permit", "resume", "p.tgp", *key, "--last", "4.tgs", "--out", "5.tgs", exit=2))
        self.assertFalse((self.folder / "5.tgs").exists())
        for reason in ([], ["--reason", "x"], ["--reason-zh", "x"], ["--reason", "  ", "--reason-zh", "x"], ["--reason", "x", "--reason-zh", "\u3000"]):
            for lang, says in (("en", "both languages: --reason and --reason-zh"), ("zh", "请用中英文说明理由：--reason 与 --reason-zh")):
                self.assertIn(says, self.run_it("permit", "suspend", "p.tgp", *key, *reason, "--out", "6.tgs", exit=2, lang=lang))
        self.assertFalse((self.folder / "6.tgs").exists())

    def test_a_statement_that_few_will_believe_says_so(self):
        self.issued()
        self.keygen("z")
        own, stranger = ["--key", "a/permit-key.pem"], ["--key", "z/permit-key.pem"]
        why = ["--reason", "audit", "--reason-zh", "审计"]
        for lang, unknown, first in (("en", "does not name this key", "name the newest with --last"), ("zh", "许可未列明该密钥", "用 --last 指定最新一份")):
            said = self.run_it("permit", "suspend", "p.tgp", *own, *why, "--out", f"first.{lang}", lang=lang)
            self.assertIn(first, said)
            self.assertEqual(("suspended" in said, "：已中止，" in said), (lang == "en", lang == "zh"))
            self.assertNotIn(unknown, said)
            said = self.run_it("permit", "suspend", "p.tgp", *stranger, *why, "--last", "1.tgs", "--out", f"stranger.{lang}", lang=lang)
            self.assertIn(unknown, said)
            self.assertNotIn(first, said)
            self.assertEqual(len(self.run_it("permit", "resume", "p.tgp", *own, "--out", f"resumed.{lang}", lang=lang).splitlines()), 1)
        self.assertEqual(self.json("permit", "resume", "p.tgp", *stranger, "--out", "no.tgs")["is_key_named"], "no")
        self.assertEqual(self.json("permit", "resume", "p.tgp", *own, "--out", "yes.tgs")["is_key_named"], "yes")

    def test_evidence_that_fails_is_the_headline(self):
        (self.folder / "home").mkdir(mode=0o700)
        self.write("policy", self.json("evidence", "init", "--origin", "zone.example/2026")["trust"])
        self.issued()
        self.run_it("evidence", "publish")
        subject = "permit/" + self.verify()["permit"]["id"]
        self.run_it("evidence", "bundle", "--subject", subject, "--show", "permit.sha256", "--statement", "1.tgs", "--out", "p.tgb")
        self.write("other", self.json("evidence", "init", "--origin", "other.example/2026", "--log", "other-log")["trust"])
        good = (self.folder / "p.tgb").read_bytes()
        flipped = bytearray(good)
        flipped[len(good) // 2] ^= 1
        for name, octets in (("flipped.tgb", bytes(flipped)), ("empty.tgb", b"")):
            (self.folder / name).write_bytes(octets)
        words = ["permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "1.tgs", "--evidence"]
        self.assertEqual(self.json(*words, "p.tgb", "--evidence-trust", "policy")["outcome"], "holds")
        for bundle, trust in (("flipped.tgb", "policy"), ("empty.tgb", "policy"), ("p.tgb", "other")):
            said = self.json(*words, bundle, "--evidence-trust", trust, exit=6)
            self.assertEqual((said["outcome"], said["exit"]), ("evidence_failed", 6))
            for lang, says in (("en", "■ genuine, but its evidence does not hold"), ("zh", "■ 许可真实，但证据不成立")):
                told = self.run_it(*words, bundle, "--evidence-trust", trust, exit=6, lang=lang)
                self.assertTrue(told.startswith(says), told)
                if lang == "zh":
                    self.assertNotRegex(told, "keys|format")
                if bundle == "empty.tgb":
                    self.assertIn("is empty" if lang == "en" else "内容为空", told)
                if trust == "other":
                    self.assertIn("--evidence-trust", told)
                    self.assertNotIn("--trust FILE", told)
        # What the permit itself is comes first; and a newest record that ends it is told as such.
        self.assertEqual(self.json(*words[:-2], "p.tgp", "--evidence", "flipped.tgb", "--evidence-trust", "policy", exit=2)["outcome"], "status_malformed")
        why = ["--reason", "audit", "--reason-zh", "审计"]
        self.run_it("permit", "revoke", "p.tgp", "--key", "a/permit-key.pem", *why, "--last", "1.tgs", "--out", "2.tgs")
        self.run_it("evidence", "publish")
        self.run_it("evidence", "bundle", "--subject", subject, "--show", "permit.sha256", "--statement", "2.tgs", "--out", "revoked.tgb")
        ended = self.json(*words, "revoked.tgb", "--evidence-trust", "policy", exit=4)
        self.assertEqual((ended["outcome"], ended["exit"]), ("not_in_force", 4))
        self.assertIn("not in force by its newest record", self.run_it(*words, "revoked.tgb", "--evidence-trust", "policy", exit=4))

    def test_what_is_signed_is_recorded_where_there_is_a_log(self):
        (self.folder / "home").mkdir(mode=0o700)
        self.write("policy", self.json("evidence", "init", "--origin", "zone.example/2026")["trust"])
        self.issued()
        key = ["--key", "a/permit-key.pem"]
        why = ["--reason", "audit", "--reason-zh", "审计"]
        self.run_it("permit", "suspend", "p.tgp", *key, *why, "--last", "1.tgs", "--out", "2.tgs")
        self.assertEqual(self.json("evidence", "status")["entries"], 3)
        self.run_it("evidence", "publish")
        subject = "permit/" + self.verify()["permit"]["id"]
        self.run_it("evidence", "bundle", "--subject", subject, "--show", "permit.sha256", "--statement", "2.tgs", "--out", "p.tgb")
        self.run_it("evidence", "verify", "p.tgb", "--trust", "policy")
        words = ["permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--evidence", "p.tgb", "--evidence-trust", "policy"]
        said = self.json(*words, "--status", "1.tgs", exit=4)["evidence"]  # who shows the statement before is found out
        self.assertEqual((said["holds"], said["is_of_permit"], said["status"]), (True, True, "suspended"))
        # A permit of an agency that has no log, or whose log is held up, is signed all the same.
        shutil.rmtree(self.folder / "home/evidence/private")
        self.run_it("permit", "resume", "p.tgp", *key, "--last", "2.tgs", "--out", "3.tgs")
        self.verify(status="3.tgs")

    def logged(self, *words, lang="en"):
        """What a command that signs says of the log."""
        done = subprocess.run([TIDEGATE, *map(str, words), "--lang", lang], cwd=self.folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, env={**os.environ, "TIDEGATE_HOME": str(self.folder / "home"), "NO_COLOR": "1"})
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stderr

    def unlogged(self, *words):
        """The same at another agency, which has no log."""
        subprocess.run([TIDEGATE, *words], cwd=self.folder, capture_output=True, check=True, stdin=subprocess.DEVNULL,
                       env={**os.environ, "TIDEGATE_HOME": str(self.folder / "elsewhere")})

    def newest_in_log(self):
        self.run_it("evidence", "publish")
        subject = "permit/" + self.verify(exit=None)["permit"]["id"]
        self.run_it("evidence", "bundle", "--subject", subject, "--out", "newest.tgb")
        said = self.json("evidence", "verify", "newest.tgb", "--trust", "policy", exit=None)
        (self.folder / "newest.tgb").unlink()
        return said["status"]

    def test_nobody_makes_a_revoked_permit_live_in_the_log(self):
        (self.folder / "home").mkdir(mode=0o700)
        self.write("policy", self.json("evidence", "init", "--origin", "zone.example/2026")["trust"])
        self.issued()
        self.keygen("z")
        own, stranger = ["--key", "a/permit-key.pem"], ["--key", "z/permit-key.pem"]
        why = ["--reason", "audit", "--reason-zh", "审计"]
        self.assertIn("no key that the permit names", self.logged("permit", "revoke", "p.tgp", *stranger, *why, "--last", "1.tgs", "--out", "z.tgs"))
        self.assertIn("logged as entry", self.logged("permit", "suspend", "p.tgp", *own, *why, "--last", "1.tgs", "--out", "2.tgs"))
        self.assertIn("the log has statement 2", self.logged("permit", "resume", "p.tgp", *own, "--last", "1.tgs", "--out", "2b.tgs"))
        self.assertIn("未由许可所列明的密钥签名", self.logged("permit", "resume", "p.tgp", *stranger, "--last", "2.tgs", "--out", "3z.tgs", lang="zh"))
        self.assertEqual(self.newest_in_log(), "suspended")
        # A revocation counts whatever its number: here the one before is not at hand.
        self.assertIn("logged as entry", self.logged("permit", "revoke", "p.tgp", *own, *why, "--out", "1r.tgs"))
        self.assertEqual(self.newest_in_log(), "revoked")
        self.assertIn("stays so", self.logged("permit", "resume", "p.tgp", *own, "--last", "2.tgs", "--out", "3.tgs"))
        self.assertIn("不可恢复", self.logged("permit", "resume", "p.tgp", *own, "--last", "2.tgs", "--out", "3b.tgs", lang="zh"))
        # Nor by a permit of his own under the same id.
        forged = self.write("z.json", {**json.loads((self.folder / "draft.json").read_text()), "id": self.verify(exit=None)["permit"]["id"]})
        self.assertIn("another permit under this id", self.logged("permit", "issue", forged, *stranger, "--out", "z.tgp"))
        self.assertIn("not logged", self.logged("permit", "resume", "z.tgp", *stranger, "--out", "z1.tgs"))
        self.assertEqual(self.newest_in_log(), "revoked")

    def bent(self, name, out, contents=lambda text: text, **signatures):
        """The file with other contents, and under each key's name these octets for a signature."""
        file = json.loads((self.folder / name).read_text())
        text = contents(base64.b64decode(file["payload"]).decode())
        file["payload"] = base64.b64encode(text.encode()).decode()
        for key, octets in signatures.items():
            file["signatures"] = [one for one in file["signatures"] if one["keyid"] != self.ids[key]]
            file["signatures"].append({"keyid": self.ids[key], "sig": base64.b64encode(octets).decode()})
        file["signatures"].sort(key=lambda one: one["keyid"])
        (self.folder / out).write_text(json.dumps(file, separators=(",", ":")) + "\n")
        return out

    def test_no_signature_is_taken_by_the_name_of_its_key(self):
        (self.folder / "home").mkdir(mode=0o700)
        self.write("policy", self.json("evidence", "init", "--origin", "zone.example/2026")["trust"])
        stranger, own = ["--key", "z/permit-key.pem"], ["--key", "a/permit-key.pem"]
        why = ["--reason", "audit", "--reason-zh", "审计"]
        z = self.keygen("z")["key_id"]
        self.issued()
        a = json.loads(base64.b64decode(json.loads((self.folder / "p.tgp").read_text())["payload"]))["signers"][0]
        self.ids = {"a": a, "z": z}
        self.assertIn("logged as entry", self.logged("permit", "suspend", "p.tgp", *own, *why, "--last", "1.tgs", "--out", "2.tgs"))
        # A stranger's statement that names the issuer first, with octets of his own under that name.
        for word, *more in (("resume",), ("revoke", *why)):
            self.run_it("permit", word, "p.tgp", *stranger, *more, "--last", "2.tgs", "--out", f"{word}.tgs")
            forged = self.bent(f"{word}.tgs", f"f-{word}.tgs", lambda text: text.replace(f'"signers":["{z}"]', f'"signers":["{a}","{z}"]'), a=b"\1" * 64)
            said = self.logged("permit", "cosign", forged, *stranger, "--permit", "p.tgp")
            self.assertIn("not logged: f-" + word, said)
            self.assertIn("no key that the permit names has signed it here", said)
        self.assertEqual(self.newest_in_log(), "suspended")
        # A permit that names the issuer and the stranger, under an id of its own: its issuer has not signed it.
        draft = {**json.loads((self.folder / "draft.json").read_text()), "id": "P-FORGED"}
        self.write("d2.json", draft)
        self.unlogged("permit", "issue", "d2.json", *own, "--cosigner", "z/permit-key.pub.pem", "--out", "p2.tgp")
        forged = self.bent("p2.tgp", "f.tgp", a=b"\1" * 64)
        for lang, words in (("en", "cannot check its issuer's signature: name the key in permits/trust.json"),
                            ("zh", "请将其密钥列入状态目录的 permits/trust.json")):
            self.assertIn(words, self.logged("permit", "cosign", forged, *stranger, lang=lang))
        self.assertIn("not logged", self.logged("permit", "suspend", forged, *stranger, *why, "--out", "f2.tgs"))
        # The issuer's own word counts, and then that of who is named beside him.
        self.assertIn("logged as entry", self.logged("permit", "resume", "p2.tgp", *own, "--out", "3.tgs"))
        self.assertIn("logged as entry", self.logged("permit", "cosign", "p2.tgp", *stranger))
        self.assertIn("logged as entry", self.logged("permit", "suspend", "p2.tgp", *stranger, *why, "--last", "3.tgs", "--out", "4.tgs"))
        self.assertIn("--permit", self.logged("permit", "cosign", "4.tgs", *own))  # it says what it needs
        self.assertIn("logged as entry", self.logged("permit", "resume", "p.tgp", *own, "--last", "2.tgs", "--out", "9.tgs"))

    def test_a_policy_that_leads_nowhere_lets_nothing_pass(self):
        (self.folder / "home/permits").mkdir(mode=0o700, parents=True)
        (self.folder / "home").chmod(0o700)
        self.json("evidence", "init", "--origin", "zone.example/2026")
        self.issued()
        (self.folder / "home/permits/trust.json").symlink_to(self.folder / "gone.json")
        own, why = ["--key", "a/permit-key.pem"], ["--reason", "audit", "--reason-zh", "审计"]
        said = self.logged("permit", "suspend", "p.tgp", *own, *why, "--last", "1.tgs", "--out", "2.tgs")
        self.assertRegex(said, "not logged: .*trust.json")
        (self.folder / "home/permits/trust.json").unlink()
        self.assertIn("logged as entry", self.logged("permit", "suspend", "p.tgp", *own, *why, "--last", "1.tgs", "--out", "3.tgs"))

    def test_a_permit_known_by_its_file_alone_can_be_revoked_once_others_signed(self):
        """Records that an earlier release made name the file, which each signature changes."""
        (self.folder / "home").mkdir(mode=0o700)
        for name in ("b", "c", "z"):
            self.keygen(name)
        self.issued("--cosigner", "b/permit-key.pub.pem", "--cosigner", "c/permit-key.pub.pem")
        self.write("policy", self.json("evidence", "init", "--origin", "zone.example/2026")["trust"])
        file = (self.folder / "p.tgp").read_bytes()
        permit = json.loads(base64.b64decode(json.loads(file)["payload"]))["id"]
        self.run_it("evidence", "record", "p.tgp", "--subject", f"permit/{permit}", "--kind", "permit", "--field", "seq=0",
                    "--field", "permit.sha256=" + hashlib.sha256(file).hexdigest())
        self.unlogged("permit", "cosign", "p.tgp", "--key", "c/permit-key.pem")
        self.assertIn("logged as entry 1", self.logged("permit", "cosign", "p.tgp", "--key", "b/permit-key.pem"))
        # Another's under the same id is found out all the same.
        forged = self.write("z.json", {**json.loads((self.folder / "draft.json").read_text()), "id": permit})
        self.assertIn("another permit under this id", self.logged("permit", "issue", forged, "--key", "z/permit-key.pem", "--out", "z.tgp"))
        why = ["--reason", "audit", "--reason-zh", "审计"]
        self.assertIn("logged as entry 2", self.logged("permit", "revoke", "p.tgp", "--key", "a/permit-key.pem", *why, "--out", "2.tgs"))
        self.assertEqual(self.newest_in_log(), "revoked")

    def test_the_log_takes_what_its_own_policy_believes(self):
        (self.folder / "home").mkdir(mode=0o700)
        self.json("evidence", "init", "--origin", "zone.example/2026")
        for name in ("a", "b"):
            self.keygen(name)
        (self.folder / "home/permits").mkdir()
        key = {name: "".join((self.folder / name / "permit-key.pub.pem").read_text().splitlines()[1:-1]) for name in ("a", "b")}
        (self.folder / "home/permits/trust.json").write_text(json.dumps({
            "format": "tidegate.trust/1", "needs": {"permit": 2, "status": 2},
            "keys": [{"agency": name, "algorithm": "ed25519", "public_key": base64.b64decode(key[name])[-32:].hex(), "from": None, "until": None,
                      "signs": ["permit", "status"]} for name in ("a", "b")]}))
        self.write("draft.json", self.run_it("permit", "draft", "transfer.json", "--decision", "decision.json", "--issuer", "Zone office",
                                             "--issuer-zh", "示范区网信办"))
        own, other = ["--key", "a/permit-key.pem"], ["--key", "b/permit-key.pem"]
        few = "1 of 2 agencies needed have signed"
        self.assertIn(few, self.logged("permit", "issue", "draft.json", *own, "--cosigner", "b/permit-key.pub.pem", "--out", "p.tgp"))
        self.assertIn(few, self.logged("permit", "resume", "p.tgp", *own, "--out", "0.tgs"))
        self.assertIn("logged as entry 0", self.logged("permit", "cosign", "p.tgp", *other))
        self.assertIn("需要 2 个机构签名", self.logged("permit", "resume", "p.tgp", *own, "--out", "1.tgs", lang="zh"))
        self.assertIn("logged as entry 1", self.logged("permit", "cosign", "1.tgs", *other, "--permit", "p.tgp"))
        why = ["--reason", "audit", "--reason-zh", "审计"]
        self.assertIn("logged as entry 2", self.logged("permit", "suspend", "p.tgp", *other, *why, "--last", "1.tgs", "--out", "2.tgs"))
        # A file of the policy that cannot be read lets nothing pass.
        (self.folder / "home/permits/trust.json").write_text("{}")
        self.assertIn("not logged", self.logged("permit", "revoke", "p.tgp", *own, *why, "--last", "2.tgs", "--out", "3.tgs"))

    def test_two_agencies_of_a_policy_must_sign(self):
        for name in ("b", "c"):
            self.keygen(name)
        self.issued("--cosigner", "b/permit-key.pub.pem")

        def public(name):
            lines = (self.folder / name / "permit-key.pub.pem").read_text().splitlines()
            return base64.b64decode("".join(lines[1:-1]))
        policy = {"format": "tidegate.trust/1", "needs": {"permit": 2, "status": 1},
                  "keys": [{"agency": name, "algorithm": "ed25519", "public_key": public(name)[-32:].hex(), "from": None, "until": None,
                            "signs": ["permit", "status"]} for name in ("a", "b", "c")]}
        trust = ("--trust", self.write("trust.json", policy))
        self.assertEqual(self.verify(trust=trust, exit=6)["outcome"], "not_genuine")
        self.run_it("permit", "cosign", "p.tgp", "--key", "c/permit-key.pem", exit=2)
        self.run_it("permit", "cosign", "p.tgp", "--key", "b/permit-key.pem")
        said = self.verify(trust=trust)
        self.assertEqual(sorted(s["agency"] for s in said["signatures"]), ["a", "b"])

    def test_openssl_verifies_a_permit_too(self):
        self.issued()
        envelope = json.loads((self.folder / "p.tgp").read_text())
        payload = base64.b64decode(envelope["payload"])
        kind = envelope["payloadType"].encode()
        (self.folder / "signed").write_bytes(b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload))
        (self.folder / "sig").write_bytes(base64.b64decode(envelope["signatures"][0]["sig"]))
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "a/permit-key.pub.pem", "-rawin", "-in", "signed",
                               "-sigfile", "sig"], cwd=self.folder, capture_output=True, text=True)
        self.assertIn("Signature Verified Successfully", done.stdout + done.stderr)
        der = subprocess.run(["openssl", "pkey", "-pubin", "-in", "a/permit-key.pub.pem", "-outform", "DER"], cwd=self.folder,
                             capture_output=True, check=True).stdout
        self.assertEqual(envelope["signatures"][0]["keyid"], "ed25519:" + hashlib.sha256(der).hexdigest())

    def test_a_key_under_a_passphrase_opens_with_it_alone(self):
        for name, text in (("right", "correct horse\n"), ("wrong", "correct mule\n"), ("seen", "x\n")):
            self.write(name, text)
            os.chmod(self.folder / name, 0o644 if name == "seen" else 0o600)
        self.assertEqual(self.keygen("k", "--passphrase-file", "right")["is_sealed"], "yes")
        self.issued()
        state = ["permit", "resume", "p.tgp", "--key", "k/permit-key.pem", "--out", "9.tgs"]
        self.assertIn("passphrase", self.run_it(*state, exit=2))
        self.assertIn("does not open", self.run_it(*state, "--passphrase-file", "wrong", exit=2))
        self.assertIn("chmod 600", self.run_it(*state, "--passphrase-file", "seen", exit=2))
        self.run_it(*state, "--passphrase-file", "right")
        done = subprocess.run(["openssl", "pkey", "-in", "k/permit-key.pem", "-passin", "file:right", "-noout"], cwd=self.folder)
        self.assertEqual(done.returncode, 0)

    def test_keys_are_neither_shown_to_others_nor_written_over(self):
        self.issued()
        self.assertIn("is there already", self.run_it("permit", "keygen", "a", exit=2))
        os.chmod(self.folder / "a/permit-key.pem", 0o640)
        self.assertIn("chmod 600", self.run_it("permit", "resume", "p.tgp", "--key", "a/permit-key.pem", "--out", "9.tgs", exit=2))

    def test_what_is_outside_is_refused_and_what_is_not_told_is_held(self):
        self.issued()
        decide = ["permit", "decide", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "1.tgs", "--request", "flow.json"]
        held = self.json(*decide, exit=3)
        self.assertEqual([r["code"] for r in held["reasons"]], ["usage_missing"])
        self.write("flow.json", {key: value for key, value in FLOW.items() if key != "sensitive_persons"})
        self.assertIn("sensitive_persons_unknown", [r["code"] for r in self.json(*decide, exit=3)["reasons"]])
        self.write("flow.json", FLOW)
        usage = {"format": "tidegate.permit-usage/1", "permit": self.verify()["permit"]["id"], "year": 2026,
                 "persons": {"in_total": 5990}, "sensitive_persons": {"in_total": 0}}
        decide += ["--usage", self.write("usage.json", usage)]
        allowed = self.json(*decide)
        self.assertEqual(allowed["verdict"], "allowed")
        self.assertEqual(allowed["left"]["persons"]["total"], 0)
        # c3: how far the number of sensitive persons reaches; c4: until when it is kept abroad
        self.assertEqual([c["id"] for c in allowed["obligations"]], ["c1", "c3", "c4"])
        self.write("flow.json", {**FLOW, "destination": "US", "persons": {"count": 11, "new_in_total": 11}})
        refused = self.json(*decide, exit=4)
        self.assertEqual([r["code"] for r in refused["reasons"]], ["destination_outside", "persons_over"])
        self.write("usage.json", {**usage, "last_seen": "2098-01-01T00:00:00Z"})
        self.write("flow.json", FLOW)
        self.assertEqual([r["code"] for r in self.json(*decide, exit=3)["reasons"]], ["clock_back"])
        self.write("flow.json", {**FLOW, "octet": 1})
        self.assertIn("octet", self.run_it(*decide, exit=2))

    def test_numbers_that_cannot_be_are_held_in_both_languages(self):
        self.issued()
        usage = {"format": "tidegate.permit-usage/1", "permit": self.verify()["permit"]["id"], "year": 2026,
                 "persons": {"in_total": 7}, "sensitive_persons": {"in_total": 0}}
        decide = ["permit", "decide", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "1.tgs", "--request", "flow.json", "--usage", self.write("usage.json", usage)]
        for persons, held in (({"count": 3000, "new_in_total": 0}, ["/persons/new_in_total"]), ({"count": 10, "new_this_year": 3, "new_in_total": 5}, ["/persons/new_in_total"]),
                              ({"count": 7, "new_in_total": 0}, [])):
            self.write("flow.json", {**FLOW, "persons": persons})
            said = self.json(*decide, exit=3 if held else 0)
            self.assertEqual([r["pointer"] for r in said["reasons"] if r["code"] == "persons_impossible"], held, persons)
        self.write("flow.json", {**FLOW, "persons": {"count": 3000, "new_in_total": 0}})
        for lang, words in (("en", "3000 are told to have left already under the permit, and 7 are counted"), ("zh", "所述该许可项下此前已出境 3000 人，而已计入 7 人")):
            self.assertIn("".join(words.split()), "".join(self.run_it(*decide, exit=3, lang=lang).split()))

    def test_a_draft_is_no_wider_than_the_declaration(self):
        declared = json.loads(json.dumps(DECLARATION))
        scenario = declared["scenario"]
        scenario.update(purpose_ends="2097-03-31", onward="none", retention={"to": "2097-03-31", "after": "delete"})
        scenario["items"][1]["pseudonymised"] = True
        declared["legal_documents"] = [{"kind": "standard_contract", "name": "标准合同", "expires_on": "2098-03-31"}]
        self.write("transfer.json", declared)
        draft = ["permit", "draft", "transfer.json", "--decision", "decision.json", "--issuer", "Zone office", "--issuer-zh", "示范区网信办"]
        drawn = json.loads(self.run_it(*draft))
        self.assertEqual(drawn["valid"]["until"], "2097-04-01")
        self.assertEqual([(c["kind"], c["item"], c["day"]) for c in drawn["conditions"] if c["kind"] != "duty"],
                         [("pseudonymised", "检验结果", None), ("no_onward", None, None), ("delete_by", None, "2097-04-01")])
        self.assertEqual(json.loads(self.run_it(*draft, "--until", "2090-01-01"))["valid"]["until"], "2090-01-01")
        for lang, words in (("en", "the purpose is met on 2097-03-31"), ("zh", "目的实现日期为 2097-03-31")):
            said = self.run_it(*draft, "--until", "2097-04-02", exit=2, lang=lang)
            self.assertIn("/scenario/purpose_ends", said)
            self.assertIn("".join(words.split()), "".join(said.split()))

    def test_nothing_is_decided_under_a_permit_that_is_not_genuine(self):
        self.issued()
        self.keygen("b")
        self.run_it("permit", "decide", "p.tgp", "--key", "b/permit-key.pub.pem", "--status", "1.tgs", "--request", "flow.json", exit=6)
        self.write("bad.tgs", "{}")
        self.run_it("permit", "decide", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "bad.tgs", "--request", "flow.json", exit=2)

    def test_a_permit_without_a_statement_is_not_called_in_force(self):
        self.issued()
        self.run_it("permit", "issue", "draft.json", "--key", "a/permit-key.pem", "--out", "new.tgp")
        said = self.run_it("permit", "verify", "new.tgp", "--key", "a/permit-key.pub.pem")
        self.assertIn("whether it is suspended was not asked", said.splitlines()[0])
        self.assertNotIn("in force", said.splitlines()[0])

    def test_both_languages_and_a_narrow_screen(self):
        self.issued()
        english = self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "1.tgs")
        self.assertIn("genuine and in force", english)
        chinese = self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pub.pem", "--status", "1.tgs", lang="zh")
        self.assertIn("真实且有效", chinese)
        for word in ("北京时间", "退出码 0", "项目", "端到端加密", "批量文件", "德国"):
            self.assertIn(word, chinese)
        for word in ("exit", "00Z", "案件", "end_to_end", "bulk_file", "(DE)"):
            self.assertNotIn(word, chinese)
        self.assertIn("每季度报告", chinese)
        self.assertIn("签名未经核验", self.run_it("permit", "show", "p.tgp", lang="zh"))
        self.assertIn("active", self.run_it("permit", "show", "1.tgs"))
        shown = self.run_it("permit", "show", "1.tgs", lang="zh")
        self.assertIn("有效", shown)
        self.assertNotIn("active", shown)

    def test_a_draft_of_a_contract_has_no_more_in_a_year_than_the_law_lets_it_be_used_for(self):
        declared = json.loads(json.dumps(DECLARATION))
        declared["filing"] = {"route": "SC", "date": "2026-11-20"}
        declared["scenario"]["persons"] = {"pi": 0, "spi": 9000, "forecast": [9000, 9000000, 30000000]}
        for item in declared["scenario"]["items"]:
            item.update({"class": "SPI", "sensitive": True})
        self.write("transfer.json", declared)
        draft = ["permit", "draft", "transfer.json", "--decision", "decision.json", "--issuer", "Zone office", "--issuer-zh", "示范区网信办"]
        self.assertIn("/cumulative_before", self.run_it(*draft, exit=2))
        stated = json.loads(self.run_it(*draft, "--persons-year", "100", "--sensitive-year", "90"))
        self.assertEqual((stated["persons"]["per_year"], stated["sensitive_persons"]["per_year"]), (100, 90))
        declared["cumulative_before"] = {"window_start": "2026-01-01", "pi_nonsensitive": 0, "pi_sensitive": 500}
        self.write("transfer.json", declared)
        drawn = json.loads(self.run_it(*draft, "--persons-year", "20000"))  # stated terms narrow, and never widen
        self.assertEqual((drawn["persons"], drawn["sensitive_persons"]), ({"per_year": 9499, "total": 30000000},) * 2)
        declared["filing"]["route"] = "SA"
        self.write("transfer.json", declared)
        self.assertEqual(json.loads(self.run_it(*draft))["persons"], {"per_year": None, "total": 30000000})

    def test_a_draft_that_leaves_a_side_open_is_refused(self):
        declared = json.loads(json.dumps(DECLARATION))
        declared["scenario"]["links"][0]["encryption"] = "strong"
        self.write("transfer.json", declared)
        draft = ["permit", "draft", "transfer.json", "--decision", "decision.json", "--issuer", "Zone office", "--issuer-zh", "示范区网信办"]
        self.assertIn("encryption", self.run_it(*draft, exit=2))
        self.assertIn('"tls1.3"', self.run_it(*draft, "--encryption", "tls1.3"))
        self.write("decision.json", {**DECISION, "kind": "refused", "reasons": {"en": "no", "zh": "否"}})
        self.run_it(*draft, "--encryption", "tls1.3", exit=2)


    def test_the_samples_lead_from_a_decision_to_an_allowed_flow(self):
        samples = ROOT / "examples" / "clinical-trial"
        self.keygen("keys")
        self.write("draft.json", self.run_it("permit", "draft", samples / "transfer.yaml", "--decision", samples / "permit/decision.json", "--issuer",
                                             "Zone office", "--issuer-zh", "示范区网信办"))
        self.run_it("permit", "issue", "draft.json", "--key", "keys/permit-key.pem", "--out", "p.tgp")
        self.run_it("permit", "resume", "p.tgp", "--key", "keys/permit-key.pem", "--out", "1.tgs")
        for lang, purpose in (("en", "business operations"), ("zh", "业务经营")):
            shown = self.run_it("permit", "show", "p.tgp", lang=lang)
            self.assertIn(purpose, shown)
            self.assertNotIn("business_operations", shown)
        in_china = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
        self.write("usage.json", {**json.loads((samples / "permit/usage.json").read_text()), "year": in_china.year})  # the sample's is that of its day
        said = self.json("permit", "decide", "p.tgp", "--key", "keys/permit-key.pub.pem", "--status", "1.tgs", "--request", samples / "permit/flow.json",
                         "--usage", "usage.json")
        self.assertEqual((said["verdict"], said["left"]["persons"]["total"]), ("allowed", 16000 - 1200 - 400))

    def test_the_wrong_half_of_a_key_is_told_as_such(self):
        self.issued()
        os.chmod(self.folder / "a/permit-key.pub.pem", 0o644)
        for lang, public, private in (("en", "is a public key; the private one is needed", "is a private key, which stays with its owner"),
                                      ("zh", "是公钥；签名须用私钥", "是私钥，只应由所有者持有")):
            for words in (["permit", "issue", "draft.json", "--key", "a/permit-key.pub.pem", "--out", "x.tgp"],
                          ["permit", "resume", "p.tgp", "--key", "a/permit-key.pub.pem", "--out", "x.tgs"]):
                said = self.run_it(*words, exit=2, lang=lang)
                self.assertIn(public, said)
                self.assertNotIn("chmod", said)
            self.assertIn(private, self.run_it("permit", "verify", "p.tgp", "--key", "a/permit-key.pem", exit=2, lang=lang))

    def test_a_file_that_is_wrong_as_a_whole_is_named_alone(self):
        self.write("empty.json", "")
        self.write("other.json", {"a": 1})
        draft = ["permit", "draft", "transfer.json", "--issuer", "Zone office", "--issuer-zh", "示范区网信办", "--decision"]
        self.assertIn("tidegate: empty.json: is empty\n", self.run_it(*draft, "empty.json", exit=2))
        self.assertIn("tidegate: empty.json: 内容为空\n", self.run_it(*draft, "empty.json", exit=2, lang="zh"))
        self.assertIn("tidegate: other.json: ", self.run_it(*draft, "other.json", exit=2))


if __name__ == "__main__":
    unittest.main()
