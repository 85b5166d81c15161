// The table, part 9: legal documents, attachments, evidence.
#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {
namespace {

constexpr Word kDocumentKinds[] = {
    {"contract", "contract", "合同"},
    {"standard_contract", "standard contract of the CAC", "个人信息出境标准合同"},
    {"group_rules", "binding group rules", "集团规则"},
    {"other", "other binding document; say which in kind_other",
     "其他具有法律效力的文件（在 kind_other 中说明）"}};
constexpr Shape kDocumentKindShape = word_of(kDocumentKinds);
constexpr Word kDocumentLanguages[] = {{"zh", "Chinese", "中文"}, {"other", "another language", "其他语言"}};
constexpr Shape kDocumentLanguageShape = word_of(kDocumentLanguages);
constexpr Shape kPartiesShape{.kind = Kind::kOneOrList, .each = &kText200, .most = 50};
constexpr Field kClauseFields[] = {
    {.key = "clause",
     .shape = &kText60,
     .en = "clause",
     .zh = "条款",
     .laws = "form",
     .is_never_none = true,
     .may_be_masked = true},
    {.key = "page", .shape = &kPageShape, .en = "page", .zh = "页码", .laws = "form"},
};
constexpr Shape kClauseShape = object_of(kClauseFields);
constexpr Field kClausesFields[] = {
    {.key = "purpose",
     .shape = &kClauseShape,
     .en = "purpose, method and scope of the export; the recipient's use",
     .zh = "出境的目的、方式和数据范围，境外接收方处理数据的用途、方式",
     .laws = "form"},
    {.key = "storage",
     .shape = &kClauseShape,
     .en = "place and period of storage abroad, and what happens at the end",
     .zh = "境外保存地点、期限，以及到期后的处理措施",
     .laws = "form"},
    {.key = "onward",
     .shape = &kClauseShape,
     .en = "limits on passing the data on",
     .zh = "再转移的约束性要求",
     .laws = "form"},
    {.key = "change",
     .shape = &kClauseShape,
     .en = "change of control, business or legal and security environment, force majeure",
     .zh = "实际控制权、经营范围或者安全环境变化及不可抗力时的措施",
     .laws = "form"},
    {.key = "remedy",
     .shape = &kClauseShape,
     .en = "remedy, liability and settlement of disputes",
     .zh = "违约的补救措施、违约责任和争议解决方式",
     .laws = "form"},
    {.key = "incident",
     .shape = &kClauseShape,
     .en = "emergency handling, and how individuals enforce their rights",
     .zh = "应急处置要求和保障个人维护其个人信息权益的途径",
     .laws = "form"},
};
constexpr Shape kClausesShape = object_of(kClausesFields);
constexpr Field kDocumentFields[] = {
    {.key = "name",
     .shape = &kText200,
     .en = "name",
     .zh = "文件名称",
     .laws = "form",
     .need = Need::kFiled,
     .is_never_none = true},
    {.key = "kind",
     .shape = &kDocumentKindShape,
     .en = "kind",
     .zh = "类型",
     .laws = "form",
     .need = Need::kFiled},
    {.key = "kind_other",
     .shape = &kText120,
     .en = "which kind, when kind is other",
     .zh = "其他类型说明",
     .laws = "form",
     .is_never_none = true},
    {.key = "parties",
     .shape = &kPartiesShape,
     .en = "parties",
     .zh = "当事方",
     .laws = "form",
     .need = Need::kFiled},
    {.key = "signed_on",
     .shape = &kDateShape,
     .en = "signed",
     .zh = "签署日期",
     .laws = "form",
     .unit = "date"},
    {.key = "effective_on",
     .shape = &kDateShape,
     .en = "in effect from; a standard contract is filed within 10 working days",
     .zh = "生效日期（标准合同应在生效之日起10个工作日内备案）",
     .laws = "form",
     .unit = "date"},
    {.key = "expires_on",
     .shape = &kDateShape,
     .en = "expires",
     .zh = "到期日期",
     .laws = "form",
     .unit = "date"},
    {.key = "language", .shape = &kDocumentLanguageShape, .en = "language", .zh = "语言", .laws = "form"},
    {.key = "chinese_version",
     .shape = &kBoolShape,
     .en = "a Chinese version is attached",
     .zh = "是否附中文版本",
     .laws = "form"},
    {.key = "body_unaltered",
     .shape = &kBoolShape,
     .en = "standard contract: the body is the national text, unaltered",
     .zh = "标准合同正文是否未改动",
     .laws = "form"},
    {.key = "clauses",
     .shape = &kClausesShape,
     .en = "where the six matters of Security Assessment Measures art. 9 stand",
     .zh = "数据出境安全评估办法第九条六项约定的条款与页码",
     .laws = "form"},
};
constexpr Shape kDocumentShape = object_of(kDocumentFields);

constexpr Word kAttachmentCodes[] = {
    {"A1", "licence", "统一社会信用代码证件"},
    {"A2", "legal representative's identity paper", "法定代表人身份证件"},
    {"A3", "case handler's identity paper", "经办人身份证件"},
    {"A4", "authorisation of the case handler", "经办人授权委托书"},
    {"A5", "commitment", "承诺书"},
    {"A6", "application form", "数据出境安全评估申报表"},
    {"A7", "contract or other legal document", "法律文件"},
    {"A8", "self-assessment or impact assessment report", "自评估报告（影响评估报告）"},
    {"A9", "other evidence", "其他证明材料"}};
constexpr Shape kAttachmentCodeShape = word_of(kAttachmentCodes);
constexpr Field kAttachmentFields[] = {
    {.key = "code",
     .shape = &kAttachmentCodeShape,
     .en = "which paper of the official list",
     .zh = "材料编号",
     .laws = "form"},
    {.key = "file",
     .shape = &kText300,
     .en = "file: PDF, OFD, PNG, JPG or JPEG",
     .zh = "文件（PDF、OFD、PNG、JPG、JPEG）",
     .laws = "form"},
    {.key = "sealed", .shape = &kBoolShape, .en = "bears the company seal", .zh = "是否盖章", .laws = "form"},
    {.key = "signed",
     .shape = &kBoolShape,
     .en = "bears the hand-written signature",
     .zh = "是否手写签名",
     .laws = "form"},
};
constexpr Shape kAttachmentShape = object_of(kAttachmentFields);

constexpr Word kEvidenceKinds[] = {
    {"mlps", "MLPS filing and test report", "网络安全等级保护备案与测评报告"},
    {"dsm", "data security management certificate", "数据安全管理认证"},
    {"pip", "personal information protection certificate", "个人信息保护认证"},
    {"iso27001", "ISO/IEC 27001 certificate", "ISO/IEC 27001 认证"},
    {"dsmm", "data security capability maturity (DSMM)", "数据安全能力成熟度"},
    {"cryptography", "commercial cryptography assessment", "商用密码应用安全性评估"},
    {"audit", "compliance audit or yearly risk assessment report", "合规审计或年度风险评估报告"},
    {"backup", "backup manifest or restore drill", "备份清单或恢复演练记录"},
    {"other", "other", "其他"}};
constexpr Shape kEvidenceKindShape = word_of(kEvidenceKinds);
constexpr Field kEvidenceFields[] = {
    {.key = "file", .shape = &kText300, .en = "file", .zh = "文件", .laws = "risk"},
    {.key = "kind", .shape = &kEvidenceKindShape, .en = "kind", .zh = "类型", .laws = "risk"},
    {.key = "holder_uscc",
     .shape = &kUsccShape,
     .en = "credit code of the holder",
     .zh = "持有人统一社会信用代码",
     .laws = "risk"},
    {.key = "system",
     .shape = &kText200,
     .en = "system it covers, by its name in domestic_systems",
     .zh = "所覆盖系统（与 domestic_systems 中名称一致）",
     .laws = "risk"},
    {.key = "valid_until",
     .shape = &kDateShape,
     .en = "last day of validity",
     .zh = "有效期至",
     .laws = "risk",
     .unit = "date"},
    {.key = "revoked",
     .shape = &kBoolShape,
     .en = "revoked or suspended",
     .zh = "是否撤销、暂停",
     .laws = "risk"},
};
constexpr Shape kEvidenceEntryShape{.kind = Kind::kTextOrObject, .fields = kEvidenceFields, .most = 300};

}  // namespace

constinit const Shape kLegalDocumentsShape = list_of(kDocumentShape, 200);
constinit const Shape kAttachmentsShape = list_of(kAttachmentShape, 200);
constinit const Shape kEvidenceShape = list_of(kEvidenceEntryShape, 500);

}  // namespace tidegate::intake
