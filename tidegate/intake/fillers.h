// What people write into a field to have something in it.
#pragma once

#include <string_view>

namespace tidegate::intake {

enum class Filler {
  kNo,        // none of them: the text says something
  kNothing,   // nothing anywhere: "待填写", "同上", "后补", "不便提供", "<name>"
  kNone,      // "无", "N/A"
  kDenial,    // "否", "no"
  kAssent,    // "是", "ok": there is something, and it is not told what
  kKeys,      // "测试", "asdf", "1111", "123": keys that were struck
  kWithheld,  // "保密", "商业秘密"
  kPointer,   // "见附件", "see contract": another paper that is handed in may have it
  kPlace,     // the same with its number: "见附件二第3条"
};

// Closed lists and short patterns: a text is a filler only where the whole of it is one, marks and blanks
// apart. "待遇", "测试数据", "见习医师名单" and "TBD Holdings GmbH" are none.
Filler filler_of(std::string_view text);

}  // namespace tidegate::intake
