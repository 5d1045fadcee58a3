#include "commands/account/commands.hpp"
#include "commands/account/register_questions.hpp"
#include "commands/companies/particulars.hpp"
#include "commands/company_options.hpp"
#include "commands/options.hpp"
#include "formats/json/forms_json.hpp"
#include "operations/account/registration.hpp"
#include "request.hpp"
#include "texts/errors.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::RegistrationForm;
using operations::Answer;

struct RegisterOptions
{
  domain::RegistrationForm request;
  domain::CompanyForm company;
  std::string from_file;
};

constexpr TextOption<domain::RegistrationForm> k_person_options[] = {
  {"--email", &domain::RegistrationForm::email, "E", N_("Address: the identifier, for ever")},
  {"--title", &domain::RegistrationForm::title, words_for<domain::parse_title>, N_("Title")},
  {"--last-name", &domain::RegistrationForm::last_name, k_name_value, N_("Last name")},
  {"--first-name", &domain::RegistrationForm::first_name, "P", N_("First name")},
  {"--phone", &domain::RegistrationForm::phone, "T", N_("Telephone")},
};

constexpr TextOption<domain::RegistrationForm> k_provider_options[] = {
  {"--provider-siret", &domain::RegistrationForm::provider_siret, "S", k_provider_siret_help},
  {"--activity-number", &domain::RegistrationForm::activity_number, "NDA",
   N_("Its activity declaration number")},
  {"--uai", &domain::RegistrationForm::uai, "U", N_("Its UAI: a provider with one is a CFA")},
};

constexpr FormOption<domain::RegistrationForm> k_profile_options[] = {
  {"--profile", &domain::RegistrationForm::profiles, words_for<domain::parse_profile>,
   N_("What the account is for; may be repeated")},
};

constexpr FormOption<RegisterOptions> k_file_options[] = {
  {"--from-file", &RegisterOptions::from_file, "FILE",
   N_("Read the registration from a JSON file, several companies at once")},
};

constexpr FormOption<domain::RegistrationForm> k_consent_options[] = {
  {"--certify", &domain::RegistrationForm::certify, N_("Certify that you may act for the company")},
  {"--accept-terms", &domain::RegistrationForm::accept_terms, N_("Accept the terms of use")},
};

void bind_register(CommandLine& line, RegisterOptions& o)
{
  RegistrationForm& form = o.request;
  add_options(line, form, k_profile_options);
  add_options(line, form, k_person_options);
  add_options(line, o.company, k_company_options);
  add_options(line, form, k_provider_options);
  bind_particulars(line, form.particulars);
  add_options(line, form, k_consent_options);
  add_options(line, o, k_file_options);
}

bool has_figures(const domain::CompanyForm& company)
{
  return !company.member_code.empty() || !company.payroll.empty() || !company.payroll_year.empty();
}

bool is_given(const domain::CompanyForm& company)
{
  return has_figures(company) || !company.sirets.empty() || company.all_establishments;
}

bool is_given_besides(const RegisterOptions& options)
{
  return is_given(options.company) || !options.request.email.empty() ||
         !options.request.profiles.empty();
}

Result<RegistrationForm> form_in_file(const RegisterOptions& options)
{
  if (is_given_besides(options)) {
    return Error{"usage.both", {"--from-file", "--email"}};
  }
  return read_from(options.from_file, formats::read_registration);
}

RegistrationForm form_of_options(const RegisterOptions& options)
{
  RegistrationForm form = options.request;
  if (is_given(options.company)) {
    form.companies.push_back(options.company);
  }
  return form;
}

Result<RegistrationForm> form_on_line(const Session& session, const RegisterOptions& options)
{
  RegistrationForm form = form_of_options(options);
  return session.interactive() ? ask_registration(session.env(), form) : form;
}

Result<RegistrationForm> form_of(const Session& session, const RegisterOptions& options)
{
  return options.from_file.empty() ? form_on_line(session, options) : form_in_file(options);
}

Outcome complete_register(Session& session, RegisterOptions& o, LocalFiles& files)
{
  files.request_is_in(o.from_file);
  TRY_ASSIGN(o.request, in_form(o.from_file, form_of(session, o)));
  return Done{};
}

constexpr std::int64_t k_micros_of_minute = 60'000'000;

std::string minutes_until(const Session& session, util::Instant at)
{
  return std::to_string((at.micros - session.clock().now().micros) / k_micros_of_minute);
}

std::string local_time(const Session& session, const std::string& instant)
{
  return session.texts().time(instant, &session.zone());
}

std::string with_minutes(const Session& session, const std::string& expires, util::Instant at)
{
  return session.trf(N_("{0} (in {1} minutes)"), local_time(session, expires),
                     minutes_until(session, at));
}

// To a person with how long it lives from now on.
std::string expiry_of(const Session& session, const std::string& expires)
{
  const auto at = util::parse_rfc3339(expires);
  return session.is_table() && at ? with_minutes(session, expires, *at) : expires;
}

void note_check_of_provider(Session& session)
{
  session.note_that(N_("The OPCO checks the training provider first: until it is approved, the "
                       "account sees and does nothing of it."));
}

void note_activation_mail(Session& session, const std::string& email)
{
  session.note_that(N_("A mail with an activation code was sent to {0}. The code lives ten "
                       "minutes and works once."),
                    email);
  session.note_place_of_mails();
}

constexpr Field k_registered_fields[] = {{"email", N_("E-mail")},
                                         {"code_expires", N_("Code valid until")}};

void show_expiry(Session& session, formats::Json document)
{
  document["code_expires"] = expiry_of(session, document["code_expires"]);
  session.show({document, fields_of(k_registered_fields)});
}

// The exit status; what fails is the last that is said.
Status deliver_activation(Session& session, const std::string& email)
{
  if (const Outcome delivered = session.deliver_mails(); !delivered) {
    return status_of(delivered.errors());
  }
  note_activation_mail(session, email);
  return Status::done;
}

Result<int> show_registered(Session& session, const RegisterOptions& o, const Answer& answer)
{
  if (!o.request.provider_siret.empty()) {
    note_check_of_provider(session);
  }
  const Status status = deliver_activation(session, answer.document["email"]);
  show_expiry(session, answer.document);
  return static_cast<int>(status);
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
