#include "domain/dossiers/contract_rules.hpp"

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "domain/dossiers/contract_pay.hpp"
#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/branches.hpp"
#include "domain/values/calendar.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_shortest = 6, k_longest = 54, k_longest_training = 48; // months
constexpr int k_apart = 3; // months between the starts, and the ends
constexpr int k_most_weekly_hours = 40;
constexpr int k_hours_of_a_year = 1607;
constexpr int k_days_of_a_year = 365;
constexpr int k_least_age = 15, k_age_without_derogation = 16, k_age_with_derogation = 30,
              k_most_age_in_succession = 35, k_adult = 18;
constexpr const char *k_concluded = "contrat.dateConclusion", *k_start = "contrat.dateDebutContrat",
                     *k_end = "contrat.dateFinContrat",
                     *k_training_start = "formation.dateDebutFormation",
                     *k_training_end = "formation.dateFinFormation",
                     *k_practical = "contrat.dateFormationPratiqueEmployeur",
                     *k_birth = "apprenti.dateNaissance", *k_type = "contrat.typeContratApp";

// The contract under its rules: each looks at what is there and says what it found.
class Rules
{
public:
  Rules(const Contract& contract, const ContractFacts& facts)
    : m_contract(contract), m_facts(facts), m_concluded(contract.date(k_concluded)),
      m_start(contract.date(k_start)), m_end(contract.date(k_end)),
      m_training_start(contract.date(k_training_start)),
      m_training_end(contract.date(k_training_end)), m_birth(contract.date(k_birth))
  {
  }

  std::vector<Finding> all()
  {
    members();
    conclusion();
    lengths();
    training();
    hours();
    age();
    derogation();
    people();
    parties();
    const std::vector<Finding> about_pay = pay_findings(m_contract, m_facts);
    m_found.insert(m_found.end(), about_pay.begin(), about_pay.end());
    amendment();
    form();
    sending();
    return std::move(m_found);
  }

private:
  void blocks(const std::string& path, const char* code, std::vector<std::string> args = {})
  {
    m_found.push_back({Severity::blocks, util::Error{code, std::move(args)}.at(path)});
  }
  void warns(const std::string& path, const char* code, std::vector<std::string> args = {})
  {
    m_found.push_back({Severity::warns, util::Error{code, std::move(args)}.at(path)});
  }
  std::int64_t type() const { return m_contract.number(k_type); }

  void members()
  {
    for (const ContractMember& member : contract_members()) {
      if (member.required && !m_contract.has(member.path)) {
        blocks(std::string(member.path), "contract.required", {std::string(member.path)});
      }
    }
    for (const char* path : {"employeur.attestationEligibilite", "employeur.attestationPieces"}) {
      if (!m_contract.flag(path)) {
        blocks(path, "contract.not_attested", {path});
      }
    }
    if (!m_contract.has("apprenti.nir")) {
      warns("apprenti.nir", "contract.no_nir");
    }
  }

  void conclusion()
  {
    if (!m_concluded) {
      return;
    }
    // An amendment is concluded while the contract runs: the day of the contract is that of its
    // first conclusion.
    const auto first = first_concluded();
    if (first && m_start && *first > *m_start) {
      blocks(m_contract.is_amendment() ? k_start : k_concluded, "contract.concluded_after_start",
             {first->text(), m_start->text()});
    }
    if (*m_concluded > m_facts.today) {
      blocks(k_concluded, "contract.concluded_future", {m_concluded->text(), m_facts.today.text()});
    }
    if (m_concluded->year() < 2020) {
      blocks(k_concluded, "contract.concluded_early", {m_concluded->text()});
    }
    if (!m_contract.is_amendment() && m_training_start && *m_concluded > *m_training_start) {
      warns(k_concluded, "contract.training_before",
            {m_training_start->text(), m_concluded->text()});
    }
  }

  // Nothing of an amendment whose contract is not known.
  std::optional<Date> first_concluded() const
  {
    return m_contract.is_amendment() ? m_facts.first_conclusion : m_concluded;
  }

