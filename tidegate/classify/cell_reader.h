// One reading of one cell: the dispatch from what the cell is made of to the validators. Used by inspect_cell
// alone.
#pragma once

#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/fit.h"

namespace tidegate {

class CellReader {
 public:
  CellReader(std::string_view cell, const ByteClasses& classes, CellReading& out)
      : cell_(cell), classes_(classes), out_(out) {}

  void read();

 private:
  void add(ValueKind kind, Fit fit) {
    if (fit == Fit::kValid) out_.valid.add(kind);
    if (fit == Fit::kShape) out_.shape.add(kind);
  }
  // Whether the cell fits and every check passed.
  bool takes(ValueKind kind, Fit fit) {
    add(kind, fit);
    return fit == Fit::kValid;
  }

  void read_digits();
  void read_alnum();
  void read_identity_forms();                  // 18 characters
  void read_short_codes();                     // 8 to 11 letters and digits
  void read_marked(std::uint64_t other);       // ASCII with punctuation at the bits of `other`
  bool read_iso_time(std::uint64_t other);     // 2024-01-31, 2024-01-31 23:59:59, with T and Z
  void read_plain_decimal(std::size_t point);  // digits and one point
  void read_numeric(std::uint32_t marks);      // digits and punctuation
  void read_phone_forms(std::uint32_t marks);
  Fit read_email_form() const;
  void read_coded(std::uint32_t marks);  // letters, digits and punctuation
  bool read_spaced_identity();
  void read_coded_tail(std::uint32_t marks);
  void read_high(std::uint64_t other);  // something beyond ASCII
  void read_high_number();
  void read_long();  // more than 64 bytes
  void read_number();
  void look_inside();  // may it hold values amid text?

  std::string_view cell_;
  const ByteClasses& classes_;
  CellReading& out_;
};

}  // namespace tidegate
