// Walks Fields<T> to and from canonical JSON. A field at its default is left out; what is left out is read as
// its default. Whole numbers, no floats.
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tidegate/base/check.h"
#include "tidegate/base/date.h"
#include "tidegate/base/json.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/store/fields.h"

namespace tidegate::store {

template <typename E>
concept Named = std::is_enum_v<E> && requires {
  Names<E>::kAll;
};

// One of several nouns, each with a name of its own: written as its fields beside {"name": kName}.
template <typename T>
concept OneOfNamed = requires {
  std::variant_size<T>::value;
  std::variant_alternative_t<0, T>::kName;
};

template <typename T>
concept WholeNumber = std::integral<T> && !std::same_as<T, bool>;

// ---- writing ----

Json encode(const std::string& v);
Json encode(const FactValue& v);  // {"date": "..."} for a day, so that no name is taken for one
Json encode(const Facts& v);      // object by name; a fact stated to be unknown is null
Json encode(Date v);
inline Json encode(const bool& v) { return Json(v); }
template <WholeNumber T>
Json encode(const T& v) {
  TIDEGATE_CHECK(std::in_range<std::int64_t>(v));  // nothing that we count comes near 2^63
  return Json(static_cast<std::int64_t>(v));
}
template <Named E>
Json encode(const E& v) {
  return Json(std::string(Names<E>::kAll[static_cast<std::size_t>(v)]));
}
template <Described T>
Json encode(const T& v);
template <typename T>
Json encode(const std::optional<T>& v);
template <typename T>
Json encode(const std::vector<T>& v);
template <typename T, std::size_t N>
Json encode(const std::array<T, N>& v);
template <typename A, typename B>
Json encode(const std::pair<A, B>& v);
template <OneOfNamed V>
Json encode(const V& v);

class FieldWriter {
 public:
  template <typename T>
  void operator()(std::string_view key, const T& v) {
    members_.emplace_back(key, encode(v));
  }
  template <typename T>
  void level(std::string_view key, const T& v) {
    (*this)(key, v);
  }
  template <typename T>
  void permille(std::string_view key, const T& v) {
    (*this)(key, v);
  }
  template <typename T>
  void not_kept(const T&) {}
  Json::Object take() { return std::move(members_); }

 private:
  Json::Object members_;
};

template <Described T>
Json::Object all_fields(const T& v) {
  FieldWriter writer;
  Fields<T>::each(writer, v);
  return writer.take();
}

// The fields that are not at their default.
template <Described T>
Json::Object kept_fields(const T& v) {
  static const Json::Object kDefaults = all_fields(T{});
  Json::Object members = all_fields(v);
  Json::Object kept;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].second != kDefaults[i].second) kept.push_back(std::move(members[i]));
  }
  return kept;
}
template <Described T>
Json encode(const T& v) {
  return Json(kept_fields(v));
}
template <typename T>
Json encode(const std::optional<T>& v) {
  return v ? encode(*v) : Json();
}
template <typename T>
Json encode(const std::vector<T>& v) {
  Json::Array items;
  items.reserve(v.size());
  for (const T& item : v) items.push_back(encode(item));
  return Json(std::move(items));
}
template <typename T, std::size_t N>
Json encode(const std::array<T, N>& v) {
  return encode(std::vector<T>(v.begin(), v.end()));
}
template <typename A, typename B>
Json encode(const std::pair<A, B>& v) {
  return Json(Json::Array{encode(v.first), encode(v.second)});
}
template <OneOfNamed V>
Json encode(const V& v) {
  return std::visit(
      [](const auto& one) {
        Json::Object members = kept_fields(one);
        members.emplace_back("name", Json(std::string(one.kName)));
        return Json(std::move(members));
      },
      v);
}

// ---- reading ----

