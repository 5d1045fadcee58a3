#include "domain/dossiers/contract_pay.hpp"

#include <algorithm>

#include "domain/dossiers/contract_examination.hpp"
#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/calendar.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr const char* k_pay = "contrat.remunerationsAnnuelles";

class PayRules : ContractExamination
{
public:
  PayRules(const Contract& contract, const ContractFacts& facts)
    : ContractExamination(contract, facts), m_start(contract.date("contrat.dateDebutContrat")),
      m_end(contract.date("contrat.dateFinContrat")),
      m_birth(contract.date("apprenti.dateNaissance"))
  {
  }

  std::vector<Finding> all()
  {
    look();
    return std::move(m_found);
  }

private:
  static std::string path_of(std::size_t period)
  {
    return std::string(k_pay) + "[" + std::to_string(period) + "]";
  }

  // Whether it has a beginning, and an end that does not lie before; told when it has not.
  bool is_period(const PayPeriod& period, const std::string& path)
  {
    for (const auto& [member, present] : {std::pair{".dateDebut", period.from.has_value()},
                                          {".dateFin", period.to.has_value()},
                                          {".taux", period.percent > 0}}) {
      if (!present) {
        blocks(path + member, "contract.required", {path + member});
      }
    }
    if (!period.from || !period.to) {
      return false;
    }
    if (*period.to < *period.from) {
      blocks(path, "contract.order", {period.from->text(), period.to->text()});
      return false;
    }
    return true;
  }

  void look()
  {
    const std::vector<PayPeriod> periods = m_contract.pay();
    if (periods.empty()) {
      blocks(k_pay, "contract.required", {k_pay});
      return;
    }
    for (std::size_t i = 0; i < periods.size(); ++i) {
      if (!is_period(periods[i], path_of(i))) {
        return;
      }
      if (i > 0 && *periods[i].from != plus_days(*periods[i - 1].to, 1)) {
        blocks(path_of(i), "contract.pay_order",
               {periods[i].from->text(), periods[i - 1].to->text()});
      }
    }
    const Date first = *periods.front().from, last = *periods.back().to;
    if (m_start && m_end && !m_contract.is_amendment() && (first != *m_start || last < *m_end)) {
      blocks(k_pay, "contract.pay_cover",
             {first.text(), last.text(), m_start->text(), m_end->text()});
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

  void least_pay(const std::vector<PayPeriod>& periods)
  {
    if (!m_birth || !m_start || !m_end || *m_end < *m_start) {
      return;
    }
    const int years_before = std::max(0, year_of(periods.front()) - 1);
    const Date counted_from = plus_months(*m_start, -12 * years_before);
    const std::vector<PayStep> steps = minimum_pay(*m_birth, counted_from, *m_end);
    for (std::size_t i = 0; i < periods.size(); ++i) {
      least_pay_of(periods[i], path_of(i), steps);
    }
    first_pay(steps);
  }

  // The first step of the period that asks for more is told.
  void least_pay_of(const PayPeriod& period, const std::string& path,
                    const std::vector<PayStep>& steps)
  {
    for (std::size_t s = 0; s < steps.size(); ++s) {
      const bool begins = steps[s].from <= *period.to,
                 lasts = s + 1 == steps.size() || steps[s + 1].from > *period.from;
      if (begins && lasts && period.percent > 0 && period.percent < steps[s].percent * 100) {
        const Date day = std::max(steps[s].from, *period.from);
        blocks(path + ".taux", "contract.pay_low",
               {percent_text(period.percent), std::to_string(steps[s].percent), day.text()});
        return;
      }
    }
  }

  void first_pay(const std::vector<PayStep>& steps)
  {
    const util::Result<Money> told = Money::parse(m_contract.text("contrat.salaireEmbauche"));
    const auto now = std::ranges::find_if(
      steps.rbegin(), steps.rend(), [&](const PayStep& step) { return step.from <= *m_start; });
    if (told && m_facts.no_smic) {
      warns("contrat.salaireEmbauche", "contract.pay_unchecked", {told->text(), m_start->text()});
    }
    if (!told || !m_facts.smic || now == steps.rend()) {
      return;
    }
    const Money least = apply(Rate{std::int64_t{now->percent} * 10'000'000}, *m_facts.smic);
    if (*told < least) {
      warns("contrat.salaireEmbauche", "contract.pay_amount", {told->text(), least.text()});
    }
  }

  std::optional<Date> m_start, m_end, m_birth;
};

} // namespace

std::vector<Finding> pay_findings(const Contract& contract, const ContractFacts& facts)
{
  return PayRules(contract, facts).all();
}

} // namespace myatlas::domain
