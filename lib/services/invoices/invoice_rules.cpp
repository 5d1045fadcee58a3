#include "services/invoices/invoice_rules.hpp"

#include <algorithm>
#include <array>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "domain/values/branches.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::claims_own_costs;
using domain::FundingRequest;
using domain::InvoiceAmounts;
using domain::Money;
using domain::Siren;
using domain::Siret;
using domain::state_facts;

bool acts_as_provider(const Context& context, const FundingRequest& request)
{
  return standing_of(context, request.siret, request.providers()) == Standing::provider;
}

// Without subrogation the OPCO pays the member back, who sends the invoice: the provider has
// nothing to ask of it.
Outcome may_invoice(const Context& context, const FundingRequest& request)
{
  TRY(allow(context, Act::invoice, request.siret, request.providers()));
  const bool is_paid = request.pays_provider() || !acts_as_provider(context, request);
  return fail_unless(is_paid, {"invoice.no_subrogation", {request.number}});
}

Money& purse_of_module(OpenDossier& dossier, int module)
{
  return dossier.left_of_modules[static_cast<std::size_t>(module - 1)];
}

Money& purse_of_company(OpenDossier& dossier, Siren company, bool names_module)
{
  const bool is_own = !names_module && claims_own_costs(dossier.request, company);
  return is_own ? dossier.left_of_own_costs : dossier.left_of_companies[company];
}

// Where the amount of an invoice is taken from: the dossier, and its company's and module's part.
std::array<Money*, 3> purses(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  std::array<Money*, 3> all{&dossier.left};
  const bool names_module = domain::module_at(dossier.request, invoice.module) != nullptr;
  if (!dossier.left_of_companies.empty()) {
    all[1] = &purse_of_company(dossier, invoice.issuer.siren(), names_module);
  }
  if (names_module) {
    all[2] = &purse_of_module(dossier, *invoice.module);
  }
  return all;
}

void take_from(const InvoiceClaim& invoice, OpenDossier& dossier, Money amount)
{
  for (Money* purse : purses(invoice, dossier)) {
    if (purse != nullptr) {
      *purse -= amount;
    }
  }
}

Error not_invoiceable(const FundingRequest& request)
{
  return {"invoice.request_state", {request.number, to_text(request.state)}};
}

bool is_for_member(std::string_view siren, const OpenDossier& dossier)
{
  return siren == dossier.request.siret.siren().digits();
}

bool is_for_opco(std::string_view siren)
{
  return siren == domain::k_own_opco_siren;
}

Error meant_for(const char* code, const OpenDossier& dossier)
{
  return Error{code, {dossier.request.number}}.at("file");
}

} // namespace

Result<OpenDossier*> InvoiceRules::dossier(std::string_view number)
{
  const std::string wanted = number_typed(number);
  if (OpenDossier* known = known_dossier(wanted)) {
    return known;
  }
  const auto found = m_context.store.funding_requests().find(wanted, perimeter_of(m_context));
  if (!found) {
    return Error{"request.unknown", {wanted}};
  }
  if (!state_facts(found->state).invoiceable) {
    return not_invoiceable(*found);
  }
  TRY(may_invoice(m_context, *found));
  OpenDossier& open = m_dossiers.emplace(wanted, open_dossier(m_context, *found)).first->second;
  open.sender = sender_for(m_context, *found);
  return &open;
}

OpenDossier* InvoiceRules::known_dossier(std::string_view number)
{
  const auto known = m_dossiers.find(number);
  return known == m_dossiers.end() ? nullptr : &known->second;
}

Outcome InvoiceRules::check_buyer(std::string_view siren, const OpenDossier& dossier)
{
  if (siren.empty() || is_for_opco(siren) || is_for_member(siren, dossier)) {
    return Done{};
  }
  return Error{"invoice.buyer", {util::printable(siren)}}.at("file");
}

std::optional<Error> InvoiceRules::doubt_about_buyer(std::string_view siren,
                                                     const OpenDossier& dossier)
{
  const bool is_member = is_for_member(siren, dossier), is_opco = is_for_opco(siren);
  if (is_member == is_opco) {
    return std::nullopt;
  }
  const bool pays_provider = dossier.request.pays_provider();
  if (is_member && pays_provider) {
    return meant_for("invoice.buyer_member", dossier);
  }
  return is_opco && !pays_provider ? std::optional(meant_for("invoice.buyer_opco", dossier))
                                   : std::nullopt;
}

