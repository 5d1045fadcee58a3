#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/engine.hpp"
#include "store/former_keys.hpp"
#include "store/tables/audit_subject.hpp"
#include "store/tables/deed.hpp"
#include "util/clock.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// Empty members do not filter.
struct AuditFilter
{
  std::string actor, command, subject; // the subject: a part of it
  std::optional<util::Instant> since, until;
  std::int64_t after = 0; // rows that follow this one
  std::optional<std::int64_t> limit;
};

struct StoredAuditRow;

// Append-only. Each row carries the keyed hash of itself and the one before it: an edit, a deletion
// or a swap is seen. Texts that may name persons are in it as salted digests (migration 0016), so
// that they can be erased and the chain stays.
class Audit
{
public:
  Audit(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  void append(const Deed& deed, const AuditSubject& subject, std::optional<std::string> before,
              std::optional<std::string> after);
  // In order, until `each` answers false.
  void each(const AuditFilter& filter, const std::function<bool(const AuditRow&)>& each) const;
  std::vector<AuditRow> list(const AuditFilter& filter = {}) const;

  // For an erasure alone: what `change` takes out of a row (true when it did) goes with its salt,
  // and the row is sealed as it is then. Nothing else is written: the chain is that of the digests.
  void erase(const std::function<bool(AuditRow&)>& change);

  // After a change of the key: what was erased is sealed with that of today.
  void seal_again();

  // The first row that was tampered with, none when the chain holds.
  std::optional<std::int64_t> first_broken() const;
  AuditHead head() const;
  std::optional<util::Instant> latest(std::string_view command, util::Instant until)
    const; // when it last did something; what is dated later was under a wrong clock
  // Of the last row: a time that was given says nothing about the clock, and what was written after
  // a wrong one shows that it was put right.
  std::optional<util::Instant> latest_by_system_clock() const;
  std::int64_t later_than(util::Instant instant)
    const; // rows of a clock that was ahead, or of a time that was given; none of a store for tests
  bool is_of_key() const; // whether the key is the one it was begun with
  bool has(const AuditHead& anchor) const;

private:
  void each_stored(const AuditFilter& filter,
                   const std::function<bool(const StoredAuditRow&)>& each) const;
  std::string hash_of(const AuditRow& row) const;
  std::string seal_of(const StoredAuditRow& stored) const;
  std::vector<StoredAuditRow> sealed_rows() const;
  const std::vector<FormerKey>& known_former_keys() const;
  bool is_sealed(const AuditHead& head, std::int64_t sequence, std::string_view hash) const;
  const util::Key& key_of(std::int64_t sequence) const;
  bool holds(const StoredAuditRow& stored) const;
  void put(const StoredAuditRow& stored);
  void put_head(const AuditHead& head);
  std::string head_seal(std::int64_t sequence, std::string_view hash) const;
  bool head_holds(std::int64_t sequence, std::string_view hash) const;

  Engine& m_engine;
  const util::Key& m_key;
  mutable std::optional<std::vector<FormerKey>> m_former; // once they were asked for
};

} // namespace myatlas::store
