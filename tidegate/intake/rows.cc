#include "tidegate/intake/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "tidegate/intake/nearest.h"

namespace tidegate::intake {
namespace {

constexpr std::array<std::string_view, 9> kUsCategories{
    "biometric",  "covered_personal_identifiers", "government_related", "human_biospecimens", "human_genomic",
    "other_omic", "personal_financial",           "personal_health",    "precise_geolocation"};

// Facts that say how many persons of a row were counted before it, no person in two of them.
constexpr std::array<std::string_view, 2> kCountedBefore{"already_counted", "counted_as_sensitive"};

std::string item_pointer(std::size_t item, std::string_view key) {
  return fmt::format("/scenario/items/{}/{}", item, key);
}

bool is(const Facts& facts, std::string_view name, bool value) {
  const FactValue* v = facts.find(name);
  return v != nullptr && *v == FactValue(value);
}
bool is_known(const Facts& facts, std::string_view name) {
  const FactValue* v = facts.find(name);
  return v != nullptr && !is_unknown(*v);
}
std::optional<std::int64_t> number(const Facts& facts, std::string_view name) {
  const FactValue* v = facts.find(name);
  const auto* n = v == nullptr ? nullptr : std::get_if<std::int64_t>(v);
  return n == nullptr ? std::nullopt : std::optional(*n);
}

class RowBuilder {
 public:
  explicit RowBuilder(Transfer& transfer) : t_(transfer) {}

  std::vector<Misfit> build() {
    for (std::size_t i = 0; i < t_.items.size(); ++i) complete(i);
    t_.facts.items.clear();
    keys_.clear();
    for (std::size_t i = 0; i < t_.items.size(); ++i) place(i);
    for (DataSource& source : t_.data) attach(source);
    for (Facts& row : t_.facts.items) add_facts_of_all(row);
    distribute("pi", t_.scenario.persons.pi, Class::kOrdinary);
    distribute("spi", t_.scenario.persons.spi, Class::kSensitive);
    count_from_nothing("cumulative_before.pi_nonsensitive", Class::kOrdinary);
    count_from_nothing("cumulative_before.pi_sensitive", Class::kSensitive);
    count_first_row();
    for (std::size_t r = 0; r < t_.facts.items.size(); ++r) check_earlier(r);
    return std::move(misfits_);
  }

 private:
  enum class Class { kNone, kOrdinary, kSensitive, kOpen };

  // What the class word, and one fact of another, say.
  void complete(std::size_t index) {
    DataItem& item = t_.items[index];
    const std::string_view c = item.item_class;
    if (c == "PI" || c == "SPI") imply(index, "personal", true, "class");
    if (c == "SPI") imply(index, "sensitive", true, "class");
    if (c == "GENERAL") imply(index, "personal", false, "class");
    if (c == "IMPORTANT") imply(index, "self_identified_important", true, "class");
    for (const std::string_view cause : {"sensitive", "under14", "special_category"}) {
      if (is(item.stated, cause, true)) imply(index, "personal", true, cause);
    }
    Facts all = item.stated;
    add_facts_of_all(all);
    item.personal = is(all, "personal", true);
    item.sensitive = is(all, "sensitive", true);
  }

  void add_facts_of_all(Facts& facts) const {
    for (const auto& [name, value] : t_.all_items.all()) {
      if (facts.find(name) == nullptr) facts.set(name, value);
    }
  }

  // Where nothing went before, nobody of the first row of a class is counted already.
  void count_from_nothing(std::string_view before, Class wanted) {
    if (number(t_.facts.flow, before) != std::int64_t{0}) return;
    for (Facts& row : t_.facts.items) {
      if (class_of(row) == Class::kOpen) return;  // may be the first of the class
      if (class_of(row) != wanted) continue;
      if (row.find("already_counted") == nullptr) row.set("already_counted", std::int64_t{0});
      return;
    }
  }

  // The persons of the first row can be counted in nothing but what went before.
  void count_first_row() {
    for (const char* before : {"cumulative_before.pi_nonsensitive", "cumulative_before.pi_sensitive"}) {
      if (number(t_.facts.flow, before) != std::int64_t{0}) return;
    }
    if (t_.facts.items.empty()) return;
    Facts& first = t_.facts.items.front();
    if (first.find("counted_as_sensitive") == nullptr) first.set("counted_as_sensitive", std::int64_t{0});
  }

