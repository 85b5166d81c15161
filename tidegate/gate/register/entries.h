// Which entries of a register tell of one transfer, and what they are called.
#pragma once

#include <string>

#include "tidegate/store/register/register_book.h"

namespace tidegate {

// One record that left on one day to one recipient. Under two exporters it stands twice: each counts its own.
bool is_same_transfer(const RegisterEntry& a, const RegisterEntry& b);
// An id that no entry of the book has, whoever its exporter: it alone names what is to be taken back. The
// entry's own, where it has one that is free.
std::string free_entry_id(const RegisterBook& book, const RegisterEntry& entry);

}  // namespace tidegate
