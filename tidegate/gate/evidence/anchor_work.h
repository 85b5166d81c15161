// One try at one anchor: what was asked before is asked for again, never sent twice in another form. Private
// to gate.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "tidegate/base/http_fetch.h"
#include "tidegate/base/time_stamp.h"
#include "tidegate/gate/evidence/anchor_files.h"

namespace tidegate {

struct AnchorWorkTools {
  HttpFetch& fetch;
  const ChainCrypto& chain;
  const TimeStampCheck& stamps;
  std::int64_t now_ms = 0;
  std::int64_t whole_ms = 5'000;  // of one question to another machine
  // The account's key, opened when something is to be signed. Errors: those of the file and its passphrase.
  std::function<Result<std::unique_ptr<ChainSigner>>()> signer;
  std::optional<std::chrono::steady_clock::time_point> until{};
  const std::atomic<bool>* cancelled = nullptr;  // once true, what runs is ended
  // Held from asking for a nonce until it is sent, by whoever signs for that account in that chain; null:
  // nobody else does.
  std::timed_mutex* turn = nullptr;
};

struct AnchoredTree {
  std::string origin;  // the log's name; size and root are the job's
};

// Tries; `job` says afterwards how it stands, and is kept in `files` before anything is sent. Errors: a file
// could not be written: nothing was sent that is not kept.
Result<void> work_anchor(const AnchorFiles& files, const AnchorTarget& target, const AnchoredTree& tree,
                         AnchorJob& job, const AnchorWorkTools& tools);

// Makes the contract by the account; asked again it goes on where it was. Errors: kUnavailable (not in a
// block yet, or the node does not answer), kMalformed (another chain), kConflict (the node refuses).
Result<evidence::ChainAddress> deploy_contract(const AnchorFiles& files, const AnchorTarget& target,
                                               const AnchorWorkTools& tools);

}  // namespace tidegate
