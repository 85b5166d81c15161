// The register of an installation on disk: the book, the sets of persons, and a key for each exporter and
// year.
//   register/book         the book (register_book.h), mode 0600
//   register/sets/HASH    sets of persons (subject_file.h), mode 0600
//   register/keys/ID-YEAR the key of an exporter and year: 32 hexadecimal digits and a line end, mode 0600
// A change is whole or has not been made, whenever the program ends: sets and keys are on the disk before the
// book names them, and the book is replaced by one rename. What the book does not name is swept away by the
// next change; where there is no book, nothing is.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tidegate/base/hash.h"
#include "tidegate/base/result.h"
#include "tidegate/store/register/register_book.h"
#include "tidegate/store/register/subject_file.h"
#include "tidegate/store/state_dir.h"
#include "tidegate/store/write_file.h"

namespace tidegate {

class SubjectRegister {
 public:
  static bool is_in(const std::string& home);  // whether anything was entered in this state folder
  // home  outlives the register. None: this installation has no register yet.
  static Result<std::optional<SubjectRegister>> find(const StateDir& home);
  // Made when it is missing.
  static Result<SubjectRegister> open(const StateDir& home);

  // Errors: kCorrupt (damaged; or gone, while sets or keys are there), kUnavailable.
  Result<RegisterBook> book() const;
  // One that the book names as not destroyed. Errors: kCorrupt (gone, or no key), kUnavailable.
  Result<SubjectKeySecret> key(std::string_view exporter, int year) const;
  // take  as read_subjects. Errors: kCorrupt (gone, or damaged), kUnavailable.
  Result<Strangers> read_set(const std::string& sha256, const TakeLink& take) const;

  // Runs `make` on the book while no other program may write, then replaces the book by what it left, and
  // removes sets and keys that this does not name. Errors: of `make` and of book() (nothing is changed),
  // kUnavailable.
  Result<void> change(const std::function<Result<void>(RegisterBook&)>& make);
  // Within `make` only. The key, made when it is not there.
  Result<SubjectKeySecret> make_key(std::string_view exporter, int year);
  Result<void> put_key(std::string_view exporter, int year, const SubjectKeySecret& key);
  // Keeps a file of write_subjects and returns its name.
  Result<std::string> put_set(std::string_view bytes);

 private:
  SubjectRegister(const StateDir& home, OpenFile folder, OpenFile sets, OpenFile keys)
      : home_(&home), folder_(std::move(folder)), sets_(std::move(sets)), keys_(std::move(keys)) {}
  std::string where(std::string_view name) const;
  Result<std::optional<SubjectKeySecret>> key_there(std::string_view exporter, int year) const;
  void sweep(const RegisterBook& book);

  const StateDir* home_;
  OpenFile folder_;
  OpenFile sets_;
  OpenFile keys_;
};

}  // namespace tidegate
