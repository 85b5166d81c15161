// Pieces of a line that could be a secret: what stands between quotes, behind = or :, after a flag, by itself
// in a sentence. Cutting only; `secret_filter.h` decides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/classify/secrets/secret_word.h"

namespace tidegate {

// How a piece hangs on what stands before it. Order is that of a feature of the filter.
enum class SecretRelation : std::uint8_t {
  kNone,
  kEquals,   // = := =>
  kColon,    // : ：
  kCompare,  // == != ===
  kTag,      // <password>piece
  kCall,     // password(piece
  kComma,    // , piece
  kCopula,   // is, was, to, 是, 为
  kFlag,     // -p piece, --password piece
  kJoined,   // -ppiece
  kPart,     // user:piece, user%piece, user/piece@
};

struct SecretItem {
  std::uint32_t begin;  // byte offsets in the text, half-open
  std::uint32_t end;
  SecretRelation relation;
  std::uint8_t quote;   // 0 none, 1 ", 2 ', 3 `, 4 Chinese quotes
  std::uint8_t flag;    // 0 none, 1 long flag, else the letter of the short flag before it
  std::uint8_t fields;  // parts before it in its own run of characters: 4 in host:5432:db:user:piece
};

// A word of SecretWord and the name that it is part of: "password" in "db_password_old".
struct SecretName {
  std::uint32_t begin;  // of the word
  std::uint32_t end;
  std::uint32_t name_begin;
  std::uint32_t name_end;
  SecretWord word;
};

inline constexpr std::size_t kLongestSecret = 4096;  // bytes of a piece
inline constexpr std::size_t kMostItems = 96;        // of a stretch; what follows is not looked at

// text         whole text.
// begin, end   the stretch to cut; pieces begin inside it.
// out          pieces are added, in the order of their begins.
void cut_secret_items(std::string_view text, std::size_t begin, std::size_t end,
                      std::vector<SecretItem>& out);

// The name around a word.
SecretName secret_name(std::string_view text, std::size_t begin, std::size_t end, SecretWord word);

}  // namespace tidegate
