// A small case for the tests of this room: everything in it is invented.
#pragma once

#include <fstream>
#include <sstream>
#include <string>

#include "tidegate/base/check.h"
#include "tidegate/filing/filing_case.h"

namespace tidegate::filing {

inline std::string file_text(const std::string& path) {
  std::ifstream file(TIDEGATE_SOURCE_DIR "/" + path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

inline Form shipped_form() {
  auto form = parse_form(file_text("forms/cn-sa-3.json"), "form");
  TIDEGATE_CHECK(form.has_value());
  return std::move(*form);
}

inline FilingTemplate shipped_template() {
  auto plan = parse_template(file_text("templates/cn-sa-3/template.json"), "template");
  TIDEGATE_CHECK(plan.has_value());
  return std::move(*plan);
}

inline Json json(const std::string& text) {
  auto value = parse_json(text, "test");
  TIDEGATE_CHECK(value.has_value());
  return std::move(*value);
}

inline const char* const kDeclaration = R"({
  "processor": {"name": "示例公司", "uscc": "91110115MA0000003P", "ciio": "false", "pi_scale": "184000", "nature": "foreign_invested",
    "handler": {"name": "赵虚构", "id_no": "withheld"}},
  "filing": {"route": "SA", "province": "beijing", "applicability": ["spi_10k"], "last_pass": {"approved_persons": "1000"}},
  "scenario": {"summary": {"zh": "试验数据回传", "en": "trial data"}, "purpose": "统计",
    "items": [{"name": "编号", "content": "随机编号", "necessity": "关联记录", "example": "S-1"}, {"name": "=结果", "necessity": "终点"}],
    "persons": {"spi": "12400", "forecast": ["800", "1000", "1200"]},
    "recipients": [{"name": "Example SE", "region": "DE"}], "onward": "none",
    "links": [{"exporter": {"domain": "a.example", "ip": ["192.0.2.1"]}, "recipient": {"domain": "b.example"}, "mode": "api"}]},
  "legal_documents": [{"name": "合同", "kind": "contract", "clauses": {"purpose": {"clause": "2.1", "page": "3"}}}],
  "attachments": [{"code": "A1", "file": "licence.pdf", "sealed": "true"}]
})";

}  // namespace tidegate::filing
