// What a text says is not there, and how much of it that covers.
#include <vector>

#include "tidegate/gate/item_characters.h"
#include "tidegate/gate/item_clauses.h"
#include "tidegate/gate/item_person_words.h"
#include "tidegate/gate/item_text.h"

namespace tidegate {
namespace {

// Of a negation and a verb: "不会包含", "doesn't contain". Not 未处理 or 没有处理: what is not processed yet
// is there. Neither 不得, a rule, nor 不再, a time.
std::size_t composed_at(std::string_view rest) {
  constexpr auto kNots = std::to_array<std::string_view>({"不会", "没有", "从不", "绝不", "不", "未", "没"});
  constexpr auto kVerbs =
      std::to_array<std::string_view>({"包含有", "包含", "包括", "含有", "含", "涉及", "采集", "收集", "存储",
                                       "产生", "带有", "携带", "记录", "构成", "获取", "载有"});
  constexpr auto kNotsEnglish = std::to_array<std::string_view>(
      {"doesn't ", "doesn’t ", "don't ", "don’t ", "does not ", "do not ", "will not ", "never "});
  constexpr auto kVerbsEnglish = std::to_array<std::string_view>(
      {"contains ", "contain ", "includes ", "include ", "holds ", "hold ", "collects ", "collect ",
       "carries ", "carry ", "involves ", "involve ", "stores ", "store "});
  if (rest.starts_with("不处理")) return std::string_view("不处理").size();
  if (const std::size_t length = starts_with_any(rest, kNots); length > 0) {
    const std::size_t verb = starts_with_any(rest.substr(length), kVerbs);
    return verb > 0 ? length + verb : 0;
  }
  const std::size_t length = starts_with_any(rest, kNotsEnglish);
  const std::size_t verb = length == 0 ? 0 : starts_with_any(rest.substr(length), kVerbsEnglish);
  return verb > 0 ? length + verb : 0;
}

// Words of a denial that begin at `at`, its spaces with them; 0: none.
std::size_t denial_at(std::string_view lower, std::size_t at, TextKind kind) {
  // Not 非, which DeniedList reads, nor 不出境, which speaks of what stands before it.
  constexpr auto kChinese = std::to_array<std::string_view>(
      {"不属于", "不存在", "不传输", "不传送", "并非", "不是", "均不含", "均无", "无任何", "没有", "无"});
  constexpr auto kEnglish = std::to_array<std::string_view>(
      {"without ",        "excluding ", "excludes ",         "not include ",    "not contain ",
       "not collect ",    "not cover ", "not involve ",      "not hold ",       "not including ",
       "not containing ", "not carry ", "contains no ",      "includes no ",    "contain no ",
       "holds no ",       "has no ",    "have no ",          "with no ",        "free of ",
       "free from ",      "neither ",   "contains neither ", "contain neither "});
  const std::string_view rest = lower.substr(at);
  const bool is_inner = at > 0 && is_letter(lower[at - 1]);
  if (const std::size_t length = is_inner && is_letter(rest.front()) ? 0 : composed_at(rest); length > 0)
    return length;
  if (const std::size_t length = starts_with_any(rest, kChinese); length > 0) return length;
  if (is_inner) return 0;
  if (const std::size_t length = starts_with_any(rest, kEnglish); length > 0) return length;
  // "No" of a name is a number.
  const bool is_no = kind != TextKind::kName && rest.starts_with("no ") && rest.size() > 3 &&
                     rest[3] >= 'a' && rest[3] <= 'z';
  return is_no ? 3 : 0;
}

// What is denied: all that is a person's, by one of its names, and what is nobody's beside it. A denial of
// single things ("不含客户姓名") is left as it stands: the words for them count, and are asked about.
class DeniedList {
 public:
  DeniedList(std::string_view lower, TextKind kind) : lower_(lower), kind_(kind) {}

