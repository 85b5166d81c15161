#include "tidegate/lists/ask_lists.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "tidegate/base/hash.h"

namespace tidegate::lists {
namespace {

// Whether a row speaks of the firm's or the table's sector.
enum class Agrees { kYes, kUnknown, kNo };

// One row that meets one column.
struct Match {
  std::uint32_t row = 0;
  ListGrade grade = ListGrade::kType;
  bool by_nature = false;
  bool has_type = false;
  Agrees sector = Agrees::kUnknown;
  std::vector<Text> reasons;
};

// What a table speaks of by itself.
struct TableContext {
  std::set<std::string> groups;     // of its columns' types: "VEH"
  std::set<std::uint32_t> sectors;  // named in its path
  std::uint64_t persons = 0;
  std::string shape;  // hash of its columns' names
};

std::string group_of(std::string_view type) { return std::string(type.substr(0, type.find('.'))); }

std::string name_of(const ColumnProfile& column) {
  return column.name.empty() ? fmt::format("#{}", column.index + 1) : column.name;
}

// A number, code, word or text that may stand for anything.
bool is_generic(const ColumnProfile& column) {
  return column.type.empty() || column.type == "GEN.NUMBER" || column.type == "GEN.CODE" ||
         column.type == "GEN.CATEGORY" || column.type == "GEN.TEXT" || column.type == "GEN.COORD";
}

// The verdict leaves room for another.
bool is_open(const ColumnProfile& column) {
  constexpr std::int32_t kSure = 800;
  const bool is_about_persons =
      column.sensitivity != Sensitivity::kNone && column.sensitivity != Sensitivity::kImportant;
  return !is_about_persons && (is_generic(column) || column.p_permille < kSure);
}

// Next to nothing is known of it: of a name without values never more.
bool is_unsure(const ColumnProfile& column, bool has_rows) {
  constexpr std::int32_t kUnsure = 700;
  return is_generic(column) && (!has_rows || column.p_permille < kUnsure);
}

// Whether no column has a name of its own: a text, a table without a header.
bool is_nameless(const FileProfile& file) {
  const auto is_named = [](const ColumnProfile& column) { return !column.name.empty(); };
  const bool is_text = file.columns.size() == 1 && file.columns[0].name == "text" && !file.header_row;
  return is_text || std::none_of(file.columns.begin(), file.columns.end(), is_named);
}

// The file itself stands for its names, where it has none: an answer is then of this content alone.
std::string content_of(const FileProfile& file) {
  const std::string_view path = file.path;
  const std::string_view inner = path.substr(std::min(path.find('!'), path.size()));
  const std::string content = file.sha256.empty()
                                  ? fmt::format("{}:{}", file.size_bytes, path.substr(path.rfind('/') + 1))
                                  : file.sha256;
  return fmt::format("{}:{}:{}", content, file.rows, inner);
}

TableContext context_of(const FileProfile& file, const ListWords& words) {
  TableContext context;
  std::vector<std::string> names;
  for (const ColumnProfile& column : file.columns) {
    context.groups.insert(group_of(column.type));
    names.push_back(name_of(column));
  }
  const std::string_view path = file.path;
  const std::vector<std::uint32_t> named = words.sectors_in(path.substr(path.find_last_of("/!") + 1));
  context.sectors.insert(named.begin(), named.end());
  context.persons = file.persons;
  std::sort(names.begin(), names.end());
  std::string all;
  for (const std::string& name : names) all += fmt::format("{}:{}", name.size(), name);
  if (is_nameless(file)) all += content_of(file);
  context.shape = sha256_hex(all);
  return context;
}

std::string id_of(std::string_view list, std::string_view row, std::string_view column,
                  const TableContext& table) {
  constexpr std::size_t kDigits = 16;
  return sha256_hex(fmt::format("{}\n{}\n{}\n{}", list, row, column, table.shape)).substr(0, kDigits);
}

ListRowNamed named(const ListRow& row) {
  constexpr std::string_view kUnits[] = {"field", "class", "scale"};
  return {row.row,  row.edition, row.field,     std::string(kUnits[static_cast<std::size_t>(row.unit)]),
          row.kind, row.route,   row.threshold, row.source,
          row.grade};
}

// A list and one that was added under its id ask apart: the answer to one is none to the other.
using ListPlace = std::pair<std::string_view, Origin>;

ListPlace place_of(const AskingRow& asking) { return {asking.row->list_id, asking.list->origin}; }

std::string id_name(const AskingRow& asking) {
  return (asking.list->origin == Origin::kBuiltIn ? "" : "added ") + asking.row->list_id;
}

std::string key_words(const OfficialList& list) { return list.key.substr(0, 16) + "…"; }

Text added_words(const OfficialList& list) {
  if (list.origin == Origin::kUnsigned)
    return {"the row is of an added list, which nobody signed", "条目出自加入的清单，未签名"};
  if (list.origin == Origin::kSigned)
    return {fmt::format("the row is of an added list, signed with key {}", key_words(list)),
            fmt::format("条目出自加入的清单，签名公钥 {}", key_words(list))};
  return {};
}

class Asking {
 public:
  Asking(const DataProfile& profile, const AskedFor& asked, const AskingParts& parts)
      : profile_(profile),
        asked_(asked),
        parts_(parts),
        index_(parts.catalogue, parts.words, asked.day, parts.name_types),
        answers_(parts.reviews) {}

