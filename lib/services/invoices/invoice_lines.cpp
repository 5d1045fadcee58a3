#include "services/invoices/invoice_lines.hpp"

#include <algorithm>
#include <map>

#include "services/dossiers/contract_evidence.hpp"
#include "services/dossiers/side_costs.hpp"
#include "services/form_values.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::BilledLines;
using domain::CostNature;
using domain::Money;
using store::InstalmentState;

int number_of(const InstalmentState& state)
{
  return state.instalment.number;
}

Error unknown_instalment(int number, const store::Schedule& all)
{
  const auto last = std::ranges::max_element(all, {}, number_of);
  return {"invoice.instalment_unknown", {std::to_string(number), std::to_string(number_of(*last))}};
}

Error not_open_yet(const InstalmentState& state)
{
  return {"invoice.instalment_closed",
          {std::to_string(number_of(state)), state.instalment.opens.text()}};
}

Error instalment_over(const InstalmentState& state, Money asked)
{
  return {"invoice.instalment_over",
          {std::to_string(number_of(state)), asked.text(), state.open().text()}};
}

// What speaks against it, and needs nothing but its number to be told.
Error instalment_is(const char* code, const InstalmentState& state)
{
  return {code, {std::to_string(number_of(state))}};
}

void check_amount(const InstalmentState& state, Money asked, Errors& problems)
{
  if (asked.cents > 0 && state.open().cents <= 0) {
    problems.push_back(instalment_is("invoice.instalment_invoiced", state));
  } else if (asked > state.open()) {
    problems.push_back(instalment_over(state, asked));
  }
}

void check_loss(const InstalmentState& state, const OpenDossier& dossier, Errors& problems)
{
  if (state.is_lost && dossier.last_day) {
    problems.push_back(
      {"invoice.instalment_lost", {std::to_string(number_of(state)), dossier.last_day->text()}});
  }
}

// One that is not gone.
Errors problems_of_instalment(const Context& context, const OpenDossier& dossier,
                              const InstalmentState& state, Money asked)
{
  Errors problems;
  if (state.instalment.opens > context.today()) {
    problems.push_back(not_open_yet(state));
  }
  check_amount(state, asked, problems);
  check_loss(state, dossier, problems);
  if (const auto lacks = evidence_problem(state, dossier.instalments, dossier.certified)) {
    problems.push_back(*lacks);
  }
  return problems;
}

// What the lines ask of one instalment against what it has.
Errors check_instalment(const Context& context, const OpenDossier& dossier, int number, Money asked)
{
  const auto found = std::ranges::find(dossier.instalments, number, number_of);
  if (found == dossier.instalments.end()) {
    return {unknown_instalment(number, dossier.instalments)};
  }
  if (found->instalment.is_gone) {
    return {instalment_is("invoice.instalment_gone", *found)};
  }
  return problems_of_instalment(context, dossier, *found, asked);
}

// Of teaching, by the number of the instalment.
std::map<int, Money> asked_by_instalment(const BilledLines& lines)
{
  std::map<int, Money> asked;
  for (const BilledLine& line : lines) {
    if (line.instalment) {
      const bool is_teaching = line.nature == CostNature::pedagogie;
      asked[*line.instalment] += is_teaching ? line.amount : Money{};
    }
  }
  return asked;
}

bool names_instalment(const BilledLine& line)
{
  return line.instalment.has_value();
}

bool have_instalments(const BilledLines& lines)
{
  return !lines.empty() && std::ranges::all_of(lines, names_instalment);
}

Error of_schedule(const char* code, const OpenDossier& dossier)
{
  return Error{code, {dossier.request.number}}.at("instalment");
}

void check_schedule(const Context& context, const BilledLines& lines, const OpenDossier& dossier,
                    Errors& problems)
{
  const std::map<int, Money> asked = asked_by_instalment(lines);
  if (dossier.instalments.empty()) {
    if (!asked.empty()) {
      problems.push_back(of_schedule("invoice.no_schedule", dossier));
    }
    return;
  }
  if (!have_instalments(lines)) {
    problems.push_back(of_schedule("invoice.instalment_required", dossier));
  }
  for (const auto& [number, amount] : asked) {
    for (const Error& problem : check_instalment(context, dossier, number, amount)) {
      problems.push_back(problem.at("instalment"));
    }
  }
}

Error not_the_sum(Money sum, Money amount)
{
  return Error{"invoice.lines_sum", {sum.text(), amount.text()}}.at("line");
}

// Against the amount of the invoice, where that is known.
void check_sum(const BilledLines& lines, std::optional<Money> amount, Errors& problems)
{
  const Money sum = util::total_of(lines, &BilledLine::amount);
  if (!lines.empty() && amount && sum != *amount) {
    problems.push_back(not_the_sum(sum, *amount));
  }
}

// What is wrong with an instalment is told where that was named: in the lines.
void tell_at_lines(Errors& problems)
{
  for (Error& problem : problems) {
    std::string& place = problem.where.column;
    place = place == "instalment" ? "line" : place;
  }
}

BilledLines checked_lines(const Context& context, const LinesForm& form,
                          std::optional<Money> amount, const OpenDossier& dossier, Errors& problems)
{
  const auto instalment = instalment_typed(form, problems);
  BilledLines lines = lines_typed_for(form, instalment, problems);
  if (!problems.empty()) {
    return lines;
  }
  if (form.lines.empty() && instalment) {
    lines.push_back({CostNature::pedagogie, amount.value_or(Money{}), instalment});
  } else {
    check_sum(lines, amount, problems);
  }
  check_schedule(context, lines, dossier, problems);
  if (form.instalment.empty() && !form.lines.empty()) {
    tell_at_lines(problems);
  }
  check_side_costs(context, lines, dossier, problems);
  return lines;
}

} // namespace

std::optional<int> instalment_typed(const LinesForm& form, Errors& problems)
{
  return given(form.instalment, domain::parse_instalment, "instalment", problems);
}

BilledLines lines_typed_for(const LinesForm& form, std::optional<int> instalment, Errors& problems)
{
  BilledLines lines;
  for (const std::string& text : form.lines) {
    if (auto line = util::collect(domain::parse_billed_line(text), problems, "line")) {
      line->instalment = line->instalment ? line->instalment : instalment;
      lines.push_back(*line);
    }
  }
  return lines;
}

BilledLines lines_typed(const LinesForm& form, Errors& problems)
{
  return lines_typed_for(form, instalment_typed(form, problems), problems);
}

BilledLines lines_in(const Context& context, const LinesForm& form, std::optional<Money> amount,
                     const OpenDossier& dossier, Errors& problems)
{
  Errors own;
  BilledLines lines = checked_lines(context, form, amount, dossier, own);
  util::add_problems(own, problems, "");
  return lines;
}

} // namespace myatlas::services
