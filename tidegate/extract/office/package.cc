#include "tidegate/extract/office/package.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "tidegate/base/check.h"
#include "tidegate/extract/zip_reader.h"

namespace tidegate {
namespace {

// One part of an archive that was read through before.
class Part final : public ByteSource {
 public:
  Part(std::string_view from, ExpansionBudget& budget, std::string path)
      : memory_(from), bytes_(memory_), zip_(bytes_, budget, std::move(path)) {
    const auto name = zip_.next();
    if (!name) {
      error_ = name.error();
      return;
    }
    TIDEGATE_CHECK(*name);  // it was found here when the package was opened
  }
  Result<std::size_t> read(std::span<char> into) override {
    if (error_) return fail(*error_);
    return zip_.file().read(into);
  }

 private:
  MemorySource memory_;
  PeekSource bytes_;
  ZipReader zip_;
  std::optional<Error> error_;  // the budget was spent before it began
};

}  // namespace

Result<std::string> hold_document(PeekSource& bytes, const std::string& path, const ExtractOptions& options) {
  std::string held;
  for (;;) {
    const auto more = bytes.peek(1);
    if (!more) return fail(more.error());
    if (more->empty()) return held;
    if (held.size() + more->size() > options.max_document_bytes) {
      return fail({ErrorCode::kLimit,
                   fmt::format("a document of its kind may have {} octets at most; split it, or export its "
                               "tables as CSV",
                               options.max_document_bytes),
                   path,
                   fmt::format("此类文档的大小上限为 {} 字节；请拆分，或将其中的表导出为 CSV",
                               options.max_document_bytes)});
    }
    held += *more;
    bytes.skip(more->size());
  }
}

Result<OfficePackage> OfficePackage::open(PeekSource& bytes, ExpansionBudget& budget, const std::string& path,
                                          const ExtractOptions& options) {
  auto held = hold_document(bytes, path, options);
  if (!held) return fail(held.error());
  OfficePackage package(path, budget);
  package.packed_ = std::make_unique<std::string>(std::move(*held));
  MemorySource memory(*package.packed_);
  PeekSource archive(memory);
  ZipReader zip(archive, budget, path);
  for (;;) {
    auto name = zip.next();
    if (!name) return fail(name.error());
    if (!*name) break;
    if (!package.offsets_.emplace(**name, zip.file_begin()).second) {
      return fail({ErrorCode::kMalformed, "two parts of it have one name", package.path_of(**name),
                   "文档中有两个同名的部件"});
    }
    package.names_.push_back(std::move(**name));
  }
  return package;
}

std::unique_ptr<ByteSource> OfficePackage::part(std::string_view name) const {
  const auto at = offsets_.find(name);
  TIDEGATE_CHECK(at != offsets_.end());
  opened_.emplace(name);
  return std::make_unique<Part>(std::string_view(*packed_).substr(at->second), *budget_, path_);
}

std::vector<std::string> OfficePackage::unopened() const {
  std::vector<std::string> names;
  std::copy_if(names_.begin(), names_.end(), std::back_inserter(names),
               [this](const std::string& name) { return opened_.find(name) == opened_.end(); });
  return names;
}

}  // namespace tidegate
