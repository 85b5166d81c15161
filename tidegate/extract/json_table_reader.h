// The records of a JSON text, one after another, in memory that does not grow with it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/json_rows.h"
#include "tidegate/extract/text_window.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// How the records stand in the text.
enum class JsonLayout {
  kLines,   // one a line; a comma behind it is passed over
  kValues,  // one after another, over several lines each
  kWhole,   // one value: an array of records, an object that holds such arrays or records by key, or a record
};

class JsonTableReader {
 public:
  // info  what begin() is told but for the columns. All others are borrowed for the reader's life.
  JsonTableReader(TextWindow& window, JsonLayout layout, TableInfo info, TableSink& sink,
                  const ExtractOptions& options);

  // Reads to the end of the text; calls begin, add_columns and rows. Errors: kMalformed, kLimit, those of
  // source and sink. A line that is not JSON is kept, as text in a column without a name, unless most are
  // such.
  Result<void> read();
  TableEnd end() const;

 private:
  Result<void> read_lines();
  Result<void> read_line(std::string_view line);
  Result<void> read_values();
  Result<void> read_whole();
  Result<void> read_object(JsonPaths::Node node, std::uint32_t depth);
  Result<bool> is_keyed();
  Result<void> read_member(JsonPaths::Node node, const std::string& key, std::uint32_t& guess,
                           std::uint32_t depth, bool is_keyed);
  Result<void> read_array(JsonPaths::Node node);
  Result<void> read_record(JsonPaths::Node root, const std::string* key);
  Result<void> gather(JsonPaths::Node node);
  Result<void> add_gathered();

  Result<char> peek();
  Result<bool> take(char c);
  Result<std::string_view> value();
  tl::unexpected<Error> malformed() const;

  TextWindow& window_;
  JsonLayout layout_;
  std::string path_;
  const ExtractOptions& options_;
  JsonRows rows_;
  bool has_records_ = false;               // an array of records was met, and JsonPaths::kRecord is its
  std::vector<JsonRows::Value> gathered_;  // scalars around the arrays of records
  std::size_t gathered_bytes_ = 0;
  std::uint64_t bad_lines_ = 0;
  std::uint64_t first_bad_line_ = 0;
  std::uint64_t lines_ = 0;
};

}  // namespace tidegate
