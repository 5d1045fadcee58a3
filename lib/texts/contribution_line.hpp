#pragma once

#include <string>

#include "domain/contributions/contribution.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

// Who reads an explanation: who uses the program, and may go on with its codes and commands, or a
// client, for whom they mean nothing.
enum class Reader
{
  user,
  client,
};

// How the amount of one contribution was worked out, on what text it rests, and to whom it goes.
std::string line_sentences(const Texts& texts, const domain::Simulation& simulation,
                           const domain::ContributionLine& line, Reader reader);

} // namespace myatlas::texts
