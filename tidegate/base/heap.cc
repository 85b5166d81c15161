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
      ::mallopt(M_TOP_PAD, kRoom) == 0 || ::mallopt(M_ARENA_MAX, 1) == 0) {
    return;
  }
  constexpr std::size_t kFirst = std::size_t{256} << 10;
  void* const first = std::malloc(kFirst);  // makes the heap grow by kRoom
  // Behind it the heap was written to already: a large page begins later.
  const auto written = reinterpret_cast<std::uintptr_t>(first) + kFirst + 64;
  const auto begin = (written + kLargePage - 1) / kLargePage * kLargePage;
  const auto end = reinterpret_cast<std::uintptr_t>(::sbrk(0)) / kLargePage * kLargePage;
  // Another allocator than the C library's keeps its memory elsewhere.
  const bool is_ours = first != nullptr && begin < end && end - begin <= 2 * std::uintptr_t{kRoom};
  const std::size_t before = begin - reinterpret_cast<std::uintptr_t>(first);
  const bool is_large = is_ours && ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE) == 0;
  std::free(first);
  // What lies before the first large page is passed over, untouched: its small pages would come one by one.
  // Nobody reads where: were it not volatile, the compiler would leave the request out.
  static void* volatile passed_over = nullptr;
  if (is_large) passed_over = std::malloc(before);
  static_cast<void>(passed_over);
#endif
}

void give_threads_heaps([[maybe_unused]] int heaps) {
#if defined(__GLIBC__)
  static_cast<void>(::mallopt(M_ARENA_MAX, heaps));
#endif
}

}  // namespace tidegate