  ListFindings ask() {
    for (std::size_t i = 0; i < profile_.files.size(); ++i) ask_table(i);
    consult();
    remark();
    tell_basis();
    return std::move(out_);
  }

 private:
  Agrees sector_of(const AskingRow& asking, const TableContext& table) const {
    if (asking.is_general) return Agrees::kYes;
    bool in_table = false;
    for (const std::uint32_t at : asking.sectors) {
      const Sector& sector = parts_.words.sectors()[at];
      const auto& own = sector.exporter_words;
      if (!asked_.sector.empty() && std::find(own.begin(), own.end(), asked_.sector) != own.end())
        return Agrees::kYes;
      in_table = in_table || table.sectors.count(at) > 0 ||
                 std::any_of(sector.groups.begin(), sector.groups.end(),
                             [&](const std::string& group) { return table.groups.count(group) > 0; });
    }
    if (asking.sectors.empty()) return Agrees::kUnknown;
    if (!asked_.sector.empty()) return Agrees::kNo;
    return in_table ? Agrees::kYes : Agrees::kUnknown;
  }

  bool is_elsewhere(const AskingRow& asking) const {
    return parts_.words.is_within(asking.row->zone, asked_.place) == Within::kNo;
  }

  // Rows that count from a number of persons that the table does not reach.
  bool is_below_scale(const ListRow& row, const TableContext& table) const {
    return row.persons_from && table.persons < static_cast<std::uint64_t>(*row.persons_from);
  }

  void meet(std::uint32_t row, const TableContext& table, std::map<std::uint32_t, Match>& met) const {
    const auto [at, is_new] = met.try_emplace(row);
    if (is_new) {
      at->second.row = row;
      at->second.sector = sector_of(index_.rows()[row], table);
    }
  }

  void by_type(const TypeCode& type, bool by_name, const TableContext& table,
               std::map<std::uint32_t, Match>& met) const {
    const TypeNature nature = parts_.nature(type);
    for (const std::uint32_t row : index_.by_type(type)) {
      meet(row, table, met);
      Match& match = met[row];
      match.has_type = true;
      match.by_nature = match.by_nature || nature.hint >= 3 || (nature.hint == 2 && !nature.is_personal);
      match.reasons.push_back(
          by_name ? Text{fmt::format("its name means {} ({})", nature.name.en, type),
                         fmt::format("名称含义为{}（{}）", nature.name.zh, type)}
                  : Text{fmt::format("its type is {} ({}), which the row may mean", nature.name.en, type),
                         fmt::format("类型为{}（{}），条目可能包括", nature.name.zh, type)});
    }
  }

  // False: what was met is too weak to ask.
  bool asks(const Match& match, bool is_weak) const {
    const AskingRow& asking = index_.rows()[match.row];
    const bool names_important = asking.row->kind == "important" || asking.row->kind == "core";
    // A zone's rows of personal information ask those of its sectors alone: names stand in every table.
    if (!names_important)
      return match.grade >= ListGrade::kSynonym && !asking.is_general && is_own_sector(asking);
    if (match.grade >= ListGrade::kWording) {
      if (is_factor_list(*asking.list)) return match.by_nature;
      return !is_weak || match.has_type || (match.sector == Agrees::kYes && !asking.is_general);
    }
    if (match.by_nature) return match.sector == Agrees::kYes;
    // A type that is important by its number alone, where the row names the number.
    return asking.row->persons_from && match.sector == Agrees::kYes;
  }

