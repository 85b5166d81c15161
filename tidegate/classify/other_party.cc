#include "tidegate/classify/other_party.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "tidegate/classify/ascii.h"
#include "tidegate/classify/party_words.h"
#include "tidegate/classify/worker_party.h"

namespace tidegate {
namespace {

struct PartyWord {
  std::string_view word;
  std::uint8_t party;
};
// Found anywhere in a header. Those above kLastGrownUpParty may be children: 11 sons and daughters, 13
// friends, 14 and 16 to 18 brothers and sisters, 15 other relatives and who lives in the same place, 19
// whoever is on the other side. 12: kContactParty.
constexpr std::array kChinese{
    PartyWord{"紧急联系", 1}, PartyWord{"紧急联络", 1},  PartyWord{"緊急連絡", 1},  PartyWord{"应急联系", 1},
    PartyWord{"监护人", 2},   PartyWord{"家长", 2},      PartyWord{"保護者", 2},    PartyWord{"父母", 2},
    PartyWord{"父亲", 3},     PartyWord{"母亲", 4},      PartyWord{"配偶", 5},      PartyWord{"丈夫", 5},
    PartyWord{"妻子", 5},     PartyWord{"担保人", 6},    PartyWord{"保证人", 6},    PartyWord{"推荐人", 7},
    PartyWord{"介绍人", 7},   PartyWord{"受益人", 8},    PartyWord{"证明人", 9},    PartyWord{"爷爷", 10},
    PartyWord{"奶奶", 10},    PartyWord{"外公", 10},     PartyWord{"外婆", 10},     PartyWord{"姥姥", 10},
    PartyWord{"姥爷", 10},    PartyWord{"妈妈", 4},      PartyWord{"爸爸", 3},      PartyWord{"爱人", 5},
    PartyWord{"老公", 5},     PartyWord{"老婆", 5},      PartyWord{"家属", 15},     PartyWord{"亲属", 15},
    PartyWord{"家人", 15},    PartyWord{"亲友", 15},     PartyWord{"同住人", 15},   PartyWord{"代收人", 15},
    PartyWord{"兄弟", 14},    PartyWord{"姐妹", 17},     PartyWord{"哥哥", 14},     PartyWord{"弟弟", 16},
    PartyWord{"姐姐", 17},    PartyWord{"妹妹", 18},     PartyWord{"子女", 11},     PartyWord{"儿子", 11},
    PartyWord{"女儿", 11},    PartyWord{"孩子", 11},     PartyWord{"儿童", 11},     PartyWord{"宝宝", 11},
    PartyWord{"婴儿", 11},    PartyWord{"幼儿姓名", 11}, PartyWord{"新生儿", 11},   PartyWord{"小孩", 11},
    PartyWord{"孙子", 11},    PartyWord{"孙女", 11},     PartyWord{"受扶养人", 11}, PartyWord{"被抚养人", 11},
    PartyWord{"对方", 19},    PartyWord{"见证人", 9},    PartyWord{"朋友", 13},     PartyWord{"室友", 13},
    PartyWord{"邻居", 13},
};
// Longer words that hold one of them and name nobody, or the row's own person.
constexpr std::array<std::string_view, 14> kNoParty{
    "厂家人",   "商家人",   "专家人",   "国家人", "大家人", "独生子女", "兄弟单位",
    "兄弟公司", "兄弟部门", "兄弟院校", "姐妹店", "朋友圈", "小朋友",   "姐妹城"};
// Found as words, their letters small and one blank between them.
constexpr std::array kEnglish{
    PartyWord{"emergency contact", 1},
    PartyWord{"emergency name", 1},
    PartyWord{"emergency phone", 1},
    PartyWord{"emergency mobile", 1},
    PartyWord{"emergency tel", 1},
    PartyWord{"emergency telephone", 1},
    PartyWord{"emergency email", 1},
    PartyWord{"emergency number", 1},
    PartyWord{"ice contact", 1},
    PartyWord{"next of kin", 1},
    PartyWord{"guardian", 2},
    PartyWord{"father", 3},
    PartyWord{"mother", 4},
    PartyWord{"spouse", 5},
    PartyWord{"husband", 5},
    PartyWord{"wife", 5},
    PartyWord{"guarantor", 6},
    PartyWord{"referrer", 7},
    PartyWord{"referee", 7},
    PartyWord{"beneficiary", 8},
    PartyWord{"relative", 15},
    PartyWord{"parent phone", 2},
    PartyWord{"parent mobile", 2},
    PartyWord{"parent tel", 2},
    PartyWord{"parent email", 2},
    PartyWord{"parent contact", 2},
    PartyWord{"mom", 4},
    PartyWord{"mum", 4},
    PartyWord{"dad", 3},
    PartyWord{"grandfather", 10},
    PartyWord{"grandmother", 10},
    PartyWord{"sibling", 14},
    PartyWord{"brother", 14},
    PartyWord{"sister", 17},
    PartyWord{"son", 11},
    PartyWord{"daughter", 11},
    PartyWord{"child", kChildParty},
    PartyWord{"children", kChildParty},
    PartyWord{"kid", kChildParty},
    PartyWord{"baby", kChildParty},
    PartyWord{"infant", kChildParty},
    PartyWord{"newborn", kChildParty},
    PartyWord{"dependent", kChildParty},
    PartyWord{"dependant", kChildParty},
    PartyWord{"grandchild", kChildParty},
    PartyWord{"grandson", kChildParty},
    PartyWord{"granddaughter", kChildParty},
    PartyWord{"counterparty", 19},
    PartyWord{"witness", 9},
    PartyWord{"friend", 13},
    PartyWord{"roommate", 13},
    PartyWord{"flatmate", 13},
    PartyWord{"neighbour", 13},
    PartyWord{"neighbor", 13},
    PartyWord{"second contact", 1},
    PartyWord{"alternate contact", 1},
    PartyWord{"jjlxrdh", 1},
    PartyWord{"jhrdh", 2},
    PartyWord{"pojh", 5},
    PartyWord{"dbrdh", 6},
    PartyWord{"jjlxr", 1},
    PartyWord{"jhr", 2},
};

// What the words before a number in a remark say besides (names_other).
constexpr std::array<std::string_view, 33> kOthersChinese{
    "其父", "其母", "其子",   "其女",   "其夫",   "其妻",   "其兄", "其弟", "其姐", "其妹", "房东",
    "同事", "保姆", "老板",   "业务员", "经办人", "代理人", "老师", "司机", "助理", "秘书", "中介",
    "店长", "律师", "快递员", "管家",   "护工",   "领导",   "经理", "另一", "他人", "同学", "同伴"};
constexpr std::array<std::string_view, 17> kOthersEnglish{
    "his",       "her",     "their", "colleague", "coworker", "boss",      "landlord", "landlady", "driver",
    "assistant", "teacher", "agent", "nanny",     "manager",  "classmate", "lawyer",   "carer"};

// How the words begin that names_other looks for: most remarks hold none of them, and are asked no more.
class WordHeads {
 public:
  constexpr WordHeads() {
    for (const PartyWord& known : kChinese) add_chinese(known.word);
    for (const std::string_view word : kOthersChinese) add_chinese(word);
    for (const PartyWord& known : kEnglish) add_english(known.word.substr(0, known.word.find(' ')));
    for (const std::string_view word : kOthersEnglish) add_english(word);
  }
  // False: none of the words stands in the text.
  bool are_in(std::string_view text) const {
    std::size_t letters = 0;  // of the word at hand, as party_words cuts words
    char first = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      const bool is_letter = ascii::is_alpha(c);
      if (letters > 0 && (!is_letter || (ascii::is_upper(c) && ascii::is_lower(text[i - 1])))) {
        if (has_english(first, letters)) return true;
        letters = 0;
      }
      if (is_letter) {
        if (letters++ == 0) first = ascii::to_lower(c);
      } else if (ascii::is_high(c) && i + 6 <= text.size() && has(first_, point_at(text, i)) &&
                 has(second_, point_at(text, i + 3))) {
        return true;
      }
    }
    return letters > 0 && has_english(first, letters);
  }

