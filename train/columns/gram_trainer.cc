#include "train/columns/gram_trainer.h"

#include <algorithm>
#include <cmath>

#include "tidegate/classify/learned/header_grams.h"
#include "train/columns/model_writer.h"
#include "train/columns/random.h"

namespace tidegate::train {
namespace {

constexpr std::size_t kWidth = HeaderGrams::kWidth;
constexpr int kEpochs = 8;
constexpr float kRate = 0.6F;
constexpr float kDecay = 1e-5F;

}  // namespace

std::size_t part_of(const std::string& phrase, std::size_t parts) {
  return static_cast<std::size_t>(hash_of(phrase) >> 20) % parts;
}

std::string train_grams(const std::vector<HeaderExample>& examples, const Taxonomy& taxonomy) {
  const std::size_t types = taxonomy.types().size();
  Random random(11);
  std::vector<float> vectors(std::size_t{HeaderGrams::kBuckets} * kWidth);
  for (float& v : vectors) v = static_cast<float>((random.unit() - 0.5) * 2 / static_cast<double>(kWidth));
  std::vector<float> output(types * kWidth, 0);
  std::vector<float> bias(types, 0);
  std::vector<std::vector<std::uint32_t>> grams;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    grams.push_back(HeaderGrams::buckets_of(examples[i].header));
    if (!grams.back().empty()) order.push_back(i);
  }
  std::vector<bool> touched(HeaderGrams::kBuckets);
  std::vector<float> p(types);
  const std::size_t steps = order.size() * kEpochs;
  std::size_t step = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    random.shuffle(order);
    for (const std::size_t i : order) {
      const float rate =
          kRate * (1 - static_cast<float>(step++) / static_cast<float>(steps)) * examples[i].weight;
      float mean[kWidth] = {};
      const float part = 1 / static_cast<float>(grams[i].size());
      for (const std::uint32_t g : grams[i]) {
        touched[g] = true;
        for (std::size_t k = 0; k < kWidth; ++k) mean[k] += vectors[g * kWidth + k] * part;
      }
      float top = -1e30F;
      for (std::size_t t = 0; t < types; ++t) {
        float sum = bias[t];
        for (std::size_t k = 0; k < kWidth; ++k) sum += output[t * kWidth + k] * mean[k];
        p[t] = sum;
        top = std::max(top, sum);
      }
      float all = 0;
      for (float& x : p) all += x = std::exp(x - top);
      float back[kWidth] = {};
      for (std::size_t t = 0; t < types; ++t) {
        const float error = (t == examples[i].type ? 1.0F : 0.0F) - p[t] / all;
        if (std::abs(error) < 1e-4F) continue;
        bias[t] += rate * 0.1F * error;
        for (std::size_t k = 0; k < kWidth; ++k) {
          back[k] += error * output[t * kWidth + k];
          output[t * kWidth + k] += rate * error * mean[k] - rate * kDecay * output[t * kWidth + k];
        }
      }
      for (const std::uint32_t g : grams[i]) {
        for (std::size_t k = 0; k < kWidth; ++k) vectors[g * kWidth + k] += rate * part * back[k] * 4;
      }
    }
  }
  // A gram that no example holds says nothing.
  for (std::size_t g = 0; g < HeaderGrams::kBuckets; ++g) {
    if (!touched[g]) std::fill_n(vectors.begin() + static_cast<std::ptrdiff_t>(g * kWidth), kWidth, 0.0F);
  }
  const auto largest = [](const std::vector<float>& v) {
    float most = 1e-9F;
    for (const float x : v) most = std::max(most, std::abs(x));
    return most;
  };
  // The few largest are cut, so that the rest keeps its steps.
  std::vector<float> sizes;
  for (const float x : vectors) {
    if (x != 0) sizes.push_back(std::abs(x));
  }
  const auto at = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() * 9995 / 10000);
  std::nth_element(sizes.begin(), at, sizes.end());
  const double vector_step = *at / 127.0;
  const double output_step = largest(output) / 32000.0;
  ModelWriter out("header-grams 1");
  out.types(taxonomy);
  out.integer<std::int64_t>(std::llround(vector_step * output_step * 1500 * 4294967296.0));
  for (std::size_t t = 0; t < types; ++t) {
    out.integer<std::int32_t>(static_cast<std::int32_t>(std::lround(bias[t] * 1500)));
    for (std::size_t k = 0; k < kWidth; ++k)
      out.integer<std::int16_t>(static_cast<std::int16_t>(std::lround(output[t * kWidth + k] / output_step)));
  }
  for (const float v : vectors)
    out.integer<std::int8_t>(static_cast<std::int8_t>(std::clamp(std::lround(v / vector_step), -127L, 127L)));
  return out.take();
}

}  // namespace tidegate::train
