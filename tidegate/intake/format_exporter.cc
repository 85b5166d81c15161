// The table, part 10: exporter, recipient and purpose as the law asks.
#include "tidegate/intake/format_parts.h"
#include "tidegate/intake/format_recipient.h"

namespace tidegate::intake {
namespace {

constexpr Word kExporterTypes[] = {{"company", "company", "企业"},
                                   {"state_organ", "state organ", "国家机关"},
                                   {"public_authority", "body that manages public affairs by law",
                                    "法律、法规授权的具有管理公共事务职能的组织"},
                                   {"individual", "natural person", "自然人"}};
constexpr Shape kExporterTypeShape = word_of(kExporterTypes);

constexpr Word kRegisteredIn[] = {
    {"other", "none of the places below", "以下以外的地区"},
    {"beijing_ftz", "Beijing pilot free-trade zone", "中国（北京）自由贸易试验区"},
    {"beijing_outside_ftz", "Beijing, outside the zone", "北京市（自贸试验区外）"},
    {"shanghai_ftz", "Shanghai pilot free-trade zone or Lingang", "中国（上海）自由贸易试验区及临港新片区"},
    {"shanghai_outside_ftz", "Shanghai, outside the zone", "上海市（自贸试验区外）"},
    {"tianjin_ftz", "Tianjin pilot free-trade zone", "中国（天津）自由贸易试验区"}};
constexpr Shape kRegisteredInShape = word_of(kRegisteredIn);

constexpr Word kListMatch[] = {
    {"not_compared", "not compared with the list", "未与负面清单比对"},
    {"outside_list", "its scenario is on the list, the data is in neither part",
     "场景在清单内，数据不在清单内"},
    {"listed_assessment", "listed: security assessment", "清单内：须申报安全评估"},
    {"listed_scc_or_certification", "listed: standard contract or certification",
     "清单内：须订立标准合同或通过认证"},
    {"scenario_not_covered", "sector on the list, scenario not", "清单涉及该行业，未涉及该场景"},
    {"sector_not_covered", "sector not on the list", "清单未涉及该行业"}};
constexpr Shape kListMatchShape = word_of(kListMatch);

constexpr Field kExporterFields[] = {
    {.key = "jurisdiction",
     .shape = &kCountryShape,
     .en = "country or region whose law the exporter is under; a credit code says CN",
     .zh = "数据处理者所属国家或地区（有统一社会信用代码即为 CN）",
     .laws = "CN EU US GB and others",
     .fact = "exporter.jurisdiction"},
    {.key = "type",
     .shape = &kExporterTypeShape,
     .en = "kind of exporter",
     .zh = "数据处理者类型",
     .laws = "CN EU US",
     .fact = "exporter.type"},
    {.key = "ciio",
     .shape = &kBoolShape,
     .en = "notified as operator of critical information infrastructure by its protection authority; not "
           "notified: no",
     .zh = "是否被保护工作部门认定为关键信息基础设施运营者（未被告知即为否）",
     .laws = "CN",
     .fact = "exporter.ciio"},
    {.key = "sector",
     .shape = &kSectorShape,
     .en = "sector of the exporter",
     .zh = "所属行业",
     .laws = "CN",
     .fact = "exporter.sector"},
    {.key = "city",
     .shape = &kSymbolShape,
     .en = "city of the exporter in pinyin, beijing, shenzhen",
     .zh = "所在城市（拼音，如 beijing）",
     .laws = "CN",
     .fact = "exporter.city"},
    {.key = "registered_in",
     .shape = &kRegisteredInShape,
     .en = "place of registration, as far as a negative list may turn on it",
     .zh = "注册地（与负面清单有关时）",
     .laws = "CN",
     .fact = "exporter.registered_in"},
    {.key = "ftz_list_match",
     .shape = &kListMatchShape,
     .en = "how the flow compares with the text of that place's negative list",
     .zh = "与所在地负面清单文本的比对结果",
     .laws = "CN",
     .fact = "exporter.ftz_list_match"},
    {.key = "people_handled_total",
     .shape = &kPersonsShape,
     .en = "natural persons whose personal information the exporter processes in total",
     .zh = "处理个人信息总人数",
     .laws = "CN",
     .unit = "persons",
     .fact = "exporter.people_handled_total"},
};

constexpr Field kRecipientFields[] = {
    {.key = "country",
     .shape = &kCountryShape,
     .en = "country or region of the recipient",
     .zh = "境外接收方所在国家或地区",
     .laws = "CN EU US GB and others",
     .fact = "recipient.country"},
    kRecipientFactFields[0],
    kRecipientFactFields[1],
    kRecipientFactFields[2],
    kRecipientFactFields[3],
    kRecipientFactFields[4],
};

constexpr Word kPurposes[] = {
    {"business_operations", "business operations", "业务经营"},
    {"cross_border_hr", "cross-border human resources management", "跨境人力资源管理"},
    {"contract_with_individual", "contract with the individual", "订立、履行个人作为一方当事人的合同"},
    {"emergency", "emergency", "紧急情况"},
    {"foreign_court_request", "request of a foreign court", "外国司法机构请求"},
    {"foreign_agency_request", "request of a foreign enforcement agency", "外国执法机构请求"}};

}  // namespace

constinit const Shape kPurposeShape = word_of(kPurposes);
constinit const Shape kExporterShape = object_of(kExporterFields);
constinit const Shape kRecipientFactsShape = object_of(kRecipientFields);

}  // namespace tidegate::intake
