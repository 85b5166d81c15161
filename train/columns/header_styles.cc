#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>

#include "tidegate/base/utf8.h"
#include "train/columns/templates.h"

namespace tidegate::train {
namespace {

std::vector<std::string> syllables(const std::string& zh) {
  static const std::unique_ptr<icu::Transliterator> kLatin = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  std::vector<std::string> out;
  std::string_view rest = zh;
  while (!rest.empty()) {
    std::string one;
    append_utf8(one, next_code_point(rest));
    if (one.size() == 1) {  // ASCII stays
      if (out.empty() || out.back().size() != 1 || one != "(") out.push_back(one);
      continue;
    }
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(one);
    kLatin->transliterate(text);
    std::string latin;
    text.toUTF8String(latin);
    std::erase_if(latin, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')); });
    if (!latin.empty()) out.push_back(latin);
  }
  return out;
}

std::vector<std::string> words_of(const std::string& phrase) {
  std::string plain = phrase;
  std::replace(plain.begin(), plain.end(), '_', ' ');
  std::vector<std::string> out;
  for (std::string& word : split_words(plain, ' ')) {
    if (!word.empty()) out.push_back(std::move(word));
  }
  return out;
}

std::string short_word(const std::string& word) {
  static const std::map<std::string, std::string> kKnown{
      {"number", "no"},        {"customer", "cust"},   {"address", "addr"},     {"amount", "amt"},
      {"quantity", "qty"},     {"name", "nm"},         {"code", "cd"},          {"date", "dt"},
      {"description", "desc"}, {"department", "dept"}, {"telephone", "tel"},    {"identifier", "id"},
      {"account", "acct"},     {"transaction", "txn"}, {"average", "avg"},      {"temperature", "temp"},
      {"pressure", "press"},   {"employee", "emp"},    {"patient", "pt"},       {"diagnosis", "dx"},
      {"number_of", "num"},    {"percent", "pct"},     {"organisation", "org"}, {"organization", "org"},
      {"latitude", "lat"},     {"longitude", "lon"},   {"maximum", "max"},      {"minimum", "min"},
      {"status", "stat"},      {"category", "cat"},    {"reference", "ref"},    {"vehicle", "veh"},
      {"message", "msg"},      {"password", "pwd"},    {"certificate", "cert"}, {"document", "doc"},
      {"birth", "bth"},        {"position", "pos"},    {"equipment", "equip"},  {"product", "prod"},
      {"level", "lvl"},        {"speed", "spd"},       {"voltage", "volt"},     {"current", "curr"},
      {"serial", "sn"}};
  const auto at = kKnown.find(word);
  if (at != kKnown.end()) return at->second;
  if (word.size() <= 4) return word;
  std::string out(1, word[0]);
  for (std::size_t i = 1; i < word.size(); ++i) {
    if (std::string_view("aeiou").find(word[i]) == std::string_view::npos) out += word[i];
  }
  return out.size() > 5 ? out.substr(0, 5) : out;
}

std::string capital(std::string word) {
  if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 32);
  return word;
}

std::string joined(const std::vector<std::string>& words, std::string_view by) {
  std::string out;
  for (const std::string& w : words) out += (out.empty() ? "" : std::string(by)) + w;
  return out;
}

}  // namespace

HeaderStyle::Kind any_style(bool zh, Random& random) {
  using enum HeaderStyle::Kind;
  // Chinese tables: half headed in Chinese, the rest as developers write.
  static const std::vector<HeaderStyle::Kind> kZh{
      kChinese, kChinese, kChinese, kChinese,  kChinese,  kChinese, kChinese, kSnake, kSnake,
      kSnake,   kCamel,   kUpper,   kInitials, kInitials, kPinyin,  kPinyin,  kShort};
  static const std::vector<HeaderStyle::Kind> kEn{kSnake, kSnake, kSnake, kSnake,  kCamel, kCamel, kPascal,
                                                  kUpper, kTitle, kTitle, kSpaced, kShort, kShort, kKebab};
  return random.one_of(zh ? kZh : kEn);
}

std::string styled(const std::string& phrase, HeaderStyle::Kind kind, Random& random) {
  using enum HeaderStyle::Kind;
  if (kind == kChinese) return phrase;
  if (kind == kInitials || kind == kPinyin) {
    std::string out;
    for (const std::string& s : syllables(phrase)) out += kind == kInitials ? s.substr(0, 1) : s;
    if (kind == kInitials && random.chance(0.15)) {
      for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    }
    return out;
  }
  std::vector<std::string> words = words_of(phrase);
  if (kind == kShort) {
    for (std::string& w : words) w = short_word(w);
    return joined(words, random.chance(0.8) ? "_" : "");
  }
  if (kind == kCamel || kind == kPascal) {
    for (std::size_t i = kind == kCamel ? 1 : 0; i < words.size(); ++i) words[i] = capital(words[i]);
    return joined(words, "");
  }
  if (kind == kTitle) {
    for (std::string& w : words) w = capital(w);
    return joined(words, " ");
  }
  if (kind == kUpper) {
    std::string out = joined(words, "_");
    for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    return out;
  }
  return joined(words, kind == kSpaced ? " " : kind == kKebab ? "-" : "_");
}

}  // namespace tidegate::train
