#include "services/companies/employee_form.hpp"

#include "domain/values/person.hpp"
#include "services/form_values.hpp"
#include "services/rights.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using domain::Employee;
using domain::EmployeeForm;
using domain::Name;
using domain::Siret;
using util::Secret;

Result<std::string> name_text(const std::string& text)
{
  TRY_ASSIGN(const Name name, Name::parse(text));
  return name.text();
}

Result<std::string> person_text(const std::string& text)
{
  TRY_ASSIGN(const Name name, domain::parse_person_name(text));
  return name.text();
}

Result<std::string> email_text(const std::string& text)
{
  TRY_ASSIGN(const domain::EmailAddress email, domain::EmailAddress::parse(text));
  return email.text();
}

Error not_employed_there(const Outcome& allowed, Siret siret)
{
  const bool reads = allowed.error().code == "access.reader";
  return reads ? allowed.error() : Error{"employee.establishment", {siret.digits()}};
}

// What a form says of an employee, member by member; the rest stays.
class EmployeeReading
{
public:
  EmployeeReading(const Context& context, const EmployeeForm& form, Employee& employee,
                  Errors& problems)
    : m_context(context), m_form(form), m_employee(employee), m_problems(problems)
  {
  }

  void read(const Secret& nir)
  {
    read_establishment();
    read_person();
    read_sex();
    read_birth();
    read_work();
    read_nir(nir);
    check_nir();
  }

private:
  void read_establishment()
  {
    std::optional<Siret> siret;
    take(siret, m_form.siret, Siret::parse, "siret", m_problems);
    if (siret) {
      m_employee.siret = *siret;
      check_right(m_context, *siret, m_problems);
    }
  }

  template <typename Parse>
  void read(std::string& into, const std::string& text, Parse parse, const char* member)
  {
    take(into, text, parse, member, m_problems);
  }

  void read_person()
  {
    read(m_employee.staff_number, m_form.staff_number, name_text, "staff_number");
    read(m_employee.birth_name, m_form.birth_name, person_text, "birth_name");
    read(m_employee.used_name, m_form.used_name, person_text, "used_name");
    read(m_employee.first_name, m_form.first_name, person_text, "first_name");
  }

  void read_sex() { take(m_employee.sex, m_form.sex, domain::parse_sex, "sex", m_problems); }

  void read_birth()
  {
    const auto past = [&](const std::string& text) { return past_day(m_context, text); };
    take(m_employee.birth_date, m_form.birth_date, past, "birth_date", m_problems);
  }

  void read_work()
  {
    read(m_employee.email, m_form.email, email_text, "email");
    read(m_employee.contract, m_form.contract, name_text, "contract");
    read(m_employee.job, m_form.job, name_text, "job");
    read(m_employee.status, m_form.status, name_text, "status");
  }

  void read_nir(const Secret& nir)
  {
    if (!nir.reveal().empty()) {
      take_nir(domain::Nir::parse(nir.reveal()));
    }
  }

  void take_nir(Result<domain::Nir> parsed)
  {
    if (auto nir = util::collect(std::move(parsed), m_problems, "nir")) {
      m_employee.nir = *std::move(nir);
    }
  }

  void check_nir()
  {
    if (m_problems.empty() && m_employee.nir) {
      util::collect(nir_fits(), m_problems, "nir");
    }
  }

  Outcome nir_fits() const
  {
    return domain::check_nir(*m_employee.nir, m_employee.sex, m_employee.birth_date);
  }

  const Context& m_context;
  const EmployeeForm& m_form;
  Employee& m_employee;
  Errors& m_problems;
};

} // namespace

void check_right(const Context& context, Siret siret, Errors& problems)
{
  const Outcome allowed = allow(context, Act::employ, siret);
  if (!allowed) {
    problems.push_back(not_employed_there(allowed, siret).at("siret"));
  }
}

void fill_employee(const Context& context, Employee& employee, const EmployeeForm& form,
                   const Secret& nir, Errors& problems)
{
  EmployeeReading(context, form, employee, problems).read(nir);
}

} // namespace myatlas::services
