#!/usr/bin/env python3
"""Journeys of machine clients: signed assertions, tokens, certificates in TLS, and what none of them may.

usage: journeys_machines.py PATH_TO_TIDEGATE [unittest arguments]
"""
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import ssl
import subprocess
import time
import unittest

import journeys_server
from journeys_server import FORM, Asker, Journey, MachineKey, Server, base64url, form_of, uscc

SECURITY = pathlib.Path(__file__).resolve().parent.parent / "docs" / "security.md"


class OfAFirm(Journey):
    peers = 0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        journey = cls("made")
        cls.firm_id = journey.firm("示例医药（北京）有限公司", uscc(11))
        cls.admin = journey.made("firm.one", "firm_admin", tenant=cls.firm_id)[0]
        cls.url = f"http://127.0.0.1:{cls.server.port}"

    def registered(self, key, admin=None, **more):
        status, value, _ = (admin or self.admin).ask("POST", "/v1/machines", {"name": "M", "public_key": key.public, **more})
        self.assertEqual(status, 201, value)
        return value

    def shown(self, form, **headers):
        """The answer to a form. Each comes from a peer of its own, since one peer's tries are bounded."""
        asker = Asker(self.server.port)
        type(self).peers += 1
        asker.source = (f"127.0.1.{type(self).peers % 250 + 1}", 0)
        status, value, _ = asker.ask("POST", "/v1/machine-token", form, **{**FORM, **headers})
        return status, value

    def come_in(self, key, machine):
        status, value = self.shown(key.form(machine["id"], self.url))
        self.assertEqual(status, 200, value)
        asker = Asker(self.server.port)
        asker.bearer = value["access_token"]
        return asker


