#pragma once

#include <string>
#include <string_view>

namespace myatlas::texts {

class Texts;

// What something is due on: the number of a dossier or declaration, or a SIREN; and what people
// know it by, which may be empty.
struct DueOn
{
  std::string subject, about;
};

// What there is to do, by the word of its kind in documents; the subject alone for one that is not
// known.
std::string due_in_words(const Texts& texts, std::string_view kind, const DueOn& on);

} // namespace myatlas::texts
