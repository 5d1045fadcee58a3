#include "operations/companies/companies.hpp"

#include "commands/companies/commands.hpp"
#include "commands/company_options.hpp"
#include "commands/files/import.hpp"
#include "commands/options.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct AddCompanyOptions
{
  domain::CompanyForm request;
  std::string file;
};

constexpr FormOption<AddCompanyOptions> k_clients_options[] = {
  {"--from-file", &AddCompanyOptions::file, "FILE",
   N_("Several at once, as import clients takes them")},
};

void bind_add_company(CommandLine& line, AddCompanyOptions& o)
{
  domain::CompanyForm& form = o.request;
  add_options(line, form, k_company_options);
  add_options(line, o, k_clients_options);
}

Outcome nothing_beside_file(const AddCompanyOptions& o)
{
  const domain::CompanyForm& form = o.request;
  return outcome_of(beside_file(o.file, {{"--member-code", !form.member_code.empty()},
                                         {"--payroll", !form.payroll.empty()},
                                         {"--payroll-year", !form.payroll_year.empty()},
                                         {"--siret", !form.sirets.empty()},
                                         {"--all-establishments", form.all_establishments}}));
}

Result<int> clients_from_file(Session& session, const AddCompanyOptions& o)
{
  TRY(nothing_beside_file(o));
  return import_table(session, "clients", o.file);
}

constexpr Field k_added_fields[] = {
  {"siren", N_("SIREN")}, {"establishments_added", N_("Establishments added"), Show::number}};

View added_view(const Json& document)
{
  return {document, fields_of(k_added_fields)};
}

void bind_company_name(CommandLine& line, operations::CompanyName& o)
{
  line.argument(Kind::company, o.company, N_("SIREN or member code"));
}

constexpr Field k_left_fields[] = {
  {"siren", N_("SIREN")},
  {"establishments_removed", N_("Establishments removed"), Show::number},
  {"access_ended", N_("Access ended"), Show::number}};

View left_view(const Json& document)
{
  return {document, fields_of(k_left_fields)};
}

constexpr Field k_companies_fields[] = {{"siren", N_("SIREN")},
                                        {"member_code", N_("Member code")},
                                        {"name", N_("Name")},
                                        {"idcc", N_("IDCC")},
                                        {"headcount", N_("Headcount"), Show::number},
                                        {"establishments", N_("Establishments"), Show::number}};

View list_view(const Json& document)
{
  return {document, fields_of(k_companies_fields), "companies"};
}

const std::vector<Field> k_show_company_fields = {
  {"siren", N_("SIREN")},        {"member_code", N_("Member code")},
  {"name", N_("Name")},          {"idcc", N_("IDCC")},
  {"naf", N_("Activity code")},  {"headcount", N_("Headcount")},
  {"created", N_("Created on")}, {"establishments", N_("Establishments")}};

Json counted_establishments(Json document)
{
  document["establishments"] = document["establishments"].size();
  return document;
}

// To a person how many establishments there are.
Result<int> show_company(Session& session, const Answer& answer)
{
  return session.show(
    {session.is_table() ? counted_establishments(answer.document) : answer.document,
     k_show_company_fields});
}

constexpr Example k_add_company_examples[] = {
  {N_("One more client, all its establishments"),
   "myatlas add-company --member-code ATL100002 --payroll 864934.41 --all-establishments"},
  {N_("One more client, one establishment"),
   "myatlas add-company --member-code ATL100002 --payroll 864934.41 --siret 53589896900212"},
  {N_("All clients of a file"), "myatlas add-company --from-file clients.xlsx"},
};
constexpr Example k_leave_examples[] = {
  {N_("A client who left"), "myatlas leave-company 535898969"},
  {N_("By member code, answered as JSON"), "myatlas leave-company ATL100002 -o json"},
};
constexpr Example k_list_companies_examples[] = {
  {N_("The companies of the account"), "myatlas list-companies"},
  {N_("Their SIREN alone"), "myatlas list-companies -o jsonl | jq -r .siren"},
};
constexpr Example k_show_company_examples[] = {
  {N_("By SIREN"), "myatlas show-company 535898969"},
  {N_("By member code"), "myatlas show-company ATL100002"},
};

} // namespace

const Command k_add_company = {
  .name = "add-company",
  .group = Group::companies,
  .summary = N_("Add a company to the account"),
  .description = N_("Adds a company on the same proof as at registration: its member code and its "
                    "payroll of the year before."),
  .examples = k_add_company_examples,
  .declare = asks_unless<rows_in_file<clients_from_file, AddCompanyOptions>,
                         operations::k_add_company, bind_add_company, added_view>,
  .operation = &operations::k_add_company,
  .keyed = true,
};

const Command k_leave_company = {
  .name = "leave-company",
  .group = Group::companies,
  .summary = N_("Remove a company from the account"),
  .description =
    N_("Takes a company off the account: all its establishments, and access to it that others "
       "gave. Its dossiers stay with the company; access to it that the account gave ends too."),
  .examples = k_leave_examples,
  .declare = asks<operations::k_leave_company, bind_company_name, left_view>,
  .operation = &operations::k_leave_company,
  .keyed = true,
};

const Command k_list_companies = {
  .name = "list-companies",
  .group = Group::companies,
  .summary = N_("List the companies of the account"),
  .description =
    N_("Lists the companies the account manages, with the number of their establishments in it."),
  .examples = k_list_companies_examples,
  .declare = asks<operations::k_list_companies, no_options, list_view>,
  .operation = &operations::k_list_companies,
};

const Command k_show_company = {
  .name = "show-company",
  .group = Group::companies,
  .summary = N_("Show a company"),
  .description =
    N_("Shows what the register knows of a company of the account: its branch, headcount, declared "
       "payrolls and establishments. The operator of the store sees every company."),
  .examples = k_show_company_examples,
  .declare = asks<operations::k_show_company, bind_company_name, show_company>,
  .operation = &operations::k_show_company,
};

} // namespace myatlas::cli