class Tokens(OfAFirm):
    def test_the_recipe_of_the_documents_brings_a_machine_in(self):
        recipe = re.search(r"```sh\n(.*?)```", SECURITY.read_text(), re.S)[1]
        keys, rest = recipe.split("\n\n", 1)
        surroundings = {**os.environ, "DESK": self.url}
        subprocess.run(["bash", "-euc", keys], cwd=self.root, env=surroundings, check=True, capture_output=True)
        status, value, _ = self.admin.ask("POST", "/v1/machines", {"name": "crm", "public_key": (self.root / "machine.pub").read_text()})
        self.assertEqual((status, value["key_kind"]), (201, "ed25519"))
        done = subprocess.run(["bash", "-euc", rest], cwd=self.root, env={**surroundings, "MACHINE": value["id"]}, check=True, capture_output=True, text=True)
        token = json.loads(done.stdout)
        self.assertEqual((token["token_type"], token["expires_in"]), ("Bearer", 900))
        asker = Asker(self.server.port)
        asker.bearer = token["access_token"]
        status, value, _ = asker.ask("GET", "/v1/session")
        self.assertEqual((status, value["account"]["role"], value["account"]["tenant"]), (200, "machine", self.firm_id))
        self.assertNotIn("csrf", value)

    def test_keys_of_both_kinds_are_taken_and_others_told(self):
        for kind in ("ed25519", "es256"):
            key = MachineKey(self.root, kind)
            machine = self.registered(key)
            self.assertEqual(machine["key_kind"], kind)
            self.assertEqual(self.come_in(key, machine).ask("GET", "/v1/session")[0], 200)
        rsa = subprocess.run("openssl genpkey -algorithm RSA 2>/dev/null | openssl pkey -pubout", shell=True, check=True, capture_output=True, text=True).stdout
        for body, pointer in (({"public_key": rsa}, "/public_key"), ({"public_key": "x"}, "/public_key"), ({"certificate": "x"}, "/certificate"), ({}, None)):
            status, value, _ = self.admin.ask("POST", "/v1/machines", {"name": "M", **body})
            self.assertEqual(status, 422, body)
            self.assertTrue(value["text"]["zh"])
            if pointer:
                self.assertEqual(value["pointers"], [pointer])
        status, value, _ = self.admin.ask("POST", "/v1/machines", {"name": "M", "public_key": key.public})
        self.assertEqual(status, 409, "the same key twice")

    def test_what_is_not_to_be_believed_is_one_answer(self):
        key, other = MachineKey(self.root), MachineKey(self.root)
        machine = self.registered(key)
        name = machine["id"]
        now = int(time.time())
        confused = base64url(b'{"alg":"HS256"}') + "." + base64url(json.dumps({"iss": name, "sub": name, "aud": self.url, "jti": "h", "exp": now + 60}).encode())
        confused += "." + base64url(hmac.new(key.public.encode(), confused.encode(), hashlib.sha256).digest())
        unsigned = base64url(b'{"alg":"none"}') + confused[confused.index("."):confused.rindex(".") + 1]
        answers = []
        for assertion in (other.assertion(name, self.url), key.assertion("01ARYZ6S410000000000000000", self.url), key.assertion(name, "https://other.example"),
                          key.assertion(name, [self.url, "https://other.example"]), key.assertion(name, self.url, exp=now - 120),
                          key.assertion(name, self.url, exp=now + 3600), key.assertion(name, self.url, iss="x"), key.assertion(name, self.url, jti=""),
                          key.assertion(name, self.url, nbf=now + 300), key.assertion(name, self.url, head={"alg": "ES256"}),
                          key.assertion(name, self.url, head={"alg": "EdDSA", "crit": ["exp"]}), confused, unsigned, "x", "a.b.c"):
            answers.append(self.shown(form_of(assertion)))
        self.assertEqual({status for status, _ in answers}, {401})
        self.assertEqual(len({json.dumps(value, sort_keys=True) for _, value in answers}), 1)
        self.assertEqual(answers[0][1]["error"], "invalid_client")
        self.assertEqual(self.shown(form_of(key.assertion(name, self.url), client_id="x"))[0], 401)
        self.assertEqual(self.shown(form_of(key.assertion(name, [self.url + "/v1/machine-token"]), client_id=name))[0], 200)

    def test_an_assertion_counts_once(self):
        key = MachineKey(self.root)
        form = key.form(self.registered(key)["id"], self.url)
        self.assertEqual(self.shown(form)[0], 200)
        self.assertEqual(self.shown(form)[0], 401)

    def test_a_form_that_is_none_is_told(self):
        key = MachineKey(self.root)
        assertion = key.assertion(self.registered(key)["id"], self.url)
        for form, headers, expected, error in (("", {}, 400, "invalid_request"), (form_of(""), {}, 400, "invalid_request"),
                                               (form_of(assertion) + "&client_assertion=x", {}, 400, "invalid_request"),
                                               (form_of(assertion, grant_type="password"), {}, 400, "unsupported_grant_type"),
                                               ("a=%zz", {}, 400, "invalid_request"), ("&".join(f"a{i}=" for i in range(5000)), {}, 413, None),
                                               ("&".join(f"a{i}=" for i in range(100)), {}, 400, "invalid_request"),
                                               ("{}", {"Content_Type": "application/json"}, 415, None), ("x" * 40000, {}, 413, None),
                                               (form_of(assertion), {"Origin": "https://evil.example"}, 403, None)):
            status, value = self.shown(form, **headers)
            self.assertEqual((status, value.get("error")), (expected, error), form[:60])

    def test_disabling_ends_its_tokens_at_once(self):
        key = MachineKey(self.root)
        machine = self.registered(key)
        asker = self.come_in(key, machine)
        path = f"/v1/machines/{machine['id']}"
        self.assertEqual(self.admin.ask("PATCH", path, {"is_disabled": True})[0], 428)
        status, value, answer = self.admin.ask("PATCH", path, {"is_disabled": True}, If_Match='"v1"')
        self.assertEqual((status, value["is_disabled"], answer.getheader("ETag")), (200, True, '"v2"'))
        self.assertEqual(self.admin.ask("PATCH", path, {"is_disabled": False}, If_Match='"v1"')[0], 412)
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 401)
        self.assertEqual(self.shown(key.form(machine["id"], self.url))[0], 401)
        self.assertEqual(self.admin.ask("PATCH", path, {"is_disabled": False}, If_Match='"v2"')[0], 200)
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 401, "an old token does not come back")
        self.assertEqual(self.come_in(key, machine).ask("GET", "/v1/session")[0], 200)

    def test_a_token_is_given_back(self):
        key = MachineKey(self.root)
        asker = self.come_in(key, self.registered(key))
        self.assertEqual(asker.ask("DELETE", "/v1/session")[0], 204)
        status, _, answer = asker.ask("GET", "/v1/session")
        self.assertEqual((status, answer.getheader("WWW-Authenticate")), (401, 'Bearer error="invalid_token"'))

    def test_a_machine_may_what_its_role_may_and_a_bad_token_is_not_made_good_by_a_cookie(self):
        key = MachineKey(self.root)
        asker = self.come_in(key, self.registered(key))
        for method, path in (("GET", "/v1/machines"), ("GET", "/v1/accounts"), ("GET", "/v1/audit"), ("GET", "/v1/firms")):
            self.assertEqual(asker.ask(method, path)[0], 403, path)
        for path in ("/v1/machines", "/v1/account/password", "/v1/accounts"):
            self.assertEqual(asker.ask("POST", path, {})[0], 403, path)
        for shown in ("Bearer x", "Bearer " + self.admin.cookie.split("=")[1], "Basic eDp4", "Bearer"):
            self.assertEqual(self.admin.ask("GET", "/v1/machines", Authorization=shown)[0], 401, shown)
        self.assertEqual(Asker(self.server.port).ask("GET", "/v1/session", Cookie="tidegate=" + asker.bearer)[0], 401, "no token is a cookie")
        self.assertEqual(Asker(self.server.port).ask("GET", "/v1/session", Authorization="bEARER " + asker.bearer)[0], 200)

    def test_machines_are_seen_and_changed_by_their_own_firms_administrator_alone(self):
        second = self.firm("示例汽车（北京）有限公司", uscc(12))
        other = self.made("firm.two", "firm_admin", tenant=second)[0]
        key = MachineKey(self.root)
        machine = self.registered(key)
        self.assertEqual(other.ask("GET", "/v1/machines")[1]["rows"], [])
        self.assertEqual(other.ask("PATCH", f"/v1/machines/{machine['id']}", {"is_disabled": True}, If_Match='"v1"')[0], 404)
        self.assertEqual(self.operator.ask("GET", "/v1/machines")[0], 403)
        filer = self.made("filer.one", "filer", tenant=self.firm_id)[0]
        self.assertEqual(filer.ask("POST", "/v1/machines", {"name": "M", "public_key": key.public})[0], 403)
        self.assertIn(machine["id"], [row["id"] for row in self.admin.ask("GET", "/v1/machines?limit=200")[1]["rows"]])
        auditor = self.made("audit.one", "auditor")[0]
        self.come_in(key, machine)
        rows = auditor.ask("GET", "/v1/audit?limit=200")[1]["rows"]
        told = {(row["action"], row["object"], row["outcome"], row["account"]) for row in rows}
        self.assertIn(("machine.token", machine["id"], "done", machine["id"]), told)
        self.assertIn(("machine.add", machine["id"], "done"), {row[:3] for row in told})

    def test_one_peers_tries_are_bounded(self):
        asker = Asker(self.server.port)
        asker.source = ("127.0.2.1", 0)
        answers = [asker.ask("POST", "/v1/machine-token", form_of("x"), **FORM)[0] for _ in range(25)]
        self.assertEqual((answers[0], answers[-1]), (401, 429))

    def test_no_token_and_no_assertion_stands_in_the_log(self):
        key = MachineKey(self.root)
        form = key.form(self.registered(key)["id"], self.url)
        _, value = self.shown(form)
        log = (self.root / "serve.log").read_text()
        self.assertNotIn(value["access_token"], log)
        self.assertNotIn("eyJ", log)


