#include "services/companies/proof.hpp"

#include <algorithm>
#include <charconv>

#include "services/attempts.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::AttemptKind;
using domain::CompanyForm;
using domain::Money;
using domain::ParticularsForm;
using domain::ProviderIdentity;
using domain::ProviderParticulars;
using domain::Siren;
using domain::Siret;
using store::Accounts;
using util::collect;

constexpr std::size_t k_most_of_line = 120; // of a name or a legal form, in characters

// A year in four figures.
std::optional<int> year_in(const std::string& text)
{
  int year = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, year);
  return read.ptr == end && text.size() == 4 ? std::optional(year) : std::nullopt;
}

bool payroll_matches(const Context& context, const domain::Company& company, int year,
                     Money payroll)
{
  const auto declared = context.store.opco_register().payrolls(company.siren);
  const auto expected = domain::expected_payroll(company, declared, year, context.today());
  return expected && *expected == payroll;
}

// Reads and proves a company of a form, its problems at the members of the form.
class CompanyProof
{
public:
  CompanyProof(const Context& context, const CompanyForm& form, const std::string& prefix,
               Errors& problems)
    : m_context(context), m_form(form), m_prefix(prefix), m_problems(problems),
      m_register(context.store.opco_register())
  {
  }

  std::optional<Siren> member(const CountTry& count)
  {
    const auto told = read_told();
    return told ? proved(*told, count) : std::nullopt;
  }

  void check_choice()
  {
    if (m_form.sirets.empty() != m_form.all_establishments) {
      tell(Error{"establishments.choice", {}}, "sirets");
    }
  }

  std::vector<Siret> sirets()
  {
    std::vector<Siret> sirets;
    for (const std::string& text : m_form.sirets) {
      if (const auto siret = collect(Siret::parse(text), m_problems, m_prefix + "sirets")) {
        sirets.push_back(*siret);
      }
    }
    return sirets;
  }

  // Each SIRET of the form, whose own form was checked, in the register and of that company.
  std::vector<Siret> chosen(Siren company, const std::vector<Siret>& sirets)
  {
    return m_form.all_establishments ? all_of(company) : known_of(company, sirets);
  }

private:
  // What was told of a company, to be compared with the register.
  struct Told
  {
    std::string code;
    int year;
    Money payroll;
  };

  // Nothing where one is missing or wrong.
  std::optional<Told> read_told()
  {
    const bool has_code = is_there("member_code", m_form.member_code);
    const bool has_payroll = is_there("payroll", m_form.payroll);
    const auto code = has_code ? code_told() : std::nullopt;
    const auto payroll = has_payroll ? payroll_told() : std::nullopt;
    const auto year = year_told();
    if (!code || !payroll || !year) {
      return std::nullopt;
    }
    return Told{code->text(), *year, *payroll};
  }

  void tell(const Error& problem, const char* member)
  {
    m_problems.push_back(problem.at(m_prefix + member));
  }

  bool is_there(const char* member, const std::string& text)
  {
    return require({{member, &text}}, m_problems, m_prefix);
  }

  std::optional<domain::MemberCode> code_told()
  {
    return collect(domain::MemberCode::parse(m_form.member_code), m_problems,
                   m_prefix + "member_code");
  }

  std::optional<Money> payroll_told()
  {
    return collect(domain::parse_non_negative(m_form.payroll), m_problems, m_prefix + "payroll");
  }

  // N-1, unless the form says another.
  std::optional<int> year_told()
  {
    const int last = m_context.today().year() - 1;
    return m_form.payroll_year.empty() ? last : year_of_form(last);
  }

  std::optional<int> year_of_form(int last)
  {
    const auto year = year_in(m_form.payroll_year);
    if (year && *year >= 1990 && *year <= last) {
      return year;
    }
    tell({"payroll.year", {m_form.payroll_year, std::to_string(last)}}, "payroll_year");
    return std::nullopt;
  }

  std::optional<Siren> proved(const Told& told, const CountTry& count)
  {
    if (!may_be_tried(told.code)) {
      return std::nullopt;
    }
    const auto siren = matching(told);
    if (!siren) {
      tell(mismatch(told, count(m_context, told.code)), "member_code");
    }
    return siren;
  }

  std::optional<Siren> matching(const Told& told) const
  {
    const auto company = m_register.company_with_code(told.code);
    const bool matches = company && payroll_matches(m_context, *company, told.year, told.payroll);
    return matches ? std::optional(company->siren) : std::nullopt;
  }

  bool may_be_tried(const std::string& code)
  {
    const char* objection = objection_to_try(code);
    if (objection != nullptr) {
      tell({objection, {code}}, "member_code");
    }
    return objection == nullptr;
  }

  // Where nothing is compared, it is no try.
  const char* objection_to_try(const std::string& code) const
  {
    if (is_locked(m_context, AttemptKind::member_code, code)) {
      return "member.locked";
    }
    return m_register.has_companies() ? nullptr : "member.no_register";
  }

  static Error mismatch(const Told& told, bool counted)
  {
    return counted ? Error{"member.mismatch", {told.code, std::to_string(told.year)}}
                   : Error{"member.locked", {told.code}};
  }

