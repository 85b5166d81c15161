#include "tidegate/gate/desk/kept_filing.h"

#include <algorithm>
#include <set>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/edit_tree.h"
#include "tidegate/intake/read_transfer.h"

namespace tidegate::desk {
namespace {

constexpr std::string_view kFileName = "declaration.json";

Error damaged(const std::string& id) {
  return {ErrorCode::kCorrupt, "the filing's document does not read", id, "申报的内容无法读取"};
}

intake::Node word(std::string_view text) {
  intake::Node node;
  node.kind = intake::Node::Kind::kScalar;
  node.text = text;
  node.quoted = true;
  return node;
}

// How it stands at the desk, where it was handed in.
Result<void> read_standing(const DeskReader& reader, const Reach& reach, KeptFiling& kept) {
  if (kept.row.case_id.empty()) return {};
  const auto of = reader.case_head(reach, kept.row.case_id);
  if (!of) return fail(of.error());
  kept.case_state = of->state;
  kept.case_seq = of->events;
  if (!kept.handed_in_hash.empty()) return {};
  // Of a filing that was handed in before its row bore the hash.
  const auto newest = reader.newest_filing_version(reach, kept.row.id);
  if (!newest)
    return fail(newest.error().code == ErrorCode::kNotFound ? damaged(kept.row.id) : newest.error());
  kept.handed_in_hash = FilingDocument(newest->document).version().member("filing_hash").string();
  return {};
}

void put_first(intake::Node& map, std::string_view key, intake::Node value) {
  map.keys.insert(map.keys.begin(), {std::string(key), 0, 0});
  map.children.insert(map.children.begin(), std::move(value));
}

}  // namespace

bool KeptFiling::can_edit() const {
  return row.state == "draft" || case_state == "returned" || case_state.ends_with("_supplement");
}

bool KeptFiling::was_handed_in(const std::string& paper) const {
  return std::find(handed_in.begin(), handed_in.end(), paper) != handed_in.end();
}

Result<KeptFiling> kept_filing(const DeskReader& reader, const Reach& reach, const std::string& id) {
  KeptFiling kept;
  auto row = reader.filing(reach, id);
  if (!row) return fail(row.error());
  kept.row = std::move(*row);
  auto files = reader.filing_files(reach, id);
  if (!files) return fail(files.error());
  kept.files = std::move(*files);
  auto heads = reader.filing_blob_heads(reach, id);
  if (!heads) return fail(heads.error());
  kept.heads = std::move(*heads);
  const auto document = parse_json(kept.row.document, "");
  const Json* declaration = document ? document->find("declaration") : nullptr;
  if (declaration == nullptr || declaration->object() == nullptr) return fail(damaged(id));
  kept.declaration.is_json = true;
  kept.declaration.root = node_of_json(*declaration);
  if (const Json* extends = document->find("extends"); extends != nullptr && extends->string() != nullptr)
    kept.extends = *extends->string();
  if (const Json* until = document->find("extends_until"); until != nullptr && until->string() != nullptr)
    kept.extends_until = *until->string();
  if (const Json* previous = document->find("previous"); previous != nullptr) kept.previous = *previous;
  const Json* handed_in = document->find("handed_in");
  if (handed_in != nullptr && handed_in->array() != nullptr) {
    for (const Json& one : *handed_in->array()) {
      if (one.string() != nullptr) kept.handed_in.push_back(*one.string());
    }
  }
  const Json* hash = document->find("handed_in_hash");
  if (hash != nullptr && hash->string() != nullptr) kept.handed_in_hash = *hash->string();
  if (auto stood = read_standing(reader, reach, kept); !stood) return fail(stood.error());
  return kept;
}

void complete_declaration(intake::Node& root) {
  using Kind = intake::Node::Kind;
  root.kind = Kind::kMap;
  if (root.find("kind") == nullptr) put_first(root, "kind", word("Transfer"));
  if (root.find("api_version") == nullptr) put_first(root, "api_version", word("tidegate/v1"));
  // Without it the form's own fields would not be asked for.
  for (std::size_t i = 0; i < root.keys.size(); ++i) {
    if (root.keys[i].name == "filing" && root.children[i].kind == Kind::kNull)
      root.children[i].kind = Kind::kMap;
  }
  if (root.find("filing") == nullptr) {
    intake::Node filing;
    filing.kind = Kind::kMap;
    root.keys.push_back({"filing", 0, 0});
    root.children.push_back(std::move(filing));
  }
}

std::vector<PlacedProblem> placed(const std::vector<intake::Problem>& problems) {
  constexpr std::size_t kMost = 50;
  std::vector<PlacedProblem> out;
  for (const intake::Problem& problem : problems) {
    if (out.size() == kMost) break;
    out.push_back({problem.pointer, problem.says, problem.fix});
  }
  return out;
}

ReadDeclaration read_declaration_tree(intake::Document& declaration) {
  complete_declaration(declaration.root);
  ReadDeclaration read;
  intake::IntakeOutcome outcome = intake::read_transfer(declaration, kFileName);
  read.problems = placed(outcome.problems);
  if (!outcome.transfer) return read;
  for (const DataSource& source : outcome.transfer->data) {
    if (source.kind != DataSource::Kind::kFiles) continue;
    read.problems.push_back({source.pointer,
                             {"the desk reads no file of data", "办理台不读取数据文件"},
                             {"assess the files where they lie, and begin the filing from that assessment",
                              "请在本地评估数据文件，并以评估结果新建申报"}});
  }
  if (!read.problems.empty()) return read;
  intake::withhold_person_ids(declaration.root);
  read.transfer = std::move(outcome.transfer);
  return read;
}

std::string document_text(const KeptFiling& kept) {
  Json::Object members;
  members.emplace_back("declaration", typed_json(kept.declaration.root));
  if (!kept.extends.empty()) members.emplace_back("extends", Json(kept.extends));
  if (!kept.extends_until.empty()) members.emplace_back("extends_until", Json(kept.extends_until));
  if (kept.previous) members.emplace_back("previous", *kept.previous);
  if (!kept.handed_in.empty()) {
    Json::Array ids;
    for (const std::string& id : kept.handed_in) ids.emplace_back(id);
    members.emplace_back("handed_in", Json(std::move(ids)));
  }
  if (!kept.handed_in_hash.empty()) members.emplace_back("handed_in_hash", Json(kept.handed_in_hash));
  return canonical_text(Json(std::move(members)));
}

namespace {

struct PersonsSaid {
  std::optional<std::int64_t> ordinary;
  std::optional<std::int64_t> sensitive;
  bool is_unknown = false;     // persons may be in it, and no number says how many
  bool is_by_reading = false;  // only what the words of its general data say makes it unknown
};

// The form's totals, or the items' own numbers where they are greater or alone.
// readings: general data that names persons, or was not read whole, is of persons whom nobody counted.
PersonsSaid persons_said(const Transfer& transfer, const std::vector<intake::ItemReading>& readings) {
  PersonsSaid out{transfer.scenario.persons.pi, transfer.scenario.persons.spi};
  const auto is = [](const Facts& row, std::string_view fact, bool value) {
    const FactValue* said = row.find(fact);
    return said != nullptr && *said == FactValue{value};
  };
  std::int64_t ordinary = 0;
  std::int64_t sensitive = 0;
  bool has_open_ordinary = transfer.facts.items.empty();
  bool has_open_sensitive = false;
  for (const Facts& row : transfer.facts.items) {
    if (is(row, "personal", false)) continue;
    const FactValue* subjects = row.find("subjects");
    const auto* n = subjects == nullptr ? nullptr : std::get_if<std::int64_t>(subjects);
    const bool is_sensitive = is(row, "sensitive", true) || is(row, "under14", true);
    if (n == nullptr || *n == 0) {
      (is_sensitive ? has_open_sensitive : has_open_ordinary) = true;
    } else {
      (is_sensitive ? sensitive : ordinary) += *n;
    }
  }
  using Basis = intake::ItemReading::Basis;
  const bool names_persons =
      std::any_of(readings.begin(), readings.end(), [&](const intake::ItemReading& reading) {
        if (reading.basis == Basis::kImportant) return false;  // genes are read as persons' too
        if (!reading.place.empty()) return true;
        const DataItem& item = transfer.items.at(reading.item);
        const bool is_nobodys = item.row && *item.row < transfer.facts.items.size() &&
                                is(transfer.facts.items[*item.row], "personal", false);
        return is_nobodys || item.item_class == "GENERAL";
      });
  // Whoever has sensitive data is counted there alone: of the others there may be none.
  const bool has_sensitive = out.sensitive.value_or(0) > 0;
  const bool has_ordinary = out.ordinary.value_or(0) > 0 || (out.ordinary && has_sensitive);
  const bool is_uncounted = (has_open_ordinary && !has_ordinary) || (has_open_sensitive && !has_sensitive);
  out.is_unknown = is_uncounted || names_persons;
  out.is_by_reading = names_persons && !is_uncounted;
  if (ordinary > 0) out.ordinary = std::max(out.ordinary.value_or(0), ordinary);
  if (sensitive > 0) out.sensitive = std::max(out.sensitive.value_or(0), sensitive);
  return out;
}

// What fits a list, cut between characters.
std::string title_text(std::string title) {
  constexpr std::size_t kLongestTitle = 600;  // octets
  if (title.size() > kLongestTitle) {
    std::size_t end = kLongestTitle;
    while (end > 0 && (static_cast<unsigned char>(title[end]) & 0xC0U) == 0x80U) --end;
    title.resize(end);
  }
  return title;
}

}  // namespace

std::string summary_text(const Transfer& transfer, const std::vector<intake::ItemReading>& readings,
                         const TenantRow& firm, const DeskFilingCheck& check, bool important_data) {
  constexpr std::size_t kMostListed = 20;  // recipients
  const bool has_both = !transfer.summary.zh.empty() && !transfer.summary.en.empty();
  JsonWriter json;
  const auto optional_count = [&](std::string_view key, const std::optional<std::int64_t>& count) {
    json.key(key);
    count ? json.integer(*count) : json.null();
  };
  json.begin_object().key("title").string(
      title_text(transfer.summary.zh.empty() ? transfer.summary.en : transfer.summary.zh));
  if (has_both) json.key("title_en").string(title_text(transfer.summary.en));
  json.key("firm_name").string(firm.name).key("uscc").string(firm.uscc);
  json.key("destinations").begin_array();
  std::set<std::string> regions;
  for (const Recipient& recipient : transfer.recipients) {
    if (!recipient.region.empty() && regions.insert(recipient.region).second) json.string(recipient.region);
  }
  json.end_array().key("recipients").begin_array();
  for (std::size_t i = 0; i < std::min(transfer.recipients.size(), kMostListed); ++i) {
    const Recipient& recipient = transfer.recipients[i];
    json.begin_object().key("name").string(recipient.name);
    json.key("region").string(recipient.region).end_object();
  }
  json.end_array().key("sector").string(transfer.industry);
  const PersonsSaid persons = persons_said(transfer, readings);
  optional_count("persons", persons.ordinary);
  optional_count("sensitive_persons", persons.sensitive);
  json.key("persons_unknown").boolean(persons.is_unknown);
  // Until persons decide that nobody is in it.
  if (persons.is_by_reading) json.key("persons_by_reading").boolean(true);
  json.key("important_data").boolean(important_data);
  json.key("answered").integer(check.answered()).key("needed").integer(check.needed());
  json.key("gaps").begin_object().key("blocks").integer(check.gaps.blocks);
  json.key("returned").integer(check.gaps.returned).key("warns").integer(check.gaps.warns).end_object();
  json.end_object();
  return json.take();
}

}  // namespace tidegate::desk
