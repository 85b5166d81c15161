#include "tidegate/gate/desk/oidc.h"

#include "tidegate/access/claims.h"
#include "tidegate/access/jose/jws.h"
#include "tidegate/access/jose/sign_key.h"
#include "tidegate/access/oidc.h"
#include "tidegate/access/session.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/desk/desk_parts.h"
#include "tidegate/gate/desk/firm_standing.h"
#include "tidegate/gate/desk/oidc_account.h"
#include "tidegate/gate/desk/oidc_source.h"

namespace tidegate {
namespace {

constexpr const char* kTicket = "oidc";
constexpr const char* kOutTicket = "oidc_out";
constexpr std::size_t kTokenLength = 43;
constexpr std::size_t kLongestCode = 4'096;
constexpr int kMostExchanges = 2;  // at once: others have work for the threads too
constexpr std::int64_t kAssertionSeconds = 60;

std::string drawn_text() { return access::token_text(desk::drawn<32>()); }

DeskOidcIn answered(DeskOidcAnswer answer, std::string claim = {}) { return {answer, std::move(claim), {}}; }

// Counts an exchange for as long as it lasts; false: there are too many.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) : taken_(taken), is_free_(++taken <= kMostExchanges) {}
  ~Place() { --taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool is_free() const { return is_free_; }

 private:
  std::atomic<int>& taken_;
  bool is_free_;
};

// Which sessions were begun at the provider; one that renews another has its mark (SessionRow::stage).
constexpr std::string_view kStage = "oidc";

Result<void> mark(DeskTransaction& t, const std::string& token_hash) {
  const auto session = t.session(token_hash);
  if (!session) return fail(session.error());
  if (!*session) return {};
  SessionRow row = **session;
  row.stage = kStage;
  return t.change_session(row);
}

std::string kept(const access::OidcSecrets& secrets) {
  JsonWriter json;
  json.begin_object().key("nonce").string(secrets.nonce).key("verifier").string(secrets.verifier);
  json.end_object();
  return json.take();
}

std::string kept_text(const std::string& value, std::string_view name) {
  const auto json = parse_json(value, "");
  const Json* text = json ? json->find(name) : nullptr;
  return text == nullptr || text->string() == nullptr ? std::string() : *text->string();
}

}  // namespace

DeskOidc::DeskOidc(desk::Parts& parts, access::OidcSettings settings, std::string client_secret,
                   std::optional<access::SignKey> key, std::unique_ptr<HttpFetch> fetch)
    : parts_(parts),
      settings_(std::make_unique<access::OidcSettings>(std::move(settings))),
      client_secret_(std::move(client_secret)),
      key_(key ? std::make_unique<access::SignKey>(std::move(*key)) : nullptr),
      fetch_(std::move(fetch)),
      source_(std::make_unique<desk::OidcSource>(*settings_, *fetch_, *parts.clock)) {}
DeskOidc::~DeskOidc() = default;

const Text& DeskOidc::name() const { return settings_->name; }

Result<DeskOidc::Begun> DeskOidc::begin(const std::string& redirect) {
  const auto provider = source_->provider();
  if (!provider) return fail(provider.error());
  const access::OidcSecrets secrets{drawn_text(), drawn_text(), drawn_text()};
  Begun begun{access::authorization_address(*provider, *settings_, redirect, secrets), drawn_text()};
  const std::int64_t now = parts_.now();
  TicketRow ticket;
  ticket.token_sha256 = access::token_hash(secrets.state);
  ticket.kind = kTicket;
  ticket.object = access::token_hash(begun.browser);
  ticket.value = kept(secrets);
  ticket.created_ms = now;
  ticket.expires_ms = now + kStateMs;
  const auto done = parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    if (auto added = t.add_ticket(ticket); !added) return fail(added.error());
    return true;
  });
  if (!done) return fail(done.error());
  return begun;
}

