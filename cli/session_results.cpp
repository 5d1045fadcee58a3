// How a session shows results.
#include "session.hpp"

#include "output/render.hpp"
#include "texts/empty_lists.hpp"
#include "texts/errors.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

Screen Session::screen() const
{
  const bool plain = m_env.variable("NO_COLOR") || m_env.variable("TERM").value_or("") == "dumb";
  const std::string& wanted = m_settings.value("color");
  return {m_env.out_is_terminal ? m_env.out_columns : 0,
          wanted == "always" || (wanted != "never" && m_env.out_is_terminal && !plain), &m_zone,
          csv_style(), texts()};
}

std::string Session::render_table(const View& view) const
{
  return render(view, Form::table, screen());
}

// Where a person goes on behind the page that is shown.
void Session::note_next_page(const View& view)
{
  const auto next = view.document.find("next");
  const bool is_cut =
    !m_options.list.limit.empty() && next != view.document.end() && next->is_string();
  if (is_cut && m_form == Form::table) {
    note(texts().trf(N_("There are more: --after {0} goes on."), next->get<std::string>()));
  }
}

int Session::show_list(const View& view)
{
  note_next_page(view);
  say(m_env.out, render(view, m_form, screen()));
  if (m_form == Form::table && view.document[view.list].empty()) {
    if (const std::string told = told_when_empty(texts(), m_command.name); !told.empty()) {
      note(told);
    }
  }
  return 0;
}

int Session::show(const View& given)
{
  if (m_options.quiet && m_writes && m_form == Form::table) { // what was done, that is
    return 0;
  }
  if (given.list == nullptr) {
    say(m_env.out, render(given, m_form, screen()));
    return 0;
  }
  const bool is_document = m_form == Form::json || m_form == Form::jsonl;
  if (is_document && !m_options.list.columns.empty()) {
    const char* form = m_form == Form::json ? "--output json" : "--output jsonl";
    return fail({util::Error{"usage.both", {"--columns", form}}});
  }
  const util::Result<View> listed = arranged(given, m_options.list);
  return listed ? show_list(*listed) : fail(listed.errors());
}

int Session::report(const View& view)
{
  return m_options.quiet && m_form == Form::table ? 0 : show(view);
}

int Session::print(const std::string& text)
{
  say(m_env.out, text);
  return 0;
}

int Session::print_bytes(const std::string& bytes)
{
  if (m_env.out_is_terminal) {
    return fail({util::Error{"usage.missing", {"--to", m_command.name}}});
  }
  say(m_env.out, bytes);
  return 0;
}

util::Result<services::Context*> open_store_of(Session& session)
{
  const Command& command = session.command();
  return session.open(command.store == Use::write ? store::Store::Use::write
                                                  : store::Store::Use::read,
                      command.login);
}

int end_with(Session& session, const util::Result<int>& status)
{
  return status ? *status : session.fail(status.errors());
}

} // namespace myatlas::cli
