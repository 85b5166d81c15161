// Verifies a bundle, step by step in a fixed order. Trust is what the verifier brings: a policy (C2SP
// tlog-policy) that names the log's key, its first or any later one, and the witnesses whose word it takes.
// Nothing is trusted by default, and no entry of the log changes what he brought.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/evidence/bundle.h"
#include "tidegate/evidence/checked_signatures.h"

namespace tidegate::evidence {

enum class StepState {
  kOk,
  kFailed,
  kNotThere,    // nothing that proves: the bundle has no such part, and need not, or nobody vouches for it
  kNotReached,  // what it stands on failed
};
std::string_view to_string(StepState state);  // ok failed not_there not_reached

struct Step {
  std::string_view
      name;  // format statement fields entry inclusion checkpoint sm3 cosignatures map keys anchors
  StepState state = StepState::kNotReached;
  Text says;
};

// What a verifier finds, in this order.
enum class StepName {
  kFormat,
  kStatement,
  kFields,
  kEntry,
  kInclusion,
  kCheckpoint,
  kSm3,
  kCosignatures,
  kMap,
  kKeys,
  kAnchors,
};
inline constexpr std::size_t kSteps = 11;
std::string_view to_string(StepName name);

struct WitnessTime {
  std::string name;
  std::int64_t time_s = 0;
};
struct Verified {
  bool holds = false;  // every step is ok, or has nothing to check
  std::vector<Step> steps;
  std::vector<Text> trusted;   // what was taken from the verifier's policy
  std::vector<Text> declared;  // policies that the log declares: nothing stands on them that he brings
  std::optional<OpenedBundle> opened;
  std::optional<Entry> entry;
  std::optional<std::int64_t> stated_at_ms;  // the log's clock at the checkpoint
  // Of what moment the answer is: the earlier of the log's clock and its quorum's.
  std::optional<std::int64_t> as_of_ms;
  std::vector<WitnessTime> witnessed;  // those that count
  std::vector<AnchorTime> anchored;    // the third clock: proven or only said
  std::string origin;
  std::uint64_t size = 0;
};

// What a check stands on. sm3: null where this machine has none; a twin checkpoint then fails.
struct Tools {
  const TreeHasher& sha256;
  const TreeHasher* sm3 = nullptr;
  SignatureCheck& check;
  CheckedSignatures* cache = nullptr;
  AnchorTools anchors{};  // without them a bundle's anchors prove nothing
};

struct VerifyQuestion {
  std::optional<Policy> trust;
  std::int64_t at_ms = 0;  // moment asked of: an entry dated after it fails
  // at_ms is this machine's clock: an entry or a state that is dated ahead of it by more than ten minutes
  // fails, and a cosignature does not count.
  bool asks_now = true;
  AnchorTrust anchors{};  // whom he takes for anchors
};

// Words for readers; in English the format's own.
Text label_of(RecordStatus status);
Text label_of(const Entry& entry);  // its kind

Verified verify_bundle(std::string_view file, const VerifyQuestion& question, const Tools& tools);

}  // namespace tidegate::evidence
