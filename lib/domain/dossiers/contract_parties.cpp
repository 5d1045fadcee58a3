#include "domain/dossiers/contract_parties.hpp"

#include <algorithm>

#include "domain/companies/employee.hpp"
#include "domain/dossiers/contract_examination.hpp"
#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/branches.hpp"
#include "domain/values/calendar.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

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

  std::vector<Finding> all()
  {
    if (m_birth && m_start) {
      age_limits();
      guardian_and_permit();
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
  // What lifts the limit of age (L6222-2).
  bool without_limit() const
  {
    return m_contract.flag("apprenti.handicap") ||
           m_contract.flag("apprenti.droitsRqthExtensionBOE") ||
           m_contract.flag("apprenti.droitsRqthEquivalenceJeune") ||
           m_contract.flag("apprenti.inscriptionSportifDeHautNiveau") ||
           m_contract.flag("apprenti.projetCreationRepriseEntreprise");
  }

  int years() const { return age_on(*m_birth, *m_start); }

  void age_limits()
  {
    if (years() < k_least_age) {
      blocks(k_birth, "contract.too_young", {std::to_string(years())});
    }
    const bool first = type() == 11, in_succession = type() / 10 == 2;
    const int most = first ? k_age_with_derogation - 1 : k_most_age_in_succession;
    if ((first || in_succession) && years() > most && !without_limit()) {
      blocks(k_birth, "contract.too_old", {std::to_string(years()), std::to_string(most)});
    }
  }

  void guardian_and_permit()
  {
    const Date signing = m_concluded.value_or(*m_start);
    const bool is_minor = age_on(*m_birth, signing) < k_adult;
    const bool emancipated = m_contract.text("apprenti.apprentiMineurNonEmancipe") == "false";
    if (is_minor && !emancipated &&
        (!m_contract.has("apprenti.responsableLegal.nom") ||
         !m_contract.has("apprenti.responsableLegal.prenom"))) {
      blocks("apprenti.responsableLegal", "contract.guardian", {signing.text()});
    }
    if (m_contract.number("apprenti.nationalite") == 3 && m_end && years() < k_adult &&
        age_on(*m_birth, *m_end) >= k_adult) {
      warns("apprenti.nationalite", "contract.residence_permit");
    }
  }

  void derogation()
  {
    const int age = years();
    const std::int64_t code = m_contract.number("contrat.typeDerogation");
    const std::string path = "contrat.typeDerogation";
    if (age >= k_least_age && age < k_age_without_derogation && code != 11 && code != 50) {
      blocks(path, "contract.derogation_missing", {std::to_string(age), "11, 50"});
    }
    if (age >= k_age_with_derogation && code != 12 && code != 50) {
      blocks(path, "contract.derogation_missing", {std::to_string(age), "12, 50"});
    }
    if ((code == 11 && age >= k_age_without_derogation) ||
        (code == 12 && age < k_age_with_derogation)) {
      blocks(path, "contract.derogation_forbidden", {std::to_string(age), std::to_string(code)});
    }
  }

  std::string person(const std::string& who) const
  {
    return util::fold(m_contract.text(who + ".nom")) + "|" +
           util::fold(m_contract.text(who + ".prenom")) + "|" +
           m_contract.text(who + ".dateNaissance");
  }

  void tutors()
  {
    for (const std::string tutor : {"maitre1", "maitre2"}) {
      const auto birth = m_contract.date(tutor + ".dateNaissance");
      if (birth && m_start && age_on(*birth, *m_start) < k_adult) {
        blocks(tutor + ".dateNaissance", "contract.tutor_too_young",
               {std::to_string(age_on(*birth, *m_start))});
      }
    }
    if (m_contract.has("maitre2.nom") && person("maitre1") == person("maitre2")) {
      blocks("maitre2", "contract.same_tutor");
    }
  }

  void number_and_birth()
  {
    const util::Result<Nir> nir = Nir::parse(m_contract.text("apprenti.nir"));
    if (!m_birth || !nir) {
      return;
    }
    const util::Result<Sex> sex = parse_sex(m_contract.text("apprenti.sexe"));
    const util::Outcome coherent =
      check_nir(*nir, sex ? std::optional(*sex) : std::nullopt, *m_birth);
    if (!coherent) {
      blocks("apprenti.nir", "nir.coherence", coherent.error().args);
    }
    const util::Outcome born_there =
      check_nir_department(*nir, m_contract.text("apprenti.departementNaissance"), *m_birth);
    if (!born_there) {
      blocks("apprenti.departementNaissance", "nir.department", born_there.error().args);
    }
  }

  void closed_parties()
  {
    for (const std::string who :
         {"employeur", "organismeFormation", "organismeFormationLieuFormationPrincipal"}) {
      const std::string& text = m_contract.text(who + ".siret");
      if (!text.empty() &&
          std::ranges::find(m_facts.closed, *Siret::parse(text)) != m_facts.closed.end()) {
        blocks(who + ".siret", "request.closed", {text});
      }
    }
  }

  void training_centre()
  {
    const std::string& cfa = m_contract.text("organismeFormation.siret");
    if (m_facts.cfa && !cfa.empty() && Siret::parse(cfa)->siren() != *m_facts.cfa) {
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

std::vector<Finding> party_findings(const Contract& contract, const ContractFacts& facts)
{
  return PartyRules(contract, facts).all();
}

} // namespace myatlas::domain
