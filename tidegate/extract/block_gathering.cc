#include "tidegate/extract/block_gathering.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "tidegate/extract/expansion_budget.h"

namespace tidegate {

void BlockGathering::begin(std::string path, std::size_t columns) {
  path_ = std::move(path);
  block_ = {};
  known_width_ = columns;
  block_width_ = 0;
  sent_rows_ = 0;
}

Result<void> BlockGathering::end_row(std::size_t width) {
  block_.end_row();
  block_width_ = std::max(block_width_, width);
  return block_.text.size() >= options_.block_bytes ? flush() : Result<void>();
}

Result<void> BlockGathering::flush() {
  if (block_.rows() == 0) return {};
  if (is_cancelled(options_)) return cancelled(path_);
  if (block_width_ > known_width_) {
    if (const auto ok = sink_.add_columns(std::vector<std::string>(block_width_ - known_width_)); !ok)
      return ok;
    known_width_ = block_width_;
  }
  block_.first_row = sent_rows_;
  sent_rows_ += block_.rows();
  block_width_ = 0;
  return sink_.rows(std::exchange(block_, {}));
}

}  // namespace tidegate
