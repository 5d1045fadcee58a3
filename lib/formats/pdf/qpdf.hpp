#pragma once

#include <qpdf/qpdf-c.h>

#include "util/result.hpp"

namespace myatlas::formats {

// The functions of qpdf that are used, by its interface for C: the library is loaded when a PDF is
// first read or finished.
struct QpdfLibrary
{
  decltype(&qpdf_init) init = nullptr;
  decltype(&qpdf_cleanup) cleanup = nullptr;
  decltype(&qpdf_set_suppress_warnings) suppress_warnings = nullptr;
  decltype(&qpdf_silence_errors) silence_errors = nullptr;
  decltype(&qpdf_read_memory) read = nullptr;
  decltype(&qpdf_has_error) has_error = nullptr;
  decltype(&qpdf_get_error) error = nullptr;
  decltype(&qpdf_get_error_code) error_code = nullptr;
  decltype(&qpdf_get_root) root = nullptr;
  decltype(&qpdf_oh_is_dictionary) is_dictionary = nullptr;
  decltype(&qpdf_oh_is_array) is_array = nullptr;
  decltype(&qpdf_oh_is_stream) is_stream = nullptr;
  decltype(&qpdf_oh_is_string) is_string = nullptr;
  decltype(&qpdf_oh_is_name) is_name = nullptr;
  decltype(&qpdf_oh_has_key) has_key = nullptr;
  decltype(&qpdf_oh_get_key) key = nullptr;
  decltype(&qpdf_oh_get_array_n_items) size = nullptr;
  decltype(&qpdf_oh_get_array_item) item = nullptr;
  decltype(&qpdf_oh_get_utf8_value) text = nullptr;
  decltype(&qpdf_oh_get_name) name = nullptr;
  decltype(&qpdf_oh_get_dict) dictionary = nullptr;
  decltype(&qpdf_oh_get_stream_data) data = nullptr;
  decltype(&qpdf_oh_parse) parse = nullptr;
  decltype(&qpdf_oh_new_stream) new_stream = nullptr;
  decltype(&qpdf_oh_replace_stream_data) stream_data = nullptr;
  decltype(&qpdf_oh_replace_key) put = nullptr;
  decltype(&qpdf_oh_new_null) null = nullptr;
  decltype(&qpdf_oh_append_item) append = nullptr;
  decltype(&qpdf_make_indirect_object) indirect = nullptr;
  decltype(&qpdf_init_write_memory) begin_write = nullptr;
  decltype(&qpdf_set_deterministic_ID) same_id = nullptr;
  decltype(&qpdf_force_pdf_version) version = nullptr;
  decltype(&qpdf_set_object_stream_mode) object_streams = nullptr;
  decltype(&qpdf_write) write = nullptr;
  decltype(&qpdf_get_buffer_length) length = nullptr;
  decltype(&qpdf_get_buffer) buffer = nullptr;
};

util::Result<const QpdfLibrary*> load_qpdf(); // pdf.library (name)

// One PDF in memory, quiet about what is wrong with it: that is asked for.
class QpdfDocument
{
public:
  explicit QpdfDocument(const QpdfLibrary& library) : m(library), m_data(library.init())
  {
    m.suppress_warnings(m_data, QPDF_TRUE);
    m.silence_errors(m_data);
  }
  ~QpdfDocument()
  {
    if (m.has_error(m_data) != 0) {
      (void)m.error(m_data); // one that nobody took is told to the terminal
    }
    m.cleanup(&m_data);
  }
  QpdfDocument(const QpdfDocument&) = delete;
  QpdfDocument& operator=(const QpdfDocument&) = delete;

protected:
  const QpdfLibrary& m;
  qpdf_data m_data;
};

} // namespace myatlas::formats
