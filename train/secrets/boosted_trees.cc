#include "boosted_trees.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tidegate::train {
namespace {

struct Sums {
  double gradient = 0;
  double hessian = 0;
};

struct Bin {
  float gradient = 0;
  float hessian = 0;
};

double gain_of(Sums s, double lambda) { return s.gradient * s.gradient / (s.hessian + lambda); }

class Grower {
 public:
  Grower(const std::vector<const Sample*>& samples, const std::vector<Sums>& sums, const Settings& settings)
      : samples_(samples), sums_(sums), settings_(settings) {
    // Those that are as good as settled are left out until a tree makes them doubtful again.
    for (std::size_t i = 0; i < samples.size(); ++i) {
      if (sums[i].hessian > settings.least_doubt * samples[i]->weight) order_.push_back(i);
    }
  }

  std::vector<Node> grow() {
    nodes_.emplace_back();
    split(0, 0, order_.size(), settings_.depth);
    return std::move(nodes_);
  }

 private:
  void split(std::size_t at, std::size_t begin, std::size_t end, int depth) {
    Sums all;
    for (std::size_t i = begin; i < end; ++i) {
      all.gradient += sums_[order_[i]].gradient;
      all.hessian += sums_[order_[i]].hessian;
    }
    nodes_[at].points = -settings_.rate * all.gradient / (all.hessian + settings_.lambda);
    if (depth == 0 || all.hessian < 2 * settings_.least_weight) return;
    const std::size_t features = samples_[0]->features.size();
    double best = 1e-3;
    int feature = -1;
    int most = 0;
    std::vector<std::array<Bin, 256>> bins(features);
    for (std::size_t i = begin; i < end; ++i) {
      const Sums s = sums_[order_[i]];
      const std::uint8_t* const values = samples_[order_[i]]->features.data();
      for (std::size_t f = 0; f < features; ++f) {
        bins[f][values[f]].gradient += static_cast<float>(s.gradient);
        bins[f][values[f]].hessian += static_cast<float>(s.hessian);
      }
    }
    for (std::size_t f = 0; f < features; ++f) {
      Sums left;
      for (int value = 0; value < 255; ++value) {
        const Bin& bin = bins[f][static_cast<std::size_t>(value)];
        if (bin.hessian == 0) continue;
        left.gradient += bin.gradient;
        left.hessian += bin.hessian;
        const Sums right{all.gradient - left.gradient, all.hessian - left.hessian};
        if (left.hessian < settings_.least_weight || right.hessian < settings_.least_weight) continue;
        const double gain = gain_of(left, settings_.lambda) + gain_of(right, settings_.lambda) -
                            gain_of(all, settings_.lambda);
        if (gain > best) {
          best = gain;
          feature = static_cast<int>(f);
          most = value;
        }
      }
    }
    if (feature < 0) return;
    const auto middle = std::stable_partition(
        order_.begin() + static_cast<std::ptrdiff_t>(begin),
        order_.begin() + static_cast<std::ptrdiff_t>(end),
        [&](std::size_t i) { return samples_[i]->features[static_cast<std::size_t>(feature)] <= most; });
    const auto cut = static_cast<std::size_t>(middle - order_.begin());
    const std::size_t left = nodes_.size();
    nodes_[at].feature = feature;
    nodes_[at].most = most;
    nodes_[at].left = static_cast<int>(left);
    nodes_.emplace_back();
    nodes_.emplace_back();
    split(left, begin, cut, depth - 1);
    split(left + 1, cut, end, depth - 1);
  }

  const std::vector<const Sample*>& samples_;
  const std::vector<Sums>& sums_;
  const Settings& settings_;
  std::vector<std::size_t> order_;
  std::vector<Node> nodes_;
};

double score_of(const std::vector<Node>& tree, const std::vector<std::uint8_t>& features) {
  std::size_t at = 0;
  while (tree[at].feature >= 0) {
    const bool is_left = features[static_cast<std::size_t>(tree[at].feature)] <= tree[at].most;
    at = static_cast<std::size_t>(tree[at].left) + (is_left ? 0 : 1);
  }
  return tree[at].points;
}

}  // namespace

double Forest::score(const std::vector<std::uint8_t>& features) const {
  double sum = base;
  for (const auto& tree : trees) sum += score_of(tree, features);
  return sum;
}

Forest grow(const std::vector<const Sample*>& samples, const Settings& settings) {
  double positive = 0;
  double all = 0;
  for (const Sample* sample : samples) {
    all += sample->weight;
    positive += sample->is_positive ? sample->weight : 0;
  }
  Forest forest;
  forest.base = std::log(positive / (all - positive));
  std::vector<double> scores(samples.size(), forest.base);
  std::vector<Sums> sums(samples.size());
  for (int round = 0; round < settings.trees; ++round) {
    for (std::size_t i = 0; i < samples.size(); ++i) {
      const double p = 1 / (1 + std::exp(-scores[i]));
      const double weight = samples[i]->weight;
      sums[i] = {weight * (p - (samples[i]->is_positive ? 1 : 0)), weight * p * (1 - p)};
    }
    forest.trees.push_back(Grower(samples, sums, settings).grow());
    for (std::size_t i = 0; i < samples.size(); ++i)
      scores[i] += score_of(forest.trees.back(), samples[i]->features);
  }
  return forest;
}

}  // namespace tidegate::train
