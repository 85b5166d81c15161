// The literals as vectorscan searches for them.
#pragma once

#include <hs.h>

#include <memory>
#include <string_view>

namespace tidegate {

struct FreeLiteralDatabase {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
using LiteralDatabase = std::unique_ptr<hs_database_t, FreeLiteralDatabase>;

// Compiles literals() for any processor that the library runs on; an id is an index into them. nullptr: it
// cannot. Takes 10 to 50 ms.
LiteralDatabase compile_literals();

// Reads what the build has compiled, or compiles where another version of the library is at hand than the
// build's. nullptr: neither.
LiteralDatabase read_literals(std::string_view compiled);

}  // namespace tidegate
