// What a text says is not there, and how much of it that covers.
#include "tidegate/gate/item_characters.h"
#include "tidegate/gate/item_person_words.h"
#include "tidegate/gate/item_text.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestFrame = 60;  // octets of a clause that only says when or where
constexpr std::size_t kLongestLead = 60;   // octets of "此数据中也均"

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
      {"without ",     "excluding ",   "excludes ",   "not include ",   "not contain ",    "not collect ",
       "not cover ",   "not involve ", "not hold ",   "not including ", "not containing ", "not carry ",
       "contains no ", "includes no ", "contain no ", "holds no ",      "has no ",         "have no ",
       "with no ",     "free of ",     "free from "});
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

// "2026年以前", "自2027年起", "3月1日后".
bool tells_a_time(std::string_view lower) {
  constexpr std::array<std::string_view, 4> kUnits{"年", "月", "日", "季度"};
  for (const std::string_view unit : kUnits) {
    for (std::size_t at = lower.find(unit); at != std::string_view::npos; at = lower.find(unit, at + 1)) {
      if (at > 0 && lower[at - 1] >= '0' && lower[at - 1] <= '9') return true;
    }
  }
  return false;
}

// What may stand between the beginning of a clause and its denial and takes nothing from it. Whatever else
// stands there may say of when, where or how much it holds: "部分记录不含", "默认不含", "并非不含".
bool leads_to_denial(std::string_view lead) {
  constexpr auto kLeads = std::to_array<std::string_view>(
      {"数据集",   "数据项",  "本数据项", "该数据项", "此数据", "本数据",  "该数据", "数据",    "字段",
       "本字段",   "该字段",  "记录",     "读数",     "日志",   "文件",    "报文",   "图像",    "内容",
       "本表",     "该表",    "本项",     "该项",     "本批",   "该批",    "所有",   "全部",    "上述",
       "以上",     "本次",    "出境",     "传输",     "上传",   "导出",    "其中",   "里面",    "里",
       "中",       "均",      "也",       "并",       "且",     "都",      "亦",     "既",      "完全",
       "我司",     "经",      "确认",     "备注：",   "说明：", "注：",    "备注:",  "说明:",   "注:",
       "readings", "records", "all",      "items",    "fields", "remark:", "note:",  "and",     "also",
       "they",     "this",    "these",    "our",      "the",    "item",    "data",   "dataset", "set",
       "field",    "file",    "files",    "log",      "logs",   "does",    "do",     "which",   "it"});
  if (lead.size() > kLongestLead) return false;
  for (std::size_t at = past_spaces(lead, 0); at < lead.size(); at = past_spaces(lead, at)) {
    const std::size_t length = starts_with_any(lead.substr(at), kLeads);
    const std::size_t end = at + length;
    if (length == 0 || (is_letter(lead[end - 1]) && end < lead.size() && is_letter(lead[end]))) return false;
    at = end;
  }
  return true;
}

// A text that speaks of some of what it is about, of a time, a case or a doubt, denies nothing, wherever in
// it that stands: "部分记录，不含客户姓名", "不含客户姓名。数据来自设备。个别记录除外", "no names, save for
// VIP rows".
bool speaks_of_some(std::string_view lower) {
  constexpr auto kChinese = std::to_array<std::string_view>(
      {"部分",   "个别",     "少数",     "少量",     "多数",     "大多",   "首批",   "首期", "样例",
       "抽样",   "样本数据", "测试环境", "测试数据", "测试阶段", "试运行", "偶尔",   "偶有", "偶发",
       "有时",   "可能",     "或许",     "也许",     "必要时",   "需要时", "原则上", "默认", "一般情况",
       "一般来", "一般不",   "一般无",   "通常",     "目前",     "现阶段", "暂不",   "暂无", "暂未",
       "暂时",   "不过",     "然而",     "惟",       "后续",     "另行",   "另有",   "残留", "遗漏",
       "有误",   "误填",     "误录",     "例外",     "除外",     "以外",   "除开",   "除非", "不在此",
       "不属实", "事实不符", "不代表",   "未经核实", "未核实",   "视情况", "基本上", "几乎"});
  constexpr auto kEnglish = std::to_array<std::string_view>(
      {"some",        "most",         "mostly",         "few",           "half",       "majority",
       "sample data", "sample rows",  "sample records", "samples only",  "may",        "might",
       "could",       "usually",      "generally",      "normally",      "typically",  "sometimes",
       "often",       "occasionally", "rarely",         "possible",      "possibly",   "ideally",
       "mainly",      "largely",      "default",        "principle",     "currently",  "initially",
       "until",       "before",       "after",          "once",          "when",       "whenever",
       "if",          "unless",       "except",         "exception",     "exceptions", "excepted",
       "save for",    "save where",   "barring",        "although",      "though",     "yet",
       "however",     "whether",      "untrue",         "is false",      "is wrong",   "is incorrect",
       "not true",    "unverified",   "not all",        "aside",         "apart from", "other than",
       "as a rule",   "where needed", "as needed",      "in many cases", "almost",     "nearly"});
  return std::any_of(kChinese.begin(), kChinese.end(),
                     [&](auto word) { return lower.find(word) != std::string_view::npos; }) ||
         has_any_word(lower, kEnglish) || tells_a_time(lower);
}

