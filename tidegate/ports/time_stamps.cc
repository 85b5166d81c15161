#include "tidegate/ports/time_stamps.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509_vfy.h>

#include <array>
#include <ctime>
#include <optional>

#include "tidegate/base/hash.h"
#include "tidegate/base/shared_library.h"

namespace tidegate {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{128} << 10;
constexpr std::size_t kLargestCa = std::size_t{1} << 20;
constexpr int kMostCertificates = 64;
constexpr std::size_t kLongestSerial = 64;

struct Stamps {
  decltype(::ERR_clear_error)* forget_errors;
  decltype(::d2i_TS_RESP)* read_answer;
  decltype(::TS_RESP_free)* free_answer;
  decltype(::TS_RESP_get_status_info)* status_of;
  decltype(::TS_STATUS_INFO_get0_status)* number_of;
  decltype(::ASN1_INTEGER_get)* integer;
  decltype(::TS_RESP_get_token)* token_of;
  decltype(::i2d_PKCS7)* write_token;
  decltype(::CRYPTO_free)* free_octets;
  decltype(::d2i_PKCS7)* read_token;
  decltype(::PKCS7_free)* free_token;
  decltype(::PKCS7_to_TS_TST_INFO)* info_of;
  decltype(::TS_TST_INFO_free)* free_info;
  decltype(::TS_TST_INFO_get_time)* time_of;
  decltype(::TS_TST_INFO_get_policy_id)* policy_of;
  decltype(::TS_TST_INFO_get_serial)* serial_of;
  decltype(::ASN1_TIME_to_tm)* to_tm;
  decltype(::OBJ_obj2txt)* policy_text;
  decltype(::ASN1_STRING_get0_data)* octets_of;
  decltype(::ASN1_STRING_length)* size_of;
  decltype(::d2i_TS_REQ)* read_request;
  decltype(::TS_REQ_free)* free_request;
  decltype(::TS_REQ_to_TS_VERIFY_CTX)* context_of;
  decltype(::TS_VERIFY_CTX_free)* free_context;
  decltype(::TS_VERIFY_CTX_add_flags)* add_flags;
  decltype(::TS_VERIFY_CTX_set_flags)* set_flags;
  decltype(::TS_VERIFY_CTX_set_store)* set_store;
  decltype(::TS_RESP_verify_token)* verify;
  decltype(::X509_STORE_new)* new_store;
  decltype(::X509_STORE_free)* free_store;
  decltype(::X509_STORE_add_cert)* add_certificate;
  decltype(::X509_STORE_get0_param)* param_of;
  decltype(::X509_VERIFY_PARAM_set_time)* set_time;
  decltype(::X509_free)* free_certificate;
  decltype(::PEM_read_bio_X509)* read_certificate;
  decltype(::BIO_new_mem_buf)* memory_bio;
  decltype(::BIO_free_all)* free_bio;

