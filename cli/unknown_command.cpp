#include "unknown_command.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "command_list.hpp"
#include "output/joined.hpp"
#include "util/text.hpp"

namespace myatlas::cli {

namespace {

// Of all commands, and of the groups of those of two words.
std::vector<std::string> command_names()
{
  std::vector<std::string> names = {"help"};
  for (const Command* command : all_commands()) {
    const std::string name = command->name;
    names.push_back(name);
    if (const std::size_t blank = name.find(' ');
        blank != std::string::npos &&
        std::ranges::find(names, name.substr(0, blank)) == names.end()) {
      names.push_back(name.substr(0, blank));
    }
  }
  return names;
}

std::string those_that_begin(const std::string& word)
{
  std::vector<std::string> names = command_names();
  std::erase_if(names, [&](const std::string& name) { return !name.starts_with(word + "-"); });
  return joined(names);
}

// What French speakers type, folded, and the command that does it.
constexpr std::pair<std::string_view, const char*> k_french_commands[] = {
  {"importer", "import"},
  {"exporter", "export"},
  {"inscrire", "register"},
  {"inscription", "register"},
  {"connexion", "login"},
  {"deconnexion", "logout"},
  {"aide", "help"},
  {"sauvegarde", "backup"},
  {"sauvegarder", "backup"},
  {"restaurer", "restore"},
  {"verifier", "verify"},
  {"controler", "check"},
  {"simuler", "simulate-contribution"},
  {"declarer", "declare-contribution"},
  {"declarations", "list-declarations"},
  {"echeances", "list-deadlines"},
  {"demandes", "list-requests"},
  {"dossiers", "list-requests"},
  {"factures", "list-invoices"},
  {"entreprises", "list-companies"},
  {"etablissements", "list-establishments"},
  {"salaries", "list-employees"},
  {"taux", "rates"},
  {"modele", "template"},
  {"lettres", "list-letters"},
  {"courriers", "list-letters"},
  {"certificats", "list-certificates"},
  {"rapport", "report"},
};

std::string french_command(const std::string& name)
{
  const std::string word = util::fold(name);
  const auto found = std::ranges::find_if(k_french_commands, [&](const auto& pair) {
    return pair.first == word || pair.first == word + "s";
  });
  return found == std::end(k_french_commands) ? "" : found->second;
}

// The command that was meant: the next word belongs to it, or it was said in French, or misspelt.
std::string meant_by(const std::string& name, const std::vector<std::string>& after)
{
  const std::string joined = after.empty() ? "" : name + "-" + after.front();
  if (find_command(joined) != nullptr) {
    return joined;
  }
  const std::string french = french_command(name);
  return french.empty() ? util::nearest(name, command_names()) : french;
}

} // namespace

Error not_a_command(const std::string& name, const std::vector<std::string>& after,
                    const char* unknown)
{
  if (const std::string near = meant_by(name, after); !near.empty()) {
    return {"usage.command_nearest", {name, near}};
  }
  const std::string longer = those_that_begin(name);
  return longer.empty() ? Error{unknown, {name}} : Error{"usage.command_begins", {name, longer}};
}

} // namespace myatlas::cli