// A clause that says when, where or of whom what follows it holds, or takes it back: "默认情况下，",
// "如已脱敏，", "for EU users,", "并非（".
bool is_frame(std::string_view clause) {
  constexpr auto kWhole = std::to_array<std::string_view>({"一般", "暂", "测试"});
  constexpr auto kEnds = std::to_array<std::string_view>(
      {"下", "中", "时", "前", "后", "上", "期间", "阶段", "来说", "而言", "除外", "外", "起", "环境"});
  constexpr auto kBegins = std::to_array<std::string_view>({"如", "若", "凡", "倘", "对于", "针对"});
  constexpr auto kPrepositions =
      std::to_array<std::string_view>({"for ", "under ", "during ", "within ", "unlike ", "by "});
  constexpr auto kTakesBack =
      std::to_array<std::string_view>({"不是", "并非", "未必", "不能", "不可", "不应", "不得", "不等于",
                                       "所谓", "非", "不", "未", "否认", "误称", "谎称", "声称", "即使"});
  constexpr auto kNot = std::to_array<std::string_view>(
      {"not", "that", "never", "cannot", "called", "claimed", "claims", "says"});
  while (clause.ends_with(' ')) clause.remove_suffix(1);
  clause.remove_prefix(past_spaces(clause, 0));
  const auto ends = [&](auto end) { return clause.ends_with(end); };
  const std::size_t last = clause.rfind(' ');
  const std::string_view last_word = last == std::string_view::npos ? clause : clause.substr(last + 1);
  if (std::any_of(kTakesBack.begin(), kTakesBack.end(), ends) ||
      std::find(kNot.begin(), kNot.end(), last_word) != kNot.end())
    return true;
  if (starts_with_any(clause, kPrepositions) > 0 ||
      (starts_with_any(clause, kBegins) > 0 && !clause.starts_with("若干")))
    return true;
  return clause.size() <= kLongestFrame && (std::find(kWhole.begin(), kWhole.end(), clause) != kWhole.end() ||
                                            std::any_of(kEnds.begin(), kEnds.end(), ends));
}

// "不含客户姓名？否", "不含客户姓名，附件中有": a question, or a clause after it that says it is there.
bool is_taken_back(std::string_view after) {
  constexpr auto kQuestions = std::to_array<std::string_view>({"？", "?"});
  constexpr auto kParts = std::to_array<std::string_view>(
      {"，", ",", "。", "；", ";", "\n", "\r", "！", "？", "?", "（", "(", "）", ")"});
  if (starts_with_any(after.substr(past_spaces(after, 0)), kQuestions) > 0) return true;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= after.size(); ++at) {
    const std::size_t part = at == after.size() ? 1 : starts_with_any(after.substr(at), kParts);
    if (part == 0) continue;
    std::string_view clause = after.substr(begin, at - begin);
    clause.remove_prefix(past_spaces(clause, 0));
    while (clause.ends_with(' ')) clause.remove_suffix(1);
    constexpr auto kThere = std::to_array<std::string_view>({"有", "含", "存在", " do", " does"});
    constexpr auto kNotThere = std::to_array<std::string_view>({"没有", "所有", "不含", "未含", "不存在"});
    const auto ends = [&](auto end) { return clause.ends_with(end); };
    const bool is_there = std::any_of(kThere.begin(), kThere.end(), ends) &&
                          std::none_of(kNotThere.begin(), kNotThere.end(), ends);
    if (is_there || clause == "否" || clause == "no") return true;
    begin = at + part;
  }
  return false;
}

