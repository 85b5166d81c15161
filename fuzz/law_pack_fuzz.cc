// Claims: any bytes are either refused with a place, or make a pack whose decisions carry proofs that the
// checker accepts, on its first day and on a later one.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tidegate/law/decide.h"
#include "tidegate/law/proof_checker.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const auto pack = law::parse_pack(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!pack) {
    if (pack.error().what.empty()) std::abort();
    return 0;
  }
  CaseFacts facts;
  facts.items.resize(1);
  facts.items[0].set("subjects", std::int64_t{5});
  for (const Absent absent : {Absent::kNo, Absent::kUnknown}) {
    facts.absent = absent;
    for (const Date day : {pack->from, pack->reviewed_until}) {
      const Opinion opinion = law::decide(*pack, facts, day);
      // Where unknown facts leave the route to be found over cases, the checker is allowed to give up on
      // numbers.
      if (absent == Absent::kNo && !law::proof_faults(*pack, facts, day, opinion).empty()) std::abort();
    }
  }
  return 0;
}