class Certificates(Journey):
    """An authority, a server behind its certificate, and certificates of clients."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.stop()
        cls.made_by_openssl()
        cls.server = Server(cls.folder, "--tls-certificate", cls.root / "server.pem", "--tls-key", cls.root / "server.key", "--client-ca", cls.root / "ca.pem")

    @classmethod
    def made_by_openssl(cls):
        def run(*words):
            subprocess.run(["openssl", *words], check=True, capture_output=True, cwd=cls.root)
        for name in ("ca", "other"):
            run("req", "-x509", "-newkey", "ed25519", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={name}", "-days", "30")
        for name, ca, purpose, days in (("server", "ca", "serverAuth", "30"), ("known", "ca", "clientAuth", "30"), ("stranger", "ca", "clientAuth", "30"),
                                        ("foreign", "other", "clientAuth", "30"), ("wrong", "ca", "serverAuth", "30"), ("late", "ca", "clientAuth", "-1")):
            (cls.root / "more").write_text(f"subjectAltName=IP:127.0.0.1\nextendedKeyUsage={purpose}\n")
            kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
            run("req", *kind, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
            run("x509", "-req", "-in", f"{name}.csr", "-CA", f"{ca}.pem", "-CAkey", f"{ca}.key", "-CAcreateserial", "-out", f"{name}.pem", "-extfile", "more", "-days", days)

    def ask(self, method, path, holder=None, cookie=None, csrf=None, body=None, **headers):
        context = ssl.create_default_context(cafile=self.root / "ca.pem")
        if holder:
            context.load_cert_chain(self.root / f"{holder}.pem", self.root / f"{holder}.key")
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=30, context=context)
        sent = {"Accept-Language": "en", "Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if cookie:
            sent |= {"Cookie": cookie, "X-CSRF-Token": csrf}
        connection.request(method, path, json.dumps(body) if body is not None else None, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text) if text else None, answer

    def shown(self):
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=30) as plain:
            context = ssl.create_default_context(cafile=self.root / "ca.pem")
            with context.wrap_socket(plain, server_hostname="127.0.0.1") as held:
                return held.getpeercert(binary_form=True)

    def reload(self, outcome):
        log = self.folder.parent / "serve.log"
        before = log.read_text().count(outcome)
        os.kill(self.server.process.pid, signal.SIGHUP)
        for _ in range(200):
            if log.read_text().count(outcome) > before:
                return
            time.sleep(0.05)
        self.fail(log.read_text()[-2000:])

    def test_a_renewed_certificate_is_read_on_sighup_and_a_bad_one_is_not(self):
        def der(name):
            return ssl.PEM_cert_to_DER_cert((self.root / f"{name}.pem").read_text())
        kept = {name: (self.root / f"server.{name}").read_bytes() for name in ("pem", "key")}
        self.assertEqual(self.shown(), der("server"))
        context = ssl.create_default_context(cafile=self.root / "ca.pem")
        open_one = http.client.HTTPSConnection("127.0.0.1", self.server.port, timeout=30, context=context)
        open_one.request("GET", "/v1/sampling")
        self.assertEqual(open_one.getresponse().read()[:1], b"{")
        try:
            for kind in ("pem", "key"):
                (self.root / f"server.{kind}").write_bytes((self.root / f"wrong.{kind}").read_bytes())
            self.reload("certificate outcome=renewed")
            self.assertEqual(self.shown(), der("wrong"))
            open_one.request("GET", "/v1/sampling")
            self.assertEqual(open_one.getresponse().read()[:1], b"{", "what was open goes on")
            for name, text in (("key", (self.root / "known.key").read_bytes()), ("pem", b"none"), ("pem", b"")):
                now = (self.root / f"server.{name}").read_bytes()
                (self.root / f"server.{name}").write_bytes(text)
                self.reload("certificate outcome=kept why=")
                self.assertEqual(self.shown(), der("wrong"))
                (self.root / f"server.{name}").write_bytes(now)
            (self.root / "server.pem").unlink()
            self.reload("certificate outcome=kept why=")
            self.assertEqual(self.shown(), der("wrong"))
        finally:
            open_one.close()
            for kind, text in kept.items():
                (self.root / f"server.{kind}").write_bytes(text)
        self.reload("certificate outcome=renewed")
        self.assertEqual(self.shown(), der("server"))
        self.assertEqual(self.ask("GET", "/v1/sampling")[0], 200)

    def signed_in(self, login, password=journeys_server.PASSWORD):
        status, value, answer = self.ask("POST", "/v1/session", body={"login": login, "password": password})
        self.assertEqual(status, 201, value)
        cookie = answer.getheader("Set-Cookie")
        self.assertTrue(cookie.startswith("__Host-tidegate="))
        self.assertTrue({"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; ")))
        self.assertEqual(answer.getheader("Strict-Transport-Security"), "max-age=31536000")
        return {"cookie": cookie.split(";")[0], "csrf": value["csrf"]}

    def test_a_certificate_is_a_machine_where_it_is_registered_vouched_for_and_in_time(self):
        operator = self.signed_in("operator")
        _, firm, _ = self.ask("POST", "/v1/firms", body={"uscc": uscc(13), "name": "F"}, **operator)
        self.ask("POST", "/v1/accounts", body={"login": "firm.tls", "name": "A", "role": "firm_admin", "tenant": firm["id"],
                                               "password": journeys_server.GIVEN}, **operator)
        admin = self.signed_in("firm.tls", journeys_server.GIVEN)
        chosen = {"old": journeys_server.GIVEN, "new": journeys_server.PASSWORD}
        self.assertEqual(self.ask("POST", "/v1/account/password", body=chosen, **admin)[0], 204)
        made = {}
        for name in ("known", "foreign", "wrong", "late"):
            status, made[name], _ = self.ask("POST", "/v1/machines", body={"name": name, "certificate": (self.root / f"{name}.pem").read_text()}, **admin)
            self.assertEqual((status, made[name]["key_kind"]), (201, "certificate"))
        status, value, _ = self.ask("GET", "/v1/session", "known")
        self.assertEqual((status, value["account"]["id"], value["account"]["role"]), (200, made["known"]["id"], "machine"))
        self.assertEqual(self.ask("GET", "/v1/session")[0], 401, "no certificate")
        for name in ("stranger", "foreign", "wrong", "late"):
            try:
                self.assertEqual(self.ask("GET", "/v1/session", name)[0], 401, name)
            except ssl.SSLError:
                pass  # ended in the handshake
        self.assertEqual(self.ask("POST", "/v1/machines", "known", body={})[0], 403)
        status, value, _ = self.ask("DELETE", "/v1/session", "known", Origin="https://evil.example")
        self.assertEqual((status, value["code"]), (403, "csrf"))
        # With a cookie it is the browser's session that counts, and its CSRF text is asked for.
        status, value, _ = self.ask("GET", "/v1/session", "known", **admin)
        self.assertEqual((status, value["account"]["role"]), (200, "firm_admin"))
        self.assertEqual(self.ask("DELETE", "/v1/session", "known", cookie=admin["cookie"], csrf="")[0], 403)
        self.assertEqual(self.ask("PATCH", f"/v1/machines/{made['known']['id']}", body={"is_disabled": True}, If_Match='"v1"', **admin)[0], 200)
        self.assertEqual(self.ask("GET", "/v1/session", "known")[0], 401)
        assertion = "eyJhbGciOiJFZERTQSJ9." + base64url(json.dumps({"sub": made["known"]["id"]}).encode()) + ".AA"
        connection = http.client.HTTPSConnection("127.0.0.1", self.server.port, context=ssl.create_default_context(cafile=self.root / "ca.pem"))
        connection.request("POST", "/v1/machine-token", form_of(assertion), {"Content-Type": "application/x-www-form-urlencoded"})
        self.assertEqual(connection.getresponse().status, 401, "a certificate signs no assertion")

    def test_old_tls_and_plain_http_are_not_spoken(self):
        for words, expected in ((["-tls1_2"], True), (["-tls1_3"], True), (["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"], False),
                                (["-tls1_2", "-cipher", "AES128-SHA"], False), (["-tls1_2", "-cipher", "AES128-GCM-SHA256"], False),
                                (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA"], False), (["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-GCM-SHA256"], True)):
            done = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{self.server.port}", *words], input=b"", capture_output=True, timeout=30)
            self.assertEqual(done.returncode == 0, expected, (words, done.stderr[-300:]))
        with socket.create_connection(("127.0.0.1", self.server.port)) as peer:
            peer.settimeout(30)
            peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
            try:
                self.assertNotIn(b"200", peer.recv(4096))
            except ConnectionError:
                pass

    def test_options_that_do_not_go_together_are_told(self):
        for words in (["--client-ca", self.root / "ca.pem"], ["--public-url", "desk.example"], ["--public-url", "https://desk.example/x"]):
            done = subprocess.run([journeys_server.TIDEGATE, "serve", "--data", self.root / "x", *words], capture_output=True, text=True, timeout=30)
            self.assertEqual(done.returncode, 2, (words, done.stderr))


class Named(Journey):
    def test_an_assertion_names_the_servers_public_url(self):
        self.server.stop()
        type(self).server = Server(self.folder, "--public-url", "https://desk.example", "--behind-tls")
        status, value, answer = Asker(self.server.port).ask("POST", "/v1/session", {"login": "operator", "password": journeys_server.PASSWORD})
        operator = Asker(self.server.port)
        operator.cookie, operator.csrf = answer.getheader("Set-Cookie").split(";")[0], value["csrf"]
        _, firm, _ = operator.ask("POST", "/v1/firms", {"uscc": uscc(14), "name": "F"})
        operator.ask("POST", "/v1/accounts", {"login": "firm.url", "name": "A", "role": "firm_admin", "tenant": firm["id"], "password": journeys_server.GIVEN})
        admin = Asker(self.server.port).come_in_first("firm.url")
        key = MachineKey(self.root)
        _, machine, _ = admin.ask("POST", "/v1/machines", {"name": "M", "public_key": key.public})
        for audience, expected in ((f"http://127.0.0.1:{self.server.port}", 401), ("https://desk.example", 200), ("https://desk.example/v1/machine-token", 200)):
            self.assertEqual(Asker(self.server.port).ask("POST", "/v1/machine-token", key.form(machine["id"], audience), **FORM)[0], expected, audience)


if __name__ == "__main__":
    unittest.main()
