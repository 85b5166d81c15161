#include "tidegate/classify/column_signals.h"

#include <algorithm>
#include <array>
#include <bit>
#include <bitset>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cell_shapes.h"

namespace tidegate {
namespace {

constexpr std::size_t kMostCells = 128;  // of the sample, looked at for shapes and words
constexpr std::int64_t kMicro = 1'000'000;

// Signals of the plain group, in order. Whole units unless said; sizes are clipped to 10^9.
enum Plain : std::size_t {
  kNumberShare,  // permille of non-empty cells that read as a number
  kIntegers,     // permille of these without decimals
  kOnePlace,     // with one decimal
  kTwoPlaces,    // with two
  kManyPlaces,   // with four and more
  kNegative,     // below zero
  kLeadingZero,
  kMin,
  kMax,
  kMedian,
  kSpread,         // permille: (max - min) over max, 0..1000
  kNonEmpty,       // cells
  kEmptyShare,     // permille of cells
  kDistinctShare,  // permille of non-empty cells
  kDistinct,       // values
  kOneValue,       // 1000: a single value
  kRises,          // permille of neighbours in the sample that rise
  kSerial,         // 1000: value - row is fixed
  kMeanLength,     // bytes
  kSameLength,     // permille of non-empty cells of the commonest length
  kLongShare,      // permille of cells of 64 bytes and more
  kCharacters,     // mean characters of the sampled cells
  kHanShare,
  kLatinShare,
  kDigitShare,
  kSignShare,      // permille of the sampled characters
  kWords,          // mean words of the sampled cells, in tenths
  kSharedPrefix,   // characters that all sampled cells begin with
  kHeaderMissing,  // 1000: no header, or one that only counts columns
  kHeaderKnown,    // permille of the header's characters
  kHeaderQuestion,
  kHeaderFlag,
  kHeaderPinyin,  // 1000: read from initials
  kTruncatedIds,  // permille
  kUnitMoney,     // 1000: the header names a currency
  kPlainCount,
};
constexpr std::array<std::string_view, kPlainCount> kPlainNames{
    "num.share",    "num.integer",      "num.one_place", "num.two_places",    "num.many_places",
    "num.negative", "num.leading_zero", "num.min",       "num.max",           "num.median",
    "num.spread",   "col.cells",        "col.empty",     "col.distinct",      "col.values",
    "col.constant", "col.rises",        "col.serial",    "len.mean",          "len.same",
    "len.long",     "len.characters",   "abc.han",       "abc.latin_letters", "abc.digit_chars",
    "abc.signs",    "len.words",        "len.prefix",    "hdr.missing",       "hdr.known",
    "hdr.question", "hdr.flag",         "hdr.initials",  "col.truncated_ids", "hdr.money"};
constexpr std::array<std::string_view, static_cast<std::size_t>(Alphabet::kCount)> kAlphabetNames{
    "abc.digits",     "abc.numeric", "abc.latin",     "abc.alnum",
    "abc.latin_text", "abc.cjk",     "abc.cjk_mixed", "abc.other"};
constexpr std::array<std::string_view, static_cast<std::size_t>(ContextGroup::kCount)> kContextNames{
    "identity", "contact",     "address",    "finance",   "health",    "biometric", "location",
    "secret",   "demographic", "employment", "vehicle",   "family",    "religion",  "criminal",
    "network",  "business",    "industry",   "geography", "government"};

std::int32_t permille(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return 0;
  return static_cast<std::int32_t>(std::min<std::uint64_t>(1000, (part * 1000 + whole / 2) / whole));
}

std::int32_t clipped(std::int64_t value) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -1'000'000'000, 1'000'000'000));
}

