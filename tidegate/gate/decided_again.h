// A saved assessment, decided again from its bundle.
#pragma once

#include <string>

#include "tidegate/base/result.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/judge.h"
#include "tidegate/store/bundle.h"

namespace tidegate {

struct DecidedAgain {
  Bundle bundle;
  Grounds grounds;
  Assessment answer;
  std::string record;  // SHA-256 of the bundle's bytes: the name of its record
};

// Errors: as path_of_record and read_bundle; kNotFound: a pack or table that it names is not here.
Result<DecidedAgain> decide_again(const ReplayRequest& request, const GateOptions& options);

}  // namespace tidegate
