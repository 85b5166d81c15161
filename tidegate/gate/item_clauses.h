// What the clauses of a text say around a denial: where it counts, and where it does not. Texts are folded
// and of lower_words.
#pragma once

#include <string_view>

namespace tidegate {

// What may stand between the beginning of a clause and its denial and takes nothing from it. Whatever else
// stands there may say of when, where or how much it holds: "部分记录不含", "默认不含", "并非不含".
bool leads_to_denial(std::string_view lead);

// A text that speaks of some of what it is about, of a time, a case or a doubt, denies nothing, wherever in
// it that stands: "部分记录，不含客户姓名", "不含客户姓名。数据来自设备。个别记录除外", "no names, save for
// VIP rows".
bool speaks_of_some(std::string_view lower);

// A clause that says when, where or of whom what follows it holds, or takes it back: "默认情况下，",
// "如已脱敏，", "for EU users,", "并非（".
bool is_frame(std::string_view clause);

// Whether what stands there neither narrows a denial before it nor takes it back. Words that do are without
// number ("不含姓名，用工号代替", "no personal data, to be added later"), so that it is all but nothing:
// stops, brackets, and that it was looked at.
bool says_nothing(std::string_view between);

// "员工打卡时间，不含姓名", "for users who opt out: no names": what is said beside the denial is of persons.
bool speaks_of_holders(std::string_view lower);

}  // namespace tidegate
