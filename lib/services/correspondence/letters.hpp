#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"
#include "store/tables/letters.hpp"

namespace myatlas::services {

Result<std::vector<domain::OfficialLetter>> list_letters(const Context& context,
                                                         const store::LetterFilter& filter);

struct LetterView
{
  domain::OfficialLetter letter;
  std::vector<std::string> recipient; // the lines of name and address
};
Result<LetterView> get_letter(const Context& context,
                              const std::string& number); // letter.unknown (number)

// The account that acts has read it: from now on it is no longer new.
void mark_letter_read(const Context& context, const domain::OfficialLetter& letter);

// The OPCO's own letter on a dossier, a reminder: request.unknown.
Result<domain::OfficialLetter> send_letter(const Context& context, const std::string& request,
                                           const std::string& comment);

} // namespace myatlas::services
