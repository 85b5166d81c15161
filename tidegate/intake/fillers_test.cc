#include "tidegate/intake/fillers.h"

#include <gtest/gtest.h>

namespace tidegate::intake {
namespace {

TEST(Filler, AnnouncesDefersOrRepeatsAndSaysNothing) {
  for (const char* text : {"待填写",
                           "请补充完整",
                           "后补",
                           "（后补）",
                           "后续提供",
                           "稍后填写",
                           "回头补",
                           "另行提供",
                           "未确定",
                           "暂未确定",
                           "还没定",
                           "未决定",
                           "尚未明确",
                           "待定",
                           "暂缺",
                           "不清楚",
                           "按规定",
                           "不便提供",
                           "同上",
                           "同前",
                           "如上所述",
                           "如题",
                           "同上。",
                           "详见上文",
                           "与上述一致",
                           "见报告",
                           "请见自评估报告",
                           "XX公司",
                           "某公司",
                           "某某有限公司",
                           "TBD soon",
                           "pending confirmation",
                           "will follow",
                           "to be provided later",
                           "not yet decided",
                           "undecided",
                           "as above",
                           "same as above",
                           "see above",
                           "ditto",
                           "see report"})
    EXPECT_EQ(filler_of(text), Filler::kNothing) << text;
}

TEST(Filler, MarksOfTemplatesAreLeftFromThem) {
  for (const char* text : {"<填写此处>", "＜单位名称＞", "[name]", "【公司名称】", "${purpose}",
                           "{{ purpose }}", "{name}", "< to be named >"})
    EXPECT_EQ(filler_of(text), Filler::kNothing) << text;
  for (const char* text : {"[2001:db8::1]", "<甲>与<乙>", "《数据出境协议》", "[13800000000]", "“星河”项目",
                           "日志（脱敏）", "{a}{b}"})
    EXPECT_EQ(filler_of(text), Filler::kNo) << text;
}

TEST(Filler, KeysThatWereStruck) {
  for (const char* text : {"测试", "test", "Test 1", "asdf", "qwerty", "啊啊啊", "0000", "111", "12345",
                           "１２３", "aaaa", "哈哈哈哈"})
    EXPECT_EQ(filler_of(text), Filler::kKeys) << text;
  for (const char* text : {"测试数据", "车载软件测试", "test data", "AAA", "A", "0", "12", "120", "X", "示"})
    EXPECT_EQ(filler_of(text), Filler::kNo) << text;
}

TEST(Filler, SomeAnswerOneFieldAndNotAnother) {
  for (const char* text : {"无", "N/A", "暂时没有", "目前没有"})
    EXPECT_EQ(filler_of(text), Filler::kNone) << text;
  for (const char* text : {"否", "No", "不是"}) EXPECT_EQ(filler_of(text), Filler::kDenial) << text;
  for (const char* text : {"是", "ok", "Yes."}) EXPECT_EQ(filler_of(text), Filler::kAssent) << text;
  for (const char* text : {"保密", "商业秘密", "confidential"})
    EXPECT_EQ(filler_of(text), Filler::kWithheld) << text;
  for (const char* text : {"见附件", "请见附件", "详见合同", "具体内容见附件", "如附件所示", "see attached",
                           "please see the attached document", "refer to contract"})
    EXPECT_EQ(filler_of(text), Filler::kPointer) << text;
  for (const char* text : {"见附件二第3条", "详见合同第5条", "见附录一", "同第1项", "see annex 2"})
    EXPECT_EQ(filler_of(text), Filler::kPlace) << text;
}

// Whole texts alone: what begins like one, or has one inside, says something.
TEST(Filler, WhatSaysSomethingIsNone) {
  for (const char* text : {"待遇与考勤管理系统",
                           "未发生",
                           "未提供过",
                           "不定期",
                           "后勤管理",
                           "请假记录",
                           "见习医师名单",
                           "同仁医院",
                           "如皋市",
                           "见附件所列的 12 类设备日志",
                           "同上海总部一致的设备型号",
                           "保密协议",
                           "商业秘密保护制度",
                           "按规定期限删除备份",
                           "XX 型设备日志",
                           "某型发动机转速",
                           "未知来源访问日志",
                           "TBD Holdings GmbH",
                           "See GmbH",
                           "Same Day Freight Ltd",
                           "Notary office",
                           "Assystem",
                           "Bar",
                           "OK Biotech",
                           "Nobel",
                           "另行保存",
                           "另行约定",
                           "没有发生过安全事件",
                           "附件管理系统",
                           "合同第5条",
                           "第三条",
                           "123 Main Street",
                           "withheld"})
    EXPECT_EQ(filler_of(text), Filler::kNo) << text;
}

}  // namespace
}  // namespace tidegate::intake
