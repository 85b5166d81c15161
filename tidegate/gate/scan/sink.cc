#include "tidegate/gate/scan/sink.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/source_names.h"
#include "tidegate/gate/scan/notes.h"

namespace tidegate {
namespace {

// Blocks looked at before the columns that identify persons are guessed.
constexpr std::size_t kFirstBlocks = 4;

// Whether a word stands there that a person follows: "患者 欧阳娜娜", "Medical report of John Smith".
bool leads_to_name(std::string_view line) {
  constexpr std::string_view kChinese[] = {
      "患者",   "病人",   "姓名",   "医师",   "医生",   "大夫",   "护士",   "受检者",   "送检人",
      "客户",   "员工",   "学生",   "老师",   "教师",   "申请人", "人员",   "户主",     "业主",
      "会员",   "乘客",   "联系人", "负责人", "经办人", "制表",   "制表人", "填表人",   "报送人",
      "报告人", "审核",   "审核人", "复核",   "主管",   "经理",   "家长",   "被保险人", "投保人",
      "持卡人", "收件人", "寄件人", "收款人", "付款人"};
  constexpr std::string_view kEnglish[] = {
      "of",    "for",    "by",    "from",    "to",     "patient",  "name",     "mr",      "mrs",
      "ms",    "miss",   "dr",    "doctor",  "client", "customer", "employee", "student", "teacher",
      "owner", "member", "guest", "contact", "tenant", "insured",  "holder",   "manager"};
  for (std::size_t at = 1; at + 1 < line.size(); ++at) {
    std::size_t end = at;
    if (line[at] == '.' && line[at + 1] == ' ') {
      ++at;  // Mr. Smith
    } else if (line[at] != ' ' && line[at] != '\t' && line[at] != ',' && line[at] != ';' &&
               line.substr(at, 3) != "　") {
      continue;
    }
    const std::string_view before = line.substr(0, end);
    for (const std::string_view word : kChinese) {
      if (before.ends_with(word)) return true;
    }
    std::size_t begin = end;
    while (begin > 0 && ascii::is_alpha(before[begin - 1])) --begin;
    for (const std::string_view word : kEnglish) {
      if (ascii::equals_ignoring_case(before.substr(begin), word)) return true;
    }
  }
  return false;
}

// A title or two make no column: what they are told to be as a whole is chance, what stands in them is not,
// but for names that nothing leads to: "客户信息表" reads like one.
void judge_as_lines(const std::vector<std::string>& lines, ScannedTable& table) {
  constexpr std::uint64_t kFewLines = 3;
  ColumnProfile& text = table.profile.columns.front();
  if (text.non_empty >= kFewLines) return;
  const bool is_title = std::none_of(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find(':') != std::string::npos || line.find("：") != std::string::npos || leads_to_name(line);
  });
  if (is_title) {
    std::erase_if(text.in_text, [](const InText& inside) { return inside.type == "ID.NAME"; });
    std::erase_if(table.lines, [](const LinesOfType& told) { return told.type == "ID.NAME"; });
  }
  text.type = "GEN.TEXT";
  text.sensitivity = Sensitivity::kNone;
  text.p_permille = 0;
  text.also.clear();
  text.evidence.clear();
}

// Of a text without a line nothing was read, and it is not known to be harmless.
void forget_verdict(std::vector<ColumnProfile>& columns) {
  for (ColumnProfile& column : columns) {
    column.type.clear();
    column.sensitivity = Sensitivity::kNone;
    column.p_permille = 0;
    column.evidence.clear();
  }
}

bool holds_nothing(const ScannedTable& table) {
  const ColumnProfile& text = table.profile.columns.front();
  return text.sensitivity == Sensitivity::kNone && text.in_text.empty() && table.lines.empty() &&
         table.subjects.counts().persons == 0;
}

}  // namespace

ScanSink::ScanSink(const Classifier& classifier, const UserTypes* own, Date as_of,
                   const SubjectKeySecret& secret, int threads, std::vector<ScannedTable>* known)
    : classifier_(classifier),
      own_(own),
      as_of_(as_of),
      secret_(secret),
      known_(known),
      failed_(static_cast<std::size_t>(std::max(threads, 1))),
      workers_(threads, [this](std::size_t worker, const RowBlock& block) { work(worker, block); }) {}

Result<void> ScanSink::begin(const TableInfo& info) {
  if (!info.lines_above.empty()) {
    if (const auto ok = read_above(info); !ok) return ok;
  }
  workers_.drain();  // of a file of an archive that broke off
  info_ = info;
  first_.clear();
  scans_.clear();
  counts_.clear();
  while (lines_.size() < workers_.count()) lines_.push_back(classifier_.lines());
  const bool keeps_chance = known_ != nullptr && next_ < known_->size() && (*known_)[next_].counts_chance;
  for (LineFindings& lines : lines_) lines.begin(keeps_chance);
  places_.assign(workers_.count(), LinePlaces());
  pairs_.clear();
  own_scans_.clear();
  if (own_ != nullptr) own_scans_.assign(workers_.count(), UserTypeScan(*own_));
  cuts_.clear();
  is_open_ = false;
  if (known_ != nullptr && next_ < known_->size()) {
    open((*known_)[next_].roles);
  } else if (info_.is_prose) {
    guess_roles();
  }
  return {};
}

