// The one table of rules by which columns are judged: measures of a column, and what they say for or against
// a type.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/classify/column_signals.h"
#include "tidegate/classify/taxonomy.h"

namespace tidegate {

// A signal on a slope: nothing at `from`, all of it at `to`, in between its share. `from` may lie above `to`.
struct RuleTerm {
  std::size_t signal = 0;
  std::int32_t from = 0;
  std::int32_t to = 1000;
};

struct Rule {
  std::string name;  // "checksum.gb11643": stable, shown as evidence
  std::vector<TypeIndex> types;
  std::int32_t points = 0;     // thousandths of a nat of log-odds when all terms hold wholly; may be negative
  std::vector<RuleTerm> when;  // all must hold: the weakest counts; none: always
  Text says;                   // may be empty: then the first term is put into words

  template <typename Image>
  void lay_out(Image& image) {
    image(name, types, points, when, says);
  }
};

class ColumnRules {
 public:
  // tsv     models/column_rules.tsv; its head explains the rows.
  // Errors  kMalformed with file and line: an unknown type, signal or number.
  static Result<ColumnRules> parse(std::string_view tsv, const Taxonomy& taxonomy, const SignalNames& names);

  const std::vector<Rule>& rules() const { return rules_; }
  // Adds the file's own signals ("any.date" is the largest of several) to a column's. Call it last.
  void derive(Signals& signals) const;
  std::size_t signal_count() const { return signal_count_; }

  // The share of verdicts of this softmax share that proved right on labelled tables (the file's "calibrate"
  // row); the share itself where the file has no such row.
  std::int32_t calibrated(std::int32_t permille) const;

  // 0..1000: how far all terms of a rule hold.
  static std::int32_t strength(const Rule& rule, const Signals& signals);

  template <typename Image>
  void lay_out(Image& image) {
    image(rules_, calibration_, derived_, signal_count_);
  }

 private:
  struct Derived {
    enum class Of : std::uint8_t { kLargest, kSmallest, kSum } how = Of::kLargest;
    std::vector<std::size_t> of;
    template <typename Image>
    void lay_out(Image& image) {
      image(how, of);
    }
  };
  std::vector<Rule> rules_;
  std::vector<std::pair<std::int32_t, std::int32_t>> calibration_;  // stated, true: ascending
  std::vector<Derived> derived_;                                    // in order; each may name the ones before
  std::size_t signal_count_ = 0;
};

}  // namespace tidegate
