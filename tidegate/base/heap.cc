#include "tidegate/base/heap.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace tidegate {

void keep_heap_on_large_pages() {
#if defined(__GLIBC__)
  constexpr int kRoom = 64 << 20;  // addresses, not memory: pages come when they are touched
  constexpr int kByItself = 32 << 20;
  constexpr std::uintptr_t kLargePage = std::uintptr_t{2} << 20;
  if (::mallopt(M_MMAP_THRESHOLD, kByItself) == 0 || ::mallopt(M_TRIM_THRESHOLD, kRoom) == 0 ||
      ::mallopt(M_TOP_PAD, kRoom) == 0) {
    return;
  }
  void* const first = std::malloc(std::size_t{1} << 20);  // makes the heap grow by kRoom
  const auto begin = (reinterpret_cast<std::uintptr_t>(first) + kLargePage - 1) / kLargePage * kLargePage;
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / kLargePage * kLargePage;
  // Another allocator than the C library's keeps its memory elsewhere.
  if (first != nullptr && begin < end && end - begin <= 2 * std::uintptr_t{kRoom}) {
    static_cast<void>(::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
  }
  std::free(first);
#endif
}

}  // namespace tidegate
