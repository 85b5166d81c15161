#include "tidegate/gate/case_items.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "tidegate/classify/prose/prose_columns.h"
#include "tidegate/classify/user_types/user_types.h"
#include "tidegate/terms/in_text.h"
#include "tidegate/terms/sample.h"

namespace tidegate {
namespace {

bool is_personal(const ColumnProfile& column) {
  return column.sensitivity == Sensitivity::kPersonal || column.sensitivity == Sensitivity::kSensitive;
}

// Of these columns the verdict itself says what is in them. Free text and opaque codes may stand for anybody
// (a note on a patient, the hash of a telephone number), a word out of few may be a name, and a verdict that
// is not sure excludes nothing.
bool is_sure(const ColumnProfile& column) {
  constexpr std::int32_t kSure = 800;
  constexpr std::int32_t kSureOfCategory = 900;
  if (!column.in_text.empty() || column.type.empty()) return false;
  if (column.type == "GEN.TEXT" || column.type == "GEN.CODE") return false;
  return column.p_permille >= (column.type == "GEN.CATEGORY" ? kSureOfCategory : kSure);
}

// Of some table only a sample was read: what it holds is found, what it lacks is unknown, and so is every
// count.
bool is_sample(const Counted& counted) {
  return std::any_of(counted.files.begin(), counted.files.end(),
                     [](const FileProfile* file) { return is_sample(*file); });
}

// People whom the cells of a column list by their names alone are not counted.
bool has_uncounted_names(const Counted& counted) {
  const auto lists = [](const ColumnProfile& column) {
    return std::any_of(column.evidence.begin(), column.evidence.end(),
                       [](const Evidence& evidence) { return evidence.rule == kNamesSeveral; });
  };
  return std::any_of(counted.files.begin(), counted.files.end(), [&](const FileProfile* file) {
    return std::any_of(file->columns.begin(), file->columns.end(), lists);
  });
}

bool is_ordinary(const ColumnProfile& column) { return column.sensitivity == Sensitivity::kPersonal; }

bool is_sensitive(const ColumnProfile& column) { return column.sensitivity == Sensitivity::kSensitive; }

// Nothing is known of a table without rows, nor of the rows that no sample drew. Beside persons a sure
// verdict is not enough: a date may be of surgery, a word out of few an illness. What is sensitive is
// counted.
bool is_sure_of_all(const Counted& counted) {
  return std::all_of(counted.files.begin(), counted.files.end(), [](const FileProfile* file) {
    const bool is_about_persons = std::any_of(
        file->columns.begin(), file->columns.end(),
        [](const ColumnProfile& column) { return is_personal(column) || !column.in_text.empty(); });
    return file->rows > 0 && !is_sample(*file) &&
           std::all_of(file->columns.begin(), file->columns.end(), [&](const ColumnProfile& column) {
             return is_sure(column) && (!is_about_persons || column.is_harmless || is_sensitive(column) ||
                                        column.type.starts_with(kUserPrefix));
           });
  });
}

// What declares tables and holds none of their rows.
bool is_schema(const Counted& counted) {
  constexpr std::array<std::string_view, 5> kFormats{"ddl", "json_schema", "avro", "protobuf", "dictionary"};
  return std::all_of(counted.files.begin(), counted.files.end(), [&](const FileProfile* file) {
    return std::find(kFormats.begin(), kFormats.end(), file->format) != kFormats.end();
  });
}

// Found so surely that no word of the firm talks it away; names alone make nothing surer.
bool any_surely(const Counted& counted, bool (*is)(const ColumnProfile&)) {
  const std::int32_t sure = is_schema(counted) ? 500 : 800;  // permille
  return std::any_of(counted.files.begin(), counted.files.end(), [&](const FileProfile* file) {
    return std::any_of(file->columns.begin(), file->columns.end(),
                       [&](const ColumnProfile& column) { return is(column) && column.p_permille >= sure; });
  });
}

// Names in so many cells of a text that it is about persons, however many they are.
bool is_about_named_persons(const ColumnProfile& column) {
  constexpr std::uint64_t kCellsRead = 256;  // of the column's sample, at most
  constexpr std::uint64_t kShare = 5;        // one of so many
  const std::uint64_t read = std::min(kCellsRead, column.non_empty);
  return std::any_of(column.in_text.begin(), column.in_text.end(), [&](const InText& inside) {
    return inside.type == "ID.NAME" && inside.cells * kShare >= read;
  });
}

bool names_persons_in_text(const ColumnProfile& column) {
  return std::any_of(column.in_text.begin(), column.in_text.end(), names_person);
}

// Cells of a text column that name a person inside; each may name another.
std::uint64_t cells_that_name_persons(const Counted& counted) {
  std::uint64_t cells = 0;
  for (const FileProfile* file : counted.files) {
    for (const ColumnProfile& column : file->columns) {
      for (const InText& inside : column.in_text) {
        if (names_person(inside)) cells = std::max(cells, inside.cells);
      }
    }
  }
  return cells;
}

bool any_column(const Counted& counted, bool (*is)(const ColumnProfile&)) {
  for (const FileProfile* file : counted.files) {
    if (std::any_of(file->columns.begin(), file->columns.end(), is)) return true;
  }
  return false;
}

// Whether a column of a file is what an item is named by.
using NamesItem = bool (*)(const FileProfile& file, const ColumnProfile& column);

bool names_ordinary(const FileProfile&, const ColumnProfile& column) {
  return is_ordinary(column) || names_persons_in_text(column);
}

// Where no column is sensitive as a whole, what is sensitive stands in a text.
bool names_sensitive(const FileProfile& file, const ColumnProfile& column) {
  if (is_sensitive(column)) return true;
  return file.persons_sensitive > 0 && names_persons_in_text(column) &&
         std::none_of(file.columns.begin(), file.columns.end(), is_sensitive);
}

// "hr.csv: id_card, religion +2; crm.csv: phone": the first columns of the first files; a file without such
// columns by its name alone, where no file has any.
std::string columns_named(const Counted& counted, NamesItem is) {
  constexpr std::size_t kColumns = 3;
  constexpr std::size_t kFiles = 2;
  const auto has_any = [&](const FileProfile* file) {
    return std::any_of(file->columns.begin(), file->columns.end(),
                       [&](const ColumnProfile& column) { return is(*file, column); });
  };
  const bool any = std::any_of(counted.files.begin(), counted.files.end(), has_any);
  std::string name;
  std::size_t files = 0;
  for (const FileProfile* file : counted.files) {
    std::string columns;
    std::size_t found = 0;
    for (const ColumnProfile& column : file->columns) {
      if (!is(*file, column) || ++found > kColumns) continue;
      columns += (columns.empty() ? "" : ", ");
      columns += column.name.empty() ? fmt::format("#{}", column.index + 1) : column.name;
    }
    if ((any && found == 0) || ++files > kFiles) continue;
    if (!name.empty()) name += "; ";
    name += file->path.substr(file->path.rfind('/') + 1);
    if (found > 0) name += ": " + columns;
    if (found > kColumns) name += fmt::format(" +{}", found - kColumns);
  }
  if (files > kFiles) name += fmt::format("; +{}", files - kFiles);
  return name;
}

std::int64_t persons(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// earlier  how many of them are in the item before, with sensitive information
Facts personal_item(FactValue subjects, std::uint64_t earlier, FactValue sensitive, FactValue under14) {
  Facts item;
  item.set("personal", true);
  item.set("sensitive", std::move(sensitive));
  item.set("under14", std::move(under14));
  item.set("subjects", std::move(subjects));
  item.set("already_counted", std::int64_t{0});  // the strict reading: nobody was sent before
  item.set("counted_as_sensitive", persons(earlier));
  return item;
}

// Raises `name` to `found` when the declaration says less or nothing. True: it said less.
bool raise(Facts& item, std::string_view name, std::int64_t found) {
  const FactValue* said = item.find(name);
  const auto* number = said == nullptr ? nullptr : std::get_if<std::int64_t>(said);
  if (number != nullptr && *number >= found) return false;
  item.set(name, found);
  return number != nullptr;
}

// Turns an unknown into what was found; true when the opposite had been declared.
bool assert_true(Facts& item, std::string_view name) {
  const FactValue* said = item.find(name);
  const bool denied = said != nullptr && *said == FactValue{false};
  item.set(name, true);
  return denied;
}

}  // namespace

std::vector<Facts> items_of(const Counted& counted) {
  std::vector<Facts> items;
  const PersonCounts& found = counted.persons;
  const std::uint64_t sensitive = found.with_sensitive;
  const bool is_least = is_sample(counted) || has_uncounted_names(counted);
  const FactValue unless_found =
      counted.rows_without_age == 0 && !is_least ? FactValue{false} : FactValue{Unknown{}};  // under 14
  const auto count_of = [&](std::uint64_t n) {
    return is_least ? FactValue{Unknown{}} : FactValue{persons(n)};
  };
  const FactValue no_if_sure = is_sure_of_all(counted) ? FactValue{false} : FactValue{Unknown{}};
  if (sensitive > 0) {
    items.push_back(
        personal_item(count_of(sensitive), 0, true, found.under14 > 0 ? FactValue(true) : unless_found));
  }
  if (found.persons > 0 && (found.persons > sensitive || any_column(counted, is_ordinary) ||
                            any_column(counted, names_persons_in_text))) {
    items.push_back(
        personal_item(count_of(found.persons), is_least ? 0 : sensitive, no_if_sure, unless_found));
  }
  if (const std::uint64_t named = cells_that_name_persons(counted); items.empty() && named > 0)
    items.push_back(personal_item(count_of(named), 0, Unknown{}, Unknown{}));
  if (items.empty()) {
    const bool any_personal = any_column(counted, is_personal);
    // A schema without data: whoever will be in it, the data will be what its columns say.
    const bool is_told = (is_schema(counted) && any_surely(counted, is_personal)) ||
                         any_column(counted, is_about_named_persons);
    Facts item;
    item.set("personal", is_told ? FactValue{true} : any_personal ? FactValue{Unknown{}} : no_if_sure);
    item.set("sensitive", any_surely(counted, is_sensitive) ? FactValue{true}
                          : any_personal                    ? FactValue{Unknown{}}
                                                            : no_if_sure);
    item.set("under14", Unknown{});
    // Persons whom nothing tells apart were not counted.
    const bool is_free = !any_personal && no_if_sure == FactValue{false};
    item.set("subjects", is_free ? FactValue{std::int64_t{0}} : FactValue{Unknown{}});
    item.set("already_counted", std::int64_t{0});
    item.set("counted_as_sensitive", std::int64_t{0});
    items.push_back(std::move(item));
  }
  return items;
}

std::vector<DataItem> item_names(const Counted& counted) {
  std::vector<DataItem> names;
  for (const Facts& item : items_of(counted)) {
    DataItem name;
    name.personal = item.find("personal") != nullptr && *item.find("personal") == FactValue{true};
    name.sensitive = item.find("sensitive") != nullptr && *item.find("sensitive") == FactValue{true};
    name.name = columns_named(
        counted, name.sensitive  ? names_sensitive
                 : name.personal ? names_ordinary
                                 : [](const FileProfile&, const ColumnProfile&) { return false; });
    names.push_back(std::move(name));
  }
  return names;
}

std::vector<Facts> us_items_of(const Counted& counted,
                               std::string (*category_of)(std::string_view, const void*),
                               const void* taxonomy) {
  std::set<std::string> categories;
  for (const FileProfile* file : counted.files) {
    for (const ColumnProfile& column : file->columns) {
      std::string all = category_of(column.type, taxonomy);
      for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find(';', begin), all.size());
        categories.insert(all.substr(begin, end - begin));
        begin = end + 1;
      }
    }
  }
  std::vector<Facts> items;
  for (const std::string& category : categories) {
    Facts item;
    item.set("category", Symbol{category});
    // Everybody in the files: an upper bound for one category, so never short of a threshold.
    item.set("subjects",
             is_sample(counted) ? FactValue{Unknown{}} : FactValue{persons(counted.persons.persons)});
    item.set("already_counted", std::int64_t{0});
    item.set("personal", true);
    items.push_back(std::move(item));
  }
  if (is_sample(counted)) {
    Facts unseen;
    for (const char* name : {"category", "subjects", "personal"}) unseen.set(name, Unknown{});
    items.push_back(std::move(unseen));
  }
  return items;
}

