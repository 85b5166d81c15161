// Runs tidegate assess and file: reads their words, calls a journey.
#include "tidegate/cli/assess_commands.h"

#include <fmt/format.h>

#include "tidegate/cli/progress_line.h"
#include "tidegate/cli/say.h"
#include "tidegate/gate/evidence/own_record.h"
#include "tidegate/report/display_width.h"

namespace tidegate::cli {
namespace {

std::optional<GapLevel> gap_level(std::string_view name) {
  if (name == "blocks") return GapLevel::kBlocks;
  if (name == "returned") return GapLevel::kReturned;
  if (name == "warns") return GapLevel::kWarns;
  return std::nullopt;
}

}  // namespace

int run_assess(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.empty()) {
    return report({ErrorCode::kMalformed,
                   "assess needs a declaration or data files; see tidegate assess --help",
                   {},
                   "assess 需要申报文件或数据文件；见 tidegate assess --help"},
                  call.look.lang);
  }
  AssessRequest request;
  request.paths = a.positional;
  request.exporter = a.value("--exporter");
  request.to = a.value("--to");
  request.from = a.value("--from");
  request.flags = a.pack_flags;
  auto facts = stated_facts(a);
  if (!facts) return report(facts.error(), call.look.lang);
  request.facts = std::move(*facts);
  request.as_of = call.as_of;
  request.read = call.read;
  request.public_security_gate = a.has("--public-security-gate");
  request.destinations = a.value("--destinations");
  request.weights = a.value("--weights");
  request.html_path = a.value("--html");
  request.bundle_path = a.value("--save");
  request.declaration_path = a.value("--write-declaration");
  request.replaces_declaration = a.has("--force");
  request.lang = call.look.lang;
  const Result<Assessed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return assess(request, call.options);
  }();
  if (!done) return report(unknown_flag(done.error(), a), call.look.lang);
  if (!done->declaration_path.empty()) {
    tell(fmt::format("{} {}\n", call.look.lang == Lang::kZh ? "申报文件已写入" : "wrote the declaration",
                     report::printable(done->declaration_path)));
  }
  const Assessment& answer = done->answer;
  const OwnRecorded recorded = record_assessment(answer, call.around.evidence_passphrase_file, call.options);
  tell_recorded(recorded, call.look.lang);
  const int code = print(render_recorded(answer, recorded, format_of(a), call.look),
                         exit_code(answer, level_of(a.value("--fail-on"))), call.look.lang);
  return report_not_kept(done->not_kept, code, call.look.lang);
}

int run_file(Call& call) {
  const Arguments& a = call.arguments;
  if (a.positional.size() != 1 || a.value("--out").empty()) {
    return report({ErrorCode::kMalformed,
                   "file needs one declaration and --out FOLDER; see tidegate file --help",
                   {},
                   "file 需要一份申报文件与 --out 目录；见 tidegate file --help"},
                  call.look.lang);
  }
  FileRequest request;
  request.assess.paths = a.positional;
  request.assess.flags = a.pack_flags;
  auto facts = stated_facts(a);
  if (!facts) return report(facts.error(), call.look.lang);
  request.assess.facts = std::move(*facts);
  request.assess.as_of = call.as_of;
  request.assess.read = call.read;
  request.assess.destinations = a.value("--destinations");
  request.assess.weights = a.value("--weights");
  request.assess.lang = call.look.lang;
  request.folder = a.value("--out");
  request.templates = a.value("--template");
  request.previous = a.value("--previous");
  request.key = a.value("--key");
  request.notice = a.value("--notice");
  request.contract = a.value("--contract");
  request.report = a.value("--report");
  request.replaces = a.has("--force");
  request.english = a.has("--english");
  request.pdf = a.has("--pdf");
  request.zip = a.has("--zip");
  const Result<Filed> done = [&] {
    ProgressLine line(call.around.progress, call.look.lang);
    call.options.progress = line.sink();
    return file_transfer(request, call.options);
  }();
  if (!done) return report(unknown_flag(done.error(), a), call.look.lang);
  tell_recorded(record_assessment(done->answer, call.around.evidence_passphrase_file, call.options),
                call.look.lang);
  const int code = print(render_filed(*done, call.json, call.look),
                         exit_code(*done, gap_level(a.value("--fail-on"))), call.look.lang);
  return report_not_kept(done->not_kept, code, call.look.lang);
}

}  // namespace tidegate::cli
