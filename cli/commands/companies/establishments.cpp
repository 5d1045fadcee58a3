#include "operations/companies/establishments.hpp"

#include "commands/companies/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

constexpr FormOption<operations::AddSirets> k_add_siret_options[] = {
  {"--member-code", &operations::AddSirets::member_code, "C",
   N_("Member code of the company, for one the account has not proved")},
  {"--payroll", &operations::AddSirets::payroll, k_amount_value,
   N_("Its declared payroll of the year before")},
  {"--payroll-year", &operations::AddSirets::payroll_year, "Y",
   N_("Year of that payroll (default: the year before)")},
  {"--online", &operations::AddSirets::online,
   N_("Ask the public register first; a new establishment of a member is entered from its answer")},
};

void bind_add_siret(CommandLine& line, operations::AddSirets& o)
{
  line.arguments(Kind::establishment, o.sirets, N_("Establishments"));
  add_options(line, o, k_add_siret_options);
}

void bind_remove_siret(CommandLine& line, operations::Sirets& o)
{
  line.arguments(Kind::establishment, o.sirets, N_("Establishments"));
}

// What became of each.
View sirets_view(const Json& document)
{
  return {document, {{"siret", N_("SIRET")}, {"result", N_("Result"), Show::state}}, "results"};
}

constexpr Field k_establishment_fields[] = {
  {"siret", N_("SIRET")}, {"name", N_("Name")}, {"postcode", N_("Postcode")},
  {"town", N_("Town")},   {"idcc", N_("IDCC")}, {"headcount", N_("Headcount"), Show::number}};

View establishments_view(const Json& document)
{
  return {document, fields_of(k_establishment_fields), "establishments"};
}

constexpr Example k_add_siret_examples[] = {
  {N_("One establishment"), "myatlas add-siret 53589896900212"},
  {N_("One of a company that is new to the account"),
   "myatlas add-siret 53589896900212 --member-code ATL100002 --payroll 864934.41"},
  {N_("Several, from another program"),
   "tail -n +2 clients.csv | cut -d';' -f2 | xargs myatlas add-siret"},
  {N_("One that opened lately"), "myatlas add-siret 53589896900212 --online"},
};
constexpr Example k_remove_siret_examples[] = {
  {N_("One establishment"), "myatlas remove-siret 53589896900212"},
  {N_("Answered as JSON"), "myatlas remove-siret 53589896900212 -o json"},
};
constexpr Example k_list_establishments_examples[] = {
  {N_("The establishments of the account"), "myatlas list-establishments"},
  {N_("As CSV"), "myatlas list-establishments -o csv > establishments.csv"},
};

} // namespace

const Command k_add_siret = {
  .name = "add-siret",
  .group = Group::companies,
  .summary = N_("Attach establishments to the account"),
  .description = N_(
    "Attaches establishments of the register to the account, of companies it proved or was given "
    "to manage; another company is proved by its member code and payroll, as by add-company. Each "
    "is answered added, already, unknown or invalid; when one is unknown, invalid or not proved "
    "nothing is written, and the others are answered withheld. With --online each is asked for at "
    "the public register first: a closed one, or one that is not there, is refused, and one the "
    "OPCO's register does not have yet, of a company it knows, is entered."),
  .examples = k_add_siret_examples,
  .declare = asks<operations::k_add_siret, bind_add_siret, sirets_view>,
  .operation = &operations::k_add_siret,
  .keyed = true,
};

const Command k_remove_siret = {
  .name = "remove-siret",
  .group = Group::companies,
  .summary = N_("Remove establishments from the account"),
  .description = N_("Takes establishments off the account; their dossiers stay. Each is answered "
                    "removed or absent."),
  .examples = k_remove_siret_examples,
  .declare = asks<operations::k_remove_siret, bind_remove_siret, sirets_view>,
  .operation = &operations::k_remove_siret,
  .keyed = true,
};

const Command k_list_establishments = {
  .name = "list-establishments",
  .group = Group::companies,
  .summary = N_("List the establishments of the account"),
  .description = N_("Lists the establishments the account manages, by SIRET."),
  .examples = k_list_establishments_examples,
  .declare = asks<operations::k_list_establishments, bind_of_company, establishments_view>,
  .operation = &operations::k_list_establishments,
};

} // namespace myatlas::cli
