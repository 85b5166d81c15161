#include "tidegate/extract/archive_reader.h"

#include <fmt/format.h>
#include <locale.h>

#include <algorithm>

#include "tidegate/base/check.h"
#include "tidegate/extract/archive_names.h"
#include "tidegate/extract/office/package.h"

namespace tidegate {
namespace {

// libarchive turns names into the character set of the thread's locale: that must be UTF-8, whatever the
// user's is.
class Utf8Names {
 public:
  Utf8Names() : ours_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (ours_ != nullptr) before_ = ::uselocale(ours_);
  }
  ~Utf8Names() {
    if (ours_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(ours_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  locale_t ours_;
  locale_t before_ = nullptr;
};

bool is_zero(std::string_view bytes) { return bytes.find_first_not_of('\0') == std::string_view::npos; }

}  // namespace

class ArchiveReader::Opened final : public ByteSource {
 public:
  Opened(Kind kind, PeekSource& packed, ExpansionBudget& budget, const ExtractOptions& options,
         std::string path, const Libarchive* library)
      : kind_(kind),
        packed_(packed),
        budget_(budget),
        options_(options),
        path_(std::move(path)),
        library_(library),
        archive_(library == nullptr ? nullptr : library->read_new()) {
    TIDEGATE_CHECK(library == nullptr || archive_ != nullptr);
  }
  ~Opened() override {
    if (archive_ != nullptr) library_->read_free(archive_);
  }
  Opened(const Opened&) = delete;
  Opened& operator=(const Opened&) = delete;

  Result<std::optional<std::string>> next() {
    if (library_ == nullptr) {
      return fail({ErrorCode::kUnavailable,
                   "libarchive, which reads this kind of archive, is not installed (libarchive13)", path_,
                   "未安装读取此类压缩包所需的 libarchive（libarchive13）"});
    }
    const Utf8Names names;
    if (!is_open_) {
      if (const auto ok = open(); !ok) return fail(ok.error());
      is_open_ = true;
    }
    for (;;) {
      archive_entry* entry = nullptr;
      const int status = library_->next_header(archive_, &entry);
      if (status == ARCHIVE_EOF) {
        if (const auto ok = check_end(); !ok) return fail(ok.error());
        return std::optional<std::string>();
      }
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return broken();
      file_path_ = path_;
      // So short a stump that it is not taken for packed: no octet of it may pass for what was packed.
      if (kind_ == Kind::kPackedFile && library_->filter_code(archive_, 0) == ARCHIVE_FILTER_NONE)
        return cut_short();
      std::string name;
      if (kind_ != Kind::kPackedFile) {
        if (library_->entry_type(entry) != AE_IFREG || library_->entry_hardlink(entry) != nullptr) continue;
        name = name_of(entry);
        file_path_ = fmt::format("{}!{}", path_, name);
        if (is_dropping(name)) continue;
        if (library_->entry_is_encrypted(entry) != 0) return encrypted(file_path_);
      }
      if (const auto ok = budget_.enter(file_path_); !ok) return fail(ok.error());
      return std::optional<std::string>(std::move(name));
    }
  }

  Result<std::size_t> read(std::span<char> into) override {
    if (into.empty()) return std::size_t{0};
    const la_ssize_t n = library_->data(archive_, into.data(), into.size());
    if (n < 0) return broken();
    const auto length = static_cast<std::size_t>(n);
    if (const auto ok = budget_.spend(length, file_path_); !ok) return fail(ok.error());
    return length;
  }

 private:
  Result<void> open() {
    if (kind_ == Kind::kTar) library_->format_tar(archive_);
    if (kind_ == Kind::kSevenZip) library_->format_7zip(archive_);
    if (kind_ == Kind::kRar) {
      library_->format_rar(archive_);
      library_->format_rar5(archive_);
    }
    if (kind_ == Kind::kPackedFile) {
      library_->format_raw(archive_);
      library_->filter_xz(archive_);
      library_->filter_zstd(archive_);
      library_->filter_bzip2(archive_);
      library_->filter_lz4(archive_);
    }
    int status = ARCHIVE_OK;
    if (kind_ == Kind::kSevenZip || kind_ == Kind::kRar) {
      auto held = hold_document(packed_, path_, options_);
      if (!held) return fail(held.error());
      held_ = std::move(*held);
      status = library_->open_memory(archive_, held_.data(), held_.size());
    } else {
      status = library_->open(archive_, this, nullptr, give, nullptr);
    }
    return status == ARCHIVE_OK ? Result<void>() : broken();
  }

  // The next stretch of what is packed; an Error is kept for broken().
  static la_ssize_t give(archive*, void* data, const void** buffer) {
    auto& self = *static_cast<Opened*>(data);
    self.packed_.skip(self.shown_.size());
    self.given_ += self.shown_.size();
    self.shown_ = {};
    const auto more = self.packed_.peek(1);
    if (!more) {
      self.error_ = more.error();
      self.library_->set_error(self.archive_, EIO, "unreadable");
      return -1;
    }
    self.shown_ = *more;
    if (!more->empty())
      self.tail_ = std::string(more->substr(more->size() - std::min<std::size_t>(more->size(), 512)));
    *buffer = more->data();
    return static_cast<la_ssize_t>(more->size());
  }

  std::string name_of(archive_entry* entry) const {
    if (const char* utf8 = library_->entry_name_utf8(entry)) return readable_name(utf8, true);
    const char* raw = library_->entry_name(entry);
    return readable_name(raw == nullptr ? "?" : raw, false);
  }

  // A tar archive ends with blocks of zeros, and nothing else stands behind them.
  Result<void> check_end() {
    if (kind_ != Kind::kTar) return {};
    const auto used = static_cast<std::uint64_t>(library_->filter_bytes(archive_, 0));
    const std::size_t into = used > given_ ? static_cast<std::size_t>(used - given_) : 0;
    bool is_clean = is_zero(shown_.substr(std::min(into, shown_.size())));
    packed_.skip(shown_.size());
    given_ += shown_.size();
    shown_ = {};
    bool has_more = false;
    for (;;) {
      const auto more = packed_.peek(1);
      if (!more) return fail(more.error());
      if (more->empty()) break;
      has_more = true;
      is_clean = is_clean && is_zero(*more);
      packed_.skip(more->size());
    }
    if (!is_clean) {
      return fail({ErrorCode::kMalformed, "something follows the archive's end", path_,
                   "压缩包结尾之后还有其他内容"});
    }
    if (!has_more && !is_zero(tail_)) return cut_short();
    return {};
  }

  tl::unexpected<Error> cut_short() const {
    return fail({ErrorCode::kMalformed, "the archive is damaged or cut short; fetch or copy the file again",
                 path_, "压缩包已损坏或不完整（被截断），请重新获取该文件"});
  }
  tl::unexpected<Error> encrypted(const std::string& where) const {
    return fail({ErrorCode::kMalformed, "it is encrypted; unpack it with its password first", where,
                 "该文件已加密，请先用密码解压"});
  }
  tl::unexpected<Error> broken() const {
    if (error_) return fail(*error_);
    // Only of an archive whose format was found: before that libarchive 3.6 reads past its table of formats.
    if (is_open_ && library_->has_encrypted(archive_) > 0) return encrypted(path_);
    return cut_short();
  }

  Kind kind_;
  PeekSource& packed_;
  ExpansionBudget& budget_;
  const ExtractOptions& options_;
  std::string path_;
  std::string file_path_;
  std::string held_;
  const Libarchive* library_;
  archive* archive_;
  std::string_view shown_;   // what libarchive holds of `packed`
  std::string tail_;         // the last octets of it
  std::uint64_t given_ = 0;  // octets before `shown_`
  std::optional<Error> error_;
  bool is_open_ = false;
};

ArchiveReader::ArchiveReader(Kind kind, PeekSource& packed, ExpansionBudget& budget,
                             const ExtractOptions& options, std::string path, const Libarchive* library)
    : opened_(std::make_unique<Opened>(kind, packed, budget, options, std::move(path), library)) {}

ArchiveReader::~ArchiveReader() = default;

Result<std::optional<std::string>> ArchiveReader::next() { return opened_->next(); }

ByteSource& ArchiveReader::file() { return *opened_; }

}  // namespace tidegate
