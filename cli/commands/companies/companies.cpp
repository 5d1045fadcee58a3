#include "services/companies/companies.hpp"

#include "commands/companies/commands.hpp"
#include "commands/files/import.hpp"
#include "formats/json/json_records.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct AddCompanyOptions : domain::CompanyForm
{
  std::string file;
};

void bind_add_company(CommandLine& line, AddCompanyOptions& o)
{
  line.option("--member-code", o.member_code, "C", N_("Member code of the company"));
  line.option("--payroll", o.payroll, "AMOUNT",
              N_("Declared payroll of the year before; 0 for a company created this year"));
  line.option("--payroll-year", o.payroll_year, "Y",
              N_("Year of that payroll (default: the year before)"));
  line.options("--siret", o.sirets, "S", N_("Establishment to manage; may be repeated"));
  line.flag("--all-establishments", o.all_establishments, N_("All establishments known today"));
  line.option("--from-file", o.file, "FILE", N_("Several at once, as import clients takes them"));
}

util::Result<int> run_add_company(Session& session, const AddCompanyOptions& form)
{
  if (!form.file.empty()) {
    const util::Errors both =
      beside_file(form.file, {{"--member-code", !form.member_code.empty()},
                              {"--payroll", !form.payroll.empty()},
                              {"--payroll-year", !form.payroll_year.empty()},
                              {"--siret", !form.sirets.empty()},
                              {"--all-establishments", form.all_establishments}});
    return both.empty() ? import_table(session, "clients", form.file) : session.fail(both);
  }
  TRY_ASSIGN(const auto added,
             as_options(session.in_store(store::Store::Use::write, Login::required,
                                         [&](const services::Context& context) {
                                           return services::add_company(context, form);
                                         })));
  return session.show(
    {{{"schema", "myatlas/company-added/1"},
      {"siren", added.siren.digits()},
      {"establishments_added", added.establishments_added}},
     {{"siren", N_("SIREN")}, {"establishments_added", N_("Establishments added"), Show::number}}});
}

void bind_leave(CommandLine& line, std::string& which)
{
  line.argument(Kind::company, which, N_("SIREN or member code"));
}

const std::vector<Field> k_leave_fields = {
  {"siren", N_("SIREN")},
  {"establishments_removed", N_("Establishments removed"), Show::number},
  {"access_ended", N_("Access ended"), Show::number}};

util::Result<int> run_leave(Session& session, const services::Context& context,
                            const std::string& which)
{
  TRY_ASSIGN(const auto left, services::leave_company(context, which));
  return session.show({{{"schema", "myatlas/company-left/1"},
                        {"siren", left.siren.digits()},
                        {"establishments_removed", left.establishments_removed},
                        {"access_ended", left.access_ended}},
                       k_leave_fields});
}

Json view_json(const services::CompanyView& view)
{
  Json json = formats::to_json(view.company, view.payrolls);
  json["establishments"] = view.establishments.size();
  return json;
}

const std::vector<Field> k_list_companies_fields = {
  {"siren", N_("SIREN")},
  {"member_code", N_("Member code")},
  {"name", N_("Name")},
  {"idcc", N_("IDCC")},
  {"headcount", N_("Headcount"), Show::number},
  {"establishments", N_("Establishments"), Show::number}};

util::Result<int> run_list_companies(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const auto views, services::list_companies(context));
  Json companies = Json::array();
  for (const services::CompanyView& view : views) {
    companies.push_back(view_json(view));
  }
  return session.show({{{"schema", "myatlas/companies/1"}, {"companies", companies}},
                       k_list_companies_fields,
                       "companies"});
}

void bind_show_company(CommandLine& line, std::string& which)
{
  line.argument(Kind::company, which, N_("SIREN or member code"));
}

const std::vector<Field> k_show_company_fields = {
  {"siren", N_("SIREN")},        {"member_code", N_("Member code")},
  {"name", N_("Name")},          {"idcc", N_("IDCC")},
  {"naf", N_("Activity code")},  {"headcount", N_("Headcount")},
  {"created", N_("Created on")}, {"establishments", N_("Establishments")}};

util::Result<int> run_show_company(Session& session, const services::Context& context,
                                   const std::string& which)
{
  TRY_ASSIGN(const auto view, services::show_company(context, which));
  Json document = {{"schema", "myatlas/company/1"}};
  document.update(formats::to_json(view.company, view.payrolls));
  Json establishments = Json::array();
  for (const domain::Establishment& establishment : view.establishments) {
    establishments.push_back(formats::to_json(establishment));
  }
  document["establishments"] = establishments;
  if (session.form() == Form::table) {
    document["establishments"] = establishments.size();
  }
  return session.show({document, k_show_company_fields});
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
  .declare = with_options<bind_add_company, run_add_company>,
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
  .declare = with_options<bind_leave, run_leave>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_companies = {
  .name = "list-companies",
  .group = Group::companies,
  .summary = N_("List the companies of the account"),
  .description =
    N_("Lists the companies the account manages, with the number of their establishments in it."),
  .examples = k_list_companies_examples,
  .declare = without_options<run_list_companies>,
  .store = Use::read,
  .login = Login::account_or_host,
};

const Command k_show_company = {
  .name = "show-company",
  .group = Group::companies,
  .summary = N_("Show a company"),
  .description =
    N_("Shows what the register knows of a company of the account: its branch, headcount, declared "
       "payrolls and establishments. The operator of the store sees every company."),
  .examples = k_show_company_examples,
  .declare = with_options<bind_show_company, run_show_company>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
