// Asks witnesses to cosign a checkpoint, all of them at once (C2SP tlog-witness): until the policy's quorum
// is satisfied, or all have answered, or the time is over. What each answered is told.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/http_fetch.h"
#include "tidegate/base/signature.h"
#include "tidegate/base/text.h"
#include "tidegate/evidence/policy.h"

namespace tidegate {

struct WitnessOutcome {
  enum class Kind {
    kCosigned,
    kPending,    // had not answered when the quorum was satisfied or the time was over
    kNoUrl,      // the policy does not say where it is
    kDown,       // no answer, or a fault of its own
    kRefused,    // it does not know the log, or its key, or takes the proof for none
    kAhead,      // it has cosigned a larger tree of this log: is this one rolled back?
    kFork,       // it has cosigned another tree: of this size, or one that this does not grow from
    kLied,       // what it answered is no cosignature of its key over this checkpoint
    kWrongTime,  // it cosigned, and dates that when it cannot have been: its clock is wrong, or this one
  };
  std::string name;  // within the policy
  Kind kind = Kind::kPending;
  Text why;
  std::uint64_t size = 0;  // of kAhead and kFork: what it has cosigned
};
std::string_view to_string(WitnessOutcome::Kind kind);  // "cosigned", "pending", "no_url" ...: for machines
Text name_of(WitnessOutcome::Kind kind);                // for people

// Beside the log's own signature a note holds no more.
inline constexpr std::size_t kMostAskedWitnesses = evidence::kMostNoteSignatures - 1;
// That all of the policy's witnesses can be asked. Errors: kLimit.
Result<void> may_be_asked(const evidence::Policy& policy);

struct AskedWitnesses {
  std::string checkpoint;                // as it was handed in, with the cosignatures that hold
  std::vector<WitnessOutcome> outcomes;  // a witness each, in the policy's order
  std::vector<evidence::Lacking> lacks;  // by `checkpoint`; empty: the quorum is satisfied
};

// The proof from that size to the checkpoint's. Several threads at a time.
using ConsistencyFrom = std::function<Result<std::vector<evidence::Hash>>(std::uint64_t size)>;

class WitnessAsker {
 public:
  struct Options {
    std::int64_t whole_ms = 2'000;  // until an ask is answered with what there is
    bool allows_plain = false;      // plain HTTP also beyond loopback: for tests
    std::string ca_file{};
  };
  // fetch outlives this.
  WitnessAsker(evidence::Policy policy, HttpFetch& fetch, Options options);
  ~WitnessAsker();  // waits for what was asked, for the time of one ask at most
  WitnessAsker(const WitnessAsker&) = delete;
  WitnessAsker& operator=(const WitnessAsker&) = delete;

  // checkpoint  signed by a log of the policy; witnesses whose cosignatures it bears count and are not asked
  // again. proof is called until the next ask of that witness has ended.
  // window      since when there is this checkpoint, and now: a cosignature that is dated otherwise is not
  // counted nor written, and one that stands in the checkpoint already is asked for anew.
  // Of one thread. Errors: those of check_by_policy, on the checkpoint itself.
  Result<AskedWitnesses> ask(const std::string& checkpoint, ConsistencyFrom proof,
                             evidence::CosigningWindow window);

 private:
  struct Shared;
  struct Witness {
    std::thread thread{};
    std::shared_ptr<std::atomic<bool>> is_busy = std::make_shared<std::atomic<bool>>(false);
    std::shared_ptr<std::atomic<std::uint64_t>> size = std::make_shared<std::atomic<std::uint64_t>>(0);
  };

  const evidence::Policy policy_;
  HttpFetch& fetch_;
  const Options options_;
  const std::shared_ptr<SignatureCheck> check_;
  std::vector<Witness> witnesses_;  // the policy's, in order
};

}  // namespace tidegate
