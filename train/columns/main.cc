// Trains the learned half of the column verdict: train_columns DATA [OUT]. Writes models/columns/*.bin.
// One thread, fixed seeds: the same inputs give the same bytes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <map>
#include <set>

#include "tidegate/classify/column_model.h"
#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/column_verdict.h"
#include "tidegate/classify/learned/column_trees.h"
#include "tidegate/classify/learned/header_grams.h"
#include "tidegate/classify/learned/tree_measures.h"
#include "tidegate/classify/tsv.h"
#include "train/columns/gram_trainer.h"
#include "train/columns/labelled.h"
#include "train/columns/schema_training.h"
#include "train/columns/templates.h"
#include "train/columns/tree_trainer.h"

namespace tidegate::train {
namespace {

constexpr std::size_t kFolds = 7;  // as many as there are files of templates
// In calibration: labelled tables tell more than invented ones, where headers are hidden more often than
// firms do.
constexpr double kWeightOfReal = 20;
constexpr double kWeightOfHidden = 0.3;
constexpr std::size_t kParts = 4;  // header phrases are held apart in so many parts

struct Options {
  std::string repository, data, out;
  std::size_t tables = 2600;
  bool without_shared = false;
  bool skip_check = false;
  bool only_schemas = false;
  TreeOptions trees;
  SchemaTrainingOptions schemas;
};

TypeIndex type_of(const Taxonomy& taxonomy, const std::string& code, const std::string& where) {
  const auto type = taxonomy.find(code);
  if (!type) {
    std::fprintf(stderr, "%s: no type %s\n", where.c_str(), code.c_str());
    std::exit(1);
  }
  return *type;
}

// One table, whatever its origin.
struct Table {
  TableFeatures features;
  std::vector<std::vector<TypeIndex>> types;  // empty: not learnt from
  std::vector<std::string> phrases;
  std::size_t group = 0;  // template or labelled table: stands on one side of every cut
  std::size_t fold = 0;   // the cut that leaves it out: by files of templates, labelled tables by their names
  float weight = 1;
  bool is_shared = false;
  bool is_shuffled = false;
};

std::vector<Table> invented(const Options& o, const std::vector<TableTemplate>& templates,
                            const WordLists& words, const MoreHeaders& more, const Taxonomy& taxonomy,
                            const LiteralMatcher& literals) {
  std::vector<Table> out;
  for (std::size_t i = 0; i < o.tables; ++i) {
    Random random(1000 + i);
    const std::size_t which = i % templates.size();
    TrainingTable made = make_table(templates[which], words, more, literals, random);
    Table table;
    for (const TrainingColumn& c : made.columns) {
      table.types.push_back({type_of(taxonomy, c.type, templates[which].name)});
      table.phrases.push_back(c.phrase);
    }
    table.features = std::move(made.features);
    table.group = which;
    table.fold = templates[which].file % kFolds;
    table.is_shuffled = made.is_shuffled;
    table.weight = made.is_shuffled ? 0.4F : 1.0F;
    out.push_back(std::move(table));
  }
  return out;
}

// train/columns/t2dv2.tsv: types of the properties that web tables are labelled with.
std::map<std::string, std::string> read_properties(const std::string& path) {
  std::map<std::string, std::string> out;
  const std::string tsv = read_whole(path);
  for (const TsvRow& row : tsv_rows(tsv)) {
    if (row.field(0).starts_with('#')) continue;
    for (const std::string& property : split_words(row.field(1), '|')) out[property] = row.field(0);
  }
  return out;
}

std::vector<Table> shared(const Options& o, const Taxonomy& taxonomy, const LiteralMatcher& literals) {
  std::vector<Table> out;
  const std::map<std::string, std::string> properties =
      read_properties(o.repository + "/train/columns/t2dv2.tsv");
  const std::pair<const char*, float> kSets[] = {{"/data/corpus/t2dv2/tables.jsonl", 1.0F},
                                                 {"/data/tables/tables.jsonl", 1.0F},
                                                 {"/data/tables_hand/tables.jsonl", 3.0F},
                                                 {"/data/corpus/real_tables/tables.jsonl", 2.0F}};
  for (const auto& [file, weight] : kSets) {
    for (LabelledFeatures& labelled : read_labelled(o.data + file, literals)) {
      Table table;
      for (std::size_t c = 0; c < labelled.types.size(); ++c) {
        table.types.emplace_back();
        for (const std::string& label : labelled.types[c]) {
          const auto property = properties.find(label);
          const std::string& code = property == properties.end() ? label : property->second;
          // What web tables are labelled with beyond these is nobody's type here.
          if (std::string_view(file).find("t2dv2") != std::string_view::npos && property == properties.end())
            continue;
          table.types.back().push_back(type_of(taxonomy, code, labelled.path));
        }
        table.phrases.push_back(labelled.features.columns[c].header);
      }
      table.group = 100'000 + static_cast<std::size_t>(hash_of(labelled.path) % 1000);
      table.fold = table.group % kFolds;
      table.weight = weight;
      table.is_shared = true;
      table.features = std::move(labelled.features);
      out.push_back(std::move(table));
    }
  }
  return out;
}

void add_vocabulary(const std::string& tsv, const Taxonomy& taxonomy, std::vector<HeaderExample>& out) {
  for (const TsvRow& row : tsv_rows(tsv)) {
    if (row.field(0) != "word") continue;
    for (const std::string& part : split_words(row.field(1), ' ')) {
      const std::size_t colon = part.find(':');
      const auto type = colon == std::string::npos ? std::nullopt : taxonomy.find(part.substr(0, colon));
      if (!type) continue;
      const float sure = std::strtof(part.c_str() + colon + 1, nullptr) / 1000;
      if (sure < 0.25F) continue;
      for (std::size_t field = 2; field <= 5; ++field) {
        for (const std::string& word : split_words(row.field(field), ','))
          out.push_back({word, word, *type, sure * 0.5F});
      }
    }
  }
}

// train/columns/headers.tsv: phrases of each type.
struct TypePhrases {
  TypeIndex type;
  std::vector<std::string> zh, en;
};
std::vector<TypePhrases> read_phrases(const std::string& path, const Taxonomy& taxonomy) {
  std::vector<TypePhrases> out;
  const std::string tsv = read_whole(path);
  for (const TsvRow& row : tsv_rows(tsv)) {
    if (row.field(0).starts_with('#')) continue;
    out.push_back({type_of(taxonomy, std::string(row.field(0)), path), split_words(row.field(1), '|'),
                   split_words(row.field(2), '|')});
  }
  return out;
}

void add_phrase(const std::string& phrase, bool zh, TypeIndex type, int times, Random& random,
                std::vector<HeaderExample>& out) {
  std::set<std::string> seen;
  for (int n = 0; n < times; ++n) {
    HeaderStyle::Kind kind = any_style(zh, random);
    const bool is_zh_kind =
        kind == HeaderStyle::kChinese || kind == HeaderStyle::kInitials || kind == HeaderStyle::kPinyin;
    if (zh && !is_zh_kind) kind = HeaderStyle::kChinese;
    const std::string header = styled(phrase, kind, random);
    if (seen.insert(header).second) out.push_back({header, phrase, type, 1});
  }
}

void add_templates(const std::vector<TableTemplate>& templates, const Taxonomy& taxonomy,
                   const std::set<std::size_t>& left_out, std::vector<HeaderExample>& out) {
  Random random(5);
  for (std::size_t i = 0; i < templates.size(); ++i) {
    if (left_out.contains(i)) continue;
    for (const ColumnTemplate& c : templates[i].columns) {
      const TypeIndex type = type_of(taxonomy, c.type, templates[i].name);
      for (const std::string& phrase : c.zh) add_phrase(phrase, true, type, 8, random, out);
      for (const std::string& phrase : c.en) add_phrase(phrase, false, type, 8, random, out);
    }
  }
}

void add_phrases(const std::vector<TypePhrases>& all, std::vector<HeaderExample>& out) {
  Random random(6);
  for (const TypePhrases& phrases : all) {
    for (const std::string& phrase : phrases.zh) add_phrase(phrase, true, phrases.type, 6, random, out);
    for (const std::string& phrase : phrases.en) add_phrase(phrase, false, phrases.type, 6, random, out);
  }
}

class Trainer {
 public:
  Trainer(Options options) : o_(std::move(options)) {
    const std::string models = o_.repository + "/models/";
    vocabulary_ = read_whole(models + "header_vocabulary.tsv");
    auto model = ColumnModel::parse(
        {read_whole(models + "taxonomy.json"), read_whole(models + "type_classes.tsv"), vocabulary_,
         read_whole(models + "column_rules.tsv"), read_whole(models + "lexicons/values.txt")});
    if (!model) {
      std::fprintf(stderr, "%s: %s\n", model.error().where.c_str(), model.error().what.c_str());
      std::exit(1);
    }
    model_ = std::move(*model);
    measures_.emplace(model_.taxonomy(), model_.names());
    templates_ = read_templates(o_.repository + "/train/columns/templates");
    phrases_ = read_phrases(o_.repository + "/train/columns/headers.tsv", model_.taxonomy());
    const WordLists words(o_.repository + "/train/columns/words.tsv", o_.data + "/data/corpus/gazetteers");
    MoreHeaders more;
    for (const TypePhrases& p : phrases_) more[model_.taxonomy().at(p.type).code] = {p.zh, p.en};
    tables_ = invented(o_, templates_, words, more, model_.taxonomy(), literals_);
    std::vector<Table> labelled = shared(o_, model_.taxonomy(), literals_);
    if (!o_.without_shared) std::move(labelled.begin(), labelled.end(), std::back_inserter(tables_));
    std::map<TypeIndex, std::size_t> of_type;
    std::size_t columns = 0, right = 0;
    for (const Table& table : tables_) {
      scores_.push_back(score_columns(table.features, model_));
      for (std::size_t c = 0; c < table.types.size(); ++c) {
        if (table.types[c].empty()) continue;
        ++columns;
        ++of_type[table.types[c][0]];
        right +=
            std::count(table.types[c].begin(), table.types[c].end(), best_of(scores_.back()[c].points)) > 0
                ? 1
                : 0;
      }
    }
    std::fprintf(stderr, "%zu templates, %zu tables, %zu columns, %zu types; the rules alone: %.3f\n",
                 templates_.size(), tables_.size(), columns, of_type.size(),
                 static_cast<double>(right) / static_cast<double>(columns));
    for (std::size_t t = 0; t < model_.taxonomy().types().size(); ++t) {
      const auto type = static_cast<TypeIndex>(t);
      if (of_type[type] < 60)
        std::fprintf(stderr, "  few columns of %s: %zu\n", model_.taxonomy().at(type).code.c_str(),
                     of_type[type]);
    }
  }

