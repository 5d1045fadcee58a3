// Texts a person or a file gives: identifiers, amounts, dates, and what goes into the head of a
// letter.
#include <string>

#include "domain/values/date.hpp"
#include "domain/values/kinds_of_check.hpp"
#include "domain/values/money.hpp"
#include "domain/values/person.hpp"
#include "formats/mail/mime.hpp"
#include "formats/text/cells.hpp"
#include "target.hpp"
#include "util/clock.hpp"
#include "util/decimal.hpp"
#include "util/text.hpp"

namespace myatlas::fuzz {

namespace {

bool is_plain(std::string_view text)
{
  return !util::has_control(text);
}

bool is_one_line(std::string_view text)
{
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

} // namespace

void read_identifier(std::string_view bytes)
{
  for (const domain::CheckKind& kind : domain::check_kinds()) {
    const util::Result<std::string> once = kind.normalize(bytes);
    reach(std::string(kind.name) + (once ? "" : once.error().code));
    if (!once) {
      continue;
    }
    demand(is_plain(*once), "a normal form has no control character");
    const util::Result<std::string> twice = kind.normalize(*once);
    demand(twice && *twice == *once, "a normal form is its own");
  }
}

void read_amount(std::string_view bytes)
{
  if (const auto money = domain::Money::parse(bytes)) {
    const auto again = domain::Money::parse(money->text());
    demand(again && again->cents == money->cents, "an amount that is written reads the same");
  }
  if (const auto decimal = util::parse_decimal(bytes)) {
    const auto again = util::parse_decimal(util::format_decimal(decimal->units, decimal->scale));
    demand(again && again->units == decimal->units, "a number that is written reads the same");
  }
  for (const auto mark : {formats::DecimalMark::comma, formats::DecimalMark::point}) {
    std::optional<formats::DecimalMark> seen;
    reach_result(formats::amount_cell(bytes, mark, seen));
  }
  reach_result(formats::percent_cell(bytes));
  reach_result(formats::whole_cell(bytes));
}

void read_date(std::string_view bytes)
{
  if (const auto date = domain::Date::parse(bytes)) {
    const auto again = domain::Date::parse(date->text());
    demand(again && *again == *date, "a date that is written reads the same");
    demand(domain::Date::of_days(date->days()).text() == date->text(), "a date is its day");
  }
  if (const auto instant = util::parse_rfc3339(std::string(bytes))) {
    const auto again = util::parse_rfc3339(util::to_rfc3339(*instant));
    demand(again && again->micros == instant->micros, "an instant that is written reads the same");
  }
  (void)domain::Month::parse(bytes);
  for (const auto order : {formats::DateOrder::dmy, formats::DateOrder::mdy}) {
    reach_result(formats::date_cell(bytes, order));
  }
}

void write_headers(std::string_view bytes)
{
  const std::size_t cut = bytes.find('\0');
  const std::string first(bytes.substr(0, cut)),
    rest(cut == std::string_view::npos ? "" : bytes.substr(cut + 1));
  const formats::Mail mail{"id", first, rest, std::string(bytes), util::Instant{0}};
  const auto headers = formats::headers_of(mail, "from@example.fr");
  reach_result(headers);
  if (!headers) {
    return;
  }
  demand(is_one_line(headers->sender) && is_one_line(headers->recipient), "an address is one line");
  for (const std::string& line : headers->lines) {
    std::string folded = line; // a fold goes on with a blank
    for (std::size_t at = folded.find("\r\n "); at != std::string::npos;
         at = folded.find("\r\n ")) {
      folded.erase(at, 3);
    }
    demand(is_one_line(folded), "a header is one line");
  }
}

} // namespace myatlas::fuzz
