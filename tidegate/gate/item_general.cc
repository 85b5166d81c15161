// Items that are declared as nobody's and of no weight, and what the filing says around them.
#include <algorithm>
#include <array>

#include "tidegate/gate/item_characters.h"
#include "tidegate/gate/item_clauses.h"
#include "tidegate/gate/item_important.h"
#include "tidegate/gate/item_text.h"
#include "tidegate/gate/item_trade.h"
#include "tidegate/gate/item_words.h"

namespace tidegate {
namespace {

using intake::ItemReading;
using Basis = ItemReading::Basis;

constexpr int kNamedInLists = 3;  // TypeInfo::important_hint

const Text& of_persons() {
  static const Text kKind{"particulars of persons", "个人身份、联系等信息"};
  return kKind;
}

const Text& of_importance() {
  static const Text kKind{"important data", "重要数据"};
  return kKind;
}

constexpr std::array<std::string_view, 12> kThings{"device",  "vehicle",  "product", "production",
                                                   "process", "facility", "scada",   "sensor",
                                                   "network", "company",  "trade",   "charging"};

bool is_about(std::uint64_t topics, const auto& names, const ItemWords& words) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view topic) { return (topics & bit_of(words.vocabulary, topic)) != 0; });
}

// Things have diagnoses, prints, places and numbers too: "设备诊断结果". Names, identity papers, telephones
// and accounts are a person's whatever stands beside them. own: topics of the type that was read; its own
// word is no thing beside it ("车牌号", "IMEI").
bool is_of_things(std::uint64_t topics, std::uint64_t own, const ItemWords& words) {
  // No "patient": a diagnosis is about one by itself.
  constexpr std::array<std::string_view, 7> kPersons{"person",  "user",  "customer", "staff",
                                                     "student", "child", "family"};
  return is_about(topics & ~own, kThings, words) && !is_about(topics, kPersons, words);
}

bool is_of_things_too(const TypeInfo& type) {
  constexpr std::array<std::string_view, 5> kKinds{"MED.", "BIO.", "LOC.", "NET.", "VEH."};
  return std::any_of(kKinds.begin(), kKinds.end(),
                     [&](std::string_view kind) { return type.code.starts_with(kind); });
}

// "统计值", "指标名称": words that every statistic has name none of a government's.
bool names_no_statistic(std::string_view piece) {
  constexpr std::array<std::string_view, 16> kWords{"统计", "数据", "数值", "汇总", "结果", "指标",
                                                    "名称", "口径", "单位", "编号", "代码", "含义",
                                                    "分类", "值",   "数",   " "};
  while (!piece.empty()) {
    const auto at =
        std::find_if(kWords.begin(), kWords.end(), [&](auto word) { return piece.starts_with(word); });
    if (at == kWords.end()) return false;
    piece.remove_prefix(at->size());
  }
  return true;
}

bool is_personal(const TypeInfo& type) {
  return type.today == Sensitivity::kPersonal || type.today == Sensitivity::kSensitive ||
         type.today == Sensitivity::kSecret;
}

// "Name" alone, in whatever letters, is more often a person's than a thing's.
bool is_bare_name(std::string_view said) {
  const std::string lower = lower_words(said);
  const std::size_t begin = past_spaces(lower, 0);
  const std::string_view word =
      std::string_view(lower).substr(begin, lower.find_last_not_of(' ') + 1 - begin);
  return word == "name" || word == "names";
}

class General {
 public:
  explicit General(const ItemWords& words) : words_(words) {}

  void read(const std::string& text, TextKind kind) {
    const std::string plain = folded(text);
    const std::string said = without_denied_of_nobody(plain, kind);
    if (kind != TextKind::kSentence) {
      is_unread_ = is_unread_ || has_unread_script(plain);
      read_words(said, kind);
      // Other languages' words are written with characters that the fold changes: "携帯電話".
      if (plain != text) read_words(without_denied_of_nobody(text, kind), kind);
    }
    if (!important_ && says_important(said)) important_ = ItemReading{0, Basis::kImportant, of_importance()};
    const bool is_name = kind == TextKind::kName && is_bare_name(said);
    if (!person_ && (is_name || names_persons(said, kind)))
      person_ = ItemReading{0, Basis::kPersonal, of_persons()};
  }

