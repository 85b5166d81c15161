#!/usr/bin/env python3
"""Writes the labelled credentials that are signed by certificate: certificate-cases.jsonl, trust-certificates.jwt (opened
by trust-key.json), and the files of tests/credentials/certified/. Certificates and revocation lists are made by
python3-cryptography, signatures by the openssl program: neither is what we read them with.

Keys of RSA and signatures of ECDSA are of chance: the files are kept. Usage: make_certificate_cases.py FOLDER"""
import base64, datetime, hashlib, json, pathlib, subprocess, sys, tempfile, zlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.name import _ASN1Type
from cryptography.x509.oid import ExtendedKeyUsageOID as Use, NameOID

import make_cases
from make_cases import AT, FIRM, OTHER_FIRM, OWNER, SITE, SYSTEM, Ed, claims, jws, seconds, status, subject, text

DER, PEM = serialization.Encoding.DER, serialization.Encoding.PEM


def day(words):
    return datetime.datetime.fromisoformat(words).replace(tzinfo=datetime.timezone.utc)


def rsa_key(bits=2048):
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def ec_key(curve=ec.SECP256R1()):
    return ec.generate_private_key(curve)


class Party:
    """A key and its certificate; by: who issues it (none: itself)."""

    def __init__(self, name, key, by=None, ca=False, path=None, use=(Use.EMAIL_PROTECTION,), usage="sign", start="2025-01-01",
                 end="2028-01-01", digest=hashes.SHA256(), more=(), organisation="Certification Body", issued_by_key=None, code=None):
        self.key, self.by = key, by
        self.subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
                                  x509.NameAttribute(NameOID.COMMON_NAME, name),
                                  *([x509.NameAttribute(NameOID.SERIAL_NUMBER, code)] if code else [])])
        upper = by or self
        build = (x509.CertificateBuilder().subject_name(self.subject).issuer_name(upper.subject).public_key(key.public_key())
                 .serial_number(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") | 1)
                 .not_valid_before(day(start)).not_valid_after(day(end))
                 .add_extension(x509.BasicConstraints(ca, path), True)
                 .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
                 .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(upper.key.public_key()), False))
        flags = dict.fromkeys(["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
                               "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"], False)
        if ca:
            flags.update(key_cert_sign=True, crl_sign=True)
        elif usage == "sign":
            flags.update(digital_signature=True)
        else:
            flags.update({usage: True})
        build = build.add_extension(x509.KeyUsage(**flags), True)
        if not ca and use:
            build = build.add_extension(x509.ExtendedKeyUsage(list(use)), False)
        for extension, critical in more:
            build = build.add_extension(extension, critical)
        self.certificate = build.sign(issued_by_key or upper.key, digest)

    def der(self):
        return self.certificate.public_bytes(DER)

    def pem(self):
        return self.certificate.public_bytes(PEM).decode()

    def crl(self, revoked=(), at="2026-06-01T06:00:00", until="2026-06-08T06:00:00", by_key=None, reason=None, digest=hashes.SHA256(), more=(), called=None):
        build = x509.CertificateRevocationListBuilder().issuer_name(called or self.subject).last_update(day(at)).next_update(day(until))
        for party in revoked:
            entry = x509.RevokedCertificateBuilder().serial_number(party.certificate.serial_number).revocation_date(day("2026-05-01"))
            if reason:
                entry = entry.add_extension(x509.CRLReason(reason), False)
            build = build.add_revoked_certificate(entry.build())
        for extension, critical in more:
            build = build.add_extension(extension, critical)
        return build.sign(by_key or self.key, digest).public_bytes(PEM).decode()


def payload(c):
    """What a JWT of data model 2.0 holds."""
    return json.loads(base64.urlsafe_b64decode(make_cases.vc(c, Ed("any")).split(".")[1] + "=="))


def cms(contents, signer, chain=(), more=(), form="PEM", detached=False, digest="sha256", others=()):
    with tempfile.TemporaryDirectory() as folder:
        def file(name, octets):
            path = pathlib.Path(folder, name)
            path.write_bytes(octets)
            return path
        words = ["openssl", "cms", "-sign", "-binary", "-in", file("contents", contents), "-outform", form, "-md", digest]
        for i, party in enumerate([signer, *others]):
            key = party.key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
            words += ["-signer", file(f"c{i}.pem", party.pem().encode()), "-inkey", file(f"k{i}.pem", key)]
        words += more
        if chain:
            words += ["-certfile", file("chain.pem", "".join(p.pem() for p in chain).encode())]
        out = subprocess.run([*words, *([] if detached else ["-nodetach"])], check=True, capture_output=True).stdout
        return out if form == "DER" else out.decode()