 private:
  using Points = std::array<std::uint64_t, 1024>;  // a bit for each

  // The character of three bytes that begins there; of anything else, any number.
  static constexpr std::uint32_t point_at(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
    };
    return (byte(0) << 12 ^ (byte(1) & 0x3F) << 6 ^ (byte(2) & 0x3F)) & 0xFFFF;
  }
  static constexpr bool has(const Points& points, std::uint32_t point) {
    return (points[point / 64] >> point % 64 & 1) != 0;
  }
  static constexpr void add(Points& points, std::uint32_t point) {
    points[point / 64] |= std::uint64_t{1} << point % 64;
  }
  constexpr void add_chinese(std::string_view word) {
    add(first_, point_at(word, 0));
    add(second_, point_at(word, 3));
  }
  // In singular and in plural.
  constexpr void add_english(std::string_view word) {
    lengths_[static_cast<std::size_t>(word[0] - 'a')] |= 3U << word.size();
  }
  constexpr bool has_english(char first, std::size_t letters) const {
    return letters < 32 && (lengths_[static_cast<std::size_t>(first - 'a')] >> letters & 1) != 0;
  }

  Points first_{};                           // characters of the Chinese words
  Points second_{};                          // and those that follow one of them
  std::array<std::uint32_t, 26> lengths_{};  // of the English ones, as bits, by their first letters
};

