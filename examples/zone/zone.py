#!/usr/bin/env python3
"""A small zone: six firms and twenty-four flows, as declarations with their papers. Every firm, person and number is invented.

usage: zone.py FOLDER [YYYY-MM-DD]

Each flow becomes FOLDER/ID/: transfer.json and the papers that it lists. The day of filing is given, or today in China.
"""
import datetime
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/filings"))
import make  # noqa: E402  (the maker of clean filings and of their papers)

# Credit codes carry their check characters; the numbers are nobody's.
FIRMS = {
    "pharma": ("示例医药（北京）有限公司", "91110115MA0000003P", "pharmaceutical", "药物研发", "pharma.example.invalid"),
    "auto": ("示例智行汽车（北京）有限公司", "91110108MA00001013", "automotive", "整车与智能驾驶系统", "auto.example.invalid"),
    "aviation": ("示例航空服务（北京）有限公司", "91110108MA00001026", "civil_aviation", "航空运输与地面服务", "air.example.invalid"),
    "bank": ("示例银行（北京）有限公司", "91110108MA00001039", "banking", "贸易金融与跨境结算", "bank.example.invalid"),
    "retail": ("示例零售（北京）有限公司", "91110108MA0000002G", "retail", "连锁零售与会员服务", "shop.example.invalid"),
    "ai": ("示例智能科技（北京）有限公司", "91110108MA0000104C", "ai_training", "模型训练与标注", "ai.example.invalid"),
}

STAFF = [("工号", "员工编号", "总部薪酬系统以工号关联考勤与核算记录", "E000001", "PI"),
         ("部门与岗位", "部门、岗位、入职日期", "总部按岗位序列核定薪级与司龄津贴", "质量部 工程师", "PI"),
         ("月薪与绩效", "月薪、绩效等级", "总部核算跨境派遣津贴与年度奖金", "12000元 B+", "PI")]
HR = {"hr_management": True, "labour_rules": True, "collective_contract": True, "necessary": True,
      "contract_with_individual": False, "emergency_life_health_property": False, "prc_statutory_duty": False}


def flow(firm, name, zh, en, region, recipient, items, pi=0, spi=0, route="SC", grade=1, ends="draft", mode="bulk_file", **facts):
    return {"firm": firm, "id": f"{firm}-{name}", "zh": zh, "en": en, "region": region, "recipient": recipient, "items": items, "pi": pi,
            "spi": spi, "route": route, "grade": grade, "ends": ends, "mode": mode, "facts": facts}


