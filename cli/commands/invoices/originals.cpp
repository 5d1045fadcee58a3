// The files that were handed in, as they were.
#include "commands/invoices/commands.hpp"
#include "commands/invoices/invoices.hpp"
#include "commands/options.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using operations::Answer;

struct GetInvoiceOptions
{
  operations::InvoiceName request;
  std::string to;
};

void bind_get_invoice(CommandLine& line, GetInvoiceOptions& o)
{
  bind_invoice_name(line, o.request);
  add_copy(line, o.to);
}

Result<int> show_file(Session& session, const GetInvoiceOptions& o, const Answer& answer)
{
  const std::string& bytes = answer.file->bytes;
  if (o.to.empty()) {
    return session.print_bytes(bytes);
  }
  TRY(write_result(o.to, bytes));
  return show_invoice_view(session, answer);
}

constexpr Example k_get_invoice_examples[] = {
  {N_("Into a file"), "myatlas get-invoice FA-2026-0042 --to facture.pdf"},
  {N_("To standard output"), "myatlas get-invoice FA-2026-0042 | pdftotext - -"},
};

} // namespace

const Command k_get_invoice = {
  .name = "get-invoice",
  .group = Group::invoices,
  .summary = N_("Fetch the file of an invoice"),
  .description = N_("Writes the file an invoice was sent with, byte for byte and checked against "
                    "its digest, to a file or to standard output."),
  .examples = k_get_invoice_examples,
  .declare = asks<operations::k_get_invoice, bind_get_invoice, show_file>,
  .operation = &operations::k_get_invoice,
};

} // namespace myatlas::cli
