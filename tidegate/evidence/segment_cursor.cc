#include "tidegate/evidence/segment_cursor.h"

#include <algorithm>

namespace tidegate::evidence {
namespace {

constexpr std::size_t kPiece = std::size_t{128} << 10;

Error damaged() { return {ErrorCode::kCorrupt, "a record of the log is damaged", {}, "日志记录已损坏"}; }

}  // namespace

Result<std::string_view> SegmentCursor::next() {
  auto head = peek(kBatchHeadOctets);
  if (!head) return fail(head.error());
  if (head->starts_with(kBatchMark)) {
    if (head->size() < kBatchHeadOctets || !read_batch_head(*head, seed_, offset_)) return fail(damaged());
    skip(kBatchHeadOctets);
    head = peek(kRecordHeadOctets);
    if (!head) return fail(head.error());
  }
  if (head->size() < kRecordHeadOctets) return fail(damaged());
  const auto octets = record_octets(*head);
  if (!octets) return fail(damaged());
  const auto record = peek(*octets);
  if (!record) return fail(record.error());
  if (record->size() < *octets) return fail(damaged());
  skip(*octets);
  return *record;
}

Result<std::string_view> SegmentCursor::peek(std::size_t octets) {
  if (space_.size() - at_ < octets) {
    std::string piece(std::max(octets, kPiece), '\0');
    const auto read = file_.read_at(offset_, piece);
    if (!read) return fail(read.error());
    piece.resize(*read);
    space_ = std::move(piece);
    at_ = 0;
  }
  return std::string_view(space_).substr(at_, octets);
}

}  // namespace tidegate::evidence