  void run() {
    write("fields.bin", fields());
    if (o_.only_schemas) return;
    Calibration calibration;
    if (!o_.skip_check) calibration = check();
    std::fprintf(stderr, "training on all\n");
    const std::string grams = train_grams(headers({}, {}), model_.taxonomy());
    const Trees trees = fit({});
    std::fprintf(stderr, "largest difference to xgboost: %d points\n", trees.largest_difference());
    if (trees.largest_difference() > 80) std::exit(1);
    write("grams.bin", grams);
    write("trees.bin", trees.bytes(calibration));
  }

 private:
  std::string fields() const {
    SchemaTrainingInput input;
    input.folder = o_.repository + "/train/columns";
    input.tables = templates_;
    for (const TypePhrases& p : phrases_) {
      for (const auto& phrases : {p.zh, p.en}) {
        for (const std::string& phrase : phrases) input.phrases.push_back({phrase, p.type, 1});
      }
    }
    std::vector<HeaderExample> words;
    add_vocabulary(vocabulary_, model_.taxonomy(), words);
    for (const HeaderExample& word : words) input.vocabulary.push_back({word.header, word.type, word.weight});
    for (const Table& table : tables_) {
      if (!table.is_shared) continue;
      SchemaTable schema;
      schema.name = table.features.info.path.substr(table.features.info.path.find_last_of('/') + 1);
      schema.name = schema.name.substr(0, schema.name.find('.'));
      for (const ColumnFeatures& column : table.features.columns)
        schema.fields.push_back({column.header, "", ""});
      input.labelled.emplace_back(std::move(schema), table.types);
    }
    return train_schemas(input, model_, o_.schemas);
  }

