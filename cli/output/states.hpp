#pragma once

#include <string>

namespace myatlas::cli {

enum class Tone
{
  plain,
  good,
  waiting,
  bad,
};

// A state or an event as machine output names it, in words for people: "EN_COURS_INSTRUCTION" is "Being examined". One that is not
// known stays as it is.
std::string words_of(const std::string& state);
Tone tone_of(const std::string& state);

} // namespace myatlas::cli
