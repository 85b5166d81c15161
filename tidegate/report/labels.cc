#include "tidegate/report/labels.h"

#include <algorithm>
#include <array>
#include <span>

#include "tidegate/report/numbers.h"
#include "tidegate/terms/country_code.h"

namespace tidegate::report {
namespace {

struct Entry {
  std::string_view code;
  std::string_view en;
  std::string_view zh;
};

Text text(std::string_view en, std::string_view zh) { return {std::string(en), std::string(zh)}; }

Text words_of(std::string_view code) {
  std::string words(code);
  std::replace(words.begin(), words.end(), '_', ' ');
  return {words, words};
}

Text find(std::span<const Entry> table, std::string_view code) {
  for (const Entry& entry : table) {
    if (entry.code == code) return text(entry.en, entry.zh);
  }
  return words_of(code);
}

bool holds(std::span<const Entry> table, std::string_view code) {
  return std::any_of(table.begin(), table.end(), [&](const Entry& entry) { return entry.code == code; });
}

// Tables by enumerator, in the order of the enumeration.
const Entry& at(std::span<const Entry> table, auto enumerator) {
  return table[static_cast<std::size_t>(enumerator)];
}
Text words_at(std::span<const Entry> table, auto enumerator) {
  const Entry& entry = at(table, enumerator);
  return text(entry.en, entry.zh);
}

constexpr std::array kClasses{
    Entry{"free", "may proceed", "可以出境"},
    Entry{"conditions", "may proceed while the named conditions hold", "满足所列条件时可以出境"},
    Entry{"procedure", "a procedure comes first", "须先履行程序"},
    Entry{"undetermined", "facts are missing: not allowed until they are given",
          "缺少事实：补齐之前视为不得出境"},
    Entry{"stop", "must not proceed", "不得出境"},
};
constexpr std::array kStatuses{
    Entry{"settled", "settled", "明确"},
    Entry{"practice", "practice", "实务口径"},
    Entry{"doubtful", "doubtful", "存疑"},
};
constexpr std::array kSeverities{
    Entry{"blocks", "blocks submission", "不能提交"},
    Entry{"returned", "would be returned", "会被退回"},
    Entry{"warns", "likely question", "可能被问"},
};
constexpr std::array kStates{
    Entry{"fails", "fails", "不通过"},
    Entry{"passes", "passes", "通过"},
    Entry{"not_checkable", "not checkable here", "此处无法核验"},
};
constexpr std::array kTruths{
    Entry{"false", "false", "否"},
    Entry{"unknown", "unknown", "未知"},
    Entry{"true", "true", "是"},
};
constexpr std::array<std::string_view, 10> kProofKinds{
    "rule", "all", "any", "not", "fact", "compare", "member", "counter", "definition", "exception"};
constexpr std::array kLanes{
    Entry{"green", "green", "绿色通道"},
    Entry{"blue", "blue", "蓝色通道"},
    Entry{"yellow", "yellow", "黄色通道"},
    Entry{"red", "red", "红色通道"},
};
constexpr std::array kLaneMeanings{
    Entry{"green", "release, sampled", "放行，抽查"},
    Entry{"blue", "release with conditions, audited afterwards", "附条件放行，事后核查"},
    Entry{"yellow", "documents are reviewed first", "先审材料"},
    Entry{"red", "joint review by the officers that the zone has configured", "由试点配置的各主管人员会审"},
};
constexpr std::array kGrades{
    Entry{"none", "no answer", "未回答"},
    Entry{"E0", "claim only", "仅为声明"},
    Entry{"E1", "own document or log", "自有文件或日志"},
    Entry{"E2", "third-party document, not machine-checked", "第三方文件，未经机器核验"},
    Entry{"E3", "machine-checked", "已机器核验"},
    Entry{"E4", "continuously checked", "持续核验"},
};
constexpr std::array kFactors{
    Entry{"N", "necessity gap", "必要性不足"},
    Entry{"P", "path exposure", "链路暴露"},
    Entry{"D", "destination", "目的地"},
    Entry{"R", "recipient weakness", "接收方薄弱"},
    Entry{"T", "technical gap", "技术措施不足"},
    Entry{"X", "exporter control gap", "数据处理者管控不足"},
    Entry{"B", "backup and recovery gap", "备份恢复不足"},
    Entry{"G", "rights gap", "权益保障不足"},
    Entry{"C", "contract gap", "法律文件不足"},
    Entry{"H", "compliance record", "合规记录"},
    Entry{"V", "live deviation", "运行偏离"},
};
constexpr std::array kHarms{
    Entry{"NS", "national security", "国家安全"},
    Entry{"PU", "public interest", "公共利益"},
    Entry{"IR", "rights of persons and organisations", "个人、组织合法权益"},
};
constexpr std::array kEvents{
    Entry{"leak", "leak", "泄露"},
    Entry{"tamper", "tampering", "篡改"},
    Entry{"loss", "loss or destruction", "丢失、毁损"},
    Entry{"misuse", "misuse, onward transfer", "非法利用、再转移"},
    Entry{"rights", "rights denied", "权利行使受阻"},
};
constexpr std::array kSensitivities{
    Entry{"none", "no personal data", "非个人信息"},
    Entry{"important", "important-data hint", "重要数据线索"},
    Entry{"pi", "personal", "个人信息"},
    Entry{"spi", "sensitive personal", "敏感个人信息"},
    Entry{"secret", "secret or credential", "凭据与密钥"},
};
constexpr std::array kShortSensitivities{
    Entry{"none", "none", "无"},         Entry{"important", "important?", "重要数据线索"},
    Entry{"pi", "personal", "个人信息"}, Entry{"spi", "sensitive", "敏感"},
    Entry{"secret", "secret", "凭据"},
};
constexpr std::array kDegrees{
    Entry{"0", "none", "无"},          Entry{"1", "negligible", "可忽略"}, Entry{"2", "limited", "有限"},
    Entry{"3", "significant", "重大"}, Entry{"4", "maximum", "极高"},
};

constexpr std::array kRoutes{
    Entry{"exempt", "exempt", "豁免"},
    Entry{"scc_or_certification", "standard contract or certification", "标准合同或认证"},
    Entry{"security_assessment", "security assessment", "安全评估"},
    Entry{"out_of_scope", "out of scope", "不属规制范围"},
    Entry{"prior_approval_required", "approval by the competent authority first", "须经主管机关批准"},
    Entry{"prohibited", "prohibited", "禁止"},
    Entry{"other_regime", "another regime decides", "适用其他制度"},
    Entry{"undetermined", "undetermined", "无法判定"},
    Entry{"adequacy", "adequacy", "充分性认定"},
    Entry{"appropriate_safeguards", "appropriate safeguards", "适当保障措施"},
    Entry{"derogation", "derogation", "特定情形克减"},
    Entry{"consent", "consent", "同意"},
    Entry{"not_covered", "not covered", "不在规制范围"},
    Entry{"restricted", "restricted", "受限"},
    Entry{"allowed_with_conditions", "allowed with conditions", "附条件允许"},
    Entry{"free", "free", "自由流动"},
    Entry{"filing_required", "filing required", "须备案"},
    Entry{"prior_notification_required", "prior notification required", "须事先通知"},
};
constexpr std::array kExemptions{
    Entry{"art3_no_pi_no_important", "neither personal information nor important data (art. 3)",
          "不含个人信息和重要数据（第三条）"},
    Entry{"art4_transit", "collected abroad, in transit (art. 4)", "境外收集、过境处理（第四条）"},
    Entry{"art5_contract", "contract with the individual (art. 5)", "订立、履行个人合同（第五条）"},
    Entry{"art5_hr", "cross-border HR management (art. 5)", "跨境人力资源管理（第五条）"},
    Entry{"art5_emergency", "emergency (art. 5)", "紧急情况（第五条）"},
    Entry{"art5_volume", "below the volume limit (art. 5)", "未达数量标准（第五条）"},
    Entry{"art6_outside_negative_list", "outside the zone's negative list (art. 6)",
          "自贸区负面清单外（第六条）"},
    Entry{"ndsr35_statutory_duty", "statutory duty (NDSR art. 35)",
          "履行法定职责或义务（网数条例第三十五条）"},
};
constexpr std::array kCounters{
    Entry{"pi_nonsensitive", "PI excluding sensitive", "个人信息（不含敏感）"},
    Entry{"pi_sensitive", "sensitive PI", "敏感个人信息"},
    Entry{"pi_any", "PI of any kind", "个人信息（不分类别）"},
    Entry{"pi_all", "all PI", "全部个人信息"},
};
constexpr std::array kDuties{
    Entry{"report_use_of_zone_list", "report the use of the zone's list", "报告负面清单的适用情况"},
    Entry{"agreement_with_recipient", "agreement with the recipient", "与接收方约定并监督"},
    Entry{"incident_report", "report of incidents", "安全事件补救并报告"},
    Entry{"sensitive_strict_protection", "strict protection of sensitive PI", "敏感个人信息严格保护"},
    Entry{"notice_after_emergency", "notice after the emergency", "紧急情况消除后告知"},
    Entry{"security_officer", "security officer", "明确网络数据安全负责人"},
    Entry{"security_officer_background_check", "background check of the officer", "负责人安全背景审查"},
    Entry{"large_handler_duties", "duties of large handlers", "大型处理者义务"},
    Entry{"compliance_audit_two_years", "compliance audit every two years", "每两年合规审计"},
    Entry{"pi_protection_officer", "PI protection officer", "个人信息保护负责人"},
    Entry{"face_filing_30_working_days", "filing of face data in 30 working days",
          "人脸信息三十个工作日内备案"},
    Entry{"identify_and_declare_important_data", "identify and declare important data", "识别、申报重要数据"},
    Entry{"stay_within_assessment", "stay within what was assessed", "不超出评估范围"},
    Entry{"renew_in_last_60_working_days", "renew within the last 60 working days",
          "届满前六十个工作日内申请延长"},
    Entry{"keep_copy_in_mainland", "store in the mainland", "境内存储"},
    Entry{"automotive_yearly_report", "yearly report on automotive data", "汽车数据安全年度报告"},
    Entry{"transfer_risk_assessment", "transfer risk assessment", "转移风险评估"},
    Entry{"information_before_consent", "information before consent", "同意前提供信息"},
    Entry{"notify_transfer_particulars", "tell the particulars of the transfer", "告知转移事项"},
    Entry{"protective_measures_agreed_with_recipient", "protective measures agreed with the recipient",
          "与接收方约定保护措施"},
    Entry{"written_summary_before_consent", "written summary before consent", "同意前书面说明"},
    Entry{"onward_transfer_ban_in_contract", "contract bans onward transfer", "合同禁止再转移"},
    Entry{"report_breach_within_14_days", "report breaches within 14 days", "十四日内报告违约"},
    Entry{"impact_assessment_before_transfer", "impact assessment before the transfer", "转移前影响评估"},
    Entry{"notify_individuals", "tell the individuals", "告知个人"},
    Entry{"separate_consent", "separate consent", "取得单独同意"},
    Entry{"guardian_consent", "guardian's consent", "监护人同意"},
    Entry{"pipia", "impact assessment (PIPIA)", "个人信息保护影响评估"},
    Entry{"store_in_mainland", "store in the mainland", "境内存储"},
    Entry{"self_risk_assessment", "risk self-assessment", "数据出境风险自评估"},
    Entry{"legal_document_with_recipient", "legal document with the recipient", "与境外接收方订立法律文件"},
    Entry{"file_scc_within_10_working_days_or_hold_certificate",
          "file the contract within 10 working days, or certificate", "合同生效十个工作日内备案，或持有认证"},
    Entry{"important_data_risk_assessment_before_provision", "important-data risk assessment first",
          "提供重要数据前风险评估"},
    Entry{"yearly_important_data_risk_report", "yearly important-data risk report",
          "重要数据年度风险评估报告"},
    Entry{"transfer_impact_assessment", "transfer impact assessment", "传输影响评估"},
    Entry{"inform_of_risks", "inform of the risks", "告知风险"},
    Entry{"inform_individuals", "inform the individuals", "告知个人"},
    Entry{"notify_supervisory_authority", "notify the supervisory authority", "通知监管机构"},
    Entry{"cisa_security_requirements", "CISA security requirements", "CISA 安全要求"},
    Entry{"data_compliance_program", "data compliance programme", "数据合规计划"},
    Entry{"yearly_audit", "yearly audit", "年度审计"},
    Entry{"records_10_years", "records for 10 years", "记录保存十年"},
    Entry{"licence_conditions", "licence conditions", "许可条件"},
    Entry{"data_protection_test", "data protection test", "数据保护测试"},
    Entry{"yearly_check_of_recipient", "yearly check of the recipient", "每年核查接收方"},
    Entry{"information_on_request", "information on request", "应请求提供信息"},
    Entry{"notify_before_transfer", "notify before the transfer", "传输前通知"},
    Entry{"wait_10_working_days", "wait 10 working days", "等待十个工作日"},
    Entry{"transfer_impact_assessment_within_60_days", "impact dossier within 60 days",
          "六十日内提交影响评估档案"},
    Entry{"hgr_prior_report_and_backup", "human genetic resources: prior report and backup",
          "人类遗传资源：事先报告并提交备份"},
    Entry{"hgr_security_review", "human genetic resources: security review", "人类遗传资源：安全审查"},
    Entry{"public_security_clearance", "public-security clearance (local gate of the pilot)",
          "公安审核（试点本地环节）"},
};
constexpr std::array kAlternatives{
    Entry{"gba_standard_contract", "Greater Bay Area standard contract", "粤港澳大湾区标准合同"},
};
constexpr std::array kFacts{
    Entry{"exporter.ciio", "CII operator", "关键信息基础设施运营者"},
    Entry{"exporter.jurisdiction", "exporter's jurisdiction", "出境方所在法域"},
    Entry{"exporter.type", "exporter's type", "出境方类型"},
    Entry{"exporter.sector", "sector", "行业"},
    Entry{"exporter.city", "city", "城市"},
    Entry{"exporter.registered_in", "registered in", "注册地"},
    Entry{"exporter.ftz_list_match", "against the zone's negative list", "对照自贸区负面清单"},
    Entry{"exporter.people_handled_total", "persons handled in total", "处理个人信息人数"},
    Entry{"recipient.country", "recipient's country or region", "境外接收方所在国家或地区"},
    Entry{"recipient.foreign_party", "recipient is a foreign party", "接收方为外方"},
    Entry{"recipient.in_gba", "recipient in the Greater Bay Area", "接收方在粤港澳大湾区"},
    Entry{"recipient.on_pipl42_prohibited_list", "recipient on the PIPL art. 42 list",
          "接收方在个保法第四十二条清单"},
    Entry{"recipient.scheme", "recipient's scheme", "接收方所属机制"},
    Entry{"lawful_basis", "lawful basis", "合法性基础"},
    Entry{"purpose", "purpose", "目的"},
    Entry{"cumulative_before.pi_nonsensitive", "sent before: PI excluding sensitive",
          "此前出境：个人信息（不含敏感）"},
    Entry{"cumulative_before.pi_sensitive", "sent before: sensitive PI", "此前出境：敏感个人信息"},
    Entry{"cumulative_before.window_start", "counted since", "累计起算日"},
    Entry{"facts.leaves_mainland", "leaves the mainland", "离开境内"},
    Entry{"facts.remote_access_from_abroad", "accessed from abroad", "境外远程访问"},
    Entry{"facts.stored_in_mainland", "stored in the mainland", "存储于境内"},
    Entry{"facts.domestic_data_mixed_in", "domestic data mixed in", "混入境内数据"},
    Entry{"facts.foreign_authority_request", "request by a foreign authority", "外国司法或执法机构请求"},
    Entry{"facts.competent_authority_approval", "approved by the competent authority", "主管机关已批准"},
    Entry{"facts.onward_outside_gba", "passed on outside the Greater Bay Area", "转至大湾区以外"},
    Entry{"facts.household", "personal or family affairs", "个人或家庭事务"},
    Entry{"facts.personal_data", "personal data", "个人数据"},
    Entry{"facts.safeguard", "safeguard", "保障措施"},
    Entry{"facts.transfer_impact_assessment_ok", "transfer impact assessment passed", "传输影响评估通过"},
    Entry{"facts.derogation", "derogation", "克减情形"},
    Entry{"facts.transaction", "transaction", "交易类型"},
    Entry{"facts.exporter_is_us_person", "exporter is a US person", "出境方为美国人"},
    Entry{"facts.recipient_is_covered_person", "recipient is a covered person", "接收方为受规制主体"},
    Entry{"facts.recipient_is_foreign_person", "recipient is a foreign person", "接收方为外国人"},
    Entry{"facts.exemption", "exemption claimed", "主张的豁免"},
    Entry{"subjects", "distinct persons", "去重人数"},
    Entry{"already_counted", "counted before", "已计入人数"},
    Entry{"counted_as_sensitive", "counted before with sensitive data", "已计入敏感人数"},
    Entry{"personal", "personal information", "个人信息"},
    Entry{"sensitive", "sensitive personal information", "敏感个人信息"},
    Entry{"under14", "persons under 14", "不满十四周岁"},
    Entry{"important_notified", "notified or published as important data", "被告知或公开发布为重要数据"},
    Entry{"collected_abroad", "collected abroad", "境外收集"},
};
// Sources that packs name in common words; an instrument's own name stays as it is.
constexpr std::array kSources{
    Entry{"statute text", "statute text", "法律原文"},
    Entry{"article text", "article text", "条文原文"},
    Entry{"secondary account", "secondary account", "二手资料"},
    Entry{"memory of the text", "memory of the text", "凭对原文的记忆"},
    Entry{"press accounts", "press accounts", "新闻报道"},
    Entry{"press and notes", "press and notes", "新闻报道与笔记"},
    Entry{"summary of the text", "summary of the text", "原文摘要"},
    Entry{"official announcement and notes", "official announcement and notes", "官方公告与笔记"},
    Entry{"official notice in English and notes", "official notice in English and notes",
          "官方英文公告与笔记"},
    Entry{"accounts of the final text", "accounts of the final text", "对终稿的转述"},
    Entry{"list confirmed in a secondary source", "list confirmed in a secondary source",
          "清单经二手资料核对"},
    Entry{"number from memory", "number from memory", "条号凭记忆"},
    Entry{"two secondary sources", "two secondary sources", "两处二手资料"},
    Entry{"NPCSC decision of 2025-10-28: words unchanged, number 37 -> 39",
          "NPCSC decision of 2025-10-28: words unchanged, number 37 -> 39",
          "全国人大常委会2025年10月28日决定：文字未变，第37条改为第39条"},
};
constexpr std::array kTextGrades{
    Entry{"T", "text read", "已核原文"},
    Entry{"S", "secondary source", "二手来源"},
    Entry{"M", "from memory; re-read the text", "凭记忆，须复核原文"},
};

}  // namespace

std::string_view code(RouteClass c) { return at(kClasses, c).code; }
std::string_view code(ProvisionStatus s) { return at(kStatuses, s).code; }
std::string_view code(Severity s) { return at(kSeverities, s).code; }
std::string_view code(CheckState s) { return at(kStates, s).code; }
std::string_view code(ProofKind k) { return kProofKinds[static_cast<std::size_t>(k)]; }
std::string_view code(Truth t) { return at(kTruths, t).code; }
std::string_view code(Harm h) { return at(kHarms, h).code; }
std::string_view code(Event e) { return at(kEvents, e).code; }

Text label(RouteClass c) { return words_at(kClasses, c); }
Text label(ProvisionStatus s) { return words_at(kStatuses, s); }
Text label(Severity s) { return words_at(kSeverities, s); }
Text label(CheckState s) { return words_at(kStates, s); }
Text label(Truth t) { return words_at(kTruths, t); }
Text label(Lane lane) { return words_at(kLanes, lane); }
Text meaning(Lane lane) { return words_at(kLaneMeanings, lane); }
Text label(EvidenceGrade g) { return words_at(kGrades, g); }
Text label(Factor f) { return words_at(kFactors, f); }
Text label(Harm h) { return words_at(kHarms, h); }
Text label(Event e) { return words_at(kEvents, e); }
Text label(Sensitivity s) { return words_at(kSensitivities, s); }
Text short_label(Sensitivity s) { return words_at(kShortSensitivities, s); }

Text meaning(ExitCode c) {
  switch (c) {
    case ExitCode::kProceed:
      return text("may proceed", "可以进行");
    case ExitCode::kFindings:
      return text("columns at or above --fail-on were found", "发现达到 --fail-on 级别的字段");
    case ExitCode::kInvalid:
      return text("usage or input invalid", "用法或输入有误");
    case ExitCode::kUndetermined:
      return text("facts are missing", "缺少事实");
    case ExitCode::kProcedure:
      return text("a procedure comes first", "须先履行程序");
    case ExitCode::kProhibited:
      return text("must not proceed", "不得进行");
    case ExitCode::kVerification:
      return text("verification failed", "核验失败");
    case ExitCode::kLimit:
      return text("a limit was exceeded", "超过限制");
    case ExitCode::kUnavailable:
      return text("a file, disk or program is unavailable", "文件、磁盘或程序不可用");
    case ExitCode::kInternal:
      return text("internal error", "内部错误");
    case ExitCode::kInterrupted:
      return text("interrupted", "被中断");
  }
  return {};
}

Text degree_label(int level) { return words_at(kDegrees, std::clamp(level, 0, 4)); }

Text law_label(std::string_view law) {
  return law == "EU" ? text("European Union", "欧盟") : region_label(law);
}

Text region_label(std::string_view country) {
  const auto code = CountryCode::parse(country);
  return code ? code->name() : text(country, country);
}

Text route_label(std::string_view route) { return find(kRoutes, route); }
Text exemption_label(std::string_view exemption) { return find(kExemptions, exemption); }
Text counter_label(std::string_view counter) { return find(kCounters, counter); }
bool has_exemption_label(std::string_view exemption) { return holds(kExemptions, exemption); }
bool has_counter_label(std::string_view counter) { return holds(kCounters, counter); }
bool has_duty_label(std::string_view duty) { return holds(kDuties, duty); }
bool has_route_label(std::string_view route) { return holds(kRoutes, route); }
Text duty_label(std::string_view duty) { return find(kDuties, duty); }
Text alternative_label(std::string_view alternative) { return find(kAlternatives, alternative); }
Text fact_label(std::string_view fact) { return find(kFacts, fact); }
Text grade_label(std::string_view grade) { return find(kTextGrades, grade); }

Text source_label(std::string_view source) {
  return holds(kSources, source) ? find(kSources, source) : text(source, source);
}

Text value_label(const FactValue& value) {
  if (const auto* b = std::get_if<bool>(&value)) return *b ? text("yes", "是") : text("no", "否");
  if (const auto* n = std::get_if<std::int64_t>(&value)) return text(grouped(*n), grouped(*n));
  if (is_unknown(value)) return text("unknown", "未知");
  return words_of(to_string(value));
}

Text disclaimer() {
  return text("Not legal advice, and not an official system: have the answer confirmed before acting on it.",
              "本结果不构成法律意见，本程序不是官方系统；据此行动前请由有权者确认。");
}

}  // namespace tidegate::report
