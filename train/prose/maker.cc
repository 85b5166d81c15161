#include "train/prose/maker.h"

#include <algorithm>
#include <set>

#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"

namespace tidegate::train {
namespace {

using enum ProseType;

std::string capitalised(std::string word) {
  bool at_start = true;
  for (char& c : word) {
    if (at_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    at_start = c == ' ' || c == '-' || c == '\'';
  }
  return word;
}

std::string upper(std::string word) {
  for (char& c : word) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return word;
}

std::string lower(std::string word) {
  for (char& c : word) c = ascii::to_lower(c);
  return word;
}

std::size_t characters(std::string_view s) {
  std::size_t count = 0;
  for (; !s.empty(); ++count) next_code_point(s);
  return count;
}

// End of the group or slot that opens at pattern[at].
std::size_t close_of(std::string_view pattern, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;
    } else if (pattern[i] == '(' || pattern[i] == '{') {
      ++depth;
    } else if (pattern[i] == ')' || pattern[i] == '}') {
      if (--depth == 0) return i;
    }
  }
  return pattern.size();
}

}  // namespace

Maker::Maker(const Lists& lists, bool is_chinese, const std::string& traditional, std::uint64_t seed)
    : lists_(&lists), is_chinese_(is_chinese), chance_(seed) {
  for (std::size_t i = 0; i + 6 <= traditional.size(); i += 7)
    to_traditional_.emplace_back(traditional.substr(i + 3, 3), traditional.substr(i, 3));
  std::stable_sort(to_traditional_.begin(), to_traditional_.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (!is_chinese) return;
  surnames_ = lists.of("surnames");
  std::set<std::string> heads(surnames_.begin(), surnames_.end());
  for (const std::string_view name : {"noun", "verb", "modifier", "place"}) {
    for (const std::string& word : lists.of(name)) {
      if (word.size() >= 6 && word.size() <= 9 && heads.contains(word.substr(0, 3)))
        word_names_.push_back(word);
    }
  }
}

void Maker::put(Text& out, ProseType type, const std::string& value) {
  if (value.empty()) return;
  out.marks.push_back({out.text.size(), out.text.size() + value.size(), type});
  out.text += value;
}

Text Maker::make(std::string_view pattern) {
  Text out;
  expand(pattern, out);
  disturb(out);
  return out;
}

void Maker::expand(std::string_view pattern, Text& out) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      ++i;
      out.text.push_back(pattern[i] == 'n' ? '\n' : pattern[i]);
    } else if (c == '(' || c == '{') {
      const std::size_t end = close_of(pattern, i);
      const std::string_view inside = pattern.substr(i + 1, end - i - 1);
      i = end;
      if (i + 1 < pattern.size() && pattern[i + 1] == '?') {
        ++i;
        if (chance_.percent(50)) continue;
      }
      if (c == '{') {
        slot(inside, out);
        continue;
      }
      std::vector<std::string_view> choices;
      std::size_t from = 0;
      int depth = 0;
      for (std::size_t k = 0; k <= inside.size(); ++k) {
        if (k == inside.size() || (inside[k] == '|' && depth == 0)) {
          choices.push_back(inside.substr(from, k - from));
          from = k + 1;
        } else if (inside[k] == '\\') {
          ++k;
        } else if (inside[k] == '(' || inside[k] == '{') {
          ++depth;
        } else if (inside[k] == ')' || inside[k] == '}') {
          --depth;
        }
      }
      expand(chance_.of(choices), out);
    } else {
      out.text.push_back(c);
    }
  }
}

void Maker::slot(std::string_view name, Text& out) {
  if (name == "N") return put(out, kName, is_chinese_ ? chinese_name() : english_name());
  if (name == "F") return put(out, kName, english_first());
  if (name == "f") return put(out, kName, lower(english_first()));
  if (name == "L") return put(out, kName, english_last());
  if (name == "LG") return put(out, kName, upper(english_last() + "/" + english_first()));
  if (name == "A") return put(out, kAddress, is_chinese_ ? chinese_address() : english_address());
  if (name == "O") return put(out, kOrganisation, is_chinese_ ? chinese_firm() : english_firm());
  if (name == "P") return put(out, kPlace, is_chinese_ ? chinese_place() : value("place"));
  if (name == "p") return put(out, kPlace, lower(value("place")));
  if (name == "J") return put(out, kOccupation, is_chinese_ ? value("job") : english_job());
  if (name == "D") {
    if (is_chinese_) return put(out, kDiagnosis, chance_.of(lists_->of("disease_all")));
    std::string ill = chance_.of(lists_->of("disease"));
    return put(out, kDiagnosis, ill);
  }
  if (name == "M") return put(out, kMedication, chance_.of(lists_->of(is_chinese_ ? "drug_all" : "drug")));
  out.text += value(name);
}

