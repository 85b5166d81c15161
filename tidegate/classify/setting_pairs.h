// Settings in two cells: a name in one, its value in the other ("key,value"; {"name": ..., "value": ...}).
// What a line "name=value" would be found to hold is told of the value's column.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/line_findings.h"
#include "tidegate/terms/data_profile.h"
#include "tidegate/terms/table.h"

namespace tidegate {

// One a thread, merged at the end.
class SettingPairs {
 public:
  // columns  headers, JSON key paths. literals  outlives the pairs.
  SettingPairs(std::vector<std::string> columns, const LiteralMatcher& literals);
  void add_columns(const std::vector<std::string>& names);

  // Costs nothing where no two columns are a name and its value.
  void add(const RowBlock& block);
  void merge(const SettingPairs& other);
  // Adds the secrets to what stands inside the columns of values, which are harmless no longer.
  void tell(std::vector<ColumnProfile>& columns) const;

 private:
  struct Pair {
    std::uint32_t name = 0;  // columns
    std::uint32_t value = 0;
    std::array<std::uint64_t, kValueKinds> rows{};  // with a secret of the kind
  };
  void find_pairs();
  void add_pair(const RowBlock& block, Pair& pair);

  std::vector<std::string> columns_;
  std::vector<Pair> pairs_;
  LineFindings lines_;
  RowBlock block_;                       // of lines "name=value"
  std::vector<std::uint32_t> value_at_;  // of each line, where its value begins
};

}  // namespace tidegate
