#include "services/invoice_rules.hpp"

#include <algorithm>

#include "services/certificates.hpp"
#include "services/contract_terms.hpp"
#include "services/rights.hpp"
#include "util/text.hpp"

namespace myatlas::services {

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
  if (!domain::may_be_invoiced(found->state)) {
    return util::Error{"invoice.request_state", {wanted, domain::to_text(found->state)}};
  }
  const util::Outcome allowed = allow(m_context, Act::invoice, found->siret, found->providers());
  if (!allowed) {
    return allowed.errors();
  }
  const std::int64_t key = m_context.store.funding_requests().key(wanted);
  const domain::Money left = found->accepted.value_or(domain::Money{0}) - m_context.store.invoices().invoiced(wanted) +
                             m_context.store.recoveries().total(key);
  OpenDossier dossier{*found, left, found->providers(), key, m_context.store.contracts().instalments(key), {}};
  if (!dossier.instalments.empty()) {
    dossier.side_costs_left = found->accepted.value_or(domain::Money{0}) - store::total(dossier.instalments) -
                              m_context.store.contracts().side_costs_invoiced(key);
    const auto terms = contract_terms(m_context, *found);
    dossier.last_day = terms ? domain::last_day_to_invoice(terms->concluded, terms->end) : std::nullopt;
    dossier.certified_to = certified_to(m_context, *found);
  }
  return &m_dossiers.emplace(wanted, std::move(dossier)).first->second;
}

OpenDossier* InvoiceRules::known_dossier(std::string_view number)
{
  const auto known = m_dossiers.find(number);
  return known == m_dossiers.end() ? nullptr : &known->second;
}

util::Outcome InvoiceRules::check_issuer(domain::Siret issuer, const OpenDossier& dossier)
{
  const auto is_issuer = [&](domain::Siret provider) { return provider.siren() == issuer.siren(); };
  if (dossier.providers.empty() || std::ranges::any_of(dossier.providers, is_issuer)) {
    return util::Done{};
  }
  return util::Error{"invoice.issuer", {issuer.digits(), dossier.providers.front().digits()}}.at("issuer");
}

util::Outcome InvoiceRules::claim(const InvoiceClaim& invoice, OpenDossier& dossier)
{
  const util::Outcome issuer = check_issuer(invoice.issuer, dossier);
  util::Errors problems = issuer ? util::Errors{} : issuer.errors();
  if (invoice.without_tax > dossier.left) {
    problems.push_back(
      util::Error{"invoice.over", {invoice.without_tax.text(), dossier.left.text(), dossier.request.number}}.at("amount_without_tax"));
  }
  if (!problems.empty()) {
    return problems;
  }
  dossier.left = dossier.left - invoice.without_tax;
  return util::Done{};
}

util::Outcome InvoiceRules::check(const domain::Invoice& invoice, OpenDossier& dossier)
{
  util::Errors problems;
  const domain::Money left = dossier.left;
  if (m_context.store.invoices().find(invoice.issuer.siren(), invoice.number)) {
    problems.push_back(util::Error{"invoice.duplicate", {invoice.number}}.at("number"));
  }
  const util::Outcome claimed = claim({invoice.issuer, invoice.amounts.without_tax}, dossier);
  if (!claimed) {
    problems.insert(problems.begin(), claimed.errors().begin(), claimed.errors().end());
  }
  if (!problems.empty()) {
    dossier.left = left; // it takes nothing
    return problems;
  }
  return util::Done{};
}

} // namespace myatlas::services
