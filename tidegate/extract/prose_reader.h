// Plain text and logs: one column, a line a row.
#pragma once

#include <cstdint>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/text_window.h"
#include "tidegate/terms/table.h"

namespace tidegate {

class ProseReader {
 public:
  // All are borrowed for the reader's life.
  ProseReader(TextWindow& window, TableSink& sink, const ExtractOptions& options)
      : window_(window), sink_(sink), options_(options) {}

  // Reads to the end of the text. A blank line is a row without cells, so that rows are line numbers; a line
  // longer than max_cell_bytes is split into several rows, between words where it can be.
  // Errors: those of source and sink.
  Result<void> read();
  TableEnd end() const;

 private:
  Result<void> emit(std::size_t length);

  TextWindow& window_;
  TableSink& sink_;
  const ExtractOptions& options_;
  std::uint64_t rows_ = 0;
  std::uint64_t splits_ = 0;
  std::uint64_t encoded_parts_ = 0;  // of mails
};

}  // namespace tidegate
