#include "commands/account/commands.hpp"
#include "commands/account/register_questions.hpp"
#include "commands/companies/particulars.hpp"
#include "commands/options.hpp"
#include "formats/json/forms_json.hpp"
#include "operations/account/registration.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

struct RegisterOptions
{
  domain::RegistrationForm request;
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
  line.options("--profile", o.request.profiles, "member|provider",
               N_("What the account is for; may be repeated"));
  add_options(line, o.request, k_person_options);
  add_options(line, o.company, k_company_options);
  line.options("--siret", o.company.sirets, "S", N_("Establishment to manage; may be repeated"));
  line.flag("--all-establishments", o.company.all_establishments,
            N_("All establishments known today"));
  add_options(line, o.request, k_provider_options);
  bind_particulars(line, o.request.particulars);
  line.flag("--certify", o.request.certify, N_("Certify that you may act for the company"));
  line.flag("--accept-terms", o.request.accept_terms, N_("Accept the terms of use"));
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
  const domain::RegistrationForm& given = options.request;
  if (!options.from_file.empty()) {
    if (is_given(options.company) || !given.email.empty() || !given.profiles.empty()) {
      return util::Error{"usage.both", {"--from-file", "--email"}};
    }
    return read_from(options.from_file, formats::read_registration);
  }
  domain::RegistrationForm form = given;
  if (is_given(options.company)) {
    form.companies.push_back(options.company);
  }
  return session.interactive() ? ask_registration(session.env(), form) : form;
}

util::Outcome complete_register(Session& session, RegisterOptions& o, LocalFiles& files)
{
  files.request_is_in(o.from_file);
  TRY_ASSIGN(o.request, in_form(o.from_file, form_of(session, o)));
  return util::Done{};
}

// To a person with how long it lives from now on.
std::string expiry_of(const Session& session, const std::string& expires)
{
  constexpr std::int64_t k_micros_of_minute = 60'000'000;
  const util::Result<util::Instant> at = util::parse_rfc3339(expires);
  if (session.form() != Form::table || !at) {
    return expires;
  }
  const std::int64_t minutes = (at->micros - session.clock().now().micros) / k_micros_of_minute;
  return session.texts().trf(N_("{0} (in {1} minutes)"),
                             session.texts().time(expires, &session.zone()),
                             std::to_string(minutes));
}

util::Result<int> show_registered(Session& session, const RegisterOptions& o,
                                  const operations::Answer& answer)
{
  formats::Json document = answer.document;
  if (!o.request.provider_siret.empty()) {
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
                          document["email"].get<std::string>()));
    session.note_place_of_letters();
  }
  document["code_expires"] = expiry_of(session, document["code_expires"]);
  session.show({document, {{"email", N_("E-mail")}, {"code_expires", N_("Code valid until")}}});
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
  .declare = asks<operations::k_register, bind_register, show_registered, complete_register>,
  .operation = &operations::k_register,
  .keyed = true,
};

} // namespace myatlas::cli
