#include "tidegate/intake/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "tidegate/intake/format.h"
#include "tidegate/intake/rows.h"
#include "tidegate/intake/show.h"
#include "tidegate/intake/tree_reader.h"
#include "tidegate/terms/country_code.h"
#include "tidegate/terms/uscc.h"

namespace tidegate::intake {
namespace {

struct Statement {
  FactValue value;
  std::string pointer;
  int line = 0;
  int column = 0;
};

// Facts of the flow by name, each with every place that states it.
class Statements {
 public:
  explicit Statements(std::vector<Problem>& problems) : problems_(problems) {}

  void add(const std::string& name, Statement statement) {
    const auto [at, is_new] = first_.emplace(name, statement);
    if (is_new) return;
    Statement& before = at->second;
    if (is_unknown(statement.value) || statement.value == before.value) return;
    if (is_unknown(before.value)) {
      before = std::move(statement);
      return;
    }
    problems_.push_back(
        {statement.line,
         statement.column,
         statement.pointer,
         {fmt::format("says {} = {}, but {} (line {}) says {}", name, to_string(statement.value),
                      before.pointer, before.line, to_string(before.value)),
          fmt::format("此处即 {} = {}，而 {}（第 {} 行）为 {}", name, to_string(statement.value),
                      before.pointer, before.line, to_string(before.value))},
         {"state it once, or make both agree", "请只写一处，或使二者一致"}});
  }

  const FactValue* find(const std::string& name) const {
    const auto at = first_.find(name);
    return at == first_.end() ? nullptr : &at->second.value;
  }
  bool is(const std::string& name, const FactValue& value) const {
    const FactValue* v = find(name);
    return v != nullptr && *v == value;
  }
  const std::map<std::string, Statement>& all() const { return first_; }

 private:
  std::map<std::string, Statement> first_;
  std::vector<Problem>& problems_;
};

// Every fact stated in or under `node`, but for those of items and of single recipients.
void collect(const Node& node, const Shape& shape, const std::string& pointer, const std::string& year,
             Statements& out) {
  if (node.kind != Node::Kind::kMap) return;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    const std::string& key = node.keys[i].name;
    const Node& child = node.children[i];
    const std::string inner = child_pointer(pointer, key);
    if (shape.kind == Kind::kYears) {
      collect(child, *shape.each, inner, key, out);
      continue;
    }
    const Field* field = find_field(shape, key);
    if (field == nullptr || &node.children[i] != node.find(key)) continue;
    if (field->fact.empty()) {
      if (is_mapping(*field->shape) || field->shape->kind == Kind::kYears)
        collect(child, *field->shape, inner, year, out);
      continue;
    }
    auto value = fact_of(child, *field->shape);
    if (!value || field->fact.substr(0, 5) == "item.") continue;
    std::string name(field->fact);
    if (const std::size_t star = name.find('*'); star != std::string::npos) name.replace(star, 1, year);
    out.add(name, {std::move(*value), inner, child.line, child.column});
  }
}

const Node* at(const Node& root, std::initializer_list<std::string_view> path) {
  const Node* node = &root;
  for (const std::string_view key : path) {
    node = node == nullptr ? nullptr : node->find(key);
  }
  return node;
}

// What one statement says of another: a credit code that the exporter is in the mainland, a link that data
// leaves.
class Consequences {
 public:
  Consequences(const Node& root, const Transfer& transfer, Statements& out)
      : root_(root), t_(transfer), out_(out) {}

  void draw() {
    if (const Node* uscc = at(root_, {"processor", "uscc"}); uscc != nullptr && Uscc::parse(t_.uscc)) {
      say("exporter.jurisdiction", Symbol{"CN"}, *uscc, "/processor/uscc");
    }
    if (t_.purpose == "foreign_court_request" || t_.purpose == "foreign_agency_request") {
      say("facts.foreign_authority_request", true, *root_.find("purpose"), "/purpose");
    }
    const bool in_mainland = out_.is("exporter.jurisdiction", Symbol{"CN"});
    if (in_mainland && !t_.scenario.domestic_systems.empty()) {
      say("facts.stored_in_mainland", true, *at(root_, {"scenario", "domestic_systems"}),
          "/scenario/domestic_systems");
    }
    const Node* links = at(root_, {"scenario", "links"});
    for (std::size_t i = 0; i < t_.links.size(); ++i) link(i, links->children[i], in_mainland);
  }

 private:
  void say(const std::string& name, FactValue value, const Node& node, std::string pointer) {
    out_.add(name, {std::move(value), std::move(pointer), node.line, node.column});
  }

  void link(std::size_t index, const Node& node, bool in_mainland) {
    const std::string& mode = t_.links[index].mode;
    const Node* place = node.find("mode");
    if (mode.empty() || place == nullptr) return;
    const std::string pointer = fmt::format("/scenario/links/{}/mode", index);
    if (mode == "offshore_processing") {
      say("facts.offshore_processing_of_mainland_persons", true, *place, pointer);
    } else if (in_mainland && mode == "remote_access") {
      say("facts.remote_access_from_abroad", true, *place, pointer);
    } else if (in_mainland && some_recipient_is_outside()) {
      say("facts.leaves_mainland", true, *place, pointer);
    }
  }

