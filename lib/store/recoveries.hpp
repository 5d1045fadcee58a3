#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/recovery.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// A dossier of which more may have been paid than is owed and came back.
struct Overpaid
{
  std::string number, title, state;
  util::Instant since; // when it last changed
};

// What came back of sums paid beyond what is owed, by the key of its dossier (FundingRequests::key).
class Recoveries
{
public:
  explicit Recoveries(Engine& engine) : m_engine(engine) {}

  void add(std::int64_t dossier, const domain::Recovery& recovery);
  domain::Money total(std::int64_t dossier) const;
  // Those paid beyond what was accepted, and those that were paid and broken off, of which the certificates say what is owed.
  std::vector<Overpaid> overpaid() const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
