// What the register of transfers knew, in words: shared by all the tellings.
#pragma once

#include <string>
#include <vector>

#include "tidegate/base/text.h"
#include "tidegate/terms/sent_before.h"

namespace tidegate::report {

Text sent_heading(const SentBefore& sent);  // whose register, and whether it is said to be complete
Text sent_sentence(const SentCount& count);
// To whom a transfer went: "SG Example Pte."
std::string sent_to(const SentTransfer& transfer);
// What a transfer adds to a counter: "+40,000 of 60,000"; empty: it has no share.
Text sent_share(const SentCount& count, std::size_t transfer);
// Counters to which at least one transfer adds.
std::vector<const SentCount*> sent_columns(const SentBefore& sent);

}  // namespace tidegate::report
