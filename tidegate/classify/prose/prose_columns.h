// Names and addresses inside the cells of text columns: notes, remarks, lines of a document.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/prose/prose_model.h"
#include "tidegate/terms/data_profile.h"

namespace tidegate {

struct ProseModels;

// Of the columns whose cells are texts.
struct ProseRead {
  std::uint64_t cells = 0;  // not empty
  std::uint64_t bytes = 0;
  std::uint64_t cells_read = 0;  // by the tagger
  std::uint64_t bytes_read = 0;
  // Lines of texts in a language or in letters that the tagger was not taught: nothing is told of them.
  std::uint64_t cells_foreign = 0;
};

// Rule of the evidence that the cells of a column of a table tell the names of several persons each: they are
// not counted, so that how many persons there are is not known.
inline constexpr std::string_view kNamesSeveral = "text.names.several";

// Whether a column's cells are texts that may tell names: by its verdict.
bool is_prose(const ColumnProfile& column);

// The tagger is slow beside the scan: it reads the columns' samples alone (256 cells at most, those whose row
// hashes lowest), so that the same table gives the same findings however it was cut.
// columns   judged from the features; to in_text is added what stands in one of fifty cells read (of lines of
// a
//           text: one of ten; of a program's lines only remarks and quoted names are read), with the number
//           of cells read in which it stands.
ProseRead read_prose_columns(const TableFeatures& table, const ProseModels& models,
                             std::vector<ColumnProfile>& columns);

}  // namespace tidegate
