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

TEST(RunCommand, AProgramThatDoesNotEndIsEnded) {
  const auto begun = std::chrono::steady_clock::now();
  for (const char* command : {"sleep 60", "exec >&-; sleep 60", "sleep 60 & wait"}) {
    const auto out = output_of(command, 100, std::chrono::milliseconds(100));
    ASSERT_FALSE(out) << command;
    EXPECT_EQ(out.error().code, ErrorCode::kLimit);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
}

TEST(RunCommand, AnErrorNamesTheProgramAndNoArgument) {
  for (const char* command : {"false --token=s3cret", "TOKEN=s3cret false s3cret", "  false 's3cret'"}) {
    const auto out = output_of(command, 100);
    ASSERT_FALSE(out) << command;
    EXPECT_EQ(out.error().where, "false");
    EXPECT_EQ(out.error().what.find("s3cret"), std::string::npos);
  }
}

TEST(RunCommand, AnEndlessOutputIsCutOff) {
  const auto out = output_of("yes", 1000);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace tidegate
