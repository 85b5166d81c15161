#include "tidegate/server/api/filing_shapes.h"

#include <string_view>

#include "tidegate/base/instant.h"

namespace tidegate::server {
namespace {

void write(JsonWriter& json, const Text& text) {
  json.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

void write(JsonWriter& json, const GapCounts& gaps) {
  json.begin_object().key("blocks").integer(gaps.blocks).key("returned").integer(gaps.returned);
  json.key("warns").integer(gaps.warns).end_object();
}

void optional_text(JsonWriter& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.key(key).string(text);
}

std::string_view word_of(Severity severity) {
  return severity == Severity::kBlocks ? "blocks" : severity == Severity::kReturned ? "returned" : "warns";
}

std::string_view word_of(CheckState state) {
  return state == CheckState::kFails ? "fails" : state == CheckState::kPasses ? "passes" : "not_checkable";
}

void write(JsonWriter& json, const Finding& finding, Lang lang) {
  json.begin_object().key("rule").string(finding.rule).key("severity").string(word_of(finding.severity));
  json.key("state").string(word_of(finding.state)).key("pointer").string(finding.pointer);
  write(json.key("says"), finding.says);
  json.key("source").string(finding.source.in(lang));
  write(json.key("source_text"), finding.source);
  write(json.key("fix"), finding.fix);
  json.end_object();
}

void write_findings(JsonWriter& json, const std::vector<Finding>& findings, Lang lang) {
  json.begin_array();
  for (const Finding& finding : findings) write(json, finding, lang);
  json.end_array();
}

void write(JsonWriter& json, const DeskFilingCheck::Task& task) {
  const std::int64_t open = task.gaps.blocks + task.gaps.returned;
  const bool is_done = task.answered == task.needed && open == 0;
  json.begin_object().key("id").string(task.id).key("answered").integer(task.answered);
  json.key("needed").integer(task.needed);
  write(json.key("gaps"), task.gaps);
  json.key("state").string(is_done ? "done" : task.answered > 0 ? "begun" : "not_begun").end_object();
}

// At most so many places in one problem: the first ones are enough to go on.
constexpr std::size_t kMostPointers = 50;

std::vector<std::string> pointers_of(const std::vector<Finding>& findings) {
  std::vector<std::string> pointers;
  for (const Finding& finding : findings) {
    if (pointers.size() < kMostPointers) pointers.push_back(finding.pointer);
  }
  return pointers;
}

}  // namespace

void write(JsonWriter& json, const DeskPaper& paper) {
  json.begin_object().key("id").string(paper.id).key("slot").string(paper.slot);
  json.key("file_name").string(paper.file_name).key("size_bytes").integer(paper.size_bytes);
  json.key("sha256").string(paper.sha256).key("media_type").string(paper.media_type);
  json.key("added_at").string(instant_text(paper.added_ms)).end_object();
}

void write(JsonWriter& json, const DeskFiling& filing) {
  json.begin_object().key("id").string(filing.id);
  json.key("firm").begin_object().key("id").string(filing.firm.id).key("uscc").string(filing.firm.uscc);
  json.key("name").string(filing.firm.name).end_object();
  json.key("state").string(filing.state);
  optional_text(json, "route", filing.route);
  optional_text(json, "case", filing.case_id);
  json.key("version").integer(filing.version);
  json.key("created_at").string(instant_text(filing.created_ms));
  json.key("updated_at").string(instant_text(filing.updated_ms));
  json.key("can_edit").boolean(filing.can_edit).key("is_changed").boolean(filing.is_changed);
  json.key("declaration").raw(filing.declaration);
  json.key("papers").begin_array();
  for (const DeskPaper& paper : filing.papers) write(json, paper);
  json.end_array().end_object();
}

void write(JsonWriter& json, const DeskFilingLine& line) {
  json.begin_object().key("id").string(line.id).key("title").string(line.title);
  optional_text(json, "title_en", line.title_en);
  json.key("state").string(line.state);
  optional_text(json, "route", line.route);
  optional_text(json, "case", line.case_id);
  optional_text(json, "case_state", line.case_state);
  json.key("created_at").string(instant_text(line.created_ms));
  json.key("updated_at").string(instant_text(line.updated_ms)).key("version").integer(line.version);
  write(json.key("gaps"), line.gaps);
  json.key("answered").integer(line.answered).key("needed").integer(line.needed).end_object();
}

void write(JsonWriter& json, const RecipientLink& link) {
  json.begin_object();
  // A new one: its token is told once.
  if (!link.token.empty()) {
    json.key("token").string(link.token).key("path").string("/recipient#" + link.token);
  }
  json.key("id").string(link.id).key("recipient").integer(link.recipient);
  json.key("created_at").string(instant_text(link.created_ms));
  json.key("expires_at").string(instant_text(link.expires_ms)).key("state").string(link.state);
  json.end_object();
}

void write(JsonWriter& json, const RecipientPart& part) {
  json.begin_object().key("exporter").string(part.exporter);
  write(json.key("title"), part.title);
  json.key("language").string("en").key("recipient").integer(part.recipient);
  json.key("tasks").raw(part.tasks).key("values").raw(part.values).key("version").integer(part.version);
  json.key("expires_at").string(instant_text(part.expires_ms)).key("is_done").boolean(part.is_done);
  json.end_object();
}

std::string check_document(const DeskFilingCheck& check, Lang lang) {
  JsonWriter json;
  json.begin_object().key("route");
  check.route.empty() ? json.null() : json.string(check.route);
  if (!check.route.empty()) write(json.key("route_words"), check.route_words);
  json.key("verdict").begin_object().key("law");
  check.law.empty() ? json.null() : json.string(check.law);
  json.key("route").string(check.law_route).key("route_class").string(check.route_class).end_object();
  json.key("missing").begin_array();
  for (const DeskFilingCheck::Missing& missing : check.missing) {
    json.begin_object().key("fact").string(missing.fact).key("pointer").string(missing.pointer);
    write(json.key("says"), missing.says);
    json.end_object();
  }
  json.end_array().key("smallest_changes").begin_array();
  for (const DeskFilingCheck::Change& change : check.smallest_changes) {
    json.begin_object().key("to").string(change.to);
    write(json.key("says"), change.says);
    json.end_object();
  }
  json.end_array().key("risk");
  if (check.risk) {
    json.begin_object().key("lane").string(to_string(check.risk->lane));
    json.key("score").decimal(check.risk->score_e6, 6).key("low").decimal(check.risk->low_e6, 6);
    json.key("high").decimal(check.risk->high_e6, 6).end_object();
  } else {
    json.null();
  }
  write_findings(json.key("findings"), check.findings, lang);
  write(json.key("gaps"), check.gaps);
  json.key("tasks").begin_array();
  for (const DeskFilingCheck::Task& task : check.tasks) write(json, task);
  json.end_array().key("can_submit").boolean(check.can_submit);
  write(json.key("disclaimer"), check.disclaimer);
  json.key("version").integer(check.version).end_object();
  return json.take();
}

Problem problem_of(const std::vector<PlacedProblem>& problems) {
  Problem out{ProblemCode::kOutOfRange, {}, {}, 0};
  JsonWriter json;
  json.begin_array();
  for (const PlacedProblem& problem : problems) {
    out.pointers.push_back(problem.pointer);
    json.begin_object().key("pointer").string(problem.pointer);
    write(json.key("says"), problem.says);
    write(json.key("fix"), problem.fix);
    json.end_object();
  }
  if (!problems.empty()) {
    const PlacedProblem& first = problems.front();
    out.detail = first.says;
    if (!first.fix.en.empty()) out.detail.en += "; " + first.fix.en;
    if (!first.fix.zh.empty()) out.detail.zh += "；" + first.fix.zh;
  }
  out.more = "\"problems\":" + json.end_array().take();
  return out;
}

Problem problem_of_blocking(const std::vector<Finding>& findings, Lang lang) {
  Problem out{ProblemCode::kOutOfRange, {}, pointers_of(findings), 0};
  const std::string count = std::to_string(findings.size());
  out.detail = {count + " findings keep it from being handed in", "有 " + count + " 处问题，暂不能申报"};
  JsonWriter json;
  write_findings(json, findings, lang);
  out.more = "\"findings\":" + json.take();
  return out;
}

}  // namespace tidegate::server
