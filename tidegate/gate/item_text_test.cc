#include "tidegate/gate/item_text.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "tidegate/base/utf8.h"
#include "tidegate/gate/item_person_words.h"

namespace tidegate {
namespace {

std::string said(std::string_view text) { return without_denied(folded(text), TextKind::kContent); }

TEST(ItemText, FoldsWhatIsWrittenOtherwise) {
  EXPECT_EQ(folded("身份證號碼、護照號碼"), "身份证号码、护照号码");
  EXPECT_EQ(folded("聯絡人電話，旅客名單，銀行賬戶，體檢報告，駕駛執照，員工薪資，學籍檔案，病歷"),
            "联络人电话，旅客名单，银行账户，体检报告，驾驶执照，员工薪资，学籍档案，病历");
  EXPECT_EQ(folded("ＭＯＢＩＬＥ手\u200b机"), "MOBILE手机");
  EXPECT_EQ(folded("⼿机号，𝐧𝐚𝐦𝐞，ⓟⓐⓢⓢ"), "手机号，name，pass");
  EXPECT_EQ(folded("m²，5℃，№ 5，10 Ω，①"), "m²，5℃，№ 5，10 Ω，①");
  EXPECT_EQ(folded("姓\u00a0名，姓\u034f名，姓\ufe0f名"), "姓 名，姓名，姓名");
  EXPECT_EQ(folded("\xff"), "\xEF\xBF\xBD");
}

// Of the vocabulary only its Japanese and traditional words are written with what the fold changes; every
// character of the others stands as it is, so that what is folded to it is found.
TEST(ItemText, LeavesTheVocabularysOwnCharactersAlone) {
  std::ifstream file(TIDEGATE_SOURCE_DIR "/models/header_vocabulary.tsv");
  const std::string rows{std::istreambuf_iterator<char>(file), {}};
  std::string_view text = rows;
  std::set<char32_t> changed;
  std::set<char32_t> all;
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (c < 0x4E00 || c > 0x9FFF || !all.insert(c).second) continue;
    std::string one;
    append_utf8(one, c);
    if (folded(one) != one) changed.insert(c);
    EXPECT_EQ(folded(folded(one)), folded(one)) << one;
  }
  EXPECT_GT(all.size(), 1'500U);
  EXPECT_LT(changed.size(), 100U);
  for (const char32_t c : {U'证', U'号', U'码', U'护', U'电', U'话', U'单', U'户', U'员', U'医'}) {
    EXPECT_EQ(all.count(c), 1U);
    EXPECT_EQ(changed.count(c), 0U);
  }
}

TEST(ItemText, ADenialIsOfAllThatIsAPersons) {
  for (const char* text : {"不含个人信息", "不涉及任何个人信息", "不属于个人信息", "没有个人信息和重要数据",
                           "不包括重要数据、个人信息", "no personal data", "without personal data",
                           "does not contain any personal information or important data"}) {
    EXPECT_FALSE(names_persons(said(text), TextKind::kContent)) << text;
  }
}

// A denial of single things says which there might be, and what is left may be somebody's: it is asked about.
TEST(ItemText, ADenialOfSingleThingsIsLeftAsItStands) {
  for (const char* text :
       {"不含姓名", "不含客户姓名、手机号码和身份证号码", "本表不包括客户手机号码", "无手机号码",
        "不含姓名等敏感字段", "不含客户信息", "不含可识别的个人信息", "不含姓名、手机号码等个人信息",
        "不含客户个人信息", "没有个人会员信息", "不含个人信息和客户姓名", "不含姓名、保留诊断结果",
        "without customer names", "no employee passport numbers", "no names of customers",
        "no personal data or customer names", "contains no personal data of employees",
        "Contains no customer names and includes diagnosis results"}) {
    EXPECT_TRUE(names_persons(said(text), TextKind::kContent)) << text;
  }
}

TEST(ItemText, ADenialEndsAtEverySignAndCoversNothingThatIsNarrowed) {
  for (const char* text : {"不含座机,客户手机号码",
                           "不含座机：客户手机号码",
                           "不含座机/客户手机号码",
                           "不含座机|客户手机号码",
                           "不含座机 客户手机号码",
                           "不含座机—客户手机号码",
                           "不含座机（客户手机号码）",
                           "不含逻辑删除记录的全部客户手机号码",
                           "不含加密手机号码",
                           "不含手机号码以外的信息",
                           "不含重复行后的会员姓名",
                           "并非不含客户姓名",
                           "不涉及重要数据、仅客户手机号码",
                           "无授权限制的旅客护照",
                           "No restrictions: customer mobile phone number",
                           "never masked: customer mobile phone number",
                           "without delay, customer mobile phone number",
                           "Does not cover minors, customer mobile phone number",
                           "without customer names being masked",
                           "Case no passport number"}) {
    EXPECT_TRUE(names_persons(said(text), TextKind::kContent)) << text;
  }
  EXPECT_TRUE(names_persons(without_denied("No customer names", TextKind::kName), TextKind::kName));
}

// Of whom something is, not what is not there.
TEST(ItemText, WhoHasOrIsNotSomethingHasANameAllTheSame) {
  for (const char* text : {"非会员姓名、手机号码",
                           "非会员手机号码",
                           "非员工姓名",
                           "非注册用户手机号码",
                           "非本公司员工姓名、身份证号码",
                           "非患者姓名与手机号码",
                           "设备读数，非会员姓名、手机号码",
                           "非户主姓名、家庭住址",
                           "非个人信息、客户手机号码",
                           "无手机号码客户姓名",
                           "无手机号码用户姓名、身份证号码",
                           "无身份证号码人员姓名",
                           "没有身份证号码儿童姓名",
                           "无邮箱客户手机号码",
                           "无银行账号员工姓名、护照号码",
                           "无姓名、手机号码客户身份证号码",
                           "无任何邮箱客户手机号码",
                           "无子女员工姓名",
                           "无配偶客户姓名、手机号码",
                           "未采集手机号码客户姓名",
                           "without email customer phone numbers",
                           "除非个人信息主体撤回同意，长期保存",
                           "除非个人资料已删除",
                           "non-member names, mobile phone numbers",
                           "no passport customer names",
                           "contains no passport customer names"}) {
    EXPECT_TRUE(names_persons(said(text), TextKind::kContent)) << text;
  }
  for (const char* text : {"非个人信息", "并非个人信息", "设备运行日志，无个人信息", "非个人隐私"}) {
    EXPECT_FALSE(names_persons(said(text), TextKind::kContent)) << text;
  }
}

TEST(ItemText, ADenialCountsWhereItsClauseBeginsWithIt) {
  for (const char* text :
       {"设备读数，不含个人信息", "温度（不含个人信息）", "本数据项不含个人信息", "其中均不含个人信息",
        "数据中也不含个人信息", "备注：不含个人信息", "This item does not include personal data.",
        "The data do not contain personal information", "it contains no personal data",
        "温度，不含个人信息，也不含敏感个人信息", "readings, and without personal data"}) {
    EXPECT_FALSE(names_persons(said(text), TextKind::kContent)) << text;
  }
}

TEST(ItemText, ADenialOfSomeIsNone) {
  for (const char* text : {"部分记录不含个人信息",
                           "除少数外均不含个人信息",
                           "2026年以前不含个人信息",
                           "仅测试环境不含个人信息",
                           "首批不含个人信息",
                           "默认不含个人信息",
                           "现阶段不含个人信息",
                           "未必不含个人信息",
                           "不能不含个人信息",
                           "部分 不含个人信息",
                           "部分：不含个人信息",
                           "（部分）不含个人信息",
                           "2026年以前，不含个人信息",
                           "默认情况下，不含个人信息、也不含重要数据",
                           "不含个人信息，个别记录除外",
                           "Some rows do not contain personal data",
                           "Only test rows are without personal data",
                           "It may not contain personal data",
                           "By default, no personal data",
                           "no personal data except of crew"}) {
    EXPECT_TRUE(names_persons(said(text), TextKind::kContent)) << text;
  }
}

// Whatever else stands in the list of what is denied leaves the denial unread.
TEST(ItemDenial, OfAThingThatIsSomebodysClearsNothing) {
  for (const char* text : {"无手机号码等信息客户姓名、身份证号码",
                           "无手机号码等客户姓名",
                           "无邮箱等员工姓名、护照号码",
                           "无手机号码等信息旅客名单",
                           "no email of customer phone numbers",
                           "不携带身份证旅客姓名、手机号码",
                           "并非会员客户姓名、手机号码",
                           "不是会员客户姓名",
                           "不含手机号码客户姓名",
                           "未含邮箱客户姓名、手机号码",
                           "不采集指纹员工姓名",
                           "不存在家属员工姓名、身份证号码",
                           "does not contain email customer phone numbers",
                           "不出境旅客姓名、护照号码",
                           "不是非个人信息",
                           "并非非个人信息",
                           "是非个人信息",
                           "不含非个人信息",
                           "剔除非个人信息",
                           "no passport names",
                           "不含手机号码姓名",
                           "不含敏感客户姓名",
                           "不含设备序号、姓名",
                           "客户（不含姓名）照片"}) {
    EXPECT_TRUE(names_persons(said(text), TextKind::kContent)) << text;
  }
  const std::array<const char*, 14> denials{"不含",   "不含有", "不包括", "不涉及", "不采集",
                                            "不存在", "不携带", "未含",   "未收集", "并非",
                                            "不是",   "没有",   "均无",   "无"};
  const std::array<const char*, 8> things{"手机号码", "身份证号码", "邮箱", "照片",
                                          "登录记录", "学历",       "指纹", "手机号码等信息"};
  const std::array<const char*, 6> holders{"客户", "员工", "旅客", "个人用户", "患者家属", "会员"};
  for (const std::string denial : denials) {
    for (const std::string thing : things) {
      for (const std::string holder : holders) {
        for (const char* own : {"姓名", "手机号码、邮箱", "名单"})
          EXPECT_TRUE(names_persons(said(denial + thing + holder + own), TextKind::kContent))
              << denial << thing << holder << own;
      }
    }
  }
  for (const std::string denial : {"no ", "without ", "does not contain ", "contains no ", "excluding "}) {
    for (const std::string thing :
         {"email ", "passport ", "phone number ", "login ", "photo ", "email of "}) {
      for (const char* own : {"customer names", "employees' phone numbers", "staff member names"})
        EXPECT_TRUE(names_persons(said(denial + thing + own), TextKind::kContent)) << denial << thing << own;
    }
  }
}

// Each denial by itself is read; the tests below take each back.
const std::array<std::string, 6> kDenials{"不含个人信息",     "不含个人信息和重要数据",
                                          "非个人信息",       "不涉及任何个人信息",
                                          "no personal data", "does not contain any personal information"};

bool names_some(const std::string& text) { return names_persons(said(text), TextKind::kContent); }

TEST(ItemDenial, IsReadByItself) {
  for (const std::string& denial : kDenials) EXPECT_FALSE(names_some(denial)) << denial;
}

TEST(ItemDenial, IsNoneWhereverTheTextSpeaksOfSomeOrOfADoubt) {
  const std::array<const char*, 24> some{"个别记录除外",
                                         "少数记录有姓名",
                                         "可能有遗漏",
                                         "VIP客户不在此限",
                                         "自2027年起含有",
                                         "3月1日后另行提供",
                                         "必要时另行提供",
                                         "偶有残留",
                                         "不过VIP客户有",
                                         "附件中有",
                                         "With the exception of crew",
                                         "Save for VIP rows",
                                         "Although VIP rows do",
                                         "However, VIP rows do",
                                         "Except crew",
                                         "Most rows, that is",
                                         "Some may have them",
                                         "Not all rows are checked",
                                         "抽样核对过",
                                         "未经核实",
                                         "原则上如此",
                                         "与事实不符",
                                         "That is untrue",
                                         "VIP rows do"};
  const std::array<const char*, 12> joins{"，",   "。",     "。\n", "\n", "\r\n", "。\r\n\r\n",
                                          "；\n", "。 \n ", ". ",   ", ", ".\n",  "。数据来自设备。"};
  for (const std::string& denial : kDenials) {
    for (const char* one : some) {
      for (const char* join : joins) {
        const bool is_far = std::string_view(join).find("设备") != std::string_view::npos;
        // What only its clause says is looked for up to the end of the next sentence.
        const bool is_near = one == std::string_view("附件中有") || one == std::string_view("VIP rows do");
        if (is_far && is_near) continue;
        EXPECT_TRUE(names_some(denial + join + one)) << denial << join << one;
      }
    }
  }
}

TEST(ItemDenial, IsNoneBehindAClauseThatSaysOfWhatOrTakesItBack) {
  const std::array<const char*, 20> frames{
      "部分",      "部分记录",    "少数情况下",   "默认情况下",   "样例数据",      "如已脱敏",
      "若已授权",  "对于会员",    "未必",         "并非",         "本表并非",      "不能",
      "所谓",      "2026年前",    "Not all rows", "For EU users", "After masking", "It is untrue that",
      "It is not", "During tests"};
  const std::array<const char*, 10> joins{"，", "\n", "\r\n", "，\n", "、", "（", "(", "[", "【", ", "};
  for (const std::string& denial : kDenials) {
    for (const char* frame : frames) {
      for (const char* join : joins)
        EXPECT_TRUE(names_some(std::string(frame) + join + denial)) << frame << join << denial;
    }
  }
}

TEST(ItemDenial, IsNoneInQuotationMarksNorAsAQuestion) {
  const std::array<std::array<const char*, 2>, 6> quotes{
      {{"“", "”"}, {"\"", "\""}, {"「", "」"}, {"《", "》"}, {"『", "』"}, {"{", "}"}}};
  for (const std::string& denial : kDenials) {
    for (const auto& [opens, closes] : quotes) {
      for (const char* before : {"", "本表并非", "声称", "设备读数，", "It is called "})
        EXPECT_TRUE(names_some(before + std::string(opens) + denial + closes)) << before << opens << denial;
    }
    for (const char* after : {"？", "？否", "?", "，否", "。否"})
      EXPECT_TRUE(names_some(denial + after)) << denial << after;
  }
}

// "敏感个人信息" are some: who has ordinary persons says precisely that.
TEST(ItemDenial, OfSomeOfAPersonsThingsLeavesTheRest) {
  for (const char* denial : {"不含", "不涉及", "无", "没有", "业务数据，不含", "不含任何"}) {
    for (const char* thing : {"敏感个人信息", "个人敏感信息", "隐私信息", "隐私数据", "敏感的个人信息"})
      EXPECT_TRUE(names_some(std::string(denial) + thing)) << denial << thing;
  }
  for (const char* text : {"no sensitive personal information", "without sensitive personal data"})
    EXPECT_TRUE(names_some(text)) << text;
}

// "无姓名照片" are photographs without a name.
TEST(ItemDenial, OfAThingLeavesWhatIsAThingOfItsOwn) {
  for (const char* denied : {"无姓名", "未采集姓名", "无身份证号", "不含手机号码", "无护照号"}) {
    for (const char* thing :
         {"照片", "人脸图像", "身份证扫描件", "客户档案", "员工地址", "通话记录", "体检明细", "银行卡号"})
      EXPECT_TRUE(names_some(std::string(denied) + "客户" + thing)) << denied << thing;
  }
  for (const char* text :
       {"无姓名档案", "无姓名照片", "无手机号码地址", "无身份证号扫描件", "未采集指纹记录"})
    EXPECT_EQ(said(text), text) << "the list is not read";
}

TEST(ItemDenial, IsOfANegationAndAVerb) {
  for (const char* no : {"不", "不会", "没有", "从不", "未", "没"}) {
    for (const char* verb :
         {"含有", "包含", "包括", "涉及", "采集", "收集", "存储", "产生", "带有", "携带", "记录", "构成"})
      EXPECT_FALSE(names_some(std::string("设备读数，") + no + verb + "个人信息")) << no << verb;
  }
  for (const char* no : {"doesn't ", "doesn’t ", "does not ", "never "}) {
    for (const char* verb : {"contain", "include", "hold", "collect", "carry", "store"})
      EXPECT_FALSE(names_some(std::string("The data set ") + no + verb + " personal data")) << no << verb;
  }
  for (const char* text :
       {"未处理个人信息", "没有处理个人信息", "不得包含个人信息", "不再包含个人信息", "不完全含有个人信息",
        "未必包含个人信息", "境内文件不含个人信息", "另一文件不含个人信息", "free of charge, personal data",
        "no personal data being masked", "no rows are included without personal data",
        "non-personal customer names"})
    EXPECT_TRUE(names_some(text)) << text;
}

TEST(ItemDenial, IsReadInWordsThatFilersUse) {
  for (const char* text : {"不含个人信息，报文含", "文件、日志不含个人信息，报文存在",
                           "不含个人信息（附件中有）", "内容不含个人信息吗", "不含个人信息和批号客户姓名",
                           "不含个人信息、转至会员客户姓名", "不含个人信息，数据归我司所有"})
    EXPECT_TRUE(names_some(text)) << text;
  for (const char* text : {"日志不含个人信息",
                           "出境数据不含个人信息",
                           "以上内容均不涉及个人信息",
                           "文件中不含个人信息",
                           "我司确认不含个人信息",
                           "完全不含个人信息",
                           "不含：个人信息",
                           "不含个人信息（已核实）",
                           "不含个人信息/重要数据",
                           "不含重要数据/个人信息",
                           "不处理个人信息",
                           "Our data contain no personal data",
                           "The log contains no personal data",
                           "No personal data is included",
                           "No personal data at all",
                           "Machine readings, with no personal data",
                           "Free of personal data",
                           "Non-personal data",
                           "not containing personal data",
                           "设备读数\n不含个人信息",
                           "设备名称，不含个人信息",
                           "当前读数，不含个人信息",
                           "若干传感器读数，不含个人信息",
                           "经营数据，不含个人信息",
                           "自动采集的读数，不含个人信息",
                           "一般数据，不含个人信息",
                           "sample rate 10 kHz, no personal data",
                           "false alarms counted, no personal data"})
    EXPECT_FALSE(names_some(text)) << text;
}

// What takes a denial back or narrows it has no fixed words, so that nothing may stand behind one but
// another.
TEST(ItemDenial, IsNoneWhereAnythingIsSaidBehindIt) {
  const std::array<const char*, 20> behind{"用工号代替",
                                           "直到注册完成",
                                           "视授权而定",
                                           "均已加密",
                                           "由总部提供",
                                           "实时转发",
                                           "仅传输",
                                           "VIP另当别论",
                                           "数据用于设备维护",
                                           "x",
                                           "names hashed",
                                           "to be added later",
                                           "provided that they opt out",
                                           "depending on consent",
                                           "pending migration",
                                           "for now",
                                           "to our knowledge",
                                           "全部",
                                           "上传",
                                           "其中"};
  for (const std::string& denial : kDenials) {
    for (const char* one : behind) {
      for (const char* join : {"，", "。", "；", "\n", "（", " (", "; ", ", ", ". ", "。也不含个人隐私。"})
        EXPECT_TRUE(names_some(denial + join + one)) << denial << join << one;
    }
    for (const char* another : {"，也不含个人隐私", "。不涉及个人信息、重要数据。", "\n不含个人资料",
                                "（已核实）", ", and no personal details."}) {
      EXPECT_FALSE(names_some(denial + another)) << denial << another;
      EXPECT_TRUE(names_some(denial + another + "，由总部提供")) << denial << another;
    }
  }
}

TEST(ItemDenial, IsNoneBehindAPrepositionOrOfNamesThatWereHidden) {
  for (const std::string& denial : kDenials) {
    for (const char* frame : {"Besides names",
                              "Outside the VIP list",
                              "To our knowledge",
                              "In theory",
                              "Allegedly",
                              "According to the vendor",
                              "Pending migration",
                              "Provided that they opt out",
                              "With consent",
                              "Till go-live",
                              "Not counting names",
                              "经脱敏",
                              "待清洗",
                              "拟清洗",
                              "据称",
                              "据供应商称",
                              "去标识化数据",
                              "匿名化数据",
                              "Pseudonymised records",
                              "De-identified records",
                              "Tokenized numbers"})
      EXPECT_TRUE(names_some(frame + std::string(", ") + denial)) << frame << denial;
    for (const char* frame : {"经核查", "经法务部门确认", "除湿机读数", "经纬度网格", "Ingot weight"})
      EXPECT_FALSE(names_some(frame + std::string("，") + denial)) << frame << denial;
  }
  for (const char* text : {"Excluding names, no personal data", "without names, no personal data"})
    EXPECT_TRUE(names_some(text)) << text;
}

// Where the rest speaks of persons, the denial is of some of what is theirs.
TEST(ItemDenial, OfNobodysDataIsNoneBesideWhoeverIsAPerson) {
  const auto names_of_nobody = [](std::string_view text) {
    return names_persons(without_denied_of_nobody(folded(text), TextKind::kContent), TextKind::kContent);
  };
  for (const char* text :
       {"员工打卡时间，不含个人信息", "经用户注销的，不含个人信息", "大客户，不含个人信息",
        "车主驾驶，不含个人信息", "Corporate customers, no personal data", "worker shifts, no personal data"})
    EXPECT_TRUE(names_of_nobody(text)) << text;
  for (const char* text :
       {"操作员站读数，不含个人信息", "客户端版本，不含个人信息", "Pump shifts, no personal data"})
    EXPECT_FALSE(names_of_nobody(text)) << text;
  EXPECT_FALSE(names_some("大客户，不含个人信息")) << "declared as of persons";
}

TEST(ItemDenial, OfMinorsLeavesTheOthers) {
  for (const char* text : {"不含儿童个人信息", "不含未成年人个人信息", "不含幼儿姓名",
                           "no children's personal data", "contains no personal data of children"})
    EXPECT_TRUE(names_some(text)) << text;
}

TEST(ItemDenial, OfAllThatIsAPersonsIsOfWhatIsSensitiveToo) {
  for (const char* text :
       {"不含个人信息和敏感个人信息", "不含个人信息，亦不含敏感个人信息",
        "不含个人信息、个人敏感信息、重要数据", "不涉及个人信息处理", "不涉及个人信息出境。",
        "不含个人信息或者重要数据", "No personal data of any kind", "No personal data involved",
        "There is no personal data in this dataset", "We confirm that no personal data is transferred.",
        "This is not personal data.", "neither personal data nor important data",
        "The dataset does not contain any personal data."})
    EXPECT_FALSE(names_some(text)) << text;
  for (const char* text :
       {"不含敏感个人信息和个人信息", "不含客户个人信息和敏感个人信息", "不含可识别的个人信息和敏感个人信息",
        "不含姓名，亦不含敏感个人信息", "不含个人信息，不含批次号", "不含个人信息，已加密。不含敏感个人信息",
        "不涉及个人信息对外提供", "We do not confirm that no personal data is transferred.",
        "It is untrue that this is not personal data", "This is not only personal data"})
    EXPECT_TRUE(names_some(text)) << text;
}

TEST(ItemDenial, IsAnAnswerToTheFormsOwnQuestion) {
  for (const char* text : {"个人信息：无", "是否包含个人信息：否", "温度，含个人信息：否",
                           "Personal data: none", "Personal information: No", "是否涉及个人信息：不涉及。"})
    EXPECT_FALSE(names_some(text)) << text;
  for (const char* text : {"不含个人信息：否", "不含个人信息：无", "敏感个人信息：无", "其他个人信息：无",
                           "客户姓名：无", "个人信息：有", "个人信息：无法删除", "个人信息：无，姓名：有",
                           "个人信息：无，由总部提供", "个人信息：no longer masked", "no personal data: no",
                           "如已注销，个人信息：无", "是否不含个人信息：否"})
    EXPECT_TRUE(names_some(text)) << text;
}

TEST(ItemText, OfASentenceOnlyWhatIsSaidOutrightCounts) {
  for (const char* text :
       {"按客户姓名建立会员画像", "for passport checks", "传送员工的照片", "list of passengers"})
    EXPECT_TRUE(names_persons(text, TextKind::kSentence)) << text;
  for (const char* text :
       {"供店长核对", "邮箱", "手机", "依据《个人信息保护法》", "resume", "sent to the user interface"})
    EXPECT_FALSE(names_persons(text, TextKind::kSentence)) << text;
}

TEST(ItemText, ReadsLongPiecesInWindowsThatLoseNothing) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "甲乙丙";
  std::vector<std::string> windows;
  EXPECT_TRUE(each_piece(text + "。丁", [&](std::string_view piece) { windows.emplace_back(piece); }));
  ASSERT_GT(windows.size(), 10U);
  EXPECT_EQ(windows.back(), "丁");
  for (const std::string& window : windows) {
    EXPECT_LE(window.size(), 256U);
    EXPECT_TRUE(is_valid_utf8(window));
  }
  std::string many;
  for (int i = 0; i < 201; ++i) many += "甲、";
  EXPECT_FALSE(each_piece(many, [](std::string_view) {}));
}

// Of a word that is no person's only the whole of it is none.
TEST(PersonWords, AreNotHiddenInAWordForAThing) {
  for (const char* text :
       {"客户真实名单", "旅客真实名录", "客户真实名字", "个人信息出境数据", "本次为个人信息出境",
        "工程师名字", "操作工编号", "采购员联系方式", "业务员名单", "项目经理名单", "报名者资料", "村民信息",
        "technician list", "客\u00a0户姓\u00a0名"})
    EXPECT_TRUE(names_persons(folded(text), TextKind::kContent)) << text;
  for (const char* text : {"真实名称", "个人信息出境标准合同", "个人信息出境认证"})
    EXPECT_FALSE(names_persons(text, TextKind::kContent)) << text;
}

// A list of names is of persons, unless of what it is a list is said; who ends in 人, 者 or 员 is one, where
// a thing of theirs follows at once.
TEST(PersonWords, AreWhatIsRecordedOfPersonsByItself) {
  for (const char* text :
       {"考勤打卡", "掌静脉模板", "步态特征", "孕周", "快递面单", "车间监控录像", "期末成绩单",
        "passenger manifest", "call detail records", "dashcam footage", "voter roll", "gait samples"})
    EXPECT_TRUE(names_persons(text, TextKind::kContent)) << text;
  for (const char* text :
       {"货物舱单", "设备监控指标", "行车记录单", "cargo manifest", "call centre capacity", "vein of ore"})
    EXPECT_FALSE(names_persons(text, TextKind::kContent)) << text;
}

TEST(PersonWords, AreListsOfNamesAndWhoeverEndsLikeAPerson) {
  for (const char* text : {"工人名单",
                           "球员名单",
                           "评委名单",
                           "用户群名单",
                           "用户端名单",
                           "用户群成员列表",
                           "债务人信息",
                           "债务人数据",
                           "获奖者档案",
                           "受捐人的照片",
                           "销售员业绩",
                           "牧民记录",
                           "车主用车习惯",
                           "店主收入",
                           "员工",
                           "patients",
                           "乘客",
                           "trainee scores",
                           "workers' shifts",
                           "phone",
                           "客户　姓　名",
                           "customer　phone　number"})
    EXPECT_TRUE(names_persons(folded(text), TextKind::kContent)) << text;
  for (const char* text : {"供应商名单", "备件名录", "IP白名单", "企业名录", "机器人编号", "无人机位置",
                           "人民币明细", "人机界面记录", "或者编号", "加工数据", "phone case model", "客户端",
                           "用户侧", "法人名单", "两人一组", "处理者编号"})
    EXPECT_FALSE(names_persons(folded(text), TextKind::kContent)) << text;
  EXPECT_FALSE(names_persons("员工", TextKind::kSentence));
}

TEST(PersonWords, AreWholeWordsAndTheLongest) {
  EXPECT_EQ(person_word_at("customers' names", 0).length, 10U);
  EXPECT_EQ(person_word_at("passporting", 0).length, 0U);
  EXPECT_EQ(person_word_at("xpassport", 1).length, 0U);
  EXPECT_EQ(person_word_at("客户端", 0).word, PersonWord::kNone);
  EXPECT_EQ(person_word_at("客户", 0).word, PersonWord::kHolder);
  EXPECT_EQ(person_word_at("", 0).length, 0U);
}

}  // namespace
}  // namespace tidegate
