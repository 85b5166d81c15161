#include "tidegate/classify/cell_shapes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_pattern.h"
#include "tidegate/classify/foreign_shapes.h"

namespace tidegate {
namespace {

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}
bool is_middle_dot(char32_t c) { return c == 0xB7 || c == 0x2022 || c == 0x30FB; }

// Lists of the lexicon that the shapes ask for, looked up once a call.
struct Lists {
  explicit Lists(const ValueLexicons& lexicons)
      : surname(lexicons.place("surname")),
        given(lexicons.place("given")),
        org(lexicons.place("org")),
        place(lexicons.place("place")),
        job(lexicons.place("job")),
        org_en(lexicons.place("org_en")),
        province(lexicons.place("province")),
        city(lexicons.place("city")),
        given_en(lexicons.place("given_en")),
        surname_en(lexicons.place("surname_en")),
        street_en(lexicons.place("street_en")),
        area(lexicons.place("area")),
        country(lexicons.place("country")),
        us_state(lexicons.place("us_state")),
        us_state_code(lexicons.place("us_state_code")),
        city_en(lexicons.place("city_en")),
        surname_ja(lexicons.place("surname_ja")) {}
  std::size_t surname, given, org, place, job, org_en, province, city, given_en, surname_en, street_en, area,
      country, us_state, us_state_code, city_en, surname_ja;
};

bool has(const LexiconSet& set, std::size_t list) { return list < kMostLexicons && set[list]; }

std::string utf8(std::u32string_view s) {
  std::string out;
  for (const char32_t c : s) append_utf8(out, c);
  return out;
}

// take(word), of each.
template <typename Take>
void each_word(std::string_view text, Take take) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool part = i == text.size() || text[i] == ' ' || text[i] == ',';
    if (!part) continue;
    if (i > begin) take(text.substr(begin, i - begin));
    begin = i + 1;
  }
}

// The first of them, and how many there are.
struct FewWords {
  explicit FewWords(std::string_view text) {
    each_word(text, [&](std::string_view word) {
      if (count < first.size()) first[count] = word;
      ++count;
    });
  }
  std::span<const std::string_view> all() const { return {first.data(), std::min(count, first.size())}; }
  std::array<std::string_view, 4> first;
  std::size_t count = 0;
};

// Two to four characters that begin with a surname. Known given names and ends of companies decide elsewhere.
bool name_zh(const CellView& cell, const Lists& lists, const ValueLexicons& lexicons) {
  const std::size_t n = cell.points.size();
  if (cell.han != n || n < 2 || n > 4) return false;
  if (has(cell.lexicons, lists.org) || has(cell.lexicons, lists.province)) return false;
  const bool one = has(lexicons.match(utf8(std::u32string_view(cell.points).substr(0, 1))), lists.surname);
  const bool two =
      n > 2 && has(lexicons.match(utf8(std::u32string_view(cell.points).substr(0, 2))), lists.surname);
  return two || (one && n <= 3);
}

bool given_zh(const CellView& cell, const Lists& lists, const ValueLexicons& lexicons) {
  if (cell.han != cell.points.size() || cell.points.size() < 2 || cell.points.size() > 4) return false;
  return has(lexicons.token(utf8(std::u32string_view(cell.points).substr(cell.points.size() - 1))),
             lists.given);
}

bool name_minority(const CellView& cell) {
  return cell.han >= 4 && cell.han + 1 >= cell.points.size() &&
         std::any_of(cell.points.begin(), cell.points.end(), is_middle_dot);
}

bool name_masked(const CellView& cell) {
  const std::size_t n = cell.points.size();
  if (n < 2 || n > 4 || !is_han(cell.points[0])) return false;
  const bool stars = std::all_of(cell.points.begin() + 1, cell.points.end(), [](char32_t c) {
    return c == U'*' || c == U'某' || c == U'×' || c == U'X' || c == U'○' || is_han(c);
  });
  return stars && (cell.han < n || cell.text.find("某") != std::string::npos);
}

// "汤女士", "乔姐", "谭先生".
bool name_titled(const CellView& cell, const Lists& lists, const ValueLexicons& lexicons) {
  constexpr std::array<std::string_view, 12> kTitles{"女士", "先生", "小姐", "老师", "师傅", "经理",
                                                     "医生", "同学", "姐",   "哥",   "总",   "某某"};
  if (cell.points.size() < 2 || cell.points.size() > 6) return false;
  const bool titled =
      std::any_of(kTitles.begin(), kTitles.end(), [&](std::string_view t) { return cell.text.ends_with(t); });
  return titled && has(lexicons.match(utf8(std::u32string_view(cell.points).substr(0, 1))), lists.surname);
}

