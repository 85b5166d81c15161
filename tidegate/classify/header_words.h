// The words of headers: what each form of the vocabulary's rows means, found by its exact spelling.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/model_image.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {

struct TypeWeight {
  TypeIndex type = 0;
  std::int32_t permille = 0;  // how surely, 0..1000
  friend bool operator==(const TypeWeight&, const TypeWeight&) = default;
  template <typename Image>
  void lay_out(Image& image) {
    image(type, permille);
  }
};

// Of several weights of one type the largest stays.
void add_weight(std::vector<TypeWeight>& types, TypeWeight more);
void sort_weights(std::vector<TypeWeight>& types);  // strongest first

// Where a header's strongest meaning was found.
enum class HeaderLanguage : std::uint8_t { kNone, kChinese, kEnglish, kPinyin, kInitials };

struct HeaderWord {
  std::vector<TypeWeight> types;  // strongest first
  std::uint64_t roles = 0;        // bits: what it asks for as the last word of a header
  std::uint64_t topics = 0;       // bits: what it says the column is about
  HeaderLanguage language = HeaderLanguage::kNone;

  template <typename Image>
  void lay_out(Image& image) {
    image(types, roles, topics, language);
  }
};

class HeaderWords {
 public:
  // tsv  the vocabulary file, copied: rows given to add_row must be rows of text().
  HeaderWords(std::string_view tsv, const Taxonomy& taxonomy);
  HeaderWords() = default;  // for an image to fill
  std::string_view text() const { return text_; }

  // Bit of a role or topic, added when new; nothing when there are 64 already.
  std::optional<std::uint64_t> role_bit(std::string_view name);
  std::optional<std::uint64_t> topic_bit(std::string_view name);
  const std::vector<std::string>& roles() const { return roles_; }
  const std::vector<std::string>& topics() const { return topics_; }

  // "ID.NAME:930 topic:person". Errors: kMalformed, without a place.
  Result<HeaderWord> meaning(std::string_view text, const Taxonomy& taxonomy);
  // A row "word"; returns its meaning.
  Result<HeaderWord> add_row(const TsvRow& row, const Taxonomy& taxonomy);
  void add_alias(std::string_view alias, std::string_view word);
  void finish();  // once, after the last row

  // All meanings of a form; nothing when no row holds it.
  std::optional<HeaderWord> find(std::string_view form) const;
  // One ASCII word as written, then without digits at its end, by its alias, without a plural s.
  std::optional<HeaderWord> find_token(std::string_view token) const;
  // "ids": "id". Nothing where a word cannot be a plural.
  static std::optional<std::string_view> singular(std::string_view token);
  bool is_token(std::string_view word) const;                              // an ASCII word of some form
  std::optional<std::string_view> alias_of(std::string_view token) const;  // "nm": "name"
  std::size_t longest() const { return longest_; }                         // units of the longest form

  template <typename Image>
  void lay_out(Image& image) {
    image(text_, meanings_, uses_, slots_, used_, aliases_, roles_, topics_, is_plain_, longest_);
  }

 private:
  // One place where a form stands: a row of the file. Forms in several rows are chained.
  struct Use {
    std::uint32_t row = 0;   // into meanings_
    std::uint32_t next = 0;  // into uses_, 1-based; 0: the last
    HeaderLanguage language = HeaderLanguage::kNone;
    std::array<std::uint8_t, 3> unused{};
  };
  struct Slot {
    std::uint32_t begin = 0;  // of the form in text_
    std::uint8_t length = 0;  // bytes; 0: free
    bool is_token = false;    // an ASCII word of some form
    std::array<std::uint8_t, 2> unused{};
    std::uint32_t first = 0;  // into uses_, 1-based; 0: a word that only longer forms hold
    std::uint32_t last = 0;
  };

  Slot& slot(std::string_view form);  // form: in text_
  std::string_view form_of(const Slot& slot) const { return {text_.data() + slot.begin, slot.length}; }
  const Slot* look_up(std::string_view form) const;
  void grow();
  void add(std::string_view form, std::uint32_t row, HeaderLanguage language);
  bool is_plain_word(const HeaderWord& word) const;
  HeaderWord word_of(const Slot& slot) const;

  std::shared_ptr<const std::string> file_;  // nullptr: of an image
  std::string_view text_;                    // of either
  std::vector<HeaderWord> meanings_;         // one a row of words
  ImageArray<Use> uses_;
  ImageArray<Slot> slots_;  // open addressing, a power of two
  std::size_t used_ = 0;
  // Added last, so that they see which forms are words already.
  std::vector<std::pair<std::string_view, std::uint32_t>> initials_;
  std::vector<std::pair<std::string_view, std::string_view>> aliases_;  // sorted
  std::vector<std::string> roles_, topics_;
  std::vector<bool> is_plain_;  // one a type
  std::size_t longest_ = 1;
};

}  // namespace tidegate