# ends: how far the zone's people have come with it by the time one looks.
FLOWS = [
    flow("pharma", "trial", "临床试验检验结果回传申办方", "trial results to the sponsor", "DE", "Example Pharma SE",
         [("受试者编号", "随机编号，对照表存于医院", "关联同一受试者的基线与终点记录", "SUBJ-00001", "SPI"),
          ("检验结果", "基线与终点检验值", "主要终点与肝脏安全性终点", "ALT 23 U/L", "SPI"),
          ("不良事件", "不良事件名称", "信号检出并向监管机构报告", "头痛", "SPI"),
          ("访视日期", "各次访视的日期", "计算给药与反应的间隔", "2026-03", "SPI")], spi=12600, route="SA", ends="passed"),
    flow("pharma", "safety", "上市后药物不良反应报告传总部药物警戒中心", "adverse reaction reports to the safety centre", "CH",
         "Example Safety AG",
         [("报告编号", "个例安全性报告编号", "跟踪同一报告的后续更新", "CN-00001", "SPI"),
          ("反应描述", "不良反应与转归", "信号检出与全球安全性更新报告", "皮疹，已好转", "SPI"),
          ("用药信息", "用法用量与起止日期", "判断反应与用药的时间关系", "每日一次", "SPI")], spi=3400, ends="filed"),
    flow("pharma", "staff", "在册员工信息传集团总部核算薪酬", "staff list for payroll at headquarters", "DE", "Example Pharma SE", STAFF,
         pi=420, route="EX", ends="recorded", hr=True),
    flow("pharma", "genome", "中国人群药物基因组样本数据联合分析", "pharmacogenomic data for a joint analysis", "US", "Example Genomics Inc",
         [("样本编号", "样本的随机编号", "核对样本与检测批次", "S-00001", "SPI"),
          ("位点结果", "药物代谢相关位点", "比较剂量与代谢类型的关系", "CYP2C19 *1/*2", "SPI")], spi=15200, route="SA", grade=3,
         ends="draft"),
    flow("auto", "owners", "车主服务工单传总部质量中心", "service orders to the quality centre", "JP", "Example Motors KK",
         [("工单编号", "服务工单编号", "串联同一故障的多次到店记录", "W-00001", "PI"),
          ("车辆识别代号后六位", "车架号后六位", "按批次定位零部件缺陷", "000001", "PI"),
          ("故障描述", "车主描述与检测结果", "缺陷原因分析与召回判断", "制动异响", "PI")], pi=168000, route="SA", ends="passed"),
    flow("auto", "roadtest", "智能驾驶路测数据传海外研发中心", "road test recordings to a research centre", "US", "Example Drive Inc",
         [("路测影像", "车外影像，人脸与车牌已做匿名化", "训练障碍物识别", "frame_000001", "PI"),
          ("点云数据", "激光雷达点云", "标定感知算法", "pcd_000001", "PI"),
          ("行驶轨迹", "测试车辆轨迹", "复现决策场景", "轨迹段 01", "PI")], pi=1200, route="SA", grade=3, ends="refused", important=True),
    flow("auto", "dealer", "经销商联系人信息同步区域总部", "dealers' contacts to the regional office", "SG", "Example Motors Pte",
         [("联系人姓名", "经销商联系人", "区域总部商务往来称呼", "李示例", "PI"),
          ("工作邮箱", "工作邮箱", "发送订货与培训通知", "dealer1@dealer.example.invalid", "PI")], pi=2600, route="EX", ends="recorded"),
    flow("auto", "telemetry", "动力电池健康度数据传供应商", "battery health data to the supplier", "KR", "Example Cell Co",
         [("电池编号", "电池包编号", "追溯同批次电芯", "B-00001", "PI"),
          ("充放电记录", "电压、电流与温度", "预测容量衰减", "3.7V 25C", "PI")], pi=1260000, route="SA", grade=2, ends="under_assessment"),
    flow("aviation", "crew", "机组排班信息传联盟运行中心", "crew rosters to the alliance's control centre", "DE", "Example Air Alliance GmbH",
         [("机组编号", "机组人员编号", "核对执勤时间上限", "C-0001", "PI"), ("排班", "航班与执勤时段", "联合航班的衔接安排", "EX001", "PI")],
         pi=1800, route="EX", ends="recorded", hr=True),
    flow("aviation", "loyalty", "常旅客里程信息传联盟伙伴", "frequent flyers' miles to partners", "SG", "Example Miles Pte",
         [("会员号", "常旅客会员号", "里程互认时识别会员", "M0000001", "PI"), ("里程余额", "里程与等级", "核对兑换资格", "12000", "PI"),
          ("航段记录", "已乘航段", "补登里程", "PEK-SIN", "PI")], pi=720000, ends="supplement"),
    flow("aviation", "maintenance", "发动机状态数据传制造商", "engine condition data to the maker", "US", "Example Engines Inc",
         [("发动机序号", "发动机序号", "按台跟踪性能衰减", "E-0001", "GENERAL"), ("状态参数", "温度、振动、油耗", "预测维修窗口", "EGT 640", "GENERAL")],
         route="EX", ends="recorded"),
    flow("aviation", "disruption", "航班不正常旅客安置信息传境外代理", "rebooking of passengers abroad", "JP", "Example Ground KK",
         [("旅客订座号", "订座记录编号", "改签时找到原订座", "ABC123", "PI"), ("特殊服务需求", "轮椅、医疗氧气等", "落地保障特殊旅客", "轮椅", "SPI")],
         pi=21000, spi=900, ends="returned"),
    flow("bank", "settlement", "跨境结算报文与附言", "cross-border settlement messages", "HK", "Example Clearing Ltd",
         [("付款人账号", "付款账号", "清算时核对账户", "6200****0001", "SPI"), ("付款附言", "交易附言", "反洗钱筛查", "货款", "PI")],
         spi=9200, ends="submitted"),
    flow("bank", "aml", "集团反洗钱可疑交易复核", "group review of suspicious transactions", "GB", "Example Bank plc",
         [("交易编号", "交易流水号", "定位被复核交易", "T-000001", "PI"), ("风险评级", "客户风险等级", "集团统一评级口径", "高", "SPI")],
         spi=11800, route="SA", grade=2, ends="gates"),
    flow("bank", "backup", "核心系统灾备数据副本", "copies of the core system for recovery", "SG", "Example Recovery Pte",
         [("账户主档", "账户与余额", "灾难恢复时重建账务", "6200****0001", "SPI"), ("交易明细", "近三年流水", "恢复点之后补记", "T-000001", "SPI")],
         spi=1480000, route="SA", grade=3, ends="second_person"),
    flow("bank", "trade", "信用证单据传海外分行", "letters of credit to a branch", "AE", "Example Bank DIFC",
         [("信用证号", "信用证编号", "单证一致性审核", "LC-00001", "GENERAL"), ("货物描述", "货名与数量", "审核贸易背景", "轴承 100 件", "GENERAL")],
         route="EX", ends="recorded"),
    flow("retail", "members", "会员基本信息传区域分析中心", "members' data to the analysis centre", "SG", "Example Retail Analytics Pte",
         [("会员编号", "会员编号", "区分会员，避免重复计入选址样本", "M00000001", "PI"), ("城市", "所在城市", "按城市汇总选址样本", "北京", "PI"),
          ("会员等级", "等级与注册渠道", "划分活动对象", "金卡", "PI")], pi=310000, ends="filed"),
    flow("retail", "orders", "跨境电商订单履约", "fulfilment of cross-border orders", "JP", "Example Fulfil KK",
         [("订单号", "订单编号", "海外仓拣货", "O-000001", "PI"), ("收件信息", "收件城市与手机尾号", "清关与派送", "北京 0001", "PI")], pi=54000,
         route="EX", ends="recorded", contract=True),
    flow("retail", "cctv", "门店客流热力数据传总部", "shop visitor heat maps to headquarters", "FR", "Example Mode SA",
         [("门店编号", "门店编号", "区分门店", "S-001", "GENERAL"), ("时段客流", "每小时人数", "安排排班与陈列", "120", "GENERAL")], route="EX",
         ends="recorded"),
    flow("retail", "reviews", "会员健康问卷传产品团队", "members' health questionnaires", "FR", "Example Mode SA",
         [("问卷编号", "问卷编号", "去重统计", "Q-0001", "SPI"), ("过敏史", "过敏成分", "改良护肤品配方", "香精", "SPI")], spi=26000, route="SA",
         grade=2, ends="partly"),
    flow("ai", "speech", "语音标注数据传海外模型团队", "annotated speech to a model team", "US", "Example Models Inc",
         [("语音片段", "去除身份信息的语音", "训练口音鲁棒性", "clip_000001", "SPI"), ("转写文本", "人工转写", "计算识别错误率", "你好", "PI")],
         spi=13400, route="SA", grade=2, ends="suspended"),
    flow("ai", "support", "海外客服远程访问境内工单", "remote access by support staff abroad", "IN", "Example Support Pvt",
         [("工单号", "工单编号", "定位客户问题", "K-00001", "PI"), ("联系邮箱", "客户邮箱", "回复客户", "user1@ai.example.invalid", "PI")],
         pi=118000, mode="remote_access", ends="withdrawn"),
    flow("ai", "eval", "模型评测结果传合作实验室", "model evaluation results", "GB", "Example Lab Ltd",
         [("题目编号", "评测题目编号", "对齐题库版本", "T-001", "GENERAL"), ("得分", "模型得分", "比较模型版本", "0.82", "GENERAL")], route="EX",
         ends="recorded"),
    flow("ai", "annotators", "标注人员结算信息传外包方", "annotators' pay data to a contractor", "VN", "Example Label Co",
         [("标注员编号", "标注员编号", "核对工作量", "A-0001", "PI"), ("银行卡号", "收款卡号", "按月结算报酬", "6200****0001", "SPI")], spi=2300,
         ends="draft"),
]


