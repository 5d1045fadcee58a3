#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace myatlas::texts {

class Texts;

enum class Tone
{
  plain,
  good,
  waiting,
  bad,
};

// A state or an event as machine output names it, in words for people: "EN_COURS_INSTRUCTION" is
// "Under review". One that is not known stays as it is.
std::string words_of(const Texts& texts, const std::string& state);
// The same with the code that options and files know it by: "Funded (ENGAGE)".
std::string in_words(const Texts& texts, const std::string& state);
Tone tone_of(const std::string& state);

// A list of codes, "quote, programme", each as `told` tells it; what it tells nothing of is left
// out.
std::string each_told(std::string_view codes,
                      const std::function<std::string(const std::string&)>& told);

// The commands by which events happen to a "request" or an "invoice": of "accept, refuse", "admin
// accept-request, admin refuse-request". An event without a command of its own is left out.
std::string commands_of(std::string_view noun, std::string_view events);

} // namespace myatlas::texts
