"""A desk with its people, for tests that put load on it or kill it: one server of its own, one firm, clients that keep their connection."""
import copy
import http.client
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import journeys_filings as filings  # noqa: E402  (reads the program's path from sys.argv)
import journeys_server as server  # noqa: E402

SAYS = {"en": "by the filing", "zh": "依据申报材料"}


class Client:
    """Somebody who is signed in, over one connection that is kept."""

    def __init__(self, port):
        self.port, self.cookie, self.csrf, self.kept = port, None, None, None

    def ask(self, method, path, body=None, **headers):
        """Status, value, headers. An answer that never came: OSError or http.client.HTTPException."""
        sent = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if self.cookie:
            sent |= {"Cookie": self.cookie, "X-CSRF-Token": self.csrf}
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        if self.kept is None:
            self.kept = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            self.kept.request(method, path, data, sent)
            answer = self.kept.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        is_json = answer.getheader("Content-Type", "").startswith(("application/json", "application/problem+json"))
        if answer.getheader("Set-Cookie") and self.cookie:  # the session's token is changed now and then
            self.cookie, self.csrf = answer.getheader("Set-Cookie").split(";")[0], answer.getheader("X-CSRF-Token") or self.csrf
        return answer.status, json.loads(text) if text and is_json else text, answer

    def close(self):
        if self.kept is not None:
            self.kept.close()
            self.kept = None

    def sign_in(self, login):
        status, value, answer = self.ask("POST", "/v1/session", {"login": login, "password": server.PASSWORD})
        assert status == 201, value
        self.cookie, self.csrf = answer.getheader("Set-Cookie").split(";")[0], value["csrf"]
        return self

    def another(self):
        """The same session over a connection of its own."""
        other = Client(self.port)
        other.cookie, other.csrf = self.cookie, self.csrf
        return other


class LoadDesk:
    def __init__(self, *words, serve=()):
        """words: where the database is. serve: more of the server alone."""
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="tidegate-load-"))
        self.folder, self.words, self.serve = self.root / "desk", words, serve
        (self.root / "password").write_text(server.PASSWORD + "\n")
        (self.root / "password").chmod(0o600)
        self.admin("init", "--login", "operator", "--password-file", self.root / "password")
        self.start()
        self.operator = self.signed_in("operator")
        self.firm = self.made("/v1/firms", {"uscc": filings.make.USCC, "name": filings.make.FIRM})["id"]
        for login, role, more in (("filer.one", "filer", {"tenant": self.firm}), ("admin.one", "firm_admin", {"tenant": self.firm}),
                                  ("officer.one", "officer", {"agency": "cyberspace"}), ("lead.one", "lead", {"agency": "cyberspace"}),
                                  ("police.one", "officer", {"agency": "public_security"}), ("auditor.one", "auditor", {}),
                                  ("medicine.one", "officer", {"agency": "sector_regulator", "sector": "pharmaceutical"})):
            self.account(login, role, **more)
        self.declaration = copy.deepcopy(filings.clean().doc)
        self.declaration.pop("attachments")

    def account(self, login, role, **more):
        self.made("/v1/accounts", {"login": login, "name": "A B", "role": role, "password": server.GIVEN, **more})
        server.Asker(self.port).come_in_first(login)

    def admin(self, command, *words):
        return subprocess.run([server.TIDEGATE, "admin", command, "--data", self.folder, *self.words, *words], check=True, capture_output=True, text=True)

    def start(self):
        self.server = server.Server(self.folder, *self.words, *self.serve)
        self.port = self.server.port

    def kill(self):
        self.server.process.kill()
        self.server.process.wait()
        self.server.log.close()

    def end(self):
        code = self.server.stop()
        shutil.rmtree(self.root, True)
        return code

    def signed_in(self, login):
        return Client(self.port).sign_in(login)

    def made(self, path, body):
        status, value, _ = self.operator.ask("POST", path, body)
        assert status == 201, value
        return value

    def draft(self, filer):
        status, filing, _ = filer.ask("POST", "/v1/filings", {"declaration": self.declaration})
        assert status == 201, filing
        return filing

    def submit(self, filer, filing):
        status, done, _ = filer.ask("POST", f"/v1/filings/{filing['id']}/submission", {}, If_Match=f'"v{filing["version"]}"')
        assert status == 201, done
        return done["case"]
