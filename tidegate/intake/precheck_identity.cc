// V01 who files; V03 "other" without text; V04, V05 recipients that can be reached.
#include <fmt/format.h>

#include <array>

#include "tidegate/intake/precheck_case.h"
#include "tidegate/terms/uscc.h"

namespace tidegate::intake {
namespace {

// Codes of GB/T 2260, as they begin the place of registration in a credit code.
constexpr std::array<std::pair<std::string_view, std::string_view>, 31> kProvinceCodes{{
    {"beijing", "11"},        {"tianjin", "12"},   {"hebei", "13"},     {"shanxi", "14"},
    {"inner_mongolia", "15"}, {"liaoning", "21"},  {"jilin", "22"},     {"heilongjiang", "23"},
    {"shanghai", "31"},       {"jiangsu", "32"},   {"zhejiang", "33"},  {"anhui", "34"},
    {"fujian", "35"},         {"jiangxi", "36"},   {"shandong", "37"},  {"henan", "41"},
    {"hubei", "42"},          {"hunan", "43"},     {"guangdong", "44"}, {"guangxi", "45"},
    {"hainan", "46"},         {"chongqing", "50"}, {"sichuan", "51"},   {"guizhou", "52"},
    {"yunnan", "53"},         {"tibet", "54"},     {"shaanxi", "61"},   {"gansu", "62"},
    {"qinghai", "63"},        {"ningxia", "64"},   {"xinjiang", "65"},
}};

std::string_view code_of(std::string_view province) {
  for (const auto& [name, code] : kProvinceCodes) {
    if (name == province) return code;
  }
  return {};
}

void check_code(PrecheckCase& c) {
  const auto uscc = Uscc::parse(c.t.uscc);
  if (!uscc) {
    c.blank(1, "/processor/uscc", {"no unified social credit code is stated", "未填写统一社会信用代码"},
            {"copy it from the licence", "请按营业执照填写"});
    return;
  }
  if (c.t.filing.province.empty()) {
    return c.cannot(
        1, "/filing/province",
        {"the check character fits; the province of the filing is not stated", "校验码相符；未填写所在省份"});
  }
  if (uscc->province() == "10") {
    return c.cannot(
        1, "/filing/province",
        {"the check character fits; the code is of the national registration office and names no province",
         "校验码相符；该代码由国家登记机关赋码，不含省份"});
  }
  if (uscc->province() != code_of(c.t.filing.province)) {
    return c.fails(
        1, "/filing/province",
        {"the province of the filing is not that of the credit code",
         "所在省份与统一社会信用代码登记地不一致"},
        {"file with the provincial authority of the place of registration", "请向登记地省级网信部门申报"});
  }
  c.passes(1, {"check character and province fit", "校验码与省份相符"});
}

void check_other(PrecheckCase& c) {
  const auto need = [&](const std::string& word, const std::string& text, const std::string& pointer) {
    if (word != "other" || !text.empty()) return;
    c.fails(3, pointer + "_other", {"\"other\" is chosen without a text", "选择“其他”但未填写说明"},
            {fmt::format("fill in {}_other", pointer), "请填写“其他”的具体说明"});
  };
  const ProcessorForm& p = c.t.processor;
  need(p.nature, p.nature_other, "/processor/nature");
  need(p.category, p.category_other, "/processor/category");
  need(p.legal_rep.id_type, p.legal_rep.id_type_other, "/processor/legal_rep/id_type");
  need(p.handler.id_type, p.handler.id_type_other, "/processor/handler/id_type");
  need(p.officer.id_type, p.officer.id_type_other, "/processor/officer/id_type");
  need(c.t.industry, c.t.scenario.industry_other, "/scenario/industry");
  for (std::size_t i = 0; i < c.t.legal_documents.size(); ++i) {
    const LegalDocument& d = c.t.legal_documents[i];
    need(d.kind, d.kind_other, fmt::format("/legal_documents/{}/kind", i));
  }
  c.settle(3, {"no \"other\" stands without a text", "凡选“其他”均有说明"});
}

void check_recipients(PrecheckCase& c) {
  const bool summarised = c.t.scenario.recipients_summarised.value_or(false);
  for (std::size_t i = 0; i < c.t.recipients.size() && !summarised; ++i) {
    const Recipient& r = c.t.recipients[i];
    if (!r.phone.empty() || !r.email.empty()) continue;
    c.fails(4, fmt::format("/scenario/recipients/{}", i),
            {"the recipient has neither telephone nor e-mail", "境外接收方既无电话也无电子邮箱"},
            {"fill in phone or email", "请至少填写联系电话或者电子邮箱之一"});
  }
  if (c.t.recipients.empty() && !summarised) {
    c.cannot(4, "/scenario/recipients", {"no recipient is listed", "未填写境外接收方"});
  }
  c.settle(4, {"every recipient can be reached", "境外接收方均有联系方式"});
  if (summarised && c.t.scenario.recipients_statement.empty()) {
    c.fails(5, "/scenario/recipients_statement",
            {"recipients are summarised, but the statement is blank", "选择统计说明但未填写"},
            {"state how the recipients were summed up", "请填写接收方汇总说明"});
  }
  c.settle(5, {summarised ? "the statistical statement is there" : "recipients are listed one by one",
               summarised ? "已填写统计说明" : "接收方逐一填写"});
}

}  // namespace

void check_identity(PrecheckCase& c) {
  check_code(c);
  check_other(c);
  check_recipients(c);
}

}  // namespace tidegate::intake
