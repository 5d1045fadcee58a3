// How each figure was worked out, in sentences.
#include "output/contribution_view.hpp"
#include "output/joined.hpp"
#include "texts/contribution_words.hpp"
#include "texts/texts.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

std::string money(const Texts& texts, domain::Money amount)
{
  return texts.money(amount.text());
}

// Of the year itself where it stands for that of the year before, which its DSN files do not tell.
std::string estimated(const Texts& texts, const domain::Headcount::Average& size, const char* what)
{
  return texts.trf(
    N_("{0}: the average of the months of {1} in the DSN files is {2}, an estimate by the "
       "contracts that were open. The law looks at "
       "the average of {3}, which was not given (CSS L130-1 I)."),
    texts.tr(what), size.year, hundredths_for_people(texts, size.given), size.year - 1);
}

std::string average(const Texts& texts, const domain::Headcount::Average& size, const char* what)
{
  std::string text =
    texts.trf(N_("{0}: the average of the months of {1} is {2} (CSS L130-1 I, cut at "
                 "two decimals, R130-1 I)."),
              texts.tr(what), size.year, hundredths_for_people(texts, size.given));
  if (size.frozen_at != 0) {
    text += " " + texts.trf(N_("It reaches {0}, but has not for five calendar years in a row: that "
                               "threshold does not count yet, and the "
                               "employer is treated as one of {1} (CSS L130-1 II)."),
                            hundredths_for_people(texts, size.frozen_at),
                            hundredths_for_people(texts, size.counted));
  }
  return text;
}

// Without a history a threshold that is reached is taken to count, which is true of who reached it
// long ago only.
// Those that count, by the headcounts of the last year: the first is that of the training
// contribution.
std::string thresholds_reached(const Texts& texts, const domain::Simulation& simulation)
{
  std::string thresholds;
  const auto& all = simulation.rates->frozen_thresholds;
  for (const std::int64_t threshold : all) {
    const domain::Headcount& size = simulation.headcount;
    const auto& average = threshold == all.front() ? size.of_last_year : size.for_csa;
    if (threshold <= average.counted) {
      join_to(thresholds, hundredths_for_people(texts, threshold));
    }
  }
  return thresholds;
}

std::string taken_to_count(const Texts& texts, const domain::Simulation& simulation,
                           const domain::PayrollFacts& facts)
{
  constexpr int k_freeze_began = 2020;
  const std::string thresholds = thresholds_reached(texts, simulation);
  if (!facts.headcount_history.empty() || simulation.year < k_freeze_began || thresholds.empty()) {
    return "";
  }
  return texts.trf(N_("The headcounts of the years before were not given: the thresholds reached "
                      "({0}) are taken to count, as they do "
                      "after five calendar years in a row or since before 2020 (CSS L130-1 II)."),
                   thresholds);
}

// What its amount is, or why there is none.
std::string amount_sentence(const Texts& texts, const domain::ContributionLine& line,
                            const domain::Simulation& simulation)
{
  if (!line.is_known()) {
    return texts.tr(
      N_("not computed: no sourced rate of this branch is known for that time. The total "
         "is without it."));
  }
  if (domain::lacks_agreement(line)) {
    return texts.tr(
      N_("not computed: no collective agreement was given. The total is without it."));
  }
  if (line.reason != domain::Reason::none) {
    return texts.trf(N_("nothing, because: {0}."), sentence_of(texts, line.reason));
  }
  if (!line.minimum_applies) {
    return parts_for_people(texts, line) + " = " + money(texts, line.amount) + ".";
  }
  std::string text = texts.trf(N_("{0} is less than the minimum of the agreement: {1} is due."),
                               money(texts, line.parts[0].amount), money(texts, line.amount));
  if (simulation.is_part() || simulation.month) {
    join_to(text, texts.tr(N_("Each month bears a twelfth of that minimum.")), " ");
  }
  return text;
}

std::string payment_sentence(const Texts& texts, const domain::ContributionLine& line)
{
  const std::string collector = collector_name(line.collection->collector);
  return line.due ? texts.trf(N_("Paid to {0}, by {1}."), collector, due_text(texts, line))
                  : texts.trf(N_("Paid to {0} with the DSN of each month."), collector);
}

std::string line_sentence(const Texts& texts, const domain::ContributionLine& line,
                          const domain::Simulation& simulation, Reader reader)
{
  std::string text =
    reader == Reader::client
      ? texts.trf(N_("{0}: "), label_of(texts, line.code))
      : texts.trf(N_("{0} ({1}): "), label_of(texts, line.code), domain::to_text(line.code));
  text += amount_sentence(texts, line, simulation);
  const domain::Headcount::Average& size = simulation.headcount.of_last_year;
  if (line.code == domain::Contribution::conventional && line.rule != nullptr &&
      !line.rule->headcount.holds(size.counted)) {
    text +=
      " " +
      texts.trf(
        N_("The thresholds of the branch are its own and are not frozen: its {0} employees count."),
        hundredths_for_people(texts, size.given));
  }
  if (line.exempt_months > 0 && line.reason == domain::Reason::none) {
    text +=
      " " + texts.trf(N_("{0} months are exempt: an apprentice, and pay of at most six minimum "
                         "wages the month before (L6241-1 IV)."),
                      int{line.exempt_months});
  }
  if (line.rule != nullptr) {
    text += " " + texts.trf(N_("Text: {0}."), line.rule->legal);
  }
  if (line.amount.cents != 0) {
    text += " " + payment_sentence(texts, line);
  }
  return text;
}

