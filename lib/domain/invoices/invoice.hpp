#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/values/bank.hpp"
#include "domain/values/date.hpp"
#include "domain/values/money.hpp"
#include "domain/values/office_work.hpp"
#include "domain/values/siret.hpp"
#include "domain/values/states.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// The states of an invoice (the portal publishes no list: the product's own).
enum class InvoiceState
{
  deposee,
  en_traitement,
  validee,
  reglee,
  rejetee,
  annulee,
};

struct InvoiceStateFacts
{
  InvoiceState state;
  const char* word;
  Fact counts;   // its amount counts against what its dossier has left
  Fact open;     // something is to be done with it before its dossier is settled
  Fact accepted; // by the OPCO, and not refused since
  Fact paid;
  Told<OfficeWork> work;

  bool waits_for_decision() const { return open && !accepted; }
};

inline constexpr InvoiceStateFacts k_invoice_states[] = {
  {.state = InvoiceState::deposee,
   .word = "DEPOSEE",
   .counts = true,
   .open = true,
   .accepted = false,
   .paid = false,
   .work = OfficeWork::open_invoice},
  {.state = InvoiceState::en_traitement,
   .word = "EN_TRAITEMENT",
   .counts = true,
   .open = true,
   .accepted = false,
   .paid = false,
   .work = OfficeWork::decide_invoice},
  {.state = InvoiceState::validee,
   .word = "VALIDEE",
   .counts = true,
   .open = true,
   .accepted = true,
   .paid = false,
   .work = OfficeWork::pay_invoice},
  {.state = InvoiceState::reglee,
   .word = "REGLEE",
   .counts = true,
   .open = false,
   .accepted = true,
   .paid = true,
   .work = OfficeWork::none},
  {.state = InvoiceState::rejetee,
   .word = "REJETEE",
   .counts = false,
   .open = false,
   .accepted = false,
   .paid = false,
   .work = OfficeWork::none},
  {.state = InvoiceState::annulee,
   .word = "ANNULEE",
   .counts = false,
   .open = false,
   .accepted = false,
   .paid = false,
   .work = OfficeWork::none},
};

constexpr const InvoiceStateFacts& state_facts(InvoiceState state)
{
  return row_of<k_invoice_states>(state);
}

enum class InvoiceEvent
{
  open, // the OPCO looks at it
  accept,
  reject,
  pay,
  cancel, // by who sent it
};

// On whose side who sent an invoice stood.
enum class Sender
{
  member,
  provider,
};

struct InvoiceTransition
{
  InvoiceEvent event;
  InvoiceState from, to;
};

// One line of an invoice's history. The reference and day are those of a payment.
struct InvoiceChange
{
  util::Instant at;
  std::string actor;
  InvoiceEvent event = InvoiceEvent::open;
  InvoiceState to = InvoiceState::deposee;
  std::string comment = {}, reference = {};
  std::optional<Date> paid_on = {};
  std::string although = {}; // why an office passed a rule; empty: it did not
};

// What an invoice says it costs. VAT is none when the provider is exempt (CGI 261-4-4° a) or does
// not say.
struct InvoiceAmounts
{
  Money without_tax;
  std::optional<std::int64_t> vat_rate; // hundredths of a percent
  std::optional<Money> tax;
  std::optional<Money> with_tax;
};

struct Invoice
{
  std::string number;  // as the provider writes it
  Siret issuer;        // the provider's establishment
  std::string request; // number of the dossier
  Date date;
  InvoiceAmounts amounts;
  std::optional<Iban> iban;
  std::optional<std::string> document; // SHA-256 of the file, when there is one
  std::string file_name;
  InvoiceState state = InvoiceState::deposee;
  util::Instant received;
  std::string reason = {}, payment_reference = {}; // of a refusal, of a payment
  std::optional<Date> paid_on = {};
  std::optional<std::int64_t> hours = {}; // of all trainees, hundredths; none: not told
  std::optional<int> module = {};         // position in the dossier; none: all of its issuer's
  std::string corrects =
    {}; // of a credit note (avoir): the number of the invoice it takes from, of the same provider
  std::optional<Money> prepaid = {},
                       due =
                         {}; // what it says was paid before, and is left to pay (BT-113, BT-115)
  std::string replaces = {}; // number of the refused one it takes the place of; empty: none
  std::optional<Sender> sender = {}; // none: not kept
  std::string reference = {};        // in the books of who files it; empty: none

  // A credit note has negative amounts, so that sums over invoices are what is due.
  bool is_credit_note() const { return !corrects.empty(); }
};

// One cent may be lost when a provider rounds line by line.
constexpr std::int64_t k_rounding_cents = 1;

// The amounts with what was left out worked out from the rest; invoice.tax (found, expected) and
// invoice.total (found, expected) when they do not agree. `rounded` tells that the tax is off by
// the tolerated cent.
struct SettledAmounts
{
  InvoiceAmounts amounts;
  bool rounded = false;
};
util::Result<SettledAmounts> settle_amounts(const InvoiceAmounts& given);

// Those of a credit note, written with or without their sign: all negative. Also invoice.signs
// (amount, amount without tax) where one has a sign of its own.
util::Result<SettledAmounts> settle_credit(const InvoiceAmounts& given);

// 1 to 50 characters as numbers are printed; "invoice_number.required", "invoice_number.form"
// (text), "invoice_number.character" (text, the first character that is none of them).
util::Result<std::string> parse_invoice_number(std::string_view text);

// An amount with the sign those of a credit note have, or of an invoice.
std::optional<Money> signed_as(bool credit_note, const std::optional<Money>& amount);

// A date that is a slip of the pen, more than a year before the training or after today (the
// product's own): invoice.far (date, first, last).
util::Outcome check_invoice_date(Date date, Date start, Date today);

std::span<const InvoiceTransition> invoice_transitions();

// The state after `event`; fails with "invoice.transition" (number, state, event, what is
// possible).
util::Result<InvoiceState> after(const Invoice& invoice, InvoiceEvent event);

// A rate of VAT in force in France (CGI 278 to 281 nonies; 8.5 and 1.75 overseas).
bool is_vat_rate(std::int64_t hundredths);

// The rate of VAT in force that a wrong one is most likely meant to be: 0.20 is 20 %, 19.60 is 20
// %.
std::int64_t likely_vat_rate(std::int64_t hundredths);

// A rate of VAT in percent, as parse_percent reads it; a fraction of more decimals, 0.055, names
// the rate it is likely meant to be: vat_rate.not_in_force (text, likely rate).
util::Result<std::int64_t> parse_vat_rate(std::string_view text);

const char* to_text(Sender sender);
util::Result<Sender> parse_sender(std::string_view text); // "sender.unknown"
const char* to_text(InvoiceState state);
const char* to_text(InvoiceEvent event);
util::Result<InvoiceEvent> parse_invoice_event(std::string_view text); // "invoice.event_unknown"
util::Result<InvoiceState> parse_invoice_state(std::string_view text); // "invoice.state_unknown"

} // namespace myatlas::domain
