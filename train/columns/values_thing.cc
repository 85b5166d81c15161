#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "train/columns/values.h"

namespace tidegate::train {
namespace {

std::string uscc(Random& r, const ValueContext& c) {
  static constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  constexpr std::array<int, 17> kWeights{1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  constexpr std::array<int, 8> kOrgWeights{3, 7, 9, 10, 5, 8, 4, 2};
  std::string body = r.one_of(std::vector<std::string>{"91", "91", "91", "12", "92", "52"}) +
                     r.one_of(c.words.of("area_code", true));
  std::string organisation = r.chance(0.5) ? "MA" + r.letters(kAlphabet, 6) : r.letters("0123456789", 8);
  int sum = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    const char ch = organisation[i];
    sum += (ch <= '9' ? ch - '0' : ch - 'A' + 10) * kOrgWeights[i];
  }
  const int last = (11 - sum % 11) % 11;
  body += organisation + (last == 10 ? "X" : std::to_string(last));
  sum = 0;
  for (std::size_t i = 0; i < 17; ++i) sum += static_cast<int>(kAlphabet.find(body[i])) * kWeights[i];
  body += kAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)];
  return body;
}

std::string firm(const ValueContext& c) {
  Random& r = c.random;
  if (!c.zh) {
    static const std::vector<std::string> kEnds{" Ltd",          " Inc.",     " LLC",       " GmbH", " Group",
                                                " & Sons",       " Holdings", " Corp",      " PLC",  " S.A.",
                                                " Technologies", " Pte Ltd",  " Logistics", " AG"};
    return r.one_of(c.words.of("surname", false)) +
           (r.chance(0.3) ? " " + r.one_of(c.words.of("trade", false)) : "") + r.one_of(kEnds);
  }
  static const std::vector<std::string> kEnds{
      "有限公司",     "科技有限公司", "股份有限公司", "贸易有限公司", "有限责任公司",
      "集团有限公司", "实业有限公司", "物流有限公司", "商行",         "厂"};
  std::string city = r.one_of(c.words.of("city_cn", true));
  if (city.size() > 6 && city.substr(city.size() - 3) == "市") city.resize(city.size() - 3);
  if (city == "市辖区" || city == "县") city = "上海";
  return city + r.one_of(c.words.of("firm_stem", true)) +
         (r.chance(0.4) ? r.one_of(c.words.of("trade", true)) : "") + r.one_of(kEnds);
}

std::string url(const ValueContext& c) {
  Random& r = c.random;
  static const std::vector<std::string> kPaths{"/product/", "/item?id=", "/news/", "/api/v1/",
                                               "/img/",     "/docs/",    "/p/",    "/category/"};
  return "https://" + fill("`www.`aaaaaa", c) +
         r.one_of(std::vector<std::string>{".com", ".cn", ".com.cn", ".org", ".net"}) + r.one_of(kPaths) +
         fill("9####", c) + (r.chance(0.4) ? ".html" : "");
}
std::string path(const ValueContext& c) {
  Random& r = c.random;
  static const std::vector<std::string> kRoots{"/data/",     "/var/log/",      "/mnt/share/",  "D:\\export\\",
                                               "/home/app/", "s3://bucket-a/", "oss://files/", "/opt/job/"};
  static const std::vector<std::string> kEnds{".csv",  ".log",    ".pdf", ".json", ".parquet",
                                              ".xlsx", ".tar.gz", ".txt", ".zip"};
  return r.one_of(kRoots) + fill("aaaaa/aaaa_##", c) + r.one_of(kEnds);
}

// Chinese and world coordinates; a column keeps its region.
Values coordinate(bool is_longitude, bool is_track, const ValueContext& c, int places) {
  Random& r = c.random;
  const double centre = is_longitude ? (c.zh ? 98 + r.unit() * 26 : -120 + r.unit() * 240)
                                     : (c.zh ? 22 + r.unit() * 22 : -35 + r.unit() * 90);
  const double spread = is_track ? 0.0006 : r.chance(0.5) ? 0.15 : 4;
  auto at = std::make_shared<double>(centre);
  return [=, &r](std::size_t) {
    if (is_track) return decimal(*at += spread * r.normal(), places);
    return decimal(centre + spread * r.normal(), places);
  };
}

std::string dms(Random& r, double degrees, bool zh) {
  const int d = static_cast<int>(degrees);
  const int m = static_cast<int>((degrees - d) * 60);
  const std::string s = decimal(r.unit() * 59.99, r.chance(0.5) ? 2 : 4);
  return std::to_string(d) + (zh ? "°" : "°") + std::to_string(m) + "′" + s + "″";
}

