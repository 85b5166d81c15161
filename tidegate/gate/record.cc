#include "tidegate/gate/record.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/gate/resources.h"
#include "tidegate/ports/run_command.h"
#include "tidegate/report/html.h"
#include "tidegate/store/register/subject_register.h"

namespace tidegate {
namespace {

constexpr mode_t kPrivate = 0600;

Result<void> write_through(const std::string& path, std::string_view bytes) {
  const OpenFile file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  const auto failed = [&](int number) {
    return fail(system_error(number, "cannot write", "无法写入", path));
  };
  if (!file) return failed(errno);
  while (!bytes.empty()) {
    const ssize_t n = ::write(file.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return failed(errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Bundle bundle_of(const Assessment& answer, const Grounds& grounds, const AssessRequest& request) {
  Bundle bundle;
  bundle.program = answer.program;
  bundle.as_of = answer.as_of;
  bundle.transfer = answer.transfer;
  bundle.profile = answer.profile;
  bundle.sent_before = answer.sent_before;
  if (answer.profile) bundle.read = request.read;
  for (const law::RulePack& pack : grounds.packs) bundle.packs.push_back({pack.id, pack.version, pack.hash});
  bundle.weights = {grounds.weights.id, grounds.weights.from.str(), grounds.weights.hash};
  if (!grounds.destinations.hash.empty()) {
    bundle.destinations = {grounds.destinations.id, grounds.destinations.from.str(),
                           grounds.destinations.hash};
  }
  bundle.taxonomy_hash = answer.profile ? answer.profile->taxonomy_hash : "";
  bundle.credentials = grounds.credentials;
  bundle.undeclared_copies = grounds.undeclared_copies;
  bundle.public_security_gate = grounds.public_security_gate;
  bundle.assessment_sha256 = assessment_digest(answer);
  return bundle;
}

}  // namespace

Result<std::string> path_of_record(const std::string& word, const GateOptions& options) {
  constexpr std::size_t kFewestDigits = 8;
  constexpr std::size_t kDigits = 64;
  struct stat about {};
  if (::stat(word.c_str(), &about) == 0) return word;
  const bool is_hash = word.size() >= kFewestDigits && word.size() <= kDigits &&
                       word.find_first_not_of("0123456789abcdef") == std::string::npos;
  const Error absent{ErrorCode::kNotFound, "no such bundle, and no record whose hash begins so", word,
                     "没有该评估包，也没有以此开头的记录"};
  if (!is_hash || options.home.empty()) return fail(absent);
  const auto folder = StateDir::open_there(options.home);
  if (!folder) return fail(folder.error().code == ErrorCode::kNotFound ? absent : folder.error());
  const auto records = folder->list_records();
  if (!records) return fail(records.error());
  const auto begins = [&](const std::string& id) { return id.starts_with(word); };
  const auto at = std::find_if(records->begin(), records->end(), begins);
  if (at == records->end()) return fail(absent);
  if (std::count_if(records->begin(), records->end(), begins) > 1)
    return fail({ErrorCode::kMalformed, "several records begin so; write more digits", word,
                 "有多条记录以此开头；请写更多位"});
  return folder->record_path(*at);
}

Result<void> write_output(const std::string& path, std::string_view bytes) {
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && !S_ISREG(about.st_mode)) return write_through(path, bytes);
  return write_file(path, bytes, kPrivate);
}

Result<Desk> open_desk(const GateOptions& options) {
  std::optional<SubjectKeySecret> given;
  if (!options.key_command.empty()) {
    const auto printed = output_of(options.key_command, 256);
    if (!printed) return fail(printed.error());
    const auto key = parse_subject_key(*printed);
    if (!key) return fail(key.error());
    given = *key;
  }
  if (!options.may_write && (options.home.empty() || !SubjectRegister::is_in(options.home)))
    return Desk(given.value_or(random_subject_key()), std::nullopt);
  const auto without = [&](const Error& why) -> Result<Desk> {
    if (why.code != ErrorCode::kUnavailable || !options.may_write) return fail(why);
    return Desk(given.value_or(random_subject_key()), std::nullopt, why);
  };
  if (options.home.empty()) {
    return without({ErrorCode::kUnavailable,
                    "no state folder: set TIDEGATE_HOME or HOME, or give --home or --no-record",
                    {},
                    "没有状态目录：请设置 TIDEGATE_HOME 或 HOME，或使用 --home 或 --no-record"});
  }
  auto folder = StateDir::open(options.home);
  if (!folder) return without(folder.error());
  if (!given) {
    const auto key = folder->subject_key();
    if (!key) return without(key.error());
    given = *key;
  }
  return Desk(*given, std::move(*folder), std::nullopt, options.may_write);
}

std::vector<Error> Desk::keep(Assessment& answer, const Grounds& grounds, const AssessRequest& request) {
  std::vector<Error> not_kept;
  const auto is_written = [&](const std::string& path, std::string_view bytes, const Text& what) {
    const auto written = write_output(path, bytes);
    if (!written) {
      Error why = written.error();
      why.what += fmt::format("; {} was not written: {}", what.en, path);
      why.what_zh += fmt::format("；{}未写入：{}", what.zh, path);
      not_kept.push_back(std::move(why));
    }
    return written.has_value();
  };
  const auto not_recorded = [&](Error why) {
    why.what += "; the answer is not recorded";
    why.what_zh += "；本次答案未留存记录";
    not_kept.push_back(std::move(why));
  };
  const std::string bundle = write_bundle(bundle_of(answer, grounds, request));
  std::string html_path = request.html_path;
  if (shut_) not_recorded(*shut_);
  if (folder_ && may_write_) {
    const auto id = folder_->put_record(bundle);
    if (id) {
      answer.record_id = *id;
      answer.bundle_path = folder_->record_path(*id);
      if (html_path.empty())
        html_path = answer.bundle_path.substr(0, answer.bundle_path.rfind('.')) + ".html";
    } else {
      not_recorded(id.error());
    }
  }
  if (!request.bundle_path.empty() && is_written(request.bundle_path, bundle, {"the bundle", "评估包"}))
    answer.bundle_path = request.bundle_path;
  if (!html_path.empty()) {
    answer.html_path = html_path;
    const std::string page = report::assessment_html(answer, request.lang);
    if (!is_written(html_path, page, {"the report", "报告"})) answer.html_path.clear();
  }
  return not_kept;
}

}  // namespace tidegate
