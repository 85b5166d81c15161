#include "train/prose/maker.h"

#include <algorithm>
#include <set>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "train/prose/letters.h"

namespace tidegate::train {
namespace {

using enum ProseType;

// End of the group or slot that opens at pattern[at].
std::size_t close_of(std::string_view pattern, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '(' || pattern[i] == '{') {
      ++depth;
    } else if (pattern[i] == ')' || pattern[i] == '}') {
      if (--depth == 0) return i;
    }
  }
  return pattern.size();
}

}  // namespace

Maker::Maker(const Lists& lists, bool is_chinese, const std::string& traditional, std::uint64_t seed)
    : lists_(&lists), is_chinese_(is_chinese), chance_(seed) {
  for (std::size_t i = 0; i + 6 <= traditional.size(); i += 7)
    to_traditional_.emplace_back(traditional.substr(i + 3, 3), traditional.substr(i, 3));
  std::stable_sort(to_traditional_.begin(), to_traditional_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (!is_chinese) return;
  surnames_ = lists.of("surnames");
  std::set<std::string> heads(surnames_.begin(), surnames_.end());
  for (const std::string_view name : {"noun", "verb", "modifier", "place"}) {
    for (const std::string& word : lists.of(name)) {
      if (word.size() >= 6 && word.size() <= 9 && heads.contains(word.substr(0, 3)))
        word_names_.push_back(word);
    }
  }
}

void Maker::put(Text& out, ProseType type, const std::string& value) {
  if (value.empty()) return;
  out.marks.push_back({out.text.size(), out.text.size() + value.size(), type});
  out.text += value;
}

Text Maker::make(std::string_view pattern) {
  Text out;
  expand(pattern, out);
  disturb(out);
  return out;
}

void Maker::expand(std::string_view pattern, Text& out) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      ++i;
      out.text.push_back(pattern[i] == 'n' ? '\n' : pattern[i]);
    } else if (c == '(' || c == '{') {
      const std::size_t end = close_of(pattern, i);
      const std::string_view inside = pattern.substr(i + 1, end - i - 1);
      i = end;
      if (i + 1 < pattern.size() && pattern[i + 1] == '?') {
        ++i;
        if (chance_.percent(50)) continue;
      }
      if (c == '{') {
        slot(inside, out);
        continue;
      }
      std::vector<std::string_view> choices;
      std::size_t from = 0;
      int depth = 0;
      for (std::size_t k = 0; k <= inside.size(); ++k) {
        if (k == inside.size() || (inside[k] == '|' && depth == 0)) {
          choices.push_back(inside.substr(from, k - from));
          from = k + 1;
        } else if (inside[k] == '\\') {
          ++k;
        } else if (inside[k] == '(' || inside[k] == '{') {
          ++depth;
        } else if (inside[k] == ')' || inside[k] == '}') {
          --depth;
        }
      }
      expand(chance_.of(choices), out);
    } else {
      out.text.push_back(c);
    }
  }
}

void Maker::slot(std::string_view name, Text& out) {
  if (name == "N") return put(out, kName, is_chinese_ ? chinese_name() : english_name());
  if (name == "F") return put(out, kName, english_first());
  if (name == "f") return put(out, kName, lower(english_first()));
  if (name == "L") return put(out, kName, english_last());
  if (name == "LG") return put(out, kName, upper(english_last() + "/" + english_first()));
  if (name == "A") return put(out, kAddress, is_chinese_ ? chinese_address() : english_address());
  if (name == "AN") return put(out, kAddress, chance_.digits(3 + chance_.below(3)));
  if (name == "AS") return put(out, kAddress, numbered_street());
  if (name == "AU") return put(out, kAddress, (chance_.percent(50) ? "Apt. " : "Suite ") + chance_.digits(3));
  if (name == "AZ") return put(out, kAddress, chance_.digits(5));
  if (name == "O") return put(out, kOrganisation, is_chinese_ ? chinese_firm() : english_firm());
  if (name == "P") return put(out, kPlace, is_chinese_ ? chinese_place() : value("place"));
  if (name == "p") return put(out, kPlace, lower(value("place")));
  if (name == "J") return put(out, kOccupation, is_chinese_ ? value("job") : english_job());
  if (name == "D") {
    if (is_chinese_) return put(out, kDiagnosis, chance_.of(lists_->of("disease_all")));
    std::string ill = chance_.of(lists_->of("disease"));
    return put(out, kDiagnosis, ill);
  }
  if (name == "M") return put(out, kMedication, chance_.of(lists_->of(is_chinese_ ? "drug_all" : "drug")));
  out.text += value(name);
}

