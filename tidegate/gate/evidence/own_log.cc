#include "tidegate/gate/evidence/own_log.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <filesystem>
#include <thread>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/json_writer.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/gate/evidence/anchor_queue.h"
#include "tidegate/gate/evidence/anchors.h"
#include "tidegate/gate/evidence/evidence_log.h"
#include "tidegate/gate/evidence/log_folder.h"
#include "tidegate/gate/evidence/own_record.h"
#include "tidegate/gate/packs.h"
#include "tidegate/gate/permits/files.h"
#include "tidegate/store/write_file.h"

namespace tidegate {
namespace {

constexpr mode_t kPrivate = 0600;  // fields that are shown stand in it
constexpr std::size_t kLargestRecorded = std::size_t{256} << 20;
constexpr int kTries = 200;  // while another command has the log open: ten seconds
constexpr auto kBetween = std::chrono::milliseconds(50);

Result<std::string> folder_of(const OwnLogPlace& place, const GateOptions& options) {
  if (!place.folder.empty()) return place.folder;
  if (!options.home.empty()) return options.home + "/evidence";
  return fail({ErrorCode::kMalformed,
               "no state folder: set TIDEGATE_HOME or HOME, or give --log",
               {},
               "没有状态目录：请设置 TIDEGATE_HOME 或 HOME，或使用 --log"});
}

Result<std::string> passphrase_of(const OwnLogPlace& place, const std::string& folder,
                                  const GateOptions& options) {
  const auto needs = log_folder::needs_passphrase(folder);
  if (!needs || !*needs) return std::string{};  // what else is wrong is told when it is opened
  return passphrase_for(folder + "/private/log.pem", place.passphrase_file, options);
}

// The command's, going on: a large log takes its time to open, and a witness dates its word when it gives it.
class GoingClock final : public Clock {
 public:
  explicit GoingClock(std::int64_t start_ms) : start_ms_(start_ms) {}
  std::int64_t now_ms() const override {
    const auto spent = std::chrono::steady_clock::now() - began_;
    return start_ms_ + std::chrono::duration_cast<std::chrono::milliseconds>(spent).count();
  }

 private:
  const std::int64_t start_ms_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

// With the clock that it lives by.
struct Opened {
  std::unique_ptr<GoingClock> clock;
  std::unique_ptr<EvidenceLog> log;
};
Result<Opened> open(const OwnLogPlace& place, const GateOptions& options) {
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  const auto passphrase = passphrase_of(place, *folder, options);
  if (!passphrase) return fail(passphrase.error());
  Opened out{std::make_unique<GoingClock>(options.now_ms), nullptr};
  for (int i = 0;; ++i) {
    auto log = EvidenceLog::open({*folder, *passphrase, out.clock.get(), nullptr, {}});
    if (log) {
      out.log = std::move(*log);
      const Text cut = told_of_cut(out.log->standing());
      if (place.tell && !cut.en.empty()) place.tell(cut);
      return out;
    }
    if (log.error().code != ErrorCode::kConflict || i == kTries) return fail(log.error());
    std::this_thread::sleep_for(kBetween);
  }
}

template <typename Kind>
Result<Kind> named(const std::string& name, Kind last, const char* option) {
  std::string known;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const std::string_view one = to_string(static_cast<Kind>(i));
    if (one == name) return static_cast<Kind>(i);
    known += fmt::format("{}{}", known.empty() ? "" : ", ", one);
  }
  return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is none of {}", name, known), option,
               fmt::format("“{}”应为 {} 之一", name, known)});
}

Result<std::uint64_t> index_of(const std::string& text) {
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error == std::errc{} && end == text.data() + text.size()) return index;
  return fail({ErrorCode::kMalformed, fmt::format("\"{}\" is no index of an entry", text), "INDEX",
               fmt::format("“{}”不是条目序号", text)});
}

void put_text(JsonWriter& out, const Text& text) {
  out.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}

