// What waits for whoever is logged in.
#include "operations/status.hpp"

#include <algorithm>

#include "commands/overview.hpp"
#include "operations/documents.hpp"
#include "output/joined.hpp"
#include "output/plain_text.hpp"
#include "request.hpp"
#include "texts/texts.hpp"
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

struct WaitingLine
{
  const char* member;
  const char* what; // msgid
  const char* command;
};

constexpr WaitingLine k_waiting_lines[] = {
  {"letters_unread", N_("Letters not read"), "myatlas list-letters --unread"},
  {"requests_incomplete", N_("Dossiers to complete"), "myatlas list-requests --state INCOMPLET"},
  {"due", N_("Due within 14 days or overdue"), "myatlas list-deadlines"},
  {"requests_draft", N_("Requests not sent"), "myatlas list-requests --state BROUILLON"},
  {"declarations_draft", N_("Declarations not sent"),
   "myatlas list-declarations --state BROUILLON"},
  {"invoices_refused", N_("Invoices refused"), "myatlas list-invoices --state REJETEE"}};

std::size_t count_of_waiting(const Json& waiting)
{
  return waiting.is_array() ? waiting.size() : waiting.get<std::size_t>();
}

// The first of them by their names.
std::string named_of(const Texts& texts, const Json& waiting)
{
  constexpr std::size_t k_most_named = 3;
  std::string named;
  for (std::size_t i = 0; i < std::min(waiting.size(), k_most_named); ++i) {
    join_to(named, name_of_waiting(texts, waiting[i]));
  }
  return waiting.size() > k_most_named ? named + "…" : named;
}

Json line_of_status(const Texts& texts, const WaitingLine& line, const Json& waiting)
{
  const std::size_t count = count_of_waiting(waiting);
  const std::string first = waiting.is_array() ? named_of(texts, waiting) : "";
  return {{"what", texts.tr(line.what)},
          {"count", count},
          {"first", first},
          {"command", count == 0 ? "" : line.command}};
}

// A line each of what waits: how much, the first of it, and the command that lists it.
Json lines_of_status(const Texts& texts, const Json& status)
{
  return operations::rows_of(k_waiting_lines, [&](const WaitingLine& line) {
    return line_of_status(texts, line, status.at(line.member));
  });
}

const std::vector<Field> k_status_fields = {{"what", N_("What waits")},
                                            {"count", N_("How many"), Show::number},
                                            {"first", N_("First")},
                                            {"command", N_("Command"), Show::text, Room::if_wide}};

// CSV is for programs, whoever runs them.
Texts texts_of_form(const Session& session)
{
  return session.is_table() ? session.texts() : Texts();
}

Result<int> show_lines(Session& session, const Json& lines)
{
  session.note_place_of_mails_there_are();
  return session.show({{{"lines", lines}}, k_status_fields, "lines"});
}

Result<int> show_status(Session& session, const operations::Answer& answer)
{
  return session.is_document()
           ? Result<int>(session.show({answer.document, {}, nullptr}))
           : show_lines(session, lines_of_status(texts_of_form(session), answer.document));
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
