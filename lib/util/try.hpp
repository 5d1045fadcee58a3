#pragma once

#include "util/result.hpp"

// Hands on why there is no value, from a function that itself returns a Result: what would be asked
// after each call is said once. A Result is named by its line, so that two in one function do not
// hide one another.
#define MYATLAS_NAME_ON(line) result_of_line_##line
#define MYATLAS_NAME(line) MYATLAS_NAME_ON(line)

// Goes on where `...`, a Result, has a value, which is not looked at: TRY(may_read(context));
#define TRY(...)                                                                                   \
  if (auto MYATLAS_NAME(__LINE__) = (__VA_ARGS__); !MYATLAS_NAME(__LINE__)) {                      \
    return std::move(MYATLAS_NAME(__LINE__)).errors();                                             \
  }                                                                                                \
  static_assert(true)

// Makes `declaration` of the value: TRY_ASSIGN(const Siret siret, Siret::parse(text)); A type with
// a comma is written `auto`.
#define TRY_ASSIGN(declaration, ...)                                                               \
  auto MYATLAS_NAME(__LINE__) = (__VA_ARGS__);                                                     \
  if (!MYATLAS_NAME(__LINE__)) {                                                                   \
    return std::move(MYATLAS_NAME(__LINE__)).errors();                                             \
  }                                                                                                \
  declaration = *std::move(MYATLAS_NAME(__LINE__))
