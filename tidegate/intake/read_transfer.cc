#include "tidegate/intake/read_transfer.h"

#include <fmt/format.h>

#include "tidegate/intake/check.h"
#include "tidegate/intake/document.h"
#include "tidegate/intake/format.h"
#include "tidegate/intake/members.h"
#include "tidegate/intake/resolve.h"
#include "tidegate/intake/tree_reader.h"

namespace tidegate::intake {
namespace {

const Shape& shape_at(const Shape& owner, std::string_view key) { return *find_field(owner, key)->shape; }

void read_source(const Node& node, const std::string& pointer, std::vector<DataSource>& out,
                 std::vector<Problem>& problems) {
  const Shape& shape = *shape_at(transfer_shape(), "data").each;
  const TreeReader reader(&node, shape);
  DataSource source;
  source.pointer = pointer;
  reader("item", source.item_name);
  const Node* files = node.find("files");
  const Node* schema = node.find("schema");
  const Node* counts = node.find("counts");
  const int kinds = (files != nullptr ? 1 : 0) + (schema != nullptr ? 1 : 0) + (counts != nullptr ? 1 : 0);
  if (kinds != 1) {
    problems.push_back(
        {node.line,
         node.column,
         pointer,
         {fmt::format("{} of files, schema, counts; one is due", kinds == 0 ? "none" : "more than one"),
          fmt::format("files、schema、counts 应写且只写一个，此处{}", kinds == 0 ? "都没有" : "多于一个")},
         {"give each source an entry of its own", "每个来源各写一项"}});
  }
  if (files != nullptr) {
    reader("files", source.globs);
  } else if (schema != nullptr) {
    source.kind = DataSource::Kind::kSchema;
    for (const Node& column : schema->children) {
      const TreeReader inner(&column, *shape_at(shape, "schema").each);
      auto& [name, type] = source.columns.emplace_back();
      inner("name", name);
      inner("type", type);
    }
  } else if (counts != nullptr) {
    source.kind = DataSource::Kind::kCounts;
    const TreeReader inner(counts, shape_at(shape, "counts"));
    inner("subjects", source.subjects);
    inner("already_counted", source.already_counted);
  }
  out.push_back(std::move(source));
}

// pi_since_jan1 and spi_since_jan1 are older names of pi and spi.
void read_older_names(const Node& root, Transfer& transfer, std::vector<Problem>& problems) {
  const Node* scenario = root.find("scenario");
  const Node* persons = scenario == nullptr ? nullptr : scenario->find("persons");
  if (persons == nullptr) return;
  const TreeReader reader(persons, shape_at(shape_at(transfer_shape(), "scenario"), "persons"));
  const auto take = [&](std::string_view key, std::string_view older, std::optional<std::int64_t>& out) {
    std::optional<std::int64_t> value;
    reader(older, value);
    if (value && out && *value != *out) {
      const Node& node = *persons->find(older);
      problems.push_back({node.line,
                          node.column,
                          fmt::format("/scenario/persons/{}", older),
                          {fmt::format("is another name of {}, which says {}", key, *out),
                           fmt::format("与 {} 同义，而后者为 {}", key, *out)},
                          {"state it once, as " + std::string(key), fmt::format("请只写 {}", key)}});
    }
    if (!out) out = value;
  };
  take("pi", "pi_since_jan1", transfer.scenario.persons.pi);
  take("spi", "spi_since_jan1", transfer.scenario.persons.spi);
}

Transfer read_members(const Document& document, std::vector<Problem>& problems) {
  Transfer transfer;
  transfer.facts.absent = Absent::kUnknown;
  const TreeReader reader(&document.root, transfer_shape());
  visit(transfer, reader);
  for (const EvidenceClaim& claim : transfer.evidence_claims) transfer.evidence.push_back(claim.file);
  const Node* filing = document.root.find("filing");
  transfer.filing.begun = filing != nullptr && filing->kind == Node::Kind::kMap;
  if (const Node* data = document.root.find("data"); data != nullptr && data->kind == Node::Kind::kList) {
    const auto most = static_cast<std::size_t>(shape_at(transfer_shape(), "data").most);
    for (std::size_t i = 0; i < data->children.size() && i < most; ++i) {
      read_source(data->children[i], fmt::format("/data/{}", i), transfer.data, problems);
    }
  }
  read_older_names(document.root, transfer, problems);
  return transfer;
}

}  // namespace

IntakeOutcome read_transfer(std::string_view bytes, std::string_view file_name) {
  return read_transfer(read_document(bytes, file_name), file_name);
}

IntakeOutcome read_transfer(const Document& document, std::string_view file_name) {
  IntakeOutcome outcome;
  outcome.problems = document.problems;
  check_document(document, transfer_shape(), outcome.problems);
  if (document.root.kind == Node::Kind::kMap) {
    Transfer transfer = read_members(document, outcome.problems);
    resolve_facts(document, transfer, outcome.problems);
    transfer.origin = file_name;
    if (outcome.problems.empty()) outcome.transfer = std::move(transfer);
  }
  sort_problems(outcome.problems);
  return outcome;
}

Problem problem_at(std::string_view bytes, std::string_view file_name, const std::string& pointer, Text says,
                   Text fix) {
  const auto [line, column] = place_of(read_document(bytes, file_name).root, pointer);
  return {line, column, pointer, std::move(says), std::move(fix)};
}

std::vector<int> lines_of_pointers(std::string_view bytes, std::string_view file_name,
                                   const std::vector<std::string>& pointers) {
  const Document document = read_document(bytes, file_name);
  std::vector<int> lines;
  for (const std::string& pointer : pointers) lines.push_back(place_of(document.root, pointer).first);
  return lines;
}

}  // namespace tidegate::intake
