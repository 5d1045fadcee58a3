#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "formats/pdf/letter_text.hpp"
#include "services/context.hpp"
#include "store/tables/alerts.hpp"
#include "store/tables/letters.hpp"

namespace myatlas::services {

using AccountIds = std::vector<std::string>; // by their ids

void append_accounts(AccountIds& accounts, const AccountIds& others);
std::string first_of(const AccountIds& accounts); // empty: there is none

// Who may be written to of a dossier, and what is written and told to them.
class DossierNotices
{
public:
  DossierNotices(const Context& context, const domain::FundingRequest& request)
    : m_context(context), m_alerts(context.store.alerts()), m_letters(context.store.letters()),
      m_request(request)
  {
  }

  // Those who manage it and, once it was sent, those of its providers.
  AccountIds concerned() const;

  AccountIds managers() const { return m_alerts.managers_of(m_request.siret); }

  AccountIds of_provider(domain::Siret provider) const;

  // The member and, of a contract, its CFA.
  std::vector<domain::Siret> parties() const;

  // A letter to one of those it concerns, who are told that it came.
  void write(domain::LetterKind kind, domain::Siret to, const formats::LetterWords& words) const;

  void write_to_parties(domain::LetterKind kind, const formats::LetterWords& words) const;

  // The letter that asked a company last for money back.
  std::optional<formats::PastClaim> past_claim(domain::Siren payee) const;

  // To the member; of a contract to the CFA too, which filed it; and what is agreed to whoever is
  // paid by it, each provider its own part.
  void write_decision(domain::LetterKind kind, const std::string& comment) const;

  void alert(const AccountIds& accounts, domain::AlertEvent event, const std::string& label) const;

  formats::LastInvoice last_invoice(domain::Date day) const { return {day, m_context.today()}; }

  // As an amendment: it changes what is paid, and a time limit begins to run.
  void write_break_off(std::optional<domain::Date> day) const;

  std::optional<formats::LastInvoice> told(std::optional<domain::Date> day) const;

private:
  void append_providers(AccountIds& accounts) const;

  bool has_cfa() const;

  // Those who manage what an establishment receives: its own accounts, or those of the provider it
  // is.
  AccountIds receivers(domain::Siret siret) const;

  // Whose choice of paper a letter follows.
  std::string chooser(domain::Siret to, const AccountIds& accounts) const;

  domain::OfficialLetter put(domain::LetterKind kind, domain::Siret to, const std::string& by,
                             const formats::LetterWords& words) const;

  void tell_of_letter(const AccountIds& accounts, const domain::OfficialLetter& letter) const;

  std::optional<domain::OfficialLetter> last_claim(domain::Siren payee) const;

  domain::Money returned_since(util::Instant asked, domain::Siren payee) const;

  std::vector<domain::Recovery> recoveries() const;

  // A letter that decides or asks, to those who manage what `to` receives. Who is alerted of
  // documents asked for is told by one mail.
  void write_to(domain::LetterKind kind, domain::Siret to, AccountIds accounts,
                const std::string& by, const std::string& comment) const;

  bool is_alerted(const std::string& account) const;

  bool concerns_providers(domain::LetterKind kind) const;

  void write_to_providers(domain::LetterKind kind, const std::string& comment) const;

  void write_to_provider(domain::LetterKind kind, domain::Siret provider,
                         const std::string& comment) const;

  domain::FundingRequest part_of(domain::Siret provider) const;

  const Context& m_context;
  store::Alerts m_alerts;
  store::Letters m_letters;
  const domain::FundingRequest& m_request;
};

} // namespace myatlas::services
