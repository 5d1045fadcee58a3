// What is done to an invoice once it was sent: by the OPCO, or by who sent it.
#include "commands/invoices/invoices.hpp"
#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"
#include "session.hpp"

namespace myatlas::cli {

namespace {

using operations::Answer;

using operations::AcceptInvoice;
using operations::CancelInvoice;
using operations::PayInvoice;
using operations::RejectInvoice;

constexpr FormOption<AcceptInvoice> k_accept_options[] = {
  {"--although", &AcceptInvoice::although, "REASON",
   N_("Accept although no certificate says it was given; the reason stands in the audit")},
};

void bind_accept(CommandLine& line, AcceptInvoice& o)
{
  bind_invoice_name(line, o.invoice);
  add_options(line, o, k_accept_options);
}

void bind_reject(CommandLine& line, RejectInvoice& o)
{
  bind_invoice_name(line, o.invoice);
  add_reason(line, o.reason);
}

constexpr FormOption<PayInvoice> k_pay_options[] = {
  {"--reference", &PayInvoice::reference, "TEXT", N_("Reference of the transfer")},
  {"--date", &PayInvoice::date, k_day_value, N_("Day of the payment (default: today)")},
  {"--although", &PayInvoice::although, "REASON",
   N_("Pay although a rule speaks against it; the reason stands in the audit")},
};

void bind_pay(CommandLine& line, PayInvoice& o)
{
  bind_invoice_name(line, o.invoice);
  add_options(line, o, k_pay_options);
}

void bind_cancel(CommandLine& line, CancelInvoice& o)
{
  bind_invoice_name(line, o.invoice);
  add_comment(line, o.comment, N_("Why"));
}

Result<int> show_changed_invoice(Session& session, const Answer& answer)
{
  (void)session.deliver_mails();
  return show_invoice_view(session, answer);
}

constexpr Example k_open_invoice_examples[] = {
  {N_("Start reviewing an invoice"), "myatlas admin open-invoice FA-2026-0042"},
  {N_("When two providers use the same number"),
   "myatlas admin open-invoice FA-2026-0042 --provider-siret 88087814500015"},
};
constexpr Example k_accept_invoice_examples[] = {
  {N_("It is right, and will be paid"), "myatlas admin accept-invoice FA-2026-0042"},
  {N_("The certificate came by post"),
   "myatlas admin accept-invoice FA-2026-0042 --although 'certificat papier reçu le 12/05'"},
  {N_("All that came in"), "myatlas list-invoices --state DEPOSEE -o csv | tail -n +2 | cut -d, "
                           "-f1 | xargs -d '\\n' -n 1 myatlas admin accept-invoice"},
};
constexpr Example k_reject_examples[] = {
  {N_("Refuse, and say why"),
   "myatlas admin reject-invoice FA-2026-0042 --reason '14 h agreed, 13.5 h certified'"},
  {N_("Answered as JSON"),
   "myatlas admin reject-invoice FA-2026-0042 --reason 'unreadable' -o json"},
};
constexpr Example k_pay_examples[] = {
  {N_("Record a transfer"), "myatlas admin pay-invoice FA-2026-0042 --reference VIR-2026-118"},
  {N_("Of another day"),
   "myatlas admin pay-invoice FA-2026-0042 --reference VIR-2026-118 --date 2026-05-04"},
};
constexpr Example k_cancel_invoice_examples[] = {
  {N_("It was sent by mistake"), "myatlas cancel-invoice FA-2026-0042"},
  {N_("With a word of explanation"),
   "myatlas cancel-invoice FA-2026-0042 --comment 'wrong dossier'"},
};

} // namespace

const Command k_cancel_invoice = {
  .name = "cancel-invoice",
  .group = Group::invoices,
  .summary = N_("Cancel an invoice"),
  .description = N_(
    "Cancels (ANNULEE) an invoice that the OPCO has not accepted yet; its amount is free again for "
    "another one. Where the OPCO pays the provider, its invoices are not the member's to cancel."),
  .examples = k_cancel_invoice_examples,
  .declare = asks<operations::k_cancel_invoice, bind_cancel, show_changed_invoice>,
  .operation = &operations::k_cancel_invoice,
  .keyed = true,
};

const Command k_admin_open_invoice = {
  .name = "admin open-invoice",
  .group = Group::office,
  .summary = N_("Start reviewing an invoice"),
  .description = N_("Puts an invoice that was sent in hand (EN_TRAITEMENT)."),
  .examples = k_open_invoice_examples,
  .declare = asks<operations::k_open_invoice, bind_invoice_name, show_changed_invoice>,
  .operation = &operations::k_open_invoice,
  .keyed = true,
};

const Command k_admin_accept_invoice = {
  .name = "admin accept-invoice",
  .group = Group::office,
  .summary = N_("Accept an invoice"),
  .description =
    N_("Accepts an invoice (VALIDEE): it will be paid. Certificates of completion cover the hours "
       "it claims, with those accepted before (R6332-26); an invoice that tells no hours claims "
       "the share its amount is of what was accepted. --although REASON overrides this."),
  .examples = k_accept_invoice_examples,
  .declare = asks<operations::k_accept_invoice, bind_accept, show_changed_invoice>,
  .operation = &operations::k_accept_invoice,
  .keyed = true,
};

const Command k_admin_reject_invoice = {
  .name = "admin reject-invoice",
  .group = Group::office,
  .summary = N_("Refuse an invoice"),
  .description = N_("Refuses an invoice (REJETEE) for a reason its sender is told; its amount is "
                    "free again for another one."),
  .examples = k_reject_examples,
  .declare = asks<operations::k_reject_invoice, bind_reject, show_changed_invoice>,
  .operation = &operations::k_reject_invoice,
  .keyed = true,
};

const Command k_admin_pay_invoice = {
  .name = "admin pay-invoice",
  .group = Group::office,
  .summary = N_("Record the payment of an invoice"),
  .description =
    N_("Records that an accepted invoice was paid (REGLEE), by which transfer and on which day: "
       "neither before the invoice's own date nor to come, and for what certificates cover, as "
       "when it was accepted. --although REASON overrides this."),
  .examples = k_pay_examples,
  .declare = asks<operations::k_pay_invoice, bind_pay, show_changed_invoice>,
  .operation = &operations::k_pay_invoice,
  .keyed = true,
};

} // namespace myatlas::cli
