#include "services/invoices/invoice_checks.hpp"

#include <algorithm>
#include <map>

#include "domain/dossiers/provider_part.hpp"
#include "domain/values/bank.hpp"
#include "services/dossiers/execution.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/dossiers/side_cost_limits.hpp"
#include "services/invoices/credit_notes.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::agreed_hours_of_module;
using domain::agreed_hours_of_provider;
using domain::BilledLine;
using domain::CostNature;
using domain::Date;
using domain::DossierShare;
using domain::DossierShares;
using domain::Fact;
using domain::FundingRequest;
using domain::Iban;
using domain::Invoice;
using domain::InvoiceEvent;
using domain::InvoiceState;
using domain::InvoiceStateFacts;
using domain::masked_iban;
using domain::Money;
using domain::pays_issuer;
using domain::share_of;
using domain::Siren;
using domain::state_facts;
using store::InvoicedLine;
using store::InvoicedLines;
using store::Perimeter;
using util::format_decimal;
using util::total_of;
using util::trim;

// What invoices ask of each share of a dossier, by its position.
using Asked = std::map<std::size_t, Money>;

bool is_of_side_costs(const DossierShare& share)
{
  return share.kind == DossierShare::Kind::side_costs;
}

// What an invoice asks for besides teaching.
Money aside_in(const Context& context, const Invoice& invoice)
{
  return total_of(context.store.invoices().lines(invoice), [](const BilledLine& line) {
    return line.nature == CostNature::pedagogie ? Money{} : line.amount;
  });
}

void add(const Context& context, const DossierShares& shares, const Invoice& invoice, Asked& asked)
{
  const bool has_side_costs = is_of_side_costs(shares.back());
  const Money aside = has_side_costs ? aside_in(context, invoice) : Money{};
  asked[share_of(shares, invoice.issuer.siren(), invoice.module)] +=
    invoice.amounts.without_tax - aside;
  if (has_side_costs) {
    asked[shares.size() - 1] += aside;
  }
}

bool is_same_invoice(const Invoice& one, const Invoice& other)
{
  return one.number == other.number && one.issuer.siren() == other.issuer.siren();
}

std::vector<Invoice> invoices_of(const Context& context, const std::string& dossier)
{
  return context.store.invoices().list({dossier, std::nullopt}, Perimeter::all());
}

// The other invoices of the dossier of whose state something holds.
Asked others_in(const Context& context, const DossierShares& shares, const Invoice& invoice,
                Fact InvoiceStateFacts::*holds)
{
  Asked sum;
  for (const Invoice& other : invoices_of(context, invoice.request)) {
    if (!is_same_invoice(other, invoice) && state_facts(other.state).*holds) {
      add(context, shares, other, sum);
    }
  }
  return sum;
}

// What is decided on before an invoice that is accepted, and before one that is paid.
Fact InvoiceStateFacts::*decided_before(InvoiceEvent event)
{
  return event == InvoiceEvent::pay ? &InvoiceStateFacts::paid : &InvoiceStateFacts::accepted;
}

// Whether it is a credit note that is set off when the invoice is paid.
bool is_set_off(const Invoice& other, const Invoice& invoice, InvoiceEvent event)
{
  return event == InvoiceEvent::pay && other.corrects == invoice.number &&
         other.state == InvoiceState::validee;
}

// Lines of side costs: of what is decided on, and of what was decided on before it.
struct DecidedLines
{
  InvoicedLines own, before;

  void add(const InvoicedLine& line, const std::optional<Invoice>& other, const Invoice& invoice,
           InvoiceEvent event);
};

void DecidedLines::add(const InvoicedLine& line, const std::optional<Invoice>& other,
                       const Invoice& invoice, InvoiceEvent event)
{
  if (line.invoice == invoice.number || (other && is_set_off(*other, invoice, event))) {
    own.push_back(line);
  } else if (other && state_facts(other->state).*decided_before(event)) {
    before.push_back(line);
  }
}

DecidedLines decided_lines(const Context& context, const Invoice& invoice, std::int64_t dossier,
                           InvoiceEvent event)
{
  DecidedLines lines;
  for (const InvoicedLine& one : context.store.contracts().side_costs(dossier)) {
    lines.add(one, context.store.invoices().find(invoice.issuer.siren(), one.invoice), invoice,
              event);
  }
  return lines;
}

// What an invoice asks of side costs beyond what is owed of their natures, with those that were
// decided on before it.
Money over_natures(const Context& context, const Invoice& invoice, const FundingRequest& request,
                   const ShareBalance& aside, InvoiceEvent event)
{
  const std::int64_t key = key_of(context, request);
  const CostLimits limits = limits_of(context, key, request.broken_off, aside.share.accepted);
  DecidedLines lines = decided_lines(context, invoice, key, event);
  auto all = less_recovered(std::move(lines.before), aside.came_back(), limits);
  const Money without = limits.over(sums_of(all));
  all.insert(all.end(), lines.own.begin(), lines.own.end());
  return limits.over(sums_of(all)) - without;
}

Error is_of_future(const Invoice& invoice, Date today)
{
  return Error{"invoice.future", {invoice.date.text(), today.text()}}.at("date");
}

Error is_before_training(const Invoice& invoice, Date start)
{
  return Error{"invoice.early", {invoice.date.text(), start.text()}}.at("date");
}

Error account_changed(const Iban& iban, const std::string& known)
{
  return Error{"invoice.iban_changed", {masked_iban(iban.text()), masked_iban(known)}}.at("iban");
}

