#pragma once

#include "domain/values/names.hpp"

namespace myatlas::domain {

// What a code that was sent by mail opens.
enum class CodePurpose
{
  activation,
  reset, // of the password
};

// What is counted, so that it cannot be tried without end.
enum class AttemptKind
{
  login,
  member_code, // the proof of a company
  activation_mail,
  reset_mail,
};

inline constexpr NamedValue<CodePurpose> k_code_purposes[] = {
  {"activation", CodePurpose::activation}, {"reset", CodePurpose::reset}};
static_assert(has_all<k_code_purposes>());

inline constexpr NamedValue<AttemptKind> k_attempt_kinds[] = {
  {"login", AttemptKind::login},
  {"member-code", AttemptKind::member_code},
  {"activation-mail", AttemptKind::activation_mail},
  {"reset-mail", AttemptKind::reset_mail}};
static_assert(has_all<k_attempt_kinds>());

inline const char* to_text(CodePurpose purpose)
{
  return name_of(k_code_purposes, purpose);
}

inline const char* to_text(AttemptKind kind)
{
  return name_of(k_attempt_kinds, kind);
}

} // namespace myatlas::domain
