// Claim: octets are no RLP, transaction, receipt, header or anchor, with a reason in both languages, or they
// are what is written of what was read; and no anchor is proven by nobody's trust.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/anchor.h"
#include "tidegate/evidence/rlp.h"

namespace {

using namespace tidegate;

template <typename T>
void told(const Result<T>& read) {
  TIDEGATE_CHECK(read.has_value() || (!read.error().what.empty() && !read.error().what_zh.empty()));
}

std::string written(const evidence::Rlp& item) {
  if (!item.is_list) return evidence::rlp_of(item.octets);
  std::vector<std::string> items;
  for (const evidence::Rlp& one : item.items) items.push_back(written(one));
  return evidence::rlp_list(items);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto rlp = evidence::read_rlp(bytes, "f");
  told(rlp);
  if (rlp) TIDEGATE_CHECK(written(*rlp) == bytes);
  const auto transaction = evidence::read_transaction(bytes);
  told(transaction);
  if (transaction) TIDEGATE_CHECK(evidence::to_octets(*transaction) == bytes);
  const auto receipt = evidence::read_receipt(bytes);
  told(receipt);
  if (receipt) TIDEGATE_CHECK(evidence::to_octets(*receipt) == bytes);
  told(evidence::read_header(bytes));
  if (const auto words = evidence::read_anchor_call(bytes))
    TIDEGATE_CHECK(evidence::anchor_call(*words) == bytes);
  static_cast<void>(evidence::read_latest(bytes));
  static_cast<void>(evidence::revert_reason(bytes));
  const auto anchor = evidence::read_anchor(bytes, "f");
  told(anchor);
  if (!anchor) return 0;
  TIDEGATE_CHECK(evidence::write_anchor(*anchor) == bytes);
  static const Sha256TreeHasher kHasher;
  const auto time = evidence::check_anchor(*anchor, {"o", 0, anchor->size, anchor->root}, kHasher, {}, {});
  TIDEGATE_CHECK(!time || !time->is_proven);
  return 0;
}
