// Documents of a filing, made by a job of their own and kept beside its papers: the rows of the last time
// replace those of the time before, and a manifest says what they are.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/extension_facts.h"
#include "tidegate/gate/desk/filing_work.h"
#include "tidegate/gate/desk/filings.h"
#include "tidegate/gate/desk/handed_papers.h"
#include "tidegate/gate/desk/media_type.h"
#include "tidegate/gate/desk/workers.h"
#include "tidegate/gate/filing/declaration_tree.h"
#include "tidegate/gate/filing/tree_json.h"
#include "tidegate/gate/packs.h"
#include "tidegate/intake/read_transfer.h"
#include "tidegate/ports/office_program.h"
#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kManifestSlot = "DM";
constexpr std::size_t kMostArchived = std::size_t{24} << 20;  // octets of papers in the archive for upload
constexpr std::string_view kBulkArchive = "90-批量上传.zip";
constexpr std::string_view kFilingJson = "filing.json";
constexpr std::string_view kSignature = "filing.json.sig";
constexpr std::string_view kPublicKey = "filing.json.pub.pem";

class PrintFolder {  // where LibreOffice writes; gone with it
 public:
  PrintFolder() {
    std::error_code none;
    std::string path = (fs::temp_directory_path(none) / "tidegate-print-XXXXXX").string();
    if (mkdtemp(path.data()) != nullptr) path_ = path;
  }
  ~PrintFolder() {
    std::error_code none;
    if (!path_.empty()) fs::remove_all(path_, none);
  }
  PrintFolder(const PrintFolder&) = delete;
  PrintFolder& operator=(const PrintFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

Result<void> add_pdfs(const filing::FilingCase& c, const std::atomic<bool>& cancelled,
                      std::vector<filing::FilingFile>& files) {
  const auto documents = filing::documents_to_print(c);
  if (!documents) return fail(documents.error());
  const PrintFolder folder;
  if (folder.path().empty())
    return fail({ErrorCode::kUnavailable, "no room for temporary files", {}, "无法写入临时文件"});
  if (auto printed = print_to_pdf(*documents, folder.path(), &cancelled); !printed) return printed;
  for (const auto& [name, bytes] : *documents) {
    filing::FilingFile pdf;
    pdf.name = name.substr(0, name.rfind('.')) + ".pdf";
    for (const filing::FilingFile& file : files) {
      if (file.name == name) pdf.folder = file.folder;
    }
    auto read = read_file((fs::path(folder.path()) / pdf.name).string(), kLargestBlob);
    if (!read) return fail(read.error());
    pdf.bytes = std::move(*read);
    files.push_back(std::move(pdf));
  }
  return {};
}

// A document that is due and was not made.
struct LeftOut {
  std::string name;
  Text reason;
  Text fix;
};

LeftOut archive_left_out() {
  return {std::string(kBulkArchive),
          {fmt::format("the papers are more than {} MiB together", kMostArchived >> 20),
           fmt::format("材料合计超过 {} MiB", kMostArchived >> 20)},
          {"attach smaller scans and make the documents anew, or make the archive where the papers lie with "
           "`tidegate file --zip`",
           "请上传较小的扫描件后重新生成文件，或在材料所在计算机上用 tidegate file --zip 生成"}};
}

LeftOut too_large(const std::string& name) {
  return {name,
          {fmt::format("it is more than {} MiB", kLargestBlob >> 20),
           fmt::format("文件超过 {} MiB", kLargestBlob >> 20)},
          {"make it where the papers lie with `tidegate file`", "请在材料所在计算机上用 tidegate file 生成"}};
}

LeftOut not_signed(const Error& why) {
  return {std::string(kSignature),
          {"the desk's signing key is not at hand: " + why.what,
           "办理台签名密钥不可用：" + (why.what_zh.empty() ? why.what : why.what_zh)},
          {"ask the operator, then make the documents anew; or sign it with your own key by `tidegate file "
           "--key`",
           "请联系运营方后重新生成文件；也可用 tidegate file --key 以本单位密钥签名"}};
}

struct Rows {
  std::string json;  // [{"name", "folder", ...}]
  std::vector<FilingFileRow> files;
  std::vector<BlobRow> blobs;
  std::vector<LeftOut> left_out;
  std::string key_id;  // of the key that signed filing.json; empty: it is not signed
};

// filing.json as `tidegate file --key` signs it, by the desk's present key. Its public half lies beside it:
// who wants to know whose it is compares its id with the desk's trust policy.
void sign_filing(desk::Parts& parts, std::vector<filing::FilingFile>& files, Rows& rows) {
  const auto json = std::find_if(files.begin(), files.end(),
                                 [](const filing::FilingFile& file) { return file.name == kFilingJson; });
  if (json == files.end() || parts.permit_keys == nullptr) return;
  const auto hand = parts.store->transact([&](DeskTransaction& t) -> Result<desk::PermitHand> {
    return parts.permit_keys->hand(t, parts.now());
  });
  if (!hand) {
    rows.left_out.push_back(not_signed(hand.error()));
    return;
  }
  std::string signature = hand->secret->sign(json->bytes);
  rows.key_id = hand->key_id;
  files.push_back({std::string(kSignature), {}, std::move(signature)});
  files.push_back({std::string(kPublicKey), {}, to_pem(hand->secret->public_key())});
}

void fill_rows(std::vector<filing::FilingFile> files, const std::string& filing, std::int64_t now,
               Rows& rows) {
  JsonWriter json;
  json.begin_array();
  for (filing::FilingFile& file : files) {
    if (file.bytes.size() > kLargestBlob) {
      rows.left_out.push_back(too_large(file.name));
      continue;
    }
    const std::string sha256 = sha256_hex(file.bytes);
    const auto size = static_cast<std::int64_t>(file.bytes.size());
    json.begin_object().key("name").string(file.name).key("folder").string(file.folder);
    json.key("media_type").string(desk::media_type_of(file.name)).key("size_bytes").integer(size);
    json.key("sha256").string(sha256).end_object();
    rows.files.push_back(
        {desk::new_id(now), filing, std::string(desk::kDocumentSlot), sha256, file.name, now});
    rows.blobs.push_back(
        {sha256, size, std::string(desk::media_type_of(file.name)), now, std::move(file.bytes)});
  }
  rows.json = json.end_array().take();
}

void write_beside(JsonWriter& json, const Rows& rows) {
  json.key("rows").raw(rows.json).key("left_out").begin_array();
  for (const LeftOut& one : rows.left_out) {
    json.begin_object().key("name").string(one.name);
    report::write_text(json.key("reason"), one.reason);
    report::write_text(json.key("fix"), one.fix);
    json.end_object();
  }
  json.end_array();
  if (rows.key_id.empty()) return;
  json.key("signature").begin_object().key("file").string(kFilingJson).key("signature").string(kSignature);
  json.key("public_key").string(kPublicKey).key("key_id").string(rows.key_id).end_object();
}

void add_manifest(Rows& rows, const std::string& filing, std::int64_t version, std::int64_t now) {
  JsonWriter json;
  json.begin_object();
  write_beside(json, rows);
  json.key("made_at").string(instant_text(now));
  json.key("version").integer(version).end_object();
  std::string text = json.take();
  const std::string sha256 = sha256_hex(text);
  rows.files.push_back({desk::new_id(now), filing, std::string(kManifestSlot), sha256, "manifest.json", now});
  const auto size = static_cast<std::int64_t>(text.size());
  rows.blobs.push_back({sha256, size, "application/json", now, std::move(text)});
}

// One document a transaction: none of them keeps the only writer for long.
Result<void> keep(DeskStore& store, const Reach& reach, const std::string& filing, const Rows& rows,
                  const AuditRow& audit) {
  for (const BlobRow& blob : rows.blobs) {
    const auto put = store.transact([&](DeskTransaction& t) -> Result<bool> {
      if (auto done = t.put_blob(blob); !done) return fail(done.error());
      return true;
    });
    if (!put) return fail(put.error());
  }
  const auto done = store.transact([&](DeskTransaction& t) -> Result<bool> {
    const auto before = t.filing_files(reach, filing);
    if (!before) return fail(before.error());
    for (const FilingFileRow& file : *before) {
      if (!file.slot.starts_with(desk::kDocumentSlot)) continue;
      if (auto gone = t.remove_filing_file(reach, filing, file.id); !gone) return fail(gone.error());
    }
    for (const FilingFileRow& file : rows.files) {
      if (auto added = t.add_filing_file(reach, file); !added) return fail(added.error());
    }
    t.audit(audit);
    return true;
  });
  if (!done) return fail(done.error());
  return {};
}

// The papers' octets, for the archive; none where they are more than it may hold.
Result<std::optional<std::vector<filing::PaperFile>>> attached(DeskStore& store, const Reach& reach,
                                                               const desk::KeptFiling& kept) {
  using Papers = std::optional<std::vector<filing::PaperFile>>;
  std::vector<filing::PaperFile> papers;
  std::size_t bytes = 0;
  for (const DeskPaper& file : desk::draft_papers(kept)) {
    auto blob = store.read(
        [&](const DeskReader& reader) { return reader.filing_blob(reach, kept.row.id, file.sha256); });
    if (!blob) return fail(blob.error());
    bytes += blob->bytes.size();
    if (bytes > kMostArchived) return Papers();
    papers.push_back({file.slot, file.file_name, std::move(blob->bytes)});
  }
  return Papers(std::move(papers));
}

struct DocumentsJob {
  desk::FilingWork& work;
  Reach reach;
  std::string filing;
  DocumentsAsk ask;
  AuditRow audit;
};

Result<std::string> make(const DocumentsJob& job, desk::Progress& progress) {
  auto kept = job.work.read(job.reach, job.filing);
  if (!kept) return fail(kept.error());
  const desk::ReadDeclaration read = desk::read_declaration_tree(kept->declaration);
  if (!read.transfer)
    return fail(
        {ErrorCode::kCorrupt, "the filing's declaration does not read", job.filing, "申报内容无法读取"});
  DeskStore& store = *job.work.parts().store;
  const std::int64_t now = job.work.parts().now();
  const auto checked = job.work.checked(job.reach, *kept, *read.transfer, china_date(now));
  if (!checked) return fail(checked.error());
  const auto papers = attached(store, job.reach, *kept);
  if (!papers) return fail(papers.error());
  progress.tell(200);
  const FilingLooks& looks = job.work.looks();
  const Json tree = declaration_tree(checked->people);
  filing::FilingSources sources = looks.sources;
  sources.declaration_sha256 = sha256_hex(canonical_text(typed_json(kept->declaration.root)));
  std::optional<Json> before;
  if (kept->previous) {
    const intake::Document document{node_of_json(*kept->previous), true, {}};
    if (const auto passed = intake::read_transfer(document, "previous.json").transfer)
      before = declaration_tree(*passed);
  }
  std::optional<ExtensionTest> extension;
  if (checked->route == to_string(FilingRoute::kEXT)) {
    auto tested = store.read([&](const DeskReader& reader) {
      return desk::extension_of(reader, job.reach, *kept, *checked, looks.form, now);
    });
    if (!tested) return fail(tested.error());
    extension = std::move(*tested);
  }
  const filing::FilingCase c{tree,
                             checked->answer,
                             looks.form,
                             looks.plan,
                             checked->route,
                             checked->people.filing.date.value_or(checked->answer.as_of),
                             checked->answer.findings,
                             before ? &*before : nullptr,
                             report::region_label,
                             Lang::kZh,
                             extension ? &*extension : nullptr};
  static const std::vector<filing::PaperFile> kNoPapers;
  auto files = make_filing(c, *papers ? **papers : kNoPapers, sources,
                           {.zip = papers->has_value(), .english = job.ask.english});
  if (!files) return fail(files.error());
  progress.tell(500);
  if (job.ask.pdf) {
    if (auto printed = add_pdfs(c, progress.cancelled(), *files); !printed) return fail(printed.error());
  }
  if (progress.is_cancelled()) return fail({ErrorCode::kCancelled, "cancelled", {}, "已取消"});
  progress.tell(800);
  Rows rows;
  if (!*papers) rows.left_out.push_back(archive_left_out());
  sign_filing(job.work.parts(), *files, rows);
  fill_rows(std::move(*files), job.filing, now, rows);
  add_manifest(rows, job.filing, kept->row.version, now);
  if (auto done = keep(store, job.reach, job.filing, rows, job.audit); !done) return fail(done.error());
  JsonWriter json;
  json.begin_object();
  write_beside(json, rows);
  return json.end_object().take();
}

}  // namespace

Result<std::string> DeskFilings::make_documents(const DeskAsker& asker, const std::string& id,
                                                const DocumentsAsk& ask) {
  const Reach reach = desk::reach_of(asker.account);
  if (const auto there = work_->read(reach, id); !there) return fail(there.error());
  AuditRow audit = desk::audit_row(asker.account, "filing.documents", id, "done", parts_.now());
  DocumentsJob job{*work_, reach, id, ask, std::move(audit)};
  return parts_.workers->start(asker.account, "documents",
                               [job](desk::Progress& progress) { return make(job, progress); });
}

Result<std::string> DeskFilings::documents(const DeskAsker& asker, const std::string& id) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_.store->read([&](const DeskReader& reader) -> Result<std::string> {
    const auto filing = reader.filing(reach, id);
    if (!filing) return fail(filing.error());
    const auto files = reader.filing_files(reach, id);
    if (!files) return fail(files.error());
    for (const FilingFileRow& file : *files) {
      if (file.slot != kManifestSlot) continue;
      auto manifest = reader.filing_blob(reach, id, file.sha256);
      if (!manifest) return fail(manifest.error());
      return std::move(manifest->bytes);
    }
    return std::string(R"({"rows":[],"left_out":[]})");
  });
}

Result<DeskOctets> DeskFilings::document(const DeskAsker& asker, const std::string& id,
                                         const std::string& sha256) {
  const Reach reach = desk::reach_of(asker.account);
  return parts_.store->read([&](const DeskReader& reader) -> Result<DeskOctets> {
    const auto files = reader.filing_files(reach, id);
    if (!files) return fail(files.error());
    for (const FilingFileRow& file : *files) {
      if (file.slot != desk::kDocumentSlot || file.sha256 != sha256) continue;
      auto blob = reader.filing_blob(reach, id, sha256);
      if (!blob) return fail(blob.error());
      return DeskOctets{file.file_name, std::string(desk::media_type_of(file.file_name)),
                        std::move(blob->bytes)};
    }
    return fail({ErrorCode::kNotFound, "there is no such document", {}, "不存在该文档"});
  });
}

}  // namespace tidegate
