#pragma once

#include <string>

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
  AlertEvent::request_changed, AlertEvent::documents_asked, AlertEvent::invoice_refused, AlertEvent::invoice_paid,
  AlertEvent::letter_received, AlertEvent::deadline_near,   AlertEvent::news_published,  AlertEvent::tender_published};

// Something an account is to be told.
struct AlertItem
{
  AlertEvent event = AlertEvent::request_changed;
  std::string subject, label; // number of what it is about, and its state or title
  util::Instant at;
};

const char* to_text(AlertEvent event);
const char* to_text(Frequency frequency);
util::Result<AlertEvent> parse_alert_event(std::string_view text); // "alert.event_unknown"
util::Result<Frequency> parse_frequency(std::string_view text);    // "alert.frequency_unknown"

} // namespace myatlas::domain