namespace {

bool is_true(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  return value != nullptr && *value == FactValue{true};
}

std::int64_t number_of(const Facts& facts, std::string_view name) {
  const FactValue* value = facts.find(name);
  const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
  return number == nullptr ? 0 : *number;
}

// Adds to one of the rows what they lack of `found`; true where they lacked any. Of those who left before,
// only as many explain persons of the files as the rows say are counted already.
bool make_up(std::int64_t found, std::int64_t before, const std::vector<std::size_t>& rows,
             std::vector<Facts>& items, std::size_t into, bool is_least) {
  std::int64_t counted = 0;
  std::int64_t counted_already = 0;
  for (const std::size_t i : rows) {
    const Facts& item = items[i];
    const std::int64_t already = number_of(item, "already_counted") + number_of(item, "counted_as_sensitive");
    counted += std::max<std::int64_t>(number_of(item, "subjects") - already, 0);
    counted_already += already;
  }
  counted += std::min(before, counted_already);
  if (counted >= found) return false;
  Facts& first = items[into];
  first.set("subjects",
            is_least ? FactValue{Unknown{}} : FactValue{number_of(first, "subjects") + found - counted});
  return true;
}

}  // namespace

void hold_to_files(const DataProfile& profile, Transfer& transfer, std::vector<Text>& notes) {
  const PersonCounts& found = profile.totals;
  const bool is_least = is_sample(profile);
  std::vector<Facts>& items = transfer.facts.items;
  std::vector<std::size_t> sensitive;
  std::vector<std::size_t> all;
  std::optional<std::size_t> ordinary;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_true(items[i], "personal")) continue;
    all.push_back(i);
    if (is_true(items[i], "sensitive")) {
      sensitive.push_back(i);
    } else if (!ordinary) {
      ordinary = i;
    }
  }
  const std::int64_t before = number_of(transfer.facts.flow, "cumulative_before.pi_sensitive");
  const std::int64_t before_all =
      before + number_of(transfer.facts.flow, "cumulative_before.pi_nonsensitive");
  bool is_short = false;
  if (!sensitive.empty())
    is_short = make_up(persons(found.with_sensitive), before, sensitive, items, sensitive.front(), is_least);
  if (!all.empty())
    is_short =
        make_up(persons(found.persons), before_all, all, items, ordinary.value_or(all.front()), is_least) ||
        is_short;
  if (!is_short) return;
  notes.push_back(
      {fmt::format(
           "the files hold {} different persons, {} with sensitive data, more than the items add up to; "
           "the files are followed",
           found.persons, found.with_sensitive),
       fmt::format("文件共涉及 {} 人（其中敏感 {} 人），多于各数据项合计；以文件为准", found.persons,
                   found.with_sensitive)});
}

