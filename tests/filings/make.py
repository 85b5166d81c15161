#!/usr/bin/env python3
"""Makes declarations with known defects, and their papers: the corpus on which the check for formal gaps is measured.

usage: make.py FOLDER [COUNT]

The same files on every machine: every route, of data of every class. Each case is a folder: transfer.json, the papers it lists, notice.txt, perhaps previous.json, and
expected.json: the rules that its defects break, with the places, written by the one who planted them. Nothing here asks the program.
Every person, firm and number is invented.
"""
import copy
import json
import pathlib
import random
import sys
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DAY = "2026-07-08"
USCC = "91110115MA0000003P"
FIRM = "示例医药（北京）有限公司"
ITEMS = [("受试者编号", "随机编号，对照表存于医院", "关联同一受试者的基线与终点记录", "SUBJ-00001"),
         ("检验结果", "基线与终点检验值", "主要终点与肝脏安全性终点", "ALT 23 U/L"),
         ("不良事件", "不良事件名称", "信号检出并向监管机构报告", "头痛"),
         ("访视日期", "各次访视的日期", "计算给药与反应的间隔", "2026-03"),
         ("中心编号", "研究中心编号", "检验中心效应", "07")]
THINGS = [("设备型号", "各车间设备的型号", "核对备件与设备的对应", "M-200"),
          ("物料编码", "物料清单内的编码", "按编码汇总各厂采购", "P-00017"),
          ("合同编号", "采购合同的编号", "与总部的合同台账勾稽", "C-2026-03"),
          ("采购单价", "物料的含税单价", "总部比较各厂采购价格", "12.50"),
          ("设备序列号", "设备铭牌上的序列号", "登记保修的起止", "SN-0001")]
# What is asked, in the order of the guides; NL and PC attach the contract and the assessment without being asked.
PAPERS = {"SA": "A1 A2 A3 A4 A6 A7 A8".split(), "EXT": "A1 A2 A3 A4 A6 A7 A8".split(), "SC": "A1 A2 A3 A4 A5 A7 A8".split(),
          "PC": "A1 A2 A3 A7 A8".split(), "NL": "A1 A2 A3 A4 A5 A7 A8".split(), "EX": "A7 A8".split()}
CONTACTS = [("客户姓名", "下单客户的姓名", "售后人员称呼来电客户", "李虚构"),
            ("电子邮箱", "客户接收发票的邮箱", "向客户寄送发票", "a@example.invalid"),
            ("订单编号", "商城的订单编号", "把退货与原订单对应", "SO-2026-0007"),
            ("购买日期", "下单的日期", "计算保修的起止", "2026-03-02"),
            ("商品名称", "所购商品的名称", "按商品安排备件", "滤芯")]
IMPORTANT = [("输油管线压力", "各站管线的压力读数", "比对管线模型的压力边界", "6.2 MPa"),
             ("泵站负荷", "各泵站的负荷曲线", "校核泵组的选型", "71 %"),
             ("阀室位置", "各阀室的编号与里程", "把读数与管段对应", "K12+300"),
             ("检修计划", "管线检修的月度计划", "安排境外备件的到货", "2026-09"),
             ("管线材质", "各管段的钢级与壁厚", "计算许用应力", "X80")]
CLAUSES = {"purpose": ("2.1", 1), "storage": ("4.2", 1), "onward": ("5.1", 2), "change": ("9.3", 2), "remedy": ("10.1", 3),
           "incident": ("8.2", 2)}


