#!/usr/bin/env python3
"""Journeys of the server: sign-in, accounts, isolation by role and firm, the API held to its description, hostile peers.

usage: journeys_server.py PATH_TO_TIDEGATE [unittest arguments]
"""
import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import pathlib
import random
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.parse

import described as description

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
OPENAPI = (pathlib.Path(__file__).resolve().parent.parent / "api" / "openapi.yaml").read_text()
PASSWORD = "correct horse battery"
GIVEN = "a horse that was given"  # by an administrator: its owner chooses PASSWORD at the first sign-in
ROLES = {"operator": {}, "auditor": {}, "officer": {"agency": "cyberspace"}, "lead": {"agency": "sector_regulator", "sector": "automotive"}}


def described():
    """(method, path) of every operation that the description names, with the statuses it may answer."""
    operations, path, method = {}, None, None
    for line in OPENAPI.splitlines():
        if found := re.match(r"  (/\S*):$", line):
            path, method = found[1], None
        elif found := re.match(r"    (get|post|patch|put|delete):$", line):
            method = found[1].upper()
            operations[method, path] = set()
        elif (found := re.match(r'        "(\d+)":', line)) and method:
            operations[method, path].add(int(found[1]))
        elif line.startswith("components:"):
            break
    return operations


def uscc(number):
    """A credit code with the check character that belongs to it (GB 32100)."""
    letters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91110000MA{number:07}"
    total = sum(letters.index(c) * pow(3, i, 31) for i, c in enumerate(body))
    return body + letters[(31 - total % 31) % 31]


