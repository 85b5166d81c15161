// How far a scan has come: one line on standard error, redrawn in place.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "tidegate/gate/gate.h"

namespace tidegate::cli {

// Blanks cover what the last line left, for any terminal.
class ProgressLine {
 public:
  // on  standard error is a terminal
  ProgressLine(bool on, Lang lang) : on_(on), is_zh_(lang == Lang::kZh) {}
  ~ProgressLine();
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  // Empty where it is not shown; else of use while this lives.
  std::function<void(const ScanProgress&)> sink();

 private:
  std::string speed(std::uint64_t done, std::uint64_t total) const;
  void draw(const std::string& text);

  bool on_;
  bool is_zh_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  bool drawn_ = false;
  int width_ = 0;  // columns of what stands there
};

}  // namespace tidegate::cli
