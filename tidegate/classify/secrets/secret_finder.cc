#include "tidegate/classify/secrets/secret_finder.h"

#include <algorithm>
#include <optional>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/fit.h"
#include "tidegate/classify/name_words.h"
#include "tidegate/classify/secret_validators.h"
#include "tidegate/classify/secrets/secret_forms.h"
#include "tidegate/classify/secrets/secret_trees.h"

namespace tidegate {
namespace {

using enum SecretRelation;

constexpr std::size_t kLookBack = 160;   // bytes of a line before the first word
constexpr std::size_t kLookAhead = 240;  // and after the last one

bool contains(std::string_view text, std::string_view lower) {
  return std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                     [](char a, char b) { return ascii::to_lower(a) == b; }) != text.end();
}

// Whether a line that ends behind a name goes on with the value on the next one: "password:", "密码如下：",
// or the head of a table.
bool is_open(std::string_view rest) {
  constexpr std::size_t kLongestHead = 80;
  constexpr std::size_t kLongestLead = 24;
  while (!rest.empty() && (rest.back() == '\r' || rest.back() == ' ')) rest.remove_suffix(1);
  if (rest.empty()) return true;
  const bool is_head = rest.size() <= kLongestHead &&
                       (rest[0] == ',' || rest[0] == ';' || rest[0] == '\t' || rest[0] == '|') &&
                       std::all_of(rest.begin(), rest.end(), [](char c) {
                         return ascii::is_alpha(c) || ascii::is_high(c) || c == '_' || c == ',' || c == ';' ||
                                c == '\t' || c == '|' || c == ' ';
                       });
  if (is_head) return true;
  const bool is_lead = rest.size() <= kLongestLead && std::all_of(rest.begin(), rest.end(), [](char c) {
                         return ascii::is_alpha(c) || ascii::is_high(c) || c == ' ' || c == ':';
                       });
  if (is_lead &&
      (rest.back() == ':' || rest.substr(rest.size() - std::min<std::size_t>(rest.size(), 3)) == "：" ||
       rest == " below"))
    return true;
  return std::all_of(rest.begin(), rest.end(), [](char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == ':' || c == '=' || c == '|' || c == '>' || c == '"' ||
           c == '-' || c == '(' || c == '[' || c == '\\' || c == '{';
  });
}

// The line between the head of a table and its rows.
bool is_rule(std::string_view line) {
  return line.size() >= 3 && std::all_of(line.begin(), line.end(), [](char c) {
           return c == '|' || c == '-' || c == ':' || c == ' ' || c == '+' || c == '=' || c == '\r';
         });
}

// The end of the line, or of as much of it as is looked at.
std::size_t line_end(std::string_view text, std::size_t from) {
  const std::string_view ahead = text.substr(0, std::min(text.size(), from + kLookAhead));
  return std::min(ahead.find('\n', from), ahead.size());
}

// The end of the line after the one that ends at `stop`, and of one more where that one is a rule.
// In a block { that the line opens, some lines more.
std::size_t next_stop(std::string_view text, std::size_t stop) {
  const std::size_t next = line_end(text, stop + 1);
  const bool is_between =
      next < text.size() && text[next] == '\n' && is_rule(text.substr(stop + 1, next - stop - 1));
  if (is_between) return line_end(text, next + 1);
  if (stop == 0 || text[stop - 1] != '{') return next;
  constexpr int kLines = 3;
  std::size_t end = next;
  for (int line = 0; line < kLines && end < text.size() && text[end] == '\n'; ++line) {
    if (text.substr(end + 1, 1) == "}") break;
    end = line_end(text, end + 1);
  }
  return end;
}

// 12, 06:49:23.607, 2025-01-18
bool is_measure(std::string_view value) {
  if (value.size() < 6) return ascii::all_digits(value);
  const auto digits = std::count_if(value.begin(), value.end(), ascii::is_digit);
  return static_cast<std::size_t>(digits) < value.size() &&
         std::all_of(value.begin(), value.end(), [](char c) {
           return ascii::is_digit(c) || c == ':' || c == '.' || c == '-' || c == '/' || c == ',';
         });
}

// resourceVersion=179878788: the number is of the name that is given it.
bool is_named_number(std::string_view value) {
  const std::size_t sign = value.find_first_of("=:");
  if (sign == std::string_view::npos || sign == 0 || sign + 1 == value.size()) return false;
  const auto is_part = [](char c) { return ascii::is_alpha(c) || c == '_' || c == '-' || c == '.'; };
  return ascii::all(value.substr(0, sign), is_part) && ascii::all_digits(value.substr(sign + 1));
}

bool is_letter_of_word(char c) { return ascii::is_alpha(c) || ascii::is_high(c); }

// Whether the number at `begin` is that of what the word before it says, and of nothing else on the line:
// "password for account 30126814 accepted".
bool is_number_of_other(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongest = 12;
  std::size_t end = begin;
  while (end > 0 && begin - end < 3 && (text[end - 1] == ' ' || text[end - 1] == '#' || text[end - 1] == ':'))
    --end;
  std::string word;
  for (std::size_t at = end; at > 0 && end - at < kLongest && is_letter_of_word(text[at - 1]); --at)
    word.insert(word.begin(), ascii::to_lower(text[at - 1]));
  for (const std::string_view known :
       Words{"account", "attempt", "batch",  "case", "client", "customer", "id",   "job",     "line",
             "member",  "order",   "page",   "pid",  "port",   "request",  "row",  "session", "tenant",
             "uid",     "user",    "userid", "用户", "账号",   "账户",     "工号", "编号",    "单号"}) {
    if (word == known || (ascii::is_high(known[0]) && word.ends_with(known))) return true;
  }
  return false;
}

// INC7026491, PAY-1432: of a tracker of work.
bool is_issue_number(std::string_view value) {
  std::size_t capitals = 0;
  while (capitals < value.size() && ascii::is_upper(value[capitals])) ++capitals;
  if (capitals < 2 || capitals > 5) return false;
  const std::size_t digits = capitals + (value.substr(capitals, 1) == "-" ? 1 : 0);
  return value.size() - digits >= 3 && ascii::all_digits(value.substr(digits));
}

bool is_letter(char c) { return ascii::is_alpha(c) || ascii::is_high(c); }

bool is_mixed(std::string_view value) {
  return std::any_of(value.begin(), value.end(), ascii::is_digit) &&
         std::any_of(value.begin(), value.end(), ascii::is_alpha);
}

// OpenSSL.SSL is a module of a program, and no command: mysql.server -u is one, as an option follows.
bool is_member(std::string_view text, std::size_t end) {
  if (end + 1 >= text.size() || text[end] != '.' || !ascii::is_alpha(text[end + 1])) return false;
  if (text.substr(end + 1, 3) == "exe") return false;
  constexpr std::size_t kLongest = 32;
  std::size_t at = end + 1;
  while (at < text.size() && at - end < kLongest && (ascii::is_alnum(text[at]) || text[at] == '.')) ++at;
  return text.substr(at, 2) != " -";
}

// A place in a program's source: BlockQueue.java:827.
bool is_source_place(std::string_view value) {
  std::size_t at = value.size();
  while (at > 0 && ascii::is_digit(value[at - 1])) --at;
  if (at == value.size() || at < 4 || value[at - 1] != ':') return false;
  const std::string_view file = value.substr(0, at - 1);
  const std::size_t point = file.rfind('.');
  return point != std::string_view::npos && point > 0 && file.size() - point - 1 <= 4 &&
         file.size() - point > 1 && ascii::all(file.substr(point + 1), ascii::is_lower);
}

// The "name" around a word, which is [begin, end) of it, is random itself: what it spells is chance. Names of
// programs have digits and letters of both cases as well, S3BucketUploaderClientSecret, but they are words,
// and the word that counts begins or ends where one of them does.
bool is_random(std::string_view name, std::size_t begin, std::size_t end) {
  constexpr std::size_t kLeast = 28;
  constexpr std::size_t kWord = 4;  // letters: of random bytes few stand in words as long
  if (name.size() < kLeast) return false;
  constexpr unsigned kAll = ascii::kDigit | ascii::kUpper | ascii::kLower;
  if ((ascii::classes_of(name) & kAll) != kAll || name.find('_') != std::string_view::npos) return false;
  std::size_t in_words = 0;
  bool is_whole = false;
  for_each_name_word(name, [&](std::string_view word) {
    const auto at = static_cast<std::size_t>(word.data() - name.data());
    if (word.size() >= kWord && is_letter(word[0])) in_words += word.size();
    is_whole |= at == begin || at + word.size() == end;
  });
  return !is_whole || in_words * 5 < name.size() * 3;
}

// master.key = and aes-key: name what master_key and aes_key do, which are words of their own.
void join_key(std::string_view text, SecretName& name) {
  if (name.word != SecretWord::kKey || name.begin < name.name_begin + 3 || name.end != name.name_end) return;
  const char sign = text[name.begin - 1];
  if (sign != '.' && sign != '-') return;
  const std::size_t given = text.find_first_not_of(" \"'", name.end);
  if (given == std::string_view::npos || (text[given] != '=' && text[given] != ':')) return;
  std::uint32_t first = name.begin - 1;
  while (first > name.name_begin && ascii::is_alpha(text[first - 1])) --first;
  const std::string_view head = text.substr(first, name.begin - 1 - first);
  for (const std::string_view word :
       Words{"access", "aes", "api", "app", "auth", "crypt", "encryption", "hmac", "master", "secret",
             "shared", "sign", "signing", "storage"}) {
    if (!ascii::equals_ignoring_case(head, word)) continue;
    name.begin = first;
    name.word = SecretWord::kApiKey;
    return;
  }
}

// Words that stand on many lines of logs and programs, and mostly name no secret.
bool is_weak(const SecretName& name) {
  switch (name.word) {
    case SecretWord::kKey:
    case SecretWord::kSession:
    case SecretWord::kVendor:
    case SecretWord::kPin:
      return true;
    case SecretWord::kPass:
      return name.end - name.begin == 4;  // pass, and not pwd
    default:
      return false;
  }
}

// How far from a weak word a secret may stand: farther where the word is part of a name, consumerKey, or the
// piece is given to something.
std::size_t reach_of(const SecretName& name, bool is_given) {
  constexpr std::size_t kBeside = 12;
  constexpr std::size_t kOfName = 28;
  const bool is_part = name.name_end - name.name_begin > name.end - name.begin;
  return is_part || is_given ? kOfName : kBeside;
}

// The part of a line that is cut: all of it, or what lies in reach of its words where all of them are weak.
std::pair<std::size_t, std::size_t> stretch_to_cut(std::string_view text, std::size_t begin, std::size_t end,
                                                   std::span<const SecretName> names) {
  constexpr std::size_t kBefore = 48;  // bytes
  constexpr std::size_t kBehind = 40;
  if (!std::all_of(names.begin(), names.end(), is_weak)) return {begin, end};
  std::size_t from = names.front().name_begin > begin + kBefore ? names.front().name_begin - kBefore : begin;
  while (from > begin && from < names.front().name_begin && text[from - 1] != ' ') ++from;
  return {from, std::min<std::size_t>(end, names.back().name_end + kBehind)};
}

// Too far from the word that could name it: nothing that is learnt finds a secret there, and most lines of a
// log hold such pieces.
bool is_far(const SecretName* left, const SecretName* right, const SecretItem& item, std::string_view value,
            bool is_given) {
  constexpr std::size_t kNear = 48;  // bytes
  constexpr std::size_t kBeside = 12;
  const std::size_t left_gap = left == nullptr ? kLongestSecret : item.begin - left->name_end;
  const std::size_t right_gap = right == nullptr ? kLongestSecret : right->name_begin - item.end;
  // A number that is given to something else.
  const bool is_number = is_measure(value) || ascii::all_digits(value);
  if (is_given && item.quote == 0 && is_number && left_gap > kBeside) return true;
  const bool is_weakly_named = (left == nullptr || is_weak(*left)) && (right == nullptr || is_weak(*right));
  if (!is_weakly_named) return left == nullptr && right_gap > kNear;
  return (left == nullptr || left_gap > reach_of(*left, is_given)) && right_gap > kBeside;
}

// What a piece near a word is, if it is a secret.
ValueKind kind_of(std::string_view text, std::string_view value, const SecretName& name) {
  using enum ValueKind;
  const std::string_view whole = text.substr(name.name_begin, name.name_end - name.name_begin);
  switch (name.word) {
    case SecretWord::kCommand:
      // The form of Azure's keys of programs.
      if (value.size() == 40 && value.substr(4, 2) == "Q~") return kApiKey;
      return kPasswordPair;
    case SecretWord::kNone:
    case SecretWord::kPassword:
    case SecretWord::kPass:
    case SecretWord::kPin:
      return kPasswordPair;
    case SecretWord::kApiKey:
    case SecretWord::kSecret:
    case SecretWord::kKey:
    case SecretWord::kVendor:
      return kApiKey;
    case SecretWord::kToken: {
      // TOKEN alone, and the tokens of an interface, are keys; those of a session, a login or a bearer are
      // not.
      const bool is_bare = whole == "TOKEN";
      return is_bare || contains(whole, "api") || contains(whole, "bot") ? kApiKey : kJwt;
    }
    case SecretWord::kSession:
      return kJwt;
    case SecretWord::kPrivateKey:
      return value.size() >= 40 ? kPrivateKey : kApiKey;
    case SecretWord::kCredential:
      // NewStaticCredentials(id, key) is of an interface.
      if (contains(whole, "static") || contains(whole, "provider")) return kApiKey;
      return value.size() >= 20 && !is_basic_credential(value) ? kJwt : kPasswordPair;
  }
  return kPasswordPair;
}

}  // namespace

