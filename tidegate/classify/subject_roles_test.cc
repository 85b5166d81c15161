#include "tidegate/classify/subject_roles.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tidegate/classify/test_model.h"

namespace tidegate {
namespace {

TEST(SubjectRoles, ASessionIsAPersonOnlyWhereNothingBetterIsKnown) {
  const SubjectRoles log = roles_of({column_of("NET.COOKIE"), column_of("NET.BEHAVIOUR")}, false);
  EXPECT_EQ(log[0].rank, 15);
  EXPECT_TRUE(log[1].personal);
  const SubjectRoles shop =
      roles_of({column_of("NET.COOKIE"), column_of("NET.BEHAVIOUR"), column_of("CT.MOBILE")}, false);
  EXPECT_EQ(shop[0], SubjectRole{});
  EXPECT_FALSE(shop[1].personal);
  EXPECT_EQ(shop[2].rank, 6);
  ColumnProfile empty = column_of("NET.DEVICE_ID");
  empty.non_empty = 0;
  ColumnProfile rare = column_of("CT.EMAIL");
  rare.non_empty = 2;
  for (const ColumnProfile& column : {empty, rare})
    EXPECT_EQ(roles_of({column_of("NET.COOKIE"), column}, false)[0].rank, 15) << column.type;
}

TEST(SubjectRoles, DoubtfulNumbersAreNoPersonsWhereBetterOnesAre) {
  ColumnProfile wrong = column_of("ID.CN_RESIDENT");
  wrong.near_misses = {{"ID.CN_RESIDENT", 90, {}}};
  EXPECT_EQ(roles_of({wrong, column_of("ID.NAME")}, false)[0].rank, 0) << "nothing better is known";
  EXPECT_EQ(roles_of({wrong, column_of("CT.MOBILE")}, false)[0].rank, -1);
  EXPECT_TRUE(roles_of({wrong, column_of("CT.MOBILE")}, false)[0].personal)
      << "a row with nothing else is somebody's";
  ColumnProfile trace = column_of("NET.USER_ID");
  trace.non_empty = trace.distinct = 5'000;
  trace.p_permille = 600;
  ColumnProfile mobile = column_of("CT.MOBILE");
  mobile.non_empty = 3'000;
  EXPECT_EQ(roles_of({trace, mobile}, false)[0], SubjectRole{});
  mobile.non_empty = 300;
  EXPECT_EQ(roles_of({trace, mobile}, false)[0].rank, 10) << "better ones are few";
  mobile.non_empty = 3'000;
  trace.p_permille = 900;
  EXPECT_EQ(roles_of({trace, mobile}, false)[0].rank, 10) << "it is surely a user's";
  trace.p_permille = 300;
  trace.evidence = {{"header.zh", 500, {}}};
  EXPECT_EQ(roles_of({trace, mobile}, false)[0].rank, 10) << "its header says that it is a user";
}

TEST(SubjectRoles, AgesCountWhatTheirHeaderOrAColumnOfUnitsSays) {
  ColumnProfile age = column_of("DM.AGE");
  ColumnProfile unit = column_of("GEN.CATEGORY");
  age.name = "月龄";
  EXPECT_EQ(roles_of({age, unit}, false)[0].age_unit, AgeUnit::kMonths);
  age.name = "年龄";
  EXPECT_EQ(roles_of({age, unit}, false)[0].age_unit, AgeUnit::kYears);
  unit.name = "年龄单位";
  EXPECT_EQ(roles_of({age, unit}, false)[0].age_unit, AgeUnit::kUnclear);
}

}  // namespace
}  // namespace tidegate
