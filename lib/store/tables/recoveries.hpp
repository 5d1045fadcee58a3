#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/dossiers/recovery.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// A dossier of which more may have been paid than is owed and came back.
struct Overpaid
{
  std::string number, title, state;
  util::Instant since; // when it last changed
};

// What came back of sums paid beyond what is owed, by the key of its dossier
// (FundingRequests::key).
class Recoveries
{
public:
  explicit Recoveries(Engine& engine) : m_engine(engine) {}

  void add(std::int64_t dossier, const domain::Recovery& recovery);
  std::vector<domain::Recovery> list(std::int64_t dossier) const;
  domain::Money for_teaching(std::int64_t dossier) const; // of a contract of apprenticeship
  // Those that may be: paid beyond what was accepted, or a share of them, and those that were paid
  // and broken off.
  std::vector<Overpaid> overpaid() const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
