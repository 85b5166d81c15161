// A program of the system that is given bytes and gives bytes back, within bounds.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

struct ProgramBounds {
  std::chrono::milliseconds patience = std::chrono::seconds(60);
  std::size_t output_bytes = 64U << 20;
  std::uint64_t memory_bytes = 1ULL << 30;       // of its address space
  const std::atomic<bool>* cancelled = nullptr;  // once true, the program is ended
  std::string home{};                            // a folder that it may write to; empty: it writes no file
};

struct ProgramOutput {
  int status = 0;      // what it exited with; 128 where a signal ended it
  std::string output;  // standard output
  std::string errors;  // the first 4 KiB of standard error
};

// words  the program, looked for in PATH, and its arguments; no shell reads them.
// input  what it finds on standard input. It may end before it has read all of it.
// It sees no environment but PATH, a UTF-8 locale and the home it was given, writes no file without one, and
// leaves no core. When this returns it has ended, its children too. Errors: kUnavailable (not there, cannot
// be started), kLimit (time, output), kCancelled. `where` is the program.
Result<ProgramOutput> run_program(const std::vector<std::string>& words, std::string_view input,
                                  const ProgramBounds& bounds);

}  // namespace tidegate
