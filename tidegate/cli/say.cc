#include "tidegate/cli/say.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <string>

#include "tidegate/gate/gate.h"
#include "tidegate/report/told_place.h"

namespace tidegate::cli {

void tell(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

int report(const Error& error, Lang lang) {
  std::fflush(stdout);
  const std::string& what = lang == Lang::kZh && !error.what_zh.empty() ? error.what_zh : error.what;
  // "draft.json:" is the whole of a document, as a reader of JSON names it.
  std::string_view where = error.where;
  while (where.ends_with(':')) where.remove_suffix(1);
  tell(fmt::format("tidegate: {}{}{}\n", report::told_place(where, lang), where.empty() ? "" : ": ", what));
  return static_cast<int>(exit_code(error));
}

int report_not_kept(const std::vector<Error>& not_kept, int shown, Lang lang) {
  int code = shown;
  for (const Error& error : not_kept) {
    const int its = report(error, lang);
    if (&error == not_kept.data()) code = its;
  }
  if (code != shown)
    tell(lang == Lang::kZh
             ? fmt::format("tidegate: 退出码为 {} 而非 {}：以上答案成立，但未按要求留存\n", code, shown)
             : fmt::format("tidegate: exits with {}, not {}: the answer stands, and is not kept as asked\n",
                           code, shown));
  return code;
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
