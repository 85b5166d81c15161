#include "tidegate/classify/counted_numbers.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <string>
#include <vector>

namespace tidegate {
namespace {

const std::string kNumber = "13812345678";

bool is_counted(const std::string& before, const std::string& behind = "") {
  return is_counted_number(before + kNumber + behind, before.size(), before.size() + kNumber.size());
}

TEST(CountedNumbers, AreGivenToAMeasureHoweverItsNameIsWritten) {
  for (const char* name : {"offset", "row_offset", "rowOffset", "row-offset", "ROW_OFFSET", "log.offset",
                           "RowOffset2", "elapsed_ns", "heapBytes", "user_bytes", "lsn", "checksum"}) {
    for (const char* sign : {"=", ": ", " = ", "\": ", "\":\"", "='"})
      EXPECT_TRUE(is_counted(std::string{"x "} + name + sign)) << name << sign;
    EXPECT_FALSE(is_counted(std::string{name} + " ")) << name << ": a blank alone gives nothing";
  }
}

// Names that only hold the letters of a measure are those of anything, of a person too.
TEST(CountedNumbers, AreNotGivenToAWordThatOnlyHoldsAMeasure) {
  EXPECT_TRUE(rc::check("letters around a measure's word", [] {
    const auto word =
        *rc::gen::elementOf(std::vector<std::string>{"count", "total", "size", "sum", "hash", "seq", "lsn",
                                                     "tick", "heap", "epoch", "ns", "byte", "seed"});
    const auto letters = rc::gen::container<std::string>(rc::gen::elementOf(std::string{"bdfgjkmpqvwyz"}));
    const auto before = *letters;
    const auto behind =
        *rc::gen::suchThat(letters, [&](const std::string& s) { return !(before + s).empty(); });
    const auto sign = *rc::gen::element<std::string>("=", ": ", "\": \"");
    RC_ASSERT(!is_counted("x." + before + word + behind + sign));
  }));
  for (const char* name :
       {"memo",       "consumer", "ticket",       "talent",     "freelancer", "deposit", "summary",
        "address",    "country",  "counterparty", "position",   "blacklist",  "blocked", "postman",
        "family_mem", "micromsg", "account",      "discount",   "microblog",  "assumed", "job",
        "task",       "trace",    "order",        "contact_us", "us",         "free"}) {
    for (const char* sign : {"=", ": ", "\": \""}) EXPECT_FALSE(is_counted(name + std::string{sign})) << name;
  }
}

TEST(CountedNumbers, HaveAUnitBehindThem) {
  for (const char* unit :
       {" bytes", " bytes (13 GB)", " ns", " ns)", " cycles,", " ticks\n", " bytes in all"})
    EXPECT_TRUE(is_counted("took ", unit)) << unit;
  for (const char* behind : {" B", " B 座 1203", " B\n", " ms li", " us ok", " us", " ns wang",
                             " rows of shops", "%", "/s", " bytesize", " ticket", ""})
    EXPECT_FALSE(is_counted("call ", behind)) << behind;
}

TEST(CountedNumbers, AreNotThoseOfPersons) {
  for (const char* name :
       {"user_id", "userCount", "total_user", "phone_hash", "mobile.seq", "member-size", "call_count",
        "nameHash", "tel_total", "phone_bytes", "contact_offset", "客户count"})
    EXPECT_FALSE(is_counted(name + std::string{"="})) << name;
}

}  // namespace
}  // namespace tidegate
