#include "tidegate/extract/office/relations.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/extract/office/xml_reader.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostRelations = 100'000;

// "xl/worksheets/" and "../media/a.png" -> "xl/media/a.png"; "/xl/a.xml" -> "xl/a.xml".
std::string resolve(std::string_view folder, std::string_view target) {
  std::string out;
  if (target.starts_with('/')) {
    target.remove_prefix(1);
  } else {
    out = folder;
  }
  while (!target.empty()) {
    const std::size_t slash = std::min(target.find('/'), target.size());
    const std::string_view step = target.substr(0, slash);
    target.remove_prefix(std::min(slash + 1, target.size()));
    if (step == "..") {
      if (!out.empty()) out.pop_back();
      out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/') + 1);
    } else if (step != "." && !step.empty()) {
      out += step;
      if (!target.empty()) out += '/';
    }
  }
  return out;
}

class Reader final : public XmlHandler {
 public:
  explicit Reader(std::string_view folder) : folder_(folder) {}
  std::vector<Relation> relations;

  Result<void> start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship" || attributes.get("TargetMode") == "External") return {};
    if (relations.size() >= kMostRelations) return {};
    const std::string_view type = attributes.get("Type");
    relations.push_back({std::string(attributes.get("Id")), std::string(type.substr(type.rfind('/') + 1)),
                         resolve(folder_, attributes.get("Target"))});
    return {};
  }
  Result<void> end(std::string_view) override { return {}; }
  Result<void> text(std::string_view) override { return {}; }

 private:
  std::string_view folder_;
};

}  // namespace

Result<std::vector<Relation>> relations_of(const OfficePackage& package, std::string_view part) {
  const std::size_t slash = part.rfind('/');
  const std::string_view folder = slash == std::string_view::npos ? "" : part.substr(0, slash + 1);
  const std::string list = fmt::format("{}_rels/{}.rels", folder, part.substr(folder.size()));
  if (!package.has(list)) return std::vector<Relation>{};
  Reader reader(folder);
  const auto source = package.part(list);
  if (const auto ok = read_xml(*source, package.path_of(list), reader); !ok) return fail(ok.error());
  return std::move(reader.relations);
}

std::string target_of(const OfficePackage& package, const std::vector<Relation>& relations,
                      std::string_view kind) {
  for (const Relation& relation : relations) {
    if (relation.kind == kind && package.has(relation.target)) return relation.target;
  }
  return {};
}

}  // namespace tidegate
