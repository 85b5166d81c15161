#include "tidegate/gate/desk/extension_standing.h"

#include <fmt/format.h>

#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/extension_facts.h"
#include "tidegate/gate/desk/filing_document.h"
#include "tidegate/gate/desk/permit_issue.h"
#include "tidegate/gate/desk/permit_succession.h"
#include "tidegate/gate/filing/extension.h"
#include "tidegate/permit/verify.h"
#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"

namespace tidegate::desk {
namespace {

Error damaged(const std::string& id) {
  return {ErrorCode::kCorrupt, "the extension cannot be read as it was handed in", id,
          "无法读取延长有效期申请的申报版本"};
}

// Of the pre-check's findings, what the test asks: which rule, and what came of it.
std::vector<Finding> findings_of(const FilingDocument& document) {
  std::vector<Finding> out;
  for (const JsonPiece& piece : document.findings().elements()) {
    Finding finding;
    finding.rule = piece.member("rule").string();
    finding.state = CheckState::kNotCheckable;
    for (const CheckState state : {CheckState::kFails, CheckState::kPasses}) {
      if (piece.member("state").string() == report::code(state)) finding.state = state;
    }
    out.push_back(std::move(finding));
  }
  return out;
}

Result<std::optional<Transfer>> transfer_in(const JsonPiece& piece, const std::string& id) {
  if (!piece.is_there()) return std::optional<Transfer>();
  const auto json = parse_json(piece.text(), id);
  if (!json) return fail(damaged(id));
  return read_alike(*json);
}

std::string_view word(Truth truth) {
  return truth == Truth::kTrue ? "true" : truth == Truth::kFalse ? "false" : "unknown";
}

}  // namespace

Text against_pass(const PermitRow& pass) {
  if (!is_signed(pass))
    return {"the pass was not signed: there is nothing to extend", "该许可尚未签发，无可延长的评估结果"};
  if (pass.state == to_string(PermitState::kActive)) return {};
  const bool is_revoked = pass.state == to_string(PermitState::kRevoked);
  return {fmt::format("the pass {} is {}: it is not extended", pass.id, pass.state),
          fmt::format("原许可 {} {}，不得延长", pass.id, is_revoked ? "已被撤销" : "已被暂停")};
}

Result<ExtensionStanding> extension_standing(const DeskReader& reader, const CaseRow& row,
                                             const FilingVersionRow& version, const filing::Form& form,
                                             std::int64_t now_ms) {
  const auto filing = reader.filing(Reach::of_whole_desk(), row.filing);
  if (!filing) return fail(filing.error());
  const JsonPiece kept(filing->document);
  const FilingDocument handed_in(version.document);
  ExtensionStanding out;
  out.permit = kept.member("extends").string();
  out.ground.pass_gone = {"the application names no pass", "申请未指明原许可"};
  ExtensionFacts known;
  if (!out.permit.empty()) {
    const auto pass = reader.permit(Reach::of_firm(row.tenant), out.permit);
    if (!pass) return fail(pass.error());
    out.state = pass->state;
    auto why = against_extending(reader, *pass, row.id);
    if (!why) return fail(why.error());
    out.ground.pass_gone = std::move(*why);
    if (is_signed(*pass)) {
      const auto permit = permit::unverified_permit(pass->document, out.permit);  // out of our own store
      if (!permit) return fail(damaged(out.permit));
      auto facts = facts_of_pass(reader, *permit, now_ms);
      if (!facts) return fail(facts.error());
      known = std::move(*facts);
    }
  }
  const auto now = transfer_in(handed_in.declaration(), row.filing);
  if (!now) return fail(now.error());
  const Transfer unread;  // of what this program cannot read every line is open
  const auto passed = transfer_in(kept.member("previous"), row.filing);
  if (!passed) return fail(passed.error());
  out.ground.test = tidegate::extension_of(findings_of(handed_in), *now ? **now : unread,
                                           *passed ? &**passed : nullptr, known, form);
  return out;
}

std::string extension_text(const ExtensionStanding& standing) {
  const ExtensionTest& test = standing.ground.test;
  const bool is_gone = !standing.ground.pass_gone.empty();
  JsonWriter json;
  json.begin_object();
  if (!standing.permit.empty()) {
    json.key("permit").string(standing.permit);
    json.key("permit_state").string(standing.state);
  }
  if (is_gone) report::write_text(json.key("pass_gone"), standing.ground.pass_gone);
  json.key("truth").string(word(is_gone ? Truth::kFalse : test.holds));
  json.key("passes").string(to_string(is_gone ? ExtensionPasses::kNo : passes(test)));
  json.key("lines").begin_array();
  for (const ExtensionLine& line : test.lines) {
    json.begin_object().key("code").string(line.id).key("truth").string(word(line.holds));
    report::write_text(json.key("says"), line.says);
    if (!line.ask.empty()) report::write_text(json.key("ask"), line.ask);
    json.key("source").string(line.source).end_object();
  }
  return json.end_array().end_object().take();
}

}  // namespace tidegate::desk
