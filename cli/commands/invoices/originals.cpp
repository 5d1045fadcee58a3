// The files that were handed in, as they were.
#include "commands/commands.hpp"
#include "commands/invoices/invoices.hpp"
#include "output/result_file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

struct GetInvoiceOptions
{
  std::string number, provider, to;
};

util::Result<int> run_get_invoice(Session& session, const GetInvoiceOptions& o)
{
  TRY_ASSIGN(const auto fetched,
             as_options(session.in_store(store::Store::Use::read, Login::account_or_host,
                                         [&](const services::Context& context) {
                                           return services::get_invoice(context, o.number,
                                                                        o.provider);
                                         })));
  if (o.to.empty()) {
    return session.print_bytes(fetched.content);
  }
  const util::Outcome written = write_result(o.to, fetched.content);
  return written ? show_invoice_view(session, fetched.view) : session.fail(written.errors());
}

constexpr Example k_get_invoice_examples[] = {
  {N_("Into a file"), "myatlas get-invoice FA-2026-0042 --to facture.pdf"},
  {N_("To standard output"), "myatlas get-invoice FA-2026-0042 | pdftotext - -"},
};

} // namespace

const Command k_get_invoice = {
  "get-invoice",
  Group::invoices,
  N_("Fetch the file of an invoice"),
  N_("Writes the file an invoice was sent with, byte for byte and "
     "checked against its digest, to a file or to standard output."),
  k_get_invoice_examples,
  [](CommandLine& line) {
    declare_with<GetInvoiceOptions>(
      line,
      [](CommandLine& l, GetInvoiceOptions& o) {
        l.argument(Kind::invoice, o.number, N_("Number of the invoice"));
        l.option("--provider-siret", o.provider, "S", N_("SIRET of the training provider"));
        l.target("--to", o.to, N_("Write it to this file"));
      },
      run_get_invoice);
  }};

} // namespace myatlas::cli
