#include "formats/pdf/qpdf.hpp"

#include "util/loaded_libraries.hpp"
#include "util/shared_library.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

void find_readers(const util::SharedLibrary& shared, QpdfLibrary& l)
{
  shared.find("qpdf_read_memory", l.read);
  shared.find("qpdf_has_error", l.has_error);
  shared.find("qpdf_get_error", l.error);
  shared.find("qpdf_get_error_code", l.error_code);
  shared.find("qpdf_get_root", l.root);
  shared.find("qpdf_oh_is_dictionary", l.is_dictionary);
  shared.find("qpdf_oh_is_array", l.is_array);
  shared.find("qpdf_oh_is_stream", l.is_stream);
  shared.find("qpdf_oh_is_string", l.is_string);
  shared.find("qpdf_oh_is_name", l.is_name);
  shared.find("qpdf_oh_has_key", l.has_key);
  shared.find("qpdf_oh_get_key", l.key);
  shared.find("qpdf_oh_get_array_n_items", l.size);
  shared.find("qpdf_oh_get_array_item", l.item);
  shared.find("qpdf_oh_get_utf8_value", l.text);
  shared.find("qpdf_oh_get_name", l.name);
  shared.find("qpdf_oh_get_dict", l.dictionary);
  shared.find("qpdf_oh_get_stream_data", l.data);
}

void find_writers(const util::SharedLibrary& shared, QpdfLibrary& l)
{
  shared.find("qpdf_oh_parse", l.parse);
  shared.find("qpdf_oh_new_stream", l.new_stream);
  shared.find("qpdf_oh_replace_stream_data", l.stream_data);
  shared.find("qpdf_oh_replace_key", l.put);
  shared.find("qpdf_oh_new_null", l.null);
  shared.find("qpdf_oh_append_item", l.append);
  shared.find("qpdf_make_indirect_object", l.indirect);
  shared.find("qpdf_init_write_memory", l.begin_write);
  shared.find("qpdf_set_deterministic_ID", l.same_id);
  shared.find("qpdf_force_pdf_version", l.version);
  shared.find("qpdf_set_object_stream_mode", l.object_streams);
  shared.find("qpdf_write", l.write);
  shared.find("qpdf_get_buffer_length", l.length);
  shared.find("qpdf_get_buffer", l.buffer);
}

util::Result<QpdfLibrary> find_qpdf()
{
  TRY_ASSIGN(const auto shared, util::SharedLibrary::open(util::k_qpdf_library, "pdf.library"));
  QpdfLibrary l;
  shared.find("qpdf_init", l.init);
  shared.find("qpdf_cleanup", l.cleanup);
  shared.find("qpdf_set_suppress_warnings", l.suppress_warnings);
  shared.find("qpdf_silence_errors", l.silence_errors);
  find_readers(shared, l);
  find_writers(shared, l);
  return l;
}

} // namespace

util::Result<const QpdfLibrary*> load_qpdf()
{
  return util::load_once<find_qpdf>();
}

} // namespace myatlas::formats
