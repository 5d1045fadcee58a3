#include "services/dossiers/contract_evidence.hpp"

#include <algorithm>

#include "domain/dossiers/carried_out.hpp"
#include "domain/values/calendar.hpp"
#include "services/dossiers/facts.hpp"

namespace myatlas::services {

namespace {

using domain::Certificate;
using domain::Date;
using domain::FundingRequest;
using domain::Instalment;
using domain::Invoice;
using domain::Period;
using store::InstalmentState;
using store::Schedule;

// What its certificates cover that count.
std::vector<Period> periods_of(const std::vector<Certificate>& standing,
                               const FundingRequest& request)
{
  std::vector<Period> periods;
  for (const Certificate& certificate : standing) {
    if (!is_beyond(certificate, request)) {
      periods.push_back({certificate.from, certificate.to});
    }
  }
  return periods;
}

// What says that a contract was carried out.
struct EvidenceOfContract
{
  const Context& context;
  const FundingRequest& request;

  std::optional<Date> contract_day(const char* path) const;
  std::optional<Date> certified_to(const std::vector<Certificate>& standing) const;
  Errors instalment_problems(const Schedule& all, const std::set<int>& numbers) const;
  std::set<int> numbers_paid() const;
  void add_numbers(const Invoice& invoice, std::set<int>& numbers) const;
};

// A day the contract names.
std::optional<Date> EvidenceOfContract::contract_day(const char* path) const
{
  const auto contract = contract_of(context, request);
  return contract ? contract->date(path) : std::nullopt;
}

// The last day certificates of the dossier reach from the first day of the training on, without
// gaps; the day before it when none covers that. Nothing without one.
std::optional<Date> EvidenceOfContract::certified_to(const std::vector<Certificate>& standing) const
{
  std::vector<Period> periods = periods_of(standing, request);
  if (periods.empty() || !request.start) {
    return std::nullopt;
  }
  const Date training = contract_day("formation.dateDebutFormation").value_or(*request.start);
  return domain::covered_to(std::move(periods), std::max(*request.start, training),
                            zone_of(context, request.siret));
}

// The advance, and what was funded before the contract, ask for no evidence.
bool needs_evidence(const Instalment& instalment, const Schedule& all)
{
  return instalment.code != "E0" && instalment.number != store::advance_of(all);
}

// How far its time is to be certified: it opens once the time it is for was given.
Date to_be_given(const Instalment& instalment, const Certified& certified)
{
  const Date over = domain::plus_days(instalment.opens, -1);
  return std::min(over, certified.most.value_or(over));
}

Error reaches_beyond(const std::string& instalment, const Certificate& certificate, Date last)
{
  return {"invoice.certificate_beyond",
          {instalment, certificate.number, certificate.to.text(), last.text()}};
}

Error not_certified(const std::string& instalment, Date given_to, const Certified& certified)
{
  if (certified.beyond) {
    return reaches_beyond(instalment, *certified.beyond, certified.last);
  }
  if (!certified.to) {
    return {"invoice.certificate_missing", {instalment}};
  }
  return {"invoice.certificate_short", {instalment, given_to.text(), certified.to->text()}};
}

// The instalments that lines of teaching or side costs are for.
void EvidenceOfContract::add_numbers(const Invoice& invoice, std::set<int>& numbers) const
{
  for (const domain::BilledLine& line : context.store.invoices().lines(invoice)) {
    numbers.insert(line.instalment.value_or(0));
  }
}

// Each of these instalments with what it lacks.
Errors EvidenceOfContract::instalment_problems(const Schedule& all,
                                               const std::set<int>& numbers) const
{
  const Certified certified = certified_of_contract(context, request);
  Errors problems;
  for (const InstalmentState& state : all) {
    const bool is_meant = numbers.contains(state.instalment.number);
    if (const auto lacks = is_meant ? evidence_problem(state, all, certified) : std::nullopt) {
      problems.push_back(*lacks);
    }
  }
  return problems;
}

std::set<int> EvidenceOfContract::numbers_paid() const
{
  std::set<int> numbers;
  for (const Invoice& invoice : context.store.invoices().list(
         {request.number, domain::InvoiceState::reglee}, store::Perimeter::all())) {
    if (!invoice.is_credit_note()) {
      add_numbers(invoice, numbers);
    }
  }
  return numbers;
}

bool is_gone_and_paid(const InstalmentState& state)
{
  return state.instalment.is_gone && state.paid.cents > 0;
}

// What was paid of one that is gone stands for those it is set off against.
void move_from_gone(const Schedule& all, std::set<int>& numbers)
{
  const bool is_moved = std::ranges::any_of(all, is_gone_and_paid);
  for (const InstalmentState& state : all) {
    if (state.instalment.is_gone) {
      numbers.erase(state.instalment.number);
    } else if (is_moved && state.deducted.cents > 0) {
      numbers.insert(state.instalment.number);
    }
  }
}

} // namespace

bool is_beyond(const Certificate& certificate, const FundingRequest& request)
{
  return certificate.to > request.last_day().value_or(certificate.to);
}

Certified certified_of_contract(const Context& context, const FundingRequest& request)
{
  const auto standing = context.store.certificates().standing(request.number);
  const auto beyond =
    std::ranges::find_if(standing, [&](const Certificate& one) { return is_beyond(one, request); });
  const EvidenceOfContract evidence{context, request};
  Certified certified{evidence.certified_to(standing),
                      evidence.contract_day("formation.dateFinFormation")};
  if (beyond != standing.end()) {
    certified.beyond = *beyond;
    certified.last = *request.last_day();
  }
  return certified;
}

std::optional<Error> evidence_problem(const InstalmentState& instalment, const Schedule& all,
                                      const Certified& certified)
{
  const std::string number = std::to_string(instalment.instalment.number);
  if (instalment.instalment.is_gone) {
    return Error{"invoice.instalment_gone", {number}};
  }
  if (!needs_evidence(instalment.instalment, all)) {
    return std::nullopt;
  }
  const Date given_to = to_be_given(instalment.instalment, certified);
  const bool is_certified = certified.to && *certified.to >= given_to;
  return is_certified ? std::nullopt : std::optional(not_certified(number, given_to, certified));
}

Errors evidence_problems(const Context& context, const FundingRequest& request,
                         const Invoice& invoice, const Schedule& all)
{
  const EvidenceOfContract evidence{context, request};
  std::set<int> numbers;
  evidence.add_numbers(invoice, numbers);
  return evidence.instalment_problems(all, numbers);
}

Errors paid_evidence_problems(const Context& context, const FundingRequest& request,
                              const Schedule& all)
{
  const EvidenceOfContract evidence{context, request};
  std::set<int> numbers = evidence.numbers_paid();
  move_from_gone(all, numbers);
  return evidence.instalment_problems(all, numbers);
}

} // namespace myatlas::services
