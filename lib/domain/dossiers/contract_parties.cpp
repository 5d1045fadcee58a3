#include "domain/dossiers/contract_parties.hpp"

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_examination.hpp"
#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/branches.hpp"
#include "domain/values/finding.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::fold;
using util::Outcome;
using util::Result;

constexpr int k_least_age = 15, k_age_without_derogation = 16, k_age_with_derogation = 30,
              k_most_age_in_succession = 35, k_adult = 18;
constexpr const char* k_birth = "apprenti.dateNaissance";

class PartyRules : ContractExamination
{
public:
  PartyRules(const Contract& contract, const ContractFacts& facts)
    : ContractExamination(contract, facts), m_concluded(contract.date("contrat.dateConclusion")),
      m_start(contract.date("contrat.dateDebutContrat")),
      m_end(contract.date("contrat.dateFinContrat")), m_birth(contract.date(k_birth))
  {
  }

  Findings all()
  {
    if (m_birth && m_start) {
      age_limits();
      guardian();
      residence_permit();
      derogation();
    }
    tutors();
    number_and_birth();
    closed_parties();
    training_centre();
    branch();
    return std::move(m_found);
  }

private:
  bool is_disabled() const
  {
    return m_contract.flag("apprenti.handicap") ||
           m_contract.flag("apprenti.droitsRqthExtensionBOE") ||
           m_contract.flag("apprenti.droitsRqthEquivalenceJeune");
  }

  // What lifts the limit of age (L6222-2).
  bool without_limit() const
  {
    return is_disabled() || m_contract.flag("apprenti.inscriptionSportifDeHautNiveau") ||
           m_contract.flag("apprenti.projetCreationRepriseEntreprise");
  }

  bool is_first() const { return type() == 11; }
  bool is_in_succession() const { return type() / 10 == 2; }

  int most_age() const { return is_first() ? k_age_with_derogation - 1 : k_most_age_in_succession; }

  bool is_too_old() const
  {
    return (is_first() || is_in_succession()) && years() > most_age() && !without_limit();
  }

  int years() const { return age_on(*m_birth, *m_start); }

  void age_limits()
  {
    const std::string age = std::to_string(years());
    if (years() < k_least_age) {
      blocks(k_birth, "contract.too_young", {age});
    }
    if (is_too_old()) {
      blocks(k_birth, "contract.too_old", {age, std::to_string(most_age())});
    }
  }

  bool has_guardian() const
  {
    return m_contract.has("apprenti.responsableLegal.nom") &&
           m_contract.has("apprenti.responsableLegal.prenom");
  }

  bool is_emancipated() const
  {
    return m_contract.text("apprenti.apprentiMineurNonEmancipe") == "false";
  }

  void guardian()
  {
    const Date signing = m_concluded.value_or(*m_start);
    if (age_on(*m_birth, signing) < k_adult && !is_emancipated() && !has_guardian()) {
      blocks("apprenti.responsableLegal", "contract.guardian", {signing.text()});
    }
  }

  bool comes_of_age_in_contract() const
  {
    return m_end && years() < k_adult && age_on(*m_birth, *m_end) >= k_adult;
  }

  // Of somebody from outside the European Union.
  void residence_permit()
  {
    if (m_contract.number("apprenti.nationalite") == 3 && comes_of_age_in_contract()) {
      warns("apprenti.nationalite", "contract.residence_permit");
    }
  }

  // The derogation an age asks for, in the place of which another (50) may stand; 0: none.
  static std::int64_t derogation_for(int age)
  {
    if (age >= k_least_age && age < k_age_without_derogation) {
      return 11;
    }
    return age >= k_age_with_derogation ? 12 : 0;
  }

  static bool is_forbidden(std::int64_t derogation, int age)
  {
    return (derogation == 11 && age >= k_age_without_derogation) ||
           (derogation == 12 && age < k_age_with_derogation);
  }

