// Runs a program that keeps backups and reads what it says. Private to gate/backups, a file a tool:
// restic.cc, borg.cc, postgres.cc.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/json.h"
#include "tidegate/gate/gate.h"
#include "tidegate/ports/run_program.h"

namespace tidegate::backup_tools {

// Its output. `program` is its name as it is told. Errors: kUnavailable (it is not installed, or refused),
// kLimit, kCancelled. What it writes is not repeated: it may name files.
Result<std::string> run(const std::vector<std::string>& words, const std::string& program,
                        const GateOptions& options);
// The same, whatever status it exits with: a refusal is no error here.
Result<ProgramOutput> run_to_its_end(const std::vector<std::string>& words, const std::string& program,
                                     const GateOptions& options);
Error refused(const std::string& program);
// Whether a check did not end of itself or was not let read: what it exits with says nothing about damage
// then.
bool could_not_look(const ProgramOutput& done);
// It gave a restore up, and its own check of the repository holds.
Error stopped(const std::string& program);
Result<Json> run_json(const std::vector<std::string>& words, const std::string& program,
                      const GateOptions& options);

std::vector<std::string> with(std::vector<std::string> words, std::initializer_list<std::string> more);
Error unexpected(const std::string& program);

// Members of what it said; empty, or 0: there is none.
std::string string_of(const Json& object, std::string_view key);
std::uint64_t count_of(const Json* object, std::string_view key);
// Nine digits behind the point, and in borg's case no zone: it was asked to speak UTC.
std::optional<std::int64_t> moment_of(std::string text);

}  // namespace tidegate::backup_tools