void SecretFinder::find_by_form(std::string_view text, std::span<const LiteralHit> hits,
                                std::vector<FoundSecret>& out) const {
  out.clear();
  std::size_t no_jwt = 0;
  for (const LiteralHit& hit : hits) {
    // A key holds what lies inside it.
    if (!out.empty() && hit.begin < out.back().end) continue;
    std::optional<SecretForm> form;
    switch (literals()[hit.literal].role) {
      case LiteralRole::kContext:
      case LiteralRole::kTelling:
      case LiteralRole::kAssignment:
      case LiteralRole::kNear:
        break;
      case LiteralRole::kKeyPrefix:
        form = read_vendor_key(text, hit.begin);
        break;
      case LiteralRole::kJwt:
        if (hit.begin < no_jwt) break;
        form = read_jwt(text, hit.begin);
        if (!form) no_jwt = no_jwt_until(text, hit.begin);
        break;
      case LiteralRole::kPem:
        form = read_private_key(text, hit.begin);
        break;
      case LiteralRole::kWrappedKey:
        form = read_wrapped_key(text, hit.begin);
        break;
      case LiteralRole::kScheme:
        form = read_connection(text, hit.begin);
        break;
      case LiteralRole::kHash:
        form = read_password_hash(text, hit.begin);
        break;
      case LiteralRole::kBasic:
        form = read_basic(text, hit.begin);
        break;
      case LiteralRole::kSeed:
        form = read_seed_phrase(text, hit.begin + literals()[hit.literal].text.size());
        break;
    }
    if (!form) continue;
    while (!out.empty() && out.back().end > form->begin) out.pop_back();
    out.push_back(
        {static_cast<std::uint32_t>(form->begin), static_cast<std::uint32_t>(form->end), form->kind});
  }
}

