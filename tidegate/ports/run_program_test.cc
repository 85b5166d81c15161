#include "tidegate/ports/run_program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdio>
#include <fstream>

#include "tidegate/ports/pdf_program.h"

namespace tidegate {
namespace {

using ::testing::HasSubstr;

Result<ProgramOutput> sh(const std::string& script, std::string_view input = "", ProgramBounds bounds = {}) {
  return run_program({"sh", "-c", script}, input, bounds);
}

TEST(RunProgram, GivesBackWhatItWrites) {
  const std::string large(3 << 20, 'x');  // more than any pipe holds
  const auto ran = run_program({"cat"}, large, {});
  ASSERT_TRUE(ran);
  EXPECT_EQ(ran->output, large);
  EXPECT_EQ(sh("echo out; echo err >&2; exit 3")->status, 3);
  EXPECT_EQ(sh("echo out; echo err >&2")->errors, "err\n");
  EXPECT_EQ(sh("kill -9 $$")->status, 128);
}

TEST(RunProgram, MayEndBeforeItHasReadItsInput) {
  const auto ran = sh("exit 0", std::string(8 << 20, 'x'));
  ASSERT_TRUE(ran);
  EXPECT_EQ(ran->status, 0);
}

TEST(RunProgram, SeesNoEnvironmentButPath) {
  ::setenv("TIDEGATE_SECRET", "x", 1);
  EXPECT_EQ(sh("echo \"$TIDEGATE_SECRET$HOME\"")->output, "\n");
}

TEST(RunProgram, IsEndedAtItsBounds) {
  ProgramBounds bounds;
  bounds.patience = std::chrono::milliseconds(300);
  EXPECT_EQ(sh("sleep 60 & sleep 60", "", bounds).error().code, ErrorCode::kLimit);
  bounds = {};
  bounds.output_bytes = 1000;
  EXPECT_EQ(sh("yes", "", bounds).error().code, ErrorCode::kLimit);
  const std::atomic<bool> cancelled = true;
  bounds = {};
  bounds.cancelled = &cancelled;
  EXPECT_EQ(sh("sleep 60", "", bounds).error().code, ErrorCode::kCancelled);
}

TEST(RunProgram, SaysWhatIsNotThere) {
  const auto ran = run_program({"tidegate-no-such-program"}, "", {});
  EXPECT_EQ(ran.error().code, ErrorCode::kUnavailable);
  EXPECT_THAT(ran.error().what, HasSubstr("tidegate-no-such-program"));
  EXPECT_FALSE(ran.error().what_zh.empty());
}

class PdfProgramTest : public ::testing::Test {
 protected:
  // A program that says and exits as pdftotext would.
  PdfProgram program(const std::string& script,
                     std::chrono::milliseconds patience = std::chrono::seconds(30)) {
    path_ = ::testing::TempDir() + "/pdf_program_test_" + std::to_string(::getpid());
    std::ofstream(path_) << "#!/bin/sh\ncat > /dev/null\n" << script << "\n";
    ::chmod(path_.c_str(), 0755);
    return PdfProgram(nullptr, path_, patience);
  }
  void TearDown() override { std::remove(path_.c_str()); }
  std::string path_;
};

TEST_F(PdfProgramTest, AnswersAreToldApart) {
  EXPECT_EQ(program("echo text").text_of("x")->text, "text\n");
  EXPECT_FALSE(program("echo text").text_of("x")->is_damaged);
  EXPECT_TRUE(program("echo 'Syntax Error: bad xref' >&2").text_of("x")->is_damaged);
  EXPECT_THAT(program("echo 'Command Line Error: Incorrect password' >&2; exit 1").text_of("x").error().what,
              HasSubstr("encrypted"));
  EXPECT_THAT(program("exit 3").text_of("x").error().what, HasSubstr("encrypted"));
  EXPECT_THAT(program("exit 1").text_of("x").error().what, HasSubstr("damaged"));
  EXPECT_EQ(program("kill -11 $$").text_of("x").error().code, ErrorCode::kLimit);
  EXPECT_EQ(program("sleep 60", std::chrono::milliseconds(300)).text_of("x").error().code, ErrorCode::kLimit);
  EXPECT_THAT(PdfProgram(nullptr, "tidegate-no-such-program").text_of("x").error().what,
              HasSubstr("poppler-utils"));
}

}  // namespace
}  // namespace tidegate
