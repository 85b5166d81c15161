#!/usr/bin/env python3
"""Random requests made from api/openapi.yaml: bodies near what its schemas say and spoiled ones, from every role of two firms and the desk. No
answer may be a fault of ours (5xx), outside the description, without both languages, late, or of another firm.

usage: random_requests.py PATH_TO_TIDEGATE PATH_TO_DECIDED_CASE [--requests N] [--seed N] [--postgresql]

What it finds is told with the request; the same seed makes the same requests.
"""
import argparse
import collections
import copy
import http.client
import json
import os
import random
import re
import subprocess
import sys
import time
import urllib.parse

OWN = argparse.ArgumentParser()
OWN.add_argument("--requests", type=int, default=1500)
OWN.add_argument("--seed", type=int, default=20261127)
OWN.add_argument("--postgresql", action="store_true", help="keep the desk in a PostgreSQL server of this test's own")
OPTIONS, sys.argv[1:] = OWN.parse_known_args()
import described
import journeys_desk_permits as permits  # takes the second path
import journeys_cases as cases
import journeys_server as server
from desk_databases import PostgresqlServer
from journeys_server import PASSWORD, Asker, MachineKey, base64url, uscc

CHANCE = random.Random(OPTIONS.seed)
NOBODY = server.NOBODYS
MARK = "乙方独有字样"  # stands in what the second firm alone has
MOST_SECONDS = 20
TEXTS = ["", "x", "潮闸", "\u0000", "\u0007", "9" * 400, "a/b", "%2e%2e", "'; DROP TABLE accounts; --", "../../etc/passwd", "\u202e", "\U0001f600" * 30,
         "A" * 5000, "<script>alert(1)</script>", "-1", "2026-02-30", "2026-11-27", "9999-12-31", "CN", "DE", "0" * 64, "f" * 64, NOBODY, "*", "~1~0", "/", "\ufeff"]
NUMBERS = [0, 1, -1, 2, 7, 200, 2**31, 2**53, 2**63 - 1, -2**63, 2**63, 2**64, 2**70, 1.5, -0.0, 1e300]
ODD = [None, True, False, [], {}, [[[]]], {"": ""}, *NUMBERS, *TEXTS]
# What a step says beside its name (terms/case_step.h), as kinds of value.
STEPS = {"check_begun": {}, "returned": {"gaps": ["ask"]}, "check_passed": {}, "accepted": {}, "not_accepted": {"reasons": "words"},
         "supplement_asked": {"items": ["ask"]}, "supplement_answered": {"item": "small", "answer": "text", "evidence": ["sha256"]},
         "supplement_handed_in": {}, "clock_started": {"kind": "text", "working_days": "small"}, "clock_extended": {"working_days": "small", "reasons": "words"},
         "lane_set": {"lane": "lane"}, "gates_asked": {"gates": ["gate"]}, "assigned": {"account": "account"},
         "gate_answered": {"gate": "gate", "clears": "bool", "reasons": "words"},
         "decision_proposed": {"kind": "decision", "items": ["outcome"], "conditions": ["words"], "reasons": "words"},
         "proposal_sent_back": {"reasons": "words"}, "decision_confirmed": {}, "finished_by_rules": {}, "decided": {"decision": "text"},
         "override_proposed": {"to": "lane", "reason_code": "text", "scope": "scope", "expires": "date", "reasons": "words"}, "override_confirmed": {},
         "override_sent_back": {"reasons": "words"}, "note_added": {"text": "text", "shown_to_firm": "bool"},
         "contest_opened": {"level": "level", "subject": "subject", "claim": "text", "evidence": ["sha256"], "wants_level": "small"},
         "contest_answered": {"contest": "small", "accepted": "bool", "answer": "words", "policy_hash": "sha256", "replay_hash": "sha256"},
         "review_requested": {"grounds": "text"}, "withdrawn": {"reasons": "words"}, "opened": {"case_id": "case", "tenant": "firm"},
         "submitted": {}, "revised": {}, "rescored": {}, "permit_doubted": {"permit": "text"}, "doubt_settled": {"permit": "text", "reasons": "words"}}
