#include "tidegate/gate/evidence/many_bundles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "tidegate/base/instant.h"
#include "tidegate/gate/evidence/bundle_check.h"
#include "tidegate/gate/evidence/bundle_pages.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;
using report::Tone;

enum class Outcome { kProved, kNotProved, kNoBundle, kUnread };
constexpr std::size_t kOutcomes = 4;

struct Found {
  Outcome outcome = Outcome::kUnread;
  std::optional<Error> unread;
  std::string origin;
  std::optional<std::uint64_t> index;
  std::string kind;
  std::string status;
  std::optional<std::int64_t> stated_at_ms;
  std::optional<evidence::Step> failed;  // the first that did
};

struct Named {
  std::string path;
  std::uint64_t octets = 0;
};

Error unreadable(const std::string& path, const std::error_code& error) {
  return {ErrorCode::kUnavailable, fmt::format("cannot be read: {}", error.message()), path,
          fmt::format("无法读取：{}", error.message())};
}

Result<void> take_folder(const std::string& folder, std::vector<Named>& out) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error);
  for (const fs::recursive_directory_iterator end; !error && at != end; at.increment(error)) {
    if (at->path().extension() != ".tgb" || !fs::is_regular_file(at->symlink_status(error))) continue;
    std::error_code gone;
    const std::uint64_t octets = at->file_size(gone);
    out.push_back({at->path().string(), gone ? 0 : octets});
    if (out.size() > kMostBundles) break;
  }
  if (error) return fail(unreadable(folder, error));
  return {};
}

// Each once, by name: the answer does not hang on the order of a folder.
Result<std::vector<Named>> named_bundles(const std::vector<std::string>& paths) {
  std::vector<Named> out;
  for (const std::string& path : paths) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status))
      return fail({ErrorCode::kNotFound, "there is no such file or folder", path, "没有此文件或文件夹"});
    if (!fs::is_directory(status)) {
      const std::uint64_t octets = fs::file_size(path, error);
      out.push_back({path, error ? 0 : octets});
    } else if (const auto taken = take_folder(path, out); !taken) {
      return fail(taken.error());
    }
    if (out.size() > kMostBundles)
      return fail({ErrorCode::kLimit,
                   fmt::format("holds more than {} bundles: ask of parts of it", kMostBundles), path,
                   fmt::format("证据包超过 {} 个：请分批校验", kMostBundles)});
  }
  if (out.empty())
    return fail({ErrorCode::kNotFound, "holds no bundle: no file whose name ends in .tgb", paths.front(),
                 "不含证据包：没有扩展名为 .tgb 的文件"});
  std::sort(out.begin(), out.end(), [](const Named& a, const Named& b) { return a.path < b.path; });
  out.erase(
      std::unique(out.begin(), out.end(), [](const Named& a, const Named& b) { return a.path == b.path; }),
      out.end());
  return out;
}

Found found_of(const Result<evidence::Verified>& checked) {
  Found out;
  if (!checked) {
    out.unread = checked.error();
    return out;
  }
  out.outcome = checked->holds    ? Outcome::kProved
                : checked->opened ? Outcome::kNotProved
                                  : Outcome::kNoBundle;
  out.origin = checked->origin;
  if (checked->opened) out.index = checked->opened->bundle.index;
  if (checked->entry) {
    out.kind = evidence::kind_of(*checked->entry);
    if (const auto* record = std::get_if<evidence::RecordEntry>(&*checked->entry))
      out.status = to_string(record->status);
  }
  out.stated_at_ms = checked->stated_at_ms;
  for (const evidence::Step& step : checked->steps) {
    if (step.state != evidence::StepState::kFailed) continue;
    out.failed = step;
    break;
  }
  return out;
}

// The threads take the next file each: one slow bundle holds up nobody.
class Round {
 public:
  Round(const std::vector<Named>& files, const evidence::VerifyQuestion& question,
        const EvidenceVerifyRequest& asked, const GateOptions& options)
      : files_(files), question_(question), asked_(asked), options_(options), found_(files.size()) {
    told_.files_total = files.size();
    for (const Named& file : files) told_.bytes_total += file.octets;
  }

  // None: cancelled.
  std::optional<std::vector<Found>> run() {
    const std::size_t wanted = static_cast<std::size_t>(std::clamp(options_.threads, 1, 64));
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min(wanted, files_.size()); ++i) others.emplace_back([this] { work(); });
    work();
    others.clear();
    if (is_cancelled()) return std::nullopt;
    return std::move(found_);
  }

 private:
  bool is_cancelled() const { return options_.cancelled != nullptr && options_.cancelled->load(); }

  void work() {
    BundleCheck check(&cache_);
    while (!is_cancelled()) {
      const std::size_t i = next_.fetch_add(1);
      if (i >= files_.size()) return;
      found_[i] = found_of(check.of_file(files_[i].path, question_, asked_));
      tell(files_[i]);
    }
  }

  void tell(const Named& done) {
    if (!options_.progress) return;
    const std::lock_guard lock(mutex_);
    told_.path = done.path;
    ++told_.files_done;
    told_.bytes_done += done.octets;
    options_.progress(told_);
  }

  const std::vector<Named>& files_;
  const evidence::VerifyQuestion& question_;
  const EvidenceVerifyRequest& asked_;
  const GateOptions& options_;
  evidence::CheckedSignatures cache_;
  std::vector<Found> found_;  // each place is one thread's
  std::atomic<std::size_t> next_{0};
  std::mutex mutex_;
  ScanProgress told_;
};

using Counts = std::array<std::size_t, kOutcomes>;
constexpr std::array<const char*, kOutcomes> kWords{"proved", "not_proved", "no_bundle", "unread"};

