#include "tidegate/base/same_text.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "tidegate/base/seen_text.h"
#include "tidegate/base/utf8.h"

namespace tidegate {
namespace {

#include "tidegate/base/text_forms.inc"

static_assert(kForms.size() == kPlainEnds.size());
static_assert(kPlain.size() == kPlainEnds.back());

template <typename Put>
void each_plain(char32_t c, const Put& put) {
  const auto* const at = std::lower_bound(kForms.begin(), kForms.end(), c);
  if (at == kForms.end() || *at != c) return put(c);
  const auto place = static_cast<std::size_t>(at - kForms.begin());
  for (std::size_t i = place == 0 ? 0 : kPlainEnds[place - 1]; i < kPlainEnds[place]; ++i) put(kPlain[i]);
}

// Of the plain form: punctuation, signs, arrows, lines and pictures.
bool is_sign(char32_t c) {
  if (c < 0x80) return !((c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9'));
  return (c <= 0xBF) || c == 0xD7 || c == 0xF7 ||  // Latin-1
         (c >= 0x300 && c <= 0x36F) ||             // accents that stand apart
         (c >= 0x2010 && c <= 0x2BFF) || (c >= 0x2E00 && c <= 0x2E7F) || (c >= 0x3001 && c <= 0x3004) ||
         (c >= 0x3008 && c <= 0x3020) || c == 0x3030 || c == 0x303D || c == 0x30FB ||
         (c >= 0xFE10 && c <= 0xFE6F) || c == kReplacement || (c >= 0x1F000 && c <= 0x1FAFF);
}

bool is_stop(char32_t c) {
  return c == U'.' || c == U',' || c == U';' || c == U':' || c == U'!' || c == U'?' || c == U'、' ||
         c == U'。' || c == U'·' || c == U'…';
}

// Octets of the stop that a key begins or ends with; 0: of none.
std::size_t stop_before(std::string_view key) {
  std::string_view rest = key;
  return !key.empty() && is_stop(next_code_point(rest)) ? key.size() - rest.size() : 0;
}
std::size_t stop_behind(std::string_view key) {
  std::size_t begin = key.size();
  while (begin > 0 && (static_cast<unsigned char>(key[--begin]) & 0xC0U) == 0x80U) {
  }
  return stop_before(key.substr(begin));
}

}  // namespace

std::string same_text_key(std::string_view text) {
  std::string key;
  while (!text.empty()) {
    const char32_t c = next_code_point(text);
    if (!is_seen(c)) continue;
    each_plain(c, [&](char32_t plain) {
      if (is_seen(plain)) append_utf8(key, plain);
    });
  }
  return key;
}

std::string letters_key(std::string_view text) {
  const std::string key = same_text_key(text);
  std::string letters;
  for (std::string_view rest = key; !rest.empty();) {
    const char32_t c = next_code_point(rest);
    if (!is_sign(c)) append_utf8(letters, c);
  }
  return letters;
}

std::string unstopped_key(std::string_view text) {
  const std::string whole = same_text_key(text);
  std::string_view key = whole;
  while (const std::size_t octets = stop_before(key)) key.remove_prefix(octets);
  while (const std::size_t octets = stop_behind(key)) key.remove_suffix(octets);
  return std::string(key);
}

}  // namespace tidegate
