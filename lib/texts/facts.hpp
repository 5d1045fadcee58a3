#pragma once

#include <string>

#include "services/upkeep/examination.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

// What a person is told of something that was looked at and is well.
std::string said_of(const Texts& texts, const services::Finding& finding);

} // namespace myatlas::texts
