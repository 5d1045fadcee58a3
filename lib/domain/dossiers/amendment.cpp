#include "domain/dossiers/amendment.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "domain/values/person.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

// Of the amendment itself, and how it is sent.
constexpr std::array<std::string_view, 10> k_of_amendment = {"contrat.typeContratApp",
                                                             "contrat.dateEffetAvenant",
                                                             "contrat.numeroContratPrecedent",
                                                             "contrat.dateConclusion",
                                                             "contrat.noAvenant",
                                                             "contrat.noContrat",
                                                             "etat",
                                                             "commentaireEtat",
                                                             "versionCERFA",
                                                             "CERFAsignatureProbante"};

struct Unchanging
{
  std::string_view path;
  const char* code;
  bool may_be_left_out = false;
};
constexpr Unchanging k_unchanging[] = {
  {"apprenti.nom", "contract.other_person"},
  {"apprenti.prenom", "contract.other_person"},
  {"apprenti.dateNaissance", "contract.other_person"},
  {"apprenti.nir", "contract.other_person", true},
  {"formation.rncp", "contract.other_certification"},
  {"formation.intituleQualification", "contract.other_certification"},
  {"formation.codeDiplome", "contract.other_certification", true},
  {"formation.typeDiplome", "contract.other_certification", true},
};

std::string shown(const std::string& path, const std::string& value)
{
  return path.ends_with(".nir") && !value.empty() ? masked_nir(value) : value;
}

} // namespace

std::vector<AmendedMember> amended_members(const Contract& before, const Contract& after)
{
  std::set<std::string> paths;
  for (const Contract* contract : {&before, &after}) {
    for (const auto& [path, value] : contract->values()) {
      paths.insert(path);
    }
  }
  std::vector<AmendedMember> changed;
  for (const std::string& path : paths) {
    const bool is_same = before.text(path) == after.text(path);
    const bool nir_untold = path.ends_with(".nir") && !after.has(path);
    if (!is_same && !nir_untold &&
        std::ranges::find(k_of_amendment, path) == k_of_amendment.end()) {
      changed.push_back({path, shown(path, before.text(path)), shown(path, after.text(path))});
    }
  }
  return changed;
}

util::Errors amendment_problems(const Contract& before, const Contract& after)
{
  util::Errors problems;
  for (const Unchanging& member : k_unchanging) {
    const std::string path(member.path);
    const bool untold = member.may_be_left_out && (!before.has(path) || !after.has(path));
    if (!untold && util::fold(before.text(path)) != util::fold(after.text(path))) {
      problems.push_back(
        util::Error{member.code, {shown(path, before.text(path)), shown(path, after.text(path))}}
          .at(path));
    }
  }
  const auto concluded = before.date("contrat.dateConclusion"),
             amended = after.date("contrat.dateConclusion");
  if (concluded && amended && *amended < *concluded) {
    problems.push_back(
      util::Error{"contract.amendment_early", {amended->text(), concluded->text()}}.at(
        "contrat.dateConclusion"));
  }
  return problems;
}

} // namespace myatlas::domain