  std::vector<ItemReading> found() && {
    std::vector<ItemReading> out;
    if (words_.pieces.take_missed()) is_unread_ = true;
    if (!person_ && is_unread_) person_ = ItemReading{0, Basis::kUnread, {}};
    if (person_) out.push_back(std::move(*person_));
    if (important_) out.push_back(std::move(*important_));
    return out;
  }

 private:
  void read_words(const std::string& said, TextKind kind) {
    const auto piece = [&](std::string_view text) {
      kind == TextKind::kName ? read_name(text) : read_sentence(text);
    };
    if (kind == TextKind::kName && said.find('\n') == std::string::npos) read_name(said);
    if (!each_piece(said, piece)) is_unread_ = true;
  }

  void read_name(std::string_view piece) {
    const HeaderReading& read = words_.pieces.read(piece);
    take(read, kNameSurely, piece);
    if (!person_ && (read.topics & words_.child) != 0 && !read.types.empty() &&
        words_.taxonomy.at(read.types.front().type).today != Sensitivity::kNone)
      person_ = ItemReading{0, Basis::kChild, {}};
  }

  void read_sentence(std::string_view piece) {
    const HeaderReading& read = words_.pieces.read(piece);
    if (read.known_permille >= kTextKnown && !is_record_number(read, words_)) take(read, kTextSurely, piece);
  }

  void take_person(Text kind) {
    if (!person_) person_ = ItemReading{0, Basis::kPersonal, std::move(kind)};
  }

  // surely: of a type's weight. True: the type says what the piece is about.
  bool take_types(const HeaderReading& read, std::int32_t surely, std::string_view piece, bool is_genetic) {
    for (const TypeWeight& at : read.types) {
      const TypeInfo& type = words_.taxonomy.at(at.type);
      const bool is_first = &at == &read.types.front();
      // What a thing is called needs less to be believed than what a person is.
      if (is_first && type.today == Sensitivity::kNone && at.permille >= kNameSurely && !is_genetic)
        return true;
      if (at.permille < surely) return false;
      if (type.important_hint == kNamedInLists) {
        const bool is_bare = type.code == "GOV.STATISTIC" && names_no_statistic(piece);
        if (!important_ && !is_bare) important_ = ItemReading{0, Basis::kImportant, type.name};
        continue;  // persons may stand beside it
      }
      const std::uint64_t own = words_.vocabulary.topics_of(at.type);
      if (is_personal(type) && !(is_of_things_too(type) && is_of_things(read.topics, own, words_)))
        take_person(type.name);
      return is_personal(type) && person_.has_value();
    }
    return false;
  }

  void take(const HeaderReading& read, std::int32_t surely, std::string_view piece) {
    const bool is_genetic = (read.topics & bit_of(words_.vocabulary, "genetic")) != 0;
    if (take_types(read, surely, piece, is_genetic) && !is_genetic) return;
    if (is_genetic) return take_genes();
    if (is_of_things(read.topics, 0, words_)) return;
    if (auto kind = kind_of_topic(read.topics, words_)) take_person(std::move(*kind));
  }

  // What is about human genes, whatever it is called: samples, products, results. It is of persons, too.
  void take_genes() {
    const auto type = words_.taxonomy.find("MED.GENETIC");
    if (!type) return;
    if (!important_) important_ = ItemReading{0, Basis::kImportant, words_.taxonomy.at(*type).name};
    take_person(words_.taxonomy.at(*type).name);
  }

  const ItemWords& words_;
  std::optional<ItemReading> person_;
  std::optional<ItemReading> important_;
  bool is_unread_ = false;
};

// Whether a clause of a text on the firm's assets speaks of what leaves: "出境的数据为", "exported". A
// question of it does, unless it is answered with no.
bool speaks_of_export(std::string_view lower) {
  constexpr auto kDenials =
      std::to_array<std::string_view>({"不", "未", "无", "非", "not ", "never ", "no "});
  for (const std::string_view word : {"出境", "境外", "海外", "export", "abroad", "overseas"}) {
    for (std::size_t at = lower.find(word); at != std::string_view::npos; at = lower.find(word, at + 1)) {
      const bool is_denied = std::any_of(kDenials.begin(), kDenials.end(), [&](std::string_view denial) {
        return lower.substr(0, at).ends_with(denial);
      });
      if (!is_denied && !lower.substr(at).starts_with("exporter") &&
          !is_answered_no(lower.substr(at + word.size())))
        return true;
    }
  }
  return false;
}

