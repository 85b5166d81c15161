#include "tidegate/intake/business_step.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "tidegate/base/same_text.h"
#include "tidegate/base/utf8.h"
#include "tidegate/intake/values.h"

namespace tidegate::intake {
namespace {

// Chinese words that say that something is needed, by whom, and no more. Any order: the longest counts.
constexpr auto kGeneral = std::to_array<std::string_view>(
    {"业务", "工作", "公司", "经营",    "管理",   "运营", "发展", "运作",     "企业",     "单位",     "集团",
     "我司", "本司", "我方", "部门",    "内部",   "日常", "正常", "实际",     "相关",     "有关",     "具体",
     "各项", "各类", "整体", "一定",    "开展",   "进行", "从事", "完成",     "实现",     "实施",     "推进",
     "满足", "保障", "保证", "支持",    "支撑",   "用于", "使用", "应用",     "需要",     "需求",     "所需",
     "必要", "必需", "必须", "必备",    "要求",   "因为", "由于", "为了",     "出于",     "基于",     "鉴于",
     "根据", "按照", "属于", "确有",    "确需",   "确实", "应当", "以及",     "方面",     "过程",     "活动",
     "事项", "事宜", "情况", "原因",    "目的",   "数据", "信息", "数据项",   "字段",     "本项",     "该项",
     "此项", "出境", "跨境", "境外",    "向境外", "传输", "提供", "不可缺少", "不可或缺", "缺一不可", "合理",
     "正当", "非常", "十分", "生产经营"});
// Words of one character that frame them; beside another character they are part of its word ("对账",
// "用工").
constexpr auto kFraming = std::to_array<std::string_view>(
    {"需", "因", "为", "按", "依", "系", "属", "是", "的", "之", "所", "有", "确", "应",
     "须", "用", "等", "和", "与", "及", "而", "以", "在", "对", "本", "该", "此", "其",
     "性", "上", "中", "下", "很", "较", "最", "都", "均", "也", "就", "我", "们"});
constexpr auto kGeneralEnglish = std::to_array<std::string_view>(
    {"a",           "an",          "the",          "for",         "of",
     "to",          "in",          "on",           "as",          "is",
     "are",         "be",          "it",           "this",        "that",
     "these",       "our",         "we",           "us",          "by",
     "with",        "and",         "or",           "due",         "because",
     "business",    "company",     "company's",    "work",        "corporate",
     "operation",   "operate",     "operates",     "operations",  "operational",
     "operating",   "management",  "need",         "needs",       "needed",
     "necessary",   "necessity",   "necessarily",  "require",     "required",
     "requires",    "requirement", "requirements", "essential",   "indispensable",
     "purpose",     "purposes",    "reason",       "reasons",     "use",
     "used",        "using",       "daily",        "normal",      "general",
     "internal",    "ordinary",    "regular",      "usual",       "must",
     "data",        "item",        "field",        "information", "transfer",
     "export",      "abroad",      "overseas",     "cross",       "border",
     "crossborder", "running",     "run",          "activity",    "activities",
     "its",         "very",        "absolutely",   "strictly",    "really",
     "yes",         "course"});

constexpr std::string_view kInOrder = "in order ";

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '\''; }

bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Characters, or letters of words, that say more than the general words. text: plain_words.
std::size_t content_of(std::string_view text) {
  std::size_t content = 0;
  std::size_t run = 0;     // characters since the last general word
  bool says_more = false;  // one of them does not only frame
  const auto end_run = [&] {
    if (says_more) content += run;
    run = 0;
    says_more = false;
  };
  while (!text.empty()) {
    std::size_t octets = 0;
    if (text.starts_with(kInOrder)) {
      octets = kInOrder.size();
    } else if (is_ascii_letter(text.front())) {
      while (octets < text.size() && is_ascii_letter(text[octets])) ++octets;
      if (!is_one_of(text.substr(0, octets), kGeneralEnglish)) content += octets;
    } else {
      for (const std::string_view word : kGeneral) {
        if (word.size() > octets && text.starts_with(word)) octets = word.size();
      }
    }
    if (octets > 0) {
      end_run();
      text.remove_prefix(octets);
      continue;
    }
    const std::string_view before = text;
    next_code_point(text);
    const std::string_view one = before.substr(0, before.size() - text.size());
    if (letters_key(one).empty()) {
      end_run();
      continue;
    }
    ++run;
    says_more = says_more || !is_one_of(one, kFraming);
  }
  end_run();
  return content;
}

// Small letters of one width, blanks between words kept: "For  Ｂusiness" -> "for business".
std::string plain_words(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    std::string one;
    append_utf8(one, next_code_point(text));
    const std::string key = same_text_key(one);
    out += key.empty() ? " " : key;
  }
  return out;
}

}  // namespace

bool is_general_reason(std::string_view reason) {
  constexpr std::size_t kLeast = 2;  // one character alone frames, it names nothing
  return content_of(plain_words(reason)) < kLeast;
}

bool names_no_step(std::string_view reason) {
  constexpr std::size_t kShortest = 4;
  return code_points(unstopped_key(reason)) < kShortest || is_general_reason(reason);
}

}  // namespace tidegate::intake
