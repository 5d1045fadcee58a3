#pragma once

#include <string>

#include "output/contribution_view.hpp"

namespace myatlas::cli {

// How the amount of one contribution was worked out, on what text it rests, and to whom it goes.
std::string line_sentences(const Texts& texts, const domain::Simulation& simulation,
                           const domain::ContributionLine& line, Reader reader);

} // namespace myatlas::cli
