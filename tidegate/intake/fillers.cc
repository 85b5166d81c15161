#include "tidegate/intake/fillers.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "tidegate/base/same_text.h"
#include "tidegate/base/utf8.h"

namespace tidegate::intake {
namespace {

// The lists: words with a blank between.
bool is_one_of(std::string_view text, std::string_view words) {
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word == text) return true;
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  return false;
}

// Takes the longest of the words that it begins with.
bool take_front(std::string_view& text, std::string_view words) {
  std::size_t most = 0;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    if (word.size() > most && text.starts_with(word)) most = word.size();
    words.remove_prefix(std::min(word.size() + 1, words.size()));
  }
  text.remove_prefix(most);
  return most > 0;
}

bool is_none(std::string_view letters) {
  constexpr std::string_view kNone =
      "无 没有 暂无 不适用 不涉及 不存在 无此项 无此情况 没 暂时没有 暂时无 目前没有 目前无 尚无 "
      "none na nil notapplicable nonetobedeclared nothing nonesofar noneatpresent";
  return is_one_of(letters, kNone);
}

bool is_no(std::string_view letters) { return is_one_of(letters, "否 不是 no false"); }

// "是", "ok": there is something, and it is not told what.
bool is_assent(std::string_view letters) {
  return is_one_of(letters, "是 是的 有 对 好 好的 可以 同意 yes ok okay true");
}

bool is_withheld(std::string_view letters) {
  constexpr std::string_view kWords =
      "保密 商业秘密 商业机密 不予公开 不对外公开 "
      "confidential businesssecret tradesecret notdisclosed undisclosed cannotbedisclosed";
  return is_one_of(letters, kWords);
}

constexpr std::string_view kDeeds =
    "进一步 后续 填写 填报 填入 填 补充 补全 补录 补正 补交 补 确定 确认 决定 定 完善 核实 核对 "
    "提供 提交 更新 续 明确 商定 输入 录入 编写 撰写 写 filledin fillin filled completed "
    "complete added confirmed determined decided provided supplied advised announced updated "
    "done defined specified specify insert submitted agreed";
constexpr std::string_view kBehind = "完整 内容 信息 资料 材料 说明 具体 后续 此处 中 later soon here";

bool is_deed(std::string_view letters) {
  bool has_deed = false;
  while (take_front(letters, kDeeds)) has_deed = true;
  while (take_front(letters, kBehind)) {
  }
  return has_deed && letters.empty();
}

// "待填写", "请补充完整", "后补", "稍后填写", "to be confirmed", "will be provided": an answer is announced,
// and none given.
bool announces_answer(std::string_view letters) {
  constexpr std::string_view kAnnounced =
      "有待 尚待 仍待 待 请 后 后续 稍后 随后 回头 另行 以后 之后 日后 晚点 晚些 晚些时候 容后 "
      "届时 择日 改日 在此 此处 tobe stilltobe please willbe isyettobe yettobe";
  return take_front(letters, kAnnounced) && is_deed(letters);
}

// "未确定", "还没定", "not yet decided".
bool is_not_yet(std::string_view letters) {
  constexpr std::string_view kNotYet = "未 暂未 尚未 还未 仍未 没 还没 还没有 没有 notyet not un";
  constexpr std::string_view kDeed =
      "填写 填 确定 决定 定 明确 想好 商定 补充 decided determined defined specified filledin "
      "known settled agreed clear";
  return take_front(letters, kNotYet) && is_one_of(letters, kDeed);
}

// "XX", "某某", "XX公司", "某单位"
bool is_somebody(std::string_view letters) {
  constexpr std::string_view kBodies =
      "股份有限公司 有限责任公司 有限公司 公司 集团 企业 单位 机构 部门 先生 女士";
  constexpr std::size_t kLongest = 60;  // octets
  if (letters.size() > kLongest) return false;
  bool is_body = false;
  for (std::size_t at = 0; at < letters.size() && !is_body; ++at) {
    if (!is_one_of(letters.substr(at), kBodies)) continue;
    letters.remove_suffix(letters.size() - at);
    is_body = true;
  }
  for (const std::string_view sign : {std::string_view("x"), std::string_view("某")}) {
    std::string_view rest = letters;
    std::size_t signs = 0;
    for (; rest.starts_with(sign); ++signs) rest.remove_prefix(sign.size());
    if (rest.empty() && signs >= (is_body && sign != "x" ? 1U : 2U)) return true;
  }
  return false;
}