// The whole cell is a place: a division by name, a place's ending, "Manhattan, KS".
bool place(const CellView& cell, const Lists& lists, const ValueLexicons& lexicons) {
  if (cell.digits > 0 || cell.points.size() > 40) return false;
  for (const std::size_t list : {lists.area, lists.country, lists.us_state, lists.city_en}) {
    if (has(cell.lexicons, list)) return true;
  }
  const std::size_t comma = cell.lowered.rfind(", ");
  if (cell.han == 0 && comma != std::string::npos && comma > 2) {
    const LexiconSet end = lexicons.exact(std::string_view(cell.lowered).substr(comma + 2));
    return has(end, lists.us_state) || has(end, lists.us_state_code) || has(end, lists.country);
  }
  if (cell.han < 2 || cell.han + 1 < cell.points.size()) return false;
  if ((has(cell.lexicons, lists.province) || has(cell.lexicons, lists.city)) && cell.points.size() <= 7 &&
      !has(cell.lexicons, lists.org)) {
    return true;
  }
  return has(cell.lexicons, lists.place) && cell.points.size() <= 12;
}

bool is_name_word(std::string_view w) {
  if (w.size() < 2 && !(w.size() == 1 && ascii::is_upper(w[0]))) return false;
  if (!ascii::is_upper(w[0]) && !ascii::is_high(w[0])) return false;
  return std::all_of(w.begin() + 1, w.end(), [](char c) {
    return ascii::is_alpha(c) || c == '\'' || c == '-' || c == '.' || ascii::is_high(c);
  });
}

bool name_en(const CellView& cell) {
  if (cell.han > 0 || cell.digits > 0 || cell.text.size() > 48) return false;
  const FewWords words(cell.text);
  const auto all = words.all();
  return words.count >= 2 && words.count <= 4 && std::all_of(all.begin(), all.end(), is_name_word);
}

bool known_name_en(const CellView& cell, const Lists& lists, const ValueLexicons& lexicons) {
  if (cell.han > 0 || cell.digits > 0 || cell.text.size() > 48) return false;
  const FewWords words(cell.lowered);
  const auto all = words.all();
  return words.count >= 1 && words.count <= 4 && std::any_of(all.begin(), all.end(), [&](std::string_view w) {
           const LexiconSet set = lexicons.exact(w);
           return has(set, lists.given_en) || has(set, lists.surname_en);
         });
}

// A place and something smaller: province or city before, or several of 路 号 栋 室.
bool address_zh(const CellView& cell, const Lists& lists) {
  if (cell.han < 5) return false;
  constexpr std::u32string_view kMarks = U"省市区县镇乡村路街号栋单元室楼巷弄幢座层苑园道厦里庄组";
  std::size_t marks = 0;
  for (const char32_t m : kMarks) marks += cell.points.find(m) != std::u32string::npos ? 1 : 0;
  const bool known = has(cell.lexicons, lists.province) || has(cell.lexicons, lists.city);
  if (cell.points.find(U'，') != std::u32string::npos || cell.points.find(U'。') != std::u32string::npos)
    return false;
  return (known && marks >= 2 && cell.points.size() >= 8) || (marks >= 3 && cell.digits > 0) || marks >= 5;
}

bool address_en(const CellView& cell, const Lists& lists) {
  if (cell.han > 0 || cell.digits == 0 || cell.words < 2 || cell.text.size() > 160) return false;
  const bool number_first = ascii::is_digit(cell.text[0]) && cell.words >= 2 && cell.latin > 3;
  const std::size_t space = cell.text.rfind(' ');
  const bool number_last =
      space != std::string::npos && ascii::is_digit(cell.text[space + 1]) && cell.latin > 4;
  return has(cell.lexicons, lists.street_en) && (number_first || number_last);
}

bool sentence(const CellView& cell) {
  if (cell.han >= 8) {
    constexpr std::u32string_view kStops = U"，。；：！？、“”,;:";
    const auto stops = std::count_if(cell.points.begin(), cell.points.end(),
                                     [&](char32_t c) { return kStops.find(c) != std::u32string_view::npos; });
    return stops >= 1 || cell.han >= 20;
  }
  if (cell.words < 5 || cell.digits * 3 >= cell.text.size()) return false;
  std::size_t words = 0;
  std::size_t small = 0;
  each_word(cell.text, [&](std::string_view word) {
    ++words;
    small += ascii::is_lower(word[0]) ? 1 : 0;
  });
  return small * 2 >= words;
}

