#include "tidegate/extract/expansion_budget.h"

#include <fmt/format.h>

namespace tidegate {

bool is_cancelled(const ExtractOptions& options) {
  return options.cancel != nullptr && options.cancel->load(std::memory_order_relaxed);
}

tl::unexpected<Error> cancelled(const std::string& where) {
  return fail({ErrorCode::kCancelled, "interrupted while reading", where, "读取时被中断"});
}

Result<void> ExpansionBudget::spend(std::uint64_t unpacked_bytes, const std::string& where) {
  if (is_cancelled(options_)) return cancelled(where);
  unpacked_bytes_ += unpacked_bytes;
  if (unpacked_bytes_ > options_.max_expanded_bytes) {
    return fail({ErrorCode::kLimit,
                 fmt::format("it unpacks to more than {} octets", options_.max_expanded_bytes), where,
                 fmt::format("解压后超过 {} 字节的上限", options_.max_expanded_bytes)});
  }
  const std::uint64_t allowed =
      options_.free_expansion_bytes + file_.bytes_read() * options_.max_expansion_ratio;
  if (unpacked_bytes_ > allowed) {
    return fail(
        {ErrorCode::kLimit,
         fmt::format(
             "it unpacks to more than {} times its size, as zip bombs do; unpack it yourself if you trust it",
             options_.max_expansion_ratio),
         where,
         fmt::format("解压后的大小超过原文件的 {} 倍，疑似压缩炸弹；如确信无害，请自行解压后再试",
                     options_.max_expansion_ratio)});
  }
  return {};
}

Result<void> ExpansionBudget::enter(const std::string& where) {
  if (is_cancelled(options_)) return cancelled(where);
  if (++entries_ <= options_.max_archive_entries) return {};
  return fail({ErrorCode::kLimit,
               fmt::format("the archive holds more than {} files", options_.max_archive_entries), where,
               fmt::format("压缩包内的文件超过 {} 个的上限", options_.max_archive_entries)});
}

}  // namespace tidegate