  // Rules 4 to 6: from first to last day, both counted.
  void length(std::optional<Date> first, std::optional<Date> last, const std::string& path,
              int most, const char* code)
  {
    if (!first || !last) {
      return;
    }
    if (*last < *first) {
      blocks(path, "contract.order", {first->text(), last->text()});
    } else if (plus_days(*last, 1) < plus_months(*first, k_shortest) ||
               plus_days(*last, 1) > plus_months(*first, most)) {
      blocks(path, code,
             {first->text(), last->text(), std::to_string(k_shortest), std::to_string(most)});
    }
  }

  void lengths()
  {
    length(m_start, m_end, k_end, k_longest, "contract.term");
    length(m_training_start, m_training_end, k_training_end, k_longest_training,
           "contract.training_length");
  }

  void training()
  {
    if (m_start && m_training_start &&
        (*m_training_start < plus_months(*m_start, -k_apart) ||
         *m_training_start > plus_months(*m_start, k_apart))) {
      blocks(k_training_start, "contract.training_start",
             {m_training_start->text(), m_start->text()});
    }
    const auto practical = m_contract.date(k_practical);
    const auto first = first_concluded();
    if (practical && first && *practical < *first) {
      blocks(k_practical, "contract.practical_before_conclusion",
             {practical->text(), first->text()});
    } else if (practical && m_start && m_end &&
               (*practical < *m_start || *practical > plus_months(*m_start, k_apart) ||
                *practical > *m_end)) {
      blocks(k_practical, "contract.practical_start", {practical->text(), m_start->text()});
    }
    if (m_start && m_end && m_training_end &&
        (*m_training_end < *m_start || *m_training_end > *m_end)) {
      blocks(k_training_end, "contract.training_end",
             {m_training_end->text(), m_start->text(), m_end->text()});
    }
    if (m_end && m_training_end && *m_end > plus_months(*m_training_end, k_apart)) {
      blocks(k_end, "contract.ends_late", {m_end->text(), m_training_end->text()});
    }
    certification();
  }

  // That the certification is registered and reached by apprenticeship, by the table an operator
  // loaded where there is one.
  void certification()
  {
    const std::string& code = m_contract.text("formation.rncp");
    const CertificationFacts& known = m_facts.certification;
    if (code.starts_with("RS")) { // the répertoire spécifique does not give access to
                                  // apprenticeship (L6211-1, L6113-1)
      blocks("formation.rncp", "contract.rncp", {code});
    } else if (const auto day = m_facts.first_conclusion ? m_facts.first_conclusion : m_concluded;
               known.found && day && !is_registered(*known.found, *day)) {
      blocks("formation.rncp", "contract.rncp_registered", {code, day->text()});
    } else if (known.found && known.found->apprenticeship == false) {
      blocks("formation.rncp", "contract.rncp_apprenticeship", {code});
    } else if (known.has_table && !known.found && !code.empty()) {
      warns("formation.rncp", "contract.rncp_unknown", {code});
    }
  }

  void hours()
  {
    const std::int64_t weekly = m_contract.number("contrat.dureeTravailHebdoHeures") * 60 +
                                m_contract.number("contrat.dureeTravailHebdoMinutes");
    if (weekly > k_most_weekly_hours * 60) {
      blocks("contrat.dureeTravailHebdoHeures", "contract.weekly_hours", {fmt_hours(weekly)});
    }
    const std::int64_t training = m_contract.number("formation.dureeFormation"),
                       distance = m_contract.number("formation.nombreHeuresEnDistanciel");
    if (training > 0 && distance > training) {
      blocks("formation.nombreHeuresEnDistanciel", "contract.distance_hours",
             {std::to_string(distance), std::to_string(training)});
    }
    if (m_start && m_end && training > 0 && *m_end >= *m_start) {
      const std::int64_t days = m_end->days() - m_start->days() + 1;
      if (training * 4 * k_days_of_a_year < k_hours_of_a_year * days) {
        const std::int64_t least = k_hours_of_a_year * days / (4 * k_days_of_a_year);
        warns("formation.dureeFormation", "contract.few_hours",
              {std::to_string(training), std::to_string(least)});
      }
    }
  }

