#include "tidegate/gate/scan/notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/classify/prose/prose_columns.h"
#include "tidegate/classify/prose/prose_tagger.h"
#include "tidegate/gate/resources.h"

namespace tidegate {

void note_truncated_ids(const TableFeatures& features, FileProfile& profile) {
  for (const ColumnFeatures& column : features.columns) {
    if (column.truncated_ids == 0) continue;
    profile.notes.push_back(
        {fmt::format("column {}: {} identity numbers were rounded by a spreadsheet", column.index + 1,
                     column.truncated_ids),
         fmt::format("第 {} 列：{} 个身份证号被电子表格截断", column.index + 1, column.truncated_ids)});
  }
}

void note_hidden_headers(const TableFeatures& features, FileProfile& profile) {
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < features.columns.size(); ++i)
    hidden += !features.columns[i].header.empty() && profile.columns[i].name.empty() ? 1 : 0;
  if (hidden == 0) return;
  profile.notes.push_back(
      {fmt::format("{} by what look like names or numbers of persons: not shown, called by number",
                   hidden == 1 ? "1 column is headed" : fmt::format("{} columns are headed", hidden)),
       fmt::format("{} 列的表头看似个人姓名或号码：不予显示，仅以列号称呼", hidden)});
}

void note_prose(const TableFeatures& features, FileProfile& profile) {
  if (std::none_of(profile.columns.begin(), profile.columns.end(), is_prose)) return;
  static const auto models =
      ProseModels::parse(resource("models/prose/zh.bin"), resource("models/prose/en.bin"));
  TIDEGATE_CHECK(models.has_value());  // they are built in
  const ProseRead read = read_prose_columns(features, *models, profile.columns);
  if (read.bytes == 0) return;
  if (read.cells_foreign > 0) {
    profile.notes.push_back(
        {fmt::format("names and addresses were not looked for in {} lines: they are in another language than "
                     "Chinese and English",
                     read.cells_foreign),
         fmt::format("有 {} 行不是中文或英文，未在其中查找姓名和地址", read.cells_foreign)});
  }
  // Hundredths of a per cent.
  const std::uint64_t share = read.bytes_read * 10'000 / read.bytes;
  const std::string percent = fmt::format("{}.{:02}", share / 100, share % 100);
  profile.notes.push_back(
      {fmt::format("names and addresses inside texts were looked for in {} of {} cells ({} % of their bytes)",
                   read.cells_read, read.cells, percent),
       fmt::format("文本中的姓名和地址：已在 {} / {} 个单元格中查找（占其字节数的 {}%）", read.cells_read,
                   read.cells, percent)});
}

namespace {

// Rows that carry a session or a doubtful number alone, in a table that knows persons better, are counted as
// nobody.
void note_sessions(const SubjectRoles& roles, FileProfile& profile) {
  std::size_t sessions = 0;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (role_of(profile.columns[i]).rank >= 0 && roles[i] == SubjectRole{}) ++sessions;
  }
  if (sessions == 0) return;
  profile.notes.push_back(
      {fmt::format("{} of sessions, cookies or doubtful numbers not used to count persons, since the table "
                   "knows them better: a row with nothing else is counted as nobody",
                   sessions == 1 ? "1 column" : fmt::format("{} columns", sessions)),
       fmt::format(
           "{} 个会话、Cookie 或存疑号码字段未用于计数，因为表中另有更好的标识；仅有此类字段的行不计入人数",
           sessions)});
}

// Three of them, and how many more; a column without a name that may be shown by its number.
Text named(const FileProfile& profile, const std::vector<std::size_t>& columns) {
  constexpr std::size_t kNamed = 3;
  Text text;
  for (std::size_t n = 0; n < std::min(columns.size(), kNamed); ++n) {
    const std::string& name = profile.columns[columns[n]].name;
    text.en += (n == 0 ? "" : ", ") + (name.empty() ? fmt::format("column {}", columns[n] + 1) : name);
    text.zh += (n == 0 ? "" : "、") + (name.empty() ? fmt::format("第 {} 列", columns[n] + 1) : name);
  }
  if (columns.size() <= kNamed) return text;
  const std::string more = fmt::format(" +{}", columns.size() - kNamed);
  return {text.en + more, text.zh + more};
}