void count_numbers(const ColumnFeatures& column, std::span<std::int32_t> plain) {
  const NumberStats& n = column.numbers;
  plain[kNumberShare] = permille(n.cells, column.non_empty);
  plain[kIntegers] = permille(n.decimals[0], n.cells);
  plain[kOnePlace] = permille(n.decimals[1], n.cells);
  plain[kTwoPlaces] = permille(n.decimals[2], n.cells);
  plain[kManyPlaces] =
      permille(std::accumulate(n.decimals.begin() + 4, n.decimals.end(), std::uint64_t{0}), n.cells);
  plain[kNegative] = permille(n.negative, n.cells);
  plain[kLeadingZero] = permille(n.leading_zero, n.cells);
  plain[kMin] = clipped(n.min_micro / kMicro);
  plain[kMax] = clipped(n.max_micro / kMicro);
  const std::int64_t top = std::max(std::abs(n.max_micro), std::abs(n.min_micro));
  const std::uint64_t spread =
      static_cast<std::uint64_t>(n.max_micro) - static_cast<std::uint64_t>(n.min_micro);
  if (top >= 1000)
    plain[kSpread] = static_cast<std::int32_t>(
        std::min(spread / static_cast<std::uint64_t>(top / 1000), std::uint64_t{1000}));
}

