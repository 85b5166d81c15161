#include "tidegate/classify/named_values.h"

#include <algorithm>
#include <optional>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/identity_validators.h"
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
                 word.find('.') == std::string_view::npos
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
  return token.letters == 0 && token.digits >= 7 && token.digits <= 12 &&
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
  return token.letters == 0 && token.digits >= 14 && token.digits <= 19 &&
                 whole.find('.') == std::string_view::npos
             ? token.end
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
    {"FIN.ACCOUNT",
     take_account,
     24,
     {"账号", "帐号", "账户", "帐户", "賬號", "賬戶", "帳號", "结算账", "account", "a/c", "acct"}},
    {"CT.IM", take_qq, 16, {"qq"}},
    {"CT.IM", take_handle, 18, {"微信", "wechat", "line id", "telegram", "vx"}},
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

// The rule whose word ends nearest before `begin`.
const NamedRule* nearest_rule(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLook = 48;
  const std::size_t from = begin > kLook ? begin - kLook : 0;
  std::string lowered{text.substr(from, begin - from)};
  for (char& c : lowered) c = ascii::to_lower(c);
  // What came before the last end of a sentence or another value names nothing here.
  for (const std::string_view stop : Words{"。", "；", "\n", "; "}) {
    if (const std::size_t at = lowered.rfind(stop); at != std::string::npos) {
      std::fill(lowered.begin(), lowered.begin() + static_cast<std::ptrdiff_t>(at + stop.size()), ' ');
    }
  }
  const NamedRule* best = nullptr;
  std::size_t best_end = 0;
  for (const NamedRule& rule : kRules) {
    for (const std::string_view word : rule.words) {
      if (word.empty()) break;
      const std::size_t at = lowered.rfind(word);
      if (at == std::string::npos || !is_word_edge(lowered, at, word)) continue;
      const std::size_t end = at + word.size();
      if (lowered.size() - end > rule.reach || end <= best_end) continue;
      if (count_digits(std::string_view{lowered}.substr(end)) > 0) continue;
      best = &rule;
      best_end = end;
    }
  }
  return best;
}

// "66岁", "3岁2月", "八十三岁", "33周岁": begins at `begin`; 0 when it is none.
std::size_t age_end(std::string_view text, std::size_t begin) {
  constexpr std::string_view kNumerals = "一二三四五六七八九十百两";
  std::size_t at = begin;
  int value = 0;
  while (at < text.size() && at - begin < 3 && is_digit(text[at]))
    value = value * 10 + ascii::digit_of(text[at++]);
  if (at == begin) {
    while (at + 3 <= text.size() && at - begin < 12 && ascii::is_high(text[at])) {
      const std::size_t numeral = kNumerals.find(text.substr(at, 3));
      if (numeral == std::string_view::npos || numeral % 3 != 0) break;
      at += 3;
    }
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

// "age 31", "aged 45", "52-year-old", "38 y/o": the span is the number, or the whole compound.
std::optional<NamedValue> english_age(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && end - begin < 3 && is_digit(text[end])) ++end;
  if (end == begin || end - begin > 2 || (end < text.size() && is_alnum(text[end]))) return std::nullopt;
  for (const std::string_view tail : Words{"-year-old", " year old", " years old", " y/o", "yo "}) {
    if (text.substr(end, tail.size()) == tail) return NamedValue{begin, end + tail.size(), "DM.AGE"};
  }
  for (const std::string_view head : Words{"age ", "aged ", "Age ", "age: ", "Age: "}) {
    if (begin >= head.size() && text.substr(begin - head.size(), head.size()) == head &&
        (begin == head.size() || !is_alpha(text[begin - head.size() - 1])))
      return NamedValue{begin, end, "DM.AGE"};
  }
  return std::nullopt;
}

}  // namespace

std::vector<NamedValue> find_named_values(std::string_view text) {
  std::vector<NamedValue> out;
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
    const bool is_code = token.digits > 0 || token.letters < token.end - token.begin;
    if (token.end - token.begin >= 5 && is_code) {
      const NamedRule* rule = nearest_rule(text, i);
      const std::size_t end = rule == nullptr ? 0 : rule->take(text, token);
      if (end != 0) {
        const bool is_mobile = rule->take == take_phone && is_island_mobile(text.substr(i, end - i));
        out.push_back({i, end, TypeCode{is_mobile ? "CT.MOBILE" : rule->type}});
        i = end;
        continue;
      }
    }
    i = std::max(token.word_end, i + 1);
  }
  return out;
}

}  // namespace tidegate