  bool some_recipient_is_outside() const {
    const auto outside = [](std::string_view code) {
      const auto country = CountryCode::parse(code);
      return country && country->is_outside_mainland();
    };
    const FactValue* common = out_.find("recipient.country");
    const auto* symbol = common == nullptr ? nullptr : std::get_if<Symbol>(common);
    return (symbol != nullptr && outside(symbol->name)) ||
           std::any_of(t_.recipients.begin(), t_.recipients.end(),
                       [&](const Recipient& r) { return outside(r.region); });
  }

  const Node& root_;
  const Transfer& t_;
  Statements& out_;
};

// Facts under `recipient` hold for every one of scenario.recipients; what all recipients share holds for the
// flow.
void share_recipient_facts(const Node& root, Transfer& transfer, Facts& flow,
                           std::vector<Problem>& problems) {
  const Node* list = at(root, {"scenario", "recipients"});
  for (std::size_t i = 0; i < transfer.recipients.size(); ++i) {
    Facts& own = transfer.recipients[i].facts;
    for (const auto& [name, value] : flow.all()) {
      if (name.substr(0, 10) != "recipient.") continue;
      const FactValue* stated = own.find(name);
      if (stated != nullptr && !is_unknown(*stated) && !is_unknown(value) && *stated != value) {
        const Node& node = list->children[i];
        problems.push_back(
            {node.line,
             node.column,
             fmt::format("/scenario/recipients/{}", i),
             {fmt::format("says {} = {}, but /recipient says {}", name, to_string(*stated), to_string(value)),
              fmt::format("此处即 {} = {}，而 /recipient 为 {}", name, to_string(*stated), to_string(value))},
             {"state it once, or make both agree", "请只写一处，或使二者一致"}});
      } else if (stated == nullptr || is_unknown(*stated)) {
        own.set(name, value);
      }
    }
  }
  if (transfer.recipients.empty()) return;
  for (const auto& [name, value] : transfer.recipients.front().facts.all()) {
    const auto agrees = [&, &fact = name, &said = value](const Recipient& r) {
      const FactValue* other = r.facts.find(fact);
      return other != nullptr && *other == said;
    };
    const bool all = std::all_of(transfer.recipients.begin(), transfer.recipients.end(), agrees);
    if (all) flow.set(name, value);
  }
}

// Members that are a fact's second name.
void fill_second_names(Transfer& transfer, const Facts& flow) {
  const auto symbol = [&](std::string_view name) {
    const FactValue* v = flow.find(name);
    const auto* s = v == nullptr ? nullptr : std::get_if<Symbol>(v);
    return s == nullptr ? std::string() : s->name;
  };
  transfer.industry = symbol("exporter.sector");
  transfer.legal_basis = symbol("lawful_basis");
  const FactValue* scale = flow.find("exporter.people_handled_total");
  const auto* persons = scale == nullptr ? nullptr : std::get_if<std::int64_t>(scale);
  transfer.pi_scale = persons == nullptr ? std::nullopt : std::optional(*persons);
  for (Recipient& recipient : transfer.recipients) {
    const FactValue* country = recipient.facts.find("recipient.country");
    const auto* code = country == nullptr ? nullptr : std::get_if<Symbol>(country);
    recipient.region = code == nullptr ? std::string() : code->name;
  }
}

// Outside China's law, which asks each item: personal_data is what the items say of themselves.
void personal_data(Transfer& transfer) {
  const FactValue* from = transfer.facts.flow.find("exporter.jurisdiction");
  const bool asked = from != nullptr && !is_unknown(*from) && *from != FactValue(Symbol{"CN"});
  if (!asked || transfer.facts.flow.find("facts.personal_data") != nullptr) return;
  bool all_no = !transfer.facts.items.empty();
  for (const Facts& row : transfer.facts.items) {
    const FactValue* personal = row.find("personal");
    if (personal != nullptr && *personal == FactValue(true)) {
      transfer.facts.flow.set("facts.personal_data", true);
      return;
    }
    all_no = all_no && personal != nullptr && *personal == FactValue(false);
  }
  if (all_no) transfer.facts.flow.set("facts.personal_data", false);
}

}  // namespace

void resolve_facts(const Document& document, Transfer& transfer, std::vector<Problem>& problems) {
  Statements statements(problems);
  collect(document.root, transfer_shape(), "", "", statements);
  if (const FactValue* purpose = statements.find("purpose"); purpose != nullptr) {
    if (const auto* word = std::get_if<Symbol>(purpose)) transfer.purpose = word->name;
  }
  Consequences(document.root, transfer, statements).draw();
  Facts& flow = transfer.facts.flow;
  for (const auto& [name, statement] : statements.all()) flow.set(name, statement.value);
  share_recipient_facts(document.root, transfer, flow, problems);
  fill_second_names(transfer, flow);
  for (const Misfit& misfit : build_rows(transfer)) {
    const auto [line, column] = place_of(document.root, misfit.pointer);
    problems.push_back({line, column, misfit.pointer, misfit.says, misfit.fix});
  }
  personal_data(transfer);
}

}  // namespace tidegate::intake
