#!/usr/bin/env python3
"""Credentials at the desk over HTTP, by a real authority's keys: what they lower, what their loss raises, who is told, what a kill leaves.

usage: journeys_desk_credentials.py PATH_TO_TIDEGATE [unittest arguments]
"""
import copy
import datetime
import hashlib
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

import journeys_cases as cases
import journeys_platform as platform
import journeys_server as server
from journeys_cases import make, zh

ISSUER, STATUS = "https://cert.example/dsm", "https://cert.example/status/1"
SYSTEM, HR, CITY = "临床数据管理系统", "人力资源系统", "北京"
RISK = {letter: {"level": 1, "evidence": "E1", "basis": "见材料"} for letter in "NPRBGCH"}
RISK.update({"X": {"level": 0, "evidence": "E3", "basis": "数据安全管理认证"}, "T": {"level": 2, "evidence": "E1", "basis": "传输与存储加密"},
             "national_security": 0, "public_interest": 0})


class Authority:
    """Issues, revokes, and keeps the lists that a desk is given; all by the program's own commands."""

    def __init__(self, root, subject="issuer"):
        self.root, self.subject, self.ca = root, subject, None
        root.mkdir(parents=True, exist_ok=True)
        for key in ("owner", subject):
            if not (root / f"{key}.pem").exists():
                self.run("credential", "keygen", root / f"{key}.pem")
        self.write("entries.json", {"format": "tidegate.status-entries/1", "uri": STATUS, "size": 4096})

    def run(self, *words):
        done = subprocess.run([server.TIDEGATE, *map(str, words)], capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(self.root / "home"), "LANG": "C.UTF-8"})
        if done.returncode:
            raise AssertionError(done.stdout + done.stderr)
        return done.stdout

    def write(self, name, value):
        (self.root / name).write_text(json.dumps(value, ensure_ascii=False))
        return self.root / name

    def signer(self):
        return "--key", self.root / f"{self.subject}.pem", "--kid", "k1"

    def trust(self, out):
        day = datetime.date.today() + datetime.timedelta(days=90)
        certificates = {"certificates": [self.ca.anchor()]} if self.ca else {}
        self.write("trust.json", {
            "format": "tidegate.trust-list/1", "issued": "2020-01-01", "expires": str(day),
            "accreditors": [{"id": "cnas", "name": {"en": "accreditation body", "zh": "认可机构"}}],
            "issuers": [{"id": ISSUER, "name": {"en": "certification body", "zh": "认证机构"}, "kinds": ["dsm"], **certificates,
                         "keys": [{"kid": "k1", "jwk": json.loads((self.root / f"{self.subject}.pem.jwk").read_text())}],
                         "accreditations": [{"by": "cnas", "number": "C001-P", "kinds": ["dsm"], "from": "2020-01-01"}],
                         "status_addresses": ["https://cert.example/status/"]}]})
        (self.root / "trust.jwt").unlink(missing_ok=True)
        self.run("credential", "trust", self.root / "trust.json", "--key", self.root / "owner.pem", "--kid", "owner", "--out", self.root / "trust.jwt")
        shutil.copy(self.root / "trust.jwt", out / "trust.jwt")
        shutil.copy(self.root / "owner.pem.jwk", out / "trust-key.json")

    def status(self, out, *words):
        """The newest list, put in the place of the one before in one move."""
        self.run("credential", "status", self.root / "entries.json", *words, *self.signer(), "--out", self.root / "status.jwt")
        shutil.copy(self.root / "status.jwt", out / "new")
        os.replace(out / "new", out / "dsm.jwt")

    def issue(self, index, **change):
        name = hashlib.sha256(json.dumps([index, change]).encode()).hexdigest()[:16] + ".jwt"
        (self.root / name).unlink(missing_ok=True)
        self.write("contents.json", {"issuer": ISSUER, "issued": "2026-01-01T00:00:00Z", "expires": "2036-01-01T00:00:00Z",
                                     "status": {"uri": STATUS, "index": index}, "kind": "dsm", "holder": {"uscc": make.USCC},
                                     "scope": {"systems": [SYSTEM], "sites": [CITY]}, "level": 2, **change})
        self.run("credential", "issue", self.root / "contents.json", *self.signer(), "--form", "vc", "--out", self.root / name)
        return (self.root / name).read_bytes()


