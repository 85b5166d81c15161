// Accounts and firms, for those who administer them.
#include <algorithm>

#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/filing_shapes.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

template <typename T>
Answered page_answer(const Result<DeskPage<T>>& page) {
  if (!page) return problem_of(page.error());
  return Answer{200, page_document(*page)};
}

// Whole to who registers firms; to others which firm an id is.
Answered firms_answer(const Ask& ask, Result<DeskPage<ZoneDesk::Firm>> firms) {
  if (!firms || access::is_of_role(ask.asker->account.role, Action::kChangeConfiguration))
    return page_answer(firms);
  return Answer{200, page_document(names_of(std::move(*firms)))};
}

Answered firm_answer(int status, const Result<ZoneDesk::Firm>& firm) {
  if (!firm) return problem_of(firm.error());
  return Answer{status, document_of(*firm), firm->version};
}

Answered change_firm(ZoneDesk& desk, const Ask& ask) {
  const auto version = version_of(ask.request);
  if (const auto* problem = std::get_if<Problem>(&version)) return *problem;
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"is_disabled"});
  const bool is_disabled = body.member("is_disabled").boolean();
  if (fault.first) return problem_of(*fault.first);
  return firm_answer(
      200, desk.change_firm(*ask.asker, ask.parameters[0], std::get<std::int64_t>(version), is_disabled));
}

Answered account_answer(int status, const Result<DeskAccount>& account) {
  if (!account) return problem_of(account.error());
  Answer answer{status, document_of(*account), account->version};
  if (status == 201) answer.headers.emplace_back("Location", "/v1/accounts/" + account->id);
  return answer;
}

std::string text_or(const JsonReader& body, std::string_view key) {
  const auto member = body.optional(key);
  return member ? member->string() : std::string();
}

// All at once, so that nobody mends one field after the other.
Problem problem_of_all(const std::vector<Error>& faults) {
  if (faults.size() == 1) return problem_of(faults.front());
  std::vector<PlacedProblem> placed;
  for (const Error& fault : faults)
    placed.push_back({fault.where, {fault.what, fault.what_zh.empty() ? fault.what : fault.what_zh}, {}});
  return problem_of(placed);
}

// What is wrong with it; where its role is none, what hangs on the role is not judged.
std::vector<Error> faults_of_new(const NewDeskAccount& made, const std::optional<Error>& of_role) {
  std::vector<Error> faults;
  if (of_role) {
    faults.push_back(*of_role);
    Error& first = faults.front();  // a body has no file's name before its pointers
    first.where.erase(0, std::min(first.where.find('/'), first.where.size()));
  }
  for (Error& fault : faults_of(made)) {
    const bool hangs_on_role = fault.where == "/role" || fault.where == "/tenant" ||
                               fault.where == "/agency" || fault.where == "/sector";
    if (!of_role || !hangs_on_role) faults.push_back(std::move(fault));
  }
  return faults;
}

// What is left out is judged as what is empty: at its own place, beside the other faults.
std::variant<NewDeskAccount, Problem> new_account(const Ask& ask) {
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"login", "name", "role", "tenant", "agency", "sector", "password", "subject"});
  NewDeskAccount made;
  made.login = text_or(body, "login");
  made.name = text_or(body, "name");
  const JsonReader role = body.member("role");
  if (const auto known = role_of(role.string())) {
    made.role = *known;
  } else {
    role.refuse(ErrorCode::kOutOfRange,
                "is none of the roles filer, firm_admin, officer, lead, operator, auditor",
                "须为 filer、firm_admin、officer、lead、operator、auditor 之一");
  }
  made.tenant = text_or(body, "tenant");
  made.agency = text_or(body, "agency");
  made.sector = text_or(body, "sector");
  made.subject = text_or(body, "subject");
  made.password = text_or(body, "password");
  if (fault.first && fault.first->code != ErrorCode::kOutOfRange) return problem_of(*fault.first);
  if (const auto faults = faults_of_new(made, fault.first); !faults.empty()) return problem_of_all(faults);
  return made;
}

std::variant<DeskAccountChange, Problem> account_change(const Ask& ask) {
  auto version = version_of(ask.request);
  if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"name", "is_disabled", "unlock", "password", "drop_second_factor", "subject"});
  DeskAccountChange change;
  change.version = std::get<std::int64_t>(version);
  if (const auto name = body.optional("name")) change.name = name->string();
  if (const auto disabled = body.optional("is_disabled")) change.is_disabled = disabled->boolean();
  if (const auto unlock = body.optional("unlock")) change.unlocks = unlock->boolean();
  if (const auto password = body.optional("password")) change.password = password->string();
  if (const auto subject = body.optional("subject"))
    change.subject = subject->is_null() ? std::string() : subject->string();
  if (const auto drop = body.optional("drop_second_factor")) change.drops_second_factor = drop->boolean();
  if (fault.first) return problem_of(*fault.first);
  return change;
}

}  // namespace

void Api::add_account_routes() {
  routes_.push_back({"GET", "/v1/accounts", Action::kReadAccounts, false, [this](const Ask& ask) {
                       return page_answer(desk_.accounts(*ask.asker, page_of(ask.request)));
                     }});
  routes_.push_back({"POST", "/v1/accounts", Action::kChangeAccounts, true,
                     [this](const Ask& ask) -> Answered {
                       auto made = new_account(ask);
                       if (auto* problem = std::get_if<Problem>(&made)) return std::move(*problem);
                       return account_answer(201,
                                             desk_.add_account(*ask.asker, std::get<NewDeskAccount>(made)));
                     },
                     Replay::kNotKept});
  routes_.push_back({"GET", "/v1/accounts/{account}", Action::kReadAccounts, false, [this](const Ask& ask) {
                       return account_answer(200, desk_.account(*ask.asker, ask.parameters[0]));
                     }});
  routes_.push_back(
      {"PATCH", "/v1/accounts/{account}", Action::kChangeAccounts, true, [this](const Ask& ask) -> Answered {
         auto change = account_change(ask);
         if (auto* problem = std::get_if<Problem>(&change)) return std::move(*problem);
         return account_answer(
             200, desk_.change_account(*ask.asker, ask.parameters[0], std::get<DeskAccountChange>(change)));
       }});
  routes_.push_back({"GET", "/v1/firms", Action::kReadFirms, false, [this](const Ask& ask) {
                       return firms_answer(ask, desk_.firms(*ask.asker, page_of(ask.request)));
                     }});
  routes_.push_back(
      {"POST", "/v1/firms", Action::kChangeConfiguration, true, [this](const Ask& ask) -> Answered {
         JsonFault fault;
         const JsonReader body(ask.body, fault);
         body.only({"uscc", "name"});
         const std::string uscc = body.member("uscc").string();
         const std::string name = body.member("name").string();
         if (fault.first) return problem_of(*fault.first);
         return firm_answer(201, desk_.add_firm(*ask.asker, uscc, name));
       }});
  routes_.push_back({"GET", "/v1/firms/{firm}", Action::kChangeConfiguration, false, [this](const Ask& ask) {
                       return firm_answer(200, desk_.firm(*ask.asker, ask.parameters[0]));
                     }});
  routes_.push_back({"PATCH", "/v1/firms/{firm}", Action::kChangeConfiguration, true,
                     [this](const Ask& ask) { return change_firm(desk_, ask); }});
}

}  // namespace tidegate::server
