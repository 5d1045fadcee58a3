#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "store/backup_facts.hpp"
#include "store/documents.hpp"
#include "store/engine.hpp"
#include "store/former_keys.hpp"
#include "store/sharing.hpp"
#include "store/tables/accounts.hpp"
#include "store/tables/alerts.hpp"
#include "store/tables/answers.hpp"
#include "store/tables/audit.hpp"
#include "store/tables/batches.hpp"
#include "store/tables/candidates.hpp"
#include "store/tables/certificates.hpp"
#include "store/tables/certifications.hpp"
#include "store/tables/client_references.hpp"
#include "store/tables/contracts.hpp"
#include "store/tables/credentials.hpp"
#include "store/tables/declarations.hpp"
#include "store/tables/employees.hpp"
#include "store/tables/erasure.hpp"
#include "store/tables/exports.hpp"
#include "store/tables/funding_requests.hpp"
#include "store/tables/invitations.hpp"
#include "store/tables/invoices.hpp"
#include "store/tables/letters.hpp"
#include "store/tables/opco_links.hpp"
#include "store/tables/opco_register.hpp"
#include "store/tables/outbox.hpp"
#include "store/tables/publications.hpp"
#include "store/tables/recoveries.hpp"
#include "store/tables/sirene.hpp"
#include "store/tables/stored_documents.hpp"
#include "store/tables/waiting.hpp"
#include "util/crypto.hpp"
#include "util/result.hpp"

namespace myatlas::store {

class Store;

// What was found in a store that was looked through.
struct Verification
{
  // Damage::found; store.pages_without_sum (count, of all); audit.broken (sequence); what
  // DocumentFiles::check finds
  std::vector<util::Error> found;
  std::int64_t pages = 0, pages_without_sum = 0, documents = 0;
  AuditHead audit;
};

// What a change of the key came to.
struct KeyRotation
{
  std::int64_t sealed = 0; // texts that were sealed anew
  std::filesystem::path old_key;
  AuditHead head;
};

// A write: all of it or nothing, with its audit row. It is rolled back unless committed.
class Transaction
{
public:
  enum class Size
  {
    command,
    file, // a whole file: see Engine::begin_load
  };
  Transaction(Store& store, Deed deed, Size size = Size::command);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // What was changed, as JSON without secrets, for the audit.
  void record(const AuditSubject& subject, std::optional<std::string> before = {},
              std::optional<std::string> after = {});
  void commit();
  const Deed& deed() const { return m_deed; }

private:
  void undo();

  Store& m_store;
  Deed m_deed;
  bool m_open = true;
};

// Until its end, transactions are parts of one that is rolled back with it: each sees those before
// it, and nothing stays.
class Rehearsal
{
public:
  explicit Rehearsal(Store& store);
  ~Rehearsal();
  Rehearsal(const Rehearsal&) = delete;
  Rehearsal& operator=(const Rehearsal&) = delete;

  void keep(); // it was no rehearsal: what was written in it stays, all of it

private:
  Store& m_store;
  bool m_open = true;
};

// The store in domain words. Reads need no transaction; writes run inside one.
class Store
{
public:
  enum class Use
  {
    read,  // store.missing when it is not there, store.older when it is not of today
    trial, // the same, but one that is not there is an empty one: for what is checked before there
           // is a store
    as_it_is, // as read, of whatever version: to copy it or look it through
    write,    // created and migrated if need be
  };

  // Whose clock counts in a store, from its making on.
  enum class Clocks
  {
    machine, // a time that is given dates what is done; what expires looks at the machine's clock
             // too
    given,   // for tests and replays: a time that is given is the only one
  };

  // A store that is not there is made as `making` says. Fails with store.not_ours, store.link,
  // store.owner, store.newer, store.foreign_schema, store.unwritable, store.corrupt (path…).
  // `patience` is asked when another writer lets wait.
  struct Making
  {
    Clocks clocks = Clocks::machine;
    Sharing sharing = Sharing::owner;
  };
  static util::Result<std::unique_ptr<Store>> open(const std::filesystem::path& path, Use use,
                                                   Making making, Patience patience = {});
  static std::unique_ptr<Store> in_memory();

  // On an engine of the caller's, which is empty or a store: what the contract tests bring. Its
  // documents are files beside `path` unless `documents` says where they are.
  Store(std::unique_ptr<Engine> engine, const util::Key& key, std::filesystem::path path,
        std::unique_ptr<Documents> documents = nullptr);

  Accounts accounts() { return Accounts(*m_engine); }
  Alerts alerts() { return Alerts(*m_engine); }
  Answers answers() { return Answers(*m_engine, m_key); }
  Credentials credentials() { return Credentials(*m_engine); }
  Candidates candidates() { return Candidates(*m_engine); }
  Certificates certificates() { return Certificates(*m_engine); }
  Certifications certifications() { return Certifications(*m_engine); }
  ClientReferences client_references() { return ClientReferences(*m_engine); }
  Contracts contracts() { return Contracts(*m_engine, m_key); }
  Declarations declarations() { return Declarations(*m_engine); }
  Employees employees() { return Employees(*m_engine, m_key); }
  Register opco_register() { return Register(*m_engine); }
  FundingRequests funding_requests() { return FundingRequests(*m_engine); }
  Invitations invitations() { return Invitations(*m_engine); }
  Invoices invoices() { return Invoices(*m_engine); }
  Exports exports() { return Exports(*m_engine, m_key); }
  Letters letters() { return Letters(*m_engine); }
  Publications publications() { return Publications(*m_engine); }
  Recoveries recoveries() { return Recoveries(*m_engine); }
  Sirene sirene() { return Sirene(*m_engine); }
  StoredDocuments stored_documents() { return StoredDocuments(*m_engine); }
  Waiting waiting() { return Waiting(*m_engine); }
  OpcoLinks opco_links() { return OpcoLinks(*m_engine, m_key); }
  Outbox outbox() { return Outbox(*m_engine); }
  Batches batches() { return Batches(*m_engine); }
  bool names_documents(); // any at all
  // Beside it: stores that a restore replaced and copies from before a migration, put aside at that
  // instant or earlier.
  std::vector<std::filesystem::path> put_aside_until(util::Instant last) const;
  Audit audit() { return Audit(*m_engine, m_key); }

