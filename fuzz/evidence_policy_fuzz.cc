// Claim: a policy is refused with its line in both languages, or written out it reads back the same; with all
// its witnesses its quorum is satisfied, and what satisfies it still does with one witness more.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/evidence/policy.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  using namespace tidegate::evidence;
  const auto policy = Policy::parse({reinterpret_cast<const char*>(data), size});
  if (!policy) {
    const Error& why = policy.error();
    TIDEGATE_CHECK(!why.what.empty() && !why.what_zh.empty() && !why.where.empty());
    return 0;
  }
  const auto again = Policy::parse(policy->to_text());
  TIDEGATE_CHECK(again && *again == *policy);
  std::vector<std::size_t> seen;
  bool was_satisfied = lacking(*policy, seen).empty();
  for (std::size_t i = 0; i < policy->witnesses.size(); ++i) {
    seen.push_back(i);
    const bool is_satisfied = lacking(*policy, seen).empty();
    TIDEGATE_CHECK(is_satisfied || !was_satisfied);
    was_satisfied = is_satisfied;
  }
  TIDEGATE_CHECK(was_satisfied);
  return 0;
}