void SecretFinder::find_names(std::string_view text, std::span<const LiteralHit> hits) {
  names_.clear();
  for (const LiteralHit& hit : hits) {
    const Literal& literal = literals()[hit.literal];
    if (literal.word == SecretWord::kNone) continue;
    const std::size_t end = hit.begin + literal.text.size();
    if (literal.word == SecretWord::kCommand && is_member(text, end)) continue;
    // 182pw is the end of a random name.
    if (literal.text.size() == 2 && hit.begin > 0 && ascii::is_digit(text[hit.begin - 1])) continue;
    // Of words inside one another the longer one counts: token in access_token.
    if (!names_.empty() && names_.back().end >= end) continue;
    SecretName name = secret_name(text, hit.begin, end, literal.word);
    join_key(text, name);
    while (!names_.empty() && names_.back().begin >= name.begin) names_.pop_back();
    const std::string_view whole = text.substr(name.name_begin, name.name_end - name.name_begin);
    if (!is_random(whole, hit.begin - name.name_begin, end - name.name_begin)) names_.push_back(name);
  }
}

void SecretFinder::add_stretch(std::string_view text, std::size_t begin, std::size_t end,
                               std::span<const SecretName> names, std::span<const FoundSecret> by_form,
                               std::vector<SecretCandidate>& out) {
  items_.clear();
  const auto [cut_begin, cut_end] = stretch_to_cut(text, begin, end, names);
  cut_secret_items(text, cut_begin, cut_end, items_);
  const SecretContext context{text, begin, end, names, items_.size()};
  std::optional<SecretFeatures> of_line;  // read for the first piece that is asked about
  for (const SecretItem& item : items_) {
    const std::string_view value = text.substr(item.begin, item.end - item.begin);
    if (value.size() < 4 || value.size() > kLongestSecret) continue;
    const auto [left, right] = secret_neighbours(names, item);
    const SecretName* const name = left != nullptr ? left : right;
    if (name == nullptr) continue;
    // A word by itself is looked at only where it is given to something, or stands in quotes near a word that
    // mostly names a secret.
    const bool is_given = item.relation != kNone && item.relation != kComma && item.relation != kCompare;
    constexpr std::uint32_t kQuoted = 32;  // bytes
    const bool is_shown =
        item.quote != 0 && left != nullptr && !is_weak(*left) && item.begin - left->end <= kQuoted;
    if (ascii::all(value, is_letter) && ((!is_given && !is_shown) || value.size() > 40)) continue;
    // Nor is a time or a small number, and what only a word behind it could name must look like more than a
    // name.
    if (!is_given && item.quote == 0 &&
        (is_measure(value) || is_named_number(value) || (left == nullptr && !is_mixed(value))))
      continue;
    if (is_far(left, right, item, value, is_given) || is_source_place(value)) continue;
    if (is_algorithm_name(value) || is_word_for_password(value)) continue;
    const bool is_bare = !is_given && item.quote == 0;
    if (is_bare && ascii::all_digits(value) && is_number_of_other(text, item.begin)) continue;
    if (is_bare && name->word == SecretWord::kSession && is_issue_number(value)) continue;
    const auto form = std::partition_point(by_form.begin(), by_form.end(),
                                           [&](const FoundSecret& found) { return found.end <= item.begin; });
    if (form != by_form.end() && form->begin < item.end) continue;
    // The word that counts for the kind: behind a piece only when none leads to it.
    const SecretName* counts = name;
    if (left != nullptr && right != nullptr && right->begin - item.end + 40 < item.begin - left->end)
      counts = right;
    if (!of_line) of_line = secret_line_features(context);
    out.push_back(
        {{item, *counts, left != nullptr ? left->name_begin : 0, left != nullptr ? left->name_end : 0,
          static_cast<std::uint32_t>(begin), secret_features(context, *of_line, item)},
         kind_of(text, value, *counts)});
  }
}

