// Runs tidegate scan, classify and baseline: reads their words, calls a journey.
#include "tidegate/cli/scan_commands.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/cli/progress_line.h"
#include "tidegate/cli/say.h"

namespace tidegate::cli {
namespace {

// What a baseline knows does not count.
ExitCode scan_exit(const ScanAnswer& answer, std::optional<Sensitivity> from) {
  const bool finds = from && std::any_of(answer.findings.begin(), answer.findings.end(), [&](const auto& f) {
                       return f.state != FindingState::kKnown && f.sensitivity >= *from;
                     });
  return finds ? ExitCode::kFindings : ExitCode::kProceed;
}

ScanRequest scan_request(const Call& call, std::vector<std::string> paths) {
  ScanRequest request;
  request.paths = std::move(paths);
  request.read = call.read;
  request.as_of = call.as_of.value_or(call.options.today);
  request.is_day_stated = call.as_of.has_value();
  request.baseline = call.arguments.value("--baseline");
  request.types = call.arguments.value("--types");
  request.include = call.arguments.values("--include");
  request.exclude = call.arguments.values("--exclude");
  request.is_project = call.arguments.has("--project");
  request.resume = call.arguments.has("--resume");
  return request;
}

}  // namespace

int run_scan(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.empty()) {
    return report({ErrorCode::kMalformed,
                   fmt::format("{} needs at least one file, folder or database", a.command->name),
                   {},
                   fmt::format("{} 至少需要一个文件、目录或数据库", a.command->name)},
                  call.look.lang);
  }
  call.options.hashes_files = a.has("--sha256");
  const Result<ScanAnswer> answer = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return scan(scan_request(call, a.positional), call.options);
  }();
  if (!answer) return report(answer.error(), call.look.lang);
  for (const Text& text : answer->talk) tell(fmt::format("tidegate: {}\n", text.in(call.look.lang)));
  const bool classes = a.command->name == "classify";
  const std::string text = classes ? render_classes(answer->profile, call.json, call.look)
                                   : render_scan(*answer, format_of(a), call.look, call.options);
  const int code = print(text, scan_exit(*answer, level_of(a.value("--fail-on"))), call.look.lang);
  if (answer->failed.empty()) return code;
  for (const Error& error : answer->failed) report(error, call.look.lang);
  // What was found goes before what could not be read: the errors above say that it is not all.
  return code == static_cast<int>(ExitCode::kFindings) ? code
                                                       : static_cast<int>(exit_code(answer->failed.front()));
}

int run_baseline(Call& call) {
  const Arguments& a = call.arguments;
  const auto& words = a.positional;
  if (a.command->name == "baseline list") {
    return words.size() == 1
               ? show(baseline_list(words[0], call.json, call.look, call.options), call.look.lang)
               : wrong_count(call, a.command->positional);
  }
  if (words.size() < 2) return wrong_count(call, a.command->positional);
  const std::vector<std::string> rest(words.begin() + 1, words.end());
  if (a.command->name == "baseline remove")
    return show(baseline_remove(words[0], rest, call.json, call.look, call.options), call.look.lang);
  BaselineAddRequest request;
  request.file = words[0];
  request.scan = scan_request(call, rest);
  request.ids = a.values("--only");
  request.reason = a.value("--reason");
  request.by = a.value("--by");
  const auto until = day_of(a, "--until");
  if (!until) return report(until.error(), call.look.lang);
  request.until = *until;
  const Result<Printed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return baseline_add(request, call.json, call.look, call.options);
  }();
  return show(done, call.look.lang);
}

}  // namespace tidegate::cli
