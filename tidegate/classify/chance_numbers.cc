#include "tidegate/classify/chance_numbers.h"

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/cn_tables.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/mix.h"

namespace tidegate {
namespace {

using ascii::is_alnum;
using ascii::is_alpha;
using ascii::is_digit;
using ascii::is_high;

constexpr std::size_t kOften = 4;  // times that a number is met
constexpr std::size_t kLook = 40;  // bytes before a number in which a word keeps it from being judged

// How many of the hundred numbers 100 to 199 begin a mobile number.
std::int64_t mobile_segments() {
  static const std::int64_t segments = [] {
    std::int64_t n = 0;
    for (int i = 100; i < 200; ++i) n += is_cn_mobile_segment(std::to_string(i)) ? 1 : 0;
    return n;
  }();
  return segments;
}

bool holds(std::string_view lowered, std::span<const std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    std::size_t at = lowered.find(word);
    // Short words count only where no letter touches them: "to" and not "total".
    while (at != std::string_view::npos && word.size() < 5 && is_alpha(word[0]) &&
           ((at > 0 && is_alpha(lowered[at - 1])) ||
            (at + word.size() < lowered.size() && is_alpha(lowered[at + word.size()]))))
      at = lowered.find(word, at + 1);
    return at != std::string_view::npos;
  });
}

bool is_card(NumberFamily family) {
  return family == NumberFamily::kCard || family == NumberFamily::kLongCard;
}

// Whether `fit` numbers are to `others` as one share to the other, or up to three standard deviations more.
bool are_in_proportion(std::uint64_t fit, std::uint64_t others, std::uint64_t share,
                       std::uint64_t other_share, std::uint64_t times) {
  constexpr std::uint64_t kMostOf = 10'000'000'000;  // numbers: what is more is no chance to speak of
  fit = std::min(fit, kMostOf);
  others = std::min(others, kMostOf);
  if (fit * other_share <= others * share) return true;
  const std::uint64_t more = fit * other_share - others * share;
  constexpr std::uint64_t kMostSquared = 4'000'000'000;
  if (more > kMostSquared) return false;
  // Of so many fit and others, whose shares are known: the variance of `more`. A few are told by no share.
  const std::uint64_t spread = 9 * share * (share + other_share) * std::max<std::uint64_t>(others, 1);
  return spread > UINT64_MAX / times || more * more <= spread * times;
}

// Of the ranges of cards that are told without a word.
bool is_in_range(NumberFamily family, std::string_view digits) {
  return digits.substr(0, 2) == "62" ||
         (family == NumberFamily::kCard && (digits[0] == '4' || digits[0] == '5'));
}

// Whether a word near the number says that it is what it looks like.
bool is_said(std::string_view text, std::size_t begin, std::size_t end, NumberFamily family) {
  constexpr std::size_t kBeside = 12;  // words that stand for much else as well
  // Of the number's line, no further than a word may stand.
  std::string_view before = text.substr(begin > kLook ? begin - kLook : 0, std::min(begin, kLook));
  before.remove_prefix(before.rfind('\n') + 1);
  std::string_view after = text.substr(end, kBeside);
  after = after.substr(0, after.find('\n'));
  std::string near{before};
  for (char& c : near) c = ascii::to_lower(c);
  const std::string_view beside = std::string_view{near}.substr(near.size() - std::min(near.size(), kBeside));
  std::string behind{after};
  for (char& c : behind) c = ascii::to_lower(c);
  if (is_card(family)) {
    constexpr std::string_view kWords[] = {"card", "bank", "visa", "卡", "账", "帐", "银行", "pay"};
    return holds(near, kWords) || holds(behind, kWords);
  }
  constexpr std::string_view kWords[] = {
      "phone",  "tel",  "mobile", "msisdn", "sms",  "caller", "callee",    "contact", "whatsapp",
      "wechat", "手机", "电话",   "联系",   "号码", "短信",   "主叫",      "被叫",    "机主",
      "拨",     "呼",   "收件",   "收货",   "寄",   "微信",   "recipient", "热线"};
  constexpr std::string_view kBesideWords[] = {"to",  "from",     "call",   "cell", "mob", "dial",
                                               "fax", "receiver", "sender", "来电", "回电"};
  return holds(near, kWords) || holds(behind, kWords) || holds(beside, kBesideWords);
}

// An identifier that is random: digits among letters, again and again.
bool is_random_word(std::string_view word) {
  constexpr std::size_t kLeast = 12;
  constexpr int kTurns = 4;
  if (word.size() < kLeast) return false;
  int turns = 0;
  for (std::size_t i = 1; i < word.size(); ++i) turns += is_digit(word[i]) != is_digit(word[i - 1]) ? 1 : 0;
  return turns >= kTurns;
}

