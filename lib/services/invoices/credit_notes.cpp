#include "services/invoices/credit_notes.hpp"

#include <algorithm>

#include "services/dossiers/open_dossier.hpp"
#include "services/dossiers/owed.hpp"
#include "services/dossiers/seen_request.hpp"
#include "services/invoices/invoice_rules.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Date;
using domain::Invoice;
using domain::InvoiceAmounts;
using domain::InvoiceState;
using domain::Money;
using domain::percent_text;
using domain::Siren;

std::string key_of(Siren provider, std::string_view number)
{
  return provider.digits() + std::string(number);
}

bool has_recoveries(const Context& context, const domain::FundingRequest& request)
{
  return !context.store.recoveries().list(key_of(context, request)).empty();
}

// What was invoiced of a dossier and did not come back: of the shares an invoice takes from, which
// are two where it has side costs beside its teaching.
Money kept_of(const ShareBalances& balances, const Invoice& invoice)
{
  const std::size_t own =
    domain::share_of(shares_in(balances), invoice.issuer.siren(), invoice.module);
  const bool has_side_costs = side_costs_in(balances) != nullptr;
  Money kept;
  for (std::size_t i = 0; i < balances.size(); ++i) {
    if (i == own || has_side_costs) {
      kept += balances[i].invoiced - balances[i].recovered;
    }
  }
  return kept;
}

} // namespace

void CreditRules::remember(Siren provider, std::string_view number, const OpenDossier& dossier,
                           const InvoiceAmounts& amounts, Date day)
{
  const bool is_credit_note = amounts.without_tax.cents < 0;
  m_known.insert_or_assign(key_of(provider, number), Corrected{.request = dossier.request.number,
                                                               .left = amounts.without_tax,
                                                               .is_credit_note = is_credit_note,
                                                               .rate = rate_of(amounts),
                                                               .day = day});
}

// What is left of the invoice; what came back of the dossier's payments already is not given back
// again.
Money CreditRules::creditable(const Invoice& invoice) const
{
  const Money left = left_of(m_context, invoice);
  const auto request = any_request(m_context, invoice.request);
  if (!request || !has_recoveries(m_context, *request)) {
    return left;
  }
  const Money kept = kept_of(balances_of(m_context, *request), invoice);
  return std::min(left, std::max(Money{}, kept));
}

CreditRules::Corrected CreditRules::found_in_store(const Invoice& invoice) const
{
  return {.request = invoice.request,
          .left = creditable(invoice),
          .state = invoice.state,
          .is_credit_note = invoice.is_credit_note(),
          .module = invoice.module,
          .rate = rate_of(invoice.amounts),
          .day = invoice.date};
}

CreditRules::Corrected* CreditRules::corrected(Siren provider, std::string_view number)
{
  const std::string key = key_of(provider, number);
  if (const auto known = m_known.find(key); known != m_known.end()) {
    return &known->second;
  }
  if (const auto found = m_context.store.invoices().find(provider, number)) {
    return &m_known.emplace(key, found_in_store(*found)).first->second;
  }
  return nullptr;
}

namespace {

Error cannot_correct(const char* code, const CreditClaim& credit)
{
  return Error{code, {std::string(credit.corrects)}}.at("corrects");
}

Error of_another_dossier(const CreditClaim& credit, const std::string& its,
                         const std::string& dossier)
{
  return Error{"invoice.corrects_request", {std::string(credit.corrects), its, dossier}}.at(
    "corrects");
}

Error does_not_count(const CreditClaim& credit, InvoiceState state)
{
  return Error{"invoice.corrects_state", {std::string(credit.corrects), to_text(state)}}.at(
    "corrects");
}

Error of_another_rate(const CreditClaim& credit, std::int64_t rate)
{
  return Error{"invoice.corrects_rate",
               {std::string(credit.corrects), percent_text(*credit.rate), percent_text(rate)}}
    .at("vat_rate");
}

Error before_its_invoice(const CreditClaim& credit, Date day)
{
  return Error{"invoice.corrects_early",
               {credit.day->text(), std::string(credit.corrects), day.text()}}
    .at("date");
}

Error more_than_left(const CreditClaim& credit, Money left)
{
  return Error{"invoice.corrects_over",
               {credit.without_tax.text(), left.text(), std::string(credit.corrects)}}
    .at("amount_without_tax");
}

} // namespace

// Whether it is an invoice of the dossier that may be corrected.
Outcome CreditRules::check_corrected(const CreditClaim& credit, const Corrected* invoice,
                                     const OpenDossier& dossier)
{
  if (invoice == nullptr) {
    return cannot_correct("invoice.corrects_unknown", credit);
  }
  if (invoice->is_credit_note) {
    return cannot_correct("invoice.corrects_credit", credit);
  }
  if (invoice->request != dossier.request.number) {
    return of_another_dossier(credit, invoice->request, dossier.request.number);
  }
  if (!domain::state_facts(invoice->state).counts) {
    return does_not_count(credit, invoice->state);
  }
  return Done{};
}

// What is taken back bears the tax it was invoiced with (CGI, article 272).
bool CreditRules::bears_other_tax(const CreditClaim& credit, const Corrected& invoice)
{
  return credit.rate && invoice.rate && *credit.rate != *invoice.rate;
}

bool CreditRules::comes_before(const CreditClaim& credit, const Corrected& invoice)
{
  return credit.day && invoice.day && *credit.day < *invoice.day;
}

Outcome CreditRules::check(const CreditClaim& credit, const OpenDossier& dossier)
{
  TRY(InvoiceRules::check_issuer(credit.issuer, dossier));
  const Corrected* invoice = corrected(credit.issuer.siren(), credit.corrects);
  TRY(check_corrected(credit, invoice, dossier));
  if (bears_other_tax(credit, *invoice)) {
    return of_another_rate(credit, *invoice->rate);
  }
  if (comes_before(credit, *invoice)) {
    return before_its_invoice(credit, *invoice->day);
  }
  if (credit.without_tax > invoice->left) {
    return more_than_left(credit, invoice->left);
  }
  return Done{};
}

void CreditRules::take(const CreditClaim& credit, OpenDossier& dossier)
{
  Corrected* invoice = corrected(credit.issuer.siren(), credit.corrects);
  invoice->left = invoice->left - credit.without_tax;
  InvoiceRules::take({credit.issuer, Money{} - credit.without_tax, invoice->module}, dossier);
}

std::optional<std::int64_t> rate_of(const InvoiceAmounts& amounts)
{
  const bool has_tax = amounts.tax.value_or(Money{}).cents != 0;
  return amounts.vat_rate || has_tax ? amounts.vat_rate : std::optional<std::int64_t>(0);
}

Money left_of(const Context& context, const Invoice& invoice)
{
  Money left = invoice.amounts.without_tax;
  for (const Invoice& credit : context.store.invoices().credits_on(invoice)) {
    left += credit.amounts.without_tax;
  }
  return left;
}

} // namespace myatlas::services