// What stands above a table's header is a text of its own, told where it holds anything.
Result<void> ScanSink::read_above(const TableInfo& table) {
  if (known_ != nullptr) {  // of a text the first pass has counted all
    next_ += next_ < known_->size() && (*known_)[next_].is_above_header ? 1 : 0;
    return {};
  }
  TableInfo info;
  info.path = table.path + "!above the header";
  info.format = "text";
  info.encoding = table.encoding;
  info.columns = {"text"};
  info.is_prose = true;
  RowBlock lines;
  const std::uint64_t count = table.lines_above.size();
  lines.first_row = std::max(table.header_row.value_or(count), count) - count;
  for (const std::string& line : table.lines_above) {
    lines.add_cell(0, line);
    lines.end_row();
  }
  if (const auto ok = begin(info); !ok) return ok;
  if (const auto ok = rows(std::move(lines)); !ok) return ok;
  if (const auto ok = end({count, 0, {}}); !ok) return ok;
  ScannedTable& above = tables_.back();
  above.is_above_header = true;
  judge_as_lines(table.lines_above, above);
  if (holds_nothing(above)) tables_.pop_back();
  return {};
}

Result<void> ScanSink::add_columns(const std::vector<std::string>& names) {
  if (known_ != nullptr) return {};
  if (!is_open_) guess_roles();
  workers_.drain();
  info_.columns.insert(info_.columns.end(), names.begin(), names.end());
  for (TableScan& scan : scans_) {
    const auto added = scan.add_columns(names);
    if (!added) return fail(added.error());
  }
  for (SettingPairs& pairs : pairs_) pairs.add_columns(names);
  return {};
}

Result<void> ScanSink::rows(RowBlock block) {
  if (info_.is_prose && !block.text.ends_with('\n')) cuts_.push_back(block.first_row + block.rows());
  if (!is_open_) {
    first_.push_back(std::move(block));
    if (first_.size() >= kFirstBlocks) guess_roles();
  } else {
    workers_.push(std::move(block));
  }
  if (is_failed_.load()) return fail(first_failure());
  return {};
}

Result<void> ScanSink::end(const TableEnd& end) {
  if (!is_open_) guess_roles();
  workers_.drain();
  if (is_failed_.load()) return fail(first_failure());
  for (std::size_t i = 1; i < counts_.size(); ++i) counts_[0].merge(std::move(counts_[i]));
  if (known_ != nullptr) {
    if (next_ >= known_->size())
      return fail(
          {ErrorCode::kConflict, "it changed while it was read", info_.path, "读取过程中内容发生了变化"});
    ScannedTable& table = (*known_)[next_++];
    if (!table.is_counted) take_count(table);
    table.is_counted = true;
    return {};
  }
  for (std::size_t i = 1; i < scans_.size(); ++i) scans_[0].merge(std::move(scans_[i]));
  tables_.push_back(finish(end));
  return {};
}

Result<void> ScanSink::schema(const SchemaTable& schema) {
  if (known_ != nullptr) {
    ++next_;
    return {};
  }
  ScannedTable table;
  FileProfile& p = table.profile;
  p.path = schema.name.empty() ? schema.path : schema.path + "!" + schema.name;
  p.format = schema.format;
  p.encoding = schema.encoding;
  p.columns = classifier_.judge(schema, as_of_);
  p.notes.push_back(
      {"a schema: judged by names, comments and declared types alone; how many persons is not known",
       "这是表结构：仅依据字段名、注释和声明的类型判断，人数未知"});
  table.roles = roles_of(p.columns, false);
  table.is_counted = true;
  tables_.push_back(std::move(table));
  return {};
}

// Of the workers' faults any will do: each says that a bound was reached, none says where in the table.
Error ScanSink::first_failure() {
  workers_.drain();
  for (const std::optional<Error>& error : failed_) {
    if (error) return *error;
  }
  return {ErrorCode::kLimit, "a bound was reached", info_.path, "达到限制"};
}

void ScanSink::open(const SubjectRoles& roles) {
  roles_ = roles;
  for (std::size_t i = 0; i < workers_.count(); ++i)
    counts_.push_back(classifier_.count(roles_, secret_, as_of_));
  is_open_ = true;
}

// From the first blocks alone: which columns identify persons? Wrong guesses cost a second pass, never a
// wrong count. Of running text it is known beforehand.
void ScanSink::guess_roles() {
  for (std::size_t i = 0; i < workers_.count(); ++i) {
    scans_.push_back(classifier_.scan(info_));
    pairs_.emplace_back(info_.columns, classifier_.literals());
  }
  if (info_.is_prose) return open(roles_of(std::vector<ColumnProfile>(info_.columns.size()), true));
  for (const RowBlock& block : first_) scan_block(0, block, nullptr);
  open(roles_of(classifier_.judge(scans_[0].finish(), as_of_), false));
  for (const RowBlock& block : first_) counts_[0].add(block);
  first_.clear();
}

