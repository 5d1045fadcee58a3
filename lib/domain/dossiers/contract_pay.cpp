#include "domain/dossiers/contract_pay.hpp"

#include <algorithm>

#include "domain/dossiers/minimum_pay.hpp"
#include "domain/values/calendar.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

constexpr const char* k_pay = "contrat.remunerationsAnnuelles";

class PayRules
{
public:
  PayRules(const Contract& contract, const ContractFacts& facts)
    : m_contract(contract), m_facts(facts), m_start(contract.date("contrat.dateDebutContrat")),
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
  void look()
  {
    const std::vector<PayPeriod> periods = m_contract.pay();
    if (periods.empty()) {
      blocks(k_pay, "contract.required", {k_pay});
      return;
    }
    for (std::size_t i = 0; i < periods.size(); ++i) {
      const std::string path = std::string(k_pay) + "[" + std::to_string(i) + "]";
      for (const auto& [member, present] : {std::pair{".dateDebut", periods[i].from.has_value()},
                                            {".dateFin", periods[i].to.has_value()},
                                            {".taux", periods[i].percent > 0}}) {
        if (!present) {
          blocks(path + member, "contract.required", {path + member});
        }
      }
      if (!periods[i].from || !periods[i].to) {
        return;
      }
      if (*periods[i].to < *periods[i].from) {
        blocks(path, "contract.order", {periods[i].from->text(), periods[i].to->text()});
        return;
      }
      if (i > 0 && *periods[i].from != plus_days(*periods[i - 1].to, 1)) {
        blocks(path, "contract.pay_order", {periods[i].from->text(), periods[i - 1].to->text()});
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
      for (std::size_t s = 0; s < steps.size(); ++s) {
        const bool begins = steps[s].from <= *periods[i].to,
                   lasts = s + 1 == steps.size() || steps[s + 1].from > *periods[i].from;
        if (begins && lasts && periods[i].percent > 0 &&
            periods[i].percent < steps[s].percent * 100) {
          const Date day = std::max(steps[s].from, *periods[i].from);
          blocks(std::string(k_pay) + "[" + std::to_string(i) + "].taux", "contract.pay_low",
                 {percent_text(periods[i].percent), std::to_string(steps[s].percent), day.text()});
          break;
        }
      }
    }
    first_pay(steps);
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

  void blocks(const std::string& path, const char* code, std::vector<std::string> args)
  {
    m_found.push_back({Severity::blocks, util::Error{code, std::move(args)}.at(path)});
  }
  void warns(const std::string& path, const char* code, std::vector<std::string> args)
  {
    m_found.push_back({Severity::warns, util::Error{code, std::move(args)}.at(path)});
  }

  const Contract& m_contract;
  const ContractFacts& m_facts;
  std::optional<Date> m_start, m_end, m_birth;
  std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> pay_findings(const Contract& contract, const ContractFacts& facts)
{
  return PayRules(contract, facts).all();
}

} // namespace myatlas::domain