Result<bool> DeskOidc::has_begun(const std::string& token_hash) {
  const auto session =
      parts_.store->read([&](const DeskReader& reader) { return reader.session(token_hash); });
  if (!session) return fail(session.error());
  return *session && (*session)->stage == kStage;
}

Result<std::optional<std::string>> DeskOidc::leave(const std::string& back) {
  using Address = std::optional<std::string>;
  if (!settings_->sign_out) return Address();
  const auto provider = source_->provider();
  if (!provider) return fail(provider.error());
  if (provider->end_session_endpoint.empty()) return Address();
  const std::string state = drawn_text();
  const std::int64_t now = parts_.now();
  TicketRow ticket;
  ticket.token_sha256 = access::token_hash(state);
  ticket.kind = kOutTicket;
  ticket.value = "{}";
  ticket.created_ms = now;
  ticket.expires_ms = now + kStateMs;
  return parts_.store->transact([&](DeskTransaction& t) -> Result<Address> {
    if (auto added = t.add_ticket(ticket); !added) return fail(added.error());
    return Address(access::end_session_address(*provider, *settings_, back, state));
  });
}

Result<bool> DeskOidc::has_left(const std::string& state) {
  if (state.size() != kTokenLength) return false;
  // A stranger's guess is read, and writes nothing.
  const std::string hash = access::token_hash(state);
  const auto found = parts_.store->read([&](const DeskReader& reader) { return reader.ticket(hash); });
  if (!found) return fail(found.error());
  if (!*found) return false;
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<bool> {
    const auto ticket = t.take_ticket(hash, kOutTicket, now);
    if (!ticket) return fail(ticket.error());
    return ticket->has_value();
  });
}

// What was kept when this browser was sent off. Of another browser nothing is taken: it cannot spoil a
// sign-in that is not its own.
Result<std::optional<std::string>> DeskOidc::taken(const DeskOidcBack& back) {
  using Value = std::optional<std::string>;
  if (back.state.size() != kTokenLength || back.browser.size() != kTokenLength) return Value();
  const std::string hash = access::token_hash(back.state);
  const auto found = parts_.store->read([&](const DeskReader& reader) { return reader.ticket(hash); });
  if (!found) return fail(found.error());
  if (!*found || (*found)->object != access::token_hash(back.browser)) return Value();
  const std::int64_t now = parts_.now();
  return parts_.store->transact([&](DeskTransaction& t) -> Result<Value> {
    const auto ticket = t.take_ticket(hash, kTicket, now);
    if (!ticket) return fail(ticket.error());
    return *ticket ? Value((*ticket)->value) : Value();
  });
}

