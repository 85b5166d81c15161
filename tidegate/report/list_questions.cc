#include "tidegate/report/list_questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

constexpr std::size_t kNamed = 4;

bool is_there(const DataProfile& profile, const ListQuestion& q) {
  return q.file < profile.files.size() && (!q.column || *q.column < profile.files[q.file].columns.size());
}

std::string file_name(const FileProfile& file) { return file.path.substr(file.path.rfind('/') + 1); }

std::string numbers(const std::vector<std::string>& rows, std::string_view between) {
  std::string text;
  for (std::size_t i = 0; i < std::min(rows.size(), kNamed); ++i)
    text += (i == 0 ? "" : std::string(between)) + rows[i];
  if (rows.size() > kNamed) text += " …";
  return text;
}

Text route_words(const ListRowNamed& row) {
  Text words = row.route.empty()             ? Text{"names no route", "未载明路径"}
               : row.route == "assessment"   ? Text{"route: security assessment", "路径：安全评估"}
               : row.route == "other_regime" ? Text{"route: another regime", "路径：其他制度"}
                                             : Text{"route: " + row.route, "路径：" + row.route};
  if (!row.threshold.empty()) words = {words.en + ", " + row.threshold, words.zh + "，" + row.threshold};
  return words;
}

std::size_t count_open(const DataProfile& profile) {
  std::set<std::pair<std::size_t, std::size_t>> columns;
  for (const ListQuestion& q : profile.lists.questions) {
    if (q.review.verdict == ReviewVerdict::kOpen && is_there(profile, q))
      columns.insert({q.file, q.column ? *q.column + 1 : 0});
  }
  return columns.size();
}

}  // namespace

std::vector<ListQuestionGroup> question_groups(const DataProfile& profile) {
  std::vector<ListQuestionGroup> groups;
  for (const ReviewVerdict verdict :
       {ReviewVerdict::kOpen, ReviewVerdict::kConfirmed, ReviewVerdict::kDismissed}) {
    const std::size_t begin = groups.size();
    for (const ListQuestion& q : profile.lists.questions) {
      if (q.review.verdict != verdict || !is_there(profile, q)) continue;
      const FileProfile* file = &profile.files[q.file];
      const auto at = std::find_if(
          groups.begin() + static_cast<std::ptrdiff_t>(begin), groups.end(), [&](const ListQuestionGroup& g) {
            const ListQuestion& first = *g.questions.front();
            return g.file == file && first.list_id == q.list_id && first.row.row == q.row.row &&
                   first.row.term == q.row.term && first.row.source == q.row.source &&
                   first.column.has_value() == q.column.has_value() && first.review.reason == q.review.reason;
          });
      if (at != groups.end()) {
        at->questions.push_back(&q);
      } else {
        groups.push_back({file, {&q}});
      }
    }
  }
  return groups;
}

std::string asked_column(const DataProfile& profile, const ListQuestion& question, Lang lang) {
  if (!is_there(profile, question)) return "";
  if (!question.column) return lang == Lang::kZh ? "整张表" : "the whole table";
  return column_name(profile.files[question.file].columns[*question.column], lang);
}

Text asked_columns(const ListQuestionGroup& group) {
  Text text;
  std::size_t n = 0;
  for (const ListQuestion* q : group.questions) {
    if (!q->column) return {"the whole table", "整张表"};
    if (n++ >= kNamed) continue;
    const ColumnProfile& column = group.file->columns[*q->column];
    text.en += (text.en.empty() ? "" : ", ") + column_name(column, Lang::kEn);
    text.zh += (text.zh.empty() ? "" : "、") + column_name(column, Lang::kZh);
  }
  if (n > kNamed)
    text = {fmt::format("{} +{}", text.en, n - kNamed), fmt::format("{} +{}", text.zh, n - kNamed)};
  return text;
}

Text row_words(const ListQuestion& q) {
  const std::string en_term = q.row.term.en.empty() ? q.row.term.zh : q.row.term.en;
  const std::string zh_term = q.row.term.zh.empty() ? q.row.term.en : q.row.term.zh;
  Text words{fmt::format("{} row {}: {}", q.list_id, q.row.row, en_term),
             fmt::format("{} 第 {} 条：{}", q.list_id, q.row.row, zh_term)};
  if (!q.more_rows.empty()) {
    words.en += fmt::format(" (also rows {})", numbers(q.more_rows, ", "));
    words.zh += fmt::format("（另见第 {} 条）", numbers(q.more_rows, "、"));
  }
  return words;
}

