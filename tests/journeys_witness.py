#!/usr/bin/env python3
"""Journeys of witnesses and monitors, beside golang.org/x/mod/sumdb as the second implementation.

usage: journeys_witness.py PATH_TO_TIDEGATE PATH_TO_EVIDENCE_LOG_WRITER [unittest arguments]

Without Go and its x/mod (golang-go, golang-golang-x-mod-dev) the journeys say SKIPPED and why.
"""
import base64
import concurrent.futures
import fcntl
import hashlib
import http.client
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

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
WRITER = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
PEER_SOURCE = pathlib.Path(__file__).resolve().parent / "evidence" / "peer.go"
GO_PATH = pathlib.Path("/usr/share/gocode")
ORIGIN = "log.example/2026"
SM2_COSIGNATURE = b"\xffoid/1.2.156.10197.1.501/cosignature\n"


def why_not():
    if not shutil.which("go"):
        return "SKIPPED: Go is not installed (golang-go)"
    if not (GO_PATH / "src/golang.org/x/mod/sumdb/note").is_dir():
        return "SKIPPED: golang.org/x/mod is not installed (golang-golang-x-mod-dev)"
    return None


class Journey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if why_not():
            raise unittest.SkipTest(why_not())
        cls.built = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-peer-"))
        cls.addClassCleanup(shutil.rmtree, cls.built, True)
        cls.peer = cls.built / "peer"
        surroundings = {**os.environ, "GO111MODULE": "off", "GOPATH": str(GO_PATH), "GOCACHE": str(cls.built / "cache"), "GOFLAGS": ""}
        subprocess.run(["go", "build", "-o", cls.peer, PEER_SOURCE], env=surroundings, check=True, timeout=300)

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-witness-"))
        self.addCleanup(shutil.rmtree, self.root, True)

    def go(self, *words, given=b""):
        done = subprocess.run([self.peer, *map(str, words)], input=given, capture_output=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def go_refuses(self, *words, given=b""):
        self.assertNotEqual(subprocess.run([self.peer, *map(str, words)], input=given, capture_output=True, timeout=120).returncode, 0)

    def keys(self, name=ORIGIN):
        return self.go("keys", name).decode().split()

    def run_tidegate(self, *words, exit=0, lang="en"):
        done = subprocess.run([TIDEGATE, *map(str, words), "--lang", lang], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, exit, done.stdout + done.stderr)
        return done.stdout or done.stderr


class Witness:
    """tidegate witness serve on a free port."""

    def __init__(self, journey, folder, *words):
        self.journey, self.folder, self.words = journey, folder, words
        journey.addCleanup(self.kill)
        self.start()

    def start(self):
        self.said = []
        self.process = subprocess.Popen([TIDEGATE, "witness", "serve", self.folder, "--listen", "127.0.0.1:0", *self.words],
                                        stderr=subprocess.PIPE, text=True)
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"listening .*port=(\d+)", line):
                self.port = int(found[1])
                self.ears = threading.Thread(target=self.listen, args=(self.process.stderr,), daemon=True)
                self.ears.start()
                return
        raise AssertionError("".join(self.said))

    def listen(self, stream):
        for line in stream:
            self.said.append(line)

    def kill(self, how=signal.SIGKILL):
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(30)
        self.ears.join()
        self.process.stderr.close()
        return code

    def ask(self, body, method="POST", path="/add-checkpoint"):
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, body)
            answer = line.getresponse()
            return answer.status, answer.read(), answer.getheader("Content-Type")
        finally:
            line.close()


