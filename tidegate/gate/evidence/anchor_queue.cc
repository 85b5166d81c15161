#include "tidegate/gate/evidence/anchor_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>

#include "tidegate/base/china_time.h"
#include "tidegate/base/instant.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/evidence/note.h"
#include "tidegate/gate/packs.h"
#include "tidegate/ports/chain_crypto.h"
#include "tidegate/ports/time_stamps.h"

namespace tidegate {
namespace {

// Answers nothing more once its time is over, or somebody wants it to end.
class BoundedFetch final : public HttpFetch {
 public:
  BoundedFetch(HttpFetch& fetch, const AnchorBounds& bounds) : fetch_(fetch), cancelled_(bounds.cancelled) {
    if (bounds.whole_ms)
      until_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(*bounds.whole_ms);
  }
  Result<HttpGot> fetch(const HttpAsk& ask) override {
    if (cancelled_ != nullptr && *cancelled_)
      return fail({ErrorCode::kCancelled, "interrupted before it was asked", {}, "询问之前被中断"});
    HttpAsk bounded = ask;
    bounded.cancelled = cancelled_;
    if (!until_) return fetch_.fetch(bounded);
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(*until_ - std::chrono::steady_clock::now())
            .count();
    if (left <= 0) return fail({ErrorCode::kUnavailable, "no time was left to ask", {}, "已无时间询问"});
    bounded.whole_ms = std::min<std::int64_t>(ask.whole_ms, left);
    bounded.connect_ms = std::min<std::int64_t>(ask.connect_ms, left);
    return fetch_.fetch(bounded);
  }
  std::optional<std::chrono::steady_clock::time_point> until() const { return until_; }

