#pragma once

#include "texts/texts.hpp"

// What is said, by the short names that lib/texts has for it: Texts, sentence_of, words_of.
namespace myatlas::cli {

using namespace texts;

} // namespace myatlas::cli
