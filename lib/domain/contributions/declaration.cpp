#include "domain/contributions/declaration.hpp"

#include "domain/values/names.hpp"
#include "util/ranges.hpp"

namespace myatlas::domain {

namespace {

using util::Result;

constexpr NamedValue<DeclarationEvent> k_declaration_event_names[] = {
  {"draft", DeclarationEvent::draft},     {"submit", DeclarationEvent::submit},
  {"correct", DeclarationEvent::correct}, {"pay", DeclarationEvent::pay},
  {"settle", DeclarationEvent::settle},   {"repay", DeclarationEvent::repay},
  {"reopen", DeclarationEvent::reopen},
};
static_assert(has_all<k_declaration_event_names>());

constexpr NamedValue<PaymentMeans> k_payment_means[] = {
  {"transfer", PaymentMeans::transfer}, {"debit", PaymentMeans::debit},
  {"cheque", PaymentMeans::cheque},     {"card", PaymentMeans::card},
  {"virement", PaymentMeans::transfer}, {"vir", PaymentMeans::transfer},
  {"prelevement", PaymentMeans::debit}, {"prlv", PaymentMeans::debit},
  {"prélèvement", PaymentMeans::debit}, {"chèque", PaymentMeans::cheque},
  {"chq", PaymentMeans::cheque},        {"carte", PaymentMeans::card},
  {"cb", PaymentMeans::card},
};

struct Move
{
  DeclarationState from;
  DeclarationEvent event;
  DeclarationState to;
};

constexpr Move k_moves[] = {
  {DeclarationState::brouillon, DeclarationEvent::draft, DeclarationState::brouillon},
  {DeclarationState::brouillon, DeclarationEvent::submit, DeclarationState::deposee},
  {DeclarationState::deposee, DeclarationEvent::correct, DeclarationState::corrigee},
  {DeclarationState::corrigee, DeclarationEvent::correct, DeclarationState::corrigee},
  {DeclarationState::deposee, DeclarationEvent::pay, DeclarationState::deposee},
  {DeclarationState::corrigee, DeclarationEvent::pay, DeclarationState::corrigee},
  {DeclarationState::deposee, DeclarationEvent::settle, DeclarationState::payee},
  {DeclarationState::corrigee, DeclarationEvent::settle, DeclarationState::payee},
  {DeclarationState::payee, DeclarationEvent::pay, DeclarationState::payee}, // too much: a credit
  {DeclarationState::payee, DeclarationEvent::correct,
   DeclarationState::corrigee}, // to more than was paid, or within its credit
  {DeclarationState::deposee, DeclarationEvent::repay, DeclarationState::deposee},
  {DeclarationState::corrigee, DeclarationEvent::repay, DeclarationState::corrigee},
  {DeclarationState::payee, DeclarationEvent::repay, DeclarationState::payee}, // of its credit
  {DeclarationState::payee, DeclarationEvent::reopen,
   DeclarationState::deposee}, // corrigee where it was corrected: its history says so
};

} // namespace

const char* to_text(DeclarationState state)
{
  return state_facts(state).word;
}

Result<DeclarationState> parse_declaration_state(std::string_view text)
{
  return parse_state<k_declaration_states>(text, "declaration.state_unknown");
}

bool brings_money(DeclarationEvent event)
{
  return util::contains(k_payments, event);
}

bool gives_back(DeclarationEvent event)
{
  return event == DeclarationEvent::repay || event == DeclarationEvent::reopen;
}

const char* to_text(DeclarationEvent event)
{
  return name_of(k_declaration_event_names, event);
}

Result<DeclarationEvent> parse_declaration_event(std::string_view text)
{
  return value_of(k_declaration_event_names, text, "declaration.state_unknown");
}

const char* to_text(PaymentMeans means)
{
  return name_of(k_payment_means, means);
}

Result<PaymentMeans> parse_payment_means(std::string_view text)
{
  return value_of(k_payment_means, text, "payment.means_unknown");
}

Result<DeclarationState> after(DeclarationState state, DeclarationEvent event,
                               const std::string& number)
{
  for (const Move& move : k_moves) {
    if (move.from == state && move.event == event) {
      return move.to;
    }
  }
  return util::Error{"declaration.transition", {number, to_text(state), to_text(event)}};
}

bool is_declared(const ContributionLine& line)
{
  return line.collection->collector != Collector::urssaf;
}

namespace {

DeclarationLine declared(const ContributionLine& line)
{
  const std::string legal = line.rule != nullptr ? line.rule->legal : "";
  return {to_text(line.code), line.base, line.rate, line.amount, legal};
}

DeclarationLine voluntary_line(Money amount)
{
  return {"voluntary", {}, std::nullopt, amount, ""};
}

} // namespace

std::vector<DeclarationLine> lines_to_declare(const Simulation& simulation, Money voluntary)
{
  std::vector<DeclarationLine> lines;
  for (const ContributionLine& line : simulation) {
    if (is_declared(line)) {
      lines.push_back(declared(line));
    }
  }
  if (voluntary.cents > 0) {
    lines.push_back(voluntary_line(voluntary));
  }
  return lines;
}

} // namespace myatlas::domain
