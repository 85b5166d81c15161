// How often values that carry a check digit are told, cell by cell and span by span, in the files of the
// bench generator: recall and precision of each type.
//
//   checksum_types FOLDER     the folder that gen_corpus filled: its files, truth_columns.tsv and
//   truth_spans.tsv
//
// A cell is told as a type when it passes the type's check and its column is judged to be of that type; "by
// check alone" counts every cell of every column that passes. A span is told when begin, end and kind are
// right.
#include <array>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/text_values.h"
#include "tidegate/gate/gate.h"

namespace tidegate {
namespace {

struct CheckedType {
  std::string_view entity;  // of the truth
  ValueKind kind;
  std::string_view type;  // of a column
};
constexpr std::array kTypes = {
    CheckedType{"CN_RESIDENT_ID", ValueKind::kCnResidentId, "ID.CN_RESIDENT"},
    CheckedType{"CN_USCC", ValueKind::kUscc, "BIZ.USCC"},
    CheckedType{"BANK_CARD", ValueKind::kCard, "FIN.CARD"},
    CheckedType{"CREDIT_CARD", ValueKind::kCard, "FIN.CARD"},
    CheckedType{"IBAN", ValueKind::kIban, "FIN.IBAN"},
    CheckedType{"IMEI", ValueKind::kImei, "NET.DEVICE_ID"},
    CheckedType{"HK_ID", ValueKind::kHkId, "ID.OTHER_NATIONAL"},
};

struct Sums {
  std::uint64_t planted = 0, found = 0, wrong = 0;
  std::uint64_t passing = 0;  // planted cells that pass the check, whatever their column is judged to be
  std::uint64_t chance = 0;   // other cells that pass it
};
using Table = std::map<std::string, Sums, std::less<>>;

std::vector<std::string> fields_of(const std::string& row) {
  std::vector<std::string> out;
  std::stringstream in(row);
  for (std::string field; std::getline(in, field, '\t');) out.push_back(field);
  return out;
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return std::move(bytes).str();
}

// Cells of RFC 4180, one after another: column, text.
template <typename Take>
void each_cell(std::string_view bytes, Take take) {
  std::string cell;
  std::size_t column = 0;
  bool is_quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '"') {
      if (is_quoted && i + 1 < bytes.size() && bytes[i + 1] == '"') {
        cell.push_back('"');
        ++i;
      } else {
        is_quoted = !is_quoted;
      }
    } else if (!is_quoted && (c == ',' || c == '\n')) {
      if (!cell.empty() && cell.back() == '\r') cell.pop_back();
      take(column, cell);
      cell.clear();
      column = c == ',' ? column + 1 : 0;
    } else {
      cell.push_back(c);
    }
  }
}

// Types of the columns of a file, as a scan judges them.
std::vector<std::string> judged_columns(const std::string& path) {
  ScanRequest request;
  request.paths = {path};
  request.as_of = *Date::parse("2026-07-01");
  GateOptions options;
  options.program = "checksum_types";
  options.today = request.as_of;
  options.may_write = false;
  options.hashes_files = false;
  const auto answer = scan(request, options);
  std::vector<std::string> types;
  if (!answer || answer->profile.files.empty()) {
    std::cerr << path << ": " << (answer ? "no file" : answer.error().what) << "\n";
    return types;
  }
  for (const ColumnProfile& column : answer->profile.files[0].columns) types.emplace_back(column.type);
  return types;
}

void measure_table(const std::string& path, const std::vector<std::string>& entities, Table& sums) {
  const std::vector<std::string> judged = judged_columns(path);
  std::size_t cells = 0;
  each_cell(read_file(path), [&](std::size_t column, const std::string& cell) {
    if (++cells <= entities.size() || cell.empty() || column >= entities.size() || column >= judged.size())
      return;
    const CellReading reading = inspect_cell(cell);
    for (const CheckedType& type : kTypes) {
      const bool is_planted = entities[column] == type.entity;
      const bool passes = reading.valid.has(type.kind);
      if (!is_planted && !passes) continue;
      // Both kinds of card have one check.
      const bool is_other_card = !is_planted && type.kind == ValueKind::kCard &&
                                 (entities[column] == "BANK_CARD" || entities[column] == "CREDIT_CARD");
      if (is_other_card) continue;
      Sums& sum = sums[std::string{type.entity}];
      const bool is_told = passes && judged[column] == type.type;
      sum.planted += is_planted ? 1U : 0U;
      sum.found += is_planted && is_told ? 1U : 0U;
      sum.passing += is_planted && passes ? 1U : 0U;
      sum.wrong += !is_planted && is_told ? 1U : 0U;
      sum.chance += is_planted ? 0U : 1U;
    }
  });
  for (std::size_t i = 0; i < judged.size(); ++i) {
    for (const CheckedType& type : kTypes) {
      if (entities[i] == type.entity && judged[i] != type.type)
        std::printf("  column %zu, %s, is judged to be %s\n", i, entities[i].c_str(), judged[i].c_str());
    }
  }
}

