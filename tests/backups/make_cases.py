#!/usr/bin/env python3
"""Writes the labelled backups: cases.jsonl, trust.jwt, trust-key.json. A second program beside ours, written from the formats
alone (RFC 7515, RFC 9162, C2SP signed-note and tlog-cosignature), so that what it makes is also a test of what we read.

Keys are made of their names, for these cases alone. Usage: make_cases.py FOLDER"""
import base64, hashlib, hmac, json, pathlib, struct, sys
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "credentials"))
from make_cases import Ed, Es, Sm2, b64, jws, seconds, text

AT = "2026-06-01T12:00:00Z"
FIRM, OTHER_FIRM, CLOUD = "91110108MA01ABCD0B", "91310115MA1K0AAA1H", "https://backup.example/keeper"
VERIFIER, VERIFIER2, VERIFIER3 = "https://verify.example/agency", "https://verify.example/second", "https://verify.example/third"
OWN_KEY = "https://firm.example/witness"
KEEPER_TOO, OWNER_TOO, CLOUD_TOO = "https://keeper.example/lab", "https://firm.example/lab", "https://backup.example/lab"
SECOND_CODE = "91310000MA1FL2QX5T"
AGENCY, CLOUD_CODE = "91110000123456789Q", "91440300MA5CL0UDXT"
ORIGIN, OTHER_ORIGIN = "evidence.example.cn/2026", "evidence.example.cn/other"
CHUNK = 1024
OWNER = Ed("owner of the trust list")
FIRM_KEYS = {"EdDSA": Ed("firm ed"), "ES256": Es("firm es"), "SM2": Sm2("firm sm2")}
STRANGER = Ed("stranger")
LOG, LOG2, WITNESSES = Ed("log"), Ed("log 2"), [Ed("witness 1"), Ed("witness 2"), Ed("witness 3")]
ISSUERS = {CLOUD: (Ed("keeper"), ["backup_manifest"]), VERIFIER: (Ed("verifier"), ["backup_challenge", "restore_drill"]),
           VERIFIER2: (Ed("verifier 2"), ["backup_challenge", "restore_drill"]), VERIFIER3: (Ed("verifier 3"), ["backup_challenge", "restore_drill"]),
           # The firm's own key under another's name and code.
           OWN_KEY: (FIRM_KEYS["EdDSA"], ["backup_challenge", "restore_drill"]), "https://dsm.example": (Ed("dsm"), ["dsm"]),
           "https://old.example": (Ed("old"), ["backup_manifest", "backup_challenge", "restore_drill"]),
           # Who keeps the firm's backups, and one whose accreditation was withdrawn, suspended, or holds.
           OTHER_FIRM: (Ed("handler"), ["backup_challenge", "restore_drill"]),
           # The handler, the firm and the keeper again, by addresses of their own.
           **{id: (Ed(id), ["backup_challenge", "restore_drill"]) for id in (KEEPER_TOO, OWNER_TOO, CLOUD_TOO)},
           **{f"https://{state}.example": (Ed(state), ["backup_challenge", "restore_drill"])
              for state in ("withdrawn", "suspended", "active", "ended")}}


CODES = {VERIFIER: AGENCY, KEEPER_TOO: OTHER_FIRM, OWNER_TOO: FIRM, CLOUD: CLOUD_CODE, CLOUD_TOO: CLOUD_CODE,
         **dict.fromkeys((VERIFIER3, OWN_KEY, "https://active.example"), SECOND_CODE)}


def raw_key(ed):
    return base64.urlsafe_b64decode(ed.jwk["x"] + "=")


def sha(octets):
    return hashlib.sha256(octets).digest()


def leaf(entry):
    return sha(b"\0" + entry)


def node(a, b):
    return sha(b"\1" + a + b)


def root(leaves):
    """RFC 9162, 2.1.1, as it is written there: split at the largest power of two below n."""
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(root(leaves[:k]), root(leaves[k:]))


def proof(m, leaves):
    if len(leaves) <= 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return proof(m, leaves[:k]) + [root(leaves[k:])] if m < k else proof(m - k, leaves[k:]) + [root(leaves[:k])]


def octets_of(name, size):
    out, n = b"", 0
    while len(out) < size:
        out += sha(f"{name} {n}".encode())
        n += 1
    return out[:size]


# What was backed up, and the backup as it lies (of other octets: it is encrypted).
DATA = {"crm/customers.csv": octets_of("customers", 3000), "crm/orders.csv": octets_of("orders", 1500), "crm/empty.csv": b"",
        "crm/notes/旧.txt": octets_of("notes", 77)}
HELD = {"config": octets_of("config", 55), "data/00": octets_of("pack 0", 2 * CHUNK + 5), "data/01": octets_of("pack 1", 61),
        "index/00": octets_of("index", 40)}


def listed(files):
    """Sorted by the paths' octets, the folders that all share taken away."""
    names = sorted(files, key=lambda n: n.encode())
    parts = [n.split("/")[:-1] for n in names]
    shared = 0
    while all(len(p) > shared for p in parts) and len({p[shared] for p in parts}) == 1:
        shared += 1
    return [("/".join(n.split("/")[shared:]), files[n]) for n in names]


def data_root(files):
    return root([leaf(b"tidegate.file/1" + struct.pack(">Q", len(c)) + sha(c) + n.encode()) for n, c in listed(files)])


def chunks(files):
    out = []
    for i, name in enumerate(sorted(files, key=lambda n: n.encode())):
        content = files[name]
        for at in range(0, len(content), CHUNK):
            part = content[at:at + CHUNK]
            entry = b"tidegate.chunk/1" + struct.pack(">QQI", i, at, len(part)) + sha(name.encode()) + part
            out.append({"file": i, "offset": at, "path": sha(name.encode()).hex(), "octets": part, "leaf": leaf(entry)})
    return out


def manifest(key=None, kid="k1", issuer=FIRM, data=DATA, held=HELD, drop=(), typ="tidegate-backup+jwt", header=None, **change):
    lay = chunks(held)
    claims = {"format": "tidegate.backup/1", "issuer": issuer, "owner": FIRM, "system": "crm", "made": "2026-05-20T02:00:00Z",
              "tool": "restic", "snapshot": "1f2e3d4c", "site": {"country": "CN", "place": "Beijing", "by": "table"},
              "copies": [{"country": "CN", "place": "Tianjin", "by": "table"}],
              "encryption": {"algorithm": "AES-256-CTR, Poly1305-AES", "key_owner": FIRM, "key_country": "CN"},
              "objectives": {"rpo_minutes": 1440, "rto_minutes": 240, "gbt20988": 3}, "chunk_octets": CHUNK, "files": len(held),
              "chunks": len(lay), "octets": sum(map(len, held.values())), "root": root([c["leaf"] for c in lay]).hex(),
              "data": {"files": len(data), "octets": sum(map(len, data.values())), "root": data_root(data).hex()}}
    claims.update(change)
    for name in drop:
        claims.pop(name)
    return jws(key or FIRM_KEYS["EdDSA"], kid, typ, claims, **(header or {})) + "\n"


