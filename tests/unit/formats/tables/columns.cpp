#include <doctest/doctest.h>

#include "formats/tables/columns.hpp"
#include "formats/tables/row_columns.hpp"

using namespace myatlas;
using namespace myatlas::formats;

TEST_CASE("the public files' headers say all that is needed, without a warning")
{
  const std::vector<std::string> sirene = {"siren",
                                           "nic",
                                           "siret",
                                           "statutDiffusionEtablissement",
                                           "trancheEffectifsEtablissement",
                                           "complementAdresseEtablissement",
                                           "numeroVoieEtablissement",
                                           "typeVoieEtablissement",
                                           "libelleVoieEtablissement",
                                           "codePostalEtablissement",
                                           "libelleCommuneEtablissement",
                                           "libelleVoie2Etablissement",
                                           "etatAdministratifEtablissement",
                                           "enseigne1Etablissement",
                                           "denominationUsuelleEtablissement",
                                           "activitePrincipaleEtablissement",
                                           "nomenclatureActivitePrincipaleEtablissement",
                                           "activitePrincipaleNAF25Etablissement"};
  const Header header = *read_header(FileKind::establishments, sirene);
  CHECK(header.unknown.empty());
  CHECK(header.address_cells.size() == 4);
  CHECK(header.siren_cell == 0);
  CHECK(header.cell_of[k_est_naf] == 15);
  CHECK(read_header(FileKind::establishments,
                    {"numeroDeclarationActivite", "siren", "siretEtablissementDeclarant",
                     "denomination", "adressePhysiqueOrganismeFormation.voie",
                     "adressePhysiqueOrganismeFormation.codeRegion",
                     "informationsDeclarees.nbStagiaires", "certifications.VAE", ""})
          ->unknown.empty());
}
