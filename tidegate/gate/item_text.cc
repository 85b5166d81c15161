#include "tidegate/gate/item_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "tidegate/base/utf8.h"
#include "tidegate/gate/item_person_words.h"

namespace tidegate {
namespace {

#include "tidegate/gate/item_folds.inc"

static_assert(kTraditional.size() == kSimplified.size());

constexpr std::size_t kMostPieces = 200;
constexpr std::size_t kWindow = 255;      // octets that the vocabulary reads, less those of half a character
constexpr std::size_t kNextWindow = 120;  // no word of the vocabulary is longer than the overlap
constexpr std::size_t kWidestGap = 12;    // octets between a holder and what is its own
constexpr std::size_t kWidestOfGap = 12;  // "names of all passengers"

constexpr std::array<std::string_view, 9> kStops{"。", "；", ";", "\n", ". ", "！", "，", "？", "\r"};
constexpr std::array<std::string_view, 31> kBreaks{
    "、", "：", "（", "）", "“", "”", "《", "》", "【", "】", "「", "」", "『", "』",    "〔", "〕",
    ",",  ":",  "(",  ")",  "/", "|", "[",  "]",  "{",  "}",  "与", "和", "及", " and ", "的"};

template <std::size_t N>
std::size_t starts_with_any(std::string_view text, const std::array<std::string_view, N>& signs) {
  const auto at = std::find_if(signs.begin(), signs.end(), [&](auto sign) { return text.starts_with(sign); });
  return at == signs.end() ? 0 : at->size();
}

bool has_no_width(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF || c == 0xAD;
}

// Full-width letters, digits and the signs that join; brackets, commas and stops keep their own form.
bool is_wide_form(char32_t c) {
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
         c == 0xFF0D || c == 0xFF0F || c == 0xFF3F || c == 0xFF5C || c == 0xFF0B;
}

char32_t simplified(char32_t c) {
  const auto at = std::lower_bound(kTraditional.begin(), kTraditional.end(), c);
  return at == kTraditional.end() || *at != c
             ? c
             : kSimplified[static_cast<std::size_t>(at - kTraditional.begin())];
}

bool is_han(std::string_view text, std::size_t at) {
  if (at + 3 > text.size()) return false;
  std::string_view rest = text.substr(at);
  const char32_t c = next_code_point(rest);
  return c >= 0x4E00 && c <= 0x9FFF;
}

// ASCII in lower case, '_' and '-' between words as spaces; as long as the text.
std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '_' || c == '-' || c == '\t') c = ' ';
  }
  return lower;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::size_t past_spaces(std::string_view lower, std::size_t at) {
  while (at < lower.size() && lower[at] == ' ') ++at;
  return at;
}

// Words of a denial that begin at `at`, its spaces with them; 0: none. A word that denies before it
// ("并非不含") or asks ("是否不含") leaves it in doubt.
std::size_t denial_at(std::string_view lower, std::size_t at, TextKind kind) {
  constexpr std::array<std::string_view, 28> kChinese{
      "不含有", "不含",   "不包含", "不包括", "不涉及", "不采集", "不收集", "不属于", "不存在", "不传输",
      "不传送", "不记录", "不携带", "未包含", "未涉及", "未采集", "未收集", "未含",   "并非",   "不是",
      "没有",   "不载有", "不出境", "均不含", "均无",   "无任何", "无",     "非"};
  constexpr std::array<std::string_view, 5> kDoubts{"非", "不", "未", "否", "没"};
  constexpr std::array<std::string_view, 14> kEnglish{
      "without ",     "excluding ",   "excludes ",    "not include ", "not contain ",
      "not collect ", "not cover ",   "not involve ", "not hold ",    "not including ",
      "not carry ",   "contains no ", "includes no ", "contain no "};
  const std::string_view rest = lower.substr(at);
  if (const std::size_t length = starts_with_any(rest, kChinese); length > 0) {
    const bool is_doubtful = at >= 3 && starts_with_any(lower.substr(at - 3), kDoubts) > 0;
    return is_doubtful ? 0 : length;
  }
  if (at > 0 && is_letter(lower[at - 1])) return 0;
  if (const std::size_t length = starts_with_any(rest, kEnglish); length > 0) {
    const std::string_view before = lower.substr(0, at);
    return before.ends_with("not ") || before.ends_with("never ") || before.ends_with("cannot ") ? 0 : length;
  }
  // "no" begins a clause; within one it is a number ("Case no 5").
  const bool is_no = kind != TextKind::kName && rest.starts_with("no ") && rest.size() > 3 &&
                     rest[3] >= 'a' && rest[3] <= 'z';
  if (!is_no) return 0;
  const std::size_t last = lower.substr(0, at).find_last_not_of(' ');
  return last == std::string_view::npos || !is_letter(lower[last]) ? 3 : 0;
}

