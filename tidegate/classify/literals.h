// Fixed words in running text: words that stand near personal data, and the beginnings of secrets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "tidegate/classify/column_features.h"
#include "tidegate/classify/secrets/secret_word.h"

namespace tidegate {

enum class LiteralRole : std::uint8_t {
  kContext,     // a word of a ContextGroup
  kTelling,     // names an illness, a crime, a belief, an orientation; of no group
  kAssignment,  // password, 口令, token: a secret may stand near
  kNear,        // the same of words that say nothing of a column: key, curl, a vendor's name
  kKeyPrefix,   // a vendor's key begins here
  kJwt,         // eyJ
  kPem,         // -----BEGIN
  kWrappedKey,  // -----BEGIN in base64
  kScheme,      // ://
  kHash,        // a hash of a password begins here
  kBasic,       // Basic: name and password in base64 follow
  kSeed,        // the words of a wallet follow
};

struct Literal {
  std::string_view text;  // ASCII letters match in either case when is_word
  LiteralRole role;
  ContextGroup group;                   // for kContext and kAssignment
  bool is_word;                         // no ASCII letter may stand before or after
  SecretWord word = SecretWord::kNone;  // for kAssignment and kNear; these may also begin or end at a capital
};

std::span<const Literal> literals();

// Whether a cell or header with it may tell of health, crime, belief, party, orientation or the body: the
// words of kTelling, and of the groups about these.
bool tells_sensitive(const Literal& literal);
// Of such a word: whether people and streets are called so ("Iris", "Church"), where it tells nothing.
bool is_name_too(const Literal& literal);
// Whether any such word stands in a short text. A search by each word: for headers and samples.
bool tells_sensitive(std::string_view text);

struct LiteralHit {
  std::uint32_t begin;    // byte offset in the text
  std::uint16_t literal;  // index into literals()
  friend auto operator<=>(const LiteralHit&, const LiteralHit&) = default;
};

// Finds literals. One for the whole program; find() may be called from several threads, each with its own
// Scratch. They are searched for by a vectorscan database that was compiled with the program, and by a plain
// table where that cannot be used. Both find the same.
class LiteralMatcher {
 public:
  LiteralMatcher();
  ~LiteralMatcher();
  LiteralMatcher(const LiteralMatcher&) = delete;
  LiteralMatcher& operator=(const LiteralMatcher&) = delete;

  // Working memory of one thread.
  class Scratch {
   public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class LiteralMatcher;
    struct Impl;
    std::unique_ptr<Impl> impl_;
  };

  // Hits of text in ascending order (begin, then literal). text: at most 4 GiB. out is cleared first.
  void find(std::string_view text, Scratch& scratch, std::vector<LiteralHit>& out) const;

  // The two engines by themselves, for tests.
  void find_plainly(std::string_view text, std::vector<LiteralHit>& out) const;
  // False when there is no database or the scan fails on this machine; out is then unfinished.
  bool find_by_database(std::string_view text, Scratch& scratch, std::vector<LiteralHit>& out) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace tidegate
