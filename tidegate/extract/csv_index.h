// Where the cells of a CSV text end: one pass over the octets, 64 at a time where the processor can.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tidegate {

// How one CSV file is written.
struct CsvDialect {
  char delimiter = ',';
  bool quotes = true;       // '"' at the start of a cell opens it, as in RFC 4180
  bool backslash = false;   // inside quotes '\' makes the next octet ordinary (MySQL's way)
  bool skip_space = false;  // spaces before a cell do not belong to it, so that ' "a"' is quoted
  bool cr_rows = false;     // CR ends a row too: a file without LF outside quotes
  friend bool operator==(const CsvDialect&, const CsvDialect&) = default;
};

// What the octets so far have opened.
enum class CsvState : std::uint8_t {
  kCellStart,      // nothing of the cell yet
  kBare,           // inside a cell without quotes, or behind its closing quote
  kQuoted,         // inside quotes: delimiters and line ends are text
  kQuoteInQuoted,  // a quote inside quotes: the next octet says whether it closed or was half of '""'
  kEscaped,        // behind a backslash inside quotes
};

// Positions that grow by being written behind their end; never gives memory back while it lives.
class PositionList {
 public:
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::uint32_t operator[](std::size_t i) const { return slots_[i]; }
  std::uint32_t back() const { return slots_[size_ - 1]; }
  const std::uint32_t* begin() const { return slots_.data(); }
  const std::uint32_t* end() const { return slots_.data() + size_; }
  void push(std::uint32_t position) { *room(1) = position, ++size_; }
  // At least n slots behind the end, to be written and then claimed with grow().
  std::uint32_t* room(std::size_t n) {
    if (slots_.size() < size_ + n) slots_.resize((size_ + n) * 2);
    return slots_.data() + size_;
  }
  void grow(std::size_t n) { size_ += n; }
  void clear() { size_ = 0; }
  // Forgets the positions at and behind `limit`.
  void cut_at(std::uint32_t limit) {
    while (size_ > 0 && slots_[size_ - 1] >= limit) --size_;
  }
  // Forgets the first n positions and lowers the others by `by`.
  void drop_front(std::size_t n, std::uint32_t by) {
    for (std::size_t i = n; i < size_; ++i) slots_[i - n] = slots_[i] - by;
    size_ -= n;
  }

 private:
  std::vector<std::uint32_t> slots_;
  std::size_t size_ = 0;
};

struct CsvIndex {
  PositionList ends;  // of every delimiter, LF (and CR with cr_rows) outside quotes, ascending
  PositionList odd;   // one inside every quoted cell that is more than text between two quotes, and others
  CsvState state = CsvState::kCellStart;
};

// Which instructions: all give the same index. kPlain runs everywhere and is what the others fall back to
// where quotes stand in odd places.
enum class CsvKernel { kPlain, kAvx2, kAvx512 };
CsvKernel best_csv_kernel();
bool can_run(CsvKernel kernel);

// Goes on from index.state over text[from, to) and appends to the index.
// A quote that does not open a cell is an ordinary character; text behind a closing quote belongs to the cell
// (`"a"b` is ab) until the next delimiter. This is what Python's csv module does with the same bytes.
void index_csv(CsvKernel kernel, const CsvDialect& dialect, const char* text, std::uint32_t from,
               std::uint32_t to, CsvIndex& index);

}  // namespace tidegate
