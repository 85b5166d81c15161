#include "tidegate/base/cbor.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "tidegate/base/check.h"
#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

enum Major : std::uint8_t { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };
constexpr std::uint64_t kAtOnce = 64;  // what a head claims is believed so far
constexpr std::uint8_t kFalse = 20;
constexpr std::uint8_t kTrue = 21;
constexpr std::uint8_t kNull = 22;
constexpr std::uint64_t kMostNegative = (std::uint64_t{1} << 63) - 1;  // as written: -1 - value

void put_head(std::string& out, Major major, std::uint64_t value) {
  const auto first = [&](std::uint64_t info) { out += static_cast<char>(std::uint64_t{major} << 5 | info); };
  int octets = 0;
  if (value < 24) {
    first(value);
  } else if (value <= 0xff) {
    first(24), octets = 1;
  } else if (value <= 0xffff) {
    first(25), octets = 2;
  } else if (value <= 0xffff'ffff) {
    first(26), octets = 4;
  } else {
    first(27), octets = 8;
  }
  for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8)
    out += static_cast<char>((value >> shift) & 0xff);
}

void put(std::string& out, const Cbor& value);

void put_map(std::string& out, const Cbor::Map& map) {
  std::vector<std::pair<std::string, const Cbor*>> pairs;
  pairs.reserve(map.size());
  for (const auto& [key, value] : map) {
    TIDEGATE_CHECK(key.as_integer() != nullptr || key.as_negative() != nullptr || key.as_text() != nullptr);
    pairs.emplace_back(write_cbor(key), &value);
  }
  std::sort(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 1; i < pairs.size(); ++i) TIDEGATE_CHECK(pairs[i - 1].first != pairs[i].first);
  put_head(out, kMap, pairs.size());
  for (const auto& [key, value] : pairs) {
    out += key;
    put(out, *value);
  }
}

void put(std::string& out, const Cbor& value) {
  if (const auto* integer = value.as_integer()) return put_head(out, kUnsigned, *integer);
  if (const auto* negative = value.as_negative())
    return put_head(out, kNegative, static_cast<std::uint64_t>(-1 - *negative));
  if (const std::string* bytes = value.as_bytes()) {
    put_head(out, kBytes, bytes->size());
    out += *bytes;
  } else if (const std::string* text = value.as_text()) {
    put_head(out, kText, text->size());
    out += *text;
  } else if (const auto* array = value.as_array()) {
    put_head(out, kArray, array->size());
    for (const Cbor& item : *array) put(out, item);
  } else if (const auto* map = value.as_map()) {
    put_map(out, *map);
  } else if (const auto* tagged = value.as_tagged()) {
    put_head(out, kTag, tagged->tag);
    put(out, tagged->inner.front());
  } else if (const bool* boolean = value.as_boolean()) {
    put_head(out, kSimple, *boolean ? kTrue : kFalse);
  } else {
    put_head(out, kSimple, kNull);
  }
}

class Parser {
 public:
  Parser(std::string_view bytes, std::string_view where, const CborLimits& limits)
      : bytes_(bytes), where_(where), limits_(limits), items_left_(limits.items) {}

  Result<Cbor> whole() {
    if (bytes_.size() > limits_.octets)
      return fail(error(ErrorCode::kLimit, fmt::format("is larger than {} octets", limits_.octets),
                        fmt::format("超过 {} 字节", limits_.octets)));
    std::optional<Cbor> value = item(limits_.depth);
    if (value && at_ != bytes_.size()) value = refuse("has octets behind its end", "结尾之后还有字节");
    if (!value) return fail(std::move(*error_));
    return std::move(*value);
  }

 private:
  struct Head {
    Major major;
    std::uint64_t value;
  };

  Error error(ErrorCode code, std::string what, std::string what_zh) const {
    return {code, std::move(what), fmt::format("{}:octet {}", where_, at_), std::move(what_zh)};
  }
  std::nullopt_t refuse(const char* what, const char* what_zh, ErrorCode code = ErrorCode::kMalformed) {
    error_ = error(code, what, what_zh);
    return std::nullopt;
  }
  std::nullopt_t ends_early() { return refuse("ends in the middle of a value", "在值的中间结束"); }

