// Times the desk's database on SQLite: a filing handed in (filing, version, case, event, idempotency key,
// audit), durably, by several at once; a case page read (case, events, desks); a page of a queue of 10,000
// cases.
#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate {
namespace {

const TenantId kFirm("t1");
const AgencyDesk kDesk{"cyberspace", ""};
constexpr int kCases = 10'000;

Result<bool> hand_in(DeskTransaction& t, const std::string& n) {
  const std::string document(6000, 'd');
  Result<void> done = t.add_filing({"f" + n, kFirm, "submitted", "SC", "c" + n, "{}", 1, 1, 0, document});
  if (done) done = t.keep_filing_version({"f" + n, 1, sha256_hex(n), 1, "a1", document});
  CaseDeskRow desk;
  desk.desk = kDesk;
  if (done) {
    done = t.open_case({"c" + n, kFirm, "f" + n, "SC", "submitted", "yellow",
                        "2027-01-" + std::to_string(10 + n.back() % 20), "{}", false, 1, 1, 0, 0, document},
                       {desk}, {{"", 0, 1, "submitted", "a1", "filer", {}, "{}"}});
  }
  if (!done) return fail(done.error());
  if (const auto claimed = t.claim_idempotency({"a1", n, sha256_hex(n), 201, "{}", 1, INT64_MAX}, 1);
      !claimed)
    return fail(claimed.error());
  t.audit({0, 1, "a1", "filer", {}, "t1", "filing.submit", "f" + n, "done", "{}", ""});
  return true;
}

// One desk for the whole program: 10,000 cases.
class Zone {
 public:
  static Zone& get() {
    static Zone zone;
    return zone;
  }
  DeskStore& desk() { return *desk_; }
  std::atomic<std::uint64_t> next = kCases;

 private:
  Zone() {
    folder_ = (std::filesystem::temp_directory_path() / "tidegate-desk-bench-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr) std::abort();
    desk_ = std::move(*DeskStore::open({folder_ + "/data"}));
    const auto made = desk_->transact([](DeskTransaction& t) -> Result<bool> {
      if (const auto done = t.add_tenant({"t1", "", "Firm", 1, false, 0, ""}); !done)
        return fail(done.error());
      return true;
    });
    if (!made) std::abort();
    for (int i = 0; i < kCases; i += 500) {
      const auto put = desk_->transact([i](DeskTransaction& t) -> Result<bool> {
        for (int n = i; n < i + 500; ++n) {
          if (const auto done = hand_in(t, std::to_string(n)); !done) return done;
        }
        return true;
      });
      if (!put) std::abort();
    }
  }
  ~Zone() {
    desk_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::string folder_;
  std::unique_ptr<DeskStore> desk_;
};

void BM_FilingsKept(benchmark::State& state) {
  Zone& zone = Zone::get();
  for (auto _ : state) {
    const std::string n = std::to_string(zone.next++);
    if (!zone.desk().transact([&](DeskTransaction& t) { return hand_in(t, n); }))
      state.SkipWithError("not kept");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_FilingsKept)->Threads(1)->Threads(16)->UseRealTime();

void BM_CasePage(benchmark::State& state) {
  Zone& zone = Zone::get();
  std::uint64_t i = 0;
  for (auto _ : state) {
    const std::string id = "c" + std::to_string(i++ * 7919 % kCases);
    const auto page = zone.desk().read([&](const DeskReader& r) -> Result<std::size_t> {
      const Reach reach = Reach::of_agency(kDesk);
      const auto row = r.case_of(reach, id);
      if (!row) return fail(row.error());
      const auto events = r.case_events(reach, id, 0, 100);
      const auto desks = r.case_desks(reach, id);
      return row->document.size() + events->size() + desks->size();
    });
    if (!page) state.SkipWithError("not read");
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_CasePage)->Threads(1)->Threads(2)->UseRealTime();

void BM_QueuePage(benchmark::State& state) {
  Zone& zone = Zone::get();
  QueueAsk ask;
  ask.page.limit = 50;
  for (auto _ : state) {
    const auto page = zone.desk().read([&](const DeskReader& r) { return r.queue(kDesk, ask); });
    if (!page) state.SkipWithError("not read");
    ask.page.after = page->next;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_QueuePage)->UseRealTime();

}  // namespace
}  // namespace tidegate
