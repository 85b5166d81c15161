#include "tidegate/gate/desk/credential_shapes.h"

#include <algorithm>

#include "tidegate/assure/faults.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/credentials/document_kinds.h"
#include "tidegate/gate/desk/filing_credentials.h"
#include "tidegate/gate/desk/handed_papers.h"

namespace tidegate::desk {
namespace {

void write_why(JsonWriter& json, const std::vector<CredentialReason>& reasons) {
  json.begin_array();
  for (const CredentialReason& reason : reasons) {
    json.begin_object().key("fault").string(to_string(reason.fault)).key("says");
    write_text(json, reason.says);
    json.end_object();
  }
  json.end_array();
}

void write_row(JsonWriter& json, const CheckedCredential& one, const std::vector<DeskPaper>& papers,
               const std::vector<assure::CredentialRule>& rules) {
  const CredentialAssurance& found = one.found;
  const auto paper = std::find_if(papers.rbegin(), papers.rend(),
                                  [&](const DeskPaper& p) { return means_paper(one.file, p.file_name); });
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const assure::CredentialRule& known) {
    return known.code == found.kind;
  });
  json.begin_object().key("file").string(one.file);
  if (paper != papers.rend()) json.key("sha256").string(paper->sha256);
  json.key("kind").string(found.kind);
  if (rule != rules.end()) {
    json.key("kind_words");
    write_text(json, rule->name);
  }
  if (!found.issuer_name.empty()) {
    json.key("issuer");
    write_text(json, found.issuer_name);
  }
  if (found.expires_ms) json.key("expires_at").string(instant_text(*found.expires_ms));
  json.key("grade").string(to_string(found.grade)).key("why");
  write_why(json, found.why_not_higher);
  json.end_object();
}

}  // namespace

void write_credentials(JsonWriter& json, const FilingDocument& version) {
  const auto looked = looked_up_of(version);
  if (!looked || looked->at_ms == 0) return;
  const auto rules = document_kinds();
  const std::vector<DeskPaper> papers = papers_of(version);
  json.key("credentials").begin_object().key("is_checked").boolean(!looked->lists.empty());
  json.key("at").string(instant_text(looked->at_ms)).key("rows").begin_array();
  for (const CheckedCredential& one : looked->found)
    write_row(json, one, papers, rules ? *rules : std::vector<assure::CredentialRule>());
  json.end_array().end_object();
}

void write_doubts(JsonWriter& json, const Case& c, const Names& names, Side side) {
  json.begin_array();
  for (const PermitDoubt& doubt : c.doubts) {
    json.begin_object().key("permit").string(doubt.what.permit).key("at").string(instant_text(doubt.at_ms));
    json.key("credentials").begin_array();
    for (const CredentialLoss& loss : doubt.what.credentials) {
      json.begin_object().key("sha256").string(loss.sha256).key("fault").string(to_string(loss.fault));
      json.key("says");
      write_text(json, assure::words_of(loss.fault));
      json.end_object();
    }
    json.end_array();
    if (doubt.settled) {
      json.key("settled").begin_object().key("reasons");
      write_text(json, doubt.settled->reasons);
      json.key("by");
      write_person(json, doubt.settled_by, names, side);
      json.key("at").string(instant_text(doubt.settled_ms)).end_object();
    }
    json.end_object();
  }
  json.end_array();
}

}  // namespace tidegate::desk
