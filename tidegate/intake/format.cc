#include "tidegate/intake/format.h"

#include <algorithm>

#include "tidegate/intake/format_parts.h"

namespace tidegate::intake {
namespace {

constexpr Word kVersions[] = {{"tidegate/v1", "this format", "本格式"}};
constexpr Shape kVersionShape = word_of(kVersions);
constexpr Word kKinds[] = {{"Transfer", "an intended transfer", "拟进行的数据出境"}};
constexpr Shape kKindShape = word_of(kKinds);

constinit const Field kTopFields[] = {
    {.key = "api_version",
     .shape = &kVersionShape,
     .en = "version of this format; required",
     .zh = "格式版本（必填）"},
    {.key = "kind", .shape = &kKindShape, .en = "what the document is; required", .zh = "文档类型（必填）"},
    {.key = "processor",
     .shape = &kProcessorShape,
     .en = "the exporter as the form asks",
     .zh = "数据处理者情况",
     .laws = "form CN"},
    {.key = "exporter",
     .shape = &kExporterShape,
     .en = "the exporter as the law asks",
     .zh = "数据处理者的法律事实",
     .laws = "CN EU US and others"},
    {.key = "recipient",
     .shape = &kRecipientFactsShape,
     .en = "the recipient as the law asks; holds for every one of scenario.recipients",
     .zh = "境外接收方的法律事实（适用于全部接收方）",
     .laws = "CN EU US and others"},
    {.key = "lawful_basis",
     .shape = &kLawfulBasisShape,
     .en = "lawful basis of the processing (PIPL art. 13)",
     .zh = "合法性基础（个人信息保护法第十三条）",
     .laws = "CN",
     .fact = "lawful_basis"},
    {.key = "purpose",
     .shape = &kPurposeShape,
     .en = "purpose in one word; a request of a foreign court or agency says facts.foreign_authority_request",
     .zh = "目的（一词）；外国司法或者执法机构请求即 facts.foreign_authority_request",
     .laws = "CN",
     .fact = "purpose"},
    {.key = "facts",
     .shape = &kFlowFactsShape,
     .en = "facts of the flow",
     .zh = "数据流动的事实",
     .laws = "CN EU US GB JP SG RU"},
    {.key = "cumulative_before",
     .shape = &kCumulativeShape,
     .en = "what went before this transfer",
     .zh = "本次之前的累计",
     .laws = "CN US"},
    {.key = "earlier_years",
     .shape = &kEarlierYearsShape,
     .en = "history before that window, by year",
     .zh = "更早年度的数量（按年）",
     .laws = "CN"},
    {.key = "scenario",
     .shape = &kScenarioShape,
     .en = "the scenario: one business purpose",
     .zh = "数据出境场景（一个业务目的）",
     .laws = "form CN"},
    {.key = "data",
     .shape = &kDataShape,
     .en = "where the data lies, or how much there is",
     .zh = "数据来源或数量",
     .laws = "scan"},
    {.key = "filing",
     .shape = &kFilingShape,
     .en = "the filing; once this key stands the form's fields are checked",
     .zh = "申报信息（写了此项才检查表单字段）",
     .laws = "form"},
    {.key = "legal_documents",
     .shape = &kLegalDocumentsShape,
     .en = "contracts and other binding documents",
     .zh = "法律文件",
     .laws = "form"},
    {.key = "attachments",
     .shape = &kAttachmentsShape,
     .en = "papers of the official list",
     .zh = "申报材料",
     .laws = "form"},
    {.key = "risk",
     .shape = &kRiskShape,
     .en = "levels of the risk factors as declared",
     .zh = "风险因素等级（声明）",
     .laws = "risk"},
    {.key = "evidence",
     .shape = &kEvidenceShape,
     .en = "documents that support the declaration",
     .zh = "证明材料",
     .laws = "risk"},
};
constinit const Shape kTransferShape = object_of(kTopFields);

void collect(const Shape& shape, const std::string& owner, std::vector<PlacedField>& out) {
  if (shape.each != nullptr) collect(*shape.each, owner + "/*", out);
  for (const Field& field : shape.fields) {
    std::string pointer = owner + "/" + std::string(field.key);
    out.push_back({pointer, &field});
    collect(*field.shape, pointer, out);
  }
}

}  // namespace

const Shape& transfer_shape() { return kTransferShape; }

const Field* find_field(const Shape& shape, std::string_view key) {
  const auto at =
      std::find_if(shape.fields.begin(), shape.fields.end(), [key](const Field& f) { return f.key == key; });
  return at == shape.fields.end() ? nullptr : &*at;
}

std::vector<PlacedField> all_fields() {
  std::vector<PlacedField> out;
  collect(kTransferShape, "", out);
  return out;
}

std::vector<const Field*> all_facts() {
  std::vector<const Field*> out;
  for (const PlacedField& placed : all_fields()) {
    if (!placed.field->fact.empty()) out.push_back(placed.field);
  }
  std::sort(out.begin(), out.end(), [](const Field* a, const Field* b) { return a->fact < b->fact; });
  out.erase(
      std::unique(out.begin(), out.end(), [](const Field* a, const Field* b) { return a->fact == b->fact; }),
      out.end());
  return out;
}

}  // namespace tidegate::intake
