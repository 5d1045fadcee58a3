#include "services/companies/employees.hpp"

#include "commands/companies/commands.hpp"
#include "commands/options.hpp"
#include "domain/values/names.hpp"
#include "formats/json/json_records.hpp"
#include "output/prompt.hpp"
#include "session.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using domain::EmployeeForm;
using formats::Json;

struct EmployeeOptions
{
  EmployeeForm form;
  services::EmployeeName name;
  std::string nir_file;
  bool nir_stdin = false;
};

constexpr TextOption<EmployeeForm> k_employee_options[] = {
  {"--siret", &EmployeeForm::siret, "S", N_("Establishment")},
  {"--staff-number", &EmployeeForm::staff_number, "N", N_("Staff number the employer gives")},
  {"--birth-name", &EmployeeForm::birth_name, "NAME", N_("Name at birth")},
  {"--used-name", &EmployeeForm::used_name, "NAME", N_("Name used, if another")},
  {"--first-name", &EmployeeForm::first_name, "NAME", N_("First name")},
  {"--sex", &EmployeeForm::sex, "M|F", N_("Sex")},
  {"--birth-date", &EmployeeForm::birth_date, "D", N_("Date of birth, YYYY-MM-DD")},
  {"--email", &EmployeeForm::email, "E", N_("E-mail")},
  {"--contract", &EmployeeForm::contract, "TEXT", N_("Contract: CDI, CDD…")},
  {"--job", &EmployeeForm::job, "TEXT", N_("Job")},
  {"--status", &EmployeeForm::status, "TEXT", N_("Status: cadre…")},
};
static_assert(std::size(k_employee_options) * sizeof(std::string) == sizeof(EmployeeForm));

void bind_employee(CommandLine& line, EmployeeOptions& o)
{
  add_options(line, o.form, k_employee_options);
  line.flag("--nir-stdin", o.nir_stdin, N_("Read the NIR from standard input"));
  line.option("--nir-file", o.nir_file, "FILE",
              N_("Read the NIR from a file nobody else may read"));
}

void bind_name(CommandLine& line, services::EmployeeName& name)
{
  line.argument(Kind::employee, name.who, N_("Staff number or name"));
  line.option("--company", name.company, "SIREN",
              N_("Of this company, by SIREN, SIRET or member code"));
}

void bind_edit_employee(CommandLine& line, EmployeeOptions& o)
{
  bind_name(line, o.name);
  bind_employee(line, o);
}

util::Result<util::Secret> nir_of(const Session& session, const EmployeeOptions& o)
{
  if (o.nir_stdin && !o.nir_file.empty()) {
    return util::Error{"usage.both", {"--nir-stdin", "--nir-file"}};
  }
  if (o.nir_stdin) {
    return read_secret_line(session.env());
  }
  return o.nir_file.empty() ? util::Result<util::Secret>(util::Secret())
                            : read_secret_file(o.nir_file);
}

struct EmployeeRequest
{
  EmployeeForm form;
  services::EmployeeName name;
  util::Secret nir;
};

util::Result<EmployeeRequest> read_employee(const Session& session, const EmployeeOptions& o)
{
  TRY_ASSIGN(const util::Secret nir, nir_of(session, o));
  return EmployeeRequest{o.form, o.name, nir};
}

const std::vector<Field> k_employee_fields = {{"staff_number", N_("Staff number")},
                                              {"birth_name", N_("Name")},
                                              {"first_name", N_("First name")},
                                              {"birth_date", N_("Born on")},
                                              {"siret", N_("SIRET")},
                                              {"contract", N_("Contract")},
                                              {"job", N_("Job")},
                                              {"nir", N_("NIR")}};

util::Result<int> show(Session& session, const util::Result<domain::Employee>& employee)
{
  if (!employee) {
    return session.fail(as_options(employee.errors()));
  }
  Json document = {{"schema", "myatlas/employee/1"}};
  document.update(formats::to_json(*employee));
  std::vector<Field> shown = k_employee_fields;
  shown.push_back({"email", N_("E-mail")});
  shown.push_back({"status", N_("Status")});
  return session.show({document, shown});
}

