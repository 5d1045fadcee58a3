#include "domain/values/identity.hpp"

#include <algorithm>

#include "domain/values/person.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

using util::fold;
using util::to_lower;

// What an address, a number or a name may go on with.
bool goes_on(char c)
{
  return util::is_alnum(c) || std::string_view("_%+-@").find(c) != std::string_view::npos ||
         static_cast<unsigned char>(c) >= 0x80;
}

// A point goes on where more follows it, and ends a sentence where nothing does.
bool is_cut_before(std::string_view text, std::size_t at)
{
  return at == 0 || !(goes_on(text[at - 1]) || text[at - 1] == '.');
}

bool is_cut_after(std::string_view text, std::size_t end)
{
  const bool point = end + 1 < text.size() && text[end] == '.' && goes_on(text[end + 1]);
  return end >= text.size() || !(goes_on(text[end]) || point);
}

// Where `value` stands by itself in `text`, from `from` on.
std::size_t find_whole(std::string_view text, std::string_view value, std::size_t from = 0)
{
  for (std::size_t at = text.find(value, from); at != text.npos; at = text.find(value, at + 1)) {
    if (is_cut_before(text, at) && is_cut_after(text, at + value.size())) {
      return at;
    }
  }
  return text.npos;
}

constexpr std::size_t k_french_phone = 12; // "+33612345678"

bool is_french_phone(std::string_view phone)
{
  return phone.size() == k_french_phone && phone.starts_with("+33");
}

bool begins_with_digit(std::string_view text)
{
  return util::is_digits(text.substr(0, 1));
}

// The zero of a number at home, which no other figure stands before.
bool ends_with_home_zero(std::string_view text)
{
  return text.ends_with("0") &&
         (text.size() == 1 || !begins_with_digit(text.substr(text.size() - 2)));
}

bool calls(std::string_view before, std::string_view after)
{
  return !begins_with_digit(after) && (before.ends_with("33") || ends_with_home_zero(before));
}

// Whether the nine figures of a French number stand behind "0", "+33" or "0033" and before none.
bool is_called(std::string_view figures, std::string_view phone)
{
  if (!is_french_phone(phone)) {
    return false;
  }
  const std::string_view national = phone.substr(3);
  for (std::size_t at = figures.find(national); at != figures.npos;
       at = figures.find(national, at + 1)) {
    if (calls(figures.substr(0, at), figures.substr(at + national.size()))) {
      return true;
    }
  }
  return false;
}

// "06 12 34 56 78", with what is to stand between.
std::string in_pairs(const std::string& home, const char* between)
{
  std::string pairs = home.substr(0, 2);
  for (std::size_t i = 2; i < home.size(); i += 2) {
    pairs += between + home.substr(i, 2);
  }
  return pairs;
}

} // namespace

void Identity::add_email(std::string_view email)
{
  values.insert(to_lower(email));
  if (const auto address = EmailAddress::parse(email)) {
    values.insert(to_lower(ascii_address(*address)));
  }
}

void Identity::add_phone(std::string_view phone)
{
  values.emplace(phone);
  if (!is_french_phone(phone)) {
    return;
  }
  const std::string home = "0" + std::string(phone.substr(3));
  values.insert(home);
  for (const char* between : {" ", ".", "-"}) {
    values.insert(in_pairs(home, between));
  }
}

void Identity::add_name(std::string_view first, std::string_view last)
{
  if (!first.empty() && !last.empty()) {
    names.insert(to_lower(std::string(first) + " " + std::string(last)));
    names.insert(to_lower(std::string(last) + " " + std::string(first)));
  }
}

bool Identity::is_value(std::string_view text) const
{
  return values.contains(to_lower(text));
}

bool Identity::is_name(std::string_view text) const
{
  return names.contains(to_lower(text));
}

bool Identity::is_address(std::string_view text) const
{
  return text.find('@') != text.npos && is_value(text);
}

namespace {

bool stands_in(std::string_view lower, const std::string& value)
{
  return find_whole(lower, value) != lower.npos;
}

// Whatever its accents and marks.
bool is_named_in(std::string_view text, const std::set<std::string>& names)
{
  const std::string folded = "_" + fold(text) + "_";
  return std::ranges::any_of(names, [&](const std::string& name) {
    return folded.find("_" + fold(name) + "_") != folded.npos;
  });
}

bool is_called_in(std::string_view text, const std::set<std::string>& values)
{
  const std::string figures = util::without_blanks(text, ".-/()");
  return std::ranges::any_of(values,
                             [&](const std::string& value) { return is_called(figures, value); });
}

} // namespace

bool Identity::is_in(std::string_view text) const
{
  const std::string lower = to_lower(text);
  const auto stands = [&](const std::string& value) { return stands_in(lower, value); };
  return std::ranges::any_of(values, stands) || std::ranges::any_of(names, stands) ||
         is_named_in(text, names) || is_called_in(text, values);
}

bool Identity::is_among(std::string_view bytes) const
{
  const std::string lower = to_lower(bytes);
  return std::ranges::any_of(
    values, [&](const std::string& value) { return lower.find(value) != lower.npos; });
}

namespace {

bool is_email(const std::string& value)
{
  return value.find('@') != value.npos;
}

} // namespace

std::string Identity::without(std::string_view text, std::string_view instead, What what) const
{
  std::string left(text), lower = to_lower(text);
  for (const std::string& value : values) {
    if (what == What::addresses && !is_email(value)) {
      continue;
    }
    for (std::size_t at = find_whole(lower, value); at != lower.npos;
         at = find_whole(lower, value, at + instead.size())) {
      left.replace(at, value.size(), instead);
      lower.replace(at, value.size(), instead);
    }
  }
  return left;
}

} // namespace myatlas::domain
