#include "commands/companies/particulars.hpp"

#include "commands/options.hpp"
#include "domain/account/account.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::ParticularsForm;

constexpr FormOption<ParticularsForm> k_particulars_options[] = {
  {"--company-name", &ParticularsForm::company_name, k_name_value,
   N_("Name of the training provider, as certificates and invoices give it")},
  {"--legal-form", &ParticularsForm::legal_form, "TEXT",
   N_("Its legal form, capital and register, as invoices give them")},
  {"--vat-exemption", &ParticularsForm::vat_exemption, words_for<domain::parse_vat_exemption>,
   N_("Why it bills no VAT: article 261, 4, 4° a of the CGI, or 293 B")},
  {"--vat-number", &ParticularsForm::vat_number, "V", N_("Its VAT identifier, where it bills VAT")},
};

} // namespace

void bind_particulars(CommandLine& line, domain::ParticularsForm& form)
{
  add_options(line, form, k_particulars_options);
}

} // namespace myatlas::cli
