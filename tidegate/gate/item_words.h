// What the readings of items share: the scan's own vocabulary, and what it says of a header.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/classify/header_vocabulary.h"
#include "tidegate/intake/precheck.h"
#include "tidegate/terms/transfer.h"

namespace tidegate {

// A name is the filer's own word for the item; a sentence has many words that are not.
inline constexpr std::int32_t kNameSurely = 600;
inline constexpr std::int32_t kTextSurely = 850;
inline constexpr std::int32_t kTextKnown = 700;

// Pieces of one filing's texts, read with the scan's vocabulary: each once, and in all no more than honest
// forms have.
class PieceReader {
 public:
  explicit PieceReader(const HeaderVocabulary& vocabulary) : vocabulary_(vocabulary) {}

  // Says nothing of a piece beyond what is read.
  const HeaderReading& read(std::string_view piece);
  // Whether since the last call a piece was not read.
  bool take_missed();

 private:
  const HeaderVocabulary& vocabulary_;
  std::map<std::string, HeaderReading, std::less<>> read_;
  std::size_t cost_ = 0;
  bool has_missed_ = false;
};

struct ItemWords {
  const Taxonomy& taxonomy;
  const HeaderVocabulary& vocabulary;
  PieceReader& pieces;
  std::uint64_t child;  // bit of the topic
  Date day;
};

std::uint64_t bit_of(const HeaderVocabulary& vocabulary, std::string_view topic);

// What a name is about when it asks for nothing that has a type of its own: "指纹" is a print and a template.
std::optional<Text> kind_of_topic(std::uint64_t topics, const ItemWords& words);

bool is_record_number(const HeaderReading& read, const ItemWords& words);

// Of an item that is declared as general data: at most one reading that it is about persons (or was not read
// whole), then at most one that lists of important data name it.
std::vector<intake::ItemReading> general_readings(const DataItem& item, const ItemWords& words);

// Whether every word of its name and content is one of trade in things, and one names a thing: "设备型号".
bool tells_things(const DataItem& item);

// Of what a filing of nobody's data says as a whole: its scope, purpose, recipients' use, onward parties,
// kind of data; of the firm's assets what is said to leave.
std::vector<intake::ItemReading> whole_readings(const Transfer& transfer);

}  // namespace tidegate
