// How well types are found inside text against labels: what `tidegate evaluate spans` prints. Strict: a span
// counts when begin, end and label are all right.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/pilot/counts.h"

namespace tidegate {

// [start, end) in Unicode code points.
struct Span {
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string label;
  friend auto operator<=>(const Span&, const Span&) = default;
};

struct LabelledText {
  std::string id;
  std::string text;  // "" in predictions
  std::vector<Span> spans;
};

// jsonl   one text a line: {id, text?, spans: [{start, end, label}]}; an id may be a number. No end lies
//         beyond 2^32.
// Errors  kMalformed with the line.
Result<std::vector<LabelledText>> parse_labelled_texts(std::string_view jsonl, std::string_view name);

// Labels renamed before they are compared, in labels and predictions alike; none: left out on both sides.
using LabelMap = std::map<std::string, std::optional<std::string>, std::less<>>;
// json    {"PERSON": "ID.NAME", "MISC": null}
// Errors  kMalformed.
Result<LabelMap> parse_label_map(std::string_view json, std::string_view name);

struct SpanScore {
  Counts all;                              // micro
  std::map<std::string, Counts> by_label;  // after renaming
  std::int64_t characters = 0;             // of labelled spans, a span each
  std::int64_t characters_found = 0;       // of these, inside some predicted span of whatever label

  std::int64_t macro_f1() const;  // millionths; mean over the labels that the labelled texts hold
  std::int64_t character_recall() const { return Counts::ratio(characters_found, characters); }
};

// A text without prediction counts as one with no span; a span given twice counts once.
SpanScore score_spans(const std::vector<LabelledText>& labels, const std::vector<LabelledText>& predictions,
                      const LabelMap& map);

// One JSON object: precision, recall, f1, macro_f1, character_recall, by_label {LABEL: {precision, recall,
// f1, support}}; ratios 0..1.
std::string to_json(const SpanScore& score);

}  // namespace tidegate
