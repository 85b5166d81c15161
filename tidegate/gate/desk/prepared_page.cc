#include "tidegate/gate/desk/prepared_page.h"

#include <fmt/format.h>

#include <charconv>

namespace tidegate::desk {
namespace {

constexpr std::string_view kBegin = R"({"sizes":[)";
constexpr std::string_view kMiddle = R"(],"parts":[)";
constexpr std::string_view kEnd = "]}";

Error damaged() {
  return {ErrorCode::kCorrupt, "the page kept beside a case is damaged", {}, "项目页面数据已损坏"};
}

}  // namespace

std::string joined_page(const PageParts& parts) {
  std::string out(kBegin);
  for (std::size_t i = 0; i < parts.size(); ++i)
    out += fmt::format("{}{}", i == 0 ? "" : ",", parts[i].size());
  out += kMiddle;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += ',';
    out += parts[i];
  }
  out += kEnd;
  return out;
}

Result<PreparedPage> PreparedPage::read(std::string_view document) {
  if (!document.starts_with(kBegin)) return fail(damaged());
  std::array<std::size_t, kPageParts> sizes{};
  const char* at = document.data() + kBegin.size();
  const char* const end = document.data() + document.size();
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (i != 0 && (at == end || *at++ != ',')) return fail(damaged());
    const auto [next, error] = std::from_chars(at, end, sizes[i]);
    if (error != std::errc{}) return fail(damaged());
    at = next;
  }
  std::string_view rest(at, static_cast<std::size_t>(end - at));
  if (!rest.starts_with(kMiddle)) return fail(damaged());
  rest.remove_prefix(kMiddle.size());
  PreparedPage page;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (i != 0) {
      if (!rest.starts_with(',')) return fail(damaged());
      rest.remove_prefix(1);
    }
    if (sizes[i] < 2 || sizes[i] > rest.size() || rest[0] != '{' || rest[sizes[i] - 1] != '}')
      return fail(damaged());
    page.parts_[i] = rest.substr(0, sizes[i]);
    rest.remove_prefix(sizes[i]);
  }
  if (rest != kEnd) return fail(damaged());
  return page;
}

std::string_view PreparedPage::members(PagePart which) const {
  const std::string_view whole = part(which);
  return whole.substr(1, whole.size() - 2);
}

}  // namespace tidegate::desk
