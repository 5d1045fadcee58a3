#include "services/companies/proof.hpp"

#include <algorithm>
#include <charconv>

#include "services/attempts.hpp"
#include "services/form_values.hpp"
#include "util/text.hpp"

namespace myatlas::services {

namespace {

std::optional<int> reference_year(const Context& context, const std::string& text,
                                  util::Errors& problems, const std::string& place)
{
  const int current = context.today().year();
  if (text.empty()) {
    return current - 1;
  }
  int year = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), year);
  if (read.ptr != text.data() + text.size() || text.size() != 4 || year < 1990 || year >= current) {
    problems.push_back(util::Error{"payroll.year", {text, std::to_string(current - 1)}}.at(place));
    return std::nullopt;
  }
  return year;
}

bool payroll_matches(const Context& context, const domain::Company& company, int year,
                     domain::Money payroll)
{
  const auto declared = context.store.opco_register().payrolls(company.siren);
  const auto expected = domain::expected_payroll(company, declared, year, context.today());
  return expected && *expected == payroll;
}

std::optional<domain::Company> proved(const Context& context, const std::string& code, int year,
                                      domain::Money payroll, util::Errors& problems,
                                      const std::string& place, const CountTry& count)
{
  if (is_locked(context, domain::AttemptKind::member_code, code)) {
    problems.push_back(util::Error{"member.locked", {code}}.at(place));
    return std::nullopt;
  }
  if (!context.store.opco_register().has_companies()) {
    problems.push_back(
      util::Error{"member.no_register", {code}}.at(place)); // nothing was compared: no try
    return std::nullopt;
  }
  const auto company = context.store.opco_register().company_with_code(code);
  if (!company || !payroll_matches(context, *company, year, payroll)) {
    const bool counted = count(context, code);
    problems.push_back((counted ? util::Error{"member.mismatch", {code, std::to_string(year)}}
                                : util::Error{"member.locked", {code}})
                         .at(place));
    return std::nullopt;
  }
  return company;
}

void check_choice(const domain::CompanyForm& form, const std::string& prefix,
                  util::Errors& problems)
{
  if (form.sirets.empty() != form.all_establishments) {
    problems.push_back(util::Error{"establishments.choice", {}}.at(prefix + "sirets"));
  }
}

// Each SIRET of the form, whose own form was checked, in the register and of that company.
std::vector<domain::Siret> chosen(const Context& context, const domain::CompanyForm& form,
                                  domain::Siren company, const std::vector<domain::Siret>& sirets,
                                  const std::string& place, util::Errors& problems)
{
  std::vector<domain::Siret> found;
  if (form.all_establishments) {
    for (const domain::Establishment& establishment :
         context.store.opco_register().establishments_of(company)) {
      found.push_back(establishment.siret);
    }
    return found;
  }
  for (const domain::Siret siret : sirets) {
    if (siret.siren() != company) {
      problems.push_back(util::Error{"establishment.other_company", {siret.digits()}}.at(place));
    } else if (!context.store.opco_register().knows(siret)) {
      problems.push_back(util::Error{"establishment.unknown", {siret.digits()}}.at(place));
    } else {
      found.push_back(siret);
    }
  }
  return found;
}

} // namespace

bool count_try(const Context& context, const std::string& code)
{
  return count_wrong_try(context, domain::AttemptKind::member_code, code);
}

std::optional<domain::Siren> prove_member(const Context& context, const domain::CompanyForm& form,
                                          const std::string& prefix, util::Errors& problems,
                                          const CountTry& count)
{
  const bool has_code = require({{"member_code", &form.member_code}}, problems, prefix);
  const bool has_payroll = require({{"payroll", &form.payroll}}, problems, prefix);
  const auto code = has_code ? util::collect(domain::MemberCode::parse(form.member_code), problems,
                                             prefix + "member_code")
                             : std::nullopt;
  const auto payroll = has_payroll ? util::collect(domain::parse_non_negative(form.payroll),
                                                   problems, prefix + "payroll")
                                   : std::nullopt;
  const auto year = reference_year(context, form.payroll_year, problems, prefix + "payroll_year");
  if (!code || !payroll || !year) {
    return std::nullopt;
  }
  const auto company =
    proved(context, code->text(), *year, *payroll, problems, prefix + "member_code", count);
  return company ? std::optional(company->siren) : std::nullopt;
}

