#include "tidegate/classify/worker_party.h"

#include <algorithm>
#include <array>
#include <string>

#include "tidegate/classify/party_words.h"

namespace tidegate {
namespace {

struct Work {
  std::string_view chinese, english;  // parted by commas
};
// In this order; of a header with several words the first work is taken: "客户经理助理" is of an assistant.
constexpr std::array kWorks{
    Work{"助理,秘书", "assistant,secretary"},
    Work{"录入,填报人,登记人,制单人,制表人,创建人,创建者,提交人,操作员,操作人,经办",
         "created by,creator,entered by,recorded by,submitted by,submitter,author,operator,inserted by,added "
         "by"},
    Work{"审核人,审核员,审批人,复核人,批准人,审查人,验收人",
         "approved by,approver,reviewer,reviewed by,verified by,checked by,approved"},
    Work{"修改人,更新人,编辑人", "updated by,modified by,edited by,editor,changed by"},
    Work{"负责人,责任人,跟进人,处理人,受理人,对接人,归属人,承办",
         "assigned to,assignee,responsible,handled by,handler,case worker,caseworker,account owner,owner"},
    Work{"客服,坐席,接线员,话务员", "csr,support agent,service agent,call agent"},
    Work{"业务员,销售,推销,推广人,顾问,理财师,经纪人,中介,代理人,代办人,导购",
         "sales,salesperson,salesman,seller rep,rep,representative,advisor,adviser,consultant,broker,agent"},
    Work{"医生,医师,大夫,主治,接诊,主刀,药师", "doctor,physician,clinician,surgeon,pharmacist,gp,therapist"},
    Work{"护士,护理员,护工", "nurse,carer,caregiver,caretaker,nanny"},
    Work{"老师,教师,班主任,辅导员,导师,教练", "teacher,tutor,coach,instructor,trainer,lecturer"},
    Work{"经理,主管,领导,主任,上级,院长,校长,队长,组长,店长,团长,站长,处长,科长,总监,老板",
         "manager,supervisor,boss,leader,captain,principal,superior,foreman,executive"},
    Work{"司机,驾驶员,骑手,配送员,快递员,派送员,派件员,揽件员,揽收员,送货员,送餐员",
         "driver,courier,rider,delivery man,deliverer,dispatcher"},
    Work{"维修员,维修工,安装工,安装员,技师,师傅,工程师,技术员",
         "technician,engineer,installer,mechanic,inspector"},
    Work{"律师,公证员", "lawyer,attorney,solicitor,notary"},
    Work{"法人手机,法人电话,法人姓名,法人身份证,法人证件,法人邮箱,法定代表人,法人代表,董事,股东,监事,高管",
         "legal representative,legal rep,director,shareholder,ceo,cfo"},
    Work{"财务手机,财务电话,财务姓名,财务联系,财务人员,财务负责,会计,出纳",
         "accountant,bookkeeper,finance contact"},
    Work{"管家,保姆,网格员,楼长,物业人员,收银员,发货员,保安,门卫", "housekeeper,cashier,guard,janitor"},
    Work{"同事", "colleague,coworker"},
};
static_assert(kCompanion + kWorks.size() <= kLastWorker);
constexpr Work kCompanions{"家庭成员,家属成员,同行人,同伴,同学,同行者,同住成员",
                           "family member,household member,companion,classmate,fellow traveller"};
constexpr Work kEmployees{"员工,职员,工号,雇员,工作人员,雇主",
                          "staff,employee,worker,emp,staffid,empid,employer"};
// Longer words that hold one of them and name no worker.
constexpr Work kNoWorkers{
    "司机证,驾驶证,代理商,经理部,销售额,销售单,销售订单,销售渠道,财务状况,会计科目,会计期间,同学录",
    "driver license,driver licence,driver lic,drivers license,drivers licence,driving,user agent,"
    "sales order,sales channel,sales area,sales no,sales id,rep no"};
constexpr Work kServed{
    "客户,顾客,患者,病人,用户,会员,学生,学员,乘客,旅客,租客,业主,住户,投保人,被保险人,借款人,买家,买方,受访,"
    "访客,考生,居民,参保人",
    "customer,client,patient,user,member,student,pupil,passenger,guest,tenant,subscriber,policyholder,"
    "insured,borrower,"
    "buyer,visitor,resident,consumer,applicant,candidate,victim,donor,participant"};

}  // namespace

std::uint8_t worker_party(std::string_view header) {
  const std::string words = party_words(header);
  if (is_of_words(header, words, kNoWorkers.chinese, kNoWorkers.english)) return 0;
  if (is_of_words(header, words, kCompanions.chinese, kCompanions.english)) return kCompanion;
  for (std::size_t i = 0; i < kWorks.size(); ++i) {
    if (is_of_words(header, words, kWorks[i].chinese, kWorks[i].english))
      return static_cast<std::uint8_t>(kCompanion + 1 + i);
  }
  return is_of_words(header, words, kEmployees.chinese, kEmployees.english) ? kEmployee : std::uint8_t{0};
}

bool names_served(std::string_view header) {
  return is_of_words(header, party_words(header), kServed.chinese, kServed.english);
}

}  // namespace tidegate
