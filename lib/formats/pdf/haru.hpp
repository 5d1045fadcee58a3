#pragma once

#include <hpdf.h>

#include "util/result.hpp"

namespace myatlas::formats {

// The functions of the library that are used, found once it is loaded.
struct HpdfLibrary
{
  decltype(&HPDF_New) make = nullptr;
  decltype(&HPDF_Free) free = nullptr;
  decltype(&HPDF_AddPage) add_page = nullptr;
  decltype(&HPDF_Page_SetSize) set_size = nullptr;
  decltype(&HPDF_GetFont) font = nullptr;
  decltype(&HPDF_SetCurrentEncoder) encoder = nullptr;
  decltype(&HPDF_UseUTFEncodings) use_utf = nullptr;
  decltype(&HPDF_LoadTTFontFromFile) load_font = nullptr;
  decltype(&HPDF_Page_SetFontAndSize) set_font = nullptr;
  decltype(&HPDF_Page_TextWidth) text_width = nullptr;
  decltype(&HPDF_Page_BeginText) begin_text = nullptr;
  decltype(&HPDF_Page_EndText) end_text = nullptr;
  decltype(&HPDF_Page_TextOut) text_out = nullptr;
  decltype(&HPDF_Page_SetGrayFill) grey_fill = nullptr;
  decltype(&HPDF_Page_SetGrayStroke) grey_stroke = nullptr;
  decltype(&HPDF_Page_SetLineWidth) line_width = nullptr;
  decltype(&HPDF_Page_MoveTo) move_to = nullptr;
  decltype(&HPDF_Page_LineTo) line_to = nullptr;
  decltype(&HPDF_Page_Stroke) stroke = nullptr;
  decltype(&HPDF_Page_Rectangle) rectangle = nullptr;
  decltype(&HPDF_Page_Fill) fill = nullptr;
  decltype(&HPDF_SetCompressionMode) compress = nullptr;
  decltype(&HPDF_SetInfoAttr) set_info = nullptr;
  decltype(&HPDF_SetInfoDateAttr) set_date = nullptr;
  decltype(&HPDF_SaveToStream) save = nullptr;
  decltype(&HPDF_GetStreamSize) stream_size = nullptr;
  decltype(&HPDF_ReadFromStream) read_stream = nullptr;
  decltype(&HPDF_GetError) error = nullptr;
};

// pdf.library (the system's reason) when it is not there.
util::Result<HpdfLibrary> load_hpdf();

} // namespace myatlas::formats
