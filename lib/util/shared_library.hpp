#pragma once

#include <dlfcn.h>

#include "util/result.hpp"

namespace myatlas::util {

// A shared library that is loaded when it is first needed and stays: its functions are found by
// name.
class SharedLibrary
{
public:
  // `code` (name) when it is not installed.
  static Result<SharedLibrary> open(const char* name, const char* code)
  {
    void* handle = ::dlopen(name, RTLD_NOW);
    return handle != nullptr ? Result<SharedLibrary>(SharedLibrary(handle))
                             : Result<SharedLibrary>(Error{code, {name}});
  }

  template <typename Function>
  void find(const char* name, Function& into) const
  {
    into = reinterpret_cast<Function>(::dlsym(m_handle, name));
  }

private:
  explicit SharedLibrary(void* handle) : m_handle(handle) {}
  void* m_handle;
};

} // namespace myatlas::util
