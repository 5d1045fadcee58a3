#include "services/files/invoice_doubts.hpp"

#include "domain/dossiers/dossier_share.hpp"
#include "domain/values/bank.hpp"

namespace myatlas::services {

namespace {

void tell_row(const util::Outcome& outcome, std::size_t column, formats::RowProblems& problems)
{
  for (const util::Error& error : outcome ? util::Errors{} : outcome.errors()) {
    problems.refuse(column, error.args[0], error);
  }
}

} // namespace

void InvoiceDoubts::look_at(const formats::InvoiceRow& row, const OpenDossier& dossier,
                            formats::RowProblems& problems)
{
  look_at_date(*row.date, dossier, problems);
  look_at_account(row, dossier, problems);
  look_at_buyer(dossier, problems);
  look_at_due(row, dossier, problems);
}

std::string_view InvoiceDoubts::account_of(const formats::InvoiceRow& row,
                                           const OpenDossier& dossier) const
{
  const bool is_of_other = !domain::pays_issuer(dossier.request, row.issuer->siren()) &&
                           !domain::claims_own_costs(dossier.request, row.issuer->siren());
  const bool is_sellers = !m_facts.format.empty() && is_of_other;
  return is_sellers ? std::string_view{} : row.iban;
}

void InvoiceDoubts::look_at_date(domain::Date date, const OpenDossier& dossier,
                                 formats::RowProblems& problems) const
{
  const domain::Date today = m_context.today(), start = dossier.request.start.value_or(today);
  const util::Outcome near = domain::check_invoice_date(date, start, today);
  if (!near) {
    problems.refuse(formats::k_inv_date, date.text(), near.error());
  } else if (date > today) {
    problems.warn(formats::k_inv_date, date.text(),
                  {"invoice.future", {date.text(), today.text()}});
  }
  if (near && date < start) {
    problems.warn(formats::k_inv_date, date.text(), {"invoice.early", {date.text(), start.text()}});
  }
}

// Where the member is paid back, an account the provider was paid on is not the member's; and the
// other way round.
void InvoiceDoubts::look_at_account(const formats::InvoiceRow& row, const OpenDossier& dossier,
                                    formats::RowProblems& problems)
{
  const std::string iban(account_of(row, dossier));
  if (iban.empty()) {
    if (!m_facts.format.empty() && row.corrects.empty()) { // a table may do without the column
      problems.warn(formats::k_inv_iban, "", {"invoice.no_iban", {}});
    }
    return;
  }
  const domain::Siren provider = row.issuer->siren(), member = dossier.request.siret.siren();
  const bool by_provider = domain::pays_issuer(dossier.request, provider);
  const char* code = nullptr;
  if (by_provider && is_of_member(member, provider, iban)) {
    code = "invoice.iban_of_member";
  } else if (!by_provider && is_of_provider(dossier, provider, iban)) {
    code = "invoice.iban_of_provider";
  }
  if (code != nullptr) {
    const std::string masked = domain::masked_iban(iban);
    problems.refuse(formats::k_inv_iban, masked, {code, {masked, dossier.request.number}});
  }
}

void InvoiceDoubts::look_at_buyer(const OpenDossier& dossier, formats::RowProblems& problems) const
{
  tell_row(InvoiceRules::check_buyer(m_facts.buyer, dossier), formats::k_absent, problems);
  if (const auto doubt = InvoiceRules::doubt_about_buyer(m_facts.buyer, dossier)) {
    problems.warn(formats::k_absent, m_facts.buyer, *doubt);
  }
}

// One that says it is paid, or part of it; as data, it has said so already.
void InvoiceDoubts::look_at_due(const formats::InvoiceRow& row, const OpenDossier& dossier,
                                formats::RowProblems& problems) const
{
  const util::Outcome due = InvoiceRules::check_due({row.prepaid, row.due}, *row.amounts, dossier);
  tell_row(due, formats::k_inv_due, problems);
  const auto doubt = due && m_facts.format.empty()
                       ? InvoiceRules::doubt_about_due({row.prepaid, row.due}, *row.amounts)
                       : std::nullopt;
  if (doubt) {
    problems.warn(formats::k_inv_due, row.due->text(), *doubt);
  }
}

const std::optional<std::string>& InvoiceDoubts::last_iban(domain::Siren provider)
{
  const auto known = m_last_ibans.find(provider.number());
  if (known != m_last_ibans.end()) {
    return known->second;
  }
  if (m_last_ibans.size() >= k_most_ibans) {
    m_last_ibans.clear();
  }
  m_rest();
  return m_last_ibans.emplace(provider.number(), m_context.store.invoices().last_iban(provider))
    .first->second;
}

bool InvoiceDoubts::is_of_provider(const OpenDossier& dossier, domain::Siren issuer,
                                   const std::string& iban)
{
  const auto is_it = [&](domain::Siren provider) {
    return provider != dossier.request.siret.siren() && last_iban(provider) == iban;
  };
  return is_it(issuer) || std::ranges::any_of(dossier.providers, is_it, &domain::Siret::siren);
}

bool InvoiceDoubts::is_of_member(domain::Siren member, domain::Siren provider,
                                 const std::string& iban)
{
  const std::string key = member.digits() + iban;
  if (const auto known = m_of_members.find(key); known != m_of_members.end()) {
    return known->second;
  }
  if (m_of_members.size() >= k_most_ibans) {
    m_of_members.clear();
  }
  m_rest();
  const bool is_one = member != provider && last_iban(provider) != iban &&
                      m_context.store.invoices().is_account_of_member(member, iban);
  return m_of_members.emplace(key, is_one).first->second;
}

} // namespace myatlas::services
