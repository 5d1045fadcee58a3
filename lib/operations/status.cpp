// What waits for whoever is logged in.
#include "operations/status.hpp"

#include <algorithm>

#include "formats/json/rates_json.hpp"
#include "services/portfolio.hpp"

namespace myatlas::operations {

namespace {

using services::Context;

Json deadline_json(const domain::Deadline& deadline, domain::Date today)
{
  return {{"date", deadline.day.text()},
          {"kind", domain::to_text(deadline.kind)},
          {"subject", deadline.subject},
          {"label", formats::text_or_null(deadline.label)},
          {"overdue", deadline.is_overdue(today)}};
}

template <typename Record>
Json numbers_of(const std::vector<Record>& records)
{
  Json numbers = Json::array();
  for (const Record& record : records) {
    numbers.push_back(record.number);
  }
  return numbers;
}

Json due_json(const std::vector<domain::Deadline>& due, domain::Date today)
{
  Json rows = Json::array();
  for (const domain::Deadline& deadline : due) {
    rows.push_back(deadline_json(deadline, today));
  }
  return rows;
}

Result<Json> status(const Context& context, const Nothing&)
{
  TRY_ASSIGN(const services::Waiting waiting,
             services::what_waits(context, formats::built_in_rates()));
  const domain::Date today = context.today();
  const auto overdue = std::ranges::count_if(
    waiting.due, [&](const domain::Deadline& deadline) { return deadline.is_overdue(today); });
  return Json{{"schema", "myatlas/status/1"},
              {"account", context.actor.name()},
              {"letters_unread", waiting.letters},
              {"requests_incomplete", numbers_of(waiting.incomplete)},
              {"requests_draft", numbers_of(waiting.drafts)},
              {"declarations_draft", numbers_of(waiting.unsent)},
              {"invoices_refused", numbers_of(waiting.refused)},
              {"overdue", overdue},
              {"due", due_json(waiting.due, today)}};
}

} // namespace

constexpr OperationOf<Nothing> k_status = operation<status>({
  .name = "status",
  .answer = "myatlas/status/1",
});

} // namespace myatlas::operations
