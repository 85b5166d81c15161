#include "tidegate/gate/item_important.h"

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/gate/item_characters.h"

namespace tidegate {
namespace {

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Without the spaces that stand beside Chinese characters: "重要 数据".
std::string joined(std::string_view lower) {
  std::string out;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const bool is_beside =
        (!out.empty() && !is_ascii(out.back())) || (i + 1 < lower.size() && !is_ascii(lower[i + 1]));
    if (lower[i] != ' ' || !is_beside) out += lower[i];
  }
  return out;
}

template <std::size_t N>
std::size_t ends_with_any(std::string_view text, const std::array<std::string_view, N>& words) {
  std::size_t most = 0;
  for (const std::string_view word : words) {
    const bool is_whole = text.ends_with(word) && (!is_ascii(word.front()) || text.size() == word.size() ||
                                                   !is_letter(text[text.size() - word.size() - 1]));
    if (is_whole) most = std::max(most, word.size());
  }
  return most;
}

// Whether what stands before a word denies it: a denial, a verb that it denies, and behind them nothing but
// nouns of a list of such data. "未公开的重要数据", "不含个人信息、涉及重要数据" and "并非不含重要数据" deny
// none.
bool is_denied(std::string_view before) {
  constexpr auto kNouns = std::to_array<std::string_view>(
      {"本地区", "本行业", "本部门",   "本领域",       "本单位",    "国家",         "行业",
       "地方",   "任何",   "个人信息", "敏感个人信息", "核心数据",  "重要数据",     "、",
       "和",     "或",     "或者",     "及",           "以及",      "与",           "/",
       "any ",   "known ", "of ",      "the ",         "personal ", "information ", "data ",
       "or ",    "nor ",   "core ",    "important ",   "national ", "local "});
  constexpr auto kVerbs = std::to_array<std::string_view>(
      {"属于", "含有", "包含", "涉及", "classified as ", "listed as ", "identified as ", "considered ",
       "deemed ", "contain ", "include ", "involve ", "hold "});
  constexpr auto kDenials = std::to_array<std::string_view>(
      {"不属于",       "不是",     "不含",       "不含有",     "不包含",     "不包括",  "不涉及",
       "不构成",       "不存在",   "没有",       "并非",       "非",         "无",      "未被告知为",
       "未被告知属于", "未认定为", "未被认定为", "未识别为",   "未被识别为", "未列入",  "未被列入",
       "未纳入",       "未被纳入", "未涉及",     "未包含",     "未含",       "no ",     "not ",
       "non ",         "without ", "free of ",   "free from ", "never ",     "neither "});
  // "除非", "有无", "是不是", "并非不含": no denial, or one that is denied.
  constexpr auto kUndone = std::to_array<std::string_view>(
      {"不", "非", "无", "没", "否", "除", "莫", "有", "是", "含", "not ", "no ", "never "});
  constexpr auto kJoins =
      std::to_array<std::string_view>({"、", "和", "或", "或者", "及", "以及", "与", "/", "or ", "nor "});
  std::string_view first;  // of the list, as it reads
  while (const std::size_t noun = ends_with_any(before, kNouns)) {
    first = before.substr(before.size() - noun);
    before.remove_suffix(noun);
  }
  // "涉密：无、重要数据：有": what a join stands behind at once is an answer of its own.
  if (starts_with_any(first, kJoins) == first.size() && !first.empty()) return false;
  std::size_t denial = ends_with_any(before, kDenials);
  if (denial == 0) {
    before.remove_suffix(ends_with_any(before, kVerbs));
    denial = ends_with_any(before, kDenials);
  }
  return denial > 0 && ends_with_any(before.substr(0, before.size() - denial), kUndone) == 0;
}

// "对照重要数据目录核查": speaks of the list, and not of what stands in it ("列入重要数据目录").
bool is_of_the_list(std::string_view before, std::string_view behind) {
  constexpr auto kLists = std::to_array<std::string_view>({"目录", "清单", "名录"});
  constexpr auto kEntered =
      std::to_array<std::string_view>({"列入", "纳入", "属于", "进入", "载入", "收入", "见", "在"});
  return starts_with_any(behind, kLists) > 0 && ends_with_any(before, kEntered) == 0;
}

}  // namespace

bool is_answered_no(std::string_view lower) {
  constexpr auto kOfIt = std::to_array<std::string_view>({"目录", "内容"});
  constexpr auto kColons = std::to_array<std::string_view>({"：", ":", "?", "？", "="});
  constexpr auto kAnswers = std::to_array<std::string_view>(
      {"否", "无", "不是", "不属于", "不含", "不涉及", "没有", "none", "no", "n", "n/a", "false", "nil"});
  constexpr auto kEnds = std::to_array<std::string_view>({"，", "。", "；", "、", "）", ",", ";", ")", "\n"});
  lower.remove_prefix(starts_with_any(lower, kOfIt));
  lower.remove_prefix(past_spaces(lower, 0));
  const std::size_t colon = starts_with_any(lower, kColons);
  if (colon == 0) return false;
  lower.remove_prefix(colon);
  lower.remove_prefix(past_spaces(lower, 0));
  // Nothing follows in its clause: "no. 17" and "no restriction" answer nothing.
  return std::any_of(kAnswers.begin(), kAnswers.end(), [&](std::string_view answer) {
    if (!lower.starts_with(answer)) return false;
    const std::string_view rest = lower.substr(answer.size());
    return rest.empty() || rest == "." || starts_with_any(rest, kEnds) > 0;
  });
}

bool says_important(std::string_view said) {
  constexpr auto kWords = std::to_array<std::string_view>(
      {"重要数据", "核心数据", "高精度地图", "高精地图", "地下管线", "测绘成果", "军事设施", "important data",
       "important dataset", "core data", "core dataset", "high definition map", "military installation"});
  const std::string text = joined(lower_words(said));
  const std::string_view lower = text;
  for (const std::string_view word : kWords) {
    for (std::size_t at = lower.find(word); at != lower.npos; at = lower.find(word, at + 1)) {
      std::string_view behind = lower.substr(at + word.size());
      if (is_ascii(word.front())) {
        if (at > 0 && is_letter(lower[at - 1])) continue;  // "score data"
        if (behind.starts_with('s')) behind.remove_prefix(1);
        if (!behind.empty() && is_letter(behind.front())) continue;  // "core database"
      }
      const std::string_view before = lower.substr(0, at);
      if (!is_denied(before) && !is_answered_no(behind) && !is_of_the_list(before, behind)) return true;
    }
  }
  return false;
}

}  // namespace tidegate
