#pragma once

#include "services/context.hpp"
#include "util/crypto.hpp"

namespace myatlas::services {

struct NewSession
{
  domain::EmailAddress email;
  util::Secret token; // random, 256 bits; the store keeps its hash
  util::Instant expires;
};

// login.refused for an unknown address, a wrong password and an account that is not active, in the
// same time; login.locked after five wrong ones within an hour.
Result<NewSession> log_in(const Context& context, const domain::EmailAddress& email,
                          const util::Secret& password);

// Ends the session of a token; nothing happens when there is none.
void log_out(const Context& context, const util::Secret& token);

// The time that commands are given, and the machine's where it counts: see Context.
struct Moment
{
  util::Instant given, machine;
};

// The account of a token: session.expired when it is unknown, ended or too old.
Result<domain::Account> authenticate(store::Store& store, const util::Secret& token,
                                     const Moment& moment);

} // namespace myatlas::services
