#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/report/findings.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/sarif.h"
#include "tidegate/report/told_place.h"

namespace tidegate::report {
namespace {

struct Grade {
  std::string_view level;     // of SARIF
  std::string_view severity;  // 0 to 10, as code scanning of forges ranks by
};

Grade grade_of(Sensitivity sensitivity) {
  switch (sensitivity) {
    case Sensitivity::kSecret:
      return {"error", "9.0"};
    case Sensitivity::kSensitive:
      return {"warning", "8.0"};
    case Sensitivity::kImportant:
      return {"warning", "6.0"};
    case Sensitivity::kPersonal:
    case Sensitivity::kNone:
      break;
  }
  return {"note", "4.0"};
}

// The gravest class that a type's findings have: it is the rule's own.
using RuleGrades = std::map<TypeCode, Sensitivity>;

void write_rules(JsonWriter& json, const RuleGrades& rules, const DataProfile& profile, Lang lang) {
  json.key("rules").begin_array();
  for (const auto& [type, sensitivity] : rules) {
    const Grade grade = grade_of(sensitivity);
    json.begin_object().key("id").string(type);
    json.key("shortDescription")
        .begin_object()
        .key("text")
        .string(type_words(profile, type, lang))
        .end_object();
    json.key("fullDescription").begin_object().key("text").string(label(sensitivity).in(lang)).end_object();
    json.key("defaultConfiguration").begin_object().key("level").string(grade.level).end_object();
    json.key("properties").begin_object().key("security-severity").string(grade.severity);
    json.key("tags").begin_array().string("security").string(to_string(sensitivity)).end_array();
    json.end_object().end_object();
  }
  json.end_array();
}

// 1-based; 0: no line of the file on disk.
std::uint64_t line_on_disk(const ScanFinding& finding, const FileProfile& file) {
  constexpr std::array<std::string_view, 6> kPlain{"csv", "tsv", "json", "jsonl", "text", "log"};
  const bool is_plain = std::find(kPlain.begin(), kPlain.end(), file.format) != kPlain.end() &&
                        finding.path.find('!') == std::string::npos;
  if (!is_plain) return 0;
  if (finding.column && finding.line == 0) return file.header_row ? *file.header_row + 1 : 1;
  return std::max<std::uint64_t>(finding.line, 1);
}

// A member of an archive is no file of its own: the archive is the place, the member its logical name.
// line  1-based; 0: none.
void write_location(JsonWriter& json, const std::string& path, std::uint64_t line,
                    const std::string& logical) {
  json.key("locations").begin_array().begin_object();
  if (path.find("://") == std::string::npos) {
    const std::string artifact = path.substr(0, path.find('!'));
    json.key("physicalLocation").begin_object();
    json.key("artifactLocation").begin_object().key("uri").string(file_uri(artifact)).end_object();
    if (line > 0) json.key("region").begin_object().key("startLine").unsigned_integer(line).end_object();
    json.end_object();
  }
  json.key("logicalLocations").begin_array().begin_object();
  json.key("fullyQualifiedName").string(logical).end_object().end_array();
  json.end_object().end_array();
}

void write_place(JsonWriter& json, const ScanFinding& finding, const DataProfile& profile) {
  const FileProfile& file = profile.files.at(finding.file);
  std::string logical = finding.path;
  if (finding.column) {
    const ColumnProfile& column = file.columns.at(*finding.column);
    logical += "#" + (column.name.empty() ? std::to_string(column.index + 1) : column.name);
  }
  write_location(json, finding.path, line_on_disk(finding, file), logical);
}

struct Notification {
  std::string_view level;  // of SARIF
  std::string text;
  std::string path;  // of a file or a part of one; empty: of no one file
};

// What was not read and why, what was left out, what is noted of files; more than so many are told by number.
std::vector<Notification> notifications_of(const DataProfile& profile, const std::vector<Error>& failed,
                                           Lang lang) {
  constexpr std::size_t kMost = 1000;
  const bool zh = lang == Lang::kZh;
  std::vector<Notification> all;
  std::size_t left_out = 0;
  const auto add = [&](std::string_view level, std::string text, std::string path) {
    if (all.size() == kMost) {
      ++left_out;
      return;
    }
    all.push_back({level, std::move(text), std::move(path)});
  };
  for (const Error& error : failed)
    add("error",
        fmt::format("{}: {}", told_place(error.where, lang),
                    zh && !error.what_zh.empty() ? error.what_zh : error.what),
        "");
  for (const Text& note : profile.notes) add("note", note.in(lang), "");
  for (const FileProfile& file : profile.files) {
    const std::string path = file.path.starts_with("./") ? file.path.substr(2) : file.path;
    for (const Text& note : file.notes) add("note", note.in(lang), path);
  }
  if (left_out > 0)
    all.push_back({"note",
                   fmt::format(fmt::runtime(zh ? "另有 {} 项，见 JSON" : "{} more: see the JSON"), left_out),
                   ""});
  return all;
}

void write_invocation(JsonWriter& json, const DataProfile& profile, const std::vector<Error>& failed,
                      Lang lang) {
  json.key("invocations").begin_array().begin_object();
  json.key("executionSuccessful").boolean(failed.empty());
  json.key("toolExecutionNotifications").begin_array();
  for (const Notification& notification : notifications_of(profile, failed, lang)) {
    json.begin_object().key("level").string(notification.level);
    json.key("message").begin_object().key("text").string(notification.text).end_object();
    if (!notification.path.empty()) write_location(json, notification.path, 0, notification.path);
    json.end_object();
  }
  json.end_array().end_object().end_array();
}

std::string message_of(const ScanFinding& finding, const DataProfile& profile, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string text =
      fmt::format("{}: {} ({})", place_words(finding, profile, lang), type_words(profile, finding.type, lang),
                  label(finding.sensitivity).in(lang));
  if (finding.state == FindingState::kExpired) {
    text +=
        fmt::format(fmt::runtime(zh ? " · 基线条目于 {} 失效：{}" : " · its baseline entry ended on {}: {}"),
                    finding.until, finding.reason);
  }
  return text;
}

}  // namespace

std::string scan_sarif(const FindingsOf& of, const std::vector<Error>& failed, std::string_view program,
                       Lang lang) {
  RuleGrades rules;
  for (const ScanFinding& finding : of.findings) {
    if (finding.state == FindingState::kKnown) continue;
    Sensitivity& gravest = rules[finding.type];
    gravest = std::max(gravest, finding.sensitivity);
  }
  JsonWriter json(2);
  json.begin_object().key("$schema").string("https://json.schemastore.org/sarif-2.1.0.json");
  json.key("version").string("2.1.0").key("runs").begin_array().begin_object();
  json.key("tool").begin_object().key("driver").begin_object().key("name").string("tidegate");
  const std::size_t space = program.find(' ');
  json.key("version").string(space == std::string_view::npos ? program : program.substr(space + 1));
  write_rules(json, rules, of.profile, lang);
  json.end_object().end_object();
  write_invocation(json, of.profile, failed, lang);
  json.key("language").string(lang == Lang::kZh ? "zh-CN" : "en");
  json.key("columnKind").string("unicodeCodePoints").key("results").begin_array();
  for (const ScanFinding& finding : of.findings) {
    if (finding.state == FindingState::kKnown) continue;
    json.begin_object().key("ruleId").string(finding.type);
    json.key("ruleIndex").integer(std::distance(rules.begin(), rules.find(finding.type)));
    json.key("level").string(grade_of(finding.sensitivity).level);
    json.key("message").begin_object().key("text").string(message_of(finding, of.profile, lang)).end_object();
    write_place(json, finding, of.profile);
    json.key("partialFingerprints").begin_object().key("tidegateFinding/v1").string(finding.id).end_object();
    json.key("properties").begin_object().key("sensitivity").string(to_string(finding.sensitivity));
    json.end_object().end_object();
  }
  json.end_array().key("properties").begin_object().key("as_of").string(of.profile.as_of);
  if (of.baseline != nullptr) write_baseline(json.key("baseline"), *of.baseline);
  json.key("disclaimer").string(disclaimer().in(lang)).end_object();
  json.end_object().end_array().end_object();
  return json.take() + "\n";
}

}  // namespace tidegate::report
