// What a column's header says: words in Chinese, pinyin and English, read as a person would, last word first.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/header_shorthand.h"
#include "tidegate/classify/taxonomy.h"

namespace tidegate {

struct TypeWeight {
  TypeIndex type = 0;
  std::int32_t permille = 0;  // how surely, 0..1000
  friend bool operator==(const TypeWeight&, const TypeWeight&) = default;
};

// Where a header's strongest meaning was found.
enum class HeaderLanguage : std::uint8_t { kNone, kChinese, kEnglish, kPinyin, kInitials };

struct HeaderReading {
  std::vector<TypeWeight> types;  // strongest first; a type once
  std::uint64_t roles = 0;   // bit r: the last word asks for role r (a number, a name, a place on the map)
  std::uint64_t topics = 0;  // bit t: some word is about topic t (vehicle, patient, order)
  HeaderLanguage language = HeaderLanguage::kNone;
  bool is_question = false;         // a sentence of a questionnaire rather than a name
  bool is_flag = false;             // "是否...", "is_...": yes or no
  std::int32_t known_permille = 0;  // share of the header's characters that the vocabulary knows
  std::string unit;                 // "kg" of "重量(kg)"
};

class HeaderVocabulary {
 public:
  // tsv     models/header_vocabulary.tsv; its head explains the rows. Copied. Cost: some 3 ms.
  // Errors  kMalformed with file and line.
  static Result<HeaderVocabulary> parse(std::string_view tsv, const Taxonomy& taxonomy);

  // Whole words only: "lic" is not found in "duplicate", nor 号 inside 信号 where 信号 is a word.
  // header    as written: "客户姓名", "cust_nm", "khxm", "user.contact[].phoneNo", "金额(元)"; broken UTF-8
  // is read
  //           as unknown words. Only the first 256 bytes are read.
  HeaderReading read(std::string_view header) const;

  const std::vector<std::string>& roles() const { return roles_; }    // names of the bits, 64 at most
  const std::vector<std::string>& topics() const { return topics_; }  // names of the bits, 64 at most
  // Topics that a column of a type belongs to, as the rows of its words say.
  std::uint64_t topics_of(TypeIndex type) const {
    return type < type_topics_.size() ? type_topics_[type] : 0;
  }

 private:
  struct Word {
    std::vector<TypeWeight> types;
    std::uint64_t roles = 0;
    std::uint64_t topics = 0;
    HeaderLanguage language = HeaderLanguage::kNone;
  };
  struct Pair {
    std::uint64_t roles = 0;
    std::uint64_t topics = 0;
    TypeWeight type;
  };
  // A stretch of a header: one word of the vocabulary, or an unknown unit.
  struct Piece {
    std::optional<Word> word;
    std::size_t characters = 0;
  };
  // One place where a form stands: a row of the file. Forms in several rows are chained.
  struct Use {
    std::uint32_t row = 0;   // into meanings_
    std::uint32_t next = 0;  // into uses_, 1-based; 0: the last
    HeaderLanguage language = HeaderLanguage::kNone;
  };
  struct Slot {
    std::uint32_t begin = 0;  // of the form in *text_
    std::uint8_t length = 0;  // bytes; 0: free
    bool is_token = false;    // an ASCII word of some form
    std::uint32_t first = 0;  // into uses_, 1-based; 0: a word that only longer forms hold
    std::uint32_t last = 0;
  };

  Result<Word> meaning(std::string_view text, const Taxonomy& taxonomy);
  Slot& slot(std::string_view form);  // form: in *text_
  std::string_view form_of(const Slot& slot) const {
    return std::string_view(*text_).substr(slot.begin, slot.length);
  }
  const Slot* look_up(std::string_view form) const;
  void grow();
  void add(std::string_view form, std::uint32_t row, HeaderLanguage language);
  bool is_plain_word(const Word& word) const;
  Word word_of(const Slot& slot) const;
  std::optional<Word> find(std::string_view form) const;
  std::optional<Word> find_token(std::string_view token) const;
  bool is_token(std::string_view word) const;
  std::vector<std::string> split_joined(const std::string& token) const;
  // Shorthand of a token that is no word, as words: initials and full pinyin in Chinese, "cinvoice" as
  // "invoice". Empty when it is none.
  std::vector<std::string> unfolded(const std::string& token, HeaderLanguage& language) const;
  std::vector<Piece> pieces(const std::vector<std::string>& units) const;
  // language  kInitials or kPinyin where a unit was unfolded from them; otherwise left as it is
  std::vector<std::string> part_units(std::string_view part, HeaderLanguage& language) const;
  std::uint64_t says_kind_of(const Word& last, const Word* before) const;
  HeaderReading read_part(const std::vector<std::string>& units) const;

  std::shared_ptr<const std::string> text_;
  std::vector<Word> meanings_;  // one a row of words
  std::vector<Use> uses_;
  std::vector<Slot> slots_;  // open addressing, a power of two
  std::size_t used_ = 0;
  std::vector<std::pair<std::string_view, std::string_view>> aliases_;  // sorted: "nm" -> "name"
  HeaderShorthand shorthand_;
  std::vector<Pair> pairs_;
  std::vector<std::string> roles_;
  std::vector<std::string> topics_;
  std::vector<std::uint64_t> type_topics_;         // one a type
  std::vector<bool> is_plain_;                     // one a type
  std::vector<bool> is_identifier_, is_secret_;    // one a type
  std::vector<bool> is_general_, is_person_kind_;  // one a type
  std::vector<bool> is_coded_;  // one a type: its codes and names mean no less than its values
  TypeIndex pseudonym_ = 0;     // what a digest of an identifier is
  std::uint64_t digest_role_ = 0, number_role_ = 0, label_role_ = 0, type_role_ = 0;
  std::size_t longest_ = 1;  // units of the longest form
};

}  // namespace tidegate
