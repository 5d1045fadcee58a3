#include "store/audit.hpp"

#include <fmt/format.h>

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
          {util::Instant{row.integer(1)}, row.text(2) == "fixed", row.text(3), row.text(4)},
          row.text(5),
          row.maybe_text(6),
          row.maybe_text(7),
          row.text(8),
          row.text(9)};
}

const char* clock_name(const Deed& deed)
{
  return deed.fixed_clock ? "fixed" : "system";
}

} // namespace

std::string Audit::hash_of(const AuditRow& row) const
{
  const std::string sequence = std::to_string(row.sequence), at = std::to_string(row.deed.at.micros);
  return util::keyed_hash(m_key, framed({sequence, at, clock_name(row.deed), row.deed.actor, row.deed.command,
                                         row.subject, row.before.value_or("-"), row.after.value_or("-"), row.previous}));
}

void Audit::append(const Deed& deed, std::string_view subject, std::optional<std::string> before,
                   std::optional<std::string> after)
{
  const AuditHead last = head();
  AuditRow row{last.sequence + 1, deed, std::string(subject), std::move(before), std::move(after), last.hash, ""};
  row.hash = hash_of(row);
  m_engine.execute("insert into audit (sequence, at, clock, actor, command, subject, before_change, after_change, "
                   "previous, hash) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                   {row.sequence, deed.at.micros, std::string_view(clock_name(deed)), std::string_view(deed.actor),
                    std::string_view(deed.command), subject, cell(row.before), cell(row.after),
                    std::string_view(row.previous), std::string_view(row.hash)});
  const std::string seal = head_seal(row.sequence, row.hash);
  m_engine.execute("insert into audit_head (name, sequence, hash) values ($1, $2, $3) "
                   "on conflict (name) do update set sequence = excluded.sequence, hash = excluded.hash",
                   {std::string_view("audit"), row.sequence, std::string_view(seal)});
}

std::string Audit::head_seal(std::int64_t sequence, std::string_view hash) const
{
  return util::keyed_hash(m_key, framed({"head", std::to_string(sequence), hash}));
}

bool Audit::head_holds(std::int64_t sequence, std::string_view hash) const
{
  const auto head = m_engine.query("select sequence, hash from audit_head");
  return head.empty() ? sequence == 0 : head[0].integer(0) == sequence && head[0].text(1) == head_seal(sequence, hash);
}

void Audit::each(const AuditFilter& filter, const std::function<bool(const AuditRow&)>& each) const
{
  m_engine.for_each("select sequence, at, clock, actor, command, subject, before_change, after_change, previous, hash from audit "
                    "where ($1 = '' or actor = $1) and ($2 = '' or command = $2) and ($3 = '' or subject like '%' || $3 || '%') "
                    "and at >= $4 and at < $5 order by sequence",
                    {std::string_view(filter.actor), std::string_view(filter.command), std::string_view(filter.subject),
                     filter.since ? filter.since->micros : INT64_MIN, filter.until ? filter.until->micros : INT64_MAX},
                    [&](const Row& row) { return each(audit_row_of(row)); });
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

void Audit::rewrite(const std::function<bool(AuditRow&)>& change)
{
  std::string previous;
  bool broken = false; // from the first changed row on, every hash is another
  for (AuditRow& row : list()) {
    broken = change(row) || broken;
    if (broken) {
      row.previous = previous;
      row.hash = hash_of(row);
      m_engine.execute("update audit set actor = $2, subject = $3, before_change = $4, after_change = $5, previous = $6, hash = $7 "
                       "where sequence = $1",
                       {row.sequence, std::string_view(row.deed.actor), std::string_view(row.subject), cell(row.before), cell(row.after),
                        std::string_view(row.previous), std::string_view(row.hash)});
      const std::string seal = head_seal(row.sequence, row.hash);
      m_engine.execute("update audit_head set sequence = $2, hash = $3 where name = $1",
                       {std::string_view("audit"), row.sequence, std::string_view(seal)});
    }
    previous = row.hash;
  }
}

std::optional<std::int64_t> Audit::first_broken() const
{
  AuditHead head;
  bool holds = true;
  each({}, [&](const AuditRow& row) {
    holds = row.sequence == head.sequence + 1 && row.previous == head.hash && row.hash == hash_of(row);
    if (holds) {
      head = {row.sequence, row.hash};
    }
    return holds;
  });
  return holds && head_holds(head.sequence, head.hash) ? std::nullopt : std::optional(head.sequence + 1);
}

AuditHead Audit::head() const
{
  const auto last = m_engine.query("select sequence, hash from audit order by sequence desc limit 1");
  return last.empty() ? AuditHead{} : AuditHead{last[0].integer(0), last[0].text(1)};
}

bool Audit::has(const AuditHead& anchor) const
{
  return !m_engine.query("select 1 from audit where sequence = $1 and hash = $2", {anchor.sequence, std::string_view(anchor.hash)}).empty();
}

namespace {

std::optional<util::Instant> instant_in(const std::vector<Row>& rows)
{
  const auto at = rows.at(0).maybe_integer(0);
  return at ? std::optional(util::Instant{*at}) : std::nullopt;
}

} // namespace

std::optional<util::Instant> Audit::latest(std::string_view command) const
{
  return instant_in(m_engine.query("select max(at) from audit where command = $1", {command}));
}

std::optional<util::Instant> Audit::latest_by_system_clock() const
{
  return instant_in(m_engine.query("select max(at) from audit where clock = 'system'"));
}

} // namespace myatlas::store
