#include "tidegate/report/sarif.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

struct Rule {
  std::string id;
  std::string_view level;  // error warning note none
  Text says;
};

const std::vector<Rule>& own_rules() {
  static const std::vector<Rule> kRules{
      {"TG-ROUTE-FREE", "none", {"The transfer may proceed", "可以出境"}},
      {"TG-ROUTE-CONDITIONS",
       "warning",
       {"The transfer may proceed while named conditions hold", "满足所列条件时可以出境"}},
      {"TG-ROUTE-PROCEDURE", "error", {"A procedure must be completed first", "须先履行程序"}},
      {"TG-ROUTE-UNDETERMINED", "error", {"Facts are missing to decide the route", "缺少判定路径所需的事实"}},
      {"TG-ROUTE-STOP", "error", {"The transfer must not proceed", "不得出境"}},
      {"TG-COLUMN-IMPORTANT", "warning", {"A column hints at important data", "字段含重要数据线索"}},
      {"TG-COLUMN-PERSONAL", "note", {"A column holds personal information", "字段含个人信息"}},
      {"TG-COLUMN-SENSITIVE",
       "warning",
       {"A column holds sensitive personal information", "字段含敏感个人信息"}},
      {"TG-COLUMN-SECRET", "error", {"A column holds secrets or credentials", "字段含凭据与密钥"}},
      {"TG-LIST-QUESTION", "warning", {"An official list may name a column", "官方清单可能涉及该字段"}},
  };
  return kRules;
}

std::size_t route_rule(RouteClass c) { return static_cast<std::size_t>(c); }
std::size_t column_rule(Sensitivity s) { return 4 + static_cast<std::size_t>(s); }  // kNone has none
constexpr std::size_t kListRule = 9;

std::string_view level_of(Severity severity) {
  if (severity == Severity::kBlocks) return "error";
  return severity == Severity::kReturned ? "warning" : "note";
}

struct Place {
  std::string path;       // empty: nowhere
  std::int64_t line = 0;  // 1-based; 0: no line
  std::string logical;    // "crm.csv#mobile", "/scenario/recipients/0"
};

class SarifDraft {
 public:
  SarifDraft(const Assessment& assessment, Lang lang) : a_(assessment), lang_(lang), json_(2) {}
  std::string write();

 private:
  void rules();
  void rule(const std::string& id, std::string_view level, const Text& says, const Text& help);
  void result(const std::string& id, std::size_t index, std::string_view level, const std::string& message,
              const Place& place);
  void location(const Place& place);
  void routes();
  void columns();
  void list_questions();
  void findings();

  const Assessment& a_;
  Lang lang_;
  JsonWriter json_;
  std::vector<const Finding*> checks_;  // one a rule of the pre-check that fails, in order
};

void SarifDraft::rule(const std::string& id, std::string_view level, const Text& says, const Text& help) {
  json_.begin_object().key("id").string(id);
  json_.key("shortDescription").begin_object().key("text").string(says.in(lang_)).end_object();
  if (!help.empty()) json_.key("help").begin_object().key("text").string(help.in(lang_)).end_object();
  json_.key("defaultConfiguration").begin_object().key("level").string(level).end_object().end_object();
}

void SarifDraft::rules() {
  json_.key("rules").begin_array();
  for (const Rule& own : own_rules()) rule(own.id, own.level, own.says, {});
  for (const Finding* check : checks_)
    rule(check->rule, level_of(check->severity), check->source, check->fix);
  json_.end_array();
}

void SarifDraft::location(const Place& place) {
  json_.key("locations").begin_array();
  if (!place.path.empty()) {
    // A member of an archive is no file of its own: the archive is the place, the member its logical name.
    const std::string artifact = place.path.substr(0, place.path.find('!'));
    json_.begin_object().key("physicalLocation").begin_object();
    json_.key("artifactLocation").begin_object().key("uri").string(file_uri(artifact)).end_object();
    if (place.line > 0) json_.key("region").begin_object().key("startLine").integer(place.line).end_object();
    json_.end_object();
    if (!place.logical.empty()) {
      json_.key("logicalLocations").begin_array().begin_object();
      json_.key("fullyQualifiedName").string(place.logical).end_object().end_array();
    }
    json_.end_object();
  }
  json_.end_array();
}