  // Where the list that begins at `at` ends; `at` where it is not read whole.
  // is_no      the denial ends with a "no": a verb may follow the list.
  // is_of_all  whatever is a person's was denied before it, or here: what is some of that then goes with it
  std::size_t end_of(std::size_t at, bool is_no, bool& is_of_all) const {
    constexpr auto kColons = std::to_array<std::string_view>({"：", ":"});
    const std::size_t colon = is_no ? 0 : starts_with_any(lower_.substr(at), kColons);
    bool has_all = is_of_all;
    // Behind one of them "/" joins: by itself it ends what is denied.
    const auto is_known = [&](std::size_t next) {
      const std::size_t word = past_all(next, kAny);
      return past_word(word, kPersonal) > word || past_word(word, kNoPersons) > word ||
             (has_all && past_word(word, kSomePersonal) > word);
    };
    for (std::size_t from = past_spaces(lower_, at + colon);;) {
      from = past_all(from, kAny);
      std::size_t end = past_word(from, kPersonal);
      has_all = has_all || end > from;
      if (end > from) end = past_what_is_done(end);
      if (end == from) end = past_word(from, kNoPersons);
      if (end == from && has_all) end = past_word(from, kSomePersonal);
      if (end == from) return at;
      const std::size_t next = past_join(end);
      if (next > end && is_known(next)) {
        from = next;
        continue;
      }
      if (is_no && !ends_list(end)) end = past_predicate(end);
      if (!ends_list(end) && (next <= end || !is_denial(next))) return at;
      is_of_all = has_all;
      return end;
    }
  }

  // "非个人信息", and nothing else that begins so: "非会员姓名" are names of persons who are no members.
  std::size_t end_of_non_personal(std::size_t at) const {
    constexpr auto kWords = std::to_array<std::string_view>(
        {"非个人信息", "非个人数据", "非个人资料", "非个人隐私", "non personal data",
         "non personal information", "not personal data", "not personal information"});
    constexpr std::array<std::string_view, 2> kDataTails{"类数据", "数据"};
    const std::size_t length = starts_with_any(lower_.substr(at), kWords);
    if (length == 0) return at;
    std::size_t end = at + length;
    end += starts_with_any(lower_.substr(end), kDataTails);
    return ends_list(end) || past_join(end) > end ? end : at;
  }

  // "是否包含个人信息：否", "Personal data: none", of a form's own question and its answer.
  std::size_t end_of_answer(std::size_t at) const {
    constexpr auto kAsks =
        std::to_array<std::string_view>({"是否包含", "是否含有", "是否含", "是否涉及", "包含", "含有", "含",
                                         "涉及", "contains ", "contain "});
    constexpr auto kColons = std::to_array<std::string_view>({"：", ":"});
    constexpr auto kAnswers =
        std::to_array<std::string_view>({"无", "否", "没有", "不含", "不涉及", "none", "no"});
    const std::size_t asked = at + starts_with_any(lower_.substr(at), kAsks);
    const std::size_t end = past_word(asked, kPersonal);
    const std::size_t colon = end == asked ? 0 : starts_with_any(lower_.substr(end), kColons);
    if (colon == 0) return at;
    const std::size_t from = past_spaces(lower_, end + colon);
    const std::size_t answer = starts_with_any(lower_.substr(from), kAnswers);
    return answer > 0 && ends_list(from + answer) ? from + answer : at;
  }

 private:
  // "不涉及个人信息处理": of what there is none of, nothing is done with it.
  std::size_t past_what_is_done(std::size_t at) const {
    constexpr auto kDone = std::to_array<std::string_view>({"处理", "出境"});
    const std::size_t length = starts_with_any(lower_.substr(at), kDone);
    return length > 0 && ends_list(at + length) ? at + length : at;
  }

  // "No personal data is included": to where the list ends; `at` where it does not so.
  std::size_t past_predicate(std::size_t at) const {
    constexpr auto kBe = std::to_array<std::string_view>({"is ", "are ", "was ", "were "});
    constexpr auto kDone = std::to_array<std::string_view>(
        {"included", "contained", "present", "involved", "collected", "processed", "transferred", "stored"});
    constexpr auto kAtAll = std::to_array<std::string_view>({"whatsoever", "at all", "of any kind", "in it",
                                                             "in them", "in the data", "in the dataset",
                                                             "in this dataset", "in these files"});
    const std::size_t from = past_spaces(lower_, at);
    if (from == at) return at;
    const std::string_view rest = lower_.substr(from);
    if (const std::size_t length = starts_with_any(rest, kAtAll); length > 0 && ends_list(from + length))
      return from + length;
    const std::size_t be = starts_with_any(rest, kBe);
    const std::size_t done = starts_with_any(rest.substr(be), kDone);
    return done > 0 && ends_list(from + be + done) ? from + be + done : at;
  }

