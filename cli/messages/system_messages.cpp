#include "messages/errors.hpp"
#include "messages/tr.hpp"

namespace myatlas::cli {

namespace {

constexpr Message k_messages[] = {
  {"store.locked", Status::try_again, N_("{0}: another program is writing to the store"),
   N_("Run the command again in a moment.")},
  {"store.unwritable", Status::cannot_create, N_("{0}: the store cannot be written there ({1})"),
   N_("Choose another place with --store, or check the rights of the folder.")},
  {"store.corrupt", Status::input_output, N_("{0}: the store is damaged ({1})"),
   N_("Restore it from a backup.")},
  {"store.io", Status::input_output, N_("{0}: reading or writing the store failed ({1})"),
   N_("Call the administrator: the disk has a fault or is full.")},
  {"store.engine", Status::bug, N_("{0}: the store refused a statement ({1})"),
   N_("Report it as a bug.")},
  {"store.not_ours", Status::input_output, N_("{0}: this is not a store of myatlas; it is left as it is"),
   N_("Choose another file with --store.")},
  {"store.link", Status::input_output, N_("{0}: the store may not be a symbolic link"),
   N_("Give the path of the file itself.")},
  {"store.newer", Status::settings, N_("The store is of version {0} and this program knows {1}"),
   N_("Install a newer myatlas.")},
  {"store.older", Status::settings, N_("{0}: the store is of an older version"),
   N_("Run any command that writes: it is brought up to date.")},
  {"store.missing", Status::no_input, N_("{0}: there is no store yet"),
   N_("It is created by the first command that writes.")},
  {"store.key", Status::input_output, N_("{0}: the key of the store cannot be read"),
   N_("Restore the file beside the store.")},
  {"store.url", Status::settings, N_("\"{0}\" is not a store that can be used: a path is expected"),
   N_("Give the path of a file.")},
  {"store.cipher", Status::input_output, N_("A sealed letter of the outbox cannot be opened"),
   N_("The key beside the store is not the one that sealed it.")},
  {"machine.memory", Status::input_output, N_("There is not enough memory"),
   N_("Close other programs and run the command again.")},
  {"machine.random", Status::input_output, N_("The system gives no random numbers"),
   N_("Call the administrator.")},
  {"output.write", Status::input_output, N_("The result could not be written: {0}"),
   N_("Check where standard output goes.")},
  {"instant.form", Status::usage, N_("\"{0}\" is not an instant: RFC 3339 is expected, as in 2026-02-28T22:00:00Z"),
   N_("See: myatlas --help")},
  {"usage.command", Status::usage, N_("There is no command \"{0}\""),
   N_("See: myatlas --help")},
  {"usage.command_nearest", Status::usage, N_("There is no command \"{0}\". Did you mean \"{1}\"?"),
   N_("See: myatlas {1} --help")},
  {"usage.option", Status::usage, N_("The command {1} has no option \"{0}\""),
   N_("See: myatlas {1} --help")},
  {"usage.option_nearest", Status::usage, N_("The command {1} has no option \"{0}\". Did you mean \"{2}\"?"),
   N_("See: myatlas {1} --help")},
  {"usage.argument", Status::usage, N_("The command {1} does not know what to do with \"{0}\""),
   N_("See: myatlas {1} --help")},
  {"usage.form", Status::usage, N_("Wrong use of {1}: {0}"),
   N_("See: myatlas {1} --help")},
  {"usage.value_missing", Status::usage, N_("The option {0} of {1} lacks its value"),
   N_("See: myatlas {1} --help")},
  {"usage.missing", Status::usage, N_("{0} is missing"),
   N_("See: myatlas {1} --help")},
  {"usage.both", Status::usage, N_("{0} and {1} cannot be given together"),
   N_("Give one of them.")},
  {"usage.choice", Status::usage, N_("\"{0}\" is not a value of {1}: {2} are expected"),
   N_("Give one of them.")},
  {"usage.prompt", Status::usage, N_("There is no terminal to ask: {0}"),
   N_("Give {1}.")},
  {"usage.encoding", Status::usage, N_("\"{0}\" is not UTF-8 text: an argument in UTF-8 is expected"),
   N_("Set the terminal to UTF-8, or rename the file.")},
  {"settings.file", Status::settings, N_("{0}: the file of settings cannot be read"),
   N_("Check the path given with --config.")},
  {"usage.number", Status::usage, N_("\"{0}\" is not a number for {1}"),
   N_("Give a whole number.")},
  {"settings.syntax", Status::settings, N_("{0}: the settings are not TOML: {1}"),
   N_("Correct the line, or take it out.")},
  {"settings.key", Status::settings, N_("{0}: there is no setting \"{1}\""),
   N_("See: myatlas config show")},
  {"settings.key_misspelt", Status::settings, N_("{0}: there is no setting \"{1}\". Did you mean \"{2}\"?"),
   N_("See: myatlas config show")},
  {"settings.value", Status::settings, N_("\"{1}\" is not a value of the setting {0}: {2} are expected"),
   N_("Correct it where it is set: myatlas config show --origin")},
  {"audit.broken", Status::negative, N_("The audit was changed at row {0}: the chain does not hold from there"),
   N_("Compare with a backup.")},
  {"bug", Status::bug, N_("Something that should not happen has happened: {0}"),
   N_("Report it as a bug, with the command line.")},
};

} // namespace

std::span<const Message> system_messages()
{
  return k_messages;
}

} // namespace myatlas::cli