  void imply(std::size_t index, std::string_view name, bool value, std::string_view cause) {
    Facts& stated = t_.items[index].stated;
    if (!is_known(stated, name)) {
      stated.set(name, value);
    } else if (!is(stated, name, value)) {
      misfits_.push_back({item_pointer(index, name),
                          {fmt::format("\"{}\" contradicts \"{}\" of the same item", name, cause),
                           fmt::format("\"{}\" 与同一数据项的 \"{}\" 矛盾", name, cause)},
                          {"state one of them, or make both agree", "请只写其一，或使二者一致"}});
    }
  }

  void place(std::size_t index) {
    DataItem& item = t_.items[index];
    const bool own = item.group.empty() && (item.stated.find("subjects") != nullptr ||
                                            item.stated.find("already_counted") != nullptr ||
                                            item.stated.find("counted_as_sensitive") != nullptr);
    Facts facts = grouping_facts(item.stated);
    std::optional<std::size_t> row;
    for (std::size_t r = 0; r < keys_.size() && !own && !row; ++r) {
      const Key& key = keys_[r];
      if (item.group.empty() ? !key.closed && key.facts == facts
                             : key.closed && !key.group.empty() && key.group == item.group)
        row = r;
    }
    if (!row) {
      row = t_.facts.items.size();
      t_.facts.items.emplace_back();
      keys_.push_back({item.group, own || !item.group.empty(), std::move(facts)});
    }
    item.row = row;
    for (const auto& [name, value] : item.stated.all()) merge(*row, name, value, item_pointer(index, name));
  }

  static Facts grouping_facts(const Facts& stated) {
    Facts facts = stated;
    const FactValue* category = facts.find("category");
    const auto* symbol = category == nullptr ? nullptr : std::get_if<Symbol>(category);
    // For other laws the category is a free label that nothing turns on.
    if (symbol != nullptr &&
        !std::binary_search(kUsCategories.begin(), kUsCategories.end(), std::string_view(symbol->name)))
      facts.erase("category");
    return facts;
  }

  void merge(std::size_t row, const std::string& name, const FactValue& value, const std::string& pointer) {
    Facts& facts = t_.facts.items[row];
    const FactValue* before = facts.find(name);
    if (before == nullptr || is_unknown(*before)) {
      facts.set(name, value);
    } else if (!is_unknown(value) && *before != value && name != "category") {
      misfits_.push_back(
          {pointer,
           {fmt::format("\"{}\" differs from what another item of the same group states", name),
            fmt::format("\"{}\" 与同组其他数据项的陈述不一致", name)},
           {"make them agree, or put the item into a group of its own", "请使其一致，或另设一组"}});
    }
  }

  void attach(DataSource& source) {
    source.item.reset();
    if (!source.item_name.empty()) {
      source.item = row_named(source);
      if (!source.item) return;
    }
    if (source.kind != DataSource::Kind::kCounts) return;
    if (!source.item && t_.items.empty()) {
      source.item = t_.facts.items.size();
      t_.facts.items.emplace_back();
      keys_.push_back({"", true, {}});
    } else if (!source.item && t_.facts.items.size() == 1) {
      source.item = 0;
    } else if (!source.item) {
      misfits_.push_back({source.pointer,
                          {"counts do not say whose they are", "未说明是哪个数据项的数量"},
                          {"name the item or group under \"item\"", "请在 \"item\" 中写明数据项或分组"}});
      return;
    }
    if (source.subjects) count(source, "subjects", *source.subjects);
    if (source.already_counted) count(source, "already_counted", *source.already_counted);
  }

  void count(const DataSource& source, const std::string& name, std::int64_t value) {
    Facts& facts = t_.facts.items[*source.item];
    if (const auto before = number(facts, name); before && *before != value) {
      misfits_.push_back({source.pointer + "/counts/" + name,
                          {fmt::format("\"{}\" is {} here and {} for the item", name, value, *before),
                           fmt::format("\"{}\" 此处为 {}，数据项处为 {}", name, value, *before)},
                          {"state it once", "请只写一处"}});
      return;
    }
    facts.set(name, value);
  }

  std::optional<std::size_t> row_named(const DataSource& source) {
    std::vector<std::string_view> known;
    for (const DataItem& item : t_.items) {
      if (item.group == source.item_name || item.name == source.item_name) return item.row;
      if (!item.name.empty()) known.push_back(item.name);
      if (!item.group.empty()) known.push_back(item.group);
    }
    const std::string_view near = nearest_word(source.item_name, known);
    Text fix{"write the name of an item or group as it stands under scenario.items",
             "请写 scenario.items 中的数据项名称或分组"};
    if (!near.empty())
      fix = {fmt::format("did you mean \"{}\"?", near), fmt::format("是否应为 \"{}\"？", near)};
    misfits_.push_back({source.pointer + "/item",
                        {"no item or group has this name", "没有该名称的数据项或分组"},
                        std::move(fix)});
    return std::nullopt;
  }

