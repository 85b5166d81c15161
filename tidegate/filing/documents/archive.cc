#include "tidegate/filing/documents/archive.h"

#include <algorithm>
#include <array>

namespace tidegate::filing {
namespace {

constexpr std::uint64_t kMostBytes = 0xFFFF'FFFFULL;
constexpr std::uint32_t kMostFiles = 65'534;
constexpr std::uint16_t kUtf8Names = 0x0800;

constexpr std::array<std::uint32_t, 256> table_of_crc() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1U) != 0 ? 0xEDB8'8320U ^ (c >> 1U) : c >> 1U;
    table[n] = c;
  }
  return table;
}

void put(std::string& out, std::uint64_t value, int octets) {
  for (int i = 0; i < octets; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}

std::uint16_t dos_day(Date day) {
  const int year = std::clamp(day.year(), 1980, 2107);
  return static_cast<std::uint16_t>((year - 1980) << 9 | day.month() << 5 | day.day());
}

}  // namespace

std::uint32_t crc32_of(std::string_view bytes) {
  static constexpr std::array<std::uint32_t, 256> kTable = table_of_crc();
  std::uint32_t c = 0xFFFF'FFFFU;
  for (const char octet : bytes) c = kTable[(c ^ static_cast<unsigned char>(octet)) & 0xFFU] ^ (c >> 8U);
  return c ^ 0xFFFF'FFFFU;
}

Archive::Archive(Date day) : day_(dos_day(day)) {}

Result<void> Archive::add(std::string_view name, std::string_view bytes) {
  const std::uint64_t after = body_.size() + directory_.size() + bytes.size() + 2 * name.size() + 256;
  if (after > kMostBytes || files_ >= kMostFiles || name.size() > 0xFFFF) {
    return fail({ErrorCode::kOutOfRange, "the archive would be larger than 4 GiB", std::string(name),
                 "压缩包将超过 4 GiB"});
  }
  const std::uint32_t crc = crc32_of(bytes);
  const std::uint64_t offset = body_.size();
  const auto common = [&](std::string& out) {
    put(out, 20, 2);  // version that is needed
    put(out, kUtf8Names, 2);
    put(out, 0, 2);  // stored
    put(out, 0, 2);  // 00:00
    put(out, day_, 2);
    put(out, crc, 4);
    put(out, bytes.size(), 4);
    put(out, bytes.size(), 4);
    put(out, name.size(), 2);
    put(out, 0, 2);  // no extra field
  };
  body_ += "PK\x03\x04";
  common(body_);
  body_ += name;
  body_ += bytes;
  directory_ += "PK\x01\x02";
  put(directory_, 20, 2);  // made by: version 2.0, MS-DOS
  common(directory_);
  put(directory_, 0, 2);  // no comment
  put(directory_, 0, 2);  // disk
  put(directory_, 0, 2);  // internal attributes
  put(directory_, 0, 4);  // external attributes
  put(directory_, offset, 4);
  directory_ += name;
  ++files_;
  return {};
}

std::string Archive::take() {
  std::string out = std::move(body_);
  const std::uint64_t begin = out.size();
  out += directory_;
  out += "PK\x05\x06";
  put(out, 0, 4);
  put(out, files_, 2);
  put(out, files_, 2);
  put(out, directory_.size(), 4);
  put(out, begin, 4);
  put(out, 0, 2);
  body_.clear();
  directory_.clear();
  files_ = 0;
  return out;
}

}  // namespace tidegate::filing