void SarifDraft::result(const std::string& id, std::size_t index, std::string_view level,
                        const std::string& message, const Place& place) {
  json_.begin_object().key("ruleId").string(id).key("ruleIndex").unsigned_integer(index);
  if (level == "none") json_.key("kind").string("pass");
  json_.key("level").string(level);
  json_.key("message").begin_object().key("text").string(message).end_object();
  location(place);
  json_.key("partialFingerprints").begin_object();
  json_.key("tidegate/v1")
      .string(sha256_hex(id + "\n" + place.path + "\n" + place.logical).substr(0, 32))
      .end_object();
}

void SarifDraft::routes() {
  for (const Opinion& opinion : a_.opinions) {
    const std::size_t index = route_rule(opinion.route_class);
    Place place{a_.transfer.origin, 1, opinion.law};
    if (place.path.empty() && a_.profile && !a_.profile->files.empty())
      place = {a_.profile->files.front().path, 0, opinion.law};
    std::string message =
        law_label(opinion.law).in(lang_) + (lang_ == Lang::kZh ? "：" : ": ") + verdict(opinion).in(lang_);
    for (std::size_t i = 0; i < opinion.legal_basis.size(); ++i)
      message += (i == 0 ? " · " : ", ") + opinion.legal_basis[i];
    if (const Text other = or_else(opinion); !other.empty()) message += " · " + other.in(lang_);
    for (const Question& question : opinion.questions) {
      message += "\n" + (question.flag.empty() ? "" : question.flag + "  ") + question.ask.in(lang_);
    }
    result(own_rules()[index].id, index, own_rules()[index].level, message, place);
    json_.key("properties").begin_object().key("law").string(opinion.law).key("route").string(opinion.route);
    json_.key("route_class").string(code(opinion.route_class)).end_object().end_object();
  }
}

void SarifDraft::columns() {
  if (!a_.profile) return;
  for (const FileProfile& file : a_.profile->files) {
    // A line can be shown where the file on disk is the text itself.
    const bool is_plain =
        file.format.find('.') == std::string::npos && file.path.find('!') == std::string::npos;
    const std::int64_t line =
        !is_plain ? 0 : (file.header_row ? static_cast<std::int64_t>(*file.header_row) + 1 : 1);
    for (const ColumnProfile& column : file.columns) {
      if (column.sensitivity == Sensitivity::kNone) continue;
      const std::size_t index = column_rule(column.sensitivity);
      std::string message =
          fmt::format("{}: {} ({})", column_name(column, lang_), type_words(*a_.profile, column.type, lang_),
                      label(column.sensitivity).in(lang_));
      if (!column.evidence.empty()) message += " · " + column.evidence.front().says.in(lang_);
      result(own_rules()[index].id, index, own_rules()[index].level, message,
             {file.path, line,
              file.path + "#" + (column.name.empty() ? std::to_string(column.index + 1) : column.name)});
      json_.key("properties")
          .begin_object()
          .key("type")
          .string(column.type)
          .key("sensitivity")
          .string(to_string(column.sensitivity));
      json_.key("p")
          .decimal(column.p_permille, 3)
          .key("subjects")
          .unsigned_integer(column.distinct)
          .end_object()
          .end_object();
    }
  }
}

