#include "services/files/invoice_doubts.hpp"

#include "domain/dossiers/dossier_share.hpp"
#include "domain/values/bank.hpp"
#include "formats/tables/row_types.hpp"
#include "services/dossiers/open_dossier.hpp"
#include "services/invoices/invoice_rules.hpp"

namespace myatlas::services {

namespace {

using domain::Siren;
using formats::InvoiceRow;
using formats::RowProblems;
using enum formats::InvoiceColumn;
using formats::k_absent;

void tell_row(const Outcome& outcome, std::size_t column, RowProblems& problems)
{
  for (const Error& error : outcome ? Errors{} : outcome.errors()) {
    problems.refuse(column, error.args[0], error);
  }
}

constexpr std::size_t k_most_ibans = 50'000;

template <typename Known>
void make_room(Known& known)
{
  if (known.size() >= k_most_ibans) {
    known.clear();
  }
}

void warn_of_date(const char* code, domain::Date date, domain::Date other, RowProblems& problems)
{
  problems.warn(k_inv_date, date.text(), {code, {date.text(), other.text()}});
}

void refuse_account(const char* code, const std::string& iban, const OpenDossier& dossier,
                    RowProblems& problems)
{
  const std::string masked = domain::masked_iban(iban);
  problems.refuse(k_inv_iban, masked, {code, {masked, dossier.request.number}});
}

} // namespace

void InvoiceDoubts::look_at(const InvoiceRow& row, const OpenDossier& dossier,
                            RowProblems& problems)
{
  look_at_date(*row.date, dossier, problems);
  look_at_account(row, dossier, problems);
  look_at_buyer(dossier, problems);
  look_at_due(row, dossier, problems);
}

std::string_view InvoiceDoubts::account_of(const InvoiceRow& row, const OpenDossier& dossier) const
{
  const bool is_of_other = !domain::pays_issuer(dossier.request, row.issuer->siren()) &&
                           !domain::claims_own_costs(dossier.request, row.issuer->siren());
  const bool is_sellers = !m_facts.format.empty() && is_of_other;
  return is_sellers ? std::string_view{} : row.iban;
}

void InvoiceDoubts::look_at_date(domain::Date date, const OpenDossier& dossier,
                                 RowProblems& problems) const
{
  const domain::Date today = m_context.today(), start = dossier.request.start.value_or(today);
  if (const Outcome near = domain::check_invoice_date(date, start, today); !near) {
    problems.refuse(k_inv_date, date.text(), near.error());
    return;
  }
  if (date > today) {
    warn_of_date("invoice.future", date, today, problems);
  }
  if (date < start) {
    warn_of_date("invoice.early", date, start, problems);
  }
}

// Where the member is paid back, an account the provider was paid on is not the member's; and the
// other way round.
void InvoiceDoubts::look_at_account(const InvoiceRow& row, const OpenDossier& dossier,
                                    RowProblems& problems)
{
  const std::string iban(account_of(row, dossier));
  if (iban.empty()) {
    look_for_account(row, problems);
  } else if (const char* code = account_doubt(dossier, row.issuer->siren(), iban)) {
    refuse_account(code, iban, dossier, problems);
  }
}

// A table may do without the column.
void InvoiceDoubts::look_for_account(const InvoiceRow& row, RowProblems& problems) const
{
  if (!m_facts.format.empty() && row.corrects.empty()) {
    problems.warn(k_inv_iban, "", {"invoice.no_iban", {}});
  }
}

// Why an account is not that of who is paid; null: nothing says so.
const char* InvoiceDoubts::account_doubt(const OpenDossier& dossier, Siren provider,
                                         const std::string& iban)
{
  if (!domain::pays_issuer(dossier.request, provider)) {
    return is_of_provider(dossier, provider, iban) ? "invoice.iban_of_provider" : nullptr;
  }
  const Siren member = dossier.request.siret.siren();
  return is_of_member(member, provider, iban) ? "invoice.iban_of_member" : nullptr;
}

void InvoiceDoubts::look_at_buyer(const OpenDossier& dossier, RowProblems& problems) const
{
  tell_row(InvoiceRules::check_buyer(m_facts.buyer, dossier), k_absent, problems);
  if (const auto doubt = InvoiceRules::doubt_about_buyer(m_facts.buyer, dossier)) {
    problems.warn(k_absent, m_facts.buyer, *doubt);
  }
}

// One that says it is paid, or part of it; as data, it has said so already.
void InvoiceDoubts::look_at_due(const InvoiceRow& row, const OpenDossier& dossier,
                                RowProblems& problems) const
{
  const Outcome due = InvoiceRules::check_due({row.prepaid, row.due}, *row.amounts, dossier);
  tell_row(due, k_inv_due, problems);
  const auto doubt = due && m_facts.format.empty()
                       ? InvoiceRules::doubt_about_due({row.prepaid, row.due}, *row.amounts)
                       : std::nullopt;
  if (doubt) {
    problems.warn(k_inv_due, row.due->text(), *doubt);
  }
}

const std::optional<std::string>& InvoiceDoubts::last_iban(Siren provider)
{
  const auto known = m_last_ibans.find(provider.number());
  if (known != m_last_ibans.end()) {
    return known->second;
  }
  make_room(m_last_ibans);
  m_rest();
  return m_last_ibans.emplace(provider.number(), m_context.store.invoices().last_iban(provider))
    .first->second;
}

bool InvoiceDoubts::is_of_provider(const OpenDossier& dossier, Siren issuer,
                                   const std::string& iban)
{
  const auto is_it = [&](Siren provider) {
    return provider != dossier.request.siret.siren() && last_iban(provider) == iban;
  };
  return is_it(issuer) || std::ranges::any_of(dossier.providers, is_it, &domain::Siret::siren);
}

bool InvoiceDoubts::is_of_member(Siren member, Siren provider, const std::string& iban)
{
  const std::string key = member.digits() + iban;
  if (const auto known = m_of_members.find(key); known != m_of_members.end()) {
    return known->second;
  }
  make_room(m_of_members);
  m_rest();
  return m_of_members.emplace(key, ask_about_member(member, provider, iban)).first->second;
}

bool InvoiceDoubts::ask_about_member(Siren member, Siren provider, const std::string& iban)
{
  return member != provider && last_iban(provider) != iban &&
         m_context.store.invoices().is_account_of_member(member, iban);
}

} // namespace myatlas::services
