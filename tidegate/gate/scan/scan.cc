// `tidegate scan`: what is wanted of a scan, and what is made of what it found.
#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "tidegate/classify/classify.h"
#include "tidegate/classify/user_types/user_type_scan.h"
#include "tidegate/findings/find.h"
#include "tidegate/gate/baseline.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/official_lists.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/record.h"
#include "tidegate/gate/register/exporters.h"
#include "tidegate/gate/scan/journal.h"
#include "tidegate/gate/scan/path_globs.h"
#include "tidegate/gate/scan/sources.h"
#include "tidegate/gate/scan/walk.h"
#include "tidegate/gate/user_types.h"

namespace tidegate {
namespace {

Result<WalkFilter> filter_of(const ScanRequest& request) {
  WalkFilter filter;
  for (const auto& [words, globs] :
       {std::pair{&request.include, &filter.include}, std::pair{&request.exclude, &filter.exclude}}) {
    for (const std::string& word : *words) {
      auto glob = parse_glob(word);
      if (!glob) return fail(glob.error());
      if (has_open_set(glob->pattern))
        return fail({ErrorCode::kMalformed, "the bracket of this pattern is not closed: write [abc] or [a-z]",
                     word, "模式中的方括号未闭合：应写作 [abc] 或 [a-z]"});
      globs->push_back(std::move(*glob));
    }
  }
  filter.aside = request.aside;
  filter.is_project = request.is_project;
  if (!request.baseline.empty()) filter.aside.push_back(request.baseline);
  return filter;
}

// The file that was named, or that of the state folder; none: there is neither.
Result<std::optional<UserTypes>> types_for(const ScanRequest& request, const GateOptions& options) {
  const std::string kept = user_types_path(options.home);
  std::error_code error;
  if (request.types.empty() && (kept.empty() || !std::filesystem::exists(kept, error)))
    return std::optional<UserTypes>{};
  auto types = load_user_types(request.types.empty() ? kept : request.types);
  if (!types) return fail(types.error());
  return std::optional<UserTypes>{std::move(*types)};
}

// Beside its bytes a file's outcome depends on this very program, how files are read, the firm's own types,
// and the day.
JournalRequest journal_request(const ScanRequest& request, const GateOptions& options,
                               const SubjectKeySecret& secret) {
  std::error_code error;
  JournalRequest of;
  of.what = std::filesystem::current_path(error).string() + "\n";
  for (const std::string& path : request.paths) of.what += path + "\n";
  const std::string program = std::filesystem::read_symlink("/proc/self/exe", error).string();
  of.how = fmt::format("{}\n{}\n{}\n{}\n", options.program, program, ScanJournal::stamp_of(program),
                       kClassifyEngine);
  of.how += fmt::format("{}\n{}\n{}\n{}\n", request.read.encoding, request.read.delimiter,
                        request.read.sample_rows, options.hashes_files);
  const auto types =
      read_file(request.types.empty() ? user_types_path(options.home) : request.types, std::size_t{1} << 20);
  if (types) of.how += sha256_hex(*types);
  of.how += key_check(secret, secret);  // persons under another key are others
  if (request.is_day_stated) of.day = request.as_of;
  of.today = options.today;
  return of;
}

void note_left_out(const WalkFilter& filter, DataProfile& profile) {
  if (filter.left_out == 0) return;
  profile.notes.push_back(
      {fmt::format("files and folders left out by --include, --exclude or .tidegateignore: {}",
                   filter.left_out),
       fmt::format("按 --include、--exclude 或 .tidegateignore 未读取的文件和目录：{}", filter.left_out)});
}

}  // namespace

Result<ScanAnswer> scan(const ScanRequest& asked, const GateOptions& options) {
  ScanAnswer answer;
  ScanRequest request = asked;
  auto filter = filter_of(request);
  if (!filter) return fail(filter.error());
  const auto types = types_for(request, options);
  if (!types) return fail(types.error());
  ScanExtras extras{&*filter, *types ? &**types : nullptr, nullptr};
  SubjectKeySecret secret;
  std::optional<ScanJournal> journal;
  if (request.resume) {
    // What is kept is kept under the installation's own key.
    const auto desk = open_desk(options);
    if (!desk) return fail(desk.error());
    if (desk->shut()) return fail(*desk->shut());
    secret = desk->secret();
    auto opened = ScanJournal::open(options.home, journal_request(request, options, secret));
    if (!opened) return fail(opened.error());
    extras.journal = &journal.emplace(std::move(*opened));
    request.as_of = journal->day();
    answer.talk = journal->talk();
  }
  auto scanned = scan_sources({{0, request.paths}}, request.read, request.as_of, secret, options,
                              &answer.failed, false, extras);
  if (!scanned) return fail(scanned.error());
  if (journal) journal->finish();
  if (scanned->profile.files.empty() && !answer.failed.empty()) return fail(answer.failed.front());
  answer.profile = std::move(scanned->profile);
  note_left_out(*filter, answer.profile);
  const auto questions = ask_official_lists(nullptr, request.as_of, options, answer.profile);
  if (!questions) return fail(questions.error());
  // Behind the lists, which ask by what columns are without them.
  if (extras.types != nullptr) {
    for (FileProfile& file : answer.profile.files) name_by_own_types(*extras.types, file.columns);
  }
  answer.findings = findings::find_all(answer.profile, scanned->lines, [&](std::string_view type) {
    const auto at = scanned->classes.find(type);
    return at == scanned->classes.end() ? Sensitivity::kNone : at->second;
  });
  if (request.baseline.empty()) return answer;
  auto sums = use_baseline(request, answer);
  if (!sums) return fail(sums.error());
  answer.baseline = std::move(*sums);
  return answer;
}

}  // namespace tidegate
