// Makes a firm with a filing whose case is decided, in a desk that a server may be serving: what the journeys
// of permits begin with where no person files and decides.
//   decided_case DATA DECLARATION.json USCC   prints {"firm","case","permit"}
#include <cstdio>
#include <fstream>
#include <iterator>

#include "tidegate/base/hash.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/desk.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate {
namespace {

constexpr int kBad = 2;

DeskAccount person(std::string id, Role role, const std::string& firm, std::string agency) {
  DeskAccount account;
  account.id = std::move(id);
  account.role = role;
  account.tenant = firm;
  account.agency = std::move(agency);
  return account;
}

FilingVersion version_of(const Transfer& transfer, const std::string& declaration) {
  FilingVersion version;
  version.filing_hash = sha256_hex(declaration);
  version.record_id = version.filing_hash;
  version.route = FilingRoute::kSC;
  version.sector = transfer.industry;
  for (const DataItem& item : transfer.items) version.items.push_back(item.name);
  version.risk_lane = version.floor = Lane::kYellow;
  version.has_gates = version.abstains = version.important_data = false;
  return version;
}

std::string summary_of(const Transfer& transfer) {
  JsonWriter json;
  json.begin_object()
      .key("title")
      .string(transfer.summary.zh)
      .key("firm_name")
      .string(transfer.processor_name);
  json.key("uscc").string(transfer.uscc).key("destinations").begin_array();
  for (const Recipient& recipient : transfer.recipients) json.string(recipient.region);
  json.end_array().key("recipients").begin_array();
  for (const Recipient& recipient : transfer.recipients) {
    json.begin_object()
        .key("name")
        .string(recipient.name)
        .key("region")
        .string(recipient.region)
        .end_object();
  }
  json.end_array().key("sector").string(transfer.industry);
  if (!transfer.forecast.empty()) json.key("persons").integer(transfer.forecast.back());
  return json.key("sensitive_persons").integer(0).key("important_data").boolean(false).end_object().take();
}

Result<std::string> decide(DeskTransaction& t, const desk::Parts& parts, const FilingRow& filing,
                           const Transfer& transfer, const std::string& declaration, std::int64_t now) {
  const std::string document =
      "{\"declaration\":" + declaration +
      ",\"assessment\":{},\"findings\":[],\"papers\":[],\"summary\":" + filing.summary + "}";
  if (auto done = t.keep_filing_version({filing.id, 1, sha256_hex(document), now, "filer", document}); !done)
    return fail(done.error());
  const DeskAccount filer = person("filer", Role::kFiler, filing.tenant.text(), "");
  const auto opened =
      desk::open_case(t, parts, filing, version_of(transfer, declaration), desk::actor_of(filer), now);
  if (!opened) return fail(opened.error());
  DecisionProposed proposed;
  proposed.kind = DecisionKind::kPassed;
  proposed.reasons = {"complete", "材料齐全"};
  for (std::size_t i = 0; i < transfer.items.size(); ++i)
    proposed.items.push_back({i, transfer.items[i].name, ItemVerdict::kAllowed, {}, {}});
  const std::pair<DeskAccount, CaseStep> steps[] = {
      {person("officer", Role::kOfficer, "", "cyberspace"), proposed},
      {person("lead", Role::kLead, "", "cyberspace"), DecisionConfirmed{}}};
  for (const auto& [who, step] : steps) {
    auto held = desk::hold_case(t, Reach::of_whole_desk(), opened->row.id);
    if (!held) return fail(held.error());
    const auto taken = desk::take_step(t, parts, std::move(*held), desk::actor_of(who), step, {}, now);
    if (!taken) return fail(taken.error());
    if (taken->row.is_closed) break;
    if (taken->refused) return fail({ErrorCode::kConflict, taken->refused->says.en, {}, {}});
  }
  FilingRow filed = filing;
  filed.version = 1;
  filed.case_id = opened->row.id;
  filed.route = opened->row.route;
  if (auto done = t.change_filing(filed); !done) return fail(done.error());
  return opened->row.id;
}

int run(const std::string& data, const std::string& file, const std::string& uscc) {
  std::ifstream in(file);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const auto declared = parse_json(bytes, file);
  auto read = intake::read_transfer(bytes, file);
  if (!declared || !read.transfer) {
    std::fputs(intake::list_problems(read.problems, file, Lang::kEn).c_str(), stderr);
    return kBad;
  }
  const SystemClock clock;
  auto opened = ZoneDesk::open({data, "", &clock});
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().what.c_str());
    return kBad;
  }
  const desk::Parts& parts = (*opened)->parts();
  const std::int64_t now = clock.now_ms();
  TenantRow firm{desk::new_id(now), uscc, read.transfer->processor_name, now, false, 0, "{}"};
  FilingRow filing{desk::new_id(now),
                   TenantId(firm.id),
                   "submitted",
                   "",
                   "",
                   summary_of(*read.transfer),
                   now,
                   now,
                   0,
                   "{\"declaration\":" + canonical_text(*declared) + "}"};
  const auto made = parts.store->transact([&](DeskTransaction& t) -> Result<std::string> {
    if (auto done = t.add_tenant(firm); !done) return fail(done.error());
    if (auto done = t.add_filing(filing); !done) return fail(done.error());
    return decide(t, parts, filing, *read.transfer, canonical_text(*declared), now);
  });
  if (!made) {
    std::fprintf(stderr, "%s\n", made.error().what.c_str());
    return kBad;
  }
  const auto permits = parts.store->read(
      [&](const DeskReader& reader) { return reader.permits_of_case(Reach::of_whole_desk(), *made); });
  if (!permits || permits->empty()) return kBad;
  std::printf(R"({"firm":"%s","case":"%s","permit":"%s"})"
              "\n",
              firm.id.c_str(), made->c_str(), permits->front().id.c_str());
  return 0;
}

}  // namespace
}  // namespace tidegate

int main(int count, char** words) {
  constexpr int kWords = 4;
  if (count != kWords) return tidegate::kBad;
  return tidegate::run(words[1], words[2], words[3]);
}
