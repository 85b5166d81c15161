#include "tidegate/classify/zeroed_array.h"

#include <sys/mman.h>

#include <cstdlib>
#include <new>

namespace tidegate {
namespace {

constexpr std::size_t kByPages = std::size_t{2} << 20;  // a large page

}  // namespace

void* zeroed_bytes(std::size_t bytes) {
  if (bytes < kByPages) {
    void* begin = std::calloc(bytes, 1);
    if (begin == nullptr) throw std::bad_alloc();
    return begin;
  }
  void* begin = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (begin == MAP_FAILED) throw std::bad_alloc();
  // A wish: where it is not granted, ordinary pages do the same.
  static_cast<void>(::madvise(begin, bytes, MADV_HUGEPAGE));
  return begin;
}

void free_zeroed_bytes(void* begin, std::size_t bytes) {
  if (bytes < kByPages) {
    std::free(begin);
  } else {
    ::munmap(begin, bytes);
  }
}

}  // namespace tidegate
