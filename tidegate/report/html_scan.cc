// What the files hold, as a page: totals, what was found and where, what lists ask, every file.
#include <algorithm>
#include <map>
#include <set>

#include "tidegate/report/html_charts.h"
#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/sample.h"
#include "tidegate/report/scan.h"
#include "tidegate/report/told_place.h"

namespace tidegate::report {
namespace {

// A page stays a page: what lies beyond stands in the JSON.
constexpr std::size_t kMostFindings = 500;
constexpr std::size_t kMostUnread = 100;
constexpr std::size_t kShortId = 12;

// All findings of one type together, but for those that a baseline hides.
struct TypeSum {
  TypeCode type;
  Sensitivity sensitivity = Sensitivity::kNone;
  std::uint64_t columns = 0;
  std::uint64_t lines = 0;
  std::set<std::size_t> files;
  std::uint64_t persons = 0;  // in that one column that has most
};

std::vector<TypeSum> sums_of(const FindingsOf& scanned) {
  std::map<TypeCode, TypeSum> by_type;
  for (const ScanFinding& finding : scanned.findings) {
    if (finding.state == FindingState::kKnown) continue;
    TypeSum& sum = by_type[finding.type];
    sum.type = finding.type;
    sum.sensitivity = std::max(sum.sensitivity, finding.sensitivity);
    sum.files.insert(finding.file);
    if (!finding.column) {
      sum.lines += finding.line > 0 ? 1 : finding.lines;
      continue;
    }
    ++sum.columns;
    if (!finding.is_inside) {
      const ColumnProfile& column = scanned.profile.files.at(finding.file).columns.at(*finding.column);
      sum.persons = std::max(sum.persons, column.distinct);
    }
  }
  std::vector<TypeSum> sums;
  for (auto& [type, sum] : by_type) sums.push_back(std::move(sum));
  std::stable_sort(sums.begin(), sums.end(), [](const TypeSum& a, const TypeSum& b) {
    return std::pair(b.sensitivity, b.persons) < std::pair(a.sensitivity, a.persons);
  });
  return sums;
}

// What no baseline hides.
struct Told {
  std::size_t findings = 0;
  Sensitivity gravest = Sensitivity::kNone;
};

Told told_of(const FindingsOf& scanned) {
  Told told;
  for (const ScanFinding& finding : scanned.findings) {
    if (finding.state == FindingState::kKnown) continue;
    ++told.findings;
    told.gravest = std::max(told.gravest, finding.sensitivity);
  }
  return told;
}

std::string_view tone_of(Sensitivity gravest) {
  switch (gravest) {
    case Sensitivity::kNone:
      return "free";
    case Sensitivity::kPersonal:
      return "conditions";
    case Sensitivity::kImportant:
      return "undetermined";
    case Sensitivity::kSensitive:
      return "procedure";
    case Sensitivity::kSecret:
      return "stop";
  }
  return "undetermined";
}

void put_tile(HtmlDraft& draft, const std::string& name, const std::string& words) {
  draft.out.put("<div><dt>{}</dt><dd>{}</dd></div>\n", name, words);
}
void put_tile(HtmlDraft& draft, const std::string& name, std::uint64_t n, bool is_known = true) {
  put_tile(draft, name, is_known ? grouped(n) : draft.say("not known", "未知"));
}

// None found is no number where rows tell no age, or none that can be read.
std::string under14_words(HtmlDraft& draft, const PersonCounts& totals, bool is_known) {
  if (is_known && totals.rows_without_age == 0) return grouped(totals.under14);
  if (totals.under14 == 0) return draft.say("not known", "未知");
  return draft.form("{} or more", "至少 {}", grouped(totals.under14));
}

std::string headline_of(const HtmlDraft& draft, const FindingsOf& scanned, const Told& told, bool is_whole) {
  if (scanned.profile.totals.persons > 0) return draft.say(totals_of(scanned.profile));
  if (told.findings > 0)
    return draft.form("{}; how many persons is not known", "{}；人数未知",
                      draft.say(plural(told.findings, "finding", "项发现")));
  if (!scanned.findings.empty())
    return is_whole ? draft.say("Nothing was found that the baseline does not know", "未发现基线以外的内容")
                    : draft.say("Nothing was found in what could be read that the baseline does not know",
                                "在可读取的内容中未发现基线以外的内容");
  return is_whole ? draft.say("Nothing about persons and no secret was found", "未发现个人信息或密钥口令")
                  : draft.say("Nothing was found in what could be read",
                              "在可读取的内容中未发现个人信息或密钥口令");
}

void put_totals(HtmlDraft& draft, const FindingsOf& scanned, std::size_t unread) {
  const PersonCounts& totals = scanned.profile.totals;
  unread += unread_files(scanned.profile);
  const Told told = told_of(scanned);
  const bool is_nothing = told.findings == 0 && totals.persons == 0;
  const bool is_known = knows_persons(scanned.profile);
  draft.out.put("<section class=\"verdict {}\">\n<h1>{}</h1>\n",
                is_nothing && unread > 0 ? "undetermined" : tone_of(told.gravest),
                headline_of(draft, scanned, told, unread == 0));
  draft.out.put(
      "<p class=\"what\">{}</p>\n",
      draft.say("What a scan finds are hints for people who decide; what it does not find is no proof "
                "that nothing is there. It says nothing of what may leave: tidegate assess does.",
                "扫描结果是供人判断的线索；未发现不证明不存在。能否出境由 tidegate assess 评估。"));
  if (unread > 0) {
    draft.out.put(
        "<p class=\"gate\"><b>{}</b> {}</p>\n", draft.say("Not whole:", "不完整："),
        draft.form("{} could not be read, and no figure here speaks of them", "{}未能读取，以下数字均不包含",
                   draft.say(plural(unread, "file or table", "个文件或表"))));
  }
  draft.out.put("<dl class=\"tiles\">\n");
  put_tile(draft, draft.say("files and tables", "文件和表"), scanned.profile.files.size());
  put_tile(draft, draft.say("distinct persons", "去重人数"), totals.persons, is_known);
  put_tile(draft, draft.say("with sensitive data", "涉及敏感个人信息"), totals.with_sensitive, is_known);
  put_tile(draft, draft.say("under 14", "不满十四周岁"), under14_words(draft, totals, is_known));
  put_tile(draft, draft.say("rows without an identifier", "无标识的行"), totals.rows_without_identifier);
  put_tile(draft, draft.say("secrets", "密钥口令"),
           static_cast<std::uint64_t>(
               std::count_if(scanned.findings.begin(), scanned.findings.end(), [](const ScanFinding& f) {
                 return f.sensitivity == Sensitivity::kSecret && f.state != FindingState::kKnown;
               })));
  draft.out.put("</dl>\n");
  put_list(draft, scanned.profile.notes);
  draft.out.put("</section>\n");
}

std::string count_words(std::uint64_t n) { return n > 0 ? grouped(n) : std::string(); }

void put_types(HtmlDraft& draft, const FindingsOf& scanned) {
  const std::vector<TypeSum> sums = sums_of(scanned);
  if (sums.empty()) return;
  draft.begin_section("found", draft.say("What was found", "发现的类型"));
  std::uint64_t most = 1;
  for (const TypeSum& sum : sums) most = std::max(most, sum.persons);
  draft.out.put(
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
      "scope=\"col\" class=\"num\">{}</th><th scope=\"col\" class=\"num\">{}</th><th scope=\"col\" "
      "class=\"num\">{}</th><th scope=\"col\" colspan=\"2\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("type", "类型"), draft.say("class", "类别"), draft.say("files", "文件"),
      draft.say("columns", "字段"), draft.say("lines", "行"),
      draft.say("persons, in the column that has most", "人数（最多的一个字段）"));
  for (const TypeSum& sum : sums) {
    draft.out.put(
        "<tr><th scope=\"row\">{}<span class=\"why\">{}</span></th><td><span class=\"badge "
        "{}\">{}</span></td>"
        "<td class=\"num\" data-label=\"{}\">{}</td><td class=\"num\" data-label=\"{}\">{}</td><td "
        "class=\"num\" "
        "data-label=\"{}\">{}</td><td>{}</td><td class=\"num\" data-label=\"{}\">{}</td></tr>\n",
        type_words(scanned.profile, sum.type, draft.lang()), sum.type, to_string(sum.sensitivity),
        draft.say(label(sum.sensitivity)), draft.say("files", "文件"), sum.files.size(),
        draft.say("columns", "字段"), count_words(sum.columns), draft.say("lines", "行"),
        count_words(sum.lines),
        sum.persons > 0 ? share_svg(static_cast<std::int64_t>(sum.persons), static_cast<std::int64_t>(most))
                        : Markup{},
        draft.say("persons", "人数"), count_words(sum.persons));
  }
  draft.out.put("</tbody></table></div>\n");
  draft.end_section();
}

void put_place(HtmlDraft& draft, const DataProfile& profile, const ScanFinding& finding) {
  draft.out.put(
      "<tr><td>{}</td><td>{}</td><td><span class=\"badge {}\">{}</span></td><td><code class=\"hash "
      "nowrap\">{}</code>",
      place_words(finding, profile, draft.lang()), type_words(profile, finding.type, draft.lang()),
      to_string(finding.sensitivity), draft.say(label(finding.sensitivity)), finding.id.substr(0, kShortId));
  if (finding.state == FindingState::kExpired) {
    draft.out.put(
        "<span class=\"why\">{}</span>",
        draft.form("its entry ended on {}: {}", "基线条目于 {} 失效：{}", finding.until, finding.reason));
  }
  draft.out.put("</td></tr>\n");
}

void put_places(HtmlDraft& draft, const FindingsOf& scanned) {
  std::vector<const ScanFinding*> told;
  for (const ScanFinding& finding : scanned.findings) {
    if (finding.state != FindingState::kKnown) told.push_back(&finding);
  }
  if (told.empty() && scanned.baseline == nullptr) return;
  draft.begin_section("findings", draft.say("Findings, place by place", "逐处列出的发现"));
  if (scanned.baseline != nullptr) {
    draft.out.put(
        "<p>{}</p>\n",
        draft.form("The baseline hides {}; {} came back, since their day is over; {} of its entries "
                   "match nothing any more.",
                   "基线隐藏 {} 项；{} 项已过期，重新提出；{} 个条目已无对应的发现。",
                   grouped(scanned.baseline->known), grouped(scanned.baseline->expired),
                   grouped(scanned.baseline->stale.size())));
  }
  if (!told.empty()) {
    draft.out.put(
        "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th><th scope=\"col\">id</th></tr></thead>\n<tbody>\n",
        draft.say("place", "位置"), draft.say("type", "类型"), draft.say("class", "类别"));
  }
  const std::size_t shown = std::min(told.size(), kMostFindings);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i == 0 || told[i]->path != told[i - 1]->path)
      draft.out.put("<tr class=\"group\"><th colspan=\"4\" class=\"name\">{}</th></tr>\n",
                    breakable(told[i]->path));
    put_place(draft, scanned.profile, *told[i]);
  }
  if (!told.empty()) draft.out.put("</tbody></table></div>\n");
  if (told.size() > shown) {
    draft.out.put("<p class=\"soft\">{}</p>\n", draft.form("{} more: see the JSON.", "另有 {} 项，见 JSON。",
                                                           grouped(told.size() - shown)));
  }
  draft.out.put("<p class=\"soft\">{}</p>\n",
                draft.say("What may stay is entered with a reason: tidegate baseline add, --only and the id.",
                          "可以保留的发现可附理由登记：tidegate baseline add，以 --only 指定 id。"));
  draft.end_section();
}

