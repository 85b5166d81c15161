#include "train/columns/field_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "tidegate/classify/schema/field_reader.h"
#include "train/columns/model_writer.h"
#include "train/columns/random.h"

namespace tidegate::train {
namespace {

constexpr std::size_t kWidth = FieldReader::kWidth;
constexpr std::size_t kHidden = FieldReader::kHidden;
constexpr std::size_t kMeans = FieldReader::kMeans;
using Mean = std::array<float, kWidth>;

// Numbers that Adam moves.
struct Weights {
  std::vector<float> value, slope, first, second;
  explicit Weights(std::size_t count) : value(count), slope(count), first(count), second(count) {}
  void step(float rate, float decay, float bias1, float bias2) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const float g = slope[i];
      slope[i] = 0;
      first[i] = 0.9F * first[i] + 0.1F * g;
      second[i] = 0.999F * second[i] + 0.001F * g * g;
      value[i] -= rate * (first[i] / bias1 / (std::sqrt(second[i] / bias2) + 1e-6F) + decay * value[i]);
    }
  }
};

class Net {
 public:
  Net(std::size_t types, const FieldOptions& options)
      : o_(options),
        types_(types),
        inputs_(FieldReader::inputs(types)),
        random_(21),
        to_hidden_(inputs_ * kHidden),
        bias_hidden_(kHidden),
        direct_(inputs_ * types),
        from_hidden_(kHidden * types),
        bias_(types),
        vectors_(std::size_t{kFieldBuckets} * kWidth),
        grown_(kFieldBuckets, 0.01F),
        touched_(kFieldBuckets) {
    for (float& v : vectors_) v = static_cast<float>((random_.unit() - 0.5) * 0.2);
    for (float& v : to_hidden_.value) v = static_cast<float>((random_.unit() - 0.5) * 0.4);
    for (float& v : from_hidden_.value) v = static_cast<float>((random_.unit() - 0.5) * 0.1);
  }

  void train(const std::vector<const FieldTable*>& tables) {
    std::vector<const FieldTable*> order = tables;
    const double steps = static_cast<double>(order.size()) * o_.epochs;
    double step = 0;
    for (int epoch = 0; epoch < o_.epochs; ++epoch) {
      random_.shuffle(order);
      for (const FieldTable* table : order) {
        left_ = static_cast<float>(1 - step / steps);
        step += 1;
        learn(*table);
      }
    }
  }