std::optional<ProvedCompany> prove_company(const Context& context, const domain::CompanyForm& form,
                                           const std::string& prefix, util::Errors& problems,
                                           const CountTry& count)
{
  const auto siren = prove_member(context, form, prefix, problems, count);
  check_choice(form, prefix, problems);
  std::vector<domain::Siret> sirets;
  for (const std::string& text : form.sirets) {
    if (const auto siret = util::collect(domain::Siret::parse(text), problems, prefix + "sirets")) {
      sirets.push_back(*siret);
    }
  }
  if (!siren) {
    return std::nullopt;
  }
  return ProvedCompany{*siren, chosen(context, form, *siren, sirets, prefix + "sirets", problems)};
}

void take_particulars(domain::ProviderParticulars& into, const domain::ParticularsForm& form,
                      util::Errors& problems)
{
  constexpr std::size_t k_most_of_line = 120; // of a name or a legal form, in characters
  const auto line = [](const std::string& text) { return line_of(text, k_most_of_line); };
  take(into.name, form.company_name, line, "company_name", problems);
  take(into.legal_form, form.legal_form, line, "legal_form", problems);
  if (!form.vat_exemption.empty()) {
    into.vat_exemption =
      util::collect(domain::parse_vat_exemption(form.vat_exemption), problems, "vat_exemption");
  }
  if (!form.vat_number.empty()) {
    into.vat_id = util::collect(domain::VatId::parse(form.vat_number), problems, "vat_number");
  }
}

bool is_given(const domain::ParticularsForm& form)
{
  return !form.company_name.empty() || !form.legal_form.empty() || !form.vat_exemption.empty() ||
         !form.vat_number.empty();
}

domain::ProviderParticulars particulars_of(const Context& context, domain::Siren siren)
{
  const domain::ProviderIdentity* own = context.actor.provider(domain::AccessRole::manager);
  const domain::ProviderParticulars others = context.store.accounts().particulars(siren);
  return own != nullptr && own->siret.siren() == siren ? domain::completed(own->particulars, others)
                                                       : others;
}

util::Outcome check_activity_number(const Context& context,
                                    const domain::ProviderIdentity& provider)
{
  const std::vector<std::string> known =
    context.store.opco_register().activity_numbers(provider.siret.siren());
  const std::string number = provider.activity_number.text();
  if (known.empty() || std::ranges::find(known, number) != known.end()) {
    return util::Done{};
  }
  return util::Error{"provider.activity_number", {number, provider.siret.digits()}}.at(
    "activity_number");
}

bool only_looks(const Context& context, const std::string& account, domain::Siren company)
{
  store::Accounts accounts = context.store.accounts();
  return accounts.has_company(account, company, context.latest_day()) &&
         !accounts.has_proved(account, company) &&
         !accounts.manages_by(account, company, context.latest_day());
}

bool hides_pay(const Context& context, domain::Siren company)
{
  const domain::Account* const account = context.actor.account();
  return account != nullptr && only_looks(context, account->id, company);
}

util::Result<AttachRight> right_to_attach(const Context& context, const std::string& account,
                                          domain::Siret siret)
{
  store::Accounts accounts = context.store.accounts();
  if (accounts.has_proved(account, siret.siren())) {
    return AttachRight{};
  }
  if (const auto grantor = accounts.manages_by(account, siret.siren(), context.latest_day())) {
    return AttachRight{grantor};
  }
  return util::Error{only_looks(context, account, siret.siren()) ? "access.reader"
                                                                 : "establishment.unproved",
                     {siret.digits()}};
}

int attach_proved(const Context& context, const std::string& account, const ProvedCompany& company)
{
  store::Accounts accounts = context.store.accounts();
  accounts.attach_company(account, company.siren);
  int added = 0;
  for (const domain::Siret siret : company.establishments) {
    added += accounts.attach(account, siret) ? 1 : 0;
  }
  return added;
}

} // namespace myatlas::services
