// Claims: whatever stands in a dump, extract_tables ends within its limits, keeps the promises of TableSink
// and RowBlock (Collector stops the program where it does not), says why in both languages where it does not
// read, and gives the same tables or the same error however the source cuts its reads. Of what is read
// nothing is lost: a number put anywhere into the dump is found in a cell or a name. And no cut of a text
// that is recognised as a dump is taken for something else.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/extract_alike.h"
#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/extract/sql/sql_dump.h"

namespace {

void check_cuts(std::string_view text) {
  constexpr std::size_t kMostCuts = 64;
  if (tidegate::recognise_sql_dump(text) != tidegate::SqlDump::kYes) return;
  for (std::size_t cut = 0; cut < kMostCuts; ++cut) {
    const std::size_t end = text.size() * cut / kMostCuts;
    TIDEGATE_CHECK(tidegate::recognise_sql_dump(text.substr(0, end)) != tidegate::SqlDump::kNo);
  }
}

bool has_number(const tidegate::ExtractOutcome& outcome, std::string_view number) {
  const auto is_in = [&](const std::string& text) { return text.find(number) != std::string::npos; };
  for (const tidegate::CollectedTable& table : outcome.tables) {
    if (is_in(table.info.path)) return true;
    for (const std::string& name : table.columns) {
      if (is_in(name)) return true;
    }
    for (const auto& row : table.rows) {
      for (const tidegate::CollectedCell& cell : row) {
        if (is_in(cell.text)) return true;
      }
    }
  }
  return false;
}

// at  256ths of the text.
void check_nothing_is_lost(std::string text, std::size_t at, const tidegate::ExtractOptions& options) {
  constexpr std::string_view kNumber = "13912345678";
  const std::size_t place = text.size() * at / 256;
  // A backslash in front takes part of the number with it.
  const std::size_t near = place < 8 ? 0 : place - 8;
  if (text.substr(near, place - near).find('\\') != std::string::npos) return;
  if (place < text.size() && (static_cast<unsigned char>(text[place]) & 0xC0U) == 0x80) return;
  text.insert(place, kNumber);
  const auto outcome = tidegate::extract_in_steps(text, 1 << 20, options);
  const bool is_dump = outcome.is_read && !outcome.tables.empty() && outcome.tables[0].info.format == "sql";
  TIDEGATE_CHECK(!is_dump || has_number(outcome, kNumber));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  tidegate::ExtractOptions options;
  options.encoding = "utf-8";
  options.block_bytes = 4096;
  options.max_row_bytes = 1 << 16;
  options.max_columns = 4096;
  // Behind a row, so that what follows is read as the rest of a dump; or a dump by itself.
  std::string text =
      data[0] % 2 == 0 ? "CREATE TABLE t (a int, b text);\nINSERT INTO t VALUES (1, 'x');\n" : "";
  text += tidegate::valid_utf8({reinterpret_cast<const char*>(data) + 1, size - 1});
  // What is binary or in another encoding is another target's.
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t') c = ' ';
  }
  tidegate::check_alike_however_cut(text, 1U + data[0], options);
  check_cuts(text);
  check_nothing_is_lost(text, data[0], options);
  return 0;
}
