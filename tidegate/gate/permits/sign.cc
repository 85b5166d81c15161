// Makes keys, drafts, permits and statements of status. What is written is whole or not there.
#include "tidegate/permit/sign.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "tidegate/base/hash.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/gate/declaration.h"
#include "tidegate/gate/declared_case.h"
#include "tidegate/gate/judge.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/gate/permits/permits.h"
#include "tidegate/gate/permits/route_room.h"
#include "tidegate/gate/record.h"
#include "tidegate/permit/decision_text.h"
#include "tidegate/permit/draw_up.h"
#include "tidegate/permit/permit_text.h"
#include "tidegate/permit/standing.h"
#include "tidegate/permit/verify.h"
#include "tidegate/ports/signing_key.h"
#include "tidegate/store/bundle.h"
#include "tidegate/store/make_folders.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kMostDays = 3'660;
constexpr mode_t kPrivate = 0600;
constexpr mode_t kPublic = 0644;

// One line for people, one object for programs.
Printed wrote(const std::vector<std::pair<std::string, std::string>>& members, const Text& line, bool json,
              const Look& look) {
  if (!json) return {line.in(look.lang) + "\n", ExitCode::kProceed};
  JsonWriter out;
  out.begin_object();
  for (const auto& [key, value] : members) out.key(key).string(value);
  out.end_object();
  return {out.take() + "\n", ExitCode::kProceed};
}

Result<void> want_out(const std::string& out) {
  if (!out.empty()) return {};
  return fail({ErrorCode::kMalformed, "name the file to write", "--out", "请指定输出文件"});
}

Result<void> write_new(const std::string& path, std::string_view bytes, mode_t mode) {
  if (::access(path.c_str(), F_OK) == 0)
    return fail(
        {ErrorCode::kMalformed, "is there already, and is not written over", path, "文件已存在，不予覆盖"});
  return write_file(path, bytes, mode);
}

std::string_view in_chinese(PermitState state) {
  constexpr std::array<std::string_view, 3> kWords{"有效", "已中止", "已撤销"};
  return kWords[static_cast<std::size_t>(state)];
}

// What whoever signed a statement should know before he hands it on.
std::string doubts_of(const PermitStatus& status, bool is_named, const std::string& out, const Look& look) {
  std::string said;
  if (!is_named)
    said += std::string(
        Text{"\nthe permit does not name this key: whoever verifies takes the statement only where his trust "
             "policy has the key",
             "\n许可未列明该密钥：仅当核验者的信任策略载有该密钥时，此声明才被采信"}
            .in(look.lang));
  if (status.sequence == 1 && status.state != PermitState::kActive)
    said += Text{fmt::format("\nstatement 1: where there was one before, delete {} and name the newest with "
                             "--last, else two of one number contradict each other",
                             out),
                 fmt::format("\n此为第 1 号声明：此前如已有声明，请删除 {} 并用 --last 指定最新一份，否则会有"
                             "两份同号声明相互矛盾",
                             out)}
                .in(look.lang);
  return said;
}

bool begins_like_a_permit(std::string_view bytes) { return bytes.starts_with("{\"payload\""); }

struct Filed {
  Transfer transfer;
  std::optional<Bundle> record;  // none: a declaration alone
};
Result<Filed> filed(const std::string& word, const GateOptions& options) {
  const auto declared = is_declaration({word});
  if (declared && *declared) {
    auto transfer = read_declaration(word);
    if (!transfer) return fail(transfer.error());
    return Filed{std::move(*transfer), std::nullopt};
  }
  const auto path = path_of_record(word, options);
  if (!path) return fail(path.error());
  const auto bytes = read_file(*path, kLargestBundle);
  if (!bytes) return fail(bytes.error());
  auto bundle = read_bundle(*bytes);
  if (!bundle) return fail({bundle.error().code, bundle.error().what, *path, bundle.error().what_zh});
  Transfer transfer = bundle->transfer;
  return Filed{std::move(transfer), std::move(*bundle)};
}

// What the law says of it: of a record on its day, with what was counted then; of a declaration on the day of
// filing, else of the decision, by what it states itself.
Result<Assessment> judged(const Filed& filed, Grounds& grounds, Date decided_on) {
  grounds.as_of = filed.record ? filed.record->as_of : filed.transfer.filing.date.value_or(decided_on);
  if (!filed.record) return judge_declared(filed.transfer, grounds);
  grounds.sent_before = filed.record->sent_before;
  grounds.public_security_gate = filed.record->public_security_gate;
  return judge(filed.transfer, filed.record->profile, grounds);
}

Result<permit::YearlyRoom> room_of(const Filed& filed, const Decision& decision, const GateOptions& options) {
  if (!is_below_a_number(filed.transfer.filing.route)) return permit::YearlyRoom{};
  auto grounds = load_grounds(options.packs, {}, {});
  if (!grounds) return fail(grounds.error());
  const auto answer = judged(filed, *grounds, decision.decided_on);
  if (!answer) return fail(answer.error());
  return route_room(filed.transfer.filing.route, *answer, decision, *grounds);
}

}  // namespace

