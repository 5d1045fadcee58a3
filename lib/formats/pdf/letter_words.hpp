#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/pdf/letter_text.hpp"

// What the words of letters are made of; in French.
namespace myatlas::formats {

inline constexpr const char* k_appeal =
  "Vous pouvez contester cette décision en nous écrivant à l’adresse ci-dessus, avec le numéro du "
  "dossier et vos raisons "
  "(recours gracieux)\u202F; si nous la maintenons, vous pouvez saisir le tribunal compétent.";

std::string joined_in_french(const std::vector<std::string>& words); // "A, B et C"

std::string training_text(const domain::FundingRequest& request);

// As the subject of a sentence: what was set off by commas ends with one.
std::string as_subject(const std::string& training);

// What somebody else wrote, as a sentence or the end of one: it ends with one full stop.
std::string ended(std::string_view text);

// The same as a paragraph of its own: it begins with a capital.
std::string as_paragraph(std::string_view text);

// "du 3 mars 2026 de 100,00 €", and that it is asked for no longer.
std::string claim_text(const PastClaim& claim);
std::string withdrawn_text(const PastClaim& claim);

// With the formulas it begins and ends with.
LetterWords letter(std::string subject, const std::string& body);

} // namespace myatlas::formats
