#!/usr/bin/env python3
"""Journeys through databases: SQLite files, and real PostgreSQL and MariaDB servers that the tests start themselves on a free
loopback port and stop by their own id.

usage: databases.py PATH_TO_TIDEGATE [unittest arguments]
"""
import csv
import ctypes
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import termios
import time
import unittest

import journeys
from journeys import DATE, Journey, resident_id

HAN = "[一-鿿]{2}"


def customers(rows):
    """Header and rows of invented customers; every tenth row lacks its mobile number."""
    yield ["cust_id", "姓名", "mobile", "id_card", "city", "amount", "created_at"]
    for n in range(rows):
        yield [str(n + 1), f"张{'伟芳娜敏静'[n % 5]}", "" if n % 10 == 9 else f"138{n:08}", resident_id(n), "北京",
               f"{n * 7 % 1000}.50", f"2026-0{1 + n % 9}-{1 + n % 28:02} 08:00:00"]


def write_csv(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def findings(table):
    """What must be alike of the same rows in two formats."""
    keys = ("persons", "persons_sensitive", "persons_under14", "rows_without_identifier", "rows")
    columns = [{k: c[k] for k in ("name", "type", "sensitivity", "subjects", "non_empty")} for c in table["columns"]]
    return {**{k: table[k] for k in keys}, "columns": columns}


class Databases(Journey):
    """What all of them share."""

    def scanned(self, *words, code=0, **how):
        done = self.run_tidegate("scan", *words, "--as-of", DATE, "--json", code=code, **how)
        profile = json.loads(done.out)
        return {f["path"].rpartition("!")[2]: f for f in profile["files"]}, done

    def assert_twin(self, table, rows):
        write_csv(self.folder / "twin.csv", rows)
        twin, _ = self.scanned("twin.csv")
        self.assertEqual(findings(table), findings(twin["twin.csv"]))

    def assert_refused(self, words, code, en, **how):
        """The error in both languages; nothing on standard output."""
        done = self.run_tidegate("scan", *words, "--lang", "en", code=code, **how)
        self.assertIn(en, done.err)
        self.assertEqual(done.out, "")
        told = self.run_tidegate("scan", *words, "--lang", "zh", code=code, **how)
        self.assertRegex(told.err, HAN)
        return done.err + told.err


class SqliteFiles(Databases):
    def make(self, name, *statements, rows=None, table="customers"):
        path = self.folder / name
        base = sqlite3.connect(path)
        for statement in statements:
            base.execute(statement)
        if rows is not None:
            header, *body = rows
            base.execute(f"CREATE TABLE {table} ({', '.join(json.dumps(h, ensure_ascii=False) for h in header)})")
            base.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(header))})", body)
        base.commit()
        base.close()
        return path

    def test_a_table_is_found_to_hold_what_its_csv_twin_holds(self):
        rows = list(customers(3000))
        self.make("shop.db", rows=rows)
        for threads in ("1", "2"):
            tables, _ = self.scanned("shop.db", "--threads", threads)
            self.assertEqual(list(tables), ["customers"])
            self.assertEqual(tables["customers"]["format"], "sqlite")
            self.assert_twin(tables["customers"], rows)

    def test_content_tells_a_database_and_no_ending(self):
        self.make("shop.csv", rows=list(customers(20)))
        tables, _ = self.scanned("shop.csv")
        self.assertEqual(tables["customers"]["format"], "sqlite")

    def test_names_of_all_kinds_are_quoted(self):
        self.make("n.db", 'CREATE TABLE "it\'s ""odd""; --" ("a b", "c""d", "e\'f", "select")',
                  'INSERT INTO "it\'s ""odd""; --" VALUES (1, 2, 3, 4)', "CREATE TABLE 客户 (手机)", "INSERT INTO 客户 VALUES ('x')")
        tables, _ = self.scanned("n.db")
        self.assertEqual([c["name"] for c in tables['it\'s "odd"; --']["columns"]], ["a b", 'c"d', "e'f", "select"])
        self.assertEqual(tables["客户"]["rows"], 1)

    def test_views_are_told_and_read_when_asked(self):
        self.make("v.db", "CREATE VIEW v AS SELECT mobile FROM customers", rows=list(customers(20)))
        tables, done = self.scanned("v.db")
        self.assertEqual(list(tables), ["customers"])
        self.assertIn("views=yes", done.out)
        tables, _ = self.scanned("sqlite:v.db?views=yes")
        self.assertEqual(list(tables), ["customers", "v"])
        tables, _ = self.scanned("sqlite:v.db?table=v")
        self.assertEqual(list(tables), ["v"])
        self.assert_refused(("sqlite:v.db?table=w",), 2, 'no table "w"')

    def test_pictures_are_never_taken_for_nothing(self):
        self.make("p.db", "CREATE TABLE goods (sku TEXT, price INTEGER, scan BLOB)")
        base = sqlite3.connect(self.folder / "p.db")
        base.executemany("INSERT INTO goods VALUES (?, ?, ?)",
                         [(f"SKU-{n:05}", n % 90 + 10, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * (1 + n % 3 * 300)) for n in range(200)])
        base.commit()
        base.close()
        tables, _ = self.scanned("p.db")
        self.assertIn("200 cells", json.dumps(tables["goods"]["notes"]))
        done = self.run_tidegate("assess", "p.db", "--to", "SG", "--as-of", DATE, "--no-record", "--json", code=3)
        self.assertNotIn(False, [item.get("personal") for item in json.loads(done.out)["transfer"].get("items", [])])

    def test_text_kept_as_octets_is_read(self):
        self.make("b.db", "CREATE TABLE t (m BLOB)")
        base = sqlite3.connect(self.folder / "b.db")
        base.executemany("INSERT INTO t VALUES (?)", [(f"138{n:08}".encode(),) for n in range(300)])
        base.commit()
        base.close()
        tables, _ = self.scanned("b.db")
        self.assertEqual((tables["t"]["columns"][0]["type"], tables["t"]["persons"]), ("CT.MOBILE", 300))

    def test_what_a_writer_has_committed_beside_the_file_is_read_and_nothing_is_left_behind(self):
        path = self.make("w.db", "PRAGMA journal_mode=WAL", rows=list(customers(20)))
        writer = sqlite3.connect(path)
        writer.execute("PRAGMA wal_autocheckpoint=0")
        writer.execute("DELETE FROM customers WHERE CAST(cust_id AS INTEGER) > 5")
        writer.commit()
        before = sorted(p.name for p in self.folder.iterdir())
        tables, _ = self.scanned("w.db")
        self.assertEqual(tables["customers"]["rows"], 5)
        self.assertEqual(sorted(p.name for p in self.folder.iterdir()), before)
        writer.close()

    def test_bad_files_are_refused_with_a_fix(self):
        whole = self.make("whole.db", rows=list(customers(5000))).read_bytes()
        (self.folder / "cut.db").write_bytes(whole[: len(whole) // 2])
        (self.folder / "noise.db").write_bytes(whole[:16] + secrets.token_bytes(9000))
        torn = bytearray(whole)
        for at in range(4096, len(torn), 4096):
            torn[at:at + 40] = b"\xff" * 40
        (self.folder / "torn.db").write_bytes(torn)
        for name in ("cut.db", "noise.db", "torn.db"):
            self.assert_refused((name,), 2, name)
        self.make("none.db", "CREATE TABLE t (a)", "DROP TABLE t")
        self.assert_refused(("none.db",), 2, "no table")
        self.assert_refused(("sqlite:missing.db",), 69, "SQLite cannot open it")

    def test_a_long_cell_is_left_out_and_said(self):
        self.make("l.db", "CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES (printf('%.*c', 20000000, 'x'))")
        self.assert_refused(("l.db",), 7, "16777216 octets")

    def test_a_database_in_an_archive_is_refused_with_a_fix(self):
        path = self.make("z.db", rows=list(customers(5)))
        subprocess.run([sys.executable, "-m", "zipfile", "-c", "z.zip", path.name], cwd=self.folder, check=True)
        self.assert_refused(("z.zip",), 2, "unpack")

    def test_a_sample_is_said_to_be_one_and_clears_nothing(self):
        self.make("s.db", rows=list(customers(5000)))
        tables, done = self.scanned("s.db", "--sample", "500")
        table = tables["customers"]
        self.assertEqual((table["rows"], table["format"]), (500, "sqlite sample"))
        self.assertIn("0.60 %", done.out)
        self.assertEqual({c["name"]: c["type"] for c in table["columns"]}["mobile"], "CT.MOBILE")
        again, _ = self.scanned("s.db", "--sample", "500", "--threads", "2")
        self.assertEqual(again["customers"], table)
        screen = self.run_tidegate("scan", "s.db", "--sample", "500", "--lang", "en", code=0).out
        self.assertIn("a sample: at least", screen)
        self.assertIn("抽样", self.run_tidegate("scan", "s.db", "--sample", "500", "--lang", "zh", code=0).out)
        # A table of no more rows is read whole.
        tables, _ = self.scanned("s.db", "--sample", "5000")
        self.assertEqual(tables["customers"]["format"], "sqlite")
        self.assertEqual(tables["customers"]["rows"], 5000)
        self.assertIn("100", self.run_tidegate("scan", "s.db", "--sample", "5", code=2).err)

    def test_no_limit_is_judged_by_a_sample(self):
        self.make("s.db", rows=list(customers(5000)))
        facts = ("--to", "SG", "--as-of", DATE, "--no-record", "--ciio", "no", "--sent-this-year", "0", "--exporter-type", "company", "--exemption",
                 "none", "--important-data", "no", "--state-secrets", "no", "--zone", "none", "--foreign-authority", "no",
                 "--prohibited-recipient", "no", "--json")
        self.run_tidegate("assess", "s.db", *facts, "--sensitive", "no", code=0)
        for flags in ((), ("--sensitive", "no")):
            answer = json.loads(self.run_tidegate("assess", "s.db", *facts, *flags, "--sample", "1000", code=3).out)
            self.assertEqual(answer["opinions"][0]["route_class"], "undetermined")
        # Nor does a sample enter the register as if it were everybody.
        self.run_tidegate("assess", "s.db", *facts[:4], *facts[5:], "--sensitive", "no", "--sample", "1000", "--save", "s.tga", code=3)
        self.assertIn("--sample", self.run_tidegate("register", "add", "s.tga", "--lang", "en", code=2).err)
        # A table in which the sample shows nothing of persons is not cleared either.
        self.make("g.db", "CREATE TABLE goods (sku TEXT, price INTEGER, stock INTEGER)")
        base = sqlite3.connect(self.folder / "g.db")
        base.executemany("INSERT INTO goods VALUES (?, ?, ?)", [(f"SKU-{n:05}", n % 90 + 10, n % 7) for n in range(3000)])
        base.commit()
        base.close()
        self.run_tidegate("assess", "g.db", *facts, code=0)
        self.run_tidegate("assess", "g.db", *facts, "--sample", "300", code=3)


def library_of_user():
    """Named, or where `tools/setup parquet` puts it; "" where it is in neither place."""
    named = os.environ.get("TIDEGATE_DUCKDB", "")
    home = os.environ.get("TIDEGATE_HOME") or os.path.join(os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share"), "tidegate")
    own = os.path.join(home, "lib", "libduckdb.so")
    return named or (own if os.path.exists(own) else "")


class ParquetFiles(Databases):
    """The library is the user's own: where it is not there, what is tested is that this is said."""
    LIBRARY = library_of_user()
    WHY = "no libduckdb.so: tools/setup parquet fetches it"

    def run_tidegate(self, *words, env=None, **how):
        return super().run_tidegate(*words, env={"TIDEGATE_DUCKDB": self.LIBRARY, **(env or {})}, **how)

    def write_parquet(self, query, name):
        library = ctypes.CDLL(self.LIBRARY)
        base, connection = ctypes.c_void_p(), ctypes.c_void_p()
        self.assertEqual(library.duckdb_open(None, ctypes.byref(base)), 0)
        self.assertEqual(library.duckdb_connect(base, ctypes.byref(connection)), 0)
        place = str(self.folder / name).replace("'", "''")
        done = library.duckdb_query(connection, f"COPY ({query}) TO '{place}' (FORMAT parquet)".encode(), None)
        library.duckdb_disconnect(ctypes.byref(connection))
        library.duckdb_close(ctypes.byref(base))
        self.assertEqual(done, 0)

    def test_without_the_library_the_fix_is_told(self):
        (self.folder / "a.parquet").write_bytes(b"PAR1\x15\x04" + bytes(100) + b"PAR1")
        self.assert_refused(("a.parquet",), 69, "tools/setup parquet", env={"TIDEGATE_DUCKDB": "/nowhere/libduckdb.so"})
        self.assertIn("tools/setup parquet", self.run_tidegate("doctor", env={"TIDEGATE_DUCKDB": "/nowhere/libduckdb.so"}).out)

    @unittest.skipUnless(LIBRARY, WHY)
    def test_a_file_is_found_to_hold_what_its_csv_twin_holds(self):
        rows = list(customers(5000))
        write_csv(self.folder / "twin.csv", rows)
        self.write_parquet(f"SELECT * FROM read_csv('{self.folder}/twin.csv', all_varchar = true)", "o'dd.parquet")
        tables, _ = self.scanned("o'dd.parquet", "--threads", "2")
        self.assertEqual(tables["o'dd.parquet"]["format"], "parquet")
        self.assert_twin(tables["o'dd.parquet"], rows)
        tables, done = self.scanned("o'dd.parquet", "--sample", "500")
        self.assertEqual((tables["o'dd.parquet"]["rows"], tables["o'dd.parquet"]["format"]), (500, "parquet sample"))
        self.assertEqual(self.scanned("o'dd.parquet", "--sample", "500")[0], tables)

    @unittest.skipUnless(LIBRARY, WHY)
    def test_no_socket_is_opened_and_no_other_file_is_read(self):
        self.write_parquet("SELECT '138' || lpad(i::VARCHAR, 8, '0') AS m, {'a': [i, 2]} AS nested, '\\xFF\\x00'::BLOB AS b FROM range(300) t(i)", "n.parquet")
        done = subprocess.run(["strace", "-f", "-qq", "-e", "trace=network", "-o", "trace", str(journeys.TIDEGATE), "scan", "n.parquet", "--json"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder, check=True,
                              env={**os.environ, "TIDEGATE_HOME": str(self.home), "TIDEGATE_DUCKDB": self.LIBRARY})
        self.assertEqual((self.folder / "trace").read_text(), "")
        table = json.loads(done.stdout)["files"][0]
        self.assertEqual(table["persons"], 300)
        self.assertEqual([c["non_empty"] for c in table["columns"]], [300, 300, 300])

    @unittest.skipUnless(LIBRARY, WHY)
    def test_bad_files_are_refused_with_a_fix(self):
        self.write_parquet("SELECT i, repeat('x', 50) AS t FROM range(20000) t(i)", "whole.parquet")
        whole = (self.folder / "whole.parquet").read_bytes()
        (self.folder / "cut.parquet").write_bytes(whole[:len(whole) // 2])
        torn = bytearray(whole)
        torn[100:len(torn) // 2] = bytes(len(torn) // 2 - 100)
        (self.folder / "torn.parquet").write_bytes(torn)
        (self.folder / "noise.parquet").write_bytes(b"PAR1\x15" + secrets.token_bytes(5000) + b"PAR1")
        for name in ("cut.parquet", "torn.parquet", "noise.parquet"):
            self.assert_refused((name,), 2, "damaged")
        # DuckDB would take the name for a pattern, and read w1.parquet.
        (self.folder / "w[1].parquet").write_bytes(whole)
        (self.folder / "w1.parquet").write_bytes(whole)
        self.assert_refused(("w[1].parquet",), 2, "rename")

    def test_a_library_that_others_may_write_is_not_loaded(self):
        (self.folder / "a.parquet").write_bytes(b"PAR1\x15\x04" + bytes(100) + b"PAR1")
        library = self.folder / "other" / "lib" / "libduckdb.so"
        library.parent.mkdir(parents=True, mode=0o700)
        library.parent.parent.chmod(0o700)
        shutil.copyfile(self.LIBRARY or "/dev/null", library)
        words, blank = ("a.parquet",), {"TIDEGATE_DUCKDB": "", "TIDEGATE_HOME": str(library.parent.parent)}
        for part in (library, library.parent, library.parent.parent):
            right = part.stat().st_mode & 0o777
            part.chmod(0o777)
            self.assert_refused(words, 69, "chmod go-w", env=blank)
            self.assertIn("chmod go-w", self.run_tidegate("doctor", "--lang", "en", env=blank).out)
            part.chmod(right & 0o755)
        self.assert_refused(words, *((2, "damaged") if self.LIBRARY else (69, "tools/setup parquet")), env=blank)
        library.rename(library.with_name("real.so"))
        library.symlink_to("real.so")
        self.assert_refused(words, 69, "symbolic link", env=blank)


class Server(Databases):
    """A server of the tests' own. `start` fills cls.folder_of_class and cls.port."""
    PASSWORD = "s3cret-of-nobody"
    READER = "reader"

    @classmethod
    def setUpClass(cls):
        cls.where = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-server-"))
        cls.user = None
        if os.geteuid() == 0:
            cls.user = "nobody"
            shutil.chown(cls.where, "nobody", "nogroup")
        cls.port = free_port()
        try:
            cls.begin()
        except BaseException:
            cls.tearDownClass()
            raise

    @classmethod
    def as_user(cls, *words, **how):
        who = {"user": "nobody", "group": "nogroup", "extra_groups": []} if cls.user else {}
        return subprocess.run([str(w) for w in words], check=True, cwd=cls.where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **who, **how)

    @classmethod
    def launch(cls, *words):
        who = {"user": "nobody", "group": "nogroup", "extra_groups": []} if cls.user else {}
        with open(cls.where / "log", "ab") as log:
            cls.server = subprocess.Popen([str(w) for w in words], cwd=cls.where, stdout=log, stderr=log, **who)
        for _ in range(300):
            try:
                return cls.sql("SELECT 1")
            except subprocess.CalledProcessError:
                if cls.server.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError((cls.where / "log").read_text(errors="replace")[-3000:])

    @classmethod
    def tearDownClass(cls):
        if getattr(cls, "server", None) is not None and cls.server.poll() is None:
            cls.server.send_signal(cls.STOP)
            try:
                cls.server.wait(30)
            except subprocess.TimeoutExpired:
                cls.server.kill()
                cls.server.wait()
        shutil.rmtree(cls.where, ignore_errors=True)

    def url(self, rest="", user=READER, database="shop"):
        return f"{self.SCHEME}://{user}@127.0.0.1:{self.port}/{database}{rest}"

    def run_tidegate(self, *words, env=None, **how):
        done = super().run_tidegate(*words, env={self.PASSWORD_VARIABLE: self.PASSWORD, **(env or {})}, **how)
        self.assertNotIn(self.PASSWORD, done.out + done.err)
        return done

    def begin_scan(self, *words):
        """A scan that goes on while the test does something to the server; it has begun to read when this returns."""
        environment = {**os.environ, "TIDEGATE_HOME": str(self.home), "LC_ALL": "C.UTF-8", self.PASSWORD_VARIABLE: self.PASSWORD}
        running = subprocess.Popen([str(journeys.TIDEGATE), "scan", *words, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   cwd=self.folder, env=environment)
        self.wait_for(lambda: self.running_queries() > 0)
        return running

    def wait_for(self, is_so):
        for _ in range(200):
            if is_so():
                return
            time.sleep(0.05)
        self.fail("it did not happen within 10 s")

    def finish(self, running, code):
        out, err = running.communicate(timeout=120)
        self.assertEqual(running.returncode, code, err.decode()[-2000:])
        return out.decode(), err.decode()

    # What both servers must do.

    def test_a_comment_says_what_a_name_does_not(self):
        tables, _ = self.scanned(self.url("?table=commented"))
        columns = {c["name"]: c["type"] for c in tables[f"{self.NAME}.commented"]["columns"]}
        self.assertEqual(columns, {"c1": "EE.INCOME", "c2": "MED.RECORD_NO"})

    def test_a_table_is_found_to_hold_what_its_csv_twin_holds(self):
        tables, _ = self.scanned(self.url(f"?table={self.NAME}.customers"))
        table = tables[f"{self.NAME}.customers"]
        self.assertEqual(table["format"], self.FORMAT)
        self.assert_twin(table, customers(3000))

    def test_wrong_user_password_server_and_database_are_told_apart(self):
        wrong = {self.PASSWORD_VARIABLE: "wrong"}
        self.assert_refused((self.url(),), 2, "password", env=wrong)
        self.assert_refused((self.url(database="nowhere"),), 2, "no such database")
        self.assert_refused((f"{self.SCHEME}://{self.READER}@127.0.0.1:{free_port()}/shop",), 69, "cannot connect")
        self.assert_refused((self.url("?table=nothing"),), 2, 'no table "nothing"')
        self.assert_refused((self.url("?sslmode=require&table=customers"),), 69, "sslmode=disable")

    def test_a_password_is_refused_where_others_see_it_and_taken_from_a_file(self):
        with_password = f"{self.SCHEME}://{self.READER}:{self.PASSWORD}@127.0.0.1:{self.port}/shop"
        self.assert_refused((with_password,), 2, "--password-file")
        secret = self.folder / "secret"
        secret.write_text(self.PASSWORD + "\n")
        secret.chmod(0o644)
        blank = {self.PASSWORD_VARIABLE: ""}
        words = (self.url(f"?table={self.NAME}.customers"), "--password-file", "secret")
        self.assert_refused(words, 2, "chmod 600", env=blank)
        secret.chmod(0o600)
        self.scanned(*words, env=blank)

    def test_a_declaration_may_hold_the_password_and_no_record_does(self):
        with_password = f"{self.SCHEME}://{self.READER}:{self.PASSWORD}@127.0.0.1:{self.port}/shop?table={self.NAME}.customers"
        text = (journeys.ROOT / "examples/crm-export/transfer.yaml").read_text(encoding="utf-8")
        text = text.replace('"*/customers.csv"', f'"{with_password}"')
        self.assertIn(with_password, text)
        (self.folder / "transfer.yaml").write_text(text, encoding="utf-8")
        done = self.run_tidegate("assess", "transfer.yaml", "--as-of", DATE, "--json", env={self.PASSWORD_VARIABLE: ""})
        self.assertIn(f"{self.NAME}.customers", done.out, done.err)
        for path in self.home.rglob("*"):
            if path.is_file():
                self.assertNotIn(self.PASSWORD.encode(), path.read_bytes(), path)

    def test_a_table_without_the_right_to_read_is_told_and_the_rest_goes_on(self):
        for lang, says in (("en", "GRANT SELECT"), ("zh", "无权读取")):
            tables, done = self.scanned(self.url(), "--lang", lang, code=69)
            self.assertNotIn(f"{self.NAME}.hidden", tables)
            self.assertIn(f"{self.NAME}.customers", tables)
            self.assertIn("hidden", done.err)
            self.assertIn(says, done.err)
        # An answer about half of a database would be about another transfer.
        self.run_tidegate("assess", self.url(), "--to", "SG", "--no-record", code=69)

    def test_a_table_that_changes_while_it_is_read_gives_one_moment(self):
        words = (self.url(f"?table={self.NAME}.a_slow&table={self.NAME}.changing"),)
        running = self.begin_scan(*words)
        self.sql(f"INSERT INTO changing SELECT id + 1000 FROM changing")
        self.sql(f"UPDATE changing SET id = id + 5000")
        out, _ = self.finish(running, 0)
        rows = {f["path"].rpartition(".")[2]: f["rows"] for f in json.loads(out)["files"]}
        self.assertEqual(rows["changing"], 100)

    def test_a_table_that_is_dropped_on_the_way_is_told(self):
        self.sql(f"CREATE TABLE short_lived (id int)")
        self.grant("short_lived")
        running = self.begin_scan(self.url(f"?table={self.NAME}.a_slow&table={self.NAME}.short_lived"))
        self.sql("DROP TABLE short_lived")
        out, err = self.finish(running, 2)
        self.assertIn("short_lived", err)
        self.assertEqual(len(json.loads(out)["files"]), 1)

    def test_an_interrupt_ends_the_query_on_the_server(self):
        running = self.begin_scan(self.url(f"?table={self.NAME}.b_slower"))
        running.send_signal(signal.SIGINT)
        out, err = self.finish(running, 130)
        self.assertEqual(out, "")
        self.assertIn("interrupted", err)
        self.wait_for(lambda: self.running_queries() == 0)

    def test_a_time_limit_of_the_server_is_told(self):
        self.assert_refused((self.url(f"?table={self.NAME}.b_slower", user="hasty"),), 7, "--sample")

    def test_binary_columns_and_long_cells_are_never_taken_for_nothing(self):
        tables, _ = self.scanned(self.url(f"?table={self.NAME}.pictures"))
        notes = json.dumps(tables[f"{self.NAME}.pictures"]["notes"])
        self.assertIn("column photo: 50 cells", notes)
        self.assertIn("column essay: 1 cells", notes)
        self.assertEqual([c["type"] for c in tables[f"{self.NAME}.pictures"]["columns"] if c["name"] == "as_octets"], ["CT.MOBILE"])

    def test_rows_of_many_long_cells_are_bounded_and_the_rest_goes_on(self):
        tables, _ = self.scanned(self.url(f"?table={self.NAME}.wide&table={self.NAME}.z_small"))
        self.assertIn("column c3: 1 cells", json.dumps(tables[f"{self.NAME}.wide"]["notes"]))
        self.assertEqual(tables[f"{self.NAME}.wide"]["rows"], 1)
        self.assertEqual(tables[f"{self.NAME}.z_small"]["rows"], 1)

    @unittest.skipIf(journeys.pty is None, "this system has no pseudo-terminals")
    def test_an_interrupt_while_a_password_is_asked_for_leaves_the_terminal_with_its_echo(self):
        ours, theirs = journeys.pty.openpty()
        environment = {**os.environ, "TIDEGATE_HOME": str(self.home), "LC_ALL": "C.UTF-8", self.PASSWORD_VARIABLE: ""}
        # A session of its own, whose terminal this is: /dev/tty is it.
        asking = subprocess.Popen(["setsid", "--ctty", "--wait", str(journeys.TIDEGATE), "scan", self.url()], stdin=theirs, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.PIPE, cwd=self.folder, env=environment)
        shown = b""
        while b"Password for" not in shown:
            shown += os.read(ours, 4096)
        self.assertFalse(termios.tcgetattr(theirs)[3] & termios.ECHO)
        os.write(ours, b"\x03")
        _, err = asking.communicate(timeout=60)
        self.assertTrue(termios.tcgetattr(theirs)[3] & termios.ECHO)
        os.close(theirs)
        os.close(ours)
        self.assertEqual(asking.returncode, 130, err)
        self.assertIn(b"interrupted", err)

    def test_a_sample_is_drawn_by_the_server(self):
        words = (self.url(f"?table={self.NAME}.customers"), "--sample", "300")
        tables, _ = self.scanned(*words)
        table = tables[f"{self.NAME}.customers"]
        self.assertEqual((table["rows"], table["format"]), (300, self.FORMAT + " sample"))
        self.assertEqual(self.scanned(*words)[0], tables)
        self.assertEqual({c["name"]: c["type"] for c in table["columns"]}["mobile"], "CT.MOBILE")

    def test_the_server_may_die_and_nothing_of_it_is_told(self):
        """Last by name of what is done to it: it is started again."""
        running = self.begin_scan(self.url(f"?table={self.NAME}.customers&table={self.NAME}.z_slow"))
        self.server.send_signal(signal.SIGKILL if self.SCHEME != "postgresql" else signal.SIGQUIT)
        self.server.wait(30)
        out, err = self.finish(running, 69)
        self.restart()
        self.assertEqual(out, "")
        self.assertIn("broke off", err)


class Postgresql(Server):
    SCHEME, FORMAT, NAME, PASSWORD_VARIABLE, STOP = "postgresql", "postgresql", "public", "PGPASSWORD", signal.SIGINT

    @classmethod
    def program(cls, name):
        for folder in sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
            if (folder / name).exists():
                return folder / name
        return name

    @classmethod
    def sql(cls, text):
        return cls.as_user("psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", cls.where, "-p", cls.port, "-U", "owner", "shop", "-c", text,
                           env={**os.environ, "PGPASSWORD": cls.PASSWORD}).stdout.decode().strip()

    @classmethod
    def restart(cls):
        cls.launch(cls.program("postgres"), "-D", cls.where / "data", "-p", cls.port, "-k", cls.where, "-c", "listen_addresses=127.0.0.1",
                   "-c", "fsync=off", "-c", "shared_buffers=16MB", "-c", "max_connections=20")

    @classmethod
    def begin(cls):
        (cls.where / "pw").write_text(cls.PASSWORD)
        os.chmod(cls.where / "pw", 0o644)
        cls.as_user(cls.program("initdb"), "-D", cls.where / "data", "-U", "owner", "-A", "scram-sha-256", "--pwfile", cls.where / "pw",
                    "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        real, cls.sql = cls.sql, lambda text: cls.as_user("psql", "-X", "-h", cls.where, "-p", cls.port, "-U", "owner", "postgres", "-c",
                                                          text, env={**os.environ, "PGPASSWORD": cls.PASSWORD})
        cls.restart()
        cls.sql("CREATE DATABASE shop")
        cls.sql = real
        write_csv(cls.where / "c.csv", customers(3000))
        os.chmod(cls.where / "c.csv", 0o644)
        cls.sql(f"CREATE ROLE reader LOGIN PASSWORD '{cls.PASSWORD}'; CREATE ROLE hasty LOGIN PASSWORD '{cls.PASSWORD}'; "
                "ALTER ROLE hasty SET statement_timeout = '300ms'; "
                "CREATE TABLE customers (cust_id bigint, 姓名 text, mobile varchar(20), id_card char(18), city text, amount numeric(9,2), "
                "created_at timestamp); COMMENT ON COLUMN customers.mobile IS '客户手机号'; "
                f"COPY customers FROM '{cls.where}/c.csv' (FORMAT csv, HEADER, FORCE_NOT_NULL (mobile)); "
                "CREATE TABLE hidden (id int); INSERT INTO hidden VALUES (1); "
                "CREATE TABLE changing (id int); INSERT INTO changing SELECT generate_series(1, 100); "
                "CREATE VIEW a_slow AS SELECT g AS n, pg_sleep(0.04)::text AS nap FROM generate_series(1, 100) g; "
                "CREATE VIEW z_slow AS SELECT g AS n, pg_sleep(0.02)::text AS nap FROM generate_series(1, 2000) g; "
                "CREATE VIEW b_slower AS SELECT g AS n, pg_sleep(0.2)::text AS nap FROM generate_series(1, 1000) g; "
                "CREATE TABLE pictures (id int, photo bytea, as_octets bytea, essay text); "
                "INSERT INTO pictures SELECT g, decode(repeat('ff00', 200 * g), 'hex'), convert_to('138' || lpad(g::text, 8, '0'), 'UTF8'), "
                "CASE WHEN g = 7 THEN repeat('long ', 4000000) ELSE 'short' END FROM generate_series(1, 50) g; "
                "CREATE TABLE commented (c1 int, c2 text); COMMENT ON COLUMN commented.c1 IS '月收入'; COMMENT ON COLUMN commented.c2 IS '病历号'; "
                "INSERT INTO commented SELECT 3000 + g * 37 % 9000, 'B' || lpad(g::text, 6, '0') FROM generate_series(1, 200) g; "
                "CREATE TABLE z_small (id int); INSERT INTO z_small VALUES (1); "
                f"CREATE TABLE wide ({', '.join(f'c{n} text' for n in range(8))}); "
                f"INSERT INTO wide SELECT {', '.join(['x'] * 8)} FROM (SELECT repeat('long ', 3000000) AS x) t; "
                "CREATE SCHEMA other; CREATE TABLE other.\"odd \"\"name\"\"; --\" (\"a \"\"b\" int); "
                "CREATE TABLE parted (id int) PARTITION BY RANGE (id); CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM (0) TO (10); "
                "INSERT INTO parted SELECT generate_series(0, 9); "
                "CREATE TABLE parent (id int); CREATE TABLE child () INHERITS (parent); INSERT INTO parent VALUES (1); INSERT INTO child VALUES (2); "
                "CREATE TABLE guarded (id int, owner text); INSERT INTO guarded VALUES (1, 'a'); ALTER TABLE guarded ENABLE ROW LEVEL SECURITY; "
                "GRANT USAGE ON SCHEMA other TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA public, other TO reader, hasty; "
                "REVOKE SELECT ON hidden FROM reader; REVOKE SELECT ON guarded FROM reader; ANALYZE")

    @classmethod
    def grant(cls, table):
        cls.sql(f"GRANT SELECT ON {table} TO reader")

    def running_queries(self):
        return int(self.sql("SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader' AND state = 'active' AND query LIKE '%slow%'"))

    def test_every_schema_is_read_and_partitions_and_heirs_are_counted_once(self):
        tables, done = self.scanned(self.url(), code=69)
        rows = {name: table["rows"] for name, table in tables.items()}
        self.assertEqual([rows[f"public.{n}"] for n in ("parted", "parent", "child")], [10, 1, 1])
        self.assertNotIn("public.parted_1", rows)
        self.assertIn('other.odd "name"; --', rows)
        self.assertIn("3 views", done.out)
        tables, _ = self.scanned(self.url("?schema=other"))
        self.assertEqual(list(tables), ['other.odd "name"; --'])

    def test_rows_that_a_policy_hides_are_not_missing_in_silence(self):
        self.sql("GRANT SELECT ON guarded TO reader")
        try:
            self.assert_refused((self.url("?table=guarded"),), 69, "BYPASSRLS")
        finally:
            self.sql("REVOKE SELECT ON guarded FROM reader")


class Mariadb(Server):
    SCHEME, FORMAT, NAME, PASSWORD_VARIABLE, STOP = "mariadb", "mariadb", "shop", "MYSQL_PWD", signal.SIGTERM

    @classmethod
    def sql(cls, text, database="shop"):
        return cls.as_user("mariadb", "--no-defaults", "-N", "-B", "-u", "owner", "-S", cls.where / "sock", database, "-e", text).stdout.decode().strip()

    @classmethod
    def restart(cls):
        cls.launch("/usr/sbin/mariadbd", "--no-defaults", f"--datadir={cls.where}/data", f"--port={cls.port}", "--bind-address=127.0.0.1",
                   f"--socket={cls.where}/sock", f"--pid-file={cls.where}/pid", "--innodb-buffer-pool-size=16M", "--innodb-flush-log-at-trx-commit=0",
                   "--skip-name-resolve", "--max-allowed-packet=64M", f"--secure-file-priv={cls.where}")

    @classmethod
    def begin(cls):
        cls.as_user("mariadb-install-db", "--no-defaults", f"--datadir={cls.where}/data", "--auth-root-authentication-method=normal",
                    "--skip-test-db", "--innodb-log-file-size=8M")
        real = cls.sql
        cls.sql = lambda text: cls.as_user("mariadb", "--no-defaults", "-N", "-B", "-u", "root", "-S", cls.where / "sock", "-e", text)
        cls.restart()
        cls.sql("CREATE DATABASE shop CHARACTER SET utf8mb4; CREATE USER owner@localhost; GRANT ALL ON *.* TO owner@localhost WITH GRANT OPTION; "
                f"CREATE USER reader@'%' IDENTIFIED BY '{cls.PASSWORD}'; CREATE USER hasty@'%' IDENTIFIED BY '{cls.PASSWORD}' WITH MAX_STATEMENT_TIME 0.3")
        cls.sql = real
        write_csv(cls.where / "c.csv", customers(3000))
        os.chmod(cls.where / "c.csv", 0o644)
        cls.sql("CREATE TABLE customers (cust_id bigint, 姓名 text, mobile varchar(20) COMMENT '客户手机号', id_card char(18), city text, "
                "amount decimal(9,2), created_at datetime); "
                f"LOAD DATA INFILE '{cls.where}/c.csv' INTO TABLE customers CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' LINES TERMINATED BY '\\r\\n' IGNORE 1 LINES; "
                "CREATE TABLE hidden (id int); INSERT INTO hidden VALUES (1); "
                "CREATE TABLE changing (id int); INSERT INTO changing SELECT seq FROM seq_1_to_100; "
                "CREATE VIEW a_slow AS SELECT seq AS n, SLEEP(0.04) AS nap FROM seq_1_to_100; "
                "CREATE VIEW z_slow AS SELECT seq AS n, SLEEP(0.02) AS nap FROM seq_1_to_2000; "
                "CREATE VIEW b_slower AS SELECT seq AS n, SLEEP(0.2) AS nap FROM seq_1_to_1000; "
                "CREATE TABLE pictures (id int, photo mediumblob, as_octets varbinary(20), essay longtext); "
                "INSERT INTO pictures SELECT seq, REPEAT(UNHEX('FF00'), 200 * seq), CONCAT('138', LPAD(seq, 8, '0')), "
                "CASE WHEN seq = 7 THEN REPEAT('long ', 4000000) ELSE 'short' END FROM seq_1_to_50; "
                "CREATE TABLE commented (c1 int COMMENT '月收入', c2 text COMMENT '病历号'); "
                "INSERT INTO commented SELECT 3000 + seq * 37 % 9000, CONCAT('B', LPAD(seq, 6, '0')) FROM seq_1_to_200; "
                "CREATE TABLE `odd ``name``; --` (`a ``b` int); "
                "CREATE TABLE z_small (id int); INSERT INTO z_small VALUES (1); "
                f"CREATE TABLE wide ({', '.join(f'c{n} longtext' for n in range(8))}); "
                f"INSERT INTO wide SELECT {', '.join(['x'] * 8)} FROM (SELECT REPEAT('long ', 3000000) AS x) t; "
                "GRANT SELECT ON shop.* TO hasty@'%'; GRANT INSERT ON shop.hidden TO reader@'%'")
        for table in ("customers", "changing", "a_slow", "z_slow", "b_slower", "pictures", "commented", "`odd ``name``; --`", "wide", "z_small"):
            cls.grant(table)

    @classmethod
    def grant(cls, table):
        cls.sql(f"GRANT SELECT ON shop.{table} TO reader@'%'")

    def running_queries(self):
        return int(self.sql("SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE USER = 'reader' AND COMMAND = 'Query' AND INFO LIKE '%slow%'"))

    def test_names_of_all_kinds_are_quoted(self):
        tables, _ = self.scanned(self.url("?table=odd%20`name`;%20--"))
        self.assertEqual([c["name"] for c in tables["shop.odd `name`; --"]["columns"]], ["a `b"])
        self.scanned(self.url("?table=customers").replace("mariadb:", "mysql:"))


del Server, Databases

if __name__ == "__main__":
    journeys.run_all()