def declaration(f, day):
    """The declaration of one flow, filed on `day`, and a maker of its papers."""
    name, uscc, industry, business, domain = FIRMS[f["firm"]]
    c = make.Case("SC" if f["route"] == "EX" else f["route"], 0)
    d, s = c.doc, c.doc["scenario"]
    days = lambda n: (day + datetime.timedelta(days=n)).isoformat()  # noqa: E731
    end = f"{day.year + 3}-12-31"
    d["processor"].update(name=name, uscc=uscc, main_business=business, pi_scale=max(184000, 2 * (f["pi"] + f["spi"])),
                          business_overview=business, nature="private", actual_controller="无", equity_structure="境内股东持股 100%",
                          data_asset_overview="业务数据与运营数据", registered_address="北京市示例区示例路 1 号",
                          office_address="北京市示例区示例路 1 号")
    for role in ("legal_rep", "handler", "officer"):
        d["processor"][role]["email"] = f"{role.replace('_', '-')}@{domain}"
    if f["spi"] and not f["pi"]:  # what leaves with a sensitive field is about the same people
        f = {**f, "items": [(*i[:4], "SPI") for i in f["items"]]}
    classes = {i[4] for i in f["items"]}
    personal = classes != {"GENERAL"}
    d["cumulative_before"]["window_start"] = f"{day.year}-01-01"
    s.update(id=f["id"], summary={"zh": f["zh"], "en": f["en"]}, industry=industry, purpose=f["zh"], purpose_ends=end,
             data_type="mixed" if f["facts"].get("important") else "spi" if f["spi"] else "pi", scope="、".join(i[0] for i in f["items"]),
             processing_by_recipient="按约定目的统计与查询", legality="已履行告知并取得单独同意", legitimacy="业务合同约定", necessity=f["zh"],
             items=[{"name": n, "seq": i + 1, "class": k, "content": content, "necessity": why, "example": example,
                     **({"pseudonymised": True} if k != "GENERAL" else {}), **({"sensitive": False} if k == "PI" else {})} for i, (n, content, why, example, k) in enumerate(f["items"])])
    if f["facts"].get("hr"):
        s.update(legal_basis="hr_management", legality="依法制定的劳动规章制度")
        s["all_items"]["exemption_facts"] = dict(HR)
        d["purpose"] = "cross_border_hr"
    if f["facts"].get("contract"):
        s.update(legal_basis="contract", legality="为履行个人作为一方当事人的合同所必需")
        s["all_items"]["exemption_facts"] = {**dict.fromkeys(HR, False), "contract_with_individual": True, "necessary": True}
    if f["facts"].get("important"):
        s["all_items"].update(important_notified=True, declared_important=True)
        s.update(important_authority="主管部门", important_size_mb=12_000_000)
    total = f["pi"] + f["spi"]
    s["persons"] = {"pi": f["pi"], "spi": f["spi"], "counted_as": "distinct_persons", "year_current": total,
                    "forecast": [total, total + total // 20, total + total // 10]}
    if not personal:
        s.pop("persons")
        s.pop("legal_basis")
        s.pop("separate_consent")
    r = s["recipients"][0]
    r.update(name=f["recipient"], original_name=f["recipient"], region=f["region"], address="1 Example Street", main_business=business,
             officer_name="Data protection officer", officer_title="DPO", email="dpo@recipient.example.invalid",
             local_law_note="当地数据保护法适用")
    s["links"] = [{"exporter": {"domain": f"out.{domain}", "ip": "192.0.2.30"},
                   "recipient": {"domain": "in.recipient.example.invalid", "ip": "198.51.100.30"}, "mode": f["mode"],
                   "encryption": "TLS 1.3", "keys": "exporter"}]
    s["domestic_systems"] = [{"name": "业务系统", "operator": name, "city": "北京", "cloud": False}]
    s["overseas_systems"] = [{"name": "Recipient's system", "region": f["region"], "city": "Example", "cloud": False}]
    s["retention"].update(to=end, after_note="到期删除并出具证明", **{"from": days(30)})
    d["exporter"]["ftz_list_match"] = "scenario_not_covered"
    d.pop("data")
    firsts = {}
    for item in s["items"]:
        firsts.setdefault(item["class"], item["name"])
    counts = {"SPI": f["spi"] or f["pi"], "PI": f["pi"] or f["spi"]}
    if personal:
        d["data"] = [{"item": firsts[k], "counts": {"subjects": counts[k], "already_counted": 0}} for k in ("SPI", "PI") if k in firsts]
    d["filing"].update(route=f["route"], date=day.isoformat(), assessed={"from": days(-50), "to": days(-12)},
                       applicability="important" if f["facts"].get("important") else "exempt" if f["route"] == "EX" else
                       "pi_1m" if f["pi"] >= 1_000_000 else "spi_10k" if f["spi"] >= 10_000 else
                       "spi_1_to_10k" if f["spi"] else "pi_100k_1m")
    if f["route"] == "EX":
        d["attachments"] = []
        d["legal_documents"] = []
    else:
        d["legal_documents"][0].update(parties=[name, f["recipient"]], signed_on=days(-9), effective_on=days(-5), expires_on=end)
    d["evidence"][0].update(holder_uscc=uscc, system="业务系统", valid_until=days(300))
    level = f["grade"]
    d["risk"] = {key: {"level": level, "evidence": "E1", "basis": "已随申报提交证明材料"} for key in "NPRTXBGCH"}
    d["risk"].update(national_security=2 if f["facts"].get("important") else 0, public_interest=1 if level > 2 else 0)
    people = f"{total} 人"
    told = f"{day.year + 3}年12月31日"
    items = "、".join(i[0] for i in f["items"])
    c.sensitive = total
    c.report = [line.replace("Example Pharma SE", f["recipient"]) for line in c.report_lines()]
    c.report = [f"出境数据项：{items}" if line.startswith("出境数据项") else f"涉及人数 {people}" if line.startswith("涉及人数") else
                f"境外保存截止日 {told}" if line.startswith("境外保存截止日") else line for line in c.report]
    c.contract[2][2:6] = [f"接收方：{f['recipient']}", f"个人信息种类：{items}", f"出境规模：{total}人", f"保存期限：至{told}"]
    c.notice = ["告知书", f"境外接收方：{f['recipient']}", f"出境数据项：{items}", f"保存期限：至{told}"]
    return c


def today():
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=8)).date()


def main():
    folder = pathlib.Path(sys.argv[1])
    day = datetime.date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else today()
    for f in FLOWS:
        c = declaration(f, day)
        c.write(folder / f["id"])
        (folder / f["id"] / "expected.json").unlink()


if __name__ == "__main__":
    main()
