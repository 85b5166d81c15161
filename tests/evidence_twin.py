#!/usr/bin/env python3
"""A second verifier of bundles, written from docs/formats/evidence-bundle.md alone (CBOR by cbor2, Ed25519 and SM2 by the openssl program), and
the tests that hold both to each other: evidence_twin.py TIDEGATE EVIDENCE_SAMPLES."""
import base64
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import unittest

try:
    import cbor2
except ImportError:
    cbor2 = None

root = pathlib.Path(__file__).resolve().parent.parent
KINDS = ["assessment", "case_step", "permit", "permit_status", "credential", "backup", "warning"]
ED25519_DER = bytes.fromhex("302a300506032b6570032100")
SM2_DER = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d034200")
SM2_TYPE = b"\xffoid/1.2.156.10197.1.501/"


class Refused(Exception):
    """A step that failed: its name first."""


def need(holds, step, why=""):
    if not holds:
        raise Refused(step, why)


def plain(data, step):
    """CBOR that has no other spelling."""
    try:
        value = cbor2.loads(data)
        need(cbor2.dumps(value, canonical=True) == data, step, "another spelling")
        return value
    except Refused:
        raise
    except Exception as error:
        raise Refused(step, str(error)) from error


def sha256(data):
    return hashlib.sha256(data).digest()


def sm3(data):
    return hashlib.new("sm3", data).digest()


def leaf(data, digest=sha256):
    return digest(b"\0" + data)


def parent(left, right, digest=sha256):
    return digest(b"\1" + left + right)


def root_of(index, size, hash_, path, digest=sha256):
    """RFC 9162, 2.1.3.2; None where the path has another length than it must."""
    if index >= size:
        return None
    last = size - 1
    for beside in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            hash_ = parent(beside, hash_, digest)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            hash_ = parent(hash_, beside, digest)
        index, last = index >> 1, last >> 1
    return hash_ if last == 0 else None


def root_before_last(path, digest=sha256):
    if not path:
        return digest(b"")
    hash_ = path[0]
    for beside in path[1:]:
        hash_ = parent(beside, hash_, digest)
    return hash_