bool vector_of_numbers(const CellView& cell) {
  std::size_t numbers = 0;
  bool in_number = false;
  for (const char c : cell.text) {
    if (ascii::is_alpha(c) && c != 'e' && c != 'E') return false;
    const bool digit = ascii::is_digit(c) || c == '.' || c == '-' || c == 'e' || c == 'E' || c == '+';
    if (digit && !in_number) ++numbers;
    in_number = digit;
  }
  return numbers >= 6;
}

bool has_word(const CellView& cell, std::string_view word) {
  return cell.text.find(word) != std::string::npos;
}

// Between two numbers, not after letters alone as in "BRK-00012".
bool parts_numbers(const CellView& cell, std::size_t at) {
  const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
  const auto dash = cell.points.begin() + static_cast<std::ptrdiff_t>(at);
  return std::any_of(cell.points.begin(), dash, is_digit) && std::any_of(dash, cell.points.end(), is_digit);
}

// "5千以下", "1万-2万", "18-25岁", "$50,000 - $99,999", "> 60".
bool range(const CellView& cell) {
  if (cell.digits == 0 || cell.points.size() > 28 || cell.micro) return false;
  constexpr std::array<std::string_view, 10> kWords{"以下",  "以上",      "及以",      "以内",  "under ",
                                                    "over ", "less than", "more than", "Under", "Over"};
  if (std::any_of(kWords.begin(), kWords.end(), [&](std::string_view w) { return has_word(cell, w); }))
    return true;
  if (cell.text[0] == '>' || cell.text[0] == '<' || cell.text.back() == '+') return true;
  std::size_t dashes = 0;
  std::size_t dash = 0;
  for (std::size_t i = 1; i + 1 < cell.points.size(); ++i) {
    const char32_t c = cell.points[i];
    if (c != U'-' && c != U'~' && c != U'～' && c != U'—' && c != U'–' && c != U'至') continue;
    ++dashes;
    dash = i;
  }
  const bool is_parted = dashes == 1 ? parts_numbers(cell, dash) : has_word(cell, " to ");
  return is_parted && cell.latin <= 4 && cell.han <= 5;
}

// A number and its unit: "66岁", "100mg", "36.5℃".
bool number_with_unit(const CellView& cell) {
  if (cell.micro || cell.points.empty() || !(ascii::is_digit(cell.text[0]) || cell.text[0] == '-'))
    return false;
  std::size_t i = 0;
  while (i < cell.points.size() && (cell.points[i] < 0x80) &&
         (ascii::is_digit(static_cast<char>(cell.points[i])) || cell.points[i] == U'.' ||
          cell.points[i] == U',' || cell.points[i] == U' ' || cell.points[i] == U'-')) {
    ++i;
  }
  const std::size_t unit = cell.points.size() - i;
  return unit >= 1 && unit <= 6 && cell.points.size() <= 16 && cell.digits <= i;
}

// Thousands are written after a number: "50k", not "K50".
bool has_thousands(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if ((text[i] == 'k' || text[i] == 'K') && ascii::is_digit(text[i - 1]) &&
        (i + 1 == text.size() || !ascii::is_alnum(text[i + 1])))
      return true;
  }
  return false;
}

bool money_range(const CellView& cell) {
  return range(cell) && (has_word(cell, "元") || has_word(cell, "万") || has_word(cell, "千") ||
                         has_word(cell, "$") || has_word(cell, "¥") || has_thousands(cell.text));
}

// A date whose year lies decades back: four digits from 1900 to 2009, and not a number alone.
bool past_date(const CellView& cell) {
  if (cell.digits < 4 || cell.digits > 8 || cell.text.size() > 20) return false;
  for (std::size_t i = 0; i + 4 <= cell.text.size(); ++i) {
    if (!ascii::all_digits(std::string_view(cell.text).substr(i, 4))) continue;
    const std::int64_t year = ascii::number_of(std::string_view(cell.text).substr(i, 4));
    if (year >= 1900 && year <= 2009) return true;
    if (year >= 2010 && year <= 2035) return false;
  }
  return false;
}

bool json(const CellView& cell) {
  return cell.text.size() > 4 &&
         ((cell.text.front() == '{' && cell.text.back() == '}' && has_word(cell, ":")) ||
          (cell.text.front() == '[' && cell.text.back() == ']' && has_word(cell, "{")));
}

