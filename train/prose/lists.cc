#include "train/prose/lists.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"
#include "tidegate/classify/prose/prose_units.h"

namespace tidegate::train {
namespace {

Words split(std::string_view line, char separator) {
  Words out;
  while (true) {
    const std::size_t at = line.find(separator);
    std::string_view field = line.substr(0, at);
    if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
      field = field.substr(1, field.size() - 2);
    out.emplace_back(field);
    if (at == std::string_view::npos) return out;
    line.remove_prefix(at + 1);
  }
}

std::size_t characters(std::string_view s) {
  std::size_t count = 0;
  for (; !s.empty(); ++count) next_code_point(s);
  return count;
}

bool ends_with_any(std::string_view s, std::initializer_list<std::string_view> tails) {
  return std::any_of(tails.begin(), tails.end(), [&](std::string_view tail) { return s.ends_with(tail); });
}

// 杭州市 -> 杭州; too short a rest stays whole.
std::string short_place(const std::string& name) {
  for (const std::string_view tail : {"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州",
                                      "自治县", "新区", "省", "市", "县", "区", "镇", "乡", "街道"}) {
    if (name.ends_with(tail) && characters(name) - characters(tail) >= 2)
      return name.substr(0, name.size() - tail.size());
  }
  return name;
}

}  // namespace

Result<int> Lists::read_classes(const std::string& path, const Words& but) {
  std::ifstream in(path);
  if (!in) return fail({ErrorCode::kNotFound, "cannot be read", path});
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos || std::find(but.begin(), but.end(), line.substr(0, tab)) != but.end())
      continue;
    Words& list = lists_[line.substr(0, tab)];
    for (std::string& word : split(std::string_view(line).substr(tab + 1), '|'))
      list.push_back(std::move(word));
  }
  return 0;
}

Result<int> Lists::read_lines(const std::string& path, const std::string& name, char separator,
                              std::size_t column, bool has_header) {
  std::ifstream in(path);
  if (!in) return fail({ErrorCode::kNotFound, "cannot be read", path});
  std::string line;
  if (has_header) std::getline(in, line);
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const Words fields = split(line, separator);
    if (column < fields.size() && !fields[column].empty()) lists_[name].push_back(fields[column]);
  }
  return 0;
}

const Words& Lists::of(std::string_view name) const {
  const auto it = lists_.find(name);
  TIDEGATE_CHECK(it != lists_.end() && !it->second.empty());
  return it->second;
}

