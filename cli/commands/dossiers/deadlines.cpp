#include "services/dossiers/deadlines.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "commands/dossiers/commands.hpp"
#include "commands/dossiers/requests.hpp"
#include "commands/options.hpp"
#include "domain/values/calendar.hpp"
#include "formats/json/json.hpp"
#include "formats/json/rates_json.hpp"
#include "formats/mail/ics.hpp"
#include "output/result_file.hpp"
#include "session.hpp"
#include "texts/contribution_words.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::DeadlineKind;
using formats::Json;

struct DeadlineOptions
{
  std::string until, ics, company, by;
};

struct DeadlineWords
{
  DeadlineKind kind;
  const char* text; // {0} the subject, {1} its label
};

constexpr DeadlineWords k_deadline_words[] = {
  {DeadlineKind::send_request, N_("Send the request {0}: {1}")},
  {DeadlineKind::answer_request, N_("Complete the dossier {0}: {1}")},
  {DeadlineKind::decide_request, N_("The OPCO answers on the contract {0}: {1}")},
  {DeadlineKind::last_invoice, N_("Last invoice and certificate of the contract {0}: {1}")},
  {DeadlineKind::open_instalment,
   N_("Invoice the instalment of the contract {0}, from this day on: {1}")},
  {DeadlineKind::pay_invoice, N_("The OPCO pays the invoice {0} of the first instalment: {1}")},
  {DeadlineKind::declare, N_("Declare the contribution of the branch, {0}: {1}")},
  {DeadlineKind::pay_declaration, N_("Pay the declaration {0}: {1}")},
};

std::string sentence(const Texts& texts, const domain::Deadline& deadline)
{
  for (const DeadlineWords& words : k_deadline_words) {
    if (words.kind == deadline.kind) {
      return texts.trf(words.text, deadline.subject, deadline.label.empty() ? "-" : deadline.label);
    }
  }
  return deadline.subject;
}

void bind_list_deadlines(CommandLine& line, DeadlineOptions& o)
{
  line.option("--until", o.until, "D", N_("Only those up to this day"));
  line.option("--company", o.company, "SIREN",
              N_("Only those of a company, by SIREN, SIRET or member code"));
  line.option("--by", o.by, "client|week",
              N_("Counted by client and week, or by week and client: a line each"));
  line.target("--ics", o.ics,
              N_("Write a calendar (iCalendar) too, with a reminder a week before each"));
}

std::string calendar_of(const Texts& texts, const std::vector<domain::Deadline>& deadlines,
                        util::Instant now)
{
  std::vector<formats::CalendarDay> days;
  for (const domain::Deadline& deadline : deadlines) {
    std::string id = std::string(domain::to_text(deadline.kind)) + "-" + deadline.subject;
    if (deadline.kind == domain::DeadlineKind::declare) { // every year
      id += "-" + std::to_string(deadline.day.year() - 1);
    }
    if (deadline.kind == domain::DeadlineKind::open_instalment) { // several of one contract
      id += "-" + deadline.label.substr(0, deadline.label.find(','));
    }
    const auto working = deadline.next_working_day();
    days.push_back({id, deadline.day, sentence(texts, deadline),
                    working
                      ? texts.trf(N_("MyAtlas. Next working day: {0}"), texts.time(working->text()))
                      : "MyAtlas"});
  }
  return formats::calendar(days, now);
}

// What is due for one client in one week.
struct DueGroup
{
  std::string siren, company;
  domain::Date monday = domain::Date::of_days(0), first = domain::Date::of_days(0);
  std::int64_t count = 0, overdue = 0;
};

