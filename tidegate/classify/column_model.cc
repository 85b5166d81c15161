#include "tidegate/classify/column_model.h"

#include <utility>

#include "tidegate/base/check.h"
#include "tidegate/classify/learned/learned_columns.h"
#include "tidegate/classify/model_image.h"
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

namespace {

template <typename T>
void put(ImageWriter& image, const std::shared_ptr<const T>& part) {
  T copy = *part;
  image(copy);
}

template <typename T>
void take(ImageReader& image, std::shared_ptr<const T>& part) {
  auto made = std::make_shared<T>();
  image(*made);
  part = std::move(made);
}

}  // namespace

std::string ColumnModel::image() const {
  TIDEGATE_CHECK(learned_ && fields_);
  ImageWriter image;
  put(image, taxonomy_);
  put(image, vocabulary_);
  put(image, lexicons_);
  put(image, names_);
  put(image, rules_);
  put(image, learned_);
  put(image, fields_);
  return image.bytes();
}

ColumnModel ColumnModel::of_image(std::string_view bytes) {
  ImageReader image(bytes);
  ColumnModel out;
  take(image, out.taxonomy_);
  take(image, out.vocabulary_);
  take(image, out.lexicons_);
  take(image, out.names_);
  take(image, out.rules_);
  take(image, out.learned_);
  take(image, out.fields_);
  TIDEGATE_CHECK(image.is_at_end());
  return out;
}

}  // namespace tidegate