std::string standing_json(const EvidenceStanding& s, const std::vector<AnchorStanding>& anchors) {
  JsonWriter out;
  out.begin_object().key("origin").string(s.origin).key("entries").unsigned_integer(s.entries);
  out.key("checkpoint").unsigned_integer(s.checkpoint).key("stated_at");
  s.checkpoint == 0 ? out.null() : out.string(instant_text(s.stated_at_ms));
  out.key("has_witnesses").boolean(s.has_witnesses);
  out.key("is_witnessed").boolean(s.has_witnesses && s.checkpoint > 0 && s.lacks.empty());
  out.key("is_held").boolean(s.is_doubted()).key("has_tiles").boolean(!s.tiles.has_value());
  out.key("torn_tails").begin_array();
  for (const std::string& one : s.torn) out.string(one);
  out.end_array();
  out.key("lacks").begin_array();
  for (const evidence::Lacking& one : s.lacks) {
    out.begin_object().key("name").string(one.name).key("needs").unsigned_integer(one.needs);
    out.key("has").unsigned_integer(one.has).end_object();
  }
  out.end_array().key("witnesses").begin_array();
  for (const WitnessOutcome& one : s.outcomes) {
    out.begin_object().key("name").string(one.name).key("answer").string(to_string(one.kind)).key("says");
    put_text(out, one.why);
    out.end_object();
  }
  out.end_array().key("anchors");
  put_anchors(out, anchors);
  out.end_object();
  return out.take() + "\n";
}

Text torn_text(const std::vector<std::string>& torn) {
  if (torn.empty()) return {};
  return {fmt::format("{} torn tails kept beside the segment, {} at most: {} ... docs/evidence.md\n",
                      torn.size(), evidence::kMostTornTails, torn.front()),
          fmt::format("段文件旁存有 {} 份残尾（最多 {} 份）：{} 等，见 docs/evidence.md\n", torn.size(),
                      evidence::kMostTornTails, torn.front())};
}

std::string standing_text(const EvidenceStanding& s, Lang lang) {
  Text says{fmt::format("{}: {} entries, {} of them under a checkpoint\n", s.origin, s.entries, s.checkpoint),
            fmt::format("{}：共 {} 个条目，其中 {} 个已纳入检查点\n", s.origin, s.entries, s.checkpoint)};
  const std::string first = says.in(lang) + torn_text(s.torn).in(lang);
  if (s.checkpoint == 0) return first;
  const std::string at = lang == Lang::kZh ? china_time_text(s.stated_at_ms) : utc_time_text(s.stated_at_ms);
  const Text logged{"logged    " + at + "\n", "已记入  " + at + "\n"};
  const Text witnessed = !s.has_witnesses ? Text{"witnessed no witness is asked\n", "见证    未设见证方\n"}
                         : s.lacks.empty() ? Text{"witnessed as the policy asks\n", "见证    已满足策略\n"}
                                           : Text{"witnessed pending: the policy is not satisfied yet\n",
                                                  "见证    待完成：尚未满足策略\n"};
  std::string out = first + logged.in(lang) + witnessed.in(lang);
  if (s.is_doubted()) {
    out +=
        Text{
            "HELD: a witness has seen another or a larger tree of this log. Was the folder restored from an "
            "old copy, or "
            "does it run twice? Find out before publishing again; --despite-witnesses signs all the same.\n",
            "已暂缓：有见证方见过本日志的另一棵或更大的树。是否恢复了旧副本，或同时运行了两份？请先查明；"
            "--despite-witnesses 可强行签署。\n"}
            .in(lang);
  }
  if (s.tiles)
    out += Text{"files for others could not be written: " + s.tiles->what + "\n",
                "供他人读取的文件未能写入：" + s.tiles->what_zh + "\n"}
               .in(lang);
  for (const WitnessOutcome& one : s.outcomes)
    out += fmt::format("  {}  {}  {}\n", one.name, name_of(one.kind).in(lang), one.why.in(lang));
  return out;
}

