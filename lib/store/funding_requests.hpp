#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/funding_request.hpp"
#include "store/engine.hpp"
#include "store/perimeter.hpp"

namespace myatlas::store {

struct RequestFilter
{
  std::optional<domain::RequestState> state;
  std::optional<util::Instant> since;
};

// Funding requests (demandes de prise en charge), their trainees and their history.
class FundingRequests
{
public:
  explicit FundingRequests(Engine& engine) : m_engine(engine) {}

  std::string next_number(int year); // "D20260000001", "D20260000002"…
  std::optional<domain::FundingRequest> find(std::string_view number, const Perimeter& seen_by) const;
  std::vector<domain::FundingRequest> list(const RequestFilter& filter, const Perimeter& seen_by) const;
  void put(const domain::FundingRequest& request); // new, or again by its number
  void add_change(const domain::FundingRequest& request, const domain::RequestChange& change);
  std::vector<domain::RequestChange> history(const domain::FundingRequest& request) const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
