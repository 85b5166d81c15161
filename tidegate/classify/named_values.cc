#include "tidegate/classify/named_values.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <optional>

#include "tidegate/base/check.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/identity_validators.h"
#include "tidegate/classify/text_candidates.h"
#include "tidegate/classify/thing_validators.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_upper;

// Letters and digits that follow one another, with single blanks, dashes, points or underscores between them.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;       // of the whole
  std::size_t word_end = 0;  // of the part before the first blank
  std::size_t digits = 0;    // in the whole
  std::size_t letters = 0;
};

Token read_token(std::string_view text, std::size_t begin) {
  Token token{begin, begin, 0, 0, 0};
  for (std::size_t i = begin; i < text.size(); ++i) {
    if (is_digit(text[i])) {
      ++token.digits;
    } else if (is_alpha(text[i])) {
      if (token.word_end != 0) break;  // after a blank only digits go on
      ++token.letters;
    } else if (i + 1 < text.size() && is_alnum(text[i + 1]) &&
               (text[i] == '-' || text[i] == '_' || text[i] == '.')) {
      continue;
    } else if (text[i] == ' ' && i + 1 < text.size() && is_digit(text[i + 1])) {
      if (token.word_end == 0) token.word_end = i;
      continue;
    } else {
      break;
    }
    token.end = i + 1;
  }
  if (token.word_end == 0 || token.word_end > token.end) token.word_end = token.end;
  return token;
}

std::size_t count_digits(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), is_digit));
}

std::string without_blanks(std::string_view s) {
  std::string out;
  for (const char c : s) {
    if (c != ' ') out.push_back(c);
  }
  return out;
}

// End of the value that begins at the token; 0 when the rule does not take it.
using TakeValue = std::size_t (*)(std::string_view text, const Token& token);

std::size_t take_handle(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  if (word.size() < 5 || word.size() > 25 || !is_alpha(word[0]) || word.find("..") != std::string_view::npos)
    return 0;
  const bool is_plain_word = std::all_of(word.begin(), word.end(), is_alpha);
  const bool is_name = is_plain_word || std::count_if(word.begin(), word.end(), is_upper) > 1;  // Jens-Peter
  return is_name ? 0 : token.word_end;
}

// signal: ac.signal and service.signal::path are program text.
std::size_t take_signal(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  const bool is_code = word.find("signal") != std::string_view::npos ||
                       (token.begin >= 2 && text.substr(token.begin - 2, 2) == "::");
  return is_code ? 0 : take_handle(text, token);
}

std::size_t take_qq(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  return word.size() >= 5 && word.size() <= 11 && ascii::all_digits(word) && word[0] != '0' ? token.word_end
                                                                                            : 0;
}

std::size_t take_account(std::string_view text, const Token& token) {
  if (token.letters <= 1 && token.digits >= 7 && token.digits <= 30 &&
      (token.letters == 0 || is_upper(text[token.begin])))
    return token.end;
  return 0;
}

std::size_t take_serial(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  return word.size() >= 6 && word.size() <= 30 && count_digits(word) >= 3 &&
                 word.find('.') == std::string_view::npos &&
                 (word.find('_') == std::string_view::npos || count_digits(word) >= 5)
             ? token.word_end
             : 0;
}

std::size_t take_vin(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  return word.size() == 17 && ascii::all(word, [](char c) { return is_digit(c) || is_upper(c); })
             ? token.word_end
             : 0;
}

std::size_t take_passport(std::string_view text, const Token& token) {
  const std::string_view whole = text.substr(token.begin, token.end - token.begin);
  const std::string bare = without_blanks(whole);
  if (bare.size() < 7 || bare.size() > 10 ||
      !ascii::all(bare, [](char c) { return is_digit(c) || is_upper(c); }))
    return 0;
  return count_digits(bare) >= 6 ? token.end : 0;
}

std::size_t take_permit(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  const bool is_long_enough = word.size() >= 8 && word.size() <= 11;
  return is_long_enough && count_digits(word) >= 7 && std::all_of(word.begin(), word.end(), is_alnum)
             ? token.word_end
             : 0;
}

