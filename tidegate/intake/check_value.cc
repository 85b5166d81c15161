#include "tidegate/intake/check_value.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/intake/format_parts.h"
#include "tidegate/intake/meant_count.h"
#include "tidegate/intake/nearest.h"
#include "tidegate/intake/show.h"
#include "tidegate/intake/values.h"
#include "tidegate/terms/country_code.h"
#include "tidegate/terms/resident_id.h"
#include "tidegate/terms/uscc.h"

namespace tidegate::intake {
namespace {

std::vector<std::string_view> words_of(const Shape& shape) {
  std::vector<std::string_view> words;
  for (const Word& word : shape.words) words.push_back(word.word);
  return words;
}

Text wrong(const Node& node, const Text& predicate) {
  const Text value = shown(node.text);
  return {value.en + " " + predicate.en, value.zh + " " + predicate.zh};
}

// A kind of text with a form of its own.
struct Pattern {
  bool (*is)(std::string_view);
  bool none_too;  // the word none will do
  Text due;
  Text predicate;
  Text fix;
};

Pattern pattern_of(Kind kind) {
  switch (kind) {
    case Kind::kEmail:
      return {is_email,
              false,
              {"an e-mail address", "电子邮箱"},
              {"is not an e-mail address", "不是电子邮箱"},
              {"write it as name@example.com", "如 name@example.com"}};
    case Kind::kHost:
      return {is_host,
              true,
              {"a domain name", "域名"},
              {"is not a domain name", "不是域名"},
              {"write it as in.example.com, or none", "如 in.example.com；没有的须写明“无”"}};
    case Kind::kAddress:
      return {is_address,
              true,
              {"an address", "网络地址"},
              {"is not an IPv4 or IPv6 address or network", "不是 IPv4、IPv6 地址或网段"},
              {"write it as 192.0.2.10, 192.0.2.0/24 or 2001:db8::1, or none",
               "如 192.0.2.10、192.0.2.0/24、2001:db8::1；没有的须写明“无”"}};
    case Kind::kTypeCode:
      return {is_type_code,
              false,
              {"a type code", "类型代码"},
              {"is not a type code", "不是类型代码"},
              {"write it as CT.MOBILE, or leave it out", "如 CT.MOBILE，也可不写"}};
    default:
      return {is_symbol,
              false,
              {"a word", "单词"},
              {"is not a word in small letters, digits and _", "不是由小写字母、数字和下划线组成的单词"},
              {"write it as beijing or customer_contact", "如 beijing、customer_contact"}};
  }
}

// Digits alone that are out of range: how to write a number needs no telling.
bool is_plain_number(const Node& node) {
  const std::string text = narrowed(node.text);
  return !node.quoted && !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

Text says_of(ResidentIdFault fault) {
  switch (fault) {
    case ResidentIdFault::kNone:
      return {};
    case ResidentIdFault::kShape:
      return {"a resident identity number has 17 digits and then a digit or X",
              "公民身份号码应为 17 位数字加一位数字或 X"};
    case ResidentIdFault::kPlace:
      return {"the resident identity number begins with no province", "公民身份号码开头不是省级行政区划代码"};
    case ResidentIdFault::kBirth:
      return {"the resident identity number holds no day of birth that exists",
              "公民身份号码中的出生日期不存在"};
    case ResidentIdFault::kCheck:
      return {"the check character of the resident identity number does not fit (GB 11643)",
              "公民身份号码校验码不符（GB 11643）"};
  }
  return {};
}

}  // namespace

void ValueChecker::add(const Node& node, const std::string& pointer, Text says, Text fix) {
  problems_.push_back({node.line, node.column, pointer, std::move(says), std::move(fix)});
}

// A list or mapping in place of one value: false, and a problem.
bool ValueChecker::is_single(const Node& node, const std::string& pointer, const Text& due) {
  if (node.kind == Node::Kind::kScalar) return true;
  const bool list = node.kind == Node::Kind::kList;
  add(node, pointer,
      {fmt::format("{} is due here, not {}", due.en, list ? "a list" : "keys and values"),
       fmt::format("此处应为{}，而不是{}", due.zh, list ? "列表" : "键值映射")},
      {"write one value", "请写一个值"});
  return false;
}

bool ValueChecker::is_text(const Node& node, const std::string& pointer) {
  if (!is_json_ || node.quoted) return true;
  add(node, pointer, {"a text is due here", "此处应为文本"}, {"put it into double quotes", "请加双引号"});
  return false;
}

void ValueChecker::check(const Node& node, const Shape& shape, const std::string& pointer, bool is_private) {
  switch (shape.kind) {
    case Kind::kText:
      return text(node, shape, pointer);
    case Kind::kBool:
      if (!is_single(node, pointer, {"true or false", "true 或 false"})) return;
      if (is_unknown_word(node) || bool_of(node)) return;
      return add(node, pointer, wrong(node, {"is not true or false", "不是 true 或 false"}),
                 {"write true, false or unknown, without quotes", "请写 true、false 或 unknown，不加引号"});
    case Kind::kCount:
      return count(node, shape, pointer);
    case Kind::kDate:
      if (!is_single(node, pointer, {"a date", "日期"}) || is_unknown_word(node) || date_of(node)) return;
      return add(node, pointer,
                 wrong(node, {"is not a day of the calendar as YYYY-MM-DD", "不是有效日期（YYYY-MM-DD）"}),
                 {"write it as 2026-03-31", "请写成 2026-03-31 的形式"});
    case Kind::kWord:
      return word(node, shape, pointer);
    case Kind::kCountry:
      return country(node, pointer);
    case Kind::kUscc:
      return uscc(node, pointer);
    default:
      return pattern(node, shape, pointer, is_private);
  }
}

void ValueChecker::text(const Node& node, const Shape& shape, const std::string& pointer) {
  if (!is_single(node, pointer, {"a text", "文本"}) || !is_text(node, pointer)) return;
  const auto length = static_cast<std::int64_t>(code_points(node.text));
  if (length <= shape.most) return;
  add(node, pointer,
      {fmt::format("{} characters; {} at most", length, shape.most),
       fmt::format("共 {} 字，最多 {} 字", length, shape.most)},
      {"shorten it", "请缩短"});
}

void ValueChecker::count(const Node& node, const Shape& shape, const std::string& pointer) {
  if (!is_single(node, pointer, {"a whole number", "整数"})) return;
  if (is_unknown_word(node) || count_of(node, shape)) return;
  Text fix{"write digits alone, without quotes, commas or units", "请只写数字，不加引号、逗号或单位"};
  const auto meant = meant_count(narrowed(node.text));
  if (meant && (*meant < shape.least || *meant > shape.most) && is_plain_number(node)) {
    fix = {fmt::format("write a number from {} to {}", shape.least, shape.most),
           fmt::format("请填 {} 至 {} 之间的整数", shape.least, shape.most)};
  } else if (meant && *meant >= shape.least && *meant <= shape.most) {
    fix = {fmt::format("write {}{}", *meant, node.quoted ? ", without quotes" : ""),
           fmt::format("请写 {}{}", *meant, node.quoted ? "，不加引号" : "")};
  } else if (shape.most >= 100'000) {
    fix.en += ": 32000 for 3.2 万";
    fix.zh += "；3.2 万请写 32000";
  }
  add(node, pointer,
      wrong(node, {fmt::format("is not a whole number from {} to {}", shape.least, shape.most),
                   fmt::format("不是 {} 至 {} 的整数", shape.least, shape.most)}),
      std::move(fix));
}

void ValueChecker::word(const Node& node, const Shape& shape, const std::string& pointer) {
  if (!is_single(node, pointer, {"a word", "单词"}) || is_unknown_word(node) || symbol_of(node, shape))
    return;
  const std::string_view near = nearest_word(node.text, words_of(shape));
  if (const std::string called = &shape == &kSectorShape ? sectors_called(node.text) : ""; !called.empty()) {
    add(node, pointer, wrong(node, {"is not one of the words known here", "不是此处可用的值"}),
        {fmt::format("did you mean {}? docs/formats/transfer.md lists them all", called),
         fmt::format("是否应为 {}？全部可用值见 docs/formats/transfer.md", called)});
    return;
  }
  constexpr std::size_t kLongList = 12;  // words
  std::string all = joined(words_of(shape), 60);
  if (words_of(shape).size() > kLongList) {
    if (std::find(listed_.begin(), listed_.end(), &shape) != listed_.end()) all = "...";
    listed_.push_back(&shape);
  }
  Text fix{fmt::format("one of: {}", all), fmt::format("可用值：{}", all)};
  if (!near.empty()) {
    fix = {fmt::format("did you mean \"{}\"? one of: {}", near, all),
           fmt::format("是否应为 \"{}\"？可用值：{}", near, all)};
  }
  add(node, pointer, wrong(node, {"is not one of the words known here", "不是此处可用的值"}), std::move(fix));
}

void ValueChecker::country(const Node& node, const std::string& pointer) {
  if (!is_single(node, pointer, {"a country or region", "国家或地区"})) return;
  if (is_unknown_word(node) || CountryCode::parse(node.text)) return;
  std::string capitals = node.text;
  for (char& c : capitals) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (capitals == "UK") capitals = "GB";
  std::string_view meant;
  for (const CountryCode::Row& row : CountryCode::all()) {
    if (row.code == capitals || row.name_en == node.text || row.name_zh == node.text) meant = row.code;
  }
  Text fix{"write the two capitals of ISO 3166-1: DE, SG, HK", "请写 ISO 3166-1 两位大写代码：DE、SG、HK"};
  if (!meant.empty()) fix = {fmt::format("did you mean {}?", meant), fmt::format("是否应为 {}？", meant)};
  add(node, pointer,
      wrong(node, {"is not a country or region of ISO 3166-1", "不是 ISO 3166-1 国家或地区代码"}),
      std::move(fix));
}

void ValueChecker::uscc(const Node& node, const std::string& pointer) {
  if (!is_single(node, pointer, {"a unified social credit code", "统一社会信用代码"}) ||
      !is_text(node, pointer))
    return;
  const auto code = Uscc::parse(node.text);
  if (code) return;
  add(node, pointer, {code.error().what, code.error().what_zh},
      {"copy it from the licence", "请按营业执照填写"});
}

void ValueChecker::check_person_id(const Node& node, const Node* id_type, const std::string& pointer) {
  if (node.kind == Node::Kind::kNull || !is_single(node, pointer, {"a number", "号码"})) return;
  if (node.text == "withheld" || node.text == "另行保存" || !is_text(node, pointer)) return;
  const bool resident =
      id_type == nullptr || id_type->kind != Node::Kind::kScalar || id_type->text == "resident_id";
  Text says;
  if (resident) says = says_of(check_resident_id(node.text));
  if (!resident && code_points(node.text) > 40) says = {"longer than 40 characters", "超过 40 字"};
  if (!says.empty()) {
    add(node, pointer, std::move(says),
        {"copy it from the paper, or write withheld", "请按证件填写；号码另行保存的填“另行保存”"});
  }
}

void ValueChecker::pattern(const Node& node, const Shape& shape, const std::string& pointer,
                           bool is_private) {
  const Pattern p = pattern_of(shape.kind);
  if (!is_single(node, pointer, p.due) || !is_text(node, pointer)) return;
  if (shape.kind == Kind::kSymbol && is_unknown_word(node)) return;
  if ((p.none_too && is_none_word(node)) || p.is(node.text)) return;
  const Text hidden{"this " + p.predicate.en, "此值" + p.predicate.zh};
  add(node, pointer, is_private ? hidden : wrong(node, p.predicate), p.fix);
}

}  // namespace tidegate::intake
