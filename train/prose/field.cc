#include "train/prose/field.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <numeric>

#include "tidegate/classify/prose/prose_tagger.h"

namespace tidegate::train {
namespace {

constexpr std::size_t kFirst = 0;
constexpr std::size_t kMiddle = kProseLanes;
constexpr std::size_t kLast = 2 * kProseLanes;
constexpr std::size_t kOnly = 3 * kProseLanes;
constexpr std::uint32_t kOutside = 1U << (kOnly + kProseTypes);
constexpr std::uint32_t kNowhere =
    1U << kProseTypes | 1U << (kMiddle + kProseTypes) | 1U << (kLast + kProseTypes);

constexpr std::size_t kMoments = 16;  // of an epoch, whose weights the mean is taken of

std::uint32_t states_of(std::size_t type) {
  return 1U << (kFirst + type) | 1U << (kMiddle + type) | 1U << (kLast + type) | 1U << (kOnly + type);
}

// e^x for x <= 0, by the same steps on every machine; libm's differ.
float exp_of(float x) {
  if (x < -80) return 0;
  const float scaled = x * 1.44269504F;
  const auto whole = static_cast<int>(scaled - 0.5F);
  const float r = x - static_cast<float>(whole) * 0.693147181F;
  const float p =
      1 + r * (1 + r * (0.5F + r * (0.166666667F +
                                    r * (0.0416666667F + r * (0.00833333333F + r * 0.00138888889F)))));
  return p * std::bit_cast<float>(static_cast<std::uint32_t>(whole + 127) << 23);
}

using Row = std::array<float, kProseStates>;

// The chance of each state of each unit, given scores and the states allowed. False when no way is allowed.
bool chances(const std::vector<Row>& potentials, const std::uint32_t* allowed, std::size_t units,
             std::vector<Row>& out) {
  static thread_local std::vector<Row> x;
  static thread_local std::vector<Row> alpha;
  static thread_local std::vector<float> scale;
  x.resize(units);
  alpha.resize(units);
  scale.resize(units);
  out.resize(units);
  float end = 1;
  std::array<float, kProseLanes> open{};
  for (std::size_t i = 0; i < units; ++i) {
    const std::uint32_t mask = (allowed == nullptr ? ~0U : allowed[i]) & ~kNowhere;
    for (std::size_t s = 0; s < kProseStates; ++s) x[i][s] = (mask >> s & 1) != 0 ? potentials[i][s] : 0;
    Row& a = alpha[i];
    float ends = 0;
    float all = 0;
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      a[kFirst + t] = end * x[i][kFirst + t];
      a[kMiddle + t] = open[t] * x[i][kMiddle + t];
      a[kLast + t] = open[t] * x[i][kLast + t];
      a[kOnly + t] = end * x[i][kOnly + t];
      ends += a[kLast + t] + a[kOnly + t];
      all += a[kFirst + t] + a[kMiddle + t];
    }
    all += ends;
    if (!(all > 1e-30F)) return false;
    const float by = 1 / all;
    scale[i] = by;
    for (float& value : a) value *= by;
    end = ends * by;
    for (std::size_t t = 0; t < kProseLanes; ++t) open[t] = a[kFirst + t] + a[kMiddle + t];
  }
  float back_end = 1;
  std::array<float, kProseLanes> back_open{};
  for (std::size_t i = units; i-- > 0;) {
    Row& p = out[i];
    const Row& a = alpha[i];
    float sum = 0;
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      p[kFirst + t] = a[kFirst + t] * back_open[t];
      p[kMiddle + t] = a[kMiddle + t] * back_open[t];
      p[kLast + t] = a[kLast + t] * back_end;
      p[kOnly + t] = a[kOnly + t] * back_end;
      sum += p[kFirst + t] + p[kMiddle + t] + p[kLast + t] + p[kOnly + t];
    }
    if (!(sum > 1e-30F)) return false;
    const float by = 1 / sum;
    for (float& value : p) value *= by;
    float before_end = 0;
    std::array<float, kProseLanes> before_open;
    for (std::size_t t = 0; t < kProseLanes; ++t) {
      before_end += x[i][kFirst + t] * back_open[t] + x[i][kOnly + t] * back_end;
      before_open[t] = x[i][kMiddle + t] * back_open[t] + x[i][kLast + t] * back_end;
    }
    back_end = before_end * scale[i];
    for (std::size_t t = 0; t < kProseLanes; ++t) back_open[t] = before_open[t] * scale[i];
  }
  return true;
}

}  // namespace