// The word that leads to a number and the signs between, digits told apart by nothing: `id = `, `0"} `.
std::uint64_t key_of(std::string_view text, std::size_t begin) {
  constexpr std::size_t kSigns = 8;
  constexpr std::size_t kWord = 24;
  std::array<char, kSigns + kWord> key;
  std::size_t n = 0;
  std::size_t at = begin;
  while (at > 0 && n < kSigns && !is_alnum(text[at - 1]) && !is_high(text[at - 1]) && text[at - 1] != '\n')
    key[n++] = text[--at];
  std::size_t first = at;
  while (first > 0 && at - first < kWord &&
         (is_alnum(text[first - 1]) || is_high(text[first - 1]) || text[first - 1] == '_'))
    --first;
  const std::string_view word = text.substr(first, at - first);
  if (is_random_word(word)) {  // a value itself: it names nothing
    key[n++] = '?';
    return mix_bytes({key.data(), n});
  }
  for (; at > first; --at) {
    const char c = text[at - 1];
    if (!is_digit(c)) {
      key[n++] = ascii::to_lower(c);
    } else if (n == 0 || key[n - 1] != '0') {
      key[n++] = '0';
    }
  }
  return mix_bytes({key.data(), n});
}

}  // namespace

NumberFamily number_family(std::string_view digits) {
  switch (digits.size()) {
    case 11:
      return NumberFamily::kMobile;
    case 13:
      return NumberFamily::kMobileAbroad;
    case 16:
      return NumberFamily::kCard;
    case 17:
    case 18:
    case 19:
      return NumberFamily::kLongCard;
    default:
      return NumberFamily::kNone;
  }
}

void ChanceNumbers::add(std::string_view text, std::size_t begin, std::size_t end, std::uint32_t index) {
  const std::string_view digits = text.substr(begin, end - begin);
  const NumberFamily family = number_family(digits);
  if (family == NumberFamily::kNone || is_said(text, begin, end, family)) return;
  numbers_.push_back({mix_number(key_of(text, begin) + static_cast<std::uint64_t>(family)),
                      static_cast<std::uint64_t>(ascii::number_of(digits)), index, family, digits[0],
                      is_in_range(family, digits)});
}

bool ChanceNumbers::add_told(std::string_view text, std::size_t begin, std::size_t end, ValueKind kind,
                             std::uint32_t index) {
  if (kind != ValueKind::kCnMobile && kind != ValueKind::kCard) return false;
  if (!ascii::all_digits(text.substr(begin, end - begin))) return false;
  add(text, begin, end, index);
  return true;
}

