// The rule packs at hand: those built into the program, and files that replace them.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/law/pack.h"

namespace tidegate {

// files: packs that replace a built-in pack of the same id, or stand beside them. Order: by id.
// Errors: what reading a file or parse_pack says, with the file's name in `where`.
Result<std::vector<law::RulePack>> load_packs(const std::vector<std::string>& files);

// One pack from a file, or built in when `name` is the id of one ("cn").
Result<law::RulePack> load_pack(const std::string& name);

// A whole file, at most `limit` bytes. Errors: kNotFound, kUnavailable, kLimit.
Result<std::string> read_file(const std::string& path, std::size_t limit);

}  // namespace tidegate