std::string Maker::date() {
  const int year = chance_.between(1950, 2026);
  const int month = chance_.between(1, 12);
  const int day = chance_.between(1, 28);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  switch (chance_.below(is_chinese_ ? 4 : 5)) {
    case 0:
      return std::to_string(year) + "-" + two(month) + "-" + two(day);
    case 1:
      return is_chinese_
                 ? std::to_string(year) + "年" + std::to_string(month) + "月" + std::to_string(day) + "日"
                 : std::to_string(month) + "/" + std::to_string(day) + "/" + std::to_string(year);
    case 2:
      return is_chinese_ ? std::to_string(month) + "月" + std::to_string(day) + "日"
                         : std::to_string(day) + " " + value("month") + " " + std::to_string(year);
    case 3:
      return std::to_string(year) + "." + std::to_string(month) + "." + std::to_string(day);
    default:
      return value("month") + " " + std::to_string(day);
  }
}

std::string Maker::value(std::string_view name) {
  const auto number = [&](int low, int high) { return std::to_string(chance_.between(low, high)); };
  if (name == "place") {
    if (!is_chinese_ && chance_.percent(15))
      return chance_.of(lists_->of(chance_.percent(50) ? "capital" : "country"));
    if (!is_chinese_ && chance_.percent(25)) return chance_.of(lists_->of("city_abroad"));
    return chance_.of(lists_->of("place"));
  }
  if (name == "job") {
    if (!is_chinese_) return english_job();
    return chance_.percent(80) ? chance_.of(lists_->of("job")) : chance_.of(lists_->of("jobs"));
  }
  if (name == "noun") {
    if (!is_chinese_) return chance_.of(lists_->of("noun"));
    // In the Chinese lists both languages' nouns stand together; take Chinese ones.
    for (int i = 0; i < 20; ++i) {
      const std::string& word = chance_.of(lists_->of("noun"));
      if (ascii::is_high(word[0])) return word;
    }
    return "文件";
  }
  if (name == "nick")
    return chance_.percent(25)
               ? "小" + chance_.front_of(lists_->of("surnames_common"))
               : chance_.front_of(lists_->of("surnames_common")) + chance_.of(lists_->of("title"));
  if (name == "mob") {
    if (!is_chinese_) return value("tel");
    const std::string all = "1" + std::string(1, "3578899"[chance_.below(7)]) + chance_.digits(9);
    switch (chance_.below(8)) {
      case 0:
        return all.substr(0, 3) + " " + all.substr(3, 4) + " " + all.substr(7);
      case 1:
        return all.substr(0, 3) + "-" + all.substr(3, 4) + "-" + all.substr(7);
      case 2:
        return "+86 " + all;
      default:
        return all;
    }
  }
  if (name == "tel") {
    if (is_chinese_) {
      return "0" + number(10, 999) + (chance_.percent(80) ? "-" : " ") + number(2, 8) +
             chance_.digits(chance_.percent(50) ? 7 : 6);
    }
    switch (chance_.below(7)) {
      case 0:
        return number(200, 999) + "-" + number(200, 999) + "-" + chance_.digits(4);
      case 1:
        return "(" + number(200, 999) + ") " + number(200, 999) + "-" + chance_.digits(4);
      case 2:
        return "+44 " + number(20, 79) + chance_.digits(2) + " " + chance_.digits(6);
      case 3:
        return "0" + number(20, 79) + " " + chance_.digits(4) + " " + chance_.digits(4);
      case 4:
        return "+" + number(30, 98) + " " + chance_.digits(3) + " " + chance_.digits(3) + " " +
               chance_.digits(3);
      case 5:
        return "1-" + number(200, 999) + "-" + number(200, 999) + "-" + chance_.digits(4);
      default:
        return "0" + number(7000, 7999) + " " + chance_.digits(6);
    }
  }
  if (name == "id")
    return number(110101, 659001) + number(1950, 2015) + "0" + number(1, 9) + number(10, 28) +
           chance_.digits(3) + (chance_.percent(10) ? "X" : chance_.digits(1));
  if (name == "ssn") return number(100, 899) + "-" + number(10, 99) + "-" + chance_.digits(4);
  if (name == "date") return date();
  if (name == "year") return number(1950, 2026);
  if (name == "nat") return is_chinese_ ? "" : capitalised(chance_.of(lists_->of("nationality")));
  if (name == "month")
    return chance_.of(Words{"January", "February", "March", "April", "May", "June", "July", "August",
                            "September", "October", "November", "December"});
  if (name == "time")
    return is_chinese_ && chance_.percent(50) ? "下午" + number(1, 6) + "点"
                                              : number(8, 22) + ":" + number(10, 59);
  if (name == "num") {
    const std::uint32_t kind = chance_.below(10);
    return kind < 5 ? number(1, 99) : kind < 8 ? number(100, 9999) : chance_.digits(5 + chance_.below(8));
  }
  if (name == "amt")
    return number(1, 999) + (chance_.percent(50) ? "," + chance_.digits(3) : "") +
           (chance_.percent(40) ? ".00" : "");
  if (name == "age_n") return number(1, 95);
  if (name == "age")
    return is_chinese_ ? number(1, 95) + (chance_.percent(90) ? "岁" : "周岁")
                       : number(1, 95) + (chance_.percent(50) ? " years old" : "-year-old");
  if (name == "mail")
    return lower(english_first()) + (chance_.percent(50) ? "." : "_") + lower(english_last().substr(0, 5)) +
           "@" +
           chance_.of(
               Words{"gmail.com", "qq.com", "163.com", "outlook.com", "example.com", "126.com", "corp.cn"});
  if (name == "im")
    return chance_.percent(50) ? "wx_" + chance_.digits(6) : lower(english_first()) + chance_.digits(4);
  if (name == "handle")
    return lower(english_first()) + (chance_.percent(50) ? "_" : "") + chance_.digits(chance_.below(4));
  if (name == "url") return "http://t.co/" + upper(chance_.of(Words{"abx", "Qk", "zz"})) + chance_.digits(5);
  if (name == "card") return "62" + chance_.digits(chance_.percent(50) ? 14 : 17);
  if (name == "acc") return chance_.digits(static_cast<std::size_t>(chance_.between(12, 20)));
  if (name == "plate")
    return is_chinese_
               ? chance_.of(Words{"京", "沪", "粤", "浙", "苏", "川", "鄂", "湘", "鲁", "豫", "皖", "闽"}) +
                     std::string(1, static_cast<char>('A' + chance_.below(8))) + chance_.digits(5)
               : upper(english_last().substr(0, 3)) + "-" + chance_.digits(4);
  if (name == "ip")
    return number(1, 250) + "." + number(0, 255) + "." + number(0, 255) + "." + number(1, 254);
  if (name == "iban") return "DE" + chance_.digits(20);
  if (name == "code") {
    std::string head(1, static_cast<char>('A' + chance_.below(26)));
    if (chance_.percent(50)) head.push_back(static_cast<char>('A' + chance_.below(26)));
    return head + (chance_.percent(40) ? "-" : "") +
           chance_.digits(static_cast<std::size_t>(chance_.between(4, 14)));
  }
  return std::string(name);
}

