#include "services/invoice_rules.hpp"

#include "util/text.hpp"

namespace myatlas::services {

util::Result<domain::FundingRequest> InvoiceRules::dossier(const std::string& number)
{
  const std::string wanted = util::to_upper(util::trim(number));
  auto known = m_dossiers.find(wanted);
  if (known == m_dossiers.end()) {
    auto found = m_context.store.funding_requests().find(wanted, perimeter_of(m_context.actor));
    known = m_dossiers.emplace(wanted, std::move(found)).first;
  }
  if (!known->second) {
    return util::Error{"request.unknown", {wanted}};
  }
  if (!domain::may_be_invoiced(known->second->state)) {
    return util::Error{"invoice.request_state", {wanted, domain::to_text(known->second->state)}};
  }
  return *known->second;
}

domain::Money InvoiceRules::left(const domain::FundingRequest& request)
{
  const auto known = m_left.find(request.number);
  if (known != m_left.end()) {
    return known->second;
  }
  const domain::Money left =
    request.accepted.value_or(domain::Money{0}) - m_context.store.invoices().invoiced(request.number);
  return m_left.emplace(request.number, left).first->second;
}

const domain::FundingRequest* InvoiceRules::known_dossier(const std::string& number) const
{
  const auto known = m_dossiers.find(number);
  return known == m_dossiers.end() || !known->second ? nullptr : &*known->second;
}

util::Outcome InvoiceRules::check(const domain::Invoice& invoice, const domain::FundingRequest& request)
{
  util::Errors problems;
  if (m_context.store.invoices().find(invoice.issuer.siren(), invoice.number)) {
    problems.push_back(util::Error{"invoice.duplicate", {invoice.number}}.at("number"));
  }
  const domain::Money rest = left(request);
  const util::Outcome fits = check_new(invoice, request);
  if (!fits) {
    problems.insert(problems.begin(), fits.errors().begin(), fits.errors().end());
  } else if (!problems.empty()) {
    m_left[request.number] = rest; // it takes nothing
  }
  return problems.empty() ? util::Outcome(util::Done{}) : util::Outcome(problems);
}

util::Outcome InvoiceRules::check_new(const domain::Invoice& invoice, const domain::FundingRequest& request)
{
  util::Errors problems;
  if (request.provider && invoice.issuer.siren() != request.provider->siren()) {
    problems.push_back(util::Error{"invoice.issuer", {invoice.issuer.digits(), request.provider->digits()}}.at("issuer"));
  }
  const domain::Money rest = left(request);
  if (invoice.amounts.without_tax > rest) {
    problems.push_back(
      util::Error{"invoice.over", {invoice.amounts.without_tax.text(), rest.text(), request.number}}.at("amount_without_tax"));
  }
  if (!problems.empty()) {
    return problems;
  }
  m_left[request.number] = rest - invoice.amounts.without_tax;
  return util::Done{};
}

} // namespace myatlas::services