  bool is_own_sector(const AskingRow& asking) const {
    return std::any_of(asking.sectors.begin(), asking.sectors.end(), [&](std::uint32_t at) {
      const auto& own = parts_.words.sectors()[at].exporter_words;
      return std::find(own.begin(), own.end(), asked_.sector) != own.end();
    });
  }

  bool holds(const Match& match) const {
    const AskingRow& asking = index_.rows()[match.row];
    const bool names_important = asking.row->kind == "important" || asking.row->kind == "core";
    return names_important && !is_factor_list(*asking.list) && asking.row->route == "assessment" &&
           match.sector != Agrees::kNo && (match.grade >= ListGrade::kWording || match.by_nature) &&
           parts_.words.is_within(asking.row->zone, asked_.place) == Within::kYes;
  }

  void add_sector_reason(Match& match) const {
    const AskingRow& asking = index_.rows()[match.row];
    if (asking.is_general) return;
    const Text& sector = asking.row->sector;
    if (match.sector == Agrees::kYes)
      match.reasons.push_back(
          {fmt::format("the sector agrees: {}", sector.en), fmt::format("行业相符：{}", sector.zh)});
    if (match.sector == Agrees::kNo)
      match.reasons.push_back({fmt::format("the row is of another sector than the firm's: {}", sector.en),
                               fmt::format("条目属于其他行业：{}", sector.zh)});
  }

  // Higher fits better.
  int fit(const Match& match) const {
    const std::size_t types = index_.rows()[match.row].row->taxonomy.size();
    return static_cast<int>(match.grade) * 100 + (match.has_type ? 50 : 0) +
           (match.sector == Agrees::kYes ? 20 : 0) + (types == 0 ? 0 : static_cast<int>(8 / types)) +
           // A type alone cannot tell one branch of a sector from another.
           (match.grade <= ListGrade::kType && index_.rows()[match.row].row->scenario.empty() ? 10 : 0);
  }

  std::map<std::uint32_t, Match> matches_of(const ColumnProfile& column, const TableContext& table,
                                            std::set<std::uint32_t>& weak) const {
    std::map<std::uint32_t, Match> met;
    by_type(column.type, false, table, met);
    for (const TypeCode& also : column.also) {
      // What a column may be beside its verdict counts where the table surely speaks of it.
      if (table.groups.count(group_of(also)) > 0 && is_open(column)) by_type(also, false, table, met);
    }
    if (!column.name.empty()) {
      // Values that are surely something else overrule a name.
      for (const std::string& type : parts_.name_types(column.name)) {
        if (type != column.type && is_open(column)) by_type(type, true, table, met);
      }
      for (const WordHit& hit : index_.by_words(column.name)) {
        meet(hit.row, table, met);
        Match& match = met[hit.row];
        match.grade = hit.grade;
        if (hit.is_weak) weak.insert(hit.row);
        match.reasons.push_back(
            hit.grade == ListGrade::kExact ? Text{"the row's term stands in its name", "名称含条目原词"}
            : hit.grade == ListGrade::kSynonym
                ? Text{"its name says the row's term in other words", "名称与条目用词同义"}
                : Text{"words of the row's description stand in its name", "名称含条目描述中的用词"});
      }
    }
    return met;
  }

  void ask_column(std::size_t file, std::size_t at, const TableContext& table,
                  std::vector<ListQuestion>& questions) {
    const ColumnProfile& column = profile_.files[file].columns[at];
    std::set<std::uint32_t> weak;
    std::map<ListPlace, std::vector<Match>> by_list;
    bool was_weak = false;
    for (auto& [row, match] : matches_of(column, table, weak)) {
      const AskingRow& asking = index_.rows()[row];
      if (is_elsewhere(asking)) continue;
      if (is_below_scale(*asking.row, table)) {
        below_scale_.insert({asking.row->list_id, *asking.row->persons_from});
        continue;
      }
      if (!asks(match, weak.count(row) > 0)) {
        was_weak = was_weak || (match.grade >= ListGrade::kWording && !is_factor_list(*asking.list));
        continue;
      }
      add_sector_reason(match);
      by_list[place_of(asking)].push_back(std::move(match));
    }
    if (by_list.empty() && was_weak) weak_columns_.insert(name_of(column));
    // Where a list asks, the factors of a standard are its reasons; they ask by themselves only where none
    // does.
    std::optional<ListQuestion> first_factor;
    std::vector<Text> factors;
    const std::size_t before = questions.size();
    for (auto& [list, matches] : by_list) {
      ListQuestion question = question_of(file, at, name_of(column), table, matches);
      if (!question.is_factor) {
        questions.push_back(std::move(question));
        continue;
      }
      factors.push_back({fmt::format("helps to identify: {}: {}", question.row.source, question.row.term.en),
                         fmt::format("识别因素：{}：{}", question.row.source, question.row.term.zh)});
      if (!first_factor) first_factor = std::move(question);
    }
    if (questions.size() == before) {
      if (first_factor) questions.push_back(std::move(*first_factor));
      return;
    }
    std::vector<Text>& reasons = questions[before].reasons;
    reasons.insert(reasons.end(), factors.begin(), factors.end());
  }

