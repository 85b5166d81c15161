#include "tidegate/base/cbor_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace tidegate {
namespace {

const Cbor& null_cbor() {
  static const Cbor kNull;
  return kNull;
}

const Cbor* find(const Cbor& value, std::uint64_t key) {
  const Cbor::Map* map = value.as_map();
  if (map == nullptr) return nullptr;
  for (const auto& [k, v] : *map) {
    if (k.as_integer() != nullptr && *k.as_integer() == key) return &v;
  }
  return nullptr;
}

bool within(std::size_t n, std::size_t least, std::size_t most) { return n >= least && n <= most; }

}  // namespace

void CborReader::refuse(std::string what, std::string what_zh) const {
  if (failed()) return;
  fault_->first =
      Error{ErrorCode::kMalformed, std::move(what), fault_->document + ":" + place_, std::move(what_zh)};
}

CborReader CborReader::member(std::uint64_t key) const {
  if (auto found = optional(key)) return *found;
  if (value_->as_map() == nullptr) {
    refuse("is not a map", "不是映射");
  } else {
    refuse(fmt::format("lacks key {}", key), fmt::format("缺少键 {}", key));
  }
  return {null_cbor(), *fault_, fmt::format("{}/{}", place_, key)};
}

std::optional<CborReader> CborReader::optional(std::uint64_t key) const {
  const Cbor* found = find(*value_, key);
  if (found == nullptr) return std::nullopt;
  return CborReader(*found, *fault_, fmt::format("{}/{}", place_, key));
}

void CborReader::only_below(std::uint64_t keys) const {
  const Cbor::Map* map = value_->as_map();
  if (map == nullptr) return refuse("is not a map", "不是映射");
  for (const auto& [key, unused] : *map) {
    if (key.as_integer() == nullptr || *key.as_integer() >= keys)
      return refuse("has a key that this program does not know", "含有本程序不认识的键");
  }
}

std::vector<CborReader> CborReader::items(std::size_t least, std::size_t most) const {
  std::vector<CborReader> out;
  const Cbor::Array* array = value_->as_array();
  if (array == nullptr) {
    refuse("is not an array", "不是数组");
    return out;
  }
  if (!within(array->size(), least, most)) {
    refuse(fmt::format("has {} elements, not {} to {}", array->size(), least, most),
           fmt::format("有 {} 个元素，应为 {} 至 {} 个", array->size(), least, most));
    return out;
  }
  out.reserve(array->size());
  for (const Cbor& item : *array) out.emplace_back(item, *fault_, fmt::format("{}/{}", place_, out.size()));
  return out;
}

std::uint64_t CborReader::integer(std::uint64_t most) const {
  const std::uint64_t* n = value_->as_integer();
  if (n != nullptr && *n <= most) return *n;
  refuse(fmt::format("is not a whole number from 0 to {}", most), fmt::format("不是 0 至 {} 的整数", most));
  return 0;
}

std::string CborReader::bytes(std::size_t least, std::size_t most) const {
  const std::string* octets = value_->as_bytes();
  if (octets != nullptr && within(octets->size(), least, most)) return *octets;
  refuse(least == most ? fmt::format("is not {} octets", least)
                       : fmt::format("is not {} to {} octets", least, most),
         least == most ? fmt::format("不是 {} 字节", least) : fmt::format("不是 {} 至 {} 字节", least, most));
  return {};
}

Sha256 CborReader::hash() const {
  Sha256 out{};
  const std::string octets = bytes(out.size(), out.size());
  std::copy(octets.begin(), octets.end(), out.begin());
  return out;
}

std::string CborReader::text(std::size_t least, std::size_t most) const {
  const std::string* utf8 = value_->as_text();
  if (utf8 != nullptr && within(utf8->size(), least, most)) return *utf8;
  refuse(fmt::format("is not a text of {} to {} octets", least, most),
         fmt::format("不是 {} 至 {} 字节的文本", least, most));
  return {};
}

std::size_t CborReader::one_of(std::span<const std::string_view> names) const {
  if (const std::string* name = value_->as_text()) {
    const auto at = std::find(names.begin(), names.end(), *name);
    if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  }
  refuse("is a word that this program does not know", "本程序不认识的词");
  return 0;
}

}  // namespace tidegate
