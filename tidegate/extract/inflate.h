// Unpacking deflate, the method of gzip and zip. The one file that names zlib.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "tidegate/base/result.h"
#include "tidegate/extract/peek_source.h"

namespace tidegate {

class Inflater {
 public:
  enum class Wrapping { kNone, kGzip };  // kGzip: with header, CRC and length, all checked
  // path  of the archive, for `where`.
  Inflater(Wrapping wrapping, std::string path);
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater();

  // Begins a new stream.
  void reset();

  struct Step {
    std::size_t produced = 0;
    bool is_end = false;  // the stream ended, and what follows it is next in `packed`
  };
  // Fills a prefix of `into`; 0 produced only at the end. Errors: kMalformed (damaged, cut short), and those
  // of the source.
  Result<Step> run(PeekSource& packed, std::span<char> into);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// CRC-32 of zip: `crc` so far (0 at first), then more octets.
std::uint32_t crc32_of(std::uint32_t crc, std::span<const char> more);

}  // namespace tidegate
