#pragma once

#include <string>
#include <vector>

#include "domain/contributions/declaration.hpp"
#include "domain/dossiers/deadline.hpp"
#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"

namespace myatlas::services {

// What a client declared for a year.
struct ClientYear
{
  std::string name;
  domain::Declaration declaration;
  std::string reference = {}; // what the account calls the client; empty: nothing
};

struct DueWeek
{
  domain::Date monday = domain::Date::of_days(0);
  std::int64_t count = 0, overdue = 0, clients = 0;
};

struct StateSums
{
  domain::RequestState state = domain::RequestState::brouillon;
  std::int64_t count = 0;
  domain::Money asked, accepted;
};

// Asked by the day a dossier was made, accepted by that of the agreement, invoiced by the
// invoice's, paid by that of the payment. What came back of sums paid too much, by the day it did,
// is taken off what was paid, as credit notes are.
struct MonthSums
{
  domain::Month month;
  domain::Money asked, accepted, invoiced, paid, recovered;
};

struct RefusalReason
{
  std::string text; // as it was written
  std::int64_t count = 0;
};

// A portfolio of clients, or one of them, at a glance.
struct PortfolioReport
{
  std::optional<domain::Siren> company;
  std::int64_t clients = 0;
  std::vector<ClientYear> contributions; // by name and year
  std::vector<DueWeek> due;
  std::vector<StateSums> dossiers;
  std::vector<MonthSums> months;
  std::vector<RefusalReason> refusals; // of dossiers and invoices, the most frequent first
  domain::Money left_to_invoice; // of the dossiers that may be invoiced, each as show-request says
};

// Of what the actor sees; of one company (SIREN, SIRET or member code) when it is named:
// company.unknown.
Result<PortfolioReport> report_portfolio(const Context& context, const domain::RateTable& rates,
                                         const std::string& company);

// What waits for whoever acts.
struct Waiting
{
  std::int64_t letters = 0; // not read
  std::vector<domain::FundingRequest> incomplete, drafts;
  std::vector<domain::Deadline> due;       // within fourteen days, what is overdue among it
  std::vector<domain::Declaration> unsent; // drafts
  std::vector<domain::Invoice> refused;    // and not replaced
};

Result<Waiting> what_waits(const Context& context, const domain::RateTable& rates);

} // namespace myatlas::services
