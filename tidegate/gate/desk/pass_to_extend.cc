#include "tidegate/gate/desk/pass_to_extend.h"

#include <algorithm>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/verify.h"

namespace tidegate::desk {
namespace {

Error damaged(const std::string& permit) {
  return {ErrorCode::kCorrupt, "the version that the permit was given for cannot be read", permit,
          "无法读取该许可所依据的申报版本"};
}

// The version of that hash, newest first.
Result<FilingVersionRow> version_of_hash(const DeskReader& reader, const Reach& reach,
                                         const std::string& filing, const std::string& hash) {
  const auto versions = reader.filing_versions(reach, filing);
  if (!versions) return fail(versions.error());
  for (auto version = versions->rbegin(); version != versions->rend(); ++version) {
    auto whole = reader.filing_version(reach, filing, version->number);
    if (!whole) return fail(whole.error());
    if (FilingDocument(whole->document).version().member("filing_hash").string() == hash) return whole;
  }
  return fail(damaged(filing));
}

// A standard contract that was filed, or a certificate, has no result whose validity could be extended.
Result<void> is_assessment(const FilingDocument& document) {
  const std::string route = document.version().member("route").string();
  // A version whose route is the default, SA, does not write it.
  if (route.empty() || route == to_string(FilingRoute::kSA) || route == to_string(FilingRoute::kEXT))
    return {};
  return fail({ErrorCode::kConflict, "only the result of a security assessment can be extended: file anew",
               ":", "仅数据出境安全评估结果可申请延长有效期，请重新申报"});
}

intake::Node* member(intake::Node& map, std::string_view key) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    if (map.keys[i].name == key) return &map.children[i];
  }
  return nullptr;
}

// The decision that the permit was given on.
Result<Decision> decision_of(const DeskReader& reader, const Reach& reach, const PermitRow& row,
                             const Permit& permit) {
  const auto c = case_from_events(reader, reach, row.case_id);
  if (!c) return fail(c.error());
  for (auto one = c->decisions.rbegin(); one != c->decisions.rend(); ++one) {
    if (sha256_hex(permit::decision_text(*one)) == permit.decision_hash) return *one;
  }
  return fail(damaged(row.id));
}

// Items that were allowed stay, and what is said of them; the rest was refused. They stand in the order of
// the filing: of two with one name each has its own outcome.
bool keep_allowed(intake::Node& declaration, const Decision& decision) {
  intake::Node* const scenario = member(declaration, "scenario");
  intake::Node* const items = scenario == nullptr ? nullptr : member(*scenario, "items");
  if (items == nullptr) return true;
  if (items->children.size() != decision.items.size()) return false;
  std::vector<intake::Node> allowed;
  for (std::size_t i = 0; i < items->children.size(); ++i) {
    if (decision.items[i].verdict != ItemVerdict::kRefused) allowed.push_back(items->children[i]);
  }
  items->children = std::move(allowed);
  intake::Node* const data = member(declaration, "data");
  if (data == nullptr) return true;
  std::erase_if(data->children, [&](const intake::Node& source) {
    const intake::Node* of = source.find("item");
    const auto is_named = [&](const intake::Node& item) {
      const intake::Node* name = item.find("name");
      const intake::Node* group = item.find("group");
      return (name != nullptr && name->text == of->text) || (group != nullptr && group->text == of->text);
    };
    return of != nullptr && std::none_of(items->children.begin(), items->children.end(), is_named);
  });
  return true;
}

}  // namespace

Result<void> may_be_extended(const PermitRow& permit) {
  if (!is_signed(permit))
    return fail({ErrorCode::kConflict, "the permit was not signed: there is no pass to extend", ":",
                 "该许可尚未签发，无可延长的评估结果"});
  if (permit.state == to_string(PermitState::kRevoked))
    return fail(
        {ErrorCode::kConflict, "the permit is revoked: file anew", ":", "该许可已被撤销，请重新申报"});
  return {};
}

Result<PassToExtend> pass_to_extend(const DeskReader& reader, const Reach& reach, const std::string& permit) {
  auto row = reader.permit(reach, permit);
  if (!row) return fail(row.error());
  if (auto may = may_be_extended(*row); !may) return fail(may.error());
  auto signed_permit = permit::unverified_permit(row->document, permit);  // our own, out of our own store
  if (!signed_permit) return fail(damaged(permit));
  const auto of = reader.case_of(reach, row->case_id);
  if (!of) return fail(of.error());
  const auto version = version_of_hash(reader, reach, of->filing, signed_permit->filing_hash);
  if (!version) return fail(version.error());
  const FilingDocument document(version->document);
  if (auto is = is_assessment(document); !is) return fail(is.error());
  const auto declaration = parse_json(document.declaration().text(), "");
  if (!declaration) return fail(damaged(permit));
  PassToExtend out{std::move(*row), std::move(*signed_permit), {}, {}};
  out.passed.row.id = of->filing;
  out.passed.declaration.is_json = true;
  out.passed.declaration.root = node_of_json(*declaration);
  const auto decision = decision_of(reader, reach, out.row, out.permit);
  if (!decision) return fail(decision.error());
  out.ends_on = decision->valid_until ? decision->valid_until->str() : out.row.valid_until;
  if (!keep_allowed(out.passed.declaration.root, *decision)) return fail(damaged(permit));
  for (const DeskPaper& paper : papers_of(document)) {
    out.passed.files.push_back(
        {paper.id, of->filing, paper.slot, paper.sha256, paper.file_name, paper.added_ms});
  }
  return out;
}

}  // namespace tidegate::desk
