#include "operations/office/audit.hpp"

#include "operations/pages.hpp"
#include "services/office/audit.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

constexpr const char* k_audit_schema = "myatlas/audit/1";

// The number of a row of the audit: "list.after" (text).
util::Result<std::int64_t> parse_row(std::string_view text)
{
  const bool right = util::is_digits(text) && text.size() <= 18;
  return right ? util::Result<std::int64_t>(std::stoll(std::string(text)))
               : util::Result<std::int64_t>(util::Error{"list.after", {std::string(text)}});
}

struct AuditAsked
{
  store::AuditFilter filter;
  std::optional<domain::Date> since, until;
  bool verify = false;
};

util::Result<AuditAsked> understood_audit(const ListAudit& request)
{
  util::Errors problems;
  AuditAsked asked;
  asked.filter.actor = request.actor;
  asked.filter.command = request.command;
  asked.filter.subject = request.subject;
  asked.filter.limit = given<parse_limit>(request.limit, "limit", problems);
  asked.filter.after = given<parse_row>(request.after, "after", problems).value_or(0);
  asked.since = given<domain::Date::parse>(request.since, "since", problems);
  asked.until = given<domain::Date::parse>(request.until, "until", problems);
  asked.verify = request.verify;
  return problems.empty() ? util::Result<AuditAsked>(asked) : util::Result<AuditAsked>(problems);
}

Json json_of(const store::AuditRow& row)
{
  const auto json_or_null = [](const std::optional<std::string>& text) {
    const Json parsed = Json::parse(text.value_or("null"), nullptr, false);
    return parsed.is_discarded() ? Json(nullptr) : parsed; // an edited row: "verify" names it
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

util::Result<Json> list_audit(const Context& context, const AuditAsked& asked)
{
  if (asked.verify) {
    TRY(services::verify_audit(context));
  }
  store::AuditFilter filter = asked.filter;
  if (asked.since) {
    filter.since = domain::begin_of(*asked.since, context.zone);
  }
  if (asked.until) {
    filter.until = domain::begin_of(domain::Date::of_days(asked.until->days() + 1), context.zone);
  }
  const services::AuditPage page = services::list_audit(context, filter);
  Json rows = Json::array();
  for (const store::AuditRow& row : page.rows) {
    rows.push_back(json_of(row));
  }
  return Json{{"schema", k_audit_schema},
              {"rows", rows},
              {"next", page.more ? Json(page.rows.back().sequence) : Json(nullptr)}};
}

} // namespace

constexpr OperationOf<ListAudit> k_audit = operation<understood_audit, list_audit>({
  .name = "admin audit",
  .who = Who::office,
  .answer = k_audit_schema,
});

} // namespace myatlas::operations
