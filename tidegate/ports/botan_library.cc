#include "tidegate/ports/botan_library.h"

#include <optional>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

std::optional<BotanLibrary> load() {
  const SharedLibrary library("libbotan-2.so.19");
  BotanLibrary b{};
  const bool is_whole =
      library.find("botan_rng_init", b.rng_init) && library.find("botan_rng_destroy", b.rng_destroy) &&
      library.find("botan_hash_init", b.hash_init) && library.find("botan_hash_update", b.hash_update) &&
      library.find("botan_hash_final", b.hash_final) && library.find("botan_hash_destroy", b.hash_destroy) &&
      library.find("botan_mp_init", b.mp_init) && library.find("botan_mp_destroy", b.mp_destroy) &&
      library.find("botan_mp_from_bin", b.mp_from_bin) && library.find("botan_mp_to_bin", b.mp_to_bin) &&
      library.find("botan_mp_num_bytes", b.mp_num_bytes) &&
      library.find("botan_privkey_create", b.privkey_create) &&
      library.find("botan_privkey_load_sm2", b.privkey_load_sm2) &&
      library.find("botan_privkey_check_key", b.privkey_check_key) &&
      library.find("botan_privkey_get_field", b.privkey_get_field) &&
      library.find("botan_privkey_export_pubkey", b.privkey_export_pubkey) &&
      library.find("botan_privkey_destroy", b.privkey_destroy) &&
      library.find("botan_pubkey_load_sm2", b.pubkey_load_sm2) &&
      library.find("botan_pubkey_check_key", b.pubkey_check_key) &&
      library.find("botan_pubkey_get_field", b.pubkey_get_field) &&
      library.find("botan_pubkey_destroy", b.pubkey_destroy) &&
      library.find("botan_pk_op_sign_create", b.sign_create) &&
      library.find("botan_pk_op_sign_update", b.sign_update) &&
      library.find("botan_pk_op_sign_finish", b.sign_finish) &&
      library.find("botan_pk_op_sign_destroy", b.sign_destroy) &&
      library.find("botan_pk_op_verify_create", b.verify_create) &&
      library.find("botan_pk_op_verify_update", b.verify_update) &&
      library.find("botan_pk_op_verify_finish", b.verify_finish) &&
      library.find("botan_pk_op_verify_destroy", b.verify_destroy);
  return is_whole ? std::optional(b) : std::nullopt;
}

}  // namespace

const BotanLibrary* botan_library() {
  static const std::optional<BotanLibrary> kLoaded = load();
  return kLoaded ? &*kLoaded : nullptr;
}

Error no_botan() {
  return {ErrorCode::kUnavailable,
          "libbotan-2.so.19, which computes SM2 and SM3, is not installed: apt-get install libbotan-2-19",
          {},
          "未安装用于 SM2 与 SM3 的 libbotan-2.so.19：apt-get install libbotan-2-19"};
}

}  // namespace tidegate
