#pragma once

#include <set>
#include <string>
#include <string_view>

namespace myatlas::domain {

// Texts by which a person is known, in lower case: addresses and telephone numbers as they may be
// written, and names.
struct Identity
{
  std::set<std::string> values; // addresses, telephone numbers
  std::set<std::string> names;  // "anne durand", "durand anne"

  void add_email(std::string_view email);
  void add_phone(std::string_view phone); // E.164
  void add_name(std::string_view first, std::string_view last);

  bool is_value(std::string_view text) const; // the whole of it, capitals apart
  bool is_name(std::string_view text) const;

  bool is_address(std::string_view text) const;

  // Whether the text holds one of the values or names by itself: "ne@x.example" is not in
  // "anne@x.example". Names are found whatever their capitals and accents, telephone numbers
  // whatever stands between their figures.
  bool is_in(std::string_view text) const;

  // The same of the values in bytes that are no text: a database puts one beside the next.
  bool is_among(std::string_view bytes) const;

  // The text with `instead` in the place of each value that stands by itself; names stay, which
  // others bear too. Telephone numbers others may share: `what` says whether they go too.
  enum class What
  {
    addresses,
    all_values,
  };
  std::string without(std::string_view text, std::string_view instead, What what) const;
};

} // namespace myatlas::domain
