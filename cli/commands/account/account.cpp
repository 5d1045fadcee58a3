#include "operations/account/account.hpp"

#include "commands/account/commands.hpp"
#include "commands/companies/particulars.hpp"
#include "commands/options.hpp"
#include "output/plain_text.hpp"
#include "output/prompt.hpp"
#include "request.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::AccountForm;
using operations::Answer;

constexpr FormOption<AccountForm> k_account_options[] = {
  {"--title", &AccountForm::title, words_for<domain::parse_title>, N_("Title")},
  {"--last-name", &AccountForm::last_name, k_name_value, N_("Last name")},
  {"--first-name", &AccountForm::first_name, "P", N_("First name")},
  {"--phone", &AccountForm::phone, "T", N_("Telephone")},
  {"--language", &AccountForm::language, "fr|en", N_("Language of the mails sent to the account")},
  {"--provider-siret", &AccountForm::provider_siret, "S", k_provider_siret_help},
  {"--activity-number", &AccountForm::activity_number, "NDA",
   N_("Declaration of activity, 11 digits")},
  {"--uai", &AccountForm::uai, "U", N_("UAI of a CFA")},
};

void bind_edit_account(CommandLine& line, AccountForm& o)
{
  add_options(line, o, k_account_options);
  bind_particulars(line, o.particulars);
}

const std::vector<Field> k_account_fields = {{"email", N_("E-mail")},
                                             {"title", N_("Title"), Show::state},
                                             {"last_name", N_("Last name")},
                                             {"first_name", N_("First name")},
                                             {"phone", N_("Telephone")},
                                             {"profiles", N_("Profiles"), Show::state},
                                             {"state", N_("State"), Show::state}};

constexpr Field k_provider_fields[] = {
  {"company_name", N_("Training provider")},
  {"legal_form", N_("Legal form")},
  {"vat_exemption", N_("VAT exemption"), Show::state},
  {"vat_number", N_("VAT number")},
};

View account_view(const Json& document)
{
  return {document, k_account_fields};
}

// With what it says of its training provider, a line each.
View account_of_provider(const Json& account)
{
  View view = account_view(account);
  for (const Field& field : k_provider_fields) {
    view.document[field.member] = account["provider"].at(field.member);
    view.fields.push_back(field);
  }
  return view;
}

bool has_provider(const Json& account)
{
  return !member_of(account, "provider").is_null();
}

Result<int> show_account(Session& session, const Answer& answer)
{
  const Json& account = answer.document;
  return session.show(session.is_table() && has_provider(account) ? account_of_provider(account)
                                                                  : account_view(account));
}

std::string closing_question(const Session& session, const std::string& email)
{
  return session.trf(N_("Type {0} to close this account:"), email);
}

bool is_typed(const Result<std::string>& typed, const std::string& email)
{
  return typed && *typed == email;
}

Outcome type_address(const Session& session, const std::string& email)
{
  const auto typed = ask(session.env(), closing_question(session, email));
  return fail_unless(is_typed(typed, email), {"usage.not_confirmed", {email}});
}

Result<std::string> address_in_use(Session& session, LocalFiles& files)
{
  TRY_ASSIGN(const Answer me, session.ask(operations::k_whoami, {}, files));
  return me.document["email"].get<std::string>();
}

Outcome ask_to_close(Session& session, LocalFiles& files)
{
  if (!session.interactive()) {
    return Error{"usage.confirm", {"close-account"}};
  }
  TRY_ASSIGN(const auto email, address_in_use(session, files));
  return type_address(session, email);
}

Outcome confirm_close(Session& session, operations::Nothing&, LocalFiles& files)
{
  if (session.options().yes) {
    return Done{};
  }
  return ask_to_close(session, files);
}

Result<int> show_closed(Session& session, const Answer& answer)
{
  (void)session.forget_login(answer.document["email"]);
  return show_account(session, answer);
}

Result<int> print_export(Session& session, const Answer& answer)
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