// Digits in one or more groups that no plan above has taken.
std::size_t take_phone(std::string_view text, const Token& token) {
  const std::string_view whole = text.substr(token.begin, token.end - token.begin);
  // 353207.547 is a measure: 555.0147 is cut where numbers are.
  const std::size_t point = whole.find('.');
  const bool is_decimal = point != std::string_view::npos && point > 4 && whole.rfind('.') == point;
  return token.letters == 0 && token.digits >= 7 && token.digits <= 12 && !is_decimal &&
                 whole.find('_') == std::string_view::npos &&
                 (whole[0] != '2' || whole.substr(0, 2) != "20" || token.digits != 8)
             ? token.end
             : 0;
}

// Mobile numbers of Taiwan (09xx-xxx-xxx) and Hong Kong (8 digits from 5, 6, 9).
bool is_island_mobile(std::string_view value) {
  const std::size_t digits = count_digits(value);
  if (digits == 10) return value.substr(0, 2) == "09";
  return digits == 8 && (value[0] == '5' || value[0] == '6' || value[0] == '9');
}

std::size_t take_resident_id(std::string_view text, const Token& token) {
  std::string bare = without_blanks(text.substr(token.begin, token.end - token.begin));
  std::size_t end = token.end;
  if (bare.size() == 17 && end < text.size() && (text[end] == 'X' || text[end] == 'x')) {
    bare.push_back('X');
    ++end;
  }
  return fits_cn_resident_id(bare) != Fit::kNo ? end : 0;
}

std::size_t take_card(std::string_view text, const Token& token) {
  const std::string_view whole = text.substr(token.begin, token.end - token.begin);
  // "card 675984103431": old and foreign cards have 12 or 13 digits.
  const std::string_view before =
      text.substr(token.begin > 24 ? token.begin - 24 : 0, std::min<std::size_t>(token.begin, 24));
  const std::size_t least = before.find("card") != std::string_view::npos ? 12 : 14;
  return token.letters == 0 && token.digits >= least && token.digits <= 19 &&
                 whole.find('.') == std::string_view::npos
             ? token.end
             : 0;
}

// "民生银行6226 1299 7209 4194 638": the range of UnionPay, in groups or not.
std::size_t take_union_card(std::string_view text, const Token& token) {
  return token.letters == 0 && token.digits >= 16 && token.digits <= 19 && text.substr(token.begin, 2) == "62"
             ? token.end
             : 0;
}

// "转账至35050187000700001288": too long for anything but an account.
std::size_t take_long_account(std::string_view, const Token& token) {
  return token.letters == 0 && token.digits >= 15 && token.digits <= 24 ? token.end : 0;
}

std::size_t take_driver(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  return word.size() >= 6 && word.size() <= 20 && count_digits(word) >= 5 &&
                 word.find('.') == std::string_view::npos
             ? token.word_end
             : 0;
}

std::size_t take_uscc(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  if (fits_uscc(word) != Fit::kNo) return token.word_end;
  const bool is_tax_number = (word.size() == 15 || word.size() == 18) && count_digits(word) >= 8 &&
                             ascii::all(word, [](char c) { return is_digit(c) || is_upper(c); });
  return is_tax_number ? token.word_end : 0;
}

std::size_t take_plate(std::string_view text, const Token& token) {
  const std::string_view word = text.substr(token.begin, token.word_end - token.begin);
  const bool is_code = word.size() >= 5 && word.size() <= 9 && count_digits(word) >= 1 &&
                       token.letters >= 2 &&
                       ascii::all(word, [](char c) { return is_digit(c) || is_upper(c) || c == '-'; });
  return is_code ? token.word_end : 0;
}

struct NamedRule {
  std::string_view type;
  TakeValue take;
  std::size_t reach;           // bytes between the word and the value, at most
  std::string_view words[16];  // lower case; the rest empty
};

