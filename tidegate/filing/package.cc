#include "tidegate/filing/package.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "tidegate/base/hash.h"
#include "tidegate/filing/build.h"
#include "tidegate/filing/documents/archive.h"
#include "tidegate/filing/documents/docx.h"
#include "tidegate/filing/documents/sheet.h"

namespace tidegate::filing {
namespace {

Json text_json(const Text& text) { return Json(Json::Object{{"en", Json(text.en)}, {"zh", Json(text.zh)}}); }

Json integer(std::size_t n) { return Json(static_cast<std::int64_t>(n)); }

Json finding_json(const Finding& f) {
  static constexpr std::array<const char*, 3> kSeverities{"blocks", "returned", "warns"};
  static constexpr std::array<const char*, 3> kStates{"fails", "passes", "not_checkable"};
  return Json(Json::Object{{"rule", Json(f.rule)},
                           {"severity", Json(std::string(kSeverities[static_cast<std::size_t>(f.severity)]))},
                           {"state", Json(std::string(kStates[static_cast<std::size_t>(f.state)]))},
                           {"pointer", Json(f.pointer)},
                           {"says", text_json(f.says)},
                           {"source", text_json(f.source)},
                           {"fix", text_json(f.fix)}});
}

Json opinions_json(const FilingCase& c) {
  Json::Array out;
  for (const Opinion& o : c.assessment.opinions) {
    Json::Array basis;
    for (const std::string& code : o.legal_basis) basis.emplace_back(code);
    out.emplace_back(Json::Object{{"law", Json(o.law)},
                                  {"route", Json(o.route)},
                                  {"pack", Json(o.pack_id)},
                                  {"pack_version", Json(o.pack_version)},
                                  {"pack_sha256", Json(o.pack_hash)},
                                  {"as_of", Json(o.as_of.str())},
                                  {"legal_basis", Json(std::move(basis))}});
  }
  return Json(std::move(out));
}

Json risk_json(const FilingCase& c) {
  if (!c.assessment.risk) return Json();
  const RiskReport& r = *c.assessment.risk;
  return Json(Json::Object{{"weights", Json(r.weights_id)},
                           {"weights_sha256", Json(r.weights_hash)},
                           {"score_e6", Json(r.score_e6)},
                           {"low_e6", Json(r.low_e6)},
                           {"high_e6", Json(r.high_e6)},
                           {"lane", Json(std::string(to_string(r.lane)))}});
}

// The path in the archive: the file's own name, numbered where another of the folder has it.
std::string place_in(const std::string& folder, const std::string& path, std::set<std::string>& taken) {
  const std::string name = path.substr(path.find_last_of("/\\") + 1);
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string place = folder + "/" + name;
  for (int n = 2; !taken.insert(place).second; ++n)
    place = fmt::format("{}/{}-{}{}", folder, name.substr(0, dot), n, name.substr(dot));
  return place;
}

}  // namespace

Result<std::vector<FilingFile>> filing_files(const FilingCase& c) {
  std::vector<FilingFile> out;
  for (const DocumentPlan& plan : c.plan.documents) {
    if (!is_due(c, plan)) continue;
    auto bytes = docx_of(build_document(c, plan), c.plan.style);
    if (!bytes) return fail(bytes.error());
    out.push_back({plan.file + ".docx", plan.folder, std::move(*bytes)});
  }
  for (const TablePlan& plan : c.plan.tables) {
    if (!is_due(c, plan)) continue;
    const Grid grid = build_table(c, plan);
    auto sheet = xlsx_of(grid, c.in(plan.title), c.day);
    if (!sheet) return fail(sheet.error());
    out.push_back({plan.file + ".xlsx", plan.folder, std::move(*sheet)});
    out.push_back({plan.file + ".csv", plan.folder, csv_of(grid)});
  }
  return out;
}

Result<std::vector<std::pair<std::string, std::string>>> documents_to_print(const FilingCase& c) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const DocumentPlan& plan : c.plan.documents) {
    if (!is_due(c, plan)) continue;
    auto bytes = docx_of(build_document(c, plan), with_free_fonts(c.plan.style));
    if (!bytes) return fail(bytes.error());
    out.emplace_back(plan.file + ".docx", std::move(*bytes));
  }
  return out;
}

std::string filing_json(const FilingCase& c, const std::vector<FilingFile>& files,
                        const std::vector<PaperFile>& papers, const FilingSources& sources) {
  Json::Array made;
  for (const FilingFile& file : files) {
    made.emplace_back(Json::Object{{"file", Json(file.name)},
                                   {"folder", Json(file.folder)},
                                   {"bytes", integer(file.bytes.size())},
                                   {"sha256", Json(sha256_hex(file.bytes))}});
  }
  Json::Array attached;
  for (const PaperFile& paper : papers) {
    attached.emplace_back(Json::Object{{"code", Json(paper.code)},
                                       {"file", Json(paper.name)},
                                       {"bytes", integer(paper.bytes.size())},
                                       {"sha256", Json(sha256_hex(paper.bytes))}});
  }
  Json::Array findings;
  for (const Finding& f : c.findings) findings.push_back(finding_json(f));
  return canonical_text(Json(Json::Object{
      {"format", Json(std::string("tidegate-filing/1"))},
      {"program", Json(c.assessment.program)},
      {"route", Json(c.route)},
      {"day", Json(c.day.str())},
      {"as_of", Json(c.assessment.as_of.str())},
      {"template", Json(Json::Object{{"id", Json(c.plan.id)}, {"sha256", Json(sources.template_sha256)}})},
      {"form", Json(Json::Object{{"id", Json(c.form.id)}, {"sha256", Json(sources.form_sha256)}})},
      {"declaration_sha256", Json(sources.declaration_sha256)},
      {"declaration", c.declaration},
      {"opinions", opinions_json(c)},
      {"risk", risk_json(c)},
      {"findings", Json(std::move(findings))},
      {"files", Json(std::move(made))},
      {"papers", Json(std::move(attached))},
  }));
}

Result<std::string> bulk_archive(const FilingCase& c, const std::vector<FilingFile>& files,
                                 const std::vector<PaperFile>& papers) {
  Archive archive(c.day);
  std::set<std::string> taken;
  for (const Folder& folder : c.plan.folders) {
    for (const PaperFile& paper : papers) {
      if (paper.code != folder.code) continue;
      const auto added = archive.add(place_in(folder.name, paper.name, taken), paper.bytes);
      if (!added) return fail(added.error());
    }
    for (const FilingFile& file : files) {
      if (file.folder != folder.code) continue;
      const auto added = archive.add(place_in(folder.name, file.name, taken), file.bytes);
      if (!added) return fail(added.error());
    }
  }
  return archive.take();
}

}  // namespace tidegate::filing