void SecretFinder::find_candidates(std::string_view text, std::span<const LiteralHit> hits,
                                   std::span<const FoundSecret> by_form, std::vector<SecretCandidate>& out) {
  out.clear();
  find_names(text, hits);
  add_candidates(text, by_form, false, out);
}

void SecretFinder::keep(std::span<const SecretCandidate> candidates) {
  places_.assign(candidates.begin(), candidates.end());
  memo_.keep(places_);
}

// A stretch that is a line of its own, as most are: cut once where its template was cut before. False for
// others, which hang on what stands around them.
bool SecretFinder::add_remembered(std::string_view text, std::size_t begin, std::size_t end,
                                  std::span<const SecretName> names, std::span<const FoundSecret> by_form,
                                  std::vector<SecretCandidate>& out) {
  const bool is_line = (begin == 0 || text[begin - 1] == '\n') && (end == text.size() || text[end] == '\n');
  if (!is_line || end - begin > SecretMemo::kLongest) return false;
  const std::string_view line = text.substr(begin, end - begin);
  const auto form = std::partition_point(by_form.begin(), by_form.end(),
                                         [&](const FoundSecret& found) { return found.end <= begin; });
  if (form != by_form.end() && form->begin < end) return false;
  const auto from = static_cast<std::uint32_t>(begin);
  if (std::vector<SecretMemo::Place>* const places = memo_.find(line, names, from, true)) {
    recall(text, from, *places, out);
    return true;
  }
  const std::size_t known = out.size();
  add_stretch(text, begin, end, names, by_form, out);
  keep(std::span(out).subspan(known));
  return true;
}