void settle_found(std::vector<Facts> found, std::size_t stated, Transfer& transfer,
                  std::vector<Text>& notes) {
  const auto is = [](const Facts& facts, std::string_view name) {
    const FactValue* value = facts.find(name);
    return value != nullptr && *value == FactValue{true};
  };
  const auto subjects = [](const Facts& facts) {
    const FactValue* value = facts.find("subjects");
    const auto* number = value == nullptr ? nullptr : std::get_if<std::int64_t>(value);
    return number == nullptr ? 0 : *number;
  };
  for (const bool sensitive : {true, false}) {
    const auto of_class = [&](const Facts& facts) {
      return is(facts, "personal") && is(facts, "sensitive") == sensitive;
    };
    std::vector<std::size_t> rows;
    std::int64_t declared = 0;
    for (std::size_t i = 0; i < stated; ++i) {
      const bool has_data = std::any_of(transfer.data.begin(), transfer.data.end(),
                                        [&](const DataSource& source) { return source.item == i; });
      if (has_data || !of_class(transfer.facts.items[i])) continue;
      rows.push_back(i);
      declared += subjects(transfer.facts.items[i]);
    }
    if (rows.empty()) continue;
    Facts& first = transfer.facts.items[rows.front()];
    std::int64_t counted = 0;
    for (const Facts& item : found) {
      if (!of_class(item)) continue;
      counted += subjects(item);
      if (is(item, "under14")) first.set("under14", true);
    }
    found.erase(std::remove_if(found.begin(), found.end(), of_class), found.end());
    if (counted <= declared) continue;
    first.set("subjects", subjects(first) + counted - declared);
    notes.push_back(
        {fmt::format("the files are about more persons ({}) than the items declare ({}); the "
                     "larger number is used",
                     counted, declared),
         fmt::format("文件涉及的人数（{}）多于各数据项申报（{}）；采用较大者", counted, declared)});
  }
  for (Facts& item : found) transfer.facts.items.push_back(std::move(item));
}

