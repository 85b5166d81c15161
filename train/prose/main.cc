// Trains the prose tagger's models: train_prose DATA zh|en OUT [option value]...
//   DATA            $TIDEGATE_DATA
//   --hold PATH[:K/N]  leaves a corpus out, or the texts whose number (their template's, where they have one)
//                      leaves K by N, and measures on what was left out
//   --made N        texts made from each language's templates
//   --hide N        leaves out the templates whose number has this remainder by five, and tests on them
//   --epochs N, --rows N, --rate THOUSANDTHS, --decay MILLIONTHS, --caution THOUSANDTHS
//   --weight PATH:THOUSANDTHS  of a corpus, or of "made"
//   --mix PATH:COPIES, --mixed THOUSANDTHS  texts with their names changed, and their share of a corpus'
//   weight
//   --model FILE    measures on the parts held out what this file finds, without training
//   --print FILE    what was missed and what was found wrongly
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/spans.h"
#include "tidegate/pilot/spans.h"
#include "train/prose/field.h"
#include "train/prose/lists.h"
#include "train/prose/maker.h"
#include "train/prose/mixer.h"
#include "train/prose/texts.h"

namespace tidegate::train {
namespace {

struct Source {
  std::string path;
  float weight;
  int copies = 0;  // learnt again with other names, organisations and places in it
};

const std::vector<Source> kChinese = {
    {"uner_zh_gsdsimp/train.jsonl", 1.7F, 8}, {"uner_zh_gsdsimp/dev.jsonl", 1.7F, 8},
    {"crosswoz/train.jsonl", 0.1F, 1},        {"synth_zh/train.jsonl", 0.3F, 1},
    {"synth_zh/dev.jsonl", 0.3F, 1},          {"hand_zh/informal.jsonl", 3, 1},
    {"hand_zh/formal.jsonl", 3, 1},
};
const std::vector<Source> kEnglish = {
    {"uner_en_ewt/dev.jsonl", 2, 3}, {"wnut17/train.jsonl", 0.5F},      {"wnut17/dev.jsonl", 0.5F},
    {"btc/train.jsonl", 0.5F},       {"btc/dev.jsonl", 0.5F},           {"wikigold/train.jsonl", 1, 2},
    {"wikigold/dev.jsonl", 1, 2},    {"sec_filings/train.jsonl", 0.4F}, {"re3d/train.jsonl", 0.5F},
    {"synth_en/train.jsonl", 0.3F},  {"synth_en/dev.jsonl", 0.3F},      {"presidio_synth/train.jsonl", 3, 2},
    {"hand_en/mixed.jsonl", 3, 2},
};

// Texts that training leaves out.
struct Held {
  std::size_t remainder = 0;
  std::size_t divisor = 1;
  // Texts of one template stay together where the id tells it.
  bool holds(const std::string& id, std::size_t index) const {
    const bool is_numbered = id.starts_with("presidio-t");
    return (is_numbered ? static_cast<std::size_t>(std::stoi(id.substr(10))) : index) % divisor == remainder;
  }
};

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// Spans of a text that was left out, and what is found in it.
void measure(const std::vector<LabelledText>& texts, const LabelMap& map, const ProseModels& models,
             const std::string& name, const std::string& print) {
  const LiteralMatcher literals;
  SpanFinder finder(literals, &models);
  std::vector<LabelledText> found;
  std::ofstream out;
  if (!print.empty()) out.open(print, std::ios::app);
  for (const LabelledText& text : texts) {
    LabelledText one{text.id, "", {}};
    for (const FoundSpan& span : finder.find(text.text))
      one.spans.push_back(
          {static_cast<std::int64_t>(span.start), static_cast<std::int64_t>(span.end), span.type});
    if (out.is_open()) {
      std::vector<std::string> points;
      for (std::string_view left = text.text; !left.empty();) {
        const std::string_view from = left;
        next_code_point(left);
        points.emplace_back(from.substr(0, from.size() - left.size()));
      }
      const auto piece = [&](const Span& s) {
        std::string value;
        for (auto i = s.start; i < s.end; ++i) value += points[static_cast<std::size_t>(i)];
        return fmt::format("{}:{}", s.label, value);
      };
      const auto renamed = [&](std::vector<Span> spans) {
        std::set<Span> kept;
        for (Span& s : spans) {
          const auto it = map.find(s.label);
          if (it != map.end() && !it->second) continue;
          if (it != map.end()) s.label = *it->second;
          kept.insert(s);
        }
        return kept;
      };
      const std::set<Span> want = renamed(text.spans);
      const std::set<Span> got = renamed(one.spans);
      std::string line;
      for (const Span& s : want)
        if (!got.contains(s)) line += "  -" + piece(s);
      for (const Span& s : got)
        if (!want.contains(s)) line += "  +" + piece(s);
      if (!line.empty()) out << text.text << "\n  " << line << "\n";
    }
    found.push_back(std::move(one));
  }
  const SpanScore score = score_spans(texts, found, map);
  fmt::print("{:<32} P {:.3f} R {:.3f} F1 {:.4f}", name, static_cast<double>(score.all.precision()) / 1e6,
             static_cast<double>(score.all.recall()) / 1e6, static_cast<double>(score.all.f1()) / 1e6);
  for (const auto& [label, counts] : score.by_label) {
    if (counts.support() + counts.extra > 3)
      fmt::print(" {}:{:.2f}({})", label, static_cast<double>(counts.f1()) / 1e6, counts.support());
  }
  fmt::print("\n");
  std::fflush(stdout);
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3) {
    std::cerr << "train_prose DATA zh|en OUT [option value]...\n";
    return 2;
  }
  const std::string& root = arguments[0];
  const bool is_chinese = arguments[1] == "zh";
  const std::string& target = arguments[2];
  const std::string here = TIDEGATE_SOURCE_DIR "/train/prose";
  std::map<std::string, Held> held;
  std::string print;
  std::string given;
  int made = 24'000;
  int hide = -1;
  float made_weight = 0.3F;
  std::map<std::string, float> weights;
  const auto weigh = [&](const std::string& value) {
    const std::size_t colon = value.find(':');
    weights[value.substr(0, colon)] = static_cast<float>(std::stoi(value.substr(colon + 1))) / 1000;
  };
  const auto hold = [&](const std::string& value) {
    const std::size_t colon = value.find(':');
    Held& part = held[value.substr(0, colon)];
    if (colon == std::string::npos) return;
    const std::string numbers = value.substr(colon + 1);
    part.remainder = static_cast<std::size_t>(std::stoi(numbers));
    part.divisor = static_cast<std::size_t>(std::stoi(numbers.substr(numbers.find('/') + 1)));
  };
  std::map<std::string, int> copies;
  float mixed_weight = 0.5F;
  FieldOptions options;
  if (is_chinese)
    options.caution = 0.25F;  // else more is found wrongly than missed in texts of an encyclopaedia
  for (std::size_t i = 3; i + 1 < arguments.size(); i += 2) {
    const std::string& key = arguments[i];
    const std::string& value = arguments[i + 1];
    if (key == "--hold") hold(value);
    if (key == "--mix")
      copies[value.substr(0, value.find(':'))] = std::stoi(value.substr(value.find(':') + 1));
    if (key == "--mixed") mixed_weight = static_cast<float>(std::stoi(value)) / 1000;
    if (key == "--made") made = std::stoi(value);
    if (key == "--hide") hide = std::stoi(value);
    if (key == "--epochs") options.epochs = std::stoi(value);
    if (key == "--rows") options.rows = static_cast<std::size_t>(std::stoi(value));
    if (key == "--rate") options.rate = static_cast<float>(std::stoi(value)) / 1000;
    if (key == "--decay") options.decay = static_cast<float>(std::stoi(value)) / 1'000'000;
    if (key == "--caution") options.caution = static_cast<float>(std::stoi(value)) / 1000;
    if (key == "--least") options.least = static_cast<std::uint32_t>(std::stoi(value));
    if (key == "--print") print = value;
    if (key == "--model") given = value;
    if (key == "--weight") weigh(value);
  }
  const auto lists = read_lists(root, here, is_chinese);
  if (!lists) {
    std::cerr << lists.error().where << ": " << lists.error().what << "\n";
    return 1;
  }
  ProseModelParts parts;
  parts.is_chinese = is_chinese;
  const std::string traditional = is_chinese ? read_whole(here + "/lexicons/traditional.txt") : "";
  if (is_chinese) {
    parts.fold.assign(kLastHan - kFirstHan + 1, 0);
    for (std::size_t i = 0; i + 6 <= traditional.size(); i += 7) {
      std::string_view pair = std::string_view(traditional).substr(i, 6);
      const char32_t from = next_code_point(pair);
      parts.fold[from - kFirstHan] = static_cast<char16_t>(next_code_point(pair));
    }
  }
  const char* fold = parts.fold.empty() ? nullptr : reinterpret_cast<const char*>(parts.fold.data());
  parts.lexicon = make_lexicon(*lists, is_chinese, fold, 700);
  const std::string base_bytes = write_prose_model(parts);
  const auto base = ProseModel::parse(base_bytes, "base");
  Field field(*base, options);
  std::vector<Text> hidden;
  {
    std::vector<std::string> patterns;
    std::ifstream in(here + (is_chinese ? "/templates/zh.txt" : "/templates/en.txt"));
    for (std::string line; std::getline(in, line);) {
      if (!line.empty() && line[0] != '#') patterns.push_back(line);
    }
    Maker maker(*lists, is_chinese, traditional, is_chinese ? 11 : 22);
    for (int i = 0; given.empty() && i < made; ++i) {
      const auto at = static_cast<std::size_t>(i) % patterns.size();
      Text text = maker.make(patterns[at]);
      text.weight = weights.contains("made") ? weights["made"] : made_weight;
      if (hide >= 0 && at % 5 == static_cast<std::size_t>(hide)) {
        if (i < 4000) hidden.push_back(std::move(text));
      } else {
        field.add(text);
      }
    }
  }
  Mixer mixer(*lists, is_chinese, is_chinese ? 33 : 44);
  for (const Source& source : is_chinese ? kChinese : kEnglish) {
    if (!given.empty()) break;
    auto texts =
        read_corpus(root, source.path, weights.contains(source.path) ? weights[source.path] : source.weight);
    if (!texts) {
      std::cerr << texts.error().where << ": " << texts.error().what << "\n";
      return 1;
    }
    if (const auto it = held.find(source.path); it != held.end()) {
      std::size_t index = 0;
      std::erase_if(*texts, [&](const Text& text) { return it->second.holds(text.id, index++); });
    }
    mixer.learn(*texts);
    for (const Text& text : *texts) {
      field.add(text);
      for (int i = 0; i < (copies.contains(source.path) ? copies[source.path] : source.copies); ++i) {
        Text other = mixer.mix(text);
        other.weight *= mixed_weight;
        if (other.weight > 0) field.add(other);
      }
    }
  }
  std::string bytes = given.empty() ? "" : read_whole(given);
  if (given.empty()) {
    field.train();
    field.write(parts);
    parts.lexicon = make_lexicon(*lists, is_chinese, fold, 1000);
    bytes = write_prose_model(parts);
    std::ofstream(target, std::ios::binary) << bytes;
    fmt::print("{}: {} bytes, {} features\n", target, bytes.size(), parts.features.size());
  }
  if (held.empty() && hidden.empty()) return 0;
  const auto model = ProseModel::parse(bytes, target);
  std::string other_bytes =
      read_whole(TIDEGATE_SOURCE_DIR "/models/prose/" + std::string(is_chinese ? "en.bin" : "zh.bin"));
  if (other_bytes.empty()) other_bytes = bytes;
  const auto other = ProseModel::parse(other_bytes, "other");
  if (!model || !other) {
    std::cerr << target << ": not a model\n";
    return 1;
  }
  const ProseModels models = is_chinese ? ProseModels{*model, *other} : ProseModels{*other, *model};
  LabelMap map;
  for (const auto& [from, to] : std::map<std::string, std::string>{{"PER", "ID.NAME"},
                                                                   {"LOC", "GEN.PLACE"},
                                                                   {"ORG", "BIZ.ORG_NAME"},
                                                                   {"PERSON", "ID.NAME"},
                                                                   {"STREET_ADDRESS", "CT.ADDRESS"},
                                                                   {"GPE", "GEN.PLACE"},
                                                                   {"ORGANIZATION", "BIZ.ORG_NAME"},
                                                                   {"CREDIT_CARD", "FIN.CARD"},
                                                                   {"PHONE_NUMBER", "CT.PHONE"},
                                                                   {"CT.MOBILE", "CT.MOBILE"},
                                                                   {"AGE", "DM.AGE"},
                                                                   {"EMAIL_ADDRESS", "CT.EMAIL"},
                                                                   {"ZIP_CODE", "CT.POSTCODE"},
                                                                   {"IBAN_CODE", "FIN.IBAN"},
                                                                   {"US_SSN", "ID.US_SSN"},
                                                                   {"IP_ADDRESS", "NET.IP"},
                                                                   {"US_DRIVER_LICENSE", "ID.DRIVER"}})
    map[from] = to;
  for (const char* none : {"MISC", "TITLE", "NRP", "DATE_TIME", "DOMAIN_NAME", "POI", "METRO", "ADDRESS",
                           "PHONE", "street_name"})
    map[none] = std::nullopt;
  for (const auto& [file, part] : held) {
    auto texts = parse_labelled_texts(read_whole(root + "/data/corpus/" + file), file);
    if (!texts) return 1;
    std::vector<LabelledText> kept;
    for (std::size_t i = 0; i < texts->size(); ++i) {
      if (part.holds((*texts)[i].id, i)) kept.push_back(std::move((*texts)[i]));
    }
    LabelMap used = map;
    if (file.starts_with("presidio")) {
      used["CT.MOBILE"] = "CT.PHONE";
      used["EE.OCCUPATION"] = std::nullopt;
    }
    if (file.starts_with("uner")) {
      for (const char* none : {"CT.ADDRESS", "EE.OCCUPATION", "MED.DIAGNOSIS", "MED.MEDICATION", "DM.AGE",
                               "CT.PHONE", "CT.EMAIL", "CT.MOBILE"})
        used[none] = std::nullopt;
    }
    measure(kept, used, models, fmt::format("{}:{}/{}", file, part.remainder, part.divisor), print);
  }
  if (!hidden.empty()) {
    std::vector<LabelledText> texts;
    for (std::size_t i = 0; i < hidden.size(); ++i) {
      LabelledText text{std::to_string(i), hidden[i].text, {}};
      for (const Mark& mark : hidden[i].marks) {
        const auto points = [&](std::size_t byte) {
          std::int64_t n = 0;
          for (std::string_view s = std::string_view(hidden[i].text).substr(0, byte); !s.empty(); ++n)
            next_code_point(s);
          return n;
        };
        text.spans.push_back({points(mark.begin), points(mark.end), std::string(type_code(mark.type))});
      }
      texts.push_back(std::move(text));
    }
    LabelMap only = map;
    for (const char* none :
         {"CT.MOBILE", "CT.PHONE", "CT.EMAIL", "FIN.CARD", "FIN.ACCOUNT", "CT.IM", "NET.IP", "ID.CN_RESIDENT",
          "DM.AGE", "VEH.PLATE", "ID.PASSPORT", "ID.US_SSN", "FIN.IBAN", "BIZ.USCC", "NET.DEVICE_ID"})
      only[none] = std::nullopt;
    measure(texts, only, models, "hidden templates", print);
  }
  return 0;
}

}  // namespace
}  // namespace tidegate::train

int main(int count, char** words) { return tidegate::train::run({words + 1, words + count}); }