  static TypeIndex best_of(const std::vector<std::int32_t>& points) {
    return static_cast<TypeIndex>(std::max_element(points.begin(), points.end()) - points.begin());
  }

  bool is_left_out(const Table& table, const std::set<std::size_t>& groups) const {
    return groups.contains(table.group);
  }

  // groups  templates and labelled tables left out; part: header phrases of which part are left out.
  std::vector<HeaderExample> headers(const std::set<std::size_t>& groups,
                                     std::optional<std::size_t> part) const {
    std::vector<HeaderExample> all;
    add_templates(templates_, model_.taxonomy(), groups, all);
    add_phrases(phrases_, all);
    add_vocabulary(vocabulary_, model_.taxonomy(), all);
    for (const Table& table : tables_) {
      if (!table.is_shared || is_left_out(table, groups)) continue;
      for (std::size_t c = 0; c < table.types.size(); ++c) {
        if (!table.types[c].empty())
          all.push_back(
              {table.features.columns[c].header, table.features.columns[c].header, table.types[c][0], 1});
      }
    }
    if (part) std::erase_if(all, [&](const HeaderExample& e) { return part_of(e.phrase, kParts) == *part; });
    return all;
  }

  // Measures of every table with header models that saw none of its phrases.
  std::vector<TreeRow> rows(const std::set<std::size_t>& left_out, bool of_left_out,
                            const std::vector<HeaderGrams>& parts) const {
    std::vector<TreeRow> out;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      const Table& table = tables_[i];
      if (is_left_out(table, left_out) != of_left_out) continue;
      std::vector<std::vector<std::int32_t>> grams;
      for (std::size_t c = 0; c < table.features.columns.size(); ++c) {
        const std::string& header = table.features.columns[c].header;
        grams.push_back(
            parts[part_of(table.phrases[c].empty() ? header : table.phrases[c], kParts)].permille(header));
      }
      const auto measures = measures_->of(table.features, scores_[i], grams);
      for (std::size_t c = 0; c < table.types.size(); ++c) {
        if (table.types[c].empty() || scores_[i][c].is_empty) continue;
        TreeRow row;
        for (std::size_t m = 0; m < measures[c].size(); ++m) {
          if (measures[c][m] != 0) row.measures.emplace_back(static_cast<std::uint32_t>(m), measures[c][m]);
        }
        row.points = scores_[i][c].points;
        // Where several answers are right, the one that the rules like best is learnt.
        row.type = *std::max_element(table.types[c].begin(), table.types[c].end(),
                                     [&](TypeIndex a, TypeIndex b) { return row.points[a] < row.points[b]; });
        row.types = table.types[c];
        row.weight = table.weight;
        row.table = i;
        row.column = c;
        out.push_back(std::move(row));
      }
    }
    return out;
  }