struct SideWords {
  std::string_view chinese, english;  // parted by commas
};
struct Sides {
  SideWords first, second;
};
constexpr std::array kSides{
    Sides{{"寄件,发件,发货人,发送方", "sender,shipper,from"},
          {"收件,收货人,接收方", "receiver,recipient,consignee,to"}},
    Sides{{"付款,付方", "payer,remitter"}, {"收款,收方", "payee"}},
    Sides{{"转出", "transferor"}, {"转入", "transferee"}},
    Sides{{"主叫", "caller,calling"}, {"被叫", "callee,called"}},
    Sides{{"买家,买方,买受人", "buyer,purchaser"}, {"卖家,卖方,出卖人", "seller,vendor"}},
    Sides{{"邀请人", "inviter"}, {"被邀请,受邀", "invitee,invited"}},
    Sides{{"借款人", "borrower"}, {"出借人", "lender"}},
    Sides{{"承租,租客", "tenant,lessee,renter"}, {"出租,房东", "landlord,lessor"}},
    Sides{{"乘客", "passenger,rider"}, {"司机", "driver"}},
    Sides{{"关注者", "follower"}, {"被关注", "followee,followed"}},
};

// Of which an account's header may consist, beside digits and signs.
constexpr std::array<std::string_view, 24> kAccountChinese{
    "用户", "会员", "客户", "账号", "账户", "帐号", "帐户", "昵称", "登录", "登陆", "编号", "编码",
    "微信", "名称", "标识", "开放", "联合", "平台", "卡号", "号码", "姓名", "名",   "号",   "飞信"};
constexpr std::array<std::string_view, 43> kAccountEnglish{
    "user",  "member",   "customer", "client", "account", "acct",       "login",  "logon",    "nick",
    "name",  "nickname", "username", "userid", "id",      "no",         "number", "num",      "code",
    "uid",   "uuid",     "open",     "openid", "union",   "unionid",    "screen", "display",  "handle",
    "alias", "wechat",   "weixin",   "wx",     "qq",      "whatsapp",   "line",   "telegram", "skype",
    "im",    "twitter",  "weibo",    "tiktok", "douyin",  "yonghuming", "nicheng"};
// Of which the header of one person's further telephone consists, and of nothing else: a word more may be of
// somebody else ("办公室主任手机", "home_owner_phone").
constexpr std::array<std::string_view, 12> kFurtherChinese{"备用", "备选", "第二", "住宅", "办公", "家庭",
                                                           "工作", "单位", "宅电", "座机", "固话", "其他"};
constexpr std::array<std::string_view, 14> kFurtherEnglish{
    "home", "work",   "office",    "business", "backup",  "alternate", "alternative",
    "alt",  "second", "secondary", "daytime",  "evening", "landline",  "beiyong"};
constexpr std::array<std::string_view, 31> kTelephoneChinese{
    "（",     "）",   "联系电话", "联系方式", "联系手机", "移动电话", "固定电话", "手机号码",
    "手机号", "手机", "电话号码", "电话",     "号码",     "号",       "联系",     "联络",
    "方式",   "移动", "固定",     "常用",     "本人",     "个人",     "注册",     "绑定",
    "预留",   "用户", "客户",     "会员",     "住址",     "室",       "线"};
constexpr std::array<std::string_view, 36> kTelephoneEnglish{
    // Of a path of JSON, what holds the person's record.
    "data",   "info",  "profile", "payload",   "body",     "record", "result",  "detail",  "details",
    "basic",  "phone", "phones",  "telephone", "tel",      "mobile", "mobiles", "cell",    "cellphone",
    "number", "no",    "num",     "contact",   "contacts", "line",   "primary", "other",   "personal",
    "own",    "my",    "user",    "customer",  "member",   "client", "shouji",  "dianhua", "haoma"};

