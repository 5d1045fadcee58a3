#include "operations/dossiers/deadline_calendar.hpp"

#include "formats/mail/ics.hpp"
#include "texts/deadline_words.hpp"
#include "texts/texts.hpp"

namespace myatlas::operations {

namespace {

std::string note_of_day(const texts::Texts& texts, const domain::Deadline& deadline)
{
  const auto working = deadline.next_working_day();
  return working ? texts.trf(N_("MyAtlas. Next working day: {0}"), texts.time(working->text()))
                 : "MyAtlas";
}

formats::CalendarDay calendar_day(const texts::Texts& texts, const domain::Deadline& deadline)
{
  return {deadline.id(), deadline.day,
          texts::due_in_words(texts, domain::to_text(deadline.kind),
                              {.subject = deadline.subject, .about = deadline.about()}),
          note_of_day(texts, deadline)};
}

} // namespace

std::string calendar_of(const texts::Texts& texts, const std::vector<domain::Deadline>& deadlines,
                        util::Instant now)
{
  std::vector<formats::CalendarDay> days;
  for (const domain::Deadline& deadline : deadlines) {
    days.push_back(calendar_day(texts, deadline));
  }
  return formats::calendar(days, now);
}

} // namespace myatlas::operations
