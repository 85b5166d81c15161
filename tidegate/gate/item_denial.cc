// What a text says is not there, and how much of it that covers.
#include <optional>

#include "tidegate/gate/item_characters.h"
#include "tidegate/gate/item_person_words.h"
#include "tidegate/gate/item_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestLead = 60;    // octets of "此数据中也均"
constexpr std::size_t kLongestFrame = 60;   // octets of a clause that only says when or where
constexpr std::size_t kLongestAfter = 600;  // octets in which an exception is looked for

bool has_word(std::string_view lower, std::string_view word) {
  for (std::size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_letter(lower[at - 1])) && (end == lower.size() || !is_letter(lower[end])))
      return true;
  }
  return false;
}

template <std::size_t N>
bool has_any_word(std::string_view lower, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(), [&](auto word) { return has_word(lower, word); });
}

// Words of a denial that begin at `at`, its spaces with them; 0: none.
std::size_t denial_at(std::string_view lower, std::size_t at, TextKind kind) {
  // Not 非: "非会员姓名" are names of persons who are no members.
  constexpr std::array<std::string_view, 27> kChinese{
      "不含有", "不含",   "不包含", "不包括", "不涉及", "不采集", "不收集", "不属于", "不存在",
      "不传输", "不传送", "不记录", "不携带", "未包含", "未涉及", "未采集", "未收集", "未含",
      "并非",   "不是",   "没有",   "不载有", "不出境", "均不含", "均无",   "无任何", "无"};
  constexpr std::array<std::string_view, 14> kEnglish{
      "without ",     "excluding ",   "excludes ",    "not include ", "not contain ",
      "not collect ", "not cover ",   "not involve ", "not hold ",    "not including ",
      "not carry ",   "contains no ", "includes no ", "contain no "};
  const std::string_view rest = lower.substr(at);
  if (const std::size_t length = starts_with_any(rest, kChinese); length > 0) return length;
  if (at > 0 && is_letter(lower[at - 1])) return 0;
  if (const std::size_t length = starts_with_any(rest, kEnglish); length > 0) return length;
  // "No" of a name is a number.
  const bool is_no = kind != TextKind::kName && rest.starts_with("no ") && rest.size() > 3 &&
                     rest[3] >= 'a' && rest[3] <= 'z';
  return is_no ? 3 : 0;
}

// What may stand between the beginning of a clause and its denial and takes nothing from it. Whatever else
// stands there may say of when, where or how much it holds: "部分记录不含", "默认不含", "并非不含".
bool leads_to_denial(std::string_view lead) {
  constexpr std::array<std::string_view, 53> kLeads{
      "字段",    "记录",   "读数",     "所有",     "全部",   "上述",   "本次",   "readings", "records",
      "all",

      "数据项",  "items",  "fields",   "备注：",   "说明：", "注：",   "备注:",  "说明:",    "注:",
      "remark:", "note:",  "本数据项", "该数据项", "此数据", "本数据", "该数据", "数据",     "本项",
      "该项",    "本字段", "该字段",   "本表",     "该表",   "其中",   "中",     "均",       "也",
      "并",      "且",     "都",       "亦",       "and",    "also",   "they",   "this",     "the",
      "item",    "data",   "field",    "does",     "do",     "which",  "it"};
  if (lead.size() > kLongestLead) return false;
  for (std::size_t at = past_spaces(lead, 0); at < lead.size(); at = past_spaces(lead, at)) {
    const std::size_t length = starts_with_any(lead.substr(at), kLeads);
    const std::size_t end = at + length;
    if (length == 0 || (is_letter(lead[end - 1]) && end < lead.size() && is_letter(lead[end]))) return false;
    at = end;
  }
  return true;
}

// A clause that says when or where what follows its comma holds: "2026年以前，", "默认情况下，", "by
// default,".
bool is_frame(std::string_view clause) {
  constexpr std::array<std::string_view, 12> kWhole{"默认", "一般", "通常", "目前", "部分", "多数",
                                                    "首批", "暂",   "有时", "少数", "个别", "大多"};
  constexpr std::array<std::string_view, 13> kEnds{"下",   "中",   "时",   "前",   "后", "上", "期间",
                                                   "阶段", "来说", "而言", "除外", "外", "起"};
  constexpr std::array<std::string_view, 20> kWords{
      "default",   "some",      "most",      "mostly",    "usually",   "generally", "normally",
      "currently", "initially", "sometimes", "often",     "typically", "before",    "until",
      "unless",    "except",    "cases",     "principle", "mainly",    "if"};
  while (clause.ends_with(' ')) clause.remove_suffix(1);
  clause.remove_prefix(past_spaces(clause, 0));
  if (clause.size() > kLongestFrame) return false;
  return std::find(kWhole.begin(), kWhole.end(), clause) != kWhole.end() ||
         std::any_of(kEnds.begin(), kEnds.end(), [&](auto end) { return clause.ends_with(end); }) ||
         has_any_word(clause, kWords);
}

