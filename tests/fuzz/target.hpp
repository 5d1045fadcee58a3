#pragma once

#include <string_view>

namespace myatlas::fuzz {

// What one reader is fed: any bytes. A property that does not hold ends the program.
void read_csv(std::string_view bytes);
void read_encoding(std::string_view bytes);
void read_json(std::string_view bytes);
void read_declaration(std::string_view bytes);
void read_xml(std::string_view bytes);
void read_pdf(std::string_view bytes);
void read_workbook(std::string_view bytes);
void read_json_lines(std::string_view bytes);
void read_identifier(std::string_view bytes);
void read_amount(std::string_view bytes);
void read_date(std::string_view bytes);
void write_headers(std::string_view bytes);

void demand(bool holds, const char* property);
void reach(std::string_view outcome); // how it ended: tells libFuzzer that an input is of a new
                                      // kind, where clang does not count

template <typename T>
void reach_result(const T& result)
{
  reach(std::string_view(result ? "well" : result.error().code));
}

} // namespace myatlas::fuzz
