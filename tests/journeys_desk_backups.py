#!/usr/bin/env python3
"""Manifests of backups at the desk over HTTP, made by restic and signed: the same level as by assess, copies abroad named, nothing eased by what is damaged or missing, a lost signer.

usage: journeys_desk_backups.py PATH_TO_TIDEGATE [unittest arguments]
"""
import copy
import datetime
import json
import shutil
import subprocess
import unittest

import journeys_desk_credentials as credentials
import journeys_server as server
from journeys_cases import make, zh
from journeys_desk_credentials import HR, RISK, SYSTEM

PROVIDER, PROVIDER_CODE = "https://backup.example/provider", "91110000123456789Q"


class Keeper(credentials.Authority):
    """A firm with a backup, a log and keys; a provider on the trust list; all by the program's own commands."""

    def __init__(self, root):
        super().__init__(root, "provider")
        self.run("credential", "keygen", root / "firm.pem")
        (root / "home").mkdir(mode=0o700, exist_ok=True)
        (root / "policy").write_text(json.loads(self.run("evidence", "init", "--origin", "evidence.firm.example/2026", "--format", "json"))["trust"])
        self.data, self.repository, self.password = root / "data", root / "restic", root / "password"
        self.data.mkdir()
        (self.data / "subjects.csv").write_text("subject,result\n" + "".join(f"{i},{i * 7}\n" for i in range(3000)))
        self.password.write_text("correct horse\n")
        self.password.chmod(0o600)
        self.hr_data, self.hr_repository = root / "data-hr", root / "restic-hr"
        self.hr_data.mkdir()
        (self.hr_data / "staff.csv").write_text("staff,unit\n" + "".join(f"{i},{i * 3}\n" for i in range(3000)))
        for data, repository in ((self.data, self.repository), (self.hr_data, self.hr_repository)):
            for words in (("init",), ("backup", data)):
                subprocess.run(["restic", "--no-cache", "-r", repository, "--password-file", self.password, *words], check=True, capture_output=True, timeout=300)
        here = [{"at": str(at), "country": "CN", "place": "Beijing"} for at in (self.repository, self.hr_repository)]
        self.sites = self.write("sites.json", {"format": "tidegate.backup-sites/1", "sites": here})

    def trust(self, out, kinds=("backup_manifest", "restore_drill")):
        day = datetime.date.today() + datetime.timedelta(days=90)
        self.write("trust.json", {
            "format": "tidegate.trust-list/1", "issued": "2020-01-01", "expires": str(day), "accreditors": [],
            "issuers": [{"id": PROVIDER, "uscc": PROVIDER_CODE, "name": {"en": "keeper of backups", "zh": "备份服务机构"}, "kinds": list(kinds),
                         "keys": [{"kid": "k1", "jwk": json.loads((self.root / "provider.pem.jwk").read_text())}], "accreditations": [],
                         "status_addresses": []}]})
        (self.root / "trust.jwt").unlink(missing_ok=True)
        self.run("credential", "trust", self.root / "trust.json", "--key", self.root / "owner.pem", "--kid", "owner", "--out", self.root / "trust.jwt")
        for name, file in (("trust-key.json", "owner.pem.jwk"), ("trust.jwt", "trust.jwt")):
            shutil.copy(self.root / file, out / "new")
            (out / "new").rename(out / name)

    def signed_by(self, who):
        return ["--key", self.root / f"{who}.pem", "--kid", "k1"] + (["--issuer", PROVIDER] if who == "provider" else [])

    def made(self, name, *words, by="firm", owner=make.USCC, system=SYSTEM, as_name="crm", data=None, repository=None):
        """A manifest and what belongs beside it: names and octets."""
        base = self.root / name
        data, repository = data or self.data, repository or self.repository
        said = json.loads(self.run("backup", "attest", repository, "--tool", "restic", "--password-file", self.password, "--data", data, "--owner", owner,
                                   "--system", system, "--site", "CN/Beijing", "--sites", self.sites, "--key-country", "CN", "--rpo", 1440, "--rto", 240, "--chunk", 1024,
                                   *self.signed_by(by), "--out", f"{base}.jwt", *words, "--format", "json"))
        self.run("evidence", "publish")
        self.run("evidence", "bundle", "--subject", said["subject"], "--out", f"{base}.tgb")
        self.run("backup", "drill", f"{base}.jwt", "--owner-key", self.root / "firm.pem.jwk", "--trust", self.root / "trust.jwt", "--trust-key",
                 self.root / "owner.pem.jwk", "--repository", repository, "--password-file", self.password, "--into", self.root / f"drill-{name}",
                 *self.signed_by("firm" if by == "provider" else "provider"), "--out", f"{base}.drill.jwt")
        self.run("backup", "challenge", f"{base}.jwt", "--record", f"{base}.tgb", "--checkpoint", self.root / "home/evidence/log/checkpoint", "--log-trust",
                 self.root / "policy", "--draws", 300, "--out", f"{base}.challenge")
        self.run("backup", "answer", f"{base}.challenge", "--manifest", f"{base}.jwt", "--repository", repository, "--out", f"{base}.answer")
        return {f"{as_name}{end}": (self.root / f"{name}{end}").read_bytes() for end in (".files", ".tgb", ".drill.jwt", ".challenge", ".answer", ".jwt")}


