// The journey of a filing: assess -> papers -> gaps -> documents -> filing.json, signed -> archive -> PDF.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/base/ed25519_secret.h"
#include "tidegate/base/hash.h"
#include "tidegate/filing/gaps.h"
#include "tidegate/filing/package.h"
#include "tidegate/gate/declaration.h"
#include "tidegate/gate/filing/check_filing.h"
#include "tidegate/gate/filing/declaration_tree.h"
#include "tidegate/gate/filing/extension.h"
#include "tidegate/gate/filing/looks.h"
#include "tidegate/gate/filing/papers.h"
#include "tidegate/gate/gate.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"
#include "tidegate/ports/office_program.h"
#include "tidegate/report/labels.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyLimit = 4096;
constexpr std::size_t kDeclarationBytes = 1U << 20;
constexpr mode_t kPrivate = 0600;  // a filing names people

Result<std::optional<Ed25519Secret>> read_key(const std::string& path) {
  if (path.empty()) return std::optional<Ed25519Secret>{};
  struct stat about {};
  if (::stat(path.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & 0077) != 0) {
    return fail({ErrorCode::kMalformed, fmt::format("others may read this private key: chmod 600 {}", path),
                 "--key", fmt::format("该私钥可被他人读取：chmod 600 {}", path)});
  }
  auto pem = read_file(path, kKeyLimit);
  if (!pem) return fail(pem.error());
  auto key = Ed25519Secret::parse_pem(*pem);
  std::fill(pem->begin(), pem->end(), '\0');
  if (!key) {
    Error e = key.error();
    e.where = "--key";
    return fail(std::move(e));
  }
  return std::optional<Ed25519Secret>(std::move(*key));
}

class OutFolder {
 public:
  OutFolder(std::string folder, bool replaces) : folder_(std::move(folder)), replaces_(replaces) {}

  // Errors: kMalformed (a name is taken), kUnavailable.
  Result<void> prepare(const std::vector<std::string>& names) const {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error)
      return fail({ErrorCode::kUnavailable, fmt::format("the folder cannot be made: {}", error.message()),
                   folder_, fmt::format("无法创建目录：{}", error.message())});
    for (const std::string& name : names) {
      if (replaces_ || !fs::exists(fs::symlink_status(fs::path(folder_) / name))) continue;
      return fail({ErrorCode::kMalformed, "a file is there already; --force replaces it",
                   (fs::path(folder_) / name).string(), "该处已有文件；如需覆盖请加 --force"});
    }
    return {};
  }
  Result<void> write(const std::string& name, std::string_view bytes) const {
    const fs::path path = fs::path(folder_) / name;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    return write_file(path.string(), bytes, kPrivate);
  }

 private:
  std::string folder_;
  bool replaces_;
};

Result<std::optional<Transfer>> read_previous(const std::string& path) {
  if (path.empty()) return std::optional<Transfer>{};
  auto before = read_declaration(path);
  if (!before) return fail(before.error());
  return std::optional<Transfer>(std::move(*before));
}

}  // namespace

