// Claims: any bytes are either refused with a line, or make cases that a pack can be asked and that say what
// is unmet.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tidegate/law/case_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const auto cases =
      law::parse_case_file(std::string_view(reinterpret_cast<const char*>(data), size), "case");
  if (!cases) {
    if (cases.error().where.empty()) std::abort();
    return 0;
  }
  for (const law::PackCase& one : *cases) {
    if (one.expectations.empty()) std::abort();
    Opinion opinion;
    opinion.route = "undetermined";
    if (law::unmet(one, opinion).size() > one.expectations.size()) std::abort();
  }
  return 0;
}
