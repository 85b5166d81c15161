#include "tidegate/extract/text_format.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "tidegate/extract/json_extent.h"
#include "tidegate/extract/json_text.h"

namespace tidegate {
namespace {

std::string ending(std::string_view file) {
  const std::size_t dot = file.find_last_of("./!\\");
  if (dot == std::string_view::npos || file[dot] != '.') return "";
  std::string out(file.substr(dot + 1));
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

std::string_view skip_space(std::string_view text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
  return text;
}

// Whether text that begins with a bracket goes on as JSON does. Deep enough to tell "[2024-01-01] INFO"
// apart.
bool begins_as_json(std::string_view text, int depth) {
  constexpr int kDeepEnough = 8;
  const char bracket = text.front();
  text = skip_space(text.substr(1));
  if (text.empty() || depth == kDeepEnough) return true;
  if (bracket == '{') {
    if (text.front() == '}') return true;
    if (text.front() != '"') return false;
    JsonExtent key;
    if (!key.scan(text)) return true;
    text = skip_space(text.substr(key.length()));
    return text.empty() || text.front() == ':';
  }
  if (text.front() == ']') return true;
  if (text.front() == '{' || text.front() == '[') return begins_as_json(text, depth + 1);
  JsonExtent element;
  if (!element.scan(text)) return true;
  const std::string_view token = text.substr(0, element.length());
  if (!token.starts_with('"') && !is_json_literal(token)) return false;
  text = skip_space(text.substr(element.length()));
  return text.empty() || text.front() == ',' || text.front() == ']';
}

// Endings of names of programs' texts, ascending: their commas, semicolons and tabs part no cells.
bool is_source_name(std::string_view ending) {
  static constexpr std::array kEndings = std::to_array<std::string_view>(
      {"asm", "awk",    "bash",  "bat", "c",    "cc",    "cjs",  "clj", "cmake", "cpp",    "cs",
       "css", "cxx",    "dart",  "el",  "erb",  "erl",   "ex",   "exs", "fs",    "go",     "groovy",
       "h",   "hh",     "hpp",   "hrl", "hs",   "hxx",   "inc",  "inl", "ipp",   "java",   "jl",
       "js",  "jsx",    "kt",    "kts", "less", "lua",   "m",    "mjs", "ml",    "mli",    "mm",
       "mts", "php",    "phtml", "pl",  "pm",   "proto", "ps1",  "py",  "pyi",   "pyx",    "r",
       "rb",  "rbs",    "rs",    "s",   "sass", "scala", "scss", "sh",  "sol",   "svelte", "swift",
       "tcl", "thrift", "ts",    "tsx", "twig", "vb",    "vue",  "zig", "zsh"});
  static_assert(std::is_sorted(kEndings.begin(), kEndings.end()));
  return std::binary_search(kEndings.begin(), kEndings.end(), ending);
}

bool is_date_at(std::string_view text) {
  const auto fits = [&](std::string_view shape) {  // '0' a digit, 'a' a letter, others themselves
    return text.size() >= shape.size() &&
           std::equal(shape.begin(), shape.end(), text.begin(), [](char s, char c) {
             if (s == '0') return c >= '0' && c <= '9';
             return s == 'a' ? std::isalpha(static_cast<unsigned char>(c)) != 0 : s == c;
           });
  };
  return fits("0000-00-00") || fits("0000/00/00") || fits("00/aaa/0000") || fits("aaa 00 00:00:00") ||
         fits("aaa  0 00:00:00") || fits("00:00:00");
}

// Most lines say near their beginning when they were written.
bool looks_like_log(std::string_view sample) {
  constexpr std::size_t kFront = 48;
  constexpr int kLines = 20;
  int lines = 0;
  int dated = 0;
  while (!sample.empty() && lines < kLines) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    const std::string_view line = sample.substr(0, end);
    sample.remove_prefix(std::min(end + 1, sample.size()));
    if (skip_space(line).empty()) continue;
    ++lines;
    for (std::size_t at = 0; at < std::min(kFront, line.size()); ++at) {
      if (!is_date_at(line.substr(at))) continue;
      ++dated;
      break;
    }
  }
  return dated * 2 > lines;
}

// Whether most lines have their first comma between the seconds and the thousandths of a time, 10:20:30,123,
// where a word and no cell follows: it parts no cells.
bool has_commas_of_stamps(std::string_view sample) {
  constexpr int kLines = 20;
  const auto is_digit = [&](std::size_t at) { return sample[at] >= '0' && sample[at] <= '9'; };
  int lines = 0;
  int stamped = 0;
  while (!sample.empty() && lines < kLines) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    const std::size_t comma = sample.find(',');
    if (!skip_space(sample.substr(0, end)).empty()) {
      ++lines;
      const bool is_stamp = comma < end && comma >= 8 && end - comma > 4 && sample[comma - 3] == ':' &&
                            sample[comma - 6] == ':' && is_digit(comma - 1) && is_digit(comma - 2) &&
                            is_digit(comma + 1) && is_digit(comma + 2) && is_digit(comma + 3) &&
                            !is_digit(comma + 4) && sample[comma + 4] != ',';
      stamped += is_stamp ? 1 : 0;
    }
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return stamped * 2 > lines;
}

// Without a telling name, a text is a table only when its rows are even; commas alone are in prose as well,
// and one of them in the time stamps of logs.
bool looks_like_table(const CsvShape& shape, std::string_view sample) {
  if (shape.rows < 2 || shape.width < 2) return false;
  if (shape.width == 2)
    return shape.is_even(950) && !(shape.dialect.delimiter == ',' && looks_like_log(sample));
  return shape.is_even(800) && !(shape.dialect.delimiter == ',' && has_commas_of_stamps(sample));
}

bool starts_with_word(std::string_view text, std::string_view upper) {
  return text.size() > upper.size() && is_json_space(text[upper.size()]) &&
         std::equal(upper.begin(), upper.end(), text.begin(),
                    [](char u, char c) { return u == std::toupper(static_cast<unsigned char>(c)); });
}

// The word behind the first one.
std::string_view second_word(std::string_view text) {
  while (!text.empty() && !is_json_space(text.front())) text.remove_prefix(1);
  return skip_space(text);
}

// Statements that hold no row of values, one after the other, and markup: their semicolons and tabs part no
// cells. A header that begins so names no column ("update set" ...).
bool begins_as_statements(std::string_view text) {
  text = skip_space(text);
  while (text.starts_with("--") || text.starts_with("/*")) {
    const std::string_view end = text.front() == '-' ? "\n" : "*/";
    const std::size_t at = text.find(end);
    if (at == std::string_view::npos) return false;
    text = skip_space(text.substr(at + end.size()));
  }
  if (starts_with_word(text, "MERGE")) return starts_with_word(second_word(text), "INTO");
  if (starts_with_word(text, "DELETE")) return starts_with_word(second_word(text), "FROM");
  if (!starts_with_word(text, "UPDATE")) return false;
  constexpr int kWordsBeforeSet = 5;  // "UPDATE LOW_PRIORITY shop . users u SET"
  for (int word = 0; word < kWordsBeforeSet; ++word) {
    text = second_word(text);
    if (starts_with_word(text, "SET")) return true;
  }
  return false;
}

// "<svg width=...", "<html>\n"; not "<DATE>,<TIME>", which are names of columns.
bool begins_as_markup(std::string_view text) {
  text = skip_space(text);
  if (text.starts_with("<?xml") || text.starts_with("<!")) return true;
  if (text.size() < 3 || text[0] != '<' || std::isalpha(static_cast<unsigned char>(text[1])) == 0)
    return false;
  const std::size_t end = text.find('>');
  if (end == std::string_view::npos) return false;
  const std::string_view behind = text.substr(end + 1);
  return behind.empty() || std::string_view(",;\t|").find(behind.front()) == std::string_view::npos;
}

TextFormat csv(std::string_view sample, bool is_whole, std::optional<char> delimiter) {
  TextFormat format{TextFormat::Kind::kCsv, "csv", JsonLayout::kWhole,
                    detect_csv(sample, is_whole, delimiter)};
  if (format.shape.dialect.delimiter == '\t') format.name = "tsv";
  return format;
}

TextFormat json(JsonLayout layout) {
  return {TextFormat::Kind::kJson, layout == JsonLayout::kWhole ? "json" : "jsonl", layout, {}};
}

TextFormat forced(std::string_view sample, bool is_whole, const ExtractOptions& options) {
  if (options.format == "tsv") return csv(sample, is_whole, options.delimiter.value_or('\t'));
  if (options.format == "csv") return csv(sample, is_whole, options.delimiter);
  if (options.format == "jsonl")
    return json(detect_json(sample, is_whole) == JsonLayout::kValues ? JsonLayout::kValues
                                                                     : JsonLayout::kLines);
  if (options.format == "json") return json(detect_json(sample, is_whole).value_or(JsonLayout::kWhole));
  return {TextFormat::Kind::kProse, options.format, JsonLayout::kWhole, {}};
}

}  // namespace

std::optional<JsonLayout> detect_json(std::string_view sample, bool is_whole) {
  sample = skip_space(sample);
  if (sample.empty() || (sample.front() != '{' && sample.front() != '[') || !begins_as_json(sample, 0))
    return std::nullopt;
  JsonExtent first;
  if (!first.scan(sample)) return JsonLayout::kWhole;
  const std::string_view behind = sample.substr(first.length());
  std::string_view rest = skip_space(behind);
  if (rest.empty()) return is_whole ? std::optional(JsonLayout::kWhole) : std::optional(JsonLayout::kLines);
  if (rest.front() == ',') rest = skip_space(rest.substr(1));
  if (rest.empty() || (rest.front() != '{' && rest.front() != '[')) return std::nullopt;
  // "[1] [2] see there" is not a line of JSON.
  if (behind.substr(0, behind.size() - rest.size()).find('\n') == std::string_view::npos) return std::nullopt;
  const bool is_one_line = sample.substr(0, first.length()).find('\n') == std::string_view::npos;
  return is_one_line ? JsonLayout::kLines : JsonLayout::kValues;
}

TextFormat detect_text_format(std::string_view sample, bool is_whole, std::string_view file,
                              const ExtractOptions& options) {
  if (!options.format.empty()) return forced(sample, is_whole, options);
  const std::string name = ending(file);
  const bool is_named_lines = name == "jsonl" || name == "ndjson";
  const bool is_named_csv = name == "csv" || name == "tsv" || name == "tab";
  if (!options.delimiter && !is_named_csv) {
    const auto layout = detect_json(sample, is_whole);
    if (layout && is_named_lines && *layout == JsonLayout::kWhole) return json(JsonLayout::kLines);
    if (layout) return json(*layout);
    if (is_named_lines) return json(JsonLayout::kLines);
  }
  if (options.delimiter || is_named_csv) return csv(sample, is_whole, options.delimiter);
  if (name == "log") return {TextFormat::Kind::kProse, "log", JsonLayout::kWhole, {}};
  if (name == "md") return {TextFormat::Kind::kProse, "text", JsonLayout::kWhole, {}};
  if (is_source_name(name)) {
    TextFormat text{TextFormat::Kind::kProse, "text", JsonLayout::kWhole, {}};
    text.is_source = true;
    return text;
  }
  if (begins_as_statements(sample) || begins_as_markup(sample))
    return {TextFormat::Kind::kProse, "text", JsonLayout::kWhole, {}};
  TextFormat table = csv(sample, is_whole, std::nullopt);
  if (looks_like_table(table.shape, sample)) return table;
  return {TextFormat::Kind::kProse, looks_like_log(sample) ? "log" : "text", JsonLayout::kWhole, {}};
}

}  // namespace tidegate
