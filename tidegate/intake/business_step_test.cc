#include "tidegate/intake/business_step.h"

#include <gtest/gtest.h>

namespace tidegate::intake {
namespace {

TEST(BusinessStep, GeneralWordsNameNoneWhateverStandsAround) {
  for (const char* reason : {"业务需要",
                             "业务需要。",
                             " 业务　需要 ",
                             "因业务需要",
                             "业务开展需要",
                             "为业务开展所必需。",
                             "“业务需要”",
                             "业务\u200b需要",
                             "业务需要…",
                             "（业务需要）",
                             "由于公司经营管理需要，",
                             "日常工作需要；",
                             "业务需要！！",
                             "出境数据为业务所需",
                             "生产经营需要",
                             "跨境业务必要",
                             "必要",
                             "需要",
                             "业务需要呢",
                             "１",
                             "略",
                             "Business need",
                             "business needs.",
                             "BUSINESS  NEED",
                             "Ｂusiness need",
                             "for business purposes",
                             "It is necessary for our business.",
                             "Needed in order to operate the business... ",
                             "necessary",
                             "Required for daily operations",
                             "必要 (necessary)"})
    EXPECT_TRUE(names_no_step(reason)) << reason;
}

TEST(BusinessStep, OneWordOfWhatIsDoneNamesOne) {
  for (const char* reason : {"对账需要",
                             "用工管理需要",
                             "应收管理需要",
                             "合同履行必要",
                             "客户管理需要",
                             "售后支持",
                             "研发需要",
                             "质量管理需要",
                             "因业务需要核对订单",
                             "关联各访视记录",
                             "用于试验数据的统一分析",
                             "在岗管理需要",
                             "工资发放需要",
                             "主要终点分析",
                             "计算给药与反应的间隔",
                             "检验中心效应",
                             "Needed for payroll",
                             "order processing",
                             "to match invoices",
                             "business need: shipping",
                             "需要 shipping",
                             "Для расчёта зарплаты"})
    EXPECT_FALSE(names_no_step(reason)) << reason;
}

TEST(BusinessStep, AShortTextIsGeneralOnlyByItsWords) {
  EXPECT_TRUE(names_no_step("报税"));
  EXPECT_FALSE(is_general_reason("报税"));
  EXPECT_TRUE(is_general_reason("需要。"));
  EXPECT_TRUE(is_general_reason(""));
}

}  // namespace
}  // namespace tidegate::intake
