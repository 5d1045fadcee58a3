// What waits for whoever is logged in.
#include <algorithm>

#include "commands/overview.hpp"
#include "formats/json/rates_json.hpp"
#include "services/portfolio.hpp"
#include "session.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

Json deadline_json(const domain::Deadline& deadline, domain::Date today)
{
  return {{"date", deadline.day.text()},
          {"kind", domain::to_text(deadline.kind)},
          {"subject", deadline.subject},
          {"label", formats::text_or_null(deadline.label)},
          {"overdue", deadline.is_overdue(today)}};
}

Json numbers_of(const std::vector<domain::FundingRequest>& requests)
{
  Json numbers = Json::array();
  for (const domain::FundingRequest& request : requests) {
    numbers.push_back(request.number);
  }
  return numbers;
}

Json status_of(const services::Waiting& waiting, const services::Context& context)
{
  Json due = Json::array(), unsent = Json::array(), refused = Json::array();
  std::int64_t overdue = 0;
  for (const domain::Deadline& deadline : waiting.due) {
    due.push_back(deadline_json(deadline, context.today()));
    overdue += deadline.is_overdue(context.today()) ? 1 : 0;
  }
  for (const domain::Declaration& declaration : waiting.unsent) {
    unsent.push_back(declaration.number);
  }
  for (const domain::Invoice& invoice : waiting.refused) {
    refused.push_back(invoice.number);
  }
  return {{"schema", "myatlas/status/1"},
          {"account", context.actor.name()},
          {"letters_unread", waiting.letters},
          {"requests_incomplete", numbers_of(waiting.incomplete)},
          {"requests_draft", numbers_of(waiting.drafts)},
          {"declarations_draft", unsent},
          {"invoices_refused", refused},
          {"overdue", overdue},
          {"due", due}};
}

// A number, or a deadline with its day.
std::string name_of_waiting(const Texts& texts, const Json& one)
{
  return one.is_object()
           ? texts.time(plain_text(one["date"]), nullptr) + " " + plain_text(one["subject"])
           : plain_text(one);
}

// A line each of what waits: how much, the first of it, and the command that lists it.
Json lines_of_status(const Texts& texts, const Json& status)
{
  struct Line
  {
    const char* member;
    const char* what; // msgid
    const char* command;
  };
  constexpr Line k_lines[] = {
    {"letters_unread", N_("Letters not read"), "myatlas list-letters --unread"},
    {"requests_incomplete", N_("Dossiers to complete"), "myatlas list-requests --state INCOMPLET"},
    {"due", N_("Due within 14 days or overdue"), "myatlas list-deadlines"},
    {"requests_draft", N_("Requests not sent"), "myatlas list-requests --state BROUILLON"},
    {"declarations_draft", N_("Declarations not sent"),
     "myatlas list-declarations --state BROUILLON"},
    {"invoices_refused", N_("Invoices refused"), "myatlas list-invoices --state REJETEE"}};
  constexpr std::size_t k_most_named = 3;
  Json lines = Json::array();
  for (const Line& line : k_lines) {
    const Json& value = status.at(line.member);
    std::string named;
    for (std::size_t i = 0; value.is_array() && i < std::min(value.size(), k_most_named); ++i) {
      named += (named.empty() ? "" : ", ") + name_of_waiting(texts, value[i]);
    }
    const std::size_t count = value.is_array() ? value.size() : value.get<std::size_t>();
    named += value.is_array() && value.size() > k_most_named ? "…" : "";
    lines.push_back({{"what", texts.tr(line.what)},
                     {"count", count},
                     {"first", named},
                     {"command", count == 0 ? "" : line.command}});
  }
  return lines;
}

const std::vector<Field> k_status_fields = {{"what", N_("What waits")},
                                            {"count", N_("How many"), Show::number},
                                            {"first", N_("First")},
                                            {"command", N_("Command"), Show::text, Room::if_wide}};

util::Result<int> run_status(Session& session, const services::Context& context)
{
  TRY_ASSIGN(const services::Waiting found,
             services::what_waits(context, formats::built_in_rates()));
  const Json status = status_of(found, context);
  if (session.form() == Form::json || session.form() == Form::jsonl) {
    return session.show({status, {}, nullptr});
  }
  session.note_place_of_letters_there_are();
  return session.show(
    {{{"lines", lines_of_status(session.texts(), status)}}, k_status_fields, "lines"});
}

constexpr Example k_status_examples[] = {
  {N_("What waits for me"), "myatlas status"},
  {N_("The same, for a program"), "myatlas status -o json"},
};

} // namespace

const Command k_status = {
  .name = "status",
  .group = Group::account,
  .summary = N_("Show what waits"),
  .description = N_("Shows on one screen what waits for whoever is logged in: letters not read, "
                    "dossiers to complete, what is due within 14 days or overdue, drafts of "
                    "requests and declarations, invoices that were refused."),
  .examples = k_status_examples,
  .declare = without_options<run_status>,
  .store = Use::read,
  .login = Login::account_or_host,
};

} // namespace myatlas::cli
