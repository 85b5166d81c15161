#include "tidegate/gate/evidence/many_bundles.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "tidegate/base/instant.h"
#include "tidegate/evidence/checkpoint.h"
#include "tidegate/evidence/note.h"
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
  std::optional<evidence::Checkpoint> signed_tree;  // where a key that his policy stands behind signed it
  std::optional<std::uint64_t> index;
  std::string kind;
  std::string status;
  std::optional<std::int64_t> stated_at_ms;
  std::optional<std::int64_t> as_of_ms;
  std::optional<evidence::Step> failed;  // the first that did
};

struct Named {
  std::string path;
  std::uint64_t octets = 0;
  std::optional<Error> unread{};  // why there is no file to be had under this name
};

Error unreadable(const std::string& path, const std::error_code& error) {
  return {ErrorCode::kUnavailable, fmt::format("cannot be read: {}", error.message()), path,
          fmt::format("无法读取：{}", error.message())};
}

Error no_bundle_in(const std::string& folder) {
  return {ErrorCode::kNotFound, "holds no bundle: no file whose name ends in .tgb", folder,
          "不含证据包：没有扩展名为 .tgb 的文件"};
}

// Its bundles, and those of its folders. A folder that cannot be read is told, and hides no other.
void take_folder(const std::string& folder, std::vector<Named>& out) {
  std::vector<std::string> folders{folder};
  while (!folders.empty() && out.size() <= kMostBundles) {
    const std::string path = std::move(folders.back());
    folders.pop_back();
    std::error_code error;
    fs::directory_iterator at(path, error);
    for (const fs::directory_iterator end; !error && at != end && out.size() <= kMostBundles;
         at.increment(error)) {
      std::error_code gone;
      const fs::file_status status = at->symlink_status(gone);
      if (status.type() == fs::file_type::none)
        out.push_back({at->path().string(), 0, unreadable(at->path().string(), gone)});
      if (fs::is_directory(status)) folders.push_back(at->path().string());
      if (at->path().extension() != ".tgb" || !fs::is_regular_file(status)) continue;
      const std::uint64_t octets = at->file_size(gone);
      out.push_back({at->path().string(), gone ? 0 : octets});
    }
    if (error) out.push_back({path, 0, unreadable(path, error)});
  }
}

void take_path(const std::string& path, std::vector<Named>& out) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    out.push_back(
        {path, 0,
         Error{ErrorCode::kNotFound, "there is no such file or folder", path, "没有此文件或文件夹"}});
  } else if (!fs::exists(status)) {
    out.push_back({path, 0, unreadable(path, error)});
  } else if (fs::is_directory(status)) {
    const std::size_t before = out.size();
    take_folder(path, out);
    if (out.size() == before) out.push_back({path, 0, no_bundle_in(path)});
  } else {
    const std::uint64_t octets = fs::file_size(path, error);
    out.push_back({path, error ? 0 : octets});
  }
}

// Each once, by name: the answer does not hang on the order of a folder.
Result<std::vector<Named>> named_bundles(const std::vector<std::string>& paths) {
  std::vector<Named> out;
  for (const std::string& path : paths) {
    take_path(path, out);
    if (out.size() > kMostBundles)
      return fail({ErrorCode::kLimit,
                   fmt::format("holds more than {} bundles: ask of parts of it", kMostBundles), path,
                   fmt::format("证据包超过 {} 个：请分批核验", kMostBundles)});
  }
  if (out.size() == 1 && out[0].unread && out[0].unread->code == ErrorCode::kNotFound)
    return fail(*out[0].unread);  // nothing was asked of but this
  std::sort(out.begin(), out.end(), [](const Named& a, const Named& b) { return a.path < b.path; });
  out.erase(
      std::unique(out.begin(), out.end(), [](const Named& a, const Named& b) { return a.path == b.path; }),
      out.end());
  return out;
}

// What accuses others of a fork: a tree that the key in force of the bundle's own history signed, where that
// history leads from a key of the verifier's policy. Whoever makes a log of the same name makes such a
// history too, and proves nothing against anybody.
std::optional<evidence::Checkpoint> signed_tree(const evidence::Verified& checked) {
  const auto is_ok = [&](evidence::StepName name) {
    return checked.steps[static_cast<std::size_t>(name)].state == evidence::StepState::kOk;
  };
  if (!checked.opened || !is_ok(evidence::StepName::kCheckpoint) || !is_ok(evidence::StepName::kKeys))
    return std::nullopt;
  const auto note = evidence::parse_note(checked.opened->bundle.checkpoint);
  if (!note) return std::nullopt;
  auto tree = evidence::parse_checkpoint(note->text);
  return tree ? std::optional(std::move(*tree)) : std::nullopt;
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
  out.as_of_ms = checked->as_of_ms;
  out.signed_tree = signed_tree(*checked);
  for (const evidence::Step& step : checked->steps) {
    if (step.state != evidence::StepState::kFailed) continue;
    out.failed = step;
    break;
  }
  return out;
}

