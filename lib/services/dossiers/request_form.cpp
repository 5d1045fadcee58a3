#include "services/dossiers/request_form.hpp"

#include <algorithm>

#include "domain/values/codes.hpp"
#include "domain/values/person.hpp"
#include "services/companies/employees.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

void take_text(std::string& into, const std::string& text, std::size_t most,
               const std::string& name, util::Errors& problems)
{
  std::optional<std::string> taken;
  const auto as_line = [&](const std::string& t) { return line_of(t, most); };
  take(taken, text, as_line, name, problems);
  into = taken.value_or(into);
}

// A value whose type checks it, kept as its text.
template <typename Checked>
void take_checked(std::string& into, const std::string& text, const std::string& name,
                  util::Errors& problems)
{
  std::optional<Checked> taken;
  take(taken, text, Checked::parse, name, problems);
  into = taken ? taken->text() : into;
}

// The employee that becomes a trainee.
void take_person(domain::Trainee& trainee, const Staff& staff, std::size_t place)
{
  const Staff::Person person = staff.person(place);
  trainee.name = person.name;
  trainee.employee = person.identity;
}

void take_trainee(const Context& context, std::optional<domain::Siret> siret,
                  domain::FundingRequest& request, const domain::TraineeForm& form,
                  const Staff& staff, const std::string& prefix, util::Errors& problems)
{
  domain::Trainee trainee;
  if (form.new_employee) {
    if (const auto employee =
          hire(context, siret, *form.new_employee, prefix + "new_employee.", problems)) {
      trainee.name = domain::full_name(*employee);
      trainee.employee = domain::identity_of(*employee);
    }
  } else if (!util::trim(form.employee).empty()) {
    if (const auto place =
          util::collect(staff.place_of(form.employee), problems, prefix + "employee")) {
      take_person(trainee, staff, *place);
    }
  } else if (const auto place = staff.place_of(form.name)) { // by name or staff number
    take_person(trainee, staff, *place);
  } else if (util::is_digits(util::trim(form.name))) { // a number nobody has
    problems.push_back(util::Error{"employee.unknown", {form.name}}.at(prefix + "name"));
  } else if (const auto name =
               util::collect(domain::parse_person_name(form.name), problems, prefix + "name")) {
    trainee.name = name->text();
  }
  take(trainee.hours, form.hours, domain::parse_hours, prefix + "hours", problems);
  take(trainee.hourly_wage, form.hourly_wage, domain::parse_positive, prefix + "hourly_wage",
       problems);
  request.trainees.push_back(std::move(trainee));
}

void take_trainees(Surroundings& surroundings, std::optional<domain::Siret> siret,
                   domain::FundingRequest& request, const domain::RequestForm& form,
                   util::Errors& problems)
{
  if (form.employees.empty() && form.trainees.empty() && form.new_employees.empty()) {
    return;
  }
  const Context& context = surroundings.context();
  Staff nobody;
  nobody.close();
  const Staff& staff = siret ? surroundings.staff(siret->siren()) : nobody;
  request.trainees.clear();
  for (std::size_t i = 0; i < form.trainees.size(); ++i) {
    take_trainee(context, siret, request, form.trainees[i], staff,
                 "trainees[" + std::to_string(i) + "].", problems);
  }
  const auto take_named = [&](const domain::TraineeForm& trainee, const char* place) {
    util::Errors of_name;
    take_trainee(context, siret, request, trainee, staff, "", of_name);
    for (const util::Error& problem : of_name) {
      problems.push_back(problem.at(place));
    }
  };
  for (const std::string& name : form.employees) {
    take_named({name, "", "", ""}, "employees");
  }
  for (const std::string& text : form.new_employees) {
    if (const auto employee =
          util::collect(domain::read_new_employee(text), problems, "new_employees")) {
      take_named({"", "", "", "", *employee}, "new_employees");
    }
  }
  const bool any_new =
    !form.new_employees.empty() || std::ranges::any_of(form.trainees, [](const auto& one) {
      return one.new_employee.has_value();
    });
  if (any_new && siret) {
    surroundings.hired(siret->siren());
  }
}

void take_modules(domain::FundingRequest& request, const domain::RequestForm& form,
                  util::Errors& problems)
{
  if (form.modules.empty()) {
    return;
  }
  request.modules.clear();
  domain::Money cost;
  for (std::size_t i = 0; i < form.modules.size(); ++i) {
    const domain::ModuleForm& given = form.modules[i];
    const std::string prefix = "modules[" + std::to_string(i) + "].";
    domain::TrainingModule& module = request.modules.emplace_back();
    take_text(module.title, given.title, 255, prefix + "title", problems);
    take(module.provider, given.provider_siret, domain::Siret::parse, prefix + "provider_siret",
         problems);
    take_checked<domain::ActivityNumber>(module.activity_number, given.activity_number,
                                         prefix + "activity_number", problems);
    take(module.hours, given.hours, domain::parse_hours, prefix + "hours", problems);
    take(module.cost, given.teaching_cost, domain::parse_non_negative, prefix + "teaching_cost",
         problems);
    cost = cost + module.cost.value_or(domain::Money{});
  }
  if (form.provider_siret.empty()) {
    request.provider = request.modules.front().provider;
  }
  if (form.teaching_cost.empty() && cost.cents > 0) {
    request.teaching_cost = cost;
  }
}