class Desk(credentials.Desk):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = Keeper(cls.root / "keeper")
        cls.keeper.trust(cls.lists)
        keys = cls.folder / "backups" / "keys"
        keys.mkdir(parents=True)
        shutil.copy(cls.keeper.root / "firm.pem.jwk", keys / f"{make.USCC}.jwk")
        shutil.copy(cls.keeper.root / "policy", cls.folder / "backups" / "policy")
        cls.home = cls.keeper.made("home")
        cls.abroad = cls.keeper.made("abroad", "--copy", "SG/Singapore")
        cls.hr = cls.keeper.made("hr", system=HR, as_name="hr", data=cls.keeper.hr_data, repository=cls.keeper.hr_repository)
        cls.renamed = cls.keeper.made("renamed", system=HR, as_name="hr")  # the one of the other system again

    def filed(self, papers, route="SC", backups_abroad=False, systems=()):
        """A filing with these papers beside its own; the case of it."""

        def spoil(doc):
            doc["risk"] = copy.deepcopy(RISK)
            doc["scenario"]["retention"]["backups_abroad"] = backups_abroad
            here = doc["scenario"]["domestic_systems"]
            here += [{**copy.deepcopy(here[0]), "name": name} for name in systems]

        filing, tag = self.prepared(route, spoil)
        for name, octets in papers.items():
            self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/papers?slot=A9&file_name={name}", octets, Content_Type="application/octet-stream"), 201)
        shown, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        self.assertLessEqual(set(papers), {paper["file_name"] for paper in shown["papers"]})
        named = [one["file"] if isinstance(one, dict) else one for one in shown["declaration"]["evidence"]]
        self.assertEqual([name for name in papers if name in named], [name for name in papers if name in ("crm.jwt", "hr.jwt")], "the manifest alone is evidence")
        return filing, self.ok(self.filer.ask("POST", f"/v1/filings/{filing}/submission", {}, If_Match=head.getheader("ETag")), 201)[0]["case"]

    def row(self, case, asker=None):
        return self.page(asker or self.ann, case)["credentials"]["rows"][0]

    def faults(self, case):
        return [why["fault"] for why in self.row(case)["why"]]

    def words(self, case):
        return [why["says"]["en"] for why in self.row(case)["why"]]

    def factor(self, case):
        risk = self.ok(self.filer.ask("GET", f"/v1/cases/{case}/explanation"))[0]["risk"]  # of a blind case the desk sees none
        return next(one for one in risk["factors"] if one["factor"] == "B")

    def of_copies(self, case, asker):
        return [one for one in self.page(asker, case)["findings"] if one["rule"] == "V20" and one["state"] == "fails"]

    def without(self, *names):
        return {name: octets for name, octets in self.home.items() if name not in names}


