#include "texts/contribution_explanation.hpp"

#include "texts/contribution_words.hpp"
#include "texts/sentences.hpp"

namespace myatlas::texts {

namespace {

using domain::Simulation;
using Average = domain::Headcount::Average;

// What there is to say about a headcount, in the words of a language.
class HeadcountWords
{
public:
  HeadcountWords(const Texts& texts, const char* what) : m_texts(texts), m_what(texts.tr(what)) {}

  // Of the year itself where it stands for that of the year before, which its DSN files do not
  // tell.
  std::string estimated(const Average& size) const
  {
    return m_texts.trf(
      N_("{0}: the average of the months of {1} in the DSN files is {2}, an estimate by the "
         "contracts that were open. The law looks at "
         "the average of {3}, which was not given (CSS L130-1 I)."),
      m_what, size.year, hundredths(size.given), size.year - 1);
  }

  std::string average(const Average& size) const
  {
    Sentences told(m_texts);
    told.add(N_("{0}: the average of the months of {1} is {2} (CSS L130-1 I, cut at "
                "two decimals, R130-1 I)."),
             m_what, size.year, hundredths(size.given));
    if (size.frozen_at) {
      add_freeze(size, told);
    }
    return told.text();
  }

private:
  std::string hundredths(std::int64_t count) const { return hundredths_for_people(m_texts, count); }

  void add_freeze(const Average& size, Sentences& told) const
  {
    told.add(N_("It reaches {0}, but has not for five calendar years in a row: that "
                "threshold does not count yet, and the "
                "employer is treated as one of {1} (CSS L130-1 II)."),
             hundredths(*size.frozen_at), hundredths(size.counted));
  }

  const Texts& m_texts;
  std::string m_what;
};

bool is_first_threshold(const Simulation& simulation, std::int64_t threshold)
{
  return threshold == simulation.rates->frozen_thresholds.front();
}

// The headcount that decides on a threshold: the first is that of the training contribution.
const Average& average_for(const Simulation& simulation, std::int64_t threshold)
{
  const domain::Headcount& size = simulation.headcount;
  return is_first_threshold(simulation, threshold) ? size.of_last_year : size.for_csa;
}

// Those that count, by the headcounts of the last year.
std::string thresholds_reached(const Texts& texts, const Simulation& simulation)
{
  std::string thresholds;
  for (const std::int64_t threshold : simulation.rates->frozen_thresholds) {
    if (threshold <= average_for(simulation, threshold).counted) {
      util::add_to_list(thresholds, hundredths_for_people(texts, threshold));
    }
  }
  return thresholds;
}

class Explanation
{
public:
  Explanation(const Texts& texts, const domain::PayrollFacts& facts, const Simulation& simulation,
              Reader reader)
    : m_texts(texts), m_facts(facts), m_simulation(simulation), m_reader(reader)
  {
  }

  std::vector<std::string> sentences()
  {
    tell_headcounts();
    tell_pay();
    tell_ratio();
    for (const domain::ContributionLine& line : m_simulation) {
      m_told.push_back(line_sentences(m_texts, m_simulation, line, m_reader));
    }
    tell_total();
    return std::move(m_told);
  }

private:
  template <typename... Arguments>
  void tell(const char* sentence, const Arguments&... arguments)
  {
    m_told.push_back(m_texts.trf(sentence, arguments...));
  }

  std::string money(domain::Money amount) const { return m_texts.money(amount.text()); }
  const Average& of_last_year() const { return m_simulation.headcount.of_last_year; }
  const Average& for_csa() const { return m_simulation.headcount.for_csa; }
  bool is_estimate() const { return of_last_year().year == m_simulation.year; }

  void tell_headcounts()
  {
    const HeadcountWords words(m_texts,
                               N_("Headcount for the training contribution and the branch"));
    m_told.push_back(is_estimate() ? words.estimated(of_last_year())
                                   : words.average(of_last_year()));
    tell_headcount_for_csa();
    tell_thresholds();
  }

  bool reaches_csa() const { return !is_estimate() && of_last_year().given >= k_csa_begins; }

  void tell_other_headcount()
  {
    const HeadcountWords words(m_texts, N_("Headcount for the supplementary contribution"));
    m_told.push_back(words.average(for_csa()));
  }

  void tell_headcount_for_csa()
  {
    if (for_csa().year != of_last_year().year) {
      tell_other_headcount();
    } else if (reaches_csa()) {
      tell_same_headcount();
    }
  }

  void tell_same_headcount()
  {
    tell(N_("The supplementary contribution looks at the average of the year itself "
            "(L6242-1 V): it was not given, the same "
            "one is used."));
  }

  bool lacks_history() const
  {
    return m_facts.headcount_history.empty() && m_simulation.year >= k_freeze_began;
  }

