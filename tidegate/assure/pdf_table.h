// Where the objects of a PDF stand by its own tables (ISO 32000-2, 7.5.4 to 7.5.6), which is what a viewer
// goes by: octets that merely look like an object, in a stream, a string or an earlier revision, are none.
// Private to the room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "tidegate/assure/pdf_value.h"

namespace tidegate::assure {

class PdfTable {
 public:
  // Borrows the file for as long as it lives. most: entries in all its revisions; what is looked up is at
  // most 1 MiB in all, a value 256 KiB, however often the file leads to one. None: its tables are not plain
  // ones (streams, hybrids), are damaged or too long, or it is encrypted.
  static std::optional<PdfTable> read(std::string_view file, std::size_t most);

  // None: there is no such object, or it does not read.
  std::optional<PdfValue> object(std::int64_t number);
  // What stands in the place of a reference; any other value is itself.
  std::optional<PdfValue> resolved(const PdfValue& named);
  // Numbers of the file specifications that the catalog lists as attached (7.11.4), each as often as it
  // stands there. None: the list does not read.
  std::optional<std::vector<std::int64_t>> attached();

 private:
  struct Names {
    std::vector<std::int64_t> files;
    int nodes = 0;
  };
  PdfTable(std::string_view file, std::size_t most, std::size_t octets)
      : file_(file), left_(most), octets_left_(octets) {}
  bool take_revision(std::size_t at, std::optional<std::size_t>& earlier);
  bool take_entries(std::size_t& at);
  bool take_names(const PdfValue& node, int depth, Names& out);
  std::optional<PdfValue> value(std::size_t at);

  std::string_view file_;
  std::size_t left_;                            // entries that may still come
  std::size_t octets_left_;                     // of values that may still be looked up
  std::map<std::int64_t, std::size_t> places_;  // 0: it is free
  std::optional<std::int64_t> root_;            // of the newest revision
};

}  // namespace tidegate::assure
