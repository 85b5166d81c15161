// An office file: a zip archive whose parts are asked for by name, in any order and more than once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/byte_source.h"
#include "tidegate/extract/expansion_budget.h"
#include "tidegate/extract/extract.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

// Strings come behind the sheets that use them, so that the packed octets are held: max_document_bytes at
// most. Every part is unpacked once when it is opened, and so held to its checksum, before anything of it is
// believed. Each reading counts against the budget, the second as the first.
class OfficePackage {
 public:
  // bytes   stand at the archive's beginning; read to their end.
  // budget  outlives this.
  // path    for `where`.
  // Errors  those of ZipReader; kLimit; kMalformed where two parts have one name.
  static Result<OfficePackage> open(PeekSource& bytes, ExpansionBudget& budget, const std::string& path,
                                    const ExtractOptions& options);

  // In the order of the archive.
  const std::vector<std::string>& names() const { return names_; }
  bool has(std::string_view name) const { return offsets_.find(name) != offsets_.end(); }
  // name  one of names(). Borrows this. Errors of it: kLimit, kCancelled.
  std::unique_ptr<ByteSource> part(std::string_view name) const;
  // Those of names() that part() was never asked for.
  std::vector<std::string> unopened() const;
  const std::string& path() const { return path_; }
  std::string path_of(std::string_view name) const { return path_ + "!" + std::string(name); }
  // The archive itself.
  std::string_view packed() const { return *packed_; }

 private:
  OfficePackage(std::string path, ExpansionBudget& budget) : path_(std::move(path)), budget_(&budget) {}

  std::string path_;
  ExpansionBudget* budget_;
  std::unique_ptr<std::string> packed_;
  std::vector<std::string> names_;
  std::map<std::string, std::uint64_t, std::less<>> offsets_;  // of its local header
  mutable std::set<std::string, std::less<>> opened_;
};

// The whole of a source that a program must have in one piece. Errors: kLimit, those of the source.
Result<std::string> hold_document(PeekSource& bytes, const std::string& path, const ExtractOptions& options);

}  // namespace tidegate
