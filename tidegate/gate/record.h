// Where an assessment is kept: the record, the bundle, the report. Nothing is ever half-written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/store/bundle.h"
#include "tidegate/store/state_dir.h"
#include "tidegate/terms/assessment.h"

namespace tidegate {

// The state folder for one run, or none.
class Desk {
 public:
  Desk(SubjectKeySecret secret, std::optional<StateDir> folder, std::optional<Error> shut = {},
       bool may_write = true)
      : secret_(secret), folder_(std::move(folder)), shut_(std::move(shut)), may_write_(may_write) {}
  const SubjectKeySecret& secret() const { return secret_; }
  const std::optional<Error>& shut() const { return shut_; }
  const StateDir* folder() const { return folder_ ? &*folder_ : nullptr; }  // nullptr: none

  // Keeps the bundle under its hash and the report beside it, and writes the files that the request names;
  // fills the answer's record_id, bundle_path and html_path with what was written. Returns an error for each
  // that was not: kUnavailable (disk), kCorrupt (other bytes lie under this hash), with the file's name.
  std::vector<Error> keep(Assessment& answer, const Grounds& grounds, const AssessRequest& request);

 private:
  SubjectKeySecret secret_;
  std::optional<StateDir> folder_;
  std::optional<Error> shut_;  // why there is no folder, where one was wanted
  bool may_write_ = true;
};

// With may_write the state folder is opened (and made) and its key used. Else nothing is kept, and persons
// are told apart with a key that this run forgets, unless a register is there: whoever left before is counted
// whatever is kept of this run, so it is read, with the folder's key. A key command replaces the key file. A
// folder that cannot be written is no error yet: keep() tells it, so that the answer is not lost. Errors: the
// others of StateDir.
Result<Desk> open_desk(const GateOptions& options);

// Of a bundle: a file, or a record of the state folder by its hash or the first eight digits and more.
// Errors: kNotFound, kMalformed (several begin so).
Result<std::string> path_of_record(const std::string& word, const GateOptions& options);

// A regular file is written whole or not at all; a device or pipe that is there already is written through.
Result<void> write_output(const std::string& path, std::string_view bytes);

}  // namespace tidegate
