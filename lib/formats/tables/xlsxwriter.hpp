#pragma once

#include <xlsxwriter.h>

#include "util/result.hpp"

namespace myatlas::formats {

// The functions of the library that are used, found once it is loaded.
struct XlsxWriterLibrary
{
  decltype(&workbook_new_opt) make = nullptr;
  decltype(&workbook_close) close = nullptr;
  decltype(&workbook_add_worksheet) add_sheet = nullptr;
  decltype(&workbook_add_format) add_format = nullptr;
  decltype(&format_set_num_format) set_number_format = nullptr;
  decltype(&format_set_bold) set_bold = nullptr;
  decltype(&format_set_bg_color) set_background = nullptr;
  decltype(&worksheet_write_blank) write_blank = nullptr;
  decltype(&worksheet_write_string) write_text = nullptr;
  decltype(&worksheet_write_number) write_number = nullptr;
  decltype(&worksheet_write_datetime) write_date = nullptr;
  decltype(&worksheet_write_comment) write_note = nullptr;
  decltype(&worksheet_set_column) set_column = nullptr;
  decltype(&worksheet_freeze_panes) freeze = nullptr;
  decltype(&workbook_set_properties) set_properties = nullptr;
};

// workbook.library (the system's reason) when it is not there.
util::Result<XlsxWriterLibrary> load_xlsxwriter();

} // namespace myatlas::formats