bool list_of_words(const CellView& cell) {
  std::size_t parts = 0;
  for (const char32_t c : cell.points)
    parts += c == U',' || c == U';' || c == U'、' || c == U'|' || c == U'；' ? 1 : 0;
  return parts >= 2 && !sentence(cell) && cell.points.size() / (parts + 1) < 16;
}

bool latin_species(const CellView& cell) {
  if (cell.digits > 0 || cell.han > 0) return false;
  const FewWords words(cell.text);
  if (words.count < 2 || words.count > 3) return false;
  const std::string_view first = words.first[0];
  const std::string_view second = words.first[1];
  return first.size() > 3 && ascii::is_upper(first[0]) && ascii::all(first.substr(1), ascii::is_lower) &&
         second.size() > 3 && ascii::all(second, ascii::is_lower);
}

bool only_of(const CellView& cell, std::string_view letters, std::size_t least, std::size_t most) {
  return cell.text.size() >= least && cell.text.size() <= most &&
         cell.text.find_first_not_of(letters) == std::string::npos;
}

bool nickname_zh(const CellView& cell) {
  return cell.han >= 1 && cell.points.size() <= 16 && (cell.digits + cell.latin > 0) &&
         cell.han + cell.digits + cell.latin + cell.signs == cell.points.size() && cell.han <= 8;
}

bool masked(const CellView& cell) {
  return std::count(cell.text.begin(), cell.text.end(), '*') >= 3 || has_word(cell, "XXXX") ||
         has_word(cell, "xxxx");
}

