#!/usr/bin/env python3
"""Journeys of sign-in at an identity provider: a real one (oidc-provider, by npm), and one that lies.

usage: journeys_oidc.py PATH_TO_TIDEGATE BUILD_FOLDER [unittest arguments]
"""
import http.client
import http.cookiejar
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

BUILD = pathlib.Path(sys.argv.pop(2)).resolve() if len(sys.argv) > 2 else None

import journeys_server
from journeys_server import PASSWORD, Asker, Journey, MachineKey, Server, base64url

SOURCES = pathlib.Path(__file__).resolve().parent / "oidc"
CALLBACK = "/v1/oidc/callback"
SIGNED_OUT = "/v1/oidc/signed-out"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def installed():
    """The folder in which the provider stands ready; a reason why it cannot."""
    if not shutil.which("npm") or not shutil.which("node"):
        return None, "npm and node are not installed"
    folder = BUILD / "provider"
    folder.mkdir(parents=True, exist_ok=True)
    lock = (SOURCES / "package-lock.json").read_bytes()
    for file in SOURCES.iterdir():
        shutil.copy(file, folder / file.name)
    mark = folder / "node_modules" / ".tidegate-lock"
    if not mark.is_file() or mark.read_bytes() != lock:
        done = subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=folder, capture_output=True, text=True, timeout=600)
        if done.returncode != 0:
            return None, "npm ci failed: " + done.stderr[-300:]
        mark.write_bytes(lock)
    return folder, None


class Stop(urllib.request.HTTPRedirectHandler):
    """Follows every redirect but the one back to the desk."""

    def redirect_request(self, request, body, code, message, headers, url):
        return None if urllib.parse.urlsplit(url).path in (CALLBACK, SIGNED_OUT) else super().redirect_request(request, body, code, message, headers, url)


class From(urllib.request.HTTPHandler):
    """Each browser is a peer of its own, since one peer's tries are bounded."""
    peers = 0

    def __init__(self):
        super().__init__()
        From.peers += 1
        self.peer = (f"127.0.{From.peers // 250 + 3}.{From.peers % 250 + 1}", 0)

    def http_open(self, request):
        return self.do_open(lambda host, **more: http.client.HTTPConnection(host, source_address=self.peer, **more), request)


class Browser:
    def __init__(self, desk):
        self.desk = desk
        self.jar = http.cookiejar.CookieJar()
        self.peer = From()
        self.opener = urllib.request.build_opener(Stop(), self.peer, urllib.request.HTTPCookieProcessor(self.jar))

    def load(self, url, form=None, accept="text/html"):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        try:
            answer = self.opener.open(urllib.request.Request(url, data, {"Accept": accept}), timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        return answer

    def go(self, login):
        """Through the provider's pages; gives the address that leads back to the desk."""
        answer = self.load(self.desk + "/v1/oidc/start")
        for _ in range(6):
            if answer.code in (302, 303):
                return answer.headers["Location"]
            page = answer.read().decode()
            action = re.search(r'<form[^>]*action="([^"]+)"', page)
            if not action:
                raise AssertionError(f"no form: {answer.code} {page[:300]}")
            form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w*)"', page))
            if 'name="login"' in page:
                form |= {"login": login, "password": "any"}
            answer = self.load(urllib.parse.urljoin(answer.geturl(), action[1]), form)
        raise AssertionError("it does not end")

    def come_back(self, address):
        """What the desk answers; its own redirect is not followed."""
        class Stay(urllib.request.HTTPRedirectHandler):
            def redirect_request(self, *_):
                return None
        opener = urllib.request.build_opener(Stay(), self.peer, urllib.request.HTTPCookieProcessor(self.jar))
        try:
            return opener.open(urllib.request.Request(address, None, {"Accept": "application/problem+json", "Accept-Language": "zh"}), timeout=30)
        except urllib.error.HTTPError as error:
            return error

    def sign_out(self):
        """The desk's answer to DELETE /v1/session of this browser."""
        cookie = next(c for c in self.jar if c.name == "tidegate")
        asker = Asker(urllib.parse.urlsplit(self.desk).port)
        asker.cookie = f"tidegate={cookie.value}"
        asker.csrf = asker.ask("GET", "/v1/session")[1]["csrf"]
        return asker.ask("DELETE", "/v1/session")

    def session(self):
        cookie = next((c for c in self.jar if c.name == "tidegate"), None)
        asker = Asker(urllib.parse.urlsplit(self.desk).port)
        asker.cookie = f"tidegate={cookie.value}" if cookie else None
        return asker.ask("GET", "/v1/session")[:2]


