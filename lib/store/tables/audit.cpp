#include "store/tables/audit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "store/codecs.hpp"
#include "store/rows.hpp"
#include "store/tables/audit_rows.hpp"
#include "util/digest.hpp"
#include "util/ranges.hpp"

namespace myatlas::store {

namespace {

using util::Instant;

// Every field with its length before it, so that no two rows read alike.
std::string framed(std::initializer_list<std::string_view> fields)
{
  std::string text;
  for (const std::string_view field : fields) {
    text += fmt::format("{}:{}", field.size(), field);
  }
  return text;
}

constexpr std::size_t k_salt_bytes = 16;

std::string_view name_of_head(const AuditHead&)
{
  return "audit";
}

constexpr auto k_audit_head =
  table<AuditHead>("audit_head", Column("name", name_of_head, Part::key),
                   Column("sequence", &AuditHead::sequence), Column("hash", &AuditHead::hash));

std::string digest_of(std::string_view salt, std::string_view text)
{
  return std::string(k_digest) + util::sha256_hex(framed({salt, text}));
}

using Text = StoredAuditRow::Text;
using Kept = std::optional<std::string>; // a text, or the digest of one that stands apart

bool is_apart(const Kept& kept)
{
  return kept && kept->starts_with(k_digest);
}

const Kept& text_of(const Kept& kept, const Text& text)
{
  return is_apart(kept) ? text.content : kept;
}

bool is_text_of(const std::string& digest, const Text& text)
{
  return text.content && digest_of(text.salt, *text.content) == digest;
}

bool is_as_told(const Kept& kept, const Text& text)
{
  return is_apart(kept) ? is_text_of(*kept, text) : !text.content;
}

bool has_content(const Text& text)
{
  return text.content.has_value();
}

void set_aside(std::string& kept, Text& text)
{
  text = {std::move(kept), util::to_hex(util::random_bytes(k_salt_bytes))};
  kept = digest_of(text.salt, *text.content);
}

void set_aside_if_told(Kept& kept, Text& text)
{
  if (kept) {
    set_aside(*kept, text);
  }
}

// Names no person: the account of a system, by its number alone.
bool is_operator(std::string_view actor)
{
  return actor.starts_with("operator:") && actor.find('@') == actor.npos;
}

// What a person may be named in; an operator is none.
void set_actor_aside(std::string& actor, Text& text)
{
  if (!is_operator(actor)) {
    set_aside(actor, text);
  }
}

void set_texts_aside(StoredAuditRow& stored)
{
  AuditRow& row = stored.row;
  set_actor_aside(row.deed.actor, stored.texts[0]);
  set_aside_if_told(row.before, stored.texts[1]);
  set_aside_if_told(row.after, stored.texts[2]);
}

// What is left of a text.
void take(const Kept& left, Kept& kept, Text& text)
{
  if (!is_apart(kept)) {
    kept = left; // of an older row
  } else if (text.content != left) {
    text = {left, ""};
  }
}

void take(const AuditRow& left, StoredAuditRow& stored)
{
  AuditRow& row = stored.row;
  Kept actor = row.deed.actor;
  take(left.deed.actor, actor, stored.texts[0]);
  take(left.before, row.before, stored.texts[1]);
  take(left.after, row.after, stored.texts[2]);
  row.deed.actor = actor.value_or("");
  row.subject = left.subject;
}

void rewrite(Engine& engine, const AuditRow& row)
{
  engine.execute("update audit set actor = $2, subject = $3, before_change = $4, after_change "
                 "= $5 where sequence = $1",
                 {row.sequence, row.deed.actor, row.subject, row.before, row.after});
}

} // namespace

const char* clock_name(const Deed& deed)
{
  const char* own = deed.fixed_clock ? "fixed" : "system";
  return deed.test_clock ? "test" : own;
}

AuditRow StoredAuditRow::told() const
{
  AuditRow whole = row;
  whole.deed.actor = text_of(row.deed.actor, texts[0]).value_or("");
  whole.before = text_of(row.before, texts[1]);
  whole.after = text_of(row.after, texts[2]);
  return whole;
}

void Audit::each_stored(const AuditFilter& filter,
                        const std::function<bool(const StoredAuditRow&)>& each) const
{
  (void)key_of(0); // they are asked for before the rows come
  static const std::string k_select =
    "select " + columns_text(k_audit.columns(), "a") + ", " +
    columns_text(k_audit_text.columns(), "t") +
    " from audit a left join audit_text t on t.sequence = a.sequence "
    "where ($1 = '' or a.actor = $1 or t.actor = $1 or t.actor like $1 || ' %') and ($2 = '' or "
    "a.command = $2) and ($3 = '' or a.subject like '%' || $3 || '%') "
    "and a.at >= $4 and a.at < $5 and a.sequence > $6 order by a.sequence limit $7";
  for_each_row<k_stored_audit>(
    m_engine, k_select,
    {filter.actor, filter.command, filter.subject, filter.since.value_or(Instant{INT64_MIN}),
     filter.until.value_or(Instant{INT64_MAX}), filter.after, filter.limit.value_or(INT64_MAX)},
    each);
}

// Of all a row says now, and of the hash by which the chain goes on.
std::string Audit::seal_of(const StoredAuditRow& stored) const
{
  const AuditRow& row = stored.row;
  std::string said = framed({"erased", row.hash, row.previous, hash_of(row)});
  for (const StoredAuditRow::Text& text : stored.texts) {
    said += framed({text.content ? "+" : "-", text.content.value_or(""), text.salt});
  }
  return util::keyed_hash(m_key, said);
}

// Whether the row is as it was written or, where something was erased, as it was left then. Its
// place in the chain is the caller's.
bool Audit::holds(const StoredAuditRow& stored) const
{
  if (!stored.seal.empty()) {
    return stored.seal == seal_of(stored);
  }
  const AuditRow& row = stored.row;
  return row.hash == hash_of(row) && is_as_told(row.deed.actor, stored.texts[0]) &&
         is_as_told(row.before, stored.texts[1]) && is_as_told(row.after, stored.texts[2]);
}

// The chain goes on over a change of the key: a row is held by the key it was written with, and by
// the next rows, whose key is newer.
const util::Key& Audit::key_of(std::int64_t sequence) const
{
  const auto* former = util::find_first(
    known_former_keys(), [&](const FormerKey& key) { return sequence <= key.until; });
  return former == nullptr ? m_key : former->key;
}

const std::vector<FormerKey>& Audit::known_former_keys() const
{
  if (!m_former) {
    m_former = former_keys(m_engine, m_key);
  }
  return *m_former;
}

std::string Audit::hash_of(const AuditRow& row) const
{
  const std::string sequence = std::to_string(row.sequence),
                    at = std::to_string(row.deed.at.micros);
  return util::keyed_hash(
    key_of(row.sequence),
    framed({sequence, at, clock_name(row.deed), row.deed.actor, row.deed.command, row.subject,
            row.before.value_or("-"), row.after.value_or("-"), row.previous}));
}

void Audit::append(const Deed& deed, const AuditSubject& subject, std::optional<std::string> before,
                   std::optional<std::string> after)
{
  const AuditHead last = head();
  StoredAuditRow stored{.row = {.sequence = last.sequence + 1,
                                .deed = deed,
                                .subject = to_text(subject),
                                .before = std::move(before),
                                .after = std::move(after),
                                .previous = last.hash,
                                .hash = ""}};
  AuditRow& row = stored.row;
  set_texts_aside(stored);
  row.hash = hash_of(row);
  add_row<k_audit>(m_engine, row);
  if (std::ranges::any_of(stored.texts, has_content)) {
    put(stored);
  }
  put_head({row.sequence, row.hash});
}

void Audit::put_head(const AuditHead& head)
{
  put_row<k_audit_head>(m_engine, {head.sequence, head_seal(head.sequence, head.hash)});
}

void Audit::seal_again()
{
  for (StoredAuditRow& stored : sealed_rows()) {
    stored.seal = seal_of(stored);
    put(stored);
  }
}

std::vector<StoredAuditRow> Audit::sealed_rows() const
{
  std::vector<StoredAuditRow> sealed;
  each_stored({}, [&](const StoredAuditRow& stored) {
    if (!stored.seal.empty()) {
      sealed.push_back(stored);
    }
    return true;
  });
  return sealed;
}

// The texts of a row, and its seal.
void Audit::put(const StoredAuditRow& stored)
{
  put_row<k_audit_text>(m_engine, stored);
}

std::string Audit::head_seal(std::int64_t sequence, std::string_view hash) const
{
  return util::keyed_hash(m_key, framed({"head", std::to_string(sequence), hash}));
}

bool Audit::head_holds(std::int64_t sequence, std::string_view hash) const
{
  const auto head = first_row<k_audit_head>(m_engine, select<k_audit_head>(), {});
  return head ? is_sealed(*head, sequence, hash) : sequence == 0;
}

bool Audit::is_sealed(const AuditHead& head, std::int64_t sequence, std::string_view hash) const
{
  return head.sequence == sequence && head.hash == head_seal(sequence, hash);
}

void Audit::each(const AuditFilter& filter, const std::function<bool(const AuditRow&)>& each) const
{
  each_stored(filter, [&](const StoredAuditRow& stored) { return each(stored.told()); });
}

std::vector<AuditRow> Audit::list(const AuditFilter& filter) const
{
  std::vector<AuditRow> rows;
  each(filter, [&](const AuditRow& row) {
    rows.push_back(row);
    return true;
  });
  return rows;
}

void Audit::erase(const std::function<bool(AuditRow&)>& change)
{
  std::vector<StoredAuditRow>
    changed; // the rows of one person; none is written while they are read
  each_stored({}, [&](const StoredAuditRow& stored) {
    AuditRow told = stored.told();
    if (!change(told)) {
      return true;
    }
    take(told, changed.emplace_back(stored));
    return true;
  });
  for (StoredAuditRow& stored : changed) {
    rewrite(m_engine, stored.row);
    stored.seal = seal_of(stored);
    put(stored);
  }
}

std::optional<std::int64_t> Audit::first_broken() const
{
  AuditHead head;
  bool whole = true;
  each_stored({}, [&](const StoredAuditRow& stored) {
    const AuditRow& row = stored.row;
    whole = row.sequence == head.sequence + 1 && row.previous == head.hash && holds(stored);
    if (whole) {
      head = {row.sequence, row.hash};
    }
    return whole;
  });
  return whole && head_holds(head.sequence, head.hash) ? std::nullopt
                                                       : std::optional(head.sequence + 1);
}

AuditHead Audit::head() const
{
  static const std::string k_select =
    "select " + columns_text(k_audit_head.columns()) + " from audit order by sequence desc limit 1";
  return first_row<k_audit_head>(m_engine, k_select, {}).value_or(AuditHead{});
}

bool Audit::has(const AuditHead& anchor) const
{
  return has_row(m_engine, "select 1 from audit where sequence = $1 and hash = $2",
                 {anchor.sequence, anchor.hash});
}

std::optional<Instant> Audit::latest(std::string_view command, Instant until) const
{
  return value<std::optional<Instant>>(
    m_engine, "select max(at) from audit where command = $1 and at <= $2", {command, until});
}

std::optional<Instant> Audit::latest_by_system_clock() const
{
  return first_value<Instant>(
    m_engine, "select at from audit where clock = 'system' order by sequence desc limit 1");
}

std::int64_t Audit::later_than(Instant instant) const
{
  return value(m_engine,
               "select count(*) from audit where clock in ('system', 'fixed') and at > $1",
               {instant});
}

// One row that holds was written with it, whatever became of the others.
bool Audit::is_of_key() const
{
  bool any = false, holds_one = false;
  each_stored({}, [&](const StoredAuditRow& stored) {
    any = true;
    return !(holds_one = holds(stored));
  });
  return !any || holds_one;
}

} // namespace myatlas::store
