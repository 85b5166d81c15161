// A linear-chain conditional random field over whole spans, trained by AdaGrad on one thread: the same texts
// give the same weights, bit for bit.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "tidegate/classify/prose/prose_model.h"
#include "train/prose/texts.h"

namespace tidegate::train {

struct FieldOptions {
  int epochs = 8;
  float rate = 0.15F;
  float decay = 1.5e-4F;      // of a row's weights, each time that it is touched
  std::uint32_t least = 2;    // times that a feature occurs in the texts, weights aside
  std::size_t rows = 45'000;  // kept in the model
  float scale = 20;           // whole numbers a unit of weight
  float caution = 0;          // added to the weight of a unit outside
};

class Field {
 public:
  // tagger   a model whose lexicons tell the tags; its features are not looked at.
  Field(const ProseModel& tagger, const FieldOptions& options) : tagger_(&tagger), options_(options) {}

  // Only parts of the tagger's language are taken.
  void add(const Text& text);
  void train();
  // Adds features and bias.
  void write(ProseModelParts& parts) const;

 private:
  using Row = std::array<float, kProseStates>;
  struct Use {
    std::uint32_t row;
    std::uint32_t place;
  };
  struct Example {
    std::size_t first_use;
    std::size_t uses;
    std::size_t first_unit;  // in allowed_
    std::size_t units;
    float weight;
  };
  struct Group {
    std::uint64_t key;
    std::uint32_t reach;
    std::uint32_t count;
    std::uint32_t first_row;
  };
  void make_rows();
  void pass(float rate);
  void learn(const Example& example, float rate);
  void keep(std::size_t rows);
  void note_mean();
  void take_mean();

  const ProseModel* tagger_;
  FieldOptions options_;
  std::unordered_map<std::uint64_t, std::uint32_t> index_;  // looked up only, never walked
  std::vector<Group> groups_;
  std::vector<Use> uses_;  // before make_rows: group and place of its first row
  std::vector<Example> examples_;
  std::vector<std::uint32_t> allowed_;  // states that a unit may have, a bit each
  std::vector<Row> weights_;
  std::vector<Row> squares_;
  std::vector<std::uint8_t> is_kept_;
  Row bias_{};
  Row bias_squares_{};
  std::uint64_t random_ = 0x1234'5678'9ABC'DEF1;
  // Sums of the weights kept, as they were at several moments of the last epochs.
  std::vector<std::uint32_t> kept_;
  std::vector<Row> sums_;
  Row bias_sum_{};
  float moments_ = 0;
  // Of one example.
  std::vector<Row> scores_;
  std::vector<Row> expected_;
  std::vector<Row> observed_;
};

}  // namespace tidegate::train
