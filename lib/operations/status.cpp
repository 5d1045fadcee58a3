// What waits for whoever is logged in.
#include "operations/status.hpp"
#include "operations/documents.hpp"
#include "util/ranges.hpp"

#include <algorithm>

#include "formats/json/rates_json.hpp"
#include "services/portfolio.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

Json deadline_of_status(const domain::Deadline& deadline, domain::Date today)
{
  return {{"date", deadline.day.text()},
          {"kind", domain::to_text(deadline.kind)},
          {"subject", deadline.subject},
          {"label", formats::text_or_null(deadline.about())},
          {"overdue", deadline.is_overdue(today)}};
}

template <typename Record>
Json numbers_of(const std::vector<Record>& records)
{
  return util::mapped(records, &Record::number);
}

std::int64_t overdue_among(const std::vector<domain::Deadline>& due, domain::Date today)
{
  return std::ranges::count_if(
    due, [&](const domain::Deadline& deadline) { return deadline.is_overdue(today); });
}

Json due_json(const std::vector<domain::Deadline>& due, domain::Date today)
{
  return rows_of(
    due, [&](const domain::Deadline& deadline) { return deadline_of_status(deadline, today); });
}

// What has to be gone on with.
Json numbers_waiting(const services::Waiting& waiting)
{
  return {{"requests_incomplete", numbers_of(waiting.incomplete)},
          {"requests_draft", numbers_of(waiting.drafts)},
          {"declarations_draft", numbers_of(waiting.unsent)},
          {"invoices_refused", numbers_of(waiting.refused)}};
}

Json status_json(const Context& context, const services::Waiting& waiting)
{
  Json json = {{"schema", "myatlas/status/1"},
               {"account", context.actor.name()},
               {"letters_unread", waiting.letters}};
  json.update(numbers_waiting(waiting));
  json["overdue"] = overdue_among(waiting.due, context.today());
  json["due"] = due_json(waiting.due, context.today());
  return json;
}

Result<Json> status(const Context& context, const Nothing&)
{
  TRY_ASSIGN(const services::Waiting waiting,
             services::what_waits(context, formats::built_in_rates()));
  return status_json(context, waiting);
}

} // namespace

constexpr OperationOf<Nothing> k_status = operation<status>({
  .name = "status",
  .answer = "myatlas/status/1",
});

} // namespace myatlas::operations
