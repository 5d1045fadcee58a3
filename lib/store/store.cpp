#include "store/store.hpp"

#include "store/document_files.hpp"
#include "store/sharing.hpp"
#include "store/store_facts.hpp"
#include "store/store_files.hpp"

namespace myatlas::store {

namespace fs = std::filesystem;

Transaction::Transaction(Store& store, Deed deed, Size size)
  : m_store(store), m_deed(std::move(deed))
{
  if (m_store.m_rehearsing) {
    m_store.m_engine->begin_part();
  } else {
    m_store.begin(size);
  }
}

Transaction::~Transaction()
{
  if (!m_open) {
    return;
  }
  try {
    undo();
  } catch (const util::MachineError&) {
    // It is rolled back when the connection goes.
  }
}

void Transaction::undo()
{
  if (m_store.m_rehearsing) {
    m_store.m_engine->undo_part();
  } else {
    m_store.m_engine->roll_back();
  }
}

void Transaction::record(const AuditSubject& subject, std::optional<std::string> before,
                         std::optional<std::string> after)
{
  m_store.audit().append(m_deed, subject, std::move(before), std::move(after));
}

void Transaction::commit()
{
  m_open = false;
  if (m_store.m_rehearsing) {
    m_store.m_engine->keep_part();
  } else {
    m_store.m_engine->commit();
  }
}

Rehearsal::Rehearsal(Store& store) : m_store(store)
{
  m_store.begin(Transaction::Size::command);
  m_store.m_rehearsing = true;
}

void Rehearsal::keep()
{
  m_open = m_store.m_rehearsing = false;
  m_store.m_engine->commit();
}

Rehearsal::~Rehearsal()
{
  if (!m_open) {
    return;
  }
  m_store.m_rehearsing = false;
  try {
    m_store.m_engine->roll_back();
  } catch (const util::MachineError&) {
    // It is rolled back when the connection goes.
  }
}

// Whoever waited for the lock may hold a key that was changed meanwhile: nothing is sealed with it
// any more.
void Store::check_key()
{
  if (told_of(*m_engine, m_key) == Told::another) {
    throw util::MachineError(util::Error{"store.key_changed", {m_path.string() + "-key"}});
  }
  take_place_of_key();
}

// Nobody is kept from writing meanwhile, or from changing the key: a row is called broken once
// nothing changed while it was looked at.
std::optional<std::int64_t> Store::first_broken()
{
  constexpr int k_most = 20;
  for (int looked = 1;; ++looked) {
    const AuditHead before = audit().head();
    const auto broken = audit().first_broken();
    const bool changed = broken && (take_newer_key() || audit().head().sequence != before.sequence);
    if (!changed || looked == k_most) {
      return broken;
    }
  }
}

void Store::begin(Transaction::Size size)
{
  if (size == Transaction::Size::file) {
    m_engine->begin_load();
  } else {
    m_engine->begin_write();
  }
  check_key_or_roll_back();
}

void Store::check_key_or_roll_back()
{
  try {
    check_key();
  } catch (...) {
    m_engine->roll_back();
    throw;
  }
}

Store::Store(std::unique_ptr<Engine> engine, const util::Key& key, fs::path path,
             std::unique_ptr<Documents> documents)
  : m_engine(std::move(engine)), m_key(key), m_path(std::move(path)),
    m_keeps_documents(documents || is_file()),
    m_documents(documents ? std::move(documents)
                          : std::make_unique<DocumentFiles>(m_path.string() + "-documents",
                                                            rights_of(m_path)))
{
}

Store::Clocks Store::clocks()
{
  constexpr int k_first_with_facts = 16;
  if (m_engine->schema_version() < k_first_with_facts) {
    return Clocks::machine;
  }
  return is_for_tests(*m_engine) ? Clocks::given : Clocks::machine;
}

std::int64_t Store::bytes()
{
  return m_engine->bytes();
}

bool Store::may_write()
{
  return is_file() ? is_own(m_path) : m_engine->may_write();
}

} // namespace myatlas::store
