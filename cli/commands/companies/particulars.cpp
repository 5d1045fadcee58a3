#include "commands/companies/particulars.hpp"

#include "commands/options.hpp"
#include "domain/account/account.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

void bind_particulars(CommandLine& line, domain::ParticularsForm& form)
{
  line.option("--company-name", form.company_name, "N",
              N_("Name of the training provider, as certificates and invoices give it"));
  line.option("--legal-form", form.legal_form, "TEXT",
              N_("Its legal form, capital and register, as invoices give them"));
  line.option("--vat-exemption", form.vat_exemption, words_known(domain::parse_vat_exemption),
              N_("Why it bills no VAT: article 261, 4, 4° a of the CGI, or 293 B"));
  line.option("--vat-number", form.vat_number, "V", N_("Its VAT identifier, where it bills VAT"));
}

} // namespace myatlas::cli
