// TIDEGATE_CHECK(cond): our own bug stops the program, in release too. Never applied to input.
#pragma once

namespace tidegate {
[[noreturn]] void check_failed(const char* condition, const char* file, int line);
}

#define TIDEGATE_CHECK(cond) \
  ((cond) ? static_cast<void>(0) : ::tidegate::check_failed(#cond, __FILE__, __LINE__))
