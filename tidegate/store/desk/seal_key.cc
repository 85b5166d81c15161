#include "tidegate/store/desk/seal_key.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>

#include <cerrno>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/store/private_files.h"
#include "tidegate/store/state_dir.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

constexpr const char* kName = "seal.key";
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int kBase64 = sodium_base64_VARIANT_ORIGINAL;

const unsigned char* octets(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* octets(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

Error not_opened() {
  return {
      ErrorCode::kCorrupt,
      "a sealed value does not open: seal.key is not the one it was sealed with. Stop the desk and put this "
      "desk's own seal.key, which is kept apart from its backups, in the data folder; no new one opens it",
      "seal.key",
      "密封的值无法打开：seal.key 与密封时使用的不同。请停止办理台，并将本办理台原有的 seal.key"
      "（与备份分开保管）放回数据目录；新生成的密钥无法打开"};
}

Result<SealKey> parse_key(std::string_view text, const std::string& where) {
  if (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  std::array<std::uint8_t, 32> bytes{};
  std::size_t size = 0;
  const bool is_hex = text.size() == 64 && sodium_hex2bin(bytes.data(), bytes.size(), text.data(),
                                                          text.size(), nullptr, &size, nullptr) == 0;
  if (!is_hex || size != bytes.size())
    return fail(
        {ErrorCode::kCorrupt, "is not a key of 64 hexadecimal digits", where, "不是 64 位十六进制密钥"});
  const SealKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

}  // namespace

SealKey::~SealKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string SealKey::seal(std::string_view text, std::string_view place) const {
  if (text.empty()) return {};
  std::string bytes(kNonce + text.size() + kTag, '\0');
  randombytes_buf(bytes.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(octets(bytes) + kNonce, nullptr, octets(text), text.size(),
                                             octets(place), place.size(), nullptr, octets(bytes),
                                             bytes_.data());
  std::string sealed(sodium_base64_ENCODED_LEN(bytes.size(), kBase64), '\0');
  sodium_bin2base64(sealed.data(), sealed.size(), octets(bytes), bytes.size(), kBase64);
  sealed.pop_back();  // its NUL
  return sealed;
}

Result<std::string> SealKey::open(std::string_view sealed, std::string_view place) const {
  if (sealed.empty()) return std::string();
  std::string bytes(sealed.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(octets(bytes), bytes.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr,
                        kBase64) != 0 ||
      size <= kNonce + kTag)
    return fail(not_opened());
  std::string text(size - kNonce - kTag, '\0');
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(octets(text), nullptr, nullptr, octets(bytes) + kNonce,
                                                 size - kNonce, octets(place), place.size(), octets(bytes),
                                                 bytes_.data()) != 0)
    return fail(not_opened());
  return text;
}

Result<SealKey> seal_key_of(const std::string& path) {
  const std::string where = path + "/" + kName;
  const auto folder = store::open_folder(AT_FDCWD, path, path);
  if (!folder) return fail(folder.error());
  const OpenFile lock(::openat(folder->get(), "lock", O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!lock) return fail(store::open_error(errno, path + "/lock"));
  // Held for as long as a file of 65 octets is written: no need to bound the wait.
  while (::flock(lock.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return fail(system_error(errno, "cannot lock", "无法加锁", path + "/lock"));
  }
  const auto bytes = store::read_mine(folder->get(), kName, where, 256);
  if (!bytes) return fail(bytes.error());
  if (*bytes) return parse_key(**bytes, where);
  std::array<std::uint8_t, 32> fresh{};
  randombytes_buf(fresh.data(), fresh.size());
  auto written = write_file_in(folder->get(), kName, hex(fresh) + "\n", 0600);
  if (!written) {
    written.error().where = where;
    return fail(written.error());
  }
  return SealKey(fresh);
}

}  // namespace tidegate
