#include "services/invoices/invoice_rules.hpp"

#include <algorithm>
#include <array>

#include "domain/dossiers/dossier_share.hpp"
#include "domain/dossiers/provider_part.hpp"
#include "domain/values/branches.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

// Without subrogation the OPCO pays the member back, who sends the invoice: the provider has
// nothing to ask of it.
util::Outcome may_invoice(const Context& context, const domain::FundingRequest& request)
{
  const util::Outcome allowed = allow(context, Act::invoice, request.siret, request.providers());
  const bool as_provider =
    standing_of(context, request.siret, request.providers()) == Standing::provider;
  return allowed && as_provider && !request.pays_provider()
           ? util::Outcome(util::Error{"invoice.no_subrogation", {request.number}})
           : allowed;
}

// Where the amount of an invoice is taken from: the dossier, and its company's and module's part.
std::array<domain::Money*, 3> purses(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  std::array<domain::Money*, 3> all{&dossier.left};
  const bool names_none = domain::module_at(dossier.request, invoice.module) == nullptr;
  if (!dossier.left_of_companies.empty()) {
    const bool is_own =
      names_none && domain::claims_own_costs(dossier.request, invoice.issuer.siren());
    all[1] =
      is_own ? &dossier.left_of_own_costs : &dossier.left_of_companies[invoice.issuer.siren()];
  }
  if (domain::module_at(dossier.request, invoice.module) != nullptr) {
    all[2] = &dossier.left_of_modules[static_cast<std::size_t>(*invoice.module - 1)];
  }
  return all;
}

void take_from(const InvoiceClaim& invoice, OpenDossier& dossier, domain::Money amount)
{
  for (domain::Money* purse : purses(invoice, dossier)) {
    if (purse != nullptr) {
      *purse = *purse - amount;
    }
  }
}

} // namespace

util::Result<OpenDossier*> InvoiceRules::dossier(std::string_view number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  if (OpenDossier* known = known_dossier(wanted)) {
    return known;
  }
  const auto found = m_context.store.funding_requests().find(wanted, perimeter_of(m_context));
  if (!found) {
    return util::Error{"request.unknown", {wanted}};
  }
  if (!domain::state_facts(found->state).invoiceable) {
    return util::Error{"invoice.request_state", {wanted, domain::to_text(found->state)}};
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

util::Outcome InvoiceRules::check_buyer(std::string_view siren, const OpenDossier& dossier)
{
  const bool is_known = siren.empty() || siren == domain::k_own_opco_siren ||
                        siren == dossier.request.siret.siren().digits();
  return is_known
           ? util::Outcome(util::Done{})
           : util::Outcome(util::Error{"invoice.buyer", {util::printable(siren)}}.at("file"));
}

std::optional<util::Error> InvoiceRules::doubt_about_buyer(std::string_view siren,
                                                           const OpenDossier& dossier)
{
  const bool is_member = siren == dossier.request.siret.siren().digits(),
             is_opco = siren == domain::k_own_opco_siren;
  if (is_member && !is_opco && dossier.request.pays_provider()) {
    return util::Error{"invoice.buyer_member", {dossier.request.number}}.at("file");
  }
  return is_opco && !is_member && !dossier.request.pays_provider()
           ? std::optional(util::Error{"invoice.buyer_opco", {dossier.request.number}}.at("file"))
           : std::nullopt;
}

util::Outcome InvoiceRules::check_due(const Due& said, const domain::InvoiceAmounts& amounts,
                                      const OpenDossier& dossier)
{
  const auto doubt =
    dossier.request.pays_provider() ? doubt_about_due(said, amounts) : std::nullopt;
  if (!doubt) {
    return util::Done{};
  }
  const bool all = said.due->cents == 0;
  return all ? util::Error{"invoice.nothing_due", doubt->args}.at("BT-115")
             : util::Error{"invoice.part_paid", doubt->args}.at("BT-115");
}

std::optional<util::Error> InvoiceRules::doubt_about_due(const Due& said,
                                                         const domain::InvoiceAmounts& amounts)
{
  const domain::Money total = amounts.with_tax.value_or(amounts.without_tax);
  if (total.cents <= 0 || !said.due || said.due->cents < 0 || *said.due >= total) {
    return std::nullopt;
  }
  if (said.due->cents == 0) {
    return util::Error{"einvoice.paid", {total.text()}}.at("BT-115");
  }
  constexpr std::int64_t k_rounded = 100; // an amount rounded to the euro (BT-114)
  const bool in_part =
    said.prepaid.value_or(domain::Money{}).cents > 0 || total.cents - said.due->cents >= k_rounded;
  return in_part
           ? std::optional(
               util::Error{"einvoice.part_paid", {said.due->text(), total.text()}}.at("BT-115"))
           : std::nullopt;
}

util::Outcome InvoiceRules::check_issuer(domain::Siret issuer, const OpenDossier& dossier)
{
  const auto is_issuer = [&](domain::Siret provider) { return provider.siren() == issuer.siren(); };
  if (domain::claims_own_costs(dossier.request, issuer.siren()) &&
      dossier.sender != domain::Sender::provider) {
    return util::Done{};
  }
  if (dossier.providers.empty() || std::ranges::any_of(dossier.providers, is_issuer)) {
    return util::Done{};
  }
  return util::Error{"invoice.issuer", {issuer.digits(), dossier.providers.front().digits()}}.at(
    "issuer");
}

domain::Money InvoiceRules::left_for(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  domain::Money least = dossier.left;
  for (const domain::Money* purse : purses(invoice, dossier)) {
    least = purse != nullptr ? std::min(least, *purse) : least;
  }
  return least;
}

util::Outcome InvoiceRules::check(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  const util::Outcome issuer = check_issuer(invoice.issuer, dossier);
  util::Errors problems = issuer ? util::Errors{} : issuer.errors();
  const domain::Money left = left_for(invoice, dossier);
  if (invoice.without_tax > left) {
    problems.push_back(
      util::Error{"invoice.over", {invoice.without_tax.text(), left.text(), dossier.request.number}}
        .at("amount_without_tax"));
  }
  return problems.empty() ? util::Outcome(util::Done{}) : util::Outcome(problems);
}

util::Outcome InvoiceRules::check_number(domain::Siren provider, std::string_view number) const
{
  const auto other = m_context.store.invoices().find(provider, number);
  if (!other) {
    return util::Done{};
  }
  const std::string name(number);
  const std::vector<domain::Invoice> seen =
    m_context.store.invoices().find_number(name, perimeter_of(m_context));
  if (std::ranges::none_of(
        seen, [&](const domain::Invoice& one) { return one.issuer.siren() == provider; })) {
    return util::Error{"invoice.number_taken", {name}}.at(
      "number"); // by what is told to somebody else alone
  }
  return domain::state_facts(other->state).counts
           ? util::Error{"invoice.duplicate", {name}}.at("number")
           : util::Error{"invoice.refused_before", {name, domain::to_text(other->state)}}.at(
               "number");
}

void InvoiceRules::take(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  take_from(invoice, dossier, invoice.without_tax);
}

} // namespace myatlas::services
