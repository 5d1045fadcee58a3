#include "domain/dossiers/contract_dates.hpp"

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_examination.hpp"
#include "domain/values/calendar.hpp"
#include "domain/values/finding.hpp"

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

  Findings all()
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
    if (m_concluded) {
      concluded_before_start();
      concluded_by_now();
      concluded_before_training();
    }
  }

  // An amendment is concluded while the contract runs: the day of the contract is that of its first
  // conclusion.
  void concluded_before_start()
  {
    const auto first = first_concluded();
    if (first && m_start && *first > *m_start) {
      blocks(m_contract.is_amendment() ? k_start : k_concluded, "contract.concluded_after_start",
             {first->text(), m_start->text()});
    }
  }

  void concluded_by_now()
  {
    if (*m_concluded > m_facts.today) {
      blocks(k_concluded, "contract.concluded_future", {m_concluded->text(), m_facts.today.text()});
    }
    if (m_concluded->year() < 2020) {
      blocks(k_concluded, "contract.concluded_early", {m_concluded->text()});
    }
  }

  void concluded_before_training()
  {
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

  // From first to last day, both counted.
  static bool has_length(Date first, Date last, int most)
  {
    const Date over = plus_days(last, 1);
    return over >= plus_months(first, k_shortest) && over <= plus_months(first, most);
  }

  // Rules 4 to 6.
  void length(std::optional<Date> first, std::optional<Date> last, const std::string& path,
              int most, const char* code)
  {
    if (!first || !last) {
      return;
    }
    if (*last < *first) {
      blocks(path, "contract.order", {first->text(), last->text()});
    } else if (!has_length(*first, *last, most)) {
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
    training_start();
    practical();
    training_end();
    contract_end();
  }

  bool begin_apart() const
  {
    return *m_training_start < plus_months(*m_start, -k_apart) ||
           *m_training_start > plus_months(*m_start, k_apart);
  }

  void training_start()
  {
    if (m_start && m_training_start && begin_apart()) {
      blocks(k_training_start, "contract.training_start",
             {m_training_start->text(), m_start->text()});
    }
  }

  bool is_within(Date day) const { return m_start && m_end && *m_start <= day && day <= *m_end; }

  void training_end()
  {
    if (m_start && m_end && m_training_end && !is_within(*m_training_end)) {
      blocks(k_training_end, "contract.training_end",
             {m_training_end->text(), m_start->text(), m_end->text()});
    }
  }

  void contract_end()
  {
    if (m_end && m_training_end && *m_end > plus_months(*m_training_end, k_apart)) {
      blocks(k_end, "contract.ends_late", {m_end->text(), m_training_end->text()});
    }
  }

  bool begins_late(Date practical) const
  {
    return !is_within(practical) || practical > plus_months(*m_start, k_apart);
  }

  // The practical training begins in the first three months.
  void practical()
  {
    const auto practical = m_contract.date(k_practical);
    const auto first = first_concluded();
    if (practical && first && *practical < *first) {
      blocks(k_practical, "contract.practical_before_conclusion",
             {practical->text(), first->text()});
    } else if (practical && m_start && m_end && begins_late(*practical)) {
      blocks(k_practical, "contract.practical_start", {practical->text(), m_start->text()});
    }
  }

  void blocks_code(const char* error, std::vector<std::string> args)
  {
    blocks("formation.rncp", error, std::move(args));
  }

  // The day its certification has to be registered on.
  std::optional<Date> registered_on() const
  {
    return m_facts.first_conclusion ? m_facts.first_conclusion : m_concluded;
  }

  // By the table an operator loaded.
  void known_certification(const std::string& code, const Certification& known)
  {
    const auto day = registered_on();
    if (day && !is_registered(known, *day)) {
      blocks_code("contract.rncp_registered", {code, day->text()});
    } else if (known.apprenticeship == false) {
      blocks_code("contract.rncp_apprenticeship", {code});
    }
  }

  // That the certification is registered and reached by apprenticeship, by the table an operator
  // loaded where there is one.
  void certification()
  {
    const std::string& code = m_contract.text("formation.rncp");
    const CertificationFacts& facts = m_facts.certification;
    if (code.starts_with("RS")) { // the répertoire spécifique does not give access to
                                  // apprenticeship (L6211-1, L6113-1)
      blocks_code("contract.rncp", {code});
    } else if (facts.found) {
      known_certification(code, *facts.found);
    } else if (facts.has_table && !code.empty()) {
      warns("formation.rncp", "contract.rncp_unknown", {code});
    }
  }

  // In minutes.
  std::int64_t weekly_time() const
  {
    return m_contract.number("contrat.dureeTravailHebdoHeures") * 60 +
           m_contract.number("contrat.dureeTravailHebdoMinutes");
  }

  void weekly_hours()
  {
    if (weekly_time() > k_most_weekly_hours * 60) {
      blocks("contrat.dureeTravailHebdoHeures", "contract.weekly_hours",
             {hours_and_minutes(weekly_time())});
    }
  }

  void distance_hours(std::int64_t training)
  {
    const std::int64_t distance = m_contract.number("formation.nombreHeuresEnDistanciel");
    if (training > 0 && distance > training) {
      blocks("formation.nombreHeuresEnDistanciel", "contract.distance_hours",
             {std::to_string(distance), std::to_string(training)});
    }
  }

  void hours()
  {
    const std::int64_t training = m_contract.number("formation.dureeFormation");
    weekly_hours();
    distance_hours(training);
    if (training > 0 && m_start && m_end && *m_end >= *m_start) {
      enough_hours(training, m_end->days() - m_start->days() + 1);
    }
  }

  // A quarter of the working time.
  void enough_hours(std::int64_t training, std::int64_t days)
  {
    if (training * 4 * k_days_of_a_year < k_hours_of_a_year * days) {
      const std::int64_t least = k_hours_of_a_year * days / (4 * k_days_of_a_year);
      warns("formation.dureeFormation", "contract.few_hours",
            {std::to_string(training), std::to_string(least)});
    }
  }

  std::optional<Date> m_concluded, m_start, m_end, m_training_start, m_training_end;
};

} // namespace

Findings date_findings(const Contract& contract, const ContractFacts& facts)
{
  return DateRules(contract, facts).all();
}

} // namespace myatlas::domain
