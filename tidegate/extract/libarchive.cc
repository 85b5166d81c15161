#include "tidegate/extract/libarchive.h"

#include <optional>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

std::optional<Libarchive> load() {
  const SharedLibrary library("libarchive.so.13");
  Libarchive a{};
  const bool is_whole =
      library.find("archive_read_new", a.read_new) && library.find("archive_read_free", a.read_free) &&
      library.find("archive_read_support_format_tar", a.format_tar) &&
      library.find("archive_read_support_format_7zip", a.format_7zip) &&
      library.find("archive_read_support_format_rar", a.format_rar) &&
      library.find("archive_read_support_format_rar5", a.format_rar5) &&
      library.find("archive_read_support_format_raw", a.format_raw) &&
      library.find("archive_read_support_filter_xz", a.filter_xz) &&
      library.find("archive_read_support_filter_zstd", a.filter_zstd) &&
      library.find("archive_read_support_filter_bzip2", a.filter_bzip2) &&
      library.find("archive_read_support_filter_lz4", a.filter_lz4) &&
      library.find("archive_read_open", a.open) && library.find("archive_read_open_memory", a.open_memory) &&
      library.find("archive_read_next_header", a.next_header) && library.find("archive_read_data", a.data) &&
      library.find("archive_read_has_encrypted_entries", a.has_encrypted) &&
      library.find("archive_filter_code", a.filter_code) &&
      library.find("archive_filter_bytes", a.filter_bytes) &&
      library.find("archive_set_error", a.set_error) &&
      library.find("archive_entry_filetype", a.entry_type) &&
      library.find("archive_entry_hardlink", a.entry_hardlink) &&
      library.find("archive_entry_is_encrypted", a.entry_is_encrypted) &&
      library.find("archive_entry_pathname", a.entry_name) &&
      library.find("archive_entry_pathname_utf8", a.entry_name_utf8);
  return is_whole ? std::optional(a) : std::nullopt;
}

}  // namespace

const Libarchive* libarchive() {
  static const std::optional<Libarchive> kLoaded = load();
  return kLoaded ? &*kLoaded : nullptr;
}

}  // namespace tidegate
