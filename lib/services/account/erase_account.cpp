#include "services/account/erase_account.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

#include "domain/values/identity.hpp"
#include "formats/json/json.hpp"
#include "gateway/mail_folder.hpp"
#include "services/account/person_search.hpp"
#include "services/account/redaction.hpp"
#include "util/file.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using Files = std::vector<std::filesystem::path>;
using domain::Account;
using domain::EmailAddress;
using domain::Identity;
using formats::Json;
using store::AuditRow;
using store::DocumentFile;
using store::ErasedPerson;
using util::FileHandle;

void learn_email(Identity& identity, const std::string& email)
{
  if (!email.empty()) {
    identity.add_email(email);
  }
}

void learn_phone(Identity& identity, const std::string& phone)
{
  if (!phone.empty()) {
    identity.add_phone(phone);
  }
}

void learn(Identity& identity, const Json& account)
{
  learn_email(identity, member_text(account, "email"));
  learn_phone(identity, member_text(account, "phone"));
  identity.add_name(member_text(account, "first_name"), member_text(account, "last_name"));
}

void learn_text(Identity& identity, const std::optional<std::string>& content)
{
  if (!content) {
    return;
  }
  if (const Result<Json> json = formats::parse_json(*content)) {
    learn(identity, *json);
  }
}

void learn_row(Identity& identity, const AuditRow& row)
{
  learn_text(identity, row.before);
  learn_text(identity, row.after);
}

Identity identity_today(const Account& account)
{
  Identity identity;
  identity.add_email(account.email.text());
  identity.add_name(account.first_name.text(), account.last_name.text());
  learn_phone(identity, account.phone ? account.phone->text() : "");
  return identity;
}

// All the person was ever called here: the account as it is, and as its changes tell that it was.
Identity identity_of(const Context& context, const Account& account)
{
  Identity identity = identity_today(account);
  store::AuditFilter about;
  about.subject = account.id;
  context.store.audit().each(about, [&](const AuditRow& row) {
    if (is_about(row, account.id)) {
      learn_row(identity, row);
    }
    return true;
  });
  return identity;
}

// Which reject files name which account's person: looked at before the store is locked, since
// documents may be where that takes long.
using RejectsNaming = std::map<std::pair<std::string, std::string>, bool>; // account, digest

bool is_named_in(const Context& context, const std::string& digest, const ErasedPerson& person)
{
  const Result<FileHandle> file = context.store.documents().open(digest);
  return file && holds(*file, digest, person.identity);
}

void look_at_rejects(const Context& context, const ErasedPerson& person, RejectsNaming& naming)
{
  for (const std::string& digest : context.store.erasure().reject_files(person.email)) {
    naming[{person.account, digest}] = is_named_in(context, digest, person);
  }
}

// Whether a reject file names the person. One that came since it was looked is looked at now.
bool names_person(const Context& context, const std::string& digest, const ErasedPerson& person,
                  const RejectsNaming& naming)
{
  const auto known = naming.find({person.account, digest});
  return known == naming.end() ? is_named_in(context, digest, person) : known->second;
}

// The files that leave with the person and that nothing else names any more: reject files of their
// imports in which they are named, and those that say whom they worked for and how they called it.
std::vector<DocumentFile> forget_reject_files(const Context& context, const ErasedPerson& person,
                                              const RejectsNaming& naming)
{
  store::Erasure erasure = context.store.erasure();
  const std::vector<std::string> digests = erasure.reject_files(person.email);
  const std::vector<std::string> portfolio = erasure.portfolio_rejects(person.email);
  std::vector<DocumentFile> files;
  for (const std::string& digest : digests) {
    const bool leaves =
      util::contains(portfolio, digest) || names_person(context, digest, person, naming);
    if (leaves && erasure.forget_reject_file(digest)) {
      files.push_back({.name = digest, .path = digest});
    }
  }
  return files;
}

bool is_held_by(const std::filesystem::path& path, const Identity& identity)
{
  const auto file = util::open_regular(path);
  return file && holds(*file, path, identity);
}

// Those of `files` that hold something of the person.
std::vector<std::string> files_holding(const Files& files, const Identity& identity)
{
  std::vector<std::string> found;
  for (const std::filesystem::path& path : files) {
    if (is_held_by(path, identity)) {
      found.push_back(path.string());
    }
  }
  return found;
}

Files files_in(const std::string& folder)
{
  Files files;
  std::error_code absent;
  for (const std::filesystem::directory_entry& entry :
       std::filesystem::directory_iterator(folder, absent)) {
    files.push_back(entry.path());
  }
  return files;
}

// The database, which is asked by its tables, and what stands beside it and holds no values.
bool is_database(const std::string& file, const std::string& store)
{
  constexpr std::array k_endings = {"", "-wal", "-shm", "-key", "-lock"};
  return std::ranges::any_of(k_endings, [&](const char* ending) { return file == store + ending; });
}

void append_places(std::vector<std::string>& remains, const Context& context,
                   const Identity& identity)
{
  const std::string store = context.store.path().string();
  for (const std::string& place : context.store.erasure().places_of(identity)) {
    remains.push_back(store + " (" + place + ")");
  }
}

Files without_database(Files files, const std::string& store)
{
  std::erase_if(
    files, [&](const std::filesystem::path& file) { return is_database(file.string(), store); });
  return files;
}

