// Values inside running text: a resident number in a remark, a phone in a chat line, a key in a log.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/literals.h"
#include "tidegate/classify/secrets/secret_finder.h"
#include "tidegate/classify/value_kind.h"

namespace tidegate {

struct FoundValue {
  std::uint32_t begin;  // byte offsets in the text, half-open
  std::uint32_t end;
  ValueKind kind;
  friend auto operator<=>(const FoundValue&, const FoundValue&) = default;
};

// Finds values that stand by themselves: no letter or digit touches them (Chinese characters may).
// Numbers that any number could be (IMEI, IMSI, cards outside the common ranges, QQ, passports) are taken
// only when a word that names them stands shortly before. One scanner a thread.
class TextScanner {
 public:
  explicit TextScanner(Simd simd = best_simd()) : classify_(classify_bytes(simd)) {}

  // text     UTF-8, at most 4 GiB.
  // hits     literals found in it, ascending; secrets are looked for only at these.
  // out      cleared first; ascending, not overlapping.
  void scan(std::string_view text, std::span<const LiteralHit> hits, std::vector<FoundValue>& out);

 private:
  struct Run {
    std::uint32_t begin;
    std::uint32_t end;
  };
  // Runs of ASCII letters and digits that hold a digit, and the places of @.
  void find_runs(std::string_view text);
  void scan_half_width(std::string_view text, std::vector<FoundValue>& out);
  void scan_full_width(std::string_view text, std::vector<FoundValue>& out);
  void add_secrets(std::vector<FoundValue>& out) const;

  ClassifyBytes classify_;
  bool has_wide_ = false;
  std::vector<TextPiece> pieces_;
  std::vector<ByteClasses> classes_;
  std::vector<Run> runs_;
  std::vector<std::uint32_t> ats_;
  SecretFinder secret_finder_;
  std::vector<FoundSecret> secrets_;
  std::string half_;                   // text with full-width forms narrowed
  std::vector<std::uint32_t> origin_;  // byte of half_ -> byte of the text
};

}  // namespace tidegate
