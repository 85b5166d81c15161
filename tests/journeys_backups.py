#!/usr/bin/env python3
"""Journeys of backups, with the tools that keep them: restic, borg and PostgreSQL's pg_basebackup, each as Debian has it.

usage: journeys_backups.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import datetime
import hashlib
import importlib.util
import json
import os
import pathlib
import pwd
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
CASES = pathlib.Path(__file__).resolve().parent / "backups" / "cases.jsonl"
FIRM, OTHER = "91110108MA01ABCD0B", "91310115MA1K0AAA1H"
VERIFIER = "https://verify.example/agency"
_made = importlib.util.spec_from_file_location("labelled_backups", CASES.with_name("make_cases.py"))
labelled = importlib.util.module_from_spec(_made)
_made.loader.exec_module(labelled)


class Journey(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-backups-"))
        self.addCleanup(shutil.rmtree, self.root, True)
        self.data = self.root / "srv" / "crm"
        (self.data / "more").mkdir(parents=True)
        (self.data / "customers.csv").write_text("name,phone\n" + "".join(f"Customer {i},1380000{i:04}\n" for i in range(2000)))
        (self.data / "more" / "orders.csv").write_text("order,amount\n" + "".join(f"{i},{i * 7}\n" for i in range(5000)))
        (self.data / "more" / "empty.csv").write_text("")
        (self.root / "home").mkdir(mode=0o700)
        self.password = self.root / "repository.password"
        self.password.write_text("correct horse\n")
        self.password.chmod(0o600)

    def run_words(self, *words, exit=0):
        done = subprocess.run([TIDEGATE, *map(str, words)], capture_output=True, text=True, timeout=300,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.assertEqual(done.returncode, exit, done.stdout + done.stderr)
        return done.stdout if exit in (0, 4, 6) else done.stderr

    def json(self, *words, exit=0):
        return json.loads(self.run_words(*words, "--format", "json", exit=exit))

    def tool(self, *words, **more):
        done = subprocess.run([*map(str, words)], capture_output=True, text=True, timeout=300, **more)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def keys(self):
        if (self.root / "firm.pem").exists():
            return
        for name in ("firm", "owner", "verifier", "stranger"):
            self.run_words("credential", "keygen", self.root / f"{name}.pem")
        trust = {"format": "tidegate.trust-list/1", "issued": "2020-01-01", "expires": "2099-01-01", "accreditors": [],
                 "issuers": [{"id": VERIFIER, "uscc": "91110000123456789Q", "name": {"en": "verifier", "zh": "核验机构"}, "kinds": ["backup_challenge", "restore_drill"],
                              "keys": [{"kid": "k1", "jwk": json.loads((self.root / "verifier.pem.jwk").read_text())}],
                              "accreditations": [], "status_addresses": []}]}
        (self.root / "trust.json").write_text(json.dumps(trust, ensure_ascii=False))
        self.run_words("credential", "trust", self.root / "trust.json", "--key", self.root / "owner.pem", "--kid", "owner", "--out",
                       self.root / "trust.jwt")

    def signer(self, who="firm"):
        words = ["--key", self.root / f"{who}.pem", "--kid", "k1"]
        return words + (["--issuer", VERIFIER] if who == "verifier" else [])

    def log(self):
        said = self.json("evidence", "init", "--origin", "evidence.firm.example/2026")
        (self.root / "policy").write_text(said["trust"])

    def attest(self, repository, tool, *words, data=None, name="crm", exit=0, sites=True):
        self.keys()
        data = [] if data is False else ["--data", data or self.data]
        if sites and "--sites" not in words:
            words += ("--sites", self.table((repository, "CN", "Beijing")))
        return self.run_words("backup", "attest", repository, "--tool", tool, *data, "--owner", FIRM, "--system", "crm", "--site",
                              "CN/Beijing", "--key-country", "CN", "--rpo", 1440, "--rto", 240, "--gbt20988", 3, "--chunk", 1024, *self.signer(), "--out",
                              self.root / f"{name}.jwt", *words, "--format", "json", exit=exit)

    def table(self, *rows):
        path = self.root / "sites.json"
        path.write_text(json.dumps({"format": "tidegate.backup-sites/1", "sites": [
            {"at": str(at), "country": country, "place": place} for at, country, place in rows]}))
        return path

    def publish(self, name="crm"):
        subject = json.loads(self.attested)["subject"]
        self.run_words("evidence", "publish")
        self.run_words("evidence", "bundle", "--subject", subject, "--out", self.root / f"{name}.tgb")

    def challenge(self, repository, draws=300, name="crm", is_whole=True):
        base = self.root / name
        said = self.json("backup", "challenge", f"{base}.jwt", "--record", f"{base}.tgb", "--checkpoint",
                         self.root / "home/evidence/log/checkpoint", "--log-trust", self.root / "policy", "--draws", draws, "--out",
                         f"{base}.challenge")
        answered = self.json("backup", "answer", f"{base}.challenge", "--manifest", f"{base}.jwt", "--repository", repository, "--out",
                             f"{base}.answer", exit=0 if is_whole else 6)
        self.assertEqual(answered["not_as_attested"] == 0, is_whole, answered)
        return said

    def verify(self, *words, name="crm", exit=6, parts=("files", "record", "challenge", "answer"), owner=FIRM, data=None, lang=None):
        base = self.root / name
        files = {"files": ".files", "record": ".tgb", "challenge": ".challenge", "answer": ".answer"}
        beside = [w for p in parts for w in (f"--{p}", f"{base}{files[p]}")]
        return self.json("backup", "verify", f"{base}.jwt", "--owner", owner, "--system", "crm", "--owner-key", self.root / "firm.pem.jwk",
                         "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk", "--log-trust",
                         self.root / "policy", *beside, "--data", data or self.data, *words, exit=exit)

    def reasons(self, said):
        return [one["reason"] for one in said["why_not_higher"]]

    def restic(self, repository, *words):
        return self.tool("restic", "--no-cache", "-r", repository, "--password-file", self.password, *words)

    def overwrite_the_largest_file(self, folder):
        largest = max((p for p in folder.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
        self.overwrite(largest, 1000)

    def overwrite(self, file, begin):
        file.chmod(0o600)
        octets = bytearray(file.read_bytes())
        for at in range(begin, begin + 4):
            octets[at] ^= 0xff
        file.write_bytes(octets)

    def drill_words(self):
        return ["backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", self.repository, "--password-file",
                self.password, "--into", self.root / "restored", *self.signer(), "--out", self.root / "crm.drill.jwt"]

    def drill_that_fails(self, lang="en"):
        said = self.run_words(*self.drill_words(), "--lang", lang, exit=6)
        self.assertIn("THE DRILL FAILED: the backup is damaged" if lang == "en" else "演练失败：备份已损坏", said)
        return said

    def assert_the_record_says_so(self, *checks):
        payload = (self.root / "crm.drill.jwt").read_text().split(".")[1]
        record = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        self.assertEqual((record["passed"], record["checks"]), (False, [*checks, "data_root"]))
        said = self.verify("--drill", self.root / "crm.drill.jwt", parts=("files", "record"))
        self.assertEqual((said["level"], "drill_failed" in self.reasons(said)), (3, True), said)

    def assert_nothing_is_signed_of_what_did_not_begin(self):
        was = self.repository
        self.repository = self.root / "nowhere"
        self.run_words(*self.drill_words(), exit=69)
        self.repository = self.root / "empty"
        self.repository.mkdir()
        self.run_words(*self.drill_words(), exit=69)
        self.repository = was
        self.password.write_text("wrong\n")
        said = self.run_words(*self.drill_words(), "--lang", "zh", exit=69)
        self.assertIn("口令正确", said)
        self.assertFalse((self.root / "crm.drill.jwt").exists())

    def borg_environment(self):
        return {**os.environ, "BORG_PASSCOMMAND": f"cat {self.password}", "BORG_BASE_DIR": str(self.root / "borg-base"),
                "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes"}


class Subject(Journey):
    def test_attest_prints_the_line_that_proves_it(self):
        self.log()
        self.keys()
        copy = self.root / "copy"
        shutil.copytree(self.data, copy)
        for lang, name in (("en", "first"), ("zh", "second")):
            said = self.run_words("backup", "attest", copy, "--tool", "files", "--data", self.data, "--owner", FIRM, "--system", "crm", "--site",
                                  "CN/Beijing", *self.signer(), "--out", self.root / f"{name}.jwt", "--lang", lang)
            line = next(one for one in said.splitlines() if "evidence bundle" in one)
            subject = f"backup/{FIRM}/{hashlib.sha256(b'crm').hexdigest()[:16]}"
            self.assertIn(f"subject {subject}" if lang == "en" else f"主体 {subject}", line)
            done = subprocess.run(["sh", "-c", line[line.index("tidegate evidence publish"):].replace("tidegate evidence", f"{TIDEGATE} evidence")], capture_output=True,
                                  text=True, env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.json("evidence", "verify", self.root / f"{name}.tgb", "--trust", self.root / "policy")

    def test_who_guesses_the_subject_is_told_where_it_stands(self):
        self.log()
        for lang, says in (("en", "backup attest prints the subject"), ("zh", "主体由 tidegate backup attest 打印")):
            words = ["evidence", "bundle", "--out", self.root / "x.tgb", "--lang", lang, "--subject"]
            self.assertIn(says, self.run_words(*words, f"backup/{FIRM}/crm", exit=2))
            self.assertNotIn(says, self.run_words(*words, "permit/P-1", exit=2))


class Restic(Journey):
    def setUp(self):
        super().setUp()
        self.repository = self.root / "restic"
        self.restic(self.repository, "init")
        self.restic(self.repository, "backup", self.data)

    def test_from_manifest_to_challenge_to_drill(self):
        self.log()
        self.attested = self.attest(self.repository, "restic", "--password-file", self.password)
        self.assertIsNotNone(json.loads(self.attested)["record"], "recorded at once where a log is")
        self.publish()
        said = self.challenge(self.repository)
        self.assertEqual(said["detects"], {"one_percent": 0.950959, "one_permille": 0.259292})
        said = self.verify()
        self.assertEqual((said["grade"], said["level"]), ("E3", 2))
        self.assertEqual(self.reasons(said), ["drill_missing", "seed_own", "content_unshown"], "an own log without witnesses may choose its checkpoints")
        self.assertEqual((said["coverage"]["files"], said["coverage"]["of_files"]), (3, 3))
        drill = self.json("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", self.repository, "--password-file", self.password,
                          "--into", self.root / "restored", *self.signer(), "--out", self.root / "crm.drill.jwt")
        self.assertTrue(drill["passed"])
        self.assertEqual(drill["checks"], ["restic_restore", "data_root"])
        self.assertEqual((self.root / "restored" / str(self.data)[1:] / "customers.csv").read_text(), (self.data / "customers.csv").read_text())
        said = self.verify("--drill", self.root / "crm.drill.jwt")
        self.assertEqual((said["grade"], said["level"]), ("E3", 1))
        self.assertEqual(self.reasons(said), ["seed_own", "drill_unwitnessed", "content_unshown"])
        self.assertIn("zh", said["location_note"])

    def test_damage_that_is_drawn_is_found_and_tells_no_value(self):
        self.log()
        self.attested = self.attest(self.repository, "restic", "--password-file", self.password)
        self.publish()
        packs = sorted(p for p in (self.repository / "data").rglob("*") if p.is_file())
        for pack in packs:
            pack.chmod(0o600)
            octets = bytearray(pack.read_bytes())
            for at in range(0, len(octets), 512):
                octets[at] ^= 1
            pack.write_bytes(octets)
        self.challenge(self.repository, is_whole=False)
        said = self.verify()
        self.assertEqual((said["grade"], said["level"], self.reasons(said)[0]), ("E0", 4, "bit_rotted"))
        drill = self.drill_that_fails()
        self.assertNotIn("customers", drill)
        self.assert_the_record_says_so("restic_restore", "restic_check")

    def test_four_octets_of_a_pack_make_a_failed_drill_that_is_signed(self):
        self.log()
        self.attested = self.attest(self.repository, "restic", "--password-file", self.password)
        self.publish()
        self.overwrite_the_largest_file(self.repository / "data")
        self.drill_that_fails()
        self.assert_the_record_says_so("restic_restore", "restic_check")

    def test_a_drill_that_could_not_begin_signs_nothing(self):
        self.attest(self.repository, "restic", "--password-file", self.password)
        self.overwrite_the_largest_file(self.repository / "data")
        self.assert_nothing_is_signed_of_what_did_not_begin()

    def test_a_snapshot_that_is_not_there_is_no_damage(self):
        self.attest(self.repository, "restic", "--password-file", self.password)
        self.restic(self.repository, "forget", "latest")
        said = self.run_words(*self.drill_words(), exit=69)
        self.assertIn("its own check found no damage", said)
        self.assertFalse((self.root / "crm.drill.jwt").exists())

    def test_a_backup_of_other_data_or_of_a_part_is_not_a_backup_of_this(self):
        self.log()
        self.attested = self.attest(self.repository, "restic", "--password-file", self.password)
        self.publish()
        self.challenge(self.repository)
        other = self.root / "other.csv"
        other.write_text("a,b\n1,2\n")
        self.assertEqual(self.reasons(self.verify(data=other))[0], "wrong_data")
        (self.data / "new.csv").write_text("since\n")
        said = self.verify()
        self.assertEqual(self.reasons(said)[0], "partial")
        self.assertEqual((said["coverage"]["files"], said["coverage"]["of_files"]), (3, 4))
        self.assertEqual(self.verify(owner=OTHER)["grade"], "E0")

    def test_what_a_tool_cannot_open_is_named(self):
        self.keys()
        words = ["--tool", "restic", "--data", self.data, "--owner", FIRM, "--system", "crm", "--site", "CN/Beijing", *self.signer(), "--out", self.root / "n.jwt"]
        nowhere = self.root / "nowhere"
        self.assertIn(f"{nowhere}: cannot be opened", self.run_words("backup", "attest", nowhere, "--password-file", self.password, *words, exit=69))
        self.assertIn(f"{nowhere}: cannot be read", self.run_words("backup", "attest", self.repository, "--password-file", nowhere, *words, exit=2))
        self.assertIn("--password-file", self.run_words("backup", "attest", self.repository, *words, exit=2))

    def test_a_snapshot_is_no_option_and_a_stranger_starts_no_tool(self):
        self.keys()
        self.attest(self.repository, "restic", "--password-file", self.password)
        words = ["backup", "drill", self.root / "crm.jwt", "--repository", self.repository, "--password-file", self.password, "--into",
                 self.root / "restored", *self.signer("verifier"), "--out", self.root / "d.jwt"]
        self.assertIn("--owner-key", self.run_words(*words, exit=2))
        for who in ("stranger", "owner"):
            self.assertIn("another key signed it", subprocess.run([TIDEGATE, *map(str, words), "--owner-key", self.root / f"{who}.pem.jwk"],
                                                                  capture_output=True, text=True).stderr)
        self.assertFalse((self.root / "restored").exists(), "no tool was started")

    def test_data_that_the_snapshot_cannot_hold_and_later_dates_are_refused(self):
        self.keys()
        more = self.root / "more"
        more.mkdir()
        (more / "x").write_bytes(b"x" * 1_000_000)
        self.attest(self.repository, "restic", "--password-file", self.password, data=more, exit=2)
        self.attest(self.repository, "restic", "--password-file", self.password, "--made", "2099-01-01T00:00:00Z", exit=2)
        self.attest(self.repository, "restic", "--password-file", self.password, data=self.repository / "data", exit=2)
        self.attest(self.data, "files", "--algorithm", "AES-256", data=False, exit=2)

    def test_names_of_one_file_count_once(self):
        linked = self.root / "linked"
        linked.mkdir()
        (linked / "a").write_bytes(os.urandom(50_000))
        (linked / "b").hardlink_to(linked / "a")
        repository = self.root / "restic-2"
        self.restic(repository, "init")
        self.restic(repository, "backup", linked)
        self.attest(repository, "restic", "--password-file", self.password, data=linked)
        drill = self.json("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", repository,
                          "--password-file", self.password, "--into", self.root / "restored", *self.signer(), "--out", self.root / "d.jwt")
        self.assertTrue(drill["passed"])

    def test_inspect_reads_what_restic_says(self):
        said = self.json("backup", "inspect", self.repository, "--tool", "restic", "--password-file", self.password, exit=4)
        self.assertTrue(said["holds"]["is_encrypted"])
        self.assertEqual(said["holds"]["snapshots"], 1)
        self.assertEqual(said["holds"]["octets"], sum(p.stat().st_size for p in self.data.rglob("*") if p.is_file()))
        self.assertRegex(said["holds"]["made"], r"^20\d\d-")
        self.password.write_text("wrong\n")
        why = self.run_words("backup", "inspect", self.repository, "--tool", "restic", "--password-file", self.password, exit=69)
        self.assertNotIn("wrong\n", why)


class Borg(Journey):
    def setUp(self):
        super().setUp()
        self.repository = self.root / "borg"
        self.tool("borg", "init", "-e", "repokey", self.repository, env=self.borg_environment())
        self.tool("borg", "create", f"{self.repository}::monday", self.data, env=self.borg_environment())

    def test_from_manifest_to_drill_by_a_witness(self):
        self.log()
        self.attested = self.attest(self.repository, "borg", "--password-file", self.password)
        self.publish()
        self.challenge(self.repository, 460)
        drill = self.json("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", self.repository, "--password-file", self.password,
                          "--into", self.root / "restored", *self.signer("verifier"), "--out", self.root / "crm.drill.jwt")
        self.assertEqual(drill["checks"], ["borg_extract", "data_root"])
        said = self.verify("--drill", self.root / "crm.drill.jwt")
        self.assertEqual((said["level"], self.reasons(said)), (1, ["seed_own"]))
        self.assertEqual(said["tool"], "borg")

    def test_a_segment_that_is_gone_is_a_failed_drill_too(self):
        self.log()
        self.attested = self.attest(self.repository, "borg", "--password-file", self.password)
        self.publish()
        # A second archive, so that what opens the repository lies in another segment than the first one's data.
        (self.root / "note").write_text("later")
        self.tool("borg", "create", f"{self.repository}::tuesday", self.root / "note", env=self.borg_environment())
        max((p for p in (self.repository / "data").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size).unlink()
        self.drill_that_fails("zh")
        self.assert_the_record_says_so("borg_extract", "borg_check")

    def test_what_opens_the_repository_may_be_what_is_damaged(self):
        self.log()
        self.attested = self.attest(self.repository, "borg", "--password-file", self.password)
        self.publish()
        # The newest that holds more than the mark of an end: borg writes its list of archives there.
        segments = [p for p in (self.repository / "data" / "0").iterdir() if p.stat().st_size > 100]
        self.overwrite(max(segments, key=lambda p: int(p.name)), 60)
        self.drill_that_fails()
        self.assert_the_record_says_so("borg_list", "borg_check")

    def test_four_octets_of_a_segment_make_a_failed_drill_that_is_signed(self):
        self.log()
        self.attested = self.attest(self.repository, "borg", "--password-file", self.password)
        self.publish()
        self.overwrite_the_largest_file(self.repository / "data")
        self.drill_that_fails()
        self.assert_the_record_says_so("borg_extract", "borg_check")

    def test_a_drill_that_could_not_begin_signs_nothing(self):
        self.attest(self.repository, "borg", "--password-file", self.password)
        self.overwrite_the_largest_file(self.repository / "data")
        self.assert_nothing_is_signed_of_what_did_not_begin()

    def test_inspect_reads_what_borg_says(self):
        said = self.json("backup", "inspect", self.repository, "--tool", "borg", "--password-file", self.password, exit=4)
        self.assertEqual((said["holds"]["snapshot"], said["holds"]["is_encrypted"]), ("monday", True))
        self.assertGreaterEqual(said["holds"]["files"], 3)

    def test_a_repository_that_is_not_encrypted_is_said_to_be(self):
        plain = self.root / "plain"
        self.tool("borg", "init", "-e", "none", plain, env=self.borg_environment())
        self.tool("borg", "create", f"{plain}::one", self.data, env=self.borg_environment())
        self.log()
        self.attested = self.attest(plain, "borg")
        self.publish()
        self.assertIn("not_encrypted", self.reasons(self.verify(parts=("files", "record"))))
        self.attest(plain, "borg", "--algorithm", "AES-256", name="lie", exit=2)

    def test_what_was_restored_wrong_is_signed_as_failed(self):
        self.keys()
        self.attest(self.repository, "borg", "--password-file", self.password)
        wrong = self.root / "wrong"
        shutil.copytree(self.data, wrong)
        (wrong / "customers.csv").write_text("gone\n")
        now = datetime.datetime.now(datetime.timezone.utc)
        times = [(now + datetime.timedelta(minutes=m)).strftime("%Y-%m-%dT%H:%M:%SZ") for m in (1, 3)]
        said = self.json("backup", "drill", self.root / "crm.jwt", "--restored", wrong, "--start", times[0], "--end", times[1],
                         *self.signer(), "--out", self.root / "d.jwt", exit=6)
        self.assertEqual((said["passed"], said["rto_minutes"]), (False, 2))


class PostgreSql(Journey):
    def setUp(self):
        super().setUp()
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"))
        self.assertTrue(found, "PostgreSQL is among the packages of the check")
        self.bin = found[-1].parent
        self.owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-backups-pg-"))
        self.addCleanup(shutil.rmtree, self.base, True)
        if self.owner:
            os.chown(self.base, self.owner.pw_uid, self.owner.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.pg("initdb", "-D", self.base / "db", "-A", "trust", "-U", "postgres", "--no-sync")
        self.pg("pg_ctl", "-D", self.base / "db", "-w", "-o", f"-p {self.port} -k {self.base} -c listen_addresses=127.0.0.1", "-l",
                self.base / "log", "start")
        self.addCleanup(self.pg, "pg_ctl", "-D", self.base / "db", "-m", "immediate", "stop")
        self.pg("psql", "-h", self.base, "-p", self.port, "-U", "postgres", "-c",
                "create table customer as select i, md5(i::text) as name from generate_series(1, 3000) i")

    def pg(self, program, *words):
        def be_owner():
            if self.owner:
                os.setgid(self.owner.pw_gid)
                os.setuid(self.owner.pw_uid)
        with open(self.base / "out", "ab") as out:
            done = subprocess.run([self.bin / program, *map(str, words)], stdout=out, stderr=out, stdin=subprocess.DEVNULL, timeout=120,
                                  preexec_fn=be_owner, cwd=self.base)
        self.assertEqual(done.returncode, 0, (self.base / "out").read_text())

    def base_backup(self, name, *words):
        self.pg("pg_basebackup", "-h", self.base, "-p", self.port, "-U", "postgres", "-D", self.base / name, "-c", "fast", *words)
        return self.base / name

    def test_a_base_backup_is_read_attested_challenged_and_restored(self):
        backup = self.base_backup("backup", "--manifest-checksums=SHA256")
        held = self.json("backup", "inspect", backup, "--tool", "pg_basebackup", exit=4)["holds"]
        self.assertEqual((held["checked"], held["is_encrypted"]), ("sha256", False))
        self.assertGreater(held["files"], 900)
        self.log()
        self.attested = self.attest(backup, "pg_basebackup", data=False)
        self.publish()
        self.challenge(backup)
        drill = self.json("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", backup, "--into", self.root / "restored",
                          *self.signer("verifier"), "--out", self.root / "d.jwt")
        self.assertEqual(drill["checks"], ["copy", "pg_verifybackup", "data_root"])
        said = self.verify("--drill", self.root / "d.jwt", data=backup)
        self.assertEqual(self.reasons(said), ["seed_own", "not_encrypted"])

    def test_a_tablespace_outside_of_the_backup_is_refused(self):
        spaces = [self.base / "space", self.base / "backup-space"]
        for space in spaces:
            space.mkdir()
            if self.owner:
                os.chown(space, self.owner.pw_uid, self.owner.pw_gid)
        self.pg("psql", "-h", self.base, "-p", self.port, "-U", "postgres", "-c", f"create tablespace apart location '{spaces[0]}'")
        self.pg("psql", "-h", self.base, "-p", self.port, "-U", "postgres", "-c", "create table away tablespace apart as select 1 as one")
        backup = self.base_backup("backup", "--manifest-checksums=SHA256", f"--tablespace-mapping={spaces[0]}={spaces[1]}")
        self.assertIn("outside the backup", self.run_words("backup", "inspect", backup, "--tool", "pg_basebackup", exit=2))
        within = self.base_backup("second", "--manifest-checksums=SHA256", f"--tablespace-mapping={spaces[0]}={self.base}/second/space")
        self.assertEqual(self.json("backup", "inspect", within, "--tool", "pg_basebackup", exit=4)["holds"]["checked"], "sha256")
        self.log()
        self.attested = self.attest(within, "pg_basebackup", data=False)
        drill = self.json("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", within, "--into",
                          self.root / "restored", *self.signer("verifier"), "--out", self.root / "d.jwt")
        self.assertEqual((drill["passed"], drill["checks"]), (True, ["copy", "pg_verifybackup", "data_root"]))
        links = list((self.root / "restored" / "pg_tblspc").iterdir())
        self.assertEqual([os.readlink(link) for link in links], ["../space"])
        self.assertEqual([link.resolve() for link in links], [self.root.resolve() / "restored" / "space"])
        crc = self.base_backup("third", f"--tablespace-mapping={spaces[0]}={self.base}/third/space")
        self.assertEqual(self.json("backup", "inspect", crc, "--tool", "pg_basebackup", exit=4)["holds"]["checked"], "pg_verifybackup")
        victim = max((p for p in (crc / "space").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
        victim.write_bytes(bytes([victim.read_bytes()[0] ^ 1]) + victim.read_bytes()[1:])
        self.run_words("backup", "inspect", crc, "--tool", "pg_basebackup", exit=6)

    def test_a_changed_file_and_a_changed_manifest_are_caught(self):
        backup = self.base_backup("backup", "--manifest-checksums=SHA256")
        victim = backup / "PG_VERSION"
        text = victim.read_text()
        victim.write_text("9" * (len(text) - 1) + "\n")
        done = subprocess.run([TIDEGATE, "backup", "inspect", backup, "--tool", "pg_basebackup"], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("changed", done.stderr)
        victim.write_text(text)
        manifest = backup / "backup_manifest"
        manifest.write_text(re.sub(r'"Size": (\d+)', r'"Size": 1\1', manifest.read_text(), count=1))
        done = subprocess.run([TIDEGATE, "backup", "inspect", backup, "--tool", "pg_basebackup"], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("own sum", done.stderr)

    def test_a_base_backup_that_postgresql_does_not_accept_is_a_failed_drill(self):
        self.log()
        self.repository = self.base_backup("backup", "--manifest-checksums=SHA256")
        self.attested = self.attest(self.repository, "pg_basebackup", data=False)
        self.publish()
        self.overwrite_the_largest_file(self.repository / "base")
        self.drill_that_fails()
        payload = (self.root / "crm.drill.jwt").read_text().split(".")[1]
        record = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        self.assertEqual((record["passed"], record["checks"]), (False, ["copy", "pg_verifybackup", "data_root"]))

    def test_sums_of_crc_are_verified_by_postgresqls_own_program(self):
        backup = self.base_backup("backup")
        self.assertEqual(self.json("backup", "inspect", backup, "--tool", "pg_basebackup", exit=4)["holds"]["checked"], "pg_verifybackup")
        largest = max((p for p in (backup / "base").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
        octets = bytearray(largest.read_bytes())
        octets[len(octets) // 2] ^= 1
        largest.write_bytes(octets)
        done = subprocess.run([TIDEGATE, "backup", "inspect", backup, "--tool", "pg_basebackup"], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("pg_verifybackup", done.stderr)


class Places(Journey):
    def test_a_repository_abroad_is_an_export_unless_declared(self):
        sites = self.table(("sftp:backup.example.sg:", "SG", "Singapore"), ("sftp:", "CN", "Beijing"))
        words = ["backup", "inspect", "sftp:backup.example.sg:/crm", "--tool", "restic", "--sites", sites]
        said = self.json(*words, exit=4)
        self.assertEqual((said["country"], said["is_abroad"], said["is_declared"], said["holds"]), ("SG", True, False, None))
        self.assertIn("EXPORT", self.run_words(*words, exit=4).upper())
        self.assertIn("数据出境", self.run_words(*words, "--lang", "zh", exit=4))
        said = self.json(*words, "--declared", "SG")
        self.assertTrue(said["is_declared"])
        said = self.json("backup", "inspect", "rest:https://other.example/x", "--tool", "restic", "--sites", sites, exit=4)
        self.assertIsNone(said["country"], "not known is not home")

    def test_a_copy_abroad_is_level_four_and_names_its_country(self):
        self.log()
        sites = self.table(("s3:s3.us-east-1.amazonaws.com/", "US", "Virginia"))
        self.attested = self.attest(self.data, "files", "--copy", "s3:s3.us-east-1.amazonaws.com/crm", "--sites", sites, data=False)
        self.publish()
        said = self.verify(parts=("files", "record"))
        self.assertEqual((said["level"], self.reasons(said)[0]), (4, "undeclared_abroad"))
        self.assertIn("US", said["why_not_higher"][0]["says"]["en"])
        self.assertTrue(said["places"][1]["is_an_undeclared_export"])
        said = self.verify("--declared", "US", "--deleted-with-data", parts=("files", "record"))
        self.assertNotIn("undeclared_abroad", self.reasons(said))

    def test_a_link_in_the_table_is_followed(self):
        (self.root / "real" / "crm").mkdir(parents=True)
        (self.root / "real" / "crm" / "a").write_text("x")
        (self.root / "sg").symlink_to(self.root / "real")
        sites = self.table((self.root / "sg", "SG", "Singapore"), (self.root / "cn", "CN", "Beijing"))
        for way in ("sg", "real"):
            said = self.json("backup", "inspect", self.root / way / "crm", "--tool", "files", "--sites", sites, exit=4)
            self.assertEqual(said["country"], "SG", way)
            self.attest(self.root / way / "crm", "files", "--sites", sites, data=False, exit=2)

    def test_a_place_that_is_only_stated_is_told_apart(self):
        self.log()
        self.attested = self.attest(self.data, "files", data=False, sites=False)
        self.assertTrue(json.loads(self.attested)["is_site_claimed"])
        self.publish()
        self.assertIn("site_claimed", self.reasons(self.verify(parts=("files", "record"))))
        for lang, words in (("en", "is stated alone"), ("zh", "仅为自述")):
            said = self.run_words("backup", "attest", self.data, "--owner", FIRM, "--system", "crm", "--site", "CN/Beijing", *self.signer(),
                                  "--out", self.root / f"{lang}.jwt", "--lang", lang)
            self.assertIn(words, said)
        told = json.loads(self.attest(self.data, "files", data=False, name="by-table"))
        self.assertFalse(told["is_site_claimed"])

    def test_the_table_is_not_talked_down(self):
        sites = self.table((str(self.root) + "/", "HK", "Hong Kong"))
        self.attest(self.data, "files", "--sites", sites, data=False, exit=2)


class Witnessed(Journey):
    """A log that another agency's witness watches: only then is a challenge worth E4."""

    def serve_witness(self):
        process = subprocess.Popen([TIDEGATE, "witness", "serve", self.root / "w", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True,
                                   env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for line in process.stderr:
            if found := re.search(r"listening .*port=(\d+)", line):
                return "http://127.0.0.1:" + found[1]
        self.fail("the witness ended")

    def log(self):
        own = self.json("witness", "init", self.root / "w", "--name", "w.example")
        policy = self.root / "witnesses"
        policy.write_text(f"witness w {own['verifier_keys'][0]} http://127.0.0.1:9/\nquorum w\n")
        said = self.json("evidence", "init", "--origin", "evidence.firm.example/2026", "--witnesses", policy)
        (self.root / "policy").write_text(said["trust"])
        self.run_words("witness", "add-log", self.root / "w", "--key", re.search(r"^log (\S+)", said["trust"], re.M)[1])
        at = self.serve_witness()
        kept = self.root / "home" / "evidence" / "private" / "policy"
        kept.write_text(kept.read_text().replace("http://127.0.0.1:9", at))

    def test_a_folder_of_noise_that_is_called_a_copy_is_not_shown_to_be_this_data(self):
        self.log()
        noise = self.root / "noise"
        noise.mkdir()
        size = sum(p.stat().st_size for p in self.data.rglob("*") if p.is_file())
        (noise / "a.bin").write_bytes(os.urandom(size + 4096))
        self.attested = self.attest(noise, "files", "--algorithm", "AES-256")
        self.publish()
        self.challenge(noise)
        now = datetime.datetime.now(datetime.timezone.utc)
        times = [(now + datetime.timedelta(seconds=n)).strftime("%Y-%m-%dT%H:%M:%SZ") for n in (1, 2)]
        self.run_words("backup", "drill", self.root / "crm.jwt", "--restored", self.data, "--start", times[0], "--end", times[1], "--loss-at",
                       times[0], *self.signer(), "--out", self.root / "d.jwt")
        said = self.verify("--drill", self.root / "d.jwt")
        self.assertEqual((said["grade"], said["level"], self.reasons(said)), ("E3", 1, ["drill_unwitnessed", "content_unshown"]))
        self.assertRegex(said["why_not_higher"][1]["says"]["zh"], "见证")

    def test_a_witnessed_challenge_gives_e4_and_a_verdict_spares_the_chunks(self):
        self.log()
        self.attested = self.attest(self.data, "files", data=False)
        self.publish()
        said = self.challenge(self.data, 460)
        self.assertTrue(said["is_witnessed"])
        self.assertEqual(said["detects"]["one_percent"], 0.990178)
        self.run_words("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", self.data, "--into", self.root / "restored",
                       *self.signer("verifier"), "--out", self.root / "d.jwt")
        said = self.verify("--drill", self.root / "d.jwt", exit=0)
        self.assertEqual((said["grade"], said["level"], self.reasons(said), said["draws"]), ("E4", 1, ["not_encrypted"], 460))
        self.verify("--drill", self.root / "d.jwt", *self.signer("verifier"), "--out", self.root / "v.jwt", exit=0)
        (self.root / "crm.answer").unlink()
        said = self.verify("--drill", self.root / "d.jwt", "--verdict", self.root / "v.jwt", parts=("files", "record"), exit=0)
        self.assertEqual((said["grade"], said["level"]), ("E4", 1))


class TwoWitnesses(Journey):
    """Both must have seen the log; their keys are ours, so that they can say any time."""

    def cosign(self, *times):
        self.run_words("evidence", "publish", exit=69)
        kept = self.root / "home/evidence/log/checkpoint"
        note, rest = kept.read_text().split("\n\n", 1)
        note, lines, counted = note + "\n", rest.splitlines(True)[:1], []
        for w, moment in enumerate(times):
            octets = moment.to_bytes(8, "big") + labelled.WITNESSES[w].sign(f"cosignature/v1\ntime {moment}\n{note}".encode())
            lines.append(labelled.signature_line(f"w{w}.example", 4, labelled.WITNESSES[w], octets))
            counted.append(f"w{w}.example {base64.b64encode(octets).decode()}")
        kept.write_text(note + "\n" + "".join(lines))
        return kept.read_text(), note, counted

    def test_a_witness_whose_clock_is_years_ahead_counts_for_no_backup(self):
        text = "".join(f"witness w{w} {labelled.vkey(f'w{w}.example', 4, labelled.WITNESSES[w])}\n" for w in range(2))
        (self.root / "witnesses").write_text(text + "group g all w0 w1\nquorum g\n")
        self.keys()
        said = self.json("evidence", "init", "--origin", "evidence.firm.example/2026", "--witnesses", self.root / "witnesses")
        (self.root / "policy").write_text(said["trust"])
        self.attested = self.attest(self.data, "files", data=False)
        subject, now = json.loads(self.attested)["subject"], int(time.time())
        ahead, note, counted = self.cosign(now, now + 730 * 86400)
        self.run_words("evidence", "bundle", "--subject", subject, "--out", self.root / "ahead.tgb")
        self.run_words("evidence", "verify", self.root / "ahead.tgb", "--trust", self.root / "policy", exit=6)
        draw = ["backup", "challenge", self.root / "crm.jwt", "--log-trust", self.root / "policy", "--checkpoint"]
        (self.root / "ahead").write_text(ahead)
        said = self.run_words(*draw, self.root / "ahead", "--record", self.root / "ahead.tgb", "--out", self.root / "c", exit=6)
        self.assertIn("does not prove that a log has this manifest", said)
        self.cosign(now, now)
        self.run_words("evidence", "bundle", "--subject", subject, "--out", self.root / "crm.tgb")
        said = self.run_words(*draw, self.root / "ahead", "--record", self.root / "crm.tgb", "--out", self.root / "c", exit=6)
        self.assertIn("not what the policy asks for", said)
        self.challenge(self.data)
        self.assertEqual(self.reasons(self.verify()), ["drill_missing", "not_encrypted", "content_unshown"])
        # Neither a record nor a draw that such a clock makes whole counts, at whatever moment is asked of.
        for at in ([], ["--at", "2098-01-01T00:00:00Z"]):
            told = self.reasons(self.verify(*at, "--record", self.root / "ahead.tgb", parts=("files", "challenge", "answer")))
            self.assertIn("not_recorded", told)
        seed = labelled.seed((self.root / "crm.jwt").read_bytes(), note, counted)
        made = json.loads((self.root / "crm.challenge").read_text())
        (self.root / "crm.challenge").write_text(json.dumps({**made, "checkpoint": ahead, "seed": seed.hex()}, ensure_ascii=False, separators=(",", ":")) + "\n")
        (self.root / "crm.answer").unlink()
        self.run_words("backup", "answer", self.root / "crm.challenge", "--manifest", self.root / "crm.jwt", "--repository", self.data, "--out", self.root / "crm.answer")
        said = self.verify()
        self.assertEqual((said["grade"], self.reasons(said)[0]), ("E2", "seed_untrusted"))


class Bounds(Journey):
    def setUp(self):
        super().setUp()
        self.log()
        self.attested = self.attest(self.data, "files", data=False)

    def test_a_checkpoint_before_the_record_draws_nothing(self):
        self.run_words("evidence", "publish")
        early = self.root / "early"
        shutil.copy(self.root / "home/evidence/log/checkpoint", early)
        (self.data / "new.csv").write_text("x\n")
        self.attested = self.attest(self.data, "files", data=False, name="later")
        self.publish("later")
        said = self.run_words("backup", "challenge", self.root / "later.jwt", "--record", self.root / "later.tgb", "--checkpoint", early,
                              "--log-trust", self.root / "policy", "--out", self.root / "c", exit=6)
        self.assertIn("not later", said)
        self.assertFalse((self.root / "c").exists())

    def test_an_answer_to_one_challenge_is_none_to_another(self):
        self.publish()
        self.challenge(self.data)
        self.run_words("evidence", "record", self.root / "policy", "--kind", "assessment", "--subject", "other/1")
        self.run_words("evidence", "publish")
        (self.root / "crm.challenge").unlink()
        self.run_words("backup", "challenge", self.root / "crm.jwt", "--record", self.root / "crm.tgb", "--checkpoint",
                       self.root / "home/evidence/log/checkpoint", "--log-trust", self.root / "policy", "--out", self.root / "crm.challenge")
        self.assertIn("answer_replayed", self.reasons(self.verify()))

    def test_a_record_that_was_revoked_is_none(self):
        self.publish()
        subject = json.loads(self.attested)["subject"]
        self.run_words("evidence", "record", self.root / "crm.jwt", "--kind", "backup", "--status", "revoked", "--subject", subject)
        (self.root / "crm.tgb").unlink()
        self.publish()
        self.assertIn("not_recorded", self.reasons(self.verify(parts=("files", "record"))))

    def test_a_revoked_backup_ends_no_later_one_and_what_is_not_logged_leaves_no_file(self):
        self.publish()
        subject = json.loads(self.attested)["subject"]
        self.run_words("evidence", "record", self.root / "crm.jwt", "--kind", "backup", "--status", "revoked", "--subject", subject)
        replica = self.root / "copy-2"
        shutil.copytree(self.data, replica)
        # The log cannot be opened: nothing of the new one is written, and the next try is not in its own way.
        policy = self.root / "home/evidence/private/first"
        whole = policy.read_bytes()
        policy.write_bytes(b"bent")
        words = ["backup", "attest", replica, "--tool", "files", "--data", self.data, "--owner", FIRM, "--system", "crm", "--site", "CN/Beijing",
                 "--key-country", "CN", *self.signer(), "--out", self.root / "crm2.jwt", "--format", "json"]
        done = subprocess.run([TIDEGATE, *map(str, words)], capture_output=True, text=True,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.assertNotEqual(done.returncode, 0, done.stdout)
        self.assertEqual([one.name for one in self.root.glob("crm2*")], [])
        policy.write_bytes(whole)
        made = json.loads(self.run_words(*words))
        self.assertEqual(made["subject"], subject)
        self.assertEqual(sorted(one.name for one in self.root.glob("crm2*")), ["crm2.files", "crm2.held", "crm2.jwt", "crm2.leaves"])
        self.run_words("evidence", "publish")
        self.run_words("evidence", "bundle", "--subject", subject, "--out", self.root / "crm2.tgb")
        self.assertEqual(self.json("evidence", "verify", self.root / "crm2.tgb", "--trust", self.root / "policy")["status"], "live")

    def test_the_place_that_a_flag_states_is_never_told_as_the_tables(self):
        replica = self.root / "copy-3"
        shutil.copytree(self.data, replica)
        table = self.table((replica, "CN", "Beijing"))
        words = ["backup", "attest", replica, "--tool", "files", "--data", self.data, "--owner", FIRM, "--system", "crm", "--sites", table,
                 "--key-country", "CN", *self.signer(), "--format", "json"]
        for lang, says in (("en", "another place than the table of sites has for this repository (Beijing)"), ("zh", "地点（Beijing）不符")):
            self.assertIn(says, self.run_words(*words, "--site", "CN/Shanghai", "--out", self.root / "c3.jwt", "--lang", lang, exit=2))
        made = json.loads(self.run_words(*words, "--site", "CN/Beijing", "--out", self.root / "c3.jwt"))
        self.assertFalse(made["is_site_claimed"])
        # A copy that no table has is stated alone, as `verify` takes it.
        made = json.loads(self.run_words(*words, "--copy", "CN/Tianjin", "--out", self.root / "c4.jwt"))
        self.assertTrue(made["is_site_claimed"])

    def test_no_verdict_is_signed_where_no_witness_saw_the_checkpoint(self):
        self.publish()
        self.challenge(self.data)
        base = self.root / "crm"
        done = subprocess.run([TIDEGATE, "backup", "verify", f"{base}.jwt", "--owner", FIRM, "--owner-key", self.root / "firm.pem.jwk",
                               "--log-trust", self.root / "policy", "--files", f"{base}.files", "--record", f"{base}.tgb", "--challenge",
                               f"{base}.challenge", "--answer", f"{base}.answer", "--data", self.data, *self.signer("verifier"), "--out",
                               self.root / "v.jwt"], capture_output=True, text=True)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("no verdict", done.stderr)
        self.assertFalse((self.root / "v.jwt").exists())
        # The verdict stands first, and the moment says whose it is.
        words = ["backup", "verify", f"{base}.jwt", "--owner", FIRM, "--owner-key", self.root / "firm.pem.jwk", "--at", "2098-01-01T00:00:00Z"]
        english, chinese = (self.run_words(*words, "--lang", lang, exit=6) for lang in ("en", "zh"))
        self.assertRegex(english, r"\A■ not as good as a backup allows: E\d, level \d of factor B   2098-01-01 00:00:00 UTC · exit 6\n\ngrade: E\d\n")
        self.assertRegex(chinese, r"\A■ 未达备份可达的最高证明：E\d，因素 B 等级 \d   北京时间 2098-01-01 08:00:00 · 退出码 6\n\n证据等级：E\d\n")
        self.assertRegex(english, r"(?m)^made: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? UTC$")
        self.assertNotRegex(chinese, r"[\u4e00-\u9fff] ?[(,;:]|[)] ?[\u4e00-\u9fff]")

    def test_bad_input_is_refused_in_both_languages(self):
        for words, says in [(["backup", "verify", self.root / "nothing.jwt", "--owner", FIRM, "--owner-key", self.root / "firm.pem.jwk"], "cannot be read"),
                            (["backup", "verify", self.root / "crm.jwt", "--owner", "x", "--owner-key", self.root / "firm.pem.jwk"], "--owner"),
                            (["backup", "verify", self.root / "crm.jwt", "--owner", FIRM], "--owner-key"),
                            (["backup", "attest", self.data, "--tool", "files"], "--owner"),
                            (["backup", "attest", self.data, "--chunk", "7"], "1024"),
                            (["backup", "challenge", self.root / "crm.jwt"], "--record"),
                            (["backup", "answer", self.root / "crm.jwt"], "--manifest"),
                            (["backup", "drill", self.root / "crm.jwt"], "--restored")]:
            self.assertIn(says, self.run_words(*words, exit=2), words)
            self.assertRegex(self.run_words(*words, "--lang", "zh", exit=2), "[\u4e00-\u9fff]")
        self.attest(self.data, "files", data=False, exit=2)  # nothing is written over

    def test_a_disk_that_is_full_leaves_nothing_half_written(self):
        self.publish()
        self.challenge(self.data)

        def little_room():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
        out = self.root / "second.answer"
        done = subprocess.run([TIDEGATE, "backup", "answer", self.root / "crm.challenge", "--manifest", self.root / "crm.jwt", "--repository",
                               self.data, "--out", out], capture_output=True, text=True, preexec_fn=little_room)
        self.assertEqual(done.returncode, 69, done.stderr)
        self.assertFalse(out.exists())
        self.run_words("backup", "attest", self.data, "--owner", FIRM, "--system", "crm", "--site", "CN/Beijing", *self.signer(), "--out",
                       "/proc/crm.jwt", exit=69)


class Assessing(Journey):
    """A declaration that names a manifest as evidence: what is found of it counts, not what is stated."""
    SAMPLE = pathlib.Path(__file__).resolve().parent.parent / "examples" / "hr-to-headquarters"
    EXPORTER, SYSTEM = "91110108MA0000001D", "北京人力资源系统"

    def declare(self, *attested, level=0, owner=EXPORTER, backups_abroad="yes"):
        self.log()
        self.keys()
        shutil.copytree(self.SAMPLE / "sample", self.root / "sample")
        text = (self.SAMPLE / "transfer.yaml").read_text()
        text = text.replace("  B: {level: 2, evidence: E1", f"  B: {{level: {level}, evidence: E4")
        text = re.sub(r"  - {file: mlps-2026.pdf.*", "  - {file: crm.jwt, kind: backup}", text)
        text = text.replace("backups_abroad: yes", f"backups_abroad: {backups_abroad}")
        self.declaration = self.root / "transfer.yaml"
        self.declaration.write_text(text)
        self.repository = self.root / "restic"
        self.restic(self.repository, "init")
        self.restic(self.repository, "backup", self.root / "sample")
        self.attested = self.run_words("backup", "attest", self.repository, "--tool", "restic", "--password-file", self.password, "--data",
                                       self.root / "sample", "--owner", owner, "--system", self.SYSTEM, "--site",
                                       "CN/Beijing", "--rpo", 1440, "--rto", 240, "--key-country",
                                       "CN", "--sites", self.table((self.repository, "CN", "Beijing")), *self.signer(), "--out",
                                       self.root / "crm.jwt", *attested, "--format", "json")
        self.publish()
        kept = self.root / "home" / "backups"
        (kept / "keys").mkdir(parents=True)
        shutil.copy(self.root / "policy", kept / "policy")
        shutil.copy(self.root / "firm.pem.jwk", kept / "keys" / f"{self.EXPORTER}.jwk")

    def drill(self):
        self.run_words("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", self.repository, "--password-file", self.password, "--into",
                       self.root / "drill" / "restored",
                       *self.signer(), "--out", self.root / "crm.drill.jwt")

    def assess(self):
        done = subprocess.run([TIDEGATE, "assess", self.declaration, "--format", "json"], capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.assertIn(done.returncode, (0, 3, 4, 5), done.stderr)
        answer = json.loads(done.stdout)
        return answer, next(f for f in answer["risk"]["factors"] if f["factor"] == "B"), [n["en"] for n in answer["risk"]["notes"]]

    def test_a_checked_backup_of_this_data_supports_its_level_and_replays(self):
        self.declare()
        self.drill()
        answer, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (1, "E3"), notes)
        self.assertTrue(any(n.startswith("Checked: crm.jwt (backup_manifest), E3: ") for n in notes), notes)
        self.run_words("replay", answer["bundle_path"])

    def test_a_system_without_a_backup_leaves_all_at_e1(self):
        self.declare()
        self.drill()
        was = self.declaration.read_text()
        second = "domestic_systems: [{name: 财务系统, operator: 示例精密制造（北京）有限公司, city: 北京, cloud: no}, "
        for text, says in ((was.replace("domestic_systems: [", second), "of 2 systems that must be covered 1 has no backup that is proven: 财务系统"),
                           (was.replace("{name: " + self.SYSTEM + ", ", "{"), "a system that must be covered has no name"),
                           (re.sub(r"  domestic_systems: .*\n", "", was), "nobody said which systems must be covered")):
            self.assertNotEqual(text, was)
            self.declaration.write_text(text)
            answer, b, notes = self.assess()
            self.assertEqual((b["level"], b["grade"]), (2, "E1"), notes)
            self.assertTrue(any(says in n for n in notes), notes)
            self.run_words("replay", answer["bundle_path"])
            # To show it is no worse than to show none.
            self.declaration.write_text(text.replace("crm.jwt", "none.pdf"))
            hidden, none, _ = self.assess()
            self.assertEqual((none["level"], none["grade"]), (2, "E1"))
            self.assertGreaterEqual(*[[a["risk"][key] for key in ("score", "low", "high")] for a in (hidden, answer)])

    def test_without_a_drill_the_level_is_two_whatever_was_claimed(self):
        self.declare()
        self.assertEqual(self.assess()[1]["level"], 2)

    def test_an_undeclared_copy_abroad_is_level_four_and_told(self):
        self.declare("--copy", "SG/Singapore", backups_abroad="no")
        self.drill()
        _, b, notes = self.assess()
        self.assertEqual(b["level"], 4)
        self.assertTrue(any("a copy lies in SG" in n and "export of its own" in n for n in notes), notes)

    def of_copies(self, findings):
        return [one for one in findings if one["rule"] == "V20"]

    def filed(self, name):
        out = self.root / name
        done = subprocess.run([TIDEGATE, "file", self.declaration, "--out", out, "--format", "json"], capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        self.assertIn(done.returncode, (0, 3, 4, 5), done.stderr)
        return json.loads((out / "filing.json").read_text())

    def test_a_copy_that_is_not_declared_fails_v20_wherever_it_is_assessed(self):
        self.declare("--copy", "SG/Singapore", backups_abroad="no")
        self.assertEqual(re.findall(r"region: (\w+)", self.declaration.read_text())[0], "DE")
        answer, _, _ = self.assess()
        finding, = self.of_copies(answer["findings"])
        self.assertEqual((finding["state"], finding["pointer"]), ("fails", "/scenario/retention/backups_abroad"))
        self.assertTrue(finding["says"]["en"].startswith("crm.jwt tells of a copy in SG, "), finding)
        self.assertIn("crm.jwt 载明有备份存于 SG", finding["says"]["zh"])
        self.run_words("replay", answer["bundle_path"])
        self.assertIn(finding["says"]["zh"], json.dumps(self.filed("filing"), ensure_ascii=False), "what is signed names it")

    def test_a_copy_where_a_recipient_is_is_none_that_was_declared(self):
        """The manifest itself makes it one, in what is judged and kept: that must not pass for a declaration."""
        self.declare("--copy", "DE/Berlin", backups_abroad="no")
        answer, _, _ = self.assess()
        finding, = self.of_copies(answer["findings"])
        self.assertTrue(finding["says"]["en"].startswith("crm.jwt tells of a copy in DE, "), finding)
        self.run_words("replay", answer["bundle_path"])
        self.declaration.write_text(self.declaration.read_text().replace("backups_abroad: no", "backups_abroad: yes"))
        answer, _, _ = self.assess()
        self.assertFalse([one for one in self.of_copies(answer["findings"]) if "tells of a copy" in one["says"]["en"]])
        self.run_words("replay", answer["bundle_path"])

    def test_a_backup_of_other_data_or_of_another_firm_proves_nothing(self):
        self.declare()
        (self.root / "sample" / "employees.csv").write_bytes((self.root / "sample" / "employees.csv").read_bytes() + b"\n")
        _, b, notes = self.assess()
        self.assertEqual(b["level"], 4)
        self.assertTrue(any("nothing of the data" in n for n in notes), notes)

    def test_one_of_two_files_that_bear_an_exclamation_mark_is_a_part(self):
        lines = (self.SAMPLE / "sample" / "employees.csv").read_bytes().splitlines(True)
        self.declare()
        (self.root / "sample" / "staff!1.csv").write_bytes((self.root / "sample" / "employees.csv").read_bytes())
        (self.root / "sample" / "staff!2.csv").write_bytes(b"".join(lines[:len(lines) // 2]))
        (self.root / "sample" / "employees.csv").unlink()
        self.declaration.write_text(self.declaration.read_text().replace("employees.csv", "staff*.csv"))
        _, b, notes = self.assess()
        self.assertEqual(b["level"], 3, notes)
        self.assertTrue(any("1/2 files" in n for n in notes), notes)

    def declare_two(self, crm, second):
        """Two systems, each with its own folder of data, copied, attested and drilled; what is assessed lies beside the declaration."""
        self.log()
        self.keys()
        other = "财务系统"
        text = (self.SAMPLE / "transfer.yaml").read_text().replace("  B: {level: 2, evidence: E1", "  B: {level: 0, evidence: E4")
        text = re.sub(r"  - {file: mlps-2026.pdf.*", "  - {file: crm.jwt, kind: backup}\n  - {file: fin.jwt, kind: backup}", text)
        text = text.replace("domestic_systems: [", f"domestic_systems: [{{name: {other}, operator: 示例精密制造（北京）有限公司, city: 北京, cloud: no}}, ")
        self.declaration = self.root / "transfer.yaml"
        self.declaration.write_text(text.replace("employees.csv", "staff*.csv"))
        (self.root / "sample").mkdir()
        kept = self.root / "home" / "backups"
        (kept / "keys").mkdir(parents=True)
        shutil.copy(self.root / "policy", kept / "policy")
        shutil.copy(self.root / "firm.pem.jwk", kept / "keys" / f"{self.EXPORTER}.jwk")
        for name, system, files in (("crm", self.SYSTEM, crm), ("fin", other, second)):
            data, copy = self.root / "firm" / f"data-{name}", self.root / "firm" / f"copy-{name}"  # too deep for what is assessed
            data.mkdir(parents=True)
            for file, content in files.items():
                (data / file).write_bytes(content)
            shutil.copytree(data, copy)
            self.attested = self.run_words("backup", "attest", copy, "--tool", "files", "--data", data, "--owner", self.EXPORTER, "--system", system, "--site", "CN/Beijing",
                           "--rpo", 1440, "--rto", 240, "--key-country", "CN", "--sites", self.table((copy, "CN", "Beijing")), *self.signer(),
                           "--out", self.root / f"{name}.jwt", "--format", "json")
            self.publish(name)
            self.run_words("backup", "drill", self.root / f"{name}.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", copy, "--into",
                           self.root / f"drill-{name}" / "restored", *self.signer(), "--out", self.root / f"{name}.drill.jwt")

    def two_files(self):
        lines = (self.SAMPLE / "sample" / "employees.csv").read_bytes().splitlines(True)
        return b"".join(lines), b"".join(lines[:len(lines) // 2])

    def test_what_the_backups_of_two_systems_hold_together_is_held(self):
        first, second = self.two_files()
        self.declare_two({"staff1.csv": first}, {"staff2.csv": second})
        for name, content in (("staff1.csv", first), ("staff2.csv", second)):
            (self.root / "sample" / name).write_bytes(content)
        answer, b, notes = self.assess()
        told = [n for n in notes if n.startswith("Checked: ")]
        self.assertEqual((b["grade"], len(told)), ("E3", 2), notes)
        self.assertLessEqual(b["level"], 2, notes)
        for note in told:
            self.assertIn("it holds 1/2 files of the data that was assessed, and other backups the rest, proven to E3", note)
            self.assertNotIn("has no backup", note)
        self.run_words("replay", answer["bundle_path"])
        # A file that none holds: how many, and which.
        gap = second + second.splitlines(True)[-1]
        (self.root / "sample" / "staff3.csv").write_bytes(gap)
        _, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (3, "E1"), notes)
        self.assertEqual(len([n for n in notes if "1 file is in no backup that is proven: SHA-256 " + hashlib.sha256(gap).hexdigest()[:12] in n]), 2, notes)
        self.assertFalse([n for n in notes if "has no backup" in n], notes)

    def test_naming_the_backup_of_a_system_that_was_not_scanned_is_no_worse_than_hiding_it(self):
        first, _ = self.two_files()
        self.declare_two({"staff1.csv": first}, {"finance.csv": b"x,y\n1,2\n"})
        (self.root / "sample" / "staff1.csv").write_bytes(first)
        _, named, notes = self.assess()
        self.assertFalse([n for n in notes if ", E0: " in n], notes)
        self.assertEqual(named["grade"], "E2", notes)
        self.declaration.write_text(self.declaration.read_text().replace("  - {file: fin.jwt, kind: backup}\n", ""))
        _, hidden, _ = self.assess()
        self.assertEqual((named["level"], hidden["level"], hidden["grade"]), (2, 2, "E1"))
        # The other one alone holds nothing of what was assessed, and is true: it is no worse than none.
        text = self.declaration.read_text()
        for name in ("fin.jwt", "none.pdf"):
            self.declaration.write_text(text.replace("crm.jwt", name))
            _, b, notes = self.assess()
            self.assertEqual((b["level"], b["grade"]), (2, "E1"), notes)

    def test_one_backup_under_two_names_is_of_one_system(self):
        first, second = self.two_files()
        self.declare_two({"staff1.csv": first}, {"staff1.csv": first})
        (self.root / "sample" / "staff1.csv").write_bytes(first)
        answer, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (2, "E1"), notes)
        self.assertEqual(len([n for n in notes if "of 2 systems that must be covered 1 has no backup that is proven" in n]), 2, notes)
        self.assertEqual(len([n for n in notes if "; this holds the same as the backup of " in n]), 1, notes)
        self.run_words("replay", answer["bundle_path"])

    def test_pipes_and_one_manifest_named_often_hold_nothing_up(self):
        self.declare()
        line = "  - {file: crm.jwt, kind: backup}"
        self.declaration.write_text(self.declaration.read_text().replace(line, "\n".join([line] * 20)))
        for name in ("crm.files", "crm.challenge", "crm.answer", "crm.verdict.jwt"):
            (self.root / name).unlink(missing_ok=True)
            os.mkfifo(self.root / name)
        _, _, notes = self.assess()
        self.assertEqual(len([n for n in notes if n.startswith("Checked: crm.jwt")]), 1, notes)

    def test_where_nobody_is_trusted_it_stays_a_document(self):
        self.declare()
        shutil.rmtree(self.root / "home" / "backups")
        _, b, notes = self.assess()
        self.assertEqual(b["grade"], "E1")
        self.assertFalse([n for n in notes if n.startswith("Checked: crm.jwt")])


class AssessingWitnessed(Assessing):
    """The same where a witness watches the log: E4 only for the challenge that this state folder kept."""
    serve_witness, log = Witnessed.serve_witness, Witnessed.log

    def test_only_the_first_challenge_that_was_kept_counts(self):
        self.declare()
        self.trust_verifiers()
        self.challenge(self.repository)
        kept = list((self.root / "home" / "backups" / "challenges").iterdir())
        self.assertEqual([k.read_bytes() for k in kept], [(self.root / "crm.challenge").read_bytes()])
        _, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (0, "E4"), notes)
        # Another draw, by a later checkpoint: it may be one of many that were tried.
        for ending in (".challenge", ".answer"):
            (self.root / f"crm{ending}").unlink()
        self.run_words("evidence", "record", self.root / "policy", "--kind", "assessment", "--subject", "other/1")
        self.run_words("evidence", "publish")
        self.challenge(self.repository)
        _, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (1, "E3"), notes)
        self.assertTrue(any("did not keep the challenge" in n for n in notes), notes)

    def trust_verifiers(self):
        credentials = self.root / "home" / "credentials"
        credentials.mkdir(exist_ok=True)
        shutil.copy(self.root / "trust.jwt", credentials)
        shutil.copy(self.root / "owner.pem.jwk", credentials / "trust-key.json")
        self.run_words("backup", "drill", self.root / "crm.jwt", "--owner-key", self.root / "firm.pem.jwk", "--repository", self.repository,
                       "--password-file", self.password, "--into", self.root / "drill" / "restored", *self.signer("verifier"), "--out",
                       self.root / "crm.drill.jwt")

    def test_a_challenge_that_was_drawn_elsewhere_hides_no_verdict(self):
        self.declare()
        self.trust_verifiers()
        self.challenge(self.repository)
        self.json("backup", "verify", self.root / "crm.jwt", "--owner", self.EXPORTER, "--system", self.SYSTEM, "--owner-key",
                  self.root / "firm.pem.jwk", "--trust", self.root / "trust.jwt", "--trust-key", self.root / "owner.pem.jwk", "--log-trust",
                  self.root / "policy", "--files", self.root / "crm.files", "--record", self.root / "crm.tgb", "--challenge",
                  self.root / "crm.challenge", "--answer", self.root / "crm.answer", "--drill", self.root / "crm.drill.jwt", "--data",
                  self.root / "sample", *self.signer("verifier"), "--out", self.root / "crm.verdict.jwt")
        shutil.rmtree(self.root / "home" / "backups" / "challenges")  # the verifier drew it, in his own folder
        _, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (0, "E4"), notes)

    def test_a_first_challenge_without_witnesses_makes_room_and_it_is_told(self):
        self.declare()
        self.trust_verifiers()
        alone = self.root / "alone"
        alone.write_text("\n".join(l for l in (self.root / "policy").read_text().splitlines() if l.startswith("log")) + "\nquorum none\n")
        words = ["backup", "challenge", self.root / "crm.jwt", "--record", self.root / "crm.tgb", "--checkpoint",
                 self.root / "home/evidence/log/checkpoint", "--draws", 300]
        first = self.json(*words, "--log-trust", alone, "--out", self.root / "first.challenge")
        self.assertEqual(first["kept"], "this")
        self.assertEqual(self.challenge(self.repository)["kept"], "this")
        _, b, notes = self.assess()
        self.assertEqual((b["level"], b["grade"]), (0, "E4"), notes)
        # Neither a policy without witnesses nor another draw takes its place.
        kept = next((self.root / "home" / "backups" / "challenges").iterdir())
        self.assertEqual(self.json(*words, "--log-trust", alone, "--out", self.root / "second.challenge")["kept"], "earlier")
        words[-1] = 400
        said = self.run_words(*words, "--log-trust", self.root / "policy", "--out", self.root / "third.challenge")
        self.assertIn("an earlier one counts", said)
        said = self.run_words(*words, "--log-trust", self.root / "policy", "--out", self.root / "fourth.challenge", "--lang", "zh")
        self.assertIn("以先前留存的一题为准", said)
        self.assertEqual(kept.read_bytes(), (self.root / "crm.challenge").read_bytes())


for _name in [n for n in dir(Assessing) if n.startswith("test_")]:
    setattr(AssessingWitnessed, _name, None)  # not twice


class Evaluate(Journey):
    def test_every_labelled_backup_is_graded_as_labelled(self):
        said = self.json("evaluate", "backups", CASES)
        self.assertEqual((said["accuracy"], said["false_ease"], said["errors"]), (1, 0, []))
        self.assertGreaterEqual(said["cases"], 150)
        text = self.run_words("evaluate", "backups", CASES)
        self.assertIn("false ease", text)

    def test_every_octet_of_a_manifest_counts(self):
        lines = [json.loads(line) for line in CASES.read_text().splitlines()]
        for name in ("trust.jwt", "trust-key.json"):
            shutil.copy(CASES.parent / name, self.root)
        for id in ("honest-verdict-EdDSA", "honest-verdict-ES256", "honest-verdict-SM2"):
            case = next(line for line in lines if line["id"] == id)
            text, changed = case["manifest"], []
            for i in range(0, len(text) - 1, 3):
                other = text[:i] + ("A" if text[i] != "A" else "B") + text[i + 1:]
                changed.append({**case, "id": f"{i}", "manifest": other, "expect": {"grade": "E0", "level": 4, "reason": "bad_signature"}})
            file = self.root / "changed.jsonl"
            file.write_text("".join(json.dumps(one) + "\n" for one in changed))
            said = self.json("evaluate", "backups", file)
            self.assertEqual(said["cases"], len(changed))
            self.assertEqual([e for e in said["errors"] if not e["got"].startswith(("E0 4", "E1 3 unknown_signer"))], [])


if __name__ == "__main__":
    if TIDEGATE is None:
        sys.exit(__doc__)
    unittest.main(verbosity=2)