constexpr NamedRule kRules[] = {
    {"ID.CN_RESIDENT", take_resident_id, 24, {"身份证", "公民身份号码", "身份號碼", "id card"}},
    {"ID.PASSPORT", take_passport, 24, {"护照", "護照", "passport"}},
    {"ID.CN_TRAVEL_PERMIT", take_permit, 24, {"通行证", "回乡证", "台胞证"}},
    {"VEH.VIN", take_vin, 16, {"vin", "车架号", "大架号", "车辆识别"}},
    {"VEH.PLATE", take_plate, 14, {"plate", "車號", "车牌", "車牌"}},
    {"BIZ.USCC", take_uscc, 24, {"税号", "统一代码", "信用代码", "纳税人识别号", "代码"}},
    {"FIN.CARD", take_card, 18, {"卡号", "银行卡", "卡", "card", "card no"}},
    {"FIN.CARD", take_union_card, 18, {"银行", "工行", "农行", "中行", "建行", "招行", "交行"}},
    {"FIN.ACCOUNT", take_long_account, 12, {"转账至", "转账到", "转至", "汇入", "汇至", "打到", "打入"}},
    {"FIN.ACCOUNT",
     take_account,
     24,
     {"账号", "帐号", "账户", "帐户", "賬號", "賬戶", "帳號", "结算账", "account", "a/c", "acct"}},
    {"CT.IM", take_qq, 16, {"qq"}},
    {"CT.IM",
     take_handle,
     18,
     {"微信", "wechat", "line id", "telegram", "vx", "skype", "instagram", "insta", "snapchat"}},
    {"CT.IM", take_signal, 18, {"on signal", "signal:"}},
    {"ID.DRIVER",
     take_driver,
     24,
     {"driver's license", "drivers license", "driver license", "driving licence", "driver's licence",
      "driving license", "驾驶证号"}},
    {"NET.DEVICE_ID", take_serial, 12, {"序列号", "串号", "设备号", "imei", "serial", "s/n"}},
    {"CT.PHONE",
     take_phone,
     16,
     {"电话", "電話", "致电", "致電", "座机", "固话", "热线", "传真", "phone", "tel", "call", "fax", "mobile",
      "cell", "ring"}},
};

bool is_word_edge(std::string_view text, std::size_t at, std::string_view word) {
  if (!is_alpha(word[0])) return true;
  return (at == 0 || !is_alpha(text[at - 1])) &&
         (at + word.size() >= text.size() || !is_alpha(text[at + word.size()]));
}

// The words of the rules by their first byte, in the order of the rules.
class RuleWords {
 public:
  struct Word {
    std::string_view text;
    const NamedRule* rule;
  };

  RuleWords() {
    for (const NamedRule& rule : kRules) {
      for (const std::string_view word : rule.words) {
        if (!word.empty()) words_.push_back({word, &rule});
      }
    }
    std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
      return static_cast<unsigned char>(a.text[0]) < static_cast<unsigned char>(b.text[0]);
    });
    for (std::size_t i = words_.size(); i-- > 0;) {
      const auto first = static_cast<unsigned char>(words_[i].text[0]);
      if (ends_[first] == 0) ends_[first] = static_cast<std::uint8_t>(i + 1);
      begins_[first] = static_cast<std::uint8_t>(i);
      is_second_[static_cast<unsigned char>(words_[i].text[1])] = true;
    }
    TIDEGATE_CHECK(words_.size() <= kMost);
  }

  static constexpr std::size_t kMost = 128;
  const Word& operator[](std::size_t i) const { return words_[i]; }
  // The words that begin with these two bytes are among [first, second).
  std::pair<std::size_t, std::size_t> beginning(char first, char second) const {
    const auto byte = static_cast<unsigned char>(first);
    if (!is_second_[static_cast<unsigned char>(second)]) return {0, 0};
    return {begins_[byte], ends_[byte]};
  }

 private:
  std::vector<Word> words_;
  std::array<std::uint8_t, 256> begins_{};
  std::array<std::uint8_t, 256> ends_{};
  std::array<bool, 256> is_second_{};
};

// The rule whose word ends nearest before `begin`; of a word, only its last place counts.
const NamedRule* nearest_rule(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLook = 48;
  static const RuleWords words;
  const std::size_t size = std::min(begin, kLook);
  const std::string_view window = text.substr(begin - size, size);
  // What came before the last end of a sentence or another value names nothing here.
  std::size_t from = 0;
  for (std::size_t i = size; i > 0 && from == 0; --i) {
    const std::string_view before = window.substr(0, i);
    if (is_digit(before.back()) || before.back() == '\n' || before.ends_with("; ") ||
        before.ends_with("。") || before.ends_with("；"))
      from = i;
  }
  std::array<char, kLook> bytes;
  for (std::size_t i = from; i < size; ++i) bytes[i] = ascii::to_lower(window[i]);
  const std::string_view lowered(bytes.data() + from, size - from);
  std::bitset<RuleWords::kMost> is_seen;
  const NamedRule* best = nullptr;
  std::size_t best_end = 0;
  for (std::size_t at = lowered.size(); at-- > 0;) {
    if (at + 1 == lowered.size()) continue;  // no word has one byte
    const auto [first, last] = words.beginning(lowered[at], lowered[at + 1]);
    for (std::size_t i = first; i < last; ++i) {
      const auto& [word, rule] = words[i];
      if (lowered.compare(at, word.size(), word) != 0 || is_seen[i]) continue;
      is_seen[i] = true;
      const std::size_t end = at + word.size();
      if (lowered.size() - end > rule->reach || !is_word_edge(lowered, at, word)) continue;
      // get_serial(x509_t is program text.
      if (is_alpha(word[0]) && end < lowered.size() && lowered[end] == '(') continue;
      // Of words that end at one place, the first in the order of the rules.
      if (end < best_end || (end == best_end && rule >= best)) continue;
      best = rule;
      best_end = end;
    }
  }
  return best;
}

