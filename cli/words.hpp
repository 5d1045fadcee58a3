#pragma once

#include "texts/errors.hpp"

// What is said, by the short names that lib/texts has for it: tr, trf, sentence_of.
namespace myatlas::cli {

using namespace texts;
using texts::sentence_of; // beside that of a reason why nothing is due

} // namespace myatlas::cli