Text review_words(const ListQuestion& q) {
  const ListReview& r = q.review;
  if (r.verdict == ReviewVerdict::kOpen) return r.reopened;
  const bool dismissed = r.verdict == ReviewVerdict::kDismissed;
  Text words{fmt::format("{} on {}", dismissed ? "dismissed" : "confirmed", r.on),
             fmt::format("{} {}", r.on, dismissed ? "排除" : "确认")};
  if (!r.by.empty())
    words = {fmt::format("{} by {}", words.en, r.by), fmt::format("{}，经办：{}", words.zh, r.by)};
  if (!r.until.empty())
    words = {fmt::format("{}, until {}", words.en, r.until),
             fmt::format("{}，有效期至 {}", words.zh, r.until)};
  return {fmt::format("{}: {}", words.en, r.reason), fmt::format("{}：{}", words.zh, r.reason)};
}

Text questions_sentence(const DataProfile& profile) {
  if (profile.lists.questions.empty()) return {};
  const std::size_t open = count_open(profile);
  if (open == 0)
    return {"every question of official lists is answered; the answers are the firm's own",
            "官方清单提出的问题均已答复；答复为企业自行说明"};
  return {
      fmt::format("official lists may name {}; nothing is declared important here, the list's text decides",
                  open == 1 ? "1 column" : fmt::format("{} columns", open)),
      fmt::format("官方清单可能涉及 {} 个字段；此处不认定重要数据，以清单原文为准", open)};
}

std::vector<Text> missing_sentences(const DataProfile& profile) {
  std::set<std::string_view> asking;
  for (const ListQuestion& q : profile.lists.questions) asking.insert(q.list_id);
  std::vector<Text> sentences;
  std::ptrdiff_t unsigned_ones = 0;
  std::size_t silent = 0;  // fragments of which no row asks
  for (const ListConsulted& c : profile.lists.consulted) {
    const bool is_unsigned = c.origin == "unsigned";
    if (c.status == "complete" && !is_unsigned) continue;
    if (asking.count(c.list_id) == 0 && !is_unsigned) {
      ++silent;
      continue;
    }
    const std::string en_of = c.official.empty() ? "" : " of " + c.official;
    const std::string& zh_official = c.official_zh.empty() ? c.official : c.official_zh;
    const std::string zh_of = zh_official.empty() ? "" : "（官方：" + zh_official + "）";
    Text says{fmt::format("{}: {} rows are held{}", c.list_id, c.rows, en_of),
              fmt::format("{}：现有 {} 条{}", c.list_id, c.rows, zh_of)};
    if (c.status != "complete" && !c.missing.empty())
      says = {fmt::format("{}; missing: {}", says.en, c.missing.en),
              fmt::format("{}；缺：{}", says.zh, c.missing.zh)};
    if (is_unsigned) {
      says = {says.en + "; added, unsigned", says.zh + "；后加入，未签名"};
      sentences.insert(sentences.begin() + unsigned_ones++, std::move(says));
    } else {
      sentences.push_back(std::move(says));
    }
  }
  if (silent > 0)
    sentences.push_back(
        {fmt::format(
             "{} more lists are here in part or not at all: that none of their rows asks means nothing "
             "(tidegate lists coverage)",
             silent),
         fmt::format("另有 {} 个清单仅有部分或全无条目：未提出问题不代表不涉及（见 tidegate lists coverage）",
                     silent)});
  return sentences;
}

bool has_added_list(const DataProfile& profile) {
  const auto& consulted = profile.lists.consulted;
  return std::any_of(consulted.begin(), consulted.end(),
                     [](const ListConsulted& c) { return c.origin != "built_in"; });
}

Text how_to_settle() {
  return {"answer each: tidegate lists review FILE --dismiss ID --reason TEXT, or --confirm ID --reason TEXT",
          "逐项答复：tidegate lists review FILE --dismiss ID --reason 理由，或 --confirm ID --reason 理由"};
}

