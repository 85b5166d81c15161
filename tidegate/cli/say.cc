#include "tidegate/cli/say.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "tidegate/gate/gate.h"

namespace tidegate::cli {

void tell(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

int report(const Error& error, Lang lang) {
  std::fflush(stdout);
  const std::string& what = lang == Lang::kZh && !error.what_zh.empty() ? error.what_zh : error.what;
  tell(fmt::format("tidegate: {}{}{}\n", error.where, error.where.empty() ? "" : ": ", what));
  return static_cast<int>(exit_code(error));
}

int print(std::string_view text, ExitCode code, Lang lang) {
  const bool whole =
      std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (whole || errno == EPIPE) return static_cast<int>(code);
  return report(
      {ErrorCode::kUnavailable, "standard output could not be written to the end", {}, "标准输出未能写完"},
      lang);
}

}  // namespace tidegate::cli
