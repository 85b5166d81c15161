#include "tidegate/store/register/subject_file.h"

#include <sodium/crypto_hash_sha256.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string_view>
#include <tuple>

#include "tidegate/base/hash.h"

namespace tidegate {
namespace {

constexpr std::string_view kMagic = "TDGSUBJ1";
constexpr std::size_t kRanks = 16;
constexpr int kMarkBits = 4;
constexpr std::uint64_t kMost = std::uint64_t{1} << 40;  // persons, and identifiers of a rank

void put(std::string& out, std::uint64_t word) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(word >> (8 * i) & 0xFF);
}

std::uint64_t word_at(const char* octets) {
  std::uint64_t word = 0;
  for (int i = 7; i >= 0; --i) word = word << 8 | static_cast<unsigned char>(octets[i]);
  return word;
}

std::uint64_t key_of(const SubjectLink& link) { return SubjectLink::name(link.id) << kMarkBits | link.marks; }

// Marks of one identifier together, each owner once, none beside another.
std::vector<SubjectLink> in_order(std::vector<SubjectLink> links) {
  std::sort(links.begin(), links.end(), [](const SubjectLink& a, const SubjectLink& b) {
    return std::tie(a.id, a.owner) < std::tie(b.id, b.owner);
  });
  std::vector<SubjectLink>::iterator kept = links.begin();
  for (auto first = links.begin(); first != links.end();) {
    const auto last =
        std::find_if(first, links.end(), [&](const SubjectLink& l) { return l.id != first->id; });
    std::uint8_t marks = 0;
    for (auto it = first; it != last; ++it) marks |= it->marks;
    const bool is_owned = (last - 1)->owner != 0;
    const auto begin = kept;
    for (auto it = first; it != last; ++it) {
      const SubjectLink link{it->id, it->owner, marks};
      const bool is_new = kept == begin || (kept - 1)->owner != link.owner;
      if ((link.owner == 0 && is_owned) || !is_new) continue;
      *kept++ = link;
    }
    first = last;
  }
  links.erase(kept, links.end());
  return links;
}

tl::unexpected<Error> corrupt(std::string what, std::string what_zh) {
  return fail(
      {ErrorCode::kCorrupt, "not a sound set of persons: " + what, {}, "人员集合文件不完好：" + what_zh});
}

// Words of a file, hashed as they are read.
class Words {
 public:
  explicit Words(ByteSource& bytes) : bytes_(bytes) { crypto_hash_sha256_init(&hash_); }

  // The next n octets; fewer: the file ends. n: a buffer's at most.
  Result<std::string_view> take(std::size_t n) {
    if (end_ - begin_ < n) {
      std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
      end_ -= begin_;
      begin_ = 0;
      while (end_ < n) {
        const auto got = bytes_.read(std::span(buffer_).subspan(end_));
        if (!got) return fail(got.error());
        if (*got == 0) break;
        end_ += *got;
      }
    }
    const std::string_view out(buffer_.data() + begin_, std::min(n, end_ - begin_));
    begin_ += out.size();
    return out;
  }
  // The same, part of what is hashed.
  Result<std::string_view> hashed(std::size_t n) {
    const auto out = take(n);
    if (!out) return out;
    if (out->size() < n) return corrupt("it is cut short", "不完整");
    crypto_hash_sha256_update(&hash_, reinterpret_cast<const unsigned char*>(out->data()), n);
    return out;
  }
  std::string digest() {
    Sha256 out;
    crypto_hash_sha256_final(&hash_, out.data());
    return hex(out);
  }

