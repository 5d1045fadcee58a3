// What is due, and by when.
#include "operations/dossiers/deadlines.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/values/calendar.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/pages.hpp"
#include "services/dossiers/deadlines.hpp"

namespace myatlas::operations {

namespace {

using domain::Deadline;
using services::Context;

struct DeadlinesAsked
{
  std::optional<domain::Date> until;
  std::string company; // as it was named
  std::optional<DueBy> by;
};

util::Result<DeadlinesAsked> understood_deadlines(const ListDeadlines& request)
{
  util::Errors problems;
  DeadlinesAsked asked;
  asked.until = given<domain::Date::parse>(request.until, "until", problems);
  asked.by = given<parse_due_by>(request.by, "by", problems);
  asked.company = request.company;
  return problems.empty() ? util::Result<DeadlinesAsked>(asked)
                          : util::Result<DeadlinesAsked>(problems);
}

util::Result<std::vector<Deadline>> deadlines_asked(const Context& context,
                                                    const DeadlinesAsked& asked)
{
  std::vector<Deadline> deadlines = services::list_deadlines(context, formats::built_in_rates());
  TRY_ASSIGN(const auto company, company_named(context, asked.company));
  std::erase_if(deadlines, [&](const Deadline& d) {
    return (asked.until && d.day > *asked.until) || (company && d.siren != company);
  });
  return deadlines;
}

Json deadline_json(const Deadline& deadline, domain::Date today)
{
  const auto working = deadline.next_working_day();
  return {{"date", deadline.day.text()},
          {"next_working_day", working ? Json(working->text()) : Json(nullptr)},
          {"kind", domain::to_text(deadline.kind)},
          {"subject", deadline.subject},
          {"label", formats::text_or_null(deadline.label)},
          {"overdue", deadline.is_overdue(today)},
          {"week", domain::monday_of(deadline.day).text()},
          {"siren", deadline.siren ? Json(deadline.siren->digits()) : Json(nullptr)},
          {"company_name", formats::text_or_null(deadline.company)},
          {"trainee", formats::text_or_null(deadline.trainee)},
          {"reference", formats::text_or_null(deadline.reference)}};
}

// What is due for one client in one week.
struct DueGroup
{
  std::string siren, company;
  domain::Date monday = domain::Date::of_days(0), first = domain::Date::of_days(0);
  std::int64_t count = 0, overdue = 0;
};

std::vector<DueGroup> grouped_by(DueBy by, const std::vector<Deadline>& deadlines,
                                 domain::Date today)
{
  std::map<std::tuple<std::string, std::string, domain::Date>, DueGroup>
    groups; // the earliest comes first: it is the first of its group
  for (const Deadline& deadline : deadlines) {
    const std::string siren = deadline.siren ? deadline.siren->digits() : "";
    DueGroup& group = groups[{deadline.company, siren, domain::monday_of(deadline.day)}];
    group.first = group.count == 0 ? deadline.day : group.first;
    std::tie(group.siren, group.company, group.monday) =
      std::tuple(siren, deadline.company, domain::monday_of(deadline.day));
    ++group.count;
    group.overdue += deadline.is_overdue(today) ? 1 : 0;
  }
  std::vector<DueGroup> sorted;
  for (const auto& [key, group] : groups) {
    sorted.push_back(group);
  }
  if (by == DueBy::week) {
    std::ranges::stable_sort(sorted, {}, &DueGroup::monday);
  }
  return sorted;
}

Json weeks_json(const std::vector<DueGroup>& groups)
{
  Json rows = Json::array();
  for (const DueGroup& group : groups) {
    rows.push_back({{"siren", formats::text_or_null(group.siren)},
                    {"company_name", formats::text_or_null(group.company)},
                    {"week", group.monday.text()},
                    {"count", group.count},
                    {"overdue", group.overdue},
                    {"first", group.first.text()}});
  }
  return rows;
}

util::Result<Json> list_deadlines(const Context& context, const DeadlinesAsked& asked)
{
  TRY_ASSIGN(const auto deadlines, deadlines_asked(context, asked));
  if (asked.by) {
    return Json{{"schema", "myatlas/due-weeks/1"},
                {"weeks", weeks_json(grouped_by(*asked.by, deadlines, context.today()))}};
  }
  Json rows = Json::array();
  for (const Deadline& deadline : deadlines) {
    rows.push_back(deadline_json(deadline, context.today()));
  }
  return Json{{"schema", "myatlas/deadlines/1"}, {"deadlines", rows}};
}

} // namespace

util::Result<DueBy> parse_due_by(std::string_view text)
{
  if (text == "client" || text == "week") {
    return text == "client" ? DueBy::client : DueBy::week;
  }
  return util::Error{"usage.choice", {std::string(text), "by", "client, week"}};
}

constexpr OperationOf<ListDeadlines> k_list_deadlines =
  operation<understood_deadlines, list_deadlines>(
    {.name = "list-deadlines", .answer = "myatlas/deadlines/1|myatlas/due-weeks/1"});

} // namespace myatlas::operations