def key_id(name, kind, key):
    return sha(name.encode() + b"\n" + bytes([kind]) + key)[:4]


def vkey(name, kind, ed):
    key = raw_key(ed)
    return f"{name}+{key_id(name, kind, key).hex()}+{base64.b64encode(bytes([kind]) + key).decode()}"


def signature_line(name, kind, ed, octets):
    return f"— {name} {base64.b64encode(key_id(name, kind, raw_key(ed)) + octets).decode()}\n"


def checkpoint(size, at="2026-05-25T00:00:00Z", origin=ORIGIN, log=LOG, witnesses=(0, 1), salt="", flip=False, ahead=()):
    """The note, and what of it goes into the seed where the policy asks for two of three witnesses. ahead: those whose clock is two years so."""
    note = f"{origin}\n{size}\n{base64.b64encode(sha(f'{size}{salt}'.encode())).decode()}\n"
    out, counted = note + "\n" + signature_line(origin, 1, log, log.sign(note.encode())), []
    for w in witnesses:
        name = f"witness-{w + 1}.example.cn"
        time = seconds(at) + w + (730 * 86400 if w in ahead else 0)
        signed = WITNESSES[w].sign(f"cosignature/v1\ntime {time}\n{note}".encode())
        octets = struct.pack(">Q", time) + (signed[:-1] + bytes([signed[-1] ^ 1]) if flip else signed)
        out += signature_line(name, 4, WITNESSES[w], octets)
        counted.append(f"{name} {base64.b64encode(octets).decode()}")
    return out, note, counted


def policy(k=2, origin=ORIGIN, log=LOG):
    out = f"log {vkey(origin, 1, log)}\n"
    for w, key in enumerate(WITNESSES):
        out += f"witness w{w + 1} {vkey(f'witness-{w + 1}.example.cn', 4, key)}\n"
    return out + (f"group all {k} w1 w2 w3\nquorum all\n" if k else "quorum none\n")


def seed(bytes_of_manifest, note, counted):
    said = f"tidegate.backup-seed/1\n{len(note.encode())}\n{note}" + "".join(one + "\n" for one in counted)
    return hmac.new(sha(bytes_of_manifest), said.encode(), "sha256").digest()


def drawn(s, draws, n):
    out, rest = [], 2**64 % n
    for i in range(draws):
        attempt = 0
        while True:
            value = int.from_bytes(hmac.new(s, f"tidegate.backup-draw/1\n{i}\n{attempt}".encode(), "sha256").digest()[:8], "big")
            if value <= 2**64 - 1 - rest:
                break
            attempt += 1
        out.append(value % n)
    return out


def challenge(signed, draws=300, size=12, said_seed=None, counts=True, **how):
    whole, note, counted = checkpoint(size, **how)
    s = said_seed or seed(signed.encode(), note, counted if counts else [])
    said = {"format": "tidegate.backup-challenge/1", "manifest": sha(signed.encode()).hex(), "draws": draws, "checkpoint": whole,
            "seed": s.hex()}
    return text(said) + "\n", s


def answer(signed, s, draws=300, held=HELD, original=HELD, cut=None, swap=False, extra=False, manifest_hash=None, octets=None):
    """held: what lies there now; the proofs are those of the backup as it was attested."""
    was, now = chunks(original), chunks(held)
    leaves = [c["leaf"] for c in was]
    lines = [text({"format": "tidegate.backup-answer/1", "manifest": manifest_hash or sha(signed.encode()).hex(), "seed": s.hex(),
                   "draws": draws})]
    for n, i in enumerate(drawn(s, draws, len(was))):
        c = now[(i + 1) % len(now)] if swap and n == 7 else now[i] if i < len(now) else now[-1]
        part = octets if octets is not None and n == 3 else c["octets"]
        lines.append(text({"chunk": i, "file": c["file"], "offset": c["offset"], "path": c["path"],
                           "octets": base64.b64encode(part).decode(), "proof": [h.hex() for h in PROOFS(i, leaves)]}))
    if cut is not None:
        lines = lines[:cut]
    return lines + lines[-1:] if extra else lines


KNOWN = {}


def PROOFS(i, leaves):
    key = (i, leaves[0], leaves[-1], len(leaves))
    if key not in KNOWN:
        KNOWN[key] = proof(i, leaves)
    return KNOWN[key]


def drill(signed, issuer=VERIFIER, key=None, kid="k1", data=DATA, **change):
    claims = {"format": "tidegate.restore-drill/1", "issuer": issuer, "manifest": sha(signed.encode()).hex(),
              "start": "2026-05-22T01:00:00Z", "end": "2026-05-22T02:30:00Z", "lost_minutes": 600, "files": len(data),
              "octets": sum(map(len, data.values())), "data_root": data_root(data).hex(), "checks": ["data_root"], "passed": True}
    claims.update(change)
    return jws(key or (ISSUERS[issuer][0] if issuer in ISSUERS else FIRM_KEYS["EdDSA"]), kid, "tidegate-restore-drill+jwt", claims) + "\n"


def verdict(signed, issuer=VERIFIER, key=None, kid="k1", **change):
    claims = {"format": "tidegate.backup-verdict/1", "issuer": issuer, "manifest": sha(signed.encode()).hex(), "origin": ORIGIN,
              "size": 12, "draws": 460, "at": "2026-05-26T00:00:00Z"}
    claims.update(change)
    return jws(key or ISSUERS[issuer][0], kid, "tidegate-backup-verdict+jwt", claims) + "\n"


