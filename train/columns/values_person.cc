#include <algorithm>
#include <array>

#include "train/columns/values.h"

namespace tidegate::train {
namespace {

constexpr std::int64_t kToday = 20'600;

std::string digits(Random& r, std::size_t n) { return r.letters("0123456789", n); }

char gb11643(const std::string& body) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += (body[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

std::string resident(const ValueContext& c) {
  Random& r = c.random;
  const std::string area = r.one_of(c.words.of("area_code", true));
  const std::string body = area + date_text(kToday - r.whole(18 * 365, 70 * 365), 2) + digits(r, 3);
  return body + gb11643(body);
}

char luhn(const std::string& body) {
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    int d = body[body.size() - 1 - i] - '0';
    if (i % 2 == 0) d = d * 2 > 9 ? d * 2 - 9 : d * 2;
    sum += d;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string with_luhn(std::string body) {
  body += luhn(body);
  return body;
}

std::string card(const ValueContext& c) {
  static const std::vector<std::string> kCn{"622202", "621226", "622700", "621700", "622848", "621661",
                                            "622588", "621483", "622609", "621286", "622155"};
  static const std::vector<std::string> kWorld{"4", "51", "52", "53", "54", "37", "6011", "35"};
  Random& r = c.random;
  const std::string first = c.zh && r.chance(0.85) ? r.one_of(kCn) : r.one_of(kWorld);
  const std::size_t length = first == "37" ? 15 : first.size() == 6 ? (r.chance(0.75) ? 19 : 16) : 16;
  return with_luhn(first + digits(r, length - 1 - first.size()));
}

std::string grouped(const std::string& text, std::size_t by, const char* sign) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % by == 0) out += sign;
    out += text[i];
  }
  return out;
}

std::string iban(Random& r) {
  static const std::vector<std::pair<std::string, std::size_t>> kCountries{
      {"DE", 18}, {"NL", 14}, {"AT", 16}, {"BE", 12}, {"CH", 17},
      {"ES", 20}, {"PT", 21}, {"PL", 24}, {"DK", 14}, {"FI", 14}};
  const auto& [country, n] = r.one_of(kCountries);
  const std::string body = country == "NL" ? "ABNA" + digits(r, 10) : digits(r, n);
  int rest = 0;
  for (const char ch : body + country + "00") {
    const int value = ch >= 'A' ? ch - 'A' + 10 : ch - '0';
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  const int check = 98 - rest;
  return country + (check < 10 ? "0" : "") + std::to_string(check) + body;
}

std::string mobile(const ValueContext& c) {
  return c.random.one_of(c.words.of("mobile_prefix", true)).substr(0, 3) + digits(c.random, 8);
}

std::string given_zh(const ValueContext& c) {
  std::string out = c.random.one_of(c.words.of("given", true));
  if (out.size() == 3 && c.random.chance(0.6)) {
    const std::string& more = c.random.one_of(c.words.of("given", true));
    if (more.size() == 3) out += more;
  }
  return out;
}
std::string name_zh(const ValueContext& c) {
  const auto& surnames = c.words.of("surname", true);
  const std::size_t pool =
      c.random.chance(0.8) ? std::min<std::size_t>(100, surnames.size()) : surnames.size();
  return surnames[c.random.below(pool)] + given_zh(c);
}
std::string name_en(const ValueContext& c) {
  return c.random.one_of(c.words.of("given", false)) + " " + c.random.one_of(c.words.of("surname", false));
}

std::string masked(std::string text, std::size_t from, std::size_t keep) {
  for (std::size_t i = from; i + keep < text.size(); ++i) text[i] = '*';
  return text;
}

std::string upper(std::string text) {
  for (char& ch : text) ch = ch >= 'a' && ch <= 'z' ? static_cast<char>(ch - 32) : ch;
  return text;
}
std::string lower(std::string text) {
  for (char& ch : text) ch = ch >= 'A' && ch <= 'Z' ? static_cast<char>(ch + 32) : ch;
  return text;
}

std::string email(const ValueContext& c) {
  static const std::vector<std::string> kHosts{
      "qq.com",    "163.com",     "126.com",    "gmail.com",   "outlook.com",  "foxmail.com", "sina.com",
      "yahoo.com", "hotmail.com", "icloud.com", "example.com", "corp-mail.cn", "company.de"};
  Random& r = c.random;
  std::string who;
  switch (r.below(4)) {
    case 0:
      who = digits(r, static_cast<std::size_t>(r.whole(6, 10)));
      break;
    case 1:
      who = lower(r.one_of(c.words.of("given", false))) + "." + lower(r.one_of(c.words.of("surname", false)));
      break;
    case 2:
      who = lower(r.one_of(c.words.of("surname", false))) + digits(r, 2);
      break;
    default:
      who = r.letters("abcdefghijklmnopqrstuvwxyz", static_cast<std::size_t>(r.whole(4, 9))) + "_" +
            digits(r, 3);
  }
  return who + "@" + r.one_of(kHosts);
}

std::string address_zh(const ValueContext& c) {
  Random& r = c.random;
  std::string out;
  if (r.chance(0.7)) out += r.one_of(c.words.of("province", true));
  std::string city = r.one_of(c.words.of("city_cn", true));
  if (city != "市辖区" && city != "县") out += city;
  out += r.one_of(c.words.of("area", true));
  static const std::vector<std::string> kRoads{"人民路", "建设路", "中山路", "解放大街", "和平路",
                                               "新华街", "学府路", "滨河路", "创业大道", "科技路",
                                               "文化路", "长江路", "黄河路", "迎宾大道"};
  out += r.chance(0.3) ? r.one_of(c.words.of("street_cn", true))
                       : r.one_of(kRoads) + std::to_string(r.whole(1, 320)) + "号";
  if (r.chance(0.6)) {
    static const std::vector<std::string> kEstates{"阳光花园", "锦绣家园", "翠湖小区", "金色港湾",
                                                   "世纪城",   "康乐苑",   "东方名城"};
    out += r.one_of(kEstates) + std::to_string(r.whole(1, 28)) + "栋" + std::to_string(r.whole(1, 4)) +
           "单元" + std::to_string(r.whole(101, 3204)) + "室";
  }
  return out;
}
std::string address_en(const ValueContext& c) {
  Random& r = c.random;
  static const std::vector<std::string> kCities{
      "Springfield, IL 62704", "Leeds LS1 4AP",    "Austin, TX 78701",
      "Toronto, ON M5V 2T6",   "Singapore 238823", "Manchester M2 5DB",
      "Denver, CO 80203",      "Sydney NSW 2000",  "Dublin 2"};
  return std::to_string(r.whole(1, 9800)) + " " + r.one_of(c.words.of("surname", false)) + " " +
         r.one_of(c.words.of("street_suffix", false)) +
         (r.chance(0.25) ? ", Apt " + std::to_string(r.whole(1, 60)) : "") + ", " + r.one_of(kCities);
}

std::string hk_id(Random& r) {
  const char letter = static_cast<char>('A' + static_cast<char>(r.below(26)));
  const std::string body = digits(r, 6);
  int sum = 36 * 9 + (letter - 'A' + 10) * 8;
  for (std::size_t i = 0; i < 6; ++i) sum += (body[i] - '0') * static_cast<int>(7 - i);
  const int check = (11 - sum % 11) % 11;
  return std::string(1, letter) + body + "(" + (check == 10 ? "A" : std::to_string(check)) + ")";
}
std::string tw_id(Random& r) {
  constexpr std::array<int, 26> kCodes{10, 11, 12, 13, 14, 15, 16, 17, 34, 18, 19, 20, 21,
                                       22, 35, 23, 24, 25, 26, 27, 28, 29, 32, 30, 31, 33};
  const std::size_t letter = r.below(26);
  std::string body = (r.chance(0.5) ? "1" : "2") + digits(r, 7);
  int sum = kCodes[letter] / 10 + kCodes[letter] % 10 * 9;
  for (std::size_t i = 0; i < 8; ++i) sum += (body[i] - '0') * static_cast<int>(8 - i);
  return std::string(1, static_cast<char>('A' + static_cast<char>(letter))) + body +
         std::to_string((10 - sum % 10) % 10);
}

// One habit of writing a column of names.
Values names(const ValueContext& c) {
  const ValueContext held = c;
  const std::size_t style = c.random.below(20);
  if (c.zh) {
    if (style == 0)
      return
          [held](std::size_t) { return name_zh(held).substr(0, 3) + (held.random.chance(0.5) ? "**" : "*"); };
    if (style == 1)
      return [held](std::size_t) {
        return name_zh(held).substr(0, 3) +
               held.random.one_of(std::vector<std::string>{"先生", "女士", "总", "经理", "师傅"});
      };
    if (style == 2)
      return [held](std::size_t) { return held.random.chance(0.5) ? name_zh(held) : name_en(held); };
    if (style == 3) return [held](std::size_t) { return held.random.one_of(held.words.of("name_jp", true)); };
    return [held](std::size_t) { return name_zh(held); };
  }
  if (style == 0)
    return [held](std::size_t) {
      return upper(held.random.one_of(held.words.of("surname", false))) + "/" +
             upper(held.random.one_of(held.words.of("given", false)));
    };
  if (style == 1 || style == 2)
    return [held](std::size_t) {
      return held.random.one_of(held.words.of("surname", false)) + ", " +
             held.random.one_of(held.words.of("given", false));
    };
  if (style == 3) return [held](std::size_t) { return held.random.one_of(held.words.of("given", false)); };
  if (style == 4) return [held](std::size_t) { return held.random.one_of(held.words.of("surname", false)); };
  if (style == 5) return [held](std::size_t) { return upper(name_en(held)); };
  return [held](std::size_t) { return name_en(held); };
}

}  // namespace

Values person_values(std::string_view kind, std::string_view arguments, const ValueContext& c) {
  Random& r = c.random;
  const ValueContext held = c;
  const std::size_t style = r.below(20);
  if (kind == "name") return names(c);
  if (kind == "names") {  // several in a cell
    return [held](std::size_t) {
      std::string out = held.zh ? name_zh(held) : name_en(held);
      for (std::int64_t n = held.random.whole(0, 2); n > 0; --n)
        out += (held.zh ? "、" + name_zh(held) : "; " + name_en(held));
      return out;
    };
  }
  if (kind == "id18") {
    return [=](std::size_t) {
      const std::string id = resident(held);
      if (style == 0) return masked(id, 6, 4);
      if (style == 1) return lower(id);
      if (style == 2) return "'" + id;
      if (style == 3 && held.random.chance(0.3)) return id.substr(0, 6) + id.substr(8, 9);
      return id;
    };
  }
  if (kind == "id18bad") {  // the look, not the check
    return [held](std::size_t) {
      std::string id = resident(held);
      id[17] = static_cast<char>('0' + static_cast<char>(held.random.below(10)));
      return id;
    };
  }
  if (kind == "permit") {
    return [held](std::size_t) {
      return fill(held.random.one_of(std::vector<std::string>{"`H`########", "`M`########", "########",
                                                              "`H`##########", "`C`########"}),
                  held);
    };
  }
  if (kind == "passport")
    return [=](std::size_t) {
      return fill(held.zh || style < 6 ? (style % 2 == 0 ? "`E`########" : "`EJ`#######") : "A########",
                  held);
    };
  if (kind == "mobile") {
    return [=, &r](std::size_t) {
      const std::string m = mobile(held);
      if (style < 2) return masked(m, 3, 4);
      if (style == 2) return "+86" + m;
      if (style == 3) return "+86 " + m.substr(0, 3) + " " + m.substr(3, 4) + " " + m.substr(7);
      if (style == 4) return m.substr(0, 3) + "-" + m.substr(3, 4) + "-" + m.substr(7);
      if (style == 5 && r.chance(0.4)) return "0" + std::to_string(r.whole(311, 899)) + "-" + digits(r, 7);
      return m;
    };
  }
  if (kind == "phone") {
    if (c.zh)
      return [=, &r](std::size_t) {
        return "0" + std::to_string(r.whole(10, 899)) + (style < 14 ? "-" : "") + digits(r, 8);
      };
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{"+1-###-###-####", "(###) ###-####", "+44 20 #### ####",
                                                   "+65 9### ####",   "###-###-####",   "+49 30 #######",
                                                   "`0`3-####-####",  "+1 ### ### ####"};
      return fill(kForms[style % kForms.size()], held);
    };
  }
  if (kind == "email")
    return [=](std::size_t) { return style == 0 ? masked(email(held), 2, 8) : email(held); };
  if (kind == "address") return [held](std::size_t) { return held.zh ? address_zh(held) : address_en(held); };
  if (kind == "postcode") {
    if (c.zh) return [&r](std::size_t) { return std::to_string(r.whole(100000, 859999)); };
    return [=](std::size_t) {
      return fill(style < 10   ? "9####"
                  : style < 14 ? "AA9 9AA"
                  : style < 17 ? "9####-####"
                               : "A9A 9A9",
                  held);
    };
  }
  if (kind == "im")
    return [=](std::size_t) {
      return fill(style < 8    ? "9#########"
                  : style < 14 ? "`wx_`aaaaa##"
                  : style < 17 ? "`wxid_`xxxxxxxxxxxxxx"
                               : "@aaaaaa_##",
                  held);
    };
  if (kind == "birth") {
    const int form = c.zh ? static_cast<int>(r.one_of(std::vector<int>{0, 0, 0, 1, 2, 3, 5}))
                          : static_cast<int>(r.one_of(std::vector<int>{0, 0, 4, 7, 6}));
    const bool is_month = r.chance(0.08);
    return [=, &r](std::size_t) {
      const std::string day = date_text(kToday - r.whole(18 * 365, 72 * 365), is_month ? 0 : form);
      return is_month ? day.substr(0, 7) : day;
    };
  }
  if (kind == "birth_child")
    return [&r](std::size_t) { return date_text(kToday - r.whole(200, 13 * 365), 0); };
  if (kind == "age") {
    return [=, &r](std::size_t) {
      const std::int64_t age = 18 + static_cast<std::int64_t>(r.unit() * r.unit() * 75);
      if (style == 0) return std::to_string(age) + (held.zh ? "岁" : "y");
      if (style == 1) return std::to_string(age / 10 * 10) + "-" + std::to_string(age / 10 * 10 + 9);
      return std::to_string(age);
    };
  }
  if (kind == "gender") {
    static const std::vector<std::string> kForms{
        "男|女//Male|Female", "男|女//M|F",   "男|女//male|female",           "1|2//1|2",
        "M|F//F|M",           "0|1|2//M|F|U", "男|女|未知//Female|Male|Other"};
    return plain_values("pick", kForms[style % kForms.size()], c);
  }
  if (kind == "ssn")
    return [=, &r](std::size_t) {
      const std::string area = fill("", held) + std::to_string(r.whole(101, 665));
      const std::string text = area + (style < 15 ? "-" : "") + std::to_string(r.whole(10, 98)) +
                               (style < 15 ? "-" : "") + std::to_string(r.whole(1001, 9998));
      return style == 0 ? "***-**-" + text.substr(text.size() - 4) : text;
    };
  if (kind == "foreign_id") {
    return [=, &r](std::size_t) {
      if (style < 5) return hk_id(r);
      if (style < 10) return tw_id(r);
      static const std::vector<std::string> kForms{"`S`#######A",    "AA######A",   "####-####-####",
                                                   "######-#######", "##########A", "AAAAA####A"};
      return fill(kForms[style % kForms.size()], held);
    };
  }
  if (kind == "card")
    return [=](std::size_t) {
      const std::string number = card(held);
      if (style == 0) return masked(number, 6, 4);
      if (style == 1) return grouped(number, 4, " ");
      return number;
    };
  if (kind == "luhn_bad")
    return [held](std::size_t) {
      std::string number = card(held);
      number.back() = static_cast<char>('0' + (number.back() - '0' + 3) % 10);
      return number;
    };
  if (kind == "iban") return [=, &r](std::size_t) { return style < 5 ? grouped(iban(r), 4, " ") : iban(r); };
  if (kind == "imei") return [&r](std::size_t) { return with_luhn("86" + digits(r, 12)); };
  if (kind == "iccid") return [&r](std::size_t) { return with_luhn("8986" + digits(r, 15)); };
  if (kind == "salary") {
    const bool yearly = !c.zh && r.chance(0.6);
    return plain_values("log",
                        yearly       ? "64000 1.7 0"
                        : style < 8  ? "9800 1.7 2"
                        : style < 16 ? "11500 1.8 0"
                                     : "850 2.5 2",
                        c);
  }
  if (kind == "plate") {
    static const std::vector<std::string> kPlaces{"京", "津", "沪", "渝", "冀", "豫", "鲁", "苏", "浙",
                                                  "皖", "粤", "川", "鄂", "湘", "闽", "陕", "辽"};
    if (!c.zh)
      return [=](std::size_t) {
        return fill(style < 7 ? "AAA-####" : style < 14 ? "AA## AAA" : "#AAA###", held);
      };
    return [=, &r](std::size_t) {
      return r.one_of(kPlaces) + fill(r.chance(0.2) ? "A`D`#####"
                                      : style == 0  ? "A`·`ZZZZZ"
                                                    : "AZZZZZ",
                                      held);
    };
  }
  if (kind == "vin")
    return [&r](std::size_t) {
      static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
      static constexpr std::array<int, 17> kWeights{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
      static constexpr std::string_view kValues =
          "12345678"
          "12345"
          "7"
          "9"
          "23456789";  // A-H J-N P R S-Z
      std::string vin =
          r.one_of(std::vector<std::string>{"LSV", "LFV", "LGX", "LRW", "WBA", "WVW", "LVS", "5YJ"}) +
          r.letters(kLetters, 9) + "#" + r.letters("0123456789", 5);
      vin = vin.substr(0, 12) + r.letters("0123456789", 5);
      int sum = 0;
      for (std::size_t i = 0; i < 17; ++i) {
        const char ch = vin[i];
        const std::size_t at = std::string_view("ABCDEFGHJKLMNPRSTUVWXYZ").find(ch);
        sum += (ch <= '9' ? ch - '0' : kValues[at] - '0') * kWeights[i];
      }
      vin[8] = "0123456789X"[sum % 11];
      return vin;
    };
  if (kind == "job") return plain_values("list", "job_title", c);
  if (kind == "firstname")
    return [held](std::size_t) {
      return held.zh ? given_zh(held) : held.random.one_of(held.words.of("given", false));
    };
  if (kind == "lastname")
    return [held](std::size_t) { return held.random.one_of(held.words.of("surname", held.zh)); };
  if (kind == "staff_id")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{"`E`#####",  "######",       "`A`####", "9#######",
                                                   "`EMP`####", "`2023`######", "AA#####", "`0`####",
                                                   "`G`-####",  "9####"};
      return fill(kForms[style % kForms.size()], held);
    };
  if (kind == "user_id")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{"`U`########",
                                                   "9########",
                                                   "`u_`xxxxxxxx",
                                                   "aaaaaa##",
                                                   "`C`#########",
                                                   "9######",
                                                   "`M`#######",
                                                   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                                   "`oX`**************************",
                                                   "`cus_`**************",
                                                   "aaaa_aaaa",
                                                   "`10`########"};
      return fill(kForms[(style * 7 + 3) % kForms.size()], held);
    };
  if (kind == "travel_seat")
    return [=](std::size_t) { return fill(held.zh ? "`0`9`车`##`号`" : "##A", held); };
  (void)arguments;
  return nullptr;
}

}  // namespace tidegate::train
