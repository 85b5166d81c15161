// Filings: drafts, papers, documents, and handing in.
#include <fmt/format.h>

#include "tidegate/base/json_reader.h"
#include "tidegate/server/api/api.h"
#include "tidegate/server/api/filing_shapes.h"
#include "tidegate/server/api/shapes.h"

namespace tidegate::server {
namespace {

using access::Action;

constexpr std::size_t kMostAssessment = std::size_t{8} << 20;
constexpr std::size_t kMostPlaces = 5'000;  // that one request changes

Answered edited_answer(int status, const Result<EditedFiling>& edited) {
  if (!edited) return problem_of(edited.error());
  if (!edited->filing) return problem_of(edited->problems);
  Answer answer{status, document_of(*edited->filing), edited->filing->version};
  if (status == 201) answer.headers.emplace_back("Location", "/v1/filings/" + edited->filing->id);
  return answer;
}

Problem unsupported_paper() {
  return {
      ProblemCode::kUnsupportedMediaType,
      {"this file is of a kind that is not taken: choose a PDF, OFD, PNG, JPEG, DOCX or text file (.txt, "
       ".md), a signed credential (.jwt, .sd-jwt, .cms, .p7s) or a backup's manifest with what lies beside "
       "it, with the ending of its kind in its name",
       "不支持该文件类型：请选择 "
       "PDF、OFD、PNG、JPEG、DOCX、文本文件（.txt、.md）、已签名的资质凭证（.jwt、.sd-jwt、.cms、.p7s）或备"
       "份清单及其随附文件，文件名须带相应扩展名"},
      {},
      0};
}

// RFC 6266 and RFC 8187: any name, as octets of UTF-8.
std::string attachment(std::string_view name) {
  std::string out = "attachment; filename*=UTF-8''";
  for (const char c : name) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '.' || c == '-' || c == '_';
    if (is_plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

Answered octets_answer(Result<DeskOctets> octets) {
  if (!octets) return problem_of(octets.error());
  const std::string_view name = octets->file_name;
  return Answer{200,
                std::move(octets->bytes),
                0,
                {{"Content-Type", octets->media_type},
                 {"Content-Disposition", attachment(name.substr(name.rfind('/') + 1))}}};
}

const Json* member_object(const JsonReader& body, std::string_view key) {
  const auto member = body.optional(key);
  if (!member) return nullptr;
  if (member->value().object() == nullptr) member->refuse(ErrorCode::kOutOfRange, "is no object", "不是对象");
  return &member->value();
}

std::string text_or(const JsonReader& body, std::string_view key) {
  const auto member = body.optional(key);
  return member ? member->string() : std::string();
}

bool flag_or(const JsonReader& body, std::string_view key) {
  const auto member = body.optional(key);
  return member && member->boolean();
}

// An assessment holds fractions, which nobody asks for; anything else is read strictly.
std::variant<Json, Problem> new_filing_body(const Request& request) {
  auto body = json_body(request, kMostAssessment, true);
  const Json* read = std::get_if<Json>(&body);
  if (read == nullptr || read->find("assessment") != nullptr) return body;
  return json_body(request, kMostAssessment, false);
}

}  // namespace

std::variant<FilingEdit, Problem> filing_edit(const Ask& ask) {
  auto version = version_of(ask.request);
  if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
  JsonFault fault;
  const JsonReader body(ask.body, fault);
  body.only({"set", "remove"});
  FilingEdit edit;
  edit.version = std::get<std::int64_t>(version);
  if (const Json* set = member_object(body, "set"); set != nullptr && set->object() != nullptr)
    edit.set.assign(set->object()->begin(), set->object()->end());
  if (const auto remove = body.optional("remove")) edit.remove = remove->strings();
  if (edit.set.size() + edit.remove.size() > kMostPlaces)
    body.refuse(ErrorCode::kOutOfRange, "5,000 places at most", "至多 5000 处");
  if (fault.first) return problem_of(*fault.first);
  return edit;
}

void Api::add_filing_routes() {
  routes_.push_back(
      {"GET", "/v1/forms/current", Action::kReadOwnAccount, false, [this](const Ask& ask) -> Answered {
         const std::string tag = fmt::format("\"{}\"", filings_.form_sha256());
         if (ask.request.header("if-none-match") == tag) return Answer{304, {}, 0, {{"ETag", tag}}};
         return Answer{200, std::string(filings_.form_json()), 0, {{"ETag", tag}}};
       }});
  routes_.push_back({"GET", "/v1/filings", Action::kReadFilings, false, [this](const Ask& ask) -> Answered {
                       const auto page = filings_.filings(*ask.asker, page_of(ask.request));
                       if (!page) return problem_of(page.error());
                       return Answer{200, page_document(*page)};
                     }});
  routes_.push_back({"POST", "/v1/filings", Action::kWriteFilings, false, [this](const Ask& ask) -> Answered {
                       auto read = new_filing_body(ask.request);
                       if (auto* problem = std::get_if<Problem>(&read)) return std::move(*problem);
                       JsonFault fault;
                       const JsonReader body(std::get<Json>(read), fault);
                       body.only({"declaration", "assessment", "extends", "copies"});
                       NewFiling made{member_object(body, "declaration"), member_object(body, "assessment"),
                                      text_or(body, "extends"), text_or(body, "copies")};
                       if (fault.first) return problem_of(*fault.first);
                       return edited_answer(201, filings_.add(*ask.asker, made));
                     }});
  routes_.push_back(
      {"GET", "/v1/filings/{filing}", Action::kReadFilings, false, [this](const Ask& ask) -> Answered {
         const auto filing = filings_.filing(*ask.asker, ask.parameters[0]);
         if (!filing) return problem_of(filing.error());
         return Answer{200, document_of(*filing), filing->version};
       }});
  routes_.push_back(
      {"PATCH", "/v1/filings/{filing}", Action::kWriteFilings, true, [this](const Ask& ask) -> Answered {
         auto edit = filing_edit(ask);
         if (auto* problem = std::get_if<Problem>(&edit)) return std::move(*problem);
         return edited_answer(200,
                              filings_.change(*ask.asker, ask.parameters[0], std::get<FilingEdit>(edit)));
       }});
  routes_.push_back(
      {"PUT", "/v1/filings/{filing}", Action::kWriteFilings, true, [this](const Ask& ask) -> Answered {
         auto version = version_of(ask.request);
         if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
         JsonFault fault;
         const JsonReader body(ask.body, fault);
         body.only({"declaration"});
         static_cast<void>(body.member("declaration"));
         const Json* declaration = member_object(body, "declaration");
         if (fault.first) return problem_of(*fault.first);
         return edited_answer(200, filings_.replace(*ask.asker, ask.parameters[0],
                                                    std::get<std::int64_t>(version), *declaration));
       }});
  routes_.push_back(
      {"DELETE", "/v1/filings/{filing}", Action::kWriteFilings, false, [this](const Ask& ask) -> Answered {
         auto version = version_of(ask.request);
         if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
         if (auto done = filings_.remove(*ask.asker, ask.parameters[0], std::get<std::int64_t>(version));
             !done)
           return problem_of(done.error());
         return Answer{204, {}};
       }});
  routes_.push_back(
      {"GET", "/v1/filings/{filing}/check", Action::kReadFilings, false, [this](const Ask& ask) -> Answered {
         const auto check = filings_.check(*ask.asker, ask.parameters[0]);
         if (!check) return problem_of(check.error());
         return Answer{200, check_document(*check, language_of(ask.request)), check->version};
       }});
  routes_.push_back(
      {"POST", "/v1/filings/{filing}/submission", Action::kSubmitFilings, true,
       [this](const Ask& ask) -> Answered {
         auto version = version_of(ask.request);
         if (auto* problem = std::get_if<Problem>(&version)) return std::move(*problem);
         JsonFault fault;
         JsonReader(ask.body, fault).only({});
         if (fault.first) return problem_of(*fault.first);
         const auto done = filings_.submit(*ask.asker, ask.parameters[0], std::get<std::int64_t>(version));
         if (!done) return problem_of(done.error());
         if (!done->blocking.empty()) return problem_of_blocking(done->blocking, language_of(ask.request));
         JsonWriter json;
         json.begin_object().key("case").string(done->case_id);
         json.key("filing").string(done->filing).end_object();
         return Answer{201, json.take(), done->version, {{"Location", "/v1/cases/" + done->case_id}}};
       }});
}

void Api::add_filing_file_routes() {
  routes_.push_back(
      {"POST", "/v1/filings/{filing}/papers", Action::kWriteFilings, false,
       [this](const Ask& ask) -> Answered {
         const auto paper = filings_.add_paper(
             *ask.asker, ask.parameters[0],
             {std::string(ask.request.parameter("slot")), std::string(ask.request.parameter("file_name")),
              ask.request.body, std::string(ask.request.parameter("replaces"))});
         // Senders call the same octets by many types: the name says what is kept, whatever Content-Type
         // says.
         if (!paper && paper.error().code == ErrorCode::kMalformed) return unsupported_paper();
         if (!paper) return problem_of(paper.error());
         return Answer{201,
                       document_of(*paper),
                       0,
                       {{"Location", fmt::format("/v1/filings/{}/papers/{}", ask.parameters[0], paper->id)}}};
       }});
  routes_.push_back({"GET", "/v1/filings/{filing}/papers/{paper}", Action::kReadFilings, false,
                     [this](const Ask& ask) -> Answered {
                       return octets_answer(filings_.paper(*ask.asker, ask.parameters[0], ask.parameters[1]));
                     }});
  routes_.push_back(
      {"DELETE", "/v1/filings/{filing}/papers/{paper}", Action::kWriteFilings, false,
       [this](const Ask& ask) -> Answered {
         if (auto done = filings_.remove_paper(*ask.asker, ask.parameters[0], ask.parameters[1]); !done)
           return problem_of(done.error());
         return Answer{204, {}};
       }});
  routes_.push_back({"GET", "/v1/filings/{filing}/documents", Action::kReadFilings, false,
                     [this](const Ask& ask) -> Answered {
                       auto documents = filings_.documents(*ask.asker, ask.parameters[0]);
                       if (!documents) return problem_of(documents.error());
                       return Answer{200, std::move(*documents)};
                     }});
  routes_.push_back(
      {"POST", "/v1/filings/{filing}/documents", Action::kWriteFilings, true,
       [this](const Ask& ask) -> Answered {
         JsonFault fault;
         const JsonReader body(ask.body, fault);
         body.only({"pdf", "english"});
         const DocumentsAsk wanted{flag_or(body, "pdf"), flag_or(body, "english")};
         if (fault.first) return problem_of(*fault.first);
         const auto id = filings_.make_documents(*ask.asker, ask.parameters[0], wanted);
         if (!id) return problem_of(id.error());
         const auto operation = operations_.operation(*ask.asker, *id);
         if (!operation) return problem_of(operation.error());
         return Answer{
             202, document_of(*operation), 0, {{"Location", "/v1/operations/" + *id}, {"Retry-After", "1"}}};
       }});
  routes_.push_back({"GET", "/v1/filings/{filing}/documents/{sha256}", Action::kReadFilings, false,
                     [this](const Ask& ask) -> Answered {
                       return octets_answer(
                           filings_.document(*ask.asker, ask.parameters[0], ask.parameters[1]));
                     }});
}

}  // namespace tidegate::server
