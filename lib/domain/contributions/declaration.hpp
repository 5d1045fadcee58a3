#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/contributions/contribution.hpp"
#include "domain/values/siret.hpp"
#include "domain/values/states.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// A declaration of contributions of one company and payroll year to the OPCO: since 2022 the
// contribution of the branch and what is paid voluntarily, before that all of them (L6131-3).
enum class DeclarationState
{
  brouillon, // a draft
  deposee,   // submitted
  corrigee,  // submitted again
  payee,     // settled in full
};

struct DeclarationStateFacts
{
  DeclarationState state;
  const char* word;
  Fact sent; // to the OPCO: it may be corrected and paid
  Fact paid;
};

inline constexpr DeclarationStateFacts k_declaration_states[] = {
  {.state = DeclarationState::brouillon, .word = "BROUILLON", .sent = false, .paid = false},
  {.state = DeclarationState::deposee, .word = "DEPOSEE", .sent = true, .paid = false},
  {.state = DeclarationState::corrigee, .word = "CORRIGEE", .sent = true, .paid = false},
  {.state = DeclarationState::payee, .word = "PAYEE", .sent = true, .paid = true},
};

constexpr const DeclarationStateFacts& state_facts(DeclarationState state)
{
  return row_of<k_declaration_states>(state);
}

const char* to_text(DeclarationState state); // "BROUILLON"…
util::Result<DeclarationState>
parse_declaration_state(std::string_view text); // "declaration.state_unknown"

enum class DeclarationEvent
{
  draft,
  submit,
  correct,
  pay,
  settle, // the payment that makes it whole
  repay,  // a payment, or a part of it, went back
  reopen, // the same, after which some is left to pay again
};

// Those by which money came in.
inline constexpr DeclarationEvent k_payments[] = {DeclarationEvent::pay, DeclarationEvent::settle};

bool brings_money(DeclarationEvent event);
bool gives_back(DeclarationEvent event); // whether by it a payment, or a part of it, went back

const char* to_text(DeclarationEvent event);
util::Result<DeclarationEvent> parse_declaration_event(std::string_view text);

// The state after an event: declaration.transition (number, state, event).
util::Result<DeclarationState> after(DeclarationState state, DeclarationEvent event,
                                     const std::string& number);

enum class PaymentMeans
{
  transfer, // virement
  debit,    // prélèvement
  cheque,
  card,
};

const char* to_text(PaymentMeans means);
util::Result<PaymentMeans>
parse_payment_means(std::string_view text); // in English or French: "payment.means_unknown"

struct DeclarationLine
{
  std::string code; // of a contribution, or "voluntary"
  Money base;
  std::optional<Rate> rate;
  Money amount;
  std::string legal;
  bool operator==(const DeclarationLine&) const = default;
};

struct Declaration
{
  std::string number; // "C2025-0000001", by payroll year
  Siren siren = Siren::of_checked(0);
  int year = 0;
  DeclarationState state = DeclarationState::brouillon;
  std::int64_t headcount = 0; // hundredths
  Money payroll;
  std::string idcc;
  std::vector<DeclarationLine> lines;
  Money total, paid;
  Date due = Date::of_days(0); // the last day of February of the year after
  util::Instant created, changed;
  std::string reference = {}; // in the books of who files it; empty: none

  // What is left to pay, and what was paid too much: one of them is zero.
  Money left() const { return paid < total ? total - paid : Money{}; }
  Money credit() const { return total < paid ? paid - total : Money{}; }
};

struct DeclarationChange
{
  util::Instant at;
  std::string actor;
  DeclarationEvent event = DeclarationEvent::draft;
  DeclarationState to = DeclarationState::brouillon;
  Money amount; // of a payment; else the total declared
  // Of a payment, as far as they were told: the day it came in (ISO), the payer's or the bank's
  // reference, by what means.
  std::string day = {}, reference = {};
  std::optional<PaymentMeans> means = {};
};

bool is_declared(const ContributionLine& line); // to the OPCO, and not by the DSN to Urssaf

// The lines a simulation declares to the OPCO, and a voluntary payment.
std::vector<DeclarationLine> lines_to_declare(const Simulation& simulation, Money voluntary);

// A receipt (reçu libératoire): what was declared and paid in full. `content` is its document as
// JSON, `code` proves it.
struct Receipt
{
  std::string number, declaration, content, code;
  Siren siren = Siren::of_checked(0);
  int year = 0;
  util::Instant issued;
};

} // namespace myatlas::domain
