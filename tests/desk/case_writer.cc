// Makes a desk with many cases, for load tests: case_writer FOLDER CASES ASSESSMENT.json
// Prints the first case. The folder must not hold a desk yet. Accounts: filer, officer, lead.
#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/json_piece.h"
#include "tidegate/gate/desk/sampling.h"

namespace {

using namespace tidegate;

constexpr const char* kPassword = "correct horse battery";
constexpr std::int64_t kAtOnce = 20;  // cases of one transaction

Result<bool> make_people(desk::Parts& parts, std::int64_t now) {
  auto hash = desk::hashed(kPassword);
  if (!hash) return fail(hash.error());
  return parts.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto made = desk::keep_seeds(t, now); !made) return fail(made.error());
    if (auto made = t.add_tenant({"firm", "91110000MA0000001X", "示例医药", now, false, 0, "{}"}); !made)
      return fail(made.error());
    for (const auto& [login, role] :
         {std::pair{"filer", Role::kFiler}, {"officer", Role::kOfficer}, {"lead", Role::kLead}}) {
      AccountRow row;
      row.id = row.login = row.name = login;
      if (role == Role::kFiler) {
        row.tenant = TenantId("firm");
      } else {
        row.desk = {parts.law.rules.deciding_agency, {}};
      }
      row.roles = to_string(role);
      row.password_hash = *hash;
      row.created_ms = now;
      row.document = "{}";
      if (auto made = t.add_account(row); !made) return fail(made.error());
    }
    return true;
  });
}

FilingVersion version_of(std::int64_t number) {
  FilingVersion version;
  version.filing_hash = fmt::format("{:064x}", number + 1);
  version.record_id = std::string(64, '9');
  version.sector = "pharmaceutical";
  version.items = {"受试者编号", "检验结果"};
  version.risk_lane = static_cast<Lane>(number % 4);
  version.floor = Lane::kGreen;
  version.has_gates = version.abstains = version.important_data = false;
  return version;
}

Result<bool> make_case(DeskTransaction& t, const desk::Parts& parts, const std::string& document,
                       std::int64_t number, std::int64_t now) {
  FilingRow filing;
  filing.id = fmt::format("filing{:08}", number);
  filing.tenant = TenantId("firm");
  filing.state = "submitted";
  filing.summary = fmt::format(
      R"({{"title":"临床数据 {}","firm_name":"示例医药","uscc":"91110000MA0000001X","destinations":["SG"],"sector":"pharmaceutical","persons":1200,"sensitive_persons":40,"important_data":false}})",
      number);
  filing.created_ms = filing.updated_ms = now;
  filing.document = "{}";
  if (auto made = t.add_filing(filing); !made) return fail(made.error());
  // The page's document is an object: what lists say of it goes first.
  const FilingVersionRow version{
      filing.id,
      1,
      std::string(64, 'b'),
      now,
      "filer",
      fmt::format(R"({{"papers":[],"summary":{},{})", filing.summary, document.substr(1))};
  if (auto made = t.keep_filing_version(version); !made) return fail(made.error());
  const Actor filer{"filer", "filer", {}, {}};
  const Actor officer{"officer", "officer", parts.law.rules.deciding_agency, {}};
  auto opened = desk::open_case(t, parts, filing, version_of(number), filer, now);
  if (!opened) return fail(opened.error());
  if (opened->refused) return fail({ErrorCode::kConflict, opened->refused->says.en, {}, {}});
  auto held = desk::hold_case(t, Reach::of_whole_desk(), opened->row.id);
  if (!held) return fail(held.error());
  auto taken = desk::take_step(t, parts, std::move(*held), officer, FilingAccepted{}, {}, now);
  if (!taken) return fail(taken.error());
  filing.case_id = opened->row.id;
  filing.version = 1;
  if (auto made = t.change_filing(filing); !made) return fail(made.error());
  if (number == 0) std::printf("%s\n", opened->row.id.c_str());
  return true;
}

Result<bool> make_all(desk::Parts& parts, const std::string& document, std::int64_t cases) {
  const std::int64_t now = parts.now();
  if (auto people = make_people(parts, now); !people) return people;
  for (std::int64_t first = 0; first < cases; first += kAtOnce) {
    const auto done = parts.store->transact([&](DeskTransaction& t) -> Result<bool> {
      for (std::int64_t i = first; i < std::min(first + kAtOnce, cases); ++i) {
        if (auto made = make_case(t, parts, document, i, now); !made) return made;
      }
      return true;
    });
    if (!done) return done;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  std::int64_t cases = 0;
  const std::string_view count = argc == 4 ? argv[2] : "";
  if (std::from_chars(count.data(), count.data() + count.size(), cases).ec != std::errc{} || cases < 1) {
    std::fputs("usage: case_writer FOLDER CASES ASSESSMENT.json\n", stderr);
    return 2;
  }
  std::ifstream in(argv[3], std::ios::binary);
  const std::string assessment{std::istreambuf_iterator<char>(in), {}};
  const desk::JsonPiece answer{assessment};
  const std::string document =
      fmt::format(R"({{"declaration":{},"assessment":{},"findings":{}}})", answer.member("transfer").text(),
                  answer.text(), answer.member("findings").text());
  desk::Parts parts;
  const SystemClock clock;
  parts.clock = &clock;
  parts.law = desk::built_in_law().value();
  auto store = DeskStore::open({argv[1]});
  if (!store) {
    std::fputs((store.error().what + "\n").c_str(), stderr);
    return 1;
  }
  parts.store = std::move(*store);
  if (const auto done = make_all(parts, document, cases); !done) {
    std::fputs((done.error().what + " " + done.error().where + "\n").c_str(), stderr);
    return 1;
  }
  return 0;
}
