#include "services/invoices/invoice_lines.hpp"

#include <algorithm>
#include <map>

#include "domain/values/calendar.hpp"
#include "services/dossiers/contract_evidence.hpp"
#include "services/dossiers/side_costs.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::CostNature;
using store::InstalmentState;

// What the lines ask of one instalment against what it has.
void check_instalment(const Context& context, const OpenDossier& dossier, int number,
                      domain::Money asked, util::Errors& problems)
{
  const auto found = std::ranges::find(
    dossier.instalments, number, [](const InstalmentState& s) { return s.instalment.number; });
  const std::string text = std::to_string(number);
  if (found == dossier.instalments.end()) {
    const auto last = std::ranges::max_element(
      dossier.instalments, {}, [](const InstalmentState& s) { return s.instalment.number; });
    problems.push_back(
      util::Error{"invoice.instalment_unknown", {text, std::to_string(last->instalment.number)}}.at(
        "instalment"));
    return;
  }
  if (found->instalment.is_gone) {
    problems.push_back(util::Error{"invoice.instalment_gone", {text}}.at("instalment"));
    return;
  }
  if (found->instalment.opens > context.today()) {
    problems.push_back(
      util::Error{"invoice.instalment_closed", {text, found->instalment.opens.text()}}.at(
        "instalment"));
  }
  if (asked.cents > 0 && found->open().cents <= 0) {
    problems.push_back(util::Error{"invoice.instalment_invoiced", {text}}.at("instalment"));
  } else if (asked > found->open()) {
    problems.push_back(
      util::Error{"invoice.instalment_over", {text, asked.text(), found->open().text()}}.at(
        "instalment"));
  }
  if (found->is_lost && dossier.last_day) {
    problems.push_back(
      util::Error{"invoice.instalment_lost", {text, dossier.last_day->text()}}.at("instalment"));
  }
  if (const auto found_short = evidence_problem(*found, dossier.instalments, dossier.certified)) {
    problems.push_back(found_short->at("instalment"));
  }
}

void check_schedule(const Context& context, const std::vector<BilledLine>& lines,
                    const OpenDossier& dossier, util::Errors& problems)
{
  std::map<int, domain::Money> asked;
  bool all_have_one = !lines.empty();
  for (const BilledLine& line : lines) {
    all_have_one = all_have_one && line.instalment;
    if (line.instalment) {
      domain::Money& of_instalment = asked[*line.instalment];
      of_instalment =
        of_instalment + (line.nature == CostNature::pedagogie ? line.amount : domain::Money{});
    }
  }
  if (dossier.instalments.empty()) {
    if (!asked.empty()) {
      problems.push_back(
        util::Error{"invoice.no_schedule", {dossier.request.number}}.at("instalment"));
    }
    return;
  }
  if (!all_have_one) {
    problems.push_back(
      util::Error{"invoice.instalment_required", {dossier.request.number}}.at("instalment"));
  }
  for (const auto& [number, amount] : asked) {
    check_instalment(context, dossier, number, amount, problems);
  }
}

} // namespace

namespace {

std::vector<BilledLine> checked_lines(const Context& context, const LinesForm& form,
                                      domain::Money amount, const OpenDossier& dossier,
                                      util::Errors& problems)
{
  const auto instalment =
    form.instalment.empty()
      ? std::nullopt
      : util::collect(domain::parse_instalment(form.instalment), problems, "instalment");
  std::vector<BilledLine> lines;
  domain::Money sum;
  for (const std::string& text : form.lines) {
    if (auto line = util::collect(domain::parse_billed_line(text), problems, "line")) {
      line->instalment = line->instalment ? line->instalment : instalment;
      sum = sum + line->amount;
      lines.push_back(*line);
    }
  }
  if (!problems.empty()) {
    return lines;
  }
  if (form.lines.empty() && instalment) {
    lines.push_back({CostNature::pedagogie, amount, instalment});
  } else if (!lines.empty() && amount.cents != 0 && sum != amount) {
    problems.push_back(util::Error{"invoice.lines_sum", {sum.text(), amount.text()}}.at("line"));
  }
  check_schedule(context, lines, dossier, problems);
  if (form.instalment.empty() && !form.lines.empty()) { // the lines named it
    for (util::Error& problem : problems) {
      problem.where.column = problem.where.column == "instalment" ? "line" : problem.where.column;
    }
  }
  check_side_costs(context, lines, dossier, problems);
  return lines;
}

} // namespace

std::vector<BilledLine> lines_in(const Context& context, const LinesForm& form,
                                 domain::Money amount, const OpenDossier& dossier,
                                 util::Errors& problems)
{
  util::Errors own;
  std::vector<BilledLine> lines = checked_lines(context, form, amount, dossier, own);
  problems.insert(problems.end(), own.begin(), own.end());
  return lines;
}

} // namespace myatlas::services