CHOICES = {"lane": ["green", "blue", "yellow", "red"], "decision": ["passed", "partly_passed", "refused", "terminated"], "scope": ["this_case", "precedent"],
           "level": ["fact", "mapping", "policy", "outcome"], "subject": ["/scenario/purpose", "N", "w.N", "-", "/scenario/items/0/name"],
           "gate": ["important_data", "public_security", "sector", "human_genetics", "state_secrets"], "bool": [True, False], "small": [0, 1, 2, 3],
           "verdict": ["allowed", "allowed_on_conditions", "refused"]}
SLOW = {("POST", "/v1/session"): 0.05, ("POST", "/v1/accounts"): 0.3, ("POST", "/v1/account/password"): 0.1, ("POST", "/v1/account/second-factor"): 0.1,
        ("POST", "/v1/account/second-factor/removal"): 0.1, ("DELETE", "/v1/session"): 0.02, ("GET", "/metrics"): 0.2,
        ("POST", "/v1/cases/{case}/steps"): 4, ("PATCH", "/v1/filings/{filing}"): 4, ("POST", "/v1/decisions"): 3, ("POST", "/v1/filings"): 2}


class World(cases.Desk):
    """Two firms with one of everything, and a desk. What is spent is made anew."""

    @classmethod
    def begin(cls):
        if OPTIONS.postgresql:
            cls.on_postgresql()
        cls.setUpClass()
        world = cls("ok")
        world.keeper, world.known, world.askers, world.serial = cls.operator, collections.defaultdict(list), {}, 0
        world.firms = [cls.firm_id, world.firm(MARK, uscc(4711))]
        world.roles = {"nobody": None, "operator": ("operator", {}), "auditor": ("auditor", {}), "officer": ("officer", {"agency": "cyberspace"}),
                       "lead": ("lead", {"agency": "cyberspace"}), "police": ("officer", {"agency": "public_security"})}
        for number, firm in enumerate(world.firms):
            for role in ("filer", "firm_admin"):
                world.roles[f"{role}.{number}"] = (role, {"tenant": firm})
        for name in world.roles:
            world.renew(name)
        for number in (0, 1):
            world.roles[f"machine.{number}"] = world.roles[f"link.{number}"] = None
            world.renew(f"machine.{number}")
        world.restock()
        return world

    @classmethod
    def on_postgresql(cls):
        """Each program of this test is given the database, as one's words on its command line would."""
        cls.database = PostgresqlServer()
        os.environ.update(cls.database.environment())
        words = ["--database", cls.database.url()]
        plain_server, plain_run = server.Server, subprocess.run
        server.Server = lambda folder, *more: plain_server(folder, *words, *more)
        subprocess.run = lambda command, **more: plain_run([*command, *words] if "--data" in command else command, **more)

    def enable(self, firm):
        """The operator of these requests may have disabled it."""
        status, value, answer = self.keeper.ask("GET", f"/v1/firms/{firm}")
        assert status == 200, value
        if value["is_disabled"]:
            status, value, _ = self.keeper.ask("PATCH", f"/v1/firms/{firm}", {"is_disabled": False}, If_Match=answer.getheader("ETag"))
            assert status == 200, value

    def renew(self, name):
        """Somebody who is signed in under that name: the one before was closed, has left or has changed its password."""
        self.serial += 1
        asker = Asker(self.server.port)
        asker.source = (f"127.0.{self.serial // 250 + 3}.{self.serial % 250 + 1}", 0)
        if name.startswith("machine"):
            key = MachineKey(self.root)
            admin = self.askers["firm_admin" + name[-2:]]
            status, machine, _ = admin.ask("POST", "/v1/machines", {"name": "M", "public_key": key.public})
            if status == 401:
                self.renew("firm_admin" + name[-2:])
                return self.renew(name)
            if status == 201:
                status, token, _ = asker.ask("POST", "/v1/machine-token", key.form(machine["id"], f"http://127.0.0.1:{self.server.port}"), **server.FORM)
                assert status == 200, token
                asker.bearer = token["access_token"]
                self.found("machine", machine["id"], name[-1])
        elif name.startswith("link"):
            filing = self.known["draft" + name[-2:]][-1]
            status, link, _ = self.askers["filer" + name[-2:]].ask("POST", f"/v1/filings/{filing}/recipient-links", {"recipient": 0})
            asker.bearer = link["token"] if status == 201 else "x"
            if status == 201:
                self.found("link", link["id"], name[-1])
        elif self.roles[name]:
            role, more = self.roles[name]
            login = f"somebody.{self.serial}"
            status, account, _ = self.keeper.ask("POST", "/v1/accounts", {"login": login, "name": "A B", "role": role, "password": server.GIVEN, **more})
            assert status == 201, account
            if "tenant" in more:
                self.enable(more["tenant"])
            asker.come_in_first(login)
            self.found("account", account["id"], name[-1] if "." in name else "")
        asker.line = None
        self.askers[name] = asker

    def restock(self):
        """For each firm a draft, a filing that was handed in with its case and papers, and a permit."""
        for number, firm in enumerate(self.firms):
            if self.askers[f"filer.{number}"].ask("GET", "/v1/session")[0] != 200:
                self.renew(f"filer.{number}")
            self.filer = self.askers[f"filer.{number}"]
            mark = (lambda doc: doc["scenario"]["summary"].update(zh=MARK)) if number else None
            self.serial += 1
            doc, _ = cases.filing_of(CHANCE.choice(["SA", "SC"]), self.serial)
            doc["scenario"]["summary"]["zh"] += MARK if number else ""
            draft, _ = self.ok(self.filer.ask("POST", "/v1/filings", {"declaration": doc}))
            self.found("filing", draft["id"], number)
            self.found("draft", draft["id"], number)
            def own(doc, spoil=mark, firm=number):
                if spoil:
                    spoil(doc)
                    doc["processor"].update(name=MARK, uscc=uscc(4711))
            filing, case = self.hand_in(CHANCE.choice(["SA", "SC"]), own)
            page, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
            self.found("filing", filing, number)
            self.found("case", case, number)
            for paper in page["papers"][:2]:
                self.found("paper", paper["id"], number)
                self.found("sha256", paper["sha256"], number)
            self.renew(f"link.{number}")
            for webhook in self.known[f"webhook.{number}"]:
                status, page, _ = self.askers[f"firm_admin.{number}"].ask("GET", f"/v1/webhooks/{webhook}/deliveries")
                for row in page["rows"] if status == 200 else []:
                    self.found("delivery", row["id"], number)
            if OPTIONS.postgresql:
                continue  # what decides a case by itself knows SQLite alone
            done = subprocess.run([permits.DECIDED_CASE, self.folder, self.declaration(uscc(900000 + self.serial)), uscc(900000 + self.serial)], capture_output=True, text=True, check=True)
            made = json.loads(done.stdout)
            self.found("permit", made["permit"], number)
            self.found("case", made["case"], number)
            self.known["firm"] += [firm, made["firm"]]
            self.roles[f"filer.{number + 2}"] = ("filer", {"tenant": made["firm"]})  # whose permit it is
            self.renew(f"filer.{number + 2}")
        for kind in self.known:
            self.known[kind] = self.known[kind][-30:]

    def found(self, kind, what, number):
        self.known[kind].append(what)
        self.known[f"{kind}.{number}"].append(what)

    def declaration(self, code):
        path = self.root / "declaration.json"
        declared = {**permits.DECLARATION, "processor": {**permits.DECLARATION["processor"], "uscc": code}}
        path.write_text(json.dumps(declared, ensure_ascii=False))
        return path