struct Pattern {
  std::string_view name;
  std::string_view pattern;  // of cell_pattern.h, on the cell's text
};
constexpr std::array kPatterns{
    Pattern{"rsid", R"(rs\d{3,})"},
    Pattern{"hgvs", R"([cgnmp]\.[\w]*.{2,}|\w+:[cgnmp]\..+|N[MPRCG]_\d+.*|chr\w{1,2}:\d+.*)"},
    Pattern{"genotype", R"([01.][/|][01.2]|[ACGT][/|]?[ACGT]|[01]/[12])"},
    Pattern{"chromosome", R"(chr\d{1,2}|chr[XYM]T?|\d{1,2}|[XY]|MT|\d{1,2}[pq]\d+.*)"},
    Pattern{"allele", R"([ACGT]{1,12}|[ACGT]+>[ACGT]+|\d{1,2}\.?\d?,\d{1,2}\.?\d?)"},
    Pattern{"cve",
            R"([Cc][Vv][Ee]-\d{4}-\d{3,}|CNN?VD-\d+-\d+|CWE-\d+|MS\d\d-\d{3}|XVE-\d+-\d+|QVD-\d+-\d+)"},
    Pattern{"cidr", R"(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/\d{1,2})"},
    Pattern{
        "private_ip",
        R"(10\.\d{1,3}\.\d{1,3}\.\d{1,3}|192\.168\.\d{1,3}\.\d{1,3}|172\.1[6-9]\.\d{1,3}\.\d{1,3}|172\.2\d\.\d{1,3}\.\d{1,3}|172\.3[01]\.\d{1,3}\.\d{1,3})"},
    Pattern{
        "hostname",
        R"([A-Za-z]\w*-\w+-[A-Za-z0-9-]+|[a-z]\w*-[a-z0-9-]*\d|[a-z][a-z0-9-]*\.[a-z0-9.-]+\.[a-z]+|[A-Za-z0-9-]+\.local|[a-z0-9-]+\.local|[a-z0-9.-]+\.internal|[A-Z]{2,}-\w+-\w+-\w+)"},
    Pattern{
        "port_name",
        R"([A-Za-z]*Ethernet\d+/.*|\d*[GXT][Ee]?i?-?\d+/\d+/?\d*.*|eth\d+|ge-\d+/.*|[Xx]e-\d+/.*|Eth-Trunk\d+|[Pp]ort-?\d+)"},
    Pattern{
        "tag",
        R"([A-Z]\w*_\w+\.\w+|[A-Z][A-Z0-9]*_[A-Z0-9_.]*\d[A-Z0-9_.]*|[A-Z0-9]+\.[A-Z][A-Z0-9_.]*|[A-Z]{2,5}-?\d{2,5}[A-Z]?\.[A-Z]+|[A-Z]{2,4}-\d{2,5}[A-Z]?|\d{1,2}[A-Z]{3}\d{2}[A-Z]{2}\d{3}.*|\w+![A-Z]+.*|DB\d+\..*|[A-Z]\w+\.[A-Z]\w+\.[A-Z]\w+)"},
    Pattern{"flight", R"([A-Z]{2}\d{3,4}|\d[A-Z]\d{3,4}|[A-Z]\d\d{3,4})"},
    Pattern{"train", R"([GDCZTKYL]\d{1,4})"},
    Pattern{"seat", R"(\d{1,2}[A-HJ-L]|\d{1,2}车\d{1,3}[A-F]?号?.*|\d{2}-\d{2}[A-F])"},
    Pattern{"six_code", R"([A-Z0-9]{6})"},
    Pattern{"eccn", R"(\d[A-E]\d{3}|\d[A-E]\d{3}\.?[a-z].*|EAR99|XIX?\([a-z]\)|\d[A-E]\d{3}\.\w.*)"},
    Pattern{"hs_code", R"(\d{4}\.\d{2}\.\d{2,4}|\d{4}\.\d{4}|\d{4}\.\d{2}|\d{4}\.\d{6}|\d{10}|\d{8})"},
    Pattern{
        "expiry",
        R"(0[1-9]/\d{2}|1[0-2]/\d{2}|0[1-9]/20\d{2}|1[0-2]/20\d{2}|0[1-9][23]\d|1[0-2][23]\d|[23]\d0[1-9]|[23]\d1[0-2])"},
    Pattern{"three_digits", R"(\d{3,4})"},
    Pattern{"openid", R"(o[A-Za-z0-9_-]{27}|o[A-Za-z0-9_-]{25,27})"},
    Pattern{
        "handle",
        R"([a-z][a-z0-9]*[._-][a-z0-9._-]+|[a-z]+\d{1,6}|@[A-Za-z0-9_]+|[a-z]{2,}\.[a-z]+|[A-Za-z]+_[A-Za-z0-9_]+|[a-z]{3,12})"},
    Pattern{"hex_code", R"(0[xX]\h+|\h{2}( \h{2})+)"},
    Pattern{"dtc", R"([PBCU]\h{4}|[PBCU]\h{4}-\h{2}|[PBCU]\h{6})"},
    Pattern{"letter_code",
            R"([A-Z]{1,4}\d{3,}|[A-Z]{1,5}-\d{2,}|[A-Z]{1,5}-?\d{2,}-\d{2,}|[A-Z]{2,}\d{2,}[A-Z0-9]*)"},
    Pattern{"year", R"(1[89]\d{2}|20\d{2})"},
    Pattern{"ordinal", R"(\d+st|\d+nd|\d+rd|\d+th)"},
    Pattern{"clock",
            R"(\d{1,2}:\d{2}|\d{1,2}:\d{2}:\d{2}|\d{1,2}:\d{2}:\d{2}\.\d+|\d{1,2}:\d{2}-\d{1,2}:\d{2})"},
    Pattern{"slash_pair", R"(\d{2,3}/\d{2,3}|\d{2,3}/\d{2,3} ?mmHg)"},
    Pattern{"snake_key", R"([a-z]+[._][A-Za-z._]+|[A-Z]+_[A-Z_]+|[a-z]+\.[a-z]+\.[A-Za-z.]+)"},
    Pattern{
        "domain",
        R"(www\.[A-Za-z0-9.-]+|[A-Za-z0-9-]+\.com|[A-Za-z0-9-]+\.cn|[A-Za-z0-9.-]+\.com\.cn|[A-Za-z0-9-]+\.net|[A-Za-z0-9-]+\.org|[A-Za-z0-9.-]+\.gov\.cn)"},
    Pattern{
        "dose",
        R"(\d+\.?\d* ?mg.*|\d+\.?\d* ?ml.*|\d+\.?\d* ?mL.*|\d+\.?\d* ?g.?|\d+\.?\d* ?mcg|\d+\.?\d* ?IU|\d+\.?\d* ?U|.* \d+\.?\d* ?mg|.* \d+\.?\d*mg)"},
    Pattern{"qq_number", R"([1-9]\d{4,10})"},
    Pattern{"one_letter", R"([A-Za-z])"},
    Pattern{"one_digit", R"(\d)"},
    Pattern{"dms",
            R"(\d{1,3}°.*|\d{1,3}:\d{2}:\d{2}\.\d{3,}|\d{1,3}[ -]\d{2}[ -]\d{2}\.\d{2,}|\d{2,3}\.\d{8,})"},
    Pattern{"reg_address", R"([34]\d{4}|DB\d+\..*|%[MIQ][WDXB]?\d+.*|0x\d{4}|[VMIQ][WDB]\d+)"},
    Pattern{"commit", R"(\h{7,8}|\h{40})"},
    Pattern{
        "batch_no",
        R"(20\d{6}-\d+|[A-Z]+20\d{6}\d*|[A-Z]*2\d{5}-\d+|[A-Z]+2\d{5}\d*|[A-Z]+-20\d{6}.*|[A-Z]+-?\d{6,10})"},
    Pattern{"map_sheet", R"([A-Z]\d{2}[A-Z]\d{6}|[A-Z]-\d+-\d+.*)"},
    Pattern{"scene_id",
            R"(GF\d\w*_.*|L[COTE]0?[4-9]_.*|S[123][A-C]_.*|ZY\d\w*_.*|JL1\w*_.*|\w+_E\d+\.?\d*_N\d+.*)"},
    Pattern{"germ_code",
            R"(ZD[A-Z]\d+|I\dA\d+|[A-Z]{1,4}\d{5,}|PI \d+|CGMCC \d.*|ACCC ?\d+|ATCC \d+|IRGC \d+|CICC \d+)"},
    Pattern{"drawing", R"([A-Z]+\w*-\d+-\d+.*|\w+\.\d+\.\d+.*|DWG-.*|[A-Z]{2,}\d*-\w+-\w+.*)"},
    Pattern{"rating_label", R"([A-DS][+-]?|\d\.\d)"},
    Pattern{"slash_word", R"(/\w+.*)"},
    Pattern{"year_month",
            R"(20\d{2}0[1-9]|20\d{2}1[0-2]|20\d{2}[-/.]0?[1-9]|20\d{2}[-/.]1[0-2]|20\d{2}年\d{1,2}月)"},
    Pattern{
        "loose_date",
        R"(\d{1,2}[JFMASOND][AEPUCO][NBRYLGPTVC]|\d{1,2}[JFMASOND][AEPUCO][NBRYLGPTVC]\d{2}|\d{1,2}[JFMASOND][AEPUCO][NBRYLGPTVC]\d{4}|\d{1,2}/\d{1,2}/\d{2}|\d{1,2}-\a{3}|\d{1,2}-\a{3}-\d{2,4}|\a{3}-\d{2}|\a+ \d{1,2}, \d{4}|.*\d{1,2} \a{3} \d{4}|\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}月\d{1,2}日|\d{4}-\d{4}|\d{4}[上下]半年|\d{4}年?Q\d|\d{4}年|\d{4}Q\d|\d{2}年\d{1,2}月)"},
    Pattern{"icd_point", R"([A-TV-Z]\d{2}\.\d{1,3}.*|[A-TV-Z]\d{2}\.[\dxX].*)"},
    Pattern{"masked_phone", R"(1[3-9]\d\*{3,}\d{2,4}|\d{3}\*{4}\d{4}|1\d{10}[-转]\d{3,4}|\+\d+ ?\*+\d{2,4})"},
    Pattern{"masked_id", R"(\d{3,10}\*{4,}[\dXx]{1,4}|[1-9]\*{16}[\dXx])"},
    Pattern{
        "masked_card",
        R"(\d{4,6}\*{4,}\d{3,4}|\*{4}[ -]?\*{4}[ -]?\*{4}[ -]?\d{4}|\d{4} ?\*{4} ?\*{4} ?\d{3,4}|[Xx*-]{12,16}\d{4})"},
    Pattern{"im_prefixed",
            R"(kakao:.+|line:.+|wechat:.+|wx:.+|wxid_.+|qq:.+|telegram:.+|skype:.+|whatsapp:.+)"},
    Pattern{"zero_id", R"([0-]{14,36})"},
    Pattern{
        "postcode_foreign",
        R"(\d{5}|\d{3}-\d{4}|\d{5}-\d{4}|[A-Z]\d[A-Z] ?\d[A-Z]\d|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}|\d{4} ?[A-Z]{2})"},
    Pattern{"long_digits", R"(\d{10,28})"},
    Pattern{
        "courier_no",
        R"(SF\d{12,13}|YT\d{13,15}|JD\w?\d{10,15}|ZTO?\d{10,}|\d{12,15}|STO\d{10,}|EMS\d+|JT\d{13}|[A-Z]{2}\d{9}CN|1Z\w{16})"},
};

