#include "tidegate/classify/line_places.h"

#include <algorithm>
#include <iterator>

#include "tidegate/base/hash.h"
#include "tidegate/classify/ascii.h"
#include "tidegate/classify/column_evidence.h"

namespace tidegate {
namespace {

constexpr std::uint8_t kNoSlot = 0xFF;

std::string_view line_of(const RowBlock& block, std::size_t row) {
  const std::size_t cell = block.row_begin[row];
  return cell == block.row_begin[row + 1] ? std::string_view{}
                                          : ascii::trimmed(block.cells[cell].in(block.text));
}

}  // namespace

std::uint16_t line_context(std::string_view line, std::span<const FoundValue> values, std::string& scratch) {
  scratch.resize(line.size() + values.size());
  std::size_t size = 0;
  std::size_t at = 0;
  // Digits of [at, end) as one 0 a run, all else as it is.
  const auto add_until = [&](std::size_t end) {
    bool in_digits = false;
    for (; at < end; ++at) {
      const bool is_digit = ascii::is_digit(line[at]);
      scratch[size] = is_digit ? '0' : line[at];
      size += is_digit && in_digits ? 0 : 1;
      in_digits = is_digit;
    }
    while (in_digits && at < line.size() && ascii::is_digit(line[at])) ++at;
  };
  for (const FoundValue& value : values) {
    if (value.end <= at) continue;
    add_until(value.begin);
    scratch[size++] = '\x01';
    at = value.end;
  }
  add_until(line.size());
  scratch.resize(size);
  const Sha256 hash = sha256(scratch);
  return static_cast<std::uint16_t>((std::uint32_t{hash[0]} << 8U) | hash[1]);
}

void merge_lines(LinesOfType& into, const LinesOfType& from) {
  into.lines += from.lines;
  std::vector<LinePlace> both;
  std::merge(into.places.begin(), into.places.end(), from.places.begin(), from.places.end(),
             std::back_inserter(both));
  if (both.size() > LinePlaces::kMost) both.resize(LinePlaces::kMost);
  into.places = std::move(both);
}

LinePlaces::LinePlaces() {
  slot_of_.fill(kNoSlot);
  for (std::size_t kind = 0; kind < kValueKinds; ++kind) {
    const std::string_view type = type_in_text(static_cast<ValueKind>(kind));
    if (type.empty()) continue;
    const auto at =
        std::find_if(types_.begin(), types_.end(), [&](const LinesOfType& t) { return t.type == type; });
    slot_of_[kind] = static_cast<std::uint8_t>(at - types_.begin());
    if (at == types_.end()) types_.push_back({TypeCode(type), 0, {}});
  }
}

void LinePlaces::add(const RowBlock& block, const LineFindings& lines) {
  by_chance_ += lines.by_chance();
  mobiles_by_chance_ += lines.mobiles_by_chance();
  for (std::size_t row = 0; row < block.rows(); ++row) {
    const std::span<const FoundValue> values = lines.values(row);
    if (values.empty()) continue;
    std::uint64_t seen = 0;
    std::optional<std::uint16_t> context;
    for (const FoundValue& value : values) {
      const std::uint8_t slot = slot_of_[static_cast<std::size_t>(value.kind)];
      if (slot == kNoSlot || (seen >> slot & 1U) != 0) continue;
      seen |= std::uint64_t{1} << slot;
      LinesOfType& type = types_[slot];
      ++type.lines;
      if (type.places.size() == kMost) continue;
      if (!context) context = line_context(line_of(block, row), values, masked_);
      type.places.push_back({block.first_row + row, *context});
    }
  }
}

void LinePlaces::merge(LinePlaces&& other) {
  by_chance_ += other.by_chance_;
  mobiles_by_chance_ += other.mobiles_by_chance_;
  for (std::size_t i = 0; i < types_.size(); ++i) merge_lines(types_[i], other.types_[i]);
}

void LinePlaces::tell_chance() {
  types_[slot_of_[static_cast<std::size_t>(ValueKind::kCnMobile)]].lines += mobiles_by_chance_;
  types_[slot_of_[static_cast<std::size_t>(ValueKind::kCard)]].lines += by_chance_ - mobiles_by_chance_;
}

std::vector<LinesOfType> LinePlaces::take() {
  std::vector<LinesOfType> found;
  for (LinesOfType& type : types_) {
    if (type.lines > 0) found.push_back({type.type, type.lines, std::move(type.places)});
    type.lines = 0;
    type.places.clear();
  }
  std::sort(found.begin(), found.end(),
            [](const LinesOfType& a, const LinesOfType& b) { return a.type < b.type; });
  return found;
}

}  // namespace tidegate
