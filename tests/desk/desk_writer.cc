// Writes every kind of thing to a desk until it is killed, and verifies afterwards that what was acknowledged
// is there, and that nothing is there by halves. tests/desk_crash.py drives it.
//   desk_writer write FOLDER URL RUN     URL "-": SQLite. Prints "NAME" on a line once NAME is acknowledged
//   desk_writer verify FOLDER URL        acknowledged names on standard input; exit 0: all is well
// Every transaction enters itself in the audit: action its kind, object its name. So the audit says what must
// be there.
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "tidegate/base/hash.h"
#include "tidegate/store/desk/desk_store.h"

namespace tidegate {
namespace {

const TenantId kFirm("t1");
const AgencyDesk kDesk{"cyberspace", ""};
const Reach kWhole = Reach::of_whole_desk();
constexpr int kThreads = 3;

AuditRow entry(const std::string& action, const std::string& object) {
  return {0, 1, "a1", "officer", kDesk, "t1", action, object, "done", "{}", ""};
}
FilingRow filing(const std::string& name) {
  return {"f" + name, kFirm, "draft", "SC", "c" + name, "{}", 1, 1, 0, std::string(3000, 'd')};
}

Result<void> write_draft(DeskTransaction& t, const std::string& name) { return t.add_filing(filing(name)); }

Result<void> write_case(DeskTransaction& t, const std::string& name) {
  if (auto done = t.add_filing(filing(name)); !done) return done;
  if (auto done = t.keep_filing_version({"f" + name, 1, sha256_hex(name), 1, "a1", std::string(3000, 'v')});
      !done)
    return done;
  CaseRow row{"c" + name, kFirm, "f" + name, "SC", "submitted", "yellow", "2027-01-15",
              "{}",       false, 1,          1,    0,           0,        std::string(5000, 'c')};
  CaseDeskRow desk;
  desk.desk = kDesk;
  if (auto done = t.open_case(row, {desk}, {{"", 0, 1, "submitted", "a1", "filer", {}, name}}); !done)
    return done;
  if (auto done = t.claim_idempotency({"a1", name, sha256_hex(name), 201, name, 1, INT64_MAX}, 1); !done)
    return fail(done.error());
  if (auto done = t.tell_webhooks(kFirm, "case.opened", "e" + name, name, 1); !done)
    return fail(done.error());
  return {};
}

// Moves the case that all threads share: its version is fought for.
Result<void> write_move(DeskTransaction& t, const std::string& name) {
  auto row = t.case_of(kWhole, "cshared");
  if (!row) return fail(row.error());
  row->updated_ms += 1;
  CaseDeskRow desk;
  desk.desk = kDesk;
  return t.save_case(*row, {desk}, {{"", 0, 1, "moved", "a1", "officer", kDesk, name}});
}

Result<void> write_permit(DeskTransaction& t, const std::string& name) {
  if (auto done =
          t.issue_permit({"p" + name, "cshared", kFirm, "valid", "2027-01-01", "2030-01-01", 1, 0, 0, name});
      !done)
    return done;
  auto row = t.permit(kWhole, "p" + name);
  if (!row) return fail(row.error());
  row->state = "revoked";
  if (auto done = t.state_permit(*row, {"", 0, 1, "revoked", name}); !done) return done;
  return t.add_precedent({"r" + name, name, "beijing-2025", "", "allowed", "cshared", "2027-01-01", "{}"});
}

std::string bytes_of(const std::string& name) {
  std::string bytes;
  while (bytes.size() < 60'000) bytes += name;
  return bytes;
}
Result<void> write_file(DeskTransaction& t, const std::string& name) {
  const std::string bytes = bytes_of(name);
  const std::string sha = sha256_hex(bytes);
  if (auto done = t.put_blob({sha, static_cast<std::int64_t>(bytes.size()), "text/plain", 1, bytes}); !done)
    return done;
  return t.add_filing_file(kWhole, {"x" + name, "fshared", "A9", sha, name, 1});
}

Result<void> write_person(DeskTransaction& t, const std::string& name) {
  AccountRow account;
  account.id = account.login = "u" + name;
  account.totp_secret = name;
  if (auto done = t.add_account(account); !done) return done;
  if (auto done = t.add_session({"s" + name, account.id, "csrf", "full", 1, 1, INT64_MAX, ""}); !done)
    return done;
  if (auto done = t.add_ticket({"k" + name, "recipient", kFirm, "f", "{}", 1, INT64_MAX, 0}); !done)
    return done;
  if (auto taken = t.take_ticket("k" + name, "recipient", 2); !taken) return fail(taken.error());
  return t.add_machine_client(
      {"m" + name, name, kFirm, {}, "filer", "ed25519", "fp" + name, "pem", false, 1, 0});
}

Result<void> write_rest(DeskTransaction& t, const std::string& name) {
  if (auto done = t.add_operation({"o" + name, kFirm, {}, "a1", "documents", "running", 0, 1, 1, 0, ""});
      !done)
    return done;
  auto row = t.operation(kWhole, "o" + name);
  if (!row) return fail(row.error());
  row->state = "done";
  if (auto done = t.change_operation(*row); !done) return done;
  if (auto done = t.put_setting({name, name, 1, 0}); !done) return done;
  return t.add_sampling_seed({name, "commitment", name, 1, 0, 0});
}

struct Kind {
  std::string_view name;
  Result<void> (*write)(DeskTransaction&, const std::string&);
};
constexpr std::array<Kind, 7> kKinds{{{"draft", write_draft},
                                      {"case", write_case},
                                      {"move", write_move},
                                      {"permit", write_permit},
                                      {"file", write_file},
                                      {"person", write_person},
                                      {"rest", write_rest}}};

Result<bool> make_shared(DeskStore& desk) {
  return desk.transact([](DeskTransaction& t) -> Result<bool> {
    if (t.tenant(kWhole, "t1")) return true;
    if (auto done = t.add_tenant({"t1", "", "Firm", 1, false, 0, ""}); !done) return fail(done.error());
    if (auto done = t.add_webhook({"w1", kFirm, {}, "https://a.example", "secret", "*", false, 1, 0}); !done)
      return fail(done.error());
    if (auto done = write_case(t, "shared"); !done) return fail(done.error());
    t.audit(entry("case", "shared"));
    return true;
  });
}

// A name was acknowledged: the pipe keeps it whatever happens to us.
void acknowledge(const std::string& name) {
  const std::string line = name + "\n";
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::_Exit(3);
}

void write_for_ever(DeskStore& desk, const std::string& folder, const std::string& run, int thread) {
  std::mt19937 random(static_cast<unsigned>(std::hash<std::string>()(run)) + static_cast<unsigned>(thread));
  for (int i = 0;; ++i) {
    const std::size_t kind = random() % (kKinds.size() + 1);
    const std::string name = fmt::format("{}-{}-{}", run, thread, i);
    if (kind == kKinds.size()) {
      if (i % 5 != 0) continue;
      const std::string file = folder + "/" + name + ".tgd";
      if (desk.back_up(file, 1)) acknowledge("backup:" + name);
      continue;
    }
    const auto kept = desk.transact([&](DeskTransaction& t) -> Result<bool> {
      if (auto done = kKinds[kind].write(t, name); !done) return fail(done.error());
      t.audit(entry(std::string(kKinds[kind].name), name));
      return true;
    });
    if (kept) {
      acknowledge(name);
    } else if (kept.error().code != ErrorCode::kConflict && kept.error().code != ErrorCode::kUnavailable) {
      std::cerr << "unexpected: " << kept.error().what << "\n";
      std::_Exit(4);
    }
  }
}

// A server that is being restarted under us is waited for.
template <typename Try>
auto patiently(Try attempt) {
  for (int tries = 0;; ++tries) {
    auto done = attempt();
    if (done || done.error().code != ErrorCode::kUnavailable || tries == 200) return done;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

int write_main(const DeskPlace& place, const std::string& run) {
  const auto desk = patiently([&] { return DeskStore::open(place); });
  if (!desk) {
    std::cerr << desk.error().what << "\n";
    return 2;
  }
  const auto made = patiently([&] { return make_shared(**desk); });
  if (!made) {
    std::cerr << made.error().what << "\n";
    return 2;
  }
  acknowledge("shared");
  std::vector<std::thread> threads;
  for (int n = 0; n < kThreads; ++n)
    threads.emplace_back([&, n] { write_for_ever(**desk, place.folder, run, n); });
  for (std::thread& thread : threads) thread.join();
  return 0;
}

// What belongs to one name is all there.
bool is_whole(const DeskReader& r, const std::string& kind, const std::string& name,
              const std::set<std::string>& moves) {
  if (kind == "draft") return static_cast<bool>(r.filing(kWhole, "f" + name));
  if (kind == "case") {
    const auto row = r.case_of(kWhole, "c" + name);
    return row && r.filing_version(kWhole, "f" + name, 1) && !r.case_desks(kWhole, "c" + name)->empty() &&
           (name == "shared" || row->events == 1) && *r.idempotency("a1", name);
  }
  if (kind == "move") return moves.count(name) == 1;
  if (kind == "permit") {
    const auto row = r.permit(kWhole, "p" + name);
    return row && row->state == "revoked" && r.permit_statements(kWhole, "p" + name)->size() == 1 &&
           r.precedents(name, "beijing-2025", 2)->size() == 1;
  }
  if (kind == "file") {
    const auto blob = r.filing_blob(kWhole, "fshared", sha256_hex(bytes_of(name)));
    return blob && blob->bytes == bytes_of(name);
  }
  if (kind == "person") {
    const auto account = r.account_by_login("u" + name);
    const auto ticket = r.ticket("k" + name);
    return account && *account && (*account)->totp_secret == name && *r.session("s" + name) && ticket &&
           *ticket && (*ticket)->used_ms == 2 && *r.machine_client_by_id("m" + name);
  }
  const auto operation = r.operation(kWhole, "o" + name);
  return operation && operation->state == "done" && *r.setting(name) && *r.sampling_seed(name);
}

template <typename Fn>
std::int64_t walk(Fn page_of) {
  std::int64_t rows = 0;
  PageAsk ask{std::nullopt, kLargestPage};
  do {
    const auto page = page_of(ask);
    if (!page) return -1;
    rows += static_cast<std::int64_t>(page->rows.size());
    ask.after = page->next;
  } while (ask.after);
  return rows;
}

int verify_main(const DeskPlace& place) {
  auto desk = DeskStore::open(place);
  if (!desk) {
    std::cerr << "does not open: " << desk.error().what << "\n";
    return 1;
  }
  const auto checked = (*desk)->check();
  if (!checked || !checked->problems.empty()) {
    std::cerr << "check: " << (checked ? checked->problems.front().en : checked.error().what) << "\n";
    return 1;
  }
  std::set<std::string> moves;
  std::map<std::string, std::string> audited;  // name -> kind
  std::string wrong;
  const auto done = (*desk)->read([&](const DeskReader& r) -> Result<bool> {
    for (std::int64_t seq = 0;;) {
      const auto events = r.case_events(kWhole, "cshared", seq, kLargestPage);
      if (!events || events->empty()) break;
      for (const CaseEventRow& event : *events) moves.insert(event.document);
      seq = events->back().seq;
    }
    for (std::int64_t seq = 0;;) {
      const auto rows = r.audit({std::nullopt, std::nullopt, seq, kLargestPage});
      if (!rows || rows->empty()) break;
      for (const AuditRow& row : *rows) audited[row.object] = row.action;
      seq = rows->back().seq;
    }
    std::map<std::string, std::int64_t> kinds;
    for (const auto& [name, kind] : audited) {
      ++kinds[kind];
      if (!is_whole(r, kind, name, moves)) wrong = "half of " + kind + " " + name;
    }
    // And nothing is there of which the audit does not know.
    const bool adds_up =
        walk([&](const PageAsk& ask) { return r.filings(kWhole, ask); }) == kinds["draft"] + kinds["case"] &&
        walk([&](const PageAsk& ask) { return r.cases(kWhole, ask); }) == kinds["case"] &&
        walk([&](const PageAsk& ask) { return r.permits(kWhole, ask); }) == kinds["permit"] &&
        walk([&](const PageAsk& ask) { return r.accounts(kWhole, ask); }) == kinds["person"] &&
        walk([&](const PageAsk& ask) { return r.machine_clients(kWhole, ask); }) == kinds["person"] &&
        walk([&](const PageAsk& ask) { return r.deliveries(kWhole, "w1", ask); }) == kinds["case"] &&
        static_cast<std::int64_t>(moves.size()) == kinds["move"] + (kinds["case"] > 0 ? 1 : 0);
    if (!adds_up) wrong = "rows of which the audit knows nothing";
    return true;
  });
  if (!done) wrong = done.error().what;
  std::string name;
  int acknowledged = 0;
  while (std::getline(std::cin, name)) {
    ++acknowledged;
    if (name.starts_with("backup:")) {
      std::ifstream file(place.folder + "/" + name.substr(7) + ".tgd");
      std::string line;
      std::string last;
      while (std::getline(file, line)) last = line;
      if (!last.starts_with("{\"all_rows\"")) wrong = "a backup is not whole: " + name;
    } else if (audited.count(name) == 0) {
      wrong = "acknowledged and lost: " + name;
    }
  }
  if (!wrong.empty()) {
    std::cerr << wrong << "\n";
    return 1;
  }
  std::cout << acknowledged << " acknowledged, " << audited.size() << " there\n";
  return 0;
}

}  // namespace
}  // namespace tidegate

int main(int count, char** words) {
  const std::vector<std::string> w(words, words + count);
  if (w.size() < 4 || (w[1] == "write" && w.size() < 5)) return 64;
  const tidegate::DeskPlace place{w[2], w[3] == "-" ? "" : w[3]};
  return w[1] == "write" ? tidegate::write_main(place, w[4]) : tidegate::verify_main(place);
}
