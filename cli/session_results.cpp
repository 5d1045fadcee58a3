// How a session shows results.
#include "session.hpp"

#include <utility>

#include "output/plain_text.hpp"
#include "output/render.hpp"
#include "store/store.hpp"
#include "store_in_use.hpp"
#include "texts/empty_lists.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

bool Session::shows_colors() const
{
  const bool plain = env().variable("NO_COLOR") || env().variable("TERM").value_or("") == "dumb";
  const std::string& wanted = settings().value("color");
  return wanted == "always" || (wanted != "never" && env().out_is_terminal && !plain);
}

Screen Session::screen() const
{
  return {.width = env().out_is_terminal ? env().out_columns : 0,
          .color = shows_colors(),
          .zone = &zone(),
          .csv = csv_style(),
          .texts = texts()};
}

std::string Session::render_table(const View& view) const
{
  return render(view, Form::table, screen());
}

// Where who reads goes on behind the page that is shown; a document tells it itself.
void Session::note_next_page(const View& view)
{
  const formats::Json& next = member_of(view.document, "next");
  if (!is_json() && !next.is_null()) {
    note_that(N_("There are more: --after {0} goes on."), plain_text(next));
  }
}

void Session::note_empty_list()
{
  const std::string told = told_when_empty(texts(), command().name);
  if (!told.empty()) {
    note(told);
  }
}

int Session::show_list(const View& view)
{
  note_next_page(view);
  say(env().out, render(view, m_form, screen()));
  if (is_table() && view.document[view.list].empty()) {
    note_empty_list();
  }
  return 0;
}

// A page of the store's would be sorted by itself: all is asked for, sorted, and cut here.
void Session::page_what_is_sorted(std::string& limit, std::string& after)
{
  if (!options().list.sort.empty()) {
    page_list(std::exchange(limit, ""), std::exchange(after, ""));
  }
}

Outcome Session::check_columns() const
{
  const bool is_document = m_form == Form::json || m_form == Form::jsonl;
  if (is_document && !options().list.columns.empty()) {
    const char* form = is_json() ? "--output json" : "--output jsonl";
    return Error{"usage.both", {"--columns", form}};
  }
  return Done{};
}

Result<View> Session::arranged_list(const View& view) const
{
  TRY(check_columns());
  return arranged(is_table() ? with_client_references(view) : view, options().list);
}

int Session::show_one(const View& view)
{
  say(env().out, render(view, m_form, screen()));
  return 0;
}

int Session::show(const View& given)
{
  const StoreInUse& in_use = *m_store_in_use;
  if (options().quiet && in_use.writes() && is_table()) { // what was done, that is
    return 0;
  }
  if (given.list == nullptr) {
    return show_one(given);
  }
  const Result<View> listed = arranged_list(given);
  return listed ? show_list(*listed) : fail(listed.errors());
}

void Session::print_part(const char* list, const formats::Json& rows,
                         const std::vector<Field>& fields)
{
  if (is_table() && !rows.empty()) {
    print("\n" + render_table({{{list, rows}}, fields, list}));
  }
}

int Session::report(const View& view)
{
  return options().quiet && is_table() ? 0 : show(view);
}

int Session::print(const std::string& text)
{
  say(env().out, text);
  return 0;
}

int Session::print_bytes(const std::string& bytes)
{
  return env().out_is_terminal ? fail({Error{"usage.missing", {"--to", command().name}}})
                               : print(bytes);
}

int done_or_negative(bool yes)
{
  return static_cast<int>(yes ? Status::done : Status::negative);
}

int end_with(Session& session, const Result<int>& status)
{
  return status ? *status : session.fail(status.errors());
}

} // namespace myatlas::cli
