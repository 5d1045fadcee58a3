#include "services/dossiers/settled_up.hpp"

#include "services/dossiers/contract_terms.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;

// What nobody may pass when a dossier is settled.
struct Settling
{
  const Context& context;
  const FundingRequest& request;

  Outcome check(bool holds, const char* code, const std::string& found) const;
  Outcome check_all_decided() const;
  bool is_being_amended() const;
  Outcome check_no_amendment() const;
  Outcome check_recovered() const;
  Outcome check_invoiced() const;
};

Outcome Settling::check(bool holds, const char* code, const std::string& found) const
{
  return fail_unless(holds, {code, {request.number, found}});
}

Outcome Settling::check_all_decided() const
{
  const auto open = context.store.invoices().open(request.number);
  return check(open <= 0, "request.unpaid", std::to_string(open));
}

bool Settling::is_being_amended() const
{
  return context.store.contracts().amendment(key_of(context, request)).has_value();
}

Outcome Settling::check_no_amendment() const
{
  return fail_unless(!is_being_amended(), {"contract.amendment_waits", {request.number}});
}

Outcome Settling::check_recovered() const
{
  const auto over = total(debts_of(balances_of(context, request)));
  return check(over.cents <= 0, "request.unrecovered", over.text());
}

Outcome Settling::check_invoiced() const
{
  const domain::Money owed = still_to_invoice(context, request);
  return check(owed.cents <= 0, "request.uninvoiced", owed.text());
}

} // namespace

Outcome check_settled_up(const Context& context, const FundingRequest& request,
                         Uninvoiced uninvoiced)
{
  const Settling settling{context, request};
  TRY(settling.check_all_decided());
  TRY(settling.check_no_amendment());
  TRY(settling.check_recovered());
  return uninvoiced == Uninvoiced::refused ? settling.check_invoiced() : Outcome(Done{});
}

} // namespace myatlas::services
