// Chinese names, places, addresses and firms that nobody has.
#include "tidegate/base/utf8.h"
#include "tidegate/classify/ascii.h"
#include "train/prose/maker.h"

namespace tidegate::train {
namespace {

std::size_t characters(std::string_view s) {
  std::size_t count = 0;
  for (; !s.empty(); ++count) next_code_point(s);
  return count;
}

}  // namespace

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

}  // namespace tidegate::train
