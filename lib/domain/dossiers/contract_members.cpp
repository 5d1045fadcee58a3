// The members of a contract (CERFA 10103), by their paths.
#include "domain/dossiers/contract.hpp"

namespace myatlas::domain {

namespace {

using enum MemberKind;

constexpr std::string_view k_diplomas =
  "80|71|72|73|74|75|76|79|61|62|63|64|69|54|55|58|41|42|43|44|49|33|34|35|38|25|26|13";
constexpr ContractMember k_members[] = {
  {"employeur.typeEmployeur", code, "11|12|13|14|15|16|21|22|23|24|25|26|27|28|29|30", true},
  {"employeur.employeurSpecifique", code, "0|1|2|3|4"},
  {"employeur.denomination", text, "255", true},
  {"employeur.siret", siret, "", true},
  {"employeur.naf", naf},
  {"employeur.codeIdcc", idcc},
  {"employeur.libelleIdcc", text, "500"},
  {"employeur.nombreDeSalaries", count, "0..9999999", true},
  {"employeur.telephone", phone},
  {"employeur.courriel", email},
  {"employeur.adresse.adresse1", text, "255"},
  {"employeur.adresse.adresse2", text, "255"},
  {"employeur.adresse.codePostal", postcode},
  {"employeur.adresse.commune", text, "80"},
  {"employeur.nom", MemberKind::name, ""},
  {"employeur.prenom", MemberKind::name, ""},
  {"employeur.caisseComplementaire", text, "80"},
  {"employeur.regimeSpecifique", flag},
  {"employeur.attestationEligibilite", flag},
  {"employeur.attestationPieces", flag},
  {"apprenti.nom", MemberKind::name, "", true},
  {"apprenti.nomUsage", MemberKind::name, ""},
  {"apprenti.prenom", MemberKind::name, "", true},
  {"apprenti.sexe", sex, "M|F", true},
  {"apprenti.nationalite", code, "1|2|3", true},
  {"apprenti.dateNaissance", date, "", true},
  {"apprenti.departementNaissance", text, "3"},
  {"apprenti.communeNaissance", text, "80"},
  {"apprenti.nir", nir},
  {"apprenti.regimeSocial", code, "0|1|2"},
  {"apprenti.handicap", flag},
  {"apprenti.droitsRqthExtensionBOE", flag},
  {"apprenti.droitsRqthEquivalenceJeune", flag},
  {"apprenti.situationAvantContrat", code, "1|2|3|4|5|6|7|8|9|10|11|12", true},
  {"apprenti.diplome", code, k_diplomas},
  {"apprenti.diplomePrepare", code, k_diplomas},
  {"apprenti.derniereClasse", code, "01|11|12|21|22|31|32|40|41|42"},
  {"apprenti.intituleDiplomePrepare", text, "255"},
  {"apprenti.apprentiMineurNonEmancipe", flag},
  {"apprenti.responsableLegal.nom", MemberKind::name, ""},
  {"apprenti.responsableLegal.prenom", MemberKind::name, ""},
  {"apprenti.responsableLegal.courriel", email},
  {"apprenti.responsableLegal.adresse.adresse1", text, "255"},
  {"apprenti.responsableLegal.adresse.adresse2", text, "255"},
  {"apprenti.responsableLegal.adresse.codePostal", postcode},
  {"apprenti.responsableLegal.adresse.commune", text, "80"},
  {"apprenti.inscriptionSportifDeHautNiveau", flag},
  {"apprenti.projetCreationRepriseEntreprise", flag},
  {"apprenti.telephone", phone},
  {"apprenti.courriel", email},
  {"apprenti.adresse.adresse1", text, "255"},
  {"apprenti.adresse.adresse2", text, "255"},
  {"apprenti.adresse.codePostal", postcode},
  {"apprenti.adresse.commune", text, "80"},
  {"maitre1.nom", MemberKind::name, "", true},
  {"maitre1.prenom", MemberKind::name, "", true},
  {"maitre1.dateNaissance", date, "", true},
  {"maitre1.nir", nir},
  {"maitre1.courriel", email},
  {"maitre1.emploiOccupe", text, "255"},
  {"maitre1.intituleDiplomeObtenu", text, "255"},
  {"maitre1.niveauDiplomeObtenu", code, "0|3|4|5|6|7|8"},
  {"maitre2.nom", MemberKind::name, ""},
  {"maitre2.prenom", MemberKind::name, ""},
  {"maitre2.dateNaissance", date},
  {"maitre2.nir", nir},
  {"maitre2.courriel", email},
  {"maitre2.emploiOccupe", text, "255"},
  {"maitre2.intituleDiplomeObtenu", text, "255"},
  {"maitre2.niveauDiplomeObtenu", code, "0|3|4|5|6|7|8"},
  {"formation.rncp", rncp, "", true},
  {"formation.codeDiplome", text, "10"},
  {"formation.typeDiplome", code, k_diplomas},
  {"formation.intituleQualification", text, "255", true},
  {"formation.dateDebutFormation", date, "", true},
  {"formation.dateFinFormation", date, "", true},
  {"formation.dureeFormation", count, "1..9999", true},
  {"formation.nombreHeuresEnDistanciel", count, "0..9999"},
  {"organismeFormation.denomination", text, "255"},
  {"organismeFormation.siret", siret, "", true},
  {"organismeFormation.uaiCfa", uai},
  {"organismeFormation.formationInterne", flag},
  {"organismeFormation.visaCfa", flag},
  {"organismeFormation.lieuFormationIdentique", flag},
  {"organismeFormation.adresse.adresse1", text, "255"},
  {"organismeFormation.adresse.adresse2", text, "255"},
  {"organismeFormation.adresse.codePostal", postcode},
  {"organismeFormation.adresse.commune", text, "80"},
  {"organismeFormationLieuFormationPrincipal.denomination", text, "255"},
  {"organismeFormationLieuFormationPrincipal.siret", siret},
  {"organismeFormationLieuFormationPrincipal.uaiCfa", uai},
  {"organismeFormationLieuFormationPrincipal.adresse.adresse1", text, "255"},
  {"organismeFormationLieuFormationPrincipal.adresse.adresse2", text, "255"},
  {"organismeFormationLieuFormationPrincipal.adresse.codePostal", postcode},
  {"organismeFormationLieuFormationPrincipal.adresse.commune", text, "80"},
  {"contrat.modeContractuel", code, "1|2|3|4", true},
  {"contrat.typeContratApp", code, "11|21|22|23|31|32|33|34|35|36|37|38", true},
  {"contrat.numeroContratPrecedent", text, "20"},
  {"contrat.dateEffetAvenant", date},
  {"contrat.typeDerogation", code, "0|11|12|21|22|50|60"},
  {"contrat.dateConclusion", date, "", true},
  {"contrat.dateDebutContrat", date, "", true},
  {"contrat.dateFormationPratiqueEmployeur", date},
  {"contrat.dateFinContrat", date, "", true},
  {"contrat.dateRupture", date},
  {"contrat.lieuSignatureContrat", text, "80", true},
  {"contrat.dureeTravailHebdoHeures", count, "0..168", true},
  {"contrat.dureeTravailHebdoMinutes", count, "0..59"},
  {"contrat.travailRisque", flag},
  {"contrat.salaireEmbauche", amount, "0.01..99999999", true},
  {"contrat.avantageNourriture", amount, "1..10000"},
  {"contrat.avantageLogement", amount, "1..10000"},
  {"contrat.autreAvantageEnNature", flag},
  {"contrat.noContrat", text, "20"},
  {"contrat.noAvenant", text, "20"},
  {"etat", text, "40"},
  {"commentaireEtat", text, "1000"},
  {"versionCERFA", text, "20"},
  {"CERFAsignatureProbante", flag},
};

constexpr ContractMember k_pay_members[] = {
  {"dateDebut", date, "", true},
  {"dateFin", date, "", true},
  {"taux", amount, "0.01..300", true},
  {"typeSalaire", code, "SMIC|SMC"},
  {"ordre", text, "5"},
};

} // namespace

std::span<const ContractMember> contract_members()
{
  return k_members;
}

std::span<const ContractMember> pay_members()
{
  return k_pay_members;
}

} // namespace myatlas::domain