// Of the place, after what was said of the log.
Printed standing_of(const EvidenceStanding& standing, const std::vector<AnchorStanding>& anchors, bool json,
                    const Look& look) {
  const bool is_done = !standing.has_witnesses || standing.lacks.empty();
  const ExitCode exit = standing.is_doubted()        ? ExitCode::kVerification
                        : is_done && !standing.tiles ? ExitCode::kProceed
                                                     : ExitCode::kUnavailable;
  return {json ? standing_json(standing, anchors)
               : standing_text(standing, look.lang) + anchors_text(anchors, look.lang),
          exit};
}

// A subject is found by its very octets, and that of a backup has no system's name in it.
Error nothing_about(const std::string& subject) {
  const bool is_backup = subject.starts_with("backup/");
  return {
      ErrorCode::kNotFound,
      fmt::format("no record is about it{}",
                  is_backup ? "; tidegate backup attest prints the subject: it ends in 16 digits of the hash "
                              "of the system's name"
                            : ""),
      subject,
      fmt::format("没有关于它的记录{}",
                  is_backup ? "；主体由 tidegate backup attest 打印，末尾为系统名称哈希的前 16 位" : "")};
}

}  // namespace

Result<Printed> log_init(const LogInitRequest& request, bool json, const GateOptions& options) {
  const auto folder = folder_of(request.place, options);
  if (!folder) return fail(folder.error());
  log_folder::NewLog made{*folder, request.origin, request.has_sm, {}, {}};
  if (!request.place.passphrase_file.empty()) {
    auto passphrase = read_password(request.place.passphrase_file);
    if (!passphrase) return fail(passphrase.error());
    made.passphrase = std::move(*passphrase);
  }
  if (!request.witnesses.empty()) {
    auto text = read_file(request.witnesses, evidence::kLargestPolicy);
    if (!text) return fail(text.error());
    made.witnesses = std::move(*text);
  }
  if (const auto done = log_folder::make(made); !done) {
    Error why = done.error();
    const bool is_of_witnesses =
        why.code == ErrorCode::kMalformed && why.where != made.folder && why.where != made.origin;
    if (is_of_witnesses) why.where = request.witnesses + (why.where.empty() ? "" : ":" + why.where);
    return fail(std::move(why));
  }
  const auto read = log_folder::read(*folder, made.passphrase);
  if (!read) return fail(read.error());
  const std::string policy = read->policy.to_text();
  if (json) {
    JsonWriter out;
    out.begin_object().key("folder").string(*folder).key("origin").string(request.origin);
    out.key("trust").string(policy).end_object();
    return Printed{out.take() + "\n"};
  }
  if (request.place.tell)
    request.place.tell(
        {fmt::format(
             "made the evidence log {} in {}; others verify its bundles by the policy that is printed",
             request.origin, *folder),
         fmt::format("已在 {1} 创建证据日志 {0}；他人凭所打印的策略核验其证据包", request.origin, *folder)});
  return Printed{policy};
}

Result<Printed> log_record(const LogRecordRequest& request, bool json, const Look& look,
                           const GateOptions& options) {
  const auto file = read_file(request.file, kLargestRecorded);
  if (!file) return fail(file.error());
  return log_record(request, *file, {}, json, look, options);
}

