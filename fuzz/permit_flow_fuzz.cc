// Claim: a flow or a usage is refused with a place in both languages, or, written out, reads back the same.
// Addresses and blocks of addresses write themselves as they are read, and a block holds its own first
// address.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/flow_text.h"
#include "tidegate/permit/network.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tidegate;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto flow = permit::read_flow(bytes, "f")) {
    const auto again = permit::read_flow(permit::write_flow(*flow), "f");
    TIDEGATE_CHECK(again.has_value() && *again == *flow);
  } else {
    TIDEGATE_CHECK(!flow.error().what.empty() && !flow.error().what_zh.empty());
  }
  if (const auto usage = permit::read_usage(bytes, "f")) {
    const auto again = permit::read_usage(permit::write_usage(*usage), "f");
    TIDEGATE_CHECK(again.has_value() && *again == *usage);
  }
  if (const auto decision = permit::read_decision(bytes, "f")) {
    const auto again = permit::read_decision(permit::decision_text(*decision), "f");
    TIDEGATE_CHECK(again.has_value() && *again == *decision);
  }
  if (const auto network = permit::Network::parse(bytes)) {
    const std::string text = network->str();
    TIDEGATE_CHECK(permit::Network::parse(text).value() == *network);
    TIDEGATE_CHECK(network->contains(permit::Address::parse(text.substr(0, text.find('/'))).value()));
  }
  if (const auto address = permit::Address::parse(bytes)) {
    TIDEGATE_CHECK(permit::Address::parse(address->str()).value() == *address);
  }
  return 0;
}
