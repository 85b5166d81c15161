#include "tidegate/permit/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <functional>

#include "tidegate/permit/link_match.h"
#include "tidegate/permit/sample_test.h"

namespace tidegate::permit {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Asked {
  Permit permit = sample_permit();
  FlowRequest flow = sample_flow();
  PermitUsage usage = sample_usage();
  bool has_usage = true;
  bool has_status = true;
  std::optional<std::int64_t> now = moment(kNow);
};

FlowAnswer answer(const Asked& asked) {
  const VerifiedPermit permit = verified(asked.permit);
  const VerifiedStatus status = verified(sample_status(permit.hash()), permit);
  const FlowAnswer out = decide(permit, asked.has_status ? &status : nullptr, asked.flow,
                                asked.has_usage ? &asked.usage : nullptr, asked.now);
  for (const FlowReason& reason : out.reasons)
    EXPECT_FALSE(reason.says.en.empty() || reason.says.zh.empty()) << reason.code;
  return out;
}

// "held octets_unknown /octets", one a reason; of an allowed flow none.
std::vector<std::string> reasons(const std::function<void(Asked&)>& change) {
  Asked asked;
  change(asked);
  const FlowAnswer out = answer(asked);
  EXPECT_EQ(out.reasons.empty(), out.verdict == FlowVerdict::kAllowed);
  std::vector<std::string> all;
  for (const FlowReason& reason : out.reasons)
    all.push_back(std::string(to_string(reason.effect)) + " " + reason.code + " " + reason.pointer);
  return all;
}

TEST(Decide, AllowsWhatIsInsideEveryBoundAndSaysWhatIsLeft) {
  const FlowAnswer out = answer({});
  EXPECT_EQ(out.verdict, FlowVerdict::kAllowed);
  EXPECT_THAT(out.reasons, IsEmpty());
  EXPECT_EQ(out.persons_left, (YearlyBound{0, 50}));
  EXPECT_EQ(out.sensitive_persons_left, (YearlyBound{{}, 0}));
  EXPECT_EQ(out.octets_left, (YearlyBound{100'000, {}}));
  EXPECT_EQ(out.obligations.size(), 7u);
}

TEST(Decide, LimitsAreInclusiveAndOneMoreIsRefused) {
  EXPECT_THAT(reasons([](Asked& a) { a.flow.persons.new_this_year = 101; }),
              ElementsAre("refused persons_over /persons"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.usage.persons.this_year = 899;
                a.flow.persons.new_this_year = a.flow.persons.new_in_total = 101;
              }),
              ElementsAre("refused persons_over /persons"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.persons.new_in_total = 100; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.usage.octets.this_year = 500'000; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.usage.octets.this_year = 500'001; }),
              ElementsAre("refused octets_over /octets"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.sensitive_persons.new_in_total = 51; }),
              ElementsAre("refused sensitive_persons_over /sensitive_persons"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.octets = 600'000; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) {
                a.usage.octets.this_year = 0;
                a.flow.octets = 600'001;
              }),
              ElementsAre("refused condition_broken /octets"));
}

// Numbers of persons cannot be added: unless it is told who is new, both ends of what can be must be inside.
TEST(Decide, AsksWhoIsNewWhereThatDecides) {
  EXPECT_THAT(reasons([](Asked& a) { a.flow.persons.new_this_year.reset(); }),
              ElementsAre("held persons_may_be_over /persons/new_this_year"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.persons = {100, {}, {}};
                a.flow.sensitive_persons.count = 100;
              }),
              IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.persons = {1'001, {}, 0};
              }),
              ElementsAre("refused persons_over /persons"));
}

TEST(Decide, AFlowThatAloneIsTooMuchIsRefusedWhateverWentBefore) {
  EXPECT_THAT(reasons([](Asked& a) {
                a.has_usage = false;
                a.flow.persons.count = 3'001;
              }),
              ElementsAre("held usage_missing usage:", "refused persons_over /persons",
                          "refused persons_over /persons", "held condition_open usage:/met"));
}

TEST(Decide, NamesWhatIsOutsideThePermit) {
  EXPECT_THAT(reasons([](Asked& a) { a.flow.permit_id = "P-0002"; }),
              ElementsAre("refused other_permit /permit"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.exporter = "91110000MA0000001F"; }),
              ElementsAre("refused exporter_outside /exporter"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.recipient.region = "SG"; }),
              ElementsAre("refused recipient_outside /recipient/region"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.destination = "US"; }),
              ElementsAre("refused destination_outside /destination"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.purpose = "marketing"; }),
              ElementsAre("refused purpose_outside /purpose"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.items.push_back({"电话", {}});
              }),
              ElementsAre("refused item_outside /items/2"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.items[1].types.push_back("ID.CN_RESIDENT"); }),
              ElementsAre("refused type_outside /items/1/types"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.items.push_back({"备注", {"TEXT"}});
              }),
              IsEmpty());  // by name alone
}