// Answered ones are told as suppressed, with the firm's reason.
void SarifDraft::list_questions() {
  if (!a_.profile) return;
  for (const ListQuestionGroup& group : question_groups(*a_.profile)) {
    for (const ListQuestion* question : group.questions) {
      std::string message =
          fmt::format("{}: {} {}", asked_column(*a_.profile, *question, lang_),
                      lang_ == Lang::kZh ? "可能为" : "may be", row_words(*question).in(lang_));
      for (const Text& reason : question->reasons) message += " · " + reason.in(lang_);
      const Rule& own = own_rules()[kListRule];
      result(own.id, kListRule, own.level, message,
             {group.file->path, 0,
              fmt::format("{}#{} {}:{}", group.file->path,
                          question->column ? std::to_string(*question->column + 1) : "*", question->list_id,
                          question->row.row)});
      if (question->review.verdict == ReviewVerdict::kDismissed) {
        json_.key("suppressions").begin_array().begin_object().key("kind").string("external");
        json_.key("status").string("accepted").key("justification").string(question->review.reason);
        json_.end_object().end_array();
      }
      json_.key("properties").begin_object().key("question").string(question->id);
      json_.key("list").string(question->list_id).key("row").string(question->row.row);
      json_.key("verdict").string(to_string(question->review.verdict)).end_object().end_object();
    }
  }
}

void SarifDraft::findings() {
  for (const Finding* finding : failing(a_.findings)) {
    const auto at = std::find_if(checks_.begin(), checks_.end(),
                                 [&](const Finding* check) { return check->rule == finding->rule; });
    const auto index = own_rules().size() + static_cast<std::size_t>(at - checks_.begin());
    const std::string message =
        finding->says.in(lang_) + (finding->fix.empty() ? "" : " " + finding->fix.in(lang_));
    result(finding->rule, index, level_of(finding->severity), message,
           {a_.transfer.origin, std::max(finding->line, 1), finding->pointer});
    json_.end_object();
  }
}

std::string SarifDraft::write() {
  for (const Finding* finding : failing(a_.findings)) {
    const bool twice = std::any_of(checks_.begin(), checks_.end(),
                                   [&](const Finding* check) { return check->rule == finding->rule; });
    if (!twice) checks_.push_back(finding);
  }
  const std::size_t space = a_.program.find(' ');
  json_.begin_object()
      .key("$schema")
      .string("https://json.schemastore.org/sarif-2.1.0.json")
      .key("version")
      .string("2.1.0");
  json_.key("runs").begin_array().begin_object();
  json_.key("tool").begin_object().key("driver").begin_object().key("name").string("tidegate");
  json_.key("version").string(space == std::string::npos ? a_.program : a_.program.substr(space + 1));
  rules();
  json_.end_object().end_object();
  json_.key("language")
      .string(lang_ == Lang::kZh ? "zh-CN" : "en")
      .key("columnKind")
      .string("unicodeCodePoints");
  json_.key("results").begin_array();
  routes();
  columns();
  list_questions();
  findings();
  json_.end_array();
  json_.key("properties").begin_object().key("as_of").string(a_.as_of.str());
  json_.key("disclaimer").string(disclaimer().in(lang_)).end_object();
  json_.end_object().end_array().end_object();
  return json_.take() + "\n";
}

}  // namespace

std::string file_uri(std::string_view path) {
  constexpr std::string_view kUnreserved = "-._~!$&'()*+,;=:@/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri = path.starts_with('/') ? "file://" : "";
  // A relative path whose first part holds a colon would be read as a scheme.
  if (!path.starts_with('/') && path.substr(0, path.find('/')).find(':') != std::string_view::npos)
    uri = "./";
  for (const char c : path) {
    const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter_or_digit || kUnreserved.find(c) != std::string_view::npos) {
      uri.push_back(c);
    } else {
      const auto octet = static_cast<unsigned char>(c);
      uri.append({'%', kHex[octet >> 4U], kHex[octet & 15U]});
    }
  }
  return uri;
}

std::string assessment_sarif(const Assessment& assessment, Lang lang) {
  return SarifDraft(assessment, lang).write();
}

}  // namespace tidegate::report
