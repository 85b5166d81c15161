#include "tidegate/base/tree_hasher.h"

#include <sodium/crypto_hash_sha256.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <bit>
#include <cstring>
#include <iterator>

#include "tidegate/base/check.h"
#include "tidegate/base/sha256_library.h"

namespace tidegate {
namespace {

constexpr unsigned char kLeaf = 0x00;
constexpr unsigned char kParent = 0x01;
// Texts up to this are put together whole, as FIPS 180-4 pads them, and handed over in one piece: what the
// library does for a text that comes in parts takes a seventh of the time of a tree.
constexpr std::size_t kOnePiece = 1'024;

SHA_LONG big_endian(SHA_LONG word) {
  static_assert(std::endian::native == std::endian::little);
  return __builtin_bswap32(word);
}

// One text after another, each within kOnePiece.
class WholeTexts {
 public:
  WholeTexts(const Sha256Library& library, unsigned char prefix) : library_(library), prefix_(prefix) {
    static const SHA256_CTX kStart = [&] {
      SHA256_CTX context;
      library.init(&context);
      return context;
    }();
    start_ = kStart.h;
    context_.Nl = context_.Nh = context_.num = 0;  // what the library counts, and nobody asks for
    piece_[0] = prefix_;
  }
  // For texts of that size from now on.
  void begin(std::size_t size) {
    size_ = 1 + size;
    padded_ = (size_ + kPadding + SHA256_CBLOCK - 1) / SHA256_CBLOCK * SHA256_CBLOCK;
    std::memset(piece_ + size_, 0, padded_ - size_);
    piece_[size_] = 0x80;
    const SHA_LONG bits = big_endian(static_cast<SHA_LONG>(8 * size_));
    std::memcpy(piece_ + padded_ - sizeof bits, &bits, sizeof bits);
  }
  void hash(const void* octets, TreeHash& out) {
    put(static_cast<const unsigned char*>(octets));
    std::memcpy(context_.h, start_, sizeof context_.h);
    library_.update(&context_, piece_, padded_);
    for (std::size_t i = 0; i < std::size(context_.h); ++i) {
      const SHA_LONG word = big_endian(context_.h[i]);
      std::memcpy(out.data() + sizeof word * i, &word, sizeof word);
    }
  }

 private:
  // By stores of sixteen octets that begin where the library's loads do: a load that reads from two stores
  // waits until the text before is hashed to its end, where else the processor works on both.
  void put(const unsigned char* octets) {
#ifdef __SSE2__
    if (size_ > kStore) {
      const __m128i first = _mm_slli_si128(_mm_loadu_si128(reinterpret_cast<const __m128i*>(octets)), 1);
      _mm_store_si128(reinterpret_cast<__m128i*>(piece_), _mm_or_si128(first, _mm_cvtsi32_si128(prefix_)));
      std::size_t at = kStore;
      for (; at + kStore <= size_; at += kStore) {
        const __m128i next = _mm_loadu_si128(reinterpret_cast<const __m128i*>(octets + at - 1));
        _mm_store_si128(reinterpret_cast<__m128i*>(piece_ + at), next);
      }
      std::memcpy(piece_ + at, octets + at - 1, size_ - at);
      return;
    }
#endif
    std::memcpy(piece_ + 1, octets, size_ - 1);
  }

  static constexpr std::size_t kStore = 16;
  static constexpr std::size_t kPadding = 9;  // the first octet of it, and the number of bits
  const Sha256Library& library_;
  const unsigned char prefix_;
  SHA256_CTX context_;
  const SHA_LONG* start_ = nullptr;
  alignas(64) unsigned char piece_[kOnePiece + 2 * SHA256_CBLOCK];
  std::size_t size_ = 0;
  std::size_t padded_ = 0;
};

TreeHash hash(const Sha256Library* library, unsigned char prefix, const void* octets, std::size_t size) {
  TreeHash out;
  if (library != nullptr && size <= kOnePiece) {
    WholeTexts texts(*library, prefix);
    texts.begin(size);
    texts.hash(octets, out);
    return out;
  }
  if (library != nullptr) {
    SHA256_CTX context;
    library->init(&context);
    library->update(&context, &prefix, 1);
    library->update(&context, octets, size);
    library->final(out.data(), &context);
    return out;
  }
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  crypto_hash_sha256_update(&state, &prefix, 1);
  crypto_hash_sha256_update(&state, static_cast<const unsigned char*>(octets), size);
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

}  // namespace

TreeHash Sha256TreeHasher::empty() const { return sha256({}); }

TreeHash Sha256TreeHasher::leaf(std::string_view entry) const {
  return hash(sha256_library(entry.size()), kLeaf, entry.data(), entry.size());
}

void Sha256TreeHasher::parents(std::span<const TreeHash> children, std::span<TreeHash> out) const {
  TIDEGATE_CHECK(children.size() == 2 * out.size());
  static_assert(sizeof(TreeHash[2]) == 2 * sizeof(TreeHash));
  if (const Sha256Library* const library = sha256_library(children.size_bytes()); library != nullptr) {
    WholeTexts texts(*library, kParent);
    texts.begin(2 * sizeof(TreeHash));
    for (std::size_t i = 0; i < out.size(); ++i) texts.hash(&children[2 * i], out[i]);
    return;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    unsigned char pair[2 * sizeof(TreeHash)];
    std::memcpy(pair, &children[2 * i], sizeof pair);
    out[i] = hash(nullptr, kParent, pair, sizeof pair);
  }
}

}  // namespace tidegate