  std::size_t past_sign(std::size_t at, std::string_view sign) const {
    return lower_.substr(at).starts_with(sign) ? at + sign.size() : at;
  }
  template <std::size_t N>
  std::size_t past_all(std::size_t at, const std::array<std::string_view, N>& words) const {
    for (;;) {
      const std::size_t length = starts_with_any(lower_.substr(at), words);
      if (length == 0) return at;
      at = past_spaces(lower_, at + length);
    }
  }
  template <std::size_t N>
  std::size_t past_word(std::size_t at, const std::array<std::string_view, N>& words) const {
    const std::size_t length = starts_with_any(lower_.substr(at), words);
    if (length == 0 || !is_letter(lower_[at + length - 1])) return at + length;
    const std::size_t end = past_sign(at + length, "s");
    return end < lower_.size() && is_letter(lower_[end]) ? at : end;
  }
  std::size_t past_join(std::size_t at) const {
    constexpr std::array<std::string_view, 11> kJoins{"、", "以及", "或者", "和",  "及",  "或",
                                                      "与", "/",    "and ", "or ", "nor "};
    const std::size_t next = past_spaces(lower_, at);
    const std::size_t length = starts_with_any(lower_.substr(next), kJoins);
    return length == 0 ? at : past_spaces(lower_, next + length);
  }
  bool ends_list(std::size_t at) const {
    // What follows one of them is read by itself.
    constexpr auto kCloses =
        std::to_array<std::string_view>({",",  ")", "]", "}",  "\"", "!",  "?",  "）", "】", "」",
                                         "』", "”", "’", "》", "〕", "｝", "〉", "（", "(",  "/"});
    const std::string_view rest = lower_.substr(past_spaces(lower_, at));
    return rest.empty() || rest == "." || starts_with_any(rest, kStops) > 0 ||
           starts_with_any(rest, kCloses) > 0;
  }
  // "不含姓名、也不含手机号": the next one is read by itself.
  bool is_denial(std::size_t at) const {
    constexpr std::array<std::string_view, 4> kAlso{"也", "亦", "均", "并"};
    return denial_at(lower_, past_all(at, kAlso), kind_) > 0;
  }

  static constexpr std::array<std::string_view, 8> kAny{"任何", "任一", "各类", "其",
                                                        "any ", "the ", "a ",   "an "};
  // What all that is a person's is called.
  static constexpr std::array<std::string_view, 9> kPersonal{
      "个人身份信息",    "个人信息",
      "个人数据",        "个人资料",
      "个人隐私",        "personally identifiable information",
      "personal data",   "personal information",
      "personal details"};
  // What some of it is called: it denies nothing by itself.
  static constexpr std::array<std::string_view, 6> kSomePersonal{"敏感个人信息",
                                                                 "个人敏感信息",
                                                                 "隐私信息",
                                                                 "隐私数据",
                                                                 "sensitive personal data",
                                                                 "sensitive personal information"};
  static constexpr std::array<std::string_view, 8> kNoPersons{"重要数据",     "核心数据",       "国家秘密",
                                                              "商业秘密",     "important data", "core data",
                                                              "state secret", "trade secret"};
  std::string_view lower_;
  TextKind kind_;
};

// The clauses of a text, from left to right.
class Clauses {
 public:
  explicit Clauses(std::string_view lower) : lower_(lower) {}

