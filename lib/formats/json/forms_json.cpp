#include "formats/json/forms_json.hpp"

#include <algorithm>
#include <functional>
#include <initializer_list>

#include "formats/json/json.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

// One object of a form: its members are taken one by one, and what is left over is named.
class Members
{
public:
  Members(const Json& object, std::string prefix, util::Errors& problems)
    : m_object(object), m_prefix(std::move(prefix)), m_problems(problems)
  {
  }

  void text(const char* name, std::string& into);
  void texts(const char* name, std::vector<std::string>& into);
  void flag(const char* name, bool& into);
  void yes_no(const char* name, std::string& into); // a boolean, or its word
  void objects(const char* name, const std::function<void(const Json&, std::string)>& each);
  void object(const char* name, const std::function<void(const Json&, std::string)>& read);
  void refuse_others();
  bool has(const char* name) const { return m_object.contains(name) && !m_object[name].is_null(); }

private:
  const Json* take(const char* name);
  void mistyped(const std::string& name)
  {
    m_problems.push_back(util::Error{"json.member_type", {name}}.at(m_prefix + name));
  }
  static std::optional<std::string> scalar(const Json& value);

  const Json& m_object;
  std::string m_prefix;
  util::Errors& m_problems;
  std::vector<std::string> m_known;
};

const Json* Members::take(const char* name)
{
  m_known.emplace_back(name);
  const auto found = m_object.find(name);
  return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

std::optional<std::string> Members::scalar(const Json& value)
{
  if (value.is_string()) {
    return value.get<std::string>();
  }
  return value.is_number() ? std::optional(value.dump()) : std::nullopt;
}

void Members::text(const char* name, std::string& into)
{
  if (const Json* value = take(name)) {
    const auto given = scalar(*value);
    given ? void(into = *given) : mistyped(name);
  }
}

void Members::texts(const char* name, std::vector<std::string>& into)
{
  const Json* values = take(name);
  if (values == nullptr) {
    return;
  }
  if (!values->is_array()) {
    mistyped(name);
    return;
  }
  for (const Json& value : *values) {
    const auto given = scalar(value);
    given ? into.push_back(*given) : mistyped(name);
  }
}

void Members::flag(const char* name, bool& into)
{
  if (const Json* value = take(name)) {
    value->is_boolean() ? void(into = value->get<bool>()) : mistyped(name);
  }
}

void Members::yes_no(const char* name, std::string& into)
{
  const Json* value = take(name);
  if (value != nullptr && value->is_boolean()) {
    into = value->get<bool>() ? "yes" : "no";
  } else if (value != nullptr) {
    value->is_string() ? void(into = value->get<std::string>()) : mistyped(name);
  }
}

void Members::objects(const char* name, const std::function<void(const Json&, std::string)>& each)
{
  const Json* values = take(name);
  if (values == nullptr) {
    return;
  }
  if (!values->is_array() ||
      !std::ranges::all_of(*values, [](const Json& v) { return v.is_object(); })) {
    mistyped(name);
    return;
  }
  for (std::size_t i = 0; i < values->size(); ++i) {
    each((*values)[i], m_prefix + name + "[" + std::to_string(i) + "].");
  }
}

void Members::object(const char* name, const std::function<void(const Json&, std::string)>& read)
{
  if (const Json* value = take(name)) {
    value->is_object() ? read(*value, m_prefix + name + ".") : mistyped(name);
  }
}

void Members::refuse_others()
{
  for (const auto& [name, value] : m_object.items()) {
    if (name != "$schema" && std::ranges::find(m_known, name) == m_known.end()) {
      const std::string near = util::nearest(name, m_known);
      m_problems.push_back((near.empty() ? util::Error{"json.member_unknown", {name}}
                                         : util::Error{"json.member_misspelt", {name, near}})
                             .at(m_prefix + name));
    }
  }
}

template <typename Form>
util::Result<Form> read_form(std::string_view text, const char* schema,
                             const std::function<void(Members&, Form&, util::Errors&)>& read)
{
  TRY_ASSIGN(const Json json, parse_json(text));
  if (!json.is_object()) {
    return util::Error{"json.not_object", {}};
  }
  util::Errors problems;
  Form form;
  Members members(json, "", problems);
  std::string named = schema;
  members.text("schema", named);
  if (named != schema) {
    problems.push_back(util::Error{"json.schema", {named, schema}}.at("schema"));
  }
  read(members, form, problems);
  members.refuse_others();
  return problems.empty() ? util::Result<Form>(std::move(form)) : util::Result<Form>(problems);
}

domain::CompanyForm company_in(const Json& json, std::string prefix, util::Errors& problems)
{
  domain::CompanyForm company;
  Members members(json, std::move(prefix), problems);
  members.text("member_code", company.member_code);
  members.text("payroll", company.payroll);
  members.text("payroll_year", company.payroll_year);
  members.texts("sirets", company.sirets);
  members.flag("all_establishments", company.all_establishments);
  members.refuse_others();
  return company;
}

domain::EmployeeForm employee_in(const Json& json, std::string prefix, util::Errors& problems)
{
  domain::EmployeeForm employee;
  Members members(json, std::move(prefix), problems);
  for (const auto& [name, into] : {std::pair{"staff_number", &employee.staff_number},
                                   {"birth_name", &employee.birth_name},
                                   {"used_name", &employee.used_name},
                                   {"first_name", &employee.first_name},
                                   {"sex", &employee.sex},
                                   {"birth_date", &employee.birth_date},
                                   {"email", &employee.email},
                                   {"contract", &employee.contract},
                                   {"job", &employee.job},
                                   {"status", &employee.status}}) {
    members.text(name, *into);
  }
  members.refuse_others();
  return employee;
}

void read_pay(Members& members, domain::PayForm& pay)
{
  members.text("payroll", pay.payroll);
  members.text("cdd_payroll", pay.cdd_payroll);
  members.text("cdd_exempt_payroll", pay.cdd_exempt_payroll);
  members.text("apprentice_payroll", pay.apprentice_payroll);
  members.text("alsace_moselle_payroll", pay.alsace_moselle_payroll);
}

// "2024": 12 of an object as "2024=12".
void read_history(Members& members, std::vector<std::string>& into, util::Errors& problems)
{
  members.object("headcount_history", [&](const Json& years, std::string prefix) {
    Members of_years(years, std::move(prefix), problems);
    for (const auto& [year, unused] : years.items()) {
      std::string count;
      of_years.text(year.c_str(), count);
      into.push_back(year + "=" + count);
    }
  });
}

void read_employer(Members& members, domain::PayrollForm& form, util::Errors& problems)
{
  for (const auto& [name, into] : {std::pair{"name", &form.name},
                                   {"siren", &form.siren},
                                   {"year", &form.year},
                                   {"month", &form.month},
                                   {"headcount", &form.headcount},
                                   {"headcount_of_year", &form.headcount_of_year},
                                   {"mission_payroll", &form.mission_payroll},
                                   {"alternants_ratio", &form.alternants_ratio},
                                   {"alternants", &form.alternants},
                                   {"alternants_last_year", &form.alternants_last_year},
                                   {"idcc", &form.idcc},
                                   {"previous_month_payroll", &form.previous_month_payroll},
                                   {"previous_month_apprentices", &form.previous_month_apprentices},
                                   {"rounding", &form.rounding}}) {
    members.text(name, *into);
  }
  read_pay(members, form);
  read_history(members, form.headcount_history, problems);
  members.flag("association", form.association);
  members.flag("temporary_work", form.temporary_work);
  members.objects("months", [&](const Json& json, std::string prefix) {
    Members of_month(json, std::move(prefix), problems);
    domain::MonthForm& month = form.months.emplace_back();
    of_month.text("month", month.month);
    of_month.text("apprentices", month.apprentices);
    read_pay(of_month, month);
    of_month.refuse_others();
  });
}

} // namespace

