#include "tidegate/permit/sign.h"

#include <gtest/gtest.h>

#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

TEST(SignPermit, WhatItGivesCanBeVerified) {
  const std::string file = sign_permit(sample_permit(), secret_of(1)).value();
  EXPECT_EQ(file, signed_permit(sample_permit()));
  EXPECT_EQ(verify_permit(file, sample_trust()).genuine, Genuine::kYes);
  const PermitStatus status = sample_status(verified(sample_permit()).hash());
  EXPECT_EQ(sign_status(status, secret_of(1)).value(), signed_status(status));
}

TEST(SignPermit, SignsNothingThatNobodyCouldRead) {
  Permit open = sample_permit();
  open.links.clear();
  EXPECT_FALSE(sign_permit(open, secret_of(1)));
  PermitStatus mute = sample_status(std::string(64, 'c'));
  mute.state = PermitState::kRevoked;
  EXPECT_FALSE(sign_status(mute, secret_of(1)));
}

TEST(SignPermit, TheIssuerSignsFirst) {
  EXPECT_FALSE(sign_permit(sample_permit(), secret_of(2)));
  Permit nobody = sample_permit();
  nobody.signers.clear();
  EXPECT_FALSE(sign_permit(nobody, secret_of(1)));
}

// Two texts of 4,000 octets for each of 200 conditions are more than a file may hold.
TEST(SignPermit, NoFileIsLargerThanWhatIsRead) {
  Permit large = sample_permit();
  large.conditions.clear();
  for (int i = 0; i < 200; ++i) {
    const std::string text(4'000, 'x');
    large.conditions.push_back({"c" + std::to_string(i), ConditionKind::kDuty, {text, text}, {}, {}, {}});
  }
  const auto file = sign_permit(large, secret_of(1));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kLimit);
}

}  // namespace
}  // namespace tidegate::permit
