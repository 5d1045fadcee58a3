#pragma once

#include <type_traits>

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
    if (handle == nullptr) {
      return Error{code, {name}};
    }
    return SharedLibrary(handle);
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

// The functions of a library as `find` finds them, once for the process; why not, each time.
template <auto find>
auto load_once()
{
  using Loaded = Result<const std::remove_cvref_t<decltype(*find())>*>;
  static const auto k_library = find();
  return k_library ? Loaded(&*k_library) : Loaded(k_library.errors());
}

} // namespace myatlas::util
