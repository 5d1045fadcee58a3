// The operator's side: accounts.
#include "commands/account/account_acts.hpp"
#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "formats/json/json_records.hpp"
#include "gateway/mail_folder.hpp"
#include "services/account/erase_account.hpp"
#include "services/office/manage_accounts.hpp"
#include "session.hpp"
#include "session_file.hpp"
#include "texts/errors.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

const std::vector<Field> k_account_fields = {{"email", N_("E-mail")},
                                             {"last_name", N_("Last name")},
                                             {"first_name", N_("First name")},
                                             {"profiles", N_("Profiles"), Show::state},
                                             {"state", N_("State"), Show::state},
                                             {"created", N_("Created on")}};

struct ListAccountsOptions
{
  std::string state, limit, after;
};

void bind_list_accounts(CommandLine& line, ListAccountsOptions& o)
{
  line.option("--state", o.state, words_known(domain::parse_account_state),
              N_("Only those in this state"));
  line.option("--limit", o.limit, "N", N_("At most so many"));
  line.option("--after", o.after, "KEY",
              N_("Only what follows this key, which a page tells at its end"));
}

util::Result<store::AccountFilter> read_list_accounts(const Session&, const ListAccountsOptions& o)
{
  util::Errors problems;
  store::AccountFilter filter;
  filter.state =
    given<domain::AccountState>(o.state, domain::parse_account_state, "--state", problems);
  filter.limit = given<std::int64_t>(o.limit, parse_limit, "--limit", problems);
  if (const auto after =
        given<domain::EmailAddress>(o.after, domain::EmailAddress::parse, "--after", problems)) {
    filter.after = domain::email_key(*after);
  }
  return problems.empty() ? util::Result<store::AccountFilter>(filter)
                          : util::Result<store::AccountFilter>(problems);
}

// A person reads why, a program whether.
Json row_of(const Texts& texts, const domain::Account& account, bool locked_by_tries, Form form)
{
  Json row = formats::to_json(account);
  row["locked_by_tries"] = locked_by_tries;
  if (form == Form::table) {
    row["tries"] = locked_by_tries ? Json(texts.tr(N_("too many wrong passwords"))) : Json(nullptr);
  }
  return row;
}

util::Result<int> run_list_accounts(Session& session, const services::Context& context,
                                    const store::AccountFilter& filter)
{
  Json accounts = Json::array();
  const services::AccountPage page = services::list_accounts(context, filter);
  for (const domain::Account& account : page.accounts) {
    accounts.push_back(row_of(session.texts(), account,
                              services::is_locked_by_tries(context, account), session.form()));
  }
  const Json next = page.more ? Json(page.accounts.back().email.text()) : Json(nullptr);
  note_more(session, next);
  std::vector<Field> fields = k_account_fields;
  fields.push_back(session.form() == Form::table
                     ? Field{"tries", N_("Locked for an hour"), Show::text, Room::if_wide}
                     : Field{"locked_by_tries", N_("Locked for an hour")});
  return session.show({{{"schema", "myatlas/accounts/1"}, {"accounts", accounts}, {"next", next}},
                       fields,
                       "accounts"});
}

util::Result<int> show_account(Session& session, const domain::Account&, Json document)
{
  return session.show({document, k_account_fields});
}

util::Result<int> run_lock(Session& session, const services::Context& context,
                           const std::string& email)
{
  return act_on_account(session, context, email, services::lock_account, show_account);
}

util::Result<int> run_unlock(Session& session, const services::Context& context,
                             const std::string& email)
{
  return act_on_account(session, context, email, services::unlock_account, show_account);
}

util::Result<std::string> read_erase(const Session& session, const std::string& email)
{
  return session.options().yes
           ? util::Result<std::string>(email)
           : util::Result<std::string>(util::Error{"usage.confirm", {"admin erase-account"}});
}

std::vector<std::filesystem::path> files_in(const std::string& folder)
{
  std::vector<std::filesystem::path> files;
  std::error_code absent;
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(folder, absent)) {
    files.push_back(entry.path());
  }
  return files;
}

const std::vector<Field> k_erase_fields = {{"pseudonym", N_("Known from now on as")},
                                           {"mails_removed", N_("Mails removed"), Show::number},
                                           {"found_in", N_("Something of theirs is still in")}};

util::Result<int> run_erase(Session& session, const services::Context& context,
                            const std::string& email)
{
  TRY_ASSIGN(const auto erased, services::erase_account(context, email));
  const std::string folder = session.settings().value("mail_dir");
  const int letters = gateway::MailFolder(folder).forget(erased.address);
  const std::vector<std::filesystem::path> mails = files_in(folder);
  (void)SessionFile(session.env()).forget(erased.address); // a token of this home
  Json remains = erased.remains;
  for (const std::string& path : services::files_holding(mails, erased.identity)) {
    remains.push_back(path);
  }
  session.show({{{"schema", "myatlas/account-erased/1"},
                 {"pseudonym", erased.pseudonym},
                 {"mails_removed", letters},
                 {"found_in", remains}},
                k_erase_fields});
  return remains.empty() ? 0 : static_cast<int>(Status::negative);
}

void bind_email(CommandLine& line, std::string& email)
{
  line.argument(Kind::account, email, N_("Address of the account"));
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
  .declare = with_request<bind_list_accounts, read_list_accounts, run_list_accounts>,
  .store = Use::read,
  .login = Login::host,
};

const Command k_admin_lock = {
  .name = "admin lock-account",
  .group = Group::office,
  .summary = N_("Lock an account"),
  .description =
    N_("Ends the sessions of an active account and keeps it out until it is unlocked."),
  .examples = k_lock_examples,
  .declare = with_options<bind_email, run_lock>,
  .store = Use::write,
  .login = Login::host,
  .keyed = true,
};

const Command k_admin_unlock = {
  .name = "admin unlock-account",
  .group = Group::office,
  .summary = N_("Unlock an account"),
  .description = N_("Lets a locked account log in again, and forgets its wrong tries."),
  .examples = k_unlock_examples,
  .declare = with_options<bind_email, run_unlock>,
  .store = Use::write,
  .login = Login::host,
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
  .declare = with_request<bind_email, read_erase, run_erase>,
  .store = Use::write,
  .login = Login::host,
};

} // namespace myatlas::cli
