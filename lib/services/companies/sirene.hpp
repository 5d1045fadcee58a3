#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/request_form.hpp"
#include "gateway/sirene.hpp"
#include "services/context.hpp"
#include "store/tables/sirene.hpp"

namespace myatlas::services {

// What the public register says of a SIRET, now or when it was last asked.
struct SireneAnswer
{
  domain::SireneOutcome outcome = domain::SireneOutcome::unavailable;
  std::optional<domain::SireneEstablishment> establishment;
  std::string source;
  std::optional<util::Instant> asked;
  std::optional<Error> problem; // why nobody could be asked: network.*, register.*
};

// Asks the public register and keeps its answers: one of an establishment is good for a week, that
// there is none for a day. A service that refused twice or cannot be reached is left alone for ten
// minutes (register.resting), by every process that uses the store. When nobody can be asked, an
// older answer is given with its day, or none.
class SireneLookup
{
public:
  SireneLookup(const Context& context, gateway::CompanyRegister& way)
    : m_context(context), m_way(way)
  {
  }

  // Outside a transaction of the caller's: the store is not held while somebody else is waited for.
  SireneAnswer ask(domain::Siret siret);

private:
  SireneAnswer asked(domain::Siret siret); // now
  SireneAnswer unavailable() const;
  store::SireneRecord put(domain::Siret siret,
                          const std::optional<domain::SireneEstablishment>& found);
  std::optional<util::Instant> resting_until() const;
  void rest(Transaction& write); // where the service is to be left alone

  SireneAnswer kept(domain::Siret siret, Error problem) const;

  const Context& m_context;
  gateway::CompanyRegister& m_way;
};

// What speaks against an establishment by that answer: register.closed (siret, day),
// register.not_found (siret), or why it is not known.
std::optional<Error> objection_to(domain::Siret siret, const SireneAnswer& answer);

// Asks for the establishment and providers of a request that is to be sent, or of a dossier by its
// number; what was kept then speaks in the findings. Why nobody could be asked, if so.
Outcome ask_about(const Context& context, SireneLookup& look_up, const domain::RequestForm& form,
                  const std::string& number);
Outcome ask_about(SireneLookup& look_up, const domain::Contract::Values& contract);

// What was kept of it, if it was asked for once: closed, and of a training body whether it is
// certified (Qualiopi).
bool is_publicly_closed(const Context& context, domain::Siret siret);
std::optional<bool> has_qualiopi(const Context& context, domain::Siret siret);

} // namespace myatlas::services
