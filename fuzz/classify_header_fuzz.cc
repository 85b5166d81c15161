// Claims: a header of any bytes is read without harm, the same way twice, with weights in range and strongest
// first.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tidegate/classify/header_vocabulary.h"

namespace {

constexpr std::string_view kTypes = R"([
 {"code":"ID.NAME","name_en":"name","name_zh":"姓名","level":"core","cn_class":"PI","important_data":0},
 {"code":"CT.MOBILE","name_en":"mobile","name_zh":"手机","level":"core","cn_class":"PI","important_data":0},
 {"code":"NET.USER_ID","name_en":"user","name_zh":"用户","level":"core","cn_class":"PI","important_data":0},
 {"code":"GEN.CODE","name_en":"code","name_zh":"编码","level":"core","cn_class":null,"important_data":0}])";
constexpr std::string_view kWords =
    "word\tID.NAME:900 topic:person\t姓名,联系人\tfull name,name,contact\txm,lxr\txingming\n"
    "word\tCT.MOBILE:900\t手机,手机号码\tmobile,phone no,cell\tsjhm\tshouji\n"
    "word\tGEN.CODE:850 head:no head:digest\t编号,号\tid,no,md5,code\tbh\tbianhao\n"
    "word\ttopic:user topic:person\t用户,客户\tuser,customer\n"
    "alias\tcust\tcustomer\n"
    "pair\tno\tuser\tNET.USER_ID:850\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto taxonomy = tidegate::Taxonomy::parse(kTypes, "");
  static const auto vocabulary = tidegate::HeaderVocabulary::parse(kWords, *taxonomy);
  const std::string_view header(reinterpret_cast<const char*>(data), size);
  const tidegate::HeaderReading once = vocabulary->read(header);
  const tidegate::HeaderReading again = vocabulary->read(header);
  if (once.types != again.types || once.topics != again.topics || once.roles != again.roles) std::abort();
  if (once.known_permille < 0 || once.known_permille > 1000) std::abort();
  for (std::size_t i = 0; i < once.types.size(); ++i) {
    if (once.types[i].permille < 0 || once.types[i].permille > 1000) std::abort();
    if (i > 0 && once.types[i - 1].permille < once.types[i].permille) std::abort();
  }
  return 0;
}
