// The words of a filing's form as they are read: folded, in pieces, and without what they deny.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tidegate {

// Simplified characters for traditional ones, the plain ones for radicals and letters in forms of their own
// ("⼿", "𝐧"), ASCII for full-width forms, a plain space for those of print, and no characters without width.
// Broken UTF-8 becomes U+FFFD.
std::string folded(std::string_view text);

// A name is short and the filer's own word for an item; in it "No" is a number. A sentence says more than
// what the item holds: of it only words count that nobody needs for anything but persons.
enum class TextKind { kName, kContent, kSentence };

// The text without saying that it holds nothing of a person's: "不含个人信息", "contains no personal data or
// important data", a form's own question and answer ("个人信息：无"). Of single things no denial is read
// ("不含客户姓名"): the words for them stay, and are asked about. It counts where its clause begins with it,
// or with words for the whole of the data ("本项也不含"); not behind any other word ("部分记录不含"), in
// quotation marks, behind a clause that says when, where or of whom ("默认情况下，") or takes it back
// ("并非（"), nor as a question. Behind it nothing is said but another denial, up to the end of the text:
// what takes it back or narrows it has no fixed words ("不含个人信息，用工号代替"). A text that anywhere
// speaks of some of it, of a time, a case, a doubt or of names that were hidden denies nothing. text: folded.
std::string without_denied(std::string_view text, TextKind kind);

// The same of a text that is said to be of nobody. Where what is left speaks of whoever may be a person
// ("员工打卡时间，不含个人信息"), the whole text.
std::string without_denied_of_nobody(std::string_view text, TextKind kind);

// Whether it names what is a person's: "手机号", "客户的照片", "contact list", "names of passengers". The
// whole text is looked at, and words that spaces or signs pull apart ("姓 名"). text: without_denied.
bool names_persons(std::string_view text, TextKind kind);

// Whether letters stand in it of a script that neither the scan's vocabulary nor these words are written in:
// Cyrillic, Arabic, Thai, kana and the like. Greek letters are signs of units.
bool has_unread_script(std::string_view text);

// Calls with each piece between stops, brackets and the words that join; of a piece too long for the
// vocabulary with windows that overlap. False: there were more than are read, 200.
bool each_piece(std::string_view text, const std::function<void(std::string_view)>& each);

}  // namespace tidegate