std::string Maker::date() {
  const int year = chance_.between(1950, 2026);
  const int month = chance_.between(1, 12);
  const int day = chance_.between(1, 28);
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  switch (chance_.below(is_chinese_ ? 4 : 5)) {
    case 0:
      return std::to_string(year) + "-" + two(month) + "-" + two(day);
    case 1:
      return is_chinese_
                 ? std::to_string(year) + "年" + std::to_string(month) + "月" + std::to_string(day) + "日"
                 : std::to_string(month) + "/" + std::to_string(day) + "/" + std::to_string(year);
    case 2:
      return is_chinese_ ? std::to_string(month) + "月" + std::to_string(day) + "日"
                         : std::to_string(day) + " " + value("month") + " " + std::to_string(year);
    case 3:
      return std::to_string(year) + "." + std::to_string(month) + "." + std::to_string(day);
    default:
      return value("month") + " " + std::to_string(day);
  }
}

std::string Maker::value(std::string_view name) {
  const auto number = [&](int low, int high) { return std::to_string(chance_.between(low, high)); };
  if (name == "place") {
    if (!is_chinese_ && chance_.percent(15))
      return chance_.of(lists_->of(chance_.percent(50) ? "capital" : "country"));
    return chance_.of(lists_->of("place"));
  }
  if (name == "job") {
    if (!is_chinese_) return english_job();
    return chance_.percent(80) ? chance_.of(lists_->of("job")) : chance_.of(lists_->of("jobs"));
  }
  if (name == "noun") {
    if (!is_chinese_) return chance_.of(lists_->of("noun"));
    // In the Chinese lists both languages' nouns stand together; take Chinese ones.
    for (int i = 0; i < 20; ++i) {
      const std::string& word = chance_.of(lists_->of("noun"));
      if (ascii::is_high(word[0])) return word;
    }
    return "文件";
  }
  if (name == "nick")
    return chance_.percent(25)
               ? "小" + chance_.front_of(lists_->of("surnames_common"))
               : chance_.front_of(lists_->of("surnames_common")) + chance_.of(lists_->of("title"));
  if (name == "mob") {
    if (!is_chinese_) return value("tel");
    const std::string all = "1" + std::string(1, "3578899"[chance_.below(7)]) + chance_.digits(9);
    switch (chance_.below(8)) {
      case 0:
        return all.substr(0, 3) + " " + all.substr(3, 4) + " " + all.substr(7);
      case 1:
        return all.substr(0, 3) + "-" + all.substr(3, 4) + "-" + all.substr(7);
      case 2:
        return "+86 " + all;
      default:
        return all;
    }
  }
  if (name == "tel") {
    if (is_chinese_) {
      return "0" + number(10, 999) + (chance_.percent(80) ? "-" : " ") + number(2, 8) +
             chance_.digits(chance_.percent(50) ? 7 : 6);
    }
    switch (chance_.below(7)) {
      case 0:
        return number(200, 999) + "-" + number(200, 999) + "-" + chance_.digits(4);
      case 1:
        return "(" + number(200, 999) + ") " + number(200, 999) + "-" + chance_.digits(4);
      case 2:
        return "+44 " + number(20, 79) + chance_.digits(2) + " " + chance_.digits(6);
      case 3:
        return "0" + number(20, 79) + " " + chance_.digits(4) + " " + chance_.digits(4);
      case 4:
        return "+" + number(30, 98) + " " + chance_.digits(3) + " " + chance_.digits(3) + " " +
               chance_.digits(3);
      case 5:
        return "1-" + number(200, 999) + "-" + number(200, 999) + "-" + chance_.digits(4);
      default:
        return "0" + number(7000, 7999) + " " + chance_.digits(6);
    }
  }
  if (name == "id")
    return number(110101, 659001) + number(1950, 2015) + "0" + number(1, 9) + number(10, 28) +
           chance_.digits(3) + (chance_.percent(10) ? "X" : chance_.digits(1));
  if (name == "ssn") return number(100, 899) + "-" + number(10, 99) + "-" + chance_.digits(4);
  if (name == "date") return date();
  if (name == "year") return number(1950, 2026);
  if (name == "nat") return is_chinese_ ? "" : capitalised(chance_.of(lists_->of("nationality")));
  if (name == "month")
    return chance_.of(Words{"January", "February", "March", "April", "May", "June", "July", "August",
                            "September", "October", "November", "December"});
  if (name == "time")
    return is_chinese_ && chance_.percent(50) ? "下午" + number(1, 6) + "点"
                                              : number(8, 22) + ":" + number(10, 59);
  if (name == "num") {
    const std::uint32_t kind = chance_.below(10);
    return kind < 5 ? number(1, 99) : kind < 8 ? number(100, 9999) : chance_.digits(chance_.between(5, 12));
  }
  if (name == "amt")
    return number(1, 999) + (chance_.percent(50) ? "," + chance_.digits(3) : "") +
           (chance_.percent(40) ? ".00" : "");
  if (name == "age_n") return number(1, 95);
  if (name == "age")
    return is_chinese_ ? number(1, 95) + (chance_.percent(90) ? "岁" : "周岁")
                       : number(1, 95) + (chance_.percent(50) ? " years old" : "-year-old");
  if (name == "mail")
    return lower(english_first()) + (chance_.percent(50) ? "." : "_") + lower(english_last().substr(0, 5)) +
           "@" +
           chance_.of(
               Words{"gmail.com", "qq.com", "163.com", "outlook.com", "example.com", "126.com", "corp.cn"});
  if (name == "im")
    return chance_.percent(50) ? "wx_" + chance_.digits(6) : lower(english_first()) + chance_.digits(4);
  if (name == "handle")
    return lower(english_first()) + (chance_.percent(50) ? "_" : "") + chance_.digits(chance_.below(4));
  if (name == "url") return "http://t.co/" + upper(chance_.of(Words{"abx", "Qk", "zz"})) + chance_.digits(5);
  if (name == "card") return "62" + chance_.digits(chance_.percent(50) ? 14 : 17);
  if (name == "acc") return chance_.digits(static_cast<std::size_t>(chance_.between(12, 20)));
  if (name == "plate")
    return is_chinese_
               ? chance_.of(Words{"京", "沪", "粤", "浙", "苏", "川", "鄂", "湘", "鲁", "豫", "皖", "闽"}) +
                     std::string(1, static_cast<char>('A' + chance_.below(8))) + chance_.digits(5)
               : upper(english_last().substr(0, 3)) + "-" + chance_.digits(4);
  if (name == "ip")
    return number(1, 250) + "." + number(0, 255) + "." + number(0, 255) + "." + number(1, 254);
  if (name == "iban") return "DE" + chance_.digits(20);
  if (name == "code") {
    std::string head(1, static_cast<char>('A' + chance_.below(26)));
    if (chance_.percent(50)) head.push_back(static_cast<char>('A' + chance_.below(26)));
    return head + (chance_.percent(40) ? "-" : "") +
           chance_.digits(static_cast<std::size_t>(chance_.between(4, 14)));
  }
  return std::string(name);
}