// numbers  of one word and family, different, those that are told among them.
bool ChanceNumbers::are_by_chance(std::span<const Number> numbers) {
  const NumberFamily family = numbers[0].family;
  std::int64_t told = 0;
  std::int64_t in_range = 0;              // others that are no cards for their check digit alone
  std::array<std::int64_t, 10> firsts{};  // of the others
  for (const Number& number : numbers) {
    if (number.index != kOther) {
      ++told;
      continue;
    }
    ++firsts[static_cast<std::size_t>(number.first - '0')];
    in_range += number.is_in_range ? 1 : 0;
  }
  const auto others = static_cast<std::int64_t>(numbers.size()) - told;
  if (told == 0 || others < static_cast<std::int64_t>(kLeast)) return false;
  // Up to three standard deviations more than expected, in thousandths, are chance.
  const auto is_chance = [&](std::int64_t expected, std::int64_t spread = 1) {
    const std::int64_t more = told * 1000 - expected;
    return more <= 0 || more * more <= 9 * 1000 * expected * spread;
  };
  // One number in ten passes the check digit of a card.
  if (is_card(family) && in_range >= static_cast<std::int64_t>(kLeast) && is_chance(in_range * 1000 / 9))
    return true;
  const std::int64_t ones = firsts[1];
  std::sort(firsts.begin() + 2, firsts.end());
  const std::int64_t middle = firsts[4] + firsts[5] + firsts[6] + firsts[7];  // four of the eight
  // Not spread: numbers counted up, numbers of one country.
  if (firsts[9] * 4 > 3 * middle + 12) return false;
  // As many numbers begin with 1 as with each of 2 to 9. So many of them have the digits of a mobile number,
  // two digits more with the 86 before it; a card begins with 4, 5 or 62, and passes one time in ten.
  switch (family) {
    case NumberFamily::kMobile:
      // Chance makes as well numbers that begin with 1 and are none: where these lack, it did not. What they
      // let expect is itself of a few.
      return is_chance(middle * 1000 * mobile_segments() / 400) &&
             is_chance(ones * 1000 * mobile_segments() / (100 - mobile_segments()), 2);
    case NumberFamily::kMobileAbroad:
      return is_chance(middle * 1000 * mobile_segments() / 40'000);
    case NumberFamily::kCard:
      return is_chance(middle * 1000 * 21 / 400) && is_chance(in_range * 1000 / 9, 2);
    default:
      return is_chance(middle * 1000 / 400) && is_chance(in_range * 1000 / 9, 2);
  }
}

void ChanceSums::add(std::uint64_t key, NumberFamily family, std::uint64_t value, bool is_alike) {
  Sum& sum = sums_[key % kSums * 2 + (is_card(family) ? 1 : 0)];
  ++(is_alike ? sum.alike : sum.told);
  sum.values.insert(mix_number(value));
}

void ChanceSums::merge(const ChanceSums& other) {
  for (const auto& [key, sum] : other.sums_) {
    Sum& into = sums_[key];
    into.told += sum.told;
    into.alike += sum.alike;
    into.values.merge(sum.values);
  }
}

bool ChanceSums::has_more(bool of_cards) const {
  return std::any_of(sums_.begin(), sums_.end(), [&](const auto& entry) {
    const auto& [key, sum] = entry;
    if ((key % 2 == 1) != of_cards || sum.told == 0) return false;
    // A number that stands in many blocks is one chance, and not many.
    const std::uint64_t different = std::max<std::uint64_t>(sum.values.estimate(), 1);
    const std::uint64_t times =
        std::max<std::uint64_t>((sum.told + sum.alike + different / 2) / different, 1);
    // One number in ten passes the check digit: nine alike to each.
    return !(of_cards ? are_in_proportion(sum.told, sum.alike, 1, 9, times)
                      : are_mobiles_by_chance(sum.told, sum.alike, times));
  });
}

bool are_mobiles_by_chance(std::uint64_t mobiles, std::uint64_t alike, std::uint64_t times) {
  const auto segments = static_cast<std::uint64_t>(mobile_segments());
  constexpr std::uint64_t kAll = 70;  // 130 to 199
  return are_in_proportion(mobiles, alike, segments, kAll - segments, times);
}

// Of one word and family, different.
void ChanceNumbers::add_up(std::span<const Number> numbers, ChanceSums& sums) {
  const NumberFamily family = numbers[0].family;
  if (family == NumberFamily::kMobileAbroad) return;
  for (const Number& number : numbers) {
    constexpr std::uint64_t kLeastMobile = 13'000'000'000;
    constexpr std::uint64_t kMostMobile = 19'999'999'999;
    // Of cards of other ranges, which a word alone tells, too little is known.
    const bool is_of_kind =
        is_card(family) ? number.is_in_range : number.value >= kLeastMobile && number.value <= kMostMobile;
    if (is_of_kind) sums.add(number.key, family, number.value, number.index == kOther);
  }
}

std::vector<std::uint32_t> ChanceNumbers::judge(ChanceSums* sums) {
  std::vector<std::uint32_t> chance;
  // A number that is told stands before the same number that is not.
  std::sort(numbers_.begin(), numbers_.end(), [](const Number& a, const Number& b) {
    if (a.key != b.key) return a.key < b.key;
    return a.value != b.value ? a.value < b.value : a.index < b.index;
  });
  std::vector<Number> different;
  for (std::size_t begin = 0; begin < numbers_.size();) {
    std::size_t end = begin;
    different.clear();
    std::size_t others = 0;  // that are not told, and how many of these differ
    std::size_t different_others = 0;
    for (; end < numbers_.size() && numbers_[end].key == numbers_[begin].key; ++end) {
      const bool is_other = numbers_[end].index == kOther;
      others += is_other ? 1 : 0;
      if (!different.empty() && different.back().value == numbers_[end].value) continue;
      different.push_back(numbers_[end]);
      different_others += is_other ? 1 : 0;
    }
    if (sums != nullptr && different_others >= kLeast) add_up(different, *sums);
    if (are_by_chance(different)) {
      // Where numbers come once, one that comes again and again is somebody's.
      const bool come_once = others * 10 < different_others * 12;
      for (std::size_t i = begin; i < end;) {
        std::size_t next = i + 1;
        while (next < end && numbers_[next].value == numbers_[i].value) ++next;
        const bool is_met_again = come_once && next - i >= kOften;
        for (; i < next; ++i) {
          if (numbers_[i].index != kOther && !is_met_again) chance.push_back(numbers_[i].index);
        }
      }
    }
    begin = end;
  }
  std::sort(chance.begin(), chance.end());
  return chance;
}

}  // namespace tidegate
