#include "tidegate/report/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "tidegate/report/json.h"
#include "tidegate/report/labels.h"
#include "tidegate/report/list_questions.h"
#include "tidegate/report/numbers.h"
#include "tidegate/report/phrases.h"
#include "tidegate/report/sample.h"
#include "tidegate/terms/sample.h"

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
  // What is known of a member is the size of the archive that holds it; of a database's table, of its cells.
  const auto is = [&](std::string_view format) { return file.format.starts_with(format); };
  const bool is_table = is("sqlite") || is("postgresql") || is("mariadb") || is("mysql") || is("parquet");
  const bool in_archive = !is_table && file.path.find('!') != std::string::npos;
  const std::string size = size_text(file.size_bytes);
  how += !in_archive ? fmt::format(fmt::runtime(zh ? "，{}" : ", {}"), size)
                     : fmt::format(fmt::runtime(zh ? "，所在文件 {}" : ", in a file of {}"), size);
  how += fmt::format(fmt::runtime(zh ? "，{} 行" : ", {} rows"), grouped(file.rows));
  if (file.ragged_rows > 0) {
    how += fmt::format(fmt::runtime(zh ? "，{} 行列数不齐" : ", {} ragged"), grouped(file.ragged_rows));
  }
  return {{file.path, Tone::kStrong}, {how, Tone::kFaint}};
}

std::string persons_text(const FileProfile& file, Lang lang) {
  const bool zh = lang == Lang::kZh;
  if (is_unread(file))
    return zh ? "未读取，内容和人数未知" : "not read: what it holds, and of how many persons, is not known";
  if (!knows_persons(file)) return zh ? "人数未知" : "how many persons is not known";
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
  // A column that ought to tell the age, and does not: that none was found says nothing.
  const bool has_age = std::any_of(file.columns.begin(), file.columns.end(), [](const ColumnProfile& c) {
    return c.type == "DM.BIRTH_DATE" || c.type == "DM.AGE";
  });
  if (has_age && file.rows_without_age > 0) {
    text += fmt::format(fmt::runtime(zh ? "，{} 行的年龄无法读出（是否不满十四周岁未知）"
                                        : ", the age cannot be read in {} rows (under 14: not known)"),
                        grouped(file.rows_without_age));
  }
  if (file.rows_without_identifier > 0) {
    text += fmt::format(fmt::runtime(zh ? "，{} 行无标识，各按一人计"
                                        : ", {} rows without an identifier counted as a person each"),
                        grouped(file.rows_without_identifier));
  }
  return text;
}

// "Mobile number 12, IP address 300": what was found inside the cells of a column, most first.
std::string inside_text(const DataProfile& profile, const ColumnProfile& column, Lang lang) {
  std::vector<InText> found = column.in_text;
  std::stable_sort(found.begin(), found.end(),
                   [](const InText& a, const InText& b) { return a.cells > b.cells; });
  std::string text;
  for (const InText& inside : found) {
    text += fmt::format("{}{} {}",
                        text.empty()        ? ""
                        : lang == Lang::kZh ? "，"
                                            : ", ",
                        type_words(profile, inside.type, lang), grouped(inside.cells));
  }
  return text;
}

// The columns of no class, by name; in a table about persons none of them is free of them.
std::string quiet_columns(const FileProfile& file, Lang lang) {
  constexpr std::size_t kNamed = 12;
  const bool zh = lang == Lang::kZh;
  std::string names;
  std::size_t quiet = 0;
  for (const ColumnProfile& column : file.columns) {
    if (column.sensitivity != Sensitivity::kNone || !column.in_text.empty() || ++quiet > kNamed) continue;
    names += fmt::format("{}{}", names.empty() ? "" : zh ? "、" : ", ", column_name(column, lang));
  }
  if (quiet == 0) return "";
  if (quiet > kNamed) names += " …";
  const bool about_persons = file.persons > 0;
  const std::string count = plural(quiet, "column", "个字段").in(lang);
  if (zh) return fmt::format("其余 {}{}：{}", count, about_persons ? "本身不识别个人" : "非个人信息", names);
  return fmt::format("and {} {}: {}", count, about_persons ? "not identifying by itself" : "not personal",
                     names);
}