class CertificateAuthority:
    """Certificates, CMS and revocation lists by the openssl program, signed PDF by what makes the labelled cases."""

    CNF = """[req]
distinguished_name=dn
prompt=no
[dn]
CN=authority
[root]
basicConstraints=critical,CA:true
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[leaf]
basicConstraints=critical,CA:false
keyUsage=critical,digitalSignature
extendedKeyUsage=1.3.6.1.5.5.7.3.36
[ca]
default_ca=own
[own]
database=index
crlnumber=number
default_md=sha256
default_crl_days=7
certificate=root.pem
private_key=root.key
"""

    def __init__(self, root):
        self.root = root
        root.mkdir(parents=True)
        (root / "ca.cnf").write_text(self.CNF)
        (root / "index").write_text("")
        (root / "number").write_text("01\n")
        # Years back: the credentials are dated on the first of January.
        key = "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-config", "ca.cnf"
        self.run("faketime", "2025-06-01", "openssl", "req", "-x509", *key, "-extensions", "root", "-keyout", "root.key", "-out", "root.pem", "-days", "7300")
        for name in ("first", "second"):
            self.run("faketime", "2025-06-01", "openssl", "req", "-x509", *key, "-extensions", "leaf", "-subj", f"/O=Body/CN={name}", "-CA", "root.pem",
                     "-CAkey", "root.key", "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "7000")

    def run(self, *words):
        done = subprocess.run([str(word) for word in words], capture_output=True, cwd=self.root, timeout=120)
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout

    def anchor(self):
        der = self.run("openssl", "x509", "-in", "root.pem", "-outform", "DER")
        return {"pem": (self.root / "root.pem").read_text(), "sha256": hashlib.sha256(der).hexdigest(), "signers": [{"O": "Body"}]}

    def crl(self, out, *revoked):
        for name in revoked:
            self.run("openssl", "ca", "-config", "ca.cnf", "-revoke", f"{name}.pem")
        self.run("openssl", "ca", "-config", "ca.cnf", "-gencrl", "-out", "root.crl")
        shutil.copy(self.root / "root.crl", out / "new")
        os.replace(out / "new", out / "root.crl")

    def claims(self, index, holder=make.USCC):
        return json.dumps({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "DataSecurityCredential"], "issuer": ISSUER,
                           "validFrom": "2026-01-01T00:00:00Z", "validUntil": "2036-01-01T00:00:00Z", "status": {"status_list": {"uri": STATUS, "idx": index}},
                           "credentialSubject": {"kind": "dsm", "holder": {"uscc": holder}, "scope": {"systems": [SYSTEM], "sites": [CITY]}, "level": 2}},
                          ensure_ascii=False).encode()

    def signature(self, octets, signer, *words):
        (self.root / "contents").write_bytes(octets)
        return self.run("openssl", "cms", "-sign", "-binary", "-in", "contents", "-signer", f"{signer}.pem", "-inkey", f"{signer}.key", "-outform", "DER", *words)

    def cms(self, index, signer="first", **change):
        return self.signature(self.claims(index, **change), signer, "-nodetach")

    def pdf(self, index, signer="first", **change):
        claims, out, places, room = self.claims(index, **change), bytearray(b"%PDF-1.7\n"), {}, 4000
        for number, body in ((1, b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(credential.json) 4 0 R] >> >> >>"),
                             (2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"), (3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] >>"),
                             (4, b"<< /Type /Filespec /F (credential.json) /EF << /F 5 0 R >> >>"),
                             (5, b"<< /Type /EmbeddedFile /Length %d >>\nstream\n" % len(claims) + claims + b"\nendstream")):
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        places[6] = len(out)
        out += b"6 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange "
        ranges = len(out)
        out += b"[0 0000000000 0000000000 0000000000] /Contents "
        gap = len(out)
        out += b"<" + b"0" * room + b"> >>\nendobj\n"
        table = len(out)
        out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % places[n] for n in sorted(places))
        out += b"trailer\n<< /Root 1 0 R /Size 7 >>\nstartxref\n%d\n%%%%EOF\n" % table
        behind = gap + room + 2
        out[ranges:ranges + 36] = b"[0 %010d %010d %010d]" % (gap, behind, len(out) - behind)
        shown = self.signature(bytes(out[:gap] + out[behind:]), signer).hex().encode()
        out[gap + 1:gap + 1 + len(shown)] = shown
        return bytes(out)