Result<Printed> log_record(const LogRecordRequest& request, const std::string& bytes,
                           const std::function<Result<void>()>& write, bool json, const Look& look,
                           const GateOptions& options) {
  const auto kind = named(request.kind, RecordKind::kWarning, "--kind");
  if (!kind) return fail(kind.error());
  const auto status = named(request.status, RecordStatus::kSuperseded, "--status");
  if (!status) return fail(status.error());
  auto opened = open(request.place, options);
  if (!opened) return fail(opened.error());
  NamedRecord one{request.subject, {}};
  one.record.kind = *kind;
  one.record.status = *status;
  one.record.actor = opened->log->actor();
  one.record.time_ms = options.now_ms;
  one.record.statement = sha256(bytes);
  for (const auto& [name, value] : request.fields) one.record.fields.push_back({name, value});
  if (request.keeps_revoked) {
    const auto about = opened->log->about(request.subject);
    if (!about && about.error().code != ErrorCode::kNotFound) return fail(about.error());
    std::vector<OwnRecord> same;  // another statement is another thing, not the revoked one come alive
    for (std::size_t i = 0; about && i < about->size(); ++i) {
      auto before = opened->log->record((*about)[i], request.subject);
      if (!before) return fail(before.error());
      if (before->entry.statement == one.record.statement) same.push_back(std::move(*before));
    }
    if (const auto follows = may_follow(same, one.record.status); !follows)
      return fail({follows.error().code, follows.error().what, request.subject, follows.error().what_zh});
  }
  if (write) {
    if (const auto written = write(); !written) return fail(written.error());
  }
  const auto index = opened->log->append({&one, 1});
  if (!index) return fail(index.error());
  if (json) {
    JsonWriter out;
    out.begin_object()
        .key("index")
        .unsigned_integer(*index)
        .key("statement")
        .string(hex(*one.record.statement));
    out.key("subject").string(request.subject).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("recorded as entry {}; provable once published: tidegate evidence publish\n", *index),
      fmt::format("已记入，序号 {}；发布检查点后即可证明：tidegate evidence publish\n", *index)};
  return Printed{says.in(look.lang)};
}

Result<Printed> log_publish(const OwnLogPlace& place, bool despite_witnesses, bool json, const Look& look,
                            const GateOptions& options) {
  auto opened = open(place, options);
  if (!opened) return fail(opened.error());
  const auto standing = opened->log->publish(despite_witnesses);
  if (!standing) return fail(standing.error());
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  opened->log.reset();  // its lock: others go on while anchors are asked for
  return standing_of(*standing, kick_anchors(*folder, place, options), json, look);
}

Result<Printed> log_status(const OwnLogPlace& place, bool json, const Look& look,
                           const GateOptions& options) {
  auto opened = open(place, options);
  if (!opened) return fail(opened.error());
  const auto folder = folder_of(place, options);
  if (!folder) return fail(folder.error());
  Printed printed = standing_of(opened->log->standing(), anchors_of(*folder), json, look);
  printed.exit = ExitCode::kProceed;
  return printed;
}

Result<Printed> log_trust(const OwnLogPlace& place, bool json, const Look&, const GateOptions& options) {
  auto opened = open(place, options);
  if (!opened) return fail(opened.error());
  if (!json) return Printed{opened->log->policy_text()};
  JsonWriter out;
  out.begin_object().key("trust").string(opened->log->policy_text()).end_object();
  return Printed{out.take() + "\n"};
}

Result<Printed> log_bundle(const LogBundleRequest& request, bool json, const Look& look,
                           const GateOptions& options) {
  std::error_code ignored;
  if (std::filesystem::exists(request.out, ignored))
    return fail({ErrorCode::kMalformed, "is there already: name another file", request.out,
                 "文件已存在：请另选文件名"});
  std::string statement;
  if (!request.statement.empty()) {
    auto file = read_file(request.statement, evidence::kLargestStatement);
    if (!file) return fail(file.error());
    statement = std::move(*file);
  }
  auto opened = open(request.place, options);
  if (!opened) return fail(opened.error());
  std::uint64_t index = 0;
  if (!request.index.empty()) {
    const auto given = index_of(request.index);
    if (!given) return fail(given.error());
    index = *given;
  } else {
    const auto about = opened->log->about(request.subject);
    if (!about && about.error().code != ErrorCode::kNotFound) return fail(about.error());
    if (!about || about->empty()) return fail(nothing_about(request.subject));
    index = about->back();
  }
  const auto bundle = opened->log->bundle(index, request.shown, request.subject, statement);
  if (!bundle) return fail(bundle.error());
  const std::string bytes = evidence::write_bundle(*bundle);
  if (const auto wrote = write_file(request.out, bytes, kPrivate); !wrote) return fail(wrote.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("file").string(request.out).key("index").unsigned_integer(index);
    out.key("sha256").string(sha256_hex(bytes)).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("wrote the proof of entry {} to {}: tidegate evidence verify {} --trust POLICY, or in a "
                  "browser: tidegate evidence page --out verify.html\n",
                  index, request.out, request.out),
      fmt::format(
          "已将序号 {} 的证明写入 {}：tidegate evidence verify {} --trust 策略文件；亦可在浏览器中核验："
          "tidegate evidence page --out verify.html\n",
          index, request.out, request.out)};
  return Printed{says.in(look.lang)};
}