// End of a noun with whose it is, that nothing else stands beside; nothing where it is not so.
std::optional<std::size_t> bare_noun(std::string_view lower, std::size_t at) {
  bool has_noun = false;
  std::size_t end = at;
  for (;;) {
    const std::size_t next = past_spaces(lower, end);
    // A space parts two Chinese words, and joins two English ones.
    if (next > end && end > at && is_han(lower, next)) break;
    const PersonWordAt found = person_word_at(lower, next);
    if (found.length == 0 || found.word == PersonWord::kNone) break;
    has_noun = has_noun || found.word != PersonWord::kFiller;
    end = next + found.length;
  }
  if (!has_noun) return std::nullopt;
  // What follows at once belongs to the noun: "手机号以外", "姓名的".
  const std::size_t next = past_spaces(lower, end);
  const bool goes_on =
      next < lower.size() && (is_letter(lower[next]) || (next == end && is_han(lower, next)));
  constexpr std::array<std::string_view, 8> kJoins{"和", "及", "或", "与", "以及", "and ", "or ", "nor "};
  if (goes_on && starts_with_any(lower.substr(next), kJoins) == 0) return std::nullopt;
  return end;
}

std::size_t past_join(std::string_view lower, std::size_t at) {
  constexpr std::array<std::string_view, 9> kJoins{"、", "以及", "和",  "及",  "或",
                                                   "与", "and ", "or ", "nor "};
  const std::size_t next = past_spaces(lower, at);
  const std::size_t length = starts_with_any(lower.substr(next), kJoins);
  return length == 0 ? at : past_spaces(lower, next + length);
}

// Where the list of what is denied ends; `at` where it denies nothing that is known here.
std::size_t denied_end(std::string_view lower, std::size_t at) {
  std::size_t end = at;
  for (std::size_t from = past_spaces(lower, at);;) {
    const auto noun = bare_noun(lower, from);
    if (!noun) return end;
    end = *noun;
    from = past_join(lower, end);
    if (from == end) return end;
  }
}

// Chinese words that spaces or signs pull apart, put together: "姓 名", "手机-号".
std::string put_together(std::string_view text) {
  constexpr std::array<std::string_view, 7> kSigns{" ", "-", "_", "·", "+", "\t", "　"};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size()) {
      const std::size_t sign = starts_with_any(text.substr(end), kSigns);
      if (sign == 0) break;
      end += sign;
    }
    const bool joins = end > i && i >= 3 && is_han(text, i - 3) && is_han(text, end);
    if (!joins) out += end > i ? text.substr(i, end - i) : text.substr(i, 1);
    i = end > i ? end : i + 1;
  }
  return out;
}

bool has_break(std::string_view gap) {
  for (std::size_t i = 0; i < gap.size(); ++i) {
    if (starts_with_any(gap.substr(i), kStops) > 0) return true;
    if (gap[i] == ',' || gap.substr(i).starts_with("、") || gap.substr(i).starts_with("：")) return true;
  }
  return false;
}

// "客户数据量", "员工信息化": about many, or about none.
bool is_of_many(std::string_view after) {
  constexpr std::array<std::string_view, 9> kTails{"量",     "化",      "率",     "总数",  "条数",
                                                   " count", " volume", " total", " model"};
  return starts_with_any(after, kTails) > 0;
}

// Whose and what, as they are met from left to right.
class Meeting {
 public:
  explicit Meeting(std::string_view lower) : lower_(lower) {}

  // Whether the word that stands there completes what is a person's.
  bool meets(const PersonWordAt& found, std::size_t at, TextKind kind) {
    const std::size_t end = at + found.length;
    const bool is_own = found.word == PersonWord::kAttribute || found.word == PersonWord::kWeak;
    const bool hits =
        found.word == PersonWord::kStrong ||
        (found.word == PersonWord::kWeak && kind != TextKind::kSentence && ends_words(end) &&
         !stands_after_thing(at)) ||
        (is_own && holder_ && is_near(*holder_, at, kWidestGap) && !is_of_many(lower_.substr(end))) ||
        (found.word == PersonWord::kHolder && own_ && is_near(*own_, at, kWidestOfGap) && says_whose(at));
    if (found.word == PersonWord::kHolder) holder_ = end;
    if (is_own) own_ = end;
    return hits;
  }