def pdf(claims_text, signer, attached="plain", form="adbe.pkcs7.detached", ranges=None, more=(), room=6000, behind=b"", copies=1, extra=b"",
        words="A certificate in words", detached=True, name=b"(credential.json)", catalog=None, objects=(), shown_as=lambda hex: hex,
        trailer=b"", sections=b"", tail=b""):
    """One page, perhaps a credential.json, one signature over all of it. ranges: changes what it says that it covers. catalog: how it
    lists attachments. objects: more of them, by number. sections: of its table, before the others; tail: between trailer and startxref."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}

    def add(number, body):
        places[number] = len(out)
        out.extend(b"%d 0 obj\n" % number + body + b"\nendobj\n")

    def stream(head, octets):
        return b"<< " + head + b" /Length %d >>\nstream\n" % len(octets) + octets + b"\nendstream"

    named = b" /Names << /EmbeddedFiles << /Names [(credential.json) 5 0 R] >> >> /AF [5 0 R]" if attached else b""
    if catalog is not None:
        named = catalog
    add(1, b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /SigFlags 3 /Fields [7 0 R] >>" + named + b" >>")
    add(2, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
    add(3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 100] /Contents 4 0 R /Annots [7 0 R] /Resources << /Font << /F1 << /Type /Font "
           b"/Subtype /Type1 /BaseFont /Helvetica >> >> >> >>")
    add(4, stream(b"", b"BT /F1 12 Tf 20 50 Td (" + words.encode() + b") Tj ET"))
    if attached:
        for copy in range(copies):
            add(5 + 10 * copy, b"<< /Type /Filespec /F " + name + b" /UF " + name + b" /AFRelationship /Data /EF << /F 6 0 R >> >>")
        head = b"/Type /EmbeddedFile /Subtype /application#2Fjson"
        add(6, stream(head + b" /Filter /FlateDecode", zlib.compress(claims_text)) if attached == "flate" else stream(head, claims_text))
    add(7, b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [0 0 0 0] /P 3 0 R /V 8 0 R >>")
    for number, body in objects:
        add(number, body)
    out.extend(extra)
    places[8] = len(out)
    out.extend(b"8 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /" + form.encode() + b" /M (D:20260301000000Z)\n/ByteRange ")
    at_ranges = len(out)
    out.extend(b"[0 0000000000 0000000000 0000000000]\n/Contents ")
    gap = len(out)
    out.extend(b"<" + b"0" * room + b"> >>\nendobj\n")
    xref = len(out)
    out.extend(b"xref\n" + sections + b"0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, places[n]) for n in sorted(places)))
    out.extend(b"trailer\n<< /Root 1 0 R /Size %d" % (max(places) + 1) + trailer.replace(b"OWN", b"%d" % xref)
               + b" >>\n" + tail + b"startxref\n%d\n%%%%EOF\n" % xref)
    covers = [0, gap, gap + room + 2, len(out) - gap - room - 2]
    if ranges:
        covers = ranges(covers, bytes(out))
    says = b"[%d" % covers[0] + b"".join(b" %010d" % place for place in covers[1:]) + b"]"
    out[at_ranges:at_ranges + 36] = says[:36].ljust(36)
    covers = (covers + [0])[:4]
    signature = cms(bytes(out[covers[0]:covers[0] + covers[1]] + out[covers[2]:covers[2] + covers[3]]), signer, more=more, form="DER", detached=detached)
    shown = shown_as((signature + behind).hex()).encode()
    out[gap + 1:gap + 1 + len(shown)] = shown
    return bytes(out)


def signed_again(file, signer, whole=True, catalog=None):
    """A second signature, as an update that is appended. catalog: in the place of the first one."""
    at = file.rindex(b"startxref\n") + len(b"startxref\n")
    previous = int(file[at:file.index(b"\n", at)])
    out, room = bytearray(file), 6000
    place = len(out)
    out.extend(b"20 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached\n/ByteRange ")
    at_ranges = len(out)
    out.extend(b"[0 0000000000 0000000000 0000000000]\n/Contents ")
    gap = len(out)
    out.extend(b"<" + b"0" * room + b"> >>\nendobj\n")
    first = len(out)
    if catalog:
        out.extend(b"1 0 obj\n" + catalog + b"\nendobj\n")
    xref = len(out)
    out.extend(b"xref\n" + (b"1 1\n%010d 00000 n \n" % first if catalog else b"")
               + b"20 1\n%010d 00000 n \ntrailer\n<< /Root 1 0 R /Size 21 /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (place, previous, xref))
    covers = [0, gap, gap + room + 2, len(out) - gap - room - 2 - (0 if whole else 7)]
    out[at_ranges:at_ranges + 36] = b"[%d %010d %010d %010d]" % tuple(covers)
    shown = cms(bytes(out[:covers[1]] + out[covers[2]:covers[2] + covers[3]]), signer, form="DER", detached=True).hex().encode()
    out[gap + 1:gap + 1 + len(shown)] = shown
    return bytes(out)


A, B, C, X = "https://cert.example/rsa", "https://cert.example/p256", "https://cert.example/p384", "https://cert.example/pinned"
NAMED, OLD, KEYS_ONLY = "https://cert.example/named", "https://cert.example/old-anchor", "https://cert.example/keys-only"
CODED, OPEN = "https://cert.example/coded", "https://cert.example/names-nobody"
BODY = [{"O": "Certification Body", "C": "CN"}]


class World:
    def __init__(self):
        self.root = Party("root A", rsa_key(), ca=True)
        self.inter = Party("authority A", rsa_key(), self.root, ca=True, path=0)
        self.leaf = Party("signer A", rsa_key(), self.inter)
        self.root_b = Party("root B", ec_key(), ca=True)
        self.leaf_b = Party("signer B", ec_key(), self.root_b)
        self.root_c = Party("root C", ec_key(ec.SECP384R1()), ca=True)
        self.leaf_c = Party("signer C", ec_key(ec.SECP384R1()), self.root_c, use=(x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36"),))
        self.pinned = Party("pinned signer", ec_key(), use=())
        self.stranger = Party("root B", ec_key(), ca=True)
        self.forger = Party("signer B", ec_key(), self.stranger)
        b = self.root_b
        self.server = Party("server", ec_key(), b, use=(Use.SERVER_AUTH,))
        self.encipher = Party("encipher", ec_key(), b, usage="key_agreement")
        self.below_leaf = Party("below a signer", ec_key(), self.leaf_b)
        self.too_deep = Party("too deep", ec_key(), Party("authority too deep", ec_key(), self.inter, ca=True))
        self.ended_before = Party("ended before", ec_key(), b, end="2026-02-01")
        self.ended_since = Party("ended since", ec_key(), b, end="2026-05-01")
        self.later = Party("later", ec_key(), b, start="2026-03-02")
        self.critical = Party("critical", ec_key(), b, more=[(x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4.5"), b"\x05\x00"), True)])
        self.short = Party("short key", rsa_key(1024), b)
        self.curve = Party("other curve", ec_key(ec.SECP256K1()), b)
        self.other_name = Party("signer B", ec_key(), b, organisation="Somebody Else")
        self.coded = Party("signer coded", ec_key(), b, code=OTHER_FIRM)
        self.only_named = Party("signer named", ec_key(), b, organisation="Named Body")

    def trust(self):
        every = list(make_cases.KINDS)
        good = {"by": "cnca", "number": "C001-P", "kinds": every, "from": "2025-01-01", "to": "2028-01-01"}

        def issuer(id, anchor, **more):
            out = make_cases.issuer(id, Ed("status of " + id), every, [good])
            if anchor:
                out["certificates"] = [{"pem": anchor.pem(), "sha256": hashlib.sha256(anchor.der()).hexdigest(), "from": "2025-01-01",
                                        "to": "2028-01-01", **more}]
            return out
        return {"format": "tidegate.trust-list/1", "issued": "2026-01-01", "expires": "2027-01-01",
                "accreditors": [{"id": "cnca", "name": {"en": "authority of accreditation", "zh": "认可主管机构"}}],
                "issuers": [issuer(A, self.root, signers=BODY), issuer(B, self.root_b, signers=BODY), issuer(C, self.root_c, signers=BODY),
                            issuer(X, self.pinned), issuer(OPEN, self.root_b),
                            issuer(CODED, self.root_b, signers=[{"O": "Certification Body", "serialNumber": OTHER_FIRM}]),
                            issuer(NAMED, self.root_b, signers=[{"O": "Named Body", "C": "CN"}, {"CN": "nobody"}]),
                            issuer(OLD, self.root_b, signers=BODY, to="2026-02-01"), issuer(KEYS_ONLY, None)]}


def lists(id, value=0, at="2026-06-01T06:00:00Z"):
    entries = [0] * 64
    entries[5] = value
    return status(Ed("status of " + id), "k1", id + "/status/1", at, entries)


def contents(id=B, **change):
    return text(payload(claims(id, **change))).encode()


def cases(w):
    good_b, good_a = [lists(B), w.root_b.crl()], [lists(A), w.root.crl(), w.inter.crl()]

    def case(id, credential, grade, reason, statuses, beside=None, **question):
        written = {"credential": credential} if isinstance(credential, str) else {"credential_base64": base64.b64encode(credential).decode()}
        if beside is not None:
            written["beside"] = beside
        return {"id": id, "at": question.pop("at", AT), "trust": "trust-certificates.jwt", "trust_key": "trust-key.json", **written,
                "statuses": statuses, "question": {"holder": FIRM, "systems": [SYSTEM], "sites": [SITE], **question},
                "expect": {"grade": grade, "reason": reason}}

    for form in ("PEM", "DER"):
        yield case(f"cms-honest-rsa-{form}", cms(contents(A), w.leaf, [w.inter], form=form), "E3", "", good_a)
        yield case(f"cms-honest-pss-{form}", cms(contents(A), w.leaf, [w.inter], ["-keyopt", "rsa_padding_mode:pss"], form, digest="sha384"), "E3", "", good_a)
        yield case(f"cms-honest-p256-{form}", cms(contents(), w.leaf_b, form=form), "E3", "", good_b)
        yield case(f"cms-honest-p384-{form}", cms(contents(C), w.leaf_c, form=form, digest="sha512"), "E3", "", [lists(C), w.root_c.crl()])
        yield case(f"cms-honest-pinned-{form}", cms(contents(X), w.pinned, form=form), "E3", "", [lists(X)])
        yield case(f"cms-honest-keyid-{form}", cms(contents(), w.leaf_b, more=["-keyid"], form=form), "E3", "", good_b)
        detached = cms(contents(), w.leaf_b, form=form, detached=True)
        yield case(f"cms-honest-detached-{form}", detached, "E3", "", good_b, contents().decode())
        yield case(f"cms-detached-alone-{form}", detached, "E0", "unreadable", good_b)
        yield case(f"cms-detached-of-other-{form}", detached, "E0", "bad_signature", good_b, contents(holder={"uscc": OTHER_FIRM}).decode())
    yield case("cms-honest-stream", cms(contents(), w.leaf_b, more=["-stream"], form="DER"), "E3", "", good_b)
    yield case("cms-honest-root-sent", cms(contents(), w.leaf_b, [w.root_b, w.leaf, w.inter]), "E3", "", good_b)
    yield case("cms-honest-named", cms(contents(NAMED), w.only_named), "E3", "", [lists(NAMED), w.root_b.crl()])
    coded = [lists(CODED), w.root_b.crl()]
    yield case("cms-honest-coded", cms(contents(CODED), w.coded), "E3", "", coded)
    yield case("cms-other-code", cms(contents(CODED), Party("signer coded", ec_key(), w.root_b, code=FIRM)), "E0", "unknown_key", coded)
    yield case("cms-no-code", cms(contents(CODED), w.leaf_b), "E0", "unknown_key", coded)
    yield case("cms-other-name", cms(contents(), w.other_name), "E0", "unknown_key", good_b)
    yield case("cms-anchor-names-nobody", cms(contents(OPEN), w.leaf_b), "E0", "unknown_key", [lists(OPEN), w.root_b.crl()])
    for kind, grade in make_cases.KINDS.items():
        if kind == "recipient_local":
            continue
        reason = {"mlps_filing": "filing_alone", "staff": "kind_limit"}.get(kind, "")
        yield case(f"cms-honest-{kind}", cms(contents(kind=kind), w.leaf_b), grade, reason, good_b)

    honest = cms(contents(), w.leaf_b, form="DER")
    for name, grade, reason, change in [
            ("expired", "E0", "expired", {"expires": "2026-06-01T12:00:00Z"}), ("not-yet", "E0", "not_yet_valid", {"issued": "2026-06-01T12:00:01Z"}),
            ("other-entity", "E0", "other_entity", {"holder": {"uscc": OTHER_FIRM}}),
            ("other-system", "E0", "other_system", {"scope": {"systems": ["billing"], "sites": [SITE]}}),
            ("other-site", "E0", "other_site", {"scope": {"systems": [SYSTEM], "sites": ["Oslo"]}}),
            ("no-end", "E1", "no_expiry", {"expires": None}), ("no-status", "E1", "status_missing", {"index": None}),
            ("unknown-issuer", "E1", "unknown_issuer", {"issuer": "https://cert.example/nobody"}),
            ("other-issuer", "E0", "unknown_key", {"issuer": A}), ("keys-only", "E0", "unknown_key", {"issuer": KEYS_ONLY}),
            ("not-named", "E0", "unknown_key", {"issuer": NAMED}), ("old-anchor", "E0", "key_out_of_time", {"issuer": OLD}),
            ("unknown-kind", "E0", "unknown_kind", {"kind": "gold_seal"}), ("foreign-code", "E0", "unreadable", {"holder": {"foreign_id": FIRM}})]:
        id = change.get("issuer", B)
        yield case("cms-" + name, cms(contents(**{"id": id, **{k: v for k, v in change.items() if k != "issuer"}}), w.leaf_b), grade, reason,
                   [lists(B), lists(id), w.root_b.crl()])
    for name, signer, grade, reason in [
            ("server", w.server, "E0", "unknown_key"), ("encipher", w.encipher, "E0", "unknown_key"), ("critical", w.critical, "E0", "unknown_key"),
            ("ended-before", w.ended_before, "E0", "key_out_of_time"), ("ended-since", w.ended_since, "E1", "status_missing"),
            ("later", w.later, "E0", "key_out_of_time"), ("forger", w.forger, "E0", "unknown_key"), ("short-key", w.short, "E0", "algorithm"),
            ("other-curve", w.curve, "E0", "algorithm"), ("self-signed", w.pinned, "E0", "unknown_key")]:
        yield case("cms-signer-" + name, cms(contents(), signer), grade, reason, good_b)
    for name, grade, reason, change in [("ended-since", "E1", "status_missing", {"end": "2026-05-01"}), ("ended-before", "E0", "key_out_of_time", {"end": "2026-02-01"}),
                                        ("later", "E0", "key_out_of_time", {"start": "2026-03-02"}), ("server", "E0", "unknown_key", {"more": [
                                            (x509.ExtendedKeyUsage([Use.SERVER_AUTH]), False)]}),
                                        ("other-curve", "E0", "algorithm", {"key": ec_key(ec.SECP256K1())}), ("sha224", "E0", "algorithm", {"digest": hashes.SHA224()})]:
        upper = Party("authority " + name, change.pop("key", None) or ec_key(), w.root_b, ca=True, **change)
        yield case("cms-authority-" + name, cms(contents(), Party("below it", ec_key(), upper), [upper]), grade, reason, [*good_b, upper.crl()])
    for name, use in [("code-signing", Use.CODE_SIGNING), ("time-stamping", Use.TIME_STAMPING), ("status", Use.OCSP_SIGNING)]:
        yield case("cms-signer-for-" + name, cms(contents(), Party("for " + name, ec_key(), w.root_b, use=(use,))), "E0", "unknown_key", good_b)
    yield case("cms-below-a-signer", cms(contents(), w.below_leaf, [w.leaf_b]), "E0", "unknown_key", good_b)
    yield case("cms-too-deep", cms(contents(A), w.too_deep, [w.too_deep.by, w.inter]), "E0", "unknown_key", good_a)
    yield case("cms-chain-not-sent", cms(contents(A), w.leaf), "E0", "unknown_key", good_a)
    yield case("cms-no-certificate", cms(contents(), w.leaf_b, more=["-nocerts"]), "E0", "unknown_key", good_b)
    yield case("cms-pinned-no-certificate", cms(contents(X), w.pinned, more=["-nocerts"]), "E3", "", [lists(X)])
    yield case("cms-chain-forger-sent", cms(contents(), w.forger, [w.stranger]), "E0", "unknown_key", good_b)
    for digest in ("sha1", "md5", "sha224"):
        yield case("cms-digest-" + digest, cms(contents(A), w.leaf, [w.inter], digest=digest), "E0", "algorithm", good_a)
    weak = Party("weakly issued", ec_key(), w.root)
    yield case("cms-weak-certificate", cms(contents(A), weakly(weak, w.root)), "E0", "algorithm", good_a)
    yield case("cms-no-attributes", cms(contents(), w.leaf_b, more=["-noattr"]), "E0", "bad_signature", good_b)
    yield case("cms-two-signers", cms(contents(), w.leaf_b, others=[w.pinned]), "E0", "unreadable", good_b)
    yield case("cms-other-contents-type", cms(contents(), w.leaf_b, more=["-econtent_type", "1.2.3.4"]), "E0", "unreadable", good_b)
    yield case("cms-truncated", honest[:len(honest) * 2 // 3], "E0", "unreadable", good_b)
    yield case("cms-longer", honest + b"\0", "E0", "unreadable", good_b)
    yield case("cms-changed", honest.replace(FIRM.encode(), OTHER_FIRM.encode()), "E0", "bad_signature", good_b, holder=OTHER_FIRM)
    yield case("cms-other-signature", honest[:-8] + bytes(8), "E0", "bad_signature", good_b)
    yield case("cms-resigned", cms(contents(), w.stranger, form="DER"), "E0", "unknown_key", good_b)
    yield case("cms-not-json", cms(b"a certificate in words", w.leaf_b), "E0", "unreadable", good_b)
    yield case("cms-member-twice", cms(contents()[:-1] + b',"iss":"' + B.encode() + b'"}', w.leaf_b), "E0", "unreadable", good_b)
    yield case("cms-pem-cut", cms(contents(), w.leaf_b)[:-40], "E0", "unreadable", good_b)

    honest = cms(contents(), w.leaf_b)
    now, before, later = "2026-06-01T06:00:00", "2026-05-20T06:00:00", "2026-07-01T06:00:00"
    far = "2026-08-01T00:00:00"
    hold = x509.ReasonFlags.certificate_hold
    crl = w.root_b.crl
    for name, grade, reason, these in [
            ("revoked", "E0", "revoked", [crl([w.leaf_b])]), ("revoked-old", "E0", "revoked", [crl([w.leaf_b], before, "2026-05-21T06:00:00")]),
            ("on-hold", "E0", "suspended", [crl([w.leaf_b], reason=hold)]), ("other-revoked", "E3", "", [crl([w.server])]),
            ("revoked-for-ever", "E0", "revoked", [crl([w.leaf_b], before, far), crl()]),
            # As tools write them: words around the block, several in a file; the same name in strings of another type.
            ("revoked-in-a-second-block", "E0", "revoked", [crl(at="2026-06-01T05:00:00"), crl(at="2026-06-01T05:00:00") + crl([w.leaf_b])]),
            ("revoked-behind-words", "E0", "revoked", [crl(at="2026-06-01T05:00:00"), "Certificate Revocation List (CRL):\n    Version 2 (0x1)\n" + crl([w.leaf_b])]),
            ("revoked-in-other-strings", "E0", "revoked", [crl(at="2026-06-01T05:00:00"), crl([w.leaf_b], called=x509.Name([
                x509.NameAttribute(part.oid, part.value, _ASN1Type.PrintableString) for part in w.root_b.subject]))]),
            ("lifted", "E3", "", [crl([w.leaf_b], before, far, reason=hold), crl()]), ("later-revoked", "E3", "", [crl(), crl([w.leaf_b], later, far)]),
            ("none", "E1", "status_missing", []), ("stale", "E2", "status_stale", [crl((), "2026-05-31T06:00:00", far)]),
            ("past", "E1", "status_missing", [crl((), "2026-05-31T06:00:00", "2026-06-01T06:00:00")]), ("ahead", "E2", "status_stale", [crl((), later, far)]),
            ("forged", "E1", "status_forged", [crl(by_key=w.stranger.key)]), ("of-other", "E1", "status_missing", [w.root.crl()]),
            *[(f"{name}-{'critical' if critical else 'plain'}", "E1", "status_missing", [crl(more=[(part, critical)])])
              for critical in (True, False) for name, part in [
                  ("of-authorities", x509.IssuingDistributionPoint(None, None, False, True, None, False, False)),
                  ("of-others", x509.IssuingDistributionPoint(None, None, False, False, None, True, False)),
                  ("delta", x509.DeltaCRLIndicator(7))]],
            ("cut", "E1", "status_missing", [crl()[:-60] + "\n-----END X509 CRL-----\n"]),
            # One that is read stands beside one that is not, which may revoke.
            ("cut-beside-another", "E1", "status_missing", [crl(at="2026-06-01T05:00:00"), crl([w.leaf_b])[:-60] + "\n-----END X509 CRL-----\n"]),
            ("no-list-beside-another", "E1", "status_missing", [crl(), "0 this is no list"]),
            ("delta-beside-another", "E1", "status_missing", [crl(at="2026-06-01T05:00:00"), crl([w.leaf_b], more=[(x509.DeltaCRLIndicator(7), True)])])]:
        yield case("cms-crl-" + name, honest, grade, reason, [lists(B), *these])
    yield case("cms-crl-authority-revoked", cms(contents(A), w.leaf, [w.inter]), "E0", "revoked", [lists(A), w.root.crl([w.inter]), w.inter.crl()])
    yield case("cms-crl-authority-none", cms(contents(A), w.leaf, [w.inter]), "E1", "status_missing", [lists(A), w.inter.crl()])
    yield case("cms-crl-authority-seldom", cms(contents(A), w.leaf, [w.inter]), "E3", "", [lists(A), w.root.crl((), "2026-03-01T00:00:00", far), w.inter.crl()])
    yield case("cms-status-revoked", honest, "E0", "revoked", [lists(B, 1), crl()])
    yield case("cms-status-none", honest, "E1", "status_missing", [crl()])
    yield case("cms-status-stale", honest, "E2", "status_stale", [lists(B, at="2026-05-31T06:00:00Z"), crl()])
    yield case("cms-two-stale", honest, "E1", "status_stale", [lists(B, at="2026-05-31T06:00:00Z"), crl((), "2026-05-31T06:00:00", far)])
    yield case("cms-scope-unasked", honest, "E1", "other_system", good_b, systems=[], sites=[])
    yield case("cms-two-systems", honest, "E1", "system_uncovered", good_b, systems=[SYSTEM, "payroll"])
    yield case("cms-two-systems-covered", honest, "E3", "", good_b, systems=[SYSTEM, "billing"])
    yield case("cms-level", honest, "E1", "level_too_low", good_b, least_level=4)
    yield from pdf_cases(w, case)
    yield case("cms-list-past", cms(contents(expires="2028-03-01T00:00:00Z"), w.leaf_b), "E1", "trust_list_stale",
               [lists(B, at="2026-12-31T20:00:00Z"), crl((), "2026-12-31T20:00:00", "2027-02-01T00:00:00")], at="2027-01-01T12:00:00+08:00")


LISTED = b" /Names << /EmbeddedFiles << /Names [(credential.json) 5 0 R%s] >> >>"


def embedded(octets, head=b""):
    return b"<< /Type /EmbeddedFile%s /Length %d >>\nstream\n" % (head, len(octets)) + octets + b"\nendstream"


def pdf_cases(w, case):
    good, signer = [lists(B), w.root_b.crl()], w.leaf_b
    honest = pdf(contents(), signer)
    for name, file in [("plain", honest), ("flate", pdf(contents(), signer, "flate")), ("cades", pdf(contents(), signer, form="ETSI.CAdES.detached", more=["-cades"])),
                       ("utf16", pdf(contents(), signer, name=b"<FEFF" + "credential.json".encode("utf-16-be").hex().encode() + b">")),
                       ("signed-twice", signed_again(pdf(contents(), signer), signer)), ("signed-twice-by-others", signed_again(pdf(contents(), w.server), signer)),
                       ("capitals", pdf(contents(), signer, shown_as=str.upper)),
                       ("listed-elsewhere", pdf(contents(), signer, catalog=b" /Names 40 0 R", objects=[
                           (40, b"<< /EmbeddedFiles 41 0 R >>"), (41, b"<< /Kids [42 0 R] >>"), (42, b"<< /Names 43 0 R >>"),
                           (43, b"[(credential.json) 5 0 R (other.json) 30 0 R]")])),
                       ("one-file-by-two-keys", pdf(None, signer, None, catalog=LISTED % b"", objects=[
                           (5, b"<< /Type /Filespec /F (credential.json) /UF (credential.json) /EF << /F 6 0 R /UF 6 0 R >> >>"), (6, embedded(contents()))])),
                       ("two-files", pdf(contents(), signer, extra=b"30 0 obj\n<< /Type /Filespec /F (other.json) /EF << /F 6 0 R >> >>\nendobj\n"))]:
        yield case("pdf-honest-" + name, file, "E3", "", good)
    for name, grade, reason, change in [
            ("expired", "E0", "expired", {"expires": "2026-06-01T12:00:00Z"}), ("other-entity", "E0", "other_entity", {"holder": {"uscc": OTHER_FIRM}}),
            ("other-system", "E0", "other_system", {"scope": {"systems": ["billing"], "sites": [SITE]}}),
            ("no-status", "E1", "status_missing", {"index": None}), ("other-issuer", "E0", "unknown_key", {"id": A}),
            ("unknown-issuer", "E1", "unknown_issuer", {"id": "https://cert.example/nobody"})]:
        yield case("pdf-" + name, pdf(contents(**change), signer), grade, reason, good)
    for name, by, grade, reason in [("server", w.server, "E0", "unknown_key"), ("forger", w.forger, "E0", "unknown_key"), ("short-key", w.short, "E0", "algorithm"),
                                    ("ended-since", w.ended_since, "E1", "status_missing")]:
        yield case("pdf-signer-" + name, pdf(contents(), by), grade, reason, good)
    yield case("pdf-revoked", honest, "E0", "revoked", [lists(B), w.root_b.crl([signer])])
    yield case("pdf-status-revoked", honest, "E0", "revoked", [lists(B, 1), w.root_b.crl()])
    # What whoever prepared a file hid in it from the one who signs it.
    hidden = (b"5 0 obj\n<< /Type /Filespec /F (credential.json) /EF << /F 6 0 R >> >>\nendobj\n6 0 obj\n<< /Length %d >>\nstream\n"
              % len(contents()) + contents() + b"\nendstream\nendobj\n")
    shows = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [%s] >> >> >>"
    for name, file in [
            ("in-a-stream", pdf(None, signer, None, objects=[(31, b"<< /Length %d >>\nstream\n" % len(hidden) + hidden + b"\nendstream")])),
            ("in-a-stream-listed", pdf(None, signer, None, catalog=LISTED % b"", objects=[
                (31, b"<< /Length %d >>\nstream\n" % len(hidden) + hidden + b"\nendstream")])),
            ("in-a-string", pdf(None, signer, None, objects=[(31, b"<< /Title (" + hidden + b") >>")])),
            ("in-a-comment", pdf(None, signer, None, extra=b"%" + hidden.replace(b"\n", b" ") + b"\n")),
            ("not-listed", pdf(contents(), signer, catalog=b"")), ("not-in-the-table", pdf(None, signer, None, extra=hidden)),
            ("associated-alone", pdf(contents(), signer, catalog=b" /AF [5 0 R]")), ("listed-twice", pdf(contents(), signer, catalog=LISTED % b" (b) 5 0 R")),
            ("unlisted-later", signed_again(pdf(contents(), signer), signer, catalog=shows % b"")),
            ("listed-in-a-circle", pdf(contents(), signer, catalog=b" /Names << /EmbeddedFiles 41 0 R >>", objects=[
                (41, b"<< /Kids [42 0 R 41 0 R] >>"), (42, b"<< /Names [(credential.json) 5 0 R] >>")])),
            ("table-in-a-circle", pdf(contents(), signer, trailer=b" /Prev OWN")), ("hybrid", pdf(contents(), signer, trailer=b" /XRefStm 10")),
            ("encrypted", pdf(contents(), signer, trailer=b" /Encrypt << >>")),
            # What some viewers show otherwise, or others than these tables say.
            *((name, pdf(None, signer, None, catalog=LISTED % b"", objects=[
                (5, b"<< /Type /Filespec " + of + b" >>"), (6, embedded(contents())), (9, embedded(contents(level=1)))])) for name, of in [
                    ("two-files-of-one-name", b"/F (credential.json) /UF (credential.json) /EF << /F 6 0 R /UF 9 0 R >>"),
                    ("other-name-in-unicode", b"/F (credential.json) /UF (readme.txt) /EF << /F 6 0 R >>"),
                    ("other-name-in-octets", b"/F (readme.txt) /UF (credential.json) /EF << /F 6 0 R >>"),
                    ("other-file-by-platform", b"/F (credential.json) /EF << /F 6 0 R /Unix 9 0 R >>"),
                    ("other-name-by-platform", b"/F (credential.json) /Mac (readme.txt) /EF << /F 6 0 R >>"),
                    ("later-generation", b"/F (credential.json) /UF (credential.json) /EF << /F 6 1 R >>")]),
            ("octets-elsewhere", pdf(None, signer, None, catalog=LISTED % b"", objects=[
                (5, b"<< /Type /Filespec /F (credential.json) /EF << /F 6 0 R >> >>"), (6, embedded(contents(), b" /F (other.txt)"))])),
            ("in-a-hidden-collection", pdf(contents(), signer, catalog=LISTED % b"" + b" /Collection << /View /H >>")),
            ("empty-section", pdf(contents(), signer, sections=b"9999999990 0\n")), ("section-too-far", pdf(contents(), signer, sections=b"9999999 1\n0000000000 00000 f \n")),
            ("entry-elsewhere", pdf(contents(), signer, sections=b"70 1\n0000000015 00000 n \n")),
            ("entry-of-a-later-generation", pdf(contents(), signer, sections=b"70 1\n0000000000 00001 n \n")),
            ("entry-twice", pdf(contents(), signer, sections=b"0 1\n0000000000 65535 f \n")),
            ("another-trailer", pdf(contents(), signer, tail=b"70 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Root 70 0 R /Size 80 >>\n")),
            ("another-startxref", pdf(contents(), signer, tail=b"startxref\n15\n%%EOF\n")),
            ("mixed-letters", pdf(contents(), signer, shown_as=lambda shown: shown.upper()[:200] + shown[200:])),
            ("blanks", pdf(contents(), signer, shown_as=lambda shown: shown[:100] + " " + shown[100:]))]:
        yield case("pdf-hidden-" + name, file, "E0", "unreadable", good)
    yield case("pdf-listed-again-later", signed_again(pdf(contents(), signer), signer, catalog=shows % b"(credential.json) 5 0 R"), "E3", "", good)
    update = (b"6 0 obj\n<< /Type /EmbeddedFile /Length %d >>\nstream\n" % len(contents(level=5)) + contents(level=5) + b"\nendstream\nendobj\n"
              b"xref\n6 1\n%010d 00000 n \ntrailer\n<< /Root 1 0 R /Size 9 >>\nstartxref\n%d\n%%%%EOF\n")
    for name, file in [("appended", honest + update % (len(honest), len(honest))), ("appended-line", honest + b"\n"), ("appended-comment", honest + b"% more\n"),
                       ("signed-again-in-part", signed_again(honest, signer, False))]:
        yield case("pdf-" + name, file, "E0", "unreadable", good)
    yield case("pdf-signed-again-by-others", signed_again(honest, w.pinned), "E0", "unknown_key", good)

    def without_claims(r, file):
        at, end = file.index(b"6 0 obj"), file.index(b"7 0 obj")
        return [0, at, end, r[1] - end]
    for name, ranges in [("skips-claims", without_claims), ("not-from-0", lambda r, f: [9, r[1] - 9, r[2], r[3]]), ("not-to-the-end", lambda r, f: [*r[:3], r[3] - 6]),
                         ("wider-gap", lambda r, f: [0, r[1] - 10, r[2], r[3]]), ("wider-gap-behind", lambda r, f: [0, r[1], r[2] + 4, r[3] - 4]),
                         ("of-three", lambda r, f: [0, 9, 9]), ("far", lambda r, f: [0, r[1], r[2], 9999999999]), ("backwards", lambda r, f: [0, r[2], r[1], r[3]]),
                         ("covers-itself", lambda r, f: [0, r[1] + 1, r[2], r[3]])]:
        yield case("pdf-range-" + name, pdf(contents(), signer, ranges=ranges), "E0", "unreadable", good)
    yield case("pdf-claims-changed", honest.replace(FIRM.encode(), OTHER_FIRM.encode()), "E0", "bad_signature", good, holder=OTHER_FIRM)
    yield case("pdf-page-changed", honest.replace(b"in words", b"in deeds"), "E0", "bad_signature", good)
    yield case("pdf-truncated", honest[:len(honest) // 2], "E0", "unreadable", good)
    yield case("pdf-cut-end", honest[:-1], "E0", "unreadable", good)
    yield case("pdf-claims-twice", pdf(contents(), signer, copies=2), "E0", "unreadable", good)
    yield case("pdf-claims-object-twice", pdf(contents(), signer, extra=b"6 0 obj\n<< /Length 2 >>\nstream\n{}\nendstream\nendobj\n"), "E0", "unreadable", good)
    yield case("pdf-other-form", pdf(contents(), signer, form="adbe.pkcs7.sha1"), "E0", "unreadable", good)
    yield case("pdf-behind-the-cms", pdf(contents(), signer, behind=b"\0\0more"), "E0", "unreadable", good)
    yield case("pdf-own-contents", pdf(contents(), signer, detached=False, room=20000), "E0", "unreadable", good)
    yield case("pdf-weak-digest", pdf(contents(), signer, more=["-md", "sha1"]), "E0", "algorithm", good)
    yield case("pdf-not-json", pdf(b"words", signer), "E0", "unreadable", good)
    yield case("pdf-not-signed", honest.replace(b"/ByteRange", b"/ByteRagne"), "E0", "unreadable", good)
    mute = pdf(None, signer, None)
    yield case("pdf-mute", mute, "E1", "unknown_kind", good)
    yield case("pdf-mute-appended", mute + b"% more\n", "E1", "unknown_kind", good)
    yield case("pdf-mute-of-nobody", pdf(None, Party("nobody", ec_key()), None), "E1", "unknown_issuer", good)
    yield case("pdf-mute-changed", mute.replace(b"in words", b"in deeds"), "E0", "bad_signature", good)


def weakly(party, by):
    """Issued under SHA-1, by the openssl program: python3-cryptography signs nothing so weak."""
    with tempfile.TemporaryDirectory() as folder:
        def file(name, octets):
            path = pathlib.Path(folder, name)
            path.write_bytes(octets)
            return path
        plain = PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        asked = x509.CertificateSigningRequestBuilder().subject_name(party.subject).sign(party.key, hashes.SHA256()).public_bytes(PEM)
        out = subprocess.run(["faketime", "2026-01-01", "openssl", "x509", "-req", "-in", file("c", asked), "-CA", file("ca", by.pem().encode()),
                              "-CAkey", file("k", by.key.private_bytes(*plain)), "-sha1", "-days", "600", "-set_serial", "77"],
                             check=True, capture_output=True).stdout
    party.certificate = x509.load_pem_x509_certificate(out)
    return party


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    w = World()
    (folder / "trust-certificates.jwt").write_text(jws(OWNER, "owner", "tidegate-trust-list+jwt", w.trust()) + "\n")
    (folder / "certificate-cases.jsonl").write_text("".join(text(c) + "\n" for c in cases(w)))
    kept = folder / "certified"
    kept.mkdir(exist_ok=True)
    for name, octets in [("root.der", w.root_b.der()), ("signed.cms", cms(contents(), w.leaf_b, form="DER")), ("root.crl", w.root_b.crl().encode()),
                         ("revoked.crl", w.root_b.crl([w.leaf_b]).encode()),
                         ("signed.pdf", pdf(contents(), w.leaf_b, room=3000))]:
        (kept / name).write_bytes(octets)
