// Papers of a filing: taken in with their octets, listed among the declaration's attachments, given back.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tidegate/base/hash.h"
#include "tidegate/base/seen_text.h"
#include "tidegate/base/utf8.h"
#include "tidegate/gate/backups/claimed.h"
#include "tidegate/gate/desk/case_book.h"
#include "tidegate/gate/desk/filing_work.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/media_type.h"
#include "tidegate/intake/edit_tree.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostPapers = 60;        // of a draft
constexpr std::size_t kMostFiles = 600;        // with those of versions; fewer than the store lists
constexpr std::size_t kLongestFileName = 200;  // octets
constexpr int kTries = 4;                      // to be written beside somebody who fills in the form

Error refused(std::string where, std::string en, std::string zh) {
  return {ErrorCode::kOutOfRange, std::move(en), std::move(where), std::move(zh)};
}

// A plain name that is safe in an archive and in a header; one reason at a time, the first that holds.
std::optional<Error> fault_of_file_name(std::string_view name) {
  constexpr std::string_view kUnsafe = "/\\:\"*?<>|";
  const auto no = [](std::string en, std::string zh) {
    return std::optional(refused("/file_name", std::move(en), std::move(zh)));
  };
  if (!shows_something(name)) return no("a file's name is needed", "须给出文件名");
  if (name.size() > kLongestFileName)
    return no("the file's name is longer than 200 octets: shorten it", "文件名超过 200 字节，请缩短");
  if (name.find_first_of(kUnsafe) != std::string_view::npos) {
    return no(
        "the file's name holds one of / \\ : \" * ? < > |, which no folder of every system takes: rename it",
        "文件名含有 / \\ : \" * ? < > | 之一，部分系统不接受，请重命名");
  }
  if (name.front() == '.' || name.back() == ' ' || name.back() == '.')
    return no("the file's name begins with a dot, or ends in a dot or a blank: rename it",
              "文件名不得以句点开头，也不得以句点或空格结尾，请重命名");
  // What turns the direction of writing would let a name end in another ending than it has.
  if (has_misleading(name)) {
    return no(
        "the file's name holds control characters, or marks that turn the direction of writing: rename it",
        "文件名含有控制字符或改变书写方向的字符，请重命名");
  }
  if (!is_valid_utf8(name)) return no("the file's name is no UTF-8", "文件名不是 UTF-8 编码");
  return std::nullopt;
}

bool is_slot(std::string_view slot) {
  return slot.size() == 2 && slot[0] == 'A' && slot[1] >= '1' && slot[1] <= '9';
}

// Of the kinds that a filing holds, those that papers are.
bool is_paper_name(std::string_view file_name) {
  if (!manifest_beside(file_name).empty()) return true;
  const std::string_view type = desk::media_type_of(file_name);
  for (const char* taken :
       {"application/pdf", "application/ofd", "image/png", "image/jpeg", "text/plain", "text/markdown",
        "application/jwt", "application/dc+sd-jwt", "application/cms", "application/pkcs7-signature",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}) {
    if (type == taken) return true;
  }
  return false;
}

Result<void> fault_of(const NewPaper& paper) {
  if (!is_slot(paper.slot))
    return fail(refused("/slot", "a paper's slot is one of A1 to A9", "材料代码须为 A1 至 A9"));
  if (auto fault = fault_of_file_name(paper.file_name)) return fail(std::move(*fault));
  if (paper.bytes.size() > kLargestBlob) {
    return fail({ErrorCode::kLimit, "a paper is 32 MiB at most", {}, "单个材料文件至多 32 MiB"});
  }
  if (paper.bytes.empty()) {
    return fail(refused({}, "the file is empty: it has no octet; choose the paper itself, and send it again",
                        "文件为空（0 字节）：请选择材料文件后重新上传"));
  }
  if (!is_paper_name(paper.file_name)) {
    return fail({ErrorCode::kMalformed, "a file of this kind is no paper", "/file_name",
                 "该类型的文件不能作为申报材料"});
  }
  return {};
}

intake::Node text_node(std::string_view text) {
  intake::Node node;
  node.kind = intake::Node::Kind::kScalar;
  node.text = text;
  node.quoted = true;
  return node;
}

// Among the attachments, or, of a credential, among the evidence; where it stands already its row stays. What
// lies beside a manifest of a backup comes and goes with that one.
void list(intake::Node& root, const FilingFileRow& file) {
  if (!manifest_beside(file.file_name).empty()) return;
  const bool is_evidence = desk::is_credential(file.file_name);
  if (is_evidence ? desk::named_at(root, file.file_name).has_value()
                  : desk::listed_at(root, file).has_value())
    return;
  intake::Node entry;
  entry.kind = intake::Node::Kind::kMap;
  if (!is_evidence) {
    entry.keys.push_back({"code", 0, 0});
    entry.children.push_back(text_node(file.slot));
  }
  entry.keys.push_back({"file", 0, 0});
  entry.children.push_back(text_node(file.file_name));
  static_cast<void>(
      intake::set_value(root, is_evidence ? "/evidence/-" : "/attachments/-", std::move(entry)));
}

