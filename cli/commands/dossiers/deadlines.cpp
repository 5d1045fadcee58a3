#include "operations/dossiers/deadlines.hpp"

#include <algorithm>

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "output/plain_text.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "texts/deadline_words.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;
using operations::Answer;

struct DeadlineOptions
{
  operations::ListDeadlines request;
  std::string ics;
};

constexpr FormOption<operations::ListDeadlines> k_list_deadlines_options[] = {
  {"--until", &operations::ListDeadlines::until, k_day_value, N_("Only those up to this day")},
  {"--company", &operations::ListDeadlines::company, "SIREN", k_of_company_help},
  {"--by", &operations::ListDeadlines::by, words_for<operations::parse_due_by>,
   N_("Counted by client and week, or by week and client: a line each")},
};

void bind_list_deadlines(CommandLine& line, DeadlineOptions& o)
{
  add_options(line, o.request, k_list_deadlines_options);
  line.target("--ics", o.ics,
              N_("Write a calendar (iCalendar) too, with a reminder a week before each"));
}

Outcome ask_for_calendar(Session& session, DeadlineOptions& o, LocalFiles&)
{
  if (!o.ics.empty() && !session.options().list.limit.empty()) { // it has all of them
    return Error{"usage.both", {"--ics", "--limit"}};
  }
  o.request.calendar = !o.ics.empty();
  return Done{};
}

const std::vector<Field> k_weeks_fields = {{"company_name", N_("Company")},
                                           {"siren", N_("SIREN"), Show::text, Room::if_wide},
                                           {"week", N_("Week of")},
                                           {"count", N_("How many"), Show::number},
                                           {"overdue", N_("Overdue"), Show::number},
                                           {"first", N_("The first")}};

// In the form of a list: a row a client and week.
View weeks_view(const Json& document, const std::string& by)
{
  View view = {document, k_weeks_fields, "weeks"};
  if (by == "week") {
    std::rotate(view.fields.begin(), view.fields.begin() + 2, view.fields.begin() + 3);
  }
  return view;
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

std::string sentence(const Texts& texts, const Json& deadline)
{
  return due_in_words(texts, plain_text(deadline["kind"]),
                      {plain_text(deadline["subject"]), plain_text(deadline["label"])});
}

void say_for_people(const Texts& texts, Json& deadline)
{
  deadline["overdue"] = deadline["overdue"].get<bool>() ? texts.tr(N_("yes")) : "";
  deadline["what"] = sentence(texts, deadline);
}

Json for_people(const Texts& texts, Json document)
{
  for (Json& deadline : document["deadlines"]) {
    say_for_people(texts, deadline);
  }
  return document;
}

View each_view(const Session& session, const Json& document)
{
  if (session.is_table()) {
    return {for_people(session.texts(), document), k_for_people, "deadlines"};
  }
  return {document, k_for_machines, "deadlines"};
}

Result<int> show_deadlines(Session& session, const DeadlineOptions& o, const Answer& answer)
{
  const std::string& by = o.request.by;
  if (answer.file) {
    TRY(write_result(o.ics, answer.file->bytes));
  }
  return session.show(by.empty() ? each_view(session, answer.document)
                                 : weeks_view(answer.document, by));
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
  .declare =
    asks<operations::k_list_deadlines, bind_list_deadlines, show_deadlines, ask_for_calendar>,
  .operation = &operations::k_list_deadlines,
};

} // namespace myatlas::cli
