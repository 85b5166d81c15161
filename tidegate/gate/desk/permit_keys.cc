#include "tidegate/gate/desk/permit_keys.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_reader.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/permit_key_gone.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/permit/envelope.h"
#include "tidegate/ports/signing_key.h"
#include "tidegate/store/write_file.h"

namespace tidegate::desk {
namespace {

constexpr const char* kTrustRow = "permit.trust";
constexpr const char* kSettingsRow = "permit.settings";
constexpr std::int64_t kMostMonths = 120;
constexpr std::int64_t kMostHours = 24 * 31;
constexpr std::size_t kLongestKeyName = 300;
constexpr std::size_t kMostKeys = 200;  // that a trust policy may have
constexpr mode_t kPrivate = 0600;

bool is_there(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0;
}

// The name of a file is on the disk as well.
void sync_folder(const std::string& folder) {
  const OpenFile open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (open) ::fsync(open.get());
}

std::string trust_text(const permit::TrustPolicy& trust) {
  JsonWriter json;
  json.begin_object().key("format").string("tidegate.trust/1").key("keys").begin_array();
  for (const permit::TrustedKey& key : trust.keys) {
    json.begin_object().key("agency").string(key.agency).key("algorithm").string("ed25519");
    json.key("public_key").string(hex(key.key.bytes)).key("from").string(key.valid.from.str());
    json.key("until");
    key.valid.is_open() ? json.null() : json.string(key.valid.to.str());
    json.key("signs").begin_array().string("permit").string("status").end_array().end_object();
  }
  json.end_array().key("needs").begin_object();
  json.key("permit").unsigned_integer(trust.permit_needs).key("status").unsigned_integer(trust.status_needs);
  return json.end_object().end_object().take();
}

Result<void> put_trust(DeskTransaction& t, const permit::TrustPolicy& trust, std::int64_t version,
                       std::int64_t now_ms) {
  return t.put_setting({kTrustRow, trust_text(trust), now_ms, version});
}

permit::TrustedKey key_from(const Ed25519Secret& secret, const std::string& agency, Date day) {
  permit::TrustedKey key;
  key.agency = agency;
  key.key = secret.public_key();
  key.id = permit::key_id(key.key);
  key.valid.from = day;
  return key;
}

Error out_of_range(const char* where, const char* what, const char* what_zh) {
  return {ErrorCode::kOutOfRange, what, where, what_zh};
}

}  // namespace

Result<PermitSettings> permit_settings(const DeskReader& reader) {
  const auto row = reader.setting(kSettingsRow);
  if (!row) return fail(row.error());
  PermitSettings settings;
  if (!*row) return settings;
  const auto json = parse_json((*row)->value, kSettingsRow);
  if (!json) return fail(json.error());
  JsonFault fault{kSettingsRow, {}};
  const JsonReader in(*json, fault);
  settings.agency = in.member("agency").string();
  settings.issuer = in.member("issuer").text();
  settings.validity_months = in.member("validity_months").integer(1, kMostMonths);
  settings.grace_hours = in.member("grace_hours").integer(0, kMostHours);
  settings.statement_hours = in.member("statement_hours").integer(2, kMostHours);
  if (fault.first) return fail(std::move(*fault.first));
  return settings;
}

Result<void> put_permit_settings(DeskTransaction& t, const PermitSettings& settings, std::int64_t now_ms) {
  if (settings.agency.empty() || settings.agency.size() > kLongestKeyName)
    return fail(out_of_range("--agency", "name the agency", "请写明机构代码"));
  for (const std::string& name : {settings.issuer.en, settings.issuer.zh}) {
    if (name.empty() || name.size() > kLongestKeyName)
      return fail(out_of_range("--issuer", "name the agency in both languages", "请用中英文写明签发机构"));
  }
  if (settings.validity_months < 1 || settings.validity_months > kMostMonths)
    return fail(out_of_range("--months", "is not 1 to 120 months", "不在 1 至 120 个月之间"));
  if (settings.grace_hours < 0 || settings.grace_hours > kMostHours)
    return fail(out_of_range("--grace-hours", "is not 0 to 744 hours", "不在 0 至 744 小时之间"));
  if (settings.statement_hours < 2 || settings.statement_hours > kMostHours)
    return fail(out_of_range("--statement-hours", "is not 2 to 744 hours", "不在 2 至 744 小时之间"));
  const auto row = t.setting(kSettingsRow);
  if (!row) return fail(row.error());
  JsonWriter json;
  json.begin_object().key("agency").string(settings.agency);
  json.key("grace_hours").integer(settings.grace_hours).key("issuer").begin_object();
  json.key("en").string(settings.issuer.en).key("zh").string(settings.issuer.zh).end_object();
  json.key("statement_hours").integer(settings.statement_hours);
  json.key("validity_months").integer(settings.validity_months).end_object();
  return t.put_setting({kSettingsRow, json.take(), now_ms, *row ? (*row)->version : 0});
}

namespace {

Result<SettingRow> trust_row(const DeskReader& reader) {
  auto row = reader.setting(kTrustRow);
  if (!row) return fail(row.error());
  if (!*row)
    return fail({ErrorCode::kNotFound, "no key for permits was made yet", kTrustRow, "尚未生成许可签名密钥"});
  return std::move(**row);
}

}  // namespace

Result<std::string> permit_trust_text(const DeskReader& reader) {
  auto row = trust_row(reader);
  if (!row) return fail(row.error());
  return std::move(row->value);
}

Result<PermitTrustHeld> permit_trust(const DeskReader& reader) {
  const auto row = trust_row(reader);
  if (!row) return fail(row.error());
  auto policy = permit::read_trust(row->value, kTrustRow);
  if (!policy) return fail({ErrorCode::kCorrupt, policy.error().what, kTrustRow, policy.error().what_zh});
  return PermitTrustHeld{row->value, std::move(*policy), row->version};
}

std::string PermitKeys::path() const {
  return place_.file.empty() ? place_.folder + kOwnPermitKey : place_.file;
}
std::string PermitKeys::next_path() const { return place_.folder + "/permit-key.next.pem"; }

Result<std::shared_ptr<const Ed25519Secret>> PermitKeys::open(const std::string& path) const {
  auto secret = open_signer({path, place_.passphrase_file}, GateOptions{});
  if (!secret) return fail(secret.error());
  return std::make_shared<const Ed25519Secret>(std::move(*secret));
}

// Never over a key that is there: of two programs that make one at once, both go on with the same.
Result<void> PermitKeys::make(const std::string& path) const {
  const auto secret = new_key();
  if (!secret) return fail(secret.error());
  std::string pem = secret->to_pem();
  if (!place_.passphrase_file.empty()) {
    const auto passphrase = passphrase_for(path, place_.passphrase_file, GateOptions{});
    if (!passphrase) return fail(passphrase.error());
    auto sealed = seal_key(*secret, *passphrase);
    if (!sealed) return fail(sealed.error());
    pem = std::move(*sealed);
  }
  const std::string made = fmt::format("{}.{}", path, ::getpid());
  if (auto done = write_file(made, pem, kPrivate); !done) return done;
  const int linked = ::link(made.c_str(), path.c_str());
  const int error = errno;
  ::unlink(made.c_str());
  sync_folder(place_.folder);
  if (linked != 0 && error != EEXIST)
    return fail(system_error(error, "cannot write the key of permits", "无法写入许可签名密钥", path));
  return {};
}

Result<PermitHand> PermitKeys::hand(DeskTransaction& t, std::int64_t now_ms) {
  auto trust = permit_trust(t);
  const bool is_first = !trust && trust.error().code == ErrorCode::kNotFound;
  if (!trust && !is_first) return fail(trust.error());
  const std::string wanted = is_first ? std::string() : trust->policy.keys.back().id;

  const std::lock_guard lock(mutex_);
  if (secret_ == nullptr || (key_id_ != wanted && !is_first)) {
    // A change of keys that was cut off between the policy and the file.
    if (place_.file.empty() && !is_first && is_there(next_path())) {
      const auto next = open(next_path());
      if (next && permit::key_id((*next)->public_key()) == wanted)
        ::rename(next_path().c_str(), path().c_str());
    }
    if (is_first && place_.file.empty() && !is_there(path())) {
      if (const auto made = make(path()); !made) return fail(made.error());
    }
    if (!is_first && !is_there(path())) return fail(permit_key_gone(path()));
    auto opened = open(path());
    if (!opened) return fail(opened.error());
    secret_ = std::move(*opened);
    key_id_ = permit::key_id(secret_->public_key());
  }
  if (is_first) {
    const auto settings = permit_settings(t);
    if (!settings) return fail(settings.error());
    permit::TrustPolicy policy;
    policy.keys.push_back(key_from(*secret_, settings->agency, china_date(now_ms)));
    if (const auto put = put_trust(t, policy, 0, now_ms); !put) return fail(put.error());
    return PermitHand{secret_, key_id_, std::move(policy)};
  }
  if (key_id_ != wanted) {
    return fail(
        {ErrorCode::kUnavailable,
         "the key at hand is not the desk's present one: give that one, or make it the present one with "
         "tidegate admin rotate-permit-key",
         path(),
         "所给密钥不是办理台当前的许可签名密钥：请给出当前密钥，或用 tidegate admin "
         "rotate-permit-key 更换"});
  }
  return PermitHand{secret_, key_id_, std::move(trust->policy)};
}

Result<std::string> PermitKeys::rotate(DeskStore& store, std::int64_t now_ms) {
  const bool is_own = place_.file.empty();
  if (is_own) {
    ::unlink(next_path().c_str());
    if (const auto made = make(next_path()); !made) return fail(made.error());
  }
  const auto secret = open(is_own ? next_path() : path());
  if (!secret) return fail(secret.error());
  const Date today = china_date(now_ms);
  auto id = store.transact([&](DeskTransaction& t) -> Result<std::string> {
    const auto settings = permit_settings(t);
    if (!settings) return fail(settings.error());
    auto trust = permit_trust(t);
    if (!trust && trust.error().code != ErrorCode::kNotFound) return fail(trust.error());
    permit::TrustPolicy policy = trust ? std::move(trust->policy) : permit::TrustPolicy{};
    permit::TrustedKey next = key_from(**secret, settings->agency, today);
    for (const permit::TrustedKey& key : policy.keys) {
      if (key.id == next.id)
        return fail(
            {ErrorCode::kConflict, "is or was the desk's key already", path(), "该密钥已在使用或曾经使用"});
    }
    if (policy.keys.size() >= kMostKeys)
      return fail({ErrorCode::kConflict, "too many keys are trusted already", kTrustRow, "受信任的密钥过多"});
    // What was signed today stays good.
    for (permit::TrustedKey& key : policy.keys) {
      if (key.valid.is_open()) key.valid.to = today.plus_days(1);
    }
    policy.keys.push_back(std::move(next));
    if (const auto put = put_trust(t, policy, trust ? trust->version : 0, now_ms); !put)
      return fail(put.error());
    AuditRow row;
    row.at_ms = now_ms;
    row.action = "permit.rotate_key";
    row.object = policy.keys.back().id;
    row.outcome = "done";
    row.detail = "{}";
    t.audit(std::move(row));
    return policy.keys.back().id;
  });
  if (!id) return fail(id.error());
  if (is_own && ::rename(next_path().c_str(), path().c_str()) != 0)
    return fail(system_error(errno, "cannot put the new key in place", "无法启用新密钥", path()));
  sync_folder(place_.folder);
  const std::lock_guard lock(mutex_);
  secret_ = nullptr;
  return id;
}

}  // namespace tidegate::desk
