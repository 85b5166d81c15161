#include "tidegate/gate/filing/looks.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kTemplateLimit = 4U << 20;

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

}  // namespace

Result<FilingLooks> load_filing_looks(const std::string& folder) {
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
  auto law = desk::built_in_law();
  if (!law) return fail(law.error());
  FilingLooks looks{std::move(*plan),
                    std::move(*form),
                    {sha256_hex(plan_bytes->first), sha256_hex(form_bytes->first), {}},
                    {},
                    std::move(*law)};
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

std::string filing_route(const Assessment& answer) {
  if (!answer.transfer.filing.route.empty()) return answer.transfer.filing.route;
  const auto at = std::find_if(answer.opinions.begin(), answer.opinions.end(),
                               [](const Opinion& o) { return o.law == "CN"; });
  if (at == answer.opinions.end()) return "SA";
  if (at->route == "exempt" || at->route == "out_of_scope") return "EX";
  return at->route == "scc_or_certification" ? "SC" : "SA";
}

Transfer with_people(const Transfer& judged, const Transfer& declared) {
  Transfer out = declared;
  out.facts = judged.facts;
  for (DataSource& source : out.data) source.globs.clear();
  return out;
}

void note_template(const FilingLooks& looks, Date day, std::vector<Text>& notes) {
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

Result<std::vector<filing::FilingFile>> make_filing(filing::FilingCase c,
                                                    const std::vector<filing::PaperFile>& papers,
                                                    const filing::FilingSources& sources,
                                                    const FilingExtras& extras) {
  auto files = filing::filing_files(c);
  if (!files) return fail(files.error());
  std::string json = filing::filing_json(c, *files, papers, sources);
  std::string archive;
  if (extras.zip) {
    auto packed = filing::bulk_archive(c, *files, papers);
    if (!packed) return fail(packed.error());
    archive = std::move(*packed);
  }
  if (extras.english) {
    c.lang = Lang::kEn;
    auto copies = filing::filing_files(c);
    if (!copies) return fail(copies.error());
    for (filing::FilingFile& copy : *copies) files->push_back({"en/" + copy.name, {}, std::move(copy.bytes)});
  }
  if (extras.zip) files->push_back({"90-批量上传.zip", {}, std::move(archive)});
  files->push_back({"filing.json", {}, std::move(json)});
  return files;
}

}  // namespace tidegate
