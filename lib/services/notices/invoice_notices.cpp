#include "domain/dossiers/dossier_share.hpp"
#include "services/notices/dossier_letters.hpp"
#include "services/notices/dossier_notices.hpp"
#include "services/notices/notices.hpp"

namespace myatlas::services {

namespace {

using domain::AlertEvent;
using domain::FundingRequest;
using domain::Invoice;
using domain::InvoiceEvent;
using domain::LetterKind;
using domain::Siret;

// Who is told what of an invoice of a dossier.
class InvoiceNotices
{
public:
  InvoiceNotices(const Context& context, const FundingRequest& request, const Invoice& invoice)
    : m_context(context), m_request(request), m_invoice(invoice), m_dossier(context, request),
      m_pays_issuer(domain::pays_issuer(request, invoice.issuer.siren())),
      m_managers(m_dossier.managers()),
      m_payees(m_pays_issuer ? m_dossier.of_provider(invoice.issuer) : m_managers)
  {
  }

  // What a credit note gives back of an invoice that was paid is to come from whoever got the
  // money; of one that was not, less is paid.
  void ask_for_credit() const
  {
    const auto corrected = corrected_invoice();
    if (corrected && domain::state_facts(corrected->state).paid) {
      m_dossier.write(LetterKind::recovery, payee(), formats::credit_letter(m_invoice, *corrected));
    }
  }

  void tell_paid(const std::vector<Invoice>& set_off) const
  {
    tell_of(put_notice(formats::payment_notice(m_invoice, m_request, set_off)));
    tell_all_of(AlertEvent::invoice_paid, m_invoice.payment_reference);
  }

  void tell_refused() const { tell_all_of(AlertEvent::invoice_refused, m_invoice.reason); }

private:
  void tell_of(const domain::OfficialLetter& letter) const
  {
    alert_all(m_context, m_payees,
              item(AlertEvent::letter_received, letter.number, letter.subject));
  }

  domain::OfficialLetter put_notice(const formats::LetterWords& words) const
  {
    return put_letter(m_context, LetterKind::payment_notice, payee(), m_invoice.request, chooser(),
                      words);
  }

  std::optional<Invoice> corrected_invoice() const
  {
    return m_context.store.invoices().find(m_invoice.issuer.siren(), m_invoice.corrects);
  }

  Siret payee() const { return m_pays_issuer ? m_invoice.issuer : m_request.siret; }

  std::string chooser() const
  {
    return m_pays_issuer ? first_of(m_payees) : account_choosing(m_context, m_request);
  }

  // Who is paid, and the member; who is not paid is told nothing of it.
  void tell_all_of(AlertEvent event, const std::string& label) const
  {
    AccountIds accounts = m_payees;
    append_accounts(accounts, m_managers);
    alert_all(m_context, accounts, item(event, m_invoice.number, label));
  }

  domain::AlertItem item(AlertEvent event, const std::string& subject,
                         const std::string& label) const
  {
    return {.event = event,
            .subject = subject,
            .label = label,
            .at = m_context.now(),
            .title = m_request.title,
            .amount = m_invoice.amounts.without_tax.text()};
  }

  const Context& m_context;
  const FundingRequest& m_request;
  const Invoice& m_invoice;
  DossierNotices m_dossier;
  const bool m_pays_issuer;
  const AccountIds m_managers, m_payees;
};

void tell_credit_note(const InvoiceNotices& notices, InvoiceEvent event)
{
  if (event == InvoiceEvent::accept) {
    notices.ask_for_credit();
  } else if (event == InvoiceEvent::reject) {
    notices.tell_refused();
  } // else it is the provider who paid
}

void tell_invoice(const InvoiceNotices& notices, InvoiceEvent event,
                  const std::vector<Invoice>& set_off)
{
  if (event == InvoiceEvent::pay) {
    notices.tell_paid(set_off);
  } else if (event == InvoiceEvent::reject) {
    notices.tell_refused();
  }
}

bool is_told(const Invoice& invoice, InvoiceEvent event)
{
  const bool asks = invoice.is_credit_note() && event == InvoiceEvent::accept;
  const bool pays = !invoice.is_credit_note() && event == InvoiceEvent::pay;
  return asks || pays || event == InvoiceEvent::reject;
}

} // namespace

namespace {

std::optional<FundingRequest> dossier_of(const Context& context, const Invoice& invoice)
{
  return context.store.funding_requests().find(invoice.request, store::Perimeter::all());
}

void tell(const InvoiceNotices& notices, const Invoice& invoice, InvoiceEvent event,
          const std::vector<Invoice>& set_off)
{
  if (invoice.is_credit_note()) {
    tell_credit_note(notices, event);
  } else {
    tell_invoice(notices, event, set_off);
  }
}

} // namespace

void tell_about(const Context& context, const Invoice& invoice, InvoiceEvent event,
                const std::vector<Invoice>& set_off)
{
  const auto request = is_told(invoice, event) ? dossier_of(context, invoice) : std::nullopt;
  if (request) {
    tell(InvoiceNotices(context, *request, invoice), invoice, event, set_off);
  }
}

} // namespace myatlas::services