  static std::string fmt_hours(std::int64_t minutes)
  {
    const std::string rest = std::to_string(minutes % 60);
    return std::to_string(minutes / 60) + " h " + (rest.size() < 2 ? "0" : "") + rest;
  }

  // What lifts the limit of age (L6222-2).
  bool without_limit() const
  {
    return m_contract.flag("apprenti.handicap") ||
           m_contract.flag("apprenti.droitsRqthExtensionBOE") ||
           m_contract.flag("apprenti.droitsRqthEquivalenceJeune") ||
           m_contract.flag("apprenti.inscriptionSportifDeHautNiveau") ||
           m_contract.flag("apprenti.projetCreationRepriseEntreprise");
  }

  void age()
  {
    if (!m_birth || !m_start) {
      return;
    }
    const int years = age_on(*m_birth, *m_start);
    if (years < k_least_age) {
      blocks(k_birth, "contract.too_young", {std::to_string(years)});
    }
    const bool first = type() == 11, in_succession = type() / 10 == 2;
    const int most = first ? k_age_with_derogation - 1 : k_most_age_in_succession;
    if ((first || in_succession) && years > most && !without_limit()) {
      blocks(k_birth, "contract.too_old", {std::to_string(years), std::to_string(most)});
    }
    const Date signing = m_concluded.value_or(*m_start);
    const bool minor = age_on(*m_birth, signing) < k_adult;
    const bool emancipated = m_contract.text("apprenti.apprentiMineurNonEmancipe") == "false";
    if (minor && !emancipated &&
        (!m_contract.has("apprenti.responsableLegal.nom") ||
         !m_contract.has("apprenti.responsableLegal.prenom"))) {
      blocks("apprenti.responsableLegal", "contract.guardian", {signing.text()});
    }
    if (m_contract.number("apprenti.nationalite") == 3 && m_end && years < k_adult &&
        age_on(*m_birth, *m_end) >= k_adult) {
      warns("apprenti.nationalite", "contract.residence_permit");
    }
  }

  void derogation()
  {
    if (!m_birth || !m_start) {
      return;
    }
    const int years = age_on(*m_birth, *m_start);
    const std::int64_t code = m_contract.number("contrat.typeDerogation");
    const std::string path = "contrat.typeDerogation";
    if (years >= k_least_age && years < k_age_without_derogation && code != 11 && code != 50) {
      blocks(path, "contract.derogation_missing", {std::to_string(years), "11, 50"});
    }
    if (years >= k_age_with_derogation && code != 12 && code != 50) {
      blocks(path, "contract.derogation_missing", {std::to_string(years), "12, 50"});
    }
    if ((code == 11 && years >= k_age_without_derogation) ||
        (code == 12 && years < k_age_with_derogation)) {
      blocks(path, "contract.derogation_forbidden", {std::to_string(years), std::to_string(code)});
    }
  }

  void people()
  {
    for (const std::string tutor : {"maitre1", "maitre2"}) {
      const auto birth = m_contract.date(tutor + ".dateNaissance");
      if (birth && m_start && age_on(*birth, *m_start) < k_adult) {
        blocks(tutor + ".dateNaissance", "contract.tutor_too_young",
               {std::to_string(age_on(*birth, *m_start))});
      }
    }
    const auto person = [&](const std::string& who) {
      return util::fold(m_contract.text(who + ".nom")) + "|" +
             util::fold(m_contract.text(who + ".prenom")) + "|" +
             m_contract.text(who + ".dateNaissance");
    };
    if (m_contract.has("maitre2.nom") && person("maitre1") == person("maitre2")) {
      blocks("maitre2", "contract.same_tutor");
    }
    if (m_birth && m_contract.has("apprenti.nir")) {
      Employee apprentice{Siret::of_checked(0),
                          "",
                          "",
                          "",
                          "",
                          m_contract.text("apprenti.sexe"),
                          *m_birth,
                          m_contract.text("apprenti.nir"),
                          "",
                          "",
                          "",
                          ""};
      const util::Outcome coherent = check_nir(apprentice);
      if (!coherent) {
        blocks("apprenti.nir", "nir.coherence", coherent.error().args);
      }
      const util::Outcome born_there = check_nir_department(
        apprentice.nir, m_contract.text("apprenti.departementNaissance"), *m_birth);
      if (!born_there) {
        blocks("apprenti.departementNaissance", "nir.department", born_there.error().args);
      }
    }
  }