void decode(const JsonReader& in, std::string& v);
void decode(const JsonReader& in, FactValue& v);
void decode(const JsonReader& in, Facts& v);
void decode(const JsonReader& in, Date& v);
inline void decode(const JsonReader& in, bool& v) { v = in.boolean(); }
template <WholeNumber T>
void decode(const JsonReader& in, T& v, std::int64_t least, std::int64_t most) {
  v = static_cast<T>(in.integer(least, most));
}
template <WholeNumber T>
void decode(const JsonReader& in, T& v) {
  constexpr std::int64_t kLeast = std::is_signed_v<T> ? std::int64_t{std::numeric_limits<T>::min()} : 0;
  constexpr std::int64_t kMost = sizeof(T) == 8 ? std::numeric_limits<std::int64_t>::max()
                                                : static_cast<std::int64_t>(std::numeric_limits<T>::max());
  decode(in, v, kLeast, kMost);
}
template <Named E>
void decode(const JsonReader& in, E& v) {
  v = static_cast<E>(in.one_of(Names<E>::kAll));
}
template <Described T>
void decode(const JsonReader& in, T& v);
template <typename T>
void decode(const JsonReader& in, std::optional<T>& v);
template <typename T>
void decode(const JsonReader& in, std::vector<T>& v);
template <typename T, std::size_t N>
void decode(const JsonReader& in, std::array<T, N>& v);
template <typename A, typename B>
void decode(const JsonReader& in, std::pair<A, B>& v);
template <OneOfNamed V>
void decode(const JsonReader& in, V& v);

class FieldReader {
 public:
  explicit FieldReader(const JsonReader& in) : in_(in) {}
  template <typename T>
  void operator()(std::string_view key, T& v) {
    keys_.push_back(key);
    if (const auto member = in_.optional(key)) decode(*member, v);
  }
  void level(std::string_view key, int& v) { bounded(key, v, 4); }
  void level(std::string_view key, std::optional<int>& v) {
    int given = -1;
    bounded(key, given, 4);
    if (given >= 0) v = given;
  }
  void permille(std::string_view key, std::int32_t& v) { bounded(key, v, 1000); }
  template <typename T>
  void not_kept(const T&) {}
  // A member that somebody else has read.
  void knows(std::string_view key) { keys_.push_back(key); }
  // After the last field: faults on members that no field took.
  void finish() const;

 private:
  void bounded(std::string_view key, int& v, int most) {
    keys_.push_back(key);
    if (const auto member = in_.optional(key)) decode(*member, v, 0, most);
  }

  const JsonReader& in_;
  std::vector<std::string_view> keys_;
};

template <Described T>
void decode(const JsonReader& in, T& v) {
  FieldReader reader(in);
  Fields<T>::each(reader, v);
  reader.finish();
}
template <typename T>
void decode(const JsonReader& in, std::optional<T>& v) {
  v.reset();
  if (!in.is_null()) decode(in, v.emplace());
}
template <typename T>
void decode(const JsonReader& in, std::vector<T>& v) {
  v.clear();
  for (const JsonReader& item : in.items()) decode(item, v.emplace_back());
}
template <typename T, std::size_t N>
void decode(const JsonReader& in, std::array<T, N>& v) {
  const auto items = in.items(N, N);
  for (std::size_t i = 0; i < items.size(); ++i) decode(items[i], v[i]);
}
template <typename A, typename B>
void decode(const JsonReader& in, std::pair<A, B>& v) {
  const auto items = in.items(2, 2);
  if (items.size() != 2) return;
  decode(items[0], v.first);
  decode(items[1], v.second);
}
template <OneOfNamed V>
void decode(const JsonReader& in, V& v) {
  const auto read = [&]<std::size_t... I>(std::index_sequence<I...>) {
    constexpr std::array<std::string_view, sizeof...(I)> kNames{std::variant_alternative_t<I, V>::kName...};
    const std::size_t chosen = in.member("name").one_of(kNames);
    const auto fill = [&]<typename T>(T& one) {
      FieldReader reader(in);
      reader.knows("name");
      Fields<T>::each(reader, one);
      reader.finish();
    };
    static_cast<void>(((chosen == I && (fill(v.template emplace<I>()), true)) || ...));
  };
  read(std::make_index_sequence<std::variant_size_v<V>>{});
}

}  // namespace tidegate::store
