#include "tidegate/gate/desk/handed_papers.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/desk/media_type.h"
#include "tidegate/gate/filing/tree_json.h"

namespace tidegate::desk {
namespace {

bool is_text(const intake::Node* node, std::string_view text) {
  return node != nullptr && node->kind == intake::Node::Kind::kScalar && node->text == text;
}

DeskPaper paper_of(const FilingFileRow& file, const std::vector<BlobRow>& heads) {
  DeskPaper paper{
      file.id, file.slot,    file.file_name, file.sha256, std::string(media_type_of(file.file_name)),
      0,       file.added_ms};
  const auto head =
      std::find_if(heads.begin(), heads.end(), [&](const BlobRow& one) { return one.sha256 == file.sha256; });
  if (head != heads.end()) paper.size_bytes = head->size_bytes;
  return paper;
}

std::int64_t number_of(const JsonPiece& piece) {
  std::int64_t number = 0;
  const std::string_view text = piece.text();
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::int64_t moment_of(const JsonPiece& piece) {
  const auto moment = parse_instant(piece.string());
  return moment ? *moment : 0;
}

}  // namespace

std::optional<std::size_t> listed_at(const intake::Node& declaration, const FilingFileRow& file) {
  const intake::Node* list = declaration.find("attachments");
  if (list == nullptr || list->kind != intake::Node::Kind::kList) return std::nullopt;
  for (std::size_t i = 0; i < list->children.size(); ++i) {
    const intake::Node& entry = list->children[i];
    if (is_text(entry.find("code"), file.slot) && is_text(entry.find("file"), file.file_name)) return i;
  }
  return std::nullopt;
}

bool is_credential(std::string_view file_name) {
  const std::string_view type = media_type_of(file_name);
  if (!manifest_beside(file_name).empty()) return false;
  return type == "application/jwt" || type == "application/dc+sd-jwt" || type == "application/cms" ||
         type == "application/pkcs7-signature";
}

bool means_paper(std::string_view named, std::string_view file_name) {
  if (named == file_name) return true;
  return named.size() > file_name.size() && named.ends_with(file_name) &&
         named[named.size() - file_name.size() - 1] == '/';
}

std::optional<std::size_t> named_at(const intake::Node& declaration, std::string_view file_name) {
  const intake::Node* list = declaration.find("evidence");
  if (list == nullptr || list->kind != intake::Node::Kind::kList) return std::nullopt;
  for (std::size_t i = 0; i < list->children.size(); ++i) {
    const intake::Node& entry = list->children[i];
    const intake::Node* file = entry.kind == intake::Node::Kind::kScalar ? &entry : entry.find("file");
    if (file != nullptr && file->kind == intake::Node::Kind::kScalar && means_paper(file->text, file_name))
      return i;
  }
  return std::nullopt;
}

const FilingFileRow* paper_named(const std::vector<FilingFileRow>& files, std::string_view slot,
                                 std::string_view file_name) {
  const auto last = std::find_if(files.rbegin(), files.rend(), [&](const FilingFileRow& file) {
    return file.slot == slot && file.file_name == file_name;
  });
  return last == files.rend() ? nullptr : &*last;
}

std::vector<DeskPaper> draft_papers(const KeptFiling& kept) {
  std::vector<DeskPaper> out;
  for (const FilingFileRow& file : kept.files) {
    if (file.slot.starts_with(kDocumentSlot)) continue;
    const bool is_latest = paper_named(kept.files, file.slot, file.file_name) == &file;
    const std::string manifest = manifest_beside(file.file_name);
    const bool is_named =
        manifest.empty() ? is_credential(file.file_name) && named_at(kept.declaration.root, file.file_name)
                         : named_at(kept.declaration.root, manifest).has_value();
    const bool is_listed = is_named || listed_at(kept.declaration.root, file).has_value();
    if (is_latest && (is_listed || !kept.was_handed_in(file.id))) out.push_back(paper_of(file, kept.heads));
  }
  return out;
}

void write_papers(JsonWriter& json, const std::vector<DeskPaper>& papers) {
  json.begin_array();
  for (const DeskPaper& paper : papers) {
    json.begin_object();
    json.key("id").string(paper.id);
    json.key("slot").string(paper.slot);
    json.key("file_name").string(paper.file_name);
    json.key("size_bytes").integer(paper.size_bytes);
    json.key("sha256").string(paper.sha256);
    json.key("media_type").string(paper.media_type);
    json.key("added_at").string(instant_text(paper.added_ms));
    json.end_object();
  }
  json.end_array();
}

std::vector<DeskPaper> papers_of(const FilingDocument& document) {
  std::vector<DeskPaper> out;
  for (const JsonPiece& piece : document.papers().elements()) {
    DeskPaper paper;
    paper.id = piece.member("id").string();
    paper.slot = piece.member("slot").string();
    paper.file_name = piece.member("file_name").string();
    paper.sha256 = piece.member("sha256").string();
    paper.media_type = piece.member("media_type").string();
    paper.size_bytes = number_of(piece.member("size_bytes"));
    paper.added_ms = moment_of(piece.member("added_at"));
    out.push_back(std::move(paper));
  }
  return out;
}

std::string filing_hash(std::string_view declaration, const std::vector<DeskPaper>& papers) {
  std::vector<std::array<std::string_view, 3>> lines;
  for (const DeskPaper& paper : papers) lines.push_back({paper.slot, paper.file_name, paper.sha256});
  std::sort(lines.begin(), lines.end());
  JsonWriter json;
  json.begin_object().key("declaration").raw(declaration).key("papers").begin_array();
  for (const auto& [slot, file_name, sha256] : lines) {
    json.begin_object().key("file_name").string(file_name).key("sha256").string(sha256);
    json.key("slot").string(slot).end_object();
  }
  json.end_array().end_object();
  return sha256_hex(json.take());
}

std::string draft_hash(const KeptFiling& kept) {
  return filing_hash(canonical_text(typed_json(kept.declaration.root)), draft_papers(kept));
}

std::vector<std::string> evidence_of(const Case& c) {
  std::vector<std::string> out;
  for (const SupplementRequest& round : c.supplements) {
    for (const SupplementLine& line : round.lines)
      out.insert(out.end(), line.evidence.begin(), line.evidence.end());
  }
  for (const Contest& contest : c.contests)
    out.insert(out.end(), contest.what.evidence.begin(), contest.what.evidence.end());
  return out;
}

Result<std::vector<DeskPaper>> case_papers(const DeskReader& reader, const std::string& filing, const Case& c,
                                           const FilingDocument& newest) {
  std::vector<DeskPaper> out = papers_of(newest);
  const std::vector<std::string> named = evidence_of(c);
  const auto is_there = [&](const std::string& sha256) {
    return std::any_of(out.begin(), out.end(), [&](const DeskPaper& one) { return one.sha256 == sha256; });
  };
  if (std::all_of(named.begin(), named.end(), is_there)) return out;
  const Reach whole = Reach::of_whole_desk();
  const auto files = reader.filing_files(whole, filing);
  if (!files) return fail(files.error());
  const auto heads = reader.filing_blob_heads(whole, filing);
  if (!heads) return fail(heads.error());
  for (const FilingFileRow& file : *files) {
    const bool is_named = std::find(named.begin(), named.end(), file.sha256) != named.end();
    const bool is_paper = !file.slot.starts_with(kDocumentSlot);
    if (is_named && is_paper && !is_there(file.sha256)) out.push_back(paper_of(file, *heads));
  }
  return out;
}

}  // namespace tidegate::desk