void Field::add(const Text& text) {
  constexpr ProseUnit kEdge{0, 0, 1, 0, ProseShape::kEdge};
  std::vector<std::uint32_t> tags;
  for (std::size_t at = 0; at < text.text.size();) {
    const ProsePart part = next_prose_part(text.text, at);
    at = part.end;
    if (part.is_chinese != tagger_->is_chinese()) continue;
    std::vector<ProseUnit> units(kProsePad, kEdge);
    cut_prose(text.text, part.begin, part.end, tagger_->is_chinese(), units, tagger_->fold());
    const std::size_t count = units.size() - kProsePad;
    if (count == 0) continue;
    units.resize(units.size() + kProsePad, kEdge);
    tagger_->tag(units, tags);
    Example example{uses_.size(), 0, allowed_.size(), count, text.weight};
    for_each_prose_feature(
        units, tags, kProseFirst, last_prose_place(units.size()),
        [&](ProseFeature feature, std::uint64_t key, std::size_t place) {
          const auto [it, is_new] = index_.try_emplace(key, static_cast<std::uint32_t>(groups_.size()));
          if (is_new)
            groups_.push_back(
                {key, static_cast<std::uint32_t>(kProseReach[static_cast<std::size_t>(feature)].count), 0,
                 0});
          ++groups_[it->second].count;
          uses_.push_back({it->second, static_cast<std::uint32_t>(place)});
        });
    example.uses = uses_.size() - example.first_use;
    std::uint32_t free = kOutside;
    for (std::size_t t = 0; t < kProseTypes; ++t) {
      if ((text.unknown >> t & 1) != 0) free |= states_of(t);
    }
    allowed_.resize(allowed_.size() + count, free);
    for (const Mark& mark : text.marks) {
      std::size_t first = count;
      std::size_t last = 0;
      bool is_whole = true;
      for (std::size_t i = 0; i < count; ++i) {
        const ProseUnit& unit = units[kProsePad + i];
        if (unit.end <= mark.begin || unit.begin >= mark.end) continue;
        first = std::min(first, i);
        last = i + 1;
        is_whole &= unit.begin >= mark.begin && unit.end <= mark.end;
      }
      const auto type = static_cast<std::size_t>(mark.type);
      for (std::size_t i = first; i < last; ++i) {
        std::uint32_t& states = allowed_[example.first_unit + i];
        if (!is_whole || mark.type == ProseType::kNone) {
          states = ~0U;
        } else if (last - first == 1) {
          states = 1U << (kOnly + type);
        } else {
          states = 1U << ((i == first ? kFirst : i + 1 == last ? kLast : kMiddle) + type);
        }
      }
    }
    examples_.push_back(example);
  }
}

void Field::make_rows() {
  std::uint32_t rows = 0;
  for (Group& group : groups_) {
    if (group.count < options_.least) {
      group.reach = 0;
      continue;
    }
    group.first_row = rows;
    rows += group.reach;
  }
  weights_.assign(rows, Row{});
  squares_.assign(rows, Row{});
  is_kept_.assign(rows, 1);
  std::vector<Use> expanded;
  for (Example& example : examples_) {
    const std::size_t first = expanded.size();
    for (std::size_t u = 0; u < example.uses; ++u) {
      const Use& use = uses_[example.first_use + u];
      const Group& group = groups_[use.row];
      for (std::uint32_t k = 0; k < group.reach; ++k) {
        const std::uint32_t place = use.place + k;
        if (place < kProsePad || place >= kProsePad + example.units) continue;
        expanded.push_back({group.first_row + k, place - static_cast<std::uint32_t>(kProsePad)});
      }
    }
    std::stable_sort(expanded.begin() + static_cast<std::ptrdiff_t>(first), expanded.end(),
                     [](const Use& a, const Use& b) { return a.place < b.place; });
    example.first_use = first;
    example.uses = expanded.size() - first;
  }
  uses_ = std::move(expanded);
  index_.clear();
}

void Field::learn(const Example& example, float rate) {
  const std::size_t n = example.units;
  scores_.assign(n, bias_);
  for (std::size_t u = 0; u < example.uses; ++u) {
    const Use& use = uses_[example.first_use + u];
    const Row& weight = weights_[use.row];
    Row& score = scores_[use.place];
    for (std::size_t s = 0; s < kProseStates; ++s) score[s] += weight[s];
  }
  for (Row& score : scores_) {
    const float top = *std::max_element(score.begin(), score.end());
    for (float& value : score) value = exp_of(value - top) + 1e-12F;
  }
  if (!chances(scores_, nullptr, n, expected_) ||
      !chances(scores_, &allowed_[example.first_unit], n, observed_))
    return;
  const float decay = 1 - options_.decay;
  std::size_t u = 0;
  for (std::size_t i = 0; i < n; ++i) {
    Row& gradient = expected_[i];
    float most = 0;
    for (std::size_t s = 0; s < kProseStates; ++s) {
      gradient[s] = (gradient[s] - observed_[i][s]) * example.weight;
      most = std::max(most, gradient[s] < 0 ? -gradient[s] : gradient[s]);
    }
    const auto update = [&](Row& weight, Row& square) {
      for (std::size_t s = 0; s < kProseStates; ++s) {
        square[s] += gradient[s] * gradient[s];
        weight[s] = weight[s] * decay - rate * gradient[s] / std::sqrt(square[s] + 0.1F);
      }
    };
    const std::size_t from = u;
    while (u < example.uses && uses_[example.first_use + u].place == i) ++u;
    if (most < 1e-3F) continue;
    update(bias_, bias_squares_);
    for (std::size_t k = from; k < u; ++k) {
      const std::uint32_t row = uses_[example.first_use + k].row;
      if (is_kept_[row] != 0) update(weights_[row], squares_[row]);
    }
  }
}