Result<Lists> read_lists(const std::string& root, const std::string& here, bool is_chinese) {
  Lists lists;
  const std::string g = root + "/data/corpus/gazetteers/";
  std::vector<Result<int>> read;
  read.push_back(lists.read_classes(here + (is_chinese ? "/lexicons/zh.tsv" : "/lexicons/en.tsv")));
  read.push_back(
      lists.read_classes(here + (is_chinese ? "/templates/lists_zh.tsv" : "/templates/lists_en.tsv")));
  if (is_chinese) {
    read.push_back(
        lists.read_classes(here + "/templates/lists_en.tsv",
                           {"noun", "place", "job", "disease", "drug"}));  // names and firms of abroad
    read.push_back(lists.read_classes(here + "/lexicons/zh_cedict.tsv"));
    read.push_back(lists.read_classes(here + "/lexicons/zh_regions.tsv"));
    read.push_back(lists.read_lines(g + "cn_surnames.txt", "surnames", '\t', 0, false));
    read.push_back(lists.read_lines(g + "cn_surnames_common.txt", "surnames_common", '\t', 0, false));
    read.push_back(lists.read_lines(g + "cn_given_names.txt", "given", '\t', 0, false));
    read.push_back(lists.read_lines(g + "cn_admin_provinces.csv", "province", ',', 1, true));
    read.push_back(lists.read_lines(g + "cn_admin_provinces.csv", "province_code", ',', 0, true));
    read.push_back(lists.read_lines(g + "cn_admin_cities.csv", "city", ',', 1, true));
    read.push_back(lists.read_lines(g + "cn_admin_cities.csv", "city_code", ',', 0, true));
    read.push_back(lists.read_lines(g + "cn_admin_areas.csv", "area", ',', 1, true));
    read.push_back(lists.read_lines(g + "cn_admin_areas.csv", "area_code", ',', 0, true));
    read.push_back(lists.read_lines(g + "cn_admin_streets.csv", "town_real", ',', 1, true));
    read.push_back(lists.read_lines(g + "cn_jobs.txt", "jobs", '\t', 0, false));
    read.push_back(lists.read_lines(g + "thuocl_medical.tsv", "medical", '\t', 0, false));
    read.push_back(lists.read_lines(g + "thuocl_diming.tsv", "toponym", '\t', 0, false));
    read.push_back(lists.read_lines(g + "thuocl_lishimingren.tsv", "well_known", '\t', 0, false));
    read.push_back(lists.read_lines(g + "countries_zh_en.tsv", "country", '\t', 1, true));
    read.push_back(lists.read_lines(g + "cn_poi_beijing_attraction.tsv", "attraction", '\t', 0, true));
    read.push_back(lists.read_lines(g + "cn_poi_beijing_hotel.tsv", "venue", '\t', 0, true));
    read.push_back(lists.read_lines(g + "cn_poi_beijing_restaurant.tsv", "venue", '\t', 0, true));
    read.push_back(lists.read_lines(g + "jp_names_sample.txt", "japanese", '\t', 0, false));
    read.push_back(lists.read_lines(g + "cn_historic_names_sample.txt", "historic", '\t', 0, false));
    read.push_back(lists.read_lines(g + "cn_company_prefixes.txt", "firm_brand", '\t', 0, false));
  } else {
    read.push_back(lists.read_classes(here + "/lexicons/en_names.tsv"));
    read.push_back(lists.read_lines(g + "en_surnames.txt", "surnames", '\t', 0, false));
    read.push_back(lists.read_lines(g + "en_jobs.txt", "jobs", '\t', 0, false));
    read.push_back(lists.read_lines(g + "en_us_states.txt", "state", '\t', 0, false));
    read.push_back(lists.read_lines(g + "en_us_street_suffixes.txt", "streettype_all", '\t', 0, false));
    read.push_back(lists.read_lines(g + "en_countries.tsv", "country", '\t', 3, true));
    read.push_back(lists.read_lines(g + "en_countries.tsv", "capital", '\t', 4, true));
    read.push_back(lists.read_lines(g + "en_nationalities.csv", "nationality", ',', 1, true));
  }
  read.push_back(lists.read_lines(g + "en_given_names.txt", "en_given", '\t', 0, false));
  for (const auto& r : read) {
    if (!r) return fail(r.error());
  }
  if (is_chinese) {
    for (const std::string& word : lists.of("medical")) {
      if (characters(word) < 2) continue;
      if (ends_with_any(word, {"病", "炎", "癌", "瘤", "症", "综合征", "骨折", "中毒", "梗死", "硬化", "结石",
                               "溃疡", "感染", "贫血", "衰竭", "出血"}))
        lists.at("disease_all").push_back(word);
      if (ends_with_any(word, {"片", "胶囊", "霉素", "西林", "沙星", "洛尔", "他汀", "地平", "颗粒", "注射液",
                               "口服液", "素片", "拉唑", "丸", "软膏", "滴眼液", "唑", "普利", "沙坦"}))
        lists.at("drug_all").push_back(word);
    }
    for (const std::string& word : lists.of("disease")) lists.at("disease_all").push_back(word);
    for (const std::string& word : lists.of("drug")) lists.at("drug_all").push_back(word);
  }
  return lists;
}