  ListQuestion question_of(std::size_t file, std::optional<std::size_t> column, std::string_view name,
                           const TableContext& table, std::vector<Match>& matches) const {
    auto best = matches.begin();
    for (auto it = matches.begin(); it != matches.end(); ++it) {
      if (fit(*it) > fit(*best)) best = it;
    }
    const AskingRow& asking = index_.rows()[best->row];
    ListQuestion question;
    question.id = id_of(id_name(asking), asking.row->row, name, table);
    question.file = file;
    question.column = column;
    question.list_id = asking.row->list_id;
    question.row = named(*asking.row);
    question.grade = best->grade;
    question.reasons = best->reasons;
    if (const Text added = added_words(*asking.list); !added.empty()) question.reasons.push_back(added);
    question.is_factor = is_factor_list(*asking.list);
    for (const Match& match : matches) {
      question.holds = question.holds || holds(match);
      if (match.row != best->row) question.more_rows.push_back(index_.rows()[match.row].row->row);
    }
    return question;
  }

  // Rows that make a table important by its number of persons.
  void ask_scale(std::size_t file, const TableContext& table, std::vector<ListQuestion>& questions) {
    std::map<ListPlace, std::vector<Match>> by_list;
    for (const std::uint32_t at : index_.scale_rows()) {
      const AskingRow& asking = index_.rows()[at];
      const ListRow& row = *asking.row;
      if (!row.persons_from || is_below_scale(row, table) || is_elsewhere(asking)) continue;
      const bool has_type =
          std::any_of(row.taxonomy.begin(), row.taxonomy.end(), [&](const std::string& type) {
            const auto& columns = profile_.files[file].columns;
            return std::any_of(columns.begin(), columns.end(),
                               [&](const ColumnProfile& c) { return c.type == type; });
          });
      Match match;
      match.row = at;
      match.grade = ListGrade::kScale;
      match.has_type = has_type;
      match.sector = sector_of(asking, table);
      // Without a type the row must at least be of the sector.
      if (match.sector != Agrees::kYes || (!has_type && (asking.is_general || !row.taxonomy.empty())))
        continue;
      match.reasons.push_back(
          {fmt::format("{} persons; the row counts from {}", table.persons, *row.persons_from),
           fmt::format("涉及 {} 人，条目自 {} 人起", table.persons, *row.persons_from)});
      add_sector_reason(match);
      by_list[place_of(asking)].push_back(std::move(match));
    }
    for (auto& [list, matches] : by_list) {
      questions.push_back(question_of(file, std::nullopt, "*", table, matches));
      questions.back().holds = false;  // the law counts persons itself
    }
  }

