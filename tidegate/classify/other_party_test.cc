#include "tidegate/classify/other_party.h"

#include <gtest/gtest.h>

namespace tidegate {
namespace {

TEST(OtherParty, IsToldByTheHeaderInBothLanguages) {
  EXPECT_EQ(other_party("紧急联系人"), other_party("紧急联系人电话"));
  EXPECT_EQ(other_party("emergencyContactName"), other_party("EMERGENCY_CONTACT_PHONE"));
  EXPECT_EQ(other_party("紧急联系人"), other_party("emergency.contacts[].phone"));
  EXPECT_NE(other_party("父亲姓名"), 0);
  EXPECT_NE(other_party("父亲姓名"), other_party("母亲姓名"));
  EXPECT_EQ(other_party("guardian_mobile"), other_party("监护人手机"));
  EXPECT_EQ(other_party("next_of_kin"), other_party("NextOfKinPhone"));
}

TEST(OtherParty, IsTheRowsOwnWithoutSuchAWord) {
  for (const char* header : {"", "姓名", "联系人", "手机号", "name", "contact_phone", "motherboard_serial",
                             "housewife", "emergence", "emergency_room_no", "parent_id"}) {
    EXPECT_EQ(other_party(header), 0) << header;
  }
}

}  // namespace
}  // namespace tidegate
