// Reads a Cbor strictly and without ladders, as json_reader.h reads a Json: every fault is remembered once,
// the first one wins, and after it every answer is a harmless default. Ask `fault` at the end.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/cbor.h"
#include "tidegate/base/hash.h"

namespace tidegate {

struct CborFault {
  std::string document;        // "entry": stands before the place
  std::optional<Error> first;  // where = document + keys and elements, "entry:/8/root"
};

// One value and its place. Borrows the Cbor and the fault.
class CborReader {
 public:
  CborReader(const Cbor& value, CborFault& fault, std::string place = {})
      : value_(&value), fault_(&fault), place_(std::move(place)) {}

  // Value of a map under this key, which must be there.
  CborReader member(std::uint64_t key) const;
  // One that may be left out.
  std::optional<CborReader> optional(std::uint64_t key) const;
  // Faults when this is no map, or has a key from `keys` on: keys are 0, 1, 2 ...
  void only_below(std::uint64_t keys) const;
  // Elements of an array of least..most elements.
  std::vector<CborReader> items(std::size_t least = 0,
                                std::size_t most = std::numeric_limits<std::size_t>::max()) const;

  std::uint64_t integer(std::uint64_t most = std::numeric_limits<std::uint64_t>::max()) const;
  std::string bytes(std::size_t least, std::size_t most) const;
  Sha256 hash() const;                                          // 32 octets
  std::string text(std::size_t least, std::size_t most) const;  // sizes in octets
  // Place of a text in a closed list of names.
  std::size_t one_of(std::span<const std::string_view> names) const;

  const Cbor& value() const { return *value_; }
  CborFault& fault() const { return *fault_; }
  bool failed() const { return fault_->first.has_value(); }
  // Says what is wrong with this value, when it is the first fault.
  void refuse(std::string what, std::string what_zh) const;

 private:
  const Cbor* value_;
  CborFault* fault_;
  std::string place_;
};

// A hash as octets.
inline std::string octets_of(const Sha256& hash) { return {hash.begin(), hash.end()}; }

}  // namespace tidegate