  void parties()
  {
    for (const std::string who :
         {"employeur", "organismeFormation", "organismeFormationLieuFormationPrincipal"}) {
      const std::string& text = m_contract.text(who + ".siret");
      if (!text.empty() &&
          std::ranges::find(m_facts.closed, *Siret::parse(text)) != m_facts.closed.end()) {
        blocks(who + ".siret", "request.closed", {text});
      }
    }
    const std::string& cfa = m_contract.text("organismeFormation.siret");
    if (m_facts.cfa && !cfa.empty() && Siret::parse(cfa)->siren() != *m_facts.cfa) {
      blocks("organismeFormation.siret", "contract.cfa", {cfa});
    }
    if (m_contract.text("organismeFormation.visaCfa") ==
        "false") { // the CFA attests that the apprentice is enrolled
      blocks("organismeFormation.visaCfa", "contract.no_visa");
    }
    if (m_facts.qualiopi == false) {
      blocks("organismeFormation.siret", "contract.not_certified", {cfa});
    }
    const std::string& idcc = m_contract.text("employeur.codeIdcc");
    const OpcoOfBranch* opco = find_opco(idcc);
    if (!idcc.empty() && opco == nullptr) {
      warns("employeur.codeIdcc", "contract.idcc_unknown", {idcc});
    } else if (opco != nullptr && opco->opco != "OPCO Atlas") {
      warns("employeur.codeIdcc", "request.other_opco", {idcc, std::string(opco->opco)});
    }
  }

  void amendment()
  {
    const bool needs_previous = m_contract.is_amendment() && type() != 38;
    const bool newest = m_contract.text("versionCERFA").ends_with("*14");
    if ((needs_previous || (newest && type() / 10 >= 2)) &&
        !m_contract.has("contrat.numeroContratPrecedent")) {
      blocks("contrat.numeroContratPrecedent", "contract.previous_number",
             {std::to_string(type())});
    }
    if (!m_contract.is_amendment()) {
      return;
    }
    const auto effect = m_contract.date("contrat.dateEffetAvenant");
    if (!effect || (m_start && *effect < *m_start) || (m_end && *effect > *m_end)) {
      blocks("contrat.dateEffetAvenant", "contract.effect_date", {effect ? effect->text() : "-"});
    }
  }

  // "10103*14": the form there is now; 10 to 13 are still in circulation.
  void form()
  {
    constexpr std::string_view k_form = "10103*";
    constexpr int k_oldest = 10, k_newest = 14;
    const std::string& version = m_contract.text("versionCERFA");
    const std::string edition = version.substr(std::min(k_form.size(), version.size()));
    const bool is_form =
      version.starts_with(k_form) && edition.size() == 2 && util::is_digits(edition);
    if (version.empty()) {
      return;
    }
    if (!is_form || std::stoi(edition) < k_oldest) {
      blocks("versionCERFA", "contract.cerfa_version", {version, "10103*10", "10103*14"});
    } else if (std::stoi(edition) < k_newest) {
      warns("versionCERFA", "contract.cerfa_old", {version, "10103*14"});
    }
  }

  void sending()
  {
    if (!m_start || m_contract.is_amendment()) {
      return;
    }
    const Date last = last_day_to_send(Scheme::apprenticeship, *m_start, m_facts.zone);
    if (m_facts.today > last) {
      warns(k_start, "request.transmission_late", {m_start->text(), last.text()});
    }
    const std::vector<DocumentUse> missing =
      missing_documents(documents_case(m_contract), m_facts.documents);
    if (!missing.empty()) {
      warns("documents", "request.documents_missing", {joined(missing)});
    }
  }

  const Contract& m_contract;
  const ContractFacts& m_facts;
  std::optional<Date> m_concluded, m_start, m_end, m_training_start, m_training_end, m_birth;
  std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> contract_findings(const Contract& contract, const ContractFacts& facts)
{
  return Rules(contract, facts).all();
}

} // namespace myatlas::domain