  void pass(std::size_t at) {
    // A line ends where it is full. What stands in quotation marks is told of, not said.
    constexpr std::array<std::string_view, 9> kOpens{"，", ",", "、", "（", "(", "【", "[", "\n", "\r"};
    const std::string_view rest = lower_.substr(at);
    const std::size_t comma = starts_with_any(rest, kOpens);
    const std::size_t stop = comma > 0 ? comma : starts_with_any(rest, kStops);
    if (stop == 0) return;
    is_framed_ = comma > 0 && (is_framed_ || is_frame(lower_.substr(begin_, at - begin_)));
    begin_ = at + stop;
  }
  void begin(std::size_t at) { begin_ = at; }
  std::size_t begins_at() const { return begin_; }
  bool begins_with(std::size_t at) const {
    return !is_framed_ && at >= begin_ && past_spaces(lower_.substr(0, at), begin_) == at;
  }
  // Whether a denial that stands there is of all that the text is about.
  bool may_deny(std::size_t at) const { return begins(at, 0); }
  // Of "为非个人信息" too, and not of "剔除非个人信息" or "并非非个人信息".
  bool may_say_non_personal(std::size_t at) const {
    constexpr std::array<std::string_view, 4> kIs{"为", "属于", "属", "系"};
    if (begins(at, 0)) return true;
    return std::any_of(kIs.begin(), kIs.end(), [&](auto is) {
      return at >= begin_ + is.size() && lower_.substr(0, at).ends_with(is) && begins(at, is.size());
    });
  }

 private:
  // but_last  octets before `at` that are looked at elsewhere
  bool begins(std::size_t at, std::size_t but_last) const {
    return !is_framed_ && at >= begin_ && leads_to_denial(lower_.substr(begin_, at - but_last - begin_));
  }

  std::string_view lower_;
  std::size_t begin_ = 0;   // of the clause
  bool is_framed_ = false;  // by a clause before it in the sentence
};

}  // namespace

std::string without_denied(std::string_view text, TextKind kind) {
  struct Range {
    std::size_t clause;  // where its clause begins
    std::size_t begin;
    std::size_t end;
  };
  const std::string lower = lower_words(text);
  if (speaks_of_some(lower)) return std::string(text);
  const DeniedList denied(lower, kind);
  Clauses clauses(lower);
  bool is_of_all = false;
  std::vector<Range> found;
  for (std::size_t i = 0; i < text.size();) {
    if (is_inside(text[i])) {
      ++i;
      continue;
    }
    clauses.pass(i);
    const std::size_t denial = denial_at(lower, i, kind);
    const std::size_t begin = i + denial;
    std::size_t end = begin;
    const bool is_no = std::string_view(lower).substr(i, denial).ends_with("no ");
    if (denial > 0 && clauses.may_deny(i)) end = denied.end_of(begin, is_no, is_of_all);
    if (denial == 0 && clauses.may_say_non_personal(i)) end = denied.end_of_non_personal(i);
    if (end == begin && clauses.begins_with(i)) end = denied.end_of_answer(i);
    // "Excluding names, no personal data": the first says of what the second holds.
    constexpr auto kOfWhat = std::to_array<std::string_view>({"excluding ", "without ", "with no "});
    if (end > begin && !found.empty() &&
        starts_with_any(std::string_view(lower).substr(found.back().begin), kOfWhat) > 0)
      return std::string(text);
    if (end > begin) {
      found.push_back({clauses.begins_at(), i, end});
      clauses.begin(end);
    }
    i = std::max(end > begin ? end : i, i + 1);
  }
  // From the last one back, as long as nothing is said behind them but the next one.
  std::size_t first = found.size();
  for (std::size_t next = text.size(); first > 0; next = found[--first].clause) {
    const std::size_t end = found[first - 1].end;
    if (!says_nothing(std::string_view(lower).substr(end, next - end))) break;
  }
  std::string out;
  std::size_t from = 0;
  for (; first < found.size(); ++first) {
    out += text.substr(from, found[first].begin - from);
    from = found[first].end;
  }
  out += text.substr(from);
  return out;
}

std::string without_denied_of_nobody(std::string_view text, TextKind kind) {
  std::string out = without_denied(text, kind);
  return speaks_of_holders(lower_words(out)) ? std::string(text) : out;
}

}  // namespace tidegate
