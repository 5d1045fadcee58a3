#include "texts/contribution_line.hpp"

#include "texts/contribution_words.hpp"
#include "texts/sentences.hpp"

namespace myatlas::texts {

namespace {

using domain::ContributionLine;
using domain::Simulation;
using Average = domain::Headcount::Average;

// What a line says: its amount, why it is that, and to whom it goes.
class LineWords
{
public:
  LineWords(const Texts& texts, const Simulation& simulation, const ContributionLine& line)
    : m_texts(texts), m_simulation(simulation), m_line(line), m_told(texts)
  {
  }

  std::string sentences(Reader reader)
  {
    m_told.add_text(title(reader) + amount());
    add_thresholds();
    add_exempt_months();
    add_law();
    return m_told.text();
  }

private:
  std::string money(domain::Money amount) const { return m_texts.money(amount.text()); }

  std::string title(Reader reader) const
  {
    const char* label = label_of(m_texts, m_line.code);
    return reader == Reader::client
             ? m_texts.trf(N_("{0}: "), label)
             : m_texts.trf(N_("{0} ({1}): "), label, domain::to_text(m_line.code));
  }

  bool is_computed() const { return m_line.is_known() && !domain::lacks_agreement(m_line); }

  std::string not_computed() const
  {
    return m_line.is_known()
             ? m_texts.tr(
                 N_("not computed: no collective agreement was given. The total is without it."))
             : m_texts.tr(N_(
                 "not computed: no sourced rate of this branch is known for that time. The total "
                 "is without it."));
  }

  // What it is, or why there is none.
  std::string amount() const
  {
    if (!is_computed()) {
      return not_computed();
    }
    return m_line.reason == domain::Reason::none ? sum() : nothing();
  }

  std::string nothing() const
  {
    return m_texts.trf(N_("nothing, because: {0}."), sentence_of(m_texts, m_line.reason));
  }

  std::string sum() const
  {
    return m_line.minimum_applies
             ? minimum()
             : parts_for_people(m_texts, m_line) + " = " + money(m_line.amount) + ".";
  }

  std::string minimum() const
  {
    Sentences told(m_texts);
    told.add(N_("{0} is less than the minimum of the agreement: {1} is due."),
             money(m_line.parts[0].amount), money(m_line.amount));
    if (m_simulation.is_part() || m_simulation.month) {
      told.add(N_("Each month bears a twelfth of that minimum."));
    }
    return told.text();
  }

  const Average& headcount() const { return m_simulation.headcount.of_last_year; }

  // Whether the figure of its branch goes by the headcount as it is, frozen thresholds apart.
  bool goes_by_real_headcount() const
  {
    return m_line.code == domain::Contribution::conventional && m_line.rule != nullptr &&
           !m_line.rule->headcount.holds(headcount().counted);
  }

  void add_thresholds()
  {
    if (goes_by_real_headcount()) {
      m_told.add(N_("The thresholds of the branch are its own and are not frozen: its {0} "
                    "employees count."),
                 hundredths_for_people(m_texts, headcount().given));
    }
  }

  void add_exempt_months()
  {
    if (m_line.exempt_months > 0 && m_line.reason == domain::Reason::none) {
      m_told.add(N_("{0} months are exempt: an apprentice, and pay of at most six minimum "
                    "wages the month before (L6241-1 IV)."),
                 int{m_line.exempt_months});
    }
  }

  void add_law()
  {
    if (m_line.rule != nullptr) {
      m_told.add(N_("Text: {0}."), m_line.rule->legal);
    }
    if (m_line.amount.cents != 0) {
      add_payment();
    }
  }

  void add_payment()
  {
    const std::string collector = collector_name(m_line.collection->collector);
    if (m_line.due) {
      m_told.add(N_("Paid to {0}, by {1}."), collector, due_text(m_texts, m_line));
    } else {
      m_told.add(N_("Paid to {0} with the DSN of each month."), collector);
    }
  }

  const Texts& m_texts;
  const Simulation& m_simulation;
  const ContributionLine& m_line;
  Sentences m_told;
};

} // namespace

std::string line_sentences(const Texts& texts, const Simulation& simulation,
                           const ContributionLine& line, Reader reader)
{
  return LineWords(texts, simulation, line).sentences(reader);
}

} // namespace myatlas::texts