std::string Maker::chinese_given() {
  if (chance_.percent(20)) return chance_.of(lists_->of("given"));
  std::string out = chance_.of(lists_->of("given1"));
  if (chance_.percent(68)) out += chance_.of(lists_->of("given1"));
  return out;
}

std::string Maker::chinese_name() {
  const std::uint32_t kind = chance_.below(100);
  if (kind < 52) return chance_.front_of(lists_->of("surnames_common")) + chinese_given();
  if (kind < 76) return chance_.of(surnames_) + chinese_given();
  if (kind < 84) return chance_.of(word_names_);
  if (kind < 88) return chance_.of(lists_->of("compound")) + chinese_given();
  if (kind < 91) {
    return chance_.of(lists_->of("minority_first")) +
           (chance_.percent(60) ? (chance_.percent(70) ? "·" : "") + chance_.of(lists_->of("minority_last"))
                                : "");
  }
  if (kind < 94) {
    return chance_.of(lists_->of("foreign_first")) +
           (chance_.percent(70) ? "·" + chance_.of(lists_->of("foreign_last")) : "");
  }
  if (kind < 95) return chance_.of(lists_->of("japanese"));
  if (kind < 96) return chance_.of(lists_->of("historic"));
  if (kind < 97) return english_first() + " " + chance_.front_of(lists_->of("surnames_common"));
  return english_name();
}

std::string Maker::chinese_place() {
  const std::uint32_t kind = chance_.below(100);
  for (int i = 0; kind < 60 && i < 50; ++i) {
    const std::string& word = chance_.of(lists_->of("place"));
    if (ascii::is_high(word[0])) return word;
  }
  if (kind < 66) return chance_.of(lists_->of("country"));
  if (kind < 74) return chance_.of(lists_->of("city"));
  if (kind < 82) return chance_.of(lists_->of("area"));
  if (kind < 86) return chance_.of(lists_->of("town_real"));
  if (kind < 90) return chance_.of(lists_->of("attraction"));
  if (kind < 94) {
    const std::string& area = chance_.of(lists_->of("area"));
    return chance_.of(lists_->of("province")) + area;
  }
  return chance_.of(lists_->of("road")) +
         chance_.of(Words{"路", "大道", "街",     "大桥", "公园", "广场", "站",   "机场", "水库", "河", "山",
                          "湖", "景区", "风景区", "村",   "镇",   "岛",   "隧道", "立交", "口岸", "港"});
}

