#include "domain/dossiers/contract_pay.hpp"

#include <algorithm>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/contract_examination.hpp"
#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/calendar.hpp"
#include "domain/values/finding.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr const char *k_pay = "contrat.remunerationsAnnuelles",
                     *k_first_pay = "contrat.salaireEmbauche";

class PayRules : ContractExamination
{
public:
  PayRules(const Contract& contract, const ContractFacts& facts)
    : ContractExamination(contract, facts), m_start(contract.date("contrat.dateDebutContrat")),
      m_end(contract.date("contrat.dateFinContrat")),
      m_birth(contract.date("apprenti.dateNaissance"))
  {
  }

  Findings all()
  {
    look();
    return std::move(m_found);
  }

private:
  static std::string path_of(std::size_t period)
  {
    return std::string(k_pay) + "[" + std::to_string(period) + "]";
  }

  void require(bool is_there, const std::string& path)
  {
    if (!is_there) {
      blocks(path, "contract.required", {path});
    }
  }

  // Whether it has a beginning, and an end that does not lie before; told when it has not.
  bool is_period(const PayPeriod& period, const std::string& path)
  {
    require(period.from.has_value(), path + ".dateDebut");
    require(period.to.has_value(), path + ".dateFin");
    require(period.percent > 0, path + ".taux");
    if (!period.from || !period.to) {
      return false;
    }
    if (*period.to < *period.from) {
      blocks(path, "contract.order", {period.from->text(), period.to->text()});
      return false;
    }
    return true;
  }

  void follows(const PayPeriod& period, const PayPeriod& before, std::size_t at)
  {
    if (*period.from != plus_days(*before.to, 1)) {
      blocks(path_of(at), "contract.pay_order", {period.from->text(), before.to->text()});
    }
  }

  // Whether all of them are periods, one after the other.
  bool are_periods(const std::vector<PayPeriod>& periods)
  {
    for (std::size_t i = 0; i < periods.size(); ++i) {
      if (!is_period(periods[i], path_of(i))) {
        return false;
      }
      if (i > 0) {
        follows(periods[i], periods[i - 1], i);
      }
    }
    return true;
  }

  void cover(Date first, Date last)
  {
    if (first != *m_start || last < *m_end) {
      blocks(k_pay, "contract.pay_cover",
             {first.text(), last.text(), m_start->text(), m_end->text()});
    }
  }

  void look()
  {
    const std::vector<PayPeriod> periods = m_contract.pay();
    require(!periods.empty(), k_pay);
    if (periods.empty() || !are_periods(periods)) {
      return;
    }
    if (m_start && m_end && !m_contract.is_amendment()) {
      cover(*periods.front().from, *periods.back().to);
    }
    least_pay(periods);
  }

  // The years of an earlier contract count on: the order of a period says which year it is of
  // (D6222-29).
  static int year_of(const PayPeriod& period)
  {
    const std::string year = period.order.substr(0, period.order.find('.'));
    return util::is_digits(year) && year.size() == 1 ? std::stoi(year) : 1;
  }

  bool is_dated() const { return m_birth && m_start && m_end && *m_end >= *m_start; }

  // The day from which its years are counted, those of earlier contracts among them.
  Date counted_from(const PayPeriod& first) const
  {
    const int years_before = std::max(0, year_of(first) - 1);
    return plus_months(*m_start, -12 * years_before);
  }

  void least_pay(const std::vector<PayPeriod>& periods)
  {
    if (!is_dated()) {
      return;
    }
    const std::vector<PayStep> steps = minimum_pay(*m_birth, counted_from(periods.front()), *m_end);
    for (std::size_t i = 0; i < periods.size(); ++i) {
      least_pay_of(periods[i], path_of(i), steps);
    }
    first_pay(steps);
  }

  static bool is_less(const PayPeriod& period, const PayStep& step)
  {
    return period.percent > 0 && period.percent < step.percent * 100;
  }

  void pay_is_low(const PayPeriod& period, const std::string& path, const PayStep& step)
  {
    const Date day = std::max(step.from, *period.from);
    blocks(path + ".taux", "contract.pay_low",
           {percent_text(period.percent), std::to_string(step.percent), day.text()});
  }

  // The first step of the period that asks for more is told.
  void least_pay_of(const PayPeriod& period, const std::string& path,
                    const std::vector<PayStep>& steps)
  {
    for (std::size_t s = 0; s < steps.size(); ++s) {
      const bool begins = steps[s].from <= *period.to,
                 lasts = s + 1 == steps.size() || steps[s + 1].from > *period.from;
      if (begins && lasts && is_less(period, steps[s])) {
        pay_is_low(period, path, steps[s]);
        return;
      }
    }
  }

  // The step that holds on the first day; null: none does.
  const PayStep* first_step(const std::vector<PayStep>& steps) const
  {
    const auto now = std::ranges::find_if(
      steps.rbegin(), steps.rend(), [&](const PayStep& step) { return step.from <= *m_start; });
    return now == steps.rend() ? nullptr : &*now;
  }

  void compare_pay(Money told, const PayStep& step)
  {
    const Money least = apply(Rate{std::int64_t{step.percent} * 10'000'000}, *m_facts.smic);
    if (told < least) {
      warns(k_first_pay, "contract.pay_amount", {told.text(), least.text()});
    }
  }

  void first_pay(const std::vector<PayStep>& steps)
  {
    const util::Result<Money> told = Money::parse(m_contract.text(k_first_pay));
    if (told && m_facts.no_smic) {
      warns(k_first_pay, "contract.pay_unchecked", {told->text(), m_start->text()});
    }
    const PayStep* step = first_step(steps);
    if (told && m_facts.smic && step != nullptr) {
      compare_pay(*told, *step);
    }
  }

  std::optional<Date> m_start, m_end, m_birth;
};

} // namespace

Findings pay_findings(const Contract& contract, const ContractFacts& facts)
{
  return PayRules(contract, facts).all();
}

} // namespace myatlas::domain
