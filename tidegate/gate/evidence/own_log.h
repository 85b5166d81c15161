// The journeys of an installation's own evidence log: to make one, to record, to publish, to prove, to erase.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/gate/gate.h"
#include "tidegate/terms/record.h"

namespace tidegate {

struct OwnLogPlace {
  std::string folder;           // empty: "evidence" in the state folder
  std::string passphrase_file;  // of its keys; empty: the terminal is asked where they lie under one
  std::function<void(const Text&)> tell = {};  // what was made, or what opening cut; empty: nobody hears it
};

struct LogInitRequest {
  OwnLogPlace place;
  std::string origin;
  bool has_sm = false;
  std::string witnesses;  // file: a policy without a line of a log; empty: no witness is asked
};
// The policy by which others trust it, alone: it may be sent to a file. That it was made, place.tell hears.
Result<Printed> log_init(const LogInitRequest& request, bool json, const GateOptions& options);

struct LogRecordRequest {
  OwnLogPlace place;
  std::string file;     // what the entry is the statement of: its SHA-256 stands in it
  std::string subject;  // "permit/2026-17": whose newest record this is
  std::string kind;     // to_string(RecordKind)
  std::string status;   // to_string(RecordStatus)
  std::vector<std::pair<std::string, std::string>> fields;  // committed to, each under a salt of its own
  bool keeps_revoked =
      false;  // what is revoked of this very statement stays so; else the caller's word counts
};
// Says the entry's index, which lasts. Errors: kNotFound (the subject was erased), those of the log.
Result<Printed> log_record(const LogRecordRequest& request, bool json, const Look& look,
                           const GateOptions& options);
// The same of a file that is not written yet: `write` makes it once the log takes it, and nothing is recorded
// of what could not be written. Nothing is taken away of what was written and could not be recorded.
Result<Printed> log_record(const LogRecordRequest& request, const std::string& bytes,
                           const std::function<Result<void>()>& write, bool json, const Look& look,
                           const GateOptions& options);

// Exit 69: the entries last and are signed, and witnesses are still lacking, or tiles could not be written.
// 6: a witness has seen another or a larger tree; nothing more is signed, unless despite_witnesses.
Result<Printed> log_publish(const OwnLogPlace& place, bool despite_witnesses, bool json, const Look& look,
                            const GateOptions& options);
Result<Printed> log_status(const OwnLogPlace& place, bool json, const Look& look, const GateOptions& options);
// The policy by which others verify its bundles.
Result<Printed> log_trust(const OwnLogPlace& place, bool json, const Look& look, const GateOptions& options);

// A new key of the log (of its tree under SM3), signed for by the one before; says what to tell the witnesses
// and to publish then. Errors: those of EvidenceLog::rotate_key.
Result<Printed> log_rotate_key(const OwnLogPlace& place, bool is_sm3, bool json, const Look& look,
                               const GateOptions& options);
// file: a policy without a line of a log. Errors: those of EvidenceLog::declare_policy, of the file.
Result<Printed> log_declare_policy(const OwnLogPlace& place, const std::string& file, bool json,
                                   const Look& look, const GateOptions& options);

struct LogBundleRequest {
  OwnLogPlace place;
  std::string index;               // empty: the newest record of the subject
  std::string subject;             // empty: of an entry whose index is given and of which nothing is shown
  std::vector<std::string> shown;  // names of fields
  std::string statement;           // file; empty: the bundle holds none
  std::string out;                 // a new file
};
Result<Printed> log_bundle(const LogBundleRequest& request, bool json, const Look& look,
                           const GateOptions& options);
Result<Printed> log_erase(const OwnLogPlace& place, const std::string& subject, bool json, const Look& look,
                          const GateOptions& options);

}  // namespace tidegate
