// Trains the filter of secrets (classify/secrets/secret_trees.h) and measures it.
//
//   train_secrets fit OUT.bin FOLDS LINES.jsonl... [--clean LIST]  trains; FOLDS (0: none): cross-validation
//   over shapes train_secrets show LINES.jsonl                                 what the finder of this build
//   misses and makes up train_secrets clean LIST                                       false alarms a MiB in
//   files without data of anybody, all that is told by form
//
// LINES are {text, spans: [{start, end, label}], shape}; LIST names files, one a line.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "boosted_trees.h"
#include "tidegate/classify/secrets/secret_finder.h"
#include "tidegate/classify/secrets/secret_trees.h"
#include "tidegate/classify/spans.h"

namespace tidegate::train {
namespace {

struct Span {
  std::size_t begin;
  std::size_t end;
  std::vector<std::string> labels;  // the first, and others that are fair
};

struct Line {
  std::string text;
  std::vector<Span> spans;
  std::vector<Span> others;  // spans that are as fair as these; none: there are none
  std::string shape;
};

// Byte offsets of the code points of a text, and its size.
std::vector<std::size_t> code_points(const std::string& text) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) out.push_back(i);
  }
  out.push_back(text.size());
  return out;
}

std::vector<Line> read_lines(const std::string& path) {
  std::vector<Line> lines;
  std::ifstream in(path);
  std::string row;
  while (std::getline(in, row)) {
    const auto json = nlohmann::json::parse(row);
    Line line{json.at("text"), {}, {}, json.value("shape", path)};
    const auto points = code_points(line.text);
    const auto read_spans = [&](const char* name, std::vector<Span>& spans) {
      if (!json.contains(name)) return;
      for (const auto& span : json.at(name)) {
        spans.push_back({points.at(span.at("start")), points.at(span.at("end")), {span.at("label")}});
        const auto also = span.value("also", std::vector<std::string>{});
        spans.back().labels.insert(spans.back().labels.end(), also.begin(), also.end());
      }
    };
    read_spans("spans", line.spans);
    read_spans("alt", line.others);
    lines.push_back(std::move(line));
  }
  return lines;
}