// The pay of apprentices, which counts or does not.
void about_apprentices(const Texts& texts, const domain::PayrollFacts& facts,
                       const domain::Simulation& simulation, std::vector<std::string>& told)
{
  if (simulation.apprentices_exempt.cents > 0) {
    told.push_back(
      texts.trf(N_("Of it, {0} is pay of apprentices: below 11 employees it is in the base "
                   "neither of the training contribution nor "
                   "of the tax (L6331-1, L6241-1-1 I)."),
                money(texts, simulation.apprentices_exempt)));
  } else if (facts.pay.apprentices.cents > 0) {
    told.push_back(
      texts.trf(N_("Of it, {0} is pay of apprentices: from 11 employees on all of it counts."),
                money(texts, facts.pay.apprentices)));
  }
  const auto wage = simulation.rates->minimum_wage(*domain::Date::from(simulation.year, 12, 1));
  const bool by_months = !facts.months.empty() || facts.month || simulation.year < 2022;
  if (!by_months && facts.pay.apprentices.cents > 0 && wage &&
      facts.pay.total.cents <= wage->cents * 6 * 12) {
    told.push_back(
      texts.tr(N_("A month whose month before had an apprentice and pay of at most six "
                  "minimum wages owes no apprenticeship tax "
                  "(L6241-1 IV): that cannot be told from a year; give the months.")));
  }
}

void about_pay(const Texts& texts, const EmployerResult& result, std::vector<std::string>& told)
{
  const domain::PayrollFacts& facts = result.facts;
  const domain::Simulation& simulation = result.simulation;
  told.push_back(simulation.is_part()
                   ? texts.trf(N_("Gross pay of {0} alone: {1}. What is due once a "
                                  "year is the part of it that those months make."),
                               months_for_people(texts, simulation), money(texts, facts.pay.total))
                   : texts.trf(N_("Gross pay: {0}."), money(texts, facts.pay.total)));
  about_apprentices(texts, facts, simulation, told);
  if (facts.pay.fixed_term_exempt.cents > 0) {
    told.push_back(
      texts.trf(N_("Of the fixed-term pay, {0} is exempt from the 1 % (seasonal work, aided "
                   "contracts: L6331-6, D6331-72) and stays in "
                   "the other bases."),
                money(texts, facts.pay.fixed_term_exempt)));
  }
  if (facts.pay.alsace_moselle.cents > 0) {
    told.push_back(
      texts.trf(N_("{0} is paid by establishments in Alsace-Moselle: there the tax is 0.44 "
                   "% and there is no balance (the place of the "
                   "establishment decides, L6241-1-1 II)."),
                money(texts, facts.pay.alsace_moselle)));
  }
  if (facts.association && simulation.year == 2026 && !simulation.month) {
    told.push_back(
      texts.tr(N_("A non-profit body pays the apprenticeship tax on ten months of 2026, "
                  "from March on (L6241-1 I).")));
  }
}

void about_ratio(const Texts& texts, const domain::Simulation& simulation,
                 std::vector<std::string>& told)
{
  if (simulation.ratio) {
    told.push_back(
      texts.trf(N_("Alternants are {0} % of the headcount of the year the supplementary "
                   "contribution is due for (L6242-1 V)."),
                hundredths_for_people(texts, *simulation.ratio)));
  }
}

} // namespace

std::vector<std::string> explanation_of(const Texts& texts, const EmployerResult& result,
                                        Reader reader)
{
  const domain::Simulation& simulation = result.simulation;
  std::vector<std::string> told;
  const char* const k_what = N_("Headcount for the training contribution and the branch");
  const bool is_estimate = simulation.headcount.of_last_year.year == simulation.year;
  told.push_back(is_estimate ? estimated(texts, simulation.headcount.of_last_year, k_what)
                             : average(texts, simulation.headcount.of_last_year, k_what));
  if (simulation.headcount.for_csa.year != simulation.headcount.of_last_year.year) {
    told.push_back(average(texts, simulation.headcount.for_csa,
                           N_("Headcount for the supplementary contribution")));
  } else if (!is_estimate && simulation.headcount.of_last_year.given >= 20'000) {
    told.push_back(
      texts.tr(N_("The supplementary contribution looks at the average of the year itself "
                  "(L6242-1 V): it was not given, the same "
                  "one is used.")));
  }
  if (std::string taken = taken_to_count(texts, simulation, result.facts); !taken.empty()) {
    told.push_back(std::move(taken));
  }
  about_pay(texts, result, told);
  about_ratio(texts, simulation, told);
  for (const domain::ContributionLine& line : simulation) {
    told.push_back(line_sentence(texts, line, simulation, reader));
  }
  const std::string total = money(texts, simulation.total), of = simulation.rates->version;
  told.push_back(reader == Reader::client
                   ? texts.trf(N_("Total: {0}. Rates of {1}."), total, as_date(of))
                   : texts.trf(N_("Total: {0}. Rates of {1}; the sources of each are in the table "
                                  "\"myatlas rates show\" prints."),
                               total, as_date(of)));
  return told;
}

} // namespace myatlas::cli
