#!/usr/bin/env python3
"""The desk's store on a real PostgreSQL, which the tests start on a free loopback port and stop by its own id: the store's own claims, the
commands of `tidegate admin`, and what happens when the server dies.

usage: desk_databases.py PATH_TO_TIDEGATE PATH_TO_STORE_TEST PATH_TO_GATE_TEST [unittest arguments]
"""
import json
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class PostgresqlServer:
    """A server of its own in a folder of its own. Durable, as it comes from its maker, but for the size of its caches."""
    PASSWORD = "s3cret-of-nobody"

    def __init__(self):
        self.where = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-desk-server-"))
        self.who = {}
        if os.geteuid() == 0:
            self.who = {"user": "nobody", "group": "nogroup", "extra_groups": []}
            shutil.chown(self.where, "nobody", "nogroup")
        self.port = free_port()
        self.server = None
        (self.where / "pw").write_text(self.PASSWORD)
        os.chmod(self.where / "pw", 0o644)
        self.run(self.program("initdb"), "-D", self.where / "data", "-U", "owner", "-A", "scram-sha-256", "--pwfile", self.where / "pw",
                 "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        self.start()
        self.sql("CREATE DATABASE desk")

    @staticmethod
    def program(name):
        for folder in sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
            if (folder / name).exists():
                return folder / name
        return name

    def run(self, *words):
        return subprocess.run([str(w) for w in words], check=True, cwd=self.where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={**os.environ, "PGPASSWORD": self.PASSWORD}, **self.who).stdout.decode().strip()

    def sql(self, text, database="postgres"):
        return self.run("psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", self.where, "-p", self.port, "-U", "owner", database, "-c", text)

    def start(self):
        with open(self.where / "log", "ab") as log:
            self.server = subprocess.Popen([str(self.program("postgres")), "-D", str(self.where / "data"), "-p", str(self.port), "-k", str(self.where),
                                            "-c", "listen_addresses=127.0.0.1", "-c", "shared_buffers=16MB", "-c", "max_connections=40"],
                                           cwd=self.where, stdout=log, stderr=log, **self.who)
        for _ in range(600):
            try:
                return self.sql("SELECT 1")
            except subprocess.CalledProcessError:
                if self.server.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((self.where / "log").read_text(errors="replace")[-3000:])

    def stop(self, how=signal.SIGINT):
        if self.server is None or self.server.poll() is not None:
            return
        self.server.send_signal(how)
        try:
            self.server.wait(60)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()

    def end(self):
        self.stop()
        shutil.rmtree(self.where, ignore_errors=True)

    def url(self, database="desk"):
        return f"postgresql://owner@127.0.0.1:{self.port}/{database}"

    def environment(self):
        return {**os.environ, "PGPASSWORD": self.PASSWORD, "LC_ALL": "C.UTF-8"}


ROOT = pathlib.Path(__file__).resolve().parent.parent  # where these programs find what the project ships
TIDEGATE = None
STORE_TEST = None
GATE_TEST = None


def as_json(done):
    return json.loads(done.stdout)


class Commands(unittest.TestCase):
    """`tidegate admin` on both databases."""

    @classmethod
    def setUpClass(cls):
        cls.server = PostgresqlServer()

    @classmethod
    def tearDownClass(cls):
        cls.server.end()

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-admin-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def admin(self, *words, code=0, environment=None):
        done = subprocess.run([TIDEGATE, "admin", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder, check=False,
                              env=environment or self.server.environment())
        told = done.stdout.decode() + done.stderr.decode()
        self.assertEqual(done.returncode, code, told)
        self.assertNotIn(self.server.PASSWORD, told)
        return done

    def refused(self, *words, code, says, **how):
        self.assertIn(says, self.admin(*words, "--lang", "en", code=code, **how).stderr.decode())
        self.assertRegex(self.admin(*words, "--lang", "zh", code=code, **how).stderr.decode(), "[一-鿿]{2}")

    def test_a_desk_goes_from_sqlite_to_a_server_and_back(self):
        self.server.sql("CREATE DATABASE moved")
        there = ("--database", self.server.url("moved"))
        self.admin("migrate", "--data", "one")
        base = sqlite3.connect(self.folder / "one/desk.db")
        base.execute("INSERT INTO tenants VALUES ('t1', '', '第一公司 \"A\"', 1, 0, 1, '{}')")
        base.commit()
        base.close()
        first = as_json(self.admin("backup", "one.tgd", "--data", "one", "--json"))
        self.assertEqual(first["rows"], 2)
        self.assertEqual((self.folder / "one.tgd").stat().st_mode & 0o777, 0o600)
        for words in ((*there, "--data", "two"), ("--data", "three")):
            self.admin("restore", "one.tgd", *words)
            self.assertEqual(as_json(self.admin("check", *words, "--json"))["problems"], [])
            self.refused("restore", "one.tgd", *words, code=69, says="empty")
        self.admin("backup", "two.tgd", *there, "--data", "two")
        lines = [(self.folder / name).read_bytes().split(b"\n")[1:-2] for name in ("one.tgd", "two.tgd")]
        self.assertEqual(lines[0], lines[1])
        self.refused("backup", "two.tgd", "--data", "one", code=69, says="already")

    def test_what_is_damaged_is_told_and_nothing_is_restored(self):
        self.admin("migrate", "--data", "one")
        self.admin("backup", "one.tgd", "--data", "one")
        whole = (self.folder / "one.tgd").read_bytes()
        for name, bytes_ in (("cut", whole[:-30]), ("flipped", whole.replace(b'["1"', b'["2"').replace(b"[1,0", b"[1,7")), ("text", b"hello\n")):
            (self.folder / name).write_bytes(bytes_)
            self.refused("restore", name, "--data", "two", code=6, says="damaged")
        base = sqlite3.connect(self.folder / "one/desk.db")
        base.execute("INSERT INTO audit VALUES (1, 1, 'a', 'r', '', '', '', 'x', 'y', 'done', '{}', 'forged')")
        base.commit()
        base.close()
        self.assertIn(b"audit", self.admin("check", "--data", "one", "--lang", "en", code=6).stdout)
        self.assertIn("审计", self.admin("check", "--data", "one", "--lang", "zh", code=6).stdout.decode())

    def test_what_is_not_there_is_not_made(self):
        (self.folder / "none").mkdir(mode=0o700)
        self.refused("check", "--data", "none", code=2, says="holds no desk")
        self.assertEqual(list((self.folder / "none").iterdir()), [])
        self.refused("check", code=2, says="--data")
        self.refused("backup", "--data", "x", code=2, says="FILE")
        self.refused("check", "--data", "x", "--database", "mysql://h/d", code=2, says="postgresql://")
        self.refused("check", "--data", "x", "--database", f"postgresql://owner:{self.server.PASSWORD}@127.0.0.1/d", code=2, says="password")

    def test_the_password_may_lie_in_a_file_of_its_own(self):
        self.server.sql("CREATE DATABASE bypassword")
        where = ("--data", "d", "--database", self.server.url("bypassword"))
        bare = {k: v for k, v in self.server.environment().items() if k != "PGPASSWORD"}
        self.refused("migrate", *where, code=69, says="password", environment=bare)
        (self.folder / "pw").write_text(self.server.PASSWORD + "\n")
        os.chmod(self.folder / "pw", 0o600)
        self.admin("migrate", *where, "--password-file", "pw", environment=bare)

    def test_a_server_that_is_away_is_told_and_served_again_when_it_is_back(self):
        self.server.sql("CREATE DATABASE away")
        where = ("--data", "d", "--database", self.server.url("away"))
        self.admin("migrate", *where)
        self.server.stop(signal.SIGQUIT)
        try:
            self.refused("check", *where, code=69, says="does not open")
        finally:
            self.server.start()
        self.admin("check", *where)

    def test_a_full_disk_is_told_and_what_was_there_stays(self):
        disk = self.folder / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "tmpfs", disk], stderr=subprocess.DEVNULL, check=False).returncode != 0:
            self.skipTest("needs the right to mount a small disk")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=False)
        self.admin("migrate", "--data", disk / "d")
        with open(disk / "filler", "wb") as filler:
            try:
                while True:
                    filler.write(bytes(65536))
                    filler.flush()
            except OSError:
                pass
        self.refused("check", "--data", disk / "d", code=69, says="full")
        self.refused("backup", disk / "b.tgd", "--data", disk / "d", code=69, says="full")
        self.assertFalse((disk / "b.tgd").exists())
        self.assertFalse((disk / "b.tgd.part").exists())
        (disk / "filler").unlink()
        self.admin("backup", disk / "b.tgd", "--data", disk / "d")

    def test_files_that_cannot_be_a_desk_are_told_apart(self):
        self.admin("migrate", "--data", "one")
        base = sqlite3.connect(self.folder / "one/desk.db")
        base.execute("INSERT INTO migrations VALUES (1000, 'later', 'x')")
        base.commit()
        self.refused("check", "--data", "one", code=69, says="newer program")
        base.execute("DELETE FROM migrations WHERE number = 1000")
        base.commit()
        base.close()
        self.admin("check", "--data", "one")
        os.chmod(self.folder / "one/desk.db", 0o644)
        self.refused("check", "--data", "one", code=69, says="chmod")
        os.chmod(self.folder / "one/desk.db", 0o600)
        (self.folder / "one/desk.db").write_bytes(b"no database" * 1000)
        self.refused("check", "--data", "one", code=6, says="damaged")


