#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/account/credentials.hpp"
#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

// A code sent by mail, as the store keeps it.
struct OneTimeCode
{
  std::string hash;
  util::Instant issued, expires;
  int tries = 0; // wrong ones so far
};

struct Session
{
  std::string account;
  util::Instant created, expires;
};

// Codes, sessions and counted attempts. Nothing here opens anything when the file is stolen: only
// hashes are kept.
class Credentials
{
public:
  explicit Credentials(Engine& engine) : m_engine(engine) {}

  void put_code(std::string_view account, domain::CodePurpose purpose,
                const OneTimeCode& code); // a new one kills the old
  std::optional<OneTimeCode> code(std::string_view account, domain::CodePurpose purpose) const;
  void drop_code(std::string_view account, domain::CodePurpose purpose);

  void put_session(std::string_view account, std::string_view token_hash, util::Instant now,
                   util::Instant expires);
  std::optional<Session> session(std::string_view token_hash) const;
  std::vector<std::pair<util::Instant, util::Instant>>
  sessions(std::string_view account) const; // created, expires
  bool drop_session(std::string_view token_hash);
  void drop_sessions(std::string_view account);

  void record_attempt(domain::AttemptKind kind, std::string_view subject, util::Instant at);
  // Attempts after `since`, the latest first.
  std::vector<util::Instant> attempts(domain::AttemptKind kind, std::string_view subject,
                                      util::Instant since) const;
  std::vector<std::pair<domain::AttemptKind, util::Instant>>
  attempts_of(std::string_view subject) const;
  // Sessions and codes that are over, attempts that no limit looks at any more; how many rows.
  std::int64_t drop_expired(util::Instant now);

  void forget_attempts(domain::AttemptKind kind, std::string_view subject);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