def totp(address, at):
    secret = base64.b32decode(re.search(r"secret=([A-Z2-7]+)", address)[1])
    mac = hmac.new(secret, struct.pack(">Q", int(at) // 30), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7fffffff) % 1_000_000:06}"


NOBODYS = "01ARYZ6S410000000000000000"


def placed(path, place=NOBODYS):
    return re.sub(r"\{\w+\}", lambda _: place, path)


class Server:
    def __init__(self, folder, *words):
        self.port = None
        self.log = open(folder.parent / "serve.log", "w+")
        self.process = subprocess.Popen([TIDEGATE, "serve", "--data", folder, "--listen", "127.0.0.1:0", *(() if "--rate" in words else ("--rate", "0")), *words], stderr=self.log)
        for _ in range(200):
            if found := re.search(r"port=(\d+)", (folder.parent / "serve.log").read_text()):
                self.port = int(found[1])
                return
            time.sleep(0.05)
        raise AssertionError("it does not listen: " + (folder.parent / "serve.log").read_text())

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
        self.log.close()
        return self.process.returncode


class Asker:
    """A browser's side: keeps cookie and CSRF text."""

    def __init__(self, port):
        self.port, self.cookie, self.csrf, self.bearer = port, None, None, None
        self.source = None  # (address, 0): as another peer of this machine

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30, source_address=self.source)
        sent = {"Accept-Language": "en", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        if self.csrf:
            sent.setdefault("X-CSRF-Token", self.csrf)
        if self.bearer:
            sent.setdefault("Authorization", "Bearer " + self.bearer)
        data = body
        if body is not None and not isinstance(body, (str, bytes)):
            data = json.dumps(body)
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        connection.request(method, path, data.encode() if isinstance(data, str) else data, sent)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        json_types = ("application/json", "application/problem+json")
        value = json.loads(text) if text and answer.getheader("Content-Type", "") in json_types else text
        return answer.status, value, answer

    def sign_in(self, login, password=PASSWORD, code=None):
        body = {"login": login, "password": password, **({"code": code} if code else {})}
        status, value, answer = self.ask("POST", "/v1/session", body)
        while status == 429 and value["code"] == "too_many":  # one peer's tries are bounded, and this is one peer
            time.sleep(int(answer.getheader("Retry-After")))
            status, value, answer = self.ask("POST", "/v1/session", body)
        if status == 201:
            self.cookie = answer.getheader("Set-Cookie").split(";")[0]
            self.csrf = value["csrf"]
        return status, value

    def come_in_first(self, login):
        """The first sign-in of an account that was made with GIVEN; its own password is PASSWORD then."""
        status, value = self.sign_in(login, GIVEN)
        assert status == 201, value
        status, value, _ = self.ask("POST", "/v1/account/password", {"old": GIVEN, "new": PASSWORD})
        assert status == 204, value
        return self


FORM = {"Content_Type": "application/x-www-form-urlencoded"}


def base64url(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


class MachineKey:
    """A machine's side: a key pair of openssl's, and assertions signed by it."""

    def __init__(self, folder, kind="ed25519"):
        self.kind, self.file = kind, folder / f"{kind}-{time.monotonic_ns()}.key"
        words = ["-algorithm", "ed25519"] if kind == "ed25519" else ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]
        subprocess.run(["openssl", "genpkey", *words, "-out", self.file], check=True, capture_output=True)
        self.public = subprocess.run(["openssl", "pkey", "-in", self.file, "-pubout"], check=True, capture_output=True, text=True).stdout

    def sign(self, octets):
        how = ["-rawin"] if self.kind == "ed25519" else ["-rawin", "-digest", "sha256"]
        # openssl asks for the size of what it signs: a file, and one for each call, for several threads may sign at once.
        with tempfile.NamedTemporaryFile(dir=self.file.parent) as given:
            given.write(octets)
            given.flush()
            signature = subprocess.run(["openssl", "pkeyutl", "-sign", *how, "-inkey", self.file, "-in", given.name], check=True, capture_output=True).stdout
        if self.kind == "ed25519":
            return signature
        at, numbers = 2, b""  # DER: a sequence of two integers
        for _ in range(2):
            size = signature[at + 1]
            numbers += signature[at + 2:at + 2 + size].lstrip(b"\0").rjust(32, b"\0")
            at += 2 + size
        return numbers

    def assertion(self, machine, audience, head=None, **changes):
        claims = {"iss": machine, "sub": machine, "aud": audience, "jti": str(time.monotonic_ns()), "exp": int(time.time()) + 60, **changes}
        head = head or {"alg": "EdDSA" if self.kind == "ed25519" else "ES256"}
        text = base64url(json.dumps(head).encode()) + "." + base64url(json.dumps(claims).encode())
        return text + "." + base64url(self.sign(text.encode()))

    def form(self, machine, audience, **changes):
        return form_of(self.assertion(machine, audience, **changes))


def form_of(assertion, **more):
    return urllib.parse.urlencode({"grant_type": "client_credentials", "client_assertion": assertion,
                                   "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", **more})


class Journey(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-server-"))
        cls.folder = cls.root / "desk"
        (cls.root / "password").write_text(PASSWORD + "\n")
        (cls.root / "password").chmod(0o600)
        cls.server = Server(cls.folder)
        cls.addClassCleanup(lambda: cls.server.stop())  # also where the class is not set up to its end
        subprocess.run([TIDEGATE, "admin", "init", "--data", cls.folder, "--login", "operator", "--password-file", cls.root / "password"],
                       check=True, capture_output=True)
        cls.operator = Asker(cls.server.port)
        cls.operator.sign_in("operator")

    @classmethod
    def tearDownClass(cls):
        code = cls.server.stop()
        log = (cls.root / "serve.log").read_text()
        shutil.rmtree(cls.root, True)
        assert code == 0, f"exit {code}: {log[-2000:]}"
        for secret in (PASSWORD, "another horse battery", "示例"):
            assert secret not in log, "a value stands in the log"

    def made(self, login, role, **more):
        status, value, _ = self.operator.ask("POST", "/v1/accounts",
                                             {"login": login, "name": "A B", "role": role, "password": GIVEN, **more})
        self.assertEqual(status, 201, value)
        asker = Asker(self.server.port).come_in_first(login)
        return asker, asker.ask("GET", "/v1/session")[1]["account"]

    def trail(self, thing):
        """Rows of the audit trail about an object, as an auditor reads them."""
        if not hasattr(type(self), "auditor_of_trail"):
            type(self).auditor_of_trail = self.made("trail.reader", "auditor")[0]
        self.auditor_of_trail.port = self.server.port
        rows, after = [], "0"
        while after:
            page = self.auditor_of_trail.ask("GET", f"/v1/audit?limit=200&after={after}")[1]
            rows, after = rows + page["rows"], page.get("next")
        return [row for row in rows if row["object"] == thing]

    def machine(self, admin):
        """A machine of the administrator's firm that has come in."""
        key = MachineKey(self.root)
        status, value, _ = admin.ask("POST", "/v1/machines", {"name": "M", "public_key": key.public})
        self.assertEqual(status, 201, value)
        asker = Asker(self.server.port)
        status, answer, _ = asker.ask("POST", "/v1/machine-token", key.form(value["id"], f"http://127.0.0.1:{self.server.port}"), **FORM)
        self.assertEqual(status, 200, answer)
        asker.bearer = answer["access_token"]
        return asker

    def firm(self, name, uscc):
        status, value, _ = self.operator.ask("POST", "/v1/firms", {"uscc": uscc, "name": name})
        self.assertEqual(status, 201, value)
        return value["id"]


class SignIn(Journey):
    def test_an_account_signs_in_is_known_and_signs_out(self):
        asker, account = self.made("ann.lee", "auditor")
        status, value, answer = asker.ask("GET", "/v1/session")
        self.assertEqual((status, value["account"]["id"], value["csrf"]), (200, account["id"], asker.csrf))
        self.assertEqual(answer.getheader("Cache-Control"), "no-store")
        self.assertEqual(asker.ask("DELETE", "/v1/session")[0], 204)
        status, value, _ = asker.ask("GET", "/v1/session", Accept_Language="zh-CN")
        self.assertEqual((status, value["code"], value["detail"]), (401, "not_signed_in", "请先登录"))

    def test_what_is_wrong_is_not_told_apart(self):
        self.made("bob.lee", "auditor")
        asker = Asker(self.server.port)
        known = asker.sign_in("bob.lee", "wrong horse battery")
        unknown = asker.sign_in("nobody.here", "wrong horse battery")
        self.assertEqual(known, unknown)
        self.assertEqual((known[0], known[1]["code"]), (401, "sign_in_failed"))

    def test_a_login_that_is_nobodys_is_shut_as_one_that_is_somebodys(self):
        self.made("brid.lee", "auditor")
        asker = Asker(self.server.port)
        answers = {login: [asker.sign_in(login, "wrong horse battery") for _ in range(7)] for login in ("brid.lee", "brid.lea")}
        self.assertEqual(answers["brid.lee"], answers["brid.lea"])
        self.assertEqual([a[0] for a in answers["brid.lea"]], [401] * 5 + [429] * 2)

    def test_guessing_shuts_the_account_and_the_right_password_does_not_open_it(self):
        self.made("carl.lee", "auditor")
        asker = Asker(self.server.port)
        for _ in range(5):
            self.assertEqual(asker.sign_in("carl.lee", "wrong horse battery")[0], 401)
        status, value = asker.sign_in("carl.lee")
        self.assertEqual((status, value["code"]), (429, "locked"))
        _, rows, _ = self.operator.ask("GET", "/v1/accounts")
        row = next(r for r in rows["rows"] if r["login"] == "carl.lee")
        status, _, _ = self.operator.ask("PATCH", f"/v1/accounts/{row['id']}", {"unlock": True}, If_Match=f'"v{row["version"]}"')
        self.assertEqual(status, 200)
        self.assertEqual(asker.sign_in("carl.lee")[0], 201)

    def test_a_second_factor_is_asked_for_and_no_code_counts_twice(self):
        asker, _ = self.made("dora.lee", "auditor")
        status, value, _ = asker.ask("POST", "/v1/account/second-factor", {"password": PASSWORD})
        self.assertEqual(status, 201, value)
        self.assertEqual(Asker(self.server.port).sign_in("dora.lee")[0], 201, "not in force before its first code")
        self.assertEqual(asker.ask("POST", "/v1/account/second-factor/confirmation", {"code": "000000"})[0], 422)
        now = time.time()
        self.assertEqual(asker.ask("POST", "/v1/account/second-factor/confirmation", {"code": totp(value["address"], now)})[0], 204)
        again = Asker(self.server.port)
        status, problem = again.sign_in("dora.lee")
        self.assertEqual((status, problem["code"]), (401, "code_needed"))
        self.assertEqual(again.sign_in("dora.lee", code=totp(value["address"], now))[0], 401, "this code was taken")
        self.assertEqual(again.sign_in("dora.lee", code=totp(value["address"], now + 30))[0], 201)

    def test_a_second_factor_is_removed_by_password_and_code_alone(self):
        asker, account = self.made("dana.lee", "auditor")
        removal, now = "/v1/account/second-factor/removal", time.time()
        _, begun, _ = asker.ask("POST", "/v1/account/second-factor", {"password": PASSWORD})
        taken = totp(begun["address"], now - 30)
        self.assertEqual(asker.ask("POST", "/v1/account/second-factor/confirmation", {"code": taken})[0], 204)
        status, value, _ = asker.ask("POST", removal, {"password": PASSWORD})
        self.assertEqual((status, value["code"], value["pointers"]), (401, "code_needed", ["/code"]))
        for code in (taken, "000000", "x"):
            status, value, _ = asker.ask("POST", removal, {"password": PASSWORD, "code": code})
            self.assertEqual((status, value["pointers"]), (422, ["/code"]), code)
        status, value, _ = asker.ask("POST", removal, {"password": "wrong horse battery", "code": totp(begun["address"], now)})
        self.assertEqual((status, value["pointers"]), (422, ["/password"]))
        self.assertEqual(Asker(self.server.port).sign_in("dana.lee")[1]["code"], "code_needed", "it is in force still")
        self.assertEqual(asker.ask("POST", removal, {"password": PASSWORD, "code": totp(begun["address"], now)})[0], 204)
        self.assertEqual(Asker(self.server.port).sign_in("dana.lee")[0], 201)
        self.assertEqual([row["outcome"] for row in self.trail(account["id"]) if row["action"] == "account.second_factor.drop"], ["refused"] * 4 + ["done"])

    def test_guessing_the_code_of_a_removal_shuts_the_account(self):
        asker, _ = self.made("dirk.lee", "auditor")
        now = time.time()
        _, begun, _ = asker.ask("POST", "/v1/account/second-factor", {"password": PASSWORD})
        self.assertEqual(asker.ask("POST", "/v1/account/second-factor/confirmation", {"code": totp(begun["address"], now - 30)})[0], 204)
        for _ in range(5):
            self.assertEqual(asker.ask("POST", "/v1/account/second-factor/removal", {"password": PASSWORD, "code": "000000"})[0], 422)
        status, value, _ = asker.ask("POST", "/v1/account/second-factor/removal", {"password": PASSWORD, "code": totp(begun["address"], now)})
        self.assertEqual((status, value["code"]), (429, "locked"))

    def test_a_password_that_another_chose_opens_nothing_but_the_choice_of_an_own_one(self):
        status, account, _ = self.operator.ask("POST", "/v1/accounts", {"login": "new.lee", "name": "N", "role": "auditor", "password": GIVEN})
        self.assertEqual((status, account["password_is_due"]), (201, True))
        asker = Asker(self.server.port)
        status, value = asker.sign_in("new.lee", GIVEN)
        self.assertEqual((status, value["account"]["password_is_due"]), (201, True))
        for method, path, body in (("GET", "/v1/audit", None), ("GET", "/v1/cases", None), ("GET", "/v1/forms/current", None),
                                   ("POST", "/v1/account/second-factor", {"password": GIVEN})):
            status, value, _ = asker.ask(method, path, body)
            self.assertEqual((status, value["code"]), (403, "password_due"), path)
            self.assertRegex(value["text"]["zh"], "密码")
        status, value, _ = asker.ask("POST", "/v1/account/password", {"old": GIVEN, "new": GIVEN})
        self.assertEqual((status, value["pointers"]), (422, ["/new"]))
        self.assertEqual(asker.ask("POST", "/v1/account/password", {"old": GIVEN, "new": PASSWORD})[0], 204)
        self.assertIs(asker.ask("GET", "/v1/session")[1]["account"]["password_is_due"], False)
        self.assertEqual(asker.ask("GET", "/v1/audit")[0], 200)
        # So again where an administrator sets another.
        _, _, answer = self.operator.ask("GET", f"/v1/accounts/{account['id']}")
        status, value, _ = self.operator.ask("PATCH", f"/v1/accounts/{account['id']}", {"password": GIVEN}, If_Match=answer.getheader("ETag"))
        self.assertEqual((status, value["password_is_due"]), (200, True))
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 401)
        self.assertEqual(asker.sign_in("new.lee")[0], 401, "its owner finds the door shut")
        self.assertEqual(asker.sign_in("new.lee", GIVEN)[0], 201)
        self.assertEqual(asker.ask("GET", "/v1/audit")[1]["code"], "password_due")

    def test_guessing_the_own_password_from_a_session_shuts_the_account_too(self):
        for path, body, code in (("password", {"old": "wrong horse battery", "new": "another horse battery"}, 422),
                                 ("second-factor", {"password": "wrong horse battery"}, 422),
                                 ("second-factor/removal", {"password": "wrong horse battery"}, 422)):
            asker, account = self.made("own" + path[-3:] + ".lee", "auditor")
            for _ in range(5):
                self.assertEqual(asker.ask("POST", "/v1/account/" + path, body)[0], code)
            right = {k: PASSWORD if v.startswith("wrong") else v for k, v in body.items()}
            status, value, answer = asker.ask("POST", "/v1/account/" + path, right)
            self.assertEqual((status, value["code"]), (429, "locked"), path)
            self.assertGreater(int(answer.getheader("Retry-After")), 0)
            self.assertEqual(Asker(self.server.port).sign_in(account["login"])[1]["code"], "locked")
            self.assertEqual(asker.ask("GET", "/v1/session")[0], 200, "the session goes on")
            refused, after = 0, "0"
            while after:
                page = asker.ask("GET", f"/v1/audit?limit=200&after={after}")[1]
                refused += sum(r["account"] == account["id"] and r["outcome"] == "refused" for r in page["rows"])
                after = page.get("next")
            self.assertEqual(refused, 5)

    def test_one_account_has_one_password_looked_at_at_a_time_and_not_often(self):
        asker, _ = self.made("hammer.lee", "auditor")
        def guess(_):
            again = Asker(self.server.port)
            again.cookie, again.csrf = asker.cookie, asker.csrf
            return again.ask("POST", "/v1/account/password", {"old": "wrong horse battery", "new": "another horse battery"})[0]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(guess, range(64)))
        self.assertEqual(set(answers), {422, 429})
        self.assertLessEqual(answers.count(422), 5)

    def test_a_new_password_ends_every_other_session(self):
        asker, _ = self.made("eve.lee", "auditor")
        other = Asker(self.server.port)
        other.sign_in("eve.lee")
        status, value, _ = asker.ask("POST", "/v1/account/password", {"old": "wrong horse battery", "new": "another horse battery"})
        self.assertEqual((status, value["pointers"]), (422, ["/old"]))
        status, value, _ = asker.ask("POST", "/v1/account/password", {"old": PASSWORD, "new": "short"})
        self.assertEqual((status, value["pointers"]), (422, ["/new"]))
        self.assertEqual(asker.ask("POST", "/v1/account/password", {"old": PASSWORD, "new": "another horse battery"})[0], 204)
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 200)
        self.assertEqual(other.ask("GET", "/v1/session")[0], 401)
        self.assertEqual(Asker(self.server.port).sign_in("eve.lee")[0], 401)
        self.assertEqual(Asker(self.server.port).sign_in("eve.lee", "another horse battery")[0], 201)

    def test_another_sites_page_changes_nothing(self):
        asker, _ = self.made("fay.lee", "auditor")
        for headers in ({"X_CSRF_Token": ""}, {"X_CSRF_Token": asker.csrf[::-1]}, {"Origin": "https://evil.example"}):
            status, value, _ = asker.ask("DELETE", "/v1/session", **headers)
            self.assertEqual((status, value["code"]), (403, "csrf"), headers)
        status, value, _ = Asker(self.server.port).ask("POST", "/v1/session", {"login": "fay.lee", "password": PASSWORD},
                                                       Origin="https://evil.example")
        self.assertEqual((status, value["code"]), (403, "csrf"))
        self.assertEqual(asker.ask("DELETE", "/v1/session", Origin=f"http://127.0.0.1:{self.server.port}", Host=f"127.0.0.1:{self.server.port}")[0], 204)

    def test_the_first_account_is_made_once_and_never_by_a_bare_word(self):
        for words, code in ((("--login", "second"), 69), (("--login", "x"), 2)):
            done = subprocess.run([TIDEGATE, "admin", "init", "--data", self.folder, *words, "--password-file", self.root / "password"],
                                  capture_output=True, text=True, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, code, done.stderr)
            self.assertNotIn(PASSWORD, done.stderr)

    def test_the_first_account_takes_none_of_the_commonest_passwords(self):
        folder, file = self.root / "another-desk", self.root / "common"
        for lang, password, says in (("en", "password1234", "one of the commonest"), ("zh", "woaini5201314", "密码过于常见"),
                                     ("en", "operator-operator", "holds the login"), ("zh", "kashgarkashgar", "同一片段的重复")):
            file.touch(mode=0o600)
            file.write_text(password + "\n")
            done = subprocess.run([TIDEGATE, "admin", "init", "--data", folder, "--login", "operator", "--password-file", file, "--lang", lang],
                                  capture_output=True, text=True, stdin=subprocess.DEVNULL)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(says, done.stderr)
            self.assertNotIn(password, done.stderr)