bool has_word(std::string_view words, std::string_view word) {
  return words.find(" " + std::string(word) + " ") != std::string_view::npos;
}

// Whether the word at `at` is a part of one of kNoParty.
bool is_inside_longer(std::string_view header, std::size_t at) {
  return std::any_of(kNoParty.begin(), kNoParty.end(), [&](std::string_view longer) {
    const std::size_t begin = at > longer.size() ? at - longer.size() : 0;
    const std::size_t found = header.find(longer, begin);
    return found <= at && at < found + longer.size();
  });
}

bool is_of_side(std::string_view header, std::string_view words, const SideWords& side) {
  return is_of_words(header, words, side.chinese, side.english);
}

// Whether the key of an array names people, or things of several: whatever names no things of one person, and
// whatever says whose they are ("customer_phones", "invitee_emails").
bool is_of_several(std::string_view key) {
  constexpr std::array<std::string_view, 28> kOwn{
      "phone", "mobile",      "tel",       "telephone", "cell",    "mail",     "email",
      "cert",  "certificate", "card",      "account",   "ident",   "identity", "identifier",
      "id",    "doc",         "document",  "passport",  "licence", "license",  "wechat",
      "login", "e",           "cellphone", "alias",     "address", "handle",   "device"};
  constexpr std::array<std::string_view, 24> kFillers{
      "number", "no",     "num",   "info",   "list",  "detail",   "contact",    "home",
      "work",   "office", "other", "all",    "my",    "own",      "primary",    "secondary",
      "backup", "old",    "new",   "linked", "bound", "verified", "registered", "personal"};
  constexpr std::array<std::string_view, 21> kOwnChinese{
      "证件", "证书", "证", "手机号码", "手机号", "手机", "电话号码", "电话", "邮箱", "邮件", "账号",
      "账户", "卡号", "卡", "号码",     "列表",   "联系", "备用",     "绑定", "常用", "信息"};
  for (std::string_view rest = key; !rest.empty();) {
    if (!ascii::is_high(rest[0])) {
      rest.remove_prefix(1);
      continue;
    }
    const auto known = std::find_if(kOwnChinese.begin(), kOwnChinese.end(),
                                    [&](std::string_view word) { return rest.starts_with(word); });
    if (known == kOwnChinese.end()) return true;
    rest.remove_prefix(known->size());
  }
  const std::string words = party_words(key);
  const auto is_one_of = [](std::string_view word, std::span<const std::string_view> list) {
    if (word.ends_with("ies"))
      return std::find(list.begin(), list.end(), std::string(word.substr(0, word.size() - 3)) + "y") !=
             list.end();
    const std::string_view one = word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
    return std::find(list.begin(), list.end(), one) != list.end() ||
           std::find(list.begin(), list.end(), word) != list.end();
  };
  bool names_things = std::any_of(key.begin(), key.end(), ascii::is_high);
  for (std::string_view rest = std::string_view(words).substr(1); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size() + 1);
    if (is_one_of(word, kOwn)) {
      names_things = true;
    } else if (!is_one_of(word, kFillers)) {
      return true;
    }
  }
  return !names_things;
}

}  // namespace

Counterpart counterpart(std::string_view header) {
  const std::string words = party_words(header);
  for (std::size_t i = 0; i < kSides.size(); ++i) {
    const auto pair = static_cast<std::uint8_t>(i + 1);
    if (is_of_side(header, words, kSides[i].second)) return {pair, true};  // 被邀请人 holds 邀请人
    if (is_of_side(header, words, kSides[i].first)) return {pair, false};
  }
  return {};
}

std::uint8_t addressee(std::string_view header) {
  constexpr SideWords kRecipients{"收件,收货,取件人,提货人,签收人,收貨人,收款",
                                  "receiver,recipient,consignee,addressee,payee,shjr,sjr,shr,shrdh,shrsj,"
                                  "sjrdh,sjrsj,shouhuoren,shoujianren"};
  constexpr SideWords kContacts{"联系人,聯絡人,聯繫人,联络人,连络人",
                                "contact person,contact name,lxr,lxrdh,lianxiren"};
  const std::string words = party_words(header);
  if (is_of_side(header, words, kRecipients)) return kRecipientParty;
  return is_of_side(header, words, kContacts) ? kContactParty : std::uint8_t{0};
}

bool is_in_array(std::string_view path) {
  for (std::size_t end = path.find("[]"); end != std::string_view::npos; end = path.find("[]", end + 2)) {
    const std::string_view key = path.substr(0, end);
    if (is_of_several(key.substr(key.rfind('.') + 1))) return true;
  }
  return false;
}

