#include "tidegate/base/sha256_library.h"

#include <atomic>
#include <optional>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

// A command that hashes a pack and a record (4 ms by libsodium) need not load a library for it.
constexpr std::size_t kPays = std::size_t{1} << 20;

std::optional<Sha256Library> load() {
  const SharedLibrary library("libcrypto.so.3");
  Sha256Library found{};
  const bool is_whole = library.find("SHA256_Init", found.init) &&
                        library.find("SHA256_Update", found.update) &&
                        library.find("SHA256_Final", found.final);
  return is_whole ? std::optional(found) : std::nullopt;
}

}  // namespace

const Sha256Library* sha256_library(std::size_t octets) {
  static std::atomic<std::size_t> seen{0};
  // Short texts cost a block or two each, whatever their size; what is added after it pays is not counted.
  if (seen.load(std::memory_order_relaxed) < kPays) {
    seen.fetch_add(octets + SHA256_CBLOCK, std::memory_order_relaxed);
    return nullptr;
  }
  static const std::optional<Sha256Library> kLoaded = load();
  return kLoaded ? &*kLoaded : nullptr;
}

}  // namespace tidegate