Result<Printed> log_rotate_key(const OwnLogPlace& place, bool is_sm3, bool json, const Look& look,
                               const GateOptions& options) {
  auto opened = open(place, options);
  if (!opened) return fail(opened.error());
  const auto change = opened->log->rotate_key(is_sm3);
  if (!change) return fail(change.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("index").unsigned_integer(change->index).key("key").string(change->what);
    out.end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format(
          "entry {} names the log's new key, signed by the one before:\n\n{}\n\nTell the witnesses and "
          "whoever watches the log (tidegate witness add-log DIR --key KEY), then publish: the next "
          "checkpoint is signed by it, and the old key is destroyed. Policies that name the old key "
          "hold on; tidegate evidence trust prints the new one.\n",
          change->index, change->what),
      fmt::format(
          "条目 {} 已载明日志的新密钥，由前一密钥签名：\n\n{}\n\n请先告知各见证方与监测者（tidegate witness "
          "add-log DIR --key "
          "KEY），再发布检查点：其后由新密钥签署，旧私钥随即销毁。列有旧密钥的策略继续有效；"
          "tidegate evidence trust 输出新策略。\n",
          change->index, change->what)};
  return Printed{says.in(look.lang)};
}

Result<Printed> log_declare_policy(const OwnLogPlace& place, const std::string& file, bool json,
                                   const Look& look, const GateOptions& options) {
  const auto text = read_file(file, evidence::kLargestPolicy);
  if (!text) return fail(text.error());
  auto opened = open(place, options);
  if (!opened) return fail(opened.error());
  const auto change = opened->log->declare_policy(*text);
  if (!change) {
    Error why = change.error();
    if (why.code == ErrorCode::kMalformed) why.where = file + (why.where.empty() ? "" : ":" + why.where);
    return fail(std::move(why));
  }
  if (json) {
    JsonWriter out;
    out.begin_object().key("index").unsigned_integer(change->index).key("trust").string(change->what);
    out.end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says{
      fmt::format("entry {} declares the witnesses, who are asked from the next checkpoint on. It binds no "
                  "verifier: whoever verifies brings a policy of his own:\n\n{}",
                  change->index, change->what),
      fmt::format(
          "条目 {} 已声明见证方，自下一检查点起向其请求见证。对核验者无约束力，核验者须自带策略：\n\n{}",
          change->index, change->what)};
  return Printed{says.in(look.lang)};
}

Result<Printed> log_erase(const OwnLogPlace& place, const std::string& subject, bool json, const Look& look,
                          const GateOptions& options) {
  auto opened = open(place, options);
  if (!opened) return fail(opened.error());
  const auto erased = opened->log->erase(subject);
  if (!erased) return fail(erased.error());
  if (json) {
    JsonWriter out;
    out.begin_object().key("subject").string(subject).key("was_erased_before").boolean(!*erased).end_object();
    return Printed{out.take() + "\n"};
  }
  const Text says =
      *erased ? Text{"erased: nobody can read what was recorded about it, and its proofs still hold\n",
                     "已销毁：其记录内容无人可读，证明依然有效\n"}
              : Text{"was erased before\n", "此前已销毁\n"};
  return Printed{says.in(look.lang)};
}

}  // namespace tidegate
