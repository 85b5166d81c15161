#include "tidegate/filing/paper.h"

#include <algorithm>

namespace tidegate::filing {
namespace {

std::uint32_t big_endian(std::string_view bytes, std::size_t at, std::size_t octets) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < octets && at + i < bytes.size(); ++i)
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

// Size of a JPEG picture: of the first frame header. Segments are walked, data behind a start of scan is not.
void measure_jpeg(std::string_view bytes, PaperLook& look) {
  std::size_t at = 2;
  while (at + 9 < bytes.size() && bytes[at] == '\xFF') {
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) return;
    const bool is_frame =
        marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (is_frame) {
      look.height = big_endian(bytes, at + 5, 2);
      look.width = big_endian(bytes, at + 7, 2);
      return;
    }
    const std::size_t length = big_endian(bytes, at + 2, 2);
    if (length < 2) return;
    at += 2 + length;
  }
}

bool ends_near(std::string_view bytes, std::string_view mark, std::size_t within) {
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), within));
  return tail.rfind(mark) != std::string_view::npos;
}

}  // namespace

PaperLook look_at(std::string_view bytes) {
  constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n";
  PaperLook look;
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) {
    look.format = PaperFormat::kPdf;
    look.is_whole = ends_near(bytes, "%%EOF", 2048);
  } else if (bytes.starts_with(kPng)) {
    look.format = PaperFormat::kPng;
    if (bytes.size() >= 24 && bytes.substr(12, 4) == "IHDR") {
      look.width = big_endian(bytes, 16, 4);
      look.height = big_endian(bytes, 20, 4);
    }
    look.is_whole = ends_near(bytes, "IEND", 64);
  } else if (bytes.starts_with("\xFF\xD8\xFF")) {
    look.format = PaperFormat::kJpeg;
    measure_jpeg(bytes, look);
    look.is_whole = ends_near(bytes, "\xFF\xD9", 4096);
  } else if (bytes.starts_with("PK\x03\x04")) {
    const bool is_whole = ends_near(bytes, "PK\x05\x06", 70'000);
    const std::string_view directory =
        bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 1U << 20));
    if (directory.find("OFD.xml") != std::string_view::npos)
      look = {PaperFormat::kOfd, is_whole, 0, 0};
    else if (directory.find("word/document.xml") != std::string_view::npos)
      look = {PaperFormat::kDocx, is_whole, 0, 0};
  }
  return look;
}

}  // namespace tidegate::filing
