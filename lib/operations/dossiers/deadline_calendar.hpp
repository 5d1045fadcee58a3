#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/deadline.hpp"
#include "util/clock.hpp"

namespace myatlas::texts {
class Texts;
}

namespace myatlas::operations {

// What is due, as an iCalendar file in the language of who asks.
std::string calendar_of(const texts::Texts& texts, const std::vector<domain::Deadline>& deadlines,
                        util::Instant now);

} // namespace myatlas::operations
