#include "tidegate/classify/column_model.h"

#include <utility>

#include "tidegate/classify/learned/learned_columns.h"
#include "tidegate/classify/schema/field_reader.h"

namespace tidegate {

Result<ColumnModel> ColumnModel::parse(const ColumnModelFiles& files) {
  auto taxonomy = Taxonomy::parse(files.taxonomy_json, files.type_classes_tsv);
  if (!taxonomy) return fail(taxonomy.error());
  auto vocabulary = HeaderVocabulary::parse(files.header_vocabulary_tsv, *taxonomy);
  if (!vocabulary) return fail(vocabulary.error());
  auto lexicons = ValueLexicons::parse(files.value_lexicons_txt);
  if (!lexicons) return fail(lexicons.error());
  SignalNames names(*taxonomy, *vocabulary, *lexicons);
  auto rules = ColumnRules::parse(files.column_rules_tsv, *taxonomy, names);
  if (!rules) return fail(rules.error());
  ColumnModel out;
  if (!files.column_trees_bin.empty()) {
    auto learned = LearnedColumns::parse(files.header_grams_bin, files.column_trees_bin, *taxonomy, names);
    if (!learned) return fail(learned.error());
    out.learned_ = std::make_shared<const LearnedColumns>(std::move(*learned));
  }
  if (!files.field_reader_bin.empty()) {
    auto fields = FieldReader::parse(files.field_reader_bin, *taxonomy);
    if (!fields) return fail(fields.error());
    out.fields_ = std::make_shared<const FieldReader>(std::move(*fields));
  }
  out.taxonomy_ = std::make_shared<const Taxonomy>(std::move(*taxonomy));
  out.vocabulary_ = std::make_shared<const HeaderVocabulary>(std::move(*vocabulary));
  out.lexicons_ = std::make_shared<const ValueLexicons>(std::move(*lexicons));
  out.names_ = std::make_shared<const SignalNames>(std::move(names));
  out.rules_ = std::make_shared<const ColumnRules>(std::move(*rules));
  return out;
}

}  // namespace tidegate
