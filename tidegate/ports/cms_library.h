// The functions of libcrypto that check CMS and X.509, loaded with the first that is needed. Private to
// ports.
#pragma once

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include <memory>

namespace tidegate {

struct CmsLibrary {
  decltype(::ERR_clear_error)* clear_errors;
  decltype(::d2i_CMS_ContentInfo)* read_cms;
  decltype(::CMS_ContentInfo_free)* free_cms;
  decltype(::CMS_get0_type)* type_of;
  decltype(::CMS_get0_eContentType)* inner_type;
  decltype(::CMS_get0_content)* content_of;
  decltype(::CMS_get0_SignerInfos)* signers_of;
  decltype(::CMS_get1_certs)* certificates_of;
  decltype(::CMS_SignerInfo_get0_algs)* algorithms_of;
  decltype(::CMS_SignerInfo_cert_cmp)* is_signer;
  decltype(::CMS_SignerInfo_set1_signer_cert)* set_signer;
  decltype(::CMS_signed_get_attr_count)* attributes_of;
  decltype(::CMS_signed_get0_data_by_OBJ)* attribute_at;
  decltype(::CMS_dataInit)* open_contents;
  decltype(::CMS_verify)* verify_cms;
  decltype(::OBJ_obj2nid)* nid_of;
  decltype(::OBJ_nid2obj)* object_of;
  decltype(::OBJ_nid2sn)* short_name;
  decltype(::OBJ_find_sigid_algs)* parts_of;
  decltype(::X509_ALGOR_get0)* algorithm_id;
  decltype(::OPENSSL_sk_num)* count;
  decltype(::OPENSSL_sk_value)* at;
  decltype(::OPENSSL_sk_push)* push;
  decltype(::OPENSSL_sk_new_null)* new_stack;
  decltype(::OPENSSL_sk_free)* free_stack;
  decltype(::d2i_X509)* read_certificate;
  decltype(::X509_free)* free_certificate;
  decltype(::X509_digest)* digest_of;
  decltype(::EVP_sha256)* sha256;
  decltype(::X509_get0_pubkey)* key_of;
  decltype(::EVP_PKEY_get_base_id)* key_kind;
  decltype(::EVP_PKEY_get_bits)* key_bits;
  decltype(::X509_get_signature_info)* signature_of;
  decltype(::EVP_PKEY_get_group_name)* key_group;
  decltype(::X509_get_key_usage)* usage_of;
  decltype(::X509_get_ext_d2i)* extension_of;
  decltype(::EXTENDED_KEY_USAGE_free)* free_usages;
  decltype(::OBJ_obj2txt)* oid_text;
  decltype(::X509_get0_notBefore)* begins;
  decltype(::X509_get0_notAfter)* ends;
  decltype(::ASN1_TIME_to_tm)* to_tm;
  decltype(::X509_get_subject_name)* subject_of;
  decltype(::X509_NAME_entry_count)* names_in;
  decltype(::X509_NAME_get_entry)* name_at;
  decltype(::X509_NAME_ENTRY_get_object)* name_kind;
  decltype(::X509_NAME_ENTRY_get_data)* name_value;
  decltype(::ASN1_STRING_to_UTF8)* to_utf8;
  decltype(::CRYPTO_free)* free_octets;
  decltype(::X509_NAME_cmp)* compare_names;
  decltype(::d2i_X509_NAME)* read_name;
  decltype(::X509_NAME_free)* free_name;
  decltype(::X509_STORE_new)* new_store;
  decltype(::X509_STORE_free)* free_store;
  decltype(::X509_STORE_add_cert)* trust;
  decltype(::X509_STORE_CTX_new)* new_walk;
  decltype(::X509_STORE_CTX_free)* free_walk;
  decltype(::X509_STORE_CTX_init)* begin_walk;
  decltype(::X509_STORE_CTX_get0_param)* walk_rules;
  decltype(::X509_verify_cert)* walk;
  decltype(::X509_STORE_CTX_get_error)* walk_fault;
  decltype(::X509_STORE_CTX_get0_chain)* walked;
  decltype(::X509_VERIFY_PARAM_set_flags)* set_flags;
  decltype(::X509_VERIFY_PARAM_set_time)* set_time;
  decltype(::X509_VERIFY_PARAM_set_auth_level)* set_level;
  decltype(::X509_VERIFY_PARAM_set_depth)* set_depth;
  decltype(::d2i_X509_CRL)* read_crl;
  decltype(::X509_CRL_free)* free_crl;
  decltype(::X509_CRL_verify)* crl_holds;
  decltype(::X509_CRL_get0_lastUpdate)* crl_issued;
  decltype(::X509_CRL_get0_nextUpdate)* crl_until;
  decltype(::X509_CRL_get_signature_nid)* crl_scheme;
  decltype(::X509_CRL_get_ext_count)* crl_extensions;
  decltype(::X509_CRL_get_ext)* crl_extension;
  decltype(::X509_CRL_get_ext_by_NID)* crl_extension_of;
  decltype(::X509_EXTENSION_get_critical)* is_critical;
  decltype(::X509_CRL_get0_by_cert)* crl_entry;
  decltype(::X509_REVOKED_get_ext_d2i)* entry_extension;
  decltype(::ASN1_ENUMERATED_get)* enumerated;
  decltype(::ASN1_ENUMERATED_free)* free_enumerated;
  decltype(::ASN1_STRING_get0_data)* string_octets;
  decltype(::ASN1_STRING_length)* string_size;
  decltype(::BIO_new_mem_buf)* new_memory;
  decltype(::BIO_free_all)* free_memory;
};

// nullptr: libcrypto is not here.
const CmsLibrary* cms_library();

template <auto Free>
struct CmsFreed {
  template <typename T>
  void operator()(T* p) const {
    (cms_library()->*Free)(p);
  }
};
using HeldCms = std::unique_ptr<CMS_ContentInfo, CmsFreed<&CmsLibrary::free_cms>>;
using HeldCertificate = std::unique_ptr<X509, CmsFreed<&CmsLibrary::free_certificate>>;
using HeldCrl = std::unique_ptr<X509_CRL, CmsFreed<&CmsLibrary::free_crl>>;
using HeldName = std::unique_ptr<X509_NAME, CmsFreed<&CmsLibrary::free_name>>;
using HeldStore = std::unique_ptr<X509_STORE, CmsFreed<&CmsLibrary::free_store>>;
using HeldWalk = std::unique_ptr<X509_STORE_CTX, CmsFreed<&CmsLibrary::free_walk>>;
using HeldMemory = std::unique_ptr<BIO, CmsFreed<&CmsLibrary::free_memory>>;

}  // namespace tidegate