// What stands in a block of running text, for both that ask; nullptr: a table.
const LineFindings* ScanSink::lines_of(std::size_t worker, const RowBlock& block) {
  if (!info_.is_prose) return nullptr;
  lines_[worker].find(block, info_.is_source && quotes_its_texts(info_.path));
  return &lines_[worker];
}

void ScanSink::scan_block(std::size_t worker, const RowBlock& block, const LineFindings* lines) {
  if (lines != nullptr) places_[worker].add(block, *lines);
  if (own_ != nullptr) own_scans_[worker].add(block, lines);
  if (lines == nullptr) pairs_[worker].add(block);
  const auto added = scans_[worker].add(block, lines);
  if (added || failed_[worker]) return;
  failed_[worker] = added.error();
  is_failed_.store(true);
}

void ScanSink::work(std::size_t worker, const RowBlock& block) {
  const LineFindings* const lines = lines_of(worker, block);
  if (known_ == nullptr) scan_block(worker, block, lines);
  counts_[worker].add(block, lines);
}

ScannedTable ScanSink::finish(const TableEnd& end) {
  ScannedTable table;
  const TableFeatures features = scans_[0].finish();
  FileProfile& p = table.profile;
  p.path = info_.path;
  p.format = info_.format;
  p.encoding = info_.encoding;
  p.delimiter = info_.delimiter;
  p.header_row = info_.header_row;
  p.rows = end.rows;
  p.ragged_rows = end.ragged_rows;
  p.notes = end.notes;
  p.columns = classifier_.judge(features, as_of_);
  if (info_.is_prose && end.rows == 0) forget_verdict(p.columns);
  for (std::size_t i = 1; i < pairs_.size(); ++i) pairs_[0].merge(pairs_[i]);
  pairs_[0].tell(p.columns);
  note_truncated_ids(features, p);
  note_prose(features, p);
  note_hidden_headers(features, p);
  table.roles = roles_of(p.columns, info_.is_prose);
  tell_proven_cells(features, p.columns);
  note_persons(table.roles, p);
  for (std::size_t i = 1; i < places_.size(); ++i) places_[0].merge(std::move(places_[i]));
  table.counts_chance = has_more_than_chance();
  note_chance(places_[0].by_chance(), table.counts_chance, p);
  if (table.counts_chance) places_[0].tell_chance();
  table.is_counted = table.roles == roles_ && !table.counts_chance;
  if (table.is_counted) take_count(table);
  table.lines = places_[0].take();
  if (own_ != nullptr) judge_own(features, table);
  for (LinesOfType& type : table.lines) number_lines(type.places);
  return table;
}

// Numbers were left out of single blocks as chance, and together they are more than chance lets fit.
bool ScanSink::has_more_than_chance() const {
  if (places_[0].by_chance() == 0) return false;
  ChanceSums sums;
  for (const LineFindings& lines : lines_) sums.merge(lines.chance_sums());
  return (places_[0].mobiles_by_chance() > 0 && sums.has_more_mobiles()) ||
         (places_[0].by_chance() > places_[0].mobiles_by_chance() && sums.has_more_cards());
}

// Behind all that persons are counted by: the firm's own types change nothing of that.
void ScanSink::judge_own(const TableFeatures& features, ScannedTable& table) {
  for (std::size_t i = 1; i < own_scans_.size(); ++i) own_scans_[0].merge(std::move(own_scans_[i]));
  std::vector<std::string> headers;
  for (const ColumnFeatures& column : features.columns) headers.push_back(column.header);
  own_scans_[0].judge(headers, table.profile.columns);
  for (LinesOfType& lines : own_scans_[0].take_lines()) table.lines.push_back(std::move(lines));
  std::sort(table.lines.begin(), table.lines.end(),
            [](const LinesOfType& a, const LinesOfType& b) { return a.type < b.type; });
}

// Rows are lines but where a long line was cut: what stands behind a cut is of the same line.
void ScanSink::number_lines(std::vector<LinePlace>& places) const {
  std::size_t cut = 0;
  for (LinePlace& place : places) {
    while (cut < cuts_.size() && cuts_[cut] <= place.row) ++cut;
    place.row -= cut;
  }
}

void ScanSink::take_count(ScannedTable& table) {
  const std::uint64_t totals = counts_[0].total_rows();
  table.subjects = counts_[0].take();
  if (totals == 0) return;
  table.profile.notes.push_back(
      {totals == 1 ? "1 row sums up others: it is counted as nobody"
                   : fmt::format("{} rows sum up others: they are counted as nobody", totals),
       fmt::format("{} 行为合计、小计行，不计入人数", totals)});
}

}  // namespace tidegate
