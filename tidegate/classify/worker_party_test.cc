#include "tidegate/classify/worker_party.h"

#include <gtest/gtest.h>

#include "tidegate/classify/other_party.h"

namespace tidegate {
namespace {

TEST(WorkerParty, IsTheSameForTheSameWorkInBothLanguages) {
  EXPECT_EQ(worker_party("医生电话"), worker_party("attendingPhysician.phone"));
  EXPECT_EQ(worker_party("班主任手机"), worker_party("teacher_email"));
  EXPECT_EQ(worker_party("录入人邮箱"), worker_party("created_by_email"));
  EXPECT_NE(worker_party("录入人邮箱"), worker_party("审核人邮箱"));
  EXPECT_EQ(worker_party("工号"), kEmployee);
  EXPECT_EQ(worker_party("同行人手机"), kCompanion);
}

TEST(WorkerParty, IsNobodyWithoutSuchAWord) {
  for (const char* header :
       {"", "手机号", "客户姓名", "user_id", "driver_license_no", "驾驶证号", "user_agent", "operation",
        "managed", "drivers licence", "销售订单号", "sales_order_no", "private_key"})
    EXPECT_EQ(worker_party(header), 0) << header;
}

TEST(WorkerParty, OfWorkersNoneIsAChildOfCompanionsOneMayBe) {
  EXPECT_TRUE(is_grown_up(worker_party("医生电话")));
  EXPECT_TRUE(is_grown_up(kEmployee));
  EXPECT_FALSE(is_grown_up(kCompanion));
  EXPECT_FALSE(is_grown_up(0));
}

TEST(NamesServed, SaysWhoseRowItIs) {
  for (const char* header : {"客户手机", "患者身份证号", "customer_phone", "patients[].id"})
    EXPECT_TRUE(names_served(header)) << header;
  for (const char* header : {"手机", "姓名", "mobile", "staff_no"})
    EXPECT_FALSE(names_served(header)) << header;
}

}  // namespace
}  // namespace tidegate
