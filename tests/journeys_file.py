#!/usr/bin/env python3
"""Journeys of `tidegate file`: the documents of a filing, its gaps, its signature and its archive, as a firm meets them.

usage: journeys_file.py PATH_TO_TIDEGATE [unittest arguments]
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.dom.minidom
import zipfile

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests" / "filings"))
import make  # noqa: E402

EXAMPLE = ROOT / "examples" / "clinical-trial" / "transfer.yaml"


class File(unittest.TestCase):
    def setUp(self):
        self.top = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.top)
        self.out = self.top / "out"

    def file(self, *words, declaration=EXAMPLE, out=None, code=0, env=None):
        done = subprocess.run([TIDEGATE, "file", declaration, "--out", out or self.out, "--as-of", make.DAY, "--no-record", "--home",
                               self.top / "home", *words], capture_output=True, text=True, timeout=180, check=False, env=env)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def clean(self, route="SC"):
        folder = self.top / f"clean-{route}"
        make.Case(route, 3).write(folder)
        return folder / "transfer.json"

    def fails(self, *words, **how):
        findings = json.loads(self.file("--json", *words, **how).stdout)["findings"]
        return sorted({f["rule"] for f in findings if f["state"] == "fails"})

    def test_an_example_gives_documents_that_are_well_formed(self):
        told = json.loads(self.file("--json", "--english").stdout)
        self.assertEqual(told["route"], "SC")
        for name in told["files"]:
            path = self.out / name
            self.assertTrue(path.is_file(), name)
            self.assertEqual(path.stat().st_mode & 0o777, 0o600, name)
            if path.suffix in (".docx", ".xlsx"):
                with zipfile.ZipFile(path) as package:
                    self.assertIsNone(package.testzip(), name)
                    for part in package.namelist():
                        xml.dom.minidom.parseString(package.read(part))
        self.assertIn("03-个人信息保护影响评估报告.docx", told["files"])
        self.assertIn("en/02-申报表.docx", told["files"])

    def test_the_same_inputs_give_the_same_bytes(self):
        for name in ("a", "b"):
            self.file("--zip", "--english", out=self.top / name)
        first = {p.relative_to(self.top / "a"): p.read_bytes() for p in (self.top / "a").rglob("*") if p.is_file()}
        second = {p.relative_to(self.top / "b"): p.read_bytes() for p in (self.top / "b").rglob("*") if p.is_file()}
        self.assertEqual(first, second)

    def test_every_gap_is_told_in_both_languages_with_place_source_and_fix(self):
        for finding in json.loads(self.file("--json").stdout)["findings"]:
            for key in ("says", "source"):
                self.assertTrue(finding[key]["en"] and finding[key]["zh"], finding)
            if finding["state"] == "fails":
                self.assertTrue(finding["pointer"] and finding["fix"]["en"] and finding["fix"]["zh"], finding)
        self.assertIn("文件不存在", self.file("--lang", "zh", "--force").stdout)

    def test_a_clean_filing_has_no_gap_and_a_spoiled_one_exits_1_when_asked(self):
        declaration = self.clean()
        notice = ("--notice", declaration.parent / "notice.txt")
        self.assertEqual(self.fails(*notice, declaration=declaration), [])
        self.file("--fail-on", "warns", "--force", *notice, declaration=declaration)
        (declaration.parent / "A2.pdf").write_bytes(b"no paper")
        self.assertEqual(self.fails("--force", *notice, declaration=declaration), ["V06"])
        self.file("--fail-on", "returned", "--force", declaration=declaration, code=1)
        self.file("--fail-on", "blocks", "--force", declaration=declaration)

    def test_a_file_that_is_there_is_kept_until_force_is_said(self):
        self.file()
        done = self.file(code=2)
        self.assertIn("--force", done.stderr)
        self.file("--force")

    def test_the_signature_is_openssls_and_a_flipped_byte_fails(self):
        key, public = self.top / "firm.pem", self.top / "firm.pub"
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True, capture_output=True)
        subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", public], check=True, capture_output=True)
        key.chmod(0o644)
        self.assertIn("chmod 600", self.file("--key", key, code=2).stderr)
        key.chmod(0o600)
        told = json.loads(self.file("--key", key, "--json").stdout)
        self.assertEqual(len(told["signed_by"]), 64)

        def verifies():
            return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", public, "-rawin", "-in", self.out / "filing.json",
                                   "-sigfile", self.out / "filing.json.sig"], capture_output=True, check=False).returncode == 0
        self.assertTrue(verifies())
        body = bytearray((self.out / "filing.json").read_bytes())
        body[100] ^= 1
        (self.out / "filing.json").write_bytes(body)
        self.assertFalse(verifies())

    def test_filing_json_names_every_file_by_its_hash_and_no_place_on_the_disk(self):
        declaration = self.clean()
        self.file("--zip", declaration=declaration)
        text = (self.out / "filing.json").read_text()
        filing = json.loads(text)
        self.assertEqual(json.dumps(filing, ensure_ascii=False, sort_keys=True, separators=(",", ":")), text)
        for entry in filing["files"]:
            self.assertEqual(hashlib.sha256((self.out / entry["file"]).read_bytes()).hexdigest(), entry["sha256"])
        self.assertEqual([p["code"] for p in filing["papers"]], ["A1", "A2", "A3", "A4", "A5", "A7", "A8"])
        self.assertNotIn(str(self.top), text)
        self.assertNotIn("data", filing["declaration"])

    def test_the_archive_has_the_templates_folders_and_every_paper(self):
        self.file("--zip", declaration=self.clean())
        with zipfile.ZipFile(self.out / "90-批量上传.zip") as archive:
            names = archive.namelist()
            self.assertIsNone(archive.testzip())
        self.assertIn("01-统一社会信用代码证件/A1.pdf", names)
        self.assertIn("07-法律文件/A7.pdf", names)
        self.assertTrue(all(re.match(r"0\d-", name) for name in names), names)

    def test_a_zone_loads_its_own_template_and_a_broken_one_is_refused(self):
        zone = self.top / "zone"
        zone.mkdir()
        text = (ROOT / "templates/cn-sa-3/template.json").read_text()
        (zone / "template.json").write_text(text.replace('"02-申报表"', '"02-本区申报表"'))
        self.file("--template", zone)
        self.assertTrue((self.out / "02-本区申报表.docx").is_file())
        (zone / "template.json").write_text(text.replace("一、数据处理者情况", "一、处理者"))
        self.assertIn("hash", self.file("--template", zone, "--force", code=6).stderr)

    def test_the_standard_contract_is_held_to_the_zones_fingerprints(self):
        zone = self.top / "zone"
        zone.mkdir()
        shutil.copy(ROOT / "templates/cn-sa-3/template.json", zone)
        body = ["第一条 定义一", "第二条 义务二"]
        (zone / "standard-contract.sha256").write_text(
            "# 两段\n" + "".join(hashlib.sha256(line.replace(" ", "").encode()).hexdigest() + "\n" for line in body))
        declaration = self.clean()
        contract = self.top / "contract.txt"
        rest = "附录一\n接收方：Example Pharma SE\n" + "、".join(i["name"] for i in make.Case("SC", 3).items()) + "\n"
        contract.write_text("\n".join(body) + "\n" + rest, encoding="utf-8")
        self.assertNotIn("V22", self.fails("--template", zone, "--contract", contract, declaration=declaration))
        contract.write_text(body[0] + "\n第二条 免责\n" + rest, encoding="utf-8")
        self.assertIn("V22", self.fails("--force", "--template", zone, "--contract", contract, declaration=declaration))

    def test_a_previous_filing_gives_the_change_declaration(self):
        declaration = self.clean()
        old = json.loads(declaration.read_text())
        old["scenario"]["scope"] = "仅检验结果"
        old["filing"]["date"] = "2025-03-01"
        before = self.top / "before.json"
        before.write_text(json.dumps(old, ensure_ascii=False))
        self.file("--previous", before, declaration=declaration)
        changes = (self.out / "19-变更对照表.csv").read_text(encoding="utf-8-sig")
        self.assertIn("仅检验结果", changes)
        self.assertTrue((self.out / "07-变更说明.docx").is_file())

    def test_without_libreoffice_the_message_names_the_package_and_the_documents_are_written(self):
        (self.top / "empty").mkdir()
        done = self.file("--pdf", code=69, env={**os.environ, "PATH": str(self.top / "empty")})
        self.assertIn("libreoffice-writer-nogui", done.stderr)
        self.assertTrue((self.out / "02-申报表.docx").is_file())

    @unittest.skipUnless(shutil.which("soffice"), "soffice is not installed")
    def test_libreoffice_prints_every_document(self):
        told = json.loads(self.file("--pdf", "--json").stdout)
        pdfs = [name for name in told["files"] if name.endswith(".pdf")]
        self.assertEqual(len(pdfs), len([n for n in told["files"] if n.endswith(".docx")]))
        for name in pdfs:
            self.assertEqual((self.out / name).stat().st_mode & 0o777, 0o600, name)
        text = subprocess.run(["pdftotext", self.out / "02-申报表.pdf", "-"], capture_output=True, text=True, check=True).stdout
        self.assertIn("示例医药（北京）有限公司", text)

    def test_what_is_no_declaration_is_refused(self):
        csv = self.top / "a.csv"
        csv.write_text("a,b\n1,2\n")
        self.file(declaration=csv, code=2)
        self.file("--template", self.top / "nowhere", code=2)
        self.file("--notice", self.top / "nowhere.txt", code=2)


if __name__ == "__main__":
    unittest.main(verbosity=1)
