#!/usr/bin/env python3
"""Journeys of an installation's own evidence log: made, recorded in, published, proved, erased.

usage: journeys_evidence.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import concurrent.futures
import fcntl
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
ORIGIN = "evidence.example/2026"
KILLS = 40


class Journey(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-evidence-"))
        self.addCleanup(shutil.rmtree, self.root, True)
        self.permit = self.root / "permit.json"
        self.permit.write_text('{"permit":"P-1"}\n')

    def run_it(self, *words, code=0, lang="en", home=None):
        done = subprocess.run([TIDEGATE, *map(str, words), "--lang", lang], capture_output=True, text=True, timeout=120, cwd=self.root,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(home or self.root / "home")}, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code, (words, done.stdout, done.stderr))
        return done.stdout if code in (0, 6, 69) and done.stdout else done.stderr

    def asked(self, *words, code=0):
        return json.loads(self.run_it(*words, "--json", code=code))

    def made(self, *words):
        (self.root / "home").mkdir(mode=0o700, exist_ok=True)
        made = self.asked("evidence", "init", "--origin", ORIGIN, *words)
        (self.root / "trust.txt").write_text(made["trust"])
        return made

    def record(self, subject="permit/P-1", *words):
        return self.asked("evidence", "record", self.permit, "--subject", subject, *words)["index"]

    def steps(self, bundle, code=0):
        return {step["step"]: step["state"] for step in self.asked("evidence", "verify", bundle, "--trust", "trust.txt", code=code)["steps"]}


class OwnLog(Journey):
    def test_a_record_is_proved_with_the_fields_that_are_shown(self):
        self.made("--sm")
        index = self.record("permit/P-1", "--field", "route=assessment", "--field", "persons=12000")
        self.assertIn("publish", self.run_it("evidence", "bundle", "--index", index, "--out", "early.tgb", code=2))
        standing = self.asked("evidence", "publish")
        self.assertEqual((standing["entries"], standing["checkpoint"], standing["has_witnesses"]), (2, 2, False))
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--show", "route", "--statement", self.permit, "--out", "a.tgb")
        states = self.steps("a.tgb")
        self.assertEqual({states[name] for name in ("format", "statement", "fields", "entry", "inclusion", "checkpoint", "sm3", "map")}, {"ok"})
        shown = (self.root / "a.tgb").read_bytes()
        self.assertIn(b"assessment", shown)
        self.assertNotIn(b"12000", shown)
        self.assertIn(hashlib.sha256(self.permit.read_bytes()).digest(), shown)
        for lang, word in (("en", "proved"), ("zh", "证明成立")):
            self.assertIn(word, self.run_it("evidence", "verify", "a.tgb", "--trust", "trust.txt", lang=lang))
        # Whoever trusts another log, or nobody, is not convinced.
        self.run_it("evidence", "verify", "a.tgb", code=6)
        other = self.root / "other"
        other.mkdir(mode=0o700)
        policy = json.loads(self.run_it("evidence", "init", "--origin", ORIGIN, "--json", home=other))["trust"]
        (self.root / "trust.txt").write_text(policy)
        self.steps("a.tgb", code=6)

    def test_a_flipped_octet_fails_and_its_step_is_named(self):
        self.made()
        self.record()
        self.asked("evidence", "publish")
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "a.tgb")
        whole = (self.root / "a.tgb").read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 25)):
            (self.root / "b.tgb").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            done = subprocess.run([TIDEGATE, "evidence", "verify", "b.tgb", "--trust", "trust.txt", "--json"], capture_output=True, text=True, cwd=self.root)
            self.assertIn(done.returncode, (2, 6), at)
            self.assertIn("failed", done.stdout, at)

    def test_a_folder_is_verified_whole_whatever_the_number_of_threads(self):
        self.made()
        handed = self.root / "handed"
        (handed / "2026").mkdir(parents=True)
        for i in range(6):
            self.record(f"permit/P-{i}")
        self.asked("evidence", "publish")
        for i in range(6):
            self.run_it("evidence", "bundle", "--subject", f"permit/P-{i}", "--out", handed / "2026" / f"{i}.tgb")
        (handed / "note.txt").write_text("not looked at")
        verify = ("evidence", "verify", handed, "--trust", "trust.txt")
        answer = self.asked(*verify)
        self.assertEqual((answer["holds"], answer["files"], answer["proved"]), (True, 6, 6))
        self.assertEqual([one["index"] for one in answer["bundles"]], list(range(6)))
        self.assertEqual({one["outcome"] for one in answer["bundles"]}, {"proved"})
        # One is bent, one is none, one is another log's word: each is told, none hides behind the others.
        bent = handed / "2026" / "3.tgb"
        whole = bent.read_bytes()
        bent.write_bytes(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
        (handed / "none.tgb").write_text("no bundle\n")
        answers = {n: self.run_it(*verify, "--json", "--threads", n, code=6) for n in (1, 2, 7)}
        untimed = [{**json.loads(text), "at": ""} for text in answers.values()]
        self.assertTrue(all(one == untimed[0] for one in untimed))
        self.assertEqual([untimed[0][name] for name in ("holds", "exit", "files", "proved", "unread")], [False, 6, 7, 5, 0])
        bad = {pathlib.Path(one["file"]).name: one for one in untimed[0]["bundles"] if one["outcome"] != "proved"}
        self.assertEqual(set(bad), {"3.tgb", "none.tgb"})
        self.assertIsNotNone(bad["3.tgb"]["failed"])
        # Those that do not hold come first, in both languages.
        for lang, words in (("en", ("5 of 7 proved", "no bundle")), ("zh", ("7 个证据包中 5 个证明成立", "不是证据包"))):
            screen = self.run_it(*verify, code=6, lang=lang)
            for word in words:
                self.assertIn(word, screen)
            self.assertLess(screen.index("none.tgb"), screen.index("0.tgb"))
        # Nobody's word is taken by default; a folder without a bundle proves nothing.
        self.run_it("evidence", "verify", handed, code=6)
        empty = self.root / "empty"
        empty.mkdir()
        self.assertIn(".tgb", self.run_it("evidence", "verify", empty, "--trust", "trust.txt", code=2))
        bent.unlink()
        self.run_it(*verify, code=2)
        self.run_it("evidence", "verify", handed / "2026" / "0.tgb", handed / "2026" / "1.tgb", "--trust", "trust.txt")
        self.run_it("evidence", "verify", handed / "2026" / "0.tgb", handed / "lost.tgb", "--trust", "trust.txt", code=6)

    def test_of_many_each_shows_its_status_and_its_moment(self):
        self.made()
        for name, words in (("live", ()), ("stopped", ("--status", "suspended")), ("over", ("--status", "revoked"))):
            self.record(f"permit/{name}", *words)
        self.asked("evidence", "publish")
        for name in ("live", "stopped", "over"):
            self.run_it("evidence", "bundle", "--subject", f"permit/{name}", "--out", f"{name}.tgb")
        asked = ("evidence", "verify", "live.tgb", "over.tgb", "stopped.tgb", "--trust", "trust.txt")
        stated = {one["stated_at"] for one in self.asked(*asked)["bundles"]}
        self.assertEqual(len(stated), 1)
        for lang, head, rows in (("en", "2 of these no longer live", {"live": "live", "stopped": "suspended", "over": "revoked"}),
                                 ("zh", "其中 2 个已非有效", {"live": "有效", "stopped": "已中止", "over": "已撤销"})):
            screen = self.run_it(*asked, lang=lang)
            self.assertIn(head, screen)
            for name, status in rows.items():
                row = next(line for line in screen.splitlines() if f"{name}.tgb" in line)
                self.assertRegex(row, rf"^\s*(proved|证明成立)\s+{status}\s+{name}\.tgb\s+")
                self.assertIn("as of {} {} UTC".format(*next(iter(stated)).rstrip("Z").split("T")) if lang == "en" else "截至", row)
            self.assertLess(screen.index("stopped.tgb"), screen.index("live.tgb"))

    def test_two_trees_of_one_size_prove_nothing(self):
        self.made()
        other = self.root / "other"
        shutil.copytree(self.root / "home", other)
        self.record()
        self.run_it("evidence", "record", self.permit, "--subject", "permit/P-1", "--status", "revoked", home=other)
        for home, name in ((None, "a.tgb"), (other, "b.tgb")):
            self.run_it("evidence", "publish", home=home)
            self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", name, home=home)
            self.run_it("evidence", "verify", name, "--trust", "trust.txt")
        # A later tree of one of them is not told apart by its size: it is not accused.
        self.record("permit/P-2")
        self.run_it("evidence", "publish")
        self.run_it("evidence", "bundle", "--subject", "permit/P-2", "--out", "c.tgb")
        self.run_it("evidence", "verify", "a.tgb", "c.tgb", "--trust", "trust.txt")
        asked = ("evidence", "verify", "a.tgb", "b.tgb", "c.tgb", "--trust", "trust.txt")
        for threads in (1, 3):
            said = self.asked(*asked, "--threads", threads, code=6)
            self.assertEqual([one["outcome"] for one in said["bundles"]], ["not_proved", "not_proved", "proved"])
            self.assertEqual([one["failed"]["step"] for one in said["bundles"][:2]], ["fork", "fork"])
            self.assertIn("see b.tgb", said["bundles"][0]["failed"]["says"]["en"])
            self.assertIn("a.tgb", said["bundles"][1]["failed"]["says"]["zh"])
        self.assertIn("has signed another tree of 2 entries", " ".join(self.run_it(*asked, code=6).split()))
        self.assertIn("分叉", self.run_it(*asked, code=6, lang="zh"))

    def test_a_log_of_a_strangers_accuses_nobody(self):
        """Whoever can lay a file into the folder makes a log of the same name and the same size."""
        trust = {}
        for who in ("genuine", "stranger"):
            home = self.root / who
            home.mkdir(mode=0o700)
            trust[who] = self.run_it("evidence", "init", "--origin", "log.example/2026", home=home)
            self.run_it("evidence", "record", self.permit, "--subject", "permit/P-1", home=home)
            self.run_it("evidence", "publish", home=home)
            self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", f"{who}.tgb", home=home)
            (self.root / f"{who}.txt").write_text(trust[who])
        for mine, other in (("genuine", "stranger"), ("stranger", "genuine")):
            said = self.asked("evidence", "verify", "genuine.tgb", "stranger.tgb", "--trust", f"{mine}.txt", code=6)
            found = {one["file"]: one for one in said["bundles"]}
            self.assertEqual(found[f"{mine}.tgb"]["outcome"], "proved")
            self.assertEqual((found[f"{other}.tgb"]["outcome"], found[f"{other}.tgb"]["failed"]["step"]), ("not_proved", "keys"))
        # Who trusts nobody proves nothing, and accuses nobody of anything either.
        said = self.asked("evidence", "verify", "genuine.tgb", "stranger.tgb", code=6)
        self.assertEqual([one["failed"]["step"] for one in said["bundles"]], ["keys", "keys"])

    def test_the_thief_of_a_key_that_was_given_up_accuses_nobody_who_trusts_the_next(self):
        first = self.made()["trust"]
        self.record()
        self.run_it("evidence", "publish")
        thief = self.root / "thief"
        shutil.copytree(self.root / "home", thief)
        self.run_it("evidence", "rotate-key")
        for home, subjects in ((None, ["permit/P-2"]), (thief, ["permit/P-2", "permit/P-3"])):
            for subject in subjects:
                self.run_it("evidence", "record", self.permit, "--subject", subject, home=home)
            self.run_it("evidence", "publish", home=home)
        (self.root / "next.txt").write_text(self.asked("evidence", "trust")["trust"])
        (self.root / "first.txt").write_text(first)
        for home, name in ((None, "genuine.tgb"), (thief, "stolen.tgb")):
            self.run_it("evidence", "bundle", "--subject", "permit/P-2", "--out", name, home=home)
        asked = ("evidence", "verify", "genuine.tgb", "stolen.tgb", "--trust")
        said = self.asked(*asked, "next.txt", code=6)["bundles"]
        self.assertEqual([one["outcome"] for one in said], ["proved", "not_proved"])
        self.assertEqual(said[1]["failed"]["step"], "keys")
        # His policy stands behind the old key, too: it did sign two trees of one size, and both are told.
        said = self.asked(*asked, "first.txt", code=6)["bundles"]
        self.assertEqual([one["failed"]["step"] for one in said], ["fork", "fork"])

    def test_what_cannot_be_read_hides_no_other(self):
        self.made()
        self.record()
        self.asked("evidence", "publish")
        handed = self.root / "handed"
        handed.mkdir()
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", handed / "good.tgb")
        whole = (handed / "good.tgb").read_bytes()
        (self.root / "bent.tgb").write_bytes(whole[:-40] + bytes([whole[-40] ^ 1]) + whole[-39:])
        # A pipe to which nobody writes, a device that never ends, a name that is gone, a folder without a bundle.
        os.mkfifo(self.root / "pipe.tgb")
        (self.root / "empty").mkdir()
        names = ["bent.tgb", "gone.tgb", "pipe.tgb", "empty", "/dev/zero", "good/../handed/good.tgb", "handed/good.tgb"]
        said = self.asked("evidence", "verify", *names, "--trust", "trust.txt", code=6)
        found = {one["file"]: one for one in said["bundles"]}
        self.assertEqual({name: one["outcome"] for name, one in found.items()},
                         {**dict.fromkeys(names, "unread"), "bent.tgb": "not_proved", "handed/good.tgb": "proved"})
        self.assertIn("no regular file", found["pipe.tgb"]["unread"]["en"])
        self.assertIn("不是普通文件", found["/dev/zero"]["unread"]["zh"])
        self.assertIn("holds no bundle", found["empty"]["unread"]["en"])
        self.assertIn("no regular file", self.run_it("evidence", "verify", "pipe.tgb", "--trust", "trust.txt", code=2))
        # A folder that no path leads to (root may read any other): the rest of the round is told all the same.
        folder = os.open(handed, os.O_RDONLY)
        for _ in range(20):
            os.mkdir("d" * 250, dir_fd=folder)
            inner = os.open("d" * 250, os.O_RDONLY, dir_fd=folder)
            os.close(folder)
            folder = inner
        os.close(folder)
        said = self.asked("evidence", "verify", handed, "--trust", "trust.txt", code=6)
        self.assertEqual((said["proved"], said["unread"], said["files"]), (1, 1, 2))

    def test_a_new_account_makes_its_log_first_of_all(self):
        home = self.root / "new/account/share/tidegate"
        self.run_it("evidence", "init", "--origin", ORIGIN, home=home)
        for folder in (home, home.parent, home.parent.parent):
            self.assertEqual(folder.stat().st_mode & 0o777, 0o700, folder)
        self.run_it("evidence", "record", self.permit, "--subject", "permit/P-1", home=home)
        self.run_it("evidence", "init", "--log", "a/b/", "--origin", ORIGIN)
        self.run_it("evidence", "status", "--log", "a/b")
        # And whatever else may be the first command.
        self.run_it("witness", "init", "c/d", "--name", "w.example/1")
        self.run_it("permit", "keygen", "e/f")
        (self.root / "word").write_text("correct horse battery\n")
        (self.root / "word").chmod(0o600)
        self.run_it("admin", "init", "--data", "g/h", "--login", "operator", "--password-file", "word")
        (self.root / "file").write_text("")
        for lang, said in (("en", "cannot make the folder"), ("zh", "无法创建文件夹")):
            self.assertIn(said, self.run_it("evidence", "init", "--log", "file/x/y", "--origin", ORIGIN, code=69, lang=lang))

    def test_what_init_prints_is_the_policy(self):
        (self.root / "home").mkdir(mode=0o700)
        policy = self.root / "policy"
        for lang, said in (("en", "made the evidence log"), ("zh", "创建证据日志")):
            shutil.rmtree(self.root / "home/evidence", True)
            done = subprocess.run([TIDEGATE, "evidence", "init", "--origin", ORIGIN, "--sm", "--lang", lang], capture_output=True, text=True, timeout=120,
                                  env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home")}, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(said, done.stderr)
            policy.write_text(done.stdout)
            self.assertEqual(self.run_it("evidence", "trust"), done.stdout)
        self.record()
        self.asked("evidence", "publish")
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "p.tgb")
        self.asked("evidence", "verify", "p.tgb", "--trust", policy)

    def test_what_is_newer_is_told(self):
        self.made()
        first = self.record()
        self.asked("evidence", "publish")
        self.record("permit/P-1", "--status", "revoked", "--kind", "permit_status")
        self.asked("evidence", "publish")
        self.run_it("evidence", "bundle", "--index", first, "--out", "old.tgb")
        self.assertEqual(self.steps("old.tgb", code=6)["map"], "failed")
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "new.tgb")
        self.assertEqual(self.asked("evidence", "verify", "new.tgb", "--trust", "trust.txt")["status"], "revoked")

    def test_a_monitor_finds_a_map_that_hides_a_revocation(self):
        made = self.made()
        log = self.root / "home/evidence/log"
        key = next(word for word in made["trust"].split() if word.startswith(ORIGIN + "+"))
        look = ("evidence", "monitor", log, "--key", key, "--state", self.root / "seen")
        for found in ("first", "grown"):
            self.record("permit/P-1", "--status", "live" if found == "first" else "revoked")
            self.asked("evidence", "publish")
            said = self.asked(*look)
            self.assertEqual((said["found"], said["checked"], said["false"]), (found, "all", None))
        self.record("permit/P-2")
        self.asked("evidence", "publish")
        self.lie(log)
        for _ in range(2):
            said = self.asked(*look, code=6)
            self.assertEqual((said["found"], said["false"]), ("false", {"entry": 5, "states": "map_root"}))
            self.assertEqual(pathlib.Path(said["proof"]).read_bytes(), (log / "checkpoint").read_bytes())
        self.assertIn("entry 5 states another map", self.run_it(*look, code=6))
        self.assertIn("第 5 条所述的", self.run_it(*look, code=6, lang="zh"))

    def lie(self, log):
        """The log's own keeper states another map, and signs it."""
        bundle = max((log / "tile/entries").glob("000.p/*"), key=lambda path: int(path.name))
        octets, entries = bytearray(bundle.read_bytes()), []
        octets[-3] ^= 1  # of the last entry the root of the map, before the count of changes
        bundle.write_bytes(octets)
        while octets:
            size = int.from_bytes(octets[:2], "big")
            entries.append(bytes(octets[2:2 + size]))
            octets = octets[2 + size:]

        def root(leaves):
            if len(leaves) == 1:
                return hashlib.sha256(b"\0" + leaves[0]).digest()
            half = 1 << (len(leaves) - 1).bit_length() - 1
            return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()
        text = f"{ORIGIN}\n{len(entries)}\n{base64.b64encode(root(entries)).decode()}\n".encode()
        (self.root / "text").write_bytes(text)
        signed = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", log.parent / "private/log.pem", "-in", self.root / "text"], capture_output=True, check=True, timeout=60).stdout
        line = (log / "checkpoint").read_text().splitlines()[-1].split()
        line[2] = base64.b64encode(base64.b64decode(line[2])[:4] + signed).decode()
        (log / "checkpoint").write_bytes(text + b"\n" + " ".join(line).encode() + b"\n")

    def test_erasure_leaves_the_proof(self):
        self.made()
        index = self.record("permit/P-1", "--field", "persons=12000")
        self.asked("evidence", "publish")
        self.assertEqual(self.asked("evidence", "erase", "permit/P-1")["was_erased_before"], False)
        self.assertEqual(self.asked("evidence", "erase", "permit/P-1")["was_erased_before"], True)
        for lang, word in (("en", "erased"), ("zh", "已被销毁")):
            self.assertIn(word, self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--show", "persons", "--out", "a.tgb", code=2, lang=lang))
        self.run_it("evidence", "bundle", "--index", index, "--out", "a.tgb")
        self.steps("a.tgb")

    def torn(self):
        """Two records are acknowledged, then the last octet goes. Where the second batch begins, and what is left of it."""
        self.made()
        self.record("permit/P-1")
        segment = self.root / "home/evidence/log/segment"
        end = segment.stat().st_size
        self.record("permit/P-2")
        whole = segment.read_bytes()
        segment.write_bytes(whole[:-1])
        return segment, end, whole[end:-1]

    def test_a_torn_tail_is_kept_told_and_shown(self):
        segment, end, tail = self.torn()
        done = subprocess.run([TIDEGATE, "evidence", "status", "--lang", "zh"], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home")})
        self.assertEqual(done.returncode, 0, done.stderr)
        kept, = segment.parent.glob("torn-*")
        self.assertRegex(kept.name, rf"^torn-\d{{13}}-{end}$")
        self.assertEqual(kept.read_bytes(), tail)
        self.assertEqual(kept.stat().st_mode & 0o777, 0o600)
        self.assertEqual(segment.stat().st_size, end)
        self.assertIn(f"{len(tail)} 字节不成完整批次：已另存为 log/{kept.name} 并截去", done.stderr)
        self.assertIn(f"存有 1 份残尾（最多 32 份）：{kept.name}", done.stdout)
        # Told once, shown until it is moved away.
        self.assertEqual(self.asked("evidence", "status")["torn_tails"], [kept.name])
        self.assertEqual(self.record("permit/P-2"), 1)
        kept.rename(self.root / kept.name)
        self.assertEqual(self.asked("evidence", "status")["torn_tails"], [])

    def test_a_journey_that_finds_a_torn_tail_says_so(self):
        self.torn()
        (self.root / "t.csv").write_text("name,phone\n张三,13800138000\n")
        done = subprocess.run([TIDEGATE, "assess", "t.csv", "--to", "SG", "--lang", "en"], capture_output=True, text=True, cwd=self.root,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home")})
        self.assertRegex(done.stderr, r"the evidence log ended in \d+ octets that are no whole batch: kept as log/torn-")
        self.assertIn("logged as entry 1", done.stderr)

    # The bound stands for a disk that is full: the same rule, at a place where a test can set it up.
    def test_where_a_torn_tail_cannot_be_kept_an_entry_holds_the_log_shut(self):
        segment, end, tail = self.torn()
        whole = segment.read_bytes()[:end] + tail
        for i in range(32):
            (segment.parent / f"torn-{i:013}-7").touch(mode=0o600)
        # The batch of P-2 without its last octet has no whole record: it is cut and told.
        done = subprocess.run([TIDEGATE, "evidence", "status"], capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home")})
        self.assertIn("held no whole entry, could not be kept (32 torn tails", done.stderr)
        self.assertEqual(segment.stat().st_size, end)
        # Acknowledged, and only its batch's head is damaged: the record is whole.
        self.assertEqual(self.record("permit/P-2"), 1)
        whole = segment.read_bytes()
        damaged = whole[:end] + b"\0" + whole[end + 1:]
        segment.write_bytes(damaged)
        for lang, word in (("en", "nothing was changed; make room"), ("zh", "未作任何更改；请腾出空间")):
            self.assertIn(word, self.run_it("evidence", "status", lang=lang, code=69))
        self.assertEqual(segment.read_bytes(), damaged)
        (segment.parent / f"torn-{0:013}-7").unlink()
        self.assertEqual(self.asked("evidence", "status")["entries"], 1)
        kept = [one for one in segment.parent.glob("torn-*") if one.stat().st_size > 0]
        self.assertEqual([one.read_bytes() for one in kept], [damaged[end:]])

    def test_commands_at_once_take_their_turns(self):
        self.made()
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            indexes = list(pool.map(lambda i: self.record(f"case/{i}"), range(18)))
        self.assertEqual(sorted(indexes), list(range(18)))

    def test_keys_lie_under_a_passphrase(self):
        word = self.root / "word"
        word.write_text("correct horse\n")
        word.chmod(0o600)
        self.made("--passphrase-file", word)
        self.assertIn(b"ENCRYPTED", (self.root / "home/evidence/private/log.pem").read_bytes())
        self.run_it("evidence", "publish", code=2)
        self.run_it("evidence", "publish", "--passphrase-file", word)

    def test_bad_input_is_told_with_its_place(self):
        self.assertIn("init", self.run_it("evidence", "status", code=2))
        self.made()
        for words, says in ((("record", self.permit), "--subject"), (("record", "none", "--subject", "a"), "none"), (("record", self.permit, "--subject", "a", "--kind", "x"), "--kind"),
                            (("record", self.permit, "--subject", "a", "--field", "x"), "NAME=VALUE"), (("bundle", "--out", "x.tgb"), "--subject"),
                            (("bundle", "--subject", "a"), "--out"), (("bundle", "--index", "x", "--out", "x.tgb"), "index"), (("bundle", "--index", "9", "--out", "x.tgb"), "publish"),
                            (("bundle", "--subject", "none", "--out", "x.tgb"), "none"), (("erase", "none"), "none"), (("init", "--origin", ORIGIN), "already"),
                            (("init", "--log", "x", "--origin", "two words"), "origin"), (("init", "--log", "y"), "--origin"), (("erase",), "SUBJECT"), (("status", "x"), "status")):
            self.assertIn(says, self.run_it("evidence", *words, code=2), words)
        self.record("permit/P-1")
        self.asked("evidence", "publish")
        other = self.root / "other.json"
        other.write_text("{}")
        self.assertIn("another statement", self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--statement", other, "--out", "x.tgb", code=2))
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "x.tgb")
        self.assertIn("already", self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "x.tgb", code=2))
        for file in (self.root / "home/evidence/log").iterdir():
            if file.is_file() and file.stat().st_size > 100 and file.name not in ("checkpoint", "signed"):
                octets = bytearray(file.read_bytes())
                octets[len(octets) // 2] ^= 1
                file.write_bytes(octets)
        self.run_it("evidence", "status", code=6)


class Witnessed(Journey):
    def serve(self, name="w"):
        process = subprocess.Popen([TIDEGATE, "witness", "serve", self.root / name, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        self.last = process
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait, 20)
        self.addCleanup(process.send_signal, signal.SIGTERM)
        for line in process.stderr:
            found = re.search(r"listening .*port=(\d+)", line)
            if found:
                return int(found[1])
        self.fail("the witness ended")

    def test_a_witness_that_is_down_is_asked_again(self):
        own = self.asked("witness", "init", self.root / "w", "--name", "w.example")
        policy = self.root / "witnesses.txt"
        policy.write_text(f"witness w {own['verifier_keys'][0]} http://127.0.0.1:9/\nquorum w\n")
        made = self.made("--witnesses", policy)
        self.record()
        standing = self.asked("evidence", "publish", code=69)
        self.assertEqual((standing["is_witnessed"], standing["witnesses"][0]["answer"]), (False, "down"))
        self.assertIn("pending", self.run_it("evidence", "status"))
        log_key = re.search(r"^log (\S+)", made["trust"], re.M)[1]
        self.run_it("witness", "add-log", self.root / "w", "--key", log_key)
        port = self.serve()
        kept = self.root / "home/evidence/private/policy"
        kept.write_text(kept.read_text().replace(":9/", f":{port}/"))
        standing = self.asked("evidence", "publish")
        self.assertEqual((standing["is_witnessed"], standing["lacks"]), (True, []))
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "a.tgb")
        self.assertEqual(self.steps("a.tgb")["cosignatures"], "ok")

    def test_one_of_three_whose_clock_ran_ahead_spoils_nothing(self):
        names = ["w0", "w1", "w2"]
        keys = [self.asked("witness", "init", self.root / name, "--name", f"{name}.example")["verifier_keys"][0] for name in names]
        ports = [self.serve(name) for name in names]
        lines = "".join(f"witness {name} {key} http://127.0.0.1:{port}/\n" for name, key, port in zip(names, keys, ports))
        policy = self.root / "witnesses.txt"
        policy.write_text(lines + "group all3 all w0 w1 w2\nquorum all3\n")
        log_key = re.search(r"^log (\S+)", self.made("--witnesses", policy)["trust"], re.M)[1]
        for name in names:
            self.run_it("witness", "add-log", self.root / name, "--key", log_key)
        self.record()
        self.assertTrue(self.asked("evidence", "publish")["is_witnessed"])
        self.last.send_signal(signal.SIGTERM)
        self.last.wait(20)
        # It once cosigned two years ahead: its times never go back.
        (line,) = (self.root / "w2/logs").glob("*.line")
        words = line.read_text().split(" ")[:-1]
        words[3] = str(int(words[3]) + 63_072_000)
        text = " ".join(words)
        line.write_text(f"{text} {hashlib.sha256(f'{text} '.encode()).hexdigest()[:16]}\n")
        port = self.serve("w2")
        kept = self.root / "home/evidence/private/policy"
        lines = lines.replace(f":{ports[2]}/", f":{port}/")
        kept.write_text(kept.read_text().replace(f":{ports[2]}/", f":{port}/"))
        self.record("permit/P-2")
        standing = self.asked("evidence", "publish", code=69)
        self.assertFalse(standing["is_witnessed"])
        answers = {one["name"]: one for one in standing["witnesses"]}
        self.assertEqual({name: one["answer"] for name, one in answers.items()}, {"w0": "cosigned", "w1": "cosigned", "w2": "wrong_time"})
        self.assertIn("ahead of the clock here", answers["w2"]["says"]["en"])
        self.assertNotIn("w2.example", (self.root / "home/evidence/log/checkpoint").read_text())
        kept.write_text(kept.read_text().replace("group all3 all ", "group all3 2 "))
        self.assertTrue(self.asked("evidence", "status")["is_witnessed"])
        self.run_it("evidence", "bundle", "--subject", "permit/P-2", "--out", "a.tgb")
        two = self.root / "two.txt"
        two.write_text(f"log {log_key}\n{lines}group all3 2 w0 w1 w2\nquorum all3\n")
        self.run_it("evidence", "verify", "a.tgb", "--trust", two)
        two.write_text(two.read_text().replace("group all3 2 ", "group all3 3 "))
        asked = self.root / "asked"
        said = self.asked("witness", "ask", self.root / "home/evidence/log", "--policy", two, "--out", asked, code=69)
        self.assertEqual([one["outcome"] for one in said["witnesses"]], ["cosigned", "cosigned", "wrong_time"])
        self.assertNotIn("w2.example", asked.read_text())

    def test_a_key_is_changed_and_witness_and_monitor_go_on(self):
        own = self.asked("witness", "init", self.root / "w", "--name", "w.example")
        policy = self.root / "witnesses.txt"
        made_key = lambda text: re.search(r"^log (\S+)", text, re.M)[1]
        port = self.serve()
        policy.write_text(f"witness w {own['verifier_keys'][0]} http://127.0.0.1:{port}/\nquorum w\n")
        first = made_key(self.made("--witnesses", policy)["trust"])
        self.run_it("witness", "add-log", self.root / "w", "--key", first)
        self.record()
        self.asked("evidence", "publish")
        log = self.root / "home/evidence/log"
        look = ("evidence", "monitor", log, "--state", self.root / "seen", "--key")
        self.assertEqual(self.asked(*look, first)["found"], "first")
        changed = self.asked("evidence", "rotate-key")
        self.assertIn("publish it first", self.run_it("evidence", "rotate-key", code=69))
        standing = self.asked("evidence", "publish", code=69)  # nobody told the witness
        self.assertFalse(standing["is_witnessed"])
        self.run_it("witness", "add-log", self.root / "w", "--key", changed["key"])
        self.assertTrue(self.asked("evidence", "publish")["is_witnessed"])
        self.assertEqual(self.asked(*look, first, "--key", changed["key"])["found"], "grown")
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "a.tgb")
        self.assertEqual(set(self.steps("a.tgb").values()) - {"not_there"}, {"ok"})  # by the first key
        trust = self.asked("evidence", "trust")["trust"]
        self.assertEqual(made_key(trust), changed["key"])
        (self.root / "trust.txt").write_text(trust)
        self.assertEqual(set(self.steps("a.tgb").values()) - {"not_there"}, {"ok"})  # by the one in force
        self.run_it("evidence", "declare-policy", policy)
        self.assertTrue(self.asked("evidence", "publish")["is_witnessed"])
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "b.tgb")
        said = self.asked("evidence", "verify", "b.tgb", "--trust", "trust.txt")
        self.assertEqual([one["en"] for one in said["declared"]], ["entry 4: 1 witness, a quorum"])
        self.assertEqual(self.asked(*look, first, "--key", changed["key"])["found"], "grown")


class OfACommand(Journey):
    """What a command decides or signs is recorded when it is done."""

    def setUp(self):
        super().setUp()
        self.csv = self.root / "members.csv"
        self.csv.write_text("会员编号,姓名,手机号\n" + "".join(f"M{i:04},测试{i},1380013{i:04}\n" for i in range(40)))

    def told(self, *words, code=0, lang="en", **env):
        done = subprocess.run([TIDEGATE, *map(str, words), "--lang", lang], capture_output=True, text=True, timeout=120, cwd=self.root,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), **env}, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code, (words, done.stdout, done.stderr))
        return done.stdout, done.stderr

    def assess(self, *words, code=3, **env):
        out, err = self.told("assess", self.csv, "--to", "SG", "--as-of", "2026-11-20", *words, "--format", "json", code=code, **env)
        return json.loads(out), err

    def test_an_assessment_is_logged_proved_and_replayed(self):
        before, err = self.assess()
        self.assertNotIn("evidence", before)
        self.assertEqual(err, "")
        self.made()
        answer, err = self.assess()
        self.assertIn("logged as entry 0", err)
        self.assertEqual(answer.pop("evidence"), {"index": 0})
        self.assertEqual(answer, before)
        self.assertEqual(self.assess()[0]["evidence"], {"index": 0})  # the same answer once
        record = answer["record_id"]
        self.asked("evidence", "publish")
        self.run_it("evidence", "bundle", "--subject", f"assessment/{record}", "--show", "bundle.sha256", "--show", "route", "--out", "a.tgb")
        self.assertEqual(set(self.steps("a.tgb").values()) - {"not_there"}, {"ok"})
        self.assertIn(record, self.run_it("evidence", "show", "a.tgb", "--json"))
        self.assertEqual(hashlib.sha256((self.root / "home/records" / f"{record}.tga").read_bytes()).hexdigest(), record)
        self.run_it("replay", record)
        # The log tells nobody what was assessed: neither its hash nor a name stands in it.
        for file in (self.root / "home/evidence").rglob("*"):
            kept = file.read_bytes() if file.is_file() else b""
            for word in (bytes.fromhex(record), record.encode(), "姓名".encode(), b"members", b"undetermined"):
                self.assertNotIn(word, kept, file)
        out, err = self.told("assess", self.csv, "--to", "DE", code=3, lang="zh")
        self.assertIn("已记入证据日志", err)
        self.assertEqual(self.told("assess", self.csv, "--to", "FR", "--no-record", code=3)[1], "")

    def test_what_the_log_cannot_take_is_said_and_changes_nothing(self):
        plain, _ = self.assess()
        (self.root / "word").write_text("secret word\n")
        (self.root / "word").chmod(0o600)
        self.made("--passphrase-file", "word")
        answer, err = self.assess()
        self.assertIn("not logged: ", err)
        self.assertIn("TIDEGATE_EVIDENCE_PASSPHRASE_FILE", answer.pop("evidence")["why"]["en"])
        self.assertEqual(answer, plain)
        self.assertEqual(self.assess(TIDEGATE_EVIDENCE_PASSPHRASE_FILE=str(self.root / "word"))[0]["evidence"], {"index": 0})
        segment = self.root / "home/evidence/log/segment"
        whole = segment.read_bytes()
        for spoilt in (b"", whole[:20], whole[:-1] + bytes([whole[-1] ^ 1]), bytes(len(whole))):
            segment.write_bytes(spoilt)
            answer, err = self.assess(TIDEGATE_EVIDENCE_PASSPHRASE_FILE=str(self.root / "word"))
            self.assertEqual({**answer, "evidence": 0}, {**plain, "evidence": 0})
            self.assertRegex(err, "not logged: |logged as entry 0")  # a torn tail is cut off, and goes on
        shutil.rmtree(self.root / "home/evidence/private")
        answer, err = self.assess()
        self.assertIn("why", answer["evidence"])
        self.assertIn("not logged: ", err)

    def test_a_log_that_another_holds_is_waited_for_a_second(self):
        self.made()
        lock = open(self.root / "home/evidence/log/lock", "a+")
        self.addCleanup(lock.close)
        fcntl.flock(lock, fcntl.LOCK_EX)
        began = time.monotonic()
        answer, err = self.assess()
        self.assertIn("not logged: ", err)
        self.assertIn("another process", answer["evidence"]["why"]["en"])
        self.assertLess(time.monotonic() - began, 10)

    def test_many_at_once_are_logged_or_say_why(self):
        self.made()
        places = ["SG", "DE", "FR", "JP", "GB", "US", "KR", "AU"]
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            said = list(pool.map(lambda to: json.loads(self.told("assess", self.csv, "--to", to, "--html", f"{to}.html", "--format", "json", code=3)[0]), places))
        indexes = [one["evidence"]["index"] for one in said if "index" in one["evidence"]]
        self.assertEqual(len(set(indexes)), len(indexes))
        self.assertEqual(len(indexes), self.asked("evidence", "status")["entries"])


