// What the targets of extract_tables claim alike.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/extract/collect.h"

namespace tidegate {

struct ExtractOutcome {
  bool is_read = false;
  Error error{};
  std::vector<CollectedTable> tables;
};

// step  how many octets the source gives at most at one reading.
inline ExtractOutcome extract_in_steps(std::string_view bytes, std::size_t step,
                                       const ExtractOptions& options) {
  SlowSource source(bytes, step);
  Collector sink;
  const auto done = extract_tables(source, "f", sink, options);
  ExtractOutcome outcome{done.has_value(), {}, std::move(sink.tables)};
  if (!done) outcome.error = done.error();
  return outcome;
}

// The same tables or the same error however the source cuts its reads, and an error in both languages.
inline void check_alike_however_cut(std::string_view bytes, std::size_t step, const ExtractOptions& options) {
  const ExtractOutcome whole = extract_in_steps(bytes, 1 << 20, options);
  const ExtractOutcome cut = extract_in_steps(bytes, step, options);
  TIDEGATE_CHECK(whole.is_read == cut.is_read);
  TIDEGATE_CHECK(whole.is_read || !whole.error.what_zh.empty());
  TIDEGATE_CHECK(whole.error.code == cut.error.code && whole.error.where == cut.error.where);
  TIDEGATE_CHECK(whole.tables.size() == cut.tables.size());
  for (std::size_t t = 0; t < whole.tables.size(); ++t) {
    TIDEGATE_CHECK(whole.tables[t].info.path == cut.tables[t].info.path);
    TIDEGATE_CHECK(whole.tables[t].columns == cut.tables[t].columns &&
                   whole.tables[t].rows == cut.tables[t].rows);
  }
}

}  // namespace tidegate