// remembers   the pieces of lines that read alike are cut once, and those that are hopeless left out.
void SecretFinder::add_candidates(std::string_view text, std::span<const FoundSecret> by_form, bool remembers,
                                  std::vector<SecretCandidate>& out) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < names_.size();) {
    std::size_t begin = names_[i].begin;
    const std::size_t least = std::max(from, begin > kLookBack ? begin - kLookBack : 0);
    while (begin > least && text[begin - 1] != '\n') --begin;
    std::size_t last = i;
    std::size_t end;
    while (true) {
      const std::size_t name_end = names_[last].name_end;
      std::size_t stop = line_end(text, name_end);
      if (stop < text.size() && text[stop] == '\n' && is_open(text.substr(name_end, stop - name_end)))
        stop = next_stop(text, stop);
      end = stop;
      if (last + 1 == names_.size() || names_[last + 1].begin >= end || last - i >= 63) break;
      ++last;
    }
    const std::span<const SecretName> names = std::span(names_).subspan(i, last + 1 - i);
    if (begin < end && !(remembers && add_remembered(text, begin, end, names, by_form, out)))
      add_stretch(text, begin, end, names, by_form, out);
    from = end;
    i = last + 1;
  }
}

// Candidates of the line at `begin` where another one of its template had its places, without those that are
// hopeless.
void SecretFinder::recall(std::string_view text, std::uint32_t begin, std::vector<SecretMemo::Place>& places,
                          std::vector<SecretCandidate>& out) {
  const SecretTrees& trees = SecretTrees::built_in();
  for (SecretMemo::Place& known : places) {
    SecretCandidate candidate{moved(known.place(), begin), ValueKind::kPasswordPair};
    const std::string_view value =
        text.substr(candidate.item.begin, candidate.item.end - candidate.item.begin);
    set_piece_features(value, text.substr(candidate.left_begin, candidate.left_end - candidate.left_begin),
                       candidate.features);
    set_edge_features(text, candidate.line_begin, candidate.item, candidate.features);
    if (known.is_hopeless(candidate.features)) continue;
    if (trees.points(candidate.features) < 0) {
      known.add_hopeless(candidate.features, trees);
      continue;
    }
    candidate.kind = kind_of(text, value, candidate.name);
    out.push_back(candidate);
  }
}