// A permit that nothing was sent under knows nobody: all of the first flow are new.
TEST(Decide, NumbersThatCannotBeHoldTheFlow) {
  EXPECT_THAT(reasons([](Asked& a) {
                a.usage.persons = {0, 0};
                a.flow.persons = {200, 0, 0};
              }),
              ElementsAre("held persons_impossible /persons/new_this_year",
                          "held persons_impossible /persons/new_in_total"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.persons = {200, 5, 10};
              }),
              ElementsAre("held persons_impossible /persons/new_in_total"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.persons = {200, 201, 50};
              }),
              ElementsAre("held persons_impossible /persons/new_this_year", "refused persons_over /persons"));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.sensitive_persons.in_total = 149; }),
              ElementsAre("held sensitive_persons_impossible /sensitive_persons/new_in_total"));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.sensitive_persons.in_total = 150; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.flow.sensitive_persons.count = 201; }),
              ElementsAre("held sensitive_persons_impossible /sensitive_persons/count"));
}

TEST(Decide, TheLinkIsHeldToModeEndsAndEncryption) {
  EXPECT_THAT(reasons([](Asked& a) { a.flow.to.address = "198.51.101.0"; }),
              ElementsAre("refused link_outside /link/to/address"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.to.address = "2001:db8:0:1::9"; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.flow.to.address = "::ffff:198.51.100.7"; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.flow.to.domain = "in.example.org"; }),
              ElementsAre("refused link_outside /link/to/domain"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.from.address = "192.0.2.16"; }),
              ElementsAre("refused link_outside /link/from/address"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.mode = "vpn"; }), ElementsAre("refused link_outside /link/mode"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.encryption = Encryption::kTls12; }),
              ElementsAre("refused encryption_weak /link/encryption"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.encryption = Encryption::kEndToEnd; }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.flow.to.address.clear(); }),
              ElementsAre("held link_unknown /link/to/address"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.to.address = "in.example"; }),
              ElementsAre("held link_unknown /link/to/address"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.encryption.reset(); }),
              ElementsAre("held link_unknown /link/encryption"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.mode = "physical_medium";
                a.flow.encryption = Encryption::kEndToEnd;
                a.flow.to = {};
              }),
              IsEmpty());
}

TEST(Decide, ConditionsBindTheItemsThatTheyAreOf) {
  EXPECT_THAT(reasons([](Asked& a) { a.flow.is_pseudonymised = false; }),
              ElementsAre("refused condition_broken /pseudonymised"));
  EXPECT_THAT(reasons([](Asked& a) { a.flow.is_pseudonymised.reset(); }),
              ElementsAre("held condition_unknown /pseudonymised"));
  EXPECT_THAT(reasons([](Asked& a) {
                a.flow.is_pseudonymised.reset();
                a.flow.items.pop_back();
              }),
              IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.flow.goes_onward = true; }),
              ElementsAre("refused condition_broken /onward"));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.met.clear(); }), ElementsAre("held condition_open usage:/met"));
}

TEST(Decide, AConditionWithADayBindsFromThatDayOn) {
  const auto on = [](const char* when, std::int64_t plus_ms, bool met) {
    return reasons([&](Asked& a) {
      a.permit.status_needed_from_ms = moment("2030-01-01T00:00:00Z");
      a.has_status = false;
      a.usage.last_sequence.reset();
      a.now = moment(when) + plus_ms;
      a.usage.year = china_date(*a.now).year();
      a.usage.persons.this_year = a.usage.octets.this_year = 0;
      a.flow.persons.new_this_year = a.flow.persons.count;  // the year is new: so is everybody
      if (met) a.usage.met.push_back("c3");
    });
  };
  EXPECT_THAT(on("2026-12-31T16:00:00Z", -1, false), IsEmpty());
  EXPECT_THAT(on("2026-12-31T16:00:00Z", 0, false), ElementsAre("held condition_open usage:/met"));
  EXPECT_THAT(on("2026-12-31T16:00:00Z", 0, true), IsEmpty());
  EXPECT_THAT(on("2028-12-31T16:00:00Z", -1, true), IsEmpty());
  EXPECT_THAT(on("2028-12-31T16:00:00Z", 0, true), ElementsAre("refused condition_broken "));
}

TEST(Decide, DoubtAboutTimeStatusOrUsageHolds) {
  EXPECT_THAT(reasons([](Asked& a) { a.now.reset(); }), ElementsAre("held clock_unknown "));
  EXPECT_THAT(reasons([](Asked& a) { a.now = moment("2026-11-20T06:59:59Z"); }),
              ElementsAre("held clock_back usage:/last_seen"));
  EXPECT_THAT(reasons([](Asked& a) { a.now = moment("2026-11-20T07:00:00Z"); }), IsEmpty());
  EXPECT_THAT(reasons([](Asked& a) { a.has_status = false; }), ElementsAre("held status_unknown "));
  EXPECT_THAT(reasons([](Asked& a) { a.now = moment("2026-11-26T00:00:00Z"); }),
              ElementsAre("held status_stale "));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.last_sequence = 4; }), ElementsAre("held status_stale "));
  EXPECT_THAT(reasons([](Asked& a) { a.has_usage = false; }),
              ElementsAre("held usage_missing usage:", "held condition_open usage:/met"));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.permit_id = "P-0002"; }),
              ElementsAre("held usage_other_permit usage:/permit", "held condition_open usage:/met"));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.octets.this_year.reset(); }),
              ElementsAre("held usage_unknown usage:/octets/this_year"));
  EXPECT_THAT(reasons([](Asked& a) { a.usage.year = 2025; }),
              ElementsAre("held usage_other_year usage:/year", "held usage_other_year usage:/year"));
}

