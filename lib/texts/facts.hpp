#pragma once

#include <string>

#include "services/upkeep/doctor.hpp"
#include "texts/texts.hpp"

namespace myatlas::texts {

// What a person is told of something that was looked at and is well.
std::string said_of(const Texts& texts, const services::Finding& finding);

// What doctor calls a check, and how it stands.
const char* title_of(const Texts& texts, services::DoctorCheck looked);
const char* word_of(const Texts& texts, services::Health health);

// Whether the sentences of the language are there: English is in the program.
bool has_sentences(const Texts& texts);

} // namespace myatlas::texts
