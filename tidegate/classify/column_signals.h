// The measures of a column that the rules of the verdict speak of, each a named whole number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/header_vocabulary.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/classify/value_lexicons.h"

namespace tidegate {

// Names and places of all signals. Permille unless said:
//   is.KIND like.KIND in.KIND   cells that are of a ValueKind; have at least its shape; hold one amid text
//   lex.LIST shape.SHAPE        sampled cells that a lexicon or a shape knows
//   abc.* ctx.*                 cells in an alphabet; with a context word of a group
//   num.* col.* len.*           what the scan counted, in the unit that the name's comment tells
//   hdr.TYPE role.* own.*       what the header's words say; dim.MEASURE what its unit measures
//   scene.TOPIC                 how much the table's other columns and its file name are about a topic
//   tab.TYPE tabn.TYPE          how surely another column is of a type; how many are, in thousandths
class SignalNames {
 public:
  SignalNames(const Taxonomy& taxonomy, const HeaderVocabulary& vocabulary, const ValueLexicons& lexicons);
  SignalNames() = default;  // for an image to fill
  static constexpr std::size_t kNone = ~std::size_t{0};
  std::size_t place(std::string_view name) const;  // kNone: no such signal
  std::size_t size() const { return names_.size(); }
  const std::string& name(std::size_t place) const { return names_[place]; }

  std::size_t kinds = 0, lexicons = 0, shapes = 0, alphabets = 0, contexts = 0,
              plain = 0;  // first place of each group
  std::size_t header_types = 0, measures = 0, roles = 0, own_topics = 0, scenes = 0, table_types = 0,
              siblings = 0;

  template <typename Image>
  void lay_out(Image& image) {
    image(kinds, lexicons, shapes, alphabets, contexts, plain, header_types, measures, roles, own_topics,
          scenes, table_types, siblings, names_, by_name_);
  }

 private:
  std::vector<std::string> names_;
  std::vector<std::size_t> by_name_;  // places in the order of names
};

using Signals = std::vector<std::int32_t>;  // one a name

// Everything but scene.* and tab.*, which want all columns first.
Signals signals_of(const ColumnFeatures& column, const HeaderReading& header, const SignalNames& names,
                   const ValueLexicons& lexicons);

}  // namespace tidegate
