#include "tidegate/classify/other_party.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace tidegate {
namespace {

TEST(OtherParty, IsToldByTheHeaderInBothLanguages) {
  EXPECT_EQ(other_party("紧急联系人"), other_party("紧急联系人电话"));
  EXPECT_EQ(other_party("emergencyContactName"), other_party("EMERGENCY_CONTACT_PHONE"));
  EXPECT_EQ(other_party("紧急联系人"), other_party("emergency.contacts[].phone"));
  EXPECT_NE(other_party("父亲姓名"), 0);
  EXPECT_NE(other_party("父亲姓名"), other_party("母亲姓名"));
  EXPECT_EQ(other_party("guardian_mobile"), other_party("监护人手机"));
  // Who may be a child says nothing of being grown up.
  for (const char* header :
       {"兄弟姐妹手机号", "家人手机号", "同住人电话", "sister_mobile", "sibling_phone", "家属手机",
        "relative_phone", "儿子手机", "daughterPhone", "朋友电话", "子女姓名"})
    EXPECT_GT(other_party(header), kLastGrownUpParty) << header;
  EXPECT_FALSE(is_grown_up(other_party("受益人姓名")));
  for (const char* header : {"父母手机", "奶奶电话", "grandmother_phone", "监护人电话"}) {
    EXPECT_GT(other_party(header), 0) << header;
    EXPECT_LE(other_party(header), kLastGrownUpParty) << header;
  }
  for (const char* header : {"厂家人员手机", "专家人员姓名", "国家人才编号", "兄弟单位电话", "独生子女证号",
                             "朋友圈昵称", "person_phone", "season_id"})
    EXPECT_EQ(other_party(header), 0) << header;
  EXPECT_EQ(other_party("next_of_kin"), other_party("NextOfKinPhone"));
}

TEST(OtherParty, IsTheRowsOwnWithoutSuchAWord) {
  for (const char* header : {"", "姓名", "联系人", "手机号", "name", "contact_phone", "motherboard_serial",
                             "housewife", "emergence", "emergency_room_no", "parent_id"}) {
    EXPECT_EQ(other_party(header), 0) << header;
  }
}

TEST(Counterpart, TellsTheTwoSidesApart) {
  const std::pair<const char*, const char*> kPairs[] = {
      {"寄件人电话", "收件人电话"},      {"付款人账号", "收款人账号"},
      {"主叫号码", "被叫号码"},          {"邀请人手机", "被邀请人手机"},
      {"payer_account", "payeeAccount"}, {"sender_phone", "receiver.phone"},
      {"buyer_id", "seller_id"},         {"inviter", "invitee"},
  };
  for (const auto& [first, second] : kPairs) {
    EXPECT_NE(counterpart(first).pair, 0) << first;
    EXPECT_EQ(counterpart(first).pair, counterpart(second).pair) << first;
    EXPECT_FALSE(counterpart(first).is_second) << first;
    EXPECT_TRUE(counterpart(second).is_second) << second;
  }
  for (const char* header : {"", "手机号", "客户姓名", "user_id", "total", "platform"})
    EXPECT_EQ(counterpart(header).pair, 0) << header;
}

TEST(Addressee, IsWhoReceivesOrWhomToAsk) {
  for (const char* header : {"收件人手机", "收货人", "receiver_phone", "consigneeName", "sjrdh"})
    EXPECT_EQ(addressee(header), kRecipientParty) << header;
  for (const char* header : {"联系人", "联系人电话", "contact_person_phone"})
    EXPECT_EQ(addressee(header), kContactParty) << header;
  for (const char* header : {"", "联系电话", "contact_phone", "手机号", "收费", "sender_phone"})
    EXPECT_EQ(addressee(header), 0) << header;
}

TEST(AccountWords, AreThoseOfAnAccountAndItsNamesAlone) {
  for (const char* header : {"user_id", "userName", "nickname", "member_no", "open_id", "会员编号", "昵称",
                             "微信号", "用户ID", "QQ"})
    EXPECT_FALSE(account_words(header).empty()) << header;
  for (const char* header :
       {"", "friend_id", "created_by", "target_user_id", "上级会员编号", "c12", "推荐人账号"})
    EXPECT_TRUE(account_words(header).empty()) << header;
  EXPECT_EQ(account_words("uid1"), account_words("uid2"));
}

TEST(FurtherTelephone, IsSaidByTheHeader) {
  for (const char* header : {"备用手机", "home_phone", "workPhone", "办公电话", "phone2", "手机号3"})
    EXPECT_TRUE(is_further_telephone(header, true)) << header;
  for (const char* header : {"", "手机号", "mobile", "phone1", "联系电话", "c12"})
    EXPECT_FALSE(is_further_telephone(header, true)) << header;
  EXPECT_TRUE(is_further_telephone("mobile", false));
  for (const char* header :
       {"user.home_phone", "客户备用手机", "联系电话2", "手机号码（备用）", "data.profile.workPhone"})
    EXPECT_TRUE(is_further_telephone(header, true)) << header;
  for (const char* header :
       {"第二联系人手机", "家庭成员手机号", "工作人员手机", "单位负责人手机", "家庭医生手机",
        "办公室主任手机", "home_owner_phone", "work_supervisor_phone", "second_passenger_mobile",
        "backup_driver_phone", "passenger_phone2", "guest_mobile_2", "联系人电话2"})
    EXPECT_FALSE(is_further_telephone(header, true)) << header;
}

}  // namespace
TEST(OtherParty, AnArrayOfObjectsMayBeOfSeveralPeople) {
  for (const char* path :
       {"members[].email", "members[]", "doctors[].phone", "imported_users[].mobile", "cardHolders[].id_no",
        "mailing_list[]", "持证人[].电话", "members[].emails[]", "order.passengers[].id_no",
        "data[].contacts[].phone", "成员[].手机号", "customer_phones[]", "patientPhones[]",
        "invitee_emails[]", "users_email[]", "patients_id[].email", "客户手机[]"})
    EXPECT_TRUE(is_in_array(path)) << path;
  for (const char* path : {"email", "user.emails[]", "phones[].number", "user.idCards[].no", "user.cert[].no",
                           "账号[].编号", "phoneNumbers[]", "user.identities[].id", "contact_phone_list[]"})
    EXPECT_FALSE(is_in_array(path)) << path;
}