class Desk(cases.Desk):
    """A desk with a trust list, and a firm with a webhook."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lists = cls.folder / "credentials"
        (cls.lists / "status").mkdir(parents=True)
        cls.authority = Authority(cls.root / "authority")
        cls.ca = cls.authority.ca = CertificateAuthority(cls.root / "ca")
        cls.ca.crl(cls.lists / "status")
        cls.authority.trust(cls.lists)
        cls.authority.status(cls.lists / "status")
        cls.indexes = iter(range(4096))

    def filed(self, credential, route="SC", name="dsm.jwt", media_type="application/jwt", more=None, systems=(), **risk):
        """A filing that claims what a certified firm would; the case of it. more: further credentials by their names; systems: further ones."""
        declared = {**copy.deepcopy(RISK), **risk}

        def spoil(doc):
            doc["risk"] = declared
            doc["evidence"].append({"file": name, "kind": "dsm", "holder_uscc": make.USCC, "system": SYSTEM})
            doc["evidence"] += [{"file": other, "kind": "dsm", "holder_uscc": make.USCC} for other in more or {}]
            here = doc["scenario"]["domestic_systems"]
            here += [{**copy.deepcopy(here[0]), "name": system} for system in systems]

        filing, tag = self.prepared(route, spoil)
        if credential is not None:
            self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A9&file_name={name}", credential, Content_Type=media_type), 201)
            for other, octets in (more or {}).items():
                self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A9&file_name={other}", octets, Content_Type=media_type), 201)
            _, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
            tag = head.getheader("ETag")
        return filing, self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=tag), 201)[0]["case"]

    def score(self, case):
        return self.page(self.filer, case)["risk"]["score"]

    def steps(self, case, asker=None):
        return self.ok((asker or self.ann).ask("GET", f"/v1/cases/{case}/steps?limit=200"))[0]["rows"]

    def of_step(self, case, name, asker=None):
        return [row for row in self.steps(case, asker) if row["step"] == name]

    def until(self, what, seconds=30):
        """Until the desk has found it by itself; a desk that never does fails."""
        end = time.monotonic() + seconds
        while not (found := what()) and time.monotonic() < end:
            time.sleep(0.1)
        said = [line for line in (self.folder.parent / "serve.log").read_text().splitlines() if "credentials" in line]
        self.assertTrue(found, f"the desk did not look again: {said}")
        return found

    def admin(self, *words, exit=0):
        done = subprocess.run([server.TIDEGATE, "admin", "credentials", "--data", self.folder, "--format", "json", *words], capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, exit, done.stdout + done.stderr)
        return json.loads(done.stdout) if exit in (0, 3) else None


class Believing(Desk):
    def test_what_is_proved_lowers_the_risk_and_what_is_not_does_not(self):
        index = next(self.indexes)
        _, without = self.filed(None)
        _, proved = self.filed(self.authority.issue(index))
        self.assertLess(self.score(proved), self.score(without))
        page = self.page(self.filer, proved)
        row = page["credentials"]["rows"][0]
        self.assertEqual((row["file"], row["kind"], row["grade"], row["why"]), ("dsm.jwt", "dsm", "E3", []))
        self.assertEqual(page["credentials"]["is_checked"], True)
        self.assertEqual(self.page(self.ann, proved)["credentials"], page["credentials"])
        stranger = Authority(self.root / "stranger", "mine")
        honest = self.authority.issue(index)
        head, body, mark = honest.strip().split(b".")
        forged = b".".join((head, body, (b"B" if mark[:1] != b"B" else b"C") + mark[1:]))
        for name, bad, fault in (
                ("forged", forged, "bad_signature"), ("another's key", stranger.issue(index), "bad_signature"),
                ("unknown issuer", stranger.issue(index, issuer="https://mine.example/"), "unknown_issuer"),
                ("ended", self.authority.issue(index, expires="2026-02-01T00:00:00Z"), "expired"),
                ("another firm's", self.authority.issue(index, holder={"uscc": "91110108MA0000001D"}), "other_entity"),
                ("another system's", self.authority.issue(index, scope={"systems": ["人事系统"], "sites": [CITY]}), "other_system")):
            with self.subTest(name):
                _, case = self.filed(bad)
                self.assertGreaterEqual(self.score(case), self.score(without), "it eases nothing")
                row = self.page(self.ann, case)["credentials"]["rows"][0]
                self.assertIn(row["grade"], ("E0", "E1"))
                self.assertIn(fault, [why["fault"] for why in row["why"]])
                self.assertTrue(all(why["says"]["en"] and why["says"]["zh"] for why in row["why"]))

    def test_both_doors_give_the_same_papers_the_same_grades(self):
        """The twin: assess reads the declaration and the paper beside it by the same lists."""
        filing, case = self.filed(self.authority.issue(next(self.indexes)))
        self.assertEqual(self.twin(filing, case, "dsm.jwt"), ["Checked: dsm.jwt (dsm), E3."])

    def test_both_doors_let_each_system_have_a_credential_of_its_own(self):
        hr = lambda: self.authority.issue(next(self.indexes), scope={"systems": [HR], "sites": [CITY]})
        _, none = self.filed(None, systems=[HR])
        filing, case = self.filed(self.authority.issue(next(self.indexes)), more={"hr.jwt": hr()}, systems=[HR])
        self.assertEqual(self.twin(filing, case, "dsm.jwt", "hr.jwt"), ["Checked: dsm.jwt (dsm), E3.", "Checked: hr.jwt (dsm), E3."])
        self.assertLess(self.score(case), self.score(none))
        filing, case = self.filed(self.authority.issue(next(self.indexes)), systems=[HR])
        self.assertEqual(self.twin(filing, case, "dsm.jwt"),
                         [f"Checked: dsm.jwt (dsm), E1: of 2 systems that must be covered 1 has no credential of this kind that is proven: {HR}."])
        self.assertEqual(self.score(case), self.score(none), "no worse than none")

    def twin(self, filing, case, *papers):
        """What assess tells of the same papers, once it is seen to come to the same risk."""
        declaration = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))[0]["declaration"]
        home, beside = self.root / f"twin-home-{case}", self.root / f"twin-{case}"
        home.mkdir(mode=0o700)
        beside.mkdir()
        shutil.copytree(self.lists, home / "credentials")
        (beside / "transfer.json").write_text(json.dumps(declaration, ensure_ascii=False))
        for name in papers:
            paper = next(p for p in self.page(self.filer, case)["papers"] if p["file_name"] == name)
            (beside / name).write_bytes(self.ok(self.filer.ask("GET", f"/v1/filings/{filing}/papers/{paper['id']}"))[0])
        done = subprocess.run([server.TIDEGATE, "assess", beside / "transfer.json", "--format", "json"], capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(home), "LANG": "C.UTF-8"})
        self.assertIn(done.returncode, (0, 3, 4), done.stderr)
        risk = json.loads(done.stdout)["risk"]
        page = self.page(self.filer, case)
        self.assertEqual(page["risk"]["score"], risk["score"])
        self.assertEqual([page["risk"]["low"], page["risk"]["high"]], [risk["low"], risk["high"]])
        return [note["en"] for note in risk["notes"] if note["en"].startswith("Checked: ")]

    def test_without_a_trust_list_nothing_is_believed_and_it_is_said(self):
        os.rename(self.lists, self.folder / "elsewhere")
        self.addCleanup(lambda: (self.folder / "elsewhere").exists() and os.rename(self.folder / "elsewhere", self.lists))
        filing, case = self.filed(self.authority.issue(next(self.indexes)))
        _, without = self.filed(None)
        self.assertEqual(self.score(case), self.score(without))
        page = self.page(self.ann, case)
        self.assertEqual(page["credentials"], {"is_checked": False, "at": page["credentials"]["at"], "rows": []})
        self.assertEqual(self.admin(exit=3)["has_lists"], False)
        os.rename(self.folder / "elsewhere", self.lists)
        self.admin()
        self.assertEqual(self.of_step(case, "rescored"), [], "a list that comes later eases nothing by itself")


class Certified(Desk):
    """Signed by certificate: the same at the desk as a text of a key."""

    FORMS = (("cms", "dsm.cms", "application/cms"), ("cms", "dsm.p7s", "application/pkcs7-signature"), ("pdf", "dsm.pdf", "application/pdf"))

    def row(self, case, asker=None):
        return self.page(asker or self.ann, case)["credentials"]["rows"][0]

    def test_a_cms_or_a_signed_pdf_lowers_the_risk_as_its_twin_of_a_key_does(self):
        _, twin = self.filed(self.authority.issue(next(self.indexes)))
        _, without = self.filed(None)
        self.assertLess(self.score(twin), self.score(without))
        for form, name, media_type in self.FORMS:
            with self.subTest(name):
                make_one = getattr(self.ca, form)
                filing, case = self.filed(make_one(next(self.indexes)), name=name, media_type=media_type)
                row = self.row(case, self.filer)
                self.assertEqual((row["file"], row["kind"], row["grade"], row["why"]), (name, "dsm", "E3", []))
                self.assertEqual(self.score(case), self.score(twin))
                octets = make_one(next(self.indexes))
                for fault, bad in (("other_entity", make_one(next(self.indexes), holder="91110108MA0000001D")),
                                   ("bad_signature", octets.replace(make.USCC.encode(), b"91110108MA0000001D"))):
                    _, worse = self.filed(bad, name=name, media_type=media_type)
                    self.assertIn(fault, [why["fault"] for why in self.row(worse)["why"]])
                    self.assertEqual(self.row(worse)["grade"], "E0")
                    self.assertGreaterEqual(self.score(worse), self.score(without), "it eases nothing")

    def test_a_signature_without_its_contents_eases_nothing_at_the_desk(self):
        _, without = self.filed(None)
        alone = self.ca.signature(self.ca.claims(next(self.indexes)), "first")
        _, case = self.filed(alone, name="dsm.p7s", media_type="application/pkcs7-signature")
        self.assertEqual((self.row(case)["grade"], self.row(case)["why"][0]["fault"]), ("E0", "unreadable"))
        self.assertGreaterEqual(self.score(case), self.score(without))

    def test_a_certificate_that_is_revoked_scores_the_open_cases_anew(self):
        lost = [self.filed(getattr(self.ca, form)(next(self.indexes), "second"), name=name, media_type=media_type)[1]
                for form, name, media_type in self.FORMS]
        other = self.filed(self.ca.cms(next(self.indexes)), name="dsm.cms", media_type="application/cms")[1]
        before = {case: self.score(case) for case in (*lost, other)}
        self.ca.crl(self.lists / "status")
        self.admin()
        self.assertEqual([self.of_step(case, "rescored") for case in lost], [[], [], []], "a newer list of nobody is no loss")
        self.ca.crl(self.lists / "status", "second")
        for case, (_, name, _) in zip(lost, self.FORMS):
            step = self.until(lambda: self.of_step(case, "rescored"))[0]
            paper = next(p for p in self.page(self.ann, case)["papers"] if p["file_name"] == name)
            self.assertEqual((step["detail"]["cause"], step["detail"]["credentials"]), ("credential", [{"sha256": paper["sha256"], "fault": "revoked"}]))
            self.assertGreater(self.score(case), before[case])
            row = self.row(case, self.filer)
            self.assertEqual((row["grade"], row["why"][0]["fault"], row["why"][0]["says"]["zh"]), ("E0", "revoked", "其签名所依据的证书已被撤销"))
        self.admin()
        self.assertEqual((self.score(other), self.of_step(other, "rescored")), (before[other], []), "the other certificate's is not touched")
        self.assertEqual([len(self.of_step(case, "rescored")) for case in lost], [1, 1, 1], "once")
        _, late = self.filed(self.ca.pdf(next(self.indexes), "second"), name="dsm.pdf", media_type="application/pdf")
        self.assertEqual(self.row(late)["grade"], "E0")


class Losing(Desk):
    def test_a_revocation_scores_an_open_case_anew_and_the_firm_is_told(self):
        index = next(self.indexes)
        _, case = self.filed(self.authority.issue(index))
        _, other = self.filed(self.authority.issue(next(self.indexes)))
        before = self.score(case), self.score(other)
        self.authority.status(self.lists / "status", "--revoke", str(index))
        step = self.until(lambda: self.of_step(case, "rescored"))[0]
        self.assertEqual(step["detail"]["cause"], "credential")
        lost = step["detail"]["credentials"]
        paper = next(p for p in self.page(self.ann, case)["papers"] if p["file_name"] == "dsm.jwt")
        self.assertEqual(lost, [{"sha256": paper["sha256"], "fault": "revoked"}])
        self.assertGreater(self.score(case), before[0])
        seen = self.of_step(case, "rescored", self.filer)[0]["detail"]
        self.assertEqual((seen["credentials"], "risk_lane" in seen["filing"]), (lost, False))
        row = self.page(self.filer, case)["credentials"]["rows"][0]
        self.assertEqual((row["grade"], row["why"][0]["fault"]), ("E0", "revoked"))
        self.assertEqual((self.score(other), self.of_step(other, "rescored")), (before[1], []), "no other case is touched")
        self.admin()
        self.assertEqual(len(self.of_step(case, "rescored")), 1, "once")

    def test_what_stood_beside_a_lost_one_is_lost_with_it(self):
        index = next(self.indexes)
        hr = self.authority.issue(index, scope={"systems": [HR], "sites": [CITY]})
        _, case = self.filed(self.authority.issue(next(self.indexes)), more={"hr.jwt": hr}, systems=[HR])
        before = self.score(case)
        self.authority.status(self.lists / "status", "--revoke", str(index))
        step = self.until(lambda: self.of_step(case, "rescored"))[0]
        papers = {p["sha256"]: p["file_name"] for p in self.page(self.ann, case)["papers"]}
        self.assertEqual({papers[one["sha256"]]: one["fault"] for one in step["detail"]["credentials"]}, {"hr.jwt": "revoked", "dsm.jwt": "system_uncovered"})
        self.assertGreater(self.score(case), before)
        self.assertEqual({row["file"]: row["grade"] for row in self.page(self.ann, case)["credentials"]["rows"]}, {"dsm.jwt": "E1", "hr.jwt": "E0"})

    def test_a_suspension_that_is_lifted_eases_nothing_by_itself(self):
        index = next(self.indexes)
        _, case = self.filed(self.authority.issue(index))
        self.authority.status(self.lists / "status", "--suspend", str(index))
        self.until(lambda: self.of_step(case, "rescored"))
        strict = self.score(case)
        self.authority.status(self.lists / "status", "--restore", str(index))
        self.admin()
        self.assertEqual((self.score(case), len(self.of_step(case, "rescored"))), (strict, 1))

    def test_a_contest_is_scored_by_what_was_found_of_the_credentials(self):
        index = next(self.indexes)
        _, case = self.filed(self.authority.issue(index), route="SA")
        proved = self.score(case)
        self.authority.status(self.lists / "status", "--revoke", str(index))
        self.until(lambda: self.of_step(case, "rescored"))
        lost = self.score(case)
        self.must(self.filer, case, name="contest_opened", level="mapping", subject="C", claim="约定完备", wants_level=0)
        self.must(self.bo, case, name="contest_answered", contest=0, accepted=True, answer=zh("同意"))
        self.assertLess(self.score(case), lost, "the contest counts")
        self.assertGreater(self.score(case), proved * 0.5)
        self.assertEqual(self.page(self.ann, case)["credentials"]["rows"][0]["grade"], "E0", "and gives back no credential")


class Doubting(Desk):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.certificate = cls.root / "receiver.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", cls.certificate,
                        "-out", cls.root / "ca.pem", "-days", "2", "-subj", "/CN=receiver", "-addext", "subjectAltName=IP:127.0.0.1"],
                       check=True, capture_output=True)
        cls.certificate.write_text(cls.certificate.read_text() + (cls.root / "ca.pem").read_text())
        cls.restart("--webhook-allow-http-loopback", "--webhook-ca", str(cls.root / "ca.pem"))

    @classmethod
    def restart(cls, *words):
        cls.server.stop()
        cls.server = server.Server(cls.folder, *words)
        for asker in (cls.operator, cls.filer, cls.ann, cls.bo, cls.lead, cls.police, cls.medicine, cls.bank, cls.auditor):
            asker.port = cls.server.port

    def passed(self, index, route="SC"):
        _, case = self.filed(self.authority.issue(index), route)
        if route == "SA":
            self.must(self.ann, case, name="accepted")
        self.clear(case)
        self.decide(case, "passed", items=self.items(self.page(self.ann, case)))
        return case, self.page(self.ann, case)["permits"][0]["id"]

    def test_a_live_permit_is_doubted_its_owner_told_and_a_person_settles_it(self):
        receiver = platform.Receiver(self.certificate)
        self.addCleanup(receiver.stop)
        boss = self.made("hook.admin", "firm_admin", tenant=self.firm_id)[0]
        hook, _ = self.ok(boss.ask("POST", "/v1/webhooks", {"url": f"https://127.0.0.1:{receiver.port}/hook", "events": ["permit.doubted"]}), 201)
        index = next(self.indexes)
        case, permit = self.passed(index)
        self.assertNotIn("doubts", self.page(self.ann, case))
        self.authority.status(self.lists / "status", "--revoke", str(index))
        step = self.until(lambda: self.of_step(case, "permit_doubted"))[0]
        self.assertEqual((step["detail"]["permit"], step["detail"]["credentials"][0]["fault"]), (permit, "revoked"))
        headers, body = receiver.wait(1)[0]
        self.assertTrue(receiver.is_genuine(hook["secret"], {k.lower(): v for k, v in headers.items()}, body))
        told = json.loads(body)
        self.assertEqual((told["type"], told["data"]["permit"], told["data"]["case"], told["data"]["state"]), ("permit.doubted", permit, case, "active"))
        for asker in (self.filer, self.ann):
            page = self.page(asker, case)
            self.assertEqual((page["doubts"][0]["permit"], page["doubts"][0]["credentials"][0]["says"]["zh"]), (permit, "已被撤销"))
            self.assertTrue(page["permits"][0]["is_doubted"])
            shown, _ = self.ok(asker.ask("GET", f"/v1/permits/{permit}"))
            self.assertEqual((shown["state"], shown["is_doubted"], shown["marks"][0]["kind"]), ("active", True, "doubted"))
        page = self.page(self.ann, case)
        self.assertEqual((page["state"], page["waits_for"], page["version"]), ("filed", "desk", 1), "what was decided of stays")
        self.assertIn("doubt_settled", [one["step"] for one in page["steps_open"]])
        self.assertNotIn("doubt_settled", [one["step"] for one in self.page(self.filer, case)["steps_open"]])
        self.assertIn(case, [row["id"] for row in self.ok(self.ann.ask("GET", "/v1/cases?limit=200"))[0]["rows"]])
        self.refused(self.filer, case, 403, "not_yours", name="doubt_settled", permit=permit, reasons=zh("无碍"))
        self.refused(self.ann, case, 422, "reasons_missing", name="doubt_settled", permit=permit)
        after = self.must(self.ann, case, name="doubt_settled", permit=permit, reasons=zh("已换发新证书"))
        self.assertEqual((after["waits_for"], after["doubts"][0]["settled"]["reasons"]["zh"]), ("nobody", "已换发新证书"))
        shown, _ = self.ok(self.filer.ask("GET", f"/v1/permits/{permit}"))
        self.assertEqual((shown.get("is_doubted"), [mark["kind"] for mark in shown["marks"]]), (None, ["doubted", "settled"]))
        self.admin()
        self.assertEqual(len(self.of_step(case, "permit_doubted")), 1)

    def test_a_permit_that_ended_or_was_revoked_is_left_alone(self):
        index = next(self.indexes)
        case, permit = self.passed(index)
        _, head = self.ok(self.lead.ask("GET", f"/v1/permits/{permit}"))
        self.ok(self.lead.ask("POST", f"/v1/permits/{permit}/statements", {"state": "revoked", "reason": zh("停止出境")}, If_Match=head.getheader("ETag")), 201)
        self.authority.status(self.lists / "status", "--revoke", str(index))
        self.admin()
        self.assertEqual(self.of_step(case, "permit_doubted"), [])


class Killed(Desk):
    def test_a_pass_that_is_killed_goes_on_where_it_stood(self):
        made = [(index, self.filed(self.authority.issue(index))[1]) for index in (next(self.indexes) for _ in range(8))]
        before = {case: self.score(case) for _, case in made}
        self.server.stop()
        self.authority.status(self.lists / "status", *(word for index, _ in made for word in ("--revoke", str(index))))

        def rescored():
            with sqlite3.connect(f"file:{self.folder}/desk.db?mode=ro", uri=True, timeout=30) as database:
                return database.execute("SELECT count(*) FROM case_events WHERE kind = 'rescored'").fetchone()[0]

        kills, last = 0, rescored()
        self.assertEqual(last, 0)
        for _ in range(40):
            process = subprocess.Popen([server.TIDEGATE, "admin", "credentials", "--data", self.folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while process.poll() is None and rescored() == last:
                pass
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                kills += 1
            process.wait()
            last = rescored()
            if last == len(made):
                break
        self.assertEqual(last, len(made), "nothing is lost")
        self.assertGreater(kills, 0, "it was killed at its work")
        self.assertEqual(self.admin()["looked_at"], 0, "nothing is left")
        checked = subprocess.run([server.TIDEGATE, "admin", "check", "--data", self.folder], capture_output=True, text=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        type(self).server = server.Server(self.folder)
        for asker in (self.operator, self.filer, self.ann):
            asker.port = self.server.port
        for _, case in made:
            self.assertEqual(len(self.of_step(case, "rescored")), 1, "nothing is done twice")
            self.assertGreater(self.score(case), before[case])


if __name__ == "__main__":
    unittest.main(verbosity=2)