struct Predicate {
  std::string_view name;
  bool (*is)(const CellView&, const Lists&, const ValueLexicons&);
};
constexpr std::array kPredicates{
    Predicate{"name_ja", [](const CellView& c, const Lists& l, const ValueLexicons&) { return is_name_ja(c, has(c.lexicons, l.surname_ja)); }},
    Predicate{"name_kana", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_name_kana(c); }},
    Predicate{"name_ko", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_name_ko(c); }},
    Predicate{"name_airline", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_name_airline(c); }},
    Predicate{"address_ja", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_address_ja(c); }},
    Predicate{"address_ko", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_address_ko(c); }},
    Predicate{"address_de", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_address_de(c); }},
    Predicate{"money_unit", [](const CellView& c, const Lists&, const ValueLexicons&) { return is_money_with_unit(c); }},
    Predicate{"name_zh",
              [](const CellView& c, const Lists& l, const ValueLexicons& v) { return name_zh(c, l, v); }},
    Predicate{"given_zh",
              [](const CellView& c, const Lists& l, const ValueLexicons& v) { return given_zh(c, l, v); }},
    Predicate{"name_titled",
              [](const CellView& c, const Lists& l, const ValueLexicons& v) { return name_titled(c, l, v); }},
    Predicate{"place",
              [](const CellView& c, const Lists& l, const ValueLexicons& v) { return place(c, l, v); }},
    Predicate{"name_minority",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return name_minority(c); }},
    Predicate{"name_masked",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return name_masked(c); }},
    Predicate{"name_en", [](const CellView& c, const Lists&, const ValueLexicons&) { return name_en(c); }},
    Predicate{"known_name_en", [](const CellView& c, const Lists& l,
                                  const ValueLexicons& v) { return known_name_en(c, l, v); }},
    Predicate{"address_zh",
              [](const CellView& c, const Lists& l, const ValueLexicons&) { return address_zh(c, l); }},
    Predicate{"address_en",
              [](const CellView& c, const Lists& l, const ValueLexicons&) { return address_en(c, l); }},
    Predicate{"org_en",
              [](const CellView& c, const Lists& l, const ValueLexicons&) {
                return c.words >= 2 && c.words <= 8 && c.digits == 0 && has(c.lexicons, l.org_en);
              }},
    Predicate{"org_zh", [](const CellView& c, const Lists& l,
                           const ValueLexicons&) { return c.han >= 4 && has(c.lexicons, l.org); }},
    Predicate{"sentence", [](const CellView& c, const Lists&, const ValueLexicons&) { return sentence(c); }},
    Predicate{"vector",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return vector_of_numbers(c); }},
    Predicate{"range", [](const CellView& c, const Lists&, const ValueLexicons&) { return range(c); }},
    Predicate{"money_range",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return money_range(c); }},
    Predicate{"past_date",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return past_date(c); }},
    Predicate{"number_with_unit",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return number_with_unit(c); }},
    Predicate{"age_unit",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return number_with_unit(c) && (has_word(c, "岁") || has_word(c, "周岁") ||
                                               has_word(c, "月龄") || has_word(c, "yrs"));
              }},
    Predicate{"json", [](const CellView& c, const Lists&, const ValueLexicons&) { return json(c); }},
    Predicate{"list", [](const CellView& c, const Lists&, const ValueLexicons&) { return list_of_words(c); }},
    Predicate{"species",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return latin_species(c); }},
    Predicate{"nucleotides", [](const CellView& c, const Lists&,
                                const ValueLexicons&) { return only_of(c, "ACGTN-*,", 1, 12); }},
    Predicate{"sequence", [](const CellView& c, const Lists&,
                             const ValueLexicons&) { return only_of(c, "ACGTUNacgtun", 12, 512); }},
    Predicate{"nickname_zh",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return nickname_zh(c); }},
    Predicate{"masked", [](const CellView& c, const Lists&, const ValueLexicons&) { return masked(c); }},
    Predicate{"document_no",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return (has_word(c, "〔") || has_word(c, "[20") || has_word(c, "（20") ||
                        has_word(c, "(20")) &&
                       has_word(c, "号");
              }},
    Predicate{"cross",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return has_word(c, "×") || has_word(c, " x ") || (c.han > 2 && has_word(c, "/"));
              }},
    Predicate{"long_text",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.points.size() > 40 && (c.words >= 4 || c.han >= 15);
              }},
    Predicate{"base64_long",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.text.size() >= 64 && c.words <= 1 && c.han == 0 && c.latin > 16 && c.digits > 2 &&
                       c.text.find('.') == std::string::npos;
              }},
    Predicate{"latin_word", [](const CellView& c, const Lists&,
                               const ValueLexicons&) { return c.latin == c.text.size() && c.latin > 1; }},
    Predicate{"latin_words",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.latin > 3 && c.han == 0 && c.words >= 2 && c.digits * 4 < c.text.size();
              }},
    Predicate{"han_word",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.han == c.points.size() && c.han >= 1 && c.han <= 8;
              }},
    Predicate{"alnum_code",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.digits > 0 && c.latin > 0 && c.han == 0 && c.words <= 1 && c.text.size() <= 40 &&
                       !c.micro;
              }},
    Predicate{"all_digits", [](const CellView& c, const Lists&,
                               const ValueLexicons&) { return c.digits == c.text.size(); }},
    Predicate{"user_agent",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return has_word(c, "Mozilla/") || has_word(c, "okhttp/") || has_word(c, "curl/") ||
                       has_word(c, "Dalvik/");
              }},
    Predicate{"secret_word",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.words <= 1 && c.text.size() >= 8 && c.text.size() <= 40 && c.upper > 0 &&
                       c.lower > 0 && c.digits > 0 && c.signs > 0 && c.han == 0 &&
                       c.text.find_first_of("@#!$%^&*") != std::string::npos;
              }},
    Predicate{"random_key",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.words <= 1 && c.text.size() >= 20 && c.text.size() <= 128 && c.digits >= 3 &&
                       c.latin >= 6 && c.han == 0 && c.text.find_first_of("/ ,{<") == std::string::npos;
              }},
    Predicate{"age_number",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.micro && c.places == 0 && *c.micro >= 0 && *c.micro <= 110'000'000 &&
                       c.text.size() <= 3;
              }},
    Predicate{"longitude_cn",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.micro && c.places >= 3 && *c.micro >= 73'000'000 && *c.micro <= 136'000'000;
              }},
    Predicate{"latitude_cn",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.micro && c.places >= 3 && *c.micro >= 3'000'000 && *c.micro <= 54'000'000;
              }},
    Predicate{"degree",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.micro && c.places >= 4 && *c.micro >= -180'000'000 && *c.micro <= 180'000'000;
              }},
    Predicate{"day_number",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.micro && c.places == 0 && *c.micro >= 1'000'000 && *c.micro <= 31'000'000 &&
                       c.text.size() <= 2;
              }},
    Predicate{"five_places",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return c.micro && c.places >= 5; }},
    Predicate{"percent_range",
              [](const CellView& c, const Lists&, const ValueLexicons&) {
                return c.micro && *c.micro >= 0 && *c.micro <= 100'000'000;
              }},
    Predicate{"two_places",
              [](const CellView& c, const Lists&, const ValueLexicons&) { return c.micro && c.places == 2; }},
    Predicate{
        "round_hundreds",
        [](const CellView& c, const Lists&,
           const ValueLexicons&) { return c.micro && *c.micro >= 1000'000'000 && *c.micro % 100'000'000 == 0; }},
    Predicate{"plane_coordinate",
              [](const CellView& c, const Lists&,
                 const ValueLexicons&) { return c.micro && c.places >= 3 && *c.micro >= 100'000'000'000; }},
    Predicate{"zero_or_one", [](const CellView& c, const Lists&,
                                const ValueLexicons&) { return c.text == "0" || c.text == "1"; }},
    Predicate{
        "small_integer",
        [](const CellView& c, const Lists&,
           const ValueLexicons&) { return c.micro && c.places == 0 && *c.micro >= 0 && *c.micro < 20'000'000; }},
};
static_assert(kPatterns.size() + kPredicates.size() <= kMostShapes);

constexpr auto kNames = [] {
  std::array<std::string_view, kPredicates.size() + kPatterns.size()> names;
  for (std::size_t i = 0; i < kPredicates.size(); ++i) names[i] = kPredicates[i].name;
  for (std::size_t i = 0; i < kPatterns.size(); ++i) names[kPredicates.size() + i] = kPatterns[i].name;
  return names;
}();

}  // namespace

std::span<const std::string_view> shape_names() { return kNames; }

std::vector<ShapeSet> shapes_of(std::span<const CellView> cells, const ValueLexicons& lexicons) {
  // Constants of the program, read once.
  static const CellPatterns patterns = [] {
    std::array<std::string_view, kPatterns.size()> texts;
    for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = kPatterns[i].pattern;
    return CellPatterns(texts);
  }();
  const Lists lists(lexicons);
  std::vector<ShapeSet> out(cells.size());
  for (std::size_t c = 0; c < cells.size(); ++c) {
    const CellView& cell = cells[c];
    if (cell.text.empty()) continue;
    for (std::size_t i = 0; i < kPredicates.size(); ++i)
      out[c].set(i, kPredicates[i].is(cell, lists, lexicons));
    patterns.each_fitting(cell.text, [&](std::size_t i) { out[c].set(kPredicates.size() + i); });
  }
  return out;
}

}  // namespace tidegate