  Trees fit(const std::set<std::size_t>& left_out) {
    part_bytes_.clear();
    for (std::size_t p = 0; p < kParts; ++p)
      part_bytes_.push_back(train_grams(headers(left_out, p), model_.taxonomy()));
    const std::vector<HeaderGrams> parts = parsed(part_bytes_);
    const std::vector<TreeRow> all = rows(left_out, false, parts);
    std::fprintf(stderr, "  %zu rows\n", all.size());
    return Trees::train(all, measures_->names(), model_.taxonomy(), o_.trees);
  }

  std::vector<HeaderGrams> parsed(const std::vector<std::string>& bytes) const {
    std::vector<HeaderGrams> out;
    for (const std::string& b : bytes) {
      auto grams = HeaderGrams::parse(b, model_.taxonomy());
      if (!grams) std::exit(1);
      out.push_back(std::move(*grams));
    }
    return out;
  }

  // Trains once for each fold without it, and judges what it left out: tables whose makers the trees have not
  // seen.
  Calibration check() {
    std::vector<Proof> proofs;
    for (std::size_t fold = 0; fold < kFolds; ++fold) {
      std::set<std::size_t> left_out;
      for (const Table& table : tables_) {
        if (table.fold == fold) left_out.insert(table.group);
      }
      const std::string bytes = fit(left_out).bytes({});
      const auto trees = ColumnTrees::parse(bytes, model_.taxonomy(), measures_->names());
      const std::vector<std::string> whole(kParts, train_grams(headers(left_out, {}), model_.taxonomy()));
      std::size_t before = 0, after = 0;
      const std::vector<TreeRow> unseen = rows(left_out, true, parsed(whole));
      for (const TreeRow& row : unseen) {
        std::vector<std::int32_t> measures(measures_->names().size(), 0);
        for (const auto& [m, value] : row.measures) measures[m] = value;
        ColumnScores column;
        column.steps = trees->steps(measures);
        column.points = row.points;
        for (std::size_t t = 0; t < column.points.size(); ++t)
          column.points[t] += trees->points(static_cast<TypeIndex>(t), column.steps);
        column.permille = softmax_permille(column.points);
        const TypeIndex verdict = ranked_types(column, model_.taxonomy(), as_of_)[0];
        const auto is_right = [&](TypeIndex t) {
          return std::count(row.types.begin(), row.types.end(), t) > 0;
        };
        before += is_right(best_of(row.points)) ? 1 : 0;
        after += is_right(verdict) ? 1 : 0;
        const Table& table = tables_[row.table];
        const bool is_hidden = table.phrases[row.column].empty();
        const double weight = table.is_shared ? kWeightOfReal : is_hidden ? kWeightOfHidden : 1;
        if (!table.is_shuffled) proofs.push_back({column.permille[verdict], is_right(verdict), weight});
      }
      std::fprintf(stderr, "fold %zu: %zu columns, rules %.3f, verdicts %.3f\n", fold, unseen.size(),
                   static_cast<double>(before) / static_cast<double>(unseen.size()),
                   static_cast<double>(after) / static_cast<double>(unseen.size()));
    }
    return calibrate(proofs);
  }

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream file(o_.out + "/" + name, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    std::fprintf(stderr, "%s: %zu bytes\n", name.c_str(), bytes.size());
  }