  // Seals what the outbox holds; kept in a file beside the store.
  const util::Key& key() const { return m_key; }

  // Documents are beside the store, in its database or apart, named by their SHA-256. Written
  // before the row that names them. What Documents fails with.
  util::Outcome keep_document(const std::string& digest, std::string_view content);

  // Before the transaction that will keep and name it: puts it where that may let wait, so that
  // nobody waits for it with the store locked. Nothing where documents are not apart.
  util::Outcome put_ahead(const std::string& digest, std::string_view content);

  util::Result<StoredDocument> keep_document_file(const std::filesystem::path& path,
                                                  const char* media_type); // a copy of a file
  util::Result<std::string> read_document(const std::string& digest,
                                          std::size_t limit) const; // file.too_large
  const Documents& documents() const { return *m_documents; }

  // Of a store that is a file; empty for one in memory or on a server.
  bool is_file() const { return !m_path.empty(); }
  const std::filesystem::path& path() const { return m_path; }
  std::int64_t bytes(); // of the file, or of its tables at the server
  bool may_write();     // whether who asks may: of the file, or as a role of the server

  std::optional<std::int64_t>
  first_broken(); // of the audit, as Audit::first_broken, with the key the store has by now

  // Reads every page, document and row of the audit. Damaged rows of the last two are named.
  Verification verify();

  // Fails with store.damaged and each damaged page. What copies pages or writes them anew gives
  // them new sums: a damaged one would hold from then on.
  util::Outcome check_pages();

  // Of a file that is too damaged to be opened: store.page_damaged for each page whose checksum
  // says so.
  static std::vector<util::Error> damaged_pages(const std::filesystem::path& path);

  // Copies the store with its documents and key to `path` and `path`-key, both new, while others
  // write. The copy is opened and looked through before it gets its name. backup.exists (path), and
  // what check_pages and verify find.
  util::Result<BackupFacts> back_up(const std::filesystem::path& path, util::Instant now,
                                    const std::filesystem::path& key_path);

  // Whether the file is a backup of this store, whatever its age: its audit begins with the same
  // row.
  bool has_backup(const std::filesystem::path& path);

  // Files of documents that no row names, and what a killed program left of files it was writing,
  // at least an hour old, a day where documents are apart.
  util::Result<std::vector<DocumentFile>> orphans() const;
  bool is_orphan(const DocumentFile& file) const; // still: no row names it
  util::Outcome remove_orphan(const DocumentFile& file) const;
  Clocks clocks();
  int version() { return m_engine->schema_version(); }
  static std::string engine_version(); // "3.40.1" of SQLite
  static util::Result<int>
  version_of(const std::filesystem::path& path); // as it stands, unmigrated

  // Seals with a new key what is sealed, and the audit from then on; the old key goes to `old_key`,
  // for backups that were made with it. A file of another key there is backup.exists, an audit that
  // does not hold audit.broken; store.cipher, store.sticky.
  util::Result<KeyRotation> rotate_key(const Deed& deed, const std::filesystem::path& old_key);

  // Those before that of today, for what was handed out under them.
  std::vector<FormerKey> former_keys() { return store::former_keys(*m_engine, m_key); }

  // After an erasure: see Erasure. The files of the store, for who looks through them.
  Erasure erasure() { return Erasure(*m_engine); }
  void scrub() { m_engine->scrub(); }
  util::Result<std::vector<std::filesystem::path>> files() const;

private:
  friend class Transaction;
  friend class Rehearsal;
  static util::Result<std::unique_ptr<Store>>
  open_checked(const std::filesystem::path& path, Use use, Making making, const Patience& patience);
  void migrate(Clocks clocks = Clocks::machine);
  void begin(Transaction::Size
               size); // throws, with nothing begun, where the key is not the store's any more
  void check_key();
  void check_key_or_roll_back();
  bool take_newer_key();
  util::Outcome take_key_of(Engine& copy); // store.key_changed when it is found no more
  util::Outcome check_backup_place(const std::filesystem::path& path,
                                   const std::filesystem::path& key_path);
  util::Outcome draft_backup(const std::filesystem::path& draft, util::Instant now);
  void take_place_of_key();
  util::Result<KeyRotation> seal_anew(const util::Key& before, const util::Key& after);
  util::Errors damage_told(Damage& damage);

  // Of a document that was put before its transaction: it may have been there for long, and be
  // taken away by a cleaning until a row names it.
  enum class Ahead
  {
    is_new,
    was_there,
  };

  bool keeps_documents() const { return m_keeps_documents; }
  bool is_safe_ahead(const std::string& digest);

  std::unique_ptr<Engine> m_engine;
  util::Key m_key;
  std::filesystem::path m_path; // empty in memory and on a server
  bool m_keeps_documents;       // in memory there are none
  std::unique_ptr<Documents> m_documents;
  std::map<std::string, Ahead> m_ahead;
  bool m_rehearsing = false;
};

} // namespace myatlas::store
