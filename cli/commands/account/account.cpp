#include "operations/account/account.hpp"

#include "commands/account/commands.hpp"
#include "commands/companies/particulars.hpp"
#include "output/prompt.hpp"
#include "request.hpp"
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

const std::vector<Field> k_account_fields = {{"email", N_("E-mail")},
                                             {"title", N_("Title"), Show::state},
                                             {"last_name", N_("Last name")},
                                             {"first_name", N_("First name")},
                                             {"phone", N_("Telephone")},
                                             {"profiles", N_("Profiles"), Show::state},
                                             {"state", N_("State"), Show::state}};

util::Result<int> show_account(Session& session, const operations::Answer& answer)
{
  Json document = answer.document;
  std::vector<Field> fields = k_account_fields;
  if (session.form() == Form::table && !document["provider"].is_null()) {
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

util::Outcome confirm_close(Session& session, operations::Nothing&, LocalFiles& files)
{
  if (session.options().yes) {
    return util::Done{};
  }
  if (!session.interactive()) {
    return util::Error{"usage.confirm", {"close-account"}};
  }
  TRY_ASSIGN(const operations::Answer me, session.ask(operations::k_whoami, {}, files));
  const std::string email = me.document["email"];
  const util::Result<std::string> typed =
    ask(session.env(), session.texts().trf(N_("Type {0} to close this account:"), email));
  return typed && *typed == email ? util::Outcome(util::Done{})
                                  : util::Outcome(util::Error{"usage.not_confirmed", {email}});
}

util::Result<int> show_closed(Session& session, const operations::Answer& answer)
{
  (void)session.forget_login(answer.document["email"]);
  return show_account(session, answer);
}

util::Result<int> print_export(Session& session, const operations::Answer& answer)
{
  return session.print(formats::json_text(answer.document, 2) + "\n");
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
  .declare = asks<operations::k_edit_account, bind_edit_account, show_account>,
  .operation = &operations::k_edit_account,
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
  .declare = asks<operations::k_close_account, no_options, show_closed, confirm_close>,
  .operation = &operations::k_close_account,
};

const Command k_export_account = {
  .name = "export-account",
  .group = Group::account,
  .summary = N_("Export all that is held about the account"),
  .description = N_("Prints one JSON document with everything the store holds about the account: "
                    "itself, what it manages, its dossiers and deeds, letters read, preferences, "
                    "alerts, mails, sessions. No secret is in it."),
  .examples = k_export_account_examples,
  .declare = asks<operations::k_export_account, no_options, print_export>,
  .operation = &operations::k_export_account,
};

} // namespace myatlas::cli
