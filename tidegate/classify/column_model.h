// All that the column verdict has learnt, read from models/: taxonomy, vocabulary, lexicons, rules.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/column_rules.h"
#include "tidegate/classify/column_signals.h"
#include "tidegate/classify/header_vocabulary.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/classify/value_lexicons.h"

namespace tidegate {

class FieldReader;
class LearnedColumns;

// Bytes of the model files; borrowed for the call to parse.
struct ColumnModelFiles {
  std::string_view taxonomy_json;          // models/taxonomy.json
  std::string_view type_classes_tsv;       // models/type_classes.tsv
  std::string_view header_vocabulary_tsv;  // models/header_vocabulary.tsv
  std::string_view column_rules_tsv;       // models/column_rules.tsv
  std::string_view value_lexicons_txt;     // models/lexicons/values.txt
  // The learned model, borrowed as long as the ColumnModel lives; both empty: the rules judge alone.
  std::string_view header_grams_bin = {};  // models/columns/grams.bin
  std::string_view column_trees_bin = {};  // models/columns/trees.bin
  std::string_view field_reader_bin = {};  // models/columns/fields.bin, likewise, of schemas without data
};

class ColumnModel {
 public:
  // Errors  kMalformed with file and line. Cost: some milliseconds; do it when the first table has been
  // scanned.
  static Result<ColumnModel> parse(const ColumnModelFiles& files);

  // The same without reading files: bytes that image() of this very program made, aligned as ImageWriter
  // says, borrowed as long as the ColumnModel lives. It must have been given all files.
  static ColumnModel of_image(std::string_view bytes);
  std::string image() const;

  const Taxonomy& taxonomy() const { return *taxonomy_; }
  const HeaderVocabulary& vocabulary() const { return *vocabulary_; }
  const ValueLexicons& lexicons() const { return *lexicons_; }
  const SignalNames& names() const { return *names_; }
  const ColumnRules& rules() const { return *rules_; }
  const LearnedColumns* learned() const { return learned_.get(); }  // nullptr: none was given
  const FieldReader* fields() const { return fields_.get(); }       // nullptr: none was given

 private:
  // Shared and never changed after parse: copies are cheap and safe in any thread.
  std::shared_ptr<const Taxonomy> taxonomy_;
  std::shared_ptr<const HeaderVocabulary> vocabulary_;
  std::shared_ptr<const ValueLexicons> lexicons_;
  std::shared_ptr<const SignalNames> names_;
  std::shared_ptr<const ColumnRules> rules_;
  std::shared_ptr<const LearnedColumns> learned_;
  std::shared_ptr<const FieldReader> fields_;
};

}  // namespace tidegate
