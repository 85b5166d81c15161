// Measures the classifier against labelled tables and texts which the user owns.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "tidegate/base/check.h"
#include "tidegate/classify/spans.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/gate/classifier.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/official_lists.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/pilot/list_questions.h"
#include "tidegate/pilot/spans.h"
#include "tidegate/pilot/tables.h"

namespace tidegate {
namespace {

constexpr std::size_t kLabelledLimit = std::size_t{1} << 30;

std::string percent(std::int64_t millionths) {
  return fmt::format("{}.{:02}%", millionths / 10'000, millionths % 10'000 / 100);
}

std::string table_text(const TableScore& score, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format("{} {}\n", score.columns, zh ? "个字段" : "columns");
  const auto line = [&](std::string_view en, std::string_view zh_name, std::int64_t millionths) {
    out += fmt::format("{:<24} {:>8}\n", zh ? zh_name : en, percent(millionths));
  };
  line("type accuracy", "类型准确率", score.type_accuracy());
  line("family accuracy", "大类准确率", score.family_accuracy());
  line("macro F1", "宏平均 F1", score.macro_f1());
  line("sensitive, precision", "敏感字段精确率", score.sensitive.precision());
  line("sensitive, recall", "敏感字段召回率", score.sensitive.recall());
  line("calibration error", "校准误差", score.ece);
  for (const std::string& table : score.unread)
    out += fmt::format("{}: {}\n", table,
                       zh ? "无法读取，全部字段计为未识别" : "not read: all its columns count as missed");
  for (const ColumnError& e : score.errors)
    out += fmt::format("{}:{} {}: {} -> {}\n", e.path, e.index, e.name, e.expected, e.got);
  return out;
}

std::string span_text(const SpanScore& score, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out =
      fmt::format("{} {}  {} {}  F1 {}\n", zh ? "精确率" : "precision", percent(score.all.precision()),
                  zh ? "召回率" : "recall", percent(score.all.recall()), percent(score.all.f1()));
  for (const auto& [label, counts] : score.by_label) {
    out += fmt::format("  {:<24} {:>8} {:>8} {:>8}\n", label, percent(counts.precision()),
                       percent(counts.recall()), percent(counts.f1()));
  }
  return out;
}

// Of a schema every table; of data the first.
PredictedTable predicted_of(const DataProfile& profile, const std::string& path, const std::string& file) {
  PredictedTable predicted{path, {}};
  for (const FileProfile& read : profile.files) {
    const bool is_schema = read.format == "ddl" || read.format == "json_schema" || read.format == "avro" ||
                           read.format == "protobuf" || read.format == "dictionary";
    // Keys of records come in any order, so that their columns are told by name.
    const bool has_keys = read.format.starts_with("json");
    const std::string table = read.path.size() > file.size() ? read.path.substr(file.size() + 1) : "";
    for (const ColumnProfile& column : read.columns) {
      const std::size_t index = is_schema ? predicted.columns.size() : column.index;
      predicted.columns.push_back({index, column.type, column.p_permille,
                                   is_schema  ? field_name(table, column.name)
                                   : has_keys ? column.name
                                              : ""});
    }
    if (!is_schema) break;
  }
  return predicted;
}

// As the built-in types judge it: those of the firm measure nothing.
Result<DataProfile> scan_one(const std::string& path, Date day, const GateOptions& options) {
  auto scanned = scan_sources({{0, {path}}}, {}, day, {}, options);
  if (!scanned) return fail(scanned.error());
  return std::move(scanned->profile);
}

// The columns of a labelled table that some list asks about, by the labels' own numbers.
AskedTable asked_of(const DataProfile& profile, const LabelledTable& table, const std::string& file) {
  const PredictedTable read = predicted_of(profile, table.path, file);
  AskedTable asked{table.path, {}};
  std::size_t before =
      0;  // columns of the tables before, of which predicted_of has all or those of the first
  for (std::size_t i = 0; i < profile.files.size() && before < read.columns.size(); ++i) {
    for (const ListQuestion& question : profile.lists.questions) {
      if (question.file != i || !question.column) continue;
      const PredictedColumn& column = read.columns.at(before + *question.column);
      const auto named = std::find_if(
          table.columns.begin(), table.columns.end(),
          [&](const LabelledColumn& c) { return !column.name.empty() && c.name == column.name; });
      asked.columns.insert(named != table.columns.end() ? named->index : column.index);
    }
    before += profile.files[i].columns.size();
  }
  return asked;
}

std::string list_text(const ListScore& score, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string out = fmt::format(fmt::runtime(zh ? "标注为重要的 {} 个字段中提出问题的比例 {}\n"
                                                : "columns labelled important: {}, asked about {}\n"),
                                score.important.support(), percent(score.important.recall()));
  for (std::size_t i = 0; i < score.columns.size(); ++i)
    out += fmt::format("  {:<10} {:>5} / {:>5}\n", to_string(static_cast<Sensitivity>(i)), score.asked[i],
                       score.columns[i]);
  out += fmt::format(
      fmt::runtime(zh ? "没有重要字段的表 {} 张，其中对无类别字段提出问题的 {} 张\n"
                      : "tables without an important column: {}, asked about a column of no class: {}\n"),
      score.quiet_tables, score.quiet_tables_asked);
  for (const std::string& missed : score.missed) out += missed + "\n";
  return out;
}

}  // namespace

Result<Printed> evaluate_tables(const std::string& file, std::optional<Date> as_of, bool as_json,
                                const Look& look, const GateOptions& options) {
  const auto bytes = read_file(file, kLabelledLimit);
  if (!bytes) return fail(bytes.error());
  const auto labels = parse_labelled_tables(*bytes, file);
  if (!labels) return fail(labels.error());
  const Taxonomy& taxonomy = own_classifier().taxonomy();
  const Date day = as_of.value_or(options.today);
  std::vector<PredictedTable> predictions;
  for (const LabelledTable& table : *labels) {
    const std::filesystem::path path = std::filesystem::path(file).parent_path() / table.path;
    const auto scanned = scan_one(path.string(), day, options);
    if (!scanned) {
      // A table that cannot be read is a table of which nothing is known: every column of it is missed.
      if (scanned.error().code != ErrorCode::kMalformed && scanned.error().code != ErrorCode::kLimit)
        return fail(scanned.error());
      continue;
    }
    predictions.push_back(predicted_of(*scanned, table.path, path.string()));
  }
  const TableScore score = score_tables(
      *labels, predictions, [&](const TypeCode& type) { return taxonomy.sensitivity_on(type, day); });
  return Printed{as_json ? to_json(score) + "\n" : table_text(score, look.lang), ExitCode::kProceed};
}

Result<Printed> evaluate_lists(const std::string& file, std::optional<Date> as_of, bool as_json,
                               const Look& look, const GateOptions& options) {
  const auto bytes = read_file(file, kLabelledLimit);
  if (!bytes) return fail(bytes.error());
  const auto labels = parse_labelled_tables(*bytes, file);
  if (!labels) return fail(labels.error());
  const Date day = as_of.value_or(options.today);
  std::vector<AskedTable> asked;
  for (const LabelledTable& table : *labels) {
    const std::string path = (std::filesystem::path(file).parent_path() / table.path).string();
    auto scanned = scan_one(path, day, options);
    if (!scanned && scanned.error().code != ErrorCode::kMalformed &&
        scanned.error().code != ErrorCode::kLimit)
      return fail(scanned.error());
    if (!scanned) continue;
    if (const auto done = ask_official_lists(nullptr, day, options, {}, *scanned); !done)
      return fail(done.error());
    asked.push_back(asked_of(*scanned, table, path));
  }
  const ListScore score = score_lists(*labels, asked);
  return Printed{as_json ? to_json(score) + "\n" : list_text(score, look.lang), ExitCode::kProceed};
}

Result<Printed> evaluate_spans(const std::string& file, const std::string& map_file, bool as_json,
                               const Look& look, const GateOptions&) {
  const auto bytes = read_file(file, kLabelledLimit);
  if (!bytes) return fail(bytes.error());
  const auto labels = parse_labelled_texts(*bytes, file);
  if (!labels) return fail(labels.error());
  LabelMap map;
  if (!map_file.empty()) {
    const auto map_bytes = read_file(map_file, kLabelledLimit);
    if (!map_bytes) return fail(map_bytes.error());
    auto parsed = parse_label_map(*map_bytes, map_file);
    if (!parsed) return fail(parsed.error());
    map = std::move(*parsed);
  }
  const LiteralMatcher literals;
  const auto prose = ProseModels::parse(resource("models/prose/zh.bin"), resource("models/prose/en.bin"));
  TIDEGATE_CHECK(prose.has_value());  // they are built in
  SpanFinder finder(literals, &*prose);
  std::vector<LabelledText> predictions;
  for (const LabelledText& text : *labels) {
    LabelledText predicted{text.id, "", {}};
    for (const FoundSpan& span : finder.find(text.text)) {
      predicted.spans.push_back(
          {static_cast<std::int64_t>(span.start), static_cast<std::int64_t>(span.end), span.type});
    }
    predictions.push_back(std::move(predicted));
  }
  const SpanScore score = score_spans(*labels, predictions, map);
  return Printed{as_json ? to_json(score) + "\n" : span_text(score, look.lang), ExitCode::kProceed};
}

}  // namespace tidegate