class Accounts(Journey):
    def test_a_common_password_is_no_new_one_of_anybody(self):
        common = {"login": "weak.one", "name": "A B", "role": "auditor"}
        for password in ("password1234", "passwordpassword", "qwertyuiop12", "weak.oneweak.one"):
            status, problem, _ = self.operator.ask("POST", "/v1/accounts", {**common, "password": password})
            self.assertEqual((status, problem["pointers"]), (422, ["/password"]), password)
            self.assertNotIn(password, json.dumps(problem))
        _, account = self.made("strong.one", "auditor")
        for password in ("password1234", "strong.one 2026-11"):
            status, problem, _ = self.operator.ask("PATCH", f"/v1/accounts/{account['id']}", {"password": password}, If_Match=f'"v{account["version"]}"')
            self.assertEqual((status, problem["pointers"]), (422, ["/password"]), password)

    def test_a_regulator_of_a_sector_that_no_gate_asks_is_refused_with_those_that_are(self):
        made = {"login": "reg.one", "name": "A B", "role": "officer", "agency": "sector_regulator", "password": PASSWORD}
        for sector in ("nonsense", "automobile", "ｒｅｔａｉｌ", "Retail"):
            status, problem, _ = self.operator.ask("POST", "/v1/accounts", {**made, "sector": sector})
            self.assertEqual((status, problem["pointers"]), (422, ["/sector"]), sector)
            for lang, says in (("en", "automotive, pharmaceutical, "), ("zh", "automotive、pharmaceutical、")):
                self.assertIn(says, json.dumps(problem, ensure_ascii=False), lang)
        self.assertEqual(self.operator.ask("POST", "/v1/accounts", {**made, "sector": "retail"})[0], 201)

    def test_an_account_with_several_faults_is_told_all_of_them_at_once(self):
        status, problem, _ = self.operator.ask("POST", "/v1/accounts", {"login": "X", "name": "", "role": "officer", "password": "short"})
        self.assertEqual((status, problem["code"]), (422, "out_of_range"))
        self.assertEqual(problem["pointers"], ["/login", "/name", "/agency", "/password"])
        self.assertEqual([one["pointer"] for one in problem["problems"]], problem["pointers"])
        self.assertTrue(all(one["says"]["en"] and one["says"]["zh"] for one in problem["problems"]))
        _, problem, _ = self.operator.ask("POST", "/v1/accounts", {"role": "king"})
        self.assertEqual(problem["pointers"], ["/role", "/login", "/name", "/password"])
        _, problem, _ = self.operator.ask("POST", "/v1/accounts", {"login": "x.y.z", "name": "A B", "role": "auditor", "password": "short"})
        self.assertEqual((problem["pointers"], "problems" in problem), (["/password"], False))

    def test_whether_a_browser_holds_a_session_is_told_without_an_error(self):
        nobody = Asker(self.server.port)
        self.assertIs(nobody.ask("GET", "/v1/sign-in-ways")[1]["has_session"], False)
        self.assertIs(self.operator.ask("GET", "/v1/sign-in-ways")[1]["has_session"], True)

    def test_a_change_needs_the_version_that_was_read(self):
        _, account = self.made("gus.lee", "auditor")
        path = f"/v1/accounts/{account['id']}"
        _, _, answer = self.operator.ask("GET", path)
        tag = answer.getheader("ETag")
        self.assertEqual(self.operator.ask("PATCH", path, {"name": "G"})[0], 428)
        self.assertEqual(self.operator.ask("PATCH", path, {"name": "G"}, If_Match="7")[0], 400)
        self.assertEqual(self.operator.ask("PATCH", path, {"name": "G"}, If_Match=tag)[0], 200)
        status, value, _ = self.operator.ask("PATCH", path, {"name": "H"}, If_Match=tag)
        self.assertEqual((status, value["code"]), (412, "changed"))
        _, rows, _ = self.operator.ask("GET", "/v1/accounts")
        own = next(row for row in rows["rows"] if row["id"] == self.operator.ask("GET", "/v1/session")[1]["account"]["id"])
        status, value, _ = self.operator.ask("PATCH", f"/v1/accounts/{own['id']}", {"name": "O"}, If_Match=f'"v{own["version"]}"')
        self.assertEqual((status, value["code"]), (409, "conflict"), "nothing was changed by anybody: it is not changed here")
        self.assertIn("not changed here", value["text"]["en"])

    def test_a_closed_account_is_out_at_once(self):
        asker, account = self.made("hal.lee", "auditor")
        _, _, answer = self.operator.ask("GET", f"/v1/accounts/{account['id']}")
        self.operator.ask("PATCH", f"/v1/accounts/{account['id']}", {"is_disabled": True}, If_Match=answer.getheader("ETag"))
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 401)
        self.assertEqual(asker.sign_in("hal.lee")[0], 401)

    def test_lists_are_read_page_by_page_each_row_once(self):
        for i in range(7):
            self.made(f"page.{i}", "auditor")
        seen, after = [], ""
        while True:
            _, page, _ = self.operator.ask("GET", f"/v1/accounts?limit=3&after={after}")
            seen += [row["id"] for row in page["rows"]]
            after = page.get("next", "")
            if not after:
                break
        self.assertEqual(len(seen), len(set(seen)))
        self.assertGreaterEqual(len(seen), 8)
        self.assertEqual(self.operator.ask("GET", "/v1/accounts?after=%21%21")[0], 400)

    def test_a_credit_code_is_registered_once_however_it_is_typed(self):
        code = uscc(31)
        wide = "".join(chr(ord(c) - 0x21 + 0xFF01) for c in code)
        typed = [f" {wide.lower()}　", code, code.lower(), wide]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda text: self.operator.ask("POST", "/v1/firms", {"uscc": text, "name": "示例"})[:2], typed * 4))
        made = [value for status, value in answers if status == 201]
        self.assertEqual([value["uscc"] for value in made], [code])
        for status, value in answers:
            if status != 201:
                self.assertEqual((status, value["code"], value["pointers"]), (409, "conflict", ["/uscc"]))
                self.assertRegex(value["text"]["zh"], "已登记")
                self.assertNotIn(code, json.dumps(value), "what was typed is not repeated")
        status, value, _ = self.operator.ask("POST", "/v1/firms", {"uscc": code[:17] + ("A" if code[17] != "A" else "B"), "name": "示例"})
        self.assertEqual((status, value["pointers"]), (422, ["/uscc"]))

    def test_a_name_that_nobody_can_see_is_none_and_a_long_one_is_not_cut(self):
        _, account = self.made("nia.lee", "auditor")
        tag = f'"v{account["version"]}"'
        account, made, code = f"/v1/accounts/{account['id']}", {"login": "blank.one", "role": "auditor", "password": PASSWORD}, uscc(34)
        for name in ("", "   ", "\u3000\u00a0", "\u200b\u200d", "\u2800", "\ufeff", "示" * 10_000, "A\u202eB", "A\nB"):
            for method, path, body in (("POST", "/v1/firms", {"uscc": code}), ("POST", "/v1/accounts", made), ("PATCH", account, {})):
                status, value, _ = self.operator.ask(method, path, {**body, "name": name}, If_Match=tag)
                self.assertEqual((status, value["pointers"]), (422, ["/name"]), (path, name[:9]))
                self.assertTrue(value["text"]["en"] and value["text"]["zh"])
        status, value, _ = self.operator.ask("POST", "/v1/firms", {"uscc": code, "name": "示" * 240})
        self.assertEqual((status, value["name"]), (201, "示" * 240))
        self.assertEqual(self.operator.ask("PATCH", account, {"name": "示" * 120}, If_Match=tag)[1]["name"], "示" * 120)

    def test_a_disabled_firm_is_out_at_once_and_back_when_it_is_enabled(self):
        firm = self.firm("示例物流（北京）有限公司", uscc(32))
        path, other = f"/v1/firms/{firm}", self.made("still.in", "filer", tenant=self.firm("示例商贸（北京）有限公司", uscc(33)))[0]
        admin, _ = self.made("out.admin", "firm_admin", tenant=firm)
        filer, _ = self.made("out.filer", "filer", tenant=firm)
        machine = self.machine(admin)
        status, filing, _ = filer.ask("POST", "/v1/filings", {"declaration": {"scenario": {"recipients": [{"name": "R", "region": "DE"}]}}})
        self.assertEqual(status, 201, filing)
        link = filer.ask("POST", f"/v1/filings/{filing['id']}/recipient-links", {"recipient": 0})[1]
        holder = Asker(self.server.port)
        status, value, answer = self.operator.ask("GET", path)
        self.assertEqual((status, value["is_disabled"]), (200, False))
        self.assertEqual(self.operator.ask("GET", path, If_None_Match=answer.getheader("ETag"))[0], 304)
        self.assertEqual(self.operator.ask("PATCH", path, {"is_disabled": True})[0], 428)
        self.assertEqual(self.operator.ask("PATCH", path, {}, If_Match='"v1"')[0], 400)
        status, value, answer = self.operator.ask("PATCH", path, {"is_disabled": True}, If_Match='"v1"')
        self.assertEqual((status, value["is_disabled"], answer.getheader("ETag")), (200, True, '"v2"'))
        for asker in (admin, filer, machine):
            self.assertEqual(asker.ask("GET", "/v1/session")[0], 401)
        self.assertEqual(filer.sign_in("out.filer")[0], 401)
        self.assertEqual(holder.ask("GET", "/v1/recipient-part", Authorization="Bearer " + link["token"])[0], 401)
        self.assertEqual(other.ask("GET", "/v1/session")[0], 200, "another firm works on")
        # A second time it is as it is, and what was read before is no longer it.
        status, value, answer = self.operator.ask("PATCH", path, {"is_disabled": True}, If_Match='"v2"')
        self.assertEqual((status, answer.getheader("ETag")), (200, '"v2"'))
        status, value, _ = self.operator.ask("PATCH", path, {"is_disabled": False}, If_Match='"v1"')
        self.assertEqual((status, value["code"]), (412, "changed"))
        self.assertEqual(self.operator.ask("PATCH", path, {"is_disabled": False}, If_Match='"v2"')[0], 200)
        self.assertEqual(machine.ask("GET", "/v1/session")[0], 200)
        self.assertEqual(filer.sign_in("out.filer")[0], 201)
        self.assertEqual(holder.ask("GET", "/v1/recipient-part", Authorization="Bearer " + link["token"])[0], 200)
        self.assertEqual(other.ask("PATCH", path, {"is_disabled": True}, If_Match='"v3"')[0], 403)
        self.assertEqual(self.operator.ask("PATCH", "/v1/firms/01ARYZ6S410000000000000000", {"is_disabled": True}, If_Match='"v1"')[0], 404)
        auditor, _ = self.made("out.audit", "auditor")
        rows, after = [], ""
        while after is not None:
            _, page, _ = auditor.ask("GET", f"/v1/audit?limit=200&after={after}")
            rows, after = rows + page["rows"], page.get("next") if page["rows"] else None
        self.assertEqual([row["action"] for row in rows if row["object"] == firm and row["tenant"] == firm], ["firm.add", "firm.disable", "firm.enable"])

    def test_a_firms_administrator_sees_and_makes_accounts_of_the_firm_alone(self):
        first = self.firm("示例医药（北京）有限公司", uscc(1))
        second = self.firm("示例汽车（北京）有限公司", uscc(2))
        admin, _ = self.made("firm.one", "firm_admin", tenant=first)
        _, stranger = self.made("firm.two", "filer", tenant=second)
        status, value, _ = admin.ask("POST", "/v1/accounts", {"login": "own.filer", "name": "F", "role": "filer", "tenant": first,
                                                              "password": PASSWORD})
        self.assertEqual(status, 201, value)
        for body in ({"tenant": second}, {"role": "operator"}, {"role": "lead", "agency": "cyberspace"}):
            asked = {"login": "bad.one", "name": "F", "role": "filer", "password": PASSWORD, **body}
            self.assertEqual(admin.ask("POST", "/v1/accounts", asked)[0], 422, body)
        _, page, _ = admin.ask("GET", "/v1/accounts")
        self.assertEqual({row["tenant"] for row in page["rows"]}, {first})
        status, value, _ = admin.ask("GET", f"/v1/accounts/{stranger['id']}")
        nothing = admin.ask("GET", "/v1/accounts/01ARYZ6S410000000000000000")
        self.assertEqual((status, value), nothing[:2], "a stranger's account looks like none")
        self.assertEqual(admin.ask("PATCH", f"/v1/accounts/{stranger['id']}", {"name": "X"}, If_Match='"v1"')[0], 404)

    def test_each_kind_of_change_of_an_account_is_an_action_of_its_own(self):
        asker, account = self.made("kim.lee", "officer", agency="cyberspace")
        _, begun, _ = asker.ask("POST", "/v1/account/second-factor", {"password": PASSWORD})
        asker.ask("POST", "/v1/account/second-factor/confirmation", {"code": totp(begun["address"], time.time())})
        path = f"/v1/accounts/{account['id']}"
        changes = (({"name": "Kim"}, ["rename"]), ({"password": GIVEN}, ["reset_password"]), ({"drop_second_factor": True}, ["reset_second_factor"]),
                   ({"subject": "https://id.example|kim"}, ["link_subject"]), ({"subject": None}, ["unlink_subject"]), ({"unlock": True}, ["unlock"]),
                   ({"is_disabled": True}, ["disable"]), ({"is_disabled": False, "name": "Kim Lee"}, ["rename", "enable"]), ({"name": "Kim Lee"}, []),
                   ({"drop_second_factor": True}, []))
        for change, _ in changes:
            tag = self.operator.ask("GET", path)[2].getheader("ETag")
            self.assertEqual(self.operator.ask("PATCH", path, change, If_Match=tag)[0], 200, change)
        rows = [row for row in self.trail(account["id"]) if row["role"] == "operator"]
        self.assertEqual([row["action"] for row in rows], ["account.add", *(f"account.{word}" for _, words in changes for word in words)])
        self.assertTrue(all("Kim" not in json.dumps(row) for row in rows), "no value stands in the trail")

    def test_every_action_of_the_trail_is_described_and_has_its_words(self):
        described_ones = re.search(r"action: \{type: string, description: \"[^:]*: ([^\"]*)\"", OPENAPI)[1].split(", ")
        for language in ("en", "zh"):
            words = json.loads((pathlib.Path(__file__).resolve().parent.parent / f"web/src/locales/{language}/admin.json").read_text())["audit"]["did"]
            self.assertEqual(sorted(one.replace(".", "-") for one in described_ones), sorted(words), language)
        auditor, _ = self.made("words.lee", "auditor")
        page = auditor.ask("GET", "/v1/audit?limit=200")[1]
        self.assertEqual({row["action"] for row in page["rows"]} - set(described_ones), set())

    def test_nobody_is_put_out_without_a_row_in_the_trail(self):
        asker, account = self.made("pat.lee", "auditor")
        path = f"/v1/accounts/{account['id']}"
        _, before, head = self.operator.ask("GET", path)
        rows = len(self.trail(account["id"]))
        for change in ({"drop_second_factor": True}, {"subject": ""}, {"is_disabled": False}, {"name": before["name"]}, {}):
            status, after, got = self.operator.ask("PATCH", path, change, If_Match=head.getheader("ETag"))
            self.assertEqual((status, after), (200, before), change)
            self.assertEqual(got.getheader("ETag").split("-")[0], head.getheader("ETag").split("-")[0].rstrip('"') + '"', change)
            self.assertEqual(asker.ask("GET", "/v1/session")[0], 200, change)
        self.assertEqual(len(self.trail(account["id"])), rows)
        self.assertEqual(self.operator.ask("PATCH", path, {}, If_Match='"v99"')[0], 412)
        # A name alone leaves the account where it is; a password puts it out, and both are told.
        status, after, head = self.operator.ask("PATCH", path, {"name": "P Q"}, If_Match=head.getheader("ETag"))
        self.assertEqual((status, asker.ask("GET", "/v1/session")[0]), (200, 200))
        self.assertEqual(self.operator.ask("PATCH", path, {"password": GIVEN}, If_Match=head.getheader("ETag"))[0], 200)
        self.assertEqual(asker.ask("GET", "/v1/session")[0], 401)
        self.assertEqual([row["action"] for row in self.trail(account["id"])][rows:], ["account.rename", "account.reset_password"])

    def test_auditors_read_who_did_what(self):
        auditor, account = self.made("ivy.lee", "auditor")
        status, page, _ = auditor.ask("GET", "/v1/audit?limit=200")
        self.assertEqual(status, 200)
        self.assertIn(("account.add", account["id"]), {(row["action"], row["object"]) for row in page["rows"]})
        self.assertEqual([row["seq"] for row in page["rows"]], list(range(1, len(page["rows"]) + 1)))
        _, further, _ = auditor.ask("GET", f"/v1/audit?after={page['next']}")
        self.assertTrue(all(row["seq"] > int(page["next"]) for row in further["rows"]))

    def test_an_auditor_learns_which_firm_an_id_is_and_no_more(self):
        code = uscc(35)
        firm = self.firm("示例文旅（北京）有限公司", code)
        auditor, _ = self.made("jan.lee", "auditor")

        def every(asker):
            rows, after = [], ""
            while True:
                status, page, _ = asker.ask("GET", "/v1/firms?limit=2" + (f"&after={after}" if after else ""))
                self.assertEqual(status, 200, page)
                rows += page["rows"]
                after = page.get("next")
                if not after:
                    return rows

        names, whole = every(auditor), every(self.operator)
        self.assertIn({"id": firm, "uscc": code, "name": "示例文旅（北京）有限公司"}, names)
        self.assertEqual(names, [{key: row[key] for key in ("id", "uscc", "name")} for row in whole], "these members, in the same pages")
        self.assertTrue(all(row.keys() == {"id", "uscc", "name", "is_disabled", "created_at", "version"} for row in whole))
        _, trail, _ = auditor.ask("GET", "/v1/audit?limit=200")
        self.assertIn(firm, {row.get("tenant") for row in trail["rows"]} & {row["id"] for row in names}, "what the trail names has a name")
        for method, path, body in (("GET", f"/v1/firms/{firm}", None), ("POST", "/v1/firms", {"uscc": uscc(36), "name": "示例"}),
                                   ("PATCH", f"/v1/firms/{firm}", {"is_disabled": True}), ("GET", "/v1/filings", None)):
            self.assertEqual(auditor.ask(method, path, body, If_Match='"v1"')[0], 403, (method, path))