  std::optional<Head> head() {
    if (at_ == bytes_.size()) return ends_early();
    const auto first = static_cast<std::uint8_t>(bytes_[at_]);
    const Major major = static_cast<Major>(first >> 5);
    const std::uint8_t info = first & 0x1f;
    if (info > 27) return refuse("is CBOR of no definite length", "不是定长 CBOR");
    if (major == kSimple && info > kNull)
      return refuse("holds a float or a simple value that this form has not",
                    "含有本格式没有的浮点数或简单值");
    if (info < 24) {
      ++at_;
      return Head{major, info};
    }
    const std::size_t octets = std::size_t{1} << (info - 24);
    if (bytes_.size() - at_ - 1 < octets) return ends_early();
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < octets; ++i)
      value = value << 8 | static_cast<std::uint8_t>(bytes_[at_ + 1 + i]);
    const std::uint64_t least = octets == 1 ? 24 : std::uint64_t{1} << (4 * octets);
    if (value < least) return refuse("is CBOR with a head that is not the shortest", "CBOR 头部不是最短写法");
    at_ += 1 + octets;
    return Head{major, value};
  }

  std::optional<std::string> octets(std::uint64_t size) {
    if (size > bytes_.size() - at_) return ends_early();
    std::string out(bytes_.substr(at_, static_cast<std::size_t>(size)));
    at_ += out.size();
    return out;
  }

  std::optional<Cbor> text(std::uint64_t size) {
    const std::size_t from = at_;
    std::optional<std::string> out = octets(size);
    if (!out) return std::nullopt;
    if (is_valid_utf8(*out)) return Cbor::text(std::move(*out));
    at_ = from;
    return refuse("holds a text that is no UTF-8", "含有非 UTF-8 文本");
  }

  std::optional<Cbor> array(std::uint64_t count, int depth) {
    if (count > bytes_.size() - at_) return ends_early();
    Cbor::Array items;
    items.reserve(static_cast<std::size_t>(std::min(count, kAtOnce)));
    for (std::uint64_t i = 0; i < count; ++i) {
      std::optional<Cbor> value = item(depth);
      if (!value) return std::nullopt;
      items.push_back(std::move(*value));
    }
    return Cbor::array(std::move(items));
  }

  std::optional<Cbor> map(std::uint64_t count, int depth) {
    if (count > (bytes_.size() - at_) / 2) return ends_early();
    Cbor::Map pairs;
    pairs.reserve(static_cast<std::size_t>(std::min(count, kAtOnce)));
    std::string_view last;
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::size_t from = at_;
      std::optional<Cbor> key = item(depth);
      if (!key) return std::nullopt;
      const std::string_view octets = bytes_.substr(from, at_ - from);
      const bool follows = i == 0 || last < octets;
      const bool names =
          key->as_integer() != nullptr || key->as_negative() != nullptr || key->as_text() != nullptr;
      if (!follows || !names) at_ = from;
      if (!names) return refuse("has a key that is neither integer nor text", "键既不是整数也不是文本");
      if (!follows) return refuse("has keys out of order, or one twice", "键的次序有误或重复");
      last = octets;
      std::optional<Cbor> value = item(depth);
      if (!value) return std::nullopt;
      pairs.emplace_back(std::move(*key), std::move(*value));
    }
    return Cbor::map(std::move(pairs));
  }

  // depth  levels that may still stand below.
  std::optional<Cbor> item(int depth) {
    if (items_left_ == 0) return refuse("holds too many values", "值的数量过多", ErrorCode::kLimit);
    --items_left_;
    const std::size_t from = at_;
    const std::optional<Head> head = this->head();
    if (!head) return std::nullopt;
    const bool nests = head->major == kArray || head->major == kMap || head->major == kTag;
    if (nests && depth == 0) return refuse("is nested too deeply", "嵌套过深", ErrorCode::kLimit);
    switch (head->major) {
      case kUnsigned:
        return Cbor::integer(head->value);
      case kNegative:
        if (head->value <= kMostNegative) return Cbor::negative(-1 - static_cast<std::int64_t>(head->value));
        at_ = from;
        return refuse("holds an integer below -2^63", "含有小于 -2^63 的整数");
      case kBytes: {
        std::optional<std::string> out = octets(head->value);
        if (!out) return std::nullopt;
        return Cbor::bytes(std::move(*out));
      }
      case kText:
        return text(head->value);
      case kArray:
        return array(head->value, depth - 1);
      case kMap:
        return map(head->value, depth - 1);
      case kTag: {
        std::optional<Cbor> inner = item(depth - 1);
        if (!inner) return std::nullopt;
        return Cbor::tagged(head->value, std::move(*inner));
      }
      case kSimple:
        break;
    }
    if (head->value == kNull) return Cbor();
    if (head->value == kTrue || head->value == kFalse) return Cbor::boolean(head->value == kTrue);
    at_ = from;
    return refuse("holds a float or a simple value that this form has not", "含有本格式没有的浮点数或简单值");
  }

  std::string_view bytes_;
  std::string_view where_;
  const CborLimits& limits_;
  std::size_t items_left_;
  std::size_t at_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Cbor Cbor::negative(std::int64_t value) {
  TIDEGATE_CHECK(value < 0);
  return Cbor(Value(value));
}

Cbor Cbor::tagged(std::uint64_t tag, Cbor inner) {
  Tagged out{tag, {}};
  out.inner.push_back(std::move(inner));
  return Cbor(Value(std::move(out)));
}

const std::string* Cbor::as_bytes() const {
  const Bytes* bytes = std::get_if<Bytes>(&value_);
  return bytes == nullptr ? nullptr : &bytes->octets;
}

std::string write_cbor(const Cbor& value) {
  std::string out;
  put(out, value);
  return out;
}

Result<Cbor> read_cbor(std::string_view bytes, std::string_view where, const CborLimits& limits) {
  return Parser(bytes, where, limits).whole();
}

}  // namespace tidegate