std::vector<DueGroup> grouped_by(const std::string& by,
                                 const std::vector<domain::Deadline>& deadlines, domain::Date today)
{
  std::map<std::tuple<std::string, std::string, domain::Date>, DueGroup>
    groups; // the earliest comes first: it is the first of its group
  for (const domain::Deadline& deadline : deadlines) {
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
  if (by == "week") {
    std::ranges::stable_sort(sorted, {}, &DueGroup::monday);
  }
  return sorted;
}

// In the form of a list: a row a client and week.
util::Result<int> show_grouped(Session& session, const std::string& by,
                               const std::vector<domain::Deadline>& deadlines, domain::Date today)
{
  Json rows = Json::array();
  for (const DueGroup& group : grouped_by(by, deadlines, today)) {
    rows.push_back({{"siren", formats::text_or_null(group.siren)},
                    {"company_name", formats::text_or_null(group.company)},
                    {"week", group.monday.text()},
                    {"count", group.count},
                    {"overdue", group.overdue},
                    {"first", group.first.text()}});
  }
  std::vector<Field> fields = {{"company_name", N_("Company")},
                               {"siren", N_("SIREN"), Show::text, Room::if_wide},
                               {"week", N_("Week of")},
                               {"count", N_("How many"), Show::number},
                               {"overdue", N_("Overdue"), Show::number},
                               {"first", N_("The first")}};
  if (by == "week") {
    std::ranges::rotate(fields.begin(), fields.begin() + 2, fields.begin() + 3);
  }
  return session.show({{{"schema", "myatlas/due-weeks/1"}, {"weeks", rows}}, fields, "weeks"});
}

struct DeadlineQuery
{
  std::optional<domain::Date> until;
  DeadlineOptions asked;
};

util::Result<DeadlineQuery> read_list_deadlines(const Session&, const DeadlineOptions& o)
{
  util::Errors problems;
  const auto until = given<domain::Date>(o.until, domain::Date::parse, "--until", problems);
  if (!o.by.empty() && o.by != "client" && o.by != "week") {
    problems.push_back(util::Error{"usage.choice", {o.by, "--by", "client, week"}}.at("--by"));
  }
  if (!problems.empty()) {
    return problems;
  }
  return DeadlineQuery{until, o};
}

util::Result<std::vector<domain::Deadline>> deadlines_of(const services::Context& context,
                                                         const DeadlineQuery& query)
{
  std::vector<domain::Deadline> deadlines =
    services::list_deadlines(context, formats::built_in_rates());
  TRY_ASSIGN(const auto company, company_named(context, query.asked.company));
  std::erase_if(deadlines, [&](const domain::Deadline& d) {
    return (query.until && d.day > *query.until) || (company && d.siren != company);
  });
  return deadlines;
}

Json row_of(const domain::Deadline& deadline, domain::Date today)
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

const std::vector<Field> k_for_people = {{"date", N_("By")},
                                         {"next_working_day", N_("Next working day")},
                                         {"overdue", N_("Overdue")},
                                         {"what", N_("What is due")},
                                         {"company_name", N_("Company"), Show::text, Room::if_wide},
                                         {"trainee", N_("Trainee"), Show::text, Room::if_wide},
                                         {"reference", N_("Reference"), Show::text, Room::if_wide}};

const std::vector<Field> k_for_machines = {{"date", "date"},
                                           {"next_working_day", "next_working_day"},
                                           {"kind", "kind"},
                                           {"subject", "subject"},
                                           {"label", "label"},
                                           {"overdue", "overdue"},
                                           {"week", "week"},
                                           {"siren", "siren"},
                                           {"company_name", "company_name"},
                                           {"trainee", "trainee"},
                                           {"reference", "reference"}};

util::Result<int> run_list_deadlines(Session& session, const services::Context& context,
                                     const DeadlineQuery& query)
{
  TRY_ASSIGN(const auto deadlines, deadlines_of(context, query));
  if (!query.asked.ics.empty()) {
    TRY(write_result(query.asked.ics, calendar_of(session.texts(), deadlines, context.now())));
  }
  if (!query.asked.by.empty()) {
    return show_grouped(session, query.asked.by, deadlines, context.today());
  }
  const bool table = session.form() == Form::table;
  Json rows = Json::array();
  for (const domain::Deadline& deadline : deadlines) {
    rows.push_back(row_of(deadline, context.today()));
    if (table) {
      rows.back()["overdue"] =
        deadline.is_overdue(context.today()) ? session.texts().tr(N_("yes")) : "";
      rows.back()["what"] = sentence(session.texts(), deadline);
    }
  }
  return session.show({{{"schema", "myatlas/deadlines/1"}, {"deadlines", rows}},
                       table ? k_for_people : k_for_machines,
                       "deadlines"});
}

constexpr Example k_list_deadlines_examples[] = {
  {N_("What is due this month"), "myatlas list-deadlines --until 2026-03-31"},
  {N_("The whole firm, client by client and week by week"), "myatlas list-deadlines --by client"},
  {N_("Into Outlook or Thunderbird"), "myatlas list-deadlines --ics deadlines.ics"},
};

} // namespace

const Command k_list_deadlines = {
  .name = "list-deadlines",
  .group = Group::requests,
  .summary = N_("List what is due, and by when"),
  .description =
    N_("Lists the deadlines of the account, the earliest first: drafts to send before the training "
       "starts, contracts within five days (for apprenticeship working days: Sundays and public "
       "holidays apart, those of Alsace-Moselle too), incomplete dossiers, the OPCO's answer "
       "within twenty days, the instalments of a contract that may be invoiced and from when on, "
       "the OPCO's payment of the first within thirty days, the last invoice of a contract within "
       "four months of its end, declarations before 1 March where something is owed, and their "
       "payment. With --by they are counted, a line a client and week: what there is to do for the "
       "whole firm. A day that is a Saturday, a Sunday or a public holiday is told with the next "
       "working day; the law's day stays. Without an account, those of the whole store."),
  .examples = k_list_deadlines_examples,
  .declare = with_request<bind_list_deadlines, read_list_deadlines, run_list_deadlines>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
