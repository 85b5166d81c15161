// Cases, their events, and the queue of a desk.
#include <chrono>
#include <future>
#include <set>
#include <thread>

#include "tidegate/store/desk/store_desk_test.h"

namespace tidegate {
namespace {

TEST_P(StoredDesk, ACaseAndItsEventsMoveTogether) {
  two_firms();
  a_firm_files("1", kFirst);
  CaseRow row = case_now("c1");
  EXPECT_EQ(row.events, 1);
  row.state = "completeness_check";
  row.updated_ms = 40;
  must([&](DeskTransaction& t) {
    return t.save_case(row, {on(kCyberspace, "officer1", true), on(kCars, "", true)},
                       {event("b"), event("c")});
  });
  EXPECT_EQ(refusal([&](DeskTransaction& t) { return t.save_case(row, {}, {event("late")}); }),
            ErrorCode::kConflict);
  row = case_now("c1");
  EXPECT_EQ(row.events, 3);
  EXPECT_EQ(row.version, 2);
  row.is_closed = true;
  must([&](DeskTransaction& t) {
    return t.save_case(row, {on(kCyberspace, "officer1", false)}, {event("d")});
  });
  const auto events = desk_->read([](const DeskReader& r) { return r.case_events(kWhole, "c1", 1, 10); });
  ASSERT_TRUE(events);
  ASSERT_EQ(events->size(), 3U);
  EXPECT_EQ((*events)[0].kind, "b");
  EXPECT_EQ((*events)[2].seq, 4);
  const auto desks = desk_->read([](const DeskReader& r) { return r.case_desks(kWhole, "c1"); });
  ASSERT_EQ(desks->size(), 2U);
  EXPECT_EQ((*desks)[0].assignee, "officer1");
  EXPECT_EQ((*desks)[0].state, "completeness_check");
  EXPECT_FALSE((*desks)[1].is_open);  // no longer named: closed, and still there
}

TEST_P(StoredDesk, AQueueIsWalkedPageByPageInTheOrderOfItsDays) {
  two_firms();
  must([](DeskTransaction& t) -> Result<void> {
    for (int i = 0; i < 45; ++i) {
      const std::string n = std::to_string(1000 + i);
      if (auto done = t.add_filing(filing("f" + n, kFirst)); !done) return done;
      CaseRow row =
          a_case("c" + n, kFirst, "f" + n, i % 9 == 0 ? "" : "2027-01-" + std::to_string(10 + i % 7));
      row.lane = i % 3 == 0 ? "red" : "yellow";
      if (auto done = t.open_case(row, {on(kCyberspace, i % 5 == 0 ? "me" : "", true)}, {}); !done)
        return done;
    }
    return {};
  });
  QueueAsk ask;
  ask.page.limit = 7;
  std::vector<std::string> days;
  std::set<std::string> ids;
  do {
    const auto page = desk_->read([&](const DeskReader& r) { return r.queue(kCyberspace, ask); });
    ASSERT_TRUE(page) << page.error().what;
    for (const QueueRow& row : page->rows) {
      days.push_back(row.desk.due_day.empty() ? "~" : row.desk.due_day);
      ids.insert(row.of.id);
      EXPECT_TRUE(row.of.document.empty());
      EXPECT_EQ(row.of.due_day, row.desk.due_day);
    }
    ask.page.after = page->next;
  } while (ask.page.after);
  EXPECT_EQ(ids.size(), 45U);
  EXPECT_TRUE(std::is_sorted(days.begin(), days.end()));
  QueueAsk mine;
  mine.lane = "red";
  mine.assignee = "me";
  EXPECT_EQ(desk_->read([&](const DeskReader& r) { return r.queue(kCyberspace, mine); })->rows.size(), 3U);
  EXPECT_TRUE(desk_->read([](const DeskReader& r) { return r.queue(kCars, {}); })->rows.empty());
  const auto counts = desk_->read([](const DeskReader& r) { return r.queue_counts(kCyberspace); });
  ASSERT_EQ(counts->size(), 2U);
  EXPECT_EQ((*counts)[0].lane + std::to_string((*counts)[0].cases), "red15");
  PageAsk cases{std::nullopt, 20};
  std::size_t walked = 0;
  do {
    const auto page =
        desk_->read([&](const DeskReader& r) { return r.cases(Reach::of_firm(kFirst), cases); });
    walked += page->rows.size();
    cases.after = page->next;
  } while (cases.after);
  EXPECT_EQ(walked, 45U);
  cases.after = Cursor{"x", "c1"};
  EXPECT_EQ(desk_->read([&](const DeskReader& r) { return r.cases(kWhole, cases); }).error().code,
            ErrorCode::kMalformed);
}

TEST_P(StoredDesk, OfTwoThatHoldAFirmTheSecondSeesWhatTheFirstWrote) {
  two_firms();
  std::promise<void> held;
  std::thread first([&] {
    must([&](DeskTransaction& t) -> Result<void> {
      if (auto done = t.hold_firm(kFirst); !done) return done;
      held.set_value();
      std::this_thread::sleep_for(std::chrono::milliseconds(300));
      FilingRow row = filing("f1", kFirst);
      row.case_id = "c1";
      if (auto done = t.add_filing(row); !done) return done;
      return t.open_case(a_case("c1", kFirst, "f1"), {}, {event("submitted")});
    });
  });
  held.get_future().wait();
  std::size_t seen = 0;
  must([&](DeskTransaction& t) -> Result<void> {
    if (auto done = t.hold_firm(kFirst); !done) return done;
    const auto page = t.cases(Reach::of_firm(kFirst), {});
    if (!page) return fail(page.error());
    seen = page->rows.size();
    return {};
  });
  first.join();
  EXPECT_EQ(seen, 1U);
}

}  // namespace
}  // namespace tidegate
