// A firm's programs: who they are, and how they come in.
#include <algorithm>
#include <string>

#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

constexpr std::size_t kLargestForm = 32'768;
constexpr std::string_view kAssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

Answered machine_answer(int status, const Result<DeskMachine>& machine) {
  if (!machine) return problem_of(machine.error());
  return Answer{status, document_of(*machine), machine->version};
}

std::variant<NewDeskMachine, Problem> new_machine(const Ask& ask) {
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"name", "public_key", "certificate"});
  NewDeskMachine made;
  made.name = body.member("name").string();
  if (const auto key = body.optional("public_key")) made.public_key = key->string();
  if (const auto certificate = body.optional("certificate")) made.certificate = certificate->string();
  if (fault.first) return problem_of(*fault.first);
  return made;
}

Answered change_machine(DeskMachines& machines, const Ask& ask) {
  const auto version = version_of(ask.request);
  if (const auto* problem = std::get_if<Problem>(&version)) return *problem;
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"is_disabled"});
  const bool is_disabled = body.member("is_disabled").boolean();
  if (fault.first) return problem_of(*fault.first);
  return machine_answer(
      200, machines.change(*ask.asker, ask.parameters[0], std::get<std::int64_t>(version), is_disabled));
}

// As RFC 6749 section 5.2 words it for programs, and in both languages for who reads along.
Answer token_refused(int status, std::string_view error, const Text& text) {
  JsonWriter json;
  json.begin_object().key("error").string(error).key("error_description").string(text.en);
  json.key("text").begin_object().key("en").string(text.en).key("zh").string(text.zh).end_object();
  json.end_object();
  return Answer{status, json.take()};
}

// The fields of a form, each at most once; nullptr-like: empty where it is not there.
class Form {
 public:
  explicit Form(const Request& request) {
    is_read_ = request.body.size() <= kLargestForm && form_decoded(request.body, pairs_) &&
               pairs_.size() <= kMostFields;
    for (std::size_t i = 0; is_read_ && i < pairs_.size(); ++i)
      is_read_ = std::none_of(pairs_.begin(), pairs_.begin() + static_cast<std::ptrdiff_t>(i),
                              [&](const auto& pair) { return pair.first == pairs_[i].first; });
  }
  bool is_read() const { return is_read_; }
  std::string_view field(std::string_view name) const {
    for (const auto& [known, value] : pairs_) {
      if (known == name) return value;
    }
    return {};
  }

 private:
  static constexpr std::size_t kMostFields = 16;
  std::vector<std::pair<std::string, std::string>> pairs_;
  bool is_read_ = false;
};

}  // namespace

Answered Api::machine_token(const Ask& ask) {
  if (const unsigned wait = sign_ins_.wait_of(ask.request.peer, steady_ms()); wait != 0)
    return Problem{ProblemCode::kTooMany, {}, {}, wait};
  const std::string_view type = ask.request.header("content-type");
  if (type.substr(0, type.find(';')) != "application/x-www-form-urlencoded") {
    return Problem{ProblemCode::kUnsupportedMediaType,
                   {"send a form, with Content-Type: application/x-www-form-urlencoded",
                    "请以表单提交，Content-Type 为 application/x-www-form-urlencoded"},
                   {},
                   0};
  }
  if (ask.request.body.size() > kLargestForm) return Problem{ProblemCode::kTooLarge, {}, {}, 0};
  const Form form(ask.request);
  if (!form.is_read() || form.field("client_assertion").empty() ||
      form.field("client_assertion_type") != kAssertionType) {
    return token_refused(400, "invalid_request",
                         {"client_assertion and its type jwt-bearer are needed, each once",
                          "须各提供一次 client_assertion 及其类型 jwt-bearer"});
  }
  if (form.field("grant_type") != "client_credentials") {
    return token_refused(400, "unsupported_grant_type",
                         {"grant_type is client_credentials", "grant_type 须为 client_credentials"});
  }
  const std::string* url = url_;
  std::vector<std::string> audiences;
  if (url != nullptr) audiences = {*url, *url + "/v1/machine-token"};
  const auto token = machines_.token(form.field("client_assertion"), audiences, form.field("client_id"));
  if (!token) return problem_of(token.error());
  if (!*token) {
    return token_refused(
        401, "invalid_client",
        {"the assertion is not to be believed, or was shown before", "断言不可信，或已被使用过"});
  }
  JsonWriter json;
  json.begin_object().key("access_token").string((*token)->token).key("token_type").string("Bearer");
  json.key("expires_in").integer((*token)->lasts_ms / 1'000).end_object();
  return Answer{200, json.take()};
}

void Api::add_machine_routes() {
  routes_.push_back(
      {"GET", "/v1/machines", Action::kManageMachines, false, [this](const Ask& ask) -> Answered {
         const auto page = machines_.machines(*ask.asker, page_of(ask.request));
         if (!page) return problem_of(page.error());
         return Answer{200, page_document(*page)};
       }});
  routes_.push_back(
      {"POST", "/v1/machines", Action::kManageMachines, true, [this](const Ask& ask) -> Answered {
         auto made = new_machine(ask);
         if (auto* problem = std::get_if<Problem>(&made)) return std::move(*problem);
         return machine_answer(201, machines_.add(*ask.asker, std::get<NewDeskMachine>(made)));
       }});
  routes_.push_back({"PATCH", "/v1/machines/{machine}", Action::kManageMachines, true,
                     [this](const Ask& ask) { return change_machine(machines_, ask); }});
  routes_.push_back(
      {"POST", "/v1/machine-token", {}, false, [this](const Ask& ask) { return machine_token(ask); }});
}

}  // namespace tidegate::server
