#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "util/time_zone.hpp"

// Marks a text for the catalogue without translating it here.
#define N_(text) text

namespace myatlas::texts {

class Catalogues;
class MessageFile;

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

  // The same with its fields {0}, {1}… filled in, each as people write what it holds:
  // trf(N_("{0} rows"), "12").
  template <typename... Arguments>
  std::string trf(const char* english, const Arguments&... arguments) const
  {
    return filled(tr(english), english, {fmt::format("{}", arguments)...});
  }

  // The form that goes with a number, which is {0}: trn("{0} row", "{0} rows", count).
  std::string trn(const char* one, const char* many, std::int64_t count) const;

  // Fields filled in as trf does it.
  std::string filled(const char* translated, const char* english,
                     const std::vector<std::string>& arguments) const;

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

private:
  const MessageFile* catalogue() const; // null: English

  // The arguments of a sentence as it tells them. What a field holds is seen from the words beside
  // it in the English sentence and from its own form:
  //   "{0}", {0}: at the begin  what somebody typed and where it stands, left as it is
  //   €{0}, {0} euros           two decimals: an amount, and so is every such number there
  //   other two decimals        hours, headcounts, rates: the decimal mark, no zeros that say
  //   nothing 2026-03-02, 2026-03       a day, an instant, a month {0} rows, {0} bytes… digits: in
  //   groups of three; all those of a sentence on rows refused state {0}, scheme {0}…    a word of
  //   a closed set: in words, with the code that options and files take
  std::vector<std::string> told(const char* english, std::vector<std::string> arguments) const;

  std::string m_language = "en";
  std::shared_ptr<Catalogues> m_catalogues;
};

// Fields {0}, {1}… of a text filled in as they are. A translation with wrong fields falls back to
// English, never to nothing.
std::string with_fields(const char* translated, const char* english,
                        const std::vector<std::string>& fields);

} // namespace myatlas::texts
