// What the filter of secrets looks at: 56 small numbers of a piece and of what stands around it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "tidegate/classify/secrets/secret_items.h"

namespace tidegate {

// Order is that of the trained trees: a change means training again.
enum class SecretFeature : std::uint8_t {
  // The piece
  kLength,
  kDigits,
  kUppers,
  kLowers,
  kSigns,
  kDistinct,     // different bytes
  kEntropy,      // thirtieths of a bit a byte
  kChanges,      // from one class of characters to another
  kDigitRun,     // longest
  kLetterRun,    // longest
  kWordiness,    // how much its pairs of letters are those of words and pinyin: 128 is neither
  kHexLength,    // length when it is all hex digits
  kShape,        // uuid, base64, url64, number, name, path, address, ...: ShapeOfSecret
  kPlaceholder,  // "${X}", "changeme", "******"
  kKnownForm,    // a vendor's prefix, web token, hash of a password, name:password in base64
  kFirst,        // class of the first character
  kLast,         // class of the last one
  kPoints,
  kSlashes,
  kLowLines,
  kDashes,
  kPercents,
  kBrackets,  // ( ) [ ] { } < >
  kDollars,
  kKeyboardRun,  // longest run of neighbours: abc, 321, qwe
  kRepeat,       // longest run of one character
  kHoldsWord,    // a word of SecretWord stands in it
  kIsName,       // it is the name of the word before it: password = password
  // How it hangs
  kRelation,
  kQuote,
  kFlag,
  kFields,
  kBefore,  // class of the character before it, blanks and quotes aside
  kAfter,   // class of the character after it, quotes aside
  // The word on its left
  kLeftWord,
  kLeftGap,       // bytes between
  kLeftPieces,    // runs between
  kLeftStyle,     // DB_PASSWORD, dbPassword, db.password, a word of a sentence
  kLeftTail,      // what follows in the name: nothing, _file, _ttl, _value, digits
  kLeftHead,      // what leads: public, primary, client
  kLeftLine,      // the word stands on the line before
  kLeftAssigned,  // the name is followed by = or : at once
  kLeftSame,      // other pieces between them hang on = or :
  // The word on its right
  kRightWord,
  kRightGap,
  kRightAssigned,
  // Around. All but the first are the same for every piece of a stretch.
  kHashWord,    // sha256, commit, trace, id ... shortly before
  kBenignWord,  // length, path, expired, function, invalid ... on the line
  kCode,        // signs of program text on the line
  kBlanks,      // of the line: a sentence has many
  kHighBytes,   // of the line: Chinese
  kLineLength,
  kComment,       // # or // leads the line
  kPieces,        // of the line
  kWordsOnLine,   // words of SecretWord
  kChineseProse,  // the piece touches a Chinese character
  kCount,
};

inline constexpr std::size_t kSecretFeatures = static_cast<std::size_t>(SecretFeature::kCount);
using SecretFeatures = std::array<std::uint8_t, kSecretFeatures>;

struct SecretContext {
  std::string_view text;
  std::size_t line_begin;  // of the stretch that was cut
  std::size_t line_end;
  std::span<const SecretName> names;  // in the stretch, ascending
  std::size_t pieces;
};

// Those of the stretch alone, read once for all its pieces; the rest of them is 0.
SecretFeatures secret_line_features(const SecretContext& context);
SecretFeatures secret_features(const SecretContext& context, const SecretFeatures& of_line,
                               const SecretItem& item);
// Set those of the piece itself and of the characters beside it alone.
// name         of the word on its left, empty where there is none.
// line_begin   of the stretch that was cut.
void set_piece_features(std::string_view value, std::string_view name, SecretFeatures& features);
void set_edge_features(std::string_view text, std::size_t line_begin, const SecretItem& item,
                       SecretFeatures& features);

// name:password in base64.
bool is_basic_credential(std::string_view value);

// The nearest word on each side that does not lie in the item; nullptr for none.
struct SecretNeighbours {
  const SecretName* left = nullptr;
  const SecretName* right = nullptr;
};
SecretNeighbours secret_neighbours(std::span<const SecretName> names, const SecretItem& item);

}  // namespace tidegate
