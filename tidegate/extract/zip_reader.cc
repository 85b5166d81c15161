#include "tidegate/extract/zip_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/extract/archive_names.h"
#include "tidegate/extract/inflate.h"

namespace tidegate {
namespace {

// Signatures of the records (PKWARE APPNOTE 4.3), as they lie in the file.
constexpr std::string_view kLocal = "PK\x03\x04";
constexpr std::string_view kCentral = "PK\x01\x02";
constexpr std::string_view kDescriptor = "PK\x07\x08";
constexpr std::string_view kZip64End = "PK\x06\x06";
constexpr std::string_view kZip64Locator = "PK\x06\x07";
constexpr std::string_view kEnd = "PK\x05\x06";

constexpr unsigned kFlagEncrypted = 0x0001;
constexpr unsigned kFlagDescriptor = 0x0008;
constexpr unsigned kFlagUtf8 = 0x0800;
constexpr unsigned kFlagMasked = 0x2000;
constexpr unsigned kStored = 0;
constexpr unsigned kDeflated = 8;
constexpr std::uint64_t kInZip64 = 0xFFFFFFFF;  // the value stands in the extra field

// Little-endian number of `width` octets.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Fills those of the fields that say kInZip64 from extra field 1, in the order given. False: it is not there.
bool read_zip64(std::string_view extra, std::initializer_list<std::uint64_t*> fields) {
  const bool is_needed =
      std::any_of(fields.begin(), fields.end(), [](const auto* f) { return *f == kInZip64; });
  if (!is_needed) return true;
  while (extra.size() >= 4) {
    const std::size_t length = number(extra, 2, 2);
    if (extra.size() - 4 < length) return false;
    if (number(extra, 0, 2) == 1) {
      std::string_view body = extra.substr(4, length);
      for (std::uint64_t* field : fields) {
        if (*field != kInZip64) continue;
        if (body.size() < 8) return false;
        *field = number(body, 0, 8);
        body.remove_prefix(8);
      }
      return true;
    }
    extra.remove_prefix(4 + length);
  }
  return false;
}

}  // namespace

class ZipReader::File final : public ByteSource {
 public:
  File(PeekSource& packed, ExpansionBudget& budget, std::string path, const Seen& said, unsigned method,
       bool has_descriptor, std::uint64_t data_begin)
      : packed_(packed),
        budget_(budget),
        path_(std::move(path)),
        said_(said),
        is_stored_(method == kStored),
        has_descriptor_(has_descriptor),
        data_begin_(data_begin),
        inflater_(Inflater::Wrapping::kNone, path_) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (into.empty()) return std::size_t{0};
    if (is_done_) return std::size_t{0};
    const auto n = is_stored_ ? read_stored(into) : read_deflated(into);
    if (!n || *n == 0) return n;
    crc_ = crc32_of(crc_, into.first(*n));
    unpacked_bytes_ += *n;
    if (const auto ok = budget_.spend(*n, path_); !ok) return fail(ok.error());
    return n;
  }

  // As read, so with the lengths and CRC that came behind the data.
  Seen seen() const { return {said_.offset, packed_bytes(), unpacked_bytes_, crc_}; }

 private:
  std::uint64_t packed_bytes() const { return packed_end_ - data_begin_; }

