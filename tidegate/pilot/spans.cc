#include "tidegate/pilot/spans.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tidegate/base/json_writer.h"

namespace tidegate {
namespace {

constexpr std::int64_t kLongestText = std::int64_t{1}
                                      << 32;  // code points; so that sums of spans cannot overflow

using nlohmann::json;

std::optional<Span> span_of(const json& row) {
  if (!row.is_object()) return std::nullopt;
  const auto start = row.find("start");
  const auto end = row.find("end");
  const auto label = row.find("label");
  if (start == row.end() || end == row.end() || label == row.end()) return std::nullopt;
  if (!start->is_number_integer() || !end->is_number_integer() || !label->is_string()) return std::nullopt;
  Span span{start->get<std::int64_t>(), end->get<std::int64_t>(), label->get<std::string>()};
  if (span.start < 0 || span.end < span.start || span.end > kLongestText) return std::nullopt;
  return span;
}

std::set<Span> renamed(const std::vector<Span>& spans, const LabelMap& map) {
  std::set<Span> out;
  for (const Span& span : spans) {
    const auto at = map.find(span.label);
    if (at == map.end()) {
      out.insert(span);
    } else if (at->second) {
      out.insert({span.start, span.end, *at->second});
    }
  }
  return out;
}

// Length of [start, end) that the union of spans covers.
std::int64_t covered(const Span& span, const std::set<Span>& spans) {
  std::int64_t from = span.start;
  std::int64_t sum = 0;
  for (const Span& s : spans) {  // by start
    const std::int64_t begin = std::max(from, s.start);
    const std::int64_t end = std::min(span.end, s.end);
    if (begin >= end) continue;
    sum += end - begin;
    from = end;
  }
  return sum;
}

void write_counts(JsonWriter& out, const Counts& counts) {
  constexpr int kDigits = 6;
  out.key("precision").decimal(counts.precision(), kDigits);
  out.key("recall").decimal(counts.recall(), kDigits);
  out.key("f1").decimal(counts.f1(), kDigits);
}

}  // namespace

Result<std::vector<LabelledText>> parse_labelled_texts(std::string_view jsonl, std::string_view name) {
  std::vector<LabelledText> out;
  std::size_t number = 0;
  while (!jsonl.empty()) {
    ++number;
    const std::size_t end = jsonl.find('\n');
    const std::string_view line = jsonl.substr(0, end);
    jsonl.remove_prefix(end == std::string_view::npos ? jsonl.size() : end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto fault = [&](const char* what) {
      return fail({ErrorCode::kMalformed, what, std::string(name) + ":" + std::to_string(number)});
    };
    const json row = json::parse(line, nullptr, false);
    if (!row.is_object()) return fault("the line is no JSON object");
    const auto id = row.find("id");
    const auto spans = row.find("spans");
    if (id == row.end() || spans == row.end() || !spans->is_array())
      return fault("the line has no id or no spans");
    LabelledText text;
    if (!id->is_string() && !id->is_number()) return fault("the id is neither a text nor a number");
    text.id = id->is_string() ? id->get<std::string>() : id->dump();
    const auto body = row.find("text");
    if (body != row.end() && body->is_string()) text.text = body->get<std::string>();
    for (const json& s : *spans) {
      auto span = span_of(s);
      if (!span) return fault("a span has no start, end or label, ends before it starts, or beyond any text");
      text.spans.push_back(std::move(*span));
    }
    out.push_back(std::move(text));
  }
  return out;
}

Result<LabelMap> parse_label_map(std::string_view text, std::string_view name) {
  const json object = json::parse(text, nullptr, false);
  if (!object.is_object())
    return fail({ErrorCode::kMalformed, "the map of labels is no JSON object", std::string(name)});
  LabelMap out;
  for (const auto& [from, to] : object.items()) {
    if (to.is_null()) {
      out[from] = std::nullopt;
    } else if (to.is_string()) {
      // An empty name drops a label too.
      out[from] = to.get<std::string>().empty() ? std::nullopt : std::optional(to.get<std::string>());
    } else {
      return fail({ErrorCode::kMalformed, "a label maps to neither a label nor null", std::string(name)});
    }
  }
  return out;
}

std::int64_t SpanScore::macro_f1() const {
  std::int64_t sum = 0;
  std::int64_t labels = 0;
  for (const auto& [label, counts] : by_label) {
    if (counts.support() == 0) continue;
    sum += counts.f1();
    ++labels;
  }
  return labels == 0 ? 0 : (sum + labels / 2) / labels;
}

SpanScore score_spans(const std::vector<LabelledText>& labels, const std::vector<LabelledText>& predictions,
                      const LabelMap& map) {
  std::map<std::string_view, const LabelledText*> by_id;
  for (const LabelledText& text : predictions) by_id[text.id] = &text;
  SpanScore score;
  for (const LabelledText& text : labels) {
    const auto found = by_id.find(text.id);
    const std::set<Span> expected = renamed(text.spans, map);
    const std::set<Span> said = found == by_id.end() ? std::set<Span>() : renamed(found->second->spans, map);
    for (const Span& span : said) {
      const bool hit = expected.contains(span);
      ++(hit ? score.by_label[span.label].hits : score.by_label[span.label].extra);
      ++(hit ? score.all.hits : score.all.extra);
    }
    for (const Span& span : expected) {
      score.characters += span.end - span.start;
      score.characters_found += covered(span, said);
      if (said.contains(span)) continue;
      ++score.by_label[span.label].missed;
      ++score.all.missed;
    }
  }
  return score;
}

std::string to_json(const SpanScore& score) {
  JsonWriter out;
  out.begin_object();
  write_counts(out, score.all);
  out.key("macro_f1").decimal(score.macro_f1(), 6);
  out.key("character_recall").decimal(score.character_recall(), 6);
  out.key("by_label").begin_object();
  for (const auto& [label, counts] : score.by_label) {
    out.key(label).begin_object();
    write_counts(out, counts);
    out.key("support").integer(counts.support());
    out.end_object();
  }
  out.end_object();
  out.end_object();
  return out.take();
}

}  // namespace tidegate