void each_clause(std::string_view text, const auto& each) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_comma = i < text.size() && text[i] == ',';
    const std::size_t stop = i == text.size() || is_comma ? 1 : starts_with_any(text.substr(i), kStops);
    if (stop == 0) continue;
    if (i > begin) each(text.substr(begin, i - begin));
    begin = i + stop;
    i = begin - 1;
  }
}

// Every firm holds data of its staff; only clauses on what leaves are of the filing.
std::string said_to_leave(const std::string& text) {
  std::string out;
  const auto clause = [&](std::string_view one) {
    if (speaks_of_export(lower_words(one))) out.append(one) += '\n';
  };
  each_clause(text, clause);
  return out;
}

}  // namespace

std::vector<ItemReading> general_readings(const DataItem& item, const ItemWords& words) {
  General general(words);
  general.read(item.name, TextKind::kName);
  general.read(item.content, TextKind::kContent);
  general.read(item.example, TextKind::kContent);
  general.read(item.remark, TextKind::kSentence);
  general.read(item.necessity, TextKind::kSentence);
  return std::move(general).found();
}

bool tells_things(const DataItem& item) {
  bool is_thing = false;
  bool is_whole = true;
  const auto tell = [&](const std::string& text, TextKind kind) {
    const auto piece = [&](std::string_view one) {
      const TradeWords says = trade_words(one);
      is_thing = is_thing || says == TradeWords::kOfThing;
      is_whole = is_whole && says != TradeWords::kOther;
    };
    is_whole = each_piece(without_denied_of_nobody(folded(text), kind), piece) && is_whole;
  };
  tell(item.name, TextKind::kName);
  tell(item.content, TextKind::kContent);
  return is_thing && is_whole;
}

std::vector<ItemReading> whole_readings(const Transfer& transfer) {
  std::vector<ItemReading> out;
  const bool is_all_general =
      std::none_of(transfer.items.begin(), transfer.items.end(),
                   [](const DataItem& item) { return item.item_class == "IMPORTANT"; });
  const auto read = [&](const std::string& text, const std::string& place) {
    const std::string said = without_denied_of_nobody(folded(text), TextKind::kSentence);
    const bool is_of_persons = names_persons(said, TextKind::kSentence);
    if (is_of_persons) out.push_back({0, Basis::kPersonal, of_persons(), place});
    const bool is_important = is_all_general && says_important(said);
    if (is_important) out.push_back({0, Basis::kImportant, of_importance(), place});
    return is_of_persons || is_important;
  };
  const ScenarioForm& form = transfer.scenario;
  // The form must name a kind and has none for general data: "pi" is the least that it offers.
  if (is_all_general && form.data_type == "important")
    out.push_back({0, Basis::kImportant, of_importance(), "/scenario/data_type"});
  else if (is_all_general && !form.data_type.empty() && form.data_type != "pi")
    out.push_back({0, Basis::kPersonal, {"personal information", "个人信息"}, "/scenario/data_type"});
  if (!read(transfer.summary.zh, "/scenario/summary")) read(transfer.summary.en, "/scenario/summary");
  read(form.purpose, "/scenario/purpose");
  read(form.processing_by_recipient, "/scenario/processing_by_recipient");
  read(form.scope, "/scenario/scope");
  read(form.method, "/scenario/method");
  read(form.necessity, "/scenario/necessity");
  read(said_to_leave(folded(transfer.processor.data_asset_overview)), "/processor/data_asset_overview");
  for (std::size_t i = 0; i < transfer.recipients.size(); ++i)
    read(transfer.recipients[i].use_and_method,
         "/scenario/recipients/" + std::to_string(i) + "/use_and_method");
  for (std::size_t i = 0; i < form.onward.size(); ++i) {
    const std::string place = "/scenario/onward/" + std::to_string(i);
    read(form.onward[i].purpose, place + "/purpose");
    read(form.onward[i].items, place + "/items");
  }
  return out;
}

}  // namespace tidegate
