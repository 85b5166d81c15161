#include "tidegate/gate/judge.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/classify/taxonomy.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/case_items.h"
#include "tidegate/gate/classifier.h"
#include "tidegate/gate/earlier_exports.h"
#include "tidegate/gate/item_readings.h"
#include "tidegate/gate/official_lists.h"
#include "tidegate/gate/opinions.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/risk/assess_risk.h"

namespace tidegate {
namespace {

constexpr std::size_t kTableLimit = 4 << 20;
constexpr std::string_view kEditions = "forms/cn-sa-editions.json";

// Names of 28 CFR 202.205 for the taxonomy's own (202.249).
std::string us_category(std::string_view type, const void* taxonomy) {
  const auto& known = *static_cast<const Taxonomy*>(taxonomy);
  const auto at = known.find(type);
  if (!at) return "";
  std::string out;
  const std::string& all = known.at(*at).us_category;
  constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"human_omic", "human_genomic"},
      {"biometric_identifier", "biometric"},
      {"precise_geolocation", "precise_geolocation"},
      {"personal_health_data", "personal_health"},
      {"personal_financial_data", "personal_financial"},
      {"covered_personal_identifier", "covered_personal_identifiers"},
      {"government_related", "government_related"}};
  for (const auto& [ours, theirs] : kNames) {
    if (all.find(ours) == std::string::npos) continue;
    if (!out.empty()) out += ';';
    out += theirs;
  }
  return out;
}

bool is_called(const std::vector<law::RulePack>& packs, std::string_view law) {
  return std::any_of(packs.begin(), packs.end(), [&](const law::RulePack& pack) { return pack.law == law; });
}

void add_us_items(const DataProfile& profile, LawQuestion& question,
                  const std::vector<law::RulePack>& packs) {
  if (!is_called(packs, "US")) return;
  Counted counted{profile.totals, {}, 0};
  for (const FileProfile& file : profile.files) counted.files.push_back(&file);
  question.items_by_law.emplace_back("US", us_items_of(counted, us_category, &own_classifier().taxonomy()));
}

std::string china_route(const std::vector<Opinion>& opinions) {
  const auto at =
      std::find_if(opinions.begin(), opinions.end(), [](const Opinion& o) { return o.law == "CN"; });
  return at == opinions.end() ? "" : at->route;
}

std::string country(const Transfer& transfer, std::string_view fact) {
  const FactValue* value = transfer.facts.flow.find(fact);
  const auto* symbol = value == nullptr ? nullptr : std::get_if<Symbol>(value);
  return symbol == nullptr ? "" : symbol->name;
}

void note_no_law(Assessment& a, const Grounds& grounds) {
  std::string held;
  const law::RulePack* own = nullptr;
  const std::string from = country(a.transfer, "exporter.jurisdiction");
  for (const law::RulePack& pack : grounds.packs) {
    held += (held.empty() ? "" : ", ") + pack.law;
    if (pack.law == from) own = &pack;
  }
  if (own != nullptr && grounds.as_of < own->from) {
    a.notes.push_back(
        {"The pack for " + from + " begins on " + own->from.str() + ": nothing is decided of earlier days.",
         from + " 的规则包自 " + own->from.str() + " 起：此前的日期未作任何判定。"});
    return;
  }
  a.notes.push_back({"No pack for " + (from.empty() ? "this exporter's place" : from) +
                         " is held: nothing is decided. Packs held: " + held + ".",
                     "没有" + (from.empty() ? "输出方所在地" : " " + from + " ") +
                         "的规则包：未作任何判定。现有规则包：" + held + "。"});
}

void note_no_border(Assessment& a) {
  const std::string from = country(a.transfer, "exporter.jurisdiction");
  if (from.empty() || a.transfer.recipients.size() > 1 || from != country(a.transfer, "recipient.country"))
    return;
  a.notes.push_back(
      {"Exporter and recipient are both in " + from + ": nothing crosses a border; did you forget --from?",
       "输出方与接收方均在 " + from + "：并未跨境；是否漏写 --from？"});
}

// A recipient in Hong Kong or Macao of which nobody said whether it is in the Greater Bay Area: there the law
// has a contract of its own, which no question asks for.
void note_gba(Assessment& a) {
  const auto opinion =
      std::find_if(a.opinions.begin(), a.opinions.end(), [](const Opinion& o) { return o.law == "CN"; });
  if (opinion == a.opinions.end() || !opinion->also_allowed.empty()) return;
  if (opinion->route_class != RouteClass::kProcedure && opinion->route_class != RouteClass::kUndetermined)
    return;
  const auto is_open = [](const Facts& facts, std::string_view name) {
    const FactValue* value = facts.find(name);
    return value == nullptr || is_unknown(*value);
  };
  for (std::size_t i = 0; i < std::max<std::size_t>(1, a.transfer.recipients.size()); ++i) {
    const Facts flow = facts_for_recipient(a.transfer, i).flow;
    const FactValue* place = flow.find("recipient.country");
    const bool is_near =
        place != nullptr && (*place == FactValue{Symbol{"HK"}} || *place == FactValue{Symbol{"MO"}});
    if (!is_near || !is_open(flow, "recipient.in_gba")) continue;
    const std::string city = is_open(flow, "exporter.city") ? " --set exporter.city=CITY" : "";
    a.notes.insert(
        a.notes.begin(),
        {fmt::format("Between the nine Guangdong cities of the Greater Bay Area and Hong Kong or Macao the "
                     "Greater Bay Area standard contract may be open: say so with --set "
                     "recipient.in_gba=yes{}{}.",
                     city, city.empty() ? "" : " (guangzhou, shenzhen, zhuhai ...)"),
         fmt::format("大湾区内地九市与香港、澳门之间或可采用粤港澳大湾区标准合同：如属实，请用 --set "
                     "recipient.in_gba=yes{} 说明{}。",
                     city, city.empty() ? "" : "（guangzhou、shenzhen、zhuhai 等）")});
    return;
  }
}

