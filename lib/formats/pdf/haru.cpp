#include "formats/pdf/haru.hpp"

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

void find_pages(const util::SharedLibrary& shared, HpdfLibrary& l)
{
  shared.find("HPDF_Page_SetSize", l.set_size);
  shared.find("HPDF_Page_SetFontAndSize", l.set_font);
  shared.find("HPDF_Page_TextWidth", l.text_width);
  shared.find("HPDF_Page_BeginText", l.begin_text);
  shared.find("HPDF_Page_EndText", l.end_text);
  shared.find("HPDF_Page_TextOut", l.text_out);
  shared.find("HPDF_Page_SetGrayFill", l.grey_fill);
  shared.find("HPDF_Page_SetGrayStroke", l.grey_stroke);
  shared.find("HPDF_Page_SetLineWidth", l.line_width);
  shared.find("HPDF_Page_MoveTo", l.move_to);
  shared.find("HPDF_Page_LineTo", l.line_to);
  shared.find("HPDF_Page_Stroke", l.stroke);
  shared.find("HPDF_Page_Rectangle", l.rectangle);
  shared.find("HPDF_Page_Fill", l.fill);
}

} // namespace

util::Result<HpdfLibrary> load_hpdf()
{
  TRY_ASSIGN(const auto shared, util::SharedLibrary::open(util::k_hpdf_library, "pdf.library"));
  HpdfLibrary l;
  find_pages(shared, l);
  shared.find("HPDF_New", l.make);
  shared.find("HPDF_Free", l.free);
  shared.find("HPDF_AddPage", l.add_page);
  shared.find("HPDF_GetFont", l.font);
  shared.find("HPDF_SetCurrentEncoder", l.encoder);
  shared.find("HPDF_UseUTFEncodings", l.use_utf);
  shared.find("HPDF_LoadTTFontFromFile", l.load_font);
  shared.find("HPDF_SetCompressionMode", l.compress);
  shared.find("HPDF_SetInfoAttr", l.set_info);
  shared.find("HPDF_SetInfoDateAttr", l.set_date);
  shared.find("HPDF_SaveToStream", l.save);
  shared.find("HPDF_GetStreamSize", l.stream_size);
  shared.find("HPDF_ReadFromStream", l.read_stream);
  shared.find("HPDF_GetError", l.error);
  return l;
}

} // namespace myatlas::formats