def trust():
    def one(id, key, kinds):
        to = "2026-02-01" if "old" in id else "2028-01-01"
        state = id.removeprefix("https://").removesuffix(".example")
        accreditations = [{"by": "cnas", "number": "C1", "kinds": kinds, "from": "2020-01-01",
                           **({"to": "2026-02-01"} if state == "ended" else {"state": state}),
                           **({"since": "2026-02-01"} if state in ("withdrawn", "suspended") else {})}] \
            if state in ("withdrawn", "suspended", "active", "ended") else []
        return {"id": id, **({"uscc": CODES[id]} if id in CODES else {}), "name": {"en": "verifier of backups", "zh": "备份核验机构"}, "kinds": kinds,
                "keys": [{"kid": "k1", "jwk": key.jwk, "from": "2025-01-01", "to": to}], "accreditations": accreditations, "status_addresses": []}
    return {"format": "tidegate.trust-list/1", "issued": "2026-01-01", "expires": "2027-01-01",
            "accreditors": [{"id": "cnas", "name": {"en": "accreditation body", "zh": "认可机构"}, "from": "2006-03-31"}],
            "issuers": [one(id, key, kinds) for id, (key, kinds) in ISSUERS.items()]}


def files_of(files):
    return [{"path": n, "sha256": sha(c).hex(), "octets": len(c)} for n, c in listed(files)]


def assessed(files):
    return [{"sha256": sha(c).hex(), "octets": len(c)} for c in files.values()]


def damaged(*places):
    """One bit of data/00 at each place."""
    content = bytearray(HELD["data/00"])
    for at in places:
        content[at] ^= 64
    return {**HELD, "data/00": bytes(content)}


def folded(lines):
    """An answer repeats chunks: each line once, and the order."""
    once = list(dict.fromkeys(lines))
    return {"lines": once, "order": [once.index(line) for line in lines]}