  // Without a history a threshold that is reached is taken to count, which is true of who reached
  // it long ago only.
  void tell_thresholds()
  {
    const std::string thresholds = thresholds_reached(m_texts, m_simulation);
    if (lacks_history() && !thresholds.empty()) {
      tell(N_("The headcounts of the years before were not given: the thresholds reached "
              "({0}) are taken to count, as they do "
              "after five calendar years in a row or since before 2020 (CSS L130-1 II)."),
           thresholds);
    }
  }

  void tell_pay()
  {
    tell_gross_pay();
    tell_apprentices();
    tell_exempt_month();
    tell_fixed_term();
    tell_alsace_moselle();
    tell_association();
  }

  void tell_gross_pay()
  {
    const std::string total = money(m_facts.pay.total);
    if (m_simulation.is_part()) {
      tell(N_("Gross pay of {0} alone: {1}. What is due once a "
              "year is the part of it that those months make."),
           months_for_people(m_texts, m_simulation), total);
    } else {
      tell(N_("Gross pay: {0}."), total);
    }
  }

  void tell_exempt_apprentices(domain::Money exempt)
  {
    tell(N_("Of it, {0} is pay of apprentices: below 11 employees it is in the base "
            "neither of the training contribution nor "
            "of the tax (L6331-1, L6241-1-1 I)."),
         money(exempt));
  }

  void tell_counted_apprentices()
  {
    tell(N_("Of it, {0} is pay of apprentices: from 11 employees on all of it counts."),
         money(m_facts.pay.apprentices));
  }

  // Their pay counts or does not.
  void tell_apprentices()
  {
    const domain::Money exempt = m_simulation.apprentices_exempt;
    if (exempt.cents > 0) {
      tell_exempt_apprentices(exempt);
    } else if (pays_apprentices()) {
      tell_counted_apprentices();
    }
  }

  bool pays_apprentices() const { return m_facts.pay.apprentices.cents > 0; }

  // Whether months are looked at one by one.
  bool goes_by_months() const
  {
    return !m_facts.months.empty() || m_facts.month || m_simulation.year < 2022;
  }

  bool has_small_pay() const
  {
    constexpr int k_wages = 6, k_months = 12;
    const auto wage =
      m_simulation.rates->minimum_wage(*domain::Date::from(m_simulation.year, 12, 1));
    return wage && m_facts.pay.total.cents <= wage->cents * k_wages * k_months;
  }

  void tell_exempt_month()
  {
    if (!goes_by_months() && pays_apprentices() && has_small_pay()) {
      tell(N_("A month whose month before had an apprentice and pay of at most six "
              "minimum wages owes no apprenticeship tax "
              "(L6241-1 IV): that cannot be told from a year; give the months."));
    }
  }

  void tell_fixed_term()
  {
    const domain::Money exempt = m_facts.pay.fixed_term_exempt;
    if (exempt.cents > 0) {
      tell(N_("Of the fixed-term pay, {0} is exempt from the 1 % (seasonal work, aided "
              "contracts: L6331-6, D6331-72) and stays in "
              "the other bases."),
           money(exempt));
    }
  }

  void tell_alsace_moselle()
  {
    const domain::Money pay = m_facts.pay.alsace_moselle;
    if (pay.cents > 0) {
      tell(N_("{0} is paid by establishments in Alsace-Moselle: there the tax is 0.44 "
              "% and there is no balance (the place of the "
              "establishment decides, L6241-1-1 II)."),
           money(pay));
    }
  }

  void tell_association()
  {
    if (m_facts.association && m_simulation.year == 2026 && !m_simulation.month) {
      tell(N_("A non-profit body pays the apprenticeship tax on ten months of 2026, "
              "from March on (L6241-1 I)."));
    }
  }

  void tell_ratio()
  {
    if (m_simulation.ratio) {
      tell(N_("Alternants are {0} % of the headcount of the year the supplementary "
              "contribution is due for (L6242-1 V)."),
           hundredths_for_people(m_texts, *m_simulation.ratio));
    }
  }

  const char* sentence_of_total() const
  {
    return m_reader == Reader::client
             ? N_("Total: {0}. Rates of {1}.")
             : N_("Total: {0}. Rates of {1}; the sources of each are in the table "
                  "\"myatlas rates show\" prints.");
  }

  void tell_total()
  {
    tell(sentence_of_total(), money(m_simulation.total), as_date(m_simulation.rates->version));
  }

  static constexpr int k_freeze_began = 2020;
  static constexpr std::int64_t k_csa_begins = 20'000; // hundredths: 200 employees

  const Texts& m_texts;
  const domain::PayrollFacts& m_facts;
  const Simulation& m_simulation;
  Reader m_reader;
  std::vector<std::string> m_told;
};

} // namespace

std::vector<std::string> explanation_of(const Texts& texts, const domain::PayrollFacts& facts,
                                        const Simulation& simulation, Reader reader)
{
  return Explanation(texts, facts, simulation, reader).sentences();
}

} // namespace myatlas::texts
