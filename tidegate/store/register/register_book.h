// The register of transfers: which left, when, to whom, on what record, and under which sets of persons.
// Keyed hashes lie in the sets, keys in files of their own: the book holds neither. Format:
// docs/formats/subjects.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"

namespace tidegate {

// The key of one exporter and year. Windows of the law that end in that year are counted under it.
struct RegisterKey {
  int year = 0;
  std::string check;              // 16 hexadecimal digits: tells whether two were counted alike
  std::optional<Date> destroyed;  // the day; its sets are gone
  friend bool operator==(const RegisterKey&, const RegisterKey&) = default;
};

struct RegisterSet {  // the same persons under the key of a year
  int year = 0;
  std::string sha256;  // name of the set; empty: destroyed
  friend bool operator==(const RegisterSet&, const RegisterSet&) = default;
};

// Persons of a transfer who add to the same counters.
struct RegisterPart {
  std::vector<std::string> counters;  // "cn.pi_sensitive"
  bool sensitive_only = false;        // of the set, those with sensitive information
  std::int64_t persons = 0;           // different ones
  std::vector<RegisterSet> sets;
  friend bool operator==(const RegisterPart&, const RegisterPart&) = default;
};

struct Retraction {  // it did not happen, or not so
  Date on;
  std::string reason;
  friend bool operator==(const Retraction&, const Retraction&) = default;
};

struct RegisterEntry {
  std::string id;  // 12 hexadecimal digits
  Date on;         // the day it left
  std::string record;
  std::string recipient;
  std::string region;
  std::int64_t persons = 0;   // different ones in all
  bool without_data = false;  // entered by numbers: everybody counts as not seen before
  std::vector<RegisterPart> parts;
  std::optional<Retraction> retracted;
  friend bool operator==(const RegisterEntry&, const RegisterEntry&) = default;
};

struct RegisterExporter {
  std::string id;  // 16 hexadecimal digits: names its keys
  std::string name;
  std::string uscc;
  std::optional<Date> complete_from;   // every transfer since this day is here, as the exporter says
  std::optional<Date> complete_said;   // the day it said so
  std::vector<RegisterKey> keys;       // by year
  std::vector<RegisterEntry> entries;  // in the order entered
  friend bool operator==(const RegisterExporter&, const RegisterExporter&) = default;
};

struct RegisterBook {
  std::vector<RegisterExporter> exporters;
  friend bool operator==(const RegisterBook&, const RegisterBook&) = default;
};

inline constexpr std::size_t kLargestBook = std::size_t{64} << 20;  // octets

std::string write_book(const RegisterBook& book);
// Errors: kCorrupt.
Result<RegisterBook> read_book(std::string_view bytes);

}  // namespace tidegate
