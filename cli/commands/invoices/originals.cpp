// The files that were handed in, as they were.
#include "commands/invoices/commands.hpp"
#include "commands/invoices/invoices.hpp"
#include "output/result_file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

struct GetInvoiceOptions
{
  std::string number, provider, to;
};

void bind_get_invoice(CommandLine& line, GetInvoiceOptions& o)
{
  line.argument(Kind::invoice, o.number, N_("Number of the invoice"));
  line.option("--provider-siret", o.provider, "S", N_("SIRET of the training provider"));
  line.target("--to", o.to, N_("Write it to this file"));
}

util::Result<int> run_get_invoice(Session& session, const services::Context& context,
                                  const GetInvoiceOptions& o)
{
  TRY_ASSIGN(const auto fetched, as_options(services::get_invoice(context, o.number, o.provider)));
  if (o.to.empty()) {
    return session.print_bytes(fetched.content);
  }
  TRY(write_result(o.to, fetched.content));
  return show_invoice_view(session, fetched.view);
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
  .declare = with_options<bind_get_invoice, run_get_invoice>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
