#include "tidegate/gate/desk/filing_credentials.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "tidegate/assure/credential.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/backups/parts.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/store/case_codec.h"

namespace tidegate::desk {
namespace {

constexpr std::size_t kMostOfBackups = std::size_t{64} << 20;
constexpr std::size_t kSmall = std::size_t{128} << 10;  // no manifest is larger

// What is not the credential's own: lists that are old, missing or unreadable, a library that is not here.
// The age of a test is known from the day on which it is handed in.
bool is_stated(CredentialFault fault) {
  switch (fault) {
    case CredentialFault::kSystemUncovered:
    case CredentialFault::kUnchecked:
    case CredentialFault::kTrustListStale:
    case CredentialFault::kStatusForged:
    case CredentialFault::kStatusMissing:
    case CredentialFault::kStatusStale:
    case CredentialFault::kWorkTooOld:
    case CredentialFault::kFilingAlone:
    case CredentialFault::kKindLimit:
      return false;
    default:
      return true;
  }
}

Error damaged() {
  return {ErrorCode::kCorrupt,
          "what was found of the filing's credentials does not read",
          {},
          "该申报的资质核验结果无法读取"};
}

}  // namespace

LookUp look_up(CredentialShelf* shelf, const Transfer& transfer, std::int64_t now_ms,
               const DocumentOctets& octets, const BackupPapers& backups) {
  LookUp out;
  if (transfer.evidence_claims.empty()) return out;
  out.looked.at_ms = now_ms;
  const auto lists = shelf == nullptr ? std::shared_ptr<CredentialLists>() : shelf->lists();
  if (!lists) {
    out.unbelieved = {
        "The desk's trust list does not open: no credential is checked, and each proves no "
        "more than a paper of the firm's own.",
        "办理台的信任清单无法打开：资质均未核验，证明力不高于企业自身文件。"};
    return out;
  }
  if (*lists == nullptr) {
    out.unbelieved = {
        "The desk has no trust list: no credential is checked, and each proves no more than a "
        "paper of the firm's own.",
        "办理台未配置信任清单：资质均未核验，证明力不高于企业自身文件。"};
    return out;
  }
  out.looked.lists = (*lists)->hash();
  out.looked.found = check_claimed(transfer, now_ms, **lists, octets);
  const auto trust = shelf->backups(**lists, transfer.uscc);
  if (!trust) {
    out.unbelieved = {
        "What the desk checks backups by does not open: no manifest is checked, and each proves "
        "no more than a paper of the firm's own.",
        "办理台的备份核验配置无法打开：备份清单均未核验，证明力不高于企业自身文件。"};
    return out;
  }
  // The desk scans no data: what a backup is of, nobody compares.
  for (CheckedCredential& one :
       check_claimed_backups(transfer, std::nullopt, {now_ms, now_ms}, *trust, backups))
    out.looked.found.push_back(std::move(one));
  return out;
}

namespace {

// The later of two of one name.
const DeskPaper* meant_by(const std::string& file, const std::vector<DeskPaper>& papers) {
  const auto paper = std::find_if(papers.rbegin(), papers.rend(),
                                  [&](const DeskPaper& one) { return means_paper(file, one.file_name); });
  return paper == papers.rend() ? nullptr : &*paper;
}

}  // namespace

DocumentOctets paper_octets(std::vector<DeskPaper> papers, BlobOctets blob) {
  constexpr auto kLargest = static_cast<std::int64_t>(assure::kLargestDocument);
  return [papers = std::move(papers),
          blob = std::move(blob)](const std::string& file) -> std::optional<std::string> {
    const DeskPaper* const paper = meant_by(file, papers);
    return paper == nullptr || paper->size_bytes > kLargest ? std::nullopt : blob(paper->sha256);
  };
}

BackupPapers backup_papers(std::vector<DeskPaper> papers, BlobOctets blob) {
  struct Held {
    std::vector<DeskPaper> papers;
    BlobOctets blob;
    std::size_t left = kMostOfBackups;
  };
  const auto held = std::make_shared<Held>(Held{std::move(papers), std::move(blob)});
  BackupPapers out;
  out.octets = [held](const std::string& file, std::size_t limit) -> std::optional<std::string> {
    const DeskPaper* const paper = meant_by(file, held->papers);
    if (paper == nullptr) return std::nullopt;
    const auto size = static_cast<std::size_t>(paper->size_bytes);
    if (size > limit) return std::nullopt;
    if (size > kSmall) {
      if (size > held->left) return std::nullopt;
      held->left -= size;
    }
    return held->blob(paper->sha256);
  };
  out.lines = [octets =
                   out.octets](const std::string& file) -> std::optional<std::function<bool(std::string&)>> {
    auto text = octets(file, kMostOfBackups);
    if (!text) return std::nullopt;
    const auto kept = std::make_shared<const std::string>(std::move(*text));
    return [kept, next = lines_of(*kept)](std::string& line) mutable { return next(line); };
  };
  out.names = [held](const std::string& beginning, const std::function<void(const std::string&)>& take) {
    const std::string begins = beginning.substr(beginning.rfind('/') + 1);
    for (const DeskPaper& one : held->papers) {
      if (one.file_name.starts_with(begins)) take(one.file_name);
    }
  };
  return out;
}

void write_looked_up(JsonWriter& json, const LookedUp& looked) {
  json.begin_object().key("at").string(instant_text(looked.at_ms)).key("at_ms").integer(looked.at_ms);
  json.key("lists").string(looked.lists);
  json.key("found").raw(canonical_text(to_json(looked.found))).end_object();
}

Result<LookedUp> looked_up_of(const FilingDocument& version) {
  LookedUp out;
  const JsonPiece piece = version.credentials();
  if (!piece.is_there()) return out;
  const auto json = parse_json(piece.text(), "");
  if (!json) return fail(damaged());
  const Json* const found = json->find("found");
  const Json* const at = json->find("at_ms");
  if (found == nullptr || at == nullptr || at->integer() == nullptr) return fail(damaged());
  auto read = credentials_from_json(*found, "");
  if (!read) return fail(damaged());
  out.at_ms = *at->integer();
  out.lists = piece.member("lists").string();
  out.found = std::move(*read);
  return out;
}

std::vector<CaseCredentialRow> rows_of(const std::string& case_id, const LookedUp& looked,
                                       const std::vector<DeskPaper>& papers) {
  std::vector<CaseCredentialRow> out;
  for (const CheckedCredential& one : looked.found) {
    if (one.found.grade <= EvidenceGrade::kE0) continue;
    const DeskPaper* const paper = meant_by(one.file, papers);
    if (paper == nullptr) continue;
    const bool is_there = std::any_of(
        out.begin(), out.end(), [&](const CaseCredentialRow& row) { return row.sha256 == paper->sha256; });
    if (is_there) continue;
    out.push_back({case_id, paper->sha256, one.file, static_cast<std::int64_t>(one.found.grade),
                   one.found.expires_ms.value_or(0), looked.lists, looked.at_ms});
  }
  return out;
}

std::optional<CredentialFault> loss_below(EvidenceGrade grade, const CredentialAssurance& found) {
  for (const CredentialReason& reason : found.why_not_higher) {
    if (is_stated(reason.fault) && reason.limit < grade) return reason.fault;
  }
  return std::nullopt;
}

namespace {

// Those of one family are held to each other: credentials of one kind, and all backups.
std::string family_named(const CredentialAssurance& found) {
  const bool is_of_backup = is_backup({{}, found});
  return is_of_backup ? "backup" : found.kind;
}

bool is_held_below(EvidenceGrade grade, const CredentialAssurance& found) {
  return std::any_of(found.why_not_higher.begin(), found.why_not_higher.end(), [&](const auto& reason) {
    return reason.fault == CredentialFault::kSystemUncovered && reason.limit < grade;
  });
}

}  // namespace

std::vector<std::optional<CredentialFault>> losses_among(const std::vector<LookedAgain>& all) {
  std::vector<std::optional<CredentialFault>> out;
  std::set<std::string> families;
  for (const LookedAgain& one : all) {
    out.push_back(loss_below(one.was, one.now));
    if (out.back()) families.insert(family_named(one.now));
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!out[i] && is_held_below(all[i].was, all[i].now) && families.contains(family_named(all[i].now)))
      out[i] = CredentialFault::kSystemUncovered;
  }
  return out;
}

}  // namespace tidegate::desk