void put_unread(HtmlDraft& draft, const std::vector<Error>& failed) {
  if (failed.empty()) return;
  draft.begin_section("unread", draft.say("What could not be read", "未能读取的内容"));
  draft.out.put("<ul>\n");
  const std::size_t shown = std::min(failed.size(), kMostUnread);
  for (std::size_t i = 0; i < shown; ++i) {
    const Error& error = failed[i];
    draft.out.put("<li><b class=\"name\">{}</b> {}</li>\n", breakable(told_place(error.where, draft.lang())),
                  draft.say({error.what, error.what_zh.empty() ? error.what : error.what_zh}));
  }
  draft.out.put("</ul>\n");
  if (failed.size() > shown)
    draft.out.put("<p class=\"soft\">{}</p>\n",
                  draft.form("{} more: see the messages of the scan.", "另有 {} 项，见扫描时的提示。",
                             grouped(failed.size() - shown)));
  draft.end_section();
}

}  // namespace

std::string scan_html(const FindingsOf& scanned, const std::vector<Error>& failed, std::string_view program,
                      Lang lang) {
  const DataProfile& profile = scanned.profile;
  Assessment answer;  // of no transfer: the page's sections know the program from it
  answer.program = program;
  HtmlDraft draft(answer, lang);
  put_types(draft, scanned);
  put_places(draft, scanned);
  put_unread(draft, failed);
  put_list_questions(draft, profile);
  put_files(draft, profile);
  const Markup sections = draft.out.take();
  put_totals(draft, scanned, failed.size());
  const Markup top = draft.out.take();
  return html_page(draft,
                   {draft.form("Scan of {}", "扫描：{}",
                               draft.say(plural(profile.files.size(), "file or table", "个文件或表"))),
                    draft.say("what the files hold", "文件内容扫描报告"),
                    draft.form("classes as of {}", "分类日期：{}", profile.as_of)},
                   top, sections);
}

}  // namespace tidegate::report
