// Writes a Transfer as a declaration that a person can complete.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

struct WriteOptions {
  Lang lang = Lang::kEn;  // of the comments
  bool blanks = true;     // show what is not stated, as comments to fill in
  std::vector<std::string> asked_by = {
      "CN"};  // whose blanks: law codes; "form" the official form; "risk"; "scan"
};

// YAML, UTF-8, LF. read_transfer gives the same Transfer back, but for its origin, and with rows of
// facts.items that were not said by items written out as groups. Same input, same bytes.
std::string write_transfer(const Transfer& transfer, const WriteOptions& options);

// Replaces every name, telephone and e-mail of a person by the word withheld: for records, which hold no
// person's data. What is no answer (answered.h) becomes empty.
void withhold_persons(Transfer& transfer);

}  // namespace tidegate::intake
