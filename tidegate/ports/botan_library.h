// What is used of Botan's C interface, loaded when SM2 or SM3 is first asked for: whoever uses neither need
// not have it installed. Private to ports.
#pragma once

#include <botan/ffi.h>

#include <memory>

#include "tidegate/base/result.h"

namespace tidegate {

struct BotanLibrary {
  decltype(::botan_rng_init)* rng_init;
  decltype(::botan_rng_destroy)* rng_destroy;
  decltype(::botan_hash_init)* hash_init;
  decltype(::botan_hash_update)* hash_update;
  decltype(::botan_hash_final)* hash_final;
  decltype(::botan_hash_destroy)* hash_destroy;
  decltype(::botan_mp_init)* mp_init;
  decltype(::botan_mp_destroy)* mp_destroy;
  decltype(::botan_mp_from_bin)* mp_from_bin;
  decltype(::botan_mp_to_bin)* mp_to_bin;
  decltype(::botan_mp_num_bytes)* mp_num_bytes;
  decltype(::botan_privkey_create)* privkey_create;
  decltype(::botan_privkey_load_sm2)* privkey_load_sm2;
  decltype(::botan_privkey_check_key)* privkey_check_key;
  decltype(::botan_privkey_get_field)* privkey_get_field;
  decltype(::botan_privkey_export_pubkey)* privkey_export_pubkey;
  decltype(::botan_privkey_destroy)* privkey_destroy;
  decltype(::botan_pubkey_load_sm2)* pubkey_load_sm2;
  decltype(::botan_pubkey_check_key)* pubkey_check_key;
  decltype(::botan_pubkey_get_field)* pubkey_get_field;
  decltype(::botan_pubkey_destroy)* pubkey_destroy;
  decltype(::botan_pk_op_sign_create)* sign_create;
  decltype(::botan_pk_op_sign_update)* sign_update;
  decltype(::botan_pk_op_sign_finish)* sign_finish;
  decltype(::botan_pk_op_sign_destroy)* sign_destroy;
  decltype(::botan_pk_op_verify_create)* verify_create;
  decltype(::botan_pk_op_verify_update)* verify_update;
  decltype(::botan_pk_op_verify_finish)* verify_finish;
  decltype(::botan_pk_op_verify_destroy)* verify_destroy;
};

// nullptr: it is not installed, or is another Botan.
const BotanLibrary* botan_library();
Error no_botan();

template <auto Destroy>
struct BotanFreed {
  template <typename T>
  void operator()(T* p) const {
    (botan_library()->*Destroy)(p);
  }
};
using BotanRng = std::unique_ptr<botan_rng_struct, BotanFreed<&BotanLibrary::rng_destroy>>;
using BotanNumber = std::unique_ptr<botan_mp_struct, BotanFreed<&BotanLibrary::mp_destroy>>;
using BotanPrivate = std::unique_ptr<botan_privkey_struct, BotanFreed<&BotanLibrary::privkey_destroy>>;
using BotanPublic = std::unique_ptr<botan_pubkey_struct, BotanFreed<&BotanLibrary::pubkey_destroy>>;
using BotanHash = std::unique_ptr<botan_hash_struct, BotanFreed<&BotanLibrary::hash_destroy>>;
using BotanSign = std::unique_ptr<botan_pk_op_sign_struct, BotanFreed<&BotanLibrary::sign_destroy>>;
using BotanVerify = std::unique_ptr<botan_pk_op_verify_struct, BotanFreed<&BotanLibrary::verify_destroy>>;

}  // namespace tidegate
