#include "tidegate/gate/item_readings.h"

#include <gtest/gtest.h>

#include <string>

namespace tidegate {
namespace {

using Basis = intake::ItemReading::Basis;

const Date kDay = *Date::of(2026, 11, 27);

Transfer with_item(std::string name, std::string content = {}, std::string example = {}) {
  Transfer t;
  DataItem item;
  item.name = std::move(name);
  item.content = std::move(content);
  item.example = std::move(example);
  item.item_class = "PI";
  item.row = 0;
  t.items.push_back(item);
  t.facts.items.resize(1);
  t.facts.items[0].set("personal", true);
  return t;
}

std::string kinds(const Transfer& t) {
  std::string out;
  for (const auto& reading : item_readings(t, kDay))
    out += (reading.basis == Basis::kChild    ? "child"
            : reading.basis == Basis::kUnread ? "unread"
                                              : reading.kind.en) +
           ";";
  return out;
}

TEST(ItemReadings, KnowTheKindsOfArticle28ByTheNameOfTheItem) {
  for (const char* name :
       {"体检诊断结果",    "诊断结果",    "HIV 检测结果", "HIV",          "身份证号",     "居民身份证号码",
        "护照号",          "银行卡号",    "银行账号",     "指纹",         "指纹模板",     "人脸图像",
        "人脸特征值",      "虹膜",        "声纹",         "经纬度",       "精准定位",     "行踪轨迹",
        "宗教信仰",        "病历号",      "用药记录",     "基因检测结果", "犯罪记录",     "残疾等级",
        "征信信息",        "登录密码",    "患者诊断",     "体检结果",     "工资",         "bank card number",
        "passport number", "fingerprint", "religion",     "diagnosis",    "GPS location", "blood pressure",
        "criminal record"}) {
    EXPECT_NE(kinds(with_item(name)), "") << name;
  }
}

TEST(ItemReadings, LeaveOrdinaryItemsAlone) {
  for (const char* name : {"姓名",
                           "手机号",
                           "电子邮箱",
                           "收货地址",
                           "订单编号",
                           "订单金额",
                           "性别",
                           "年龄",
                           "出生日期",
                           "职务",
                           "部门",
                           "员工编号",
                           "工号",
                           "学历",
                           "国籍",
                           "IP地址",
                           "设备编号",
                           "会员等级",
                           "购买记录",
                           "客户编号",
                           "儿童座椅型号",
                           "访视日期",
                           "中心编号",
                           "车牌号",
                           "航班号",
                           "入职日期",
                           "客户姓名",
                           "联系电话",
                           "邮寄地址",
                           "用户昵称",
                           "登录名",
                           "发票抬头",
                           "合同编号",
                           "name",
                           "email",
                           "phone",
                           "address",
                           "order id",
                           "customer id",
                           "job title",
                           "department",
                           "employee number",
                           "shipping address",
                           "birth date",
                           "a"}) {
    EXPECT_EQ(kinds(with_item(name)), "") << name;
  }
}

TEST(ItemReadings, ReadContentAndExampleInPiecesAndPassOverWhatIsNotInThem) {
  EXPECT_NE(kinds(with_item("附加信息", "体检记录，含 HIV、血压")), "");
  EXPECT_NE(kinds(with_item("附加信息", "会员资料（身份证号、手机号）")), "");
  EXPECT_NE(kinds(with_item("附加信息", "", "HIV：阳性")), "");
  EXPECT_EQ(kinds(with_item("附加信息", "会员资料，不含敏感个人信息")), "");
  EXPECT_NE(kinds(with_item("附加信息", "会员资料，不含身份证号、银行卡号")), "") << "asked about";
  EXPECT_NE(kinds(with_item("附加信息", "不含手机号。身份证号、姓名")), "");
  EXPECT_EQ(kinds(with_item("会员编号", "随机编号，由商城系统生成", "M-0001")), "");
  EXPECT_EQ(kinds(with_item("收件人", "收货人姓名与地址，用于配送", "王某某")), "");
}

TEST(ItemReadings, TellWhichListNamesTheKindAndThatOfMinors) {
  const auto basis = [](const char* name) { return item_readings(with_item(name), kDay).at(0).basis; };
  EXPECT_EQ(basis("宗教信仰"), Basis::kListed);
  EXPECT_EQ(basis("身份证号"), Basis::kIdentityNumber);
  for (const char* name : {"儿童姓名", "孩子姓名", "未成年人姓名", "child name"})
    EXPECT_EQ(kinds(with_item(name)), "child;") << name;
}

TEST(ItemReadings, AskNothingOfWhatIsDeclaredSoOrIsNobodys) {
  Transfer t = with_item("诊断结果");
  t.facts.items[0].set("sensitive", true);
  EXPECT_EQ(kinds(t), "");
  t = with_item("儿童姓名");
  t.facts.items[0].set("under14", true);
  EXPECT_EQ(kinds(t), "");
  t = with_item("设备诊断结果");
  t.items[0].item_class = "GENERAL";
  t.facts.items[0] = {};
  t.facts.items[0].set("personal", false);
  EXPECT_EQ(kinds(t), "");
  t = with_item("受试者编号");
  EXPECT_NE(kinds(t), "");
  t.facts.items[0].set("pseudonymised", true);
  EXPECT_EQ(kinds(t), "");
  t = with_item("诊断结果");
  t.facts.items[0].set("pseudonymised", true);
  EXPECT_NE(kinds(t), "");
  t = with_item("诊断结果");
  t.items[0].row = 9;  // a place that the list lacks: the class alone speaks
  EXPECT_NE(kinds(t), "");
  EXPECT_EQ(kinds(Transfer{}), "");
}

Transfer general(std::string name, std::string content = {}) {
  Transfer t = with_item(std::move(name), std::move(content));
  t.items[0].item_class = "GENERAL";
  t.facts.items[0] = {};
  t.facts.items[0].set("personal", false);
  return t;
}

// What is not plainly trade in things is seen by a person: no question is raised, and no rule finishes the
// filing.
TEST(UntoldItems, AreThoseThatAreNotInWordsOfTradeOrOfNoThing) {
  const auto is_told = [](const char* name, const char* content, const char* industry = "manufacturing") {
    Transfer t = general(name, content);
    t.industry = industry;
    const ItemsRead read = read_items(t, kDay);
    return read.readings.empty() && read.untold.empty();
  };
  for (const char* name : {"设备型号", "物料编码", "采购单价", "各类商品的含税单价", "合同编号和发票号码",
                           "unit price", "Model numbers of the spare parts", "HS code of goods"}) {
    EXPECT_TRUE(is_told(name, "")) << name;
    EXPECT_TRUE(is_told("数量", name)) << name;
    EXPECT_FALSE(is_told("数量", "")) << "names no thing";
    EXPECT_FALSE(is_told(name, "", "defence_supplier")) << name;
    EXPECT_FALSE(is_told(name, "月经周期")) << name;
    EXPECT_FALSE(is_told("交易流水", name)) << name;
  }
  // Everyday words of persons' data that the vocabulary does not know or knows as somebody's.
  for (const char* words :
       {"交易流水", "月经周期", "未成年", "影像胶片", "订单收货信息", "考勤", "打车记录", "保单信息",
        "贷款资料", "经纬度", "行程", "会员等级", "评论", "住户用电曲线", "客服通话文本", "驾驶习惯评分",
        "家校沟通", "手写笔迹", "摄像头画面", "门锁开启记录", "违章记录", "badge swipe times",
        "driver drowsiness alerts", "tenant electricity curve", "infant temperature",
        // Kinds that lists of important data name, or that may be somebody's, in known words.
        "车辆流量", "充电桩运行状态", "遥感数据", "管网图纸", "气象数据", "芯片版图", "产能", "生产工艺参数",
        "源代码", "行驶里程", "设备序列号", "厂区人数", "登录时间", "打卡时间", "订单编号", "物流单号",
        "partsmith", "counterparts"}) {
    EXPECT_FALSE(is_told(words, "")) << words;
    EXPECT_FALSE(is_told("设备型号", words)) << words;
  }
  Transfer two = general("设备型号");
  two.items.push_back(two.items[0]);
  two.items[1].name = "月经周期";
  EXPECT_EQ(read_items(two, kDay).untold, (std::vector<std::size_t>{1}));
  EXPECT_EQ(read_items(general("客户姓名"), kDay).untold.size(), 0U) << "asked about, that is enough";
}

TEST(ItemReadings, AskOfGeneralDataThatNamesPersons) {
  for (const char* name :
       {"居民身份证号", "患者HIV检测结果", "人脸照片", "会员手机号", "银行卡号及密码", "宗教信仰", "客户姓名",
        "家庭住址", "passport number", "patient diagnosis", "customer e-mail"}) {
    const auto found = item_readings(general(name), kDay);
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_EQ(found[0].basis, Basis::kPersonal) << name;
  }
  for (const char* name :
       {"公司客户身份证号", "产品客户手机号", "设备用户身份证号", "设备持有人身份证号", "车辆驾驶员身份证号",
        "网络用户真实姓名", "网络实名认证身份证号", "公司客户姓名", "员工公司手机号", "商品收件人姓名",
        "物流产品收货人电话", "产品用户的护照号码", "company client passport number",
        "Device user ID card number", "vehicle owner name", "Company contact person name"})
    EXPECT_EQ(item_readings(general(name), kDay).size(), 1U) << name << ": a thing beside a person";
  const auto genes = item_readings(general("基因测序样本产品"), kDay);
  ASSERT_EQ(genes.size(), 2U) << "important, and of persons";
  EXPECT_EQ(genes[0].basis, Basis::kPersonal);
  EXPECT_EQ(genes[1].basis, Basis::kImportant);
  EXPECT_EQ(item_readings(general("儿童姓名与监护人电话"), kDay).size(), 1U);
  EXPECT_EQ(item_readings(general("资料", "会员居民身份证号码与姓名"), kDay).size(), 1U);
}

TEST(ItemReadings, AskOfGeneralDataThatListsOfImportantDataName) {
  for (const char* name : {"军用港口测绘坐标", "人类遗传资源测序数据", "漏洞编号"}) {
    const auto found = item_readings(general(name), kDay);
    ASSERT_FALSE(found.empty()) << name;
    EXPECT_EQ(found.back().basis, Basis::kImportant) << name;
  }
  const auto both = item_readings(general("漏洞编号", "客户手机号码、身份证号码"), kDay);
  ASSERT_EQ(both.size(), 2U) << "persons behind important data";
  EXPECT_EQ(both[0].basis, Basis::kPersonal);
}

TEST(ItemReadings, AskOfGeneralDataThatSaysItselfThatItIsImportant) {
  for (const char* text : {"重要数据",
                           "设备读数，不含个人信息，重要数据",
                           "core data of the plant",
                           "工业重要数据",
                           "园区地下管线图",
                           "高精度地图瓦片",
                           "是否重要数据：是",
                           "设备读数，是否重要数据：是",
                           "是否核心数据：是",
                           "是否为重要数据：",
                           "重要 数据",
                           "未公开的重要数据",
                           "未列入目录的重要数据",
                           "并非不含重要数据",
                           "除非重要数据",
                           "有无重要数据",
                           "core datasets",
                           "not only important data",
                           "no, important data",
                           "非结构化重要数据",
                           "important data: yes",
                           "not without important data",
                           "不含个人信息、涉及重要数据",
                           "非个人信息 属于重要数据",
                           "不含个人信息和含有重要数据",
                           "无个人信息、包含重要数据",
                           "contains no personal data and includes important data",
                           "除管线图外，不含其他重要数据",
                           "important data: no restriction on use",
                           "重要数据: no. 17 列",
                           "列入重要数据目录",
                           "属于重要数据清单",
                           "涉密：无、重要数据：有",
                           "园区重要数据识别结果"})
    EXPECT_NE(kinds(general("字段A", text)), "") << text;
  for (const char* text : {"非重要数据",
                           "设备读数，不含重要数据",
                           "不属于重要数据、核心数据",
                           "vibration spectra, no important data",
                           "不含个人信息/重要数据",
                           "是否为重要数据：否",
                           "是否重要数据: 否。",
                           "重要数据：无",
                           "Important data: none",
                           "未列入重要数据目录",
                           "未被列入重要数据目录",
                           "经识别不属于本地区重要数据",
                           "是否列入重要数据目录：否",
                           "no known important data",
                           "not classified as important data",
                           "non-important data",
                           "test score data",
                           "core database version",
                           "unimportant data",
                           "未被告知为重要数据",
                           "经对照重要数据目录核查，不属于重要数据",
                           "does not contain personal information or important data"})
    EXPECT_EQ(kinds(general("字段A", text)), "") << text;
}

TEST(ItemReadings, LeaveThingsAndTradeAlone) {
  for (const char* name :
       {"设备诊断结果", "发动机序号", "状态参数",  "信用证号",      "货物描述", "门店编号",
        "时段客流",     "题目编号",   "得分",      "订单金额",      "产品型号", "库存数量",
        "船舶吃水",     "发票金额",   "合同条款",  "物料编码",      "温度",     "order amount",
        "product code", "unit price", "warehouse", "invoice number"}) {
    EXPECT_EQ(kinds(general(name)), "") << name;
  }
}

TEST(ItemReadings, ANumberIsNoDenial) {
  EXPECT_NE(kinds(with_item("Case no (HIV status)")), "");
  EXPECT_NE(kinds(with_item("附加信息", "ID no : 5, HIV检测结果")), "");
  EXPECT_NE(kinds(with_item("附加信息", "cannot be read, HIV检测结果")), "");
  EXPECT_NE(kinds(with_item("附加信息", "no passport number, bank card number")), "") << "beyond the comma";
  EXPECT_NE(kinds(with_item("附加信息", "不含税价格，HIV检测结果")), "") << "the next clause";
  for (const char* text :
       {"无法律限制的客户手机号码", "无法定限制：客户手机号码、身份证号", "不提供给第三方的客户手机号码",
        "not masked: customer mobile phone number", "客户手机号码不含区号", "不含税，客户手机号码",
        "Note (not masked): customer mobile phone number, resident identity number"})
    EXPECT_NE(kinds(general("字段A", text)), "") << text;
  EXPECT_EQ(kinds(general("字段A", "统计资料，不含任何个人信息")), "");
  EXPECT_NE(kinds(general("字段A", "本表不包括客户手机号码")), "") << "which there might be";
}

TEST(ItemReadings, AreBoundedByTheirTextAndSaySo) {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "甲，";
  EXPECT_EQ(kinds(with_item("附加信息", many + "身份证号")), "unread;");
  EXPECT_EQ(kinds(general("字段A", many)), "unread;");
  EXPECT_EQ(item_readings(general("字段A", many + "身份证号"), kDay).at(0).basis, Basis::kPersonal);
  std::string sentence;
  for (int i = 0; i < 50; ++i) sentence += "统计口径说明";
  EXPECT_EQ(kinds(general("字段A", sentence)), "");
  EXPECT_NE(kinds(general("公司手机")), "") << "a person holds it";
  EXPECT_NE(kinds(general("字段A", sentence + "客户手机号码")), "") << "one piece of 900 octets";
  EXPECT_NE(kinds(with_item("附加信息", sentence + "、HIV检测结果")), "");
  EXPECT_EQ(kinds(with_item("\xff\xfe", "\xe4\xbd", "\xff")), "");
}

TEST(ItemReadings, FindPersonsInGeneralDataHoweverItIsWritten) {
  for (const char* text : {"身份證號碼",
                           "手機號碼",
                           "護照號碼",
                           "聯絡人電話",
                           "旅客名單",
                           "客戶姓名",
                           "客户【手机号】",
                           "「客户手机号」",
                           "车牌号",
                           "IMEI",
                           "IP地址",
                           "设备标识符",
                           "顾客名单",
                           "通讯录",
                           "花名册",
                           "会员名录",
                           "简历",
                           "contact list",
                           "address book",
                           "roster",
                           "resume",
                           "CV",
                           "姓 名",
                           "手机-号码",
                           "客户手\u200b机号码",
                           "客户ＭＯＢＩＬＥ",
                           "names of passengers",
                           "buyers' names",
                           "customer 手机号",
                           "乘客的证件"}) {
    EXPECT_NE(kinds(general(text)), "") << text;
    EXPECT_NE(kinds(general("字段A", text)), "") << text;
  }
  for (const char* text :
       {"手机外壳尺寸", "指纹锁型号", "人脸识别终端型号", "客户端版本", "用户手册章节", "客户数量",
        "员工人数", "客户数据量", "email server version", "公司电话", "设备IP地址", "user interface strings",
        "number of employees", "统计值", "统计数据", "体温计批次", "产品名称"}) {
    EXPECT_EQ(kinds(general("字段A", text)), "") << text;
  }
}

TEST(ItemReadings, FindRecordsAndListsOfWhoeverIsAPerson) {
  for (const char* name :
       {"人事档案", "人事信息", "病患资料", "病员列表",  "被试档案", "司机评分",          "住户资料",
        "粉丝列表", "会员积分", "学籍资料", "工伤记录",  "劳动合同", "好友关系",          "联系簿",
        "全名",     "人名",     "PNR",      "WeChat ID", "社保缴纳", "household records", "số điện thoại",
        "𝐧𝐚𝐦𝐞",     "⼿机号",   "Names"})
    EXPECT_NE(kinds(general(name)), "") << name;
  for (const char* name : {"产品全名", "法人名称", "积分规则", "物料列表", "发电机组排班", "商品评分",
                           "劳动合同法条款编号", "Product name"})
    EXPECT_EQ(kinds(general(name)), "") << name;
  EXPECT_EQ(kinds(general("字段A", "⺘机")), "unread;") << "a radical that stands for no character";
}

TEST(ItemReadings, ReadNoMoreOfAFilingThanHonestOnesHaveAndEachPieceOnce) {
  Transfer t = general("指标");
  const auto fill = [&](auto&& content) {
    const DataItem first = t.items[0];
    t.items.assign(150, first);
    for (std::size_t i = 0; i < t.items.size(); ++i) t.items[i].content = content(i);
  };
  const auto long_text = [](std::size_t i) {
    std::string text;
    for (int k = 0; k < 200; ++k) text += "阈值振动设备统计" + std::to_string(i);
    return text;
  };
  fill([&](std::size_t) { return long_text(0); });
  EXPECT_EQ(kinds(t), "");
  fill(long_text);
  const auto found = item_readings(t, kDay);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().basis, Basis::kUnread);
  EXPECT_GT(found.front().item, 10U);
  EXPECT_EQ(found.back().item, 149U) << "whatever was not read is asked about";
  fill([](std::size_t i) { return "第" + std::to_string(i) + "号设备的温度、振动，每小时一次"; });
  EXPECT_EQ(kinds(t), "");
}

TEST(ItemReadings, AskOfGeneralDataInAScriptThatIsNotRead) {
  for (const char* text : {"Имя и телефон клиента", "رقم الهاتف", "ชื่อลูกค้า", "ライン速度", "승객 명단"})
    EXPECT_NE(kinds(general("字段A", text)), "") << text;
  EXPECT_EQ(kinds(general("字段A", "Имя клиента")), "unread;");
  EXPECT_EQ(kinds(general("字段A", "间隙 μm，Ø 10 Ω，Größe")), "");
  EXPECT_EQ(kinds(with_item("附加信息", "Имя клиента")), "") << "declared as of persons";
}

TEST(ItemReadings, ReadWhatIsSaidBesideTheItem) {
  Transfer t = general("字段A");
  t.items[0].remark = "含客户姓名、手机号码、身份证号码";
  EXPECT_NE(kinds(t), "");
  t.items[0].remark = "设备读数，不含个人信息，不属于个人信息";
  EXPECT_EQ(kinds(t), "");
  t.items[0].necessity = "用于核对客户姓名";
  EXPECT_NE(kinds(t), "");
  t.items[0].necessity = "由店长核对设备读数";
  EXPECT_EQ(kinds(t), "");
  t.items[0].item_class = "IMPORTANT";
  t.scenario.scope = "客户姓名";
  EXPECT_EQ(kinds(t), "") << "nothing is general";
}

TEST(ItemReadings, ReadWhatAFilingOfNobodysDataSaysAsAWhole) {
  const auto place = [](auto&& change) {
    Transfer t = general("设备温度");
    t.scenario.onward.resize(1);
    change(t);
    const auto found = item_readings(t, kDay);
    return found.empty() ? std::string() : found.front().place;
  };
  const std::string persons = "向总部传送客户姓名、手机号码";
  EXPECT_EQ(place([](Transfer&) {}), "");
  EXPECT_EQ(place([](Transfer& t) {
              t.summary = {"Device readings, no personal data", "设备读数，不含个人信息"};
            }),
            "");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.scope = persons; }), "/scenario/scope");
  EXPECT_EQ(place([&](Transfer& t) { t.summary.zh = persons; }), "/scenario/summary");
  EXPECT_EQ(place([&](Transfer& t) { t.summary.en = "customers' names"; }), "/scenario/summary");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.necessity = persons; }), "/scenario/necessity");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.method = persons; }), "/scenario/method");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.purpose = persons; }), "/scenario/purpose");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.processing_by_recipient = persons; }),
            "/scenario/processing_by_recipient");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.onward[0].items = persons; }), "/scenario/onward/0/items");
  EXPECT_EQ(place([&](Transfer& t) {
              t.recipients.resize(2);
              t.recipients[1].use_and_method = "核对客户姓名与手机号";
            }),
            "/scenario/recipients/1/use_and_method");
  // What calls itself important data, wherever it does.
  const std::string important = "向境外提供园区重要数据";
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.purpose = important; }), "/scenario/purpose");
  EXPECT_EQ(place([&](Transfer& t) { t.summary.zh = important; }), "/scenario/summary");
  EXPECT_EQ(place([](Transfer& t) { t.scenario.purpose = "不含重要数据，用于设备维护"; }), "");
  for (std::string DataItem::*where : {&DataItem::remark, &DataItem::necessity}) {
    Transfer t = general("设备温度");
    t.items[0].*where = important;
    const auto found = item_readings(t, kDay);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].basis, Basis::kImportant);
  }
  const auto assets = [&](const char* text) {
    return place([&](Transfer& t) { t.processor.data_asset_overview = text; });
  };
  for (const char* text : {"出境的数据为员工姓名、身份证号码", "exported data are names of passengers"})
    EXPECT_EQ(assets(text), "/processor/data_asset_overview") << text;
  for (const char* text : {"员工姓名与客户手机号；出境的仅为设备读数", "员工姓名不出境",
                           "Names of staff, readings are exported"})
    EXPECT_EQ(assets(text), "") << text;
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.data_type = "spi"; }), "/scenario/data_type");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.data_type = "important"; }), "/scenario/data_type");
  EXPECT_EQ(place([&](Transfer& t) { t.scenario.data_type = "pi"; }), "") << "the least that the form has";
  EXPECT_EQ(place([&](Transfer& t) {
              t.scenario.scope = persons;
              t.items.push_back(t.items[0]);
              t.items[1].item_class = "PI";
            }),
            "")
      << "persons are declared beside it";
}

}  // namespace
}  // namespace tidegate
