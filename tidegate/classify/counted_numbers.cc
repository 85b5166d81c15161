#include "tidegate/classify/counted_numbers.h"

#include <algorithm>
#include <array>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/name_words.h"

namespace tidegate {
namespace {

// Whole words of a name.
constexpr std::string_view kMeasures[] = {
    "byte",    "bytes",    "cycle",   "cycles",  "checksum",     "count",      "counter",     "counts",
    "crc",     "duration", "elapsed", "epoch",   "filesize",     "generation", "hash",        "heap",
    "latency", "length",   "lsn",     "micros",  "microseconds", "nanos",      "nanoseconds", "nbytes",
    "nonce",   "ns",       "offset",  "offsets", "revision",     "rowcount",   "rows",        "rss",
    "scn",     "seed",     "seq",     "seqno",   "sequence",     "size",       "sizes",       "sum",
    "tick",    "ticks",    "total",   "totals",  "version",      "watermark",  "xid",
};
// A name with one of these is a person's, unless it ends in the word of a sum.
constexpr std::string_view kPersonWords[] = {"acc", "acct", "from", "name", "to", "uid"};
constexpr std::string_view kInPersonWords[] = {"account", "buyer", "cust",    "guest", "login",
                                               "member",  "owner", "patient", "user"};
// One with one of these may be a telephone's, whatever it ends in.
constexpr std::string_view kPhoneWords[] = {"call", "cell", "sms", "tel", "telno"};
constexpr std::string_view kInPhoneWords[] = {"contact", "mobile", "phone"};
constexpr std::string_view kSums[] = {"bytes", "offset", "total"};

template <typename Words>
bool is_one_of(std::string_view word, const Words& words) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <typename Words>
bool holds_one_of(std::string_view word, const Words& parts) {
  return std::any_of(std::begin(parts), std::end(parts),
                     [&](std::string_view part) { return word.find(part) != std::string_view::npos; });
}

// Behind a unit: the end, or a sign. A blank only behind a word that is nothing else than a unit.
bool has_unit(std::string_view behind) {
  if (behind.substr(0, 6) == " bytes") return behind.size() == 6 || !ascii::is_alnum(behind[6]);
  for (const std::string_view unit : {" ns", " cycles", " ticks", " rows"}) {
    if (behind.substr(0, unit.size()) == unit)
      return behind.size() == unit.size() ||
             std::string_view{"\r\n,;)]}|"}.find(behind[unit.size()]) != std::string_view::npos;
  }
  return false;
}

// What the number that begins at `begin` is given to; empty where nothing, or more than a name, stands there.
std::string_view name_before(std::string_view text, std::size_t begin) {
  constexpr std::size_t kSigns = 4;
  constexpr std::size_t kLongest = 64;
  std::size_t stop = begin;
  while (stop > 0 && begin - stop < kSigns &&
         std::string_view{"=: \"'[("}.find(text[stop - 1]) != std::string_view::npos)
    --stop;
  if (text.substr(stop, begin - stop).find_first_of("=:") == std::string_view::npos) return {};
  const auto is_of_name = [](char c) { return ascii::is_alnum(c) || c == '_' || c == '-' || c == '.'; };
  std::size_t first = stop;
  while (first > 0 && stop - first < kLongest && is_of_name(text[first - 1])) --first;
  if (first > 0 && (is_of_name(text[first - 1]) || ascii::is_high(text[first - 1]))) return {};
  return text.substr(first, stop - first);
}

}  // namespace

bool is_counted_number(std::string_view text, std::size_t begin, std::size_t end) {
  if (has_unit(text.substr(end, 10))) return true;
  bool is_measure = false;
  bool is_of_person = false;
  bool is_of_phone = false;
  bool is_sum = false;
  for_each_name_word(name_before(text, begin), [&](std::string_view word) {
    std::array<char, 64> bytes;
    const auto last = std::transform(word.begin(), word.end(), bytes.begin(), ascii::to_lower);
    const std::string_view lower(bytes.data(), static_cast<std::size_t>(last - bytes.begin()));
    is_measure |= is_one_of(lower, kMeasures);
    is_sum = is_one_of(lower, kSums);
    is_of_person |= is_one_of(lower, kPersonWords) || holds_one_of(lower, kInPersonWords);
    is_of_phone |= is_one_of(lower, kPhoneWords) || holds_one_of(lower, kInPhoneWords);
  });
  if (is_of_phone) return false;
  return is_of_person ? is_sum : is_measure;
}

}  // namespace tidegate
