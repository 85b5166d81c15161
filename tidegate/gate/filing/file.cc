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
#include "tidegate/gate/filing/declaration_tree.h"
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

constexpr std::size_t kTemplateLimit = 4U << 20;
constexpr std::size_t kKeyLimit = 4096;
constexpr std::size_t kDeclarationBytes = 1U << 20;
constexpr mode_t kPrivate = 0600;  // a filing names people

struct Looks {  // template and form, with the hashes that filing.json names
  filing::FilingTemplate plan;
  filing::Form form;
  filing::FilingSources sources;
  std::vector<std::string> contract_paragraphs;
};

// Lines of 64 hexadecimal digits; blank ones and what begins with # is passed over.
Result<std::vector<std::string>> read_hashes(std::string_view text, const std::string& where) {
  std::vector<std::string> out;
  for (std::size_t end = 0; !text.empty(); text.remove_prefix(std::min(text.size(), end + 1))) {
    end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    if (bytes_of_hex(line).size() != 32)
      return fail(
          {ErrorCode::kMalformed, "not a line of 64 hexadecimal digits", where, "不是 64 位十六进制数"});
    out.emplace_back(line);
  }
  return out;
}

Result<Looks> load_looks(const std::string& folder) {
  const auto read = [&](const char* name,
                        const char* built_in) -> Result<std::pair<std::string, std::string>> {
    const std::string path = folder.empty() ? std::string() : (fs::path(folder) / name).string();
    std::error_code none;
    // A zone that has its own template may keep the form.
    if (path.empty() || (std::string_view(name) == "form.json" && !fs::exists(path, none))) {
      return std::pair{std::string(resource(built_in)), std::string(built_in)};
    }
    auto bytes = read_file(path, kTemplateLimit);
    if (!bytes) return fail(bytes.error());
    return std::pair{std::move(*bytes), path};
  };
  const auto plan_bytes = read("template.json", "templates/cn-sa-3/template.json");
  if (!plan_bytes) return fail(plan_bytes.error());
  const auto form_bytes = read("form.json", "forms/cn-sa-3.json");
  if (!form_bytes) return fail(form_bytes.error());
  auto plan = filing::parse_template(plan_bytes->first, plan_bytes->second);
  if (!plan) return fail(plan.error());
  auto form = filing::parse_form(form_bytes->first, form_bytes->second);
  if (!form) return fail(form.error());
  Looks looks{std::move(*plan),
              std::move(*form),
              {sha256_hex(plan_bytes->first), sha256_hex(form_bytes->first), {}},
              {}};
  const std::string hashes =
      folder.empty() ? std::string() : (fs::path(folder) / "standard-contract.sha256").string();
  std::error_code none;
  if (!hashes.empty() && fs::exists(hashes, none)) {
    const auto text = read_file(hashes, kTemplateLimit);
    if (!text) return fail(text.error());
    auto lines = read_hashes(*text, hashes);
    if (!lines) return fail(lines.error());
    looks.contract_paragraphs = std::move(*lines);
  }
  return looks;
}

// As chosen, else what the law asks for.
std::string route_of(const Assessment& answer) {
  if (!answer.transfer.filing.route.empty()) return answer.transfer.filing.route;
  const auto at = std::find_if(answer.opinions.begin(), answer.opinions.end(),
                               [](const Opinion& o) { return o.law == "CN"; });
  if (at == answer.opinions.end()) return "SA";
  if (at->route == "exempt" || at->route == "out_of_scope") return "EX";
  return at->route == "scc_or_certification" ? "SC" : "SA";
}

// Names, telephones and e-mails that the assessment withholds: a form needs them, a record does not.
Transfer with_people(const Transfer& judged, const Transfer& declared) {
  Transfer out = declared;
  out.facts = judged.facts;
  for (DataSource& source : out.data) source.globs.clear();
  return out;
}

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

void note_template(const Looks& looks, Date day, std::vector<Text>& notes) {
  if (looks.plan.in_force.contains(day)) return;
  notes.push_back(
      {fmt::format(
           "The template {} is in force from {}{}, not on {}: load the one of that day with --template.",
           looks.plan.id, looks.plan.in_force.from.str(),
           looks.plan.in_force.is_open() ? "" : " to " + looks.plan.in_force.to.str(), day.str()),
       fmt::format("模板 {} 自 {} 起{}适用，申报日 {} 不在其内：请用 --template 载入当日模板。",
                   looks.plan.id, looks.plan.in_force.from.str(),
                   looks.plan.in_force.is_open() ? "" : "至 " + looks.plan.in_force.to.str(), day.str())});
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
  auto looks = load_looks(request.templates);
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
  out.route = route_of(out.answer);
  const auto bytes = read_file(request.assess.paths[0], kDeclarationBytes);
  if (!bytes) return fail(bytes.error());
  looks->sources.declaration_sha256 = sha256_hex(*bytes);
  const auto fresh = read_declaration(request.assess.paths[0]);
  if (!fresh) return fail(fresh.error());
  const Transfer people = with_people(out.answer.transfer, *fresh);
  const Json tree = declaration_tree(people);

  auto papers = read_papers(people, request, options);
  if (!papers) return fail(papers.error());
  out.answer.findings = filing::check_papers(std::move(out.answer.findings), papers->looked_at,
                                             {people, looks->plan, out.route, looks->contract_paragraphs,
                                              *previous ? &**previous : nullptr, &out.answer.opinions});
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
                       Lang::kZh};
  auto files = filing::filing_files(c);
  if (!files) return fail(files.error());
  std::vector<std::pair<std::string, std::string>> written;
  const std::string json = filing::filing_json(c, *files, papers->attached, looks->sources);
  if (request.zip) {
    auto archive = filing::bulk_archive(c, *files, papers->attached);
    if (!archive) return fail(archive.error());
    written.emplace_back("90-批量上传.zip", std::move(*archive));
  }
  auto documents = filing::documents_to_print(c);
  if (!documents) return fail(documents.error());
  for (filing::FilingFile& file : *files) {
    written.emplace_back(file.name, std::move(file.bytes));
  }
  if (request.english) {
    c.lang = Lang::kEn;
    auto copies = filing::filing_files(c);
    if (!copies) return fail(copies.error());
    for (filing::FilingFile& file : *copies) written.emplace_back("en/" + file.name, std::move(file.bytes));
  }
  written.emplace_back("filing.json", json);
  if (*key) {
    written.emplace_back("filing.json.sig", (*key)->sign(json));
    out.key_hex = hex((*key)->public_key().bytes);
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
