#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/dossiers/request_document.hpp"
#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"
#include "store/tables/request_load.hpp"

namespace myatlas::store {

struct RequestFilter
{
  std::optional<domain::RequestState> state;
  std::optional<domain::Scheme> scheme;
  std::optional<util::Instant> since; // changed then or later
  std::optional<domain::Siren> company, provider;
  std::string created_by; // account id
  std::string after;      // those whose number follows this one
  std::optional<std::int64_t> limit;
  std::string reference = {}; // the company's own; empty: whatever it is
};

// Funding requests (demandes de prise en charge), their modules, trainees, documents and history.
class FundingRequests
{
public:
  explicit FundingRequests(Engine& engine) : m_engine(engine) {}

  std::string next_number(int year); // "D20260000001", "D20260000002"…
  std::optional<domain::FundingRequest> find(std::string_view number,
                                             const Perimeter& seen_by) const;
  std::optional<domain::FundingRequest>
  find_reference(domain::Siren owner, std::string_view reference) const; // the company's own
  std::vector<domain::FundingRequest> list(const RequestFilter& filter,
                                           const Perimeter& seen_by) const; // by number
  void put(const domain::FundingRequest& request);                // new, or again by its number
  std::optional<std::int64_t> key(std::string_view number) const; // what its invoices hold of it
  bool any() const;
  // The references of a company's dossiers.
  void each_reference(domain::Siren owner,
                      const std::function<void(const std::string&)>& each) const;
  RequestLoad load(int year) { return RequestLoad(m_engine, year); } // new ones, from files
  void add_change(const domain::FundingRequest& request, const domain::RequestChange& change);
  std::vector<domain::RequestChange> history(const domain::FundingRequest& request) const;

  // The file itself is kept first: Store::keep_document and StoredDocuments::put. Gives the
  // document its position.
  void add_document(const domain::FundingRequest& request, domain::RequestDocument& document);
  std::vector<domain::RequestDocument> documents(const domain::FundingRequest& request) const;

  // Which of the dossiers r of a statement are seen: $1 to $3 are the perimeter's.
  std::string seen(const Perimeter& seen_by) const;

private:
  bool sees_many(const Perimeter& seen_by) const;

  Engine& m_engine;
};

} // namespace myatlas::store
