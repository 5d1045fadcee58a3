#include "services/account/account.hpp"

#include "commands/account/commands.hpp"
#include "commands/companies/particulars.hpp"
#include "formats/json/json_records.hpp"
#include "output/prompt.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using services::AccountForm;

void bind_edit_account(CommandLine& line, AccountForm& o)
{
  line.option("--title", o.title, "M|MME", N_("Title"));
  line.option("--last-name", o.last_name, "N", N_("Last name"));
  line.option("--first-name", o.first_name, "P", N_("First name"));
  line.option("--phone", o.phone, "T", N_("Telephone"));
  line.option("--language", o.language, "fr|en", N_("Language of the mails sent to the account"));
  line.option("--provider-siret", o.provider_siret, "S", N_("SIRET of the training provider"));
  line.option("--activity-number", o.activity_number, "NDA",
              N_("Declaration of activity, 11 digits"));
  line.option("--uai", o.uai, "U", N_("UAI of a CFA"));
  bind_particulars(line, o.particulars);
}

util::Result<int> show(Session& session, const domain::Account& account)
{
  Json document = {{"schema", "myatlas/account/1"}};
  document.update(formats::to_json(account));
  std::vector<Field> fields = {{"email", N_("E-mail")},
                               {"title", N_("Title"), Show::state},
                               {"last_name", N_("Last name")},
                               {"first_name", N_("First name")},
                               {"phone", N_("Telephone")},
                               {"profiles", N_("Profiles"), Show::state},
                               {"state", N_("State"), Show::state}};
  if (session.form() == Form::table && account.provider) {
    const Json told = document["provider"];
    for (const Field& field :
         {Field{"company_name", N_("Training provider")}, Field{"legal_form", N_("Legal form")},
          Field{"vat_exemption", N_("VAT exemption"), Show::state},
          Field{"vat_number", N_("VAT number")}}) {
      document[field.member] = told.at(field.member);
      fields.push_back(field);
    }
  }
  return session.show({document, fields});
}

util::Result<int> run_edit_account(Session& session, const services::Context& context,
                                   const AccountForm& form)
{
  TRY_ASSIGN(const auto account, as_options(services::edit_account(context, form)));
  return show(session, account);
}

util::Result<int> run_close_account(Session& session, const services::Context& context)
{
  const std::string email = context.actor.name();
  if (!session.options().yes) {
    if (!session.interactive()) {
      return session.fail({util::Error{"usage.confirm", {"close-account"}}});
    }
    const util::Result<std::string> typed =
      ask(session.env(), session.texts().trf(N_("Type {0} to close this account:"), email));
    if (!typed || *typed != email) {
      return session.fail({util::Error{"usage.not_confirmed", {email}}});
    }
  }
  TRY_ASSIGN(const domain::Account closed, services::close_account(context));
  (void)session.forget_login(email);
  return show(session, closed);
}

util::Result<int> run_export_account(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const auto document, services::export_account(context));
  return session.print(formats::json_text(document, 2) + "\n");
}

constexpr Example k_edit_account_examples[] = {
  {N_("Another telephone"), "myatlas edit-account --phone 0612345678"},
  {N_("Mails in English"), "myatlas edit-account --language en"},
};
constexpr Example k_close_account_examples[] = {
  {N_("Asked on a terminal"), "myatlas close-account"},
  {N_("From a script"), "myatlas close-account --yes"},
};
constexpr Example k_export_account_examples[] = {
  {N_("Into a file"), "myatlas export-account > my-data.json"},
  {N_("Who has logged in when"), "myatlas export-account | jq .sessions"},
};

} // namespace

const Command k_edit_account = {
  .name = "edit-account",
  .group = Group::account,
  .summary = N_("Change the account"),
  .description = N_("Changes what is given of the account; the rest stays. The e-mail address is "
                    "its identifier and never changes."),
  .examples = k_edit_account_examples,
  .declare = with_options<bind_edit_account, run_edit_account>,
  .store = Use::write,
  .login = Login::required,
  .keyed = true,
};

const Command k_close_account = {
  .name = "close-account",
  .group = Group::account,
  .summary = N_("Close the account"),
  .description =
    N_("Closes the account for good: its sessions and alerts end. Dossiers stay with the "
       "companies. Asks for the address to be typed again; in a script, --yes is needed."),
  .examples = k_close_account_examples,
  .declare = without_options<run_close_account>,
  .store = Use::write,
  .login = Login::required,
};

const Command k_export_account = {
  .name = "export-account",
  .group = Group::account,
  .summary = N_("Export all that is held about the account"),
  .description = N_("Prints one JSON document with everything the store holds about the account: "
                    "itself, what it manages, its dossiers and deeds, letters read, preferences, "
                    "alerts, mails, sessions. No secret is in it."),
  .examples = k_export_account_examples,
  .declare = without_options<run_export_account>,
  .store = Use::read,
  .login = Login::required,
};

} // namespace myatlas::cli