class Killed(Journey):
    def test_a_change_of_key_that_is_killed_leaves_one_key_in_force(self):
        first = self.made()["trust"]
        self.record()
        self.asked("evidence", "publish")
        began = time.monotonic()
        self.asked("evidence", "rotate-key")  # one to its end: how long it takes here
        takes = time.monotonic() - began
        chance = random.Random(11)
        private = self.root / "home/evidence/private"
        for _ in range(KILLS):
            words = chance.choice((["rotate-key"], ["rotate-key"], ["publish"]))
            going = subprocess.Popen([TIDEGATE, "evidence", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                     env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home")})
            try:
                going.wait(chance.uniform(0, 1.3 * takes))
            except subprocess.TimeoutExpired:
                going.kill()
                going.wait()
            self.run_it("evidence", "status")  # opens, whatever lay there
        self.asked("evidence", "publish")
        self.assertEqual(list(private.glob("*.next*")), [])
        self.run_it("evidence", "bundle", "--subject", "permit/P-1", "--out", "a.tgb")
        for trust in (first, self.asked("evidence", "trust")["trust"]):
            (self.root / "trust.txt").write_text(trust)
            self.assertEqual(self.steps("a.tgb")["keys"], "ok")
        self.assertGreater(int(self.asked("evidence", "show", "a.tgb")["changes"]), 1)


if __name__ == "__main__":
    unittest.main()
