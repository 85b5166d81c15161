#include "tidegate/classify/column_verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tidegate/classify/column_scores.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/proven_types.h"
#include "tidegate/classify/table_scan.h"
#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

struct TestColumn {
  std::string header;
  std::vector<std::string> cells;
};

TableFeatures features_of(const std::vector<TestColumn>& columns) {
  TableInfo info;
  info.path = "t.csv";
  info.format = "csv";
  info.encoding = "utf-8";
  info.delimiter = ",";
  info.header_row = 0;
  std::size_t rows = 0;
  for (const TestColumn& c : columns) {
    info.columns.push_back(c.header);
    rows = std::max(rows, c.cells.size());
  }
  RowBlock block;
  for (std::size_t r = 0; r < rows; ++r) {
    block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const std::string cell = r < columns[c].cells.size() ? columns[c].cells[r] : "";
      block.cells.push_back({static_cast<std::uint32_t>(block.text.size()),
                             static_cast<std::uint32_t>(cell.size()), static_cast<std::uint32_t>(c)});
      block.text += cell + "\n";
    }
  }
  block.row_begin.push_back(static_cast<std::uint32_t>(block.cells.size()));
  const LiteralMatcher literals;
  TableScan scan(info, literals);
  EXPECT_TRUE(scan.add(block).has_value());
  return scan.finish();
}

std::vector<ColumnProfile> judge(const std::vector<TestColumn>& columns,
                                 const ColumnModel& model = test_model()) {
  return judge_columns(features_of(columns), model, *Date::parse("2026-11-25"));
}

// Different values from one pattern: '#' becomes a digit of the row.
std::vector<std::string> vary(const std::string& pattern, std::size_t rows = 30) {
  std::vector<std::string> out;
  for (std::size_t r = 0; r < rows; ++r) {
    std::string cell = pattern;
    std::size_t seed = r * 7919 + 13;
    for (char& c : cell) {
      if (c != '#') continue;
      c = static_cast<char>('0' + seed % 10);
      seed = seed / 10 + r * 31 + 7;
    }
    out.push_back(cell);
  }
  return out;
}

std::vector<std::string> cycle(const std::vector<std::string>& words, std::size_t rows = 30) {
  std::vector<std::string> out;
  for (std::size_t r = 0; r < rows; ++r) out.push_back(words[r % words.size()]);
  return out;
}

std::vector<std::string> resident_ids(std::size_t rows = 30, bool valid = true) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  std::vector<std::string> out;
  for (const std::string& head : vary("110105198#0#1####", rows)) {
    std::string id = head;
    if (id[11] == '0') id[11] = '1';
    id[10] = '0';
    int sum = 0;
    for (std::size_t i = 0; i < 17; ++i) sum += (id[i] - '0') * kWeights[i];
    out.push_back(id + "10X98765432"[(sum + (valid ? 0 : 1)) % 11]);
  }
  return out;
}

const std::vector<std::string> kNames{"王伟", "李娜", "张敏", "刘洋", "陈静", "杨帆", "赵磊",
                                      "黄丽", "周强", "吴芳", "徐明", "孙艳", "胡杰", "朱军",
                                      "高峰", "林涛", "何勇", "郭霞", "马超", "罗梅"};

TEST(ColumnVerdict, BelievesValuesAgainstAWrongHeader) {
  const auto verdict = judge({{"姓名", resident_ids()}, {"身份证", cycle(kNames, 20)}});
  EXPECT_EQ(verdict[0].type, "ID.CN_RESIDENT");
  EXPECT_EQ(verdict[1].type, "ID.NAME");
}

