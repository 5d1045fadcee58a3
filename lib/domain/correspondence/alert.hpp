#pragma once

#include <optional>
#include <string>

#include "domain/correspondence/official_letter.hpp"
#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::domain {

// What an account may be told of by e-mail (alerte).
enum class AlertEvent
{
  request_changed,
  documents_asked,
  invoice_refused,
  invoice_paid,
  letter_received,
  deadline_near, // within a week; told with digests alone
  news_published,
  tender_published,
};

enum class Frequency
{
  immediate,
  daily,
  weekly,
  never,
};

inline constexpr AlertEvent k_alert_events[] = {
  AlertEvent::request_changed, AlertEvent::documents_asked, AlertEvent::invoice_refused,
  AlertEvent::invoice_paid,    AlertEvent::letter_received, AlertEvent::deadline_near,
  AlertEvent::news_published,  AlertEvent::tender_published};

// Something an account is to be told.
struct AlertItem
{
  AlertEvent event = AlertEvent::request_changed;
  std::string subject, label; // number of what it is about, and its state, reason or title
  util::Instant at;
  std::string title = {},
              amount = {}; // of the training and of what is at stake, before tax; empty: none
};

// Whether whoever is told has something to answer or to put right: who chose nothing is told of it
// at once.
bool must_be_answered(AlertEvent event);

// The letter that says the same; none: only the mail does. Who has such letters on paper is not
// mailed unasked.
std::optional<LetterKind> letter_answered_after(AlertEvent event);

// How often who chose nothing is told. `letter`: how the letter goes that says the same, if one
// does.
Frequency unchosen_frequency(AlertEvent event, std::optional<Channel> letter);

const char* to_text(AlertEvent event);
const char* to_text(Frequency frequency);
util::Result<AlertEvent> parse_alert_event(std::string_view text); // "alert.event_unknown"
util::Result<Frequency> parse_frequency(std::string_view text);    // "alert.frequency_unknown"

} // namespace myatlas::domain