void count_column(const ColumnFeatures& column, std::span<std::int32_t> plain) {
  plain[kNonEmpty] =
      clipped(static_cast<std::int64_t>(std::min<std::uint64_t>(column.non_empty, 1'000'000'000)));
  plain[kEmptyShare] = permille(column.cells - column.non_empty, column.cells);
  plain[kDistinctShare] = permille(column.distinct_estimate, column.non_empty);
  plain[kDistinct] =
      clipped(static_cast<std::int64_t>(std::min<std::uint64_t>(column.distinct_estimate, 1'000'000'000)));
  plain[kOneValue] = column.distinct_estimate == 1 ? 1000 : 0;
  plain[kRises] = permille(column.sample_rises,
                           std::uint64_t{column.sample_rises} + column.sample_falls + column.sample_equal);
  plain[kSerial] = column.is_serial ? 1000 : 0;
  plain[kMeanLength] =
      column.non_empty == 0 ? 0 : clipped(static_cast<std::int64_t>(column.total_length / column.non_empty));
  plain[kSameLength] =
      permille(*std::max_element(column.length.begin(), column.length.end()), column.non_empty);
  plain[kLongShare] = permille(column.length[64], column.non_empty);
  plain[kTruncatedIds] = permille(column.truncated_ids, column.non_empty);
}

bool names_money(std::string_view header) {
  constexpr std::array<std::string_view, 18> kMarks{"¥",    "￥",   "$",    "€",    "£",    "元)",
                                                    "元）", "(元",  "（元", "CNY",  "USD",  "RMB",
                                                    "EUR",  "_cny", "_usd", "_rmb", "_eur", "万元"};
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view m) { return header.find(m) != std::string_view::npos; });
}

// "field3", "COL_12", "v1", "列7": a place in the table, not a name.
bool is_opaque(std::string_view header) {
  constexpr std::array<std::string_view, 13> kPlaces{"field", "col",  "column",  "c",    "f",  "v",   "var",
                                                     "x",     "attr", "unnamed", "字段", "列", "item"};
  std::string lower(header);
  std::transform(lower.begin(), lower.end(), lower.begin(), ascii::to_lower);
  std::string_view rest = lower;
  while (!rest.empty() && ascii::is_digit(rest.back())) rest.remove_suffix(1);
  if (rest.size() == lower.size()) return false;
  while (!rest.empty() &&
         (rest.back() == '_' || rest.back() == ' ' || rest.back() == ':' || rest.back() == '-'))
    rest.remove_suffix(1);
  return rest.empty() || std::find(kPlaces.begin(), kPlaces.end(), rest) != kPlaces.end();
}

// Evenly spread over the sample; each different text is looked at once.
struct SampleView {
  std::vector<CellView> cells;
  std::vector<std::uint32_t> times;
};

SampleView look_at(const ColumnFeatures& column, const ValueLexicons& lexicons) {
  SampleView out;
  std::unordered_map<std::string_view, std::size_t> seen;
  const std::size_t n = std::min(kMostCells, column.sample.size());
  for (std::size_t i = 0; i < n; ++i) {
    const std::string& text = column.sample[i * column.sample.size() / n].text;
    const auto [at, is_new] = seen.emplace(text, out.cells.size());
    if (is_new) {
      out.cells.emplace_back(text, lexicons);
      out.times.push_back(0);
    }
    ++out.times[at->second];
  }
  return out;
}

// Calls with the place of each bit that is set.
template <std::size_t Bits, typename Take>
void each_bit(const std::bitset<Bits>& set, const Take& take) {
  constexpr std::size_t kWord = 64;
  for (std::size_t w = 0; w < Bits; w += kWord) {
    std::uint64_t bits = (set >> w & std::bitset<Bits>(~std::uint64_t{0})).to_ullong();
    for (; bits != 0; bits &= bits - 1) take(w + static_cast<std::size_t>(std::countr_zero(bits)));
  }
}

void count_sample(const SampleView& sample, const SignalNames& names, const ValueLexicons& lexicons,
                  Signals& out) {
  std::vector<std::uint32_t> in_lexicon(lexicons.names().size());
  std::vector<std::uint32_t> of_shape(shape_names().size());
  std::uint64_t all = 0, characters = 0, han = 0, latin = 0, digits = 0, signs = 0, words = 0;
  std::vector<std::int64_t> numbers;
  const std::vector<ShapeSet> shapes = shapes_of(sample.cells, lexicons);
  for (std::size_t c = 0; c < sample.cells.size(); ++c) {
    const CellView& cell = sample.cells[c];
    const std::uint32_t times = sample.times[c];
    each_bit(shapes[c], [&](std::size_t i) { of_shape[i] += times; });
    each_bit(cell.lexicons, [&](std::size_t i) { in_lexicon[i] += times; });
    all += times;
    characters += cell.points.size() * times;
    han += cell.han * times;
    latin += cell.latin * times;
    digits += cell.digits * times;
    signs += (cell.signs + cell.spaces) * times;
    words += cell.words * times;
    if (cell.micro) numbers.insert(numbers.end(), times, *cell.micro);
  }
  for (std::size_t i = 0; i < of_shape.size(); ++i) out[names.shapes + i] = permille(of_shape[i], all);
  for (std::size_t i = 0; i < in_lexicon.size(); ++i) out[names.lexicons + i] = permille(in_lexicon[i], all);
  const std::span<std::int32_t> plain(out.data() + names.plain, kPlainCount);
  plain[kCharacters] = all == 0 ? 0 : clipped(static_cast<std::int64_t>(characters / all));
  plain[kHanShare] = permille(han, characters);
  plain[kLatinShare] = permille(latin, characters);
  plain[kDigitShare] = permille(digits, characters);
  plain[kSignShare] = permille(signs, characters);
  plain[kWords] = all == 0 ? 0 : clipped(static_cast<std::int64_t>(words * 10 / all));
  if (!numbers.empty()) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    plain[kMedian] = clipped(*middle / kMicro);
  }
  if (sample.cells.size() < 2) return;
  std::size_t shared = sample.cells[0].points.size();
  for (const CellView& cell : sample.cells) {
    std::size_t i = 0;
    while (i < shared && i < cell.points.size() && cell.points[i] == sample.cells[0].points[i]) ++i;
    shared = i;
  }
  plain[kSharedPrefix] = static_cast<std::int32_t>(shared);
}

}  // namespace

SignalNames::SignalNames(const Taxonomy& taxonomy, const HeaderVocabulary& vocabulary,
                         const ValueLexicons& lists) {
  const auto add = [this](std::string_view prefix, std::string_view name) {
    names_.push_back(std::string(prefix) + std::string(name));
  };
  for (const std::string_view what : {"is.", "like.", "in."}) {
    for (std::size_t k = 0; k < kValueKinds; ++k) add(what, to_string(static_cast<ValueKind>(k)));
  }
  lexicons = names_.size();
  for (const std::string& name : lists.names()) add("lex.", name);
  shapes = names_.size();
  for (const std::string_view name : shape_names()) add("shape.", name);
  alphabets = names_.size();
  for (const std::string_view name : kAlphabetNames) add("", name);
  contexts = names_.size();
  for (const std::string_view name : kContextNames) add("ctx.", name);
  plain = names_.size();
  for (const std::string_view name : kPlainNames) add("", name);
  header_types = names_.size();
  for (const TypeInfo& type : taxonomy.types()) add("hdr.", type.code);
  table_types = names_.size();
  for (const TypeInfo& type : taxonomy.types()) add("tab.", type.code);
  siblings = names_.size();
  for (const TypeInfo& type : taxonomy.types()) add("tabn.", type.code);
  measures = names_.size();
  for (const std::string_view name : kMeasureNames) add("dim.", name);
  roles = names_.size();
  for (const std::string& name : vocabulary.roles()) add("role.", name);
  own_topics = names_.size();
  for (const std::string& name : vocabulary.topics()) add("own.", name);
  scenes = names_.size();
  for (const std::string& name : vocabulary.topics()) add("scene.", name);
  by_name_.resize(names_.size());
  std::iota(by_name_.begin(), by_name_.end(), std::size_t{0});
  std::sort(by_name_.begin(), by_name_.end(),
            [this](std::size_t a, std::size_t b) { return names_[a] < names_[b]; });
}

std::size_t SignalNames::place(std::string_view name) const {
  const auto at = std::lower_bound(by_name_.begin(), by_name_.end(), name,
                                   [this](std::size_t p, std::string_view n) { return names_[p] < n; });
  return at == by_name_.end() || names_[*at] != name ? kNone : *at;
}

Signals signals_of(const ColumnFeatures& column, const HeaderReading& header, const SignalNames& names,
                   const ValueLexicons& lexicons) {
  Signals out(names.size(), 0);
  for (std::size_t k = 0; k < kValueKinds; ++k) {
    const KindCount& count = column.kinds[k];
    out[names.kinds + k] = permille(count.whole_valid, column.non_empty);
    out[names.kinds + kValueKinds + k] =
        permille(count.whole_valid + count.whole_shape_only, column.non_empty);
    out[names.kinds + 2 * kValueKinds + k] = permille(count.inside_text, column.non_empty);
  }
  for (std::size_t a = 0; a < column.alphabet.size(); ++a) {
    out[names.alphabets + a] = permille(column.alphabet[a], column.non_empty);
  }
  for (std::size_t g = 0; g < column.context.size(); ++g) {
    out[names.contexts + g] = permille(column.context[g], column.non_empty);
  }
  const std::span<std::int32_t> plain(out.data() + names.plain, kPlainCount);
  count_numbers(column, plain);
  count_column(column, plain);
  plain[kHeaderMissing] = column.header.empty() || is_opaque(column.header) ? 1000 : 0;
  plain[kHeaderKnown] = header.known_permille;
  plain[kHeaderQuestion] = header.is_question ? 1000 : 0;
  plain[kHeaderFlag] = header.is_flag ? 1000 : 0;
  plain[kHeaderPinyin] = header.language == HeaderLanguage::kInitials ? 1000 : 0;
  plain[kUnitMoney] = names_money(column.header) ? 1000 : 0;
  for (const TypeWeight& t : header.types) out[names.header_types + t.type] = t.permille;
  out[names.measures + static_cast<std::size_t>(header.measure)] = 1000;
  for (std::size_t r = 0; r < 64; ++r) {
    if ((header.roles >> r & 1) != 0) out[names.roles + r] = 1000;
    if ((header.topics >> r & 1) != 0) out[names.own_topics + r] = 1000;
  }
  count_sample(look_at(column, lexicons), names, lexicons, out);
  return out;
}

}  // namespace tidegate
