#include "domain/invoices/invoice.hpp"

#include <algorithm>

#include "domain/values/calendar.hpp"
#include <cstdlib>

#include "domain/values/names.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

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

// By the rate: the tax that is told may be off by its rounding.
void settle_tax(const InvoiceAmounts& given, SettledAmounts& settled, util::Errors& problems)
{
  const Money expected = tax_at(*given.vat_rate, given.without_tax);
  const std::int64_t gap = given.tax ? std::llabs(given.tax->cents - expected.cents) : 0;
  if (gap > k_rounding_cents) {
    problems.push_back(
      util::Error{"invoice.tax", {given.tax->text(), expected.text()}}.at("montant_tva"));
  }
  settled.rounded = gap == k_rounding_cents;
  settled.amounts.tax = given.tax ? given.tax : expected;
}

} // namespace

util::Result<SettledAmounts> settle_amounts(const InvoiceAmounts& given)
{
  SettledAmounts settled{given, false};
  util::Errors problems;
  if (given.vat_rate) {
    settle_tax(given, settled, problems);
  }
  if (!settled.amounts.tax && given.with_tax) {
    settled.amounts.tax = *given.with_tax - given.without_tax;
  }
  if (given.with_tax && *given.with_tax < given.without_tax) {
    settled.amounts.tax = given.tax.value_or(Money{0});
  }
  const Money total = given.without_tax + settled.amounts.tax.value_or(Money{0});
  if (given.with_tax && *given.with_tax != total) {
    problems.push_back(
      util::Error{"invoice.total", {given.with_tax->text(), total.text()}}.at("montant_ttc"));
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

// Whether two amounts differ in their sign; zero has none.
bool disagree(const std::optional<Money>& a, Money b)
{
  return a && ((a->cents < 0 && b.cents > 0) || (a->cents > 0 && b.cents < 0));
}

} // namespace

std::optional<Money> signed_as(bool credit_note, const std::optional<Money>& amount)
{
  return credit_note ? negated(magnitude(amount)) : amount;
}

util::Result<SettledAmounts> settle_credit(const InvoiceAmounts& given)
{
  util::Errors problems;
  for (const auto& [amount, column] :
       {std::pair{given.tax, "montant_tva"}, {given.with_tax, "montant_ttc"}}) {
    if (disagree(amount, given.without_tax)) {
      problems.push_back(
        util::Error{"invoice.signs", {amount->text(), given.without_tax.text()}}.at(column));
    }
  }
  if (!problems.empty()) {
    return problems;
  }
  util::Result<SettledAmounts> settled =
    settle_amounts({magnitude(given.without_tax), given.vat_rate, magnitude(given.tax),
                    magnitude(given.with_tax)});
  if (settled) {
    InvoiceAmounts& amounts = settled->amounts;
    amounts = {Money{} - amounts.without_tax, amounts.vat_rate, negated(amounts.tax),
               negated(amounts.with_tax)};
  }
  return settled;
}

namespace {

// What providers print in a number: letters of the alphabets of Europe, digits, blanks, dashes and
// the signs of the sentence of invoice_number.character. None of them is obeyed by a shell, a
// spreadsheet or a terminal.
bool is_printed_in_numbers(char32_t c)
{
  constexpr std::u32string_view k_signs =
    U" -/._#+,:\u00A0\u00AA\u00B0\u00BA\u202F\u2010\u2011\u2013\u2116";
  const bool ascii = c < 0x80 && util::is_alnum(static_cast<char>(c));
  const bool european = c >= 0xC0 && c <= 0x52F && c != 0xD7 && c != 0xF7 &&
                        (c < 0x2B0 || c >= 0x386); // no sign, no accent alone
  return ascii || european || k_signs.find(c) != k_signs.npos;
}

} // namespace

util::Result<std::string> parse_invoice_number(std::string_view text)
{
  const std::string_view number = util::trim(text);
  if (number.empty()) {
    return util::Error{"invoice_number.required", {}};
  }
  if (util::length_utf8(number) > 50 || util::has_hidden(number)) {
    return util::Error{"invoice_number.form", {util::printable(number)}};
  }
  if (const std::string_view other = util::first_outside(number, is_printed_in_numbers);
      !other.empty()) {
    return util::Error{"invoice_number.character", {std::string(number), std::string(other)}};
  }
  if (number.starts_with('-')) { // a shell and its completion would take it for an option
    return util::Error{"invoice_number.character", {std::string(number), "-"}};
  }
  return std::string(number);
}

util::Outcome check_invoice_date(Date date, Date start, Date today)
{
  constexpr int k_months = 12;
  const Date first = plus_months(std::min(start, today), -k_months),
             last = plus_months(today, k_months);
  return date < first || date > last
           ? util::Outcome(util::Error{"invoice.far", {date.text(), first.text(), last.text()}})
           : util::Outcome(util::Done{});
}

std::span<const InvoiceTransition> invoice_transitions()
{
  return k_invoice_transitions;
}

util::Result<InvoiceState> after(const Invoice& invoice, InvoiceEvent event)
{
  std::string possible;
  for (const InvoiceTransition& transition : k_invoice_transitions) {
    if (transition.from != invoice.state) {
      continue;
    }
    if (transition.event == event) {
      return transition.to;
    }
    util::add_to_list(possible, to_text(transition.event));
  }
  return util::Error{
    "invoice.transition",
    {invoice.number, to_text(invoice.state), to_text(event), possible.empty() ? "-" : possible}};
}

bool is_vat_rate(std::int64_t hundredths)
{
  return std::ranges::find(k_vat_rates, hundredths) != std::end(k_vat_rates);
}

std::int64_t likely_vat_rate(std::int64_t hundredths)
{
  constexpr std::int64_t k_whole = 100;               // 1 %
  constexpr std::int64_t k_reduced_before_2014 = 700; // 10 % since (loi 2012-1510, article 68)
  const bool is_fraction = hundredths > 0 && hundredths < k_whole;
  std::int64_t meant = hundredths;
  if (is_fraction) {
    meant = hundredths * 100;
  } else if (hundredths == k_reduced_before_2014) {
    meant = 1000;
  }
  std::int64_t likely = 2000;
  for (const std::int64_t rate : k_vat_rates) {
    const bool is_nearer = std::llabs(rate - meant) < std::llabs(likely - meant);
    likely = rate >= k_whole && is_nearer ? rate : likely;
  }
  return likely;
}

util::Result<std::int64_t> parse_vat_rate(std::string_view text)
{
  constexpr std::int64_t k_least = 100, k_whole = 10'000; // 1 %, 100 %
  const util::Result<std::int64_t> percent = parse_percent(text);
  const util::Result<util::Decimal> value =
    percent ? util::Result<util::Decimal>(util::Errors{}) : util::parse_decimal(text);
  const util::Result<std::int64_t> meant =
    value ? util::rescale(*value, 4) : util::Result<std::int64_t>(value.errors());
  const bool is_fraction = meant && value->scale > 2 && *meant >= k_least && *meant < k_whole;
  return is_fraction ? util::Error{"vat_rate.not_in_force",
                                   {std::string(text), percent_text(likely_vat_rate(*meant))}}
                     : percent;
}

const char* to_text(Sender sender)
{
  return name_of(k_sender_names, sender);
}

util::Result<Sender> parse_sender(std::string_view text)
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

util::Result<InvoiceEvent> parse_invoice_event(std::string_view text)
{
  return value_of(k_invoice_event_names, text, "invoice.event_unknown");
}

util::Result<InvoiceState> parse_invoice_state(std::string_view text)
{
  return parse_state<k_invoice_states>(text, "invoice.state_unknown");
}

} // namespace myatlas::domain
