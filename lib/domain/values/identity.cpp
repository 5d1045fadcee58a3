#include "domain/values/identity.hpp"

#include <algorithm>

#include "domain/values/person.hpp"
#include "util/text.hpp"

namespace myatlas::domain {

namespace {

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

// Whether the nine figures of a French number stand behind "0", "+33" or "0033" and before none.
bool is_called(std::string_view figures, std::string_view phone)
{
  constexpr std::size_t k_french = 12, k_national = 9;
  if (phone.size() != k_french || !phone.starts_with("+33")) {
    return false;
  }
  const std::string_view national = phone.substr(3);
  for (std::size_t at = figures.find(national); at != figures.npos;
       at = figures.find(national, at + 1)) {
    const std::string_view before = figures.substr(0, at), after = figures.substr(at + k_national);
    const bool ends = after.empty() || !util::is_digits(after.substr(0, 1));
    if (ends && (before.ends_with("33") ||
                 (before.ends_with("0") &&
                  (before.size() == 1 || !util::is_digits(before.substr(before.size() - 2, 1)))))) {
      return true;
    }
  }
  return false;
}

} // namespace

void Identity::add_email(std::string_view email)
{
  values.insert(util::to_lower(email));
  if (const auto address = EmailAddress::parse(email)) {
    values.insert(util::to_lower(ascii_address(*address)));
  }
}

void Identity::add_phone(std::string_view phone)
{
  constexpr std::size_t k_french = 12; // "+33612345678"
  values.emplace(phone);
  if (phone.size() != k_french || !phone.starts_with("+33")) {
    return;
  }
  const std::string home = "0" + std::string(phone.substr(3));
  values.insert(home);
  for (const char* between : {" ", ".", "-"}) {
    std::string pairs = home.substr(0, 2);
    for (std::size_t i = 2; i < home.size(); i += 2) {
      pairs += between + home.substr(i, 2);
    }
    values.insert(pairs);
  }
}

void Identity::add_name(std::string_view first, std::string_view last)
{
  if (!first.empty() && !last.empty()) {
    names.insert(util::to_lower(std::string(first) + " " + std::string(last)));
    names.insert(util::to_lower(std::string(last) + " " + std::string(first)));
  }
}

bool Identity::is_value(std::string_view text) const
{
  return values.contains(util::to_lower(text));
}

bool Identity::is_name(std::string_view text) const
{
  return names.contains(util::to_lower(text));
}

bool Identity::is_address(std::string_view text) const
{
  return text.find('@') != text.npos && is_value(text);
}

bool Identity::is_in(std::string_view text) const
{
  const std::string lower = util::to_lower(text);
  const auto stands = [&](const std::string& value) {
    return find_whole(lower, value) != lower.npos;
  };
  if (std::ranges::any_of(values, stands) || std::ranges::any_of(names, stands)) {
    return true;
  }
  const std::string folded = "_" + util::fold(text) + "_",
                    figures = util::without_blanks(text, ".-/()");
  return std::ranges::any_of(names,
                             [&](const std::string& name) {
                               return folded.find("_" + util::fold(name) + "_") != folded.npos;
                             }) ||
         std::ranges::any_of(values,
                             [&](const std::string& value) { return is_called(figures, value); });
}

bool Identity::is_among(std::string_view bytes) const
{
  const std::string lower = util::to_lower(bytes);
  return std::ranges::any_of(
    values, [&](const std::string& value) { return lower.find(value) != lower.npos; });
}

std::string Identity::without(std::string_view text, std::string_view instead, What what) const
{
  std::string left(text), lower = util::to_lower(text);
  for (const std::string& value : values) {
    if (what == What::addresses && value.find('@') == value.npos) {
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