struct PlantedSpan {
  std::size_t begin;
  std::size_t end;
  std::string entity;
};

void measure_text(const std::string& path, const std::vector<PlantedSpan>& planted, Table& sums) {
  const std::string bytes = read_file(path);
  const LiteralMatcher literals;
  LiteralMatcher::Scratch scratch;
  TextScanner scanner;
  std::vector<LiteralHit> hits;
  std::vector<FoundValue> found;
  std::map<std::pair<std::size_t, std::size_t>, std::string> wanted;
  for (const PlantedSpan& span : planted) {
    for (const CheckedType& type : kTypes) {
      if (span.entity != type.entity) continue;
      wanted[{span.begin, span.end}] = span.entity;
      ++sums[span.entity].planted;
    }
  }
  constexpr std::size_t kBlock = 1U << 16;
  for (std::size_t begin = 0; begin < bytes.size();) {
    std::size_t end = bytes.find('\n', std::min(begin + kBlock, bytes.size()));
    end = end == std::string::npos ? bytes.size() : end + 1;
    const std::string_view text = std::string_view{bytes}.substr(begin, end - begin);
    literals.find(text, scratch, hits);
    scanner.scan(text, hits, found);
    for (const FoundValue& value : found) {
      for (const CheckedType& type : kTypes) {
        if (type.kind != value.kind) continue;
        const auto it = wanted.find({begin + value.begin, begin + value.end});
        if (it != wanted.end() && it->second == type.entity) {
          ++sums[it->second].found;
        } else if (it == wanted.end() && !(type.entity == "CREDIT_CARD" && sums.count("BANK_CARD") > 0)) {
          ++sums[std::string{type.entity}].wrong;
        }
      }
    }
    begin = end;
  }
}

void print(const std::string& file, const Table& sums, bool is_table) {
  for (const auto& [entity, sum] : sums) {
    if (sum.planted == 0 && sum.wrong == 0) continue;
    const auto share = [](std::uint64_t part, std::uint64_t whole) {
      return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
    };
    std::printf("%-22s %-15s planted %7llu  recall %.6f  precision %.6f  wrong %llu", file.c_str(),
                entity.c_str(), static_cast<unsigned long long>(sum.planted), share(sum.found, sum.planted),
                share(sum.found, sum.found + sum.wrong), static_cast<unsigned long long>(sum.wrong));
    if (is_table)
      std::printf("  by check alone: recall %.6f  precision %.6f", share(sum.passing, sum.planted),
                  share(sum.passing, sum.passing + sum.chance));
    std::printf("\n");
  }
}

int measure(const std::string& folder) {
  std::map<std::string, std::vector<std::string>> columns;
  std::map<std::string, std::vector<PlantedSpan>> spans;
  std::ifstream of_columns(folder + "/truth_columns.tsv");
  for (std::string row; std::getline(of_columns, row);) {
    const auto fields = fields_of(row);
    if (fields.size() > 3) columns[fields[0]].push_back(fields[3]);
  }
  std::ifstream of_spans(folder + "/truth_spans.tsv");
  for (std::string row; std::getline(of_spans, row);) {
    const auto fields = fields_of(row);
    if (fields.size() > 3)
      spans[fields[0]].push_back({std::stoul(fields[1]), std::stoul(fields[2]), fields[3]});
  }
  if (columns.empty() || spans.empty()) {
    std::cerr << folder << ": no truth_columns.tsv or truth_spans.tsv\n";
    return 2;
  }
  for (const auto& [file, entities] : columns) {
    Table sums;
    measure_table(folder + "/" + file, entities, sums);
    print(file, sums, true);
  }
  for (const auto& [file, planted] : spans) {
    Table sums;
    measure_text(folder + "/" + file, planted, sums);
    print(file, sums, false);
  }
  return 0;
}

}  // namespace
}  // namespace tidegate

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: checksum_types FOLDER\n";
    return 2;
  }
  return tidegate::measure(argv[1]);
}
