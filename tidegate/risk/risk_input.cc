// From the nouns of the house to the input of the risk model: facts are read under the names of
// docs/formats/transfer.md, and what nobody stated stays unknown.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/risk/assess_risk.h"
#include "tidegate/terms/sample.h"

namespace tidegate {
namespace {

constexpr std::int32_t kLikely = 500;  // permille: a verdict below it names no type

// Three-valued facts of one case.
class FactReader {
 public:
  FactReader(const Facts& facts, Absent absent) : facts_(facts), absent_(absent) {}
  std::optional<bool> yes(std::string_view name) const {
    const FactValue* value = facts_.find(name);
    if (value == nullptr && absent_ == Absent::kNo) return false;
    if (value == nullptr) return std::nullopt;
    const bool* b = std::get_if<bool>(value);
    return b == nullptr ? std::nullopt : std::optional<bool>(*b);
  }
  std::optional<std::uint64_t> count(std::string_view name) const {
    const FactValue* value = facts_.find(name);
    if (value == nullptr && absent_ == Absent::kNo) return 0;
    if (value == nullptr) return std::nullopt;
    const std::int64_t* n = std::get_if<std::int64_t>(value);
    if (n == nullptr) return std::nullopt;
    return *n < 0 ? 0 : static_cast<std::uint64_t>(*n);
  }
  std::string symbol(std::string_view name) const {
    const FactValue* value = facts_.find(name);
    const Symbol* s = value == nullptr ? nullptr : std::get_if<Symbol>(value);
    return s == nullptr ? std::string() : s->name;
  }