void Field::pass(float rate) {
  std::vector<std::uint32_t> order(examples_.size());
  std::iota(order.begin(), order.end(), 0U);
  for (std::size_t i = order.size(); i > 1; --i) {
    random_ ^= random_ << 13;
    random_ ^= random_ >> 7;
    random_ ^= random_ << 17;
    std::swap(order[i - 1], order[random_ % i]);
  }
  const std::size_t moment = order.size() / kMoments + 1;
  for (std::size_t i = 0; i < order.size(); ++i) {
    learn(examples_[order[i]], rate);
    if ((i + 1) % moment == 0 && !kept_.empty()) note_mean();
  }
}

void Field::note_mean() {
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    for (std::size_t s = 0; s < kProseStates; ++s) sums_[k][s] += weights_[kept_[k]][s];
  }
  for (std::size_t s = 0; s < kProseStates; ++s) bias_sum_[s] += bias_[s];
  ++moments_;
}

// The mean of many moments errs less than the last one.
void Field::take_mean() {
  if (moments_ == 0) return;
  for (std::size_t k = 0; k < kept_.size(); ++k) {
    for (std::size_t s = 0; s < kProseStates; ++s) weights_[kept_[k]][s] = sums_[k][s] / moments_;
  }
  for (std::size_t s = 0; s < kProseStates; ++s) bias_[s] = bias_sum_[s] / moments_;
}

// Keeps the rows whose weights say most.
void Field::keep(std::size_t rows) {
  std::vector<std::pair<float, std::uint32_t>> ranked;
  for (std::uint32_t r = 0; r < weights_.size(); ++r) {
    if (is_kept_[r] == 0) continue;
    float most = 0;
    for (const float w : weights_[r]) most = std::max(most, w < 0 ? -w : w);
    ranked.emplace_back(-most, r);
  }
  if (ranked.size() <= rows) return;
  std::nth_element(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(rows), ranked.end());
  for (std::size_t i = rows; i < ranked.size(); ++i) {
    is_kept_[ranked[i].second] = 0;
    weights_[ranked[i].second] = Row{};
  }
}

void Field::train() {
  make_rows();
  std::fprintf(stderr, "%zu parts, %zu units, %zu rows, %zu uses\n", examples_.size(), allowed_.size(),
               weights_.size(), uses_.size());
  for (int epoch = 0; epoch < options_.epochs; ++epoch) {
    const float rate = options_.rate * (epoch + 2 >= options_.epochs ? 0.4F : 1.0F);
    pass(rate);
    const int left = options_.epochs - 1 - epoch;
    if (left == 3) keep(options_.rows * 3);
    if (left == 2) {
      keep(options_.rows);
      for (std::uint32_t r = 0; r < weights_.size(); ++r) {
        if (is_kept_[r] != 0) kept_.push_back(r);
      }
      sums_.assign(kept_.size(), Row{});
    }
  }
  keep(options_.rows);
  take_mean();
}

void Field::write(ProseModelParts& parts) const {
  const auto whole = [&](const Row& row) {
    std::array<std::int8_t, kProseStates> out{};
    for (std::size_t s = 0; s < kProseStates; ++s) {
      const float value = row[s] * options_.scale;
      out[s] = static_cast<std::int8_t>(std::clamp(value < 0 ? value - 0.5F : value + 0.5F, -127.0F, 127.0F));
    }
    return out;
  };
  Row bias = bias_;
  bias[kOnly + kProseTypes] += options_.caution;
  parts.bias = whole(bias);
  for (const Group& group : groups_) {
    ProseModelParts::Feature feature{group.key, 0, {}};
    for (std::uint32_t k = 0; k < group.reach; ++k) {
      const std::uint32_t row = group.first_row + k;
      if (is_kept_[row] == 0) continue;
      const auto weight = whole(weights_[row]);
      if (std::all_of(weight.begin(), weight.end(), [](std::int8_t w) { return w == 0; })) continue;
      feature.mask |= 1U << k;
      feature.rows.push_back(weight);
    }
    if (feature.mask != 0) parts.features.push_back(std::move(feature));
  }
}

}  // namespace tidegate::train
