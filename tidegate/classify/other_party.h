// Columns of a person's row that are about somebody else: a guardian, a spouse, whom to call in an emergency.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tidegate {

// Which other person a header speaks of, 1 and above, the same number for the same one ("监护人姓名",
// "guardian_phone"); 0: the row's own.
std::uint8_t other_party(std::string_view header);

// Whether the words before a number in a remark say that it is somebody else's: those of other_party, and
// "his", "房东", "同事", which as a header's would be of the row's own.
bool names_other(std::string_view words);
// The same without a quick look at how its words begin: its twin in the tests.
bool names_other_fully(std::string_view words);

// The two sides that a row may tell of at once: payer and payee, sender and receiver. A header of either
// side: which pair, and its second side or not.
struct Counterpart {
  std::uint8_t pair = 0;  // 0: of no side
  bool is_second = false;
};
Counterpart counterpart(std::string_view header);
// Parties above those of other_party: the second sides, by pair.
inline constexpr std::uint8_t kFirstCounterpart = 20;

// Who receives a thing, and whom to ask: as parties, where the row tells of its own person besides.
inline constexpr std::uint8_t kRecipientPair = 1;
inline constexpr std::uint8_t kRecipientParty = kFirstCounterpart + kRecipientPair;
inline constexpr std::uint8_t kContactParty = 12;
// Sons, daughters, and children whosever they are.
inline constexpr std::uint8_t kChildParty = 11;
std::uint8_t addressee(std::string_view header);  // 0: neither

// Of nothing but an account and its names, however many of them a row tells: "user_id", "昵称", "wechat". The
// header's words, for they must differ: "uid1" and "uid2" may be two people's. Empty for any other header.
std::string account_words(std::string_view header);
// A further line of a person's, and no word of anybody else: "home_phone", "备用手机", "tel2", not
// "home_owner_phone". of_mobiles: beside mobiles alone, where the word mobile tells nothing.
bool is_further_telephone(std::string_view header, bool of_mobiles);

// Whether a JSON key path leads through an array whose places may be somebody each: "members[].email",
// "members[]", "customer_phones[]", but not "user.phones[].number", whose key names what one person has
// several of and nobody whose they are.
bool is_in_array(std::string_view path);

// Parents, grandparents, guardians, spouses, guarantors and whom to call are no children, whatever their row
// leaves unsaid. Brothers, sisters, sons, daughters, friends and relatives without a nearer word may be.
inline constexpr std::uint8_t kLastGrownUpParty = 10;
inline constexpr std::uint8_t kBeneficiary = 8;  // who is none of those: of a policy, often a child
// Those, and who works (worker_party.h).
bool is_grown_up(std::uint8_t party);

}  // namespace tidegate
