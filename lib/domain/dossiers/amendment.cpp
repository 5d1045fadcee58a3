#include "domain/dossiers/amendment.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "domain/values/calendar.hpp"
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

constexpr const char *k_signed_on = "contrat.dateConclusion",
                     *k_last_day = "contrat.dateFinContrat", *k_effect = "contrat.dateEffetAvenant",
                     *k_broken_off = "contrat.dateRupture";

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

// What a contract still is on the day: it is amended while it runs, prolonged before it is over,
// and not ended by what is signed later.
void check_days(const Contract& before, const Contract& after, util::Errors& problems)
{
  const auto start = before.date("contrat.dateDebutContrat"), end = before.date(k_last_day),
             new_end = after.date(k_last_day);
  const auto effect = after.date(k_effect), signed_on = after.date(k_signed_on);
  if (!start || !end || !new_end || !signed_on) {
    return;
  }
  const bool lengthens = *new_end > *end;
  const Date last = lengthens ? plus_days(*end, 1) : *end; // so that no day is left out
  const auto new_start = after.date("contrat.dateDebutContrat");
  const bool is_of_amended =
    effect && new_start && *new_start <= *effect && *effect <= *new_end; // else that is told
  if (is_of_amended && (*effect < *start || *effect > last)) {
    problems.push_back(
      util::Error{"contract.effect_outside", {effect->text(), start->text(), last.text()}}.at(
        k_effect));
  }
  if (lengthens && *signed_on > last) { // as a contract is concluded on its first day at the latest
    problems.push_back(
      util::Error{"contract.prolonged_late", {signed_on->text(), end->text()}}.at(k_signed_on));
  }
  if (*new_end < *end && *new_end < *signed_on) {
    problems.push_back(
      util::Error{"contract.ended_before_signed", {new_end->text(), signed_on->text()}}.at(
        k_last_day));
  }
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
  const auto concluded = before.date(k_signed_on), amended = after.date(k_signed_on);
  if (concluded && amended && *amended < *concluded) {
    problems.push_back(
      util::Error{"contract.amendment_early", {amended->text(), concluded->text()}}.at(
        k_signed_on));
  }
  if (after.has(k_broken_off) && after.text(k_broken_off) != before.text(k_broken_off)) {
    problems.push_back(
      util::Error{"contract.broken_off_by_amendment", {after.text(k_broken_off)}}.at(k_broken_off));
  } else if (amended_members(before, after).empty()) {
    problems.push_back(util::Error{"contract.amends_nothing", {}}.at("contrat.typeContratApp"));
  }
  check_days(before, after, problems);
  return problems;
}

DocumentsCase documents_case(const Contract& before, const Contract& after)
{
  constexpr std::string_view k_of_duration[] = {
    "contrat.typeDerogation",       "contrat.dateDebutContrat",   "contrat.dateFinContrat",
    "formation.dateDebutFormation", "formation.dateFinFormation", "formation.dureeFormation"};
  constexpr int k_prolonged_for_exam = 33, k_prolonged_for_disability = 34;
  DocumentsCase of = documents_case(after);
  of.adapted = of.adapted && std::ranges::any_of(k_of_duration, [&](std::string_view path) {
                 return before.text(path) != after.text(path);
               });
  const std::int64_t type = after.number("contrat.typeContratApp");
  of.stage = type == k_prolonged_for_exam || type == k_prolonged_for_disability
               ? DocumentsCase::Stage::prolongation
               : DocumentsCase::Stage::amendment;
  return of;
}

} // namespace myatlas::domain