// Texts of at most 64 KiB, cut at line ends.
std::vector<std::string> read_clean(const std::string& path) {
  std::vector<std::string> texts(1);
  std::ifstream in(path);
  std::string row;
  while (std::getline(in, row)) {
    if (texts.back().size() + row.size() > 65'536) texts.emplace_back();
    texts.back() += row + "\n";
  }
  return texts;
}

// The whole file: what is judged by all its numbers is judged as the program judges it.
std::vector<std::string> read_whole(const std::string& path) {
  std::ifstream in(path);
  return {{std::istreambuf_iterator<char>(in), {}}};
}

struct Finder {
  LiteralMatcher literals;
  LiteralMatcher::Scratch scratch;
  SecretFinder finder;
  std::vector<LiteralHit> hits;
  std::vector<FoundSecret> by_form;
  std::vector<SecretCandidate> candidates;

  void look(const std::string& text) {
    literals.find(text, scratch, hits);
    finder.find_by_form(text, hits, by_form);
    finder.find_candidates(text, hits, by_form, candidates);
  }
};

struct Labelled {
  Sample sample;
  std::string shape;
};

void print_scores(std::vector<std::pair<double, bool>> scored, std::size_t unseen) {
  std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::size_t all = unseen;
  for (const auto& s : scored) all += s.second ? 1U : 0U;
  for (const double least : {-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0}) {
    std::size_t right = 0;
    std::size_t wrong = 0;
    for (const auto& [score, is_positive] : scored) {
      if (score < least) break;
      (is_positive ? right : wrong) += 1;
    }
    const double precision = static_cast<double>(right) / static_cast<double>(right + wrong);
    const double recall = static_cast<double>(right) / static_cast<double>(all);
    std::printf("  from %+.1f  precision %.4f  recall %.4f  f1 %.4f\n", least, precision, recall,
                2 * precision * recall / (precision + recall));
  }
}

// A tree as it is stored: a node, all of its left side, all of its right side. docs of the bytes:
// secret_trees.h.
void add_node(const std::vector<Node>& tree, std::size_t at, std::string& out) {
  const Node& node = tree[at];
  if (node.feature < 0) {
    const auto points = static_cast<std::uint16_t>(std::lround(node.points * 1024));
    out += {static_cast<char>(255), static_cast<char>(points & 255), static_cast<char>(points >> 8)};
    return;
  }
  const std::size_t here = out.size();
  out += {static_cast<char>(node.feature), static_cast<char>(node.most), 0};
  add_node(tree, static_cast<std::size_t>(node.left), out);
  out[here + 2] = static_cast<char>((out.size() - here) / 3);
  add_node(tree, static_cast<std::size_t>(node.left) + 1, out);
}

constexpr std::size_t kGroup = 8;  // trees that are asked together

// What the sum after each eight trees is at least of the pieces that are found, but for one in a thousand.
std::vector<double> least_sums(const Forest& forest, double threshold,
                               const std::vector<const Sample*>& samples) {
  std::vector<std::vector<double>> sums((forest.trees.size() + kGroup - 1) / kGroup);
  for (const Sample* sample : samples) {
    if (!sample->is_positive || forest.score(sample->features) < threshold) continue;
    Forest part{forest.base - threshold, {}};
    for (std::size_t i = 0; i < sums.size(); ++i) {
      const auto begin = forest.trees.begin() + static_cast<std::ptrdiff_t>(i * kGroup);
      const auto end =
          forest.trees.begin() + static_cast<std::ptrdiff_t>(std::min((i + 1) * kGroup, forest.trees.size()));
      part.trees.assign(begin, end);
      part.base = part.score(sample->features);
      sums[i].push_back(part.base);
    }
  }
  std::vector<double> least;
  for (auto& all : sums) {
    std::sort(all.begin(), all.end());
    constexpr double kMargin = 0.25;
    least.push_back(all.empty() ? 0 : std::min(0.0, all[all.size() / 1000] - kMargin));
  }
  return least;
}

void put_points(double points, std::string& out) {
  const auto whole = static_cast<std::uint32_t>(std::lround(points * 1024));
  for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(whole >> 8 * i & 255));
}

void write(const Forest& forest, double threshold, const std::vector<double>& least,
           const std::string& path) {
  std::string counts;
  std::string nodes;
  for (const auto& tree : forest.trees) {
    add_node(tree, 0, nodes);
    counts.push_back(static_cast<char>(tree.size()));
  }
  std::string out = "secret-trees 2\n";
  out.push_back(static_cast<char>(kSecretFeatures));
  put_points(forest.base - threshold, out);
  for (int i = 0; i < 2; ++i) out.push_back(static_cast<char>(forest.trees.size() >> 8 * i & 255));
  out += counts;
  for (const double points : least) put_points(points, out);
  std::ofstream(path, std::ios::binary) << out << nodes;
  std::printf("%zu trees, %zu nodes\n", forest.trees.size(), nodes.size() / 3);
}

std::vector<std::string> read_list(const std::string& path) {
  std::vector<std::string> files;
  std::ifstream in(path);
  for (std::string row; std::getline(in, row);) files.push_back(row);
  return files;
}

