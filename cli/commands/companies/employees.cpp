#include "operations/companies/employees.hpp"

#include "commands/companies/commands.hpp"
#include "commands/options.hpp"
#include "output/prompt.hpp"
#include "request.hpp"

namespace myatlas::cli {

namespace {

using domain::EmployeeForm;
using formats::Json;

// How a NIR comes in: never on the command line.
struct NirInput
{
  std::string file;
  bool from_stdin = false;
};

struct AddOptions
{
  operations::AddEmployee request;
  NirInput nir;
};

struct EditOptions
{
  operations::EditEmployee request;
  NirInput nir;
};

constexpr TextOption<EmployeeForm> k_employee_options[] = {
  {"--staff-number", &EmployeeForm::staff_number, k_number_value,
   N_("Staff number the employer gives")},
  {"--birth-name", &EmployeeForm::birth_name, "NAME", N_("Name at birth")},
  {"--used-name", &EmployeeForm::used_name, "NAME", N_("Name used, if another")},
  {"--first-name", &EmployeeForm::first_name, "NAME", N_("First name")},
  {"--sex", &EmployeeForm::sex, "M|F", N_("Sex")},
  {"--birth-date", &EmployeeForm::birth_date, k_day_value, N_("Date of birth, YYYY-MM-DD")},
  {"--email", &EmployeeForm::email, "E", N_("E-mail")},
  {"--contract", &EmployeeForm::contract, "TEXT", N_("Contract: CDI, CDD…")},
  {"--job", &EmployeeForm::job, "TEXT", N_("Job")},
  {"--status", &EmployeeForm::status, "TEXT", N_("Status: cadre…")},
};
static_assert((std::size(k_employee_options) + 1) * sizeof(std::string) ==
              sizeof(EmployeeForm)); // its establishment is an option by itself

constexpr FormOption<NirInput> k_nir_options[] = {
  {"--nir-stdin", &NirInput::from_stdin, N_("Read the NIR from standard input")},
  {"--nir-file", &NirInput::file, "FILE", N_("Read the NIR from a file nobody else may read")},
};

constexpr FormOption<operations::AddEmployee> k_siret_options[] = {
  {"--siret", &operations::AddEmployee::siret, "S", N_("Establishment")},
};

void bind_employee(CommandLine& line, operations::AddEmployee& request, NirInput& nir)
{
  add_options(line, request, k_siret_options);
  add_options(line, request.form, k_employee_options);
  add_options(line, nir, k_nir_options);
}

void bind_add_employee(CommandLine& line, AddOptions& o)
{
  bind_employee(line, o.request, o.nir);
}

void add_employer(CommandLine& line, std::string& company)
{
  line.option("--company", company, "SIREN",
              N_("Of this company, by SIREN, SIRET, member code or your own reference"));
}

void bind_name(CommandLine& line, operations::EmployeeName& name)
{
  line.argument(Kind::employee, name.employee, N_("Staff number or name"));
  add_employer(line, name.company);
}

void bind_edit_employee(CommandLine& line, EditOptions& o)
{
  bind_name(line, o.request.name);
  bind_employee(line, o.request.change, o.nir);
}

// Empty where none is given.
Result<util::Secret> nir_in(const std::string& file)
{
  return file.empty() ? Result<util::Secret>(util::Secret()) : read_secret_file(file);
}

Result<util::Secret> nir_of(const Session& session, const NirInput& input)
{
  TRY(at_most_one({{"--nir-stdin", input.from_stdin}, {"--nir-file", !input.file.empty()}}));
  return input.from_stdin ? read_secret_line(session.env()) : nir_in(input.file);
}

Outcome add_nir(Session& session, AddOptions& o, LocalFiles&)
{
  TRY_ASSIGN(o.request.nir, nir_of(session, o.nir));
  return Done{};
}

Outcome change_nir(Session& session, EditOptions& o, LocalFiles&)
{
  TRY_ASSIGN(o.request.change.nir, nir_of(session, o.nir));
  return Done{};
}

const std::vector<Field> k_employee_fields = {{"staff_number", N_("Staff number")},
                                              {"birth_name", N_("Name")},
                                              {"first_name", N_("First name")},
                                              {"birth_date", N_("Born on")},
                                              {"siret", N_("SIRET")},
                                              {"contract", N_("Contract")},
                                              {"job", N_("Job")},
                                              {"nir", N_("NIR")}};

const std::vector<Field> k_one_employee_fields =
  fields_and(k_employee_fields, {{"email", N_("E-mail")}, {"status", N_("Status")}});

View employee_view(const Json& document)
{
  return {document, k_one_employee_fields};
}

void bind_list_employees(CommandLine& line, operations::ListEmployees& o)
{
  add_employer(line, o.company);
}

View employees_view(const Json& document)
{
  return {document, k_employee_fields, "employees"};
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
  .declare = asks<operations::k_add_employee, bind_add_employee, employee_view, add_nir>,
  .operation = &operations::k_add_employee,
  .keyed = true,
};

const Command k_edit_employee = {
  .name = "edit-employee",
  .group = Group::companies,
  .summary = N_("Change an employee"),
  .description =
    N_("Changes what is given of an employee, named by staff number or name; the rest stays."),
  .examples = k_edit_employee_examples,
  .declare = asks<operations::k_edit_employee, bind_edit_employee, employee_view, change_nir>,
  .operation = &operations::k_edit_employee,
  .keyed = true,
};

const Command k_remove_employee = {
  .name = "remove-employee",
  .group = Group::companies,
  .summary = N_("Remove an employee"),
  .description =
    N_("Removes an employee, named by staff number or name. Dossiers keep the trainee's name."),
  .examples = k_remove_employee_examples,
  .declare = asks<operations::k_remove_employee, bind_name, employee_view>,
  .operation = &operations::k_remove_employee,
  .keyed = true,
};

const Command k_list_employees = {
  .name = "list-employees",
  .group = Group::companies,
  .summary = N_("List the employees"),
  .description =
    N_("Lists the employees of the establishments the account manages; NIRs are masked."),
  .examples = k_list_employees_examples,
  .declare = asks<operations::k_list_employees, bind_list_employees, employees_view>,
  .operation = &operations::k_list_employees,
};

} // namespace myatlas::cli
