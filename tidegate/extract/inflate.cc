#include "tidegate/extract/inflate.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>

#include "tidegate/base/check.h"

namespace tidegate {
namespace {

constexpr int kWindowBits = 15;  // 32 KiB, the largest that deflate knows
constexpr std::size_t kMostAtOnce = 1U << 30;

}  // namespace

struct Inflater::State {
  std::string path;
  z_stream stream{};

  tl::unexpected<Error> fault(const char* en, const char* zh, const PeekSource& packed) const {
    return fail({ErrorCode::kMalformed, en, fmt::format("{}:byte {}", path, packed.position()), zh});
  }
};

Inflater::Inflater(Wrapping wrapping, std::string path) : state_(std::make_unique<State>()) {
  state_->path = std::move(path);
  const int bits = wrapping == Wrapping::kGzip ? kWindowBits + 16 : -kWindowBits;
  TIDEGATE_CHECK(inflateInit2(&state_->stream, bits) == Z_OK);
}

Inflater::~Inflater() { inflateEnd(&state_->stream); }

void Inflater::reset() { TIDEGATE_CHECK(inflateReset(&state_->stream) == Z_OK); }

Result<Inflater::Step> Inflater::run(PeekSource& packed, std::span<char> into) {
  z_stream& z = state_->stream;
  z.next_out = reinterpret_cast<Bytef*>(into.data());
  z.avail_out = static_cast<uInt>(std::min(into.size(), kMostAtOnce));
  const uInt room = z.avail_out;
  while (z.avail_out == room && room > 0) {
    const auto bytes = packed.peek(1);
    if (!bytes) return fail(bytes.error());
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes->data()));
    z.avail_in = static_cast<uInt>(bytes->size());
    const int code = inflate(&z, Z_NO_FLUSH);
    packed.skip(bytes->size() - z.avail_in);
    if (code == Z_STREAM_END) return Step{room - z.avail_out, true};
    if (code != Z_OK && code != Z_BUF_ERROR) {
      return state_->fault("the compressed data is damaged", "压缩数据已损坏", packed);
    }
    if (bytes->empty() && z.avail_out == room) {
      return state_->fault("the compressed data is cut short; fetch or copy the file again",
                           "压缩数据不完整（被截断），请重新获取该文件", packed);
    }
  }
  return Step{room - z.avail_out, false};
}

std::uint32_t crc32_of(std::uint32_t crc, std::span<const char> more) {
  return static_cast<std::uint32_t>(crc32_z(crc, reinterpret_cast<const Bytef*>(more.data()), more.size()));
}

}  // namespace tidegate
