// Fills any noun with arbitrary values, field by field, through its Fields: for tests of this room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tidegate/store/fields_opinion.h"
#include "tidegate/store/fields_profile.h"
#include "tidegate/store/fields_report.h"
#include "tidegate/store/fields_transfer.h"
#include "tidegate/store/json_archive.h"

namespace tidegate::store {

class Filler {
 public:
  explicit Filler(std::uint64_t seed) : state_(seed) {}

  template <typename T>
  void operator()(std::string_view, T& v) {
    fill(v);
  }
  void level(std::string_view, int& v) { v = below(5); }
  void level(std::string_view, std::optional<int>& v) {
    v.reset();
    if (below(2) == 0) v = below(5);
  }
  void permille(std::string_view, std::int32_t& v) { v = below(1001); }

  template <typename T>
  void not_kept(const T&) {}

  template <Described T>
  void fill(T& v) {
    ++depth_;
    Fields<T>::each(*this, v);
    --depth_;
  }
  void fill(bool& v) { v = below(2) == 0; }
  template <WholeNumber T>
  void fill(T& v) {
    v = static_cast<T>(below(2) == 0 ? below(5) : below(1 << 30));
  }
  template <Named E>
  void fill(E& v) {
    v = static_cast<E>(below(static_cast<int>(Names<E>::kAll.size())));
  }
  void fill(std::string& v) {
    constexpr const char* kPieces[] = {"",     "a", "潮",         "\"",   "\\", "\n",
                                       "\x01", "/", "2026-01-01", "true", "é"};
    v.clear();
    for (int n = below(3); n > 0; --n) v += kPieces[below(static_cast<int>(std::size(kPieces)))];
  }
  void fill(Date& v) { v = Date::from_days(below(60'000) - 10'000); }
  void fill(FactValue& v) {
    switch (below(5)) {
      case 0:
        v = Unknown{};
        break;
      case 1:
        v = below(2) == 0;
        break;
      case 2:
        v = std::int64_t{below(1 << 30)} - (1 << 29);
        break;
      case 3:
        v = Date::from_days(below(20'000));
        break;
      default: {
        std::string name;
        fill(name);
        v = Symbol{name};
      }
    }
  }
  void fill(Facts& v) {
    v = Facts();
    for (int n = below(3); n > 0; --n) {
      std::string name;
      fill(name);
      FactValue value;
      fill(value);
      v.set(name, std::move(value));
    }
  }
  template <typename T>
  void fill(std::optional<T>& v) {
    v.reset();
    if (below(2) == 0) fill(v.emplace());
  }
  template <typename T>
  void fill(std::vector<T>& v) {
    v.clear();
    if (depth_ > 7) return;  // proofs hold proofs
    for (int n = below(3); n > 0; --n) fill(v.emplace_back());
  }
  template <typename T, std::size_t N>
  void fill(std::array<T, N>& v) {
    for (T& item : v) fill(item);
  }
  template <OneOfNamed V>
  void fill(V& v) {
    const auto choose = [&]<std::size_t... I>(std::index_sequence<I...>) {
      const auto chosen = static_cast<std::size_t>(below(static_cast<int>(sizeof...(I))));
      static_cast<void>(((chosen == I && (fill(v.template emplace<I>()), true)) || ...));
    };
    choose(std::make_index_sequence<std::variant_size_v<V>>{});
  }
  template <typename A, typename B>
  void fill(std::pair<A, B>& v) {
    fill(v.first);
    fill(v.second);
  }

 private:
  int below(int bound) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<int>((state_ >> 33) % static_cast<std::uint64_t>(bound));
  }

  std::uint64_t state_;
  int depth_ = 0;
};

template <typename T>
T arbitrary(std::uint64_t seed) {
  T out;
  Filler(seed).fill(out);
  return out;
}

// Rows of data that a transfer names must be there.
inline void keep_rows(Transfer& transfer) {
  const std::size_t rows = transfer.facts.items.size();
  for (DataItem& item : transfer.items) {
    if (item.row && *item.row >= rows) item.row.reset();
  }
  for (DataSource& source : transfer.data) {
    if (source.item && *source.item >= rows) source.item.reset();
  }
}

}  // namespace tidegate::store
