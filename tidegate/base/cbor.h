// CBOR in its one deterministic form (RFC 8949, 4.2.1): shortest heads, definite lengths, map keys sorted by
// their octets, each once. Nothing else is read, so equal values have equal octets and equal hashes. Of the
// model: integers of 64 bits, octets, UTF-8 texts, arrays, maps under integers and texts, tags, true, false,
// null.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tidegate/base/result.h"

namespace tidegate {

class Cbor {
 public:
  struct Bytes {
    std::string octets;
    friend bool operator==(const Bytes&, const Bytes&) = default;
  };
  using Array = std::vector<Cbor>;
  using Map = std::vector<std::pair<Cbor, Cbor>>;  // in any order: sorted when written
  struct Tagged {
    std::uint64_t tag = 0;
    Array inner;  // exactly one
    friend bool operator==(const Tagged&, const Tagged&);
  };

  Cbor() = default;  // null
  static Cbor integer(std::uint64_t value) { return Cbor(Value(value)); }
  static Cbor negative(std::int64_t value);  // below zero
  static Cbor bytes(std::string octets) { return Cbor(Value(Bytes{std::move(octets)})); }
  static Cbor text(std::string utf8) { return Cbor(Value(std::move(utf8))); }
  static Cbor boolean(bool value) { return Cbor(Value(value)); }
  static Cbor array(Array items) { return Cbor(Value(std::move(items))); }
  static Cbor map(Map pairs) { return Cbor(Value(std::move(pairs))); }
  static Cbor tagged(std::uint64_t tag, Cbor inner);

  bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  // Null where it is of another kind.
  const std::uint64_t* as_integer() const { return std::get_if<std::uint64_t>(&value_); }
  const std::int64_t* as_negative() const { return std::get_if<std::int64_t>(&value_); }
  const std::string* as_bytes() const;
  const std::string* as_text() const { return std::get_if<std::string>(&value_); }
  const bool* as_boolean() const { return std::get_if<bool>(&value_); }
  const Array* as_array() const { return std::get_if<Array>(&value_); }
  const Map* as_map() const { return std::get_if<Map>(&value_); }
  const Tagged* as_tagged() const { return std::get_if<Tagged>(&value_); }

  friend bool operator==(const Cbor&, const Cbor&) = default;

 private:
  using Value =
      std::variant<std::monostate, std::uint64_t, std::int64_t, Bytes, std::string, Array, Map, Tagged, bool>;
  explicit Cbor(Value value) : value_(std::move(value)) {}
  Value value_;
};

inline bool operator==(const Cbor::Tagged& a, const Cbor::Tagged& b) {
  return a.tag == b.tag && a.inner == b.inner;
}

// Keys of a map must be integers or texts, each once; texts must be UTF-8.
std::string write_cbor(const Cbor& value);

struct CborLimits {
  std::size_t octets = std::size_t{1} << 20;
  std::size_t items = 65'536;  // each costs some 56 octets of memory
  int depth = 16;
};
// Errors: kMalformed (not that form, or octets behind it; `where` ends with the octet's offset), kLimit.
Result<Cbor> read_cbor(std::string_view bytes, std::string_view where, const CborLimits& limits = {});

}  // namespace tidegate
