#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "train/columns/values.h"

namespace tidegate::train {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kCapitals = "ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kHexCapitals = "0123456789ABCDEF";
constexpr std::string_view kCapitalsDigits = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
constexpr std::string_view kAny = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::int64_t kToday = 20'600;  // days: 2026-05-27

struct Civil {
  int year;
  unsigned month, day;
};
Civil civil(std::int64_t z) {
  z += 719468;
  const std::int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int>(yoe) + static_cast<int>(era) * 400 + (month <= 2 ? 1 : 0), month,
          doy - (153 * mp + 2) / 5 + 1};
}

std::string format(const char* form, auto... values) {
  char buffer[128];
  std::snprintf(buffer, sizeof buffer, form, values...);
  return buffer;
}

std::vector<double> numbers_in(std::string_view text) {
  std::vector<double> out;
  for (const std::string& part : split_words(text, ' ')) {
    if (!part.empty()) out.push_back(std::strtod(part.c_str(), nullptr));
  }
  return out;
}
double argument(const std::vector<double>& a, std::size_t i, double otherwise) {
  return i < a.size() ? a[i] : otherwise;
}

std::string with_commas(std::string text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  for (std::size_t at = point; at > 3 && text[at - 4] != '-';) text.insert(at -= 3, ",");
  return text;
}

std::string clock(Random& r, bool seconds) {
  return seconds ? format("%02d:%02d:%02d", static_cast<int>(r.whole(0, 23)),
                          static_cast<int>(r.whole(0, 59)), static_cast<int>(r.whole(0, 59)))
                 : format("%02d:%02d", static_cast<int>(r.whole(0, 23)), static_cast<int>(r.whole(0, 59)));
}

// A number column keeps one habit of writing.
Values number_column(const ValueContext& context, int places, std::function<double(std::size_t)> value) {
  Random& r = context.random;
  const bool commas = r.chance(0.05);
  const bool trims = places > 0 && r.chance(0.3);
  const bool is_sum_of_few = r.chance(0.06);
  auto few = std::make_shared<std::vector<std::string>>();
  return [=, &r](std::size_t row) {
    if (is_sum_of_few && few->size() > 6) return r.one_of(*few);
    std::string text = decimal(value(row), places);
    if (trims && text.find('.') != std::string::npos) {
      while (text.back() == '0') text.pop_back();
      if (text.back() == '.') text.pop_back();
    }
    if (commas) text = with_commas(text);
    few->push_back(text);
    return text;
  };
}

std::vector<std::string> choices_of(std::string_view arguments, bool zh) {
  const std::size_t parts = arguments.find("//");
  if (parts != std::string_view::npos)
    arguments = zh ? arguments.substr(0, parts) : arguments.substr(parts + 2);
  return split_words(arguments, '|');
}

// Some choices are commoner than others.
Values choice(std::vector<std::string> items, const ValueContext& context) {
  Random& r = context.random;
  r.shuffle(items);
  const double skew = 0.6 + r.unit() * 1.6;
  const ValueContext held = context;
  return [items = std::move(items), skew, held](std::size_t) {
    const std::string& item = items[static_cast<std::size_t>(std::pow(held.random.unit(), skew) *
                                                             static_cast<double>(items.size()))];
    return item.find('{') == std::string::npos ? item : fill("`" + item + "`", held);
  };
}

Values dates(std::string_view arguments, const ValueContext& context) {
  Random& r = context.random;
  const auto a = numbers_in(arguments);  // years ago, from and to
  const double from = argument(a, 0, 3);
  const double to = argument(a, 1, 0);
  const int form = r.chance(0.55) ? 0
                   : context.zh   ? static_cast<int>(r.one_of(std::vector<int>{1, 2, 3, 5}))
                                  : static_cast<int>(r.one_of(std::vector<int>{1, 4, 6, 7}));
  const bool rises = r.chance(0.3);
  const double days = (from - to) * 365;
  return [=, &r, rows = static_cast<double>(context.rows)](std::size_t row) {
    const double share = rises ? (static_cast<double>(row) + r.unit()) / (rows + 1) : r.unit();
    return date_text(kToday - static_cast<std::int64_t>(from * 365) + static_cast<std::int64_t>(share * days),
                     form);
  };
}

