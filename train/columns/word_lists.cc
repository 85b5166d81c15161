#include "train/columns/word_lists.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace tidegate::train {
namespace {

// Column `field` of each line of a gazetteer, quotes dropped.
std::vector<std::string> column_of(const std::string& path, std::size_t field, char by, bool has_head) {
  std::vector<std::string> out;
  std::stringstream lines(read_whole(path));
  std::string line;
  if (has_head) std::getline(lines, line);
  while (std::getline(lines, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    const auto fields = split_words(line, by);
    if (fields.size() <= field) continue;
    std::string word = fields[field];
    if (word.size() > 1 && word.front() == '"') word = word.substr(1, word.size() - 2);
    if (!word.empty() && word.size() < 60) out.push_back(word);
    if (out.size() == 8000) break;
  }
  return out;
}

}  // namespace

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::exit(1);
  }
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

std::vector<std::string> split_words(std::string_view text, char by) {
  std::vector<std::string> out;
  if (text.empty()) return out;
  for (;;) {
    const std::size_t end = text.find(by);
    out.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

WordLists::WordLists(const std::string& own, const std::string& g) {
  const auto file = [&](const char* name, const char* zh, std::size_t zh_field, const char* en,
                        std::size_t en_field, char by, bool head) {
    Both both;
    if (zh != nullptr) both.zh = column_of(g + "/" + zh, zh_field, by, head);
    if (en != nullptr) both.en = column_of(g + "/" + en, en_field, by, head);
    lists_.emplace(name, std::move(both));
  };
  file("surname", "cn_surnames_common.txt", 0, "en_surnames.txt", 0, '\t', false);
  file("given", "cn_given_names.txt", 0, "en_given_names.txt", 0, '\t', false);
  file("name_jp", "jp_names_sample.txt", 0, nullptr, 0, '\t', false);
  file("job", "cn_jobs.txt", 0, "en_jobs.txt", 0, '\t', false);
  file("firm_stem", "cn_company_prefixes.txt", 0, nullptr, 0, '\t', false);
  file("area", "cn_admin_areas.csv", 1, nullptr, 0, ',', true);
  file("area_code", "cn_admin_areas.csv", 0, nullptr, 0, ',', true);
  file("city_cn", "cn_admin_cities.csv", 1, nullptr, 0, ',', true);
  file("province", "cn_admin_provinces.csv", 1, "en_us_states.txt", 0, ',', true);
  file("street_cn", "cn_admin_streets.csv", 1, nullptr, 0, ',', true);
  file("street_suffix", nullptr, 0, "en_us_street_suffixes.txt", 0, '\t', false);
  file("mobile_prefix", "cn_mobile_prefixes.tsv", 0, nullptr, 0, '\t', false);
  file("hotel", "cn_poi_beijing_hotel.tsv", 0, nullptr, 0, '\t', true);
  file("hotel_address", "cn_poi_beijing_hotel.tsv", 1, nullptr, 0, '\t', true);
  file("restaurant", "cn_poi_beijing_restaurant.tsv", 0, nullptr, 0, '\t', true);
  file("sight", "cn_poi_beijing_attraction.tsv", 0, nullptr, 0, '\t', true);
  file("country", "countries_zh_en.tsv", 1, "countries_zh_en.tsv", 2, '\t', true);
  file("country_code", "countries_zh_en.tsv", 0, nullptr, 0, '\t', true);
  file("industry", "cn_industry_gbt4754_2017.tsv", 1, nullptr, 0, '\t', false);
  file("ethnic", "cn_ethnic_groups.tsv", 1, nullptr, 0, '\t', false);
  file("food", "thuocl_food.tsv", 0, nullptr, 0, '\t', false);
  file("medical_word", "thuocl_medical.tsv", 0, nullptr, 0, '\t', false);
  file("animal", "thuocl_animal.tsv", 0, nullptr, 0, '\t', false);
  file("it_word", "thuocl_IT.tsv", 0, nullptr, 0, '\t', false);
  std::stringstream lines(read_whole(own));
  std::string line;
  while (std::getline(lines, line)) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split_words(line, '\t');
    Both& both = lists_[fields[0]];
    if (fields.size() > 1) both.zh = split_words(fields[1], '|');
    if (fields.size() > 2) both.en = split_words(fields[2], '|');
  }
}

const std::vector<std::string>& WordLists::of(std::string_view name, bool zh) const {
  const auto at = lists_.find(name);
  if (at == lists_.end() || (at->second.zh.empty() && at->second.en.empty())) {
    std::fprintf(stderr, "no list of words \"%s\"\n", std::string(name).c_str());
    std::exit(1);
  }
  const Both& both = at->second;
  return (zh && !both.zh.empty()) || both.en.empty() ? both.zh : both.en;
}

}  // namespace tidegate::train
