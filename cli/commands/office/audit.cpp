// Who did what.
#include "commands/office/commands.hpp"
#include "commands/options.hpp"
#include "commands/pages.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

struct AuditOptions
{
  bool verify = false;
  std::string actor, command, subject, since, until, limit, after;
};

// The number of a row of the audit: "list.after" (text).
util::Result<std::int64_t> parse_row(std::string_view text)
{
  const bool right = util::is_digits(text) && text.size() <= 18;
  return right ? util::Result<std::int64_t>(std::stoll(std::string(text)))
               : util::Result<std::int64_t>(util::Error{"list.after", {std::string(text)}});
}

struct AuditQuery
{
  store::AuditFilter filter;
  bool verify = false;
};

util::Result<AuditQuery> read_audit(const Session& session, const AuditOptions& o)
{
  util::Errors problems;
  store::AuditFilter filter;
  filter.actor = o.actor;
  filter.command = o.command;
  filter.subject = o.subject;
  filter.limit = given<std::int64_t>(o.limit, parse_limit, "--limit", problems);
  filter.after = given<std::int64_t>(o.after, parse_row, "--after", problems).value_or(0);
  if (const auto since = given<domain::Date>(o.since, domain::Date::parse, "--since", problems)) {
    filter.since = domain::begin_of(*since, session.zone());
  }
  if (const auto until = given<domain::Date>(o.until, domain::Date::parse, "--until", problems)) {
    filter.until = domain::begin_of(domain::Date::of_days(until->days() + 1), session.zone());
  }
  if (!problems.empty()) {
    return problems;
  }
  return AuditQuery{filter, o.verify};
}

Json audit_json(const store::AuditRow& row)
{
  const auto json_or_null = [](const std::optional<std::string>& text) {
    const Json parsed = Json::parse(text.value_or("null"), nullptr, false);
    return parsed.is_discarded() ? Json(nullptr) : parsed; // an edited row: --verify names it
  };
  return {{"sequence", row.sequence},
          {"at", util::to_rfc3339(row.deed.at)},
          {"clock", store::clock_name(row.deed)},
          {"actor", row.deed.actor},
          {"command", row.deed.command},
          {"subject", row.subject},
          {"before", json_or_null(row.before)},
          {"after", json_or_null(row.after)},
          {"hash", row.hash}};
}

void bind_audit(CommandLine& line, AuditOptions& o)
{
  line.flag("--verify", o.verify, N_("Check the chain of hashes first"));
  line.option("--actor", o.actor, "WHO", N_("Only what this one did"));
  line.option("--command", o.command, "NAME", N_("Only what this command did"));
  line.option("--subject", o.subject, "TEXT", N_("Only what was done to this: a number, a SIRET"));
  line.option("--since", o.since, "D", N_("Only from this day on"));
  line.option("--until", o.until, "D", N_("Only up to this day"));
  line.option("--limit", o.limit, "N", N_("At most so many"));
  line.option("--after", o.after, "KEY",
              N_("Only what follows this key, which a page tells at its end"));
}

// Rows name accounts by their key.
std::string subject_of(const services::Context& context, const std::string& text)
{
  const auto address = domain::EmailAddress::parse(text);
  const auto account = address ? context.store.accounts().find(*address) : std::nullopt;
  return account ? account->id : text;
}

struct AuditPage
{
  std::vector<store::AuditRow> rows;
  bool more = false;
};

// One more is asked for: it tells whether there are others.
AuditPage page_of(const services::Context& context, store::AuditFilter filter)
{
  filter.subject = subject_of(context, filter.subject);
  const auto limit = filter.limit;
  filter.limit = limit ? std::optional(*limit + 1) : std::nullopt;
  AuditPage page{context.store.audit().list(filter)};
  page.more = limit && page.rows.size() > static_cast<std::size_t>(*limit);
  if (page.more) {
    page.rows.pop_back();
  }
  return page;
}

const std::vector<Field> k_audit_fields = {{"sequence", N_("Row"), Show::number},
                                           {"at", N_("When")},
                                           {"actor", N_("Who")},
                                           {"command", N_("Command")},
                                           {"subject", N_("About")},
                                           {"clock", N_("Clock"), Show::state}};

util::Result<int> run_audit(Session& session, const services::Context& context,
                            const AuditQuery& query)
{
  if (const auto broken = query.verify ? context.store.first_broken() : std::nullopt) {
    return util::Error{"audit.broken", {std::to_string(*broken)}};
  }
  const AuditPage page = page_of(context, query.filter);
  Json rows = Json::array();
  for (const store::AuditRow& row : page.rows) {
    rows.push_back(audit_json(row));
  }
  const Json next = page.more ? Json(page.rows.back().sequence) : Json(nullptr);
  note_more(session, next);
  return session.show(
    {{{"schema", "myatlas/audit/1"}, {"rows", rows}, {"next", next}}, k_audit_fields, "rows"});
}

constexpr Example k_audit_examples[] = {
  {N_("Who did what"), "myatlas admin audit"},
  {N_("What was done to a dossier"), "myatlas admin audit --subject D20260000001"},
  {N_("Check that nobody changed it"), "myatlas admin audit --verify -o jsonl > audit.jsonl"},
  {N_("A hundred at a time"), "myatlas admin audit --limit 100 --after 100"},
};

} // namespace

const Command k_admin_audit = {
  .name = "admin audit",
  .group = Group::office,
  .summary = N_("Show who did what"),
  .description = N_("Lists every write with its time, author and command. Each row carries the "
                    "keyed hash of the one before it; --verify follows the chain and ends with 1 "
                    "when a row was changed, taken out or put in."),
  .examples = k_audit_examples,
  .declare = with_request<bind_audit, read_audit, run_audit>,
  .store = Use::read,
  .login = Login::host,
};

} // namespace myatlas::cli
