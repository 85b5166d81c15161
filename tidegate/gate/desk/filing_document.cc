#include "tidegate/gate/desk/filing_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace tidegate::desk {
namespace {

Text text_of(const JsonPiece& piece) { return {piece.member("en").string(), piece.member("zh").string()}; }

std::size_t number_of(const JsonPiece& piece) {
  std::size_t number = 0;
  const std::string_view text = piece.text();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? number : static_cast<std::size_t>(-1);
}

// What stands in Chinese where a text was given in one language alone.
Text said(Text text, const Text& otherwise) {
  if (text.zh.empty()) text.zh = text.en.empty() ? otherwise.zh : text.en;
  if (text.en.empty()) text.en = otherwise.en;
  return text;
}

SupplementAsk ask_of(const JsonPiece& finding) {
  const std::string rule = finding.member("rule").string();
  const std::string severity = finding.member("severity").string();
  SupplementAsk ask;
  ask.pointer = finding.member("pointer").string();
  if (!ask.pointer.empty() && ask.pointer[0] != '/') ask.pointer.clear();
  ask.what = said(text_of(finding.member("says")), {"a formal gap", "形式缺陷"});
  ask.why =
      severity == "blocks"
          ? Text{fmt::format("a filing cannot be handed in without it (rule {} of the check)", rule),
                 fmt::format("缺少该内容不能申报（查验规则 {}）", rule)}
      : severity == "returned"
          ? Text{fmt::format("the authority returns a filing that lacks it (rule {} of the check)", rule),
                 fmt::format("缺少该内容的申报将被退回（查验规则 {}）", rule)}
          : Text{fmt::format("a reviewer would probably ask about it (rule {} of the check)", rule),
                 fmt::format("审核中可能提出该问题（查验规则 {}）", rule)};
  const JsonPiece source = finding.member("source");
  ask.source = source.text().starts_with('{') ? text_of(source).zh : source.string();
  if (ask.source.empty()) ask.source = rule;
  ask.fix =
      said(text_of(finding.member("fix")), {"put it right and hand the filing in again", "请更正后重新申报"});
  return ask;
}

std::vector<SupplementAsk> asks_of(const FilingDocument& document, std::size_t most, bool is_formal) {
  std::vector<SupplementAsk> out;
  for (const JsonPiece& finding : document.findings().elements()) {
    if (out.size() == most) break;
    const std::string severity = finding.member("severity").string();
    const bool counts = !is_formal || severity == "blocks" || severity == "returned";
    if (finding.member("state").string() != "fails" || !counts) continue;
    SupplementAsk ask = ask_of(finding);
    const bool is_there = std::any_of(out.begin(), out.end(), [&](const SupplementAsk& other) {
      return other.pointer == ask.pointer && other.what.zh == ask.what.zh;
    });
    // Two rules may say the same of one place: each is a line of its own.
    if (is_there) ask.what.zh += fmt::format("（{}）", finding.member("rule").string());
    out.push_back(std::move(ask));
  }
  return out;
}

}  // namespace

std::vector<std::size_t> FilingDocument::settled() const {
  std::vector<std::size_t> out;
  for (const JsonPiece& contest : members_.member("settled").elements()) out.push_back(number_of(contest));
  return out;
}

std::vector<SupplementAsk> formal_gaps(const FilingDocument& document, std::size_t most) {
  return asks_of(document, most, true);
}

std::vector<SupplementAsk> open_findings(const FilingDocument& document, std::size_t most) {
  return asks_of(document, most, false);
}

std::vector<std::string> regions_of(std::string_view summary) {
  std::vector<std::string> regions;
  for (const JsonPiece& region : JsonPiece(summary).member("destinations").elements()) {
    std::string text = region.string();
    if (!text.empty()) regions.push_back(std::move(text));
  }
  return regions;
}

std::vector<ListQuestion> list_questions(const FilingDocument& document,
                                         const std::vector<std::string>& items) {
  std::vector<ListQuestion> out;
  const JsonPiece profile = document.assessment().member("profile");
  const std::vector<JsonPiece> files = profile.member("files").elements();
  for (const JsonPiece& asked : profile.member("official_lists").member("questions").elements()) {
    const std::size_t file = number_of(asked.member("file"));
    if (file >= files.size()) continue;
    const std::size_t wanted = number_of(asked.member("column"));
    std::string name;
    for (const JsonPiece& column : files[file].member("columns").elements()) {
      if (number_of(column.member("index")) == wanted) name = column.member("name").string();
    }
    const auto item = std::find(items.begin(), items.end(), name);
    if (name.empty()) continue;
    ListQuestion question{{},
                          name,
                          asked.member("list").string(),
                          asked.member("row").string(),
                          asked.member("edition").string(),
                          asked.member("verdict").string(),
                          asked.member("source").string(),
                          text_of(asked.member("term"))};
    if (item != items.end()) question.item = static_cast<std::size_t>(item - items.begin());
    out.push_back(std::move(question));
  }
  return out;
}

}  // namespace tidegate::desk
