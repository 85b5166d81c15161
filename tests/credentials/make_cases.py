#!/usr/bin/env python3
"""Writes the labelled credentials: cases.jsonl, trust.jwt, trust-key.json. A second program beside ours, written from
the specifications alone (RFC 7515, RFC 9901, Token Status List), so that what it signs is also a test of what we read.

Keys are made of their names, for these cases alone. ECDSA and SM2 draw a number for each signature: the files are kept.
Needs python3-cryptography and the openssl program (SM2). Usage: make_cases.py FOLDER"""
import base64, datetime, hashlib, json, pathlib, subprocess, sys, tempfile, zlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

AT = "2026-06-01T12:00:00Z"
FIRM, OTHER_FIRM = "91110108MA01ABCD0B", "91310115MA1K0AAA1H"
FOREIGN = "lei:529900T8BM49AURSDO55"
SYSTEM, SITE = "crm", "Beijing DC1"
KINDS = {"dsm": "E3", "pip": "E3", "mlps": "E3", "mlps_filing": "E1", "iso27001": "E3", "iso27701": "E3", "iso27018": "E3",
         "iso22301": "E3", "dsmm": "E3", "cryptography": "E3", "audit": "E3", "important_data_report": "E3", "staff": "E2",
         "recipient_local": "E3"}
OF_WORK = {"mlps", "cryptography", "audit", "important_data_report"}
OF_HOLDER = {"dsmm", "audit", "important_data_report", "staff", "recipient_local"}  # of the whole firm, unless they say of what
OF_SITES = {"iso27001", "iso27701", "iso27018", "iso22301"}  # of all at the sites that they name


def b64(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def text(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def seconds(moment):
    return int(datetime.datetime.fromisoformat(moment.replace("Z", "+00:00")).timestamp())


def scalar(name, order):
    return int.from_bytes(hashlib.sha256(name.encode()).digest(), "big") % (order - 1) + 1


def number(value):
    return value.to_bytes(32, "big")


class Ed:
    alg = "EdDSA"

    def __init__(self, name):
        self.key = ed25519.Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        raw = self.key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(raw)}

    def sign(self, octets):
        return self.key.sign(octets)


class Es:
    alg = "ES256"
    ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

    def __init__(self, name):
        self.key = ec.derive_private_key(scalar(name, self.ORDER), ec.SECP256R1())
        at = self.key.public_key().public_numbers()
        self.jwk = {"kty": "EC", "crv": "P-256", "x": b64(number(at.x)), "y": b64(number(at.y))}

    def sign(self, octets):
        r, s = decode_dss_signature(self.key.sign(octets, ec.ECDSA(hashes.SHA256())))
        return number(r) + number(s)


class Sm2:
    """The openssl program signs; the point is computed here, slowly (GB/T 32918.5)."""
    alg = "SM2"
    P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
    A = P - 3
    ORDER = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
    G = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7,
         0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)

    def __init__(self, name):
        d = scalar(name, self.ORDER)
        x, y = self.times(d, self.G)
        self.jwk = {"kty": "EC", "crv": "SM2", "x": b64(number(x)), "y": b64(number(y))}
        point = b"\x00\x04" + number(x) + number(y)
        inside = (b"\x02\x01\x01\x04\x20" + number(d) + b"\xa0\x0a\x06\x08\x2a\x81\x1c\xcf\x55\x01\x82\x2d" +
                  b"\xa1\x44\x03\x42" + point)
        self.der = b"\x30" + bytes([len(inside)]) + inside

    def add(self, a, b):
        if a is None or b is None:
            return a or b
        if a[0] == b[0] and (a[1] + b[1]) % self.P == 0:
            return None
        if a == b:
            slope = (3 * a[0] * a[0] + self.A) * pow(2 * a[1], -1, self.P) % self.P
        else:
            slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, self.P) % self.P
        x = (slope * slope - a[0] - b[0]) % self.P
        return x, (slope * (a[0] - x) - a[1]) % self.P

    def times(self, n, point):
        out = None
        while n:
            out = self.add(out, point) if n & 1 else out
            point, n = self.add(point, point), n >> 1
        return out

    def sign(self, octets):
        with tempfile.TemporaryDirectory() as folder:
            key, data = pathlib.Path(folder, "key"), pathlib.Path(folder, "data")
            key.write_bytes(b"-----BEGIN EC PRIVATE KEY-----\n" + base64.encodebytes(self.der).rstrip() + b"\n-----END EC PRIVATE KEY-----\n")
            data.write_bytes(octets)
            der = subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", data, "-digest", "sm3",
                                  "-pkeyopt", "distid:1234567812345678"], check=True, capture_output=True).stdout
        r, s = decode_dss_signature(der)
        return number(r) + number(s)