// A row may tell of more persons than its own.
void note_others(const SubjectRoles& roles, FileProfile& profile) {
  std::vector<std::size_t> others;
  bool has_own = false;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const SubjectRole& role = roles[i];
    has_own = has_own || (role.party == 0 && (role.rank >= 0 || role.personal));
    if (role.party != 0) others.push_back(i);
  }
  if (others.empty() || !has_own) return;
  const Text names = named(profile, others);
  profile.notes.push_back(
      {fmt::format("these columns are about others than the row's own person, who are counted too: {}",
                   names.en),
       fmt::format("以下字段涉及本行主体以外的人，另行计入人数：{}", names.zh)});
}

void note_inside(const SubjectRoles& roles, FileProfile& profile) {
  std::vector<std::size_t> inside;
  for (std::size_t i = 0; i < roles.size(); ++i) {
    const bool is_text = roles.size() > 1 && roles[i].text;
    if (roles[i].inside == SubjectRole::Inside::kEach || is_text) inside.push_back(i);
  }
  if (inside.empty()) return;
  const Text names = named(profile, inside);
  profile.notes.push_back(
      {fmt::format("numbers of persons stand inside the cells of these columns, who are counted too: {}",
                   names.en),
       fmt::format("以下字段的单元格内含有个人号码，所涉及的人一并计入：{}", names.zh)});
}

void note_strict(const SubjectRoles& roles, FileProfile& profile) {
  const std::vector<std::size_t> strict = strict_columns(roles);
  if (strict.empty()) return;
  const Text names = named(profile, strict);
  profile.notes.push_back(
      {fmt::format("nothing says that these columns of one kind are one person's: each value is counted as a "
                   "person: {}",
                   names.en),
       fmt::format("以下同类字段无法确认属于同一人，每个取值各计一人：{}", names.zh)});
}

}  // namespace

void note_chance(std::uint64_t numbers, bool is_more, FileProfile& profile) {
  if (numbers == 0) return;
  if (is_more) {
    profile.notes.push_back(
        {"many other numbers stand behind the same word as numbers with the digits of a mobile phone or a "
         "card, "
         "but more of these fit than chance lets fit: each is told and counted, though some are identifiers",
         "同一字样之后另有大量其他数字，但其中形似手机号或银行卡号者多于随机所致："
         "逐个列出并计入人数，其中部分可能是编号"});
    return;
  }
  profile.notes.push_back(
      {fmt::format(
           "{} of a mobile phone or a card taken for identifiers: many other numbers stand behind the same "
           "word, and no more of them fit than chance lets fit",
           numbers == 1 ? "1 number with the digits" : fmt::format("{} numbers with the digits", numbers)),
       fmt::format("{} 个形似手机号或银行卡号的数字按编号处理：同一字样之后另有大量其他数字，"
                   "其中形似者不多于随机所致",
                   numbers)});
}

void note_twice(std::uint64_t persons, std::vector<Text>& notes) {
  if (persons == 0) return;
  notes.push_back(
      {fmt::format(
           "the number of persons is an upper bound: up to {} may be counted twice, whose telephone or "
           "device stands beside numbers of different kinds (a staff number, a passport) that no row joins",
           persons),
       fmt::format(
           "人数为上限：至多 {} 人可能重复计数，其电话或设备分别与不同种类的号码（如工号、护照号）同现，"
           "而没有一行将这些号码关联起来",
           persons)});
}

void note_persons(const SubjectRoles& roles, FileProfile& profile) {
  note_sessions(roles, profile);
  note_others(roles, profile);
  note_inside(roles, profile);
  note_strict(roles, profile);
}

}  // namespace tidegate