class Witnesses(Journey):
    def setUp(self):
        super().setUp()
        self.skey, self.vkey = self.keys()
        self.folder = self.root / "w"

    def made(self, *words):
        said = json.loads(self.run_tidegate("witness", "init", self.folder, "--name", "w.example/1", "--json", *words))
        self.run_tidegate("witness", "add-log", self.folder, "--key", self.vkey)
        self.own = said["verifier_keys"]
        return Witness(self, self.folder)

    def request(self, start, size, says="entry"):
        return self.go("request", start, size, self.skey, says)

    def test_a_witness_cosigns_what_grows_and_go_takes_its_word(self):
        witness = self.made("--algorithm", "both")
        self.assertEqual(len(self.own), 2)
        size = 0
        for now in (1, 2, 255, 256, 257, 1000):
            body = self.request(size, now)
            status, lines, _ = witness.ask(body)
            self.assertEqual(status, 200, lines)
            note = body.split(b"\n\n", 1)[1] + lines
            signed = self.go("check-note", self.vkey, self.own[0], given=note).decode().split()
            self.assertEqual(signed, [ORIGIN, "w.example/1"])
            size = now
        shown = json.loads(self.run_tidegate("witness", "show", self.folder, "--json"))
        self.assertEqual((shown["logs"][0]["origin"], shown["logs"][0]["size"]), (ORIGIN, 1000))
        self.assertIn(ORIGIN, self.run_tidegate("witness", "show", self.folder, lang="zh"))
        self.assertEqual(witness.kill(signal.SIGTERM), 0)

    def test_key_ids_of_sm2_are_what_the_document_says(self):
        self.made("--algorithm", "sm2")
        name, digits, text = self.own[0].split("+", 2)
        octets = base64.b64decode(text)
        self.assertTrue(octets.startswith(SM2_COSIGNATURE))
        self.assertEqual(len(octets), len(SM2_COSIGNATURE) + 65)
        self.assertEqual(hashlib.sha256(name.encode() + b"\n" + octets).digest()[:4].hex(), digits)

    def test_each_fault_has_its_answer(self):
        witness = self.made()
        self.assertEqual(witness.ask(self.request(0, 100))[0], 200)
        stranger = self.keys()
        cases = {
            "stale": (409, self.request(50, 200)), "replayed": (409, self.request(0, 100)), "fork": (422, self.request(100, 200, "other")),
            "same size, other tree": (409, self.request(100, 100, "other")), "smaller": (400, self.request(100, 100).replace(b"old 100", b"old 101")),
            "another's key": (403, self.go("request", 100, 200, stranger[0], "entry")),
            "unknown log": (404, self.go("request", 0, 5, self.keys("unknown.example")[0], "entry")),
            "nothing": (400, b""), "no request": (400, b"old 5\n"), "too large": (413, b"old 0\n\n" + b"x" * 300_000)}
        for name, (status, body) in cases.items():
            with self.subTest(name):
                got, said, kind = witness.ask(body)
                self.assertEqual(got, status, said)
                if status == 409:
                    self.assertEqual((said, kind), (b"100\n", "text/x.tlog.size"))
        self.assertEqual(witness.ask(b"", "GET")[0], 405)
        self.assertEqual(witness.ask(b"", "GET", "/")[0], 404)
        self.assertEqual(len(list((self.folder / "forks").iterdir())), 1)
        self.assertEqual(witness.ask(self.request(100, 200))[0], 200)

    def test_of_requests_at_once_from_one_size_one_wins(self):
        witness = self.made()
        size = 0
        for _ in range(5):
            bodies = [self.request(size, size + n) for n in range(1, 9)]
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                answers = list(pool.map(witness.ask, bodies))
            self.assertEqual(sorted(a[0] for a in answers), [200] + [409] * 7)
            size += 1 + next(i for i, a in enumerate(answers) if a[0] == 200)
            self.assertEqual(witness.ask(self.request(0, size + 1))[1], b"%d\n" % size)

    def test_killed_at_any_moment_it_never_signs_a_fork(self):
        witness = self.made()
        self.assertEqual(witness.ask(self.request(0, 10))[0], 200)
        size = 10
        for round_ in range(12):
            body = self.request(size, size + 10)
            killer = threading.Timer(0.0005 * round_, witness.kill)
            killer.start()
            try:
                answered = witness.ask(body)[0] == 200
            except (OSError, http.client.HTTPException):
                answered = False
            killer.join()
            witness.start()
            status, said, _ = witness.ask(self.request(0, size + 10, "other"))
            self.assertEqual(status, 409)
            if answered:
                self.assertEqual(said, b"%d\n" % (size + 10))
            kept = int(said)
            self.assertIn(kept, (size, size + 10))
            self.assertEqual(witness.ask(self.request(kept, size + 20, "other"))[0], 422)
            if kept == size:
                self.assertEqual(witness.ask(body)[0], 200)
            size += 10

    def test_errors_name_the_fix_in_both_languages(self):
        self.assertIn("witness init", self.run_tidegate("witness", "serve", self.root / "none", exit=2))
        self.assertIn("--name", self.run_tidegate("witness", "init", self.folder, exit=2))
        self.assertIn("见证方名称", self.run_tidegate("witness", "init", self.folder, "--name", "a b", exit=2, lang="zh"))
        self.made()
        self.assertIn("stop it first", self.run_tidegate("witness", "serve", self.folder, "--listen", "127.0.0.1:0", exit=69))
        self.assertIn("already", self.run_tidegate("witness", "init", self.folder, "--name", "w.example/1", exit=69))
        self.assertIn("name+id+base64", self.run_tidegate("witness", "add-log", self.folder, "--key", "x", exit=2))
        self.assertEqual((self.folder / "witness.key").stat().st_mode & 0o777, 0o600)

    def test_a_sealed_key_opens_under_its_passphrase_alone(self):
        word, wrong = self.root / "word", self.root / "wrong"
        for path, text in ((word, "correct horse\n"), (wrong, "battery\n")):
            path.write_text(text)
            path.chmod(0o600)
        self.run_tidegate("witness", "init", self.folder, "--name", "w.example/1", "--passphrase-file", word)
        self.assertIn("ENCRYPTED", (self.folder / "witness.key").read_text())
        self.run_tidegate("witness", "serve", self.folder, "--passphrase-file", wrong, exit=2)
        self.assertEqual(Witness(self, self.folder, "--passphrase-file", word).kill(signal.SIGTERM), 0)


