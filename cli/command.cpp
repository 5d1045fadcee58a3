#include "command.hpp"

#include <algorithm>
#include <array>

#include <CLI/CLI.hpp>

#include "typed_values.hpp"
#include "util/file.hpp"
#include "util/ranges.hpp"

namespace myatlas::cli {

namespace {

// "--siret,--company": the first that is a word.
std::string option_name(std::string_view flags)
{
  const std::size_t at = flags.find("--");
  const std::string_view name = flags.substr(at == flags.npos ? 0 : at);
  return std::string(name.substr(0, name.find(',')));
}

struct NameOfKind
{
  Kind kind;
  const char* name;
};

constexpr NameOfKind k_kind_names[] = {
  {Kind::account, "EMAIL"},  {Kind::batch, "BATCH"},         {Kind::certificate, "NUMBER"},
  {Kind::company, "SIREN"},  {Kind::declaration, "NUMBER"},  {Kind::dossier, "NUMBER"},
  {Kind::employee, "WHO"},   {Kind::establishment, "SIRET"}, {Kind::file, "FILE"},
  {Kind::invoice, "NUMBER"}, {Kind::letter, "NUMBER"},       {Kind::publication, "NUMBER"},
  {Kind::receipt, "NUMBER"}, {Kind::setting, "KEY"},
};

const char* name_of_kind(Kind kind)
{
  return std::ranges::find(k_kind_names, kind, &NameOfKind::kind)->name;
}

} // namespace

Meaning::Meaning(Kind of) : kind(of), name(name_of_kind(of)) {}

CommandLine& CommandLine::option(const char* flags, std::string& into, const OptionValue& value,
                                 const char* help)
{
  m_app.add_option(flags, into, m_language.tr(help))->type_name(value.text())->take_last();
  m_texts.push_back(&into);
  m_typed.push_back({option_name(flags), value.reads(), &into, nullptr});
  m_named.push_back({option_name(flags), &into});
  if (value.is_file()) {
    m_files.push_back({option_name(flags), &into, nullptr});
  }
  return *this;
}

Reads CommandLine::reads_of(std::string_view option) const
{
  const auto typed = std::ranges::find(m_typed, option, &Typed::option);
  return typed == m_typed.end() ? Reads::as_typed : typed->reads;
}

CommandLine& CommandLine::target(const char* flags, std::string& into, const char* help)
{
  m_targets.push_back(&into);
  return option(flags, into, "FILE", help);
}

std::vector<std::string> CommandLine::targets() const
{
  std::vector<std::string> given;
  for (const std::string* target : m_targets) {
    if (!target->empty()) {
      given.push_back(*target);
    }
  }
  return given;
}

namespace {

std::string with_option(const std::string& option, const std::string& path)
{
  return option.empty() ? path : option + " " + path;
}

} // namespace

void CommandLine::add_file_on_line(const FileValue& value, const std::string& path,
                                   std::vector<FileOnLine>& files) const
{
  if (!path.empty() && path != "-") { // neither given nor a stream
    const bool is_target = value.text != nullptr && util::contains(m_targets, value.text);
    files.push_back({with_option(value.option, path), path, is_target});
  }
}

std::vector<CommandLine::FileOnLine> CommandLine::files_on_line() const
{
  std::vector<FileOnLine> files;
  for (const FileValue& value : m_files) {
    if (value.text != nullptr) {
      add_file_on_line(value, *value.text, files);
      continue;
    }
    for (const std::string& path : *value.list) {
      add_file_on_line(value, path, files);
    }
  }
  return files;
}

Outcome CommandLine::check_targets() const
{
  const std::vector<FileOnLine> files = files_on_line();
  for (const FileOnLine& target : files) {
    const auto other = std::ranges::find_if(files, [&](const FileOnLine& file) {
      return target.is_target && &file != &target && util::is_same_file(file.path, target.path);
    });
    if (other != files.end()) {
      return Error{"usage.both", {other->told, target.told}};
    }
  }
  return Done{};
}

CommandLine& CommandLine::options(const char* flags, std::vector<std::string>& into,
                                  const OptionValue& value, const char* help)
{
  m_app.add_option(flags, into, m_language.tr(help))
    ->type_name(value.text())
    ->expected(1)
    ->take_all();
  m_lists.push_back(&into);
  m_typed.push_back({option_name(flags), value.reads(), nullptr, &into});
  m_named.push_back({option_name(flags), &into});
  if (value.is_file()) {
    m_files.push_back({option_name(flags), nullptr, &into});
  }
  return *this;
}

CommandLine& CommandLine::flag(const char* flags, bool& into, const char* help)
{
  m_app.add_flag(flags, into, m_language.tr(help));
  m_named.push_back({option_name(flags), &into});
  return *this;
}

CommandLine& CommandLine::argument(const Meaning& meaning, std::string& into, const char* help,
                                   Need need)
{
  m_app.add_option(meaning.name, into, m_language.tr(help));
  m_texts.push_back(&into);
  m_named.push_back({meaning.name, &into});
  add_argument({meaning, need, &into, nullptr});
  return *this;
}

CommandLine& CommandLine::arguments(const Meaning& meaning, std::vector<std::string>& into,
                                    const char* help, Need need)
{
  m_app.add_option(meaning.name, into, m_language.tr(help));
  m_lists.push_back(&into);
  m_named.push_back({meaning.name, &into});
  add_argument({meaning, need, nullptr, &into});
  return *this;
}

void CommandLine::add_argument(Argument argument)
{
  if (argument.need == Need::none) {
    m_app.get_option(argument.meaning.name)->group(k_optional);
  }
  if (argument.meaning.kind == Kind::file) {
    m_files.push_back({"", argument.text, argument.list});
  }
  m_arguments.push_back(std::move(argument));
}

std::string CommandLine::name_at(const void* value) const
{
  const auto* found = util::find_by(m_named, value, &Named::value);
  return found == nullptr ? std::string() : found->name;
}

Outcome CommandLine::check_arguments() const
{
  for (const Argument& argument : m_arguments) {
    if (argument.need == Need::always && !argument.is_given()) {
      return Error{"usage.missing", {argument.meaning.name, m_app.get_name()}};
    }
  }
  return Done{};
}

Outcome CommandLine::read_as_typed()
{
  Errors problems;
  for (const Typed& typed : m_typed) {
    const auto read = [&](std::string& text) {
      Result<std::string> value = cli::read_as_typed(typed.reads, text);
      if (value) {
        text = *std::move(value);
      } else {
        problems.push_back(value.error().at(typed.option));
      }
    };
    if (typed.text != nullptr) {
      read(*typed.text);
    } else {
      std::ranges::for_each(*typed.list, read);
    }
  }
  return problems.empty() ? Outcome(Done{}) : Outcome(problems);
}

void CommandLine::unmark(char mark)
{
  const auto clean = [mark](std::string& text) { text.erase(0, text.starts_with(mark) ? 1 : 0); };
  for (std::string* text : m_texts) {
    clean(*text);
  }
  for (std::vector<std::string>* list : m_lists) {
    std::ranges::for_each(*list, clean);
  }
}

const char* title_of(Group group)
{
  constexpr std::array k_titles = {
    N_("Account"),  N_("Companies and checks"), N_("Requests"),
    N_("Invoices"), N_("Contributions"),        N_("Letters, alerts, publications"),
    N_("Files"),    N_("Back office"),          N_("Upkeep")};
  return k_titles[static_cast<std::size_t>(group)];
}

} // namespace myatlas::cli