int fit(const std::string& out, std::size_t folds, const std::vector<std::string>& lines,
        const std::vector<std::string>& clean) {
  Finder finder;
  std::vector<Labelled> all;
  std::map<std::string, std::size_t> lost;  // spans that no candidate is, by shape
  std::size_t spans = 0;
  for (const std::string& path : lines) {
    for (const Line& line : read_lines(path)) {
      finder.look(line.text);
      std::set<std::pair<std::size_t, std::size_t>> wanted;
      std::set<std::pair<std::size_t, std::size_t>> reached;
      for (const Span& span : line.spans) {
        const bool is_by_form =
            std::any_of(finder.by_form.begin(), finder.by_form.end(),
                        [&](const FoundSecret& f) { return f.begin == span.begin && f.end == span.end; });
        if (!is_by_form) wanted.insert({span.begin, span.end});
      }
      spans += wanted.size();
      for (const SecretCandidate& candidate : finder.candidates) {
        // A piece that was cut in two ways is one secret twice.
        const bool is_positive = wanted.count({candidate.item.begin, candidate.item.end}) > 0;
        if (is_positive) reached.insert({candidate.item.begin, candidate.item.end});
        all.push_back(
            {{{candidate.features.begin(), candidate.features.end()}, is_positive, 1.0F}, line.shape});
      }
      if (wanted.size() > reached.size()) lost[line.shape] += wanted.size() - reached.size();
    }
  }
  std::size_t unseen = 0;
  for (const auto& [shape, count] : lost) {
    std::printf("  no candidate: %s %zu\n", shape.c_str(), count);
    unseen += count;
  }
  std::printf("%zu candidates, %zu spans wanted, %zu without candidate\n", all.size(), spans, unseen);
  const std::size_t from_lines = all.size();
  for (const std::string& path : clean) {
    for (const std::string& text : read_clean(path)) {
      finder.look(text);
      for (const SecretCandidate& candidate : finder.candidates)
        all.push_back({{{candidate.features.begin(), candidate.features.end()}, false, 1.0F}, path});
    }
  }
  std::printf("%zu candidates in clean files\n", all.size() - from_lines);

  // A shape is held out whole: what is measured is what was never seen.
  const Settings settings;
  std::vector<std::pair<double, bool>> scored;
  std::vector<double> alarms;
  const auto fold_of = [&](const std::string& shape) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : shape) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return (hash >> 20) % folds;
  };
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<const Sample*> part;
    for (const Labelled& l : all) {
      if (fold_of(l.shape) != fold) part.push_back(&l.sample);
    }
    const Forest forest = grow(part, settings);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (fold_of(all[i].shape) != fold) continue;
      const double score = forest.score(all[i].sample.features);
      if (i < from_lines) {
        scored.emplace_back(score, all[i].sample.is_positive);
      } else {
        alarms.push_back(score);
      }
    }
  }
  if (folds > 0) {
    std::printf("candidates of shapes held out:\n");
    print_scores(scored, unseen);
  }
  for (const double least : {0.0, 0.5, 1.0, 1.5, 2.0, 3.0}) {
    if (folds == 0) break;
    std::printf("  clean, held out, from %+.1f: %zd alarms\n", least,
                std::count_if(alarms.begin(), alarms.end(), [&](double a) { return a >= least; }));
  }
  std::vector<const Sample*> every;
  for (const Labelled& l : all) every.push_back(&l.sample);
  constexpr double kThreshold = 0.1;  // log-odds: a doubt is no alarm
  const Forest forest = grow(every, settings);
  write(forest, kThreshold, least_sums(forest, kThreshold, every), out);
  return 0;
}

std::string_view label_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::kJwt:
      return "SEC.TOKEN";
    case ValueKind::kApiKey:
      return "SEC.API_KEY";
    case ValueKind::kPrivateKey:
      return "SEC.PRIVATE_KEY";
    case ValueKind::kConnString:
      return "SEC.CONN_STRING";
    default:
      return "SEC.PASSWORD";
  }
}

struct Score {
  std::size_t right = 0, wrong = 0, missed = 0;
  std::string notes;
};

Score score(const Finder& finder, const Line& line, const std::vector<FoundSecret>& found,
            std::vector<Span> wanted) {
  Score out;
  for (const FoundSecret& f : found) {
    const std::string label{label_of(f.kind)};
    const auto same = std::find_if(wanted.begin(), wanted.end(), [&](const Span& span) {
      return span.begin == f.begin && span.end == f.end &&
             std::find(span.labels.begin(), span.labels.end(), label) != span.labels.end();
    });
    if (same != wanted.end()) {
      ++out.right;
      wanted.erase(same);
      continue;
    }
    ++out.wrong;
    out.notes += "  + " + label + " " + line.text.substr(f.begin, f.end - f.begin) + "\n";
  }
  for (const Span& span : wanted) {
    ++out.missed;
    bool is_candidate = false;
    std::int32_t points = -100'000;
    for (const SecretCandidate& c : finder.candidates) {
      if (c.item.begin == span.begin && c.item.end == span.end) {
        is_candidate = true;
        points = std::max(points, SecretTrees::built_in().points(c.features));
      }
    }
    out.notes += "  - " + span.labels[0] + " " + line.text.substr(span.begin, span.end - span.begin) +
                 (is_candidate ? "  [" + std::to_string(points) + "]" : "  [no candidate]") + "\n";
  }
  return out;
}

