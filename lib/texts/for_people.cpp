// How people write what the program keeps in the forms of machines.
#include "texts/texts.hpp"

#include <algorithm>
#include <string_view>

#include "domain/values/date.hpp"
#include "texts/states.hpp"
#include "util/clock.hpp"
#include "util/text.hpp"

namespace myatlas::texts {

namespace {

bool are_digits_around(std::string_view text, std::size_t mark)
{
  return util::is_digits(text.substr(0, mark)) && util::is_digits(text.substr(mark + 1));
}

bool is_decimal(std::string_view text)
{
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  const std::size_t point = text.find('.');
  return point != text.npos && point > 0 && are_digits_around(text, point);
}

// An amount's parts: "-", "1234", "56".
struct AmountParts
{
  std::string sign, whole, cents;
};

AmountParts parts_of(const std::string& amount)
{
  const std::string sign = amount.starts_with('-') ? "-" : "";
  const std::size_t point = amount.find('.');
  return {sign, amount.substr(sign.size(), point - sign.size()), amount.substr(point + 1)};
}

// "1801.80" as "1 801,80", without its currency: the sentence has that.
std::string amount_for_people(const Texts& texts, const std::string& amount)
{
  const AmountParts parts = parts_of(amount);
  return parts.sign + texts.grouped(parts.whole) + texts.tr(N_(".")) + parts.cents;
}

bool is_month(std::string_view text)
{
  return text.size() == 7 && text[4] == '-' && are_digits_around(text, 4);
}

bool is_day_or_instant(const std::string& text)
{
  return domain::Date::read(text) || (text.size() >= 20 && util::parse_rfc3339(text));
}

bool is_days(const std::string& text)
{
  const std::string first = text.substr(0, text.find(','));
  return is_month(first) || is_day_or_instant(first);
}

// "conventional (IDCC 1486)".
std::string branch_for_people(const Texts& texts, const std::string& contribution)
{
  constexpr std::string_view k_code = "conventional";
  return contribution.starts_with(k_code)
           ? texts.tr(N_("Contribution of the branch")) + contribution.substr(k_code.size())
           : contribution;
}

// A form of the language, with what goes in it.
std::string form_of(const Texts& texts, const char* form, const std::vector<std::string>& fields)
{
  return with_fields(texts.tr(form), form, fields);
}

} // namespace

std::string Texts::grouped(std::string digits) const
{
  // i18n: what groups thousands
  const std::string group = tr(N_(","));
  for (std::size_t at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, group);
  }
  return digits;
}

std::string Texts::money(const std::string& amount) const
{
  const AmountParts parts = parts_of(amount);
  // i18n: what marks decimals, and how an amount in euros is written
  const std::string mark = tr(N_("."));
  return parts.sign + form_of(*this, N_("€{0}{1}{2}"), {grouped(parts.whole), mark, parts.cents});
}

static std::string month_told(const Texts& texts, const std::string& iso)
{
  // i18n: a month from its year and number
  return form_of(texts, N_("{0}-{1}"), {iso.substr(0, 4), iso.substr(5)});
}

std::string Texts::days(const std::string& text) const
{
  return each_told(text, [this](const std::string& one) {
    return is_month(one) ? month_told(*this, one) : time(one);
  });
}

namespace {

// "2026-04-30T12:00:00+02:00"
bool is_zoned(const std::string& text)
{
  constexpr std::size_t k_zoned = 25;
  return text.size() == k_zoned && text[10] == 'T' && util::parse_rfc3339(text);
}

bool has_form_of_instant(const std::string& text)
{
  return text.size() >= 20 && text[10] == 'T' && text.back() == 'Z';
}

std::optional<util::Instant> instant_in(const std::string& text)
{
  return has_form_of_instant(text) ? util::parse_rfc3339(text).as_optional() : std::nullopt;
}

std::string day_for_people(const Texts& texts, const std::string& iso)
{
  // i18n: a date from year, month and day
  return form_of(texts, N_("{0}-{1}-{2}"), {iso.substr(0, 4), iso.substr(5, 2), iso.substr(8, 2)});
}

} // namespace

std::string Texts::time(const std::string& text, const util::TimeZone* zone) const
{
  if (domain::Date::read(text)) {
    return day_for_people(*this, text);
  }
  if (is_zoned(text)) {
    return time(text.substr(0, 10)) + " " + text.substr(11, 5) + " UTC" + text.substr(19);
  }
  const auto instant = instant_in(text);
  if (!instant) {
    return text;
  }
  const std::string shown = zone == nullptr ? text : util::to_rfc3339(zone->local(*instant));
  return time(shown.substr(0, 10)) + " " + shown.substr(11, 8) + (zone == nullptr ? " UTC" : "");
}

std::string Texts::decimal(std::string text) const
{
  if (const std::size_t point = text.find('.'); point != text.npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
      text.pop_back();
    } else {
      text.replace(point, 1, tr(N_(".")));
    }
  }
  return text;
}

std::string Texts::told(const Said& argument) const
{
  const std::string& text = argument.text;
  switch (argument.kind) {
  case Arg::amount:
    return is_decimal(text) ? amount_for_people(*this, text) : text;
  case Arg::decimal:
    return is_decimal(text) ? decimal(text) : text;
  case Arg::count:
    return util::is_digits(text) ? grouped(text) : text;
  case Arg::date:
    return is_days(text) ? days(text) : text;
  case Arg::state:
    return in_words(*this, text);
  case Arg::states:
    return each_told(text, [this](const std::string& one) { return in_words(*this, one); });
  case Arg::branch:
    return branch_for_people(*this, text);
  default:
    return text;
  }
}

} // namespace myatlas::texts