// A credential that goes is named as evidence no more.
void unname(intake::Node& root, const FilingFileRow& file) {
  if (!desk::is_credential(file.file_name)) return;
  if (const auto at = desk::named_at(root, file.file_name))
    static_cast<void>(intake::remove_value(root, fmt::format("/evidence/{}", *at)));
}

// Errors: kConflict (no more, or a paper of that name is there and is not the one that is replaced).
Result<void> room_for(const FilingFileRow& file, const std::string& replaced, const desk::KeptFiling& kept) {
  std::vector<DeskPaper> papers = desk::draft_papers(kept);
  std::erase_if(papers, [&](const DeskPaper& one) { return one.id == replaced; });
  for (const DeskPaper& other : papers) {
    if (other.slot == file.slot && other.file_name == file.file_name)
      return fail({ErrorCode::kConflict,
                   "a paper of this name is there already; replace it or remove it first", ":",
                   "已有同名材料；请替换或先移除"});
  }
  if (kept.files.size() >= kMostFiles)
    return fail({ErrorCode::kConflict, fmt::format("{} files over all versions are the most", kMostFiles),
                 ":", fmt::format("各版本文件合计至多 {} 个", kMostFiles)});
  if (papers.size() < kMostPapers) return {};
  return fail({ErrorCode::kConflict, fmt::format("{} papers are the most", kMostPapers), ":",
               fmt::format("材料文件至多 {} 个", kMostPapers)});
}

// Errors: kConflict (an answer or a contest of the case names it).
Result<void> is_unnamed(const DeskReader& reader, const Reach& reach, const std::string& case_id,
                        const std::string& sha256) {
  if (case_id.empty()) return {};
  const auto c = desk::case_from_events(reader, reach, case_id);
  if (!c) return fail(c.error());
  const std::vector<std::string> named = desk::evidence_of(*c);
  if (std::find(named.begin(), named.end(), sha256) == named.end()) return {};
  return fail({ErrorCode::kConflict, "an answer or a contest names this paper: it stays", ":",
               "答复或异议已引用该材料，不得移除"});
}

// A new paper in the place of one of the draft: its row among the attachments stays, with what the firm said
// of it. Gives the row of the file that goes, or none where a version was handed in with it. Errors:
// kNotFound, kOutOfRange (it stands in another slot).
Result<std::optional<FilingFileRow>> take_place(desk::KeptFiling& kept, const std::string& replaced,
                                                const FilingFileRow& by) {
  const auto draft = desk::draft_papers(kept);
  const bool is_there =
      std::any_of(draft.begin(), draft.end(), [&](const DeskPaper& one) { return one.id == replaced; });
  if (!is_there) return fail({ErrorCode::kNotFound, "there is no such paper", {}, "不存在该材料"});
  const auto file = std::find_if(kept.files.begin(), kept.files.end(),
                                 [&](const FilingFileRow& row) { return row.id == replaced; });
  if (file->slot != by.slot)
    return fail(refused("/slot", "a paper is replaced by one of the same slot",
                        "替换材料须与原材料属于同一材料代码"));
  intake::Node& root = kept.declaration.root;
  const auto at = desk::listed_at(root, *file);
  if (at && file->file_name != by.file_name) {
    const std::string row = fmt::format("/attachments/{}", *at);
    if (desk::listed_at(root, by))
      static_cast<void>(intake::remove_value(root, row));
    else
      static_cast<void>(intake::set_value(root, row + "/file", text_node(by.file_name)));
  }
  if (file->file_name != by.file_name) unname(root, *file);
  const FilingFileRow gone = *file;
  const bool is_kept = kept.was_handed_in(gone.id);
  if (!is_kept) kept.files.erase(file);
  return is_kept ? std::nullopt : std::optional<FilingFileRow>(gone);
}

// A form is filled in at the same time: what is written on another version is tried again.
template <typename Once>
Result<EditedFiling> written_beside(const Once& once) {
  for (int i = 1;; ++i) {
    auto done = once();
    if (done || done.error().code != ErrorCode::kConflict || !done.error().where.empty() || i == kTries)
      return done;
  }
}

}  // namespace

