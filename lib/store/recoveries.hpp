#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/recovery.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// A dossier of which more was paid than is owed and came back.
struct Overpaid
{
  std::string number, title, state;
  domain::Money amount;
  util::Instant since; // when it last changed
};

// What came back of sums paid beyond what is owed, by the key of its dossier (FundingRequests::key).
class Recoveries
{
public:
  explicit Recoveries(Engine& engine) : m_engine(engine) {}

  void add(std::int64_t dossier, const domain::Recovery& recovery);
  domain::Money total(std::int64_t dossier) const;
  std::vector<Overpaid> overpaid() const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
