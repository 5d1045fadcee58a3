#include "store/tables/audit.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "util/digest.hpp"

namespace myatlas::store {

namespace {

// Every field with its length before it, so that no two rows read alike.
std::string framed(std::initializer_list<std::string_view> fields)
{
  std::string text;
  for (const std::string_view field : fields) {
    text += fmt::format("{}:{}", field.size(), field);
  }
  return text;
}

AuditRow audit_row_of(const Row& row)
{
  return {row.integer(0),
          {util::Instant{row.integer(1)}, row.text(2) == "fixed", row.text(3), row.text(4),
           row.text(2) == "test"},
          row.text(5),
          row.maybe_text(6),
          row.maybe_text(7),
          row.text(8),
          row.text(9)};
}

constexpr std::string_view k_digest = "text:"; // what stands in a row for a text beside it
constexpr std::size_t k_salt_bytes = 16;

std::string digest_of(std::string_view salt, std::string_view text)
{
  return std::string(k_digest) + util::sha256_hex(framed({salt, text}));
}

// Names no person: the account of a system, by its number alone.
bool is_operator(std::string_view actor)
{
  return actor.starts_with("operator:") && actor.find('@') == actor.npos;
}

} // namespace

const char* clock_name(const Deed& deed)
{
  const char* own = deed.fixed_clock ? "fixed" : "system";
  return deed.test_clock ? "test" : own;
}

// A row as it stands: with digests where a text is beside it, those texts, and the seal of what was
// erased.
struct Audit::Stored
{
  // What a person may be named in: {actor, before, after}.
  struct Text
  {
    std::optional<std::string> content;
    std::string salt; // none once it was erased
  };

  AuditRow row;
  std::array<Text, 3> texts = {};
  std::string seal = {};

