#include "tidegate/gate/evidence/ask_witnesses.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>

#include "tidegate/base/china_time.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/evidence/witness.h"
#include "tidegate/gate/evidence/loopback.h"
#include "tidegate/ports/signatures.h"

namespace tidegate {
namespace {

using evidence::Cosigned;
using evidence::Note;
using evidence::NoteSignature;
using evidence::PolicyWitness;
using Kind = WitnessOutcome::Kind;

constexpr int kMostTries = 3;  // its size, once more where another asked it meanwhile
constexpr std::size_t kMostAnswer = std::size_t{1} << 16;

struct Reply {
  WitnessOutcome outcome;
  std::vector<NoteSignature> signatures{};
};

// One ask of one witness, by a thread of its own: everything that it needs is its own or shared.
struct Errand {
  PolicyWitness witness;
  std::string checkpoint;
  Note note;
  std::uint64_t size = 0;
  evidence::CosigningWindow window;
  ConsistencyFrom proof;
  HttpFetch* fetch = nullptr;
  WitnessAsker::Options options;
  std::shared_ptr<SignatureCheck> check;
};

Reply without(const Errand& errand, Kind kind, Text why, std::uint64_t size = 0) {
  return {{errand.witness.name, kind, std::move(why), size}};
}
Text said(const Error& error) { return {error.what, error.what_zh.empty() ? error.what : error.what_zh}; }

Text of_wrong_time(std::int64_t time_s, evidence::CosigningWindow::Fault fault) {
  const std::int64_t at_ms = evidence::cosigned_ms(time_s);
  if (fault == evidence::CosigningWindow::Fault::kAhead)
    return {
        fmt::format("its clock or this machine's is wrong: it dates its cosignature {}, ahead of the clock "
                    "here; it does not count",
                    utc_time_text(at_ms)),
        fmt::format("其时钟或本机时钟有误：见证签名所载时间为{}，晚于本机时钟；不予计入",
                    china_time_text(at_ms))};
  return {fmt::format("its clock or the log's is wrong: it dates its cosignature {}, before there was this "
                      "checkpoint; it does not count",
                      utc_time_text(at_ms)),
          fmt::format("其时钟或日志时钟有误：见证签名所载时间为{}，早于该检查点；不予计入",
                      china_time_text(at_ms))};
}

Reply cosigned(const Errand& errand, std::string_view body) {
  const Text lie{"its answer is no cosignature of its key over this checkpoint",
                 "答复不是其密钥对该检查点的见证签名"};
  auto lines = evidence::parse_signature_lines(body);
  if (!lines) return without(errand, Kind::kLied, lie);
  Note note{errand.note.text, {}};
  for (NoteSignature& each : *lines)
    if (each.name == errand.witness.key.name && each.id == errand.witness.key.id())
      note.signatures.push_back(std::move(each));
  const auto holds = evidence::cosigners_of(note, {&errand.witness.key, 1}, *errand.check);
  if (!holds && holds.error().code != ErrorCode::kCorrupt)
    return without(errand, Kind::kDown, said(holds.error()));
  if (!holds || holds->empty()) return without(errand, Kind::kLied, lie);
  const std::int64_t time_s = holds->front().time_s;
  if (const auto fault = errand.window.fault_of(time_s))
    return without(errand, Kind::kWrongTime, of_wrong_time(time_s, *fault), errand.size);
  note.signatures.resize(1);
  return {{errand.witness.name, Kind::kCosigned, {}, errand.size}, std::move(note.signatures)};
}

Reply run(const Errand& errand, std::uint64_t old_size) {
  HttpAsk ask;
  ask.method = "POST";
  ask.url = errand.witness.url + (errand.witness.url.ends_with('/') ? "" : "/") + "add-checkpoint";
  ask.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  ask.connect_ms = ask.whole_ms = errand.options.whole_ms;
  ask.most_bytes = kMostAnswer;
  ask.allows_plain = errand.options.allows_plain || is_loopback(ask.url);
  ask.ca_file = errand.options.ca_file;
  for (int tries = 0; tries < kMostTries; ++tries) {
    const auto proof = errand.proof(old_size);
    if (!proof) return without(errand, Kind::kDown, said(proof.error()));
    ask.body = to_text(evidence::AddCheckpoint{old_size, *proof, errand.checkpoint});
    const auto got = errand.fetch->fetch(ask);
    if (!got) return without(errand, Kind::kDown, said(got.error()));
    if (got->status == 200) return cosigned(errand, got->body);
    // By its own word it has cosigned a tree of that size, and the proof from there does not hold for it.
    if (got->status == 422 && old_size != 0)
      return without(
          errand, Kind::kFork,
          {fmt::format("it has cosigned another tree of {} entries, which this does not grow from", old_size),
           fmt::format("已为另一棵 {} 条记录的树签名，本日志并非由其延续", old_size)},
          old_size);
    if (got->status == 404)
      return without(errand, Kind::kRefused,
                     {"it answered 404: it was not told of this log, which is done on its side by tidegate "
                      "witness add-log; or its address is another",
                      "答复 404：该见证方未登记本日志，须由其执行 tidegate witness add-log；否则为地址有误"});
    if (got->status == 400 || got->status == 403 || got->status == 422)
      return without(errand, Kind::kRefused,
                     {fmt::format("it answered {}", got->status), fmt::format("答复 {}", got->status)});
    std::string_view body = got->body;
    const auto line = got->status == 409 ? evidence::take_line(body) : std::nullopt;
    const auto size = line ? evidence::parse_count(*line) : std::nullopt;
    if (!size)
      return without(errand, Kind::kDown,
                     {fmt::format("it answered {}", got->status), fmt::format("答复 {}", got->status)});
    if (*size > errand.size)
      return without(errand, Kind::kAhead,
                     {fmt::format("it has cosigned {} entries of this log, beyond {}", *size, errand.size),
                      fmt::format("已为该日志的 {} 条记录签名，多于 {} 条", *size, errand.size)},
                     *size);
    if (*size == old_size)
      return without(errand, Kind::kFork,
                     {fmt::format("it has cosigned another tree of {} entries", *size),
                      fmt::format("已为另一棵 {} 条记录的树签名", *size)},
                     *size);
    old_size = *size;
  }
  return without(errand, Kind::kDown,
                 {"others ask it for the same log all the time", "该日志的其他请求过于频繁"});
}

}  // namespace

std::string_view to_string(Kind kind) {
  constexpr std::string_view kNames[] = {"cosigned", "pending", "no_url", "down",      "refused",
                                         "ahead",    "fork",    "lied",   "wrong_time"};
  return kNames[static_cast<std::size_t>(kind)];
}

Text name_of(Kind kind) {
  switch (kind) {
    case Kind::kCosigned:
      return {"cosigned", "已签名"};
    case Kind::kPending:
      return {"pending", "未答复"};
    case Kind::kNoUrl:
      return {"no address", "无地址"};
    case Kind::kDown:
      return {"down", "不可用"};
    case Kind::kRefused:
      return {"refused", "拒绝"};
    case Kind::kAhead:
      return {"AHEAD", "超前"};
    case Kind::kFork:
      return {"FORK", "分叉"};
    case Kind::kLied:
      return {"LIED", "答复无效"};
    case Kind::kWrongTime:
      break;
  }
  return {"WRONG TIME", "时间不符"};
}

Result<void> may_be_asked(const evidence::Policy& policy) {
  if (policy.witnesses.size() <= kMostAskedWitnesses) return {};
  return fail({ErrorCode::kLimit,
               fmt::format("names {} witnesses; a checkpoint bears {} cosignatures at most",
                           policy.witnesses.size(), kMostAskedWitnesses),
               {},
               fmt::format("列有 {} 个见证方，而检查点最多容纳 {} 个见证签名", policy.witnesses.size(),
                           kMostAskedWitnesses)});
}

// Of one ask; a thread that comes late writes where nobody reads any more.
struct WitnessAsker::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<std::unique_ptr<Reply>> replies;  // nullptr: none yet
  std::size_t open = 0;                         // threads that have not answered
};