 private:
  HttpFetch& fetch_;
  const std::atomic<bool>* const cancelled_;
  std::optional<std::chrono::steady_clock::time_point> until_;
};

// What the log published last. None: nothing yet.
struct Published {
  AnchoredTree tree;
  evidence::Checkpoint at;
};
Result<std::optional<Published>> published(const std::string& log_folder) {
  const std::string path = log_folder + "/log/checkpoint";
  auto text = read_file(path, evidence::kLargestNote);
  if (!text && text.error().code == ErrorCode::kNotFound) return std::nullopt;
  if (!text) return fail(text.error());
  const auto note = evidence::parse_note(*text);
  auto at = note ? evidence::parse_checkpoint(note->text) : Result<evidence::Checkpoint>(fail(note.error()));
  if (!at) return fail({ErrorCode::kCorrupt, "is no checkpoint", path, "不是检查点"});
  const std::string origin = at->origin;
  return std::optional(Published{{origin}, std::move(*at)});
}

// Somebody else may be at it: it is not exchanged for a newer one.
bool is_under_way(const AnchorTarget& target, const AnchorJob& job) {
  const bool is_slow = target.kind == AnchorKind::kFile || target.kind == AnchorKind::kAdapter;
  return job.state == AnchorState::kSent || (is_slow && job.tries > 0);
}

// What waits is exchanged for the newest tree, which proves the older ones too: so at most one waits and one
// is under way, however long a target is down.
Result<void> take_in(const AnchorFiles& files, const AnchorTarget& target, const Published& now,
                     std::vector<AnchorJob>& jobs, std::int64_t now_ms) {
  if (now.at.size == 0 || (!jobs.empty() && jobs.back().size >= now.at.size)) return {};
  // An alarm that nobody has found out about: what is newer would be refused as well, and fill the folder.
  if (std::any_of(jobs.begin(), jobs.end(),
                  [](const AnchorJob& job) { return job.state == AnchorState::kRefused; }))
    return {};
  AnchorJob next;
  next.target = target.name;
  next.size = now.at.size;
  next.root = now.at.root;
  next.since_ms = now_ms;
  if (!jobs.empty() && jobs.back().state == AnchorState::kWaiting && !is_under_way(target, jobs.back())) {
    const AnchorJob before = jobs.back();
    next.since_ms = before.since_ms;
    next.tries = before.tries;
    next.tried_ms = before.tried_ms;
    next.says = before.says;
    if (const auto kept = files.keep(next); !kept) return kept;
    jobs.back() = next;
    return files.forget(before);
  }
  const auto last =
      std::find_if(jobs.rbegin(), jobs.rend(), [](const AnchorJob& job) { return !is_open(job); });
  // A clock that went back does not hold anchors up.
  if (last != jobs.rend() && now_ms >= last->tried_ms && now_ms - last->tried_ms < target.every_s * 1'000)
    return {};
  if (const auto kept = files.keep(next); !kept) return kept;
  jobs.push_back(next);
  return {};
}

// The one whose going widens the gap between its neighbours least.
Result<void> thin_out(const AnchorFiles& files, const std::vector<AnchorJob>& jobs) {
  std::vector<const AnchorJob*> done;
  for (const AnchorJob& job : jobs)
    if (job.state == AnchorState::kDone) done.push_back(&job);
  if (done.size() <= AnchorFiles::kMostDone) return {};
  std::size_t least = 1;
  const auto gap = [&](std::size_t i) { return done[i + 1]->size - done[i - 1]->size; };
  for (std::size_t i = 2; i + 1 < done.size(); ++i)
    if (gap(i) < gap(least)) least = i;
  return files.forget(*done[least]);
}

AnchorStanding standing_of(const AnchorTarget& target, const std::vector<AnchorJob>& jobs,
                           std::optional<Error> damaged) {
  AnchorStanding out{target.name, target.kind, 0, 0, {}, {}, std::move(damaged)};
  for (const AnchorJob& job : jobs) {
    if (job.state == AnchorState::kDone) {
      out.anchored_size = job.size;
      out.anchored_ms = job.anchored_ms;
    }
    if (job.state == AnchorState::kRefused) out.refused.push_back(job);
    if (is_open(job) && !out.pending) out.pending = job;
  }
  return out;
}

Result<AnchorStanding> work_target(const AnchorFiles& files, const AnchorTarget& target,
                                   const std::optional<Published>& now, const AnchorWorkTools& tools) {
  AnchorFiles::Jobs known = files.jobs(target.name);
  if (now) {
    if (const auto taken = take_in(files, target, *now, known.jobs, tools.now_ms); !taken)
      return fail(taken.error());
    for (AnchorJob& job : known.jobs) {
      if (!is_open(job)) continue;
      if (const auto worked = work_anchor(files, target, now->tree, job, tools); !worked)
        return fail(worked.error());
      if (is_open(job)) break;  // one of a target at a time: the next has the next nonce
    }
  }
  if (const auto thinned = thin_out(files, known.jobs); !thinned) return fail(thinned.error());
  return standing_of(target, known.jobs, known.damaged);
}

void put_text(JsonWriter& out, const Text& text) {
  out.begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
}
void put_moment(JsonWriter& out, std::int64_t ms) { ms == 0 ? out.null() : out.string(instant_text(ms)); }

}  // namespace

Result<std::vector<AnchorStanding>> work_anchors(const std::string& log_folder, HttpFetch& fetch,
                                                 const AnchorSigner& signer, std::int64_t now_ms,
                                                 const AnchorBounds& bounds) {
  const auto files = AnchorFiles::open(log_folder);
  if (!files) return fail(files.error());
  const auto targets = files->targets();
  if (!targets) return fail(targets.error());
  const auto now = published(log_folder);
  if (!now) return fail(now.error());
  BoundedFetch bounded(fetch, bounds);
  const auto chain = chain_crypto();
  const auto stamps = time_stamp_check();
  std::mutex opening;  // a person may be asked for the key's word
  std::map<std::uint64_t, std::timed_mutex> turns;
  AnchorWorkTools tools{bounded, *chain,          *stamps,         now_ms, bounds.question_ms,
                        {},      bounded.until(), bounds.cancelled};
  tools.signer = [&] {
    const std::lock_guard lock(opening);
    return signer();
  };
  // A thread each: one that hangs holds up no other. There are kMostTargets at most.
  std::vector<Result<AnchorStanding>> worked(targets->size(), AnchorStanding{});
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < targets->size(); ++i) {
    AnchorWorkTools own = tools;
    if ((*targets)[i].kind == AnchorKind::kEvm) own.turn = &turns[(*targets)[i].chain_id];
    threads.emplace_back([&, own, i] { worked[i] = work_target(*files, (*targets)[i], *now, own); });
  }
  for (std::thread& thread : threads) thread.join();
  std::vector<AnchorStanding> out;
  for (Result<AnchorStanding>& one : worked) {
    if (!one) return fail(one.error());
    out.push_back(std::move(*one));
  }
  return out;
}

AnchorsSeen see_anchors(const std::string& log_folder) {
  AnchorsSeen out;
  const auto files = AnchorFiles::look(log_folder);
  if (!files) return out;
  const auto targets = files->targets();
  if (!targets) {
    out.standing.push_back({"targets", AnchorKind::kFile, 0, 0, {}, {}, targets.error()});
    return out;
  }
  const auto hold = [&](const std::vector<AnchorJob>& jobs) {
    for (const AnchorJob& job : jobs) {
      if (job.state == AnchorState::kDone)
        out.held.push_back({job.size, job.root, job.anchored_ms == 0 ? job.tried_ms : job.anchored_ms});
    }
  };
  auto taken_away = files->sizes();
  for (const AnchorTarget& target : *targets) {
    AnchorFiles::Jobs known = files->jobs(target.name);
    hold(known.jobs);
    out.standing.push_back(standing_of(target, known.jobs, std::move(known.damaged)));
    taken_away.erase(target.name);
  }
  for (const auto& [name, sizes] : taken_away) hold(files->jobs(name).jobs);
  std::sort(out.held.begin(), out.held.end(), [](const AnchorHeld& a, const AnchorHeld& b) {
    return std::tuple(a.at_ms == kNoBelievedTime, a.at_ms, a.size) <
           std::tuple(b.at_ms == kNoBelievedTime, b.at_ms, b.size);
  });
  return out;
}

std::vector<AnchorStanding> anchors_of(const std::string& log_folder) {
  return see_anchors(log_folder).standing;
}

std::optional<std::filesystem::file_time_type> anchors_changed(const std::string& log_folder) {
  const auto files = AnchorFiles::look(log_folder);
  std::error_code none;
  const auto at =
      files ? std::filesystem::last_write_time(files->folder(), none) : std::filesystem::file_time_type();
  return files && !none ? std::optional(at) : std::nullopt;
}

std::vector<evidence::Anchor> anchors_held(const std::string& log_folder, std::uint64_t index) {
  std::vector<evidence::Anchor> out;
  const auto files = AnchorFiles::look(log_folder);
  if (!files) return out;
  const auto hold = [&](const std::string& name, const std::vector<std::uint64_t>& all) {
    for (auto at = std::upper_bound(all.begin(), all.end(), index); at != all.end(); ++at) {
      const auto job = files->job(name, *at);
      if (!job || job->state != AnchorState::kDone) continue;
      if (auto anchor = evidence::read_anchor(job->anchor, "anchor")) out.push_back(std::move(*anchor));
      return;
    }
  };
  auto sizes = files->sizes();
  if (const auto targets = files->targets()) {
    for (const AnchorTarget& target : *targets) {
      if (const auto found = sizes.extract(target.name)) hold(found.key(), found.mapped());
    }
  }
  for (const auto& [name, all] : sizes) hold(name, all);  // of targets that were taken away
  return out;
}

bool is_refused(const std::vector<AnchorStanding>& all) {
  return std::any_of(all.begin(), all.end(), [](const AnchorStanding& one) { return !one.refused.empty(); });
}
bool is_pending(const std::vector<AnchorStanding>& all) {
  return std::any_of(all.begin(), all.end(), [](const AnchorStanding& one) {
    return one.pending.has_value() || one.damaged.has_value();
  });
}

std::string anchors_text(const std::vector<AnchorStanding>& all, Lang lang) {
  const bool zh = lang == Lang::kZh;
  const auto moment = [&](std::int64_t ms) { return zh ? china_time_text(ms) : utc_time_text(ms); };
  std::string out;
  for (const AnchorStanding& one : all) {
    const std::string kind(to_string(one.kind));
    if (one.anchored_size > 0) {
      out += zh ? fmt::format("已锚定  {}（{}）：{} 个条目", one.target, kind, one.anchored_size)
                : fmt::format("anchored  {} ({}): {} entries", one.target, kind, one.anchored_size);
      if (one.anchored_ms > 0) out += (zh ? "，" : ", ") + moment(one.anchored_ms);
      if (one.anchored_ms == kNoBelievedTime)
        out += zh ? "；目标所称时间不予采信" : "; the time that it states is not believed";
      out += "\n";
    } else if (!one.pending) {
      out += zh ? fmt::format("锚定    {}（{}）：尚无\n", one.target, kind)
                : fmt::format("anchored  {} ({}): nothing yet\n", one.target, kind);
    }
    if (one.pending) {
      const AnchorJob& job = *one.pending;
      out += zh ? fmt::format("待锚定  {}（{}）：{} 个条目，始于{}，已尝试 {} 次。{}\n", one.target, kind,
                              job.size, moment(job.since_ms), job.tries, job.says.zh)
                : fmt::format("pending   {} ({}): {} {} pending since {}, {} {}. {}\n", one.target, kind,
                              job.size, job.size == 1 ? "entry" : "entries", moment(job.since_ms), job.tries,
                              job.tries == 1 ? "try" : "tries", job.says.en);
    }
    for (const AnchorJob& job : one.refused)
      out += zh ? fmt::format(
                      "警报    {}（{}）：{} 个条目。{}；查明后执行 tidegate anchor forget {}，"
                      "此前不再锚定更新的检查点\n",
                      one.target, kind, job.size, job.says.zh, one.target)
                : fmt::format(
                      "ALARM     {} ({}): {} entries. {}; once found out: tidegate anchor forget {}; "
                      "nothing newer is anchored before\n",
                      one.target, kind, job.size, job.says.en, one.target);
    if (one.damaged)
      out += fmt::format("{}  {}: {}\n", one.target, one.damaged->where,
                         zh ? one.damaged->what_zh : one.damaged->what);
  }
  return out;
}

void put_anchors(JsonWriter& out, const std::vector<AnchorStanding>& all) {
  const auto job_of = [&](const AnchorJob& job) {
    out.begin_object().key("size").unsigned_integer(job.size).key("state").string(to_string(job.state));
    out.key("since")
        .string(instant_text(job.since_ms))
        .key("tries")
        .unsigned_integer(job.tries)
        .key("tried_at");
    put_moment(out, job.tried_ms);
    out.key("nonce");
    job.raw.empty() ? out.null() : out.unsigned_integer(job.nonce);
    out.key("says");
    put_text(out, job.says);
    out.end_object();
  };
  out.begin_array();
  for (const AnchorStanding& one : all) {
    out.begin_object().key("target").string(one.target).key("kind").string(to_string(one.kind));
    out.key("anchored").unsigned_integer(one.anchored_size).key("anchored_at");
    put_moment(out, std::max<std::int64_t>(one.anchored_ms, 0));
    out.key("is_time_believed").boolean(one.anchored_ms != kNoBelievedTime);
    out.key("pending");
    one.pending ? job_of(*one.pending) : static_cast<void>(out.null());
    out.key("refused").begin_array();
    for (const AnchorJob& job : one.refused) job_of(job);
    out.end_array().key("is_damaged").boolean(one.damaged.has_value()).end_object();
  }
  out.end_array();
}

}  // namespace tidegate
