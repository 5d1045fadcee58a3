#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "domain/invoices/invoice.hpp"
#include "services/dossiers/open_dossier.hpp"
#include "services/invoices/invoice_lines.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::services {

// What the rules look at in a credit note: who writes it, the invoice it names, its amount without
// its sign, and its rate of VAT.
struct CreditClaim
{
  domain::Siret issuer;
  std::string_view corrects;
  domain::Money without_tax;
  std::optional<std::int64_t> rate = {}; // rate_of
  std::optional<domain::Date> day = {};  // it is of
};

// The one rate of VAT of amounts, hundredths of a percent: 0 where there is none; nothing where
// there are several.
std::optional<std::int64_t> rate_of(const domain::InvoiceAmounts& amounts);

// The rules between a credit note and the invoice it takes from. One object follows a whole file,
// as InvoiceRules does.
class CreditRules
{
public:
  explicit CreditRules(const Context& context) : m_context(context) {}

  // An invoice of the file, which the store does not have yet.
  void remember(domain::Siren provider, std::string_view number, const OpenDossier& dossier,
                const domain::InvoiceAmounts& amounts, domain::Date day);

  bool knows(domain::Siren provider, std::string_view number)
  {
    return corrected(provider, number) != nullptr;
  } // of the file or the store

  // Fails with invoice.issuer as claim of InvoiceRules does, invoice.corrects_unknown (number),
  // invoice.corrects_credit (number), invoice.corrects_request (number, dossier, the other),
  // invoice.corrects_state (number, state), invoice.corrects_over (amount, left, number),
  // invoice.corrects_rate (number, rate, the invoice's), invoice.corrects_early (day, number, the
  // invoice's).
  Outcome check(const CreditClaim& credit, const OpenDossier& dossier);
  void
  take(const CreditClaim& credit,
       OpenDossier& dossier); // what was checked: from the invoice, and given back to the dossier

private:
  // An invoice, and what the credit notes on it leave of it before tax.
  struct Corrected
  {
    std::string request;
    domain::Money left;
    domain::InvoiceState state = domain::InvoiceState::deposee;
    bool is_credit_note = false;
    std::optional<int> module = {};
    std::optional<std::int64_t> rate = {};
    std::optional<domain::Date> day = {};
  };
  static Outcome check_corrected(const CreditClaim& credit, const Corrected* invoice,
                                 const OpenDossier& dossier);
  static bool bears_other_tax(const CreditClaim& credit, const Corrected& invoice);
  static bool comes_before(const CreditClaim& credit, const Corrected& invoice);
  Corrected found_in_store(const domain::Invoice& invoice) const;
  Corrected* corrected(domain::Siren provider, std::string_view number);
  domain::Money creditable(const domain::Invoice& invoice) const;

  const Context& m_context;
  std::unordered_map<std::string, Corrected, util::SecretHash, std::equal_to<>>
    m_known; // by provider and number
};

// What is left of an invoice, before tax, once the credit notes on it are taken off.
domain::Money left_of(const Context& context, const domain::Invoice& invoice);

// The lines of a credit note, negative as its amount: those typed, each within what the invoice has
// for that instalment, or the invoice's own where it is taken back whole or has one line. Fails
// with line.*, invoice.lines_sum (sum, amount), invoice.credit_lines (number),
// invoice.credit_line_over (nature, amount, left).
domain::BilledLines credit_lines(const Context& context, const LinesForm& form,
                                 domain::Money amount, const domain::Invoice& corrected,
                                 Errors& problems);

// What credit notes ask of a step in the life of an invoice: one on it that is not decided on yet
// (invoice.credit_open: number, credit note), that one may not be left without its invoice
// (invoice.credited: number, credit note), what was given back and invoiced again
// (invoice.credit_used: number, amount), an invoice that is not paid yet (invoice.credit_unpaid:
// number, invoice).
Outcome check_credits(const Context& context, const domain::Invoice& invoice,
                      domain::InvoiceEvent event);

// The credit notes that are set off when the invoice is paid: those accepted.
std::vector<domain::Invoice> credits_to_set_off(const Context& context,
                                                const domain::Invoice& invoice);

} // namespace myatlas::services