Result<Printed> permit_keygen(const PermitKeygenRequest& request, bool json, const Look& look,
                              const GateOptions& options) {
  if (const auto made = make_folders(request.folder); !made) return fail(made.error());
  const std::string path = request.folder + "/permit-key.pem";
  const std::string public_path = request.folder + "/permit-key.pub.pem";
  const auto secret = new_key();
  if (!secret) return fail(secret.error());
  std::string pem = secret->to_pem();
  const bool is_sealed = request.asks || !request.passphrase_file.empty();
  if (is_sealed) {
    const auto passphrase = passphrase_for(path, request.passphrase_file, options);
    if (!passphrase) return fail(passphrase.error());
    auto sealed = seal_key(*secret, *passphrase);
    if (!sealed) return fail(sealed.error());
    pem = std::move(*sealed);
  }
  if (const auto done = write_new(path, pem, kPrivate); !done) return fail(done.error());
  if (const auto done = write_new(public_path, to_pem(secret->public_key()), kPublic); !done)
    return fail(done.error());
  const std::string id = permit::key_id(secret->public_key());
  return wrote({{"key_id", id},
                {"public_key", hex(secret->public_key().bytes)},
                {"private_file", path},
                {"public_file", public_path},
                {"is_sealed", is_sealed ? "yes" : "no"}},
               {fmt::format("wrote {} (private{}) and {}\nkey id {}", path,
                            is_sealed ? ", under a passphrase" : "", public_path, id),
                fmt::format("已写入 {}（私钥{}）与 {}\n密钥编号 {}", path, is_sealed ? "，受口令保护" : "",
                            public_path, id)},
               json, look);
}

Result<Printed> permit_draft(const PermitDraftRequest& request, const GateOptions& options) {
  if (request.decision.empty())
    return fail({ErrorCode::kMalformed, "name the file of the decision", "--decision", "请指定决定文件"});
  const auto of = filed(request.record, options);
  if (!of) return fail(of.error());
  const auto bytes = read_small_file(request.decision);
  if (!bytes) return fail(bytes.error());
  const auto decision = permit::read_decision(*bytes, request.decision);
  if (!decision) return fail(decision.error());
  permit::PermitTerms terms;
  terms.id = request.id;
  terms.issuer = request.issuer;
  terms.from = request.from;
  terms.until = request.until;
  terms.persons = request.persons;
  terms.sensitive_persons = request.sensitive_persons;
  terms.octets = request.octets;
  if (!request.encryption.empty()) terms.encryption = encryption_named(request.encryption);
  auto room = room_of(*of, *decision, options);
  if (!room) return fail(room.error());
  terms.room = std::move(*room);
  auto drawn = permit::draw_up(*decision, of->transfer, terms);
  if (!drawn) return fail(drawn.error());
  return Printed{permit::write_draft(*drawn), ExitCode::kProceed};
}

Result<PermitSigned> permit_issue(const PermitIssueRequest& request, bool json, const Look& look,
                                  const GateOptions& options) {
  if (const auto good = want_out(request.out); !good) return fail(good.error());
  const auto bytes = read_small_file(request.draft);
  if (!bytes) return fail(bytes.error());
  if (begins_like_a_permit(*bytes))
    return fail({ErrorCode::kMalformed, "is signed already: tidegate permit cosign adds a signature",
                 request.draft, "已经签名：tidegate permit cosign 可增加签名"});
  auto permit = permit::read_draft(*bytes, request.draft);
  if (!permit) return fail(permit.error());
  const auto secret = open_signer(request.signer, options);
  if (!secret) return fail(secret.error());
  permit->signers = {permit::key_id(secret->public_key())};
  for (const std::string& path : request.cosigners) {
    const auto key = read_public_key(path);
    if (!key) return fail(key.error());
    permit->signers.push_back(permit::key_id(*key));
  }
  permit->issued_at_ms = options.now_ms / 1000 * 1000;
  permit->status_needed_from_ms = permit->issued_at_ms + request.grace_hours * kHourMs;
  const auto file = permit::sign_permit(*permit, *secret);
  if (!file)
    return fail(
        {file.error().code, file.error().what, request.draft + file.error().where, file.error().what_zh});
  if (const auto done = write_new(request.out, *file, kPublic); !done) return fail(done.error());
  return PermitSigned{wrote({{"permit", permit->id},
                             {"permit_sha256", sha256_hex(permit::write_permit(*permit))},
                             {"key_id", permit->signers.front()},
                             {"file", request.out}},
                            {fmt::format("permit {} is signed: {}", permit->id, request.out),
                             fmt::format("许可 {} 已签发：{}", permit->id, request.out)},
                            json, look),
                      secret->public_key()};
}

