#pragma once

#include <string>
#include <vector>

#include "texts/contribution_line.hpp"

namespace myatlas::texts {

// How each figure of what an employer owes was worked out, in sentences.
std::vector<std::string> explanation_of(const Texts& texts, const domain::PayrollFacts& facts,
                                        const domain::Simulation& simulation, Reader reader);

} // namespace myatlas::texts