class Maker:
    """Values for bodies, places and headers."""

    def __init__(self, world, description):
        self.world, self.description = world, description
        self.key = MachineKey(world.root).public
        self.side = ""      # ".0" or ".1": the firm of who asks
        self.case_page = {}  # as it was read before a step

    def one(self, kind):
        """An id of that kind; mostly of the firm that asks, where it is a firm."""
        own = self.world.known[kind + self.side] if CHANCE.random() < 0.75 else None
        return CHANCE.choice(own or self.world.known[kind] or [NOBODY])

    def text(self):
        return CHANCE.choice(TEXTS) if CHANCE.random() < 0.3 else CHANCE.choice(["甲", "目的", "a reason", "x" * CHANCE.randrange(1, 60)])

    def words(self):
        return {"zh": self.text(), **({"en": self.text()} if CHANCE.random() < 0.5 else {})}

    def of_kind(self, kind):
        if isinstance(kind, list):
            return [self.of_kind(kind[0]) for _ in range(CHANCE.choice([0, 1, 1, 2, 5]))]
        if kind in CHOICES:
            return CHANCE.choice(CHOICES[kind])
        if kind == "ask":
            return {"pointer": CHANCE.choice(["", "/scenario/purpose", "/x"]), "what": self.words(), "why": self.words(), "source": "CN-SAM-2022 art.5", "fix": self.words()}
        if kind == "outcome":
            return {"item": CHANCE.randrange(6), "name": self.text(), "verdict": CHANCE.choice(CHOICES["verdict"]), "reason": self.words()}
        if kind in ("account", "case", "firm", "sha256", "filing", "permit"):
            return self.one(kind)
        return {"words": self.words, "text": self.text}.get(kind, lambda: CHANCE.choice(["2026-12-31", "2027-03-01", "2020-01-01"]))()

    def step(self):
        open_now = [row["step"] for row in self.case_page.get("steps_open", [])]
        name = CHANCE.choice(open_now if open_now and CHANCE.random() < 0.8 else list(STEPS))
        step = {"name": name, **{key: self.of_kind(kind) for key, kind in STEPS[name].items() if CHANCE.random() < 0.9}}
        if name == "decision_proposed" and CHANCE.random() < 0.8:
            items = self.case_page.get("declaration", {}).get("scenario", {}).get("items", [])
            verdict = "refused" if step.get("kind") == "refused" else "allowed"
            step["items"] = [{"item": i, "name": item["name"], "verdict": verdict, "reason": self.words()} for i, item in enumerate(items)]
        if name == "gate_answered" and self.case_page.get("gates"):
            step["gate"] = CHANCE.choice(self.case_page["gates"])["id"]
        return step

    def declared(self):
        return cases.filing_of(CHANCE.choice(["SA", "SC", "EX"]) if CHANCE.random() < 0.9 else "NL", CHANCE.randrange(40))[0]

    def places(self, value, pointer=""):
        yield pointer, value
        members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, member in members:
            yield from self.places(member, f"{pointer}/{key}")

    def edits(self):
        places = list(self.places(self.declared()))[1:]
        chosen = dict(CHANCE.sample(places, CHANCE.choice([0, 1, 1, 2, 6])))
        return {pointer: CHANCE.choice(ODD) if CHANCE.random() < 0.3 else value for pointer, value in chosen.items()}

    def named(self, name):
        """What members of that name are about; None: the schema has to say."""
        made = {"password": lambda: PASSWORD, "old": lambda: PASSWORD, "new": lambda: PASSWORD, "tenant": lambda: self.one("firm"), "extends": lambda: self.one("permit"),
                "copies": lambda: self.one("filing"), "permit": lambda: self.one("permit"), "uscc": lambda: uscc(CHANCE.randrange(10**6)), "public_key": lambda: self.key,
                "url": lambda: "https://receiver.example/" + str(CHANCE.randrange(99)), "declaration": self.declared, "set": self.edits,
                "remove": lambda: [CHANCE.choice(list(self.places(self.declared())))[0] for _ in range(CHANCE.randrange(3))],
                "login": lambda: f"made.{CHANCE.randrange(10**9)}", "sector": lambda: CHANCE.choice(["retail", "automotive", "pharmaceutical"]),
                "agency": lambda: CHANCE.choice(["cyberspace", "public_security", "sector_regulator"]), "code": lambda: "000000", "reasons": self.words, "reason": self.words,
                "destination": lambda: "DE", "purpose": lambda: "trial-2026", "exporter": lambda: permits.CODE, "link": lambda: permits.flow("x")["link"]}
        return made.get(name)

    def made(self, schema, name=None):
        schema = self.description.schema(schema)
        kinds = schema.get("type", "object" if "properties" in schema else "string")
        kind = kinds if isinstance(kinds, str) else CHANCE.choice(kinds)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return CHANCE.choice(schema["enum"])
        if (known := self.named(name)) and kind != "null":
            return known()
        if kind == "object":
            required = schema.get("required", [])
            return {key: self.made(part, key) for key, part in schema.get("properties", {}).items() if key in required or CHANCE.random() < 0.4}
        if kind == "array":
            return [self.made(schema["items"]) for _ in range(CHANCE.choice([0, 1, 1, 2]))]
        return {"string": self.text, "integer": lambda: CHANCE.choice([0, 1, 7, 1000] if CHANCE.random() < 0.8 else NUMBERS), "boolean": lambda: CHANCE.random() < 0.5,
                "number": lambda: 0.5, "null": lambda: None}[kind]()

    def spoiled(self, value):
        """The value with one thing changed, or text that is hardly JSON."""
        value = copy.deepcopy(value)
        way = CHANCE.random()
        if way < 0.65:
            holders = [member for _, member in self.places(value) if isinstance(member, (dict, list)) and member]
            if not holders:
                return CHANCE.choice(ODD)
            holder = CHANCE.choice(holders)
            key = CHANCE.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
            deed = CHANCE.random()
            if deed < 0.2:
                del holder[key]
            elif deed < 0.3 and isinstance(holder, dict):
                holder[CHANCE.choice(["more", "id", "tenant", "", "\u0000", "__proto__"])] = CHANCE.choice(ODD)
            elif deed < 0.4 and isinstance(holder, list):
                holder.extend([holder[key]] * CHANCE.choice([1, 50, 3000]))
            else:
                holder[key] = CHANCE.choice(ODD)
            return value
        text = json.dumps(value, ensure_ascii=CHANCE.random() < 0.5).encode("utf-8", "surrogatepass")
        at = CHANCE.randrange(len(text) + 1)
        return CHANCE.choice([text[:at], text[:at] + bytes([CHANCE.randrange(256)]) + text[at + 1:], text + text, b"[" * 5000, b'{"a":' * 2000, b"\xff\xfe" + text,
                              b"\xef\xbb\xbf" + text, text[:-1] + b',"name":"x","name":"y"}', b'"\\ud800"', b"NaN", b"1e99999", b"", text[:at] + b"\0" + text[at:]])

    def body(self, operation):
        if operation.media_type == "application/x-www-form-urlencoded":
            return urllib.parse.urlencode({key: value if isinstance(value, str) else "x" for key, value in self.made(operation.body).items()}).encode()
        if operation.media_type != "application/json":
            return CHANCE.choice([b"%PDF-1.4", b"", b"PK\x03\x04" + bytes(CHANCE.randrange(256) for _ in range(200)), b"\x89PNG\r\n\x1a\n", bytes(70000)])
        value = self.step() if operation.path.endswith("/steps") else self.made(operation.body)
        if operation.path == "/v1/decisions" and CHANCE.random() < 0.7:
            value = permits.flow(self.one("permit"), **{key: value[key] for key in CHANCE.sample(sorted(value), CHANCE.randrange(3)) if key not in ("format", "permit")})
        return value

    def path(self, operation):
        def place(found):
            if CHANCE.random() < 0.02:
                return CHANCE.choice(["%ff", "%c3%28", "%ed%a0%80"])
            if CHANCE.random() < 0.1:
                return urllib.parse.quote(CHANCE.choice(TEXTS)[:300], safe="") or "x"
            return {"number": lambda: CHANCE.choice(["1", "2", "0", "-1", "9" * 30]), "sector": lambda: CHANCE.choice(["retail", "automotive"])}.get(
                found[1], lambda: self.one(found[1]))()
        path = re.sub(r"\{(\w+)\}", place, operation.path)
        pairs = []
        for said in operation.query:
            if said.get("required") or CHANCE.random() < 0.3:
                schema = self.description.schema(said.get("schema", {}))
                value = CHANCE.choice(ODD) if CHANCE.random() < 0.2 else self.made(schema, said["name"])
                value = {"from": 1, "to": 2}.get(said["name"], value) if CHANCE.random() < 0.5 else value
                pairs.append((said["name"], json.dumps(value) if not isinstance(value, str) else value))
        if CHANCE.random() < 0.05:
            pairs.append((CHANCE.choice(["limit", "after", "x", ""]), CHANCE.choice(TEXTS)))
        query = urllib.parse.urlencode(pairs)
        if CHANCE.random() < 0.02:
            query += CHANCE.choice(["&%zz", "&&&", "%00", "&a=b=c"])
        if CHANCE.random() < 0.05 and pairs:
            query = query.replace("=", "=%ff", 1)
        return path + ("?" + query if query else "")


