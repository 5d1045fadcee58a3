#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "util/clock.hpp"

namespace myatlas::store {

// Who does something, when, and by which command; `fixed_clock` when the time was given and not
// read, `test_clock` in a store that was made for tests, where any time may be given.
struct Deed
{
  util::Instant at;
  bool fixed_clock = false;
  std::string actor;   // e-mail of the account, or "operator:login"
  std::string command; // "add-siret"
  bool test_clock = false;
};

const char* clock_name(const Deed& deed); // "system", "fixed", "test"

struct AuditRow
{
  std::int64_t sequence = 0;
  Deed deed;
  std::string subject;                      // to_text(AuditSubject)
  std::optional<std::string> before, after; // JSON, without secrets
  std::string previous, hash;
};

// Where the chain ends, or ended: kept elsewhere, it tells later whether the end was cut off.
struct AuditHead
{
  std::int64_t sequence = 0; // none yet
  std::string hash;
};

} // namespace myatlas::store
