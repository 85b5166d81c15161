// A journey's record in the installation's own evidence log, beside its answer. Where there is no log nothing
// is recorded; where one cannot take it the journey goes on, and says why.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tidegate/gate/evidence/evidence_log.h"
#include "tidegate/gate/gate.h"

namespace tidegate {

// Neither an index nor a reason: there is no log, or nothing may be written.
struct OwnRecorded {
  std::optional<std::uint64_t> index;
  bool was_there = false;      // recorded by an earlier run: nothing was added
  std::optional<Error> why{};  // it is not in the log
  Text cut{};                  // what opening the log cut; empty: nothing
};

// Of the new record: as it says itself, or as the newest one about the same thing does.
enum class StatusOf { kThis, kNewest };
// What is asked of the records about the same thing, in order, before a new one follows them: its error says
// why this one is not logged.
using MayFollow = std::function<Result<void>(const std::vector<OwnRecord>&)>;

// What was revoked stays so: nothing follows it that says another status. Error: kConflict.
Result<void> may_follow(const std::vector<OwnRecord>& before, RecordStatus status);

// In the folder "evidence" of the state folder. Its actor, time and parent are filled in. What has a record
// of this kind and statement already gets no second one; nothing but may_follow comes after a revoked one.
//   passphrase_file  of the log's keys; the terminal is never asked. Waits a second at most for whoever holds
//                    the log.
OwnRecorded record_own(NamedRecord named, const std::string& passphrase_file, const GateOptions& options,
                       StatusOf status = StatusOf::kThis, const MayFollow& may = {});

// Of an assessment that is kept: a commitment to its bundle, never the bare hash, since who has the files
// could make the bundle himself.
OwnRecorded record_assessment(const Assessment& answer, const std::string& passphrase_file,
                              const GateOptions& options);

// One line; empty where there is no log.
Text told(const OwnRecorded& recorded);
// As render; JSON has it under "evidence".
std::string render_recorded(const Assessment& answer, const OwnRecorded& recorded, Format format,
                            const Look& look);

}  // namespace tidegate
