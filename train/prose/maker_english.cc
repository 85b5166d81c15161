// English names, positions, addresses and firms that nobody has.
#include <algorithm>

#include "tidegate/classify/ascii.h"
#include "train/prose/letters.h"
#include "train/prose/maker.h"

namespace tidegate::train {

std::string Maker::english_first() {
  const std::uint32_t kind = chance_.below(100);
  if (kind < (is_chinese_ ? 70 : 60)) return chance_.of(lists_->of("first"));
  if (!is_chinese_ && kind < 80) return chance_.of(lists_->of("first_abroad"));
  return capitalised(chance_.of(lists_->of("en_given")));
}

std::string Maker::english_last() {
  if (!is_chinese_ && chance_.percent(30)) return chance_.of(lists_->of("last_abroad"));
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

// A street's name of abroad, without a number.
std::string Maker::foreign_street() {
  const std::uint32_t kind = chance_.below(10);
  if (kind < 5) return chance_.of(lists_->of("street_abroad"));
  if (kind < 8) return chance_.of(lists_->of("foreignstreet"));
  return chance_.of(
             Words{"Rue de ", "Rua ", "Via ", "Calle ", "ul. ", "Avenida ", "Plaza ", "Strada ", "Jl. "}) +
         (chance_.percent(50) ? english_last() : value("place"));
}

// A street with its house number, before it or behind.
std::string Maker::numbered_street() {
  const std::string number = std::to_string(chance_.between(1, 400));
  if (chance_.percent(60)) return foreign_street() + " " + number;
  return number + " " +
         (chance_.percent(50) ? foreign_street()
                              : english_last() + " " + chance_.of(lists_->of("streettype_all")));
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
  const auto canada_code = [&] {
    const auto letter = [&] { return std::string(1, "ABCEGHJKLMNPRSTVXY"[chance_.below(18)]); };
    return letter() + number(0, 9) + letter() + " " + number(0, 9) + letter() + number(0, 9);
  };
  const auto area = [&] {
    return english_last() +
           chance_.of(Words{"", "", " Park", " West", " Estate", " Layout", " Residential Area", " Hills",
                            " Heights", " Town", " Colony", " Nagar"});
  };
  const std::string city = value("place");
  const std::string join = chance_.percent(12) ? "\n" : ", ";
  switch (chance_.below(30)) {
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
    case 9:
      return foreign_street() + " " + number(1, 299) +
             (chance_.percent(70) ? join + chance_.digits(chance_.percent(50) ? 5 : 4) + " " + city : "") +
             (chance_.percent(30) ? ", " + value("place") : "");
    case 10:
      // A number, the street with its own, a part of the house: fields of a form in one line.
      return number(1, 99999) + " " + numbered_street() +
             chance_.of(Words{" Apt. ", " Suite ", "\nSuite ", "\n Apt. "}) + number(100, 999) +
             (chance_.percent(60)
                  ? "\n" + city + (chance_.percent(50) ? "\n" + value("place") + " " + chance_.digits(5) : "")
                  : " " + city + (chance_.percent(50) ? " " + value("place") : ""));
    case 11:
      return chance_.of(Words{"P.O. Box ", "PO Box ", "P O Box ", "Box "}) + number(10, 9999) +
             (chance_.percent(15) ? "-" + chance_.digits(5) : "") + (chance_.percent(60) ? ", " + city : "") +
             (chance_.percent(30) ? " " + chance_.digits(5) : "");
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
    case 19:
      return chance_.of(Words{"House ", "H-", "Plot "}) + number(1, 90) + ", Road " + number(1, 30) + ", " +
             area() + ", " + city + (chance_.percent(60) ? " " + chance_.digits(4) : "");
    case 20:
      return number(1, 300) + " " + street() + ", " + area() + ", " + city +
             (chance_.percent(40) ? " " + chance_.digits(4) : "");
    case 21:
      return english_last() + " " +
             chance_.of(Words{"Depot", "House", "Court", "Mansions", "Towers", "Chambers", "Works", "Farm",
                              "Business Park", "Apartments", "Lodge", "Mill"}) +
             ", " + number(1, 200) + " " + street() + ", " + city + " " +
             (chance_.percent(50) ? uk_code() : chance_.digits(4));
    case 22:
      return "Flat " + number(1, 20) + std::string(1, "ABCD"[chance_.below(4)]) + ", " + english_last() +
             " " + chance_.of(Words{"Apartments", "Residency", "Enclave", "Heights", "Towers"}) + ", " +
             street() + ", " + area() + ", " + city + (chance_.percent(50) ? " " : " - ") + chance_.digits(6);
    case 23:
      return number(1, 9) + "-" + number(1, 30) + "-" + number(1, 30) + " " + area() + ", " + english_last() +
             chance_.of(Words{"-ku", "-shi", " Ward", "-cho"}) + ", " + city + " " + chance_.digits(3) + "-" +
             chance_.digits(4);
    case 24:
      return foreign_street() + chance_.of(Words{" ", ", ", ", No. ", " No. "}) + number(1, 2999) + ", " +
             city + ", " + state() + " " + chance_.digits(5) + "-" + chance_.digits(3);
    case 25:
      return foreign_street() + " " + number(1, 299) +
             chance_.of(Words{"", "/" + number(1, 40), "a", " m. " + number(1, 60)}) + join +
             (chance_.percent(50)   ? chance_.digits(2) + "-" + chance_.digits(3)
              : chance_.percent(50) ? chance_.digits(3) + " " + chance_.digits(2)
                                    : chance_.digits(4) + " " + upper(english_last().substr(0, 2))) +
             " " + city + (chance_.percent(30) ? ", " + value("place") : "");
    case 26:
      return (chance_.percent(50) ? number(1, 300) + ", " : number(1, 300) + " ") + foreign_street() + ", " +
             chance_.digits(5) + " " + city + (chance_.percent(30) ? ", " + value("place") : "");
    case 27:
      return chance_.percent(50) ? "Unit " + chance_.digits(4) + " Box " + chance_.digits(4) + join +
                                       "DPO A" + std::string(1, "AEP"[chance_.below(3)]) + " " + zip()
                                 : "PSC " + chance_.digits(4) + ", Box " + chance_.digits(4) + join +
                                       "APO A" + std::string(1, "AEP"[chance_.below(3)]) + " " + zip();
    case 28:
      return number(1, 300) + " " + street() + ", " + city + ", " +
             chance_.of(Words{"ON", "BC", "QC", "AB", "NS", "MB", "SK", "NB"}) + " " + canada_code();
    default:
      return number(1, 9999) + " " + street() + unit() + "\n" + city +
             (chance_.percent(50) ? " " + zip() : "") + (chance_.percent(50) ? "\n" + value("place") : "");
  }
}

}  // namespace tidegate::train
