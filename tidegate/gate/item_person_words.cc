#include "tidegate/gate/item_person_words.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tidegate {
namespace {

struct Group {
  PersonWord word;
  std::string_view forms;  // parted by commas
};

constexpr std::array<Group, 14> kGroups{{
    {PersonWord::kNone,
     "客户端,用户端,用户侧,用户层,用户界面,用户手册,用户体验,会员店,旅客列车,乘客电梯,员工餐厅,"
     "客户关系管理系统,个人电脑,个人信息保护,个人信息出境标准合同,个人信息出境认证,个人信息处理者,个人防护,"
     "居民消费价格,学生用品,"
     "儿童座椅,儿童用品,患者监护仪,劳动合同法,劳动合同制,被试设备,被试件,被试品,无人事故,公司机,若干部,"
     "骨干部,主干部,"
     "法人,机器人,载人,"
     "律师函,持有人会议,工人新村,或者,处理者,运营者,提供者,接收者,前者,后者,"
     "动员,操作员站,工程师站,白名单,黑名单,灰名单,"
     "真实名称,个税种,每个税,各个税,工程签证,选手动,机器人名,"
     "固件签名,"
     "数字签名,代码签名,技术人员分析,"
     "运维人员分析"},
    {PersonWord::kStrong,
     "姓名,真名,姓氏,身份证,身分证,身份证件,身份号码,证件号,证件照,护照,通行证号,驾驶证,驾驶执照,驾照,"
     "社保号,社保卡,社保账号,医保卡,医保号,手机号,手机号码,移动电话,电话号码,联系电话,联络电话,"
     "联系人电话,家庭电话,联系方式,联络方式,住址,住所地址,家庭地址,家庭住址,居住地,收货地址,收件地址,"
     "户籍,户口,出生日期,出生年月,出生地,籍贯,银行卡号,银行卡,信用卡号,病历,病案,病史,体检,"
     "诊断记录,掌静脉,指静脉,掌纹,步态,耳廓,孕周,孕检,产检,"
     "就诊,住院记录,处方记录,人脸照片,人脸图像,人脸特征,面部特征,指纹信息,指纹模板,声纹,虹膜,简历,"
     "个人履历,通讯录,通讯簿,电话簿,电话本,花名册,人名册,职员录,通话记录,聊天记录,短信记录,短信内容,"
     "浏览记录,浏览历史,行踪,家庭成员,亲属,监护人,婚姻,宗教信仰,政治面貌,个人信息,个人资料,个人数据,"
     "个人隐私,隐私信息,隐私数据,工资条,工资单,工资表,薪资,薪酬,微信号,微信账号,持卡人,投保人,被保险人,"
     "受益人,工伤,劳动合同,好友关系,好友列表,联系簿,联络簿,社保缴纳,微信昵称,出入境记录,số điện thoại,họ "
     "tên,họ và tên,"
     "求职者,应聘者,自然人,个税,实名,签证,银行账号,银行账户,身高体重,血型,残疾"},
    {PersonWord::kStrong,
     "full name,first name,last name,given name,family name,surname,forename,maiden name,mobile phone,"
     "mobile number,mobile no,cell phone number,phone number,phone no,telephone number,telephone no,"
     "contact person,contact list,contact detail,contact information,contact name,address book,phone book,"
     "telephone directory,roster,curriculum vitae,passport,identity number,identity card,id number,id card,"
     "identification number,national id,social security,driving licence,driver licence,driver license,"
     "driver's license,driver's licence,drivers license,date of birth,birth date,birthday,birthdate,"
     "place of birth,home address,residential address,email address,e mail address,credit card,"
     "bank card number,medical history,medical record,health record,prescription record,personal data,"
     "personal information,personally identifiable,pii,biometric,facial image,face image,next of kin,"
     "family member,payroll,salary,salaries,travel history,browsing history,call log,chat log,"
     "marital status,religion,religious,ethnicity,blood type,licence plate,license plate,cardholder,"
     "palm vein,palm print,gait,gestation,pregnancy,dashcam,dash cam,cctv,electoral roll,voter,"
     "policyholder,names of individuals,natural person,wechat id,wechat number,wechat account,visa "
     "application,personal details,people's names"},
    {PersonWord::kWeak,
     "邮箱,信箱,电邮,邮件地址,电话,手机,昵称,头像,户名,用户名,网名,工号,学号,车牌,车牌号,学历,民族,"
     "打卡,考勤表,考勤记录,考勤数据,刷卡记录,门禁记录,借阅记录,消费记录,挂号,面单,快递单,监控录像,监控视频,"
     "行车记录仪,成绩单,考试成绩,选民,话单,通话详单,旅客舱单,乘客舱单,"
     "签到表,签到簿,来访登记,访客登记,名片,名册,录音,人脸,指纹,生日,性别,年龄,账号密码,"
     "签名,签字,全名,人名,人名单,人名录,值班表,排班表,设备标识符,广告标识符,名单,名录,微信,qq号,qq号码,"
     "抖音号,"
     "imei,imsi,"
     "ip地址,oaid,cookie"},
    {PersonWord::kWeak,
     "cv,resume,pnr,imei,imsi,ip address,cookie,fingerprint,nickname,avatar,voice recording,guest register,"
     "attendance,timesheet,clock in record,badge record,gps track,surveillance video,call detail record,"
     "exam result,academic transcript,passenger manifest,crew manifest,surveillance footage,"
     "visitor log,attendee list,passenger list,crew list,client list,email,e mail,mobile,telephone,"
     "signature,itinerary,gender,payslip,phone"},
    {PersonWord::kHolder,
     "客户,顾客,会员,用户,买家,购买者,买受人,消费者,员工,职工,雇员,职员,人员,旅客,乘客,患者,病人,受试者,"
     "学生,学员,考生,儿童,未成年人,家长,家属,子女,配偶,司机,驾驶员,住户,居民,业主,访客,来访者,来访人,"
     "参会人,参会者,与会者,嘉宾,申请人,候选人,储户,借款人,收货人,收发货人,发货人,收件人,寄件人,发件人,签收人,"
     "粉丝,读者,"
     "教师,老师,医生,护士,志愿者,客人,住客,房客,租客,游客,高管,董事,监事,股东,经办人,负责人,操作员,"
     "快递员,骑手,个人,公民,本人,投诉人,举报人,当事人,被告,主播,玩家,人事,病患,病员,被试,参保人,乘机人,学籍,"
     "住院人,好友,订户,工程师,操作工,采购员,业务员,项目经理,报名者,村民,班组长,船员,理赔,选手,运动员,干部,"
     "工人,"
     "派遣工,农民工,外包工,临时工,清洁工,操作人员,驾驶人员,工作人员,管理人员,维修人员,运维人员,外包人员,"
     "毕业生,实习生,研究生,新生儿,婴儿,幼儿,孕妇,产妇,老人,病例,农户,散户,户主,空乘,"
     "校友,专家,律师,厨师,导购,艺人,演员,顾问,持有人,纳税人,店员,保户,飞行员,新员工"},
    {PersonWord::kWho, "车主,机主,联系人,开户人,持卡人,博主,群主,店主,房东"},
    {PersonWord::kEnding, "人,者,员,民,妇"},
    {PersonWord::kHolder,
     "customer,client,buyer,member,user,employee,staff,worker,passenger,patient,student,pupil,driver,guest,"
     "visitor,applicant,candidate,subscriber,consumer,insured,tenant,resident,recipient,consignee,sender,"
     "shopper,traveller,traveler,attendee,participant,borrower,individual,person,people,citizen,parent,"
     "child,children,guardian,physician,doctor,nurse,teacher,caller,beneficiary,crew,donor,owner,personnel,"
     "household,"
     "shareholder,player,technician,trainee,learner,respondent,panelist,gamer,prisoner,refugee,"
     "pensioner,newborn,mother,debtor,payee,payer,guarantor,signatory,policy holder,account holder,labourer"
     ",trial subject,author"},
    {PersonWord::kAttribute,
     "列表,评分,积分,绩效,订座,名字,信息,资料,档案,数据,明细,记录,详情,画像,联系,邮件,地址,出生,"
     "照片,图像,肖像,影像,证件,"
     "身份,账号,账户,帐号,帐户,工资,考勤,履历,教育,轨迹,位置,班次,收入,业绩,排班,值班,执照,习惯,行程,定位,"
     "浏览,行为,登录,"
     "通话,聊天,投诉,留言,"
     "评价内容,病情,健康,诊断,诊疗,处方,生物,偏好,余额,标识,编号,编码,卡号,号码,清单,成绩,扫描件,影本,id"},
    {PersonWord::kAttribute,
     "name,address,id,identity,birth,age,pay,wage,record,list,register,information,info,data,detail,"
     "profile,photo,picture,image,contact,account,history,location,face,number,password,login,complaint,"
     "message,file,grade,score,shift,visit,behaviour,behavior,preference,recording,plate,health,diagnosis,"
     "bank,card,"
     "directory,roster,document"},
    {PersonWord::kFiller,
     "号,任何,任一,具体,可识别,能识别,敏感,等,等信息,等数据,等字段,等内容,等资料,字段,其,各类,"
     "类"},
    {PersonWord::kFiller, "any,the,a,an,of,identifiable,identifying,sensitive,field"},
    {PersonWord::kNone,
     "personal information protection law,personal information protection impact,personal computer,"
     "user interface,user manual,user guide,client software,member state,staff gauge,number of,"
     "被告知"},
}};

struct Form {
  std::string_view text;
  PersonWord word;
};

using Index =
    std::unordered_map<std::string_view, std::vector<Form>>;  // by the first character, the longest first

std::size_t first_length(std::string_view form) {
  return static_cast<unsigned char>(form.front()) < 0x80 ? 1 : std::min<std::size_t>(3, form.size());
}

Index made_index() {
  Index index;
  for (const Group& group : kGroups) {
    for (std::string_view rest = group.forms; !rest.empty();) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      const std::string_view form = rest.substr(0, end);
      index[form.substr(0, first_length(form))].push_back({form, group.word});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  for (auto& [first, forms] : index) {
    std::stable_sort(forms.begin(), forms.end(),
                     [](const Form& a, const Form& b) { return a.text.size() > b.text.size(); });
  }
  return index;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// Of an ASCII form that stands at `at`: its octets with a plural's or an owner's ending, 0 inside a word.
std::size_t whole_word(std::string_view lower, std::size_t at, std::string_view form) {
  if (at > 0 && is_letter(lower[at - 1])) return 0;
  std::size_t end = at + form.size();
  for (const std::string_view ending : {"'s", "s'", "’s", "s’", "es", "s"}) {
    if (!lower.substr(end).starts_with(ending)) continue;
    const std::size_t beyond = end + ending.size();
    if (beyond < lower.size() && is_letter(lower[beyond])) continue;
    return beyond - at;
  }
  return end < lower.size() && is_letter(lower[end]) ? 0 : form.size();
}

}  // namespace

PersonWordAt person_word_at(std::string_view lower, std::size_t at) {
  static const Index kIndex = made_index();
  const std::string_view rest = lower.substr(at);
  if (rest.empty()) return {};
  const auto forms = kIndex.find(rest.substr(0, first_length(rest)));
  if (forms == kIndex.end()) return {};
  for (const Form& form : forms->second) {
    if (!rest.starts_with(form.text)) continue;
    const bool is_ascii = is_letter(form.text.back()) && is_letter(form.text.front());
    const std::size_t length = is_ascii ? whole_word(lower, at, form.text) : form.text.size();
    if (length > 0) return {form.word, length};
  }
  return {};
}

}  // namespace tidegate
