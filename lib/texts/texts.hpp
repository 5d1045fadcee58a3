#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "texts/arg.hpp"
#include "util/time_zone.hpp"

// Marks a text for the catalogue without translating it here.
#define N_(text) text

namespace myatlas::texts {

class Catalogues;
class MessageFile;

// Fields {0}, {1}… of a text filled in as they are. A translation with wrong fields falls back to
// English, never to nothing.
std::string with_fields(const char* translated, const char* english,
                        const std::vector<std::string>& fields);

// The language of a person, with its catalogue: what the program says is said by one of these. A
// small value, to be handed on and copied; copies share what was read. Without a catalogue it is
// English, which the program itself holds.
class Texts
{
public:
  Texts() = default;
  // "fr" or "en"; the folder of the catalogues, of which one is read when something is looked up.
  Texts(std::string language, const std::string& folder);

  const std::string& language() const { return m_language; }
  // Another language, for a letter to somebody else, or for a document that is in French whoever
  // asks for it.
  Texts in(const std::string& language) const;

  // The text in this language; English when the catalogue lacks it. It lives as long as any copy.
  const char* tr(const char* english) const;

  // The same with its fields {0}, {1}… filled in: trf(N_("{0}: paid on {1}"), number,
  // as_date(day)).
  template <typename... Arguments>
  std::string trf(const char* english, const Arguments&... arguments) const
  {
    return with_fields(tr(english), english, {written(arguments)...});
  }

  // The form that goes with a number, which is {0}: trn("{0} row", "{0} rows", count).
  std::string trn(const char* one, const char* many, std::int64_t count) const;

  // Amounts, days and numbers as the language writes them: the one piece that tables, sentences,
  // mails and statements go through. What a program reads is never written by it.

  // Digits, thousands apart: "1,000,000", "1 000 000".
  std::string grouped(std::string digits) const;

  // Amounts: "1 234,56 €" in French, "€1,234.56" in English.
  std::string money(const std::string& amount) const;

  // A date or an instant: "25/11/2026" in French, instants to the second by the clocks of a zone,
  // or in UTC without one. Other texts as they are.
  std::string time(const std::string& text, const util::TimeZone* zone = nullptr) const;

  // Days, instants or months, one or several: "03/2026", "01/2026, 02/2026".
  std::string days(const std::string& text) const;

  // A decimal, without zeros that say nothing: "13,5", "14".
  std::string decimal(std::string text) const;

  // An argument of a sentence by what it is; a text that is not of that kind as it is.
  std::string told(const Said& argument) const;

private:
  const MessageFile* catalogue() const; // null: English

  std::string written(const Said& argument) const { return told(argument); }
  template <typename Argument>
  std::string written(const Argument& argument) const
  {
    return fmt::format("{}", argument);
  }

  std::string m_language = "en";
  std::shared_ptr<Catalogues> m_catalogues;
};

} // namespace myatlas::texts