std::vector<ProseModelParts::Entry> make_lexicon(const Lists& lists, bool is_chinese, const char* fold,
                                                 std::uint32_t permille) {
  std::map<std::vector<std::uint32_t>, std::uint32_t> classes;
  std::vector<ProseUnit> units;
  const auto add = [&](std::string_view word, unsigned bit, bool is_thinned) {
    units.clear();
    cut_prose(word, 0, word.size(), false, units, fold);
    std::vector<std::uint32_t> key;
    std::uint64_t hash = 99;
    for (const ProseUnit& unit : units) {
      key.push_back(unit.word);
      hash = prose_mix(hash, unit.word);
    }
    if (is_thinned && hash % 1000 >= permille) return;
    if (!key.empty() && key.size() <= 8) classes[key] |= 1U << bit;
  };
  const auto add_all = [&](std::string_view name, unsigned bit, bool is_thinned) {
    for (const std::string& word : lists.of(name)) add(word, bit, is_thinned);
  };
  enum class Part { kAll, kBehindFirst, kLast };
  const auto add_frequent = [&](const Lists& all, std::initializer_list<std::string_view> names, Part part,
                                int least, unsigned bit) {
    std::map<std::string, int> counts;
    for (const std::string_view name : names) {
      for (const std::string& word : all.of(name)) {
        std::string last;
        bool is_first = true;
        for (std::string_view left = word; !left.empty(); is_first = false) {
          const std::string_view from = left;
          next_code_point(left);
          last = from.substr(0, from.size() - left.size());
          if (part == Part::kAll || (part == Part::kBehindFirst && !is_first)) ++counts[last];
        }
        if (part == Part::kLast) ++counts[last];
      }
    }
    for (const auto& [character, count] : counts) {
      if (count >= least && character.size() == 3) add(character, bit, false);
    }
  };
  if (is_chinese) {
    add_all("noun", 0, false);
    add_all("verb", 1, false);
    add_all("modifier", 2, false);
    add_all("person", 4, true);
    for (const std::string& word : lists.of("well_known")) {
      if (characters(word) >= 3) add(word, 4, true);  // short ones are words too
    }
    add_all("foreign", 5, true);
    add_all("organisation", 6, true);
    add_all("jobs", 7, true);
    add_all("job", 7, true);
    add_all("disease_all", 8, true);
    add_all("drug_all", 9, true);
    add_all("surnames", 10, false);
    add_all("compound", 10, false);
    for (const std::string_view name : {"province", "city", "area", "country"}) {
      for (const std::string& word : lists.of(name)) {
        add(word, 3, false);
        const std::string brief = short_place(word);
        if (brief != word) add(brief, 3, false);
      }
    }
    for (const std::string& word : lists.of("place")) {
      if (ends_with_any(word, {"省", "市", "县", "区", "州", "国", "岛", "镇"}) || characters(word) >= 3)
        add(word, 3, true);
      else
        add(word, 11, true);
    }
    for (const std::string& word : lists.of("region")) {
      add(word, 3, true);
      const std::string brief = short_place(word);
      if (brief != word) add(brief, 3, true);
    }
    add_all("toponym", 11, true);
    add_all("attraction", 11, true);
    add_all("title", 12, false);
    add_all("one_noun", 0, false);
    add_all("one_verb", 1, false);
    add_all("one_modifier", 2, false);
    // What a character by itself speaks for: given names, names of abroad, ends of places and of
    // organisations.
    add_frequent(lists, {"given", "given1", "person", "japanese"}, Part::kBehindFirst, 12, 4);
    add_frequent(lists, {"foreign", "foreign_first", "foreign_last"}, Part::kAll, 25, 5);
    add_frequent(lists, {"place", "toponym", "town_real", "area", "attraction"}, Part::kLast, 25, 3);
    add_frequent(lists, {"organisation", "hospital", "school", "office", "shop", "venue"}, Part::kLast, 8, 6);
    add_frequent(lists, {"disease_all"}, Part::kLast, 8, 8);
    add_frequent(lists, {"drug_all"}, Part::kLast, 8, 9);
    add_frequent(lists, {"job", "jobs"}, Part::kLast, 4, 7);
    add_all("en_given", 13, true);
    add_all("last", 13, true);
  } else {
    add_all("word", 0, false);
    add_all("proper", 1, true);
    add_all("en_given", 2, true);
    add_all("first", 2, true);
    add_all("first_abroad", 2, true);
    add_all("last_abroad", 3, true);
    add_all("city_abroad", 4, true);
    add_all("street_abroad", 9, true);
    add_all("surnames", 3, true);
    add_all("surname", 3, true);
    add_all("last", 3, true);
    for (const std::string_view name : {"place", "country", "capital", "state"}) add_all(name, 4, true);
    add_all("job", 5, true);
    add_all("disease", 6, true);
    add_all("drug", 7, true);
    add_all("suffix", 8, false);
    add_all("industry", 8, false);
    add_all("famous", 8, true);
    add_all("organisation", 8, true);
    add_all("streettype", 9, false);
    add_all("streettype_all", 9, false);
    add_all("nationality", 10, false);
    for (const char* word :
         {"January", "February",  "March",   "April",     "May",      "June",      "July",
          "August",  "September", "October", "November",  "December", "Jan",       "Feb",
          "Mar",     "Apr",       "Jun",     "Jul",       "Aug",      "Sep",       "Sept",
          "Oct",     "Nov",       "Dec",     "Monday",    "Tuesday",  "Wednesday", "Thursday",
          "Friday",  "Saturday",  "Sunday",  "Christmas", "Easter"})
      add(word, 11, false);
    for (const char* word :
         {"Mr",     "Mrs",     "Ms",        "Miss",     "Dr",    "Prof",    "Sir",    "Lady",  "Lord",
          "Capt",   "Captain", "President", "Senator",  "Judge", "Officer", "Agent",  "Nurse", "Sergeant",
          "Sgt",    "Lt",      "Mayor",     "Minister", "King",  "Queen",   "Prince", "Pope",  "Patient",
          "Mister", "Rev",     "Insp",      "Det",      "Cpl",   "Ing"}) {
      add(word, 12, false);
      add(std::string(word) + ".", 12, false);  // "Dr." is also a street's end
    }
    for (const char* word : {"Apt", "Suite", "Ste", "Floor", "Unit", "Room", "Flat", "Box", "PO", "Block",
                             "Blk", "Building", "Bldg", "House", "Tower", "Level", "No", "Plot"})
      add(word, 13, false);
  }
  std::vector<ProseModelParts::Entry> out;
  for (const auto& [words, bits] : classes) out.push_back({words, bits});
  return out;
}

}  // namespace tidegate::train
