#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/dossiers/funding_request.hpp"
#include "domain/invoices/billed_line.hpp"
#include "domain/invoices/invoice.hpp"
#include "store/engine.hpp"
#include "store/state_lists.hpp"
#include "store/tables/perimeter.hpp"

namespace myatlas::store {

// Of a dossier r: who is not paid has nothing to do with what the OPCO pays back to the member
// (FundingRequest::pays_provider).
inline std::string paid_to_provider()
{
  return "(coalesce(r.subrogation, 0) = 1 or r.scheme = " + quoted(domain::Scheme::apprenticeship) +
         ")";
}

// Whether an account sees an invoice i of a dossier r: one of the dossiers of its establishments,
// or one of its provider that the OPCO pays to it. Dossiers are looked up as a union first, since a
// server looks an index up for neither side of an "or".
std::string sees_invoice(const Perimeter& seen_by);

// An invoice on its way into the store: a domain::Invoice whose texts lie elsewhere. Empty: none.
struct InvoiceLine
{
  std::string_view number;
  domain::Siret issuer;
  std::int64_t dossier; // FundingRequests::key
  domain::Date date;
  domain::InvoiceAmounts amounts;
  std::string_view iban, document, file_name;
  domain::InvoiceState state = domain::InvoiceState::deposee;
  util::Instant received = {};
  std::optional<std::int64_t> hours = {};
  std::optional<int> module = {};
  std::string_view corrects = {};
  std::optional<domain::Money> prepaid = {}, due = {};
  std::string_view replaces = {};
  std::optional<domain::Sender> sender = {};
  std::string_view reference = {};
};

// What the invoices of a file hold beside what all of them do.
enum class InvoiceColumns
{
  common,
  all, // with what a credit note corrects, what was paid before, what is due, and its reference
};

// An invoice that takes from what its dossier has left, as its rules look at it.
struct WeighingInvoice
{
  domain::Siren provider;
  std::string number;
  std::optional<int> module;
  domain::Money without_tax;
  std::optional<std::int64_t> hours;
  domain::InvoiceState state = domain::InvoiceState::deposee;
  bool passed = false;       // an office passed a rule for it
  std::string corrects = {}; // of a credit note: the invoice it takes from
};
using WeighingInvoices = std::vector<WeighingInvoice>;

struct InvoiceFilter
{
  std::string request; // empty: of all dossiers
  std::optional<domain::InvoiceState> state;
  std::string reference = {}; // empty: whatever it is
  std::optional<domain::Siren> company = {};
};

// Invoices (factures), unique by provider and number, and the documents they name.
class Invoices
{
public:
  explicit Invoices(Engine& engine) : m_engine(engine) {}

  std::optional<domain::Invoice> find(domain::Siren provider, std::string_view number) const;
  std::vector<domain::Invoice> find_number(std::string_view number, const Perimeter& seen_by) const;
  std::vector<domain::Invoice> list(const InvoiceFilter& filter, const Perimeter& seen_by) const;
  void add_change(const domain::Invoice& invoice,
                  const domain::InvoiceChange& change); // the invoice takes its state
  std::vector<domain::InvoiceChange> history(const domain::Invoice& invoice) const;
  std::optional<std::string>
  last_iban(domain::Siren payee) const; // of invoices it was, or is to be, paid for
  bool is_account_of_member(domain::Siren member, std::string_view iban)
    const; // it named the account as the one to be paid back on
  void put(const domain::Invoice& invoice,
           std::int64_t dossier); // new ones only; the key of its dossier

  void put_lines(const domain::Invoice& invoice,
                 const std::vector<domain::BilledLine>& lines); // of a new one
  std::vector<domain::BilledLine> lines(const domain::Invoice& invoice) const;
  // For a statement: of the invoices that take from what a dossier has left, and of those paid.
  static const std::string& counting_states();
  static const std::string& paid_states();

  // New ones in bulk, deposited at `received`: the writer, and one invoice put to it.
  std::unique_ptr<BulkWriter> load(BulkMode mode, util::Instant received, InvoiceColumns columns);
  static void put(BulkWriter& writer, const InvoiceLine& invoice, InvoiceColumns columns);

  void set_document(domain::Siren provider, std::string_view number, std::string_view digest,
                    std::string_view file_name);
  void set_reference(domain::Siren provider, std::string_view number, std::string_view reference);

  bool any() const;
  bool has(domain::Siren provider, std::string_view number) const;
  bool more_than(std::int64_t count, domain::Siren provider) const; // invoices of that provider
  void each_number(domain::Siren provider,
                   const std::function<void(const std::string&)>& each) const;

  // The credit notes on an invoice that were not refused, in the order they came in.
  std::vector<domain::Invoice> credits_on(const domain::Invoice& invoice) const;

  domain::Money paid(std::string_view request) const;
  domain::Money coming_back(
    std::int64_t dossier) const; // by credit notes on what was paid, whose money did not come yet
  static std::string sum_coming_back(std::string_view dossier); // the same, in a statement
  // Takes one that was refused or cancelled out of the way of a corrected one: it is called F1~1
  // from then on, with its history, lines and what was transmitted of it. Its new number.
  std::string set_aside(const domain::Invoice& invoice);
  std::string replaced_by(const domain::Invoice& invoice) const; // empty: nothing took its place
  std::vector<WeighingInvoice> claims(std::string_view request) const;
  std::int64_t open(std::string_view request) const; // those neither paid, refused nor cancelled

private:
  Engine& m_engine;
};

} // namespace myatlas::store
