#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "formats/tables/row_types.hpp"
#include "services/dossiers/open_dossier.hpp"
#include "services/files/import_request.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::services {

// What is refused or warned of in a row of a file of invoices as upload_invoice has it: its date,
// the account it is paid to, who it is for and what it says was paid before.
class InvoiceDoubts
{
public:
  // `rest` is called before the store is asked, which is being written.
  InvoiceDoubts(const Context& context, const InvoiceFacts& facts, std::function<void()> rest)
    : m_context(context), m_facts(facts), m_rest(std::move(rest))
  {
  }

  void look_at(const formats::InvoiceRow& row, const OpenDossier& dossier,
               formats::RowProblems& problems);

  // Whose account is paid: without subrogation that of the member, which no invoice as data tells.
  std::string_view account_of(const formats::InvoiceRow& row, const OpenDossier& dossier) const;

private:
  void look_at_date(domain::Date date, const OpenDossier& dossier,
                    formats::RowProblems& problems) const;
  void look_at_account(const formats::InvoiceRow& row, const OpenDossier& dossier,
                       formats::RowProblems& problems);
  void look_for_account(const formats::InvoiceRow& row, formats::RowProblems& problems) const;
  const char* account_doubt(const OpenDossier& dossier, domain::Siren provider,
                            const std::string& iban);
  void look_at_due(const formats::InvoiceRow& row, const OpenDossier& dossier,
                   formats::RowProblems& problems) const;
  void look_at_buyer(const OpenDossier& dossier, formats::RowProblems& problems) const;
  const std::optional<std::string>& last_iban(
    domain::Siren provider); // of a provider as the store has it: nothing is accepted meanwhile
  bool is_of_provider(const OpenDossier& dossier, domain::Siren issuer, const std::string& iban);
  bool is_of_member(domain::Siren member, domain::Siren provider, const std::string& iban);
  bool ask_about_member(domain::Siren member, domain::Siren provider, const std::string& iban);

  const Context& m_context;
  const InvoiceFacts& m_facts;
  std::function<void()> m_rest;
  std::unordered_map<std::int64_t, std::optional<std::string>, util::SecretNumberHash> m_last_ibans;
  std::unordered_map<std::string, bool, util::SecretHash, std::equal_to<>>
    m_of_members; // by member and account
};

} // namespace myatlas::services