Counts counts_of(const std::vector<Found>& found) {
  Counts out{};
  for (const Found& one : found) ++out[static_cast<std::size_t>(one.outcome)];
  return out;
}

std::size_t of(const Counts& counts, Outcome outcome) { return counts[static_cast<std::size_t>(outcome)]; }

ExitCode exit_of(const Counts& counts) {
  if (of(counts, Outcome::kNotProved) + of(counts, Outcome::kUnread) > 0) return ExitCode::kVerification;
  return of(counts, Outcome::kNoBundle) > 0 ? ExitCode::kInvalid : ExitCode::kProceed;
}

std::string many_json(const std::vector<Named>& files, const std::vector<Found>& found, std::int64_t at_ms) {
  const Counts counts = counts_of(found);
  const ExitCode exit = exit_of(counts);
  JsonWriter out;
  out.begin_object()
      .key("holds")
      .boolean(exit == ExitCode::kProceed)
      .key("exit")
      .integer(static_cast<int>(exit));
  out.key("at").string(instant_text(at_ms)).key("files").integer(static_cast<std::int64_t>(found.size()));
  for (std::size_t i = 0; i < kOutcomes; ++i)
    out.key(kWords[i]).integer(static_cast<std::int64_t>(counts[i]));
  out.key("bundles").begin_array();
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Found& one = found[i];
    out.begin_object().key("file").string(files[i].path);
    out.key("outcome").string(kWords[static_cast<std::size_t>(one.outcome)]).key("origin").string(one.origin);
    out.key("index");
    if (one.index) {
      out.integer(static_cast<std::int64_t>(*one.index));
    } else {
      out.null();
    }
    out.key("kind").string(one.kind).key("status").string(one.status).key("stated_at");
    if (one.stated_at_ms) {
      out.string(instant_text(*one.stated_at_ms));
    } else {
      out.null();
    }
    out.key("failed");
    if (one.failed) {
      out.begin_object().key("step").string(one.failed->name).key("says");
      put_text(out, one.failed->says);
      out.end_object();
    } else {
      out.null();
    }
    out.key("unread");
    if (one.unread) {
      put_text(out, {one.unread->what, one.unread->what_zh.empty() ? one.unread->what : one.unread->what_zh});
    } else {
      out.null();
    }
    out.end_object();
  }
  out.end_array().end_object();
  return out.take() + "\n";
}

// Of a screen: those that do not hold before those that do, and no more than can be looked through.
constexpr std::size_t kMostRows = 50;

std::string many_screen(const std::vector<Named>& files, const std::vector<Found>& found, std::int64_t at_ms,
                        const Look& look) {
  const bool zh = look.lang == Lang::kZh;
  const Counts counts = counts_of(found);
  const ExitCode exit = exit_of(counts);
  report::TextPage page = page_of(look);
  const std::size_t proved = of(counts, Outcome::kProved);
  page.line({{"■ ", exit == ExitCode::kProceed ? Tone::kGood : Tone::kStop},
             {fmt::format(fmt::runtime(zh ? "{} 个证据包中 {} 个证明成立" : "{1} of {0} proved"),
                          found.size(), proved),
              Tone::kStrong},
             {fmt::format(fmt::runtime(zh ? "   {} · 退出码 {}" : "   {} · exit {}"),
                          moment_text(at_ms, look), static_cast<int>(exit)),
              Tone::kFaint}},
            2);
  page.blank();
  std::vector<std::vector<report::Line>> rows;
  const auto put = [&](bool holds) {
    for (std::size_t i = 0; i < found.size() && rows.size() < kMostRows; ++i) {
      const Found& one = found[i];
      if ((one.outcome == Outcome::kProved) != holds) continue;
      const Text outcome = one.outcome == Outcome::kProved      ? Text{"proved", "证明成立"}
                           : one.outcome == Outcome::kNotProved ? Text{"not proved", "证明不成立"}
                           : one.outcome == Outcome::kNoBundle  ? Text{"no bundle", "不是证据包"}
                                                                : Text{"not read", "未能读取"};
      std::string says;
      if (one.failed)
        says =
            step_label(one.failed->name).in(look.lang) + (zh ? "：" : ": ") + one.failed->says.in(look.lang);
      if (one.unread) says = zh && !one.unread->what_zh.empty() ? one.unread->what_zh : one.unread->what;
      rows.push_back({{{outcome.in(look.lang), holds ? Tone::kGood : Tone::kStop}},
                      report::plain(files[i].path),
                      report::plain(says)});
    }
  };
  put(false);
  put(true);
  page.table({{}, {"", false, true}, {"", false, true}}, rows);
  if (found.size() > rows.size())
    page.line({{fmt::format(fmt::runtime(zh ? "另有 {} 个未列出：--json 列出全部"
                                            : "{} more are not shown: --json lists all"),
                            found.size() - rows.size()),
                Tone::kFaint}});
  page.line({{zh ? "逐步说明请单独校验该文件" : "verify a file alone to see its steps", Tone::kFaint}});
  return page.take();
}

}  // namespace

Result<Printed> evidence_verify_many(const std::vector<std::string>& paths,
                                     const EvidenceVerifyRequest& asked, bool json, const Look& look,
                                     const GateOptions& options) {
  const auto question = bundle_question(asked, options);
  if (!question) return fail(question.error());
  const auto files = named_bundles(paths);
  if (!files) return fail(files.error());
  const auto found = Round(*files, *question, asked, options).run();
  if (!found) return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
  return Printed{
      json ? many_json(*files, *found, question->at_ms) : many_screen(*files, *found, question->at_ms, look),
      exit_of(counts_of(*found))};
}

}  // namespace tidegate