std::string Maker::chinese_address() {
  const auto number = [&](int low, int high) {
    return std::to_string(chance_.percent(75) ? chance_.between(low, std::min(high, 200))
                                              : chance_.between(low, high));
  };
  const std::string gap = chance_.percent(4) ? " " : "";
  std::string out;
  const std::size_t at = chance_.below(lists_->of("area").size());
  const std::string& code = lists_->of("area_code")[at];
  const auto name_of = [&](std::string_view names, std::string_view codes, std::size_t digits) {
    const Words& all = lists_->of(codes);
    const auto it = std::find(all.begin(), all.end(), code.substr(0, digits));
    return it == all.end() ? std::string() : lists_->of(names)[static_cast<std::size_t>(it - all.begin())];
  };
  const std::string province = name_of("province", "province_code", 2);
  std::string city = name_of("city", "city_code", 4);
  if (city == "市辖区" || city == "县" || city.starts_with("省直辖") || city.starts_with("自治区直辖"))
    city.clear();
  const std::uint32_t level = chance_.below(100);
  if (level < 40) {
    out = province + gap + city + gap + lists_->of("area")[at];
  } else if (level < 62) {
    out = (city.empty() ? province : city) + gap + lists_->of("area")[at];
  } else if (level < 72) {
    out = city.empty() ? province : city;
  } else if (level < 80) {
    out = lists_->of("area")[at];
  } else if (level < 84) {
    out = chance_.of(lists_->of("city")).substr(0, 6) + chance_.of(lists_->of("area"));
  }
  const bool is_village = chance_.percent(14);
  if (is_village || chance_.percent(22))
    out += gap + (chance_.percent(60) ? chance_.of(lists_->of("town_real")) : chance_.of(lists_->of("town")));
  if (is_village) {
    out += gap + (chance_.percent(70)
                      ? chance_.of(lists_->of("village"))
                      : chance_.front_of(lists_->of("surnames_common")) +
                            chance_.of(Words{"家村", "庄村", "家湾", "家屯", "家沟村", "家坪村", "村"}));
    switch (chance_.below(6)) {
      case 0:
        return out + number(1, 20) + "组" + (chance_.percent(50) ? number(1, 99) + "号" : "");
      case 1:
        return out + chance_.of(Words{"一", "二", "三", "四", "五", "六", "七", "八"}) + "组";
      case 2:
        return out + number(1, 300) + "号";
      case 3:
        return out + chance_.of(Words{"东", "西", "上", "下", "前", "后"}) +
               chance_.of(Words{"街", "湾", "屯", "组", "村"}) + number(1, 99) + "号";
      case 4:
        return out + (out.size() > 18 ? "" : number(1, 99) + "号");
      default:
        return out + "村委会" + (chance_.percent(50) ? "旁" + number(1, 30) + "号" : "");
    }
  }
  const std::uint32_t form = chance_.below(100);
  bool has_road = false;
  if (form < 80) {
    has_road = true;
    out += gap + (chance_.percent(80) ? chance_.of(lists_->of("road"))
                                      : chance_.of(lists_->of("given1")) + chance_.of(lists_->of("given1")));
    out += chance_.of(Words{"路",   "路",   "路",   "路",   "街",   "街",   "大道", "大道", "大街",
                            "东路", "西路", "南路", "北路", "中路", "东街", "西街", "巷",   "胡同",
                            "弄",   "一路", "二路", "三路", "支路", "横街", "里",   "道",   "环路"});
    const std::uint32_t how = chance_.below(100);
    if (how < 82) {
      out += number(1, 2999) + "号";
    } else if (how < 85) {
      out += number(1, 300) + "号附" + number(1, 20) + "号";
    } else if (how < 88) {
      out += number(1, 300) + "弄" + number(1, 60) + "号";
    } else if (how < 90) {
      out += "甲" + number(1, 99) + "号";
    } else if (how < 92) {
      out += chance_.of(Words{"十二", "三十六", "一百零八", "二十一", "七", "九十九", "一百二十六", "五"}) +
             "号" + (chance_.percent(40) ? "院" : "");
    } else if (how < 94) {
      out += number(1, 300) + "-" + number(1, 30) + "号";
    } else if (how < 96) {
      out += number(1, 300) + "号院";
    } else if (how < 98) {
      out += "与" + chance_.of(lists_->of("road")) + "路交叉口" +
             chance_.of(Words{"", "东南角", "往北" + number(50, 300) + "米", "西北侧"});
    }
  }
  if (!has_road || chance_.percent(52)) {
    out += gap + chance_.of(lists_->of("estate"));
    if (chance_.percent(12))
      out += chance_.of(Words{"一期", "二期", "三期", "A区", "B区", "东区", "西区", "南苑", "北苑"});
    const std::uint32_t how = chance_.below(100);
    const std::string building =
        number(1, 40) + chance_.of(Words{"栋", "号楼", "幢", "座", "栋", "号楼", "#"});
    const std::string room = chance_.percent(60) ? number(1, 32) + "0" + number(1, 8) : number(101, 2999);
    const std::string tail = chance_.percent(55) ? "室" : "";
    if (how < 22) {
      out += building + number(1, 4) + "单元" + room + tail;
    } else if (how < 45) {
      out += building + room + tail;
    } else if (how < 58) {
      out += number(1, 60) + "-" + number(1, 4) + "-" + room;
    } else if (how < 64) {
      out += number(1, 60) + "-" + room;
    } else if (how < 72) {
      out += chance_.of(Words{"A座", "B座", "C座", "东塔", "西塔", "1号楼", "主楼"}) + room + tail;
    } else if (how < 80) {
      out += number(2, 40) + chance_.of(Words{"楼", "层", "F"}) + (chance_.percent(50) ? room + tail : "");
    } else if (how < 86) {
      out += room + tail;
    } else if (how < 90) {
      out += building + chance_.of(Words{"东单元", "西单元", "二单元", "一单元"}) +
             chance_.of(Words{"三楼东户", "四楼西户", "501", "顶楼"});
    } else if (how < 94) {
      out += building;
      if (!has_road && chance_.percent(70)) out += room;
    }
  } else if (chance_.percent(25)) {
    out += number(1, 30) + chance_.of(Words{"栋", "号楼", "幢"}) +
           (chance_.percent(70) ? number(101, 2999) + (chance_.percent(50) ? "室" : "") : "");
  } else if (chance_.percent(15)) {
    out += number(2, 30) + chance_.of(Words{"楼", "层", "室"});
  }
  if (chance_.percent(3)) out += chance_.of(Words{"（近地铁站）", "(靠近东门)", "（物业前台）"});
  return out;
}

