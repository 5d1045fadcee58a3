#include "services/companies/employees.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "services/companies/companies.hpp"
#include "services/companies/employee_form.hpp"
#include "services/form_values.hpp"
#include "services/staff.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Employee;
using domain::EmployeeForm;
using domain::Profile;
using domain::Siren;
using domain::Siret;
using store::Employees;
using util::Secret;

// What the audit may keep: no NIR, no birth date.
std::string trace(const Employee& employee)
{
  return fmt::format(R"({{"siret":"{}","nir":{}}})", employee.siret.digits(),
                     employee.nir ? "true" : "false");
}

store::AuditSubject subject(const Employee& employee)
{
  return {store::AuditKind::employee, employee.siret.siren().digits()};
}

// Whom the company has already, under this number or name or as the same person.
std::optional<Employee> known_as(const Context& context, const Employee& employee)
{
  const Employees employees = context.store.employees();
  auto known = employees.find(employee.siret.siren(), domain::identity_of(employee));
  return known ? known : employees.find_same(employee);
}

// The company that is asked for; nothing: all of them.
Result<std::optional<Siren>> company_of(const Context& context, const std::string& name)
{
  if (name.empty()) {
    return std::optional<Siren>();
  }
  TRY_ASSIGN(const Siren siren, company_asked_for(context, name).or_at("company"));
  return std::optional(siren);
}

Result<Employee> find(const Context& context, const EmployeeName& name)
{
  TRY_ASSIGN(const std::optional<Siren> company, company_of(context, name.company));
  return named_employee(seen_employees(context, company), name.who);
}

Staff staff_of(const std::vector<Employee>& employees)
{
  Staff staff;
  for (const Employee& employee : employees) {
    staff.add(employee);
  }
  staff.close();
  return staff;
}

// The problems of a form that is a part of another.
void add_below(const std::string& prefix, const Errors& of_form, Errors& problems)
{
  for (const Error& problem : of_form) {
    problems.push_back(problem.at(prefix + problem.where.column));
  }
}

// What a request has to say of whom it is for.
void require_person(const EmployeeForm& form, Errors& problems)
{
  require({{"birth_name", &form.birth_name},
           {"first_name", &form.first_name},
           {"birth_date", &form.birth_date}},
          problems);
}

Employee put_new(const Context& context, const Employee& employee)
{
  context.store.employees().put(employee);
  context.record(subject(employee), std::nullopt, trace(employee));
  return employee;
}

Error known_already(const Employee& employee)
{
  return {"employee.exists", {domain::full_name(employee)}};
}

// An employee before and after a change.
struct EmployeeChange
{
  const Employee& before;
  const Employee& after;

  // Whether it stands under another number, name or company.
  bool is_moved() const
  {
    return domain::identity_of(before) != domain::identity_of(after) ||
           before.siret.siren() != after.siret.siren();
  }

  bool is_other_person() const
  {
    return domain::person_key(before) != domain::person_key(after) || before.nir != after.nir;
  }

  // Whether somebody else is that person already; undone where it is so, it is gone from where it
  // stood.
  bool is_taken(const Context& context) const
  {
    return is_moved() ? known_as(context, after).has_value()
                      : is_other_person() && context.store.employees().find_same(after);
  }
};

void refuse_blank_members(const EmployeeForm& form, Errors& problems)
{
  refuse_blanks({{"siret", &form.siret}}, problems);
  for (const auto& [name, member] : domain::k_employee_members) {
    refuse_blanks({{name, &(form.*member)}}, problems);
  }
}

void remove(const Context& context, const Employee& employee)
{
  context.store.employees().remove(employee.siret.siren(), domain::identity_of(employee));
}

// An employee the account may change.
Result<Employee> find_own(const Context& context, const EmployeeName& name)
{
  TRY_ASSIGN(const Employee employee, find(context, name));
  Errors problems;
  check_right(context, employee.siret, problems);
  TRY(outcome_of(problems));
  return employee;
}

} // namespace

