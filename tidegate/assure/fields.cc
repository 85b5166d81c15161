#include "tidegate/assure/fields.h"

#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/terms/uscc.h"

namespace tidegate::assure {

std::string word_at(const JsonReader& in) {
  std::string word = in.string();
  if (word.empty() || word.size() > kLongestName)
    in.refuse(ErrorCode::kOutOfRange, "has not 1 to 300 octets", "长度应为 1 至 300 字节");
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(word.begin(), word.end(), is_control))
    in.refuse(ErrorCode::kMalformed, "holds a control character", "含控制字符");
  return word;
}

std::vector<std::string> words_at(const JsonReader& in) {
  std::vector<std::string> words;
  for (const JsonReader& item : in.items(0, kMostNames)) words.push_back(word_at(item));
  std::vector<std::string> sorted = words;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    in.refuse(ErrorCode::kMalformed, "names one thing twice", "同一名称重复出现");
  return words;
}

std::string uscc_at(const JsonReader& in) {
  const auto code = Uscc::parse(in.string());
  if (!code) in.refuse(ErrorCode::kMalformed, code.error().what, code.error().what_zh);
  return code ? code->str() : std::string();
}

std::int64_t seconds_at(const JsonReader& in) {
  constexpr std::int64_t kLast = 253'402'300'799;
  return in.integer(0, kLast) * 1'000;
}

std::int64_t instant_at(const JsonReader& in) {
  const auto ms = parse_instant(in.string());
  if (!ms) in.refuse(ErrorCode::kMalformed, ms.error().what, ms.error().what_zh);
  return ms ? *ms : 0;
}

DateInterval days_at(const JsonReader& in) {
  DateInterval days;
  if (const auto from = in.optional("from")) days.from = from->date();
  if (const auto to = in.optional("to")) days.to = to->date();
  if (days.to <= days.from) in.refuse(ErrorCode::kOutOfRange, "ends before it begins", "终止早于起始");
  return days;
}

}  // namespace tidegate::assure
