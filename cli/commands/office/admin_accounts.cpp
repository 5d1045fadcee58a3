// The operator's side: accounts.
#include "operations/office/accounts.hpp"

#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "request.hpp"
#include "session_file.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

const std::vector<Field> k_account_fields = {{"email", N_("E-mail")},
                                             {"last_name", N_("Last name")},
                                             {"first_name", N_("First name")},
                                             {"profiles", N_("Profiles"), Show::state},
                                             {"state", N_("State"), Show::state},
                                             {"created", N_("Created on")}};

constexpr FormOption<operations::ListAccounts> k_list_accounts_options[] = {
  {"--state", &operations::ListAccounts::state, words_for<domain::parse_account_state>,
   N_("Only those in this state")},
  {"--limit", &operations::ListAccounts::limit, k_number_value, N_("At most so many")},
  {"--after", &operations::ListAccounts::after, "KEY",
   N_("Only what follows this key, which a page tells at its end")},
};

void bind_list_accounts(CommandLine& line, operations::ListAccounts& o)
{
  add_options(line, o, k_list_accounts_options);
}

View accounts_for_programs(const Json& document)
{
  return {document, fields_and(k_account_fields, {{"locked_by_tries", N_("Locked for an hour")}}),
          "accounts"};
}

Json reason_of_lock(const Session& session, const Json& row)
{
  const bool is_locked = row["locked_by_tries"].get<bool>();
  return is_locked ? Json(session.tr(N_("too many wrong passwords"))) : Json(nullptr);
}

constexpr Field k_reason_field = {"tries", N_("Locked for an hour"), Show::text, Room::if_wide};

View accounts_for_people(const Session& session, Json document)
{
  for (Json& row : document["accounts"]) {
    row["tries"] = reason_of_lock(session, row);
  }
  return {document, fields_and(k_account_fields, {k_reason_field}), "accounts"};
}

View accounts_view(const Session& session, const Json& document)
{
  return session.is_table() ? accounts_for_people(session, document)
                            : accounts_for_programs(document);
}

// A person reads why, a program whether.
Result<int> show_accounts(Session& session, const Answer& answer)
{
  return session.show(accounts_view(session, answer.document));
}

View account_view(const Json& document)
{
  return {document, k_account_fields};
}

Outcome confirm_erase(Session& session, operations::AccountAddress&, LocalFiles&)
{
  if (session.options().yes) {
    return Done{};
  }
  return Error{"usage.confirm", {"admin erase-account"}};
}

const std::vector<Field> k_erase_fields = {{"pseudonym", N_("Known from now on as")},
                                           {"mails_removed", N_("Mails removed"), Show::number},
                                           {"found_in", N_("Something of theirs is still in")}};

void forget_session(const Session& session, const std::string& email)
{
  if (const auto address = domain::EmailAddress::parse(email)) {
    (void)SessionFile(session.env()).forget(address->text());
  }
}

// A session of this home ends with the account.
Result<int> show_erased(Session& session, const operations::AccountAddress& o, const Answer& answer)
{
  forget_session(session, o.email);
  session.show({answer.document, k_erase_fields});
  return done_or_negative(answer.document["found_in"].empty());
}

void bind_email(CommandLine& line, operations::AccountAddress& o)
{
  line.argument(Kind::account, o.email, N_("Address of the account"));
}

constexpr Example k_list_accounts_examples[] = {
  {N_("All accounts"), "myatlas admin list-accounts"},
  {N_("Those that were locked"), "myatlas admin list-accounts --state locked"},
};
constexpr Example k_lock_examples[] = {
  {N_("End its sessions and keep it out"), "myatlas admin lock-account paul@cabinet.example"},
  {N_("Answered as JSON"), "myatlas admin lock-account paul@cabinet.example -o json"},
};
constexpr Example k_unlock_examples[] = {
  {N_("Let it in again"), "myatlas admin unlock-account paul@cabinet.example"},
  {N_("Answered as JSON"), "myatlas admin unlock-account paul@cabinet.example -o json"},
};
constexpr Example k_erase_examples[] = {
  {N_("What the person asks for (GDPR, article 17)"),
   "myatlas admin erase-account paul@cabinet.example --yes"},
  {N_("Where the address is still found"),
   "myatlas admin erase-account paul@cabinet.example --yes -o json | jq -r '.found_in[]'"},
};
} // namespace

const Command k_admin_list_accounts = {
  .name = "admin list-accounts",
  .group = Group::office,
  .summary = N_("List the accounts"),
  .description = N_("Lists the accounts by address, with their profiles and state."),
  .examples = k_list_accounts_examples,
  .declare = asks<operations::k_list_accounts, bind_list_accounts, show_accounts>,
  .operation = &operations::k_list_accounts,
};

const Command k_admin_lock = {
  .name = "admin lock-account",
  .group = Group::office,
  .summary = N_("Lock an account"),
  .description =
    N_("Ends the sessions of an active account and keeps it out until it is unlocked."),
  .examples = k_lock_examples,
  .declare = asks<operations::k_lock_account, bind_email, account_view>,
  .operation = &operations::k_lock_account,
  .keyed = true,
};

const Command k_admin_unlock = {
  .name = "admin unlock-account",
  .group = Group::office,
  .summary = N_("Unlock an account"),
  .description = N_("Lets a locked account log in again, and forgets its wrong tries."),
  .examples = k_unlock_examples,
  .declare = asks<operations::k_unlock_account, bind_email, account_view>,
  .operation = &operations::k_unlock_account,
  .keyed = true,
};

const Command k_admin_erase = {
  .name = "admin erase-account",
  .group = Group::office,
  .summary = N_("Erase what is held about a person"),
  .description =
    N_("Takes an account out of the store: itself, its sessions, preferences, alerts, access and "
       "mails. Dossiers, invoices and declarations stay, as the law wants; who did what in them, "
       "and in the audit, is a pseudonym from then on. The files are then written anew and looked "
       "through for every address, telephone number and name the account ever had: ends with 1 and "
       "names where one still is, a file, a backup, a document or a column. Needs --yes."),
  .examples = k_erase_examples,
  .declare = asks<operations::k_erase_account, bind_email, show_erased, confirm_erase>,
  .operation = &operations::k_erase_account,
};

} // namespace myatlas::cli
