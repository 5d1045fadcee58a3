#pragma once

#include <cstdint>
#include <string>
#include <vector>

// Marks a text for the catalogue without translating it here.
#define N_(text) text

namespace myatlas::texts {

// Picks the catalogue once, at start: "fr" or "en". English needs none.
void use_language(const std::string& language, const std::string& catalogues);

// The text in the language in use; English when the catalogue lacks it.
const char* tr(const char* english);

// The same in the language named, for a letter to somebody else.
std::string tr_in(const std::string& language, const char* english);

// Another language for as long as this lives: for a document that is in French whoever asks for it.
class InLanguage
{
public:
  explicit InLanguage(const std::string& language);
  ~InLanguage();
  InLanguage(const InLanguage&) = delete;
  InLanguage& operator=(const InLanguage&) = delete;

private:
  std::string m_before;
};

// Fields {0}, {1}… of a text filled in as they are. A translation with wrong fields falls back to
// English, never to nothing.
std::string with_fields(const char* translated, const char* english,
                        const std::vector<std::string>& fields);

// The form that goes with a number, in the language in use.
const char* tr_counted(const char* one, const char* many, std::uint64_t count);

// Digits as people write them, thousands apart: "1,000,000", "1 000 000".
std::string grouped(std::string digits);

} // namespace myatlas::texts
