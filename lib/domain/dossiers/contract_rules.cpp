#include "domain/dossiers/contract_rules.hpp"

#include <algorithm>

#include "domain/dossiers/contract_dates.hpp"
#include "domain/dossiers/contract_examination.hpp"
#include "domain/dossiers/contract_parties.hpp"
#include "domain/dossiers/contract_pay.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr const char* k_start = "contrat.dateDebutContrat";

// The contract under its rules: each looks at what is there and says what it found.
class Rules : ContractExamination
{
public:
  Rules(const Contract& contract, const ContractFacts& facts)
    : ContractExamination(contract, facts), m_start(contract.date(k_start)),
      m_end(contract.date("contrat.dateFinContrat"))
  {
  }

  std::vector<Finding> all()
  {
    members();
    add(date_findings(m_contract, m_facts));
    add(party_findings(m_contract, m_facts));
    add(pay_findings(m_contract, m_facts));
    amendment();
    form();
    sending();
    return std::move(m_found);
  }

private:
  void add(const std::vector<Finding>& found)
  {
    m_found.insert(m_found.end(), found.begin(), found.end());
  }

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

  std::optional<Date> m_start, m_end;
};

} // namespace

std::vector<Finding> contract_findings(const Contract& contract, const ContractFacts& facts)
{
  return Rules(contract, facts).all();
}

} // namespace myatlas::domain