class Sender:
    def __init__(self, world, maker):
        self.world, self.maker, self.versions = world, maker, {}

    def headers(self, operation, asker, path):
        sent = {"Accept-Language": CHANCE.choice(["en", "zh-CN", "", "de;q=0.1", "zh;q=x,,;"])}
        if asker.cookie:
            sent["Cookie"], sent["X-CSRF-Token"] = asker.cookie, asker.csrf
        if asker.bearer:
            sent["Authorization"] = "Bearer " + asker.bearer
        if operation.takes_version and CHANCE.random() < 0.95:
            sent["If-Match"] = self.versions.get(path.split("?")[0], '"v1"') if CHANCE.random() < 0.8 else CHANCE.choice(['"v1"', "*", '"v99999999999999999999"', "v1", "W/\"v1\""])
        if operation.takes_key and CHANCE.random() < 0.15:
            sent["Idempotency-Key"] = CHANCE.choice(["a", "b", '"c"', str(CHANCE.randrange(10**9)), "x" * 300, " ", "\u00e9"])
        if CHANCE.random() < 0.04:
            name, value = CHANCE.choice([("X-CSRF-Token", "x"), ("Origin", "https://evil.example"), ("Cookie", "tidegate=" + base64url(bytes(32))), ("If-None-Match", "*"),
                                         ("Authorization", "Basic eA=="), ("Authorization", "Bearer"), ("Accept", "image/png"), ("Range", "bytes=0-1"),
                                         ("Cookie", "a=b; " * 200 + "tidegate=x"), ("Content-Encoding", "gzip"), ("X-Forwarded-For", "1.2.3.4"), ("If-Match", '"v1", "v2"')])
            sent[name] = value
        if operation.body is not None:
            sent["Content-Type"] = operation.media_type if operation.media_type != "*/*" else "application/pdf"
            if CHANCE.random() < 0.02:
                sent["Content-Type"] = CHANCE.choice(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/json; charset=utf-8", ";", "multipart/form-data"])
        return sent

    def read_before(self, operation, asker, path):
        """What is there now, so that If-Match can name its version."""
        path = path.split("?")[0]
        parent = "/".join(path.split("/")[:4])
        status, raw, answer = self.send(asker, "GET", parent, None, {name: value for name, value in (
            ("Cookie", asker.cookie), ("Authorization", asker.bearer and "Bearer " + asker.bearer)) if value})
        if status != 200 or not answer.getheader("ETag"):
            return {}
        self.versions[path] = answer.getheader("ETag")
        return json.loads(raw)

    def send(self, asker, method, path, data, headers):
        for again in (False, True):
            if asker.line is None:
                asker.line = http.client.HTTPConnection("127.0.0.1", self.world.server.port, timeout=60, source_address=asker.source)
            try:
                asker.line.request(method, path, data, {k: v.encode("utf-8") for k, v in headers.items()})
                answer = asker.line.getresponse()
                return answer.status, answer.read(), answer
            except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
                asker.line.close()
                asker.line = None
                if again:
                    raise


def is_told_in_both(value):
    return value["text"]["en"] and re.search("[一-鿿]", value["text"]["zh"])


def fault_of(operation, name, status, raw, answer, seconds):
    kind = answer.getheader("Content-Type", "")
    try:
        value = json.loads(raw) if kind.split(";")[0] in described.JSON else raw
    except ValueError:
        return "the answer is no JSON"
    is_busy = status == 503 and operation.path.endswith("/documents") and answer.getheader("Retry-After")  # so many are made at once, and no more
    if status >= 500 and not is_busy:
        return f"answered {status}"
    if seconds > MOST_SECONDS:
        return f"took {seconds:.0f} s"
    if found := operation.fault_of(status, kind, value):
        return found
    if isinstance(value, dict) and status >= 400 and "text" in value and not is_told_in_both(value):
        return f"not in both languages: {value['text']}"
    if name.endswith(".0") and MARK.encode() in raw:
        return "another firm's words"
    return None


def main():
    description = described.Description()
    world = World.begin()
    try:
        return walk(world, description)
    finally:
        World.tearDownClass()
        if OPTIONS.postgresql:
            World.database.end()


def walk(world, description):
    maker = Maker(world, description)
    sender = Sender(world, maker)
    operations = description.operations
    weights = [SLOW.get((o.method, o.path), 1) for o in operations]
    faults, seen, begin, may_not = {}, collections.Counter(), time.monotonic(), set()
    for number in range(OPTIONS.requests):
        if number % 400 == 399:
            world.restock()
        operation = CHANCE.choices(operations, weights)[0]
        name = CHANCE.choice(list(world.roles))
        for _ in range(5):  # who has been told that it may not asks seldom
            if (operation, name) in may_not and CHANCE.random() < 0.9:
                name = CHANCE.choice(list(world.roles))
        maker.side = name[-2:] if "." in name else ""
        asker, path = world.askers[name], maker.path(operation)
        maker.case_page = {}
        if operation.takes_version and CHANCE.random() < 0.7:
            maker.case_page = sender.read_before(operation, asker, path)
        body = maker.body(operation) if operation.body is not None else None
        if body is not None and CHANCE.random() < 0.35:
            body = maker.spoiled(body) if not isinstance(body, bytes) else body
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode("utf-8", "surrogatepass")
        headers = sender.headers(operation, asker, path)
        at = time.monotonic()
        try:
            status, raw, answer = sender.send(asker, operation.method, path, data, headers)
        except (OSError, http.client.HTTPException) as error:
            found = f"no answer: {error!r}"
            status = 0
            asker.line = None
        else:
            found = fault_of(operation, name, status, raw, answer, time.monotonic() - at)
            if status in (201, 202) and "." in name and answer.getheader("Content-Type") == "application/json":
                kind = "operation" if status == 202 else operation.path.split("/")[-1].rstrip("s")
                kind = {"recipient-link": "link", "submission": "case"}.get(kind, kind)
                if isinstance(made := json.loads(raw).get("case" if kind == "case" else "id"), str):
                    world.found(kind, made, name[-1])
        seen[operation.method, operation.path, status] += 1
        if found:
            key = (operation.method, operation.path, re.sub(r"[0-9A-HJKMNP-TV-Z]{26}|\d+", "#", found)[:90])
            if key not in faults:
                faults[key] = 1
                print(f"request {number}: {name} {operation.method} {path[:300]}\n  headers {headers}\n  body {data[:1500] if data else data}\n  {found}"
                      f"\n  answered {raw[:600] if status else b''}", flush=True)
            else:
                faults[key] += 1
        if status in (401, 403):
            may_not.add((operation, name))
        if status == 401 and name != "nobody" and not operation.path.startswith("/v1/recipient") and not name.startswith("link") and CHANCE.random() < 0.3:
            world.renew(name)
        if world.server.process.poll() is not None:
            print("the server has ended:\n" + (world.root / "serve.log").read_text()[-3000:])
            break
    took = time.monotonic() - begin
    by_status = collections.Counter()
    for (_, _, status), count in seen.items():
        by_status[status] += count
    print(f"seed {OPTIONS.seed}: {sum(seen.values())} requests in {took:.0f} s, by status {dict(sorted(by_status.items()))}")
    never = [f"{o.method} {o.path}" for o in operations if not any(s // 100 in (2, 3) for m, p, s in seen if (m, p) == (o.method, o.path))]
    print(f"operations never done: {never}")
    for (method, path, what), count in sorted(faults.items()):
        print(f"FAULT {count} x {method} {path}: {what}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
