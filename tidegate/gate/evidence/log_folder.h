// The folder of an evidence log: made once, with its keys and the policy by which it asks witnesses. Mode
// 0700.
//   private/log.pem, private/sm2.pem   keys of the log and of its tree under SM3 (PKCS#8), mode 0600
//   private/first                      their first verifier keys, a line each
//   private/log.next.pem, sm2.next.pem, policy.next   what is to come into force: log_keys.h
//   private/policy                     C2SP tlog-policy: the log's own line, then its witnesses
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/signature.h"
#include "tidegate/evidence/policy.h"

namespace tidegate::log_folder {

struct NewLog {
  std::string folder;      // made; the one above it is there
  std::string origin;      // "evidence.example.cn/2026": one for ever
  bool has_sm = false;     // a second tree under SM3, signed by SM2
  std::string passphrase;  // of the keys; empty: they lie plain
  std::string witnesses;   // text of a policy without a line of a log; empty: no witness is asked
};
// Whole or not at all. Errors: kMalformed (something is there; origin, witnesses), kUnavailable.
Result<void> make(const NewLog& made);

struct Folder {
  std::string origin;
  std::unique_ptr<OctetSigner> log_key;
  std::unique_ptr<OctetSigner> sm3_key;   // null: no second tree
  std::unique_ptr<OctetSigner> log_next;  // null: no change of key is under way
  std::unique_ptr<OctetSigner> sm3_next;
  std::vector<std::string> first;
  evidence::Policy policy;
};
// Which of its keys is in force, the log says. Errors: kNotFound (no log is there), kCorrupt, kMalformed (the
// passphrase), kUnavailable.
Result<Folder> read(const std::string& folder, const std::string& passphrase);
// Whether its keys are under a passphrase. Errors: as read.
Result<bool> needs_passphrase(const std::string& folder);

// What is to come into force lies beside what is, until the log says that it does: then it takes its place.
enum class Part { kLogKey, kSm3Key, kPolicy };
struct NextKey {
  std::string vkey;
  std::unique_ptr<OctetSigner> signer;
};
// A new key, written. Errors: kUnavailable.
Result<NextKey> write_next_key(const std::string& folder, Part part, const std::string& origin,
                               const std::string& passphrase);
Result<void> write_next_policy(const std::string& folder, const std::string& text);
// Empty: none is there.
Result<std::string> read_next_policy(const std::string& folder);
// What was in force is destroyed.
Result<void> put_in_force(const std::string& folder, Part part);
Result<void> drop_next(const std::string& folder, Part part);

}  // namespace tidegate::log_folder