def pdf(pages):
    """A PDF of text in the collection every reader knows (Adobe-GB1), a list of lines a page."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None,
               "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
               "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
               "/Supplement 2 >> /DW 1000 >>"]
    kids = []
    for lines in pages:
        stream = "BT /F1 11 Tf 50 800 Td 14 TL\n" + "".join(f"<{line.encode('utf-16-be').hex()}> Tj T*\n" for line in lines) + "ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    begin = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode()


def png(width, height):
    def chunk(name, data):
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    rows = zlib.compress((b"\0" + b"\xff" * width) * height, 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def person(name, n):
    return {"name": name, "nationality": "CN", "phone": f"010-0000000{n}", "email": f"p{n}@pharma.example.invalid",
            "id_type": "resident_id", "id_no": "withheld", "title": "经理"}


class Case:
    """A clean filing that the defects then spoil."""

    def __init__(self, route, n, kind="spi"):
        self.expected = {}
        self.previous = None
        self.route = route
        sensitive = 12000 + n * 13 % 5000 if route in ("SA", "EXT") else 8000 + n * 7 % 1000
        self.sensitive = sensitive
        picked = ITEMS[:3 + n % 3]
        self.doc = {
            "api_version": "tidegate/v1", "kind": "Transfer",
            "processor": {
                "name": FIRM, "uscc": USCC, "ciio": False, "pi_scale": 184000, "nature": "foreign_invested", "category": "enterprise",
                "registered_address": "北京市大兴区示例街 3 号", "office_address": "北京市大兴区示例街 3 号", "employees": 420,
                "main_business": "药物研发", "equity_structure": "境外母公司持股 100%", "actual_controller": "Example Pharma SE",
                "investments": "无", "business_overview": "临床研究与药物开发", "data_asset_overview": "受试者数据与运营数据",
                "legal_rep": person("陈虚构", 1), "handler": person("赵虚构", 2),
                "officer": {**person("孙虚构", 3), "body_name": "数据安全部", "body_staff": 6},
                "compliance": {"statement": "近两年无行政处罚，无监管整改", "lookback_years": 2}},
            "exporter": {"type": "company", "city": "beijing", "registered_in": "beijing_outside_ftz", "ftz_list_match": "not_compared"},
            "recipient": {"foreign_party": True, "on_pipl42_prohibited_list": False, "in_gba": False},
            "purpose": "business_operations",
            "facts": {"domestic_data_mixed_in": False, "foreign_authority_request": False, "competent_authority_approval": False,
                      "onward_outside_gba": False, "listing_abroad": False},
            "cumulative_before": {"window_start": "2026-01-01", "pi_nonsensitive": 0, "pi_sensitive": 0},
            "scenario": {
                "id": f"trial-{n}", "summary": {"zh": "临床试验检验结果回传申办方", "en": "trial results to the sponsor"},
                "data_type": "spi", "industry": "pharmaceutical", "legal_basis": "consent", "separate_consent": True,
                "purpose": "药物安全性与有效性统计分析", "purpose_ends": "2031-12-31", "processing_by_recipient": "去标识化状态下统计分析",
                "scope": "受试者入组信息与检验结果", "method": "按批次文件加密传输", "legality": "已取得单独同意，伦理委员会已批准",
                "legitimacy": "国际多中心试验方案要求", "necessity": "申办方须汇总各中心数据", "frequency": "batch",
                "items": [{"name": name, "seq": i + 1, "class": "SPI", "pseudonymised": True, "content": content, "necessity": why,
                           "example": example} for i, (name, content, why, example) in enumerate(picked)],
                "all_items": {"under14": False, "collected_abroad": False, "important_notified": False,
                              "self_identified_important": False, "declared_important": False, "core_data": False, "state_secret": False,
                              "export_controlled": False, "survey_results": False, "hgr_information": False,
                              "genome_or_exome_sequencing": False, "exemption_facts": "none"},
                "persons": {"pi": 0, "spi": sensitive, "counted_as": "distinct_persons", "year_current": sensitive,
                            "forecast": [sensitive, sensitive + 500, sensitive + 1000]},
                "recipients": [{"name": "Example Pharma SE", "original_name": "Example Pharma SE", "region": "DE",
                                "address": "Beispielstraße 1, Berlin", "main_business": "药物研发与生产", "officer_name": "Erika Muster",
                                "officer_title": "数据保护官", "phone": "+49 30 0000001", "email": "dpo@sponsor.example.invalid",
                                "role": "independent", "use_and_method": "终点统计分析", "measures_management": "访问审批，年度培训",
                                "measures_technical": "静态加密，访问留痕", "local_law_note": "欧盟通用数据保护条例适用", "incidents": "无",
                                "government_requests": "无", "audit_right": True, "records_3_years": True}],
                "links": [{"exporter": {"domain": "sftp.pharma.example.invalid", "ip": "192.0.2.30"},
                           "recipient": {"domain": "in.sponsor.example.invalid", "ip": "198.51.100.30"}, "mode": "bulk_file",
                           "encryption": "TLS 1.3", "keys": "exporter"}],
                "domestic_systems": [{"name": "临床数据管理系统", "operator": FIRM, "city": "北京", "cloud": False}],
                "overseas_systems": [{"name": "Trial platform", "region": "DE", "city": "Berlin", "cloud": False}],
                "onward": "none",
                "retention": {"from": "2026-07-01", "to": "2031-12-31", "after": "delete", "after_note": "统计锁库后删除",
                              "backups_abroad": True, "backups_deleted": True}},
            "data": [{"item": picked[0][0], "counts": {"subjects": sensitive, "already_counted": 0}}],
            "filing": {"route": route, "province": "beijing", "applicability": "spi_10k" if route in ("SA", "EXT") else "spi_1_to_10k", "date": DAY,
                       "assessed": {"from": "2026-05-06", "to": "2026-06-12"},
                       "third_party": {"used": True, "name": "示例律师事务所", "facts": "北京市律师事务所", "part": "协助评估并出具意见",
                                       "sealed": True},
                       "commitment": True, "language": "zh-CN"},
            "legal_documents": [{"name": "数据出境合同", "kind": "standard_contract" if route == "SC" else "contract",
                                 "parties": [FIRM, "Example Pharma SE"], "signed_on": "2026-06-20", "effective_on": "2026-07-01",
                                 "expires_on": "2031-12-31", "language": "zh", "chinese_version": True, "body_unaltered": True,
                                 "clauses": {k: {"clause": c, "page": str(p)} for k, (c, p) in CLAUSES.items()}}],
            "attachments": [], "evidence": [
                {"file": "mlps.pdf", "kind": "mlps", "holder_uscc": USCC, "system": "临床数据管理系统", "valid_until": "2027-05-31",
                 "revoked": False}]}
        if route == "EXT":
            self.doc["filing"]["last_pass"] = {"result_date": "2023-09-01", "approved_persons": sensitive + 1000, "major_incidents": 0}
        for code in PAPERS[route]:
            paper = {"code": code, "file": f"{code}.pdf", "sealed": True}
            if code in ("A4", "A5"):
                paper["signed"] = True
            self.doc["attachments"].append(paper)
        if route == "NL":
            self.doc["exporter"].update(registered_in="beijing_ftz", ftz_list_match="outside_list")
            self.doc["filing"]["applicability"] = "exempt"
        if route == "EX":
            self.doc["filing"]["applicability"] = "exempt"
            self.of_things(n)
        self.kind = kind
        if kind == "pi":
            self.of_customers(n)
        elif kind == "important":
            self.of_importance(n)
        self.report = self.report_lines()
        self.contract = [["数据出境合同", "2.1 目的、方式与范围", "4.2 保存地点与期限"], ["5.1 再转移的约束", "9.3 情形变化", "8.2 应急处置与维权"],
                         ["10.1 违约责任与争议解决", "附录一 个人信息出境说明", "接收方：Example Pharma SE",
                          "个人信息种类：" + "、".join(i["name"] for i in self.items()), f"出境规模：{self.sensitive}人",
                          "保存期限：至2031年12月31日", "附录二 其他条款", "通知以书面方式送达"]]
        self.notice = ["告知书", "境外接收方：Example Pharma SE", "出境数据项：" + "、".join(i["name"] for i in self.items()),
                       "保存期限：至2031年12月31日"]
        self.papers = {}
        self.old = {}

    def of_things(self, n):
        """General data of nobody: what an exempt filing sends (CN-PPR-2024 art. 3)."""
        scenario = self.doc["scenario"]
        self.takes(THINGS[n % 3:] + THINGS[:n % 3], "GENERAL", industry="manufacturing", summary={"zh": "采购与设备台账汇总", "en": "purchases"},
                   purpose="集团采购价格比较", processing_by_recipient="按物料汇总", scope="采购台账与设备台账", method="按月批次传输",
                   legality="不含个人信息与重要数据", legitimacy="集团采购制度", necessity="总部须汇总各厂采购台账")
        for key in ("data_type", "legal_basis", "separate_consent"):
            del scenario[key]
        scenario["persons"] = {"pi": 0, "spi": 0, "counted_as": "distinct_persons", "year_current": 0, "forecast": [0, 0, 0]}
        scenario["domestic_systems"][0]["name"] = "采购系统"
        self.doc["data"] = []
        self.doc["evidence"][0]["system"] = "采购系统"
        self.sensitive = 0

    def takes(self, items, kind, **more):
        """Other items in place of those of the trial."""
        for item, (name, content, why, example) in zip(self.items(), items):
            item.update({"name": name, "class": kind, "content": content, "necessity": why, "example": example})
            del item["pseudonymised"]
        self.doc["scenario"].update(more)

    def of_customers(self, n):
        """Personal information that is not sensitive: 100,000 to a million persons (CN-PPR-2024 art. 8)."""
        scenario, persons = self.doc["scenario"], 150000 + n * 17
        self.takes(CONTACTS, "PI", data_type="pi", industry="retail", legal_basis="consent", summary={"zh": "售后服务", "en": "after sales"},
                   purpose="售后服务", processing_by_recipient="登记保修与退货", scope="客户订单与联系信息", method="按日接口传输",
                   legality="已取得单独同意", legitimacy="售后由境外中心承办", necessity="退货须与原订单逐单对应")
        scenario["persons"].update(pi=persons, spi=0, year_current=persons, forecast=[persons, persons + 500, persons + 1000])
        self.doc["data"] = [{"item": "客户姓名", "counts": {"subjects": persons, "already_counted": 0}}]
        self.doc["filing"]["applicability"] = "pi_100k_1m"
        self.sensitive = persons

    def of_importance(self, n):
        """Important data that an authority has notified, of nobody (DSTM-2022 art. 4(1))."""
        scenario = self.doc["scenario"]
        self.takes(IMPORTANT, "IMPORTANT", data_type="important", industry="energy", summary={"zh": "管线运行数据", "en": "pipelines"},
                   purpose="管线设计校核", processing_by_recipient="水力计算", scope="干线运行数据", method="按月批次传输", legality="依合同提供，不含个人信息",
                   legitimacy="设计合同约定", necessity="设计方须以实测值校核模型", important_authority="国家能源局", important_size_mb=800)
        scenario["all_items"].update(important_notified=True, personal=False)
        for key in ("legal_basis", "separate_consent"):
            del scenario[key]
        scenario["persons"] = {"pi": 0, "spi": 0, "counted_as": "distinct_persons", "year_current": 0, "forecast": [0, 0, 0]}
        self.doc["data"] = []
        self.doc["filing"]["applicability"] = "important"
        self.sensitive = 0

    def not_asked(self):
        """Without what the route does not ask for."""
        self.doc["scenario"]["links"] = []
        self.doc["facts"]["leaves_mainland"] = True  # which links would tell
        if self.route == "NL":
            self.doc["legal_documents"] = []
            del self.doc["filing"]["assessed"], self.doc["processor"]["compliance"]
            self.doc["attachments"] = [paper for paper in self.doc["attachments"] if paper["code"] not in ("A7", "A8")]

    def at(self, code):
        """The place of a paper among those attached."""
        return next(i for i, paper in enumerate(self.doc["attachments"]) if paper["code"] == code)

    def items(self):
        return self.doc["scenario"]["items"]

    def report_lines(self):
        plan = json.loads((ROOT / "templates/cn-sa-3/template.json").read_text())
        kind = "self_assessment" if self.route in ("SA", "EXT") else "impact_assessment"
        document = next(d for d in plan["documents"] if d["id"] == kind)
        lines = []
        for number, section in enumerate(document["sections"]):
            if "heading" in section:
                lines.append(section["heading"]["zh"])
            if number == 0:
                lines += ["第三方机构：示例律师事务所", "出境数据项：" + "、".join(i["name"] for i in self.items()),
                          "境外接收方：Example Pharma SE", f"涉及人数 {self.sensitive} 人", "境外保存截止日 2031年12月31日"]
        return lines

    def breaks(self, rule, *places):
        self.expected.setdefault(rule, []).extend(places)

    def write(self, folder):
        folder.mkdir(parents=True, exist_ok=True)
        for paper in self.doc["attachments"]:
            code, file = paper["code"], paper["file"]
            if file in self.papers:
                data = self.papers[file]
            elif code == "A7":
                data = pdf(self.contract)
            elif code == "A8":
                data = pdf([self.report[i:i + 50] for i in range(0, len(self.report), 50)])
            else:
                data = pdf([[f"材料 {code}", FIRM]])
            if data is not None:
                (folder / file).write_bytes(data)
        (folder / "notice.txt").write_text("\n".join(self.notice) + "\n", encoding="utf-8")
        if self.previous:
            (folder / "previous.json").write_text(json.dumps(self.previous, ensure_ascii=False, indent=1), encoding="utf-8")
        (folder / "transfer.json").write_text(json.dumps(self.doc, ensure_ascii=False, indent=1), encoding="utf-8")
        (folder / "expected.json").write_text(json.dumps(self.expected, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
                                              encoding="utf-8")


# ---- defects. Each spoils one thing and says what that breaks; two of one case never touch the same thing. ----

def v01_province(c, n):
    c.doc["filing"]["province"] = "shanghai"
    c.breaks("V01", "/filing/province")


def v02_office(c, n):
    del c.doc["processor"]["office_address"]
    c.breaks("V02", "/processor/office_address")


def v02_handler(c, n):
    del c.doc["processor"]["handler"]["title"]
    c.breaks("V02", "/processor/handler/title")


def v02_scope(c, n):
    del c.doc["scenario"]["scope"]
    c.breaks("V02", "/scenario/scope")


# What stands in a field and says nothing: blanks, marks, and what keeps the place of an answer.
NOTHING = [" ", "\u3000\u3000", "\u200b", "\t\n", "待填写", "（待补充）", "TBD", "/", "略。", "……", "to be filled in",
           "同上", "如上所述", "后补", "稍后填写", "暂缺", "暂未确定", "<填写此处>", "${name}", "测试", "asdf", "啊啊啊", "不便提供", "as above"]


def nothing(n):
    return NOTHING[n % len(NOTHING)]


def v02_firm_says_nothing(c, n):
    c.doc["processor"]["legal_rep"]["title"] = nothing(n)
    c.doc["processor"]["business_overview" if c.route in ("SA", "EXT") else "office_address"] = nothing(n + 1)
    c.breaks("V02", "/processor/legal_rep/title", f"/processor/{'business_overview' if c.route in ('SA', 'EXT') else 'office_address'}")


def v02_report_says_nothing(c, n):
    for i, key in enumerate(("actual_controller", "investments")):
        c.doc["processor"][key] = nothing(n + i)
        c.breaks("V02", f"/processor/{key}")


def v02_items_say_nothing(c, n):
    c.items()[1]["content"] = nothing(n)
    c.items()[0]["example"] = nothing(n + 1)
    c.breaks("V02", "/scenario/items/1/content", "/scenario/items/0/example")


def v02_reasons_say_nothing(c, n):
    for i, key in enumerate(("legality", "legitimacy", "method")):
        c.doc["scenario"][key] = nothing(n + i)
        c.breaks("V02", f"/scenario/{key}")


def v02_none_where_there_is_one(c, n):
    c.doc["scenario"]["purpose"] = ("无", "none", "不适用")[n % 3]
    c.breaks("V02", "/scenario/purpose")


def v03_nature(c, n):
    c.doc["processor"]["nature"] = "other"
    c.breaks("V03", "/processor/nature_other")


def v03_says_nothing(c, n):
    c.doc["processor"].update(nature="other", nature_other=nothing(n))
    c.breaks("V03", "/processor/nature_other")


def v03_kind(c, n):
    c.doc["legal_documents"].append({"name": "承诺函", "kind": "other", "parties": [FIRM], "language": "zh", "clauses":
                                     {k: {"clause": a, "page": str(p)} for k, (a, p) in CLAUSES.items()}})
    c.breaks("V03", "/legal_documents/1/kind_other")


def v04_contact(c, n):
    for key in ("phone", "email"):
        del c.doc["scenario"]["recipients"][0][key]
    c.breaks("V04", "/scenario/recipients/0")


def v04_says_nothing(c, n):
    del c.doc["scenario"]["recipients"][0]["email"]
    c.doc["scenario"]["recipients"][0]["phone"] = (NOTHING + ["无"])[n % (len(NOTHING) + 1)]
    c.breaks("V04", "/scenario/recipients/0")


def v05_says_nothing(c, n):
    c.doc["scenario"].update(recipients_summarised=True, recipients_statement=nothing(n))
    c.breaks("V05", "/scenario/recipients_statement")


def v05_statement(c, n):
    c.doc["scenario"]["recipients_summarised"] = True
    c.breaks("V05", "/scenario/recipients_statement")


def v06_gone(c, n):
    c.papers["A1.pdf"] = None
    c.breaks("V06", f"/attachments/{c.at('A1')}/file")


def v06_png(c, n):
    c.papers["A2.pdf"] = png(1200, 1600)
    c.breaks("V06", "/attachments/1/file")


def v06_small(c, n):
    c.doc["attachments"][2]["file"] = "A3.png"
    c.papers["A3.png"] = png(200, 300)
    c.breaks("V06", "/attachments/2/file")


def v06_cut(c, n):
    c.papers["A3.pdf"] = pdf([["材料 A3"]])[:-40]
    c.breaks("V06", "/attachments/2/file")


def v06_seal(c, n):
    c.doc["attachments"][0]["sealed"] = False
    c.breaks("V06", "/attachments/0/sealed")


def v06_signature(c, n):
    at = c.at("A4")
    c.doc["attachments"][at]["signed"] = False
    c.breaks("V06", f"/attachments/{at}/signed")


def v06_missing(c, n):
    del c.doc["attachments"][1]
    c.breaks("V06", "/attachments")


def v07_taken_out(c, n):
    heading = next(line for line in c.report if "境外接收方情况" in line)
    c.report.remove(heading)
    c.breaks("V07", f"/attachments/{c.at('A8')}")


def v07_added(c, n):
    c.report.append("四、补充说明事项")
    c.breaks("V07", f"/attachments/{c.at('A8')}")


def v07_altered(c, n):
    at = next(i for i, line in enumerate(c.report) if line.startswith("（八）"))
    c.report[at] = "（八）结论意见"
    c.breaks("V07", f"/attachments/{c.at('A8')}")


def v07_edition(c, n):
    c.doc["filing"]["edition"] = 1 + n % 2
    c.breaks("V07", "/filing/edition")


def v08_old(c, n):
    c.doc["filing"]["assessed"] = {"from": "2026-02-01", "to": "2026-04-07"}
    c.breaks("V08", "/filing/assessed/to")


def v08_after(c, n):
    c.doc["filing"]["assessed"]["to"] = "2026-07-09"
    c.breaks("V08", "/filing/assessed/to")


def v09_gap(c, n):
    c.items()[1]["seq"] = 9
    c.breaks("V09", "/scenario/items/1/seq")


def v09_twice(c, n):
    again = copy.deepcopy(c.items()[0])
    again.update(seq=len(c.items()) + 1, necessity="核对受试者的入组顺序")
    c.items().append(again)
    c.breaks("V09", f"/scenario/items/{len(c.items()) - 1}/name")


def v09_respelled(c, n):
    again = copy.deepcopy(c.items()[0])
    name = again["name"]
    spelled = [name + " ", "\u3000" + name, name[:2] + "\u200b" + name[2:], name + "。", name[:2] + " " + name[2:]]
    again.update(seq=len(c.items()) + 1, name=spelled[n % len(spelled)], necessity="核对受试者的入组顺序")
    c.items().append(again)
    c.breaks("V09", f"/scenario/items/{len(c.items()) - 1}/name")


def v10_records(c, n):
    c.doc["scenario"]["persons"]["counted_as"] = "records"
    c.breaks("V10", "/scenario/persons/counted_as")


def v11_low(c, n):
    c.doc["scenario"]["persons"]["forecast"][0] = c.sensitive - 1
    c.breaks("V11", "/scenario/persons/forecast/0")


def v11_falls(c, n):
    f = c.doc["scenario"]["persons"]["forecast"]
    f[2] = f[1] - 1
    c.breaks("V11", "/scenario/persons/forecast/2")


def v12_mode(c, n):
    del c.doc["scenario"]["links"][0]["mode"]
    if c.route in ("NL", "EX"):  # whether the data leave at all is not known, and nothing is exempt by doubt
        c.breaks("V26", "/filing/route")
    c.breaks("V12", "/scenario/links/0/mode")


def v12_address(c, n):
    del c.doc["scenario"]["links"][0]["recipient"]["ip"]
    c.breaks("V12", "/scenario/links/0/recipient/ip")


def v12_says_nothing(c, n):
    c.doc["scenario"]["links"][0]["exporter"]["domain"] = ("待填写", "tbd", "\u3000", "略")[n % 4]
    c.breaks("V12", "/scenario/links/0/exporter/domain")


def v13_says_nothing(c, n):
    clauses = {k: {"clause": a, "page": str(p)} for k, (a, p) in CLAUSES.items()}
    clauses["remedy"]["clause"] = nothing(n)
    clauses["change"]["page"] = nothing(n + 1)
    at = 0 if c.route != "SC" else 1
    if c.route == "SC":
        c.doc["legal_documents"].append({"name": "服务协议", "kind": "contract", "parties": [FIRM, "Example Pharma SE"], "language": "zh"})
    c.doc["legal_documents"][at]["clauses"] = clauses
    c.breaks("V13", f"/legal_documents/{at}/clauses/remedy", f"/legal_documents/{at}/clauses/change")


def v13_blank(c, n):
    if c.route == "SC":
        c.doc["legal_documents"].append({"name": "服务协议", "kind": "contract", "parties": [FIRM, "Example Pharma SE"], "language": "zh",
                                         "clauses": {"purpose": {"clause": "2.1", "page": "1"}}})
        c.breaks("V13", *(f"/legal_documents/1/clauses/{k}" for k in CLAUSES if k != "purpose"))
        return
    del c.doc["legal_documents"][0]["clauses"]["remedy"]
    c.breaks("V13", "/legal_documents/0/clauses/remedy")


def v13_page(c, n):
    c.doc["legal_documents"][0]["clauses"]["storage"]["page"] = "2"
    c.breaks("V13", "/legal_documents/0/clauses/storage")


def v13_beyond(c, n):
    c.doc["legal_documents"][0]["clauses"]["incident"]["page"] = "12"
    c.breaks("V13", "/legal_documents/0/clauses/incident")


def v14_blank(c, n):
    del c.doc["scenario"]["onward"]
    c.breaks("V14", "/scenario/onward")


def v14_says_nothing(c, n):
    c.doc["scenario"]["onward"] = [{"party": nothing(n), "purpose": nothing(n + 1)}]
    c.breaks("V14", "/scenario/onward")
    c.breaks("V02", *(f"/scenario/onward/0/{key}" for key in ("party", "region", "purpose")))


def v15_foreign(c, n):
    c.doc["legal_documents"][0].update(language="other", chinese_version=False)
    c.breaks("V15", "/legal_documents/0/chinese_version")


def v16_seal(c, n):
    c.doc["filing"]["third_party"]["sealed"] = False
    c.breaks("V16", "/filing/third_party/sealed")


def v16_says_nothing(c, n):
    c.doc["filing"]["third_party"].update(facts=nothing(n), part=nothing(n + 1))
    c.breaks("V16", "/filing/third_party/facts", "/filing/third_party/part")


def v16_unnamed(c, n):
    c.report = [line for line in c.report if "示例律师事务所" not in line]
    c.breaks("V16", "/filing/third_party/name")


def v17_copied(c, n):
    for item in c.items():
        item["necessity"] = "用于试验数据的统一分析"
    c.breaks("V17", "/scenario/items/1/necessity")


def v17_empty_words(c, n):
    c.items()[2]["necessity"] = "业务需要"
    c.breaks("V17", "/scenario/items/2/necessity")


def v17_framed_words(c, n):
    c.items()[2]["necessity"] = ("因业务需要", "业务需要。", "业务开展需要", "“业务 需要”", "Needed for our business.", "\u200b业务需要")[n % 6]
    c.breaks("V17", "/scenario/items/2/necessity")


def v17_whole(c, n):
    c.doc["scenario"]["necessity"] = ("因业务需要，", "公司经营管理需要。", "business need")[n % 3]
    c.breaks("V17", "/scenario/necessity")


def v18_elsewhere(c, n):
    c.doc["scenario"]["overseas_systems"][0]["region"] = "US"
    c.breaks("V18", "/scenario/overseas_systems/0/region")


def v19_notice(c, n):
    c.notice[2] = c.notice[2].replace("、" + c.items()[1]["name"], "")
    c.breaks("V19", "/scenario/items/1/name")


def v19_contract(c, n):
    c.contract[2][3] += "、家庭住址"
    c.breaks("V19", "/scenario/items")


def v19_time(c, n):
    c.notice[3] = "保存期限：至2036年12月31日"
    c.breaks("V19", "/scenario/retention/to")


def v19_persons(c, n):
    c.contract[2][4] = "出境规模：5000人"
    c.breaks("V19", "/scenario/persons")


def v19_of_persons(c, n):
    at = n % len(c.items())
    c.items()[at]["content"] = ("员工姓名与工号", "司机手机号", "客户身份证号码", "患者病历摘要")[n % 4]
    c.breaks("V19", f"/scenario/items/{at}/class")


def v20_long(c, n):
    c.doc["scenario"]["purpose_ends"] = "2029-12-31"
    c.breaks("V20", "/scenario/retention/to")


def v20_copies(c, n):
    c.doc["scenario"]["retention"]["backups_deleted"] = False
    c.breaks("V20", "/scenario/retention/backups_deleted")


def v21_consent(c, n):
    c.doc["scenario"]["separate_consent"] = False
    c.breaks("V21", "/scenario/separate_consent")


def v22_altered(c, n):
    c.doc["legal_documents"][0]["body_unaltered"] = False
    c.breaks("V22", "/legal_documents/0/body_unaltered")


def v22_annex(c, n):
    c.contract[2].append("双方同意赔偿总额不超过人民币十万元")
    c.breaks("V22", f"/attachments/{c.at('A7')}")


def v23_growth(c, n):
    c.doc["filing"]["last_pass"]["approved_persons"] = 9000
    c.breaks("V23", "/scenario/persons/forecast/2")


def v24_expired(c, n):
    c.doc["evidence"][0]["valid_until"] = "2026-01-31"
    c.breaks("V24", "/evidence/0/valid_until")


def v24_system(c, n):
    c.doc["evidence"][0]["system"] = "人事系统"
    c.breaks("V24", "/evidence/0/system")


def v25_phone(c, n):
    c.items()[0]["example"] = "13911112222"
    c.breaks("V25", "/scenario/items/0/example")


def v26_lighter(c, n):
    c.doc["filing"]["route"] = "EX"
    c.breaks("V26", "/filing/route")


def v27_split(c, n):
    other = copy.deepcopy(c.doc)
    other["filing"]["date"] = "2026-03-02"
    c.previous = other
    c.breaks("V27", "/cumulative_before")


def v27_first_year(c, n):
    c.doc["scenario"]["persons"]["forecast"] = [10000, 10400, 10800]
    c.breaks("V27", "/scenario/persons/forecast/0")


def v27_later_year(c, n):
    c.doc["scenario"]["persons"]["forecast"] = [c.sensitive, c.sensitive + 9999, c.sensitive + 20000]  # 9,999 new, then 10,001
    c.breaks("V27", "/scenario/persons/forecast/2")


def v28_suspected(c, n):
    c.doc["scenario"]["all_items"]["declared_important"] = True
    c.doc["scenario"].update(important_authority="无", important_size_mb=10)
    c.breaks("V28", *(f"/scenario/items/{i}/important_notified" for i in range(len(c.items()))))


def v29_exempt(c, n):
    c.items()[-1].update(exemption_facts={"hr_management": True, "labour_rules": True}, subjects=c.sensitive, already_counted=c.sensitive)
    c.breaks("V29", f"/scenario/items/{len(c.items()) - 1}/exemption_facts/necessary")


def v30_commitment(c, n):
    if c.route in ("SC", "NL"):
        c.doc["attachments"] = [a for a in c.doc["attachments"] if a["code"] != "A5"]
        c.breaks("V30", "/attachments")
        c.breaks("V06", "/attachments")
        return
    c.doc["filing"]["commitment"] = False
    c.breaks("V30", "/filing/commitment")


def honest(c, n):
    """Answers of a clean filing that look like those that say nothing, and are none."""
    none = ("无", "不适用", "none", "N/A", "无。", "暂无")[n % 6]
    c.doc["processor"].update(investments=("见附件", none)[n % 2], equity_structure=("无", "不涉及")[n % 2])
    c.doc["scenario"]["recipients"][0].update(incidents=none, government_requests=none)
    c.doc["scenario"]["links"][0]["recipient"]["domain"] = ("无", "none")[n % 2]
    c.doc["filing"]["edition"] = 3
    c.items()[0]["example"] = ("****", "XXXX", "SUBJ-*****", "保密")[n % 4]
    c.items()[1]["necessity"] = ("对账需要", "因业务需要核对各项读数", "用工管理需要", "合同履行必要")[n % 4]
    c.items()[2]["remark"] = nothing(n)  # not asked


ROUTES = ["SA", "SC", "EXT", "PC", "NL", "EX"]
FILED = ["SA", "SC", "EXT", "PC", "NL"]
# The routes of which a defect is one, where that is not every route with a filing.
ONLY = {v07_edition: ["SA", "EXT"], v02_report_says_nothing: ["SA", "EXT"], v22_altered: ["SC"], v22_annex: ["SC"], v23_growth: ["EXT"],
        v27_split: ["SC"], v27_first_year: ["SC", "PC"], v27_later_year: ["SC", "PC"], v26_lighter: ["SC", "PC"],
        v30_commitment: ["SA", "SC", "EXT", "NL"], v06_signature: ["SA", "SC", "EXT", "NL"], v19_of_persons: ["EX"]}
# An exempt filing is asked for no form and no papers; what it says and attaches is held against it.
ONLY.update(dict.fromkeys(
    [v01_province, v03_nature, v03_says_nothing, v03_kind, v04_contact, v04_says_nothing, v05_statement, v05_says_nothing, v07_added,
     v07_altered, v07_taken_out, v08_after, v08_old, v09_gap, v09_respelled, v09_twice, v12_address, v12_mode, v12_says_nothing, v13_beyond,
     v13_blank, v13_page, v13_says_nothing, v15_foreign, v16_says_nothing, v16_seal, v16_unnamed, v17_copied, v17_empty_words,
     v17_framed_words, v17_whole, v18_elsewhere, v19_notice, v19_time, v20_copies, v20_long, v24_expired, v24_system], ROUTES))
# Those of sensitive persons or of their number: a filing of another kind has none.
OF_PERSONS = {v10_records, v11_low, v11_falls, v19_persons, v19_contract, v21_consent, v23_growth, v25_phone, v26_lighter, v27_split,
              v27_first_year, v27_later_year, v28_suspected, v29_exempt}
# They change what other rules ask.
ALONE = {v26_lighter, v27_split, v27_first_year, v27_later_year, v05_statement, v05_says_nothing, v28_suspected, v29_exempt, v06_missing,
         v30_commitment}
DEFECTS = [f for name, f in sorted(globals().items()) if name[0] == "v" and name[1:3].isdigit()]


def make(folder, count):
    folder = pathlib.Path(folder)
    draw = random.Random(20260708)
    clean = count // 5
    for n in range(count):
        first = DEFECTS[n % len(DEFECTS)]
        routes = ONLY.get(first, FILED)
        route = ROUTES[n % 6] if n < clean else routes[(n // len(DEFECTS) + n) % len(routes)]
        kinds = ["spi"] if n >= clean and first in OF_PERSONS else {"SA": ["spi", "important"], "SC": ["spi", "pi"]}.get(route, ["spi"])
        case = Case(route, n, kinds[n // 7 % len(kinds)])
        if n < clean and n // len(ROUTES) % 2:
            honest(case, n)
        if n < clean and n % 12 in (9, 10):
            case.not_asked()
        if n >= clean:
            picked = [first]
            others = [d for d in DEFECTS if d not in ALONE and d.__name__[:3] != first.__name__[:3]
                      and case.route in ONLY.get(d, FILED) and not (d in OF_PERSONS and (case.kind != "spi" or route == "EX"))]
            if first not in ALONE:
                for other in draw.sample(others, n % 3):
                    if all(other.__name__[:3] != p.__name__[:3] for p in picked):
                        picked.append(other)
            # Those that take a paper out of the list come last: the others name papers by their place.
            for defect in sorted(picked, key=lambda d: d in ALONE):
                defect(case, n)
        case.write(folder / f"{n:03}")


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 360)
