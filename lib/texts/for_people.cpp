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

bool is_two_decimals(std::string_view text)
{
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  const std::size_t point = text.find('.');
  return point != text.npos && point > 0 && text.size() == point + 3 &&
         util::is_digits(text.substr(0, point)) && util::is_digits(text.substr(point + 1));
}

// "1801.80" as "1 801,80", without its currency: the sentence has that.
std::string amount_for_people(const Texts& texts, const std::string& amount)
{
  const std::string sign = amount.starts_with('-') ? "-" : "";
  const std::size_t point = amount.find('.');
  return sign + texts.grouped(amount.substr(sign.size(), point - sign.size())) + texts.tr(N_(".")) +
         amount.substr(point + 1);
}

bool is_month(std::string_view text)
{
  return text.size() == 7 && text[4] == '-' && util::is_digits(text.substr(0, 4)) &&
         util::is_digits(text.substr(5));
}

bool is_days(const std::string& text)
{
  const std::string first = text.substr(0, text.find(','));
  return is_month(first) || domain::Date::read(first) ||
         (first.size() >= 20 && util::parse_rfc3339(first));
}

// What stands after a number that counts something, and before a word of a closed set.
constexpr std::string_view k_counted[] = {" rows",    " bytes", " lines",     " records",
                                          " pages",   " MiB",   " rubrics",   " levels",
                                          " members", " mails", " characters"};
constexpr std::string_view k_named[] = {" state ",   " scheme ", " mode ",
                                        " profile ", " kind ",   " role "};

struct Beside
{
  std::string_view before, after;
};

// What stands beside the field {n} of a sentence; nothing where it has none.
std::vector<Beside> beside(std::string_view english, std::size_t n)
{
  const std::string field = "{" + std::to_string(n) + "}";
  std::vector<Beside> found;
  for (std::size_t at = english.find(field); at != english.npos; at = english.find(field, at + 1)) {
    found.push_back({english.substr(0, at), english.substr(at + field.size())});
  }
  return found;
}

bool names_a_word(const Beside& place)
{
  return std::ranges::any_of(k_named,
                             [&](std::string_view word) { return place.before.ends_with(word); });
}

bool counts(const Beside& place)
{
  return std::ranges::any_of(k_counted,
                             [&](std::string_view word) { return place.after.starts_with(word); });
}

bool is_percent(const Beside& place)
{
  return place.after.starts_with(" %");
}

// What a whole sentence is about.
struct About
{
  bool money = false, counts = false;
};

About about(std::string_view english)
{
  const auto has = [&](std::string_view words) { return english.find(words) != english.npos; };
  return {.money = has("€{") || has("} euros"), .counts = has("problems: {") || has("refused: {")};
}

// A path or a place comes first, before a colon.
bool is_place(const Beside& place)
{
  return place.before.empty() && place.after.starts_with(": ");
}

std::string told_one(const Texts& texts, const std::vector<Beside>& places, std::string text,
                     About sentence)
{
  const auto any = [&](auto is) { return std::ranges::any_of(places, is); };
  if (text.empty() || places.empty() ||
      any([](const Beside& place) { return place.before.ends_with('"'); }) || any(is_place)) {
    return text;
  }
  if (is_two_decimals(text)) {
    return sentence.money ? amount_for_people(texts, text) : texts.decimal(text);
  }
  if (any(is_percent)) {
    return texts.decimal(text);
  }
  if (any(names_a_word)) {
    return in_words(texts, text);
  }
  if ((sentence.counts || any(counts)) && util::is_digits(text)) {
    return texts.grouped(text);
  }
  return is_days(text) ? texts.days(text) : text;
}

// A form of the language, with what goes in it.
std::string written(const Texts& texts, const char* form, const std::vector<std::string>& fields)
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
  const std::string sign = amount.starts_with('-') ? "-" : "";
  const std::size_t point = amount.find('.');
  const std::string whole = grouped(amount.substr(sign.size(), point - sign.size()));
  // i18n: what marks decimals, and how an amount in euros is written
  const std::string mark = tr(N_("."));
  return sign + written(*this, N_("€{0}{1}{2}"), {whole, mark, amount.substr(point + 1)});
}

std::string Texts::days(const std::string& text) const
{
  return each_told(text, [this](const std::string& one) {
    // i18n: a month from its year and number
    return is_month(one) ? written(*this, N_("{0}-{1}"), {one.substr(0, 4), one.substr(5)})
                         : time(one);
  });
}

std::string Texts::time(const std::string& text, const util::TimeZone* zone) const
{
  if (const auto date = domain::Date::read(text)) {
    // i18n: a date from year, month and day
    return written(*this, N_("{0}-{1}-{2}"),
                   {text.substr(0, 4), text.substr(5, 2), text.substr(8, 2)});
  }
  constexpr std::size_t k_zoned = 25; // 2026-04-30T12:00:00+02:00
  if (text.size() == k_zoned && text[10] == 'T' && util::parse_rfc3339(text)) {
    return time(text.substr(0, 10)) + " " + text.substr(11, 5) + " UTC" + text.substr(19);
  }
  const bool is_instant = text.size() >= 20 && text[10] == 'T' && text.back() == 'Z';
  const auto instant = is_instant
                         ? util::parse_rfc3339(text)
                         : util::Result<util::Instant>(util::Error{"instant.form", {text}});
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

std::vector<std::string> Texts::told(const char* english, std::vector<std::string> arguments) const
{
  const About sentence = about(english);
  for (std::size_t n = 0; n < arguments.size(); ++n) {
    arguments[n] = told_one(*this, beside(english, n), std::move(arguments[n]), sentence);
  }
  return arguments;
}

} // namespace myatlas::texts
