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
  // knows_clocks  times that lines begin with are read at once (text_clock.h). False: run by run, which finds
  //               the same; for tests.
  explicit TextScanner(Simd simd = best_simd(), bool knows_clocks = true)
      : classify_(classify_bytes(simd)), knows_clocks_(knows_clocks) {}

  // text     UTF-8, at most 4 GiB.
  // hits     literals found in it, ascending; secrets are looked for only at these.
  // out      cleared first; ascending, not overlapping.
  void scan(std::string_view text, std::span<const LiteralHit> hits, std::vector<FoundValue>& out);

  // The same for many lines that lie in one text, each parted from the next by a byte that is no letter, no
  // digit and no @: what may begin a value, and secrets, are looked for once in all of them, so that a secret
  // whose name stands on the line before is found; one that goes on over the end of a line ends there. text
  // outlives the calls of scan_line. hits: of the whole text.
  void open(std::string_view text, std::span<const LiteralHit> hits);
  // begin, end   of the line in the text, ascending from call to call. out: counts from `begin`.
  void scan_line(std::size_t begin, std::size_t end, std::vector<FoundValue>& out);

  // Long numbers of the text or line last scanned that have the length of a person's (chance_numbers.h) and
  // were found to be nothing, ascending.
  std::span<const TextPiece> other_numbers() const { return others_; }

 private:
  struct Run {
    std::uint32_t begin;
    std::uint32_t end;
  };
  // Of a text: runs of ASCII letters and digits that hold a digit, the places of @, and of full-width digits.
  struct Marks {
    std::vector<Run> runs;
    std::vector<std::uint32_t> ats;
    std::vector<std::uint32_t> wide;
  };
  // Those of one line, `base` bytes behind the beginning of the text that they count from.
  struct LineMarks {
    std::span<const Run> runs;
    std::span<const std::uint32_t> ats;
    std::uint32_t base;
  };
  void find_marks(std::string_view text, Marks& marks);
  void scan_marked(std::string_view line, const LineMarks& marks, bool has_wide,
                   std::vector<FoundValue>& out);
  void scan_half_width(std::string_view text, const LineMarks& marks, std::vector<FoundValue>& out);
  void scan_full_width(std::string_view text, std::vector<FoundValue>& out);
  void add_secrets(std::vector<FoundValue>& out) const;
  void keep_other(std::string_view text, std::size_t begin, std::size_t end);

  ClassifyBytes classify_;
  bool knows_clocks_;
  std::vector<TextPiece> pieces_;
  std::vector<ByteClasses> classes_;
  std::string_view text_;
  Marks marks_;
  std::size_t next_run_ = 0;  // of marks_, for the next line
  std::size_t next_at_ = 0;
  std::size_t next_wide_ = 0;
  std::vector<FoundSecret> text_secrets_;  // of text_
  std::size_t next_secret_ = 0;
  Marks half_marks_;
  std::vector<TextPiece> others_;
  SecretFinder secret_finder_;
  std::vector<FoundSecret> secrets_;
  std::string half_;                   // text with full-width forms narrowed
  std::vector<std::uint32_t> origin_;  // byte of half_ -> byte of the text
};

}  // namespace tidegate