std::size_t put_list_questions(TextPage& page, const DataProfile& profile, Lang lang, std::size_t most) {
  const std::vector<ListQuestionGroup> groups = question_groups(profile);
  if (groups.empty() && !has_added_list(profile)) return 0;
  const bool zh = lang == Lang::kZh;
  if (!groups.empty()) page.line({{questions_sentence(profile).in(lang), Tone::kStrong}}, 2);
  const std::size_t shown = most == 0 ? groups.size() : std::min(groups.size(), most);
  for (std::size_t i = 0; i < shown; ++i) {
    const ListQuestionGroup& group = groups[i];
    const ListQuestion& first = *group.questions.front();
    const bool open = first.review.verdict == ReviewVerdict::kOpen;
    page.line({{open ? "  ? " : "  · ", open ? Tone::kAsk : Tone::kFaint},
               {asked_columns(group).in(lang), Tone::kStrong},
               {fmt::format(fmt::runtime(zh ? "（{}）" : " ({})"), file_name(*group.file)), Tone::kFaint},
               {fmt::format(fmt::runtime(zh ? "：{} {}" : ": {} {}"),
                            first.is_factor ? (zh ? "识别因素" : "hint of") : (zh ? "可能为" : "may be"),
                            row_words(first).in(lang)),
                Tone::kPlain}},
              4);
    std::string why;
    for (const Text& reason : first.reasons) why += (why.empty() ? "" : zh ? "；" : "; ") + reason.in(lang);
    page.line({{"      " + why, Tone::kFaint}}, 6);
    page.line({{fmt::format(
                    fmt::runtime(zh ? "      {}；版本 {}；来源等级 {}；{}" : "      {}; edition {}; {}; {}"),
                    first.row.source, first.row.edition, grade_label(first.row.grade).in(lang),
                    route_words(first.row).in(lang)),
                Tone::kFaint}},
              6);
    if (const Text said = review_words(first); !said.empty())
      page.line({{"      " + said.in(lang), Tone::kPlain}}, 6);
    std::vector<std::string> ids;
    for (const ListQuestion* q : group.questions) ids.push_back(q->id);
    page.line({{fmt::format("      id {}", numbers(ids, " ")), Tone::kFaint}}, 6);
  }
  if (shown < groups.size())
    page.line({{fmt::format(fmt::runtime(zh ? "  另有 {} 组" : "  {} more groups"), groups.size() - shown),
                Tone::kFaint}});
  for (const Text& missing : missing_sentences(profile))
    page.line({{"  ◆ ", Tone::kCaution}, {missing.in(lang), Tone::kPlain}}, 4);
  for (const Text& remark : profile.lists.remarks)
    page.line({{"  ◆ ", Tone::kCaution}, {remark.in(lang), Tone::kPlain}}, 4);
  if (count_open(profile) > 0) page.line({{"  " + how_to_settle().in(lang), Tone::kFaint}}, 4);
  return groups.size() - shown;
}

void write_list_findings(JsonWriter& json, const ListFindings& lists) {
  json.begin_object().key("questions").begin_array();
  for (const ListQuestion& q : lists.questions) {
    json.begin_object().key("id").string(q.id).key("file").unsigned_integer(q.file).key("column");
    q.column ? json.unsigned_integer(*q.column) : json.null();
    json.key("list").string(q.list_id).key("row").string(q.row.row).key("edition").string(q.row.edition);
    write_text(json.key("term"), q.row.term);
    json.key("unit").string(q.row.unit).key("kind").string(q.row.kind).key("route").string(q.row.route);
    json.key("threshold").string(q.row.threshold).key("source").string(q.row.source);
    json.key("source_grade").string(q.row.grade);
    write_strings(json.key("more_rows"), q.more_rows);
    json.key("match").string(to_string(q.grade));
    write_texts(json.key("reasons"), q.reasons);
    json.key("is_factor").boolean(q.is_factor).key("holds").boolean(q.holds);
    json.key("verdict").string(to_string(q.review.verdict)).key("reason").string(q.review.reason);
    json.key("by").string(q.review.by).key("on").string(q.review.on).key("until").string(q.review.until);
    write_text(json.key("reopened"), q.review.reopened);
    json.end_object();
  }
  json.end_array().key("consulted").begin_array();
  for (const ListConsulted& c : lists.consulted) {
    json.begin_object().key("list").string(c.list_id);
    write_text(json.key("title"), c.title);
    json.key("kind").string(c.kind).key("zone").string(c.zone).key("is_ours").boolean(c.is_ours);
    json.key("status")
        .string(c.status)
        .key("rows")
        .unsigned_integer(c.rows)
        .key("official")
        .string(c.official);
    write_text(json.key("missing"), c.missing);
    json.key("origin").string(c.origin).end_object();
  }
  json.end_array();
  write_texts(json.key("remarks"), lists.remarks);
  json.key("basis").begin_array();
  for (const auto& [type, says] : lists.basis) {
    json.begin_object().key("type").string(type);
    write_text(json.key("says"), says);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace tidegate::report
