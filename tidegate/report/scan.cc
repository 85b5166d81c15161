#include "tidegate/report/scan.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"

namespace tidegate::report {
namespace {

Tone tone_of(Sensitivity s) {
  switch (s) {
    case Sensitivity::kNone:
      return Tone::kFaint;
    case Sensitivity::kImportant:
      return Tone::kCaution;
    case Sensitivity::kPersonal:
      return Tone::kMild;
    case Sensitivity::kSensitive:
    case Sensitivity::kSecret:
      return Tone::kStop;
  }
  return Tone::kPlain;
}

Line file_line(const FileProfile& file, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string how = fmt::format(fmt::runtime(zh ? "  {}，{}" : "  {}, {}"), file.format, file.encoding);
  if (file.delimiter == "\t") {
    how += zh ? "，制表符分隔" : ", tab";
  } else if (!file.delimiter.empty() && file.delimiter != ",") {
    how += fmt::format(fmt::runtime(zh ? "，分隔符“{}”" : ", delimiter \"{}\""), file.delimiter);
  }
  how += fmt::format(fmt::runtime(zh ? "，{}，{} 行" : ", {}, {} rows"), size_text(file.size_bytes),
                     grouped(file.rows));
  if (file.ragged_rows > 0) {
    how += fmt::format(fmt::runtime(zh ? "，{} 行列数不齐" : ", {} ragged"), grouped(file.ragged_rows));
  }
  return {{file.path, Tone::kStrong}, {how, Tone::kFaint}};
}

std::string column_name(const ColumnProfile& column, Lang lang) {
  return column.name.empty()
             ? fmt::format(fmt::runtime(lang == Lang::kZh ? "第 {} 列" : "column {}"), column.index + 1)
             : column.name;
}

std::string persons_text(const FileProfile& file, Lang lang) {
  const bool zh = lang == Lang::kZh;
  std::string text =
      zh ? fmt::format("去重 {} 人", grouped(file.persons)) : plural(file.persons, "distinct person", "").en;
  if (file.persons_sensitive > 0) {
    text += fmt::format(fmt::runtime(zh ? "，其中涉及敏感个人信息 {} 人" : ", {} with sensitive data"),
                        grouped(file.persons_sensitive));
  }
  if (file.persons_under14 > 0) {
    text += fmt::format(fmt::runtime(zh ? "，不满十四周岁 {} 人" : ", {} under 14"),
                        grouped(file.persons_under14));
  }
  if (file.rows_without_identifier > 0) {
    text += fmt::format(fmt::runtime(zh ? "，{} 行无标识，各按一人计"
                                        : ", {} rows without an identifier counted as a person each"),
                        grouped(file.rows_without_identifier));
  }
  return text;
}

void put_scanned(TextPage& page, const DataProfile& profile, const FileProfile& file, Lang lang) {
  constexpr std::size_t kMostColumns = 40;
  page.line(file_line(file, lang), 2);
  page.line(plain("  " + persons_text(file, lang)), 4);
  std::vector<std::vector<Line>> rows;
  std::size_t found = 0;
  std::size_t quiet = 0;
  for (const ColumnProfile& column : file.columns) {
    if (column.sensitivity == Sensitivity::kNone) {
      ++quiet;
      continue;
    }
    if (++found > kMostColumns) continue;
    rows.push_back({plain("  " + column_name(column, lang)),
                    {{short_label(column.sensitivity).in(lang), tone_of(column.sensitivity)}},
                    plain(type_words(profile, column.type, lang)),
                    {{decimal_text(column.p_permille, 3), Tone::kFaint}},
                    plain(column.distinct > 0 ? grouped(column.distinct) : ""),
                    {{column.evidence.empty() ? "" : column.evidence.front().says.in(lang), Tone::kFaint}}});
  }
  page.table({{"", false, true}, {""}, {"", false, true}, {"", true}, {"", true}, {"", false, true}}, rows);
  const bool zh = lang == Lang::kZh;
  if (found > kMostColumns) {
    page.line(
        {{fmt::format(fmt::runtime(zh ? "  另有 {} 个此类字段，见 --json" : "  {} more of these: see --json"),
                      found - kMostColumns),
          Tone::kFaint}});
  }
  if (quiet > 0) {
    page.line({{std::string(zh ? "  其余 " : "  and ") +
                    plural(quiet, "column", "个字段非个人信息").in(lang) + (zh ? "" : " not personal"),
                Tone::kFaint}});
  }
  for (const Text& note : file.notes) page.line({{"  ◆ ", Tone::kCaution}, {note.in(lang), Tone::kPlain}}, 4);
}

void put_classified(TextPage& page, const DataProfile& profile, const FileProfile& file, Lang lang) {
  page.line(file_line(file, lang), 2);
  std::vector<std::vector<Line>> rows;
  for (const ColumnProfile& column : file.columns) {
    std::string why = column.evidence.empty() ? "" : column.evidence.front().says.in(lang);
    for (const NearMiss& miss : column.near_misses) {
      why += fmt::format("{}{}: {} × {}", why.empty() ? "" : "; ", type_words(profile, miss.type, lang),
                         grouped(miss.cells), miss.why.in(lang));
    }
    rows.push_back({{{"  " + std::to_string(column.index), Tone::kFaint}},
                    plain(column_name(column, lang)),
                    {{column.type, tone_of(column.sensitivity)}},
                    {{decimal_text(column.p_permille, 3), Tone::kFaint}},
                    plain(column.distinct > 0 ? grouped(column.distinct) : ""),
                    {{why, Tone::kFaint}}});
  }
  const bool zh = lang == Lang::kZh;
  page.table({{"  #", true},
              {zh ? "字段" : "column", false, true},
              {zh ? "类型" : "type"},
              {"p", true},
              {zh ? "主体" : "subjects", true},
              {zh ? "理由" : "why", false, true}},
             rows);
}

}  // namespace

std::string scan_screen(const DataProfile& profile, const ScreenOptions& options) {
  TextPage page(options.page);
  for (const FileProfile& file : profile.files) {
    put_scanned(page, profile, file, options.lang);
    page.blank();
  }
  page.line({{totals_sentence(profile.totals).in(options.lang), Tone::kStrong}}, 2);
  page.line(
      {{fmt::format(fmt::runtime(options.lang == Lang::kZh
                                     ? "{}，全量扫描；分类日期 {}；不输出任何个人的值"
                                     : "{} scanned whole; classes as of {}; no value of anybody is shown"),
                    plural(profile.files.size(), "file", "个文件").in(options.lang), profile.as_of),
        Tone::kFaint}},
      2);
  return page.take();
}

std::string scan_json(const DataProfile& profile) {
  JsonWriter json(2);
  write_profile(json, profile);
  return json.take() + "\n";
}

std::string classify_screen(const DataProfile& profile, const ScreenOptions& options) {
  TextPage page(options.page);
  for (const FileProfile& file : profile.files) {
    page.blank();
    put_classified(page, profile, file, options.lang);
  }
  return page.take();
}

std::string classify_json(const DataProfile& profile) {
  std::string lines;
  for (const FileProfile& file : profile.files) {
    JsonWriter json;
    json.begin_object().key("table_csv_path").string(file.path).key("columns").begin_array();
    for (const ColumnProfile& column : file.columns) {
      json.begin_object().key("index").unsigned_integer(column.index).key("name").string(column.name);
      json.key("type").string(column.type).key("p").decimal(column.p_permille, 3);
      json.key("subjects").unsigned_integer(column.distinct).end_object();
    }
    json.end_array().end_object();
    lines += json.take() + "\n";
  }
  return lines;
}

}  // namespace tidegate::report