// Whatever fact is taken away, what was held or refused is never allowed thereby, and what no bound needs is
// the only thing that may be left out.
TEST(Decide, LessIsNeverMore) {
  const std::vector<std::function<void(Asked&)>> taken{
      [](Asked& a) { a.flow.exporter.clear(); },
      [](Asked& a) { a.flow.recipient.name.clear(); },
      [](Asked& a) { a.flow.recipient.region.clear(); },
      [](Asked& a) { a.flow.destination.clear(); },
      [](Asked& a) { a.flow.purpose.clear(); },
      [](Asked& a) { a.flow.items.clear(); },
      [](Asked& a) {
        for (auto& item : a.flow.items) item.types.clear();
      },
      [](Asked& a) { a.flow.persons = {}; },
      [](Asked& a) { a.flow.sensitive_persons = {}; },
      [](Asked& a) { a.flow.octets.reset(); },
      [](Asked& a) { a.flow.mode.clear(); },
      [](Asked& a) { a.flow.encryption.reset(); },
      [](Asked& a) { a.flow.from = {}; },
      [](Asked& a) { a.flow.to = {}; },
      [](Asked& a) { a.flow.is_pseudonymised.reset(); },
      [](Asked& a) { a.flow.goes_onward.reset(); },
      [](Asked& a) { a.usage.met.clear(); },
      [](Asked& a) { a.usage.persons = {}; },
      [](Asked& a) { a.has_usage = false; },
      [](Asked& a) { a.has_status = false; },
      [](Asked& a) { a.now.reset(); },
  };
  for (const auto& take : taken) {
    Asked asked;
    take(asked);
    EXPECT_EQ(answer(asked).verdict, FlowVerdict::kHeld);
  }
  EXPECT_TRUE(rc::check("any facts taken away, any number of them", [&] {
    Asked asked;
    if (*rc::gen::arbitrary<bool>())
      asked.flow.persons = {*rc::gen::inRange(0, 400), *rc::gen::inRange(0, 400), *rc::gen::inRange(0, 400)};
    if (*rc::gen::arbitrary<bool>()) asked.usage.octets.this_year = *rc::gen::inRange(300'000, 700'000);
    const FlowVerdict before = answer(asked).verdict;
    bool took = false;
    for (const auto& take : taken) {
      if (*rc::gen::inRange(0, 8) != 0) continue;
      take(asked);
      took = true;
    }
    const FlowVerdict after = answer(asked).verdict;
    if (before != FlowVerdict::kAllowed) RC_ASSERT(after != FlowVerdict::kAllowed);
    if (took) RC_ASSERT(after != FlowVerdict::kAllowed);
  }));
}

// The plain twin of the rule for persons: try every number of new ones that could be.
TEST(Decide, PersonsPassExactlyWhereEveryPossibleCountDoes) {
  EXPECT_TRUE(rc::check("bound, used, count", [] {
    Asked asked;
    const auto bound = *rc::gen::inRange<std::int64_t>(0, 30);
    const auto used = *rc::gen::inRange<std::int64_t>(0, 30);
    const auto count = *rc::gen::inRange<std::int64_t>(0, 30);
    asked.permit.persons = {{}, bound};
    asked.usage.persons = {{}, used};
    asked.flow.persons = {count, {}, {}};
    asked.permit.sensitive_persons = {};
    asked.flow.sensitive_persons = {};
    bool all = true;
    bool none = true;
    for (std::int64_t fresh = 0; fresh <= count; ++fresh) {
      if (used + fresh < count) continue;  // more of them known than ever left
      (used + fresh <= bound ? none : all) = false;
    }
    const FlowVerdict verdict = answer(asked).verdict;
    RC_ASSERT(verdict == (all ? FlowVerdict::kAllowed : none ? FlowVerdict::kRefused : FlowVerdict::kHeld));
  }));
}

TEST(FitsDomain, AWildcardIsEveryNameBelowAndNotItself) {
  EXPECT_TRUE(fits_domain("*.example.com", "a.example.com"));
  EXPECT_TRUE(fits_domain("*.example.com", "A.B.Example.COM."));
  EXPECT_FALSE(fits_domain("*.example.com", "example.com"));
  EXPECT_FALSE(fits_domain("*.example.com", ".example.com"));
  EXPECT_FALSE(fits_domain("*.example.com", "badexample.com"));
  EXPECT_FALSE(fits_domain("example.com", "a.example.com"));
  EXPECT_FALSE(fits_domain("example.com", ""));
}

}  // namespace
}  // namespace tidegate::permit