void complete_item(const Counted& counted, std::size_t index, Transfer& transfer, std::vector<Text>& notes) {
  Facts& item = transfer.facts.items[index];
  const std::string name =
      index < transfer.items.size() ? transfer.items[index].name : fmt::format("data[{}]", index);
  PersonCounts found = counted.persons;
  const bool is_least = is_sample(counted) || has_uncounted_names(counted);
  for (const char* fact : {"personal", "sensitive", "under14", "subjects"}) {
    if (is_least && item.find(fact) == nullptr) item.set(fact, Unknown{});
  }
  if (found.persons == 0) found.persons = cells_that_name_persons(counted);
  if (found.persons > 0 && assert_true(item, "personal")) {
    notes.push_back(
        {fmt::format(
             "{}: declared as not personal, but the files are about {} persons; the files are followed", name,
             found.persons),
         fmt::format("{}：申报为非个人信息，但文件涉及 {} 人；以文件为准", name, found.persons)});
  }
  if (found.with_sensitive > 0 && assert_true(item, "sensitive")) {
    notes.push_back({fmt::format("{}: declared as not sensitive, but the files hold sensitive personal "
                                 "information of {} persons; the files are followed",
                                 name, found.with_sensitive),
                     fmt::format("{}：申报为非敏感，但文件含 {} 人的敏感个人信息；以文件为准", name,
                                 found.with_sensitive)});
  }
  if (found.under14 > 0 && assert_true(item, "under14")) {
    notes.push_back(
        {fmt::format("{}: declared without persons under 14, but {} were found; the files are followed", name,
                     found.under14),
         fmt::format("{}：申报不含不满十四周岁未成年人，但发现 {} 人；以文件为准", name, found.under14)});
  }
  const FactValue* said = item.find("subjects");
  if (is_least && (said == nullptr || is_unknown(*said))) return;
  if (raise(item, "subjects", persons(found.persons))) {
    if (is_least) item.set("subjects", Unknown{});
    notes.push_back(
        {fmt::format("{}: the files are about more persons ({}) than declared; the larger number is used",
                     name, found.persons),
         fmt::format("{}：文件涉及的人数（{}）多于申报；采用较大者", name, found.persons)});
  }
}

}  // namespace tidegate