class Believing(Desk):
    def test_both_doors_give_the_same_manifest_the_same_level(self):
        """The twin: assess reads the declaration and the papers beside it by the same trust."""
        for name, papers in (("home", self.home), ("abroad", self.abroad), ("bare", {"crm.jwt": self.home["crm.jwt"]}), ("one-of-two", self.home)):
            with self.subTest(name):
                filing, case = self.filed(papers, systems=[HR] if name == "one-of-two" else [])
                home, beside = self.root / f"twin-home-{name}", self.root / f"twin-{name}"
                home.mkdir(mode=0o700)
                beside.mkdir()
                for folder in ("credentials", "backups"):
                    shutil.copytree(self.folder / folder, home / folder)
                declaration = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))[0]["declaration"]
                (beside / "transfer.json").write_text(json.dumps(declaration, ensure_ascii=False))
                for paper in self.page(self.filer, case)["papers"]:
                    if paper["file_name"] in papers:
                        (beside / paper["file_name"]).write_bytes(self.ok(self.filer.ask("GET", f"/v1/filings/{filing}/papers/{paper['id']}"))[0])
                done = subprocess.run([server.TIDEGATE, "assess", beside / "transfer.json", "--format", "json"], capture_output=True, text=True, timeout=120,
                                      env={"PATH": "/usr/bin:/bin", "TIDEGATE_HOME": str(home), "LANG": "C.UTF-8"})
                self.assertIn(done.returncode, (0, 3, 4), done.stderr)
                risk = json.loads(done.stdout)["risk"]
                page, row = self.page(self.filer, case), self.row(case)
                self.assertEqual([page["risk"][key] for key in ("score", "low", "high")], [risk[key] for key in ("score", "low", "high")])
                b = next(one for one in risk["factors"] if one["factor"] == "B")
                self.assertEqual([self.factor(case)[key] for key in ("level", "grade")], [b[key] for key in ("level", "grade")])
                self.assertIn(f"Checked: crm.jwt (backup_manifest), {row['grade']}: {'; '.join(self.words(case))}.", [note["en"] for note in risk["notes"]])
                self.assertEqual(b["level"], {"home": 2, "abroad": 4, "bare": 2, "one-of-two": 2}[name])
                answered = json.loads(done.stdout)["findings"]
                self.assertEqual([one["says"]["en"] for one in answered if one["rule"] == "V20" and one["state"] == "fails"],
                                 [one["says"]["en"] for one in self.of_copies(case, self.ann)])

    def test_each_system_that_exports_must_have_a_backup(self):
        _, alone = self.filed(self.home)
        _, none = self.filed({}, systems=[HR])
        _, one = self.filed(self.home, systems=[HR])
        row = self.row(one)
        self.assertEqual((row["grade"], row["why"][0]["fault"]), ("E1", "system_uncovered"))
        self.assertIn("of 2 systems that must be covered 1 has no backup that is proven: " + HR, self.words(one))
        self.assertIn("须覆盖的 2 个系统中有 1 个未见经证明的备份：" + HR, [why["says"]["zh"] for why in row["why"]])
        self.assertEqual(self.factor(one)["level"], 2)
        self.assertGreaterEqual(self.score(one), self.score(alone))
        self.assertLessEqual(self.score(one), self.score(none), "to show it is no worse than to show none")
        _, both = self.filed({**self.home, **self.hr}, systems=[HR])
        self.assertEqual({row["file"]: row["grade"] for row in self.page(self.ann, both)["credentials"]["rows"]}, {"crm.jwt": "E2", "hr.jwt": "E2"})
        self.assertLessEqual(self.score(both), self.score(one))
        _, twice = self.filed({**self.home, **self.renamed}, systems=[HR])
        self.assertEqual({row["file"]: row["grade"] for row in self.page(self.ann, twice)["credentials"]["rows"]}, {"crm.jwt": "E1", "hr.jwt": "E1"}, "one backup, two names")
        self.assertEqual(self.score(twice), self.score(one))
        _, forged = self.filed({**self.home, "hr.jwt": self.hr["hr.jwt"][:-9] + b"AAAAAAAA\n"}, systems=[HR])
        self.assertEqual({row["file"]: row["grade"] for row in self.page(self.ann, forged)["credentials"]["rows"]}["crm.jwt"], "E1", "what is not believed covers nothing")
        self.assertGreaterEqual(self.score(forged), self.score(none))

    def test_what_is_found_is_told_to_both_sides(self):
        _, case = self.filed(self.home)
        row = self.row(case)
        self.assertEqual((row["file"], row["kind"], row["grade"], row["kind_words"]["zh"]), ("crm.jwt", "backup_manifest", "E2", "备份签名清单"))
        self.assertEqual(self.row(case, self.filer), row)
        self.assertTrue(row["why"] and all(why["says"]["en"] and why["says"]["zh"] for why in row["why"]))
        self.assertIn("nobody compared it with the data that was assessed", self.words(case), "the desk scans no data, and says so")
        self.assertEqual(self.of_copies(case, self.ann), [])

    def test_what_is_not_there_or_is_damaged_eases_nothing(self):
        _, whole = self.filed(self.home)
        score, words = self.score(whole), self.words(whole)
        self.assertNotIn("no restore was ever drilled", words)
        for name, more in (("crm.drill.jwt", "no restore was ever drilled"), ("crm.tgb", "no log shows since when it is there"), ("crm.answer", "nobody challenged it")):
            with self.subTest(name):
                self.assertNotIn(more, words)
                _, case = self.filed(self.without(name))
                self.assertIn(more, self.words(case))
                self.assertGreaterEqual(self.score(case), score)
                octets = bytearray(self.home[name])
                octets[len(octets) // 2] ^= 1
                _, case = self.filed({**self.home, name: bytes(octets)})
                self.assertNotEqual(self.words(case), words)
                self.assertGreaterEqual(self.score(case), score)
        _, none = self.filed({})
        for place in (0, 0.3, 0.6, 0.99):
            with self.subTest(place=place):
                octets = bytearray(self.home["crm.jwt"])
                octets[int(place * len(octets))] ^= 1
                _, case = self.filed({**self.home, "crm.jwt": bytes(octets)})
                rows = self.page(self.ann, case)["credentials"]["rows"]
                self.assertEqual({row["grade"] for row in rows}, {"E0"} if place else set(), rows)  # begun otherwise, it is a paper
                self.assertGreaterEqual(self.score(case), self.score(none), "it supports nothing")

    def test_a_copy_abroad_that_is_not_declared_raises_the_score_and_is_named(self):
        _, home = self.filed(self.home)
        _, none = self.filed({})
        _, case = self.filed(self.abroad)
        self.assertEqual(self.factor(case)["level"], 4)
        self.assertGreater(self.score(case), self.score(home))
        self.assertGreater(self.score(case), self.score(none))
        self.assertIn("other_site", self.faults(case))
        self.assertTrue(any("a copy lies in SG" in words for words in self.words(case)))
        for asker in (self.ann, self.filer):
            finding, = self.of_copies(case, asker)
            self.assertEqual(finding["pointer"], "/scenario/retention/backups_abroad")
            self.assertTrue(finding["says"]["en"].startswith("crm.jwt tells of a copy in SG, "), finding)
            self.assertIn("crm.jwt 载明有备份存于 SG", finding["says"]["zh"])
        _, case = self.filed(self.abroad, backups_abroad=True)
        self.assertEqual(len(self.of_copies(case, self.ann)), 1, "copies are declared, and none in that country")

    def test_a_declared_copy_is_a_copy_that_is_declared(self):
        _, case = self.filed(self.keeper.made("declared", "--copy", "DE/Berlin"), backups_abroad=True)
        self.assertEqual((self.of_copies(case, self.ann), self.factor(case)["level"]), ([], 2))
        self.assertNotIn("other_site", self.faults(case))

    def test_a_level_that_was_settled_leaves_what_was_found_of_backups(self):
        scores = []
        for papers in (self.home, self.abroad):
            _, case = self.filed(papers, route="SA")
            before = self.score(case)
            self.must(self.filer, case, name="contest_opened", level="mapping", subject="C", claim="约定完备", wants_level=0)
            self.must(self.bo, case, name="contest_answered", contest=0, accepted=True, answer=zh("同意"))
            self.assertLess(self.score(case), before)
            scores.append(self.score(case))
        self.assertEqual(self.factor(case)["level"], 4)
        self.assertGreater(scores[1], scores[0])

    def test_what_lies_beside_a_manifest_goes_on_with_it(self):
        filing, case = self.filed(self.home, route="SA")
        self.must(self.ann, case, name="accepted")
        asks = [{"pointer": "/scenario/necessity", "what": zh("请说明必要性"), "why": zh("过于笼统"), "source": "CN-SAM-2022 art.5", "fix": zh("逐项说明")}]
        self.must(self.ann, case, name="supplement_asked", items=asks)
        shown, head = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        self.assertLessEqual(set(self.home), {paper["file_name"] for paper in shown["papers"]})
        manifest = next(paper for paper in shown["papers"] if paper["file_name"] == "crm.jwt")
        self.ok(self.filer.ask("DELETE", f"/v1/filings/{filing}/papers/{manifest['id']}"), 204)
        shown, _ = self.ok(self.filer.ask("GET", f"/v1/filings/{filing}"))
        self.assertFalse(set(self.home) & {paper["file_name"] for paper in shown["papers"]}, "and goes with it")

    def test_without_a_trust_list_nothing_is_believed(self):
        self.lists.rename(self.folder / "elsewhere")
        self.addCleanup(lambda: (self.folder / "elsewhere").rename(self.lists))
        _, case = self.filed(self.home)
        self.assertEqual([self.page(self.ann, case)["credentials"][key] for key in ("is_checked", "rows")], [False, []])


class Losing(Desk):
    def test_a_signer_that_leaves_the_trust_list_scores_the_case_anew(self):
        _, case = self.filed(self.keeper.made("kept", by="provider"))
        _, other = self.filed(self.home)
        self.assertEqual(self.row(case)["grade"], "E2")
        before = self.score(case)
        self.keeper.trust(self.lists, kinds=["restore_drill"])
        step = self.until(lambda: self.of_step(case, "rescored"))[0]
        self.assertEqual((step["detail"]["cause"], step["detail"]["credentials"][0]["fault"]), ("credential", "unknown_issuer"))
        self.assertGreater(self.score(case), before)
        self.assertIn(self.row(case)["grade"], ("E0", "E1"))
        self.admin()
        self.assertEqual((len(self.of_step(case, "rescored")), self.of_step(other, "rescored")), (1, []), "once, and no other case")


if __name__ == "__main__":
    unittest.main(verbosity=2)
