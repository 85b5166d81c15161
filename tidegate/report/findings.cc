#include "tidegate/report/findings.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

constexpr std::size_t kShortId = 12;  // hex digits; enough to name one of a baseline

std::string_view state_code(FindingState state) {
  return state == FindingState::kNew ? "new" : state == FindingState::kKnown ? "known" : "expired";
}

std::string name_of(const ScanFinding& finding, const DataProfile& profile, Lang lang) {
  return column_name(profile.files.at(finding.file).columns.at(*finding.column), lang);
}

}  // namespace

std::string place_words(const ScanFinding& finding, const DataProfile& profile, Lang lang) {
  const bool zh = lang == Lang::kZh;
  if (finding.column) {
    const std::string name = name_of(finding, profile, lang);
    return !finding.is_inside ? name : fmt::format(fmt::runtime(zh ? "{}内" : "inside {}"), name);
  }
  if (finding.line > 0) return fmt::format(fmt::runtime(zh ? "第 {} 行" : "line {}"), finding.line);
  return fmt::format(fmt::runtime(zh ? "另外 {} 行" : "{} more lines"), grouped(finding.lines));
}

void put_findings(TextPage& page, const FindingsOf& of, Lang lang, std::size_t most) {
  const bool zh = lang == Lang::kZh;
  std::vector<std::vector<Line>> rows;
  std::size_t news = 0;
  for (const ScanFinding& finding : of.findings) {
    if (finding.state == FindingState::kKnown) continue;
    if (++news > most) continue;
    const bool is_over = finding.state == FindingState::kExpired;
    const std::string over =
        !is_over ? ""
                 : fmt::format(fmt::runtime(zh ? "基线条目于 {} 失效：{}" : "its entry ended on {}: {}"),
                               finding.until, finding.reason);
    rows.push_back({{{"  " + finding.id.substr(0, kShortId), Tone::kFaint}},
                    plain(finding.path),
                    plain(place_words(finding, of.profile, lang)),
                    {{short_label(finding.sensitivity).in(lang), Tone::kCaution}},
                    plain(type_words(of.profile, finding.type, lang)),
                    {{over, Tone::kCaution}}});
  }
  page.line({{zh ? fmt::format("基线之外的发现：{}", grouped(news))
                 : fmt::format("findings that the baseline does not know: {}", grouped(news)),
              Tone::kStrong}});
  page.table({{""}, {"", false, true}, {"", false, true}, {""}, {"", false, true}, {"", false, true}}, rows);
  if (news > most) {
    page.line({{fmt::format(fmt::runtime(zh ? "  另有 {} 项，见 --json 或 --format sarif"
                                            : "  {} more: see --json or --format sarif"),
                            grouped(news - most)),
                Tone::kFaint}});
  }
  if (of.baseline == nullptr) return;
  const BaselineSums& sums = *of.baseline;
  page.line({{fmt::format(fmt::runtime(zh ? "基线隐藏 {} 项；{} 项已过期，重新提出"
                                          : "the baseline hides {}; {} came back, since their day is over"),
                          grouped(sums.known), grouped(sums.expired)),
              Tone::kFaint}},
            2);
  if (sums.stale.empty()) return;
  page.line(
      {{fmt::format(fmt::runtime(zh ? "{} 个基线条目已无对应的发现，可用 tidegate baseline remove 删除："
                                    : "entries that match nothing any more: {}; tidegate baseline remove "
                                      "takes them out:"),
                    grouped(sums.stale.size())),
        Tone::kCaution}},
      2);
  for (std::size_t i = 0; i < std::min(most, sums.stale.size()); ++i)
    page.line({{"  " + sums.stale[i].in(lang), Tone::kFaint}}, 4);
}

void write_findings(JsonWriter& json, const FindingsOf& of) {
  json.begin_array();
  for (const ScanFinding& finding : of.findings) {
    json.begin_object().key("id").string(finding.id).key("path").string(finding.path);
    if (finding.column) {
      const ColumnProfile& column = of.profile.files.at(finding.file).columns.at(*finding.column);
      json.key("column").unsigned_integer(column.index).key("name").string(column.name);
      json.key("inside").boolean(finding.is_inside);
    } else if (finding.line > 0) {
      json.key("line").unsigned_integer(finding.line);
    } else {
      json.key("more_lines").unsigned_integer(finding.lines);
    }
    json.key("type").string(finding.type).key("sensitivity").string(to_string(finding.sensitivity));
    json.key("state").string(state_code(finding.state));
    if (!finding.reason.empty()) json.key("reason").string(finding.reason);
    if (!finding.until.empty()) json.key("until").string(finding.until);
    json.end_object();
  }
  json.end_array();
}

void write_baseline(JsonWriter& json, const BaselineSums& baseline) {
  json.begin_object().key("known").unsigned_integer(baseline.known);
  json.key("expired").unsigned_integer(baseline.expired).key("stale").begin_array();
  for (const Text& entry : baseline.stale) json.string(entry.en);
  json.end_array().end_object();
}

}  // namespace tidegate::report
