// Whether the tagger, which learnt Chinese and English alone, was taught the language of a text.
#pragma once

#include <cstdint>
#include <string_view>

namespace tidegate {

// Adds up the parts of one text.
class ProseLanguage {
 public:
  void add(std::string_view text);

  // Most of its letters are of another script than the Latin or the Chinese one, or its small words are those
  // of another language, three different ones at least and more of them than of English ones. A list of
  // names, which has no small words, is not foreign.
  bool is_foreign() const;
  std::uint64_t others() const { return others_; }  // letters of other scripts

 private:
  std::uint64_t latin_ = 0;  // letters
  std::uint64_t chinese_ = 0;
  std::uint64_t others_ = 0;
  std::uint64_t words_ = 0;    // of Latin letters
  std::uint64_t english_ = 0;  // small words
  std::uint64_t foreign_ = 0;
  std::uint64_t kinds_ = 0;  // a bit a foreign small word, by its place in the list
};

// Whether a letter of another script than the Latin or the Chinese one stands in the text.
bool has_other_script(std::string_view text);

}  // namespace tidegate