void put_scanned(TextPage& page, const DataProfile& profile, const FileProfile& file, Lang lang) {
  constexpr std::size_t kMostColumns = 40;
  page.line(file_line(file, lang), 2);
  page.line(plain("  " + persons_text(file, lang)), 4);
  std::vector<std::vector<Line>> rows;
  std::size_t found = 0;
  const bool zh = lang == Lang::kZh;
  for (const ColumnProfile& column : file.columns) {
    const std::string inside = inside_text(profile, column, lang);
    if (column.sensitivity == Sensitivity::kNone) {
      if (!inside.empty())
        page.line(
            plain(fmt::format(fmt::runtime(zh ? "  {}内含（行数）：{}" : "  inside {}, lines: {}"),
                              column.name.empty() && file.columns.size() == 1 ? (zh ? "文本" : "the text")
                                                                              : column_name(column, lang),
                              inside)),
            4);
      continue;
    }
    if (++found > kMostColumns) continue;
    rows.push_back({plain("  " + column_name(column, lang)),
                    {{short_label(column.sensitivity).in(lang), tone_of(column.sensitivity)}},
                    plain(type_words(profile, column.type, lang)),
                    {{decimal_text(column.p_permille, 3), Tone::kFaint}},
                    plain(column.distinct > 0 ? grouped(column.distinct) : ""),
                    {{column.evidence.empty() ? "" : column.evidence.front().says.in(lang), Tone::kFaint}}});
    if (!inside.empty())
      rows.push_back(
          {{}, {}, plain(fmt::format(fmt::runtime(zh ? "内含：{}" : "inside: {}"), inside)), {}, {}, {}});
  }
  page.table({{"", false, true}, {""}, {"", false, true}, {"", true}, {"", true}, {"", false, true}}, rows);
  if (found > kMostColumns) {
    page.line(
        {{fmt::format(fmt::runtime(zh ? "  另有 {} 个此类字段，见 --json" : "  {} more of these: see --json"),
                      found - kMostColumns),
          Tone::kFaint}});
  }
  const bool hints = std::any_of(file.columns.begin(), file.columns.end(), [](const ColumnProfile& c) {
    return c.sensitivity == Sensitivity::kImportant;
  });
  if (hints) {
    page.line({{"  ◆ ", Tone::kCaution},
               {zh ? "重要数据线索：请对照所属行业、地区的重要数据目录，以及是否收到主管部门告知"
                   : "important?: see whether the catalogue of your sector or region names such data, or an "
                     "authority notified you of it",
                Tone::kPlain}},
              4);
  }
  if (const std::string quiet = is_unread(file) ? "" : quiet_columns(file, lang); !quiet.empty())
    page.line({{"  " + quiet, Tone::kFaint}}, 4);
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

// Files as a reader has them: tables of a dump and members of an archive are parts of one. "2 files";
// "3 parts of 1 file".
Text files_text(const DataProfile& profile) {
  std::set<std::string_view> files;
  for (const FileProfile& file : profile.files)
    files.insert(std::string_view(file.path).substr(0, file.path.find('!')));
  const Text whole = plural(files.size(), "file", "个文件");
  if (files.size() == profile.files.size()) return whole;
  return {fmt::format("{} parts of {}", grouped(profile.files.size()), whole.en),
          fmt::format("{}的 {} 个部分", whole.zh, grouped(profile.files.size()))};
}

Text extent_of(const DataProfile& profile) {
  if (unread_files(profile) > 0)
    return {"scanned, but for what has no text that can be read", "已扫描（无可读文本的部分除外）"};
  return is_sample(profile) ? Text{"scanned by a sample of rows", "抽样扫描"}
                            : Text{"scanned whole", "全量扫描"};
}

}  // namespace

std::string scan_screen(const FindingsOf& scanned, std::size_t unread, const ScreenOptions& options) {
  const DataProfile& profile = scanned.profile;
  TextPage page(options.page);
  for (const FileProfile& file : profile.files) {
    put_scanned(page, profile, file, options.lang);
    page.blank();
  }
  for (const Text& note : profile.notes)
    page.line({{"◆ ", Tone::kCaution}, {note.in(options.lang), Tone::kPlain}}, 2);
  constexpr std::size_t kMostAsked = 12;
  if (!profile.lists.questions.empty()) {
    put_list_questions(page, profile, options.lang, kMostAsked);
    page.blank();
  }
  constexpr std::size_t kMostFindings = 50;
  if (scanned.baseline != nullptr) {
    put_findings(page, scanned, options.lang, kMostFindings);
    page.blank();
  }
  page.line({{totals_of(profile).in(options.lang), Tone::kStrong}}, 2);
  page.line(
      {{fmt::format(
            fmt::runtime(options.lang == Lang::kZh ? "{}，{}；分类日期 {}；不输出任何个人的值"
                                                   : "{} {}; classes as of {}; no value of anybody is shown"),
            files_text(profile).in(options.lang), extent_of(profile).in(options.lang), profile.as_of),
        Tone::kFaint}},
      2);
  if (unread > 0) {
    const bool zh = options.lang == Lang::kZh;
    page.line(
        {{fmt::format(fmt::runtime(zh            ? "另有 {}未能读取，不在上述结果之内"
                                   : unread == 1 ? "{} could not be read and stands in none of the above"
                                                 : "{} could not be read and stand in none of the above"),
                      plural(unread, "file", "个文件").in(options.lang)),
          Tone::kStop}},
        2);
  }
  return page.take();
}

std::string scan_json(const FindingsOf& scanned) {
  JsonWriter json(2);
  json.begin_object();
  write_profile_members(json, scanned.profile);
  write_findings(json.key("findings"), scanned);
  if (scanned.baseline != nullptr) write_baseline(json.key("baseline"), *scanned.baseline);
  json.end_object();
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
