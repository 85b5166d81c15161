// A library that is loaded when it is needed and no sooner: starting the program costs nothing for it, and
// where it is not asked for it need not be installed.
#pragma once

#include <dlfcn.h>

#include <string>

namespace tidegate {

class SharedLibrary {
 public:
  // name  as the loader knows it, "libpq.so.5", or a path.
  explicit SharedLibrary(const std::string& name) : handle_(dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL)) {}
  bool is_open() const { return handle_ != nullptr; }
  // False: the library has no such function.
  template <typename Function>
  bool find(const char* name, Function*& into) const {
    into = handle_ == nullptr ? nullptr : reinterpret_cast<Function*>(dlsym(handle_, name));
    return into != nullptr;
  }

 private:
  void* handle_;  // never closed: such libraries keep threads and hooks of their own
};

}  // namespace tidegate