Result<Filed> file_transfer(const FileRequest& request, const GateOptions& options) {
  const auto declared = is_declaration(request.assess.paths);
  if (!declared) return fail(declared.error());
  if (!*declared || request.assess.paths.size() != 1) {
    return fail({ErrorCode::kMalformed,
                 "a filing is made of one declaration (transfer.yaml or .json)",
                 {},
                 "申报须依一份申报文件（transfer.yaml 或 .json）生成"});
  }
  auto looks = load_filing_looks(request.templates);
  if (!looks) return fail(looks.error());
  const auto key = read_key(request.key);
  if (!key) return fail(key.error());
  const auto previous = read_previous(request.previous);
  if (!previous) return fail(previous.error());
  auto assessed = assess(request.assess, options);
  if (!assessed) return fail(assessed.error());
  Filed out;
  out.answer = std::move(assessed->answer);
  out.not_kept = std::move(assessed->not_kept);
  out.folder = request.folder;
  const auto bytes = read_file(request.assess.paths[0], kDeclarationBytes);
  if (!bytes) return fail(bytes.error());
  looks->sources.declaration_sha256 = sha256_hex(*bytes);
  const auto fresh = read_declaration(request.assess.paths[0]);
  if (!fresh) return fail(fresh.error());
  auto papers = read_papers(*fresh, request, options);
  if (!papers) return fail(papers.error());
  CheckedFiling checked = with_papers(std::move(out.answer), *fresh, papers->looked_at,
                                      *previous ? &**previous : nullptr, *looks);
  out.route = std::move(checked.route);
  std::optional<ExtensionTest> extension;
  if (out.route == to_string(FilingRoute::kEXT)) {
    ExtensionFacts declared_pass;  // by the filer alone: this command has neither permit nor meter
    declared_pass.approved_persons = fresh->filing.last_pass.approved_persons;
    extension = extension_of(checked.answer.findings, *fresh, *previous ? &**previous : nullptr,
                             declared_pass, looks->form);
  }
  out.answer = std::move(checked.answer);
  const Transfer people = std::move(checked.people);
  const Json tree = declaration_tree(people);
  const Date day = people.filing.date.value_or(out.answer.as_of);
  note_template(*looks, day, out.notes);
  const std::optional<Json> before = *previous ? std::optional(declaration_tree(**previous)) : std::nullopt;
  filing::FilingCase c{tree,
                       out.answer,
                       looks->form,
                       looks->plan,
                       out.route,
                       day,
                       out.answer.findings,
                       before ? &*before : nullptr,
                       report::region_label,
                       Lang::kZh,
                       extension ? &*extension : nullptr};
  auto made = make_filing(c, papers->attached, looks->sources, {request.zip, request.english});
  if (!made) return fail(made.error());
  auto documents = filing::documents_to_print(c);
  if (!documents) return fail(documents.error());
  std::vector<std::pair<std::string, std::string>> written;
  for (filing::FilingFile& file : *made) {
    if (*key && file.name == "filing.json") {
      written.emplace_back("filing.json.sig", (*key)->sign(file.bytes));
      out.key_hex = hex((*key)->public_key().bytes);
    }
    written.emplace_back(file.name, std::move(file.bytes));
  }
  std::sort(written.begin(), written.end());
  const OutFolder folder(request.folder, request.replaces);
  for (const auto& [name, content] : written) out.files.push_back(name);
  if (const auto ready = folder.prepare(out.files); !ready) return fail(ready.error());
  for (const auto& [name, content] : written) {
    const auto done = folder.write(name, content);
    if (!done) return fail(done.error());
  }
  if (!request.pdf) return out;
  const auto printed = print_to_pdf(*documents, request.folder, options.cancelled);
  if (!printed) out.not_kept.push_back(printed.error());
  for (const auto& [name, content] : *documents) {
    if (printed) out.files.push_back(name.substr(0, name.rfind('.')) + ".pdf");
  }
  return out;
}

ExitCode exit_code(const Filed& filed, std::optional<GapLevel> fail_on) {
  const auto chinese = std::find_if(filed.answer.opinions.begin(), filed.answer.opinions.end(),
                                    [](const Opinion& o) { return o.law == "CN"; });
  if (chinese != filed.answer.opinions.end() && chinese->route_class == RouteClass::kStop)
    return ExitCode::kProhibited;
  if (chinese == filed.answer.opinions.end() || chinese->route_class == RouteClass::kUndetermined)
    return ExitCode::kUndetermined;
  const auto reaches = [&](const Finding& f) {
    return f.state == CheckState::kFails && static_cast<int>(f.severity) <= static_cast<int>(*fail_on);
  };
  const bool found =
      fail_on && std::any_of(filed.answer.findings.begin(), filed.answer.findings.end(), reaches);
  return found ? ExitCode::kFindings : ExitCode::kProceed;
}

}  // namespace tidegate