std::string account_words(std::string_view header) {
  const std::string words = party_words(header);
  for (std::string_view rest = std::string_view(words).substr(1); !rest.empty();) {
    const std::size_t end = rest.find(' ');
    const std::string_view word = rest.substr(0, end);
    if (std::find(kAccountEnglish.begin(), kAccountEnglish.end(), word) == kAccountEnglish.end()) return {};
    rest.remove_prefix(end + 1);
  }
  std::string chinese;
  for (const char c : header) {
    if (static_cast<unsigned char>(c) >= 0x80) chinese += c;
  }
  for (std::string_view rest = chinese; !rest.empty();) {
    const auto known = std::find_if(kAccountChinese.begin(), kAccountChinese.end(),
                                    [&](std::string_view word) { return rest.starts_with(word); });
    if (known == kAccountChinese.end()) return {};
    rest.remove_prefix(known->size());
  }
  return words == " " && chinese.empty() ? std::string() : words + chinese;
}

bool is_further_telephone(std::string_view header, bool of_mobiles) {
  bool is_further = false;
  const auto take = [](std::string_view& rest, std::span<const std::string_view> list) {
    const auto known =
        std::find_if(list.begin(), list.end(), [&](std::string_view word) { return rest.starts_with(word); });
    if (known == list.end()) return false;
    rest.remove_prefix(known->size());
    return true;
  };
  std::string chinese;
  for (const char c : header) {
    if (ascii::is_high(c)) chinese += c;
  }
  for (std::string_view rest = chinese; !rest.empty();) {
    const bool is_mobile = rest.starts_with("手机") || rest.starts_with("移动电话");
    if (take(rest, kFurtherChinese) || (is_mobile && !of_mobiles && take(rest, kTelephoneChinese))) {
      is_further = true;
    } else if (!take(rest, kTelephoneChinese)) {
      return false;
    }
  }
  const std::string words = party_words(header);
  const bool names_telephone = chinese.find("手机") != std::string::npos ||
                               chinese.find("电话") != std::string::npos || has_word(words, "phone") ||
                               has_word(words, "tel") || has_word(words, "telephone") ||
                               has_word(words, "mobile") || has_word(words, "cell");
  for (std::string_view rest = std::string_view(words).substr(1); !rest.empty();) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(word.size() + 1);
    if (std::find(kFurtherEnglish.begin(), kFurtherEnglish.end(), word) != kFurtherEnglish.end() ||
        (!of_mobiles && (word == "mobile" || word == "cell"))) {
      is_further = true;
    } else if (std::find(kTelephoneEnglish.begin(), kTelephoneEnglish.end(), word) ==
               kTelephoneEnglish.end()) {
      return false;
    }
  }
  return is_further || (names_telephone && header.back() >= '2' && header.back() <= '9');
}

bool is_grown_up(std::uint8_t party) {
  return party != 0 && ((party <= kLastGrownUpParty && party != kBeneficiary) ||
                        (party >= kFirstWorker && party <= kLastWorker && party != kCompanion));
}

std::uint8_t other_party(std::string_view header) {
  for (const PartyWord& known : kChinese) {
    for (std::size_t at = header.find(known.word); at != std::string_view::npos;
         at = header.find(known.word, at + 1)) {
      if (!is_inside_longer(header, at)) return known.party;
    }
  }
  const std::string words = party_words(header);
  for (const PartyWord& known : kEnglish) {
    const std::size_t at = words.find(known.word);
    if (at == std::string::npos || words[at - 1] != ' ') continue;
    const char behind = words[at + known.word.size()];
    if (behind == ' ' || (behind == 's' && words[at + known.word.size() + 1] == ' ')) return known.party;
  }
  return 0;
}

bool names_other_fully(std::string_view text) {
  if (other_party(text) != 0) return true;
  if (std::any_of(kOthersChinese.begin(), kOthersChinese.end(),
                  [&](std::string_view word) { return text.find(word) != std::string_view::npos; }))
    return true;
  const std::string words = party_words(text);
  return std::any_of(kOthersEnglish.begin(), kOthersEnglish.end(),
                     [&](std::string_view word) { return has_word(words, word); });
}

bool names_other(std::string_view text) {
  static constexpr WordHeads kHeads;
  return kHeads.are_in(text) && names_other_fully(text);
}

}  // namespace tidegate
