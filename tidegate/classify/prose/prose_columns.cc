#include "tidegate/classify/prose/prose_columns.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/column_evidence.h"
#include "tidegate/classify/prose/prose_language.h"
#include "tidegate/classify/prose/prose_tagger.h"
#include "tidegate/classify/prose/source_prose.h"

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

using Stand = std::array<std::size_t, kTypes.size()>;  // how many of each type

Stand count_likely(std::string_view text, const std::vector<FoundProse>& found) {
  Stand stand{};
  for (const FoundProse& f : found) {
    const auto type = std::find(kTypes.begin(), kTypes.end(), f.type);
    if (type != kTypes.end() && is_likely(f.type, text.substr(f.begin, f.end - f.begin)))
      ++stand[static_cast<std::size_t>(type - kTypes.begin())];
  }
  return stand;
}

// Common surnames: a Chinese name begins with one.
constexpr std::string_view kSurnames =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜"
    "崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛"
    "樊葛"
    "邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉"
    "骆蓝路"
    "游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂"
    "全佟应"
    "臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝葉張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣"
    "蘇魏呂盧"
    "鍾譚陸廖賈鄒龔萬錢嚴湯齊喬龐顏莊聶魯歐關蘭上诸夏东皇尉公端慕";

bool begins_with_surname(std::string_view name) {
  constexpr std::size_t kCharacter = 3;  // bytes
  if (name.size() < kCharacter) return true;
  for (std::size_t at = kSurnames.find(name.substr(0, kCharacter)); at != std::string_view::npos;
       at = kSurnames.find(name.substr(0, kCharacter), at + 1)) {
    if (at % kCharacter == 0) return true;
  }
  return false;
}

// Of the cells of one column.
class ProseCells {
 public:
  ProseCells(const TableInfo& info, ProseTagger& tagger) : info_(info), tagger_(tagger) {}

  // Names and addresses of a cell that are counted.
  Stand read(std::string_view cell) {
    if (info_.is_source) return read_source(cell);
    tagger_.find(cell, found_);
    if (!info_.is_prose) return count_likely(cell, found_);
    leave_out_other_scripts(cell);
    for (const FoundProse& f : found_) {
      const std::string_view name = cell.substr(f.begin, f.end - f.begin);
      if (f.type == ProseType::kName && !begins_with_surname(name) && ascii::is_high(name[0]))
        words_[std::string(name)] += 1;
    }
    return count_likely(cell, found_);
  }
  // How many cells hold a word that the lines of a log say again and again and that begins with no surname:
  // 耗时 is a word of a template, and nobody's name.
  std::uint64_t of_templates() const {
    constexpr std::uint64_t kOften = 16;
    std::uint64_t cells = 0;
    for (const auto& [word, times] : words_) cells += times >= kOften ? times : 0;
    return cells;
  }
  std::uint64_t foreign() const { return foreign_; }

 private:
  // In letters that the models were not taught they are a guess.
  void leave_out_other_scripts(std::string_view text) {
    const std::size_t all = std::erase_if(
        found_, [&](const FoundProse& f) { return has_other_script(text.substr(f.begin, f.end - f.begin)); });
    foreign_ += all > 0 ? 1 : 0;
  }

  // Of a line of a program: in its remarks, and quoted texts that are a name as a whole, where a name of
  // persons leads to them or all that is quoted on the line are names.
  Stand read_source(std::string_view line) {
    find_source_prose(line, parts_);
    Stand remarks{};
    Stand quoted{};
    std::size_t texts = 0;
    std::size_t names = 0;
    bool is_named = false;
    for (const SourceProse& part : parts_) {
      tagger_.find(part.text, found_);
      leave_out_other_scripts(part.text);
      const Stand stand = count_likely(part.text, found_);
      texts += part.is_quoted ? 1 : 0;
      if (part.is_quoted) {
        const bool is_whole = found_.size() == 1 && found_[0].begin == 0 && found_[0].end == part.text.size();
        if (!is_whole) continue;
        ++names;
        is_named |= part.is_of_person;
      }
      for (std::size_t t = 0; t < kTypes.size(); ++t) (part.is_quoted ? quoted : remarks)[t] += stand[t];
    }
    const bool are_names = is_named || (names > 1 && names == texts);
    for (std::size_t t = 0; t < kTypes.size(); ++t) remarks[t] += are_names ? quoted[t] : 0;
    return remarks;
  }

  const TableInfo& info_;
  ProseTagger& tagger_;
  std::vector<FoundProse> found_;
  std::vector<SourceProse> parts_;
  std::map<std::string, std::uint64_t> words_;  // found as names, in characters, without a surname; times
  std::uint64_t foreign_ = 0;                   // cells with what was left out for its script
};

// What the tagger would read is in a language that it was not taught. Of a program what stands in quotes
// counts too: whose messages are foreign, of that the messages are not names.
bool is_foreign(const std::vector<SampleCell>& sample, bool is_source) {
  ProseLanguage language;
  std::vector<SourceProse> parts;
  for (const SampleCell& cell : sample) {
    if (!is_source) {
      language.add(cell.text);
      continue;
    }
    find_source_prose(cell.text, parts);
    for (const SourceProse& part : parts) language.add(part.text);
  }
  return language.is_foreign();
}

}  // namespace

bool is_prose(const ColumnProfile& column) { return column.type == "GEN.TEXT" || column.type == "MED.NOTE"; }

ProseRead read_prose_columns(const TableFeatures& table, const ProseModels& models,
                             std::vector<ColumnProfile>& columns) {
  ProseRead read;
  ProseTagger tagger(models);
  const std::uint64_t least_share = table.info.is_prose ? kLeastShareOfLines : kLeastShare;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const ColumnFeatures& features = table.columns[c];
    if (!is_prose(columns[c])) continue;
    read.cells += features.non_empty;
    read.bytes += features.total_length;
    std::array<std::uint64_t, kTypes.size()> cells{};
    std::uint64_t of_several = 0;  // cells with two names or more
    if (table.info.is_prose && is_foreign(features.sample, table.info.is_source)) {
      read.cells_foreign += features.non_empty;
      continue;
    }
    read.cells_read += features.sample.size();
    ProseCells prose(table.info, tagger);
    for (const SampleCell& cell : features.sample) {
      read.bytes_read += cell.text.size();
      const Stand stand = prose.read(cell.text);
      for (std::size_t t = 0; t < kTypes.size(); ++t) {
        cells[t] += stand[t] > 0 ? 1 : 0;
        of_several += kTypes[t] == ProseType::kName && stand[t] > 1 ? 1 : 0;
      }
    }
    read.cells_foreign += prose.foreign();
    cells[0] -= std::min(cells[0], prose.of_templates());
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
