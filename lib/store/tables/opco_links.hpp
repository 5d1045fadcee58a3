#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/transmission.hpp"
#include "domain/values/siret.hpp"
#include "store/engine.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// How a CFA reaches an OPCO.
struct OpcoConnection
{
  std::string opco; // its name here, "atlas"
  std::string base_url, token_url, scope, client_id;
  util::Secret client_secret, cfa_key;
  int version = 1; // of the API: 1 or 2
};

// Connections of CFAs to OPCOs, their secrets sealed at rest, and what went over them.
class OpcoLinks
{
public:
  OpcoLinks(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  std::optional<OpcoConnection> connection(domain::Siren cfa, std::string_view opco) const;
  std::vector<OpcoConnection> connections(domain::Siren cfa) const;
  void put(domain::Siren cfa, const OpcoConnection& connection, util::Instant now);

  std::optional<domain::Transmission> find(domain::Siren cfa, domain::TransmissionKind kind,
                                           std::string_view subject, std::string_view opco) const;
  std::vector<domain::Transmission> list(domain::Siren cfa, std::string_view opco) const;
  std::vector<domain::Transmission>
  of_dossier(domain::Siren cfa, std::string_view number) const; // its contract's, its convention's
  void put(domain::Siren cfa, const domain::Transmission& transmission);
  void forget(domain::Siren cfa,
              const domain::Transmission& transmission); // it did not arrive after all

private:
  Engine& m_engine;
  const util::Key& m_key;
};

} // namespace myatlas::store