  // Columns of which nothing sure is known, in a table that a list meets: they may be the same row.
  void ask_neighbours(std::size_t file, const TableContext& table, std::vector<ListQuestion>& questions) {
    constexpr std::size_t kLeast = 2;  // columns that are met
    constexpr std::size_t kShare = 4;  // or a quarter of the table
    const auto& columns = profile_.files[file].columns;
    std::set<std::size_t> asked;
    std::map<std::pair<std::string, std::string>, std::vector<const ListQuestion*>> by_row;
    for (const ListQuestion& q : questions) {
      if (!q.column) continue;
      asked.insert(*q.column);
      if (q.row.kind == "important" || q.row.kind == "core") by_row[{q.list_id, q.row.row}].push_back(&q);
    }
    if (asked.size() < kLeast || asked.size() * kShare < columns.size()) return;
    // The row that most columns meet speaks for its neighbours.
    const auto most = std::max_element(by_row.begin(), by_row.end(), [](const auto& a, const auto& b) {
      return a.second.size() < b.second.size();
    });
    if (most == by_row.end()) return;
    ListQuestion pattern = *most->second.front();
    const std::string of_built_in =
        id_of(pattern.list_id, pattern.row.row, name_of(columns[*pattern.column]), table);
    const std::string list_name = (pattern.id == of_built_in ? "" : "added ") + pattern.list_id;
    std::vector<ListQuestion> more;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (asked.count(i) > 0 || !is_unsure(columns[i], profile_.files[file].rows > 0)) continue;
      ListQuestion question = pattern;
      question.column = i;
      question.id = id_of(list_name, pattern.row.row, name_of(columns[i]), table);
      question.more_rows.clear();
      question.grade = ListGrade::kContext;
      question.holds = false;
      question.reasons = {{"nothing sure is known of it, and its neighbours may be the row",
                           "类型不能确定，而相邻字段可能属于该条目"}};
      more.push_back(std::move(question));
    }
    questions.insert(questions.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
  }

  TypeCode type_of(const ListQuestion& question) const {
    return question.column ? profile_.files[question.file].columns[*question.column].type : TypeCode();
  }

  // The open ones that hold come first, and none of them is lost: what finds no place asks row by row.
  void keep_most(std::size_t file, std::vector<ListQuestion>& questions) {
    const auto is_open = [](const ListQuestion& q) { return q.review.verdict == ReviewVerdict::kOpen; };
    const auto held = static_cast<std::size_t>(std::count_if(
        questions.begin(), questions.end(), [&](const ListQuestion& q) { return is_open(q) && q.holds; }));
    std::size_t places_held = std::min(held, kMostQuestionsOfTable);
    std::size_t places = kMostQuestionsOfTable - places_held;
    std::vector<ListQuestion> kept;
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<ListQuestion>> rows;
    for (ListQuestion& q : questions) {
      std::size_t& left = q.holds ? places_held : places;
      if (!is_open(q)) {
        kept.push_back(std::move(q));
      } else if (left > 0) {
        --left;
        kept.push_back(std::move(q));
      } else if (q.holds) {
        rows[{q.list_id, q.row.row, q.row.source}].push_back(std::move(q));
      } else {
        ++left_out_;
      }
    }
    for (const auto& [row, rest] : rows) kept.push_back(one_of_many(file, rest));
    questions = std::move(kept);
  }

  // One question about many columns of a table. Its id changes with them and their types.
  ListQuestion one_of_many(std::size_t file, const std::vector<ListQuestion>& many) const {
    constexpr std::size_t kNamed = 3;
    ListQuestion question = many.front();
    std::string all = "columns";
    std::string names;
    for (std::size_t i = 0; i < many.size(); ++i) {
      all += fmt::format("\n{} {}", many[i].id, type_of(many[i]));
      if (i >= kNamed || !many[i].column) continue;
      names += (names.empty() ? "" : ", ") + name_of(profile_.files[file].columns[*many[i].column]);
    }
    const std::string more = many.size() > kNamed ? fmt::format(" +{}", many.size() - kNamed) : "";
    question.id = sha256_hex(all).substr(0, many.front().id.size());
    question.column.reset();
    question.reasons = {
        {fmt::format("one question for {} more columns of this table: {}{}", many.size(), names, more),
         fmt::format("该表另有 {} 个字段合为一问：{}{}", many.size(), names, more)}};
    answers_.apply(asked_.day, {}, question);
    return question;
  }

  void ask_table(std::size_t file) {
    const TableContext table = context_of(profile_.files[file], parts_.words);
    std::vector<ListQuestion> questions;
    ask_scale(file, table, questions);
    for (std::size_t i = 0; i < profile_.files[file].columns.size(); ++i)
      ask_column(file, i, table, questions);
    ask_neighbours(file, table, questions);
    for (ListQuestion& question : questions) answers_.apply(asked_.day, type_of(question), question);
    keep_most(file, questions);
    out_.questions.insert(out_.questions.end(), std::make_move_iterator(questions.begin()),
                          std::make_move_iterator(questions.end()));
  }

