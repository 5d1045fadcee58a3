#pragma once

#include <cstdint>
#include <string_view>

namespace myatlas::domain {

// Luhn's sum of ASCII digits, every second one from the right doubled; right when it is a multiple
// of 10.
int luhn_sum(std::string_view digits);

int digit_sum(std::string_view digits);

// The digits read as one number, modulo `modulus`; letters count 10 to 35 as ISO 7064 has it.
std::uint32_t modulo(std::string_view digits, std::uint32_t modulus);

// "1,23457E+13": what a spreadsheet makes of a long number. The digits are lost, never to be
// guessed.
bool looks_scientific(std::string_view text);

} // namespace myatlas::domain
