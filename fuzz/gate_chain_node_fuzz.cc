// Claim: whatever a node answers is read as an answer or refused with a reason in both languages; and octets
// that no authority signed are no time stamp.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "tidegate/base/check.h"
#include "tidegate/evidence/time_stamp_request.h"
#include "tidegate/gate/evidence/chain_node.h"
#include "tidegate/ports/time_stamps.h"

namespace {

using namespace tidegate;

class Answers final : public HttpFetch {
 public:
  explicit Answers(std::string_view body) : body_(body) {}
  Result<HttpGot> fetch(const HttpAsk&) override { return HttpGot{200, {}, std::string(body_)}; }

 private:
  const std::string_view body_;
};

template <typename T>
void told(const Result<T>& read) {
  TIDEGATE_CHECK(read.has_value() || (!read.error().what.empty() && !read.error().what_zh.empty()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Answers answers(bytes);
  const auto node = [&] {
    return ChainNode(answers, {"http://127.0.0.1:1/", {}, 1'000, false});
  };  // ids begin at 1
  told(node().chain_id());
  told(node().balance({}));
  told(node().call({}, {}, "x"));
  told(node().send("x"));
  const auto receipt = node().receipt({});
  told(receipt);
  if (receipt && *receipt)
    TIDEGATE_CHECK(evidence::read_receipt(evidence::to_octets((*receipt)->receipt)).has_value());
  told(node().block(1));
  const auto stamps = time_stamp_check();
  told(stamps->token_of(bytes));
  told(stamps->check(bytes, *evidence::time_stamp_request({}), {}));
  return 0;
}
