// JSON records -> rows of a table whose columns are key paths. The one file that parses with simdjson.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/json_paths.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// Every scalar is a cell: strings unescaped, numbers as written, true and false; null is none. An array gives
// a cell for each element, all in the column "key[]".
class JsonRows {
 public:
  // info  what begin() is told; columns are filled in here. All others are borrowed.
  JsonRows(TableInfo info, TableSink& sink, const ExtractOptions& options);
  ~JsonRows();

  // Adds one record as a row.
  // json   one whole value, with TextWindow::kPadding octets behind it that may be read.
  // root   the node that the record's keys hang from. An array there gives its elements by position.
  // key    for a member of an object whose keys are values: the key, as one more cell; `root` is then the
  // members
  //        node. nullptr: none.
  // Returns false when it is not well-formed JSON: nothing was added. Errors: kLimit, those of the sink.
  Result<bool> add(std::string_view json, JsonPaths::Node root, const std::string* key = nullptr);
  // Adds a row of cells that were gathered elsewhere.
  struct Value {
    JsonPaths::Node node;
    std::string text;
  };
  Result<void> add_values(const std::vector<Value>& values);

  // Sends what is left, and begin() if nothing was sent. Call once, at the end.
  Result<void> finish();

  JsonPaths& paths() { return paths_; }
  std::uint64_t rows() const { return sent_rows_ + block_.rows(); }
  std::uint64_t columns() const { return paths_.column_count(); }

 private:
  class Walk;
  class QuickWalk;
  Result<void> end_row();
  void add_cell(JsonPaths::Node node, std::string_view text);
  void add_padded_cell(JsonPaths::Node node, std::string_view text);
  Result<void> send();
  bool are_cells_in_order();
  void put_text_in_order();
  bool has_too_many_keys() const;
  tl::unexpected<Error> too_many_keys() const;
  tl::unexpected<Error> limit(std::string en, std::string zh) const;

  TableInfo info_;
  TableSink& sink_;
  const ExtractOptions& options_;
  std::unique_ptr<Walk> walk_;
  std::unique_ptr<QuickWalk> quick_walk_;
  JsonPaths paths_;
  RowBlock block_;          // its text is made when it is sent
  std::vector<char> text_;  // the cells' texts so far, an LF behind each
  std::size_t text_size_ = 0;
  bool has_begun_ = false;
  std::uint32_t known_columns_ = 0;  // told to the sink
  std::uint64_t sent_rows_ = 0;
};

}  // namespace tidegate
