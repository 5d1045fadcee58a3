#include "formats/tables/xlsxwriter.hpp"

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

util::Result<XlsxWriterLibrary> load_xlsxwriter()
{
  TRY_ASSIGN(const auto shared,
             util::SharedLibrary::open(util::k_xlsxwriter_library, "workbook.library"));
  XlsxWriterLibrary library;
  shared.find("workbook_new_opt", library.make);
  shared.find("workbook_close", library.close);
  shared.find("workbook_add_worksheet", library.add_sheet);
  shared.find("workbook_add_format", library.add_format);
  shared.find("format_set_num_format", library.set_number_format);
  shared.find("format_set_bold", library.set_bold);
  shared.find("format_set_bg_color", library.set_background);
  shared.find("worksheet_write_blank", library.write_blank);
  shared.find("worksheet_write_string", library.write_text);
  shared.find("worksheet_write_number", library.write_number);
  shared.find("worksheet_write_datetime", library.write_date);
  shared.find("worksheet_write_comment", library.write_note);
  shared.find("worksheet_set_column", library.set_column);
  shared.find("worksheet_freeze_panes", library.freeze);
  shared.find("workbook_set_properties", library.set_properties);
  return library;
}

} // namespace myatlas::formats