Values times(std::string_view arguments, const ValueContext& context) {
  Random& r = context.random;
  const auto a = numbers_in(arguments);
  const double from = argument(a, 0, 1);
  const int form = static_cast<int>(r.whole(0, 9));
  const bool rises = r.chance(0.6);
  const double span = from * 365 * 86400 * (r.chance(0.5) ? 0.01 : 1);
  return [=, &r, rows = static_cast<double>(context.rows)](std::size_t row) {
    const double share = rises ? (static_cast<double>(row) + r.unit()) / (rows + 1) : r.unit();
    const std::int64_t second = kToday * 86400 - static_cast<std::int64_t>(span * (1 - share));
    const std::int64_t day = second / 86400;
    const auto s = static_cast<int>(second % 86400);
    const std::string hms = format("%02d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    switch (form) {
      case 0:
      case 1:
      case 2:
        return date_text(day, 0) + " " + hms;
      case 3:
        return date_text(day, 0) + "T" + hms + "Z";
      case 4:
        return date_text(day, 1) + " " + hms.substr(0, 5);
      case 5:
        return std::to_string(second);
      case 6:
        return std::to_string(second * 1000 + r.whole(0, 999));
      case 7:
        return date_text(day, 2) + hms.substr(0, 2) + hms.substr(3, 2) + hms.substr(6, 2);
      case 8:
        return date_text(day, 0) + " " + hms + format(".%03d", static_cast<int>(r.whole(0, 999)));
      default:
        return date_text(day, 0) + " " + hms.substr(0, 5);
    }
  };
}

// Running text from a list of clauses, one to three of them, with the words of other lists in their braces.
Values sentences(std::string_view list, const ValueContext& context) {
  const ValueContext held = context;
  const std::string name(list.empty() ? "clause" : list);
  const std::int64_t most = context.random.whole(1, 3);
  return [held, name, most](std::size_t) {
    std::string out;
    for (std::int64_t n = held.random.whole(1, most); n > 0; --n) {
      if (!out.empty()) out += held.zh ? "，" : ". ";
      out += fill("`" + held.random.one_of(held.words.of(name, held.zh)) + "`", held);
    }
    return out;
  };
}

}  // namespace

std::string decimal(double value, int places) { return format("%.*f", places, value); }

std::string date_text(std::int64_t day, int form) {
  const Civil c = civil(day);
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  switch (form) {
    case 1:
      return format("%d/%u/%u", c.year, c.month, c.day);
    case 2:
      return format("%04d%02u%02u", c.year, c.month, c.day);
    case 3:
      return format("%d年%u月%u日", c.year, c.month, c.day);
    case 4:
      return format("%02u/%02u/%04d", c.day, c.month, c.year);
    case 5:
      return format("%04d.%02u.%02u", c.year, c.month, c.day);
    case 6:
      return format("%02u-%s-%04d", c.day, kMonths[c.month - 1], c.year);
    case 7:
      return format("%02u/%02u/%04d", c.month, c.day, c.year);
    default:
      return format("%04d-%02u-%02u", c.year, c.month, c.day);
  }
}

std::string fill(std::string_view pattern, const ValueContext& context) {
  Random& r = context.random;
  std::string out;
  bool kept = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '`') {
      kept = !kept;
    } else if (c == '{' && pattern.find('}', i) != std::string_view::npos) {
      const std::size_t end = pattern.find('}', i);
      const std::string_view name = pattern.substr(i + 1, end - i - 1);
      out += r.one_of(context.words.of(name, context.zh));
      i = end;
    } else if (kept) {
      out += c;
    } else if (c == '#') {
      out += kDigits[r.below(10)];
    } else if (c == '9') {
      out += kDigits[1 + r.below(9)];
    } else if (c == 'A') {
      out += kCapitals[r.below(kCapitals.size())];
    } else if (c == 'a') {
      out += kSmall[r.below(26)];
    } else if (c == 'X') {
      out += kHexCapitals[r.below(16)];
    } else if (c == 'x') {
      out += kHex[r.below(16)];
    } else if (c == 'Z') {
      out += kCapitalsDigits[r.below(kCapitalsDigits.size())];
    } else if (c == '*') {
      out += kAny[r.below(kAny.size())];
    } else {
      out += c;
    }
  }
  return out;
}

