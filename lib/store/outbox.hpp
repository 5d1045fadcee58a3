#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

// A mail to send: which one, to whom, with what. It is written in the transaction that causes it.
struct OutboxMail
{
  std::string id; // UUIDv7, also its Message-ID
  std::string account;
  std::string recipient;
  std::string template_name; // "activation", "already-registered", "reset", "password-changed"
  std::string language;
  std::string payload; // its parameters, encrypted: they hold the code; emptied once delivered
  util::Instant created;
};

class Outbox
{
public:
  explicit Outbox(Engine& engine) : m_engine(engine) {}

  void put(const OutboxMail& mail);
  std::vector<OutboxMail> due() const; // not yet delivered, oldest first
  struct Sent
  {
    std::string template_name;
    util::Instant created;
    std::optional<util::Instant> delivered;
  };
  std::vector<Sent> of_account(std::string_view account) const;
  void mark_delivered(const OutboxMail& mail, util::Instant at);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