// "不含客户姓名，仅有VIP", "不含客户姓名。但VIP仍含": to the end of the next sentence. A run of stops, spaces
// and line ends is one stop.
bool has_exception(std::string_view after) {
  constexpr auto kFullStops = std::to_array<std::string_view>({"。", "；", ";", "\n", ". ", "\r"});
  constexpr auto kChinese = std::to_array<std::string_view>({"但", "只有", "仅有", "仍"});
  constexpr auto kEnglish = std::to_array<std::string_view>({"but", "only", "still"});
  std::size_t end = 0;
  for (int stops = 0; end < after.size();) {
    std::size_t next = end;
    while (next < after.size()) {
      const std::size_t stop = starts_with_any(after.substr(next), kFullStops);
      if (stop == 0 && (next == end || after[next] != ' ')) break;
      next += stop == 0 ? 1 : stop;
    }
    if (next > end && ++stops == 2) break;
    end = next > end ? next : end + 1;
  }
  const std::string_view said = after.substr(0, end);
  return std::any_of(kChinese.begin(), kChinese.end(),
                     [&](auto word) { return said.find(word) != std::string_view::npos; }) ||
         has_any_word(said, kEnglish) || is_taken_back(said);
}

// What is denied: a list of a person's things, with whose they are before or behind them. Whatever else
// stands in it leaves the denial unread: "无手机号码客户姓名" are names, of customers without a number.
class DeniedList {
 public:
  DeniedList(std::string_view lower, TextKind kind) : lower_(lower), kind_(kind) {}

  // Where the list that begins at `at` ends; `at` where it is not read whole.
  // is_no  the denial is a bare "no": a verb may follow the list.
  std::size_t end_of(std::size_t at, bool is_no) const {
    constexpr auto kColons = std::to_array<std::string_view>({"：", ":"});
    const std::size_t colon = is_no ? 0 : starts_with_any(lower_.substr(at), kColons);
    bool has_known = false;
    for (std::size_t from = past_spaces(lower_, at + colon);;) {
      Element element = element_at(from);
      if (element.end == 0 && has_known) element.end = past_no_persons(from);
      if (element.end == 0) return at;
      has_known = true;
      if (ends_list(element.end)) return element.end;
      if (const std::size_t said = is_no ? past_predicate(element.end) : element.end; said > element.end)
        return said;
      const std::size_t next = past_join(element.end);
      if (next == element.end || element.is_summed_up) return at;
      if (is_denial(next)) return element.end;
      from = next;
    }
  }

  // "非个人信息", and nothing else that begins so: "非会员姓名" are names of persons who are no members.
  std::size_t end_of_non_personal(std::size_t at) const {
    constexpr auto kWords =
        std::to_array<std::string_view>({"非个人信息", "非个人数据", "非个人资料", "非个人隐私",
                                         "non personal data", "non personal information"});
    constexpr std::array<std::string_view, 2> kDataTails{"类数据", "数据"};
    const std::size_t length = starts_with_any(lower_.substr(at), kWords);
    if (length == 0) return at;
    std::size_t end = at + length;
    end += starts_with_any(lower_.substr(end), kDataTails);
    return ends_list(end) || past_join(end) > end ? end : at;
  }

 private:
  struct Element {
    std::size_t end = 0;  // 0: it is none
    bool is_summed_up = false;
  };

  // [任何] [敏感] [holders] [的] things [等 [sum]] [of holders]
  Element element_at(std::size_t at) const {
    const std::size_t qualified = past_all(at, kAny);
    std::size_t from = past_all(qualified, kQualifiers);
    const bool is_narrowed = from > qualified;
    if (is_some(lower_.substr(qualified, from - qualified))) return {};
    if (is_narrowed) from = past_sign(from, "的");
    const std::size_t owned = past_holders(from);
    if (owned > from) from = past_all(past_sign(owned, "的"), kAny);
    // "可识别的个人信息" are all there are, "加密手机号" and "敏感客户姓名" some.
    std::size_t end = is_narrowed ? past_sum(from) : past_thing(from);
    if (end == from) return {};
    for (std::size_t next = past_tail(end); next > end; next = past_tail(end)) end = next;
    if (lower_.substr(end).starts_with("等"))
      return {past_sum_of_list(past_all(past_sign(end, "等"), kQualifiers)), true};
    if (lower_.substr(end).starts_with("类")) {
      const std::size_t kind = past_sign(end, "类");
      const std::size_t sum = past_sum(kind);
      return {sum > kind ? sum : 0, true};
    }
    const std::size_t of = past_spaces(lower_, end);
    if (of == end || !lower_.substr(of).starts_with("of ")) return {end, false};
    const std::size_t whose = past_all(of + 3, kAny);
    const std::size_t owners = past_holders(whose);
    return {owners > whose ? owners : 0, false};
  }