Outcome InvoiceRules::check_due(const Due& said, const InvoiceAmounts& amounts,
                                const OpenDossier& dossier)
{
  const auto doubt =
    dossier.request.pays_provider() ? doubt_about_due(said, amounts) : std::nullopt;
  if (!doubt) {
    return Done{};
  }
  const char* code = said.due->cents == 0 ? "invoice.nothing_due" : "invoice.part_paid";
  return Error{code, doubt->args}.at("BT-115");
}

namespace {

// Whether less than the amount is due, as far as it says.
bool is_due_in_part(const InvoiceRules::Due& said, Money total)
{
  return total.cents > 0 && said.due && said.due->cents >= 0 && *said.due < total;
}

// More than an amount rounded to the euro (BT-114).
bool is_paid_in_part(const InvoiceRules::Due& said, Money total)
{
  constexpr std::int64_t k_rounded = 100;
  return said.prepaid.value_or(Money{}).cents > 0 || total.cents - said.due->cents >= k_rounded;
}

Error paid_in_part(Money due, Money total)
{
  return Error{"einvoice.part_paid", {due.text(), total.text()}}.at("BT-115");
}

} // namespace

std::optional<Error> InvoiceRules::doubt_about_due(const Due& said, const InvoiceAmounts& amounts)
{
  const Money total = amounts.with_tax.value_or(amounts.without_tax);
  if (!is_due_in_part(said, total)) {
    return std::nullopt;
  }
  if (said.due->cents == 0) {
    return Error{"einvoice.paid", {total.text()}}.at("BT-115");
  }
  return is_paid_in_part(said, total) ? std::optional(paid_in_part(*said.due, total))
                                      : std::nullopt;
}

namespace {

bool claims_for_itself(Siren issuer, const OpenDossier& dossier)
{
  return claims_own_costs(dossier.request, issuer) && dossier.sender != domain::Sender::provider;
}

bool is_among(const std::vector<Siret>& providers, Siren issuer)
{
  return util::contains(providers, issuer, &Siret::siren);
}

Error not_of_provider(Siret issuer, const OpenDossier& dossier)
{
  return Error{"invoice.issuer", {issuer.digits(), dossier.providers.front().digits()}}.at(
    "issuer");
}

Error over_left(const InvoiceClaim& invoice, Money left, const OpenDossier& dossier)
{
  return Error{"invoice.over", {invoice.without_tax.text(), left.text(), dossier.request.number}}
    .at("amount_without_tax");
}

} // namespace

Outcome InvoiceRules::check_issuer(Siret issuer, const OpenDossier& dossier)
{
  const bool may = claims_for_itself(issuer.siren(), dossier) || dossier.providers.empty() ||
                   is_among(dossier.providers, issuer.siren());
  return may ? Outcome(Done{}) : Outcome(not_of_provider(issuer, dossier));
}

Money InvoiceRules::left_for(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  Money least = dossier.left;
  for (const Money* purse : purses(invoice, dossier)) {
    least = purse != nullptr ? std::min(least, *purse) : least;
  }
  return least;
}

Outcome InvoiceRules::check(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  const Outcome issuer = check_issuer(invoice.issuer, dossier);
  Errors problems = issuer.errors();
  const Money left = left_for(invoice, dossier);
  if (invoice.without_tax > left) {
    problems.push_back(over_left(invoice, left, dossier));
  }
  return problems.empty() ? Outcome(Done{}) : Outcome(problems);
}

namespace {

// By what is told to somebody else alone.
bool is_seen(const Context& context, Siren provider, const std::string& number)
{
  const auto seen = context.store.invoices().find_number(number, perimeter_of(context));
  return std::ranges::any_of(
    seen, [&](const domain::Invoice& one) { return one.issuer.siren() == provider; });
}

Error number_is(const char* code, const std::string& number)
{
  return Error{code, {number}}.at("number");
}

Error refused_before(const std::string& number, domain::InvoiceState state)
{
  return Error{"invoice.refused_before", {number, to_text(state)}}.at("number");
}

} // namespace

Outcome InvoiceRules::check_number(Siren provider, std::string_view number) const
{
  const auto other = m_context.store.invoices().find(provider, number);
  if (!other) {
    return Done{};
  }
  const std::string name(number);
  if (!is_seen(m_context, provider, name)) {
    return number_is("invoice.number_taken", name);
  }
  return state_facts(other->state).counts ? number_is("invoice.duplicate", name)
                                          : refused_before(name, other->state);
}

void InvoiceRules::take(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  take_from(invoice, dossier, invoice.without_tax);
}

} // namespace myatlas::services
