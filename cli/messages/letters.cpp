#include "messages/letters.hpp"

#include <algorithm>

#include "messages/tr.hpp"

namespace myatlas::cli {

namespace {

struct LetterWords
{
  const char* template_name;
  const char* subject;
  const char* body; // {0} first name, {1} last name, {2} code, {3} minutes, {4} address
};

constexpr LetterWords k_words[] = {
  {"activation", N_("Activate your MyAtlas account"),
   N_("Hello {0} {1},\n\nyour account is nearly ready. Activate it with this code:\n\n    {2}\n\n"
      "It works once, for {3} minutes:\n\n    myatlas activate --email {4} --code {2}\n\n"
      "If you did not ask for an account, do nothing.\n")},
  {"already-registered", N_("You already have a MyAtlas account"),
   N_("Hello {0} {1},\n\nsomebody registered with your address, which already has an account. Nothing was changed.\n\n"
      "If it was you and the password is lost, ask for a new one:\n\n    myatlas reset-password --email {4}\n")},
  {"reset", N_("Choose a new MyAtlas password"),
   N_("Hello {0} {1},\n\nchoose a new password with this code:\n\n    {2}\n\nIt works once, for {3} minutes:\n\n"
      "    myatlas reset-password --email {4} --code {2}\n\n"
      "If you did not ask for it, do nothing: your password stays as it is.\n")},
  {"password-changed", N_("Your MyAtlas password was changed"),
   N_("Hello {0} {1},\n\nthe password of your account was changed, and every session was ended.\n\n"
      "If it was not you, ask for a new password at once:\n\n    myatlas reset-password --email {4}\n")},
};

std::string field(const services::Letter& letter, const char* name)
{
  const auto found = letter.fields.find(name);
  return found == letter.fields.end() ? "" : found->second;
}

} // namespace

services::LetterText Letters::write(const services::Letter& letter) const
{
  const auto words = std::ranges::find(k_words, letter.template_name, &LetterWords::template_name);
  if (words == std::end(k_words)) {
    return {letter.template_name, ""};
  }
  const std::vector<std::string> arguments = {field(letter, "first_name"), field(letter, "last_name"),
                                              field(letter, "code"), field(letter, "minutes"), field(letter, "email")};
  const std::string body = tr_in(letter.language, words->body);
  return {tr_in(letter.language, words->subject), fill(body.c_str(), words->body, arguments)};
}

} // namespace myatlas::cli