class StoreClaims(unittest.TestCase):
    def claims(self, program, names):
        server = PostgresqlServer()
        self.addCleanup(server.end)
        done = subprocess.run([program, f"--gtest_filter={names}", "--gtest_brief=1"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              env={**server.environment(), "TIDEGATE_TEST_POSTGRESQL": server.url()}, check=False)
        self.assertEqual(done.returncode, 0, done.stdout.decode()[-6000:])
        self.assertNotIn(b"SKIPPED", done.stdout)
        self.assertNotIn(b" 0 tests", done.stdout)

    def test_the_stores_own_claims_hold_on_postgresql(self):
        self.claims(STORE_TEST, "*Desk*Postgresql*:*Desk*Backup*:*StoredCredentials*Postgresql*")

    def test_what_the_journeys_of_cases_claim_holds_on_postgresql(self):
        self.claims(GATE_TEST, "Postgresql/Cases*:Postgresql/Journeys*:Postgresql/ManyFilings*:Postgresql/BesideOthers*")

    def test_what_the_journeys_of_permits_claim_holds_on_postgresql(self):
        self.claims(GATE_TEST, "Postgresql/Permits*:Postgresql/TheDecisionPoint*")

    def test_what_is_recorded_as_evidence_holds_on_postgresql(self):
        self.claims(GATE_TEST, "Postgresql/RecordedCases.*")

    def test_what_every_route_stands_on_holds_on_postgresql(self):
        self.claims(GATE_TEST, "Postgresql/Idempotency*:Postgresql/Workers*:Postgresql/Webhooks*")


if __name__ == "__main__":
    TIDEGATE, STORE_TEST, GATE_TEST = map(os.path.abspath, sys.argv[1:4])
    del sys.argv[1:4]
    unittest.main(verbosity=1)
