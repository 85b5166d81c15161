#include "tidegate/extract/gzip_source.h"

#include <fmt/format.h>

namespace tidegate {

Result<std::size_t> GzipSource::read(std::span<char> into) {
  while (!is_done_ && !into.empty()) {
    const auto step = inflater_.run(packed_, into);
    if (!step) return fail(step.error());
    if (step->is_end) {
      if (const auto ok = next_member(); !ok) return fail(ok.error());
    }
    if (step->produced == 0) continue;
    if (const auto ok = budget_.spend(step->produced, path_); !ok) return fail(ok.error());
    return step->produced;
  }
  return std::size_t{0};
}

// Behind a member: another one, nothing, or zeros up to the end (tapes and some writers pad).
Result<void> GzipSource::next_member() {
  auto next = packed_.peek(2);
  if (!next) return fail(next.error());
  if (next->starts_with("\x1f\x8b")) {
    inflater_.reset();
    return {};
  }
  while (!next->empty()) {
    if (next->find_first_not_of('\0') != std::string_view::npos) {
      return fail({ErrorCode::kMalformed, "something that is not gzip follows the compressed data",
                   fmt::format("{}:byte {}", path_, packed_.position()),
                   "压缩数据之后还有不属于 gzip 的内容"});
    }
    packed_.skip(next->size());
    next = packed_.peek(1);
    if (!next) return fail(next.error());
  }
  is_done_ = true;
  return {};
}

}  // namespace tidegate
