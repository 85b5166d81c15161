#include "tidegate/ports/cms_library.h"

#include <optional>

#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

std::optional<CmsLibrary> load() {
  const SharedLibrary library("libcrypto.so.3");
  CmsLibrary c{};
  const bool is_whole =
      library.find("ERR_clear_error", c.clear_errors) && library.find("d2i_CMS_ContentInfo", c.read_cms) &&
      library.find("CMS_ContentInfo_free", c.free_cms) && library.find("CMS_get0_type", c.type_of) &&
      library.find("CMS_get0_eContentType", c.inner_type) && library.find("CMS_get0_content", c.content_of) &&
      library.find("CMS_get0_SignerInfos", c.signers_of) &&
      library.find("CMS_get1_certs", c.certificates_of) &&
      library.find("CMS_SignerInfo_get0_algs", c.algorithms_of) &&
      library.find("CMS_SignerInfo_cert_cmp", c.is_signer) &&
      library.find("CMS_SignerInfo_set1_signer_cert", c.set_signer) &&
      library.find("CMS_signed_get_attr_count", c.attributes_of) &&
      library.find("CMS_signed_get0_data_by_OBJ", c.attribute_at) &&
      library.find("CMS_dataInit", c.open_contents) && library.find("CMS_verify", c.verify_cms) &&
      library.find("OBJ_obj2nid", c.nid_of) && library.find("OBJ_nid2obj", c.object_of) &&
      library.find("OBJ_nid2sn", c.short_name) && library.find("OBJ_find_sigid_algs", c.parts_of) &&
      library.find("X509_ALGOR_get0", c.algorithm_id) && library.find("OPENSSL_sk_num", c.count) &&
      library.find("OPENSSL_sk_value", c.at) && library.find("OPENSSL_sk_push", c.push) &&
      library.find("OPENSSL_sk_new_null", c.new_stack) && library.find("OPENSSL_sk_free", c.free_stack) &&
      library.find("d2i_X509", c.read_certificate) && library.find("X509_free", c.free_certificate) &&
      library.find("X509_digest", c.digest_of) && library.find("EVP_sha256", c.sha256) &&
      library.find("X509_get0_pubkey", c.key_of) && library.find("EVP_PKEY_get_base_id", c.key_kind) &&
      library.find("EVP_PKEY_get_bits", c.key_bits) &&
      library.find("X509_get_signature_info", c.signature_of) &&
      library.find("EVP_PKEY_get_group_name", c.key_group) &&
      library.find("X509_get_key_usage", c.usage_of) && library.find("X509_get_ext_d2i", c.extension_of) &&
      library.find("EXTENDED_KEY_USAGE_free", c.free_usages) && library.find("OBJ_obj2txt", c.oid_text) &&
      library.find("X509_get0_notBefore", c.begins) && library.find("X509_get0_notAfter", c.ends) &&
      library.find("ASN1_TIME_to_tm", c.to_tm) && library.find("X509_get_subject_name", c.subject_of) &&
      library.find("X509_NAME_entry_count", c.names_in) && library.find("X509_NAME_get_entry", c.name_at) &&
      library.find("X509_NAME_ENTRY_get_object", c.name_kind) &&
      library.find("X509_NAME_ENTRY_get_data", c.name_value) &&
      library.find("ASN1_STRING_to_UTF8", c.to_utf8) && library.find("CRYPTO_free", c.free_octets) &&
      library.find("X509_NAME_cmp", c.compare_names) && library.find("d2i_X509_NAME", c.read_name) &&
      library.find("X509_NAME_free", c.free_name) && library.find("X509_STORE_new", c.new_store) &&
      library.find("X509_STORE_free", c.free_store) && library.find("X509_STORE_add_cert", c.trust) &&
      library.find("X509_STORE_CTX_new", c.new_walk) && library.find("X509_STORE_CTX_free", c.free_walk) &&
      library.find("X509_STORE_CTX_init", c.begin_walk) &&
      library.find("X509_STORE_CTX_get0_param", c.walk_rules) && library.find("X509_verify_cert", c.walk) &&
      library.find("X509_STORE_CTX_get_error", c.walk_fault) &&
      library.find("X509_STORE_CTX_get0_chain", c.walked) &&
      library.find("X509_VERIFY_PARAM_set_flags", c.set_flags) &&
      library.find("X509_VERIFY_PARAM_set_time", c.set_time) &&
      library.find("X509_VERIFY_PARAM_set_auth_level", c.set_level) &&
      library.find("X509_VERIFY_PARAM_set_depth", c.set_depth) && library.find("d2i_X509_CRL", c.read_crl) &&
      library.find("X509_CRL_free", c.free_crl) && library.find("X509_CRL_verify", c.crl_holds) &&
      library.find("X509_CRL_get0_lastUpdate", c.crl_issued) &&
      library.find("X509_CRL_get0_nextUpdate", c.crl_until) &&
      library.find("X509_CRL_get_signature_nid", c.crl_scheme) &&
      library.find("X509_CRL_get_ext_count", c.crl_extensions) &&
      library.find("X509_CRL_get_ext", c.crl_extension) &&
      library.find("X509_CRL_get_ext_by_NID", c.crl_extension_of) &&
      library.find("X509_EXTENSION_get_critical", c.is_critical) &&
      library.find("X509_CRL_get0_by_cert", c.crl_entry) &&
      library.find("X509_REVOKED_get_ext_d2i", c.entry_extension) &&
      library.find("ASN1_ENUMERATED_get", c.enumerated) &&
      library.find("ASN1_ENUMERATED_free", c.free_enumerated) &&
      library.find("ASN1_STRING_get0_data", c.string_octets) &&
      library.find("ASN1_STRING_length", c.string_size) && library.find("BIO_new_mem_buf", c.new_memory) &&
      library.find("BIO_free_all", c.free_memory);
  return is_whole ? std::optional(c) : std::nullopt;
}

}  // namespace

const CmsLibrary* cms_library() {
  static const std::optional<CmsLibrary> kLoaded = load();
  return kLoaded ? &*kLoaded : nullptr;
}

}  // namespace tidegate