util::Result<int> run_add_employee(Session& session, const services::Context& context,
                                   const EmployeeRequest& request)
{
  return show(session, services::add_employee(context, request.form, request.nir));
}

util::Result<int> run_edit_employee(Session& session, const services::Context& context,
                                    const EmployeeRequest& request)
{
  return show(session, services::edit_employee(context, request.name, request.form, request.nir));
}

util::Result<int> run_remove_employee(Session& session, const services::Context& context,
                                      const services::EmployeeName& name)
{
  return show(session, services::remove_employee(context, name));
}

void bind_list_employees(CommandLine& line, std::string& company)
{
  line.option("--company", company, "SIREN", N_("Of this company, by SIREN, SIRET or member code"));
}

util::Result<int> run_list_employees(Session& session, const services::Context& context,
                                     const std::string& company)
{
  TRY_ASSIGN(const auto found, as_options(services::list_employees(context, company)));
  Json employees = Json::array();
  for (const domain::Employee& employee : found) {
    employees.push_back(formats::to_json(employee));
  }
  return session.show({{{"schema", "myatlas/employees/1"}, {"employees", employees}},
                       k_employee_fields,
                       "employees"});
}

constexpr Example k_add_employee_examples[] = {
  {N_("An employee"), "myatlas add-employee --siret 73282932000074 --staff-number 17 --birth-name "
                      "Martin --first-name Jeanne --birth-date 1985-05-03"},
  {N_("With the NIR, which is never on the command line"),
   "myatlas add-employee --siret 73282932000074 --birth-name Petit --first-name Luc --birth-date "
   "1990-01-02 --nir-stdin < nir.txt"},
};
constexpr Example k_edit_employee_examples[] = {
  {N_("Another job"), "myatlas edit-employee 17 --job Comptable"},
  {N_("By name, of one company"),
   "myatlas edit-employee 'Luc Petit' --company 732829320 --contract CDI"},
};
constexpr Example k_remove_employee_examples[] = {
  {N_("Who has left"), "myatlas remove-employee 17"},
  {N_("By name, of one company"), "myatlas remove-employee 'Luc Petit' --company 732829320"},
};
constexpr Example k_list_employees_examples[] = {
  {N_("All employees"), "myatlas list-employees"},
  {N_("Those of one company"), "myatlas list-employees --company 732829320"},
};

} // namespace

const Command k_add_employee = {
  .name = "add-employee",
  .group = Group::companies,
  .summary = N_("Add an employee"),
  .description = N_("Adds an employee of an establishment of the account. The NIR is not needed; "
                    "it comes from a file or standard input, is kept sealed and shown masked, and "
                    "must agree with the sex and date of birth."),
  .examples = k_add_employee_examples,
  .declare = with_request<bind_employee, read_employee, run_add_employee>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_edit_employee = {
  .name = "edit-employee",
  .group = Group::companies,
  .summary = N_("Change an employee"),
  .description =
    N_("Changes what is given of an employee, named by staff number or name; the rest stays."),
  .examples = k_edit_employee_examples,
  .declare = with_request<bind_edit_employee, read_employee, run_edit_employee>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_remove_employee = {
  .name = "remove-employee",
  .group = Group::companies,
  .summary = N_("Remove an employee"),
  .description =
    N_("Removes an employee, named by staff number or name. Dossiers keep the trainee's name."),
  .examples = k_remove_employee_examples,
  .declare = with_options<bind_name, run_remove_employee>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_list_employees = {
  .name = "list-employees",
  .group = Group::companies,
  .summary = N_("List the employees"),
  .description =
    N_("Lists the employees of the establishments the account manages; NIRs are masked."),
  .examples = k_list_employees_examples,
  .declare = with_options<bind_list_employees, run_list_employees>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