// "不含客户姓名，个别记录除外", "不含客户姓名。个别记录除外": to the end of the next sentence.
bool has_exception(std::string_view after) {
  constexpr std::array<std::string_view, 6> kFullStops{"。", "；", ";", "\n", ". ", "\r"};
  constexpr std::array<std::string_view, 9> kChinese{"除外", "例外", "以外", "除开", "不在此限",
                                                     "但",   "只有", "仅有", "仍"};
  constexpr std::array<std::string_view, 8> kEnglish{"except", "unless",  "other than", "apart from",
                                                     "but",    "however", "only",       "still"};
  std::size_t end = 0;
  for (int stops = 0; end < after.size() && end < kLongestAfter; ++end) {
    if (starts_with_any(after.substr(end), kFullStops) > 0 && ++stops == 2) break;
  }
  const std::string_view said = after.substr(0, end);
  return std::any_of(kChinese.begin(), kChinese.end(),
                     [&](auto word) { return said.find(word) != std::string_view::npos; }) ||
         has_any_word(said, kEnglish);
}

// What such a denial may only say of whom it is: "无手机号码客户姓名" are names, of customers without a
// number.
bool may_narrow(std::string_view denial) {
  constexpr std::array<std::string_view, 7> kNarrowing{"无",     "无任何", "没有",    "未采集",
                                                       "未收集", "no ",    "without "};
  return std::any_of(kNarrowing.begin(), kNarrowing.end(), [&](auto end) { return denial.ends_with(end); });
}

struct Noun {
  std::size_t end = 0;
  // A thing, and behind it without a sign another, or a person; or a person behind a person.
  bool is_of_another = false;
};

// A noun with whose it is, that nothing else stands beside; nothing where it is not so.
std::optional<Noun> bare_noun(std::string_view lower, std::size_t at) {
  bool has_noun = false;
  bool has_thing = false;
  bool has_holder = false;
  bool is_of_another = false;
  std::size_t end = at;
  for (;;) {
    const std::size_t next = past_spaces(lower, end);
    // A space parts two Chinese words, and joins two English ones.
    if (next > end && end > at && is_han(lower, next)) break;
    const PersonWordAt found = person_word_at(lower, next);
    if (found.length == 0 || found.word == PersonWord::kNone) break;
    const bool is_thing = found.word == PersonWord::kStrong || found.word == PersonWord::kWeak;
    const bool is_holder = found.word == PersonWord::kHolder;
    is_of_another |= (has_thing && (is_thing || is_holder)) || (has_holder && is_holder);
    has_thing |= is_thing || found.word == PersonWord::kAttribute;
    has_holder |= is_holder;
    // "姓名等个人信息", "names of customers": what follows sums up or owns what stands before.
    const std::string_view word = lower.substr(next, found.length);
    if (found.word == PersonWord::kFiller && (word.starts_with("等") || word == "of")) {
      has_thing = false;
      has_holder = false;
    }
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
  return Noun{end, is_of_another};
}

std::size_t past_join(std::string_view lower, std::size_t at) {
  constexpr std::array<std::string_view, 9> kJoins{"、", "以及", "和",  "及",  "或",
                                                   "与", "and ", "or ", "nor "};
  const std::size_t next = past_spaces(lower, at);
  const std::size_t length = starts_with_any(lower.substr(next), kJoins);
  return length == 0 ? at : past_spaces(lower, next + length);
}

// Where the list of what is denied ends; `at` where it denies nothing that is known here.
std::size_t denied_end(std::string_view lower, std::size_t at, bool may_narrow) {
  std::size_t end = at;
  for (std::size_t from = past_spaces(lower, at);;) {
    const auto noun = bare_noun(lower, from);
    if (!noun) return end;
    if (may_narrow && noun->is_of_another) return at;
    end = noun->end;
    from = past_join(lower, end);
    if (from == end) return end;
  }
}

// The clauses of a text, from left to right.
class Clauses {
 public:
  explicit Clauses(std::string_view lower) : lower_(lower) {}

  void pass(std::size_t at) {
    constexpr std::array<std::string_view, 12> kOpens{"，", ",",  "、", "（", "(",  "【",
                                                      "[",  "「", "“",  "\"", "《", "{"};
    const std::string_view rest = lower_.substr(at);
    const std::size_t comma = starts_with_any(rest, kOpens);
    const std::size_t stop = comma > 0 ? comma : starts_with_any(rest, kStops);
    if (stop == 0) return;
    is_framed_ = comma > 0 && (is_framed_ || is_frame(lower_.substr(begin_, at - begin_)));
    begin_ = at + stop;
  }
  void begin(std::size_t at) { begin_ = at; }
  // Whether a denial that stands there is of all that the text is about.
  bool may_deny(std::size_t at) const {
    return !is_framed_ && at >= begin_ && leads_to_denial(lower_.substr(begin_, at - begin_));
  }

 private:
  std::string_view lower_;
  std::size_t begin_ = 0;   // of the clause
  bool is_framed_ = false;  // by a clause before it in the sentence
};

}  // namespace

std::string without_denied(std::string_view text, TextKind kind) {
  const std::string lower = lowered(text);
  Clauses clauses(lower);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (is_inside(text[i])) {
      out += text[i++];
      continue;
    }
    clauses.pass(i);
    const std::size_t denial = denial_at(lower, i, kind);
    const bool denies = denial > 0 && clauses.may_deny(i);
    const std::size_t end =
        denies ? denied_end(lower, i + denial, may_narrow(std::string_view(lower).substr(i, denial))) : i;
    if (denies && end > i + denial && !has_exception(std::string_view(lower).substr(end))) {
      out += '\n';
      clauses.begin(end);
      i = end;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace tidegate