 private:
  const Facts& facts_;
  Absent absent_;
};

// Types that a scan or an inline schema names.
struct TypesSeen {
  bool known = false;         // a scan, or a schema that types every column
  std::vector<TypeCode> all;  // sorted, once
  std::vector<TypeCode> not_sensitive;
  std::vector<std::pair<TypeCode, int>> hints;
};

TypesSeen types_seen(const Transfer& transfer, const DataProfile* profile) {
  std::set<TypeCode> all;
  std::set<TypeCode> sensitive;
  std::set<std::pair<TypeCode, int>> hints;
  bool has_schema = false;
  bool schema_typed = true;
  for (const DataSource& source : transfer.data) {
    if (source.kind != DataSource::Kind::kSchema) continue;
    has_schema = true;
    for (const auto& [name, type] : source.columns) {
      schema_typed = schema_typed && !type.empty();
      if (!type.empty()) all.insert(type);
    }
  }
  if (profile != nullptr) {
    for (const FileProfile& file : profile->files) {
      for (const ColumnProfile& column : file.columns) {
        for (const InText& inside : column.in_text) all.insert(inside.type);
        if (column.type.empty() || column.p_permille < kLikely) continue;
        all.insert(column.type);
        if (column.sensitivity >= Sensitivity::kSensitive) sensitive.insert(column.type);
        if (column.important_hint > 0) hints.emplace(column.type, std::min(column.important_hint, 3));
      }
    }
  }
  TypesSeen out;
  out.known = profile != nullptr || (has_schema && schema_typed);
  out.all.assign(all.begin(), all.end());
  std::set_difference(all.begin(), all.end(), sensitive.begin(), sensitive.end(),
                      std::back_inserter(out.not_sensitive));
  out.hints.assign(hints.begin(), hints.end());
  return out;
}

DataGroup group_of(std::size_t index, const FactReader& facts, const TypesSeen& types, bool keys_stay,
                   bool chinese_law) {
  DataGroup group;
  group.name = fmt::format("data[{}]", index);
  group.personal = facts.yes("personal");
  group.sensitive = facts.yes("sensitive");
  if (facts.yes("under14").value_or(false) || facts.yes("genome_or_exome_sequencing").value_or(false)) {
    group.very_sensitive = true;
  }
  group.persons = facts.count("subjects");
  if (group.persons) {
    for (const char* counted : {"already_counted", "counted_as_sensitive"})
      *group.persons -= std::min(facts.count(counted).value_or(0), *group.persons);
  }
  group.types_known = types.known;
  group.types = group.sensitive.value_or(true) ? types.all : types.not_sensitive;
  group.pseudonymised = keys_stay && facts.yes("pseudonymised").value_or(false);
  group.anonymised = facts.yes("anonymised").value_or(false);
  group.important_notified = chinese_law ? facts.yes("important_notified") : false;
  group.important_identified = chinese_law && (facts.yes("self_identified_important").value_or(false) ||
                                               facts.yes("declared_important").value_or(false));
  return group;
}

// What a scan alone says, when nobody declared items.
std::vector<DataGroup> scanned_groups(const DataProfile* profile, const TypesSeen& types, bool chinese_law) {
  DataGroup unknown;
  unknown.name = "data";
  if (!chinese_law) unknown.important_notified = false;
  if (profile == nullptr) return {unknown};
  DataGroup ordinary = unknown;
  ordinary.types_known = true;
  ordinary.sensitive = false;
  ordinary.personal = profile->totals.persons + profile->totals.rows_without_identifier > 0;
  ordinary.persons = profile->totals.ordinary_only + profile->totals.rows_without_identifier;
  ordinary.types = types.not_sensitive;
  DataGroup sensitive = ordinary;
  sensitive.name = "sensitive";
  sensitive.sensitive = true;
  sensitive.persons = profile->totals.with_sensitive;
  sensitive.types = types.all;
  if (is_sample(*profile)) {  // what the other rows hold, and of how many, is unknown
    for (DataGroup* group : {&ordinary, &sensitive}) {
      group->types_known = false;
      group->persons.reset();
    }
    ordinary.personal = ordinary.personal.value_or(false) ? ordinary.personal : std::nullopt;
    ordinary.sensitive.reset();
  }
  if (profile->totals.with_sensitive == 0) return {ordinary};
  return {ordinary, sensitive};
}

// Persons whose data went before in the same window: they count in the same columns, as this transfer adds to
// what the recipient holds of them. One without persons adds nothing.
void add_earlier(const FactReader& flow, std::vector<DataGroup>& groups) {
  const auto has_nobody = [](const DataGroup& group) { return group.personal == false; };
  if (std::all_of(groups.begin(), groups.end(), has_nobody)) return;
  for (const bool is_sensitive : {false, true}) {
    DataGroup group;
    group.name = is_sensitive ? "cumulative_before.pi_sensitive" : "cumulative_before.pi_nonsensitive";
    group.persons = flow.count(group.name);
    if (group.persons && *group.persons == 0) continue;
    if (group.persons) group.personal = true;
    group.sensitive = is_sensitive;
    group.very_sensitive = false;  // the ledger keeps no finer kind
    group.important_notified = false;
    groups.push_back(std::move(group));
  }
}

LegalSide legal_side(const std::vector<Opinion>& opinions, const std::vector<DataGroup>& groups) {
  LegalSide out;
  const auto add_gate = [&](Text gate) {
    if (std::find(out.gates.begin(), out.gates.end(), gate) == out.gates.end())
      out.gates.push_back(std::move(gate));
  };
  for (const Opinion& opinion : opinions) {
    out.routes.push_back({opinion.law, opinion.route_label, opinion.route_class});
    if (opinion.route_class == RouteClass::kStop) {
      const std::string cites = fmt::format("{}", fmt::join(opinion.legal_basis, ", "));
      Text gate{fmt::format("{}: {} ({})", opinion.law, opinion.route_label.en, cites),
                fmt::format("{}：{}（{}）", opinion.law, opinion.route_label.zh, cites)};
      if (!opinion.authority_label.empty() && opinion.authority != "none") {
        gate.en += "; who can lift it: " + opinion.authority_label.en;
        gate.zh += "；可解除者：" + opinion.authority_label.zh;
      }
      add_gate(std::move(gate));
    }
    for (const Duty& duty : opinion.gates) {
      const std::string cites = fmt::format("{}", fmt::join(duty.cites, ", "));
      add_gate({fmt::format("{}: {} ({})", opinion.law, duty.says.en, cites),
                fmt::format("{}：{}（{}）", opinion.law, duty.says.zh, cites)});
    }
  }
  out.listed_important = std::any_of(groups.begin(), groups.end(),
                                     [](const DataGroup& g) { return g.important_notified.value_or(false); });
  return out;
}

std::vector<std::string> regions_of(const Transfer& transfer, const FactReader& flow) {
  std::set<std::string> regions;
  for (const Recipient& recipient : transfer.recipients) {
    if (!recipient.region.empty()) regions.insert(recipient.region);
  }
  if (const std::string region = flow.symbol("recipient.country"); !region.empty()) regions.insert(region);
  return {regions.begin(), regions.end()};
}

// What was found of a document takes the place of what is stated. A scope of which nobody can tell whether it
// fits (at most E1) lifts nothing, and lowers nothing either.
void heed(const CredentialAssurance& found, EvidenceDocument& document) {
  for (const CredentialReason& reason : found.why_not_higher) {
    switch (reason.fault) {
      case CredentialFault::kRevoked:
      case CredentialFault::kSuspended:
        document.revoked = true;
        break;
      case CredentialFault::kExpired:
      case CredentialFault::kNotYetValid:
        document.out_of_time = true;
        break;
      case CredentialFault::kOtherEntity:
        document.holder = EvidenceDocument::Holder::kOther;
        break;
      case CredentialFault::kOtherSystem:
      case CredentialFault::kOtherSite:
        document.other_system = document.other_system || reason.limit == EvidenceGrade::kE0;
        break;
      case CredentialFault::kUnreadable:
      case CredentialFault::kAlgorithm:
      case CredentialFault::kUnknownKey:
      case CredentialFault::kWrongAlgorithm:
      case CredentialFault::kBadSignature:
      case CredentialFault::kKeyOutOfTime:
        document.forged = true;
        break;
      default:
        break;
    }
  }
}

// A revoked or forged credential is not made good by a paper of its kind that nobody checked, nor by one that
// was checked and is worth no more than a paper.
void heed_beside(const Transfer& transfer, const std::vector<CheckedCredential>& credentials,
                 std::vector<EvidenceDocument>& documents) {
  std::vector<bool> is_checked;
  std::vector<bool> is_good;
  for (const EvidenceClaim& claim : transfer.evidence_claims) {
    const auto of_it = [&](const CheckedCredential& one) { return one.file == claim.file; };
    is_checked.push_back(std::any_of(credentials.begin(), credentials.end(), of_it));
    is_good.push_back(std::any_of(credentials.begin(), credentials.end(), [&](const auto& one) {
      return of_it(one) && one.found.grade > EvidenceGrade::kE1;
    }));
  }
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (!is_checked[i]) continue;
    for (std::size_t j = 0; j < documents.size(); ++j) {
      if (is_good[j] || documents[j].kind != documents[i].kind) continue;
      documents[j].revoked = documents[j].revoked || documents[i].revoked;
      documents[j].forged = documents[j].forged || documents[i].forged;
    }
  }
}

std::vector<EvidenceDocument> documents_of(const Transfer& transfer,
                                           const std::vector<CheckedCredential>& credentials) {
  const auto& systems = transfer.scenario.domestic_systems;
  std::vector<EvidenceDocument> out;
  for (const EvidenceClaim& claim : transfer.evidence_claims) {
    EvidenceDocument document;
    document.kind = claim.kind;
    if (!claim.holder_uscc.empty() && !transfer.uscc.empty()) {
      using enum EvidenceDocument::Holder;
      document.holder = claim.holder_uscc == transfer.uscc ? kExporter : kOther;
    }
    document.other_system = !claim.system.empty() && !systems.empty() &&
                            std::none_of(systems.begin(), systems.end(),
                                         [&](const StorageSystem& s) { return s.name == claim.system; });
    document.valid_until = claim.valid_until;
    document.revoked = claim.revoked.value_or(false);
    for (const CheckedCredential& credential : credentials) {
      if (credential.file != claim.file) continue;
      heed(credential.found, document);
      // The kind that a forgery gives itself is nobody's word.
      if (!credential.found.kind.empty() && !document.forged) document.kind = credential.found.kind;
    }
    out.push_back(std::move(document));
  }
  heed_beside(transfer, credentials, out);
  return out;
}

// Only a plain no, for the flow or for each of its recipients, frees T from its cap.
bool somebody_reads_plaintext(const Transfer& transfer) {
  const auto says_no = [](const Facts& facts) {
    const FactValue* reads = facts.find("recipient.reads_plaintext");
    return reads != nullptr && *reads == FactValue(false);
  };
  if (says_no(transfer.facts.flow)) return false;
  return transfer.recipients.empty() || !std::all_of(transfer.recipients.begin(), transfer.recipients.end(),
                                                     [&](const Recipient& r) { return says_no(r.facts); });
}

}  // namespace