// Whether one of 一二三四五六七八九十百两 stands at `at`.
bool is_numeral_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kNumerals = "一二三四五六七八九十百两";
  if (at + 3 > text.size()) return false;
  for (std::size_t i = 0; i < kNumerals.size(); i += 3) {
    if (text[at + 1] == kNumerals[i + 1] && text[at + 2] == kNumerals[i + 2] && text[at] == kNumerals[i])
      return true;
  }
  return false;
}

// "66岁", "3岁2月", "八十三岁", "33周岁": begins at `begin`; 0 when it is none.
std::size_t age_end(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  int value = 0;
  while (at < text.size() && at - begin < 3 && is_digit(text[at]))
    value = value * 10 + ascii::digit_of(text[at++]);
  if (at == begin) {
    while (at - begin < 12 && is_numeral_at(text, at)) at += 3;
  }
  if (at == begin || value > 130) return 0;
  for (const std::string_view unit : Words{"周岁", "岁", "歲"}) {
    if (text.substr(at, unit.size()) != unit) continue;
    at += unit.size();
    std::size_t month = at;
    while (month < text.size() && month - at < 2 && is_digit(text[month])) ++month;
    for (const std::string_view months : Words{"个月", "月"}) {
      if (month > at && text.substr(month, months.size()) == months) return month + months.size();
    }
    return at;
  }
  return 0;
}

// "age 31", "aged 45", "turned 52 years old", "a 79 year old woman": the number; "52-year-old", "63 years
// old", "38 y/o" by themselves: the whole compound.
std::optional<NamedValue> english_age(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && end - begin < 3 && is_digit(text[end])) ++end;
  if (end == begin || end - begin > 2 || (end < text.size() && is_alnum(text[end]))) return std::nullopt;
  for (const std::string_view head : Words{"age ", "aged ", "Age ", "age: ", "Age: ", "age of ", "turned ",
                                           "turn ", "turning ", "turns "}) {
    if (begin >= head.size() && text.substr(begin - head.size(), head.size()) == head &&
        (begin == head.size() ||
         !(is_alpha(text[begin - head.size() - 1]) || text[begin - head.size() - 1] == '_')))
      return NamedValue{begin, end, "DM.AGE"};
  }
  if (text.substr(end).starts_with(" year old")) return NamedValue{begin, end, "DM.AGE"};
  for (const std::string_view tail : Words{"-year-old", " years old", "-years-old", " yrs old", " y/o", "y/o",
                                           "yo ", " months old", "-month-old", " weeks old"}) {
    if (text.substr(end, tail.size()) == tail) return NamedValue{begin, end + tail.size(), "DM.AGE"};
  }
  return std::nullopt;
}

// A number in groups as telephones are written, with an extension ("x036") or none: its end, 0 when it is
// none.
struct Dialled {
  std::size_t end = 0;
  std::size_t digits = 0;
  std::size_t groups = 0;
  bool has_extension = false;
};

