// Claim: any bytes are refused with words in both languages, or are a template whose every document can be
// built of an empty declaration, the same bytes twice; the form's reader keeps the first half of it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/filing/build.h"
#include "tidegate/filing/documents/docx.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto form = filing::parse_form(text, "f");
  if (!form) TIDEGATE_CHECK(!form.error().what.empty() && !form.error().what_zh.empty());
  const auto plan = filing::parse_template(text, "f");
  if (!plan) {
    TIDEGATE_CHECK(!plan.error().what.empty() && !plan.error().what_zh.empty());
    return 0;
  }
  const Json nothing{Json::Object{}};
  const Assessment assessment;
  const filing::Form no_form;
  const filing::FilingCase c{nothing, assessment, no_form, *plan,   "SA",
                             Date(),  {},         nullptr, nullptr, Lang::kZh};
  for (const filing::DocumentPlan& document : plan->documents) {
    TIDEGATE_CHECK(filing::heading_hash(filing::chinese_headings(document)) == document.heading_sha256);
    const std::string once = filing::docx_body(filing::build_document(c, document), plan->style);
    TIDEGATE_CHECK(once == filing::docx_body(filing::build_document(c, document), plan->style));
  }
  return 0;
}
