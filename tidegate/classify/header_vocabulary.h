// What a column's header says: words in Chinese, pinyin and English, read as a person would, last word first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/classify/harmless_headers.h"
#include "tidegate/classify/header_measure.h"
#include "tidegate/classify/header_shorthand.h"
#include "tidegate/classify/header_words.h"
#include "tidegate/classify/taxonomy.h"
#include "tidegate/classify/tsv.h"

namespace tidegate {

struct HeaderReading {
  std::vector<TypeWeight> types;  // strongest first; a type once
  std::uint64_t roles = 0;   // bit r: the last word asks for role r (a number, a name, a place on the map)
  std::uint64_t topics = 0;  // bit t: some word is about topic t (vehicle, patient, order)
  HeaderLanguage language = HeaderLanguage::kNone;
  bool is_question = false;          // a sentence of a questionnaire rather than a name
  bool is_flag = false;              // "是否...", "is_...": yes or no
  std::int32_t known_permille = 0;   // share of the header's characters that the vocabulary knows
  Measure measure = Measure::kNone;  // of the unit: kMass of "重量(kg)"
};

class HeaderVocabulary {
 public:
  // tsv     models/header_vocabulary.tsv; its head explains the rows. Copied. Cost: some 3 ms.
  // Errors  kMalformed with file and line.
  static Result<HeaderVocabulary> parse(std::string_view tsv, const Taxonomy& taxonomy);

  // Whole words only: "lic" is not found in "duplicate", nor 号 inside 信号 where 信号 is a word.
  // header    as written: "客户姓名", "cust_nm", "khxm", "user.contact[].phoneNo", "金额(元)"; broken UTF-8
  // is
  //           read as unknown words. Only the first 256 bytes are read.
  HeaderReading read(std::string_view header) const;

  // Whether the whole header names a harmless thing ("下单日期", "order_qty", "会员等级"), or a word that
  // takes its meaning from elsewhere ("状态", "type"). Initials and pinyin are not guessed.
  bool is_harmless(std::string_view header) const;
  bool is_neutral(std::string_view header) const;

  HeaderVocabulary() = default;  // for an image to fill
  template <typename Image>
  void lay_out(Image& image) {
    image(harmless_, words_, shorthand_, pairs_, type_topics_, is_identifier_, is_secret_, is_general_,
          is_person_kind_, is_coded_, pseudonym_, digest_role_, number_role_, label_role_, type_role_);
  }

  const std::vector<std::string>& roles() const { return words_.roles(); }    // names of the bits, 64 at most
  const std::vector<std::string>& topics() const { return words_.topics(); }  // names of the bits, 64 at most
  // Topics that a column of a type belongs to, as the rows of its words say.
  std::uint64_t topics_of(TypeIndex type) const {
    return type < type_topics_.size() ? type_topics_[type] : 0;
  }

 private:
  struct Pair {
    std::uint64_t roles = 0;
    std::uint64_t topics = 0;
    TypeWeight type;
    template <typename Image>
    void lay_out(Image& image) {
      image(roles, topics, type);
    }
  };

  HeaderVocabulary(std::string_view tsv, const Taxonomy& taxonomy);
  std::optional<Error> add(const TsvRow& row, const Taxonomy& taxonomy);
  std::uint64_t says_kind_of(const HeaderWord& last, const HeaderWord* before) const;
  HeaderReading read_part(const std::vector<std::string>& units) const;

  // Whether every part of the header is such, as it stands or cut as its words are.
  bool every_part(std::string_view header,
                  bool (HarmlessHeaders::*is)(const std::vector<std::string>&) const) const;

  HarmlessHeaders harmless_;
  HeaderWords words_;
  HeaderShorthand shorthand_;
  std::vector<Pair> pairs_;
  std::vector<std::uint64_t> type_topics_;         // one a type
  std::vector<bool> is_identifier_, is_secret_;    // one a type
  std::vector<bool> is_general_, is_person_kind_;  // one a type
  std::vector<bool> is_coded_;  // one a type: its codes and names mean no less than its values
  TypeIndex pseudonym_ = 0;     // what a digest of an identifier is
  std::uint64_t digest_role_ = 0, number_role_ = 0, label_role_ = 0, type_role_ = 0;
};

}  // namespace tidegate
