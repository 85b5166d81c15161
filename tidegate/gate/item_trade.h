// Words of trade in things: goods, equipment, the papers and prices of buying and selling.
#pragma once

#include <string_view>

namespace tidegate {

enum class TradeWords {
  kOther,    // some word is none of them
  kAbout,    // all are, and none names a thing: "编号", "date"
  kOfThing,  // all are, and one names a thing: "设备型号", "unit price of parts"
};

// What a piece of an item's name or content is made of, words that join aside. piece: folded. The list is
// short on purpose: it is what a rule may finish a filing on, and a word that is missing costs a person's
// look. Nothing that lists of important data speak of (output, process, networks, vehicles, places) and
// nothing that may be a person's device, order or time is in it.
TradeWords trade_words(std::string_view piece);

}  // namespace tidegate