// What the files of the store hold; the database itself is asked by its tables, where values stand
// side by side.
std::vector<std::string> remains_of(const Context& context, const Identity& identity,
                                    const Files& files, const Files& outside)
{
  Files all = without_database(files, context.store.path().string());
  all.insert(all.end(), outside.begin(), outside.end());
  std::vector<std::string> remains = files_holding(all, identity);
  append_places(remains, context, identity);
  return remains;
}

// Reject files beside their imports, where the account said to put them.
Files reject_files_outside(const Context& context, const std::string& email)
{
  const std::vector<std::string> paths = context.store.erasure().reject_paths(email);
  return {paths.begin(), paths.end()};
}

template <typename Set>
void add_all(Set& all, const Set& others)
{
  all.insert(others.begin(), others.end());
}

// What was found of the accounts of one address, and is gone from the database.
struct ErasedData
{
  Identity identity = {};
  std::vector<DocumentFile> rejects = {};
  std::vector<std::string> left = {}; // of these, what could not be taken away
  std::string pseudonym = {};

  void add(const ErasedPerson& person, const std::vector<DocumentFile>& files)
  {
    rejects.insert(rejects.end(), files.begin(), files.end());
    add_all(identity.values, person.identity.values);
    add_all(identity.names, person.identity.names);
    pseudonym = person.pseudonym;
  }
};

ErasedPerson person_of(const Context& context, const Account& account)
{
  return {.account = account.id,
          .email = account.email.text(),
          .pseudonym = "erased:" + account.id.substr(account.id.size() - 12),
          .identity = identity_of(context, account)};
}

// Erases accounts inside the caller's transaction.
class Erasing
{
public:
  Erasing(const Context& context, Transaction& write, const RejectsNaming& naming)
    : m_context(context), m_write(write), m_naming(naming)
  {
  }

  void erase(const Account& account)
  {
    const ErasedPerson person = person_of(m_context, account);
    m_erased.add(person, forget_reject_files(m_context, person, m_naming));
    erase_rows(person);
    record(account.id);
  }

  const ErasedData& erased() const { return m_erased; }

private:
  void erase_rows(const ErasedPerson& person)
  {
    m_context.store.erasure().erase(person);
    m_context.store.audit().erase([&](AuditRow& row) { return redact(row, person); });
  }

  void record(const std::string& account)
  {
    m_write.record({store::AuditKind::account, account}, std::nullopt, R"({"erased":true})");
  }

  const Context& m_context;
  Transaction& m_write;
  const RejectsNaming& m_naming;
  ErasedData m_erased;
};

ErasedData erase_all(const Context& context, const std::vector<Account>& accounts)
{
  RejectsNaming naming;
  for (const Account& account : accounts) {
    look_at_rejects(context, person_of(context, account), naming);
  }
  Transaction write = context.begin();
  Erasing erasing(context, write, naming);
  for (const Account& account : accounts) {
    erasing.erase(account);
  }
  write.commit();
  return erasing.erased();
}

// What stays of files beside the store is told by the search that follows; what stays apart, from
// here.
void remove_rejects(const Context& context, ErasedData& erased)
{
  for (const DocumentFile& file : erased.rejects) {
    const Outcome removed = context.store.documents().remove(file);
    if (!removed && context.store.documents().is_apart()) {
      erased.left.push_back(file.name);
    }
  }
}

// Mails to the address in their folder, and what of the person stands in others.
void forget_mails(const Context& context, const std::string& email, const Identity& identity,
                  ErasedAccount& done)
{
  if (context.mail_folder.empty()) {
    return;
  }
  done.mails_removed = gateway::MailFolder(context.mail_folder).forget(email);
  std::ranges::copy(files_holding(files_in(context.mail_folder), identity),
                    std::back_inserter(done.remains));
}

} // namespace

namespace {

Error unknown_address(const std::string& address)
{
  return Error{"account.unknown", {address}}.at("email");
}

// What is gone, from the database and from beside it.
Result<ErasedData> erase_from_store(const Context& context, const std::vector<Account>& accounts)
{
  TRY(context.store.check_pages());
  ErasedData erased = erase_all(context, accounts);
  remove_rejects(context, erased);
  context.store.scrub();
  return erased;
}

Result<std::vector<Account>> accounts_to_erase(const Context& context, const EmailAddress& email,
                                               const std::string& address)
{
  const auto accounts = context.store.accounts().all_with(email);
  TRY(fail_unless(!accounts.empty(), unknown_address(address)));
  return accounts;
}

} // namespace

Result<ErasedAccount> erase_account(const Context& context, const std::string& address)
{
  TRY_ASSIGN(const EmailAddress email, EmailAddress::parse(address).or_at("email"));
  TRY_ASSIGN(const auto accounts, accounts_to_erase(context, email, address));
  const Files outside = reject_files_outside(context, email.text());
  TRY_ASSIGN(const ErasedData erased, erase_from_store(context, accounts));
  TRY_ASSIGN(const Files files, context.store.files());
  ErasedAccount done{.pseudonym = erased.pseudonym,
                     .mails_removed = 0,
                     .remains = remains_of(context, erased.identity, files, outside)};
  done.remains.insert(done.remains.end(), erased.left.begin(), erased.left.end());
  forget_mails(context, email.text(), erased.identity, done);
  return done;
}

} // namespace myatlas::services
