#include "formats/pdf/letter_words.hpp"

#include <fmt/format.h>

#include "formats/text/in_french.hpp"
#include "util/ranges.hpp"
#include "util/text.hpp"

namespace myatlas::formats {

namespace {

std::string days_text(domain::Date start, domain::Date end)
{
  return fmt::format(", du {} au {}", long_day_in_french(start), long_day_in_french(end));
}

std::string trainees_text(const std::vector<domain::Trainee>& trainees)
{
  constexpr std::size_t k_most_named = 8; // more are counted: the dossier has their names
  if (trainees.size() > k_most_named) {
    return fmt::format("{} stagiaires", trainees.size());
  }
  return joined_in_french(util::mapped(trainees, &domain::Trainee::name));
}

// "à" to "þ": their capitals stand 0x20 before.
bool begins_accented(std::string_view text)
{
  return text.size() > 1 && text[0] == '\xC3' && text[1] >= '\xA0' && text[1] <= '\xBE';
}

std::string with_capital(std::string text)
{
  if (begins_accented(text)) {
    text[1] = static_cast<char>(text[1] - 0x20);
    return text;
  }
  return text.empty() ? text : util::to_upper(text.substr(0, 1)) + text.substr(1);
}

constexpr const char* k_opening = "Madame, Monsieur,\n\n";
constexpr const char* k_closing = "\n\nNous vous prions d’agréer, Madame, Monsieur, l’expression "
                                  "de nos salutations distinguées.\n\nOPCO Atlas";

} // namespace

std::string joined_in_french(const std::vector<std::string>& words)
{
  std::string text;
  for (const std::string& word : words) {
    util::add_to_list(text, word, &word == &words.back() ? " et " : ", ");
  }
  return text;
}

static std::string followed_by(const std::vector<domain::Trainee>& trainees)
{
  return trainees.empty() ? "" : ", suivie par " + trainees_text(trainees);
}

std::string training_text(const domain::FundingRequest& request)
{
  std::string text = fmt::format("la formation «\u00A0{}\u00A0»", request.title);
  if (request.start && request.end) {
    text += days_text(*request.start, *request.end);
  }
  return text + followed_by(request.trainees);
}

std::string as_subject(const std::string& training)
{
  return training + (training.ends_with("»") ? "" : ",");
}

std::string ended(std::string_view text)
{
  const std::string told(util::trim(text));
  const bool has_end = told.empty() || std::string_view(".!?").find(told.back()) != told.npos;
  return has_end ? told : told + ".";
}

std::string as_paragraph(std::string_view text)
{
  return util::trim(text).empty() ? "" : "\n\n" + with_capital(ended(text));
}

std::string claim_text(const PastClaim& claim)
{
  return fmt::format("du {} de {}", long_day_in_french(claim.day), euros_in_french(claim.amount));
}

std::string withdrawn_text(const PastClaim& claim)
{
  return fmt::format("Notre demande de remboursement {} est sans objet\u00A0: vous n’avez plus "
                     "rien à nous rembourser pour ce dossier. Si un virement "
                     "est déjà parti, nous vous le retournerons.",
                     claim_text(claim));
}

LetterWords letter(std::string subject, const std::string& body)
{
  return {with_capital(std::move(subject)), k_opening + body + k_closing};
}

} // namespace myatlas::formats
