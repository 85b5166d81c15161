// Secrets in running text: what has a form of its own is taken by form (a vendor's key, a web token, a
// private key, a connection string, a hash of a password), all else near a word that names it by the learned
// filter.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "tidegate/classify/literals.h"
#include "tidegate/classify/secrets/secret_features.h"
#include "tidegate/classify/secrets/secret_items.h"
#include "tidegate/classify/secrets/secret_memo.h"
#include "tidegate/classify/value_kind.h"

namespace tidegate {

struct FoundSecret {
  std::uint32_t begin;  // byte offsets in the text, half-open
  std::uint32_t end;
  ValueKind kind;
};

struct SecretCandidate : SecretPlace {
  ValueKind kind;  // what it is if it is a secret
};

// One finder a thread.
class SecretFinder {
 public:
  // remembers  lines that read alike are cut once. False: every one, which finds the same; for tests.
  explicit SecretFinder(bool remembers = true) : remembers_(remembers) {}

  // text     UTF-8, at most 4 GiB.
  // hits     literals found in it, ascending; nothing is looked for but beside them.
  // out      cleared first; ascending, not overlapping.
  void find(std::string_view text, std::span<const LiteralHit> hits, std::vector<FoundSecret>& out);

  // The two halves, for training: what is taken by form, and what the filter is asked about (nothing that
  // overlaps the first).
  void find_by_form(std::string_view text, std::span<const LiteralHit> hits,
                    std::vector<FoundSecret>& out) const;
  void find_candidates(std::string_view text, std::span<const LiteralHit> hits,
                       std::span<const FoundSecret> by_form, std::vector<SecretCandidate>& out);

 private:
  void find_names(std::string_view text, std::span<const LiteralHit> hits);
  void add_candidates(std::string_view text, std::span<const FoundSecret> by_form, bool remembers,
                      std::vector<SecretCandidate>& out);
  bool add_remembered(std::string_view text, std::size_t begin, std::size_t end,
                      std::span<const SecretName> names, std::span<const FoundSecret> by_form,
                      std::vector<SecretCandidate>& out);
  void keep(std::span<const SecretCandidate> candidates);
  void recall(std::string_view text, std::uint32_t begin, std::vector<SecretMemo::Place>& places,
              std::vector<SecretCandidate>& out);
  void add_stretch(std::string_view text, std::size_t begin, std::size_t end,
                   std::span<const SecretName> names, std::span<const FoundSecret> by_form,
                   std::vector<SecretCandidate>& out);

  bool remembers_;
  std::vector<SecretName> names_;
  std::vector<SecretItem> items_;
  std::vector<SecretCandidate> candidates_;
  std::vector<SecretPlace> places_;
  SecretMemo memo_;
  std::vector<FoundSecret> learned_;
};

}  // namespace tidegate
