#include "tidegate/access/common_password.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace tidegate::access {
namespace {

// Words and names that people choose first when they are asked for a long password, in small letters.
constexpr std::array<std::string_view, 270> kCommonWords{
    // Of the trade.
    "password", "passwort", "passwd", "passw", "pass", "passphrase", "passcode", "admin", "administrator",
    "login", "user", "root", "test", "testing", "guest", "default", "temp", "system", "company", "office",
    "server", "computer", "internet", "network", "manager", "database", "account", "service", "support",
    "security", "private", "tidegate", "changeme", "letmein", "trustno", "welcome", "qwerty", "demo",
    "example",
    // What is held dear.
    "iloveyou", "ilove", "iloveu", "loveyou", "love", "lover", "forever", "princess", "sunshine", "monkey",
    "dragon", "football", "baseball", "basketball", "superman", "batman", "spiderman", "pokemon", "starwars",
    "shadow", "master", "secret", "hello", "whatever", "flower", "butterfly", "chocolate", "cookie",
    "freedom", "killer", "blessed", "angel", "family", "friend", "friends", "happy", "lucky", "money",
    "ninja", "tiger", "soccer", "hockey", "liverpool", "chelsea", "arsenal", "barcelona", "london", "america",
    "china", "nothing", "something",
    // What joins them.
    "thisis", "this", "that", "mynameis", "my", "the", "your", "our", "is", "new", "and", "you", "not", "for",
    // Times.
    "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july", "august",
    "september", "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday", "birthday", "newyear",
    // Given names.
    "michael", "jordan", "jennifer", "jessica", "michelle", "ashley", "amanda", "nicole", "daniel", "thomas",
    "robert", "charlie", "andrew", "matthew", "joshua", "anthony", "george", "william", "elizabeth",
    "samantha", "alexander", "christopher", "jonathan", "benjamin", "patrick", "richard", "steven", "david",
    "james", "john", "maria", "anna", "peter", "kevin", "jason", "tony", "jack", "tom", "lucy", "lily",
    "alice", "emily", "sophie",
    // Makers and services.
    "google", "facebook", "microsoft", "windows", "apple", "iphone", "samsung", "android", "linux", "ubuntu",
    "oracle", "cisco", "huawei", "xiaomi", "lenovo", "tencent", "alibaba", "alipay", "taobao", "baidu",
    "weixin", "wechat", "youtube", "twitter", "instagram", "linkedin", "mercedes", "porsche", "ferrari",
    "toyota",
    // In pinyin: "I love you" and the like, names and places, the fifteen commonest surnames.
    "woaini", "woaiwojia", "woai", "wobuaini", "aini", "nihao", "mima", "denglu", "guanliyuan", "zhongguo",
    "beijing", "shanghai", "guangzhou", "shenzhen", "hainan", "haikou", "chengdu", "hangzhou", "laopo",
    "laogong", "baobei", "baobao", "xiaoming", "xiaohong", "lilei", "hanmeimei", "meimei", "gongsi",
    "huanying", "shengri", "kuaile", "wangwei", "wangfang", "liwei", "zhangwei", "zhangmin", "lijing", "lina",
    "wangjing", "zhangli", "liming", "liqiang", "wangqiang", "liujie", "wangjun", "wang", "zhang", "liu",
    "chen", "yang", "huang", "zhao", "zhou", "xu", "sun", "zhu", "gao", "lin", "guo", "luo",
    // In Chinese.
    "我爱你", "密码", "口令", "管理员", "你好", "中国", "北京", "上海", "海南"};
static_assert(!kCommonWords.back().empty());
// Runs of the keys (of the board and of its block of numbers) and of the alphabet, forwards and backwards.
constexpr std::array<std::string_view, 14> kRuns{"qwertyuiop[]\\",
                                                 "asdfghjkl;'",
                                                 "zxcvbnm,./",
                                                 "`1234567890-=",
                                                 "abcdefghijklmnopqrstuvwxyz",
                                                 "12345678901234567890",
                                                 "1234567891011121314151617181920",
                                                 "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p",
                                                 "qazwsxedcrfvtgbyhnujmikolp",
                                                 "147258369",
                                                 "741852963",
                                                 "789456123",
                                                 "159357",
                                                 "13579"};
constexpr std::array<std::string_view, 8> kCommonNumbers{"520",  "521",   "1314",  "5201314",
                                                         "0000", "12306", "10086", "110120119"};
constexpr std::string_view kSigns = " !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
constexpr std::size_t kFewestOfARun = 3;
constexpr std::size_t kLongestRun = 40;
constexpr std::size_t kMostFreeDigits = 4;
// So many such pieces are guessed in a moment.
constexpr std::size_t kMostPieces = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// How many digits `text` begins with.
std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// The key of a United States board, which China's is too, that writes this sign with shift.
char key_of(char c) {
  constexpr std::string_view kShifted = "!@#$%^&*()_+{}|:\"<>?~", kKeys = "1234567890-=[]\\;',./`";
  static_assert(kShifted.size() == kKeys.size());
  const std::size_t at = kShifted.find(c);
  return at == kShifted.npos ? c : kKeys[at];
}

// "P@ssw0rd": what is written for a letter.
bool stands_for(char written, char letter) {
  constexpr std::string_view kWritten = "@4031!1$57", kLetter = "aaoeiilsst";
  if (written == letter) return true;
  for (std::size_t i = 0; i < kWritten.size(); ++i)
    if (kWritten[i] == written && kLetter[i] == letter) return true;
  return false;
}

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() &&
         std::equal(word.begin(), word.end(), text.begin(), [](char l, char w) { return stands_for(w, l); });
}

