#include "tidegate/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace tidegate {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "tidegate: internal error: %s does not hold (%s:%d)\n", condition, file, line);
#ifdef TIDEGATE_FUZZ
  std::abort();  // libFuzzer keeps the input that did it
#else
  std::_Exit(70);
#endif
}

}  // namespace tidegate
