#include "tidegate/gate/item_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "tidegate/base/utf8.h"
#include "tidegate/gate/item_characters.h"
#include "tidegate/gate/item_person_words.h"

namespace tidegate {
namespace {

#include "tidegate/gate/item_folds.inc"

static_assert(kTraditional.size() == kSimplified.size());
static_assert(kForms.size() == kPlainForms.size());

constexpr std::size_t kMostPieces = 200;
constexpr std::size_t kWindow = 255;      // octets that the vocabulary reads, less those of half a character
constexpr std::size_t kNextWindow = 120;  // no word of the vocabulary is longer than the overlap
constexpr std::size_t kWidestGap = 12;    // octets between a holder and what is its own
constexpr std::size_t kWidestOfGap = 12;  // "names of all passengers"

constexpr std::array<std::string_view, 31> kBreaks{
    "、", "：", "（", "）", "“", "”", "《", "》", "【", "】", "「", "」", "『", "』",    "〔", "〕",
    ",",  ":",  "(",  ")",  "/", "|", "[",  "]",  "{",  "}",  "与", "和", "及", " and ", "的"};

bool has_no_width(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2064) ||
         c == 0xFEFF || c == 0xAD || c == 0x34F || c == 0x61C || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

// The spaces of print: of an unbroken line, thin, narrow.
bool is_wide_space(char32_t c) {
  return c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Full-width letters, digits and the signs that join; brackets, commas and stops keep their own form.
bool is_wide_form(char32_t c) {
  return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
         c == 0xFF0D || c == 0xFF0F || c == 0xFF3F || c == 0xFF5C || c == 0xFF0B;
}

char32_t other_of(char32_t c, std::u32string_view from, std::u32string_view to) {
  const auto at = std::lower_bound(from.begin(), from.end(), c);
  return at == from.end() || *at != c ? c : to[static_cast<std::size_t>(at - from.begin())];
}

// Letters and characters that are written in a form of their own: "⼿", "𝐧".
char32_t plain_form(char32_t c) {
  if (c < 0x100 || (c >= 0x4E00 && c <= 0x9FFF)) return c;
  return is_wide_form(c) ? c - 0xFEE0 : other_of(c, kForms, kPlainForms);
}

// Chinese words that spaces or signs pull apart, put together: "姓 名", "手机-号".
std::string put_together(std::string_view text) {
  constexpr std::array<std::string_view, 7> kSigns{" ", "-", "_", "·", "+", "\t", "　"};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && !is_inside(text[end])) {
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
    const bool is_weak = found.word == PersonWord::kWeak || found.word == PersonWord::kWho;
    const bool is_holder = found.word == PersonWord::kHolder || found.word == PersonWord::kWho;
    const bool is_own = found.word == PersonWord::kAttribute || found.word == PersonWord::kWeak;
    const bool hits =
        found.word == PersonWord::kStrong ||
        (is_weak && kind != TextKind::kSentence && ends_words(end) && !stands_after_thing(at)) ||
        (is_own && holder_ && is_near(*holder_, at, kWidestGap) && !is_of_many(lower_.substr(end))) ||
        (is_own && ending_ &&
         (at == *ending_ || (at == *ending_ + 3 && lower_.substr(*ending_, 3) == "的")) &&
         !is_of_many(lower_.substr(end))) ||
        (is_holder && own_ && is_near(*own_, at, kWidestOfGap) && says_whose(at));
    if (is_holder) holder_ = end;
    if (found.word == PersonWord::kEnding && at >= 3 && is_han(lower_, at - 3)) ending_ = end;
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
  // "公司电话", "设备IP地址", "产品全名", "供应商名单": whether that is a person's the vocabulary tells.
  bool stands_after_thing(std::size_t at) const {
    constexpr auto kThings = std::to_array<std::string_view>(
        {"产品", "商品", "物料", "机构", "法人",   "公司",   "企业",   "单位", "门店", "店铺", "客服",
         "设备", "主机", "厂商", "厂家", "供应商", "经销商", "制造商", "工厂", "仓库", "项目", "国家",
         "港口", "药品", "品牌", "车型", "软件",   "组件",   "服务器", "部件", "备件"});
    constexpr auto kNames = std::to_array<std::string_view>({"电话", "ip", "全名", "名单", "名录", "名册"});
    const std::string_view before = lower_.substr(0, at);
    if (starts_with_any(lower_.substr(at), kNames) == 0) return false;
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
  std::optional<std::size_t> ending_;
};

// An item that is called "员工" or "patients", and no more, is whatever is known of them.
bool are_holders(std::string_view lower) {
  bool has_any = false;
  for (std::size_t at = past_spaces(lower, 0); at < lower.size(); at = past_spaces(lower, at)) {
    const PersonWordAt found = person_word_at(lower, at);
    const bool is_holder = found.word == PersonWord::kHolder || found.word == PersonWord::kWho;
    if (found.length == 0 || !(is_holder || found.word == PersonWord::kFiller)) return false;
    has_any = has_any || is_holder;
    at += found.length;
  }
  return has_any;
}

bool each_window(std::string_view piece, const std::function<void(std::string_view)>& each) {
  const auto cuts = [&](std::size_t at) { return at < piece.size() && is_inside(piece[at]); };
  std::size_t windows = 0;
  for (std::size_t begin = 0; begin < piece.size();) {
    if (++windows > kMostPieces) return false;
    std::size_t end = std::min(begin + kWindow, piece.size());
    while (end > begin + kNextWindow && cuts(end)) --end;
    each(piece.substr(begin, end - begin));
    if (end == piece.size()) break;
    begin += kNextWindow;
    while (cuts(begin)) ++begin;
  }
  return true;
}

}  // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (is_wide_space(c)) {
      out += ' ';
    } else if (!has_no_width(c)) {
      append_utf8(out, other_of(plain_form(c), kTraditional, kSimplified));
    }
  }
  return out;
}

bool names_persons(std::string_view text, TextKind kind) {
  const std::string lower = lower_words(put_together(text));
  if (kind != TextKind::kSentence && are_holders(lower)) return true;
  Meeting meeting(lower);
  for (std::size_t i = 0; i < lower.size();) {
    const PersonWordAt found = is_inside(lower[i]) ? PersonWordAt{} : person_word_at(lower, i);
    if (found.length > 0 && meeting.meets(found, i, kind)) return true;
    i += std::max<std::size_t>(found.length, 1);
  }
  return false;
}

bool has_unread_script(std::string_view text) {
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if ((c >= 0x0400 && c <= 0x1DFF) || (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0x3041 && c <= 0x30FA) ||
        (c >= 0xA4D0 && c <= 0xABFF) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0xFB1D && c <= 0xFDFF) ||
        (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0xFF66 && c <= 0xFFDC))
      return true;
  }
  return false;
}

bool each_piece(std::string_view text, const std::function<void(std::string_view)>& each) {
  std::size_t begin = 0;
  std::size_t pieces = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_end = i == text.size();
    if (!is_end && (is_inside(text[i]) || is_letter(text[i]))) continue;
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