  // "No personal data is included": to where the list ends; `at` where it does not so.
  std::size_t past_predicate(std::size_t at) const {
    constexpr auto kBe = std::to_array<std::string_view>({"is ", "are ", "was ", "were "});
    constexpr auto kDone = std::to_array<std::string_view>(
        {"included", "contained", "present", "involved", "collected", "processed", "transferred", "stored"});
    constexpr auto kAtAll = std::to_array<std::string_view>({"whatsoever", "at all"});
    const std::size_t from = past_spaces(lower_, at);
    if (from == at) return at;
    const std::string_view rest = lower_.substr(from);
    if (const std::size_t length = starts_with_any(rest, kAtAll); length > 0 && ends_list(from + length))
      return from + length;
    const std::size_t be = starts_with_any(rest, kBe);
    const std::size_t done = be == 0 ? 0 : starts_with_any(rest.substr(be), kDone);
    return done > 0 && ends_list(from + be + done) ? from + be + done : at;
  }

  // An element after a known one that is a thing: "设备序号". In it stands no word for persons nor one that
  // narrows what stands before it. 0: it is none.
  std::size_t past_no_persons(std::size_t at) const {
    constexpr std::size_t kLongest = 40;  // octets
    // Nor a verb: "不含姓名、采集声音" is no list.
    constexpr auto kNarrows = std::to_array<std::string_view>(
        {"仅",   "但",   "除",   "可",   "将",   "已",   "须",   "另",   "只",   "含",   "有",
         "为",   "是",   "在",   "时",   "后",   "前",   "的",   "不",   "未",   "无",   "非",
         "其余", "其他", "其它", "全",   "传",   "者",   "人",   "名",   "等",   "类",   "收集",
         "采集", "提供", "附上", "见附", "存储", "录入", "拍摄", "抓取", "读取", "导出", "包括",
         "涉及", "需要", "应当", "发送", "处理", "取自", "来自", "关联"});
    constexpr auto kNarrowsEnglish = std::to_array<std::string_view>(
        {"only", "but", "are", "is",    "was",   "were", "with", "without", "of", "that", "which", "who",
         "not",  "for", "all", "other", "being", "by",   "from", "to",      "in", "on",   "have",  "has"});
    std::size_t end = at;
    while (end < lower_.size() && !ends_list(end) && past_join(end) == end) {
      if (end - at > kLongest || starts_with_any(lower_.substr(end), kNarrows) > 0) return 0;
      const PersonWordAt found = person_word_at(lower_, end);
      const bool is_persons =
          found.length > 0 && (found.word == PersonWord::kStrong || found.word == PersonWord::kWeak ||
                               found.word == PersonWord::kHolder);
      if (is_persons) return 0;
      if (!is_letter(lower_[end]) && lower_[end] != ' ' && !is_han(lower_, end)) return 0;
      ++end;
      while (end < lower_.size() && is_inside(lower_[end])) ++end;
    }
    return end > at && !has_any_word(lower_.substr(at, end - at), kNarrowsEnglish) ? end : 0;
  }

