#include "tidegate/classify/table_scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "tidegate/classify/alike_cells.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_inspector.h"
#include "tidegate/classify/cell_plain.h"
#include "tidegate/classify/mix.h"
#include "tidegate/classify/row_blocks.h"

namespace tidegate {
namespace {

constexpr std::size_t kRowsAtOnce = 48;
constexpr std::size_t kBatch = 64;  // cells whose bytes are classed at once
constexpr std::size_t kSampleBytes = 512;

// A prefix of at most kSampleBytes that does not cut a character.
std::string_view sample_text(std::string_view cell) {
  if (cell.size() <= kSampleBytes) return cell;
  std::size_t n = kSampleBytes;
  while (n > 0 && (static_cast<unsigned char>(cell[n]) & 0xC0) == 0x80) --n;
  return cell.substr(0, n);
}

constexpr std::uint32_t kNotKept = ~std::uint32_t{0};

// Of a heap, the highest on top: pop_heap and push_heap in one way down.
template <typename Entry, typename IsBelow>
void replace_top(std::span<Entry> heap, const Entry& entry, IsBelow is_below) {
  std::size_t at = 0;
  for (std::size_t child = 1; child < heap.size(); child = 2 * at + 1) {
    if (child + 1 < heap.size() && is_below(heap[child], heap[child + 1])) ++child;
    if (!is_below(entry, heap[child])) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = entry;
}

inline void count_length(ColumnFeatures& features, std::size_t length, std::uint64_t times) {
  features.length[std::min(length, features.length.size() - 1)] += times;
  features.total_length += length * times;
}

}  // namespace

TableScan::TableScan(TableInfo info, const LiteralMatcher& literals, Options options)
    : info_(std::move(info)),
      literals_(&literals),
      options_(options),
      classify_(classify_bytes(options.simd)),
      scanner_(options.simd),
      pieces_(kBatch),
      rows_at_(kBatch),
      hashes_(kBatch),
      classes_(kBatch),
      repeated_left_(options.repeated_cells) {}

Result<void> TableScan::add_columns(const std::vector<std::string>& names) {
  if (const auto checked = check_columns(info_.columns.size() + names.size()); !checked) return checked;
  info_.columns.insert(info_.columns.end(), names.begin(), names.end());
  return {};
}

TableScan::Column& TableScan::make_column(std::size_t index) {
  if (index >= columns_.size()) columns_.resize(index + 1);
  if (columns_[index] == nullptr) columns_[index] = std::make_unique<Column>();
  return *columns_[index];
}

// Of the table, whichever row it is that has too many: most often it is the header.
Result<void> TableScan::check_columns(std::size_t columns) const {
  if (columns <= options_.max_columns) return {};
  return fail({ErrorCode::kLimit, fmt::format("the table has more than {} columns", options_.max_columns),
               info_.path, fmt::format("表的列数超过 {}", options_.max_columns)});
}

Result<void> TableScan::add(const RowBlock& block, const LineFindings* lines) {
  const std::size_t rows = block.rows();
  if (rows == 0) return {};
  row_hash_.resize(rows);
  for (std::size_t r = 0; r < rows; ++r) row_hash_[r] = mix_number(block.first_row + r);
  words_.clear();
  const RowBlock::Cell* cells = block.cells.data() + block.row_begin.front();
  const std::size_t width = rectangle_width(block);
  if (auto checked = check_columns(std::max(width, info_.columns.size())); !checked) return checked;
  if (width > 0) {
    // Some rows at a time, so that their text is still near when the next column is read.
    for (std::size_t c = 0; c < width; ++c) make_column(c);
    for (std::size_t r = 0; r < rows; r += kRowsAtOnce) {
      const std::size_t count = std::min(kRowsAtOnce, rows - r);
      const auto hash = row_hash_.begin() + static_cast<std::ptrdiff_t>(r);
      const std::uint64_t lowest = *std::min_element(hash, hash + static_cast<std::ptrdiff_t>(count));
      for (std::size_t c = 0; c < width; ++c) {
        count_column(block, *columns_[c],
                     {{&block.text, cells + r * width + c, width, count}, r, nullptr, lowest});
      }
    }
  } else {
    if (auto sorted = sort_by_column(block); !sorted) return sorted;
    const std::uint64_t lowest = *std::min_element(row_hash_.begin(), row_hash_.end());
    for (std::size_t c = 0; c + 1 < column_begin_.size(); ++c) {
      const std::size_t begin = column_begin_[c];
      const std::size_t count = column_begin_[c + 1] - begin;
      if (count > 0)
        count_column(
            block, make_column(c),
            {{&block.text, sorted_.data() + begin, 1, count}, 0, sorted_rows_.data() + begin, lowest});
    }
  }
  if (lines == nullptr) {
    count_words(block.text);
  } else {
    count_lines(block.text, *lines);
  }
  for (Column* column : idle_) forget_repeated(*column);
  idle_.clear();
  rows_ += rows;
  return {};
}

Result<void> TableScan::sort_by_column(const RowBlock& block) {
  const std::size_t first = block.row_begin.front();
  const std::size_t last = block.row_begin.back();
  std::uint32_t columns = 0;
  for (std::size_t c = first; c < last; ++c) columns = std::max(columns, block.cells[c].column + 1);
  if (auto checked = check_columns(columns); !checked) return checked;
  column_begin_.assign(columns + std::size_t{1}, 0);
  for (std::size_t c = first; c < last; ++c) ++column_begin_[block.cells[c].column + std::size_t{1}];
  for (std::size_t c = 0; c < columns; ++c) column_begin_[c + 1] += column_begin_[c];
  std::vector<std::uint32_t> next{column_begin_};
  sorted_.resize(last - first);
  sorted_rows_.resize(last - first);
  for (std::size_t r = 0; r < block.rows(); ++r) {
    for (std::size_t c = block.row_begin[r]; c < block.row_begin[r + 1]; ++c) {
      const std::uint32_t place = next[block.cells[c].column]++;
      sorted_[place] = block.cells[c];
      sorted_rows_[place] = static_cast<std::uint32_t>(r);
    }
  }
  return {};
}

// The cell without blanks around it; empty too when it says that it holds nothing.
inline TextPiece TableScan::piece_of(const RowBlock& block, const RowBlock::Cell& cell) {
  const char* const text = block.text.data();
  std::uint32_t begin = cell.begin;
  std::uint32_t end = begin + cell.length;
  // Behind an empty cell, too, stands a byte: a mark, or the NUL of the string. Whether a cell is empty is
  // anybody's guess, so nothing branches on it.
  const auto first = static_cast<unsigned char>(text[begin]);
  const auto last = static_cast<unsigned char>(text[end - (end != begin ? 1U : 0U)]);
  if (std::min(first, last) <= ' ') {
    while (end > begin && static_cast<unsigned char>(text[end - 1]) <= ' ') --end;
    while (begin < end && static_cast<unsigned char>(text[begin]) <= ' ') ++begin;
  }
  const std::string_view value{text + begin, end - begin};
  const bool is_null = end != begin && may_be_null_word(value) && is_null_word(value);
  return {begin, is_null ? 0 : end - begin};
}

// Takes at hand the next kBatch cells at most, but for empty ones and those that are counted as met again.
TableScan::Taken TableScan::take_cells(const RowBlock& block, Column& column, const ColumnCells& cells,
                                       std::size_t from, bool may_repeat) {
  ColumnFeatures& features = column.features;
  const RowBlock::Cell* cell = cells.first + from * cells.stride;
  const std::size_t end = std::min(cells.count, from + kBatch);
  Taken taken;
  std::uint64_t total = 0;
  std::uint32_t longest = features.max_length;
  for (std::size_t i = from; i < end; ++i, cell += cells.stride) {
    const TextPiece piece = piece_of(block, *cell);
    if (piece.length == 0) continue;
    ++taken.filled;
    const std::string_view value{block.text.data() + piece.begin, piece.length};
    const std::uint64_t hash = mix_bytes(value);
    if (may_repeat && column.repeated.count(hash, value)) continue;
    pieces_[taken.cells] = piece;
    hashes_[taken.cells] = hash;
    rows_at_[taken.cells] = row_of(cells, i);
    ++taken.cells;
    column.distinct.insert(hash);
    ++features.length[std::min<std::size_t>(piece.length, features.length.size() - 1)];
    total += piece.length;
    longest = std::max(longest, piece.length);
  }
  features.total_length += total;
  features.max_length = longest;
  return taken;
}

void TableScan::count_cells(const RowBlock& block, Column& column, std::size_t n, bool may_keep) {
  AlikeCells alike(column.features);
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view cell{block.text.data() + pieces_[i].begin, pieces_[i].length};
    CellReading reading;
    if (cell.size() > 64 || !read_plainly(cell, classes_[i], reading))
      inspect_cell_fully(cell, classes_[i], reading);
    alike.take(reading);
    std::uint32_t kept = kNotKept;
    if (may_keep && repeated_left_ > 0 && column.repeated.size() < RepeatedCells::kMost &&
        cell.size() <= RepeatedCells::kLongest) {
      const std::size_t before = column.repeated.size();
      kept = column.repeated.keep(hashes_[i], cell, reading);
      repeated_left_ -= column.repeated.size() - before;
    }
    if (reading.valid.empty())
      words_.push_back({&column, pieces_[i], kept, rows_at_[i], reading.may_hold_values});
  }
  alike.finish();
}

// Counts the column's cells for as long as they come in runs of one form. Returns how many.
std::size_t TableScan::count_in_runs(const RowBlock& block, Column& column, const ColumnCells& cells) {
  constexpr std::size_t kShortest = 8;  // shorter runs are not worth the look for another form
  for (std::size_t done = 0;;) {
    const CellRun run = count_run(column.form, cells, done, column.features, column.distinct);
    if (column.form == CellForm::kChineseWords && run.filled > 0) {
      for (std::size_t i = done; i < done + run.cells; ++i) {
        const RowBlock::Cell& cell = cells.first[i * cells.stride];
        if (cell.length > 0)
          words_.push_back({&column, {cell.begin, cell.length}, kNotKept, row_of(cells, i), false});
      }
    }
    done += run.cells;
    if (done == cells.count || (run.cells < kShortest && done > 0)) return done;
    const CellForm before =
        std::exchange(column.form, form_of(cells.first[done * cells.stride].in(block.text)));
    if (column.form == before || column.form == CellForm::kNone) return done;
  }
}

void TableScan::count_column(const RowBlock& block, Column& column, const ColumnCells& cells) {
  const bool may_repeat = options_.repeated_cells > 0 && column.repeated.is_awake(cells.count);
  if (cells.lowest_hash <= column.sample_limit) sample_cells(block, column, cells);
  // What is kept needs a reading of its own.
  std::size_t done = options_.in_runs && !may_repeat ? count_in_runs(block, column, cells) : 0;
  std::size_t met = 0;
  std::size_t met_again = 0;
  for (; done < cells.count; done += kBatch) {
    const Taken taken = take_cells(block, column, cells, done, may_repeat);
    met += taken.filled;
    met_again += taken.filled - taken.cells;
    classify_(block.text, pieces_.data(), taken.cells, classes_.data());
    count_cells(block, column, taken.cells, may_repeat);
  }
  column.features.cells += cells.count;
  const bool is_full = repeated_left_ == 0 || column.repeated.size() >= RepeatedCells::kMost;
  if (may_repeat && column.repeated.is_idle(met, met_again, is_full)) idle_.push_back(&column);
}

// Counts what was met again.
void TableScan::add_repeated(const RepeatedCells& cells, ColumnFeatures& features) {
  cells.each_counted([&](const RepeatedCells::Cell& cell, std::size_t length, std::uint64_t times) {
    const CellReading& reading = cell.reading;
    count_reading(features, reading, times);
    count_length(features, length, times);
    if (reading.number.is_number) count_number(features.numbers, reading.number, times);
    count_bits(cell.groups, [&](std::size_t group) { features.context[group] += times; });
    features.telling += cell.is_telling ? times : 0;
    features.telling_beyond_names += cell.is_telling_beyond_names ? times : 0;
    count_bits(cell.inside.bits(), [&](std::size_t kind) { features.kinds[kind].inside_text += times; });
  });
}

void TableScan::forget_repeated(Column& column) {
  add_repeated(column.repeated, column.features);
  repeated_left_ += column.repeated.size();
  column.repeated.clear();
}

void TableScan::sample_cells(const RowBlock& block, Column& column, const ColumnCells& cells) {
  for (std::size_t i = 0; i < cells.count; ++i) {
    const std::uint32_t row = row_of(cells, i);
    if (row_hash_[row] > column.sample_limit) continue;
    const TextPiece piece = piece_of(block, cells.first[i * cells.stride]);
    if (piece.length == 0) continue;
    keep_sample(column, {row_hash_[row], block.first_row + row, piece.length, 0},
                {block.text.data() + piece.begin, piece.length});
  }
}

void TableScan::keep_sample(Column& column, SampleEntry entry, std::string_view text) {
  std::vector<SampleEntry>& sample = column.sample;
  std::vector<std::string>& texts = column.sample_texts;
  const auto is_below = [&texts](const SampleEntry& a, const SampleEntry& b) {
    return a.hash != b.hash ? a.hash < b.hash : texts[a.text] < texts[b.text];
  };
  if (sample.size() < ColumnFeatures::kSample) {
    entry.text = static_cast<std::uint32_t>(texts.size());
    texts.emplace_back(sample_text(text));
    sample.push_back(entry);
  } else {
    const SampleEntry& top = sample.front();
    if (entry.hash == top.hash && sample_text(text) >= texts[top.text]) return;
    entry.text = top.text;
    texts[entry.text] = sample_text(text);
    replace_top(std::span(sample), entry, is_below);
    column.sample_limit = sample.front().hash;
    return;
  }
  std::push_heap(sample.begin(), sample.end(), is_below);
  if (sample.size() == ColumnFeatures::kSample) column.sample_limit = sample.front().hash;
}

// Literals of all the block's words in one search; the rest of the text is not searched.
void TableScan::count_words(const std::string& text) {
  word_text_.clear();
  for (const WordCell& word : words_) {
    word_text_.append(text, word.piece.begin, word.piece.length);
    word_text_.push_back('\n');
  }
  literals_->find(word_text_, scratch_, hits_);
  std::size_t begin = 0;
  std::size_t hit = 0;
  for (const WordCell& word : words_) {
    const std::size_t first = hit;
    const std::size_t end = begin + word.piece.length;
    while (hit < hits_.size() && hits_[hit].begin < end) ++hit;
    if (word.may_hold_values || hit > first) {
      count_context({word_text_.data() + begin, word.piece.length}, word,
                    std::span(hits_).subspan(first, hit - first), begin, nullptr);
    }
    begin = end + 1;
  }
}

void TableScan::count_lines(const std::string& text, const LineFindings& lines) {
  for (const WordCell& word : words_) {
    const std::span<const LiteralHit> hits = lines.hits(word.row);
    const std::span<const FoundValue> values = lines.values(word.row);
    if (word.may_hold_values || !hits.empty())
      count_context({text.data() + word.piece.begin, word.piece.length}, word, hits, 0, &values);
  }
}

// hits  in the cell; they count from `begin` bytes before it. known: its values; nullptr: they are looked
// for.
void TableScan::count_context(std::string_view cell, const WordCell& word, std::span<const LiteralHit> hits,
                              std::size_t begin, const std::span<const FoundValue>* known) {
  ColumnFeatures& features = word.column->features;
  RepeatedCells::Cell* const kept =
      word.repeated == kNotKept ? nullptr : &word.column->repeated.at(word.repeated);
  cell_hits_.clear();
  std::uint32_t groups = 0;
  bool is_telling = false;
  bool is_beyond_names = false;
  for (const LiteralHit& hit : hits) {
    const Literal& literal = literals()[hit.literal];
    const bool is_context = literal.role == LiteralRole::kContext || literal.role == LiteralRole::kAssignment;
    if (is_context) groups |= 1U << static_cast<unsigned>(literal.group);
    if (tells_sensitive(literal)) {
      is_telling = true;
      is_beyond_names = is_beyond_names || !is_name_too(literal);
    }
    if (literal.role != LiteralRole::kContext && literal.role != LiteralRole::kTelling)
      cell_hits_.push_back({hit.begin - static_cast<std::uint32_t>(begin), hit.literal});
  }
  count_bits(groups, [&](std::size_t group) { ++features.context[group]; });
  features.telling += is_telling ? 1 : 0;
  features.telling_beyond_names += is_beyond_names ? 1 : 0;
  if (kept != nullptr) {
    kept->groups = groups;
    kept->is_telling = is_telling;
    kept->is_telling_beyond_names = is_beyond_names;
  }
  if (!word.may_hold_values && cell_hits_.empty()) return;
  if (known == nullptr) scanner_.scan(cell, cell_hits_, found_);
  ValueKindSet inside;
  for (const FoundValue& value : known == nullptr ? std::span<const FoundValue>(found_) : *known) {
    if (value.begin > 0 || value.end < cell.size()) inside.add(value.kind);
  }
  count_bits(inside.bits(), [&](std::size_t kind) { ++features.kinds[kind].inside_text; });
  if (kept != nullptr) kept->inside = inside;
}

void TableScan::merge_column(Column& into, Column&& from) {
  ColumnFeatures& a = into.features;
  ColumnFeatures& b = from.features;
  add_repeated(from.repeated, b);
  a.cells += b.cells;
  a.non_empty += b.non_empty;
  for (std::size_t i = 0; i < a.kinds.size(); ++i) {
    a.kinds[i].whole_valid += b.kinds[i].whole_valid;
    a.kinds[i].whole_shape_only += b.kinds[i].whole_shape_only;
    a.kinds[i].inside_text += b.kinds[i].inside_text;
  }
  for (std::size_t i = 0; i < a.alphabet.size(); ++i) a.alphabet[i] += b.alphabet[i];
  for (std::size_t i = 0; i < a.context.size(); ++i) a.context[i] += b.context[i];
  a.telling += b.telling;
  a.telling_beyond_names += b.telling_beyond_names;
  for (std::size_t i = 0; i < a.length.size(); ++i) a.length[i] += b.length[i];
  a.max_length = std::max(a.max_length, b.max_length);
  a.total_length += b.total_length;
  a.truncated_ids += b.truncated_ids;
  if (b.numbers.cells > 0) {
    const bool is_first = a.numbers.cells == 0;
    a.numbers.min_micro = is_first ? b.numbers.min_micro : std::min(a.numbers.min_micro, b.numbers.min_micro);
    a.numbers.max_micro = is_first ? b.numbers.max_micro : std::max(a.numbers.max_micro, b.numbers.max_micro);
    a.numbers.cells += b.numbers.cells;
    a.numbers.negative += b.numbers.negative;
    a.numbers.leading_zero += b.numbers.leading_zero;
    for (std::size_t i = 0; i < a.numbers.decimals.size(); ++i)
      a.numbers.decimals[i] += b.numbers.decimals[i];
  }
  into.distinct.merge(from.distinct);
  for (const SampleEntry& entry : from.sample) {
    if (entry.hash > into.sample_limit) continue;
    keep_sample(into, entry, from.sample_texts[entry.text]);
  }
}

void TableScan::merge(TableScan&& other) {
  rows_ += other.rows_;
  if (other.info_.columns.size() > info_.columns.size()) info_.columns = other.info_.columns;
  if (other.columns_.size() > columns_.size()) columns_.resize(other.columns_.size());
  for (std::size_t i = 0; i < other.columns_.size(); ++i) {
    if (other.columns_[i] == nullptr) continue;
    if (columns_[i] == nullptr) {
      columns_[i] = std::move(other.columns_[i]);
    } else {
      merge_column(*columns_[i], std::move(*other.columns_[i]));
    }
  }
}

namespace {

// What the order of the sample says of a column of numbers.
void read_order(ColumnFeatures& features) {
  bool has_before = false;
  std::int64_t before = 0;
  std::uint64_t row_before = 0;
  std::size_t steps = 0;
  for (const SampleCell& cell : features.sample) {
    const WrittenNumber number = read_number(cell.text);
    if (!number.is_number) continue;
    if (has_before) {
      if (number.micro > before) ++features.sample_rises;
      if (number.micro < before) ++features.sample_falls;
      if (number.micro == before) ++features.sample_equal;
      const std::uint64_t rows = cell.row - row_before;
      // Numbers may lie further apart than an int64_t holds.
      const std::uint64_t rise =
          static_cast<std::uint64_t>(number.micro) - static_cast<std::uint64_t>(before);
      if (rows < 1'000'000'000'000U && number.micro > before && rise == rows * 1'000'000) ++steps;
    }
    has_before = true;
    before = number.micro;
    row_before = cell.row;
  }
  features.is_serial = features.sample.size() >= 8 && steps + 1 == features.sample.size();
}

}  // namespace

TableFeatures TableScan::finish() const {
  TableFeatures table;
  table.info = info_;
  table.rows = rows_;
  table.columns.resize(std::max(info_.columns.size(), columns_.size()));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    ColumnFeatures& features = table.columns[i];
    if (i < columns_.size() && columns_[i] != nullptr) {
      const Column& column = *columns_[i];
      features = column.features;
      add_repeated(column.repeated, features);
      features.distinct_estimate = std::min(column.distinct.estimate(), features.non_empty);
      features.distinct_is_exact = column.distinct.is_exact();
      for (const SampleEntry& entry : column.sample) {
        features.sample.push_back({entry.row, column.sample_texts[entry.text], entry.length});
      }
      std::sort(features.sample.begin(), features.sample.end(), [](const SampleCell& a, const SampleCell& b) {
        return a.row != b.row ? a.row < b.row : a.text < b.text;
      });
      read_order(features);
    }
    features.index = i;
    if (i < info_.columns.size()) features.header = info_.columns[i];
  }
  return table;
}

}  // namespace tidegate