  void derogation()
  {
    const int age = years();
    const std::int64_t code = m_contract.number("contrat.typeDerogation");
    const std::int64_t needed = derogation_for(age);
    const std::string path = "contrat.typeDerogation";
    if (needed != 0 && code != needed && code != 50) {
      blocks(path, "contract.derogation_missing",
             {std::to_string(age), std::to_string(needed) + ", 50"});
    }
    if (is_forbidden(code, age)) {
      blocks(path, "contract.derogation_forbidden", {std::to_string(age), std::to_string(code)});
    }
  }

  std::string person(const std::string& who) const
  {
    return fold(m_contract.text(who + ".nom")) + "|" + fold(m_contract.text(who + ".prenom")) +
           "|" + m_contract.text(who + ".dateNaissance");
  }

  void tutor_age(const std::string& tutor)
  {
    const auto birth = m_contract.date(tutor + ".dateNaissance");
    const int age = birth && m_start ? age_on(*birth, *m_start) : k_adult;
    if (age < k_adult) {
      blocks(tutor + ".dateNaissance", "contract.tutor_too_young", {std::to_string(age)});
    }
  }

  void tutors()
  {
    tutor_age("maitre1");
    tutor_age("maitre2");
    if (m_contract.has("maitre2.nom") && person("maitre1") == person("maitre2")) {
      blocks("maitre2", "contract.same_tutor");
    }
  }

  std::optional<Sex> told_sex() const
  {
    const Result<Sex> sex = parse_sex(m_contract.text("apprenti.sexe"));
    return sex ? std::optional(*sex) : std::nullopt;
  }

  void number_agrees(const Nir& nir)
  {
    const Outcome coherent = check_nir(nir, told_sex(), *m_birth);
    if (!coherent) {
      blocks("apprenti.nir", "nir.coherence", coherent.error().args);
    }
  }

  void department_agrees(const Nir& nir)
  {
    const char* const path = "apprenti.departementNaissance";
    const Outcome born_there = check_nir_department(nir, m_contract.text(path), *m_birth);
    if (!born_there) {
      blocks(path, "nir.department", born_there.error().args);
    }
  }

  void number_and_birth()
  {
    const Result<Nir> nir = Nir::parse(m_contract.text("apprenti.nir"));
    if (m_birth && nir) {
      number_agrees(*nir);
      department_agrees(*nir);
    }
  }

  bool is_closed(const std::string& siret) const
  {
    return !siret.empty() && util::contains(m_facts.closed, *Siret::parse(siret));
  }

  void closed_parties()
  {
    for (const std::string who :
         {"employeur", "organismeFormation", "organismeFormationLieuFormationPrincipal"}) {
      const std::string& siret = m_contract.text(who + ".siret");
      if (is_closed(siret)) {
        blocks(who + ".siret", "request.closed", {siret});
      }
    }
  }

  bool is_of_another(const std::string& cfa) const
  {
    return m_facts.cfa && !cfa.empty() && Siret::parse(cfa)->siren() != *m_facts.cfa;
  }

  void training_centre()
  {
    const std::string& cfa = m_contract.text("organismeFormation.siret");
    if (is_of_another(cfa)) {
      blocks("organismeFormation.siret", "contract.cfa", {cfa});
    }
    // The CFA attests that the apprentice is enrolled.
    if (m_contract.text("organismeFormation.visaCfa") == "false") {
      blocks("organismeFormation.visaCfa", "contract.no_visa");
    }
    if (m_facts.qualiopi == false) {
      blocks("organismeFormation.siret", "contract.not_certified", {cfa});
    }
  }

  void branch()
  {
    const std::string& idcc = m_contract.text("employeur.codeIdcc");
    const OpcoOfBranch* opco = find_opco(idcc);
    if (!idcc.empty() && opco == nullptr) {
      warns("employeur.codeIdcc", "contract.idcc_unknown", {idcc});
    } else if (opco != nullptr && opco->opco != "OPCO Atlas") {
      warns("employeur.codeIdcc", "request.other_opco", {idcc, std::string(opco->opco)});
    }
  }

  std::optional<Date> m_concluded, m_start, m_end, m_birth;
};

} // namespace

Findings party_findings(const Contract& contract, const ContractFacts& facts)
{
  return PartyRules(contract, facts).all();
}

} // namespace myatlas::domain
