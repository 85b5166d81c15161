// Words for persons and for what is a person's, looked for anywhere in a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tidegate {

enum class PersonWord : std::uint8_t {
  kNone,       // no word of persons, though it begins like one: "客户端", the name of a statute
  kStrong,     // a person's by itself: "姓名", "passport"
  kWeak,       // a person's where it is the name of an item: "邮箱", "cv"; after a holder like kAttribute
  kHolder,     // who may be a person: "客户", "passenger"
  kWho,        // both kWeak and kHolder: "车主"
  kEnding,     // of a word for who may be a person: the end of "债务人"; a thing of theirs follows at once
  kAttribute,  // a person's after a holder: "客户的照片"
  kFiller,     // narrows nothing: "任何", "any"
};

struct PersonWordAt {
  PersonWord word = PersonWord::kNone;
  std::size_t length = 0;  // octets; 0: none begins here
};

// The longest word that begins at `at`. English ones are whole words, in the plural too.
// lower: folded, ASCII letters in lower case, '_' and '-' as spaces.
PersonWordAt person_word_at(std::string_view lower, std::size_t at);

}  // namespace tidegate
