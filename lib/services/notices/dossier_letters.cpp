#include "services/notices/dossier_letters.hpp"

#include <algorithm>
#include <set>

#include "domain/dossiers/provider_part.hpp"
#include "services/notices/notices.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::Date;
using domain::Frequency;
using domain::FundingRequest;
using domain::LetterKind;
using domain::Money;
using domain::OfficialLetter;
using domain::Recovery;
using domain::Siren;
using domain::Siret;
using formats::LetterWords;

} // namespace

void append_accounts(AccountIds& accounts, const AccountIds& others)
{
  accounts.insert(accounts.end(), others.begin(), others.end());
}

std::string first_of(const AccountIds& accounts)
{
  return accounts.empty() ? "" : accounts.front();
}

AccountIds DossierNotices::concerned() const
{
  AccountIds accounts = managers();
  if (domain::state_facts(m_request.state).sent) {
    append_providers(accounts);
  }
  return accounts;
}

AccountIds DossierNotices::of_provider(Siret provider) const
{
  return m_alerts.providers_of(provider.siren(), m_context.latest_day());
}

std::vector<Siret> DossierNotices::parties() const
{
  std::vector<Siret> parties = {m_request.siret};
  if (has_cfa()) {
    parties.push_back(*m_request.provider);
  }
  return parties;
}

void DossierNotices::write(LetterKind kind, Siret to, const LetterWords& words) const
{
  const AccountIds accounts = receivers(to);
  tell_of_letter(accounts, put(kind, to, chooser(to, accounts), words));
}

void DossierNotices::write_to_parties(LetterKind kind, const LetterWords& words) const
{
  for (const Siret to : parties()) {
    write(kind, to, words);
  }
}

std::optional<OfficialLetter> DossierNotices::last_claim(Siren payee) const
{
  return m_letters.latest(payee, m_request.number, LetterKind::recovery,
                          formats::recovery_subject(m_request.number));
}

std::optional<formats::PastClaim> DossierNotices::past_claim(Siren payee) const
{
  const auto letter = last_claim(payee);
  const auto asked = letter ? formats::asked_in(*letter) : std::nullopt;
  if (!asked) {
    return std::nullopt;
  }
  return formats::PastClaim{m_context.day_of(letter->created), *asked,
                            returned_since(letter->created, payee)};
}

void DossierNotices::write_decision(LetterKind kind, const std::string& comment) const
{
  write_to(kind, m_request.siret, managers(), account_choosing(m_context, m_request), comment);
  if (concerns_providers(kind)) {
    write_to_providers(kind, comment);
  }
}

void DossierNotices::alert(const AccountIds& accounts, AlertEvent event,
                           const std::string& label) const
{
  alert_all(m_context, accounts, item_about(m_context, event, m_request, m_request.number, label));
}

void DossierNotices::write_break_off(std::optional<Date> day) const
{
  const Date end = m_request.broken_off.value_or(m_context.today());
  write_to_parties(LetterKind::agreement,
                   formats::break_off_letter(m_request, {end, m_context.today()}, told(day)));
}

std::optional<formats::LastInvoice> DossierNotices::told(std::optional<Date> day) const
{
  return day ? std::optional(last_invoice(*day)) : std::nullopt;
}

void DossierNotices::append_providers(AccountIds& accounts) const
{
  for (const Siret provider : m_request.providers()) {
    append_accounts(accounts, of_provider(provider));
  }
}

bool DossierNotices::has_cfa() const
{
  return m_request.scheme == domain::Scheme::apprenticeship && m_request.provider &&
         m_request.provider->siren() != m_request.siret.siren();
}

AccountIds DossierNotices::receivers(Siret siret) const
{
  AccountIds accounts = of_provider(siret);
  append_accounts(accounts, m_alerts.managers_of(siret));
  return accounts;
}

std::string DossierNotices::chooser(Siret to, const AccountIds& accounts) const
{
  return to == m_request.siret ? account_choosing(m_context, m_request) : first_of(accounts);
}

OfficialLetter DossierNotices::put(LetterKind kind, Siret to, const std::string& by,
                                   const LetterWords& words) const
{
  return put_letter(m_context, kind, to, m_request.number, by, words);
}

void DossierNotices::tell_of_letter(const AccountIds& accounts, const OfficialLetter& letter) const
{
  alert_all(
    m_context, accounts,
    item_about(m_context, AlertEvent::letter_received, m_request, letter.number, letter.subject));
}

namespace {

Money amount_since(const Recovery& recovery, util::Instant asked, Siren payee)
{
  const bool counts = recovery.payee == payee && recovery.recorded > asked;
  return counts ? recovery.amount : Money{};
}

} // namespace

Money DossierNotices::returned_since(util::Instant asked, Siren payee) const
{
  Money returned;
  for (const Recovery& recovery : recoveries()) {
    returned = returned + amount_since(recovery, asked, payee);
  }
  return returned;
}

std::vector<Recovery> DossierNotices::recoveries() const
{
  const auto key = m_context.store.funding_requests().key(m_request.number);
  return key ? m_context.store.recoveries().list(*key) : std::vector<Recovery>{};
}

void DossierNotices::write_to(LetterKind kind, Siret to, AccountIds accounts, const std::string& by,
                              const std::string& comment) const
{
  const auto letter = put(kind, to, by, formats::letter_about(kind, m_request, comment));
  if (kind == LetterKind::documents_request) {
    std::erase_if(accounts, [&](const std::string& account) { return is_alerted(account); });
  }
  tell_of_letter(accounts, letter);
}

bool DossierNotices::is_alerted(const std::string& account) const
{
  return frequency_of(m_context.store, account, AlertEvent::documents_asked) != Frequency::never;
}

bool DossierNotices::concerns_providers(LetterKind kind) const
{
  const bool is_told =
    kind == LetterKind::agreement || m_request.scheme == domain::Scheme::apprenticeship;
  return m_request.pays_provider() && is_told;
}

void DossierNotices::write_to_providers(LetterKind kind, const std::string& comment) const
{
  std::set<std::int64_t> written = {m_request.siret.siren().number()};
  for (const Siret provider : m_request.providers()) {
    if (written.insert(provider.siren().number()).second) {
      write_to_provider(kind, provider, comment);
    }
  }
}

void DossierNotices::write_to_provider(LetterKind kind, Siret provider,
                                       const std::string& comment) const
{
  const FundingRequest part = part_of(provider);
  const AccountIds accounts = of_provider(provider);
  DossierNotices(m_context, part).write_to(kind, provider, accounts, first_of(accounts), comment);
}

FundingRequest DossierNotices::part_of(Siret provider) const
{
  FundingRequest part = m_request;
  if (m_request.accepted) {
    part.accepted = domain::accepted_of_provider(m_request, provider.siren());
  }
  return part;
}

} // namespace myatlas::services
