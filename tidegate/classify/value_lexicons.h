// Lists of words by which values are known: surnames, provinces, diseases, suffixes of companies.
#pragma once

#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/model_image.h"

namespace tidegate {

inline constexpr std::size_t kMostLexicons = 128;
using LexiconSet = std::bitset<kMostLexicons>;  // bit i: ValueLexicons::names()[i]

class ValueLexicons {
 public:
  // text    models/lexicons/values.txt; its head explains the form. Copied.
  // Errors  kMalformed with file and line.
  // Cost: about a millisecond for 30,000 words; call it when the first table is judged, not at start-up.
  static Result<ValueLexicons> parse(std::string_view text);

  // Lists that know a value: the whole of it, its beginning, its end, or a word inside it.
  // lowered  one cell, trimmed, ASCII letters in lower case; longer than 256 bytes: the first 256 are read.
  LexiconSet match(std::string_view lowered) const;
  // Lists that hold exactly this word, in whatever mode.
  LexiconSet exact(std::string_view lowered) const { return look_up(kExact, lowered); }
  LexiconSet token(std::string_view lowered) const { return look_up(kToken, lowered); }

  const std::vector<std::string>& names() const { return names_; }
  // Place of a name in names(). A name that the file lacks gives kMostLexicons.
  std::size_t place(std::string_view name) const;

  template <typename Image>
  void lay_out(Image& image) {
    image(text_, names_, sets_, slots_, used_);
  }

 private:
  enum Mode : std::uint8_t { kExact, kSuffix, kPrefix, kToken, kModes };
  struct Slot {
    std::uint32_t begin = 0;  // of the word in text_
    std::uint8_t length = 0;  // bytes; 0: free
    Mode mode = kExact;
    std::uint16_t set = 0;  // into sets_
  };
  std::string_view word_of(const Slot& slot) const { return text_.substr(slot.begin, slot.length); }

  std::size_t slot_of(Mode mode, std::string_view word, std::uint64_t hash) const;
  std::size_t slot_of(Mode mode, std::string_view word) const;
  LexiconSet look_up(Mode mode, std::string_view word, std::uint64_t hash) const;
  LexiconSet look_up(Mode mode, std::string_view word) const;
  void insert(Mode mode, std::string_view word, std::size_t lexicon);
  void grow();

  std::shared_ptr<const std::string> file_;  // nullptr: of an image
  std::string_view text_;                    // of either
  std::vector<std::string> names_;
  std::vector<LexiconSet> sets_;
  ImageArray<Slot> slots_;  // open addressing, a power of two
  std::size_t used_ = 0;
};

}  // namespace tidegate
