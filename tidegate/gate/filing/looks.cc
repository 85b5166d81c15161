#include "tidegate/gate/filing/looks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "tidegate/base/ed25519.h"
#include "tidegate/base/hash.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/resources.h"

namespace tidegate {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlan = "templates/cn-sa-3/template.json";
constexpr const char* kForm = "forms/cn-sa-3.json";
constexpr std::size_t kHashOctets = 32;

// Lines of 64 hexadecimal digits; blank ones and what begins with # is passed over.
Result<std::vector<std::string>> read_hashes(const desk::OwnText& file) {
  std::vector<std::string> out;
  std::string_view text = file.bytes;
  std::size_t number = 0;
  for (std::size_t end = 0; !text.empty(); text.remove_prefix(std::min(text.size(), end + 1))) {
    ++number;
    end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line[0] == '#') continue;
    const std::string octets = bytes_of_hex(line);
    if (octets.size() != kHashOctets)
      return fail({ErrorCode::kMalformed, "not a line of 64 hexadecimal digits",
                   fmt::format("{}:{}", file.where, number), "不是 64 位十六进制数"});
    out.push_back(hex({reinterpret_cast<const std::uint8_t*>(octets.data()), octets.size()}));
  }
  if (out.empty())
    return fail({ErrorCode::kMalformed, "holds no fingerprint: one line for each paragraph", file.where,
                 "没有任何散列：每个段落一行"});
  return out;
}

}  // namespace

Result<FilingLooks> filing_looks(const OwnLooks& own, desk::DeskLaw law) {
  const auto text_of = [](const std::optional<desk::OwnText>& text, const char* built_in) {
    return text ? *text : desk::OwnText{std::string(resource(built_in)), built_in};
  };
  const desk::OwnText plan_text = text_of(own.plan, kPlan);
  desk::OwnText form_text = text_of(own.form, kForm);
  auto plan = filing::parse_template(plan_text.bytes, plan_text.where);
  if (!plan) return fail(plan.error());
  auto form = filing::parse_form(form_text.bytes, form_text.where);
  if (!form) return fail(form.error());
  const filing::FilingSources sources{sha256_hex(plan_text.bytes), sha256_hex(form_text.bytes), {}};
  FilingLooks looks{std::move(*plan), std::move(*form), std::move(form_text.bytes), sources, {},
                    std::move(law)};
  if (own.fingerprints) {
    auto lines = read_hashes(*own.fingerprints);
    if (!lines) return fail(lines.error());
    looks.contract_paragraphs = std::move(*lines);
  }
  return looks;
}

Result<FilingLooks> load_filing_looks(const std::string& folder) {
  OwnLooks own;
  std::optional<desk::OwnText> rules;
  std::optional<desk::OwnText> calendar;
  // A zone that has its own template may keep the rest.
  struct Named {
    const char* name;
    bool must_be_there;
    std::optional<desk::OwnText>& text;
  };
  const std::array files{Named{"template.json", true, own.plan}, Named{"form.json", false, own.form},
                         Named{"standard-contract.sha256", false, own.fingerprints},
                         Named{"desk.json", false, rules}, Named{"calendar.tsv", false, calendar}};
  for (const Named& file : files) {
    if (folder.empty()) break;
    const std::string path = (fs::path(folder) / file.name).string();
    std::error_code none;
    if (!file.must_be_there && !fs::exists(path, none)) continue;
    auto bytes = read_file(path, kTemplateLimit);
    if (!bytes) return fail(bytes.error());
    file.text = desk::OwnText{std::move(*bytes), path};
  }
  auto law = desk::law_of(rules, calendar);
  if (!law) return fail(law.error());
  return filing_looks(own, std::move(*law));
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
