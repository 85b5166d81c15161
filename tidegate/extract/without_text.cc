#include "tidegate/extract/without_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tidegate {
namespace {

struct Mark {
  std::size_t at;
  std::string_view octets;
};

constexpr std::array kMarks = std::to_array<Mark>({
    {0, "\x89PNG\r\n\x1A\n"},
    {0, "\xFF\xD8\xFF"},  // JPEG
    {0, "GIF87a"},
    {0, "GIF89a"},
    {0, {"II*\0", 4}},  // TIFF
    {0, {"MM\0*", 4}},
    {0, {"\0\0\1\0", 4}},  // ICO
    {8, "WEBPVP8"},
    {4, "ftyp"},  // MP4, MOV, HEIC
    {8, "WAVEfmt "},
    {0, "OggS"},
    {0, "fLaC"},
    {0, "ID3"},  // MP3
    {0, "wOFF"},
    {0, "wOF2"},
    {0, {"OTTO\0", 5}},
    {0, {"\0\1\0\0\0", 5}},  // TrueType
    {0,
     "\x7F"
     "ELF"},
    {0, {"MZ\x90\0", 4}},
    {0, "\xCF\xFA\xED\xFE"},  // Mach-O
    {0, "\xCA\xFE\xBA\xBE"},  // Java classes, Mach-O
    {0, {"\0asm", 4}},
});

}  // namespace

bool is_without_text(std::string_view head) {
  const bool is_text = std::none_of(head.begin(), head.end(), [](char c) { return c >= 0 && c < '\t'; });
  return !is_text && std::any_of(kMarks.begin(), kMarks.end(), [head](const Mark& mark) {
    return head.size() >= mark.at && head.substr(mark.at).starts_with(mark.octets);
  });
}

}  // namespace tidegate
