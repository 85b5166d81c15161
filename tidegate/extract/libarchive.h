// What is used of libarchive, which is loaded with the first archive: it brings ten more libraries along.
#pragma once

#include <archive.h>
#include <archive_entry.h>

namespace tidegate {

struct Libarchive {
  decltype(::archive_read_new)* read_new;
  decltype(::archive_read_free)* read_free;
  decltype(::archive_read_support_format_tar)* format_tar;
  decltype(::archive_read_support_format_7zip)* format_7zip;
  decltype(::archive_read_support_format_rar)* format_rar;
  decltype(::archive_read_support_format_rar5)* format_rar5;
  decltype(::archive_read_support_format_raw)* format_raw;
  decltype(::archive_read_support_filter_xz)* filter_xz;
  decltype(::archive_read_support_filter_zstd)* filter_zstd;
  decltype(::archive_read_support_filter_bzip2)* filter_bzip2;
  decltype(::archive_read_support_filter_lz4)* filter_lz4;
  decltype(::archive_read_open)* open;
  decltype(::archive_read_open_memory)* open_memory;
  decltype(::archive_read_next_header)* next_header;
  decltype(::archive_read_data)* data;
  decltype(::archive_read_has_encrypted_entries)* has_encrypted;
  decltype(::archive_filter_code)* filter_code;
  decltype(::archive_filter_bytes)* filter_bytes;
  decltype(::archive_set_error)* set_error;
  decltype(::archive_entry_filetype)* entry_type;
  decltype(::archive_entry_hardlink)* entry_hardlink;
  decltype(::archive_entry_is_encrypted)* entry_is_encrypted;
  decltype(::archive_entry_pathname)* entry_name;
  decltype(::archive_entry_pathname_utf8)* entry_name_utf8;
};

// nullptr: it is not installed, or lacks one of these.
const Libarchive* libarchive();

}  // namespace tidegate