std::string Maker::chinese_firm() {
  const std::uint32_t kind = chance_.below(100);
  const auto place = [&]() -> std::string {
    for (int i = 0; i < 50; ++i) {
      const std::string& word = chance_.of(lists_->of(chance_.percent(60)   ? "place"
                                                      : chance_.percent(50) ? "city"
                                                                            : "area"));
      if (ascii::is_high(word[0]) && characters(word) <= 5) return word;
    }
    return "北京";
  };
  const auto brand = [&]() -> std::string {
    const std::uint32_t how = chance_.below(100);
    for (int i = 0; how < 45 && i < 50; ++i) {
      const std::string& word = chance_.of(lists_->of("brand"));
      if (ascii::is_high(word[0])) return word;
    }
    if (how < 60) return chance_.of(lists_->of("firm_brand"));
    if (how < 90) return chance_.of(lists_->of("given1")) + chance_.of(lists_->of("given1"));
    if (how < 95)
      return chance_.front_of(lists_->of("surnames_common")) + chance_.of(Words{"记", "氏", "家"});
    return chinese_name().substr(0, 9);
  };
  const auto industry = [&]() -> std::string {
    for (int i = 0; i < 50; ++i) {
      const std::string& word = chance_.of(lists_->of("industry"));
      if (ascii::is_high(word[0])) return word;
    }
    return "科技";
  };
  if (kind < 34) {
    std::string out = chance_.percent(78) ? place() : "";
    out += brand() + industry();
    if (chance_.percent(8)) out += chance_.of(Words{"（集团）", "（中国）", "（深圳）", "(上海)"});
    out +=
        chance_.of(Words{"有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司",
                         "公司", "集团", "有限公司分公司", "厂", "有限公司" + place() + "分公司"});
    return out;
  }
  if (kind < 42)
    return (chance_.percent(50) ? place() : "") + brand() + chance_.of(lists_->of("shop")) +
           (chance_.percent(12) ? "（" + place() + "店）" : "");
  if (kind < 50) {
    std::string out;
    do {
      out = chance_.of(lists_->of("bank"));
    } while (!ascii::is_high(out[0]));
    if (out.ends_with("商行") || out.ends_with("商业银行") || out.ends_with("信用社") ||
        out.ends_with("镇银行"))
      out = place() + out;
    if (chance_.percent(45)) {
      out += (out.size() > 12 && chance_.percent(25) ? "股份有限公司" : "") + place() +
             chance_.of(Words{"分行", "支行", "支行", "营业部", "分理处"});
    }
    return out;
  }
  if (kind < 58) return place() + (chance_.percent(20) ? place() : "") + chance_.of(lists_->of("hospital"));
  if (kind < 65) return place() + (chance_.percent(15) ? brand() : "") + chance_.of(lists_->of("school"));
  if (kind < 76) {
    std::string out = place();
    if (chance_.percent(30)) out += chance_.of(lists_->of("area"));
    return out + chance_.of(lists_->of("office"));
  }
  if (kind < 84) {
    std::string out = chance_.of(lists_->of("firm_short"));
    return ascii::is_high(out[0]) && chance_.percent(15) ? out + "(" + place() + "店)" : out;
  }
  if (kind < 89) return chance_.of(lists_->of("venue"));
  if (kind < 93) return brand() + industry();
  if (kind < 96) return chance_.of(lists_->of("organisation"));
  return english_firm();
}

