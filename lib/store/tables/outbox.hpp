#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/correspondence/mail.hpp"
#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

// A mail to send: which one, to whom, with what. It is written in the transaction that causes it.
struct OutboxMail
{
  std::string id; // UUIDv7, also its Message-ID
  std::string account;
  std::string recipient;
  domain::MailKind kind = domain::MailKind::alert;
  std::string language;
  std::string payload; // its parameters, encrypted: they hold the code; emptied once delivered
  util::Instant created;

  std::int64_t tries = 0;
  std::optional<util::Instant> next_try = {}, delivered = {}, failed = {}; // failed: for good
  std::string reason = {},
              answer = {}; // of the last try that failed: an error code, what the server said
};

enum class MailState
{
  waiting,
  sent,
  failed,
};

// No try is put off for longer. One that seems to be was put off by a clock that was ahead, and is
// due.
inline constexpr std::int64_t k_longest_pause = 432 * util::k_minute;

class Outbox
{
public:
  explicit Outbox(Engine& engine) : m_engine(engine) {}

  void put(const OutboxMail& mail);
  std::vector<OutboxMail> due(util::Instant now) const; // to be tried now, oldest first
  std::vector<OutboxMail> list(std::optional<MailState> state) const;
  std::vector<OutboxMail> of_account(std::string_view account) const;

  // Takes a mail that is due until a time, so that nobody else sends it meanwhile; false:
  // somebody has it.
  bool claim(const OutboxMail& mail, util::Instant now, util::Instant until);
  void mark_delivered(const OutboxMail& mail, util::Instant at);
  void put_off(const OutboxMail& mail, util::Instant until, std::string_view reason,
               std::string_view answer);
  void mark_failed(const OutboxMail& mail, util::Instant at, std::string_view reason,
                   std::string_view answer);
  std::int64_t retry_failed(util::Instant at);  // how many wait again
  std::int64_t drop_sent(util::Instant before); // how many went and are forgotten

private:
  Engine& m_engine;
};

MailState state_of(const OutboxMail& mail);

} // namespace myatlas::store