// 15 or 16 digits, the last so that all pass Luhn's check.
std::vector<std::string> with_luhn(const std::string& pattern, std::size_t rows) {
  std::vector<std::string> out;
  for (std::string number : vary(pattern, rows)) {
    int sum = 0;
    for (std::size_t i = 0; i < number.size(); ++i) {
      const int digit = (number[number.size() - 1 - i] - '0') * (i % 2 == 0 ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
    }
    number.push_back(static_cast<char>('0' + (10 - sum % 10) % 10));
    out.push_back(number);
  }
  return out;
}

std::vector<std::string> mobiles(std::size_t rows) {
  std::vector<std::string> out = vary("1##########", rows);
  const std::vector<std::string> heads{"133", "135", "138", "139", "150", "151",
                                       "159", "177", "180", "186", "199"};
  for (std::size_t r = 0; r < rows; ++r) out[r].replace(0, 3, heads[r * 7 % heads.size()]);
  return out;
}

// What checks prove is never taken for a harmless code, with and without the learned model.
TEST(ColumnVerdict, NoHeaderDeniesWhatNearlyEveryCellProves) {
  constexpr std::size_t kRows = 400;
  const std::vector<std::pair<std::string, std::vector<std::string>>> kinds{
      {"ID.CN_RESIDENT", resident_ids(kRows)},
      {"CT.EMAIL", vary("user####@example.com", kRows)},
      {"CT.MOBILE", mobiles(kRows)},
      {"FIN.CARD", with_luhn("622202########5##", kRows)},
      {"NET.MAC", vary("0C:6F:##:##:7E:##", kRows)},
      {"SEC.CONN_STRING", vary("postgresql://app:k#x#9##@db.internal:5432/main", kRows)}};
  for (const ColumnModel* const model : {&test_model(), &learned_model()}) {
    for (const auto& [type, cells] : kinds) {
      for (const char* const header : {"code", "key", "version", "order_no", "sku", "create_time", "city",
                                       "status", "amount", "n", "备注", "订单号", "编码", "颜色", "版本"}) {
        const auto verdict =
            judge({{"id", vary("1######", kRows)}, {header, cells}, {"qty", vary("#", kRows)}}, *model);
        EXPECT_NE(verdict[1].sensitivity, Sensitivity::kNone)
            << type << " under " << header << " is " << verdict[1].type;
      }
    }
  }
}

// What stands in some cells of a harmless column alone is told as if it stood inside their text.
TEST(ColumnVerdict, SomeCellsOfAHarmlessColumnAreToldToo) {
  std::vector<std::string> versions = vary("1.#.##", 400);
  const std::vector<std::string> ids = resident_ids(400);
  for (std::size_t i = 0; i < versions.size(); i += 20) versions[i] = ids[i];
  std::vector<std::string> codes = vary("A-####", 400);
  codes[7] = "ann@example.com";
  std::vector<std::string> orders = vary("2025#######30#####", 400);
  const auto verdict = judge({{"version", versions}, {"code", codes}, {"订单号", orders}}, learned_model());
  for (const ColumnProfile& column : verdict)
    EXPECT_EQ(column.sensitivity, Sensitivity::kNone) << column.name;
  ASSERT_EQ(verdict[0].in_text.size(), 1U);
  EXPECT_EQ(verdict[0].in_text[0].type, "ID.CN_RESIDENT");
  EXPECT_EQ(verdict[0].in_text[0].cells, 20U);
  ASSERT_EQ(verdict[1].in_text.size(), 1U);
  EXPECT_EQ(verdict[1].in_text[0].type, "CT.EMAIL");
  EXPECT_TRUE(verdict[2].in_text.empty()) << "order numbers that pass by chance";
}

// A column that some checks pass proves nothing: nine of ten cells do, or it is the rules' affair.
TEST(ColumnVerdict, AFewThatPassProveNothing) {
  std::vector<std::string> cells = vary("2025#######30#####", 200);
  const std::vector<std::string> valid = resident_ids(200);
  for (std::size_t i = 0; i < cells.size(); i += 20) cells[i] = valid[i];
  EXPECT_TRUE(proven_types(features_of({{"订单号", cells}}).columns[0], test_model().taxonomy()).empty());
  EXPECT_TRUE(proven_types(features_of({{"邮箱", {}}}).columns[0], test_model().taxonomy()).empty());
  // Serial numbers of one beginning fit the mobile plan all the same.
  EXPECT_TRUE(
      proven_types(features_of({{"单号", vary("13900######", 200)}}).columns[0], test_model().taxonomy())
          .empty());
}

// Eighteen random digits pass the check of GB 11643 one time in eleven: single hits are no evidence.
// In a column of texts every whole number is told, for its person is counted; elsewhere a few may be chance,
// but not a region, a day and a check digit where nothing else has their form.
TEST(ProvenTypes, OneResidentIdIsTold) {
  std::vector<std::string> cells = vary("ok ######", 50);
  cells[7] = "11010519491231002X";
  const ColumnFeatures column = features_of({{"备注", cells}}).columns[0];
  std::vector<InText> in_text;
  add_proven_cells(column, "GEN.TEXT", in_text);
  ASSERT_EQ(in_text.size(), 1U);
  EXPECT_EQ(in_text[0].type, "ID.CN_RESIDENT");
  std::vector<InText> in_codes;
  add_proven_cells(column, "GEN.CODE", in_codes);
  EXPECT_EQ(in_codes.size(), 1U);
  cells[8] = "110105194912310021";
  std::vector<InText> doubtful;
  add_proven_cells(features_of({{"备注", cells}}).columns[0], "GEN.CODE", doubtful);
  EXPECT_TRUE(doubtful.empty()) << "another of its form fails the check";
}

TEST(ColumnVerdict, TakesAHeaderThatNamesAPasswordAtItsWord) {
  const auto type = [](const char* header, std::vector<std::string> cells) {
    return std::string(judge_columns(features_of({{"用户名", vary("u#####", cells.size())}, {header, cells}}),
                                     test_model(), *Date::parse("2026-11-20"))[1]
                           .type);
  };
  for (const char* header :
       {"密码", "password", "passwd", "pwd", "登录密码", "查询密码", "口令", "user_pass"}) {
    EXPECT_EQ(type(header, vary("######", 60)), "SEC.PASSWORD") << header;
    EXPECT_EQ(type(header, {"dragon", "football", "monkey", "qwerty", "shadow"}), "SEC.PASSWORD") << header;
  }
  for (const char* header : {"密码", "password"}) {
    EXPECT_NE(type(header, {"8", "10", "12", "8", "9"}), "SEC.PASSWORD") << header;
    EXPECT_NE(type(header, vary("2024-0#-1#", 40)), "SEC.PASSWORD") << header;
  }
}

TEST(ColumnVerdict, TakesYearsAndMonthsUnderAHeaderOfBirthsForBirths) {
  const auto type = [](const char* header, std::vector<std::string> cells) {
    return judge({{"姓名", cycle(kNames, cells.size())}, {header, std::move(cells)}})[1].type;
  };
  for (const char* header : {"birth_year", "year of birth", "出生年份", "出生年月"}) {
    EXPECT_EQ(type(header, vary("200#")), "DM.BIRTH_DATE") << header;
    EXPECT_EQ(type(header, vary("201#-05")), "DM.BIRTH_DATE") << header;
  }
  EXPECT_EQ(type("year", vary("200#")), "GEN.DATE");
  EXPECT_NE(type("births", vary("20####")), "DM.BIRTH_DATE") << "how many were born";
}

TEST(ColumnVerdict, TakesListsOfNamesUnderAHeaderOfNamesForNames) {
  const auto type = [](const char* header, std::vector<std::string> cells) {
    return judge({{header, std::move(cells)}, {"班级", vary("#班")}})[0].type;
  };
  const std::vector<std::string> chinese{"王伟、李娜、张敏、刘洋", "陈静、杨帆、赵磊、黄丽",
                                         "周强、吴芳、徐明、孙艳"};
  const std::vector<std::string> english{"John Smith, Mary Jones, Peter Brown",
                                         "Ann Lee, Kate Hall, Tom Ford",
                                         "James White; David Clark; Susan Young"};
  EXPECT_EQ(type("姓名", cycle(chinese)), "ID.NAME");
  EXPECT_EQ(type("学生姓名", cycle(chinese, 3)), "ID.NAME");
  EXPECT_EQ(type("name", cycle(english)), "ID.NAME");
  EXPECT_EQ(type("姓名", {chinese[0]}), "ID.NAME") << "a single row";
  EXPECT_NE(type("菜品", cycle({"白菜、黄瓜、胡萝卜", "金针菇、黄豆、白萝卜"})), "ID.NAME");
  EXPECT_NE(type("name", cycle({"Salt, Pepper, Oil", "Rice, Beans, Olive Oil"})), "ID.NAME");
}

TEST(ColumnVerdict, TakesKeysUnderAHeaderThatNamesPersonsForTheirs) {
  const auto type = [](const char* header, const char* pattern) {
    return judge({{header, vary(pattern, 60)}, {"amount", vary("##.5", 60)}})[0].type;
  };
  constexpr const char* kUuid = "0d3c####-7f2e-4b6a-9c1d-5e8f####a0b1";
  for (const char* header : {"patient", "患者", "Patient"})
    EXPECT_EQ(type(header, kUuid), "MED.RECORD_NO") << header;
  EXPECT_EQ(type("customer", kUuid), "NET.USER_ID");
  EXPECT_EQ(type("employee", kUuid), "EE.STAFF_ID");
  EXPECT_EQ(type("patient", "9e107d9d372bb6826bd81d35####3542"), "MED.RECORD_NO") << "a digest";
  for (const char* header : {"order", "event", "product", "trace", "订单"})
    EXPECT_THAT(type(header, kUuid),
                ::testing::AnyOf(::testing::StartsWith("GEN."), ::testing::StartsWith("BIZ.")))
        << header;
}

TEST(ProvenTypes, OneOrTwoCardsAreNotCountedButAskedAbout) {
  std::vector<std::string> cells = mobiles(60);
  cells[7] = with_luhn("622202########5##", 1)[0];
  const auto judged =
      judge_columns(features_of({{"手机号", cells}}), test_model(), *Date::parse("2026-11-20"));
  EXPECT_TRUE(judged[0].in_text.empty());
  EXPECT_FALSE(judged[0].is_harmless);
  ASSERT_FALSE(judged[0].near_misses.empty());
  EXPECT_EQ(judged[0].near_misses.back().type, "FIN.CARD");
  EXPECT_TRUE(
      judge_columns(features_of({{"手机号", mobiles(60)}}), test_model(), *Date::parse("2026-11-20"))[0]
          .is_harmless);
}

// What identifies somebody by one number says so when many of its cells prove another.
// Five cards among the numbers of users, and a second table of five rows below the first.
TEST(ProvenTypes, AFewCellsOfAnotherKindAreToldWhereNothingElseHasTheirForm) {
  const auto told = [](std::vector<std::string> cells, const std::vector<std::string>& more, std::size_t n) {
    cells.insert(cells.end(), more.begin(), more.begin() + static_cast<std::ptrdiff_t>(n));
    std::vector<InText> in_text;
    add_proven_cells(features_of({{"x", cells}}).columns[0], "NET.USER_ID", in_text);
    return in_text.size();
  };
  const std::vector<std::string> cards = with_luhn("622202########5##", 9);
  EXPECT_EQ(told(vary("u#######", 2000), cards, 5), 1U);
  EXPECT_EQ(told(vary("item ###", 2000), mobiles(9), 5), 1U);
  EXPECT_EQ(told(vary("item ###", 2000), resident_ids(9), 5), 1U);
  EXPECT_EQ(told(vary("u#######", 2000), cards, 1), 0U) << "one may be chance";
  EXPECT_EQ(told(vary("62220212345678##", 60), cards, 5), 0U) << "so may five of many numbers";
  EXPECT_EQ(told(vary("2########5#", 2000), mobiles(9), 5), 0U) << "and five of many as long";
}

// What 256 cells cannot tell from chance, the counts of the whole column may.
TEST(ProvenTypes, MobilesAmongChanceNumbersAreKnownByTheWholeColumn) {
  std::uint64_t random = 1;
  const auto number = [&random] {
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;
    return std::to_string(10'000'000'000ULL + (random >> 20) % 90'000'000'000ULL);
  };
  std::vector<std::string> cells;
  for (int i = 0; i < 20'000; ++i) cells.push_back(number());
  EXPECT_TRUE(has_mobiles_by_chance(features_of({{"ref", cells}}).columns[0]));
  for (std::size_t i = 0; i < cells.size(); i += 25) cells[i] = std::to_string(13'800'000'000ULL + i * 4321);
  EXPECT_FALSE(has_mobiles_by_chance(features_of({{"ref", cells}}).columns[0]));
}

TEST(ProvenTypes, ColumnsThatIdentifyTellWhatTheirCellsProve) {
  std::vector<std::string> cells = vary("S######", 90);
  for (std::size_t i = 0; i < 40; ++i) cells.push_back("110105201603076316");
  const TableFeatures table = features_of({{"学号", cells}});
  std::vector<ColumnProfile> columns = judge_columns(table, test_model(), *Date::parse("2026-11-20"));
  ASSERT_EQ(columns[0].type, "EE.STAFF_ID");
  EXPECT_TRUE(columns[0].in_text.empty()) << "persons are counted by the column itself";
  tell_proven_cells(table, columns);
  ASSERT_EQ(columns[0].in_text.size(), 1U);
  EXPECT_EQ(columns[0].in_text[0].cells, 40U);
}

TEST(ColumnVerdict, TakesOrderNumbersForOrderNumbersThoughSomePassTheCheck) {
  const auto verdict = judge({{"订单号", vary("2025#######30#####", 200)}});
  EXPECT_EQ(verdict[0].type, "BIZ.REF_NO");
  EXPECT_EQ(verdict[0].sensitivity, Sensitivity::kNone);
}

TEST(ColumnVerdict, ReadsAColumnWithoutHeaderByItsValues) {
  const auto verdict =
      judge({{"", cycle(kNames, 20)}, {"", vary("139########", 30)}, {"", cycle({"男", "女"})}});
  EXPECT_EQ(verdict[0].type, "ID.NAME");
  EXPECT_EQ(verdict[1].type, "CT.MOBILE");
  EXPECT_EQ(verdict[2].type, "DM.GENDER");
}

TEST(ColumnVerdict, GivesCoordinatesTheMeaningOfTheirTable) {
  const TestColumn longitude{"longitude", vary("113.9#####", 30)};
  const TestColumn latitude{"latitude", vary("22.5#####", 30)};
  EXPECT_EQ(judge({longitude, latitude, {"city", cycle({"深圳市", "广州市"})}})[0].type, "GEN.COORD");
  EXPECT_EQ(
      judge({{"vin", cycle({"LB3THMRE0TH836365"}, 30)}, longitude, latitude, {"speed", vary("##", 30)}})[1]
          .type,
      "VEH.TRAJECTORY");
  EXPECT_EQ(judge({{"变电站名称", cycle({"大庭村500kV变电站", "华丰220kV变电站"})},
                   longitude,
                   latitude,
                   {"电压等级", cycle({"500kV", "220kV"})}})[1]
                .type,
            "INF.FACILITY");
}

TEST(ColumnVerdict, ExplainsANearMiss) {
  const auto verdict = judge({{"身份证号", resident_ids(30, false)}});
  ASSERT_FALSE(verdict[0].near_misses.empty());
  EXPECT_EQ(verdict[0].near_misses[0].type, "ID.CN_RESIDENT");
  EXPECT_EQ(verdict[0].near_misses[0].cells, 30u);
  EXPECT_FALSE(verdict[0].near_misses[0].why.zh.empty());
}

TEST(ColumnVerdict, FindsIdentifiersInsideText) {
  const auto verdict = judge({{"备注", vary("请于下午联系家属，电话139########，谢谢配合。", 30)}});
  EXPECT_EQ(verdict[0].type, "GEN.TEXT");
  ASSERT_FALSE(verdict[0].in_text.empty());
  EXPECT_EQ(verdict[0].in_text[0].type, "CT.MOBILE");
}

TEST(ColumnVerdict, SaysWhyStrongestFirstAndNeverAValue) {
  const auto verdict = judge({{"姓名", cycle(kNames, 20)}, {"手机号", vary("139########", 30)}});
  for (const ColumnProfile& column : verdict) {
    ASSERT_FALSE(column.evidence.empty());
    for (std::size_t i = 0; i < column.evidence.size(); ++i) {
      const Evidence& e = column.evidence[i];
      EXPECT_FALSE(e.says.en.empty() || e.says.zh.empty()) << e.rule;
      if (i > 0) {
        EXPECT_GE(column.evidence[i - 1].permille, e.permille);
      }
      EXPECT_EQ(e.says.zh.find("王伟"), std::string::npos);
      EXPECT_EQ(e.says.en.find("139"), std::string::npos);
    }
  }
}

TEST(ColumnVerdict, UsesTheClassOfTheDay) {
  const TableFeatures features = features_of({{"身份证号", resident_ids()}});
  EXPECT_EQ(judge_columns(features, test_model(), *Date::parse("2025-10-31"))[0].sensitivity,
            Sensitivity::kSensitive);
  EXPECT_EQ(judge_columns(features, test_model(), *Date::parse("2025-11-01"))[0].sensitivity,
            Sensitivity::kPersonal);
}

TEST(ColumnVerdict, AnswersForTablesWithoutRowsOrColumns) {
  EXPECT_TRUE(judge({}).empty());
  const auto verdict = judge({{"", {}}, {"身份证号", {}}});
  ASSERT_EQ(verdict.size(), 2u);
  EXPECT_FALSE(verdict[0].type.empty());
}

TEST(Softmax, SharesAThousandAndKeepsOrder) {
  const auto shares = softmax_permille({-5000, 0, 3000, 3000, -40'000, 9000});
  const int sum = std::accumulate(shares.begin(), shares.end(), 0);
  EXPECT_NEAR(sum, 1000, 4);
  EXPECT_EQ(shares[2], shares[3]);
  EXPECT_GT(shares[5], shares[2]);
  EXPECT_EQ(shares[4], 0);
  EXPECT_TRUE(softmax_permille({}).empty());
}

TEST(ColumnRules, RefuseUnknownSignalsTypesAndSlopes) {
  const ColumnModel& model = test_model();
  const auto parse = [&](std::string_view tsv) {
    return ColumnRules::parse(tsv, model.taxonomy(), model.names());
  };
  EXPECT_TRUE(parse("a\tID.NAME\t100\tshape.name_zh:100..200\n").has_value());
  for (const char* bad :
       {"a\tNO.SUCH\t100\n", "a\tID.NAME\tmany\n", "a\tID.NAME\t100\tno.signal:1..2\n",
        "a\tID.NAME\t100\tshape.name_zh:5..5\n", "max\tx\tno.signal\n", "calibrate\t5:1 4:2\n"}) {
    const auto parsed = parse(bad);
    ASSERT_FALSE(parsed.has_value()) << bad;
    EXPECT_EQ(parsed.error().where, "models/column_rules.tsv:1");
  }
}

TEST(ColumnRules, TakeTheWeakestTermAndSlopesInBothDirections) {
  const ColumnModel& model = test_model();
  const auto rules = ColumnRules::parse("a\tID.NAME\t100\tlen.mean:0..100 len.same:1000..500\n",
                                        model.taxonomy(), model.names());
  ASSERT_TRUE(rules.has_value());
  Signals signals(model.names().size(), 0);
  signals[model.names().place("len.mean")] = 50;
  signals[model.names().place("len.same")] = 900;
  EXPECT_EQ(ColumnRules::strength(rules->rules()[0], signals), 200);
  signals[model.names().place("len.same")] = 100;
  EXPECT_EQ(ColumnRules::strength(rules->rules()[0], signals), 500);
}

std::string type_at(const std::vector<TestColumn>& columns, std::size_t column) {
  return judge(columns)[column].type;
}

// The header is unknown; the unit and the other columns say what the number is.
TEST(ColumnVerdict, ReadsAnUnknownNumberByItsUnitAndTheTable) {
  const TestColumn unknown{"某某(MPa)", vary("0.##")};
  EXPECT_EQ(type_at({{"位号", cycle({"PT-101", "PT-102", "FT-103"})},
                     {"报警上限", vary("1#.#")},
                     {"报警下限", vary("#.#")},
                     unknown},
                    3),
            "INF.SCADA");
  EXPECT_EQ(
      type_at({{"炉号", vary("H######")}, {"保温时间", vary("1##")}, {"配料比", vary("0.##")}, unknown}, 3),
      "IND.PROCESS");
  EXPECT_EQ(type_at({{"订单号", vary("########")}, {"商品名称", cycle({"阀门", "水泵"})}, unknown}, 2),
            "GEN.NUMBER");
}

TEST(ColumnVerdict, TakesWeakInitialsForPayAmongPay) {
  const std::vector<TestColumn> payroll{{"gh", vary("A#####")},    {"xm", cycle({"王伟", "李娜", "张敏"})},
                                        {"jbgz", vary("4###.##")}, {"jxgz", vary("1###.##")},
                                        {"yfgz", vary("7###.##")}, {"kk", vary("1##.##")}};
  EXPECT_EQ(type_at(payroll, 5), "EE.INCOME");
  EXPECT_EQ(type_at({{"ts", vary("17600#####")}, {"kk", vary("1##.##")}}, 1), "GEN.NUMBER");
}

TEST(ColumnVerdict, TakesReasonsThatNameIllnessesForHealth) {
  const std::vector<std::string> reasons = cycle({"感冒", "骨折", "产检", "家中有事"});
  const std::vector<TestColumn> leave{{"工号", vary("######")}, {"姓名", cycle({"王伟", "李娜"})}};
  for (const char* header : {"病假原因", "leave_reason", "请假事由"}) {
    std::vector<TestColumn> columns = leave;
    columns.push_back({header, reasons});
    EXPECT_EQ(type_at(columns, 2), "MED.DIAGNOSIS") << header;
  }
  EXPECT_NE(
      type_at({{"退货单号", vary("########")}, {"退货原因", cycle({"尺寸不合适", "质量问题", "不想要了"})}},
              1),
      "MED.DIAGNOSIS");
}

// M and eight digits are also the form of a Macao resident's permit.
TEST(ColumnVerdict, DoesNotTakeAMemberNumberForAPermit) {
  EXPECT_EQ(type_at({{"会员编号", vary("M########")}, {"积分", vary("####")}}, 0), "NET.USER_ID");
  EXPECT_EQ(type_at({{"通行证号", vary("M########")}, {"积分", vary("####")}}, 0), "ID.CN_TRAVEL_PERMIT");
}

TEST(ColumnVerdict, TakesEveryNumberOfAPayrollForPay) {
  const std::vector<TestColumn> payroll{{"工号", vary("######")},      {"基本工资", vary("4###.##")},
                                        {"绩效奖金", vary("1###.##")}, {"加班费", vary("3##.##")},
                                        {"应发工资", vary("7###.##")}, {"qwrtz", vary("1##.##")},
                                        {"金额", vary("9##.##")}};
  EXPECT_EQ(type_at(payroll, 5), "EE.INCOME");
  EXPECT_EQ(type_at(payroll, 6), "EE.INCOME");
  EXPECT_EQ(
      type_at({{"订单号", vary("########")}, {"商品名称", cycle({"阀门", "水泵"})}, {"金额", vary("9##.##")}},
              2),
      "BIZ.AMOUNT");
}

// A dictionary's numbers stand for its words.
TEST(ColumnVerdict, ReadsCodesOfADictionaryBesidePersons) {
  const std::vector<TestColumn> persons{{"姓名", cycle({"王伟", "李娜", "张敏", "刘洋"})},
                                        {"身份证号", resident_ids()},
                                        {"婚姻状况", cycle({"10", "20", "90"})},
                                        {"文化程度", cycle({"1", "2", "3", "4"})},
                                        {"证件类型", cycle({"1", "2", "9"})}};
  EXPECT_EQ(type_at(persons, 2), "DM.MARITAL");
  EXPECT_EQ(type_at(persons, 3), "EE.EDUCATION");
  EXPECT_EQ(type_at(persons, 4), "GEN.CATEGORY");
}

TEST(ColumnVerdict, ReadsColumnsWithoutNamesBesideIllnesses) {
  const std::vector<TestColumn> columns{{"f1", vary("00########")},
                                        {"f2", cycle({"1", "2"})},
                                        {"f3", cycle({"I10", "E11.9", "J18.9", "K29.5"})},
                                        {"f4", cycle({"阿莫西林胶囊", "二甲双胍片"})},
                                        {"f5", vary("1#.#")}};
  EXPECT_EQ(type_at(columns, 1), "DM.GENDER");
  EXPECT_EQ(type_at(columns, 2), "MED.DIAGNOSIS");
  EXPECT_EQ(type_at(columns, 4), "MED.LAB");
}

TEST(ColumnVerdict, TakesCoordinatesBesideADeviceForItsTrace) {
  const TestColumn lat{"lat", vary("30.######")};
  const TestColumn lng{"lng", vary("120.######")};
  const TestColumn ts{"ts", vary("2026-03-1# 1#:2#:3#")};
  const auto trace = judge({{"imei", vary("86123456789####")}, lat, lng, ts});
  EXPECT_TRUE(trace[1].type.starts_with("LOC.")) << trace[1].type;
  EXPECT_TRUE(trace[2].type.starts_with("LOC.")) << trace[2].type;
  EXPECT_EQ(type_at({{"站号", vary("5####")}, {"气温", vary("2#.#")}, lat, lng}, 2), "GEN.COORD");
}

TEST(ColumnVerdict, TakesIllnessesBesidePersonsForHealthWhateverTheirHeader) {
  EXPECT_EQ(type_at({{"姓名", cycle({"王伟", "李娜", "张敏", "刘洋"})},
                     {"身份证号", resident_ids()},
                     {"结果", cycle({"手足口病", "水痘", "流行性感冒", "肺结核"})}},
                    2),
            "MED.DIAGNOSIS");
}

TEST(ColumnVerdict, TellsMoneyOfFirmsFromMoneyOfPersons) {
  const TestColumn balance{"贷款余额", vary("9####.##")};
  EXPECT_EQ(type_at({{"企业名称", cycle({"华信科技有限公司", "恒泰贸易有限公司"})},
                     {"统一社会信用代码", cycle({"91350100M000100Y43"})},
                     balance},
                    2),
            "BIZ.AMOUNT");
  const std::string personal =
      type_at({{"客户姓名", cycle({"王伟", "李娜", "张敏"})}, {"身份证号", resident_ids()}, balance}, 2);
  EXPECT_TRUE(personal.starts_with("FIN.")) << personal;
}

TEST(ColumnVerdict, TellsWhatMachinesDoFromWhatPersonsDo) {
  const TestColumn account{"account_id", vary("u_########")};
  EXPECT_EQ(type_at({account, {"event", cycle({"ignition_off", "hard_brake", "engine_on", "overspeed"})}}, 1),
            "GEN.CATEGORY");
  EXPECT_EQ(type_at({account, {"事件类型", cycle({"点火", "熄火", "急刹车", "超速"})}}, 1), "GEN.CATEGORY");
  EXPECT_EQ(type_at({account, {"event", cycle({"page_view", "login_failed", "search", "purchase"})}}, 1),
            "NET.BEHAVIOUR");
}

TEST(ColumnVerdict, TakesDaysOfIllnessForHealth) {
  for (const char* header : {"病假天数", "bingjia_tianshu", "sick_days", "sick leave days"}) {
    const auto days =
        judge({{"姓名", cycle(kNames)}, {"工号", vary("E#####")}, {header, cycle({"0", "3", "14"})}});
    EXPECT_EQ(days[2].sensitivity, Sensitivity::kSensitive) << header << " " << days[2].type;
  }
  const auto leave = judge({{"姓名", cycle(kNames)}, {"请假天数", cycle({"0", "3", "14"})}});
  EXPECT_EQ(leave[1].sensitivity, Sensitivity::kNone) << leave[1].type;
}

// Weight and height are health information of a person alone: of goods they are numbers, and codes are no
// pay.
TEST(ColumnVerdict, TakesTheCodesAndSizesOfGoodsForNothingOfAPerson) {
  const auto parts = judge({{"part_no", vary("BRK-0####", 60)},
                            {"title", cycle({"LED lamp 6W", "LED lamp 40W", "LED lamp 9W"}, 60)},
                            {"物流公司", cycle({"顺丰", "中通"}, 60)},
                            {"weight_kg", vary("#.##", 60)},
                            {"height_cm", vary("1##", 60)},
                            {"unit_price", vary("4##.##", 60)}});
  const auto codes = judge({{"c1", vary("SKU-####", 60)}, {"c2", vary("##", 60)}});
  for (const ColumnProfile& column : parts) EXPECT_EQ(column.sensitivity, Sensitivity::kNone) << column.type;
  for (const ColumnProfile& column : codes) EXPECT_EQ(column.sensitivity, Sensitivity::kNone) << column.type;
  for (const ColumnProfile& column : codes) {
    EXPECT_EQ(std::count(column.also.begin(), column.also.end(), "EE.INCOME"), 0) << column.type;
  }
  const auto body =
      judge({{"姓名", cycle(kNames, 60)}, {"height_cm", vary("1##", 60)}, {"weight_kg", vary("6#", 60)}});
  EXPECT_EQ(body[1].type, "MED.LAB");
  EXPECT_EQ(body[2].type, "MED.LAB");
}

TEST(ColumnVerdict, TakesADayAmongStaffForNoJourney) {
  EXPECT_EQ(type_at({{"employee_no", vary("#####")},
                     {"employee_name", cycle({"王伟", "李娜", "张敏"})},
                     {"salary_card", vary("6222020#########")},
                     {"check_in_date", cycle({"2024-03-11", "2023-07-01", "2019-10-08"})}},
                    3),
            "GEN.DATE");
}

TEST(ColumnVerdict, TakesTheNumbersAndTextsOfPatientsForTheirs) {
  const std::vector<TestColumn> visits{
      {"record_no", vary("BL######")},
      {"patient_name", cycle({"王伟", "李娜", "张敏", "刘洋"})},
      {"diagnosis", cycle({"高血压", "2型糖尿病", "肺炎", "慢性胃炎"})},
      {"illness_desc",
       cycle({"咳嗽伴发热三天，夜间加重。", "反复头晕乏力一周，无呕吐。", "腰部疼痛一个月，久坐加重。"})}};
  EXPECT_EQ(type_at(visits, 0), "MED.RECORD_NO");
  EXPECT_TRUE(type_at(visits, 3).starts_with("MED.")) << type_at(visits, 3);
  EXPECT_EQ(type_at({{"record_no", vary("BL######")}, {"商品名称", cycle({"阀门", "水泵"})}}, 0), "GEN.CODE");
}

// Each word alone says little; together they say that the table counts cases.
TEST(ColumnVerdict, TakesCountsOfCasesTogether) {
  const std::vector<TestColumn> history{{"ds", cycle({"2026-03-01", "2026-03-02", "2026-03-03"})},
                                        {"confirm", vary("9####")},
                                        {"suspect", vary("3##")},
                                        {"heal", vary("8####")},
                                        {"dead", vary("1##")}};
  for (std::size_t c = 1; c < history.size(); ++c) EXPECT_EQ(type_at(history, c), "MED.EPIDEMIC") << c;
  EXPECT_NE(type_at({{"order_id", vary("########")}, {"confirm", cycle({"0", "1"})}}, 1), "MED.EPIDEMIC");
}

}  // namespace
}  // namespace tidegate
