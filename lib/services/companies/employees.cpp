#include "services/companies/employees.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "domain/values/person.hpp"
#include "services/companies/companies.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "services/staff.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

util::Result<std::string> name_text(const std::string& text)
{
  TRY_ASSIGN(const domain::Name name, domain::Name::parse(text));
  return name.text();
}

util::Result<std::string> person_text(const std::string& text)
{
  TRY_ASSIGN(const domain::Name name, domain::parse_person_name(text));
  return name.text();
}

util::Result<std::string> email_text(const std::string& text)
{
  TRY_ASSIGN(const domain::EmailAddress email, domain::EmailAddress::parse(text));
  return email.text();
}

// Of an establishment one does not manage: employee.establishment, or access.reader.
void check_right(const Context& context, domain::Siret siret, util::Errors& problems)
{
  const util::Outcome allowed = allow(context, Act::employ, siret);
  if (!allowed) {
    const bool reads = allowed.error().code == "access.reader";
    problems.push_back(
      (reads ? allowed.error() : util::Error{"employee.establishment", {siret.digits()}})
        .at("siret"));
  }
}

void fill(const Context& context, domain::Employee& employee, const domain::EmployeeForm& form,
          const util::Secret& nir, util::Errors& problems)
{
  std::optional<domain::Siret> siret;
  take(siret, form.siret, domain::Siret::parse, "siret", problems);
  if (siret) {
    employee.siret = *siret;
    check_right(context, *siret, problems);
  }
  take(employee.staff_number, form.staff_number, name_text, "staff_number", problems);
  take(employee.birth_name, form.birth_name, person_text, "birth_name", problems);
  take(employee.used_name, form.used_name, person_text, "used_name", problems);
  take(employee.first_name, form.first_name, person_text, "first_name", problems);
  take(employee.sex, form.sex, domain::parse_sex, "sex", problems);
  take(
    employee.birth_date, form.birth_date,
    [&](const std::string& text) { return past_day(context, text); }, "birth_date", problems);
  take(employee.email, form.email, email_text, "email", problems);
  take(employee.contract, form.contract, name_text, "contract", problems);
  take(employee.job, form.job, name_text, "job", problems);
  take(employee.status, form.status, name_text, "status", problems);
  if (!nir.reveal().empty()) {
    if (auto parsed = util::collect(domain::Nir::parse(nir.reveal()), problems, "nir")) {
      employee.nir = *std::move(parsed);
    }
  }
  if (problems.empty() && employee.nir) {
    util::collect(domain::check_nir(*employee.nir, employee.sex, employee.birth_date), problems,
                  "nir");
  }
}

domain::Employee nobody()
{
  return {.siret = domain::Siret::of_checked(0), .birth_date = domain::Date::of_days(0)};
}

// What the audit may keep: no NIR, no birth date.
std::string trace(const domain::Employee& employee)
{
  return fmt::format(R"({{"siret":"{}","nir":{}}})", employee.siret.digits(),
                     employee.nir ? "true" : "false");
}

store::AuditSubject subject(const domain::Employee& employee)
{
  return {store::AuditKind::employee, employee.siret.siren().digits()};
}

// Whom the company has already, under this number or name or as the same person.
std::optional<domain::Employee> known_as(const Context& context, const domain::Employee& employee)
{
  const store::Employees employees = context.store.employees();
  auto known = employees.find(employee.siret.siren(), domain::identity_of(employee));
  return known ? known : employees.find_same(employee);
}

util::Result<domain::Employee> find(const Context& context, const EmployeeName& name)
{
  std::optional<domain::Siren> company;
  if (!name.company.empty()) {
    TRY_ASSIGN(company, company_asked_for(context, name.company).or_at("company"));
  }
  return named_employee(seen_employees(context, company), name.who);
}

} // namespace

std::optional<domain::Employee> hire(const Context& context, std::optional<domain::Siret> siret,
                                     const domain::EmployeeForm& form, const std::string& prefix,
                                     util::Errors& problems)
{
  util::Errors of_form;
  domain::Employee employee = nobody();
  employee.siret = siret.value_or(employee.siret);
  require({{"birth_name", &form.birth_name},
           {"first_name", &form.first_name},
           {"birth_date", &form.birth_date}},
          of_form);
  fill(context, employee, form, util::Secret(), of_form);
  for (const util::Error& problem : of_form) {
    problems.push_back(problem.at(prefix + problem.where.column));
  }
  if (!of_form.empty() || !siret) {
    return std::nullopt;
  }
  store::Employees employees = context.store.employees();
  if (const auto known = known_as(context, employee)) {
    return known;
  }
  employees.put(employee);
  context.store.audit().append(context.deed(), subject(employee), std::nullopt, trace(employee));
  return employee;
}