Dialled read_dialled(std::string_view text, std::size_t begin) {
  Dialled out;
  std::size_t at = begin;
  if (at < text.size() && text[at] == '+') ++at;
  while (at < text.size() && out.groups < 8) {
    const bool is_open = text[at] == '(';
    std::size_t first = at + (is_open ? 1 : 0);
    std::size_t end = first;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end == first || end - first > 11) break;
    if (is_open && (end >= text.size() || text[end] != ')')) break;
    ++out.groups;
    out.digits += end - first;
    at = is_open ? end + 1 : end;
    out.end = at;
    if (at >= text.size()) break;
    if (text[at] == 'x' && at + 1 < text.size() && is_digit(text[at + 1])) {
      std::size_t last = at + 1;
      while (last < text.size() && is_digit(text[last])) ++last;
      if (last - at <= 6) {
        out.end = last;
        out.has_extension = true;
      }
      break;
    }
    if (text[at] == '-' || text[at] == ' ' || text[at] == '.') ++at;
    if (at >= text.size() || !(is_digit(text[at]) || text[at] == '(')) break;
  }
  if (out.digits < 7 || out.digits > 15) return {};
  if (out.end < text.size() && (is_alnum(text[out.end]) || ascii::is_high(text[out.end]))) return {};
  return out;
}

// Bytes of a dump: pairs of digits among others of hexadecimal, or more or fewer than the five of a French
// number.
bool are_bytes(std::string_view text, std::size_t begin, const Dialled& found) {
  if (found.end - begin != found.groups * 3 - 1) return false;
  const auto is_pair = [&](std::size_t at) {
    return at + 1 < text.size() && ascii::is_hex(text[at]) && ascii::is_hex(text[at + 1]) &&
           (at == 0 || !is_alnum(text[at - 1])) && (at + 2 >= text.size() || !is_alnum(text[at + 2]));
  };
  std::size_t next = found.end;
  while (next < text.size() && next < found.end + 2 && text[next] == ' ') ++next;
  std::size_t last = begin;
  while (last > 0 && begin - last < 2 && text[last - 1] == ' ') --last;
  return found.groups != 5 || text[begin + 1] == '0' || (next > found.end && is_pair(next)) ||
         (last < begin && last >= 2 && is_pair(last - 2));
}

// Whether a number that begins with 0 is cut as those with a trunk prefix are: not 02111-1307, not 0
// 1748005980.
bool has_trunk_prefix(std::string_view text, std::size_t begin, const Dialled& found) {
  const std::string_view value = text.substr(begin, found.end - begin);
  if (value[0] != '0' || found.groups < 2 || found.digits < 9 || found.digits > 13 ||
      value.find_first_of("./") != std::string_view::npos)
    return false;
  const bool is_postcode = value.size() == 10 && value[5] == '-' && found.groups == 2;
  return is_digit(value[1]) && !is_postcode && !are_bytes(text, begin, found);
}

// In English: a telephone number that a word before or after it names, or whose groups no other number has.
std::size_t dialled_end(std::string_view text, std::size_t begin) {
  if (begin > 0 && (is_alnum(text[begin - 1]) || ascii::is_high(text[begin - 1]) || text[begin - 1] == '-' ||
                    text[begin - 1] == '.' || text[begin - 1] == '#' || text[begin - 1] == '$'))
    return 0;
  const Dialled found = read_dialled(text, begin);
  if (found.end == 0 || is_amid_hex_groups(text, begin, found.end)) return 0;
  const std::size_t point = text.substr(begin, found.end - begin).find('.');
  const bool is_decimal = found.groups == 2 && point != std::string_view::npos && point > 4;
  if (is_decimal) return 0;
  if (found.has_extension && found.groups >= 2) return found.end;
  if (has_trunk_prefix(text, begin, found)) return found.end;
  std::string before{text.substr(begin > 28 ? begin - 28 : 0, std::min<std::size_t>(begin, 28))};
  for (char& c : before) c = ascii::to_lower(c);
  if (const std::size_t stop = before.find_last_of("0123456789\n;"); stop != std::string::npos)
    before.erase(0, stop + 1);
  for (const std::string_view word :
       Words{"phone",     "mobile",    "fax",          "cell",           "call me",
             "call us",   "call him",  "call her",     "whatsapp",       "desk:",
             "office:",   "home:",     "answering at", "reach me",       "reach him",
             "reach her", "dial ",     "tel:",         "tel ",           "ring me",
             "text me",   "my number", "telephone",    "contact number", "call back"}) {
    if (before.find(word) != std::string::npos) return found.end;
  }
  std::string after{text.substr(found.end, 8)};
  for (char& c : after) c = ascii::to_lower(c);
  for (const std::string_view word :
       Words{" office", "-office", " fax", "-fax", " mobile", "-mobile", " cell", " (home)", " (cell)"}) {
    if (after.starts_with(word) && found.groups >= 2) return found.end;
  }
  return 0;
}

