// What went wrong, as a door of HTTP says it: problem+json (RFC 9457) in the language that was asked for,
// both beside it, and the places in the request that it is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/result.h"
#include "tidegate/base/text.h"
#include "tidegate/server/http/message.h"

namespace tidegate::server {

// Closed; never renamed. What a client may act on, where the status alone is too coarse.
enum class ProblemCode {
  kMalformed,             // 400 the request breaks its own format
  kNotSignedIn,           // 401 no session, or one that has ended
  kSignInFailed,          // 401 login, password or code is wrong
  kCodeNeeded,            // 401 the password is right; the code of the second factor is missing
  kCsrf,                  // 403 the header that proves the page is ours is missing or wrong
  kNotAllowed,            // 403 the account's role may not do this
  kPasswordDue,           // 403 its password is one that another chose
  kNotFound,              // 404 no such thing, or nobody may tell this account of it
  kMethodNotAllowed,      // 405
  kNotAcceptable,         // 406
  kConflict,              // 409 it moved on, or is there already
  kStillRunning,          // 409 the same request under this key is being worked on
  kDoneBefore,            // 409 it was done under this key; its answer was not kept
  kRefused,               // 409 the desk's rules do not allow it now; `reason` says which
  kChanged,               // 412 If-Match names a version that is no longer the present one
  kTooLarge,              // 413
  kUnsupportedMediaType,  // 415
  kOutOfRange,            // 422 well formed, but what it says cannot be
  kKeyReused,             // 422 the idempotency key was used for another request
  kVersionNeeded,         // 428 If-Match is missing
  kLocked,                // 429 too many wrong passwords
  kTooMany,               // 429 too many requests
  kHeadTooLarge,          // 431
  kInternal,              // 500 our own fault
  kUnavailable,           // 503 a disk or a database does not answer, or nobody is free
};
inline constexpr std::size_t kProblemCodes = 25;

int status_of(ProblemCode code);
std::string_view to_string(ProblemCode code);  // "not_signed_in"
Text title_of(ProblemCode code);

struct Problem {
  ProblemCode code = ProblemCode::kInternal;
  Text detail;                        // what exactly, and what helps; empty: the title says it
  std::vector<std::string> pointers;  // JSON pointers into the body; "" is the whole
  unsigned retry_seconds = 0;         // of kLocked, kTooMany, kStillRunning, kUnavailable; 0: not known
  std::string reason = {};            // of a step that was refused: clearance/decide.h names them; else empty
  std::string more{};                 // further members, JSON: "\"findings\":[...]"; empty: none
};

// The problem that an Error of the house is. `where` is kept only where it is a place in the body.
Problem problem_of(const Error& error);
// The problem that stands for a number of HTTP, where the server itself refuses.
Problem problem_of_status(int status);

Response answer(const Problem& problem, Lang lang);
std::string document_of(const Problem& problem, Lang lang);  // its body alone

// The language that is asked for (Accept-Language, RFC 9110 section 12.5.4): Chinese where it is wanted more
// than English, else English.
Lang language_of(const Request& request);

}  // namespace tidegate::server
