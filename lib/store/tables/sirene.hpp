#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/companies/sirene.hpp"
#include "store/engine.hpp"
#include "util/clock.hpp"

namespace myatlas::store {

// An answer of the public register that was kept.
struct SireneRecord
{
  domain::SireneOutcome outcome = domain::SireneOutcome::not_found; // never unavailable
  std::optional<domain::SireneEstablishment> establishment;
  std::string source;
  util::Instant asked;
};

class Sirene
{
public:
  explicit Sirene(Engine& engine) : m_engine(engine) {}

  std::optional<SireneRecord> find(domain::Siret siret) const;
  void put(domain::Siret siret, const SireneRecord& record); // in place of an older one

  // A service that refused is left alone until then.
  std::optional<util::Instant> rests_until(std::string_view source) const;
  void rest(std::string_view source, util::Instant until);

private:
  Engine& m_engine;
};

} // namespace myatlas::store
