#include "tidegate/classify/literals.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <mutex>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/literals/literal_database.h"

extern "C" const char tidegate_literals_begin[], tidegate_literals_end[];
asm(".section .rodata\n"
    ".balign 16\n"
    "tidegate_literals_begin:\n"
    ".incbin \"" TIDEGATE_LITERALS
    "\"\n"
    "tidegate_literals_end:\n"
    ".byte 0\n"
    ".text\n");

namespace tidegate {
namespace {

// First two bytes, ASCII letters in lower case.
std::size_t pair_of(char first, char second) {
  return static_cast<std::size_t>(static_cast<unsigned char>(ascii::to_lower(first))) << 8 |
         static_cast<unsigned char>(ascii::to_lower(second));
}

// The third byte, folded in, tells Chinese characters apart that share their first two.
std::size_t triple_of(std::size_t pair, char third) {
  return (pair * 31 + static_cast<unsigned char>(third) * 769U) & 0xFFFF;
}

bool matches_at(std::string_view text, std::size_t begin, const Literal& literal) {
  if (text.size() - begin < literal.text.size()) return false;
  if (!literal.is_word) return text.substr(begin, literal.text.size()) == literal.text;
  for (std::size_t i = 0; i < literal.text.size(); ++i) {
    if (ascii::to_lower(text[begin + i]) != ascii::to_lower(literal.text[i])) return false;
  }
  return true;
}

// A word of ASCII letters stands alone: no letter touches it.
bool is_alone(std::string_view text, std::size_t begin, const Literal& literal) {
  if (!literal.is_word || ascii::is_high(literal.text[0])) return true;
  const std::size_t end = begin + literal.text.size();
  const char before = begin == 0 ? ' ' : text[begin - 1];
  const bool opens =
      !ascii::is_alpha(before) && !(ascii::is_digit(before) && ascii::is_digit(literal.text[0]));
  const bool closes = end == text.size() || !ascii::is_alpha(text[end]);
  if (literal.word == SecretWord::kNone) return opens && closes;
  // dbPassword, passwordOld; and the long ones anywhere: requirepass, mysecretkey.
  constexpr std::size_t kLong = 6;
  return (opens || literal.text.size() >= kLong ||
          (ascii::is_upper(text[begin]) && ascii::is_lower(text[begin - 1]))) &&
         (closes || literal.text.size() >= kLong ||
          (ascii::is_upper(text[end]) && ascii::is_lower(text[end - 1])));
}

struct Collector {
  std::string_view text;
  std::vector<LiteralHit>* out;
};

int collect(unsigned id, unsigned long long /*from*/, unsigned long long to, unsigned /*flags*/,
            void* context) {
  auto* collector = static_cast<Collector*>(context);
  const Literal& literal = literals()[id];
  const auto begin = static_cast<std::size_t>(to) - literal.text.size();
  if (is_alone(collector->text, begin, literal)) {
    collector->out->push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint16_t>(id)});
  }
  return 0;
}

}  // namespace

struct LiteralMatcher::Impl {
  std::bitset<65536> begins;      // pairs that some literal begins with
  std::bitset<65536> characters;  // and triples, where the pair begins a Chinese character
  std::vector<std::pair<std::uint16_t, std::uint16_t>> by_pair;  // pair, literal; sorted
  std::once_flag is_read;
  LiteralDatabase database;
};

struct LiteralMatcher::Scratch::Impl {
  hs_scratch_t* scratch = nullptr;
  ~Impl() { hs_free_scratch(scratch); }
};

LiteralMatcher::Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
LiteralMatcher::Scratch::~Scratch() = default;
LiteralMatcher::Scratch::Scratch(Scratch&&) noexcept = default;
LiteralMatcher::Scratch& LiteralMatcher::Scratch::operator=(Scratch&&) noexcept = default;

