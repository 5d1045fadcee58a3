#include "services/dossiers/request_trainees.hpp"

#include <algorithm>

#include "domain/values/person.hpp"
#include "services/companies/employees.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

using domain::FundingRequest;
using domain::RequestForm;
using domain::Siret;
using domain::Trainee;
using domain::TraineeForm;
using util::collect;
using util::trim;

// The employee that becomes a trainee.
void take_person(Trainee& trainee, const Staff& staff, std::size_t place)
{
  const Staff::Person person = staff.person(place);
  trainee.name = person.name;
  trainee.employee = person.identity;
}

// A trainee on its way from a form, whose members are told after `prefix`.
struct TraineeDraft
{
  const Context& context;
  std::optional<Siret> siret;
  const TraineeForm& form;
  const Staff& staff;
  std::string prefix;
  Errors& problems;
  Trainee trainee = {};

  void take_new_employee();
  void take_employee();
  void take_name();
  void take_who();
  void take_rest();
};

void TraineeDraft::take_new_employee()
{
  const std::string place = prefix + "new_employee.";
  if (const auto employee = hire(context, siret, *form.new_employee, place, problems)) {
    trainee.name = domain::full_name(*employee);
    trainee.employee = domain::identity_of(*employee);
  }
}

void TraineeDraft::take_employee()
{
  const std::string member = prefix + "employee";
  if (const auto place = collect(staff.place_of(form.employee), problems, member)) {
    take_person(trainee, staff, *place);
  }
}

// Of an employee, by name or staff number, or of somebody else.
void TraineeDraft::take_name()
{
  const std::string member = prefix + "name";
  if (const auto place = staff.place_of(form.name)) {
    take_person(trainee, staff, *place);
  } else if (util::is_digits(trim(form.name))) { // a number nobody has
    problems.push_back(Error{"employee.unknown", {form.name}}.at(member));
  } else if (const auto name = collect(domain::parse_person_name(form.name), problems, member)) {
    trainee.name = name->text();
  }
}

void TraineeDraft::take_who()
{
  if (form.new_employee) {
    take_new_employee();
  } else if (!trim(form.employee).empty()) {
    take_employee();
  } else {
    take_name();
  }
}

void TraineeDraft::take_rest()
{
  take(trainee.hours, form.hours, domain::parse_hours, prefix + "hours", problems);
  take(trainee.hourly_wage, form.hourly_wage, domain::parse_positive, prefix + "hourly_wage",
       problems);
}

bool names_nobody(const RequestForm& form)
{
  return form.employees.empty() && form.trainees.empty() && form.new_employees.empty();
}

bool is_new(const TraineeForm& form)
{
  return form.new_employee.has_value();
}

bool hires(const RequestForm& form)
{
  return !form.new_employees.empty() || std::ranges::any_of(form.trainees, is_new);
}

Staff no_staff()
{
  Staff nobody;
  nobody.close();
  return nobody;
}

// The trainees of a form, put into a request.
struct TraineesDraft
{
  const Context& context;
  std::optional<Siret> siret;
  const RequestForm& form;
  const Staff& staff;
  FundingRequest& request;
  Errors& problems;

  void take_one(const TraineeForm& one, const std::string& prefix, Errors& found);
  void take_at(const char* place, const TraineeForm& one);
  void take_described();
  void take_employees();
  void take_new_employees();
};

void TraineesDraft::take_one(const TraineeForm& one, const std::string& prefix, Errors& found)
{
  TraineeDraft draft{.context = context,
                     .siret = siret,
                     .form = one,
                     .staff = staff,
                     .prefix = prefix,
                     .problems = found};
  draft.take_who();
  draft.take_rest();
  request.trainees.push_back(std::move(draft.trainee));
}

// One of a list of names, where all that is wrong is told.
void TraineesDraft::take_at(const char* place, const TraineeForm& one)
{
  Errors found;
  take_one(one, "", found);
  for (const Error& problem : found) {
    problems.push_back(problem.at(place));
  }
}

void TraineesDraft::take_described()
{
  for (std::size_t i = 0; i < form.trainees.size(); ++i) {
    take_one(form.trainees[i], prefix_of("trainees", i), problems);
  }
}

void TraineesDraft::take_employees()
{
  for (const std::string& name : form.employees) {
    take_at("employees", {name, "", "", ""});
  }
}

void TraineesDraft::take_new_employees()
{
  for (const std::string& text : form.new_employees) {
    const auto employee = collect(domain::read_new_employee(text), problems, "new_employees");
    if (employee) {
      take_at("new_employees", {"", "", "", "", *employee});
    }
  }
}

} // namespace

void take_trainees(Surroundings& surroundings, std::optional<Siret> siret, FundingRequest& request,
                   const RequestForm& form, Errors& problems)
{
  if (names_nobody(form)) {
    return;
  }
  const Staff nobody = no_staff();
  const Staff& staff = siret ? surroundings.staff(siret->siren()) : nobody;
  request.trainees.clear();
  TraineesDraft draft{.context = surroundings.context(),
                      .siret = siret,
                      .form = form,
                      .staff = staff,
                      .request = request,
                      .problems = problems};
  draft.take_described();
  draft.take_employees();
  draft.take_new_employees();
  if (siret && hires(form)) {
    surroundings.hired(siret->siren());
  }
}

} // namespace myatlas::services
