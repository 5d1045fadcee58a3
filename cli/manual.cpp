#include "manual.hpp"

#include <fmt/format.h>

#include "help.hpp"
#include "messages/errors.hpp"
#include "parser.hpp"

namespace myatlas::cli {

namespace {

std::string roff(std::string_view text)
{
  std::string escaped;
  for (const char c : text) {
    escaped += c == '\\' ? "\\e" : c == '-' ? "\\-" : std::string(1, c);
  }
  return escaped.starts_with('.') || escaped.starts_with('\'') ? "\\&" + escaped : escaped;
}

std::string page_name(const Command& command)
{
  std::string name = fmt::format("myatlas-{}", command.name);
  for (char& c : name) {
    c = c == ' ' ? '-' : c;
  }
  return name;
}

constexpr const char* k_dated = "2026\\-11\\-23 \"myatlas " MYATLAS_VERSION "\" \"MyAtlas\"";

std::string roff_options(const std::vector<OptionHelp>& options)
{
  std::string text;
  for (const OptionHelp& option : options) {
    if (option.common) {
      continue;
    }
    text += fmt::format(".TP\n\\fB{}\\fR{}\n{}\n", roff(option.names),
                        option.value.empty() ? "" : " \\fI" + roff(option.value) + "\\fR", roff(option.text));
  }
  return text.empty() ? text : fmt::format(".SH {}\n", tr(N_("OPTIONS"))) + text;
}

// The fields of a sentence stand for what was found.
std::string with_dots(const char* sentence)
{
  return fill(tr(sentence), sentence, {"…", "…", "…", "…"});
}

std::string error_entry(const Message& message)
{
  return fmt::format(".TP\n\\fB{}\\fR ({})\n{}.\n{}\n", roff(message.code), static_cast<int>(message.status),
                     roff(with_dots(message.sentence)), roff(with_dots(message.hint)));
}

} // namespace

std::string manual_page(const Command& command)
{
  const Parser parser(command);
  const std::vector<OptionHelp> options = options_of(parser);
  std::string page = fmt::format(".TH {} 1 {}\n", page_name(command), k_dated);
  page += fmt::format(".SH {}\n{} \\- {}\n", tr(N_("NAME")), roff(page_name(command)), roff(tr(command.summary)));
  page += fmt::format(".SH {}\n\\fB{}\\fR\n", tr(N_("SYNOPSIS")), roff(use_of(command, options)));
  page += fmt::format(".SH {}\n", tr(N_("EXAMPLES")));
  for (const Example& example : command.examples) {
    page += fmt::format(".PP\n{}\n.PP\n.nf\n.RS\n{}\n.RE\n.fi\n", roff(tr(example.comment)), roff(example.line));
  }
  page += fmt::format(".SH {}\n{}\n", tr(N_("DESCRIPTION")), roff(tr(command.description)));
  page += roff_options(options);
  page += fmt::format(".SH {}\n{}\n", tr(N_("EXIT STATUS")), roff(tr(N_("See myatlas-exit-status(7)."))));
  return page + fmt::format(".SH {}\nmyatlas(1), myatlas\\-errors(7), myatlas\\-scripting(7)\n", tr(N_("SEE ALSO")));
}

std::string errors_page()
{
  struct Part
  {
    const char* title;
    std::span<const Message> messages;
  };
  const Part parts[] = {{N_("VALUES"), value_messages()}, {N_("FILES"), file_messages()}, {N_("ACCOUNTS"), account_messages()},
                        {N_("DOSSIERS, INVOICES, CONTRIBUTIONS"), dossier_messages()},
                        {N_("APPRENTICESHIP CONTRACTS"), contract_messages()}, {N_("MACHINE AND USE"), system_messages()}};
  std::string page = fmt::format(".TH myatlas\\-errors 7 {}\n.SH {}\nmyatlas\\-errors \\- {}\n.SH {}\n{}\n", k_dated,
                                 tr(N_("NAME")), roff(tr(N_("every error code of myatlas"))), tr(N_("DESCRIPTION")),
                                 roff(tr(N_("Each code with the exit status it ends with, what it says and what to do."))));
  for (const Part& part : parts) {
    page += fmt::format(".SH {}\n", tr(part.title));
    for (const Message& message : part.messages) {
      page += error_entry(message);
    }
  }
  return page + fmt::format(".SH {}\nmyatlas(1), myatlas\\-exit\\-status(7)\n", tr(N_("SEE ALSO")));
}

} // namespace myatlas::cli
