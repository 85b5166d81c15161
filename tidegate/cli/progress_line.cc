#include "tidegate/cli/progress_line.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/cli/say.h"
#include "tidegate/report/display_width.h"

namespace tidegate::cli {

ProgressLine::~ProgressLine() {
  draw("");
  if (drawn_) tell("\r");
}

std::function<void(const ScanProgress&)> ProgressLine::sink() {
  if (!on_) return {};
  return [this](const ScanProgress& p) {
    constexpr double kMiB = 1024.0 * 1024.0;
    std::string path = report::printable(p.path);
    if (path.size() > 40) {
      std::size_t from = path.size() - 37;
      while (from < path.size() && (static_cast<unsigned char>(path[from]) & 0xC0) == 0x80) ++from;
      path = "..." + path.substr(from);
    }
    drawn_ = true;
    // A file that is read twice counts twice: never more than there is.
    const std::uint64_t done = p.bytes_total == 0 ? p.bytes_done : std::min(p.bytes_done, p.bytes_total);
    draw(fmt::format("{}/{} {:.1f}/{:.1f} MiB{} {}", p.files_done, p.files_total,
                     static_cast<double>(done) / kMiB, static_cast<double>(p.bytes_total) / kMiB,
                     speed(done, p.bytes_total), path));
  };
}

// " 120.0 MiB/s 0:42 left", once there is something to measure.
std::string ProgressLine::speed(std::uint64_t done, std::uint64_t total) const {
  constexpr double kMiB = 1024.0 * 1024.0;
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
  if (seconds < 1.0 || done == 0) return "";
  const double rate = static_cast<double>(done) / seconds;
  const auto left = static_cast<std::uint64_t>(static_cast<double>(total - std::min(done, total)) / rate);
  const std::string time = left < 3600
                               ? fmt::format("{}:{:02}", left / 60, left % 60)
                               : fmt::format("{}:{:02}:{:02}", left / 3600, left / 60 % 60, left % 60);
  return fmt::format(fmt::runtime(is_zh_ ? " {:.1f} MiB/s 剩余 {}" : " {:.1f} MiB/s {} left"), rate / kMiB,
                     time);
}

void ProgressLine::draw(const std::string& text) {
  if (!drawn_) return;
  const int width = report::display_width(text);
  tell(fmt::format("\r{}{:{}}", text, "", std::max(width_ - width, 0)));
  width_ = width;
}

}  // namespace tidegate::cli
