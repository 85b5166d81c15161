#include <utility>

#include "tidegate/report/demo_assessments_test.h"
#include "tidegate/report/demo_parts_test.h"

namespace tidegate::report {
namespace {

using namespace demo;

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

// One question is open, one answered; of the list most is missing.
ListFindings lists() {
  ListQuestion lab;
  lab.id = "51d0e1b2c3a49586";
  lab.column = 3;
  lab.list_id = "cn-bj-2025";
  lab.row = {"22",         "2025版",         {"Blood test", "血液检测"}, "field", "important",
             "assessment", "群体10万人以上", "annex as quoted",          "S"};
  lab.more_rows = {"18"};
  lab.grade = ListGrade::kType;
  lab.reasons = {{"its type is Laboratory result or vital sign (MED.LAB), which the row may mean",
                  "类型为检验结果/体征（MED.LAB），条目可能包括"}};
  lab.holds = true;
  ListQuestion note = lab;
  note.id = "0a1b2c3d4e5f6071";
  note.column = 4;
  note.row.row = "18";
  note.row.term = {"Diagnosis and treatment of a group", "群体诊疗"};
  note.more_rows.clear();
  note.review = {ReviewVerdict::kDismissed,
                 "operators' remarks, no findings",
                 "data office",
                 "2026-11-20",
                 "2027-05-20",
                 {}};
  ListFindings found;
  found.questions = {lab, note};
  found.consulted = {
      {"cn-bj-2025",
       {"Beijing Two Zones negative list 2025", "“两区”数据出境管理清单（负面清单）（2025版）"},
       "list",
       "Beijing municipality",
       true,
       "partial",
       29,
       "612 fields",
       {"the four new sectors wholly", "四个新增行业全部"},
       "built_in",
       "612 个字段"}};
  found.basis = {{"ID.NAME", {"GB/T 35273-2020 表A.1: Personal name", "GB/T 35273-2020 表A.1：个人姓名"}}};
  return found;
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
  p.lists = lists();
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

}  // namespace tidegate::report
