// A firm's own types, as its file defines them.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/classify/user_types/user_types.h"

namespace tidegate {

// The file where a state folder keeps them.
std::string user_types_path(const std::string& home);

// YAML or JSON. Errors: those of the file and of UserTypes::parse, with line and column.
Result<UserTypes> load_user_types(const std::string& path);

}  // namespace tidegate