class Interoperability(Journey):
    def write_ours(self, size):
        folder = self.root / "ours"
        done = subprocess.run([WRITER, "write", folder, str(size), ORIGIN], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return folder, done.stdout.split()

    def test_go_accepts_our_checkpoints_tiles_bundles_and_proofs(self):
        for size in (1, 2, 255, 256, 257, 600, 65_535, 65_536, 65_537, 70_000):
            with self.subTest(size):
                folder, (vkey, _) = self.write_ours(size)
                self.assertEqual(int(self.go("check-log", folder, vkey)), size)
                proofs = list(folder.glob("*.tlog-proof"))
                self.assertTrue(proofs)
                for proof in proofs:
                    self.go("check-proof", vkey, f"entry {proof.stem}", given=proof.read_bytes())
                    self.go_refuses("check-proof", vkey, f"entry {int(proof.stem) + 1}", given=proof.read_bytes())
                shutil.rmtree(folder)

    def test_go_ignores_what_sm2_signed_and_takes_the_rest(self):
        folder, (vkey, sm2) = self.write_ours(10)
        note = (folder / "checkpoint").read_bytes() + (folder / "sm3/checkpoint").read_bytes().split(b"\n\n", 1)[1]
        self.assertEqual(self.go("check-note", vkey, given=note).decode().split(), [ORIGIN])
        self.assertTrue(sm2.startswith(ORIGIN + "/sm3+"))

    def test_we_accept_proofs_of_go(self):
        skey, vkey = self.keys()
        for index, size in ((0, 1), (0, 2), (1, 2), (255, 256), (256, 257), (123, 70_000)):
            proof = self.go("proof", index, size, skey, "entry")
            for said, exit in ((f"entry {index}", 0), ("another", 1)):
                done = subprocess.run([WRITER, "check", vkey, said], input=proof, capture_output=True, timeout=60)
                self.assertEqual(done.returncode, exit, (index, size, done.stderr))


class Asked(Journey):
    """Three witnesses of three agencies, and a log of ours that asks them."""

    def setUp(self):
        super().setUp()
        self.log = self.root / "log"
        self.vkeys = self.grow(100)
        self.witnesses = []
        self.keys_of = []
        for n in range(3):
            folder = self.root / f"w{n}"
            said = json.loads(self.run_tidegate("witness", "init", folder, "--name", f"w{n}.example", "--algorithm", "both", "--json"))
            for key in self.vkeys:
                self.run_tidegate("witness", "add-log", folder, "--key", key)
            self.keys_of.append(said["verifier_keys"])
            self.witnesses.append(Witness(self, folder))
        self.policy = self.root / "policy"
        self.write_policy("2")

    def write_policy(self, needs, ports=None, keys=0):
        text = "".join(f"log {key}\n" for key in self.vkeys)
        for n, own in enumerate(self.keys_of):
            port = (ports or {}).get(n, self.witnesses[n].port)
            text += f"witness agency{n} {own[keys]} http://127.0.0.1:{port}\n"
        self.policy.write_text(text + f"group agencies {needs} agency0 agency1 agency2\nquorum agencies\n")

    def grow(self, size):
        done = subprocess.run([WRITER, "write", self.log, str(size), ORIGIN], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout.split()

    def ask(self, exit=0, *words):
        self.out = self.root / "cosigned"
        said = json.loads(self.run_tidegate("witness", "ask", self.log, "--policy", self.policy, "--out", self.out, "--json", *words, exit=exit))
        return said, [w["outcome"] for w in said["witnesses"]]

    def test_all_cosign_as_the_log_grows_and_go_takes_their_word(self):
        self.write_policy("all")
        for size in (100, 256, 700):
            self.grow(size)
            said, outcomes = self.ask()
            self.assertTrue(said["satisfied"])
            self.assertEqual(outcomes, ["cosigned"] * 3)
            signed = self.go("check-note", self.vkeys[0], *(own[0] for own in self.keys_of), given=self.out.read_bytes()).decode().split()
            self.assertEqual(sorted(signed), sorted([ORIGIN, "w0.example", "w1.example", "w2.example"]))

    def test_the_tree_under_sm3_is_cosigned_by_sm2(self):
        self.write_policy("all", keys=1)
        for size in (100, 300):
            self.grow(size)
            self.assertEqual(self.ask(0, "--sm3")[1], ["cosigned"] * 3)

    def test_one_down_is_told_and_two_of_three_are_enough(self):
        self.witnesses[1].kill()
        said, outcomes = self.ask()
        self.assertEqual((said["satisfied"], outcomes[0], outcomes[2]), (True, "cosigned", "cosigned"))
        self.write_policy("all")
        said, outcomes = self.ask(69)
        self.assertEqual(outcomes[1], "down")
        self.assertEqual(said["lacks"], [{"name": "agencies", "needs": 3, "has": 2, "missing": ["agency1"]}])
        self.assertIn("缺：agency1", self.run_tidegate("witness", "ask", self.log, "--policy", self.policy, exit=69, lang="zh"))

    def test_one_that_hangs_or_lies_is_told(self):
        with socket.create_server(("127.0.0.1", 0)) as hanging:
            self.write_policy("all", {0: hanging.getsockname()[1], 1: self.witnesses[2].port})
            said, outcomes = self.ask(69, "--seconds", "1")
            self.assertIn(outcomes[0], ("pending", "down"))
            self.assertEqual(outcomes[1:], ["lied", "cosigned"])

    def test_a_rolled_back_or_forked_log_is_an_alarm(self):
        self.grow(300)
        self.write_policy("all")
        self.ask()
        whole = self.root / "whole"
        shutil.copytree(self.log, whole)
        shutil.rmtree(self.log / "tile")
        self.grow(200)
        said, outcomes = self.ask(6)
        self.assertEqual((outcomes, said["witnesses"][0]["size"]), (["ahead"] * 3, 300))


    def test_a_newer_checkpoint_is_never_written_over(self):
        old, out = self.root / "old", self.log / "checkpoint"
        shutil.copytree(self.log, old)
        self.grow(300)
        newer = out.read_bytes()
        words = ("witness", "ask", old, "--policy", self.policy, "--out", out)
        self.assertIn("newer checkpoint, of 300 entries", self.run_tidegate(*words, exit=69))
        self.assertIn("已有更新的检查点", self.run_tidegate(*words, exit=69, lang="zh"))
        self.assertEqual(out.read_bytes(), newer)
        self.ask()
        said = self.run_tidegate(*words, exit=6)  # the alarm is told first
        self.assertIn("AHEAD", said)
        self.assertIn("newer checkpoint", said)
        self.assertEqual(out.read_bytes(), newer)

    def test_a_log_that_another_holds_is_not_written_to(self):
        with open(self.log / "lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            words = ("witness", "ask", self.log, "--policy", self.policy, "--out", self.log / "checkpoint")
            self.assertIn("another process", self.run_tidegate(*words, exit=69))
            fcntl.flock(lock, fcntl.LOCK_UN)
            self.run_tidegate(*words)

    def test_more_witnesses_than_a_note_holds_are_refused(self):
        line = next(line for line in self.policy.read_text().splitlines() if line.startswith("witness "))
        url = line.split()[-1]
        lines = []
        for n in range(64):
            octets = b"\x04" + n.to_bytes(32, "big")
            owner = f"many{n}.example"
            digits = hashlib.sha256(owner.encode() + b"\n" + octets).digest()[:4].hex()
            lines.append(f"witness many{n} {owner}+{digits}+{base64.b64encode(octets).decode()} {url}\n")
        self.policy.write_text(f"log {self.vkeys[0]}\n" + "".join(lines) + "quorum many0\n")
        self.assertIn("63 cosignatures at most", self.run_tidegate("witness", "ask", self.log, "--policy", self.policy, exit=7))


class Monitors(Journey):
    def look(self, place, vkey, exit=0, *words):
        return json.loads(self.run_tidegate("evidence", "monitor", place, "--key", vkey, "--state", self.root / "seen", "--json", *words, exit=exit))

    def test_it_follows_a_log_of_go_and_keeps_the_proof_of_a_fork(self):
        skey, vkey = self.keys()
        log, fork = self.root / "log", self.root / "fork"
        for size, found in ((300, "first"), (300, "same"), (600, "grown")):
            self.go("log", log, size, skey, "entry")
            said = self.look(log, vkey)
            self.assertEqual((said["found"], said["size"], said["checked"]), (found, size, "tree_alone"))
        self.assertIn("another application's", self.run_tidegate("evidence", "monitor", log, "--key", vkey, "--state", self.root / "seen"))
        self.go("log", fork, 700, skey, "other")
        said = self.look(fork, vkey, 6)
        self.assertEqual((said["found"], said["seen_size"], said["size"]), ("fork", 600, 700))
        first, second = pathlib.Path(said["proof"]).read_bytes().split(b"\n\n\xe2\x80\x94", 1)[0], (fork / "checkpoint").read_bytes()
        self.assertTrue(pathlib.Path(said["proof"]).read_bytes().endswith(second))
        self.assertEqual(first.decode(), (log / "checkpoint").read_text().split("\n\n")[0])
        for text in pathlib.Path(said["proof"]).read_text().split("\n\n" + ORIGIN):
            self.go("check-note", vkey, given=(text if text.startswith(ORIGIN) else ORIGIN + text).rstrip("\n").encode() + b"\n")
        self.assertIn("FORK", self.run_tidegate("evidence", "monitor", fork, "--key", vkey, "--state", self.root / "seen", exit=6))
        self.assertIn("分叉", self.run_tidegate("evidence", "monitor", fork, "--key", vkey, "--state", self.root / "seen", exit=6, lang="zh"))
        self.assertEqual(self.look(log, vkey)["found"], "same")

    def test_it_sees_a_rollback_and_damage(self):
        skey, vkey = self.keys()
        log = self.root / "log"
        self.go("log", log, 300, skey, "entry")
        self.look(log, vkey)
        self.go("log", self.root / "old", 299, skey, "entry")
        self.assertEqual(self.look(self.root / "old", vkey, 6)["found"], "rolled_back")
        self.go("log", log, 400, skey, "entry")
        bundle = log / "tile/entries/001.p/144"
        octets = bytearray(bundle.read_bytes())
        octets[-1] ^= 1
        bundle.write_bytes(octets)
        self.run_tidegate("evidence", "monitor", log, "--key", vkey, "--state", self.root / "seen", exit=6)
        bundle.unlink()
        said = self.run_tidegate("evidence", "monitor", log, "--key", vkey, "--state", self.root / "seen", exit=69)
        self.assertIn("does not serve what it signed", said)
        (log / "checkpoint").unlink()
        self.run_tidegate("evidence", "monitor", log, "--key", vkey, "--state", self.root / "seen", exit=69)

    def test_it_looks_at_both_trees_of_ours_by_url(self):
        folder = self.root / "ours"
        for size, found in ((257, "first"), (600, "grown")):
            done = subprocess.run([WRITER, "write", folder, str(size), ORIGIN], capture_output=True, text=True, timeout=120)
            server = subprocess.Popen([sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", folder],
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            try:
                port = re.search(r"port (\d+)", server.stdout.readline())[1]
                for vkey in done.stdout.split():
                    said = self.look(f"http://127.0.0.1:{port}/", vkey)
                    self.assertEqual((said["found"], said["size"]), (found, size))
            finally:
                server.kill()
                server.wait()
                server.stdout.close()


if __name__ == "__main__":
    unittest.main()
