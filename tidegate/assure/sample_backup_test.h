// A manifest for tests, of one file, signed by the small authority of sample_test.h.
#pragma once

#include <string>
#include <vector>

#include "tidegate/assure/backup_check.h"
#include "tidegate/assure/sample_test.h"
#include "tidegate/base/hash.h"

namespace tidegate::assure {

inline BackupManifest sample_manifest() {
  BackupManifest m;
  m.issuer = m.owner = kUscc;
  m.system = "crm";
  m.made_ms = at("2026-05-20T02:00:00Z");
  m.tool = "restic";
  m.site = {"CN", "Beijing", true};
  m.is_encrypted = true;
  m.algorithm = "AES-256";
  m.key_owner = kUscc;
  m.key_country = "CN";
  m.rpo_minutes = 1'440;
  m.rto_minutes = 240;
  m.chunk_octets = 1'024;
  m.files = 1;
  m.chunks = 1;
  m.octets = 5;
  m.root = hex(ChunkTree({chunk_leaf({0, 0, sha256("f")}, "hello")}).root());
  const std::vector<BackedUpFile> data{{"f", 5, sha256("hello")}};
  m.data = BackupManifest::Data{1, 5, hex(data_root(data))};
  return m;
}

inline std::string signed_manifest(const BackupManifest& m, std::uint8_t seed = 1) {
  SampleSigner signer(seed);
  return sign_text(manifest_payload(m), kManifestType, "k1", signer).value_or("");
}

}  // namespace tidegate::assure