  static std::optional<Stamps> load() {
    const SharedLibrary library("libcrypto.so.3");
    Stamps s{};
    const bool is_whole =
        library.find("ERR_clear_error", s.forget_errors) && library.find("d2i_TS_RESP", s.read_answer) &&
        library.find("TS_RESP_free", s.free_answer) && library.find("TS_RESP_get_status_info", s.status_of) &&
        library.find("TS_STATUS_INFO_get0_status", s.number_of) &&
        library.find("ASN1_INTEGER_get", s.integer) && library.find("TS_RESP_get_token", s.token_of) &&
        library.find("i2d_PKCS7", s.write_token) && library.find("CRYPTO_free", s.free_octets) &&
        library.find("d2i_PKCS7", s.read_token) && library.find("PKCS7_free", s.free_token) &&
        library.find("PKCS7_to_TS_TST_INFO", s.info_of) && library.find("TS_TST_INFO_free", s.free_info) &&
        library.find("TS_TST_INFO_get_time", s.time_of) &&
        library.find("TS_TST_INFO_get_policy_id", s.policy_of) &&
        library.find("TS_TST_INFO_get_serial", s.serial_of) && library.find("ASN1_TIME_to_tm", s.to_tm) &&
        library.find("OBJ_obj2txt", s.policy_text) && library.find("ASN1_STRING_get0_data", s.octets_of) &&
        library.find("ASN1_STRING_length", s.size_of) && library.find("d2i_TS_REQ", s.read_request) &&
        library.find("TS_REQ_free", s.free_request) &&
        library.find("TS_REQ_to_TS_VERIFY_CTX", s.context_of) &&
        library.find("TS_VERIFY_CTX_free", s.free_context) &&
        library.find("TS_VERIFY_CTX_add_flags", s.add_flags) &&
        library.find("TS_VERIFY_CTX_set_flags", s.set_flags) &&
        library.find("TS_VERIFY_CTX_set_store", s.set_store) &&
        library.find("TS_RESP_verify_token", s.verify) && library.find("X509_STORE_new", s.new_store) &&
        library.find("X509_STORE_free", s.free_store) &&
        library.find("X509_STORE_add_cert", s.add_certificate) &&
        library.find("X509_STORE_get0_param", s.param_of) &&
        library.find("X509_VERIFY_PARAM_set_time", s.set_time) &&
        library.find("X509_free", s.free_certificate) &&
        library.find("PEM_read_bio_X509", s.read_certificate) &&
        library.find("BIO_new_mem_buf", s.memory_bio) && library.find("BIO_free_all", s.free_bio);
    return is_whole ? std::optional(s) : std::nullopt;
  }
};

const Stamps* stamps() {
  static const std::optional<Stamps> kLoaded = Stamps::load();
  return kLoaded ? &*kLoaded : nullptr;
}

template <auto Free>
struct StampsFreed {
  template <typename T>
  void operator()(T* p) const {
    (stamps()->*Free)(p);
  }
};
using Answer = std::unique_ptr<TS_RESP, StampsFreed<&Stamps::free_answer>>;
using Token = std::unique_ptr<PKCS7, StampsFreed<&Stamps::free_token>>;
using Info = std::unique_ptr<TS_TST_INFO, StampsFreed<&Stamps::free_info>>;
using Request = std::unique_ptr<TS_REQ, StampsFreed<&Stamps::free_request>>;
using Context = std::unique_ptr<TS_VERIFY_CTX, StampsFreed<&Stamps::free_context>>;
using Store = std::unique_ptr<X509_STORE, StampsFreed<&Stamps::free_store>>;
using Certificate = std::unique_ptr<X509, StampsFreed<&Stamps::free_certificate>>;
using Bio = std::unique_ptr<BIO, StampsFreed<&Stamps::free_bio>>;

Error no_stamps() {
  return {ErrorCode::kUnavailable,
          "libcrypto.so.3, which checks time stamps, is not installed: apt-get install libssl3",
          {},
          "未安装用于核验时间戳的 libcrypto.so.3：apt-get install libssl3"};
}
tl::unexpected<Error> no_token() {
  return fail({ErrorCode::kMalformed, "is no time stamp token", {}, "不是时间戳令牌"});
}
tl::unexpected<Error> forged() {
  return fail(
      {ErrorCode::kCorrupt,
       "does not hold: of another digest, nonce or policy, altered, or not signed by an authority that "
       "the certificates name for time stamping",
       {},
       "时间戳不成立：摘要、随机数或策略不符，已被改动，或并非由所给证书认可的时间戳机构签署"});
}

// The whole of it is what was asked for, and nothing stands behind it.
template <typename Held, typename Read>
Held read_der(std::string_view der, Read* read) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  const auto* const end = at + der.size();
  Held held(der.size() <= kLargestAnswer ? read(nullptr, &at, static_cast<long>(der.size())) : nullptr);
  if (at != end) held.reset();
  stamps()->forget_errors();
  return held;
}

