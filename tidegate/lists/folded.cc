#include "tidegate/lists/folded.h"

#include <algorithm>

#include "tidegate/base/utf8.h"

namespace tidegate::lists {
namespace {

constexpr std::size_t kMostRead = 1'024;

bool is_chinese(char32_t c) { return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF); }

bool is_lower(char32_t c) { return c >= U'a' && c <= U'z'; }
bool is_upper(char32_t c) { return c >= U'A' && c <= U'Z'; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// One word as a reader looks it up: without digits behind it and without a plural s.
void keep(std::string& word, std::vector<std::string>& tokens) {
  std::size_t size = word.size();
  while (size > 0 && word[size - 1] >= '0' && word[size - 1] <= '9') --size;
  if (size > 0) word.resize(size);
  if (word.size() > 3 && word.back() == 's' && word[word.size() - 2] != 's') word.pop_back();
  if (!word.empty()) tokens.push_back(std::move(word));
  word.clear();
}

// The first character, which is whole, as a number.
std::uint32_t head_of(std::string_view run) {
  const auto first = static_cast<unsigned char>(run[0]);
  const std::size_t octets = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  std::uint32_t head = 0;
  for (const char c : run.substr(0, octets)) head = head << 8U | static_cast<unsigned char>(c);
  return head;
}

}  // namespace

Folded fold(std::string_view name) {
  Folded out;
  std::string word;
  char32_t before = 0;
  name = name.substr(0, kMostRead);
  while (!name.empty()) {
    char32_t c = next_code_point(name);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFF01 - 0x21;  // full width
    const bool begins_word = is_upper(c) && is_lower(before);
    if (is_lower(c) || is_upper(c) || is_digit(c)) {
      if (begins_word) keep(word, out.tokens);
      const char low = static_cast<char>(is_upper(c) ? c - U'A' + U'a' : c);
      word.push_back(low);
      out.run.push_back(low);
    } else {
      keep(word, out.tokens);
      if (c > 0x7F && c != kReplacement && (is_chinese(c) || (c >= 0xC0 && c < 0x2000)))
        append_utf8(out.run, c);
      out.chinese += is_chinese(c) ? 1 : 0;
    }
    before = c;
  }
  keep(word, out.tokens);
  return out;
}

void PhraseBook::add(const Folded& phrase, std::uint32_t meaning) {
  if (phrase.run.empty()) return;
  if (phrase.chinese > 0) {
    chinese_[phrase.run].push_back(meaning);
    std::vector<std::size_t>& lengths = lengths_[head_of(phrase.run)];
    if (std::find(lengths.begin(), lengths.end(), phrase.run.size()) == lengths.end())
      lengths.push_back(phrase.run.size());
    return;
  }
  std::string words;
  for (const std::string& token : phrase.tokens) words += (words.empty() ? "" : " ") + token;
  if (words.empty()) return;
  english_[words].push_back(meaning);
  longest_words_ = std::max(longest_words_, phrase.tokens.size());
}

std::vector<std::uint32_t> PhraseBook::find(const Folded& name) const {
  std::vector<std::uint32_t> found;
  const auto look_up = [&](const Table& table, std::string_view phrase) {
    const auto at = table.find(phrase);
    if (at != table.end()) found.insert(found.end(), at->second.begin(), at->second.end());
  };
  if (name.chinese > 0) {
    const std::string_view run = name.run;
    for (std::size_t begin = 0; begin < run.size(); ++begin) {
      if ((static_cast<unsigned char>(run[begin]) & 0xC0U) == 0x80U) continue;
      const auto lengths = lengths_.find(head_of(run.substr(begin)));
      if (lengths == lengths_.end()) continue;
      for (const std::size_t length : lengths->second) {
        if (length <= run.size() - begin) look_up(chinese_, run.substr(begin, length));
      }
    }
  }
  for (std::size_t begin = 0; begin < name.tokens.size(); ++begin) {
    std::string words;
    const std::size_t last = std::min(name.tokens.size(), begin + longest_words_);
    for (std::size_t end = begin; end < last; ++end) {
      words += (words.empty() ? "" : " ") + name.tokens[end];
      look_up(english_, words);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace tidegate::lists