// Two trees of one size under one name, by keys that the policy stands behind, the same or one that came
// after the other: whoever holds them tells different people different things. Neither bundle proves anything
// then, however well each hangs together.
void fail_forks(const std::vector<Named>& files, std::vector<Found>& found) {
  using Name = std::pair<std::string, std::uint64_t>;
  std::map<Name, std::size_t> first;
  std::map<Name, std::size_t> other;  // the first with another root
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!found[i].signed_tree) continue;
    const evidence::Checkpoint& tree = *found[i].signed_tree;
    const auto [at, is_new] = first.emplace(Name{tree.origin, tree.size}, i);
    if (!is_new && found[at->second].signed_tree->root != tree.root) other.emplace(at->first, i);
  }
  for (Found& one : found) {
    if (!one.signed_tree) continue;
    const evidence::Checkpoint& tree = *one.signed_tree;
    const auto forked = other.find({tree.origin, tree.size});
    if (forked == other.end()) continue;
    one.outcome = Outcome::kNotProved;
    if (one.failed) continue;
    const std::size_t head = first.find(forked->first)->second;
    const std::string& with = files[found[head].signed_tree->root == tree.root ? forked->second : head].path;
    one.failed = evidence::Step{
        "fork",
        evidence::StepState::kFailed,
        {fmt::format("a key that your policy stands behind has signed another tree of {} entries: see {}",
                     tree.size, with),
         fmt::format("您的策略所信任的密钥对 {} 条记录还签署了另一棵树：另见 {}", tree.size, with)}};
  }
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
      found_[i] = files_[i].unread ? found_of(fail(*files_[i].unread))
                                   : found_of(check.of_file(files_[i].path, question_, asked_));
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
    out.key("kind").string(one.kind).key("status").string(one.status);
    out.key("stated_at");
    put_time(out, one.stated_at_ms);
    out.key("as_of");
    put_time(out, one.as_of_ms);
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

// Of a screen: those that do not hold, then those that are proved to be no longer live, then the rest; and no
// more than can be looked through.
constexpr std::size_t kMostRows = 50;
enum class Rank { kFails, kNotLive, kHolds };

Rank rank_of(const Found& one) {
  if (one.outcome != Outcome::kProved) return Rank::kFails;
  return one.status.empty() || one.status == to_string(RecordStatus::kLive) ? Rank::kHolds : Rank::kNotLive;
}

Tone tone_of(Rank rank) {
  return rank == Rank::kFails ? Tone::kStop : rank == Rank::kNotLive ? Tone::kCaution : Tone::kGood;
}

std::string status_label(const Found& one, Lang lang) {
  for (const RecordStatus status :
       {RecordStatus::kLive, RecordStatus::kSuspended, RecordStatus::kRevoked, RecordStatus::kSuperseded}) {
    if (one.outcome == Outcome::kProved && one.status == to_string(status))
      return evidence::label_of(status).in(lang);
  }
  return {};
}

// Why one does not hold; of one that does, when nothing newer was in the log.
std::string says_of(const Found& one, const Look& look) {
  const bool zh = look.lang == Lang::kZh;
  if (one.unread) return zh && !one.unread->what_zh.empty() ? one.unread->what_zh : one.unread->what;
  if (one.failed)
    return step_label(one.failed->name).in(look.lang) + (zh ? "：" : ": ") + one.failed->says.in(look.lang);
  if (!one.as_of_ms) return {};
  return fmt::format(fmt::runtime(zh ? "截至{}" : "as of {}"), moment_text(*one.as_of_ms, look));
}

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
  const auto not_live = static_cast<std::size_t>(std::count_if(
      found.begin(), found.end(), [](const Found& one) { return rank_of(one) == Rank::kNotLive; }));
  if (not_live > 0)
    page.line({{"■ ", Tone::kCaution},
               {fmt::format(fmt::runtime(zh ? "其中 {} 个已非有效：已中止、撤销或被取代"
                                            : "{} of these no longer live: suspended, revoked or superseded"),
                            not_live),
                Tone::kStrong}},
              2);
  page.blank();
  std::vector<std::vector<report::Line>> rows;
  for (const Rank rank : {Rank::kFails, Rank::kNotLive, Rank::kHolds}) {
    for (std::size_t i = 0; i < found.size() && rows.size() < kMostRows; ++i) {
      const Found& one = found[i];
      if (rank_of(one) != rank) continue;
      const Text outcome = one.outcome == Outcome::kProved      ? Text{"proved", "证明成立"}
                           : one.outcome == Outcome::kNotProved ? Text{"not proved", "证明不成立"}
                           : one.outcome == Outcome::kNoBundle  ? Text{"no bundle", "不是证据包"}
                                                                : Text{"not read", "未能读取"};
      rows.push_back({{{outcome.in(look.lang), tone_of(rank)}},
                      {{status_label(one, look.lang), tone_of(rank)}},
                      report::plain(files[i].path),
                      report::plain(says_of(one, look))});
    }
  }
  page.table({{}, {}, {"", false, true}, {"", false, true}}, rows);
  if (found.size() > rows.size())
    page.line({{fmt::format(fmt::runtime(zh ? "另有 {} 个未列出：--json 列出全部"
                                            : "{} more are not shown: --json lists all"),
                            found.size() - rows.size()),
                Tone::kFaint}});
  page.line({{zh ? "逐步说明请单独核验该文件" : "verify a file alone to see its steps", Tone::kFaint}});
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
  auto found = Round(*files, *question, asked, options).run();
  if (!found) return fail({ErrorCode::kCancelled, "interrupted", {}, "已中断"});
  fail_forks(*files, *found);
  return Printed{
      json ? many_json(*files, *found, question->at_ms) : many_screen(*files, *found, question->at_ms, look),
      exit_of(counts_of(*found))};
}

}  // namespace tidegate
