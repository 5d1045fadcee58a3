#include "formats/json/forms_json.hpp"

#include <type_traits>

#include "formats/json/json.hpp"
#include "formats/json/members.hpp"
#include "formats/json/request_shape.hpp"
#include "formats/json/shape.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

void check_schema(Members& members, const char* schema)
{
  std::string named = schema;
  members.text("schema", named);
  if (named != schema) {
    members.problems().push_back(util::Error{"json.schema", {named, schema}}.at("schema"));
  }
}

template <typename Form>
using ReadForm = void (*)(Members& members, Form& form, util::Errors& problems);

template <typename Form>
util::Result<Form> read_object(const Json& json, const char* schema, ReadForm<Form> read)
{
  util::Errors problems;
  Form form;
  Members members(json, "", problems);
  check_schema(members, schema);
  read(members, form, problems);
  members.refuse_others();
  return util::or_problems(std::move(form), problems);
}

util::Result<Json> read_json_object(std::string_view text)
{
  TRY_ASSIGN(Json json, parse_json(text));
  if (!json.is_object()) {
    return util::Error{"json.not_object", {}};
  }
  return json;
}

template <typename Form>
util::Result<Form> read_form(std::string_view text, const char* schema, ReadForm<Form> read)
{
  TRY_ASSIGN(const Json json, read_json_object(text));
  return read_object<Form>(json, schema, read);
}

template <typename Form>
using FormText = std::pair<const char*, domain::TextMember<Form>>;

template <typename Form, std::size_t Size>
void read_texts(Members& members, const FormText<Form> (&texts)[Size],
                std::type_identity_t<Form>& form)
{
  for (const auto& [name, member] : texts) {
    members.text(name, form.*member);
  }
}

constexpr FormText<domain::CompanyForm> k_company_texts[] = {
  {"member_code", &domain::CompanyForm::member_code},
  {"payroll", &domain::CompanyForm::payroll},
  {"payroll_year", &domain::CompanyForm::payroll_year},
};

domain::CompanyForm company_in(const Json& json, std::string prefix, util::Errors& problems)
{
  domain::CompanyForm company;
  Members members(json, std::move(prefix), problems);
  read_texts(members, k_company_texts, company);
  members.texts("sirets", company.sirets);
  members.flag("all_establishments", company.all_establishments);
  members.refuse_others();
  return company;
}

constexpr FormText<domain::PayForm> k_pay_texts[] = {
  {"payroll", &domain::PayForm::payroll},
  {"cdd_payroll", &domain::PayForm::cdd_payroll},
  {"cdd_exempt_payroll", &domain::PayForm::cdd_exempt_payroll},
  {"apprentice_payroll", &domain::PayForm::apprentice_payroll},
  {"alsace_moselle_payroll", &domain::PayForm::alsace_moselle_payroll},
};

// "2024=12"
std::string count_of(const std::string& year, Members& of_years)
{
  std::string count;
  of_years.text(year.c_str(), count);
  return year + "=" + count;
}

// "2024": 12 of an object as "2024=12".
std::vector<std::string> counts_in(const Json& years, std::string prefix, util::Errors& problems)
{
  std::vector<std::string> counts;
  Members of_years(years, std::move(prefix), problems);
  for (const auto& [year, unused] : years.items()) {
    counts.push_back(count_of(year, of_years));
  }
  return counts;
}

void read_history(Members& members, std::vector<std::string>& into, util::Errors& problems)
{
  members.object("headcount_history", [&](const Json& years, std::string prefix) {
    into = counts_in(years, std::move(prefix), problems);
  });
}

constexpr FormText<domain::PayrollForm> k_employer_texts[] = {
  {"name", &domain::PayrollForm::name},
  {"siren", &domain::PayrollForm::siren},
  {"year", &domain::PayrollForm::year},
  {"month", &domain::PayrollForm::month},
  {"headcount", &domain::PayrollForm::headcount},
  {"headcount_of_year", &domain::PayrollForm::headcount_of_year},
  {"mission_payroll", &domain::PayrollForm::mission_payroll},
  {"alternants_ratio", &domain::PayrollForm::alternants_ratio},
  {"alternants", &domain::PayrollForm::alternants},
  {"alternants_last_year", &domain::PayrollForm::alternants_last_year},
  {"idcc", &domain::PayrollForm::idcc},
  {"previous_month_payroll", &domain::PayrollForm::previous_month_payroll},
  {"previous_month_apprentices", &domain::PayrollForm::previous_month_apprentices},
  {"rounding", &domain::PayrollForm::rounding},
};

