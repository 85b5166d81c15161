// Claim: any bytes are either refused with a line and words in both languages, or read as rows of one list
// that are written out and read back as themselves; the coverage reader keeps the first half of it.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/lists/list_rows.h"

namespace {

bool is_any_type(std::string_view code) { return code.find('.') != std::string_view::npos; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto coverage = lists::parse_list_coverage(text, "f");
  if (!coverage)
    TIDEGATE_CHECK(coverage.error().where.starts_with("f:") && !coverage.error().what_zh.empty());
  const auto rows = lists::parse_list_rows(text, "f", is_any_type);
  if (!rows) {
    TIDEGATE_CHECK(rows.error().where.starts_with("f:"));
    TIDEGATE_CHECK(!rows.error().what.empty() && !rows.error().what_zh.empty());
    return 0;
  }
  TIDEGATE_CHECK(!rows->empty());
  for (const lists::ListRow& row : *rows) {
    TIDEGATE_CHECK(row.list_id == rows->front().list_id && !row.row.empty() && !row.field.empty());
    TIDEGATE_CHECK(row.in_force.from < row.in_force.to);
  }
  const auto again = lists::parse_list_rows(lists::list_rows_text(*rows), "f", is_any_type);
  TIDEGATE_CHECK(again.has_value() && *again == *rows);
  return 0;
}
