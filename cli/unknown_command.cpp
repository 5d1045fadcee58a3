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
  {"societes", "list-companies"},
  {"clients", "list-companies"},
  {"etablissements", "list-establishments"},
  {"salaries", "list-employees"},
  {"taux", "rates"},
  {"modele", "template"},
  {"lettres", "list-letters"},
  {"courriers", "list-letters"},
  {"certificats", "list-certificates"},
  {"rapport", "report"},
};

// What such a line begins with, in French or half of it: "lister-factures", "list-factures".
constexpr std::pair<std::string_view, std::string_view> k_french_verbs[] = {
  {"lister", "list"},       {"liste", "list"},      {"list", "list"},
  {"afficher", "show"},     {"montrer", "show"},    {"voir", "show"},
  {"show", "show"},         {"ajouter", "add"},     {"add", "add"},
  {"modifier", "edit"},     {"edit", "edit"},       {"retirer", "remove"},
  {"supprimer", "remove"},  {"remove", "remove"},   {"envoyer", "submit"},
  {"deposer", "submit"},    {"submit", "submit"},   {"simuler", "simulate"},
  {"calculer", "simulate"}, {"declarer", "declare"}};

constexpr std::pair<std::string_view, std::string_view> k_french_nouns[] = {
  {"facture", "invoice"},
  {"demande", "request"},
  {"dossier", "request"},
  {"entreprise", "company"},
  {"societe", "company"},
  {"client", "company"},
  {"etablissement", "siret"},
  {"salarie", "employee"},
  {"declaration", "declaration"},
  {"contrat", "contract"},
  {"lettre", "letter"},
  {"courrier", "letter"},
  {"certificat", "certificate"},
  {"lot", "batch"},
  {"acces", "access"},
  {"echeance", "deadline"},
  {"alerte", "alert"},
  {"document", "document"},
  {"cotisation", "contribution"},
  {"contribution", "contribution"},
  {"company", "company"},
  {"batch", "batch"},
  {"certificate", "certificate"}};

constexpr std::pair<std::string_view, std::string_view> k_plurals[] = {{"company", "companies"},
                                                                       {"batch", "batches"},
                                                                       {"access", "access"},
                                                                       {"siret", "establishments"}};

// What the word on the left stands for; empty: nothing.
template <std::size_t count, typename Text>
std::string meaning(const std::pair<std::string_view, Text> (&words)[count], std::string_view word)
{
  const auto* found = std::ranges::find(words, word, &std::pair<std::string_view, Text>::first);
  return found == std::end(words) ? std::string() : std::string(found->second);
}

std::string in_plural(const std::string& noun)
{
  const std::string irregular = meaning(k_plurals, noun);
  return irregular.empty() ? noun + "s" : irregular;
}

std::string singular_of(const std::string& word)
{
  return word.ends_with('s') && word != "acces" ? word.substr(0, word.size() - 1) : word;
}

std::string if_command(const std::string& name)
{
  return find_command(name) == nullptr ? "" : name;
}

// "lister_factures": a verb and what it is done to.
std::string french_deed(const std::string& word)
{
  const std::size_t between = word.find('_');
  if (between == word.npos) {
    return "";
  }
  const std::string verb = meaning(k_french_verbs, word.substr(0, between)),
                    noun = meaning(k_french_nouns, singular_of(word.substr(between + 1)));
  return if_command(verb + "-" + (verb == "list" ? in_plural(noun) : noun));
}

std::string french_command(const std::string& name)
{
  const std::string word = util::fold(name), alone = meaning(k_french_commands, word),
                    several = meaning(k_french_commands, word + "s");
  if (!alone.empty()) {
    return alone;
  }
  return several.empty() ? french_deed(word) : several;
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