std::vector<domain::Employee> seen_employees(const Context& context,
                                             std::optional<domain::Siren> company)
{
  std::vector<domain::Employee> found;
  context.store.employees().for_each(
    perimeter_of(context),
    [&](const domain::Employee& employee) {
      found.push_back(employee);
      return true;
    },
    company);
  return found;
}

util::Result<domain::Employee> named_employee(const std::vector<domain::Employee>& employees,
                                              const std::string& who)
{
  Staff staff;
  for (const domain::Employee& employee : employees) {
    staff.add(employee);
  }
  staff.close();
  TRY_ASSIGN(const std::size_t place, staff.place_of(who));
  return employees[place];
}

util::Result<domain::Employee>
add_employee(const Context& context, const domain::EmployeeForm& form, const util::Secret& nir)
{
  TRY(acting_as(context, domain::Profile::member));
  util::Errors problems;
  domain::Employee employee = nobody();
  require({{"siret", &form.siret},
           {"birth_name", &form.birth_name},
           {"first_name", &form.first_name},
           {"birth_date", &form.birth_date}},
          problems);
  store::Transaction write(context.store, context.deed());
  fill(context, employee, form, nir, problems);
  if (problems.empty() &&
      known_as(context, employee)) { // by the name typed: who it is may be hidden
    problems.push_back(util::Error{"employee.exists", {domain::full_name(employee)}});
  }
  if (!problems.empty()) {
    return problems;
  }
  context.store.employees().put(employee);
  write.record(subject(employee), std::nullopt, trace(employee));
  write.commit();
  return employee;
}

util::Result<domain::Employee> edit_employee(const Context& context, const EmployeeName& name,
                                             const domain::EmployeeForm& form,
                                             const util::Secret& nir)
{
  TRY(acting_as(context, domain::Profile::member));
  store::Transaction write(context.store, context.deed());
  const util::Result<domain::Employee> before = find(context, name);
  if (!before) {
    return before;
  }
  util::Errors problems;
  domain::Employee employee = *before;
  check_right(context, before->siret, problems);
  refuse_blanks({{"siret", &form.siret},
                 {"staff_number", &form.staff_number},
                 {"birth_name", &form.birth_name},
                 {"used_name", &form.used_name},
                 {"first_name", &form.first_name},
                 {"sex", &form.sex},
                 {"birth_date", &form.birth_date},
                 {"email", &form.email},
                 {"contract", &form.contract},
                 {"job", &form.job},
                 {"status", &form.status}},
                problems);
  fill(context, employee, form, nir, problems);
  const std::string was = domain::identity_of(*before), is = domain::identity_of(employee);
  const bool moved = was != is || before->siret.siren() != employee.siret.siren();
  store::Employees employees = context.store.employees();
  if (moved && problems.empty()) { // undone where somebody else is that person
    employees.remove(before->siret.siren(), was);
  }
  const bool is_other_person =
    domain::person_key(*before) != domain::person_key(employee) || before->nir != employee.nir;
  const bool is_known = moved ? known_as(context, employee).has_value()
                              : is_other_person && employees.find_same(employee);
  if (problems.empty() && is_known) {
    problems.push_back(util::Error{"employee.exists", {domain::full_name(employee)}});
  }
  if (!problems.empty()) {
    return problems;
  }
  employees.put(employee);
  write.record(subject(employee), trace(*before), trace(employee));
  write.commit();
  return employee;
}

util::Result<domain::Employee> remove_employee(const Context& context, const EmployeeName& name)
{
  TRY(acting_as(context, domain::Profile::member));
  store::Transaction write(context.store, context.deed());
  const util::Result<domain::Employee> employee = find(context, name);
  if (!employee) {
    return employee;
  }
  util::Errors problems;
  check_right(context, employee->siret, problems);
  if (!problems.empty()) {
    return problems;
  }
  context.store.employees().remove(employee->siret.siren(), domain::identity_of(*employee));
  write.record(subject(*employee), trace(*employee), std::nullopt);
  write.commit();
  return employee;
}

util::Result<std::vector<domain::Employee>> list_employees(const Context& context,
                                                           const std::string& company)
{
  TRY(may_read(context));
  std::optional<domain::Siren> siren;
  if (!company.empty()) {
    TRY_ASSIGN(siren, company_asked_for(context, company).or_at("company"));
  }
  return seen_employees(context, siren);
}

} // namespace myatlas::services
