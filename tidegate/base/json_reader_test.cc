#include "tidegate/base/json_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <functional>

namespace tidegate {
namespace {

// The fault that `read` meets in `text`, as "what at where"; "" when none.
std::string fault_of(std::string_view text, const std::function<void(const JsonReader&)>& read) {
  const auto value = parse_json(text, "f.json");
  if (!value) return "not JSON";
  JsonFault fault{"f.json", {}};
  read(JsonReader(*value, fault));
  return fault.first ? fault.first->what + " at " + fault.first->where : "";
}

TEST(JsonReader, ReadsWhatIsThere) {
  EXPECT_EQ(fault_of(R"({"a":{"n":[1,2],"t":{"en":"x","zh":"乙"},"d":"2026-01-31","b":false,"e":"red"}})",
                     [](const JsonReader& r) {
                       r.only({"a"});
                       const JsonReader a = r.member("a");
                       EXPECT_EQ(a.member("n").items(2, 2)[1].integer(0, 2), 2);
                       EXPECT_EQ(a.member("t").text().zh, "乙");
                       EXPECT_EQ(a.member("d").date().str(), "2026-01-31");
                       EXPECT_FALSE(a.member("b").boolean());
                       EXPECT_FALSE(a.optional("c"));
                       constexpr std::array<std::string_view, 2> kNames{"green", "red"};
                       EXPECT_EQ(a.member("e").one_of(kNames), 1U);
                     }),
            "");
}

TEST(JsonReader, NamesTheFirstFaultAndItsPlace) {
  EXPECT_EQ(fault_of(R"({"a":[{"n":7}]})",
                     [](const JsonReader& r) {
                       EXPECT_EQ(r.member("a").items()[0].member("n").integer(0, 4), 0);
                       EXPECT_EQ(r.member("z").string(), "");
                     }),
            "7 is outside 0..4 at f.json:/a/0/n");
  EXPECT_EQ(fault_of(R"({"b":1})", [](const JsonReader& r) { (void)r.member("a").member("x").integer(); }),
            "lacks \"a\" at f.json:");
}

TEST(JsonReader, RefusesKeysThatNobodyKnows) {
  EXPECT_EQ(fault_of(R"({"a":1,"b":2})", [](const JsonReader& r) { r.only({"a"}); }),
            "does not know the key \"b\" at f.json:");
}

TEST(JsonReader, NamesWhatIsAllowed) {
  EXPECT_EQ(fault_of(R"({"a":"blue"})",
                     [](const JsonReader& r) {
                       constexpr std::array<std::string_view, 2> kNames{"green", "red"};
                       (void)r.member("a").one_of(kNames);
                     }),
            "is none of the names allowed here: green, red at f.json:/a");
}

TEST(JsonReader, RefusesTextInOneLanguage) {
  EXPECT_EQ(fault_of(R"({"en":"x","zh":""})", [](const JsonReader& r) { (void)r.text(); }),
            "lacks the text in one language at f.json:");
}

TEST(JsonReader, RefusesOtherKinds) {
  const auto fails = [](std::string_view text, const std::function<void(const JsonReader&)>& read) {
    return !fault_of(text, read).empty();
  };
  EXPECT_TRUE(fails("1", [](const JsonReader& r) { (void)r.string(); }));
  EXPECT_TRUE(fails("\"1\"", [](const JsonReader& r) { (void)r.integer(); }));
  EXPECT_TRUE(fails("0", [](const JsonReader& r) { (void)r.boolean(); }));
  EXPECT_TRUE(fails("{}", [](const JsonReader& r) { (void)r.items(); }));
  EXPECT_TRUE(fails("[1]", [](const JsonReader& r) { (void)r.items(2); }));
  EXPECT_TRUE(fails("[]", [](const JsonReader& r) { r.only({}); }));
  EXPECT_TRUE(fails("\"2026-02-30\"", [](const JsonReader& r) { (void)r.date(); }));
  EXPECT_TRUE(fails("\"blue\"", [](const JsonReader& r) {
    constexpr std::array<std::string_view, 1> kNames{"green"};
    (void)r.one_of(kNames);
  }));
}

}  // namespace
}  // namespace tidegate