std::string scada_tag(const ValueContext& c) {
  static const std::vector<std::string> kForms{
      "`FT_`####.PV",    "`PT-`###`A`",      "AA##_`TI`###.PV",      "`U1.`AA#.AA##",
      "`DB`##.`DBD`###", "`10`AAA##`CP`00#", "`PLC`#.AAA.AAA_##",    "`%MW`####",
      "AAA_##_`RUN`",    "`RTU`##:`AI`##",   "`ns=2;s=`AAA##.`Flow`"};
  return fill(c.random.one_of(kForms), c);
}

}  // namespace

Values thing_values(std::string_view kind, std::string_view arguments, const ValueContext& c) {
  Random& r = c.random;
  const ValueContext held = c;
  const std::size_t style = r.below(20);
  if (kind == "uscc") return [held, &r](std::size_t) { return uscc(r, held); };
  if (kind == "org") return [held](std::size_t) { return firm(held); };
  if (kind == "fewfirms") {
    std::vector<std::string> firms;
    for (int i = 0; i < 8; ++i) firms.push_back(firm(c));
    return [firms, &r](std::size_t) { return r.one_of(firms); };
  }
  if (kind == "biz_phone")
    return [=, &r](std::size_t) {
      return held.zh ? (style < 8 ? "400-" + std::to_string(r.whole(600, 899)) + "-" +
                                        std::to_string(r.whole(1000, 9999))
                                  : fill("`0`##-8#######", held))
                     : fill("+1-800-###-####", held);
    };
  if (kind == "biz_address")
    return [held, &r](std::size_t) { return r.one_of(held.words.of("hotel_address", true)); };
  if (kind == "ip")
    return [=, &r](std::size_t) {
      if (style == 0) return fill("`2408:8`xxx:xxxx::xxxx", held);
      const bool inner = style < 8;
      return (inner ? (style < 4 ? "10." + std::to_string(r.whole(0, 255)) : "192.168")
                    : std::to_string(r.whole(36, 222)) + "." + std::to_string(r.whole(1, 254))) +
             "." + std::to_string(r.whole(0, 255)) + "." + std::to_string(r.whole(1, 254));
    };
  if (kind == "mac")
    return [=](std::size_t) {
      return fill(style < 14   ? "XX:XX:XX:XX:XX:XX"
                  : style < 17 ? "xx-xx-xx-xx-xx-xx"
                               : "xxxx.xxxx.xxxx",
                  held);
    };
  if (kind == "url") return [held](std::size_t) { return url(held); };
  if (kind == "path") return [held](std::size_t) { return path(held); };
  if (kind == "lon" || kind == "lat")
    return coordinate(kind == "lon", false, c, static_cast<int>(r.whole(4, 7)));
  if (kind == "lon_track" || kind == "lat_track")
    return coordinate(kind == "lon_track", true, c, static_cast<int>(r.whole(5, 7)));
  if (kind == "lonlat")
    return [=, &r](std::size_t) {
      const std::string lon = decimal(104 + 12 * r.unit(), 6);
      const std::string lat = decimal(23 + 15 * r.unit(), 6);
      return style < 12   ? lon + "," + lat
             : style < 15 ? lat + "," + lon
             : style < 18 ? "POINT(" + lon + " " + lat + ")"
                          : "[" + lon + "," + lat + "]";
    };
  if (kind == "track_text")
    return [held, &r](std::size_t) {
      std::string out;
      double lon = 104 + 12 * r.unit();
      double lat = 23 + 15 * r.unit();
      for (int i = 0; i < 5; ++i)
        out += (i == 0 ? "" : ";") + decimal(lon += 0.002 * r.normal(), 5) + "," +
               decimal(lat += 0.002 * r.normal(), 5);
      return out;
    };
  if (kind == "dms_lon") return [=, &r](std::size_t) { return dms(r, 100 + 20 * r.unit(), held.zh); };
  if (kind == "dms_lat") return [=, &r](std::size_t) { return dms(r, 22 + 20 * r.unit(), held.zh); };
  if (kind == "plane_x") return plain_values("dec", "2500000 4400000 3", c);
  if (kind == "plane_y")
    return plain_values("dec", style < 10 ? "39450000 39560000 3" : "420000 580000 3", c);
  if (kind == "icd")
    return [=](std::size_t) { return fill(style < 12 ? "A##.#" : style < 16 ? "A##.###" : "A##", held); };
  if (kind == "diagnosis") {
    if (style < 3) return [held](std::size_t) { return fill("A##.# `{disease}`", held); };
    return [=, &r](std::size_t) {
      std::string out = r.one_of(held.words.of("disease", held.zh));
      if (style < 8 && r.chance(0.4))
        out += (held.zh ? "；" : "; ") + r.one_of(held.words.of("disease", held.zh));
      return out;
    };
  }
  if (kind == "drug")
    return [=, &r](std::size_t) {
      const std::string drug = r.one_of(held.words.of("drug", held.zh));
      return style < 8 ? drug
                       : drug + " " +
                             r.one_of(std::vector<std::string>{"5mg", "10mg", "0.25g", "20mg qd", "50mg bid",
                                                               "0.5g tid", "100ml", "10mg po qd"});
    };
  if (kind == "genotype")
    return plain_values("pick",
                        style < 8    ? "AA|AG|GG|CT|CC|TT|AC|GT"
                        : style < 14 ? "0/0|0/1|1/1|./."
                                     : "A/G|G/G|C/T|T/T|A/A",
                        c);
  if (kind == "rsid")
    return [held, &r](std::size_t) { return "rs" + std::to_string(r.whole(10'000, 99'999'999)); };
  if (kind == "hgvs")
    return [=, &r](std::size_t) {
      return (style < 8 ? "c." : "NM_00" + std::to_string(r.whole(1000, 9999)) + ".3:c.") +
             std::to_string(r.whole(10, 5000)) +
             r.one_of(std::vector<std::string>{"G>A", "C>T", "delA", "A>G", "dupT", "T>C"});
    };
  if (kind == "dna") return [&r, style](std::size_t) { return r.letters("ACGT", style < 10 ? 20 : 60); };
  if (kind == "gene") return plain_values("listen", "gene_name", c);
  if (kind == "cve")
    return [&r](std::size_t) {
      return "CVE-" + std::to_string(r.whole(2016, 2026)) + "-" + std::to_string(r.whole(1000, 49999));
    };
  if (kind == "scada_tag") return [held](std::size_t) { return scada_tag(held); };
  if (kind == "password")
    return [=, &r](std::size_t) {
      static const std::vector<std::string> kWords{"Summer", "admin",  "Welcome", "qwerty",
                                                   "Pass",   "dragon", "hello",   "woaini",
                                                   "Abc",    "test",   "Huawei",  "iloveyou"};
      if (style < 5)
        return r.letters("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!@#$%",
                         static_cast<std::size_t>(r.whole(8, 16)));
      return r.one_of(kWords) + r.letters("!@#._", 1) + std::to_string(r.whole(1, 2026));
    };
  if (kind == "password_hash")
    return [=, &r](std::size_t) {
      static constexpr std::string_view kB64 =
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./";
      if (style < 7) return "$2b$12$" + r.letters(kB64, 53);
      if (style < 10) return "$6$" + r.letters(kB64, 8) + "$" + r.letters(kB64, 86);
      if (style < 12) return "pbkdf2_sha256$260000$" + r.letters(kB64, 12) + "$" + r.letters(kB64, 43) + "=";
      return r.letters("0123456789abcdef", style < 16 ? 32 : style < 18 ? 40 : 64);
    };
  if (kind == "api_key")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{"`AKIA`ZZZZZZZZZZZZZZZZ",
                                                   "`sk_live_`************************",
                                                   "`LTAI`****************",
                                                   "`AIza`***********************************",
                                                   "`ghp_`************************************",
                                                   "`sk-`****************************************",
                                                   "`AKID`********************************",
                                                   "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                                                   "****************************************"};
      return fill(kForms[style % kForms.size()], held);
    };
  if (kind == "jwt")
    return [held](std::size_t) {
      return fill(
          "`eyJhbGciOiJIUzI1NiJ9.eyJ`************************************`.`*********************************"
          "**********",
          held);
    };
  if (kind == "token")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{
          "`Bearer `****************************************",
          "`xoxb-`############`-`************************",
          "`ya29.`**************************************************",
          "****************************************************************",
          "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"};
      return fill(kForms[style % kForms.size()], held);
    };
  if (kind == "pem")
    return [=](std::size_t) {
      return fill((style < 10   ? "`-----BEGIN RSA PRIVATE KEY-----MIIE`"
                   : style < 15 ? "`-----BEGIN PRIVATE KEY-----MIIE`"
                                : "`-----BEGIN EC PRIVATE KEY-----MHcC`") +
                      std::string(64, '*') + "`-----END`",
                  held);
    };
  if (kind == "conn")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{
          "`mysql://`aaaa_aaa`:`**********`@10.`#`.`##`.`#`:3306/`aaaa",
          "`jdbc:mysql://10.2.`#`.`##`:3306/`aaaa`?user=`aaaa`&password=`*********",
          "`redis://:`************`@cache-`#`.internal:6379/0`",
          "`Server=db`#`;Database=`aaaa`;User Id=`aaa`;Password=`*********",
          "`postgresql://`aaaa`:`*********`@pg-`#`:5432/`aaaa",
          "`mongodb://`aaaa`:`*******`@mg`#`:27017`",
          "`amqp://`aaaa`:`*********`@mq`#`:5672/`"};
      return fill(kForms[style % kForms.size()], held);
    };
  if (kind == "gov_doc")
    return [&r](std::size_t) {
      return r.one_of(std::vector<std::string>{"国办发", "发改办", "市政办函", "粤府办", "财建", "工信部联",
                                               "区委发", "环办监测"}) +
             "〔" + std::to_string(r.whole(2019, 2026)) + "〕" + std::to_string(r.whole(1, 260)) + "号";
    };
  if (kind == "eccn")
    return [held, &r](std::size_t) {
      return std::to_string(r.whole(0, 9)) + r.letters("ABCDE", 1) + std::to_string(r.whole(1, 9)) +
             fill("0#", held) + (r.chance(0.4) ? "." + r.letters("abcde", 1) : "");
    };
  if (kind == "flight")
    return [held, &r](std::size_t) {
      return r.one_of(std::vector<std::string>{"CA", "MU", "CZ", "HU", "SQ", "LH", "UA", "CX", "3U"}) +
             fill("9###", held);
    };
  if (kind == "train")
    return [held, &r](std::size_t) {
      return r.one_of(std::vector<std::string>{"G", "D", "K", "Z", "T"}) + fill("9##", held);
    };
  if (kind == "airport")
    return plain_values("pick", "PEK|PVG|CAN|SZX|CTU|XIY|HGH|KMG|SIN|HKG|NRT|FRA|LHR|JFK|LAX|DXB", c);
  if (kind == "product") return plain_values("list", "product_name", c);
  if (kind == "sku")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{
          "`SKU`######",  "AA-####-AA",  "69##########9",        "`P`#####", "A##-####",
          "####.##.####", "`MAT-`#####", "`0000000000`########", "AAA###A",  "9#######",
          "A-####",       "AA-###",      "`P`-####-A",           "AA####"};
      return fill(kForms[style % kForms.size()], held);
    };
  if (kind == "order_no")
    return [=](std::size_t) {
      static const std::vector<std::string> kForms{
          "`2026`##############", "`SO`########",     "`PO-2026-`#####",      "`DD20260`#########",
          "`INV`-######",         "`SF`############", "`YT`#############",    "##############",
          "`45000`#####",         "`HT-2025-`###",    "`JD`################", "`RMA`######",
          "##################"};
      return fill(kForms[style % kForms.size()], held);
    };
  if (kind == "price")
    return plain_values("log",
                        style < 6    ? "39 4 2"
                        : style < 12 ? "260 5 2"
                        : style < 16 ? "18000 4 2"
                                     : "1200 6 0",
                        c);
  if (kind == "money") {
    const Values amount = plain_values("log",
                                       style < 7    ? "320 5 2"
                                       : style < 14 ? "5200 6 2"
                                                    : "86000 5 2",
                                       c);
    static const std::vector<std::string> kSigns{"¥", "$", "€", "￥"};
    const std::string sign = style == 0 ? r.one_of(kSigns) : "";
    return [=](std::size_t row) { return sign + amount(row); };
  }
  if (kind == "version")
    return [=](std::size_t) {
      return fill(style < 10 ? "9.#.##" : style < 14 ? "`v`9.#.#" : "9.#.#.####", held);
    };
  if (kind == "user_agent")
    return plain_values(
        "pick",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)|Mozilla/5.0 (Windows NT 10.0; Win64; x64) "
        "Chrome/124.0|Dalvik/2.1.0 (Linux; U; Android 13; M2102K1C)|okhttp/4.9.3|curl/7.88",
        c);
  if (kind == "media")
    return [=, &r](std::size_t) {  // argument: what it shows
      const std::string what(arguments);
      const std::string end = r.one_of(std::vector<std::string>{".jpg", ".png", ".jpeg"});
      return (style < 8    ? "/" + what + "/2026/0" + std::to_string(r.whole(1, 9)) + "/"
              : style < 14 ? "https://cdn.example.com/" + what + "/"
                           : "oss://" + what + "-bucket/") +
             fill("xxxxxxxxxx", held) + end;
    };
  if (kind == "file")
    return [=](std::size_t) {
      return fill("aaaa_####", held) + "." + held.random.one_of(split_words(arguments, '|'));
    };
  return nullptr;
}

}  // namespace tidegate::train