// The ID token for a code. nullopt: the provider takes the code not, or not any more.
Result<std::optional<std::string>> DeskOidc::exchanged(const access::OidcProvider& provider,
                                                       const std::string& code, const std::string& verifier,
                                                       const std::string& redirect) {
  using Token = std::optional<std::string>;
  const Place place(exchanges_);
  if (!place.is_free()) {
    return fail({ErrorCode::kUnavailable, "too many sign in at once; try again", {}, "登录请求过多，请重试"});
  }
  std::vector<std::pair<std::string, std::string>> fields{{"grant_type", "authorization_code"},
                                                          {"code", code},
                                                          {"redirect_uri", redirect},
                                                          {"code_verifier", verifier}};
  HttpAsk ask;
  ask.method = "POST";
  ask.url = provider.token_endpoint;
  ask.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  if (key_) {
    const std::int64_t now = parts_.now() / 1'000;
    JsonWriter claims;
    claims.begin_object().key("iss").string(settings_->client_id).key("sub").string(settings_->client_id);
    claims.key("aud").string(provider.token_endpoint).key("jti").string(drawn_text());
    claims.key("iat").integer(now).key("exp").integer(now + kAssertionSeconds).end_object();
    auto assertion = key_->sign(claims.take(), settings_->key_id);
    if (!assertion) return fail(assertion.error());
    fields.emplace_back("client_id", settings_->client_id);
    fields.emplace_back("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    fields.emplace_back("client_assertion", std::move(*assertion));
  } else if (!client_secret_.empty() && provider.takes_secret_in_header) {
    ask.headers.emplace_back("Authorization", access::basic_of(settings_->client_id, client_secret_));
  } else {
    fields.emplace_back("client_id", settings_->client_id);
    if (!client_secret_.empty()) fields.emplace_back("client_secret", client_secret_);
  }
  ask.body = access::form_of(fields);
  const auto got = source_->exchange(std::move(ask));
  if (!got) return fail(got.error());
  if (got->status == 400) return Token();
  auto token = got->status == 200 ? access::id_token_of(got->body) : Result<std::string>(std::string());
  if (!token || token->empty()) {
    return fail({ErrorCode::kUnavailable,
                 "the identity provider did not take this desk's request",
                 {},
                 "身份提供方未接受本服务的请求"});
  }
  return Token(std::move(*token));
}

Result<DeskOidcIn> DeskOidc::trusted(const std::string& id_token, const std::string& nonce) {
  const auto jws = access::parse_jws(id_token);
  if (!jws) return answered(DeskOidcAnswer::kUntrusted, "signature");
  const auto is_signed = source_->has_signed(*jws);
  if (!is_signed) return fail(is_signed.error());
  if (!*is_signed) return answered(DeskOidcAnswer::kUntrusted, "signature");
  const std::int64_t now = parts_.now();
  const auto token = access::read_id_token(
      jws->payload, {settings_->issuer, settings_->client_id, nonce, settings_->acr, now});
  if (!token) return answered(DeskOidcAnswer::kUntrusted, token.error().where);
  const std::string subject = access::subject_of(settings_->issuer, token->subject);
  return parts_.store->transact([&](DeskTransaction& t) -> Result<DeskOidcIn> {
    const auto account = desk::account_for(t, *settings_, subject, token->claims, now);
    if (!account) return fail(account.error());
    if (!*account) return answered(DeskOidcAnswer::kUnknown);
    if (is_of_firm((*account)->role)) {
      const auto may = desk::may_act_for(t, TenantId((*account)->tenant));
      if (!may) return fail(may.error());
      if (!*may) return answered(DeskOidcAnswer::kUnknown);
    }
    auto session = desk::begin_session(t, **account, now, now + access::kLongestSessionMs, {});
    if (!session) return fail(session.error());
    if (auto marked = mark(t, access::token_hash(session->token)); !marked) return fail(marked.error());
    t.audit(desk::audit_row(**account, "session.begin_oidc", (*account)->id, "done", now));
    DeskOidcIn in = answered(DeskOidcAnswer::kWelcome);
    in.session = std::move(*session);
    return in;
  });
}

Result<DeskOidcIn> DeskOidc::finish(const DeskOidcBack& back, const std::string& redirect) {
  const auto value = taken(back);
  if (!value) return fail(value.error());
  if (!*value) return answered(DeskOidcAnswer::kBroken);
  const auto provider = source_->provider();
  if (!provider) return fail(provider.error());
  // Another provider's answer is not sent to this one (RFC 9207).
  if (back.issuer.empty() ? provider->names_itself : back.issuer != settings_->issuer)
    return answered(DeskOidcAnswer::kUntrusted, "iss");
  if (!back.error.empty()) return answered(DeskOidcAnswer::kRefused);
  if (back.code.empty() || back.code.size() > kLongestCode) return answered(DeskOidcAnswer::kBroken);
  const auto token = exchanged(*provider, back.code, kept_text(**value, "verifier"), redirect);
  if (!token) return fail(token.error());
  if (!*token) return answered(DeskOidcAnswer::kBroken);
  return trusted(**token, kept_text(**value, "nonce"));
}

}  // namespace tidegate
