#include "domain/invoices/invoice.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"
#include <cstdlib>

#include "domain/values/names.hpp"
#include "util/decimal.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::domain {

namespace {

using util::Error;
using util::Errors;
using util::Outcome;
using util::Result;

constexpr NamedValue<InvoiceEvent> k_invoice_event_names[] = {{"open", InvoiceEvent::open},
                                                              {"accept", InvoiceEvent::accept},
                                                              {"reject", InvoiceEvent::reject},
                                                              {"pay", InvoiceEvent::pay},
                                                              {"cancel", InvoiceEvent::cancel}};
static_assert(has_all<k_invoice_event_names>());

constexpr NamedValue<Sender> k_sender_names[] = {{"member", Sender::member},
                                                 {"provider", Sender::provider}};

constexpr InvoiceTransition k_invoice_transitions[] = {
  {InvoiceEvent::open, InvoiceState::deposee, InvoiceState::en_traitement},
  {InvoiceEvent::accept, InvoiceState::deposee, InvoiceState::validee},
  {InvoiceEvent::accept, InvoiceState::en_traitement, InvoiceState::validee},
  {InvoiceEvent::reject, InvoiceState::deposee, InvoiceState::rejetee},
  {InvoiceEvent::reject, InvoiceState::en_traitement, InvoiceState::rejetee},
  {InvoiceEvent::reject, InvoiceState::validee, InvoiceState::rejetee},
  {InvoiceEvent::pay, InvoiceState::validee, InvoiceState::reglee},
  {InvoiceEvent::cancel, InvoiceState::deposee, InvoiceState::annulee},
  {InvoiceEvent::cancel, InvoiceState::en_traitement, InvoiceState::annulee},
};

constexpr std::int64_t k_vat_rates[] = {0,   210, 550, 1000, 2000,
                                        850, 175, 105, 90,   1300}; // the last two in Corsica

Money tax_at(std::int64_t vat_rate, Money base)
{
  return {util::divide_half_up(static_cast<__int128>(base.cents) * vat_rate, 10'000)};
}

Error other_tax(Money told, Money expected)
{
  return Error{"invoice.tax", {told.text(), expected.text()}}.at("montant_tva");
}

std::int64_t gap_between(const std::optional<Money>& told, Money expected)
{
  return told ? std::llabs(told->cents - expected.cents) : 0;
}

// By the rate: the tax that is told may be off by its rounding.
void settle_tax(const InvoiceAmounts& given, SettledAmounts& settled, Errors& problems)
{
  const Money expected = tax_at(*given.vat_rate, given.without_tax);
  const std::int64_t gap = gap_between(given.tax, expected);
  if (gap > k_rounding_cents) {
    problems.push_back(other_tax(*given.tax, expected));
  }
  settled.rounded = gap == k_rounding_cents;
  settled.amounts.tax = given.tax.value_or(expected);
}

// What the total leaves to the tax, where no rate tells it.
void settle_tax_by_total(const InvoiceAmounts& given, SettledAmounts& settled)
{
  std::optional<Money>& tax = settled.amounts.tax;
  if (!tax && given.with_tax) {
    tax = *given.with_tax - given.without_tax;
  }
  if (given.with_tax && *given.with_tax < given.without_tax) {
    tax = given.tax.value_or(Money{0});
  }
}

Error other_total(Money told, Money total)
{
  return Error{"invoice.total", {told.text(), total.text()}}.at("montant_ttc");
}

} // namespace

Result<SettledAmounts> settle_amounts(const InvoiceAmounts& given)
{
  SettledAmounts settled{given, false};
  Errors problems;
  if (given.vat_rate) {
    settle_tax(given, settled, problems);
  }
  settle_tax_by_total(given, settled);
  const Money total = given.without_tax + settled.amounts.tax.value_or(Money{0});
  if (given.with_tax && *given.with_tax != total) {
    problems.push_back(other_total(*given.with_tax, total));
  }
  settled.amounts.with_tax = total;
  if (!problems.empty()) {
    return problems;
  }
  return settled;
}

namespace {

Money magnitude(Money amount)
{
  return {std::llabs(amount.cents)};
}

std::optional<Money> magnitude(const std::optional<Money>& amount)
{
  return amount ? std::optional(magnitude(*amount)) : std::nullopt;
}

std::optional<Money> negated(const std::optional<Money>& amount)
{
  return amount ? std::optional(Money{} - *amount) : std::nullopt;
}

int sign_of(Money amount)
{
  return (amount.cents > 0) - (amount.cents < 0);
}

// Whether two amounts differ in their sign; zero has none.
bool disagree(const std::optional<Money>& a, Money b)
{
  return a && sign_of(*a) * sign_of(b) < 0;
}

Error other_sign(Money told, Money without_tax, const char* column)
{
  return Error{"invoice.signs", {told.text(), without_tax.text()}}.at(column);
}

void check_sign(const std::optional<Money>& told, Money without_tax, const char* column,
                Errors& problems)
{
  if (disagree(told, without_tax)) {
    problems.push_back(other_sign(*told, without_tax, column));
  }
}

InvoiceAmounts magnitudes(const InvoiceAmounts& amounts)
{
  return {magnitude(amounts.without_tax), amounts.vat_rate, magnitude(amounts.tax),
          magnitude(amounts.with_tax)};
}

InvoiceAmounts negated(const InvoiceAmounts& amounts)
{
  return {Money{} - amounts.without_tax, amounts.vat_rate, negated(amounts.tax),
          negated(amounts.with_tax)};
}

} // namespace

std::optional<Money> signed_as(bool credit_note, const std::optional<Money>& amount)
{
  return credit_note ? negated(magnitude(amount)) : amount;
}

Result<SettledAmounts> settle_credit(const InvoiceAmounts& given)
{
  Errors problems;
  check_sign(given.tax, given.without_tax, "montant_tva", problems);
  check_sign(given.with_tax, given.without_tax, "montant_ttc", problems);
  if (!problems.empty()) {
    return problems;
  }
  TRY_ASSIGN(SettledAmounts settled, settle_amounts(magnitudes(given)));
  settled.amounts = negated(settled.amounts);
  return settled;
}

namespace {

// Not its signs, nor accents alone.
bool is_european_letter(char32_t c)
{
  return c >= 0xC0 && c <= 0x52F && c != 0xD7 && c != 0xF7 && (c < 0x2B0 || c >= 0x386);
}

// What providers print in a number: letters of the alphabets of Europe, digits, blanks, dashes and
// the signs of the sentence of invoice_number.character. None of them is obeyed by a shell, a
// spreadsheet or a terminal.
bool is_printed_in_numbers(char32_t c)
{
  constexpr std::u32string_view k_signs =
    U" -/._#+,:\u00A0\u00AA\u00B0\u00BA\u202F\u2010\u2011\u2013\u2116";
  const bool ascii = c < 0x80 && util::is_alnum(static_cast<char>(c));
  return ascii || is_european_letter(c) || k_signs.find(c) != k_signs.npos;
}

Error wrong_character(std::string_view number, std::string_view character)
{
  return {"invoice_number.character", {std::string(number), std::string(character)}};
}

} // namespace

Result<std::string> parse_invoice_number(std::string_view text)
{
  const std::string_view number = util::trim(text);
  if (number.empty()) {
    return Error{"invoice_number.required", {}};
  }
  if (util::length_utf8(number) > 50 || util::has_hidden(number)) {
    return Error{"invoice_number.form", {util::printable(number)}};
  }
  const std::string_view other = util::first_outside(number, is_printed_in_numbers);
  if (!other.empty()) {
    return wrong_character(number, other);
  }
  if (number.starts_with('-')) { // a shell and its completion would take it for an option
    return wrong_character(number, "-");
  }
  return std::string(number);
}

namespace {

Error far_from(Date date, Date first, Date last)
{
  return {"invoice.far", {date.text(), first.text(), last.text()}};
}

} // namespace

Outcome check_invoice_date(Date date, Date start, Date today)
{
  constexpr int k_months = 12;
  const Date first = plus_months(std::min(start, today), -k_months),
             last = plus_months(today, k_months);
  return date < first || date > last ? Outcome(far_from(date, first, last)) : Outcome(util::Done{});
}

std::span<const InvoiceTransition> invoice_transitions()
{
  return k_invoice_transitions;
}

namespace {

std::string events_of(InvoiceState state)
{
  std::string events;
  for (const InvoiceTransition& transition : k_invoice_transitions) {
    if (transition.from == state) {
      util::add_to_list(events, to_text(transition.event));
    }
  }
  return events.empty() ? "-" : events;
}

Error no_transition(const Invoice& invoice, InvoiceEvent event)
{
  return {"invoice.transition",
          {invoice.number, to_text(invoice.state), to_text(event), events_of(invoice.state)}};
}

} // namespace

Result<InvoiceState> after(const Invoice& invoice, InvoiceEvent event)
{
  for (const InvoiceTransition& transition : k_invoice_transitions) {
    if (transition.from == invoice.state && transition.event == event) {
      return transition.to;
    }
  }
  return no_transition(invoice, event);
}

bool is_vat_rate(std::int64_t hundredths)
{
  return util::contains(k_vat_rates, hundredths);
}

namespace {

constexpr std::int64_t k_one_percent = 100; // in hundredths

// The rate that a fraction is meant to be, or one that was in force.
std::int64_t rate_meant(std::int64_t hundredths)
{
  constexpr std::int64_t k_reduced_before_2014 = 700; // 10 % since (loi 2012-1510, article 68)
  if (hundredths > 0 && hundredths < k_one_percent) {
    return hundredths * 100;
  }
  return hundredths == k_reduced_before_2014 ? 1000 : hundredths;
}

bool is_nearer(std::int64_t rate, std::int64_t other, std::int64_t meant)
{
  return std::llabs(rate - meant) < std::llabs(other - meant);
}

} // namespace

std::int64_t likely_vat_rate(std::int64_t hundredths)
{
  const std::int64_t meant = rate_meant(hundredths);
  std::int64_t likely = 2000;
  for (const std::int64_t rate : k_vat_rates) {
    if (rate >= k_one_percent && is_nearer(rate, likely, meant)) {
      likely = rate;
    }
  }
  return likely;
}

namespace {

// A fraction, "0.200", that is no percentage with two decimals: in hundredths of a percent.
std::optional<std::int64_t> fraction_in(std::string_view text)
{
  constexpr std::int64_t k_whole = 10'000; // 100 %
  const Result<util::Decimal> value = util::parse_decimal(text);
  if (!value || value->scale <= 2) {
    return std::nullopt;
  }
  const Result<std::int64_t> meant = util::rescale(*value, 4);
  const bool is_rate = meant && *meant >= k_one_percent && *meant < k_whole;
  return is_rate ? std::optional(*meant) : std::nullopt;
}

Error is_fraction(std::string_view text, std::int64_t meant)
{
  return {"vat_rate.not_in_force", {std::string(text), percent_text(likely_vat_rate(meant))}};
}

} // namespace

Result<std::int64_t> parse_vat_rate(std::string_view text)
{
  const Result<std::int64_t> percent = parse_percent(text);
  const auto fraction = percent ? std::nullopt : fraction_in(text);
  return fraction ? Result<std::int64_t>(is_fraction(text, *fraction)) : percent;
}

const char* to_text(Sender sender)
{
  return name_of(k_sender_names, sender);
}

Result<Sender> parse_sender(std::string_view text)
{
  return value_of(k_sender_names, text, "sender.unknown");
}

const char* to_text(InvoiceState state)
{
  return state_facts(state).word;
}

const char* to_text(InvoiceEvent event)
{
  return name_of(k_invoice_event_names, event);
}

Result<InvoiceEvent> parse_invoice_event(std::string_view text)
{
  return value_of(k_invoice_event_names, text, "invoice.event_unknown");
}

Result<InvoiceState> parse_invoice_state(std::string_view text)
{
  return parse_state<k_invoice_states>(text, "invoice.state_unknown");
}

} // namespace myatlas::domain