// The number plates of Britain (CX65 OWP) and India (MH 12 QR 4471), which nothing else looks like.
std::size_t foreign_plate_end(std::string_view text, std::size_t begin) {
  if (begin > 0 && (is_alnum(text[begin - 1]) || text[begin - 1] == '-')) return 0;
  std::size_t at = begin;
  const auto take = [&](bool (*is)(char), std::size_t least, std::size_t most) {
    std::size_t n = 0;
    while (n < most && at < text.size() && is(text[at])) ++at, ++n;
    return n >= least;
  };
  const auto skip_blank = [&] {
    if (at < text.size() && text[at] == ' ') ++at;
  };
  const auto ends = [&] { return at == text.size() || !(is_alnum(text[at]) || text[at] == '-'); };
  if (take(is_upper, 2, 2) && take(is_digit, 2, 2) && at < text.size() && text[at] == ' ') {
    ++at;
    if (take(is_upper, 3, 3) && ends()) return at;
  }
  at = begin;
  constexpr std::string_view kStates =
      "AN AP AR AS BH BR CG CH DD DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR PB PY RJ SK TN "
      "TR TS TG "
      "UK UP UT WB ";
  if (!take(is_upper, 2, 2) ||
      kStates.find(std::string{text.substr(begin, 2)} + " ") == std::string_view::npos)
    return 0;
  skip_blank();
  if (!take(is_digit, 2, 2)) return 0;
  skip_blank();
  if (!take(is_upper, 1, 2)) return 0;
  skip_blank();
  return take(is_digit, 4, 4) && ends() ? at : 0;
}

}  // namespace

void find_named_values(std::string_view text, std::vector<NamedValue>& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size();) {
    if (ascii::is_high(text[i])) {
      // A Chinese numeral may begin an age; its three bytes are one step.
      const std::size_t end = (text[i] == '\xE4' || text[i] == '\xE5') ? age_end(text, i) : 0;
      if (end != 0 && end - i > 6) {
        out.push_back({i, end, "DM.AGE"});
        i = end;
      } else {
        ++i;
      }
      continue;
    }
    if (is_digit(text[i]) || text[i] == '(' || text[i] == '+') {
      if (const std::size_t end = dialled_end(text, i); end != 0) {
        out.push_back({i, end, "CT.PHONE"});
        i = end;
        continue;
      }
    }
    if (is_upper(text[i])) {
      if (const std::size_t end = foreign_plate_end(text, i); end != 0) {
        out.push_back({i, end, "VEH.PLATE"});
        i = end;
        continue;
      }
    }
    if (!is_alnum(text[i])) {
      ++i;
      continue;
    }
    if (is_digit(text[i])) {
      if (const std::size_t end = age_end(text, i); end != 0) {
        out.push_back({i, end, "DM.AGE"});
        i = end;
        continue;
      }
      if (auto age = english_age(text, i)) {
        i = age->end;
        out.push_back(std::move(*age));
        continue;
      }
    }
    const Token token = read_token(text, i);
    // Every value that a word names has a digit or a mark inside it: other words need no looking back.
    // 18210 339 471: a mobile number in whatever groups.
    if (token.letters == 0 && token.digits == 11 && text[i] == '1' && text[i + 1] >= '3' &&
        token.word_end < token.end && token.end - token.begin <= 14 &&
        (i == 0 || ascii::is_high(text[i - 1]) || text[i - 1] == ' ') &&
        (token.end == text.size() || !is_alnum(text[token.end])) && !is_amid_hex_groups(text, i, token.end) &&
        text.substr(i, token.end - i).find('.') == std::string_view::npos) {
      out.push_back({i, token.end, "CT.MOBILE"});
      i = token.end;
      continue;
    }
    const bool is_code = token.digits > 0 || token.letters < token.end - token.begin;
    if (token.end - token.begin >= 5 && is_code) {
      const NamedRule* rule = nearest_rule(text, i);
      const std::size_t end = rule == nullptr ? 0 : rule->take(text, token);
      if (end != 0) {
        const bool is_mobile = rule->take == take_phone && is_island_mobile(text.substr(i, end - i));
        const bool has_at = rule->take == take_handle && i > 0 && text[i - 1] == '@';
        out.push_back({has_at ? i - 1 : i, end, is_mobile ? "CT.MOBILE" : rule->type});
        i = end;
        continue;
      }
    }
    i = std::max(token.word_end, i + 1);
  }
}

}  // namespace tidegate