  std::vector<Siret> all_of(Siren company) const
  {
    return util::mapped(m_register.establishments_of(company), &domain::Establishment::siret);
  }

  std::vector<Siret> known_of(Siren company, std::vector<Siret> sirets)
  {
    std::erase_if(sirets, [&](Siret siret) { return !is_known(company, siret); });
    return sirets;
  }

  bool is_known(Siren company, Siret siret)
  {
    const bool is_its = siret.siren() == company;
    if (is_its && m_register.knows(siret)) {
      return true;
    }
    tell({is_its ? "establishment.unknown" : "establishment.other_company", {siret.digits()}},
         "sirets");
    return false;
  }

  const Context& m_context;
  const CompanyForm& m_form;
  const std::string& m_prefix;
  Errors& m_problems;
  store::Register m_register;
};

} // namespace

bool count_try(const Context& context, const std::string& code)
{
  return count_wrong_try(context, AttemptKind::member_code, code);
}

std::optional<Siren> prove_member(const Context& context, const CompanyForm& form,
                                  const std::string& prefix, Errors& problems,
                                  const CountTry& count)
{
  return CompanyProof(context, form, prefix, problems).member(count);
}

std::optional<ProvedCompany> prove_company(const Context& context, const CompanyForm& form,
                                           const std::string& prefix, Errors& problems,
                                           const CountTry& count)
{
  CompanyProof proof(context, form, prefix, problems);
  const auto siren = proof.member(count);
  proof.check_choice();
  const std::vector<Siret> sirets = proof.sirets();
  if (!siren) {
    return std::nullopt;
  }
  return ProvedCompany{*siren, proof.chosen(*siren, sirets)};
}

namespace {

Result<std::string> line_told(const std::string& text)
{
  return line_of(text, k_most_of_line);
}

void take_vat(ProviderParticulars& into, const ParticularsForm& form, Errors& problems)
{
  if (!form.vat_exemption.empty()) {
    into.vat_exemption =
      collect(domain::parse_vat_exemption(form.vat_exemption), problems, "vat_exemption");
  }
  if (!form.vat_number.empty()) {
    into.vat_id = collect(domain::VatId::parse(form.vat_number), problems, "vat_number");
  }
}

} // namespace

void take_particulars(ProviderParticulars& into, const ParticularsForm& form, Errors& problems)
{
  take(into.name, form.company_name, line_told, "company_name", problems);
  take(into.legal_form, form.legal_form, line_told, "legal_form", problems);
  take_vat(into, form, problems);
}

bool is_given(const ParticularsForm& form)
{
  return !form.company_name.empty() || !form.legal_form.empty() || !form.vat_exemption.empty() ||
         !form.vat_number.empty();
}

ProviderParticulars particulars_of(const Context& context, Siren siren)
{
  const ProviderIdentity* own = context.actor.provider(domain::AccessRole::manager);
  const ProviderParticulars others = context.store.accounts().particulars(siren);
  return own != nullptr && own->siret.siren() == siren ? domain::completed(own->particulars, others)
                                                       : others;
}

namespace {

std::vector<std::string> listed_numbers(const Context& context, Siren siren)
{
  return context.store.opco_register().activity_numbers(siren);
}

// Whether the public list of training bodies has other numbers of this one.
bool is_contradicted(const Context& context, const ProviderIdentity& provider)
{
  const auto known = listed_numbers(context, provider.siret.siren());
  return !known.empty() && std::ranges::count(known, provider.activity_number.text()) == 0;
}

Error other_number(const ProviderIdentity& provider)
{
  return Error{"provider.activity_number",
               {provider.activity_number.text(), provider.siret.digits()}}
    .at("activity_number");
}

} // namespace

Outcome check_activity_number(const Context& context, const ProviderIdentity& provider)
{
  return fail_unless(!is_contradicted(context, provider), other_number(provider));
}

bool only_looks(const Context& context, const std::string& account, Siren company)
{
  Accounts accounts = context.store.accounts();
  return accounts.has_company(account, company, context.latest_day()) &&
         !accounts.has_proved(account, company) &&
         !accounts.manages_by(account, company, context.latest_day());
}

bool hides_pay(const Context& context, Siren company)
{
  const domain::Account* const account = context.actor.account();
  return account != nullptr && only_looks(context, account->id, company);
}

namespace {

Error no_right(const Context& context, const std::string& account, Siret siret)
{
  const bool looks = only_looks(context, account, siret.siren());
  return {looks ? "access.reader" : "establishment.unproved", {siret.digits()}};
}

} // namespace

Result<AttachRight> right_to_attach(const Context& context, const std::string& account, Siret siret)
{
  Accounts accounts = context.store.accounts();
  if (accounts.has_proved(account, siret.siren())) {
    return AttachRight{};
  }
  if (const auto grantor = accounts.manages_by(account, siret.siren(), context.latest_day())) {
    return AttachRight{grantor};
  }
  return no_right(context, account, siret);
}

int attach_proved(const Context& context, const std::string& account, const ProvedCompany& company)
{
  Accounts accounts = context.store.accounts();
  accounts.attach_company(account, company.siren);
  int added = 0;
  for (const Siret siret : company.establishments) {
    added += accounts.attach(account, siret) ? 1 : 0;
  }
  return added;
}

} // namespace myatlas::services