Result<PermitSigned> permit_cosign(const std::string& file, const PermitSigner& signer, bool json,
                                   const Look& look, const GateOptions& options) {
  const auto bytes = read_small_file(file);
  if (!bytes) return fail(bytes.error());
  auto envelope = permit::read_envelope(*bytes, file);
  if (!envelope) return fail(envelope.error());
  const bool is_permit = envelope->kind == permit::DocumentKind::kPermit;
  std::vector<std::string> signers;
  if (is_permit) {
    const auto permit = permit::read_permit(envelope->contents, file);
    if (!permit) return fail(permit.error());
    signers = permit->signers;
  } else {
    const auto status = permit::read_status(envelope->contents, file);
    if (!status) return fail(status.error());
    signers = status->signers;
  }
  const auto secret = open_signer(signer, options);
  if (!secret) return fail(secret.error());
  const std::string id = permit::key_id(secret->public_key());
  if (std::find(signers.begin(), signers.end(), id) == signers.end())
    return fail({ErrorCode::kMalformed,
                 "does not name this key among its signers: it was to be named when it was issued", file,
                 "未将该密钥列为签名者：须在签发时列明"});
  permit::add_signature(*envelope, *secret);
  if (const auto done = write_file(file, permit::write_envelope(*envelope), kPublic); !done)
    return fail(done.error());
  return PermitSigned{
      wrote({{"key_id", id}, {"signatures", std::to_string(envelope->signatures.size())}, {"file", file}},
            {fmt::format("{} bears {} signatures now", file, envelope->signatures.size()),
             fmt::format("{} 现有 {} 个签名", file, envelope->signatures.size())},
            json, look),
      secret->public_key()};
}

Result<PermitSigned> permit_state(const PermitStateRequest& request, bool json, const Look& look,
                                  const GateOptions& options) {
  if (const auto good = want_out(request.out); !good) return fail(good.error());
  if (request.days < 1 || request.days > kMostDays)
    return fail({ErrorCode::kOutOfRange, fmt::format("is not 1 to {} days", kMostDays), "--days",
                 fmt::format("不在 1 至 {} 天之间", kMostDays)});
  const auto bytes = read_small_file(request.permit);
  if (!bytes) return fail(bytes.error());
  const auto envelope = permit::read_envelope(*bytes, request.permit);
  if (!envelope) return fail(envelope.error());
  const auto permit = permit::unverified_permit(*bytes, request.permit);
  if (!permit) return fail(permit.error());
  std::optional<PermitStatus> last;
  if (!request.last.empty()) {
    const auto before = read_small_file(request.last);
    if (!before) return fail(before.error());
    auto status = permit::unverified_status(*before, request.last);
    if (!status) return fail(status.error());
    last = std::move(*status);
  }
  const std::string hash = sha256_hex(envelope->contents);
  if (last && (last->permit_id != permit->id || last->permit_hash != hash))
    return fail({ErrorCode::kMalformed, "speaks of another permit", request.last, "所述为另一许可"});
  const auto secret = open_signer(request.signer, options);
  if (!secret) return fail(secret.error());
  permit::StatusChange change;
  change.state = request.state;
  change.reason = request.reason;
  change.stated_at_ms = options.now_ms / 1000 * 1000;
  change.valid_until_ms = change.stated_at_ms + request.days * 24 * kHourMs;
  const std::string id = permit::key_id(secret->public_key());
  change.signers = {id};
  // Whoever may sign the permit may sign this too: permit cosign.
  const auto& named = permit->signers;
  const bool is_named = std::find(named.begin(), named.end(), id) != named.end();
  if (is_named)
    std::copy_if(named.begin(), named.end(), std::back_inserter(change.signers),
                 [&](const std::string& one) { return one != id; });
  const auto status =
      permit::next_status(permit->id, hash, permit->issued_at_ms, last ? &*last : nullptr, change);
  if (!status) {
    // Nothing here can be had by trying again.
    Error error = status.error();
    if (error.code == ErrorCode::kConflict) error.code = ErrorCode::kMalformed;
    return fail(std::move(error));
  }
  const auto file = permit::sign_status(*status, *secret);
  if (!file) return fail(file.error());
  if (const auto done = write_new(request.out, *file, kPublic); !done) return fail(done.error());
  const std::string until = instant_text(status->valid_until_ms);
  const std::string doubts = doubts_of(*status, is_named, request.out, look);
  return PermitSigned{
      wrote({{"permit", permit->id},
             {"state", std::string(to_string(status->state))},
             {"sequence", std::to_string(status->sequence)},
             {"valid_until", until},
             {"is_key_named", is_named ? "yes" : "no"},
             {"file", request.out}},
            {fmt::format("permit {}: {}, statement {}, until {}: {}{}", permit->id, to_string(status->state),
                         status->sequence, until, request.out, doubts),
             fmt::format("许可 {}：{}，第 {} 号声明，有效至 {}：{}{}", permit->id, in_chinese(status->state),
                         status->sequence, until, request.out, doubts)},
            json, look),
      secret->public_key()};
}

}  // namespace tidegate
