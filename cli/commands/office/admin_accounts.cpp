// The operator's side: accounts and the work that waits.
#include "commands/account/account_acts.hpp"
#include "commands/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "formats/json/json_records.hpp"
#include "gateway/mail_folder.hpp"
#include "messages/errors.hpp"
#include "messages/for_people.hpp"
#include "services/account/erase_account.hpp"
#include "services/office/manage_accounts.hpp"
#include "services/office/work.hpp"
#include "session.hpp"
#include "session_file.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

std::vector<Field> account_fields()
{
  return {{"email", N_("E-mail")},
          {"last_name", N_("Last name")},
          {"first_name", N_("First name")},
          {"profiles", N_("Profiles"), Show::state},
          {"state", N_("State"), Show::state},
          {"created", N_("Created on")}};
}

struct ListAccountsOptions
{
  std::string state, limit, after;
};

struct WorkOptions
{
  std::string limit, after;
};

util::Result<int> run_list_accounts(Session& session, const ListAccountsOptions& o)
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
  if (!problems.empty()) {
    return session.fail(problems);
  }
  TRY_ASSIGN(const services::Context* context, session.open(store::Store::Use::read, Login::host));
  Json accounts = Json::array();
  const services::AccountPage page = services::list_accounts(*context, filter);
  for (const domain::Account& account : page.accounts) {
    Json row = formats::to_json(account);
    row["locked_by_tries"] = services::is_locked_by_tries(*context, account);
    row["tries"] =
      row["locked_by_tries"] ? Json(tr(N_("too many wrong passwords"))) : Json(nullptr);
    if (session.form() != Form::table) {
      row.erase("tries");
    }
    accounts.push_back(row);
  }
  const Json next = page.more ? Json(page.accounts.back().email.text()) : Json(nullptr);
  note_more(session, next);
  std::vector<Field> fields = account_fields();
  fields.push_back(session.form() == Form::table
                     ? Field{"tries", N_("Locked for an hour"), Show::text, Room::if_wide}
                     : Field{"locked_by_tries", N_("Locked for an hour")});
  return session.show({{{"schema", "myatlas/accounts/1"}, {"accounts", accounts}, {"next", next}},
                       fields,
                       "accounts"});
}

util::Result<int> show_account(Session& session, const domain::Account&, Json document)
{
  return session.show({document, account_fields()});
}

util::Result<int> run_lock(Session& session, const std::string& email)
{
  return act_on_account(session, email, services::lock_account, show_account);
}

util::Result<int> run_unlock(Session& session, const std::string& email)
{
  return act_on_account(session, email, services::unlock_account, show_account);
}

util::Result<int> run_erase(Session& session, const std::string& email)
{
  if (!session.options().yes) {
    return session.fail({util::Error{"usage.confirm", {"admin erase-account"}}});
  }
  TRY_ASSIGN(const auto erased, session.in_store(store::Store::Use::write, Login::host,
                                                 [&](const services::Context& context) {
                                                   return services::erase_account(context, email);
                                                 }));
  const std::string folder = session.settings().value("mail_dir");
  const int letters = gateway::MailFolder(folder).forget(erased.address);
  std::vector<std::filesystem::path> mails;
  std::error_code absent;
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(folder, absent)) {
    mails.push_back(entry.path());
  }
  (void)SessionFile(session.env()).forget(erased.address); // a token of this home
  Json remains = erased.remains;
  for (const std::string& path : services::files_holding(mails, erased.identity)) {
    remains.push_back(path);
  }
  session.show({{{"schema", "myatlas/account-erased/1"},
                 {"pseudonym", erased.pseudonym},
                 {"mails_removed", letters},
                 {"found_in", remains}},
                {{"pseudonym", N_("Known from now on as")},
                 {"mails_removed", N_("Mails removed"), Show::number},
                 {"found_in", N_("Something of theirs is still in")}}});
  return remains.empty() ? 0 : static_cast<int>(Status::negative);
}

// "D20260000001, 34.25": what it is about, and the sum.
std::string with_sum_for_people(const std::string& label)
{
  const std::size_t comma = label.rfind(", ");
  return comma == label.npos
           ? label
           : label.substr(0, comma + 2) + money_for_people(label.substr(comma + 2));
}

