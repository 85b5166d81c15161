#!/usr/bin/env python3
"""Journeys of anchors: a real chain's node (anvil, by npm), a real time stamp authority (openssl ts), a notary's files, an adapter; each
of them down, hanging, on another chain or lying.

usage: journeys_anchors.py PATH_TO_TIDEGATE BUILD_FOLDER [unittest arguments]
"""
import base64
import datetime
import hashlib
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.request

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
BUILD = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
ROOT = pathlib.Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tests" / "anchors"
ORIGIN = "evidence.example/2026"
CHAIN = 20200
KEY = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"  # anvil's first account, known to everybody
ACCOUNT = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
SECOND_KEY = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def installed():
    """The folder in which npm put node and compiler; a reason why it did not."""
    if not shutil.which("npm") or not shutil.which("node"):
        return None, "npm and node are not installed"
    folder = BUILD / "chain"
    folder.mkdir(parents=True, exist_ok=True)
    lock = (SOURCES / "package-lock.json").read_bytes()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / name, folder / name)
    mark = folder / "node_modules" / ".tidegate-lock"
    if not mark.is_file() or mark.read_bytes() != lock:
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            return None, "npm ci failed: " + done.stderr[-300:]
        mark.write_bytes(lock)
    return folder / "node_modules", None


class Node:
    """anvil, on a port of its own; stopped by its own id."""

    def __init__(self, modules, *words, chain=CHAIN, port=None):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        program = modules / "@foundry-rs" / "anvil-linux-amd64" / "bin" / "anvil"
        self.process = subprocess.Popen([program, "--host", "127.0.0.1", "--port", str(self.port), "--chain-id", str(chain), "--silent", *words],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(150):
            try:
                self.ask("eth_chainId")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("anvil did not start")

    def ask(self, method, *params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read())["result"]

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(20)


class Authority:
    """RFC 3161 by `openssl ts`: a root, and under it a certificate for time stamping."""
    CONFIG = """
[req]
distinguished_name = dn
[dn]
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[stamps]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[other]
basicConstraints = critical,CA:FALSE
extendedKeyUsage = critical,serverAuth
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
certs = {folder}/root.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256
accuracy = secs:1
ess_cert_id_chain = no
ess_cert_id_alg = sha256
tsa_name = yes
"""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        (folder / "ts.cnf").write_text(self.CONFIG.format(folder=folder))
        (folder / "serial").write_text("01\n")
        run = lambda *words: subprocess.run(["openssl", *map(str, words)], cwd=folder, capture_output=True, check=True)
        run("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Invented time root", "-days", "30",
            "-config", "ts.cnf", "-extensions", "root")
        run("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Invented time stamps", "-config", "ts.cnf")
        run("x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "2", "-days", "20", "-out", "tsa.pem", "-extfile", "ts.cnf",
            "-extensions", "stamps")
        self.answer = self.stamped  # how it answers: a test may say another way
        self.asked = []
        authority = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                question = self.rfile.read(int(self.headers["Content-Length"]))
                authority.asked.append((self.headers["Content-Type"], question))
                status, body = authority.answer(question)
                self.send_response(status)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stamped(self, question):
        (self.folder / "q").write_bytes(question)
        done = subprocess.run(["openssl", "ts", "-reply", "-queryfile", "q", "-out", "a", "-config", "ts.cnf"], cwd=self.folder, capture_output=True)
        return (200, (self.folder / "a").read_bytes()) if done.returncode == 0 else (500, b"")

    def stop(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(10)


class Journey(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-anchors-"))
        self.addCleanup(shutil.rmtree, self.root, True)
        (self.root / "home").mkdir(mode=0o700)
        self.permit = self.root / "permit.json"
        self.permit.write_text('{"permit":"P-1"}\n')
        made = self.asked("evidence", "init", "--origin", ORIGIN)
        (self.root / "trust.txt").write_text(made["trust"])
        self.anchors = self.root / "home" / "evidence" / "private" / "anchors"

    def words(self, *words, lang="en"):
        return [TIDEGATE, *map(str, words), "--lang", lang]

    def environment(self):
        return {"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home")}

    def run_it(self, *words, code=0, lang="en"):
        done = subprocess.run(self.words(*words, lang=lang), capture_output=True, text=True, timeout=120, cwd=self.root, env=self.environment(),
                              stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, code, (words, done.stdout, done.stderr))
        return done.stdout if done.stdout else done.stderr

    def asked(self, *words, code=0):
        return json.loads(self.run_it(*words, "--json", code=code))

    def record(self, subject="permit/P-1", *words):
        return self.asked("evidence", "record", self.permit, "--subject", subject, *words)["index"]

    def published(self):
        self.record()
        return self.asked("evidence", "publish")

    def anchored(self):
        """Publishes; a node may put what it got into a block a moment later."""
        self.published()
        self.asked("anchor", "run", "--wait", "10")
        return self.asked("evidence", "status")

    def run_anchors(self, *words, code=0):
        return {one["target"]: one for one in self.asked("anchor", "run", *words, code=code)["anchors"]}

    def account(self, key=KEY):
        file = self.root / "account.hex"
        file.write_text(key + "\n")
        file.chmod(0o600)
        return self.asked("anchor", "keygen", "--from", file)["address"]

    def bundle(self, name="a.tgb", subject="permit/P-1"):
        (self.root / name).unlink(missing_ok=True)
        self.run_it("evidence", "bundle", "--subject", subject, "--out", name)
        return self.root / name

    def verified(self, bundle, *words, code=0):
        return self.asked("evidence", "verify", bundle, "--trust", "trust.txt", *words, code=code)

    def anchors_step(self, verified):
        return next(step for step in verified["steps"] if step["step"] == "anchors")


class Chain(Journey):
    @classmethod
    def setUpClass(cls):
        cls.modules, why = installed()
        if why:
            raise unittest.SkipTest(why)

    def node(self, *words, **more):
        node = Node(self.modules, *words, **more)
        self.addCleanup(node.stop)
        return node

    def ready(self, *words, finality="immediate", **more):
        node = self.node(*words, **more)
        self.assertEqual(self.account(), ACCOUNT)
        contract = self.deployed(node)
        self.added(node, contract, finality)
        return node, contract

    def deployed(self, node):
        return self.asked("anchor", "deploy", "--url", node.url, "--chain-id", CHAIN)["contract"]

    def added(self, node, contract, finality="immediate", name="zone"):
        return self.asked("anchor", "add", name, "--kind", "evm", "--url", node.url, "--chain-id", CHAIN, "--contract", contract, "--finality", finality)

    def until(self, words):
        """Runs the queue until it says so: a node puts what it got into a block a moment later."""
        for _ in range(50):
            pending = self.run_anchors(code=69)["zone"]["pending"]
            if words in pending["says"]["en"]:
                return pending
            time.sleep(0.1)
        self.fail(pending)

    def test_the_kept_contract_is_what_the_compiler_gives(self):
        done = subprocess.run(["node", ROOT / "contracts" / "build.mjs", self.modules], capture_output=True, text=True, timeout=120)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_checkpoint_is_anchored_and_proved_offline(self):
        node, contract = self.ready()
        standing = self.anchored()
        self.assertEqual((standing["anchors"][0]["anchored"], standing["anchors"][0]["pending"]), (2, None))
        head = node.ask("eth_call", {"to": contract, "data": "0x79feb107" + hashlib.sha256(ORIGIN.encode()).hexdigest()}, "latest")
        self.assertEqual((int(head[2:66], 16), "0x" + head[-40:]), (2, ACCOUNT))
        self.assertEqual(self.asked("evidence", "status")["anchors"][0]["anchored"], 2)
        bundle = self.bundle()
        bare = self.verified(bundle)  # no network, and nobody named: told, not proven, and no failure
        step = self.anchors_step(bare)
        self.assertEqual((step["state"], bare["anchored"][0]["is_proven"]), ("not_there", False))
        self.assertIn("--block", step["says"]["en"])
        block = node.ask("eth_getBlockByNumber", "latest", False)
        proven = self.verified(bundle, "--block", block["hash"])
        self.assertEqual(self.anchors_step(proven)["state"], "ok")
        one = proven["anchored"][0]
        self.assertTrue(one["is_proven"])
        self.assertIn(ACCOUNT, one["by"])
        self.assertIn(contract, one["by"])
        self.assertEqual(self.anchors_step(self.verified(bundle, "--block", "11" * 32))["state"], "not_there")
        self.assertEqual(self.anchors_step(self.verified(bundle, "--rpc", node.url))["state"], "ok")
        for lang, words in (("en", "anchored at"), ("zh", "锚定时间")):
            self.assertIn(words, self.run_it("evidence", "verify", bundle, "--trust", "trust.txt", "--block", block["hash"], lang=lang))
        # A later checkpoint goes on from the anchored tree: the first record keeps its earlier anchor.
        self.record("permit/P-2")
        self.asked("evidence", "publish")
        self.assertEqual(self.run_anchors("--wait", "10")["zone"]["anchored"], 4)
        later = self.verified(self.bundle("b.tgb"), "--block", block["hash"])
        self.assertEqual((later["size"], self.anchors_step(later)["state"], later["anchored"][0]["at"]), (4, "ok", one["at"]))
        # A node that knows nothing of it, on the same chain id, contradicts the bundle.
        other = self.node()
        self.assertEqual(self.anchors_step(self.verified(bundle, "--rpc", other.url, code=6))["state"], "failed")

    def test_every_flipped_octet_of_an_anchored_bundle_is_found(self):
        node, _ = self.ready()
        self.anchored()
        whole = self.bundle().read_bytes()
        hash_ = node.ask("eth_getBlockByNumber", "latest", False)["hash"]
        for at in range(0, len(whole), max(1, len(whole) // 150)):
            (self.root / "b.tgb").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            done = subprocess.run(self.words("evidence", "verify", "b.tgb", "--trust", "trust.txt", "--block", hash_, "--json"), capture_output=True, text=True,
                                  cwd=self.root, env=self.environment())
            self.assertIn(done.returncode, (2, 6), at)
            self.assertIn("failed", done.stdout, at)

    def test_a_rollback_and_a_fork_are_refused_and_told(self):
        node, contract = self.ready()
        self.anchored()
        old = self.root / "old"
        shutil.copytree(self.root / "home" / "evidence", old)
        for n in range(3):
            self.record(f"permit/Q-{n}")
        self.asked("evidence", "publish")
        self.assertEqual(self.run_anchors("--wait", "10")["zone"]["anchored"], 6)
        # An old copy of the folder goes on by itself: first smaller, then as large and another tree.
        shutil.rmtree(self.root / "home" / "evidence")
        shutil.copytree(old, self.root / "home" / "evidence")
        self.record("permit/other")
        standing = self.asked("evidence", "publish")  # published all the same
        self.assertIn("rollback: a larger tree of this log (6)", standing["anchors"][0]["refused"][0]["says"]["en"])
        self.assertIn("rollback", self.run_it("anchor", "run", code=6))
        self.record("permit/other-2")
        (standing,) = self.asked("evidence", "publish")["anchors"]  # a newer one is not tried until a person looked
        self.assertEqual(([one["size"] for one in standing["refused"]], standing["pending"]), ([4], None))
        for lang, words in (("en", "nothing newer is anchored before"), ("zh", "此前不再锚定更新的检查点")):
            self.assertIn(words, self.run_it("anchor", "status", lang=lang))
        self.assertEqual(self.asked("anchor", "forget", "zone")["forgotten"], 1)
        (refused,) = self.run_anchors(code=6)["zone"]["refused"]
        self.assertIn("fork", refused["says"]["en"])
        self.assertIn("警报", self.run_it("anchor", "status", lang="zh"))
        self.assertEqual(self.asked("anchor", "forget", "zone")["forgotten"], 1)
        self.assertEqual(self.asked("anchor", "status")["anchors"][0]["refused"], [])

    def test_another_account_owns_the_name(self):
        node, contract = self.ready()
        self.anchored()
        shutil.rmtree(self.root / "home" / "evidence")
        self.asked("evidence", "init", "--origin", ORIGIN)
        self.account(SECOND_KEY)
        self.added(node, contract)
        self.assertIn("another account", self.published()["anchors"][0]["refused"][0]["says"]["en"])

    def test_a_node_that_is_down_holds_up_nothing(self):
        node, contract = self.ready()
        self.anchored()
        node.stop()
        begun = time.monotonic()
        standing = self.published()
        self.assertLess(time.monotonic() - begun, 20)
        pending = standing["anchors"][0]["pending"]
        self.assertEqual((pending["size"], pending["state"], standing["checkpoint"]), (4, "waiting", 4))
        since = pending["since"]
        self.published()
        pending = self.run_anchors(code=69)["zone"]["pending"]
        self.assertEqual((pending["size"], pending["since"]), (6, since))  # the newest goes out, pending since the first
        self.assertIn(f"pending since {since[:-1].replace('T', ' ')} UTC", self.run_it("evidence", "status"))
        self.assertIn("待锚定", self.run_it("evidence", "status", lang="zh"))

    def test_the_same_octets_go_out_until_they_stand_in_a_block(self):
        node, _ = self.ready()
        node.ask("evm_setAutomine", False)
        pending = self.published()["anchors"][0]["pending"]
        self.assertEqual((pending["state"], pending["nonce"]), ("sent", 1))
        job = json.loads((self.anchors / "zone.2.job").read_text())
        node.ask("anvil_dropAllTransactions")  # lost on its way
        for _ in range(2):
            self.run_anchors(code=69)
            self.assertEqual(json.loads((self.anchors / "zone.2.job").read_text())["raw"], job["raw"])
        self.record("permit/P-2")
        self.asked("evidence", "publish")  # the next one waits for the first
        self.assertTrue((self.anchors / "zone.4.job").is_file())
        node.ask("evm_mine")
        done = self.run_anchors(code=69)["zone"]
        self.assertEqual((done["anchored"], done["pending"]["size"], done["pending"]["state"], done["pending"]["nonce"]), (2, 4, "sent", 2))
        node.ask("evm_mine")
        self.assertEqual(self.run_anchors("--wait", "10")["zone"]["anchored"], 4)
        self.assertEqual(int(node.ask("eth_getTransactionCount", ACCOUNT, "latest"), 16), 3)  # deploy, and each once

    def test_it_waits_for_as_many_blocks_as_it_is_told(self):
        node, _ = self.ready(finality="3")
        self.published()
        self.until("not final yet (1 of 3)")
        node.ask("evm_mine")
        self.run_anchors(code=69)
        node.ask("evm_mine")
        self.assertEqual(self.run_anchors("--wait", "10")["zone"]["anchored"], 2)

    def test_a_block_that_is_taken_back_is_no_anchor(self):
        node, _ = self.ready(finality="2")
        before = node.ask("evm_snapshot")
        self.published()
        pending = self.until("not final yet")
        node.ask("evm_revert", before)  # another block takes its place
        node.ask("evm_mine")
        again = self.run_anchors(code=69)["zone"]["pending"]
        self.assertEqual(again["nonce"], pending["nonce"])
        node.ask("evm_mine")
        self.assertEqual(self.run_anchors("--wait", "5")["zone"]["anchored"], 2)

    def test_a_nonce_that_another_sender_took_is_signed_anew(self):
        node, contract = self.ready()
        node.ask("evm_setAutomine", False)
        self.assertEqual(self.published()["anchors"][0]["pending"]["nonce"], 1)
        node.ask("anvil_dropAllTransactions")
        node.ask("eth_sendTransaction", {"from": ACCOUNT, "to": ACCOUNT, "nonce": "0x1", "value": "0x1"})
        node.ask("evm_mine")
        self.assertIn("took nonce 1", self.run_anchors(code=69)["zone"]["pending"]["says"]["en"])
        node.ask("evm_setAutomine", True)
        self.assertEqual(self.run_anchors("--wait", "5")["zone"]["anchored"], 2)

    def test_nothing_is_sent_to_another_chain(self):
        node, contract = self.ready()
        port = node.port
        node.stop()
        other = self.node(chain=CHAIN + 1, port=port)
        pending = self.published()["anchors"][0]["pending"]
        self.assertIn(f"of chain {CHAIN + 1}, not of {CHAIN}", pending["says"]["en"])
        self.assertEqual(int(other.ask("eth_getTransactionCount", ACCOUNT, "latest"), 16), 0)
        self.run_it("anchor", "add", "two", "--kind", "evm", "--url", other.url, "--chain-id", CHAIN, "--contract", contract, code=2)
        self.run_it("anchor", "deploy", "--url", other.url, "--chain-id", CHAIN, code=2)

    def test_an_account_without_means_is_told(self):
        node, _ = self.ready()
        node.ask("anvil_setBalance", ACCOUNT, "0x10")
        self.assertRegex(self.published()["anchors"][0]["pending"]["says"]["en"], "balance|fund|gas")
        node.ask("anvil_setBalance", ACCOUNT, "0xde0b6b3a7640000")
        self.assertEqual(self.run_anchors("--wait", "5")["zone"]["anchored"], 2)

    def test_a_chain_without_a_price_is_paid_nothing(self):
        node = self.node("--gas-price", "0", "--base-fee", "0", "--balance", "0")
        self.account()
        contract = self.asked("anchor", "deploy", "--url", node.url, "--chain-id", CHAIN, "--gas-price", "0")["contract"]
        self.asked("anchor", "add", "zone", "--kind", "evm", "--url", node.url, "--chain-id", CHAIN, "--contract", contract, "--gas-price", "0")
        self.published()
        self.assertEqual(self.run_anchors("--wait", "5")["zone"]["anchored"], 2)

    def test_killed_at_any_time_it_goes_on_and_sends_nothing_twice(self):
        node, _ = self.ready()
        for n in range(12):
            self.record(f"permit/K-{n}")
            self.killed_on_its_way(n)
        self.assertEqual(self.run_anchors("--wait", "20")["zone"]["anchored"], self.asked("evidence", "status")["checkpoint"])
        count = int(node.ask("eth_getTransactionCount", ACCOUNT, "latest"), 16)
        done = [json.loads(job.read_text()) for job in self.anchors.glob("zone.*.job")]
        self.assertTrue(all(job["state"] == "done" for job in done))
        self.assertEqual(count, 1 + len(done))

    def killed_on_its_way(self, n):
        """Publishes, and kills whoever anchors, somewhere on the way."""
        process = subprocess.Popen(self.words("evidence", "publish"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.root, env=self.environment())
        time.sleep(0.012 * n)
        process.kill()
        process.wait(20)
        self.asked("evidence", "publish")
        process = subprocess.Popen(self.words("anchor", "run"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.root, env=self.environment())
        time.sleep(0.008 * n)
        process.kill()
        process.wait(20)

    def test_the_key_is_kept_as_others_are(self):
        address = self.asked("anchor", "keygen")["address"]
        self.assertRegex(address, "^0x[0-9a-f]{40}$")
        key = self.anchors / "account.pem"
        self.assertEqual(key.stat().st_mode & 0o777, 0o600)
        self.run_it("anchor", "keygen", code=2)
        open_to_all = self.root / "open.hex"
        open_to_all.write_text(KEY)
        open_to_all.chmod(0o644)
        key.unlink()
        self.assertIn("chmod 600", self.run_it("anchor", "keygen", "--from", open_to_all, code=2))
        word = self.root / "word"
        word.write_text("open sesame\n")
        word.chmod(0o600)
        self.asked("anchor", "keygen", "--passphrase-file", word)
        self.assertIn("ENCRYPTED", key.read_text())
        node = self.node()
        node.ask("anvil_setBalance", ACCOUNT, "0x1")
        self.run_it("anchor", "deploy", "--url", node.url, "--chain-id", CHAIN, "--wait", "0", code=2)  # nobody to ask for the word


class Liar(Journey):
    """Nodes that are none: they hang, or answer anything."""

    def serve(self, answer):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                try:
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_port}"

    def target(self, url):
        """As `anchor add` keeps it, which would have asked the node."""
        self.account()
        (self.anchors / "targets").write_text(json.dumps([{
            "name": "zone", "kind": "evm", "url": url, "ca_file": "", "allows_plain": False, "chain_id": CHAIN, "contract": "0x" + "ab" * 20, "confirmations": 1,
            "gas_price": None, "policy": "", "command": [], "every_s": 0}]))

    def test_garbage_is_told_and_believed_by_nobody(self):
        answers = [b"", b"\0\xff", b"<html>", b'{"jsonrpc":"2.0","id":1,"result":{}}', b"[" * 100_000, b'{"jsonrpc":"2.0","id":1,"result":"0x4ee8"}' * 2]
        kept = {}
        url = self.serve(lambda question: kept["answer"])
        self.target(url)
        for body in answers:
            kept["answer"] = body
            standing = self.published()
            self.assertEqual(standing["anchors"][0]["pending"]["state"], "waiting", body[:50])
        self.assertEqual(standing["checkpoint"], 2 * len(answers))

    def test_a_node_that_says_yes_to_everything_proves_nothing(self):
        def answer(question):
            results = {"eth_chainId": hex(CHAIN), "eth_call": "0x", "eth_estimateGas": "0x5208", "eth_gasPrice": "0x0", "eth_getTransactionCount": "0x0",
                       "eth_sendRawTransaction": "0x" + "11" * 32, "eth_blockNumber": "0x9",
                       "eth_getTransactionReceipt": {"status": "0x1", "type": "0x0", "blockHash": "0x" + "22" * 32, "blockNumber": "0x1", "transactionIndex": "0x0",
                                                     "cumulativeGasUsed": "0x1", "logsBloom": "0x" + "00" * 256, "logs": []}}
            return json.dumps({"jsonrpc": "2.0", "id": question["id"], "result": results.get(question["method"])}).encode()

        self.target(self.serve(answer))
        pending = self.published()["anchors"][0]["pending"]
        self.assertIn("does not tell of this anchor", pending["says"]["en"])

    def test_a_node_that_hangs_holds_up_nothing(self):
        self.target(self.serve(lambda question: time.sleep(30) or b""))
        begun = time.monotonic()
        standing = self.published()
        self.assertLess(time.monotonic() - begun, 12)
        self.assertEqual(standing["anchors"][0]["pending"]["size"], 2)


class Stamps(Journey):
    def setUp(self):
        super().setUp()
        self.authority = Authority(self.root / "tsa")
        self.addCleanup(self.authority.stop)
        self.ca = self.authority.folder / "root.pem"

    def add(self, *words, code=0):
        return self.run_it("anchor", "add", "stamp", "--kind", "rfc3161", "--url", self.authority.url, "--tsa-ca", self.ca, *words, code=code)

    def test_a_stamp_is_proved_offline_by_who_takes_the_authority(self):
        self.add()
        self.assertEqual(self.published()["anchors"][0]["anchored"], 2)
        self.assertEqual(self.authority.asked[0][0], "application/timestamp-query")
        bundle = self.bundle()
        self.authority.server.shutdown()
        proven = self.verified(bundle, "--tsa-ca", self.ca)
        self.assertEqual(self.anchors_step(proven)["state"], "ok")
        self.assertEqual((proven["anchored"][0]["kind"], proven["anchored"][0]["is_proven"]), ("rfc3161", True))
        self.assertIn("1.2.3.4.1", proven["anchored"][0]["by"])
        self.assertEqual(self.anchors_step(self.verified(bundle))["state"], "not_there")
        # openssl takes the very token that stands in the bundle.
        text = "\n".join((self.root / "home" / "evidence" / "log" / "checkpoint").read_text().split("\n")[:3]) + "\n"
        job = json.loads((self.anchors / "stamp.2.job").read_text())
        token = base64.b64decode(job["anchor"])
        at = token.index(b"\x30\x82")
        (self.root / "token").write_bytes(token[at:])
        done = subprocess.run(["openssl", "ts", "-verify", "-token_in", "-in", "token", "-digest", hashlib.sha256(text.encode()).hexdigest(), "-CAfile", self.ca],
                              cwd=self.root, capture_output=True, text=True)
        self.assertIn("Verification: OK", done.stdout + done.stderr)
        # Another authority is not this one.
        other = Authority(self.root / "other")
        self.addCleanup(other.stop)
        self.assertEqual(self.anchors_step(self.verified(bundle, "--tsa-ca", other.folder / "root.pem", code=6))["state"], "failed")
        self.run_it("evidence", "verify", bundle, "--trust", "trust.txt", "--tsa-ca", ROOT / "README.md", code=2)

    def test_every_flipped_octet_is_found(self):
        self.add()
        self.published()
        whole = self.bundle().read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 150)):
            (self.root / "b.tgb").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
            done = subprocess.run(self.words("evidence", "verify", "b.tgb", "--trust", "trust.txt", "--tsa-ca", self.ca, "--json"), capture_output=True, text=True,
                                  cwd=self.root, env=self.environment())
            self.assertIn(done.returncode, (2, 6), at)
            self.assertIn("failed", done.stdout, at)

    def test_the_policy_that_was_asked_for_is_the_one_that_counts(self):
        self.add("--policy", "1.2.3.4.2")
        self.published()
        self.assertIn("1.2.3.4.2", self.verified(self.bundle(), "--tsa-ca", self.ca)["anchored"][0]["by"])

    def test_a_stamp_that_does_not_hold_is_none(self):
        self.add()
        first = []

        def of_another_question(question):  # replayed: the nonce is another
            first.append(self.authority.stamped(question))
            return first[0]

        wrong = [lambda question: (500, b""), lambda question: (200, b"garbage"), lambda question: (200, b""),
                 lambda question: (200, bytes.fromhex("30053003020102")),  # rejected
                 lambda question: (200, self.authority.stamped(question)[1][:-40] + b"\0" * 40)]
        for number, answer in enumerate(wrong):
            self.authority.answer = answer
            pending = self.published()["anchors"][0]["pending"]
            self.assertEqual(pending["state"], "waiting", number)
            self.assertTrue(pending["says"]["en"] and pending["says"]["zh"])
        self.authority.answer = self.authority.stamped
        self.assertEqual(self.run_anchors()["stamp"]["anchored"], 2 * len(wrong))
        self.authority.answer = of_another_question
        self.published()
        self.assertIn("does not hold", self.published()["anchors"][0]["pending"]["says"]["en"])

    def test_a_certificate_for_another_use_is_none(self):
        folder = self.authority.folder
        subprocess.run(["openssl", "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-set_serial", "3", "-days", "20", "-out", "web.pem",
                        "-extfile", "ts.cnf", "-extensions", "other"], cwd=folder, capture_output=True, check=True)
        self.add()
        shutil.copy(folder / "web.pem", folder / "tsa.pem")
        self.assertEqual(self.published()["anchors"][0]["pending"]["state"], "waiting")  # openssl itself refuses to stamp with it

    def test_an_authority_that_is_down_is_pending(self):
        self.add()
        self.authority.stop()
        self.assertEqual(self.published()["anchors"][0]["pending"]["state"], "waiting")


class Others(Journey):
    def test_a_notary_takes_a_file_and_gives_a_receipt(self):
        drop = self.root / "drop"
        drop.mkdir()
        self.asked("anchor", "add", "notary", "--kind", "file", "--url", drop)
        self.assertEqual(self.published()["anchors"][0]["pending"]["size"], 2)
        (file,) = drop.iterdir()
        text = "\n".join((self.root / "home" / "evidence" / "log" / "checkpoint").read_text().split("\n")[:3]) + "\n"
        self.assertEqual(file.read_text(), text + "\nsha256 " + hashlib.sha256(text.encode()).hexdigest() + "\n")
        self.published()  # a newer tree does not take the notary's work away
        self.assertEqual(self.run_anchors(code=69)["notary"]["pending"]["size"], 2)
        receipt = file.with_suffix(".receipt")
        receipt.symlink_to(self.root / "home" / "evidence" / "private" / "log.pem")  # the folder is not trusted
        self.assertIn("not a file of its own", self.run_anchors(code=69)["notary"]["pending"]["says"]["en"])
        receipt.unlink()
        receipt.write_bytes(b"deed 17")
        os.utime(receipt, (time.time() - 60, time.time() - 60))
        done = self.run_anchors(code=69)["notary"]
        self.assertEqual((done["anchored"], done["pending"]["size"]), (2, 4))
        first = self.asked("evidence", "verify", self.first_bundle(), "--trust", "trust.txt", code=6)  # P-1 has a newer record: told
        self.assertEqual((first["anchored"][0]["kind"], first["anchored"][0]["by"], first["anchored"][0]["is_proven"]), ("deposit", "notary", False))

    def first_bundle(self):
        self.run_it("evidence", "bundle", "--index", 0, "--out", "first.tgb")
        return self.root / "first.tgb"

    def adapter(self, body):
        program = self.root / "adapter"
        program.write_text("#!/usr/bin/python3\nimport json, sys\nask = json.load(sys.stdin)\n" + body)
        program.chmod(0o755)
        return program

    def test_a_chain_behind_an_adapter(self):
        program = self.adapter("""
import base64, hashlib
assert ask["v"] == 1 and ask["do"] == "anchor" and len(bytes.fromhex(ask["root"])) == 32
assert ask["origin_sha256"] == hashlib.sha256(ask["origin"].encode()).hexdigest()
answer = {"v": 1, "state": "pending", "says": "not in a block"} if ask["tries"] == 1 else {
    "v": 1, "state": "done", "id": "tx-" + str(ask["size"]), "time_ms": 1795830000000, "receipt": base64.b64encode(b"native receipt").decode()}
print(json.dumps(answer))
""")
        self.asked("anchor", "add", "maker", "--kind", "adapter", "--command", program, "--command", "--zone=bj")
        self.assertIn("not in a block", self.published()["anchors"][0]["pending"]["says"]["en"])
        self.assertEqual(self.run_anchors()["maker"]["anchored"], 2)
        verified = self.verified(self.bundle())
        self.assertEqual((self.anchors_step(verified)["state"], verified["anchored"][0]["by"]), ("not_there", "maker"))

    def test_an_adapter_that_misbehaves_holds_up_nothing(self):
        for number, body in enumerate(("sys.exit(3)", "print('{')", "print(json.dumps({'v': 2, 'state': 'done'}))", "print(json.dumps({'v': 1, 'state': 'done', 'extra': 1}))",
                                       "print(json.dumps({'v': 1, 'state': 'done', 'time_ms': 1795830000000}))",
                                       "print('x' * 5_000_000)")):
            program = self.adapter(body)
            if number == 0:
                self.asked("anchor", "add", "maker", "--kind", "adapter", "--command", program)
            pending = self.published()["anchors"][0]["pending"]
            self.assertEqual(pending["state"], "waiting", body)
        self.adapter("print(json.dumps({'v': 1, 'state': 'refused', 'reason': 'rollback'}))")
        self.assertIn("rollback", self.run_it("anchor", "run", code=6))

    def test_adapters_that_hang_cost_a_publish_five_seconds_together(self):
        program = self.adapter("import time\ntime.sleep(60)")
        for name in ("first", "second"):
            self.asked("anchor", "add", name, "--kind", "adapter", "--command", program)
        for one in self.published()["anchors"]:
            self.assertRegex(one["pending"]["says"]["en"], r"did not end within [1-5] s")
            self.assertEqual(one["pending"]["tries"], 1)

    def test_a_time_that_cannot_be_is_not_believed(self):
        days = 86_400_000
        for number, wrong in enumerate((1_000, int(time.time() * 1000) - days, int(time.time() * 1000) + days, 253_402_300_799_000)):
            program = self.adapter(f"print(json.dumps({{'v': 1, 'state': 'done', 'id': 'x', 'time_ms': {wrong}}}))")
            if number == 0:
                self.asked("anchor", "add", "maker", "--kind", "adapter", "--command", program)
            said = self.published()["anchors"][0]
            self.assertEqual((said["anchored"] > 0, said["anchored_at"], said["is_time_believed"]), (True, None, False), wrong)
            for lang, words in (("en", "not believed"), ("zh", "不予采信")):
                shown = next(line for line in self.run_it("anchor", "status", lang=lang).splitlines() if "maker" in line)
                self.assertIn(words, shown)
                self.assertNotRegex(shown, r"\d{4}-\d\d-\d\d")  # no clock of ours in its place
            self.assertNotIn("1970-01-01", json.dumps(self.verified(self.bundle())["anchored"]))
        job = self.anchors / "maker.2.job"
        whole = job.read_text()
        self.assertIn("not believed", whole)
        tried = re.search(r'"tried_ms":(\d+)', whole)[1]
        for kept in ("1000", tried):  # as two earlier versions kept it
            job.write_text(re.sub(r'"anchored_ms":-1', f'"anchored_ms":{kept}', whole))
            self.assertNotEqual(job.read_text(), whole)
            said = self.asked("anchor", "status")["anchors"][0]
            self.assertEqual((said["anchored_at"], said["is_time_believed"]), (None, False), kept)

    def test_a_damaged_job_or_a_folder_that_cannot_be_written_is_told(self):
        drop = self.root / "drop"
        drop.mkdir()
        self.asked("anchor", "add", "notary", "--kind", "file", "--url", drop)
        self.published()
        job = self.anchors / "notary.2.job"
        whole = job.read_bytes()
        job.write_bytes(whole[:50])
        self.assertTrue(self.asked("evidence", "status")["anchors"][0]["is_damaged"])
        self.assertEqual(self.published()["checkpoint"], 4)
        job.unlink()
        self.assertEqual(self.run_anchors(code=69)["notary"]["pending"]["size"], 4)
        shutil.rmtree(drop)
        self.assertEqual(self.published()["checkpoint"], 6)
        self.assertEqual(self.asked("anchor", "status")["anchors"][0]["pending"]["size"], 4)

    def test_a_folder_that_cannot_be_used_holds_up_nothing(self):
        drop = self.root / "drop"
        drop.mkdir()
        self.asked("anchor", "add", "notary", "--kind", "file", "--url", drop)
        (self.anchors / "lock").unlink()
        (self.anchors / "lock").mkdir()
        self.assertEqual(self.published()["checkpoint"], 2)
        self.assertIn("cannot be opened", self.run_it("anchor", "run", code=69))
        (self.anchors / "lock").rmdir()
        (self.anchors / "targets").write_text("[")
        standing = self.published()
        self.assertEqual((standing["checkpoint"], standing["anchors"][0]["is_damaged"]), (4, True))

    def test_a_target_that_is_taken_away_leaves_its_receipts(self):
        answers = {"v": 1, "state": "done", "id": "tx-1"}
        program = self.adapter(f"print(json.dumps({answers}))")
        self.asked("anchor", "add", "maker", "--kind", "adapter", "--command", program)
        self.assertEqual(self.published()["anchors"][0]["anchored"], 2)
        self.adapter("print(json.dumps({'v': 1, 'state': 'pending', 'says': 'in no block'}))")
        self.assertEqual(self.published()["anchors"][0]["pending"]["size"], 4)
        self.run_it("anchor", "remove", "nobody", code=2)
        removed = self.asked("anchor", "remove", "maker")
        self.assertEqual(([(one["size"], one["state"], one["tries"]) for one in removed["closed"]], removed["receipts"]), ([(4, "waiting", 1)], 1))
        self.assertEqual(sorted(one.name for one in self.anchors.glob("maker*")), ["maker.2.job", "maker.home"])
        self.assertEqual((self.run_anchors(), self.published()["anchors"]), ({}, []))
        first = self.asked("evidence", "verify", self.first_bundle(), "--trust", "trust.txt", code=6)  # P-1 has newer records: told
        self.assertEqual([(one["kind"], one["by"]) for one in first["anchored"]], [("deposit", "maker")])
        self.run_it("anchor", "remove", "maker", code=2)
        for lang, words in (("en", "take another name"), ("zh", "请另取名称")):  # what it says of its own stays true
            self.assertIn(words, self.run_it("anchor", "add", "maker", "--kind", "adapter", "--command", program, code=2, lang=lang))
        self.adapter("print(json.dumps({'v': 1, 'state': 'refused', 'reason': 'fork'}))")
        self.asked("anchor", "add", "other", "--kind", "adapter", "--command", program)
        self.asked("anchor", "run", code=6)
        for lang, words in (("en", "an alarm stands there"), ("zh", "尚有警报")):  # it does not go unseen with its target
            self.assertIn(words, self.run_it("anchor", "remove", "other", code=69, lang=lang))
        self.asked("anchor", "forget", "other")
        self.adapter("sys.exit(3)")
        self.asked("anchor", "run", code=69)
        said = self.run_it("anchor", "remove", "other", lang="zh")
        self.assertIn("不再是锚定目标；其 0 份回执保留", said)
        self.assertIn("已关闭  6 个条目", said)
        for lang, words in (("en", "its adapter's home is kept"), ("zh", "其适配程序的目录仍保留")):  # another adapter would find it
            self.assertIn(words, self.run_it("anchor", "add", "other", "--kind", "adapter", "--command", program, code=2, lang=lang))
        shutil.rmtree(self.anchors / "other.home")
        self.asked("anchor", "add", "other", "--kind", "adapter", "--command", program)  # it left nothing else

    def test_what_cannot_be_a_target_is_told(self):
        for words in (("x y", "--kind", "file", "--url", "."), ("a", "--kind", "file", "--url", "nowhere"), ("a", "--kind", "evm", "--url", "http://127.0.0.1:1"),
                      ("a", "--kind", "evm", "--url", "http://127.0.0.1:1", "--chain-id", "x", "--contract", "0x" + "00" * 20),
                      ("a", "--kind", "evm", "--url", "http://127.0.0.1:1", "--chain-id", "1", "--contract", "0x12"), ("a", "--kind", "rfc3161", "--url", "http://127.0.0.1:1"),
                      ("a", "--kind", "adapter")):
            self.run_it("anchor", "add", *words, code=2)
        self.run_it("anchor", "add", "a", "--kind", "evm", "--url", "http://127.0.0.1:1", "--chain-id", "1", "--contract", "0x" + "00" * 20, code=69)
        self.assertEqual(self.asked("anchor", "run")["anchors"], [])


if __name__ == "__main__":
    unittest.main()