  // As it is told: with the texts in the places of their digests.
  AuditRow told() const
  {
    AuditRow whole = row;
    const auto put = [](const std::optional<std::string>& kept, const Text& text) {
      return kept && kept->starts_with(k_digest) ? text.content : kept;
    };
    whole.deed.actor = put(row.deed.actor, texts[0]).value_or("");
    whole.before = put(row.before, texts[1]);
    whole.after = put(row.after, texts[2]);
    return whole;
  }
};

Audit::Stored Audit::stored_of(const Row& row)
{
  Stored stored{audit_row_of(row)};
  for (std::size_t i = 0; i < stored.texts.size(); ++i) {
    stored.texts[i] = {row.maybe_text(10 + 2 * i), row.maybe_text(11 + 2 * i).value_or("")};
  }
  stored.seal = row.maybe_text(16).value_or("");
  return stored;
}

void Audit::each_stored(const AuditFilter& filter,
                        const std::function<bool(const Stored&)>& each) const
{
  (void)key_of(0); // they are asked for before the rows come
  m_engine.for_each(
    "select a.sequence, a.at, a.clock, a.actor, a.command, a.subject, a.before_change, "
    "a.after_change, a.previous, a.hash, "
    "t.actor, t.actor_salt, t.before_change, t.before_salt, t.after_change, t.after_salt, t.seal "
    "from audit a left join audit_text t on t.sequence = a.sequence "
    "where ($1 = '' or a.actor = $1 or t.actor = $1 or t.actor like $1 || ' %') and ($2 = '' or "
    "a.command = $2) and ($3 = '' "
    "or a.subject like '%' || $3 || '%') "
    "and a.at >= $4 and a.at < $5 and a.sequence > $6 order by a.sequence limit $7",
    {std::string_view(filter.actor), std::string_view(filter.command),
     std::string_view(filter.subject), filter.since ? filter.since->micros : INT64_MIN,
     filter.until ? filter.until->micros : INT64_MAX, filter.after,
     filter.limit.value_or(INT64_MAX)},
    [&](const Row& row) { return each(stored_of(row)); });
}

// Of all a row says now, and of the hash by which the chain goes on.
std::string Audit::seal_of(const Stored& stored) const
{
  const AuditRow& row = stored.row;
  std::string said = framed({"erased", row.hash, row.previous, hash_of(row)});
  for (const Stored::Text& text : stored.texts) {
    said += framed({text.content ? "+" : "-", text.content.value_or(""), text.salt});
  }
  return util::keyed_hash(m_key, said);
}

// Whether the row is as it was written or, where something was erased, as it was left then. Its
// place in the chain is the caller's.
bool Audit::holds(const Stored& stored) const
{
  if (!stored.seal.empty()) {
    return stored.seal == seal_of(stored);
  }
  const auto is_kept = [](const std::optional<std::string>& kept, const Stored::Text& text) {
    return kept && kept->starts_with(k_digest)
             ? text.content && digest_of(text.salt, *text.content) == *kept
             : !text.content;
  };
  const AuditRow& row = stored.row;
  return row.hash == hash_of(row) && is_kept(row.deed.actor, stored.texts[0]) &&
         is_kept(row.before, stored.texts[1]) && is_kept(row.after, stored.texts[2]);
}

// The chain goes on over a change of the key: a row is held by the key it was written with, and by
// the next rows, whose key is newer.
const util::Key& Audit::key_of(std::int64_t sequence) const
{
  if (!m_former) {
    m_former = former_keys(m_engine, m_key);
  }
  const auto former =
    std::ranges::find_if(*m_former, [&](const FormerKey& key) { return sequence <= key.until; });
  return former == m_former->end() ? m_key : former->key;
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

void Audit::append(const Deed& deed, std::string_view subject, std::optional<std::string> before,
                   std::optional<std::string> after)
{
  const AuditHead last = head();
  Stored stored{{last.sequence + 1, deed, std::string(subject), std::move(before), std::move(after),
                 last.hash, ""}};
  AuditRow& row = stored.row;
  const auto set_aside = [](std::string& kept, Stored::Text& text) {
    text = {std::move(kept), util::to_hex(util::random_bytes(k_salt_bytes))};
    kept = digest_of(text.salt, *text.content);
  };
  if (!is_operator(row.deed.actor)) {
    set_aside(row.deed.actor, stored.texts[0]);
  }
  for (const auto& [kept, text] :
       {std::pair(&row.before, &stored.texts[1]), std::pair(&row.after, &stored.texts[2])}) {
    if (*kept) {
      set_aside(**kept, *text);
    }
  }
  row.hash = hash_of(row);
  m_engine.execute(
    "insert into audit (sequence, at, clock, actor, command, subject, before_change, after_change, "
    "previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    {row.sequence, deed.at.micros, std::string_view(clock_name(deed)),
     std::string_view(row.deed.actor), std::string_view(deed.command), subject, cell(row.before),
     cell(row.after), std::string_view(row.previous), std::string_view(row.hash)});
  if (std::ranges::any_of(stored.texts,
                          [](const Stored::Text& text) { return text.content.has_value(); })) {
    put(stored);
  }
  put_head({row.sequence, row.hash});
}

void Audit::put_head(const AuditHead& head)
{
  const std::string seal = head_seal(head.sequence, head.hash);
  m_engine.execute(
    "insert into audit_head (name, sequence, hash) values ($1, $2, $3) "
    "on conflict (name) do update set sequence = excluded.sequence, hash = excluded.hash",
    {std::string_view("audit"), head.sequence, std::string_view(seal)});
}

void Audit::seal_again()
{
  std::vector<Stored> erased;
  each_stored({}, [&](const Stored& stored) {
    if (!stored.seal.empty()) {
      erased.push_back(stored);
    }
    return true;
  });
  for (Stored& stored : erased) {
    stored.seal = seal_of(stored);
    put(stored);
  }
}

// The texts of a row, and its seal.
void Audit::put(const Stored& stored)
{
  const auto& texts = stored.texts;
  m_engine.execute(
    "insert into audit_text (sequence, actor, actor_salt, before_change, before_salt, "
    "after_change, after_salt, seal) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (sequence) do update set actor = "
    "excluded.actor, "
    "actor_salt = excluded.actor_salt, before_change = excluded.before_change, before_salt = "
    "excluded.before_salt, "
    "after_change = excluded.after_change, after_salt = excluded.after_salt, seal = excluded.seal",
    {stored.row.sequence, cell(texts[0].content), std::string_view(texts[0].salt),
     cell(texts[1].content), std::string_view(texts[1].salt), cell(texts[2].content),
     std::string_view(texts[2].salt), std::string_view(stored.seal)});
}

std::string Audit::head_seal(std::int64_t sequence, std::string_view hash) const
{
  return util::keyed_hash(m_key, framed({"head", std::to_string(sequence), hash}));
}

bool Audit::head_holds(std::int64_t sequence, std::string_view hash) const
{
  const auto head = m_engine.query("select sequence, hash from audit_head");
  return head.empty()
           ? sequence == 0
           : head[0].integer(0) == sequence && head[0].text(1) == head_seal(sequence, hash);
}

void Audit::each(const AuditFilter& filter, const std::function<bool(const AuditRow&)>& each) const
{
  each_stored(filter, [&](const Stored& stored) { return each(stored.told()); });
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
  std::vector<Stored> changed; // the rows of one person; none is written while they are read
  each_stored({}, [&](const Stored& stored) {
    AuditRow told = stored.told();
    if (!change(told)) {
      return true;
    }
    Stored& after = changed.emplace_back(stored);
    const auto take = [](std::optional<std::string>& kept, Stored::Text& text,
                         const std::optional<std::string>& left) {
      if (!kept || !kept->starts_with(k_digest)) {
        kept = left; // of an older row
      } else if (text.content != left) {
        text = {left, ""};
      }
    };
    std::optional<std::string> actor = after.row.deed.actor;
    take(actor, after.texts[0], told.deed.actor);
    take(after.row.before, after.texts[1], told.before);
    take(after.row.after, after.texts[2], told.after);
    after.row.deed.actor = actor.value_or("");
    after.row.subject = told.subject;
    return true;
  });
  for (Stored& stored : changed) {
    const AuditRow& row = stored.row;
    m_engine.execute("update audit set actor = $2, subject = $3, before_change = $4, after_change "
                     "= $5 where sequence = $1",
                     {row.sequence, std::string_view(row.deed.actor), std::string_view(row.subject),
                      cell(row.before), cell(row.after)});
    stored.seal = seal_of(stored);
    put(stored);
  }
}

std::optional<std::int64_t> Audit::first_broken() const
{
  AuditHead head;
  bool whole = true;
  each_stored({}, [&](const Stored& stored) {
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
  const auto last =
    m_engine.query("select sequence, hash from audit order by sequence desc limit 1");
  return last.empty() ? AuditHead{} : AuditHead{last[0].integer(0), last[0].text(1)};
}

bool Audit::has(const AuditHead& anchor) const
{
  return !m_engine
            .query("select 1 from audit where sequence = $1 and hash = $2",
                   {anchor.sequence, std::string_view(anchor.hash)})
            .empty();
}

namespace {

std::optional<util::Instant> instant_in(const std::vector<Row>& rows)
{
  const auto at = rows.empty() ? std::nullopt : rows[0].maybe_integer(0);
  return at ? std::optional(util::Instant{*at}) : std::nullopt;
}

} // namespace

std::optional<util::Instant> Audit::latest(std::string_view command, util::Instant until) const
{
  return instant_in(m_engine.query("select max(at) from audit where command = $1 and at <= $2",
                                   {command, until.micros}));
}

std::optional<util::Instant> Audit::latest_by_system_clock() const
{
  return instant_in(
    m_engine.query("select at from audit where clock = 'system' order by sequence desc limit 1"));
}

std::int64_t Audit::later_than(util::Instant instant) const
{
  return m_engine
    .query("select count(*) from audit where clock in ('system', 'fixed') and at > $1",
           {instant.micros})[0]
    .integer(0);
}

// One row that holds was written with it, whatever became of the others.
bool Audit::is_of_key() const
{
  bool any = false, holds_one = false;
  each_stored({}, [&](const Stored& stored) {
    any = true;
    return !(holds_one = holds(stored));
  });
  return !any || holds_one;
}

} // namespace myatlas::store