NO_LOG = ("/v1/evidence/trust", "/evidence/log/{path}")


class Contract(Journey):
    def test_every_operation_is_described_and_every_description_answers(self):
        for (method, path), statuses in described().items():
            status, _, answer = Asker(self.server.port).ask(method, placed(path),
                                                            {} if method in ("POST", "PATCH") else None)
            if not path.startswith("/v1/oidc/") and path not in NO_LOG:  # this desk has no identity provider, and no evidence log
                self.assertNotEqual(status, 404, (method, path))
            self.assertNotEqual(status, 405, (method, path))
            self.assertIn(status, statuses | {401}, (method, path))
        for path in {path for _, path in described()}:
            status, _, answer = Asker(self.server.port).ask("PUT", placed(path, "x"))
            if path != "/metrics" and ("PUT", path) not in described():
                self.assertEqual(status, 405, path)
                methods = {m for m, p in described() if p == path}
                self.assertEqual(set(answer.getheader("Allow").split(", ")), methods, path)

    def test_every_route_with_every_role_and_a_strangers_token(self):
        firm = self.firm("示例零售（北京）有限公司", uscc(3))
        askers = {"nobody": Asker(self.server.port), "stranger": Asker(self.server.port)}
        askers["strange machine"] = Asker(self.server.port)
        askers["strange machine"].bearer = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
        askers["stranger"].cookie = "tidegate=" + base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
        for role, more in ROLES.items():
            askers[role] = self.made(f"role.{role}", role, **more)[0]
        for role in ("filer", "firm_admin"):
            askers[role] = self.made(f"role.{role.replace('_', '.')}", role, tenant=firm)[0]
        askers["machine"] = self.machine(askers["firm_admin"])
        free = {"/", "/healthz", "/readyz", "/metrics", "/v1/session", "/v1/machine-token", "/v1/trust", "/v1/sign-in-ways", "/v1/oidc/start",
                "/v1/oidc/callback", "/v1/oidc/signed-out", "/v1/sampling", *NO_LOG}
        strangers = ("nobody", "stranger", "strange machine")
        holders = {"filer", "firm_admin", "officer", "lead", "auditor", "machine"}
        reads = {"/v1/accounts": {"operator", "auditor", "firm_admin"}, "/v1/accounts/{account}": {"operator", "auditor", "firm_admin"},
                 "/v1/firms": {"operator", "auditor"}, "/v1/firms/{firm}": {"operator"}, "/v1/audit": {"auditor"}, "/v1/machines": {"firm_admin"},
                 "/v1/permits": holders, "/v1/permits/{permit}": holders, "/v1/permits/{permit}/file": holders, "/v1/permits/{permit}/status": holders,
                 "/v1/flows": holders, "/v1/cases": holders, "/v1/cases/{case}/evidence": holders,
                 "/v1/cases/{case}/evidence/{index}/bundle": holders, "/v1/cases/{case}/evidence/{index}/verification": holders,
                 "/v1/permits/{permit}/evidence": holders, "/v1/permits/{permit}/evidence/bundle": holders,
                 "/v1/evidence": {"officer", "lead", "operator", "auditor"},
                 "/v1/cases/{case}/precedents": {"officer", "lead"}, "/v1/cases/{case}/gap-draft": {"officer", "lead"},
                 "/v1/contests": {"operator", "auditor"},
                 "/v1/freezes": {"officer", "lead", "operator", "auditor"}}
        for (method, path), statuses in described().items():
            for name, asker in askers.items():
                if (method, path) == ("DELETE", "/v1/session"):
                    continue
                status, value, _ = asker.ask(method, placed(path),
                                             {} if method in ("POST", "PATCH") else None)
                self.assertIn(status, statuses | {401, 403}, (method, path, name, value))
                if path not in free and name in strangers:
                    self.assertEqual(status, 401, (method, path, name))
                if method == "GET" and path in reads and name not in strangers:
                    self.assertEqual(status != 403, name in reads[path], (method, path, name))

    def test_query_values_outside_the_description_are_refused_by_name(self):
        firm = self.firm("示例物流（北京）有限公司", uscc(8))
        askers = [self.operator, self.made("query.auditor", "auditor")[0], self.made("query.admin", "firm_admin", tenant=firm)[0]]
        seen = set()
        for operation in description.Description().operations:
            for parameter in operation.query if operation.method == "GET" else ():
                schema = operation.description.follow(parameter["schema"])
                spoiled = (["maybe", "TRUE"] if schema.get("type") == "boolean" else ["purple"] if "enum" in schema else
                           [str(schema["minimum"] - 1), "abc", "1x", *([str(schema["maximum"] + 1)] if "maximum" in schema else [])]
                           if "minimum" in schema else [])
                for value in spoiled:
                    answers = [asker.ask("GET", f"{placed(operation.path, 'x')}?{parameter['name']}={value}")[:2] for asker in askers]
                    told = [problem for status, problem in answers if status == 400]
                    self.assertTrue(told, (operation.path, parameter["name"], value, answers))
                    self.assertTrue(all(parameter["name"] in text for text in told[0]["text"].values()), told)
                    seen.add(parameter["name"])
        self.assertEqual(seen, {"limit", "after", "lane", "assignee", "is_open", "level", "state"})
        self.assertEqual(askers[1].ask("GET", "/v1/cases?limit=200&lane=red&state=passed&assignee=none&is_open=false")[0], 200)

    def test_random_requests_find_no_fault_of_ours(self):
        chance = random.Random(20261127)
        texts = ["", "x", "潮闸", "\u0000", "9" * 400, "a/b", "%2e%2e", "'; DROP TABLE accounts; --", "../../etc/passwd", "\u202e"]
        values = [None, True, 0, -1, 2**63 - 1, 2**70, 1.5, [], {}, [[[]]], *texts]
        operations = list(described())
        for _ in range(400):
            method, path = chance.choice(operations)
            if (method, path) in (("DELETE", "/v1/session"), ("POST", "/v1/session")):
                continue
            keys = chance.sample(["login", "name", "role", "password", "tenant", "agency", "code", "old", "new", "uscc", "is_disabled"], 3)
            body = chance.choice([chance.choice(values), {key: chance.choice(values) for key in keys},
                                  "{", "[" * 5000, '{"a":1,"a":2}', b"\xff\xfe", '"\\ud800"'])
            place = "".join(f"%{byte:02X}" for byte in chance.choice(texts).encode())
            headers = {"If_Match": chance.choice(['"v1"', "*", '"v99999999999999999999"'])} if chance.random() < 0.5 else {}
            if chance.random() < 0.2:
                headers["Content_Type"] = chance.choice(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-8"])
            status, value, _ = self.operator.ask(method, placed(path, place or "x") + chance.choice(["", "?limit=-1", "?after=%zz", "?after=AAAA"]),
                                                 body if method in ("POST", "PATCH") else None, **headers)
            self.assertLess(status, 500, (method, path, body, value))


class Listening(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-server-"))
        self.addCleanup(shutil.rmtree, self.root, True)

    def begun(self, *words):
        """What it said until it served; then it is stopped."""
        said = ""
        with subprocess.Popen([TIDEGATE, "serve", "--data", self.root / "desk", *words], stderr=subprocess.PIPE, text=True) as process:
            for line in process.stderr:
                said += line
                if "no_account" in line:
                    break
            process.terminate()
            process.stderr.read()
        return said

    def test_passwords_in_the_clear_are_warned_of(self):
        for words, is_warned in ((("--listen", "0.0.0.0:0"), True), (("--listen", ":0"), True), (("--listen", "0.0.0.0:0", "--behind-tls"), False),
                                 (("--listen", "127.0.0.1:0"), False), (("--listen", "127.0.0.2:0"), False)):
            said = self.begun(*words)
            self.assertIn("no_account", said)
            self.assertEqual("in_the_clear hint=" in said, is_warned, (words, said))


class Hostile(Journey):
    def test_slow_peers_are_ended_and_keep_nobody_waiting(self):
        slow = []
        for _ in range(200):
            peer = socket.create_connection(("127.0.0.1", self.server.port))
            peer.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: ")
            slow.append(peer)
        begin = time.monotonic()
        self.assertEqual(Asker(self.server.port).ask("GET", "/healthz")[0], 200)
        self.assertLess(time.monotonic() - begin, 10)
        slow[0].settimeout(40)
        while True:  # an octet now and then does not help: the whole head has its bound
            try:
                slow[0].sendall(b"x")
            except OSError:
                break
            time.sleep(0.5)
            self.assertLess(time.monotonic() - begin, 40)
        for peer in slow:
            peer.close()

    def test_bytes_that_are_no_request_get_an_answer_or_an_end(self):
        for sent in (b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"A" * 70000, b"GET /" + b"a" * 60000 + b" HTTP/1.1\r\n\r\n",
                     b"POST /v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999\r\n\r\n",
                     b"POST /v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\n",
                     b"POST /v1/session HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"):
            with socket.create_connection(("127.0.0.1", self.server.port)) as peer:
                peer.settimeout(30)
                try:
                    peer.sendall(sent)
                    answer = peer.recv(4096)
                except ConnectionError:
                    answer = b""
                self.assertNotIn(b" 500 ", answer.split(b"\r\n")[0], sent[:40])
        self.assertEqual(Asker(self.server.port).ask("GET", "/readyz")[0], 200)

    def test_a_body_that_is_too_large_or_no_json_is_refused(self):
        for body, headers, expected in ((b"x" * (2 << 20), {}, 413), (b"x" * (9 << 20), {}, 413), ("{}", {"Content_Type": "text/plain"}, 415), ("", {}, 400), ("[1,", {}, 400)):
            try:
                status, value, _ = Asker(self.server.port).ask("POST", "/v1/session", body, **headers)
            except ConnectionError:
                continue  # refused while it was still being sent
            self.assertEqual(status, expected, value)

    def test_a_taken_port_and_a_folder_that_is_none_are_told(self):
        for words, code in ((["--data", str(self.root / "other"), "--listen", f"127.0.0.1:{self.server.port}"], 69),
                            (["--data", str(self.root / "password")], 69), (["--data", str(self.root / "x"), "--listen", "nowhere"], 2), ([], 2),
                            (["--data", str(self.root / "x"), "--tls-key", "k.pem"], 2)):
            done = subprocess.run([TIDEGATE, "serve", *words], capture_output=True, text=True, timeout=30)
            self.assertEqual(done.returncode, code, (words, done.stderr))


    def test_a_desk_that_is_served_is_not_served_twice(self):
        for lang, says in (("en", "another tidegate serves this desk: stop it first"), ("zh", "正由另一 tidegate 进程提供服务")):
            done = subprocess.run([TIDEGATE, "serve", "--data", self.folder, "--listen", "127.0.0.1:0", "--lang", lang], capture_output=True, text=True,
                                  timeout=30)
            self.assertEqual(done.returncode, 69, done.stderr)
            self.assertIn(says, done.stderr)
            self.assertNotIn("NEW", done.stderr)
        self.assertEqual(subprocess.run([TIDEGATE, "admin", "check", "--data", self.folder], capture_output=True).returncode, 0)

    def test_a_new_desk_is_told_before_anything_else_fails(self):
        for lang, says, taken in (("en", "made a NEW, empty desk in", "Address already in use"), ("zh", "新建了一个空的办理台", "端口已被占用")):
            words = [TIDEGATE, "serve", "--data", self.root / f"typo-{lang}", "--listen", f"127.0.0.1:{self.server.port}", "--lang", lang]
            first, second = (subprocess.run(words, capture_output=True, text=True, timeout=30).stderr for _ in range(2))
            self.assertIn(says, first)
            self.assertIn(f"tidegate admin init --data {self.root}/typo-{lang} --login", first)
            self.assertIn(taken, first)
            self.assertNotIn(says, second)


class Restart(unittest.TestCase):
    def test_fewer_workers_than_the_fewest_are_told(self):
        root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-threads-"))
        self.addCleanup(shutil.rmtree, root, True)
        for words, told in ((("--threads", "4"), True), (("--threads", "16"), False), ((), False)):
            one = Server(root / "desk", *words)
            self.assertEqual(one.stop(), 0)
            self.assertEqual("serve_threads asked=4 used=16 reason=fewest" in (root / "serve.log").read_text(), told, words)

    def test_a_desk_restored_without_its_seal_key_is_told_at_once(self):
        root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-restored-"))
        self.addCleanup(shutil.rmtree, root, True)
        Server(root / "desk").stop()  # the seeds of two months are sealed by now

        def admin(*words):
            return subprocess.run([TIDEGATE, "admin", *words], capture_output=True, text=True)
        self.assertEqual(admin("backup", root / "one.tgd", "--data", root / "desk").returncode, 0)
        bare = admin("restore", root / "one.tgd", "--data", root / "bare")
        self.assertEqual(bare.returncode, 6, bare.stderr)
        self.assertIn("seal.key", bare.stderr)
        (root / "keyed").mkdir(mode=0o700)
        shutil.copy(root / "desk/seal.key", root / "keyed/seal.key")
        self.assertEqual(admin("restore", root / "one.tgd", "--data", root / "keyed").returncode, 0)
        self.assertEqual(admin("check", "--data", root / "keyed").returncode, 0)

    def test_a_desk_restored_without_its_permit_key_says_what_helps(self):
        root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-restored-"))
        self.addCleanup(shutil.rmtree, root, True)
        Server(root / "desk").stop()

        def admin(*words):
            return subprocess.run([TIDEGATE, "admin", *words], capture_output=True, text=True)
        self.assertEqual(admin("backup", root / "one.tgd", "--data", root / "desk").returncode, 0)
        (root / "new").mkdir(mode=0o700)
        shutil.copy(root / "desk/seal.key", root / "new/seal.key")
        serve = [TIDEGATE, "serve", "--data", root / "new", "--listen", "127.0.0.1:0"]
        for done, code in ((admin("restore", root / "one.tgd", "--data", root / "new"), 0), (admin("check", "--data", root / "new"), 0),
                           (subprocess.run(serve, capture_output=True, text=True, timeout=30), None)):
            self.assertIn("permit-key.pem", done.stderr)
            self.assertIn("rotate-permit-key", done.stderr)
            if code is None:
                self.assertNotEqual(done.returncode, 0)
            else:
                self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn("另行生成", admin("check", "--data", root / "new", "--lang", "zh").stderr)
        self.assertEqual(admin("rotate-permit-key", "--data", root / "new").returncode, 0)
        self.assertEqual(admin("check", "--data", root / "new").stderr, "")
        self.assertEqual(Server(root / "new").stop(), 0)

    def test_what_was_acknowledged_is_there_after_a_kill(self):
        root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-server-"))
        self.addCleanup(shutil.rmtree, root, True)
        (root / "password").write_text(PASSWORD + "\n")
        (root / "password").chmod(0o600)
        subprocess.run([TIDEGATE, "admin", "init", "--data", root / "desk", "--login", "operator", "--password-file", root / "password"],
                       check=True, capture_output=True)
        made = []
        for n in range(3):
            server = Server(root / "desk")
            asker = Asker(server.port)
            self.assertEqual(asker.sign_in("operator")[0], 201)
            for i in range(3):
                login = f"kept.{n}.{i}"
                self.assertEqual(asker.ask("POST", "/v1/accounts", {"login": login, "name": "K", "role": "auditor", "password": PASSWORD})[0], 201)
                made.append(login)
            server.process.kill()
            server.process.wait()
            server.log.close()
        server = Server(root / "desk")
        asker = Asker(server.port)
        asker.sign_in("operator")
        _, page, _ = asker.ask("GET", "/v1/accounts?limit=200")
        self.assertEqual([row["login"] for row in page["rows"]], ["operator", *made])
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
