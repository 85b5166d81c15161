// What a new draft begins with: an assessment that was made at home, or an earlier filing.
#include <algorithm>
#include <limits>
#include <set>

#include "tidegate/gate/desk/kept_filing.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/intake/edit_tree.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/transfer_tree.h"
#include "tidegate/intake/values.h"

namespace tidegate::desk {
namespace {

constexpr std::size_t kMostItems = 2'000;

std::string text_of(const Json& from, std::string_view key) {
  const Json* value = from.find(key);
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string() : *text;
}

const Json::Array& list_of(const Json* from, std::string_view key) {
  static const Json::Array kNone;
  const Json* value = from == nullptr ? nullptr : from->find(key);
  const Json::Array* list = value == nullptr ? nullptr : value->array();
  return list == nullptr ? kNone : *list;
}

// prefix: "item." for those of a row. What the format does not know, or is not of its kind, is left out.
Facts facts_of(const Json& from, std::string_view prefix) {
  Facts facts;
  const Json::Object* members = from.object();
  if (members == nullptr) return facts;
  static const std::vector<const intake::Field*> kKnown = intake::all_facts();
  for (const auto& [name, value] : *members) {
    const std::string whole = std::string(prefix) + name;
    const auto known = std::find_if(kKnown.begin(), kKnown.end(),
                                    [&](const intake::Field* field) { return field->fact == whole; });
    if (known == kKnown.end() || value.is_null()) continue;
    intake::Node node = node_of_json(value);
    if (auto fact = intake::fact_of(node, *(*known)->shape)) facts.set(name, std::move(*fact));
  }
  return facts;
}

bool states(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  return value != nullptr && *value == FactValue{true};
}

// The row that a column's data belongs to: of several, the one that is as sensitive.
std::size_t row_for(const CaseFacts& facts, bool is_sensitive) {
  for (std::size_t i = 0; i < facts.items.size(); ++i) {
    if (states(facts.items[i], "sensitive") == is_sensitive) return i;
  }
  return 0;
}

// Each column that holds data of persons, or data that may be important, is an item; a name counts once.
void add_items(const Json& assessment, Transfer& transfer) {
  std::set<std::string> names;
  for (const Json& file : list_of(assessment.find("profile"), "files")) {
    for (const Json& column : list_of(&file, "columns")) {
      const std::string kind = text_of(column, "sensitivity");
      std::string name = text_of(column, "name");
      if (kind == "none" || name.empty() || intake::code_points(name) > 120 || !names.insert(name).second)
        continue;
      if (transfer.items.size() == kMostItems) return;
      DataItem item;
      item.name = std::move(name);
      item.seq = static_cast<std::int64_t>(transfer.items.size() + 1);
      if (!transfer.facts.items.empty()) item.row = row_for(transfer.facts, kind == "spi");
      if (transfer.facts.items.empty()) item.item_class = kind == "spi" ? "SPI" : kind == "pi" ? "PI" : "";
      transfer.items.push_back(std::move(item));
    }
  }
}

std::optional<std::int64_t> count_of(const Json* from, std::string_view key) {
  const Json* value = from == nullptr ? nullptr : from->find(key);
  const std::int64_t* count = value == nullptr ? nullptr : value->integer();
  return count == nullptr || *count < 0 ? std::nullopt : std::optional(*count);
}

// The rows of one kind, and what they say of persons.
struct RowPersons {
  std::size_t rows = 0;
  std::size_t counted = 0;
  std::int64_t sum = 0;
  std::int64_t largest = 0;
};

RowPersons row_persons(const CaseFacts& facts, bool is_sensitive) {
  RowPersons out;
  for (const Facts& row : facts.items) {
    if (!states(row, "personal") || (states(row, "sensitive") || states(row, "under14")) != is_sensitive)
      continue;
    ++out.rows;
    const FactValue* value = row.find("subjects");
    const auto* persons = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    if (persons == nullptr) continue;
    ++out.counted;
    if (__builtin_add_overflow(out.sum, *persons, &out.sum))
      out.sum = std::numeric_limits<std::int64_t>::max();
    out.largest = std::max(out.largest, *persons);
  }
  return out;
}

// Persons of the rows of one kind, as one number. found: by the scan; beside: of them, who may stand in rows
// of the other kind alone. nullopt: it cannot be told without knowing who stands in several rows, or the rows
// say fewer than the scan found: the filer knows why, and nobody here.
std::optional<std::int64_t> persons_of(const RowPersons& rows, std::int64_t found, std::int64_t beside) {
  const bool are_more = found - std::min(found, beside) > rows.sum;
  if (rows.rows == 0) return are_more ? std::nullopt : std::optional<std::int64_t>(0);
  if (rows.rows == 1 && rows.counted == 0) return found;
  if (are_more) return std::nullopt;
  if (rows.rows == 1) return rows.sum;
  if (rows.counted != rows.rows || found < rows.largest || found > rows.sum) return std::nullopt;
  return found;
}

// How many people the scan counted, to where the form asks for them.
void add_persons(const Json& assessment, const CaseFacts& facts, intake::Node& root) {
  const Json* profile = assessment.find("profile");
  const Json* totals = profile == nullptr ? nullptr : profile->find("totals");
  const auto persons = count_of(totals, "persons");
  const auto sensitive = count_of(totals, "with_sensitive");
  const auto all_tell = [&](std::string_view fact) {
    return std::all_of(facts.items.begin(), facts.items.end(), [&](const Facts& row) {
      const FactValue* personal = row.find("personal");
      const FactValue* said = row.find(fact);
      const bool is_nobodys = personal != nullptr && *personal == FactValue{false};
      return (said != nullptr && std::holds_alternative<bool>(*said)) || (is_nobodys && fact != "personal");
    });
  };
  const bool are_told =
      all_tell("personal") && std::any_of(facts.items.begin(), facts.items.end(),
                                          [](const Facts& row) { return states(row, "personal"); });
  if (persons.value_or(0) == 0 || !sensitive || facts.items.empty() || !are_told) return;
  const auto put = [&](std::string_view key, Json value) {
    static_cast<void>(intake::set_value(root, "/scenario/persons/" + std::string(key), node_of_json(value)));
  };
  // Who has no sensitive data, and who has some beside other, both leave with what is ordinary.
  const RowPersons ordinary_rows = row_persons(facts, false);
  const RowPersons sensitive_rows = row_persons(facts, true);
  // Several sensitive rows may be of the same persons: together they are no more than the scan found.
  const bool is_one = sensitive_rows.rows == 1 && sensitive_rows.counted == 1;
  const auto pi = persons_of(ordinary_rows, *persons,
                             sensitive_rows.rows == 0 ? 0
                             : is_one                 ? sensitive_rows.sum
                                                      : *sensitive);
  // Where a row leaves open whether it is sensitive or of children, nobody has counted those who are.
  const bool is_open = !all_tell("sensitive") || !all_tell("under14");
  const auto spi = is_open ? std::nullopt : persons_of(sensitive_rows, *sensitive, 0);
  if (pi) put("pi", Json(*pi));
  if (spi) put("spi", Json(*spi));
  // Rows without an identifier are of persons whom nobody counted.
  const bool is_whole = count_of(totals, "rows_without_identifier") == std::int64_t{0};
  if (pi && spi && is_whole && *pi <= *persons && *spi <= *persons)
    put("counted_as", Json(std::string("distinct_persons")));
}

void add_recipients(const Json& from, Transfer& transfer) {
  for (const Json& one : list_of(&from, "recipients")) {
    Recipient recipient;
    recipient.name = text_of(one, "name");
    recipient.region = text_of(one, "region");
    recipient.role = text_of(one, "role");
    transfer.recipients.push_back(std::move(recipient));
  }
  // Of one recipient what is said of the flow is said of it.
  Facts own;
  for (const auto& [name, value] : transfer.facts.flow.all()) {
    if (name.starts_with("recipient.")) own.set(name, value);
  }
  for (const auto& [name, value] : own.all()) transfer.facts.flow.erase(name);
  if (transfer.recipients.size() != 1) return;
  own.erase("recipient.country");
  transfer.recipients.front().facts = std::move(own);
}

}  // namespace

intake::Node tree_of_assessment(const Json& assessment) {
  const Json* found = assessment.find("transfer");
  static const Json kNothing{Json::Object{}};
  const Json& from = found == nullptr ? kNothing : *found;
  Transfer transfer;
  transfer.facts.absent = Absent::kUnknown;
  transfer.facts.flow = facts_of(from.find("facts") == nullptr ? kNothing : *from.find("facts"), "");
  for (const Json& row : list_of(&from, "data")) transfer.facts.items.push_back(facts_of(row, "item."));
  if (const Json* scale = from.find("pi_scale"); scale != nullptr && scale->integer() != nullptr)
    transfer.pi_scale = *scale->integer();
  if (const Json* summary = from.find("summary"); summary != nullptr && summary->object() != nullptr)
    transfer.summary = {text_of(*summary, "en"), text_of(*summary, "zh")};
  transfer.industry = text_of(from, "industry");
  transfer.legal_basis = text_of(from, "legal_basis");
  transfer.purpose = text_of(from, "purpose");
  for (const Json& one : list_of(&from, "links")) {
    Link link;
    link.mode = text_of(one, "mode");
    link.encryption = text_of(one, "encryption");
    link.keys = text_of(one, "keys");
    transfer.links.push_back(std::move(link));
  }
  if (const auto to = Date::parse(text_of(from, "retention_to"))) transfer.retention_to = *to;
  transfer.after_retention = text_of(from, "after_retention");
  add_recipients(from, transfer);
  add_items(assessment, transfer);
  // The exporter is the firm, and named by itself.
  transfer.uscc = text_of(from, "uscc");
  intake::Node root = intake::tree_of(transfer);
  add_persons(assessment, transfer.facts, root);
  return root;
}

intake::Node tree_to_copy(intake::Node declaration) {
  // What holds of one filing alone: its days, its promise, its papers.
  for (const char* pointer : {"/filing/date", "/filing/assessed", "/filing/commitment", "/attachments"})
    static_cast<void>(intake::remove_value(declaration, pointer));
  return declaration;
}

}  // namespace tidegate::desk