LiteralMatcher::LiteralMatcher() : impl_(std::make_unique<Impl>()) {
  for (std::size_t i = 0; i < literals().size(); ++i) {
    const std::string_view text = literals()[i].text;
    const std::size_t pair = pair_of(text[0], text[1]);
    impl_->begins.set(pair);
    if (ascii::is_high(text[0])) impl_->characters.set(triple_of(pair, text[2]));
    impl_->by_pair.emplace_back(static_cast<std::uint16_t>(pair), static_cast<std::uint16_t>(i));
  }
  std::sort(impl_->by_pair.begin(), impl_->by_pair.end());
}

LiteralMatcher::~LiteralMatcher() = default;

void LiteralMatcher::find_plainly(std::string_view text, std::vector<LiteralHit>& out) const {
  out.clear();
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const std::size_t pair = pair_of(text[i], text[i + 1]);
    if (!impl_->begins[pair]) continue;
    if (ascii::is_high(text[i]) && (i + 2 == text.size() || !impl_->characters[triple_of(pair, text[i + 2])]))
      continue;
    auto it = std::lower_bound(
        impl_->by_pair.begin(), impl_->by_pair.end(),
        std::pair<std::uint16_t, std::uint16_t>{static_cast<std::uint16_t>(pair), std::uint16_t{0}});
    for (; it != impl_->by_pair.end() && it->first == pair; ++it) {
      const Literal& literal = literals()[it->second];
      if (matches_at(text, i, literal) && is_alone(text, i, literal))
        out.push_back({static_cast<std::uint32_t>(i), it->second});
    }
  }
}

bool LiteralMatcher::find_by_database(std::string_view text, Scratch& scratch,
                                      std::vector<LiteralHit>& out) const {
  std::call_once(impl_->is_read, [this] {
    impl_->database = read_literals(
        {tidegate_literals_begin, static_cast<std::size_t>(tidegate_literals_end - tidegate_literals_begin)});
  });
  if (impl_->database == nullptr) return false;
  if (scratch.impl_->scratch == nullptr &&
      hs_alloc_scratch(impl_->database.get(), &scratch.impl_->scratch) != HS_SUCCESS)
    return false;
  out.clear();
  Collector collector{text, &out};
  if (hs_scan(impl_->database.get(), text.data(), static_cast<unsigned>(text.size()), 0,
              scratch.impl_->scratch, collect, &collector) != HS_SUCCESS) {
    return false;
  }
  std::sort(out.begin(), out.end());
  return true;
}

void LiteralMatcher::find(std::string_view text, Scratch& scratch, std::vector<LiteralHit>& out) const {
  if (!find_by_database(text, scratch, out)) find_plainly(text, out);
}

bool tells_sensitive(const Literal& literal) {
  if (literal.role == LiteralRole::kTelling) return true;
  return literal.role == LiteralRole::kContext &&
         (literal.group == ContextGroup::kHealth || literal.group == ContextGroup::kCriminal ||
          literal.group == ContextGroup::kReligion || literal.group == ContextGroup::kBiometric);
}

bool is_name_too(const Literal& literal) {
  constexpr std::array<std::string_view, 10> kNames{"iris",      "christian", "islam", "gay",    "parkinson",
                                                    "alzheimer", "church",    "blood", "mosque", "hindu"};
  return std::find(kNames.begin(), kNames.end(), literal.text) != kNames.end();
}

bool tells_sensitive(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), ascii::to_lower);
  for (const Literal& literal : literals()) {
    if (!tells_sensitive(literal)) continue;
    std::string word(literal.text);
    std::transform(word.begin(), word.end(), word.begin(), ascii::to_lower);
    for (std::size_t at = lowered.find(word); at != std::string::npos; at = lowered.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      const bool is_amid =
          (ascii::is_alpha(word.front()) && at > 0 && ascii::is_alpha(lowered[at - 1])) ||
          (ascii::is_alpha(word.back()) && end < lowered.size() && ascii::is_alpha(lowered[end]));
      if (!is_amid) return true;
    }
  }
  return false;
}

}  // namespace tidegate
