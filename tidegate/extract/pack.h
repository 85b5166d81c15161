// Packs bytes as gzip and zip: for tests, fuzz seeds and nobody else.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/extract/inflate.h"

namespace tidegate {

// window_bits as zlib has it: 31 gzip, -15 bare deflate.
inline std::string deflated(std::string_view bytes, int window_bits) {
  z_stream z{};
  TIDEGATE_CHECK(deflateInit2(&z, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&z, bytes.size()) + 64, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  TIDEGATE_CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

inline std::string gzipped(std::string_view bytes) { return deflated(bytes, 31); }

struct ZipMember {
  std::string name{};
  std::string bytes{};
  bool is_stored = false;
  bool has_descriptor = false;  // lengths and CRC only behind the data
  bool is_zip64 = false;        // lengths in the extra field
  unsigned flags = 0;           // further ones
  unsigned method = 99;         // 99: as is_stored says
};

// A zip archive as writers make it, local headers and central directory in agreement.
class ZipWriter {
 public:
  ZipWriter& add(const ZipMember& member) {
    const std::string data = member.is_stored ? member.bytes : deflated(member.bytes, -15);
    const std::uint32_t crc = crc32_of(0, member.bytes);
    const unsigned method = member.method != 99 ? member.method : member.is_stored ? 0 : 8;
    const unsigned flags = member.flags | (member.has_descriptor ? 8 : 0);
    const std::uint64_t offset = out_.size();
    std::string extra;
    if (member.is_zip64) extra = n(1, 2) + n(16, 2) + n(member.bytes.size(), 8) + n(data.size(), 8);
    const bool is_ahead = !member.has_descriptor;
    const auto length = [&](std::size_t size) { return member.is_zip64 ? 0xFFFFFFFF : is_ahead ? size : 0; };
    out_ += "PK\x03\x04" + n(20, 2) + n(flags, 2) + n(method, 2) + n(0, 4) + n(is_ahead ? crc : 0, 4) +
            n(length(data.size()), 4) + n(length(member.bytes.size()), 4) + n(member.name.size(), 2) +
            n(extra.size(), 2) + member.name + extra + data;
    if (member.has_descriptor)
      out_ += "PK\x07\x08" + n(crc, 4) + n(data.size(), 4) + n(member.bytes.size(), 4);
    directory_ += "PK\x01\x02" + n(20, 2) + n(20, 2) + n(flags, 2) + n(method, 2) + n(0, 4) + n(crc, 4) +
                  n(data.size(), 4) + n(member.bytes.size(), 4) + n(member.name.size(), 2) + n(0, 2) +
                  n(0, 2) + n(0, 2) + n(0, 2) + n(0, 4) + n(offset, 4) + member.name;
    ++entries_;
    return *this;
  }
  // The next member only in the local headers, or only in the central directory.
  std::string& body() { return out_; }
  std::string& directory() { return directory_; }
  std::string finish() const {
    return out_ + directory_ + "PK\x05\x06" + n(0, 4) + n(entries_, 2) + n(entries_, 2) +
           n(directory_.size(), 4) + n(out_.size(), 4) + n(0, 2);
  }

 private:
  static std::string n(std::uint64_t value, std::size_t width) {
    std::string out;
    for (std::size_t i = 0; i < width; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    return out;
  }
  std::string out_;
  std::string directory_;
  std::uint64_t entries_ = 0;
};

inline std::string zipped(const std::vector<ZipMember>& members) {
  ZipWriter writer;
  for (const ZipMember& member : members) writer.add(member);
  return writer.finish();
}

}  // namespace tidegate