  Result<std::size_t> read_stored(std::span<char> into) {
    const std::uint64_t left = said_.packed_bytes - unpacked_bytes_;
    if (left == 0) return finish();
    const auto n =
        packed_.read(into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left))));
    if (n && *n == 0) return fault("the archive is cut short", "压缩包不完整（被截断）");
    return n;
  }

  Result<std::size_t> read_deflated(std::span<char> into) {
    if (ended_) return finish();
    const auto step = inflater_.run(packed_, into);
    if (!step) return fail(step.error());
    ended_ = step->is_end;
    if (step->produced == 0) return finish();
    return step->produced;
  }

  Result<std::size_t> finish() {
    is_done_ = true;
    packed_end_ = packed_.position();
    if (const auto ok = check(); !ok) return fail(ok.error());
    return std::size_t{0};
  }

  Result<void> check() {
    if (has_descriptor_) return check_descriptor();
    if (said_.crc != crc_ || said_.unpacked_bytes != unpacked_bytes_ ||
        said_.packed_bytes != packed_bytes()) {
      return fault("its length or checksum is not what the archive says; fetch or copy the archive again",
                   "文件长度或校验值与压缩包记录不符，请重新获取该压缩包");
    }
    return {};
  }

  // crc, packed, unpacked, of 32 or 64 bits, with or without a signature; none of which is said beforehand.
  Result<void> check_descriptor() {
    constexpr std::size_t kLongest = 24;
    const auto bytes = packed_.peek(kLongest);
    if (!bytes) return fail(bytes.error());
    for (const std::size_t front : {std::size_t{4}, std::size_t{0}}) {
      if (front == 4 && !bytes->starts_with(kDescriptor)) continue;
      for (const std::size_t width : {std::size_t{4}, std::size_t{8}}) {
        const std::size_t length = front + 4 + 2 * width;
        if (bytes->size() < length || number(*bytes, front, 4) != crc_) continue;
        const std::uint64_t mask = width == 4 ? kInZip64 : ~std::uint64_t{0};
        if (number(*bytes, front + 4, width) != (packed_bytes() & mask)) continue;
        if (number(*bytes, front + 4 + width, width) != (unpacked_bytes_ & mask)) continue;
        packed_.skip(length);
        return {};
      }
    }
    return fault("its length or checksum is not what the archive says; fetch or copy the archive again",
                 "文件长度或校验值与压缩包记录不符，请重新获取该压缩包");
  }

  tl::unexpected<Error> fault(const char* en, const char* zh) const {
    return fail({ErrorCode::kMalformed, en, fmt::format("{}:byte {}", path_, unpacked_bytes_), zh});
  }

  PeekSource& packed_;
  ExpansionBudget& budget_;
  std::string path_;
  Seen said_;
  bool is_stored_;
  bool has_descriptor_;
  std::uint64_t data_begin_;
  std::uint64_t packed_end_ = 0;
  Inflater inflater_;
  std::uint64_t unpacked_bytes_ = 0;
  std::uint32_t crc_ = 0;
  bool ended_ = false;
  bool is_done_ = false;
};

ZipReader::ZipReader(PeekSource& packed, ExpansionBudget& budget, std::string path)
    : packed_(packed), budget_(budget), path_(std::move(path)), begin_(packed.position()) {}

ZipReader::~ZipReader() = default;

ByteSource& ZipReader::file() {
  TIDEGATE_CHECK(file_ != nullptr);
  return *file_;
}

tl::unexpected<Error> ZipReader::fault(const char* en, const char* zh) const {
  return fail({ErrorCode::kMalformed, en, fmt::format("{}:byte {}", path_, packed_.position() - begin_), zh});
}

tl::unexpected<Error> ZipReader::cut_short() const {
  return fault("the archive is cut short; fetch or copy the file again",
               "压缩包不完整（被截断），请重新获取该文件");
}

Result<std::string> ZipReader::take(std::size_t n) {
  const auto bytes = packed_.peek(n);
  if (!bytes) return fail(bytes.error());
  if (bytes->size() < n) return cut_short();
  std::string out(bytes->substr(0, n));
  packed_.skip(n);
  return out;
}

Result<std::optional<std::string>> ZipReader::next() {
  for (;;) {
    if (const auto ok = leave_file(); !ok) return fail(ok.error());
    const auto signature = packed_.peek(4);
    if (!signature) return fail(signature.error());
    if (!signature->starts_with(kLocal)) break;
    auto name = enter_file();
    if (!name) return fail(name.error());
    if (!name->ends_with('/')) return std::optional<std::string>(std::move(*name));
    std::string spare(1, '\0');
    const auto n = file_->read(spare);
    if (!n) return fail(n.error());
    if (*n > 0) return fault("a folder of the archive holds data", "压缩包中的目录项带有数据");
  }
  if (const auto ok = read_directory(); !ok) return fail(ok.error());
  return std::optional<std::string>();
}

Result<std::string> ZipReader::enter_file() {
  const std::uint64_t offset = packed_.position() - begin_;
  const auto header = take(30);
  if (!header) return fail(header.error());
  const auto flags = static_cast<unsigned>(number(*header, 6, 2));
  const auto method = static_cast<unsigned>(number(*header, 8, 2));
  Seen said{offset, number(*header, 18, 4), number(*header, 22, 4),
            static_cast<std::uint32_t>(number(*header, 14, 4))};
  const auto raw_name = take(number(*header, 26, 2));
  if (!raw_name) return fail(raw_name.error());
  const auto extra = take(number(*header, 28, 2));
  if (!extra) return fail(extra.error());
  std::string name = readable_name(*raw_name, (flags & kFlagUtf8) != 0);
  std::string path = fmt::format("{}!{}", path_, name);
  const auto refuse = [&](const std::string& en, const std::string& zh) {
    return fail({ErrorCode::kMalformed, en, path, zh});
  };
  if ((flags & (kFlagEncrypted | kFlagMasked)) != 0) {
    return refuse("it is encrypted; unpack it with its password first", "该文件已加密，请先用密码解压");
  }
  if (method != kStored && method != kDeflated) {
    return refuse(fmt::format("its compression method {} is not read; pack it again with deflate", method),
                  fmt::format("不支持压缩方法 {}，请用 deflate 方式重新打包", method));
  }
  const bool has_descriptor = (flags & kFlagDescriptor) != 0;
  if (!read_zip64(*extra, {&said.unpacked_bytes, &said.packed_bytes})) {
    return refuse("its length is missing", "缺少文件长度");
  }
  // A stored file ends nowhere by itself.
  if (has_descriptor && method == kStored && said.packed_bytes == 0 && !name.ends_with('/')) {
    return refuse("it is stored without its length in front; unpack the archive first",
                  "该文件未压缩且未在前面记录长度，请先解压");
  }
  if (const auto ok = budget_.enter(path); !ok) return fail(ok.error());
  file_begin_ = offset;
  file_ = std::make_unique<File>(packed_, budget_, std::move(path), said, method, has_descriptor,
                                 packed_.position());
  return name;
}

