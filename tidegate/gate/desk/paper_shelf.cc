#include "tidegate/gate/desk/paper_shelf.h"

#include <algorithm>

#include "tidegate/gate/filing/papers.h"
#include "tidegate/ports/pdf_program.h"

namespace tidegate::desk {
namespace {

std::size_t size_of(const filing::Paper& paper) {
  std::size_t bytes = 256;
  if (!paper.pages) return bytes;
  for (const auto& page : *paper.pages) {
    for (const std::string& line : page) bytes += sizeof(std::string) + line.size();
  }
  return bytes;
}

}  // namespace

Result<std::shared_ptr<const filing::Paper>> PaperShelf::paper(const std::string& sha256,
                                                               const std::string& file_name,
                                                               const Read& read) {
  // The ending tells text from other octets.
  const std::string key = sha256 + file_name.substr(std::min(file_name.rfind('.'), file_name.size()));
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const auto at = kept_.find(key);
    if (at != kept_.end()) {
      at->second.used = ++uses_;
      return at->second.paper;
    }
  }
  const auto bytes = read();
  if (!bytes) return fail(bytes.error());
  auto paper = std::make_shared<filing::Paper>();
  PdfProgram pdf(nullptr);
  look_into(*bytes, file_name, pdf, nullptr, *paper);
  Kept kept{paper, size_of(*paper), 0};
  const std::lock_guard<std::mutex> lock(mutex_);
  kept.used = ++uses_;
  const auto [at, is_new] = kept_.emplace(key, kept);
  if (is_new) bytes_ += kept.bytes;
  while (bytes_ > kMostBytes && kept_.size() > 1) {
    const auto oldest = std::min_element(kept_.begin(), kept_.end(), [](const auto& a, const auto& b) {
      return a.second.used < b.second.used;
    });
    bytes_ -= oldest->second.bytes;
    kept_.erase(oldest);
  }
  return std::shared_ptr<const filing::Paper>(paper);
}

}  // namespace tidegate::desk
