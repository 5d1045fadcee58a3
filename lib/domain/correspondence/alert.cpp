#include "domain/correspondence/alert.hpp"

#include "domain/values/names.hpp"

namespace myatlas::domain {

namespace {

using util::Result;

constexpr NamedValue<AlertEvent> k_alert_event_names[] = {
  {"request-changed", AlertEvent::request_changed},
  {"documents-asked", AlertEvent::documents_asked},
  {"invoice-refused", AlertEvent::invoice_refused},
  {"invoice-paid", AlertEvent::invoice_paid},
  {"letter-received", AlertEvent::letter_received},
  {"deadline-near", AlertEvent::deadline_near},
  {"news-published", AlertEvent::news_published},
  {"tender-published", AlertEvent::tender_published},
};

constexpr NamedValue<Frequency> k_frequencies[] = {
  {"immediate", Frequency::immediate}, {"daily", Frequency::daily},
  {"weekly", Frequency::weekly},       {"never", Frequency::never},
  {"immediat", Frequency::immediate},  {"quotidien", Frequency::daily},
  {"hebdo", Frequency::weekly},        {"jamais", Frequency::never},
};

} // namespace

bool must_be_answered(AlertEvent event)
{
  return event == AlertEvent::documents_asked || event == AlertEvent::invoice_refused ||
         event == AlertEvent::letter_received;
}

std::optional<LetterKind> letter_answered_after(AlertEvent event)
{
  switch (event) {
  case AlertEvent::documents_asked:
    return LetterKind::documents_request;
  case AlertEvent::letter_received:
    return LetterKind::reminder;
  default:
    return std::nullopt;
  }
}

Frequency unchosen_frequency(AlertEvent event, std::optional<Channel> letter)
{
  return must_be_answered(event) && letter != Channel::paper ? Frequency::immediate
                                                             : Frequency::never;
}

const char* to_text(AlertEvent event)
{
  return name_of(k_alert_event_names, event);
}

const char* to_text(Frequency frequency)
{
  return name_of(k_frequencies, frequency);
}

Result<AlertEvent> parse_alert_event(std::string_view text)
{
  return value_of(k_alert_event_names, text, "alert.event_unknown");
}

Result<Frequency> parse_frequency(std::string_view text)
{
  return value_of(k_frequencies, text, "alert.frequency_unknown");
}

} // namespace myatlas::domain