// "略", "占位符", "TBD"
bool is_blank_word(std::string_view letters) {
  constexpr std::string_view kWords =
      "略 从略 省略 空 空白 留空 暂缺 缺 暂空 填写 占位 占位符 示例文本 tbd tba tbc tbs todo "
      "fillin fillme fillthisin placeholder filler omitted blank empty null";
  return is_one_of(letters, kWords);
}

// "不详", "不便提供", "按规定", "will follow"
bool is_not_told(std::string_view letters) {
  constexpr std::string_view kWords =
      "不便提供 不方便提供 不予提供 不便透露 不便公开 未定 未知 不详 不明 不清楚 不知道 不了解 不确定 不明确 "
      "暂不确定 按规定 按照规定 依规定 "
      "按要求 按照要求 按相关规定 按有关规定 tbdlater tbdsoon tbclater pending pendingconfirmation "
      "pendingdecision pendinginput willfollow willfollowlater tofollow tocome comingsoon later "
      "undefined undecided unknown dontknow idontknow notsure noidea asrequired asappropriate";
  return is_one_of(letters, kWords);
}

bool keeps_place(std::string_view letters) {
  return is_blank_word(letters) || is_not_told(letters) || announces_answer(letters) || is_not_yet(letters) ||
         is_somebody(letters) || letters.starts_with("loremipsum");
}

// "测试", "test 1", "asdf", "啊啊啊", "0000", "12345"
bool is_keys(std::string_view letters) {
  constexpr std::string_view kKeys =
      "测试 测试测试 测试一下 试一下 test testing testtest asd asdf asdfg asdfgh asdfghjkl qwe "
      "qwer qwerty zxc zxcv zxcvbn foobar blah blahblah dummy";
  constexpr std::string_view kCounted = "1234567890";
  std::string_view word = letters;
  while (!word.empty() && word.back() >= '0' && word.back() <= '9') word.remove_suffix(1);
  if (is_one_of(word, kKeys)) return true;
  if (letters.size() >= 3 && kCounted.starts_with(letters)) return true;
  std::string_view rest = letters;
  if (rest.empty()) return false;
  const char32_t first = next_code_point(rest);
  std::size_t count = 1;
  for (; !rest.empty(); ++count) {
    if (next_code_point(rest) != first) return false;
  }
  const bool is_latin = first >= U'a' && first <= U'z';  // "AAA" is somebody's name
  return count >= (is_latin ? 4U : 3U);
}

enum class Target { kNone, kHere, kPaper };

Target take_target(std::string_view& letters) {
  constexpr std::string_view kHere =
      "上 下 前 左 上述 前述 上文 下文 前文 上面 前面 下面 上表 下表 上项 上一项 前项 前一项 上栏 "
      "正文 题 报告 评估报告 本报告 自评估报告 影响评估报告 个人信息保护影响评估报告 申报书 申报表 "
      "申报材料 系统 平台 官网 网站 above below before report assessmentreport "
      "selfassessmentreport";
  constexpr std::string_view kPapers =
      "附件 附件材料 附件文件 附录 附表 附图 附页 附后 附 材料 相关材料 其他材料 文件 相关文件 "
      "合同 标准合同 协议 法律文件 attached attachment attachments attacheddocument "
      "attacheddocuments attachedfile attachedfiles enclosed annex annexes appendix contract "
      "agreement";
  std::string_view here = letters;
  std::string_view paper = letters;
  const bool is_here = take_front(here, kHere);
  const bool is_paper = take_front(paper, kPapers);
  if (!is_here && !is_paper) return Target::kNone;
  const bool is_longer_paper = is_paper && paper.size() <= here.size();
  letters = is_longer_paper ? paper : here;
  return is_longer_paper ? Target::kPaper : Target::kHere;
}