  void consult() {
    std::set<const OfficialList*> asking;
    for (const AskingRow& row : index_.rows()) asking.insert(row.list);
    for (const OfficialList& list : parts_.catalogue.all()) {
      const ListCoverage& c = list.coverage;
      if (!c.in_force.contains(asked_.day)) continue;
      const Within within = parts_.words.is_within(c.zone, asked_.place);
      const bool is_silent = c.kind == "positive list" || (asking.count(&list) == 0 && c.kind != "list");
      // One that was added is named whatever it says.
      if (list.origin == Origin::kBuiltIn && (is_silent || within == Within::kNo)) continue;
      out_.consulted.push_back({c.list_id, c.title, c.kind, c.zone, within == Within::kYes, c.status,
                                list.rows.size(), c.official.en, c.missing,
                                std::string(to_string(list.origin)), c.official.zh});
    }
  }

  // What takes questions away comes first.
  void remark() {
    constexpr std::size_t kNamed = 3;
    for (const auto& [list_id, replaced] : index_.replaced()) {
      const std::string key = key_words(*replaced.by);
      out_.remarks.push_back(
          {fmt::format("{}: {} built-in rows are replaced by the added list of that id, signed with key {}",
                       list_id, replaced.rows, key),
           fmt::format("{}：{} 条内置条目由同名的已签名清单取代，签名公钥 {}", list_id, replaced.rows, key)});
    }
    if (left_out_ > 0)
      out_.remarks.push_back({fmt::format("{} more questions, which hold nothing, are not shown", left_out_),
                              fmt::format("另有 {} 个不影响判定的问题未显示", left_out_)});
    if (!weak_columns_.empty()) {
      std::string names;
      std::size_t n = 0;
      for (const std::string& name : weak_columns_) {
        if (n++ < kNamed) names += (names.empty() ? "" : ", ") + name;
      }
      const std::string more = n > kNamed ? fmt::format(" +{}", n - kNamed) : "";
      out_.remarks.push_back(
          {fmt::format("words of rows stand in these names, too weakly to ask: {}{}", names, more),
           fmt::format("以下名称含条目用词，但不足以提出问题：{}{}", names, more)});
    }
    for (const auto& [list, persons] : below_scale_) {
      out_.remarks.push_back(
          {fmt::format("{}: rows that count from {} persons were not asked; the law counts the "
                       "whole year",
                       list, persons),
           fmt::format("{}：自 {} 人起的条目未提出问题；法律按全年累计", list, persons)});
    }
  }

  // Of each personal type the row that names it best: the text itself before memory, a field before a class.
  void tell_basis() {
    std::set<TypeCode> types;
    for (const FileProfile& file : profile_.files) {
      for (const ColumnProfile& column : file.columns) {
        if (column.sensitivity == Sensitivity::kPersonal || column.sensitivity == Sensitivity::kSensitive)
          types.insert(column.type);
      }
    }
    std::map<TypeCode, const ListRow*> best;
    const auto rank = [](const ListRow& row) {
      return std::tuple(row.grade == "T"   ? 2
                        : row.grade == "S" ? 1
                                           : 0,
                        row.unit == Unit::kField, row.taxonomy.size() == 1);
    };
    for (const OfficialList& list : parts_.catalogue.all()) {
      if (list.coverage.kind != "standard" && list.coverage.kind != "law") continue;
      for (const ListRow& row : list.rows) {
        const bool names = (row.kind == "pi" || row.kind == "spi") && row.in_force.contains(asked_.day) &&
                           row.unit != Unit::kScale;
        if (!names || (!row.sector.empty() && asked_.sector.empty())) continue;
        for (const std::string& type : row.taxonomy) {
          if (types.count(type) == 0) continue;
          const ListRow*& held = best[type];
          if (held == nullptr || rank(row) > rank(*held)) held = &row;
        }
      }
    }
    for (const auto& [type, row] : best)
      out_.basis.emplace_back(type, Text{fmt::format("{}: {}", row->source, row->field.en),
                                         fmt::format("{}：{}", row->source, row->field.zh)});
  }

  const DataProfile& profile_;
  const AskedFor& asked_;
  const AskingParts& parts_;
  RowIndex index_;
  Answers answers_;
  ListFindings out_;
  std::set<std::string> weak_columns_;
  std::set<std::pair<std::string, std::int64_t>> below_scale_;
  std::size_t left_out_ = 0;
};

}  // namespace

ListFindings ask_lists(const DataProfile& profile, const AskedFor& asked, const AskingParts& parts) {
  return Asking(profile, asked, parts).ask();
}

}  // namespace tidegate::lists
