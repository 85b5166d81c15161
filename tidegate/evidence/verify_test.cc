#include "tidegate/evidence/verify.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "tidegate/base/cbor_reader.h"
#include "tidegate/base/utc_time.h"
#include "tidegate/evidence/sample_log_test.h"
#include "tidegate/evidence/signers_test.h"

namespace tidegate::evidence {
namespace {

const Sha256TreeHasher kSha256;

// In the place of SM3, which needs a library that this room has not (tests/evidence_twin.py has the real
// one).
class OtherHasher final : public TreeHasher {
 public:
  TreeHash empty() const override { return tidegate::sha256("sm3"); }
  TreeHash leaf(std::string_view entry) const override {
    return tidegate::sha256("sm3 leaf" + std::string(entry));
  }
  void parents(std::span<const TreeHash> children, std::span<TreeHash> out) const override {
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = tidegate::sha256("sm3 parent" + octets_of(children[2 * i]) + octets_of(children[2 * i + 1]));
  }
};
const OtherHasher kOther;

struct House {
  TestSigner log{1};
  TestSigner sm3{2, SignatureAlgorithm::kSm2};
  TestSigner w[5]{TestSigner(10), TestSigner(11), TestSigner(12), TestSigner(13), TestSigner(14)};
  TestCheck check;
  SampleLog sample{{&log, &sm3, {&w[0], &w[1], &w[2]}}, kSha256, &kOther};

