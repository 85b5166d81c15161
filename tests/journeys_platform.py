#!/usr/bin/env python3
"""Journeys over what every route of the server stands on: the console's files, idempotency keys, bounds of rate, operations, webhooks, and
what happens when the disk is full or the database is gone.

usage: journeys_platform.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import http.server
import json
import os
import pathlib
import random
import shutil
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
import unittest.mock
import zlib

import journeys_server as server
from desk_databases import PostgresqlServer
from journeys_server import PASSWORD, Asker, Journey, uscc


class Console(Journey):
    def test_a_path_of_the_console_gives_its_page_and_never_runs_anothers_script(self):
        for path in ("/", "/cases/01ARYZ6S410000000000000000", "/recipient"):
            status, _, answer = Asker(self.server.port).ask("GET", path)
            self.assertEqual((status, answer.getheader("Content-Type")), (200, "text/html; charset=utf-8"), path)
            policy = dict(part.strip().split(" ", 1) for part in answer.getheader("Content-Security-Policy").split(";"))
            self.assertEqual((policy["default-src"], policy["script-src"], policy["frame-ancestors"]), ("'none'", "'self'", "'none'"))
        self.assertEqual(Asker(self.server.port).ask("GET", "/assets/none.js")[0], 404)
        status, _, answer = Asker(self.server.port).ask("POST", "/", {})
        self.assertEqual((status, answer.getheader("Allow")), (405, "GET"))

    def test_the_page_is_not_sent_twice(self):
        _, _, answer = Asker(self.server.port).ask("GET", "/")
        if tag := answer.getheader("ETag"):  # none where no console was built in
            self.assertEqual(Asker(self.server.port).ask("GET", "/", If_None_Match=tag)[:2], (304, b""))


class Idempotency(Journey):
    def test_a_request_under_one_key_is_done_once(self):
        body = {"uscc": uscc(21), "name": "示例一"}
        status, first, answer = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key='"a-1"')
        self.assertEqual((status, answer.getheader("Idempotency-Replayed")), (201, None))
        status, again, answer = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key='"a-1"')
        self.assertEqual((status, again, answer.getheader("Idempotency-Replayed")), (201, first, "true"))
        self.assertEqual(answer.getheader("ETag"), '"v1"')
        status, value, _ = self.operator.ask("POST", "/v1/firms", {**body, "name": "另一"}, Idempotency_Key='"a-1"')
        self.assertEqual((status, value["code"]), (422, "key_reused"))
        status, value, _ = self.operator.ask("POST", "/v1/firms", body)
        self.assertEqual((status, value["code"]), (409, "conflict"), "without its key it is another request")

    def test_what_came_to_nothing_may_be_sent_again(self):
        status, _, _ = self.operator.ask("POST", "/v1/firms", {"uscc": "x", "name": "示例二"}, Idempotency_Key="b-1")
        self.assertEqual(status, 422)
        status, _, answer = self.operator.ask("POST", "/v1/firms", {"uscc": uscc(22), "name": "示例二"}, Idempotency_Key="b-1")
        self.assertEqual((status, answer.getheader("Idempotency-Replayed")), (201, None))

    def test_of_many_at_once_one_is_done(self):
        body = {"uscc": uscc(23), "name": "示例三"}
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="c-1"), range(32)))
        done = [value["id"] for status, value, _ in answers if status == 201]
        self.assertEqual(len(set(done)), 1)
        self.assertEqual(sum(1 for status, _, answer in answers if status == 201 and not answer.getheader("Idempotency-Replayed")), 1)
        for status, value, answer in answers:
            if status != 201:
                self.assertEqual((status, value["code"], answer.getheader("Retry-After")), (409, "still_running", "1"))

    def test_a_key_is_its_accounts_own(self):
        other, _ = self.made("key.other", "operator")
        _, own, _ = self.operator.ask("POST", "/v1/firms", {"uscc": uscc(24), "name": "示例四"}, Idempotency_Key="d-1")
        status, value, answer = other.ask("POST", "/v1/firms", {"uscc": uscc(27), "name": "示例七"}, Idempotency_Key="d-1")
        self.assertEqual((status, answer.getheader("Idempotency-Replayed")), (201, None))
        self.assertNotEqual(value["id"], own["id"])

    def test_no_password_and_no_secret_is_kept(self):
        body = {"login": "key.lee", "name": "K", "role": "auditor", "password": PASSWORD}
        self.assertEqual(self.operator.ask("POST", "/v1/accounts", body, Idempotency_Key="e-1")[0], 201)
        status, value, _ = self.operator.ask("POST", "/v1/accounts", body, Idempotency_Key="e-1")
        self.assertEqual((status, value["code"]), (409, "done_before"))

    def test_a_key_that_is_none_is_refused(self):
        for key in ("a b", "x" * 256, '"', "\\"):
            status, value, _ = self.operator.ask("POST", "/v1/firms", {"uscc": uscc(25), "name": "N"}, Idempotency_Key=key)
            self.assertEqual((status, value["code"]), (400, "malformed"), key)

    def test_a_kill_in_the_middle_makes_nothing_happen_twice(self):
        chance = random.Random(20261127)
        acknowledged, sent = set(), []

        def body_of(name):
            _, run, number = name.split("-")
            return {"uscc": uscc(3_000_000 + 1000 * int(run) + int(number)), "name": name}

        for run in range(4):
            lock, port = threading.Lock(), self.server.port

            def post(number, port=port, run=run, lock=lock):
                name = f"kill-{run}-{number}"
                asker = Asker(port)
                asker.cookie, asker.csrf = self.operator.cookie, self.operator.csrf
                with lock:
                    sent.append(name)
                try:
                    status = asker.ask("POST", "/v1/firms", body_of(name), Idempotency_Key=name)[0]
                except (OSError, http.client.HTTPException):
                    return
                if status == 201:
                    with lock:
                        acknowledged.add(name)

            with concurrent.futures.ThreadPoolExecutor(4) as pool:
                work = [pool.submit(post, number) for number in range(60)]
                time.sleep(chance.uniform(0.05, 0.4))
                self.server.process.kill()
                self.server.process.wait()
                concurrent.futures.wait(work)
            self.server.log.close()
            type(self).server = server.Server(self.folder)
            self.operator.port = self.server.port
            for name in sent:  # a client that saw no answer sends it again
                status, value, _ = self.operator.ask("POST", "/v1/firms", body_of(name), Idempotency_Key=name)
                self.assertTrue(status == 201 or value["code"] in ("still_running", "done_before"), value)
                if status == 201:
                    acknowledged.add(name)
        names, after = [], ""
        while True:
            _, page, _ = self.operator.ask("GET", f"/v1/firms?limit=200&after={after}")
            names += [row["name"] for row in page["rows"] if row["name"].startswith("kill-")]
            if not (after := page.get("next", "")):
                break
        self.assertEqual(len(names), len(set(names)), "once each")
        self.assertLessEqual(acknowledged, set(names))
        self.assertGreater(len(acknowledged), 50)

    def test_an_answer_outlives_the_process(self):
        body = {"uscc": uscc(26), "name": "示例五"}
        _, first, _ = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="f-1")
        self.server.process.kill()
        self.server.process.wait()
        self.server.log.close()
        type(self).server = server.Server(self.folder)
        self.operator.port = self.server.port
        status, again, answer = self.operator.ask("POST", "/v1/firms", body, Idempotency_Key="f-1")
        self.assertEqual((status, again, answer.getheader("Idempotency-Replayed")), (201, first, "true"))


class Conditional(Journey):
    def test_what_is_held_already_is_not_sent_again(self):
        _, account = self.made("held.lee", "auditor")
        path = f"/v1/accounts/{account['id']}"
        _, _, answer = self.operator.ask("GET", path)
        tag = answer.getheader("ETag")
        for held in (tag, "W/" + tag, '"v99", ' + tag):
            status, value, answer = self.operator.ask("GET", path, If_None_Match=held)
            self.assertEqual((status, value, answer.getheader("ETag")), (304, b"", tag), held)
        self.operator.ask("PATCH", path, {"name": "H"}, If_Match=tag)
        self.assertEqual(self.operator.ask("GET", path, If_None_Match=tag)[0], 200)


class Rate(Journey):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.stop()
        cls.server = server.Server(cls.folder, "--rate", "10")
        cls.operator.port = cls.server.port

    def test_an_account_is_told_to_wait_and_another_goes_on(self):
        other, _ = self.made("rate.other", "auditor")
        answers = [self.operator.ask("GET", "/v1/session") for _ in range(80)]
        refused = [(value, answer) for status, value, answer in answers if status == 429]
        self.assertGreater(len(refused), 5)
        self.assertEqual(refused[0][0]["code"], "too_many")
        self.assertGreaterEqual(int(refused[0][1].getheader("Retry-After")), 1)
        self.assertRegex(refused[0][1].getheader("RateLimit"), r'^"account";r=0;t=\d+$')
        self.assertEqual(refused[0][1].getheader("RateLimit-Policy"), '"account";q=50;w=5')
        self.assertEqual(other.ask("GET", "/v1/session")[0], 200)
        time.sleep(1.1)
        self.assertEqual(self.operator.ask("GET", "/v1/session")[0], 200)

    def test_who_is_nobody_is_bounded_by_its_address_and_those_who_watch_are_not(self):
        nobody = Asker(self.server.port)
        codes = [nobody.ask("GET", "/v1/session")[0] for _ in range(80)]
        self.assertEqual(set(codes), {401, 429})
        for path in ("/healthz", "/readyz", "/metrics", "/"):
            self.assertEqual({nobody.ask("GET", path)[0] for _ in range(60)}, {200}, path)


class Receiver:
    """What a firm runs: takes messages by HTTPS and verifies each as Standard Webhooks 1.0 says."""

    def __init__(self, certificate, port=0):
        received = self.received = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                received.append((dict(self.headers.items()), self.rfile.read(int(self.headers["Content-Length"])).decode()))
                self.send_response(302 if self.path == "/moved" else 204)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *words):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def wait(self, count, seconds=120):
        until = time.monotonic() + seconds
        while len(self.received) < count and time.monotonic() < until:
            time.sleep(0.05)
        return self.received[:count]

    @staticmethod
    def is_genuine(secret, headers, body):
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.{body}".encode()
        mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
        is_recent = abs(time.time() - int(headers["webhook-timestamp"])) < 300
        return is_recent and hmac.compare_digest(headers["webhook-signature"], "v1," + base64.b64encode(mac).decode())


class Webhooks(Journey):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.certificate = cls.root / "receiver.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", cls.certificate,
                        "-out", cls.root / "ca.pem", "-days", "2", "-subj", "/CN=receiver", "-addext", "subjectAltName=IP:127.0.0.1"],
                       check=True, capture_output=True)
        cls.certificate.write_text(cls.certificate.read_text() + (cls.root / "ca.pem").read_text())
        cls.server.stop()
        cls.server = server.Server(cls.folder, "--webhook-allow-http-loopback", "--webhook-ca", str(cls.root / "ca.pem"))
        cls.operator.port = cls.server.port
        cls.firms = 0

    def admin(self):
        type(self).firms += 1
        firm = self.firm("示例企业", uscc(40 + self.firms))
        return self.made(f"hook.admin.{self.firms}", "firm_admin", tenant=firm)[0]

    def hook(self, admin, port, path="/hook"):
        status, value, answer = admin.ask("POST", "/v1/webhooks", {"url": f"https://127.0.0.1:{port}{path}", "events": ["*"]})
        self.assertEqual((status, answer.getheader("ETag")), (201, '"v1"'), value)
        return value

    def settled(self, admin, hook, wanted, seconds=15):
        until = time.monotonic() + seconds
        while True:
            _, page, _ = admin.ask("GET", f"/v1/webhooks/{hook['id']}/deliveries")
            if wanted(page["rows"][0]) or time.monotonic() > until:
                return page["rows"][0]
            time.sleep(0.1)

    def test_a_message_arrives_signed_and_a_forged_one_shows(self):
        receiver, admin = Receiver(self.certificate), self.admin()
        hook = self.hook(admin, receiver.port)
        self.assertRegex(hook["secret"], "^whsec_")
        self.assertNotIn("secret", admin.ask("GET", "/v1/webhooks")[1]["rows"][0], "it is told once")
        self.assertEqual(admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")[0], 202)
        headers, body = receiver.wait(1)[0]
        self.assertEqual(json.loads(body)["type"], "webhook.test")
        self.assertTrue(Receiver.is_genuine(hook["secret"], headers, body))
        self.assertFalse(Receiver.is_genuine(hook["secret"], headers, body + " "))
        self.assertFalse(Receiver.is_genuine("whsec_" + base64.b64encode(bytes(32)).decode(), headers, body))
        row = self.settled(admin, hook, lambda row: row["state"] == "done")
        self.assertEqual((row["state"], row["status"], row["attempts"]), ("done", 204, 1))
        self.assertEqual(admin.ask("POST", f"/v1/webhooks/{hook['id']}/deliveries/{row['id']}/again")[0], 202)
        again, _ = receiver.wait(2)[1]
        self.assertEqual(again["webhook-id"], headers["webhook-id"], "a receiver knows that it has it already")
        receiver.stop()

    def test_a_receiver_that_was_down_is_told_when_it_is_back(self):
        receiver, admin = Receiver(self.certificate), self.admin()
        hook = self.hook(admin, receiver.port)
        receiver.stop()
        admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        row = self.settled(admin, hook, lambda row: row["attempts"] == 1)
        self.assertEqual((row["state"], row["attempts"], row.get("status")), ("pending", 1, None))
        back = Receiver(self.certificate, receiver.port)
        self.assertEqual(len(back.wait(1)), 1)
        self.assertEqual(self.settled(admin, hook, lambda row: row["state"] == "done")["attempts"], 2)
        back.stop()

    def test_a_restart_loses_no_message(self):
        receiver, admin = Receiver(self.certificate), self.admin()
        hook = self.hook(admin, receiver.port)
        receiver.stop()
        admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        self.server.process.kill()
        self.server.process.wait()
        self.server.log.close()
        back = Receiver(self.certificate, receiver.port)
        type(self).server = server.Server(self.folder, "--webhook-allow-http-loopback", "--webhook-ca", str(self.root / "ca.pem"))
        self.operator.port = self.server.port
        self.assertEqual(len(back.wait(1)), 1)
        back.stop()

    def test_a_redirect_is_not_followed_and_an_untrusted_receiver_is_told_nothing(self):
        receiver, admin = Receiver(self.certificate), self.admin()
        hook = self.hook(admin, receiver.port, "/moved")
        admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        self.assertEqual(self.settled(admin, hook, lambda row: row["attempts"] == 1)["status"], 302)
        self.assertEqual(len(receiver.received), 1)
        receiver.stop()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                        self.root / "other.pem", "-out", self.root / "other.crt", "-days", "2", "-subj", "/CN=x", "-addext",
                        "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
        (self.root / "both.pem").write_text((self.root / "other.pem").read_text() + (self.root / "other.crt").read_text())
        other = Receiver(self.root / "both.pem")
        hook = self.hook(admin, other.port)
        admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        self.assertNotIn("status", self.settled(admin, hook, lambda row: row["attempts"] == 1))
        self.assertEqual(other.received, [])
        other.stop()

    def test_addresses_inside_are_not_connected_to(self):
        admin = self.admin()
        for url in ("https://u:p@firm.example/", "ftp://firm.example/"):
            status, value, _ = admin.ask("POST", "/v1/webhooks", {"url": url, "events": ["*"]})
            self.assertEqual((status, value["pointers"]), (422, ["/url"]), url)
        # Of this server loopback may be reached, and no other address inside: what is seen to be one is refused, the rest when it is connected to.
        for host in ("169.254.169.254", "10.0.0.7", "192.168.1.1:8443", "[fd00::1]", "[::ffff:10.0.0.1]", "0x0a000001", "172.16.1"):
            status, value, _ = admin.ask("POST", "/v1/webhooks", {"url": f"https://{host}/latest", "events": ["*"]})
            self.assertEqual((status, value["pointers"]), (422, ["/url"]), host)
            self.assertRegex(value["text"]["zh"], "公网地址")
        status, hook, _ = admin.ask("POST", "/v1/webhooks", {"url": "https://nowhere.invalid/", "events": ["*"]})
        self.assertEqual(status, 201)
        admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        begin = time.monotonic()
        row = self.settled(admin, hook, lambda row: row["attempts"] == 1)
        self.assertNotIn("status", row)
        self.assertLess(time.monotonic() - begin, 4, "refused, not waited for")

    def test_a_disabled_one_is_told_nothing_until_it_is_opened_again(self):
        receiver, admin = Receiver(self.certificate), self.admin()
        hook = self.hook(admin, receiver.port)
        path = f"/v1/webhooks/{hook['id']}"
        self.assertEqual(admin.ask("PATCH", path, {"is_disabled": True}, If_Match='"v1"')[0], 200)
        self.assertEqual(admin.ask("POST", path + "/test")[0], 409)
        self.assertEqual(admin.ask("PATCH", path, {"is_disabled": False}, If_Match='"v1"')[0], 412)
        self.assertEqual(admin.ask("PATCH", path, {"is_disabled": False, "events": ["case.decided"]}, If_Match='"v2"')[0], 200)
        self.assertEqual(admin.ask("POST", path + "/test")[0], 202)
        self.assertEqual(len(receiver.wait(1)), 1)
        self.assertEqual([row["action"] for row in self.trail(hook["id"])],
                         ["webhook.add", "webhook.disable", "webhook.enable", "webhook.change_events", "webhook.test"])
        receiver.stop()

    def test_a_disabled_firms_are_told_nothing(self):
        receiver, admin = Receiver(self.certificate), self.admin()
        hook = self.hook(admin, receiver.port)
        receiver.stop()
        admin.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        self.settled(admin, hook, lambda row: row["attempts"] == 1)
        _, me, _ = admin.ask("GET", "/v1/session")
        path = f"/v1/firms/{me['account']['tenant']}"
        self.assertEqual(self.operator.ask("PATCH", path, {"is_disabled": True}, If_Match='"v1"')[0], 200)
        back = Receiver(self.certificate, receiver.port)
        time.sleep(7)  # its second attempt was due after five seconds
        self.assertEqual(back.received, [])
        self.assertEqual(self.operator.ask("PATCH", path, {"is_disabled": False}, If_Match='"v2"')[0], 200)
        _, page, _ = admin.ask("GET", f"/v1/webhooks/{hook['id']}/deliveries")
        self.assertEqual([(row["state"], row["attempts"]) for row in page["rows"]], [("failed", 1)])
        self.assertFalse(admin.ask("GET", "/v1/webhooks")[1]["rows"][0]["is_disabled"], "the webhook itself stays open")
        self.assertEqual(admin.ask("POST", f"/v1/webhooks/{hook['id']}/deliveries/{page['rows'][0]['id']}/again")[0], 202)
        self.assertEqual(len(back.wait(1)), 1)
        back.stop()

    def test_another_firms_are_not_found(self):
        receiver, admin, other = Receiver(self.certificate), self.admin(), self.admin()
        hook = self.hook(admin, receiver.port)
        for method, path, body in (("GET", "/deliveries", None), ("POST", "/test", None), ("PATCH", "", {"is_disabled": True})):
            self.assertEqual(other.ask(method, f"/v1/webhooks/{hook['id']}{path}", body, If_Match='"v1"')[0], 404, path)
        self.assertEqual(other.ask("GET", "/v1/webhooks")[1]["rows"], [])
        receiver.stop()

    def test_those_who_watch_see_counts(self):
        _, text, _ = Asker(self.server.port).ask("GET", "/metrics")
        self.assertIn(b"tidegate_webhook_messages_delivered_total", text)


def picture(octets):
    """A PNG of one point, with so many bytes beside it that nothing packs."""
    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
    head = (1).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"prVt", random.Random(octets).randbytes(octets)) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")


class Outages(unittest.TestCase):
    """What a client sees while the ground is gone, and that the same process works on when it is back."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-outage-"))
        self.addCleanup(shutil.rmtree, self.root, True)
        (self.root / "password").write_text(PASSWORD + "\n")
        (self.root / "password").chmod(0o600)

    def begin(self, folder, *words):
        self.server = server.Server(folder, *words)
        self.addCleanup(self.server.stop)
        subprocess.run([server.TIDEGATE, "admin", "init", "--data", folder, "--login", "operator", "--password-file", self.root / "password", *words],
                       check=True, capture_output=True)
        self.operator = Asker(self.server.port)
        self.assertEqual(self.operator.sign_in("operator")[0], 201)

    def firm(self, number, **headers):
        return self.operator.ask("POST", "/v1/firms", {"uscc": uscc(number), "name": "示例"}, **headers)

    def is_unavailable(self, answered):
        status, value, answer = answered
        self.assertEqual((status, value["code"]), (503, "unavailable"), value)
        self.assertGreaterEqual(int(answer.getheader("Retry-After")), 1)
        self.assertRegex(value["text"]["zh"], "[一-鿿]{2}")

    def test_a_database_that_is_gone_and_comes_back(self):
        database = PostgresqlServer()
        self.addCleanup(database.end)
        self.enterContext(unittest.mock.patch.dict(os.environ, database.environment()))
        self.begin(self.root / "desk", "--database", database.url())
        self.assertEqual(self.firm(60)[0], 201)
        database.stop()
        self.is_unavailable(self.operator.ask("GET", "/v1/session"))
        self.is_unavailable(self.firm(61, Idempotency_Key="outage"))
        self.is_unavailable(self.operator.ask("GET", "/readyz"))
        self.assertEqual(self.operator.ask("GET", "/healthz")[0], 200)
        database.start()
        status, value, _ = self.firm(61, Idempotency_Key="outage")
        self.assertEqual(status, 201, value)
        status, again, answer = self.firm(61, Idempotency_Key="outage")
        self.assertEqual((again, answer.getheader("Idempotency-Replayed")), (value, "true"))
        self.assertEqual(self.operator.ask("GET", "/readyz")[0], 200)

    def disk(self, mebibytes):
        """A file system of its own, of so many MiB."""
        disk = self.root / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=0700", "tmpfs", disk], capture_output=True, check=False).returncode != 0:
            self.skipTest("no file system can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk], check=False)
        return disk

    def fill(self, disk, room=0):
        """Fills it up, but for so many bytes."""
        with open(disk / "filler", "wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                filler.truncate(filler.tell() - room)

    def is_whole(self, folder):
        self.assertEqual(self.server.stop(), 0)
        done = subprocess.run([server.TIDEGATE, "admin", "check", "--data", folder], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "a small file system of its own needs root")
    def test_a_disk_that_is_full_and_has_room_again(self):
        disk = self.disk(8)
        self.begin(disk / "desk")
        kept = [self.firm(70)[1]["id"]]
        self.fill(disk)
        refused = None
        for number in range(71, 400):  # the log has some room yet
            status, value, answer = self.firm(number)
            if status == 503:
                refused = status, value, answer
                break
            kept.append(value["id"])
        self.is_unavailable(refused)
        self.assertEqual(self.operator.ask("GET", "/v1/firms")[0], 200, "what is there can be read")
        self.is_unavailable(self.operator.ask("GET", "/readyz"))
        self.assertEqual(self.operator.ask("GET", "/healthz")[0], 200)
        (disk / "filler").unlink()
        until = time.monotonic() + 20
        while self.operator.ask("GET", "/readyz")[0] != 200:  # it is tried once a second
            self.assertLess(time.monotonic(), until, "it has room again, and is not ready")
            time.sleep(0.2)
        status, value, _ = self.firm(400)
        self.assertEqual(status, 201, value)
        kept.append(value["id"])
        seen, after = [], ""
        while True:
            _, page, _ = self.operator.ask("GET", f"/v1/firms?limit=200&after={after}")
            seen += [row["id"] for row in page["rows"]]
            if not (after := page.get("next", "")):
                break
        self.assertEqual(sorted(seen), sorted(kept), "what was answered 201 is there, and nothing else")
        self.is_whole(disk / "desk")

    @unittest.skipUnless(os.geteuid() == 0, "a small file system of its own needs root")
    def test_a_disk_that_fills_up_amid_a_paper_keeps_none_of_it(self):
        disk = self.disk(24)
        self.begin(disk / "desk")
        firm = self.firm(72)[1]["id"]
        self.assertEqual(self.operator.ask("POST", "/v1/accounts", {"login": "filer.one", "name": "A", "role": "filer", "tenant": firm, "password": server.GIVEN})[0], 201)
        filer = Asker(self.server.port).come_in_first("filer.one")
        filing = f"/v1/filings/{filer.ask('POST', '/v1/filings', {})[1]['id']}"

        def upload(name, octets):
            return filer.ask("POST", f"{filing}/papers?slot=A1&file_name={name}", octets, Content_Type="image/png", Idempotency_Key=name)

        small, large = picture(1000), picture(6 << 20)
        self.assertEqual(upload("small.png", small)[0], 201)
        before = filer.ask("GET", filing)[1]
        self.fill(disk, room=2 << 20)
        self.is_unavailable(upload("large.png", large))
        # Nothing of it is there, what was there is whole, and the room that its first bytes took is taken no more.
        self.assertEqual(filer.ask("GET", filing)[1], before)
        self.assertEqual(filer.ask("GET", f"{filing}/papers/{before['papers'][0]['id']}")[1], small)
        self.assertEqual(filer.ask("GET", "/readyz")[0], 200)
        (disk / "filler").unlink()
        status, paper, _ = upload("large.png", large)
        self.assertEqual((status, paper.get("sha256")), (201, hashlib.sha256(large).hexdigest()), paper)
        self.assertEqual(filer.ask("GET", f"{filing}/papers/{paper['id']}")[1], large)
        self.assertEqual([one["file_name"] for one in filer.ask("GET", filing)[1]["papers"]], ["small.png", "large.png"])
        self.is_whole(disk / "desk")


if __name__ == "__main__":
    unittest.main()
