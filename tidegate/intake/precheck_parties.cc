// V13, V18, V26: who the recipients and parties are, as far as their names and places tell.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/intake/precheck_case.h"
#include "tidegate/terms/country_code.h"

namespace tidegate::intake {
namespace {

// Words of small letters, one blank between them and one at each end.
std::string as_words(const std::string& text) {
  std::string out = " ";
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool is_part =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_part) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

template <std::size_t N>
bool has_any(const std::string& text, const std::array<std::string_view, N>& words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

// Names of bodies in the languages of the larger trading partners; what no word here knows is for the
// officer. A street and a hotel are called Court: in English the word alone is not enough.
bool reads_like_authority(const std::string& name) {
  constexpr std::array<std::string_view, 35> kEastAsian{
      "法院",     "法庭",   "检察院", "检察厅",     "检察署", "检察官",   "检察机关", "检方",     "警察",
      "警署",     "警务",   "警局",   "警方",       "司法部", "司法机关", "司法机构", "执法机构", "执法机关",
      "执法部门", "执法局", "公安",   "联邦调查局", "檢察",   "警務",     "警方",     "裁判所",   "検察",
      "警視庁",   "警察庁", "刑務所", "법원",       "검찰",   "경찰",     "缉毒局",   "移民局"};
  constexpr std::array<std::string_view, 85> kWords{" court of ",
                                                    " courts ",
                                                    " supreme court ",
                                                    " high court ",
                                                    " district court ",
                                                    " federal court ",
                                                    " county court ",
                                                    " circuit court ",
                                                    " crown court ",
                                                    " appeals court ",
                                                    " appellate court ",
                                                    " constitutional court ",
                                                    " regional court ",
                                                    " criminal court ",
                                                    " magistrates court ",
                                                    " international court ",
                                                    " superior court ",
                                                    " bankruptcy court ",
                                                    " commercial court ",
                                                    " family court ",
                                                    " civil court ",
                                                    " state court ",
                                                    " labour court ",
                                                    " labor court ",
                                                    " administrative court ",
                                                    " tribunal ",
                                                    " police ",
                                                    " constabulary ",
                                                    " sheriff ",
                                                    " gendarmerie ",
                                                    " prosecutor ",
                                                    " prosecutors ",
                                                    " prosecution service ",
                                                    " public prosecution ",
                                                    " attorney general ",
                                                    " department of justice ",
                                                    " ministry of justice ",
                                                    " federal bureau of investigation ",
                                                    " law enforcement ",
                                                    " interpol ",
                                                    " europol ",
                                                    " eurojust ",
                                                    " fbi ",
                                                    " dea ",
                                                    " doj ",
                                                    " usdoj ",
                                                    " nypd ",
                                                    " bka ",
                                                    " lka ",
                                                    " drug enforcement administration ",
                                                    " drug enforcement agency ",
                                                    " homeland security investigations ",
                                                    " immigration and customs enforcement ",
                                                    " customs and border protection ",
                                                    " secret service ",
                                                    " serious fraud office ",
                                                    " national crime agency ",
                                                    " scotland yard ",
                                                    " securities and exchange commission ",
                                                    " central intelligence agency ",
                                                    " national security agency ",
                                                    " district attorney ",
                                                    " state attorney ",
                                                    " us attorney ",
                                                    " u s attorney ",
                                                    " crown prosecution ",
                                                    " solicitor general ",
                                                    " bundeskriminalamt ",
                                                    " landeskriminalamt ",
                                                    " staatsanwaltschaft ",
                                                    " generalstaatsanwaltschaft ",
                                                    " polizei ",
                                                    " bundespolizei ",
                                                    " bundesanwaltschaft ",
                                                    " cour de ",
                                                    " cour d ",
                                                    " tribunal de ",
                                                    " parquet ",
                                                    " procureur ",
                                                    " procura ",
                                                    " policia ",
                                                    " polizia ",
                                                    " politie ",
                                                    " guardia civil ",
                                                    " carabinieri "};
  const std::string words = as_words(name);
  // "Amtsgericht", "Oberlandesgericht"
  return has_any(name, kEastAsian) || has_any(words, kWords) || words.find("gericht ") != std::string::npos;
}

// Hong Kong, Macao and Taiwan are outside the mainland, and no foreign states.
bool may_be_foreign(const std::string& region) {
  const auto code = CountryCode::parse(region);
  return !code || (code->is_outside_mainland() && !code->is_region_of_china());
}

void ask_of_authorities(PrecheckCase& c) {
  constexpr std::string_view kFact = "facts.foreign_authority_request";
  if (states(c.t.facts.flow, kFact, true)) return;  // the law has it
  const bool is_denied = states(c.t.facts.flow, kFact, false);
  const Text says{
      "the name reads like a foreign judicial or law enforcement body, to which nothing stored in the "
      "mainland "
      "may be provided without the approval of the competent authority",
      "名称近似外国司法或者执法机构；非经中华人民共和国主管机关批准，不得向其提供存储于境内的数据"};
  for (std::size_t i = 0; i < c.t.recipients.size(); ++i) {
    const Recipient& r = c.t.recipients[i];
    if (!may_be_foreign(r.region) || !(reads_like_authority(r.name) || reads_like_authority(r.original_name)))
      continue;
    if (is_denied) {
      c.asks(26, fmt::format("/scenario/recipients/{}/name", i), says,
             {"facts.foreign_authority_request says no: if it is such a body, say yes; else say in the "
              "recipient's main_business what it is",
              "“是否向外国司法或者执法机构提供”填“否”：如属此类机构请改为“是”；否则请在接收方主营业务中说明其"
              "性质"},
             Beside::kForeignBodies);
    } else {
      c.fails(26, "/facts/foreign_authority_request", says,
              {"state whether the data go to a foreign judicial or law enforcement body",
               "请填写是否向外国司法或者执法机构提供"},
              Beside::kForeignBodies);
    }
  }
}

// Two names of which one stands in the other: "Example SE" and "Example SE (Berlin)".
bool is_named(const std::string& party, const std::string& name) {
  const std::string a = as_words(party);
  const std::string b = as_words(name);
  return b.size() > 2 && a.size() > 2 && (a.find(b) != std::string::npos || b.find(a) != std::string::npos);
}

// A contract between strangers proves nothing of this export.
void ask_of_contract_parties(PrecheckCase& c) {
  const bool summarised = c.t.scenario.recipients_summarised.value_or(false);
  if (summarised || c.t.recipients.empty() || c.t.processor_name.empty()) return;
  for (std::size_t i = 0; i < c.t.legal_documents.size(); ++i) {
    const auto& parties = c.t.legal_documents[i].parties;
    const bool is_ours = std::any_of(parties.begin(), parties.end(), [&](const std::string& party) {
      return is_named(party, c.t.processor_name) ||
             std::any_of(c.t.recipients.begin(), c.t.recipients.end(), [&](const Recipient& r) {
               return is_named(party, r.name) || is_named(party, r.original_name);
             });
    });
    if (parties.empty() || is_ours) continue;
    c.asks(13, fmt::format("/legal_documents/{}/parties", i),
           {"the parties name neither the exporter nor a recipient abroad",
            "当事方中既没有数据处理者，也没有境外接收方"},
           {"name the parties as they stand in the document and in this filing",
            "请按法律文件填写当事方，名称与本申报一致"});
  }
}

// A firm in the mainland receives at home: what it may read from abroad has another recipient.
void ask_of_mainland(PrecheckCase& c) {
  const Text fix{"name the recipient abroad; a provision inside the mainland is not filed",
                 "请填写境外接收方；境内提供无须申报"};
  for (std::size_t i = 0; i < c.t.recipients.size(); ++i) {
    if (c.t.recipients[i].region != "CN") continue;
    c.asks(18, fmt::format("/scenario/recipients/{}/region", i),
           {"the recipient is in the mainland: nothing is provided abroad to it",
            "接收方位于境内，不属于向境外提供"},
           fix);
  }
  const auto& systems = c.t.scenario.overseas_systems;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    if (systems[i].region != "CN") continue;
    c.asks(18, fmt::format("/scenario/overseas_systems/{}/region", i),
           {"a system abroad is said to be in the mainland", "境外存储系统填写为境内"},
           {"state where it is, or list it among the domestic systems", "请更正所在地，或列入境内存储系统"});
  }
}

}  // namespace

void check_parties(PrecheckCase& c) {
  const FactValue* of = c.t.facts.flow.find("exporter.jurisdiction");
  if (of != nullptr && !is_unknown(*of) && *of != FactValue{Symbol{"CN"}}) return;  // no export from China
  ask_of_mainland(c);
  ask_of_authorities(c);
  ask_of_contract_parties(c);
}

}  // namespace tidegate::intake