std::string Maker::english_first() {
  return chance_.percent(70) ? chance_.of(lists_->of("first"))
                             : capitalised(chance_.of(lists_->of("en_given")));
}

std::string Maker::english_last() {
  if (!is_chinese_ && chance_.percent(30))
    return chance_.of(lists_->of(chance_.percent(50) ? "surnames" : "surname"));
  if (chance_.percent(8)) return chance_.of(lists_->of("last")) + "-" + chance_.of(lists_->of("last"));
  return chance_.of(lists_->of("last"));
}

std::string Maker::english_name() {
  const std::uint32_t kind = chance_.below(100);
  if (kind < 66) return english_first() + " " + english_last();
  if (kind < 74)
    return english_first() + " " + std::string(1, static_cast<char>('A' + chance_.below(26))) + ". " +
           english_last();
  if (kind < 78) return english_first() + " " + english_first() + " " + english_last();
  if (kind < 80) return std::string(1, static_cast<char>('A' + chance_.below(26))) + ". " + english_last();
  if (kind < 82) return english_last() + ", " + english_first();
  if (kind < 84) return upper(english_last()) + "/" + upper(english_first());
  if (kind < 86)
    return english_first() + " " + english_last() + chance_.of(Words{" Jr.", " Jr", " III", " II", " Sr."});
  if (kind < 88)
    return english_first() +
           chance_.of(Words{" de ", " van ", " von ", " Al-", " bin ", " da ", " O'", " Mac", " Mc"}) +
           english_last();
  if (kind < 90) return upper(english_first() + " " + english_last());
  if (kind < 91) return english_first() + " \"" + english_first() + "\" " + english_last();
  if (kind < 96) return english_first();
  return english_last();
}

std::string Maker::english_job() {
  std::string job = chance_.percent(85) ? chance_.of(lists_->of("job"))
                                        : chance_.of(lists_->of(is_chinese_ ? "job" : "jobs"));
  if (const std::size_t comma = job.find(", "); comma != std::string::npos)
    job = chance_.percent(50) ? job : job.substr(comma + 2) + " " + job.substr(0, comma);
  if (chance_.percent(10))
    job = chance_.of(Words{"senior ", "junior ", "lead ", "chief ", "deputy ", "assistant ", "principal ",
                           "head "}) +
          job;
  return chance_.percent(45) ? capitalised(job) : job;
}

// A trade name that no list holds: Zonavia, DataCrest, Locator.
std::string Maker::coined() {
  static const Words kHeads = {"Zon",  "Dem",  "Im",    "Lo",   "Ven",  "Tri",   "Ax",    "Cy",    "Neo",
                               "Pro",  "Uni",  "Omni",  "Tele", "Info", "Data",  "Med",   "Bio",   "Geo",
                               "Agri", "Fin",  "Cred",  "Edu",  "Civi", "Open",  "Smart", "Quick", "Clear",
                               "True", "Blue", "Hello", "Make", "Snap", "Trans", "Inter", "Glo",   "Vi",
                               "Xeno", "Kal",  "Mar",   "Sel",  "Tor",  "Bran",  "Dor",   "Fal"};
  static const Words kMiddles = {"a", "e", "i", "o", "ta", "ri", "lo", "ver", "bi", "ma", "so", "", "", ""};
  static const Words kTails = {
      "data", "care",  "wallet", "vore", "bility", "via",   "tec",  "soft",  "net",     "logic", "metrics",
      "ware", "works", "media",  "ify",  "ly",     "zon",   "nova", "dyne",  "gen",     "mart",  "link",
      "path", "point", "stream", "wise", "core",   "crest", "x",    "quest", "counter", "ton",   "lex",
      "nex",  "sys",   "labs",   "iq",   "us",     "ora",   "ent",  "ance",  "ium"};
  std::string out = chance_.of(kHeads) + chance_.of(kMiddles);
  std::string tail = chance_.of(kTails);
  if (chance_.percent(15)) tail = capitalised(tail);
  return out + tail;
}

