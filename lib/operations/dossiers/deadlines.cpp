// What is due, and by when.
#include "operations/dossiers/deadlines.hpp"
#include "util/ranges.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/values/calendar.hpp"
#include "formats/json/rates_json.hpp"
#include "operations/documents.hpp"
#include "operations/dossiers/deadline_calendar.hpp"
#include "operations/pages.hpp"
#include "services/dossiers/deadlines.hpp"
#include "services/labels.hpp"
#include "util/text.hpp"

namespace myatlas::operations {

namespace {

using domain::Deadline;
using services::Context;

struct DeadlinesAsked
{
  std::optional<domain::Date> until;
  std::string company; // as it was named
  std::optional<DueBy> by;
  bool calendar = false;
};

Result<DeadlinesAsked> understood_deadlines(const ListDeadlines& request)
{
  Errors problems;
  DeadlinesAsked asked;
  asked.until = given<domain::Date::parse>(request.until, "until", problems);
  asked.by = given<parse_due_by>(request.by, "by", problems);
  asked.company = request.company;
  asked.calendar = request.calendar;
  return or_problems(asked, problems);
}

bool is_after(const Deadline& deadline, const std::optional<domain::Date>& until)
{
  return until && deadline.day > *until;
}

bool is_of_another(const Deadline& deadline, const std::optional<domain::Siren>& company)
{
  return company && deadline.siren != company;
}

Result<std::vector<Deadline>> deadlines_asked(const Context& context, const DeadlinesAsked& asked)
{
  std::vector<Deadline> deadlines = services::list_deadlines(context, formats::built_in_rates());
  TRY_ASSIGN(const auto company, company_named(context, asked.company));
  std::erase_if(deadlines, [&](const Deadline& deadline) {
    return is_after(deadline, asked.until) || is_of_another(deadline, company);
  });
  return deadlines;
}

// When it is, and of what.
Json due_json(const Deadline& deadline)
{
  return {{"date", deadline.day.text()},
          {"next_working_day", or_null(deadline.next_working_day(), &domain::Date::text)},
          {"kind", domain::to_text(deadline.kind)},
          {"subject", deadline.subject},
          {"label", formats::text_or_null(deadline.about())}};
}

Json whose_json(const Deadline& deadline)
{
  using formats::text_or_null;
  return {{"siren", or_null(deadline.siren, &domain::Siren::digits)},
          {"company_name", text_or_null(deadline.company)},
          {"trainee", text_or_null(deadline.trainee)},
          {"reference", text_or_null(deadline.reference)}};
}

std::string client_of(const Deadline& deadline, services::Labels& labels)
{
  return deadline.siren ? labels.client_reference(*deadline.siren) : "";
}

Json deadline_json(const Deadline& deadline, domain::Date today, services::Labels& labels)
{
  Json json = due_json(deadline);
  json["overdue"] = deadline.is_overdue(today);
  json["week"] = domain::monday_of(deadline.day).text();
  json.update(whose_json(deadline));
  json["client_reference"] = formats::text_or_null(client_of(deadline, labels));
  return json;
}

// What is due for one client in one week.
struct DueGroup
{
  std::string siren, company;
  std::string client; // what the account calls it
  domain::Date monday = domain::Date::of_days(0), first = domain::Date::of_days(0);
  std::int64_t count = 0, overdue = 0;
};

std::string siren_of(const Deadline& deadline)
{
  return deadline.siren ? deadline.siren->digits() : "";
}

// Of a client and week, by the name of the client as people look for it: "Études" before "Fer".
using GroupKey = std::tuple<std::string, std::string, domain::Date>;

GroupKey key_of(const Deadline& deadline)
{
  return {util::fold(deadline.company), siren_of(deadline), domain::monday_of(deadline.day)};
}

// The earliest comes first: it is the first of its group.
DueGroup begun_by(const Deadline& deadline, services::Labels& labels)
{
  return {.siren = siren_of(deadline),
          .company = deadline.company,
          .client = client_of(deadline, labels),
          .monday = domain::monday_of(deadline.day),
          .first = deadline.day};
}

using Groups = std::map<GroupKey, DueGroup>;

void add_to(Groups& groups, const Deadline& deadline, domain::Date today, services::Labels& labels)
{
  const auto group = groups.try_emplace(key_of(deadline), begun_by(deadline, labels)).first;
  ++group->second.count;
  group->second.overdue += deadline.is_overdue(today) ? 1 : 0;
}

std::vector<DueGroup> by_client(const std::vector<Deadline>& deadlines, domain::Date today,
                                services::Labels& labels)
{
  Groups groups;
  for (const Deadline& deadline : deadlines) {
    add_to(groups, deadline, today, labels);
  }
  return util::mapped(groups, &Groups::value_type::second);
}

std::vector<DueGroup> grouped_by(DueBy by, const std::vector<Deadline>& deadlines,
                                 domain::Date today, services::Labels& labels)
{
  std::vector<DueGroup> groups = by_client(deadlines, today, labels);
  if (by == DueBy::week) {
    std::ranges::stable_sort(groups, {}, &DueGroup::monday);
  }
  return groups;
}

Json week_row(const DueGroup& group)
{
  return {{"siren", formats::text_or_null(group.siren)},
          {"company_name", formats::text_or_null(group.company)},
          {"week", group.monday.text()},
          {"count", group.count},
          {"overdue", group.overdue},
          {"first", group.first.text()},
          {"client_reference", formats::text_or_null(group.client)}};
}

Json days_document(const std::vector<Deadline>& deadlines, domain::Date today,
                   services::Labels& labels)
{
  const auto row = [&](const Deadline& deadline) { return deadline_json(deadline, today, labels); };
  return list_document("myatlas/deadlines/1", "deadlines", rows_of(deadlines, row));
}

Json weeks_document(DueBy by, const std::vector<Deadline>& deadlines, domain::Date today,
                    services::Labels& labels)
{
  return list_document("myatlas/due-weeks/1", "weeks",
                       rows_of(grouped_by(by, deadlines, today, labels), week_row));
}

Json document_of_due(const Context& context, const std::vector<Deadline>& deadlines,
                     const std::optional<DueBy>& by)
{
  const domain::Date today = context.today();
  services::Labels labels(context);
  return by ? weeks_document(*by, deadlines, today, labels)
            : days_document(deadlines, today, labels);
}

// A calendar has every day, however the list counts them.
Result<Answer> list_deadlines(const Context& context, const DeadlinesAsked& asked, Means& means)
{
  TRY_ASSIGN(const auto deadlines, deadlines_asked(context, asked));
  Answer answer{.document = document_of_due(context, deadlines, asked.by)};
  if (asked.calendar) {
    answer.file = AnswerFile{.name = "deadlines.ics",
                             .bytes = calendar_of(means.texts, deadlines, means.moment.now)};
  }
  return answer;
}

} // namespace

Result<DueBy> parse_due_by(std::string_view text)
{
  static constexpr domain::NamedValue<DueBy> k_ways[] = {{"client", DueBy::client},
                                                         {"week", DueBy::week}};
  return word_in<k_ways>(text, "by");
}

constexpr OperationOf<ListDeadlines> k_list_deadlines =
  operation<understood_deadlines, list_deadlines>(
    {.name = "list-deadlines", .answer = "myatlas/deadlines/1|myatlas/due-weeks/1"});

} // namespace myatlas::operations
