// Binds a claim of an idempotency key to what is done under it: while a mark lives, every transaction that
// this thread keeps also keeps that the claim was acted on. So a process that dies behind its commit leaves a
// claim that says so, and what is sent again is not done twice. Bound to the thread, since else each journey
// and each transaction would have to hand it on.
//   What a journey keeps on its way, and nobody asked for (a statement that is renewed, a clock that is
//   noted), is kept beside the mark: a process that dies behind it has not done what was asked.
#pragma once

#include "tidegate/store/desk/rows.h"

namespace tidegate {

class OnceMark {
 public:
  // row  the claim as it is once it was acted on. One mark a thread at a time.
  explicit OnceMark(IdempotencyRow row);
  ~OnceMark();
  OnceMark(const OnceMark&) = delete;
  OnceMark& operator=(const OnceMark&) = delete;

  static const IdempotencyRow* of_this_thread();  // nullptr: none lives

 private:
  IdempotencyRow row_;
};

// While it lives, what this thread keeps is bound to no claim.
class BesideOnceMark {
 public:
  BesideOnceMark();
  ~BesideOnceMark();
  BesideOnceMark(const BesideOnceMark&) = delete;
  BesideOnceMark& operator=(const BesideOnceMark&) = delete;

 private:
  const IdempotencyRow* mark_;
};

}  // namespace tidegate
