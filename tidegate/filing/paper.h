// A paper of a filing as far as it was looked at: what kind of file it is, whether it is whole, what text is
// in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/text.h"

namespace tidegate::filing {

enum class PaperFormat { kOther, kPdf, kOfd, kPng, kJpeg, kDocx };

struct PaperLook {
  PaperFormat format = PaperFormat::kOther;  // by its octets, whatever its name says
  bool is_whole = false;                     // its end is there
  std::uint32_t width = 0;                   // pixels; 0: no picture, or its size cannot be read
  std::uint32_t height = 0;
  friend bool operator==(const PaperLook&, const PaperLook&) = default;
};

// Total: any octets give a look. Nothing is decoded.
PaperLook look_at(std::string_view bytes);

struct Paper {
  enum class Role { kAttachment, kContract, kReport, kNotice };
  Role role = Role::kAttachment;
  std::string code;     // A1 .. A9; of the other roles empty
  std::string pointer;  // "/attachments/3"; where messages point
  std::string file;     // as it was named
  bool is_there = false;
  bool is_empty = false;
  PaperLook look;
  // Lines of each page; one page where the format has none. None: no text is in it, or nobody could take it
  // out.
  std::optional<std::vector<std::vector<std::string>>> pages;
  Text trouble;  // why a file that is there cannot be read (encrypted, damaged); empty: it can
};

}  // namespace tidegate::filing