// Full-width digits, blanks for commas, half-width marks, traditional characters, lower case.
void Maker::disturb(Text& text) {
  const bool is_wide = is_chinese_ && chance_.percent(4);
  const bool is_bare = is_chinese_ && chance_.percent(8);
  const bool is_half = is_chinese_ && !is_bare && chance_.percent(8);
  const bool is_traditional = is_chinese_ && chance_.percent(7);
  const bool is_lower = !is_chinese_ && chance_.percent(4);
  const bool is_end_cut = chance_.percent(50);
  if (is_chinese_ && chance_.percent(35)) text.text += "。";
  if (!is_chinese_ && is_end_cut && text.text.ends_with(".")) text.text.pop_back();
  if (!is_wide && !is_bare && !is_half && !is_traditional && !is_lower) {
    if (!text.marks.empty() && text.marks.back().end > text.text.size())
      text.marks.back().end = text.text.size();
    return;
  }
  std::string out;
  std::vector<std::size_t> moved(text.text.size() + 1);
  for (std::size_t i = 0; i < text.text.size();) {
    std::string_view rest = std::string_view(text.text).substr(i);
    const std::size_t before = rest.size();
    next_code_point(rest);
    const std::size_t length = before - rest.size();
    for (std::size_t k = 0; k < length; ++k) moved[i + k] = out.size();
    std::string piece = text.text.substr(i, length);
    if (is_wide && ascii::is_digit(piece[0])) {
      append_utf8(out, static_cast<char32_t>(0xFF10 + (piece[0] - '0')));
      i += length;
      continue;
    }
    if (is_lower) piece[0] = ascii::to_lower(piece[0]);
    if (is_bare && (piece == "，" || piece == "：" || piece == "；"))
      piece = piece == "；" || piece == "，" ? " " : "";
    if (is_half) {
      if (piece == "，") piece = ",";
      if (piece == "：") piece = ":";
      if (piece == "（") piece = "(";
      if (piece == "）") piece = ")";
    }
    if (is_traditional && length == 3) {
      const auto it =
          std::lower_bound(to_traditional_.begin(), to_traditional_.end(), piece,
                           [](const auto& pair, const std::string& key) { return pair.first < key; });
      if (it != to_traditional_.end() && it->first == piece) piece = it->second;
    }
    out += piece;
    i += length;
  }
  moved[text.text.size()] = out.size();
  for (Mark& mark : text.marks) {
    mark.begin = moved[mark.begin];
    mark.end = moved[std::min(mark.end, text.text.size())];
  }
  text.text = std::move(out);
}

}  // namespace tidegate::train