// "第3条", "二", "第 5 页", "1.2": nothing but numbers and what they count.
bool is_number(std::string_view letters) {
  constexpr std::string_view kParts =
      "第 章 节 条 款 项 点 页 部分 号 之 至 和 及 一 二 三 四 五 六 七 八 九 十 百 page pages "
      "section article clause item no p 0 1 2 3 4 5 6 7 8 9";
  if (letters.empty()) return false;
  while (take_front(letters, kParts)) {
  }
  return letters.empty();
}

// "同上", "请见附件", "详见自评估报告", "如上所述", "see attached": what is said elsewhere.
Filler reference(std::string_view letters) {
  constexpr std::string_view kFixed = "ditto idem same likewise asstated 同样";
  constexpr std::string_view kPolite =
      "请 具体 具体内容 详情 详细 详细内容 内容 具体情况 另 please fordetails details";
  constexpr std::string_view kVerbs =
      "见 详见 参见 另见 見 詳見 参阅 参看 参照 参考 查看 查阅 详阅 看 如 同 与 see seethe as "
      "sameas assame find findthe referto refertothe cf";
  constexpr std::string_view kSuffixes =
      "所示 所述 所列 内容 中 部分 相同 一致 说明 规定 约定 document documents";
  constexpr std::string_view kAttached = "attached enclosed 附后 见附";
  if (is_one_of(letters, kAttached)) return Filler::kPointer;
  if (is_one_of(letters, kFixed)) return Filler::kNothing;
  while (take_front(letters, kPolite)) {
  }
  if (!take_front(letters, kVerbs)) return Filler::kNo;
  if (letters.starts_with("第") || letters.starts_with("item"))
    return is_number(letters) ? Filler::kPlace : Filler::kNo;
  const Target target = take_target(letters);
  if (target == Target::kNone) return Filler::kNo;
  while (take_front(letters, kSuffixes)) {
  }
  if (letters.empty()) return target == Target::kPaper ? Filler::kPointer : Filler::kNothing;
  return is_number(letters) ? Filler::kPlace : Filler::kNo;
}

Filler of_letters(std::string_view letters) {
  if (letters.empty() || keeps_place(letters)) return Filler::kNothing;
  if (is_none(letters)) return Filler::kNone;
  if (is_no(letters)) return Filler::kDenial;
  if (is_assent(letters)) return Filler::kAssent;
  if (is_withheld(letters)) return Filler::kWithheld;
  if (is_keys(letters)) return Filler::kKeys;
  return reference(letters);
}

// "<name>", "[单位名称]", "【填写此处】", "${purpose}", "{{purpose}}": of a template, with a word inside.
bool is_of_template(std::string_view key) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kBrackets{
      {{"${", "}"}, {"{{", "}}"}, {"<", ">"}, {"[", "]"}, {"【", "】"}, {"〈", "〉"}, {"{", "}"}}};
  for (const auto& [open, close] : kBrackets) {
    if (key.size() <= open.size() + close.size() || !key.starts_with(open) || !key.ends_with(close)) continue;
    key.remove_prefix(open.size());
    key.remove_suffix(close.size());
    // Two in a row may be an enumeration, and "[2001:db8::1]" is an address.
    const bool is_one = key.find(open) == std::string_view::npos && key.find(close) == std::string_view::npos;
    const bool has_word = std::any_of(key.begin(), key.end(), [](char c) {
      return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z');
    });
    return is_one && has_word && key.find(':') == std::string_view::npos;
  }
  return false;
}

}  // namespace

Filler filler_of(std::string_view text) {
  const Filler filler = of_letters(letters_key(text));
  if (filler != Filler::kNo) return filler;
  return is_of_template(same_text_key(text)) ? Filler::kNothing : Filler::kNo;
}

}  // namespace tidegate::intake
