#include "tidegate/classify/header_cutter.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/header_units.h"

namespace tidegate {
namespace {

// What systems put before the names of their columns: SAP's own fields, Kingdee's F, Yonyou's letter of the
// type.
constexpr std::array<std::string_view, 12> kPrefixes{"f",  "zz", "z",    "fd", "fld", "col",
                                                     "vc", "pk", "attr", "t",  "c",   "x"};
constexpr std::string_view kCustomField = "__c";  // Salesforce
constexpr std::string_view kPrefixLetters = "fcidbnstv";
// A currency at the end names the unit, not the meaning: "ltv_cny".
constexpr std::array<std::string_view, 8> kCurrencies{"cny", "rmb", "usd", "eur", "hkd", "jpy", "gbp", "inr"};

constexpr std::size_t kLongestBeginning = 4;
constexpr std::size_t kShortestEnding = 3;  // letters: fewer end too many words
constexpr std::size_t kShortestJoined = 4;  // letters: fewer are initials of too many words

constexpr std::array<std::string_view, 5> kOfNobody{"capita", "1000", "10000", "100000", "million"};

}  // namespace

// "cardnumber" as "card", "number", "hzsfzh" as itself: every letter must belong to a known word of three
// letters or more (two for "id", "no", "ip"), fewest words first. The token itself when that fails.
std::vector<std::string> HeaderCutter::split_joined(const std::string& token) const {
  if (token.size() < 5 || token.size() > 40 || words_.is_token(token) || words_.find_token(token)) {
    return {token};
  }
  constexpr std::size_t kNone = 1000;
  std::vector<std::size_t> fewest(token.size() + 1, kNone);
  std::vector<std::size_t> from(token.size() + 1, 0);
  fewest[0] = 0;
  for (std::size_t end = 2; end <= token.size(); ++end) {
    for (std::size_t begin = 0; begin + 2 <= end; ++begin) {
      if (fewest[begin] == kNone || fewest[begin] + 1 >= fewest[end]) continue;
      const std::string part = token.substr(begin, end - begin);
      const bool is_tail =
          end == token.size() && (part == "id" || part == "no" || part == "ip" || part == "nm" ||
                                  part == "dt" || part == "num" || part == "cd" || part == "ts");
      if (part.size() < 4 && !is_tail) continue;
      if (!words_.is_token(part)) continue;
      fewest[end] = fewest[begin] + 1;
      from[end] = begin;
    }
  }
  if (fewest.back() == kNone || fewest.back() > 4) return {token};
  std::vector<std::string> parts;
  for (std::size_t end = token.size(); end > 0; end = from[end]) {
    parts.insert(parts.begin(), token.substr(from[end], end - from[end]));
  }
  return parts;
}

std::size_t HeaderCutter::known_ending(std::string_view token) const {
  for (std::size_t begin = 1; begin <= kLongestBeginning && begin + kShortestEnding <= token.size();
       ++begin) {
    if (!may_be_initials(token.substr(0, begin))) return 0;
    const auto word = words_.find(token.substr(begin));
    if (word && word->language == HeaderLanguage::kInitials) return begin;
  }
  return 0;
}

std::vector<std::string> HeaderCutter::unfolded(const std::string& token, HeaderLanguage& language) const {
  if (token.size() < 3 || words_.is_token(token) || words_.find_token(token)) return {};
  std::vector<std::string> units;
  const auto add_chinese = [&](std::string_view word) {
    for (std::string& unit : header_units(word)) units.push_back(std::move(unit));
    if (word == "?") units.emplace_back("?");
  };
  const std::vector<std::string_view> words = shorthand_.read_initials(token);
  if (words.empty() || words[0] == "?") {
    if (const std::size_t begin = known_ending(token); begin != 0) {
      add_chinese(shorthand_.lead(token.substr(0, begin)).value_or("?"));
      units.push_back(token.substr(begin));
      language = HeaderLanguage::kInitials;
      return units;
    }
  }
  if (!words.empty()) {
    for (const std::string_view word : words) add_chinese(word);
    language = HeaderLanguage::kInitials;
    return units;
  }
  if (token.size() > 4 && kPrefixLetters.find(token[0]) != std::string_view::npos) {
    const std::string rest = token.substr(1);
    if (words_.is_token(rest) || words_.find_token(rest)) return {rest};
    const std::vector<std::string> parts = split_joined(rest);
    if (parts.size() > 1) return parts;
  }
  const std::vector<std::size_t> syllables = pinyin_syllables(token);
  const auto is_pinyin = [&](std::string_view form) {
    const auto word = words_.find(form);
    return word && word->language == HeaderLanguage::kPinyin;
  };
  for (std::size_t i = 1; i < syllables.size(); ++i) {
    const std::string tail = token.substr(syllables[i]);
    const auto one = i + 1 == syllables.size() ? shorthand_.syllable(tail) : std::nullopt;
    if (!is_pinyin(tail) && !one) continue;
    // The longest known beginning says what it is about.
    std::size_t known = i;
    while (known > 1 && !is_pinyin(token.substr(0, syllables[known]))) --known;
    const std::string lead = token.substr(0, syllables[known]);
    if (is_pinyin(lead)) units.push_back(lead);
    if (units.empty() || known < i) units.emplace_back("?");
    if (one) {
      add_chinese(*one);
    } else {
      units.push_back(tail);
    }
    language = HeaderLanguage::kPinyin;
    return units;
  }
  return {};
}

std::optional<std::string> HeaderCutter::joined_pinyin(const std::vector<std::string>& units) const {
  if (units.size() < 2 || !std::all_of(units.begin(), units.end(), is_ascii_unit)) return std::nullopt;
  std::string joined;
  for (const std::string& unit : units) joined += unit;
  if (joined.size() < kShortestJoined) return std::nullopt;
  const auto word = words_.find(joined);
  const bool is_spelt_out = std::all_of(units.begin(), units.end(), is_pinyin);
  if (word && (word->language == HeaderLanguage::kInitials || is_spelt_out)) return joined;
  HeaderLanguage shorthand = HeaderLanguage::kNone;
  if (is_spelt_out && !unfolded(joined, shorthand).empty() && shorthand == HeaderLanguage::kPinyin)
    return joined;
  return std::nullopt;
}

HeaderCut HeaderCutter::cut(std::string_view part) const {
  HeaderCut out;
  std::vector<std::string> raw = header_units(part);
  const bool is_word = words_.find(joined_units(raw, 0, raw.size())).has_value();
  const std::size_t suffix = measure_suffix(raw, out.measure);
  if (!is_word && is_physical(out.measure)) raw.resize(raw.size() - suffix);
  // "capacity_per_day" is a capacity; "income per capita" stays whole, since it is of nobody.
  const auto per = std::find(raw.begin(), raw.end(), "per");
  if (!is_word && per != raw.begin() && per != raw.end() && per + 1 != raw.end() &&
      std::find(kOfNobody.begin(), kOfNobody.end(), *(per + 1)) == kOfNobody.end()) {
    raw.erase(per, raw.end());
  }
  if (auto joined = is_word ? std::nullopt : joined_pinyin(raw)) raw = {std::move(*joined)};
  std::vector<std::string>& units = out.units;
  std::size_t moved = 0;
  for (const std::string& unit : raw) {
    if (!is_word && moved == 0 && (unit == "of" || unit == "des")) {
      moved = units.size();
      continue;
    }
    if (is_ascii_unit(unit)) {
      std::vector<std::string> words = split_joined(unit);
      if (words.size() == 1) {
        std::vector<std::string> more = unfolded(words[0], out.shorthand);
        if (!more.empty()) words = std::move(more);
      }
      for (std::string& word : words) units.push_back(std::move(word));
    } else {
      units.push_back(unit);
    }
  }
  std::rotate(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(moved), units.end());
  if (is_word) return out;
  if (units.size() > 1 && std::find(kPrefixes.begin(), kPrefixes.end(), units[0]) != kPrefixes.end()) {
    units.erase(units.begin());
  }
  if (units.size() > 1 &&
      std::find(kCurrencies.begin(), kCurrencies.end(), units.back()) != kCurrencies.end()) {
    units.pop_back();
  }
  // "lat_e7", "speed_x10": how the number is scaled.
  const auto is_scale = [](std::string_view unit) {
    return unit.size() > 1 && (unit[0] == 'e' || unit[0] == 'x') &&
           ascii::all(unit.substr(1), ascii::is_digit);
  };
  if (units.size() > 1 && (is_scale(units.back()) || part.ends_with(kCustomField))) units.pop_back();
  return out;
}

// The cut into words that covers most characters with the fewest pieces.
std::vector<HeaderPiece> HeaderCutter::pieces(const std::vector<std::string>& units) const {
  struct Best {
    std::int64_t score = 0;
    std::size_t from = 0;
    std::optional<HeaderWord> word;
  };
  // "brth dt" is looked for as "birth date" too.
  std::vector<std::string> spelt_out = units;
  for (std::string& unit : spelt_out) {
    if (const auto alias = words_.alias_of(unit)) unit = *alias;
  }
  std::vector<std::size_t> characters(units.size());
  for (std::size_t i = 0; i < units.size(); ++i)
    characters[i] = is_ascii_unit(units[i]) ? units[i].size() : 2;
  std::vector<Best> best(units.size() + 1);
  for (std::size_t end = 1; end <= units.size(); ++end) {
    best[end] = {best[end - 1].score - 3, end - 1, std::nullopt};
    std::size_t covered = 0;
    for (std::size_t begin = end; begin-- > 0 && end - begin <= words_.longest();) {
      covered += characters[begin];
      const std::int64_t score = best[begin].score + static_cast<std::int64_t>(covered) * 10 - 6;
      if (score < best[end].score) continue;  // of equals, the longer last word
      std::optional<HeaderWord> word = words_.find(joined_units(units, begin, end));
      if (!word && end - begin > 1) word = words_.find(joined_units(spelt_out, begin, end));
      if (!word && end - begin == 1 && is_ascii_unit(units[begin])) word = words_.find_token(units[begin]);
      // "user ids" are each a "user id".
      if (!word && end - begin > 1) {
        if (const auto one = HeaderWords::singular(units[end - 1])) {
          std::vector<std::string> of_one(units.begin() + static_cast<std::ptrdiff_t>(begin),
                                          units.begin() + static_cast<std::ptrdiff_t>(end));
          of_one.back() = *one;
          word = words_.find(joined_units(of_one, 0, of_one.size()));
        }
      }
      if (!word && end - begin == 2 && is_ascii_unit(units[begin]) && is_ascii_unit(units[begin + 1])) {
        word = words_.find(units[begin] + units[begin + 1]);
      }
      if (word) best[end] = {score, begin, std::move(word)};
    }
  }
  std::vector<HeaderPiece> out;
  for (std::size_t end = units.size(); end > 0; end = best[end].from) {
    HeaderPiece piece;
    piece.word = std::move(best[end].word);
    for (std::size_t i = best[end].from; i < end; ++i) piece.characters += characters[i];
    out.insert(out.begin(), std::move(piece));
  }
  return out;
}

}  // namespace tidegate
