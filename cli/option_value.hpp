#pragma once

#include <string>
#include <string_view>

namespace myatlas::cli {

// How what people type for an option becomes what forms have: typed_values.hpp.
enum class Reads
{
  as_typed,
  amount,
  day,
  number,
  percentage,
  number_of_year,   // "2024=10,5"
  amount_of_nature, // "teaching:1 200,50", and what follows
};

// What an option takes that is read otherwise than as text: its name in the help with how it is
// read.
struct ReadValue
{
  const char* name;
  Reads reads;
};

inline constexpr ReadValue k_amount_value{"AMOUNT", Reads::amount};
inline constexpr ReadValue k_euros_value{"A", Reads::amount};
inline constexpr ReadValue k_day_value{"D", Reads::day};
inline constexpr ReadValue k_hours_value{"H", Reads::number}; // a headcount too
inline constexpr ReadValue k_number_value{"N", Reads::number};
inline constexpr ReadValue k_percentage_value{"PCT", Reads::percentage};
inline constexpr ReadValue k_rate_value{"R", Reads::percentage};
inline constexpr ReadValue k_year_value{"Y=H", Reads::number_of_year};
inline constexpr ReadValue k_nature_value{"NATURE:AMOUNT", Reads::amount_of_nature};
inline constexpr ReadValue k_line_value{"NATURE:AMOUNT[:K]", Reads::amount_of_nature};

inline constexpr ReadValue k_read_values[] = {
  k_amount_value,     k_euros_value, k_day_value,  k_hours_value,  k_number_value,
  k_percentage_value, k_rate_value,  k_year_value, k_nature_value, k_line_value};

// A name of somebody, which is no number though help calls it as one.
inline constexpr ReadValue k_name_value{"N", Reads::as_typed};

// What follows an option: its name in the help, or the words there are, and how it is read.
class OptionValue
{
public:
  constexpr OptionValue() = default; // of a flag, behind which nothing follows
  // A text. One that is called as what is read otherwise does not compile: its constant says how.
  consteval OptionValue(const char* name) : m_name(name)
  {
    for (const ReadValue& read : k_read_values) {
      if (std::string_view(name) == read.name) {
        throw "say it by its constant of option_value.hpp";
      }
    }
  }
  constexpr OptionValue(const ReadValue& value) : m_name(value.name), m_reads(value.reads) {}
  constexpr OptionValue(std::string (*words)()) : m_words(words) {}

  std::string text() const { return m_words != nullptr ? m_words() : m_name; }
  Reads reads() const { return m_reads; }
  bool is_file() const { return m_name == std::string_view("FILE"); }

private:
  const char* m_name = "";
  std::string (*m_words)() = nullptr;
  Reads m_reads = Reads::as_typed;
};

} // namespace myatlas::cli
