#include "tidegate/report/told_place.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate::report {

std::string told_place(std::string_view where, Lang lang) {
  constexpr std::string_view kByte = ":byte ";
  const std::size_t at = where.rfind(kByte);
  if (lang != Lang::kZh || at == where.npos) return std::string(where);
  const std::string_view number = where.substr(at + kByte.size());
  const bool is_number = !number.empty() && std::all_of(number.begin(), number.end(),
                                                        [](char c) { return c >= '0' && c <= '9'; });
  if (!is_number) return std::string(where);
  return fmt::format("{}:第 {} 字节", where.substr(0, at), number);
}

}  // namespace tidegate::report
