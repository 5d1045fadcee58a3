// Every command as data, for programs that wrap this one.
#include <algorithm>
#include <string>
#include <vector>

#include "command_list.hpp"
#include "commands/upkeep/commands.hpp"
#include "domain/values/names.hpp"
#include "operations/operations.hpp"
#include "operations/upkeep/program_documents.hpp"
#include "parser.hpp"
#include "session.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

using formats::Json;

// "pdc|vae" as a list; null for a name of a value, "FILE".
Json choices_in(const std::string& value)
{
  const bool has_choices = value.find('|') != value.npos;
  return has_choices ? Json(util::split(value, '|')) : Json(nullptr);
}

// "-o, --output" as ["-o", "--output"].
Json names_in(const std::string& names)
{
  return util::mapped(util::split(names, ','), util::trim);
}

struct ReadsName
{
  Reads reads;
  const char* name;
};

constexpr ReadsName k_reads_names[] = {{Reads::as_typed, "text"},
                                       {Reads::amount, "amount"},
                                       {Reads::day, "day"},
                                       {Reads::number, "number"},
                                       {Reads::percentage, "number"},
                                       {Reads::number_of_year, "number of a year"},
                                       {Reads::amount_of_nature, "amount of a nature"}};
static_assert(domain::has_all<k_reads_names, &ReadsName::reads>());

// What an option takes; of those of every command nothing is told but words and texts.
const char* kind_of(const OptionHelp& option, const CommandLine* line)
{
  if (option.value.empty()) {
    return "flag";
  }
  if (!choices_in(option.value).is_null()) {
    return "choice";
  }
  const std::string name = names_in(option.names).back().get<std::string>();
  const Reads reads = line == nullptr ? Reads::as_typed : line->reads_of(name);
  return std::ranges::find(k_reads_names, reads, &ReadsName::reads)->name;
}

Json option_json(const OptionHelp& option, const CommandLine* line)
{
  return {{"names", names_in(option.names)},
          {"value", formats::text_or_null(option.value)},
          {"kind", kind_of(option, line)},
          {"choices", choices_in(option.value)},
          {"help", option.text}};
}

struct KindName
{
  Kind kind;
  const char* name;
};

constexpr KindName k_kind_names[] = {
  {Kind::account, "account"},
  {Kind::batch, "batch"},
  {Kind::certificate, "certificate"},
  {Kind::company, "company"},
  {Kind::declaration, "declaration"},
  {Kind::dossier, "dossier"},
  {Kind::employee, "employee"},
  {Kind::establishment, "establishment"},
  {Kind::file, "file"},
  {Kind::invoice, "invoice"},
  {Kind::letter, "letter"},
  {Kind::publication, "publication"},
  {Kind::receipt, "receipt"},
  {Kind::setting, "setting"},
  {Kind::text, "text"},
};
static_assert(domain::has_all<k_kind_names, &KindName::kind>());

const char* kind_of(const Meaning& meaning)
{
  return meaning.words.empty()
           ? std::ranges::find(k_kind_names, meaning.kind, &KindName::kind)->name
           : "choice";
}

Json argument_json(const OptionHelp& help, const Argument& argument)
{
  return {{"name", help.names},
          {"required", argument.need != Need::none},
          {"several", help.repeatable},
          {"kind", kind_of(argument.meaning)},
          {"choices", choices_in(argument.meaning.words)},
          {"help", help.text}};
}

Json operation_json(const operations::Operation* operation)
{
  if (operation == nullptr) {
    return nullptr;
  }
  return {{"effect", operations::name_of(operation->effect)},
          {"who", operations::name_of(operation->who)},
          {"request", operations::request_name(*operation) + ".v1"},
          {"answers", operations::answers_document(operation, "")}};
}

Json command_json(const Command& command)
{
  const Parser parser(command); // in English, as all machine output is
  Json arguments = Json::array(), options = Json::array();
  std::size_t at = 0;
  for (const OptionHelp& option : options_of(parser)) {
    if (option.positional) {
      arguments.push_back(argument_json(option, parser.arguments().at(at++)));
    } else if (!option.common) {
      options.push_back(option_json(option, &parser.line()));
    }
  }
  return {{"name", command.name},
          {"group", title_of(command.group)},
          {"summary", command.summary},
          {"arguments", arguments},
          {"options", options},
          {"idempotency_key", command.keyed},
          {"operation", operation_json(command.operation)},
          {"answers", operations::answers_document(command.operation, command.answers)}};
}

Json common_options()
{
  Json options = Json::array();
  const Parser parser(*all_commands().front());
  for (const OptionHelp& option : options_of(parser)) {
    if (option.common) {
      options.push_back(option_json(option, nullptr));
    }
  }
  return options;
}

Result<int> run_commands(Session& session)
{
  Json commands = Json::array();
  for (const Command* command : all_commands()) {
    commands.push_back(command_json(*command));
    if (session.form() == Form::table) {
      commands.back()["summary"] = session.texts().tr(command->summary);
    }
  }
  return session.show({operations::commands_document(MYATLAS_VERSION, commands, common_options()),
                       {{"name", N_("Command")}, {"summary", N_("What it does")}},
                       "commands"});
}

constexpr Example k_commands_examples[] = {
  {N_("All there are"), "myatlas commands"},
  {N_("The options of one, for a program"),
   "myatlas commands -o json | jq '.commands[] | select(.name == \"list-requests\")'"},
};

} // namespace

const Command k_commands_as_data = {
  .name = "commands",
  .group = Group::upkeep,
  .summary = N_("List the commands, for programs too"),
  .description =
    N_("Lists every command. As JSON each comes with its arguments, options and kinds of values, "
       "and with what it asks of a store: whether it reads or writes, who may ask, and the schemas "
       "of request and answer, which \"myatlas schema\" prints."),
  .examples = k_commands_examples,
  .declare = without_options<run_commands>,
  .answers = "commands/1",
  .bears_wrong_settings = true,
};

} // namespace myatlas::cli