def cases():
    ids = set()

    def case(id, grade, level, reason, signed, **change):
        assert id not in ids, id
        ids.add(id)
        out = {"id": id, "at": AT, "manifest": signed, "owner": FIRM, "systems": ["crm"], "owner_key": FIRM_KEYS["EdDSA"].jwk,
               "trust": "trust.jwt", "trust_key": "trust-key.json", "policy": policy(), "record": {"origin": ORIGIN, "index": 8},
               "list": files_of(DATA), "assessed": assessed(DATA), "declared": [], "verdicts": [], "drills": []}
        out.update(change)
        if isinstance(out.get("answer"), list):
            out["answer"] = folded(out["answer"])
        out["expect"] = {"grade": grade, "level": level, "reason": reason}
        return {name: value for name, value in out.items() if value is not None}

    good = manifest()
    asked, s = challenge(good)
    told = answer(good, s)
    asking = {"challenge": asked, "answer": told, "drills": [drill(good)]}
    whole = {"verdicts": [verdict(good)], "drills": [drill(good)]}

    # Honest ones, in every algorithm, by either signer, challenged by either way.
    for alg, key in FIRM_KEYS.items():
        m = manifest(key)
        c, cs = challenge(m)
        yield case(f"honest-{alg}", "E4", 0, "", m, owner_key=key.jwk, challenge=c, answer=answer(m, cs), drills=[drill(m)])
        yield case(f"honest-verdict-{alg}", "E4", 0, "", m, owner_key=key.jwk, verdicts=[verdict(m)], drills=[drill(m)])
        yield case(f"manifest-alone-{alg}", "E3", 2, "drill_missing", m, owner_key=key.jwk)
        yield case(f"manifest-unrecorded-{alg}", "E2", 2, "drill_missing", m, owner_key=key.jwk, record=None)
        yield case(f"own-drill-{alg}", "E3", 1, "drill_unwitnessed", m, owner_key=key.jwk, challenge=c, answer=answer(m, cs),
                   drills=[drill(m, FIRM, key)])
        yield case(f"resigned-{alg}", "E0", 4, "bad_signature", manifest(STRANGER if alg == "EdDSA" else FIRM_KEYS["EdDSA"]),
                   owner_key=key.jwk, **whole)
        yield case(f"truncated-{alg}", "E0", 4, "unreadable", m[:len(m) * 2 // 3], owner_key=key.jwk, **whole)
        for name in ("none", "HS256", "RS256"):
            yield case(f"alg-{name}-{alg}", "E0", 4, "algorithm", manifest(key, header={"alg": name}), owner_key=key.jwk, **whole)
        yield case(f"crit-{alg}", "E0", 4, "unreadable", manifest(key, header={"crit": ["exp"]}), owner_key=key.jwk, **whole)
        parts, forged = m.strip().split("."), manifest(key, system="billing").strip().split(".")
        yield case(f"changed-{alg}", "E0", 4, "bad_signature", ".".join([parts[0], forged[1], parts[2]]), owner_key=key.jwk, **whole)
    keeper = manifest(ISSUERS[CLOUD][0], issuer=CLOUD, handler=OTHER_FIRM)
    c, cs = challenge(keeper)
    yield case("honest-keeper", "E4", 0, "", keeper, owner_key=None, challenge=c, answer=answer(keeper, cs), drills=[drill(keeper)])
    for draws in (300, 460):
        c, cs = challenge(good, draws)
        yield case(f"honest-{draws}", "E4", 0, "", good, **{**asking, "challenge": c, "answer": answer(good, cs, draws)})
    for size, at in ((9, "2026-05-20T02:00:00Z"), (10, "2026-05-31T00:00:00Z"), (70_000, "2026-06-01T00:00:00Z")):
        c, cs = challenge(good, size=size, at=at)
        yield case(f"honest-size-{size}", "E4", 0, "", good, **{**asking, "challenge": c, "answer": answer(good, cs)})
    for w in ((0, 1, 2), (1, 2), (0, 2)):
        c, cs = challenge(good, witnesses=w)
        yield case("honest-witnesses-" + "".join(map(str, w)), "E4", 0, "", good, **{**asking, "challenge": c, "answer": answer(good, cs)})
    more = {"else/x.csv": b"x" * 9, **DATA}
    m = manifest(data=more)
    c, cs = challenge(m)
    yield case("honest-more-data", "E4", 0, "", m, list=files_of(more), challenge=c, answer=answer(m, cs), drills=[drill(m, data=more)])

    # Who signed.
    yield case("unknown-signer", "E1", 3, "unknown_signer", manifest(STRANGER, issuer="https://nobody.example"), **whole)
    yield case("unknown-firm-key", "E1", 3, "unknown_signer", good, owner_key=None, **whole)
    yield case("nobody-trusted", "E1", 3, "unknown_signer", good, owner_key=None, trust=None, trust_key=None, **whole)
    yield case("issuer-of-other-kind", "E1", 3, "unknown_signer", manifest(ISSUERS["https://dsm.example"][0], issuer="https://dsm.example"), **whole)
    yield case("verifier-signs-manifest", "E1", 3, "unknown_signer", manifest(ISSUERS[VERIFIER][0], issuer=VERIFIER), **whole)
    yield case("unknown-kid", "E1", 3, "unknown_signer", manifest(ISSUERS[CLOUD][0], "k9", issuer=CLOUD), **whole)
    yield case("keeper-resigned", "E0", 4, "bad_signature", manifest(STRANGER, issuer=CLOUD), **whole)
    yield case("key-past", "E0", 4, "key_out_of_time", manifest(ISSUERS["https://old.example"][0], issuer="https://old.example"), **whole)

    # Forms.
    for name, octets in [("empty", ""), ("pdf", "%PDF-1.7"), ("dots", "..."), ("not-json", "e30.e30."), ("huge", "A" * 70_000)]:
        yield case(f"form-{name}", "E0", 4, "unreadable", octets, **whole)
    yield case("form-type", "E0", 4, "unreadable", manifest(typ="vc+jwt"), **whole)
    yield case("form-drill-as-manifest", "E0", 4, "unreadable", drill(good), **whole)
    for member in ("owner", "system", "made", "tool", "site", "copies", "encryption", "objectives", "root", "data", "chunks", "chunk_octets"):
        yield case(f"form-without-{member}", "E0", 4, "unreadable", manifest(drop=[member]), **whole)
    for name, change in [("unknown-member", {"limit": "none"}), ("owner", {"owner": "91110108MA01ABCD0A"}), ("tool", {"tool": "tar"}),
                         ("country", {"site": {"country": "XX", "place": "?"}}), ("chunk-size", {"chunk_octets": 1}),
                         ("no-chunks", {"chunks": 0}), ("root", {"root": "ab"}), ("too-many", {"chunks": 2**23 + 1}),
                         ("grade-7", {"objectives": {"gbt20988": 7}}), ("negative", {"objectives": {"rpo_minutes": -1}}),
                         ("snapshot-option", {"snapshot": "--password-command=true"}), ("snapshot-short", {"snapshot": "1f2e3d"}),
                         ("archive-option", {"tool": "borg", "snapshot": "-x"}), ("chunks-few", {"chunks": 2}), ("chunks-many", {"chunks": 8}),
                         ("copies-less-than-data", {"tool": "files"})]:
        yield case(f"form-bad-{name}", "E0", 4, "unreadable", manifest(**change), **whole)

    # Whose, of what, when.
    def changed(name, grade, level, reason, question=None, data=DATA, **change):
        m = manifest(data=data, **change)
        return case(name, grade, level, reason, m, **{"verdicts": [verdict(m)], "drills": [drill(m, data=data)],
                                                      "list": files_of(data), **(question or {})})
    yield changed("foreign", "E1", 3, "unknown_signer", owner=OTHER_FIRM)
    yield changed("foreign-by-keeper", "E0", 4, "other_entity", {"owner": OTHER_FIRM})
    yield changed("foreign-no-owner", "E0", 4, "other_entity", {"owner": ""})
    m = manifest(ISSUERS[CLOUD][0], issuer=CLOUD, owner=OTHER_FIRM)
    c, cs = challenge(m)
    yield case("foreign-keeper", "E0", 4, "other_entity", m, challenge=c, answer=answer(m, cs), drills=[drill(m)])
    yield changed("other-system", "E0", 4, "other_system", system="billing")
    yield changed("any-system", "E1", 2, "system_uncovered", {"systems": []}, system="billing")
    yield changed("second-system", "E1", 2, "system_uncovered", {"systems": ["crm", "billing"]}, system="billing")

    # Several systems: each must have a backup, and none proves more than the best of each other system does alone.
    def beside(signed, **change):
        out = {"manifest": signed, "record": {"origin": ORIGIN, "index": 9}, "list": files_of(DATA), **change}
        return {name: value for name, value in out.items() if value is not None}

    def of_two(name, grade, level, reason, *others, **question):
        return case(f"two-systems-{name}", grade, level, reason, good, **{**asking, "systems": ["crm", "billing"], "others": list(others), **question})
    BILLED = {**DATA, "billing/accounts.csv": octets_of("accounts", 99)}
    PAID = {**DATA, "payroll/pay.csv": octets_of("pay", 99)}
    billing, payroll = manifest(system="billing", data=BILLED), manifest(system="payroll", data=PAID)
    billed = beside(billing, list=files_of(BILLED))
    same = beside(manifest(system="billing"))  # the one backup of crm under a second name
    yield of_two("one-backup", "E1", 2, "system_uncovered")
    yield of_two("named-twice", "E4", 0, "", systems=["crm", "crm"])
    yield of_two("both", "E3", 0, "system_uncovered", billed)
    yield of_two("other-unrecorded", "E2", 0, "system_uncovered", beside(billing, list=files_of(BILLED), record=None))
    yield of_two("other-unmatched", "E2", 0, "system_uncovered", beside(billing, list=None))
    yield of_two("other-twice-best-counts", "E3", 0, "system_uncovered", beside(billing, list=files_of(BILLED), record=None), beside(manifest(system="billing", data=BILLED, made="2026-05-21T02:00:00Z"), list=files_of(BILLED)))
    yield of_two("own-is-lower", "E2", 2, "not_recorded", billed, record=None)
    yield of_two("other-resigned", "E1", 2, "system_uncovered", beside(manifest(STRANGER, system="billing")))
    yield of_two("other-unknown-signer", "E1", 2, "system_uncovered", beside(manifest(STRANGER, issuer="https://nobody.example", system="billing")))
    yield of_two("other-truncated", "E1", 2, "system_uncovered", beside(billing[:len(billing) * 2 // 3]))
    yield of_two("other-of-another-firm", "E1", 2, "system_uncovered", beside(manifest(owner=OTHER_FIRM, system="billing")))
    yield of_two("other-outdated", "E1", 2, "system_uncovered", beside(manifest(system="billing", made="2025-05-20T02:00:00Z")))
    yield of_two("other-abroad", "E1", 2, "system_uncovered", beside(manifest(system="billing", copies=[{"country": "SG", "place": "Singapore"}])))
    a_part = {n: DATA[n] for n in list(DATA)[:2]}
    yield of_two("other-partial", "E3", 0, "system_uncovered", beside(manifest(system="billing", data=a_part), list=files_of(a_part)))
    yield of_two("same-system-again", "E1", 2, "system_uncovered", beside(manifest(made="2026-05-21T02:00:00Z")))
    yield of_two("other-is-a-third", "E1", 2, "system_uncovered", beside(manifest(system="payroll")))
    yield of_two("two-of-three", "E1", 2, "system_uncovered", billed, systems=["crm", "billing", "payroll"])
    yield of_two("three-of-three", "E3", 0, "system_uncovered", billed, beside(payroll, list=files_of(PAID)), systems=["crm", "billing", "payroll"])
    asked_too, cs = challenge(billing)
    yield case("two-systems-seen-from-the-other", "E3", 0, "system_uncovered", billing, systems=["crm", "billing"], challenge=asked_too, answer=answer(billing, cs),
               drills=[drill(billing, data=BILLED)], list=files_of(BILLED), others=[beside(good)])
    # One backup under two names is of one system, and takes nothing from a system that has one of its own.
    yield of_two("attested-twice", "E1", 2, "system_uncovered", same)
    yield of_two("attested-twice-for-three", "E1", 2, "system_uncovered", same, beside(payroll, list=files_of(PAID)), systems=["crm", "billing", "payroll"])
    yield of_two("attested-twice-beside-its-own", "E3", 0, "system_uncovered", same, billed)
    yield of_two("attested-twice-first", "E3", 0, "system_uncovered", billed, same)
    yield of_two("attested-thrice", "E1", 2, "system_uncovered", same, beside(manifest(system="payroll")), systems=["crm", "billing", "payroll"])
    yield of_two("attested-for-a-third", "E4", 0, "", beside(manifest(system="payroll")), systems=["crm"])
    yield of_two("attested-twice-by-a-stranger", "E3", 0, "system_uncovered", billed, beside(manifest(STRANGER, system="billing")))

    # The data that was assessed lies in several systems: together their backups must hold all of it, and nothing but
    # what is proven, fresh, of the firm and of a declared system fills a gap of another.
    names = list(DATA)
    one_half, other_half = {n: DATA[n] for n in names[:2]}, {n: DATA[n] for n in names[2:]}
    elsewhere = {"hr/staff.csv": b"staff", "hr/pay.csv": b"pay"}

    def holding(system, data, **change):
        return manifest(system=system, data=data, **change)

    def shown(system, data, list_of=None, **change):
        return beside(holding(system, data, **change), list=files_of(data) if list_of is None else list_of)

    def split(name, grade, level, reason, data, *others, system="crm", **question):
        m = holding(system, data)
        return case(f"split-{name}", grade, level, reason, m, **{"verdicts": [verdict(m)], "drills": [drill(m, data=data)], "list": files_of(data),
                                                                 "systems": ["crm", "billing"], "others": list(others), **question})
    rest = shown("billing", other_half)
    yield split("both", "E3", 0, "part_held", one_half, rest)
    yield split("of-one-system", "E3", 0, "part_held", one_half, shown("crm", other_half), systems=["crm"])
    yield split("overlapping", "E3", 0, "part_held", {n: DATA[n] for n in names[:-1]}, shown("billing", {n: DATA[n] for n in names[1:]}))
    yield split("rest-unrecorded", "E2", 0, "part_held", one_half, beside(holding("crm", other_half), list=files_of(other_half), record=None), systems=["crm"])
    yield split("gap", "E1", 3, "partial", one_half, rest, assessed=assessed({**DATA, "crm/more.csv": b"more"}))
    yield split("gap-of-two", "E1", 3, "partial", one_half, rest, assessed=assessed({**DATA, "crm/more.csv": b"more", "hr/x.csv": b"x"}))
    yield split("rest-stale", "E1", 3, "partial", one_half, shown("billing", other_half, made="2026-02-01T02:00:00Z"))
    yield split("rest-outdated", "E1", 2, "system_uncovered", one_half, shown("billing", other_half, made="2025-05-20T02:00:00Z"))
    yield split("rest-outdated-of-one-system", "E1", 3, "partial", one_half, shown("crm", other_half, made="2025-05-20T02:00:00Z"), systems=["crm"])
    yield split("rest-abroad-of-one-system", "E1", 3, "partial", one_half, shown("crm", other_half, copies=[{"country": "SG", "place": "Singapore"}]),
                systems=["crm"])
    yield split("rest-of-another-firm", "E1", 3, "partial", one_half, shown("crm", other_half, owner=OTHER_FIRM), systems=["crm"])
    yield split("rest-of-a-firm-by-keeper", "E1", 3, "partial", one_half,
                beside(manifest(ISSUERS[CLOUD][0], issuer=CLOUD, owner=OTHER_FIRM, system="crm", data=other_half), list=files_of(other_half)), systems=["crm"])
    yield split("rest-undeclared", "E1", 3, "partial", one_half, rest, systems=["crm"])
    yield split("rest-without-list", "E1", 2, "partial", one_half, beside(holding("billing", other_half), list=None))
    yield split("rest-list-forged", "E1", 2, "system_uncovered", one_half, shown("billing", elsewhere, list_of=files_of(other_half)))
    yield split("unscanned-beside", "E2", 0, "system_uncovered", DATA, shown("billing", elsewhere))
    yield split("unscanned", "E2", 2, "data_unmatched", elsewhere, shown("crm", DATA), system="billing")
    yield split("unscanned-alone", "E1", 2, "system_uncovered", elsewhere, system="billing")
    yield split("wrong-in-both", "E0", 4, "system_uncovered", elsewhere, shown("billing", {"else/x.csv": b"x"}))
    yield split("more-of-one-system-beside", "E4", 0, "", DATA, shown("crm", elsewhere), systems=["crm"])
    yield split("more-of-one-system", "E2", 0, "data_unmatched", elsewhere, shown("crm", DATA), systems=["crm"])
    yield split("more-beside-stale", "E2", 0, "data_unmatched", elsewhere, shown("crm", DATA, made="2026-02-01T02:00:00Z"), systems=["crm"])
    yield split("part-beside-stale-whole", "E2", 0, "part_held", one_half, shown("crm", DATA, made="2026-02-01T02:00:00Z"), systems=["crm"])
    twice = assessed(DATA) + assessed({"x": DATA[names[0]]})
    yield split("equal-files-of-one-system", "E1", 3, "partial", DATA, shown("crm", DATA, made="2026-05-21T02:00:00Z"), systems=["crm"], assessed=twice)
    yield split("equal-files-of-two-systems", "E3", 0, "part_held", DATA, shown("billing", BILLED), assessed=twice)
    yield changed("not-yet", "E0", 4, "not_yet_made", made="2026-06-01T12:10:01Z")
    yield changed("outdated", "E0", 4, "outdated", {"at": "2027-05-22T02:00:00Z", "trust": "trust.jwt"})
    yield changed("stale", "E2", 2, "stale", {"at": "2026-08-19T12:00:00Z"})
    yield changed("fresh-still", "E4", 0, "", {"at": "2026-08-18T01:00:00Z"})

    # Wrong data, a part of it, a list that was changed.
    other = {"crm/a.csv": b"another file", "crm/b.csv": b"and another"}
    yield changed("wrong-data", "E0", 4, "wrong_data", {"list": files_of(other)}, data=other)
    yield case("data-changed-since", "E1", 3, "partial", good, **{**whole, "assessed": assessed({**DATA, "crm/orders.csv": b"new orders"})})
    yield case("partial", "E1", 3, "partial", good, **{**whole, "assessed": assessed({**DATA, "crm/more.csv": b"more"})})
    yield case("partial-twice", "E1", 3, "partial", good, **{**whole, "assessed": assessed(DATA) + assessed({"x": DATA["crm/orders.csv"]})})
    yield case("list-forged", "E0", 4, "list_forged", good, **{**whole, "list": files_of({**DATA, "crm/more.csv": b"more"}), "assessed": assessed({"m": b"more"})})
    yield case("list-renamed", "E0", 4, "list_forged", good, **{**whole, "list": [{**f, "path": f["path"] + "x"} for f in files_of(DATA)]})
    yield case("list-reordered", "E0", 4, "list_forged", good, **{**whole, "list": files_of(DATA)[::-1]})
    yield case("list-empty", "E0", 4, "list_forged", good, **{**whole, "list": []})
    yield case("no-list", "E2", 2, "data_unmatched", good, **{**whole, "list": None})
    yield case("nothing-assessed", "E2", 2, "data_unmatched", good, **{**whole, "assessed": []})
    yield case("one-file-assessed", "E4", 0, "", good, **{**whole, "assessed": assessed({"x": DATA["crm/orders.csv"]})})

    # Bit rot, short, replayed, forged answers.
    for places in ((0,), (CHUNK,), (2 * CHUNK + 4,), (7, CHUNK + 7)):
        yield case("bit-rot-" + "-".join(map(str, places)), "E0", 4, "bit_rotted", good,
                   **{**asking, "answer": answer(good, s, held=damaged(*places))})
    yield case("bit-rot-truncated-pack", "E0", 4, "bit_rotted", good,
               **{**asking, "answer": answer(good, s, held={**HELD, "data/01": HELD["data/01"][:-1]})})
    yield case("bit-rot-other-backup", "E0", 4, "bit_rotted", good,
               **{**asking, "answer": answer(good, s, held={n: octets_of("else " + n, len(c)) for n, c in HELD.items()})})
    yield case("answer-swapped-chunk", "E0", 4, "bit_rotted", good, **{**asking, "answer": answer(good, s, swap=True)})
    yield case("answer-zeroed-chunk", "E0", 4, "bit_rotted", good, **{**asking, "answer": answer(good, s, octets=b"\0" * CHUNK)})
    yield case("answer-empty-chunk", "E0", 4, "bit_rotted", good, **{**asking, "answer": answer(good, s, octets=b"")})
    yield case("answer-long-chunk", "E0", 4, "bit_rotted", good, **{**asking, "answer": answer(good, s, octets=b"\0" * (CHUNK + 1))})
    for cut in (1, 2, 150, 300):
        yield case(f"answer-short-{cut}", "E1", 3, "answer_short", good, **{**asking, "answer": answer(good, s, cut=cut)})
    yield case("answer-none", "E1", 3, "answer_unreadable", good, **{**asking, "answer": None})
    yield case("answer-extra", "E1", 3, "answer_unreadable", good, **{**asking, "answer": answer(good, s, extra=True)})
    yield case("answer-garbled", "E1", 3, "answer_unreadable", good, **{**asking, "answer": told[:150] + ["}{"] + told[151:]})
    yield case("answer-not-json", "E1", 3, "answer_unreadable", good, **{**asking, "answer": ["all is well"]})
    earlier, es = challenge(good, size=11)
    yield case("replayed-earlier", "E1", 3, "answer_replayed", good, **{**asking, "answer": answer(good, es)})
    yield case("replayed-new-head", "E1", 3, "answer_replayed", good, **{**asking, "answer": told[:1] + answer(good, es)[1:]})
    yield case("replayed-other-manifest", "E1", 3, "answer_replayed", good, **{**asking, "answer": answer(good, s, manifest_hash="ab" * 32)})
    second = manifest(made="2026-05-21T02:00:00Z")
    sc, ss = challenge(second)
    yield case("replayed-other-backup", "E1", 3, "answer_replayed", good, **{**asking, "challenge": sc, "answer": answer(second, ss)})
    fewer, fs = challenge(good, 150)
    yield case("fewer-drawn-than-asked", "E1", 3, "answer_replayed", good, **{**asking, "answer": answer(good, s, 150)})
    yield case("few-draws", "E3", 1, "few_draws", good, **{**asking, "challenge": fewer, "answer": answer(good, fs, 150)})
    one, os_ = challenge(good, 1)
    yield case("one-draw", "E3", 1, "few_draws", good, **{**asking, "challenge": one, "answer": answer(good, os_, 1)})

    # Seeds.
    def seeded(name, grade, level, reason, question=None, **how):
        c, cs = challenge(good, **how)
        return case(name, grade, level, reason, good, **{**asking, "challenge": c, "answer": answer(good, cs), **(question or {})})
    for size in (1, 7, 8):
        yield seeded(f"early-size-{size}", "E2", 2, "seed_early", size=size)
    yield seeded("early-time", "E2", 2, "seed_early", at="2026-05-20T01:49:00Z")
    yield seeded("early-year", "E2", 2, "seed_early", at="2025-05-20T01:49:00Z")
    yield seeded("seed-chosen", "E2", 2, "seed_untrusted", said_seed=sha(b"what suits us"))
    yield seeded("seed-without-witnesses", "E2", 2, "seed_untrusted", counts=False)
    yield seeded("seed-one-witness", "E2", 2, "seed_untrusted", witnesses=(1,))
    yield seeded("seed-no-witness", "E2", 2, "seed_untrusted", witnesses=())
    yield seeded("seed-forged-cosignature", "E2", 2, "seed_untrusted", flip=True)
    # A clock that is years ahead counts for no quorum, and hides none that others make.
    yield seeded("seed-one-of-two-ahead", "E2", 2, "seed_untrusted", ahead=(1,))
    yield seeded("seed-all-ahead", "E2", 2, "seed_untrusted", witnesses=(0, 1, 2), ahead=(0, 1, 2))
    yield seeded("seed-third-ahead", "E4", 0, "", witnesses=(0, 1, 2), ahead=(2,))
    yield seeded("seed-other-log-key", "E2", 2, "seed_untrusted", log=LOG2)
    yield seeded("seed-other-log", "E2", 2, "seed_untrusted", origin=OTHER_ORIGIN)
    yield seeded("seed-recorded-elsewhere", "E2", 2, "seed_untrusted", {"record": {"origin": OTHER_ORIGIN, "index": 8}})
    yield seeded("seed-no-policy", "E2", 2, "seed_untrusted", {"policy": None})
    yield seeded("seed-own-log", "E3", 1, "seed_own", {"policy": policy(0)}, witnesses=())
    yield seeded("seed-unrecorded", "E2", 2, "not_recorded", {"record": None})
    yield seeded("challenge-old", "E2", 2, "stale", {"at": "2026-08-25T12:00:00Z"})

    # Verdicts of others.
    def judged(name, grade, level, reason, verdicts, **question):
        return case(name, grade, level, reason, good, verdicts=verdicts, drills=[drill(good)], **question)
    yield judged("verdict-second", "E4", 0, "", [verdict(good, VERIFIER3), "junk"])
    yield judged("verdict-by-own-key", "E3", 1, "not_challenged", [verdict(good, OWN_KEY)])
    yield judged("verdict-none", "E3", 1, "not_challenged", [])
    yield judged("verdict-junk", "E3", 1, "not_challenged", ["junk"])
    yield judged("verdict-resigned", "E3", 1, "not_challenged", [verdict(good, key=STRANGER)])
    yield judged("verdict-unknown", "E3", 1, "not_challenged", [verdict(good, issuer="https://nobody.example", key=STRANGER)])
    yield judged("verdict-own", "E3", 1, "not_challenged", [verdict(good, issuer=FIRM, key=FIRM_KEYS["EdDSA"])])
    yield judged("verdict-keeper", "E3", 1, "not_challenged", [verdict(good, issuer=CLOUD)])
    yield judged("verdict-past-key", "E3", 1, "not_challenged", [verdict(good, issuer="https://old.example")])
    yield judged("verdict-other-backup", "E3", 1, "not_challenged", [verdict(second)])
    yield judged("verdict-early-size", "E3", 1, "not_challenged", [verdict(good, size=8)])
    yield judged("verdict-before-backup", "E3", 1, "not_challenged", [verdict(good, at="2026-05-20T01:59:59Z")])
    yield judged("verdict-future", "E3", 1, "not_challenged", [verdict(good, at="2026-06-02T00:00:00Z")])
    yield judged("verdict-other-log", "E3", 1, "not_challenged", [verdict(good, origin=OTHER_ORIGIN)])
    for state in ("withdrawn", "suspended", "ended"):
        yield judged(f"verdict-{state}", "E3", 1, "not_challenged", [verdict(good, issuer=f"https://{state}.example")])
        yield case(f"drill-{state}", "E2", 2, "drill_forged", good, verdicts=[verdict(good)], drills=[drill(good, f"https://{state}.example")])
    yield judged("verdict-active", "E4", 0, "", [verdict(good, issuer="https://active.example")])
    handled = manifest(handler=OTHER_FIRM)
    yield case("verdict-by-handler", "E3", 1, "not_challenged", handled, verdicts=[verdict(handled, OTHER_FIRM)], drills=[drill(handled)])
    yield case("drill-by-handler", "E3", 1, "drill_unwitnessed", handled, verdicts=[verdict(handled)], drills=[drill(handled, OTHER_FIRM)])
    for who, id in (("handler", KEEPER_TOO), ("owner", OWNER_TOO), ("nobody-known", VERIFIER2)):
        yield case(f"verdict-by-{who}-at-its-address", "E3", 1, "not_challenged", handled, verdicts=[verdict(handled, id)], drills=[drill(handled)])
        yield case(f"drill-by-{who}-at-its-address", "E3", 1, "drill_unwitnessed", handled, verdicts=[verdict(handled)],
                   drills=[drill(handled, id)])
    yield case("verdict-handled-by-agency", "E4", 0, "", handled, verdicts=[verdict(handled)], drills=[drill(handled)])
    unhandled = manifest(ISSUERS[CLOUD][0], issuer=CLOUD)
    yield case("verdict-by-signer-at-its-address", "E3", 1, "not_challenged", unhandled, verdicts=[verdict(unhandled, CLOUD_TOO)],
               drills=[drill(unhandled)])
    yield case("drill-by-signer-at-its-address", "E3", 1, "drill_unwitnessed", unhandled, verdicts=[verdict(unhandled)],
               drills=[drill(unhandled, CLOUD_TOO)])
    yield case("verdict-of-no-code-unhandled", "E3", 1, "not_challenged", unhandled, verdicts=[verdict(unhandled, VERIFIER2)], drills=[drill(unhandled)])
    yield case("trust-expired", "E1", 3, "unknown_signer", keeper, owner_key=None, at="2027-01-01T00:00:00Z",
               verdicts=[verdict(keeper)], drills=[drill(keeper)])
    yield judged("verdict-few", "E3", 1, "few_draws", [verdict(good, draws=299)])
    yield judged("verdict-unrecorded", "E2", 2, "not_recorded", [verdict(good)], record=None)

    # Drills.
    def drilled(name, grade, level, reason, *drills, **question):
        return case(name, grade, level, reason, good, **{**whole, "drills": list(drills), **question})
    yield drilled("drill-none", "E3", 2, "drill_missing")
    yield drilled("drill-wrong-root", "E1", 3, "drill_failed", drill(good, data={"a": b"b"}))
    yield drilled("drill-lost-a-file", "E1", 3, "drill_failed", drill(good, data={n: DATA[n] for n in list(DATA)[:3]}))
    yield drilled("drill-failed", "E1", 3, "drill_failed", drill(good, passed=False))
    yield drilled("drill-slow", "E4", 3, "rto_missed", drill(good, end="2026-05-22T05:00:00.001Z"))
    yield drilled("drill-just-in-time", "E4", 0, "", drill(good, end="2026-05-22T05:00:00Z"))
    yield drilled("drill-lost-much", "E4", 3, "rpo_missed", drill(good, lost_minutes=1441))
    yield drilled("drill-lost-just", "E4", 0, "", drill(good, lost_minutes=1440))
    claims_lost = drill(good)
    yield drilled("drill-old-then-good", "E4", 0, "", drill(good, passed=False), drill(good, start="2026-05-23T01:00:00Z", end="2026-05-23T02:00:00Z"))
    yield drilled("drill-good-then-failed", "E1", 3, "drill_failed", claims_lost,
                  drill(good, start="2026-05-23T01:00:00Z", end="2026-05-23T02:00:00Z", passed=False))
    yield drilled("drill-resigned", "E2", 2, "drill_forged", drill(good, key=STRANGER))
    yield drilled("drill-of-other", "E2", 2, "drill_forged", drill(second))
    yield drilled("drill-before-backup", "E2", 2, "drill_forged", drill(good, start="2026-05-19T01:00:00Z", end="2026-05-19T02:00:00Z"))
    yield drilled("drill-future", "E2", 2, "drill_forged", drill(good, start="2026-06-02T01:00:00Z", end="2026-06-02T02:00:00Z"))
    yield drilled("drill-junk", "E2", 2, "drill_forged", "junk")
    yield drilled("drill-truncated", "E2", 2, "drill_forged", drill(good)[:200])
    yield drilled("drill-by-keeper", "E2", 2, "drill_forged", drill(good, issuer=CLOUD))
    yield drilled("drill-own", "E3", 1, "drill_unwitnessed", drill(good, FIRM))
    yield drilled("drill-by-own-key", "E3", 1, "drill_unwitnessed", drill(good, OWN_KEY))
    yield drilled("drill-of-no-code", "E3", 1, "drill_unwitnessed", drill(good, VERIFIER2))
    later = {"start": "2026-05-25T01:00:00Z", "end": "2026-05-25T02:00:00Z"}
    yield drilled("drill-own-after-witnessed", "E4", 0, "", drill(good), drill(good, FIRM, **later))
    yield drilled("drill-own-failed-after-witnessed", "E1", 3, "drill_failed", drill(good), drill(good, FIRM, **later, passed=False))
    yield drilled("drill-own-after-witnessed-failed", "E3", 1, "drill_unwitnessed", drill(good),
                  drill(good, start="2026-05-24T01:00:00Z", end="2026-05-24T02:00:00Z", passed=False), drill(good, FIRM, **later))
    yield drilled("drill-backwards", "E2", 2, "drill_forged", drill(good, end="2026-05-22T00:59:00Z"))

    # Octets that are called copies: whatever the tool is called, the firm's own restore shows nothing.
    noise = {"a.bin": octets_of("noise", 9 * CHUNK)}
    for tool in ("files", "pg_basebackup", "restic", "borg"):
        m = manifest(tool=tool, held=noise, snapshot="1f2e3d4c")
        c, cs = challenge(m)
        given = {"challenge": c, "answer": answer(m, cs, held=noise, original=noise)}
        yield case(f"noise-{tool}-own-drill", "E3", 1, "drill_unwitnessed", m, **given, drills=[drill(m, FIRM)])
        yield case(f"noise-{tool}-no-drill", "E3", 2, "drill_missing", m, **given)
        yield case(f"noise-{tool}-verdict-own-drill", "E3", 1, "drill_unwitnessed", m, verdicts=[verdict(m)], drills=[drill(m, FIRM)])
        yield case(f"noise-{tool}-drill-by-keeper", "E2", 2, "drill_forged", m, **given, drills=[drill(m, CLOUD)])
    for tool in ("files", "pg_basebackup"):
        m = manifest(tool=tool, held=DATA, encryption=None)
        c, cs = challenge(m)
        given = {"challenge": c, "answer": answer(m, cs, held=DATA, original=DATA)}
        yield case(f"plain-{tool}-witnessed", "E4", 1, "not_encrypted", m, **given, drills=[drill(m)])
        yield case(f"plain-{tool}-own-drill", "E3", 1, "not_encrypted", m, **given, drills=[drill(m, FIRM)])

    # Where it lies, who opens it, what it promises.
    sg = {"country": "SG", "place": "Singapore"}
    for country in ("SG", "HK", "US"):
        there = {"country": country, "place": "there"}
        yield changed(f"abroad-copy-{country}", "E1", 4, "undeclared_abroad", copies=[there])
        yield changed(f"abroad-site-{country}", "E1", 4, "undeclared_abroad", site=there)
        yield changed(f"abroad-declared-{country}", "E4", 0, "", {"declared": [country], "deleted_with_data": True}, copies=[there])
        yield changed(f"abroad-kept-{country}", "E4", 1, "kept_after_data", {"declared": [country]}, copies=[there])
    yield changed("abroad-one-of-two", "E1", 4, "undeclared_abroad", {"declared": ["HK"], "deleted_with_data": True},
                  copies=[sg, {"country": "HK", "place": "Hong Kong"}])
    yield changed("abroad-not-kept", "E4", 1, "kept_after_data", {"declared": ["SG"], "deleted_with_data": False}, copies=[sg])
    yield changed("site-unknown", "E2", 2, "site_unknown", site={"country": "", "place": "unknown"})
    yield changed("copy-unknown", "E2", 2, "site_unknown", copies=[{"country": "", "place": "unknown"}])
    for name, place in (("site", {"site": {"country": "CN", "place": "Beijing"}}), ("copy", {"copies": [{"country": "CN", "place": "Tianjin"}]})):
        yield changed(f"{name}-claimed", "E3", 1, "site_claimed", **place)
    yield changed("site-by-whom", "E0", 4, "unreadable", site={"country": "CN", "place": "Beijing", "by": "me"})
    yield changed("not-encrypted", "E4", 1, "not_encrypted", encryption=None)
    for country in ("US", "HK", ""):
        yield changed(f"key-abroad-{country or 'unknown'}", "E4", 1, "key_abroad",
                      encryption={"algorithm": "AES-256", "key_owner": "a cloud", "key_country": country})
    yield changed("two-soft", "E4", 2, "key_abroad", {"declared": ["SG"]}, copies=[sg],
                  encryption={"algorithm": "AES-256", "key_owner": "a cloud", "key_country": "US"})
    for grade, rpo, rto in ((6, 1, 10), (6, 0, 60), (5, 31, 240), (4, 1440, 2881), (3, 1441, 240)):
        yield changed(f"grade-{grade}-{rpo}-{rto}", "E4", 1 if rpo >= 600 else 3, "grade_unsupported" if rpo >= 600 else "rto_missed" if grade == 6 else "rpo_missed",
                      objectives={"rpo_minutes": rpo, "rto_minutes": rto, "gbt20988": grade})
    yield changed("no-objectives", "E4", 3, "rto_missed", objectives={})
    yield changed("no-rpo", "E4", 3, "rpo_missed", objectives={"rto_minutes": 240})


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    (folder / "trust.jwt").write_text(jws(OWNER, "owner", "tidegate-trust-list+jwt", trust()) + "\n")
    (folder / "trust-key.json").write_text(text(OWNER.jwk) + "\n")
    (folder / "cases.jsonl").write_text("".join(text(one) + "\n" for one in cases()))
