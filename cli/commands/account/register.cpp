#include "commands/account/commands.hpp"
#include "commands/account/register_questions.hpp"
#include "commands/companies/particulars.hpp"
#include "commands/options.hpp"
#include "formats/json/forms_json.hpp"
#include "services/account/sign_up.hpp"
#include "session.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct RegisterOptions
{
  domain::RegistrationForm form;
  domain::CompanyForm company;
  std::string from_file;
};

constexpr TextOption<domain::RegistrationForm> k_person_options[] = {
  {"--email", &domain::RegistrationForm::email, "E", N_("Address: the identifier, for ever")},
  {"--title", &domain::RegistrationForm::title, "M|MME", N_("Title")},
  {"--last-name", &domain::RegistrationForm::last_name, "N", N_("Last name")},
  {"--first-name", &domain::RegistrationForm::first_name, "P", N_("First name")},
  {"--phone", &domain::RegistrationForm::phone, "T", N_("Telephone")},
};

constexpr TextOption<domain::CompanyForm> k_company_options[] = {
  {"--member-code", &domain::CompanyForm::member_code, "C", N_("Member code of the company")},
  {"--payroll", &domain::CompanyForm::payroll, "AMOUNT",
   N_("Declared payroll of the year before; 0 for a company created this year")},
  {"--payroll-year", &domain::CompanyForm::payroll_year, "Y",
   N_("Year of that payroll (default: the year before)")},
};

constexpr TextOption<domain::RegistrationForm> k_provider_options[] = {
  {"--provider-siret", &domain::RegistrationForm::provider_siret, "S",
   N_("SIRET of the training provider")},
  {"--activity-number", &domain::RegistrationForm::activity_number, "NDA",
   N_("Its activity declaration number")},
  {"--uai", &domain::RegistrationForm::uai, "U", N_("Its UAI: a provider with one is a CFA")},
};

void bind_register(CommandLine& line, RegisterOptions& o)
{
  line.options("--profile", o.form.profiles, "member|provider",
               N_("What the account is for; may be repeated"));
  add_options(line, o.form, k_person_options);
  add_options(line, o.company, k_company_options);
  line.options("--siret", o.company.sirets, "S", N_("Establishment to manage; may be repeated"));
  line.flag("--all-establishments", o.company.all_establishments,
            N_("All establishments known today"));
  add_options(line, o.form, k_provider_options);
  bind_particulars(line, o.form.particulars);
  line.flag("--certify", o.form.certify, N_("Certify that you may act for the company"));
  line.flag("--accept-terms", o.form.accept_terms, N_("Accept the terms of use"));
  line.option("--from-file", o.from_file, "FILE",
              N_("Read the registration from a JSON file, several companies at once"));
}

bool is_given(const domain::CompanyForm& company)
{
  return !company.member_code.empty() || !company.payroll.empty() ||
         !company.payroll_year.empty() || !company.sirets.empty() || company.all_establishments;
}

util::Result<domain::RegistrationForm> form_of(const Session& session,
                                               const RegisterOptions& options)
{
  if (!options.from_file.empty()) {
    if (is_given(options.company) || !options.form.email.empty() ||
        !options.form.profiles.empty()) {
      return util::Error{"usage.both", {"--from-file", "--email"}};
    }
    return read_from(options.from_file, formats::read_registration);
  }
  domain::RegistrationForm form = options.form;
  if (is_given(options.company)) {
    form.companies.push_back(options.company);
  }
  return session.interactive() ? ask_registration(session.env(), form) : form;
}

struct Registration
{
  domain::RegistrationForm form;
  std::string file; // it came from, if any
};

util::Result<Registration> read_register(const Session& session, const RegisterOptions& options)
{
  TRY_ASSIGN(const domain::RegistrationForm form,
             in_form(options.from_file, form_of(session, options)));
  return Registration{form, options.from_file};
}

// To a person with how long it lives from now on.
std::string expiry_of(const Session& session, util::Instant expires)
{
  constexpr std::int64_t k_micros_of_minute = 60'000'000;
  const std::string text = util::to_rfc3339(expires);
  if (session.form() != Form::table) {
    return text;
  }
  const std::int64_t minutes = (expires.micros - session.clock().now().micros) / k_micros_of_minute;
  return session.texts().trf(N_("{0} (in {1} minutes)"),
                             session.texts().time(text, &session.zone()), std::to_string(minutes));
}

util::Result<int> run_register(Session& session, const services::Context& context,
                               const Registration& registration)
{
  TRY_ASSIGN(const services::Registered done,
             in_form(registration.file, services::register_account(context, registration.form)));
  if (!registration.form.provider_siret.empty()) {
    session.note(session.texts().tr(
      N_("The OPCO checks the training provider first: until it is approved, the "
         "account sees and does nothing of it.")));
  }
  const services::Delivery delivery =
    session.deliver_mails(); // what fails is the last that is said
  const bool sent = delivery.problems.empty();
  if (sent) {
    session.note(
      session.texts().trf(N_("A mail with an activation code was sent to {0}. The code lives ten "
                             "minutes and works once."),
                          done.email.text()));
    session.note_place_of_letters();
  }
  session.show({{{"schema", "myatlas/registered/1"},
                 {"email", done.email.text()},
                 {"code_expires", expiry_of(session, done.code_expires)}},
                {{"email", N_("E-mail")}, {"code_expires", N_("Code valid until")}}});
  return static_cast<int>(sent ? Status::done : status_of(delivery.problems));
}

constexpr Example k_register_examples[] = {
  {N_("An accountant for one company, all its establishments"),
   "myatlas register --profile member --email anne@cabinet.example --title MME --last-name Durand "
   "--first-name Anne "
   "--member-code ATL100001 --payroll 500000 --all-establishments --certify --accept-terms"},
  {N_("Several companies from a file"), "myatlas register --from-file registration.json"},
};

} // namespace

const Command k_register = {
  .name = "register",
  .group = Group::account,
  .summary = N_("Register an account"),
  .description =
    N_("Registers a member, a training provider, or both in one account. The member code and the "
       "payroll of the year before must match what the OPCO knows; five wrong tries lock a code "
       "for an hour. All that is missing or wrong is told at once. A mail with an activation code "
       "goes to the address, which is the identifier for ever. On a terminal, what is not given is "
       "asked. A training provider waits until the OPCO, or an approved account of it, says that "
       "the account is of it."),
  .examples = k_register_examples,
  .declare = with_request<bind_register, read_register, run_register>,
  .store = Use::write,
  .login = Login::none,
  .keyed = true,
};

} // namespace myatlas::cli
