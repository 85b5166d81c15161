#include "tidegate/permit/fields.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/instant.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/permit/network.h"

namespace tidegate::permit {
namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

Json text_json(const Text& text) { return Json(Json::Object{{"en", Json(text.en)}, {"zh", Json(text.zh)}}); }

Json strings_json(const std::vector<std::string>& strings) {
  Json::Array items;
  for (const std::string& s : strings) items.push_back(Json(s));
  return Json(std::move(items));
}

Json number_json(const std::optional<std::int64_t>& number) { return number ? Json(*number) : Json(); }
Json day_json(const std::optional<Date>& day) { return day ? Json(day->str()) : Json(); }

Json bound_json(const YearlyBound& bound) {
  return Json(Json::Object{{"per_year", number_json(bound.per_year)}, {"total", number_json(bound.total)}});
}

Json condition_json(const PermitCondition& c) {
  return Json(Json::Object{{"id", Json(c.id)},
                           {"kind", Json(std::string(to_string(c.kind)))},
                           {"says", text_json(c.says)},
                           {"item", c.item.empty() ? Json() : Json(c.item)},
                           {"day", day_json(c.day)},
                           {"octets", number_json(c.octets)}});
}

std::string word_at(const JsonReader& in, std::size_t least, std::size_t most) {
  std::string word = in.string();
  if (word.size() < least || word.size() > most) {
    in.refuse(ErrorCode::kOutOfRange, fmt::format("has {} octets, not {} to {}", word.size(), least, most),
              fmt::format("长度 {} 字节，应为 {} 至 {}", word.size(), least, most));
  }
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::any_of(word.begin(), word.end(), is_control))
    in.refuse(ErrorCode::kMalformed, "holds a control character", "含控制字符");
  return word;
}

bool is_id(std::string_view text) {
  constexpr std::size_t kLongest = 64;
  const auto fits = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && text.size() <= kLongest && is_letter_or_digit(text[0]) &&
         std::all_of(text.begin(), text.end(), fits);
}

std::string id_at(const JsonReader& in) {
  std::string id = in.string();
  if (!is_id(id))
    in.refuse(ErrorCode::kMalformed, "is no id of letters, digits, dots, lines and hyphens, 64 at most",
              "不是由字母、数字、点、下划线与连字符组成的编号（至多 64 位）");
  return id;
}

std::string hash_at(const JsonReader& in) {
  std::string digits = in.string();
  if (digits.size() != 64 || digits.find_first_not_of("0123456789abcdef") != std::string::npos)
    in.refuse(ErrorCode::kMalformed, "is no SHA-256 in lower-case hexadecimal", "不是小写十六进制 SHA-256");
  return digits;
}

std::int64_t instant_at(const JsonReader& in) {
  const auto ms = parse_instant(in.string());
  if (!ms) in.refuse(ErrorCode::kMalformed, ms.error().what, ms.error().what_zh);
  return ms ? *ms : 0;
}

Text both_at(const JsonReader& in, bool may_be_empty) {
  in.only({"en", "zh"});
  const std::size_t least = may_be_empty ? 0 : 1;
  Text text{word_at(in.member("en"), least, kLongestText), word_at(in.member("zh"), least, kLongestText)};
  if (text.en.empty() != text.zh.empty())
    in.refuse(ErrorCode::kMalformed, "lacks the text in one language", "缺少一种语言的文字");
  return text;
}

std::optional<std::int64_t> amount_at(const JsonReader& in) {
  if (in.is_null()) return std::nullopt;
  return in.integer(0, kLargestAmount);
}

std::optional<Date> day_at(const JsonReader& in) {
  if (in.is_null()) return std::nullopt;
  return in.date();
}

std::vector<std::string> words_at(const JsonReader& in, std::size_t least, std::size_t most) {
  std::vector<std::string> words;
  for (const JsonReader& item : in.items(least, most)) words.push_back(word_at(item, 1));
  return words;
}

YearlyBound bound_at(const JsonReader& in) {
  in.only({"per_year", "total"});
  return {amount_at(in.member("per_year")), amount_at(in.member("total"))};
}

std::vector<std::string> signers_at(const JsonReader& in) {
  std::vector<std::string> signers;
  for (const JsonReader& item : in.items(1, kMostSignatures)) {
    const std::string id = item.string();
    if (!is_key_id(id)) item.refuse(ErrorCode::kMalformed, "is no key id", "不是密钥编号");
    if (std::find(signers.begin(), signers.end(), id) != signers.end())
      item.refuse(ErrorCode::kMalformed, "stands twice", "重复出现");
    signers.push_back(id);
  }
  return signers;
}

Encryption encryption_at(const JsonReader& in) {
  const auto level = encryption_named(in.string());
  if (!level)
    in.refuse(ErrorCode::kMalformed, "is none of none, tls1.2, tls1.3, end_to_end",
              "不是 none、tls1.2、tls1.3、end_to_end 之一");
  return level.value_or(Encryption::kNone);
}

bool is_domain(std::string_view text) {
  constexpr std::size_t kLongest = 253;
  constexpr std::size_t kLongestLabel = 63;
  if (text.starts_with("*.")) text.remove_prefix(2);
  if (text.empty() || text.size() > kLongest) return false;
  while (true) {
    const std::string_view label = text.substr(0, text.find('.'));
    const auto fits = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    };
    if (label.empty() || label.size() > kLongestLabel || label.starts_with('-') || label.ends_with('-') ||
        !std::all_of(label.begin(), label.end(), fits))
      return false;
    if (label.size() == text.size()) return true;
    text.remove_prefix(label.size() + 1);
  }
}

}  // namespace tidegate::permit
