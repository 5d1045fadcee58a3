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

std::vector<AmendedMember> changed_members(const Contract& before, const Contract& after)
{
  std::set<std::string> paths;
  for (const Contract* contract : {&before, &after}) {
    for (const auto& [path, value] : contract->values()) {
      paths.insert(path);
    }
  }
  std::vector<AmendedMember> changed;
  for (const std::string& path : paths) {
    if (before.text(path) != after.text(path)) {
      changed.push_back({path, shown(path, before.text(path)), shown(path, after.text(path))});
    }
  }
  return changed;
}

std::vector<AmendedMember> amended_members(const Contract& before, const Contract& after)
{
  std::vector<AmendedMember> changed = changed_members(before, after);
  std::erase_if(changed, [&](const AmendedMember& member) {
    const bool nir_untold = member.path.ends_with(".nir") && !after.has(member.path);
    return nir_untold || std::ranges::find(k_of_amendment, member.path) != k_of_amendment.end();
  });
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
