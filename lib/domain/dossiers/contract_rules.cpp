#include "domain/dossiers/contract_rules.hpp"

#include <algorithm>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_dates.hpp"
#include "domain/dossiers/contract_examination.hpp"
#include "domain/dossiers/contract_parties.hpp"
#include "domain/dossiers/contract_pay.hpp"
#include "domain/dossiers/request_rules.hpp"
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

  Findings all()
  {
    required();
    attested();
    number();
    of_subjects();
    previous_contract();
    effect();
    form();
    sending();
    return std::move(m_found);
  }

private:
  void add(const Findings& found) { m_found.insert(m_found.end(), found.begin(), found.end()); }

  void of_subjects()
  {
    add(date_findings(m_contract, m_facts));
    add(party_findings(m_contract, m_facts));
    add(pay_findings(m_contract, m_facts));
  }

  void required()
  {
    for (const ContractMember& member : contract_members()) {
      const std::string path(member.path);
      if (member.required && !m_contract.has(path)) {
        blocks(path, "contract.required", {path});
      }
    }
  }

  void attested()
  {
    for (const char* path : {"employeur.attestationEligibilite", "employeur.attestationPieces"}) {
      if (!m_contract.flag(path)) {
        blocks(path, "contract.not_attested", {path});
      }
    }
  }

  void number()
  {
    if (!m_contract.has("apprenti.nir")) {
      warns("apprenti.nir", "contract.no_nir");
    }
  }

  bool is_newest_form() const { return m_contract.text("versionCERFA").ends_with("*14"); }

  bool follows_another() const
  {
    const bool amends = m_contract.is_amendment() && type() != 38;
    return amends || (is_newest_form() && type() / 10 >= 2);
  }

  void previous_contract()
  {
    const char* const path = "contrat.numeroContratPrecedent";
    if (follows_another() && !m_contract.has(path)) {
      blocks(path, "contract.previous_number", {std::to_string(type())});
    }
  }

  bool is_within(Date day) const
  {
    return day >= m_start.value_or(day) && day <= m_end.value_or(day);
  }

  void effect()
  {
    const char* const path = "contrat.dateEffetAvenant";
    const auto effect = m_contract.date(path);
    if (m_contract.is_amendment() && (!effect || !is_within(*effect))) {
      blocks(path, "contract.effect_date", {effect ? effect->text() : "-"});
    }
  }

  // The edition of a form, "10103*14"; 0: it is none.
  static int edition_of(const std::string& version)
  {
    constexpr std::string_view k_form = "10103*";
    const std::string edition = version.substr(std::min(k_form.size(), version.size()));
    const bool is_form =
      version.starts_with(k_form) && edition.size() == 2 && util::is_digits(edition);
    return is_form ? std::stoi(edition) : 0;
  }

  // 14 is the form there is now; 10 to 13 are still in circulation.
  void form()
  {
    constexpr int k_oldest = 10, k_newest = 14;
    const std::string& version = m_contract.text("versionCERFA");
    if (version.empty()) {
      return;
    }
    if (edition_of(version) < k_oldest) {
      blocks("versionCERFA", "contract.cerfa_version", {version, "10103*10", "10103*14"});
    } else if (edition_of(version) < k_newest) {
      warns("versionCERFA", "contract.cerfa_old", {version, "10103*14"});
    }
  }

  void sending()
  {
    if (m_start && !m_contract.is_amendment()) {
      in_time();
      documents();
    }
  }

  void in_time()
  {
    const Date last = last_day_to_send(Scheme::apprenticeship, *m_start, m_facts.zone);
    if (m_facts.today > last) {
      warns(k_start, "request.transmission_late", {m_start->text(), last.text()});
    }
  }

  void documents()
  {
    const DocumentUses missing = missing_documents(documents_case(m_contract), m_facts.documents);
    if (!missing.empty()) {
      warns("documents", "request.documents_missing", {joined(missing)});
    }
  }

  std::optional<Date> m_start, m_end;
};

} // namespace

Findings contract_findings(const Contract& contract, const ContractFacts& facts)
{
  return Rules(contract, facts).all();
}

} // namespace myatlas::domain