namespace {

// Who is to be hired; what is wrong with the form is told of that form alone.
Employee read_hired(const Context& context, std::optional<Siret> siret, const EmployeeForm& form,
                    Errors& of_form)
{
  Employee employee;
  employee.siret = siret.value_or(employee.siret);
  require_person(form, of_form);
  fill_employee(context, employee, form, Secret(), of_form);
  return employee;
}

// As the company has the person already, or new.
Employee known_or_new(const Context& context, const Employee& employee)
{
  const auto known = known_as(context, employee);
  return known ? *known : put_new(context, employee);
}

} // namespace

std::optional<Employee> hire(const Context& context, std::optional<Siret> siret,
                             const EmployeeForm& form, const std::string& prefix, Errors& problems)
{
  Errors of_form;
  const Employee employee = read_hired(context, siret, form, of_form);
  add_below(prefix, of_form, problems);
  if (!of_form.empty() || !siret) {
    return std::nullopt;
  }
  return known_or_new(context, employee);
}

std::vector<Employee> seen_employees(const Context& context, std::optional<Siren> company)
{
  std::vector<Employee> found;
  context.store.employees().for_each(
    perimeter_of(context),
    [&](const Employee& employee) {
      found.push_back(employee);
      return true;
    },
    company);
  return found;
}

Result<Employee> named_employee(const std::vector<Employee>& employees, const std::string& who)
{
  TRY_ASSIGN(const std::size_t place, staff_of(employees).place_of(who));
  return employees[place];
}

namespace {

void require_new(const EmployeeForm& form, Errors& problems)
{
  require({{"siret", &form.siret}}, problems);
  require_person(form, problems);
}

} // namespace

Result<Employee> add_employee(const Context& context, const EmployeeForm& form, const Secret& nir)
{
  TRY(acting_as(context, Profile::member));
  Errors problems;
  Employee employee;
  require_new(form, problems);
  Transaction write = context.begin();
  fill_employee(context, employee, form, nir, problems);
  TRY(outcome_of(problems));
  // By the name typed: who it is may be hidden.
  TRY(fail_unless(!known_as(context, employee).has_value(), known_already(employee)));
  context.store.employees().put(employee);
  write.record(subject(employee), std::nullopt, trace(employee));
  write.commit();
  return employee;
}

namespace {

Result<Employee> changed_by(const Context& context, Employee employee, const EmployeeForm& form,
                            const Secret& nir)
{
  Errors problems;
  check_right(context, employee.siret, problems);
  refuse_blank_members(form, problems);
  fill_employee(context, employee, form, nir, problems);
  TRY(outcome_of(problems));
  return employee;
}

} // namespace

Result<Employee> edit_employee(const Context& context, const EmployeeName& name,
                               const EmployeeForm& form, const Secret& nir)
{
  TRY(acting_as(context, Profile::member));
  Transaction write = context.begin();
  TRY_ASSIGN(const Employee before, find(context, name));
  TRY_ASSIGN(const Employee after, changed_by(context, before, form, nir));
  const EmployeeChange change{before, after};
  if (change.is_moved()) { // undone where somebody else is that person
    remove(context, before);
  }
  TRY(fail_unless(!change.is_taken(context), known_already(after)));
  context.store.employees().put(after);
  write.record(subject(after), trace(before), trace(after));
  write.commit();
  return after;
}

Result<Employee> remove_employee(const Context& context, const EmployeeName& name)
{
  TRY(acting_as(context, Profile::member));
  Transaction write = context.begin();
  TRY_ASSIGN(const Employee employee, find_own(context, name));
  remove(context, employee);
  write.record(subject(employee), trace(employee));
  write.commit();
  return employee;
}

Result<std::vector<Employee>> list_employees(const Context& context, const std::string& company)
{
  TRY(may_read(context));
  TRY_ASSIGN(const std::optional<Siren> siren, company_of(context, company));
  return seen_employees(context, siren);
}

} // namespace myatlas::services