class WithADesk(Journey):
    """A desk whose provider is named by `settings`, on a port that is chosen before it is there."""
    client = {"client_id": "rs", "client_secret_file": "secret"}
    more = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server.stop()
        cls.port = free_port()
        cls.issuer = f"http://127.0.0.1:{cls.port}"
        (cls.root / "secret").write_text("a secret: of the desk\n")
        (cls.root / "secret").chmod(0o600)
        cls.begin(cls.client, cls.more)

    @classmethod
    def begin(cls, client, more=None):
        settings = {"issuer": cls.issuer, "name": {"en": "Zone sign-in", "zh": "统一身份认证"}, **client, **(more or {})}
        (cls.root / "oidc.json").write_text(json.dumps(settings))
        cls.server = Server(cls.folder, "--oidc", cls.root / "oidc.json")
        cls.url = f"http://127.0.0.1:{cls.server.port}"
        cls.operator = Asker(cls.server.port)
        cls.operator.sign_in("operator")

    def linked(self, login, subject):
        status, value, _ = self.operator.ask("POST", "/v1/accounts", {"login": login, "name": "A B", "role": "auditor", "subject": f"{self.issuer}|{subject}"})
        self.assertEqual(status, 201, value)
        return value


class Real(WithADesk):
    more = {"provision": {"claim": "groups", "roles": [{"value": "watch", "role": "auditor"}]}}
    provider = None

    @classmethod
    def setUpClass(cls):
        cls.program, reason = installed()
        if reason:
            print("SKIPPED: " + reason)
            raise unittest.SkipTest(reason)
        super().setUpClass()
        cls.keys = {name: cls.made_keys(name) for name in ("one", "two")}
        cls.client_key = MachineKey(cls.root)
        raw = subprocess.run(["openssl", "pkey", "-in", cls.client_key.file, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout[-32:]
        (cls.root / "client.json").write_text(json.dumps({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": base64url(raw), "kid": "desk-1", "use": "sig", "alg": "EdDSA"}]}))
        cls.start("one")

    @classmethod
    def made_keys(cls, name):
        file = cls.root / f"{name}.json"
        file.write_text(subprocess.run(["node", SOURCES / "keys.mjs", name], check=True, capture_output=True, text=True).stdout)
        return file

    @classmethod
    def start(cls, keys):
        cls.provider = subprocess.Popen(["node", "provider.mjs", str(cls.port), cls.url + CALLBACK, cls.url + SIGNED_OUT, cls.keys[keys], cls.root / "client.json"], cwd=cls.program,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "NODE_ENV": "test"})
        assert cls.provider.stdout.readline().strip() == b"listening"

    @classmethod
    def end(cls):
        if cls.provider:
            cls.provider.kill()
            cls.provider.wait()
            cls.provider.stdout.close()
            cls.provider = None

    @classmethod
    def tearDownClass(cls):
        cls.end()
        super().tearDownClass()

    def desk_of(self, client):
        """The desk again as another client of the provider, which knows its new address."""
        type(self).server.stop()
        self.begin(client, self.more)
        self.end()
        self.start("one")

    def test_1_somebody_whose_account_is_linked_comes_in_and_the_same_answer_counts_once(self):
        account = self.linked("ann.oidc", "ann")
        browser = Browser(self.url)
        address = browser.go("ann")
        answer = browser.come_back(address)
        self.assertEqual((answer.code, answer.headers["Location"]), (303, "/"))
        cookie = next(c for c in answer.headers.get_all("Set-Cookie") if c.startswith("tidegate="))
        self.assertIn("SameSite=Strict", cookie)
        status, value = browser.session()
        self.assertEqual((status, value["account"]["id"]), (200, account["id"]))
        again = browser.come_back(address)
        self.assertEqual((again.code, json.load(again)["text"]["en"]), (400, "this sign-in was begun in another browser, too long ago, or is finished; begin again"))
        log = (self.root / "serve.log").read_text()
        for secret in ("ann", urllib.parse.parse_qs(urllib.parse.urlsplit(address).query)["code"][0], "secret: of"):
            self.assertNotIn(secret, log)
        auditor = self.made("audit.oidc", "auditor")[0]
        told = {(row["action"], row["object"]) for row in auditor.ask("GET", "/v1/audit?limit=200")[1]["rows"]}
        self.assertIn(("session.begin_oidc", account["id"]), told)

    def test_2_an_answer_is_taken_in_the_browser_that_asked_alone(self):
        self.linked("bob.oidc", "bob")
        browser, other = Browser(self.url), Browser(self.url)
        address = browser.go("bob")
        other.load(self.url + "/v1/oidc/start")
        self.assertEqual(other.come_back(address).code, 400, "login CSRF")
        self.assertEqual(Browser(self.url).come_back(address).code, 400)
        parts = urllib.parse.urlsplit(address)
        query = dict(urllib.parse.parse_qsl(parts.query))
        for name, value in (("state", "x" * 43), ("state", ""), ("code", "")):
            changed = parts._replace(query=urllib.parse.urlencode({**query, name: value})).geturl()
            self.assertIn(browser.come_back(changed).code, (400, 403), name)
            browser.jar.clear()
            address = browser.go("bob")
            parts = urllib.parse.urlsplit(address)
            query = dict(urllib.parse.parse_qsl(parts.query))
        self.assertEqual(query["iss"], self.issuer)
        wrong = parts._replace(query=urllib.parse.urlencode({**query, "iss": "https://other.example"})).geturl()
        self.assertEqual(browser.come_back(wrong).code, 403, "mix-up")
        address = browser.go("bob")
        code = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))["code"]
        self.assertEqual(browser.come_back(address.replace(code, "not-the-code")).code, 400)
        self.assertEqual(browser.session()[0], 401)

    def test_3_who_has_no_account_is_told_so_in_both_languages(self):
        browser = Browser(self.url)
        answer = browser.come_back(browser.go("nobody"))
        value = json.load(answer)
        self.assertEqual((answer.code, value["code"]), (403, "not_allowed"))
        self.assertIn("没有账号", value["detail"])
        self.assertIn("no account", value["text"]["en"])
        browser = Browser(self.url)
        page = browser.load(browser.go("nobody"))
        text = page.read().decode()
        self.assertEqual((page.code, page.headers["Content-Type"]), (403, "text/html; charset=utf-8"))
        self.assertIn("没有账号", text)
        self.assertIn("no account", text)
        account = self.linked("carl.oidc", "carl")
        self.operator.ask("PATCH", f"/v1/accounts/{account['id']}", {"is_disabled": True}, If_Match='"v1"')
        browser = Browser(self.url)
        self.assertEqual(browser.come_back(browser.go("carl")).code, 403, "a closed account looks the same")

    def test_4_the_providers_group_makes_an_account_and_goes_on_to_rule_it(self):
        browser = Browser(self.url)
        self.assertEqual(browser.come_back(browser.go("watcher")).code, 303)
        status, value = browser.session()
        self.assertEqual((status, value["account"]["role"], value["account"]["name"]), (200, "auditor", "W. Atcher"))
        again = Browser(self.url)
        self.assertEqual(again.come_back(again.go("watcher")).code, 303)
        self.assertEqual(again.session()[1]["account"]["id"], value["account"]["id"])
        self.assertEqual(Asker(self.server.port).sign_in(value["account"]["login"], "")[0], 401, "it has no password")

    def test_4a_who_signs_out_here_signs_out_at_the_provider(self):
        self.linked("olga.oidc", "olga")
        browser = Browser(self.url)
        self.assertEqual(browser.come_back(browser.go("olga")).code, 303)
        status, value, _ = browser.sign_out()
        self.assertEqual((status, list(value)), (200, ["sign_out_at"]))
        self.assertEqual(browser.session()[0], 401, "the session here ends first")
        parts = urllib.parse.urlsplit(value["sign_out_at"])
        query = dict(urllib.parse.parse_qsl(parts.query))
        self.assertEqual((f"{parts.scheme}://{parts.netloc}", query["client_id"], query["post_logout_redirect_uri"]), (self.issuer, "rs", self.url + SIGNED_OUT))
        self.assertNotIn("olga", value["sign_out_at"])
        # The provider asks whether to, and sends back with the state.
        page = browser.load(value["sign_out_at"])
        text = page.read().decode()
        action = re.search(r'<form[^>]*action="([^"]+)"', text)
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
        answer = browser.load(urllib.parse.urljoin(page.geturl(), action[1]), {**form, "logout": "yes"})
        back = answer.headers["Location"]
        self.assertEqual(back, f"{self.url}{SIGNED_OUT}?state={query['state']}")
        answer = browser.come_back(back)
        self.assertEqual((answer.code, answer.headers["Location"]), (303, "/"))
        for address in (back, self.url + SIGNED_OUT, self.url + SIGNED_OUT + "?state=" + "x" * 43):
            answer = browser.come_back(address)
            self.assertEqual((answer.code, json.load(answer)["code"]), (400, "malformed"), address)
        start = browser.load(self.url + "/v1/oidc/start")
        self.assertIn('name="login"', start.read().decode(), "the provider knows this browser no more")
        # Who came in by password is sent nowhere.
        asker = Asker(self.server.port)
        asker.sign_in("operator")
        self.assertEqual(asker.ask("DELETE", "/v1/session")[0], 204)

    def test_5_new_keys_of_the_provider_are_found(self):
        self.linked("dora.oidc", "dora")
        browser = Browser(self.url)
        self.assertEqual(browser.come_back(browser.go("dora")).code, 303)
        self.end()
        self.start("two")
        browser = Browser(self.url)
        self.assertEqual(browser.come_back(browser.go("dora")).code, 303)

    def test_6_a_provider_that_is_down_is_told_and_the_password_still_opens(self):
        browser = Browser(self.url)
        address = browser.go("nobody")
        self.end()
        answer = browser.come_back(address)
        self.assertEqual((answer.code, answer.headers["Retry-After"]), (503, "10"))
        self.assertIn("身份提供方暂无应答", json.load(answer)["detail"])
        self.assertEqual(Asker(self.server.port).sign_in("operator")[0], 201)
        self.start("one")

    def test_7_other_signatures_and_a_key_in_the_place_of_a_secret(self):
        for client in ({"client_id": "es", "client_secret_file": "secret"}, {"client_id": "ed", "private_key_file": self.client_key.file.name, "key_id": "desk-1"}):
            self.client_key.file.chmod(0o600)
            self.desk_of(client)
            self.linked(f"eve.{client['client_id']}", f"eve-{client['client_id']}")
            browser = Browser(self.url)
            self.assertEqual(browser.come_back(browser.go(f"eve-{client['client_id']}")).code, 303, client)
            self.assertEqual(browser.session()[0], 200)


class Liar(http.server.BaseHTTPRequestHandler):
    """A provider that gives the token that it is told to give."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        place = self.server.of
        place.asked.append(self.path)
        if self.path == "/.well-known/openid-configuration":
            self.give(200, place.description)
        else:
            self.give(200, {"keys": place.keys})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.of.waits)
        self.give(*self.server.of.answer)

    def give(self, status, value):
        text = value if isinstance(value, bytes) else json.dumps(value).encode()
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)
        except OSError:
            pass  # who asked has gone


class Lying(WithADesk):
    client = {"client_id": "desk"}
    more = {"acr": ["two"]}
    waits = 0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.key, cls.own = MachineKey(cls.root), MachineKey(cls.root)
        cls.asked, cls.answer = [], (200, {})
        cls.description = {"issuer": cls.issuer, "authorization_endpoint": cls.issuer + "/auth", "token_endpoint": cls.issuer + "/token",
                           "jwks_uri": cls.issuer + "/jwks"}
        cls.keys = [cls.public(cls.key, "k1")]
        cls.liar = http.server.ThreadingHTTPServer(("127.0.0.1", cls.port), Liar)
        cls.liar.of = cls
        threading.Thread(target=cls.liar.serve_forever, daemon=True).start()

    @classmethod
    def tearDownClass(cls):
        cls.liar.shutdown()
        cls.liar.server_close()
        super().tearDownClass()

    @classmethod
    def public(cls, key, name):
        raw = subprocess.run(["openssl", "pkey", "-in", key.file, "-pubout", "-outform", "DER"], check=True, capture_output=True).stdout[-32:]
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw), "kid": name, "use": "sig"}

    def back(self, key=None, head=None, text=None, answer=None, query=None, **changes):
        """The desk's answer to a sign-in whose ID token claims what is said here."""
        browser = Browser(self.url)
        start = browser.come_back(self.url + "/v1/oidc/start")
        self.assertEqual(start.code, 302, start.read()[:300])
        sent = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(start.headers["Location"]).query))
        self.assertEqual((sent["code_challenge_method"], sent["acr_values"], len(sent["code_challenge"])), ("S256", "two", 43))
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "fay", "aud": "desk", "nonce": sent["nonce"], "iat": now, "exp": now + 300, "acr": "two", **changes}
        claims = {name: value for name, value in claims.items() if value is not None}
        token = base64url(json.dumps(head or {"alg": "EdDSA", "kid": "k1"}).encode()) + "." + base64url(json.dumps(claims).encode())
        token += "." + base64url((key or self.key).sign(token.encode()))
        type(self).answer = answer or (200, {"access_token": "x", "token_type": "Bearer", "id_token": text or token})
        came = browser.come_back(self.url + CALLBACK + "?" + urllib.parse.urlencode({"code": "c", "state": sent["state"], **(query or {})}))
        value = json.load(came) if came.code != 303 else {}
        claim = re.search(r"\((\w+)\)", value["text"]["en"]) if value else None
        return came.code, claim and claim[1]

    def test_an_id_token_is_believed_where_every_claim_holds(self):
        self.linked("fay.oidc", "fay")
        self.assertEqual(self.back()[0], 303)
        now = int(time.time())
        for changes, claim in (({"nonce": "another"}, "nonce"), ({"nonce": None}, "nonce"), ({"exp": now - 120}, "exp"), ({"iat": now - 3600}, "iat"),
                               ({"iat": now + 600}, "iat"), ({"aud": "other"}, "aud"), ({"aud": ["desk", "other"]}, "azp"), ({"azp": "other"}, "azp"),
                               ({"iss": "https://other.example"}, "iss"), ({"acr": "one"}, "acr"), ({"acr": None}, "acr"), ({"sub": ""}, "sub")):
            self.assertEqual(self.back(**changes), (403, claim), changes)
        self.assertEqual(self.back(sub="stranger")[0], 403)

    def test_no_other_key_signs(self):
        for forged in ({"key": self.own}, {"key": self.own, "head": {"alg": "EdDSA"}}, {"head": {"alg": "none", "kid": "k1"}}, {"head": {"alg": "HS256", "kid": "k1"}},
                       {"head": {"alg": "EdDSA", "kid": "k1", "crit": ["exp"]}}, {"text": "x"}, {"text": "a.b.c"},
                       {"key": self.own, "head": {"alg": "EdDSA", "jwk": self.public(self.own, "k1")}}):
            self.assertEqual(self.back(**forged), (403, "signature"), forged)
        # A key that nobody knows is looked for once a minute, however often it is shown.
        before = self.asked.count("/jwks")
        for _ in range(3):
            self.assertEqual(self.back(key=self.own, head={"alg": "EdDSA", "kid": "k2"}), (403, "signature"))
        self.assertLessEqual(self.asked.count("/jwks") - before, 1)

    def test_what_the_provider_cannot_is_told_apart_from_what_it_will_not(self):
        self.assertEqual(self.back(answer=(400, {"error": "invalid_grant"}))[0], 400)
        for answer in ((500, {}), (401, {"error": "invalid_client"}), (302, {}), (200, {}), (200, b"x"), (200, b"[" * 5000), (200, b" " * (2 << 20))):
            self.assertEqual(self.back(answer=answer)[0], 503, str(answer)[:50])
        self.assertEqual(self.back(query={"error": "access_denied"})[0], 403)
        self.assertEqual(self.back(query={"iss": "https://other.example"}), (403, "iss"))

    def test_a_provider_that_is_slow_keeps_nobody_else_waiting(self):
        self.back(sub="stranger")  # what the provider says of itself is known
        type(self).waits = 30
        self.addCleanup(setattr, type(self), "waits", 0)
        answers = []
        threads = [threading.Thread(target=lambda: answers.append(self.back()[0]), daemon=True) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        begin = time.monotonic()
        self.assertEqual(Asker(self.server.port).ask("GET", "/readyz")[0], 200)
        self.assertLess(time.monotonic() - begin, 5)
        for thread in threads:
            thread.join(40)
            self.assertFalse(thread.is_alive(), "an exchange has its bound")
        self.assertEqual(answers, [503] * 4)


class Ways(Journey):
    def test_a_desk_without_a_provider_says_so(self):
        asker = Asker(self.server.port)
        self.assertEqual(asker.ask("GET", "/v1/sign-in-ways")[:2], (200, {"password": True, "has_session": False, "oidc": None}))
        for path in ("/v1/oidc/start", CALLBACK):
            status, value, _ = asker.ask("GET", path)
            self.assertEqual((status, value["code"]), (404, "not_found"))

    def test_a_file_that_will_not_do_is_told_with_its_place(self):
        good = {"issuer": "https://id.example", "client_id": "desk", "name": {"en": "N", "zh": "名"}}
        (self.root / "open").write_text("x")
        (self.root / "open").chmod(0o644)
        for change, said in (({"issuer": "http://id.example"}, "/issuer"), ({"client_id": ""}, "/client_id"), ({"more": 1}, "more"), ({"name": "N"}, "/name"),
                             ({"client_secret_file": "open"}, "chmod 600"), ({"client_secret_file": "none"}, "none"), ({"private_key_file": "open"}, "chmod 600"),
                             ({"provision": {"claim": "g", "roles": [{"value": "v", "role": "officer"}]}}, "/provision/roles"), ("{", "oidc.json")):
            (self.root / "oidc.json").write_text(change if isinstance(change, str) else json.dumps({**good, **change}))
            done = subprocess.run([journeys_server.TIDEGATE, "serve", "--data", self.root / "other", "--listen", "127.0.0.1:0", "--oidc", self.root / "oidc.json"],
                                  capture_output=True, text=True, timeout=30)
            self.assertEqual(done.returncode, 2, (change, done.stderr))
            self.assertIn(said, done.stderr)

    def test_an_account_is_linked_once_and_changing_the_link_ends_its_sessions(self):
        subject = "https://id.example|1234"
        asker, account = self.made("gus.oidc", "auditor", subject=subject)
        tag = f'"v{account["version"]}"'
        self.assertEqual(account["subject"], subject)
        status, value, _ = self.operator.ask("POST", "/v1/accounts", {"login": "hal.oidc", "name": "H", "role": "auditor", "subject": subject})
        self.assertEqual((status, value["pointers"]), (409, ["/subject"]))
        for bad in ("x", "https://id.example|", "http://id.example|1", 7):
            self.assertIn(self.operator.ask("PATCH", f"/v1/accounts/{account['id']}", {"subject": bad}, If_Match=tag)[0], (400, 422), bad)
        status, value, _ = self.operator.ask("PATCH", f"/v1/accounts/{account['id']}", {"subject": None}, If_Match=tag)
        self.assertEqual((status, value.get("subject")), (200, None))
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 401)
        status, value, _ = self.operator.ask("POST", "/v1/accounts", {"login": "hal.oidc", "name": "H", "role": "auditor", "subject": subject})
        self.assertEqual(status, 201, value)
        self.assertEqual(Asker(self.server.port).sign_in("hal.oidc", "")[0], 401, "no password opens it")
        self.assertEqual(self.operator.ask("POST", "/v1/accounts", {"login": "ivy.oidc", "name": "I", "role": "auditor"})[0], 422)


if __name__ == "__main__":
    unittest.main()