WitnessAsker::WitnessAsker(evidence::Policy policy, HttpFetch& fetch, Options options)
    : policy_(std::move(policy)), fetch_(fetch), options_(std::move(options)), check_(signature_check()) {
  witnesses_.resize(policy_.witnesses.size());
}

WitnessAsker::~WitnessAsker() {
  for (Witness& each : witnesses_)
    if (each.thread.joinable()) each.thread.join();
}

Result<AskedWitnesses> WitnessAsker::ask(const std::string& checkpoint, ConsistencyFrom proof,
                                         evidence::CosigningWindow window) {
  window.since_s = std::max(window.since_s, evidence::kFirstCosignatureS);
  auto opened = evidence::open_checkpoint(checkpoint, policy_.log_keys(), *check_);
  if (!opened) return fail(opened.error());
  const auto had = evidence::cosigners_of(opened->note, policy_.witness_keys(), *check_);
  if (!had) return fail(had.error());
  std::vector<bool> has_cosigned(witnesses_.size(), false);  // before: it need not be asked again
  std::vector<std::optional<Text>> mistimed(witnesses_.size());
  for (const Cosigned& each : *had) {
    const auto fault = window.fault_of(each.time_s);
    has_cosigned[each.key] = !fault;
    if (fault) mistimed[each.key] = of_wrong_time(each.time_s, *fault);
  }
  const auto shared = std::make_shared<Shared>();
  shared->replies.resize(witnesses_.size());
  for (std::size_t i = 0; i < witnesses_.size(); ++i) {
    Witness& own = witnesses_[i];
    const PolicyWitness& witness = policy_.witnesses[i];
    if (has_cosigned[i] || witness.url.empty() || own.is_busy->exchange(true)) continue;
    if (own.thread.joinable()) own.thread.join();  // has answered already
    Errand errand{witness, checkpoint, opened->note, opened->checkpoint.size, window, proof,
                  &fetch_, options_,   check_};
    {
      const std::lock_guard lock(shared->mutex);
      ++shared->open;
    }
    own.thread = std::thread([shared, i, errand = std::move(errand), is_busy = own.is_busy, size = own.size] {
      auto reply = std::make_unique<Reply>(run(errand, std::min(size->load(), errand.size)));
      const Kind kind = reply->outcome.kind;  // in either case it has kept that size
      if (kind == Kind::kCosigned || kind == Kind::kWrongTime) size->store(errand.size);
      {
        const std::lock_guard lock(shared->mutex);
        is_busy->store(false);  // before anybody hears of the reply: the next ask must find it idle
        shared->replies[i] = std::move(reply);
        --shared->open;
      }
      shared->changed.notify_one();
    });
  }
  const auto seen = [&] {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < shared->replies.size(); ++i)
      if (has_cosigned[i] || (shared->replies[i] && shared->replies[i]->outcome.kind == Kind::kCosigned))
        out.push_back(i);
    return out;
  };
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(options_.whole_ms);
  std::unique_lock lock(shared->mutex);
  shared->changed.wait_until(lock, until,
                             [&] { return shared->open == 0 || evidence::lacking(policy_, seen()).empty(); });
  AskedWitnesses out;
  std::vector<std::size_t> written;  // whose cosignatures stand in the note
  for (std::size_t i = 0; i < witnesses_.size(); ++i) {
    const PolicyWitness& witness = policy_.witnesses[i];
    if (has_cosigned[i]) {
      written.push_back(i);
      out.outcomes.push_back({witness.name, Kind::kCosigned, {}, opened->checkpoint.size});
      continue;
    }
    if (shared->replies[i]) {
      out.outcomes.push_back(shared->replies[i]->outcome);
      for (NoteSignature& each : shared->replies[i]->signatures) {
        std::erase_if(opened->note.signatures, [&](const NoteSignature& before) {
          return before.name == each.name && before.id == each.id;  // a wrong time of its own
        });
        if (opened->note.signatures.size() == evidence::kMostNoteSignatures) break;
        opened->note.signatures.push_back(std::move(each));
        written.push_back(i);
      }
      continue;
    }
    if (mistimed[i] && witness.url.empty()) {
      out.outcomes.push_back({witness.name, Kind::kWrongTime, *mistimed[i], opened->checkpoint.size});
      continue;
    }
    out.outcomes.push_back(witness.url.empty()
                               ? WitnessOutcome{witness.name,
                                                Kind::kNoUrl,
                                                {"the policy does not say where it is", "策略未给出其地址"}}
                               : WitnessOutcome{witness.name, Kind::kPending, {"no answer yet", "尚未答复"}});
  }
  out.checkpoint = to_text(opened->note);
  out.lacks = evidence::lacking(policy_, written);
  return out;
}

}  // namespace tidegate
