#pragma once

#include <memory>
#include <string>

#include "domain/dossiers/funding_request.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// New dossiers by the thousand, each with its trainees and the first line of its history. As
// BulkWriter: the store may be read, and other dossiers be written, after rest().
class RequestLoad
{
public:
  explicit RequestLoad(Engine& engine, int year) : m_engine(engine), m_year(year) {}

  // Gives the dossier the next number of the year.
  void put(domain::FundingRequest& request, const domain::RequestChange& first);
  void rest();
  void settle();

private:
  void begin();
  void end();

  Engine& m_engine;
  int m_year;
  std::unique_ptr<BulkWriter> m_requests, m_trainees, m_changes;
  std::int64_t m_last = 0, m_key = 0; // of the series of numbers; of the dossiers
  bool m_begun = false;
};

} // namespace myatlas::store
