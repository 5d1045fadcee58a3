// What waits for whoever is logged in.
#include "operations/status.hpp"

#include <algorithm>

#include "commands/overview.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
#include "util/try.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

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

Result<int> show_status(Session& session, const operations::Answer& answer)
{
  const Json& status = answer.document;
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
  .declare = asks<operations::k_status, no_options, show_status>,
  .operation = &operations::k_status,
};

} // namespace myatlas::cli