  std::string bytes(const Taxonomy& taxonomy, const Calibration& calibration) const {
    const double scale = 1 << 10;
    // The few largest are cut, so that the rest keeps its steps.
    std::vector<float> sizes;
    for (std::size_t g = 0; g < kFieldBuckets; ++g) {
      for (std::size_t k = 0; touched_[g] && k < kWidth; ++k)
        sizes.push_back(std::abs(vectors_[g * kWidth + k]));
    }
    const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 999 / 1000);
    std::nth_element(sizes.begin(), at, sizes.end());
    const double step = *at / 127.0;
    ModelWriter out("field-reader 1");
    out.types(taxonomy);
    out.integer<std::uint32_t>(static_cast<std::uint32_t>(calibration.knots.size()));
    for (const auto& [stated, proved] : calibration.knots) {
      out.integer<std::int32_t>(stated);
      out.integer<std::int32_t>(proved);
    }
    out.integer<std::int64_t>(std::llround(step * FieldReader::kOne * (1 << 20)));
    const auto biases = [&](const std::vector<float>& from) {
      for (const float b : from)
        out.integer<std::int32_t>(static_cast<std::int32_t>(std::lround(b * scale * FieldReader::kOne)));
    };
    // From the trainer's order (by input) to the reader's (by output).
    const auto weights = [&](const std::vector<float>& from, std::size_t rows, std::size_t columns) {
      for (std::size_t c = 0; c < columns; ++c) {
        for (std::size_t r = 0; r < rows; ++r)
          out.integer<std::int16_t>(static_cast<std::int16_t>(
              std::clamp(std::lround(from[r * columns + c] * scale), -32767L, 32767L)));
      }
    };
    biases(bias_hidden_.value);
    weights(to_hidden_.value, inputs_, kHidden);
    biases(bias_.value);
    weights(direct_.value, inputs_, types_);
    weights(from_hidden_.value, kHidden, types_);
    for (std::size_t g = 0; g < kFieldBuckets; ++g) {
      for (std::size_t k = 0; k < kWidth; ++k)
        out.integer<std::int8_t>(static_cast<std::int8_t>(
            touched_[g] ? std::clamp(std::lround(vectors_[g * kWidth + k] / step), -127L, 127L) : 0L));
    }
    return out.take();
  }

 private:
  using Grams = std::vector<std::uint32_t>;

  Mean mean_of(const Grams& grams) const {
    Mean out{};
    if (grams.empty()) return out;
    const float part = 1 / static_cast<float>(grams.size());
    for (const std::uint32_t g : grams) {
      for (std::size_t k = 0; k < kWidth; ++k) out[k] += vectors_[g * kWidth + k] * part;
    }
    return out;
  }

  // Some of the grams, so that none is leant on alone.
  Grams thinned(const Grams& grams) {
    if (grams.size() < 2 || !random_.chance(o_.dropped)) return grams;
    Grams out;
    for (const std::uint32_t g : grams) {
      if (!random_.chance(0.3)) out.push_back(g);
    }
    return out.empty() ? grams : out;
  }

  void learn(const FieldTable& table) {
    std::vector<Mean> names, comments;
    std::vector<Grams> name_grams, comment_grams;
    Mean all{};
    const bool is_loose = table.points.empty();
    const bool no_comments = random_.chance(0.15);
    const bool no_declared = random_.chance(0.12);
    const bool no_table = random_.chance(0.15);
    for (const FieldClues& field : table.clues) {
      name_grams.push_back(thinned(field.name));
      comment_grams.push_back(no_comments && !field.name.empty() ? Grams{} : thinned(field.comment));
      if (!comment_grams.back().empty() && random_.chance(0.08)) name_grams.back().clear();
      names.push_back(mean_of(name_grams.back()));
      comments.push_back(mean_of(comment_grams.back()));
      for (std::size_t k = 0; k < kWidth; ++k) all[k] += names.back()[k] + comments.back()[k];
    }
    const Grams around = no_table || table.clues.empty() ? Grams{} : thinned(table.clues[0].around);
    const Mean of_table = mean_of(around);
    Mean back_table{};
    const std::size_t count = table.clues.size();
    for (std::size_t i = 0; i < count; ++i) {
      if (table.types[i].empty()) continue;
      const bool no_rules = is_loose || random_.chance(o_.hidden_rules);
      const bool no_others = is_loose || random_.chance(0.15);
      std::vector<float> x(inputs_, 0);
      for (std::size_t k = 0; k < kWidth; ++k) {
        x[k] = names[i][k];
        x[kWidth + k] = comments[i][k];
        x[2 * kWidth + k] = of_table[k];
        if (no_others) continue;
        x[3 * kWidth + k] = ((i > 0 ? names[i - 1][k] : 0) + (i + 1 < count ? names[i + 1][k] : 0)) / 2;
        x[4 * kWidth + k] =
            count < 2 ? 0 : (all[k] - names[i][k] - comments[i][k]) / static_cast<float>(count - 1);
      }
      for (std::size_t d = 0; d < kDeclaredClues && !no_declared && !is_loose; ++d)
        x[kMeans * kWidth + d] = table.clues[i].declared[d] ? 1.0F : 0.0F;
      if (!no_rules) {
        for (std::size_t t = 0; t < types_; ++t)
          x[kMeans * kWidth + kDeclaredClues + t] = static_cast<float>(table.shares[i][t]) / 1000;
      }
      std::array<Mean, 3> back{};
      learn_field(x, no_rules ? nullptr : &table.points[i], table.types[i], table.weight, back);
      move(name_grams[i], back[0]);
      move(comment_grams[i], back[1]);
      for (std::size_t k = 0; k < kWidth; ++k) back_table[k] += back[2][k];
    }
    move(around, back_table);
    ++steps_;
    const float bias1 = 1 - std::pow(0.9F, static_cast<float>(std::min(steps_, 1000)));
    const float bias2 = 1 - std::pow(0.999F, static_cast<float>(std::min(steps_, 20000)));
    for (Weights* w : {&to_hidden_, &bias_hidden_, &direct_, &from_hidden_, &bias_})
      w->step(o_.rate * left_, w == &bias_ ? 0 : o_.decay * 10, bias1, bias2);
  }

  void learn_field(const std::vector<float>& x, const std::vector<std::int32_t>* rules,
                   const std::vector<TypeIndex>& types, float weight, std::array<Mean, 3>& back) {
    std::vector<float> hidden = bias_hidden_.value;
    std::vector<float> p = bias_.value;
    for (std::size_t i = 0; i < inputs_; ++i) {
      if (x[i] == 0) continue;
      const float* w = to_hidden_.value.data() + i * kHidden;
      for (std::size_t h = 0; h < kHidden; ++h) hidden[h] += x[i] * w[h];
      const float* d = direct_.value.data() + i * types_;
      for (std::size_t t = 0; t < types_; ++t) p[t] += x[i] * d[t];
    }
    for (std::size_t h = 0; h < kHidden; ++h) {
      if (hidden[h] <= 0 || random_.chance(o_.idle)) {
        hidden[h] = 0;
        continue;
      }
      hidden[h] /= static_cast<float>(1 - o_.idle);
      const float* w = from_hidden_.value.data() + h * types_;
      for (std::size_t t = 0; t < types_; ++t) p[t] += hidden[h] * w[t];
    }
    if (rules != nullptr) {
      for (std::size_t t = 0; t < types_; ++t) p[t] += static_cast<float>((*rules)[t]) / 1500;
    }
    const float top = *std::max_element(p.begin(), p.end());
    float sum = 0;
    for (float& v : p) sum += v = std::exp(v - top);
    float right = 1e-9F;
    for (float& v : p) v /= sum;
    for (const TypeIndex t : types) right += p[t];
    // What is right is shared among the right answers as the net shares it.
    std::vector<float> error = p;
    for (const TypeIndex t : types) error[t] -= p[t] / right;
    if (right < 1e-6F) error[types[0]] -= 1;
    for (float& e : error) e *= weight;
    std::vector<float> back_hidden(kHidden, 0);
    for (std::size_t h = 0; h < kHidden; ++h) {
      if (hidden[h] <= 0) continue;
      const float* w = from_hidden_.value.data() + h * types_;
      float* slope = from_hidden_.slope.data() + h * types_;
      float b = 0;
      for (std::size_t t = 0; t < types_; ++t) {
        b += error[t] * w[t];
        slope[t] += error[t] * hidden[h];
      }
      back_hidden[h] = b / static_cast<float>(1 - o_.idle);
      bias_hidden_.slope[h] += back_hidden[h];
    }
    for (std::size_t t = 0; t < types_; ++t) bias_.slope[t] += error[t];
    for (std::size_t i = 0; i < inputs_; ++i) {
      if (x[i] == 0) continue;
      const float* w = to_hidden_.value.data() + i * kHidden;
      float* slope = to_hidden_.slope.data() + i * kHidden;
      float b = 0;
      for (std::size_t h = 0; h < kHidden; ++h) {
        b += back_hidden[h] * w[h];
        slope[h] += back_hidden[h] * x[i];
      }
      const float* d = direct_.value.data() + i * types_;
      float* direct = direct_.slope.data() + i * types_;
      for (std::size_t t = 0; t < types_; ++t) {
        b += error[t] * d[t];
        direct[t] += error[t] * x[i];
      }
      if (i < 3 * kWidth) back[i / kWidth][i % kWidth] = b;
    }
  }

  void move(const Grams& grams, const Mean& back) {
    if (grams.empty()) return;
    float square = 0;
    for (const float b : back) square += b * b;
    if (square == 0) return;
    const float part = 1 / static_cast<float>(grams.size());
    for (const std::uint32_t g : grams) {
      touched_[g] = true;
      grown_[g] += square * part * part / static_cast<float>(kWidth);
      const float rate = o_.vector_rate * left_ * part / std::sqrt(grown_[g]);
      for (std::size_t k = 0; k < kWidth; ++k) vectors_[g * kWidth + k] -= rate * back[k];
    }
  }

  FieldOptions o_;
  std::size_t types_, inputs_;
  Random random_;
  Weights to_hidden_, bias_hidden_, direct_, from_hidden_, bias_;
  std::vector<float> vectors_, grown_;
  std::vector<bool> touched_;
  float left_ = 1;  // of the way to go
  int steps_ = 0;
};

}  // namespace

std::string train_fields(const std::vector<const FieldTable*>& tables, const Taxonomy& taxonomy,
                         const FieldOptions& options, const Calibration& calibration) {
  Net net(taxonomy.types().size(), options);
  net.train(tables);
  return net.bytes(taxonomy, calibration);
}

}  // namespace tidegate::train
