// The queue of anchors: the newest checkpoint of a log, for each of its targets. Private to gate.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/evidence/anchor_work.h"

namespace tidegate {

struct AnchorStanding {
  std::string target;
  AnchorKind kind = AnchorKind::kEvm;
  std::uint64_t anchored_size = 0;  // entries under the largest tree that is anchored; 0: none
  std::int64_t anchored_ms = 0;     // by the target's clock, or kNoBelievedTime; 0: it says none
  std::optional<AnchorJob> pending{};
  std::vector<AnchorJob> refused{};
  std::optional<Error> damaged{};
};

struct AnchorBounds {
  std::int64_t question_ms = 5'000;
  std::optional<std::int64_t> whole_ms{};        // of all that one target is asked
  const std::atomic<bool>* cancelled = nullptr;  // once true, what runs is ended: it stays pending
};
using AnchorSigner = std::function<Result<std::unique_ptr<ChainSigner>>()>;

// Takes the newest checkpoint in and tries what is due, each target once, all at the same time: fetch and
// signer are asked from several threads, signer by one of them at a time. Errors: kCorrupt, kUnavailable
// (files); kConflict (another command does it already). That a target does not answer is none: the standing
// says so.
Result<std::vector<AnchorStanding>> work_anchors(const std::string& log_folder, HttpFetch& fetch,
                                                 const AnchorSigner& signer, std::int64_t now_ms,
                                                 const AnchorBounds& bounds);
// Touches nothing. Empty: there is no target.
std::vector<AnchorStanding> anchors_of(const std::string& log_folder);
// A tree that a target has.
struct AnchorHeld {
  std::uint64_t size = 0;
  evidence::Hash root{};
  std::int64_t at_ms = 0;  // by the target's clock, or kNoBelievedTime; by this machine's, where it says none
};
struct AnchorsSeen {
  std::vector<AnchorStanding> standing;  // as anchors_of
  std::vector<AnchorHeld> held;  // of all targets, taken away ones too, whose proof is at hand; earliest
                                 // first, then those without a time
};
AnchorsSeen see_anchors(const std::string& log_folder);
// Changes with each try. None: the log has no anchors.
std::optional<std::filesystem::file_time_type> anchors_changed(const std::string& log_folder);
// Of each target the earliest that a tree with this entry has; of those that were taken away, too.
std::vector<evidence::Anchor> anchors_held(const std::string& log_folder, std::uint64_t index);

std::string anchors_text(const std::vector<AnchorStanding>& all, Lang lang);
void put_anchors(JsonWriter& out, const std::vector<AnchorStanding>& all);  // one array
bool is_refused(const std::vector<AnchorStanding>& all);
bool is_pending(const std::vector<AnchorStanding>& all);

}  // namespace tidegate
