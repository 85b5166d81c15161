// Reads a declaration: YAML or JSON bytes to a Transfer, or everything that is wrong with them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/intake/document.h"
#include "tidegate/intake/problem.h"
#include "tidegate/terms/transfer.h"

namespace tidegate::intake {

struct IntakeOutcome {
  std::optional<Transfer> transfer;  // none when there is any problem
  std::vector<Problem> problems;     // by place; all of them, in one pass
};

// bytes      the file: UTF-8, at most 1 MiB. Format: docs/formats/transfer.md.
// file_name  as the user gave it; becomes `origin`. A name ending in .json is read as JSON.
// What is not given is unknown: facts.absent is kUnknown. Nothing of an identity paper's number is kept.
// Total: any bytes give a transfer or at least one problem.
IntakeOutcome read_transfer(std::string_view bytes, std::string_view file_name);
// The same of a document that was read, or changed since.
IntakeOutcome read_transfer(const Document& document, std::string_view file_name);

// Lines of the places that JSON pointers name, in their order: of the deepest part that is there. For showing
// findings in the file. 0 where the file cannot be read.
std::vector<int> lines_of_pointers(std::string_view bytes, std::string_view file_name,
                                   const std::vector<std::string>& pointers);

// A problem of a declaration that only shows when it is used, with its place.
Problem problem_at(std::string_view bytes, std::string_view file_name, const std::string& pointer, Text says,
                   Text fix);

}  // namespace tidegate::intake
