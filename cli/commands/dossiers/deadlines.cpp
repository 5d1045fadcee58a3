#include "operations/dossiers/deadlines.hpp"

#include <algorithm>

#include "commands/dossiers/commands.hpp"
#include "commands/options.hpp"
#include "domain/dossiers/deadline.hpp"
#include "formats/mail/ics.hpp"
#include "output/result_file.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using domain::DeadlineKind;
using formats::Json;
using operations::Answer;

struct DeadlineOptions
{
  operations::ListDeadlines request;
  std::string ics;
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

const DeadlineWords* words_of_kind(const Json& kind)
{
  for (const DeadlineWords& words : k_deadline_words) {
    if (kind == domain::to_text(words.kind)) {
      return &words;
    }
  }
  return nullptr;
}

// "-" where it has none.
std::string label_of(const Json& deadline)
{
  const std::string label = plain_text(deadline["label"]);
  return label.empty() ? "-" : label;
}

std::string sentence(const Texts& texts, const Json& deadline)
{
  const std::string subject = plain_text(deadline["subject"]);
  const DeadlineWords* words = words_of_kind(deadline["kind"]);
  return words == nullptr ? subject : texts.trf(words->text, subject, label_of(deadline));
}

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

bool is_of_kind(const Json& deadline, DeadlineKind kind)
{
  return deadline["kind"] == domain::to_text(kind);
}

// What tells apart days of the same kind and subject.
std::string which_one(const Json& deadline, domain::Date day)
{
  if (is_of_kind(deadline, DeadlineKind::declare)) { // every year
    return "-" + std::to_string(day.year() - 1);
  }
  const std::string label = plain_text(deadline["label"]);
  return is_of_kind(deadline, DeadlineKind::open_instalment) // several of one contract
           ? "-" + label.substr(0, label.find(','))
           : "";
}

// What a day of the calendar is known by when it is written again.
std::string id_of(const Json& deadline, domain::Date day)
{
  return plain_text(deadline["kind"]) + "-" + plain_text(deadline["subject"]) +
         which_one(deadline, day);
}

std::string note_of_day(const Texts& texts, const Json& deadline)
{
  const std::string working = plain_text(deadline["next_working_day"]);
  return working.empty() ? "MyAtlas"
                         : texts.trf(N_("MyAtlas. Next working day: {0}"), texts.time(working));
}

formats::CalendarDay calendar_day(const Texts& texts, const Json& deadline)
{
  const domain::Date day = *domain::Date::parse(plain_text(deadline["date"]));
  return {id_of(deadline, day), day, sentence(texts, deadline), note_of_day(texts, deadline)};
}

std::string calendar_of(const Texts& texts, const Json& deadlines, util::Instant now)
{
  std::vector<formats::CalendarDay> days;
  for (const Json& deadline : deadlines) {
    days.push_back(calendar_day(texts, deadline));
  }
  return formats::calendar(days, now);
}

// A calendar has every day, however the list counts them.
Result<Json> every_deadline(Session& session, operations::ListDeadlines request)
{
  request.by.clear();
  TRY_ASSIGN(const auto answer, session.ask(operations::k_list_deadlines, request));
  return answer.document["deadlines"];
}

Outcome write_calendar(Session& session, const DeadlineOptions& o)
{
  TRY_ASSIGN(const Json deadlines, every_deadline(session, o.request));
  return write_result(o.ics, calendar_of(session.texts(), deadlines, session.clock().now()));
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
  if (!o.ics.empty()) {
    TRY(write_calendar(session, o));
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
  .declare = asks<operations::k_list_deadlines, bind_list_deadlines, show_deadlines>,
  .operation = &operations::k_list_deadlines,
};

} // namespace myatlas::cli