  Options o_;
  LiteralMatcher literals_;
  std::string vocabulary_;
  ColumnModel model_;
  std::optional<TreeMeasures> measures_;
  std::vector<TableTemplate> templates_;
  std::vector<TypePhrases> phrases_;
  std::vector<Table> tables_;
  std::vector<std::vector<ColumnScores>> scores_;  // one a table
  std::vector<std::string> part_bytes_;
  const Date as_of_ = *Date::parse("2026-11-01");  // whose classes are sensitive
};

}  // namespace
}  // namespace tidegate::train

int main(int argc, char** argv) {
  using namespace tidegate::train;
  Options options;
  std::vector<std::string> places;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const auto number = [&] { return i + 1 < argc ? std::strtod(argv[++i], nullptr) : 0.0; };
    if (argument == "--tables")
      options.tables = static_cast<std::size_t>(number());
    else if (argument == "--rounds")
      options.trees.rounds = static_cast<int>(number());
    else if (argument == "--depth")
      options.trees.depth = static_cast<int>(number());
    else if (argument == "--rate")
      options.trees.rate = number();
    else if (argument == "--columns")
      options.trees.columns = number();
    else if (argument == "--lambda")
      options.trees.lambda = number();
    else if (argument == "--without-shared")
      options.without_shared = options.schemas.without_labelled = true;
    else if (argument == "--no-check")
      options.skip_check = options.schemas.skip_check = true;
    else if (argument == "--only-schemas")
      options.only_schemas = true;
    else if (argument == "--schemas")
      options.schemas.schemas = static_cast<std::size_t>(number());
    else if (argument == "--epochs")
      options.schemas.fields.epochs = static_cast<int>(number());
    else if (argument == "--field-rate")
      options.schemas.fields.rate = static_cast<float>(number());
    else if (argument == "--vector-rate")
      options.schemas.fields.vector_rate = static_cast<float>(number());
    else if (argument == "--decay")
      options.schemas.fields.decay = static_cast<float>(number());
    else if (argument == "--dropped")
      options.schemas.fields.dropped = number();
    else if (argument == "--idle")
      options.schemas.fields.idle = number();
    else if (argument == "--hidden-rules")
      options.schemas.fields.hidden_rules = number();
    else
      places.push_back(argument);
  }
  if (places.empty()) {
    std::fprintf(stderr,
                 "use: train_columns DATA [OUT] [--tables N] [--rounds N] [--without-shared] [--no-check]\n");
    return 2;
  }
  options.repository = TIDEGATE_SOURCE_DIR;
  options.data = places[0];
  options.out = places.size() > 1 ? places[1] : options.repository + "/models/columns";
  Trainer(options).run();
  return 0;
}
