#include "tidegate/store/desk/once_mark.h"

#include <utility>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

thread_local const IdempotencyRow* mark = nullptr;

}  // namespace

OnceMark::OnceMark(IdempotencyRow row) : row_(std::move(row)) {
  TIDEGATE_CHECK(mark == nullptr);
  mark = &row_;
}
OnceMark::~OnceMark() { mark = nullptr; }

const IdempotencyRow* OnceMark::of_this_thread() { return mark; }

BesideOnceMark::BesideOnceMark() : mark_(std::exchange(mark, nullptr)) {}
BesideOnceMark::~BesideOnceMark() { mark = mark_; }

}  // namespace tidegate
