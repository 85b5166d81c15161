#include "tidegate/classify/prose/prose_columns.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/prose/prose_tagger.h"

namespace tidegate {
namespace {

constexpr std::array kTypes = {ProseType::kName, ProseType::kAddress};  // names first
// One of so many cells, of a column of notes and of the lines of a text, whose words nobody chose for this.
constexpr std::uint64_t kLeastShare = 50;
constexpr std::uint64_t kLeastShareOfLines = 10;
// Of the cells, those with several names, where a column lists people.
constexpr std::uint64_t kListsShare = 5;

constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

// Bytes of Chinese characters and the like, and letters of words of three or more.
std::size_t bytes_of_words(std::string_view value) {
  std::size_t bytes = 0;
  std::size_t run = 0;
  for (const char c : value) {
    run = is_letter(c) ? run + 1 : 0;
    if (static_cast<unsigned char>(c) >= 0x80) ++bytes;
    if (run >= 3) bytes += run == 3 ? 3 : 1;
  }
  return bytes;
}

// Lines of logs and programs are full of parts of numbers, hashes and single words with a capital.
bool is_likely(ProseType type, std::string_view value) {
  constexpr std::size_t kShortestAddress = 8;  // bytes
  if (type == ProseType::kAddress)
    return value.size() >= kShortestAddress && bytes_of_words(value) >= kShortestAddress;
  const bool is_latin =
      std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const bool is_plain = std::all_of(value.begin(), value.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || is_letter(c) || c == ' ' || c == '.' || c == '-' ||
           c == '\'' || c == '*';
  });
  return is_plain && (!is_latin || value.find(' ') != std::string_view::npos);
}

void add_in_text(ColumnProfile& column, std::string_view type, std::uint64_t cells) {
  const auto at = std::find_if(column.in_text.begin(), column.in_text.end(),
                               [&](const InText& t) { return t.type == type; });
  if (at == column.in_text.end()) {
    column.in_text.push_back({TypeCode(type), cells});
  } else {
    at->cells = std::max(at->cells, cells);
  }
}

}  // namespace

bool is_prose(const ColumnProfile& column) { return column.type == "GEN.TEXT" || column.type == "MED.NOTE"; }

ProseRead read_prose_columns(const TableFeatures& table, const ProseModels& models,
                             std::vector<ColumnProfile>& columns) {
  ProseRead read;
  ProseTagger tagger(models);
  const std::uint64_t least_share = table.info.is_prose ? kLeastShareOfLines : kLeastShare;
  std::vector<FoundProse> found;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const ColumnFeatures& features = table.columns[c];
    if (!is_prose(columns[c])) continue;
    read.cells += features.non_empty;
    read.bytes += features.total_length;
    read.cells_read += features.sample.size();
    std::array<std::uint64_t, kTypes.size()> cells{};
    std::uint64_t of_several = 0;  // cells with two names or more
    for (const SampleCell& cell : features.sample) {
      read.bytes_read += cell.text.size();
      tagger.find(cell.text, found);
      for (std::size_t t = 0; t < kTypes.size(); ++t) {
        const auto stand = std::count_if(found.begin(), found.end(), [&](const FoundProse& f) {
          return f.type == kTypes[t] &&
                 is_likely(f.type, std::string_view(cell.text).substr(f.begin, f.end - f.begin));
        });
        cells[t] += stand > 0 ? 1 : 0;
        of_several += kTypes[t] == ProseType::kName && stand > 1 ? 1 : 0;
      }
    }
    for (std::size_t t = 0; t < kTypes.size(); ++t) {
      if (cells[t] > 0 && cells[t] * least_share >= features.sample.size())
        add_in_text(columns[c], type_code(kTypes[t]), cells[t]);
    }
    const bool lists_people = !table.info.is_prose && of_several > 0 && of_several * 2 >= cells[0] &&
                              of_several * kListsShare >= features.sample.size();
    if (lists_people) {
      std::vector<Evidence>& evidence = columns[c].evidence;
      if (evidence.size() >= kMostEvidence) evidence.resize(kMostEvidence - 1);
      evidence.push_back({std::string(kNamesSeveral),
                          500,
                          {"its cells tell the names of several persons, who are not counted",
                           "单元格内有多个姓名，这些人未计入人数"}});
    }
    std::stable_sort(columns[c].in_text.begin(), columns[c].in_text.end(),
                     [](const InText& a, const InText& b) { return a.cells > b.cells; });
  }
  return read;
}

}  // namespace tidegate