 private:
  // "手机" and "手机号" are a person's, "手机外壳" and "email server" no longer.
  bool ends_words(std::size_t end) const {
    constexpr std::array<std::string_view, 17> kGoesOn{"号",   "码",  "等",   "和",   "与",   "及",
                                                       "或",   "的",  "地址", "信息", "资料", "若干",
                                                       "and ", "or ", "of ",  "for ", "from "};
    const std::size_t next = past_spaces(lower_, end);
    const bool goes_on =
        next < lower_.size() && (is_letter(lower_[next]) || (next == end && is_han(lower_, next)));
    return !goes_on || starts_with_any(lower_.substr(next), kGoesOn) > 0 ||
           person_word_at(lower_, next).length > 0;
  }
  // "公司电话", "设备IP地址": whether that is a person's the vocabulary tells.
  bool stands_after_thing(std::size_t at) const {
    constexpr std::array<std::string_view, 10> kThings{"公司", "企业", "单位", "门店",   "店铺",
                                                       "客服", "设备", "主机", "供应商", "服务器"};
    const std::string_view before = lower_.substr(0, at);
    const std::string_view word = lower_.substr(at);
    if (!word.starts_with("电话") && !word.starts_with("ip")) return false;
    return std::any_of(kThings.begin(), kThings.end(),
                       [&](std::string_view thing) { return before.ends_with(thing); });
  }
  bool is_near(std::size_t from, std::size_t at, std::size_t widest) const {
    return at - from <= widest && !has_break(lower_.substr(from, at - from));
  }
  bool says_whose(std::size_t at) const {
    constexpr std::array<std::string_view, 3> kOf{" of ", " for ", " from "};
    return starts_with_any(lower_.substr(*own_, at - *own_), kOf) > 0;
  }

  std::string_view lower_;
  std::optional<std::size_t> holder_;  // ends of the last ones
  std::optional<std::size_t> own_;
};

bool each_window(std::string_view piece, const std::function<void(std::string_view)>& each) {
  const auto is_inside = [&](std::size_t at) {
    return at < piece.size() && (static_cast<unsigned char>(piece[at]) & 0xC0U) == 0x80U;
  };
  std::size_t windows = 0;
  for (std::size_t begin = 0; begin < piece.size();) {
    if (++windows > kMostPieces) return false;
    std::size_t end = std::min(begin + kWindow, piece.size());
    while (end > begin + kNextWindow && is_inside(end)) --end;
    each(piece.substr(begin, end - begin));
    if (end == piece.size()) break;
    begin += kNextWindow;
    while (is_inside(begin)) ++begin;
  }
  return true;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (!has_no_width(c)) append_utf8(out, is_wide_form(c) ? c - 0xFEE0 : simplified(c));
  }
  return out;
}

std::string without_denied(std::string_view text, TextKind kind) {
  const std::string lower = lowered(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t denial = denial_at(lower, i, kind);
    const std::size_t end = denial == 0 ? i : denied_end(lower, i + denial);
    if (denial > 0 && end > i + denial) {
      out += '\n';
      i = end;
    } else {
      out += text[i++];
    }
  }
  return out;
}

bool names_persons(std::string_view text, TextKind kind) {
  const std::string lower = lowered(put_together(text));
  Meeting meeting(lower);
  for (std::size_t i = 0; i < lower.size();) {
    const PersonWordAt found = person_word_at(lower, i);
    if (found.length > 0 && meeting.meets(found, i, kind)) return true;
    i += std::max<std::size_t>(found.length, 1);
  }
  return false;
}

bool has_unread_script(std::string_view text) {
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if ((c >= 0x0400 && c <= 0x1DFF) || (c >= 0x3041 && c <= 0x30FA) || (c >= 0xA4D0 && c <= 0xABFF) ||
        (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC) ||
        (c >= 0xFF66 && c <= 0xFFDC))
      return true;
  }
  return false;
}

bool each_piece(std::string_view text, const std::function<void(std::string_view)>& each) {
  std::size_t begin = 0;
  std::size_t pieces = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_end = i == text.size();
    const std::size_t stop = is_end ? 1 : starts_with_any(text.substr(i), kStops);
    const std::size_t cut = stop > 0 ? stop : starts_with_any(text.substr(i), kBreaks);
    if (cut == 0) continue;
    if (i > begin) {
      if (++pieces > kMostPieces || !each_window(text.substr(begin, i - begin), each)) return false;
    }
    begin = i + cut;
    i = begin - 1;
  }
  return true;
}

}  // namespace tidegate