int show(const std::string& path) {
  Finder finder;
  std::vector<FoundSecret> found;
  Score all;
  for (const Line& line : read_lines(path)) {
    finder.look(line.text);
    finder.finder.find(line.text, finder.hits, found);
    Score best = score(finder, line, found, line.spans);
    if (!line.others.empty()) {
      Score other = score(finder, line, found, line.others);
      if (other.wrong + other.missed < best.wrong + best.missed) best = std::move(other);
    }
    all.right += best.right;
    all.wrong += best.wrong;
    all.missed += best.missed;
    if (!best.notes.empty())
      std::printf("%s: %s\n%s", line.shape.c_str(), line.text.c_str(), best.notes.c_str());
  }
  const auto precision = static_cast<double>(all.right) / static_cast<double>(all.right + all.wrong);
  const auto recall = static_cast<double>(all.right) / static_cast<double>(all.right + all.missed);
  std::printf("%zu right, %zu wrong, %zu missed: precision %.4f recall %.4f f1 %.4f\n", all.right, all.wrong,
              all.missed, precision, recall, 2 * precision * recall / (precision + recall));
  return 0;
}

int clean(const std::vector<std::string>& paths) {
  const LiteralMatcher literals;
  SpanFinder finder(literals);
  std::size_t bytes = 0;
  std::map<std::string, std::size_t> alarms;
  for (const std::string& path : paths) {
    for (const std::string& text : read_whole(path)) {
      bytes += text.size();
      const auto found = finder.find(text);
      if (found.empty()) continue;
      const auto points = code_points(text);
      for (const FoundSpan& f : found) {
        const std::string& type = f.type;
        ++alarms[type];
        const std::size_t begin = points[f.start];
        const std::size_t line = begin == 0 ? 0 : text.rfind('\n', begin - 1) + 1;
        const std::size_t shown = std::max(line, begin - std::min<std::size_t>(begin, 80));
        std::printf("%s: %s [%s]\n    %s\n", path.c_str(),
                    text.substr(begin, std::min<std::size_t>(points[f.end] - begin, 80)).c_str(),
                    type.c_str(),
                    text.substr(shown, std::min<std::size_t>(text.find('\n', begin) - shown, 160)).c_str());
      }
    }
  }
  std::size_t all = 0;
  for (const auto& [type, count] : alarms) {
    std::printf("%s %zu\n", type.c_str(), count);
    all += count;
  }
  std::printf("%zu alarms in %.2f MiB: %.3f a MiB\n", all, static_cast<double>(bytes) / 1048576,
              static_cast<double>(all) * 1048576 / static_cast<double>(bytes));
  return 0;
}

}  // namespace
}  // namespace tidegate::train

int main(int argc, char** argv) {
  using namespace tidegate::train;
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() >= 4 && words[0] == "fit") {
    const auto mark = std::find(words.begin(), words.end(), "--clean");
    std::vector<std::string> files;
    if (mark != words.end() && mark + 1 != words.end()) files = read_list(mark[1]);
    return fit(words[1], std::stoul(words[2]), {words.begin() + 3, mark}, files);
  }
  if (words.size() == 2 && words[0] == "show") return show(words[1]);
  if (words.size() == 2 && words[0] == "clean") return clean(read_list(words[1]));
  std::cerr << "usage: train_secrets fit OUT.bin FOLDS LINES.jsonl... [--clean LIST] | show LINES.jsonl | "
               "clean LIST\n";
  return 2;
}
