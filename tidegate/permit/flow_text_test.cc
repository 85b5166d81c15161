#include "tidegate/permit/flow_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

using testing::HasSubstr;

TEST(FlowText, ReadsBackWhatItWrote) {
  EXPECT_EQ(read_flow(write_flow(sample_flow()), "f").value(), sample_flow());
  EXPECT_EQ(read_usage(write_usage(sample_usage()), "u").value(), sample_usage());
  EXPECT_EQ(write_flow(read_flow(R"({"format":"tidegate.flow/1"})", "f").value()),
            R"({"format":"tidegate.flow/1"})");
}

TEST(FlowText, NullIsUnknown) {
  const FlowRequest flow =
      read_flow(
          R"({"format":"tidegate.flow/1","octets":null,"link":{"from":null,"encryption":null},"items":[{"name":"a","types":null}]})",
          "f")
          .value();
  EXPECT_FALSE(flow.octets || flow.encryption);
  EXPECT_EQ(flow.items, (std::vector<PermitItem>{{"a", {}}}));
}

std::string fault(const std::string& members) {
  const auto read = read_flow(R"({"format":"tidegate.flow/1",)" + members + "}", "f");
  return read ? "" : read.error().where + " " + read.error().what;
}

TEST(FlowText, RefusesWithAPlace) {
  EXPECT_THAT(fault(R"("octet":1)"), HasSubstr("does not know the key \"octet\""));
  EXPECT_THAT(fault(R"("octets":-1)"), HasSubstr("f:/octets"));
  EXPECT_THAT(fault(R"("octets":1,"octets":2)"), HasSubstr("twice"));
  EXPECT_THAT(fault(R"("octets":1.5)"), HasSubstr("whole number"));
  EXPECT_THAT(fault(R"("persons":{"count":5,"new_in_total":6})"), HasSubstr("f:/persons"));
  EXPECT_THAT(fault(R"("link":{"encryption":"rot13"})"), HasSubstr("f:/link/encryption"));
  EXPECT_FALSE(read_flow("{}", "f"));
  EXPECT_FALSE(read_usage(R"({"format":"tidegate.permit-usage/1","permit":"P","year":0})", "u"));
  EXPECT_EQ(read_flow(std::string(kLargestRequest + 1, ' '), "f").error().code, ErrorCode::kLimit);
}

TEST(FlowText, AnAnswerIsTheSameInEveryLanguage) {
  const VerifiedPermit permit = verified(sample_permit());
  const FlowAnswer answer = decide(permit, nullptr, sample_flow(), nullptr, {});
  const std::string text = write_answer(answer);
  EXPECT_THAT(text, HasSubstr(R"("verdict":"held")"));
  EXPECT_THAT(text, HasSubstr(R"("code":"clock_unknown")"));
  EXPECT_THAT(text, HasSubstr("时间未知"));
}

}  // namespace
}  // namespace tidegate::permit