std::string Maker::english_firm() {
  const std::uint32_t kind = chance_.below(100);
  const auto brand = [&]() -> std::string {
    if (chance_.percent(45)) return coined();
    for (int i = 0; i < 50; ++i) {
      const std::string& word = chance_.of(lists_->of("brand"));
      if (!ascii::is_high(word[0])) return word;
    }
    return "Acme";
  };
  const auto industry = [&]() -> std::string {
    for (int i = 0; i < 50; ++i) {
      const std::string& word = chance_.of(lists_->of("industry"));
      if (!ascii::is_high(word[0])) return word;
    }
    return "Systems";
  };
  if (kind < 22)
    return brand() + " " + industry() + (chance_.percent(55) ? " " + chance_.of(lists_->of("suffix")) : "");
  if (kind < 34) return english_last() + " " + chance_.of(lists_->of("suffix"));
  if (kind < 42)
    return english_last() + " & " + english_last() + (chance_.percent(50) ? " " + industry() : "");
  if (kind < 48) return english_last() + ", " + english_last() + " and " + english_last();
  if (kind < 53)
    return english_last() + "-" + english_last() +
           (chance_.percent(30) ? " " + chance_.of(lists_->of("suffix")) : "");
  if (kind < 60) return brand() + (chance_.percent(40) ? " " + chance_.of(lists_->of("suffix")) : "");
  if (kind < 74) return chance_.of(lists_->of("famous"));
  if (kind < 80) return value("place") + " " + industry();
  if (kind < 84) return english_last() + " " + industry();
  if (kind < 87) return "University of " + value("place");
  if (kind < 90)
    return value("place") +
           chance_.of(Words{" General Hospital", " City Council", " University", " Police Department",
                            " High School", " Airport Authority", " Chamber of Commerce"});
  if (kind < 93)
    return chance_.of(
               Words{"Bank of ", "Ministry of ", "Department of ", "Institute of ", "Royal Society of "}) +
           chance_.of(Words{"Health", "Commerce", "Education", "Finance", "Transport", "Defence", "England",
                            "Ireland", "Science"});
  if (kind < 95)
    return "St " + chance_.of(Words{"Mary", "John", "Columba", "James", "Thomas", "Luke", "Anne"}) + "'s " +
           chance_.of(Words{"Hospital", "Surgery", "School", "College", "Church"});
  return upper(brand().substr(0, 1)) + upper(english_last().substr(0, 2));
}

std::string Maker::english_address() {
  const auto number = [&](int low, int high) { return std::to_string(chance_.between(low, high)); };
  const auto street = [&] {
    return (chance_.percent(60) ? chance_.of(lists_->of("street")) : english_last()) + " " +
           (chance_.percent(70) ? chance_.of(lists_->of("streettype"))
                                : chance_.of(lists_->of("streettype_all")));
  };
  const auto unit = [&]() -> std::string {
    if (!chance_.percent(28)) return "";
    return (chance_.percent(60) ? ", " : " ") +
           chance_.of(Words{"Apt ", "Apt. ", "Suite ", "Unit ", "#", "Ste ", "Floor "}) + number(1, 999) +
           (chance_.percent(15) ? "B" : "");
  };
  const auto state = [&] {
    return std::string(1, "ACFGIKMNOTVWPTNF"[chance_.below(16)]) +
           std::string(1, "ALXYZADIJMNCKRE"[chance_.below(15)]);
  };
  const auto zip = [&] { return chance_.digits(5) + (chance_.percent(8) ? "-" + chance_.digits(4) : ""); };
  const auto uk_code = [&] {
    return std::string(1, "BCDEGHKLMNRSWT"[chance_.below(14)]) +
           (chance_.percent(60) ? std::string(1, static_cast<char>('A' + chance_.below(25))) : "") +
           number(1, 28) + " " + number(1, 9) + std::string(1, static_cast<char>('A' + chance_.below(25))) +
           std::string(1, static_cast<char>('A' + chance_.below(25)));
  };
  const std::string city = value("place");
  const std::string join = chance_.percent(12) ? "\n" : ", ";
  switch (chance_.below(20)) {
    case 0:
    case 1:
    case 2:
      return number(1, 9999) + " " + street() + unit() + join + city + ", " + state() +
             (chance_.percent(75) ? " " + zip() : "");
    case 3:
    case 4:
      return number(1, 9999) + " " + street() + unit() + (chance_.percent(40) ? ", " + city : "");
    case 5:
    case 6:
      return number(1, 200) + " " + street() + join + city + (chance_.percent(40) ? join : " ") + uk_code();
    case 7:
      return "Flat " + number(1, 60) + ", " + number(1, 200) + " " + street() + ", " + city + " " + uk_code();
    case 8:
    case 9: {
      const std::string& foreign = chance_.of(lists_->of("foreignstreet"));
      return foreign + " " + number(1, 299) +
             (chance_.percent(70) ? join + chance_.digits(chance_.percent(50) ? 5 : 4) + " " + city : "") +
             (chance_.percent(30) ? ", " + value("place") : "");
    }
    case 10: {
      const std::string& foreign = chance_.of(lists_->of("foreignstreet"));
      return number(1, 99999) + " " + foreign + (chance_.percent(50) ? " " + number(1, 99) : "") +
             (chance_.percent(50) ? " Apt. " + number(100, 999) : "") +
             (chance_.percent(60)
                  ? "\n" + city + (chance_.percent(50) ? "\n" + value("place") + " " + chance_.digits(5) : "")
                  : "");
    }
    case 11:
      return chance_.of(Words{"P.O. Box ", "PO Box ", "P O Box ", "Box "}) + number(10, 9999) +
             (chance_.percent(60) ? ", " + city : "") + (chance_.percent(30) ? " " + chance_.digits(5) : "");
    case 12:
      return chance_.of(Words{"Plot ", "House ", "No. ", "Block "}) + number(1, 99) + ", " + street() + ", " +
             city + (chance_.percent(50) ? " " + chance_.digits(6) : "");
    case 13:
      return number(1, 30) + (chance_.percent(50) ? "th" : "/F") + (chance_.percent(50) ? " Floor, " : ", ") +
             english_last() + chance_.of(Words{" Tower", " House", " Building", " Centre", " Plaza"}) + ", " +
             number(1, 300) + " " + street() + ", " + city;
    case 14:
      return "Blk " + number(1, 900) + " " + street() + " #" + number(1, 30) + "-" + number(10, 400) +
             ", Singapore " + chance_.digits(6);
    case 15:
      return "Unit " + number(1, 99) + ", " + street() + ", " + city + " " +
             (chance_.percent(50) ? uk_code() : chance_.digits(4));
    case 16:
      return number(1, 9999) + " " + street();
    case 17:
      return number(1, 9999) + " " + english_last() + " " + chance_.of(lists_->of("streettype_all")) + ", " +
             city + ", " + state();
    case 18:
      return number(1, 400) + " " + street() + ", " + city + " " +
             chance_.of(Words{"NSW", "VIC", "QLD", "WA", "SA", "ON", "BC", "QC", "AB"}) + " " +
             chance_.digits(4);
    default:
      return number(1, 9999) + " " + street() + unit() + "\n" + city +
             (chance_.percent(50) ? " " + zip() : "") + (chance_.percent(50) ? "\n" + value("place") : "");
  }
}

