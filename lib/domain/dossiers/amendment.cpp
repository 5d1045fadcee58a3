#include "domain/dossiers/amendment.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "domain/values/calendar.hpp"
#include "domain/values/person.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::Errors;
using util::fold;

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
                     *k_first_day = "contrat.dateDebutContrat",
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

// An amendment beside the contract as it is: the days that both name.
struct AmendedDays
{
  const Contract& after;
  Date start, end, new_end, signed_on;

  bool lengthens() const { return new_end > end; }

  // So that no day is left out.
  Date last() const { return lengthens() ? plus_days(end, 1) : end; }

  bool takes_effect_in_itself(Date effect) const;
  void check_effect(Errors& problems) const;
  void check_signature(Errors& problems) const;
};

std::optional<AmendedDays> amended_days(const Contract& before, const Contract& after)
{
  const auto start = before.date(k_first_day), end = before.date(k_last_day),
             new_end = after.date(k_last_day), signed_on = after.date(k_signed_on);
  if (!start || !end || !new_end || !signed_on) {
    return std::nullopt;
  }
  return AmendedDays{after, *start, *end, *new_end, *signed_on};
}

// Whether the day lies in the contract as it would be; else that is told.
bool AmendedDays::takes_effect_in_itself(Date effect) const
{
  const auto new_start = after.date(k_first_day);
  return new_start && *new_start <= effect && effect <= new_end;
}

Error effect_outside(Date effect, Date start, Date last)
{
  return Error{"contract.effect_outside", {effect.text(), start.text(), last.text()}}.at(k_effect);
}

Error prolonged_late(Date signed_on, Date end)
{
  return Error{"contract.prolonged_late", {signed_on.text(), end.text()}}.at(k_signed_on);
}

Error ended_before_signed(Date end, Date signed_on)
{
  return Error{"contract.ended_before_signed", {end.text(), signed_on.text()}}.at(k_last_day);
}

void AmendedDays::check_effect(Errors& problems) const
{
  const auto effect = after.date(k_effect);
  if (effect && takes_effect_in_itself(*effect) && (*effect < start || *effect > last())) {
    problems.push_back(effect_outside(*effect, start, last()));
  }
}

void AmendedDays::check_signature(Errors& problems) const
{
  if (lengthens() &&
      signed_on > last()) { // as a contract is concluded on its first day at the latest
    problems.push_back(prolonged_late(signed_on, end));
  }
  if (new_end < end && new_end < signed_on) {
    problems.push_back(ended_before_signed(new_end, signed_on));
  }
}

// What a contract still is on the day: it is amended while it runs, prolonged before it is over,
// and not ended by what is signed later.
void check_days(const Contract& before, const Contract& after, Errors& problems)
{
  if (const auto days = amended_days(before, after)) {
    days->check_effect(problems);
    days->check_signature(problems);
  }
}

std::set<std::string> paths_of(const Contract& before, const Contract& after)
{
  std::set<std::string> paths;
  for (const Contract* contract : {&before, &after}) {
    for (const auto& [path, value] : contract->values()) {
      paths.insert(path);
    }
  }
  return paths;
}

} // namespace

std::vector<AmendedMember> changed_members(const Contract& before, const Contract& after)
{
  std::vector<AmendedMember> changed;
  for (const std::string& path : paths_of(before, after)) {
    if (before.text(path) != after.text(path)) {
      changed.push_back({path, shown(path, before.text(path)), shown(path, after.text(path))});
    }
  }
  return changed;
}

namespace {

bool is_of_amendment(const std::string& path)
{
  return util::contains(k_of_amendment, path);
}

} // namespace

std::vector<AmendedMember> amended_members(const Contract& before, const Contract& after)
{
  std::vector<AmendedMember> changed = changed_members(before, after);
  std::erase_if(changed, [&](const AmendedMember& member) {
    const bool nir_untold = member.path.ends_with(".nir") && !after.has(member.path);
    return nir_untold || is_of_amendment(member.path);
  });
  return changed;
}

namespace {

bool is_left_out(const Unchanging& member, const std::string& path, const Contract& before,
                 const Contract& after)
{
  return member.may_be_left_out && (!before.has(path) || !after.has(path));
}

void check_unchanging(const Contract& before, const Contract& after, Errors& problems)
{
  for (const Unchanging& member : k_unchanging) {
    const std::string path(member.path), old = before.text(path), now = after.text(path);
    if (!is_left_out(member, path, before, after) && fold(old) != fold(now)) {
      problems.push_back(Error{member.code, {shown(path, old), shown(path, now)}}.at(path));
    }
  }
}

Error amended_early(Date amended, Date concluded)
{
  return Error{"contract.amendment_early", {amended.text(), concluded.text()}}.at(k_signed_on);
}

void check_conclusion(const Contract& before, const Contract& after, Errors& problems)
{
  const auto concluded = before.date(k_signed_on), amended = after.date(k_signed_on);
  if (concluded && amended && *amended < *concluded) {
    problems.push_back(amended_early(*amended, *concluded));
  }
}

bool breaks_off(const Contract& before, const Contract& after)
{
  return after.has(k_broken_off) && after.text(k_broken_off) != before.text(k_broken_off);
}

Error broken_off_by(const Contract& amendment)
{
  return Error{"contract.broken_off_by_amendment", {amendment.text(k_broken_off)}}.at(k_broken_off);
}

// What it changes: something, and not that the contract is broken off.
void check_change(const Contract& before, const Contract& after, Errors& problems)
{
  if (breaks_off(before, after)) {
    problems.push_back(broken_off_by(after));
  } else if (amended_members(before, after).empty()) {
    problems.push_back(Error{"contract.amends_nothing", {}}.at("contrat.typeContratApp"));
  }
}

} // namespace

Errors amendment_problems(const Contract& before, const Contract& after)
{
  Errors problems;
  check_unchanging(before, after, problems);
  check_conclusion(before, after, problems);
  check_change(before, after, problems);
  check_days(before, after, problems);
  return problems;
}

namespace {

constexpr std::string_view k_of_duration[] = {
  "contrat.typeDerogation",       "contrat.dateDebutContrat",   "contrat.dateFinContrat",
  "formation.dateDebutFormation", "formation.dateFinFormation", "formation.dureeFormation"};

bool changes_duration(const Contract& before, const Contract& after)
{
  return std::ranges::any_of(
    k_of_duration, [&](std::string_view path) { return before.text(path) != after.text(path); });
}

// For an exam, or because of a disability.
bool is_prolongation(const Contract& amendment)
{
  const std::int64_t type = amendment.number("contrat.typeContratApp");
  return type == 33 || type == 34;
}

} // namespace

DocumentsCase documents_case(const Contract& before, const Contract& after)
{
  DocumentsCase of = documents_case(after);
  of.adapted = of.adapted && changes_duration(before, after);
  of.stage =
    is_prolongation(after) ? DocumentsCase::Stage::prolongation : DocumentsCase::Stage::amendment;
  return of;
}

} // namespace myatlas::domain