  // "敏感个人信息" are some of a person's: the rest of it may be there.
  static bool is_some(std::string_view qualifiers) {
    return qualifiers.find("敏感") != std::string_view::npos ||
           qualifiers.find("sensitive") != std::string_view::npos;
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
  // A space joins English words, and parts Chinese ones.
  std::size_t next_word(std::size_t at) const {
    const std::size_t next = past_spaces(lower_, at);
    return next > at && is_han(lower_, next) ? at : next;
  }

  std::size_t past_thing(std::size_t at) const {
    at = next_word(at);
    if (const std::size_t end = past_word(at, kNoPersons); end > at) return end;
    if (const std::size_t end = past_word(at, kPersonal); end > at) return end;
    if (past_word(at, kSomePersonal) > at) return at;
    const PersonWordAt found = person_word_at(lower_, at);
    const bool is_thing = found.word == PersonWord::kStrong || found.word == PersonWord::kWeak ||
                          found.word == PersonWord::kAttribute;
    return is_thing ? at + found.length : at;
  }
  std::size_t past_sum(std::size_t at) const {
    const std::size_t from = next_word(at);
    if (const std::size_t end = past_word(from, kPersonal); end > from) return end;
    const std::size_t end = past_word(from, kSums);
    return end > from ? end : at;
  }
  // What sums a list up: "等个人敏感信息" too.
  std::size_t past_sum_of_list(std::size_t at) const {
    const std::size_t end = past_word(at, kSomePersonal);
    return end > at ? end : past_sum(at);
  }
  // Of the thing before it, and no thing of its own: "护照号", "passport numbers".
  std::size_t past_tail(std::size_t at) const {
    const std::size_t from = next_word(at);
    if (from == at && at < lower_.size() && is_letter(lower_[at]) && is_letter(lower_[at - 1])) return at;
    const std::size_t end = past_word(from, kTails);
    return end > from ? end : at;
  }

  std::size_t past_holders(std::size_t at) const {
    std::size_t end = at;
    for (std::size_t from = at;;) {
      const std::size_t length = holder_length(from);
      if (length == 0) return end;
      end = from + length;
      from = past_all(past_join(end), kAny);
      if (from == end) return end;
    }
  }
  // Octets of who may be a person, in one word or in two that are one.
  std::size_t holder_length(std::size_t at) const {
    struct Pair {
      std::string_view first;
      std::string_view second;
    };
    constexpr std::array<Pair, 15> kPairs{{{"个人", "用户"},
                                           {"个人", "会员"},
                                           {"个人", "客户"},
                                           {"学生", "家长"},
                                           {"学员", "家长"},
                                           {"患者", "家属"},
                                           {"病人", "家属"},
                                           {"员工", "家属"},
                                           {"职工", "家属"},
                                           {"individual", "customer"},
                                           {"individual", "client"},
                                           {"individual", "user"},
                                           {"individual", "consumer"},
                                           {"staff", "member"},
                                           {"crew", "member"}}};
    const PersonWordAt found = person_word_at(lower_, at);
    if (found.length == 0 || found.word != PersonWord::kHolder) return 0;
    const std::string_view word = lower_.substr(at, found.length);
    const std::size_t next = next_word(at + found.length);
    for (const Pair& pair : kPairs) {
      if (word != pair.first || !lower_.substr(next).starts_with(pair.second)) continue;
      const PersonWordAt second = person_word_at(lower_, next);
      if (second.word == PersonWord::kHolder) return next + second.length - at;
    }
    return found.length;
  }

  std::size_t past_join(std::size_t at) const {
    constexpr std::array<std::string_view, 9> kJoins{"、", "以及", "和",  "及",  "或",
                                                     "与", "and ", "or ", "nor "};
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
  static constexpr std::array<std::string_view, 7> kQualifiers{
      "敏感", "可识别", "能识别", "具体", "identifiable ", "identifying ", "sensitive "};
  // What all that is a person's is called.
  static constexpr std::array<std::string_view, 9> kPersonal{
      "个人身份信息",    "个人信息",
      "个人数据",        "个人资料",
      "个人隐私",        "personally identifiable information",
      "personal data",   "personal information",
      "personal details"};
  // What some of it is called: it sums up a list before it, and denies nothing by itself.
  static constexpr std::array<std::string_view, 3> kSomePersonal{"个人敏感信息", "隐私信息", "隐私数据"};
  static constexpr std::array<std::string_view, 9> kSums{"信息", "数据", "资料",        "字段", "内容",
                                                         "记录", "data", "information", "field"};
  static constexpr std::array<std::string_view, 8> kNoPersons{"重要数据",     "核心数据",       "国家秘密",
                                                              "商业秘密",     "important data", "core data",
                                                              "state secret", "trade secret"};
  static constexpr std::array<std::string_view, 12> kTails{"号码",        "号",   "字段",   "信息",
                                                           "数据",        "资料", "number", "data",
                                                           "information", "info", "detail", "field"};

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
  const std::string lower = lower_words(text);
  if (speaks_of_some(lower)) return std::string(text);
  const DeniedList denied(lower, kind);
  Clauses clauses(lower);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (is_inside(text[i])) {
      out += text[i++];
      continue;
    }
    clauses.pass(i);
    const std::size_t denial = denial_at(lower, i, kind);
    const std::size_t begin = i + denial;
    std::size_t end = begin;
    const bool is_no = lower.compare(i, denial, "no ") == 0;
    if (denial > 0 && clauses.may_deny(i)) end = denied.end_of(begin, is_no);
    if (denial == 0 && clauses.may_say_non_personal(i)) end = denied.end_of_non_personal(i);
    if (end > begin && !has_exception(std::string_view(lower).substr(end))) {
      clauses.begin(end);
      i = end;
    } else {
      out += text[i++];
    }
  }
  return out;
}

}  // namespace tidegate