// Full-width digits, blanks for commas, half-width marks, traditional characters, lower case.
void Maker::disturb(Text& text) {
  const bool is_wide = is_chinese_ && chance_.percent(4);
  const bool is_bare = is_chinese_ && chance_.percent(8);
  const bool is_half = is_chinese_ && !is_bare && chance_.percent(8);
  const bool is_traditional = is_chinese_ && chance_.percent(7);
  const bool is_lower = !is_chinese_ && chance_.percent(4);
  const bool is_end_cut = chance_.percent(50);
  if (is_chinese_ && chance_.percent(35)) text.text += "。";
  if (!is_chinese_ && is_end_cut && text.text.ends_with(".")) text.text.pop_back();
  if (!is_wide && !is_bare && !is_half && !is_traditional && !is_lower) {
    if (!text.marks.empty() && text.marks.back().end > text.text.size())
      text.marks.back().end = text.text.size();
    return;
  }
  std::string out;
  std::vector<std::size_t> moved(text.text.size() + 1);
  for (std::size_t i = 0; i < text.text.size();) {
    std::string_view rest = std::string_view(text.text).substr(i);
    const std::size_t before = rest.size();
    next_code_point(rest);
    const std::size_t length = before - rest.size();
    for (std::size_t k = 0; k < length; ++k) moved[i + k] = out.size();
    std::string piece = text.text.substr(i, length);
    if (is_wide && ascii::is_digit(piece[0])) {
      append_utf8(out, static_cast<char32_t>(0xFF10 + (piece[0] - '0')));
      i += length;
      continue;
    }
    if (is_lower) piece[0] = ascii::to_lower(piece[0]);
    if (is_bare && (piece == "，" || piece == "：" || piece == "；"))
      piece = piece == "；" || piece == "，" ? " " : "";
    if (is_half) {
      if (piece == "，") piece = ",";
      if (piece == "：") piece = ":";
      if (piece == "（") piece = "(";
      if (piece == "）") piece = ")";
    }
    if (is_traditional && length == 3) {
      const auto it =
          std::lower_bound(to_traditional_.begin(), to_traditional_.end(), piece,
                           [](const auto& pair, const std::string& key) { return pair.first < key; });
      if (it != to_traditional_.end() && it->first == piece) piece = it->second;
    }
    out += piece;
    i += length;
  }
  moved[text.text.size()] = out.size();
  for (Mark& mark : text.marks) {
    mark.begin = moved[mark.begin];
    mark.end = moved[std::min(mark.end, text.text.size())];
  }
  text.text = std::move(out);
}

}  // namespace tidegate::train
