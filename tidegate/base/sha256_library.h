// libcrypto's SHA-256, which uses the processor's own instructions: six times as quick as libsodium's on
// octets that are many, at the price of loading a library. Private to base.
#pragma once

#include <openssl/sha.h>

#include <cstddef>

namespace tidegate {

struct Sha256Library {
  int (*init)(SHA256_CTX*);
  int (*update)(SHA256_CTX*, const void*, std::size_t);
  int (*final)(unsigned char*, SHA256_CTX*);
};

// The library, once this process has hashed enough for it to pay; nullptr: not yet, or there is none here.
// octets  that are hashed now: they are added up.
const Sha256Library* sha256_library(std::size_t octets);

}  // namespace tidegate
