// A witness as it lies on the disk and answers: DIR/witness.vkeys, its private keys, and for each log that
// the operator named a file of the log's keys and one line of what was cosigned
// (docs/formats/evidence-log.md). What is to be kept is on the disk before it is signed, and no two requests
// of a log are decided at once.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/clock.h"
#include "tidegate/base/signature.h"
#include "tidegate/evidence/witness.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

inline constexpr std::size_t kMostWitnessLogs = 1'024;
inline constexpr std::size_t kMostLogKeys = 16;  // of one log: its key, and those before and after it

struct WitnessLog {
  std::string origin;
  std::vector<evidence::VerifierKey> keys;
  std::optional<evidence::WitnessLine> line;  // none: nothing was cosigned yet
};

struct WitnessAnswer {
  int status = 500;  // of HTTP
  std::string content_type;
  std::string body;
};

class WitnessStore {
 public:
  struct Options {
    std::string folder;
    const Clock* clock = nullptr;
    std::function<void(const std::string&)> say = [](const std::string&) {};  // "event key=value"
    // Called when the new line is on the disk and nothing is signed yet: where tests end the program.
    std::function<void()> kept = [] {};
  };

  struct NewKey {
    std::string pem;
    PublicKey half;
  };
  // Makes the folder. keys: one or two, of different algorithms. Returns what others trust it by. Errors:
  // kMalformed (no name of a key), kConflict (there is one already), kUnavailable.
  static Result<std::vector<evidence::VerifierKey>> init(const std::string& folder, const std::string& name,
                                                         const std::vector<NewKey>& keys);
  // Errors: kNotFound (no witness there), kCorrupt, kUnavailable.
  static Result<std::vector<evidence::VerifierKey>> keys_in(const std::string& folder);
  // The log's keys, all of one origin and one algorithm: Ed25519 is a tree under SHA-256, SM2 one under SM3.
  // Those that are known stay. Returns the origin. Errors: kMalformed, kLimit, kNotFound (no witness there).
  static Result<std::string> add_log(const std::string& folder, const std::vector<std::string>& keys);
  // As they lie on the disk. Errors: kCorrupt, kUnavailable.
  static Result<std::vector<WitnessLog>> logs(const std::string& folder);
  // The files of its keys, that are there.
  static std::vector<std::string> key_files(const std::string& folder);

  // signers  of its keys, in their order. Holds the folder alone. Errors: kConflict (another process has it),
  // kNotFound, kMalformed (other keys), kCorrupt (a line that cannot be read: what was signed is not known),
  // kUnavailable.
  static Result<std::unique_ptr<WitnessStore>> open(const Options& options,
                                                    std::vector<std::unique_ptr<OctetSigner>> signers);

  // The body of POST /add-checkpoint; several threads at a time.
  WitnessAnswer add_checkpoint(std::string_view body);

 private:
  // One log's; decided under its mutex.
  struct Kept {
    std::mutex mutex;
    std::optional<evidence::WitnessLine> line;
    bool is_stopped = false;  // what lies on the disk is not known: nothing is signed any more
  };

  WitnessStore(Options options, std::string name, OpenFile lock,
               std::vector<std::unique_ptr<OctetSigner>> signers);
  Result<std::shared_ptr<Kept>> kept_of(const std::string& origin);
  WitnessAnswer decide(Kept& kept, const evidence::AddCheckpoint& asked,
                       const evidence::SignedCheckpoint& opened, const TreeHasher& hasher);
  Result<void> keep(Kept& kept, const evidence::WitnessLine& line);
  WitnessAnswer cosigned(const evidence::Note& note, std::int64_t time_s);

  const Options options_;
  const std::string name_;
  const OpenFile lock_;
  const std::vector<std::unique_ptr<OctetSigner>> signers_;
  const std::unique_ptr<SignatureCheck> check_;
  const Sha256TreeHasher sha256_;
  const std::unique_ptr<TreeHasher> sm3_;              // nullptr: this machine lacks Botan
  std::mutex mutex_;                                   // of kept_ alone
  std::map<std::string, std::shared_ptr<Kept>> kept_;  // by origin
};

}  // namespace tidegate