  Tools tools(CheckedSignatures* cache = nullptr) { return {kSha256, &kOther, check, cache}; }
  Policy trust(std::size_t needs = 3) { return with_twin(sm3, needs); }
  Policy with_twin(const OctetSigner& twin, std::size_t needs = 3) {
    return Policy::parse(SampleLog::policy_text(log, {&w[0], &w[1], &w[2]}, needs) + "log " +
                         SampleLog::vkey(twin, SampleLog::origin() + "/sm3") + "\n")
        .value();
  }
  Policy without_twin() {
    return Policy::parse(SampleLog::policy_text(log, {&w[0], &w[1], &w[2]}, 3)).value();
  }
  Verified verify(const Bundle& bundle, std::optional<Policy> by) {
    return verify_bundle(write_bundle(bundle), {std::move(by), sample.now() + 60'000}, tools());
  }
  Verified verify(const Bundle& bundle) { return verify(bundle, trust()); }
};

RecordEntry permit(RecordStatus status = RecordStatus::kLive) {
  RecordEntry entry;
  entry.kind = RecordKind::kPermit;
  entry.subject.fill(9);
  entry.actor = "ed25519:agency";
  entry.time_ms = SampleLog::kStart;
  entry.status = status;
  return entry;
}

std::string failing(const Verified& verified) {
  std::string out;
  for (const Step& step : verified.steps) {
    if (step.state == StepState::kFailed) out += (out.empty() ? "" : " ") + std::string(step.name);
  }
  return out;
}
const Text& says(const Verified& verified, StepName name) {
  return verified.steps[static_cast<std::size_t>(name)].says;
}

// A permit with its statement, two of five fields shown, both trees, three witnesses.
struct Full : House {
  std::uint64_t index = 0;
  Bundle bundle;
  explicit Full(std::uint64_t size = 40) {
    const SubjectSecret secret({7});
    const auto fields = *salted(secret, {8}, {{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}, {"e", "5"}});
    RecordEntry entry = permit();
    entry.fields = commit(kSha256, fields);
    entry.statement = tidegate::sha256("the signed permit");
    entry.law = tidegate::sha256("pack");
    sample.fill(std::min(size / 2, size - 2));
    entry.parents = {0, 1};
    index = sample.append(entry);
    sample.fill(size - 1);
    sample.publish();
    bundle = sample.bundle(index, "the signed permit",
                           {*disclose(kSha256, fields, "b"), *disclose(kSha256, fields, "e")});
  }
};

TEST(Verify, AcceptsAWholeBundleAndSaysWhatItTrusted) {
  Full full;
  const Verified verified = full.verify(full.bundle);
  EXPECT_TRUE(verified.holds) << failing(verified);
  for (const Step& step : verified.steps) {
    const bool there = step.name != "anchors";
    EXPECT_EQ(step.state, there ? StepState::kOk : StepState::kNotThere) << step.name << ": " << step.says.en;
    EXPECT_FALSE(step.says.zh.empty());
  }
  EXPECT_EQ(verified.trusted.size(), 5U);
  EXPECT_EQ(verified.witnessed.size(), 3U);
  const auto back = read_bundle(write_bundle(full.bundle), "f");
  ASSERT_TRUE(back.has_value());
  EXPECT_TRUE(back->is_whole);
  EXPECT_EQ(back->bundle, full.bundle);
}

// Two clocks differ: asked of now, the entry has the ten minutes that state and witnesses have.
TEST(Verify, AnEntryMayBeAFewMinutesAheadOfTheVerifiersClock) {
  Full full;
  const auto entry = read_entry(full.bundle.entry, "entry");
  ASSERT_TRUE(entry);
  const std::string file = write_bundle(full.bundle);
  const auto step = [&](std::int64_t at_ms, bool asks_now) {
    return verify_bundle(file, {full.trust(), at_ms, asks_now}, full.tools())
        .steps[static_cast<std::size_t>(StepName::kEntry)]
        .state;
  };
  const std::int64_t dated = time_of(*entry);
  EXPECT_EQ(step(dated - 1, true), StepState::kOk);
  EXPECT_EQ(step(dated - 600'000, true), StepState::kOk);
  EXPECT_EQ(step(dated - 600'001, true), StepState::kFailed);
  EXPECT_EQ(step(dated - 1, false), StepState::kFailed);  // asked of a day gone by
}

// The same contents under a checksum that fits; nothing: it is no such array any more.
std::optional<std::string> with_fresh_checksum(const std::string& file) {
  const auto outer = read_cbor(file, "f", {.octets = kLargestBundle});
  const Cbor::Array* parts = outer ? outer->as_array() : nullptr;
  if (parts == nullptr || parts->size() != 3 || (*parts)[1].as_bytes() == nullptr) return std::nullopt;
  const std::string& contents = *(*parts)[1].as_bytes();
  return write_cbor(
      Cbor::array({(*parts)[0], Cbor::bytes(contents), Cbor::bytes(octets_of(tidegate::sha256(contents)))}));
}

// Logs of 65,535 entries and more take minutes to make where a sanitizer watches; the small ones are made
// there too.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kIsWatched = true;
#else
constexpr bool kIsWatched = false;
#endif
#elif defined(__SANITIZE_ADDRESS__)
constexpr bool kIsWatched = true;
#else
constexpr bool kIsWatched = false;
#endif
constexpr std::uint64_t kLargestWatched = 257;

// Every octet, one bit of it in turn, with and without a fresh checksum: whoever flips an octet may mend that
// too. Counts the steps that told. The quorum is all three witnesses: none of their signatures is to spare.
void flip_every_octet(House& house, const Bundle& bundle, std::map<std::string, int>& found) {
  const std::string file = write_bundle(bundle);
  CheckedSignatures cache;
  const VerifyQuestion question{house.trust(), house.sample.now() + 60'000};
  const Tools tools = house.tools(&cache);
  ASSERT_TRUE(verify_bundle(file, question, tools).holds);
  for (std::size_t i = 0; i < file.size(); ++i) {
    std::string other = file;
    other[i] = static_cast<char>(other[i] ^ (1 << i % 8));
    const Verified raw = verify_bundle(other, question, tools);
    ASSERT_FALSE(raw.holds) << i;
    ASSERT_NE(failing(raw), "") << i;
    const auto mended = with_fresh_checksum(other);
    if (!mended || *mended == file) continue;  // the flip was in the checksum
    const Verified sealed = verify_bundle(*mended, question, tools);
    ASSERT_FALSE(sealed.holds) << i << " of " << file.size();
    ASSERT_NE(failing(sealed), "") << i;
    ++found[failing(sealed)];
  }
}

TEST(Verify, EveryOctetFlippedIsFoundAndTheStepIsNamedAtEverySizeOfLog) {
  constexpr std::uint64_t kSizes[] = {2, 255, 256, 257, 65'535, 65'536, 65'537, 70'000};
  for (const std::uint64_t size : kSizes) {
    if (kIsWatched && size > kLargestWatched) continue;
    Full full(size);
    ASSERT_EQ(full.sample.size(), size);
    std::map<std::string, int> found;
    flip_every_octet(full, full.bundle, found);
    if (HasFatalFailure()) return;
    // Each step that there is to fail was the one that told.
    for (const char* step : {"format", "statement", "fields", "checkpoint", "cosignatures", "map"})
      EXPECT_GT(found[step], 0) << step << " " << size;
  }
  House house;
  house.sample.publish();
  std::map<std::string, int> found;
  flip_every_octet(house, house.sample.bundle(0), found);
}

TEST(Verify, EveryTruncationIsFound) {
  Full full(12);
  const std::string file = write_bundle(full.bundle);
  for (std::size_t size = 0; size < file.size(); ++size) {
    const Verified verified =
        verify_bundle(file.substr(0, size), {full.trust(), full.sample.now()}, full.tools());
    ASSERT_EQ(failing(verified), "format") << size;
  }
  EXPECT_EQ(failing(verify_bundle(file + "x", {full.trust(), full.sample.now()}, full.tools())), "format");
}

// For entries at the log's ends and before its end: one bit of each hash of each proof.
TEST(Verify, HoldsAndFindsDamagedHashesAtEverySizeOfLog) {
  constexpr std::uint64_t kSizes[] = {2, 3, 255, 256, 257, 65'535, 65'536, 65'537, 70'000};
  for (const std::uint64_t size : kSizes) {
    if (kIsWatched && size > kLargestWatched) continue;
    House house;
    house.sample.append(permit());
    house.sample.fill(size - 2);
    RecordEntry last = permit();
    last.subject.fill(8);
    if (house.sample.size() < size - 1) house.sample.append(last);
    house.sample.publish();
    ASSERT_EQ(house.sample.size(), size);
    for (const std::uint64_t index : {std::uint64_t{0}, size - 2, size - 1}) {
      const Bundle bundle = house.sample.bundle(index);
      ASSERT_TRUE(house.verify(bundle).holds) << size << " " << index << failing(house.verify(bundle));
      for (std::size_t i = 0; i < bundle.proof.size(); ++i) {
        Bundle other = bundle;
        other.proof[i][i % 32] ^= 1;
        EXPECT_EQ(failing(house.verify(other)), "inclusion");
      }
      for (std::size_t i = 0; i < bundle.state_proof.size(); ++i) {
        Bundle other = bundle;
        other.state_proof[i][i % 32] ^= 1;
        EXPECT_NE(failing(house.verify(other)).find("map keys"), std::string::npos)
            << failing(house.verify(other));
      }
      for (std::size_t i = 0; bundle.map && i < bundle.map->path.size(); ++i) {
        Bundle other = bundle;
        other.map->path[i][i % 32] ^= 1;
        EXPECT_EQ(failing(house.verify(other)), "map");
      }
      for (std::size_t i = 0; i < bundle.sm3->proof.size(); ++i) {
        Bundle other = bundle;
        other.sm3->proof[i][i % 32] ^= 1;
        EXPECT_EQ(failing(house.verify(other)), "sm3");
      }
      Bundle other = bundle;
      other.index = index == 0 ? 1 : index - 1;
      EXPECT_NE(failing(house.verify(other)).find("inclusion"), std::string::npos);
    }
  }
}

TEST(Verify, ALogOfOneEntryProvesItAndOneOfNoneProvesNothing) {
  House house;
  Wanted wanted;
  EXPECT_EQ(assemble(house.sample.at(), wanted, kSha256, &kOther).error().code, ErrorCode::kOutOfRange);
  house.sample.publish();
  const Bundle bundle = house.sample.bundle(0);
  EXPECT_TRUE(house.verify(bundle).holds) << failing(house.verify(bundle));
  EXPECT_FALSE(bundle.map.has_value());
}

TEST(Verify, ANewerEntryOfTheSubjectIsTold) {
  House house;
  const std::uint64_t issued = house.sample.append(permit());
  house.sample.fill(5);
  house.sample.append(permit(RecordStatus::kRevoked));
  house.sample.publish();
  const Verified verified = house.verify(house.sample.bundle(issued));
  EXPECT_EQ(failing(verified), "map");
  EXPECT_NE(says(verified, StepName::kMap).en.find("entry 5 is newer: revoked"), std::string::npos);
  EXPECT_TRUE(house.verify(house.sample.bundle(5)).holds);
  // Nor does it help to leave the map out, or to say that the older is the newest.
  Bundle other = house.sample.bundle(issued);
  other.map.reset();
  EXPECT_EQ(failing(house.verify(other)), "map");
  other = house.sample.bundle(issued);
  other.map->newest = {issued, kSha256.leaf(other.entry), RecordStatus::kLive};
  EXPECT_EQ(failing(house.verify(other)), "map");
}

TEST(Verify, NoFieldOpensTwoWays) {
  House house;
  const SubjectSecret secret({7});
  auto fields = *salted(secret, {8}, {{"route", "exempt"}, {"routf", "assessment"}});
  fields[1].field.name = "route";  // by a program of the recorder's own
  RecordEntry entry = permit();
  entry.fields = commit(kSha256, fields);
  const std::uint64_t index = house.sample.append(entry);
  house.sample.publish();
  const DisclosedField one = *disclose(kSha256, fields, "route");
  const DisclosedField two{fields[1], 1, {commitment(kSha256, fields[0])}};
  EXPECT_TRUE(house.verify(house.sample.bundle(index, {}, {one})).holds);
  EXPECT_TRUE(house.verify(house.sample.bundle(index, {}, {two})).holds);
  const Verified both = house.verify(house.sample.bundle(index, {}, {one, two}));
  EXPECT_EQ(failing(both), "fields");
  EXPECT_NE(says(both, StepName::kFields).en.find("by name"), std::string::npos);
}

TEST(Verify, WithoutTrustNothingHolds) {
  Full full;
  EXPECT_EQ(failing(full.verify(full.bundle, std::nullopt)), "keys");
  const Policy stranger =
      Policy::parse(SampleLog::policy_text(full.w[4], {&full.w[0], &full.w[1], &full.w[2]}, 3)).value();
  EXPECT_EQ(failing(full.verify(full.bundle, stranger)), "keys");
}

TEST(Verify, TheQuorumIsTheVerifiersOwn) {
  Full full;
  const auto by = [&](std::vector<OctetSigner*> witnesses, std::size_t needs) {
    return failing(
        full.verify(full.bundle, Policy::parse(SampleLog::policy_text(full.log, witnesses, needs)).value()));
  };
  EXPECT_EQ(by({&full.w[0], &full.w[3], &full.w[4]}, 1), "");
  EXPECT_EQ(by({&full.w[0], &full.w[3], &full.w[4]}, 2), "cosignatures");
  EXPECT_EQ(by({&full.w[3]}, 1), "cosignatures");
}

// The first key is trusted; three changes later the last key's checkpoint is taken.
TEST(KeyHistory, WhoTrustsAnyKeyOfTheLineAcceptsTheLastAndNoOther) {
  House house;
  TestSigner keys[3]{TestSigner(21), TestSigner(22), TestSigner(23)};
  const std::uint64_t index = house.sample.append(permit());
  for (TestSigner& key : keys) {
    house.sample.fill(house.sample.size() + 3);
    house.sample.change_key(key);
  }
  house.sample.publish();
  const Bundle bundle = house.sample.bundle(index);
  const auto trusting = [&](const OctetSigner& key) {
    return Policy::parse(SampleLog::policy_text(key, {&house.w[0], &house.w[1], &house.w[2]}, 3)).value();
  };
  EXPECT_TRUE(house.verify(bundle, trusting(house.log)).holds)
      << failing(house.verify(bundle, trusting(house.log)));
  for (TestSigner& key : keys) EXPECT_TRUE(house.verify(bundle, trusting(key)).holds);
  EXPECT_EQ(failing(house.verify(bundle, trusting(house.w[4]))), "keys");

  // A change left out, two in another order, one by another key: none holds.
  for (std::size_t i = 0; i < 3; ++i) {
    Bundle other = bundle;
    other.history.changes.erase(other.history.changes.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NE(failing(house.verify(other)).find("keys"), std::string::npos) << i;
    EXPECT_FALSE(house.verify(other).holds);
  }
  Bundle other = bundle;
  std::swap(other.history.changes[0], other.history.changes[1]);
  EXPECT_FALSE(house.verify(other).holds);
  other = bundle;
  other.history.first[0] = SampleLog::vkey(keys[0], SampleLog::origin());
  EXPECT_FALSE(house.verify(other, trusting(keys[0])).holds);
}

// Who stole an old key signs a checkpoint of the same tree with it.
TEST(KeyHistory, AnOldKeySignsNothingMore) {
  House house;
  TestSigner next(21);
  const std::uint64_t index = house.sample.append(permit());
  house.sample.change_key(next);
  house.sample.publish();
  Bundle forged = house.sample.bundle(index);
  Note note = parse_note(forged.checkpoint).value();
  note.signatures[0] = sign_note(note.text, SampleLog::origin(), house.log).value();
  forged.checkpoint = to_text(note);
  forged.receipt.reset();
  EXPECT_EQ(failing(house.verify(forged)), "checkpoint");
  // Without the change, the state's count gives it away.
  forged.history.changes.clear();
  EXPECT_EQ(failing(house.verify(forged)), "keys");
}

TEST(KeyHistory, AChangeThatTheKeyBeforeDidNotSignIsRefused) {
  House house;
  TestSigner thief(30);
  const std::uint64_t index = house.sample.append(permit());
  const Entry change =
      sign_change(KeyEntry{house.sample.now(), SampleLog::vkey(thief, SampleLog::origin()), {}}, thief)
          .value();
  const std::uint64_t at = house.sample.append(change);
  house.sample.publish();
  Bundle bundle = house.sample.bundle(index);
  const Bundle with_proof = house.sample.bundle(at);
  bundle.history.changes.push_back({with_proof.entry, at, with_proof.proof});
  EXPECT_NE(failing(house.verify(bundle)).find("keys"), std::string::npos);
}

// A witness reads no entry: what it cosigned is no warrant for whom the log names in one.
TEST(KeyHistory, APolicyInTheLogNeverReplacesTheOneBrought) {
  House house;
  const std::vector<OctetSigner*> later{&house.w[3], &house.w[4]};
  const std::uint64_t index = house.sample.append(permit());
  const std::string named = SampleLog::policy_text(house.log, later, 2, "v");
  house.sample.declare_policy(named);
  house.sample.publish();  // cosigned by those before, the entry in it
  house.sample.ask_witnesses(later);
  house.sample.fill(20);
  house.sample.publish();
  const Bundle bundle = house.sample.bundle(index);
  const Verified verified = house.verify(bundle);
  EXPECT_EQ(failing(verified), "cosignatures");
  ASSERT_EQ(verified.declared.size(), 1U);
  EXPECT_EQ(verified.declared[0].en, "entry 1: 2 witnesses, a quorum");
  EXPECT_TRUE(house.verify(bundle, Policy::parse(named).value()).holds);
}

// Who stole the log's key declares that nobody need be asked, and shows no witness the tree that he proves
// by.
TEST(KeyHistory, TheThiefOfTheLogsKeyCannotSwitchTheQuorumOff) {
  House house;
  const std::uint64_t index = house.sample.append(permit());
  house.sample.declare_policy("quorum none\n");
  house.sample.ask_witnesses({});
  house.sample.publish();
  const Bundle bundle = house.sample.bundle(index);
  EXPECT_EQ(failing(house.verify(bundle)), "cosignatures");
  const Policy one = Policy::parse(SampleLog::policy_text(house.log, {&house.w[0]}, 1)).value();
  EXPECT_EQ(failing(house.verify(bundle, one)), "cosignatures");
}

TEST(KeyHistory, WhoAsksForNoWitnessHoldsTheLogToItsOwnWordAndIsToldSo) {
  House house;
  const std::vector<OctetSigner*> own{&house.w[0], &house.w[1], &house.w[2]};
  const std::uint64_t index = house.sample.append(permit());
  house.sample.declare_policy(SampleLog::policy_text(house.log, own, 3));
  house.sample.publish();
  const Policy none =
      Policy::parse("log " + SampleLog::vkey(house.log, SampleLog::origin()) + "\nwitness x " +
                    SampleLog::vkey(house.w[4], "x.example", KeyUse::kCosignature) + "\nquorum none\n")
          .value();
  const Verified verified = house.verify(house.sample.bundle(index), none);
  EXPECT_TRUE(verified.holds) << failing(verified);
  EXPECT_EQ(verified.trusted.size(), 1U) << "the log's key alone";
  EXPECT_NE(says(verified, StepName::kCosignatures).en.find("your policy asks for no witness"),
            std::string::npos);
  house.sample.ask_witnesses({&house.w[0]});
  house.sample.fill(20);
  house.sample.publish();
  EXPECT_EQ(failing(house.verify(house.sample.bundle(index), none)), "cosignatures");
}

// Who brings no policy has asked for nothing: he is not told what his policy says.
TEST(KeyHistory, WhoBringsNoPolicyIsToldThatHeGaveNone) {
  House house;
  const std::vector<OctetSigner*> own{&house.w[0], &house.w[1], &house.w[2]};
  const std::uint64_t index = house.sample.append(permit());
  house.sample.publish();
  const Verified plain = house.verify(house.sample.bundle(index), std::nullopt);
  EXPECT_EQ(says(plain, StepName::kCosignatures).en, "no policy was given, so no witness is asked for");
  house.sample.declare_policy(SampleLog::policy_text(house.log, own, 3));
  house.sample.publish();
  const Verified declared = house.verify(house.sample.bundle(index), std::nullopt);
  EXPECT_EQ(failing(declared), "keys");
  EXPECT_NE(says(declared, StepName::kCosignatures).en.find("you gave no policy"), std::string::npos);
  EXPECT_NE(says(declared, StepName::kCosignatures).zh.find("您未提供策略"), std::string::npos);
}

StepState state_of(const Verified& verified, StepName name) {
  return verified.steps[static_cast<std::size_t>(name)].state;
}

// Whoever has the log's key can sign a twin with any key of SM2 that he makes.
TEST(Verify, ATwinProvesByAKeyThatTheVerifierBroughtAndByNoOther) {
  Full full;
  EXPECT_EQ(state_of(full.verify(full.bundle), StepName::kSm3), StepState::kOk);
  const Verified unvouched = full.verify(full.bundle, full.without_twin());
  EXPECT_TRUE(unvouched.holds);
  EXPECT_EQ(state_of(unvouched, StepName::kSm3), StepState::kNotThere);
  EXPECT_NE(says(unvouched, StepName::kSm3).en.find("nobody vouches"), std::string::npos);
  TestSigner stranger(40, SignatureAlgorithm::kSm2);
  EXPECT_EQ(failing(full.verify(full.bundle, full.with_twin(stranger))), "sm3 keys");
  Bundle other = full.bundle;
  other.sm3.reset();
  EXPECT_EQ(failing(full.verify(other)), "sm3");
  EXPECT_TRUE(full.verify(other, full.without_twin()).holds);
  other.history.first.pop_back();
  EXPECT_EQ(failing(full.verify(other)), "sm3");
}

TEST(Verify, RefusesReceiptsAndTwinsThatAreNotTheLogs) {
  Full full;
  Bundle other = full.bundle;
  (*other.receipt)[5] = static_cast<char>((*other.receipt)[5] ^ 1);
  EXPECT_EQ(failing(full.verify(other)), "checkpoint");
  Full larger(41);
  other = full.bundle;
  other.sm3 = larger.bundle.sm3;
  EXPECT_EQ(failing(full.verify(other)), "sm3");
  CheckedSignatures cache;
  Tools without = full.tools(&cache);
  without.sm3 = nullptr;
  EXPECT_EQ(failing(verify_bundle(write_bundle(full.bundle), {full.trust(), full.sample.now()}, without)),
            "sm3");
}

TEST(Verify, AsksTheMomentItIsToldOf) {
  Full full;
  const auto at = [&](std::int64_t ms, bool now) {
    return failing(verify_bundle(write_bundle(full.bundle), {full.trust(), ms, now}, full.tools()));
  };
  EXPECT_EQ(at(SampleLog::kStart - 1, false), "entry");
  EXPECT_EQ(at(SampleLog::kStart, false), "");
  EXPECT_EQ(at(full.sample.now() - 700'000, true), "entry cosignatures map");
}

// A log that dates its state into the future would be "the newest as of" then.
TEST(Verify, AStateDatedAheadOfTheClockFailsAndAnEarlierWitnessBoundsIt) {
  House house;
  house.sample.append(permit());
  house.sample.publish(SampleLog::kStart + 3'600'000);
  const Bundle bundle = house.sample.bundle(0);
  const auto asked = [&](std::int64_t ms, bool now) {
    return verify_bundle(write_bundle(bundle), {house.trust(), ms, now}, house.tools());
  };
  EXPECT_EQ(failing(asked(SampleLog::kStart + 5'000, true)), "map");
  EXPECT_EQ(failing(asked(SampleLog::kStart + 2'999'999, true)), "map");
  const Verified verified = asked(SampleLog::kStart + 3'000'000, true);
  EXPECT_EQ(failing(verified), "");
  // The witnesses cosigned at the log's start: that is as far as it proves.
  const std::string witnessed = utc_time_text(SampleLog::kStart + 2'000);
  ASSERT_TRUE(verified.as_of_ms);
  EXPECT_EQ(utc_time_text(*verified.as_of_ms), witnessed) << "and so tells whoever shows it";
  EXPECT_NE(says(verified, StepName::kMap).en.find("as of " + witnessed), std::string::npos)
      << says(verified, StepName::kMap).en;
}

// Two of three: whatever one of them says of the time, the two others prove it, and by their own clocks.
TEST(Verify, OneWitnessWithAWrongClockSpoilsNoQuorumThatCanDoWithoutIt) {
  constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t wrong :
       {std::int64_t{0}, SampleLog::kStart / 1'000 - 601, SampleLog::kStart / 1'000 + 63'072'000, kNever}) {
    for (std::size_t liar = 0; liar < 3; ++liar) {
      House house;
      house.sample.append(permit());
      house.sample.set_clock(house.w[liar], wrong);
      house.sample.publish();
      const std::string file = write_bundle(house.sample.bundle(0));
      const auto asked = [&](std::size_t needs) {
        return verify_bundle(file, {house.trust(needs), house.sample.now(), true}, house.tools());
      };
      const Verified two = asked(2);
      EXPECT_TRUE(two.holds) << failing(two) << " " << wrong;
      EXPECT_EQ(two.witnessed.size(), 2U);
      EXPECT_NE(says(two, StepName::kMap).en.find("as of " + utc_time_text(house.sample.now() - 1'000)),
                std::string::npos)
          << says(two, StepName::kMap).en;
      const std::string name = fmt::format("w{} (", liar);
      EXPECT_NE(says(two, StepName::kCosignatures).en.find("; not counted: " + name), std::string::npos)
          << says(two, StepName::kCosignatures).en;
      EXPECT_NE(says(two, StepName::kCosignatures).zh.find("；未计入："), std::string::npos);
      const Verified all = asked(3);
      EXPECT_EQ(failing(all), "cosignatures");
      EXPECT_NE(says(all, StepName::kCosignatures).en.find("needs 3 and has 2"), std::string::npos);
      EXPECT_NE(says(all, StepName::kCosignatures).en.find(name), std::string::npos) << "it is named";
    }
  }
}

// Nor does one that the policy lists and its quorum does not name.
TEST(Verify, AWitnessOutsideTheQuorumSpoilsNothing) {
  House house;
  house.sample.append(permit());
  house.sample.set_clock(house.w[1], 0);
  house.sample.set_clock(house.w[2], SampleLog::kStart);  // in milliseconds: some 56,000 years ahead
  house.sample.publish();
  const std::string text = SampleLog::policy_text(house.log, {&house.w[0], &house.w[1], &house.w[2]}, 3);
  const Policy one = Policy::parse(text.substr(0, text.find("group ")) + "quorum w0\n").value();
  const Verified seen =
      verify_bundle(write_bundle(house.sample.bundle(0)), {one, house.sample.now(), true}, house.tools());
  EXPECT_TRUE(seen.holds) << failing(seen);
  EXPECT_NE(says(seen, StepName::kMap).en.find("as of " + utc_time_text(house.sample.now() - 1'000)),
            std::string::npos);
}

// Asked of a day gone by there is no clock to hold a witness to: what it adds to a quorum is no time.
TEST(Verify, AWitnessAheadMakesNothingFresherWhereNoClockIsHeldToIt) {
  House house;
  house.sample.append(permit());
  house.sample.set_clock(house.w[2], SampleLog::kStart / 1'000 + 63'072'000);
  house.sample.publish(SampleLog::kStart + 3'600'000);  // the log's clock runs ahead, too
  const Verified seen = verify_bundle(write_bundle(house.sample.bundle(0)),
                                      {house.trust(2), SampleLog::kStart + 4'000'000, false}, house.tools());
  EXPECT_TRUE(seen.holds) << failing(seen);
  EXPECT_NE(says(seen, StepName::kMap).en.find("as of " + utc_time_text(SampleLog::kStart + 2'000)),
            std::string::npos)
      << says(seen, StepName::kMap).en;
}

// A record that its maker dates after witnesses saw it in the log.
TEST(Verify, AnEntryDatedAfterItsQuorumSawItFails) {
  House house;
  RecordEntry late = permit();
  late.time_ms = SampleLog::kStart + 1'200'000;
  house.sample.append(late);
  house.sample.publish();
  const Bundle bundle = house.sample.bundle(0);
  const auto step = verify_bundle(write_bundle(bundle), {house.trust(2), late.time_ms, true}, house.tools());
  EXPECT_EQ(failing(step), "cosignatures");
  EXPECT_NE(says(step, StepName::kCosignatures).en.find("before the entry is dated"), std::string::npos);
}

TEST(Verify, ACheckpointLaterThanTheMomentAskedOfIsTold) {
  Full full;
  const auto map = [&](std::int64_t ms) {
    return says(verify_bundle(write_bundle(full.bundle), {full.trust(), ms, false}, full.tools()),
                StepName::kMap)
        .en;
  };
  EXPECT_NE(map(SampleLog::kStart).find("not at the moment asked of"), std::string::npos);
  EXPECT_EQ(map(full.sample.now()).find("not at the moment asked of"), std::string::npos);
}

// Of a checkpoint that was checked, no signature is checked again; a note that differs in one octet is asked
// anew.
TEST(Verify, ChecksEachCheckpointOnce) {
  Full full;
  CheckedSignatures cache;
  const auto verify = [&](const Bundle& bundle) {
    return verify_bundle(write_bundle(bundle), {full.trust(), full.sample.now()}, full.tools(&cache)).holds;
  };
  Bundle bundle = full.bundle;
  EXPECT_TRUE(verify(bundle));
  const int asked = full.check.asked;
  EXPECT_TRUE(verify(bundle));
  EXPECT_EQ(full.check.asked, asked);
  bundle.checkpoint[bundle.checkpoint.size() - 10] ^= 1;
  EXPECT_FALSE(verify(bundle));
  bundle = full.bundle;
  bundle.receipt->back() ^= 1;
  EXPECT_FALSE(verify(bundle));
}

TEST(CheckedSignatures, KeepsSoManyAndTheNewest) {
  CheckedSignatures known;
  const auto name = [](std::size_t i) { return tidegate::sha256(std::to_string(i)); };
  for (std::size_t i = 0; i <= CheckedSignatures::kMost; ++i) known.keep(name(i), {{i, 1}});
  EXPECT_FALSE(known.find(name(0)).has_value());
  for (std::size_t i = 1; i <= CheckedSignatures::kMost; ++i)
    ASSERT_EQ(known.find(name(i)), (std::vector<Cosigned>{{i, 1}}));
}

}  // namespace
}  // namespace tidegate::evidence