// Columns from which a reader could tell whose law protects the persons.
std::vector<std::string> columns_of_places(const std::optional<DataProfile>& profile) {
  std::vector<std::string> names;
  if (!profile || profile->totals.persons == 0) return names;
  for (const FileProfile& file : profile->files) {
    for (const ColumnProfile& column : file.columns) {
      if (column.type != "DM.NATIONALITY" && column.type != "GEN.PLACE") continue;
      std::string name = column.name.empty() ? fmt::format("#{}", column.index + 1) : column.name;
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
  }
  constexpr std::size_t kMost = 3;
  if (names.size() > kMost) names.resize(kMost);
  return names;
}

void add_notes(Assessment& a, const LawQuestion& question, const Grounds& grounds) {
  for (Text& note : uncalled_laws(question, grounds.packs, columns_of_places(a.profile)))
    a.notes.push_back(std::move(note));
  if (a.profile) a.notes.insert(a.notes.end(), a.profile->notes.begin(), a.profile->notes.end());
  if (Text window = other_window(a.as_of, a.transfer.facts.flow); !window.empty())
    a.notes.push_back(std::move(window));
  if (a.opinions.empty()) note_no_law(a, grounds);
  note_no_border(a);
  note_gba(a);
  if (grounds.destinations.hash.empty()) {
    a.notes.push_back({"No destination table is approved: D = 3 for every country or region.",
                       "没有经批准的目的地表：各国家或地区的 D 均取 3。"});
  }
}

// What a reader calls "weights:/factors/0", by the file's own name. file: empty: the program's.
Error in_file(Error error, const std::string& file) {
  if (file.empty()) return error;
  const std::size_t colon = error.where.find(':');
  error.where = colon == std::string::npos ? file : file + error.where.substr(colon);
  return error;
}

}  // namespace

Result<Grounds> load_grounds(const std::vector<std::string>& packs, const std::string& weights,
                             const std::string& destinations) {
  Grounds grounds;
  auto editions = intake::parse_guide_editions(resource(kEditions), kEditions);
  if (!editions) return fail(editions.error());
  grounds.editions = std::move(*editions);
  auto loaded = load_packs(packs);
  if (!loaded) return fail(loaded.error());
  grounds.packs = std::move(*loaded);
  std::string weights_bytes(resource("models/risk/weights-v0.json"));
  if (!weights.empty()) {
    auto bytes = read_file(weights, kTableLimit);
    if (!bytes) return fail(bytes.error());
    weights_bytes = std::move(*bytes);
  }
  auto read_weights = parse_weights(weights_bytes);
  if (!read_weights) return fail(in_file(read_weights.error(), weights));
  grounds.weights = std::move(*read_weights);
  if (!destinations.empty()) {
    const auto bytes = read_file(destinations, kTableLimit);
    if (!bytes) return fail(bytes.error());
    auto table = parse_destinations(*bytes);
    if (!table) return fail(in_file(table.error(), destinations));
    grounds.destinations = std::move(*table);
  }
  return grounds;
}

LawQuestion question_of(const Transfer& transfer, const std::optional<DataProfile>& profile,
                        const Grounds& grounds) {
  LawQuestion question{transfer, {}, grounds.as_of, grounds.public_security_gate, true};
  if (profile && transfer.origin.empty()) add_us_items(*profile, question, grounds.packs);
  if (profile) question.held = held_answers(transfer, *profile);
  return question;
}

Assessment judge(const Transfer& transfer, const std::optional<DataProfile>& profile, const Grounds& grounds,
                 std::optional<Date> filed_on) {
  Assessment a;
  a.program = grounds.program;
  a.as_of = grounds.as_of;
  a.transfer = transfer;
  a.profile = profile;
  a.sent_before = grounds.sent_before;
  const LawQuestion question = question_of(transfer, profile, grounds);
  a.opinions = ask_laws(question, grounds.packs);
  const DataProfile* scanned = profile ? &*profile : nullptr;
  RiskInput asked = risk_input(transfer, scanned, a.opinions, grounds.as_of, grounds.credentials);
  asked.settled = grounds.settled;
  for (RiskScenario& scenario : asked.scenarios)
    scenario.impact.sector_name = intake::sector_name(scenario.impact.sector);
  a.risk = assess_risk(asked, grounds.weights, grounds.destinations);
  if (!transfer.origin.empty()) {
    ItemsRead read = read_items(transfer, grounds.as_of);
    a.findings =
        intake::precheck(transfer, {grounds.as_of, china_route(a.opinions), scanned, std::move(read.readings),
                                    std::move(read.untold), filed_on, grounds.editions});
  }
  check_copies_abroad(grounds.credentials, grounds.undeclared_copies, a.findings);
  add_notes(a, question, grounds);
  return a;
}

}  // namespace tidegate
