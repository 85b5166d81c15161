// Names, addresses, organisations, places, positions, diagnoses and medication in running text: what no form
// tells.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tidegate/classify/byte_classes.h"
#include "tidegate/classify/prose/prose_model.h"
#include "tidegate/classify/prose/prose_path.h"
#include "tidegate/classify/prose/prose_sums.h"

namespace tidegate {

struct FoundProse {
  std::size_t begin;  // bytes, half-open
  std::size_t end;
  ProseType type;
  friend bool operator==(const FoundProse&, const FoundProse&) = default;
};

// One a run. Const: several threads may use it at once.
struct ProseModels {
  // The bytes of models/prose/zh.bin and en.bin, borrowed as long as the models live.
  static Result<ProseModels> parse(std::string_view chinese, std::string_view english);
  ProseModel chinese;
  ProseModel english;
};

// A line with a Chinese character is read by the Chinese model, one with Latin words alone by the English
// one. One tagger a thread.
class ProseTagger {
 public:
  // models   outlives the tagger.
  explicit ProseTagger(const ProseModels& models, Simd simd = best_simd())
      : models_(&models), add_rows_(add_prose_rows(simd)), path_(simd) {}

  // text   UTF-8, at most 4 GiB; long texts are read in parts of some thousand units.
  // out    cleared first; ascending, not overlapping.
  void find(std::string_view text, std::vector<FoundProse>& out);

 private:
  void find_in(const ProseModel& model, std::string_view text, std::size_t begin, std::size_t end,
               std::vector<FoundProse>& out);
  std::size_t behind_titles(std::size_t first, std::size_t last) const;

  const ProseModels* models_;
  AddProseRows add_rows_;
  ProsePath path_;
  std::vector<ProseUnit> units_;
  std::vector<std::uint32_t> tags_;
  std::vector<ProseAsked> asked_;
  std::vector<ProseAdd> adds_;
  std::vector<std::int16_t> sums_;
  std::vector<ProseSpan> spans_;
};

// Text parted by the model that reads it.
struct ProsePart {
  std::size_t begin;
  std::size_t end;
  bool is_chinese;
};

// The part that begins at `begin`: whole lines of one kind, at most some thousand bytes.
ProsePart next_prose_part(std::string_view text, std::size_t begin);

}  // namespace tidegate
