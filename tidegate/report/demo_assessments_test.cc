#include "tidegate/report/demo_assessments_test.h"

#include <utility>

namespace tidegate::report {
namespace {

Date day(const char* text) { return *Date::parse(text); }
DateInterval since(const char* text) { return {day(text), DateInterval{}.to}; }

Citation cite(const char* code, Text instrument, Text says, DateInterval when, const char* grade = "T",
              ProvisionStatus status = ProvisionStatus::kSettled) {
  return {code, std::move(instrument), std::move(says), when, status, grade, "flk.npc.gov.cn, cac.gov.cn"};
}

const Text kPpr{"Provisions on Promoting and Regulating Cross-Border Data Flows",
                "促进和规范数据跨境流动规定"};
const Text kPipl{"Personal Information Protection Law", "个人信息保护法"};
const Text kNdsr{"Network Data Security Management Regulations", "网络数据安全管理条例"};

ProofNode leaf(ProofKind kind, const char* label, Truth truth) {
  ProofNode node;
  node.kind = kind;
  node.label = label;
  node.truth = truth;
  return node;
}

ProofNode rule(const char* id, Truth truth, const char* outcome, std::vector<std::string> cites,
               std::vector<ProofNode> children, bool defeated = false) {
  ProofNode node = leaf(ProofKind::kRule, id, truth);
  node.outcome = outcome;
  node.cites = std::move(cites);
  node.children = std::move(children);
  node.defeated = defeated;
  return node;
}

ProofNode all(std::vector<ProofNode> children, Truth truth) {
  ProofNode node = leaf(ProofKind::kAll, "and", truth);
  node.children = std::move(children);
  return node;
}

Opinion china() {
  Opinion o;
  o.law = "CN";
  o.pack_id = "cn";
  o.pack_version = "2026.11.23";
  o.pack_hash = "3f5a0c9d7e1b24680f13579bdf02468ace13579bdf02468ace13579bdf024680";
  o.as_of = day("2026-11-23");
  o.route = "security_assessment";
  o.route_label = {"Security assessment by the Cyberspace Administration", "申报数据出境安全评估"};
  o.route_class = RouteClass::kProcedure;
  o.exemptions = {"art5_hr"};
  o.authority = "cac_via_provincial";
  o.authority_label = {"to the CAC, through the provincial office", "经所在地省级网信部门向国家网信部门申报"};
  o.legal_basis = {"CN-PPR-2024 art.7(1)(2)", "CN-PIPL-2021 art.40"};
  o.validity_months = 36;
  o.obligations = {
      {"notify_individuals",
       {"Tell each individual the recipient's name and contact, purpose, manner, kinds of data and how to "
        "exercise rights.",
        "向个人告知境外接收方的名称、联系方式、处理目的、处理方式、个人信息的种类以及行使权利的方式和程序。"},
       {"CN-PIPL-2021 art.39"}},
      {"separate_consent",
       {"Obtain separate consent for the export.", "取得个人的单独同意。"},
       {"CN-PIPL-2021 art.39"}},
      {"pipia",
       {"Carry out a personal information protection impact assessment first; keep the report for three "
        "years.",
        "事前进行个人信息保护影响评估，报告至少保存三年。"},
       {"CN-PIPL-2021 art.55"}},
      {"self_risk_assessment",
       {"Carry out a risk self-assessment of the export before filing.", "申报前开展数据出境风险自评估。"},
       {"CN-SAM-2022 art.5"}},
      {"legal_document_with_recipient",
       {"Agree a legal document with the recipient that fixes the six matters.",
        "与境外接收方订立法律文件，约定六项内容。"},
       {"CN-SAM-2022 art.9"}},
  };
  o.gates = {
      {"hgr_prior_report_and_backup",
       {"Human genetic resources information for a foreign party: report beforehand and submit a backup.",
        "向外方提供人类遗传资源信息：事先报告并提交信息备份。"},
       {"CN-HGR-2019 art.28"}}};
  o.citations = {
      cite("CN-HGR-2019 art.28", {"Regulations on Human Genetic Resources", "人类遗传资源管理条例"},
           {"Information on human genetic resources given to a foreign party is reported beforehand, with a "
            "backup.",
            "将人类遗传资源信息向外方提供的，应当事先报告并提交信息备份。"},
           since("2019-07-01")),
      cite("CN-PIPL-2021 art.39", kPipl,
           {"Individuals are told of the export and give separate consent.",
            "向境外提供个人信息的，应当告知并取得个人的单独同意。"},
           since("2021-11-01")),
      cite("CN-PIPL-2021 art.40", kPipl,
           {"Handlers above the number set store in the mainland and pass a security assessment to export.",
            "处理个人信息达到规定数量的，应当境内存储；确需出境的应当通过安全评估。"},
           since("2021-11-01")),
      cite("CN-PIPL-2021 art.55", kPipl,
           {"An impact assessment comes before an export of personal information.",
            "向境外提供个人信息前应当进行个人信息保护影响评估。"},
           since("2021-11-01")),
      cite("CN-PPR-2024 art.5(1)(2)", kPpr,
           {"Employee data necessary for cross-border HR management under labour rules and a collective "
            "contract is exempt.",
            "依法制定的劳动规章制度和依法签订的集体合同实施跨境人力资源管理确需提供员工个人信息的，予以豁免"
            "。"},
           since("2024-03-22")),
      cite(
          "CN-PPR-2024 art.7(1)(2)", kPpr,
          {"A handler that is no CII operator needs an assessment from 10,000 persons' sensitive data since "
           "1 January.",
           "非关键信息基础设施运营者自当年1月1日起累计向境外提供1万人以上敏感个人信息的，应当申报安全评估。"},
          since("2024-03-22")),
      cite("CN-SAM-2022 art.5",
           {"Measures for Security Assessment of Outbound Data Transfers", "数据出境安全评估办法"},
           {"A risk self-assessment comes before filing.", "申报前应当开展数据出境风险自评估。"},
           since("2022-09-01"), "M", ProvisionStatus::kPractice),
      cite("CN-SAM-2022 art.9",
           {"Measures for Security Assessment of Outbound Data Transfers", "数据出境安全评估办法"},
           {"The legal document fixes six matters.", "法律文件应当明确约定六项内容。"}, since("2022-09-01"),
           "S", ProvisionStatus::kDoubtful),
  };
  o.items = {
      {0,
       false,
       "",
       {"pi_sensitive"},
       {"Sensitive personal information; no exemption is claimed.", "敏感个人信息，未主张豁免。"}},
      {1,
       false,
       "",
       {"pi_nonsensitive"},
       {"Ordinary personal information; no exemption is claimed.", "一般个人信息，未主张豁免。"}},
      {2,
       true,
       "art5_hr",
       {},
       {"Necessary for cross-border HR management under labour rules and a collective contract.",
        "依劳动规章制度和集体合同实施跨境人力资源管理所必需。"}},
  };
  const Text sensitive{"sensitive personal information", "敏感个人信息"};
  const Text ordinary{"personal information, sensitive excluded", "个人信息（不含敏感个人信息）"};
  o.margins = {
      {"pi_sensitive", sensitive, 12400, true, 10000, "security_assessment"},
      {"pi_nonsensitive", ordinary, 86250, true, 100000, "scc_or_certification"},
      {"pi_nonsensitive", ordinary, 86250, true, 1000000, "security_assessment"},
  };
  o.nearest_flip = CountFlip{0, 9999, "scc_or_certification"};
  o.changes = {
      {"scc_or_certification",
       {{"data[0].subjects",
         std::int64_t{12400},
         std::int64_t{9999},
         {"send laboratory results of 9,999 persons at most (now 12,400)",
          "检验结果不超过 9,999 人（现为 12,400 人）"}}},
       20},
      {"exempt",
       {{"data[0].sensitive", true, false, {"leave the laboratory results at home", "检验结果不出境"}}},
       50},
  };
  o.doubts = {{"both_counters",
               {"Whether a person whose sensitive and ordinary data both leave counts in one counter or in "
                "both is not settled.",
                "同一人的敏感与一般个人信息同时出境时，计入一个还是两个数量，尚无定论。"},
               ""},
              {"hr_only_one_document",
               {"The HR exemption asks for labour rules and a collective contract; whether one of them is "
                "enough is open.",
                "人力资源豁免要求劳动规章制度和集体合同，仅有其一是否足够尚不明确。"},
               "scc_or_certification"}};
  o.notes = {{"The Beijing list is held in part: it may raise a question, it never clears a transfer.",
              "北京负面清单仅部分收录：可提出问题，不能据以放行。"}};
  o.proof = {
      rule("cn.assess.sensitive", Truth::kTrue, "route=security_assessment", {"CN-PPR-2024 art.7(1)(2)"},
           {all({leaf(ProofKind::kFact, "not exporter.ciio", Truth::kTrue),
                 leaf(ProofKind::kCompare, "recipient.country != CN", Truth::kTrue),
                 leaf(ProofKind::kCounter, "#pi_sensitive >= $assess_sensitive: 12400 >= 10000",
                      Truth::kTrue)},
                Truth::kTrue)}),
      rule("cn.contract.sensitive", Truth::kTrue, "route=scc_or_certification", {"CN-PPR-2024 art.8"},
           {leaf(ProofKind::kCounter, "#pi_sensitive >= 1: 12400 >= 1", Truth::kTrue),
            leaf(ProofKind::kException, "cn.assess.sensitive prevails", Truth::kTrue)},
           true),
      rule("cn.exempt.hr", Truth::kTrue, "set_aside=art5_hr", {"CN-PPR-2024 art.5(1)(2)"},
           {all({leaf(ProofKind::kFact, "item.exemption_facts.hr_management", Truth::kTrue),
                 leaf(ProofKind::kFact, "item.exemption_facts.labour_rules", Truth::kTrue),
                 leaf(ProofKind::kFact, "item.exemption_facts.necessary", Truth::kTrue)},
                Truth::kTrue)}),
      rule("cn.list.outside", Truth::kFalse, "", {"CN-PPR-2024 art.6"},
           {leaf(ProofKind::kMember, "exporter.ftz_list_match = outside_list", Truth::kFalse)}),
  };
  return o;
}

Opinion united_states() {
  Opinion o;
  o.law = "US";
  o.pack_id = "us-dsp";
  o.pack_version = "2026.11.23";
  o.pack_hash = "90aa0c9d7e1b24680f13579bdf02468ace13579bdf02468ace13579bdf0246aa";
  o.as_of = day("2026-11-23");
  o.route = "not_covered";
  o.route_label = {"not covered", "不在规制范围"};
  o.route_class = RouteClass::kFree;
  o.authority = "none";
  o.legal_basis = {"US-DSP 202.205"};
  o.citations = {
      cite("US-DSP 202.205",
           {"28 CFR Part 202, Data Security Program", "美国联邦法规第28编第202部分（数据安全计划）"},
           {"Bulk begins above the number of US persons set for each category.",
            "超过各类别规定的美国人数才构成大批量。"},
           since("2025-04-08"))};
  o.items = {{0, false, "", {"us_personal_health"}, {"320 US persons.", "320 名美国人。"}}};
  o.margins = {{"us_personal_health",
                {"personal health, US persons", "个人健康数据（美国人）"},
                320,
                true,
                10001,
                "restricted"}};
  o.proof = {rule("us.not_bulk", Truth::kTrue, "route=not_covered", {"US-DSP 202.205"},
                  {leaf(ProofKind::kCounter, "#us_personal_health > $health: 320 > 10000", Truth::kFalse)})};
  return o;
}

RiskReport risk() {
  RiskReport r;
  r.weights_id = "v0";
  r.weights_hash = "aa00bb11cc22dd33ee44ff5566778899aa00bb11cc22dd33ee44ff5566778899";
  r.weights_from = day("2026-11-23");
  r.score_e6 = 585549;
  r.low_e6 = 433386;
  r.high_e6 = 688759;
  r.inherent_e6 = 56200;
  r.likelihood_e6 = {559000, 421300, 328700, 568300, 472700};
  r.unmitigated_e6 = {928400, 837400, 802700, 943800, 898100};
  r.impacts = {
      {Harm::kNationalSecurity,
       1,
       0,
       {"A sector that is usually watched; no rule matched.", "属通常受关注的行业，未匹配识别规则。"}},
      {Harm::kPublicInterest, 0, 0, {"Nothing declared or found.", "未申报、未发现。"}},
      {Harm::kIndividualRights,
       3,
       3,
       {"Very sensitive data of 10,000 to 100,000 persons.", "高度敏感个人信息，1万至10万人。"}}};
  struct Row {
    Factor factor;
    int level;
    int best;
    EvidenceGrade grade;
    std::int64_t share;
    const char* en;
    const char* zh;
  };
  const Row rows[] = {
      {Factor::kN, 2, 2, EvidenceGrade::kE1, 61000, "N = 2: some reasons are generic", "N = 2：部分理由笼统"},
      {Factor::kP, 1, 1, EvidenceGrade::kE1, 32400, "P = 1: declared and encrypted", "P = 1：已申报并加密"},
      {Factor::kD, 2, 2, EvidenceGrade::kNone, 87800,
       "D = 2: the destination table is an example, not approved", "D = 2：目的地表为示例，未经批准"},
      {Factor::kR, 4, 1, EvidenceGrade::kNone, 127100,
       "R = 4 because nothing about the recipient's site is answered; best supported by evidence: none",
       "R = 4：境外接收方场所未作回答；证据最高支持等级：无"},
      {Factor::kT, 2, 2, EvidenceGrade::kE1, 101400,
       "T = 2: encrypted in transit and at rest; analysts read values",
       "T = 2：传输与存储加密，但分析人员可读取明文"},
      {Factor::kX, 1, 1, EvidenceGrade::kE2, 40100, "X = 1: certificate in scope", "X = 1：证书覆盖范围内"},
      {Factor::kB, 1, 1, EvidenceGrade::kE1, 12300, "B = 1: drill 14 months old", "B = 1：演练距今14个月"},
      {Factor::kG, 1, 1, EvidenceGrade::kE0, 25700, "G = 1: one small gap", "G = 1：一处小缺口"},
      {Factor::kC, 1, 1, EvidenceGrade::kE1, 41549, "C = 1: six clauses, minor weakness",
       "C = 1：六项条款齐备，略有不足"},
      {Factor::kH, 0, 0, EvidenceGrade::kE3, 0, "H = 0: clean, verified", "H = 0：无违规，已核验"},
      {Factor::kV, 0, 0, EvidenceGrade::kE4, 0, "V = 0: inside the permit", "V = 0：在许可范围内"},
  };
  for (const Row& row : rows)
    r.factors.push_back({row.factor, row.level, row.best, row.grade, row.share, {row.en, row.zh}});
  r.risk_lane = Lane::kYellow;
  r.legal_floor = Lane::kYellow;
  r.lane = Lane::kYellow;
  r.gates = {{"Human genetic resources: report beforehand to the health commission",
              "人类遗传资源：须事先向卫生健康主管部门报告"}};
  r.reasons = {
      {"R = 4 because nothing about the recipient's site is answered; best supported by evidence: none",
       "R = 4：境外接收方场所未作回答；证据最高支持等级：无"},
      {"T = 2: encrypted in transit and at rest; analysts read values",
       "T = 2：传输与存储加密，但分析人员可读取明文"},
      {"D = 2: the destination table is an example, not approved", "D = 2：目的地表为示例，未经批准"}};
  r.ask_next = {Factor::kR};
  r.next_question = {
      "Ask first about R: which certificate covers the recipient's Berlin site? (moves the score between "
      "0.511 and 0.651)",
      "首先查明 R：境外接收方柏林场所由哪份证书覆盖？（评分在 0.511 与 0.651 之间变动）"};
  r.changes = {{{{Factor::kR, 1}, {Factor::kT, 1}},
                Lane::kBlue,
                287120,
                {"bring R to 1 and T to 1: blue, 0.287", "将 R 降至 1、T 降至 1：蓝色通道，0.287"}},
               {{{Factor::kR, 0}},
                Lane::kBlue,
                296000,
                {"bring R to 0: blue, 0.296", "将 R 降至 0：蓝色通道，0.296"}}};
  r.conditions = {{"a certificate that covers the recipient's site before the first transfer",
                   "首次传输前取得覆盖境外接收方场所的证书"},
                  {"keys held in China; values masked for analysts", "密钥留存境内，对分析人员遮蔽明文"}};
  r.confidence = {"Medium: one of eleven factors is unknown, and no document was verified.",
                  "中：11 项因素中 1 项未知，文件均未核验。"};
  r.destinations_id = "example-2026";
  r.destinations_hash = "bb11cc22dd33ee44ff5566778899aa00bb11cc22dd33ee44ff5566778899aa00";
  r.notes = {
      {"Documents support at most E1 until credentials are checked.", "在资质核验之前，文件至多支持 E1。"}};
  return r;
}

ColumnProfile column(std::size_t index, const char* name, const char* type, Sensitivity sensitivity, int p,
                     std::uint64_t cells, std::uint64_t distinct, Text why) {
  ColumnProfile c;
  c.index = index;
  c.name = name;
  c.type = type;
  c.sensitivity = sensitivity;
  c.p_permille = p;
  c.cells = cells;
  c.non_empty = cells - cells / 50;
  c.distinct = distinct;
  c.evidence = {{"header.zh", 700, std::move(why)}};
  return c;
}

DataProfile profile() {
  DataProfile p;
  p.as_of = "2026-11-23";
  FileProfile lab;
  lab.path = "data/检验结果.csv.gz";
  lab.sha256 = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";
  lab.size_bytes = 14918656;
  lab.format = "csv.gz";
  lab.encoding = "gb18030";
  lab.delimiter = ",";
  lab.header_row = 1;
  lab.rows = 61204;
  lab.ragged_rows = 3;
  lab.columns = {
      column(0, "受试者编号", "MED.RECORD_NO", Sensitivity::kSensitive, 912, 61204, 12400,
             {"the header says subject number; values are unique within a visit",
              "表头为受试者编号；每次访视内取值唯一"}),
      column(1, "身份证号", "ID.CN_RESIDENT", Sensitivity::kPersonal, 998, 61204, 12391,
             {"checksum GB 11643 holds for 61,180 of 61,204 cells",
              "61,204 个单元格中 61,180 个通过 GB 11643 校验"}),
      column(2, "检验项目", "GEN.CATEGORY", Sensitivity::kNone, 871, 61204, 0,
             {"18 different values", "共 18 种取值"}),
      column(3, "结果", "MED.LAB", Sensitivity::kSensitive, 944, 61204, 0,
             {"number with a laboratory unit", "带检验单位的数值"}),
      column(4, "备注", "MED.NOTE", Sensitivity::kSensitive, 640, 61204, 0,
             {"free text with clinical words", "含临床用语的自由文本"}),
  };
  lab.columns[1].near_misses = {
      {"ID.CN_RESIDENT",
       24,
       {"17 of 18 characters fit, the check digit is wrong", "18 位中 17 位符合，校验位错误"}}};
  lab.columns[4].in_text = {{"ID.NAME", 311}, {"CT.MOBILE", 12}};
  lab.persons = 12400;
  lab.persons_sensitive = 12400;
  lab.persons_under14 = 18;
  lab.notes = {{"12 resident IDs end in 000: cut by a spreadsheet?",
                "12 个身份证号以 000 结尾：是否被电子表格截断？"}};
  FileProfile contacts;
  contacts.path = "data/contacts.jsonl";
  contacts.sha256 = "aa1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1aa";
  contacts.size_bytes = 9211004;
  contacts.format = "jsonl";
  contacts.encoding = "utf-8";
  contacts.rows = 88110;
  contacts.columns = {
      column(0, "user.name", "ID.NAME", Sensitivity::kPersonal, 930, 88110, 0,
             {"surname and given name, two or three characters", "姓氏加名字，两到三字"}),
      column(1, "user.mobile", "CT.MOBILE", Sensitivity::kPersonal, 999, 88110, 86250,
             {"11 digits with a known prefix", "11 位且号段有效"}),
      column(2, "api_token", "SEC.TOKEN", Sensitivity::kSecret, 990, 88110, 0,
             {"three parts of base64url: a JWT", "三段 base64url：JWT"}),
  };
  contacts.persons = 86250;
  p.files = {lab, contacts};
  p.totals = {94118, 12400, 81718, 18, 0};
  p.taxonomy_hash = "77dd0c9d7e1b24680f13579bdf02468ace13579bdf02468ace13579bdf0246dd";
  p.engine = "tidegate classify 1";
  p.type_names = {{"CT.MOBILE", {"Mobile phone number", "手机号码"}},
                  {"GEN.CATEGORY", {"Enumerated category or status", "枚举/状态"}},
                  {"ID.CN_RESIDENT", {"Chinese resident identity number", "居民身份证号"}},
                  {"ID.NAME", {"Person name", "姓名"}},
                  {"MED.LAB", {"Laboratory result or vital sign", "检验结果/体征"}},
                  {"MED.NOTE", {"Clinical free text", "病程/医嘱文本"}},
                  {"MED.RECORD_NO", {"Medical record or admission number", "病历号/住院号"}},
                  {"SEC.TOKEN", {"Bearer, JWT or OAuth token", "令牌"}}};
  return p;
}

Finding finding(const char* rule, Severity severity, CheckState state, const char* pointer, Text says,
                Text fix, int line = 0) {
  Finding f;
  f.rule = rule;
  f.severity = severity;
  f.state = state;
  f.pointer = pointer;
  f.says = std::move(says);
  f.source = {"Security Assessment Measures art. 7; filing guide, 3rd edition",
              "数据出境安全评估办法第七条；申报指南（第三版）"};
  f.fix = std::move(fix);
  f.line = line;
  return f;
}

Facts item(const char* category, bool sensitive, std::int64_t subjects) {
  Facts facts;
  facts.set("category", Symbol{category});
  facts.set("personal", true);
  facts.set("sensitive", sensitive);
  facts.set("subjects", subjects);
  return facts;
}

}  // namespace

Assessment rich_assessment() {
  Assessment a;
  a.program = "tidegate 0.1.0";
  a.as_of = day("2026-11-23");
  Transfer& t = a.transfer;
  t.id = "trial-2026";
  t.origin = "examples/clinical-trial/transfer.yaml";
  t.processor_name = "示例医药（北京）有限公司";
  t.uscc = "91110000000000000E";
  t.summary = {"Clinical trial data to headquarters for statistics", "临床试验数据回传总部统计分析"};
  t.industry = "pharmaceutical";
  t.recipients.emplace_back();
  t.recipients[0].name = "Example Pharma SE";
  t.recipients[0].region = "DE";
  t.recipients[0].role = "independent";
  t.links.push_back({});
  t.links[0].mode = "bulk_file";
  t.links[0].encryption = "tls1.3+pgp";
  t.links[0].keys = "exporter";
  t.facts.flow.set("exporter.ciio", false);
  t.facts.flow.set("recipient.country", Symbol{"DE"});
  t.facts.flow.set("lawful_basis", Symbol{"consent"});
  t.facts.flow.set("cumulative_before.pi_sensitive", std::int64_t{0});
  t.facts.items = {item("laboratory results", true, 12400), item("contact list", false, 86250),
                   item("employee file", true, 214)};
  a.profile = profile();
  a.findings = {
      finding("V01", Severity::kBlocks, CheckState::kPasses, "/processor/uscc",
              {"Credit code and province agree", "信用代码与省份一致"}, {}),
      finding("V04", Severity::kBlocks, CheckState::kFails, "/scenario/recipients/0",
              {"The recipient has neither telephone nor e-mail.", "境外接收方既无电话也无电子邮箱。"},
              {"State one of them.", "至少填写一项。"}, 41),
      finding("V06", Severity::kReturned, CheckState::kNotCheckable, "",
              {"Seals and signatures cannot be seen here", "印章与签字此处无法核验"}, {}),
      finding("V11", Severity::kReturned, CheckState::kFails, "/scenario/persons/forecast",
              {"The forecast of year 1 (3,200) is lower than this year's count (12,400).",
               "第一年预估（3,200）低于当年数量（12,400）。"},
              {"Give the cumulative distinct persons of three years.", "填写未来三年累计去重人数。"}, 30),
      finding("V14", Severity::kReturned, CheckState::kFails, "/scenario/onward",
              {"Onward provision is left blank.", "未填写向境外其他接收方提供的情况。"},
              {"Say none, or name the parties.", "写明“无”或列出接收方。"}, 52),
      finding("V17", Severity::kWarns, CheckState::kFails, "/scenario/items/3/necessity",
              {"The necessity text is the same on 5 of 9 items.", "9 个数据项中 5 个的必要性说明相同。"},
              {"Name the business step that needs each item.", "逐项写明所需的业务环节。"}, 24),
      finding("V20", Severity::kWarns, CheckState::kPasses, "/scenario/retention",
              {"Deletion covers backups", "删除涵盖备份"}, {}),
  };
  a.opinions = {china(), united_states()};
  a.risk = risk();
  a.notes = {{"Each law is asked apart: passing one says nothing about another.",
              "各法域分别判断：满足其一不代表满足其他。"}};
  a.record_id = "5d41402abc4b2a76b9719d911017c592ae1fb4c8c0c8f3a9d9ad7e1e9d0a9f01";
  a.bundle_path = "/home/lin/.local/share/tidegate/records/5d41402abc4b.tga";
  a.html_path = "/home/lin/.local/share/tidegate/records/5d41402abc4b.html";
  return a;
}

// What a pack says of one answer that differs from the leading case.
Text rest(const std::string& en, const std::string& zh) {
  return {en + ", the rest as usual: security assessment", zh + "，其余同常见情形：安全评估"};
}

Assessment bare_assessment() {
  Assessment a = rich_assessment();
  a.transfer = {};
  a.transfer.facts.flow.set("recipient.country", Symbol{"SG"});
  a.transfer.facts.flow.set("exporter.ciio", Unknown{});
  a.transfer.facts.items = {item("contacts.jsonl", false, 86250)};
  a.profile->files.erase(a.profile->files.begin());
  a.profile->files[0].columns.pop_back();
  a.profile->totals = {86250, 0, 86250, 0, 0};
  a.findings.clear();
  Opinion o = china();
  o.route = "undetermined";
  o.route_label = {"Undetermined: two answers decide", "无法判定：取决于两项回答"};
  o.route_class = RouteClass::kUndetermined;
  o.exemptions.clear();
  o.authority_label = {};
  o.validity_months.reset();
  o.legal_basis.clear();
  o.obligations.resize(1);
  o.gates.clear();
  o.items = {{0, false, "", {"pi_nonsensitive"}, {}}};
  o.margins = {{"pi_nonsensitive", o.margins[1].label, 86250, true, 100000, "scc_or_certification"},
               {"pi_nonsensitive", o.margins[1].label, 86250, true, 1000000, "security_assessment"}};
  o.counted_as_in_first_branch = true;
  o.nearest_flip.reset();
  o.changes.clear();
  o.doubts.clear();
  o.missing_facts = {"exporter.ciio", "cumulative_before.pi_nonsensitive"};
  o.branches = {
      {{{"exporter.ciio", false}, {"cumulative_before.pi_nonsensitive", std::int64_t{0}}},
       "exempt",
       {"not a CII operator and fewer than 13,750 persons sent this year: exempt",
        "非关键信息基础设施运营者且今年此前出境不足 13,750 人：豁免"},
       {"CN-PPR-2024 art.7(1)(2)"},
       {"--ciio no", "--sent-this-year 0", "--set data[0].important_notified=no"}},
      {{{"exporter.ciio", false}, {"cumulative_before.pi_nonsensitive", std::int64_t{13750}}},
       "scc_or_certification",
       {"not a CII operator and 13,750 persons or more sent this year: standard contract or certification",
        "非关键信息基础设施运营者且今年此前出境 13,750 人以上：标准合同或认证"},
       {},
       {}},
      {{{"exporter.ciio", true}}, "security_assessment", {}, {}, {}},
      {{}, "security_assessment", rest("a state organ", "国家机关"), {"CN-PIPL-2021 art.36"}, {}},
      {{}, "security_assessment", rest("important data", "含重要数据"), {"CN-DSL-2021 art.31"}, {}},
  };
  o.labels.emplace_back("security_assessment", Text{"security assessment", "安全评估"});
  o.questions = {
      {{"exporter.ciio"},
       {"Has the protection authority notified you as an operator of critical information infrastructure?",
        "是否已被保护工作部门认定并通知为关键信息基础设施运营者？"},
       "--ciio yes|no",
       {"CN-PPR-2024 art. 7", "数据跨境流动规定第七条"}},
      {{"cumulative_before.pi_nonsensitive"},
       {"How many persons' data have you sent abroad since 1 January?",
        "今年1月1日以来已向境外提供多少人的个人信息？"},
       "--sent-this-year N",
       {"CN-PPR-2024 arts. 5, 7, 8", "数据跨境流动规定第五、七、八条"}},
  };
  for (ProofNode& node : o.proof) {
    if (node.kind == ProofKind::kRule) node.truth = Truth::kUnknown;
  }
  a.opinions = {o};
  a.risk->gates.clear();
  return a;
}

Assessment prohibited_assessment() {
  Assessment a;
  a.program = "tidegate 0.1.0";
  a.as_of = day("2026-11-23");
  a.transfer.id = "court-request";
  a.transfer.origin = "examples/foreign-court/transfer.yaml";
  a.transfer.processor_name = "Example Trading (Shanghai) Co., Ltd.";
  a.transfer.summary = {"Customer ledgers for a court abroad", "应境外法院要求提供客户账册"};
  a.transfer.recipients.emplace_back().region = "US";
  a.transfer.facts.flow.set("facts.foreign_authority_request", true);
  a.transfer.facts.flow.set("facts.competent_authority_approval", false);
  a.transfer.facts.items = {item("ledgers", false, 640)};
  Opinion o;
  o.law = "CN";
  o.pack_id = "cn";
  o.pack_version = "2026.11.23";
  o.as_of = a.as_of;
  o.route = "prohibited";
  o.route_label = {"Prohibited without approval of the competent authority", "未经主管机关批准不得提供"};
  o.route_class = RouteClass::kStop;
  o.authority_label = {"competent authority of the PRC", "中华人民共和国主管机关"};
  o.legal_basis = {"CN-DSL-2021 art.36"};
  o.citations = {cite(
      "CN-DSL-2021 art.36", {"Data Security Law", "数据安全法"},
      {"Data stored in the mainland is not given to a foreign judicial or enforcement body without approval.",
       "非经主管机关批准，不得向外国司法或者执法机构提供存储于境内的数据。"},
      since("2021-09-01"))};
  o.items = {{0, false, "", {}, {}}};
  o.changes = {{"exempt",
                {{"facts.competent_authority_approval",
                  false,
                  true,
                  {"obtain the competent authority's approval", "取得主管机关批准"}}},
                90}};
  o.proof = {rule("cn.foreign_authority", Truth::kTrue, "route=prohibited", {"CN-DSL-2021 art.36"},
                  {leaf(ProofKind::kFact, "facts.foreign_authority_request", Truth::kTrue),
                   leaf(ProofKind::kFact, "not facts.competent_authority_approval", Truth::kTrue)})};
  a.opinions = {o};
  a.record_id = "0041402abc4b2a76b9719d911017c592ae1fb4c8c0c8f3a9d9ad7e1e9d0a9f00";
  a.bundle_path = "court-request.tga";
  a.html_path = "court-request.html";
  return a;
}

Assessment free_assessment() {
  Assessment a;
  a.program = "tidegate 0.1.0";
  a.as_of = day("2026-11-23");
  a.transfer.summary = {"Suppliers' contacts to Singapore", "供应商联系人传至新加坡"};
  a.transfer.recipients.emplace_back().region = "SG";
  a.transfer.facts.items = {item("suppliers", false, 5200)};
  a.transfer.facts.flow.set("exporter.ciio", false);
  Opinion o = china();
  o.route = "exempt";
  o.route_label = {"Exempt from assessment, contract and certification",
                   "免予申报数据出境安全评估、订立个人信息出境标准合同、通过个人信息保护认证"};
  o.route_class = RouteClass::kFree;
  o.authority_label = {};
  o.validity_months.reset();
  o.exemptions = {"art5_volume"};
  o.legal_basis = {"CN-PPR-2024 art.5(1)(2)"};
  o.obligations.resize(3);
  o.gates.clear();
  o.items = {{0, false, "", {"pi_nonsensitive"}, {}}};
  o.margins = {{"pi_nonsensitive", o.margins[1].label, 5200, true, 100000, "scc_or_certification"}};
  o.nearest_flip = CountFlip{0, 100000, "scc_or_certification"};
  o.changes.clear();
  o.doubts.clear();
  o.notes.clear();
  a.opinions = {o};
  return a;
}

Assessment hostile_assessment() {
  Assessment a = rich_assessment();
  const std::string bad =
      "<script>alert(1)</script>\"'&`|[x](javascript:1)*_\x1b[31m\x07\r\n\t\xFF\xC2\x9B"
      "31m\xE2\x80\xAE</td><img src=x onerror=y>-->]]>";
  const Text text{bad, bad};
  a.program = bad;
  Transfer& t = a.transfer;
  t.id = t.origin = t.processor_name = t.uscc = t.industry = bad;
  t.summary = text;
  t.recipients[0].name = t.recipients[0].region = t.recipients[0].role = bad;
  t.links[0].mode = t.links[0].encryption = t.links[0].keys = bad;
  t.facts.flow.set("lawful_basis", Symbol{bad});
  t.facts.flow.set("recipient.country", Symbol{bad});
  for (Facts& facts : t.facts.items) facts.set("category", Symbol{bad});
  for (FileProfile& file : a.profile->files) {
    file.path = file.sha256 = file.format = file.encoding = file.delimiter = bad;
    file.notes = {text};
    for (ColumnProfile& c : file.columns) {
      c.name = c.type = bad;
      c.evidence = {{bad, 500, text}};
      c.near_misses = {{bad, 1, text}};
      c.in_text = {{bad, 2}};
      c.also = {bad};
    }
  }
  a.profile->engine = a.profile->taxonomy_hash = a.profile->as_of = bad;
  a.profile->type_names = {{bad, text}};
  for (Finding& f : a.findings) {
    f.rule = f.pointer = bad;
    f.says = f.source = f.fix = text;
  }
  for (Opinion& o : a.opinions) {
    o.law = o.pack_id = o.pack_version = o.pack_hash = o.route = o.authority = bad;
    o.route_label = o.authority_label = text;
    o.exemptions = o.legal_basis = o.also_allowed = o.missing_facts = {bad};
    for (Duty& d : o.obligations) d = {bad, text, {bad}};
    for (Duty& d : o.gates) d = {bad, text, {bad}};
    for (Citation& c : o.citations) {
      c.code = c.grade = c.source = bad;
      c.instrument = c.says = text;
    }
    for (ItemOpinion& i : o.items) {
      i.exemption = bad;
      i.counted_in = {bad};
      i.why = text;
    }
    for (Margin& m : o.margins) {
      m.counter = m.route_from_limit = bad;
      m.label = text;
    }
    o.branches = {{{{bad, Symbol{bad}}}, bad, {}, {bad}, {bad}}, {{}, bad, text, {bad}, {bad}}};
    o.counted_as_in_first_branch = true;
    o.questions = {{{bad}, text, bad, text}};
    for (RouteChange& c : o.changes) {
      c.new_route = bad;
      for (FactChange& s : c.steps) s = {bad, Symbol{bad}, Symbol{bad}, text};
    }
    if (o.nearest_flip) o.nearest_flip->new_route = bad;
    for (Doubt& d : o.doubts) d = {bad, text, bad};
    o.notes = {text};
    for (ProofNode& n : o.proof) {
      n.label = n.outcome = bad;
      n.cites = {bad};
    }
    o.labels = {{bad, text}};
  }
  RiskReport& r = *a.risk;
  r.weights_id = r.weights_hash = r.worst_scenario = bad;
  r.gates = r.reasons = r.notes = {text};
  r.next_question = text;
  for (FactorResult& f : r.factors) f.says = text;
  for (ImpactResult& i : r.impacts) i.rule = text;
  for (LaneChange& c : r.changes) c.says = text;
  a.notes = {text};
  a.record_id = a.bundle_path = a.html_path = bad;
  return a;
}

}  // namespace tidegate::report