class Key:
    """A verifier key of C2SP signed-note: type 0x01 or 0x04 with Ed25519, 0xff and an object identifier with SM2."""
    seen = {}

    def __init__(self, text):
        self.text = text
        self.name, id_, rest = text.split("+", 2)
        material = base64.b64decode(rest, validate=True)
        self.id = sha256(self.name.encode() + b"\n" + material)[:4]
        need(self.id.hex() == id_, "keys", "another id")
        self.is_sm2 = material.startswith(SM2_TYPE)
        self.kind, self.octets = material.split(b"\n", 1) if self.is_sm2 else (material[:1], material[1:])
        self.cosigns = self.kind == b"\x04" or self.kind.endswith(b"/cosignature")

    def signed(self, message, signature):
        asked = (self.octets, message, signature)
        if asked not in Key.seen:
            Key.seen[asked] = self.ask(message, signature)
        return Key.seen[asked]

    def ask(self, message, signature):
        if len(signature) != 64:
            return False
        options = ["-rawin"]
        if self.is_sm2:
            r, s = (int.from_bytes(signature[i:i + 32], "big") for i in (0, 32))
            parts = b"".join(b"\2" + bytes([n.bit_length() // 8 + 1]) + n.to_bytes(n.bit_length() // 8 + 1, "big") for n in (r, s))
            signature = b"\x30" + bytes([len(parts)]) + parts
            options += ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
        with tempfile.TemporaryDirectory() as folder:
            at = pathlib.Path(folder)
            (at / "k").write_bytes((SM2_DER if self.is_sm2 else ED25519_DER) + self.octets)
            (at / "m").write_bytes(message)
            (at / "s").write_bytes(signature)
            return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", at / "k", "-in", at / "m",
                                   "-sigfile", at / "s", *options], capture_output=True, check=False).returncode == 0

    def cosigned(self, text, octets):
        head = "cosignature/sm2/v1" if self.is_sm2 else "cosignature/v1"
        return self.signed(f"{head}\ntime {int.from_bytes(octets[:8], 'big')}\n".encode() + text.encode(), octets[8:])


def open_note(note, step):
    """Text, signatures as (name, id, octets), and (origin, size, root)."""
    try:
        text, lines = note.rsplit("\n\n", 1)
        signatures = []
        need(lines.endswith("\n"), step)
        for line in lines[:-1].split("\n"):
            dash, name, rest = line.split(" ")
            octets = base64.b64decode(rest, validate=True)
            need(dash == "\u2014" and base64.b64encode(octets).decode() == rest, step, "another spelling")
            signatures.append((name, octets[:4], octets[4:]))
        origin, size, hash_ = text.split("\n")
        need(str(int(size)) == size and base64.b64encode(base64.b64decode(hash_, validate=True)).decode() == hash_, step)
        return text + "\n", signatures, (origin, int(size), base64.b64decode(hash_))
    except ValueError as error:
        raise Refused(step, str(error)) from error


def signed_by(key, text, signatures, step):
    own = [octets for name, id_, octets in signatures if (name, id_) == (key.name, key.id)]
    need(own and all(key.signed(text.encode(), octets) for octets in own), step, "not signed by the key in force")


class Policy:
    """C2SP tlog-policy."""

    def __init__(self, text):
        self.logs, self.members, self.quorum = [], {}, None
        for words in (line.split() for line in text.splitlines()):
            if not words or words[0].startswith("#"):
                continue
            if words[0] == "log":
                self.logs.append(words[1])
            elif words[0] == "witness":
                self.members[words[1]] = Key(words[2])
            elif words[0] == "group":
                needs = {"any": 1, "all": len(words) - 3}.get(words[2]) or int(words[2])
                self.members[words[1]] = (needs, words[3:])
            else:
                self.quorum = None if words[1] == "none" else words[1]

    def holds(self, text, signatures, first, last, name=None):
        """By the cosignatures that are dated from first to last, in seconds; of several by one key the latest."""
        member = self.members[name or self.quorum]
        if isinstance(member, Key):
            own = [octets for who, id_, octets in signatures if (who, id_) == (member.name, member.id)]
            need(all(member.cosigned(text, octets) for octets in own), "cosignatures", "a cosignature does not hold")
            return bool(own) and first <= max(int.from_bytes(octets[:8], "big") for octets in own) <= last
        seen = [one for one in member[1] if self.holds(text, signatures, first, last, one)]  # all are looked at
        return self.counted(member[1], seen) >= member[0]

    def behind(self, name):
        """Whose keys: names in keys of witnesses."""
        member = self.members[name]
        return {member.name} if isinstance(member, Key) else set().union(*map(self.behind, member[1]))

    def counted(self, members, seen):
        """Members with a witness in common, by way of others too, count once together."""
        parties = []
        for one in members:
            near = [party for party in parties if any(self.behind(one) & self.behind(other) for other in party)]
            parties = [party for party in parties if party not in near] + [sum(near, [one])]
        return sum(any(one in seen for one in party) for party in parties)


def history(first, changes, origin, size, top):
    """Each key's line, and the policies that the log declares."""
    lines = {}
    for text in first:
        key = Key(text)
        need(key.name in (origin, origin + "/sm3") and key.name not in lines and not key.cosigns, "keys", "no key of the log")
        lines[key.name] = [key]
    need(origin in lines, "keys")
    policies, before = [], -1
    for octets, index, path in changes:
        need(index > before and root_of(index, size, leaf(octets), path) == top, "keys", "a change does not stand in the log")
        before = index
        entry = plain(octets, "keys")
        need(entry[1] in ("key", "policy"), "keys")
        new = Key(entry[10][0]) if entry[1] == "key" else None
        line = lines[new.name if new else origin]
        bare = cbor2.dumps({**entry, 10: {0: entry[10][0], 1: b""}}, canonical=True)
        need(line[-1].signed(b"tidegate.evidence.change/1\0" + bare, entry[10][1]), "keys", "not signed by the key before")
        if new:
            line.append(new)
        else:
            policies.append(Policy(entry[10][0]))
    return lines, policies


def in_map(top, key, value, path):
    hash_ = leaf(key + value)
    for depth in reversed(range(len(path))):
        bit = key[depth // 8] >> (7 - depth % 8) & 1
        hash_ = parent(path[depth], hash_) if bit else parent(hash_, path[depth])
    return hash_ == top


def goes_on(first, first_top, size, top, path):
    """RFC 9162, 2.1.4.2."""
    if first == size:
        return path == [] and first_top == top
    if not path or not 0 < first < size:
        return False
    path = ([first_top] if first & (first - 1) == 0 else []) + path
    a, b = first - 1, size - 1
    while a & 1:
        a, b = a >> 1, b >> 1
    old = new = path[0]
    for beside in path[1:]:
        if b == 0:
            return False
        if a & 1 or a == b:
            old, new = parent(beside, old), parent(beside, new)
            while a and not a & 1:
                a, b = a >> 1, b >> 1
        else:
            new = parent(new, beside)
        a, b = a >> 1, b >> 1
    return b == 0 and old == first_top and new == top


def anchored(anchor, origin, index, size, top):
    """That the log went on from the anchored tree, that has the entry; and that a stamp or a call is of that tree."""
    kind, anchored_size, anchored_top, path, held = anchor
    need(index < anchored_size <= size and goes_on(anchored_size, anchored_top, size, top, path), "anchors", "another tree")
    note = sha256(f"{origin}\n{anchored_size}\n{base64.b64encode(anchored_top).decode()}\n".encode())
    if kind == "rfc3161":
        need(isinstance(held, bytes) and note in held, "anchors", "a stamp of something else")
    elif kind == "evm":
        need(bytes.fromhex("7f00e393") + sha256(origin.encode()) + anchored_size.to_bytes(32, "big") + anchored_top + note in held[2], "anchors", "another call")
    else:
        need(kind == "deposit" and isinstance(held, list) and len(held) == 4, "anchors")


def verify(file, trust):
    """Refused, or what the entry says."""
    outer = plain(file, "format")
    need(isinstance(outer, list) and len(outer) == 3 and outer[0] == "tidegate.evidence-bundle/1" and outer[2] == sha256(outer[1]), "format")
    b = plain(outer[1], "format")
    need(set(b) <= set(range(14)) and isinstance(b[13], list) and len(b[13]) <= 16, "format")
    entry = plain(b[1], "entry")
    need(entry[0] == 1 and set(entry) <= set(range(11)), "entry")
    if 0 in b:
        need(sha256(b[0]) == entry.get(8), "statement")
    names = [(place, name.encode()) for name, _, _, place, _ in b[3]]
    need(all(a[0] < b_[0] and a[1] < b_[1] for a, b_ in zip(names, names[1:])), "fields", "two of a name, or out of order")
    for name, value, salt, place, path in b[3]:
        need(len(salt) == 16 and root_of(place, entry[7][0], leaf(cbor2.dumps([name, value, salt])), path) == entry[7][1], "fields")
    text, signatures, (origin, size, top) = open_note(b[5], "checkpoint")
    for octets in b[13]:
        anchored(plain(octets, "anchors"), origin, b[2], size, top)
    need(root_of(b[2], size, leaf(b[1]), b[4]) == top, "inclusion")
    lines, policies = history(b[10], b[11], origin, size, top)
    key = lines[origin][-1]
    signed_by(key, text, signatures, "checkpoint")
    if 12 in b:
        need(key.signed(receipt_signed(protected(key), top), b[12]), "checkpoint", "receipt")
    state = plain(b[6], "map")
    need(state[1] == "state" and root_of(size - 1, size, leaf(b[6]), b[7]) == top and state[10][0] == root_before_last(b[7]), "map", "state")
    twins = [text for text in trust.logs if text.startswith(origin + "/sm3+")]
    need(9 in b or not twins, "sm3", "the policy names a twin")
    if 9 in b:
        note, path, state_path = b[9]
        twin_text, twin_signatures, (twin_origin, twin_size, twin_top) = open_note(note, "sm3")
        need((twin_origin, twin_size) == (origin + "/sm3", size), "sm3")
        need(twin_origin in lines, "sm3")
        signed_by(lines[twin_origin][-1], twin_text, twin_signatures, "sm3")
        need(not twins or any(k.text in twins for k in lines[twin_origin]), "sm3", "nobody vouches")
        need(root_of(b[2], size, leaf(b[1], sm3), path, sm3) == twin_top, "sm3")
        need(root_of(size - 1, size, leaf(b[6], sm3), state_path, sm3) == twin_top, "sm3")
        need(root_before_last(state_path, sm3) == state[10][1], "sm3")
    policy = policies[-1] if trust.quorum is None and policies else trust  # his own stands, whatever the log declares
    first, last = entry[5] // 1000 - 600, int(time.time()) + 600
    need(policy.quorum is None or policy.holds(text, signatures, first, last), "cosignatures", "lacking")
    if entry[1] in KINDS:
        newest, path = b[8]
        need(in_map(state[10][2], sha256(b"tidegate map" + entry[2]), sha256(cbor2.dumps(newest)), path), "map")
        need(newest == [b[2], leaf(b[1]), entry[9]], "map", "something newer")
    need(state[10][3] == len(b[11]) and any(k.text in trust.logs for k in lines[origin]), "keys", "nobody vouches")
    return entry


def protected(key):
    return cbor2.dumps({1: -8, 4: sha256(key.octets), 395: 1}, canonical=True)


def receipt_signed(header, top):
    return cbor2.dumps(["Signature1", header, b"", top])


def verify_receipt(receipt, entry, key):
    """RFC 9942: the root that the proof leads to is what is signed."""
    sign1 = plain(receipt, "receipt")
    try:
        need(sign1.tag == 18, "receipt")
        header, unprotected, payload, signature = sign1.value
        claims = plain(header, "receipt")
        need(claims[1] == -8 and claims[395] == 1 and payload is None and set(unprotected) == {396}, "receipt")
        (proof,) = unprotected[396][-1]
        size, index, path = plain(proof, "receipt")
        top = root_of(index, size, leaf(entry), path)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("receipt", str(error)) from error
    need(top is not None and key.signed(receipt_signed(header, top), signature), "receipt")
    return size, index


def mended(file):
    """The same with a checksum that fits, where it is an array still."""
    try:
        outer = cbor2.loads(file)
        return cbor2.dumps([outer[0], outer[1], sha256(outer[1])])
    except Exception:
        return file


@unittest.skipIf(cbor2 is None, "python3-cbor2 is not installed")
class Twin(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.tidegate, samples = sys.argv[1:3]
        cls.scratch = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.scratch.name)
        for name, options in (("plain", ["--all"]), ("twin", ["--all", "--sm3"])):
            subprocess.run([samples, cls.folder / name, *options], check=True)
        cls.trust = cls.folder / "plain" / "policy.txt"
        cls.policy = Policy(cls.trust.read_text())
        cls.twin_trust = cls.folder / "twin" / "policy.txt"  # its twin's key is new in each run
        cls.twin_policy = Policy(cls.twin_trust.read_text())

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def ours(self, path, trust=None):
        return subprocess.run([self.tidegate, "evidence", "verify", path, "--trust", trust or self.trust, "--json"], capture_output=True, check=False).returncode

    def theirs(self, data, policy=None):
        try:
            verify(data, policy or self.policy)
            return 0
        except Refused:
            return 6
        except Exception:  # octets that mean nothing at all
            return 6

    def test_both_verifiers_agree_on_every_sample(self):
        files = sorted(self.folder.glob("*/*.tgb"))
        self.assertEqual(len(files), 14)
        faults = {"superseded": ("map", "something newer"), "stands": ("cosignatures", "lacking"), "ahead": ("cosignatures", "lacking")}
        for path in files:
            for name in ("policy.txt", "two.txt"):
                trust = path.parent / name
                policy = Policy(trust.read_text())
                # Two of three witnesses prove it without the one whose clock is wrong.
                fault = None if name == "two.txt" and path.stem != "superseded" else faults.get(path.stem)
                self.assertEqual(self.ours(path, trust), 6 if fault else 0, (path, name))
                if not fault:
                    verify(path.read_bytes(), policy)
                    continue
                with self.assertRaises(Refused) as refused:
                    verify(path.read_bytes(), policy)
                self.assertEqual(refused.exception.args, fault)

    def test_a_twin_proves_by_a_key_that_was_brought_and_no_other(self):
        twin, bare = self.folder / "twin" / "permit.tgb", self.folder / "plain" / "permit.tgb"
        stranger = self.folder / "stranger.txt"
        samples = sys.argv[2]
        subprocess.run([samples, self.folder / "far" / "other", "--sm3"], check=True)
        stranger.write_bytes((self.folder / "far" / "other" / "policy.txt").read_bytes())
        for path, trust, state in ((twin, self.twin_trust, "ok"), (twin, self.trust, "not_there"), (twin, stranger, "failed"), (bare, self.twin_trust, "failed"),
                                   (bare, self.trust, "not_there")):
            done = subprocess.run([self.tidegate, "evidence", "verify", path, "--trust", trust, "--json"], capture_output=True, check=False)
            steps = {step["step"]: step["state"] for step in json.loads(done.stdout)["steps"]}
            self.assertEqual(steps["sm3"], state, (path, trust))
            self.assertEqual(self.theirs(path.read_bytes(), Policy(trust.read_text())), 6 if state == "failed" else 0)

    def test_the_example_is_what_the_program_writes(self):
        for name in ("permit.tgb", "policy.txt"):
            self.assertEqual((root / "examples/evidence" / name).read_bytes(), (self.folder / "plain" / name).read_bytes(), name)

    def test_the_twin_refuses_every_flipped_octet(self):
        for name, policy in (("plain", self.policy), ("twin", self.twin_policy)):
            file = (self.folder / name / "permit.tgb").read_bytes()
            for at in range(len(file)):
                other = bytearray(file)
                other[at] ^= 1 << at % 8
                self.assertEqual(self.theirs(bytes(other), policy), 6, at)
                again = mended(bytes(other))
                if again != file:
                    self.assertEqual(self.theirs(again, policy), 6, at)

    def test_both_refuse_the_same_damage(self):
        file = (self.folder / "twin" / "permit.tgb").read_bytes()
        chance = random.Random(5)
        path = self.folder / "damaged.tgb"
        for _ in range(60):
            other = bytearray(file)
            other[chance.randrange(len(other))] ^= 1 << chance.randrange(8)
            again = mended(bytes(other))
            path.write_bytes(again)
            code = self.ours(path, self.twin_trust)
            self.assertIn(code, (2, 6) if again != file else (0,))
            self.assertEqual(self.theirs(again, self.twin_policy) == 0, code == 0)

    def test_a_policy_that_asks_for_more_or_for_others_is_not_satisfied(self):
        file = (self.folder / "plain" / "permit.tgb").read_bytes()
        text = self.trust.read_text()
        other = text.replace("log evidence.example/2026+9c", "log evidence.example/2026+9d")
        self.assertNotEqual(other, text)
        with self.assertRaises(Refused) as refused:
            verify(file, Policy(other))
        self.assertEqual(refused.exception.args[0], "keys")

    def test_the_receipt_is_checked_without_the_bundle(self):
        for name in ("plain", "twin"):
            bundle = self.folder / name / "permit.tgb"
            out = self.folder / f"{name}.cose"
            done = subprocess.run([self.tidegate, "evidence", "receipt", bundle, "--trust", self.trust, "--out", out], capture_output=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            contents = cbor2.loads(cbor2.loads(bundle.read_bytes())[1])
            key = Key(next(cbor2.loads(octets)[10][0] for octets, *_ in contents[11] if cbor2.loads(octets)[1] == "key"))
            receipt = out.read_bytes()
            self.assertEqual(verify_receipt(receipt, contents[1], key), (101, 20))
            for at in range(len(receipt)):
                other = bytearray(receipt)
                other[at] ^= 1
                try:
                    # RFC 9942 signs the root alone: a neighbouring size with a way of the same shape is another true claim of it.
                    self.assertEqual(verify_receipt(bytes(other), contents[1], key), (100, 20), at)
                except Refused:
                    pass
            with self.assertRaises(Refused):
                verify_receipt(receipt, contents[1] + b"x", key)
            again = subprocess.run([self.tidegate, "evidence", "receipt", bundle, "--trust", self.trust, "--out", out], capture_output=True, check=False)
            self.assertEqual(again.returncode, 2)  # it is there already

    def test_both_take_an_anchored_bundle_and_refuse_its_damage(self):
        bundle = root / "fuzz/corpus/evidence_bundle/anchored.tgb"
        folder = root / "tests/anchors"
        file, policy = bundle.read_bytes(), Policy((folder / "recorded-policy.txt").read_text())
        verify(file, policy)
        contents = cbor2.loads(cbor2.loads(file)[1])
        anchors = [cbor2.loads(octets) for octets in contents[13]]
        self.assertEqual([anchor[0] for anchor in anchors], ["evm", "rfc3161"])
        done = subprocess.run([self.tidegate, "evidence", "verify", bundle, "--trust", folder / "recorded-policy.txt", "--tsa-ca", folder / "recorded-tsa.pem",
                               "--block", anchors[0][4][3].hex(), "--json"], capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        self.assertEqual([one["is_proven"] for one in json.loads(done.stdout)["anchored"]], [True, True])
        path = self.folder / "anchored.tgb"
        chance = random.Random(9)
        for _ in range(60):
            other = bytearray(file)
            other[chance.randrange(len(other))] ^= 1 << chance.randrange(8)
            self.assertEqual(self.theirs(bytes(other), policy), 6)
        # Anchors of another tree, of another entry, cut off their proof or exchanged.
        for number, change in enumerate((lambda a: a.__setitem__(1, a[1] + 1), lambda a: a.__setitem__(2, bytes(32)), lambda a: a.__setitem__(3, [bytes(32)]),
                                         lambda a: a.__setitem__(0, "deposit"), lambda a: a.__setitem__(1, 0))):
            for which in range(2):
                changed = [list(anchor) for anchor in anchors]
                change(changed[which])
                forged = dict(contents)
                forged[13] = [cbor2.dumps(anchor, canonical=True) for anchor in changed]
                inner = cbor2.dumps(forged, canonical=True)
                path.write_bytes(cbor2.dumps(["tidegate.evidence-bundle/1", inner, sha256(inner)], canonical=True))
                self.assertEqual(self.ours(path, folder / "recorded-policy.txt"), 6, (number, which))
                self.assertEqual(self.theirs(path.read_bytes(), policy), 6, (number, which))

    def test_a_bundle_that_does_not_hold_gives_no_receipt(self):
        out = self.folder / "none.cose"
        done = subprocess.run([self.tidegate, "evidence", "receipt", self.folder / "plain" / "superseded.tgb", "--trust", self.trust, "--out", out],
                              capture_output=True, check=False)
        self.assertEqual(done.returncode, 6)
        self.assertFalse(out.exists())

    def test_both_languages_name_the_failing_step(self):
        for language, words in (("en", "FAILED  entry 101 is newer: revoked"), ("zh", "条目 101 更新：已撤销")):
            done = subprocess.run([self.tidegate, "evidence", "verify", self.folder / "plain" / "superseded.tgb", "--trust", self.trust, "--lang", language],
                                  capture_output=True, check=False)
            self.assertEqual(done.returncode, 6)
            self.assertIn(words, done.stdout.decode())

    def test_what_cannot_be_used_exits_2(self):
        self.assertEqual(self.ours(root / "README.md"), 2)
        self.assertEqual(self.ours(self.folder / "not-there.tgb"), 2)
        done = subprocess.run([self.tidegate, "evidence", "verify", self.folder / "plain" / "permit.tgb", "--trust", root / "README.md"],
                              capture_output=True, check=False)
        self.assertEqual(done.returncode, 2)
        for size in (0, 1, 100, 3000):
            cut = self.folder / "cut.tgb"
            cut.write_bytes((self.folder / "plain" / "permit.tgb").read_bytes()[:size])
            self.assertEqual(self.ours(cut), 2, size)


if __name__ == "__main__":
    debian = "/usr/bin/python3"  # for which python3-cbor2 is packaged
    if cbor2 is None and sys.executable != debian and os.path.exists(debian):
        os.execv(debian, [debian, *sys.argv])
    if cbor2 is None:
        print("skipped: evidence_twin: python3-cbor2 is not installed")
        sys.exit(0)
    unittest.main(argv=[sys.argv[0], *sys.argv[3:]])
