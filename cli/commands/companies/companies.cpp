#include "operations/companies/companies.hpp"

#include "commands/companies/commands.hpp"
#include "commands/company_options.hpp"
#include "commands/files/import.hpp"
#include "commands/options.hpp"
#include "commands/own_references.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct AddCompanyOptions
{
  operations::AddCompany request;
  std::string file;
};

constexpr FormOption<AddCompanyOptions> k_clients_options[] = {
  {"--from-file", &AddCompanyOptions::file, "FILE",
   N_("Several at once, as import clients takes them")},
};

void bind_add_company(CommandLine& line, AddCompanyOptions& o)
{
  operations::AddCompany& asked = o.request;
  add_options(line, asked.form, k_company_options);
  add_reference(line, asked.reference,
                N_("Your own reference of it, the number of the client's file in your books; of "
                   "a company that is yours already it alone is changed"));
  add_options(line, o, k_clients_options);
}

Outcome nothing_beside_file(const AddCompanyOptions& o)
{
  const domain::CompanyForm& form = o.request.form;
  return outcome_of(beside_file(o.file, {{"--member-code", !form.member_code.empty()},
                                         {"--payroll", !form.payroll.empty()},
                                         {"--payroll-year", !form.payroll_year.empty()},
                                         {"--siret", !form.sirets.empty()},
                                         {"--reference", !o.request.reference.empty()},
                                         {"--all-establishments", form.all_establishments}}));
}

Result<int> clients_from_file(Session& session, const AddCompanyOptions& o)
{
  TRY(nothing_beside_file(o));
  return import_table(session, "clients", o.file);
}

constexpr Field k_added_fields[] = {
  {"siren", N_("SIREN")}, {"establishments_added", N_("Establishments added"), Show::number}};

constexpr Field k_company_reference = {"reference", N_("Reference"), Show::text, Room::if_wide};

View added_view(const Json& document)
{
  View view = {document, fields_of(k_added_fields)};
  if (!document["reference"].is_null()) {
    view.fields.push_back(k_company_reference);
  }
  return view;
}

void bind_company_name(CommandLine& line, operations::CompanyName& o)
{
  line.argument(Kind::company, o.company, N_("SIREN, member code or your own reference"));
}

struct EditCompanyOptions
{
  operations::EditCompany request;
  std::vector<std::string> reference; // given, though it may be empty
};

constexpr FormOption<EditCompanyOptions> k_edit_company_options[] = {
  {"--reference", &EditCompanyOptions::reference, "REF",
   N_("Your own reference of it; an empty one takes it away")},
};

void bind_edit_company(CommandLine& line, EditCompanyOptions& o)
{
  line.argument(Kind::company, o.request.company, N_("SIREN, member code or your own reference"));
  add_options(line, o, k_edit_company_options);
  line.stands_for(o.request.reference, o.reference);
}

Outcome complete_edit(Session&, EditCompanyOptions& o, LocalFiles&)
{
  if (o.reference.empty()) {
    return Error{"usage.missing", {"--reference", "edit-company"}};
  }
  o.request.reference = o.reference.back();
  return Done{};
}

void bind_list_companies(CommandLine& line, operations::ListCompanies& o)
{
  add_reference(line, o.reference, N_("Only those you call so in your own books"));
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

Result<int> show_companies(Session& session, const Answer& answer)
{
  return session.show(with_reference(
    session, {answer.document, fields_of(k_companies_fields), "companies"}, k_company_reference));
}

const std::vector<Field> k_show_company_fields = {
  {"siren", N_("SIREN")},        {"member_code", N_("Member code")},
  {"name", N_("Name")},          {"idcc", N_("IDCC")},
  {"naf", N_("Activity code")},  {"headcount", N_("Headcount")},
  {"created", N_("Created on")}, {"establishments", N_("Establishments")}};

std::vector<Field> fields_of_company(const Json& document)
{
  return document["reference"].is_null() ? k_show_company_fields
                                         : fields_and(k_show_company_fields, {k_company_reference});
}

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
     fields_of_company(answer.document)});
}

constexpr Example k_add_company_examples[] = {
  {N_("One more client, all its establishments"),
   "myatlas add-company --member-code ATL100002 --payroll 864934.41 --all-establishments"},
  {N_("One more client, one establishment"),
   "myatlas add-company --member-code ATL100002 --payroll 864934.41 --siret 53589896900212"},
  {N_("With the number of the client's file in your books"),
   "myatlas add-company --member-code ATL100002 --payroll 864934.41 --all-establishments "
   "--reference D0042"},
  {N_("All clients of a file"), "myatlas add-company --from-file clients.xlsx"},
};
constexpr Example k_edit_company_examples[] = {
  {N_("The number of the client's file in your books"),
   "myatlas edit-company 535898969 --reference D0042"},
  {N_("None any more"), "myatlas edit-company D0042 --reference ''"},
};
constexpr Example k_leave_examples[] = {
  {N_("A client who left"), "myatlas leave-company 535898969"},
  {N_("By member code, answered as JSON"), "myatlas leave-company ATL100002 -o json"},
};
constexpr Example k_list_companies_examples[] = {
  {N_("The companies of the account"), "myatlas list-companies"},
  {N_("Those of one client"), "myatlas list-companies --reference D0042"},
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

const Command k_edit_company = {
  .name = "edit-company",
  .group = Group::companies,
  .summary = N_("Give a company your own reference"),
  .description =
    N_("Keeps what you call a company of your account in your own books: the number of the "
       "client's file. It is yours alone: no other account that sees the company sees it, and the "
       "register does not hold it. One client may be several companies. Lists tell it, and "
       "--company takes it where it names one company."),
  .examples = k_edit_company_examples,
  .declare = asks<operations::k_edit_company, bind_edit_company, show_company, complete_edit>,
  .operation = &operations::k_edit_company,
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
  .declare = asks<operations::k_list_companies, bind_list_companies, show_companies>,
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
