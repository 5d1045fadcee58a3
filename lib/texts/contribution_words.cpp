#include "texts/contribution_words.hpp"

#include <algorithm>
#include <utility>

#include "domain/values/names.hpp"
#include "texts/texts.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

struct Label
{
  domain::Contribution contribution;
  const char* text;
};

constexpr Label k_labels[] = {
  {domain::Contribution::cfp, N_("Contribution to professional training")},
  {domain::Contribution::cpf_cdd, N_("CPF-CDD, 1 % of fixed-term pay")},
  {domain::Contribution::ta, N_("Apprenticeship tax")},
  {domain::Contribution::ta_principal, N_("Apprenticeship tax, main part")},
  {domain::Contribution::ta_solde, N_("Apprenticeship tax, balance")},
  {domain::Contribution::csa, N_("Supplementary apprenticeship contribution")},
  {domain::Contribution::conventional, N_("Contribution of the branch")},
};

struct DsnLabel
{
  std::string_view code;
  const char* text;
};

constexpr DsnLabel k_dsn_labels[] = {
  {"074", N_("Exempt from the apprenticeship tax (six minimum wages)")},
  {"075", N_("Apprenticeship tax, deductions")},
  {"076", N_("Apprenticeship tax, balance before reductions")},
  {"077", N_("Balance, reduction for gifts to CFAs")},
  {"078", N_("Balance, reduction for alternants")},
  {"079", N_("Supplementary apprenticeship contribution")},
  {"080", N_("Exempt from the supplementary contribution")},
  {"128", N_("Contribution to professional training")},
  {"129", N_("CPF-CDD, 1 % of fixed-term pay")},
  {"130", N_("Apprenticeship tax, main part")},
  {"141", N_("Contribution of the branch")},
};

struct ReasonSentence
{
  domain::Reason reason;
  const char* text;
};

constexpr ReasonSentence k_reason_sentences[] = {
  {domain::Reason::no_pay, N_("no pay to count")},
  {domain::Reason::no_fixed_term_pay, N_("no fixed-term pay given")},
  {domain::Reason::fixed_term_pay_exempt, N_("all fixed-term pay is exempt")},
  {domain::Reason::alsace_moselle, N_("no balance in Alsace-Moselle")},
  {domain::Reason::no_tax_2019, N_("no tax on the pay of 2019")},
  {domain::Reason::headcount_below_250, N_("below 250 employees")},
  {domain::Reason::threshold_250_frozen, N_("250 employees reached for less than five years")},
  {domain::Reason::ratio_high_enough, N_("enough alternants: the ratio asked for is reached")},
  {domain::Reason::alternants_grew_10_percent,
   N_("3 % of alternants or more, and 10 % more of them than the year before")},
  {domain::Reason::association_before_2026_03, N_("a non-profit body pays from March 2026 on")},
  {domain::Reason::six_minimum_wages,
   N_("an apprentice, and pay of at most six minimum wages the month before")},
  {domain::Reason::no_idcc, N_("no collective agreement given")},
  {domain::Reason::branch_without_contribution, N_("not a branch OPCO Atlas collects for")},
  {domain::Reason::none_for_this_size, N_("none for this size")},
  {domain::Reason::rate_unknown, N_("no sourced rate is known")},
};

} // namespace

const char* label_of(const Texts& texts, domain::Contribution contribution)
{
  return texts.tr(std::ranges::find(k_labels, contribution, &Label::contribution)->text);
}

const char* label_of_dsn(const Texts& texts, std::string_view code)
{
  const auto* found = util::find_by(k_dsn_labels, code, &DsnLabel::code);
  return found == nullptr ? "" : texts.tr(found->text);
}

const char* sentence_of(const Texts& texts, domain::Reason reason)
{
  return texts.tr(std::ranges::find(k_reason_sentences, reason, &ReasonSentence::reason)->text);
}

constexpr domain::NamedValue<domain::Collector> k_collectors[] = {
  {"Urssaf", domain::Collector::urssaf},
  {"OPCO Atlas", domain::Collector::opco_atlas},
  {"OPCA", domain::Collector::opca},
  {"OCTA", domain::Collector::octa}};
static_assert(domain::has_all<k_collectors>());

const char* collector_name(domain::Collector collector)
{
  return domain::name_of(k_collectors, collector);
}

const char* collector_name(const std::string& collector)
{
  return collector_name(*domain::collector_called(collector));
}

std::string due_text(const Texts& texts, const domain::ContributionLine& line)
{
  return line.due ? texts.time(line.due->text()) : texts.tr(N_("every month"));
}

std::string due_text(const Texts& texts, const std::string& due)
{
  return due == "monthly" ? texts.tr(N_("every month")) : texts.time(due);
}

const char* zone_for_people(const Texts& texts, domain::Zone zone)
{
  return zone == domain::Zone::alsace_moselle ? texts.tr(N_(" (Alsace-Moselle)")) : "";
}

std::string part_for_people(const Texts& texts, const domain::ContributionPart& part)
{
  return texts.money(part.base.text()) + " × " + percent_for_people(texts, part.rule->rate) +
         zone_for_people(texts, part.zone);
}

std::string parts_for_people(const Texts& texts, const domain::ContributionLine& line)
{
  std::string text;
  for (std::size_t i = 0; i < line.part_count; ++i) {
    text += (i == 0 ? "" : " + ") + part_for_people(texts, line.parts[i]);
  }
  return text;
}

std::string month_for_people(const Texts& texts, domain::Month month)
{
  const std::string iso = month.text();
  // i18n: year and month, in the order and with the marks of the language
  return texts.trf(N_("{0}-{1}"), iso.substr(0, 4), iso.substr(5, 2));
}

std::string months_for_people(const Texts& texts, const domain::Simulation& simulation)
{
  std::string text;
  for (const domain::Month month : domain::months_told(simulation)) {
    util::add_to_list(text, month_for_people(texts, month));
  }
  return text;
}

std::string percent_for_people(const Texts& texts, domain::Rate rate)
{
  return texts.trf(N_("{0} %"), texts.decimal(util::format_decimal(rate.billionths, 7)));
}

std::string hundredths_for_people(const Texts& texts, std::int64_t hundredths)
{
  return texts.decimal(util::format_decimal(hundredths, 2));
}

} // namespace myatlas::texts
