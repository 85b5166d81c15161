#!/usr/bin/env python3
"""Journeys about what is asked: whether a row may hold something sensitive, and what was sent before.

usage: journeys_asks.py PATH_TO_TIDEGATE [unittest arguments]
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

TIDEGATE = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
DATE = "2026-11-20"
ANSWERS = ["--exporter-type", "company", "--ciio", "no", "--exemption", "none", "--important-data", "no", "--state-secrets", "no",
           "--zone", "none", "--foreign-authority", "no", "--prohibited-recipient", "no", "--under-14", "no"]
# Beside somebody's identifier; a header and the values of its column. Of none is it known that it is harmless.
ASKED = [
    ("手术日期", ["2024-03-02", "2024-05-06"]), ("分娩日期", ["2024-03-02", "2024-05-06"]), ("末次月经", ["2024-03-02", "2024-05-06"]),
    ("出狱日期", ["2024-03-02", "2024-05-06"]), ("conviction_date", ["2024-03-02", "2024-05-06"]), ("admission_date", ["2024-03-02", "2024-05-06"]),
    ("透析次数", ["3", "12"]), ("孕周", ["12", "30"]), ("献血次数", ["1", "5"]), ("药费", ["120.50", "33.00"]), ("余额", ["1200.50", "33.00"]),
    ("HIV", ["Y", "N"]), ("梅毒", ["是", "否"]), ("abortion", ["true", "false"]), ("党员", ["0", "1"]), ("贫困户", ["是", "否"]), ("smoker", ["Y", "N"]),
    ("检测结果", ["有", "无"]), ("科室", ["内科", "外科"]), ("clinic", ["Fertility Clinic", "Eye Clinic"]), ("department", ["Oncology", "Sales"]),
    ("类别", ["普通", "艾滋病感染者"]), ("客户类型", ["癌症患者", "普通客户"]), ("标签", ["孕妈", "学生"]), ("segment", ["IVF", "retail"]),
    ("状态", ["在押", "服刑"]), ("来源", ["戒毒所", "社区"]), ("category", ["cancer survivor", "regular"]), ("special meal", ["halal", "kosher"]),
]
# Known as harmless, by the whole header and by the values.
NOT_ASKED = [
    ("下单日期", ["2024-03-02", "2024-05-06"]), ("注册时间", ["2024-03-02 10:00:00", "2024-05-06 11:12:13"]), ("order_date", ["2024-03-02", "2024-05-06"]),
    ("数量", ["1", "2"]), ("会员等级", ["金卡", "银卡"]), ("城市", ["北京", "上海"]),
    ("性别", ["男", "女"]), ("订单状态", ["已发货", "已完成"]), ("status", ["pending", "completed"]), ("渠道", ["微信", "门店"]), ("payment_method", ["alipay", "card"]),
]


class Asks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="tidegate-asks-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def run_tidegate(self, *words, code=None):
        env = dict(os.environ, TIDEGATE_HOME=str(self.folder / "home"))
        done = subprocess.run([TIDEGATE, *map(str, words)], cwd=self.folder, env=env, capture_output=True, text=True, timeout=600, check=False)
        if code is not None:
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def table(self, name, headers, rows):
        with open(self.folder / name, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(headers)
            writer.writerows(rows)
        return name

    def flags(self, name, *more):
        """The exit code, and the first words of the flags that are asked for."""
        done = self.run_tidegate("assess", name, "--to", "SG", "--as-of", DATE, "--no-record", "--json", *ANSWERS, "--sent-this-year", "0", *more)
        answer = json.loads(done.stdout)
        asked = {q["flag"].split(" ")[0] for opinion in answer["opinions"] for q in opinion["questions"] if q["flag"]}
        sensitive = any(item.get("sensitive") is True for item in answer["transfer"]["data"])
        return done.returncode, asked, sensitive

    def beside_a_mobile(self, header, values, count=300, rare=None):
        rows = [[f"139{n:08}", values[n % len(values)] if rare is None or n % rare else values[-1]] for n in range(count)]
        return self.table("t.csv", ["手机号", header], rows)

    def test_what_is_not_known_as_harmless_beside_a_person_is_asked_about(self):
        for header, values in ASKED:
            with self.subTest(header):
                code, asked, sensitive = self.flags(self.beside_a_mobile(header, values))
                self.assertTrue("--sensitive" in asked or sensitive, (header, code, asked))
                self.assertNotEqual(code, 0)

    def test_a_rare_illness_among_harmless_words_is_asked_about(self):
        rows = [[f"139{n:08}", "艾滋病感染者" if n % 500 == 77 else ("金卡", "银卡")[n % 2]] for n in range(5000)]
        self.table("t.csv", ["手机号", "会员等级"], rows)
        code, asked, _ = self.flags("t.csv")
        self.assertIn("--sensitive", asked)
        self.assertNotEqual(code, 0)

    def test_an_ordinary_column_is_not_asked_about(self):
        for header, values in NOT_ASKED:
            with self.subTest(header):
                code, asked, _ = self.flags(self.beside_a_mobile(header, values))
                self.assertNotIn("--sensitive", asked)
                self.assertEqual(code, 0)

    def test_orders_of_customers_are_not_asked_about(self):
        rows = [[f"SO{n:09}", f"王{'伟芳娜敏静'[n % 5]}", f"139{n:08}", "2024-03-%02d" % (n % 28 + 1), n % 5 + 1, f"{n % 90 + 10}.50", "北京"] for n in range(300)]
        self.table("t.csv", ["订单号", "客户姓名", "手机号", "下单日期", "数量", "订单金额", "收货城市"], rows)
        self.assertEqual(self.flags("t.csv")[:2], (0, set()))

    def test_couples_are_persons(self):
        first = "John Mary Robert Linda James Susan David Karen Peter Nancy Paul Laura".split()
        last = "Smith Brown Miller Davis Wilson Moore Taylor Clark Lewis Walker Hall Young".split()
        rows = [["2024-01-%02d" % (n % 28 + 1), f"{first[n % 12]} {last[n % 7]} & {first[(n + 5) % 12]} {last[(n + 3) % 12]}"] for n in range(200)]
        for header in ("name", "customer_name", "account_holder"):
            self.table("t.csv", ["order_date", header], rows)
            done = self.run_tidegate("assess", "t.csv", "--to", "SG", "--as-of", DATE, "--no-record", "--json", *ANSWERS, "--sent-this-year", "0")
            self.assertEqual([item["personal"] for item in json.loads(done.stdout)["transfer"]["data"]], [True], header)
            columns = json.loads(self.run_tidegate("scan", "t.csv", "--json", code=0).stdout)["files"][0]["columns"]
            self.assertEqual(columns[1]["type"], "ID.NAME", header)

    def test_numbers_sent_before_are_not_misread(self):
        self.beside_a_mobile("城市", ["北京", "上海"])
        for text, en, zh in (("80,000", "write 80000,0", "请写 80000,0"), ("80000", "one number where 2 are needed", "只有一个数"),
                             ("８００００", "ordinary persons exported before", "此前累计出境的一般个人信息人数；"),
                             ("1,080,000", "without a thousands separator", "请勿使用千位分隔符"),
                             ("-1,0", '"-1,0" is not 2 whole numbers from 0, parted by commas: ', "“-1,0”不是以逗号分隔的 2 个非负整数：此前累计出境的一般个人信息人数；"),
                             ("1,x", "none of them is --sent-this-year 0,0", "均为零时请写 --sent-this-year 0,0"), ("1,", "parted by commas", "非负整数")):
            words = ("assess", "t.csv", "--to", "SG", "--no-record", "--sent-this-year", text)
            self.assertIn(en, " ".join(self.run_tidegate(*words, "--lang", "en", code=2).stderr.split()))
            self.assertIn(zh, self.run_tidegate(*words, "--lang", "zh", code=2).stderr)
        for text in ("80000,0", "0,100", "1200,30", "１２００，３０"):
            self.run_tidegate("assess", "t.csv", "--to", "SG", "--no-record", "--as-of", DATE, *ANSWERS, "--sent-this-year", text)

    def test_a_declaration_states_no_count_that_nobody_stated(self):
        self.beside_a_mobile("城市", ["北京", "上海"])
        words = ("assess", "t.csv", "--to", "SG", "--as-of", DATE, "--no-record", *ANSWERS)
        first = json.loads(self.run_tidegate(*words, "--sent-this-year", "0", "--json", "--write-declaration", "d.yaml", code=0).stdout)
        text = (self.folder / "d.yaml").read_text(encoding="utf-8")
        stated = [line for line in text.splitlines() if "already_counted:" in line and not line.lstrip(" -").startswith("#")]
        self.assertEqual(stated, [])
        again = json.loads(self.run_tidegate("assess", "d.yaml", "--as-of", DATE, "--no-record", "--json", code=0).stdout)
        self.assertEqual(first["opinions"][0]["margins"], again["opinions"][0]["margins"])
        told = self.run_tidegate(*words, "--sent-this-year", "80000,0", "--set", "item.already_counted=100", "--write-declaration", "e.yaml")
        self.assertIn("already_counted: 100", (self.folder / "e.yaml").read_text(encoding="utf-8"), told.stderr)


if __name__ == "__main__":
    if TIDEGATE is None:
        sys.exit(__doc__)
    unittest.main()
