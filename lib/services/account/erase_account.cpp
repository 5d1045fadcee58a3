#include "services/account/erase_account.hpp"

#include <algorithm>
#include <array>
#include <filesystem>

#include "domain/values/identity.hpp"
#include "formats/json/json.hpp"
#include "gateway/mail_folder.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using formats::Json;

// The members of a record that say who somebody is.
constexpr std::array k_personal = {"name",      "email",        "phone",         "first_name",
                                   "last_name", "contact_name", "contact_email", "contact_phone"};

std::string text_of(const Json& record, const char* member)
{
  const auto found = record.is_object() ? record.find(member) : record.end();
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

void learn(domain::Identity& identity, const Json& account)
{
  if (const std::string email = text_of(account, "email"); !email.empty()) {
    identity.add_email(email);
  }
  if (const std::string phone = text_of(account, "phone"); !phone.empty()) {
    identity.add_phone(phone);
  }
  identity.add_name(text_of(account, "first_name"), text_of(account, "last_name"));
}

bool is_about(const store::AuditRow& row, const std::string& account)
{
  return row.subject == to_text(store::AuditSubject{store::AuditKind::account, account}) ||
         row.subject.ends_with(" of account " + account);
}

// All the person was ever called here: the account as it is, and as its changes tell that it was.
domain::Identity identity_of(const Context& context, const domain::Account& account)
{
  domain::Identity identity;
  identity.add_email(account.email.text());
  identity.add_name(account.first_name.text(), account.last_name.text());
  if (account.phone) {
    identity.add_phone(account.phone->text());
  }
  store::AuditFilter about;
  about.subject = account.id;
  context.store.audit().each(about, [&](const store::AuditRow& row) {
    for (const std::optional<std::string>* content : {&row.before, &row.after}) {
      const auto json = *content && is_about(row, account.id) ? formats::parse_json(**content)
                                                              : util::Result<Json>(Json());
      if (json) {
        learn(identity, *json);
      }
    }
    return true;
  });
  return identity;
}

// Whose a row of the audit is: what others did is theirs, and loses the person's addresses alone.
enum class Whose
{
  theirs,
  of_others,
};

std::string without_them(const std::string& text, const store::ErasedPerson& person, Whose whose)
{
  using What = domain::Identity::What;
  return person.identity.without(text, person.pseudonym,
                                 whose == Whose::theirs ? What::all_values : What::addresses);
}

// Whether a record says who this person is: by address, and in a row of theirs by name or telephone
// too.
bool names_them(const Json& record, const store::ErasedPerson& person, Whose whose)
{
  return record.is_object() && std::ranges::any_of(k_personal, [&](const char* member) {
           const std::string text = text_of(record, member);
           const bool own = whose == Whose::theirs &&
                            (person.identity.is_value(text) || person.identity.is_name(text));
           return own || person.identity.is_address(text);
         });
}

// Takes the person out of a record, whole values only; whether it named them.
bool redact(Json& json, const store::ErasedPerson& person, Whose whose)
{
  bool changed = false;
  if (json.is_string()) {
    const std::string text = json.get<std::string>(), left = without_them(text, person, whose);
    changed = left != text;
    json = left;
    return changed;
  }
  const bool theirs = names_them(json, person, whose);
  for (const char* member : k_personal) {
    if (theirs && json.contains(member)) {
      json[member] = nullptr;
      changed = true;
    }
  }
  for (Json& part : json) {
    changed =
      (part.is_structured() || part.is_string()) && redact(part, person, whose) ? true : changed;
  }
  return changed;
}

bool redact(std::optional<std::string>& content, const store::ErasedPerson& person, Whose whose)
{
  if (!content) {
    return false;
  }
  util::Result<Json> json = formats::parse_json(*content);
  if (!json) {
    const std::string before = *content;
    content = without_them(before, person, whose);
    return *content != before;
  }
  const bool changed = redact(*json, person, whose);
  content = changed ? json->dump() : *content;
  return changed;
}

bool redact(store::AuditRow& row, const store::ErasedPerson& person)
{
  const Whose whose = util::to_lower(row.deed.actor) == util::to_lower(person.email)
                        ? Whose::theirs
                        : Whose::of_others;
  bool changed = false;
  if (whose == Whose::theirs) {
    row.deed.actor = person.pseudonym;
    changed = true;
  }
  if (is_about(row, person.account) && (row.before || row.after)) {
    row.before = row.after = std::nullopt;
    return true;
  }
  const std::string subject = without_them(row.subject, person, whose);
  changed = changed || subject != row.subject;
  row.subject = subject;
  changed = redact(row.before, person, whose) || changed;
  return redact(row.after, person, whose) || changed;
}

bool holds(const util::FileHandle& file, const std::filesystem::path& path,
           const domain::Identity& identity)
{
  constexpr std::size_t k_block = 1024 * 1024,
                        k_longest = 1024; // of a value and what stands around it
  std::string block(k_block, '\0'), window;
  bool first = true, database = false;
  for (;;) {
    const util::Result<std::size_t> size = util::read_some(file, path, block.data(), block.size());
    if (!size || *size == 0) {
      return false;
    }
    window += std::string_view(block).substr(0, *size);
    database = first ? window.starts_with("SQLite format 3") : database;
    first = false;
    if (database ? identity.is_among(window) : identity.is_in(window)) {
      return true;
    }
    window.erase(0, window.size() -
                      std::min(window.size(), k_longest)); // it may lie across two blocks
  }
}

// The files that leave with the person: reject files of their imports in which they are named.
std::vector<store::DocumentFile> forget_reject_files(const Context& context,
                                                     const store::ErasedPerson& person)
{
  std::vector<store::DocumentFile> files;
  for (const std::string& digest : context.store.erasure().reject_files(person.email)) {
    const util::Result<util::FileHandle> file = context.store.documents().open(digest);
    if (file && holds(*file, digest, person.identity) &&
        context.store.erasure().forget_reject_file(digest)) {
      files.push_back({.name = digest, .path = digest});
    }
  }
  return files;
}

// Those of `files` that hold something of the person.
std::vector<std::string> files_holding(const std::vector<std::filesystem::path>& files,
                                       const domain::Identity& identity)
{
  std::vector<std::string> found;
  for (const std::filesystem::path& path : files) {
    const util::Result<util::FileHandle> file = util::open_regular(path);
    if (file && holds(*file, path, identity)) {
      found.push_back(path.string());
    }
  }
  return found;
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

// What the files of the store hold; the database itself is asked by its tables, where values stand
// side by side.
std::vector<std::string> remains_of(const Context& context, const domain::Identity& identity,
                                    std::vector<std::filesystem::path> files,
                                    const std::vector<std::filesystem::path>& outside)
{
  const std::string store = context.store.path().string();
  std::erase_if(files, [&](const std::filesystem::path& file) {
    const std::string name = file.string();
    return name == store || name == store + "-wal" || name == store + "-shm" ||
           name == store + "-key" || name == store + "-lock";
  });
  files.insert(files.end(), outside.begin(), outside.end());
  std::vector<std::string> remains = files_holding(files, identity);
  for (const std::string& place : context.store.erasure().places_of(identity)) {
    remains.push_back(store + " (" + place + ")");
  }
  return remains;
}

// Reject files beside their imports, where the account said to put them.
std::vector<std::filesystem::path> reject_files_outside(const Context& context,
                                                        const std::string& email)
{
  std::vector<std::filesystem::path> files;
  for (const std::string& path : context.store.erasure().reject_paths(email)) {
    files.emplace_back(path);
  }
  return files;
}

// What was found of the accounts of one address, and is gone from the database.
struct ErasedData
{
  domain::Identity identity = {};
  std::vector<store::DocumentFile> rejects = {};
  std::string pseudonym = {};
};

// Inside the caller's transaction.
void erase_one(const Context& context, store::Transaction& write, const domain::Account& account,
               ErasedData& erased)
{
  const std::string pseudonym = "erased:" + account.id.substr(account.id.size() - 12);
  const store::ErasedPerson person{account.id, account.email.text(), pseudonym,
                                   identity_of(context, account)};
  const std::vector<store::DocumentFile> files = forget_reject_files(context, person);
  erased.rejects.insert(erased.rejects.end(), files.begin(), files.end());
  context.store.erasure().erase(person);
  context.store.audit().erase([&](store::AuditRow& row) { return redact(row, person); });
  write.record({store::AuditKind::account, account.id}, std::nullopt, R"({"erased":true})");
  erased.identity.values.insert(person.identity.values.begin(), person.identity.values.end());
  erased.identity.names.insert(person.identity.names.begin(), person.identity.names.end());
  erased.pseudonym = pseudonym;
}

} // namespace

util::Result<ErasedAccount> erase_account(const Context& context, const std::string& address)
{
  TRY_ASSIGN(const domain::EmailAddress email, domain::EmailAddress::parse(address).or_at("email"));
  const std::vector<domain::Account> accounts = context.store.accounts().all_with(email);
  if (accounts.empty()) {
    return util::Error{"account.unknown", {address}}.at("email");
  }
  TRY(context.store.check_pages());
  const std::vector<std::filesystem::path> outside = reject_files_outside(context, email.text());
  store::Transaction write(context.store, context.deed());
  ErasedData erased;
  for (const domain::Account& account : accounts) {
    erase_one(context, write, account, erased);
  }
  write.commit();
  for (const store::DocumentFile& file : erased.rejects) {
    (void)context.store.documents().remove(file); // what stays is told by the search that follows
  }
  context.store.scrub();
  TRY_ASSIGN(std::vector<std::filesystem::path> files, context.store.files());
  ErasedAccount done{.pseudonym = erased.pseudonym,
                     .mails_removed = 0,
                     .remains = remains_of(context, erased.identity, std::move(files), outside)};
  if (!context.mail_folder.empty()) {
    done.mails_removed = gateway::MailFolder(context.mail_folder).forget(email.text());
    std::ranges::copy(files_holding(files_in(context.mail_folder), erased.identity),
                      std::back_inserter(done.remains));
  }
  return done;
}

} // namespace myatlas::services