  // Those counted before are among the row's own persons.
  void check_earlier(std::size_t row) {
    const Facts& facts = t_.facts.items[row];
    const auto subjects = number(facts, "subjects");
    if (!subjects) return;
    std::int64_t left = *subjects;
    for (const std::string_view name : kCountedBefore) {
      const std::int64_t earlier = number(facts, name).value_or(0);
      if (earlier > left) {
        misfits_.push_back(
            {pointer_of(row, name),
             {fmt::format("\"{}\" is {}, but {} of {} persons are left", name, earlier, left, *subjects),
              fmt::format("\"{}\" 为 {}，但 {} 人中只余 {} 人", name, earlier, *subjects, left)},
             {"count only persons of this item, each once", "只计本数据项中的人，每人一次"}});
        return;
      }
      left -= earlier;
    }
  }

  std::string pointer_of(std::size_t row, std::string_view name) const {
    for (std::size_t i = 0; i < t_.items.size(); ++i) {
      if (t_.items[i].row == row && t_.items[i].stated.find(name) != nullptr) return item_pointer(i, name);
    }
    for (const DataSource& source : t_.data) {
      if (source.item == row && source.already_counted)
        return fmt::format("{}/counts/{}", source.pointer, name);
    }
    return "/scenario/items";
  }

  Class class_of(const Facts& row) const {
    if (is(row, "personal", false)) return Class::kNone;
    if (is(row, "sensitive", true) || is(row, "under14", true)) return Class::kSensitive;
    if (is(row, "personal", true) && is(row, "sensitive", false)) return Class::kOrdinary;
    return Class::kOpen;
  }

  void distribute(std::string_view key, std::optional<std::int64_t> persons, Class wanted) {
    if (!persons) return;
    if (t_.items.empty() && t_.data.empty()) {
      Facts row;
      row.set("personal", true);
      row.set("sensitive", wanted == Class::kSensitive);
      row.set("subjects", *persons);
      add_facts_of_all(row);
      t_.facts.items.push_back(std::move(row));
      return;
    }
    std::vector<Facts*> open;
    std::int64_t sum = 0;
    std::int64_t largest = 0;
    std::size_t counted = 0;
    bool other = t_.items.empty();
    for (Facts& row : t_.facts.items) {
      const Class c = class_of(row);
      other = other || c == Class::kOpen;
      if (c != wanted) continue;
      if (const auto n = number(row, "subjects")) {
        ++counted;
        sum += *n;
        largest = std::max(largest, *n);
      } else {
        open.push_back(&row);
      }
    }
    if (counted == 0 && (open.size() == 1 || *persons == 0)) {
      for (Facts* row : open) row->set("subjects", *persons);
      return;
    }
    const bool too_few = *persons < largest;
    const bool too_many = open.empty() && !other && *persons > sum;
    if (!too_few && !too_many) return;
    misfits_.push_back(
        {fmt::format("/scenario/persons/{}", key),
         too_few ? Text{fmt::format("{} persons, but one item alone has {}", *persons, largest),
                        fmt::format("共 {} 人，但仅一个数据项就有 {} 人", *persons, largest)}
         : counted == 0
             ? Text{fmt::format("{} persons, but no item is {}", *persons,
                                wanted == Class::kSensitive ? "sensitive personal information"
                                                            : "personal information that is not sensitive"),
                    fmt::format("共 {} 人，但没有{}数据项", *persons,
                                wanted == Class::kSensitive ? "敏感个人信息" : "非敏感个人信息")}
             : Text{fmt::format("{} persons, but the items have {} together", *persons, sum),
                    fmt::format("共 {} 人，但各数据项合计仅 {} 人", *persons, sum)},
         {"make the numbers agree", "请使数量一致"}});
  }

  struct Key {
    std::string group;
    bool closed;  // takes no further item without a group
    Facts facts;
  };
  Transfer& t_;
  std::vector<Key> keys_;  // of facts.items, in its order
  std::vector<Misfit> misfits_;
};

}  // namespace

std::vector<Misfit> build_rows(Transfer& transfer) { return RowBuilder(transfer).build(); }

}  // namespace tidegate::intake
