#include "formats/json/forms_json.hpp"

#include <functional>

#include "formats/json/json.hpp"
#include "formats/json/members.hpp"
#include "formats/json/request_shape.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

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
  if (!problems.empty()) {
    return problems;
  }
  return form;
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

template <typename Form>
using FormText = std::pair<const char*, domain::TextMember<Form>>;

template <typename Form, std::size_t Size>
void read_texts(Members& members, const FormText<Form> (&texts)[Size], Form& form)
{
  for (const auto& [name, member] : texts) {
    members.text(name, form.*member);
  }
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
  read_pay(members, month);
  members.refuse_others();
  return month;
}

void read_employer(Members& members, domain::PayrollForm& form, util::Errors& problems)
{
  read_texts(members, k_employer_texts, form);
  read_pay(members, form);
  read_history(members, form.headcount_history, problems);
  members.flag("association", form.association);
  members.flag("temporary_work", form.temporary_work);
  members.objects("months", [&](const Json& json, std::string prefix) {
    form.months.push_back(month_in(json, std::move(prefix), problems));
  });
}

void read_provider(Members& members, domain::RegistrationForm& form)
{
  members.text("siret", form.provider_siret);
  members.text("activity_number", form.activity_number);
  members.text("uai", form.uai);
  members.text("company_name", form.particulars.company_name);
  members.text("legal_form", form.particulars.legal_form);
  members.text("vat_exemption", form.particulars.vat_exemption);
  members.text("vat_number", form.particulars.vat_number);
  members.refuse_others();
}

void read_registration_form(Members& members, domain::RegistrationForm& form,
                            util::Errors& problems)
{
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
    read_provider(provider, form);
  });
  members.flag("certify", form.certify);
  members.flag("accept_terms", form.accept_terms);
}

void read_request_form(Members& members, domain::RequestForm& form, util::Errors&)
{
  shape::read(members, form);
}

void read_payroll_forms(Members& members, std::vector<domain::PayrollForm>& forms,
                        util::Errors& problems)
{
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
