#include "domain/dossiers/contract_dates.hpp"

#include "domain/dossiers/contract_examination.hpp"
#include "domain/values/calendar.hpp"

namespace myatlas::domain {

namespace {

constexpr int k_shortest = 6, k_longest = 54, k_longest_training = 48; // months
constexpr int k_apart = 3; // months between the starts, and the ends
constexpr int k_most_weekly_hours = 40;
constexpr int k_hours_of_a_year = 1607;
constexpr int k_days_of_a_year = 365;
constexpr const char *k_concluded = "contrat.dateConclusion", *k_start = "contrat.dateDebutContrat",
                     *k_end = "contrat.dateFinContrat",
                     *k_training_start = "formation.dateDebutFormation",
                     *k_training_end = "formation.dateFinFormation",
                     *k_practical = "contrat.dateFormationPratiqueEmployeur";

// "39 h 05".
std::string hours_and_minutes(std::int64_t minutes)
{
  const std::string rest = std::to_string(minutes % 60);
  return std::to_string(minutes / 60) + " h " + (rest.size() < 2 ? "0" : "") + rest;
}

class DateRules : ContractExamination
{
public:
  DateRules(const Contract& contract, const ContractFacts& facts)
    : ContractExamination(contract, facts), m_concluded(contract.date(k_concluded)),
      m_start(contract.date(k_start)), m_end(contract.date(k_end)),
      m_training_start(contract.date(k_training_start)),
      m_training_end(contract.date(k_training_end))
  {
  }

  std::vector<Finding> all()
  {
    conclusion();
    lengths();
    training();
    certification();
    hours();
    return std::move(m_found);
  }

private:
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
    practical();
    if (m_start && m_end && m_training_end &&
        (*m_training_end < *m_start || *m_training_end > *m_end)) {
      blocks(k_training_end, "contract.training_end",
             {m_training_end->text(), m_start->text(), m_end->text()});
    }
    if (m_end && m_training_end && *m_end > plus_months(*m_training_end, k_apart)) {
      blocks(k_end, "contract.ends_late", {m_end->text(), m_training_end->text()});
    }
  }

  // The practical training begins in the first three months.
  void practical()
  {
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
      blocks("contrat.dureeTravailHebdoHeures", "contract.weekly_hours",
             {hours_and_minutes(weekly)});
    }
    const std::int64_t training = m_contract.number("formation.dureeFormation"),
                       distance = m_contract.number("formation.nombreHeuresEnDistanciel");
    if (training > 0 && distance > training) {
      blocks("formation.nombreHeuresEnDistanciel", "contract.distance_hours",
             {std::to_string(distance), std::to_string(training)});
    }
    enough_hours(training);
  }

  // A quarter of the working time.
  void enough_hours(std::int64_t training)
  {
    if (m_start && m_end && training > 0 && *m_end >= *m_start) {
      const std::int64_t days = m_end->days() - m_start->days() + 1;
      if (training * 4 * k_days_of_a_year < k_hours_of_a_year * days) {
        const std::int64_t least = k_hours_of_a_year * days / (4 * k_days_of_a_year);
        warns("formation.dureeFormation", "contract.few_hours",
              {std::to_string(training), std::to_string(least)});
      }
    }
  }

  std::optional<Date> m_concluded, m_start, m_end, m_training_start, m_training_end;
};

} // namespace

std::vector<Finding> date_findings(const Contract& contract, const ContractFacts& facts)
{
  return DateRules(contract, facts).all();
}

} // namespace myatlas::domain