 private:
  ByteSource& bytes_;
  crypto_hash_sha256_state hash_{};
  std::array<char, 65'536> buffer_{};
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

struct Section {  // how many identifiers of a rank
  std::uint64_t alone = 0;
  std::uint64_t owned = 0;  // links
};

// Whether one link may follow another of its section.
bool follows(const std::optional<SubjectLink>& last, const SubjectLink& link) {
  if (!last || last->id < link.id) return true;
  return last->id == link.id && last->marks == link.marks && last->owner < link.owner;
}

bool is_sound(std::size_t rank, std::uint64_t key, std::uint64_t owner) {
  const bool has_name = SubjectLink::name(key >> kMarkBits) != 0;
  const bool has_owner_name = owner == 0 || SubjectLink::name(owner) != 0;
  return has_name && has_owner_name && (key & 0xF & ~std::uint64_t{SubjectLink::kAllMarks}) == 0 &&
         (owner == 0 || SubjectLink::rank(owner) < rank);
}

Result<void> read_section(Words& words, std::size_t rank, const Section& section, const TakeLink& take) {
  // Those that stand alone first; an identifier of both is refused where the two meet again in a set.
  std::optional<SubjectLink> last;
  for (std::uint64_t i = 0; i < section.alone + section.owned; ++i) {
    const bool is_owned = i >= section.alone;
    if (i == section.alone) last.reset();
    const auto octets = words.hashed(is_owned ? 16 : 8);
    if (!octets) return fail(octets.error());
    const std::uint64_t key = word_at(octets->data());
    const std::uint64_t owner = is_owned ? word_at(octets->data() + 8) : 0;
    const SubjectLink link{static_cast<std::uint64_t>(rank) << SubjectLink::kRankShift | key >> kMarkBits,
                           owner, static_cast<std::uint8_t>(key & 0xF)};
    const bool has_owner = owner != 0 || !is_owned;
    if (!is_sound(rank, key, owner) || !has_owner || !follows(last, link))
      return corrupt("an identifier is out of order", "标识次序有误");
    take(link);
    last = link;
  }
  return {};
}

}  // namespace

std::string write_subjects(std::vector<SubjectLink> links, const Strangers& strangers) {
  links = in_order(std::move(links));
  std::array<Section, kRanks> sections{};
  for (const SubjectLink& link : links) {
    Section& section = sections[SubjectLink::rank(link.id)];
    ++(link.owner == 0 ? section.alone : section.owned);
  }
  std::string out(kMagic);
  out.reserve(out.size() + 32 + (3 + 2 * kRanks) * 8 + links.size() * 16);
  for (const std::uint64_t word : {strangers.persons, strangers.sensitive, strangers.under14}) put(out, word);
  for (const Section& section : sections) {
    put(out, section.alone);
    put(out, section.owned);
  }
  for (auto first = links.begin(); first != links.end();) {
    const auto last = std::find_if(first, links.end(), [&](const SubjectLink& link) {
      return SubjectLink::rank(link.id) != SubjectLink::rank(first->id);
    });
    for (auto it = first; it != last; ++it) {
      if (it->owner == 0) put(out, key_of(*it));
    }
    for (auto it = first; it != last; ++it) {
      if (it->owner == 0) continue;
      put(out, key_of(*it));
      put(out, it->owner);
    }
    first = last;
  }
  const Sha256 hash = sha256(out);
  out.append(reinterpret_cast<const char*>(hash.data()), hash.size());
  return out;
}

Result<SubjectsRead> read_subjects(ByteSource& bytes, const TakeLink& take) {
  Words words(bytes);
  const auto magic = words.hashed(kMagic.size());
  if (!magic) return fail(magic.error());
  if (*magic != kMagic) return corrupt("it does not begin as one", "开头不符");
  std::array<std::uint64_t, 3 + 2 * kRanks> head{};
  for (std::uint64_t& word : head) {
    const auto octets = words.hashed(8);
    if (!octets) return fail(octets.error());
    word = word_at(octets->data());
    if (word > kMost) return corrupt("a number is too large", "数目过大");
  }
  SubjectsRead out;
  out.strangers = {head[0], head[1], head[2]};
  if (head[1] > head[0] || head[2] > head[1])
    return corrupt("a part is larger than the whole", "部分大于总数");
  for (std::size_t rank = 0; rank < kRanks; ++rank) {
    const Section section{head[3 + 2 * rank], head[4 + 2 * rank]};
    if (const auto read = read_section(words, rank, section, take); !read) return fail(read.error());
  }
  out.sha256 = words.digest();
  const auto said = words.take(33);
  if (!said) return fail(said.error());
  if (said->size() != 32) return corrupt("it has another length than it says", "长度不符");
  const auto* begin = reinterpret_cast<const std::uint8_t*>(said->data());
  if (hex({begin, 32}) != out.sha256) return corrupt("its bytes do not match its hash", "内容与其散列不符");
  return out;
}

}  // namespace tidegate