void take_money(domain::FundingRequest& request, const domain::RequestForm& form,
                util::Errors& problems)
{
  take(request.teaching_cost, form.teaching_cost, domain::parse_positive, "teaching_cost",
       problems);
  take(request.side_costs.travel, form.travel_cost, domain::parse_non_negative, "travel_cost",
       problems);
  take(request.side_costs.lodging, form.lodging_cost, domain::parse_non_negative, "lodging_cost",
       problems);
  take(request.side_costs.meals, form.meal_cost, domain::parse_non_negative, "meal_cost", problems);
  take(request.side_costs.wages, form.wage_cost, domain::parse_non_negative, "wage_cost", problems);
  take(request.requested, form.requested_amount, domain::parse_positive, "requested_amount",
       problems);
  take(request.co_funding, form.co_funding, domain::parse_non_negative, "co_funding", problems);
  take(request.subrogation, form.subrogation, domain::parse_yes_no, "subrogation", problems);
}

// A reference names one request of a company.
void take_reference(const Surroundings& surroundings, std::optional<domain::Siret> siret,
                    domain::FundingRequest& request, const domain::RequestForm& form,
                    util::Errors& problems)
{
  take_text(request.reference, form.reference, 50, "reference", problems);
  if (form.reference.empty() || !siret) {
    return;
  }
  const auto other = surroundings.holder(siret->siren(), request.reference);
  if (other && *other != request.number) {
    problems.push_back(
      util::Error{"request.reference_exists", {request.reference, *other}}.at("reference"));
  }
}

// The action's hours where its modules, or all of its trainees, have theirs and it is given none:
// the modules one after the other, or the longest of the trainees.
void work_out_hours(domain::FundingRequest& request, const domain::RequestForm& form)
{
  const auto known = [](const auto& one) { return one.hours.has_value(); };
  if (!form.hours.empty() || (form.modules.empty() && request.hours)) {
    return;
  }
  if (!request.modules.empty() && std::ranges::all_of(request.modules, known)) {
    std::int64_t sum = 0;
    for (const domain::TrainingModule& module : request.modules) {
      sum += *module.hours;
    }
    request.hours = sum;
  } else if (!request.hours && !request.trainees.empty() &&
             std::ranges::all_of(request.trainees, known)) {
    request.hours = std::ranges::max_element(request.trainees, {}, [](const domain::Trainee& one) {
                      return *one.hours;
                    })->hours;
  }
}

// Of an establishment that may not be known.
void fill_at(Surroundings& surroundings, std::optional<domain::Siret> siret,
             domain::FundingRequest& request, const domain::RequestForm& form,
             util::Errors& problems)
{
  take_reference(surroundings, siret, request, form, problems);
  take_text(request.title, form.title, 255, "title", problems);
  take_text(request.objective, form.objective, 1000, "objective", problems);
  take_checked<domain::Name>(request.contact.name, form.contact_name, "contact_name", problems);
  take_checked<domain::EmailAddress>(request.contact.email, form.contact_email, "contact_email",
                                     problems);
  take_checked<domain::PhoneNumber>(request.contact.phone, form.contact_phone, "contact_phone",
                                    problems);
  take(request.provider, form.provider_siret, domain::Siret::parse, "provider_siret", problems);
  take(request.start, form.start, domain::Date::parse, "start", problems);
  take(request.end, form.end, domain::Date::parse, "end", problems);
  take(request.hours, form.hours, domain::parse_hours, "hours", problems);
  take(request.mode, form.mode, domain::parse_mode, "mode", problems);
  take(request.audience, form.audience, domain::parse_audience, "audience", problems);
  take(request.internal, form.internal, domain::parse_yes_no, "internal", problems);
  take(request.outside_working_time, form.outside_working_time, domain::parse_yes_no,
       "outside_working_time", problems);
  take_checked<domain::RncpCode>(request.certification, form.certification, "certification",
                                 problems);
  take_text(request.place, form.place, 255, "place", problems);
  take_modules(request, form, problems);
  take_money(request, form, problems);
  take_trainees(surroundings, siret, request, form, problems);
  work_out_hours(request, form);
}

} // namespace

void fill(Surroundings& surroundings, domain::FundingRequest& request,
          const domain::RequestForm& form, util::Errors& problems)
{
  fill_at(surroundings, request.siret, request, form, problems);
}

domain::FundingRequest new_request(Surroundings& surroundings, const domain::Account& account,
                                   const domain::RequestForm& form, util::Errors& problems)
{
  std::optional<domain::Siret> siret;
  std::optional<domain::Scheme> scheme;
  take(siret, form.siret, domain::Siret::parse, "siret", problems);
  take(scheme, form.scheme, domain::parse_scheme, "scheme", problems);
  if (require({{"siret", &form.siret}}, problems) && siret) {
    util::collect(surroundings.may_file(*siret), problems, "siret");
  }
  require({{"scheme", &form.scheme}}, problems);
  domain::FundingRequest request{.siret = siret.value_or(domain::Siret::of_checked(0)),
                                 .scheme = scheme.value_or(domain::Scheme::pdc),
                                 .created_by = account.id,
                                 .created = surroundings.context().now()};
  fill_at(surroundings, siret, request, form, problems);
  return request;
}

} // namespace myatlas::services