TEST(OtherParty, ARemarkSaysWhoseItsNumberIs) {
  for (const char* words :
       {"联系其兄 李强 ", "房东", "同事张三电话", "call his ", "the landlord's phone ", "wife "})
    EXPECT_TRUE(names_other(words)) << words;
  for (const char* words : {"本人电话", "请先打", "call ", "new number: ", "this is ", "改号"})
    EXPECT_FALSE(names_other(words)) << words;
}

TEST(OtherParty, TheQuickLookMissesNoWord) {
  const std::vector<std::string> parts{"其父",
                                       "房东",
                                       "同事",
                                       "家属",
                                       "家",
                                       "属",
                                       "小朋友",
                                       "朋友",
                                       "朋",
                                       "紧急联系",
                                       "紧急",
                                       "wife",
                                       "Wives",
                                       "sons",
                                       "mom",
                                       "Mother",
                                       "Phone",
                                       "his",
                                       "History",
                                       "HIS",
                                       "next of kin",
                                       "next",
                                       "of kin",
                                       " ",
                                       ":",
                                       "，",
                                       "1",
                                       "the",
                                       "emergencyContact",
                                       "emergency_name",
                                       "\xE5",
                                       "\xAE\xB6",
                                       "é",
                                       "parentPhones",
                                       "daughters",
                                       "driver",
                                       "Driver",
                                       "relatives",
                                       "managers",
                                       "s"};
  std::mt19937 random(16);
  for (int i = 0; i < 40000; ++i) {
    std::string text;
    for (std::size_t n = random() % 6; n > 0; --n) text += parts[random() % parts.size()];
    text = text.substr(random() % (text.size() + 1) / 4);
    EXPECT_EQ(names_other(text), names_other_fully(text)) << text;
  }
}

}  // namespace tidegate