// What the certificates vouch for, at that moment. Null: no certificate is in it.
Store store_of(std::string_view ca, std::int64_t time_ms) {
  Store store(stamps()->new_store());
  const Bio bio(ca.size() <= kLargestCa ? stamps()->memory_bio(ca.data(), static_cast<int>(ca.size()))
                                        : nullptr);
  int count = 0;
  while (bio && store && count < kMostCertificates) {
    const Certificate one(stamps()->read_certificate(bio.get(), nullptr, nullptr, nullptr));
    if (!one || stamps()->add_certificate(store.get(), one.get()) != 1) break;
    ++count;
  }
  stamps()->forget_errors();
  if (count == 0) return nullptr;
  stamps()->set_time(stamps()->param_of(store.get()), static_cast<std::time_t>(time_ms / 1'000));
  return store;
}

Result<TimeStamp> told(TS_TST_INFO* info) {
  TimeStamp out;
  std::tm moment{};
  if (stamps()->to_tm(stamps()->time_of(info), &moment) != 1) return no_token();
  out.time_ms = static_cast<std::int64_t>(::timegm(&moment)) * 1'000;
  std::array<char, 128> text{};
  const int size =
      stamps()->policy_text(text.data(), static_cast<int>(text.size()), stamps()->policy_of(info), 1);
  if (size <= 0 || static_cast<std::size_t>(size) >= text.size()) return no_token();
  out.policy.assign(text.data(), static_cast<std::size_t>(size));
  const ASN1_INTEGER* serial = stamps()->serial_of(info);
  const int octets = serial != nullptr ? stamps()->size_of(serial) : -1;
  if (octets < 0 || static_cast<std::size_t>(octets) > kLongestSerial) return no_token();
  out.serial = hex({stamps()->octets_of(serial), static_cast<std::size_t>(octets)});
  return out;
}

class Check final : public TimeStampCheck {
 public:
  Result<std::string> token_of(std::string_view answer) const override {
    if (stamps() == nullptr) return fail(no_stamps());
    const Answer read = read_der<Answer>(answer, stamps()->read_answer);
    if (!read)
      return fail(
          {ErrorCode::kMalformed, "is no answer of a time stamp authority", {}, "不是时间戳机构的答复"});
    const long status = stamps()->integer(stamps()->number_of(stamps()->status_of(read.get())));
    PKCS7* token = stamps()->token_of(read.get());
    if ((status != TS_STATUS_GRANTED && status != TS_STATUS_GRANTED_WITH_MODS) || token == nullptr)
      return fail({ErrorCode::kUnavailable,
                   "the time stamp authority granted no stamp (status " + std::to_string(status) + ")",
                   {},
                   "时间戳机构未予签发（状态 " + std::to_string(status) + "）"});
    unsigned char* octets = nullptr;
    const int size = stamps()->write_token(token, &octets);
    if (size <= 0) return no_token();
    std::string out(reinterpret_cast<const char*>(octets), static_cast<std::size_t>(size));
    stamps()->free_octets(octets, __FILE__, __LINE__);
    return out;
  }

  Result<TimeStamp> check(std::string_view token, std::string_view request,
                          std::string_view ca) const override {
    if (stamps() == nullptr) return fail(no_stamps());
    const Token read = read_der<Token>(token, stamps()->read_token);
    const Info info(read ? stamps()->info_of(read.get()) : nullptr);
    stamps()->forget_errors();
    if (!info) return no_token();
    auto stamp = told(info.get());
    if (!stamp) return stamp;
    const Request asked = read_der<Request>(request, stamps()->read_request);
    const Context context(asked ? stamps()->context_of(asked.get(), nullptr) : nullptr);
    if (!context) return no_token();
    // Without certificates digest, nonce and policy are held to the contents, whoever signed them.
    if (!ca.empty()) {
      Store store = store_of(ca, stamp->time_ms);
      if (!store)
        return fail({ErrorCode::kMalformed, "holds no certificate in PEM", "CA", "不含 PEM 格式的证书"});
      stamps()->set_store(context.get(), store.release());
      stamps()->add_flags(context.get(), TS_VFY_SIGNATURE);
    } else {
      // An authority that names itself in its token would have its signature asked for.
      const int flags = stamps()->add_flags(context.get(), 0);
      stamps()->set_flags(context.get(), flags & ~static_cast<int>(TS_VFY_SIGNER));
    }
    const bool holds = stamps()->verify(context.get(), read.get()) == 1;
    stamps()->forget_errors();
    if (!holds) return forged();
    return stamp;
  }
};

}  // namespace

std::unique_ptr<TimeStampCheck> time_stamp_check() { return std::make_unique<Check>(); }

}  // namespace tidegate