RiskInput risk_input(const Transfer& transfer, const DataProfile* profile,
                     const std::vector<Opinion>& opinions, Date as_of,
                     const std::vector<CheckedCredential>& credentials) {
  const FactReader flow(transfer.facts.flow, transfer.facts.absent);
  const std::string jurisdiction = flow.symbol("exporter.jurisdiction");
  const bool chinese_law = jurisdiction.empty() || jurisdiction == "CN";
  const bool keys_stay =
      !transfer.links.empty() && std::all_of(transfer.links.begin(), transfer.links.end(),
                                             [](const Link& link) { return link.keys == "exporter"; });
  const TypesSeen types = types_seen(transfer, profile);

  RiskScenario scenario;
  scenario.id = transfer.id;
  ImpactFacts& impact = scenario.impact;
  for (std::size_t i = 0; i < transfer.facts.items.size(); ++i) {
    const FactReader item(transfer.facts.items[i], transfer.facts.absent);
    impact.groups.push_back(group_of(i, item, types, keys_stay, chinese_law));
  }
  if (impact.groups.empty()) impact.groups = scanned_groups(profile, types, chinese_law);
  const bool has_children =
      std::any_of(impact.groups.begin(), impact.groups.end(),
                  [](const DataGroup& group) { return group.very_sensitive.value_or(false); });
  if (profile != nullptr && profile->totals.under14 > 0 && !has_children) {
    DataGroup children;
    children.name = "under14";
    children.personal = true;
    children.sensitive = true;
    children.very_sensitive = true;
    children.persons = profile->totals.under14;
    children.important_notified = false;
    impact.groups.push_back(std::move(children));
  }
  if (chinese_law) {
    add_earlier(flow, impact.groups);
    impact.hints = types.hints;
    if (profile != nullptr) impact.type_names = profile->type_names;
  }
  impact.ciio = chinese_law ? flow.yes("exporter.ciio") : false;
  impact.sector = flow.symbol("exporter.sector");
  if (impact.sector.empty()) impact.sector = transfer.industry;
  impact.national_security = transfer.national_security;
  impact.public_interest = transfer.public_interest;

  for (std::size_t f = 0; f < kFactorCount; ++f) scenario.factors[f].claim = transfer.factors[f];
  scenario.documents = documents_of(transfer, credentials);
  scenario.regions = regions_of(transfer, flow);
  scenario.recipient_reads_plaintext = somebody_reads_plaintext(transfer);

  RiskInput input;
  input.law = legal_side(opinions, impact.groups);
  input.scenarios.push_back(std::move(scenario));
  input.as_of = as_of;
  input.credentials = credentials;
  return input;
}

}  // namespace tidegate
