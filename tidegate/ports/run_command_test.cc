#include "tidegate/ports/run_command.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

TEST(RunCommand, GivesWhatTheProgramWrote) {
  const auto out = output_of("printf 00ff", 100);
  ASSERT_TRUE(out);
  EXPECT_EQ(*out, "00ff");
}

TEST(RunCommand, AFailingProgramIsAnErrorThatDoesNotRepeatItsOutput) {
  const auto out = output_of("printf s3cret; exit 3", 100);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(out.error().what.find("s3cret"), std::string::npos);
  EXPECT_FALSE(output_of("exec /nonexistent/program 2>/dev/null", 100));
}

TEST(RunCommand, AnEndlessOutputIsCutOff) {
  const auto out = output_of("yes", 1000);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace tidegate