Values plain_values(std::string_view kind, std::string_view arguments, const ValueContext& context) {
  Random& r = context.random;
  const ValueContext held = context;
  if (kind == "int" || kind == "dec") {  // from to [places]
    const auto a = numbers_in(arguments);
    // Two tables of one kind differ in size.
    const double low = a.at(0);
    const double high = low + (a.at(1) - low) * (0.35 + 0.65 * r.unit());
    const int places = kind == "int" ? 0 : static_cast<int>(argument(a, 2, 2));
    return number_column(context, places, [=, &r](std::size_t) { return low + (high - low) * r.unit(); });
  }
  if (kind == "log") {  // median, times or divided by, places
    const auto a = numbers_in(arguments);
    const double median = a.at(0) * std::pow(10, 0.5 * r.normal() * 0.5);
    const double spread = std::log(argument(a, 1, 3));
    return number_column(context, static_cast<int>(argument(a, 2, 0)),
                         [=, &r](std::size_t) { return median * std::exp(spread * r.normal() * 0.6); });
  }
  if (kind == "norm") {  // mean deviation places
    const auto a = numbers_in(arguments);
    const double mean = a.at(0) + a.at(1) * 0.4 * r.normal();
    return number_column(context, static_cast<int>(argument(a, 2, 1)),
                         [=, &r](std::size_t) { return mean + a[1] * r.normal(); });
  }
  if (kind == "walk") {  // start step places: each value near the one before
    const auto a = numbers_in(arguments);
    auto at = std::make_shared<double>(a.at(0) * (0.8 + 0.4 * r.unit()));
    return number_column(context, static_cast<int>(argument(a, 2, 1)),
                         [=, &r](std::size_t) { return *at += a[1] * r.normal(); });
  }
  if (kind == "zeros") {  // share of zeros, then most
    const auto a = numbers_in(arguments);
    return [=, &r](std::size_t) {
      return r.chance(a.at(0)) ? std::string("0")
                               : std::to_string(r.whole(1, static_cast<std::int64_t>(a.at(1))));
    };
  }
  if (kind == "serial") {
    const std::int64_t first = arguments.empty() ? r.one_of(std::vector<std::int64_t>{1, 1, 1, 0, 1001, 5001})
                                                 : static_cast<std::int64_t>(numbers_in(arguments)[0]);
    return [=](std::size_t row) { return std::to_string(first + static_cast<std::int64_t>(row)); };
  }
  if (kind == "rising") {  // digits: a number that mostly grows
    const auto digits = static_cast<int>(argument(numbers_in(arguments), 0, 8));
    auto at = std::make_shared<std::int64_t>(
        static_cast<std::int64_t>(std::pow(10, digits - 1) * (1 + 8 * r.unit())));
    return [=, &r](std::size_t) { return std::to_string(*at += r.whole(1, 40)); };
  }
  if (kind == "pick") return choice(choices_of(arguments, context.zh), context);
  if (kind == "list") return choice(context.words.of(arguments, context.zh), context);
  if (kind == "listzh") return choice(context.words.of(arguments, true), context);
  if (kind == "listen") return choice(context.words.of(arguments, false), context);
  if (kind == "few") {  // a handful of a list's words
    std::vector<std::string> all = context.words.of(arguments, context.zh);
    r.shuffle(all);
    all.resize(std::min<std::size_t>(all.size(), static_cast<std::size_t>(r.whole(3, 12))));
    return choice(all, context);
  }
  if (kind == "pat") {
    auto patterns = choices_of(arguments, context.zh);
    const std::string pattern = r.one_of(patterns);
    return [=](std::size_t) { return fill(pattern, held); };
  }
  if (kind == "mixpat") {  // every row takes another pattern
    const auto patterns = choices_of(arguments, context.zh);
    return [=](std::size_t) { return fill(held.random.one_of(patterns), held); };
  }
  if (kind == "text") return sentences(arguments, context);
  if (kind == "date") return dates(arguments, context);
  if (kind == "time") return times(arguments, context);
  if (kind == "month") {
    const int form = static_cast<int>(r.whole(0, 3));
    return [=, &r](std::size_t) {
      const int year = static_cast<int>(r.whole(2022, 2026));
      const int month = static_cast<int>(r.whole(1, 12));
      return form == 0   ? format("%d-%02d", year, month)
             : form == 1 ? format("%d%02d", year, month)
             : form == 2 ? format("%d年%d月", year, month)
                         : format("%d/%d", year, month);
    };
  }
  if (kind == "year") return [&r](std::size_t) { return std::to_string(r.whole(2005, 2026)); };
  if (kind == "clock") {
    const bool seconds = r.chance(0.5);
    return [=, &r](std::size_t) { return clock(r, seconds); };
  }
  if (kind == "uuid")
    return [held](std::size_t) { return fill("xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx", held); };
  if (kind == "hex") {
    const auto n = static_cast<std::size_t>(argument(numbers_in(arguments), 0, 32));
    const bool capitals = r.chance(0.2);
    return [=, &r](std::size_t) { return r.letters(capitals ? kHexCapitals : kHex, n); };
  }
  if (kind == "base64") {
    const auto n = static_cast<std::size_t>(argument(numbers_in(arguments), 0, 64));
    return [=, &r](std::size_t) {
      return r.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", n) +
             (n % 3 == 0 ? "" : "==");
    };
  }
  if (kind == "digits") {
    const auto a = numbers_in(arguments);
    return [=, &r](std::size_t) {
      const auto n = static_cast<std::size_t>(
          r.whole(static_cast<std::int64_t>(a.at(0)), static_cast<std::int64_t>(argument(a, 1, a[0]))));
      std::string out = r.letters(kDigits, n);
      if (out[0] == '0') out[0] = '8';
      return out;
    };
  }
  if (kind == "snowflake") {
    auto at =
        std::make_shared<std::int64_t>(1'640'000'000'000'000'000LL + r.whole(0, 400'000'000'000'000'000LL));
    return [=, &r](std::size_t) { return std::to_string(*at += r.whole(1, 9'000'000'000LL)); };
  }
  if (kind == "flag") {
    static const std::vector<std::string> kFlags{"0|1",           "Y|N", "是|否//Yes|No",   "true|false",
                                                 "有|无//yes|no", "T|F", "已|未//done|open"};
    return choice(choices_of(r.one_of(kFlags), context.zh), context);
  }
  if (kind == "vector") {
    const auto n = static_cast<int>(argument(numbers_in(arguments), 0, 8));
    return [=, &r](std::size_t) {
      std::string out = "[";
      for (int i = 0; i < n; ++i) out += (i == 0 ? "" : ",") + decimal(r.normal() * 0.2, 4);
      return out + "]";
    };
  }
  return nullptr;
}

Values values_of(std::string_view spec, const ValueContext& context) {
  std::vector<std::string_view> parts;
  for (std::string_view rest = spec;;) {
    const std::size_t at = rest.find(" ; ");
    parts.push_back(rest.substr(0, at));
    if (at == std::string_view::npos) break;
    rest.remove_prefix(at + 3);
  }
  const std::string_view chosen = parts[context.random.below(parts.size())];
  const std::size_t blank = chosen.find(' ');
  const std::string_view kind = chosen.substr(0, blank);
  const std::string_view arguments =
      blank == std::string_view::npos ? std::string_view() : chosen.substr(blank + 1);
  for (const auto part : {plain_values, person_values, thing_values}) {
    if (Values made = part(kind, arguments, context)) return made;
  }
  if (context.words.has(chosen)) return plain_values("list", chosen, context);
  std::fprintf(stderr, "no kind of value \"%s\"\n", std::string(spec).c_str());
  std::exit(1);
}

}  // namespace tidegate::train
