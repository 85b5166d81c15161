// The filing and the files: pre-check, columns, persons.
#include <algorithm>

#include "tidegate/base/json_writer.h"
#include "tidegate/report/html_sections.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/phrases_sent.h"
#include "tidegate/report/sample.h"
#include "tidegate/terms/in_text.h"
#include "tidegate/terms/sample.h"

namespace tidegate::report {
namespace {

// A report stays a document: what lies beyond stands in the JSON.
constexpr std::size_t kMostFiles = 100;
constexpr std::size_t kMostColumns = 200;
constexpr std::size_t kOpenFiles = 3;

// Of a text whose cells name somebody the verdict says no more than that it is a text.
Sensitivity shown_class(const ColumnProfile& column) {
  const bool is_text = column.sensitivity == Sensitivity::kNone;
  return is_text && std::any_of(column.in_text.begin(), column.in_text.end(), names_person)
             ? Sensitivity::kPersonal
             : column.sensitivity;
}

void put_column(HtmlDraft& draft, const DataProfile& profile, const ColumnProfile& column) {
  std::string why;
  for (std::size_t i = 0; i < std::min<std::size_t>(column.evidence.size(), 2); ++i) {
    why += (why.empty() ? "" : draft.say("; ", "；")) + draft.say(column.evidence[i].says);
  }
  draft.out.put(
      "<tr><td class=\"num\">{}</td><th scope=\"row\" class=\"name\">{}</th><td>{}<span "
      "class=\"why\">{}</span></td>",
      column.index + 1, column_name(column, draft.lang()), type_words(profile, column.type, draft.lang()),
      column.type);
  draft.out.put(
      "<td><span class=\"badge {}\">{}</span></td><td class=\"num\" data-label=\"p\">{}</td><td "
      "class=\"num\" "
      "data-label=\"{}\">{}</td><td>{}",
      to_string(shown_class(column)), draft.say(label(shown_class(column))),
      decimal_text(column.p_permille, 3), draft.say("subjects", "主体"),
      column.distinct > 0 ? grouped(column.distinct) : "", why);
  for (const NearMiss& miss : column.near_misses) {
    draft.out.put("<span class=\"why\">{} {}{}{}</span>",
                  draft.form("{} cells nearly", "{} 个单元格近似", grouped(miss.cells)),
                  type_words(profile, miss.type, draft.lang()), draft.say(": ", "："), draft.say(miss.why));
  }
  for (const InText& found : column.in_text) {
    draft.out.put("<span class=\"why\">{} {}</span>",
                  draft.form("in text, {} cells:", "文本中 {} 个单元格含", grouped(found.cells)),
                  type_words(profile, found.type, draft.lang()));
  }
  draft.out.put("</td></tr>\n");
}

void put_file(HtmlDraft& draft, const DataProfile& profile, const FileProfile& file, bool open) {
  draft.out.put("<details{}><summary><b class=\"name\">{}</b> <span class=\"soft\">{}</span></summary>\n",
                Markup{open ? " open" : ""}, file.path,
                draft.form("{} persons, {} rows, {}", "{} 人，{} 行，{}", grouped(file.persons),
                           grouped(file.rows), draft.say(column_counts(file))));
  std::string read = file.format + draft.say(", ", "，") + file.encoding;
  if (!file.delimiter.empty()) {
    read += draft.form(", delimiter “{}”", "，分隔符“{}”", file.delimiter == "\t" ? "TAB" : file.delimiter);
  }
  read += file.header_row ? draft.form(", header in row {}", "，表头在第 {} 行", *file.header_row + 1)
                          : draft.say(", no header", "，无表头");
  if (file.ragged_rows > 0)
    read += draft.form(", {} ragged rows", "，{} 行列数不齐", grouped(file.ragged_rows));
  draft.out.put("<p class=\"small soft\">{} · {} · SHA-256 <code class=\"hash\">{}</code></p>\n", read,
                size_text(file.size_bytes), file.sha256);
  put_list(draft, file.notes);
  draft.out.put(
      "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\" class=\"num\">#</th><th "
      "scope=\"col\">{}</th><th scope=\"col\">{}</th>"
      "<th scope=\"col\">{}</th><th scope=\"col\" class=\"num\">p</th><th scope=\"col\" "
      "class=\"num\">{}</th><th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
      draft.say("column", "字段"), draft.say("type", "类型"), draft.say("class", "类别"),
      draft.say("subjects", "主体"), draft.say("why", "理由"));
  const std::size_t shown = std::min(file.columns.size(), kMostColumns);
  for (std::size_t i = 0; i < shown; ++i) put_column(draft, profile, file.columns[i]);
  draft.out.put("</tbody></table></div>\n");
  if (file.columns.size() > shown) {
    draft.out.put("<p class=\"soft\">{}</p>\n",
                  draft.form("{} more columns: see the JSON.", "另有 {} 个字段，见 JSON。",
                             file.columns.size() - shown));
  }
  draft.out.put("</details>\n");
}

}  // namespace

void put_sent(HtmlDraft& draft, const SentBefore& sent) {
  draft.begin_section("sent", draft.say("Sent before", "此前出境"));
  draft.out.put("<p>{}</p>\n", draft.say(sent_heading(sent)));
  std::vector<Text> sentences;
  for (const SentCount& count : sent.counts) {
    if (count.before > 0 || count.used > 0) sentences.push_back(sent_sentence(count));
  }
  put_list(draft, sentences);
  put_list(draft, sent.notes);
  const std::vector<const SentCount*> columns = sent_columns(sent);
  if (!sent.transfers.empty()) {
    draft.out.put(
        "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th>"
        "<th scope=\"col\">{}</th><th scope=\"col\" class=\"num\">{}</th>",
        draft.say("left on", "出境日期"), draft.say("to", "接收方"), draft.say("entry", "登记"),
        draft.say("persons", "人数"));
    for (const SentCount* count : columns)
      draft.out.put("<th scope=\"col\" class=\"num\">{}</th>", draft.say(fact_label(count->fact)));
    draft.out.put("<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n", draft.say("record", "记录"));
    for (std::size_t i = 0; i < sent.transfers.size(); ++i) {
      const SentTransfer& transfer = sent.transfers[i];
      draft.out.put(
          "<tr><th scope=\"row\">{}</th><td>{}</td><td><code>{}</code></td><td class=\"num\">{}</td>",
          transfer.on.str(), sent_to(transfer), transfer.id, grouped(transfer.persons));
      for (const SentCount* count : columns)
        draft.out.put("<td class=\"num\">{}</td>", draft.say(sent_share(*count, i)));
      draft.out.put("<td><code class=\"hash\">{}</code></td></tr>\n", transfer.record);
    }
    draft.out.put("</tbody></table></div>\n");
  }
  draft.end_section();
}

void put_findings(HtmlDraft& draft) {
  if (draft.a.findings.empty()) return;
  draft.begin_section("precheck", draft.say("Pre-check of the filing", "申报材料预检"));
  const FindingCounts n = count(draft.a.findings);
  draft.out.put(
      "<p><span class=\"badge blocks\">{}</span> <span class=\"badge returned\">{}</span> <span "
      "class=\"badge warns\">{}</span> ",
      draft.form("{} blocking", "{} 项不能提交", n.blocks),
      draft.form("{} to be returned", "{} 项会被退回", n.returned),
      draft.form("{} to be asked about", "{} 项可能被问", n.warns));
  draft.out.put("<span class=\"soft\">{}</span></p>\n",
                draft.form("{} passed, {} not checkable here", "{} 项通过，{} 项此处无法核验", n.passes,
                           n.not_checkable));
  const std::vector<const Finding*> fail = failing(draft.a.findings);
  if (!fail.empty()) {
    draft.out.put(
        "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">{}</th><th "
        "scope=\"col\">{}</th>"
        "<th scope=\"col\">{}</th></tr></thead>\n<tbody>\n",
        draft.say("rule", "规则"), draft.say("weight", "后果"),
        draft.say("found, and how to mend it", "问题与改法"), draft.say("where", "位置"));
    for (const Finding* finding : fail) {
      draft.out.put(
          "<tr><th scope=\"row\">{}</th><td><span class=\"badge {}\">{}</span></td><td>{}<span "
          "class=\"why\">{}</span><span class=\"why\">{}</span></td>",
          finding->rule, code(finding->severity), draft.say(label(finding->severity)),
          draft.say(finding->says), draft.say(finding->fix), draft.say(finding->source));
      draft.out.put("<td><code>{}</code>", breakable(finding->pointer));
      if (finding->line > 0)
        draft.out.put("<span class=\"why\">{}</span>", draft.form("line {}", "第 {} 行", finding->line));
      draft.out.put("</td></tr>\n");
    }
    draft.out.put("</tbody></table></div>\n");
  }
  if (n.passes + n.not_checkable > 0) {
    draft.out.put("<details><summary>{}</summary>\n<ul>\n", draft.say("The other rules", "其余规则"));
    for (const Finding& finding : draft.a.findings) {
      if (finding.state == CheckState::kFails) continue;
      draft.out.put("<li>{} <span class=\"badge {}\">{}</span> {}</li>\n", finding.rule, code(finding.state),
                    draft.say(label(finding.state)), draft.say(finding.says));
    }
    draft.out.put("</ul></details>\n");
  }
  draft.end_section();
}

void put_files(HtmlDraft& draft, const DataProfile& profile) {
  if (profile.files.empty()) return;
  draft.begin_section("data", draft.say("Data scanned", "扫描的数据"));
  draft.out.put(
      "<p>{}{} <span class=\"soft\">{}</span></p>\n", draft.say(totals_of(profile)), draft.say(".", "。"),
      is_sample(profile)
          ? draft.form("A sample of rows; classes as of {}. No value of anybody is in this report.",
                       "抽样扫描；分类日期 {}。本报告不含任何人的数据值。", profile.as_of)
          : draft.form("Whole files, no sample; classes as of {}. No value of anybody is in this report.",
                       "全量扫描，非抽样；分类日期 {}。本报告不含任何人的数据值。", profile.as_of));
  const std::size_t shown = std::min(profile.files.size(), kMostFiles);
  for (std::size_t i = 0; i < shown; ++i)
    put_file(draft, profile, profile.files[i], profile.files.size() <= kOpenFiles);
  if (profile.files.size() > shown) {
    draft.out.put("<p class=\"soft\">{}</p>\n",
                  draft.form("{} more files: see the JSON.", "另有 {} 个文件，见 JSON。",
                             profile.files.size() - shown));
  }
  draft.end_section();
}

}  // namespace tidegate::report