// Who is paid: the one who sends it, or the member.
Siren payee_of(const Invoice& invoice, const FundingRequest& request)
{
  const Siren issuer = invoice.issuer.siren();
  return pays_issuer(request, issuer) ? issuer : request.siret.siren();
}

void warn_of_account(const Context& context, const Invoice& invoice, const FundingRequest& request,
                     Errors& warnings)
{
  const auto known = context.store.invoices().last_iban(payee_of(invoice, request));
  if (invoice.iban && known && *known != invoice.iban->text()) {
    warnings.push_back(account_changed(*invoice.iban, *known));
  }
  if (!invoice.iban && !invoice.is_credit_note()) {
    warnings.push_back(Error{"invoice.no_iban", {}}.at("iban"));
  }
}

} // namespace

Errors warnings_about(const Context& context, const Invoice& invoice, const FundingRequest& request)
{
  Errors warnings;
  if (invoice.date > context.today()) {
    warnings.push_back(is_of_future(invoice, context.today()));
  }
  if (request.start && invoice.date < *request.start) {
    warnings.push_back(is_before_training(invoice, *request.start));
  }
  warn_of_account(context, invoice, request, warnings);
  return warnings;
}

namespace {

// Of the module it is for, or of all that its provider gives.
std::int64_t hours_agreed(const Invoice& invoice, const FundingRequest& request)
{
  return invoice.module ? agreed_hours_of_module(request, invoice.module)
                        : agreed_hours_of_provider(request, invoice.issuer.siren());
}

Error hours_over(std::int64_t all, std::int64_t agreed)
{
  return Error{"invoice.hours", {format_decimal(all, 2), format_decimal(agreed, 2)}}.at("hours");
}

} // namespace

void check_hours(const Context& context, const Invoice& invoice, const FundingRequest& request,
                 Errors& problems)
{
  if (!invoice.hours) {
    return;
  }
  const std::int64_t before =
    hours_invoiced(context, request, invoice.issuer.siren(), invoice.module);
  const std::int64_t agreed = hours_agreed(invoice, request);
  if (*invoice.hours + before > agreed) {
    problems.push_back(hours_over(*invoice.hours + before, agreed));
  }
}

namespace {

// An invoice with the credit notes that are set off when it is paid.
Asked asked_with_credits(const Context& context, const DossierShares& shares,
                         const Invoice& invoice, InvoiceEvent event)
{
  Asked own;
  add(context, shares, invoice, own);
  if (event == InvoiceEvent::pay) {
    for (const Invoice& credit : credits_to_set_off(context, invoice)) {
      add(context, shares, credit, own);
    }
  }
  return own;
}

Error over_owed(const Invoice& invoice, Money asked, Money left)
{
  return {"invoice.over_owed",
          {invoice.number, asked.text(), std::max(left, Money{}).text(), invoice.request}};
}

bool is_decision(InvoiceEvent event)
{
  return event == InvoiceEvent::pay || event == InvoiceEvent::accept;
}

// What an invoice asks of a share beyond what is owed of its natures; only side costs have some.
Money beyond_natures(const Context& context, const Invoice& invoice, const FundingRequest& request,
                     const ShareBalance& balance, InvoiceEvent event)
{
  return is_of_side_costs(balance.share) ? over_natures(context, invoice, request, balance, event)
                                         : Money{};
}

} // namespace

Outcome check_owed(const Context& context, const Invoice& invoice, InvoiceEvent event)
{
  const auto request = context.store.funding_requests().find(invoice.request, Perimeter::all());
  if (!is_decision(event) || !request) {
    return Done{};
  }
  const ShareBalances balances = balances_of(context, *request);
  const DossierShares shares = shares_in(balances);
  Asked before = others_in(context, shares, invoice, decided_before(event));
  for (const auto& [position, asked] : asked_with_credits(context, shares, invoice, event)) {
    const ShareBalance& balance = balances[position];
    const Money over = beyond_natures(context, invoice, *request, balance, event);
    const Money left =
      std::min(balance.share.accepted - before[position] + balance.recovered, asked - over);
    if (asked > left && asked.cents > 0) {
      return over_owed(invoice, asked, left);
    }
  }
  return Done{};
}

namespace {

Error not_replaceable(const Invoice& invoice)
{
  return Error{"invoice.not_replaceable", {invoice.number, domain::to_text(invoice.state)}}.at(
    "replaces");
}

Error replaced_before(const Invoice& invoice, const std::string& by)
{
  return Error{"invoice.replaced_before", {invoice.number, by}}.at("replaces");
}

} // namespace

Result<Invoice> replaceable(const Context& context, const std::string& replaced, Siren provider)
{
  const auto old = context.store.invoices().find(provider, trim(replaced));
  if (!old) {
    return Error{"invoice.unknown", {replaced}}.at("replaces");
  }
  if (state_facts(old->state).counts) {
    return not_replaceable(*old);
  }
  const std::string by = context.store.invoices().replaced_by(*old);
  if (!by.empty()) {
    return replaced_before(*old, by);
  }
  return *old;
}

Result<std::string> set_aside(const Context& context, const std::string& replaced,
                              const std::string& number, Siren provider)
{
  TRY_ASSIGN(const Invoice old, replaceable(context, replaced, provider));
  return old.number == number ? context.store.invoices().set_aside(old) : old.number;
}

} // namespace myatlas::services
