#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/invoice.hpp"
#include "store/engine.hpp"

namespace myatlas::store {

// Where something stands in the order of the office's work: by its day, what has none last; then by
// how long it waits, and its number.
struct WorkPlace
{
  std::optional<domain::Date> day;
  util::Instant since;
  std::string number;
};

// A page of what waits: what follows a place, so many at most.
struct WorkPart
{
  std::optional<WorkPlace> after;
  std::optional<std::int64_t> limit;
};

struct WaitingRequest
{
  std::string number, title;
  util::Instant changed;
  std::optional<domain::Date> start;
};

// What waits for the office, in the order of its work, a page at a time however much there is.
class Waiting
{
public:
  explicit Waiting(Engine& engine) : m_engine(engine) {}

  // Dossiers of a state and a scheme, by their first day; those without one last.
  std::vector<WaitingRequest> requests(domain::RequestState state, domain::Scheme scheme,
                                       const WorkPart& part) const;

  // The keys of invoices of a state, by how long they wait.
  std::vector<std::pair<domain::Siren, std::string>> invoices(domain::InvoiceState state,
                                                              const WorkPart& part) const;

private:
  Engine& m_engine;
};

} // namespace myatlas::store