Result<void> ZipReader::leave_file() {
  if (file_ == nullptr) return {};
  std::string spare(16 * 1024, '\0');
  for (;;) {
    const auto n = file_->read(spare);
    if (!n) return fail(n.error());
    if (*n == 0) break;
  }
  seen_.push_back(file_->seen());
  file_.reset();
  return {};
}

Result<void> ZipReader::read_directory() {
  const std::uint64_t begin = packed_.position() - begin_;
  std::uint64_t entries = 0;
  for (;;) {
    const auto signature = packed_.peek(4);
    if (!signature) return fail(signature.error());
    if (!signature->starts_with(kCentral)) break;
    ++entries;
    if (const auto ok = check_directory_entry(begin); !ok) return ok;
  }
  const auto next = packed_.peek(4);
  if (!next) return fail(next.error());
  if (next->size() < 4) return cut_short();
  if (!next->starts_with(kZip64End) && !next->starts_with(kEnd)) {
    return fault("neither a file nor the directory begins here", "此处既不是文件也不是目录，压缩包已损坏");
  }
  if (entries != seen_.size()) {
    return fault("the archive's directory does not name the files that lie in it",
                 "压缩包目录与其中的文件不一致");
  }
  if (next->starts_with(kZip64End)) {
    const auto head = take(12);
    if (!head) return fail(head.error());
    const std::uint64_t length = number(*head, 4, 8);
    if (length > 1 << 16) return fault("the archive's end is damaged", "压缩包尾部已损坏");
    if (const auto rest = take(static_cast<std::size_t>(length)); !rest) return fail(rest.error());
    const auto locator = take(20);
    if (!locator) return fail(locator.error());
    if (!locator->starts_with(kZip64Locator))
      return fault("the archive's end is damaged", "压缩包尾部已损坏");
  }
  const auto end = take(22);
  if (!end) return fail(end.error());
  if (!end->starts_with(kEnd)) return fault("the archive's end is damaged", "压缩包尾部已损坏");
  if (const auto comment = take(number(*end, 20, 2)); !comment) return fail(comment.error());
  const auto rest = packed_.peek(1);
  if (!rest) return fail(rest.error());
  if (!rest->empty()) return fault("something follows the archive's end", "压缩包结尾之后还有其他内容");
  return {};
}

Result<void> ZipReader::check_directory_entry(std::uint64_t begin) {
  const auto header = take(46);
  if (!header) return fail(header.error());
  std::uint64_t packed_bytes = number(*header, 20, 4);
  std::uint64_t unpacked_bytes = number(*header, 24, 4);
  std::uint64_t offset = number(*header, 42, 4);
  if (const auto name = take(number(*header, 28, 2)); !name) return fail(name.error());
  const auto extra = take(number(*header, 30, 2));
  if (!extra) return fail(extra.error());
  if (const auto comment = take(number(*header, 32, 2)); !comment) return fail(comment.error());
  const bool is_whole = read_zip64(*extra, {&unpacked_bytes, &packed_bytes, &offset});
  const auto seen = std::lower_bound(seen_.begin(), seen_.end(), offset,
                                     [](const Seen& s, std::uint64_t wanted) { return s.offset < wanted; });
  if (!is_whole || offset >= begin || seen == seen_.end() || seen->offset != offset ||
      seen->crc != number(*header, 16, 4) || seen->packed_bytes != packed_bytes ||
      seen->unpacked_bytes != unpacked_bytes) {
    return fault("the archive's directory does not name the files that lie in it",
                 "压缩包目录与其中的文件不一致");
  }
  return {};
}

}  // namespace tidegate
