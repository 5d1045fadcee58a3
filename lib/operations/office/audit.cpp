#include "operations/office/audit.hpp"

#include "operations/documents.hpp"
#include "operations/pages.hpp"
#include "services/office/audit.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_audit_schema = "myatlas/audit/1";

Result<std::int64_t> parse_row(std::string_view text)
{
  if (!util::is_digits(text) || text.size() > 18) {
    return Error{"list.after", {std::string(text)}};
  }
  return std::stoll(std::string(text));
}

struct AuditAsked
{
  store::AuditFilter filter;
  std::optional<domain::Date> since, until;
  bool verify = false;
};

store::AuditFilter filter_asked(const ListAudit& request, Errors& problems)
{
  store::AuditFilter filter;
  filter.actor = request.actor;
  filter.command = request.command;
  filter.subject = request.subject;
  filter.limit = given<parse_limit>(request.limit, "limit", problems);
  filter.after = given<parse_row>(request.after, "after", problems).value_or(0);
  return filter;
}

Result<AuditAsked> understood_audit(const ListAudit& request)
{
  Errors problems;
  AuditAsked asked;
  asked.filter = filter_asked(request, problems);
  asked.since = given<domain::Date::parse>(request.since, "since", problems);
  asked.until = given<domain::Date::parse>(request.until, "until", problems);
  asked.verify = request.verify;
  return or_problems(asked, problems);
}

// An edited row may be no JSON: "verify" names it.
Json json_or_null(const std::optional<std::string>& text)
{
  const Json parsed = Json::parse(text.value_or("null"), nullptr, false);
  return parsed.is_discarded() ? Json(nullptr) : parsed;
}

Json deed_json(const store::Deed& deed)
{
  return {{"at", util::to_rfc3339(deed.at)},
          {"clock", store::clock_name(deed)},
          {"actor", deed.actor},
          {"command", deed.command}};
}

Json audit_json(const store::AuditRow& row)
{
  Json json = {{"sequence", row.sequence}};
  json.update(deed_json(row.deed));
  json["subject"] = row.subject;
  json["before"] = json_or_null(row.before);
  json["after"] = json_or_null(row.after);
  json["hash"] = row.hash;
  return json;
}

std::optional<domain::Date> day_after(const std::optional<domain::Date>& day)
{
  return day ? std::optional(domain::Date::of_days(day->days() + 1)) : std::nullopt;
}

store::AuditFilter filter_of(const Context& context, const AuditAsked& asked)
{
  store::AuditFilter filter = asked.filter;
  filter.since = begin_of_day(context, asked.since);
  filter.until = begin_of_day(context, day_after(asked.until));
  return filter;
}

Json place_behind(const services::AuditPage& page)
{
  return page.more ? Json(page.rows.back().sequence) : Json(nullptr);
}

Json page_document(const services::AuditPage& page)
{
  return page_of(k_audit_schema, "rows", rows_of(page.rows, audit_json), place_behind(page));
}

Result<Json> list_audit(const Context& context, const AuditAsked& asked)
{
  if (asked.verify) {
    TRY(services::verify_audit(context));
  }
  return page_document(services::list_audit(context, filter_of(context, asked)));
}

} // namespace

constexpr OperationOf<ListAudit> k_audit = operation<understood_audit, list_audit>({
  .name = "admin audit",
  .who = Who::office,
  .answer = k_audit_schema,
});

} // namespace myatlas::operations