Result<DeskPaper> DeskFilings::add_paper(const DeskAsker& asker, const std::string& id,
                                         const NewPaper& paper) {
  if (auto fine = fault_of(paper); !fine) return fail(fine.error());
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  const std::int64_t now = parts_.now();
  FilingFileRow file{desk::new_id(now), id, paper.slot, sha256_hex(paper.bytes), paper.file_name, now};
  BlobRow blob{file.sha256, static_cast<std::int64_t>(paper.bytes.size()),
               std::string(desk::media_type_of(paper.file_name)), now, paper.bytes};
  bool is_looked_at = false;
  const auto done = written_beside([&]() -> Result<EditedFiling> {
    auto kept = work_->read(hand.reach, id);
    if (!kept) return fail(kept.error());
    if (!kept->can_edit()) return fail(desk::may_not_change());
    if (auto room = room_for(file, paper.replaces, *kept); !room) return fail(room.error());
    if (!is_looked_at) {
      if (auto looked = work_->look_at(file, paper.bytes); !looked) return fail(looked.error());
    }
    is_looked_at = true;
    std::optional<FilingFileRow> gone;
    if (!paper.replaces.empty()) {
      auto taken = take_place(*kept, paper.replaces, file);
      if (!taken) return fail(taken.error());
      gone = *std::move(taken);
    }
    const std::string case_id = kept->row.case_id;
    kept->files.push_back(file);
    list(kept->declaration.root, file);
    const std::string_view action = paper.replaces.empty() ? "filing.paper.add" : "filing.paper.replace";
    return work_->keep(hand, std::move(*kept), action,
                       [&, gone, case_id](DeskTransaction& t) -> Result<void> {
                         if (gone) {
                           if (auto free = is_unnamed(t, hand.reach, case_id, gone->sha256); !free)
                             return free;
                           if (auto removed = t.remove_filing_file(hand.reach, id, gone->id); !removed)
                             return removed;
                         }
                         if (auto put = t.put_blob(blob); !put) return put;
                         return t.add_filing_file(hand.reach, file);
                       });
  });
  if (!done) return fail(done.error());
  if (!done->problems.empty()) {
    const PlacedProblem& problem = done->problems.front();
    return fail({ErrorCode::kConflict, problem.says.en, ":", problem.says.zh});
  }
  return DeskPaper{file.id, file.slot, file.file_name, file.sha256, blob.media_type, blob.size_bytes, now};
}

Result<void> DeskFilings::remove_paper(const DeskAsker& asker, const std::string& id,
                                       const std::string& paper) {
  const desk::FilingHand hand = desk::hand_of(asker, parts_.now());
  const auto done = written_beside([&]() -> Result<EditedFiling> {
    auto kept = work_->read(hand.reach, id);
    if (!kept) return fail(kept.error());
    const auto draft = desk::draft_papers(*kept);
    const bool is_there =
        std::any_of(draft.begin(), draft.end(), [&](const DeskPaper& one) { return one.id == paper; });
    if (!is_there) return fail({ErrorCode::kNotFound, "there is no such paper", {}, "不存在该材料"});
    const auto file = std::find_if(kept->files.begin(), kept->files.end(),
                                   [&](const FilingFileRow& row) { return row.id == paper; });
    if (const auto at = desk::listed_at(kept->declaration.root, *file))
      static_cast<void>(intake::remove_value(kept->declaration.root, fmt::format("/attachments/{}", *at)));
    unname(kept->declaration.root, *file);
    // What a version was handed in with stays with that version; the draft alone has it no longer.
    if (kept->was_handed_in(file->id)) return work_->keep(hand, std::move(*kept), "filing.paper.remove");
    const std::string sha256 = file->sha256;
    const std::string case_id = kept->row.case_id;
    kept->files.erase(file);
    return work_->keep(hand, std::move(*kept), "filing.paper.remove",
                       [&, case_id, sha256](DeskTransaction& t) -> Result<void> {
                         if (auto free = is_unnamed(t, hand.reach, case_id, sha256); !free) return free;
                         return t.remove_filing_file(hand.reach, id, paper);
                       });
  });
  if (!done) return fail(done.error());
  return {};
}

Result<DeskOctets> DeskFilings::paper(const DeskAsker& asker, const std::string& id,
                                      const std::string& paper) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_.store->read([&](const DeskReader& reader) -> Result<DeskOctets> {
    const auto files = reader.filing_files(reach, id);
    if (!files) return fail(files.error());
    for (const FilingFileRow& file : *files) {
      if (file.id != paper || file.slot.starts_with(desk::kDocumentSlot)) continue;
      auto blob = reader.filing_blob(reach, id, file.sha256);
      if (!blob) return fail(blob.error());
      return DeskOctets{file.file_name, std::string(desk::media_type_of(file.file_name)),
                        std::move(blob->bytes)};
    }
    return fail({ErrorCode::kNotFound, "there is no such paper", {}, "不存在该材料"});
  });
}

}  // namespace tidegate