util::Result<domain::RegistrationForm> read_registration(std::string_view text)
{
  using Form = domain::RegistrationForm;
  return read_form<Form>(
    text, "myatlas/registration/1", [](Members& members, Form& form, util::Errors& problems) {
      members.texts("profiles", form.profiles);
      members.text("email", form.email);
      members.text("title", form.title);
      members.text("last_name", form.last_name);
      members.text("first_name", form.first_name);
      members.text("phone", form.phone);
      members.objects("companies", [&](const Json& json, std::string prefix) {
        form.companies.push_back(company_in(json, std::move(prefix), problems));
      });
      members.object("provider", [&](const Json& json, std::string prefix) {
        Members provider(json, std::move(prefix), problems);
        provider.text("siret", form.provider_siret);
        provider.text("activity_number", form.activity_number);
        provider.text("uai", form.uai);
        provider.text("company_name", form.particulars.company_name);
        provider.text("legal_form", form.particulars.legal_form);
        provider.text("vat_exemption", form.particulars.vat_exemption);
        provider.text("vat_number", form.particulars.vat_number);
        provider.refuse_others();
      });
      members.flag("certify", form.certify);
      members.flag("accept_terms", form.accept_terms);
    });
}

util::Result<domain::RequestForm> read_request(std::string_view text)
{
  using Form = domain::RequestForm;
  return read_form<Form>(
    text, "myatlas/funding-request-form/1",
    [](Members& members, Form& form, util::Errors& problems) {
      for (const domain::RequestField& field : domain::k_request_fields) {
        field.yes_no ? members.yes_no(field.name, form.*field.text)
                     : members.text(field.name, form.*field.text);
      }
      members.texts("employees", form.employees);
      members.objects("modules", [&](const Json& json, std::string prefix) {
        Members module(json, std::move(prefix), problems);
        domain::ModuleForm& read = form.modules.emplace_back();
        module.text("title", read.title);
        module.text("provider_siret", read.provider_siret);
        module.text("activity_number", read.activity_number);
        module.text("hours", read.hours);
        module.text("teaching_cost", read.teaching_cost);
        module.refuse_others();
      });
      members.objects("trainees", [&](const Json& json, std::string prefix) {
        Members trainee(json, std::move(prefix), problems);
        domain::TraineeForm& read = form.trainees.emplace_back();
        trainee.text("name", read.name);
        trainee.text("employee", read.employee);
        trainee.text("hours", read.hours);
        trainee.text("hourly_wage", read.hourly_wage);
        trainee.object("new_employee", [&](const Json& member, std::string inner) {
          read.new_employee = employee_in(member, std::move(inner), problems);
        });
        trainee.refuse_others();
      });
    });
}

util::Result<std::vector<domain::PayrollForm>> read_payrolls(std::string_view text)
{
  using Form = std::vector<domain::PayrollForm>;
  return read_form<Form>(
    text, "myatlas/payrolls/1", [](Members& members, Form& forms, util::Errors& problems) {
      members.objects("employers", [&](const Json& json, std::string prefix) {
        Members employer(json, std::move(prefix), problems);
        read_employer(employer, forms.emplace_back(), problems);
        employer.refuse_others();
      });
      if (!members.has("employers")) {
        read_employer(members, forms.emplace_back(), problems);
      } else if (forms.empty() && problems.empty()) {
        problems.push_back(util::Error{"json.empty_list", {"employers"}}.at("employers"));
      }
    });
}

} // namespace myatlas::formats
