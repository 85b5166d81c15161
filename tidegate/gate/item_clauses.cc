#include "tidegate/gate/item_clauses.h"

#include "tidegate/gate/item_characters.h"
#include "tidegate/gate/item_person_words.h"

namespace tidegate {
namespace {

constexpr std::size_t kLongestFrame = 60;  // octets of a clause that only says when or where
constexpr std::size_t kLongestLead = 60;   // octets of "此数据中也均"

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

}  // namespace

bool leads_to_denial(std::string_view lead) {
  constexpr auto kLeads = std::to_array<std::string_view>(
      {"数据集",   "数据项",  "本数据项", "该数据项", "此数据",       "本数据",  "该数据", "数据",    "字段",
       "本字段",   "该字段",  "记录",     "读数",     "日志",         "文件",    "报文",   "图像",    "内容",
       "本表",     "该表",    "本项",     "该项",     "本批",         "该批",    "所有",   "全部",    "上述",
       "以上",     "本次",    "出境",     "传输",     "上传",         "导出",    "其中",   "里面",    "里",
       "中",       "均",      "也",       "并",       "且",           "都",      "亦",     "既",      "完全",
       "我司",     "经",      "确认",     "备注：",   "说明：",       "注：",    "备注:",  "说明:",   "注:",
       "readings", "records", "all",      "items",    "fields",       "remark:", "note:",  "and",     "also",
       "they",     "this",    "these",    "our",      "the",          "item",    "data",   "dataset", "set",
       "field",    "file",    "files",    "log",      "logs",         "does",    "do",     "which",   "it",
       "there",    "is",      "are",      "we",       "confirm that", "所"});
  if (lead.size() > kLongestLead) return false;
  for (std::size_t at = past_spaces(lead, 0); at < lead.size(); at = past_spaces(lead, at)) {
    // "dataset", not "data".
    std::size_t length = 0;
    for (const std::string_view word : kLeads) {
      if (word.size() > length && lead.substr(at).starts_with(word)) length = word.size();
    }
    const std::size_t end = at + length;
    if (length == 0 || (is_letter(lead[end - 1]) && end < lead.size() && is_letter(lead[end]))) return false;
    at = end;
  }
  return true;
}

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
  // Who speaks of these has data of persons: it stays so without their names (PIPL art. 73(3)).
  constexpr auto kDeidentified =
      std::to_array<std::string_view>({"脱敏", "去标识", "匿名", "假名", "化名", "打码", "pseudonym",
                                       "anonym", "de identif", "deidentif", "tokenis", "tokeniz"});
  const auto is_in = [&](auto word) { return lower.find(word) != std::string_view::npos; };
  return std::any_of(kChinese.begin(), kChinese.end(), is_in) ||
         std::any_of(kDeidentified.begin(), kDeidentified.end(), is_in) || has_any_word(lower, kEnglish) ||
         tells_a_time(lower);
}

bool is_frame(std::string_view clause) {
  constexpr auto kWhole = std::to_array<std::string_view>({"一般", "暂", "测试"});
  constexpr auto kEnds = std::to_array<std::string_view>(
      {"下", "中", "时", "前", "后", "上", "期间", "阶段", "来说", "而言", "除外", "外", "起", "环境"});
  constexpr auto kBegins = std::to_array<std::string_view>(
      {"如", "若", "凡", "倘", "对于", "针对", "据", "待", "拟", "除", "直到", "截至", "经"});
  constexpr auto kBeginsOther = std::to_array<std::string_view>(
      {"若干", "据点", "除湿", "除尘", "除雪", "除冰", "除霜", "经纬", "经济", "经度", "经营", "经销"});
  // Prepositions and what stands like one: there are no others to come. "Allegedly," too.
  constexpr auto kPrepositions = std::to_array<std::string_view>(
      {"about ",   "according ", "against ", "among ",     "as ",        "assuming ",  "at ",
       "bar ",     "because ",   "besides ", "beyond ",    "by ",        "counting ",  "depending ",
       "despite ", "during ",    "each ",    "every ",     "excepting ", "excluding ", "for ",
       "from ",    "given ",     "in ",      "including ", "inside ",    "into ",      "like ",
       "minus ",   "never ",     "not ",     "of ",        "on ",        "outside ",   "over ",
       "past ",    "pending ",   "per ",     "plus ",      "provided ",  "providing ", "save ",
       "should ",  "since ",     "so ",      "subject ",   "supposing ", "through ",   "till ",
       "to ",      "towards ",   "under ",   "unlike ",    "up ",        "upon ",      "via ",
       "was ",     "were ",      "where ",   "while ",     "with ",      "within ",    "without "});
  constexpr auto kTakesBack =
      std::to_array<std::string_view>({"不是", "并非", "未必", "不能", "不可", "不应", "不得", "不等于",
                                       "所谓", "非", "不", "未", "否认", "误称", "谎称", "声称", "即使"});
  constexpr auto kNot = std::to_array<std::string_view>(
      {"not", "that", "never", "cannot", "called", "claimed", "claims", "says"});
  while (clause.ends_with(' ')) clause.remove_suffix(1);
  clause.remove_prefix(past_spaces(clause, 0));
  const auto ends = [&](auto end) { return clause.ends_with(end); };
  // "经核查", "经法务部门确认": that it was looked at.
  constexpr auto kLookedAt =
      std::to_array<std::string_view>({"核实", "核查", "核对", "审核", "审查", "检查", "确认"});
  const bool is_looked_at = clause.starts_with("经") && std::any_of(kLookedAt.begin(), kLookedAt.end(), ends);
  const std::size_t last = clause.rfind(' ');
  const std::string_view last_word = last == std::string_view::npos ? clause : clause.substr(last + 1);
  if (std::any_of(kTakesBack.begin(), kTakesBack.end(), ends) ||
      std::find(kNot.begin(), kNot.end(), last_word) != kNot.end())
    return true;
  if (starts_with_any(clause, kPrepositions) > 0 ||
      (last_word.size() == clause.size() && clause.ends_with("ly")) ||
      (starts_with_any(clause, kBegins) > 0 && starts_with_any(clause, kBeginsOther) == 0 && !is_looked_at))
    return true;
  return clause.size() <= kLongestFrame && (std::find(kWhole.begin(), kWhole.end(), clause) != kWhole.end() ||
                                            std::any_of(kEnds.begin(), kEnds.end(), ends));
}

bool says_nothing(std::string_view between) {
  constexpr auto kSigns =
      std::to_array<std::string_view>({"，", "。", "；", "、", "！", "（", "）", "【", "】", "〔", "〕", " ",
                                       ",",  ".",  ";",  "!",  "(",  ")",  "[",  "]",  "/",  "\n", "\r"});
  constexpr auto kLookedAt =
      std::to_array<std::string_view>({"已核实", "经核实", "已确认", "特此说明", "verified", "confirmed"});
  for (std::size_t at = 0; at < between.size();) {
    std::size_t length = starts_with_any(between.substr(at), kSigns);
    if (length == 0) length = starts_with_any(between.substr(at), kLookedAt);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

bool speaks_of_holders(std::string_view lower) {
  for (std::size_t i = 0; i < lower.size();) {
    const PersonWordAt found = is_inside(lower[i]) ? PersonWordAt{} : person_word_at(lower, i);
    if (found.length > 0 && (found.word == PersonWord::kHolder || found.word == PersonWord::kWho))
      return true;
    i += std::max<std::size_t>(found.length, 1);
  }
  return false;
}

}  // namespace tidegate