// How far `text` goes along what `run` gives, from wherever in it.
template <typename Key>
std::size_t along(std::string_view text, std::size_t run_size, const Key& key) {
  std::size_t longest = 0;
  for (std::size_t from = 0; from < run_size; ++from) {
    std::size_t size = 0;
    while (size < text.size() && from + size < run_size && key_of(text[size]) == key(from + size)) ++size;
    longest = std::max(longest, size);
  }
  return longest;
}

std::size_t along_a_run(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string_view run : kRuns) {
    const std::size_t size = run.size();
    longest = std::max({longest, along(text, size, [&](std::size_t i) { return run[i]; }),
                        along(text, size, [&](std::size_t i) { return run[size - 1 - i]; })});
  }
  return longest;
}

// Every other octet of `text`.
std::string every_other(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < std::min(text.size(), 2 * kLongestRun); i += 2) out += text[i];
  return out;
}

// How far `text` begins with two runs in turns, or with a run and one character: "q1w2e3", "a1a2a3".
std::size_t along_two_runs(std::string_view text) {
  if (text.size() < 2 * kFewestOfARun) return 0;
  const auto one = [](const std::string& half) {
    return std::max(along_a_run(half), std::min(half.find_first_not_of(half.front()), half.size()));
  };
  const std::size_t first = one(every_other(text)), second = one(every_other(text.substr(1)));
  if (std::min(first, second) < kFewestOfARun) return 0;
  return first > second ? 2 * second + 1 : 2 * first;
}

// The octets of the character that `text` begins with.
std::size_t first_character(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return size;
}

// How far `text` is its first `unit` octets again and again.
std::size_t again_and_again(std::string_view text, std::size_t unit) {
  std::size_t size = unit;
  while (size < text.size() && text[size] == text[size - unit]) ++size;
  return size;
}

// A day: "19890604".
bool is_day(std::string_view text) {
  return text.size() == 8 && std::all_of(text.begin(), text.end(), is_digit) &&
         (text.starts_with("19") || text.starts_with("20")) && text[4] <= '1' && text[6] <= '3';
}

// The fewest pieces that make up what stands before each octet.
class Pieces {
 public:
  explicit Pieces(std::size_t size) : fewest_(size + 1, kNone) { fewest_[0] = 0; }
  bool is_out_of_reach(std::size_t at) const { return fewest_[at] >= kNone; }
  bool is_few() const { return fewest_.back() <= kMostPieces; }
  // A piece of `size` octets lies at `at`.
  void take(std::size_t at, std::size_t size, std::size_t cost = 1) {
    fewest_[at + size] = std::min(fewest_[at + size], fewest_[at] + cost);
  }
  // So do its beginnings, down to `least` octets.
  void take_all(std::size_t at, std::size_t least, std::size_t most, std::size_t cost = 1) {
    for (std::size_t size = least; size <= most; ++size) take(at, size, cost);
  }

 private:
  static constexpr std::size_t kNone = kMostPieces + 1;
  std::vector<std::size_t> fewest_;
};

void take_words(std::string_view rest, std::size_t at, Pieces& pieces) {
  for (const std::string_view word : kCommonWords)
    if (begins_with_word(rest, word)) pieces.take(at, word.size());
  for (const std::string_view number : kCommonNumbers)
    if (rest.starts_with(number)) pieces.take(at, number.size());
}

void take_repeated(std::string_view rest, std::size_t at, Pieces& pieces) {
  std::size_t unit = 0;
  for (std::size_t characters = 1; characters <= kMostPieces && unit < rest.size(); ++characters) {
    unit += first_character(rest.substr(unit));
    pieces.take_all(at, 2 * unit, again_and_again(rest, unit), characters);
  }
}

}  // namespace

bool is_common_password(std::string_view text) {
  Pieces pieces(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (pieces.is_out_of_reach(at)) continue;
    const std::string_view rest = text.substr(at);
    const bool is_sign = kSigns.find(rest.front()) != kSigns.npos;
    pieces.take(at, first_character(rest), is_sign ? 0 : 1);
    take_words(rest, at, pieces);
    take_repeated(rest, at, pieces);
    pieces.take_all(at, kFewestOfARun, along_a_run(rest));
    pieces.take_all(at, 2 * kFewestOfARun, along_two_runs(rest));
    if (is_day(rest.substr(0, 8))) pieces.take(at, 8);
    if (at == 0 || !is_digit(text[at - 1]))
      pieces.take_all(at, 1, std::min(digits_in(rest), kMostFreeDigits));
  }
  return pieces.is_few();
}

}  // namespace tidegate::access
