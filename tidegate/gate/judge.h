// The part of an assessment that replays: from completed facts to opinions, risk and pre-check. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tidegate/base/date.h"
#include "tidegate/base/result.h"
#include "tidegate/gate/opinions.h"
#include "tidegate/intake/guide_editions.h"
#include "tidegate/law/pack.h"
#include "tidegate/risk/destinations.h"
#include "tidegate/risk/weights.h"
#include "tidegate/terms/assessment.h"
#include "tidegate/terms/assurance.h"

namespace tidegate {

// Everything beside the transfer that an answer rests on.
struct Grounds {
  std::string program;
  Date as_of;
  std::vector<law::RulePack> packs;
  RiskWeights weights;
  DestinationTable destinations;  // empty hash: none was approved
  bool public_security_gate = false;
  std::vector<SettledLevel> settled{};           // by persons, on contests
  std::optional<SentBefore> sent_before;         // what the register of transfers knew
  std::vector<CheckedCredential> credentials{};  // documents of the declaration that were checked
  std::vector<std::string> undeclared_copies{};  // countries of these, by the declaration as it was read
  std::vector<intake::GuideEdition> editions{};  // of the guide to the security assessment
};

// weights, destinations: files; empty: the built-in weights, no table. packs: as load_packs.
Result<Grounds> load_grounds(const std::vector<std::string>& packs, const std::string& weights,
                             const std::string& destinations);

// What is asked of the laws: for bare files each law gets items as it counts them.
LawQuestion question_of(const Transfer& transfer, const std::optional<DataProfile>& profile,
                        const Grounds& grounds);

// Same transfer, profile, grounds and day of filing: the same assessment, byte for byte. filed_on  day on
// which what was taken of it came in, or would; none: as it states it.
Assessment judge(const Transfer& transfer, const std::optional<DataProfile>& profile, const Grounds& grounds,
                 std::optional<Date> filed_on = {});

}  // namespace tidegate