void SecretFinder::find(std::string_view text, std::span<const LiteralHit> hits,
                        std::vector<FoundSecret>& out) {
  find_by_form(text, hits, out);
  find_names(text, hits);
  if (names_.empty()) return;
  candidates_.clear();
  const bool is_short = out.empty() && text.size() <= SecretMemo::kLongest;
  if (!remembers_ || !is_short) {
    add_candidates(text, out, remembers_, candidates_);
  } else if (std::vector<SecretMemo::Place>* const places = memo_.find(text, names_, 0, false)) {
    recall(text, 0, *places, candidates_);
  } else {
    add_candidates(text, out, false, candidates_);
    keep(candidates_);
  }
  if (candidates_.empty()) return;
  const SecretTrees& trees = SecretTrees::built_in();
  // Where two readings of a place overlap, the likelier one.
  learned_.clear();
  std::int32_t last_points = 0;
  const auto is_before = [](const SecretCandidate& a, const SecretCandidate& b) {
    return a.item.begin != b.item.begin ? a.item.begin < b.item.begin : a.item.end > b.item.end;
  };
  if (!std::is_sorted(candidates_.begin(), candidates_.end(), is_before))
    std::stable_sort(candidates_.begin(), candidates_.end(), is_before);
  for (const SecretCandidate& candidate : candidates_) {
    const std::int32_t points = trees.points(candidate.features);
    if (points < 0) continue;
    if (!learned_.empty() && candidate.item.begin < learned_.back().end) {
      if (points <= last_points) continue;
      learned_.pop_back();
    }
    if (!learned_.empty() && candidate.item.begin < learned_.back().end) continue;
    learned_.push_back({candidate.item.begin, candidate.item.end, candidate.kind});
    last_points = points;
  }
  out.insert(out.end(), learned_.begin(), learned_.end());
  std::sort(out.begin(), out.end(),
            [](const FoundSecret& a, const FoundSecret& b) { return a.begin < b.begin; });
}

}  // namespace tidegate