util::Result<int> run_work(Session& session, const WorkOptions& o)
{
  util::Errors problems;
  const auto limit = given<std::int64_t>(o.limit, parse_limit, "--limit", problems);
  const auto after =
    given<store::WorkPlace>(o.after, services::parse_work_place, "--after", problems);
  if (!problems.empty()) {
    return session.fail(problems);
  }
  TRY_ASSIGN(const services::Context* context, session.open(store::Store::Use::read, Login::host));
  Json rows = Json::array();
  const services::WorkPage page = services::list_work(*context, {after, limit});
  for (const services::WorkItem& item : page.items) {
    const std::string label = session.form() == Form::table && item.kind.starts_with("recover_")
                                ? with_sum_for_people(item.label)
                                : item.label;
    rows.push_back({{"kind", item.kind},
                    {"number", item.number},
                    {"state", item.state},
                    {"label", formats::text_or_null(label)},
                    {"since", util::to_rfc3339(item.since)},
                    {"deadline", item.deadline ? Json(item.deadline->text()) : Json(nullptr)}});
  }
  const Json next = page.more ? Json(services::to_text(page.items.back().place())) : Json(nullptr);
  note_more(session, next);
  return session.show({{{"schema", "myatlas/work/1"}, {"work", rows}, {"next", next}},
                       {{"deadline", N_("By")},
                        {"kind", N_("What is due"), Show::state},
                        {"number", N_("No.")},
                        {"state", N_("State"), Show::state},
                        {"label", N_("About")},
                        {"since", N_("Since")}},
                       "work"});
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
constexpr Example k_work_examples[] = {
  {N_("What to do first"), "myatlas admin list-work --limit 20"},
  {N_("The invoices to pay"), "myatlas admin list-work -o json | jq -r '.work[] | select(.kind == "
                              "\"pay_invoice\") | .number'"},
};

} // namespace

const Command k_admin_list_accounts = {
  "admin list-accounts",
  Group::office,
  N_("List the accounts"),
  N_("Lists the accounts by address, with their profiles and state."),
  k_list_accounts_examples,
  [](CommandLine& line) {
    declare_with<ListAccountsOptions>(
      line,
      [](CommandLine& l, ListAccountsOptions& o) {
        l.option("--state", o.state, words_known(domain::parse_account_state),
                 N_("Only those in this state"));
        l.option("--limit", o.limit, "N", N_("At most so many"));
        l.option("--after", o.after, "KEY",
                 N_("Only what follows this key, which a page tells at its end"));
      },
      run_list_accounts);
  }};

const Command k_admin_lock = {
  "admin lock-account",
  Group::office,
  N_("Lock an account"),
  N_("Ends the sessions of an active account and keeps it out until it is unlocked."),
  k_lock_examples,
  [](CommandLine& line) { declare_with<std::string>(line, bind_email, run_lock); }};

const Command k_admin_unlock = {
  "admin unlock-account",
  Group::office,
  N_("Unlock an account"),
  N_("Lets a locked account log in again, and forgets its wrong tries."),
  k_unlock_examples,
  [](CommandLine& line) { declare_with<std::string>(line, bind_email, run_unlock); }};

const Command k_admin_erase = {
  "admin erase-account",
  Group::office,
  N_("Erase what is held about a person"),
  N_("Takes an account out of the store: itself, its sessions, preferences, alerts, access and "
     "mails. Dossiers, invoices and declarations stay, "
     "as the law wants; who did what in them, and in the audit, is a pseudonym from then on. The "
     "files are then written anew and looked through for every "
     "address, telephone number and name the account ever had: ends with 1 and names where one "
     "still is, a file, a backup, a document or a column. "
     "Needs --yes."),
  k_erase_examples,
  [](CommandLine& line) { declare_with<std::string>(line, bind_email, run_erase); }};

const Command k_admin_list_work = {
  "admin list-work",
  Group::office,
  N_("List the work that is waiting"),
  N_("Lists what the OPCO has to do, the earliest deadline first: requests to open and decide, by "
     "the day the training starts or the answer is "
     "due, then invoices to look at and to pay, the oldest first."),
  k_work_examples,
  [](CommandLine& line) {
    declare_with<WorkOptions>(
      line,
      [](CommandLine& l, WorkOptions& o) {
        l.option("--limit", o.limit, "N", N_("At most so many"));
        l.option("--after", o.after, "KEY",
                 N_("Only what follows this key, which a page tells at its end"));
      },
      run_work);
  }};

} // namespace myatlas::cli
