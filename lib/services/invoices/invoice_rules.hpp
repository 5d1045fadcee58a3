#pragma once

#include <string>
#include <unordered_map>

#include "domain/invoices/invoice.hpp"
#include "services/context.hpp"
#include "services/dossiers/open_dossier.hpp"
#include "util/secret_hash.hpp"

namespace myatlas::services {

// What the rules look at in an invoice.
struct InvoiceClaim
{
  domain::Siret issuer;
  domain::Money without_tax;
  std::optional<int> module = {};
};

// The rules between an invoice, its dossier and the invoices before it. One object follows a whole
// file: what its earlier rows take of a dossier counts against the later ones.
class InvoiceRules
{
public:
  explicit InvoiceRules(const Context& context) : m_context(context) {}

  // A dossier the actor sees and may invoice: request.unknown, invoice.request_state (number,
  // state), invoice.no_subrogation (number) for a provider the OPCO does not pay. It stays where it
  // is as long as this does.
  Result<OpenDossier*> dossier(std::string_view number);
  // Whether the provider has no invoice of that number: invoice.duplicate (number), or
  // invoice.refused_before (number, state) when it was refused or taken back and may be replaced.
  Outcome check_number(domain::Siren provider, std::string_view number) const;
  OpenDossier*
  known_dossier(std::string_view number); // one that was asked for before; null otherwise

  // invoice.issuer (issuer, provider), invoice.over (amount, left).
  static Outcome check(const InvoiceClaim& invoice, OpenDossier& dossier);
  static domain::Money
  left_for(const InvoiceClaim& invoice,
           OpenDossier& dossier); // the least of what the dossier, its company and module have left
  static void take(const InvoiceClaim& invoice,
                   OpenDossier& dossier); // what was checked, from what the dossier has left

  // invoice.buyer (siren) of an invoice that is neither for the member nor for the OPCO; empty: not
  // told.
  static Outcome check_buyer(std::string_view siren, const OpenDossier& dossier);

  // One that says the wrong company is to pay, the member or the OPCO (doc/sources/invoices.md):
  // invoice.buyer_member (dossier) with subrogation, invoice.buyer_opco (dossier) without.
  static std::optional<Error> doubt_about_buyer(std::string_view siren, const OpenDossier& dossier);

  // What an invoice says was paid before and is left to pay (BT-113, BT-115).
  struct Due
  {
    std::optional<domain::Money> prepaid, due;
  };
  // Where the OPCO pays the provider it owes no more than what is due: invoice.nothing_due (amount)
  // of one that says it is paid, invoice.part_paid (due, amount) of one that says a part of it is.
  static Outcome check_due(const Due& said, const domain::InvoiceAmounts& amounts,
                           const OpenDossier& dossier);
  // The same where the member may have paid it: einvoice.paid (amount), einvoice.part_paid (due,
  // amount).
  static std::optional<Error> doubt_about_due(const Due& said,
                                              const domain::InvoiceAmounts& amounts);

  static Outcome check_issuer(domain::Siret issuer,
                              const OpenDossier& dossier); // invoice.issuer, as in check

private:
  const Context& m_context;
  std::unordered_map<std::string, OpenDossier, util::SecretHash, std::equal_to<>> m_dossiers;
};

} // namespace myatlas::services
