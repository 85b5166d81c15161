#include "tidegate/risk/weights.h"

#include <algorithm>
#include <utility>

#include "tidegate/base/hash.h"
#include "tidegate/base/json_reader.h"

namespace tidegate {
namespace {

constexpr std::array<std::string_view, kEventCount> kEvents{"leak", "tamper", "loss", "misuse", "rights"};
constexpr std::array<std::string_view, kHarmCount> kHarms{"NS", "PU", "IR"};
constexpr std::array<std::string_view, kLaneCount> kLanes{"green", "blue", "yellow", "red"};
constexpr std::array<std::string_view, kGradeCount> kGrades{"none", "E0", "E1", "E2", "E3", "E4"};
constexpr std::array<std::string_view, kPersonKinds> kKinds{"ordinary", "sensitive", "very_sensitive"};
constexpr std::array<std::string_view, kFactorCount> kLetters{"N", "P", "D", "R", "T", "X",
                                                              "B", "G", "C", "H", "V"};
constexpr std::array<std::string_view, 5> kRoutes{"free", "conditions", "procedure", "undetermined", "stop"};
constexpr std::int64_t kManyPersons = 10'000'000'000;
constexpr std::int64_t kManyDays = 36'500;

std::array<std::uint32_t, kEventCount> permille_by_event(const JsonReader& r) {
  r.only({"leak", "tamper", "loss", "misuse", "rights"});
  std::array<std::uint32_t, kEventCount> out{};
  for (std::size_t e = 0; e < kEventCount; ++e) {
    out[e] = static_cast<std::uint32_t>(r.member(kEvents[e]).integer(0, 1000));
  }
  return out;
}

// A list that must rise, each value once.
template <typename T>
std::vector<T> rising(const JsonReader& r, std::vector<T> values) {
  if (!std::is_sorted(values.begin(), values.end()) ||
      std::adjacent_find(values.begin(), values.end()) != values.end()) {
    r.refuse(ErrorCode::kOutOfRange, "is not in rising order, each once", "未按升序排列或有重复");
  }
  return values;
}
std::vector<std::string> sorted_names(const JsonReader& r) { return rising(r, r.strings()); }

// The list's elements must be this closed set, in this order.
void in_order(const JsonReader& r, std::span<const std::string_view> names, std::size_t place) {
  if (r.one_of(names) != place) r.refuse(ErrorCode::kMalformed, "stands out of order", "顺序不对");
}

void read_factors(const JsonReader& list, RiskWeights& w) {
  const auto rows = list.items(kFactorCount, kFactorCount);
  for (std::size_t f = 0; f < rows.size(); ++f) {
    const JsonReader& row = rows[f];
    row.only({"factor", "name", "weight_permille", "levels", "question", "condition", "may_change"});
    in_order(row.member("factor"), kLetters, f);
    w.weight_permille[f] = permille_by_event(row.member("weight_permille"));
    FactorWords& words = w.factors[f];
    words.name = row.member("name").text();
    words.question = row.member("question").text();
    words.condition = row.member("condition").text();
    words.may_change = row.member("may_change").boolean();
    const auto levels = row.member("levels").items(kLevels, kLevels);
    for (std::size_t i = 0; i < levels.size(); ++i) words.levels[i] = levels[i].text();
  }
}

void read_harms(const JsonReader& list, RiskWeights& w) {
  const auto rows = list.items(kHarmCount, kHarmCount);
  for (std::size_t o = 0; o < rows.size(); ++o) {
    rows[o].only({"harm", "name", "impact_permille"});
    in_order(rows[o].member("harm"), kHarms, o);
    w.harms[o] = rows[o].member("name").text();
    w.impact_permille[o] = permille_by_event(rows[o].member("impact_permille"));
  }
}

void read_lanes(const JsonReader& root, RiskWeights& w) {
  const JsonReader lanes = root.member("lanes");
  lanes.only({"blue_from_e6", "yellow_from_e6", "red_from_e6"});
  w.lane_from_e6 = {0, lanes.member("blue_from_e6").integer(1, 1'000'000),
                    lanes.member("yellow_from_e6").integer(1, 1'000'000),
                    lanes.member("red_from_e6").integer(1, 1'000'000)};
  if (!(w.lane_from_e6[1] < w.lane_from_e6[2] && w.lane_from_e6[2] < w.lane_from_e6[3])) {
    lanes.refuse(ErrorCode::kOutOfRange, "lanes do not rise", "通道界限未递增");
  }
  const JsonReader floors = root.member("legal_floors");
  floors.only({"free", "conditions", "procedure", "undetermined", "stop", "listed_important"});
  for (std::size_t i = 0; i < kRoutes.size(); ++i) {
    w.floor_by_route[i] = static_cast<Lane>(floors.member(kRoutes[i]).one_of(kLanes));
  }
  w.floor_listed_important = static_cast<Lane>(floors.member("listed_important").one_of(kLanes));
  // Doubt never passes: facts that are missing may not free a case, nor may a stop.
  if (w.floor_by_route[3] < Lane::kYellow || w.floor_by_route[4] < Lane::kYellow) {
    floors.refuse(ErrorCode::kOutOfRange, "undetermined and stop may not lie below yellow",
                  "“无法判定”和“禁止”的下限不得低于黄色");
  }
  // What the law has cleared by an authority is not less because a zone says so: P8 of the risk model.
  if (w.floor_by_route[1] < Lane::kBlue || w.floor_by_route[2] < Lane::kYellow ||
      w.floor_listed_important < Lane::kRed) {
    floors.refuse(
        ErrorCode::kOutOfRange,
        "conditions may not lie below blue, a procedure not below yellow, listed important data not "
        "below red",
        "附条件的下限不得低于蓝色，须申报、备案或者认证的不得低于黄色，列入目录的重要数据不得低于红色");
  }
}

void read_evidence(const JsonReader& root, RiskWeights& w) {
  const auto rows = root.member("evidence").items(kGradeCount, kGradeCount);
  for (std::size_t g = 0; g < rows.size(); ++g) {
    rows[g].only({"grade", "floor", "name"});
    in_order(rows[g].member("grade"), kGrades, g);
    w.grades[g] = rows[g].member("name").text();
    const int floor = static_cast<int>(rows[g].member("floor").integer(0, kLevels - 1));
    for (auto& by_grade : w.evidence_floor) by_grade[g] = floor;
  }
  const JsonReader exceptions = root.member("evidence_exceptions");
  for (const JsonReader& one : exceptions.items()) {
    one.only({"factor", "grade", "floor"});
    w.evidence_floor[one.member("factor").one_of(kLetters)][one.member("grade").one_of(kGrades)] =
        static_cast<int>(one.member("floor").integer(0, kLevels - 1));
  }
  for (const auto& by_grade : w.evidence_floor) {
    if (std::is_sorted(by_grade.rbegin(), by_grade.rend())) continue;
    exceptions.refuse(ErrorCode::kOutOfRange, "better evidence would raise a level",
                      "更好的证据反而提高等级");
  }
  w.plaintext_floor = static_cast<int>(root.member("plaintext_floor").integer(0, kLevels - 1));
}

void read_credentials(const JsonReader& list, RiskWeights& w) {
  for (const JsonReader& row : list.items()) {
    row.only({"code", "name", "factors", "best", "fresh_days", "source"});
    CredentialKind kind{row.member("code").string(), row.member("name").text(), {}, {}, {}};
    for (const JsonReader& f : row.member("factors").items(1, kFactorCount)) {
      kind.factors.push_back(static_cast<Factor>(f.one_of(kLetters)));
    }
    kind.best = static_cast<EvidenceGrade>(row.member("best").one_of(kGrades));
    if (const auto days = row.optional("fresh_days"))
      kind.fresh_days = static_cast<int>(days->integer(1, kManyDays));
    (void)row.member("source").string();
    w.credentials.push_back(std::move(kind));
  }
  const auto by_code = [](const CredentialKind& a, const CredentialKind& b) { return a.code < b.code; };
  std::sort(w.credentials.begin(), w.credentials.end(), by_code);
  if (std::adjacent_find(w.credentials.begin(), w.credentials.end(), [](const auto& a, const auto& b) {
        return a.code == b.code;
      }) != w.credentials.end()) {
    list.refuse(ErrorCode::kMalformed, "names a credential twice", "同一资质出现两次");
  }
}

void read_persons(const JsonReader& r, RiskWeights& w) {
  r.only({"edges", "rows", "protection_grade", "very_sensitive_types"});
  const JsonReader edges = r.member("edges");
  std::vector<std::uint64_t> values;
  for (const JsonReader& edge : edges.items(kPersonColumns - 1, kPersonColumns - 1)) {
    values.push_back(static_cast<std::uint64_t>(edge.integer(1, kManyPersons)));
  }
  values = rising(edges, std::move(values));
  values.resize(kPersonColumns - 1);
  std::copy(values.begin(), values.end(), w.person_edges.begin());
  const JsonReader rows = r.member("rows");
  rows.only({"ordinary", "sensitive", "very_sensitive"});
  for (std::size_t k = 0; k < kPersonKinds; ++k) {
    const auto cells = rows.member(kKinds[k]).items(kPersonColumns, kPersonColumns);
    for (std::size_t c = 0; c < cells.size(); ++c) {
      w.person_rows[k][c] = static_cast<int>(cells[c].integer(0, kLevels - 1));
      const bool falls = (c > 0 && w.person_rows[k][c] < w.person_rows[k][c - 1]) ||
                         (k > 0 && w.person_rows[k][c] < w.person_rows[k - 1][c]);
      if (falls)
        cells[c].refuse(ErrorCode::kOutOfRange, "more or graver data would lower a level",
                        "更多或更敏感反而降低等级");
    }
  }
  w.protection_grade = static_cast<EvidenceGrade>(r.member("protection_grade").one_of(kGrades));
  w.very_sensitive_types = sorted_names(r.member("very_sensitive_types"));
}

void read_importance(const JsonReader& r, RiskWeights& w) {
  r.only({"sizes", "sizes_source", "high_precision_types", "watched_sectors", "service_sectors"});
  for (const JsonReader& size : r.member("sizes").items()) {
    size.only({"kind", "ciio_only", "persons"});
    w.size_rules.push_back({static_cast<PersonKind>(size.member("kind").one_of(kKinds)),
                            size.member("ciio_only").boolean(),
                            static_cast<std::uint64_t>(size.member("persons").integer(1, kManyPersons))});
  }
  w.size_source = r.member("sizes_source").text();
  w.high_precision_types = sorted_names(r.member("high_precision_types"));
  w.watched_sectors = sorted_names(r.member("watched_sectors"));
  w.service_sectors = sorted_names(r.member("service_sectors"));
}

void read_combinations(const JsonReader& list, RiskWeights& w) {
  for (const JsonReader& row : list.items()) {
    row.only({"id", "harm", "all_of", "says"});
    CombinationRule rule{row.member("id").string(),
                         static_cast<Harm>(row.member("harm").one_of(kHarms)),
                         {},
                         row.member("says").text()};
    for (const JsonReader& set : row.member("all_of").items(1)) rule.all_of.push_back(set.strings());
    w.combinations.push_back(std::move(rule));
  }
}

}  // namespace

Lane RiskWeights::lane_of(std::int64_t score_e6) const {
  Lane lane = Lane::kGreen;
  for (std::size_t i = 1; i < kLaneCount; ++i) {
    if (score_e6 >= lane_from_e6[i]) lane = static_cast<Lane>(i);
  }
  return lane;
}

Result<RiskWeights> parse_weights(std::string_view json) {
  const auto value = parse_json(json, "weights");
  if (!value) return fail(value.error());
  JsonFault fault{"weights", {}};
  const JsonReader root(*value, fault);
  root.only({"kind", "id", "from", "status", "source", "base_permille", "factors", "harms", "lanes",
             "legal_floors", "evidence", "evidence_exceptions", "plaintext_floor", "credentials", "persons",
             "importance", "combinations"});
  constexpr std::array<std::string_view, 1> kKind{"tidegate/risk-weights/v1"};
  (void)root.member("kind").one_of(kKind);
  RiskWeights w;
  w.id = root.member("id").string();
  w.from = root.member("from").date();
  w.status = root.member("status").text();
  (void)root.member("source").text();
  w.base_permille = permille_by_event(root.member("base_permille"));
  read_factors(root.member("factors"), w);
  read_harms(root.member("harms"), w);
  read_lanes(root, w);
  read_evidence(root, w);
  read_credentials(root.member("credentials"), w);
  read_persons(root.member("persons"), w);
  read_importance(root.member("importance"), w);
  read_combinations(root.member("combinations"), w);
  if (fault.first) return fail(*fault.first);
  w.hash = sha256_hex(json);
  return w;
}

}  // namespace tidegate