def jws(key, kid, typ, claims, **header):
    head = {"alg": key.alg, "kid": kid, "typ": typ, **header}
    signed = b64(text(head).encode()) + "." + b64((claims if isinstance(claims, str) else text(claims)).encode())
    return signed + "." + b64(key.sign(signed.encode()))


def status(key, kid, uri, at, entries, bits=2, **more):
    octets = bytearray(len(entries) * bits // 8)
    for i, value in enumerate(entries):
        octets[i * bits // 8] |= value << (i * bits % 8)
    return jws(key, kid, "statuslist+jwt", {"sub": uri, "iat": seconds(at), **more,
                                            "status_list": {"bits": bits, "lst": b64(zlib.compress(bytes(octets), 9))}})


KEYS = {"EdDSA": Ed("issuer ed"), "ES256": Es("issuer es"), "SM2": Sm2("issuer sm2")}
STRANGER = {"EdDSA": Ed("stranger ed"), "ES256": Es("stranger es"), "SM2": Sm2("stranger sm2")}
IDS = {"EdDSA": "https://cert.example/ed", "ES256": "https://cert.example/es", "SM2": "https://cert.example/sm2"}
OWNER = Ed("owner of the trust list")


def issuer(id, key, kinds, accreditations, keys=None):
    return {"id": id, "name": {"en": "certification body", "zh": "认证机构"}, "kinds": kinds,
            "keys": keys or [{"kid": "k1", "jwk": key.jwk, "from": "2025-01-01", "to": "2028-01-01"}],
            "accreditations": accreditations, "status_addresses": [id + "/status/"]}


def trust():
    every = list(KINDS)
    good = {"by": "cnas", "number": "C001-P", "kinds": every, "from": "2025-01-01", "to": "2028-01-01"}
    issuers = [issuer(IDS[alg], key, every, [good]) for alg, key in KEYS.items()]
    for name, accreditations, kinds in [
            ("no-kind", [good], ["iso27001"]), ("not-accredited", [], every),
            ("other-kind", [dict(good, kinds=["iso27001"])], every), ("ended", [dict(good, to="2026-03-01")], every),
            ("suspended-before", [dict(good, state="suspended", since="2026-02-01")], every),
            ("withdrawn-since", [dict(good, state="withdrawn", since="2026-05-01")], every),
            ("lapsed-since", [dict(good, to="2026-04-01")], every), ("lapsed-root", [dict(good, by="old")], every)]:
        issuers.append(issuer("https://cert.example/" + name, Ed(name), kinds, accreditations))
    issuers.append(issuer("https://cert.example/old-key", Ed("old-key"), every, [good],
                          [{"kid": "k1", "jwk": Ed("old-key").jwk, "from": "2025-01-01", "to": "2026-02-01"}]))
    return {"format": "tidegate.trust-list/1", "issued": "2026-01-01", "expires": "2027-01-01",
            "accreditors": [{"id": "cnca", "name": {"en": "authority of accreditation", "zh": "认可主管机构"}},
                            {"id": "cnas", "name": {"en": "accreditation body", "zh": "认可机构"}, "by": "cnca"},
                            {"id": "old", "name": {"en": "former body", "zh": "原认可机构"}, "to": "2025-06-01", "by": "cnca"}],
            "issuers": issuers}


def claims(issuer_id, kind="dsm", **change):
    out = {"issuer": issuer_id, "issued": "2026-03-01T00:00:00Z", "expires": "2027-03-01T00:00:00Z", "kind": kind,
           "holder": {"foreign_id": FOREIGN} if kind == "recipient_local" else {"uscc": FIRM},
           "scope": {"systems": [SYSTEM, "billing"], "sites": [SITE]}, "index": 5, "level": 3}
    if kind in OF_WORK:
        out["worked_on"] = "2026-01-20"
    out.update(change)
    return {name: value for name, value in out.items() if value is not None}


def subject(c):
    return {name: c[name] for name in ("kind", "holder", "scope", "level", "worked_on") if name in c}


def vc(c, key, kid="k1", model=2, more=None, **header):
    out = {"iss": c["issuer"]}
    if "expires" in c:
        out["exp"] = seconds(c["expires"])
    if "index" in c:
        out["status"] = {"status_list": {"uri": c.get("uri", c["issuer"] + "/status/1"), "idx": c["index"]}}
    body = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiableCredential", "DataSecurityCredential"],
            "credentialSubject": subject(c), **(more or {})}
    if model == 1:
        body["@context"] = ["https://www.w3.org/2018/credentials/v1"]
        return jws(key, kid, "JWT", {**out, "nbf": seconds(c["issued"]), "vc": body}, **header)
    return jws(key, kid, "vc+jwt", {**out, **body, "issuer": c["issuer"], "validFrom": c["issued"]}, **header)


def disclosure(*parts):
    return b64(json.dumps(parts, ensure_ascii=False).encode())


def digest(shown):
    return b64(hashlib.sha256(shown.encode()).digest())


def sd(c, key, kid="k1", shown=None, extra=(), hidden=None, **header):
    """Scope and level may be withheld, so may each system, and what is hidden beside them."""
    out = {"iss": c["issuer"], "iat": seconds(c["issued"]), "vct": "urn:tidegate:data-security-credential:1", "_sd_alg": "sha-256"}
    if "expires" in c:
        out["exp"] = seconds(c["expires"])
    if "index" in c:
        out["status"] = {"status_list": {"uri": c.get("uri", c["issuer"] + "/status/1"), "idx": c["index"]}}
    claims_of, disclosures = subject(c), {}
    if "scope" in claims_of:
        scope = dict(claims_of.pop("scope"))
        systems = []
        for system in scope.get("systems", []):
            disclosures[system] = disclosure("salt-" + system, system)
            systems.append({"...": digest(disclosures[system])})
        scope["systems"] = systems
        disclosures["scope"] = disclosure("salt-scope", "scope", scope)
    if "level" in claims_of:
        disclosures["level"] = disclosure("salt-level", "level", claims_of.pop("level"))
    out.update(claims_of)
    for name, value in (hidden or {}).items():
        disclosures[name] = disclosure("salt-" + name, name, value)
    out["_sd"] = sorted(digest(disclosures[name]) for name in ("scope", "level", *(hidden or {})) if name in disclosures)
    chosen = [d for name, d in disclosures.items() if shown is None or name in shown]
    return "~".join([jws(key, kid, "dc+sd-jwt", out, **header), *chosen, *extra]) + "~"


def cases():
    fresh = {alg: status(key, "k1", IDS[alg] + "/status/1", "2026-06-01T06:00:00Z", [0] * 64) for alg, key in KEYS.items()}

    def case(id, credential, grade, reason, statuses, holder=FIRM, others=(), **question):
        asked = {"holder": holder, "systems": [SYSTEM], "sites": [SITE], **question}
        return {"id": id, "at": question.pop("at", AT), "trust": "trust.jwt", "trust_key": "trust-key.json", "credential": credential,
                "statuses": statuses, "question": {k: v for k, v in asked.items() if k != "at"},
                **({"others": [{"credential": other} for other in others]} if others else {}),
                "expect": {"grade": grade, "reason": reason}}

    reasons = {"mlps_filing": "filing_alone", "staff": "kind_limit"}
    for kind, grade in KINDS.items():
        for alg, key in KEYS.items():
            c = claims(IDS[alg], kind)
            holder = FOREIGN if kind == "recipient_local" else FIRM
            for form, credential in [("vc", vc(c, key)), ("vc1", vc(c, key, model=1)), ("sd", sd(c, key))]:
                if form == "vc1" and kind != "dsm":
                    continue
                yield case(f"honest-{kind}-{alg}-{form}", credential, grade, reasons.get(kind, ""), [fresh[alg]], holder)
    wrong = [("expired", "E0", "expired", {"expires": "2026-06-01T12:00:00Z"}),
             ("not-yet", "E0", "not_yet_valid", {"issued": "2026-06-01T12:00:01Z"}),
             ("other-entity", "E0", "other_entity", {"holder": {"uscc": OTHER_FIRM}}),
             ("foreign-entity", "E0", "other_entity", {"holder": {"foreign_id": FIRM + "X"}}),
             ("other-system", "E0", "other_system", {"scope": {"systems": ["billing"], "sites": [SITE]}}),
             ("no-system", "E1", "other_system", {"scope": {"systems": [], "sites": [SITE]}}),
             ("other-site", "E0", "other_site", {"scope": {"systems": [SYSTEM], "sites": ["Oslo"]}}),
             ("limited-process", "E1", "other_process", {"scope": {"systems": [SYSTEM], "sites": [SITE], "processes": ["sales"]}}),
             ("no-end", "E1", "no_expiry", {"expires": None}), ("no-status", "E1", "status_missing", {"index": None}),
             ("no-entry", "E1", "status_missing", {"index": 64}),
             ("other-list", "E1", "status_missing", {"uri": "https://cert.example/elsewhere/1"}),
             ("unknown-issuer", "E1", "unknown_issuer", {"issuer": "https://cert.example/nobody"}),
             ("unknown-kind", "E0", "unknown_kind", {"kind": "gold_seal"}),
             ("backup-claim", "E0", "unknown_kind", {"kind": "restore_drill"}),
             ("key-later", "E0", "key_out_of_time", {"issued": "2024-12-30T00:00:00Z"}),
             ("foreign-code", "E0", "unreadable", {"holder": {"foreign_id": FIRM}}),
             ("mlps-level-1", "E1", "level_too_low", {"kind": "mlps", "worked_on": "2026-01-20", "level": 1}),
             ("mlps-no-level", "E1", "level_too_low", {"kind": "mlps", "worked_on": "2026-01-20", "level": None}),
             ("work-ahead", "E1", "work_too_old", {"kind": "mlps", "worked_on": "2026-07-01"}),
             ("work-after-issue", "E1", "work_too_old", {"kind": "mlps", "worked_on": "2026-04-01"})]
    for alg, key in KEYS.items():
        for form, make in [("vc", vc), ("sd", sd)]:
            for name, grade, reason, change in wrong:
                if name == "unknown-kind" or name == "backup-claim":
                    reason = "unknown_kind"
                yield case(f"{name}-{alg}-{form}", make(claims(IDS[alg], **change), key), grade, reason, [fresh[alg]])
            honest = make(claims(IDS[alg]), key)
            for value, reason in [(1, "revoked"), (2, "suspended"), (3, "revoked")]:
                entries = [0] * 64
                entries[5] = value
                for at in ("2026-06-01T06:00:00Z", "2026-03-02T00:00:00Z"):
                    lists = [status(key, "k1", IDS[alg] + "/status/1", at, entries)]
                    yield case(f"status-{value}-{at[:10]}-{alg}-{form}", honest, "E0", reason, lists)
            def says(value, at):
                entries = [0] * 64
                entries[5] = value
                return status(key, "k1", IDS[alg] + "/status/1", at, entries)
            now, before, later = "2026-06-01T06:00:00Z", "2026-05-20T06:00:00Z", "2026-07-01T06:00:00Z"
            for name, grade, reason, lists in [
                    ("same-second", "E0", "revoked", [says(0, now), says(1, now)]), ("same-second-2", "E0", "revoked", [says(1, now), says(0, now)]),
                    ("same-second-suspended", "E0", "suspended", [says(2, now), says(0, now)]),
                    ("revoked-for-ever", "E0", "revoked", [says(1, before), says(0, now)]), ("lifted", "E3", "", [says(2, before), says(0, now)]),
                    ("later-revoked", "E3", "", [says(0, now), says(1, later)]), ("later-lifted", "E0", "suspended", [says(2, now), says(0, later)])]:
                yield case(f"lists-{name}-{alg}-{form}", honest, grade, reason, lists)
            old = status(key, "k1", IDS[alg] + "/status/1", "2026-05-31T06:00:00Z", [0] * 64)
            yield case(f"status-stale-{alg}-{form}", honest, "E2", "status_stale", [old])
            yield case(f"status-ended-{alg}-{form}", honest, "E1", "status_missing",
                       [status(key, "k1", IDS[alg] + "/status/1", "2026-06-01T06:00:00Z", [0] * 64, exp=seconds(AT))])
            yield case(f"status-none-{alg}-{form}", honest, "E1", "status_missing", [])
            forged = status(STRANGER[alg], "k1", IDS[alg] + "/status/1", "2026-06-01T06:00:00Z", [0] * 64)
            yield case(f"status-forged-{alg}-{form}", honest, "E1", "status_forged", [forged])
            other = "ES256" if alg == "EdDSA" else "EdDSA"
            of_other = status(KEYS[other], "k1", IDS[alg] + "/status/1", "2026-06-01T06:00:00Z", [0] * 64)
            yield case(f"status-other-issuer-{alg}-{form}", honest, "E1", "status_forged", [of_other])
            yield case(f"status-truncated-{alg}-{form}", honest, "E1", "status_missing", [fresh[alg][:-20]])
            yield case(f"resigned-{alg}-{form}", make(claims(IDS[alg]), STRANGER[alg]), "E0", "bad_signature", [fresh[alg]])
            yield case(f"unknown-key-{alg}-{form}", make(claims(IDS[alg]), STRANGER[alg], "k2"), "E0", "unknown_key", [fresh[alg]])
            yield case(f"truncated-{alg}-{form}", honest[:len(honest) * 2 // 3], "E0",
                       "unreadable", [fresh[alg]])
            confused = make(claims(IDS[alg]), KEYS[other])
            yield case(f"confused-{alg}-{form}", confused, "E0", "wrong_algorithm", [fresh[alg]])
            for name in ("none", "HS256", "RS256"):
                yield case(f"alg-{name}-{alg}-{form}", make(claims(IDS[alg]), key, **{"alg": name}), "E0", "algorithm", [fresh[alg]])
            yield case(f"crit-{alg}-{form}", make(claims(IDS[alg]), key, crit=["exp"]), "E0", "unreadable", [fresh[alg]])
            yield case(f"level-{alg}-{form}", honest, "E1", "level_too_low", [fresh[alg]], least_level=4)
            yield case(f"two-systems-{alg}-{form}", honest, "E1", "system_uncovered", [fresh[alg]], systems=[SYSTEM, "payroll"])
            yield case(f"two-sites-{alg}-{form}", honest, "E1", "system_uncovered", [fresh[alg]], sites=[SITE, "Shanghai DC2"])

            # Of several systems: what is of one kind must cover each, and proves what the worst of them has.
            def of(*systems, kind="mlps", site=SITE, by=key, **change):
                return make(claims(IDS[alg], kind, scope={"systems": list(systems), "sites": [site]}, **change), by)

            withdrawn = [0] * 64
            withdrawn[6] = 1
            lists = [status(key, "k1", IDS[alg] + "/status/1", "2026-06-01T06:00:00Z", withdrawn)]
            crm, payroll, three = of(SYSTEM), of("payroll"), [SYSTEM, "payroll", "erp"]
            for name, grade, reason, own, others, systems in [
                    ("each", "E3", "", crm, [payroll], three[:2]), ("alone", "E1", "system_uncovered", crm, [], three[:2]),
                    ("gap", "E1", "system_uncovered", crm, [payroll], three), ("all-three", "E3", "", crm, [payroll, of("erp")], three),
                    ("overlap", "E3", "", of(SYSTEM, "payroll"), [of("payroll", "erp")], three),
                    ("overlap-revoked", "E1", "system_uncovered", of(SYSTEM, "payroll"), [of("payroll", "erp", index=6)], three),
                    ("one-of-two-revoked", "E1", "system_uncovered", crm, [of("payroll", index=6)], three[:2]),
                    ("itself-revoked", "E0", "revoked", of(SYSTEM, index=6), [payroll], three[:2]),
                    ("revoked-and-renewed", "E3", "", crm, [of("payroll", index=6), payroll], three[:2]),
                    ("work-old", "E2", "system_uncovered", crm, [of("payroll", worked_on="2025-05-31")], three[:2]),
                    ("expired", "E1", "system_uncovered", crm, [of("payroll", expires="2026-06-01T12:00:00Z")], three[:2]),
                    ("other-kind", "E1", "system_uncovered", crm, [of("payroll", kind="dsm")], three[:2]),
                    ("filing-beside", "E1", "system_uncovered", crm, [of("payroll", kind="mlps_filing")], three[:2]),
                    ("other-entity", "E1", "system_uncovered", crm, [of("payroll", holder={"uscc": OTHER_FIRM})], three[:2]),
                    ("other-site", "E1", "system_uncovered", crm, [of("payroll", site="Oslo")], three[:2]),
                    ("resigned", "E1", "system_uncovered", crm, [of("payroll", by=STRANGER[alg])], three[:2]),
                    ("unscoped-beside", "E1", "system_uncovered", crm, [make(claims(IDS[alg], "mlps", scope=None), key)], three[:2]),
                    ("third-beside", "E3", "", of(SYSTEM), [of("archive")], three[:1]), ("third", "E0", "other_system", of("archive"), [crm], three[:1])]:
                yield case(f"split-{name}-{alg}-{form}", own, grade, reason, lists, others=others, systems=systems)
            # What is not asked eases nothing; what is of the whole firm by its nature needs to name nothing.
            for kind, best in KINDS.items() if alg == "EdDSA" else ():
                holder = FOREIGN if kind == "recipient_local" else FIRM
                bare = make(claims(IDS[alg], kind, scope=None), key)
                grade, reason = (best, reasons.get(kind, "")) if kind in OF_HOLDER else ("E1", "other_site" if kind in OF_SITES else "other_system")
                yield case(f"unscoped-{kind}-{alg}-{form}", bare, grade, reason, [fresh[alg]], holder)
                yield case(f"unscoped-unasked-{kind}-{alg}-{form}", bare, grade, reason, [fresh[alg]], holder, systems=[], sites=[])
                scoped = make(claims(IDS[alg], kind), key)
                yield case(f"scoped-unasked-{kind}-{alg}-{form}", scoped, "E1", "other_system", [fresh[alg]], holder, systems=[], sites=[])
                at_site = make(claims(IDS[alg], kind, scope={"sites": [SITE]}), key)
                whole = kind in OF_HOLDER or kind in OF_SITES
                yield case(f"site-alone-{kind}-{alg}-{form}", at_site, best if whole else "E1", reasons.get(kind, "") if whole else "other_system", [fresh[alg]],
                           holder)
                named = make(claims(IDS[alg], kind, scope={"systems": [SYSTEM]}), key)
                whole = kind in OF_HOLDER
                yield case(f"system-alone-{kind}-{alg}-{form}", named, best if whole else "E1", reasons.get(kind, "") if whole else "other_site", [fresh[alg]], holder)
            yield case(f"scope-unasked-{alg}-{form}", honest, "E1", "other_system", [fresh[alg]], systems=[], sites=[])
            yield case(f"list-past-{alg}-{form}", make(claims(IDS[alg], expires="2028-03-01T00:00:00Z"), key), "E1", "trust_list_stale",
                       [status(key, "k1", IDS[alg] + "/status/1", "2026-12-31T20:00:00Z", [0] * 64)], at="2027-01-01T12:00:00+08:00")
            work = make(claims(IDS[alg], "mlps", worked_on="2025-05-31"), key)
            yield case(f"work-old-{alg}-{form}", work, "E2", "work_too_old", [fresh[alg]])
            work = make(claims(IDS[alg], "mlps", worked_on="2025-11-01", level=4), key)
            yield case(f"work-half-year-{alg}-{form}", work, "E2", "work_too_old", [fresh[alg]])
            week = status(key, "k1", IDS[alg] + "/status/1", "2026-05-24T00:00:00Z", [0] * 64)
            work = make(claims(IDS[alg], "mlps", worked_on="2025-05-31"), key)
            yield case(f"two-steps-{alg}-{form}", work, "E1", "status_stale", [week])
        changed = vc(claims(IDS[alg], holder={"uscc": OTHER_FIRM}), key).split(".")
        own = vc(claims(IDS[alg]), key).split(".")
        yield case(f"changed-{alg}", ".".join([changed[0], own[1], changed[2]]), "E0", "bad_signature", [fresh[alg]])
        twice = text({"iss": IDS[alg]})[:-1] + ',"iss":"https://cert.example/ed","nbf":1}'
        yield case(f"member-twice-{alg}", jws(key, "k1", "vc+jwt", twice), "E0", "unreadable", [fresh[alg]])
        c = claims(IDS[alg])
        yield case(f"sd-withheld-level-{alg}", sd(c, key, shown={"scope", SYSTEM, "billing"}), "E3", "", [fresh[alg]])
        yield case(f"sd-withheld-system-{alg}", sd(c, key, shown={"scope", SYSTEM}), "E1", "other_system", [fresh[alg]])
        yield case(f"sd-withheld-scope-{alg}", sd(c, key, shown=set()), "E1", "other_system", [fresh[alg]], systems=[], sites=[])
        for name, grade, reason, more in [("second-status", "E1", "status_missing", {"credentialStatus": {"type": "BitstringStatusListEntry"}}),
                                          ("terms", "E1", "other_process", {"termsOfUse": [{"type": "TrustFrameworkPolicy"}]})]:
            yield case(f"{name}-{alg}-vc", vc(c, key, more=more), grade, reason, [fresh[alg]])
            yield case(f"{name}-{alg}-vc1", vc(c, key, model=1, more=more), grade, reason, [fresh[alg]])
        limits = {"number": "17", "not_for": SYSTEM}
        yield case(f"sd-limit-shown-{alg}", sd(c, key, hidden=limits), "E0", "unreadable", [fresh[alg]])
        yield case(f"sd-limit-withheld-{alg}", sd(c, key, shown={"scope", "number", SYSTEM, "billing"}, hidden=limits), "E1", "other_process", [fresh[alg]])
        yield case(f"sd-number-withheld-{alg}", sd(c, key, shown={"scope", "level", SYSTEM, "billing"}, hidden={"number": "17"}), "E3", "", [fresh[alg]])
        for name in ("nbf", "exp", "status"):
            value = {"status_list": {"uri": IDS[alg] + "/status/1", "idx": 5}} if name == "status" else seconds(AT)
            bare = claims(IDS[alg], expires=None, index=None) if name != "nbf" else c
            yield case(f"sd-{name}-disclosed-{alg}", sd(bare, key, hidden={name: value}), "E0", "unreadable", [fresh[alg]])
        yield case(f"sd-own-disclosure-{alg}", sd(c, key, extra=[disclosure("s", "level", 5)]), "E0", "unreadable", [fresh[alg]])
        yield case(f"sd-twice-{alg}", sd(c, key, extra=[disclosure("salt-level", "level", 3)]), "E0", "unreadable", [fresh[alg]])
    for name, grade, reason in [("no-kind", "E1", "kind_not_allowed"), ("not-accredited", "E1", "not_accredited"),
                                ("other-kind", "E1", "not_accredited"), ("ended", "E1", "accreditation_ended"),
                                ("suspended-before", "E1", "accreditation_ended"), ("withdrawn-since", "E1", "accreditation_now"),
                                ("lapsed-since", "E3", ""), ("lapsed-root", "E1", "not_accredited"),
                                ("old-key", "E0", "key_out_of_time")]:
        id, key = "https://cert.example/" + name, Ed(name)
        at = "2026-01-15T00:00:00Z" if name == "old-key" else "2026-06-01T06:00:00Z"
        for form, make in [("vc", vc), ("sd", sd)]:
            yield case(f"issuer-{name}-{form}", make(claims(id), key), grade, reason, [status(key, "k1", id + "/status/1", at, [0] * 64)])
    yield case("huge", vc(claims(IDS["EdDSA"], scope={"systems": ["x" * 280 + str(i) for i in range(480)]}), KEYS["EdDSA"]), "E0",
               "unreadable", [fresh["EdDSA"]])
    for name, credential in [("empty", ""), ("pdf", "%PDF-1.7"), ("dots", "..."), ("not-json", "e30.e30."), ("tilde", "~~~")]:
        yield case(name, credential, "E0", "unreadable", [fresh["EdDSA"]])


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    (folder / "trust.jwt").write_text(jws(OWNER, "owner", "tidegate-trust-list+jwt", trust()) + "\n")
    (folder / "trust-key.json").write_text(text(OWNER.jwk) + "\n")
    (folder / "cases.jsonl").write_text("".join(text(c) + "\n" for c in cases()))