domain::MonthForm month_in(const Json& json, std::string prefix, util::Errors& problems)
{
  domain::MonthForm month;
  Members members(json, std::move(prefix), problems);
  members.text("month", month.month);
  members.text("apprentices", month.apprentices);
  read_texts(members, k_pay_texts, month);
  members.refuse_others();
  return month;
}

void read_months(Members& members, std::vector<domain::MonthForm>& months, util::Errors& problems)
{
  members.objects("months", [&](const Json& json, std::string prefix) {
    months.push_back(month_in(json, std::move(prefix), problems));
  });
}

void read_employer(Members& members, domain::PayrollForm& form, util::Errors& problems)
{
  read_texts(members, k_employer_texts, form);
  read_texts(members, k_pay_texts, form);
  read_history(members, form.headcount_history, problems);
  members.flag("association", form.association);
  members.flag("temporary_work", form.temporary_work);
  read_months(members, form.months, problems);
}

constexpr FormText<domain::RegistrationForm> k_provider_texts[] = {
  {"siret", &domain::RegistrationForm::provider_siret},
  {"activity_number", &domain::RegistrationForm::activity_number},
  {"uai", &domain::RegistrationForm::uai},
};

constexpr FormText<domain::ParticularsForm> k_particulars_texts[] = {
  {"company_name", &domain::ParticularsForm::company_name},
  {"legal_form", &domain::ParticularsForm::legal_form},
  {"vat_exemption", &domain::ParticularsForm::vat_exemption},
  {"vat_number", &domain::ParticularsForm::vat_number},
};

constexpr FormText<domain::RegistrationForm> k_person_texts[] = {
  {"email", &domain::RegistrationForm::email},
  {"title", &domain::RegistrationForm::title},
  {"last_name", &domain::RegistrationForm::last_name},
  {"first_name", &domain::RegistrationForm::first_name},
  {"phone", &domain::RegistrationForm::phone},
};

void read_companies(Members& members, std::vector<domain::CompanyForm>& companies,
                    util::Errors& problems)
{
  members.objects("companies", [&](const Json& json, std::string prefix) {
    companies.push_back(company_in(json, std::move(prefix), problems));
  });
}

void read_provider_texts(Members& provider, domain::RegistrationForm& form)
{
  read_texts(provider, k_provider_texts, form);
  read_texts(provider, k_particulars_texts, form.particulars);
  provider.refuse_others();
}

void read_provider(Members& members, domain::RegistrationForm& form, util::Errors& problems)
{
  members.object("provider", [&](const Json& json, std::string prefix) {
    Members provider(json, std::move(prefix), problems);
    read_provider_texts(provider, form);
  });
}

void read_registration_form(Members& members, domain::RegistrationForm& form,
                            util::Errors& problems)
{
  members.texts("profiles", form.profiles);
  read_texts(members, k_person_texts, form);
  read_companies(members, form.companies, problems);
  read_provider(members, form, problems);
  members.flag("certify", form.certify);
  members.flag("accept_terms", form.accept_terms);
}

void read_request_form(Members& members, domain::RequestForm& form, util::Errors&)
{
  shape::read(members, form);
}

void read_employers(Members& members, std::vector<domain::PayrollForm>& forms,
                    util::Errors& problems)
{
  members.objects("employers", [&](const Json& json, std::string prefix) {
    Members employer(json, std::move(prefix), problems);
    read_employer(employer, forms.emplace_back(), problems);
    employer.refuse_others();
  });
}

void read_payroll_forms(Members& members, std::vector<domain::PayrollForm>& forms,
                        util::Errors& problems)
{
  read_employers(members, forms, problems);
  if (!members.has("employers")) {
    read_employer(members, forms.emplace_back(), problems);
  } else if (forms.empty() && problems.empty()) {
    problems.push_back(util::Error{"json.empty_list", {"employers"}}.at("employers"));
  }
}

} // namespace

util::Result<domain::RegistrationForm> read_registration(std::string_view text)
{
  return read_form<domain::RegistrationForm>(text, "myatlas/registration/1",
                                             read_registration_form);
}

util::Result<domain::RequestForm> read_request(std::string_view text)
{
  return read_form<domain::RequestForm>(text, "myatlas/funding-request-form/1", read_request_form);
}

util::Result<std::vector<domain::PayrollForm>> read_payrolls(std::string_view text)
{
  return read_form<std::vector<domain::PayrollForm>>(text, "myatlas/payrolls/1",
                                                     read_payroll_forms);
}

} // namespace myatlas::formats
